//! PDF: letters with their places → lines in reading order → paragraphs, headings and notes.
//!
//! Objects and streams are read by `hayro-syntax`; shapes and pictures are never looked at. The way of a file:
//! `content` gives pieces of text with places (using `font` for letters and widths), `page` puts them into lines and
//! columns (`margin` takes the small print beside a letter apart), `document` takes running lines out, ties footnotes and joins paragraphs over columns and pages.

mod content;
mod document;
mod font;
mod margin;
mod names;
mod page;
#[cfg(test)]
pub(crate) mod tests;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::draft::Draft;
use crate::limits::Limits;
use crate::pdf::content::Fonts;

/// A PDF says so in its first kilobyte.
pub(crate) fn detect(bytes: &[u8]) -> bool {
    crate::package::contains(&bytes[..bytes.len().min(1024)], b"%PDF-")
}

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8], limits: &Limits, draft: &mut Draft) {
    let pdf = match Pdf::new(bytes.to_vec()) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
            return draft.problem("encrypted", "the PDF is locked with a password");
        }
        Err(LoadPdfError::Decryption(_)) => {
            return draft.problem("encrypted", "the PDF is locked in a way that cannot be opened");
        }
        Err(LoadPdfError::Invalid) => {
            return draft.problem("damaged", "the PDF cannot be opened: it is damaged");
        }
    };
    draft.title = pdf
        .metadata()
        .title
        .as_ref()
        .map(|title| text_string(title))
        .filter(|title| !title.trim().is_empty());
    let pages = pdf.pages();
    if pages.is_empty() {
        return draft.problem("damaged", "the PDF holds no pages");
    }
    let mut fonts = Fonts::default();
    let mut read = Vec::new();
    let (mut letters, mut unknown) = (0usize, 0usize);
    for (at, page) in pages.iter().enumerate() {
        if at >= limits.max_pages {
            draft.problem(
                "too_large",
                format!("only the first {} of {} pages were read", limits.max_pages, pages.len()),
            );
            break;
        }
        if draft.late() {
            break;
        }
        let (pieces, turned) = content::read(page, &mut fonts, draft);
        for piece in &pieces {
            unknown += piece.unknown as usize;
            letters += piece.text.chars().filter(|c| !c.is_whitespace()).count();
        }
        if !turned.trim().is_empty() {
            draft.ledger.furniture(turned.trim());
        }
        // letters that nothing is known of are not shown as if they were text
        let known = pieces
            .into_iter()
            .filter(|piece| piece.unknown as usize * 2 <= piece.text.chars().count())
            .collect();
        read.push(page::lines(known));
    }
    if unknown > 0 && unknown * 50 >= letters + unknown {
        let share = unknown * 100 / (letters + unknown);
        let named = Some(fonts.name())
            .filter(|name| !name.is_empty())
            .map(|name| format!(" ({name})"))
            .unwrap_or_default();
        draft.problem(
            "unreadable_font",
            format!(
                "{share} % of the letters stand in a font that does not say which letters they are{named}"
            ),
        );
        if unknown * 2 > letters + unknown {
            draft.problem("no_text", "hardly any letter of this PDF can be told; its text would need to be recognised from its picture");
            return draft.set_pages(pages.len() as u32);
        }
    }
    document::read(read, draft);
    draft.set_pages(pages.len().min(limits.max_pages) as u32);
}

/// A text string of the file: UTF-16 or UTF-8 with its mark, else nearly windows-1252.
fn text_string(bytes: &[u8]) -> String {
    let encoding = match bytes {
        [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE,
        [0xFF, 0xFE, ..] => encoding_rs::UTF_16LE,
        [0xEF, 0xBB, 0xBF, ..] => encoding_rs::UTF_8,
        _ => encoding_rs::WINDOWS_1252,
    };
    let text = encoding.decode_with_bom_removal(bytes).0;
    text.chars().filter(|c| !c.is_control()).collect()
}
