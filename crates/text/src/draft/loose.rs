//! Notes that a file leaves in its text: a document made from a PDF, or a saved page, has the foot of each page as
//! paragraphs of its own (`3 Kamerstuk 99 180, nr. 4`) and their marks glued to words. Only where a file has no notes of
//! its own, and only with a mark before them.

use model::text::{Format, ParagraphKind, RepairKind};

use super::{Block, Draft, mark_char};
use crate::hyphen::Vocabulary;
use crate::{marks, plain};

/// Paragraphs before a note in which its mark is looked for.
const REACH: usize = 60;

/// Most notes at the end of a text that need not read as sources.
const CLOSING: usize = 30;

impl Draft {
    /// Takes page numbers and such notes out of the text and sets the marks.
    pub(super) fn tie_loose_notes(&mut self) {
        let flowing =
            matches!(self.format, Format::Docx | Format::Odt | Format::Rtf | Format::Doc | Format::Html);
        if !flowing || !self.notes.is_empty() {
            return;
        }
        let words = Vocabulary::of(self.blocks.iter().map(Block::text));
        let mut out: Vec<usize> = Vec::new();
        let (mut expected, mut from) = (1, (0, 0));
        for at in 0..self.blocks.len() {
            let text = self.blocks[at].text();
            if plain::is_page_line(text, false) {
                self.ledger.furniture(self.blocks[at].text());
                out.push(at);
                continue;
            }
            let Some(start) = Start::read(text).filter(|start| start.label == expected) else { continue };
            let label = expected.to_string();
            let sure = start.sure || plain::cites(&text[start.skip..]) || self.closes(at, expected);
            let Some((block, mut range)) = sure.then(|| self.mark_of(&label, from, at, &words)).flatten()
            else {
                continue;
            };
            let rest = text[start.skip..].to_owned();
            let id = self.reserve_note();
            let glued = marks::glued_word(self.blocks[block].text(), &range).to_owned();
            self.ledger.add(RepairKind::NoteMark, &format!("{glued}{label}"), &glued);
            // «… op de dijk? [1]»
            let before = &self.blocks[block].text[..range.start];
            range.start = before.trim_end_matches(' ').len();
            let mark = mark_char(id).map(String::from).unwrap_or_default();
            from = (block, range.start + mark.len());
            self.blocks[block].text.replace_range(range, &mark);
            let mut note = Block::new(ParagraphKind::Note, self.blocks[at].page);
            note.push_marked(&rest);
            self.set_note(id, &label, note);
            out.push(at);
            expected += 1;
        }
        let mut at = 0;
        self.blocks.retain(|_| {
            at += 1;
            out.binary_search(&(at - 1)).is_err()
        });
    }

    /// Whether nothing but notes in order stands from here to the end.
    fn closes(&self, at: usize, first: u32) -> bool {
        let rest = &self.blocks[at..];
        rest.len() <= CLOSING
            && rest
                .iter()
                .filter(|block| !plain::is_page_line(block.text(), false))
                .zip(first..)
                .all(|(block, label)| Start::read(block.text()).is_some_and(|start| start.label == label))
    }

    /// The most evident mark of a note between the last mark and the note.
    fn mark_of(
        &self,
        label: &str,
        from: (usize, usize),
        note: usize,
        words: &Vocabulary,
    ) -> Option<(usize, std::ops::Range<usize>)> {
        let first = from.0.max(note.saturating_sub(REACH));
        let found = (first..note).filter_map(|at| {
            let begin = if at == from.0 { from.1 } else { 0 };
            let found = marks::find(self.blocks[at].text(), begin, label, words)?;
            (found.score > 1).then_some((found.score, at, found.range))
        });
        // of the most evident the first
        let best = found.fold(None, |best: Option<(u8, usize, _)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        });
        best.map(|(_, at, range)| (at, range))
    }
}

/// The beginning of a paragraph that may be a note.
struct Start {
    label: u32,
    /// Bytes before the note's own words.
    skip: usize,
    /// Nothing but a note looks so: `³ Kamerstuk`, `[3] Kamerstuk`, `3Kamerstuk`.
    sure: bool,
}

impl Start {
    fn read(text: &str) -> Option<Start> {
        const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        let raised: Vec<u32> = text
            .chars()
            .map_while(|c| RAISED.chars().position(|r| r == c))
            .take(3)
            .map(|d| d as u32)
            .collect();
        let (label, skip, sure) = if raised.is_empty() {
            let bracket = usize::from(text.starts_with('['));
            let digits = text[bracket..].bytes().take_while(u8::is_ascii_digit).count();
            let label = text.get(bracket..bracket + digits)?.parse().ok().filter(|_| digits <= 3)?;
            let rest = &text[bracket + digits..];
            let closed = bracket == 1 && rest.starts_with(']');
            if bracket == 1 && !closed {
                return None;
            }
            let glued = rest.starts_with(char::is_uppercase);
            (label, bracket + digits + usize::from(closed), closed || glued)
        } else {
            let bytes = text.chars().take(raised.len()).map(char::len_utf8).sum();
            (raised.iter().fold(0, |label, digit| label * 10 + digit), bytes, true)
        };
        let rest = &text[skip..];
        let words = rest.trim_start();
        let begins = words
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "«‘“\"(".contains(c))
            || words.starts_with("http")
            || words.starts_with("www.");
        let spaced = sure || rest.starts_with(char::is_whitespace);
        // «1 Klopt het dat …?»: a question
        let asks = words.trim_end().ends_with('?');
        (label > 0 && begins && spaced && !asks).then(|| Start {
            label,
            skip: text.len() - words.len(),
            sure,
        })
    }
}
