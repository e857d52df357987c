//! Stems of Dutch words: one form for singular and plural, for an adjective with and without its ending, and for
//! the commonest verb forms.
//!
//! A light stemmer: a wrong stem costs a professional more than a missed one. So it follows the spelling rules that
//! hold without a dictionary (open syllables: `zaken`, `zaak`; doubled consonants: `wetten`, `wet`; `v` and `z` at
//! the end: `brieven`, `brief`, `huizen`, `huis`) and leaves the rest to the list in `data/stems.txt`. It never takes
//! away prefixes and never derives one word from another: `minister` is not `mini`, `ministerie` is not `minister`.

use std::sync::LazyLock;

use hashbrown::HashMap;

const LIST: &str = include_str!("../../data/stems.txt");

/// The stem of a folded word. Words with digits and very short words are their own.
pub(crate) fn stem(word: &str) -> String {
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'') {
        return word.to_owned();
    }
    if let Some(stem) = listed(word) {
        return stem;
    }
    let word = without_apostrophe(word);
    let singular = without_plural_s(word);
    if singular.len() < word.len()
        && let Some(stem) = listed(singular)
    {
        return stem;
    }
    without_verb_t(without_ending(singular))
}

struct Exceptions {
    words: HashMap<&'static str, &'static str>,
    endings: HashMap<&'static str, &'static str>,
    longest_ending: usize,
}

static EXCEPTIONS: LazyLock<Exceptions> = LazyLock::new(|| {
    let mut exceptions = Exceptions { words: HashMap::new(), endings: HashMap::new(), longest_ending: 0 };
    for line in LIST.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let Some((form, stem)) = line.split_once(' ') else { continue };
        let stem = stem.trim();
        // what a line leads to is its own stem, unless the list says otherwise
        if let Some(ending) = form.strip_prefix('-') {
            let stem = if stem == "=" { ending } else { stem };
            exceptions.endings.insert(ending, stem);
            exceptions.endings.entry(stem).or_insert(stem);
            exceptions.longest_ending = exceptions.longest_ending.max(ending.len()).max(stem.len());
        } else {
            let stem = if stem == "=" { form } else { stem };
            exceptions.words.insert(form, stem);
            exceptions.words.entry(stem).or_insert(stem);
        }
    }
    exceptions
});

/// What the list says of this word.
fn listed(word: &str) -> Option<String> {
    let exceptions = &*EXCEPTIONS;
    if let Some(stem) = exceptions.words.get(word) {
        return Some((*stem).to_owned());
    }
    let longest = exceptions.longest_ending.min(word.len());
    (3..=longest).rev().find_map(|length| {
        let (before, ending) = word.split_at(word.len() - length);
        exceptions.endings.get(ending).map(|stem| format!("{before}{stem}"))
    })
}

/// `foto's` → `foto`, `cda'er` → `cda`, `vvd'ers` → `vvd`.
fn without_apostrophe(word: &str) -> &str {
    for ending in ["'ers", "'er", "'tjes", "'tje", "'s", "'n", "'t"] {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.len() >= 2
        {
            return rest;
        }
    }
    word
}

/// `ministers` → `minister`, `moties` → `motie`, `gemeentes` → `gemeente`, `adviseurs` → `adviseur`.
fn without_plural_s(word: &str) -> &str {
    let Some(rest) = word.strip_suffix('s') else { return word };
    const BEFORE_S: &[&str] = &[
        "er", "el", "ie", "en", "em", "aar", "or", "eur", "te", "de", "ge", "le", "je", "re", "ne", "me",
        "pe", "ce", "um", "oir", "ier",
    ];
    // stations, telefoons, but not gons
    let on = rest.ends_with("on") && rest.len() >= 6;
    let fits = on
        || rest.len() >= 4 + usize::from(rest.ends_with("en"))
            && BEFORE_S.iter().any(|ending| rest.ends_with(ending));
    if fits { rest } else { word }
}

/// Takes away `-en` and `-e` and restores the spelling of the closed syllable.
fn without_ending(word: &str) -> String {
    if let Some(base) = word.strip_suffix("ieen") {
        return format!("{base}ie");
    }
    if let Some(base) = word.strip_suffix("en") {
        // ideeën, zeeën: the ë was folded
        if base.ends_with("ee") && base.len() >= 3 {
            return base.to_owned();
        }
        // bacteriën, koloniën, provinciën
        if base.ends_with('i') {
            let learned =
                base.len() >= 5 && ["ri", "li", "ni", "pi", "ti", "ci"].iter().any(|end| base.ends_with(end));
            return if learned { format!("{base}e") } else { word.to_owned() };
        }
        // middelen and regelen, but not delen: the e before the l is mute
        if base.ends_with("el") && base.len() >= 5 {
            return base.to_owned();
        }
        return closed(base).unwrap_or_else(|| word.to_owned());
    }
    if let Some(base) = word.strip_suffix('e') {
        let diminutive = base.ends_with('j');
        // bijzondere, verdere, grotere: the e before the r is mute
        if base.ends_with("er") && base.len() >= 5 {
            return base.to_owned();
        }
        if !diminutive && base.len() >= 3 {
            return closed(base).unwrap_or_else(|| word.to_owned());
        }
    }
    word.to_owned()
}

