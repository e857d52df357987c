//! Counting values: how many of the matching documents have which party, year, kind, …

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::columnar::{ColumnValues, StrColumn};
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

/// What documents of a segment are ordered by besides their words.
pub(crate) struct Orders {
    pub days: Box<[u32]>,
    /// In percent.
    pub priors: Box<[u16]>,
    pub ties: Arc<dyn ColumnValues<u64>>,
    /// Equal for all that one record has made.
    pub families: Arc<dyn ColumnValues<u64>>,
    pub newest: u32,
}

impl Orders {
    fn read(segment: &SegmentReader) -> tantivy::Result<Orders> {
        let columns = segment.fast_fields();
        let days = columns.column_first_or_default::<u64>("day")?;
        let priors = columns.column_first_or_default::<u64>("prior")?;
        let all = 0..segment.max_doc();
        let days: Box<[u32]> =
            all.clone().map(|doc| u32::try_from(days.get_val(doc)).unwrap_or(u32::MAX)).collect();
        Ok(Orders {
            newest: days.iter().copied().max().unwrap_or_default(),
            days,
            priors: all.map(|doc| u16::try_from(priors.get_val(doc)).unwrap_or(u16::MAX)).collect(),
            ties: columns.column_first_or_default("tie")?,
            families: columns.column_first_or_default("family")?,
        })
    }

    /// The day of a document; 0 for none.
    pub fn day(&self, doc: u32) -> u32 {
        self.days.get(doc as usize).copied().unwrap_or_default()
    }

    /// What a document counts by its kind, in percent.
    pub fn prior(&self, doc: u32) -> u16 {
        self.priors.get(doc as usize).copied().unwrap_or_default()
    }
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

    /// The newest day of all.
    pub fn newest(&self) -> Option<u64> {
        self.segments.iter().map(|values| u64::from(values.orders.newest)).max()
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
        let SegmentValues { starts, numbers, .. } = self.values;
        match numbers {
            Numbers::Short(numbers) => count(docs, starts, numbers, self.from, &mut self.counts),
            Numbers::Long(numbers) => count(docs, starts, numbers, self.from, &mut self.counts),
        }
    }
}

fn count<N: Copy + Into<u32>>(docs: &[u32], starts: &[u32], numbers: &[N], from: usize, counts: &mut [u32]) {
    for &doc in docs {
        let doc = doc as usize;
        let (Some(&start), Some(&end)) = (starts.get(doc), starts.get(doc + 1)) else { continue };
        for &number in numbers.get(start as usize..end as usize).unwrap_or_default() {
            let number: u32 = number.into();
            if let Some(count) = counts.get_mut((number as usize).wrapping_sub(from)) {
                *count += 1;
            }
        }
    }
}

/// The values of every document of a segment as plain numbers, side by side. Reading them from the packed columns costs
/// several times as much, and so does a column for each facet: the commonest words are in every document, so that a query
/// counts millions of values.
pub(crate) struct SegmentValues {
    pub orders: Orders,
    facets: Vec<FacetValues>,
    /// Where the values of each document begin.
    starts: Box<[u32]>,
    numbers: Numbers,
}

/// Values as numbers within the segment: those of each facet follow those of the one before. Short where they fit: how
/// much memory they take is how long it takes to count them.
enum Numbers {
    Short(Box<[u16]>),
    Long(Box<[u32]>),
}

/// Which numbers are values of a facet.
struct FacetValues {
    facet: usize,
    start: usize,
    end: usize,
}

impl SegmentValues {
    /// Reads the columns of a segment.
    pub fn read(segment: &SegmentReader) -> tantivy::Result<SegmentValues> {
        let columns = columns(segment)?;
        let mut facets = Vec::with_capacity(columns.len());
        let mut end = 0;
        for (facet, column) in &columns {
            let start = end;
            end += column.num_terms();
            facets.push(FacetValues { facet: *facet, start, end });
        }
        let all = segment.max_doc();
        let mut starts = Vec::with_capacity(all as usize + 1);
        let mut numbers = Vec::with_capacity(all as usize * columns.len());
        for doc in 0..all {
            starts.push(numbers.len() as u32);
            for ((_, column), facet) in columns.iter().zip(&facets) {
                numbers.extend(column.ords().values_for_doc(doc).map(|ord| facet.start as u32 + ord as u32));
            }
        }
        starts.push(numbers.len() as u32);
        let short: Option<Box<[u16]>> = numbers.iter().map(|number| u16::try_from(*number).ok()).collect();
        let numbers = short.map_or_else(|| Numbers::Long(numbers.into()), Numbers::Short);
        Ok(SegmentValues { orders: Orders::read(segment)?, facets, starts: starts.into(), numbers })
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
