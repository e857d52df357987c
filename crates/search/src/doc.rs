//! What goes into the index: one [`SearchDoc`] per thing that can be found.
//!
//! The index keeps the whole `SearchDoc` (compressed), so that it can rebuild itself with another analysis.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One thing that can be found: a document with its passages, an exchange, a person, …
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchDoc {
    /// Stable id, unique in the index: `document/2025D34482`, `exchange/2025D1/3`.
    pub key: String,
    /// The record that it was made from, if one record makes several of these: a letter and its questions. All of a
    /// record are put and taken out together ([`crate::Writer::replace`]).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// What it is.
    pub kind: Kind,
    /// Official number, if it has one. A part shows that of its whole: it is searched only where the key ends with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Title, as shown.
    pub title: String,
    /// Subject, where the source has one beside the title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// What it is a part of, as shown: the debate of a speech. Not searched.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub context: String,
    /// Its date, the one that results are sorted and filtered by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Address of its page; a hit appends `#` and the passage's anchor.
    pub url: String,
    /// Values that can be filtered on and counted.
    #[serde(default)]
    pub facets: Facets,
    /// Its text in reading order.
    #[serde(skip)]
    pub passages: Vec<PassageText>,
}

/// A piece of text with an address of its own: a paragraph, an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PassageText {
    /// Fragment of the page's address: `p12`. May be empty.
    pub anchor: String,
    /// The text. A phrase or NEAR never crosses from one passage into the next.
    pub text: String,
}

/// Values that a [`SearchDoc`] can be filtered on and counted by; as shown to readers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facets {
    /// Kind of paper as the feed says: `Brief regering`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub soort: Vec<String>,
    /// Parties involved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<String>,
    /// Ministries involved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ministries: Vec<String>,
    /// Committees involved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub committees: Vec<String>,
    /// Dossiers: `36800-V`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dossiers: Vec<String>,
    /// Cases: `2025Z14929`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<String>,
    /// Who wrote, asked, moved or said it. Their names are found as words too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// To whom.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    /// States: `open`, `afgedaan`, `aangenomen`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub status: Vec<String>,
    /// Votes: `VVD voor`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub votes: Vec<String>,
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $name:ident = $slug:literal, $dutch:literal, $prior:literal;)*) => {
        /// What a hit is.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Kind {
            $($(#[doc = $doc])* $name,)*
            /// Anything else.
            #[default]
            Other,
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Kind] = &[$(Kind::$name,)* Kind::Other];

            /// The stable name used in addresses and JSON: `document`.
            pub fn slug(self) -> &'static str {
                match self { $(Kind::$name => $slug,)* Kind::Other => "other" }
            }

            /// The name that readers see.
            pub fn dutch(self) -> &'static str {
                match self { $(Kind::$name => $dutch,)* Kind::Other => "overig" }
            }

            /// How much a hit of this kind counts beside others, in percent.
            pub(crate) fn prior(self) -> u64 {
                match self { $(Kind::$name => $prior,)* Kind::Other => 80 }
            }

            /// What it is as well: a motion is found among the documents too.
            pub fn broader(self) -> Option<Kind> {
                (self == Kind::Motion).then_some(Kind::Document)
            }

            /// The kind with this [`Kind::slug`].
            pub fn named(slug: &str) -> Option<Kind> {
                Kind::ALL.iter().copied().find(|kind| kind.slug() == slug)
            }
        }
    };
}

kinds! {
    #[doc = "A document of the House."]
    Document = "document", "document", 100;
    #[doc = "A question with its answer."]
    Exchange = "exchange", "vraag en antwoord", 85;
    #[doc = "A turn of a speaker in a meeting."]
    Speech = "speech", "spreekbeurt", 70;
    #[doc = "A motion."]
    Motion = "motion", "motie", 100;
    #[doc = "An undertaking by the government."]
    Commitment = "commitment", "toezegging", 95;
    #[doc = "A case."]
    Case = "case", "zaak", 60;
    #[doc = "A dossier of parliamentary papers."]
    Dossier = "dossier", "dossier", 115;
    #[doc = "A meeting or other activity."]
    Activity = "activity", "activiteit", 85;
    #[doc = "An item of an agenda."]
    AgendaItem = "agenda-item", "agendapunt", 60;
    #[doc = "A decision."]
    Decision = "decision", "besluit", 55;
    #[doc = "A person."]
    Person = "person", "persoon", 125;
    #[doc = "A committee."]
    Committee = "committee", "commissie", 120;
    #[doc = "A party."]
    Party = "party", "fractie", 120;
    #[doc = "A gift in the register."]
    Gift = "gift", "geschenk", 65;
    #[doc = "A trip in the register."]
    Trip = "trip", "reis", 65;
    #[doc = "The whole record of a meeting."]
    Transcript = "transcript", "verslag", 75;
    #[doc = "A side job in the register."]
    SideJob = "side-job", "nevenfunctie", 65;
}

/// Kinds of paper that would drown the letters they come with, in percent of their kind's weight.
pub(crate) fn soort_prior(soort: &[String]) -> u64 {
    let damped = |soort: &String| {
        let soort = soort.to_lowercase();
        ["bijlage", "stenogram", "agenda", "besluitenlijst", "convocatie"]
            .iter()
            .any(|word| soort.contains(word))
    };
    if soort.iter().any(damped) { 70 } else { 100 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_read_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::named(kind.slug()), Some(*kind));
            let json = serde_json::to_string(kind).unwrap();
            assert_eq!(json.trim_matches('"'), kind.slug());
        }
    }
}
