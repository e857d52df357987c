//! Follows the feed: every category from its checkpoint until the source has nothing more.
//!
//! Within a category the next pages are fetched while the last are saved; some categories are asked for at a time.
//! A category that fails keeps its checkpoint and its reason; the others go on.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::mpsc;

use anyhow::Result;
use feeds::syncfeed::client::{Client, FetchError};
use jiff::Timestamp;
use model::Category;
use model::text::Problem;
use store::Store;
use store::feed::{Outcome, RawPage};
use store::problems::Stage;

use crate::pipeline::Pipeline;
use crate::progress::Progress;
use crate::stop::Stop;

/// What a round brought.
#[derive(Debug, Default)]
pub struct Round {
    /// Sum over all categories.
    pub outcome: Outcome,
    /// Categories that could not be followed to their end, with the reason.
    pub failed: Vec<(Category, String)>,
}

/// What a round needs.
pub struct Follower<'a> {
    /// The source.
    pub client: &'a Client,
    /// Where everything is saved.
    pub store: &'a Store,
    /// Requests at the same time.
    pub connections: usize,
    /// The time.
    pub clock: fn() -> Timestamp,
    /// The wish to stop.
    pub stop: &'a Stop,
    /// What hears of progress.
    pub progress: &'a Progress,
}

impl Follower<'_> {
    /// Follows each of the categories until it is caught up.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn round(&self, categories: &[Category]) -> Result<Round> {
        let round = Mutex::new(Round::default());
        let results = super::in_parallel(categories, self.connections, |category| -> Result<()> {
            if self.stop.wished() {
                return Ok(());
            }
            let (outcome, failure) = self.category(*category)?;
            let mut round = round.lock().unwrap_or_else(PoisonError::into_inner);
            round.outcome += outcome;
            if let Some(error) = failure {
                if !matches!(error, FetchError::Stopped) {
                    self.store.failed(*category, (self.clock)(), &error.to_string(), &Pipeline)?;
                }
                round.failed.push((*category, error.to_string()));
            }
            Ok(())
        });
        for result in results {
            result?;
        }
        Ok(round.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    fn category(&self, category: Category) -> Result<(Outcome, Option<FetchError>)> {
        let start = self.store.checkpoint(category)?.position;
        let mut outcome = Outcome::default();
        let mut failure = None;
        let mut first = true;
        std::thread::scope(|scope| -> Result<()> {
            let (send, receive) = mpsc::sync_channel::<Result<RawPage, FetchError>>(TOGETHER);
            scope.spawn(move || self.fetch(category, start, &send));
            while let Ok(fetched) = receive.recv() {
                let now = (self.clock)();
                // what came while others were saved is saved together
                let mut pages = Vec::new();
                for fetched in std::iter::once(fetched).chain(receive.try_iter().take(TOGETHER)) {
                    match fetched {
                        Ok(raw) => pages.push(raw),
                        Err(error) => failure = Some(error),
                    }
                }
                if let Some(page) = pages.first().filter(|_| std::mem::take(&mut first)).map(RawPage::page)
                    && page.position.is_none()
                    && page.entries.is_empty()
                    && page.unread.is_empty()
                {
                    // a misspelt or emptied category looks like this: tell it, believe nothing of it
                    let problem =
                        Problem::new("empty_category", format!("the source shows no {category} at all"));
                    self.store.note_problem(Stage::Source, category.source(), &problem, now)?;
                }
                let saved = self.store.save_pages(&pages, now, &Pipeline)?;
                self.progress.page(saved.entries);
                outcome += saved;
                if pages.last().is_some_and(|raw| raw.page().caught_up) {
                    self.store.caught_up(category, now, &Pipeline)?;
                }
            }
            Ok(())
        })?;
        Ok((outcome, failure))
    }

    fn fetch(
        &self,
        category: Category,
        start: Option<u64>,
        send: &mpsc::SyncSender<Result<RawPage, FetchError>>,
    ) {
        let mut position = start;
        while !self.stop.wished() {
            let fetched = self.client.page(category, position);
            let (done, next) = match &fetched {
                Ok((page, _)) => (page.caught_up, page.next.or(position)),
                Err(_) => (true, position),
            };
            let sent = send.send(fetched.map(|(page, body)| RawPage::new(page, &body)));
            if done || next == position || sent.is_err() {
                return;
            }
            position = next;
        }
    }

    /// Fetches by id what records of a partial sync refer to and is not there; what the source does not have is told.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn missing(&self) -> Result<Outcome> {
        let mut outcome = Outcome::default();
        // a fetched record may refer to others: three steps reach case, dossier and the actors of both
        for _ in 0..3 {
            loop {
                let ids = self.store.missing_references(MISSING_BATCH)?;
                if ids.is_empty() || self.stop.wished() {
                    break;
                }
                let fetched = super::in_parallel(&ids, self.connections, |id| (*id, self.client.single(*id)));
                let now = (self.clock)();
                let mut singles = Vec::new();
                for (id, result) in fetched {
                    match result {
                        Ok(Some(single)) if single.0.record.id == id => singles.push(single),
                        Ok(_) => {
                            let problem = Problem::new(
                                "not_there",
                                "a record refers to it, the source does not have it",
                            );
                            self.store.note_problem(
                                Stage::Source,
                                &id.to_string().replace('-', ""),
                                &problem,
                                now,
                            )?;
                        }
                        Err(FetchError::Stopped) => return Ok(outcome),
                        Err(error) => {
                            let problem = Problem::new("not_there", error.to_string());
                            self.store.note_problem(
                                Stage::Source,
                                &id.to_string().replace('-', ""),
                                &problem,
                                now,
                            )?;
                        }
                    }
                }
                self.progress.page(singles.len());
                let saved = self.store.save_singles(&singles, now, &Pipeline)?;
                outcome += saved;
            }
        }
        Ok(outcome)
    }
}

/// Pages that are read ahead and saved together at most.
const TOGETHER: usize = 32;

/// Missing records that are asked for before they are saved together.
const MISSING_BATCH: usize = 200;
