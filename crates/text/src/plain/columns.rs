//! Two columns that a converter kept side by side (`pdftotext -layout`): the left one is read before the right one.
//!
//! A page counts as set in two columns when most of its lines leave a gap at one place near their middle, with prose on
//! both sides. Lines that run over the gap (a heading, a foot) stay where they are and divide the page.

/// Fewest lines with a gap that make columns.
const FEWEST: usize = 15;

/// Characters of a line that reads as prose.
const PROSE: usize = 25;

/// The text with its columns behind each other; unchanged if it has none.
pub(super) fn part(text: &str) -> String {
    if !text.contains("   ") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for (nth, page) in text.split('\u{c}').enumerate() {
        if nth > 0 {
            out.push('\u{c}');
        }
        let lines: Vec<&str> = page.split('\n').collect();
        match gutter(&lines) {
            Some(at) => out.push_str(&apart(&lines, at)),
            None => out.push_str(page),
        }
    }
    out
}

/// The character at which the right column of a page begins.
fn gutter(lines: &[&str]) -> Option<usize> {
    let widest = lines.iter().map(|line| line.trim_end().chars().count()).max().unwrap_or(0);
    if widest < 70 {
        return None;
    }
    // where words begin behind a gap, in the middle of the page
    let mut begins = vec![0usize; widest + 1];
    let mut long = 0;
    for line in lines {
        let (mut spaces, mut count) = (0, 0);
        for (at, c) in line.trim_end().chars().enumerate() {
            if c != ' ' && spaces >= 2 && at * 100 > widest * 35 && at * 100 < widest * 65 {
                begins[at] += 1;
            }
            spaces = if c == ' ' { spaces + 1 } else { 0 };
            count = at + 1;
        }
        long += usize::from(count * 100 > widest * 65);
    }
    let (count, at) = begins.iter().enumerate().map(|(at, count)| (*count, at)).max()?;
    if count < FEWEST || count * 10 < long * 6 {
        return None;
    }
    // prose on both sides: the cells of a table are short
    let sides: Vec<(&str, &str)> = lines.iter().filter_map(|line| split(line, at)).collect();
    let prose = |side: fn(&(&str, &str)) -> usize| {
        let widths: Vec<usize> = sides.iter().map(side).filter(|width| *width > 0).collect();
        widths.iter().filter(|width| **width >= PROSE).count() * 10 > widths.len() * 4
    };
    let both = prose(|pair| pair.0.trim().chars().count()) && prose(|pair| pair.1.trim().chars().count());
    both.then_some(at)
}

/// The parts of a line left and right of the gap; none where its words run over it.
fn split(line: &str, at: usize) -> Option<(&str, &str)> {
    let byte = line.char_indices().nth(at).map_or(line.len(), |(byte, _)| byte);
    let (left, right) = line.split_at(byte);
    (right.trim().is_empty() && left.trim_end().chars().count() <= at
        || left.is_empty()
        || left.ends_with("  "))
    .then_some((left, right))
}

/// A page with its columns behind each other.
fn apart(lines: &[&str], at: usize) -> String {
    let (mut out, mut left, mut right) = (String::new(), Vec::new(), Vec::new());
    for line in lines {
        match split(line, at) {
            Some(sides) => {
                left.push(sides.0);
                right.push(sides.1);
            }
            None => {
                flush(&mut out, &mut left, &mut right);
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    flush(&mut out, &mut left, &mut right);
    out.pop();
    out
}

/// Writes the left column and then the right one; empty lines stay above and below both, but none comes between them: a
/// sentence may go on.
fn flush<'l>(out: &mut String, left: &mut Vec<&'l str>, right: &mut Vec<&'l str>) {
    let empty = |line: &&&str| line.trim().is_empty();
    let below = left.last().as_ref().is_some_and(empty) && right.last().as_ref().is_some_and(empty);
    let above = right.iter().take_while(empty).count();
    for (column, above) in [(left, 0), (right, above)] {
        let last = column.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1);
        for line in column.drain(..).take(last).skip(above) {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    if below {
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(rows: usize, left: &str, right: &str) -> String {
        (0..rows).map(|row| format!("{:<48}{right} {row}\n", format!("{left} {row}"))).collect()
    }

    #[test]
    fn the_left_column_is_read_before_the_right_one() {
        let head =
            "Vragen gesteld door de leden der Kamer, met de daarop door de regering gegeven antwoorden\n";
        let text =
            head.to_owned() + &page(20, "De dijk van Oosterwaard is hoog", "Het water van de beek is laag");
        let read = part(&text);
        assert!(read.starts_with(head));
        let (left, right) = (read.find("hoog 19").unwrap(), read.find("laag 0").unwrap());
        assert!(left < right, "{read}");
    }

    #[test]
    fn empty_lines_stay_around_columns_and_none_comes_between_them() {
        let head = "Vragen gesteld door de leden der Kamer, met de daarop gegeven antwoorden van de regering";
        let columns = page(20, "De dijk van Oosterwaard is hoog", "Het water van de beek is laag");
        let read = part(&format!("{head}\n\n{columns}\n{head}\n"));
        assert!(read.starts_with(&format!("{head}\n\nDe dijk")), "{read}");
        assert!(read.contains("hoog 19\nHet water van de beek is laag 0\n"), "{read}");
        assert!(read.ends_with(&format!("laag 19\n\n{head}\n")), "{read}");
    }

    #[test]
    fn the_cells_of_a_table_stay_side_by_side() {
        let text = page(20, "Oosterwaard", "12 hectare land in de gemeente Oosterwaard");
        assert_eq!(part(&text), text);
    }
}
