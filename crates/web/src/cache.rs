//! Rendered pages by address, kept until the store moves, bounded in bytes.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use crate::answer::Rendered;
use crate::app::Banner;

/// Addresses longer than this are rendered but not kept.
const LONGEST_KEY: usize = 1_024;
/// What an entry costs beside its page.
const OVERHEAD: usize = 512;

/// What a page was rendered from: it holds as long as all are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ground {
    pub(crate) revision: i64,
    /// Revision of the index, for what it found; else 0.
    pub(crate) index: i64,
    pub(crate) banner: Option<Banner>,
}

/// Rendered pages.
pub(crate) struct Cache {
    bound: usize,
    clock: AtomicU64,
    kept: RwLock<Kept>,
}

#[derive(Default)]
struct Kept {
    entries: HashMap<String, Entry>,
    bytes: usize,
}

struct Entry {
    page: Arc<Rendered>,
    ground: Ground,
    until: Instant,
    used: AtomicU64,
}

impl Cache {
    pub(crate) fn new(bound: usize) -> Cache {
        Cache { bound, clock: AtomicU64::new(0), kept: RwLock::default() }
    }

    /// The page of an address, if it still holds.
    pub(crate) fn get(&self, key: &str, ground: &Ground) -> Option<Arc<Rendered>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let entry = kept.entries.get(key)?;
        if entry.ground != *ground || entry.until <= Instant::now() {
            return None;
        }
        entry.used.store(self.clock.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
        Some(entry.page.clone())
    }

    /// Keeps a page. One with the same content as the page it replaces keeps that page's moment of change.
    pub(crate) fn put(
        &self,
        key: String,
        ground: Ground,
        keep: Duration,
        mut page: Rendered,
    ) -> Arc<Rendered> {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        let before = kept.entries.remove(&key);
        if let Some(before) = &before {
            kept.bytes -= cost(&key, &before.page);
            if before.page.tag == page.tag {
                page.modified = before.page.modified;
            }
        }
        let page = Arc::new(page);
        let cost = cost(&key, &page);
        if key.len() > LONGEST_KEY || cost > self.bound / 4 {
            return page;
        }
        if kept.bytes + cost > self.bound {
            kept.make_room(self.bound / 4 * 3);
        }
        kept.bytes += cost;
        let used = AtomicU64::new(self.clock.fetch_add(1, Ordering::Relaxed));
        kept.entries.insert(key, Entry { page: page.clone(), ground, until: Instant::now() + keep, used });
        page
    }
}

impl Kept {
    /// Drops what was not asked for the longest, until `bound` holds.
    fn make_room(&mut self, bound: usize) {
        let mut by_use: Vec<(u64, String)> = self
            .entries
            .iter()
            .map(|(key, entry)| (entry.used.load(Ordering::Relaxed), key.clone()))
            .collect();
        by_use.sort_unstable();
        for (_, key) in by_use {
            if self.bytes <= bound {
                break;
            }
            if let Some(entry) = self.entries.remove(&key) {
                self.bytes -= cost(&key, &entry.page);
            }
        }
    }
}

fn cost(key: &str, page: &Rendered) -> usize {
    key.len() + page.plain.len() + page.gzip.as_ref().map_or(0, |gzip| gzip.len()) + OVERHEAD
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::StatusCode;

    fn ground(revision: i64) -> Ground {
        Ground { revision, index: 0, banner: None }
    }

    fn page(body: &str, at: i64) -> Rendered {
        let at = jiff::Timestamp::from_second(at).unwrap();
        Rendered::new(StatusCode::OK, "text/plain", body.to_owned(), at)
    }

    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn a_page_holds_until_the_store_moves_or_its_time_is_over() {
        let cache = Cache::new(1 << 20);
        cache.put("/".into(), ground(1), HOUR, page("a", 0));
        assert!(cache.get("/", &ground(1)).is_some());
        assert!(cache.get("/", &ground(2)).is_none());
        let banner = Some(Banner { dutch: "x".into(), english: "x".into() });
        assert!(cache.get("/", &Ground { revision: 1, index: 0, banner }).is_none());
        cache.put("/".into(), ground(1), Duration::ZERO, page("a", 0));
        assert!(cache.get("/", &ground(1)).is_none());
    }

    #[test]
    fn the_same_content_keeps_its_moment_of_change() {
        let cache = Cache::new(1 << 20);
        cache.put("/".into(), ground(1), HOUR, page("a", 10));
        assert_eq!(cache.put("/".into(), ground(2), HOUR, page("a", 20)).modified.as_second(), 10);
        assert_eq!(cache.put("/".into(), ground(3), HOUR, page("b", 30)).modified.as_second(), 30);
    }

    #[test]
    fn the_bound_holds_and_the_longest_unused_goes_first() {
        let cache = Cache::new(40_000);
        let body = "x".repeat(1_000);
        for at in 0..100 {
            cache.put(format!("/{at}"), ground(1), HOUR, page(&body, 0));
            cache.get("/0", &ground(1));
        }
        let kept = cache.kept.read().unwrap();
        assert!(kept.bytes <= 40_000, "{}", kept.bytes);
        assert_eq!(kept.bytes, kept.entries.iter().map(|(key, entry)| cost(key, &entry.page)).sum::<usize>());
        assert!(kept.entries.contains_key("/0") && kept.entries.contains_key("/99"));
        assert!(!kept.entries.contains_key("/1"));
    }

    #[test]
    fn a_giant_address_is_not_kept() {
        let cache = Cache::new(1 << 20);
        cache.put("x".repeat(2_000), ground(1), HOUR, page("a", 0));
        assert_eq!(cache.kept.read().unwrap().entries.len(), 0);
    }
}
