//! The three time styles of the feed, and its dates.
//!
//! Parlis writes naive Amsterdam time with seven digits, Sesam UTC with `Z`, VLOS and the register of commitments
//! an offset. All become UTC with whole milliseconds at most: `2026-01-28T12:00:00Z`, `…:00.123Z`.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};

/// A moment in UTC as the store keeps it, or none if the text is no time.
///
/// A local time that the clocks skip in spring is read as the moment an hour later, one that they repeat in
/// autumn as the first of the two.
pub fn to_utc(text: &str) -> Option<String> {
    let text = text.trim();
    let bytes = text.as_bytes();
    if bytes.len() < 10 {
        return None;
    }
    let zoned = bytes.len() > 19
        && (text.ends_with(['Z', 'z']) || bytes[19..].iter().any(|b| matches!(b, b'+' | b'-')));
    let moment: Timestamp = if zoned {
        text.parse().ok()?
    } else {
        let local: DateTime = text.parse().ok()?;
        amsterdam().to_ambiguous_zoned(local).compatible().ok()?.timestamp()
    };
    if moment.as_second() < EARLIEST {
        return None;
    }
    Some(moment.round(Unit::Millisecond).ok()?.to_string())
}

/// A day in the Netherlands, `2026-01-28`, or none if the text is no date.
///
/// The feed writes dates as local midnight (`2024-01-23T00:00:00`), with an offset, or plain.
pub fn to_date(text: &str) -> Option<String> {
    let text = text.trim();
    if text.ends_with(['Z', 'z']) && text.len() > 10 {
        let moment: Timestamp = text.parse().ok()?;
        let date = moment.to_zoned(amsterdam()).date();
        return (date.year() > 1).then(|| date.to_string());
    }
    let date: Date = text.get(..10)?.parse().ok()?;
    (date.year() > 1).then(|| date.to_string())
}

/// A day, month or year as far as it is known, or none if the text is none of these.
pub fn to_partial_date(text: &str) -> Option<String> {
    let text = text.trim();
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?;
    if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) || year < "0002" {
        return None;
    }
    match (parts.next(), parts.next()) {
        (None, None) => Some(year.to_owned()),
        (Some(month), None) => {
            let number: u8 = month.parse().ok()?;
            ((1..=12).contains(&number) && month.len() == 2).then(|| text.to_owned())
        }
        _ => to_date(text),
    }
}

/// The year 1 is the source's way to say that there is no time (`0001-01-01T00:00:00Z`).
const EARLIEST: i64 = -62_000_000_000;

fn amsterdam() -> TimeZone {
    use std::sync::OnceLock;
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    ZONE.get_or_init(|| TimeZone::get("Europe/Amsterdam").expect("the zone data are built in")).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(to_utc(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn parlis_writes_naive_amsterdam_time_with_seven_digits() {
        check("2019-07-15T11:02:54.8200000", Some("2019-07-15T09:02:54.82Z"));
        check("2026-01-28T13:00:00.0000000", Some("2026-01-28T12:00:00Z"));
    }

    #[test]
    fn sesam_writes_utc() {
        check("2023-08-29T11:09:59Z", Some("2023-08-29T11:09:59Z"));
    }

    #[test]
    fn vlos_writes_an_offset() {
        check("2025-07-10T16:33:11.4978899+02:00", Some("2025-07-10T14:33:11.498Z"));
    }

    #[test]
    fn the_year_one_is_no_time() {
        check("0001-01-01T00:00:00Z", None);
    }

    #[test]
    fn rubbish_is_no_time() {
        for text in ["", "gisteren", "2026-13-01T00:00:00", "2026-01-01T25:00:00", "é2026-01-01T00:00:00"] {
            check(text, None);
        }
    }

    #[test]
    fn the_hour_that_the_clocks_skip_is_read_as_an_hour_later() {
        check("2026-03-29T02:30:00", Some("2026-03-29T01:30:00Z"));
    }

    #[test]
    fn a_date_loses_the_midnight_that_the_feed_adds() {
        assert_eq!(to_date("2024-01-23T00:00:00").as_deref(), Some("2024-01-23"));
        assert_eq!(to_date("2026-03-13T00:00:00+02:00").as_deref(), Some("2026-03-13"));
        assert_eq!(to_date("1996-05-07").as_deref(), Some("1996-05-07"));
        assert_eq!(to_date("2024-06-30T22:00:00Z").as_deref(), Some("2024-07-01"));
        assert_eq!(to_date("0001-01-01T00:00:00"), None);
        assert_eq!(to_date("binnenkort"), None);
    }

    #[test]
    fn a_career_is_dated_by_year_or_month() {
        assert_eq!(to_partial_date("2019").as_deref(), Some("2019"));
        assert_eq!(to_partial_date("2024-01").as_deref(), Some("2024-01"));
        assert_eq!(to_partial_date("2024-01-05").as_deref(), Some("2024-01-05"));
        assert_eq!(to_partial_date("2024-13"), None);
        assert_eq!(to_partial_date("heden"), None);
    }
}
