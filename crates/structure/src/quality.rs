//! The labelled set: what extractors should find in passages written for the purpose, and how well they do.
//!
//! The passages stand in `crates/structure/quality/`, one file per extractor: fictional, in the real forms with their
//! irregularities. `cargo xtask quality` prints [`run`]; `docs/quality.md` says what the figures mean.
//!
//! # Notation of a passage
//! ```text
//! === a name
//! @date 2025-11-20            what is known of the document (date, kind, by); all may be left out
//! # A heading
//! A paragraph with a note.[^1]
//!
//! • an item of a list
//!
//! [^1]: Kamerstuk 34567, nr. 8
//! -> what should be found, one line each, fields divided by |
//! ```
//! Whole documents stand in `crates/structure/quality/whole/`: files as users have them, read by `crates/text`, and what
//! should be found behind a line `=====`, each fact led by its extractor (`tests/whole.rs`).
//!
//! A passage without `->` should yield nothing. In expectations `…` joins the beginning and the end of a quotation.

use std::fmt;

use jiff::civil::Date;
use model::facts::{DueWindow, Extract, ReferenceKind};
use model::text::{Format, Note, Paragraph, ParagraphKind};
use model::{CharIndex, DocumentText, Span};

use crate::{Context, extract};

/// One line of the table: an extractor on its passages.
#[derive(Debug, Clone)]
pub struct Row {
    /// The extractor.
    pub extractor: &'static str,
    /// Passages read.
    pub passages: usize,
    /// Facts that should be found.
    pub expected: usize,
    /// Facts found.
    pub found: usize,
    /// Facts found that should be.
    pub right: usize,
}

impl Row {
    /// Share of what was found that is right; 1 when nothing was found.
    pub fn precision(&self) -> f64 {
        if self.found == 0 { 1.0 } else { self.right as f64 / self.found as f64 }
    }

    /// Share of what should be found that was; 1 when nothing should be.
    pub fn recall(&self) -> f64 {
        if self.expected == 0 { 1.0 } else { self.right as f64 / self.expected as f64 }
    }
}

/// A fact missed or invented.
#[derive(Debug, Clone)]
pub struct Miss {
    /// The extractor.
    pub extractor: &'static str,
    /// The passage.
    pub passage: String,
    /// What should have been found and was not, or the other way round.
    pub fact: String,
    /// Whether it was invented rather than missed.
    pub invented: bool,
}

/// The figures of all extractors.
#[derive(Debug, Clone)]
pub struct Report {
    /// One row per extractor.
    pub rows: Vec<Row>,
    /// What went wrong, in the order of the files.
    pub misses: Vec<Miss>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<12} {:>8} {:>8} {:>6} {:>6}  {:>9} {:>6}",
            "extractor", "passages", "expected", "found", "right", "precision", "recall"
        )?;
        for row in &self.rows {
            writeln!(
                f,
                "{:<12} {:>8} {:>8} {:>6} {:>6}  {:>9.3} {:>6.3}",
                row.extractor,
                row.passages,
                row.expected,
                row.found,
                row.right,
                row.precision(),
                row.recall()
            )?;
        }
        for miss in &self.misses {
            let what = if miss.invented { "invented" } else { "missed" };
            writeln!(f, "{what} by {} in «{}»: {}", miss.extractor, miss.passage, miss.fact)?;
        }
        Ok(())
    }
}

/// How an extractor's facts are written down.
type Facts = fn(&Extract) -> Vec<String>;

/// The labelled files: extractor, text, and how its facts are written down.
const SETS: [(&str, &str, Facts); 6] = [
    ("document", include_str!("../quality/document.txt"), document_facts),
    ("references", include_str!("../quality/references.txt"), reference_facts),
    ("exchanges", include_str!("../quality/exchanges.txt"), exchange_facts),
    ("motions", include_str!("../quality/motions.txt"), motion_facts),
    ("commitments", include_str!("../quality/commitments.txt"), commitment_facts),
    ("calls", include_str!("../quality/calls.txt"), call_facts),
];

/// What one extractor found, written as the labelled set writes it; nothing for a name that is no extractor.
pub fn facts(extractor: &str, extract: &Extract) -> Vec<String> {
    SETS.iter().find(|(name, ..)| *name == extractor).map(|(_, _, facts)| facts(extract)).unwrap_or_default()
}

