//! The clean text of an original: what every reader produces and every extractor reads.
//!
//! # The shape of `DocumentText::text`
//! One paragraph is one line: line ends of the page are gone, words hyphenated over lines are joined.
//! Paragraphs are separated by one empty line (`"\n\n"`). A single `"\n"` inside a paragraph is a line break
//! that carries meaning (an address block, a row of a table; cells are separated by a tab).
//! Page furniture (running headers, page numbers) is gone. Footnotes and endnotes stand after the body, each a
//! paragraph of kind [`ParagraphKind::Note`] whose text starts with its label (`"14 Kamerstuk …"`); their
//! marks are removed from the running text and kept in [`Note::mark`].
//! All offsets are **characters** into `text` (see [`Span`]).

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// The text of one original with its structure, what was repaired in it and what could not be read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentText {
    /// What the bytes turned out to be.
    pub format: Format,
    /// The clean text; see the module for its shape. Empty when the file holds no text (a scan, a photo).
    pub text: String,
    /// Title kept in the file itself (PDF or DOCX properties), if any; often wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Pages in order; empty for formats without pages. A page's span holds what starts on it.
    #[serde(default)]
    pub pages: Vec<Page>,
    /// Paragraphs in reading order; their spans cover `text` but for the separators.
    #[serde(default)]
    pub paragraphs: Vec<Paragraph>,
    /// Footnotes and endnotes, tied to their marks.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// Speeches of a transcript in order; empty for all else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub speeches: Vec<Speech>,
    /// What was changed against the letter of the file, never silently.
    #[serde(default)]
    pub repairs: Vec<Repair>,
    /// What could not be read, in sentences for a person.
    #[serde(default)]
    pub problems: Vec<Problem>,
}

/// The format of an original, told from its bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// Office Open XML text.
    Docx,
    /// Word 97–2003.
    Doc,
    /// Rich Text Format.
    Rtf,
    /// OpenDocument text.
    Odt,
    /// A web page.
    Html,
    /// VLOS transcript XML of a meeting.
    Transcript,
    /// Kamerstuk XML of the official publications.
    KamerstukXml,
    /// Plain text.
    Plain,
    /// A picture, sheet, presentation or anything else without a reader.
    #[default]
    Other,
}

/// A page of the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Counted from 1, in the order of the file.
    pub number: u32,
    /// What starts on this page.
    pub span: Span,
}

/// One paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it is.
    pub kind: ParagraphKind,
    /// Where its text stands.
    pub span: Span,
    /// The page it starts on, if the format has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParagraphKind {
    /// Running text.
    Body,
    /// A heading of the given depth, 1 the highest.
    Heading(u8),
    /// An item of a list; its bullet or number is part of the text.
    ListItem,
    /// A row of a table: cells separated by tabs.
    TableRow,
    /// A footnote or endnote.
    Note,
}

/// A footnote or endnote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its number or sign as printed: `14`, `*`.
    pub label: String,
    /// The character offset in `text` where its mark stood (the mark itself is gone); none if no mark was found.
    pub mark: Option<u32>,
    /// The note's own paragraph.
    pub span: Span,
}

/// One turn of a speaker in a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speech {
    /// Name as the transcript prints it: `Van der Lee`.
    pub speaker: String,
    /// First name, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Party at that moment; none for ministers and officials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// `lid Tweede Kamer`, `minister van …`, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Form of address: `De heer`, `Mevrouw`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Whether the speaker was in the chair.
    pub chair: bool,
    /// Whether this is an interruption of the turn before it.
    pub interruption: bool,
    /// Local time (Amsterdam) of its beginning, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begin: Option<String>,
    /// Local time (Amsterdam) of its end, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// Official number of the activity it belongs to (`2025A04321`), if the transcript names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<String>,
    /// Its text.
    pub span: Span,
}

/// Something that the reader changed, so that the text says what was meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Repair {
    /// What kind of damage it was.
    pub kind: RepairKind,
    /// As the file has it.
    pub from: String,
    /// As the text has it now.
    pub to: String,
    /// How often.
    pub count: u32,
}

/// The kinds of damage that readers repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepairKind {
    /// A ligature that the font map got wrong (`eƯecten` → `effecten`) or a ligature character (`ﬁ` → `fi`).
    Ligature,
    /// A footnote mark glued to the word or year before it (`202514` → `2025`).
    NoteMark,
    /// A word hyphenated over a line end.
    Hyphen,
    /// A running header, footer or page number taken out.
    Furniture,
    /// Leftovers of a word processor: bookmarks, fields, footnote references.
    Field,
    /// Bytes read in another character set than the file says.
    Encoding,
    /// Anything else: control characters, doubled spaces between letters.
    Spacing,
}

/// Something that went wrong or is uncertain, told so that a person can act on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A stable code: `no_text`, `damaged`, `encrypted`, `too_large`, `timed_out`, …
    pub code: String,
    /// One sentence: what, where, with which value.
    pub detail: String,
}

impl Problem {
    /// A problem with a stable code and a sentence.
    pub fn new(code: impl Into<String>, detail: impl Into<String>) -> Self {
        Problem { code: code.into(), detail: detail.into() }
    }
}
