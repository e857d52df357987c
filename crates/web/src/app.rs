//! What every request shares: the store, the index, the clock, the cache.

use std::any::Any;
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use store::Store;
use store::show::newest::Extent;

use crate::cache::Cache;
use crate::error::Error;
use crate::mine::Mine;
use crate::search_port::Searcher;

/// How often the store is asked whether it moved, in milliseconds.
const REVISION_EVERY: u64 = 50;
/// How long counts over a whole table are believed, in seconds: they read an index from end to end.
const EXTENT_SECONDS: u64 = 10;
/// How long the first to ask for a count waits for it.
const FIRST_COUNT: Duration = Duration::from_secs(4);

/// What the site needs to serve.
pub struct App {
    /// The records, originals and texts.
    pub store: Arc<Store>,
    /// The index; none while there is none.
    pub searcher: Option<Arc<dyn Searcher>>,
    /// Settings.
    pub settings: Settings,
    /// The clock.
    pub clock: fn() -> Timestamp,
    /// What knows its readers; none for a site that nobody can sign in to.
    pub mine: Option<Mine>,
    /// What every page says at its top; whoever syncs writes it.
    pub banner: Arc<RwLock<Option<Banner>>>,
    pub(crate) cache: Cache,
    pub(crate) renders: tokio::sync::Semaphore,
    started: Instant,
    asked: AtomicU64,
    revision: AtomicI64,
    extents: Mutex<Vec<(Vec<String>, Instant, Extent)>>,
    counts: Arc<Counts>,
    pub(crate) answers: Answers,
}

/// Answers given since the start, for whoever watches the site.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    /// By the first digit of their status, from 1 to 5.
    pub(crate) classes: [AtomicU64; 5],
    /// Microseconds spent on them.
    pub(crate) micros: AtomicU64,
}

/// Values that take long to make, and the bell that rings when one is made.
type Counts = (Mutex<HashMap<&'static str, Count>>, Condvar);

/// A value that takes long to make.
#[derive(Default)]
struct Count {
    at: Option<Instant>,
    failed: Option<Instant>,
    counting: bool,
    value: Option<Box<dyn Any + Send + Sync>>,
}

fn count<T: Send + Sync + 'static>(
    counts: &Counts,
    name: &'static str,
    make: impl FnOnce() -> store::Result<T>,
) {
    let made = make();
    let mut kept = lock(&counts.0);
    let kept = kept.entry(name).or_default();
    kept.counting = false;
    match made {
        Ok(value) => {
            kept.at = Some(Instant::now());
            kept.value = Some(Box::new(value));
        }
        Err(error) => {
            tracing::error!(%error, name, "could not be counted");
            kept.failed = Some(Instant::now());
        }
    }
    counts.1.notify_all();
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Settings of the site.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Bytes of rendered pages to keep.
    pub cache_bytes: usize,
    /// The address people use, without a slash at its end: `https://kamerspoor.example`. Empty: addresses in feeds
    /// and canonical links are relative.
    pub public_address: String,
    /// Pages that are rendered at the same time.
    pub renders: usize,
    /// A page that took longer to make is shown as it was, at most 30 s old, while it is made anew.
    pub slow: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            cache_bytes: 64 << 20,
            public_address: String::new(),
            renders: 8,
            slow: Duration::from_millis(20),
        }
    }
}

/// A message at the top of every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Banner {
    /// In Dutch.
    pub dutch: String,
    /// In English.
    pub english: String,
}

impl App {
    /// A site over a store, without an index yet.
    pub fn new(store: Arc<Store>, settings: Settings, clock: fn() -> Timestamp) -> App {
        App {
            store,
            searcher: None,
            mine: None,
            clock,
            banner: Arc::default(),
            cache: Cache::new(settings.cache_bytes, settings.slow),
            renders: tokio::sync::Semaphore::new(settings.renders.max(1)),
            settings,
            started: Instant::now(),
            asked: AtomicU64::new(0),
            revision: AtomicI64::new(i64::MIN),
            extents: Mutex::new(Vec::new()),
            counts: Arc::default(),
            answers: Answers::default(),
        }
    }

    /// The same with an index.
    pub fn with_searcher(mut self, searcher: Arc<dyn Searcher>) -> App {
        self.searcher = Some(searcher);
        self
    }

