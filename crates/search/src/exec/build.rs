//! From a plan to the nodes of one segment.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::postings::{SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{InvertedIndexReader, SegmentReader, Term};

use super::node::{And, List, Node, Or, Range, Set, Without, Word};
use super::positions::{NearCheck, NearPart, PhraseCheck};
use super::prefix::FormBegins;
use super::run::Deadline;
use crate::analysis::term_of;
use crate::query::plan::{NearTerm, PhrasePlan, Place, Plan, Way, WordPlan};
use crate::schema::{Fields, TERM_END};

/// Word forms of a beginning that are walked one by one; a beginning with more becomes a set.
const FEW_FORMS: usize = 16;
/// Weight of a match by a beginning: all its words count alike.
const BEGINNING_WEIGHT: f32 = 1.0;

/// Makes nodes, and counts on the way how many documents each word of the query has.
pub(crate) struct Builder<'a> {
    pub fields: &'a Fields,
    pub segment: &'a SegmentReader,
    /// Documents per word of the query, over all segments; the caller keeps it from segment to segment.
    pub found: &'a mut Vec<u64>,
    /// Number of the next word.
    pub next_leaf: usize,
    /// Whether positions are needed of every word, as for choosing passages.
    pub with_positions: bool,
    /// When comparing places of words stops.
    pub deadline: Arc<Deadline>,
    /// Forms that were found before.
    pub forms: &'a mut FormCache,
}

/// The terms of beginnings, by segment: finding them walks through much of the dictionary, and a query needs them twice.
#[derive(Default)]
pub(crate) struct FormCache(HashMap<(SegmentId, Place, String), Vec<TermInfo>>);

