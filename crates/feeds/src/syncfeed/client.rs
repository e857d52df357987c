//! Asking the feed over HTTP: bounded, patient and polite.
//!
//! The source answers pages in 2–20 seconds and now and then with a 500, a stalled or a cut body. Each request is
//! bounded in time and size and tried again with growing pauses; what is given up is told with its address.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use model::record::{Entry, FeedPage};
use model::{Category, Guid};
use ureq::Agent;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;

use super::names::Names;
use super::read::{self, Unreadable};
use super::wire::Incomplete;

/// How to ask a source.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Base address, such as `https://gegevensmagazijn.tweedekamer.nl/SyncFeed/2.0`.
    pub source: String,
    /// Longest silence of the source before a request is given up.
    pub silence: Duration,
    /// Longest time for one whole answer.
    pub longest: Duration,
    /// How often a request is tried before it is given up.
    pub attempts: u32,
    /// The pause after a first failure; it doubles up to [`LONGEST_PAUSE`].
    pub first_pause: Duration,
    /// The largest page that is read, in bytes.
    pub largest_page: u64,
}

/// The longest pause between two tries.
pub const LONGEST_PAUSE: Duration = Duration::from_secs(60);

impl Settings {
    /// The defaults for a source.
    pub fn new(source: impl Into<String>) -> Self {
        Settings {
            source: source.into().trim_end_matches('/').to_owned(),
            silence: Duration::from_secs(45),
            longest: Duration::from_secs(300),
            attempts: 6,
            first_pause: Duration::from_millis(250),
            largest_page: 64 << 20,
        }
    }
}

/// Why something could not be had.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// No connection, no answer in time, or a broken one.
    #[error("{address} could not be reached: {why}")]
    Unreachable {
        /// What was asked.
        address: String,
        /// What the network says.
        why: String,
    },
    /// The source answered with an error.
    #[error("{address} answered with status {status}")]
    Status {
        /// What was asked.
        address: String,
        /// HTTP status.
        status: u16,
    },
    /// The answer is not whole.
    #[error("{address}: {why}")]
    Incomplete {
        /// What was asked.
        address: String,
        /// What is missing.
        why: Incomplete,
    },
    /// The answer is larger than the bound.
    #[error("{address} is larger than {limit} bytes")]
    TooLarge {
        /// What was asked.
        address: String,
        /// The bound.
        limit: u64,
    },
    /// An answer that is no entity.
    #[error("{address}: {why}")]
    Unreadable {
        /// What was asked.
        address: String,
        /// What is wrong with it.
        why: Unreadable,
    },
    /// The program is stopping.
    #[error("stopped")]
    Stopped,
}

impl FetchError {
    /// Whether asking again may help.
    fn may_pass(&self) -> bool {
        match self {
            FetchError::Unreachable { .. } | FetchError::Incomplete { .. } => true,
            FetchError::Status { status, .. } => *status >= 500 || matches!(status, 408 | 425 | 429),
            FetchError::TooLarge { .. } | FetchError::Unreadable { .. } | FetchError::Stopped => false,
        }
    }
}

/// Waits; false when the program is stopping. Passed in, so that tests do not wait.
pub type Pause = Arc<dyn Fn(Duration) -> bool + Send + Sync>;

/// A client of one source; cheap to clone, its connections are shared.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    settings: Arc<Settings>,
    pause: Pause,
}

/// An answer that is being read.
pub struct Download {
    /// Its media type as the source says.
    pub media_type: String,
    /// Its length as the answer says.
    pub length: Option<u64>,
    reader: Box<dyn Read + Send + Sync>,
}

impl Read for Download {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.reader.read(buffer)
    }
}

impl Client {
    /// A client; connects to nothing yet.
    pub fn new(settings: Settings, pause: Pause) -> Self {
        let config = Agent::config_builder()
            .timeout_connect(Some(settings.silence.min(Duration::from_secs(15))))
            .timeout_per_read(Some(settings.silence))
            .timeout_recv_response(Some(settings.silence))
            .timeout_global(Some(settings.longest))
            .http_status_as_error(false)
            .max_redirects(3)
            .max_idle_connections_per_host(16)
            .user_agent(concat!("kamerspoor/", env!("CARGO_PKG_VERSION")))
            .build();
        let agent =
            Agent::with_parts(config, DefaultConnector::default(), Names::<DefaultResolver>::default());
        Client { agent, settings: Arc::new(settings), pause }
    }

