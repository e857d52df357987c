//! Whole dates in Dutch prose: `28 januari 2026`, `2026-01-28`, `28-01-2026`.

use std::ops::Range;

use jiff::civil::Date;
use model::MONTHS;

/// The first whole date in a text and where it stands.
pub(crate) fn first(text: &str) -> Option<(Date, Range<usize>)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let fresh = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        if bytes[at].is_ascii_digit() && fresh {
            if let Some((date, length)) = read(&text[at..]) {
                return Some((date, at..at + length));
            }
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                at += 1;
            }
        } else {
            at += 1;
        }
    }
    None
}

/// All whole dates in a text.
pub(crate) fn all(text: &str) -> Vec<Date> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((date, bytes)) = first(&text[from..]) {
        found.push(date);
        from += bytes.end;
    }
    found
}

fn read(rest: &str) -> Option<(Date, usize)> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number: i16 = rest[..digits].parse().ok()?;
    let after = &rest[digits..];
    if digits == 4 && after.starts_with('-') {
        let (month, day) = (after.get(1..3)?, after.get(4..6)?);
        let whole = after.get(3..4)? == "-" && !after[6..].starts_with(|c: char| c.is_ascii_digit());
        let date = Date::new(number, month.parse().ok()?, day.parse().ok()?).ok()?;
        return whole.then_some((date, digits + 6));
    }
    if digits > 2 {
        return None;
    }
    let day = i8::try_from(number).ok()?;
    if let Some(rest_numeric) = after.strip_prefix('-') {
        let mut parts = rest_numeric.splitn(2, '-');
        let month = parts.next()?;
        let year = parts.next()?.get(..4)?;
        let date = Date::new(year.parse().ok()?, month.parse().ok()?, day).ok()?;
        return Some((date, digits + 1 + month.len() + 1 + 4));
    }
    let spaced = after.trim_start_matches([' ', '\u{a0}']);
    let lower = spaced.as_bytes();
    let month = MONTHS.iter().position(|month| {
        lower.len() > month.len() && lower[..month.len()].eq_ignore_ascii_case(month.as_bytes())
    })?;
    let tail = &spaced[MONTHS[month].len()..];
    let year_text = tail.trim_start_matches([' ', '\u{a0}']);
    let length = year_text.bytes().take_while(u8::is_ascii_digit).count();
    if length != 4 {
        return None;
    }
    let date = Date::new(year_text[..4].parse().ok()?, month as i8 + 1, day).ok()?;
    Some((date, rest.len() - year_text.len() + 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str)>) {
        let found = first(text).map(|(date, bytes)| (date.to_string(), &text[bytes]));
        assert_eq!(found.as_ref().map(|(date, text)| (date.as_str(), *text)), expected);
    }

    #[test]
    fn dates_as_people_write_them() {
        check("Den Haag, 28 januari 2026", Some(("2026-01-28", "28 januari 2026")));
        check("Nummer: 12, datum: 2025-07-28, bij", Some(("2025-07-28", "2025-07-28")));
        check("op 03-05-2025.", Some(("2025-05-03", "03-05-2025")));
        check("31 februari 2025", None);
        check("25 juli jl.", None);
        check("2026", None);
    }
}
