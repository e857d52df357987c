//! Plain text as users have it: copied from a PDF with its line ends, pages and footnotes, from a word processor
//! with its leftovers, or from a monitor's page. Paragraphs are put together again, notes tied to their marks.
//!
//! The way of a text: `markdown` and `leftovers` take out what other programs left, `lines` splits it and finds page
//! ends and furniture, `notes` finds footnotes, and [`read`] joins the rest into paragraphs and tells headings apart.

mod columns;
mod leftovers;
mod lines;
mod margin;
mod markdown;
mod notes;

pub(crate) use crate::plain::leftovers::{is_navigation, is_page_control};
pub(crate) use crate::plain::lines::is_page_line;
pub(crate) use crate::plain::notes::cites;

use model::MONTHS;
use model::text::ParagraphKind;

use crate::charset;
use crate::draft::{Block, Draft, is_mark};
use crate::hyphen::{self, Vocabulary};
use crate::limits::Limits;
use crate::plain::lines::{Gap, Line, Lines, Role};
use crate::prose::{
    begins_form, begins_item, begins_label, begins_with_members, closes_quotes, ends_open, ends_sentence,
    first_word_len, is_answer_heading, is_asker_label, is_date_line, is_label, is_numbered_heading,
    is_party_heading, is_signature, opens_sentence, starts_lower,
};
use crate::sniff;

/// Text has hardly any control characters.
pub(crate) fn detect(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8 << 10)];
    if head.is_empty() || sniff::is_picture(head) {
        return false;
    }
    let utf16 = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") || {
        let zeros = head.iter().filter(|b| **b == 0).count();
        let odd = head.iter().skip(1).step_by(2).filter(|b| **b == 0).count();
        head.len() > 8 && zeros * 10 > head.len() * 4 && (odd == zeros || odd == 0)
    };
    let control =
        head.iter().filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0C | 0x13..=0x15));
    utf16 || control.count() * 200 <= head.len()
}

/// Reads a plain text.
pub(crate) fn read(bytes: &[u8], limits: &Limits, draft: &mut Draft) {
    let mut text = charset::decode(bytes, &mut draft.ledger);
    if text.len() > limits.max_text {
        let mut cut = limits.max_text;
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        text.truncate(cut);
        draft.problem("too_large", format!("only the first {cut} bytes of the text were read"));
    }
    let text = leftovers::clean(&markdown::plain(text, &mut draft.ledger), draft);
    let mut lines = lines::split(&columns::part(&text));
    let words = Vocabulary::of(lines.lines.iter().map(|line| line.text.as_str()));
    margin::take_out(&mut lines, &mut draft.ledger);
    notes::find_closing(&mut lines, &words);
    notes::join_lone_labels(&mut lines, &words);
    lines::mark_furniture(&mut lines, &words, &mut draft.ledger);
    let width = typical_width(&lines);
    notes::tie(&mut lines, width, &words, draft);
    let mut paragraphs =
        if lines.wrapped { join_wrapped(&lines, width, &words, draft) } else { join_whole(&lines) };
    tell_headings(&mut paragraphs);
    if lines.certain_pages {
        draft.set_pages(lines.pages);
    }
    for paragraph in paragraphs {
        draft.add(paragraph.block);
    }
}

/// A paragraph with what is needed to tell what it is.
struct Joined {
    block: Block,
    lines: usize,
}

/// The width that lines were broken at: nearly the longest, so that a heading in small print does not count.
fn typical_width(lines: &Lines) -> usize {
    let mut lens: Vec<usize> = lines.lines.iter().filter(|l| l.role == Role::Text).map(|l| l.len).collect();
    lens.sort_unstable();
    lens.get(lens.len() * 85 / 100).copied().unwrap_or(0)
}

