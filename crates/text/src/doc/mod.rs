//! DOC: Word 97–2003. The piece table gives the characters, the formatting pages say which of them are deleted,
//! hidden or bold and which paragraphs are headings or end a row.
//!
//! Follows [MS-DOC]: FIB at the start of `WordDocument`, piece table (Clx) in `0Table` or `1Table`. Numbers of
//! automatic lists are not computed.

mod formats;
mod pieces;
#[cfg(test)]
pub(crate) mod tests;

use std::io::{Cursor, Read};

use cfb::CompoundFile;
use model::text::ParagraphKind;

use crate::doc::formats::Formats;
use crate::doc::pieces::Pieces;
use crate::draft::{Block, Draft, NoteId};
use crate::limits::Limits;
use crate::package::contains;
use crate::prose::{begins_item, is_label};
use crate::row::Row;

/// A compound file whose directory names a Word stream, or an encrypted package.
pub(crate) fn detect(bytes: &[u8]) -> bool {
    if !bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return false;
    }
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    contains(bytes, &wide("WordDocument")) || contains(bytes, &wide("EncryptedPackage"))
}

/// Little-endian numbers at an offset; zero past the end.
fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at.saturating_add(2)).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at.saturating_add(4)).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

/// A part of the table stream named by the FIB.
fn part<'t>(fib: &[u8], table: &'t [u8], entry: usize) -> &'t [u8] {
    let at = 0x9A + entry * 8;
    let (start, length) = (u32_at(fib, at) as usize, u32_at(fib, at + 4) as usize);
    table.get(start..start.saturating_add(length)).unwrap_or(&[])
}

/// Reads a DOC.
pub(crate) fn read(bytes: &[u8], limits: &Limits, draft: &mut Draft) {
    let mut file = match CompoundFile::open(Cursor::new(bytes)) {
        Ok(file) => file,
        Err(error) => return draft.problem("damaged", format!("the Office file cannot be opened: {error}")),
    };
    if file.is_stream("/EncryptedPackage") {
        return draft.problem("encrypted", "the document is locked with a password");
    }
    let Some(word) = stream(&mut file, "/WordDocument", limits) else {
        return draft.problem("damaged", "the Office file holds no readable Word document");
    };
    if u16_at(&word, 0) != 0xA5EC {
        return draft
            .problem("damaged", "this Word document is older than Word 97 or damaged: it cannot be read");
    }
    let flags = u16_at(&word, 0x0A);
    if flags & 0x0100 != 0 {
        return draft.problem("encrypted", "the document is locked with a password");
    }
    let name = if flags & 0x0200 != 0 { "/1Table" } else { "/0Table" };
    let Some(table) = stream(&mut file, name, limits) else {
        return draft.problem("damaged", "the Word document has lost its table of pieces");
    };
    let pieces = Pieces::read(&word, part(&word, &table, 33), limits);
    if pieces.is_empty() {
        return draft.problem("damaged", "the Word document has lost its table of pieces");
    }
    let mut reader = Reader {
        pieces,
        characters: Formats::characters(&word, part(&word, &table, 12)),
        paragraphs: Formats::paragraphs(&word, part(&word, &table, 13)),
        notes: Vec::new(),
        draft,
    };
    let lengths: Vec<u32> = [0x4C, 0x50, 0x54, 0x5C, 0x60].iter().map(|at| u32_at(&word, *at)).collect();
    let (body, feet) = (lengths[0], lengths[1]);
    let ends_from = lengths[..4].iter().fold(0u32, |sum, length| sum.saturating_add(*length));
    let marks = references(part(&word, &table, 2), 2);
    let end_marks = references(part(&word, &table, 46), 2);
    for (number, at) in marks.iter().enumerate() {
        reader.notes.push((*at, reader.draft.reserve_note(), (number + 1).to_string()));
    }
    let first_end = reader.notes.len();
    for (number, at) in end_marks.iter().enumerate() {
        let label =
            if first_end == 0 { (number + 1).to_string() } else { crate::docx::roman(number as u32 + 1) };
        reader.notes.push((*at, reader.draft.reserve_note(), label));
    }
    reader.body(0, body);
    reader.note_texts(0, body, feet, part(&word, &table, 3));
    reader.note_texts(first_end, ends_from, lengths[4], part(&word, &table, 47));
}

fn stream(file: &mut CompoundFile<Cursor<&[u8]>>, name: &str, limits: &Limits) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let stream = file.open_stream(name).ok()?;
    let outcome = stream.take(limits.max_unpacked).read_to_end(&mut out);
    (outcome.is_ok() || !out.is_empty()).then_some(out)
}

/// Positions in a list of positions with `size` bytes of data each.
fn references(plc: &[u8], size: usize) -> Vec<u32> {
    let count = plc.len().saturating_sub(4) / (4 + size);
    (0..count).map(|at| u32_at(plc, at * 4)).collect()
}

struct Reader<'d> {
    pieces: Pieces,
    characters: Formats,
    paragraphs: Formats,
    notes: Vec<(u32, NoteId, String)>,
    draft: &'d mut Draft,
}

