//! References: every notation people use for papers, records, proceedings, laws and web addresses.
//!
//! | text | comes out as |
//! |---|---|
//! | `Kamerstuk 23 432, nrs. 520 en 548` | kamerstuk `23432-520` and `23432-548` |
//! | `36200 V, J en 36200 V, M` | kamerstuk `36200-V-J` and `36200-V-M` |
//! | `nr. 456 (36800-XVI)` | kamerstuk `36800-XVI-456` |
//! | `Aanhangsel Handelingen II 2019/20, nr. 89` | aanhangsel `ah-tk-20192020-89` |
//! | `2025Z14929` | zaak `2025Z14929` |
//! | `https://www.voorbeeld.nl/12345-67).` | web `https://www.voorbeeld.nl/12345-67` |
//!
//! One pass over the bytes: only at the beginning of a word, and only at letters that can open a notation, is
//! anything tried, and every try reads a bounded number of characters. Amounts, years, telephone numbers and digits
//! inside addresses are none. A number without any word that announces it is taken only in forms that nothing else
//! has; [`Known`](crate::Known) drops such numbers when their dossier does not exist.
//!
//! Not found: a motion by name (that is `motions`), a paper named only by its title. Start with [`scan`].

use std::ops::Range;

use model::facts::{Reference, ReferenceKind};
use model::number::{Dossier, Kamerstuk, OfficialNumber, citable_from, notation};
use model::text::{ParagraphKind, Problem};
use model::{DocumentText, Span};

use crate::source::Source;
use crate::{Context, Work};

mod addresses;
mod carried;
mod gazettes;
mod law_words;
mod laws;
mod papers;

/// A reference as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// What it refers to.
    pub kind: ReferenceKind,
    /// Normalised.
    pub target: String,
    /// Whether a word announces it (`Kamerstuk`, `nr.`); else only its form speaks for it.
    pub announced: bool,
}

/// All references in a text, in order; they overlap only where a range (`nrs. 5 t/m 9`) stands for several.
///
/// ```
/// let found = structure::references::scan("Zie Kamerstuk 23 432, nrs. 520 en 548.");
/// let targets: Vec<_> = found.iter().map(|found| found.target.as_str()).collect();
/// assert_eq!(targets, ["23432-520", "23432-548"]);
/// ```
pub fn scan(text: &str) -> Vec<Found> {
    scan_behind(text, None)
}

/// [`scan`] of an item of a list, `before` being the dossier that the item before it hands on.
fn scan_behind(text: &str, before: Option<&Dossier>) -> Vec<Found> {
    let bytes = text.as_bytes();
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    let mut previous = b' ';
    while at < bytes.len() {
        let byte = bytes[at];
        let opens = opens_word(previous) || previous.is_ascii_digit() && opens_behind_mark(text, at);
        if !opens || !CAN_OPEN[byte as usize] {
            previous = byte;
            at += 1;
            continue;
        }
        let known = found.len();
        let end = at_word(text, at, &mut found).or_else(|| match byte {
            b'n' => carried::read(text, at, before, &mut found),
            _ => None,
        });
        if let Some(end) = end.filter(|end| *end > at) {
            debug_assert!(found[known..].iter().all(|one| one.bytes.end <= end));
            at = end;
            previous = bytes[end - 1];
        } else {
            previous = byte;
            at += 1;
        }
    }
    found
}

/// Whether a word can begin after this byte. Not after marks that put a number inside something longer.
fn opens_word(previous: u8) -> bool {
    !(previous.is_ascii_alphanumeric()
        || previous >= 0x80 && !OPENING_TAIL.contains(&previous)
        || matches!(previous, b'-' | b'.' | b'/' | b'_' | b'=' | b'&' | b'%' | b'@' | b'+' | b'#' | b'$'))
}

/// Whether a notation begins right behind the mark of a note: `2Kamerstuk 29 383`, `12https://…`.
fn opens_behind_mark(text: &str, at: usize) -> bool {
    const OPENERS: [&str; 8] =
        ["Kamerst", "Aanhangsel", "Handelingen", "http", "www.", "Stb.", "Stcrt.", "Trb."];
    let rest = &text[at..];
    let before = &text.as_bytes()[..at];
    let digits = before.iter().rev().take(4).take_while(|b| b.is_ascii_digit()).count();
    digits < 4
        && OPENERS.iter().any(|opener| rest.starts_with(opener))
        && before[..at - digits].last().is_none_or(|b| !matches!(b, b'-' | b'/' | b'_' | b'=' | b'&' | b'%'))
}

