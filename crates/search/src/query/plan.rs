//! From a tree to what is looked up in the index: terms, their forms and their weights.

use std::collections::HashSet;

use super::{Ast, FieldName, Form, Leaf};
use crate::analysis::compound::Lexicon;
use crate::analysis::stem::stem;
use crate::analysis::synonyms::SYNONYMS;
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
    Near { terms: Vec<NearTerm>, distance: u32, weight: f32 },
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

/// Weight of a word that means the same as the one that was asked for.
const SYNONYM_WEIGHT: f32 = 0.7;
/// Weight of the parts of a compound standing near each other, and how far apart they may stand.
const APART_WEIGHT: f32 = 0.5;
const APART_DISTANCE: u32 = 4;

/// Makes plans; holds what the analysis needs.
pub(crate) struct Planner<'l> {
    tokens: Tokens,
    lexicon: &'l Lexicon,
}

impl<'l> Planner<'l> {
    /// A planner for an index with this lexicon.
    pub fn new(lexicon: &'l Lexicon) -> Planner<'l> {
        Planner { tokens: Tokens::default(), lexicon }
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
            Ast::And(list) => self.all(list, place, negated),
            Ast::Or(list) => Plan::Or(list.iter().map(|ast| self.plan_in(ast, place, negated)).collect()),
            Ast::Not(inner) => Plan::Not(Box::new(self.plan_in(inner, place, true))),
        }
    }

    /// Words side by side; a row of them that has another name is found by that name too.
    fn all(&mut self, list: &[Ast], place: Place, negated: bool) -> Plan {
        let mut out = Vec::new();
        let mut at = 0;
        while at < list.len() {
            let named = if negated { None } else { self.named_sequence(&list[at..]) };
            let Some((taken, others)) = named else {
                out.push(self.plan_in(&list[at], place, negated));
                at += 1;
                continue;
            };
            let words = list[at..at + taken].iter().map(|ast| self.plan_in(ast, place, negated)).collect();
            let mut ways = vec![Plan::And(words)];
            ways.extend(others.iter().map(|words| other_name(words, place)));
            out.push(Plan::Or(ways));
            at += taken;
        }
        Plan::And(out)
    }

    fn named_sequence(&mut self, list: &[Ast]) -> Option<(usize, Vec<&'static [String]>)> {
        let mut forms = Vec::new();
        for ast in list.iter().take(12) {
            let Ast::Leaf(Leaf { form: Form::Word, text, .. }) = ast else { break };
            // `immigratie- en naturalisatiedienst` has a sign that is no word of its own
            let words = self.words(text);
            let [only] = words.as_slice() else { break };
            forms.push(only.form.clone());
        }
        let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
        if forms.len() < 2 { None } else { SYNONYMS.of_sequence(&forms) }
    }

    fn leaf(&mut self, leaf: &Leaf, place: Place, negated: bool) -> Plan {
        let words = self.words(&leaf.text);
        let Some(first) = words.first() else { return Plan::Nothing };
        if leaf.form == Form::Prefix {
            // the joined form of `EU-lan*` is in the index beside its parts
            let several = words.iter().filter(|word| !word.joined).count() > 1;
            let whole = words.iter().find(|word| word.joined && several).unwrap_or(first);
            return one_way(place, Way::Beginning(whole.form.clone()));
        }
        let sequence: Vec<String> =
            words.iter().filter(|word| !word.joined).map(|word| word.form.clone()).collect();
        let stems = leaf.form == Form::Word && matches!(place, Place::Words | Place::Title);
        let mut ways = match sequence.as_slice() {
            [only] if stems => self.word(only, place, negated),
            [only] => vec![one_way(place, Way::Form(only.clone()))],
            several => {
                // `F-35` may be written as one word, and `1 juli 2024` as a date
                let is_whole = |word: &&Word| {
                    word.joined
                        && covers(word, &words)
                        && (leaf.form != Form::Phrase || word.form.contains('-'))
                };
                let mut ways: Vec<Plan> = words
                    .iter()
                    .filter(is_whole)
                    .map(|word| {
                        let form = word.form.clone();
                        one_way(place, if stems { Way::Stem(stem(&form)) } else { Way::Form(form) })
                    })
                    .collect();
                // the value is `36800-XV`, whoever writes `36 800 XV`
                let number = words.iter().position(|word| word.joined && is_number(&word.form));
                if let (Place::Facet(_) | Place::Number, Some(number)) = (place, number) {
                    let (start, end) = words[number].bytes;
                    let within = |word: &&Word| word.bytes.0 >= start && word.bytes.1 <= end;
                    let plain = || words.iter().filter(|word| !word.joined);
                    let before = plain().take_while(|word| word.bytes.0 < start);
                    let after = plain().skip_while(|word| word.bytes.0 < start).skip_while(within);
                    let forms: Vec<String> =
                        before.chain([&words[number]]).chain(after).map(|word| word.form.clone()).collect();
                    if forms.len() > 1 {
                        ways.push(phrase(place, forms, 1.0));
                    }
                }
                ways.push(phrase(place, several.to_vec(), 1.0));
                ways
            }
        };
        let named =
            matches!(place, Place::Facet(FacetField::Ministry | FacetField::Committee | FacetField::Party));
        if !negated && ((stems && place == Place::Words) || named) {
            ways.extend(other_names(&sequence).into_iter().map(|words| other_name(words, place)));
        }
        if ways.len() == 1 { ways.remove(0) } else { Plan::Or(ways) }
    }

