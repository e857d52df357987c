//! Marks of notes that were printed raised and are glued to the word or year before them once the layout is gone:
//! `Bamenga1`, `motie Dobbe.5`, `uw Kamer per brief6,`, `2 oktober 202514` (2025, note 14).
//!
//! A number is only taken for a mark when a note with that label is known; the caller decides where to look. What
//! merely ends in digits stays: `D66`, `CO2`, `F-35`, `artikel 121`, `nr.3`, `6.126`, `2025D03887`.

use std::ops::Range;

use crate::draft::is_mark;
use crate::hyphen::Vocabulary;

/// A possible mark in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// Bytes of the label in the line.
    pub range: Range<usize>,
    /// How evident it is: 1 doubtful, 3 sure, 5 in brackets.
    pub score: u8,
}

/// The best place for the mark of the note `label` in a line, from byte `from` on.
pub(crate) fn find(line: &str, from: usize, label: &str, words: &Vocabulary) -> Option<Candidate> {
    let mut best: Option<Candidate> = None;
    let mut at = from;
    while let Some(found) = line.get(at..).and_then(|rest| rest.find(label)) {
        let start = at + found;
        let range = start..start + label.len();
        at = start + label.chars().next().map_or(1, char::len_utf8);
        let score = score(line, &range, label, words);
        if score > best.as_ref().map_or(0, |best| best.score) {
            best = Some(Candidate { range, score });
        }
    }
    // «op zee[1]?»: brackets are part of the mark
    let bracketed = format!("[{label}]");
    if let Some(found) = line.get(from..).and_then(|rest| rest.find(&bracketed))
        && from + found > 0
    {
        return Some(Candidate { range: from + found..from + found + bracketed.len(), score: 5 });
    }
    // «het bericht?, 2», «de standaard.4 5 De NZa»: a second mark behind the first, as the House's site and the official
    // publications print them
    for separator in [", ", " "] {
        let second = format!("{separator}{label}");
        let Some(found) = line.get(from..).and_then(|rest| rest.find(&second)) else { continue };
        let (start, end) = (from + found, from + found + second.len());
        // the caller looks on behind a mark that it only found
        let behind_mark = line[..start].ends_with(is_mark) || from > 0 && start == from;
        let marked = behind_mark || separator == ", " && line[..start].ends_with(['?', '!', '»']);
        if marked
            && (line[end..].is_empty() || line[end..].starts_with([' ', '.', '?', ',']) && label.len() < 3)
        {
            let sure = line[..start].ends_with(['?', '!']) || line[end..].is_empty() || separator == " ";
            return Some(Candidate { range: start..end, score: if sure { 3 } else { 1 } });
        }
    }
    // «Klopt dat? 1», whole at the end of its line: older annexes
    if let Some(before) = line.strip_suffix(label).and_then(|line| line.strip_suffix(' '))
        && before.len() >= from
        && before.ends_with(['?', '»', '”', '’'])
        && best.is_none()
    {
        return Some(Candidate { range: before.len()..line.len(), score: 2 });
    }
    // «… en kosten. 2», «… 2 oktober 2025 5 moeten»: a raised mark that a converter set off behind a sign or a year
    let apart = format!(" {label}");
    if best.is_none()
        && let Some(found) = line.get(from..).and_then(|rest| {
            let places = rest.match_indices(&apart).map(|(at, _)| at);
            places.into_iter().find(|at| set_off(&line[..from + at], &line[from + at + apart.len()..]))
        })
    {
        return Some(Candidate { range: from + found..from + found + apart.len(), score: 2 });
    }
    // «Klopt dat? 1)»: as the ministries' own letters print it
    let closed = format!(" {label})");
    if let Some(found) = line.get(from..).and_then(|rest| rest.find(&closed)) {
        let (start, end) = (from + found, from + found + closed.len());
        let word =
            line[..start].trim_end_matches('.').rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        // «(Kamerstuk 36 800, nr. 24)» is no mark of note 24
        let numbered = line[..start].ends_with('.') && NUMBERED.contains(&word.to_lowercase().as_str());
        let ended = !numbered && line[..start].ends_with(['?', '.', '!', '”', '’', '»', '"', '\'', ')']);
        if ended && (line[end..].is_empty() || line[end..].starts_with([' ', '.', '?', ','])) {
            return Some(Candidate { range: start..end, score: 3 });
        }
        // «de problemen bij de dienst 1) ook antwoord geven»: in the middle of a sentence, doubtful
        let inside = line[..start].ends_with(char::is_alphabetic)
            && line[end..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase));
        // «namelijk 1) dit en 2) dat» counts
        let counts = label.parse::<u32>().is_ok_and(|n| line.contains(&format!(" {})", n + 1)));
        if inside && !counts && best.is_none() {
            return Some(Candidate { range: start..end, score: 1 });
        }
    }
    if let Some(raised) = raised(label)
        && let Some(found) = line.get(from..).and_then(|rest| rest.find(&raised))
    {
        let range = from + found..from + found + raised.len();
        let goes_on = line[range.end..].starts_with(RAISED) || line[..range.start].ends_with(RAISED);
        let unit = line[..range.start].rsplit(|c: char| !c.is_alphanumeric()).next();
        if !goes_on && !matches!(unit, Some("m" | "km" | "cm" | "dm" | "mm" | "hm")) {
            return Some(Candidate { range, score: 3 });
        }
    }
    best
}