/// Joins the lines of a text that was broken into lines.
fn join_wrapped(lines: &Lines, typical: usize, words: &Vocabulary, draft: &mut Draft) -> Vec<Joined> {
    let mut out: Vec<Joined> = Vec::new();
    let mut previous: Option<&Line> = None;
    let mut taken_out = false;
    let gaps = lines.lines.iter().filter(|line| line.gap != Gap::None).count();
    let dense = gaps * 50 < lines.lines.len();
    for (at, line) in lines.lines.iter().enumerate() {
        if line.role != Role::Text {
            taken_out = true;
            continue;
        }
        let gap = if taken_out { Gap::Page } else { line.gap };
        taken_out = false;
        let page = lines.certain_pages.then_some(line.page);
        let step = match previous {
            None => Step::Paragraph,
            // the title on the House's page, and the head of the paper itself right below it
            Some(previous) if at < HEAD && begins_paper(&line.text) && !ends_open(&previous.text) => {
                Step::Paragraph
            }
            // where no line is empty, who asks says that a paragraph begins, and a heading is told by its length
            Some(previous)
                if dense
                    && ends_sentence(&previous.text)
                    && (begins_with_members(&line.text)
                        || stands_over(line, lines.lines.get(at + 1), typical)) =>
            {
                Step::Paragraph
            }
            Some(previous) => step(previous, line, gap, local_width(lines, at, typical)),
        };
        match (step, out.last_mut()) {
            (Step::Join, Some(last)) => {
                hyphen::append(&mut last.block, &line.text, words, &mut draft.ledger);
                last.lines += 1;
            }
            (Step::Break, Some(last)) => {
                last.block.line_break();
                last.block.push_marked(&line.text);
                last.lines += 1;
            }
            _ => {
                out.push(Joined { block: first_line(line, page), lines: 1 });
            }
        }
        previous = Some(line);
    }
    out
}

/// Whether a line is too short to be broken off and ends no sentence, above a line that begins one.
fn stands_over(line: &Line, next: Option<&Line>, width: usize) -> bool {
    let opens = |text: &str| text.starts_with(|c: char| c.is_uppercase() || "‘“«".contains(c));
    line.len * 10 < width * 6
        && (opens(&line.text) || is_ordinal(&line.text))
        && !line.text.ends_with(['.', ',', ';', ':', '?', '!', ')'])
        && !ends_open(&line.text)
        && next.is_some_and(|next| {
            let begins = opens(&next.text) || begins_item(&next.text).is_some();
            next.role == Role::Text && next.len * 10 > width * 6 && begins
        })
}

/// A paragraph that begins with this line.
fn first_line(line: &Line, page: Option<u32>) -> Block {
    if !line.text.contains('\t') {
        let mut block = Block::new(kind_of(&line.text), page);
        block.push_marked(&line.text);
        return block;
    }
    let mut block = Block::new(ParagraphKind::TableRow, page);
    for (at, cell) in line.text.split('\t').enumerate() {
        if at > 0 {
            block.cell();
        }
        block.push_marked(cell.trim());
    }
    block
}

/// How a line follows on the one before it.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    /// The sentence goes on.
    Join,
    /// The same paragraph on a new line: a name under its office.
    Break,
    /// A new paragraph.
    Paragraph,
}

