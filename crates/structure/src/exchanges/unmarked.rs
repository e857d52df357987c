//! Questions with a number and answers without any mark: older lists, and those of the Court of Audit.
//!
//! ```text
//! 3
//! Wat zou er beter kunnen? Is daar onderzoek naar gedaan?
//! Zie het antwoord op vraag 2.
//! ```
//!
//! The question is what asks, up to the last passage that does before the first that does not; the rest answers.

use std::ops::Range;

use model::facts::Askers;

use super::marks::{Mark, Piece};
use super::{Source, Unit, join, voice};
use crate::sentences::sentences;

/// The units of a list whose questions alone are marked.
pub(super) fn units(source: &Source<'_>, pieces: &[Piece]) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut heading: Option<Range<usize>> = None;
    let mut open: Option<(Vec<u32>, Vec<Range<usize>>)> = None;
    let mut section: Option<Askers> = None;
    // «Vraag van het lid Prins (XYZ): …»
    let mut of_mark: Option<Askers> = None;
    let unit = |open, heading, askers: &Option<Askers>| {
        let unit = unit(source, open, heading)?;
        Some(Unit { askers: askers.clone(), ..unit })
    };
    for (at, piece) in pieces.iter().enumerate() {
        match &piece.mark {
            Mark::Askers(askers) => {
                units.extend(open.take().and_then(|open| {
                    unit(open, heading.take(), &of_mark.clone().or_else(|| section.clone()))
                }));
                section = Some(askers.clone());
            }
            Mark::Question { numbers, askers } => {
                units.extend(open.take().and_then(|open| {
                    unit(open, heading.clone(), &of_mark.clone().or_else(|| section.clone()))
                }));
                let first = (!piece.text.is_empty()).then(|| piece.text.clone());
                open = Some((numbers.clone(), first.into_iter().collect()));
                of_mark.clone_from(askers);
            }
            Mark::End => {
                units.extend(open.take().and_then(|open| {
                    unit(open, heading.clone(), &of_mark.clone().or_else(|| section.clone()))
                }));
                heading = None;
            }
            Mark::Heading
                if opens_section(source, pieces, at, open.as_ref())
                    && !super::marked::is_item(source.slice(piece.bytes.clone()))
                    || super::marked::announces(source, pieces, at) =>
            {
                units.extend(open.take().and_then(|open| {
                    unit(open, heading.clone(), &of_mark.clone().or_else(|| section.clone()))
                }));
                let form = super::whole::is_form_line(source.slice(piece.bytes.clone()));
                heading = (!form).then(|| piece.bytes.clone());
            }
            Mark::Furniture => {}
            _ => {
                if let Some((_, passages)) = &mut open {
                    passages.push(piece.bytes.clone());
                }
            }
        }
    }
    units.extend(
        open.take().and_then(|open| unit(open, heading, &of_mark.clone().or_else(|| section.clone()))),
    );
    units
}

/// The questions of a paper that only asks and whose numbers are lost: each passage that asks is one.
pub(super) fn questions(source: &Source<'_>, pieces: &[Piece]) -> Vec<Unit> {
    // behind its title, «Vragen van het lid Prins (XYZ) aan de minister …»
    let title = pieces.iter().position(|piece| {
        let lower = source.slice(piece.bytes.clone()).to_lowercase();
        lower.starts_with("vragen van ") || lower.starts_with("mondelinge vragen van ")
    });
    let Some(title) = title else { return Vec::new() };
    let behind = &pieces[title + 1..];
    let end = behind.iter().position(|piece| piece.mark == Mark::End).unwrap_or(behind.len());
    let asks = |piece: &&Piece| {
        matches!(piece.mark, Mark::Body | Mark::Heading)
            && source.slice(piece.bytes.clone()).trim_end().ends_with('?')
    };
    behind[..end]
        .iter()
        .filter(asks)
        .map(|piece| Unit { question: piece.bytes.clone(), confidence: 0.8, ..Unit::default() })
        .collect()
}

/// The units of a letter that says that it answers and prints each question whole above its answer, without a number.
/// Only where nothing else in it asks: then what ends in a question mark is a question.
pub(super) fn whole_questions(source: &Source<'_>, pieces: &[Piece]) -> Vec<Unit> {
    let asks = |piece: &&Piece| source.slice(piece.bytes.clone()).trim_end().ends_with('?');
    let end = pieces.iter().rposition(|piece| piece.mark == Mark::End).unwrap_or(pieces.len());
    let Some(first) = pieces[..end].iter().position(|piece| asks(&piece)) else { return Vec::new() };
    let passages: Vec<&Piece> =
        pieces[first..end].iter().filter(|piece| matches!(piece.mark, Mark::Body | Mark::Heading)).collect();
    let only_asks = |piece: &&&Piece| {
        let text = source.slice(piece.bytes.clone());
        sentences(text).into_iter().all(|range| text[range].trim_end().ends_with('?'))
    };
    let clear = passages.iter().all(|piece| {
        only_asks(&piece) || piece.mark == Mark::Body && !source.slice(piece.bytes.clone()).contains('?')
    });
    if !clear {
        return Vec::new();
    }
    let mut units: Vec<Unit> = Vec::new();
    for piece in passages.iter().filter(|piece| piece.mark != Mark::Furniture) {
        match units.last_mut() {
            Some(unit) if !only_asks(&piece) => unit.answer = join(&unit.answer, &piece.bytes),
            Some(unit) if unit.answer.is_empty() => unit.question = join(&unit.question, &piece.bytes),
            _ => units.push(Unit { question: piece.bytes.clone(), confidence: 0.7, ..Unit::default() }),
        }
    }
    let whole = units.len() >= 2 && units.iter().all(|unit| !unit.answer.is_empty());
    if whole { units } else { Vec::new() }
}

