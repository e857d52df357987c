//! Lines of all pages → the document: running lines taken out, footnotes tied, paragraphs joined.

use std::collections::{HashMap, HashSet};

use model::text::ParagraphKind;

use crate::draft::{Block, Draft, NoteId, is_mark, mark_char};
use crate::hyphen::{self, Vocabulary};
use crate::marks;
use crate::pdf::page::{Line, lowered, raised};
use crate::plain::is_page_line;
use crate::prose::{
    begins_form, begins_item, begins_label, ends_open, ends_sentence, first_word_len, is_answer_heading,
    is_date_line, is_label, is_party_heading, starts_lower,
};

/// A line with its page.
struct Placed {
    line: Line,
    page: u32,
    role: Role,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Text,
    Note,
    Furniture,
}

/// Reads the lines of all pages into the draft.
pub(super) fn read(pages: Vec<Vec<Line>>, draft: &mut Draft) {
    let mut lines = Vec::new();
    for (at, page) in pages.into_iter().enumerate() {
        lines.extend(page.into_iter().map(|line| Placed { line, page: at as u32 + 1, role: Role::Text }));
    }
    let body = body_size(&lines);
    margins(&mut lines, draft);
    lone_labels(&mut lines, body);
    furniture(&mut lines, body, draft);
    let words = Vocabulary::of(lines.iter().map(|placed| placed.line.text.as_str()));
    notes(&mut lines, body, &words, draft);
    settle_marks(&mut lines);
    let leading = typical_leading(&lines, body);
    join(&lines, body, leading, &words, draft);
}

/// The size of most letters.
fn body_size(lines: &[Placed]) -> f32 {
    let mut count: HashMap<u32, usize> = HashMap::new();
    for Placed { line, .. } in lines {
        *count.entry((line.size * 4.0).round() as u32).or_default() += line.text.len();
    }
    let best = count.into_iter().max_by_key(|(size, chars)| (*chars, *size));
    best.map_or(10.0, |(size, _)| size as f32 / 4.0)
}

/// Takes out the margins of later pages of a letter, which say again what the first one said.
fn margins(lines: &mut [Placed], draft: &mut Draft) {
    let first_page = |text: &str| {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        text.to_lowercase().starts_with("pagina1van")
    };
    let mut heads: HashSet<u32> =
        lines.iter().filter(|placed| placed.line.margin).map(|placed| placed.page).take(1).collect();
    // letters bound together count their own pages
    heads.extend(lines.iter().filter(|p| p.line.margin && first_page(&p.line.text)).map(|p| p.page));
    for placed in lines.iter_mut().filter(|placed| placed.line.margin) {
        // a bare number counts the annexes
        let number = is_page_line(&placed.line.text, true) && placed.line.text.contains(char::is_alphabetic);
        if number || !heads.contains(&placed.page) {
            placed.role = Role::Furniture;
            draft.ledger.furniture(&placed.line.text.replace('\t', " "));
        }
    }
}

