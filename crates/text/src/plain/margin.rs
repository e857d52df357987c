//! The margin that letters of ministries print beside their text on every page: `Directie …`, `Datum`, `12 maart 2026`,
//! `Onze referentie`, `2026-0000123456`. Where pages are known it stands at their top or foot; a converter may also set
//! it amid the text, line by line or at the end of lines.

use std::collections::HashMap;
use std::ops::Range;

use crate::ledger::Ledger;
use crate::plain::lines::{Line, Lines, Role, is_page_line};
use crate::prose;

/// Labels of the margin.
const LABELS: [&str; 9] = [
    "Datum",
    "Ons kenmerk",
    "Onze referentie",
    "Uw kenmerk",
    "Uw referentie",
    "Kenmerk",
    "Uw brief",
    "Ons nummer",
    "Zaaknummer",
];

/// Lines before a label, and behind it, in which the rest of its margin stands.
const AROUND: (usize, usize) = (9, 7);

/// Bytes of what a margin holds in one line, at most: what is longer is not looked at.
const LONGEST: usize = 240;

/// Lines of a letter's own head on its first page: what stands there is no margin.
const HEAD: usize = 20;

/// Takes a margin out that comes back: what stands near its labels, more than once, in the same words.
pub(super) fn take_out(lines: &mut Lines, ledger: &mut Ledger) {
    let last_cell = |line: &Line| line.text.rsplit('\t').next().unwrap_or("").trim().to_owned();
    let labels: Vec<usize> = (0..lines.lines.len())
        .filter(|&at| {
            let cell = last_cell(&lines.lines[at]);
            // «Ministerie van Verzonnen Zaken Onze referentie»
            let joined = |label: &&str| cell.strip_suffix(*label).is_some_and(|unit| begins(unit.trim_end()));
            LABELS.contains(&cell.trim_end_matches(':')) || LABELS.iter().any(joined)
        })
        .collect();
    let window = |at: usize, count: usize| at.saturating_sub(AROUND.0)..(at + AROUND.1 + 1).min(count);
    let count = lines.lines.len();
    // where each string stands near a label, at most once for each margin
    let mut seen: HashMap<String, (usize, usize)> = HashMap::new();
    for &label in &labels {
        for at in window(label, count) {
            let line = lines.lines[at].text.as_str();
            let beside = margin_of(line);
            let whole = (beside.len() < line.len() && !line.contains('\t')).then_some(line);
            for text in [Some(beside), whole, date_behind(line)]
                .into_iter()
                .flatten()
                .filter(|text| may_stand_in_margin(text))
            {
                let (times, until) = seen.entry(text.to_owned()).or_default();
                if *until <= at {
                    (*times, *until) = (*times + 1, at + AROUND.1);
                }
            }
        }
    }
    // behind the letter's own head
    let head = (0..count).find(|at| *at >= HEAD || lines.lines[*at].page > 1).unwrap_or(count);
    // «Onze referentie» and the number of the letter beside it: part of no text, nor what else a margin holds near them
    for &label in labels.iter().filter(|label| **label >= head) {
        let named = margin_of(&lines.lines[label].text);
        let near = [label.checked_sub(1), Some(label + 1)].into_iter().flatten().filter(|at| *at < count);
        let numbered = near.map(|at| margin_of(&lines.lines[at].text)).any(is_reference);
        if !numbered || named == "Datum" {
            continue;
        }
        for at in window(label, count).filter(|at| *at >= head) {
            take(&mut lines.lines[at], is_margin, ledger);
        }
    }
    seen.retain(|_, (times, _)| *times >= 2);
    if !LABELS.iter().any(|label| seen.contains_key(*label) || seen.contains_key(&format!("{label}:"))) {
        return;
    }
    for label in labels.into_iter().filter(|label| *label >= head) {
        for at in window(label, count).filter(|at| *at >= head) {
            take(&mut lines.lines[at], |text| seen.contains_key(text), ledger);
        }
    }
}

/// Takes a line out that is nothing but margin, or what it holds of one at its end.
fn take(line: &mut Line, in_margin: impl Fn(&str) -> bool, ledger: &mut Ledger) {
    if line.role != Role::Text {
        return;
    }
    if line.text.split('\t').all(|cell| in_margin(cell.trim())) {
        ledger.furniture(&line.text);
        line.role = Role::Furniture;
    } else if let Some(kept) = without_margin(&line.text, in_margin) {
        ledger.furniture(line.text[kept..].trim());
        line.text.truncate(kept);
        line.len = line.text.chars().count();
    }
}

