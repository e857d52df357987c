//! Names of motions in a sentence.
//!
//! `motie Prins`, `motie-Van der Linde c.s.`, `motie Prins/Linde`, `motie van de leden Prins en Linde (XYZ) over …`,
//! `motie over water`, `motie nr. 30 (34715)`, `moties Prins en Linde`. `de motie` alone is an anaphor.

use std::ops::Range;

use model::number::notation;

use crate::askers;

/// How a motion is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// By its movers.
    Named,
    /// By its subject or number.
    Described,
    /// `de motie`, `deze motie`.
    Anaphor,
    /// Spoken of in the sentence after the one that names it.
    Followed,
}

/// One mention in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    /// As printed.
    pub(super) name: String,
    /// First mover's surname in lower case: the key by which mentions in one document are the same.
    pub(super) key: Option<String>,
    pub(super) form: Form,
    /// Its paper, when the name is a number.
    pub(super) target: Option<String>,
    /// Bytes of the sentence.
    pub(super) bytes: Range<usize>,
}

/// The mentions in a sentence, in order, at most so many.
pub(super) fn read(sentence: &str, most: usize) -> Vec<Mention> {
    let mut found = Vec::new();
    let lower = sentence.to_ascii_lowercase();
    let mut from = 0;
    while let Some(offset) = lower[from..].find("motie").filter(|_| found.len() < most) {
        let at = from + offset;
        from = at + 5;
        if lower[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-') {
            continue;
        }
        let mut end = at + 5;
        let plural = lower[end..].starts_with('s');
        end += usize::from(plural);
        // «motiemarkt», «motiedebat»
        if lower[end..].starts_with(char::is_alphanumeric) {
            continue;
        }
        if lower[end..].trim_start().starts_with("van wantrouwen") {
            continue;
        }
        if plural {
            several(sentence, at, end, &mut found);
        } else {
            let mention = one(sentence, at, end);
            // «een motie over water»: not yet a motion
            let indefinite = lower[..at].trim_end().ends_with(" een")
                || lower[..at].trim() == "een"
                || lower[..at].trim_end().ends_with(" geen");
            if !(indefinite && mention.form != Form::Named && mention.target.is_none()) {
                found.push(mention);
            }
        }
        from = found.last().map_or(from, |mention: &Mention| mention.bytes.end.max(from));
    }
    found
}

