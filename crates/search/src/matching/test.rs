//! What a stored query asks of a document: a plan with everything looked up beforehand that does not depend on the
//! document.

use super::doc::DocTerms;
use super::{Keys, form_key, way_key};
use crate::exec::build::{term_in, whole_value};
use crate::exec::positions::near;
use crate::query::plan::{NearTerm, PhrasePlan, Place, Plan, Way, WordPlan};
use crate::schema::FacetField;

/// A condition on a document.
pub(super) enum Test {
    Always,
    Never,
    /// Any of these ways.
    Word(Place, Box<[Known]>),
    /// These words in this order, each of which must be there at all.
    Phrase(Phrase),
    Near {
        terms: Box<[Nearby]>,
        distance: u32,
    },
    All(Box<[Test]>),
    Any(Box<[Test]>),
    Not(Box<Test>),
    Days {
        from: u64,
        to: u64,
    },
    Value(FacetField, String),
}

/// One way of finding a word: its key, and its term where the key alone does not decide.
pub(super) struct Known {
    key: u32,
    term: Option<String>,
}

/// A phrase: the keys and the terms of its words.
pub(super) struct Phrase {
    place: Place,
    keys: Box<[u32]>,
    terms: Box<[String]>,
}

/// One of the things that NEAR brings together, with how many words it is.
pub(super) enum Nearby {
    Word(WordPlan),
    Phrase(Phrase),
}

impl Test {
    /// The test of a plan; what it asks becomes known to `keys`.
    pub fn of(plan: Plan, keys: &mut Keys) -> Test {
        match plan {
            Plan::All => Test::Always,
            Plan::Nothing => Test::Never,
            Plan::Word(word) => Test::Word(word.place, known(&word, keys)),
            Plan::Phrase(phrase) => Test::Phrase(Phrase::of(&phrase, keys)),
            Plan::Near { terms, distance, .. } => {
                let terms = terms.into_iter().map(|term| match term {
                    NearTerm::Word(word) => {
                        // known, so that its beginnings are looked at
                        word.ways.iter().for_each(|way| _ = keys.id(&way_key(word.place, way)));
                        Nearby::Word(word)
                    }
                    NearTerm::Phrase(phrase) => Nearby::Phrase(Phrase::of(&phrase, keys)),
                });
                Test::Near { terms: terms.collect(), distance }
            }
            Plan::And(list) => {
                let mut list: Vec<Test> = list.into_iter().map(|plan| Test::of(plan, keys)).collect();
                list.sort_by_key(Test::cost);
                Test::All(list.into())
            }
            Plan::Or(list) => {
                let mut list: Vec<Test> = list.into_iter().map(|plan| Test::of(plan, keys)).collect();
                list.sort_by_key(Test::cost);
                Test::Any(list.into())
            }
            Plan::Not(inner) => Test::Not(Box::new(Test::of(*inner, keys))),
            Plan::Filter(inner) => Test::of(*inner, keys),
            Plan::Days { from, to } => Test::Days { from, to },
            Plan::Value { facet, value } => Test::Value(facet, whole_value(&value)),
        }
    }

    /// What is asked first: what is answered at once.
    fn cost(&self) -> u8 {
        match self {
            Test::Always | Test::Never | Test::Days { .. } => 0,
            Test::Word(..) | Test::Value(..) => 1,
            Test::Phrase(_) => 3,
            Test::Near { .. } => 4,
            Test::Not(inner) => inner.cost(),
            Test::All(list) | Test::Any(list) => list.iter().map(Test::cost).max().unwrap_or(0).max(2),
        }
    }

    /// Whether it holds of a document.
    pub fn holds(&self, terms: &DocTerms) -> bool {
        match self {
            Test::Always => true,
            Test::Never => false,
            Test::Word(place, ways) => ways.iter().any(|way| {
                terms.has(way.key) && way.term.as_ref().is_none_or(|term| terms.of(*place).contains_key(term))
            }),
            Test::Phrase(phrase) => !phrase.starts(terms).is_empty(),
            Test::Near { terms: list, distance } => {
                let starts: Vec<Vec<u32>> = list.iter().map(|term| term.starts(terms)).collect();
                let lengths: Vec<u32> = list.iter().map(Nearby::words).collect();
                starts.iter().all(|list| !list.is_empty()) && near(&starts, &lengths, *distance)
            }
            Test::All(list) => list.iter().all(|test| test.holds(terms)),
            Test::Any(list) => list.iter().any(|test| test.holds(terms)),
            Test::Not(inner) => !inner.holds(terms),
            Test::Days { from, to } => (*from..=*to).contains(&terms.day),
            Test::Value(facet, term) => terms.of(Place::Facet(*facet)).contains_key(term),
        }
    }
}

fn known(word: &WordPlan, keys: &mut Keys) -> Box<[Known]> {
    let known = word.ways.iter().map(|way| {
        let term = match way {
            Way::Form(form) => Some(term_in(word.place, form)),
            Way::Stem(_) | Way::Beginning(_) | Way::Part(_) => None,
        };
        Known { key: keys.id(&way_key(word.place, way)), term }
    });
    known.collect()
}

impl Phrase {
    fn of(plan: &PhrasePlan, keys: &mut Keys) -> Phrase {
        Phrase {
            place: plan.place,
            keys: plan.forms.iter().map(|form| keys.id(&form_key(plan.place, form))).collect(),
            terms: plan.forms.iter().map(|form| term_in(plan.place, form)).collect(),
        }
    }

    /// Where it begins in a document.
    fn starts(&self, terms: &DocTerms) -> Vec<u32> {
        if !self.keys.iter().all(|key| terms.has(*key)) {
            return Vec::new();
        }
        let lists: Option<Vec<&Vec<u32>>> =
            self.terms.iter().map(|term| terms.of(self.place).get(term)).collect();
        let Some(lists) = lists else { return Vec::new() };
        let Some((first, rest)) = lists.split_first() else { return Vec::new() };
        let follows = |start: &&u32| {
            rest.iter().zip(1..).all(|(list, place)| list.binary_search(&(**start + place)).is_ok())
        };
        first.iter().filter(follows).copied().collect()
    }
}

impl Nearby {
    fn starts(&self, terms: &DocTerms) -> Vec<u32> {
        match self {
            Nearby::Word(word) => terms.word_starts(word),
            Nearby::Phrase(phrase) => phrase.starts(terms),
        }
    }

    fn words(&self) -> u32 {
        match self {
            Nearby::Word(_) => 1,
            Nearby::Phrase(phrase) => phrase.terms.len() as u32,
        }
    }
}
