//! The parliamentary calendar as far as promises lean on it: recesses and fixed days of the budget year.
//!
//! The House sets its recesses year by year; the dates here come from the rule it has kept to, so that windows can
//! be computed for any year without a table:
//!
//! | recess | first day | last day | held in |
//! |---|---|---|---|
//! | summer | first Friday from 3 July | 59 days later, a Monday | 2019–2025 |
//! | Christmas | last Friday before 25 December | 24 days later, a Monday | 2023–2025 |
//! | spring (`voorjaarsreces`) | third Friday of February | 10 days later | most years; else a week off |
//! | May | last Friday until 27 April | 17 days later | most years; else a week off |
//! | autumn | third Friday of October | 10 days later | most years; else a week off |
//!
//! Elections move recesses; what is computed from them therefore always shows its words.

use jiff::Span;
use jiff::civil::{Date, Weekday, date};

/// A recess of the House.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recess {
    /// `voorjaarsreces`, also `krokusreces`
    Spring,
    /// `meireces`
    May,
    /// `zomerreces`
    Summer,
    /// `herfstreces`
    Autumn,
    /// `kerstreces`
    Christmas,
}

impl Recess {
    /// First and last day of the recess that begins in `year`.
    pub fn of(self, year: i16) -> (Date, Date) {
        let year = clamp(year);
        let (first, days) = match self {
            Recess::Spring => (friday_from(date(year, 2, 15)), 10),
            Recess::May => (friday_from(date(year, 4, 21)), 17),
            Recess::Summer => (friday_from(date(year, 7, 3)), 59),
            Recess::Autumn => (friday_from(date(year, 10, 15)), 10),
            Recess::Christmas => (friday_from(date(year, 12, 18)), 24),
        };
        (first, plus_days(first, days))
    }
}

/// The third Tuesday of September, when the budget is presented.
#[doc(alias = "prinsjesdag")]
pub fn budget_day(year: i16) -> Date {
    weekday_from(date(clamp(year), 9, 15), Weekday::Tuesday)
}

/// The third Wednesday of May, when the accounts are presented.
#[doc(alias = "verantwoordingsdag")]
pub fn accounts_day(year: i16) -> Date {
    weekday_from(date(clamp(year), 5, 15), Weekday::Wednesday)
}

/// Easter Sunday, by the anonymous Gregorian rule.
pub(super) fn easter(year: i16) -> Date {
    let year = i32::from(clamp(year));
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    let (month, day) = (if n / 31 == 3 { 3 } else { 4 }, i8::try_from(n % 31 + 1).unwrap_or(1));
    date(clamp(i16::try_from(year).unwrap_or(2000)), month, day.clamp(1, 30 + i8::from(month == 3)))
}

pub(super) fn clamp(year: i16) -> i16 {
    year.clamp(1000, 9000)
}

pub(super) fn plus_days(day: Date, days: i64) -> Date {
    day.checked_add(Span::new().days(days)).unwrap_or(day)
}

/// Last day of a month; months outside 1 to 12 are taken as the nearest.
pub(super) fn end_of_month(year: i16, month: i8) -> Date {
    date(clamp(year), month.clamp(1, 12), 1).last_of_month()
}

fn friday_from(day: Date) -> Date {
    weekday_from(day, Weekday::Friday)
}

fn weekday_from(day: Date, weekday: Weekday) -> Date {
    let ahead = day.weekday().until(weekday);
    plus_days(day, i64::from(ahead))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(recess: Recess, year: i16, first: &str, last: &str) {
        let (start, end) = recess.of(year);
        assert_eq!((start.to_string().as_str(), end.to_string().as_str()), (first, last));
    }

    #[test]
    fn recesses_fall_where_the_house_put_them() {
        check(Recess::Summer, 2023, "2023-07-07", "2023-09-04");
        check(Recess::Summer, 2024, "2024-07-05", "2024-09-02");
        check(Recess::Summer, 2025, "2025-07-04", "2025-09-01");
        check(Recess::Christmas, 2023, "2023-12-22", "2024-01-15");
        check(Recess::Christmas, 2024, "2024-12-20", "2025-01-13");
        check(Recess::Christmas, 2025, "2025-12-19", "2026-01-12");
        check(Recess::May, 2024, "2024-04-26", "2024-05-13");
        check(Recess::Spring, 2025, "2025-02-21", "2025-03-03");
    }

    #[test]
    fn fixed_days_of_the_budget_year() {
        assert_eq!(budget_day(2025).to_string(), "2025-09-16");
        assert_eq!(budget_day(2026).to_string(), "2026-09-15");
        assert_eq!(accounts_day(2025).to_string(), "2025-05-21");
    }

    #[test]
    fn easter_falls_where_it_fell() {
        for (year, day) in
            [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2038, "2038-04-25")]
        {
            assert_eq!(easter(year).to_string(), day);
        }
    }

    #[test]
    fn impossible_years_do_not_panic() {
        let _ = Recess::Christmas.of(i16::MAX);
        let _ = Recess::Summer.of(i16::MIN);
        let _ = end_of_month(i16::MAX, 120);
    }
}