/// As much of a text as the longest lead needs: what follows is not looked at again for every mention.
fn head(text: &str) -> &str {
    let end = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// What stands behind `motie`.
fn one(sentence: &str, at: usize, word_end: usize) -> Mention {
    let rest = &sentence[word_end..];
    let named = |movers: Vec<String>, end: usize| Mention {
        name: unclosed(unmarked(&sentence[at..end])).to_owned(),
        // a party moves many: its name is no key
        key: movers
            .first()
            .filter(|name| crate::parties::canonical(name).is_none())
            .map(|name| key(unmarked(name))),
        form: Form::Named,
        target: None,
        bytes: at..end,
    };
    // «motie-Prins c.s.», «motie‑Van der Linde»
    if let Some(dashed) = rest.strip_prefix(['-', '‑', '–'])
        && dashed.starts_with(char::is_alphabetic)
        && let Some((movers, end)) = movers(sentence, sentence.len() - dashed.len())
    {
        return named(movers, end);
    }
    let spaced = rest.trim_start_matches([' ', '\u{a0}', '\n']);
    let start = sentence.len() - spaced.len();
    let lower = head(spaced).to_ascii_lowercase();
    for lead in [
        "van het lid ",
        "van de leden ",
        "van lid ",
        "van leden ",
        "van de kamerleden ",
        "van het kamerlid ",
        "van kamerlid ",
        "van de heer ",
        "van mevrouw ",
        "van de fracties ",
        "van de ",
        "het lid ",
        "de leden ",
    ] {
        if lower.starts_with(lead)
            && let Some((movers, end)) = movers(sentence, start + lead.len())
        {
            return named(movers, end);
        }
    }
    // «motie op stuk nr. 30», «motie nr. 30 (34715)», «motie 34715-30»
    if let Some((end, target)) = numbered(sentence, start) {
        return Mention {
            name: sentence[at..end].to_owned(),
            key: None,
            form: Form::Described,
            target,
            bytes: at..end,
        };
    }
    if spaced.len() < rest.len()
        && let Some((movers, end)) = movers(sentence, start)
    {
        return named(movers, end);
    }
    // «de motie om beter te tellen», not «om de motie om te zetten»
    let aims = lower.starts_with("om ") && !lower.starts_with("om te zetten");
    if lower.starts_with("over ") || lower.starts_with("inzake ") || aims {
        let end = if aims { aim_length(spaced) } else { subject_length(spaced) } + start;
        return Mention {
            name: sentence[at..end].trim_end().to_owned(),
            key: None,
            form: Form::Described,
            target: None,
            bytes: at..end,
        };
    }
    Mention {
        name: sentence[at..word_end].to_owned(),
        key: None,
        form: Form::Anaphor,
        target: None,
        bytes: at..word_end,
    }
}

/// Bytes of an aim, up to its verb: `om beter te tellen`, else of its first words.
fn aim_length(text: &str) -> usize {
    let subject = subject_length(text);
    let Some(at) = text[..subject].find(" te ") else { return subject };
    let verb = text[at + 4..subject].find(|c: char| !c.is_alphabetic()).unwrap_or(subject - at - 4);
    at + 4 + verb
}

/// A name without the full stop of its sentence: `motie van de SP.`
fn unclosed(name: &str) -> &str {
    name.strip_suffix('.').filter(|bare| !bare.ends_with("c.s")).unwrap_or(name)
}

/// A name without the mark of a note that stayed glued to it: `motie Prins-Linde1`.
fn unmarked(name: &str) -> &str {
    // «motie De Kort1het kabinet»: the next word is glued to it too
    let bytes = name.as_bytes();
    let glued = (1..bytes.len().saturating_sub(1)).find(|&at| {
        bytes[at].is_ascii_digit()
            && bytes[at - 1].is_ascii_lowercase()
            && bytes[at + 1..].iter().find(|b| !b.is_ascii_digit()).is_some_and(u8::is_ascii_lowercase)
    });
    if let Some(at) = glued {
        return &name[..at];
    }
    let bare = name.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = name.trim_end().len() - bare.len();
    // «JA21» and «BIJ1» are names
    if digits <= 2 && bare.ends_with(|c: char| c.is_lowercase() || c == '.') { bare } else { name.trim_end() }
}

/// `moties Prins (…) en Linde (…)`: one mention for each mover that stands apart.
fn several(sentence: &str, at: usize, word_end: usize, found: &mut Vec<Mention>) {
    let mut start =
        word_end + (sentence[word_end..].len() - sentence[word_end..].trim_start_matches([' ', '-']).len());
    for lead in ["van de leden ", "van het lid "] {
        if head(&sentence[start..]).to_ascii_lowercase().starts_with(lead) {
            start += lead.len();
        }
    }
    let mut begins = at;
    for _ in 0..8 {
        let Some((name, mut end)) = askers::name(sentence, start) else { break };
        if opens_another(&name) {
            break;
        }
        // «Prins/Linde c.s.» is one motion of two
        let mut movers = vec![name.clone()];
        while let Some(after) = sentence[end..].strip_prefix('/')
            && let Some((next, next_end)) = askers::name(sentence, sentence.len() - after.len())
        {
            movers.push(next);
            end = next_end;
        }
        end = with_tail(sentence, end);
        let printed = unmarked(sentence[start..end].trim());
        let printed = printed.strip_suffix('.').filter(|name| !name.ends_with("c.s")).unwrap_or(printed);
        found.push(Mention {
            name: format!("motie {printed}"),
            key: Some(key(unmarked(&movers[0]).trim_end_matches('.'))),
            form: Form::Named,
            target: None,
            bytes: begins..end,
        });
        // over brackets to the next name
        let mut tail = sentence[end..].trim_start();
        if tail.starts_with('(')
            && let Some(close) = tail.find(')')
        {
            tail = tail[close + 1..].trim_start();
        }
        tail = tail.strip_prefix(',').map_or(tail, str::trim_start);
        let next = tail.strip_prefix("en de motie ").or_else(|| tail.strip_prefix("en ")).unwrap_or(tail);
        let next =
            next.strip_prefix("van het lid ").or_else(|| next.strip_prefix("het lid ")).unwrap_or(next);
        let position = sentence.len() - next.len();
        if askers::name(sentence, position).is_none() || position == end {
            break;
        }
        start = position;
        begins = position;
    }
}

/// Whether what stands where a name should begins another sentence or a label: `moties Bijgaand brengt de commissie`.
fn opens_another(name: &str) -> bool {
    const OPENERS: [&str; 36] = [
        "Kamerstuk",
        "Kamerstukken",
        "Tweede",
        "Eerste",
        "Nr",
        "Het",
        "De",
        "Ik",
        "In",
        "Dit",
        "Deze",
        "Zie",
        "Bijgaand",
        "Bijgevoegd",
        "Hierbij",
        "Hiermee",
        "Hieronder",
        "Met",
        "Onderwerp",
        "Graag",
        "Een",
        "Op",
        "Voor",
        "Uw",
        "U",
        "Wij",
        "Daarnaast",
        "Daarmee",
        "Ook",
        "Aan",
        "Stand",
        "Datum",
        "Vindplaats",
        "Omschrijving",
        "Status",
        "Titel",
    ];
    OPENERS.contains(&name)
        || ["Onderwerp ", "Vindplaats ", "Omschrijving "].iter().any(|label| name.starts_with(label))
}

/// Movers: `Prins`, `Prins en Linde`, `Prins/Linde`, `Prins, Linde en De Boer`, each perhaps with a party; `c.s.`.
fn movers(sentence: &str, start: usize) -> Option<(Vec<String>, usize)> {
    let (name, mut end) = askers::name(sentence, start)?;
    // «motie van de Eerste Kamer»
    let last = name.rsplit(' ').next().unwrap_or(&name);
    if ["Eerste", "Tweede", "Kamer", "Kamerstuk", "Kamerstukken"].contains(&last) {
        return None;
    }
    // «motie Kamerstuk 34567», «motie Eerste Kamer», a sentence that goes on
    if opens_another(&name) {
        return None;
    }
    let mut movers = vec![name];
    end = with_tail(sentence, end);
    for _ in 0..8 {
        let rest = &sentence[end..];
        let joined = ["/", " en het lid ", " en ", ", ", " & ", "–"]
            .iter()
            .find_map(|joiner| rest.strip_prefix(joiner));
        let Some(next) = joined else { break };
        let position = sentence.len() - next.len();
        let Some((name, next_end)) = askers::name(sentence, position) else { break };
        // «de motie Prins en Nederland», «motie Prins, Kamerstuk …»
        if [
            "Nederland",
            "Kamerstuk",
            "Kamerstukken",
            "Het",
            "De",
            "Ik",
            "Europese",
            "Tweede",
            "Eerste",
            "Kamer",
            "Handelingen",
            "Kabinet",
            "Israël",
        ]
        .contains(&name.as_str())
        {
            break;
        }
        movers.push(name);
        end = with_tail(sentence, next_end);
        if sentence[..end].ends_with("c.s.") {
            break;
        }
    }
    Some((movers, end))
}

/// Takes a party in brackets and `c.s.` along.
fn with_tail(sentence: &str, end: usize) -> usize {
    let mut end = end;
    for _ in 0..2 {
        let rest = &sentence[end..];
        let spaced = rest.trim_start_matches([' ', '\u{a0}']);
        let position = sentence.len() - spaced.len();
        if spaced.starts_with("c.s.") {
            return position + 4;
        }
        if let Some(inner) = spaced.strip_prefix('(')
            && let Some(close) = inner.find(')')
            && inner[..close].split([',', '/']).all(crate::parties::is_party)
            && inner[..close].chars().count() < 60
        {
            end = position + close + 2;
        }
    }
    end
}

/// `op stuk nr. 30`, `nr. 30 (34715)`, `34715-30`, `met nummer 30`, `op Kamerstuk 34715, nr. 30`.
fn numbered(sentence: &str, start: usize) -> Option<(usize, Option<String>)> {
    let rest = &sentence[start..];
    let mut at = 0;
    for lead in ["op stuk ", "op ", "met ", "onder ", "(", "kamerstuk ", "Kamerstuk "] {
        if rest[at..].starts_with(lead) {
            at += lead.len();
        }
    }
    let found = crate::references::scan(rest.get(..at + 60).unwrap_or(rest));
    if let Some(paper) = found
        .first()
        .filter(|paper| paper.bytes.start <= at + 1 && paper.kind == model::facts::ReferenceKind::Kamerstuk)
    {
        // «motie (34715, nr. 30)»: the name holds both brackets
        let closed = rest[..paper.bytes.start].contains('(') && rest[paper.bytes.end..].starts_with(')');
        return Some((start + paper.bytes.end + usize::from(closed), Some(paper.target.clone())));
    }
    let (_, length) = notation::number_word(&rest[at..])?;
    let (_, taken) = notation::sub_value(&rest[at + length..], true)?;
    Some((start + at + length + taken, None))
}

/// Bytes of `over …` that name a subject: to the next mark of punctuation or verb that ends it, some words at most.
fn subject_length(text: &str) -> usize {
    let mut end = 0;
    for (count, word) in text.split_inclusive(' ').enumerate() {
        let bare = word.trim_end();
        if count > 1
            && [
                "is",
                "wordt",
                "zijn",
                "heeft",
                "heb",
                "zal",
                "kan",
                "moet",
                "ga",
                "gaat",
                "geef",
                "geeft",
                "krijgt",
                "verzoekt",
                "vraagt",
                "roept",
                "ligt",
                "loopt",
                "was",
                "die",
                "waarin",
                "waarmee",
                "werd",
                "(Kamerstuk",
            ]
            .contains(&bare)
            || count >= 14
            || bare.starts_with('(')
        {
            break;
        }
        end += word.len();
        const ENDS: [char; 9] = [',', ';', '.', ':', '?', ')', '"', '”', '»'];
        if bare.ends_with(ENDS) {
            return end - (word.len() - bare.trim_end_matches(ENDS).len());
        }
    }
    text[..end].trim_end().len()
}

/// Surname without first name, in lower case: particles stay.
fn key(name: &str) -> String {
    name.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sentence: &str, expected: &[&str]) {
        let found: Vec<String> = read(sentence, 40)
            .into_iter()
            .filter(|one| one.form != Form::Anaphor)
            .map(|one| one.name)
            .collect();
        assert_eq!(found, expected, "{sentence:?}");
    }

    #[test]
    fn by_movers() {
        check("conform de motie Prins en Linde.", &["motie Prins en Linde"]);
        check("de motie-Prins", &["motie-Prins"]);
        check("de motie-Van der Linde c.s. (Kamerstuk 34567, nr. 8)", &["motie-Van der Linde c.s."]);
        check("de motie Prins/Linde (Kamerstuk 34567, nr. 8), ingezet", &["motie Prins/Linde"]);
        check(
            "de motie van het lid Prins en de motie van het lid Linde de zorgen",
            &["motie van het lid Prins", "motie van het lid Linde"],
        );
        check(
            "motie van de leden Prins (VVD) en De Boer (CDA) over water",
            &["motie van de leden Prins (VVD) en De Boer (CDA)"],
        );
        check("de motie Van der Linde (D66) over water is aangenomen", &["motie Van der Linde (D66)"]);
        check(
            "Gewijzigde motie-Prins (GroenLinks-PvdA) c.s. over water",
            &["motie-Prins (GroenLinks-PvdA) c.s."],
        );
        check("MOTIE VAN HET LID PRINS", &["MOTIE VAN HET LID PRINS"]);
    }

    #[test]
    fn by_subject_or_number() {
        check("de motie over een fonds voor water?", &["motie over een fonds voor water"]);
        check("de motie over water kan ineens wel", &["motie over water"]);
        check("«de motie over een fonds voor water»", &["motie over een fonds voor water"]);
        check("de motie op stuk nr. 30 ontraad ik", &["motie op stuk nr. 30"]);
        check("motie nr. 30 (34715) is af", &["motie nr. 30 (34715)"]);
        check("De motie (34715, nr. 30) is af", &["motie (34715, nr. 30)"]);
    }

    #[test]
    fn several_at_once() {
        check(
            "de moties Prins (Kamerstuk 34567, nr. 8) en Linde c.s. (Kamerstuk 34567, nr. 9)",
            &["motie Prins", "motie Linde c.s."],
        );
    }

    #[test]
    fn other_words_and_anaphors() {
        check("De emotie en promotie op de motiemarkt", &[]);
        check("deze motie verzoekt", &[]);
        check("een motie van wantrouwen", &[]);
        check("De motie Het kabinet", &[]);
    }
}
