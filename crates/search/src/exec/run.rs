//! Visiting every matching document once: the total, the counts and the best.

use std::cmp::Ordering;
use std::time::{Duration, Instant};

use tantivy::columnar::ColumnValues;
use tantivy::{DocAddress, Searcher, TERMINATED};

use super::build::Builder;
use super::count::{Counts, FacetCounts, SegmentCounts, ValueTable};
use super::node::{Node, Scoring};
use crate::query::plan::Plan;
use crate::schema::Fields;

/// How results are ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first; without a date last.
    Newest,
    /// Oldest first; without a date last.
    Oldest,
}

/// What is asked of a run.
pub(crate) struct Wanted {
    pub sort: Sort,
    pub skip: usize,
    pub take: usize,
    pub after: Option<Place>,
    /// Values per facet.
    pub facet_values: usize,
    /// The day from which age counts.
    pub today: Option<u64>,
}

/// Where a document stands in the order of the results: greater is earlier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    pub rank: f64,
    pub tie: u64,
}

impl Place {
    /// Earlier in the results is less.
    pub fn order(&self, other: &Place) -> Ordering {
        other.rank.total_cmp(&self.rank).then_with(|| other.tie.cmp(&self.tie))
    }
}

/// One of the best documents.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ranked {
    pub place: Place,
    pub address: DocAddress,
}

/// What a run found.
pub(crate) struct Found {
    pub total: u64,
    pub ranked: Vec<Ranked>,
    pub facets: Vec<FacetCounts>,
    /// Whether every matching document was visited.
    pub complete: bool,
}

/// Words of a query from which its time is bounded: what people ask stays exact however long it takes.
const MANY_WORDS: usize = 16;
/// Time for a query of so many words.
const TIME: Duration = Duration::from_millis(150);

const BLOCK: usize = 1024;
/// Length matters this much against how often a word stands in a text.
const B: f32 = 0.6;
/// A document of today counts this much more than a very old one.
const FRESHNESS: f32 = 0.25;
/// Age in days after which half of the freshness is gone.
const HALF_LIFE: f32 = 540.0;

/// Runs a plan.
///
/// `table` is needed if values are to be counted.
pub(crate) fn run(
    searcher: &Searcher,
    fields: &Fields,
    plan: &Plan,
    wanted: &Wanted,
    table: Option<&ValueTable>,
) -> tantivy::Result<Found> {
    let mut nodes = Vec::new();
    let mut found = Vec::new();
    let mut tokens = 0;
    for segment in searcher.segment_readers() {
        let mut builder = Builder { fields, segment, found: &mut found, next_leaf: 0, with_positions: false };
        nodes.push(builder.node(plan)?);
        tokens += segment.inverted_index(fields.words)?.total_num_tokens();
    }
    let idf = idf(&found, searcher.num_docs());
    let deadline = (found.len() > MANY_WORDS).then(|| Instant::now() + TIME);
    let mut complete = true;
    let mut best = Best::new(wanted.skip.saturating_add(wanted.take));
    let mut totals = table.map(Counts::new);
    let mut total = 0;
    let average = (tokens as f32 / searcher.num_docs().max(1) as f32).max(1.0);
    let norms: Vec<f32> = (0..=255u8)
        .map(|id| 1.0 - B + B * tantivy::fieldnorm::FieldNormReader::id_to_fieldnorm(id) as f32 / average)
        .collect();
    for (ord, (segment, mut node)) in searcher.segment_readers().iter().zip(nodes).enumerate() {
        let ranker = Ranker::open(segment, fields, wanted, &idf, &norms)?;
        let mut counts = table.and_then(|table| table.segment(ord)).map(SegmentCounts::open);
        let alive = segment.alive_bitset();
        let mut block = Vec::with_capacity(BLOCK);
        let mut doc = node.doc();
        while doc != TERMINATED && complete {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                total += 1;
                block.push(doc);
                if block.len() == BLOCK {
                    if let Some(counts) = &mut counts {
                        counts.add(&block);
                    }
                    block.clear();
                    complete = deadline.is_none_or(|deadline| Instant::now() < deadline);
                }
                if wanted.take > 0 {
                    let rank = ranker.rank(doc, &mut node);
                    // most documents of a common word are out by their rank alone
                    if best.may_take(rank) {
                        let place = Place { rank, tie: ranker.ties.get_val(doc) };
                        if wanted.after.is_none_or(|after| after.order(&place) == Ordering::Less) {
                            best.offer(Ranked { place, address: DocAddress::new(ord as u32, doc) });
                        }
                    }
                }
            }
            doc = node.advance();
        }
        if let Some(mut counts) = counts {
            counts.add(&block);
            if let Some(totals) = &mut totals {
                totals.add(ord, counts);
            }
        }
    }
    let mut ranked = best.finish();
    ranked.drain(..wanted.skip.min(ranked.len()));
    let facets = totals.map_or(Vec::new(), |totals| totals.commonest(wanted.facet_values));
    Ok(Found { total, ranked, facets, complete })
}

