//! The House's own numbers, with a parser for every way people write them.
//!
//! Two readers: [`OfficialNumber::parse`] takes a whole input (what somebody types into a search box) and
//! [`notation`] reads a number at the beginning of a longer text (what an extractor does). Whether a paper with
//! that number exists is not known here.
//!
//! | written | read as |
//! |---|---|
//! | `23432, nr. 717` · `23 432 nr 717` · `kst-23432-717` | `23432-717` |
//! | `21 501-02-, nr. 3216` · `21501-02-3216` | `21501-02-3216` |
//! | `36 410 XIV, nr. 66` · `nr. 66 (36410-XIV)` | `36410-XIV-66` |
//! | `36 200 V, J` (a letter of the other chamber) | `36200-V-J` |
//! | `36 200 J, nr. 3` (fund J) against `36 200, J` (letter J) | `36200-J-3`, `36200-J` |
//! | `27 484 (R 1669), nr. 289` | `27484-289` |
//! | `2026D03887` · `2025Z14929` · `2026A01315` · `2025P15710` | document, case, activity, agenda item |
//! | `TZ202407-021` | commitment |
//! | `ah-tk-20242025-1028` · `Aanhangsel Handelingen II 2024/25, nr. 1028` | annex |
//! | `h-tk-20172018-70-4` · `Handelingen II 2017/18, nr. 70, item 4` | proceedings |

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub mod notation;
mod session;

pub use session::{Aanhangsel, Chamber, Handelingen, Session};

/// A file of papers on one subject: a number and sometimes an addition.
///
/// The addition is a budget chapter (`36800-V`), a council formation (`21501-02`) or a fund (`36600-J`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dossier {
    /// Five digits in practice.
    pub number: u32,
    /// As the House writes it: roman capitals, capitals, or digits with their leading zero.
    pub addition: Option<String>,
}

/// A numbered parliamentary paper: a dossier and a sub-number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kamerstuk {
    /// The dossier it belongs to.
    pub dossier: Dossier,
    /// Digits (`717`), or capitals for papers of the other chamber (`J`, `AB`).
    pub sub: String,
}

/// The first day on which a paper of this day can be cited: an older paper cannot cite a newer one, but a letter that goes
/// out with a paper may be dated some days before it.
pub fn citable_from(paper: jiff::civil::Date) -> jiff::civil::Date {
    paper.saturating_sub(jiff::Span::new().days(14))
}

impl fmt::Display for Dossier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.addition {
            Some(addition) => write!(f, "{}-{addition}", self.number),
            None => write!(f, "{}", self.number),
        }
    }
}

impl fmt::Display for Kamerstuk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.dossier, self.sub)
    }
}

impl Kamerstuk {
    /// The identifier of the official publication: `kst-36800-V-49`.
    pub fn publication_id(&self) -> String {
        format!("kst-{self}")
    }

    /// The sub-number as a number; none for letters of the other chamber and suffixed numbers.
    pub fn sub_number(&self) -> Option<u32> {
        self.sub.parse().ok()
    }
}

/// Text that is no official number of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{input:?} is not a {wanted}")]
pub struct NotANumber {
    /// What was read.
    pub input: String,
    /// What it should have been, in words for a person.
    pub wanted: &'static str,
}

