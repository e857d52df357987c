//! Papers in two halves: all questions by number, `Antwoorden` on a line of its own, all answers by number.
//!
//! ```text
//! 1. Hoeveel meeuwen zijn er?
//! 2. Geven zij overlast?
//! Antwoorden
//! 1. Er zijn 60.000 meeuwen.
//! 2. Ja, in de kuststeden.
//! ```
//!
//! Only where the numbers of both halves are the same, each once and in order: a list inside an answer makes the division
//! a guess. What a form prints between the halves (`Antwoord van minister …`) is read in `marked.rs`.

use super::Source;
use super::marks::{Mark, Piece, number_list};

/// An item: its piece, its numbers, and where its text begins; the text stands in the next piece where it is empty here.
struct Item {
    at: usize,
    numbers: Vec<u32>,
    text: usize,
}

/// Marks the questions and answers of such a paper.
pub(super) fn number(source: &Source<'_>, pieces: &mut [Piece]) {
    if pieces.iter().any(|piece| matches!(piece.mark, Mark::Question { .. } | Mark::Answer { .. })) {
        return;
    }
    let mut middles = pieces.iter().enumerate().filter(|(_, piece)| {
        let text = source.slice(piece.bytes.clone()).trim().trim_end_matches(':');
        matches!(piece.mark, Mark::Body | Mark::Heading)
            && matches!(text, "Antwoorden" | "ANTWOORDEN" | "Beantwoording")
    });
    let (Some((middle, _)), None) = (middles.next(), middles.next()) else { return };
    let asked = items(source, pieces, 0..middle);
    let answered = items(source, pieces, middle + 1..pieces.len());
    let numbers =
        |items: &[Item]| -> Vec<u32> { items.iter().flat_map(|item| item.numbers.clone()).collect() };
    let count = numbers(&asked).len();
    let counted: Vec<u32> = (1..=u32::try_from(count).unwrap_or(0)).collect();
    // what asks stands behind each number, and in the answers nothing is numbered but they
    let asks = asked.iter().all(|item| {
        let own = source.slice(item.text..pieces[item.at].bytes.end);
        let text = if own.is_empty() {
            pieces.get(item.at + 1).map_or("", |next| source.slice(next.bytes.clone()))
        } else {
            own
        };
        text.contains('?')
    });
    if count < 2 || numbers(&asked) != counted || numbers(&answered) != counted || !asks {
        return;
    }
    for (items, question) in [(asked, true), (answered, false)] {
        for item in items {
            let piece = &mut pieces[item.at];
            piece.text = item.text..piece.bytes.end;
            piece.mark = if question {
                Mark::Question { numbers: item.numbers, askers: None }
            } else {
                Mark::Answer { numbers: item.numbers, respondent: None }
            };
        }
    }
    pieces[middle].mark = Mark::PartTwo;
}

/// The pieces of a stretch that a number opens.
fn items(source: &Source<'_>, pieces: &[Piece], range: std::ops::Range<usize>) -> Vec<Item> {
    range
        .filter(|&at| matches!(pieces[at].mark, Mark::Body | Mark::Heading | Mark::Furniture))
        .filter_map(|at| {
            let text = source.slice(pieces[at].bytes.clone());
            let (numbers, length) = number_list(text);
            let rest = text[length..].trim_start_matches(['.', ')', ':', ' ', '\u{a0}', '\t']);
            let closed = rest.is_empty() || text[length..].starts_with(['.', ')', ':']);
            let opens = rest.is_empty() || rest.starts_with(|c: char| !c.is_lowercase());
            (!numbers.is_empty() && closed && opens).then(|| Item {
                at,
                numbers,
                text: pieces[at].bytes.end - rest.len(),
            })
        })
        .collect()
}
