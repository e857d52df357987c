//! All SQL: the log of the feed, records, links, events, originals, texts and the queue.
//!
//! One SQLite file in WAL mode: one writer, many readers that never wait for it, and a folder of originals beside it.
//! Callers see typed rows and one [`Store`]; which database is behind it is decided here alone.
//!
//! Start with [`Store::open`], [`feed`] (a page of the feed becomes records in one transaction) and
//! `migrations/0001_ground.sql` (what is kept).

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

mod addresses;
pub mod blobs;
pub mod corrections;
mod debates;
pub mod error;
pub mod feed;
pub mod following;
mod gathered;
pub mod indexable;
mod migrate;
pub mod originals;
mod packed;
pub mod people;
pub mod problems;
pub mod queue;
mod reading;
pub mod rebuild;
mod records;
pub mod relations;
pub mod show;
pub mod status;
pub mod structure;
pub mod texts;

pub use error::Error;

/// Results of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// How long a statement waits for another process that writes, before it is [`Error::Busy`].
const BUSY: Duration = Duration::from_secs(10);
/// The database in the folder.
const FILE: &str = "kamerspoor.db";
/// Connections for reading; each serves one request at a time.
const READERS: usize = 8;
/// Pages that a reader keeps, in KiB: much for the first, which serve most, little for those that help in a rush, and some
/// for the second half, on which views of jobs are opened.
const CACHE: i64 = 24_576;
const SMALL_CACHE: i64 = 4_096;
const VIEW_CACHE: i64 = 8_192;

/// The store: a database file and a folder of originals. Share it by reference or in an `Arc`.
pub struct Store {
    folder: PathBuf,
    writer: Mutex<Connection>,
    readers: reading::Readers,
    watch: Mutex<Connection>,
    blobs: blobs::Blobs,
}

impl Store {
    /// Opens the store in a folder, makes it if it is not there, and brings it to the newest form.
    ///
    /// # Errors
    /// The folder cannot be written, the file is no store, or a newer program has written it.
    pub fn open(folder: &Path) -> Result<Store> {
        std::fs::create_dir_all(folder)
            .map_err(|source| Error::Folder { folder: folder.to_owned(), source })?;
        let file = folder.join(FILE);
        let mut writer = Connection::open(&file)?;
        writer.busy_timeout(BUSY)?;
        writer.execute_batch(
            "pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -131072;
             pragma temp_store = memory; pragma wal_autocheckpoint = 16000; pragma journal_size_limit = 268435456;",
        )?;
        writer.set_prepared_statement_cache_capacity(256);
        settle(&writer)?;
        migrate::run(&mut writer)?;
        let cache = |at: usize| match at {
            at if at < READERS / 4 => CACHE,
            at if at < READERS / 2 => SMALL_CACHE,
            _ => VIEW_CACHE,
        };
        let readers = (0..READERS).map(|at| reader(&file, cache(at))).collect::<Result<Vec<_>>>()?;
        let watch = Mutex::new(reader(&file, SMALL_CACHE)?);
        let blobs = blobs::Blobs::open(&folder.join("originals"))?;
        Ok(Store {
            folder: folder.to_owned(),
            writer: Mutex::new(writer),
            readers: reading::Readers::new(readers),
            watch,
            blobs,
        })
    }

    /// The folder it lies in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The originals by content.
    pub fn blobs(&self) -> &blobs::Blobs {
        &self.blobs
    }

    /// A number that differs after every change of the store by any process: pages may be kept until it moves.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn revision(&self) -> Result<i64> {
        let watch = lock(&self.watch);
        Ok(watch.prepare_cached("pragma data_version")?.query_row([], |row| row.get(0))?)
    }

    /// A connection for reading; another request gets another one. The first that is free: each keeps pages of its own,
    /// so that the fewer serve, the more of what is asked for is at hand and the less memory it takes.
    pub fn read(&self) -> MutexGuard<'_, Connection> {
        self.readers.free()
    }

    /// Runs `work` with one view of the records for everything that this thread reads in it: nothing moves meanwhile, and
    /// what is read twice stays in memory. Short work only: while a view is open, the log of writes cannot be folded in.
    ///
    /// # Errors
    /// What `work` says, or the database cannot be read.
    pub fn one_view<T, E: From<Error>>(
        &self,
        work: impl FnOnce() -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let _view = self.readers.view()?;
        work()
    }

    /// Counts how values are spread, where that has changed much, so that statements find the shortest way. Quick:
    /// it samples.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn tend(&self) -> Result<()> {
        // 0x10000: all tables, 0x10: a sample is enough, 0x02: do it
        lock(&self.writer).execute_batch("pragma optimize = 0x10012")?;
        Ok(())
    }

    /// Runs `work` in one transaction: all of it is kept, or none.
    fn write<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut writer = lock(&self.writer);
        let transaction = writer.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let result = work(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }
}

