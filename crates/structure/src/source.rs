//! A document's text as extractors want it: paragraphs and notes in bytes, offsets translated once.
//!
//! Extractors work on byte ranges of [`Source::text`] and publish character spans through [`Source::span`]. Nothing
//! is copied; building it is one pass over the text.

use std::ops::Range;

use model::text::ParagraphKind;
use model::{CharIndex, DocumentText, Span};

/// One paragraph of the body.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph {
    /// Where its text stands.
    pub(crate) bytes: Range<usize>,
    /// What the reader says it is.
    pub(crate) kind: ParagraphKind,
}

/// One note and where its mark stood.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    pub(crate) label: String,
    pub(crate) mark: Option<usize>,
    pub(crate) bytes: Range<usize>,
}

impl Note {
    /// What the note says, without its label.
    pub(crate) fn said(&self, text: &str) -> Range<usize> {
        let whole = &text[self.bytes.clone()];
        let rest = whole.strip_prefix(self.label.as_str()).unwrap_or(whole);
        let rest = rest.trim_start_matches(['.', ')', ':', ' ', '\t', '\u{a0}']);
        self.bytes.end - rest.len()..self.bytes.end
    }
}

/// A document prepared for extraction.
pub(crate) struct Source<'t> {
    pub(crate) document: &'t DocumentText,
    pub(crate) text: &'t str,
    /// Body paragraphs in reading order, without notes.
    pub(crate) paragraphs: Vec<Paragraph>,
    /// Notes in the order of their marks.
    pub(crate) notes: Vec<Note>,
    index: CharIndex<'t>,
}

impl<'t> Source<'t> {
    pub(crate) fn new(document: &'t DocumentText) -> Self {
        let text = document.text.as_str();
        let index = CharIndex::new(text);
        let bytes = |span: Span| {
            let start = index.byte_at(span.start);
            start..index.byte_at(span.end).max(start)
        };
        let mut notes: Vec<Note> = document
            .notes
            .iter()
            .map(|note| Note {
                label: note.label.clone(),
                mark: note.mark.map(|mark| index.byte_at(mark)),
                bytes: bytes(note.span),
            })
            .collect();
        notes.sort_by_key(|note| (note.mark.unwrap_or(usize::MAX), note.bytes.start));
        let paragraphs = if document.paragraphs.is_empty() {
            split(text)
        } else {
            document
                .paragraphs
                .iter()
                .filter(|paragraph| paragraph.kind != ParagraphKind::Note)
                .map(|paragraph| Paragraph { bytes: bytes(paragraph.span), kind: paragraph.kind })
                .filter(|paragraph| !paragraph.bytes.is_empty())
                .collect()
        };
        Source { document, text, paragraphs, notes, index }
    }

    /// The text of a byte range.
    pub(crate) fn slice(&self, bytes: Range<usize>) -> &'t str {
        &self.text[bytes]
    }

    /// The text of a paragraph.
    pub(crate) fn paragraph(&self, at: usize) -> &'t str {
        self.paragraphs.get(at).map_or("", |paragraph| &self.text[paragraph.bytes.clone()])
    }

    /// The published span of a byte range.
    pub(crate) fn span(&self, bytes: Range<usize>) -> Span {
        self.index.span(bytes)
    }

    /// The bytes of a published span.
    pub(crate) fn bytes(&self, span: Span) -> Range<usize> {
        let start = self.index.byte_at(span.start);
        start..self.index.byte_at(span.end).max(start)
    }

    /// Notes whose mark stood in a range of the body; a mark right at its end belongs to it.
    pub(crate) fn notes_in(&self, bytes: Range<usize>) -> &[Note] {
        let mark = |note: &Note| note.mark.unwrap_or(usize::MAX);
        let from = self.notes.partition_point(|note| mark(note) <= bytes.start);
        let to = self.notes.partition_point(|note| mark(note) <= bytes.end);
        &self.notes[from..to.max(from)]
    }
}

/// Paragraphs of a text that came without any: separated by empty lines.
fn split(text: &str) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for part in text.split("\n\n") {
        let trimmed = part.trim();
        if !trimmed.is_empty() {
            let from = start + (part.len() - part.trim_start().len());
            paragraphs.push(Paragraph { bytes: from..from + trimmed.len(), kind: ParagraphKind::Body });
        }
        start += part.len() + 2;
    }
    paragraphs
}
