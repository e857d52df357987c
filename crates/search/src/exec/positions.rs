//! Phrases and nearness: documents in which words stand in an order or close together.

use std::sync::Arc;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet, TERMINATED};

use super::run::Deadline;

/// Documents that are compared between two looks at the clock.
const LOOK_AFTER: u32 = 256;

/// Looks at the clock now and then.
struct Watch {
    deadline: Arc<Deadline>,
    compared: u32,
}

impl Watch {
    fn over(&mut self) -> bool {
        self.compared += 1;
        self.compared.is_multiple_of(LOOK_AFTER) && self.deadline.passes()
    }
}

/// Documents with the words of a phrase side by side.
pub(crate) struct PhraseCheck {
    /// Postings and the place of the word in the phrase; the rarest first.
    list: Vec<(SegmentPostings, u32)>,
    leaves: Vec<usize>,
    pub weight: f32,
    found: Vec<u32>,
    other: Vec<u32>,
    watch: Watch,
}

impl PhraseCheck {
    /// `list` in the order of the phrase, with the number of each word among the query's words.
    pub fn new(list: Vec<(SegmentPostings, usize)>, weight: f32, deadline: Arc<Deadline>) -> PhraseCheck {
        let leaves = list.iter().map(|(_, leaf)| *leaf).collect();
        let mut list: Vec<(SegmentPostings, u32)> =
            list.into_iter().enumerate().map(|(at, (postings, _))| (postings, at as u32)).collect();
        list.sort_by_key(|(postings, _)| postings.doc_freq());
        let watch = Watch { deadline, compared: 0 };
        let mut check = PhraseCheck { list, leaves, weight, found: Vec::new(), other: Vec::new(), watch };
        check.settle();
        check
    }

    pub fn doc(&self) -> DocId {
        self.list.first().map_or(TERMINATED, |(postings, _)| postings.doc())
    }

    pub fn cost(&self) -> u32 {
        self.list.first().map_or(0, |(postings, _)| postings.doc_freq())
    }

    pub fn advance(&mut self) -> DocId {
        if let Some((first, _)) = self.list.first_mut() {
            first.advance();
        }
        self.settle()
    }

    pub fn seek(&mut self, target: DocId) -> DocId {
        if let Some((first, _)) = self.list.first_mut()
            && first.doc() < target
        {
            first.seek(target);
        }
        self.settle()
    }

    /// How often the phrase stands in the document.
    pub fn frequency(&self) -> usize {
        self.found.len()
    }

    /// Where it begins in the document.
    pub fn starts(&self) -> &[u32] {
        &self.found
    }

    pub fn idf(&self, idf: &[f32]) -> f32 {
        self.leaves.iter().map(|leaf| idf[*leaf]).sum()
    }

    fn settle(&mut self) -> DocId {
        loop {
            let doc = self.doc();
            if doc == TERMINATED {
                self.found.clear();
                return doc;
            }
            let mut further = None;
            for (postings, _) in &mut self.list[1..] {
                if postings.doc() < doc {
                    postings.seek(doc);
                }
                if postings.doc() != doc {
                    further = Some(postings.doc());
                    break;
                }
            }
            match further {
                Some(TERMINATED) => {
                    self.list[0].0.seek(TERMINATED);
                }
                Some(next) => {
                    self.list[0].0.seek(next);
                }
                None if self.stands_here() => return doc,
                None if self.watch.over() => {
                    self.list[0].0.seek(TERMINATED);
                }
                None => {
                    self.list[0].0.advance();
                }
            }
        }
    }

    /// Whether the words stand side by side in the document that all are on; fills `found`.
    fn stands_here(&mut self) -> bool {
        let (first, rest) = match self.list.split_first_mut() {
            Some(split) => split,
            None => return false,
        };
        first.0.positions(&mut self.found);
        let mut at = first.1;
        for (postings, place) in rest {
            if self.found.is_empty() {
                return false;
            }
            postings.positions(&mut self.other);
            keep_followed(&mut self.found, at, &self.other, *place);
            at = *place;
        }
        if at > 0 {
            self.found.iter_mut().for_each(|position| *position -= at);
        }
        !self.found.is_empty()
    }
}

