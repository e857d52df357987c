//! What every request shares: the store, the index, the clock, the cache.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use store::Store;
use store::show::newest::Extent;

use crate::cache::Cache;
use crate::counts::{Counts, Make, Wanted};
use crate::error::Error;
use crate::mine::Mine;
use crate::pages::search::help;
use crate::search_port::Searcher;

/// How often the store is asked whether it moved, in milliseconds.
const REVISION_EVERY: u64 = 50;
/// How long counts over a whole table are believed, in seconds: they read an index from end to end.
const EXTENT_SECONDS: u64 = 10;

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
    counts: Counts,
    pub(crate) examples: help::Kept,
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
    /// How long a page waits for a count over a whole table to be as new as the store; then it shows the one before.
    pub patience: Duration,
    /// A page that took longer to make is shown as it was, at most 30 s old, while it is made anew.
    pub slow: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            cache_bytes: 32 << 20,
            public_address: String::new(),
            renders: 8,
            patience: Duration::from_millis(4),
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
            counts: Counts::new(settings.patience),
            settings,
            started: Instant::now(),
            asked: AtomicU64::new(0),
            revision: AtomicI64::new(i64::MIN),
            extents: Mutex::new(Vec::new()),
            examples: help::Kept::default(),
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

    /// What `make` gives, kept for `seconds` under a name: for figures that read everything there is.
    ///
    /// # Errors
    /// Nothing was counted yet and it takes long, or the store cannot be read.
    pub(crate) fn kept<T: Clone + Send + Sync + 'static>(
        &self,
        name: &'static str,
        seconds: u64,
        make: Make<T>,
    ) -> Result<T, Error> {
        self.counts.aged(&self.store, &Wanted { name, make, day: "" }, seconds)
    }

    /// What `make` gives, as the store is now or was a moment ago: for counts over a whole table. It is told the day.
    ///
    /// # Errors
    /// Nothing was counted yet and it takes long, or the store cannot be read.
    pub(crate) fn counted<T: Clone + Send + Sync + 'static>(
        &self,
        name: &'static str,
        day: &str,
        make: Make<T>,
    ) -> Result<T, Error> {
        self.counts.current(&self.store, &Wanted { name, make, day }, self.revision())
    }

    /// Begins to count what will be asked for, and does not wait for it.
    pub(crate) fn prepare<T: Send + Sync + 'static>(&self, name: &'static str, make: Make<T>) {
        self.prepare_for(name, "", make);
    }

    /// The same for a day.
    pub(crate) fn prepare_for<T: Send + Sync + 'static>(&self, name: &'static str, day: &str, make: Make<T>) {
        self.counts.prepare(&self.store, &Wanted { name, make, day }, self.revision());
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
