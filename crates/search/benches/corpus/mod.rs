//! Invented text, the same for every run of every bench: 200,000 words drawn by Zipf's law.

#![allow(dead_code)] // each bench uses its part

use std::collections::HashMap;
use std::fmt::Write as _;

use search::{FacetField, Facets, Kind, PassageText, SearchDoc};

const WORDS: usize = 200_000;
pub const PASSAGES: usize = 5;
const PASSAGE_WORDS: usize = 75;
pub const COMMON: &str = "de van het een en in is dat op te voor met die aan niet zijn er om ook als bij dan maar of door over \
                      wordt nog tot uit naar worden heeft kan dit minister kamer zal wel deze meer al hebben geen hij was \
                      werd moet tegen onder zo veel jaar na";

/// A query in both languages.
pub struct Query {
    pub ours: String,
    pub fts5: String,
    pub filter: Option<(FacetField, String)>,
}

/// Invented text, the same for every run.
pub struct Corpus {
    words: Vec<String>,
}

impl Corpus {
    pub fn new() -> Corpus {
        let mut random = Random(42);
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
        let mut seen: HashMap<String, ()> = words.iter().map(|word| (word.clone(), ())).collect();
        while words.len() < WORDS {
            let word = if words.len() > 2_000 && random.below(12) == 0 {
                let first = &words[200 + random.below(1500)];
                let second = &words[200 + random.below(1500)];
                format!("{first}{}{second}", ["", "s", ""][random.below(3)])
            } else {
                random.word()
            };
            if seen.insert(word.clone(), ()).is_none() {
                words.push(word);
            }
        }
        Corpus { words }
    }

    /// A word by Zipf's law: that of rank `r` comes with a weight of 1 / (r + 2.7).
    fn draw(&self, random: &mut Random) -> &str {
        let all = (self.words.len() as f64 + 2.2) / 2.2;
        let rank = 2.2 * ((random.unit() * all.ln()).exp() - 1.0);
        &self.words[(rank as usize).min(self.words.len() - 1)]
    }

    fn sentence(&self, random: &mut Random, words: usize, out: &mut String) {
        for at in 0..words {
            if at > 0 {
                out.push_str(if random.below(12) == 0 { ". " } else { " " });
            }
            out.push_str(self.draw(random));
            if random.below(40) == 0 {
                let _ = write!(out, " {}", 1990 + random.below(40));
            }
        }
        out.push('.');
    }

    pub fn document(&self, at: usize) -> SearchDoc {
        let mut random = Random(at as u64 * 7919 + 11);
        let mut title = String::new();
        self.sentence(&mut random, 8, &mut title);
        let passages = (0..PASSAGES)
            .map(|passage| {
                let mut text = String::new();
                let words = PASSAGE_WORDS / 2 + random.below(PASSAGE_WORDS);
                self.sentence(&mut random, words, &mut text);
                PassageText { anchor: format!("p{passage}"), text }
            })
            .collect();
        let pick = |name: &str, random: &mut Random, count: usize| {
            // a few are common, as in life
            let at = (random.unit() * random.unit() * count as f64) as usize;
            format!("{name} {at}")
        };
        SearchDoc {
            key: format!("document/{at}"),
            kind: [Kind::Document, Kind::Document, Kind::Exchange, Kind::Motion, Kind::Speech]
                [random.below(5)],
            number: Some(format!("20{:02}D{:05}", 10 + at % 17, at % 100_000)),
            title,
            subject: String::new(),
            date: jiff::civil::date(2010, 1, 1)
                .checked_add(jiff::Span::new().days(random.below(6000) as i64))
                .ok(),
            url: format!("/document/{at}"),
            facets: Facets {
                soort: vec![pick("Soort", &mut random, 40)],
                parties: vec![pick("Partij", &mut random, 20), pick("Partij", &mut random, 20)],
                ministries: vec![pick("Ministerie", &mut random, 16)],
                committees: vec![pick("Commissie", &mut random, 30)],
                dossiers: vec![pick("Dossier", &mut random, 5000)],
                from: vec![pick("Lid", &mut random, 400)],
                status: vec![pick("Stand", &mut random, 5)],
                ..Facets::default()
            },
            passages,
            ..SearchDoc::default()
        }
    }

    pub fn queries(&self, count: usize, documents: usize) -> Vec<(&'static str, Query)> {
        let mut random = Random(99);
        let word = |random: &mut Random| {
            // from rank 60 to 30,000, evenly over the orders of magnitude
            let rank = (60f64.ln() + random.unit() * (30_000f64 / 60.0).ln()).exp();
            self.words[rank as usize].clone()
        };
        (0..count)
            .map(|at| {
                let plain = |ours: String| Query { fts5: ours.clone(), ours, filter: None };
                match at % 8 {
                    0 | 1 => ("one word", plain(word(&mut random))),
                    2 | 3 => ("two words", plain(format!("{} {}", word(&mut random), word(&mut random)))),
                    4 => (
                        "or, not",
                        plain(format!(
                            "({} OR {}) NOT {}",
                            word(&mut random),
                            word(&mut random),
                            word(&mut random)
                        )),
                    ),
                    5 => {
                        let doc = self.document(random.below(documents));
                        let words: Vec<&str> = doc.passages[0].text.split_whitespace().collect();
                        let at = random.below(words.len() - 2);
                        let phrase: Vec<&str> =
                            words[at..at + 2].iter().map(|word| word.trim_matches('.')).collect();
                        ("phrase", plain(format!("\"{}\"", phrase.join(" "))))
                    }
                    6 => {
                        let word = word(&mut random);
                        let prefix = format!("{}*", &word[..word.len().min(5)]);
                        ("beginning", plain(prefix))
                    }
                    _ => {
                        let query = Query {
                            filter: Some((FacetField::Soort, format!("Soort {}", random.below(10)))),
                            ..plain(word(&mut random))
                        };
                        ("filtered", query)
                    }
                }
            })
            .collect()
    }
}

/// A small generator of pseudo-random numbers (xorshift), the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        let mut x = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0 = x;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn word(&mut self) -> String {
        const ONSET: &[&str] = &[
            "b", "br", "d", "dr", "f", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "pr", "r", "s", "st",
            "str", "t", "tr", "v", "w", "z", "zw", "sch",
        ];
        const VOWEL: &[&str] =
            &["a", "e", "i", "o", "u", "aa", "ee", "oo", "ie", "oe", "ui", "ij", "eu", "ou"];
        const CODA: &[&str] =
            &["", "", "l", "n", "r", "s", "t", "k", "p", "ng", "nd", "rt", "st", "cht", "lf", "rk"];
        const ENDING: &[&str] =
            &["", "", "", "en", "en", "e", "s", "ing", "ingen", "heid", "lijk", "tie", "er", "ers"];
        let mut word = String::new();
        for _ in 0..1 + self.below(3) {
            word.push_str(ONSET[self.below(ONSET.len())]);
            word.push_str(VOWEL[self.below(VOWEL.len())]);
            word.push_str(CODA[self.below(CODA.len())]);
        }
        word.push_str(ENDING[self.below(ENDING.len())]);
        word
    }
}