/// Whether a line can be nothing but a margin's: a label, a date or reference alone, a directorate.
fn is_margin(line: &str) -> bool {
    let alone = LABELS.contains(&line.trim_end_matches(':')) || is_reference(line);
    let unit = ["Afdeling ", "Bureau ", "Cluster "].iter().any(|name| line.starts_with(name));
    let date = line.split(' ').count() == 3
        && line.starts_with(|c: char| c.is_ascii_digit())
        && prose::is_date_line(line);
    alone || date || begins(line) || unit && line.len() < 60 && !line.ends_with('.')
}

/// What may stand in the margin beside a line: its last cell, else the name of a directorate at its end, else all of it.
fn margin_of(line: &str) -> &str {
    if let Some((_, cell)) = line.rsplit_once('\t') {
        return cell.trim();
    }
    let named = ["Directie ", "Ministerie van ", "Directoraat-", "Programmadirectie ", "Afdeling "];
    let behind =
        named.iter().filter_map(|name| line.rfind(name)).filter(|at| line[..*at].ends_with(' ')).max();
    behind.map_or(line, |at| &line[at..])
}

/// The date that ends a line of other words.
fn date_behind(line: &str) -> Option<&str> {
    let mut words = line.rmatch_indices(' ').take(3).map(|(at, _)| at + 1);
    let (year, month, day) = (words.next()?, words.next()?, words.next()?);
    let digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let dated = digits(&line[year..])
        && line.len() == year + 4
        && model::MONTHS.contains(&line[month..year].trim_end())
        && digits(line[day..month].trim_end());
    dated.then(|| &line[day..])
}

/// Whether a string has the form of a margin's line: short, no sentence, no mark of a question or answer.
fn may_stand_in_margin(text: &str) -> bool {
    (3..=60).contains(&text.chars().count())
        && !text.ends_with(['.', '?', '!', ';', ','])
        && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !(prose::is_label(text) || prose::is_answer_heading(text) || prose::is_asker_label(text))
        && !prose::is_party_heading(text)
        && text.bytes().filter(u8::is_ascii_alphanumeric).count() > 2
}

/// Bytes of a line before the margin that ends it, as a cell or behind a space.
fn without_margin(line: &str, in_margin: impl Fn(&str) -> bool) -> Option<usize> {
    if let Some((text, cell)) = line.rsplit_once('\t') {
        return in_margin(cell.trim()).then(|| text.trim_end().len());
    }
    // «… uitgevoerd, en Datum»
    if let Some(text) = LABELS.iter().find_map(|label| line.strip_suffix(label)?.strip_suffix(' ')) {
        return in_margin(&line[text.len() + 1..]).then_some(text.len());
    }
    // «… een boete? 24 maart 2026», «Vraag 5 Directie Verzonnen Zaken»
    let places = line.match_indices(' ').map(|(at, _)| at).filter(|at| line.len() - at <= LONGEST);
    let (at, name) =
        places.map(|at| (at, &line[at + 1..])).find(|(_, rest)| rest.len() >= 12 && in_margin(rest))?;
    let named = name.starts_with(char::is_uppercase) && name.contains(' ');
    (named || line[..at].ends_with(['.', '?', '!', ':', ';']) || prose::is_label(&line[..at])).then_some(at)
}

/// The margin that letters of ministries print on every page but the first, above or below the page's text, as the
/// program that took the text from a PDF happened to order it.
pub(super) fn at_edges(lines: &Lines) -> Vec<Range<usize>> {
    let mut heads = Vec::new();
    let mut start = 0;
    while start < lines.lines.len() {
        let page = lines.lines[start].page;
        let end = start + lines.lines[start..].iter().take_while(|line| line.page == page).count();
        if page > 1 {
            let text = |at: usize| lines.lines[at].text.as_str();
            let top = start + length((start..end).map(text));
            heads.push(start..top);
            // below the text: its first line is the highest that still reads as one
            let reads_on = |at: &usize| begins(text(*at)) && at + length((*at..end).map(text)) >= end;
            let from = (end.saturating_sub(14).max(top)..end).find(reads_on);
            heads.extend(from.map(|from| from..end));
        }
        start = end;
    }
    heads
}

/// How many lines of a page's beginning are such a margin; none without a label.
fn length<'l>(lines: impl Iterator<Item = &'l str>) -> usize {
    let (mut count, mut labelled, mut value, mut told) = (0, false, false, false);
    for line in lines.take(14) {
        let label = LABELS.contains(&line.trim_end_matches(':'));
        // «2026-0000123456» may stand before its label
        let reference = is_reference(line);
        let fits =
            label || reference || begins(line) || is_page_line(line, false) || value && line.len() < 48;
        if !fits {
            break;
        }
        labelled |= label;
        value = label && !told;
        told = reference && !value;
        count += 1;
    }
    if labelled { count } else { 0 }
}

