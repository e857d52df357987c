//! Hours of meetings: local time of the Netherlands, only what the source really says.

use jiff::Timestamp;

use crate::Lang;
use crate::format::amsterdam;

/// A meeting that is shorter is one sitting, in seconds.
const ONE_SITTING: i64 = 18 * 3600;

/// `13:00–17:30`, `13:00`; none where the source has no hour. It writes midnight and 23:59 for "some time that day".
pub fn hours(lang: Lang, begins: Option<&str>, ends: Option<&str>) -> Option<String> {
    let local = |moment: &str| moment.parse::<Timestamp>().ok().map(amsterdam);
    let begin = begins.and_then(local).filter(|begin| (begin.hour(), begin.minute()) != (0, 0))?;
    let end = ends.and_then(local).filter(|end| (end.hour(), end.minute()) != (23, 59));
    let clock = |moment: &jiff::Zoned| format!("{:02}:{:02}", moment.hour(), moment.minute());
    Some(match end {
        // a debate may end after midnight
        Some(end)
            if end > begin && end.timestamp().as_second() - begin.timestamp().as_second() < ONE_SITTING =>
        {
            format!("{}–{}", clock(&begin), clock(&end))
        }
        Some(end) if end > begin => {
            let words = lang.t("tot en met", "until");
            format!("{} {words} {}, {}", clock(&begin), lang.day(&end.date().to_string()), clock(&end))
        }
        _ => clock(&begin),
    })
}

/// `1:02:03`, `4:05`: a length of time as people write it beside a video.
pub fn length(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// The clock of a local time as a transcript prints it: `2031-01-28T13:05:00` is `13:05`.
pub fn printed_clock(moment: &str) -> Option<&str> {
    let clock = moment.split_once('T')?.1.get(..5)?;
    (clock.as_bytes()[2] == b':').then_some(clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(begins: &str, ends: &str, expected: Option<&str>) {
        assert_eq!(hours(Lang::Nl, Some(begins), Some(ends)).as_deref(), expected, "{begins} {ends}");
    }

    #[test]
    fn hours_are_local_in_winter_and_summer() {
        check("2031-01-28T12:00:00Z", "2031-01-28T16:30:00Z", Some("13:00–17:30"));
        check("2031-07-01T12:00:00Z", "2031-07-01T12:00:00Z", Some("14:00"));
    }

    #[test]
    fn midnight_and_one_minute_before_it_are_no_hours() {
        check("2031-01-27T23:00:00Z", "2031-01-28T22:59:00Z", None);
        check("2031-01-28T12:00:00Z", "2031-01-28T22:59:00Z", Some("13:00"));
        check("", "2031-01-28T22:59:00Z", None);
    }

    #[test]
    fn a_debate_past_midnight_is_one_sitting() {
        check("2031-01-28T09:15:00Z", "2031-01-28T23:31:00Z", Some("10:15–00:31"));
    }

    #[test]
    fn a_visit_of_some_days_tells_its_end() {
        check(
            "2031-01-28T12:00:00Z",
            "2031-01-30T16:00:00Z",
            Some("13:00 tot en met 30 januari 2031, 17:00"),
        );
    }

    #[test]
    fn lengths_have_two_digits_for_seconds() {
        assert_eq!((length(5), length(65), length(3725)), ("0:05".into(), "1:05".into(), "1:02:05".into()));
        assert_eq!(printed_clock("2031-01-28T13:05:59"), Some("13:05"));
        assert_eq!(printed_clock("é"), None);
    }
}
