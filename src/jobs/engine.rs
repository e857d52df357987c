//! Runs the jobs beside each other: paging, fetching, reading and indexing, each at its own pace.
//!
//! Each job takes its work from the store and puts what follows there, so a kill at any moment loses nothing.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Result;
use feeds::syncfeed::client::{Client, FetchError, Settings};
use jiff::Timestamp;
use model::Category;
use search::Index;
use store::Store;
use store::queue::Job;
use text::pool::ReaderPool;

use super::fetch_original::Fetcher;
use super::index::Indexer;
use super::read_structure::StructureReader;
use super::read_text::TextReader;
use super::relate::Relater;
use super::sync_feed::{Follower, Round};
use crate::config::Config;
use crate::progress::{Display, Progress, Waiting};
use crate::stop::Stop;

/// Everything a run of the pipeline needs.
pub struct Engine<'a> {
    /// Settings.
    pub config: &'a Config,
    /// The store.
    pub store: &'a Store,
    /// The index.
    pub index: &'a Index,
    /// The time.
    pub clock: fn() -> Timestamp,
    /// The wish to stop.
    pub stop: &'a Stop,
    /// What hears of progress.
    pub progress: &'a Progress,
}

/// So many changed records are worth a commit of the index at once.
const WORTH_A_COMMIT: usize = 1_000;
/// So many rests the index waits for more.
const PATIENCE: u32 = 20;
/// So many rests an empty index waits for texts to learn words from.
const LEARNING: u32 = 500;
/// How long a job sleeps when it has nothing to do but another may give it some.
const REST: Duration = Duration::from_millis(20);

