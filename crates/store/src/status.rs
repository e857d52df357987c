//! Counts of what is kept: the contract of `kamerspoor status --json`.

use std::collections::BTreeMap;

use model::category::CATEGORIES;
use rusqlite::OptionalExtension;
use serde::Serialize;

use crate::{Result, Store};

/// What is kept, what is missing and what went wrong.
#[derive(Debug, Clone, Serialize)]
pub struct Status {
    /// By category of the source.
    pub categories: BTreeMap<&'static str, CategoryStatus>,
    /// Files of records.
    pub originals: OriginalStatus,
    /// The search index; filled in by the caller who has it open.
    pub index: IndexStatus,
    /// Problems by stage.
    pub problems: ProblemStatus,
    /// Elements of the feed that no column keeps, by category and path.
    pub unknown_elements: BTreeMap<String, u64>,
}

/// One category.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CategoryStatus {
    /// Records that the source shows now.
    pub live: u64,
    /// Records that it withdrew.
    pub deleted: u64,
    /// Position in the feed; none before the first page.
    pub token: Option<u64>,
    /// When the source last changed a record of it, UTC.
    pub newest: Option<String>,
    /// Position at which a partial sync began: what is older is not here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<u64>,
    /// When the source last had nothing more, UTC.
    pub caught_up: Option<String>,
    /// Why the last round failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Files of records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OriginalStatus {
    /// Live records with a file.
    pub expected: u64,
    /// Of these, fetched at least once.
    pub stored: u64,
    /// Of these, read into text.
    pub with_text: u64,
    /// Of these, read and found to hold no text.
    pub without_text: u64,
    /// Of the expected, those whose file could not be fetched or read.
    pub failed: u64,
    /// Of the stored, photos of persons and logos of parties.
    pub pictures: u64,
    /// Files waiting to be fetched.
    pub waiting: u64,
}

/// The search index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct IndexStatus {
    /// Items in it.
    pub items: u64,
    /// Changed records that it does not know yet.
    pub behind: u64,
}

/// Problems by stage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ProblemStatus {
    /// Entries of the feed that could not be read.
    pub entries: u64,
    /// Files that could not be fetched.
    pub originals: u64,
    /// Files that could not be read.
    pub reading: u64,
    /// Unbelievable or missing answers of the source.
    pub source: u64,
}

impl Store {
    /// Counts everything; takes long on a large store, so pages keep the answer for a while.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn status(&self) -> Result<Status> {
        let db = self.read();
        let mut categories = BTreeMap::new();
        for spec in &CATEGORIES {
            let sql = format!(
                "select count(*), coalesce(sum(deleted), 0), max(case when deleted = 0 then updated end) from {}",
                spec.table
            );
            let (all, deleted, newest): (i64, i64, Option<String>) =
                db.prepare_cached(&sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            let checkpoint = db
                .prepare_cached(
                    "select position, since, caught_up, error from checkpoints where category = $1",
                )?
                .query_row([spec.source], |row| {
                    Ok((
                        row.get::<_, Option<i64>>(0)?,
                        row.get::<_, Option<i64>>(1)?,
                        row.get::<_, Option<String>>(2)?,
                        row.get::<_, Option<String>>(3)?,
                    ))
                })
                .optional()?;
            let (token, since, caught_up, error) = checkpoint.unwrap_or_default();
            categories.insert(
                spec.source,
                CategoryStatus {
                    live: (all - deleted) as u64,
                    deleted: deleted as u64,
                    token: token.map(|n| n as u64),
                    newest,
                    since: since.map(|n| n as u64),
                    caught_up,
                    error,
                },
            );
        }
        let count = |sql: &str| -> Result<u64> {
            Ok(db.prepare_cached(sql)?.query_row([], |row| row.get::<_, i64>(0))? as u64)
        };
        let mut originals = OriginalStatus {
            waiting: count("select count(*) from queue where job = 'fetch_original'")?,
            ..OriginalStatus::default()
        };
        for spec in CATEGORIES.iter().filter(|spec| spec.downloadable) {
            let sql = format!(
                "select count(*), count(o.id), coalesce(sum(t.chars > 0), 0), coalesce(sum(t.chars = 0 and coalesce(t.problem, 'no_text') = 'no_text'), 0),
                        coalesce(sum(t.chars = 0 and t.problem <> 'no_text'), 0)
                 from {} r
                 left join originals o on o.id = r.id and o.version = (select max(n.version) from originals n where n.id = r.id)
                 left join texts t on t.hash = o.hash
                 where r.deleted = 0 and r.content_type is not null",
                spec.table
            );
            let row: [i64; 5] = db
                .prepare_cached(&sql)?
                .query_row([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]))?;
            originals.expected += row[0] as u64;
            originals.stored += row[1] as u64;
            originals.with_text += row[2] as u64;
            originals.without_text += row[3] as u64;
            originals.failed += row[4] as u64;
            if matches!(spec.category, model::Category::Person | model::Category::Party) {
                originals.pictures += row[1] as u64;
            }
        }
        let mut problems = ProblemStatus::default();
        let mut statement = db.prepare_cached("select stage, count(*) from problems group by stage")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let number = row.get::<_, i64>(1)? as u64;
            match row.get_ref(0)?.as_str().unwrap_or_default() {
                "entries" => problems.entries = number,
                "originals" => problems.originals = number,
                "reading" => problems.reading = number,
                _ => problems.source += number,
            }
        }
        originals.failed +=
            count("select count(*) from problems where stage = 'originals' and code <> 'length_differs'")?;
        let mut unknown_elements = BTreeMap::new();
        let mut statement = db.prepare_cached("select category, path, count from unknown_elements")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            unknown_elements.insert(
                format!("{}/{}", row.get::<_, String>(0)?, row.get::<_, String>(1)?),
                row.get::<_, i64>(2)? as u64,
            );
        }
        let index = IndexStatus {
            items: 0,
            behind: count(
                "select count(*) from queue where job in ('index', 'read_text', 'read_structure')",
            )?,
        };
        Ok(Status { categories, originals, index, problems, unknown_elements })
    }
}
