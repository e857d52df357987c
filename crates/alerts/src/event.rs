//! What is told: an event says that the state of a thing changed, never what its date is.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Lang;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $name:ident = $slug:literal, $dutch:literal, $english:literal;)*) => {
        /// What happened to a thing.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventKind { $($(#[doc = $doc])* $name,)* }

        impl EventKind {
            /// Every kind, in the order in which they are offered.
            pub const ALL: &'static [EventKind] = &[$(EventKind::$name,)*];

            /// Its name in the log, in forms and in JSON.
            pub fn slug(self) -> &'static str {
                match self { $(EventKind::$name => $slug,)* }
            }

            /// What readers see.
            pub fn label(self, lang: Lang) -> &'static str {
                match self { $(EventKind::$name => lang.t($dutch, $english),)* }
            }
        }
    };
}

kinds! {
    #[doc = "It was not there before."]
    New = "new", "nieuw", "new";
    #[doc = "Its file has another content."]
    Version = "version", "nieuwe versie", "new version";
    #[doc = "Questions got an answer."]
    Answered = "answered", "beantwoord", "answered";
    #[doc = "The House voted on it."]
    Voted = "voted", "gestemd", "voted on";
    #[doc = "Something was decided on it without a vote."]
    Decided = "decided", "besluit", "decided";
    #[doc = "A meeting has another day, time or room."]
    Moved = "moved", "verplaatst", "moved";
    #[doc = "A meeting does not take place."]
    Cancelled = "cancelled", "geannuleerd", "cancelled";
    #[doc = "The agenda of a meeting is another."]
    Agenda = "agenda", "agenda gewijzigd", "agenda changed";
    #[doc = "Its last day is near."]
    DueSoon = "due-soon", "termijn nadert", "due soon";
    #[doc = "Its last day has passed."]
    Overdue = "overdue", "termijn verstreken", "overdue";
    #[doc = "Its last day was put off."]
    Postponed = "postponed", "uitgesteld", "postponed";
    #[doc = "A commitment was met."]
    Met = "met", "voldaan", "met";
    #[doc = "Another paper refers to it."]
    Cited = "cited", "aangehaald", "cited";
    #[doc = "A motion is spoken of in another paper."]
    Mentioned = "mentioned", "genoemd", "mentioned";
}

impl EventKind {
    /// The kind of a slug.
    pub fn named(slug: &str) -> Option<EventKind> {
        EventKind::ALL.iter().copied().find(|kind| kind.slug() == slug)
    }
}

macro_rules! subjects {
    ($($name:ident = $slug:literal, $dutch:literal, $english:literal;)*) => {
        /// A kind of thing that can be followed by its number or name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)] // the names say it
        pub enum SubjectKind { $($name,)* }

        impl SubjectKind {
            /// Every kind.
            pub const ALL: &'static [SubjectKind] = &[$(SubjectKind::$name,)*];

            /// Its name in the log and in forms.
            pub fn slug(self) -> &'static str {
                match self { $(SubjectKind::$name => $slug,)* }
            }

            /// What readers see.
            pub fn label(self, lang: Lang) -> &'static str {
                match self { $(SubjectKind::$name => lang.t($dutch, $english),)* }
            }
        }
    };
}

subjects! {
    Document = "document", "document", "document";
    Question = "question", "Kamervragen", "written questions";
    Motion = "motion", "motie", "motion";
    Commitment = "commitment", "toezegging", "commitment";
    Dossier = "dossier", "dossier", "dossier";
    Case = "case", "zaak", "case";
    Activity = "activity", "activiteit", "activity";
    Committee = "committee", "commissie", "committee";
    Person = "person", "persoon", "person";
    Party = "party", "fractie", "party";
    Ministry = "ministry", "ministerie", "ministry";
}

impl SubjectKind {
    /// The kind of a slug.
    pub fn named(slug: &str) -> Option<SubjectKind> {
        SubjectKind::ALL.iter().copied().find(|kind| kind.slug() == slug)
    }

