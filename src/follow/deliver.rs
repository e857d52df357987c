//! Hands messages to their channels and keeps what became of them.

use std::collections::HashMap;
use std::sync::Arc;

use alerts::digest::Named;
use alerts::message::{self, Letterhead};
use alerts::secret::Token;
use alerts::{Lang, Target, webhook};
use anyhow::Result;
use jiff::{SignedDuration, Timestamp};
use search::{Index, Request};
use store::people::People;
use store::people::deliveries::{Delivery, Place, Settlement};
use store::people::sessions::LINK_MINUTES;

use crate::channels::{Channels, Outcome, Parcel};
use crate::jobs::in_parallel;
use crate::stop::Stop;

use super::matching::facets;

/// Deliveries that are sent side by side.
const SIDE_BY_SIDE: usize = 4;
/// Deliveries that are taken at once.
const BATCH: usize = 100;
/// Failures after which a delivery waits for an operator: some three days.
const MOST_ATTEMPTS: u32 = 80;
/// Searches of one message whose passages are looked up.
const MOST_PASSAGES: usize = 100;

/// Sends.
pub struct Deliverer {
    people: Arc<People>,
    channels: Channels,
    site: String,
    clock: fn() -> Timestamp,
}

impl Deliverer {
    /// Over a database and channels; `site` is the public address without a slash at its end.
    pub fn new(people: Arc<People>, channels: Channels, site: String, clock: fn() -> Timestamp) -> Deliverer {
        Deliverer { people, channels, site, clock }
    }

    /// Sends the mails of those who want to sign in. The token is made here: nothing that is kept holds it.
    ///
    /// # Errors
    /// The database cannot be read or written.
    pub fn sign_ins(&self) -> Result<usize> {
        let now = (self.clock)();
        let mut sent = 0;
        for wish in self.people.wishes(now, BATCH)? {
            let token = Token::random()?;
            self.people.prepare_sign_in(wish.id, token.hash(), now)?;
            let letterhead = Letterhead { site: self.site.clone(), lang: wish.lang };
            let english = if wish.lang == Lang::En { "?taal=en" } else { "" };
            // after the hash: it is not sent to any server before somebody confirms
            let link = format!("{}/mijn/aanmelden/{}{english}", self.site, token.as_str());
            let id = format!("s-{}-{}", wish.id, wish.attempts);
            let mail = message::sign_in(&letterhead, &wish.address, &id, &link, LINK_MINUTES, now);
            match self.channels.send(&Parcel::Mail(&mail)) {
                Outcome::Accepted => {
                    self.people.settle_sign_in(wish.id, None)?;
                    sent += 1;
                }
                Outcome::Later(error) => {
                    tracing::warn!(error, "a mail to sign in could not be sent; trying again");
                    self.people.settle_sign_in(wish.id, Some(after(now, wish.attempts)))?;
                }
                Outcome::Refused(error) => {
                    tracing::warn!(error, "a mail to sign in was refused");
                    self.people.settle_sign_in(wish.id, None)?;
                }
            }
        }
        Ok(sent)
    }

    /// Sends what waits. Returns how many deliveries were taken and how many failed.
    ///
    /// # Errors
    /// The database cannot be read or written.
    pub fn send_waiting(&self, index: Option<&Index>, stop: &Stop) -> Result<(usize, usize)> {
        let (mut sent, mut failed) = (0, 0);
        loop {
            let ready = self.people.ready((self.clock)(), BATCH)?;
            if ready.is_empty() || stop.wished() {
                return Ok((sent, failed));
            }
            let done = in_parallel(&ready, SIDE_BY_SIDE, |delivery| self.send(delivery.clone(), index));
            for settlement in done {
                match settlement? {
                    Settlement::Sent | Settlement::Void => sent += 1,
                    Settlement::Later(..) | Settlement::Held(_) => failed += 1,
                }
            }
        }
    }

