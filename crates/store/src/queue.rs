//! Work to do: one row for each job and subject, so that work asked for twice is done once.
//!
//! One process works the queue. It takes a batch, does it, and saves the results together with the removal of the
//! rows, so that a kill loses no work and repeats at most one batch.

use jiff::Timestamp;
use model::{Category, Guid};
use rusqlite::{Connection, params};

use crate::{Error, Result, Store};

/// Seconds that a record waits for its text before it is indexed without.
const INDEX_PATIENCE: i64 = 60;

/// The jobs of the pipeline that are queued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Job {
    /// Fetch the file of a record.
    FetchOriginal,
    /// Read the newest file of a record into text.
    ReadText,
    /// Read the structure of a document's text.
    ReadStructure,
    /// Find what a paper or case is to others: answers to questions, results of motions, promises met.
    Relate,
    /// Put a record into the index, or take it out.
    Index,
}

impl Job {
    /// Every queued job.
    pub const ALL: [Job; 5] =
        [Job::FetchOriginal, Job::ReadText, Job::ReadStructure, Job::Relate, Job::Index];

    /// Its name in the queue.
    pub fn name(self) -> &'static str {
        match self {
            Job::FetchOriginal => "fetch_original",
            Job::ReadText => "read_text",
            Job::ReadStructure => "read_structure",
            Job::Relate => "relate",
            Job::Index => "index",
        }
    }
}

/// One piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// What to do.
    pub job: Job,
    /// With which record.
    pub subject: Guid,
    /// Its category.
    pub category: Category,
    /// Lower is sooner.
    pub rank: i64,
    /// How often it failed.
    pub attempts: u32,
    /// When it was asked for or is due again, UTC; work that was asked for anew meanwhile is not done by the old one.
    pub due: String,
}

impl Work {
    /// New work.
    pub fn new(job: Job, category: Category, subject: Guid, rank: i64) -> Work {
        Work { job, subject, category, rank, attempts: 0, due: String::new() }
    }
}

/// The same work for all live records of a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bulk {
    /// What to do.
    pub job: Job,
    /// With which records.
    pub category: Category,
    /// Only those of these kinds; none is all.
    pub kinds: &'static [&'static str],
    /// The column whose day ranks them, the newest first; none ranks all alike.
    pub newest_by: Option<&'static str>,
}

impl Store {
    /// The next work of a job that is due, at most `limit`; it stays in the queue until it is done.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn work(&self, job: Job, now: Timestamp, limit: usize) -> Result<Vec<Work>> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select subject, category, rank, attempts, due from queue q
             where job = $1 and due <= $2
               and ($3 = 0 or due <= $4 or not exists (
                   select 1 from queue w
                   where w.subject = q.subject and w.job in ('fetch_original', 'read_text', 'read_structure') and w.attempts = 0))
             order by rank limit $5",
        )?;
        // what is about to get its text is indexed once, with it; but it does not wait for a long queue of files
        let patience =
            now.checked_sub(jiff::SignedDuration::from_secs(INDEX_PATIENCE)).unwrap_or(now).to_string();
        let rows = statement.query_map(
            params![job.name(), now.to_string(), job == Job::Index, patience, limit as i64],
            |row| {
                Ok((
                    row.get::<_, [u8; 16]>(0)?,
                    row.get::<_, String>(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                ))
            },
        )?;
        rows.map(|row| {
            let (subject, category, rank, attempts, due) = row?;
            let category = category
                .parse()
                .map_err(|error: model::category::NotACategory| Error::Unreadable(error.to_string()))?;
            Ok(Work { job, subject: Guid(subject), category, rank, attempts, due })
        })
        .collect()
    }

    /// How much work of a job waits, due or not.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn waiting(&self, job: Job) -> Result<u64> {
        let db = self.read();
        let count: i64 = db
            .prepare_cached("select count(*) from queue where job = $1")?
            .query_row([job.name()], |row| row.get(0))?;
        Ok(count as u64)
    }

    /// Removes work that is done and puts what follows.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn done(&self, done: &[Work], following: &[Work], at: Timestamp) -> Result<()> {
        self.write(|db| {
            for work in done {
                remove(db, work)?;
            }
            for work in following {
                put(db, work, &at.to_string())?;
            }
            Ok(())
        })
    }

    /// Puts work off until `due` after a failure.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn put_off(&self, work: &Work, due: Timestamp, error: &str) -> Result<()> {
        self.write(|db| put_off(db, work, &due.to_string(), error))
    }

    /// Puts work for all records of a category, as when the index is made anew.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn queue_all(&self, bulk: &Bulk, at: Timestamp) -> Result<u64> {
        self.write(|db| put_all(db, bulk, &at.to_string()))
    }
}

/// One statement; rows come in the order of ids, so the queue grows at its end instead of at random places.
pub(crate) fn put_all(db: &Connection, bulk: &Bulk, at: &str) -> Result<u64> {
    let rank = match bulk.newest_by {
        Some(column) => {
            format!("-cast(replace(substr(coalesce({column}, '0'), 1, 10), '-', '') as integer)")
        }
        None => "0".to_owned(),
    };
    let places = (4..4 + bulk.kinds.len()).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ");
    let of_kind = if bulk.kinds.is_empty() { String::new() } else { format!("and kind in ({places})") };
    let sql = format!(
        "insert into queue (job, subject, category, rank, due, attempts)
         select $1, id, $2, {rank}, $3, 0 from {} where deleted = 0 {of_kind} order by id
         on conflict (job, subject) do update set due = excluded.due, attempts = 0, error = null",
        bulk.category.table()
    );
    let (job, category) = (bulk.job.name(), bulk.category.source());
    let mut values: Vec<&dyn rusqlite::ToSql> = vec![&job, &category, &at];
    values.extend(bulk.kinds.iter().map(|kind| kind as &dyn rusqlite::ToSql));
    Ok(db.execute(&sql, values.as_slice())? as u64)
}

pub(crate) fn put(db: &Connection, work: &Work, at: &str) -> Result<()> {
    db.prepare_cached(
        "insert into queue (job, subject, category, rank, due, attempts) values ($1, $2, $3, $4, $5, 0)
         on conflict (job, subject) do update set rank = excluded.rank, due = excluded.due, attempts = 0, error = null",
    )?
    .execute(params![work.job.name(), &work.subject.0[..], work.category.source(), work.rank, at])?;
    Ok(())
}

pub(crate) fn remove(db: &Connection, work: &Work) -> Result<()> {
    db.prepare_cached("delete from queue where job = $1 and subject = $2 and due = $3")?.execute(params![
        work.job.name(),
        &work.subject.0[..],
        work.due
    ])?;
    Ok(())
}

pub(crate) fn put_off(db: &Connection, work: &Work, due: &str, error: &str) -> Result<()> {
    db.prepare_cached(
        "update queue set due = $1, attempts = attempts + 1, error = $2 where job = $3 and subject = $4",
    )?
    .execute(params![due, error, work.job.name(), &work.subject.0[..]])?;
    Ok(())
}
