//! Sets of documents of one segment, walked in order: the working parts of a query.
//!
//! Every node stands on a document; [`Node::advance`] and [`Node::seek`] move it on. Scores are asked only of
//! documents that match the whole query.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet, TERMINATED};

use super::positions::{NearCheck, PhraseCheck};

/// What scoring needs to know of the index and of the document at hand.
pub(crate) struct Scoring<'a> {
    /// Rareness per word of the query.
    pub idf: &'a [f32],
    /// Length of the document against the average one.
    pub norm: f32,
}

const K1: f32 = 1.2;

/// How often a word counts when it stands in the title.
const TITLE_WEIGHT: f32 = 6.0;
/// How often a word counts when it is found as part of a compound.
const PART_WEIGHT: f32 = 0.4;

/// A set of documents.
pub(crate) enum Node {
    Empty,
    Range(Range),
    Word(Box<Word>),
    Set(Set),
    Phrase(Box<PhraseCheck>),
    Near(Box<NearCheck>),
    And(And),
    Or(Or),
    Without(Box<Without>),
    Unscored(Box<Node>),
}

impl Node {
    /// The document it stands on.
    pub fn doc(&self) -> DocId {
        match self {
            Node::Empty => TERMINATED,
            Node::Range(node) => node.doc,
            Node::Word(node) => node.doc,
            Node::Set(node) => node.doc,
            Node::Phrase(node) => node.doc(),
            Node::Near(node) => node.doc(),
            Node::And(node) => node.doc,
            Node::Or(node) => node.doc,
            Node::Without(node) => node.base.doc(),
            Node::Unscored(node) => node.doc(),
        }
    }

    /// Moves to the next document.
    pub fn advance(&mut self) -> DocId {
        match self {
            Node::Empty => TERMINATED,
            Node::Range(node) => node.seek(node.doc.saturating_add(1)),
            Node::Word(node) => node.advance(),
            Node::Set(node) => node.seek(node.doc.saturating_add(1)),
            Node::Phrase(node) => node.advance(),
            Node::Near(node) => node.advance(),
            Node::And(node) => {
                let next = node.list[0].advance();
                node.align(next)
            }
            Node::Or(node) => node.advance(),
            Node::Without(node) => {
                node.base.advance();
                node.skip()
            }
            Node::Unscored(node) => node.advance(),
        }
    }

    /// Moves to the first document at or after `target`.
    pub fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target {
            return self.doc();
        }
        match self {
            Node::Empty => TERMINATED,
            Node::Range(node) => node.seek(target),
            Node::Word(node) => node.seek(target),
            Node::Set(node) => node.seek(target),
            Node::Phrase(node) => node.seek(target),
            Node::Near(node) => node.seek(target),
            Node::And(node) => {
                let next = node.list[0].seek(target);
                node.align(next)
            }
            Node::Or(node) => node.seek(target),
            Node::Without(node) => {
                node.base.seek(target);
                node.skip()
            }
            Node::Unscored(node) => node.seek(target),
        }
    }

    /// How well the document it stands on matches.
    pub fn score(&mut self, scoring: &Scoring<'_>) -> f32 {
        match self {
            Node::Empty | Node::Range(_) | Node::Unscored(_) => 0.0,
            Node::Word(node) => node.score(scoring),
            Node::Set(node) => node.weight,
            Node::Phrase(node) => {
                saturated(node.frequency() as f32, scoring.norm) * node.idf(scoring.idf) * node.weight
            }
            Node::Near(node) => node.weight * node.idf(scoring.idf),
            Node::And(node) => node.list.iter_mut().map(|node| node.score(scoring)).sum(),
            Node::Or(node) => {
                let doc = node.doc;
                node.list.iter_mut().filter(|node| node.doc() == doc).map(|node| node.score(scoring)).sum()
            }
            Node::Without(node) => node.base.score(scoring),
        }
    }

    /// About how many documents it has.
    pub fn cost(&self) -> u32 {
        match self {
            Node::Empty => 0,
            Node::Range(node) => node.end.saturating_sub(node.doc),
            Node::Word(node) => {
                node.lists.iter().map(|list| list.postings.doc_freq()).fold(0, u32::saturating_add)
            }
            Node::Set(node) => node.count,
            Node::Phrase(node) => node.cost(),
            Node::Near(node) => node.cost(),
            Node::And(node) => node.list.iter().map(Node::cost).min().unwrap_or(0),
            Node::Or(node) => node.list.iter().map(Node::cost).fold(0, u32::saturating_add),
            Node::Without(node) => node.base.cost(),
            Node::Unscored(node) => node.cost(),
        }
    }
}

fn saturated(frequency: f32, norm: f32) -> f32 {
    frequency * (K1 + 1.0) / (frequency + K1 * norm)
}

/// All documents below `end`.
pub(crate) struct Range {
    pub doc: DocId,
    pub end: DocId,
}

impl Range {
    pub fn all(end: DocId) -> Range {
        Range { doc: if end == 0 { TERMINATED } else { 0 }, end }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.doc = if target < self.end { target } else { TERMINATED };
        self.doc
    }
}

/// One list of postings of a word.
pub(crate) struct List {
    pub postings: SegmentPostings,
    pub weight: f32,
}

impl List {
    pub fn body(postings: SegmentPostings) -> List {
        List { postings, weight: 1.0 }
    }

    pub fn part(postings: SegmentPostings) -> List {
        List { postings, weight: PART_WEIGHT }
    }
}

