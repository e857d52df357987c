//! The log of events and what was last announced: together in one transaction, so that an event is made once.
//!
//! An event has a key that is unique for ever. Whoever finds it again, after a crash, a rebuild or a second load, finds
//! its key in the log and makes none.

use std::collections::HashMap;

use alerts::event::{Facts, Shown};
use alerts::state::Aspect;
use alerts::{Event, EventKind, NewEvent, Subject};
use jiff::Timestamp;
use model::{Category, Guid};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{People, moment, seconds, set, setting};
use crate::{Error, Result};

/// Where the announcer has read up to in the records.
pub const ANNOUNCED: &str = "announced";
/// Where the matcher has read up to in the log.
const MATCHED: &str = "matched";

/// What one batch of the announcer keeps.
#[derive(Debug, Default)]
pub struct Announcement {
    /// New states.
    pub states: Vec<(Aspect, Guid, Facts)>,
    /// Events; those whose key the log has are left out.
    pub events: Vec<NewEvent>,
    /// Records to look at again.
    pub unsettled: Vec<(Category, Guid)>,
    /// Records that need not be looked at again.
    pub settled: Vec<(Category, Guid)>,
    /// Settings, among them the position.
    pub settings: Vec<(String, String)>,
}

const COLUMNS: &str = "seq, key, item, at, kind, searched, shown, facts, quote, subjects";

impl People {
    /// Keeps what was found, all or nothing. Returns how many events were new.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn announce(&self, found: &Announcement, at: Timestamp) -> Result<usize> {
        self.write(|db| {
            for (aspect, id, facts) in &found.states {
                db.prepare_cached(
                    "insert into states (aspect, id, facts)
                     values ($1, $2, $3)
                     on conflict (aspect, id) do update set facts = excluded.facts",
                )?
                .execute(params![
                    aspect.slug(),
                    &id.0[..],
                    serde_json::to_string(facts)?
                ])?;
            }
            let mut new = 0;
            for event in &found.events {
                new += append(db, event, at)?;
            }
            for (category, id) in &found.unsettled {
                db.prepare_cached(
                    "insert into unsettled (category, id, since)
                     values ($1, $2, $3)
                     on conflict (category, id) do nothing",
                )?
                .execute(params![category.source(), &id.0[..], seconds(at)])?;
            }
            for (category, id) in &found.settled {
                db.prepare_cached("delete from unsettled where category = $1 and id = $2")?
                    .execute(params![category.source(), &id.0[..]])?;
            }
            for (name, value) in &found.settings {
                set(db, name, value)?;
            }
            Ok(new)
        })
    }

    /// What was last announced of aspects of things.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn states(&self, wanted: &[(Aspect, Guid)]) -> Result<HashMap<(Aspect, Guid), Facts>> {
        let db = self.read();
        let mut statement = db.prepare_cached("select facts from states where aspect = $1 and id = $2")?;
        let mut found = HashMap::with_capacity(wanted.len());
        for (aspect, id) in wanted {
            let facts: Option<String> =
                statement.query_row(params![aspect.slug(), &id.0[..]], |row| row.get(0)).optional()?;
            if let Some(facts) = facts {
                found.insert((*aspect, *id), serde_json::from_str(&facts)?);
            }
        }
        Ok(found)
    }

    /// Records to look at again, the longest waiting first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn unsettled(&self, limit: usize) -> Result<Vec<(Category, Guid, Timestamp)>> {
        let db = self.read();
        let mut statement =
            db.prepare_cached("select category, id, since from unsettled order by since, id limit $1")?;
        let rows = statement.query_map([limit as i64], |row| {
            Ok((row.get::<_, String>(0)?, Guid(row.get(1)?), row.get::<_, i64>(2)?))
        })?;
        let mut found = Vec::new();
        for row in rows {
            let (category, id, since) = row?;
            if let Ok(category) = category.parse() {
                found.push((category, id, moment(since)));
            }
        }
        Ok(found)
    }

    /// Since when a record waits to be looked at again.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn unsettled_since(&self, category: Category, id: Guid) -> Result<Option<Timestamp>> {
        let db = self.read();
        let since: Option<i64> = db
            .prepare_cached("select since from unsettled where category = $1 and id = $2")?
            .query_row(params![category.source(), &id.0[..]], |row| row.get(0))
            .optional()?;
        Ok(since.map(moment))
    }

    /// The last place in the log.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn log_end(&self) -> Result<i64> {
        log_end(&self.read())
    }

    /// Up to where the log was matched with watches.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn matched(&self) -> Result<i64> {
        matched(&self.read())
    }

    /// Events after a place in the log, in order.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn events_after(&self, seq: i64, limit: usize) -> Result<Vec<Event>> {
        let db = self.read();
        let mut statement =
            db.prepare_cached(&format!("select {COLUMNS} from log where seq > $1 order by seq limit $2"))?;
        let rows = statement.query_map(params![seq, limit as i64], |row| Ok(read(row)))?;
        rows.map(|row| row?).collect()
    }

    /// Events since a moment, newest first: for a preview of what a watch would have told.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn events_since(&self, since: Timestamp, limit: usize) -> Result<Vec<Event>> {
        let db = self.read();
        let mut statement = db.prepare_cached(&format!(
            "select {COLUMNS} from log where at >= $1 order by seq desc limit $2"
        ))?;
        let rows = statement.query_map(params![seconds(since), limit as i64], |row| Ok(read(row)))?;
        rows.map(|row| row?).collect()
    }

    /// Keeps what the watches found in these events, the next of the log. Returns how many hits are new.
    ///
    /// All of a reader is one transaction, so that a thing that several watches found is told once; readers follow each
    /// other in transactions that are small enough for others to write between them. Whoever is killed on the way
    /// compares the events again, and what is kept already stays as it is.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn keep_hits(&self, events: &[Event], mut hits: Vec<Found>) -> Result<usize> {
        let Some(last) = events.last() else { return Ok(0) };
        // all of a watch stands together on disk
        hits.sort_unstable();
        let mut new = 0;
        let mut part: Vec<Found> = Vec::new();
        for reader in hits.chunk_by(|a, b| a.account == b.account) {
            part.extend(reader);
            if part.len() >= self.part() {
                new += self.write(|db| keep(db, events, &part))?;
                part.clear();
            }
        }
        self.write(|db| {
            new += keep(db, events, &part)?;
            if matched(db)? < last.seq {
                set(db, MATCHED, &last.seq.to_string())?;
            }
            Ok(new)
        })
    }
}