impl Reader<'_> {
    fn body(&mut self, from: u32, to: u32) {
        let mut block = Block::new(ParagraphKind::Body, None);
        let mut fields: Vec<bool> = Vec::new();
        let mut row: Option<Row> = None;
        let (mut plain, mut bold) = (false, false);
        let mut position = from;
        let mut text = String::new();
        while position < to {
            if position.is_multiple_of(65_536) && (self.draft.late() || self.draft.full()) {
                break;
            }
            let Some((c, place)) = self.pieces.at(position) else { break };
            let at = position;
            position += 1;
            let look = self.characters.look(place);
            if look.deleted || look.hidden {
                continue;
            }
            match c {
                '\u{13}' => fields.push(false),
                '\u{14}' => fields.iter_mut().last().into_iter().for_each(|result| *result = true),
                '\u{15}' => drop(fields.pop()),
                _ if fields.iter().any(|result| !result) => {}
                '\r' | '\u{c}' => {
                    block.push(&std::mem::take(&mut text));
                    let paragraph = self.paragraphs.look(place);
                    let done = finished(&mut block, paragraph.style, bold && !plain);
                    match &mut row {
                        Some(row) => row.add(done),
                        None if paragraph.in_row => {
                            let begun = row.insert(Row::default());
                            begun.open_cell();
                            begun.add(done);
                        }
                        None => self.draft.add(done),
                    }
                    (plain, bold) = (false, false);
                }
                '\u{7}' => {
                    block.push(&std::mem::take(&mut text));
                    let paragraph = self.paragraphs.look(place);
                    if paragraph.row_end {
                        row.take().into_iter().flat_map(Row::layout).for_each(|block| self.draft.add(block));
                    } else {
                        let done = finished(&mut block, paragraph.style, bold && !plain);
                        let row = row.get_or_insert_with(|| {
                            let mut row = Row::default();
                            row.open_cell();
                            row
                        });
                        row.add(done);
                        row.open_cell();
                    }
                    (plain, bold) = (false, false);
                }
                '\u{b}' => {
                    block.push(&std::mem::take(&mut text));
                    block.line_break();
                }
                '\u{2}' => {
                    block.push(&std::mem::take(&mut text));
                    if let Some((_, id, _)) = self.notes.iter().find(|(mark, ..)| *mark == at) {
                        block.mark(*id);
                    }
                }
                '\u{1e}' => text.push('-'),
                '\t' => text.push(' '),
                '\u{1f}' | '\u{0}'..='\u{1f}' => {}
                c if (0xF020..=0xF0FF).contains(&u32::from(c)) => text.push('•'),
                c => {
                    if c.is_alphanumeric() {
                        bold |= look.bold;
                        plain |= !look.bold;
                    }
                    text.push(c);
                }
            }
        }
        block.push(&text);
        row.into_iter().flat_map(Row::layout).for_each(|block| self.draft.add(block));
        self.draft.add(finished(&mut block, 0, false));
    }

    /// Texts of the notes from number `first` on, in the part that begins at `start`.
    fn note_texts(&mut self, first: usize, start: u32, length: u32, plc: &[u8]) {
        let count = (plc.len() / 4).saturating_sub(2);
        for number in 0..count {
            let Some((_, id, label)) = self.notes.get(first + number).cloned() else { break };
            let (from, to) = (u32_at(plc, number * 4), u32_at(plc, number * 4 + 4).min(length));
            let mut block = Block::new(ParagraphKind::Note, None);
            let mut fields: Vec<bool> = Vec::new();
            for position in from..to.min(from.saturating_add(100_000)) {
                let Some((c, place)) = self.pieces.at(start.saturating_add(position)) else { break };
                let look = self.characters.look(place);
                match c {
                    _ if look.deleted || look.hidden => {}
                    '\u{13}' => fields.push(false),
                    '\u{14}' => fields.iter_mut().last().into_iter().for_each(|result| *result = true),
                    '\u{15}' => drop(fields.pop()),
                    _ if fields.iter().any(|result| !result) => {}
                    '\r' | '\u{b}' | '\t' => block.push(" "),
                    '\u{0}'..='\u{1f}' => {}
                    c => block.push(c.encode_utf8(&mut [0; 4])),
                }
            }
            self.draft.set_note(id, &label, block);
        }
    }
}

/// Takes a paragraph out of its making and decides what it is.
fn finished(block: &mut Block, style: u16, bold: bool) -> Block {
    let mut block = std::mem::replace(block, Block::new(ParagraphKind::Body, None));
    let text = block.text();
    let short = text.chars().count() <= 130 && !text.contains('\n') && !text.ends_with(['.', ',', ';']);
    block.kind = match style {
        // the first nine styles after the plain one are the headings of every Word document
        1..=9 => ParagraphKind::Heading(style as u8),
        _ if is_label(text) => ParagraphKind::Heading(4),
        _ if bold && short => ParagraphKind::Heading(3),
        _ if begins_item(text).is_some() => ParagraphKind::ListItem,
        _ => ParagraphKind::Body,
    };
    block
}
