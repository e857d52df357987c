//! Follows the records for people: announces what changed, finds who wants to hear of it, and delivers.
//!
//! Four steps, each in transactions of its own, so that a kill between any two loses nothing and repeats nothing:
//!
//! ```text
//! records ──announce──► log of events ──match──► hits ──pack──► deliveries ──send──► channel
//! ```
//!
//! [`announce`] compares what is here with what was last announced; [`matching`] asks the watches; packing is one
//! statement of [`store::people::deliveries`]; [`deliver`] hands messages to `src/channels/`. How it all holds together:
//! `docs/alerts.md`.

pub mod announce;
pub mod chamber;
pub mod deliver;
pub mod matching;

use std::sync::Arc;

use anyhow::Result;
use jiff::Timestamp;
use search::Index;
use store::Store;
use store::people::People;
use store::people::sessions::Mode;

use crate::channels::Channels;
use crate::config::Config;
use crate::stop::Stop;
use announce::Announcer;
use chamber::Records;
use deliver::Deliverer;
use matching::Matcher;

/// Everything that following for people needs; kept between rounds.
pub struct Following {
    people: Arc<People>,
    deliverer: Deliverer,
    matcher: Matcher,
    mode: Mode,
    clock: fn() -> Timestamp,
}

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Round {
    /// Events that were announced.
    pub announced: usize,
    /// Hits of watches.
    pub found: usize,
    /// Deliveries that were written.
    pub packed: usize,
    /// Deliveries that a channel took.
    pub sent: usize,
    /// Deliveries that failed for now or for good.
    pub failed: usize,
}

impl Following {
    /// Opens the people database of a data folder and the channels of the settings.
    ///
    /// # Errors
    /// The database cannot be opened, or a channel's setting says nothing that can be used.
    pub fn open(config: &Config, clock: fn() -> Timestamp) -> Result<Following> {
        Following::with(Arc::new(People::open(&config.data())?), config, clock)
    }

    /// The same over a database that is open already.
    ///
    /// # Errors
    /// A channel's setting, or who may sign in, says nothing that can be used.
    pub fn with(people: Arc<People>, config: &Config, clock: fn() -> Timestamp) -> Result<Following> {
        let channels = Channels::open(config)?;
        let deliverer = Deliverer::new(people.clone(), channels, config.base_url(), clock);
        Ok(Following { people, deliverer, matcher: Matcher::default(), mode: config.accounts()?, clock })
    }

    /// The database.
    pub fn people(&self) -> &Arc<People> {
        &self.people
    }

    /// Announces what changed in the records since the last time, when they have come to rest. Where nobody may sign in
    /// and nobody follows anything, nothing is announced: whoever comes later is told of what changes after that.
    ///
    /// # Errors
    /// A database cannot be read or written.
    pub fn announce(&mut self, store: &Store, index: &Index) -> Result<Round> {
        if matches!(self.mode, Mode::None) && !self.people.has_watches()? {
            return Ok(Round::default());
        }
        let now = (self.clock)();
        let records = Records { store, today: chamber::today(now) };
        let announced = Announcer { chamber: &records, people: &self.people, now }.run()?;
        let found = self.matcher.run(&self.people, store, index)?;
        Ok(Round { announced, found, ..Round::default() })
    }

    /// Writes what is due into deliveries and sends what waits.
    ///
    /// # Errors
    /// The database cannot be read or written.
    pub fn deliver(&self, index: Option<&Index>, stop: &Stop) -> Result<Round> {
        let mut round = Round::default();
        self.deliverer.sign_ins()?;
        loop {
            let packed = self.people.pack((self.clock)())?;
            round.packed += packed;
            let (sent, failed) = self.deliverer.send_waiting(index, stop)?;
            round.sent += sent;
            round.failed += failed;
            if (packed == 0 && sent == 0) || stop.wished() {
                return Ok(round);
            }
        }
    }
}

/// Delivers until the wish to stop: what is due, and the mails of those who sign in.
pub fn keep_delivering(following: &Following, index: &Index, config: &Config, stop: &Stop) {
    let mut said = String::new();
    while stop.wait(std::time::Duration::from_secs(2)) {
        // one process delivers at a time; another that does has the lock
        let Ok(lock) = lock(config) else { continue };
        let Some(_lock) = lock else { continue };
        match following.deliver(Some(index), stop) {
            Ok(_) => said.clear(),
            Err(error) => {
                let error = format!("{error:#}");
                if error != said {
                    tracing::error!(error, "alerts cannot be delivered; trying again");
                    said = error;
                }
            }
        }
    }
}

/// The lock of whoever delivers; none when another process has it.
///
/// # Errors
/// The file cannot be made.
pub fn lock(config: &Config) -> Result<Option<std::fs::File>> {
    let file = std::fs::File::create(config.data().join("alerts.lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(std::fs::TryLockError::WouldBlock) => Ok(None),
        Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
    }
}

#[cfg(test)]
mod histories;

#[cfg(test)]
mod tests {
    use alerts::{Cadence, Email, Lang, SubjectKind, Target};
    use store::people::watches::NewWatch;

    use super::*;

    #[test]
    fn nothing_is_announced_where_nobody_can_follow_and_all_of_it_once_somebody_does() {
        let folder = std::env::temp_dir().join(format!("kamerspoor-nobody-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let command = clap::Command::new("test").args(crate::config::args());
        let words = ["test", "--data", folder.to_str().unwrap(), "--accounts", "none"];
        let config = Config::load(&command.try_get_matches_from(words).unwrap()).unwrap();
        let store = Store::open(&folder).unwrap();
        let index = Index::open(folder.join("index")).unwrap();
        store.caught_up(model::Category::Room, Timestamp::UNIX_EPOCH, &crate::pipeline::Pipeline).unwrap();
        let mut following = Following::open(&config, Timestamp::now).unwrap();
        following.announce(&store, &index).unwrap();
        assert_eq!(following.people().setting(announce::BASELINE).unwrap(), None);

        let address = Email::parse("lezer@voorbeeld.example").unwrap();
        let reader =
            following.people().add_account(&address, Lang::Nl, false, Timestamp::UNIX_EPOCH).unwrap();
        let watch = NewWatch {
            target: Target::Thing { kind: SubjectKind::Dossier, key: "36999".to_owned() },
            subjects: Vec::new(),
            label: "dossier 36999".to_owned(),
            url: "/dossier/36999".to_owned(),
            cadence: Cadence::Daily(7),
        };
        following.people().follow(reader, &watch, Timestamp::UNIX_EPOCH).unwrap();
        following.announce(&store, &index).unwrap();
        assert!(following.people().setting(announce::BASELINE).unwrap().is_some());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
