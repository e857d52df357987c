//! Signing in by a link in a mail, and the sessions that come of it. Tokens are kept as hashes only.

use alerts::{Email, Lang};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};

use super::accounts::{self, Account};
use super::{People, moment, seconds};
use crate::{Error, Result};

/// Minutes that a link to sign in works.
pub const LINK_MINUTES: u64 = 20;
/// Days after which a session ends when nobody uses it.
const IDLE_DAYS: i64 = 30;
/// Days after which it ends however it is used.
const LONGEST_DAYS: i64 = 180;
const DAY: i64 = 86_400;
/// How often the last use of a session is noted, in seconds: not at each request.
const NOTED: i64 = 3_600;

/// Who signs in with which rights, as the settings say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Mode {
    /// Nobody: the site has feeds only.
    #[default]
    None,
    /// The operator only.
    Single(Option<Email>),
    /// Everybody; the operator as well.
    Open(Option<Email>),
}

/// A wish to sign in whose mail is to be sent.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Its number.
    pub id: i64,
    /// Where the mail goes.
    pub address: Email,
    /// In which language.
    pub lang: Lang,
    /// How often sending failed.
    pub attempts: u32,
}

/// A signed-in browser.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its number.
    pub id: i64,
    /// What its forms carry.
    pub csrf: String,
    /// Browser and system in two words.
    pub label: String,
    /// When it began.
    pub created: Timestamp,
    /// When it was last used, to the hour.
    pub seen: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
}

impl Mode {
    /// Whether an address may sign in.
    pub fn lets_in(&self, address: &Email) -> bool {
        match self {
            Mode::None => false,
            Mode::Single(operator) => {
                operator.as_ref().is_some_and(|known| known.folded() == address.folded())
            }
            Mode::Open(_) => true,
        }
    }

    /// Whether an address is the operator's.
    pub fn operates(&self, address: &Email) -> bool {
        match self {
            Mode::None => false,
            Mode::Single(operator) | Mode::Open(operator) => {
                operator.as_ref().is_some_and(|known| known.folded() == address.folded())
            }
        }
    }
}

