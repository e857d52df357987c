//! Counting values: how many of the matching documents have which party, year, kind, …

use std::collections::HashMap;

use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;

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

/// Counts of one segment.
pub(crate) struct SegmentCounts {
    columns: Vec<(usize, StrColumn, Vec<u32>)>,
}

impl SegmentCounts {
    pub fn open(segment: &SegmentReader) -> tantivy::Result<SegmentCounts> {
        let mut columns = Vec::new();
        for (at, facet) in FacetField::ALL.iter().enumerate().filter(|(_, facet)| facet.counted()) {
            if let Some(column) = segment.fast_fields().str(&column_of(*facet))? {
                let counts = vec![0; column.num_terms()];
                columns.push((at, column, counts));
            }
        }
        Ok(SegmentCounts { columns })
    }

    /// Counts the values of some documents, all of this segment.
    pub fn add(&mut self, docs: &[u32]) {
        for (_, column, counts) in &mut self.columns {
            let ords = column.ords();
            for &doc in docs {
                for ord in ords.values_for_doc(doc) {
                    counts[ord as usize] += 1;
                }
            }
        }
    }

    /// Adds the counts to those of the other segments.
    pub fn merge_into(self, totals: &mut [HashMap<String, u64>]) -> std::io::Result<()> {
        let mut text = String::new();
        for (facet, column, counts) in self.columns {
            for (ord, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
                text.clear();
                if column.ord_to_str(ord as u64, &mut text)? {
                    match totals[facet].get_mut(text.as_str()) {
                        Some(total) => *total += u64::from(count),
                        None => {
                            totals[facet].insert(text.clone(), u64::from(count));
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

/// The commonest values per field.
pub(crate) fn commonest(totals: Vec<HashMap<String, u64>>, limit: usize) -> Vec<FacetCounts> {
    FacetField::ALL
        .iter()
        .zip(totals)
        .filter(|(facet, _)| facet.counted())
        .map(|(&field, counts)| {
            let mut values: Vec<FacetCount> =
                counts.into_iter().map(|(value, count)| FacetCount { value, count }).collect();
            let order = |a: &FacetCount, b: &FacetCount| match field {
                FacetField::Year => b.value.cmp(&a.value),
                _ => b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)),
            };
            // years are shown in order, all of them
            let limit = if field == FacetField::Year { limit.max(40) } else { limit };
            if values.len() > limit {
                values.select_nth_unstable_by(limit, order);
            }
            let more = values.len().saturating_sub(limit);
            values.truncate(limit);
            values.sort_by(order);
            FacetCounts { field, values, more }
        })
        .collect()
}
