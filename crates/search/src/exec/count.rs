//! Counting values: how many of the matching documents have which party, year, kind, …

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::Searcher;
use tantivy::index::SegmentId;

use super::columns::{Facts, Numbers, SegmentValues, columns};
use crate::schema::{FacetField, Fields};

/// How many results have a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    /// The value as shown: `Brief regering`, `2024`.
    pub value: String,
    /// Results that have it.
    pub count: u64,
}

/// The commonest values of a field among the results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCounts {
    /// Which field.
    pub field: FacetField,
    /// The commonest values, most results first.
    pub values: Vec<FacetCount>,
    /// How many more values there are.
    pub more: usize,
}

/// The values of every facet, read once per state of the index: columns know them by number only, and by other numbers
/// in every segment.
#[derive(Default)]
pub(crate) struct ValueTable {
    /// Values per facet.
    values: Vec<Vec<String>>,
    /// Per segment and facet, the place of each of its numbers in `values`.
    places: Vec<Vec<Vec<u32>>>,
    /// Per segment, the values of its documents.
    segments: Vec<Arc<SegmentValues>>,
}

impl ValueTable {
    /// Reads the dictionaries of all columns, and the values of segments that are not among those read before.
    pub fn read(
        searcher: &Searcher,
        fields: &Fields,
        read_before: &HashMap<SegmentId, Arc<SegmentValues>>,
    ) -> tantivy::Result<ValueTable> {
        let facets = FacetField::ALL.len();
        let mut known: Vec<HashMap<String, u32>> = vec![HashMap::new(); facets];
        let mut table = ValueTable { values: vec![Vec::new(); facets], ..ValueTable::default() };
        for segment in searcher.segment_readers() {
            let mut places = vec![Vec::new(); facets];
            for (at, column) in columns(segment)? {
                let ords: Vec<u64> = (0..column.num_terms() as u64).collect();
                column.dictionary().sorted_ords_to_term_cb(&ords, |value| {
                    let value = String::from_utf8_lossy(value);
                    let place = match known[at].get(value.as_ref()) {
                        Some(place) => *place,
                        None => {
                            let place = table.values[at].len() as u32;
                            known[at].insert(value.to_string(), place);
                            table.values[at].push(value.into_owned());
                            place
                        }
                    };
                    places[at].push(place);
                })?;
            }
            table.places.push(places);
            table.segments.push(match read_before.get(&segment.segment_id()) {
                Some(values) => values.clone(),
                None => Arc::new(SegmentValues::read(segment, fields)?),
            });
        }
        Ok(table)
    }

    /// The values of the documents of a segment.
    pub fn segment(&self, ord: usize) -> Option<&SegmentValues> {
        self.segments.get(ord).map(Arc::as_ref)
    }

    /// The newest day of all.
    pub fn newest(&self) -> Option<u64> {
        self.segments.iter().map(|values| u64::from(values.newest)).max()
    }

    /// The values that were read, by segment.
    pub fn by_segment(&self, ids: &[SegmentId]) -> HashMap<SegmentId, Arc<SegmentValues>> {
        ids.iter().copied().zip(self.segments.iter().cloned()).collect()
    }
}

/// Counts over all segments.
pub(crate) struct Counts<'t> {
    table: &'t ValueTable,
    totals: Vec<Vec<u64>>,
}

impl<'t> Counts<'t> {
    pub fn new(table: &'t ValueTable) -> Counts<'t> {
        let totals = table.values.iter().map(|values| vec![0; values.len()]).collect();
        Counts { table, totals }
    }

    /// Adds the counts of one segment.
    pub fn add(&mut self, ord: usize, counts: SegmentCounts<'_>) {
        let Some(places) = self.table.places.get(ord) else { return };
        for facet in &counts.values.facets {
            let counts = counts.counts.get(facet.start.wrapping_sub(counts.from)..).unwrap_or_default();
            for (&place, &count) in places[facet.facet].iter().zip(counts) {
                self.totals[facet.facet][place as usize] += u64::from(count);
            }
        }
    }

    /// The commonest values per field that was counted.
    pub fn commonest(self, counted: Counted, limit: usize) -> Vec<FacetCounts> {
        let facets = FacetField::ALL.iter().zip(self.totals).zip(&self.table.values);
        facets
            .filter(|((facet, _), _)| counted.counts(**facet))
            .map(|((facet, totals), values)| commonest(*facet, &totals, values, limit))
            .collect()
    }
}

/// Which facets are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    All,
    Only(FacetField),
}

