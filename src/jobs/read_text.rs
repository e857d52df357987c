//! Reads fetched files into text, in child processes under time and memory limits.

use anyhow::Result;
use jiff::Timestamp;
use store::Store;
use store::queue::{Job, Work};
use store::texts::{PackedText, Read};
use text::pool::ReaderPool;

use crate::pipeline::{self, READER_VERSION};
use crate::progress::Progress;

/// Files that are read before their texts are saved together.
const BATCH: usize = 128;

/// What the job needs.
pub struct TextReader<'a> {
    /// Where everything is saved.
    pub store: &'a Store,
    /// The processes that read.
    pub pool: &'a ReaderPool,
    /// How many there are.
    pub readers: usize,
    /// The time.
    pub clock: fn() -> Timestamp,
    /// What hears of progress.
    pub progress: &'a Progress,
}

impl TextReader<'_> {
    /// Reads one batch. Returns how many pieces of work it took; none means that nothing is due.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn batch(&self) -> Result<usize> {
        let work = self.store.work(Job::ReadText, (self.clock)(), BATCH)?;
        let results = super::in_parallel(&work, self.readers, |work| self.one(work));
        let (mut texts, mut done) = (Vec::new(), Vec::new());
        for (result, work) in results.into_iter().zip(&work) {
            match result? {
                Some(read) => texts.push(read),
                None => done.push(work.clone()),
            }
        }
        let now = (self.clock)();
        self.store.save_texts(&texts, READER_VERSION, now)?;
        self.store.done(&done, &[], now)?;
        Ok(work.len())
    }

    fn one(&self, work: &Work) -> Result<Option<Read>> {
        let Some(original) = self.store.originals(work.subject)?.into_iter().next() else { return Ok(None) };
        let following = pipeline::after_text(work.category, work.subject, work.rank);
        let text = if self.store.has_text(original.hash, READER_VERSION)? {
            None
        } else {
            let bytes = self.store.blobs().read(original.hash)?;
            Some(PackedText::new(&self.pool.read(&bytes))?)
        };
        self.progress.text();
        Ok(Some(Read { work: work.clone(), hash: original.hash, text, following }))
    }
}
