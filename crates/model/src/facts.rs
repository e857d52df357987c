//! What extractors find in a text: the JSON contract of `kamerspoor extract`.
//!
//! Field names and their order are a public contract (`docs/api.md`): change nothing here without saying so there.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::span::Span;
use crate::text::{Problem, Repair};

/// The structure of one document: what `kamerspoor extract FILE` prints.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Extract {
    /// What the document says of itself.
    pub document: DocumentFacts,
    /// Question–answer units in the order of their answers, unanswered ones in that of the text.
    pub exchanges: Vec<Exchange>,
    /// References in the order of the text.
    pub references: Vec<Reference>,
    /// Mentions of motions in the order of the text.
    pub motions: Vec<MotionMention>,
    /// Undertakings by the government.
    pub commitments: Vec<Commitment>,
    /// Calls on the government by others.
    pub calls: Vec<Call>,
    /// Repairs of the reader.
    pub repairs: Vec<Repair>,
    /// Problems of reader and extractors.
    pub problems: Vec<Problem>,
}

/// What a document says of itself; each field empty when the text does not tell.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentFacts {
    /// A slug: `verslag-schriftelijk-overleg`, `brief-regering`, `antwoord-schriftelijke-vragen`, `motie`, …
    pub kind: Option<String>,
    /// Official number: `21501-02-3349`, `2026D03887`.
    pub number: Option<String>,
    /// Its own date.
    pub date: Option<Date>,
    /// Title or subject.
    pub title: Option<String>,
}

/// A question–answer unit.
#[doc(alias = "vraag")]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Exchange {
    /// Its number in the document: as printed (`21`, `3 en 4` is `3-4`), else counted from 1.
    pub number: String,
    /// Who asks.
    pub askers: Askers,
    /// The heading it stands under.
    pub heading: Option<String>,
    /// The question, without furniture and notes.
    pub question: String,
    /// The answer, without furniture and notes; empty when there is none.
    pub answer: String,
    /// Who answers, as the document says.
    pub respondent: Option<String>,
    /// Numbers of the exchanges that the answer refers to ("zie het antwoord op vraag 6"), and of questions answered
    /// earlier in other papers (`ah-tk-20242025-12`).
    pub see: Vec<String>,
    /// Where the question stands.
    pub question_span: Span,
    /// Where the answer stands; `[0, 0]` when there is none.
    pub answer_span: Span,
    /// The `n` of its address `/vraag/{document}/{n}`, once a store has given it one; not in the output of `extract`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<u32>,
}

impl Exchange {
    /// The `n` of the address of the unit at this place of its document: by order where a store of before gave none.
    pub fn n(&self, place: usize) -> usize {
        self.address.map_or(place + 1, |n| n as usize)
    }
}

/// Who asks: a party, members, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Askers {
    /// Party; several that ask together stand in one text with commas between them: `D66, SP`.
    pub party: Option<String>,
    /// Members by name as printed.
    pub members: Vec<String>,
}

/// A reference to another paper, record, law or page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// As printed.
    pub text: String,
    /// What it refers to.
    pub kind: ReferenceKind,
    /// Normalised: `23432-620`, `36800-V-49`, `2026D03887`, a law's name, an address.
    pub target: String,
    /// Where it stands.
    pub span: Span,
    /// Label of the note it stands in, if it stands in one.
    pub note: Option<String>,
}

/// What a reference refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferenceKind {
    /// A numbered parliamentary paper.
    Kamerstuk,
    /// A document by its own number (`2026D03887`).
    Document,
    /// A case (`2025Z14929`).
    Zaak,
    /// An activity (`2026A01315`).
    Activiteit,
    /// The proceedings.
    Handelingen,
    /// The annex of the proceedings: answered written questions.
    Aanhangsel,
    /// A law or treaty.
    Law,
    /// A web address.
    Web,
}

/// A mention of a motion and what is said of it there.
#[doc(alias = "motie")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MotionMention {
    /// As printed: `motie Piri`, `motie-Teunissen c.s.`
    pub name: String,
    /// Its paper (`23432-620`), when the text or the database tells.
    pub target: Option<String>,
    /// What the author says became of it.
    pub claim: Claim,
    /// The sentence that says so.
    pub quote: String,
    /// Where that sentence stands.
    pub span: Span,
}

/// What the author of a text says became of a motion. Never our own verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// Said to be carried out.
    Done,
    /// Said to be under way.
    InProgress,
    /// Announced.
    WillDo,
    /// Said not to be done, or not yet.
    NotDone,
    /// Left to a next cabinet.
    LeftToNextCabinet,
    /// The cabinet advises against it.
    AdvisedAgainst,
    /// Only mentioned.
    #[default]
    Mentioned,
}

/// An undertaking by the government towards parliament.
#[doc(alias = "toezegging")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    /// The sentence.
    pub quote: String,
    /// Who undertakes it, as the document says.
    pub by: Option<String>,
    /// When it is due, if the sentence says.
    pub due: Option<DueWindow>,
    /// Where the sentence stands.
    pub span: Span,
}

/// A call on the government by somebody else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// The sentence.
    pub quote: String,
    /// Who calls.
    pub by: Option<String>,
    /// On whom: `kabinet`, `minister van …`.
    pub to: Option<String>,
    /// By when, if it says.
    pub due: Option<DueWindow>,
    /// Where the sentence stands.
    pub span: Span,
}

/// The days in which something is due, both included, computed from the document's date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueWindow {
    /// First day; none when only the end is given ("vóór 1 juli").
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// The words that say so: `tweede kwartaal`.
    pub text: String,
}