/// How rare each word is.
pub(crate) fn idf(found: &[u64], documents: u64) -> Vec<f32> {
    let all = documents.max(1) as f32;
    found
        .iter()
        .map(|&with| {
            let with = (with as f32).min(all);
            (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
        })
        .collect()
}

/// Gives documents of one segment their place.
struct Ranker<'a> {
    sort: Sort,
    days: std::sync::Arc<dyn ColumnValues<u64>>,
    ties: std::sync::Arc<dyn ColumnValues<u64>>,
    priors: std::sync::Arc<dyn ColumnValues<u64>>,
    lengths: tantivy::fieldnorm::FieldNormReader,
    idf: &'a [f32],
    norms: &'a [f32],
    today: Option<u64>,
}

impl<'a> Ranker<'a> {
    fn open(
        segment: &tantivy::SegmentReader,
        fields: &Fields,
        wanted: &Wanted,
        idf: &'a [f32],
        norms: &'a [f32],
    ) -> tantivy::Result<Ranker<'a>> {
        let columns = segment.fast_fields();
        Ok(Ranker {
            sort: wanted.sort,
            days: columns.column_first_or_default("day")?,
            ties: columns.column_first_or_default("tie")?,
            priors: columns.column_first_or_default("prior")?,
            lengths: segment.get_fieldnorms_reader(fields.words)?,
            idf,
            norms,
            today: wanted.today,
        })
    }

    fn rank(&self, doc: u32, node: &mut Node) -> f64 {
        let day = self.days.get_val(doc);
        match self.sort {
            Sort::Newest => day as f64,
            Sort::Oldest if day == 0 => f64::NEG_INFINITY,
            Sort::Oldest => -(day as f64),
            Sort::Relevance => {
                let norm = self.norms[self.lengths.fieldnorm_id(doc) as usize];
                let score = node.score(&Scoring { idf: self.idf, norm });
                let fresh = match self.today {
                    Some(today) if day > 0 => {
                        let age = today.saturating_sub(day) as f32;
                        1.0 + FRESHNESS * HALF_LIFE / (HALF_LIFE + age)
                    }
                    _ => 1.0,
                };
                // what matches by conditions alone is still ordered by kind and age
                f64::from((score + 0.01) * fresh * self.priors.get_val(doc) as f32 / 100.0)
            }
        }
    }
}

/// The best so far: keeps up to twice as many as wanted and now and then drops the lower half.
struct Best {
    keep: usize,
    list: Vec<Ranked>,
    threshold: Option<Place>,
}

impl Best {
    fn new(keep: usize) -> Best {
        Best { keep, list: Vec::new(), threshold: None }
    }

    /// Whether a document of this rank may be among the best.
    fn may_take(&self, rank: f64) -> bool {
        self.threshold.is_none_or(|threshold| rank.total_cmp(&threshold.rank) != Ordering::Less)
    }

    fn offer(&mut self, ranked: Ranked) {
        if self.threshold.is_some_and(|threshold| threshold.order(&ranked.place) != Ordering::Greater) {
            return;
        }
        self.list.push(ranked);
        if self.list.len() >= (2 * self.keep).max(64) {
            self.drop_lower();
        }
    }

    fn drop_lower(&mut self) {
        if self.list.len() > self.keep && self.keep > 0 {
            self.list.select_nth_unstable_by(self.keep - 1, |a, b| a.place.order(&b.place));
            self.list.truncate(self.keep);
            self.threshold = self.list.last().map(|last| last.place);
        }
    }

    fn finish(mut self) -> Vec<Ranked> {
        self.drop_lower();
        self.list.sort_by(|a, b| a.place.order(&b.place));
        self.list
    }
}
