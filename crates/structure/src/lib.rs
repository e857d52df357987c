//! From a document's text to addressable facts: references, question–answer units, motions, commitments, calls.
//!
//! Pure: text in, facts and problems out; no files, no clock, no database. What a database knows comes in through
//! [`Context`]. Reading never fails: what could not be told is left out, what is contradictory is a problem.
//!
//! Start with [`extract`]; [`EXTRACTORS`] is the list of what runs, in order. One file per extractor:
//!
//! | extractor | reads | file |
//! |---|---|---|
//! | document | kind, number, date, title of a loose file | `document.rs` |
//! | references | every notation of papers, records, laws, addresses | `references.rs` |
//! | exchanges | question–answer units of every form | `exchanges.rs` |
//! | motions | mentions and what is said of them | `motions.rs` |
//! | commitments | undertakings by the government | `commitments.rs` |
//! | calls | calls on the government by others | `calls.rs` |

use jiff::civil::Date;
use model::DocumentText;
use model::facts::Extract;
use model::number::{Dossier, Kamerstuk};

mod askers;
mod calls;
mod commitments;
mod dates;
mod document;
mod exchanges;
mod motions;
mod offices;
pub mod parties;
pub mod quality;
pub mod references;
pub mod sentences;
mod signature;
mod source;
mod turns;

use source::Source;

/// What is known of a document from elsewhere; everything may be absent.
#[derive(Default, Clone, Copy)]
pub struct Context<'a> {
    /// Its date, as registered. Goes before what the text says.
    pub date: Option<Date>,
    /// Its kind, one of the slugs of [`model::facts::DocumentFacts::kind`].
    pub kind: Option<&'a str>,
    /// Its official number.
    pub number: Option<&'a str>,
    /// Its title.
    pub title: Option<&'a str>,
    /// What a database knows; none on the command line.
    pub known: Option<&'a dyn Known>,
}

/// What a database can tell an extractor.
pub trait Known {
    /// Whether there is a dossier with that number.
    fn dossier_exists(&self, dossier: &Dossier) -> bool;
    /// The date of a paper, if it is known.
    fn paper_date(&self, paper: &Kamerstuk) -> Option<Date>;
}

/// One extractor: its results are stored with its name and version, and read again when the version changes.
pub struct Extractor {
    /// Stable name.
    pub name: &'static str,
    /// Raised whenever the same text may give another result.
    pub version: u32,
    run: fn(&Source<'_>, &Context<'_>, &mut Work),
}

/// All extractors in the order they run; later ones use what earlier ones found.
pub static EXTRACTORS: &[Extractor] = &[
    Extractor { name: "document", version: 8, run: document::run },
    Extractor { name: "references", version: 7, run: references::run },
    Extractor { name: "exchanges", version: 9, run: exchanges::run },
    Extractor { name: "motions", version: 9, run: motions::run },
    Extractor { name: "commitments", version: 8, run: commitments::run },
    Extractor { name: "calls", version: 6, run: calls::run },
];

/// Raised when any extractor's version is: structures of another version are read again.
pub const VERSION: u32 = 10;

/// What extractors hand on to each other: the result so far and what is not part of it.
#[derive(Default)]
pub(crate) struct Work {
    /// The result.
    pub(crate) extract: Extract,
    /// Numbers that the head of the document gives as its own.
    pub(crate) own_numbers: Vec<String>,
    /// Who signs or answers, an office without article.
    pub(crate) author: Option<String>,
    /// Whether it speaks for the government.
    pub(crate) by_government: bool,
    /// Whether it speaks for somebody outside parliament and government.
    pub(crate) by_others: bool,
    /// The day from which due windows are computed: the document's date, else the latest date it names.
    pub(crate) anchor: Option<Date>,
    /// Whether the anchor is such a latest date.
    pub(crate) anchor_is_guess: bool,
}

/// The structure of one document.
pub fn extract(document: &DocumentText, context: &Context<'_>) -> Extract {
    run(EXTRACTORS, document, context)
}

/// Only what a text refers to. For transcripts: who asks, answers and promises there, the transcript itself says.
pub fn extract_references(document: &DocumentText, context: &Context<'_>) -> Extract {
    let until = EXTRACTORS.iter().position(|extractor| extractor.name == "references").map_or(0, |at| at + 1);
    run(&EXTRACTORS[..until], document, context)
}

fn run(extractors: &[Extractor], document: &DocumentText, context: &Context<'_>) -> Extract {
    let source = Source::new(document);
    let mut work = Work::default();
    for extractor in extractors {
        (extractor.run)(&source, context, &mut work);
    }
    let mut extract = work.extract;
    extract.repairs = document.repairs.clone();
    extract.problems.splice(0..0, document.problems.iter().cloned());
    extract
}
