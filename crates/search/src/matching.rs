//! Matching in the other direction: one document against very many stored queries, as alerts need it.
//!
//! A query is kept under terms one of which a document must have to match it at all; only queries whose terms a
//! document has are then evaluated, by the same plan and the same terms as a search. So the answer is that of a
//! search, which a test holds.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::analysis::compound::Lexicon;
use crate::analysis::{STEM_END, decode_term};
use crate::doc::SearchDoc;
use crate::encode::{Encoded, Encoder};
use crate::exec::build::{term_in, whole_value};
use crate::exec::positions::near;
use crate::index::{Index, with_filters};
use crate::query::QueryError;
use crate::query::parse::parse;
use crate::query::plan::{NearTerm, PhrasePlan, Place, Plan, Planner, Way, WordPlan, simplified};
use crate::schema::{FacetField, day_of, next_encoded};

/// Stored queries, ready to be matched against documents. Read anew when the index was rebuilt
/// ([`StoredQueries::is_current`]).
pub struct StoredQueries {
    lexicon: Arc<Lexicon>,
    encoder: Encoder,
    plans: HashMap<u64, Plan>,
    /// From a required term to the queries that need it.
    by_term: HashMap<String, Vec<u64>>,
    /// Queries without a required term, such as those for a date only.
    always: HashSet<u64>,
}

impl StoredQueries {
    /// None yet; they will be read as this index reads them.
    pub fn new(index: &Index) -> StoredQueries {
        let lexicon = index.generation().lexicon.clone();
        StoredQueries {
            encoder: Encoder::new(lexicon.clone()),
            lexicon,
            plans: HashMap::new(),
            by_term: HashMap::new(),
            always: HashSet::new(),
        }
    }

    /// Whether the index still reads queries as it did when this was made.
    pub fn is_current(&self, index: &Index) -> bool {
        Arc::ptr_eq(&self.lexicon, &index.generation().lexicon)
    }

    /// Keeps a query under a number of the caller, in place of the one it had.
    ///
    /// # Errors
    /// If the query has no bounded answer; see [`Index::search`].
    pub fn put(&mut self, id: u64, query: &str, filters: &[(FacetField, String)]) -> Result<(), QueryError> {
        let parsed = parse(query)?;
        let asked = parsed.ast.as_ref().map_or(Plan::All, |ast| Planner::new(&self.lexicon).plan(ast));
        let plan = simplified(with_filters(asked, filters));
        self.remove(id);
        match self.required(&plan) {
            Some(terms) => terms.into_iter().for_each(|term| self.by_term.entry(term).or_default().push(id)),
            None => {
                self.always.insert(id);
            }
        }
        self.plans.insert(id, plan);
        Ok(())
    }

    /// Forgets a query.
    pub fn remove(&mut self, id: u64) {
        let Some(plan) = self.plans.remove(&id) else { return };
        self.always.remove(&id);
        for term in self.required(&plan).unwrap_or_default() {
            if let Some(ids) = self.by_term.get_mut(&term) {
                ids.retain(|other| *other != id);
                if ids.is_empty() {
                    self.by_term.remove(&term);
                }
            }
        }
    }

    #[cfg(test)]
    pub(crate) fn plans_has(&self, id: u64) -> bool {
        self.plans.contains_key(&id)
    }

    /// Number of queries.
    pub fn len(&self) -> usize {
        self.plans.len()
    }

    /// Whether there is no query.
    pub fn is_empty(&self) -> bool {
        self.plans.is_empty()
    }

    /// The queries that find this document, in rising order.
    pub fn matches(&mut self, doc: &SearchDoc) -> Vec<u64> {
        let terms = DocTerms::read(self.encoder.encode(doc), doc);
        let mut candidates: Vec<u64> = self.always.iter().copied().collect();
        terms.keys(&mut |key| {
            if let Some(ids) = self.by_term.get(key) {
                candidates.extend(ids);
            }
        });
        candidates.sort_unstable();
        candidates.dedup();
        candidates.retain(|id| self.plans.get(id).is_some_and(|plan| terms.matches(plan)));
        candidates
    }

