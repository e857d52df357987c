//! A document under construction: readers add blocks and notes, [`Draft::finish`] lays them out as
//! [`DocumentText`] fixes it and computes every offset once.
//!
//! A note's mark travels inside the text as one private character ([`mark_char`]) until the end, so that joining
//! lines and repairing words never has to move offsets.

mod loose;

use std::time::Instant;

use model::Span;
use model::text::{DocumentText, Format, Note, Page, Paragraph, ParagraphKind, Problem, Speech};
use unicode_normalization::UnicodeNormalization;

use crate::ledger::Ledger;
use crate::ligature;
use crate::limits::Limits;
use crate::{plain, prose};

/// Number of a note in its draft.
pub(crate) type NoteId = u32;

/// Private characters that carry marks: plane 16.
const FIRST_MARK: u32 = 0x10_0000;
const MOST_NOTES: u32 = 0xFFFD;

/// The character that stands for a note's mark until the text is laid out.
pub(crate) fn mark_char(note: NoteId) -> Option<char> {
    (note < MOST_NOTES).then(|| char::from_u32(FIRST_MARK + note)).flatten()
}

/// Whether a character stands for a mark.
pub(crate) fn is_mark(c: char) -> bool {
    u32::from(c) >= FIRST_MARK
}

/// One paragraph under construction. Spaces are collapsed while text is pushed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Block {
    /// What it is.
    pub kind: ParagraphKind,
    /// The page it starts on.
    pub page: Option<u32>,
    text: String,
    /// White space seen since the last character.
    pending: Option<char>,
}

impl Block {
    /// An empty paragraph.
    pub fn new(kind: ParagraphKind, page: Option<u32>) -> Self {
        Block { kind, page, text: String::new(), pending: None }
    }

    /// Adds text of the file; any white space becomes one space, private mark characters are dropped.
    pub fn push(&mut self, text: &str) {
        for c in text.chars() {
            if !is_mark(c) {
                self.push_char(c);
            }
        }
    }

    /// Adds text in which marks were set by the reader.
    pub fn push_marked(&mut self, text: &str) {
        for c in text.chars() {
            self.push_char(c);
        }
    }

    fn push_char(&mut self, c: char) {
        match c {
            ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' => self.space(),
            ' '..='~' => self.put(c),
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{feff}' => {}
            '\u{2010}' | '\u{2011}' => self.put('-'),
            c if is_mark(c) => self.text.push(c),
            c if c.is_whitespace() => self.space(),
            c if c.is_control() => {}
            c => self.put(c),
        }
    }

    fn put(&mut self, c: char) {
        if let Some(space) = self.pending.take()
            && !self.text.is_empty()
        {
            self.text.push(space);
        }
        self.text.push(c);
    }

    fn space(&mut self) {
        if self.pending.is_none() && !self.text.is_empty() && !self.text.ends_with('\t') {
            self.pending = Some(' ');
        }
    }

    /// The mark of a note stands here.
    pub fn mark(&mut self, note: NoteId) {
        if let Some(c) = mark_char(note) {
            self.text.push(c);
        }
    }

    /// A line break that carries meaning.
    pub fn line_break(&mut self) {
        if !self.text.is_empty() {
            self.pending = Some('\n');
        }
    }

    /// The border between two cells of a row.
    pub fn cell(&mut self) {
        self.pending = None;
        self.text.push('\t');
    }

    /// Takes the last character off, to join a hyphenated word.
    pub fn pop(&mut self) -> Option<char> {
        self.pending = None;
        self.text.pop()
    }

    /// What stands in it so far, marks included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing readable stands in it.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(|c| c == '\t' || is_mark(c))
    }
}

struct NoteDraft {
    label: String,
    block: Block,
}

/// A document under construction.
pub(crate) struct Draft {
    format: Format,
    /// Title kept in the file.
    pub title: Option<String>,
    blocks: Vec<Block>,
    notes: Vec<Option<NoteDraft>>,
    speeches: Vec<(Speech, usize, usize)>,
    pages: u32,
    /// What was repaired.
    pub ledger: Ledger,
    problems: Vec<Problem>,
    bytes: usize,
    max_text: usize,
    deadline: Instant,
}

impl Draft {
    /// An empty document.
    pub fn new(format: Format, limits: &Limits) -> Self {
        Draft {
            format,
            title: None,
            blocks: Vec::new(),
            notes: Vec::new(),
            speeches: Vec::new(),
            pages: 0,
            ledger: Ledger::default(),
            problems: Vec::new(),
            bytes: 0,
            max_text: limits.max_text,
            deadline: Instant::now() + limits.max_time,
        }
    }

