//! What documents are counted and ordered by, read of each segment once and kept plain in memory: a common word is in
//! every document, and reading the packed columns costs several times as much.

use std::sync::Arc;

use tantivy::SegmentReader;
use tantivy::columnar::{ColumnValues, StrColumn};

use crate::schema::{FacetField, Fields, column_of};

/// The columns of a segment.
pub(crate) struct SegmentValues {
    /// By document, and one more at the end.
    pub facts: Box<[Facts]>,
    /// Values of facets, those of one document side by side.
    pub numbers: Numbers,
    pub facets: Vec<FacetValues>,
    /// The newest day of all.
    pub newest: u32,
    pub ties: Arc<dyn ColumnValues<u64>>,
    /// Equal for all that one record has made.
    pub families: Arc<dyn ColumnValues<u64>>,
}

/// What is needed of every document that matches, in one place: memory is slower than what is done with it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// Where its values begin; they end where those of the next begin.
    pub values: u32,
    /// Its day; 0 for none.
    pub day: u32,
    /// What it counts by its kind, in percent.
    pub prior: u16,
    /// Length of its text, as tantivy writes lengths.
    pub length: u8,
}

/// Values as numbers within the segment: those of each facet follow those of the one before. Short where they fit: how
/// much memory they take is how long it takes to count them.
pub(crate) enum Numbers {
    Short(Box<[u16]>),
    Long(Box<[u32]>),
}

/// Which numbers are values of a facet.
pub(crate) struct FacetValues {
    pub facet: usize,
    pub start: usize,
    pub end: usize,
}

impl SegmentValues {
    /// Reads the columns of a segment.
    pub fn read(segment: &SegmentReader, fields: &Fields) -> tantivy::Result<SegmentValues> {
        let of_facets = columns(segment)?;
        let mut facets = Vec::with_capacity(of_facets.len());
        let mut end = 0;
        for (facet, column) in &of_facets {
            let start = end;
            end += column.num_terms();
            facets.push(FacetValues { facet: *facet, start, end });
        }
        let columns = segment.fast_fields();
        let days = columns.column_first_or_default::<u64>("day")?;
        let priors = columns.column_first_or_default::<u64>("prior")?;
        let lengths = segment.get_fieldnorms_reader(fields.words)?;
        let all = segment.max_doc();
        let mut facts = Vec::with_capacity(all as usize + 1);
        let mut numbers: Vec<u32> = Vec::with_capacity(all as usize * of_facets.len());
        for doc in 0..all {
            facts.push(Facts {
                values: numbers.len() as u32,
                day: u32::try_from(days.get_val(doc)).unwrap_or(u32::MAX),
                prior: u16::try_from(priors.get_val(doc)).unwrap_or(u16::MAX),
                length: lengths.fieldnorm_id(doc),
            });
            for ((_, column), facet) in of_facets.iter().zip(&facets) {
                numbers.extend(column.ords().values_for_doc(doc).map(|ord| facet.start as u32 + ord as u32));
            }
        }
        let newest = facts.iter().map(|facts| facts.day).max().unwrap_or_default();
        facts.push(Facts { values: numbers.len() as u32, ..Facts::default() });
        let short: Option<Box<[u16]>> = numbers.iter().map(|number| u16::try_from(*number).ok()).collect();
        Ok(SegmentValues {
            facts: facts.into(),
            numbers: short.map_or_else(|| Numbers::Long(numbers.into()), Numbers::Short),
            facets,
            newest,
            ties: columns.column_first_or_default("tie")?,
            families: columns.column_first_or_default("family")?,
        })
    }
}

/// The columns of facets that are counted.
pub(crate) fn columns(segment: &SegmentReader) -> tantivy::Result<Vec<(usize, StrColumn)>> {
    let mut out = Vec::new();
    for (at, facet) in FacetField::ALL.iter().enumerate().filter(|(_, facet)| facet.counted()) {
        if let Some(column) = segment.fast_fields().str(&column_of(*facet))? {
            out.push((at, column));
        }
    }
    Ok(out)
}
