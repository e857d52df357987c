//! Questions and answers in the rows of a table.
//!
//! | columns | seen in |
//! |---|---|
//! | `Nr.` `Vraag` `Antwoord` | lists of questions and answers as ministries send them |
//! | `Nr` `Vraag` `Bijlage` `Blz. (van)` `t/m` | lists of questions: no column answers |
//! | `Fractie` `Inbreng` `Reactie` | answers of a consultation |
//! | `Vraag` `Antwoord` · `Lid` `Vraag` `Antwoord` | answers of the first term |
//!
//! A header says what its columns are; without one only a number, a question and an answer are read.

use std::ops::Range;

use model::facts::Askers;

use super::marks::{Mark, Piece};
use super::voice;
use crate::askers;
use crate::source::Source;

/// What the columns of the table being read are.
#[derive(Default)]
pub(super) struct Table {
    columns: Option<Columns>,
}

#[derive(Clone, Copy)]
struct Columns {
    number: Option<usize>,
    asker: Option<usize>,
    question: usize,
    answer: Option<usize>,
}

impl Table {
    /// Reads a row; false when it is no row of questions, so that it is read as text.
    pub(super) fn row(&mut self, source: &Source<'_>, bytes: Range<usize>, pieces: &mut Vec<Piece>) -> bool {
        let cells = cells(source, &bytes);
        let words = |cell: &Range<usize>| source.slice(cell.clone());
        if let Some(columns) = header(cells.iter().map(words)) {
            self.columns = Some(columns);
            pieces.push(Piece { mark: Mark::Furniture, bytes: bytes.clone(), text: bytes });
            return true;
        }
        let number = |at: usize| cells.get(at).and_then(|cell| number(words(cell)));
        let filled = |at: usize| cells.get(at).filter(|cell| says_something(words(cell))).cloned();
        let (numbers, askers, question, answer) = match self.columns {
            Some(columns) => (
                columns.number.and_then(number),
                columns.asker.and_then(|at| cells.get(at)).and_then(|cell| member(words(cell))),
                filled(columns.question),
                columns.answer.and_then(filled),
            ),
            None if cells.len() >= 3 => (Some(number(0)).flatten(), None, filled(1), filled(2)),
            // the page is left out: «3 | Wat is de stand van zaken?»
            None if cells.len() == 2 && filled(1).is_some_and(|cell| words(&cell).ends_with('?')) => {
                (number(0), None, filled(1), None)
            }
            None => return false,
        };
        // without a header only a number tells a list from any other table
        if self.columns.is_none() && numbers.is_none() {
            return false;
        }
        let Some(question) = question else { return false };
        // «14 | Laadinfrastructuur | 42,1»: a table of figures in an answer
        let asks = words(&question).contains('?')
            || voice::opens_as_question(words(&question))
            || answer.is_some() && words(&question).chars().count() > 60;
        if self.columns.is_none() && !asks {
            return false;
        }
        let numbers: Vec<u32> = numbers.into_iter().collect();
        pieces.push(Piece {
            mark: Mark::Question { numbers: numbers.clone(), askers },
            bytes: bytes.start.min(question.start)..question.end,
            text: question,
        });
        if let Some(answer) = answer {
            pieces.push(Piece {
                mark: Mark::Answer { numbers, respondent: None },
                bytes: answer.clone(),
                text: answer,
            });
        }
        true
    }
}

/// The cells of a row without the space around them.
fn cells(source: &Source<'_>, bytes: &Range<usize>) -> Vec<Range<usize>> {
    let mut at = bytes.start;
    source
        .slice(bytes.clone())
        .split('\t')
        .map(|cell| {
            let lead = cell.len() - cell.trim_start().len();
            let start = at + lead;
            at += cell.len() + 1;
            start..start + cell.trim().len()
        })
        .collect()
}

/// What a header says of its columns.
fn header<'t>(cells: impl Iterator<Item = &'t str>) -> Option<Columns> {
    let (mut number, mut asker, mut question, mut answer) = (None, None, None, None);
    for (at, cell) in cells.enumerate() {
        let lower = cell.trim_end_matches([':', '.']).to_lowercase();
        match lower.as_str() {
            "nr" | "nummer" | "#" | "vraagnr" | "vraagnummer" | "no" => number = Some(at),
            "lid" | "leden" | "fractie" | "vraagsteller" | "partij" | "kamerlid" | "steller" => {
                asker = Some(at);
            }
            "vraag" | "vragen" | "inbreng" | "vraag/opmerking" | "vragen en opmerkingen" => {
                question = Some(at);
            }
            "antwoord" | "antwoorden" | "beantwoording" | "reactie" => answer = Some(at),
            _ => {}
        }
    }
    Some(Columns { number, asker, question: question?, answer })
        .filter(|columns| columns.answer.is_some() || columns.number.is_some())
}

fn number(cell: &str) -> Option<u32> {
    cell.trim_end_matches(['.', ')']).parse().ok().filter(|number| (1..1000).contains(number))
}

/// Whether a cell holds words, not the number of a page.
fn says_something(cell: &str) -> bool {
    cell.chars().filter(|c| c.is_alphabetic()).take(2).count() == 2
}

/// `Prins (XYZ)`, `XYZ`: who asks.
fn member(cell: &str) -> Option<Askers> {
    if crate::parties::canonical(cell).is_some() {
        return Some(Askers { party: Some(cell.to_owned()), members: Vec::new() });
    }
    askers::members(cell)
        .or_else(|| askers::members(&format!("lid {cell}")))
        .map(|(askers, _, _)| askers)
        .filter(|askers| !askers.members.is_empty())
}