/// The units of first-term answers that print who asked behind each question: `Kan het sneller? (De Wit, XYZ)`.
pub(super) fn signed_questions(source: &Source<'_>, pieces: &[Piece]) -> Option<Vec<Unit>> {
    let mut units: Vec<Unit> = Vec::new();
    let mut open = false;
    let mut heading = None;
    for piece in pieces {
        match piece.mark {
            Mark::End => open = false,
            Mark::Body | Mark::Heading => {
                let text = source.slice(piece.bytes.clone());
                let first = text.lines().next().unwrap_or("");
                let line = piece.bytes.start..piece.bytes.start + first.trim_end().len();
                if let Some(askers) = crate::askers::behind_question(first) {
                    let rest = &text[first.len()..];
                    let lead = rest.len() - rest.trim_start().len();
                    units.push(Unit {
                        askers: Some(askers),
                        heading: heading.clone(),
                        question: line,
                        answer: piece.bytes.start + first.len() + lead..piece.bytes.end,
                        confidence: 0.8,
                        ..Unit::default()
                    });
                    open = true;
                } else if piece.mark == Mark::Heading {
                    let form = super::whole::is_form_line(text);
                    heading = (!form).then(|| piece.bytes.clone());
                    open &= units.last().is_some_and(|unit| unit.answer.is_empty());
                } else if let Some(unit) = units.last_mut().filter(|_| open) {
                    unit.answer = join(&unit.answer, &piece.bytes);
                }
            }
            _ => {}
        }
    }
    (units.len() >= 2 && units.iter().all(|unit| !unit.answer.is_empty())).then_some(units)
}

/// The units of a paper whose answers alone are marked and carry no numbers, where what asks stands right above each:
/// `- Hoeveel bedrijven stoppen?`, `Antwoord: 300 bedrijven.` None where one of them has nothing above it that asks.
pub(super) fn above_answers(source: &Source<'_>, pieces: &[Piece]) -> Option<Vec<Unit>> {
    let asks = |piece: &Piece| {
        matches!(piece.mark, Mark::Body | Mark::Heading)
            && source.slice(piece.bytes.clone()).trim_end().ends_with('?')
    };
    let mut units: Vec<Unit> = Vec::new();
    let mut from = 0;
    for (at, piece) in pieces.iter().enumerate() {
        let Mark::Answer { respondent, numbers } = &piece.mark else { continue };
        if !numbers.is_empty() {
            return None;
        }
        // «Kunt u … geven?», «– rogge», «– tarwe»
        let items = pieces[from..at].iter().rev().take_while(|piece| is_dash(source, piece)).count();
        let asking = pieces[from..at - items].iter().rev().take_while(|piece| asks(piece)).count();
        let asking = if asking > 0 { asking + items } else { 0 };
        if asking == 0 {
            return None;
        }
        // «3b» above the question is its number
        let label = pieces[from..at - asking].last().and_then(|piece| {
            let text = source.slice(piece.bytes.clone()).trim_end();
            let (numbers, length) = super::marks::number_list(text);
            (length == text.trim_end_matches(['.', ')', ':']).len()).then_some(numbers)
        });
        let label = label.unwrap_or_default();
        extend_answer(&mut units, &pieces[from..at - asking - usize::from(!label.is_empty())]);
        let question = pieces[at - asking..at].iter().fold(0..0, |all, piece| join(&all, &piece.bytes));
        units.push(Unit {
            numbers: label,
            question,
            answer: piece.text.clone(),
            respondent: respondent.clone(),
            confidence: 0.8,
            ..Unit::default()
        });
        from = at + 1;
    }
    extend_answer(&mut units, &pieces[from..]);
    (!units.is_empty()).then_some(units)
}

/// `– rogge`: an item of a list.
fn is_dash(source: &Source<'_>, piece: &Piece) -> bool {
    let text = source.slice(piece.bytes.clone());
    matches!(piece.mark, Mark::Body | Mark::Heading)
        && text.starts_with(['-', '–', '•', '·'])
        && !text.trim_end().ends_with('?')
}

/// Gives the last unit the passages behind its answer, up to where the paper ends.
fn extend_answer(units: &mut [Unit], pieces: &[Piece]) {
    let Some(unit) = units.last_mut() else { return };
    let text = pieces.iter().take_while(|piece| piece.mark != Mark::End);
    for piece in text.filter(|piece| matches!(piece.mark, Mark::Body | Mark::Heading)) {
        unit.answer = join(&unit.answer, &piece.bytes);
    }
}