    /// Sends one delivery and settles it.
    ///
    /// # Errors
    /// The database cannot be written: then the channel may have it, and gets it again under the same id.
    pub fn send(&self, mut delivery: Delivery, index: Option<&Index>) -> Result<Settlement> {
        let now = (self.clock)();
        if delivery.digest.is_empty() {
            self.people.settle(delivery.id, &Settlement::Void)?;
            return Ok(Settlement::Void);
        }
        if let Some(index) = index {
            passages(&mut delivery, index);
        }
        let outcome = self.hand_over(&delivery, now);
        let settlement = match outcome {
            Outcome::Accepted => Settlement::Sent,
            Outcome::Later(error) if delivery.attempts + 1 < MOST_ATTEMPTS => {
                Settlement::Later(after(now, delivery.attempts), error)
            }
            Outcome::Later(error) | Outcome::Refused(error) => Settlement::Held(error),
        };
        if let Settlement::Later(_, error) | Settlement::Held(error) = &settlement {
            tracing::warn!(delivery = delivery.id, account = delivery.account, error, "a delivery failed");
        }
        self.people.settle(delivery.id, &settlement)?;
        Ok(settlement)
    }

    fn hand_over(&self, delivery: &Delivery, now: Timestamp) -> Outcome {
        match &delivery.place {
            Place::Mail => self.channels.send(&Parcel::Mail(&self.mail(delivery))),
            Place::Endpoint { id, kind, url } => {
                let secret = self.people.key().sign("webhook", &id.to_string());
                let body = webhook::body(&delivery.digest, &delivery.key, &self.site);
                let parcel = Parcel::Call {
                    kind,
                    url,
                    key: &delivery.key,
                    signature: &webhook::signature(&secret, now, &body),
                    body: &body,
                    digest: &delivery.digest,
                    site: &self.site,
                    lang: delivery.lang,
                };
                self.channels.send(&parcel)
            }
        }
    }

    /// The mail of a delivery: the same whenever it is made.
    pub fn mail(&self, delivery: &Delivery) -> message::Mail {
        let letterhead = Letterhead { site: self.site.clone(), lang: delivery.lang };
        let end = |watch: Option<&Named>| {
            let what = match watch {
                Some(watch) => format!("{}-{}", delivery.account, watch.id),
                None => format!("{}-alles", delivery.account),
            };
            format!("{}/afmelden/{what}/{}", self.site, self.people.key().sign("unsubscribe", &what))
        };
        let id = format!("d-{}", delivery.key);
        message::digest(&letterhead, &delivery.address, &id, &delivery.digest, delivery.written, &end)
    }
}

/// Waits twice as long after each failure: a minute at first, an hour at most.
fn after(now: Timestamp, attempts: u32) -> Timestamp {
    let seconds = (60_i64 << attempts.min(6)).min(3_600);
    now.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(now)
}

/// Finds the passages that the searches of a message matched: the index shows them better than any beginning.
fn passages(delivery: &mut Delivery, index: &Index) {
    let mut found: HashMap<String, String> = HashMap::new();
    for (_, target, item) in delivery.searches.iter().take(MOST_PASSAGES) {
        let Target::Query { query, filters } = target else { continue };
        if query.is_empty() || found.contains_key(item) {
            continue;
        }
        let entry = delivery.digest.entries().find(|entry| entry.event.news.item == *item);
        let Some(number) =
            entry.map(|entry| entry.event.news.shown.number.clone()).filter(|number| !number.is_empty())
        else {
            continue;
        };
        let request = Request {
            query: format!("({query}) nummer:\"{number}\""),
            filters: facets(filters),
            limit: 1,
            ..Request::default()
        };
        if let Ok(results) = index.search(&request)
            && let Some(passage) = results.hits.into_iter().next().and_then(|hit| hit.passage)
        {
            let text: String = passage.snippet.into_iter().map(|fragment| fragment.text).collect();
            found.insert(item.clone(), text);
        }
    }
    for entry in delivery.digest.groups.iter_mut().flat_map(|group| &mut group.entries) {
        if let Some(text) = found.get(&entry.event.news.item) {
            entry.passage.clone_from(text);
        }
    }
}