fn step(previous: &Line, line: &Line, gap: Gap, width: Width) -> Step {
    let ended = ends_sentence(&previous.text) && !ends_open(&previous.text);
    // a sentence that ends well before the longest line may end its paragraph
    let width = if ended { width.longest } else { width.printed };
    // letters differ in width: a line that ends no sentence must leave much more room to count as a last line
    let slack = if ended { 3 } else { width / 8 };
    let short = previous.len + 1 + first_word_len(&line.text) + slack < width;
    let lower = starts_lower(&line.text);
    let row = previous.text.contains('\t') || line.text.contains('\t');
    if gap == Gap::None && !row && (amid_citation(&previous.text) || amid_date(&previous.text, &line.text)) {
        return Step::Join;
    }
    // «… het antwoord op vraag 8 en vraag» / «13.»: the end of a sentence, no item
    let rest = line.text.strip_suffix('.').is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    let counts = || ["vraag", "vragen"].iter().any(|word| previous.text.ends_with(word));
    if gap == Gap::None && !row && rest && (counts() || ends_open(&previous.text)) {
        return Step::Join;
    }
    // a page may end in an empty line too: a full line of an unfinished sentence then goes on in small letters
    let goes_on = !ended && !short && lower && !previous.text.ends_with([',', ';', ':']);
    if gap == Gap::Blank && goes_on && !row && begins_item(&line.text).is_none() {
        return Step::Join;
    }
    let begins_part = ["Vragen en opmerkingen v", "Vragen van ", "Inbreng van "]
        .iter()
        .any(|start| line.text.starts_with(start));
    let part = begins_part && !ends_open(&previous.text) && !previous.text.ends_with(',');
    let form = begins_form(&line.text) && !ends_open(&previous.text) && !previous.text.ends_with(',');
    // «2.2 Toezicht» below a whole sentence; the office of who signs
    let asker = begins_label(&line.text) && !ends_open(&previous.text)
        || is_asker_label(&previous.text)
        || is_asker_label(&line.text) && !ends_open(&previous.text);
    // «Antwoord Het advies is …»: the line end behind the mark is lost, the one before it is not
    let answers = ended
        && line.text.strip_prefix("Antwoord").is_some_and(|rest| {
            let text = rest.strip_prefix(':').unwrap_or(rest);
            text.strip_prefix(' ').is_some_and(|text| text.starts_with(char::is_uppercase))
        });
    let subject = opens_sentence(&line.text)
        && ["Betreft", "Onderwerp"].iter().any(|word| previous.text.starts_with(word));
    // «6», «27 en 28», the label of a question
    let bare = ended && line.len <= 20 && is_numbers(&line.text);
    // the end of a title: «… over de dijken (ingezonden 3 maart 2031)»
    let titled = previous.text.trim_end_matches('.').ends_with(')')
        && previous.text.rfind('(').is_some_and(|at| previous.text[at..].contains("ngezonden "));
    // «Antwoord van het kabinet:», whole on its line
    let who = |text: &str| {
        is_answer_heading(text) && text.len() < 70 && text.ends_with(':') && !text.contains(['?', ','])
    };
    let apart = asker
        || ended && (who(&line.text) || is_date_line(&line.text))
        || who(&previous.text)
        || titled
        || bare
        || subject
        || answers
        || is_party_heading(&previous.text)
        || ended && (is_numbered_heading(&line.text) || is_signature(&line.text));
    // «De leden van …» in the middle of a sentence: the line before it was a heading
    let under =
        !ended && previous.gap != Gap::None && opens_sentence(&line.text) && !ends_open(&previous.text);
    let under = under && !previous.text.ends_with([',', ':', ';', '-', '–']) && closes_quotes(&previous.text);
    if row
        || part
        || form
        || apart
        || under
        || gap == Gap::Blank
        || is_label(&line.text)
        || is_label(&previous.text)
    {
        return Step::Paragraph;
    }
    if let Some(certain) = begins_item(&line.text)
        && (certain || ended || short || previous.text.ends_with([':', ';']))
    {
        return Step::Paragraph;
    }
    if gap == Gap::Page {
        let goes_on =
            !ended && (lower || !short || ends_open(&previous.text)) && !previous.text.ends_with([':', ';']);
        return if goes_on { Step::Join } else { Step::Paragraph };
    }
    if !short {
        return Step::Join;
    }
    if ended || previous.text.ends_with([':', ';']) {
        return Step::Paragraph;
    }
    if previous.text.ends_with(',') && previous.len * 10 < width * 7 {
        return if lower { Step::Paragraph } else { Step::Break };
    }
    if lower || ends_open(&previous.text) { Step::Join } else { Step::Paragraph }
}

