//! The body of a document, and the bodies of its notes: one pass over the elements.

use std::collections::HashMap;

use model::text::{ParagraphKind, RepairKind};

use crate::docx::joined;
use crate::docx::numbering::{Numbering, printed};
use crate::docx::styles::{Style, Styles, heading_by_name};
use crate::draft::{Block, Draft, NoteId};
use crate::limits::Limits;
use crate::prose::is_label;
use crate::row::{self, Row};
use crate::xml::{Element, Node, Xml};

/// Longest paragraph that may be a heading by its look alone.
const LONGEST_HEADING: usize = 130;

/// Other parts of the package that the body refers to.
#[derive(Default)]
pub(super) struct Parts {
    pub styles: Option<Styles>,
    pub numbering: Option<Numbering>,
}

/// Footnotes and endnotes are numbered apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NoteKind {
    Foot,
    End,
}

/// What is remembered over the whole document.
pub(super) struct Body {
    parts: Parts,
    styles: HashMap<String, Style>,
    notes: HashMap<(NoteKind, String), (NoteId, u32)>,
    counted: [u32; 2],
}

/// A paragraph while it is read.
struct Current {
    block: Block,
    style: Style,
    list: Option<(String, usize)>,
    plain_seen: bool,
    bold_seen: bool,
    italic_seen: bool,
    /// Its end was deleted: the next paragraph goes on in it.
    end_deleted: bool,
}

impl Current {
    fn new() -> Self {
        Current {
            block: Block::new(ParagraphKind::Body, None),
            style: Style::default(),
            list: None,
            plain_seen: false,
            bold_seen: false,
            italic_seen: false,
            end_deleted: false,
        }
    }
}

/// How a run looks.
#[derive(Default)]
struct Look {
    bold: Option<bool>,
    italic: bool,
    hidden: bool,
}

impl Body {
    pub fn new(parts: Parts) -> Self {
        Body { parts, styles: HashMap::new(), notes: HashMap::new(), counted: [0; 2] }
    }

    pub fn has_notes(&self, kind: NoteKind) -> bool {
        self.notes.keys().any(|(k, _)| *k == kind)
    }

    /// Reads paragraphs until the document, or the note that is open, ends.
    pub fn read(&mut self, xml: &mut Xml<'_>, draft: &mut Draft) -> Vec<Block> {
        let floor = xml.depth();
        let mut out: Vec<Block> = Vec::new();
        let mut rows: Vec<Row> = Vec::new();
        let mut paragraphs: Vec<Current> = Vec::new();
        let mut carried: Option<Current> = None;
        let mut look = Look::default();
        let mut fields: Vec<bool> = Vec::new(); // whether the result has begun
        let mut choices: Vec<bool> = Vec::new(); // whether an alternative was taken
        let (mut in_text, mut in_properties, mut in_mark_properties) = (false, false, false);
        while let Some(node) = xml.next() {
            if xml.late(draft) || draft.full() {
                break;
            }
            match node {
                Node::Open(element) => match element.name() {
                    "p" => paragraphs.push(carried.take().unwrap_or_else(Current::new)),
                    "pPr" => in_properties = true,
                    "rPr" if in_properties => in_mark_properties = true,
                    "del" if in_mark_properties => {
                        if let Some(current) = paragraphs.last_mut() {
                            current.end_deleted = true;
                        }
                    }
                    "ins" | "moveTo" => {}
                    "del" | "moveFrom" | "delText" | "instrText" | "delInstrText" | "rt" | "sectPr"
                    | "tblPr" | "tcPr" | "trPr" | "pPrChange" | "rPrChange" | "binData" | "docPr" => {
                        if matches!(element.name(), "del" | "moveFrom") {
                            draft.ledger.add(RepairKind::Field, "tracked deletion", "");
                        }
                        xml.skip();
                    }
                    "r" => look = Look::default(),
                    "AlternateContent" => choices.push(false),
                    "Choice" | "Fallback" => match choices.last_mut() {
                        Some(taken) if *taken => xml.skip(),
                        Some(taken) => *taken = true,
                        None => {}
                    },
                    "tr" => rows.push(Row::default()),
                    "tc" => {
                        if let Some(row) = rows.last_mut() {
                            row.open_cell();
                        }
                    }
                    "t" => in_text = fields.iter().all(|begun| *begun) && !look.hidden,
                    "fldChar" => match element.attribute("fldCharType").as_deref() {
                        Some("begin") => fields.push(false),
                        Some("separate") => fields.last_mut().into_iter().for_each(|begun| *begun = true),
                        Some("end") => drop(fields.pop()),
                        _ => {}
                    },
                    name => {
                        let Some(current) = paragraphs.last_mut() else { continue };
                        if in_properties {
                            self.property(name, &element, current);
                        } else {
                            self.inline(name, &element, current, &mut look, draft);
                        }
                    }
                },
                Node::Text(text) if in_text => {
                    if let Some(current) = paragraphs.last_mut() {
                        current.block.push(&text);
                        if !text.trim().is_empty() {
                            current.see(&look);
                        }
                    }
                }
                Node::Text(_) => {}
                Node::Close(name) => match name.name() {
                    "t" => in_text = false,
                    "pPr" => (in_properties, in_mark_properties) = (false, false),
                    "rPr" => in_mark_properties = false,
                    "AlternateContent" => drop(choices.pop()),
                    "p" => {
                        let Some(current) = paragraphs.pop() else { continue };
                        if current.end_deleted {
                            carried = Some(Current { end_deleted: false, ..current });
                            carried.iter_mut().for_each(|current| current.block.push(" "));
                        } else {
                            let block = self.finish(current);
                            row::place(block, &mut rows, &mut out);
                        }
                    }
                    "tr" => {
                        if let Some(row) = rows.pop() {
                            for block in row.layout() {
                                row::place(block, &mut rows, &mut out);
                            }
                        }
                    }
                    _ => {}
                },
            }
            if xml.depth() < floor {
                break;
            }
        }
        for current in paragraphs.into_iter().chain(carried) {
            out.push(self.finish(current));
        }
        out
    }

