//! Sentences of Dutch parliamentary prose.
//!
//! `Zie motie nr. 12 van het lid Prins c.s. (Kamerstuk 34567, nr. 8). Het kabinet …` is two sentences: points of
//! abbreviations, initials and numbers end nothing. Line breaks inside a paragraph do. Start with [`sentences`].

use std::ops::Range;

/// Abbreviations that never end a sentence.
const INNER: &[&str] = &[
    "nr", "nrs", "no", "art", "artt", "blz", "p", "pp", "pag", "mr", "dr", "drs", "ir", "ing", "prof", "dhr",
    "mw", "mevr", "m.n", "o.a", "i.v.m", "m.b.t", "t.a.v", "n.a.v", "t.b.v", "i.p.v", "d.d", "bijv", "bv",
    "i.c", "ca", "resp", "evt", "incl", "excl", "vgl", "d.w.z", "t.o.v", "i.s.m", "c.q", "q.q", "stb",
    "stcrt", "trb", "kamerst", "kst", "tel", "hfst", "par", "afd", "jan", "feb", "aug", "sept", "okt", "nov",
    "dec", "st", "gem", "max", "min", "ong", "onderd", "verg", "vs", "sub", "u.d", "i.h.k.v", "a.d.h.v",
    "m.u.v", "t.w.v", "z.g", "o.g.v", "i.o.v", "t.v.v", "t.k.n", "i.z", "w.o", "a.h.v", "z.o.z", "jo", "ds",
    "h.k.h", "z.k.h", "z.m",
];

/// Abbreviations that may also close a sentence: they do when a capital follows.
const CLOSING: &[&str] =
    &["jl", "c.s", "e.d", "etc", "enz", "a.s", "mln", "mld", "ll", "b.v", "n.v", "jr", "sr", "e.v"];

/// The sentences of a text, as byte ranges without surrounding space.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(next) = find_end(bytes, at) {
        at = next + 1;
        if bytes[next] == b'\n' {
            push(text, start..next, &mut found);
            start = at;
            continue;
        }
        // closing quotes and brackets belong to the sentence
        let mut end = at;
        while let Some(closer) = text[end..]
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '.' | '?' | '!' | '…'))
        {
            end += closer.len_utf8();
        }
        // «… verzocht.2 Ik zal …»: a note's mark that stayed belongs to the sentence before it
        if bytes[next] == b'.'
            && let Some(mark) = note_mark(&text[start..next], &text[end..])
        {
            end += mark;
        }
        let after = &text[end..];
        if bytes[next] == b'.' && end == next + 1 && lost_space(&text[start..next], after) {
            push(text, start..end, &mut found);
            start = end;
            continue;
        }
        let spaced = after.chars().next().is_none_or(char::is_whitespace);
        if !spaced || bytes[next] == b'.' && !ends_here(&text[start..next], after.trim_start()) {
            continue;
        }
        if bytes[next] != b'.' && !opens(after.trim_start()) {
            continue;
        }
        push(text, start..end, &mut found);
        start = end;
        at = end;
    }
    push(text, start..text.len(), &mut found);
    found
}

/// Characters of a word at most.
const LONGEST_WORD: usize = 60;

/// Whether a full stop lost the space behind it: `… over de voedselketen.Ik vind …` (seen in answers of 2024 taken from PDF
/// by another program). Only behind a whole word or year, before a capitalised word: no address, no abbreviation.
fn lost_space(before: &str, after: &str) -> bool {
    let mut next = after.chars();
    let opens = next.next().is_some_and(char::is_uppercase)
        && next.next().is_some_and(|c| c.is_lowercase() || c == ' ');
    if !opens {
        return false;
    }
    // no further than a long word, on either side: a text may have no space at all
    let from = before.char_indices().rev().nth(LONGEST_WORD).map_or(0, |(at, _)| at);
    let token = before[from..].rsplit(char::is_whitespace).next().unwrap_or("");
    let year = token.len() == 4 && token.bytes().all(|b| b.is_ascii_digit());
    let word = (4..LONGEST_WORD).contains(&token.chars().count())
        && token.chars().all(|c| c.is_lowercase() || c == '-')
        && !INNER.contains(&token);
    let to = after.char_indices().nth(LONGEST_WORD).map_or(after.len(), |(at, _)| at);
    let follows = after[..to].split(char::is_whitespace).next().unwrap_or("");
    let follows = follows.trim_end_matches(['.', ',']);
    let domain = ["Nl", "Com", "Eu", "Org", "Net"].contains(&follows);
    (year || word) && !domain && !follows.contains(['.', '/', '@'])
}

