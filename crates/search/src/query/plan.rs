//! From a tree to what is looked up in the index: terms, their forms and their weights.

use std::collections::HashMap;

use super::{Ast, FieldName, Form, Leaf};
use crate::analysis::stem::stem;
use crate::analysis::tokens::Tokens;
use crate::schema::{FacetField, day_of};

/// What is looked up.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Plan {
    /// Everything.
    All,
    /// Nothing.
    Nothing,
    /// A word in any of its forms.
    Word(WordPlan),
    /// Words in this order.
    Phrase(PhrasePlan),
    /// Near each other.
    Near { terms: Vec<NearTerm>, distance: u32 },
    /// All of them.
    And(Vec<Plan>),
    /// Any of them.
    Or(Vec<Plan>),
    /// None of it.
    Not(Box<Plan>),
    /// Must hold, but says nothing of how well.
    Filter(Box<Plan>),
    /// A range of days, both included.
    Days { from: u64, to: u64 },
    /// A whole value, as a facet shows it.
    Value { facet: FacetField, value: String },
}

/// A place to look in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// Head and passages.
    Words,
    /// The title.
    Title,
    /// The words of a facet's values.
    Facet(FacetField),
    /// The official number.
    Number,
}

/// A word: any of its ways of being written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WordPlan {
    pub place: Place,
    pub ways: Vec<Way>,
    /// Weight of the whole beside other words.
    pub weight: f32,
}

/// One way in which a word is found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Way {
    /// All forms with this stem.
    Stem(String),
    /// This form.
    Form(String),
    /// All forms that begin so.
    Beginning(String),
    /// Compounds that have a part with this stem.
    Part(String),
}

/// Words in an order, each the exact form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PhrasePlan {
    pub place: Place,
    pub forms: Vec<String>,
    pub weight: f32,
}

/// One of the things that NEAR brings together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NearTerm {
    Word(WordPlan),
    Phrase(PhrasePlan),
}

/// Makes plans; holds what the analysis needs.
pub(crate) struct Planner {
    tokens: Tokens,
}

impl Planner {
    pub fn new() -> Planner {
        Planner { tokens: Tokens::default() }
    }

    /// The plan of a tree.
    pub fn plan(&mut self, ast: &Ast) -> Plan {
        self.plan_in(ast, Place::Words, false)
    }

    /// `negated` is whether what matches is left out: then only the word itself counts, not what is like it.
    fn plan_in(&mut self, ast: &Ast, place: Place, negated: bool) -> Plan {
        match ast {
            Ast::Leaf(leaf) => self.leaf(leaf, place, negated),
            Ast::Near { leaves, distance } => self.near(leaves, *distance, place),
            Ast::Field { field, inner } => match field {
                FieldName::Title => self.plan_in(inner, Place::Title, negated),
                FieldName::Number => Plan::Filter(Box::new(self.plan_in(inner, Place::Number, negated))),
                FieldName::Facet(facet) => {
                    Plan::Filter(Box::new(self.plan_in(inner, Place::Facet(*facet), negated)))
                }
                FieldName::Date => Plan::All,
            },
            Ast::Dates { from, to } => Plan::Filter(Box::new(Plan::Days {
                from: from.map_or(1, day_of),
                to: to.map_or(u64::MAX, day_of),
            })),
            Ast::And(list) => Plan::And(list.iter().map(|ast| self.plan_in(ast, place, negated)).collect()),
            Ast::Or(list) => Plan::Or(list.iter().map(|ast| self.plan_in(ast, place, negated)).collect()),
            Ast::Not(inner) => Plan::Not(Box::new(self.plan_in(inner, place, true))),
        }
    }

