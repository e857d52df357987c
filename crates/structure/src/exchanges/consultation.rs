//! Passages with questions, each followed by a marked answer: `21. Antwoord van het kabinet`.
//!
//! The question has no mark of its own: it begins where the answer before it ends. A heading decides, else the voice
//! of the paragraphs: the split is where those before it answer most and those behind it ask most.

use std::ops::Range;

use model::facts::Askers;

use super::marks::{Mark, Piece};
use super::{Source, Unit, askers, join, voice};

/// How sure a unit is whose question puts none in so many words.
pub(super) const SILENT: f32 = 0.6;

/// The units of a consultation with marked answers.
pub(super) fn units(source: &Source<'_>, pieces: &[Piece]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut state = State::default();
    let mut from = 0;
    while let Some(offset) = pieces[from..].iter().position(|piece| matches!(piece.mark, Mark::Answer { .. }))
    {
        let at = from + offset;
        let gap = &pieces[from..at];
        let split = match units.last() {
            // a text that begins midway: the end of an answer stands before the first question
            None if begins_midway(&pieces[at]) => split(source, gap, false, false),
            None => 0,
            Some(unit) => split(source, gap, unit.answer.is_empty(), false),
        };
        if let Some(unit) = units.last_mut() {
            unit.answer = join(&unit.answer, &cover(&gap[..split]));
        }
        let mut unit = question(source, &gap[split..], &mut state);
        // answer and question in one passage: the line end between them is lost
        if unit.question.is_empty()
            && let Some(last) = units.last_mut()
            && let Some(passage) = gap.iter().rfind(|piece| piece.mark == Mark::Body)
            && let Some(at) = voice::asks_from(source.slice(passage.bytes.clone()))
        {
            let answered = source.slice(last.answer.start..passage.bytes.start + at).trim_end().len();
            last.answer.end = last.answer.start + answered;
            unit = Unit {
                askers: state.askers.clone().or_else(|| state.before.clone()),
                heading: state.heading.clone(),
                question: passage.bytes.start + at..passage.bytes.end,
                confidence: 0.7,
                ..Unit::default()
            };
        }
        if let Mark::Answer { numbers, respondent } = &pieces[at].mark {
            unit.numbers.clone_from(numbers);
            unit.respondent.clone_from(respondent);
        }
        unit.answer = pieces[at].text.clone();
        units.push(unit);
        from = at + 1;
    }
    // what follows the last answer: its text, and in half a document perhaps a question without answer
    let rest = &pieces[from..];
    let end = rest.iter().position(|piece| piece.mark == Mark::End).unwrap_or(rest.len());
    let rest = &rest[..end];
    if let Some(unit) = units.last_mut() {
        let split = split(source, rest, unit.answer.is_empty(), true);
        unit.answer = join(&unit.answer, &cover(&rest[..split]));
        let open = question(source, &rest[split..], &mut state);
        if !open.question.is_empty() && open.confidence >= super::THRESHOLD {
            units.push(open);
        }
    }
    units
}

/// Whether the first answer of a text is not the first of its paper.
fn begins_midway(answer: &Piece) -> bool {
    matches!(&answer.mark, Mark::Answer { numbers, .. } if numbers.first().is_some_and(|number| *number > 1))
}

/// What goes on from unit to unit.
#[derive(Default)]
struct State {
    /// Who asked last, by the words of a passage.
    before: Option<Askers>,
    askers: Option<Askers>,
    heading: Option<Range<usize>>,
}

/// Where in the pieces after an answer's mark the answer ends. `last` when no answer follows any more.
fn split(source: &Source<'_>, gap: &[Piece], needs_text: bool, last: bool) -> usize {
    if let Some(section) =
        gap.iter().position(|piece| matches!(piece.mark, Mark::Askers(_) | Mark::PartOne | Mark::PartTwo))
    {
        // a general heading right before the party's belongs to what follows
        let above = gap[..section].iter().rev().take_while(|piece| piece.mark == Mark::Heading).count();
        return (section - above).max(usize::from(needs_text).min(section));
    }
    let scores: Vec<i32> = gap
        .iter()
        .map(|piece| match piece.mark {
            Mark::Body => voice::score(source.slice(piece.bytes.clone())),
            _ => 0,
        })
        .collect();
    let first = usize::from(needs_text).min(gap.len());
    // at least the last passage asks, for an answer follows it
    let latest = if last { gap.len() } else { gap.len().saturating_sub(1).max(first) };
    let mut best = (i32::MIN, first);
    for at in first..=latest {
        let answers: i32 = scores[..at].iter().sum();
        let asks: i32 = scores[at..].iter().sum();
        let bonus = if gap.get(at).is_some_and(|piece| piece.mark == Mark::Heading) { 3 } else { 0 };
        // a split just behind a heading would tear it from its section
        let torn = at > 0 && gap[at - 1].mark == Mark::Heading;
        let total = asks - answers + bonus - if torn { 6 } else { 0 };
        if total > best.0 {
            best = (total, at);
        }
    }
    // nothing asks after the last answer
    if last && scores[best.1..].iter().all(|score| *score < 3) {
        return gap.len();
    }
    best.1
}

