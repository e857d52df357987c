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

    /// Leaves out the units of other papers that are the same questions by themselves: a question and its answer.
    pub fn leave_out<'n>(&mut self, papers: impl Iterator<Item = &'n str>) {
        let papers: Vec<&str> = papers.collect();
        let paper = |key: &str| key.split('/').nth(1).map(str::to_owned).unwrap_or_default();
        let own = paper(&self.key);
        self.found.like.retain(|like| {
            let other = paper(&like.key);
            other == own || !papers.contains(&other.as_str())
        });
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_that_a_paper_answers_is_not_like_it() {
        let like = |key: &str| Like { key: key.into(), ..Like::default() };
        let found = Alike {
            like: vec![like("exchange/2031D2/1"), like("exchange/2031D1/4"), like("exchange/2029D7/2")],
            ..Alike::default()
        };
        let mut view = AlikeView { key: "exchange/2031D1/3".into(), found };
        view.leave_out(["2031D1", "2031D2"].into_iter());
        let keys: Vec<&str> = view.found.like.iter().map(|like| like.key.as_str()).collect();
        assert_eq!(keys, ["exchange/2031D1/4", "exchange/2029D7/2"]);
    }
}