/// Runs all extractors on their passages.
pub fn run() -> Report {
    let mut report = Report { rows: Vec::new(), misses: Vec::new() };
    for (extractor, file, facts) in SETS {
        let mut row = Row { extractor, passages: 0, expected: 0, found: 0, right: 0 };
        for passage in passages(file) {
            let context = Context { date: passage.date, kind: passage.kind.as_deref(), ..Context::default() };
            let extract = extract(&document(&passage.text), &context);
            let mut found = facts(&extract);
            row.passages += 1;
            row.expected += passage.expected.len();
            row.found += found.len();
            for expected in &passage.expected {
                match found.iter().position(|fact| agrees(expected, fact)) {
                    Some(at) => {
                        found.remove(at);
                        row.right += 1;
                    }
                    None => report.misses.push(Miss {
                        extractor,
                        passage: passage.name.clone(),
                        fact: expected.clone(),
                        invented: false,
                    }),
                }
            }
            report.misses.extend(found.into_iter().map(|fact| Miss {
                extractor,
                passage: passage.name.clone(),
                fact,
                invented: true,
            }));
        }
        report.rows.push(row);
    }
    report
}

/// A labelled passage.
struct Passage {
    name: String,
    date: Option<Date>,
    kind: Option<String>,
    text: String,
    expected: Vec<String>,
}

fn passages(file: &str) -> Vec<Passage> {
    let mut defaults = (None, None);
    let mut found = Vec::new();
    for (count, block) in file.split("\n=== ").enumerate() {
        let (name, body) = match block.split_once('\n') {
            Some((name, body)) if count > 0 => (name.trim().to_owned(), body),
            // what stands before the first passage holds for all
            _ => (String::new(), block),
        };
        let mut passage = Passage {
            name,
            date: defaults.0,
            kind: defaults.1.clone(),
            text: String::new(),
            expected: Vec::new(),
        };
        for line in body.lines() {
            if let Some(date) = line.strip_prefix("@date ") {
                passage.date = date.trim().parse().ok();
            } else if let Some(kind) = line.strip_prefix("@kind ") {
                passage.kind = Some(kind.trim().to_owned()).filter(|kind| kind != "none");
            } else if let Some(expected) = line.strip_prefix("-> ") {
                passage.expected.push(expected.trim().to_owned());
            } else if !line.starts_with("%") {
                passage.text.push_str(line);
                passage.text.push('\n');
            }
        }
        if count == 0 {
            defaults = (passage.date, passage.kind);
        } else {
            found.push(passage);
        }
    }
    found
}

/// Reads the notation of a passage into a document; see the module.
pub fn document(markup: &str) -> DocumentText {
    let mut text = String::new();
    let mut paragraphs: Vec<(ParagraphKind, std::ops::Range<usize>)> = Vec::new();
    let mut marks: Vec<(String, usize)> = Vec::new();
    let mut notes: Vec<(String, String)> = Vec::new();
    for block in markup.trim().split("\n\n").flat_map(headings_apart) {
        let block = block.trim();
        if block.is_empty() {
            continue;
        }
        if let Some((label, said)) = block.strip_prefix("[^").and_then(|rest| rest.split_once("]: ")) {
            notes.push((label.to_owned(), said.to_owned()));
            continue;
        }
        let (kind, block) = match block.strip_prefix("# ") {
            Some(heading) => (ParagraphKind::Heading(2), heading),
            None if block.starts_with('•') => (ParagraphKind::ListItem, block),
            None if block.contains('\t') => (ParagraphKind::TableRow, block),
            None => (ParagraphKind::Body, block),
        };
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        let mut rest = block;
        while let Some((before, after)) = rest.split_once("[^") {
            text.push_str(before);
            let (label, after) = after.split_once(']').unwrap_or((after, ""));
            marks.push((label.to_owned(), text.len()));
            rest = after;
        }
        text.push_str(rest);
        paragraphs.push((kind, start..text.len()));
    }
    let mut placed = Vec::new();
    for (label, said) in notes {
        text.push_str("\n\n");
        let start = text.len();
        text.push_str(&format!("{label} {said}"));
        paragraphs.push((ParagraphKind::Note, start..text.len()));
        placed.push((label, start..text.len()));
    }
    let index = CharIndex::new(&text);
    let paragraphs = paragraphs
        .into_iter()
        .map(|(kind, bytes)| Paragraph { kind, span: index.span(bytes), page: None })
        .collect();
    let notes = placed
        .into_iter()
        .map(|(label, bytes)| Note {
            mark: marks.iter().find(|(other, _)| *other == label).map(|(_, at)| index.char_at(*at)),
            span: index.span(bytes),
            label,
        })
        .collect();
    DocumentText { format: Format::Plain, paragraphs, notes, text: text.clone(), ..DocumentText::default() }
}

