//! The lines of a plain text with what is known of each: the gap above it, its page, its role.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::draft::is_mark;
use crate::hyphen::Vocabulary;
use crate::ledger::Ledger;
use crate::marks;
use crate::plain::{leftovers, margin, notes};
use crate::prose;

/// What stands between a line and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// One or more empty lines.
    Blank,
    /// The end of a page, or something taken out that stood there (a page number, a note).
    Page,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Part of the text.
    Text,
    /// Part of a note.
    Note,
    /// A page number, running header, navigation.
    Furniture,
}

/// A line that is not empty.
#[derive(Debug)]
pub(super) struct Line {
    /// Its text, trimmed; may hold marks.
    pub text: String,
    /// Its length in characters.
    pub len: usize,
    pub gap: Gap,
    /// Counted from 1; guessed if the text has no form feeds.
    pub page: u32,
    pub role: Role,
}

/// The lines of a text and whether its pages are certain.
pub(super) struct Lines {
    pub lines: Vec<Line>,
    pub pages: u32,
    /// Pages come from form feeds, not from a guess.
    pub certain_pages: bool,
    /// Lines end where the page did, so paragraphs must be put together again.
    pub wrapped: bool,
    /// Notes that close the text, as the House's site prints them.
    pub closing: Option<Closing>,
}

/// Notes that stand together below all text.
pub(super) struct Closing {
    /// The line that the first of them begins with.
    pub from: usize,
    /// The line of the mark of each, in order.
    pub marks: Vec<Option<usize>>,
}

/// Splits a text into lines; runs of three or more wholly empty lines are taken for page ends when it is wrapped.
pub(super) fn split(text: &str) -> Lines {
    let wrapped = is_wrapped(text);
    let certain_pages = text.contains('\u{c}');
    let numbers = if certain_pages { HashSet::new() } else { page_counts(text) };
    let mut lines: Vec<Line> = Vec::new();
    let (mut page, mut gap, mut empty) = (1, Gap::None, 0);
    for raw in text.split(['\n', '\u{2028}', '\u{2029}', '\u{85}']).flat_map(at_glued_foot) {
        let raw = raw.strip_suffix('\r').unwrap_or(raw);
        let mut parts = raw.split('\u{c}');
        let mut part = parts.next();
        while let Some(piece) = part {
            let trimmed = piece.trim();
            empty = if piece.is_empty() { empty + 1 } else { 0 };
            if trimmed.is_empty() {
                gap = gap.max(Gap::Blank);
            }
            if wrapped && !certain_pages && empty == 3 && !lines.is_empty() && gap != Gap::Page {
                gap = Gap::Page;
                page += 1;
            }
            if !trimmed.is_empty() {
                let len = trimmed.chars().count();
                let text = if trimmed.contains("    ") { with_cells(trimmed) } else { trimmed.to_owned() };
                let counted = numbers.contains(text.as_str());
                if counted {
                    gap = Gap::Page;
                }
                let footer = counted || wrapped_by_publication(&text);
                lines.push(Line { text, len, gap, page, role: Role::Text });
                gap = Gap::None;
                if footer && !certain_pages {
                    gap = Gap::Page;
                    page += 1;
                }
            }
            part = parts.next();
            if part.is_some() {
                gap = Gap::Page;
                page += 1;
            }
        }
    }
    join_bullets(&mut lines);
    if !certain_pages {
        Feet::find(&lines).turn_pages(&mut lines);
    }
    let pages = lines.last().map_or(0, |line| line.page);
    Lines { lines, pages, certain_pages, wrapped, closing: None }
}

/// Puts bullets that stand on lines of their own before their items: converters print them so, one by one or all of a list
/// together above it.
fn join_bullets(lines: &mut Vec<Line>) {
    let bullet = |line: &Line| matches!(line.text.as_str(), "•" | "·" | "▪" | "◦" | "\u{f0b7}");
    if !lines.iter().any(bullet) {
        return;
    }
    let (mut out, mut waiting): (Vec<Line>, usize) = (Vec::with_capacity(lines.len()), 0);
    let mut above: Option<Gap> = None;
    for mut line in std::mem::take(lines) {
        if bullet(&line) {
            waiting = if above.is_some() { waiting + 1 } else { 1 };
            above = above.max(Some(line.gap));
            continue;
        }
        // each item ends in a sign; what follows a full stop is no item any more
        let before = out.last().map_or("", |line| line.text.as_str());
        let begins = above.is_some() || before.ends_with([';', ',']) || before.ends_with(" en");
        if waiting > 0 && begins {
            waiting -= 1;
            line.gap = line.gap.max(above.take().unwrap_or(Gap::None));
            line.text = format!("• {}", line.text);
            line.len += 2;
        } else if line.gap != Gap::None {
            waiting = 0;
        }
        out.push(line);
    }
    *lines = out;
}