    /// What can happen to such a thing: what a watch on it may mute.
    pub fn tells(self) -> &'static [EventKind] {
        use EventKind::*;
        match self {
            SubjectKind::Document => &[Version, Voted, Decided, Cited, Mentioned],
            SubjectKind::Question => &[Answered, Postponed, DueSoon, Overdue, Version, Cited],
            SubjectKind::Motion => &[Voted, Decided, Version, Cited, Mentioned],
            SubjectKind::Commitment => &[Met, Postponed, DueSoon, Overdue, Cited],
            SubjectKind::Activity => &[New, Moved, Cancelled, Agenda, Decided, Voted],
            SubjectKind::Dossier | SubjectKind::Case => {
                &[New, Version, Answered, Voted, Decided, Moved, Cancelled, Agenda, Postponed, Met]
            }
            SubjectKind::Committee => &[New, Moved, Cancelled, Agenda, Decided, Voted],
            SubjectKind::Person | SubjectKind::Party => &[New, Version, Answered, Voted, Decided, Met],
            SubjectKind::Ministry => &[New, Version, Answered, DueSoon, Overdue, Postponed, Met],
        }
    }
}

/// What an event concerns, and what a watch waits for: `dossier/36800-V`. Both sides are compared letter by letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Subject(String);

impl Subject {
    /// A thing of a kind.
    pub fn new(kind: SubjectKind, key: &str) -> Subject {
        Subject(format!("{}/{key}", kind.slug()))
    }

    /// A printed paper: `36800-V-49`. Documents are cited by it.
    pub fn paper(number: &str) -> Subject {
        Subject(format!("paper/{number}"))
    }

    /// As it is kept.
    pub fn kept(text: impl Into<String>) -> Subject {
        Subject(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is told of an event, in whichever language: results, days, papers.
pub type Facts = BTreeMap<String, String>;

/// The thing that an event is about, as readers see it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Category of its record as the source calls it: `Document`; what it is found by in the index is made from it.
    pub category: String,
    /// Its id, in hexadecimal.
    pub id: String,
    /// What it is, in Dutch as the source has it: `Motie`.
    pub what: String,
    /// Its title or subject.
    pub title: String,
    /// Its official number; may be empty.
    pub number: String,
    /// Its day; may be empty.
    pub date: String,
    /// Its address on the site, from the root: `/document/2026D00001`.
    pub url: String,
}

/// An event that is not in the log yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Unique for ever: an event that is found again, after a rebuild or a crash, has the same key and is not logged.
    pub key: String,
    /// What a watch is told at most once: several events may be the same news to a reader.
    pub item: String,
    /// What happened.
    pub kind: EventKind,
    /// To what.
    pub shown: Shown,
    /// The particulars.
    pub facts: Facts,
    /// The passage that shows it; may be empty.
    pub quote: String,
    /// What it concerns.
    pub subjects: Vec<Subject>,
    /// Whether stored queries are asked as well.
    pub searched: bool,
}

/// An event of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its place in the log.
    pub seq: i64,
    /// When it was announced here.
    pub at: Timestamp,
    /// What it says.
    pub news: NewEvent,
}

impl NewEvent {
    /// What happened, as a sentence without its end: `Aangenomen met 90 tegen 60 stemmen`.
    pub fn words(&self, lang: Lang) -> String {
        let fact = |name: &str| self.facts.get(name).map(String::as_str).unwrap_or_default();
        let day = |name: &str| lang.day(fact(name));
        match self.kind {
            EventKind::New => match self.shown.what.as_str() {
                "" => lang.t("Nieuw", "New").to_owned(),
                what => format!("{}: {what}", lang.t("Nieuw", "New")),
            },
            EventKind::Version => lang.t("Er is een nieuwe versie", "There is a new version").to_owned(),
            EventKind::Answered => match fact("days") {
                "" => lang.t("Beantwoord", "Answered").to_owned(),
                "1" => lang.t("Beantwoord na 1 dag", "Answered after 1 day").to_owned(),
                days => format!(
                    "{} {days} {}",
                    lang.t("Beantwoord na", "Answered after"),
                    lang.t("dagen", "days")
                ),
            },
            EventKind::Voted => {
                let result = result_words(fact("result"), lang);
                match (fact("for"), fact("against")) {
                    ("" | "0", "" | "0") => result,
                    (yes, no) => format!(
                        "{result} {} {yes} {} {no} {}",
                        lang.t("met", "by"),
                        lang.t("tegen", "to"),
                        lang.t("stemmen", "votes")
                    ),
                }
            }
            EventKind::Decided => match fact("words") {
                "" => result_words(fact("result"), lang),
                words => format!("{}: {words}", lang.t("Besluit", "Decision")),
            },
            EventKind::Moved => {
                let (from, to) = (fact("from"), fact("to"));
                if from.is_empty() || to.is_empty() {
                    return lang.t("Verplaatst", "Moved").to_owned();
                }
                let moment = |text: &str| match text.split_once(' ') {
                    Some((date, rest)) => format!("{}, {rest}", lang.day(date)),
                    None => lang.day(text),
                };
                format!(
                    "{} {} {} {}",
                    lang.t("Verplaatst van", "Moved from"),
                    moment(from),
                    lang.t("naar", "to"),
                    moment(to)
                )
            }
            EventKind::Cancelled => lang.t("Gaat niet door", "Does not take place").to_owned(),
            EventKind::Agenda => lang.t("De agenda is gewijzigd", "The agenda has changed").to_owned(),
            EventKind::DueSoon => format!("{} {}", lang.t("De termijn loopt af op", "Due on"), day("due")),
            EventKind::Overdue => {
                format!("{} {}", lang.t("De termijn is verstreken op", "The term passed on"), day("due"))
            }
            EventKind::Postponed => match (fact("from"), fact("to")) {
                (_, "") => lang.t("Uitgesteld", "Postponed").to_owned(),
                ("", _) => format!("{} {}", lang.t("Uitgesteld tot", "Postponed until"), day("to")),
                _ => format!(
                    "{} {} {} {}",
                    lang.t("Uitgesteld van", "Postponed from"),
                    day("from"),
                    lang.t("naar", "to"),
                    day("to")
                ),
            },
            EventKind::Met => lang.t("Volgens het register voldaan", "Met, says the register").to_owned(),
            EventKind::Cited => format!("{} {}", lang.t("Aangehaald in", "Cited in"), fact("by")),
            EventKind::Mentioned => format!("{} {}", lang.t("Genoemd in", "Mentioned in"), fact("by")),
        }
    }
}

