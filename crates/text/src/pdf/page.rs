//! Pieces of a page → its lines in reading order.
//!
//! Pieces on one baseline make segments; a gutter that no segment of a stretch of lines crosses, with lines of text
//! on both sides, makes columns; what crosses it (a heading over both) keeps its place between the stretches.

use crate::pdf::content::Piece;
use crate::pdf::margin;

/// Private characters for digits printed raised, until it is known whether they mark a note: plane 15.
const RAISED: u32 = 0xF_0030;

/// A digit or star printed raised.
pub(super) fn raised(c: char) -> char {
    match c {
        '0'..='9' | '*' => char::from_u32(RAISED + (u32::from(c) & 0x3F)).unwrap_or(c),
        _ => c,
    }
}

/// The digit or star that was printed raised; none for ordinary characters.
pub(super) fn lowered(c: char) -> Option<char> {
    let code = u32::from(c);
    ((RAISED - 0x30..RAISED + 0x40).contains(&code)).then(|| {
        let low = code - RAISED;
        char::from_u32(if low == 0x2A { 0x2A } else { low }).unwrap_or(c)
    })
}

/// A line of one column.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its text; cells are separated by tabs, raised digits are private characters.
    pub text: String,
    pub x0: f32,
    pub x1: f32,
    /// Where its last cell begins.
    pub cell: f32,
    pub y: f32,
    /// Size of most of its letters.
    pub size: f32,
    /// Whether all of it is bold, or italic.
    pub bold: bool,
    pub italic: bool,
    /// Column of the page, in reading order; lines of one column follow each other.
    pub column: u32,
    /// Edges of the column.
    pub left: f32,
    pub right: f32,
    /// Whether it stands in the margin of a letter: address, reference, annexes.
    pub margin: bool,
}

/// The lines of a page in reading order; the margin of a letter leads.
pub(super) fn lines(mut pieces: Vec<Piece>) -> Vec<Line> {
    pieces.retain(|piece| !piece.text.trim().is_empty());
    let mut out = Vec::new();
    let mut column = 0;
    let (mut pieces, mut beside) = margin::part(pieces);
    if !beside.is_empty() {
        split_above(beside.clone(), &mut column, &mut out);
        if margin::is_told(&out) {
            out.iter_mut().for_each(|line| line.margin = true);
            beside.clear();
        } else {
            // cells of a table share the baselines of their rows; small print beside a text has its own
            out.clear();
            if margin::shares_baselines(&pieces, &beside) {
                pieces.append(&mut beside);
            }
        }
    }
    split(pieces, 0, &mut column, &mut out);
    split_above(beside, &mut column, &mut out);
    out
}

/// A stretch on one baseline without a wide gap.
struct Segment {
    x0: f32,
    x1: f32,
    size: f32,
    row: usize,
    chars: usize,
}

/// Columns inside columns, at most.
const DEEPEST: usize = 3;

fn split(pieces: Vec<Piece>, depth: usize, column: &mut u32, out: &mut Vec<Line>) {
    let rows = rows(pieces);
    let segments = segments(&rows);
    let bands = if depth < DEEPEST { gutter(&segments, rows.len()) } else { None };
    let Some((gutter, bands)) = bands else {
        if !rows.is_empty() {
            *column += 1;
            emit(rows, *column, out);
        }
        return;
    };
    let mut rows = rows.into_iter();
    let mut at = 0;
    for (first, last) in bands {
        let above: Vec<Piece> = rows.by_ref().take(first - at).flatten().collect();
        split_above(above, column, out);
        let band: Vec<Piece> = rows.by_ref().take(last - first).flatten().collect();
        let (left, right): (Vec<Piece>, Vec<Piece>) = band.into_iter().partition(|piece| piece.x0 < gutter);
        split(left, depth + 1, column, out);
        split(right, depth + 1, column, out);
        at = last;
    }
    split_above(rows.flatten().collect(), column, out);
}

/// Lines over the whole width.
fn split_above(pieces: Vec<Piece>, column: &mut u32, out: &mut Vec<Line>) {
    let rows = rows(pieces);
    if !rows.is_empty() {
        *column += 1;
        emit(rows, *column, out);
    }
}

