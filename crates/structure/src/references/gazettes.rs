//! Numbers of the official gazettes: `Stb. 2018, 84`, `Stcrt. 2020, nr. 1234`, `Trb. 2005, 12 en 2006, 34`.

use model::number::notation::Cursor;

use super::Found;
use super::laws::{push, skip_separators};

/// The ways in which the gazettes are named.
const SERIES: &[(&str, &str)] = &[
    ("Stb.", "stb"),
    ("Stcrt.", "stcrt"),
    ("Trb.", "trb"),
    ("Staatsblad", "stb"),
    ("Staatscourant", "stcrt"),
    ("Tractatenblad", "trb"),
    ("Stb", "stb"),
    ("Stcrt", "stcrt"),
    ("Trb", "trb"),
];

/// Reads the numbers that begin with `rest`, which stands at byte `at`, and says where they end in it.
pub(super) fn read(rest: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let (word, series) = SERIES.iter().find(|(word, _)| rest.starts_with(word))?;
    let mut cursor = Cursor::new(rest);
    cursor.skip(word.len());
    cursor.spaces();
    if let Some((year, number, end)) = dated(cursor) {
        push(found, at, end, format!("{series}-{year}-{number}"));
        return Some(end);
    }
    let mut year = cursor.digits(4).filter(|year| year.len() == 4)?;
    let number = number(&mut cursor)?;
    push(found, at, cursor.at(), format!("{series}-{year}-{number}"));
    // «Trb. 2012, 227 en 2013, 149», «Stb. 2012, 227 en 230»
    loop {
        let mut next = Cursor::new(cursor.rest());
        if !next.word(" en ") && !next.word("; ") {
            return Some(cursor.at());
        }
        let start = next.at();
        let Some(first) = next.digits(6) else { return Some(cursor.at()) };
        let mut behind = Cursor::new(next.rest());
        let number = match self::number(&mut behind).filter(|_| is_year(first)) {
            Some(number) => {
                next.skip(behind.at());
                year = first;
                number
            }
            None if is_year(first) || !next.rest().starts_with([')', ';', '.']) => return Some(cursor.at()),
            None => first,
        };
        push(found, at + cursor.at() + start, next.at() - start, format!("{series}-{year}-{number}"));
        cursor.skip(next.at());
    }
}

/// Year, number and end of `van 16 juni 2005, nr. 114`: until 2009 the day and its number.
fn dated(mut cursor: Cursor<'_>) -> Option<(i16, &str, usize)> {
    let _ = cursor.word("van ") || cursor.word("d.d. ");
    let rest = cursor.rest();
    let head = &rest[..rest.char_indices().nth(24).map_or(rest.len(), |(at, _)| at)];
    let (date, bytes) = crate::dates::first(head).filter(|(_, bytes)| bytes.start == 0)?;
    cursor.skip(bytes.end);
    cursor.take(|c| c == ',')?;
    cursor.spaces();
    if !(cursor.word("nr.") || cursor.word("nummer ") || cursor.word("nr ")) {
        return None;
    }
    cursor.spaces();
    let number = cursor.digits(5)?;
    Some((date.year(), number, cursor.at()))
}

/// The number behind a year: `, 84`, `, nr. 84`, `/84`.
fn number<'a>(cursor: &mut Cursor<'a>) -> Option<&'a str> {
    if cursor.take(|c| c == '/').is_none() {
        skip_separators(cursor);
    }
    let _ = cursor.word("nr.") || cursor.word("nummer") || cursor.word("nr");
    cursor.spaces();
    cursor.digits(6)
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}
