//! Footnotes that lie in the text because the page they stood on is gone: finds them, ties them to their marks.
//!
//! A line is a note when it begins with the next label (`3 Kamerstuk 99 999, nr. 1`) and either its mark is found
//! glued to a word before it, or it stands at the foot of a page that follows on the last note.

use model::text::{ParagraphKind, RepairKind};

use crate::draft::{Block, Draft, mark_char};
use crate::hyphen::{self, Vocabulary};
use crate::marks;
use crate::plain::lines::{self, Closing, Gap, Lines, Role, is_page_line};
use crate::prose::{is_answer_heading, is_label, starts_lower};

/// How many lines before a note its mark is looked for when pages are unknown.
const REACH: usize = 400;

/// Finds all notes, takes their lines out of the text and sets their marks in it.
pub(super) fn tie(lines: &mut Lines, width: usize, words: &Vocabulary, draft: &mut Draft) {
    let mut last = 0u32;
    let mut last_mark = (0usize, 0usize);
    let mut lone = false; // marks of this text were set on lines of their own
    let mut at = 0;
    while at < lines.lines.len() {
        let Some(start) = note_start(lines, at).filter(|start| {
            let follows = start.label == last + 1
                || start.label == 1 && last > 1
                || last == 0 && begins_midway(lines, at, start.label, words);
            // a note before it was not known for one
            let later = || start.label > last && start.label <= last + 4;
            let ends_page = || start.glued && page_end(lines, at).is_some();
            let marked = || {
                cites(start.rest(&lines.lines[at].text))
                    && (lines.lines[at].gap != Gap::None || foot_of_page(lines, at))
                    && evident_mark(lines, last_mark, at, &start.text_label, words)
            };
            lines.lines[at].role == Role::Text && (follows || later() && (ends_page() || marked()))
        }) else {
            at += 1;
            continue;
        };
        let from = if start.label == 1 { (last_mark.0, last_mark.1) } else { last_mark };
        lone |= lone_mark(lines, last_mark.0, at, &start.text_label);
        let mut mark = find_mark(lines, from, at, &start.text_label, words);
        if mark.is_none() && lone && leading_mark(lines, last_mark.0, at, &start.text_label) {
            mark = find_mark(lines, from, at, &start.text_label, words);
        }
        // «Klopt dat? 1)» and «1) Verzonnen Krant»: the same sign at both
        let same_sign = start.style == Style::Dotted
            && lines.lines[at].gap != Gap::None
            && lines.lines[at].text[start.text_label.len()..].starts_with(')')
            && mark.as_ref().is_some_and(|(line, range)| {
                let text = &lines.lines[*line].text;
                text[range.clone()].ends_with(')')
                    && text[..range.start].ends_with(['?', '»', '”', '’', '\''])
            });
        if !same_sign && !is_note(lines, at, &start, last, mark.is_some(), words) {
            at += 1;
            continue;
        }
        let end = note_end(lines, at, &start, width);
        let id = draft.reserve_note();
        if let Some((line, range)) = mark {
            let text = &mut lines.lines[line].text;
            let glued = marks::glued_word(text, &range).to_owned();
            draft.ledger.add(RepairKind::NoteMark, &format!("{glued}{}", start.text_label), &glued);
            let mark = mark_char(id).map(String::from).unwrap_or_default();
            last_mark = (line, range.start + mark.len());
            text.replace_range(range, &mark);
        }
        let page = lines.certain_pages.then_some(lines.lines[at].page);
        let mut block = Block::new(ParagraphKind::Note, page);
        block.push_marked(start.rest(&lines.lines[at].text));
        for line in at + 1..end {
            hyphen::append(&mut block, &lines.lines[line].text, words, &mut draft.ledger);
        }
        let mut trimmed = Block::new(ParagraphKind::Note, page);
        trimmed.push_marked(block.text().trim_end_matches(['↩', '\u{fe0e}', ' ']));
        draft.set_note(id, &start.text_label, trimmed);
        for line in &mut lines.lines[at..end] {
            line.role = Role::Note;
        }
        last = start.label;
        at = end;
    }
}

