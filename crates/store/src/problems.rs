//! What went wrong and was not lost: told in `status` and on the coverage page until it is mended.

use jiff::Timestamp;
use model::text::Problem;
use rusqlite::{Connection, params};
use serde::Serialize;

use crate::{Result, Store};

/// Where in the data path something went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// An entry of the feed could not be read.
    Entries,
    /// An original could not be fetched.
    Originals,
    /// An original could not be read, or holds no text.
    Reading,
    /// The source said something unbelievable, or does not have what its records refer to.
    Source,
}

impl Stage {
    fn name(self) -> &'static str {
        match self {
            Stage::Entries => "entries",
            Stage::Originals => "originals",
            Stage::Reading => "reading",
            Stage::Source => "source",
        }
    }
}

/// A kept problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// Stage of the data path.
    pub stage: String,
    /// Category and id, or what else it is about.
    pub subject: String,
    /// Stable code.
    pub code: String,
    /// Sentence.
    pub detail: String,
    /// When it was first and last seen, UTC.
    pub first_seen: String,
    /// See `first_seen`.
    pub last_seen: String,
    /// How often.
    pub count: u64,
}

impl Store {
    /// Notes a problem.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn note_problem(&self, stage: Stage, subject: &str, problem: &Problem, at: Timestamp) -> Result<()> {
        self.write(|db| note(db, stage, subject, problem, &at.to_string()))
    }

    /// The newest problems.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn problems(&self, limit: usize) -> Result<Vec<Kept>> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select stage, subject, code, detail, first_seen, last_seen, count from problems order by last_seen desc, subject limit $1",
        )?;
        let rows = statement.query_map([limit as i64], |row| {
            Ok(Kept {
                stage: row.get(0)?,
                subject: row.get(1)?,
                code: row.get(2)?,
                detail: row.get(3)?,
                first_seen: row.get(4)?,
                last_seen: row.get(5)?,
                count: row.get::<_, i64>(6)? as u64,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

pub(crate) fn note(db: &Connection, stage: Stage, subject: &str, problem: &Problem, at: &str) -> Result<()> {
    db.prepare_cached(
        "insert into problems (stage, subject, code, detail, first_seen, last_seen, count) values ($1, $2, $3, $4, $5, $5, 1)
         on conflict (stage, subject, code) do update set detail = excluded.detail, last_seen = excluded.last_seen, count = count + 1",
    )?
    .execute(params![stage.name(), subject, problem.code, problem.detail, at])?;
    Ok(())
}

pub(crate) fn clear(db: &Connection, stage: Stage, subject: &str) -> Result<()> {
    db.prepare_cached("delete from problems where stage = $1 and subject = $2")?
        .execute(params![stage.name(), subject])?;
    Ok(())
}
