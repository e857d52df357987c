//! When a watch tells: at once, each hour, each day at a time, each week on a day at a time, in Dutch time.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

use crate::Lang;

/// When a watch tells what it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// At once.
    Live,
    /// At the next full hour.
    Hourly,
    /// Each day at this hour.
    Daily(i8),
    /// Each week on this day at this hour.
    Weekly(Weekday, i8),
}

const DAYS: [(Weekday, &str, &str, &str); 7] = [
    (Weekday::Monday, "mon", "maandag", "Monday"),
    (Weekday::Tuesday, "tue", "dinsdag", "Tuesday"),
    (Weekday::Wednesday, "wed", "woensdag", "Wednesday"),
    (Weekday::Thursday, "thu", "donderdag", "Thursday"),
    (Weekday::Friday, "fri", "vrijdag", "Friday"),
    (Weekday::Saturday, "sat", "zaterdag", "Saturday"),
    (Weekday::Sunday, "sun", "zondag", "Sunday"),
];

impl Cadence {
    /// The days of the week: as they are kept and as readers see them.
    pub fn days(lang: Lang) -> impl Iterator<Item = (&'static str, &'static str)> {
        DAYS.iter().map(move |(_, slug, dutch, english)| (*slug, lang.t(*dutch, *english)))
    }

    /// The first moment at or after `from` at which it tells what was found at `from`.
    pub fn next(self, from: Timestamp) -> Timestamp {
        let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
        let local = from.to_zoned(zone);
        match self {
            Cadence::Live => from,
            Cadence::Hourly => {
                let begun = local.timestamp().as_second().rem_euclid(3600);
                let rest = if begun == 0 && local.subsec_nanosecond() == 0 { 0 } else { 3600 - begun };
                Timestamp::from_second(from.as_second() + rest).unwrap_or(from)
            }
            Cadence::Daily(hour) => slot(&local, hour, |_| true),
            Cadence::Weekly(day, hour) => slot(&local, hour, |date| date.weekday() == day),
        }
    }

    /// As readers see it: `elke dag om 7 uur`.
    pub fn label(self, lang: Lang) -> String {
        match self {
            Cadence::Live => lang.t("meteen", "at once").to_owned(),
            Cadence::Hourly => lang.t("elk uur", "every hour").to_owned(),
            Cadence::Daily(hour) => match lang {
                Lang::Nl => format!("elke dag om {hour} uur"),
                Lang::En => format!("every day at {hour}:00"),
            },
            Cadence::Weekly(day, hour) => {
                let (_, _, dutch, english) = DAYS.iter().find(|known| known.0 == day).unwrap_or(&DAYS[0]);
                match lang {
                    Lang::Nl => format!("elke {dutch} om {hour} uur"),
                    Lang::En => format!("every {english} at {hour}:00"),
                }
            }
        }
    }
}

/// The first time that it is this hour, on a day that fits, at or after a moment. In the hour that a change of the
/// clock skips it is the hour after.
fn slot(from: &Zoned, hour: i8, fits: impl Fn(jiff::civil::Date) -> bool) -> Timestamp {
    let mut date = from.date();
    for _ in 0..9 {
        if fits(date)
            && let Ok(at) = date.at(hour.clamp(0, 23), 0, 0, 0).to_zoned(from.time_zone().clone())
            && at.timestamp() >= from.timestamp()
        {
            return at.timestamp();
        }
        date = date.saturating_add(1.day());
    }
    from.timestamp()
}

impl fmt::Display for Cadence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cadence::Live => f.write_str("live"),
            Cadence::Hourly => f.write_str("hour"),
            Cadence::Daily(hour) => write!(f, "day {hour}"),
            Cadence::Weekly(day, hour) => {
                let slug = DAYS.iter().find(|known| known.0 == *day).map_or("mon", |known| known.1);
                write!(f, "week {slug} {hour}")
            }
        }
    }
}

impl FromStr for Cadence {
    type Err = ();

    fn from_str(text: &str) -> Result<Cadence, ()> {
        let mut words = text.split(' ');
        let hour = |word: Option<&str>| {
            word.and_then(|word| word.parse::<i8>().ok()).filter(|hour| (0..24).contains(hour)).ok_or(())
        };
        let read = match words.next().unwrap_or_default() {
            "live" => Cadence::Live,
            "hour" => Cadence::Hourly,
            "day" => Cadence::Daily(hour(words.next())?),
            "week" => {
                let day = words.next().unwrap_or_default();
                let day = DAYS.iter().find(|known| known.1 == day).ok_or(())?.0;
                Cadence::Weekly(day, hour(words.next())?)
            }
            _ => return Err(()),
        };
        if words.next().is_some() { Err(()) } else { Ok(read) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cadence: &str, from: &str, expected: &str) {
        let cadence: Cadence = cadence.parse().unwrap();
        let next = cadence.next(from.parse().unwrap());
        assert_eq!(next.to_string(), expected, "{cadence} from {from}");
        assert_eq!(cadence.to_string().parse(), Ok(cadence));
    }

    #[test]
    fn news_waits_for_the_next_moment_in_dutch_time() {
        check("live", "2031-01-06T10:12:00Z", "2031-01-06T10:12:00Z");
        check("hour", "2031-01-06T10:12:00Z", "2031-01-06T11:00:00Z");
        check("hour", "2031-01-06T11:00:00Z", "2031-01-06T11:00:00Z");
        check("day 7", "2031-01-06T05:00:00Z", "2031-01-06T06:00:00Z");
        check("day 7", "2031-01-06T07:00:00Z", "2031-01-07T06:00:00Z");
        check("day 7", "2031-07-06T07:00:00Z", "2031-07-07T05:00:00Z");
        check("week fri 17", "2031-01-06T05:00:00Z", "2031-01-10T16:00:00Z");
        check("week fri 17", "2031-01-10T16:00:00Z", "2031-01-10T16:00:00Z");
        check("week fri 17", "2031-01-10T16:00:01Z", "2031-01-17T16:00:00Z");
    }

    #[test]
    fn the_hour_that_the_clock_skips_is_the_one_after() {
        check("day 2", "2031-03-29T23:30:00Z", "2031-03-30T01:00:00Z");
    }

    #[test]
    fn what_is_no_cadence_is_refused() {
        for text in ["", "day", "day 24", "day -1", "week 7", "week mon", "live now", "maand"] {
            assert!(text.parse::<Cadence>().is_err(), "{text}");
        }
    }
}