/// The feet of pages of the official publications and the numbers beside them: `Tweede Kamer, vergaderjaar 2024–2025, 34
/// 567, nr. 8`, and above or below it the number of the page on a line of its own. A number on the other side of the foot
/// is the label of a question that a page ends or begins with.
#[derive(Default)]
struct Feet {
    /// First and last line of each foot whose number counts on, with it.
    counted: Vec<Range<usize>>,
    /// Bare numbers beside a foot that do not count its pages.
    labels: HashSet<usize>,
    /// The feet hold the number of their page themselves.
    numbered: bool,
}

impl Feet {
    fn find(lines: &[Line]) -> Self {
        let feet: Vec<usize> = (0..lines.len())
            .filter(|&at| {
                lines[at].len < 120 && SESSIONS.iter().any(|start| lines[at].text.starts_with(start))
            })
            .collect();
        let bare = |at: Option<usize>| {
            let line = lines.get(at?)?;
            line.text.parse::<u32>().ok().filter(|_| line.len <= 4 && !line.text.starts_with('+'))
        };
        let below = |at: usize| Some(at + 1);
        let above = |at: usize| at.checked_sub(1);
        let numbers = |side: fn(usize) -> Option<usize>| -> Vec<Option<u32>> {
            feet.iter().map(|&at| bare(side(at))).collect()
        };
        let counts = |all: &[Option<u32>]| {
            let on = |pair: &&[Option<u32>]| matches!(pair, [Some(one), Some(next)] if *next == one + 1);
            all.windows(2).filter(on).count()
        };
        let sides = [numbers(below), numbers(above)];
        if feet.len() < 2 {
            return Self::default();
        }
        let own = feet
            .iter()
            .map(|&at| lines[at].text.as_str())
            .filter(|foot| foot.ends_with(|c: char| c.is_ascii_digit()) && wrapped_by_publication(foot))
            .count();
        let numbered = own * 2 >= feet.len();
        let best = usize::from(counts(&sides[1]) > counts(&sides[0]));
        let count = counts(&sides[best]);
        let counts_pages = !numbered && count > 0 && (count + 1) * 2 >= feet.len();
        let mut found = Self { numbered, ..Self::default() };
        for (nth, &at) in feet.iter().enumerate().filter(|_| numbered || counts_pages) {
            for side in (0..2).filter(|side| sides[*side][nth].is_some()) {
                let Some(number) = (if side == 0 { below(at) } else { above(at) }) else { continue };
                if counts_pages && side == best {
                    found.counted.push(at.min(number)..at.max(number) + 1);
                } else {
                    found.labels.insert(number);
                }
            }
        }
        found
    }

    /// Where pages are not known, each foot ends one.
    fn turn_pages(&self, lines: &mut [Line]) {
        for (nth, foot) in self.counted.iter().enumerate() {
            lines[foot.start].gap = Gap::Page;
            let end = self.counted.get(nth + 1).map_or(lines.len(), |next| next.end);
            if let Some(first) = lines.get_mut(foot.end) {
                first.gap = Gap::Page;
            }
            let turned = nth as u32 + 1;
            lines[foot.end..end].iter_mut().for_each(|line| line.page += turned);
        }
    }

    fn holds(&self, at: usize) -> bool {
        let next = self.counted.partition_point(|foot| foot.end <= at);
        self.counted.get(next).is_some_and(|foot| foot.contains(&at))
    }
}

/// How the foot of a page of the official publications begins.
const SESSIONS: [&str; 2] = ["Tweede Kamer, vergaderjaar ", "Eerste Kamer, vergaderjaar "];

