//! OpenDocument text, packed or flat: paragraphs, headings, lists, tables, notes; tracked deletions are left out.

mod lists;

use model::text::ParagraphKind;

use crate::charset;
use crate::draft::{Block, Draft, NoteId};
use crate::limits::Limits;
use crate::package::{Package, contains};
use crate::prose::is_label;
use crate::row::Row;
use crate::sniff;
use crate::xml::{Node, Xml};

use lists::Lists;

/// A zip that names itself OpenDocument text first of all, or the flat form.
pub(crate) fn detect(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    bytes.starts_with(b"PK") && contains(&head[..head.len().min(300)], b"opendocument.text")
        || sniff::root_name(bytes).as_deref() == Some("document")
            && contains(head, b"opendocument:xmlns:office")
}

/// Reads an ODT.
pub(crate) fn read(bytes: &[u8], limits: &Limits, draft: &mut Draft) {
    let mut lists = Lists::default();
    let text = if bytes.starts_with(b"PK") {
        let Some(mut package) = Package::open(bytes, limits, draft) else { return };
        // styles that the document shares with others of its template
        if let Some(shared) = package.part("styles.xml", draft) {
            let mut xml = Xml::new(&shared, limits);
            while let Some(node) = xml.next() {
                match node {
                    Node::Open(element) if element.name() == "list-style" => lists.style(&element),
                    Node::Open(element) if element.name().starts_with("list-level-style") => {
                        lists.level(&element)
                    }
                    _ => {}
                }
            }
        }
        let Some(text) = package.part("content.xml", draft) else {
            return draft.problem("damaged", "the package holds no content");
        };
        text
    } else {
        charset::decode(bytes, &mut draft.ledger)
    };
    let mut xml = Xml::new(&text, limits);
    let mut open: Vec<Block> = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    let mut note: Option<(NoteId, String, Block)> = None;
    let (mut in_body, mut fresh_item) = (false, false);
    while let Some(node) = xml.next() {
        if xml.late(draft) || draft.full() {
            break;
        }
        match node {
            Node::Open(element) => match element.name() {
                "list-style" => lists.style(&element),
                "list-level-style-number" | "list-level-style-bullet" => lists.level(&element),
                "text" if !in_body => in_body = true,
                _ if !in_body => {}
                "tracked-changes" | "annotation" | "sequence-decls" | "forms" => xml.skip(),
                "note" => {
                    note = Some((draft.reserve_note(), String::new(), Block::new(ParagraphKind::Note, None)))
                }
                "note-citation" => {
                    let label = xml.text();
                    if let Some((id, known, _)) = &mut note {
                        if let Some(block) = open.last_mut() {
                            block.mark(*id);
                        }
                        *known = label;
                    }
                }
                "list" => lists.begin(&element),
                "list-item" => {
                    lists.item(&element);
                    fresh_item = true;
                }
                "table-row" => rows.push(Row::default()),
                "table-cell" | "covered-table-cell" => {
                    rows.iter_mut().last().into_iter().for_each(Row::open_cell)
                }
                name @ ("p" | "h") => {
                    if let Some((_, _, block)) = &mut note {
                        block.push(" ");
                    }
                    let depth = element.attribute("outline-level").and_then(|level| level.parse::<u8>().ok());
                    let kind = match name {
                        "h" => ParagraphKind::Heading(depth.unwrap_or(1).clamp(1, 9)),
                        _ if lists.inside() => ParagraphKind::ListItem,
                        _ => ParagraphKind::Body,
                    };
                    let mut block = Block::new(kind, None);
                    if kind == ParagraphKind::ListItem && std::mem::take(&mut fresh_item) {
                        block.push(&lists.label());
                    }
                    open.push(block);
                }
                "s" | "tab" => push(&mut note, &mut open, " "),
                "line-break" => open.iter_mut().last().into_iter().for_each(Block::line_break),
                _ => {}
            },
            Node::Text(text) if in_body => push(&mut note, &mut open, &text),
            Node::Text(_) => {}
            Node::Close(name) => match name.name() {
                "p" | "h" if in_body => {
                    let Some(mut block) = open.pop() else { continue };
                    if note.is_some() {
                        continue;
                    }
                    if block.kind == ParagraphKind::Body && is_label(block.text()) {
                        block.kind = ParagraphKind::Heading(4);
                    }
                    match rows.last_mut() {
                        Some(row) => row.add(block),
                        None => draft.add(block),
                    }
                }
                "note" => {
                    if let Some((id, label, block)) = note.take() {
                        draft.set_note(id, &label, block);
                    }
                }
                "list" => lists.end(),
                "table-row" => {
                    for block in rows.pop().into_iter().flat_map(Row::layout) {
                        match rows.last_mut() {
                            Some(outer) => outer.add(block),
                            None => draft.add(block),
                        }
                    }
                }
                _ => {}
            },
        }
    }
    xml.tell(draft);
}

fn push(note: &mut Option<(NoteId, String, Block)>, open: &mut [Block], text: &str) {
    match note {
        Some((_, _, block)) => block.push(text),
        None => open.iter_mut().last().into_iter().for_each(|block| block.push(text)),
    }
}

#[cfg(test)]
mod tests {
    use crate::limits::Limits;
    use crate::read;

    #[test]
    fn paragraphs_lists_rows_and_notes() {
        let flat = "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"><office:automatic-styles><text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\"/></text:list-style></office:automatic-styles><office:body><office:text><text:h text:outline-level=\"2\">Kop</text:h><text:p>de motie<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Kamerstuk<text:s/>99 999</text:p></text:note-body></text:note> is</text:p><text:list text:style-name=\"L1\"><text:list-item><text:p>een</text:p></text:list-item><text:list-item><text:p>twee</text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table></office:text></office:body></office:document>";
        let text = read(flat.as_bytes(), &Limits::default());
        assert_eq!(text.format, model::text::Format::Odt);
        assert_eq!(text.text, "Kop\n\nde motie is\n\n1. een\n\n2. twee\n\na\tb\n\n1 Kamerstuk 99 999");
        assert_eq!(text.notes[0].mark, Some(13));
    }
}