/// Takes out lines at the edge of pages that come back, page numbers and imprints.
fn furniture(lines: &mut [Placed], body: f32, draft: &mut Draft) {
    let mut edges: HashMap<u32, (Vec<f32>, f32, f32)> = HashMap::new();
    for Placed { line, page, .. } in lines.iter().filter(|placed| !placed.line.margin) {
        let (ys, top, bottom) = edges.entry(*page).or_insert((Vec::new(), f32::MIN, f32::MAX));
        ys.push(line.y);
        *top = top.max(line.y);
        *bottom = bottom.min(line.y);
    }
    for (ys, ..) in edges.values_mut() {
        ys.sort_by(f32::total_cmp);
        ys.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    }
    let pages = edges.len();
    // among the three lowest or two highest baselines of its page
    let at_edge = |placed: &Placed| {
        let Some((ys, ..)) = edges.get(&placed.page) else { return false };
        let above = ys.len() - ys.partition_point(|y| *y < placed.line.y + 2.0);
        let below = ys.partition_point(|y| *y < placed.line.y - 2.0);
        above < 3 || below < 4
    };
    // of two pages that say the same only the very first and last lines are surely no text
    let outermost = |placed: &Placed| {
        let Some((_, top, bottom)) = edges.get(&placed.page) else { return false };
        placed.line.y > top - 2.0 || placed.line.y < bottom + 2.0
    };
    let mut seen: HashMap<(String, i32), Vec<u32>> = HashMap::new();
    for placed in lines.iter().filter(|placed| at_edge(placed)) {
        let zone = (placed.line.y / 6.0).round() as i32;
        for near in zone - 1..=zone + 1 {
            let on = seen.entry((masked(&placed.line.text), near)).or_default();
            if on.last() != Some(&placed.page) {
                on.push(placed.page);
            }
        }
    }
    // page numbers count up with the pages; the label of a question may be the first line of one
    let mut offsets: HashMap<i64, usize> = HashMap::new();
    for placed in lines.iter().filter(|placed| outermost(placed)) {
        if let Ok(number) = placed.line.text.trim().parse::<i64>() {
            *offsets.entry(number - i64::from(placed.page)).or_default() += 1;
        }
    }
    let numbers = leading_numbers(lines, at_edge);
    let in_note = note_blocks(lines, body);
    let mut taken = Vec::new();
    for (at, placed) in lines.iter().enumerate() {
        if placed.role != Role::Text
            || placed.line.margin
            || !at_edge(placed)
            || placed.line.text.chars().count() > 200
        {
            continue;
        }
        let zone = (placed.line.y / 6.0).round() as i32;
        let on = seen.get(&(masked(&placed.line.text), zone)).map_or(0, Vec::len);
        // a sentence may come back by chance: «Daarover is nu nog niets bekend.»
        let sentence = ends_sentence(&placed.line.text) && placed.line.text.chars().count() > 30;
        let share = if sentence { on * 5 >= pages * 4 } else { on * 4 >= pages };
        let often = on >= 3 && share || on == pages && pages == 2 && outermost(placed);
        // notes may look alike from page to page; page numbers count up with the pages
        let counts = numbers.get(&masked(&placed.line.text)).is_none_or(|steady| *steady);
        let repeated = !in_note[at] && counts && often;
        let text: String = placed.line.text.replace('\t', " ");
        // a bare number further in may be the label of a question
        let bare = text.trim().bytes().all(|b| b.is_ascii_digit());
        let own = text.trim().parse() == Ok(placed.page);
        let offset = text.trim().parse::<i64>().map(|n| n - i64::from(placed.page));
        let counts_up = offset.is_ok_and(|offset| offsets.get(&offset).is_some_and(|pages| *pages > 1));
        let number = is_page_line(&text, true) && (!bare || own || counts_up && outermost(placed));
        let mark = is_label(&text) || is_answer_heading(&text) || is_party_heading(&text) || bare;
        if repeated && !mark || number || is_imprint(&text) {
            taken.push(at);
        }
    }
    if pages == 2 {
        below_head(lines, &mut taken);
    }
    for at in taken {
        lines[at].role = Role::Furniture;
        draft.ledger.furniture(&lines[at].line.text.replace('\t', " "));
    }
}

/// Adds the further lines of a head that two pages have alike: what stands right below its first line, at the same place
/// of both.
fn below_head(lines: &[Placed], taken: &mut Vec<usize>) {
    let mut is_taken = vec![false; lines.len()];
    taken.iter().for_each(|at| is_taken[*at] = true);
    let mut next = 0;
    while next < taken.len() {
        let head = &lines[taken[next]];
        next += 1;
        let follows = |placed: &Placed| {
            placed.page == head.page && (0.5..head.line.size * 1.6).contains(&(head.line.y - placed.line.y))
        };
        let again = |placed: &Placed| {
            lines.iter().any(|other| {
                other.page != placed.page
                    && (other.line.y - placed.line.y).abs() < 2.0
                    && other.line.text == placed.line.text
            })
        };
        let mut page = lines.iter().zip(&is_taken).filter(|(other, _)| other.page == head.page);
        let top = page.all(|(other, taken)| *taken || other.line.y < head.line.y + 2.0);
        if top
            && let Some(at) = (0..lines.len()).find(|at| {
                let placed = &lines[*at];
                !is_taken[*at] && !placed.line.margin && follows(placed) && again(placed)
            })
        {
            is_taken[at] = true;
            taken.push(at);
        }
    }
}