/// Whether a number between these words is no part of them: it stands behind the end of a sentence and above or before
/// the next, or behind a whole date whose sentence goes on.
fn set_off(before: &str, after: &str) -> bool {
    let opens =
        after.is_empty() || after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    if let Some(sentence) = before.strip_suffix(['.', '?', '!', '»', '”']) {
        let word = sentence.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let whole = word.chars().count() > 3 && !NUMBERED.contains(&word.to_lowercase().as_str());
        // «… in 2025. 3», «… op artikel 7. 3»
        if is_year(word) || before.len() > 20 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
        {
            return opens;
        }
        return opens && (whole && word.chars().all(char::is_lowercase) || before.ends_with(['»', '”', '?']));
    }
    let mut words = before.rsplit(' ');
    let year = words.next().is_some_and(is_year);
    let dated = year && words.next().is_some_and(|word| model::MONTHS.contains(&word));
    dated && after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase))
}

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// The label in raised digits; none if it is no number.
fn raised(label: &str) -> Option<String> {
    label.chars().map(|c| c.to_digit(10).map(|d| RAISED[d as usize])).collect()
}

/// Abbreviations that a number belongs to.
const NUMBERED: &[&str] = &[
    "nr",
    "nrs",
    "no",
    "art",
    "artt",
    "artikel",
    "blz",
    "p",
    "pag",
    "par",
    "bijl",
    "vol",
    "hfd",
    "hst",
    "sub",
    "fig",
    "tab",
    "kst",
    "kamerstuk",
    "lid",
    "vraag",
    "vragen",
    "aanh",
    "covid",
    "page",
    "pp",
    "rn",
    "onder",
    "ro",
    "tel",
];

fn score(line: &str, range: &Range<usize>, label: &str, words: &Vocabulary) -> u8 {
    let (before, after) = (&line[..range.start], &line[range.end..]);
    if !ends_well(after, label) {
        return 0;
    }
    let Some(last) = before.chars().last() else { return 0 };
    if is_mark(last) {
        return 2;
    }
    if last.is_ascii_digit() {
        return if year_before(before, line, range) { 3 } else { 0 };
    }
    if last.is_alphabetic() {
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        // «de antwoorden op vragen1 van de leden»: the sentence goes on, it counts none
        let goes_on = after.strip_prefix(' ').is_some_and(|rest| {
            rest.starts_with(char::is_lowercase) && !rest.starts_with("en ") && !rest.starts_with("t/m")
        });
        if word == "vragen" && goes_on {
            return 2;
        }
        return word_score(word, label, words);
    }
    match last {
        ')' | '”' | '’' | '"' | '\'' | ']' | '»' | '?' | '!' | '%' | '…' => 3,
        '.' | ',' | ':' | ';' => {
            let stem = &before[..before.len() - 1];
            match stem.chars().last() {
                Some(c) if c.is_alphabetic() => {
                    let word = stem.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
                    // «per artikel.1» ends a sentence; «art. 1» does not
                    let whole = matches!(
                        word,
                        "artikel" | "kamerstuk" | "lid" | "vraag" | "vragen" | "onder" | "page" | "covid"
                    );
                    if !whole && NUMBERED.contains(&word.to_lowercase().as_str()) { 0 } else { 3 }
                }
                // "in 2025.14 Het", "op vraag 1.2 Het": no decimal follows these and begins a sentence
                Some(c) if c.is_ascii_digit() => {
                    let starts = after.is_empty() || after.trim_start().starts_with(char::is_uppercase);
                    let digits = last_digits(stem);
                    let before = stem[..stem.len() - digits.len()].trim_end();
                    let word = before.rsplit([' ', '(']).next().unwrap_or("").to_lowercase();
                    let counted = matches!(word.as_str(), "vraag" | "vragen" | "nr." | "nrs.");
                    u8::from(starts && (is_year(digits) || counted)) * 2
                }
                Some(c) if is_mark(c) => 2,
                Some(')' | '”' | '’' | '"' | ']' | '%' | '»') => 3,
                _ => 0,
            }
        }
        _ => 0,
    }
}

/// A mark ends where no word or number goes on.
fn ends_well(after: &str, label: &str) -> bool {
    let mut chars = after.chars();
    match chars.next() {
        None => true,
        Some(c) if c.is_whitespace() || is_mark(c) => true,
        Some(',') => {
            let digits: String = chars.take_while(char::is_ascii_digit).collect();
            let next = label.parse::<u32>().ok().map(|n| (n + 1).to_string());
            digits.is_empty() || Some(digits) == next
        }
        Some('.' | ':' | ';' | ')' | '?' | '!' | '”' | '’' | '"' | ']' | '…') => {
            !chars.next().is_some_and(|c| c.is_ascii_digit())
        }
        Some('–' | '—') => true,
        Some(_) => false,
    }
}