/// Pieces by baseline, from the top, each row from the left. A raised piece belongs to the row that it hangs on.
fn rows(mut pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    pieces.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x0.total_cmp(&b.x0)));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    let mut bases: Vec<(f32, f32)> = Vec::new(); // baseline and size of the row's largest piece
    let mut small: Vec<Piece> = Vec::new();
    let mut sizes: Vec<f32> = pieces.iter().map(|piece| piece.size).collect();
    sizes.sort_by(f32::total_cmp);
    let middle = sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
    for piece in pieces {
        // raised marks wait until the rows stand
        if piece.size < middle * 0.8 && piece.text.trim().chars().count() <= 4 {
            small.push(piece);
            continue;
        }
        match bases.last_mut().filter(|(y, size)| (*y - piece.y).abs() < size.min(piece.size) * 0.3) {
            Some((y, size)) => {
                if piece.size > *size {
                    (*y, *size) = (piece.y, piece.size);
                }
                if let Some(row) = rows.last_mut() {
                    row.push(piece);
                }
            }
            None => {
                bases.push((piece.y, piece.size));
                rows.push(vec![piece]);
            }
        }
    }
    let mut own: Vec<Piece> = Vec::new();
    for piece in small {
        let near = |at: usize| {
            let (y, size) = bases[at];
            let rise = piece.y - y;
            let fits = rise > -size * 0.3 && rise < size * 0.75;
            let beside = rows[at]
                .iter()
                .any(|other| piece.x0 < other.x1 + size * 0.8 && piece.x1 > other.x0 - size * 0.8);
            // the label of a note stands before its text, perhaps with some room between
            let leads = piece.text.trim().bytes().all(|b| b.is_ascii_digit() || b == b'*')
                && rows[at]
                    .iter()
                    .map(|other| other.x0)
                    .min_by(f32::total_cmp)
                    .is_some_and(|first| piece.x1 <= first && first - piece.x1 < size * 2.5);
            (fits && (beside || leads)).then_some((at, rise.abs()))
        };
        // rows run downwards: only those around the piece can hold it
        let from = bases.partition_point(|(y, size)| *y - size > piece.y + size);
        let best = (from.saturating_sub(2)..bases.len().min(from + 6))
            .filter_map(near)
            .min_by(|a, b| a.1.total_cmp(&b.1));
        match best {
            Some((at, _)) => rows[at].push(piece),
            None => own.push(piece),
        }
    }
    for piece in own {
        let at = bases.partition_point(|(y, _)| *y > piece.y);
        match at.checked_sub(1).filter(|at| (bases[*at].0 - piece.y).abs() < piece.size * 0.3) {
            Some(at) => rows[at].push(piece),
            None => {
                bases.insert(at, (piece.y, piece.size));
                rows.insert(at, vec![piece]);
            }
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    rows
}

fn segments(rows: &[Vec<Piece>]) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    for (row, pieces) in rows.iter().enumerate() {
        let mut first = true;
        for piece in pieces {
            let chars = piece.text.len();
            match out
                .last_mut()
                .filter(|last| !first && piece.x0 - last.x1 < (last.size.max(piece.size) * 0.8).max(4.0))
            {
                Some(last) => {
                    last.x1 = last.x1.max(piece.x1);
                    last.chars += chars;
                }
                None => out.push(Segment { x0: piece.x0, x1: piece.x1, size: piece.size, row, chars }),
            }
            first = false;
        }
    }
    out
}

/// Stretches of rows that a gutter parts: first row, and one past the last.
type Bands = Vec<(usize, usize)>;

/// Rows that a column needs on each side of a gutter.
const LEAST_ROWS: usize = 4;

/// The best place for a gutter and the stretches of rows that it parts; none if the page is of one column.
fn gutter(segments: &[Segment], rows: usize) -> Option<(f32, Bands)> {
    if rows < LEAST_ROWS {
        return None;
    }
    let left = segments.iter().map(|s| s.x0).fold(f32::MAX, f32::min);
    let right = segments.iter().map(|s| s.x1).fold(f32::MIN, f32::max);
    let width = right - left;
    if !(100.0..=5_000.0).contains(&width) {
        return None;
    }
    // gutters can only stand left of where segments begin
    let mut edges: Vec<f32> = segments.iter().map(|s| s.x0 - 1.5).collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    let mut best: Option<(usize, f32, Bands)> = None;
    for x in edges.into_iter().take(400) {
        if x < left + width * 0.12 || x > right - width * 0.1 {
            continue;
        }
        let mut state = vec![(false, false, false); rows]; // crossed, text left, text right
        for segment in segments {
            let row = &mut state[segment.row];
            row.0 |= segment.x0 < x && segment.x1 > x;
            row.1 |= segment.x1 <= x;
            row.2 |= segment.x0 >= x;
        }
        let mut bands = Vec::new();
        let mut weight = 0;
        let mut at = 0;
        while at < rows {
            if state[at].0 {
                at += 1;
                continue;
            }
            let end = at + state[at..].iter().take_while(|row| !row.0).count();
            if let Some(chars) = columns(segments, &state, at, end, x, width) {
                bands.push((at, end));
                weight += chars;
            }
            at = end;
        }
        if weight > best.as_ref().map_or(0, |best| best.0) {
            best = Some((weight, x, bands));
        }
    }
    best.map(|(_, x, bands)| (x, bands))
}