/// A word: every way in which it is written, as one.
pub(crate) struct Word {
    pub doc: DocId,
    pub lists: Vec<List>,
    /// Postings in titles: they add to the score of documents that the lists find.
    pub titles: Vec<SegmentPostings>,
    /// Which of the query's words.
    pub leaf: usize,
    pub weight: f32,
}

impl Word {
    pub fn node(lists: Vec<List>, titles: Vec<SegmentPostings>, leaf: usize, weight: f32) -> Node {
        if lists.is_empty() {
            return Node::Empty;
        }
        let mut word = Word { doc: 0, lists, titles, leaf, weight };
        word.doc = word.least();
        Node::Word(Box::new(word))
    }

    fn least(&self) -> DocId {
        self.lists.iter().map(|list| list.postings.doc()).min().unwrap_or(TERMINATED)
    }

    fn advance(&mut self) -> DocId {
        if let [only] = self.lists.as_mut_slice() {
            self.doc = only.postings.advance();
            return self.doc;
        }
        let mut least = TERMINATED;
        for list in &mut self.lists {
            let mut doc = list.postings.doc();
            if doc == self.doc {
                doc = list.postings.advance();
            }
            least = least.min(doc);
        }
        self.doc = least;
        least
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let mut least = TERMINATED;
        for list in &mut self.lists {
            let mut doc = list.postings.doc();
            if doc < target {
                doc = list.postings.seek(target);
            }
            least = least.min(doc);
        }
        self.doc = least;
        least
    }

    fn score(&mut self, scoring: &Scoring<'_>) -> f32 {
        let doc = self.doc;
        let mut frequency = 0.0;
        for list in &self.lists {
            if list.postings.doc() == doc {
                frequency += list.weight * list.postings.term_freq() as f32;
            }
        }
        for title in &mut self.titles {
            if title.doc() < doc {
                title.seek(doc);
            }
            if title.doc() == doc {
                frequency += TITLE_WEIGHT * title.term_freq() as f32;
            }
        }
        self.weight * scoring.idf[self.leaf] * saturated(frequency, scoring.norm)
    }
}

/// A set of documents written out, as of a beginning with very many words.
pub(crate) struct Set {
    pub doc: DocId,
    bits: Vec<u64>,
    count: u32,
    pub weight: f32,
}

impl Set {
    pub fn node(end: DocId, weight: f32, fill: impl FnOnce(&mut dyn FnMut(DocId))) -> Node {
        let mut bits = vec![0u64; end as usize / 64 + 1];
        fill(&mut |doc| bits[doc as usize / 64] |= 1 << (doc % 64));
        let count = bits.iter().map(|word| word.count_ones()).sum();
        let mut set = Set { doc: 0, bits, count, weight };
        set.seek(0);
        Node::Set(set)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let mut at = target as usize / 64;
        let mut word = self.bits.get(at).map_or(0, |word| word & (!0 << (target % 64)));
        loop {
            if word != 0 {
                self.doc = at as u32 * 64 + word.trailing_zeros();
                return self.doc;
            }
            at += 1;
            match self.bits.get(at) {
                Some(next) => word = *next,
                None => {
                    self.doc = TERMINATED;
                    return TERMINATED;
                }
            }
        }
    }
}

/// Documents that are in all of the list; the rarest first.
pub(crate) struct And {
    doc: DocId,
    list: Vec<Node>,
}

impl And {
    pub fn node(mut list: Vec<Node>) -> Node {
        if list.len() < 2 {
            return list.pop().unwrap_or(Node::Empty);
        }
        list.sort_by_key(Node::cost);
        let mut and = And { doc: 0, list };
        let first = and.list[0].doc();
        and.align(first);
        Node::And(and)
    }

    /// Moves all to the first document at or after `candidate` that all have; the first stands on `candidate`.
    fn align(&mut self, mut candidate: DocId) -> DocId {
        'candidates: while candidate != TERMINATED {
            for at in 1..self.list.len() {
                let doc = self.list[at].seek(candidate);
                if doc > candidate {
                    candidate = self.list[0].seek(doc);
                    continue 'candidates;
                }
            }
            break;
        }
        self.doc = candidate;
        candidate
    }
}

/// Documents that are in any of the list.
pub(crate) struct Or {
    doc: DocId,
    list: Vec<Node>,
}

impl Or {
    pub fn node(mut list: Vec<Node>) -> Node {
        list.retain(|node| node.doc() != TERMINATED);
        if list.len() < 2 {
            return list.pop().unwrap_or(Node::Empty);
        }
        let doc = list.iter().map(Node::doc).min().unwrap_or(TERMINATED);
        Node::Or(Or { doc, list })
    }

    fn advance(&mut self) -> DocId {
        let mut least = TERMINATED;
        for node in &mut self.list {
            let mut doc = node.doc();
            if doc == self.doc {
                doc = node.advance();
            }
            least = least.min(doc);
        }
        self.doc = least;
        least
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.doc = self.list.iter_mut().map(|node| node.seek(target)).min().unwrap_or(TERMINATED);
        self.doc
    }
}

/// Documents of one set that are not in another.
pub(crate) struct Without {
    base: Node,
    left_out: Node,
}

impl Without {
    pub fn node(base: Node, left_out: Node) -> Node {
        if matches!(left_out, Node::Empty) {
            return base;
        }
        let mut node = Without { base, left_out };
        node.skip();
        Node::Without(Box::new(node))
    }

    fn skip(&mut self) -> DocId {
        loop {
            let doc = self.base.doc();
            if doc == TERMINATED || self.left_out.seek(doc) != doc {
                return doc;
            }
            self.base.advance();
        }
    }
}