/// The label of a note that stands on a line of its own, because an address behind it did not fit: it leads the next.
fn lone_labels(lines: &mut [Placed], body: f32) {
    for at in 1..lines.len() {
        let (before, after) = lines.split_at_mut(at);
        let (Some(label), Some(note)) = (before.last_mut(), after.first_mut()) else { continue };
        let digits: String = label.line.text.trim().chars().map(|c| lowered(c).unwrap_or(c)).collect();
        let alone = (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        let same = label.page == note.page && label.line.column == note.line.column;
        let smaller = label.line.size < note.line.size * 0.87 && note.line.size < body * 0.94;
        let above = (0.0..note.line.size * 2.2).contains(&(label.line.y - note.line.y));
        let text = label.role == Role::Text && note.role == Role::Text;
        if alone && same && smaller && above && text && (label.line.x0 - note.line.x0).abs() < 4.0 {
            let raised: String = digits.chars().map(raised).collect();
            note.line.text = format!("{raised} {}", note.line.text);
            label.role = Role::Note;
        }
    }
}

/// For lines that begin with a number: whether it counts up with the pages, as page numbers do, or never changes.
fn leading_numbers(lines: &[Placed], at_edge: impl Fn(&Placed) -> bool) -> HashMap<String, bool> {
    let mut seen: HashMap<String, Vec<(i64, i64)>> = HashMap::new();
    for placed in lines.iter().filter(|placed| at_edge(placed)) {
        let text = &placed.line.text;
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        if let Ok(number) = text[..digits].parse::<i64>()
            && text[digits..].starts_with(' ')
        {
            seen.entry(masked(text)).or_default().push((number, i64::from(placed.page)));
        }
    }
    let steady = |found: &Vec<(i64, i64)>| {
        let same = found.windows(2).all(|pair| pair[0].0 == pair[1].0);
        same || found.windows(2).all(|pair| pair[1].0 - pair[0].0 == pair[1].1 - pair[0].1)
    };
    seen.into_iter().map(|(text, found)| (text, steady(&found))).collect()
}

/// Which lines belong to a note: small, from one that begins with a label on, without a gap.
fn note_blocks(lines: &[Placed], body: f32) -> Vec<bool> {
    let mut out = vec![false; lines.len()];
    for at in 0..lines.len() {
        let Placed { line, page, .. } = &lines[at];
        let raised = line.text.chars().next().is_some_and(|c| lowered(c).is_some());
        let small = line.size < body * 0.94;
        let starts = (raised || small) && note_label(&line.text.replace('\t', " "), line).is_some();
        let goes_on = at > 0
            && out[at - 1]
            && lines[at - 1].page == *page
            && (lines[at - 1].line.size - line.size).abs() < 0.3
            && (0.0..line.size * 1.6).contains(&(lines[at - 1].line.y - line.y));
        out[at] = starts || goes_on;
    }
    out
}

fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_ascii_digit() { '0' } else { c };
        if !(c == '0' && out.ends_with('0')) {
            out.push(c);
        }
    }
    out
}

/// `kst-36278-32`, `ISSN 0921 - 7371`, `’s-Gravenhage 2025`: how official publications sign their pages.
fn is_imprint(text: &str) -> bool {
    let text = text.trim();
    let signed =
        ["kst-", "ah-tk-", "kv-tk-", "h-tk-", "h-ek-", "blg-"].iter().any(|start| text.starts_with(start));
    text.len() < 60
        && (signed && !text.contains(". ")
            || text.starts_with("ISSN 0921")
            || text.starts_with("’s-Gravenhage 2")
            || text.starts_with("’s-Gravenhage, 2"))
}

