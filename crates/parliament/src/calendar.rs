//! Days as the House writes them: Dutch dates, session years, Amsterdam's offset, working days.

use jiff::civil::{Date, Weekday, date};

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// `20 februari 2026`.
pub(crate) fn long(day: Date) -> String {
    format!("{} {}", short(day), day.year())
}

/// `20 februari`.
pub(crate) fn short(day: Date) -> String {
    format!("{} {}", day.day(), month(day))
}

/// `februari`.
pub(crate) fn month(day: Date) -> &'static str {
    MONTHS[day.month() as usize - 1]
}

/// `donderdag`.
pub(crate) fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "maandag",
        Weekday::Tuesday => "dinsdag",
        Weekday::Wednesday => "woensdag",
        Weekday::Thursday => "donderdag",
        Weekday::Friday => "vrijdag",
        Weekday::Saturday => "zaterdag",
        Weekday::Sunday => "zondag",
    }
}

/// The first year of the session: 2025 for February 2026.
pub(crate) fn session(day: Date) -> i16 {
    if day.month() >= 9 { day.year() } else { day.year() - 1 }
}

/// `2025-2026`.
pub(crate) fn session_year(day: Date) -> String {
    format!("{}-{}", session(day), session(day) + 1)
}

/// `2025–2026`, as printed.
pub(crate) fn printed_session_year(day: Date) -> String {
    session_year(day).replace('-', "–")
}

/// The day itself, or the Monday after a weekend.
pub(crate) fn working(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => after(day, 2),
        Weekday::Sunday => after(day, 1),
        _ => day,
    }
}

/// A day on which the House meets: Tuesday, Wednesday or Thursday, on or after the day.
pub(crate) fn meeting(day: Date) -> Date {
    match day.weekday() {
        Weekday::Friday => after(day, 4),
        Weekday::Saturday => after(day, 3),
        Weekday::Sunday => after(day, 2),
        Weekday::Monday => after(day, 1),
        _ => day,
    }
}

/// So many days later; earlier when negative. Stays at the end of time.
pub(crate) fn after(day: Date, days: i64) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}

/// Hours that Amsterdam is ahead of UTC on that day.
pub(crate) fn offset_hours(day: Date) -> u32 {
    let last_sunday = |month: i8| {
        let last = date(day.year(), month, 31);
        after(last, -i64::from(last.weekday().to_sunday_zero_offset()))
    };
    if day >= last_sunday(3) && day < last_sunday(10) { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dutch_dates() {
        let day = date(2026, 2, 20);
        assert_eq!(long(day), "20 februari 2026");
        assert_eq!(session_year(day), "2025-2026");
        assert_eq!(session_year(date(2026, 9, 15)), "2026-2027");
        assert_eq!(weekday(day), "vrijdag");
    }

    #[test]
    fn days_of_work_and_of_meeting() {
        assert_eq!(working(date(2026, 2, 21)), date(2026, 2, 23));
        assert_eq!(meeting(date(2026, 2, 20)), date(2026, 2, 24));
        assert_eq!(meeting(date(2026, 2, 24)), date(2026, 2, 24));
    }

    #[test]
    fn summer_time() {
        assert_eq!(offset_hours(date(2026, 3, 28)), 1);
        assert_eq!(offset_hours(date(2026, 3, 29)), 2);
        assert_eq!(offset_hours(date(2026, 10, 24)), 2);
        assert_eq!(offset_hours(date(2026, 10, 25)), 1);
    }
}