/// `6`, `27 en 28`, `14 t/m 16`: nothing but numbers of questions.
fn is_numbers(text: &str) -> bool {
    let number = |word: &str| (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let mut words = text.split(' ').map(|word| word.trim_end_matches(','));
    words.next().is_some_and(number)
        && words.all(|word| number(word) || matches!(word, "en" | "t/m" | "tot" | "met"))
        && text.ends_with(|c: char| c.is_ascii_digit())
}

/// Lines in which a paper's own head may stand below a title.
const HEAD: usize = 8;

/// Whether a line begins as the head of a paper does: `36 999 XX Vaststelling …`, `2031D00012 INBRENG VERSLAG …`.
fn begins_paper(line: &str) -> bool {
    let mut words = line.split(' ');
    let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let digits = |word: &str, count| word.len() == count && word.bytes().all(|b| b.is_ascii_digit());
    let document = first.len() == 10
        && first.as_bytes()[4] == b'D'
        && first.bytes().filter(u8::is_ascii_digit).count() == 9;
    if document {
        return second.len() > 3 && second.chars().all(char::is_uppercase);
    }
    let dossier = digits(first, 2)
        && (second.get(..3).is_some_and(|serial| digits(serial, 3))
            && matches!(second.as_bytes().get(3), None | Some(b'-')));
    let chapter =
        |word: &&str| !word.is_empty() && word.len() <= 5 && word.chars().all(|c| "IVXLABC".contains(c));
    let mut rest = words.skip_while(chapter);
    dossier
        && rest.next().is_some_and(|word| {
            word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() > 2
        })
}

/// Whether a line ends inside brackets or before the number that it announces: `(Aanhangsel Handelingen II 2021/22,`,
/// `Kamerstuk 29 279, nr.`. However short it is, the next one goes on.
fn amid_citation(text: &str) -> bool {
    let start = text.char_indices().rev().nth(120).map_or(0, |(at, _)| at);
    let tail = &text[start..];
    let open = tail.rfind('(').is_some_and(|at| !tail[at..].contains(')'));
    let cites = ["Kamerstuk", "Handelingen", "Aanhangsel", "motie", "ingezonden", "zie "]
        .iter()
        .any(|word| tail.rfind('(').is_some_and(|at| tail[at + 1..].starts_with(word)));
    open && cites || [" nr.", " nrs.", " Kamerstuk", " Kamerstukken"].iter().any(|end| text.ends_with(end))
}

/// Whether a line ends in a day and its month and the next one begins with the year: `d.d. 2 december` / `2024 inzake`.
fn amid_date(text: &str, next: &str) -> bool {
    let year = next.bytes().take_while(u8::is_ascii_digit).count() == 4 && next.starts_with(['1', '2']);
    let mut words = text.split_whitespace().rev();
    year && words.next().is_some_and(|word| MONTHS.contains(&word))
        && words.next().is_some_and(|word| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()))
}

/// How wide the lines around one are.
#[derive(Clone, Copy)]
struct Width {
    longest: usize,
    /// Without a line or two into which a converter drew the rest of a broken word.
    printed: usize,
}

/// The width of the lines around one: answers are often set narrower than questions.
fn local_width(lines: &Lines, at: usize, typical: usize) -> Width {
    let mut first = at;
    while first > 0 && at - first < 40 && lines.lines[first].gap == Gap::None {
        first -= 1;
    }
    let after = &lines.lines[at..];
    let last = at + after.iter().skip(1).take(40).take_while(|line| line.gap == Gap::None).count();
    let near = lines.lines[first..=last].iter().filter(|line| line.role == Role::Text);
    // a title that was never broken says nothing of the width
    let usual = typical * 70 / 100..=typical * 130 / 100;
    let mut long: Vec<usize> = near.map(|line| line.len).filter(|len| usual.contains(len)).collect();
    if long.len() <= 2 {
        return Width { longest: typical, printed: typical };
    }
    long.sort_unstable_by(|a, b| b.cmp(a));
    // a line or two into which a converter drew the word broken at their end are longer than the print
    let some = (long.len() / 10).max(1);
    let printed = long.windows(some + 1).find(|window| window[0] - window[some] <= typical / 8);
    Width { longest: long[0], printed: printed.map_or(long[0], |window| window[0]) }
}

/// Each line of a text that was not broken is a paragraph, but for a name under its office.
fn join_whole(lines: &Lines) -> Vec<Joined> {
    let mut out: Vec<Joined> = Vec::new();
    let mut previous: Option<&Line> = None;
    let mut taken_out = false;
    for line in &lines.lines {
        if line.role != Role::Text {
            taken_out = true;
            continue;
        }
        let after_page = std::mem::take(&mut taken_out);
        let page = lines.certain_pages.then_some(line.page);
        if let (Some(last), Some(before)) = (out.last_mut(), previous) {
            let office = before.text.ends_with(',') && before.len < 90 && line.gap == Gap::None;
            if office && line.len < 60 && !starts_lower(&line.text) {
                last.block.line_break();
                last.block.push_marked(&line.text);
                previous = Some(line);
                continue;
            }
            // «… in het afgelopen jaar dan / 12 of meer maanden»
            let count = line.text.trim_start_matches(|c: char| c.is_ascii_digit());
            let counted = count.len() < line.text.len() && count.strip_prefix(' ').is_some_and(starts_lower);
            let lower = starts_lower(&line.text) || counted && before.len > 60;
            let unfinished = !ends_sentence(&before.text) && !before.text.ends_with([':', ';']);
            // a sentence goes on over the end of a page
            let turned = (before.page != line.page || after_page) && unfinished && lower && before.len > 20;
            let broken = turned
                || line.gap == Gap::None
                    && before.role == Role::Text
                    && (before.len > 60 && ends_open(&before.text) && !before.text.ends_with(['-', '/'])
                        // a raised mark that stood on its own line broke the sentence too
                        || before.len > if before.text.contains(is_mark) { 20 } else { 40 } && unfinished && lower
                        || before.text.ends_with(" nr.")
                            && line.text.starts_with(|c: char| c.is_ascii_digit()));
            if broken && begins_item(&line.text).is_none() && !is_label(&line.text) {
                last.block.push_marked(" ");
                last.block.push_marked(&line.text);
                previous = Some(line);
                continue;
            }
        }
        out.push(Joined { block: first_line(line, page), lines: 1 });
        previous = Some(line);
    }
    out
}

