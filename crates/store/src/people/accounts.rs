//! Accounts, how they come about, and everything that goes with them when they are deleted.

use alerts::{Email, Lang};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Value, json};

use super::{People, moment, seconds};
use crate::{Error, Result};

/// Most endpoints of an account.
const MOST_ENDPOINTS: i64 = 20;

/// Somebody who follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub id: i64,
    /// Its address.
    pub address: Email,
    /// Its language.
    pub lang: Lang,
    /// Whether it may see `/beheer`.
    pub operator: bool,
    /// Whether it is shut out.
    pub blocked: bool,
    /// Why mail to it is refused.
    pub bounced: Option<String>,
    /// When it was made.
    pub created: Timestamp,
    /// The day of its last sign-in.
    pub seen: Option<Timestamp>,
}

/// Where something is told, if not by mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its number.
    pub id: i64,
    /// `webhook`, `ntfy`.
    pub kind: String,
    /// Its address.
    pub url: String,
    /// Why it failed last.
    pub failing: Option<String>,
}

pub(super) const COLUMNS: &str =
    "a.id, a.address, a.lang, a.operator, a.blocked, a.bounced, a.created, a.seen";

impl People {
    /// Makes an account, or finds the one of this address.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn add_account(&self, address: &Email, lang: Lang, operator: bool, at: Timestamp) -> Result<i64> {
        self.write(|db| {
            let id = ensure(db, address, lang, at)?;
            if operator {
                db.prepare_cached("update accounts set operator = 1 where id = $1")?.execute([id])?;
            }
            Ok(id)
        })
    }

    /// The account of an address.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn account_of(&self, address: &Email) -> Result<Option<Account>> {
        let db = self.read();
        one(&db, &format!("select {COLUMNS} from accounts a where a.folded = $1"), params![address.folded()])
    }

    /// An account by its number.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn account(&self, id: i64) -> Result<Option<Account>> {
        let db = self.read();
        one(&db, &format!("select {COLUMNS} from accounts a where a.id = $1"), params![id])
    }

    /// Accounts after a number, in order.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn accounts(&self, after: i64, limit: usize) -> Result<Vec<(Account, u64)>> {
        let db = self.read();
        let mut statement = db.prepare_cached(&format!(
            "select {COLUMNS}, (select count(*) from watches w where w.account = a.id)
             from accounts a
             where a.id > $1
             order by a.id
             limit $2"
        ))?;
        let rows = statement
            .query_map(params![after, limit as i64], |row| Ok((read(row), row.get::<_, i64>(8)? as u64)))?;
        rows.map(|row| row.map_err(Error::from).and_then(|(account, count)| Ok((account?, count)))).collect()
    }

    /// Shuts an account out or lets it in again; shut out, its sessions end.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn block(&self, account: i64, blocked: bool) -> Result<bool> {
        self.write(|db| {
            let done = db
                .prepare_cached("update accounts set blocked = $1 where id = $2")?
                .execute(params![blocked, account])?;
            if blocked {
                db.prepare_cached("delete from sessions where account = $1")?.execute([account])?;
            }
            Ok(done > 0)
        })
    }

    /// Sets the language of an account.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn set_lang(&self, account: i64, lang: Lang) -> Result<()> {
        self.write(|db| {
            db.prepare_cached("update accounts set lang = $1 where id = $2")?
                .execute(params![lang.code(), account])?;
            Ok(())
        })
    }

    /// Deletes an account with everything that hangs on it.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn delete_account(&self, account: i64) -> Result<bool> {
        self.write(|db| {
            let folded: Option<String> = db
                .prepare_cached("select folded from accounts where id = $1")?
                .query_row([account], |row| row.get(0))
                .optional()?;
            let Some(folded) = folded else { return Ok(false) };
            // hits point to deliveries, so they go first
            db.prepare_cached("delete from watches where account = $1")?.execute([account])?;
            db.prepare_cached("delete from sign_ins where lower(address) = $1")?.execute([folded])?;
            db.prepare_cached("delete from accounts where id = $1")?.execute([account])?;
            Ok(true)
        })
    }

    /// Everything that is kept of an account, as data.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn export(&self, account: i64) -> Result<Option<Value>> {
        let Some(found) = self.account(account)? else { return Ok(None) };
        let watches = self.watches(account)?;
        let sessions = self.sessions(account)?;
        let endpoints = self.endpoints(account)?;
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select d.key, d.written, d.state, count(h.item)
             from deliveries d
             left join hits h on h.delivery = d.id
             where d.account = $1
             group by d.id
             order by d.id desc
             limit 10000",
        )?;
        let deliveries = statement
            .query_map([account], |row| {
                Ok(json!({
                    "key": row.get::<_, String>(0)?,
                    "written": moment(row.get(1)?).to_string(),
                    "state": row.get::<_, String>(2)?,
                    "items": row.get::<_, i64>(3)?,
                }))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(Some(json!({
            "account": {
                "address": found.address.as_str(),
                "language": found.lang.code(),
                "operator": found.operator,
                "created": found.created.to_string(),
                "last_sign_in_day": found.seen.map(|at| at.to_string()),
                "mail_refused": found.bounced,
            },
            "watches": watches.iter().map(|watch| json!({
                "follows": watch.target.kept(),
                "label": watch.label,
                "address": watch.url,
                "cadence": watch.cadence.to_string(),
                "muted": alerts::watch::kinds_kept(&watch.muted),
                "paused": watch.paused,
                "created": watch.created.to_string(),
            })).collect::<Vec<_>>(),
            "sessions": sessions.iter().map(|session| json!({
                "browser": session.label,
                "created": session.created.to_string(),
                "expires": session.expires.to_string(),
            })).collect::<Vec<_>>(),
            "endpoints": endpoints.iter().map(|endpoint| json!({ "kind": endpoint.kind, "url": endpoint.url })).collect::<Vec<_>>(),
            "messages": deliveries,
        })))
    }

    /// The endpoints of an account.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn endpoints(&self, account: i64) -> Result<Vec<Endpoint>> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select id, kind, url, failing from endpoints where account = $1 order by id limit 100",
        )?;
        let rows = statement.query_map([account], |row| {
            Ok(Endpoint { id: row.get(0)?, kind: row.get(1)?, url: row.get(2)?, failing: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Adds an endpoint; none when there are enough.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn add_endpoint(&self, account: i64, kind: &str, url: &str, at: Timestamp) -> Result<Option<i64>> {
        self.write(|db| {
            let count: i64 = db
                .prepare_cached("select count(*) from endpoints where account = $1")?
                .query_row([account], |row| row.get(0))?;
            if count >= MOST_ENDPOINTS {
                return Ok(None);
            }
            db.prepare_cached("insert into endpoints (account, kind, url, created) values ($1, $2, $3, $4)")?
                .execute(params![account, kind, url, seconds(at)])?;
            Ok(Some(db.last_insert_rowid()))
        })
    }

    /// Removes an endpoint; what told there tells by mail from then on.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn remove_endpoint(&self, account: i64, id: i64) -> Result<bool> {
        self.write(|db| {
            let own: i64 = db
                .prepare_cached("select count(*) from endpoints where id = $1 and account = $2")?
                .query_row([id, account], |row| row.get(0))?;
            if own == 0 {
                return Ok(false);
            }
            // what was told there stays told; what waits for it is told by mail, in its turn
            db.prepare_cached("update deliveries set endpoint = null where endpoint = $1")?.execute([id])?;
            db.prepare_cached("update watches set endpoint = null where endpoint = $1")?.execute([id])?;
            let done = db
                .prepare_cached("delete from endpoints where id = $1 and account = $2")?
                .execute([id, account])?;
            Ok(done > 0)
        })
    }

    /// A secret address for a feed of all watches, or of one; the one before stops working.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn set_feed(&self, account: i64, watch: Option<i64>, hash: [u8; 32], at: Timestamp) -> Result<bool> {
        self.write(|db| {
            if let Some(watch) = watch {
                let own: i64 = db
                    .prepare_cached("select count(*) from watches where id = $1 and account = $2")?
                    .query_row([watch, account], |row| row.get(0))?;
                if own == 0 {
                    return Ok(false);
                }
            }
            db.prepare_cached(
                "delete from feeds where account = $1 and coalesce(watch, 0) = coalesce($2, 0)",
            )?
            .execute(params![account, watch])?;
            db.prepare_cached("insert into feeds (hash, account, watch, created) values ($1, $2, $3, $4)")?
                .execute(params![&hash[..], account, watch, seconds(at)])?;
            Ok(true)
        })
    }

    /// Withdraws the secret address of a feed.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn revoke_feed(&self, account: i64, watch: Option<i64>) -> Result<bool> {
        self.write(|db| {
            let done = db
                .prepare_cached(
                    "delete from feeds where account = $1 and coalesce(watch, 0) = coalesce($2, 0)",
                )?
                .execute(params![account, watch])?;
            Ok(done > 0)
        })
    }

    /// Whose feed a secret address is, and of which watch.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn feed(&self, hash: [u8; 32]) -> Result<Option<(i64, Option<i64>)>> {
        let db = self.read();
        Ok(db
            .prepare_cached(
                "select f.account, f.watch
                 from feeds f
                 join accounts a on a.id = f.account and a.blocked = 0
                 where f.hash = $1",
            )?
            .query_row([&hash[..]], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?)
    }

    /// Which feeds of an account have a secret address: none stands for all watches.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn feeds(&self, account: i64) -> Result<Vec<Option<i64>>> {
        let db = self.read();
        let mut statement =
            db.prepare_cached("select watch from feeds where account = $1 order by watch limit 2000")?;
        let rows = statement.query_map([account], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// The account of an address; made if there is none.
pub(super) fn ensure(db: &Connection, address: &Email, lang: Lang, at: Timestamp) -> Result<i64> {
    db.prepare_cached(
        "insert into accounts (address, folded, lang, created)
         values ($1, $2, $3, $4)
         on conflict (folded) do nothing",
    )?
    .execute(params![address.as_str(), address.folded(), lang.code(), seconds(at)])?;
    Ok(db
        .prepare_cached("select id from accounts where folded = $1")?
        .query_row([address.folded()], |row| row.get(0))?)
}

fn one(db: &Connection, sql: &str, parameters: impl rusqlite::Params) -> Result<Option<Account>> {
    db.prepare_cached(sql)?.query_row(parameters, |row| Ok(read(row))).optional()?.transpose()
}

pub(super) fn read(row: &Row<'_>) -> Result<Account> {
    let id: i64 = row.get(0)?;
    let address: String = row.get(1)?;
    let lang: String = row.get(2)?;
    Ok(Account {
        id,
        address: Email::parse(&address)
            .ok_or_else(|| Error::Unreadable(format!("the address of account {id}")))?,
        lang: Lang::of(&lang),
        operator: row.get(3)?,
        blocked: row.get(4)?,
        bounced: row.get(5)?,
        created: moment(row.get(6)?),
        seen: row.get::<_, Option<i64>>(7)?.map(moment),
    })
}