/// A heading needs no empty line behind it.
fn headings_apart(block: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    let mut rest = block.trim_start_matches('\n');
    while rest.starts_with("# ") {
        match rest.split_once('\n') {
            Some((heading, after)) => {
                blocks.push(heading);
                rest = after;
            }
            None => break,
        }
    }
    blocks.push(rest);
    blocks
}

/// Whether a fact is what was expected: field by field; `…` joins beginning and end, `*` is anything.
pub fn agrees(expected: &str, fact: &str) -> bool {
    let (expected, fact): (Vec<&str>, Vec<&str>) = (expected.split('|').collect(), fact.split('|').collect());
    expected.len() == fact.len()
        && expected.iter().zip(&fact).all(|(expected, fact)| {
            let (expected, fact) = (expected.trim(), fact.trim());
            match expected.split_once('…') {
                Some((start, end)) => {
                    fact.starts_with(start.trim())
                        && fact.ends_with(end.trim())
                        && fact.len() >= start.trim().len()
                }
                None => expected == "*" || expected == fact,
            }
        })
}

fn or_dash(text: Option<&str>) -> &str {
    text.unwrap_or("-")
}

/// One line of text: bars and line ends would be read as fields.
fn flat(text: &str) -> String {
    text.replace(['\n', '|'], " ")
}

fn document_facts(extract: &Extract) -> Vec<String> {
    let document = &extract.document;
    let date = document.date.map(|date| date.to_string());
    vec![format!(
        "{} | {} | {} | {}",
        or_dash(document.kind.as_deref()),
        or_dash(document.number.as_deref()),
        or_dash(date.as_deref()),
        or_dash(document.title.as_deref())
    )]
}

fn reference_facts(extract: &Extract) -> Vec<String> {
    extract
        .references
        .iter()
        .map(|reference| {
            let kind = match reference.kind {
                ReferenceKind::Kamerstuk => "kst",
                ReferenceKind::Document => "document",
                ReferenceKind::Zaak => "zaak",
                ReferenceKind::Activiteit => "activiteit",
                ReferenceKind::Handelingen => "handelingen",
                ReferenceKind::Aanhangsel => "aanhangsel",
                ReferenceKind::Law => "law",
                ReferenceKind::Web => "web",
            };
            match &reference.note {
                Some(note) => format!("{kind} {} | note {note}", reference.target),
                None => format!("{kind} {}", reference.target),
            }
        })
        .collect()
}

fn exchange_facts(extract: &Extract) -> Vec<String> {
    extract
        .exchanges
        .iter()
        .map(|exchange| {
            let askers = match (&exchange.askers.party, exchange.askers.members.join(", ")) {
                (Some(party), members) if members.is_empty() => format!("({party})"),
                (Some(party), members) => format!("{members} ({party})"),
                (None, members) if members.is_empty() => "-".to_owned(),
                (None, members) => members,
            };
            let see = if exchange.see.is_empty() { "-".to_owned() } else { exchange.see.join(" ") };
            format!(
                "{} | {askers} | {} | {} | {see} | {} | {}",
                exchange.number,
                or_dash(exchange.heading.as_deref()),
                or_dash(exchange.respondent.as_deref()),
                flat(&exchange.question),
                if exchange.answer.is_empty() { "-".to_owned() } else { flat(&exchange.answer) }
            )
        })
        .collect()
}

