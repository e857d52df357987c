//! Rendered pages by address, kept until the store moves, bounded in bytes.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use crate::answer::Rendered;
use crate::app::Banner;

/// Addresses longer than this are rendered but not kept.
const LONGEST_KEY: usize = 1_024;
/// So old may a page be that is shown as it was.
const STALE: Duration = Duration::from_secs(30);
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
    /// A page that took longer to make is shown as it was while it is made anew.
    slow: Duration,
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
    made: Instant,
    took: Duration,
    /// Whether somebody makes it anew.
    renewing: AtomicBool,
    used: AtomicU64,
}

/// What the cache has of an address.
pub(crate) enum Found {
    /// The page as it is now.
    Page(Arc<Rendered>),
    /// The page as it was some seconds ago; whoever is told to `renew` it makes it anew for the next.
    Before { page: Arc<Rendered>, renew: bool },
    /// Nothing that can be shown.
    Nothing,
}

impl Cache {
    pub(crate) fn new(bound: usize, slow: Duration) -> Cache {
        Cache { bound, slow, clock: AtomicU64::new(0), kept: RwLock::default() }
    }

    /// The page of an address, if it still holds, or did until some seconds ago and is slow to make.
    pub(crate) fn find(&self, key: &str, ground: &Ground) -> Found {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let Some(entry) = kept.entries.get(key) else { return Found::Nothing };
        let now = Instant::now();
        let holds = entry.ground == *ground && entry.until > now;
        let held = entry.took > self.slow && entry.made + STALE > now && entry.ground.banner == ground.banner;
        if !holds && !held {
            return Found::Nothing;
        }
        entry.used.store(self.clock.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
        let page = entry.page.clone();
        if holds {
            return Found::Page(page);
        }
        Found::Before { page, renew: !entry.renewing.swap(true, Ordering::Relaxed) }
    }

    /// Keeps a page that took so long to make. One with the same content as the page it replaces keeps that page's moment of change.
    pub(crate) fn put(
        &self,
        key: String,
        ground: Ground,
        keep: Duration,
        took: Duration,
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
        let made = Instant::now();
        let renewing = AtomicBool::new(false);
        let entry = Entry { page: page.clone(), ground, until: made + keep, made, took, renewing, used };
        kept.entries.insert(key, entry);
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
    key.len() + page.body.len() + OVERHEAD
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::StatusCode;

    const SLOW: Duration = Duration::from_millis(20);
    const FAST: Duration = Duration::from_millis(1);

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
        let cache = Cache::new(1 << 20, SLOW);
        cache.put("/".into(), ground(1), HOUR, FAST, page("a", 0));
        assert!(matches!(cache.find("/", &ground(1)), Found::Page(_)));
        assert!(matches!(cache.find("/", &ground(2)), Found::Nothing));
        let banner = Some(Banner { dutch: "x".into(), english: "x".into() });
        assert!(matches!(cache.find("/", &Ground { revision: 1, index: 0, banner }), Found::Nothing));
        cache.put("/".into(), ground(1), Duration::ZERO, FAST, page("a", 0));
        assert!(matches!(cache.find("/", &ground(1)), Found::Nothing));
    }

    #[test]
    fn a_slow_page_is_shown_as_it_was_while_one_makes_it_anew() {
        let cache = Cache::new(1 << 20, SLOW);
        cache.put("/".into(), ground(1), HOUR, SLOW * 2, page("a", 0));
        assert!(matches!(cache.find("/", &ground(2)), Found::Before { renew: true, .. }));
        assert!(matches!(cache.find("/", &ground(2)), Found::Before { renew: false, .. }));
        cache.put("/".into(), ground(2), HOUR, SLOW * 2, page("b", 0));
        assert!(matches!(cache.find("/", &ground(2)), Found::Page(_)));
    }

    #[test]
    fn the_same_content_keeps_its_moment_of_change() {
        let cache = Cache::new(1 << 20, SLOW);
        cache.put("/".into(), ground(1), HOUR, FAST, page("a", 10));
        assert_eq!(cache.put("/".into(), ground(2), HOUR, FAST, page("a", 20)).modified.as_second(), 10);
        assert_eq!(cache.put("/".into(), ground(3), HOUR, FAST, page("b", 30)).modified.as_second(), 30);
    }

    #[test]
    fn the_bound_holds_and_the_longest_unused_goes_first() {
        let cache = Cache::new(40_000, SLOW);
        let body = "x".repeat(1_000);
        for at in 0..100 {
            cache.put(format!("/{at}"), ground(1), HOUR, FAST, page(&body, 0));
            cache.find("/0", &ground(1));
        }
        let kept = cache.kept.read().unwrap();
        assert!(kept.bytes <= 40_000, "{}", kept.bytes);
        assert_eq!(kept.bytes, kept.entries.iter().map(|(key, entry)| cost(key, &entry.page)).sum::<usize>());
        assert!(kept.entries.contains_key("/0") && kept.entries.contains_key("/99"));
        assert!(!kept.entries.contains_key("/1"));
    }

    #[test]
    fn a_giant_address_is_not_kept() {
        let cache = Cache::new(1 << 20, SLOW);
        cache.put("x".repeat(2_000), ground(1), HOUR, FAST, page("a", 0));
        assert_eq!(cache.kept.read().unwrap().entries.len(), 0);
    }
}
