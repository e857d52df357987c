//! Keeps the tables true that are gathered from several others: outcomes of votes, papers by who signed them and the like.
//!
//! Each has one row for what a list shows, so that a reader needs no join over everything there is. They are renewed
//! with the records of each page of the feed in the page's own transaction; what a first load brings is gathered once,
//! at its end. To add one: a file here, a line in [`ALL`].

use model::{Category, Guid};
use rusqlite::{Connection, params_from_iter};

use crate::Result;
use crate::show::{optional_guid, places};

pub(crate) mod claims;
pub(crate) mod committee_papers;
pub(crate) mod dossiers;
pub(crate) mod ministries;
pub(crate) mod moved;
pub(crate) mod numbered;
pub(crate) mod outcomes;
pub(crate) mod passages;
pub(crate) mod signatures;
pub(crate) mod terms;
pub(crate) mod transcripts;

/// Ids taken by one statement.
const BATCH: usize = 200;

/// Rows that are gathered from other tables.
pub(crate) struct Gathered {
    /// The tables that are made of nothing else.
    pub(crate) tables: &'static [&'static str],
    /// The categories that its rows are made of.
    pub(crate) of: &'static [Category],
    /// Which rows records of a category have a part in, as the records are now.
    touched: fn(&Connection, Category, &[Guid]) -> Result<Vec<Guid>>,
    make: Make,
}

/// How rows are made.
enum Make {
    /// By one statement.
    Rows {
        table: &'static str,
        /// The column of the table by which rows are renewed.
        key: &'static str,
        /// The same column where the statement reads it: `d.id`.
        from: &'static str,
        /// The statement, given a condition to stand behind others.
        insert: fn(&str) -> String,
    },
    /// By more than a statement: some of them anew, and all.
    Own { renew: fn(&Connection, &[Guid]) -> Result<()>, all: fn(&Connection) -> Result<()> },
}

impl Gathered {
    /// Makes rows anew.
    fn renew(&self, db: &Connection, ids: &[Guid]) -> Result<()> {
        match self.make {
            Make::Own { renew, .. } => renew(db, ids),
            Make::Rows { table, key, from, insert } => {
                let list = places(ids.len());
                execute(db, &format!("delete from {table} where {key} in ({list})"), ids)?;
                execute(db, &insert(&format!(" and {from} in ({list})")), ids)
            }
        }
    }

    /// Makes all rows that there should be; its tables are empty.
    pub(crate) fn renew_all(&self, db: &Connection) -> Result<()> {
        match self.make {
            Make::Own { all, .. } => all(db),
            Make::Rows { insert, .. } => execute(db, &insert(""), &[]),
        }
    }
}

/// All of them.
pub(crate) const ALL: [Gathered; 11] = [
    outcomes::TABLE,
    dossiers::TABLE,
    transcripts::TABLE,
    signatures::TABLE,
    committee_papers::TABLE,
    numbered::TABLE,
    passages::TABLE,
    claims::TABLE,
    ministries::TABLE,
    moved::TABLE,
    terms::TABLE,
];

/// Rows that a page touches, by the place of their table in [`ALL`].
pub(crate) type Touched = Vec<(usize, Vec<Guid>)>;

/// The rows that records of a category have a part in. Asked before a page is applied and after: a record may leave one
/// row for another.
pub(crate) fn touched(db: &Connection, category: Category, ids: &[Guid]) -> Result<Touched> {
    let mut all = Vec::new();
    for (at, table) in ALL.iter().enumerate().filter(|(_, table)| table.of.contains(&category)) {
        let mut found = Vec::new();
        for ids in ids.chunks(BATCH) {
            found.extend((table.touched)(db, category, ids)?);
        }
        all.push((at, found));
    }
    Ok(all)
}

/// Renews what records of a category have a part in, or had `before`.
pub(crate) fn follow(db: &Connection, category: Category, ids: &[Guid], before: Touched) -> Result<()> {
    for ((at, mut rows), (_, before)) in touched(db, category, ids)?.into_iter().zip(before) {
        rows.extend(before);
        rows.sort_unstable();
        rows.dedup();
        for rows in rows.chunks(BATCH) {
            ALL[at].renew(db, rows)?;
        }
    }
    Ok(())
}

/// The rows of papers are touched by the papers themselves.
fn papers(_: &Connection, _: Category, ids: &[Guid]) -> Result<Vec<Guid>> {
    Ok(ids.to_vec())
}

/// Ids that a statement finds for others.
fn select(db: &Connection, sql: &str, ids: &[Guid]) -> Result<Vec<Guid>> {
    let mut statement = db.prepare_cached(sql)?;
    let found =
        statement.query_map(params_from_iter(ids.iter().map(|id| id.0)), |row| optional_guid(row, 0))?;
    Ok(found.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Runs a statement for some ids.
fn execute(db: &Connection, sql: &str, ids: &[Guid]) -> Result<()> {
    db.prepare_cached(sql)?.execute(params_from_iter(ids.iter().map(|id| id.0)))?;
    Ok(())
}
