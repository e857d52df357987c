//! A topic of ntfy, on its own server or another: a push message with the newest items.

use ureq::Agent;

use super::webhook::{agent, outcome};
use super::{Channel, Outcome, Parcel};

/// Items that a message names.
const MOST: usize = 5;

/// Calls topics; the same rules as for webhooks.
pub struct Ntfy(Agent);

impl Ntfy {
    /// `private` lets it call addresses of networks that are not public.
    pub fn new(private: bool) -> Ntfy {
        Ntfy(agent(private))
    }
}

impl Channel for Ntfy {
    fn name(&self) -> &'static str {
        "ntfy"
    }

    fn send(&self, parcel: &Parcel) -> Outcome {
        let Parcel::Call { url, digest, site, lang, .. } = parcel else {
            return Outcome::Refused("no call".to_owned());
        };
        let lines = digest.entries().take(MOST).map(|entry| {
            let news = &entry.event.news;
            format!(
                "{}: {}\n{site}{}",
                news.words(*lang),
                alerts::message::one_line(&news.shown.title),
                news.shown.url
            )
        });
        let mut text = lines.collect::<Vec<_>>().join("\n\n");
        if digest.len() > MOST {
            text.push_str(&format!("\n\n… {site}/mijn"));
        }
        outcome(self.0.post(*url).header("title", "Kamerspoor").send(text.as_str()))
    }
}
