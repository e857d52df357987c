//! Papers as files: the formats, and the length that the feed promises for each.
//!
//! The feed tells a file's length before anybody asks for the file. To keep paging fast the length is chosen by chance
//! and the file is padded to it (a part nobody reads in DOCX, a stream nobody refers to in PDF); only rare formats are
//! made at once to learn their length.

mod docx;
mod pdf;
mod picture;
mod plain;

use crate::cases::rows::Extent;
use crate::cases::{self};
use crate::category::Category;
use crate::papers::Paper;
use crate::random::{Rng, hash};
use crate::world::{Case, World};
use crate::xml::FileFacts;

/// A format of an original, and how good it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Docx,
    Pdf,
    /// Two columns, words broken at line ends.
    Columns,
    /// The letters that a faulty font map gives: `Ɵ` for `ti`.
    Ligatures,
    /// A picture of a page; no text.
    Scan,
    Rtf,
    Html,
    Text,
    /// A PDF that ends half-way.
    Damaged,
}

impl Format {
    /// A format, as often as it occurs.
    pub(crate) fn usual(rng: &mut Rng) -> Format {
        match rng.below(100) {
            0..55 => Format::Pdf,
            55..93 => Format::Docx,
            93..97 => Format::Ligatures,
            97 => Format::Rtf,
            98 => Format::Html,
            _ => Format::Scan,
        }
    }

    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Format::Rtf => "application/rtf",
            Format::Html => "text/html",
            Format::Text => "text/plain",
            _ => "application/pdf",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Format::Docx => ".docx",
            Format::Rtf => ".rtf",
            Format::Html => ".html",
            Format::Text => ".txt",
            _ => ".pdf",
        }
    }
}

/// The facts of a document's file, in its first state (0) or after its change.
pub(crate) fn facts(w: &World, c: &Case, local: u16, revision: u8) -> Option<FileFacts> {
    let format = c.kind.rules().format(w, c, local);
    let length = match format {
        Format::Rtf | Format::Html | Format::Text => {
            plain::bytes(format, &c.kind.rules().paper(w, c, local, revision)).len() as u32
        }
        _ => promised(w, c, local, revision, format),
    };
    Some(FileFacts { content_type: format.content_type(), length, extension: format.extension() })
}

/// The length that a padded file is given.
fn promised(w: &World, c: &Case, local: u16, revision: u8, format: Format) -> u32 {
    let chance = hash(
        w.settings.seed ^ 0x6c65_6e67,
        u64::from(c.owner()) << 24 | u64::from(local) << 8 | u64::from(revision),
    );
    let extent = cases::row(w, c, local).extent;
    let (least, spread) = match (format, extent) {
        (Format::Scan, _) => (60_000, 60_000),
        (_, Extent::Short) => (20_000, 14_000),
        (_, Extent::Letter) => (32_000, 30_000),
        (_, Extent::Long) => (110_000, 90_000),
    };
    let length = least + (chance % spread) as u32;
    if format == Format::Damaged { length * 3 / 5 } else { length }
}

/// The bytes of a document's file.
pub(crate) fn document(w: &World, c: &Case, local: u16, revision: u8) -> (&'static str, Vec<u8>) {
    let format = c.kind.rules().format(w, c, local);
    let length = promised(w, c, local, revision, format) as usize;
    let paper = c.kind.rules().paper(w, c, local, revision);
    let bytes =
        make(&paper, format, length, hash(w.settings.seed, u64::from(c.owner()) << 16 | u64::from(local)));
    (format.content_type(), bytes)
}

fn make(paper: &Paper, format: Format, length: usize, chance: u64) -> Vec<u8> {
    match format {
        Format::Docx => docx::bytes(paper, length, chance),
        Format::Pdf => pdf::bytes(paper, pdf::Layout::Page, length),
        Format::Columns => pdf::bytes(paper, pdf::Layout::Columns, length),
        Format::Ligatures => pdf::bytes(paper, pdf::Layout::Ligatures, length),
        Format::Scan => pdf::scan(chance, length),
        Format::Damaged => {
            let mut bytes = pdf::bytes(paper, pdf::Layout::Page, length * 5 / 3 + 4);
            bytes.truncate(length);
            bytes
        }
        Format::Rtf | Format::Html | Format::Text => plain::bytes(format, paper),
    }
}

/// The length of a report: the XML ends with a comment of spaces.
const REPORT: (u32, u64) = (100_000, 40_000);

pub(crate) fn report_facts(w: &World, c: &Case, local: u16) -> Option<FileFacts> {
    let chance = hash(w.settings.seed ^ 0x7665_7273, u64::from(c.owner()) << 16 | u64::from(local));
    let length = match local % 8 {
        0 => 12_000 + (chance % 4_000) as u32,
        _ => REPORT.0 + (chance % REPORT.1) as u32,
    };
    Some(FileFacts { content_type: "application/xml", length, extension: ".xml" })
}

pub(crate) fn report(w: &World, c: &Case, local: u16) -> Option<(&'static str, Vec<u8>)> {
    let facts = report_facts(w, c, local)?;
    let mut xml = c.kind.rules().transcript(w, c, local)?.xml(w).into_bytes();
    const FRAME: usize = "<!---->".len();
    let room = (facts.length as usize).checked_sub(xml.len() + FRAME);
    debug_assert!(room.is_some(), "a report of {} bytes is longer than promised", xml.len());
    xml.extend_from_slice(b"<!--");
    xml.resize(xml.len() + room.unwrap_or(0), b' ');
    xml.extend_from_slice(b"-->");
    Some((facts.content_type, xml))
}

/// The facts of the picture of a person or party.
pub(crate) fn picture_facts(w: &World, category: Category, local: u16) -> FileFacts {
    let length = picture::bytes(w.settings.seed, category as u64, local).len() as u32;
    FileFacts { content_type: "image/png", length, extension: ".png" }
}

pub(crate) fn picture(w: &World, category: Category, local: u16) -> (&'static str, Vec<u8>) {
    ("image/png", picture::bytes(w.settings.seed, category as u64, local))
}
