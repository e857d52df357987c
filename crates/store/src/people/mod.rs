//! Accounts, watches, the log of events and deliveries: in a database file of their own (`people.sqlite`).
//!
//! The records can be deleted, rebuilt or fetched anew without touching it, and no page that writes here waits for
//! whoever writes there. Every method is one transaction.
//!
//! Start with [`People`]; [`log`] is the ground of exactness, [`deliveries`] what is sent.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use alerts::secret::Key;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use crate::{Error, Result};

pub mod accounts;
pub mod deliveries;
pub mod log;
pub mod operate;
pub mod sessions;
pub mod watches;

/// Forward only; a change of form is a new file.
const MIGRATIONS: &[(&str, &str)] = &[("0001_people", include_str!("migrations/0001_people.sql"))];
/// How long a statement waits for another process.
const BUSY: Duration = Duration::from_secs(10);

/// The database of people. Share it in an `Arc`.
pub struct People {
    connection: Mutex<Connection>,
    key: Key,
    #[cfg(feature = "faults")]
    fault: std::sync::atomic::AtomicI64,
    #[cfg(feature = "faults")]
    part: std::sync::atomic::AtomicUsize,
}

impl People {
    /// Opens `people.sqlite` in a folder, or makes it; the key of the installation lies beside it in `people.key`.
    ///
    /// # Errors
    /// The folder cannot be written, or a newer program has written the file.
    pub fn open(folder: &Path) -> Result<People> {
        std::fs::create_dir_all(folder)
            .map_err(|source| Error::Folder { folder: folder.to_owned(), source })?;
        let key = key(&folder.join("people.key"))
            .map_err(|source| Error::Folder { folder: folder.to_owned(), source })?;
        let connection = Connection::open(folder.join("people.sqlite"))?;
        connection.busy_timeout(BUSY)?;
        // a power failure may lose the last second, never a part of a transaction: what was sent then is sent again under
        // the same id
        connection.execute_batch(
            "pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -65536;
             pragma wal_autocheckpoint = 8000;",
        )?;
        People::with(connection, key)
    }

    /// One that lives as long as the process: for tests and previews.
    ///
    /// # Errors
    /// Never, if there is memory.
    pub fn in_memory() -> Result<People> {
        People::with(Connection::open_in_memory()?, Key::new([7; 32]))
    }

    fn with(mut connection: Connection, key: Key) -> Result<People> {
        connection.execute_batch(
            "pragma foreign_keys = on; pragma temp_store = memory; pragma secure_delete = on;",
        )?;
        connection.set_prepared_statement_cache_capacity(128);
        crate::settle(&connection)?;
        migrate(&mut connection)?;
        Ok(People {
            connection: Mutex::new(connection),
            key,
            #[cfg(feature = "faults")]
            fault: std::sync::atomic::AtomicI64::new(i64::MAX),
            #[cfg(feature = "faults")]
            part: std::sync::atomic::AtomicUsize::new(log::HITS),
        })
    }

    /// The key of the installation.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Tests only: the `n`th write from now fails after it was done and before it is kept, as if the process were killed.
    #[cfg(feature = "faults")]
    pub fn fail_at(&self, n: i64) {
        self.fault.store(n, std::sync::atomic::Ordering::SeqCst);
    }

    /// Tests only: so many hits are worth a transaction from now on, so that a small batch takes several.
    #[cfg(feature = "faults")]
    pub fn hits_at_once(&self, hits: usize) {
        self.part.store(hits, std::sync::atomic::Ordering::SeqCst);
    }

    /// Hits that are worth a transaction.
    #[cfg(feature = "faults")]
    fn part(&self) -> usize {
        self.part.load(std::sync::atomic::Ordering::SeqCst)
    }

    /// Hits that are worth a transaction.
    #[cfg(not(feature = "faults"))]
    fn part(&self) -> usize {
        log::HITS
    }

    /// Tests only: everything that is kept, as text.
    ///
    /// # Errors
    /// The database cannot be read.
    #[cfg(feature = "faults")]
    pub fn dump(&self) -> Result<String> {
        let db = self.read();
        let mut names = db.prepare("select name from sqlite_master where type = 'table'")?;
        let names =
            names.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        let mut all = String::new();
        for name in names {
            let mut statement = db.prepare(&format!("select * from {name}"))?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                for at in 0..columns {
                    let bytes = match row.get_ref(at)? {
                        rusqlite::types::ValueRef::Text(bytes) | rusqlite::types::ValueRef::Blob(bytes) => {
                            bytes
                        }
                        _ => b"-",
                    };
                    all.push_str(&String::from_utf8_lossy(bytes));
                    all.push('\n');
                }
            }
        }
        Ok(all)
    }

    fn read(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut connection = self.read();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let result = work(&transaction)?;
        #[cfg(feature = "faults")]
        if self.fault.fetch_sub(1, std::sync::atomic::Ordering::SeqCst) == 0 {
            return Err(Error::Unreadable("killed by the test".to_owned()));
        }
        transaction.commit()?;
        Ok(result)
    }

    /// A setting that is kept here.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        setting(&self.read(), name)
    }

    /// Keeps a setting.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn set(&self, name: &str, value: &str) -> Result<()> {
        self.write(|db| set(db, name, value))
    }
}

fn setting(db: &Connection, name: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("select value from settings where name = $1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

fn set(db: &Connection, name: &str, value: &str) -> Result<()> {
    db.prepare_cached(
        "insert into settings (name, value)
         values ($1, $2)
         on conflict (name) do update set value = excluded.value",
    )?
    .execute(params![name, value])?;
    Ok(())
}

fn seconds(at: Timestamp) -> i64 {
    at.as_second()
}

fn moment(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn migrate(connection: &mut Connection) -> Result<()> {
    let found: u32 = connection.query_row("pragma user_version", [], |row| row.get(0))?;
    let known = MIGRATIONS.len() as u32;
    if found > known {
        return Err(Error::Newer { found: found.to_string(), known: known.to_string() });
    }
    for (at, (_, sql)) in MIGRATIONS.iter().enumerate().skip(found as usize) {
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // another process may have been faster
        let now: u32 = transaction.query_row("pragma user_version", [], |row| row.get(0))?;
        if now as usize > at {
            continue;
        }
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", at as u32 + 1)?;
        transaction.commit()?;
    }
    Ok(())
}

/// The key in a file that only its owner reads; made if it is not there.
fn key(file: &Path) -> std::io::Result<Key> {
    use std::io::Write;
    match std::fs::read(file) {
        Ok(bytes) => {
            let bytes: [u8; 32] = bytes.try_into().map_err(|_| {
                std::io::Error::other(format!(
                    "{} must hold 32 bytes: restore it from a backup",
                    file.display()
                ))
            })?;
            return Ok(Key::new(bytes));
        }
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        Err(_) => {}
    }
    let made = Key::random()?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // made whole beside it, then named: two processes that start at once agree on one
    let beside = file.with_extension(format!("key-{}", std::process::id()));
    options.open(&beside)?.write_all(made.bytes())?;
    let linked = std::fs::hard_link(&beside, file);
    std::fs::remove_file(&beside)?;
    match linked {
        Ok(()) => Ok(made),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => key(file),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_keeps_its_key_and_only_its_owner_reads_it() {
        let folder = std::env::temp_dir().join(format!("kamerspoor-people-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let first = People::open(&folder).unwrap().key().sign("x", "y");
        assert_eq!(People::open(&folder).unwrap().key().sign("x", "y"), first);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(folder.join("people.key")).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        std::fs::remove_dir_all(folder).unwrap();
    }
}