/// Of the places of the word with number `at` of a phrase, keeps those with the word of number `other_at` in its place,
/// and turns them into the places of that word.
fn keep_followed(positions: &mut Vec<u32>, at: u32, other: &[u32], other_at: u32) {
    let (mut kept, mut next) = (0, 0);
    for read in 0..positions.len() {
        let Some(place) = (positions[read] + other_at).checked_sub(at) else { continue };
        while next < other.len() && other[next] < place {
            next += 1;
        }
        if next == other.len() {
            break;
        }
        if other[next] == place {
            positions[kept] = place;
            kept += 1;
        }
    }
    positions.truncate(kept);
}

/// What NEAR brings together: a word in all its forms, or a phrase.
pub(crate) enum NearPart {
    Word { lists: Vec<SegmentPostings>, leaf: usize },
    Phrase(PhraseCheck),
}

impl NearPart {
    fn doc(&self) -> DocId {
        match self {
            NearPart::Word { lists, .. } => lists.iter().map(|list| list.doc()).min().unwrap_or(TERMINATED),
            NearPart::Phrase(phrase) => phrase.doc(),
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            NearPart::Word { lists, .. } => {
                for list in lists.iter_mut().filter(|list| list.doc() < target) {
                    list.seek(target);
                }
                self.doc()
            }
            NearPart::Phrase(phrase) if phrase.doc() < target => phrase.seek(target),
            NearPart::Phrase(phrase) => phrase.doc(),
        }
    }

    fn cost(&self) -> u32 {
        match self {
            NearPart::Word { lists, .. } => lists.iter().map(|list| list.doc_freq()).sum(),
            NearPart::Phrase(phrase) => phrase.cost(),
        }
    }

    fn length(&self) -> u32 {
        match self {
            NearPart::Word { .. } => 1,
            NearPart::Phrase(phrase) => phrase.list.len() as u32,
        }
    }

    /// Where it begins in the document it stands on, in order.
    fn starts(&mut self, doc: DocId, out: &mut Vec<u32>) {
        out.clear();
        match self {
            NearPart::Word { lists, .. } => {
                for list in lists.iter_mut().filter(|list| list.doc() == doc) {
                    list.append_positions_with_offset(0, out);
                }
                out.sort_unstable();
                out.dedup();
            }
            NearPart::Phrase(phrase) => out.extend_from_slice(phrase.starts()),
        }
    }
}

/// Documents in which words stand near each other, in any order, within one passage.
pub(crate) struct NearCheck {
    parts: Vec<NearPart>,
    distance: u32,
    pub weight: f32,
    doc: DocId,
    starts: Vec<Vec<u32>>,
    lengths: Vec<u32>,
    watch: Watch,
}

impl NearCheck {
    pub fn new(mut parts: Vec<NearPart>, distance: u32, weight: f32, deadline: Arc<Deadline>) -> NearCheck {
        parts.sort_by_key(NearPart::cost);
        let starts = vec![Vec::new(); parts.len()];
        let lengths = parts.iter().map(NearPart::length).collect();
        let watch = Watch { deadline, compared: 0 };
        let mut check = NearCheck { parts, distance, weight, doc: 0, starts, lengths, watch };
        check.settle(0);
        check
    }

    pub fn doc(&self) -> DocId {
        self.doc
    }

    pub fn cost(&self) -> u32 {
        self.parts.first().map_or(0, NearPart::cost)
    }

    pub fn advance(&mut self) -> DocId {
        self.settle(self.doc.saturating_add(1))
    }