fn result_words(result: &str, lang: Lang) -> String {
    let (dutch, english) = match result {
        "adopted" => ("Aangenomen", "Adopted"),
        "rejected" => ("Verworpen", "Rejected"),
        "held" => ("Aangehouden", "Held over"),
        "withdrawn" => ("Ingetrokken", "Withdrawn"),
        "postponed" => ("Stemming uitgesteld", "Vote put off"),
        "taken_over" => ("Overgenomen", "Taken over"),
        "lapsed" => ("Vervallen", "Lapsed"),
        _ => ("Er is besloten", "A decision was taken"),
    };
    lang.t(dutch, english).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: EventKind, facts: &[(&str, &str)]) -> NewEvent {
        NewEvent {
            key: "k".into(),
            item: "k".into(),
            kind,
            shown: Shown { what: "Motie".into(), ..Shown::default() },
            facts: facts.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            quote: String::new(),
            subjects: Vec::new(),
            searched: false,
        }
    }

    fn check(kind: EventKind, facts: &[(&str, &str)], expected: &str) {
        assert_eq!(event(kind, facts).words(Lang::Nl), expected);
    }

    #[test]
    fn an_event_says_what_happened() {
        check(EventKind::New, &[], "Nieuw: Motie");
        check(
            EventKind::Voted,
            &[("result", "adopted"), ("for", "90"), ("against", "60")],
            "Aangenomen met 90 tegen 60 stemmen",
        );
        check(EventKind::Voted, &[("result", "rejected")], "Verworpen");
        check(
            EventKind::Decided,
            &[("words", "Agenderen - commissiedebat")],
            "Besluit: Agenderen - commissiedebat",
        );
        check(EventKind::Overdue, &[("due", "2031-03-01")], "De termijn is verstreken op 1 maart 2031");
        check(EventKind::Postponed, &[("to", "2031-04-01")], "Uitgesteld tot 1 april 2031");
        check(
            EventKind::Moved,
            &[("from", "2031-03-01 10:00"), ("to", "2031-03-02 11:00")],
            "Verplaatst van 1 maart 2031, 10:00 naar 2 maart 2031, 11:00",
        );
        check(EventKind::Answered, &[("days", "1")], "Beantwoord na 1 dag");
    }

    #[test]
    fn names_read_back_and_every_kind_says_something_in_both_languages() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::named(kind.slug()), Some(*kind));
            for lang in [Lang::Nl, Lang::En] {
                assert!(!event(*kind, &[]).words(lang).is_empty());
                assert!(!kind.label(lang).is_empty());
            }
        }
        for kind in SubjectKind::ALL {
            assert_eq!(SubjectKind::named(kind.slug()), Some(*kind));
            assert!(!kind.tells().is_empty());
        }
    }
}
