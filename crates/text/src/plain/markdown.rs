//! Markdown as converters write it: takes the signs out and keeps what they say. Headings stand apart, rows of tables
//! get cells, raised numbers (`[1 ]`, `[^1]`, `<sup>1</sup>`) become marks in brackets, `-----` ends a page.
//!
//! A text without at least three such signs is left as it is: a star or an underscore alone says nothing.

use std::collections::VecDeque;

use model::text::RepairKind;

use crate::ledger::Ledger;

/// Signs that make a text Markdown.
const ENOUGH: usize = 3;

/// The text without its Markdown; unchanged if it is none.
pub(super) fn plain(text: String, ledger: &mut Ledger) -> String {
    // «# 36 999 XVI Jaarverslag …» above all else says it too
    let first = text.lines().find(|line| !line.trim().is_empty()).is_some_and(is_title);
    let signs = text.lines().map(signs).sum::<usize>() + usize::from(first);
    if signs < ENOUGH {
        return text;
    }
    let pages = text.lines().any(|line| line.trim() == PAGE) && text.contains(" ]");
    let mut out = String::with_capacity(text.len());
    let mut notes = Notes::default();
    // «Gemeente| Aantal», below it «---|---»: a table without its edges
    let mut table = false;
    for line in text.lines() {
        let trimmed = line.trim();
        let rule = trimmed.contains("-|-") && trimmed.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
        table = rule && !trimmed.starts_with('|') || table && trimmed.contains('|');
        if table {
            if !rule {
                let cells: Vec<String> = trimmed.split('|').map(|cell| inline(cell.trim(), ledger)).collect();
                out.push_str(&cells.join("\t"));
                out.push('\n');
            }
            continue;
        }
        notes.gather(trimmed);
        if let Some((label, rest)) = notes.begun(trimmed) {
            out.push_str(&format!("[{label}] {}\n", inline(rest, ledger)));
            continue;
        }
        if pages && trimmed == PAGE {
            out.push_str("\u{c}\n");
            continue;
        }
        // «|---|---|»
        let ruled = trimmed.starts_with('|') && trimmed.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
        if ruled {
            continue;
        }
        let quoted = trimmed.strip_prefix("> ").unwrap_or(if trimmed == ">" { "" } else { trimmed });
        let heading = heading(quoted);
        if heading.is_some() && !out.is_empty() && !out.ends_with("\n\n") {
            out.push('\n');
        }
        match cells(quoted) {
            Some(cells) => {
                let cells: Vec<String> = cells.iter().map(|cell| inline(cell, ledger)).collect();
                out.push_str(&cells.join("\t"));
            }
            None => out.push_str(&inline(heading.unwrap_or(quoted), ledger)),
        }
        out.push('\n');
        if heading.is_some() {
            out.push('\n');
        }
    }
    out
}

/// Notes that a converter set as items or headings: `- 2 Kamerstuk …`, `##### 3 Kamerstuk …`, `1. Kamerstuk … [↑](#ref)`.
#[derive(Default)]
struct Notes {
    /// Labels that stand raised in the text so far and whose note has not come.
    open: VecDeque<String>,
    /// The line before was a note.
    within: bool,
}

impl Notes {
    /// Remembers the raised numbers of a line: `kosten.<sup>2</sup>`.
    fn gather(&mut self, line: &str) {
        for (at, tag) in line.match_indices("<sup>") {
            let label: String = line[at + tag.len()..].chars().take_while(char::is_ascii_digit).collect();
            let closed = line[at + tag.len() + label.len()..].starts_with("</sup>");
            if closed && (1..=3).contains(&label.len()) && at > 0 {
                self.open.push_back(label);
            }
        }
    }

    /// The label and the text of a note that begins in this line.
    fn begun<'l>(&mut self, line: &'l str) -> Option<(String, &'l str)> {
        if line.is_empty() {
            return None;
        }
        // a sign that leads back to the mark: nothing else looks so
        if let Some((body, back)) = line.rsplit_once(" [")
            && ["↑](", "↩︎](", "↩](", "↩\u{fe0e}]("].iter().any(|sign| back.starts_with(sign))
            && let Some((label, text)) = body.split_once(". ")
            && label.bytes().all(|b| b.is_ascii_digit())
        {
            return Some((label.to_owned(), text));
        }
        let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("> "));
        let bare = item.or_else(|| heading(line)).unwrap_or(line).trim_start_matches("**");
        let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
        let (label, text) = (&bare[..digits], bare[digits..].trim_start_matches("**"));
        let next = self.open.front().is_some_and(|open| open == label);
        let text =
            text.strip_prefix(' ').filter(|text| text.starts_with(|c: char| c.is_uppercase() || c == '«'));
        let begun = text.filter(|text| next && (item.is_some() || self.within || super::cites(text)));
        self.within = begun.is_some();
        let text = begun?;
        Some((self.open.pop_front()?, text))
    }
}