impl People {
    /// Notes the wish of somebody to sign in. Writes the same whether the address is known, let in or blocked, so that
    /// the time it takes tells nothing; a wish that leads nowhere is written as one that has ended.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn wish_to_sign_in(&self, address: &Email, lang: Lang, mode: &Mode, at: Timestamp) -> Result<()> {
        let added = self.account_of(address)?;
        let known = added.as_ref();
        let lets_in =
            mode.lets_in(address) || (*mode != Mode::None && known.is_some_and(|known| known.operator));
        let sends = lets_in && known.is_none_or(|known| !known.blocked);
        self.write(|db| {
            db.prepare_cached(
                "insert into sign_ins (address, lang, asked, expires, sent, due)
                 values ($1, $2, $3, $4, $5, $3)",
            )?
            .execute(params![
                // who is not let in leaves no address behind
                if sends { address.as_str() } else { "" },
                lang.code(),
                seconds(at),
                if sends { seconds(at) + LINK_MINUTES as i64 * 60 } else { seconds(at) },
                !sends
            ])?;
            db.prepare_cached("delete from sign_ins where expires < $1")?.execute([seconds(at) - DAY])?;
            Ok(())
        })
    }

    /// Wishes whose mail is due.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn wishes(&self, now: Timestamp, limit: usize) -> Result<Vec<Wish>> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select id, address, lang, attempts
             from sign_ins
             where sent = 0 and due <= $1 and expires > $1
             order by id
             limit $2",
        )?;
        let rows = statement.query_map(params![seconds(now), limit as i64], |row| {
            Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get(3)?))
        })?;
        let mut found = Vec::new();
        for row in rows {
            let (id, address, lang, attempts) = row?;
            let address = Email::parse(&address)
                .ok_or_else(|| Error::Unreadable(format!("the address of sign-in {id}")))?;
            found.push(Wish { id, address, lang: Lang::of(&lang), attempts });
        }
        Ok(found)
    }

    /// Keeps the hash of the token that is about to be sent for a wish, in place of the one before; its time begins.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn prepare_sign_in(&self, wish: i64, hash: [u8; 32], at: Timestamp) -> Result<()> {
        self.write(|db| {
            db.prepare_cached("update sign_ins set hash = $1, expires = $2 where id = $3")?
                .execute(params![&hash[..], seconds(at) + LINK_MINUTES as i64 * 60, wish])?;
            Ok(())
        })
    }

    /// Keeps whether the mail of a wish was taken, or when it is tried again.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn settle_sign_in(&self, wish: i64, again: Option<Timestamp>) -> Result<()> {
        self.write(|db| {
            db.prepare_cached(
                "update sign_ins set sent = $1, due = coalesce($2, due), attempts = attempts + $3 where id = $4",
            )?
            .execute(params![again.is_none(), again.map(seconds), i64::from(again.is_some()), wish])?;
            Ok(())
        })
    }

    /// Whether a link would still sign somebody in. Looking changes nothing: scanners of mail look as well.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn link_works(&self, hash: [u8; 32], now: Timestamp) -> Result<bool> {
        let db = self.read();
        let found: i64 = db
            .prepare_cached("select count(*) from sign_ins where hash = $1 and expires > $2")?
            .query_row(params![&hash[..], seconds(now)], |row| row.get(0))?;
        Ok(found > 0)
    }

    /// Signs in with a token and ends the token; makes the account at the first time. `session` is the hash of the new
    /// session's own token, so that none that was known before is raised to one.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn sign_in(
        &self,
        hash: [u8; 32],
        session: [u8; 32],
        csrf: &str,
        label: &str,
        mode: &Mode,
        now: Timestamp,
    ) -> Result<Option<Account>> {
        self.write(|db| {
            let found: Option<(String, String)> = db
                .prepare_cached(
                    "delete from sign_ins where hash = $1 and expires > $2 returning address, lang",
                )?
                .query_row(params![&hash[..], seconds(now)], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((address, lang)) = found else { return Ok(None) };
            let Some(address) = Email::parse(&address) else { return Ok(None) };
            let id = accounts::ensure(db, &address, Lang::of(&lang), now)?;
            if mode.operates(&address) {
                db.prepare_cached("update accounts set operator = 1 where id = $1")?.execute([id])?;
            }
            let today = seconds(now) - seconds(now).rem_euclid(DAY);
            db.prepare_cached("update accounts set seen = $1 where id = $2")?.execute([today, id])?;
            let account = db
                .prepare_cached(&format!("select {} from accounts a where a.id = $1", accounts::COLUMNS))?
                .query_row([id], |row| Ok(accounts::read(row)))??;
            if account.blocked {
                return Ok(None);
            }
            db.prepare_cached("delete from sessions where expires <= $1 or seen <= $2")?
                .execute([seconds(now), seconds(now) - IDLE_DAYS * DAY])?;
            db.prepare_cached(
                "insert into sessions (hash, id, account, csrf, label, created, seen, expires)
                 values ($1, (select coalesce(max(id), 0) + 1 from sessions), $2, $3, $4, $5, $5, $6)",
            )?
            .execute(params![
                &session[..],
                id,
                csrf,
                label,
                seconds(now),
                seconds(now) + LONGEST_DAYS * DAY
            ])?;
            Ok(Some(account))
        })
    }

    /// Who a session's token belongs to, if it still holds.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn session(&self, hash: [u8; 32], now: Timestamp) -> Result<Option<(Account, Session)>> {
        let found = {
            let db = self.read();
            let mut statement = db.prepare_cached(&format!(
                "select {}, s.id, s.csrf, s.label, s.created, s.seen, s.expires
                 from sessions s
                 join accounts a on a.id = s.account and a.blocked = 0
                 where s.hash = $1 and s.expires > $2 and s.seen > $3",
                accounts::COLUMNS
            ))?;
            let found = statement
                .query_row(params![&hash[..], seconds(now), seconds(now) - IDLE_DAYS * DAY], |row| {
                    Ok((accounts::read(row), session(row, 8)?))
                })
                .optional()?;
            found.map(|(account, session)| account.map(|account| (account, session))).transpose()?
        };
        if let Some((_, session)) = &found
            && seconds(session.seen) + NOTED < seconds(now)
        {
            self.write(|db| {
                db.prepare_cached("update sessions set seen = $1 where hash = $2")?
                    .execute(params![seconds(now), &hash[..]])?;
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// The sessions of an account, the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn sessions(&self, account: i64) -> Result<Vec<Session>> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select id, csrf, label, created, seen, expires
             from sessions
             where account = $1
             order by created desc, id desc
             limit 100",
        )?;
        let rows = statement.query_map([account], |row| session(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Ends a session of an account, or all of them.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn end_sessions(&self, account: i64, id: Option<i64>) -> Result<usize> {
        self.write(|db| {
            Ok(db
                .prepare_cached("delete from sessions where account = $1 and ($2 is null or id = $2)")?
                .execute(params![account, id])?)
        })
    }
}

fn session(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Session> {
    Ok(Session {
        id: row.get(at)?,
        csrf: row.get(at + 1)?,
        label: row.get(at + 2)?,
        created: moment(row.get(at + 3)?),
        seen: moment(row.get(at + 4)?),
        expires: moment(row.get(at + 5)?),
    })
}