/// Puts labels that stand on a line of their own before the note's text (`pdftotext` prints raised labels so), if
/// their mark is on the same page.
pub(super) fn join_lone_labels(lines: &mut Lines, words: &Vocabulary) {
    let mut at = 0;
    while at + 1 < lines.lines.len() {
        let (line, next) = (&lines.lines[at], &lines.lines[at + 1]);
        let label = line.text.clone();
        let lone = line.len <= 3 && label.bytes().all(|b| b.is_ascii_digit()) && label != "0";
        // a numbered list of questions looks the same: its text stands apart from the number, and asks
        let reads_as_note =
            cites(&next.text) || next.gap == Gap::None && !lines::asks(&lines.lines[at + 1..]);
        // «6», the label of a question, above the notes of its page
        // the last lines of a page, below its text
        let left =
            lines.lines[at..].iter().take(LAST_LINES + 1).take_while(|left| left.page == line.page).count();
        let at_foot = || lines.pages > 1 && left <= LAST_LINES && !lines::asks(&lines.lines[at + 1..]);
        let reads_as_note =
            (reads_as_note || at_foot()) && !(next.gap != Gap::None && starts_with_label(&next.text));
        let reads_as_note = reads_as_note && !is_page_line(&next.text, false);
        if lone && next.page == line.page && next.gap != Gap::Page && next.len > 3 && reads_as_note {
            let page = line.page;
            let above = lines.lines[..at].iter().rev().take_while(|above| above.page == page).take(REACH);
            if above
                .into_iter()
                .any(|above| marks::find(&above.text, 0, &label, words).is_some_and(|found| found.score > 1))
            {
                let next = lines.lines.remove(at + 1);
                let line = &mut lines.lines[at];
                line.text = format!("{label} {}", next.text);
                line.len += 1 + next.len;
            }
        }
        at += 1;
    }
}

/// Most lines from a lone label to the end of its page.
const LAST_LINES: usize = 14;

/// The beginning of a line that may be a note.
struct Start {
    label: u32,
    text_label: String,
    /// Bytes before the note's own text.
    skip: usize,
    style: Style,
    /// No space between the label and the note: nothing but a note looks so.
    glued: bool,
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Style {
    /// `3 Kamerstuk`
    Bare,
    /// `3. Kamerstuk`, `3) Kamerstuk`: also how lists are numbered
    Dotted,
    /// `[3] Kamerstuk`, `³ Kamerstuk`, or a sign that leads back to the mark
    Evident,
}

impl Start {
    fn rest<'l>(&self, line: &'l str) -> &'l str {
        &line[self.skip..]
    }
}

fn note_start(lines: &Lines, at: usize) -> Option<Start> {
    let text = lines.lines.get(at)?.text.as_str();
    // «1 Handel | 94%»: the row of a table
    if text.contains('\t') {
        return None;
    }
    let (inside, bracket) = match text.strip_prefix('[') {
        Some(inside) => (inside, 1),
        None => (text, 0),
    };
    let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
    // «32024Z15585/2024D37938»: a note that is nothing but a number of the House's register
    let registered = (5..=7).contains(&digits)
        && bracket == 0
        && text[digits..].starts_with(['Z', 'D'])
        && text[digits - 4..].starts_with("20");
    // «22023 Jaarverslag»: note 2, which begins with a year
    let year = digits == 5
        && bracket == 0
        && (text[1..].starts_with("20") || text[1..].starts_with("19"))
        && text[digits..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let digits = if registered || year { digits - 4 } else { digits };
    let (label, mut skip, mut style) = if (1..=3).contains(&digits) {
        (inside[..digits].to_owned(), bracket + digits, Style::Bare)
    } else {
        let raised: String = text
            .chars()
            .map_while(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|r| r == c))
            .take(3)
            .map(|d| char::from(b'0' + d as u8))
            .collect();
        let bytes = text.chars().take(raised.len()).map(char::len_utf8).sum();
        (raised, bytes, Style::Evident)
    };
    let rest = &text[skip..];
    if bracket == 1 {
        skip += rest.strip_prefix(']').map(|_| 1)?;
        style = Style::Evident;
    } else if rest.starts_with(['.', ')', ':']) {
        skip += 1;
        style = Style::Dotted;
    }
    let rest = &text[skip..];
    // «1Verzonnen Krant, 3 mei», «1de Verzonnen Krant», «4https://»: the space is lost
    let article =
        |word: &str| rest.strip_prefix(word).is_some_and(|name| name.starts_with(char::is_uppercase));
    let glued = style == Style::Bare
        && (rest.starts_with(|c: char| c.is_uppercase() || c == '«')
            || rest.strip_prefix('(').is_some_and(cites)
            || rest.starts_with("http")
            || rest.starts_with("www.")
            || registered
            || year
            || article("de ")
            || article("het "));
    if style != Style::Evident && !rest.starts_with(char::is_whitespace) && !glued {
        return None;
    }
    if text.contains('↩') {
        style = Style::Evident;
    }
    skip += rest.len() - rest.trim_start().len();
    let first = text[skip..].chars().next()?;
    let begins = first.is_uppercase() || first.is_ascii_digit() || "\"'‘“«(<[".contains(first);
    let begins = begins
        || ["http", "www", "zie ", "o.a", "bijv", "cf.", "de ", "het "]
            .iter()
            .any(|word| text[skip..].starts_with(word));
    // a month says that the line is the rest of a date
    let number = label.parse().ok().filter(|n| *n > 0)?;
    begins.then_some(Start { label: number, text_label: label, skip, style, glued })
}