/// Whether a stretch of rows has text, not the cells of a table, on both sides; gives the letters of the smaller side.
fn columns(
    segments: &[Segment],
    state: &[(bool, bool, bool)],
    from: usize,
    to: usize,
    x: f32,
    width: f32,
) -> Option<usize> {
    let count =
        |side: fn(&(bool, bool, bool)) -> bool| state[from..to].iter().filter(|row| side(row)).count();
    let (lefts, rights, both) = (count(|row| row.1), count(|row| row.2), count(|row| row.1 && row.2));
    if lefts < LEAST_ROWS || rights < LEAST_ROWS {
        return None;
    }
    let inside = || segments.iter().filter(|s| (from..to).contains(&s.row));
    let (mut left_widths, mut right_widths, mut left_chars, mut right_chars) = (Vec::new(), Vec::new(), 0, 0);
    for segment in inside() {
        if segment.x1 <= x {
            left_widths.push(segment.x1 - segment.x0);
            left_chars += segment.chars;
        } else {
            right_widths.push(segment.x1 - segment.x0);
            right_chars += segment.chars;
        }
    }
    let middle = |widths: &mut Vec<f32>| {
        widths.sort_by(f32::total_cmp);
        widths.get(widths.len() / 2).copied().unwrap_or(0.0)
    };
    let narrow = middle(&mut left_widths).min(middle(&mut right_widths)) < width * 0.26;
    let aligned = both * 10 > lefts.min(rights) * 5;
    let baselines_differ = !aligned;
    // rows that share their baselines are a table unless both sides are as wide as text
    (!narrow || (baselines_differ && lefts.min(rights) >= LEAST_ROWS)).then_some(left_chars.min(right_chars))
}

/// Rows of one column as lines.
fn emit(rows: Vec<Vec<Piece>>, column: u32, out: &mut Vec<Line>) {
    let from = out.len();
    for row in rows {
        out.push(line(&row, column));
    }
    let lines = &mut out[from..];
    let mut edges: Vec<f32> = lines.iter().map(|line| line.x1).collect();
    edges.sort_by(f32::total_cmp);
    // a heading may stick out: the edge that nearly all lines keep
    let right = edges.get(edges.len().saturating_sub(1).min(edges.len() * 95 / 100)).copied().unwrap_or(0.0);
    let mut starts: Vec<f32> = lines.iter().map(|line| line.x0).collect();
    starts.sort_by(f32::total_cmp);
    let left = starts.get(starts.len() / 10).copied().unwrap_or(0.0);
    for line in lines {
        (line.left, line.right) = (left, right);
    }
}

