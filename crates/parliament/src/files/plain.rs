//! The formats that are text themselves: RTF, HTML and plain text.

use std::fmt::Write;

use super::Format;
use crate::papers::{Block, Paper, Run};
use crate::xml::escape;

pub(crate) fn bytes(format: Format, paper: &Paper) -> Vec<u8> {
    match format {
        Format::Rtf => rtf(paper).into_bytes(),
        Format::Html => html(paper).into_bytes(),
        _ => text(paper).into_bytes(),
    }
}

fn text(paper: &Paper) -> String {
    let mut out = String::new();
    let mut notes = Vec::new();
    for block in &paper.blocks {
        match block {
            Block::Title(t) | Block::Heading(t) => out.push_str(t),
            Block::Paragraph(runs) | Block::Item(runs) => {
                if matches!(block, Block::Item(_)) {
                    out.push_str("- ");
                }
                for run in runs {
                    out.push_str(&run.text);
                    if let Some(note) = &run.note {
                        notes.push(note.clone());
                        let _ = write!(out, "[{}]", notes.len());
                    }
                }
            }
            Block::PageBreak => out.push('\u{c}'),
        }
        out.push_str("\r\n\r\n");
    }
    for (n, note) in notes.iter().enumerate() {
        let _ = write!(out, "[{}] {note}\r\n", n + 1);
    }
    out
}

fn html(paper: &Paper) -> String {
    let mut out = String::from("<!DOCTYPE html><html lang=\"nl\"><head><meta charset=\"utf-8\"><title>");
    escape(&mut out, &paper.running);
    out.push_str("</title><style>body{font-family:serif}</style></head><body>");
    let mut notes: Vec<String> = Vec::new();
    for block in &paper.blocks {
        match block {
            Block::Title(t) => tagged(&mut out, "h1", t),
            Block::Heading(t) => tagged(&mut out, "h2", t),
            Block::PageBreak => out.push_str("<hr>"),
            Block::Paragraph(runs) | Block::Item(runs) => {
                let tag = if matches!(block, Block::Item(_)) { "li" } else { "p" };
                let _ = write!(out, "<{tag}>");
                for Run { text, bold, note } in runs {
                    let (open, close) = if *bold { ("<b>", "</b>") } else { ("", "") };
                    out.push_str(open);
                    escape(&mut out, text);
                    out.push_str(close);
                    if let Some(note) = note {
                        notes.push(note.clone());
                        let n = notes.len();
                        let _ = write!(out, "<sup><a href=\"#n{n}\">{n}</a></sup>");
                    }
                }
                let _ = write!(out, "</{tag}>");
            }
        }
    }
    for (n, note) in notes.iter().enumerate() {
        let _ = write!(out, "<p id=\"n{}\"><small>{} ", n + 1, n + 1);
        escape(&mut out, note);
        out.push_str("</small></p>");
    }
    out.push_str("</body></html>");
    out
}

fn tagged(out: &mut String, tag: &str, text: &str) {
    let _ = write!(out, "<{tag}>");
    escape(out, text);
    let _ = write!(out, "</{tag}>");
}

fn rtf(paper: &Paper) -> String {
    let mut out = String::from(
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Verdana;}}\\f0\\fs20\r\n{\\header ",
    );
    coded(&mut out, &paper.running);
    out.push_str("\\par}\r\n");
    for block in &paper.blocks {
        match block {
            Block::Title(t) | Block::Heading(t) => {
                out.push_str("{\\b ");
                coded(&mut out, t);
                out.push('}');
            }
            Block::PageBreak => out.push_str("\\page "),
            Block::Paragraph(runs) | Block::Item(runs) => {
                if matches!(block, Block::Item(_)) {
                    out.push_str("\\bullet\\tab ");
                }
                for run in runs {
                    out.push_str(if run.bold { "{\\b " } else { "{" });
                    coded(&mut out, &run.text);
                    out.push('}');
                    if let Some(note) = &run.note {
                        out.push_str("{\\super\\chftn{\\footnote{\\super\\chftn} ");
                        coded(&mut out, note);
                        out.push_str("}}");
                    }
                }
            }
        }
        out.push_str("\\par\r\n");
    }
    out.push('}');
    out
}

/// The code page's letters as `\'e9`, all others as `\u`.
fn coded(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '\\' | '{' | '}' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\line "),
            ' '..='~' => out.push(letter),
            '\u{a0}'..='\u{ff}' => {
                let _ = write!(out, "\\'{:02x}", letter as u32);
            }
            _ => {
                let _ = write!(out, "\\u{}?", letter as u32 as i16);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_rtf() {
        let check = |text: &str, expected: &str| {
            let mut out = String::new();
            coded(&mut out, text);
            assert_eq!(out, expected);
        };
        check("één {€}", "\\'e9\\'e9n \\{\\u8364?\\}");
    }
}