    fn leaf(&mut self, leaf: &Leaf, place: Place, negated: bool) -> Plan {
        let _ = negated;
        let words = self.words(&leaf.text);
        let Some(first) = words.first() else { return Plan::Nothing };
        let stems = matches!(place, Place::Words | Place::Title);
        if leaf.form == Form::Prefix {
            // the joined form of `EU-lan*` is in the index beside its parts
            let whole = words.iter().find(|word| word.joined).unwrap_or(first);
            let way = Way::Beginning(whole.form.clone());
            return Plan::Word(WordPlan { place, ways: vec![way], weight: 1.0 });
        }
        let sequence: Vec<String> =
            words.iter().filter(|word| !word.joined).map(|word| word.form.clone()).collect();
        let phrase = |forms: Vec<String>| Plan::Phrase(PhrasePlan { place, forms, weight: 1.0 });
        if leaf.form == Form::Phrase {
            return match <[String; 1]>::try_from(sequence) {
                Ok([form]) => Plan::Word(WordPlan { place, ways: vec![Way::Form(form)], weight: 1.0 }),
                Err(sequence) => phrase(sequence),
            };
        }
        let way = |form: &str| {
            if leaf.form == Form::Exact || !stems {
                Way::Form(form.to_owned())
            } else {
                Way::Stem(stem(form))
            }
        };
        if sequence.len() == 1 {
            return Plan::Word(WordPlan { place, ways: vec![way(&sequence[0])], weight: 1.0 });
        }
        // written with hyphens or points: as one word, or its parts side by side
        let mut ways: Vec<Plan> = words
            .iter()
            .filter(|word| word.joined && covers(word, &words))
            .map(|word| Plan::Word(WordPlan { place, ways: vec![way(&word.form)], weight: 1.0 }))
            .collect();
        ways.push(phrase(sequence));
        if ways.len() == 1 { ways.remove(0) } else { Plan::Or(ways) }
    }

    fn near(&mut self, leaves: &[Leaf], distance: u32, place: Place) -> Plan {
        let mut terms = Vec::new();
        for leaf in leaves {
            match self.leaf(leaf, place, true) {
                Plan::Word(word) => terms.push(NearTerm::Word(word)),
                Plan::Phrase(phrase) => terms.push(NearTerm::Phrase(phrase)),
                // written with hyphens: its parts stand side by side, also when the text joins them
                Plan::Or(mut ways) => {
                    if let Some(Plan::Phrase(phrase)) = ways.pop() {
                        terms.push(NearTerm::Phrase(phrase));
                    }
                }
                _ => return Plan::Nothing,
            }
        }
        Plan::Near { terms, distance }
    }

    fn words(&mut self, text: &str) -> Vec<Word> {
        self.tokens.read(text);
        self.tokens
            .iter()
            .map(|(token, surface)| Word {
                form: surface.to_owned(),
                joined: token.joined,
                bytes: (token.start, token.end),
            })
            .collect()
    }
}

struct Word {
    form: String,
    joined: bool,
    bytes: (u32, u32),
}

/// Whether a joined form stands for all the words.
fn covers(joined: &Word, words: &[Word]) -> bool {
    let end = words.iter().map(|word| word.bytes.1).max().unwrap_or(0);
    joined.bytes == (0, end) || words.first().is_some_and(|first| joined.bytes == (first.bytes.0, end))
}

/// The words that make a document match, for highlighting: what must not be there is not among them.
pub(crate) fn positive(plan: &Plan) -> Vec<&Plan> {
    let mut out = Vec::new();
    collect_positive(plan, &mut out);
    out
}

fn collect_positive<'p>(plan: &'p Plan, out: &mut Vec<&'p Plan>) {
    match plan {
        Plan::Word(WordPlan { place: Place::Words | Place::Title, .. })
        | Plan::Phrase(PhrasePlan { place: Place::Words | Place::Title, .. })
        | Plan::Near { .. } => out.push(plan),
        Plan::And(list) | Plan::Or(list) => list.iter().for_each(|plan| collect_positive(plan, out)),
        _ => {}
    }
}

/// Equal alternatives once: a thousand times the same word is one word.
pub(crate) fn simplified(plan: Plan) -> Plan {
    match plan {
        Plan::And(list) => merge(list, Plan::And, |plan| match plan {
            Plan::And(list) => Ok(list),
            plan => Err(plan),
        }),
        Plan::Or(list) => merge(list, Plan::Or, |plan| match plan {
            Plan::Or(list) => Ok(list),
            plan => Err(plan),
        }),
        Plan::Not(inner) => Plan::Not(Box::new(simplified(*inner))),
        Plan::Filter(inner) => Plan::Filter(Box::new(simplified(*inner))),
        plan => plan,
    }
}

fn merge(list: Vec<Plan>, many: fn(Vec<Plan>) -> Plan, same: fn(Plan) -> Result<Vec<Plan>, Plan>) -> Plan {
    let mut out: Vec<Plan> = Vec::new();
    let mut seen: HashMap<String, ()> = HashMap::new();
    for plan in list {
        let plans = match same(simplified(plan)) {
            Ok(inner) => inner,
            Err(plan) => vec![plan],
        };
        for plan in plans {
            if seen.insert(format!("{plan:?}"), ()).is_none() {
                out.push(plan);
            }
        }
    }
    if out.len() == 1 { out.remove(0) } else { many(out) }
}
