//! Finds who wants to hear of an event: watches on its subjects by lookup, watches on searches by stored queries.

use std::collections::{BTreeSet, HashMap, HashSet};

use alerts::{Event, Target, Watch};
use anyhow::Result;
use jiff::{SignedDuration, Timestamp};
use model::{Category, Guid};
use search::{FacetField, Index, SearchDoc, StoredQueries};
use store::Store;
use store::people::People;
use store::people::log::Found;

use crate::jobs::index::things;

/// Events that are read from the log at once.
const BATCH: usize = 1_000;
/// Things that are matched at once: their texts are in memory together.
const TOGETHER: usize = 64;
/// Threads that match.
const THREADS: usize = 2;
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
        compare(people, &mut |events| {
            let mut found = vec![Vec::new(); events.len()];
            if queries.is_empty() {
                return Ok(found);
            }
            let mut of = Vec::new();
            let mut things = Vec::new();
            for (at, event) in events.iter().enumerate() {
                if event.news.searched {
                    things.extend(docs(event)?);
                    of.resize(things.len(), at);
                }
                if things.len() < TOGETHER && at + 1 < events.len() {
                    continue;
                }
                for (at, ids) in of.drain(..).zip(queries.matches_all(&things, THREADS)) {
                    found[at].extend(ids.into_iter().map(|id| id as i64));
                }
                things.clear();
            }
            Ok(found)
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

/// Says of each event which searches find its thing, by the numbers of their watches.
pub type Searches<'s> = dyn FnMut(&[Event]) -> Result<Vec<Vec<i64>>> + 's;

/// Compares the log with the watches, batch by batch; `queries` says which searches find the thing of each event, in any
/// order and more than once if it likes; events that it leaves out at the end no search finds.
///
/// # Errors
/// The database cannot be read or written.
pub fn compare(people: &People, queries: &mut Searches<'_>) -> Result<usize> {
    let mut found = 0;
    loop {
        let events = people.events_after(people.matched()?, BATCH)?;
        if events.is_empty() {
            return Ok(found);
        }
        let searches = queries(&events)?;
        let ids: BTreeSet<i64> = searches.iter().flatten().copied().collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        let searching: HashMap<i64, Watch> =
            people.watches_by_id(&ids)?.into_iter().map(|watch| (watch.id, watch)).collect();
        let mut hits = Vec::new();
        for (at, event) in events.iter().enumerate() {
            let waiting = people.waiting_for(&event.news.subjects)?;
            let found_by = searches.get(at).into_iter().flatten();
            let watches = waiting.iter().chain(found_by.filter_map(|id| searching.get(id)));
            let hearing = watches.filter(|watch| watch.hears(event.news.kind, event.seq));
            hits.extend(hearing.map(|watch| Found { account: watch.account, watch: watch.id, at }));
        }
        found += people.keep_hits(&events, hits)?;
    }
}