/// Lines that count pages: `2/7`, `3/7` or `Pagina 2 van 7`, each on a line of its own, of one whole and in order.
fn page_counts(text: &str) -> HashSet<&str> {
    let mut of: HashMap<&str, Vec<(u16, &str)>> = HashMap::new();
    for line in text.lines().map(str::trim).filter(|line| (3..=20).contains(&line.len())) {
        let named = ["Pagina ", "pagina ", "Blad "].iter().find_map(|word| line.strip_prefix(word));
        let parts = match named {
            Some(count) => count.split_once(" van "),
            None => line.split_once('/'),
        };
        let Some((page, whole)) = parts else { continue };
        let digits = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if let (true, true, Ok(page)) = (digits(page), digits(whole), page.parse::<u16>()) {
            of.entry(whole).or_default().push((page, line));
        }
    }
    let counts = |whole: &str, pages: &[(u16, &str)]| {
        let last = whole.parse::<u16>().unwrap_or(0);
        pages.len() >= 2
            && pages.windows(2).all(|pair| pair[0].0 < pair[1].0)
            && pages.iter().all(|(page, _)| (1..=last).contains(page))
    };
    of.into_iter()
        .filter(|(whole, pages)| counts(whole, pages))
        .flat_map(|(_, pages)| pages.into_iter().map(|(_, line)| line))
        .collect()
}

/// A line whose page foot runs on into the next page (`… 2022–2023, Aanhangsel 1Antwoord 3`), in two: seen in texts that
/// a program put together page by page without a line end.
fn at_glued_foot(line: &str) -> impl Iterator<Item = &str> {
    let (first, rest) = line.split_at(glued_foot(line).unwrap_or(line.len()));
    std::iter::once(first).chain((!rest.is_empty()).then_some(rest))
}

/// Where the foot of a page ends in a line that goes on with a capital.
fn glued_foot(line: &str) -> Option<usize> {
    const SESSION: &str = "Kamer, vergaderjaar ";
    let from = line.find(SESSION)? + SESSION.len();
    let mut digits = from;
    // the number of the page stands behind «Aanhangsel» or the number of the paper
    for (at, c) in line[from..].char_indices().take(60) {
        let at = from + at;
        if c.is_ascii_digit() {
            continue;
        }
        let page = &line[digits..at];
        if c.is_uppercase() && (1..=4).contains(&page.len()) && page.bytes().all(|b| b.is_ascii_digit()) {
            let before = line[..digits].trim_end();
            let paper = before.trim_end_matches(|c: char| c.is_ascii_digit());
            let numbered = paper.len() < before.len() && paper.ends_with("nr. ");
            let foot = before.ends_with(" Aanhangsel") || before.ends_with(" Vragen") || numbered;
            return foot.then_some(at);
        }
        digits = at + c.len_utf8();
    }
    None
}