impl Counted {
    fn counts(self, facet: FacetField) -> bool {
        facet.counted() && (self == Counted::All || self == Counted::Only(facet))
    }
}

/// Counts of one segment.
pub(crate) struct SegmentCounts<'v> {
    values: &'v SegmentValues,
    /// The numbers that are counted.
    from: usize,
    counts: Vec<u32>,
}

impl<'v> SegmentCounts<'v> {
    pub fn open(values: &'v SegmentValues, counted: Counted) -> SegmentCounts<'v> {
        let facets = values.facets.iter().filter(|facet| counted.counts(FacetField::ALL[facet.facet]));
        let (from, to) = (facets.clone().map(|facet| facet.start).min(), facets.map(|facet| facet.end).max());
        let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
        SegmentCounts { values, from, counts: vec![0; to - from] }
    }

    /// Counts the values of some documents, all of this segment.
    pub fn add(&mut self, docs: &[u32]) {
        let SegmentValues { facts, numbers, .. } = self.values;
        match numbers {
            Numbers::Short(numbers) => count(docs, facts, numbers, self.from, &mut self.counts),
            Numbers::Long(numbers) => count(docs, facts, numbers, self.from, &mut self.counts),
        }
    }
}

/// Documents whose values are fetched before they are counted: one after the other, each would be waited for.
const FETCHED: usize = 32;

fn count<N: Copy + Into<u32>>(docs: &[u32], facts: &[Facts], numbers: &[N], from: usize, counts: &mut [u32]) {
    let begin = |doc: u32| facts.get(doc as usize).map_or(0, |facts| facts.values as usize);
    for docs in docs.chunks(FETCHED) {
        let mut ranges = [(0, 0); FETCHED];
        let mut seen = 0;
        for (range, &doc) in ranges.iter_mut().zip(docs) {
            *range = (begin(doc), begin(doc + 1));
            seen ^= numbers.get(range.0).map_or(0, |number| (*number).into());
        }
        std::hint::black_box(seen);
        for (start, end) in ranges.into_iter().take(docs.len()) {
            for &number in numbers.get(start..end).unwrap_or_default() {
                let number: u32 = number.into();
                if let Some(count) = counts.get_mut((number as usize).wrapping_sub(from)) {
                    *count += 1;
                }
            }
        }
    }
}

fn commonest(field: FacetField, totals: &[u64], values: &[String], limit: usize) -> FacetCounts {
    let order = |a: &(u64, &String), b: &(u64, &String)| match field {
        FacetField::Year => b.1.cmp(a.1),
        _ => b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)),
    };
    // years are shown in order, all of them
    let limit = if field == FacetField::Year { limit.max(40) } else { limit };
    let mut kept: Vec<(u64, &String)> = Vec::new();
    let mut known = 0;
    // most of very many values are out by their count alone
    let mut least = 1;
    for (&count, value) in totals.iter().zip(values) {
        known += usize::from(count > 0);
        if count < least {
            continue;
        }
        kept.push((count, value));
        if kept.len() > 4 * limit {
            kept.select_nth_unstable_by(limit, order);
            kept.truncate(limit);
            if field != FacetField::Year {
                least = kept.iter().map(|(count, _)| *count).min().unwrap_or(1);
            }
        }
    }
    kept.sort_by(order);
    kept.truncate(limit);
    let values = kept.into_iter().map(|(count, value)| FacetCount { value: value.clone(), count }).collect();
    FacetCounts { field, values, more: known.saturating_sub(limit) }
}
