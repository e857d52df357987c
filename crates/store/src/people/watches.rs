//! Watches: made, changed, ended, and found by what they wait for.

use std::collections::BTreeSet;

use alerts::watch::{kinds_kept, kinds_read};
use alerts::{Cadence, EventKind, Subject, Target, Watch};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use super::log::log_end;
use super::{People, moment, seconds};
use crate::{Error, Result};

/// Most watches of an account.
pub const MOST_WATCHES: u64 = 1_000;
const COLUMNS: &str = "w.id, w.account, w.target, w.label, w.url, w.cadence, w.muted, w.paused, w.endpoint, w.began, w.position, w.created";

/// A watch to be made.
#[derive(Debug, Clone)]
pub struct NewWatch {
    /// What it waits for.
    pub target: Target,
    /// Everything that it is found by: the target itself and what else it is called.
    pub subjects: Vec<Subject>,
    /// What its owner calls it.
    pub label: String,
    /// The page of it, from the root.
    pub url: String,
    /// When it tells.
    pub cadence: Cadence,
}

/// What became of the wish to follow something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Followed {
    /// It is followed from now on.
    New(i64),
    /// It was followed already.
    Already(i64),
    /// The account follows as much as it may.
    TooMany,
}

/// A change of a watch.
#[derive(Debug, Clone)]
pub struct Edit {
    /// What its owner calls it.
    pub label: String,
    /// When it tells.
    pub cadence: Cadence,
    /// What it does not tell.
    pub muted: BTreeSet<EventKind>,
    /// Where it tells, if not by mail.
    pub endpoint: Option<i64>,
}

impl People {
    /// Follows something from now on.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn follow(&self, account: i64, watch: &NewWatch, at: Timestamp) -> Result<Followed> {
        self.write(|db| {
            let target = watch.target.kept();
            let known: Option<i64> = db
                .prepare_cached("select id from watches where account = $1 and target = $2")?
                .query_row(params![account, target], |row| row.get(0))
                .optional()?;
            if let Some(id) = known {
                return Ok(Followed::Already(id));
            }
            let count: i64 = db
                .prepare_cached("select count(*) from watches where account = $1")?
                .query_row([account], |row| row.get(0))?;
            if count as u64 >= MOST_WATCHES {
                return Ok(Followed::TooMany);
            }
            let end = log_end(db)?;
            db.prepare_cached(
                "insert into watches (account, target, label, url, cadence, muted, began, position, created)
                 values ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
            )?
            .execute(params![
                account,
                target,
                watch.label,
                watch.url,
                watch.cadence.to_string(),
                kinds_kept(&watch.target.muted_at_first()),
                end,
                seconds(at)
            ])?;
            let id = db.last_insert_rowid();
            for subject in &watch.subjects {
                db.prepare_cached(
                    "insert into watch_subjects (subject, watch) values ($1, $2) on conflict do nothing",
                )?
                .execute(params![subject.as_str(), id])?;
            }
            Ok(Followed::New(id))
        })
    }

    /// The watches of an account, the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn watches(&self, account: i64) -> Result<Vec<Watch>> {
        let db = self.read();
        let sql =
            format!("select {COLUMNS} from watches w where w.account = $1 order by w.id desc limit 2000");
        select(&db, &sql, params![account])
    }

    /// Whether anybody follows anything.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn has_watches(&self) -> Result<bool> {
        let db = self.read();
        Ok(db.prepare_cached("select exists(select 1 from watches)")?.query_row([], |row| row.get(0))?)
    }

    /// A watch of an account.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn watch(&self, account: i64, id: i64) -> Result<Option<Watch>> {
        let db = self.read();
        let sql = format!("select {COLUMNS} from watches w where w.account = $1 and w.id = $2");
        Ok(select(&db, &sql, params![account, id])?.pop())
    }

    /// A watch of whomever: for links that carry their own proof.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn any_watch(&self, id: i64) -> Result<Option<Watch>> {
        let db = self.read();
        Ok(select(&db, &format!("select {COLUMNS} from watches w where w.id = $1"), params![id])?.pop())
    }

    /// Every live watch on a search, for the stored queries; those with a larger number than `after`.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn query_watches(&self, after: i64, limit: usize) -> Result<Vec<Watch>> {
        let db = self.read();
        let sql = format!(
            "select {COLUMNS}
             from watches w
             join accounts a on a.id = w.account and a.blocked = 0
             where w.id > $1 and w.target like 'query/%'
             order by w.id
             limit $2"
        );
        select(&db, &sql, params![after, limit as i64])
    }

    /// A number that differs after every change of the queries that are followed.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn query_mark(&self) -> Result<(i64, i64)> {
        let db = self.read();
        Ok(db
            .prepare_cached(
                "select count(*), coalesce(max(w.id), 0)
                 from watches w
                 join accounts a on a.id = w.account and a.blocked = 0
                 where w.target like 'query/%'",
            )?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// Live watches that wait for one of some subjects.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn waiting_for(&self, subjects: &[Subject]) -> Result<Vec<Watch>> {
        let db = self.read();
        let mut found: Vec<Watch> = Vec::new();
        for subjects in subjects.chunks(100) {
            let sql = format!(
                "select distinct {COLUMNS}
                 from watch_subjects s
                 join watches w on w.id = s.watch
                 join accounts a on a.id = w.account and a.blocked = 0
                 where s.subject in ({}) and w.paused = 0
                 order by w.id",
                crate::show::places(subjects.len())
            );
            found.extend(select(&db, &sql, params_from_iter(subjects.iter().map(Subject::as_str)))?);
        }
        found.sort_by_key(|watch| watch.id);
        found.dedup_by_key(|watch| watch.id);
        Ok(found)
    }

    /// Live watches by number, in rising order.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn watches_by_id(&self, ids: &[i64]) -> Result<Vec<Watch>> {
        let db = self.read();
        let mut found = Vec::new();
        for ids in ids.chunks(500) {
            let sql = format!(
                "select {COLUMNS} from watches w where w.id in ({}) and w.paused = 0 order by w.id",
                crate::show::places(ids.len())
            );
            found.extend(select(&db, &sql, params_from_iter(ids.iter()))?);
        }
        Ok(found)
    }

    /// Changes a watch; what waits is told at the next moment of the new cadence.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn edit(&self, account: i64, id: i64, edit: &Edit, at: Timestamp) -> Result<bool> {
        self.write(|db| {
            // somebody else's endpoint is none
            let endpoint: Option<i64> = db
                .prepare_cached("select id from endpoints where id = $1 and account = $2")?
                .query_row(params![edit.endpoint, account], |row| row.get(0))
                .optional()?;
            let done = db
                .prepare_cached(
                    "update watches
                     set label = $1, cadence = $2, muted = $3, endpoint = $4,
                         due = case when due is null then null else $5 end
                     where id = $6 and account = $7",
                )?
                .execute(params![
                    edit.label,
                    edit.cadence.to_string(),
                    kinds_kept(&edit.muted),
                    endpoint,
                    seconds(edit.cadence.next(at)),
                    id,
                    account
                ])?;
            Ok(done > 0)
        })
    }

    /// Lets a watch rest, or wakes it: it then hears of what happens from now on.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn pause(&self, account: i64, id: i64, paused: bool) -> Result<bool> {
        self.write(|db| {
            let end = log_end(db)?;
            let done = db
                .prepare_cached(
                    "update watches
                     set began = case when paused = 1 and $1 = 0 then $2 else began end, paused = $1
                     where id = $3 and account = $4",
                )?
                .execute(params![paused, end, id, account])?;
            Ok(done > 0)
        })
    }

    /// Ends a watch; what waits for it is not told.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn unfollow(&self, account: i64, id: i64) -> Result<bool> {
        self.write(|db| {
            Ok(db
                .prepare_cached("delete from watches where id = $1 and account = $2")?
                .execute([id, account])?
                > 0)
        })
    }

    /// Ends all watches of an account. Returns how many there were.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn unfollow_all(&self, account: i64) -> Result<usize> {
        self.write(|db| {
            Ok(db.prepare_cached("delete from watches where account = $1")?.execute([account])?)
        })
    }
}