fn reader(file: &Path, cache: i64) -> Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.execute_batch("pragma temp_store = memory; pragma query_only = 1;")?;
    connection.pragma_update(None, "cache_size", -cache)?;
    connection.set_prepared_statement_cache_capacity(128);
    settle(&connection)?;
    Ok(connection)
}

/// Keeps the plan of a prepared statement whatever is bound to it: else SQLite makes it anew for every new value. And gives
/// `lower` the small letters of all letters, as other databases have it: SQLite's own knows A to Z, and Öztürk is not found
/// by öztürk.
fn settle(connection: &Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("lower", 1, flags, |arguments| {
        Ok(match arguments.get_raw(0) {
            ValueRef::Null => None,
            ValueRef::Integer(number) => Some(number.to_string()),
            ValueRef::Real(number) => Some(number.to_string()),
            ValueRef::Text(text) | ValueRef::Blob(text) => Some(String::from_utf8_lossy(text).to_lowercase()),
        })
    })?;
    Ok(())
}

/// A panic in another thread leaves no half transaction behind: it was rolled back when its guard fell.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(name: &str) -> (PathBuf, Store) {
        let folder = std::env::temp_dir().join(format!("kamerspoor-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let store = Store::open(&folder).unwrap();
        (folder, store)
    }

    fn fill(store: &Store) -> Result<()> {
        store.write(|db| {
            db.execute(
                "insert into problems values ('source', hex(randomblob(400000)), '', '', '', '', 1)",
                [],
            )?;
            Ok(())
        })
    }

    fn problems(store: &Store) -> i64 {
        store.read().query_row("select count(*) from problems", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn small_letters_are_those_of_all_letters() {
        let (folder, store) = store("lower");
        let lower = |sql: &str| -> Option<String> {
            store.read().query_row(&format!("select lower({sql})"), [], |row| row.get(0)).unwrap()
        };
        assert_eq!(lower("'ÖZTÜRK van IJzendijk'").as_deref(), Some("öztürk van ijzendijk"));
        assert_eq!(lower("12").as_deref(), Some("12"));
        assert_eq!(lower("null"), None);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_full_disk_is_a_clear_error_and_loses_nothing() {
        let (folder, store) = store("full");
        fill(&store).unwrap();
        let pages: i64 = store.read().query_row("pragma page_count", [], |row| row.get(0)).unwrap();
        lock(&store.writer).pragma_update(None, "max_page_count", pages + 5).unwrap();
        let error = fill(&store).unwrap_err();
        assert!(matches!(error, Error::Full), "{error}");
        assert!(error.to_string().starts_with("the disk is full"));
        assert_eq!(problems(&store), 1);
        lock(&store.writer).pragma_update(None, "max_page_count", 1_000_000).unwrap();
        fill(&store).unwrap();
        assert_eq!(problems(&store), 2);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_locked_database_is_a_clear_error_and_readers_go_on() {
        let (folder, store) = store("locked");
        lock(&store.writer).busy_timeout(Duration::from_millis(20)).unwrap();
        let other = Connection::open(folder.join("kamerspoor.db")).unwrap();
        other.execute_batch("begin immediate").unwrap();
        assert!(matches!(fill(&store), Err(Error::Busy)));
        assert_eq!(problems(&store), 0);
        other.execute_batch("commit").unwrap();
        fill(&store).unwrap();
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_revision_moves_with_every_change_and_only_then() {
        let (folder, store) = store("revision");
        let first = store.revision().unwrap();
        assert_eq!(store.revision().unwrap(), first);
        fill(&store).unwrap();
        assert_ne!(store.revision().unwrap(), first);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