/// That a watch found one of some events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Whose watch it is.
    pub account: i64,
    /// The watch.
    pub watch: i64,
    /// The place of the event among those that are compared.
    pub at: usize,
}

/// Hits that are worth a transaction: a larger one would keep those waiting who sign in.
pub(super) const HITS: usize = 100_000;

fn keep(db: &Connection, events: &[Event], hits: &[Found]) -> Result<usize> {
    let done = matched(db)?;
    if events.last().is_none_or(|last| last.seq <= done) {
        return Ok(0); // another process was faster
    }
    let mut insert = db.prepare_cached(
        "insert into hits (watch, item, seq)
         values ($1, $2, $3)
         on conflict (watch, item) do nothing",
    )?;
    let mut new = 0;
    for found in hits.chunk_by(|a, b| a.watch == b.watch) {
        let watch = found[0].watch;
        // a watch that was deleted meanwhile finds nothing
        if !super::watches::exists(db, watch)? {
            continue;
        }
        let mut first = None;
        for hit in found {
            let event = &events[hit.at];
            if insert.execute(params![watch, event.news.item, event.seq])? > 0 {
                new += 1;
                first = first.or(Some(event));
            }
        }
        if let Some(event) = first {
            super::watches::wake(db, watch, event.at)?;
        }
    }
    Ok(new)
}

pub(super) fn log_end(db: &Connection) -> Result<i64> {
    Ok(db.prepare_cached("select coalesce(max(seq), 0) from log")?.query_row([], |row| row.get(0))?)
}

fn matched(db: &Connection) -> Result<i64> {
    Ok(setting(db, MATCHED)?.and_then(|text| text.parse().ok()).unwrap_or(0))
}

fn append(db: &Connection, event: &NewEvent, at: Timestamp) -> Result<usize> {
    let kept = db
        .prepare_cached(
            "insert into log (key, item, at, kind, searched, shown, facts, quote, subjects)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict (key) do nothing",
        )?
        .execute(params![
            event.key,
            event.item,
            seconds(at),
            event.kind.slug(),
            event.searched,
            serde_json::to_string(&event.shown)?,
            serde_json::to_string(&event.facts)?,
            event.quote,
            serde_json::to_string(&event.subjects)?,
        ])?;
    Ok(kept)
}

/// Reads the columns of an event, from the first on.
pub(super) fn read(row: &Row<'_>) -> Result<Event> {
    let kind: String = row.get(4)?;
    let kind = EventKind::named(&kind).ok_or_else(|| {
        Error::Unreadable(format!("{kind:?} is no kind of event; is this a newer database?"))
    })?;
    let shown: Shown = serde_json::from_str(&row.get::<_, String>(6)?)?;
    let facts: Facts = serde_json::from_str(&row.get::<_, String>(7)?)?;
    let subjects: Vec<Subject> = serde_json::from_str(&row.get::<_, String>(9)?)?;
    Ok(Event {
        seq: row.get(0)?,
        at: moment(row.get(3)?),
        news: NewEvent {
            key: row.get(1)?,
            item: row.get(2)?,
            kind,
            searched: row.get(5)?,
            shown,
            facts,
            quote: row.get(8)?,
            subjects,
        },
    })
}