    /// The base address of the source.
    pub fn source(&self) -> &str {
        &self.settings.source
    }

    /// One page of a category with its body; a body that the source keeps cutting off is read as far as it goes.
    ///
    /// # Errors
    /// The source cannot be reached or does not answer with a page, after all tries.
    pub fn page(&self, category: Category, position: Option<u64>) -> Result<(FeedPage, String), FetchError> {
        let mut address = format!("{}/Feed?category={}", self.settings.source, category.source());
        if let Some(position) = position {
            address.push_str(&format!("&skiptoken={position}"));
        }
        let mut last_body = String::new();
        let result = self.patiently(|| {
            let body = self.body(&address)?;
            match read::read_page(category, position, &body) {
                Ok(page) => Ok((page, body)),
                Err(why) => {
                    last_body = body;
                    Err(FetchError::Incomplete { address: address.clone(), why })
                }
            }
        });
        match result {
            Err(FetchError::Incomplete { why: Incomplete::CutOff { entries: 1.. }, .. }) => {
                let page = read::read_cut_page(category, position, &last_body);
                if page.next.is_some_and(|next| Some(next) > position) {
                    return Ok((page, last_body));
                }
                result
            }
            result => result,
        }
    }

    /// The current state of one entity with its body, or none if the source does not have it.
    ///
    /// # Errors
    /// The source cannot be reached, or answers with something else, after all tries.
    pub fn single(&self, id: Guid) -> Result<Option<(Entry, String)>, FetchError> {
        let address = format!("{}/Entiteiten/{id}", self.settings.source);
        let result = self.patiently(|| {
            let body = self.body(&address)?;
            match read::read_single(&body) {
                Ok(entry) => Ok((entry, body)),
                Err(Unreadable::Broken { .. } | Unreadable::Empty) => Err(FetchError::Incomplete {
                    address: address.clone(),
                    why: Incomplete::CutOff { entries: 0 },
                }),
                Err(why) => Err(FetchError::Unreadable { address: address.clone(), why }),
            }
        });
        match result {
            Ok(found) => Ok(Some(found)),
            Err(FetchError::Status { status: 404 | 410, .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Opens the file of a downloadable entity, once: the caller reads, checks and tries again.
    ///
    /// # Errors
    /// No answer, or an answer that is an error.
    pub fn resource(&self, id: Guid) -> Result<Download, FetchError> {
        self.open(&format!("{}/Resources/{id}", self.settings.source))
    }

    /// Tries until it succeeds, fails for good, or has failed often enough.
    ///
    /// # Errors
    /// The last failure.
    pub fn patiently<T>(&self, mut ask: impl FnMut() -> Result<T, FetchError>) -> Result<T, FetchError> {
        let mut pause = self.settings.first_pause;
        let mut tried = 1;
        loop {
            match ask() {
                Err(error) if error.may_pass() && tried < self.settings.attempts => {
                    if !(self.pause)(pause) {
                        return Err(FetchError::Stopped);
                    }
                    pause = (pause * 2).min(LONGEST_PAUSE);
                    tried += 1;
                }
                result => return result,
            }
        }
    }

    fn body(&self, address: &str) -> Result<String, FetchError> {
        let download = self.open(address)?;
        let limit = self.settings.largest_page;
        let too_large = || FetchError::TooLarge { address: address.to_owned(), limit };
        if download.length.is_some_and(|length| length > limit) {
            return Err(too_large());
        }
        let mut bytes = Vec::with_capacity(download.length.unwrap_or(1 << 16) as usize);
        download.take(limit + 1).read_to_end(&mut bytes).map_err(|error| FetchError::Unreachable {
            address: address.to_owned(),
            why: error.to_string(),
        })?;
        if bytes.len() as u64 > limit {
            return Err(too_large());
        }
        // the feed is UTF-8; a stray byte must not cost the page
        Ok(String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }

    fn open(&self, address: &str) -> Result<Download, FetchError> {
        let answer = self.agent.get(address).call().map_err(|error| FetchError::Unreachable {
            address: address.to_owned(),
            why: error.to_string(),
        })?;
        let status = answer.status().as_u16();
        if !(200..300).contains(&status) {
            return Err(FetchError::Status { address: address.to_owned(), status });
        }
        let header = |name: &str| {
            answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
        };
        let media_type = header("content-type");
        let length =
            if header("content-encoding").is_empty() { header("content-length").parse().ok() } else { None };
        Ok(Download { media_type, length, reader: Box::new(answer.into_body().into_reader()) })
    }
}