/// Finds footnotes at the foot of columns and sets their marks.
fn notes(lines: &mut [Placed], body: f32, words: &Vocabulary, draft: &mut Draft) {
    let mut found: Vec<(u32, String, NoteId)> = Vec::new();
    let mut last: Option<(NoteId, String, Block)> = None;
    let mut at = 0;
    while at < lines.len() {
        // one column of one page
        let (page, column) = (lines[at].page, lines[at].line.column);
        let end = at + lines[at..].iter().take_while(|p| p.page == page && p.line.column == column).count();
        let margin = lines[at].line.margin;
        let start = if margin { None } else { notes_start(&lines[at..end], body).map(|start| at + start) };
        for placed in &mut lines[start.unwrap_or(end)..end] {
            if placed.role != Role::Text {
                continue;
            }
            let text = placed.line.text.replace('\t', " ");
            match note_label(&text, &placed.line) {
                Some((label, rest))
                    if fits_sequence(
                        &label,
                        last.as_ref().map(|(_, label, _)| label.as_str()),
                        &placed.line,
                    ) =>
                {
                    if let Some((id, label, block)) = last.take() {
                        draft.set_note(id, &label, block);
                    }
                    let id = draft.reserve_note();
                    let mut block = Block::new(ParagraphKind::Note, Some(page));
                    block.push_marked(&plain_digits(rest));
                    found.push((page, label.clone(), id));
                    last = Some((id, label, block));
                }
                _ => match &mut last {
                    Some((_, _, block)) => {
                        hyphen::append(block, &plain_digits(&text), words, &mut draft.ledger)
                    }
                    None => continue,
                },
            }
            placed.role = Role::Note;
        }
        at = end;
    }
    if let Some((id, label, block)) = last.take() {
        draft.set_note(id, &label, block);
    }
    let mut from = 0;
    for (page, label, id) in &found {
        let ledger_word = set_mark(lines, from, *page, label, *id, words);
        if let Some((index, glued)) = ledger_word {
            from = index;
            draft.ledger.add(model::text::RepairKind::NoteMark, &format!("{glued}{label}"), &glued);
        }
    }
}

/// Where the notes of a column begin: lines smaller than the body, at its foot, of which one begins with a label.
fn notes_start(column: &[Placed], body: f32) -> Option<usize> {
    let mut start = None;
    for (at, placed) in column.iter().enumerate().rev() {
        if placed.role != Role::Text {
            continue;
        }
        let text = placed.line.text.replace('\t', " ");
        let raised = placed.line.text.chars().next().is_some_and(|c| lowered(c).is_some());
        let small = placed.line.size < body * 0.94;
        let labelled = note_label(&text, &placed.line).is_some();
        if (raised || small) && labelled {
            start = Some(at);
        } else if !small {
            // an unraised, full-size line ends the notes, unless a raised label stands above it
            let above_raised = column[..at].iter().rev().take(6).any(|p| {
                p.line.text.chars().next().is_some_and(|c| lowered(c).is_some())
                    && note_label(&p.line.text, &p.line).is_some()
            });
            if !above_raised {
                break;
            }
        }
    }
    start
}