/// Wide gaps inside a line part the cells of a table.
fn with_cells(line: &str) -> String {
    let cells: Vec<&str> = line.split("    ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
    cells.join("\t")
}

/// Whether most of the text stands in lines no longer than a printed one.
fn is_wrapped(text: &str) -> bool {
    let (mut all, mut long, mut count, mut medium) = (0, 0, 0, 0);
    for line in text.lines() {
        let len = line.trim().chars().count();
        all += len;
        count += usize::from(len > 0);
        medium += usize::from((40..=130).contains(&len));
        long += if len > 150 { len } else { 0 };
    }
    long * 100 < all * 30 && medium * 4 > count
}

/// Takes page numbers, running lines and navigation out of the text.
pub(super) fn mark_furniture(lines: &mut Lines, words: &Vocabulary, ledger: &mut Ledger) {
    let running = running_lines(lines);
    // where the feet of the pages tell their numbers, no others count pages
    let feet = Feet::find(&lines.lines);
    let told = feet.numbered || !feet.counted.is_empty();
    let lone_numbers = if told { Vec::new() } else { lone_page_numbers(lines) };
    let mut in_head = vec![false; lines.lines.len()];
    for head in margin::at_edges(lines).into_iter().chain(margin::addresses(lines)) {
        in_head[head].fill(true);
    }
    let headed = headed_pages(lines);
    let labels = bare_labels(lines, &feet);
    let count = lines.lines.len();
    for (at, in_head) in in_head.into_iter().enumerate() {
        let line = &lines.lines[at];
        let edge = at == 0
            || at + 1 == count
            || line.gap == Gap::Page
            || lines.lines.get(at + 1).is_some_and(|next| next.gap == Gap::Page);
        let label = labels.contains(&at) || feet.labels.contains(&at);
        let furniture = leftovers::is_navigation(&line.text)
            || feet.holds(at)
            || is_rule(&line.text)
            || leftovers::is_page_control(&line.text)
            || is_page_line(&line.text, edge && lines.pages > 1) && !label
            || !label && lone_numbers.contains(&at)
            || headed.binary_search(&at).is_ok()
            || in_head
            || is_late_head(lines, at)
            || (line.len < 120
                && !label
                && running.contains(&masked(&line.text))
                && near_edge(lines, at)
                && !in_note(lines, at, words));
        if furniture {
            ledger.furniture(&lines.lines[at].text);
            lines.lines[at].role = Role::Furniture;
        }
    }
}

/// The head of the publication's first page (`Tweede Kamer der Staten-Generaal`, `Vergaderjaar 2024–2025`, `2`), where a
/// converter set it behind the page's text.
fn is_late_head(lines: &Lines, at: usize) -> bool {
    let text = |at: usize| lines.lines.get(at).map_or("", |line| line.text.as_str());
    let part = |at: usize| {
        let (line, year) = (text(at), text(at).strip_prefix("Vergaderjaar "));
        let chamber = line.strip_suffix(" der Staten-Generaal");
        matches!(line, "1" | "2")
            || chamber.is_some_and(|chamber| matches!(chamber, "Tweede Kamer" | "Eerste Kamer"))
            || year.is_some_and(|year| year.len() < 12 && year.starts_with("20"))
    };
    let from = at.saturating_sub(2);
    let near = from..=at + 2;
    // all three, behind some text, and right above the foot or the end of the page
    at > LATE
        && part(at)
        && near.clone().any(|at| part(at) && text(at).starts_with("Vergaderjaar "))
        && near.clone().any(|at| part(at) && text(at).ends_with("Staten-Generaal"))
}

/// Lines before which a head is no late one.
const LATE: usize = 15;

/// A line that comes back with the number of a page beside it (`Antwoorden op vragen over het rapport …` / `3/9`): the
/// head or foot of pages whose ends are lost. The lines with it, in order.
fn headed_pages(lines: &Lines) -> Vec<usize> {
    let counted = |at: usize| {
        let line = lines.lines.get(at)?;
        let (page, of) = line.text.split_once('/')?;
        let number = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        (number(page) && number(of)).then_some(at)
    };
    let mut seen: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (at, line) in lines.lines.iter().enumerate().filter(|(_, line)| (20..=240).contains(&line.len)) {
        let (places, numbers) = seen.entry(line.text.as_str()).or_default();
        places.push(at);
        numbers.extend(counted(at + 1).or_else(|| counted(at.checked_sub(1)?)));
    }
    let mut all = Vec::new();
    for (places, numbers) in
        seen.into_values().filter(|(places, numbers)| numbers.len() >= 2 && places.len() >= 2)
    {
        // a long head is broken: the line above it comes back too
        let above = |at: usize| at.checked_sub(1).filter(|_| lines.lines[at].gap == Gap::None);
        let text = |at: usize| above(at).map_or("", |above| lines.lines[above].text.as_str());
        let last = places[places.len() - 1];
        let broken =
            !text(last).is_empty() && places.iter().filter(|at| text(**at) == text(last)).count() > 1;
        all.extend(places.iter().filter(|at| broken && text(**at) == text(last)).filter_map(|at| above(*at)));
        all.extend(places);
        all.extend(numbers);
    }
    all.sort_unstable();
    all
}

/// Bare numbers that do not count with the pages: the label of a question may be the first or last line of a page.
fn bare_labels(lines: &Lines, feet: &Feet) -> HashSet<usize> {
    let bare: Vec<(usize, i64)> = lines
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.len <= 3)
        .filter_map(|(at, line)| Some((at, line.text.parse::<i64>().ok()? - i64::from(line.page))))
        .collect();
    let (mut pages_of, mut edges_of) = (HashMap::<i64, usize>::new(), HashMap::<i64, HashSet<u32>>::new());
    for (at, offset) in &bare {
        *pages_of.entry(*offset).or_default() += 1;
        if near_edge(lines, *at) {
            edges_of.entry(*offset).or_default().insert(lines.lines[*at].page);
        }
    }
    // the numbers of the pages stand at the edge of most
    let counted = edges_of
        .iter()
        .map(|(offset, pages)| (pages.len(), *offset))
        .max()
        .filter(|(pages, _)| *pages >= 2 && *pages * 2 >= lines.pages as usize);
    let alone = |offset: i64| offset != 0 && pages_of.get(&offset).is_none_or(|pages| *pages < 2);
    let label = |(at, offset): &(usize, i64)| {
        let other = counted.map_or_else(|| alone(*offset), |(_, of_pages)| *offset != of_pages);
        other || feet.numbered || asks(&lines.lines[at + 1..])
    };
    bare.into_iter().filter(label).map(|(at, _)| at).collect()
}

