//! Completing what a reader types: names of persons, committees, dossiers and other values, and titles of things that
//! have a page of their own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::Searcher;

use crate::analysis::fold::fold;
use crate::analysis::tokens::{Tokens, boundary_before};
use crate::doc::Kind;
use crate::error::Result;
use crate::index::{Index, Request};
use crate::schema::{FacetField, Fields};

/// Something that can be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completion {
    /// A value of a field; `query` is how it is written in a query: `van:"Ada Voorbeeld"`.
    Value {
        /// Which field.
        field: FacetField,
        /// The value as shown.
        value: String,
        /// How it is asked for.
        query: String,
        /// Documents that have it.
        count: u64,
    },
    /// A thing with a page: a person, dossier, committee, party.
    Item {
        /// What it is.
        kind: Kind,
        /// Its title.
        title: String,
        /// Its official number.
        number: Option<String>,
        /// Its page.
        url: String,
    },
}

/// The fields whose values are completed.
const COMPLETED: [FacetField; 6] = [
    FacetField::From,
    FacetField::Party,
    FacetField::Ministry,
    FacetField::Committee,
    FacetField::Dossier,
    FacetField::Soort,
];
/// The kinds whose titles are completed.
const KINDS: [Kind; 4] = [Kind::Person, Kind::Dossier, Kind::Committee, Kind::Party];
/// Longest text that is completed, in bytes; nobody types more and looks at completions.
const LONGEST: usize = 100;

/// All values with their counts, read once per state of the index.
#[derive(Default)]
pub(crate) struct Completions {
    table: Mutex<Option<Table>>,
}

/// The state of the index that the values were read from, and the values.
type Table = (Vec<String>, Arc<Vec<Entry>>);

struct Entry {
    /// The words of the value, folded, each after a space.
    words: String,
    value: String,
    field: FacetField,
    count: u64,
}

impl Completions {
    /// Values with words that begin with those of `text`.
    pub fn values(
        &self,
        searcher: &Searcher,
        fields: &Fields,
        text: &str,
        limit: usize,
    ) -> Result<Vec<Completion>> {
        let wanted = words(text);
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let table = self.table(searcher, fields)?;
        let fits = |entry: &&Entry| wanted.iter().all(|word| entry.words.contains(word.as_str()));
        Ok(table.iter().filter(fits).take(limit).map(completion).collect())
    }

    fn table(&self, searcher: &Searcher, fields: &Fields) -> Result<Arc<Vec<Entry>>> {
        let state: Vec<String> = searcher
            .segment_readers()
            .iter()
            .map(|segment| format!("{:?}{:?}", segment.segment_id(), segment.delete_opstamp()))
            .collect();
        let mut table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((made_of, entries)) = &*table
            && *made_of == state
        {
            return Ok(entries.clone());
        }
        let entries = Arc::new(read_values(searcher, fields)?);
        *table = Some((state, entries.clone()));
        Ok(entries)
    }
}

fn read_values(searcher: &Searcher, fields: &Fields) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for field in COMPLETED {
        let mut counts: HashMap<String, u64> = HashMap::new();
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(fields.of(field))?;
            let range = inverted.terms().range().ge("\u{1}").lt("\u{2}");
            let mut stream = range.into_stream().map_err(tantivy::TantivyError::from)?;
            while let Some((term, info)) = stream.next() {
                if let Ok(value) = std::str::from_utf8(&term[1..]) {
                    *counts.entry(value.to_owned()).or_default() += u64::from(info.doc_freq);
                }
            }
        }
        entries.extend(counts.into_iter().map(|(value, count)| Entry {
            words: words(&value).concat(),
            value,
            field,
            count,
        }));
    }
    entries.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    Ok(entries)
}

/// The folded words of a text, each after a space, so that `contains` finds beginnings.
fn words(text: &str) -> Vec<String> {
    let mut tokens = Tokens::default();
    tokens.read(&text[..boundary_before(text, LONGEST)]);
    tokens.iter().filter(|(token, _)| !token.joined).map(|(_, word)| format!(" {word}")).collect()
}

fn completion(entry: &Entry) -> Completion {
    let one_word = entry.value.chars().all(|char| char.is_alphanumeric() || char == '-');
    let value = entry.value.replace('"', " ");
    let query = if one_word {
        format!("{}:{value}", entry.field.name())
    } else {
        format!("{}:\"{value}\"", entry.field.name())
    };
    Completion::Value { field: entry.field, value: entry.value.clone(), query, count: entry.count }
}

/// Things whose title has words that begin with those of `text`.
pub(crate) fn items(index: &Index, text: &str, limit: usize) -> Result<Vec<Completion>> {
    let wanted = words(text);
    if wanted.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    // a single letter begins too much
    if wanted.iter().all(|word| word.len() < 3) && fold(text).len() < 2 {
        return Ok(Vec::new());
    }
    let query: Vec<String> = wanted.iter().map(|word| format!("{}*", word.trim())).collect();
    let request = Request {
        query: format!("titel:({})", query.join(" ")),
        filters: KINDS.map(|kind| (FacetField::Kind, kind.slug().to_owned())).to_vec(),
        limit,
        ..Request::default()
    };
    let results = index.search(&request)?;
    Ok(results
        .hits
        .into_iter()
        .map(|hit| Completion::Item { kind: hit.kind, title: hit.title, number: hit.number, url: hit.url })
        .collect())
}