    /// Reads the texts of all notes of one kind.
    pub fn read_notes(
        &mut self,
        kind: NoteKind,
        format: &str,
        part: &str,
        limits: &Limits,
        draft: &mut Draft,
    ) {
        let mut xml = Xml::new(part, limits);
        while let Some(node) = xml.next() {
            let Node::Open(element) = node else { continue };
            if !matches!(element.name(), "footnote" | "endnote") {
                continue;
            }
            let id = element.attribute("id").unwrap_or_default();
            match self.notes.get(&(kind, id)).copied() {
                Some((note, number)) => {
                    let blocks = self.read(&mut xml, draft);
                    draft.set_note(note, &printed(number, format), joined(blocks));
                }
                None => xml.skip(),
            }
        }
        xml.tell(draft);
    }

    /// What a paragraph says of itself.
    fn property(&mut self, name: &str, element: &Element<'_>, current: &mut Current) {
        let value = || element.attribute("val").unwrap_or_default();
        match name {
            "pStyle" => {
                let id = value();
                if !self.styles.contains_key(&id) {
                    let style = match &self.parts.styles {
                        Some(styles) => styles.resolve(&id),
                        None => Style { heading: heading_by_name(&id), ..Style::default() },
                    };
                    self.styles.insert(id.clone(), style);
                }
                current.style = self.styles[&id].clone();
            }
            "outlineLvl" => {
                let level: Option<u8> = value().parse().ok().filter(|level| *level < 9);
                current.style.heading = level.map(|level| level + 1).or(current.style.heading);
            }
            "ilvl" => {
                let level = value().parse().unwrap_or(0);
                current.list = Some((current.list.take().map_or_else(String::new, |(list, _)| list), level));
            }
            "numId" => current.list = Some((value(), current.list.take().map_or(0, |(_, level)| level))),
            _ => {}
        }
    }