pub(super) fn exists(db: &Connection, watch: i64) -> Result<bool> {
    Ok(db.prepare_cached("select 1 from watches where id = $1")?.exists([watch])?)
}

/// Sets when a watch tells what it found at a moment, if nothing waited yet.
pub(super) fn wake(db: &Connection, watch: i64, found: Timestamp) -> Result<()> {
    let cadence: String = db
        .prepare_cached("select cadence from watches where id = $1")?
        .query_row([watch], |row| row.get(0))?;
    let cadence: Cadence = cadence.parse().unwrap_or(Cadence::Live);
    db.prepare_cached("update watches set due = $1 where id = $2 and due is null")?
        .execute([seconds(cadence.next(found)), watch])?;
    Ok(())
}

fn select(db: &Connection, sql: &str, parameters: impl rusqlite::Params) -> Result<Vec<Watch>> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map(parameters, |row| Ok(read(row, 0)))?;
    rows.map(|row| row?).collect()
}

/// Reads the columns of a watch, from column `at` on.
pub(super) fn read(row: &Row<'_>, at: usize) -> Result<Watch> {
    let target: String = row.get(at + 2)?;
    let cadence: String = row.get(at + 5)?;
    Ok(Watch {
        id: row.get(at)?,
        account: row.get(at + 1)?,
        target: Target::read(&target)
            .ok_or_else(|| Error::Unreadable(format!("{target:?} is nothing to follow")))?,
        label: row.get(at + 3)?,
        url: row.get(at + 4)?,
        cadence: cadence.parse().unwrap_or(Cadence::Live),
        muted: kinds_read(&row.get::<_, String>(at + 6)?),
        paused: row.get(at + 7)?,
        endpoint: row.get(at + 8)?,
        began: row.get(at + 9)?,
        position: row.get(at + 10)?,
        created: moment(row.get(at + 11)?),
    })
}
