//! Originals: which file a record has, which versions of it were fetched, and which are still to be fetched.

use jiff::Timestamp;
use model::text::Problem;
use model::{Category, Guid};
use rusqlite::{Connection, OptionalExtension, params};

use crate::blobs::Hash;
use crate::gathered::transcripts;
use crate::problems::{self, Stage};
use crate::queue::{self, Work};
use crate::{Result, Store};

/// What the record says of its file now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Changes when the file may have changed: updated, length and current version of the record.
    pub stamp: String,
    /// Length in bytes.
    pub length: Option<u64>,
    /// Media type.
    pub media_type: String,
}

/// A version of a file that was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// Counted from 1 in the order of fetching.
    pub version: u32,
    /// Its content.
    pub hash: Hash,
    /// Length in bytes.
    pub length: u64,
    /// Media type as the source says.
    pub media_type: String,
    /// Format as the bytes say.
    pub format: String,
    /// When it was fetched, UTC.
    pub fetched: String,
}

/// A file that was just fetched and lies in the blob folder.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// The work that asked for it.
    pub work: Work,
    /// What the record said then.
    pub expected: Expected,
    /// Its content.
    pub hash: Hash,
    /// Its length.
    pub length: u64,
    /// Format as the bytes say.
    pub format: String,
    /// A remark, such as a length that differs from what the record says.
    pub problem: Option<Problem>,
    /// What follows when it is new.
    pub following: Vec<Work>,
}

impl Store {
    /// What a live record says of its file; none if it has none, or is withdrawn.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn expected_original(&self, category: Category, id: Guid) -> Result<Option<Expected>> {
        expected(&self.read(), category, id)
    }

    /// Every fetched version of a record's file, newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn originals(&self, id: Guid) -> Result<Vec<Original>> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select version, hash, length, media_type, format, fetched from originals where id = $1 order by version desc",
        )?;
        let rows = statement.query_map([&id.0[..]], |row| {
            Ok(Original {
                version: row.get(0)?,
                hash: Hash(row.get(1)?),
                length: row.get::<_, i64>(2)? as u64,
                media_type: row.get(3)?,
                format: row.get(4)?,
                fetched: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether the newest fetched file answers what the record says now.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn has_original(&self, id: Guid, stamp: &str) -> Result<bool> {
        let db = self.read();
        let found: Option<String> = db
            .prepare_cached("select stamp from originals where id = $1 order by version desc limit 1")?
            .query_row([&id.0[..]], |row| row.get(0))
            .optional()?;
        Ok(found.as_deref() == Some(stamp))
    }

    /// Saves a batch of fetched files: a new version where the content is new; their work is done, what follows is put.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn save_originals(&self, batch: &[Fetched], at: Timestamp) -> Result<()> {
        let at = at.to_string();
        self.write(|db| {
            for fetched in batch {
                save(db, fetched, &at)?;
            }
            Ok(())
        })
    }

    /// Gives up a file for good, or until the record changes, and says why.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn give_up_original(&self, work: &Work, problem: &Problem, at: Timestamp) -> Result<()> {
        self.write(|db| {
            queue::remove(db, work)?;
            problems::note(db, Stage::Originals, &subject(work), problem, &at.to_string())
        })
    }

    /// Puts a file off after a failure, and says why.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn put_off_original(
        &self,
        work: &Work,
        due: Timestamp,
        problem: &Problem,
        at: Timestamp,
    ) -> Result<()> {
        self.write(|db| {
            queue::put_off(db, work, &due.to_string(), &problem.detail)?;
            problems::note(db, Stage::Originals, &subject(work), problem, &at.to_string())
        })
    }
}

pub(crate) fn subject(work: &Work) -> String {
    format!("{} {}", work.category, work.subject)
}

fn expected(db: &Connection, category: Category, id: Guid) -> Result<Option<Expected>> {
    if !category.spec().downloadable {
        return Ok(None);
    }
    let version = if category == Category::Document { "coalesce(hex(current_version), '')" } else { "''" };
    let sql = format!(
        "select coalesce(updated, ''), content_length, content_type, {version} from {} where id = $1 and deleted = 0 and content_type is not null",
        category.table()
    );
    Ok(db
        .prepare_cached(&sql)?
        .query_row([&id.0[..]], |row| {
            let (updated, length, media_type, version): (String, Option<i64>, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let length = length.map(|length| length as u64);
            let stamp = format!("{updated} {} {version}", length.unwrap_or(0));
            Ok(Expected { stamp, length, media_type })
        })
        .optional()?)
}

fn save(db: &Connection, fetched: &Fetched, at: &str) -> Result<()> {
    let id = &fetched.work.subject.0[..];
    let newest: Option<(u32, [u8; 32])> = db
        .prepare_cached("select version, hash from originals where id = $1 order by version desc limit 1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    queue::remove(db, &fetched.work)?;
    problems::clear(db, Stage::Originals, &subject(&fetched.work))?;
    if let Some(problem) = &fetched.problem {
        problems::note(db, Stage::Originals, &subject(&fetched.work), problem, at)?;
    }
    match newest {
        Some((version, hash)) if Hash(hash) == fetched.hash => {
            db.prepare_cached("update originals set stamp = $1 where id = $2 and version = $3")?
                .execute(params![fetched.expected.stamp, id, version])?;
        }
        newest => {
            let version = newest.map_or(1, |(version, _)| version + 1);
            db.prepare_cached(
                "insert into originals (id, version, category, hash, length, media_type, format, fetched, stamp) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            )?
            .execute(params![
                id,
                version,
                fetched.work.category.source(),
                &fetched.hash.0[..],
                fetched.length as i64,
                fetched.expected.media_type,
                fetched.format,
                at,
                fetched.expected.stamp
            ])?;
            if fetched.work.category == Category::Transcript {
                transcripts::fetched(db, fetched.work.subject)?;
            }
            for work in &fetched.following {
                queue::put(db, work, at)?;
            }
        }
    }
    Ok(())
}
