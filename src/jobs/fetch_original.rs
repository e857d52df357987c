//! Fetches the files of records: size checked, format told from the bytes, every version kept.

use std::time::Duration;

use anyhow::Result;
use feeds::syncfeed::client::{Client, FetchError};
use jiff::{SignedDuration, Timestamp};
use model::text::Problem;
use store::Store;
use store::blobs::KeepError;
use store::originals::{Expected, Fetched};
use store::queue::{Job, Work};

use crate::pipeline;
use crate::progress::Progress;

/// Files that are fetched before they are saved together.
const BATCH: usize = 128;
/// So many equal downloads outweigh the length in the record: a source that cuts bodies off may do so twice alike.
const AGREEING: u32 = 4;
/// After so many rounds of failures a file waits until its record changes.
const GIVE_UP_AFTER: u32 = 12;

/// What the job needs.
pub struct Fetcher<'a> {
    /// The source.
    pub client: &'a Client,
    /// Where everything is saved.
    pub store: &'a Store,
    /// Requests at the same time.
    pub connections: usize,
    /// Largest file, in bytes.
    pub largest: u64,
    /// The time.
    pub clock: fn() -> Timestamp,
    /// What hears of progress.
    pub progress: &'a Progress,
}

enum Outcome {
    Fetched(Box<Fetched>),
    /// The newest version answers the record already, or the record has no file any more.
    NotNeeded(Work),
    Failed(Work, Problem, bool),
    Stopped,
}

impl Fetcher<'_> {
    /// Fetches one batch. Returns how many pieces of work it took; none means that nothing is due.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn batch(&self) -> Result<usize> {
        let work = self.store.work(Job::FetchOriginal, (self.clock)(), BATCH)?;
        let outcomes = super::in_parallel(&work, self.connections, |work| self.one(work));
        let now = (self.clock)();
        let (mut fetched, mut done) = (Vec::new(), Vec::new());
        for outcome in outcomes {
            match outcome? {
                Outcome::Fetched(file) => fetched.push(*file),
                Outcome::NotNeeded(work) => done.push(work),
                Outcome::Failed(work, problem, may_pass) => self.fail(&work, &problem, may_pass, now)?,
                Outcome::Stopped => {}
            }
        }
        self.store.save_originals(&fetched, now)?;
        self.store.done(&done, &[], now)?;
        Ok(work.len())
    }

    fn one(&self, work: &Work) -> Result<Outcome> {
        let Some(expected) = self.store.expected_original(work.category, work.subject)? else {
            return Ok(Outcome::NotNeeded(work.clone()));
        };
        if self.store.has_original(work.subject, &expected.stamp)? {
            return Ok(Outcome::NotNeeded(work.clone()));
        }
        if expected.length.is_some_and(|length| length > self.largest) {
            return Ok(Outcome::Failed(work.clone(), self.too_large(expected.length), false));
        }
        Ok(match self.download(work, &expected) {
            Ok(Some(fetched)) => Outcome::Fetched(Box::new(fetched)),
            Ok(None) => Outcome::Failed(work.clone(), self.too_large(None), false),
            Err(FetchError::Stopped) => Outcome::Stopped,
            Err(error) => {
                let gone = matches!(error, FetchError::Status { status: 404 | 410, .. });
                let code = if gone { "not_there" } else { "not_fetched" };
                Outcome::Failed(work.clone(), Problem::new(code, error.to_string()), !gone)
            }
        })
    }

    /// Downloads until the length is what the record says, or until [`AGREEING`] downloads in a row agree on another.
    fn download(&self, work: &Work, expected: &Expected) -> Result<Option<Fetched>, FetchError> {
        let mut last = None;
        let mut agreeing = 0;
        let mut too_large = false;
        let kept = self.client.patiently(|| {
            let broken = |why: String| FetchError::Unreachable {
                address: format!("file of {} {}", work.category, work.subject),
                why,
            };
            let mut download = self.client.resource(work.subject)?;
            match self.store.blobs().keep(&mut download, self.largest) {
                Ok(found) => {
                    let right = expected.length.is_none_or(|length| length == found.1);
                    agreeing = if last == Some(found) { agreeing + 1 } else { 1 };
                    if right || agreeing >= AGREEING {
                        return Ok(Some(found));
                    }
                    last = Some(found);
                    Err(broken(format!(
                        "it has {} bytes, the record says {}",
                        found.1,
                        expected.length.unwrap_or(0)
                    )))
                }
                Err(KeepError::TooLong(_)) => {
                    too_large = true;
                    Ok(None)
                }
                Err(error) => Err(broken(error.to_string())),
            }
        });
        let (hash, length) = match kept {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(None),
            // the same wrong length at every try was returned above; this one never came whole
            Err(error) => return Err(error),
        };
        let format = self
            .store
            .blobs()
            .read(hash)
            .map_or_else(|_| "other".to_owned(), |bytes| crate::formats::name(&bytes).to_owned());
        let problem = expected.length.filter(|said| *said != length).map(|said| {
            Problem::new(
                "length_differs",
                format!("the file has {length} bytes, the record says {said}; it came so {AGREEING} times in a row"),
            )
        });
        let following = pipeline::after_original(work.category, work.subject, work.rank);
        self.progress.original(length);
        Ok(Some(Fetched {
            work: work.clone(),
            expected: expected.clone(),
            hash,
            length,
            format,
            problem,
            following,
        }))
    }

    fn too_large(&self, length: Option<u64>) -> Problem {
        let size = length.map_or_else(String::new, |length| format!(" of {length} bytes"));
        Problem::new(
            "too_large",
            format!(
                "the file{size} is larger than the limit of {} bytes (setting largest-original)",
                self.largest
            ),
        )
    }

    fn fail(&self, work: &Work, problem: &Problem, may_pass: bool, now: Timestamp) -> Result<()> {
        if !may_pass || work.attempts + 1 >= GIVE_UP_AFTER {
            self.store.give_up_original(work, problem, now)?;
            return Ok(());
        }
        let pause = Duration::from_secs(60 << work.attempts.min(9));
        let due =
            now.checked_add(SignedDuration::try_from(pause).unwrap_or(SignedDuration::from_hours(1)))?;
        self.store.put_off_original(work, due, problem, now)?;
        Ok(())
    }
}