/// Bytes of a note's mark glued behind a full stop: one or two digits between a small letter and a sentence that opens.
fn note_mark(before: &str, after: &str) -> Option<usize> {
    // «… maatregelen.[5 ] De …»: as some readers of PDF print it
    if let Some(inside) = after.strip_prefix('[') {
        let close = inside.bytes().take(8).position(|b| b == b']')?;
        let digits = inside[..close].bytes().any(|b| b.is_ascii_digit())
            && inside[..close].bytes().all(|b| b.is_ascii_digit() || b == b' ');
        return digits.then_some(close + 2);
    }
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let opens = after[digits..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    (before.ends_with(|c: char| c.is_lowercase() || c == ')') && (1..=2).contains(&digits) && opens)
        .then_some(digits)
}

fn find_end(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let stop = memchr::memchr3(b'.', b'?', b'!', rest);
    let line = memchr::memchr(b'\n', &rest[..stop.unwrap_or(rest.len())]);
    line.or(stop).map(|at| from + at)
}

fn push(text: &str, bytes: Range<usize>, found: &mut Vec<Range<usize>>) {
    let part = &text[bytes.clone()];
    let trimmed = part.trim();
    if trimmed.is_empty() {
        return;
    }
    let start = bytes.start + (part.len() - part.trim_start().len());
    found.push(start..start + trimmed.len());
}

/// Whether the text after a full stop can open a sentence.
fn opens(after: &str) -> bool {
    match after.chars().next() {
        None => true,
        Some(c) => !c.is_lowercase(),
    }
}

/// Whether a point after `before` ends a sentence, `after` being what follows without its space.
fn ends_here(before: &str, after: &str) -> bool {
    let Some(next) = after.chars().next() else { return true };
    // «,,» opens a quotation in newspapers
    if next.is_lowercase() || matches!(next, ',' | ';' | ')') && !after.starts_with(",,") {
        // «’s-Gravenhage», «‘t» open with a quotation mark, so a lower-case letter goes on
        return false;
    }
    let word = last_word(before);
    // «1. Antwoord»: a number that opens the text
    if !word.is_empty() && word.len() == before.trim().len() && word.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let mut letters = word.chars();
    if let (Some(only), None) = (letters.next(), letters.next()) {
        // an initial: «D.M. van Weel», «J. Prins»
        if only.is_uppercase() {
            return false;
        }
    }
    // initials run together: «C.C.J»
    if word.contains('.')
        && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
    {
        return false;
    }
    let lower = word.to_lowercase();
    if INNER.contains(&lower.as_str()) {
        return false;
    }
    if CLOSING.contains(&lower.as_str()) {
        return next.is_uppercase();
    }
    true
}

/// The last run of letters, digits and inner points.
fn last_word(before: &str) -> &str {
    let start = before
        .char_indices()
        .rev()
        .take(24)
        .take_while(|(_, c)| c.is_alphanumeric() || *c == '.')
        .last()
        .map_or(before.len(), |(at, _)| at);
    before[start..].trim_start_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_and_numbers_go_on() {
        check("Zie nr. 12 van de heer Prins. Dat is zo.", &["Zie nr. 12 van de heer Prins.", "Dat is zo."]);
        check(
            "De brief d.d. 3 mei van mr. dr. A.B. Prins is af.",
            &["De brief d.d. 3 mei van mr. dr. A.B. Prins is af."],
        );
        check(
            "Op blz. 12 van art. 3 Wetboek staat m.n. Prins genoemd",
            &["Op blz. 12 van art. 3 Wetboek staat m.n. Prins genoemd"],
        );
        check("Het kost 1.500.000 euro. Klaar.", &["Het kost 1.500.000 euro.", "Klaar."]);
    }

    #[test]
    fn some_abbreviations_close_when_a_capital_follows() {
        check(
            "Conform de motie Prins c.s. Het kabinet werkt.",
            &["Conform de motie Prins c.s.", "Het kabinet werkt."],
        );
        check("Van 3 juli jl. is niets gezegd.", &["Van 3 juli jl. is niets gezegd."]);
        check(
            "De motie Prins c.s. (Kamerstuk 34567, nr. 8) is af.",
            &["De motie Prins c.s. (Kamerstuk 34567, nr. 8) is af."],
        );
    }

    #[test]
    fn numbered_beginnings_stay_with_their_sentence() {
        check("1. Antwoord van de minister", &["1. Antwoord van de minister"]);
    }

    #[test]
    fn questions_and_quotations() {
        check("Klopt dat? Zo ja, waarom?", &["Klopt dat?", "Zo ja, waarom?"]);
        check("Hij zei: «Het is af.» Dat klopt.", &["Hij zei: «Het is af.»", "Dat klopt."]);
        check("Het bericht ‘Wie weet?’ in de krant.", &["Het bericht ‘Wie weet?’ in de krant."]);
    }

    #[test]
    fn a_quotation_of_two_commas_opens_a_sentence() {
        check("Dat moet. ,,Het wordt tijd’’, zegt hij.", &["Dat moet.", ",,Het wordt tijd’’, zegt hij."]);
    }

    #[test]
    fn a_note_s_mark_that_stayed_ends_no_less() {
        check("Dat is verzocht.2 Ik zal dit doen.", &["Dat is verzocht.2", "Ik zal dit doen."]);
        check("Zie (art. 3).14 Ik zal dit doen.", &["Zie (art. 3).14", "Ik zal dit doen."]);
        check("Dat is verzocht.[5 ] Ik zal dit doen.", &["Dat is verzocht.[5 ]", "Ik zal dit doen."]);
        check("Zie [5]. Ik zal [dit] doen.", &["Zie [5].", "Ik zal [dit] doen."]);
        check("Versie 1.2 De brief", &["Versie 1.2 De brief"]);
        check("Zie nr.2 Kamerstuk", &["Zie nr.2 Kamerstuk"]);
    }

    #[test]
    fn a_full_stop_that_lost_its_space_ends_a_sentence() {
        check("Dat is de voedselketen.Ik vind dat goed.", &["Dat is de voedselketen.", "Ik vind dat goed."]);
        check("Dit komt in 2025.Ook dat is gedaan.", &["Dit komt in 2025.", "Ook dat is gedaan."]);
        check(
            "Zie voorbeeld.Nl of nieuws.Voorbeeld.nl en art.Drie",
            &["Zie voorbeeld.Nl of nieuws.Voorbeeld.nl en art.Drie"],
        );
    }

    #[test]
    fn lines_of_an_address_are_apart() {
        check("De minister,\nA. Prins", &["De minister,", "A. Prins"]);
    }

    proptest! {
        #[test]
        fn sentences_cover_all_but_space(text in "\\PC{0,200}") {
            let found = sentences(&text);
            let joined: String = found.iter().map(|range| &text[range.clone()]).collect::<String>();
            let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(solid(&joined), solid(&text));
            prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
}
