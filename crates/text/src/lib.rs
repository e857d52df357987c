//! Bytes of an original → [`DocumentText`]: clean text with pages, paragraphs, notes, repairs and problems.
//!
//! Reading never fails and never panics: what cannot be read becomes a [`model::text::Problem`]. The format is told
//! from the bytes, never from a name. No network, no database, no clock but the one that bounds the work.
//!
//! Start with [`read`] and [`FORMATS`]; each format is one module, which fills a `draft::Draft`. Files from outside
//! are read through [`pool::ReaderPool`], in child processes under limits.

mod charset;
mod doc;
mod docx;
mod draft;
#[cfg(test)]
mod hostile;
mod html;
mod hyphen;
mod kamerstuk;
mod ledger;
mod ligature;
mod limits;
mod marks;
mod odt;
mod package;
mod pdf;
mod plain;
pub mod pool;
mod prose;
mod row;
mod rtf;
mod sniff;
mod transcript;
mod xml;

use std::panic::{AssertUnwindSafe, catch_unwind};

use model::text::{DocumentText, Format, Problem};

pub use crate::limits::Limits;
pub use crate::sniff::sniff;

use crate::draft::Draft;

/// Raised whenever the same bytes may give another text: texts of another version are read again.
pub const VERSION: u32 = 8;

/// One format: how it is recognised and how it is read.
pub struct Reader {
    /// What it reads.
    pub format: Format,
    /// The name people know it by.
    pub name: &'static str,
    /// Whether these bytes are of this format; cheap, looks at beginning and end only.
    pub(crate) detect: fn(&[u8]) -> bool,
    /// Reads them into a draft.
    pub(crate) read: fn(&[u8], &Limits, &mut Draft),
}

/// Every format with a reader, in the order in which [`sniff`] asks them.
#[rustfmt::skip] // one line each, to be read as a table
pub static FORMATS: &[Reader] = &[
    Reader { format: Format::Pdf, name: "PDF", detect: pdf::detect, read: pdf::read },
    Reader { format: Format::Docx, name: "DOCX", detect: docx::detect, read: docx::read },
    Reader { format: Format::Odt, name: "ODT", detect: odt::detect, read: odt::read },
    Reader { format: Format::Doc, name: "DOC", detect: doc::detect, read: doc::read },
    Reader { format: Format::Rtf, name: "RTF", detect: rtf::detect, read: rtf::read },
    Reader { format: Format::Transcript, name: "transcript XML", detect: transcript::detect, read: transcript::read },
    Reader { format: Format::KamerstukXml, name: "Kamerstuk XML", detect: kamerstuk::detect, read: kamerstuk::read },
    Reader { format: Format::Html, name: "HTML", detect: html::detect, read: html::read },
    Reader { format: Format::Plain, name: "plain text", detect: plain::detect, read: plain::read },
];

/// Reads an original in this process. Never fails: see [`DocumentText::problems`].
pub fn read(bytes: &[u8], limits: &Limits) -> DocumentText {
    if bytes.len() > limits.max_input {
        let detail =
            format!("the file is {} bytes, more than the limit of {}", bytes.len(), limits.max_input);
        return problem_only(sniff(bytes), Problem::new("too_large", detail));
    }
    let format = sniff(bytes);
    let Some(reader) = FORMATS.iter().find(|reader| reader.format == format) else {
        return problem_only(format, Problem::new("no_text", sniff::why_no_text(bytes)));
    };
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut draft = Draft::new(format, limits);
        (reader.read)(bytes, limits, &mut draft);
        draft.finish()
    }));
    let mut text = match outcome {
        Ok(text) => text,
        Err(_) => {
            let detail = format!("the {} reader broke off on this file", reader.name);
            return problem_only(format, Problem::new("crashed", detail));
        }
    };
    let told = text.problems.iter().any(|p| !matches!(p.code.as_str(), "unreadable_font" | "partly_damaged"));
    if text.text.is_empty() && !told {
        text.problems.push(Problem::new("no_text", format!("this {} file holds no text", reader.name)));
    }
    text
}

/// A text that only says what went wrong.
pub(crate) fn problem_only(format: Format, problem: Problem) -> DocumentText {
    DocumentText { format, problems: vec![problem], ..DocumentText::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_one_reader_that_knows_its_own_files() {
        for (at, reader) in FORMATS.iter().enumerate() {
            assert!(FORMATS[..at].iter().all(|other| other.format != reader.format), "{} twice", reader.name);
            let sample = hostile::sample(reader.format);
            assert_eq!(sniff(&sample), reader.format, "{} is not recognised", reader.name);
            let text = read(&sample, &Limits::default());
            assert_eq!(text.format, reader.format);
            assert!(
                text.text.contains("Oosterwaard"),
                "{}: {:?} {:?}",
                reader.name,
                text.text,
                text.problems
            );
        }
    }

    #[test]
    fn a_picture_is_told_to_hold_no_text() {
        let text = read(b"\xFF\xD8\xFF\xE0\0\x10JFIF", &Limits::default());
        assert_eq!((text.format, text.problems[0].code.as_str()), (Format::Other, "no_text"));
    }

    #[test]
    fn a_file_over_the_limit_is_not_read() {
        let text = read(&[b'a'; 20], &Limits { max_input: 10, ..Limits::default() });
        assert_eq!(text.problems[0].code, "too_large");
    }
}
