//! "Vergelijkbaar": what says nearly the same as a record, for its page. Shown by `alike.html`.

use serde_json::{Value, json};

use crate::search_port::{Alike, Like};
use crate::{App, Lang, address};

/// What is like a record, with addresses.
#[derive(Debug, Default)]
pub struct AlikeView {
    /// The key of the record: `exchange/2025D1/3`.
    key: String,
    /// What was found.
    pub found: Alike,
}

impl AlikeView {
    /// Looks it up. A page does without where the index cannot be read.
    pub fn read(app: &App, key: String) -> AlikeView {
        let found = app.searcher.as_ref().and_then(|searcher| match searcher.alike(&key) {
            Ok(found) => Some(found),
            Err(error) => {
                tracing::warn!(%error, "what is alike cannot be looked up");
                None
            }
        });
        AlikeView { key, found: found.unwrap_or_default() }
    }

    /// Whether there is anything to show.
    pub fn is_empty(&self) -> bool {
        self.found.like.is_empty() && self.found.repeats.is_empty()
    }

    /// The comparison with another unit.
    pub fn compared(&self, lang: Lang, like: &Like) -> Option<String> {
        let unit = |key: &str| key.strip_prefix("exchange/").map(str::to_owned);
        let (own, other) = (unit(&self.key)?, unit(&like.key)?);
        // the older answer stands left
        Some(lang.href(address::with("/vergelijk", &[("a", &other), ("b", &own)])))
    }

    /// The same as data.
    pub fn json(&self) -> Value {
        json!({ "like": self.found.like, "repeats": self.found.repeats })
    }
}