/// The label that a note's first line begins with, and the rest.
fn note_label<'l>(text: &'l str, line: &Line) -> Option<(String, &'l str)> {
    let label: String = text.chars().map_while(lowered).collect();
    if !label.is_empty() {
        let skip: usize = text.chars().take(label.len()).map(char::len_utf8).sum();
        let rest = text[skip..].trim_start();
        return (rest.chars().any(char::is_alphanumeric)).then_some((label, rest));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let stars = text.bytes().take_while(|b| *b == b'*').count();
    let label = digits.max(stars);
    let rest = text.get(label..)?;
    let begins = rest.trim_start().chars().next().is_some_and(|c| {
        !c.is_lowercase() || rest.trim_start().starts_with("http") || rest.trim_start().starts_with("www")
    });
    ((1..=3).contains(&label) && rest.starts_with(' ') && begins && line.x0 < line.left + line.size * 3.0)
        .then(|| (text[..label].to_owned(), rest.trim_start()))
}

/// An unraised number must follow on the last label; a raised one may begin anew.
fn fits_sequence(label: &str, last: Option<&str>, line: &Line) -> bool {
    let raised = line.text.chars().next().is_some_and(|c| lowered(c).is_some());
    let (Ok(label), last) = (label.parse::<u32>(), last.and_then(|last| last.parse::<u32>().ok())) else {
        return true;
    };
    match last {
        Some(last) => label == last + 1 || label == 1 || raised && label > last,
        None => raised || label <= 3,
    }
}

/// Puts the mark of a note where its raised label stands, else where it is glued to a word.
fn set_mark(
    lines: &mut [Placed],
    from: usize,
    page: u32,
    label: &str,
    id: NoteId,
    words: &Vocabulary,
) -> Option<(usize, String)> {
    let mark = mark_char(id)?;
    let wanted: Vec<char> = label.chars().collect();
    for pass in 0..2 {
        // its own page, then the page before and after
        for (index, placed) in lines.iter_mut().enumerate().skip(if pass == 0 { 0 } else { from }) {
            let near = if pass == 0 {
                placed.page == page
            } else {
                placed.page + 1 >= page && placed.page <= page + 1
            };
            if !near || placed.role != Role::Text {
                continue;
            }
            let chars: Vec<char> = placed.line.text.chars().collect();
            let mut at = 0;
            while at < chars.len() {
                let run = chars[at..].iter().take_while(|c| lowered(**c).is_some()).count();
                let label: Vec<char> = chars[at..at + run].iter().filter_map(|c| lowered(*c)).collect();
                if run > 0 && label == wanted {
                    let glued: String = chars[..at].iter().rev().take_while(|c| !c.is_whitespace()).collect();
                    let glued: String =
                        glued.chars().rev().filter(|c| !is_mark(*c) && lowered(*c).is_none()).collect();
                    placed.line.text = chars[..at].iter().chain([&mark]).chain(&chars[at + run..]).collect();
                    return Some((index, glued));
                }
                at += run.max(1);
            }
        }
    }
    let on_page: Vec<usize> =
        (0..lines.len()).filter(|at| lines[*at].page == page && lines[*at].role == Role::Text).collect();
    let best = on_page
        .into_iter()
        .filter_map(|at| marks::find(&lines[at].line.text, 0, label, words).map(|found| (at, found)))
        .max_by_key(|(at, found)| (found.score, std::cmp::Reverse(*at)))?;
    let text = &mut lines[best.0].line.text;
    let glued = marks::glued_word(text, &best.1.range).to_owned();
    text.replace_range(best.1.range, mark.encode_utf8(&mut [0; 4]));
    Some((best.0, glued))
}

/// Raised digits that mark no note are written as such: `m²`.
fn settle_marks(lines: &mut [Placed]) {
    for placed in lines {
        if placed.line.text.contains(|c| lowered(c).is_some()) {
            placed.line.text = placed.line.text.chars().map(|c| lowered(c).map_or(c, superscript)).collect();
        }
    }
}

fn superscript(c: char) -> char {
    const SIGNS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    c.to_digit(10).map_or(c, |digit| SIGNS[digit as usize])
}

fn plain_digits(text: &str) -> String {
    text.chars().map(|c| lowered(c).unwrap_or(c)).collect()
}

/// Distance of two lines of a paragraph, in sizes of the body.
fn typical_leading(lines: &[Placed], body: f32) -> f32 {
    let mut leads: Vec<f32> = lines
        .windows(2)
        .filter(|pair| pair[0].page == pair[1].page && pair[0].line.column == pair[1].line.column)
        .filter(|pair| (pair[0].line.size - body).abs() < 0.6 && (pair[1].line.size - body).abs() < 0.6)
        .map(|pair| pair[0].line.y - pair[1].line.y)
        .filter(|lead| *lead > body * 0.7 && *lead < body * 3.0)
        .collect();
    leads.sort_by(f32::total_cmp);
    leads.get(leads.len() / 5).map_or(1.2, |lead| lead / body)
}

/// A paragraph under way.
struct Open {
    block: Block,
    lines: usize,
    size: f32,
    bold: bool,
    italic: bool,
    margin: bool,
}

fn join(lines: &[Placed], body: f32, leading: f32, words: &Vocabulary, draft: &mut Draft) {
    let mut sizes: Vec<u32> = lines
        .iter()
        .filter(|p| p.role == Role::Text && p.line.size > body * 1.12)
        .map(|p| (p.line.size * 2.0).round() as u32)
        .collect();
    sizes.sort_unstable();
    sizes.dedup();
    sizes.reverse();
    let mut open: Option<Open> = None;
    let mut previous: Option<&Placed> = None;
    for placed in lines.iter().filter(|placed| placed.role == Role::Text) {
        let line = &placed.line;
        let step = previous.map_or(Step::Paragraph, |previous| step(previous, placed, leading));
        match (step, &mut open) {
            (Step::Join, Some(open)) => {
                hyphen::append(&mut open.block, &line.text.replace('\t', " "), words, &mut draft.ledger);
                open.lines += 1;
                open.bold &= line.bold;
                open.italic &= line.italic;
            }
            (Step::Break, Some(open)) => {
                open.block.line_break();
                open.block.push_marked(&line.text);
                open.lines += 1;
            }
            _ => {
                if let Some(open) = open.take() {
                    close(open, body, &sizes, draft);
                }
                let mut block = Block::new(ParagraphKind::Body, Some(placed.page));
                if line.text.contains('\t') {
                    block.kind = ParagraphKind::TableRow;
                    for (at, cell) in line.text.split('\t').enumerate() {
                        if at > 0 {
                            block.cell();
                        }
                        block.push_marked(cell.trim());
                    }
                } else {
                    block.push_marked(&line.text);
                }
                open = Some(Open {
                    block,
                    lines: 1,
                    size: line.size,
                    bold: line.bold,
                    italic: line.italic,
                    margin: line.margin,
                });
            }
        }
        previous = Some(placed);
    }
    if let Some(open) = open {
        close(open, body, &sizes, draft);
    }
}

enum Step {
    Join,
    Break,
    Paragraph,
}

/// How a line follows on the one before it.
fn step(previous: &Placed, placed: &Placed, leading: f32) -> Step {
    let (a, b) = (&previous.line, &placed.line);
    if a.margin || b.margin {
        return step_in_margin(a, b);
    }
    if is_label(&b.text) || is_label(&a.text) || is_party_heading(&a.text) || b.text.contains('\t') {
        return Step::Paragraph;
    }
    if a.text.contains('\t') {
        // the last cell of a row goes on under itself
        let under =
            (b.x0 - a.cell).abs() < a.size * 0.5 && previous.page == placed.page && a.column == b.column;
        let near = a.y - b.y > 0.0 && a.y - b.y < leading * a.size * 1.25 + 0.5;
        return if under && near && begins_item(&b.text).is_none() { Step::Join } else { Step::Paragraph };
    }
    if (begins_form(&b.text) || is_party_heading(&b.text) || begins_label(&b.text))
        && !ends_open(&a.text)
        && !a.text.ends_with(',')
    {
        return Step::Paragraph;
    }
    let ended = ends_sentence(&a.text) && !ends_open(&a.text) || a.text.ends_with([':', ';']);
    let lower = starts_lower(&b.text);
    let letter = (a.x1 - a.x0) / a.text.chars().count().max(1) as f32;
    let needed = (first_word_len(&b.text) + 1) as f32 * letter;
    let slack = if ended { letter * 1.5 } else { (a.right - a.left) * 0.12 };
    let short = a.x1 + needed + slack < a.right;
    if (a.size - b.size).abs() > a.size.max(b.size) * 0.08 {
        return Step::Paragraph;
    }
    if let Some(certain) = begins_item(&b.text)
        && (certain || ended || short || b.x0 < a.x0 - letter)
    {
        return Step::Paragraph;
    }
    let same_column = previous.page == placed.page && a.column == b.column;
    if !same_column {
        let goes_on = !ended && (a.bold == b.bold) && (lower || !short || ends_open(&a.text));
        return if goes_on { Step::Join } else { Step::Paragraph };
    }
    let lead = a.y - b.y;
    let usual = leading * a.size;
    if lead > usual * 1.32 + 0.5 || lead < 0.0 {
        // a small gap in the middle of a sentence comes from a mark or a picture, not from a new paragraph
        let goes_on = !ended && lower && !short && lead < usual * 1.7 && lead > 0.0;
        return if goes_on { Step::Join } else { Step::Paragraph };
    }
    if a.bold != b.bold && !lower {
        return Step::Paragraph;
    }
    let indented = b.x0 > b.left + b.size * 0.7 && a.x0 < a.left + a.size * 0.4 && !lower;
    if indented && (ended || short) {
        return Step::Paragraph;
    }
    // an item's own lines hang under its text; a line that leaves them begins something new
    if b.x0 < a.x0 - a.size * 0.8 && ended && begins_item(&a.text).is_none() && !lower && short {
        return Step::Paragraph;
    }
    if !short {
        return Step::Join;
    }
    if ended {
        return Step::Paragraph;
    }
    if a.text.ends_with(',') && a.x1 - a.x0 < (a.right - a.left) * 0.7 {
        return if lower { Step::Paragraph } else { Step::Break };
    }
    if lower || ends_open(&a.text) { Step::Join } else { Step::Paragraph }
}

/// Lines of a margin stay lines, but a name that goes on stays whole.
fn step_in_margin(a: &Line, b: &Line) -> Step {
    let near = (0.0..a.size * 1.6).contains(&(a.y - b.y));
    if !near || a.margin != b.margin {
        Step::Paragraph
    } else if starts_lower(&b.text) && !b.text.contains('.') || ends_open(&a.text) {
        Step::Join
    } else {
        Step::Break
    }
}

/// Decides what a paragraph is and adds it.
fn close(open: Open, body: f32, sizes: &[u32], draft: &mut Draft) {
    let Open { mut block, lines, size, bold, italic, margin } = open;
    let text = block.text();
    let chars = text.chars().count();
    let letters = text.chars().any(char::is_alphabetic);
    let closed = text.ends_with(['.', ',', ';']);
    block.kind = match block.kind {
        ParagraphKind::TableRow => ParagraphKind::TableRow,
        _ if margin => ParagraphKind::Body,
        _ if is_label(text) => ParagraphKind::Heading(4),
        _ if size > body * 1.12 && chars <= 250 && letters && lines <= 6 => {
            let rank = sizes.iter().position(|s| *s <= (size * 2.0).round() as u32).unwrap_or(0);
            ParagraphKind::Heading((rank as u8 + 1).min(3))
        }
        _ if bold && chars <= 200 && letters && !closed && lines <= 4 => ParagraphKind::Heading(3),
        _ if italic
            && chars <= 100
            && letters
            && !closed
            && lines <= 2
            && !text.ends_with([':', '?'])
            && !is_date_line(text) =>
        {
            ParagraphKind::Heading(4)
        }
        _ if begins_item(text).is_some() => ParagraphKind::ListItem,
        _ => ParagraphKind::Body,
    };
    draft.add(block);
}
