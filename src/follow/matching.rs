//! Finds who wants to hear of an event: watches on its subjects by lookup, watches on searches by stored queries.

use std::collections::{BTreeSet, HashSet};

use alerts::{Event, Target};
use anyhow::Result;
use jiff::{SignedDuration, Timestamp};
use model::{Category, Guid};
use search::{FacetField, Index, SearchDoc, StoredQueries};
use store::Store;
use store::people::People;

use crate::jobs::index::things;

/// Events that are compared in one transaction.
const BATCH: usize = 200;
/// Watches that are read at once.
const WATCHES: usize = 5_000;

/// The stored queries, kept between rounds while nobody changes what is followed.
#[derive(Default)]
pub struct Matcher {
    queries: Option<(StoredQueries, (i64, i64))>,
}

impl Matcher {
    /// Compares what is new in the log with the watches. Returns how many hits there were.
    ///
    /// # Errors
    /// A database cannot be read or written.
    pub fn run(&mut self, people: &People, store: &Store, index: &Index) -> Result<usize> {
        self.with(people, index, &mut |event| found_things(store, event))
    }

    /// The same, with whatever gives the things of an event as the index has them.
    ///
    /// # Errors
    /// As [`Matcher::run`].
    pub fn with(
        &mut self,
        people: &People,
        index: &Index,
        docs: &mut dyn FnMut(&Event) -> Result<Vec<SearchDoc>>,
    ) -> Result<usize> {
        if people.matched()? >= people.log_end()? {
            return Ok(0);
        }
        let queries = self.queries(people, index)?;
        compare(people, &mut |event| {
            if queries.is_empty() {
                return Ok(Vec::new());
            }
            let mut found = BTreeSet::new();
            for doc in docs(event)? {
                found.extend(queries.matches(&doc).into_iter().map(|id| id as i64));
            }
            Ok(found.into_iter().collect())
        })
    }

    fn queries(&mut self, people: &People, index: &Index) -> Result<&mut StoredQueries> {
        let mark = people.query_mark()?;
        let fits = self.queries.as_ref().is_some_and(|(stored, of)| *of == mark && stored.is_current(index));
        let (mut stored, of) = match self.queries.take() {
            Some(kept) if fits => kept,
            _ => (StoredQueries::new(index), (0, -1)),
        };
        if of != mark {
            let mut after = 0;
            loop {
                let watches = people.query_watches(after, WATCHES)?;
                let Some(last) = watches.last() else { break };
                after = last.id;
                for watch in &watches {
                    if let Target::Query { query, filters } = &watch.target
                        && let Err(error) = stored.put(watch.id as u64, query, &facets(filters))
                    {
                        // it was read when it was made: the language has changed since
                        tracing::warn!(
                            watch = watch.id,
                            error = error.message,
                            "a followed search cannot be read"
                        );
                    }
                }
            }
        }
        Ok(&mut self.queries.insert((stored, mark)).0)
    }
}

/// The filters of the search page that the index knows.
pub fn facets(filters: &[(String, String)]) -> Vec<(FacetField, String)> {
    let known = |name: &str| FacetField::ALL.into_iter().find(|field| field.name() == name);
    filters.iter().filter_map(|(name, value)| Some((known(name)?, value.clone()))).collect()
}

/// What can be found of the thing of an event, as the index has it.
///
/// # Errors
/// The store cannot be read.
pub fn found_things(store: &Store, event: &Event) -> Result<Vec<SearchDoc>> {
    let shown = &event.news.shown;
    let (Ok(category), Ok(id)) = (shown.category.parse::<Category>(), shown.id.parse::<Guid>()) else {
        return Ok(Vec::new());
    };
    Ok(store.indexable(category, id)?.map_or_else(Vec::new, |record| things(category, id, &record)))
}

/// Days that a preview looks back.
pub const PREVIEW_DAYS: i64 = 30;
/// Events that a preview looks at.
const PREVIEWED: usize = 5_000;

/// What a watch on this target would have told in the last days, the newest first.
///
/// # Errors
/// A database cannot be read, or the search cannot be.
pub fn preview(
    people: &People,
    store: &Store,
    index: &Index,
    target: &Target,
    now: Timestamp,
) -> Result<Vec<Event>> {
    let since = now.checked_sub(SignedDuration::from_hours(24 * PREVIEW_DAYS)).unwrap_or(now);
    let events = people.events_since(since, PREVIEWED)?;
    let muted = target.muted_at_first();
    let heard =
        |event: &Event| !muted.contains(&event.news.kind) && target.tells().contains(&event.news.kind);
    let mut seen = HashSet::new();
    let mut found: Vec<Event> = Vec::new();
    match target {
        Target::Thing { kind, key } => {
            let names = store::following::names(store, *kind, key)?;
            let hits = events.into_iter().filter(|event| {
                heard(event) && event.news.subjects.iter().any(|subject| names.contains(subject))
            });
            found.extend(hits.filter(|event| seen.insert(event.news.item.clone())));
        }
        Target::Query { query, filters } => {
            let mut stored = StoredQueries::new(index);
            stored.put(0, query, &facets(filters)).map_err(|error| anyhow::anyhow!(error.message))?;
            for event in events {
                if !heard(&event) || !event.news.searched || seen.contains(&event.news.item) {
                    continue;
                }
                let docs = found_things(store, &event)?;
                if docs.iter().any(|doc| !stored.matches(doc).is_empty()) {
                    seen.insert(event.news.item.clone());
                    found.push(event);
                }
            }
        }
    }
    Ok(found)
}

/// Compares the log with the watches, batch by batch; `queries` says which searches find the thing of an event.
///
/// # Errors
/// The database cannot be read or written.
pub fn compare(people: &People, queries: &mut dyn FnMut(&Event) -> Result<Vec<i64>>) -> Result<usize> {
    let mut found = 0;
    loop {
        let events = people.events_after(people.matched()?, BATCH)?;
        let Some(last) = events.last() else { return Ok(found) };
        let end = last.seq;
        let mut hits = Vec::new();
        for event in &events {
            let mut watches = people.waiting_for(&event.news.subjects)?;
            if event.news.searched {
                let known: HashSet<i64> = watches.iter().map(|watch| watch.id).collect();
                let ids: Vec<i64> = queries(event)?.into_iter().filter(|id| !known.contains(id)).collect();
                watches.extend(people.watches_by_id(&ids)?);
            }
            let hearing = watches.iter().filter(|watch| watch.hears(event.news.kind, event.seq));
            hits.extend(hearing.map(|watch| (watch.id, event.seq, event.news.item.clone())));
        }
        found += people.keep_hits(&hits, end)?;
    }
}