/// Whether the first note of a text that begins midway stands here (`7 Kamerstuk …` at the foot of a page): the notes
/// that follow it on the page count on, and one of them has its mark before it.
fn begins_midway(lines: &Lines, at: usize, first: u32, words: &Vocabulary) -> bool {
    if first < 2 || lines.lines[at].gap == Gap::None {
        return false;
    }
    // a sign that leads back to the mark: nothing else looks so
    if lines.lines[at].text.contains('↩') {
        return true;
    }
    let page = lines.lines[at].page;
    let chunk = (at..lines.lines.len()).take(FOOT).take_while(|&line| {
        lines.lines[line].page == page && (line == at || lines.lines[line].gap == Gap::None)
    });
    let (mut expected, mut marked, mut sources) = (first, false, true);
    for line in chunk {
        let Some(next) = note_start(lines, line).filter(|next| next.label == expected) else { continue };
        marked |= find_mark(lines, (0, 0), at, &next.text_label, words).is_some();
        sources &= cites(next.rest(&lines.lines[line].text));
        expected += 1;
    }
    // the next note has its mark between; that of the first may stand before the text begins
    let goes_on = || {
        let next = (at + 1..lines.lines.len())
            .take(2_000) // keeps this linear in the text
            .find(|&line| note_start(lines, line).is_some_and(|next| next.label == expected));
        next.is_some_and(|line| find_mark(lines, (at, 0), line, &expected.to_string(), words).is_some())
    };
    match (foot_of_page(lines, at), marked) {
        (true, true) => sources || expected > first + 1 || goes_on(),
        // where pages are not known, it must read as a source
        (true, false) => sources && goes_on(),
        (false, true) => sources || goes_on(),
        (false, false) => false,
    }
}

/// Whether the evidence is enough.
fn is_note(lines: &Lines, at: usize, start: &Start, last: u32, marked: bool, words: &Vocabulary) -> bool {
    if lines.closing.as_ref().is_some_and(|closing| at >= closing.from) {
        return true;
    }
    let line = &lines.lines[at];
    let after_note = at > 0 && lines.lines[at - 1].role == Role::Note;
    let at_foot = || foot_of_page(lines, at);
    if start.label == 1 && last > 1 && !(marked && (line.gap != Gap::None || after_note)) {
        return false; // labels begin anew: on each page, or in an attachment
    }
    match start.style {
        Style::Evident => true,
        Style::Bare if marked => {
            // numbered headings look the same; right under a whole sentence it must read as a source
            let apart = line.gap != Gap::None || after_note || at_foot() || !full_sentence_before(lines, at);
            apart || cites(start.rest(&line.text)) || closes_text(lines, at, start.label, words)
        }
        Style::Bare if start.glued && page_end(lines, at).is_some() => true,
        Style::Bare => {
            (last > 0 || begins_midway(lines, at, start.label, words))
                && at_foot()
                && (line.gap != Gap::None || after_note)
        }
        // lists are numbered this way too: all that follows must be notes, each with a mark
        Style::Dotted => {
            marked && (after_note || (line.gap != Gap::None && tail_is_notes(lines, at, start, words)))
        }
    }
}

/// Whether a text reads as a source: a number of a paper, an address, a page.
pub(crate) fn cites(text: &str) -> bool {
    const STARTS: [&str; 9] =
        ["Kamerst", "Zie", "Handelingen", "Aanhangsel", "http", "www.", "Stb", "Stcrt", "Trb"];
    STARTS.iter().any(|start| text.starts_with(start))
        || ["nr. ", "nrs. ", "://", "www.", "blz. ", " p. "].iter().any(|part| text.contains(part))
}