/// Last bytes of «, ‘, “, –, — and of no-break and thin spaces: a word may follow them.
const OPENING_TAIL: [u8; 12] = [0xab, 0x98, 0x9c, 0x93, 0x94, 0xa0, 0x89, 0xaf, 0xa2, 0x9e, 0x9a, 0xbf];

/// Bytes at which a notation can begin.
const CAN_OPEN: [bool; 256] = {
    let mut table = [false; 256];
    let openers = b"12345KkNnAaHhWwSsTtDdBbCcFfEeGgIiJjLlMmOoPpRrUuVvZzQqXxYy";
    let mut at = 0;
    while at < openers.len() {
        table[openers[at] as usize] = true;
        at += 1;
    }
    table
};

/// Tries the notations that can begin with the letter at `at`; returns where to go on.
fn at_word(text: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let rest = &text[at..];
    let bytes = rest.as_bytes();
    match bytes[0] {
        b'0'..=b'9' => record(rest, at, found)
            .or_else(|| marked_record(rest, at, found))
            .or_else(|| papers::at_digit(text, at, found)),
        b'K' | b'k' if starts(bytes, b"kv-tk-") => publication(rest, at, found),
        b'K' | b'k' if starts(bytes, b"kamerst") || starts(bytes, b"kst") => {
            papers::at_keyword(text, at, found)
        }
        b'D' | b'd' if starts(bytes, b"dossier") => papers::at_keyword(text, at, found),
        b'W' | b'w' if starts(bytes, b"wetsvoorstel") => papers::at_keyword(text, at, found),
        b'T' if bytes.get(1) == Some(&b'K') => papers::at_keyword(text, at, found),
        b'E' if bytes.get(1) == Some(&b'K') => papers::at_keyword(text, at, found),
        b'n' | b'N' if starts(bytes, b"nr") || starts(bytes, b"nummer") => {
            papers::at_number_word(text, at, found)
        }
        b'A' | b'a' if starts(bytes, b"aanhangsel") => {
            proceedings(rest, at, found).or_else(|| annex(text, at, found))
        }
        b'A' | b'a' if starts(bytes, b"ah-") => publication(rest, at, found),
        b'H' | b'h' if starts(bytes, b"handelingen") => proceedings(rest, at, found),
        b'H' | b'h' if starts(bytes, b"h-tk-") || starts(bytes, b"h-ek-") => publication(rest, at, found),
        b'H' | b'h' if starts(bytes, b"http") => addresses::read(rest, at, found),
        b'W' | b'w' if starts(bytes, b"www.") => addresses::read(rest, at, found),
        b'S' | b's' if starts(bytes, b"stb-") || starts(bytes, b"stcrt-") => publication(rest, at, found),
        b'T' | b't' if starts(bytes, b"trb-") => publication(rest, at, found),
        b'B' | b'b' if starts(bytes, b"blg-") => publication(rest, at, found),
        b'A'..=b'Z' | b'a' | b'v' | b'r' | b'b' | b'k' | b'u' => laws::read(text, at, found),
        _ => None,
    }
    .or_else(|| addresses::bare(text, at, found))
}

/// Whether bytes begin with a word given in lower case, in any case.
fn starts(bytes: &[u8], lower: &[u8]) -> bool {
    bytes.len() >= lower.len() && bytes[..lower.len()].eq_ignore_ascii_case(lower)
}

/// `2026D03887`, `2025Z14929`, `2026A01315`.
fn record(rest: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let (year, letter, serial, length) = notation::parlis(rest)?;
    let kind = match letter {
        'D' => ReferenceKind::Document,
        'Z' => ReferenceKind::Zaak,
        'A' => ReferenceKind::Activiteit,
        // an agenda item belongs to its activity and has no page of its own
        _ => return Some(at + length),
    };
    let target = format!("{year}{letter}{serial:05}");
    found.push(Found { bytes: at..at + length, kind, target, announced: true });
    // «2026Z01234/2026D05678»: a case and its document
    if let Some(next) = rest[length..].strip_prefix('/')
        && let Some(end) = record(next, at + length + 1, found)
    {
        return Some(end);
    }
    Some(at + length)
}

/// `32031Z15585`: the mark of note 3, glued to the number of a case.
fn marked_record(rest: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let digits = rest.bytes().take(8).take_while(u8::is_ascii_digit).count();
    let mark = digits.checked_sub(4).filter(|mark| (1..=2).contains(mark))?;
    rest[mark..].starts_with("20").then(|| record(&rest[mark..], at + mark, found)).flatten()
}