/// A line drawn with characters: `__________`, `-----`, `.....`.
fn is_rule(line: &str) -> bool {
    line.len() >= 5 && line.chars().all(|c| matches!(c, '_' | '-' | '–' | '—' | '=' | '*' | '.' | '…'))
}

/// Whether a line is, or goes on, a chunk that begins as a note (`3 Kamerstuk …`) with its mark on the same page.
fn in_note(lines: &Lines, at: usize, words: &Vocabulary) -> bool {
    // «2Kamerstuk 99 180, nr. 4»: the space is lost, and nothing else looks so
    let text = lines.lines[at].text.trim_start_matches(|c: char| c.is_ascii_digit());
    if text.len() < lines.lines[at].text.len() && text.starts_with(char::is_uppercase) && notes::cites(text) {
        return true;
    }
    let above = (0..at).rev().take(6).take_while(|above| lines.lines[above + 1].gap == Gap::None);
    std::iter::once(at).chain(above).any(|start| {
        let Line { text, page, .. } = &lines.lines[start];
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let label = text[digits..].starts_with(|c: char| c == ' ' || c.is_uppercase());
        if !(1..=3).contains(&digits) || !label {
            return false;
        }
        // pages that are only guessed may end between a note and its text
        let first = if lines.certain_pages { *page } else { page.saturating_sub(1) };
        let body = lines.lines[..start].iter().rev().take_while(|line| line.page >= first).take(200);
        body.into_iter().any(|line| {
            marks::find(&line.text, 0, &text[..digits], words).is_some_and(|found| found.score > 1)
        })
    })
}

/// `Pagina 3 van 12`, `- 3 -`, `3/12`; a bare number only at the edge of a page.
pub(crate) fn is_page_line(line: &str, edge: bool) -> bool {
    // converters keep hyphens that do not break, or lose them: «ah‑tk‑20232024‑387», «h tk 20232024 387»
    let lower = line.to_lowercase().replace(['\u{2010}', '\u{2011}'], "-");
    let words: Vec<&str> = lower.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| (1..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    match words.as_slice() {
        ["pagina" | "page" | "blad", n] => number(n),
        ["pagina" | "page" | "blad", n, "van" | "of" | "/", m] => number(n) && number(m),
        [n, "van" | "/", m] if edge => number(n) && number(m),
        ["-" | "–", n, "-" | "–"] => number(n),
        [n] if edge && (number(n) || n.split_once('/').is_some_and(|(a, b)| number(a) && number(b))) => true,
        ["tweede" | "eerste", "kamer,", "vergaderjaar", ..] => {
            line.len() < 120 && (lower.contains("nr.") || wrapped_by_publication(line))
        }
        ["tweede" | "eerste", "kamer", "der", "staten-generaal", "1" | "2"] => true,
        ["’s-gravenhage" | "'s-gravenhage", year] => number(year),
        ["’s-gravenhage" | "'s-gravenhage", ..] => wrapped_by_publication(line),
        ["issn", "0921", ..] => line.len() < 140,
        ["ah" | "h" | "kv", "tk" | "ek", session, n] => {
            session.len() == 8 && session.bytes().all(|b| b.is_ascii_digit()) && number(n)
        }
        // «kst-36999-4 ISSN 0921 - 7371 ’s-Gravenhage 2031»
        [id, "issn", "0921", ..] if line.len() < 120 => id.starts_with("kst-") || id.starts_with("ah-"),
        [id] => ["kst-", "ah-tk-", "ah-ek-", "kv-tk-", "h-tk-", "blg-", "nds-tk-"].iter().any(|series| {
            id.strip_prefix(series).is_some_and(|rest| {
                rest.len() < 40
                    && rest.contains(|c: char| c.is_ascii_digit())
                    && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            })
        }),
        _ => wrapped_by_publication(line),
    }
}

/// The foot of a page of the official publications: `Tweede Kamer, vergaderjaar 2024–2025, Aanhangsel 2`.
fn wrapped_by_publication(line: &str) -> bool {
    let Some(at) = line.find("Kamer, vergaderjaar ").filter(|_| line.len() < 160) else { return false };
    let before = line[..at].trim_end().trim_end_matches(['T', 'w', 'e', 'd', 'E', 'r', 's', 't']).trim_end();
    let head = before.is_empty() || before.starts_with("ISSN") || before.contains("s-Gravenhage");
    let mut words = line.rsplit([' ', '\t']);
    let page = words.next().is_some_and(|page| page.len() <= 4 && page.bytes().all(|b| b.is_ascii_digit()));
    // the number of the page may stand on the next line
    let page = page || line.ends_with(", Vragen") || line.ends_with(", Aanhangsel");
    // «Tweede Kamer, vergaderjaar 2024–2025, 34 567, nr. 8» cites: the number is not a page's
    let cites = words.next().is_some_and(|word| word == "nr.");
    head && page && !cites && line.contains(['–', '-'])
}

/// Digits do not tell two running lines apart.
fn masked(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        let c = if c.is_ascii_digit() { '0' } else { c };
        if !(c == '0' && out.ends_with('0')) {
            out.push(c);
        }
    }
    out
}

