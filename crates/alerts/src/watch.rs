//! What somebody follows.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::event::{EventKind, Subject, SubjectKind};
use crate::{Cadence, Lang};

/// Most bytes of a query that is followed.
pub const LONGEST_QUERY: usize = 1_000;
/// Most bytes of a name that somebody gives a watch.
pub const LONGEST_LABEL: usize = 200;

/// What a watch waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Everything that concerns one thing, by its number or name.
    Thing {
        /// What it is.
        kind: SubjectKind,
        /// Its number, abbreviation or name.
        key: String,
    },
    /// Everything that a search finds; an empty query with filters is everything of a kind.
    Query {
        /// The query, in the language of the search page.
        query: String,
        /// Filters of the search page: name and value.
        filters: Vec<(String, String)>,
    },
}

impl Target {
    /// What may be told of it.
    pub fn tells(&self) -> &'static [EventKind] {
        match self {
            Target::Thing { kind, .. } => kind.tells(),
            Target::Query { .. } => &[
                EventKind::New,
                EventKind::Version,
                EventKind::Answered,
                EventKind::Voted,
                EventKind::Decided,
                EventKind::Moved,
                EventKind::Cancelled,
                EventKind::Met,
                EventKind::Postponed,
                EventKind::Overdue,
            ],
        }
    }

    /// What is not told unless asked for: a search tells what is new.
    pub fn muted_at_first(&self) -> BTreeSet<EventKind> {
        match self {
            Target::Thing { .. } => BTreeSet::new(),
            Target::Query { .. } => {
                self.tells().iter().copied().filter(|kind| *kind != EventKind::New).collect()
            }
        }
    }

    /// The same text for the same target: by it somebody follows a thing once.
    pub fn kept(&self) -> String {
        match self {
            Target::Thing { kind, key } => Subject::new(*kind, key).to_string(),
            Target::Query { query, filters } => {
                let mut filters = filters.clone();
                filters.sort();
                format!("query/{}", serde_json::json!([query, filters]))
            }
        }
    }

    /// Reads [`Target::kept`].
    pub fn read(kept: &str) -> Option<Target> {
        let (kind, key) = kept.split_once('/')?;
        if kind == "query" {
            let (query, filters) = serde_json::from_str(key).ok()?;
            return Some(Target::Query { query, filters });
        }
        Some(Target::Thing { kind: SubjectKind::named(kind)?, key: key.to_owned() })
    }
}

/// Something that somebody follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub account: i64,
    /// What it waits for.
    pub target: Target,
    /// What its owner calls it.
    pub label: String,
    /// The page of what is followed, from the root.
    pub url: String,
    /// When it tells.
    pub cadence: Cadence,
    /// What it does not tell.
    pub muted: BTreeSet<EventKind>,
    /// Whether it rests. What happens meanwhile is not told later.
    pub paused: bool,
    /// Where it tells, if not by mail: the number of an endpoint.
    pub endpoint: Option<i64>,
    /// The place in the log after which it hears.
    pub began: i64,
    /// Everything up to this place in the log was written into deliveries.
    pub position: i64,
    /// When it was made.
    pub created: Timestamp,
}

impl Watch {
    /// Whether it wants to hear of an event that concerns it.
    pub fn hears(&self, kind: EventKind, seq: i64) -> bool {
        !self.paused && seq > self.began && !self.muted.contains(&kind) && self.target.tells().contains(&kind)
    }

    /// Why its owner gets something: `U volgt: Havens verdiepen (motie)`.
    pub fn why(&self, lang: Lang) -> String {
        let what = match &self.target {
            Target::Thing { kind, .. } => kind.label(lang),
            Target::Query { query, .. } if query.is_empty() => {
                lang.t("alles van een soort", "everything of a kind")
            }
            Target::Query { .. } => lang.t("zoekopdracht", "search"),
        };
        format!("{}: {} ({what})", lang.t("U volgt", "You follow"), self.label)
    }
}

/// Event kinds as they are kept: slugs with spaces between.
pub fn kinds_kept(kinds: &BTreeSet<EventKind>) -> String {
    kinds.iter().map(|kind| kind.slug()).collect::<Vec<_>>().join(" ")
}

/// Reads [`kinds_kept`]; unknown words are left out.
pub fn kinds_read(kept: &str) -> BTreeSet<EventKind> {
    kept.split(' ').filter_map(EventKind::named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(target: Target) {
        assert_eq!(Target::read(&target.kept()), Some(target));
    }

    #[test]
    fn a_target_is_kept_as_text_and_read_back() {
        check(Target::Thing { kind: SubjectKind::Dossier, key: "36800-V".into() });
        check(Target::Thing { kind: SubjectKind::Ministry, key: "Buitenlandse/Zaken".into() });
        check(Target::Query {
            query: "stikstof AND \"nota\"".into(),
            filters: vec![("soort".into(), "Motie".into())],
        });
        assert_eq!(Target::read("iets/1"), None);
        assert_eq!(Target::read("query/geen json"), None);
    }

    #[test]
    fn the_order_of_filters_makes_no_other_target() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let a = Target::Query {
            query: String::new(),
            filters: vec![pair("soort", "Motie"), pair("fractie", "X")],
        };
        let b = Target::Query {
            query: String::new(),
            filters: vec![pair("fractie", "X"), pair("soort", "Motie")],
        };
        assert_eq!(a.kept(), b.kept());
    }

    #[test]
    fn muted_kinds_are_kept_as_words() {
        let muted = BTreeSet::from([EventKind::DueSoon, EventKind::New]);
        assert_eq!(kinds_read(&kinds_kept(&muted)), muted);
        assert!(kinds_read("").is_empty());
    }
}
