//! The questions that pages ask: read only, typed rows, every list with a limit, never a query in a loop.
//!
//! One file per subject; each method of [`Store`] here is one statement, so the number of statements of a page is the
//! number of methods it calls, however many rows there are ([`statements`] lets a test hold it to that). Withdrawn
//! records are left out everywhere but where a method says otherwise. Rows serialise as the JSON of the site.
//!
//! SQLite numbers `$1` by first appearance, PostgreSQL by its digit: write them in order of appearance, then both agree.
//!
//! Start with [`document::Document`]; a new page adds a file here and calls [`rows`] or [`first`].

use std::cell::Cell;

use model::Guid;
use rusqlite::{Connection, Params, Row};

use crate::Result;

pub mod activity;
pub mod agenda;
pub mod around;
pub mod ballots;
pub mod calendar;
pub mod cases;
pub mod commitments;
pub mod committees;
mod conditions;
pub mod coverage;
pub mod document;
pub mod dossiers;
pub mod find;
pub mod found;
pub mod freshness;
pub mod government;
pub mod history;
pub mod motions;
pub mod newest;
pub mod outcomes;
pub mod parties;
pub mod people;
pub mod person;
pub mod questions;
pub mod registers;
pub mod sitemap;
pub mod statistics;
pub mod subject;
mod tally;
pub mod transcripts;
pub mod units;
pub mod votes;

thread_local! {
    static STATEMENTS: Cell<u64> = const { Cell::new(0) };
}

/// How many statements the calling thread has run through this module: tests compare it before and after a page.
pub fn statements() -> u64 {
    STATEMENTS.with(Cell::get)
}

/// Runs one statement and reads all its rows. The statement bounds them itself.
pub(crate) fn rows<T>(
    db: &Connection,
    sql: &str,
    parameters: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    STATEMENTS.with(|count| count.set(count.get() + 1));
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map(parameters, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Runs one statement and reads its first row.
pub(crate) fn first<T>(
    db: &Connection,
    sql: &str,
    parameters: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>> {
    Ok(rows(db, sql, parameters, read)?.into_iter().next())
}

/// `$1, $2, …`: places for a list of ids whose length is bounded by a page.
pub(crate) fn places(count: usize) -> String {
    (1..=count).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ")
}

pub(crate) use tally::{read_sides, side_pattern, write_sides, write_stood};

pub(crate) fn guid(row: &Row<'_>, at: usize) -> rusqlite::Result<Guid> {
    row.get(at).map(Guid)
}

pub(crate) fn optional_guid(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Guid>> {
    Ok(row.get::<_, Option<[u8; 16]>>(at)?.map(Guid))
}

/// Text as the source has it; empty is none.
pub(crate) fn text(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<String>> {
    Ok(row.get::<_, Option<String>>(at)?.filter(|text| !text.is_empty()))
}

/// A sub-number: the source writes -1 for none.
pub(crate) fn sub_number(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<i64>> {
    Ok(row.get::<_, Option<i64>>(at)?.filter(|number| *number > 0))
}

/// A dossier's number as it stands in addresses: `36800-V`.
pub(crate) fn dossier_key(number: Option<i64>, addition: Option<String>) -> Option<String> {
    Some(match (number?, addition) {
        (number, Some(addition)) => format!("{number}-{addition}"),
        (number, None) => number.to_string(),
    })
}