/// `2026-0000123456`, `IENW/BSK-2026/104223`: the number of a letter, nothing else on its line.
fn is_reference(line: &str) -> bool {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    digits >= 8
        && line.len() < 40
        && line.contains('-')
        && line.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, '-' | '/' | '.'))
}

fn begins(line: &str) -> bool {
    let named = [
        "Ministerie van ",
        "Directie ",
        "Directoraat-",
        "Programmadirectie ",
        "Datum",
        "Ons kenmerk",
        "Onze referentie",
    ];
    line.len() < 70
        && !line.ends_with(['.', '?', ',', ';'])
        && named.iter().any(|start| line.starts_with(start))
        && line.split(' ').count() <= 8
}

/// The sender's address that the first page prints in its margin, where a converter set it behind the page's text.
pub(super) fn addresses(lines: &Lines) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for at in (HEAD..lines.lines.len()).filter(|&at| lines.lines[at].text == "Bezoekadres") {
        let above = (0..at).rev().take(3).take_while(|&above| begins(&lines.lines[above].text)).count();
        let below = lines.lines[at + 1..]
            .windows(2)
            .take(20)
            .zip(std::iter::once(at).chain(at + 1..))
            .take_while(|(pair, before)| in_address(&lines.lines[*before].text, &pair[0].text))
            .count();
        found.push(at - above..at + 1 + below);
    }
    found
}

/// Whether a line goes on with an address: a street, a postal code, a telephone, a label with its value.
fn in_address(before: &str, line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let label = |text: &str| {
        LABELS.contains(&text.trim_end_matches(':'))
            || ["Contactpersoon", "Bijlage(n)", "Bijlagen", "Kopie aan", "Bezoekadres", "Postadres"]
                .contains(&text)
    };
    let postal = matches!(words.as_slice(), [code, letters, ..] if code.len() == 4 && digits(code)
        && letters.len() == 2 && letters.bytes().all(|b| b.is_ascii_uppercase()));
    let reached = matches!(words.as_slice(), ["T" | "F" | "M" | "E", ..]);
    label(line)
        || label(before) && (words.len() <= 5 && words.last().is_some_and(number) || is_reference(line))
        || postal
        || reached
        || line.starts_with("Postbus ")
        || line.starts_with("www.")
        || line.contains('@') && words.len() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::lines;

    #[track_caller]
    fn check(text: &str, kept: &[&str]) {
        let mut lines = lines::split(text);
        take_out(&mut lines, &mut Ledger::default());
        let left = lines.lines.iter().filter(|line| line.role == Role::Text && line.text.starts_with("K "));
        assert_eq!(left.map(|line| line.text.as_str()).collect::<Vec<_>>(), kept);
    }

    /// A letter with a margin amid the text of two pages, so that no rule of pages applies; `N` is the page's number.
    fn letter(margin: &str) -> String {
        let filler = "De dijk van Lutjewaard wordt in de komende jaren versterkt en verhoogd.\n".repeat(24);
        format!("{filler}{}{filler}{}{filler}", margin.replace('N', "1"), margin.replace('N', "2"))
    }

    #[test]
    fn a_margin_amid_the_text_goes() {
        let margin = "K regel N boven\nDirectie Verzonnen Dijken\nDatum\n3 maart 2031\nOnze referentie\n\
                      2031-00012345\nK regel N onder\n";
        let kept = ["K regel 1 boven", "K regel 1 onder", "K regel 2 boven", "K regel 2 onder"];
        check(&letter(margin), &kept);
        let mut lines = lines::split(&letter(margin));
        take_out(&mut lines, &mut Ledger::default());
        assert_eq!(lines.lines.iter().filter(|line| line.role == Role::Furniture).count(), 10);
    }

    #[test]
    fn a_margin_at_the_end_of_lines_is_cut_off() {
        let column = "K regel N van de tekst          Directie Verzonnen Dijken\nDatum\n3 maart 2031\n\
                      K hoeveel dijken zijn er in N? 3 maart 2031\nOnze referentie\n2031-00012345\n";
        let kept = |n| [format!("K regel {n} van de tekst"), format!("K hoeveel dijken zijn er in {n}?")];
        let kept = [kept(1), kept(2)].concat();
        check(&letter(column), &kept.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn what_stands_there_once_stays() {
        let filler = "De dijk van Lutjewaard wordt in de komende jaren versterkt en verhoogd.\n".repeat(24);
        check(&format!("{filler}Datum\nK 3 maart 2031\n{filler}"), &["K 3 maart 2031"]);
    }
}
