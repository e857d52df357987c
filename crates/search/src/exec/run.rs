//! Visiting every matching document once: the total, the counts and the best.

use std::cmp::Ordering;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering as AtomicOrdering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use tantivy::{DocAddress, Searcher, SegmentReader};

use super::build::{Builder, FormCache};
use super::columns::SegmentValues;
use super::count::{Counted, Counts, FacetCounts, SegmentCounts, ValueTable};
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
    /// Which values are counted, if any.
    pub counted: Option<Counted>,
    /// Values per facet.
    pub facet_values: usize,
    /// The day from which age counts.
    pub today: Option<u64>,
    /// When a query that may take long stops.
    pub deadline: Instant,
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

/// Words of a query from which its time is bounded, as that of a query that compares places of words always is: what
/// people ask stays exact however long it takes.
const MANY_WORDS: usize = 16;
/// Time for such a query.
pub(crate) const TIME: Duration = Duration::from_millis(120);
/// From so many documents on, all processors help.
const MANY_DOCUMENTS: u64 = if cfg!(test) { 4 } else { 40_000 };
/// Most threads that work on one query.
const MOST_THREADS: usize = 4;

const BLOCK: usize = 1024;
/// Length matters this much against how often a word stands in a text.
const B: f32 = 0.6;
/// A document of today counts this much more than a very old one.
const FRESHNESS: f32 = 0.25;
/// Age in days after which half of the freshness is gone.
const HALF_LIFE: f32 = 540.0;

static THREADS: LazyLock<usize> = LazyLock::new(|| {
    let own = std::thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
    if cfg!(test) { MOST_THREADS } else { own }
});

static RUNNING: AtomicUsize = AtomicUsize::new(0);

/// Runs a plan.
pub(crate) fn run(
    searcher: &Searcher,
    fields: &Fields,
    plan: &Plan,
    wanted: &Wanted,
    table: &ValueTable,
    forms: &mut FormCache,
) -> tantivy::Result<Found> {
    let deadline = Arc::new(Deadline::new(wanted.deadline));
    let (nodes, found) = nodes(searcher, fields, plan, &deadline, forms)?;
    let idf = idf(&found, searcher.num_docs());
    let mut tokens = 0;
    for segment in searcher.segment_readers() {
        tokens += segment.inverted_index(fields.words)?.total_num_tokens();
    }
    let average = (tokens as f32 / searcher.num_docs().max(1) as f32).max(1.0);
    let norms: Vec<f32> = (0..=255u8)
        .map(|id| 1.0 - B + B * tantivy::fieldnorm::FieldNormReader::id_to_fieldnorm(id) as f32 / average)
        .collect();
    let work: u64 = nodes.iter().map(|node| u64::from(node.cost())).sum();
    let running = Running::enter();
    let threads = if work < MANY_DOCUMENTS { 1 } else { (*THREADS / running.queries).max(1) };
    let many = found.len() > MANY_WORDS;
    let visit = Visit { searcher, wanted, table, idf: &idf, norms: &norms, many, deadline: &deadline };
    let mut part = if threads == 1 {
        visit.part(nodes, 0, 1)
    } else {
        std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads)
                .map(|number| {
                    let (visit, deadline) = (&visit, &deadline);
                    scope.spawn(move || {
                        let (nodes, _) =
                            self::nodes(searcher, fields, plan, deadline, &mut FormCache::default())?;
                        tantivy::Result::Ok(visit.part(nodes, number, threads))
                    })
                })
                .collect();
            let mut all = visit.part(nodes, 0, threads);
            for other in others {
                all.add(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
            }
            tantivy::Result::Ok(all)
        })?
    };
    let mut ranked = part.best.finish();
    ranked.drain(..wanted.skip.min(ranked.len()));
    let mut facets = Vec::new();
    if let Some(counted) = wanted.counted {
        let mut totals = Counts::new(table);
        part.counts.drain(..).for_each(|(ord, counts)| totals.add(ord, counts));
        facets = totals.commonest(counted, wanted.facet_values);
    }
    Ok(Found { total: part.total, ranked, facets, complete: !deadline.has_passed() })
}

/// Counts the queries that are answered at this moment: they share the processors.
struct Running {
    /// With this one.
    queries: usize,
}

impl Running {
    fn enter() -> Running {
        Running { queries: RUNNING.fetch_add(1, AtomicOrdering::Relaxed) + 1 }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        RUNNING.fetch_sub(1, AtomicOrdering::Relaxed);
    }
}

/// The nodes of all segments, and how many documents each word of the query has.
fn nodes(
    searcher: &Searcher,
    fields: &Fields,
    plan: &Plan,
    deadline: &Arc<Deadline>,
    forms: &mut FormCache,
) -> tantivy::Result<(Vec<Node>, Vec<u64>)> {
    let (mut nodes, mut found) = (Vec::new(), Vec::new());
    for segment in searcher.segment_readers() {
        let mut builder = Builder {
            fields,
            segment,
            found: &mut found,
            next_leaf: 0,
            with_positions: false,
            deadline: deadline.clone(),
            forms,
        };
        nodes.push(builder.node(plan)?);
    }
    Ok((nodes, found))
}