impl Builder<'_> {
    /// The node of a plan.
    pub fn node(&mut self, plan: &Plan) -> tantivy::Result<Node> {
        Ok(match plan {
            Plan::All => Node::Range(Range::all(self.segment.max_doc())),
            Plan::Nothing => Node::Empty,
            Plan::Word(word) => self.word(word)?,
            Plan::Phrase(phrase) => match self.phrase(phrase)? {
                Some(check) => Node::Phrase(Box::new(check)),
                None => Node::Empty,
            },
            Plan::Near { terms, distance, weight } => self.near(terms, *distance, *weight)?,
            Plan::And(list) => {
                let mut with = Vec::new();
                let mut without = Vec::new();
                for plan in list {
                    match plan {
                        Plan::Not(inner) => without.push(self.node(inner)?),
                        plan => with.push(self.node(plan)?),
                    }
                }
                if with.is_empty() {
                    with.push(Node::Range(Range::all(self.segment.max_doc())));
                }
                let base = And::node(with);
                if without.is_empty() { base } else { Without::node(base, Or::node(without)) }
            }
            Plan::Or(list) => {
                let nodes = list.iter().map(|plan| self.node(plan)).collect::<tantivy::Result<Vec<_>>>()?;
                Or::node(nodes)
            }
            Plan::Not(inner) => {
                let left_out = self.node(inner)?;
                Without::node(Node::Range(Range::all(self.segment.max_doc())), left_out)
            }
            Plan::Filter(inner) => Node::Unscored(Box::new(self.node(inner)?)),
            Plan::Days { from, to } => self.days(*from, *to)?,
            Plan::Value { facet, value } => {
                let term = Term::from_field_text(self.fields.of(*facet), &whole_value(value));
                let inverted = self.segment.inverted_index(self.fields.of(*facet))?;
                match inverted.read_postings(&term, IndexRecordOption::Basic)? {
                    Some(postings) => Word::node(vec![List::body(postings)], Vec::new(), self.leaf(0), 0.0),
                    None => Node::Empty,
                }
            }
        })
    }

    fn leaf(&mut self, documents: u64) -> usize {
        let leaf = self.next_leaf;
        self.next_leaf += 1;
        if self.found.len() <= leaf {
            self.found.resize(leaf + 1, 0);
        }
        self.found[leaf] += documents;
        leaf
    }

    fn option(&self) -> IndexRecordOption {
        if self.with_positions {
            IndexRecordOption::WithFreqsAndPositions
        } else {
            IndexRecordOption::WithFreqs
        }
    }

    fn word(&mut self, plan: &WordPlan) -> tantivy::Result<Node> {
        let field = self.field(plan.place);
        let inverted = self.segment.inverted_index(field)?;
        let option = self.option();
        let mut lists = Vec::new();
        let mut titles = Vec::new();
        let mut documents = 0u64;
        for way in &plan.ways {
            if let Way::Part(part) = way {
                let parts = self.segment.inverted_index(self.fields.parts)?;
                let term = Term::from_field_text(self.fields.parts, part);
                if let Some(postings) = parts.read_postings(&term, IndexRecordOption::Basic)? {
                    documents += u64::from(postings.doc_freq());
                    lists.push(List::part(postings));
                }
                continue;
            }
            let infos = self.term_infos(&inverted, way, plan.place)?;
            if matches!(way, Way::Beginning(_)) && infos.len() > FEW_FORMS {
                let leaf_documents = u64::from(self.segment.max_doc());
                self.leaf(leaf_documents);
                let node = self.set(&inverted, &infos)?;
                return Ok(node);
            }
            for info in infos {
                documents += u64::from(info.doc_freq);
                lists.push(List::body(inverted.read_postings_from_terminfo(&info, option)?));
            }
            if plan.place == Place::Words && !matches!(way, Way::Beginning(_)) {
                let title = self.segment.inverted_index(self.fields.title)?;
                for info in self.term_infos(&title, way, Place::Title)? {
                    titles.push(title.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqs)?);
                }
            }
        }
        let leaf = self.leaf(documents);
        Ok(Word::node(lists, titles, leaf, plan.weight))
    }

    /// The documents of very many forms, written out at once.
    fn set(&self, inverted: &InvertedIndexReader, infos: &[TermInfo]) -> tantivy::Result<Node> {
        let mut failed: io::Result<()> = Ok(());
        let node = Set::node(self.segment.max_doc(), BEGINNING_WEIGHT, |add| {
            for info in infos {
                match inverted.read_block_postings_from_terminfo(info, IndexRecordOption::Basic) {
                    Ok(mut blocks) => loop {
                        let docs = blocks.docs();
                        if docs.is_empty() {
                            break;
                        }
                        docs.iter().for_each(|doc| add(*doc));
                        blocks.advance();
                    },
                    Err(error) => failed = Err(error),
                }
            }
        });
        failed?;
        Ok(node)
    }

    /// The check of a phrase; none if one of its words is not in the segment.
    pub fn phrase(&mut self, plan: &PhrasePlan) -> tantivy::Result<Option<PhraseCheck>> {
        let field = self.field(plan.place);
        let inverted = self.segment.inverted_index(field)?;
        let mut list: Vec<(SegmentPostings, usize)> = Vec::with_capacity(plan.forms.len());
        let mut complete = true;
        for form in &plan.forms {
            let term = Term::from_field_text(field, &term_in(plan.place, form));
            let info = inverted.get_term_info(&term)?;
            let leaf = self.leaf(info.as_ref().map_or(0, |info| u64::from(info.doc_freq)));
            match info {
                Some(info) if complete => {
                    let option = IndexRecordOption::WithFreqsAndPositions;
                    list.push((inverted.read_postings_from_terminfo(&info, option)?, leaf));
                }
                Some(_) => {}
                None => complete = false,
            }
        }
        Ok(complete.then(|| PhraseCheck::new(list, plan.weight, self.deadline.clone())))
    }

    fn near(&mut self, terms: &[NearTerm], distance: u32, weight: f32) -> tantivy::Result<Node> {
        let mut parts = Vec::with_capacity(terms.len());
        let mut complete = true;
        for term in terms {
            match term {
                NearTerm::Phrase(plan) => match self.phrase(plan)? {
                    Some(check) => parts.push(NearPart::Phrase(check)),
                    None => complete = false,
                },
                NearTerm::Word(plan) => {
                    let lists = self.positioned(plan)?;
                    let documents = lists.iter().map(|list| u64::from(list.doc_freq())).sum();
                    let leaf = self.leaf(documents);
                    complete &= !lists.is_empty();
                    parts.push(NearPart::Word { lists, leaf });
                }
            }
        }
        if !complete {
            return Ok(Node::Empty);
        }
        Ok(Node::Near(Box::new(NearCheck::new(parts, distance, weight, self.deadline.clone()))))
    }

    /// The postings with positions of the forms of a word.
    pub fn positioned(&mut self, plan: &WordPlan) -> tantivy::Result<Vec<SegmentPostings>> {
        let inverted = self.segment.inverted_index(self.field(plan.place))?;
        let mut lists = Vec::new();
        for way in &plan.ways {
            // the forms of a very common beginning are too many to walk with their positions
            for info in self.term_infos(&inverted, way, plan.place)?.into_iter().take(512) {
                let option = IndexRecordOption::WithFreqsAndPositions;
                lists.push(inverted.read_postings_from_terminfo(&info, option)?);
            }
        }
        Ok(lists)
    }

    fn days(&self, from: u64, to: u64) -> tantivy::Result<Node> {
        let column = self.segment.fast_fields().u64("day")?;
        let end = self.segment.max_doc();
        if column.max_value() < from || column.min_value() > to {
            return Ok(Node::Empty);
        }
        let mut docs = Vec::new();
        column.get_docids_for_value_range(from..=to, 0..end, &mut docs);
        Ok(Node::Unscored(Box::new(Set::node(end, 0.0, |add| docs.iter().for_each(|doc| add(*doc))))))
    }

    /// The terms of one way of finding a word.
    fn term_infos(
        &mut self,
        inverted: &InvertedIndexReader,
        way: &Way,
        place: Place,
    ) -> tantivy::Result<Vec<TermInfo>> {
        let Way::Beginning(beginning) = way else { return Ok(term_infos(inverted, way, place)?) };
        let key = (self.segment.segment_id(), place, beginning.clone());
        if let Some(known) = self.forms.0.get(&key) {
            return Ok(known.clone());
        }
        let infos = term_infos(inverted, way, place)?;
        self.forms.0.insert(key, infos.clone());
        Ok(infos)
    }

    fn field(&self, place: Place) -> Field {
        match place {
            Place::Words => self.fields.words,
            Place::Title => self.fields.title,
            Place::Facet(facet) => self.fields.of(facet),
            Place::Number => self.fields.number,
        }
    }
}

