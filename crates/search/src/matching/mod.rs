//! Matching in the other direction: one document against very many stored queries, as alerts need it.
//!
//! A query is kept under keys one of which a document must have to match it at all; only queries whose keys a document
//! has are then asked. Of a document it is first found out which of all known keys it has; most questions are answered
//! by that alone, and only phrases and `NEAR` look at positions. The answer is that of a search, which a test holds.

mod doc;
mod test;

use std::sync::Arc;

use hashbrown::HashMap;

use crate::analysis::compound::Lexicon;
use crate::doc::SearchDoc;
use crate::encode::Encoder;
use crate::exec::build::whole_value;
use crate::index::{Index, with_filters};
use crate::query::QueryError;
use crate::query::parse::parse;
use crate::query::plan::{NearTerm, Place, Plan, Planner, Way, WordPlan, simplified};
use crate::schema::FacetField;
use doc::DocTerms;
use test::Test;

/// Stored queries, ready to be matched against documents. Read anew when the index was rebuilt
/// ([`StoredQueries::is_current`]).
pub struct StoredQueries {
    lexicon: Arc<Lexicon>,
    encoder: Encoder,
    queries: Vec<Stored>,
    /// Where the query of a number stands.
    places: HashMap<u64, usize>,
    keys: Keys,
    /// By key, the queries that need it.
    needed_by: Vec<Vec<usize>>,
    /// Queries that need no key, such as those for a date only.
    always: Vec<usize>,
}

/// A query as it is asked of a document.
struct Stored {
    id: u64,
    /// None when it was forgotten.
    test: Option<Test>,
}

impl StoredQueries {
    /// None yet; they will be read as this index reads them.
    pub fn new(index: &Index) -> StoredQueries {
        let lexicon = index.generation().lexicon.clone();
        StoredQueries {
            encoder: Encoder::new(lexicon.clone()),
            lexicon,
            queries: Vec::new(),
            places: HashMap::new(),
            keys: Keys::default(),
            needed_by: Vec::new(),
            always: Vec::new(),
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
        let place = self.queries.len();
        match self.required(&plan) {
            Some(keys) => {
                for key in keys {
                    let key = self.keys.id(&key) as usize;
                    self.needed_by.resize_with(self.needed_by.len().max(key + 1), Vec::new);
                    self.needed_by[key].push(place);
                }
            }
            None => self.always.push(place),
        }
        self.queries.push(Stored { id, test: Some(Test::of(plan, &mut self.keys)) });
        self.places.insert(id, place);
        Ok(())
    }

    /// Forgets a query. Its keys stay until all are read anew.
    pub fn remove(&mut self, id: u64) {
        if let Some(place) = self.places.remove(&id) {
            self.queries[place].test = None;
        }
    }

    #[cfg(test)]
    pub(crate) fn has(&self, id: u64) -> bool {
        self.places.contains_key(&id)
    }

    /// Number of queries.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is no query.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The queries that find this document, in rising order.
    pub fn matches(&mut self, doc: &SearchDoc) -> Vec<u64> {
        let terms = DocTerms::read(self.encoder.encode(doc), doc, &self.keys);
        self.found_by(&terms)
    }

    /// The same for many documents, some at a time; answers come in the order of the documents.
    pub fn matches_all(&self, docs: &[SearchDoc], threads: usize) -> Vec<Vec<u64>> {
        let share = docs.len().div_ceil(threads.max(1)).max(1);
        std::thread::scope(|scope| {
            let workers: Vec<_> = docs
                .chunks(share)
                .map(|docs| {
                    scope.spawn(move || {
                        let mut encoder = Encoder::new(self.lexicon.clone());
                        let each = |doc| self.found_by(&DocTerms::read(encoder.encode(doc), doc, &self.keys));
                        docs.iter().map(each).collect::<Vec<_>>()
                    })
                })
                .collect();
            let done = |worker: std::thread::ScopedJoinHandle<'_, Vec<Vec<u64>>>| match worker.join() {
                Ok(found) => found,
                Err(panic) => std::panic::resume_unwind(panic),
            };
            workers.into_iter().flat_map(done).collect()
        })
    }

    fn found_by(&self, terms: &DocTerms) -> Vec<u64> {
        let mut candidates = self.always.clone();
        for key in terms.keys() {
            candidates.extend(self.needed_by.get(key as usize).into_iter().flatten());
        }
        candidates.sort_unstable();
        candidates.dedup();
        let found = candidates.into_iter().map(|place| &self.queries[place]);
        let found = found.filter(|query| query.test.as_ref().is_some_and(|test| test.holds(terms)));
        let mut found: Vec<u64> = found.map(|query| query.id).collect();
        found.sort_unstable();
        found
    }

    /// Keys one of which a document must have to match; none if there are no such.
    fn required(&self, plan: &Plan) -> Option<Vec<String>> {
        match plan {
            Plan::Word(word) => Some(word_keys(word)),
            Plan::Phrase(phrase) => {
                // the longest word is likely the rarest
                let rarest =
                    phrase.forms.iter().min_by_key(|form| (self.common(form), usize::MAX - form.len()))?;
                Some(vec![form_key(phrase.place, rarest)])
            }
            Plan::Near { terms, .. } => self.cheapest(terms.iter().map(|term| match term {
                NearTerm::Word(word) => Some(word_keys(word)),
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
        choices.flatten().min_by_key(|keys| {
            let common: u64 =
                keys.iter().map(|key| self.common(key.rsplit('\u{2}').next().unwrap_or(""))).sum();
            (common, keys.len())
        })
    }

    fn common(&self, word: &str) -> u64 {
        u64::from(self.lexicon.count(word))
    }
}

/// What stored queries ask of a document, each under a number: a stem, a form, a beginning, a part, a value.
#[derive(Default)]
struct Keys {
    ids: HashMap<String, u32>,
    /// Whether any of them is a beginning: only then are those of a document looked at.
    beginnings: bool,
}

impl Keys {
    /// The number of a key, a new one if it has none yet.
    fn id(&mut self, key: &str) -> u32 {
        if let Some(id) = self.ids.get(key) {
            return *id;
        }
        let id = self.ids.len() as u32;
        self.beginnings |= key.contains(BEGINNING);
        self.ids.insert(key.to_owned(), id);
        id
    }
}

fn word_keys(word: &WordPlan) -> Vec<String> {
    word.ways.iter().map(|way| way_key(word.place, way)).collect()
}

fn way_key(place: Place, way: &Way) -> String {
    match way {
        Way::Stem(stem) => key(place_key(place), STEM, stem),
        Way::Form(form) => form_key(place, form),
        // kept as it is: a document has every beginning of its words
        Way::Beginning(beginning) => key(place_key(place), BEGINNING, beginning),
        Way::Part(part) => key("", PART, part),
    }
}

fn form_key(place: Place, form: &str) -> String {
    key(place_key(place), FORM, form)
}

const STEM: &str = "s\u{2}";
const FORM: &str = "f\u{2}";
const BEGINNING: &str = "b\u{2}";
const PART: &str = "p\u{2}";

fn key(place: &str, sort: &str, word: &str) -> String {
    [place, sort, word].concat()
}

fn place_key(place: Place) -> &'static str {
    match place {
        Place::Words => "w",
        Place::Title => "t",
        Place::Number => "n",
        Place::Facet(facet) => facet.name(),
    }
}