/// `ah-tk-20242025-1028`, `h-tk-20172018-70-4`, `stb-2018-84`, `blg-1012345`.
fn publication(rest: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let length = rest.bytes().take(60).take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    let id = rest[..length].trim_end_matches('-');
    let number = OfficialNumber::parse(id)?;
    let kind = match &number {
        OfficialNumber::Aanhangsel(_) => ReferenceKind::Aanhangsel,
        OfficialNumber::Handelingen(_) => ReferenceKind::Handelingen,
        OfficialNumber::Publication(id) if id.starts_with("blg-") => ReferenceKind::Document,
        OfficialNumber::Publication(_) => ReferenceKind::Law,
        OfficialNumber::Case(_) => ReferenceKind::Zaak,
        _ => return None,
    };
    found.push(Found { bytes: at..at + id.len(), kind, target: number.to_string(), announced: true });
    Some(at + id.len())
}

/// `Handelingen II 2019/20, nr. 25, item 7`, `Aanhangsel van de Handelingen, vergaderjaar 2024–2025, nrs. 12 en 14`.
fn proceedings(rest: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let (number, length) = notation::proceedings_prefix(rest)?;
    let kind = match &number {
        OfficialNumber::Aanhangsel(_) => ReferenceKind::Aanhangsel,
        _ => ReferenceKind::Handelingen,
    };
    found.push(Found { bytes: at..at + length, kind, target: number.to_string(), announced: true });
    let mut end = length;
    if let OfficialNumber::Aanhangsel(first) = number {
        // «nrs. 12 en 14»
        while let Some((sub, bytes)) = papers::next_in_list(rest, end, true) {
            let Ok(number) = sub.parse() else { break };
            let next = model::number::Aanhangsel { number, ..first };
            end = bytes.end;
            found.push(Found {
                bytes: at + bytes.start..at + bytes.end,
                kind,
                target: next.to_string(),
                announced: true,
            });
        }
    }
    Some(at + end)
}

/// The annex in other orders: `(Aanhangsel) 2023–2024, nr. 12`, `vergaderjaar 2024–2025, Aanhangsel van de Handelingen 12`,
/// `Handelingen II 2024-2025, Aanhangsel nr. 12`, `Aanhangsel Handelingen nr. 12, vergaderjaar 2024-2025`.
fn annex(text: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let mut cursor = notation::Cursor::new(&text[at..]);
    cursor.word("aanhangsel");
    let closed = cursor.take(|c| c == ')').is_some();
    cursor.spaces();
    let named = ["van de handelingen", "der handelingen", "bij de handelingen", "handelingen"]
        .iter()
        .any(|word| cursor.word(word));
    let (chamber, after, length) = notation::series_prefix(cursor.rest());
    cursor.skip(length);
    cursor.take_while(3, |c| c == ' ' || c == '\u{a0}' || c == ',');
    let worded = notation::number_word(cursor.rest()).map(|(_, length)| cursor.skip(length)).is_some();
    // a page's foot says «vergaderjaar 2024–2025, Aanhangsel 10», a note «Kamerstukken II 2024/25, Aanhangsel, 10»
    let start = text[..at].char_indices().rev().nth(40).map_or(0, |(at, _)| at);
    let cited = cursor_took_comma(&text[at..]) && text[start..at].contains("amerst");
    if !named && !worded && !cited {
        return None;
    }
    let number: u32 = cursor.digits(5)?.parse().ok()?;
    if cursor.peek().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let mut end = cursor.at();
    let session =
        after.filter(|_| closed || named).or_else(|| session_before(&text[..at])).or_else(|| {
            let mut tail = cursor;
            tail.take(|c| c == ',')?;
            tail.spaces();
            let (_, session, length) = notation::series_prefix(tail.rest());
            tail.skip(length);
            end = tail.at();
            session
        })?;
    let chamber = chamber.unwrap_or(model::number::Chamber::Tweede);
    let target = model::number::Aanhangsel { chamber, session, number }.to_string();
    found.push(Found { bytes: at..at + end, kind: ReferenceKind::Aanhangsel, target, announced: true });
    Some(at + end)
}

/// Whether a comma stands right behind `Aanhangsel`.
fn cursor_took_comma(rest: &str) -> bool {
    rest.get("aanhangsel".len()..).is_some_and(|tail| tail.starts_with(','))
}

/// The parliamentary year right before a place: `vergaderjaar 2024–2025, `, `Handelingen II, 2024-2025, `.
fn session_before(before: &str) -> Option<model::number::Session> {
    let before = before.trim_end_matches([' ', ',', '(', '\u{a0}']);
    let start = before.char_indices().rev().nth(8)?.0;
    [start, start + before[start..].chars().next().map_or(1, char::len_utf8) * 2]
        .into_iter()
        .filter_map(|from| before.get(from..))
        .find_map(|tail| {
            notation::session(tail).filter(|(_, length)| *length == tail.len()).map(|(session, _)| session)
        })
}