fn line(row: &[Piece], column: u32) -> Line {
    let chars = |piece: &Piece| piece.text.trim().len();
    let size = row.iter().max_by_key(|piece| chars(piece)).map_or(0.0, |piece| piece.size);
    // the baseline of most letters
    let base = row
        .iter()
        .filter(|p| p.size > size * 0.9)
        .max_by_key(|piece| chars(piece))
        .map_or(0.0, |piece| piece.y);
    let mut text = String::new();
    let mut end: Option<f32> = None;
    let (mut bold, mut italic) = (true, true);
    let mut cell = row.first().map_or(0.0, |piece| piece.x0);
    for piece in row {
        let is_raised = piece.size < size * 0.85 && piece.y > base + size * 0.12
            || (piece.size <= size * 1.02 && piece.y > base + size * 0.25);
        let digits = piece.text.trim().chars().all(|c| c.is_ascii_digit() || c == '*');
        if let Some(end) = end {
            let gap = piece.x0 - end;
            let numbered = text.contains('.') && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            let marker = text.chars().count() <= 5
                && (numbered
                    || text.trim_end().ends_with(['.', ')'])
                    || !text.contains(char::is_alphanumeric));
            if gap > size * 1.8 && !marker {
                text.truncate(text.trim_end().len());
                text.push('\t');
                cell = piece.x0;
            } else if gap > size * 0.13
                && !text.ends_with([' ', '\t'])
                && !(is_raised && digits && gap < size * 0.3)
            {
                text.push(' ');
            }
        }
        if is_raised && digits && piece.text.trim().chars().count() <= 3 {
            text.extend(piece.text.trim().chars().map(raised));
        } else {
            text.push_str(&piece.text);
            if piece.text.contains(char::is_alphanumeric) {
                bold &= piece.bold;
                italic &= piece.italic;
            }
        }
        end = Some(end.map_or(piece.x1, |end| end.max(piece.x1)));
    }
    let x0 = row.first().map_or(0.0, |piece| piece.x0);
    Line {
        text: text.trim().to_owned(),
        x0,
        x1: end.unwrap_or(x0),
        cell,
        y: base,
        size,
        bold,
        italic,
        column,
        left: x0,
        right: x0,
        margin: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(x0: f32, y: f32, size: f32, text: &str) -> Piece {
        let x1 = x0 + text.len() as f32 * size * 0.5;
        Piece { x0, x1, y, size, bold: false, italic: false, text: text.to_owned(), unknown: 0 }
    }

    fn check(pieces: Vec<Piece>, expected: &[&str]) {
        let got: Vec<String> = lines(pieces).into_iter().map(|line| line.text).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn two_columns_under_a_heading_over_both() {
        let mut pieces =
            vec![piece(50.0, 800.0, 12.0, "een kop over beide kolommen die breed genoeg is om ze te raken")];
        for (at, y) in [780.0, 768.0, 756.0, 744.0, 732.0].iter().enumerate() {
            pieces.push(piece(50.0, *y, 10.0, &format!("links regel {at} met genoeg tekst hier en daar")));
            pieces.push(piece(320.0, *y, 10.0, &format!("rechts regel {at} met genoeg tekst hier en daar")));
        }
        let got: Vec<String> = lines(pieces).into_iter().map(|line| line.text).collect();
        assert!(got[0].starts_with("een kop"));
        assert!(got[1..6].iter().all(|line| line.starts_with("links")), "{got:?}");
        assert!(got[6..].iter().all(|line| line.starts_with("rechts")), "{got:?}");
    }

    #[test]
    fn rows_of_a_table_stay_together() {
        let mut pieces = Vec::new();
        for at in 0..6 {
            let y = 700.0 - 12.0 * at as f32;
            pieces.push(piece(50.0, y, 10.0, &format!("rij {at}")));
            pieces.push(piece(300.0, y, 10.0, &format!("{at}00 euro")));
        }
        check(pieces[..4].to_vec(), &["rij 0\t000 euro", "rij 1\t100 euro"]);
        assert_eq!(lines(pieces).len(), 6);
    }

    #[test]
    fn a_raised_label_leads_its_note() {
        check(
            vec![
                piece(72.0, 200.0, 10.5, "Antwoord van gewone grootte"),
                piece(72.0, 180.0, 10.5, "Nog een regel van gewone grootte"),
                piece(72.0, 83.9, 5.0, "1"),
                piece(83.0, 81.7, 7.6, "Kamerstuk 99 999, nr. 534"),
            ],
            &[
                "Antwoord van gewone grootte",
                "Nog een regel van gewone grootte",
                "\u{f0061} Kamerstuk 99 999, nr. 534",
            ],
        );
    }

    #[test]
    fn a_raised_digit_hangs_on_its_word() {
        let pieces = vec![
            piece(50.0, 700.0, 10.0, "de motie"),
            piece(90.5, 704.0, 6.0, "14"),
            piece(99.0, 700.0, 10.0, "is"),
        ];
        let lines = lines(pieces);
        let text: String = lines[0].text.chars().map(|c| lowered(c).map_or(c, |_| '^')).collect();
        assert_eq!(text, "de motie^^ is");
        assert_eq!(lines[0].text.chars().filter_map(lowered).collect::<String>(), "14");
    }
}
