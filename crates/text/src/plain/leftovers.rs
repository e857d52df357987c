//! What other programs leave in a text: bookmarks, fields and footnote references of a word processor
//! (`[bookmark: _Hlk2]`, `[footnoteRef:1]1 [1: 1 Kamerstuk …]`), links of a saved web page.

use std::collections::HashMap;

use model::text::{ParagraphKind, RepairKind};

use crate::draft::{Block, Draft, NoteId, is_mark, mark_char};

/// Takes the leftovers out; a footnote written in brackets becomes a note tied to its place.
pub(super) fn clean(text: &str, draft: &mut Draft) -> String {
    let mut text = without_private(text);
    // `pdftotext` takes the hyphen of a name at a line's end for that of a broken word
    const JOINED: &str = "GroenLinksPvdA";
    for _ in text.matches(JOINED) {
        draft.ledger.add(RepairKind::Hyphen, JOINED, "GroenLinks-PvdA");
    }
    if text.contains(JOINED) {
        text = text.replace(JOINED, "GroenLinks-PvdA");
    }
    if !text.contains("[bookmark:") && !text.contains("noteRef:") && !text.contains("[image:") {
        return fields(text, draft);
    }
    let mut out = String::with_capacity(text.len());
    let mut notes: HashMap<&str, NoteId> = HashMap::new();
    let mut rest = text.as_str();
    while let Some(open) = rest.find('[') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some((inside, after)) = bracketed(rest) else {
            out.push('[');
            rest = &rest[1..];
            continue;
        };
        let name = inside.split(':').next().unwrap_or("");
        match name {
            "bookmark" | "image" => {
                draft.ledger.add(RepairKind::Field, &format!("[{inside}]"), "");
                rest = after;
            }
            "footnoteRef" | "endnoteRef" => {
                let label = inside[name.len() + 1..].trim();
                let id = *notes.entry(label).or_insert_with(|| draft.reserve_note());
                out.extend(mark_char(id));
                // the number is printed once more behind the reference
                let doubled =
                    after.strip_prefix(label).filter(|next| !next.starts_with(|c: char| c.is_ascii_digit()));
                draft.ledger.add(
                    RepairKind::Field,
                    &rest[..inside.len() + 2 + doubled.map_or(0, |_| label.len())],
                    "",
                );
                rest = doubled.unwrap_or(after);
            }
            label if notes.contains_key(label) => {
                let body = inside[label.len() + 1..].trim();
                let printed = body.split_whitespace().next().unwrap_or("");
                let shown = if printed == label { label } else { printed };
                let is_label = shown.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '†'));
                let (label_text, note) = match is_label && !shown.is_empty() {
                    true => (shown, body[shown.len()..].trim()),
                    false => (label, body),
                };
                let mut block = Block::new(ParagraphKind::Note, None);
                block.push(note);
                draft.set_note(notes[label], label_text, block);
                draft.ledger.add(RepairKind::Field, &format!("[{inside}]"), "");
                while out.ends_with(' ') {
                    out.pop();
                }
                rest = after;
            }
            _ => {
                out.push('[');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    fields(out, draft)
}

/// Private characters carry our own marks; none may come from outside.
fn without_private(text: &str) -> String {
    match text.contains(is_mark) {
        true => text.chars().filter(|c| !is_mark(*c)).collect(),
        false => text.to_owned(),
    }
}

/// Longest text in brackets that is looked at, so that a stray bracket costs little.
const LONGEST: usize = 20_000;

/// The inside of the bracket that the text begins with, and what follows it; inner brackets count.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let known = text[1..].starts_with("bookmark:")
        || text[1..].starts_with("image:")
        || text[1..].starts_with("footnoteRef:")
        || text[1..].starts_with("endnoteRef:")
        || text[1..]
            .find(':')
            .is_some_and(|at| (1..=4).contains(&at) && text[1..=at].bytes().all(|b| b.is_ascii_digit()));
    if !known {
        return None;
    }
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate().take(LONGEST) {
        match byte {
            b'[' => depth += 1,
            b']' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return Some((&text[1..at], &text[at + 1..]));
        }
    }
    None
}

