//! Words broken over two lines: is the hyphen part of the word (`EU-sanctie`, `sanctie-inzet`), the sign of a word
//! left out (`wetgevings- en uitvoeringstoetsen`), or only the line's end (`begro-ting`)?

use std::collections::HashSet;

use model::text::RepairKind;

use crate::draft::Block;
use crate::ledger::Ledger;

/// The words of a document, lower case, hyphens kept: the best witness of how its author writes them.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    words: HashSet<u64>,
}

impl Vocabulary {
    /// Collects the words of some lines; the broken word at the end of a line does not count.
    pub fn of<'t>(lines: impl Iterator<Item = &'t str>) -> Self {
        let mut words = HashSet::new();
        for line in lines {
            for word in line.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
                if word.len() > 2 && !word.ends_with('-') {
                    words.insert(key(word.chars()));
                }
            }
        }
        Vocabulary { words }
    }

    /// Whether the word occurs.
    pub fn has(&self, word: &str) -> bool {
        self.words.contains(&key(word.chars()))
    }

    fn has_joined(&self, left: &str, between: &str, right: &str) -> bool {
        self.words.contains(&key(left.chars().chain(between.chars()).chain(right.chars())))
    }
}

/// FNV-1a over lower-case characters: a set of numbers costs less than a set of strings.
fn key(chars: impl Iterator<Item = char>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in chars.flat_map(char::to_lowercase) {
        hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

/// Parts that Dutch joins to the next with a hyphen.
const HYPHENATED: &[&str] = &[
    "niet",
    "ex",
    "oud",
    "anti",
    "non",
    "pro",
    "semi",
    "vice",
    "adjunct",
    "minister",
    "secretaris",
    "directeur",
    "kandidaat",
    "aspirant",
    "dual",
    "inspecteur",
    "procureur",
    "advocaat",
    "commissaris",
    "sub",
    "mede",
    "ad",
    "minister-president",
    "privé",
    "top",
    "quasi",
];

/// What becomes of the hyphen.
#[derive(Debug, PartialEq, Eq)]
enum Join {
    /// It only marked the line's end.
    Drop,
    /// It belongs to the word.
    Keep,
    /// A word was left out: hyphen and space.
    Suspend,
}

fn decide(left: &str, right: &str, rest: &str, words: &Vocabulary) -> Join {
    if matches!(right, "en" | "of" | "als" | "tot" | "dan" | "maar") && rest.starts_with([' ', '\0']) {
        return Join::Suspend;
    }
    let part = left.rsplit('-').next().unwrap_or(left);
    let first = right.chars().next().unwrap_or(' ');
    if !part.chars().all(char::is_lowercase) && part.chars().skip(1).any(|c| !c.is_lowercase()) {
        return Join::Keep; // EU-, D66-, PvdA-, 10-
    }
    if !first.is_lowercase() {
        return Join::Keep; // Noord-Holland, 2025-2026
    }
    if words.has_joined(left, "-", right) {
        return Join::Keep;
    }
    if words.has_joined(left, "", right) {
        return Join::Drop;
    }
    if HYPHENATED.contains(&part.to_lowercase().as_str())
        || left.chars().count() < 2
        || vowels_clash(part, right)
    {
        return Join::Keep;
    }
    Join::Drop
}

/// Dutch spelling keeps a hyphen in compounds where two vowels would read as one: `zee-eend`, `sanctie-inzet`.
/// Syllables broken at a line's end never begin with such a pair.
fn vowels_clash(left: &str, right: &str) -> bool {
    let (Some(a), Some(b)) = (left.chars().last(), right.chars().next()) else { return false };
    matches!(
        (a, b),
        ('a', 'a' | 'e' | 'i' | 'u')
            | ('e', 'e' | 'i' | 'u')
            | ('i', 'e' | 'i' | 'j')
            | ('o', 'e' | 'i' | 'o' | 'u')
            | ('u', 'i' | 'u')
    )
}

/// `21 https://…`, `21 Zie …`: the next note, not the rest of an address.
fn begins_note(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=3).contains(&(line.len() - rest.len()))
        && rest
            .strip_prefix(' ')
            .is_some_and(|note| note.starts_with(char::is_uppercase) || note.starts_with("http"))
}

/// Adds a line to a paragraph that it continues: joined with a space, or as one word.
pub(crate) fn append(block: &mut Block, line: &str, words: &Vocabulary, ledger: &mut Ledger) {
    let before = block.text();
    let is_word = |c: char| c.is_alphanumeric() || c == '-';
    let hyphen =
        before.ends_with(['-', '\u{ad}']) && before.chars().rev().nth(1).is_some_and(char::is_alphanumeric);
    if !hyphen || !line.starts_with(char::is_alphanumeric) {
        let address =
            before.ends_with('/') && before.rsplit(' ').next().is_some_and(|word| word.contains("://"));
        if address && !begins_note(line) {
            block.push_marked(line); // an address broken at its slash
            return;
        }
        block.push_marked(" ");
        block.push_marked(line);
        return;
    }
    let cut = &before[..before.len() - 1];
    let left = cut.rsplit(|c| !is_word(c)).next().unwrap_or(cut).to_owned();
    if before.rsplit(' ').next().is_some_and(|word| word.contains("://")) {
        block.push_marked(line); // an address broken at its hyphen
        return;
    }
    let end = line.find(|c: char| !is_word(c)).unwrap_or(line.len());
    let right = &line[..end];
    let rest = if end == line.len() { "\0" } else { &line[end..] };
    match decide(&left, right, rest, words) {
        Join::Keep => block.push_marked(line),
        Join::Suspend => {
            block.push_marked(" ");
            block.push_marked(line);
        }
        Join::Drop => {
            ledger.add(RepairKind::Hyphen, &format!("{left}- {right}"), &format!("{left}{right}"));
            block.pop();
            block.push_marked(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::text::ParagraphKind;

    fn check(left: &str, right: &str, elsewhere: &str, expected: &str) {
        let mut block = Block::new(ParagraphKind::Body, None);
        block.push(left);
        append(&mut block, right, &Vocabulary::of([elsewhere].into_iter()), &mut Ledger::default());
        assert_eq!(block.text(), expected);
    }

    #[test]
    fn the_next_note_is_no_rest_of_an_address() {
        check(
            "https://www.voorbeeld.nl/",
            "21 https://www.dijk.nl",
            "",
            "https://www.voorbeeld.nl/ 21 https://www.dijk.nl",
        );
        check("https://www.voorbeeld.nl/", "2031/brief", "", "https://www.voorbeeld.nl/2031/brief");
    }

    #[test]
    fn a_syllable_is_joined() {
        check("de begro-", "ting van 2031", "", "de begroting van 2031");
    }

    #[test]
    fn abbreviations_and_names_keep_their_hyphen() {
        check("een EU-", "sanctietaskforce", "", "een EU-sanctietaskforce");
        check("de D66-", "fractie", "", "de D66-fractie");
        check("de PvdA-", "fractie", "", "de PvdA-fractie");
        check("in Noord-", "Holland", "", "in Noord-Holland");
    }

    #[test]
    fn a_word_left_out_keeps_hyphen_and_space() {
        check("de wetgevings-", "en uitvoeringstoetsen", "", "de wetgevings- en uitvoeringstoetsen");
    }

    #[test]
    fn spelling_with_clashing_vowels_keeps_it() {
        check("de sanctie-", "inzet", "", "de sanctie-inzet");
    }

    #[test]
    fn the_document_itself_is_the_best_witness() {
        check("het kern-", "wapen", "dat kern-wapen", "het kern-wapen");
        check("het ex-", "portverbod", "dat exportverbod", "het exportverbod");
    }

    #[test]
    fn addresses_are_joined_without_a_space() {
        check("https://voorbeeld.nl/een-", "twee", "", "https://voorbeeld.nl/een-twee");
        check("https://voorbeeld.nl/", "twee", "", "https://voorbeeld.nl/twee");
    }
}