/// A heading of several words.
fn is_title(line: &str) -> bool {
    heading(line.trim()).is_some_and(|title| title.split(' ').count() > 2)
}

/// What converters of PDF print between two pages.
const PAGE: &str = "-----";

/// Longest label or address of a link, so that a stray bracket costs little.
const LONGEST: usize = 1_000;

/// How many signs of Markdown a line shows.
fn signs(line: &str) -> usize {
    let line = line.trim();
    let bold = line.strip_prefix("**").is_some_and(|rest| rest.contains("**"));
    let raised =
        line.match_indices(" ]").take(2).filter(|(at, _)| raised_before(line, *at).is_some()).count();
    let noted = line.matches("[^").take(2).count() + line.matches("](#footnote").take(2).count();
    let slanted = line.len() > 10 && line.starts_with('_') && line.ends_with('_');
    let tags = line.matches("<sup>").take(2).count();
    tags + usize::from(slanted)
        + usize::from(heading(line).is_some())
        + usize::from(is_title(line))
        + usize::from(bold)
        + raised
        + noted
}

/// `#### Vergaderjaar …` without its signs.
fn heading(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('#');
    let depth = line.len() - rest.len();
    (1..=6).contains(&depth).then(|| rest.strip_prefix(' ')).flatten().map(str::trim)
}

/// The cells of `| a | b |`.
fn cells(line: &str) -> Option<Vec<&str>> {
    let inside = line.strip_prefix('|')?.strip_suffix('|')?;
    Some(inside.split('|').map(str::trim).collect())
}

/// Where the bracket opens whose raised text ends at `close`: `zee[1 ]`, `de wet[4 5 ]`, `11[e ]`.
fn raised_before(line: &str, close: usize) -> Option<usize> {
    let open = line[..close].rfind('[').filter(|open| close - open <= 12)?;
    let inside = &line[open + 1..close];
    let numbers = inside
        .split(' ')
        .all(|word| (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit()));
    let ordinal = matches!(inside, "e" | "de" | "ste" | "er");
    (numbers || ordinal).then_some(open)
}

/// A line without the signs inside it.
fn inline(line: &str, ledger: &mut Ledger) -> String {
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    let mut taken = false;
    while let Some(c) = line[at..].chars().next() {
        let rest = &line[at..];
        let skipped = match c {
            '\\' if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => {
                out.push_str(&rest[1..2]);
                2
            }
            // «2025--2026», «de dijk -- die al oud was -- brak»
            '-' if dash(&line[..at], rest) => {
                out.push('–');
                2
            }
            '*' if rest.starts_with("**") => 2,
            '*' | '_' if emphasises(&line[..at], &rest[1..]) => 1,
            '!' | '[' => bracket(rest, &mut out),
            '<' => tag(rest, &mut out),
            _ => 0,
        };
        if skipped > 0 {
            taken = true;
            at += skipped;
        } else {
            out.push(c);
            at += c.len_utf8();
        }
    }
    if taken {
        ledger.add(RepairKind::Field, "Markdown", "");
    }
    out
}

/// Whether two hyphens stand for a dash: not those of a rule, nor of an address or an option.
fn dash(before: &str, rest: &str) -> bool {
    let Some(after) = rest.strip_prefix("--") else { return false };
    let digits =
        before.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit());
    digits || before.ends_with(|c: char| c == ' ' || c.is_alphabetic()) && after.starts_with(' ')
}

/// Whether a star or an underscore stands at the edge of a word: `_geïnformeerd (ingezonden)._`, not `a_b`, `* punt`.
fn emphasises(before: &str, after: &str) -> bool {
    let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (last, next) = (before.chars().last(), after.chars().next());
    let spaced = |c: Option<char>| c.is_none_or(char::is_whitespace);
    !(inner(last) && inner(next) || spaced(last) && spaced(next))
}

/// A mark of a note, a link, a picture: how many bytes it takes; what is kept is written out.
fn bracket(rest: &str, out: &mut String) -> usize {
    let picture = rest.starts_with('!');
    let Some(inside) = rest[usize::from(picture)..].strip_prefix('[') else { return 0 };
    // «voorstel[[1]](#footnote-2)»
    let near = |text: &str, sign| text.bytes().take(LONGEST).position(|b| b == sign);
    if let Some((label, behind)) =
        inside.strip_prefix('[').and_then(|noted| Some(noted.split_at(near(noted, b']')?)))
        && !label.is_empty()
        && label.bytes().all(|b| b.is_ascii_digit())
        && let Some(target) = behind.strip_prefix("]](#")
        && let Some(end) = near(target, b')')
    {
        out.push_str(&format!("[{label}]"));
        return rest.len() - target.len() + end + 1;
    }
    let Some(close) = near(inside, b']') else { return 0 };
    let (label, after) = (&inside[..close], &inside[close + 1..]);
    let length = rest.len() - after.len();
    if let Some(note) = label.strip_prefix('^') {
        out.push_str(&format!("[{note}]"));
        // «[^1]: Kamerstuk …»
        return length + usize::from(after.starts_with(':'));
    }
    if let Some(inner) = label.strip_suffix(' ')
        && raised_before(rest, 1 + inner.len()) == Some(0)
    {
        for word in inner.split(' ') {
            match word.bytes().all(|b| b.is_ascii_digit()) {
                true => out.push_str(&format!("[{word}]")),
                false => out.push_str(word),
            }
        }
        return length;
    }
    let Some(end) = after.strip_prefix('(').and_then(|target| near(target, b')')) else { return 0 };
    if !picture {
        out.push_str(label);
    }
    length + end + 2
}