fn full_sentence_before(lines: &Lines, at: usize) -> bool {
    at > 0 && lines.lines[at - 1].text.ends_with(['.', ':', ';'])
}

/// Whether nothing but this chunk stands between the line and the end of its page.
fn foot_of_page(lines: &Lines, at: usize) -> bool {
    let page = lines.lines[at].page;
    let below =
        || lines.lines[at + 1..].iter().take_while(move |line| line.page == page && line.gap != Gap::Page);
    // the only page shows its end by the line that the publication prints there
    if lines.pages < 2 && !below().any(|line| line.role == Role::Furniture) {
        return false;
    }
    below().all(|line| line.gap == Gap::None || line.role == Role::Furniture || starts_with_label(&line.text))
}

fn starts_with_label(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits)
        && (text[digits..].starts_with([' ', '«']) || text[digits..].starts_with(char::is_uppercase))
}

/// Most lines that the notes of one page take.
const FOOT: usize = 25;

/// One past the last line of a note that reaches the printed end of its page: what stands there is nothing but notes.
fn page_end(lines: &Lines, at: usize) -> Option<usize> {
    for end in at + 1..lines.lines.len().min(at + FOOT) {
        let line = &lines.lines[end];
        if line.role == Role::Furniture {
            return is_page_line(&line.text, false).then_some(end);
        }
        if line.gap != Gap::None || is_label(&line.text) || is_answer_heading(&line.text) {
            return None;
        }
    }
    None
}

/// Whether all lines to the end of the text are notes in sequence whose marks stand before the first.
fn tail_is_notes(lines: &Lines, at: usize, start: &Start, words: &Vocabulary) -> bool {
    let mut expected = start.label;
    let mut from = (0, 0);
    for line in at..lines.lines.len() {
        if let Some(next) = note_start(lines, line).filter(|next| next.label == expected) {
            let Some((found, range)) = find_mark(lines, from, at, &next.text_label, words) else {
                return false;
            };
            from = (found, range.end);
            expected += 1;
        } else if lines.lines[line].gap != Gap::None {
            return false;
        }
    }
    true
}

/// Finds the notes that close a text, as the House's site prints them: labels that count up from 1, alone on a line or
/// before their text, with nothing behind them but who signed; nearly each has its mark in the text. Labels on lines of
/// their own are put before their text.
pub(super) fn find_closing(lines: &mut Lines, words: &Vocabulary) {
    let end = lines.lines.iter().rposition(|line| is_end_of_notes(&line.text)).unwrap_or(lines.lines.len());
    let signed = end < lines.lines.len();
    let label = |at: usize| {
        let line = &lines.lines[at];
        let digits = line.text.bytes().take_while(u8::is_ascii_digit).count();
        let closed = digits == line.text.len() || line.text[digits..].starts_with(' ');
        let number = line.text[..digits].parse::<usize>().ok();
        number.filter(|_| (1..=3).contains(&digits) && closed && line.role == Role::Text)
    };
    // from the end backwards: a label, and before it the one below it by one
    let mut starts: Vec<usize> = Vec::new();
    let mut at = end;
    let mut since = 0;
    while at > 0 && since < MOST_LINES {
        at -= 1;
        since += 1;
        let Some(number) = label(at) else { continue };
        // the highest label is not known until it is met
        let wanted = starts.last().and_then(|&next| label(next)).map(|next| next - 1);
        if wanted.is_none_or(|wanted| wanted == number) && number > 0 {
            starts.push(at);
            since = 0;
            if number == 1 {
                break;
            }
        }
    }
    starts.reverse();
    // text may go on below the notes of a page
    let last = starts.last().map_or(end, |last| last + 1);
    if !signed && lines.lines[last..end].iter().any(|line| line.gap != Gap::None) {
        return;
    }
    let Some(&from) = starts.first().filter(|&&first| label(first) == Some(1)) else { return };
    let (mut place, mut missed) = ((0, 0), 0);
    let marks: Vec<Option<usize>> = (1..=starts.len())
        .map(|number| {
            // each that is missed costs the whole text
            if missed > 5 {
                return None;
            }
            missed += 1;
            let label = number.to_string();
            let found = (place.0..from).find_map(|at| {
                let begin = if at == place.0 { place.1 } else { 0 };
                let found = marks::find(&lines.lines[at].text, begin, &label, words)?;
                (found.score > 1).then_some((at, found.range.end))
            })?;
            place = found;
            missed -= 1;
            Some(found.0)
        })
        .collect();
    let marked = marks.iter().flatten().count();
    // one numbered line may be a heading
    if marked * 10 < marks.len() * 8 || marked < 2 && !signed {
        return;
    }
    for &at in starts.iter().rev() {
        let digits_alone = lines.lines[at].text.bytes().all(|b| b.is_ascii_digit());
        if digits_alone && at + 1 < end {
            let next = lines.lines.remove(at + 1);
            let line = &mut lines.lines[at];
            line.text = format!("{} {}", line.text, next.text);
            line.len += 1 + next.len;
        }
    }
    lines.closing = Some(Closing { from, marks });
}