    /// What stands in a run besides text.
    fn inline(
        &mut self,
        name: &str,
        element: &Element<'_>,
        current: &mut Current,
        look: &mut Look,
        draft: &mut Draft,
    ) {
        let on = || !matches!(element.attribute("val").as_deref(), Some("0" | "false" | "off"));
        match name {
            "b" => look.bold = Some(on()),
            "i" => look.italic = on(),
            "u" => look.italic |= element.attribute("val").is_some_and(|val| val != "none"),
            "vanish" => look.hidden = on(),
            "tab" | "ptab" => current.block.push(" "),
            "br" if matches!(element.attribute("type").as_deref(), Some("page" | "column")) => {}
            "br" | "cr" => current.block.line_break(),
            "noBreakHyphen" => current.block.push("-"),
            "sym" => {
                let code = element.attribute("char").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
                let font = element.attribute("font").unwrap_or_default();
                code.and_then(|code| symbol(code, &font))
                    .into_iter()
                    .for_each(|c| current.block.push(c.encode_utf8(&mut [0; 4])));
            }
            "footnoteReference" | "endnoteReference" => {
                let kind = if name == "footnoteReference" { NoteKind::Foot } else { NoteKind::End };
                let Some(id) = element.attribute("id") else { return };
                let counted = &mut self.counted[kind as usize];
                let (note, _) = *self.notes.entry((kind, id)).or_insert_with(|| {
                    *counted += 1;
                    (draft.reserve_note(), *counted)
                });
                current.block.mark(note);
            }
            _ => {}
        }
    }

    /// Decides what a paragraph is, and prints its number.
    fn finish(&mut self, current: Current) -> Block {
        let Current { mut block, style, list, plain_seen, bold_seen, italic_seen, .. } = current;
        if block.is_blank() {
            return block;
        }
        let list = match (list, style.list) {
            (Some((id, level)), Some((from_style, _))) if id.is_empty() => Some((from_style, level)),
            (Some(own), _) => Some(own),
            (None, inherited) => inherited,
        };
        let number = list.filter(|(id, _)| !id.is_empty() && id != "0").and_then(|(id, level)| {
            self.parts.numbering.as_mut().and_then(|numbering| numbering.next(&id, level))
        });
        if let Some(number) = &number {
            let mut numbered = Block::new(block.kind, block.page);
            numbered.push(number);
            numbered.push(" ");
            for (at, line) in block.text().split('\n').enumerate() {
                if at > 0 {
                    numbered.line_break();
                }
                numbered.push_marked(line);
            }
            block = numbered;
        }
        let text = block.text();
        let short = text.chars().count() <= LONGEST_HEADING
            && !text.contains('\n')
            && !text.ends_with(['.', ',', ';', '…'])
            && text.contains(char::is_alphabetic);
        let bold = style.bold && !plain_seen || bold_seen && !plain_seen && !italic_seen;
        block.kind = if let Some(depth) = style.heading {
            ParagraphKind::Heading(depth)
        } else if is_label(text) {
            ParagraphKind::Heading(4)
        } else if short && bold && number.as_deref() != Some("•") {
            ParagraphKind::Heading(3)
        } else if number.is_some() {
            ParagraphKind::ListItem
        } else if short && italic_seen && !plain_seen && !text.ends_with([':', '?']) {
            ParagraphKind::Heading(4)
        } else {
            ParagraphKind::Body
        };
        block
    }
}

impl Current {
    fn see(&mut self, look: &Look) {
        if look.bold.unwrap_or(self.style.bold) {
            self.bold_seen = true;
        } else if look.italic {
            self.italic_seen = true;
        } else {
            self.plain_seen = true;
        }
    }
}

/// A character of a symbol font.
fn symbol(code: u32, font: &str) -> Option<char> {
    let code = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    match (font, code) {
        ("Wingdings" | "Wingdings 2" | "Webdings", 0xFC | 0x50) => Some('✓'),
        ("Wingdings" | "Wingdings 2" | "Webdings", 0xE0 | 0xE8) => Some('→'),
        ("Wingdings" | "Wingdings 2" | "Webdings" | "Symbol", 0xA7 | 0xB7 | 0x6C | 0x6E | 0xA8) => Some('•'),
        ("Wingdings" | "Wingdings 2" | "Wingdings 3" | "Webdings", _) => None,
        ("Symbol", 0xAE) => Some('→'),
        ("Symbol", 0xB3) => Some('≥'),
        ("Symbol", 0xA3) => Some('≤'),
        ("Symbol", 0xB1) => Some('±'),
        _ => char::from_u32(code).filter(|c| !c.is_control()),
    }
}