macro_rules! parlis_number {
    ($(#[$doc:meta])* $name:ident, $letter:literal, $wanted:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            /// Year of registration.
            pub year: u16,
            /// Counted within the year.
            pub serial: u32,
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}{:05}", self.year, $letter, self.serial)
            }
        }

        impl FromStr for $name {
            type Err = NotANumber;

            fn from_str(input: &str) -> Result<Self, NotANumber> {
                match notation::parlis(input.trim()) {
                    Some((year, $letter, serial, length)) if length == input.trim().len() => Ok($name { year, serial }),
                    _ => Err(NotANumber { input: input.to_owned(), wanted: $wanted }),
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

parlis_number! {
    /// A document's own number: `2026D03887`.
    DocumentNumber, 'D', "document number such as 2026D03887"
}
parlis_number! {
    /// A case: `2025Z14929`.
    #[doc(alias = "zaak")]
    CaseNumber, 'Z', "case number such as 2025Z14929"
}
parlis_number! {
    /// An activity: `2026A01315`.
    #[doc(alias = "activiteit")]
    ActivityNumber, 'A', "activity number such as 2026A01315"
}
parlis_number! {
    /// An item of an agenda: `2025P15710`.
    #[doc(alias = "agendapunt")]
    AgendaItemNumber, 'P', "agenda item number such as 2025P15710"
}

/// An entry of the register of commitments: `TZ202407-021`.
#[doc(alias = "toezegging")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitmentNumber {
    /// Year it was given.
    pub year: u16,
    /// Month it was given, 1 to 12.
    pub month: u8,
    /// Counted within the month.
    pub serial: u32,
}

impl fmt::Display for CommitmentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TZ{}{:02}-{:03}", self.year, self.month, self.serial)
    }
}

/// Any official number: what somebody may type into a search box to jump to its page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum OfficialNumber {
    /// `36800-V`
    Dossier(Dossier),
    /// `36800-V-49`
    Kamerstuk(Kamerstuk),
    /// `2026D03887`
    Document(DocumentNumber),
    /// `2025Z14929`, also `kv-tk-2025Z14929`
    Case(CaseNumber),
    /// `2026A01315`
    Activity(ActivityNumber),
    /// `2025P15710`
    AgendaItem(AgendaItemNumber),
    /// `TZ202407-021`
    Commitment(CommitmentNumber),
    /// `ah-tk-20242025-1028`
    Aanhangsel(Aanhangsel),
    /// `h-tk-20172018-70-4`
    Handelingen(Handelingen),
    /// Any other identifier of the official publications, in lower case: `blg-1012345`, `stb-2018-84`.
    Publication(String),
}

impl OfficialNumber {
    /// Reads a whole input as one official number, in any notation people use; none if it is anything else.
    ///
    /// ```
    /// use model::number::OfficialNumber;
    /// let read = |input| OfficialNumber::parse(input).map(|number| number.to_string());
    /// assert_eq!(read("23 432 nr 717").as_deref(), Some("23432-717"));
    /// assert_eq!(read("nr. 456 (36800-XVI)").as_deref(), Some("36800-XVI-456"));
    /// assert_eq!(read("medische evacuaties"), None);
    /// ```
    pub fn parse(input: &str) -> Option<Self> {
        notation::whole(input)
    }
}

impl fmt::Display for OfficialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OfficialNumber::Dossier(number) => number.fmt(f),
            OfficialNumber::Kamerstuk(number) => number.fmt(f),
            OfficialNumber::Document(number) => number.fmt(f),
            OfficialNumber::Case(number) => number.fmt(f),
            OfficialNumber::Activity(number) => number.fmt(f),
            OfficialNumber::AgendaItem(number) => number.fmt(f),
            OfficialNumber::Commitment(number) => number.fmt(f),
            OfficialNumber::Aanhangsel(number) => number.fmt(f),
            OfficialNumber::Handelingen(number) => number.fmt(f),
            OfficialNumber::Publication(id) => f.write_str(id),
        }
    }
}

