//! What is sent: hits become deliveries, and a delivery is settled when its channel has taken it.
//!
//! A hit belongs to at most one delivery, and a delivery is written before anything is sent. Whoever is killed between
//! sending and settling sends the same delivery again, under the same id. Of one place of delivery the next waits until
//! the one before is settled, so that everything arrives in order.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use alerts::digest::{Digest, Named};
use alerts::{Cadence, Email, Hit, Lang, Target};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::{People, log, moment, seconds, watches};
use crate::{Error, Result};

/// Most items of one message.
const LARGEST: usize = 200;
/// So many things at once are told in a message each; more become one digest.
const ONE_BY_ONE: usize = 3;
/// Places of delivery that one step packs.
const PLACES: usize = 500;

/// Where a delivery goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The address of the account.
    Mail,
    /// An endpoint: its number, kind and address.
    Endpoint {
        /// Its number.
        id: i64,
        /// `webhook`, `ntfy`.
        kind: String,
        /// Its address.
        url: String,
    },
}

/// A delivery with all that is needed to send it.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Its number.
    pub id: i64,
    /// Its key: unique for ever, the same whenever it is sent again.
    pub key: String,
    /// Whose it is.
    pub account: i64,
    /// The address of the account.
    pub address: Email,
    /// The language of the account.
    pub lang: Lang,
    /// Where it goes.
    pub place: Place,
    /// When it was written.
    pub written: Timestamp,
    /// How often it failed.
    pub attempts: u32,
    /// What it tells; empty when all its watches were ended meanwhile.
    pub digest: Digest,
    /// The searches among its watches, with what they found: their passages are looked up.
    pub searches: Vec<(i64, Target, String)>,
}

/// What became of sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settlement {
    /// The channel has taken it.
    Sent,
    /// There was nothing left to tell.
    Void,
    /// Try again at this moment; why.
    Later(Timestamp, String),
    /// Refused for good, or too often: it waits for an operator; why.
    Held(String),
}

/// A hit that waits.
struct Waiting {
    watch: i64,
    item: String,
    seq: i64,
}

impl People {
    /// Writes what is due into deliveries. Returns how many were written; fewer than there are when there are very many.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn pack(&self, now: Timestamp) -> Result<usize> {
        let due = {
            let db = self.read();
            let mut statement = db.prepare_cached(
                "select distinct w.account, w.endpoint
                 from watches w
                 join accounts a on a.id = w.account and a.blocked = 0
                 where w.due <= $1 and w.paused = 0
                 order by 1, 2
                 limit $2",
            )?;
            let rows = statement
                .query_map(params![seconds(now), PLACES as i64], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect::<rusqlite::Result<Vec<(i64, Option<i64>)>>>()?
        };
        if due.is_empty() {
            return Ok(0);
        }
        self.write(|db| {
            let mut written = 0;
            for (account, endpoint) in due {
                written += pack_place(db, account, endpoint, now)?;
            }
            Ok(written)
        })
    }