/// Field codes printed as text: `HYPERLINK "https://…" \h` before its words, `PAGE \* MERGEFORMAT`.
fn fields(text: String, draft: &mut Draft) -> String {
    const NAMES: [&str; 8] =
        ["HYPERLINK \"", "PAGEREF _", "NOTEREF _", "REF _", "TOC \\", "PAGE \\*", "NUMPAGES \\*", "SEQ "];
    if !NAMES.iter().any(|name| text.contains(name)) && !text.contains(['\u{13}', '\u{14}', '\u{15}']) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        let mut from = 0;
        // every name begins with a capital: one look at each place keeps this linear
        while let Some(found) = rest[from..].find(['H', 'P', 'N', 'R', 'T', 'S']) {
            let at = from + found;
            let Some(name) = NAMES.iter().find(|name| rest[at..].starts_with(**name)) else {
                from = at + 1;
                continue;
            };
            out.push_str(&rest[..at]);
            let code = field_code(&rest[at..], name);
            draft.ledger.add(RepairKind::Field, rest[at..at + code].trim_end(), "");
            rest = rest[at + code..].trim_start_matches(' ');
            from = 0;
        }
        out.push_str(rest);
    }
    out.retain(|c| !matches!(c, '\u{13}' | '\u{14}' | '\u{15}'));
    out
}

/// Bytes of the field code that the text begins with: its name, arguments and switches.
fn field_code(text: &str, name: &str) -> usize {
    let mut end = name.trim_end_matches(['"', '_', '\\', '*']).len();
    if name == "SEQ " && !text.chars().take(80).collect::<String>().contains("\\* ARABIC") {
        return 1; // an ordinary word in capitals
    }
    loop {
        let rest = &text[end..];
        let gap = rest.len() - rest.trim_start_matches(' ').len();
        let word = &rest[gap..];
        let taken = if let Some(quoted) = word.strip_prefix('"') {
            quoted.find('"').map_or(0, |close| close + 2)
        } else if word.starts_with('\\') || word.starts_with("MERGEFORMAT") || word.starts_with('_') {
            word.find([' ', '\n', '\u{14}']).unwrap_or(word.len())
        } else if word.starts_with("ARABIC") {
            "ARABIC".len()
        } else {
            0
        };
        if taken == 0 {
            return end;
        }
        end += gap + taken;
    }
}

/// Whether a line is the navigation of a saved page: nothing but links in brackets.
pub(crate) fn is_navigation(line: &str) -> bool {
    let mut links = 0;
    let mut rest = line.trim();
    while let Some(inside) = rest.strip_prefix('[') {
        let Some(close) = inside.find(']').filter(|close| *close <= 60) else { return false };
        if inside[..close].contains([':', '[']) || !inside[..close].contains(char::is_alphabetic) {
            return false;
        }
        links += 1;
        rest = inside[close + 1..].trim_start_matches([' ', '|', '·', '\u{a0}']);
    }
    rest.is_empty() && links >= 3
}

/// Whether a line is a control of a saved page rather than part of the document.
pub(crate) fn is_page_control(line: &str) -> bool {
    let line = line.trim();
    let starts = ["Preview document (", "Directe link naar document (", "Preview document 🔗"];
    line.len() < 160
        && (starts.iter().any(|start| line.starts_with(start)) || line == "Gerelateerde personen: Bijlagen:")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use model::text::Format;

    fn check(input: &str, expected: &str, notes: &[(&str, u32)]) {
        let mut draft = Draft::new(Format::Plain, &Limits::default());
        let cleaned = clean(input, &mut draft);
        let mut block = Block::new(ParagraphKind::Body, None);
        block.push_marked(&cleaned);
        draft.add(block);
        let text = draft.finish();
        assert_eq!(text.text, expected);
        let found: Vec<_> =
            text.notes.iter().map(|note| (note.label.as_str(), note.mark.unwrap_or(0))).collect();
        assert_eq!(found, notes);
    }

    #[test]
    fn bookmarks_go() {
        check("[bookmark: _Hlk225]Op 29 oktober", "Op 29 oktober", &[]);
    }

    #[test]
    fn a_footnote_in_brackets_is_tied_to_its_place() {
        let input = "motie Jansen[footnoteRef:1]1 is verwoord.  [1: 1 Kamerstuk 99999-02, nr. 3304] Daarna";
        check(input, "motie Jansen is verwoord. Daarna\n\n1 Kamerstuk 99999-02, nr. 3304", &[("1", 12)]);
    }

    #[test]
    fn field_codes_go_and_their_result_stays() {
        check("zie HYPERLINK \"https://voorbeeld.nl\" \\h de site", "zie de site", &[]);
        check("PAGE   \\* MERGEFORMAT 3", "PAGE \\* MERGEFORMAT 3", &[]);
        check("Pagina PAGE \\* MERGEFORMAT 3", "Pagina 3", &[]);
    }

    #[test]
    fn ordinary_brackets_stay() {
        check("de motie [12] en [zie: noot] en [", "de motie [12] en [zie: noot] en [", &[]);
    }

    #[test]
    fn navigation_is_told_from_text() {
        assert!(is_navigation("[overzicht] [activiteiten] [🧑mijn] [open vragen]"));
        assert!(!is_navigation("[overzicht] en [activiteiten] [open]"));
        assert!(!is_navigation("[1] [2] [3]"));
    }
}