    /// Terms one of which a document must have to match; none if there are no such.
    fn required(&self, plan: &Plan) -> Option<Vec<String>> {
        match plan {
            Plan::Word(word) => word_keys(word),
            Plan::Phrase(phrase) => {
                // the longest word is likely the rarest
                let rarest =
                    phrase.forms.iter().min_by_key(|form| (self.common(form), usize::MAX - form.len()))?;
                Some(vec![form_key(phrase.place, rarest)])
            }
            Plan::Near { terms, .. } => self.cheapest(terms.iter().map(|term| match term {
                NearTerm::Word(word) => word_keys(word),
                NearTerm::Phrase(phrase) => self.required(&Plan::Phrase(phrase.clone())),
            })),
            Plan::And(list) => self.cheapest(list.iter().map(|plan| self.required(plan))),
            Plan::Or(list) => {
                let mut all = Vec::new();
                for plan in list {
                    all.extend(self.required(plan)?);
                }
                all.sort();
                all.dedup();
                Some(all)
            }
            Plan::Filter(inner) => self.required(inner),
            Plan::Value { facet, value } => Some(vec![form_key(Place::Facet(*facet), &whole_value(value))]),
            Plan::Nothing => Some(Vec::new()),
            Plan::All | Plan::Not(_) | Plan::Days { .. } => None,
        }
    }

    /// Of several conditions that all must hold, the one that the fewest documents meet, as far as the words tell.
    fn cheapest(&self, choices: impl Iterator<Item = Option<Vec<String>>>) -> Option<Vec<String>> {
        choices.flatten().min_by_key(|terms| {
            let common: u64 =
                terms.iter().map(|term| self.common(term.rsplit('\u{2}').next().unwrap_or(""))).sum();
            (common, terms.len())
        })
    }

    fn common(&self, word: &str) -> u64 {
        u64::from(self.lexicon.count(word))
    }
}

fn word_keys(word: &WordPlan) -> Option<Vec<String>> {
    word.ways
        .iter()
        .map(|way| match way {
            Way::Stem(stem) => Some(stem_key(word.place, stem)),
            Way::Form(form) => Some(form_key(word.place, form)),
            Way::Part(part) => Some(part_key(part)),
            Way::Beginning(beginning) => Some(begin_key(word.place, beginning)),
        })
        .collect()
}

fn stem_key(place: Place, stem: &str) -> String {
    format!("{}s\u{2}{stem}", place_key(place))
}

fn form_key(place: Place, form: &str) -> String {
    format!("{}f\u{2}{form}", place_key(place))
}

/// A beginning is kept as it is: a document has every beginning of its words.
fn begin_key(place: Place, beginning: &str) -> String {
    format!("{}b\u{2}{beginning}", place_key(place))
}

fn part_key(part: &str) -> String {
    format!("p\u{2}{part}")
}

fn place_key(place: Place) -> &'static str {
    match place {
        Place::Words => "w",
        Place::Title => "t",
        Place::Number => "n",
        Place::Facet(facet) => facet.name(),
    }
}

/// The terms of one document and where they stand.
struct DocTerms {
    words: Positions,
    title: Positions,
    parts: Positions,
    number: Positions,
    values: Vec<Positions>,
    /// Forms of the words and of the title's, in order, with their terms: beginnings are looked up in them.
    forms: [Vec<(String, String)>; 2],
    day: u64,
}

type Positions = BTreeMap<String, Vec<u32>>;

impl DocTerms {
    fn read(encoded: &Encoded, doc: &SearchDoc) -> DocTerms {
        let (words, title) = (positions(&encoded.words), positions(&encoded.title));
        DocTerms {
            forms: [forms(&words), forms(&title)],
            words,
            title,
            parts: positions(&encoded.parts),
            number: positions(&encoded.number),
            values: encoded.values.iter().map(|terms| positions(terms)).collect(),
            day: doc.date.map_or(0, day_of),
        }
    }

