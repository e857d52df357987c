//! Ligatures: characters that stand for several letters, and those that a font map got wrong.
//!
//! Two kinds. `ﬁ` (U+FB01) and its like are honest ligature characters and are always written out. `Ɵ`, `Ư`, `Ō`,
//! `ƞ`, `Ʃ`, `ƫ` are glyph numbers of Calibri's ligatures read as characters (`Ɵjdens`, `eƯecten`, `treŌ`,
//! `plaƞorm`, `VoorziƩer`, `seƫng`); they are real letters elsewhere (`Ōsaka`, `Ưng`), so they are only written out
//! inside a word that is otherwise lower-case Latin, where those letters cannot stand.

use model::text::RepairKind;

use crate::ledger::Ledger;

/// What an honest ligature character stands for.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        'Ĳ' => "IJ",
        'ĳ' => "ij",
        _ => return None,
    })
}

/// What a misread glyph stands for.
fn misread(c: char) -> Option<&'static str> {
    Some(match c {
        'Ɵ' => "ti",
        'Ư' => "ff",
        'Ō' => "ft",
        'ƞ' => "tf",
        'Ʃ' => "tt",
        'ƫ' => "tti",
        _ => return None,
    })
}

fn suspect(c: char) -> bool {
    // the quick way out for nearly every character
    c >= '\u{132}' && (spelled_out(c).is_some() || misread(c).is_some())
}

/// The text with its ligatures written out; none if there was nothing to do.
pub(crate) fn repair(text: &str, ledger: &mut Ledger) -> Option<String> {
    if !text.contains(suspect) {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while !rest.is_empty() {
        let word_end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(word_end);
        if word.contains(suspect) {
            let repaired = repair_word(word);
            if repaired != word {
                ledger.add(RepairKind::Ligature, word, &repaired);
            }
            out.push_str(&repaired);
        } else {
            out.push_str(word);
        }
        let gap_end = after.find(char::is_alphabetic).unwrap_or(after.len());
        out.push_str(&after[..gap_end]);
        rest = &after[gap_end..];
    }
    Some(out)
}

fn repair_word(word: &str) -> String {
    let dutch = word.chars().all(|c| misread(c).is_some() || spelled_out(c).is_some() || latin(c));
    let mut out = String::with_capacity(word.len() + 4);
    let chars: Vec<char> = word.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        if let Some(letters) = spelled_out(c) {
            out.push_str(letters);
        } else if let (true, Some(letters)) = (dutch && fits(&chars, at), misread(c)) {
            out.push_str(letters);
        } else {
            out.push(c);
        }
    }
    out
}

/// Letters of Dutch and its loan words.
fn latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'À'..='ÿ')
}

/// Whether a misread glyph stands where its letters can: among lower-case letters. Only `ti` begins words.
fn fits(chars: &[char], at: usize) -> bool {
    let lower = |c: &char| c.is_lowercase() || misread(*c).is_some() || spelled_out(*c).is_some();
    let before = at.checked_sub(1).and_then(|at| chars.get(at));
    let after = chars.get(at + 1);
    match before {
        Some(c) => {
            (lower(c) || at == 1) && after.is_none_or(lower) && (at > 1 || lower(c) || after.is_some())
        }
        None => chars[at] == 'Ɵ' && after.is_some_and(lower),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &str) {
        let mut ledger = Ledger::default();
        let got = repair(input, &mut ledger).unwrap_or_else(|| input.to_owned());
        assert_eq!(got, expected);
        assert_eq!(ledger.into_repairs().is_empty(), input == expected, "told: {input}");
    }

    #[test]
    fn glyph_numbers_read_as_letters() {
        check("Hierbij treŌ u de schriŌelijke antwoorden", "Hierbij treft u de schriftelijke antwoorden");
        check("Ɵjdens de begroƟngsbehandeling", "tijdens de begrotingsbehandeling");
        check("eƯecten, desbetreƯende, slachtoƯers", "effecten, desbetreffende, slachtoffers");
        check("de VoorziƩer", "de Voorzitter");
        check("plaƞorm en seƫng", "platform en setting");
        check("OƯensief", "Offensief");
    }

    #[test]
    fn ligature_characters_are_written_out() {
        check("eﬀectief, ﬁnancieel, conﬂict, oﬃcieel", "effectief, financieel, conflict, officieel");
    }

    #[test]
    fn letters_of_other_languages_stay() {
        check("Ōsaka en Ưng", "Ōsaka en Ưng");
        check("NGƯỜI", "NGƯỜI");
        check("Ō", "Ō");
        check("kōan", "kōan");
    }
}