/// Finds the references of a document; see the module.
pub(crate) fn run(source: &Source<'_>, context: &Context<'_>, work: &mut Work) {
    let mut found = Vec::new();
    let mut scan_block = |bytes: Range<usize>, note: Option<&str>, before: Option<&Dossier>| {
        let block = scan_behind(source.slice(bytes.clone()), before);
        let dossier = carried::handed_on(source.slice(bytes.clone()), &block);
        for mut one in block {
            if let (Some(label), ReferenceKind::Web) = (note, one.kind) {
                let text = source.slice(bytes.clone());
                let cut = addresses::next_label(&one.target, label, &text[one.bytes.end..]);
                one.bytes.end -= cut;
                one.target.truncate(one.target.len() - cut);
            }
            let place = bytes.start + one.bytes.start..bytes.start + one.bytes.end;
            found.push((place, one, note.map(str::to_owned)));
        }
        dossier
    };
    let mut handed = None;
    let mut replaces = Vec::new();
    let own = work.own_numbers.iter().find_map(|number| number.parse::<Kamerstuk>().ok());
    if let Some(own) =
        own.filter(|_| matches!(work.extract.document.kind.as_deref(), Some("motie" | "amendement")))
    {
        for paragraph in source.paragraphs.iter().take(12) {
            let line = source.slice(paragraph.bytes.clone());
            if let Some(one) = carried::replaced_in_head(line, &own.dossier) {
                let place = paragraph.bytes.start + one.bytes.start..paragraph.bytes.start + one.bytes.end;
                replaces.push((place, one, None));
            }
        }
    }
    for paragraph in &source.paragraphs {
        let item = paragraph.kind == ParagraphKind::ListItem;
        let dossier = scan_block(paragraph.bytes.clone(), None, handed.as_ref().filter(|_| item));
        handed = dossier.filter(|_| item);
    }
    for note in &source.notes {
        // the label «14» is no part of what the note says
        scan_block(note.said(source.text), Some(&note.label), None);
    }
    found.extend(replaces);
    found.sort_by_key(|(bytes, _, _)| bytes.start);
    for (bytes, one, note) in found {
        // naming oneself is no reference
        if work.own_numbers.contains(&one.target) {
            continue;
        }
        if let Some(problem) = doubt(&one, context, work.extract.document.date) {
            match problem {
                Doubt::Drop => continue,
                Doubt::Report(problem) => work.extract.problems.push(problem),
            }
        }
        work.extract.references.push(Reference {
            text: source.slice(bytes.clone()).to_owned(),
            kind: one.kind,
            target: one.target,
            span: source.span(bytes),
            note,
        });
    }
}

enum Doubt {
    Drop,
    Report(Problem),
}

/// Checks a paper against what exists.
fn doubt(one: &Found, context: &Context<'_>, written: Option<jiff::civil::Date>) -> Option<Doubt> {
    let known = context.known?;
    if one.kind != ReferenceKind::Kamerstuk {
        return None;
    }
    let paper: Option<Kamerstuk> = one.target.parse().ok();
    let dossier = match &paper {
        Some(paper) => paper.dossier.clone(),
        None => one.target.parse().ok()?,
    };
    if !known.dossier_exists(&dossier) {
        if !one.announced {
            return Some(Doubt::Drop);
        }
        let detail = format!("{} is cited, but there is no dossier {dossier}", one.target);
        return Some(Doubt::Report(Problem::new("unknown_dossier", detail)));
    }
    let written = written.or(context.date)?;
    if known.paper_date(&paper?).is_some_and(|date| written < citable_from(date)) {
        let detail = format!("{} is cited, but it is newer than this document of {written}", one.target);
        return Some(if one.announced {
            Doubt::Report(Problem::new("cites_newer", detail))
        } else {
            Doubt::Drop
        });
    }
    None
}

/// Where a note's reference is cited: the offset in the body at which the note's mark stood.
pub fn cited_at(reference: &Reference, document: &DocumentText) -> Option<u32> {
    let label = reference.note.as_deref()?;
    let note =
        document.notes.iter().find(|note| note.label == label && note.span.contains(reference.span))?;
    note.mark
}

/// The references whose span lies in a span.
pub(crate) fn within(references: &[Reference], span: Span) -> &[Reference] {
    let from = references.partition_point(|reference| reference.span.start < span.start);
    let to = references.partition_point(|reference| reference.span.start < span.end);
    &references[from..to.max(from)]
}

#[cfg(test)]
mod tests;
