//! Dates, moments, sizes and counts as readers see them. What cannot be read is shown as the source wrote it.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use model::MONTHS;

use crate::Lang;

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS_NL: [&str; 7] = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A moment in the Netherlands.
pub fn amsterdam(moment: Timestamp) -> Zoned {
    // the zone data is built in, so it is always there; UTC is a fallback that never shows
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    moment.to_zoned(zone)
}

/// A whole number, as templates hand it over.
pub trait Whole {
    /// Its value.
    fn whole(&self) -> i128;
}

impl<T: Whole> Whole for &T {
    fn whole(&self) -> i128 {
        (*self).whole()
    }
}

macro_rules! whole {
    ($($number:ty),*) => {
        $(impl Whole for $number {
            fn whole(&self) -> i128 {
                *self as i128
            }
        })*
    };
}
whole!(i32, i64, u32, u64, usize);

impl Lang {
    /// `28 januari 2026`.
    pub fn day(&self, date: &str) -> String {
        match date.parse::<Date>() {
            Ok(date) => self.written(date),
            Err(_) => date.to_owned(),
        }
    }

    /// `woensdag 28 januari 2026`.
    pub fn weekday(&self, date: &str) -> String {
        let Ok(date) = date.parse::<Date>() else { return date.to_owned() };
        let at = date.weekday().to_monday_zero_offset() as usize;
        format!("{} {}", self.t(DAYS_NL[at], DAYS_EN[at]), self.written(date))
    }

    /// `28 jan`: the day and the first letters of its month, where the year is plain from what stands around it.
    pub fn short_day(&self, date: &str) -> String {
        let Ok(date) = date.parse::<Date>() else { return date.to_owned() };
        let month = self.t(MONTHS[(date.month() - 1) as usize], MONTHS_EN[(date.month() - 1) as usize]);
        // maart is mrt, not maa
        let short = if month == "maart" { "mrt" } else { month.get(..3).unwrap_or(month) };
        format!("{} {short}", date.day())
    }

    /// `28 januari 2026, 13:05`, from UTC to the time of the Netherlands.
    pub fn moment(&self, moment: &str) -> String {
        let Ok(moment) = moment.parse::<Timestamp>() else { return moment.to_owned() };
        let local = amsterdam(moment);
        format!("{}, {:02}:{:02}", self.written(local.date()), local.hour(), local.minute())
    }

    /// `28 januari 2026`, from a moment in UTC to the day in the Netherlands.
    pub fn moment_day(&self, moment: &str) -> String {
        match moment.parse::<Timestamp>() {
            Ok(moment) => self.written(amsterdam(moment).date()),
            Err(_) => self.day(moment),
        }
    }

    /// `13:05`, from UTC to the time of the Netherlands.
    pub fn clock(&self, moment: &str) -> String {
        let Ok(moment) = moment.parse::<Timestamp>() else { return moment.to_owned() };
        let local = amsterdam(moment);
        format!("{:02}:{:02}", local.hour(), local.minute())
    }

    /// `januari`; empty for what is no month.
    pub fn month(&self, month: usize) -> &'static str {
        let at = month.wrapping_sub(1);
        let names = if self.is_english() { &MONTHS_EN } else { &MONTHS };
        names.get(at).copied().unwrap_or_default()
    }

    /// A day, a month or a year, as far as the source is sure: `2024-03` is `maart 2024`.
    pub fn about(&self, date: &str) -> String {
        match date.split_once('-') {
            Some((year, month)) if !month.contains('-') => match month.parse().map(|month| self.month(month))
            {
                Ok(month) if !month.is_empty() => format!("{month} {year}"),
                _ => date.to_owned(),
            },
            _ => self.day(date),
        }
    }

    /// `12.345`, in English `12,345`.
    pub fn count(&self, number: impl Whole) -> String {
        let number = number.whole();
        let digits = number.unsigned_abs().to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
        if number < 0 {
            out.push('-');
        }
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(if self.is_english() { ',' } else { '.' });
            }
            out.push(digit);
        }
        out
    }

    /// `123 kB`, `1,4 MB`.
    pub fn size(&self, bytes: impl Whole) -> String {
        let bytes = bytes.whole().max(0);
        if bytes < 1_000 {
            return format!("{bytes} {}", self.t("bytes", "bytes"));
        }
        if bytes < 999_500 {
            return format!("{} kB", (bytes + 500) / 1_000);
        }
        let tenths = (bytes + 50_000) / 100_000;
        format!("{}{}{} MB", self.count((tenths / 10) as u64), self.t(",", "."), tenths % 10)
    }

    fn written(&self, date: Date) -> String {
        let at = (date.month() - 1) as usize;
        format!("{} {} {}", date.day(), self.t(MONTHS[at], MONTHS_EN[at]), date.year())
    }
}

/// The year of session as citations write it: `2025-2026` becomes `2025/26`.
pub fn session(year: &str) -> String {
    match year.split_once('-') {
        Some((from, to)) if from.len() == 4 && to.len() == 4 && to.is_ascii() => {
            format!("{from}/{}", &to[2..])
        }
        _ => year.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_in_the_language_of_the_page() {
        assert_eq!(Lang::Nl.weekday("2026-01-28"), "woensdag 28 januari 2026");
        assert_eq!(Lang::En.day("2026-05-04"), "4 May 2026");
        assert_eq!(Lang::Nl.day("ergens in mei"), "ergens in mei");
    }

    #[test]
    fn moments_are_shown_in_dutch_time_summer_and_winter() {
        assert_eq!(Lang::Nl.moment("2026-01-28T12:00:00Z"), "28 januari 2026, 13:00");
        assert_eq!(Lang::Nl.moment("2026-07-01T22:30:00.123Z"), "2 juli 2026, 00:30");
    }

    #[test]
    fn sizes_and_counts_have_the_marks_of_the_language() {
        assert_eq!(Lang::Nl.size(999), "999 bytes");
        assert_eq!(Lang::Nl.size(1_688), "2 kB");
        assert_eq!(Lang::Nl.size(999_600), "1,0 MB");
        assert_eq!(Lang::En.size(1_449_999), "1.4 MB");
        assert_eq!(Lang::Nl.count(1_234_567), "1.234.567");
        assert_eq!(Lang::En.count(999), "999");
    }

    #[test]
    fn a_session_is_cited_short() {
        assert_eq!(session("2025-2026"), "2025/26");
        assert_eq!(session("2025"), "2025");
    }
}
