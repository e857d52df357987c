//! What takes long to count, counted beside requests: whole tables, and the figures beside the filters of lists.
//!
//! Two sorts. What [`Counts::aged`] keeps is believed for some seconds. What [`Counts::current`] keeps holds until the
//! store moves: then one thread counts anew, and who asks meanwhile gets the count as it was unless the new one is
//! there at once, so that no request waits for a large table and a small one is never old. A page that shows an old
//! count is kept for a moment only ([`shown_old`]).

use std::any::Any;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use store::Store;

use crate::error::Error;

/// How long the first to ask for a count waits for it.
const FIRST_COUNT: Duration = Duration::from_secs(4);
/// After a long count this many times as long passes before the next: a store that moves all the time costs little.
const REST: u32 = 9;

thread_local! {
    static OLD: Cell<bool> = const { Cell::new(false) };
}

/// Whether the calling thread was given a count older than the store since it was asked this last.
pub(crate) fn shown_old() -> bool {
    OLD.replace(false)
}

/// What counts, given the store and a day.
pub(crate) type Make<T> = fn(&Store, &str) -> store::Result<T>;

/// What is asked for.
pub(crate) struct Wanted<'a, T> {
    /// Its name.
    pub(crate) name: &'static str,
    /// How it is counted.
    pub(crate) make: Make<T>,
    /// The day that it is counted for; empty where it does not matter.
    pub(crate) day: &'a str,
}

/// The counts that are kept, and the bell that rings when one is made.
#[derive(Clone)]
pub(crate) struct Counts {
    kept: Arc<(Mutex<HashMap<&'static str, Count>>, Condvar)>,
    /// How long a request waits for a count that is older than the store.
    patience: Duration,
}

/// One of them.
#[derive(Default)]
struct Count {
    at: Option<Instant>,
    took: Duration,
    failed: Option<Instant>,
    counting: bool,
    /// Revision of the store and day that it was counted at.
    ground: Option<(i64, String)>,
    value: Option<Box<dyn Any + Send + Sync>>,
}

impl Count {
    fn value<T: Clone + 'static>(&self) -> Option<T> {
        self.value.as_ref().and_then(|value| value.downcast_ref::<T>()).cloned()
    }

    /// Whether it is not to be begun now: it is under way, has just failed, or is long and was just made.
    fn rests(&self, patience: Duration) -> bool {
        let failed = self.failed.is_some_and(|at| at.elapsed() < FIRST_COUNT);
        let long = self.took > patience && self.at.is_some_and(|at| at.elapsed() < self.took * REST);
        self.counting || failed || long
    }
}

impl Counts {
    /// None yet.
    pub(crate) fn new(patience: Duration) -> Counts {
        Counts { kept: Arc::default(), patience }
    }

