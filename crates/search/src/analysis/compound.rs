//! Taking compounds apart on evidence from the corpus: `toeslagenaffaire` is `toeslagen` and `affaire`, because both
//! are words that the index has, and more often than the compound.
//!
//! Dutch writes compounds as one word, with `s`, `en`, `e` or `er` between the parts. The best row of known words is
//! found by dynamic programming over how often they occur. `minister` is not `mini` and `ster`: parts must be at least
//! as common as the whole; and what looks like a word but only ends or begins one is listed in `data/compounds.txt`.
//! The words are learned once per generation of the index ([`Lexicon`]), so that a document and a query are always
//! taken apart alike.

use std::collections::HashMap;
use std::sync::LazyLock;

use hashbrown::HashSet;

use super::stem::stem;

const LIST: &str = include_str!("../../data/compounds.txt");

/// Shortest word that is taken apart, longest, and shortest part unless listed; in bytes.
const SHORTEST: usize = 7;
const LONGEST: usize = 45;
const SHORTEST_PART: usize = 4;
/// Shortest and longest word that is kept, in bytes.
const SHORTEST_WORD: usize = 3;
const LONGEST_WORD: usize = 25;
/// Most parts.
const MOST_PARTS: usize = 4;
/// What stands between parts and belongs to none.
const LINKS: [&str; 5] = ["", "s", "en", "e", "er"];
/// Words kept of a corpus.
const MOST_WORDS: usize = 300_000;

struct Lists {
    short: HashSet<&'static str>,
    never: HashSet<&'static str>,
    whole: HashSet<&'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let words_of = |name: &str| {
        LIST.lines()
            .filter_map(|line| line.strip_prefix(name)?.strip_prefix(' '))
            .flat_map(str::split_whitespace)
            .collect()
    };
    Lists { short: words_of("short"), never: words_of("never"), whole: words_of("whole") }
});

/// The words of a corpus and how many documents have them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    words: hashbrown::HashMap<Box<str>, u32>,
    /// Documents it was learned from.
    pub documents: u64,
}

impl Lexicon {
    /// Keeps the commonest of some words with their numbers of documents.
    pub fn learn(words: HashMap<String, u32>, documents: u64) -> Lexicon {
        let least = if documents < 3_000 { 1 } else { 3 };
        let fits = |word: &str| {
            (SHORTEST_WORD..=LONGEST_WORD).contains(&word.len())
                && word.bytes().all(|byte| byte.is_ascii_lowercase())
        };
        // who writes of `pensioenen` knows `pensioen`
        let mut stems: HashMap<String, u32> = HashMap::new();
        for (word, count) in &words {
            let stem = stem(word);
            if !words.contains_key(&stem) {
                *stems.entry(stem).or_default() += count;
            }
        }
        let all = words.into_iter().chain(stems);
        let mut list: Vec<(String, u32)> =
            all.filter(|(word, count)| *count >= least && fits(word)).collect();
        list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        list.truncate(MOST_WORDS);
        Lexicon { words: list.into_iter().map(|(word, count)| (word.into(), count)).collect(), documents }
    }

    /// Reads what [`Lexicon::write`] wrote; lines that are damaged are left out.
    pub fn read(text: &str) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for line in text.lines() {
            let Some((word, count)) = line.split_once('\t') else { continue };
            let Ok(count) = count.parse::<u64>() else { continue };
            match word {
                "" => lexicon.documents = count,
                word => {
                    lexicon.words.insert(word.into(), count.min(u64::from(u32::MAX)) as u32);
                }
            }
        }
        lexicon
    }

    /// One word and its number of documents per line, in the order of the alphabet.
    pub fn write(&self) -> String {
        let mut lines: Vec<(&str, u32)> = self.words.iter().map(|(word, count)| (&**word, *count)).collect();
        lines.sort_unstable();
        let mut out = format!("\t{}\n", self.documents);
        for (word, count) in lines {
            out.push_str(&format!("{word}\t{count}\n"));
        }
        out
    }

    /// How many documents have this form.
    pub fn count(&self, word: &str) -> u32 {
        self.words.get(word).copied().unwrap_or(0)
    }

    /// The parts of a compound, as forms; empty for a word that is none.
    pub fn split(&self, word: &str) -> Vec<String> {
        let fits = (SHORTEST..=LONGEST).contains(&word.len())
            && word.bytes().all(|byte| byte.is_ascii_lowercase())
            && !LISTS.whole.contains(word)
            && !self.words.is_empty();
        if !fits {
            return Vec::new();
        }
        // a compound is rarer than what it is made of; half leaves room for chance
        let least = (self.count(word) / 2).max(1);
        // best[i] ends the cheapest row of parts before byte i
        let mut best = [None::<Step>; LONGEST + 1];
        best[0] = Some(Step { cost: 0.0, parts: 0, start: 0, end: 0 });
        for start in 0..word.len() {
            let Some(row) = best[start].filter(|row| row.parts < MOST_PARTS) else { continue };
            for end in start + SHORTEST_WORD..=word.len().min(start + LONGEST_WORD) {
                if end - start == word.len() {
                    continue;
                }
                let Some(cost) = self.cost(&word[start..end], least) else { continue };
                // a link makes it less likely
                for link in LINKS.iter().filter(|link| word[end..].starts_with(**link)) {
                    let next = end + link.len();
                    if next == word.len() && !link.is_empty() {
                        continue;
                    }
                    let cost = row.cost + cost + if link.is_empty() { 0.0 } else { 1.5 };
                    if best[next].is_none_or(|known| cost < known.cost) {
                        best[next] = Some(Step { cost, parts: row.parts + 1, start, end });
                    }
                }
            }
        }
        let mut parts = Vec::new();
        let mut at = word.len();
        while let Some(step) = best[at].filter(|_| at > 0) {
            parts.push(word[step.start..step.end].to_owned());
            at = step.start;
        }
        parts.reverse();
        if parts.len() >= 2 { parts } else { Vec::new() }
    }

    /// The stems of the parts of a compound, each once and none that is the stem of the whole.
    pub fn part_stems(&self, word: &str) -> Vec<String> {
        let parts = self.split(word);
        if parts.is_empty() {
            return parts;
        }
        let whole = stem(word);
        let mut stems: Vec<String> =
            parts.iter().map(|part| stem(part)).filter(|part| *part != whole).collect();
        stems.sort();
        stems.dedup();
        stems
    }

    /// What it costs to read a form as a part; none if it cannot be one. Every part costs, so that few long ones win.
    fn cost(&self, form: &str, least: u32) -> Option<f32> {
        let long = form.len() >= SHORTEST_PART || LISTS.short.contains(form);
        let count = if long { self.count(form) } else { 0 };
        (count >= least && !LISTS.never.contains(form)).then(|| 6.0 + self.rareness(count))
    }

    fn rareness(&self, count: u32) -> f32 {
        (self.documents.max(1) as f32 / count.max(1) as f32).max(1.0).ln()
    }

    /// Whether a form is so common that standing near it says nothing.
    pub fn is_common(&self, form: &str) -> bool {
        u64::from(self.count(form)) * 20 > self.documents.max(4000)
    }
}