    /// Adds a paragraph; blank ones are dropped, text over the limit is cut off and told.
    pub fn add(&mut self, mut block: Block) {
        if block.is_blank() {
            // a mark alone in a paragraph belongs to what stood before it
            if let Some(last) = self.blocks.last_mut() {
                last.text.extend(block.text.chars().filter(|c| is_mark(*c)));
            }
            return;
        }
        if self.full() {
            return;
        }
        // a row with one filled cell only lays out a page
        if block.kind == ParagraphKind::TableRow {
            let filled = |cell: &&str| cell.contains(|c| !is_mark(c));
            if block.text.split('\t').filter(filled).count() < 2 {
                block.text.retain(|c| c != '\t');
                block.kind = ParagraphKind::Body;
            }
        }
        self.bytes += block.text.len();
        self.blocks.push(block);
        if self.bytes > self.max_text {
            let detail =
                format!("the text is longer than the limit of {} bytes and was cut off", self.max_text);
            self.problem("too_large", detail);
        }
    }

    /// Whether the limit of text is reached: readers stop then.
    pub fn full(&self) -> bool {
        self.bytes > self.max_text
    }

    /// Whether the time is up; tells it once. Readers ask between pages or every few thousand elements.
    pub fn late(&mut self) -> bool {
        let late = Instant::now() >= self.deadline;
        if late && !self.problems.iter().any(|problem| problem.code == "timed_out") {
            self.problem("timed_out", "reading took too long; the text ends early");
        }
        late
    }

    /// Keeps a place for a note whose text is not known yet. Notes are printed in the order of their places.
    pub fn reserve_note(&mut self) -> NoteId {
        self.notes.push(None);
        (self.notes.len() - 1) as NoteId
    }

    /// Fills the place of a note.
    pub fn set_note(&mut self, id: NoteId, label: &str, text: Block) {
        self.bytes += text.text.len();
        if let Some(place) = self.notes.get_mut(id as usize)
            && self.bytes <= self.max_text
        {
            *place = Some(NoteDraft { label: label.trim().to_owned(), block: text });
        }
    }

    /// Tells a problem.
    pub fn problem(&mut self, code: &str, detail: impl Into<String>) {
        let problem = Problem::new(code, detail);
        if self.problems.len() < 50 && !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// The file has so many pages.
    pub fn set_pages(&mut self, pages: u32) {
        self.pages = pages;
    }

    /// Number of paragraphs so far: the place where a speech begins or ends.
    pub fn here(&self) -> usize {
        self.blocks.len()
    }

    /// Adds a speech that covers the paragraphs `from..to`.
    pub fn add_speech(&mut self, speech: Speech, from: usize, to: usize) {
        if to > from {
            self.speeches.push((speech, from, to));
        }
    }

    /// The paragraph that was added last.
    pub fn last_text(&self) -> Option<&str> {
        self.blocks.last().map(Block::text)
    }

    /// A file that sets no heading apart, neither by style nor by type: they are told as in plain text.
    fn tell_headings(&mut self) {
        let flowing =
            matches!(self.format, Format::Docx | Format::Odt | Format::Rtf | Format::Doc | Format::Html);
        let set_apart = |block: &Block| {
            let text = block.text().trim_end_matches(is_mark);
            matches!(block.kind, ParagraphKind::Heading(_))
                && !prose::is_label(text)
                && !prose::is_answer_heading(text)
                && !prose::is_party_heading(text)
        };
        if !flowing || self.blocks.iter().any(set_apart) {
            return;
        }
        let mut above = false;
        for at in (0..self.blocks.len()).rev() {
            let text = |at: usize| self.blocks.get(at).map(Block::text);
            let (before, next) = (at.checked_sub(1).and_then(text), text(at + 1));
            let block = &self.blocks[at];
            if block.kind != ParagraphKind::Body {
                above = matches!(block.kind, ParagraphKind::Heading(_));
                continue;
            }
            // a sentence that a converter set line by line is none
            let goes_on = next.is_some_and(prose::starts_lower) || prose::ends_open(block.text());
            let short = block.text().chars().count() <= 80;
            let depth = plain::heading(block.text(), before, next, above).filter(|_| short && !goes_on);
            above = depth.is_some();
            if let Some(depth) = depth {
                self.blocks[at].kind = ParagraphKind::Heading(depth);
            }
        }
    }

    /// Lays the text out and computes the offsets.
    pub fn finish(mut self) -> DocumentText {
        self.tie_loose_notes();
        self.tell_headings();
        let mut out = DocumentText { format: self.format, title: self.title.take(), ..Default::default() };
        let mut writer = Writer::default();
        let mut marks: Vec<Option<u32>> = vec![None; self.notes.len()];
        let mut spans = Vec::with_capacity(self.blocks.len());
        for block in &self.blocks {
            let repaired = tidy(&block.text, &mut self.ledger);
            let span = writer.paragraph(repaired.as_deref().unwrap_or(&block.text), &mut marks);
            spans.push(span);
            out.paragraphs.push(Paragraph { kind: block.kind, span, page: block.page });
        }
        let body_end = writer.chars;
        for (note, mark) in self.notes.iter().zip(&marks) {
            let Some(note) = note.as_ref().filter(|note| !note.block.is_blank()) else { continue };
            let printed = format!("{} {}", note.label, note.block.text);
            let printed = if note.label.is_empty() { note.block.text.clone() } else { printed };
            let repaired = tidy(&printed, &mut self.ledger);
            let span = writer.paragraph(repaired.as_deref().unwrap_or(&printed), &mut []);
            out.paragraphs.push(Paragraph { kind: ParagraphKind::Note, span, page: note.block.page });
            out.notes.push(Note { label: note.label.clone(), mark: *mark, span });
        }
        out.pages = pages(self.pages, &self.blocks, &spans, body_end);
        for (mut speech, from, to) in self.speeches {
            let (Some(first), Some(last)) = (spans.get(from), spans.get(to.wrapping_sub(1))) else {
                continue;
            };
            speech.span = Span::new(first.start, last.end);
            out.speeches.push(speech);
        }
        out.text = writer.text;
        out.repairs = self.ledger.into_repairs();
        out.problems = self.problems;
        out
    }
}

/// Letters put together with their accents, ligatures written out; none if the text is fine as it is.
fn tidy(text: &str, ledger: &mut Ledger) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let composed =
        text.contains(|c| matches!(c, '\u{300}'..='\u{36f}')).then(|| text.nfc().collect::<String>());
    ligature::repair(composed.as_deref().unwrap_or(text), ledger).or(composed)
}