/// Most lines of a note that closes a text.
const MOST_LINES: usize = 8;

/// The line below the notes of the House's site.
fn is_end_of_notes(text: &str) -> bool {
    text == "Ondertekenaars"
}

/// One past the last line of the note that begins at `at`.
fn note_end(lines: &Lines, at: usize, start: &Start, width: usize) -> usize {
    let mut end = at + 1;
    if lines.closing.as_ref().is_some_and(|closing| at >= closing.from) {
        // nothing but notes stands here
        let goes_on = |line: &usize| {
            let text = &lines.lines[*line];
            let next = note_start(lines, *line).is_some_and(|next| next.label == start.label + 1);
            !next && !is_end_of_notes(&text.text) && text.role == Role::Text
        };
        return end + (end..lines.lines.len()).take(MOST_LINES).take_while(goes_on).count();
    }
    if let Some(foot) = page_end(lines, at) {
        let next = (end..foot)
            .find(|&line| note_start(lines, line).is_some_and(|next| next.label == start.label + 1));
        return next.unwrap_or(foot);
    }
    if !lines.wrapped || lines.lines[at].text.contains('↩') {
        // its address may stand below it
        while let Some(line) = lines.lines.get(end)
            && line.gap == Gap::None
            && line.role == Role::Text
            && begins_address(&line.text)
        {
            end += 1;
        }
        return end;
    }
    while let Some(line) = lines.lines.get(end) {
        let previous = &lines.lines[end - 1];
        let next_label = note_start(lines, end).is_some_and(|next| next.label == start.label + 1);
        let address_goes_on = previous.text.rsplit(' ').next().is_some_and(|word| word.contains("://"))
            && previous.text.ends_with(['-', '/', '_', '=']);
        let goes_on = previous.len * 100 >= width * 80 || address_goes_on || begins_address(&line.text);
        let closed = line.gap != Gap::None || is_end_of_notes(&line.text);
        if closed || line.role != Role::Text || next_label || !goes_on {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a line begins with an address: too long for the line above, it stands below the note's words.
fn begins_address(text: &str) -> bool {
    ["(http", "http", "(www.", "www."].iter().any(|start| text.starts_with(start))
}

/// Whether nothing but notes stands from here to the end of the text, each with its mark before them.
fn closes_text(lines: &Lines, at: usize, first: u32, words: &Vocabulary) -> bool {
    let rest = lines.lines.len() - at;
    if rest > MOST_CLOSING {
        return false;
    }
    let (mut expected, mut from, mut since) = (first, (0, 0), 0);
    for line in at..lines.lines.len() {
        since += 1;
        let Some(next) = note_start(lines, line).filter(|next| next.label == expected) else {
            if since > MOST_LINES || is_label(&lines.lines[line].text) {
                return false;
            }
            continue;
        };
        let Some((found, range)) = find_mark(lines, from, at, &next.text_label, words) else { return false };
        (from, since) = ((found, range.end), 0);
        expected += 1;
    }
    // one alone must count on from the notes above it
    expected > first + 1 || first > 1
}

/// Most lines of all notes that close a text.
const MOST_CLOSING: usize = 60;

/// A raised mark on a line of its own goes back behind the words that it stood at, on the note's page; whether there
/// is one.
fn lone_mark(lines: &mut Lines, from: usize, note: usize, label: &str) -> bool {
    let page = lines.lines[note].page;
    let near = (from.max(note.saturating_sub(REACH)) + 1..note).rev();
    let alone = near.into_iter().find(|&at| {
        let (line, before) = (&lines.lines[at], &lines.lines[at - 1]);
        // the sentence goes on below it
        let amid = || {
            let next = &lines.lines[at + 1];
            next.gap == Gap::None && starts_lower(&next.text) && before.text.ends_with(char::is_alphanumeric)
        };
        line.text == label
            && line.page == page
            && line.role == Role::Text
            && line.gap == Gap::None
            && before.role == Role::Text
            && (before.text.ends_with(['?', '.', '»', '”', '’', ')']) || amid())
            // the label of a question looks the same
            && !lines::asks(&lines.lines[at + 1..])
    });
    if let Some(at) = alone {
        lines.lines[at].role = Role::Furniture;
        mark_behind(lines, at - 1, label);
    }
    alone.is_some()
}

/// A raised mark that opens a line in the middle of a sentence (`… van 25 november 2030` / `6 is geschetst hoe`): only
/// where other marks of the text stand on lines of their own, for «3 miljoen euro» looks the same.
fn leading_mark(lines: &mut Lines, from: usize, note: usize, label: &str) -> bool {
    let page = lines.lines[note].page;
    let mut found = (from.max(note.saturating_sub(REACH)) + 1..note).filter(|&at| {
        let (line, before) = (&lines.lines[at], &lines.lines[at - 1]);
        let rest = line.text.strip_prefix(label).and_then(|rest| rest.strip_prefix(' '));
        rest.is_some_and(starts_lower)
            && line.page == page
            && line.role == Role::Text
            && line.gap == Gap::None
            && before.role == Role::Text
            && before.text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '»' | '’'))
    });
    // two of them: one counts something
    let (Some(at), None) = (found.next(), found.next()) else { return false };
    let line = &mut lines.lines[at];
    line.text = line.text[label.len() + 1..].to_owned();
    line.len -= label.len() + 1;
    mark_behind(lines, at - 1, label);
    true
}

/// Puts a mark behind the last word of a line.
fn mark_behind(lines: &mut Lines, at: usize, label: &str) {
    let before = &mut lines.lines[at];
    before.text.push_str(label);
    before.len += label.len();
}

/// Whether the mark of a note that leaves a number out stands on its own page, glued to a word.
fn evident_mark(lines: &Lines, from: (usize, usize), note: usize, label: &str, words: &Vocabulary) -> bool {
    let page = lines.lines[note].page;
    let near = lines.lines[from.0..note].iter().rev().take(LAST_PAGE).filter(|line| line.page == page);
    near.filter(|line| line.role == Role::Text)
        .any(|line| marks::find(&line.text, 0, label, words).is_some_and(|found| found.score > 1))
}

/// Most lines of a page.
const LAST_PAGE: usize = 80;

/// The best glued mark between the last mark and the note; on the note's own page first.
fn find_mark(
    lines: &Lines,
    from: (usize, usize),
    note: usize,
    label: &str,
    words: &Vocabulary,
) -> Option<(usize, std::ops::Range<usize>)> {
    if let Some(closing) = lines.closing.as_ref().filter(|closing| note >= closing.from) {
        let at = label.parse::<usize>().ok().and_then(|n| *closing.marks.get(n.checked_sub(1)?)?)?;
        let begin = if at == from.0 { from.1 } else { 0 };
        let found = marks::find(&lines.lines[at].text, begin, label, words)?;
        return Some((at, found.range));
    }
    let reach = if lines.wrapped { note.saturating_sub(REACH) } else { 0 };
    let page = lines.lines[note].page;
    let page_start = lines.lines[..note].iter().rposition(|line| line.page != page).map_or(0, |at| at + 1);
    let mut best: Option<(u8, usize, std::ops::Range<usize>)> = None;
    for at in from.0.max(reach)..note {
        let line = &lines.lines[at];
        if line.role != Role::Text {
            continue;
        }
        let begin = if at == from.0 { from.1 } else { 0 };
        if let Some(found) = marks::find(&line.text, begin, label, words) {
            // own page counts before score: 2 × score leaves room for it
            let rank = found.score * 2 + u8::from(lines.pages > 1 && at >= page_start) * 3;
            if best.as_ref().is_none_or(|(best, ..)| rank > *best) {
                best = Some((rank, at, found.range));
            }
        }
    }
    best.map(|(_, at, range)| (at, range))
}