/// How a word form is written as a term of a place: values keep the form itself, text keeps its stem as well.
pub(crate) fn term_in(place: Place, form: &str) -> String {
    match place {
        Place::Words | Place::Title => term_of(form),
        Place::Facet(_) | Place::Number => form.to_owned(),
    }
}

/// The term of a whole value.
pub(crate) fn whole_value(value: &str) -> String {
    let clean: String = value.chars().map(|char| if char == TERM_END { ' ' } else { char }).collect();
    format!("\u{1}{clean}")
}

fn term_infos(inverted: &InvertedIndexReader, way: &Way, place: Place) -> io::Result<Vec<TermInfo>> {
    let terms = inverted.terms();
    let mut infos = Vec::new();
    match way {
        Way::Form(form) => infos.extend(terms.get(term_in(place, form))?),
        Way::Stem(stem) => {
            let mut stream =
                terms.range().ge(format!("{stem}\0")).lt(format!("{stem}\u{1}")).into_stream()?;
            while let Some((_, info)) = stream.next() {
                infos.push(info.clone());
            }
        }
        Way::Beginning(beginning) if matches!(place, Place::Words | Place::Title) => {
            let mut stream = terms.search(FormBegins::new(beginning)).into_stream()?;
            while let Some((_, info)) = stream.next() {
                infos.push(info.clone());
            }
        }
        Way::Beginning(beginning) => {
            let mut stream =
                terms.range().ge(beginning).lt(format!("{beginning}\u{10ffff}")).into_stream()?;
            while let Some((_, info)) = stream.next() {
                infos.push(info.clone());
            }
        }
        Way::Part(_) => {}
    }
    Ok(infos)
}