/// Lays paragraphs one after the other, counting characters.
#[derive(Default)]
struct Writer {
    text: String,
    chars: u32,
}

impl Writer {
    fn paragraph(&mut self, text: &str, marks: &mut [Option<u32>]) -> Span {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
            self.chars += 2;
        }
        let start = self.chars;
        for c in text.trim_end_matches(['\t', ' ', '\n']).chars() {
            if is_mark(c) {
                if let Some(mark) = marks.get_mut((u32::from(c) - FIRST_MARK) as usize) {
                    mark.get_or_insert(self.chars);
                }
                continue;
            }
            self.text.push(c);
            self.chars += 1;
        }
        Span::new(start, self.chars)
    }
}

/// A page holds what starts on it; a page on which nothing starts is empty, at the place where it would.
fn pages(count: u32, blocks: &[Block], spans: &[Span], end: u32) -> Vec<Page> {
    let mut pages = Vec::with_capacity(count as usize);
    let mut at = 0;
    for number in 1..=count {
        let start = spans.get(at).map_or(end, |span| span.start);
        while blocks.get(at).is_some_and(|block| block.page.is_none_or(|page| page <= number)) {
            at += 1;
        }
        let stop = spans.get(at).map_or(end, |span| span.start);
        pages.push(Page { number, span: Span::new(start, stop) });
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(kind: ParagraphKind, page: u32, text: &str) -> Block {
        let mut block = Block::new(kind, Some(page));
        block.push(text);
        block
    }

    #[test]
    fn lays_out_paragraphs_notes_and_pages() {
        let mut draft = Draft::new(Format::Docx, &Limits::default());
        let note = draft.reserve_note();
        draft.add(block(ParagraphKind::Heading(1), 1, "  Één   kop "));
        let mut body = block(ParagraphKind::Body, 1, "de motie");
        body.mark(note);
        body.push(" is eﬀectief");
        draft.add(body);
        draft.add(block(ParagraphKind::Body, 3, "slot"));
        draft.set_note(note, "1", block(ParagraphKind::Note, 1, "Kamerstuk 99 999, nr. 1"));
        draft.set_pages(3);
        let text = draft.finish();
        assert_eq!(text.text, "Één kop\n\nde motie is effectief\n\nslot\n\n1 Kamerstuk 99 999, nr. 1");
        assert_eq!(text.notes[0].mark, Some(17));
        assert_eq!(text.notes[0].span.of(&text.text), "1 Kamerstuk 99 999, nr. 1");
        let pages: Vec<_> = text.pages.iter().map(|page| page.span.of(&text.text)).collect();
        assert_eq!(pages, ["Één kop\n\nde motie is effectief\n\n", "", "slot"]);
        assert_eq!(text.repairs[0].to, "effectief");
    }

    #[test]
    fn too_much_text_is_cut_off_and_told() {
        let mut draft = Draft::new(Format::Plain, &Limits { max_text: 10, ..Limits::default() });
        for _ in 0..5 {
            draft.add(block(ParagraphKind::Body, 1, "acht lett"));
        }
        let text = draft.finish();
        assert_eq!(text.paragraphs.len(), 2);
        assert_eq!(text.problems[0].code, "too_large");
    }
}