macro_rules! from_whole {
    ($name:ident, $variant:ident, $wanted:literal) => {
        impl FromStr for $name {
            type Err = NotANumber;

            fn from_str(input: &str) -> Result<Self, NotANumber> {
                match OfficialNumber::parse(input) {
                    Some(OfficialNumber::$variant(number)) => Ok(number),
                    _ => Err(NotANumber { input: input.to_owned(), wanted: $wanted }),
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

from_whole!(CommitmentNumber, Commitment, "commitment number such as TZ202407-021");
from_whole!(Aanhangsel, Aanhangsel, "annex number such as ah-tk-20242025-1028");
from_whole!(Handelingen, Handelingen, "number of the proceedings such as h-tk-20172018-70-4");

// Canonical kamerstuk and dossier strings overlap (`36200-J` is fund J or letter J of the other chamber), so each
// reads its own canonical form first and only then what people type.
impl FromStr for Kamerstuk {
    type Err = NotANumber;

    fn from_str(input: &str) -> Result<Self, NotANumber> {
        let wrong = || NotANumber { input: input.to_owned(), wanted: "paper number such as 36800-V-49" };
        if let Some(kamerstuk) = notation::canonical_kamerstuk(input) {
            return Ok(kamerstuk);
        }
        match OfficialNumber::parse(input) {
            Some(OfficialNumber::Kamerstuk(kamerstuk)) => Ok(kamerstuk),
            _ => Err(wrong()),
        }
    }
}

impl FromStr for Dossier {
    type Err = NotANumber;

    fn from_str(input: &str) -> Result<Self, NotANumber> {
        let wrong = || NotANumber { input: input.to_owned(), wanted: "dossier number such as 36800-V" };
        if let Some(dossier) = notation::canonical_dossier(input) {
            return Ok(dossier);
        }
        match OfficialNumber::parse(input) {
            Some(OfficialNumber::Dossier(dossier)) => Ok(dossier),
            _ => Err(wrong()),
        }
    }
}

macro_rules! serde_as_text {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

serde_as_text!(Kamerstuk);
serde_as_text!(Dossier);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// One line per oddity: what is typed, the kind and the canonical form.
    #[track_caller]
    fn check(input: &str, kind: &str, canonical: &str) {
        let number = OfficialNumber::parse(input).unwrap_or_else(|| panic!("{input:?} was not read"));
        let found = match &number {
            OfficialNumber::Dossier(_) => "dossier",
            OfficialNumber::Kamerstuk(_) => "kamerstuk",
            OfficialNumber::Document(_) => "document",
            OfficialNumber::Case(_) => "case",
            OfficialNumber::Activity(_) => "activity",
            OfficialNumber::AgendaItem(_) => "agenda item",
            OfficialNumber::Commitment(_) => "commitment",
            OfficialNumber::Aanhangsel(_) => "aanhangsel",
            OfficialNumber::Handelingen(_) => "handelingen",
            OfficialNumber::Publication(_) => "publication",
        };
        assert_eq!((found, number.to_string().as_str()), (kind, canonical), "{input:?}");
    }

    #[test]
    fn papers_in_every_notation() {
        for (input, canonical) in [
            ("23432, nr. 717", "23432-717"),
            ("23 432 nr 717", "23432-717"),
            ("23 432 nr. 717", "23432-717"),
            ("23\u{a0}432, nr.\u{a0}717", "23432-717"),
            ("23432-717", "23432-717"),
            ("23.432, nr. 717", "23432-717"),
            ("kst-23432-717", "23432-717"),
            ("KST-23432-717.html", "23432-717"),
            ("21 501-02 nr. 3349", "21501-02-3349"),
            ("21 501-02-, nr. 3216", "21501-02-3216"),
            ("21501-02-3349", "21501-02-3349"),
            ("21501\u{2013}02, nr. 3349", "21501-02-3349"),
            ("kst-21501-02-2871", "21501-02-2871"),
            ("21501-20, nr. 2312", "21501-20-2312"),
            ("36800-V-49", "36800-V-49"),
            ("36800-v-49", "36800-V-49"),
            ("36 600-V, nr. 45", "36600-V-45"),
            ("36800-XX, Nr.18", "36800-XX-18"),
            ("36 410 XIV, nr. 66", "36410-XIV-66"),
            ("36 410 xiv nr 66", "36410-XIV-66"),
            ("kst-36200-IV-12", "36200-IV-12"),
            ("nr. 456 (36800-XVI)", "36800-XVI-456"),
            ("36 200 V, J", "36200-V-J"),
            ("36200-V-J", "36200-V-J"),
            ("35 925, nr. E", "35925-E"),
            ("35 925, E", "35925-E"),
            ("kst-33328-AI", "33328-AI"),
            ("Kamerstukken I 2021/22, 35 925, nr. E", "35925-E"),
            ("kst-36600-J-20", "36600-J-20"),
            ("36 200 J, nr. 3", "36200-J-3"),
            ("36 200 A, nr. 12", "36200-A-12"),
            ("27 484 (R 1669), nr. 289", "27484-289"),
            ("36 351 (R2184), nr. 5", "36351-5"),
            ("36800-32", "36800-32"),
            ("22112-4209", "22112-4209"),
            ("25087, nr. 42e", "25087-42e"),
            ("25 087, nr. 9 (herdruk)", "25087-9"),
            ("Kamerstuk 23432, nr. 620", "23432-620"),
            ("Kamerstukken II 2022/23, 36200 IV, nr. 12", "36200-IV-12"),
            ("Kamerstukken II, vergaderjaar 2022\u{2013}2023, 36 200-IV, nr. 12", "36200-IV-12"),
            ("TK 23432 nr. 620", "23432-620"),
            ("kamerstuk nr. 36800-V-49", "36800-V-49"),
            ("(23432, nr. 620)", "23432-620"),
            ("36 410A, nr. 33", "36410-A-33"),
            ("36 600 XVII, letter M", "36600-XVII-M"),
            ("36200 IXB, nr. 4", "36200-IXB-4"),
            ("36200-IIA-3", "36200-IIA-3"),
            ("t.v.v. 19637-3370", "19637-3370"),
        ] {
            check(input, "kamerstuk", canonical);
        }
        // beyond what the House has come to, where a sub-number leaves no doubt
        check("Kamerstuk 71 234, nr. 12", "kamerstuk", "71234-12");
    }

    #[test]
    fn dossiers() {
        for (input, canonical) in [
            ("23432", "23432"),
            ("23 432", "23432"),
            ("21501-02", "21501-02"),
            ("21 501 02", "21501-02"),
            ("21501-20", "21501-20"),
            ("36800 V", "36800-V"),
            ("36 800-xvi", "36800-XVI"),
            ("dossier 36284", "36284"),
            ("36 351 (R 2184)", "36351"),
            ("36600 J", "36600-J"),
        ] {
            check(input, "dossier", canonical);
        }
    }

    #[test]
    fn records_by_their_own_number() {
        check("2026D03887", "document", "2026D03887");
        check(" 2026d03887 ", "document", "2026D03887");
        check("2025Z14929", "case", "2025Z14929");
        check("kv-tk-2017Z06952", "case", "2017Z06952");
        check("2026A01315", "activity", "2026A01315");
        check("2025P15710", "agenda item", "2025P15710");
        check("2025D123456", "document", "2025D123456");
        check("tz202407-021", "commitment", "TZ202407-021");
        check("TZ 202407-021", "commitment", "TZ202407-021");
    }

    #[test]
    fn proceedings_and_their_annex() {
        check("ah-tk-20242025-1028", "aanhangsel", "ah-tk-20242025-1028");
        check("Aanhangsel Handelingen II 2019/20, nr. 89", "aanhangsel", "ah-tk-20192020-89");
        check(
            "Aanhangsel van de Handelingen, vergaderjaar 2024\u{2013}2025, nr. 1028",
            "aanhangsel",
            "ah-tk-20242025-1028",
        );
        check("h-tk-20172018-70-4", "handelingen", "h-tk-20172018-70-4");
        check("h-ek-20212022-3-5", "handelingen", "h-ek-20212022-3-5");
        check("Handelingen II 2017/18, nr. 70, item 4", "handelingen", "h-tk-20172018-70-4");
        check("Handelingen II 1999/2000, nr. 12", "handelingen", "h-tk-19992000-12");
    }

    #[test]
    fn other_publications() {
        check("blg-1012345", "publication", "blg-1012345");
        check("STB-2018-84", "publication", "stb-2018-84");
    }

    #[test]
    fn everything_else_is_no_number() {
        for input in [
            "",
            " ",
            "motie",
            "2025",
            "2 oktober 2025",
            "1234",
            "123456",
            "99999",
            "23432 en meer",
            "nr. 717",
            "36.500 euro",
            "2025D",
            "D03887",
            "2025X03887",
            "TZ202413-001",
            "h-tk-20172020-70-4",
            "kst-",
            "070-3486411",
            "23432, nr. 717 en 718",
            "23432-99999999",
        ] {
            assert_eq!(OfficialNumber::parse(input), None, "{input:?}");
        }
    }

    fn additions() -> impl Strategy<Value = Option<String>> {
        proptest::option::of(
            proptest::sample::select(vec![
                "I", "IIA", "IV", "V", "IXB", "XIV", "XVI", "XX", "A", "J", "02", "07",
            ])
            .prop_map(str::to_owned),
        )
    }

    fn subs() -> impl Strategy<Value = String> {
        prop_oneof![(1u32..5000).prop_map(|sub| sub.to_string()), "[A-Z]{1,2}"]
    }

    proptest! {
        #[test]
        fn a_paper_reads_back(number in 10000u32..50000, addition in additions(), sub in subs()) {
            let paper = Kamerstuk { dossier: Dossier { number, addition }, sub };
            prop_assert_eq!(paper.to_string().parse::<Kamerstuk>().ok(), Some(paper.clone()));
            let json = serde_json::to_string(&paper).unwrap();
            prop_assert_eq!(serde_json::from_str::<Kamerstuk>(&json).unwrap(), paper);
        }

        #[test]
        fn a_paper_reads_back_from_prose(number in 10000u32..50000, addition in additions(), sub in 1u32..5000) {
            let paper = Kamerstuk { dossier: Dossier { number, addition: addition.clone() }, sub: sub.to_string() };
            let (thousands, rest) = (number / 1000, number % 1000);
            let addition = addition.map(|addition| format!("-{addition}")).unwrap_or_default();
            let prose = format!("Kamerstuk {thousands} {rest:03}{addition}, nr. {sub}");
            prop_assert_eq!(OfficialNumber::parse(&prose), Some(OfficialNumber::Kamerstuk(paper)));
        }

        #[test]
        fn a_record_number_reads_back(year in 1990u16..2100, serial in 0u32..10_000_000) {
            let document = DocumentNumber { year, serial };
            prop_assert_eq!(document.to_string().parse::<DocumentNumber>().ok(), Some(document));
            let case = CaseNumber { year, serial };
            prop_assert_eq!(OfficialNumber::parse(&case.to_string()), Some(OfficialNumber::Case(case)));
        }

        #[test]
        fn proceedings_read_back(start in 1950u16..2090, meeting in 1u32..200, item in proptest::option::of(1u32..40)) {
            let session = Session { start };
            let proceedings = Handelingen { chamber: Chamber::Tweede, session, meeting, item };
            prop_assert_eq!(proceedings.to_string().parse::<Handelingen>().ok(), Some(proceedings));
            let annex = Aanhangsel { chamber: Chamber::Tweede, session, number: meeting };
            prop_assert_eq!(annex.to_string().parse::<Aanhangsel>().ok(), Some(annex));
        }

        #[test]
        fn any_input_is_read_without_panic(input in "\\PC{0,60}") {
            let _ = OfficialNumber::parse(&input);
        }

        #[test]
        fn number_like_input_is_read_without_panic(input in "[0-9 .,nrNRkstKST()/IVXLCA-Za-z\u{a0}\u{2013}-]{0,40}") {
            if let Some(number) = OfficialNumber::parse(&input) {
                // what was read is canonical and reads back as something
                prop_assert!(!number.to_string().is_empty());
            }
        }
    }
}
