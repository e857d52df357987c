//! Records, links and history from the log again, and fingerprints to compare two stores.
//!
//! The rebuild is one transaction: readers see the old records until it is done, and a kill leaves the old ones.

use std::collections::BTreeMap;
use std::sync::mpsc;

use model::Category;
use model::category::CATEGORIES;
use model::record::{Entry, FeedPage};
use rusqlite::params;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use crate::feed::{self, Follow, Following, Outcome};
use crate::{Error, Result, Store, gathered, lock, packed, queue, records};

/// Reads a body of the log again: a page, or one entity. Passed in, because this crate knows no feed.
pub struct Reading<'a> {
    /// Reads a page of a category that was asked for after a position.
    pub page: &'a (dyn Fn(Category, Option<u64>, &str) -> FeedPage + Sync),
    /// Reads one entity; none if it cannot be read.
    pub single: &'a (dyn Fn(&str) -> Option<Entry> + Sync),
}

struct Logged {
    number: i64,
    at: String,
    content: Content,
}

enum Content {
    Page(FeedPage),
    Single(Option<Box<Entry>>),
}

impl Store {
    /// Makes records, links, events and counts of unknown elements again from the log. `progress` hears of pages done.
    ///
    /// # Errors
    /// The log cannot be read or the database cannot be written; then everything is as it was.
    pub fn rebuild(
        &self,
        reading: &Reading,
        follow: &dyn Follow,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Outcome> {
        let following = Following::load(follow);
        let total: i64 = self.read().query_row("select count(*) from pages", [], |row| row.get(0))?;
        let mut writer = lock(&self.writer);
        let transaction = writer.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let made = ["links", "events", "unknown_elements"].into_iter();
        let made = made.chain(gathered::ALL.iter().flat_map(|gathered| gathered.tables.iter().copied()));
        for table in CATEGORIES.iter().map(|spec| spec.table).chain(made) {
            transaction.execute(&format!("delete from {table}"), [])?;
        }
        transaction.execute("delete from problems where stage = 'entries'", [])?;
        let mut outcome = Outcome::default();
        let mut latest = String::new();
        std::thread::scope(|scope| -> Result<()> {
            let (send, receive) = mpsc::sync_channel::<Result<Logged>>(8);
            scope.spawn(move || {
                if let Err(error) = self.read_log(reading, &send) {
                    let _ = send.send(Err(error));
                }
            });
            for (done, logged) in receive.into_iter().enumerate() {
                let logged = logged?;
                match &logged.content {
                    Content::Page(page) => {
                        outcome +=
                            feed::apply_page(&transaction, page, None, logged.number, &logged.at, following)?
                    }
                    Content::Single(Some(entry)) => {
                        let record = &entry.record;
                        feed::apply_entry(
                            &transaction,
                            entry,
                            records::head(&transaction, record.category, record.id)?,
                            logged.number,
                            &logged.at,
                            following,
                            &mut outcome,
                        )?;
                    }
                    Content::Single(None) => {}
                }
                latest = logged.at;
                progress(done as u64 + 1, total as u64);
            }
            Ok(())
        })?;
        // once for all: what a page says of a vote is changed by many others
        for gathered in &gathered::ALL {
            gathered.renew_all(&transaction)?;
        }
        for bulk in Category::all().flat_map(|category| follow.loaded(category)) {
            queue::put_all(&transaction, &bulk, &latest)?;
        }
        transaction.commit()?;
        Ok(outcome)
    }

    fn read_log(&self, reading: &Reading, send: &mpsc::SyncSender<Result<Logged>>) -> Result<()> {
        // the log is read once from end to end: mapping it would only fill memory
        let db = crate::reader(&self.folder.join(crate::FILE), crate::SMALL_CACHE)?;
        db.pragma_update(None, "mmap_size", 0)?;
        let mut statement =
            db.prepare("select id, category, position, single, fetched, body from pages order by id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let category: Category = row
                .get_ref(1)?
                .as_str()
                .unwrap_or_default()
                .parse()
                .map_err(|error: model::category::NotACategory| Error::Unreadable(error.to_string()))?;
            let body = unpack(row.get_ref(5)?.as_blob().unwrap_or_default())?;
            let content = if row.get(3)? {
                Content::Single((reading.single)(&body).map(Box::new))
            } else {
                Content::Page((reading.page)(
                    category,
                    row.get::<_, Option<i64>>(2)?.map(|n| n as u64),
                    &body,
                ))
            };
            if send.send(Ok(Logged { number: row.get(0)?, at: row.get(4)?, content })).is_err() {
                return Ok(()); // the other side failed and says why
            }
        }
        Ok(())
    }

    /// A fingerprint of each table that is made from the log, without what depends on when a page came.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn fingerprint(&self) -> Result<BTreeMap<&'static str, String>> {
        let mut prints = BTreeMap::new();
        for spec in &CATEGORIES {
            let columns = spec.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
            let content = if spec.downloadable { "content_type, content_length, " } else { "" };
            // of a withdrawn record the last values stay, if it was ever seen live: they say nothing of its state now
            let live = format!(
                "select id, updated, token, hash, {content}{columns} from {} where deleted = 0 order by id",
                spec.table
            );
            let gone = format!("select id, token, hash from {} where deleted = 1 order by id", spec.table);
            prints.insert(spec.table, format!("{}; {}", self.print(&live)?, self.print(&gone)?));
        }
        prints.insert(
            "links",
            self.print("select from_id, kind, to_id, position from links order by 1, 2, 3")?,
        );
        for table in gathered::ALL.iter().flat_map(|gathered| gathered.tables) {
            // their keys are the first columns
            prints.insert(table, self.print(&format!("select * from {table} order by 1, 2"))?);
        }
        prints.insert("originals", self.print("select id, version, hash from originals order by 1, 2")?);
        prints.insert("texts", self.print("select hash, format, chars, body from texts order by 1")?);
        Ok(prints)
    }

    /// A fingerprint of history: equal after a rebuild, but not between two syncs that met the pages in another order.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn history_fingerprint(&self) -> Result<String> {
        self.print("select seq, page, at, category, id, kind, changes from events order by seq")
    }

    fn print(&self, sql: &str) -> Result<String> {
        let db = self.read();
        let mut statement = db.prepare(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query(params![])?;
        let mut digest = Sha256::new();
        let mut count = 0u64;
        while let Some(row) = rows.next()? {
            for at in 0..columns {
                match row.get_ref(at)? {
                    ValueRef::Null => digest.update([0]),
                    ValueRef::Integer(number) => digest.update(number.to_le_bytes()),
                    ValueRef::Real(number) => digest.update(number.to_le_bytes()),
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                        digest.update((bytes.len() as u64).to_le_bytes());
                        digest.update(bytes);
                    }
                }
            }
            count += 1;
        }
        let hash: [u8; 32] = digest.finalize().into();
        Ok(format!("{count} rows {}", crate::blobs::Hash(hash)))
    }
}

fn unpack(body: &[u8]) -> Result<String> {
    let bytes = packed::unpack(body)?;
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}