    /// Deliveries to send now: of each place the first that waits.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn ready(&self, now: Timestamp, limit: usize) -> Result<Vec<Delivery>> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select d.id, d.key, d.account, a.address, a.lang, d.endpoint, p.kind, p.url, d.written, d.attempts
             from deliveries d
             join accounts a on a.id = d.account and a.blocked = 0
             left join endpoints p on p.id = d.endpoint
             where d.state = 'waiting' and d.due <= $1
               -- who refuses mail gets none until somebody has looked at it
               and (d.endpoint is not null or a.bounced is null)
               and not exists (
                   select 1
                   from deliveries e
                   where e.state = 'waiting' and e.account = d.account and e.id < d.id
                     and coalesce(e.endpoint, 0) = coalesce(d.endpoint, 0))
             order by d.account, d.id
             limit $2",
        )?;
        let rows = statement.query_map(params![seconds(now), limit as i64], |row| {
            let endpoint: Option<i64> = row.get(5)?;
            let place = match endpoint {
                None => Place::Mail,
                Some(id) => Place::Endpoint { id, kind: row.get(6)?, url: row.get(7)? },
            };
            let address: String = row.get(3)?;
            let lang: String = row.get(4)?;
            Ok((
                address,
                Delivery {
                    id: row.get(0)?,
                    key: row.get(1)?,
                    account: row.get(2)?,
                    address: Email::parse("onbekend@adres.invalid").ok_or(rusqlite::Error::InvalidQuery)?,
                    lang: Lang::of(&lang),
                    place,
                    written: moment(row.get(8)?),
                    attempts: row.get(9)?,
                    digest: Digest::default(),
                    searches: Vec::new(),
                },
            ))
        })?;
        let mut found = Vec::new();
        for row in rows {
            let (address, mut delivery) = row?;
            delivery.address = Email::parse(&address)
                .ok_or_else(|| Error::Unreadable(format!("the address of account {}", delivery.account)))?;
            fill(&db, &mut delivery)?;
            found.push(delivery);
        }
        Ok(found)
    }

    /// Keeps what became of sending.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn settle(&self, delivery: i64, settlement: &Settlement) -> Result<()> {
        self.write(|db| {
            let (state, due, error) = match settlement {
                Settlement::Sent => ("sent", None, None),
                Settlement::Void => ("void", None, None),
                Settlement::Later(due, error) => ("waiting", Some(seconds(*due)), Some(error)),
                Settlement::Held(error) => ("held", None, Some(error)),
            };
            db.prepare_cached(
                "update deliveries
                 set state = $1, due = coalesce($2, due), error = $3, attempts = attempts + $4
                 where id = $5",
            )?
            .execute(params![state, due, error, i64::from(error.is_some()), delivery])?;
            if matches!(settlement, Settlement::Held(_)) {
                db.prepare_cached(
                    "update accounts set bounced = $1
                     where id = (select account from deliveries where id = $2 and endpoint is null)",
                )?
                .execute(params![error, delivery])?;
                db.prepare_cached(
                    "update endpoints set failing = $1 where id = (select endpoint from deliveries where id = $2)",
                )?
                .execute(params![error, delivery])?;
            }
            Ok(())
        })
    }

    /// How many deliveries wait for their channel or their turn.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn deliveries_waiting(&self) -> Result<u64> {
        let db = self.read();
        let count: i64 = db
            .prepare_cached("select count(*) from deliveries where state = 'waiting'")?
            .query_row([], |row| row.get(0))?;
        Ok(count as u64)
    }
}

/// Packs what waits for one place.
fn pack_place(db: &Connection, account: i64, endpoint: Option<i64>, now: Timestamp) -> Result<usize> {
    let mut due: BTreeMap<i64, Cadence> = BTreeMap::new();
    let mut statement = db.prepare_cached(
        "select id, cadence
         from watches
         where account = $1 and coalesce(endpoint, 0) = coalesce($2, 0) and due <= $3 and paused = 0",
    )?;
    let rows = statement.query_map(params![account, endpoint, seconds(now)], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
    })?;
    for row in rows {
        let (id, cadence) = row?;
        due.insert(id, cadence.parse().unwrap_or(Cadence::Live));
    }
    let mut waiting = Vec::new();
    for watch in due.keys() {
        waiting.extend(hits_of(db, *watch)?);
    }
    // what another watch of the same reader found too is told with it, and not once more later
    let items: BTreeSet<String> = waiting.iter().map(|hit| hit.item.clone()).collect();
    let mut others = db.prepare_cached(
        "select id
         from watches
         where account = $1 and coalesce(endpoint, 0) = coalesce($2, 0) and paused = 0 and due > $3",
    )?;
    let others = others
        .query_map(params![account, endpoint, seconds(now)], |row| row.get::<_, i64>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for watch in &others {
        waiting.extend(hits_of(db, *watch)?.into_iter().filter(|hit| items.contains(&hit.item)));
    }
    waiting.sort_by_key(|hit| (hit.seq, hit.watch));
    let live = due.values().all(|cadence| *cadence == Cadence::Live);
    let mut written = 0;
    for message in messages(waiting, live) {
        write_delivery(db, account, endpoint, &message, now)?;
        written += 1;
    }
    for watch in due.keys().chain(&others) {
        db.prepare_cached(
            "update watches
             set position = coalesce((select max(seq) from hits where watch = $1 and delivery is not null), position),
                 due = case when exists (select 1 from hits where watch = $1 and delivery is null) then due end
             where id = $1",
        )?
        .execute([watch])?;
    }
    Ok(written)
}

