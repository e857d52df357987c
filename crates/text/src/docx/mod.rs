//! DOCX: WordprocessingML read straight from its parts.
//!
//! Kept: footnotes and endnotes tied to their marks, insertions, results of fields, text boxes (one of two
//! alternatives), tables, numbers of lists, headings by style, outline or look. Left out: deletions, moved-away text,
//! field codes, hidden text, comments, running headers and footers.

mod body;
mod numbering;
mod styles;
#[cfg(test)]
pub(crate) mod tests;

use crate::docx::body::{Body, Parts};
use crate::docx::numbering::Numbering;
pub(crate) use crate::docx::numbering::{printed, roman};
use crate::docx::styles::Styles;
pub(crate) use crate::docx::styles::heading_by_name;
use crate::draft::{Block, Draft};
use crate::limits::Limits;
use crate::package::{self, Package};
use crate::plain::is_page_line;
use crate::xml::{Node, Xml};

/// A zip that lists a Word document.
pub(crate) fn detect(bytes: &[u8]) -> bool {
    package::lists(bytes, b"word/document")
        || (package::lists(bytes, b"[Content_Types]") && package::lists(bytes, b"word/"))
}

/// Reads a DOCX.
pub(crate) fn read(bytes: &[u8], limits: &Limits, draft: &mut Draft) {
    let Some(mut package) = Package::open(bytes, limits, draft) else { return };
    let main = package.part("word/document.xml", draft).or_else(|| {
        let name = package.find(|name| name.starts_with("word/document") && name.ends_with(".xml"))?;
        package.part(&name, draft)
    });
    let Some(main) = main else {
        draft.problem("damaged", "the package holds no main document");
        return;
    };
    let uses = |what: &str| package::contains(main.as_bytes(), what.as_bytes());
    let mut parts = Parts::default();
    if uses("numPr") || styled(&main) {
        parts.styles = package.part("word/styles.xml", draft).map(|part| Styles::read(&part, limits));
        parts.numbering =
            package.part("word/numbering.xml", draft).map(|part| Numbering::read(&part, limits));
    }
    let mut body = Body::new(parts);
    let mut xml = Xml::new(&main, limits);
    let blocks = body.read(&mut xml, draft);
    xml.tell(draft);
    for block in blocks {
        // the letterhead and foot of a publication, where somebody made a document of its pages
        let line = block.text().replace('\t', " ");
        if line.len() > 8 && line.len() < 160 && is_page_line(&line, false) {
            draft.ledger.furniture(&line);
            continue;
        }
        draft.add(block);
    }
    for (kind, name) in
        [(body::NoteKind::Foot, "word/footnotes.xml"), (body::NoteKind::End, "word/endnotes.xml")]
    {
        if body.has_notes(kind)
            && let Some(part) = package.part(name, draft)
        {
            let format = match kind {
                body::NoteKind::Foot => "decimal".to_owned(),
                body::NoteKind::End => endnote_format(&mut package, draft, limits),
            };
            body.read_notes(kind, &format, &part, limits, draft);
        }
    }
    draft.title = package.part("docProps/core.xml", draft).and_then(|part| title(&part, limits));
}

/// Whether any paragraph has a style whose id does not say that it is plain.
fn styled(main: &str) -> bool {
    let mut rest = main;
    while let Some(at) = rest.find("pStyle ") {
        rest = &rest[at + 7..];
        let value = rest.find('"').and_then(|open| rest[open + 1..].split('"').next());
        if value.is_some_and(|id| !styles::is_plain(id)) {
            return true;
        }
    }
    false
}

/// Endnotes are numbered i, ii, iii unless the settings say otherwise.
fn endnote_format(package: &mut Package<'_>, draft: &mut Draft, limits: &Limits) -> String {
    let settings = package.part("word/settings.xml", draft).unwrap_or_default();
    let mut xml = Xml::new(&settings, limits);
    let mut inside = false;
    while let Some(node) = xml.next() {
        match node {
            Node::Open(element) if element.name() == "endnotePr" => inside = true,
            Node::Open(element) if inside && element.name() == "numFmt" => {
                return element.attribute("val").unwrap_or_default();
            }
            Node::Close(name) if name.name() == "endnotePr" => inside = false,
            _ => {}
        }
    }
    "lowerRoman".to_owned()
}

fn title(core: &str, limits: &Limits) -> Option<String> {
    let mut xml = Xml::new(core, limits);
    while let Some(node) = xml.next() {
        if let Node::Open(element) = node
            && element.name() == "title"
        {
            let title = xml.text();
            return (!title.is_empty()).then_some(title);
        }
    }
    None
}

/// Paragraphs of a note as one.
fn joined(blocks: Vec<Block>) -> Block {
    let mut out = Block::new(model::text::ParagraphKind::Note, None);
    for block in blocks {
        out.push_marked(" ");
        for (at, line) in block.text().split('\n').enumerate() {
            if at > 0 {
                out.line_break();
            }
            out.push_marked(line);
        }
    }
    out
}