/// `<br>`, `<sup>1</sup>`, `<u>`: how many bytes they take.
fn tag(rest: &str, out: &mut String) -> usize {
    if let Some(raised) = rest.strip_prefix("<sup>")
        && let Some(close) = raised.find("</sup>").filter(|close| *close <= 4)
    {
        match raised[..close].bytes().all(|b| b.is_ascii_digit()) {
            true => out.push_str(&format!("[{}]", &raised[..close])),
            false => out.push_str(&raised[..close]),
        }
        return close + "<sup></sup>".len();
    }
    for name in ["<br>", "<br/>", "<br />"] {
        if rest.starts_with(name) {
            out.push(' ');
            return name.len();
        }
    }
    ["<u>", "</u>", "<b>", "</b>", "<i>", "</i>"]
        .iter()
        .find(|name| rest.starts_with(**name))
        .map_or(0, |n| n.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        assert_eq!(inline(line, &mut Ledger::default()), expected);
    }

    #[test]
    fn signs_go_and_words_stay() {
        check("**Vragen gesteld door de leden der Kamer**", "Vragen gesteld door de leden der Kamer");
        check("_Oosterwaard (ingezonden 3 maart 2031)._", "Oosterwaard (ingezonden 3 maart 2031).");
        check("het veld a_b en 2 * 3 en \\* ster", "het veld a_b en 2 * 3 en * ster");
        check("zie [de brief](https://voorbeeld.nl/a) van maart", "zie de brief van maart");
        check("![stempel](img1.png)Datum", "Datum");
        check("[Naam Afzender] tekent", "[Naam Afzender] tekent");
    }

    #[test]
    fn raised_numbers_become_marks_and_raised_letters_stay() {
        check("de dijk «Hoog water»[1 ] en", "de dijk «Hoog water»[1] en");
        check("de standaard.[4 5 ] De", "de standaard.[4][5] De");
        check("het 11[e ] pakket", "het 11e pakket");
        check("de dijk[^3].", "de dijk[3].");
        check("het voorstel[[1]](#footnote-20) is", "het voorstel[1] is");
        check("het é[[voorstel]](#footnote-20) is", "het é[[voorstel]](#footnote-20) is");
        check("[^3]: Kamerstuk 99 180, nr. 4", "[3] Kamerstuk 99 180, nr. 4");
        check("de dijk<sup>3</sup> is", "de dijk[3] is");
    }

    #[test]
    fn notes_set_as_items_or_with_a_way_back_are_notes() {
        let page = "# Verzonnen Zaken en water\n\nDe dijk is oud.<sup>1</sup> En nat.<sup>2</sup>\n\n- 1 Kamerstuk 99 180, nr. \
                    4.\n\n##### 2 Kamerstuk 99 180, nr. 5.\n\n- 3 Maatregelen volgen\n";
        let read = plain(page.to_owned(), &mut Ledger::default());
        assert!(
            read.contains("\n[1] Kamerstuk 99 180, nr. 4.\n\n[2] Kamerstuk 99 180, nr. 5.\n\n- 3 Maat"),
            "{read}"
        );
        let back = "# Verzonnen Zaken en water\n\nDe dijk[[1]](#footnote-2) is oud.\n\n1. Kamerstuk 99 180, nr. 4. [↑](#footnote-ref-2)\n";
        let read = plain(back.to_owned(), &mut Ledger::default());
        assert!(read.contains("De dijk[1] is oud.\n\n[1] Kamerstuk 99 180, nr. 4.\n"), "{read}");
    }

    #[test]
    fn two_hyphens_are_a_dash() {
        check("vergaderjaar 2025--2026, nr. 3", "vergaderjaar 2025–2026, nr. 3");
        check("de dijk -- die oud was -- brak", "de dijk – die oud was – brak");
        check("de optie --force en -----", "de optie --force en -----");
    }

    #[test]
    fn a_text_without_signs_is_left_alone() {
        let text = "# 2\n* punt [1 ]\n_los_ en snake_case\n";
        assert_eq!(plain(text.to_owned(), &mut Ledger::default()), text);
    }
}
