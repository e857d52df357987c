//! A webhook: signed JSON to an address that a reader gave. It reaches the public internet only.
//!
//! The name is resolved once; the connection goes to the addresses that were judged, and no redirection is followed, so
//! that nothing can lead it into a network of its operator.

use std::io;
use std::time::Duration;

use alerts::webhook::{IDEMPOTENCY, SIGNATURE, is_public};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use super::{Channel, Outcome, Parcel};

/// Longest time for a call.
const LONGEST: Duration = Duration::from_secs(15);

/// Calls webhooks.
pub struct Webhook(Agent);

impl Webhook {
    /// `private` lets it call addresses of networks that are not public: for installations inside one.
    pub fn new(private: bool) -> Webhook {
        Webhook(agent(private))
    }
}

/// A client that reaches public addresses only, follows no redirection and waits for nobody.
pub(super) fn agent(private: bool) -> Agent {
    let config = Agent::config_builder()
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .proxy(None)
        .timeout_global(Some(LONGEST))
        .user_agent("kamerspoor")
        .build();
    Agent::with_parts(config, DefaultConnector::default(), Public { private })
}

/// What an answer means.
pub(super) fn outcome(answer: Result<ureq::http::Response<ureq::Body>, Error>) -> Outcome {
    match answer {
        Ok(answer) => match answer.status().as_u16() {
            200..=299 => Outcome::Accepted,
            410 => Outcome::Refused("the address answers that it is gone (410)".to_owned()),
            code @ 300..=399 => {
                Outcome::Later(format!("the address answered {code}; redirections are not followed"))
            }
            code => Outcome::Later(format!("the address answered {code}")),
        },
        Err(Error::Io(error)) if error.kind() == io::ErrorKind::PermissionDenied => {
            Outcome::Refused(error.to_string())
        }
        Err(error) => Outcome::Later(format!("the address could not be called: {error}")),
    }
}

impl Channel for Webhook {
    fn name(&self) -> &'static str {
        "webhook"
    }

    fn send(&self, parcel: &Parcel) -> Outcome {
        let Parcel::Call { url, key, signature, body, .. } = parcel else {
            return Outcome::Refused("no call".to_owned());
        };
        let call = self
            .0
            .post(*url)
            .header("content-type", "application/json; charset=utf-8")
            .header(SIGNATURE, *signature)
            .header(IDEMPOTENCY, *key);
        outcome(call.send(*body))
    }
}

/// Resolves names to public addresses, or refuses.
#[derive(Debug)]
struct Public {
    private: bool,
}

impl Resolver for Public {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        if !self.private && found.iter().any(|address| !is_public(address.ip())) {
            return Err(Error::Io(io::Error::new(
                io::ErrorKind::PermissionDenied,
                "the address is not on the public internet, so it is not called",
            )));
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpListener;

    fn call(private: bool, url: &str) -> Outcome {
        let parcel = Parcel::Call {
            kind: "webhook",
            url,
            key: "1-2-3-4",
            signature: "t=1,v1=00",
            body: "{}",
            digest: &alerts::Digest::default(),
            site: "",
            lang: alerts::Lang::Nl,
        };
        Webhook::new(private).send(&parcel)
    }

    /// Answers one request and gives what it was.
    fn server(answer: &'static str) -> (String, std::thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let thread = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut text = String::new();
            let mut bytes = [0; 4096];
            while !text.ends_with("{}") {
                let count = stream.read(&mut bytes).unwrap();
                text.push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
            stream.write_all(answer.as_bytes()).unwrap();
            text.to_lowercase()
        });
        (url, thread)
    }

    #[test]
    fn no_address_of_a_network_of_ones_own_is_called() {
        for url in [
            "http://127.0.0.1:9/",
            "http://localhost:9/",
            "http://[::1]:9/",
            "http://169.254.169.254/latest/meta-data",
            "http://10.0.0.1/",
            "http://0x7f000001/",
            "http://2130706433/",
        ] {
            let outcome = call(false, url);
            assert!(!matches!(outcome, Outcome::Accepted), "{url}: {outcome:?}");
            if url.contains("127.0.0.1") || url.contains("169.254") {
                assert!(matches!(outcome, Outcome::Refused(_)), "{url}: {outcome:?}");
            }
        }
    }

    #[test]
    fn a_call_is_signed_and_names_itself() {
        let (url, server) = server("HTTP/1.1 204 No Content\r\n\r\n");
        assert_eq!(call(true, &url), Outcome::Accepted);
        let request = server.join().unwrap();
        assert!(request.contains("kamerspoor-signature: t=1,v1=00"), "{request}");
        assert!(request.contains("idempotency-key: 1-2-3-4"), "{request}");
    }

    #[test]
    fn a_redirection_is_not_followed() {
        let (url, server) =
            server("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n");
        let outcome = call(true, &url);
        assert!(matches!(&outcome, Outcome::Later(why) if why.contains("302")), "{outcome:?}");
        server.join().unwrap();
    }
}