/// The form that stands alone of a base that had an ending: `zak` of `zaken` is `zaak`, `wett` is `wet`.
fn closed(base: &str) -> Option<String> {
    let bytes = base.as_bytes();
    let &last = bytes.last()?;
    let before = bytes.len().checked_sub(2).map(|at| bytes[at])?;
    if base.ends_with("ij") || base.ends_with("ei") || base.ends_with("oei") || base.ends_with("ui") {
        return (base.len() >= 2).then(|| base.to_owned());
    }
    if is_vowel(last) || last == b'\'' || !bytes.iter().any(|byte| is_vowel(*byte) || *byte == b'y') {
        return None;
    }
    // wetten, bommen, gebbe
    if last == before {
        return (base.len() >= 3).then(|| base[..base.len() - 1].to_owned());
    }
    let mut closed = base.to_owned();
    let open_syllable = matches!(before, b'a' | b'e' | b'o' | b'u')
        && !matches!(last, b'w' | b'j' | b'x' | b'h')
        && !bytes.len().checked_sub(3).is_some_and(|at| one_sound(bytes[at], before, base));
    if open_syllable {
        closed.insert(closed.len() - 1, before as char);
    } else if base.len() < 3 {
        return None;
    }
    match last {
        b'v' => closed.replace_range(closed.len() - 1.., "f"),
        b'z' => closed.replace_range(closed.len() - 1.., "s"),
        _ => {}
    }
    Some(closed)
}

/// `maakt` → `maak`, `informeert` → `informeer`, `geldt` → `geld`: only after letters that no common noun has before
/// its own `t`.
fn without_verb_t(stem: String) -> String {
    let verb = stem.len() >= 5
        && (stem.ends_with("eert")
            || (stem.ends_with("kt")
                || stem.ends_with("pt")
                || stem.ends_with("gt")
                || stem.ends_with("ft"))
            || stem.ends_with("mt")
            || stem.ends_with("elt")
            || stem.ends_with("dt"));
    let own = |word: &str| listed(word).is_some_and(|listed| listed == word);
    // verandert, verzekert, tekent: the list knows the stem
    let known = stem.len() >= 5 && stem.ends_with('t') && own(&stem[..stem.len() - 1]);
    if (verb || known) && !own(&stem) {
        let mut stem = stem;
        stem.pop();
        stem
    } else {
        stem
    }
}

/// Whether two vowels before the last consonant are one sound (`brieven`) and not two (`sociale`, `actuele`).
fn one_sound(first: u8, second: u8, base: &str) -> bool {
    match (first, second) {
        (b'i', b'a' | b'o') | (b'e', b'a') | (b'u', b'e') => false,
        // financiële, materiële, industriële
        (b'i', b'e') => !(base.ends_with("iel") && base.len() >= 6 && !base.ends_with("wiel")),
        _ => is_vowel(first),
    }
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of words that share one stem; `!` starts the words that must not have it.
    const TABLE: &str = include_str!("../../data/stems-test.txt");

    #[test]
    fn words_of_a_line_share_a_stem() {
        let mut words = 0;
        let mut wrong = Vec::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            let (same, other) = line.split_once('!').unwrap_or((line, ""));
            let mut same = same.split_whitespace();
            let first = same.next().unwrap();
            words += 1;
            for word in same {
                words += 1;
                if stem(word) != stem(first) {
                    wrong.push(format!("{first}→{} but {word}→{}", stem(first), stem(word)));
                }
            }
            for word in other.split_whitespace() {
                words += 1;
                if stem(word) == stem(first) {
                    wrong.push(format!("{first} and {word} both →{}", stem(word)));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(words >= 300, "{words} words");
    }

    fn check(word: &str, expected: &str) {
        assert_eq!(stem(word), expected);
    }

    #[test]
    fn some_stems_are_known() {
        check("minister", "minister");
        check("ministerie", "ministerie");
        check("gemeente", "gemeente");
        check("burgemeester", "burgemeester");
        check("kamervragen", "kamervraag");
        check("mogelijkheden", "mogelijkheid");
        check("europese", "europees");
        check("d66", "d66");
        check("36800", "36800");
    }

    #[test]
    fn every_listed_stem_is_near_enough_to_be_kept() {
        use crate::analysis::{decode_term, term_of};
        for line in LIST.lines().chain(TABLE.lines()).filter(|line| !line.starts_with('#')) {
            for word in
                line.split_whitespace().filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()))
            {
                assert_eq!(decode_term(term_of(word).as_bytes()).unwrap().0, stem(word), "of {word}");
            }
        }
    }

    #[test]
    fn a_stem_is_its_own_stem_for_listed_words() {
        for line in LIST.lines().filter(|line| !line.starts_with(['#', '-']) && line.contains(' ')) {
            let (_, target) = line.split_once(' ').unwrap();
            if target != "=" {
                assert_eq!(stem(target), target, "of line {line}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn any_word_has_a_stem(word in "[a-z']{0,20}|\\PC{0,20}") {
            let stem = stem(&word);
            assert!(stem.len() <= word.len() + 3);
        }
    }
}
