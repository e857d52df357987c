//! The margin of a letter: a narrow column of small print beside the text, with the ministry, its address, references
//! and annexes.
//!
//! Its baselines fall between those of the letter and a letter has no gutter (lines of it may stick out), so that it
//! cannot be told as a column. It is told by its print, its place and what such a margin says.

use crate::pdf::content::Piece;
use crate::pdf::page::Line;

/// Pieces of a page that are looked at, at most: a letter has some hundreds.
const MOST_PIECES: usize = 5_000;
/// Baselines that a margin needs.
const LEAST_ROWS: usize = 3;
/// Share of the width of the text that lies left of a margin, at least.
const MAIN_SHARE: f32 = 0.6;
/// Its letters beside those of the letter, at most.
const SMALL: f32 = 0.88;
/// How far its lines begin apart, at most.
const APART: f32 = 1.5;

/// Parts the pieces of a page into those of the text and those that stand where a margin does.
pub(super) fn part(pieces: Vec<Piece>) -> (Vec<Piece>, Vec<Piece>) {
    if pieces.len() > MOST_PIECES {
        return (pieces, Vec::new());
    }
    let Some(edge) = edge(&pieces) else { return (pieces, Vec::new()) };
    let size = body_size(&pieces, edge);
    let small = |piece: &Piece| piece.x0 >= edge && piece.size < size * SMALL;
    let beside: Vec<bool> =
        pieces.iter().map(|piece| small(piece) && !runs_on(&pieces, piece, edge)).collect();
    let rows = baselines(pieces.iter().zip(&beside).filter(|(_, beside)| **beside).map(|(piece, _)| piece.y));
    // text of the letter over the margin: a table or a picture, no letter with a margin
    let crossed = pieces.iter().zip(&beside).any(|(piece, beside)| {
        !beside
            && piece.x1 > edge + piece.size * 2.0
            && rows.iter().any(|y| (y - piece.y).abs() < piece.size * 0.7)
    });
    if rows.len() < LEAST_ROWS || crossed {
        return (pieces, Vec::new());
    }
    let mut margin = Vec::new();
    let mut text = Vec::with_capacity(pieces.len());
    for (piece, beside) in pieces.into_iter().zip(beside) {
        if beside { margin.push(piece) } else { text.push(piece) }
    }
    (text, margin)
}

/// Where the lines of small print at the right begin: the place where most baselines do.
fn edge(pieces: &[Piece]) -> Option<f32> {
    let left = pieces.iter().map(|piece| piece.x0).fold(f32::MAX, f32::min);
    let right = pieces.iter().map(|piece| piece.x1).fold(f32::MIN, f32::max);
    let from = left + (right - left) * MAIN_SHARE;
    let mut starts: Vec<(f32, f32)> =
        pieces.iter().filter(|piece| piece.x0 >= from).map(|piece| (piece.x0, piece.y)).collect();
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    // the baselines that the pieces from `at` to `end` stand on, counted as both move on: many may begin near one place
    let rows = baselines(starts.iter().map(|(_, y)| *y));
    let row = |y: f32| rows.partition_point(|row| *row <= y).saturating_sub(1);
    let mut on = vec![0usize; rows.len()];
    let (mut end, mut count) = (0, 0);
    let mut best: Option<(usize, f32)> = None;
    for (at, (x, y)) in starts.iter().enumerate() {
        while end <= at || end < starts.len() && starts[end].0 < x + APART {
            let row = row(starts[end].1);
            count += usize::from(on[row] == 0);
            on[row] += 1;
            end += 1;
        }
        if count >= LEAST_ROWS && best.is_none_or(|(most, _)| count > most) {
            best = Some((count, x - 0.2));
        }
        let row = row(*y);
        on[row] -= 1;
        count -= usize::from(on[row] == 0);
    }
    best.map(|(_, edge)| edge)
}

/// The size of most letters left of the margin.
fn body_size(pieces: &[Piece], edge: f32) -> f32 {
    let mut sizes: Vec<(f32, usize)> = pieces
        .iter()
        .filter(|piece| piece.x0 < edge)
        .map(|piece| (piece.size, piece.text.trim().len()))
        .collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, letters)| letters).sum::<usize>() / 2;
    let mut letters = 0;
    for (size, own) in sizes {
        letters += own;
        if letters > half {
            return size;
        }
    }
    0.0
}

/// Whether a piece goes on a line of small print that begins in the text: a note that is wider than the letter.
fn runs_on(pieces: &[Piece], piece: &Piece, edge: f32) -> bool {
    pieces.iter().any(|other| {
        other.x0 < edge
            && (other.y - piece.y).abs() < 1.0
            && (other.size - piece.size).abs() < 0.3
            && other.x1 <= piece.x0 + 1.0
            && piece.x0 - other.x1 < piece.size
    })
}

fn baselines(ys: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut ys: Vec<f32> = ys.collect();
    ys.sort_by(f32::total_cmp);
    ys.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    ys
}

/// Whether half of the small print stands on lines of the text.
pub(super) fn shares_baselines(text: &[Piece], beside: &[Piece]) -> bool {
    let lines = baselines(text.iter().map(|piece| piece.y));
    let own = baselines(beside.iter().map(|piece| piece.y));
    let shared = own.iter().filter(|y| {
        let at = lines.partition_point(|line| *line < **y - 1.0);
        lines.get(at).is_some_and(|line| *line <= **y + 1.0)
    });
    shared.count() * 2 >= own.len()
}

/// Whether lines say what the margin of a letter says; small print beside a picture or a table does not.
pub(super) fn is_told(lines: &[Line]) -> bool {
    const LABELS: [&str; 14] = [
        "kenmerk",
        "ons kenmerk",
        "uw kenmerk",
        "onze referentie",
        "uw referentie",
        "uw brief",
        "bijlage",
        "datum",
        "bezoekadres",
        "postadres",
        "contactpersoon",
        "ministerie van",
        "directoraat-generaal",
        "www.rijksoverheid.nl",
    ];
    lines.iter().any(|line| {
        let line = line.text.trim().to_lowercase();
        LABELS.iter().any(|label| line.starts_with(label))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(x0: f32, y: f32, size: f32) -> Piece {
        Piece { x0, x1: x0 + 40.0, y, size, bold: false, italic: false, text: "dijk".into(), unknown: 0 }
    }

    #[test]
    fn a_column_of_small_print_beside_a_text_is_parted() {
        let text = (0..30).map(|row| piece(50.0, 700.0 - 12.0 * row as f32, 10.0));
        let margin = (0..6).map(|row| piece(450.0, 705.0 - 10.0 * row as f32, 7.0));
        let (text, margin) = part(text.chain(margin).collect());
        assert_eq!((text.len(), margin.len()), (30, 6));
    }

    #[test]
    fn thousands_of_pieces_that_begin_near_one_place_take_no_time() {
        let near = |n: usize| piece(450.0 + 1.4 * n as f32 / 5_000.0, 100.0 * (n % 4) as f32, 7.0);
        let pieces: Vec<Piece> =
            (0..4_990).map(near).chain((0..10).map(|_| piece(50.0, 50.0, 10.0))).collect();
        let start = std::time::Instant::now();
        assert_eq!(edge(&pieces), Some(450.0 - 0.2));
        assert!(start.elapsed() < std::time::Duration::from_secs(1), "{:?}", start.elapsed());
    }
}