    /// The same with readers who can sign in.
    pub fn with_mine(mut self, mine: Mine) -> App {
        self.mine = Some(mine);
        self
    }

    /// Whether somebody may sign in here.
    pub(crate) fn has_accounts(&self) -> bool {
        self.mine.as_ref().is_some_and(|mine| mine.mode != store::people::sessions::Mode::None)
    }

    /// The revision of the store, as of at most [`REVISION_EVERY`] milliseconds ago.
    pub(crate) fn revision(&self) -> i64 {
        let now = self.started.elapsed().as_millis() as u64 + REVISION_EVERY;
        let asked = self.asked.load(Ordering::Acquire);
        if now < asked + REVISION_EVERY {
            return self.revision.load(Ordering::Acquire);
        }
        let revision = match self.store.revision() {
            Ok(revision) => revision,
            Err(error) => {
                tracing::error!(%error, "the revision of the store cannot be read");
                return self.revision.load(Ordering::Acquire);
            }
        };
        self.revision.store(revision, Ordering::Release);
        self.asked.store(now, Ordering::Release);
        revision
    }

    /// The banner now.
    pub(crate) fn banner(&self) -> Option<Banner> {
        self.banner.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The name of this site in ids of feeds and calendars; `localhost` while it does not know its own.
    pub(crate) fn host(&self) -> &str {
        let address = self.settings.public_address.as_str();
        let address = address.split_once("://").map_or(address, |(_, rest)| rest);
        let host = address.split(['/', ':']).next().unwrap_or_default();
        if host.is_empty() { "localhost" } else { host }
    }

    /// What `make` gives, kept for `seconds` under a name: for counts that read tables from end to end.
    ///
    /// One thread counts. Who asks meanwhile gets what was counted before; the first to ask waits a little.
    ///
    /// # Errors
    /// Nothing was counted yet and it takes long, or the store cannot be read.
    pub(crate) fn kept<T: Clone + Send + Sync + 'static>(
        &self,
        name: &'static str,
        seconds: u64,
        make: fn(&Store) -> store::Result<T>,
    ) -> Result<T, Error> {
        let asked = Instant::now();
        let mut counts = lock(&self.counts.0);
        loop {
            let kept = counts.entry(name).or_default();
            self.begin(kept, name, seconds, make);
            if let Some(value) = kept.value.as_ref().and_then(|value| value.downcast_ref::<T>()) {
                return Ok(value.clone());
            }
            let left = FIRST_COUNT.checked_sub(asked.elapsed()).ok_or(Error::Counting)?;
            counts = self.counts.1.wait_timeout(counts, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Begins to count what [`App::kept`] will be asked for, and does not wait for it.
    pub(crate) fn prepare<T: Send + Sync + 'static>(
        &self,
        name: &'static str,
        make: fn(&Store) -> store::Result<T>,
    ) {
        self.begin(lock(&self.counts.0).entry(name).or_default(), name, u64::MAX, make);
    }

    fn begin<T: Send + Sync + 'static>(
        &self,
        kept: &mut Count,
        name: &'static str,
        seconds: u64,
        make: fn(&Store) -> store::Result<T>,
    ) {
        let old = kept.at.is_none_or(|at| at.elapsed().as_secs() >= seconds);
        let rests = kept.failed.is_some_and(|at| at.elapsed() < FIRST_COUNT);
        if old && !rests && !kept.counting {
            kept.counting = true;
            let (counts, store) = (self.counts.clone(), self.store.clone());
            std::thread::spawn(move || count(&counts, name, || make(&store)));
        }
    }

    /// How many documents of these kinds there are, as of at most [`EXTENT_SECONDS`] ago.
    pub(crate) fn extent(&self, kinds: &[String]) -> store::Result<Extent> {
        let mut kept = self.extents.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, _, extent)) =
            kept.iter().find(|(of, at, _)| of == kinds && at.elapsed().as_secs() < EXTENT_SECONDS)
        {
            return Ok(extent.clone());
        }
        let extent = self.store.show_document_extent(kinds)?;
        kept.retain(|(of, at, _)| of != kinds && at.elapsed().as_secs() < EXTENT_SECONDS);
        kept.push((kinds.to_vec(), Instant::now(), extent.clone()));
        Ok(extent)
    }
}