/// A heading right above a question, behind an answer, stands over what follows; any other is part of an answer.
fn opens_section(
    source: &Source<'_>,
    pieces: &[Piece],
    at: usize,
    open: Option<&(Vec<u32>, Vec<Range<usize>>)>,
) -> bool {
    let next = pieces[at + 1..].iter().find(|next| next.mark != Mark::Furniture);
    let above = next.is_some_and(|next| matches!(next.mark, Mark::Question { .. } | Mark::Heading));
    // «Vraag: Is dat zo? Ja.» holds its answer
    let replied = |passages: &[Range<usize>]| {
        passages.len() > 1
            || passages.first().is_some_and(|one| last_question(source.slice(one.clone())).is_some())
    };
    above && open.is_none_or(|(_, passages)| replied(passages))
}

/// Parts question from answer.
fn unit(
    source: &Source<'_>,
    (numbers, passages): (Vec<u32>, Vec<Range<usize>>),
    heading: Option<Range<usize>>,
) -> Option<Unit> {
    let asks = |bytes: &Range<usize>| source.slice(bytes.clone()).trim_end().ends_with('?');
    let first = passages.first()?;
    // an introduction may stand before what asks
    let begin = passages.iter().position(asks).filter(|&at| at <= 2 || is_list(source, &passages[..=at]));
    let count = match begin {
        Some(begin) => begin + passages[begin..].iter().take_while(|bytes| asks(bytes)).count(),
        None => 1,
    };
    let cover = |bytes: &[Range<usize>]| bytes.iter().fold(0..0, |all, one| join(&all, one));
    let (mut question, mut answer) = (cover(&passages[..count]), cover(&passages[count..]));
    let mut confidence = if begin.is_some() { 0.9 } else { 0.6 };
    // question and answer in one passage: the line end between them is lost
    if begin.is_none()
        && let Some(end) = last_question(source.slice(first.clone()))
    {
        let end = end + asks_on(source.slice(first.start + end..first.end));
        let rest = source.slice(first.start + end..first.end);
        let lead = rest.len() - rest.trim_start().len();
        // «Hoeveel zijn dat er? Graag per jaar.» asks to its end
        let short = rest.trim().len() < 60
            || ["Graag ", "Zo ", "Indien ", "Gaarne "].iter().any(|word| rest.trim_start().starts_with(word));
        if answer.is_empty() || !short {
            answer = join(&(first.start + end + lead..first.end), &answer);
            question = first.start..first.start + end;
            confidence = 0.7;
        }
    }
    // «De leden van … vragen naar het tijdpad. De wet treedt in …»: the same, without a mark of a question
    let whole = source.slice(first.clone());
    if begin.is_none()
        && answer.is_empty()
        && !whole.contains('?')
        && voice::opens_with_members(&whole.to_lowercase())
        && let end @ 1.. = voice::asking_part(whole)
        && end < whole.len()
    {
        let lead = whole[end..].len() - whole[end..].trim_start().len();
        answer = first.start + end + lead..first.end;
        question = first.start..first.start + end;
        confidence = 0.7;
    }
    Some(Unit { numbers, heading, question, answer, confidence, ..Unit::default() })
}

/// Bytes of the sentences behind a question that still ask, if others follow: `Graag een toelichting.`
fn asks_on(rest: &str) -> usize {
    let all = sentences(rest);
    let asking = all
        .iter()
        .take_while(|range| {
            let text = rest[(*range).clone()].trim_start();
            ["Graag ", "Gaarne ", "Zo ja", "Zo nee"].iter().any(|word| text.starts_with(word))
                && text.len() < 160
        })
        .count();
    if asking == 0 || asking == all.len() { 0 } else { all[asking - 1].end }
}

/// `Kunt u per missie aangeven:` and below it `a. het aantal`, `b. de kosten?`: one question.
fn is_list(source: &Source<'_>, passages: &[Range<usize>]) -> bool {
    let Some((lead, items)) = passages.split_first() else { return false };
    let text = |bytes: &Range<usize>| source.slice(bytes.clone()).trim();
    let item = |(at, bytes): (usize, &Range<usize>)| {
        let text = text(bytes);
        // «a. het aantal», «2) de kosten», «de kosten; en»
        let label = text.find(['.', ')']).map_or("", |end| &text[..end]);
        let lettered =
            label.len() == 1 && label.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        let joined = [",", ";", "; en", "; of", ", en", ", of"].iter().any(|end| text.ends_with(end));
        let last = at + 1 == items.len() && text.starts_with(char::is_lowercase);
        text.starts_with(['-', '–', '•', '·']) || lettered || joined || last
    };
    text(lead).ends_with(':') && items.len() <= 20 && items.iter().enumerate().all(item)
}

/// Where the last sentence that asks ends, if others follow it.
fn last_question(text: &str) -> Option<usize> {
    let all = sentences(text);
    let last = all.iter().rposition(|range| text[range.clone()].trim_end().ends_with('?'))?;
    (last + 1 < all.len()).then(|| all[last].end)
}
