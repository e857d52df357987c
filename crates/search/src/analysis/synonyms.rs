//! Words and abbreviations that mean the same: an editable list (`data/synonyms.txt`), used when a query is read.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::stem::stem;
use super::tokens::Tokens;

const LIST: &str = include_str!("../../data/synonyms.txt");

/// The list, ready to look up in.
pub(crate) struct Synonyms {
    /// Members of each line, each as its folded words.
    lines: Vec<Vec<Vec<String>>>,
    /// From the stem of a one-word member to its line.
    words: HashMap<String, usize>,
    /// From the first word of a longer member to line and member.
    sequences: HashMap<String, Vec<(usize, usize)>>,
}

/// The list that is built in.
pub(crate) static SYNONYMS: LazyLock<Synonyms> = LazyLock::new(|| Synonyms::read(LIST));

impl Synonyms {
    fn read(list: &str) -> Synonyms {
        let mut out = Synonyms { lines: Vec::new(), words: HashMap::new(), sequences: HashMap::new() };
        let mut tokens = Tokens::default();
        for line in list.lines().filter(|line| !line.starts_with('#') && line.contains('=')) {
            let at = out.lines.len();
            let members: Vec<Vec<String>> = line
                .split(" = ")
                .map(|member| {
                    tokens.read(member);
                    tokens
                        .iter()
                        .filter(|(token, _)| !token.joined)
                        .map(|(_, word)| word.to_owned())
                        .collect()
                })
                .filter(|words: &Vec<String>| !words.is_empty())
                .collect();
            for (number, member) in members.iter().enumerate() {
                match member.as_slice() {
                    [only] => {
                        out.words.insert(stem(only), at);
                    }
                    [first, ..] => out.sequences.entry(first.clone()).or_default().push((at, number)),
                    [] => {}
                }
            }
            out.lines.push(members);
        }
        out
    }

    /// What else a word may be called, each as a row of words.
    pub fn of_word(&self, word: &str) -> Vec<&[String]> {
        let stem = stem(word);
        self.words.get(&stem).map_or(Vec::new(), |line| {
            self.others(*line, |member| matches!(member, [only] if super::stem::stem(only) == stem))
        })
    }

    /// If a row of words begins with a member of the list: how many words that takes, and what else it may be called.
    pub fn of_sequence(&self, words: &[&str]) -> Option<(usize, Vec<&[String]>)> {
        let candidates = self.sequences.get(*words.first()?)?;
        let begins = |member: &[String]| {
            member.len() <= words.len() && member.iter().zip(words).all(|(word, asked)| word == asked)
        };
        let (line, number) = candidates
            .iter()
            .filter(|(line, number)| begins(&self.lines[*line][*number]))
            .max_by_key(|(line, number)| self.lines[*line][*number].len())?;
        let member = &self.lines[*line][*number];
        Some((member.len(), self.others(*line, |other| other == member.as_slice())))
    }

    fn others(&self, line: usize, is_same: impl Fn(&[String]) -> bool) -> Vec<&[String]> {
        self.lines[line].iter().map(Vec::as_slice).filter(|member| !is_same(member)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_found_both_ways() {
        let joined = |list: Vec<&[String]>| list.iter().map(|words| words.join(" ")).collect::<Vec<_>>();
        assert_eq!(joined(SYNONYMS.of_word("vws")), ["volksgezondheid welzijn en sport"]);
        let (taken, others) =
            SYNONYMS.of_sequence(&["volksgezondheid", "welzijn", "en", "sport", "nu"]).unwrap();
        assert_eq!((taken, joined(others)), (4, vec!["vws".to_owned()]));
        assert!(SYNONYMS.of_sequence(&["volksgezondheid", "welzijn"]).is_none());
        assert!(SYNONYMS.of_word("kamer").is_empty());
    }
}
