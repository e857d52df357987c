//! The terms of one document, and which of the known keys it has.

use std::collections::BTreeMap;

use super::{BEGINNING, FORM, Keys, PART, STEM, place_key};
use crate::analysis::{STEM_END, decode_term};
use crate::doc::SearchDoc;
use crate::encode::Encoded;
use crate::exec::build::term_in;
use crate::query::plan::{Place, Way, WordPlan};
use crate::schema::{FacetField, day_of, next_encoded};

/// The terms of one document and where they stand.
pub(super) struct DocTerms {
    words: Positions,
    title: Positions,
    number: Positions,
    values: Vec<Positions>,
    /// Forms of the words and of the title's, in order, with their terms: beginnings are looked up in them.
    forms: [Vec<(String, String)>; 2],
    pub day: u64,
    /// One bit for each known key.
    has: Vec<u64>,
}

type Positions = BTreeMap<String, Vec<u32>>;

impl DocTerms {
    /// Reads a document and looks for all known keys in it.
    pub fn read(encoded: &Encoded, doc: &SearchDoc, keys: &Keys) -> DocTerms {
        let (words, title) = (positions(&encoded.words), positions(&encoded.title));
        let mut terms = DocTerms {
            forms: if keys.beginnings { [forms(&words), forms(&title)] } else { [Vec::new(), Vec::new()] },
            words,
            title,
            number: positions(&encoded.number),
            values: encoded.values.iter().map(|terms| positions(terms)).collect(),
            day: doc.date.map_or(0, day_of),
            has: vec![0; keys.ids.len().div_ceil(64)],
        };
        terms.look_for(keys, &positions(&encoded.parts));
        terms
    }

    pub fn of(&self, place: Place) -> &Positions {
        match place {
            Place::Words => &self.words,
            Place::Title => &self.title,
            Place::Number => &self.number,
            Place::Facet(facet) => &self.values[facet as usize],
        }
    }

    /// Whether it has a key.
    pub fn has(&self, key: u32) -> bool {
        self.has[key as usize / 64] & (1 << (key % 64)) != 0
    }

    /// The keys that it has.
    pub fn keys(&self) -> impl Iterator<Item = u32> + '_ {
        self.has.iter().zip(0u32..).flat_map(|(bits, at)| {
            let mut bits = *bits;
            std::iter::from_fn(move || {
                let bit = (bits != 0).then(|| bits.trailing_zeros())?;
                bits &= bits - 1;
                Some(at * 64 + bit)
            })
        })
    }

    /// Finds out which keys it has.
    fn look_for(&mut self, keys: &Keys, parts: &Positions) {
        let mut has = std::mem::take(&mut self.has);
        let mut key = String::new();
        let mut tell = |place: &str, sort: &str, word: &str| {
            key.clear();
            key.extend([place, sort, word]);
            if let Some(id) = keys.ids.get(&key) {
                has[*id as usize / 64] |= 1 << (*id % 64);
            }
        };
        for place in [Place::Words, Place::Title] {
            let name = place_key(place);
            let mut last_stem = "";
            for term in self.of(place).keys() {
                let Some((stem, form)) = decode_term(term.as_bytes()) else { continue };
                if stem != last_stem {
                    tell(name, STEM, stem);
                    last_stem = stem;
                }
                tell(name, FORM, &form);
            }
        }
        parts.keys().for_each(|part| tell("", PART, part));
        let others = FacetField::ALL.map(Place::Facet).into_iter().chain([Place::Number]);
        for place in others.clone() {
            self.of(place).keys().for_each(|term| tell(place_key(place), FORM, term));
        }
        if keys.beginnings {
            for (place, forms) in [Place::Words, Place::Title].into_iter().zip(&self.forms) {
                beginnings(forms.iter().map(|(form, _)| form.as_str()), &mut |beginning| {
                    tell(place_key(place), BEGINNING, beginning);
                });
            }
            for place in others {
                beginnings(self.of(place).keys().map(String::as_str), &mut |beginning| {
                    tell(place_key(place), BEGINNING, beginning);
                });
            }
        }
        self.has = has;
    }

    /// Where a word stands, in any of its ways.
    pub fn word_starts(&self, word: &WordPlan) -> Vec<u32> {
        let mut starts: Vec<u32> =
            word.ways.iter().flat_map(|way| self.lists(way, word.place).flatten().copied()).collect();
        starts.sort_unstable();
        starts.dedup();
        starts
    }

    /// The positions of every term that a way finds.
    fn lists<'a>(&'a self, way: &'a Way, place: Place) -> Box<dyn Iterator<Item = &'a Vec<u32>> + 'a> {
        let terms = self.of(place);
        match way {
            Way::Form(form) => Box::new(terms.get(&term_in(place, form)).into_iter()),
            Way::Stem(stem) => {
                let range = format!("{stem}{STEM_END}")..format!("{stem}\u{1}");
                Box::new(terms.range(range).map(|(_, positions)| positions))
            }
            Way::Beginning(beginning) if matches!(place, Place::Words | Place::Title) => {
                let forms = &self.forms[usize::from(place == Place::Title)];
                let from = forms.partition_point(|(form, _)| form.as_str() < beginning.as_str());
                let begins = |(form, _): &&(String, String)| form.starts_with(beginning.as_str());
                Box::new(forms[from..].iter().take_while(begins).filter_map(|(_, term)| terms.get(term)))
            }
            Way::Beginning(beginning) => {
                let begins = |(term, _): &(&String, _)| term.starts_with(beginning.as_str());
                Box::new(terms.range(beginning.clone()..).take_while(begins).map(|(_, positions)| positions))
            }
            Way::Part(_) => Box::new(std::iter::empty()),
        }
    }
}
/// The forms of words in order, with their terms.
fn forms(words: &Positions) -> Vec<(String, String)> {
    let mut forms: Vec<(String, String)> = words
        .keys()
        .filter_map(|term| Some((decode_term(term.as_bytes())?.1.to_string(), term.clone())))
        .collect();
    forms.sort_unstable();
    forms
}

/// Every beginning of some words in order, each once, the whole words included.
fn beginnings<'w>(words: impl Iterator<Item = &'w str>, tell: &mut dyn FnMut(&str)) {
    let mut before = "";
    for word in words {
        // what it has in common with the word before was told there
        let common = word.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
        for (at, sign) in word.char_indices() {
            let end = at + sign.len_utf8();
            if end > common {
                tell(&word[..end]);
            }
        }
        before = word;
    }
}

fn positions(encoded: &str) -> Positions {
    let mut out = Positions::new();
    let (mut rest, mut position) = (encoded, 0);
    while let Some((at, term)) = next_encoded(&mut rest, &mut position) {
        match out.get_mut(term) {
            Some(list) => list.push(at),
            None => {
                out.insert(term.to_owned(), vec![at]);
            }
        }
    }
    out
}