fn hits_of(db: &Connection, watch: i64) -> Result<Vec<Waiting>> {
    let mut statement = db.prepare_cached(
        "select item, seq from hits where watch = $1 and delivery is null order by seq limit 2000",
    )?;
    let rows =
        statement.query_map([watch], |row| Ok(Waiting { watch, item: row.get(0)?, seq: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Hits in the order of the log, as messages: a few live things one by one, anything else in digests that are not endless.
fn messages(waiting: Vec<Waiting>, live: bool) -> Vec<Vec<Waiting>> {
    let mut items: Vec<Vec<Waiting>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for hit in waiting {
        let place = *places.entry(hit.item.clone()).or_insert(items.len());
        if place == items.len() {
            items.push(Vec::new());
        }
        items[place].push(hit);
    }
    let most = if live && items.len() <= ONE_BY_ONE { 1 } else { LARGEST };
    let mut messages: Vec<Vec<Waiting>> = Vec::new();
    for (at, hits) in items.into_iter().enumerate() {
        if at % most == 0 {
            messages.push(Vec::new());
        }
        if let Some(message) = messages.last_mut() {
            message.extend(hits);
        }
    }
    messages
}

fn write_delivery(
    db: &Connection,
    account: i64,
    endpoint: Option<i64>,
    hits: &[Waiting],
    now: Timestamp,
) -> Result<()> {
    let Some(first) = hits.first() else { return Ok(()) };
    // a hit is in one delivery only, so its first names it
    let key = format!("{account}-{}-{}-{}", endpoint.unwrap_or(0), first.watch, first.seq);
    db.prepare_cached(
        "insert into deliveries (key, account, endpoint, written, due, state)
         values ($1, $2, $3, $4, $4, 'waiting')",
    )?
    .execute(params![key, account, endpoint, seconds(now)])?;
    let id = db.last_insert_rowid();
    for hit in hits {
        db.prepare_cached("update hits set delivery = $1 where watch = $2 and item = $3")?
            .execute(params![id, hit.watch, hit.item])?;
    }
    Ok(())
}

/// What is read of a hit: its event, its passage, its watch.
const HIT: &str =
    "e.seq, e.key, e.item, e.at, e.kind, e.searched, e.shown, e.facts, e.quote, e.subjects, h.passage,
                w.id, w.account, w.target, w.label, w.url, w.cadence, w.muted, w.paused, w.endpoint, w.began,
                w.position, w.created";

/// Reads what a delivery tells.
fn fill(db: &Connection, delivery: &mut Delivery) -> Result<()> {
    let mut statement = db.prepare_cached(&format!(
        "select {HIT}
         from hits h
         join log e on e.seq = h.seq
         join watches w on w.id = h.watch
         where h.delivery = $1
         order by e.seq, w.id"
    ))?;
    let rows = statement.query_map([delivery.id], |row| {
        Ok((log::read(row), row.get::<_, String>(10)?, watches::read(row, 11)))
    })?;
    let mut hits = Vec::new();
    for row in rows {
        let (event, passage, watch) = row?;
        let (event, watch) = (event?, watch?);
        if matches!(watch.target, Target::Query { .. }) {
            delivery.searches.push((watch.id, watch.target.clone(), event.news.item.clone()));
        }
        let why = watch.why(delivery.lang);
        let named = Named { id: watch.id, label: watch.label, why, url: watch.url };
        hits.push(Hit { watch: named, event, passage });
    }
    delivery.digest = Digest::of(hits);
    Ok(())
}

/// A delivery as an operator sees it.
#[derive(Debug, Clone)]
pub struct Trouble {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub account: i64,
    /// `mail`, `webhook`, `ntfy`.
    pub channel: String,
    /// `waiting`, `held`.
    pub state: String,
    /// How often it failed.
    pub attempts: u32,
    /// Why.
    pub error: String,
    /// When it was written.
    pub written: Timestamp,
}

impl People {
    /// Deliveries that failed and were not settled, the newest first, at most 200.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn troubles(&self) -> Result<Vec<Trouble>> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select d.id, d.account, coalesce(p.kind, 'mail'), d.state, d.attempts, coalesce(d.error, ''), d.written
             from deliveries d
             left join endpoints p on p.id = d.endpoint
             where d.state = 'held' or (d.state = 'waiting' and d.attempts > 0)
             order by d.id desc
             limit 200",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Trouble {
                id: row.get(0)?,
                account: row.get(1)?,
                channel: row.get(2)?,
                state: row.get(3)?,
                attempts: row.get(4)?,
                error: row.get(5)?,
                written: moment(row.get(6)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A delivery came back: mail to its account waits until somebody looks at it. Returns whether there is such a one.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn bounced(&self, key: &str) -> Result<bool> {
        self.write(|db| {
            let done = db
                .prepare_cached(
                    "update accounts set bounced = 'a mail came back'
                     where id = (select account from deliveries where key = $1 and endpoint is null)",
                )?
                .execute([key])?;
            db.prepare_cached("update deliveries set state = 'held', error = 'it came back' where key = $1")?
                .execute([key])?;
            Ok(done > 0)
        })
    }

    /// Puts a held delivery back in its row. Returns whether there was one.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn resend(&self, delivery: i64, now: Timestamp) -> Result<bool> {
        self.write(|db| {
            let account: Option<i64> = db
                .prepare_cached(
                    "select account from deliveries where id = $1 and state in ('held', 'waiting')",
                )?
                .query_row([delivery], |row| row.get(0))
                .optional()?;
            let Some(account) = account else { return Ok(false) };
            db.prepare_cached(
                "update deliveries set state = 'waiting', due = $1, attempts = 0 where id = $2",
            )?
            .execute([seconds(now), delivery])?;
            db.prepare_cached("update accounts set bounced = null where id = $1")?.execute([account])?;
            Ok(true)
        })
    }

    /// What is due now without writing anything: account, watch and item of each hit that would be packed.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn due_hits(&self, now: Timestamp, limit: usize) -> Result<Vec<(i64, String, i64)>> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select w.account, w.label, h.seq
             from watches w
             join accounts a on a.id = w.account and a.blocked = 0
             join hits h on h.watch = w.id and h.delivery is null
             where w.due <= $1 and w.paused = 0
             order by w.account, h.seq, w.id
             limit $2",
        )?;
        let rows = statement.query_map(params![seconds(now), limit as i64], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The newest hits of an account, or of one of its watches, for a feed: newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn feed_hits(&self, account: i64, watch: Option<i64>, lang: Lang, limit: usize) -> Result<Vec<Hit>> {
        let db = self.read();
        let mut statement = db.prepare_cached(&format!(
            "select {HIT}
             from watches w
             join hits h on h.watch = w.id
             join log e on e.seq = h.seq
             where w.account = $1 and ($2 is null or w.id = $2)
             order by e.seq desc
             limit $3"
        ))?;
        let rows = statement.query_map(params![account, watch, limit as i64], |row| {
            Ok((log::read(row), row.get::<_, String>(10)?, watches::read(row, 11)))
        })?;
        let mut hits = Vec::new();
        for row in rows {
            let (event, passage, watch) = row?;
            let (event, watch) = (event?, watch?);
            let why = watch.why(lang);
            let named = Named { id: watch.id, label: watch.label, why, url: watch.url };
            hits.push(Hit { watch: named, event, passage });
        }
        Ok(hits)
    }
}