/// Whether a line is among the first or last two of its page.
fn near_edge(lines: &Lines, at: usize) -> bool {
    let page = lines.lines[at].page;
    let on = |at: Option<usize>| at.and_then(|at| lines.lines.get(at)).is_some_and(|line| line.page == page);
    !on(at.checked_sub(2)) || !on(Some(at + 2))
}

/// Lines that come back at the edge of most pages.
fn running_lines(lines: &Lines) -> Vec<String> {
    if lines.pages < 3 {
        return Vec::new();
    }
    let mut seen: HashMap<String, Vec<u32>> = HashMap::new();
    for (at, line) in lines.lines.iter().enumerate() {
        // «Zie het antwoord op vraag 3.» may end many pages, but is no running line
        if line.len < 120 && !line.text.ends_with(['.', '?']) && near_edge(lines, at) {
            let pages = seen.entry(masked(&line.text)).or_default();
            if pages.last() != Some(&line.page) {
                pages.push(line.page);
            }
        }
    }
    // a long consultation has its «16. Antwoord van het kabinet» at the edge of many pages
    let label = |line: &str| {
        prose::is_label(line)
            || prose::is_answer_heading(line)
            || prose::is_asker_label(line)
            || prose::is_party_heading(line)
    };
    seen.retain(|line, pages| pages.len() >= 3 && pages.len() * 2 >= lines.pages as usize && !label(line));
    seen.into_keys().collect()
}

/// Whether the paragraph that begins here asks.
pub(super) fn asks(lines: &[Line]) -> bool {
    let bare = |line: &Line| line.len <= 3 && line.text.bytes().all(|b| b.is_ascii_digit());
    let rest = lines.iter().skip(1).take_while(|line| line.gap == Gap::None && !bare(line)).take(8);
    lines.iter().take(1).chain(rest).any(|line| {
        // «… na ontslag’?¹», «… dijk?[1]»
        let marked = |c: char| c.is_ascii_digit() || is_mark(c) || "⁰¹²³⁴⁵⁶⁷⁸⁹[]) ".contains(c);
        line.text.trim_end_matches(marked).ends_with('?')
    })
}

/// Bare numbers on lines of their own that count up through the text: page numbers whose page ends are lost.
fn lone_page_numbers(lines: &Lines) -> Vec<usize> {
    if !lines.wrapped {
        return Vec::new();
    }
    let mut found: Vec<(usize, u32)> = Vec::new();
    for (at, line) in lines.lines.iter().enumerate() {
        let Some(number) = line.text.parse::<u32>().ok().filter(|_| line.len <= 4) else { continue };
        match found.last() {
            Some(&(last_at, last)) if number == last + 1 && at >= last_at + 10 => found.push((at, number)),
            Some(_) if found.len() >= 3 => {}
            _ if number <= 3 => found = vec![(at, number)],
            _ => {}
        }
    }
    // «4» above a question, with a long answer below it, counts up too
    let labels = found.iter().filter(|(at, _)| asks(&lines.lines[at + 1..])).count();
    if found.len() >= 3 && labels * 2 < found.len() {
        found.into_iter().map(|(at, _)| at).collect()
    } else {
        Vec::new()
    }
}