    pub fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target { self.settle(target) } else { self.doc }
    }

    pub fn idf(&self, idf: &[f32]) -> f32 {
        self.parts
            .iter()
            .map(|part| match part {
                NearPart::Word { leaf, .. } => idf[*leaf],
                NearPart::Phrase(phrase) => phrase.idf(idf),
            })
            .sum()
    }

    fn settle(&mut self, target: DocId) -> DocId {
        let mut candidate = target;
        'candidates: loop {
            if candidate >= TERMINATED {
                self.doc = TERMINATED;
                return TERMINATED;
            }
            for part in &mut self.parts {
                let doc = part.seek(candidate);
                if doc > candidate {
                    candidate = doc;
                    continue 'candidates;
                }
            }
            for (part, starts) in self.parts.iter_mut().zip(&mut self.starts) {
                part.starts(candidate, starts);
            }
            if near(&self.starts, &self.lengths, self.distance) {
                self.doc = candidate;
                return candidate;
            }
            candidate = if self.watch.over() { TERMINATED } else { candidate + 1 };
        }
    }
}

/// Whether one of each can be chosen so that at most `distance` words that are not theirs stand between the first
/// and the last of them, and no two stand on the same place.
pub(crate) fn near(starts: &[Vec<u32>], lengths: &[u32], distance: u32) -> bool {
    let own: u32 = lengths.iter().sum();
    if let [left, right] = starts {
        return near_two((left, lengths[0]), (right, lengths[1]), own + distance);
    }
    // the widest window, and the choice of places within it, begin at some start
    let mut firsts: Vec<u32> = starts.iter().flatten().copied().collect();
    firsts.sort_unstable();
    firsts.dedup();
    let mut chosen = Vec::with_capacity(starts.len());
    firsts.into_iter().any(|first| {
        chosen.clear();
        let end = first.saturating_add(own + distance);
        choose(starts, lengths, first, end, &mut chosen)
    })
}

/// The same for two: places in order that do not overlap, the later of which ends within `width` of where the earlier
/// begins.
fn near_two(left: (&[u32], u32), right: (&[u32], u32), width: u32) -> bool {
    let follows = |first: (&[u32], u32), second: (&[u32], u32)| {
        let mut next = 0;
        first.0.iter().any(|start| {
            while second.0.get(next).is_some_and(|place| *place < start + first.1) {
                next += 1;
            }
            second.0.get(next).is_some_and(|place| place + second.1 <= start + width)
        })
    };
    follows(left, right) || follows(right, left)
}

/// Chooses a place for each in `first..end` without overlap.
fn choose(starts: &[Vec<u32>], lengths: &[u32], first: u32, end: u32, chosen: &mut Vec<(u32, u32)>) -> bool {
    let at = chosen.len();
    if at == starts.len() {
        return true;
    }
    let from = starts[at].partition_point(|start| *start < first);
    // a place can only be refused for overlapping one of the others: a few more places than they cover decide
    let enough = 2 * lengths.iter().sum::<u32>() as usize;
    for &start in starts[at][from..].iter().take_while(|start| **start + lengths[at] <= end).take(enough) {
        let place = (start, start + lengths[at]);
        if chosen.iter().all(|other| place.1 <= other.0 || other.1 <= place.0) {
            chosen.push(place);
            if choose(starts, lengths, first, end, chosen) {
                return true;
            }
            chosen.pop();
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_counts_the_words_between() {
        let check = |starts: &[&[u32]], distance| {
            let starts: Vec<Vec<u32>> = starts.iter().map(|list| list.to_vec()).collect();
            near(&starts, &vec![1; starts.len()], distance)
        };
        assert!(check(&[&[0], &[1]], 0));
        assert!(!check(&[&[0], &[2]], 0));
        assert!(check(&[&[2], &[0]], 1));
        assert!(check(&[&[0, 50], &[10, 52]], 1));
        assert!(!check(&[&[7], &[7]], 5), "one word is not near itself");
        assert!(check(&[&[7, 9], &[7, 9]], 1));
        assert!(check(&[&[0], &[1], &[2]], 0));
        assert!(!check(&[&[0], &[1], &[3]], 0));
    }
}
