//! Puts records into the index, and takes withdrawn ones out.
//!
//! One record makes one or more things that can be found (see [`things`]): a letter makes itself, its questions and
//! its undertakings; all of them are put together. The index is committed before the work is marked done: a kill
//! between the two indexes the batch once more.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use anyhow::Result;
use jiff::Timestamp;
use model::{Category, Guid};
use search::{Index, SearchDoc, State, Writer};
use store::Store;
use store::indexable::Pace;
use store::queue::{Job, Work};

use crate::progress::Progress;

mod things;

pub use things::things;

/// Pieces of work that are taken at once: a first load is committed in few large pieces.
const BATCH: usize = 20_000;
/// Records that are read side by side.
const SIDE_BY_SIDE: usize = 128;
/// A batch that takes longer is committed on the way.
const LONGEST: Duration = Duration::from_secs(30);
/// Threads that read records.
const THREADS: usize = 2;

/// So much text an empty index learns its words from, in bytes: it is kept in memory until it is put.
const LEARNED: usize = 32 << 20;

/// Memory in which changes wait for a commit, in bytes.
const WRITER_MEMORY: usize = 200 << 20;

/// What a record makes, under its name.
type Made = (String, Vec<SearchDoc>);

/// What waits for the words of an empty index.
#[derive(Default)]
struct Ahead {
    made: Vec<Made>,
    bytes: usize,
}

impl Ahead {
    fn add(&mut self, made: Vec<Made>) {
        let passages = made.iter().flat_map(|(_, docs)| docs).flat_map(|doc| &doc.passages);
        self.bytes += passages.map(|passage| passage.text.len()).sum::<usize>();
        self.made.extend(made);
    }
}

/// The job, with the one writer of the index.
pub struct Indexer<'a> {
    store: &'a Store,
    index: &'a Index,
    /// None only while the index is being renewed, or after that failed.
    writer: Option<Writer>,
    clock: fn() -> Timestamp,
    progress: &'a Progress,
}

impl<'a> Indexer<'a> {
    /// Takes the writer of the index.
    ///
    /// # Errors
    /// Another process writes the index.
    pub fn new(
        store: &'a Store,
        index: &'a Index,
        clock: fn() -> Timestamp,
        progress: &'a Progress,
    ) -> Result<Self> {
        Ok(Indexer { store, index, writer: Some(index.writer(WRITER_MEMORY)?), clock, progress })
    }

    /// Indexes what is due. Returns how many pieces of work it took; none means that nothing is due.
    ///
    /// # Errors
    /// The store or the index cannot be read or written.
    pub fn batch(&mut self) -> Result<usize> {
        self.take(Pace::Due)
    }

    /// Indexes what is due and has come to rest: while the feed is still being followed, a document whose signatories
    /// are to come waits for them, so that it is put once.
    ///
    /// # Errors
    /// As [`Indexer::batch`].
    pub fn settled_batch(&mut self) -> Result<usize> {
        self.take(Pace::Settled)
    }

    fn take(&mut self, pace: Pace) -> Result<usize> {
        let work = self.store.index_work(pace, (self.clock)(), BATCH)?;
        let mut seen: HashSet<(Category, Guid)> =
            work.iter().map(|work| (work.category, work.subject)).collect();
        let mut begun = Instant::now();
        let mut waiting = Vec::new();
        // an empty index learns its words from what is put first, so that nothing is put twice
        let mut ahead = self.index.is_empty().then(Ahead::default);
        for chunk in work.chunks(SIDE_BY_SIDE) {
            let mut subjects: Vec<(Category, Guid)> =
                chunk.iter().map(|work| (work.category, work.subject)).collect();
            for (category, id) in subjects.clone() {
                let also = self.store.shown_by(category, id)?;
                subjects.extend(also.into_iter().filter(|subject| seen.insert(*subject)));
            }
            let made = self.make(&subjects)?;
            waiting.extend_from_slice(chunk);
            match &mut ahead {
                Some(kept) => {
                    kept.add(made);
                    if kept.bytes > LEARNED {
                        self.learn_and_put(ahead.take())?;
                    }
                }
                None => self.put(made)?,
            }
            if ahead.is_none() && begun.elapsed() > LONGEST {
                self.commit(&waiting)?;
                waiting.clear();
                begun = Instant::now();
            }
        }
        self.learn_and_put(ahead)?;
        if !waiting.is_empty() {
            self.commit(&waiting)?;
        }
        if work.len() < BATCH && self.store.waiting(Job::Index)? == 0 {
            self.renew_if_due()?;
        }
        Ok(work.len())
    }

    /// What each record makes, by its name in the index.
    fn make(&self, subjects: &[(Category, Guid)]) -> Result<Vec<Made>> {
        let store = self.store;
        super::in_views(store, subjects, THREADS, |(category, id)| {
            let record = store.indexable(*category, *id)?;
            let docs = record.map_or_else(Vec::new, |record| things(*category, *id, &record));
            Ok((owner(*category, *id), docs))
        })
    }

    fn learn_and_put(&mut self, ahead: Option<Ahead>) -> Result<()> {
        let Some(ahead) = ahead.filter(|ahead| !ahead.made.is_empty()) else { return Ok(()) };
        self.writer()?;
        if let Some(writer) = self.writer.take() {
            self.writer = Some(writer.learn_from(ahead.made.iter().flat_map(|(_, docs)| docs))?);
        }
        self.put(ahead.made)
    }

    fn put(&mut self, made: Vec<Made>) -> Result<()> {
        let writer = self.writer()?;
        for (owner, docs) in made {
            writer.replace(&owner, docs)?;
        }
        Ok(())
    }

    fn commit(&mut self, work: &[Work]) -> Result<()> {
        self.writer()?.commit()?;
        self.store.done(work, &[], (self.clock)())?;
        self.progress.indexed(work.len());
        Ok(())
    }

    /// Rebuilds an index that another program has made, or that has learned many words since; it goes on answering
    /// meanwhile.
    fn renew_if_due(&mut self) -> Result<()> {
        if self.index.state() == State::Current {
            return Ok(());
        }
        if let Some(writer) = self.writer.take() {
            self.writer = Some(writer.renew_if_due(&mut |_, _| {})?);
        }
        Ok(())
    }

    fn writer(&mut self) -> Result<&mut Writer> {
        if self.writer.is_none() {
            self.writer = Some(self.index.writer(WRITER_MEMORY)?);
        }
        self.writer.as_mut().ok_or_else(|| anyhow::anyhow!("the index has no writer"))
    }
}

/// Under which name everything that a record makes stands in the index: also when its number changes.
pub fn owner(category: Category, id: Guid) -> String {
    format!("{}/{id}", category.source())
}

#[cfg(test)]
mod tests;