fn motion_facts(extract: &Extract) -> Vec<String> {
    extract
        .motions
        .iter()
        .map(|motion| {
            let claim = serde_json::to_value(motion.claim).ok();
            let claim = claim.as_ref().and_then(|claim| claim.as_str()).unwrap_or("-").to_owned();
            format!(
                "{claim} | {} | {} | {}",
                motion.name,
                or_dash(motion.target.as_deref()),
                flat(&motion.quote)
            )
        })
        .collect()
}

fn window(due: Option<&DueWindow>) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    due.map_or_else(|| "-".to_owned(), |due| format!("{}..{}", day(due.from), day(due.to)))
}

fn commitment_facts(extract: &Extract) -> Vec<String> {
    let facts = extract.commitments.iter();
    facts
        .map(|one| {
            format!("{} | {} | {}", window(one.due.as_ref()), or_dash(one.by.as_deref()), flat(&one.quote))
        })
        .collect()
}

fn call_facts(extract: &Extract) -> Vec<String> {
    let facts = extract.calls.iter();
    facts
        .map(|one| {
            let (by, to) = (or_dash(one.by.as_deref()), or_dash(one.to.as_deref()));
            format!("{} | {by} | {to} | {}", window(one.due.as_ref()), flat(&one.quote))
        })
        .collect()
}

/// The first span that does not quote its fact, if any: spans must cover exactly what they stand for.
pub fn wrong_span(document: &DocumentText, extract: &Extract) -> Option<String> {
    let index = CharIndex::new(&document.text);
    let wrong = |span: Span, quote: &str| {
        (index.slice(span) != quote).then(|| format!("{span:?} does not cover {quote:?}"))
    };
    let references = extract.references.iter().filter_map(|one| wrong(one.span, &one.text));
    let questions = extract.exchanges.iter().filter_map(|one| wrong(one.question_span, &one.question));
    let answers = extract.exchanges.iter().filter_map(|one| wrong(one.answer_span, &one.answer));
    let motions = extract.motions.iter().filter_map(|one| wrong(one.span, &one.quote));
    let commitments = extract.commitments.iter().filter_map(|one| wrong(one.span, &one.quote));
    let calls = extract.calls.iter().filter_map(|one| wrong(one.span, &one.quote));
    references.chain(questions).chain(answers).chain(motions).chain(commitments).chain(calls).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Figures may rise; when they fall a rule has been lost.
    #[test]
    #[allow(clippy::print_stdout, reason = "the table that `cargo xtask quality` prints")]
    fn the_figures_do_not_fall() {
        let report = run();
        println!("{report}");
        for row in &report.rows {
            assert!(
                row.passages >= 60 || row.expected >= 60,
                "{} has too few passages\n{report}",
                row.extractor
            );
            let least = if row.extractor == "references" { (0.98, 1.0) } else { (0.97, 0.97) };
            assert!(row.precision() >= least.0 && row.recall() >= least.1, "{}\n{report}", row.extractor);
        }
    }

    #[test]
    fn spans_quote_their_facts_in_every_passage() {
        for (_, file, _) in SETS {
            for passage in passages(file) {
                let document = document(&passage.text);
                let context =
                    Context { date: passage.date, kind: passage.kind.as_deref(), ..Context::default() };
                let extract = extract(&document, &context);
                assert_eq!(wrong_span(&document, &extract), None, "{}", passage.name);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        /// Passages cut, doubled and sprinkled: nothing panics and spans still quote.
        #[test]
        fn mutated_passages_are_read(set in 0usize..6, at in 0usize..100_000, length in 0usize..3_000, insert in "\\PC{0,12}", repeat in 1usize..3) {
            let file = SETS[set].1;
            let floor = |mut at: usize| { at = at.min(file.len()); while !file.is_char_boundary(at) { at -= 1; } at };
            let start = floor(at % file.len());
            let end = floor(start + length);
            let piece = &file[start..end];
            let middle = { let mut middle = piece.len() / 2; while !piece.is_char_boundary(middle) { middle -= 1; } middle };
            let text = format!("{}{insert}{}", &piece[..middle], &piece[middle..]).repeat(repeat);
            let document = document(&text);
            for kind in [None, Some("verslag-schriftelijk-overleg"), Some("antwoord-schriftelijke-vragen"), Some("oproep")] {
                let extract = extract(&document, &Context { kind, ..Context::default() });
                prop_assert_eq!(wrong_span(&document, &extract), None);
            }
        }
    }
}