fn word_score(word: &str, label: &str, words: &Vocabulary) -> u8 {
    let letters = word.chars().count();
    if word.chars().any(|c| c.is_ascii_digit()) || NUMBERED.contains(&word.to_lowercase().as_str()) {
        return 0;
    }
    if letters >= 2 && word.chars().all(char::is_lowercase) {
        return 3;
    }
    let tail_is_lower = word.chars().last().is_some_and(char::is_lowercase);
    if letters >= 3 && tail_is_lower {
        return 3;
    }
    // an abbreviation: RBZ3 is a mark if the text also writes RBZ; CO2, G7, D66, JA21 never stand without
    let alone = letters >= 2 && words.has(word);
    let fixed =
        words.has(&format!("{word}{label}-fractie")) || matches!(word, "CO" | "JA" | "PM" | "MH" | "SARS");
    if alone && !fixed { 2 } else { 0 }
}

/// `202514` for label 14: four digits of a year, then the label, and nothing before.
fn year_before(before: &str, line: &str, range: &Range<usize>) -> bool {
    let digits = last_digits(before);
    if digits.len() != 4 || !is_year(digits) {
        return false;
    }
    let head = &line[..range.start - 4];
    // «Postbus 20001» is no year
    !head.trim_end().ends_with("ostbus")
        && !head.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | ',' | '/' | '_'))
}

fn last_digits(text: &str) -> &str {
    let start = text
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    &text[start..]
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// The word a mark is glued to, for the report of the repair.
pub(crate) fn glued_word<'l>(line: &'l str, range: &Range<usize>) -> &'l str {
    let before = &line[..range.start];
    let start = before.rfind(|c: char| c.is_whitespace() || is_mark(c));
    let start = start.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    &before[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expects the line without its mark, or the same line if there is none.
    fn check(line: &str, label: &str, expected: &str) {
        let words = Vocabulary::of(["de RBZ en de EU"].into_iter());
        let mut got = line.to_owned();
        if let Some(candidate) = find(line, 0, label, &words) {
            got.replace_range(candidate.range, "");
        }
        assert_eq!(got, expected);
    }

    #[test]
    fn glued_to_a_word() {
        check("de motie van het lid Bamenga1 en", "1", "de motie van het lid Bamenga en");
        check("uw Kamer per brief6, en op 11", "6", "uw Kamer per brief, en op 11");
        check("de antwoorden op vragen1 van de leden", "1", "de antwoorden op vragen van de leden");
        check("zie de vragen1 en 2", "1", "zie de vragen1 en 2");
        check("motie Stoffer/Ceder7, dat aan", "7", "motie Stoffer/Ceder, dat aan");
    }

    #[test]
    fn glued_to_the_end_of_a_sentence() {
        check("in lijn met motie Dobbe.5 Nederland", "5", "in lijn met motie Dobbe. Nederland");
        check("conform de motie Klos c.s.9 Het", "9", "conform de motie Klos c.s. Het");
        check("(RBZ) Defensie.1", "1", "(RBZ) Defensie.");
    }

    #[test]
    fn glued_to_a_year() {
        check("op 2 oktober 202514 gemeld", "14", "op 2 oktober 2025 gemeld");
        check("op 2 oktober 202514.", "14", "op 2 oktober 2025.");
        check("eind 2025.14 Het kabinet", "14", "eind 2025. Het kabinet");
    }

    #[test]
    fn in_brackets() {
        check("de windparken op zee[1]?", "1", "de windparken op zee?");
        check("[1] Verzonnen Krant", "1", "[1] Verzonnen Krant");
    }

    #[test]
    fn closed_behind_a_sentence() {
        check("‘Loket dicht’? 1)", "1", "‘Loket dicht’?");
        check("Is het loket dicht? 1", "1", "Is het loket dicht?");
        check("Het zijn er 1", "1", "Het zijn er 1");
        check("namelijk 1) dit en 2) dat", "1", "namelijk 1) dit en 2) dat");
    }

    #[test]
    fn raised_digits() {
        check("de regeling¹² geldt", "12", "de regeling geldt");
        check("de regeling¹² geldt", "2", "de regeling¹² geldt");
    }

    #[test]
    fn after_an_abbreviation_that_also_stands_alone() {
        check("tijdens de RBZ3 is", "3", "tijdens de RBZ is");
    }

    #[test]
    fn real_numbers_stay() {
        for (line, label) in [
            ("artikel 121 van de wet", "1"),
            ("het lid van D66 vraagt", "6"),
            ("de uitstoot van CO2 daalt", "2"),
            ("de F-35 vliegt", "35"),
            ("COVID-19 begon", "19"),
            ("document 2025D03887 bevat", "7"),
            ("36800-XX, Nr.18 van", "18"),
            ("Postbus 20001", "1"),
            ("zeker 6.126 zijn", "6"),
            ("in G7+ verband", "7"),
            ("in 2025 en 2026", "6"),
            ("bedrag 36202514 euro", "14"),
            ("3,5 miljoen", "5"),
            ("21 501-02, nr. 3236)", "6"),
            ("(Kamerstuk 36 800 XV, nr. 24) wordt", "24"),
        ] {
            check(line, label, line);
        }
    }
}