/// The question in the pieces before an answer.
fn question(source: &Source<'_>, pieces: &[Piece], state: &mut State) -> Unit {
    // sections: each heading with the passages below it
    let mut sections: Vec<(Option<Range<usize>>, Vec<&Piece>)> = vec![(state.heading.clone(), Vec::new())];
    for piece in pieces {
        match &piece.mark {
            Mark::Askers(askers) => {
                state.askers = Some(askers.clone());
                // «Vraag van het lid Prins (XYZ) over dijken» asks one thing, under the heading of its theme
                let one = source.slice(piece.bytes.clone()).starts_with("Vraag ");
                let theme = sections.last().and_then(|(heading, _)| heading.clone()).filter(|_| one);
                let theme =
                    theme.filter(|heading| !super::whole::is_form_line(source.slice(heading.clone())));
                sections.clear();
                sections.push((theme, Vec::new()));
            }
            Mark::PartOne | Mark::PartTwo | Mark::End => {
                sections.clear();
                sections.push((None, Vec::new()));
            }
            Mark::Furniture => {}
            Mark::Heading => sections.push((Some(piece.bytes.clone()), Vec::new())),
            _ => {
                if let Some(section) = sections.last_mut() {
                    section.1.push(piece);
                }
            }
        }
    }
    sections.retain(|(heading, passages)| !passages.is_empty() || heading.is_some());
    // a heading without passages stands over the next
    let filled: Vec<usize> = (0..sections.len()).filter(|&at| !sections[at].1.is_empty()).collect();
    let Some(&last) = filled.last() else { return Unit::default() };
    // introductions stay away, sections that ask stay in
    let asks_itself = |at: usize| {
        sections[at]
            .1
            .iter()
            .any(|piece| voice::asks_itself(&source.slice(piece.bytes.clone()).to_lowercase()))
    };
    let asks = |at: usize| {
        sections[at].1.iter().any(|piece| voice::asks(&source.slice(piece.bytes.clone()).to_lowercase()))
    };
    let mut start = last;
    for &at in filled.iter().rev().skip(1) {
        if !asks_itself(at) {
            break;
        }
        start = at;
    }
    let mut bytes = 0..0;
    for (_, passages) in &sections[start..=last] {
        for piece in passages {
            bytes = join(&bytes, &piece.bytes);
        }
    }
    state.heading = sections[last].0.clone();
    let confidence =
        if (start..=last).any(|at| !sections[at].1.is_empty() && asks(at)) { 0.9 } else { SILENT };
    let heading = sections[start]
        .0
        .clone()
        .filter(|heading| !super::whole::is_form_line(source.slice(heading.clone())));
    // the party of the section; the words of the passage where the section names none
    let named: Vec<Askers> = sections[start..=last]
        .iter()
        .flat_map(|(_, passages)| passages)
        .filter_map(|piece| askers::of_passage(source.slice(piece.bytes.clone())))
        .collect();
    // passages of several parties before one answer: all of them ask
    let same = || {
        let first = sections[start].1.first()?;
        let text = source.slice(first.bytes.clone()).to_lowercase();
        voice::speaks_of_same(&text).then(|| state.before.clone()).flatten()
    };
    let party = askers::all_of(&named).or_else(same);
    state.before.clone_from(&party);
    let askers = state.askers.clone().or(party);
    Unit { askers, heading, question: bytes, confidence, ..Unit::default() }
}

fn cover(pieces: &[Piece]) -> Range<usize> {
    pieces
        .iter()
        .filter(|piece| piece.mark != Mark::End)
        .fold(0..0, |bytes, piece| join(&bytes, &piece.bytes))
}