impl Engine<'_> {
    /// Whether the source answers at all: asked before a round, so that a silent one is told at once.
    ///
    /// # Errors
    /// It does not, with the reason.
    pub fn probe(&self) -> Result<(), FetchError> {
        let mut settings = Settings::new(self.config.source());
        settings.attempts = 2;
        let position = self.store.checkpoint(Category::Room).unwrap_or_default().position;
        self.client_with(settings).page(Category::Room, position).map(drop)
    }

    /// A client of the configured source.
    pub fn client(&self) -> Client {
        self.client_with(Settings::new(self.config.source()))
    }

    fn client_with(&self, mut settings: Settings) -> Client {
        settings.silence = self.config.timeout();
        let stop = self.stop.clone();
        Client::new(settings, std::sync::Arc::new(move |pause| stop.wait(pause)))
    }

    /// One round: follows the categories to their end and works off everything that follows from it.
    ///
    /// # Errors
    /// The store or the index cannot be written.
    pub fn once(&self, categories: &[Category], client: &Client, partial: bool) -> Result<Round> {
        let paging = AtomicBool::new(true);
        std::thread::scope(|scope| {
            let pager = scope.spawn(|| {
                let result = self.page(client, categories, partial);
                paging.store(false, Ordering::Release);
                result
            });
            let worked = self.shown(|| self.work_off(Some(client), &paging));
            let round = pager
                .join()
                .map_err(|_| anyhow::anyhow!("the pager panicked; its page is asked for again"))?;
            worked?;
            round
        })
    }

    /// Reads and indexes what is here, without asking the source for anything.
    ///
    /// # Errors
    /// The store or the index cannot be written.
    pub fn digest(&self) -> Result<()> {
        self.shown(|| self.work_off(None, &AtomicBool::new(false)))
    }

    /// Runs work in another thread and shows progress in this one.
    fn shown(&self, work: impl FnOnce() -> Result<()> + Send) -> Result<()> {
        let mut display = Display::new(self.progress);
        std::thread::scope(|scope| {
            let worker = scope.spawn(work);
            let mut nap = Duration::from_millis(1);
            while !worker.is_finished() {
                std::thread::sleep(nap);
                nap = (nap * 2).min(Duration::from_millis(100));
                display.tick(|| self.waiting().unwrap_or_default());
            }
            worker.join().map_err(|_| anyhow::anyhow!("a worker panicked; its work stays in the queue"))?
        })
    }

    fn page(&self, client: &Client, categories: &[Category], partial: bool) -> Result<Round> {
        let follower = Follower {
            client,
            store: self.store,
            connections: self.config.connections(),
            clock: self.clock,
            stop: self.stop,
            progress: self.progress,
        };
        let mut round = follower.round(categories)?;
        if round.outcome.new > 0 {
            self.store.tend()?;
        }
        if partial {
            round.outcome += follower.missing()?;
        }
        Ok(round)
    }

    /// Works off the queue until it is empty and `paging` is over, or the wish to stop comes.
    fn work_off(&self, client: Option<&Client>, paging: &AtomicBool) -> Result<()> {
        if let Err(error) = crate::corrections::apply(self.config, self.store, (self.clock)()) {
            eprintln!("the corrections stay as they were: {error:#}");
        }
        let readers = self.config.readers()?;
        let pool = crate::commands::read_originals::pool(self.config, readers)?;
        let fetching = AtomicBool::new(true);
        let reading = AtomicBool::new(true);
        let structuring = AtomicBool::new(true);
        std::thread::scope(|scope| {
            let fetcher = scope.spawn(|| {
                let result = client.map_or(Ok(()), |client| self.fetch(client, paging));
                fetching.store(false, Ordering::Release);
                result
            });
            let reader = scope.spawn(|| {
                let result = self.read(&pool, readers, &fetching);
                reading.store(false, Ordering::Release);
                result
            });
            let structurer = scope.spawn(|| {
                let result = self.structure(readers, &reading);
                structuring.store(false, Ordering::Release);
                result
            });
            let relater = scope.spawn(|| self.relate(&structuring));
            let indexer = scope.spawn(|| self.put_into_index(&structuring));
            for job in [fetcher, reader, structurer, relater, indexer] {
                job.join().map_err(|_| anyhow::anyhow!("a job panicked; its work stays in the queue"))??;
            }
            Ok(())
        })
    }

    fn fetch(&self, client: &Client, paging: &AtomicBool) -> Result<()> {
        let fetcher = Fetcher {
            client,
            store: self.store,
            connections: self.config.connections(),
            largest: self.config.largest_original(),
            clock: self.clock,
            progress: self.progress,
        };
        self.drain(paging, || fetcher.batch())
    }

    fn read(&self, pool: &ReaderPool, readers: usize, fetching: &AtomicBool) -> Result<()> {
        let reader =
            TextReader { store: self.store, pool, readers, clock: self.clock, progress: self.progress };
        self.drain(fetching, || reader.batch())
    }

    fn structure(&self, threads: usize, reading: &AtomicBool) -> Result<()> {
        let reader =
            StructureReader { store: self.store, threads, clock: self.clock, progress: self.progress };
        self.drain(reading, || reader.batch())
    }

    fn relate(&self, structuring: &AtomicBool) -> Result<()> {
        let recesses = self.config.recesses()?;
        let relater = Relater::new(self.store, recesses, self.clock, self.progress)?;
        // during a first load, what belongs to a paper is still to come
        while structuring.load(Ordering::Acquire) && self.store.parts_are_coming()? && self.stop.wait(REST) {}
        self.drain(structuring, || relater.batch())
    }

    fn put_into_index(&self, structuring: &AtomicBool) -> Result<()> {
        let mut indexer = Indexer::new(self.store, self.index, self.clock, self.progress)?;
        // an empty index learns the words of what it is given first: records alone would teach it little
        let mut learning = LEARNING;
        while self.index.is_empty()
            && learning > 0
            && structuring.load(Ordering::Acquire)
            && self.stop.wait(REST)
        {
            learning -= 1;
        }
        while structuring.load(Ordering::Acquire) && !self.stop.wished() {
            // a commit costs as much for ten records as for a thousand
            if indexer.settled_batch()? < WORTH_A_COMMIT {
                self.wait_for(Job::Index, WORTH_A_COMMIT as u64, structuring)?;
            }
        }
        self.drain(structuring, || indexer.batch())
    }

    /// Waits until so much work is there, no more comes, or some seconds are over: news should not wait for company.
    fn wait_for(&self, job: Job, enough: u64, before: &AtomicBool) -> Result<()> {
        for _ in 0..PATIENCE {
            if !before.load(Ordering::Acquire)
                || !self.stop.wait(REST * 5)
                || self.store.waiting(job)? >= enough
            {
                break;
            }
        }
        Ok(())
    }

    /// Repeats a job until it finds nothing and the job before it is over.
    fn drain(&self, before: &AtomicBool, mut batch: impl FnMut() -> Result<usize>) -> Result<()> {
        while !self.stop.wished() {
            let more_to_come = before.load(Ordering::Acquire);
            if batch()? == 0 {
                if !more_to_come {
                    return Ok(());
                }
                self.stop.wait(REST);
            }
        }
        Ok(())
    }

    fn waiting(&self) -> Result<Waiting> {
        Ok(Waiting {
            originals: self.store.waiting(Job::FetchOriginal)?,
            texts: self.store.waiting(Job::ReadText)?,
            index: self.store.waiting(Job::Index)?,
        })
    }
}
