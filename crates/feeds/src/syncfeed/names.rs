//! Addresses of the source, looked up once a minute instead of once a request.
//!
//! The system's look-up has no time limit of its own, so each one takes a thread; a first load makes thousands of requests
//! to the same host.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// How long an address is believed; a source that moves is found again after this.
const BELIEVED: Duration = Duration::from_secs(60);

/// Hosts that are remembered: the source, and whereto it redirects.
const MOST: usize = 16;

/// Remembers what `look_up` found.
#[derive(Debug, Default)]
pub(super) struct Names<R> {
    look_up: R,
    known: Mutex<HashMap<String, (Instant, ResolvedSocketAddrs)>>,
}

impl<R: Resolver> Resolver for Names<R> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let host = format!(
            "{}://{}",
            uri.scheme_str().unwrap_or_default(),
            uri.authority().map_or("", |authority| authority.as_str())
        );
        let now = Instant::now();
        let known = || self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some((_, found)) =
            known().get(&host).filter(|(since, _)| now.duration_since(*since) < BELIEVED)
        {
            return Ok(found.clone());
        }
        let found = self.look_up.resolve(uri, config, timeout)?;
        let mut known = known();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(host, (now, found.clone()));
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use ureq::unversioned::transport::time;

    use super::*;

    /// Counts look-ups; the first fails.
    #[derive(Debug, Default)]
    struct Counting(AtomicUsize);

    impl Resolver for Counting {
        fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
            if self.0.fetch_add(1, Ordering::Relaxed) == 0 {
                return Err(Error::HostNotFound);
            }
            let mut found = self.empty();
            found.push(([127, 0, 0, 1], 80).into());
            Ok(found)
        }
    }

    #[test]
    fn a_host_is_looked_up_once_and_a_failure_is_not_remembered() {
        let names = Names::<Counting>::default();
        let ask = |address: &'static str| {
            let timeout = NextTimeout { after: time::Duration::NotHappening, ..NextTimeout::default() };
            names.resolve(&Uri::from_static(address), &Config::default(), timeout)
        };
        assert!(ask("http://bron.example/1").is_err());
        assert!(ask("http://bron.example/1").is_ok());
        assert!(ask("http://bron.example/2").is_ok());
        assert_eq!(names.look_up.0.load(Ordering::Relaxed), 2);
        assert!(ask("http://bron.example:8080/2").is_ok());
        assert_eq!(names.look_up.0.load(Ordering::Relaxed), 3, "another port is another address");
    }
}