/// What visiting needs to know.
struct Visit<'a> {
    searcher: &'a Searcher,
    wanted: &'a Wanted,
    table: &'a ValueTable,
    idf: &'a [f32],
    norms: &'a [f32],
    /// Whether the time of the query is bounded.
    many: bool,
    deadline: &'a Deadline,
}

/// What was found among a part of the documents.
struct Part<'t> {
    total: u64,
    best: Best,
    counts: Vec<(usize, SegmentCounts<'t>)>,
}

impl Part<'_> {
    fn add(&mut self, mut other: Self) {
        self.total += other.total;
        other.best.list.drain(..).for_each(|ranked| self.best.offer(ranked));
        self.counts.append(&mut other.counts);
    }
}

impl<'a> Visit<'a> {
    /// Visits the documents of the `number`th of so many parts of every segment.
    fn part(&self, nodes: Vec<Node>, number: usize, parts: usize) -> Part<'a> {
        let best = Best::new(self.wanted.skip.saturating_add(self.wanted.take));
        let mut part = Part { total: 0, best, counts: Vec::new() };
        for (ord, (segment, mut node)) in self.searcher.segment_readers().iter().zip(nodes).enumerate() {
            let all = segment.max_doc() as usize;
            let (from, to) = (all * number / parts, all * (number + 1) / parts);
            if node.seek(from as u32) < to as u32 {
                self.segment(ord, segment, &mut node, to as u32, &mut part);
            }
        }
        part
    }

    /// Visits the documents of a segment from where its node stands.
    fn segment(&self, ord: usize, segment: &SegmentReader, node: &mut Node, to: u32, part: &mut Part<'a>) {
        let Some(values) = self.table.segment(ord) else { return };
        let ranker = Ranker {
            sort: self.wanted.sort,
            values,
            idf: self.idf,
            norms: self.norms,
            today: self.wanted.today,
        };
        let mut counts = self.wanted.counted.map(|counted| SegmentCounts::open(values, counted));
        let alive = segment.alive_bitset();
        let mut block = Vec::with_capacity(BLOCK);
        let mut doc = node.doc();
        while doc < to && !self.deadline.has_passed() {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                part.total += 1;
                block.push(doc);
                if block.len() == BLOCK {
                    if let Some(counts) = &mut counts {
                        counts.add(&block);
                    }
                    block.clear();
                    if self.many {
                        self.deadline.passes();
                    }
                }
                if self.wanted.take > 0 {
                    let rank = ranker.rank(doc, node);
                    // most documents of a common word are out by their rank alone
                    if part.best.may_take(rank) {
                        let place = Place { rank, tie: values.ties.get_val(doc) };
                        if self.wanted.after.is_none_or(|after| after.order(&place) == Ordering::Less) {
                            part.best.offer(Ranked { place, address: DocAddress::new(ord as u32, doc) });
                        }
                    }
                }
            }
            doc = node.advance();
        }
        if let Some(mut counts) = counts {
            counts.add(&block);
            part.counts.push((ord, counts));
        }
    }
}

/// When a query that may take long is stopped; one for all its parts.
pub(crate) struct Deadline {
    at: Instant,
    passed: AtomicBool,
}

impl Deadline {
    pub fn new(at: Instant) -> Deadline {
        Deadline { at, passed: AtomicBool::new(false) }
    }

    /// Whether it is over now; then all that works on the query stops.
    pub fn passes(&self) -> bool {
        if self.has_passed() || Instant::now() >= self.at {
            self.passed.store(true, AtomicOrdering::Relaxed);
            return true;
        }
        false
    }

    /// Whether anybody has stopped.
    fn has_passed(&self) -> bool {
        self.passed.load(AtomicOrdering::Relaxed)
    }
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
    values: &'a SegmentValues,
    idf: &'a [f32],
    norms: &'a [f32],
    today: Option<u64>,
}

impl Ranker<'_> {
    fn rank(&self, doc: u32, node: &mut Node) -> f64 {
        let facts = self.values.facts.get(doc as usize).copied().unwrap_or_default();
        let day = facts.day;
        match self.sort {
            Sort::Newest => f64::from(day),
            Sort::Oldest if day == 0 => f64::NEG_INFINITY,
            Sort::Oldest => -f64::from(day),
            Sort::Relevance => {
                let norm = self.norms[usize::from(facts.length)];
                let score = node.score(&Scoring { idf: self.idf, norm });
                let fresh = match self.today {
                    Some(today) if day > 0 => {
                        let age = today.saturating_sub(u64::from(day)) as f32;
                        1.0 + FRESHNESS * HALF_LIFE / (HALF_LIFE + age)
                    }
                    _ => 1.0,
                };
                // what matches by conditions alone is still ordered by kind and age
                f64::from((score + 0.01) * fresh * f32::from(facts.prior) / 100.0)
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
