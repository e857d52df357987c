//! What an operator needs: limits on how often something may be asked, the audit log, and counts.

use jiff::Timestamp;
use rusqlite::params;
use serde::Serialize;

use super::{People, moment, seconds};
use crate::Result;

/// An act of an operator or of the owner of an account.
#[derive(Debug, Clone)]
pub struct Act {
    /// When.
    pub at: Timestamp,
    /// Who: `account 12`, `command line`.
    pub actor: String,
    /// What: `block`.
    pub action: String,
    /// On what: `account 13`.
    pub subject: String,
}

/// How many there are of everything.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Counts {
    /// Accounts.
    pub accounts: u64,
    /// Of these, blocked.
    pub blocked: u64,
    /// Of these, to which mail is refused.
    pub bounced: u64,
    /// Watches.
    pub watches: u64,
    /// Of these, at rest.
    pub paused: u64,
    /// Events in the log.
    pub events: u64,
    /// Events that were not yet compared with the watches.
    pub unmatched: u64,
    /// Things that were found and wait for the moment of their watch.
    pub hits_waiting: u64,
    /// Deliveries that wait.
    pub waiting: u64,
    /// Deliveries that were sent.
    pub sent: u64,
    /// Deliveries that an operator must look at.
    pub held: u64,
    /// Records that are looked at again.
    pub unsettled: u64,
}

impl People {
    /// Counts one more of something and says whether it is within `most` for each `window` of seconds. What is counted
    /// is named by a keyed hash: the table tells neither address nor number.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn allow(&self, what: &str, whose: &str, most: i64, window: i64, now: Timestamp) -> Result<bool> {
        let name = self.key().sign("limit", &format!("{what} {whose}"));
        self.write(|db| {
            let now = seconds(now);
            db.prepare_cached("delete from limits where begun <= $1")?.execute([now - 86_400])?;
            let count: i64 = db
                .prepare_cached(
                    "insert into limits (name, begun, count)
                     values ($1, $2, 1)
                     on conflict (name) do update set
                         count = case when begun <= $2 - $3 then 1 else count + 1 end,
                         begun = case when begun <= $2 - $3 then $2 else begun end
                     returning count",
                )?
                .query_row(params![name, now, window], |row| row.get(0))?;
            Ok(count <= most)
        })
    }

    /// Notes an act.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn note(&self, actor: &str, action: &str, subject: &str, at: Timestamp) -> Result<()> {
        self.write(|db| {
            db.prepare_cached("insert into audit (at, actor, action, subject) values ($1, $2, $3, $4)")?
                .execute(params![seconds(at), actor, action, subject])?;
            Ok(())
        })
    }

    /// The last acts, the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn acts(&self, limit: usize) -> Result<Vec<Act>> {
        let db = self.read();
        let mut statement =
            db.prepare_cached("select at, actor, action, subject from audit order by id desc limit $1")?;
        let rows = statement.query_map([limit as i64], |row| {
            Ok(Act { at: moment(row.get(0)?), actor: row.get(1)?, action: row.get(2)?, subject: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many there are of everything.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn counts(&self) -> Result<Counts> {
        let matched = self.matched()?;
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select (select count(*) from accounts), (select count(*) from accounts where blocked = 1),
                    (select count(*) from accounts where bounced is not null), (select count(*) from watches),
                    (select count(*) from watches where paused = 1), (select count(*) from log),
                    (select count(*) from log where seq > $1), (select count(*) from hits where delivery is null),
                    (select count(*) from deliveries where state = 'waiting'),
                    (select count(*) from deliveries where state = 'sent'),
                    (select count(*) from deliveries where state = 'held'), (select count(*) from unsettled)",
        )?;
        Ok(statement.query_row([matched], |row| {
            let count = |at: usize| row.get::<_, i64>(at).map(|count| count as u64);
            Ok(Counts {
                accounts: count(0)?,
                blocked: count(1)?,
                bounced: count(2)?,
                watches: count(3)?,
                paused: count(4)?,
                events: count(5)?,
                unmatched: count(6)?,
                hits_waiting: count(7)?,
                waiting: count(8)?,
                sent: count(9)?,
                held: count(10)?,
                unsettled: count(11)?,
            })
        })?)
    }
}
