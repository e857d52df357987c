//! The connections for reading: who gets which, and one view of the records for a piece of work.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, TryLockError};

use rusqlite::Connection;

use crate::{Result, lock};

/// Connections for reading; each serves one request at a time.
pub(crate) struct Readers {
    id: usize,
    all: Vec<Reader>,
    turn: AtomicUsize,
}

struct Reader {
    connection: Mutex<Connection>,
    /// Whether a thread has a view open on it.
    taken: AtomicBool,
}

thread_local! {
    /// The view that this thread has open: of which store, and on which of its connections.
    static VIEW: Cell<Option<(usize, usize)>> = const { Cell::new(None) };
}

static STORES: AtomicUsize = AtomicUsize::new(0);

impl Readers {
    pub fn new(connections: Vec<Connection>) -> Readers {
        let all = connections
            .into_iter()
            .map(|connection| Reader { connection: Mutex::new(connection), taken: AtomicBool::new(false) })
            .collect();
        Readers { id: STORES.fetch_add(1, Ordering::Relaxed), all, turn: AtomicUsize::new(0) }
    }

    /// The connection of this thread's view, or the first that is free: those that are used most keep their pages and
    /// statements in memory, and the others take none.
    pub fn free(&self) -> MutexGuard<'_, Connection> {
        if let Some((id, at)) = VIEW.get()
            && id == self.id
            && let Ok(own) = self.all[at].connection.try_lock()
        {
            return own;
        }
        for reader in &self.all {
            if reader.taken.load(Ordering::Acquire) {
                continue;
            }
            match reader.connection.try_lock() {
                Ok(free) => return free,
                Err(TryLockError::Poisoned(free)) => return free.into_inner(),
                Err(TryLockError::WouldBlock) => {}
            }
        }
        // all are busy: each waits for another one that no view can be open on
        let open = self.all.len().div_ceil(2);
        lock(&self.all[self.turn.fetch_add(1, Ordering::Relaxed) % open].connection)
    }

    /// Opens a view for this thread, if it has none and enough connections are left for others.
    pub fn view(&self) -> Result<Option<View<'_>>> {
        if VIEW.get().is_some() {
            return Ok(None);
        }
        // from the end: the first ones are for whoever asks shortly
        for at in (self.all.len().div_ceil(2)..self.all.len()).rev() {
            let reader = &self.all[at];
            if reader.taken.swap(true, Ordering::AcqRel) {
                continue;
            }
            let view = View { readers: self, at };
            lock(&reader.connection).execute_batch("begin")?;
            VIEW.set(Some((self.id, at)));
            return Ok(Some(view));
        }
        Ok(None)
    }
}

/// One view of the records, until it falls.
pub(crate) struct View<'r> {
    readers: &'r Readers,
    at: usize,
}

impl Drop for View<'_> {
    fn drop(&mut self) {
        VIEW.set(None);
        let reader = &self.readers.all[self.at];
        // a read has nothing to lose: where it cannot be ended well, it had not begun
        let _ = lock(&reader.connection).execute_batch("commit");
        reader.taken.store(false, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use crate::Store;

    fn problems(store: &Store) -> i64 {
        store.read().query_row("select count(*) from problems", [], |row| row.get(0)).unwrap()
    }

    fn add(store: &Store, subject: &str) {
        store
            .write(|db| {
                db.execute("insert into problems values ('source', $1, '', '', '', '', 1)", [subject])?;
                Ok(())
            })
            .unwrap();
    }

    #[test]
    fn a_view_stays_as_it_was_and_others_see_what_is_new() {
        let folder = std::env::temp_dir().join(format!("kamerspoor-view-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let store = Store::open(&folder).unwrap();
        add(&store, "one");
        store
            .one_view(|| {
                assert_eq!(problems(&store), 1);
                add(&store, "two");
                assert_eq!(problems(&store), 1, "the view does not move");
                std::thread::scope(|scope| {
                    scope.spawn(|| assert_eq!(problems(&store), 2, "another thread has its own"));
                });
                let first = store.read();
                assert_eq!(problems(&store), 2, "a second connection at once is outside the view");
                drop(first);
                assert_eq!(store.one_view(|| Ok::<_, crate::Error>(problems(&store)))?, 1);
                assert_eq!(problems(&store), 1, "a view within a view is the same one");
                Ok::<_, crate::Error>(())
            })
            .unwrap();
        assert_eq!(problems(&store), 2);
        // what fails lets go of its view too
        let failed: Result<(), crate::Error> = store.one_view(|| Err(crate::Error::Busy));
        assert!(failed.is_err());
        add(&store, "three");
        assert_eq!(problems(&store), 3);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