    /// A count, believed for so many seconds: one thread counts, who asks meanwhile gets what was counted before.
    ///
    /// # Errors
    /// Nothing was counted yet and it takes long, or the store cannot be read.
    pub(crate) fn aged<T: Clone + Send + Sync + 'static>(
        &self,
        store: &Arc<Store>,
        wanted: &Wanted<'_, T>,
        seconds: u64,
    ) -> Result<T, Error> {
        let mut kept = self.lock();
        let count = kept.entry(wanted.name).or_default();
        if count.at.is_none_or(|at| at.elapsed().as_secs() >= seconds) {
            self.begin(count, store, wanted, 0);
        }
        self.first(kept, wanted.name)
    }

    /// A count that holds until the store moves, and for one day.
    ///
    /// # Errors
    /// Nothing was counted yet and it takes long, or the store cannot be read.
    pub(crate) fn current<T: Clone + Send + Sync + 'static>(
        &self,
        store: &Arc<Store>,
        wanted: &Wanted<'_, T>,
        revision: i64,
    ) -> Result<T, Error> {
        let holds = |count: &Count| {
            count.ground.as_ref().is_some_and(|(at, day)| *at == revision && day == wanted.day)
        };
        let asked = Instant::now();
        let mut kept = self.lock();
        loop {
            let count = kept.entry(wanted.name).or_default();
            if let (true, Some(value)) = (holds(count), count.value()) {
                return Ok(value);
            }
            self.begin(count, store, wanted, revision);
            let Some(before) = count.value() else { return self.first(kept, wanted.name) };
            let left = self.patience.checked_sub(asked.elapsed()).filter(|_| count.counting);
            let Some(left) = left else {
                OLD.set(true);
                return Ok(before);
            };
            kept = self.kept.1.wait_timeout(kept, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Begins to count what will be asked for, and does not wait for it.
    pub(crate) fn prepare<T: Send + Sync + 'static>(
        &self,
        store: &Arc<Store>,
        wanted: &Wanted<'_, T>,
        revision: i64,
    ) {
        self.begin(self.lock().entry(wanted.name).or_default(), store, wanted, revision);
    }

    /// What was counted, waiting for the first count if there is none.
    fn first<T: Clone + 'static>(
        &self,
        mut kept: MutexGuard<'_, HashMap<&'static str, Count>>,
        name: &'static str,
    ) -> Result<T, Error> {
        let asked = Instant::now();
        loop {
            if let Some(value) = kept.get(name).and_then(Count::value) {
                return Ok(value);
            }
            let left = FIRST_COUNT.checked_sub(asked.elapsed()).ok_or(Error::Counting)?;
            kept = self.kept.1.wait_timeout(kept, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn begin<T: Send + Sync + 'static>(
        &self,
        count: &mut Count,
        store: &Arc<Store>,
        wanted: &Wanted<'_, T>,
        revision: i64,
    ) {
        if count.rests(self.patience) {
            return;
        }
        count.counting = true;
        let (counts, store, name, make) = (self.clone(), store.clone(), wanted.name, wanted.make);
        let day = wanted.day.to_owned();
        std::thread::spawn(move || {
            let begun = Instant::now();
            let made = make(&store, &day);
            counts.keep(name, (revision, day), begun.elapsed(), made);
        });
    }

    fn keep<T: Send + Sync + 'static>(
        &self,
        name: &'static str,
        ground: (i64, String),
        took: Duration,
        made: store::Result<T>,
    ) {
        let mut kept = self.lock();
        let count = kept.entry(name).or_default();
        count.counting = false;
        match made {
            Ok(value) => {
                count.at = Some(Instant::now());
                count.took = took;
                count.ground = Some(ground);
                count.value = Some(Box::new(value));
            }
            Err(error) => {
                tracing::error!(%error, name, "could not be counted");
                count.failed = Some(Instant::now());
            }
        }
        self.kept.1.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<&'static str, Count>> {
        self.kept.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    fn store() -> (tempfile::TempDir, Arc<Store>) {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(Store::open(folder.path()).unwrap());
        (folder, store)
    }

    #[test]
    fn a_count_holds_until_the_store_moves_or_the_day_ends() {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let (_folder, store) = store();
        let counts = Counts::new(Duration::MAX);
        let make: Make<u64> = |_, _| Ok(MADE.fetch_add(1, Ordering::Relaxed) + 1);
        let ask = |revision, day| counts.current(&store, &Wanted { name: "a", make, day }, revision).unwrap();
        assert_eq!([ask(1, ""), ask(1, ""), ask(2, ""), ask(2, "2031-01-28")], [1, 1, 2, 3]);
        assert!(!shown_old());
    }

    #[test]
    fn a_long_count_is_shown_as_it_was_until_the_next_is_there() {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let (_folder, store) = store();
        let counts = Counts::new(Duration::ZERO);
        let make: Make<u64> = |_, _| {
            std::thread::sleep(Duration::from_millis(20));
            Ok(MADE.fetch_add(1, Ordering::Relaxed) + 1)
        };
        let ask = |revision| counts.current(&store, &Wanted { name: "a", make, day: "" }, revision).unwrap();
        assert_eq!(ask(1), 1, "the first is waited for");
        assert!(!shown_old());
        assert_eq!(ask(2), 1);
        assert!(shown_old(), "the page that shows it is kept for a moment only");
        let begun = Instant::now();
        while ask(2) == 1 && begun.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(5));
        }
        shown_old();
        assert_eq!((ask(2), shown_old()), (2, false));
    }

    #[test]
    fn a_count_that_fails_is_told_and_not_tried_again_at_once() {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let (_folder, store) = store();
        let counts = Counts::new(Duration::MAX);
        let make: Make<u64> = |_, _| {
            MADE.fetch_add(1, Ordering::Relaxed);
            Err(store::Error::Full)
        };
        let asked = counts.current(&store, &Wanted { name: "a", make, day: "" }, 1);
        assert!(matches!(asked, Err(Error::Counting)), "{asked:?}");
        assert_eq!(MADE.load(Ordering::Relaxed), 1);
    }
}