    fn of(&self, place: Place) -> &Positions {
        match place {
            Place::Words => &self.words,
            Place::Title => &self.title,
            Place::Number => &self.number,
            Place::Facet(facet) => &self.values[facet as usize],
        }
    }

    /// Every key under which a query for this document may be kept.
    fn keys(&self, tell: &mut dyn FnMut(&str)) {
        for place in [Place::Words, Place::Title] {
            let mut last_stem = "";
            for term in self.of(place).keys() {
                let Some((stem, form)) = decode_term(term.as_bytes()) else { continue };
                if stem != last_stem {
                    tell(&stem_key(place, stem));
                    last_stem = stem;
                }
                tell(&form_key(place, &form));
            }
        }
        for (place, forms) in [Place::Words, Place::Title].into_iter().zip(&self.forms) {
            beginnings(forms.iter().map(|(form, _)| form.as_str()), &mut |beginning| {
                tell(&begin_key(place, beginning));
            });
        }
        self.parts.keys().for_each(|part| tell(&part_key(part)));
        let facets = FacetField::ALL.map(Place::Facet);
        for place in facets.into_iter().chain([Place::Number]) {
            self.of(place).keys().for_each(|term| tell(&form_key(place, term)));
            beginnings(self.of(place).keys().map(String::as_str), &mut |beginning| {
                tell(&begin_key(place, beginning));
            });
        }
    }

    fn matches(&self, plan: &Plan) -> bool {
        match plan {
            Plan::All => true,
            Plan::Nothing => false,
            Plan::Word(word) => word.ways.iter().any(|way| self.has(way, word.place)),
            Plan::Phrase(phrase) => !self.starts(phrase).is_empty(),
            Plan::Near { terms, distance, .. } => {
                let starts: Vec<Vec<u32>> = terms
                    .iter()
                    .map(|term| match term {
                        NearTerm::Word(word) => self.word_starts(word),
                        NearTerm::Phrase(phrase) => self.starts(phrase),
                    })
                    .collect();
                let lengths: Vec<u32> = terms
                    .iter()
                    .map(|term| match term {
                        NearTerm::Word(_) => 1,
                        NearTerm::Phrase(phrase) => phrase.forms.len() as u32,
                    })
                    .collect();
                starts.iter().all(|list| !list.is_empty()) && near(&starts, &lengths, *distance)
            }
            Plan::And(list) => list.iter().all(|plan| self.matches(plan)),
            Plan::Or(list) => list.iter().any(|plan| self.matches(plan)),
            Plan::Not(inner) => !self.matches(inner),
            Plan::Filter(inner) => self.matches(inner),
            Plan::Days { from, to } => (*from..=*to).contains(&self.day),
            Plan::Value { facet, value } => self.values[*facet as usize].contains_key(&whole_value(value)),
        }
    }

    fn has(&self, way: &Way, place: Place) -> bool {
        match way {
            Way::Part(part) => self.parts.contains_key(part),
            way => self.lists(way, place).next().is_some(),
        }
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

    fn word_starts(&self, word: &WordPlan) -> Vec<u32> {
        let mut starts: Vec<u32> =
            word.ways.iter().flat_map(|way| self.lists(way, word.place).flatten().copied()).collect();
        starts.sort_unstable();
        starts.dedup();
        starts
    }

    /// Where a phrase begins.
    fn starts(&self, phrase: &PhrasePlan) -> Vec<u32> {
        let lists: Option<Vec<&Vec<u32>>> =
            phrase.forms.iter().map(|form| self.of(phrase.place).get(&term_in(phrase.place, form))).collect();
        let Some(lists) = lists else { return Vec::new() };
        let Some((first, rest)) = lists.split_first() else { return Vec::new() };
        let follows = |start: &&u32| {
            rest.iter().zip(1..).all(|(list, place)| list.binary_search(&(**start + place)).is_ok())
        };
        first.iter().filter(follows).copied().collect()
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