/// The last part of a row of parts; what comes before it ends where it starts.
#[derive(Clone, Copy)]
struct Step {
    cost: f32,
    parts: usize,
    start: usize,
    end: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let words = [
            ("toeslagen", 300),
            ("affaire", 200),
            ("toeslag", 200),
            ("toeslagenaffaire", 90),
            ("kamer", 900),
            ("vragen", 800),
            ("kamervragen", 200),
            ("wet", 700),
            ("voorstel", 600),
            ("wetsvoorstel", 300),
            ("belasting", 300),
            ("dienst", 400),
            ("mini", 3),
            ("ster", 5),
            ("minister", 900),
            ("kind", 300),
            ("opvang", 300),
            ("stikstof", 200),
            ("beleid", 700),
            ("gezondheid", 200),
            ("zorg", 600),
            ("werk", 500),
            ("gever", 1),
            ("werkgever", 100),
            ("kinderen", 300),
            ("aan", 990),
            ("vraag", 500),
            ("aanvraag", 200),
            ("over", 990),
            ("heid", 1),
            ("jeugd", 200),
            ("instelling", 200),
            ("instellingen", 200),
            ("asiel", 300),
            ("zoekers", 100),
            ("asielzoekers", 100),
            ("regering", 500),
            ("ring", 60),
            ("rege", 1),
        ];
        Lexicon::learn(words.map(|(word, count)| (word.to_owned(), count)).into(), 1000)
    }

    fn check(word: &str, expected: &str) {
        assert_eq!(lexicon().split(word).join("+"), expected, "{word}");
    }

    #[test]
    fn compounds_of_known_words_are_taken_apart() {
        check("toeslagenaffaire", "toeslagen+affaire");
        check("kamervragen", "kamer+vragen");
        check("wetsvoorstel", "wet+voorstel");
        check("belastingdienst", "belasting+dienst");
        check("kinderopvangtoeslag", "kind+opvang+toeslag");
        check("stikstofbeleid", "stikstof+beleid");
        check("gezondheidszorg", "gezondheid+zorg");
        check("jeugdzorginstellingen", "jeugd+zorg+instellingen");
    }

    #[test]
    fn what_only_looks_like_a_compound_stays_whole() {
        check("minister", "");
        check("werkgever", "");
        check("aanvraag", "");
        check("overheid", "");
        check("regering", "");
        check("onbekendwoord", "");
        check("kamer", "");
    }

    #[test]
    fn parts_are_kept_as_stems() {
        assert_eq!(lexicon().part_stems("toeslagenaffaire"), ["affaire", "toeslag"].map(stem));
    }

    #[test]
    fn a_lexicon_reads_back() {
        let read = Lexicon::read(&lexicon().write());
        assert_eq!((read.documents, read.count("kamer"), read.count("niets")), (1000, 900, 0));
        assert_eq!(Lexicon::read("\tx\nkapot\n\t\t\n").words.len(), 0);
    }

    proptest::proptest! {
        #[test]
        fn parts_and_links_make_up_the_word(word in "(kamer|vragen|wet|s|en|zorg|x|toeslag|dienst){1,8}") {
            let parts = lexicon().split(&word);
            let mut at = 0;
            for part in &parts {
                let offset = word[at..].find(part.as_str()).unwrap();
                assert!(offset <= 2);
                at += offset + part.len();
            }
        }
    }
}
