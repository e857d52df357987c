//! Counting values: how many of the matching documents have which party, year, kind, …

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::columnar::StrColumn;
use tantivy::index::SegmentId;
use tantivy::{Searcher, SegmentReader};

use crate::schema::{FacetField, column_of};

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
                None => Arc::new(SegmentValues::read(segment)?),
            });
        }
        Ok(table)
    }

    /// The values of the documents of a segment.
    pub fn segment(&self, ord: usize) -> Option<&SegmentValues> {
        self.segments.get(ord).map(Arc::as_ref)
    }

    /// The values that were read, by segment.
    pub fn by_segment(&self, ids: &[SegmentId]) -> HashMap<SegmentId, Arc<SegmentValues>> {
        ids.iter().copied().zip(self.segments.iter().cloned()).collect()
    }
}

fn columns(segment: &SegmentReader) -> tantivy::Result<Vec<(usize, StrColumn)>> {
    let mut out = Vec::new();
    for (at, facet) in FacetField::ALL.iter().enumerate().filter(|(_, facet)| facet.counted()) {
        if let Some(column) = segment.fast_fields().str(&column_of(*facet))? {
            out.push((at, column));
        }
    }
    Ok(out)
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
        for (column, counts) in counts.values.columns.iter().zip(counts.counts) {
            for (&place, count) in places[column.facet].iter().zip(counts) {
                self.totals[column.facet][place as usize] += u64::from(count);
            }
        }
    }

    /// The commonest values per field.
    pub fn commonest(self, limit: usize) -> Vec<FacetCounts> {
        let facets = FacetField::ALL.iter().zip(self.totals).zip(&self.table.values);
        facets
            .filter(|((facet, _), _)| facet.counted())
            .map(|((facet, totals), values)| commonest(*facet, &totals, values, limit))
            .collect()
    }
}

/// Counts of one segment.
pub(crate) struct SegmentCounts<'v> {
    values: &'v SegmentValues,
    counts: Vec<Vec<u32>>,
}

impl<'v> SegmentCounts<'v> {
    pub fn open(values: &'v SegmentValues) -> SegmentCounts<'v> {
        let counts = values.columns.iter().map(|column| vec![0; column.terms]).collect();
        SegmentCounts { values, counts }
    }

    /// Counts the values of some documents, all of this segment.
    pub fn add(&mut self, docs: &[u32]) {
        for (column, counts) in self.values.columns.iter().zip(&mut self.counts) {
            for &doc in docs {
                for &ord in column.of(doc) {
                    counts[ord as usize] += 1;
                }
            }
        }
    }
}

/// The values of every document of a segment as plain numbers. Reading them from the packed columns costs several times
/// as much, and the commonest words are in every document: a query counts millions of values.
pub(crate) struct SegmentValues {
    columns: Vec<Values>,
}

struct Values {
    facet: usize,
    /// Number of different values.
    terms: usize,
    /// Where the values of each document begin; none if each has exactly one.
    starts: Option<Box<[u32]>>,
    ords: Box<[u32]>,
}

impl Values {
    fn of(&self, doc: u32) -> &[u32] {
        let doc = doc as usize;
        match &self.starts {
            None => self.ords.get(doc..doc + 1).unwrap_or_default(),
            Some(starts) => match (starts.get(doc), starts.get(doc + 1)) {
                (Some(&from), Some(&to)) => self.ords.get(from as usize..to as usize).unwrap_or_default(),
                _ => &[],
            },
        }
    }
}

impl SegmentValues {
    /// Reads the columns of a segment.
    pub fn read(segment: &SegmentReader) -> tantivy::Result<SegmentValues> {
        let all = segment.max_doc();
        let mut read = Vec::new();
        for (facet, column) in columns(segment)? {
            let packed = column.ords();
            let mut ords = Vec::with_capacity(all as usize);
            let mut starts = Vec::with_capacity(all as usize + 1);
            for doc in 0..all {
                starts.push(ords.len() as u32);
                ords.extend(packed.values_for_doc(doc).map(|ord| ord as u32));
            }
            starts.push(ords.len() as u32);
            let one_each = starts.iter().enumerate().all(|(at, start)| at as u32 == *start);
            read.push(Values {
                facet,
                terms: column.num_terms(),
                starts: (!one_each).then(|| starts.into_boxed_slice()),
                ords: ords.into_boxed_slice(),
            });
        }
        Ok(SegmentValues { columns: read })
    }
}

fn commonest(field: FacetField, totals: &[u64], values: &[String], limit: usize) -> FacetCounts {
    let mut found: Vec<(u64, &String)> =
        totals.iter().copied().zip(values).filter(|(count, _)| *count > 0).collect();
    let order = |a: &(u64, &String), b: &(u64, &String)| match field {
        FacetField::Year => b.1.cmp(a.1),
        _ => b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)),
    };
    // years are shown in order, all of them
    let limit = if field == FacetField::Year { limit.max(40) } else { limit };
    let more = found.len().saturating_sub(limit);
    if more > 0 {
        found.select_nth_unstable_by(limit, order);
        found.truncate(limit);
    }
    found.sort_by(order);
    let values = found.into_iter().map(|(count, value)| FacetCount { value: value.clone(), count }).collect();
    FacetCounts { field, values, more }
}