    /// The ways to find one word in all its forms.
    fn word(&self, form: &str, place: Place, negated: bool) -> Vec<Plan> {
        let own = stem(form);
        if negated || place != Place::Words {
            return vec![one_way(place, Way::Stem(own))];
        }
        let ways = vec![Way::Stem(own.clone()), Way::Part(own)];
        let mut out = vec![Plan::Word(WordPlan { place, ways, weight: 1.0 })];
        let parts = self.lexicon.split(form);
        // parts that all are common stand near each other by chance
        if !parts.is_empty() && !parts.iter().all(|part| self.lexicon.is_common(part)) {
            let terms = parts
                .iter()
                .map(|part| {
                    NearTerm::Word(WordPlan { place, ways: vec![Way::Stem(stem(part))], weight: 1.0 })
                })
                .collect();
            out.push(Plan::Near { terms, distance: APART_DISTANCE, weight: APART_WEIGHT });
        }
        out
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
        Plan::Near { terms, distance, weight: 1.0 }
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

fn one_way(place: Place, way: Way) -> Plan {
    Plan::Word(WordPlan { place, ways: vec![way], weight: 1.0 })
}

fn phrase(place: Place, forms: Vec<String>, weight: f32) -> Plan {
    Plan::Phrase(PhrasePlan { place, forms, weight })
}

/// What else some words may be called, when they are all of a name.
fn other_names(words: &[String]) -> Vec<&'static [String]> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [only] => SYNONYMS.of_word(only),
        several => SYNONYMS
            .of_sequence(several)
            .filter(|(taken, _)| *taken == several.len())
            .map_or(Vec::new(), |(_, others)| others),
    }
}

fn other_name(words: &[String], place: Place) -> Plan {
    match words {
        [only] => {
            let stems = matches!(place, Place::Words | Place::Title);
            let way = if stems { Way::Stem(stem(only)) } else { Way::Form(only.clone()) };
            Plan::Word(WordPlan { place, ways: vec![way], weight: SYNONYM_WEIGHT })
        }
        several => phrase(place, several.to_vec(), SYNONYM_WEIGHT),
    }
}

fn is_number(form: &str) -> bool {
    form.bytes().all(|byte| byte.is_ascii_digit())
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

/// How many different things a query looks for in the text; ways to say the same are one.
pub(crate) fn looked_for(plan: &Plan) -> usize {
    match plan {
        Plan::Word(WordPlan { place: Place::Words, .. }) => 1,
        Plan::Phrase(PhrasePlan { place: Place::Words, .. }) => 1,
        Plan::Near { terms, .. } => terms.len(),
        Plan::And(list) => list.iter().map(looked_for).sum(),
        Plan::Or(list) => list.iter().map(looked_for).max().unwrap_or(0),
        _ => 0,
    }
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
    let mut seen = HashSet::new();
    for plan in list {
        let plans = match same(simplified(plan)) {
            Ok(inner) => inner,
            Err(plan) => vec![plan],
        };
        for plan in plans {
            if seen.insert(format!("{plan:?}")) {
                out.push(plan);
            }
        }
    }
    if out.len() == 1 { out.remove(0) } else { many(out) }
}