fn kind_of(text: &str) -> ParagraphKind {
    match begins_item(text) {
        Some(_) if !is_label(text) => ParagraphKind::ListItem,
        _ => ParagraphKind::Body,
    }
}

/// Tells headings from body: a short line without an end of sentence, above text.
fn tell_headings(paragraphs: &mut [Joined]) {
    let mut above = false; // a heading may stand right above another that stands above text
    for at in (0..paragraphs.len()).rev() {
        let next = paragraphs.get(at + 1).map(|next| next.block.text());
        let before = at.checked_sub(1).map(|at| paragraphs[at].block.text());
        let this = &paragraphs[at];
        let first_try = if this.lines <= 2 { heading(this.block.text(), before, next, false) } else { None };
        let kind = match first_try {
            None if above && this.lines <= 2 => heading(this.block.text(), before, next, true),
            found => found,
        };
        above = first_try.is_some();
        if let Some(depth) = kind {
            paragraphs[at].block.kind = ParagraphKind::Heading(depth);
        }
    }
}

/// `28e regime`: a heading that opens with an ordinal number.
fn is_ordinal(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or("");
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && matches!(&word[digits..], "e" | "ste" | "de")
}

/// The depth of a heading that is told by its shape and by what stands around it.
pub(crate) fn heading(
    text: &str,
    before: Option<&str>,
    next: Option<&str>,
    above_heading: bool,
) -> Option<u8> {
    let text = text.trim_end_matches(is_mark);
    if is_label(text) {
        return Some(4);
    }
    // «… is terughoudendheid geboden. 2»: a sentence, and the number of a note that was not found
    let words = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    if words.len() < text.len() && words.ends_with(['.', '?']) && words.split(' ').count() > 4 {
        return None;
    }
    let first_letter = text.chars().find(|c| c.is_alphabetic())?;
    let starts = text.chars().next()?;
    let answer = is_answer_heading(text);
    let fits = text.chars().count() <= 130
        && (first_letter.is_uppercase() || is_ordinal(text))
        && (starts.is_alphanumeric() || "‘“\"'(".contains(starts))
        && !text.contains(['\n', '\t', '@'])
        && !text.contains("://")
        // «Horeca | 31.000 | 2.960»: the row of a table
        && text.matches(" | ").count() < 2
        && text.matches(':').count() < 2
        && !text.ends_with(['.', ',', ';', '?', '…'])
        && (answer || !text.ends_with(':'))
        && !before.is_some_and(|before| before.ends_with(',') && before.len() < 120)
        && !is_date_line(text)
        && next.is_some_and(|next| {
            // «Artikel 1», and below it «4», the label of a question
            let number = next.len() <= 3 && next.bytes().all(|b| b.is_ascii_digit());
            above_heading
                || number && text.len() < 80 && !text.contains([':', '€'])
                || next.chars().count() > 20
                || is_label(next)
                || next.ends_with(['.', '?', ':'])
        });
    if !fits {
        return None;
    }
    Some(if answer {
        4
    } else if text.starts_with("Vragen en opmerkingen") || text.starts_with("Vragen van ") {
        2
    } else {
        3
    })
}

#[cfg(test)]
mod converted;
#[cfg(test)]
mod tests;
