//! Due windows: from the words of a promise to the days they mean.
//!
//! `voor eind januari`, `in het tweede kwartaal van dit jaar`, `medio 2026`, `vóór het zomerreces`,
//! `binnen zes weken` become a first and last day, computed from the date of the document that says so. What has no
//! end a calendar knows (`zo snel mogelijk`, `binnenkort`, `op korte termijn`) is no window.
//!
//! | words | window |
//! |---|---|
//! | `vóór 1 juli` | until 30 June: the day itself is too late |
//! | `uiterlijk 1 juli` · `voor eind januari` | until and including that day, that month's end |
//! | `in juni` · `Q2` · `tweede helft van 2026` | the whole period |
//! | `begin` · `medio` · `eind` of a month | days 1–10, 11–20, 21–end |
//! | `begin` · `medio` · `eind` of a year | January–March, June–July, October–December |
//! | `voorjaar` · `zomer` · `najaar` · `winter` | from the 21st of March, June, September, December to the 20th |
//! | `na het zomerreces` · `na de zomer` | from the day after; no end |
//! | `vóór het zomerreces` · `voor de zomer` | until the day before the recess ([`calendar::Recess`]) |
//! | `voor de begrotingsbehandeling` | until the Christmas recess, before which budgets are debated |
//! | `bij Voorjaarsnota` · `Najaarsnota` | until 1 June · 1 December, their legal dates |
//!
//! Without a year the first window is meant that has not ended on the document's date. Windows wholly before the
//! document's date are history, no promise, and are left out. Start with [`find`].

use std::ops::Range;

use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan};

use crate::facts::DueWindow;

pub mod answer;
pub mod calendar;
mod period;
mod words;

use calendar::plus_days;
use words::Words;

/// A due window and where its words stand in the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The window; both days none when the words need a date that is not known.
    pub window: DueWindow,
    /// Bytes of the sentence.
    pub bytes: Range<usize>,
}

/// What a window of words means for its period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Limit {
    /// `in`, `op`: the period itself.
    During,
    /// `voor`, `vóór`: until the day before it.
    Before,
    /// `uiterlijk`, `voor eind`: until its last day.
    Until,
    /// `na`: from the day after it.
    After,
    /// `niet eerder dan`: from its first day.
    NotBefore,
}

/// All due windows in a sentence, in order. `written` is the date of the document.
///
/// ```
/// use jiff::civil::date;
/// let found = model::due::find("Ik informeer uw Kamer voor eind januari.", Some(date(2025, 11, 20)));
/// assert_eq!(found[0].window.to, Some(date(2026, 1, 31)));
/// assert_eq!(found[0].window.text, "voor eind januari");
/// ```
pub fn find(sentence: &str, written: Option<Date>) -> Vec<Found> {
    let words = Words::new(sentence);
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match window_at(&words, at, written) {
            Some((window, next)) => {
                if let Some(window) = window {
                    found.push(window);
                }
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// The window that limits most surely: «in het onderzoek dat in 2026 start, dat voor de zomer naar de Kamer gaat» is due
/// before summer. What has only an end goes before what has a beginning too.
pub fn surest(found: Vec<Found>) -> Option<DueWindow> {
    let limited = found.iter().position(|one| one.window.from.is_none() && one.window.to.is_some());
    found.into_iter().nth(limited.unwrap_or_default()).map(|one| one.window)
}

/// Reads a window at a word. The inner option is none when the words are a period that is no promise (in the past,
/// `budget voor 2026`): they are skipped whole.
fn window_at(words: &Words<'_>, at: usize, written: Option<Date>) -> Option<(Option<Found>, usize)> {
    let (limit, accented, mut next) = limit_at(words, at);
    let explicit = next > at;
    // the text keeps what limits («voor het zomerreces»), not what only places («in het tweede kwartaal»)
    let mut text_from = if matches!(limit, Limit::During) { None } else { Some(at) };
    if let Some((window, next)) = within(words, at, written) {
        return Some((Some(window), next));
    }
    while ["de", "het", "een", "loop", "van", "nog"].contains(&words.get(next)) && next < at + 7 {
        next += 1;
    }
    let start = text_from.unwrap_or(next);
    if let Some(found) = before_meeting(words, limit, start, next, written) {
        return Some(found);
    }
    // «voor de start van het zomerreces»
    if !matches!(limit, Limit::During)
        && ["start", "aanvang", "ingang", "begin"].contains(&words.get(next))
        && words.get(next + 1) == "van"
        && ["het", "de"].contains(&words.get(next + 2))
        && words.get(next + 3).ends_with("reces")
    {
        next += 3;
    }
    let (period, end) = period::several(words, next, written)?;
    if !explicit && period.needs_preposition {
        return None;
    }
    // «jl.», «afgelopen», «vorig» and the like: the past; «tot en met 1 juli» lasts until then
    let lasts = at > 1 && words.get(at) == "met" && words.get(at - 1) == "en" && words.get(at - 2) == "tot";
    if lasts
        || ["jl", "jongstleden", "laatstleden", "ll"].contains(&words.get(end))
        || last_year(words, end)
        || at > 0
            && ["afgelopen", "vorig", "vorige", "sinds", "vanaf", "per", "tot", "met", "van"]
                .contains(&words.get(at - 1))
            && !explicit
    {
        return Some((None, end));
    }
    // «budget voor 2026», «ramingen voor het tweede kwartaal»: meant for, not before
    let limit = match limit {
        Limit::Before if period.ends => Limit::Until,
        Limit::Before if period.could_be_meant_for && !accented => return Some((None, end)),
        other => other,
    };
    if limit == Limit::During {
        text_from = None;
    }
    let (from, to) = match (period.days, limit) {
        (None, _) => (None, None),
        (Some((first, last)), Limit::During) => (first, last),
        (Some((first, last)), Limit::Before) => (None, first.map(|day| plus_days(day, -1)).or(last)),
        (Some((_, last)), Limit::Until) => (None, last),
        (Some((first, last)), Limit::NotBefore) => (first.or(last), None),
        (Some((first, last)), Limit::After) => (last.or(first).map(|day| plus_days(day, 1)), None),
    };
    if let (Some(written), Some(to)) = (written, to)
        && to < written
    {
        return Some((None, end));
    }
    let start = text_from.unwrap_or(start);
    let bytes = words.bytes(start, end);
    let text = words.text(bytes.clone());
    Some((Some(Found { window: DueWindow { from, to, text }, bytes }), end))
}

/// Whether a period is said to be last year's: `in september vorig jaar`, `in het najaar van vorig jaar`.
fn last_year(words: &Words<'_>, end: usize) -> bool {
    let at = if words.get(end) == "van" { end + 1 } else { end };
    ["vorig", "afgelopen"].contains(&words.get(at)) && words.get(at + 1) == "jaar"
}

/// Reads `voor het commissiedebat Spoor van 12 maart`: until the day before. Without a day no calendar knows it.
fn before_meeting(
    words: &Words<'_>,
    limit: Limit,
    start: usize,
    at: usize,
    written: Option<Date>,
) -> Option<(Option<Found>, usize)> {
    const MEETINGS: [&str; 18] = [
        "debat",
        "commissiedebat",
        "tweeminutendebat",
        "wetgevingsoverleg",
        "notaoverleg",
        "overleg",
        "rondetafelgesprek",
        "begrotingsdebat",
        "ao",
        "cd",
        "wgo",
        "no",
        "tmd",
        "raad",
        "procedurevergadering",
        "plenaire",
        "stemmingen",
        "top",
    ];
    if limit != Limit::Before {
        return None;
    }
    let lead =
        if ["eerstvolgende", "komende", "aankomende", "aanstaande", "geplande"].contains(&words.get(at)) {
            at + 1
        } else {
            at
        };
    // «voor de Landbouw- en Visserijraad van 11 december»
    let council = (lead..lead + 4).any(|at| words.get(at).ends_with("raad") && words.get(at).len() > 4)
        || (lead..lead + 3).any(|at| words.get(at) == "raad");
    if !MEETINGS.contains(&words.get(lead)) && !council {
        return None;
    }
    let (period, end) = (lead + 1..lead + 12)
        .filter(|next| ["van", "op", "d", "dd"].contains(&words.get(*next)))
        .find_map(|next| period::day(words, next + 1, written))?;
    let day = period.days.and_then(|(first, _)| first);
    // «een week voor het debat», «uiterlijk twee weken voor het debat»
    let (ahead, start) = ahead_of(words, start);
    let bytes = words.bytes(start, end);
    let to = day.map(|day| plus_days(day, -ahead));
    if let (Some(written), Some(to)) = (written, to)
        && to < written
    {
        return Some((None, end));
    }
    let window = DueWindow { from: None, to, text: words.text(bytes.clone()) };
    Some((Some(Found { window, bytes }), end))
}

/// Days by which something comes before a meeting, and where the words for them begin: one, or `een week`, `twee weken`.
fn ahead_of(words: &Words<'_>, start: usize) -> (i64, usize) {
    let Some(unit) = start.checked_sub(1).filter(|at| *at > 0) else { return (1, start) };
    let days = match words.get(unit) {
        "week" | "weken" => 7,
        "dag" | "dagen" => 1,
        _ => return (1, start),
    };
    let Some(amount) = words::amount(words.get(unit - 1)) else { return (1, start) };
    let begin = match unit.checked_sub(2) {
        Some(before) if words.get(before) == "uiterlijk" => before,
        _ => unit - 1,
    };
    (i64::from(amount) * days, begin)
}

/// Reads the preposition that limits a period: its meaning, whether it carries an accent, and the next word.
fn limit_at(words: &Words<'_>, at: usize) -> (Limit, bool, usize) {
    match words.get(at) {
        // «is voorzien voor het eerste kwartaal»: in it
        "voor"
            if at > 0
                && ["voorzien", "gepland", "ingepland", "beoogd", "geagendeerd"]
                    .contains(&words.get(at - 1)) =>
        {
            (Limit::During, false, at + 1)
        }
        "voor" => (Limit::Before, words.accented(at), at + 1),
        "voordat" => (Limit::During, false, at),
        "voorafgaand" if words.get(at + 1) == "aan" => (Limit::Before, true, at + 2),
        "uiterlijk" | "ultimo" => match words.get(at + 1) {
            "voor" => (Limit::Before, true, at + 2),
            "op" | "in" | "per" | "aan" | "tegen" => (Limit::Until, false, at + 2),
            _ => (Limit::Until, false, at + 1),
        },
        "niet" if words.get(at + 1) == "later" && words.get(at + 2) == "dan" => (Limit::Until, false, at + 3),
        "niet" if words.get(at + 1) == "eerder" && words.get(at + 2) == "dan" => {
            (Limit::NotBefore, false, at + 3)
        }
        "tussen" if words.get(at + 1) == "nu" && words.get(at + 2) == "en" => (Limit::Before, true, at + 3),
        "tegen" => (Limit::Until, false, at + 1),
        "na" => (Limit::After, false, at + 1),
        "tussen" => (Limit::During, false, at + 1),
        "in" | "op" | "rond" | "omstreeks" | "gedurende" | "bij" | "met" | "per" | "tijdens" => {
            (Limit::During, false, at + 1)
        }
        _ => (Limit::During, false, at),
    }
}

/// Reads `binnen zes weken`, `over twee maanden`.
fn within(words: &Words<'_>, at: usize, written: Option<Date>) -> Option<(Found, usize)> {
    let lead = words.get(at);
    // «de komende zes weken»
    let coming = ["komende", "aankomende"].contains(&lead);
    if lead != "binnen" && lead != "over" && !coming {
        return None;
    }
    let mut next = at + 1;
    if ["nu", "uiterlijk", "maximaal", "circa", "ongeveer"].contains(&words.get(next)) {
        next += 1;
    }
    // «binnen een half jaar»
    if words.get(next) == "een" && ["half", "halfjaar"].contains(&words.get(next + 1)) {
        let end = if words.get(next + 1) == "half" { next + 3 } else { next + 2 };
        let whole = words.get(next + 1) == "halfjaar" || words.get(next + 2) == "jaar";
        if !whole {
            return None;
        }
        let day = written.and_then(|day| day.checked_add(6.months()).ok());
        let bytes = words.bytes(at, end);
        let from = if lead == "over" { day } else { None };
        let window = DueWindow { from, to: day, text: words.text(bytes.clone()) };
        return Some((Found { window, bytes }, end));
    }
    let mut amount = words::amount(words.get(next))?;
    // «binnen vier tot zes weken», «binnen 2 à 3 maanden»
    if ["tot", "a", "of"].contains(&words.get(next + 1))
        && let Some(most) = words::amount(words.get(next + 2))
    {
        amount = most;
        next += 2;
    }
    // «de komende jaren» has no end
    if coming && !matches!(words.get(next + 1), "dagen" | "weken" | "maanden" | "werkdagen") {
        return None;
    }
    let unit: Span = match words.get(next + 1) {
        "dag" | "dagen" | "werkdagen" => i64::from(amount).days(),
        "week" | "weken" => i64::from(amount).weeks(),
        "maand" | "maanden" => i64::from(amount).months(),
        "jaar" | "jaren" => i64::from(amount).years(),
        _ => return None,
    };
    let mut end = next + 2;
    // «binnen zes weken na ontvangst» counts from a day that is not known here
    let now = words.get(end) == "na"
        && (["heden", "vandaag", "dagtekening", "nu"].contains(&words.get(end + 1))
            || words.get(end + 1) == "deze" && words.get(end + 2) == "brief");
    let elsewhere = !now && ["na", "nadat", "vanaf", "voor"].contains(&words.get(end));
    // «over twee jaar gemiddeld», «over 10 dagen verspreid»: lead «over» needs a later day, not an extent
    if lead == "over" && elsewhere {
        return None;
    }
    let day = if elsewhere { None } else { written.and_then(|day| day.checked_add(unit).ok()) };
    if elsewhere {
        end += 1;
    }
    if now {
        end += if words.get(end + 1) == "deze" { 3 } else { 2 };
    }
    let bytes = words.bytes(at, end);
    let from = if lead == "over" { day } else { None };
    let window = DueWindow { from, to: day, text: words.text(bytes.clone()) };
    Some((Found { window, bytes }, end))
}

/// The week of a day, Monday to Sunday, `ahead` weeks later.
fn week(day: Date, ahead: i64) -> (Date, Date) {
    let monday = plus_days(day, -i64::from(day.weekday().since(Weekday::Monday)) + 7 * ahead);
    (monday, plus_days(monday, 6))
}

/// A whole year.
fn whole_year(year: i16) -> (Date, Date) {
    let year = calendar::clamp(year);
    (date(year, 1, 1), date(year, 12, 31))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Document of 20 November 2025.
    #[track_caller]
    fn check(sentence: &str, from: &str, to: &str, text: &str) {
        check_on(date(2025, 11, 20), sentence, from, to, text);
    }

    #[track_caller]
    fn check_on(written: Date, sentence: &str, from: &str, to: &str, text: &str) {
        let found = find(sentence, Some(written));
        let show = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let read: Vec<_> = found
            .iter()
            .map(|found| (show(found.window.from), show(found.window.to), found.window.text.clone()))
            .collect();
        assert_eq!(read, [(from.to_owned(), to.to_owned(), text.to_owned())], "{sentence:?}");
        assert_eq!(&sentence[found[0].bytes.clone()], text);
    }

    #[track_caller]
    fn check_none(sentence: &str) {
        let found = find(sentence, Some(date(2025, 11, 20)));
        assert!(found.is_empty(), "{sentence:?}: {found:?}");
    }

    #[test]
    fn an_end_without_a_year_is_the_next_one() {
        check("Ik informeer u voor eind januari hierover", "", "2026-01-31", "voor eind januari");
        check("Dit gebeurt vóór 1 juli.", "", "2026-06-30", "vóór 1 juli");
        check("uiterlijk 1 juli 2026", "", "2026-07-01", "uiterlijk 1 juli 2026");
        check("uiterlijk op 1 december", "", "2025-12-01", "uiterlijk op 1 december");
        check("voor het einde van het jaar", "", "2025-12-31", "voor het einde van het jaar");
        check("voor het eind van dit jaar", "", "2025-12-31", "voor het eind van dit jaar");
        check(
            "voor het einde van het eerste kwartaal",
            "",
            "2026-03-31",
            "voor het einde van het eerste kwartaal",
        );
        check("uiterlijk in april", "", "2026-04-30", "uiterlijk in april");
        check("nog voor januari", "", "2025-12-31", "voor januari");
        check("voor de jaarwisseling", "", "2025-12-31", "voor de jaarwisseling");
    }

    #[test]
    fn recesses_and_the_days_before_and_after() {
        check("vóór het zomerreces", "", "2026-07-02", "vóór het zomerreces");
        check("voor het zomerreces van 2026", "", "2026-07-02", "voor het zomerreces van 2026");
        check("voor de zomer", "", "2026-07-02", "voor de zomer");
        check("nog voor het kerstreces", "", "2025-12-18", "voor het kerstreces");
        check("na het kerstreces", "2026-01-13", "", "na het kerstreces");
        check("na de zomer", "2026-09-01", "", "na de zomer");
        check("voor de kerst", "", "2025-12-24", "voor de kerst");
    }

    #[test]
    fn quarters_and_halves() {
        check("in het tweede kwartaal van 2026", "2026-04-01", "2026-06-30", "tweede kwartaal van 2026");
        check("in Q1", "2026-01-01", "2026-03-31", "Q1");
        check("in Q1 2026 zou verschijnen", "2026-01-01", "2026-03-31", "Q1 2026");
        check("eind Q1", "2026-03-01", "2026-03-31", "eind Q1");
        check(
            "in het eerste kwartaal van volgend jaar",
            "2026-01-01",
            "2026-03-31",
            "eerste kwartaal van volgend jaar",
        );
        check("in de eerste helft van 2026", "2026-01-01", "2026-06-30", "eerste helft van 2026");
        check("tweede helft van volgend jaar", "2026-07-01", "2026-12-31", "tweede helft van volgend jaar");
        check("in het eerste halfjaar van 2026", "2026-01-01", "2026-06-30", "eerste halfjaar van 2026");
        check(
            "uiterlijk in het 2e kwartaal van 2026",
            "",
            "2026-06-30",
            "uiterlijk in het 2e kwartaal van 2026",
        );
        check("in het vierde kwartaal", "2025-10-01", "2025-12-31", "vierde kwartaal");
        let spring = date(2026, 2, 3);
        check_on(
            spring,
            "in het tweede kwartaal van dit jaar",
            "2026-04-01",
            "2026-06-30",
            "tweede kwartaal van dit jaar",
        );
    }

    #[test]
    fn parts_of_years_and_months() {
        check("medio 2026", "2026-06-01", "2026-07-31", "medio 2026");
        check("eind 2026", "2026-10-01", "2026-12-31", "eind 2026");
        check("begin 2026", "2026-01-01", "2026-03-31", "begin 2026");
        check("begin volgend jaar", "2026-01-01", "2026-03-31", "begin volgend jaar");
        check("eind dit jaar", "2025-10-01", "2025-12-31", "eind dit jaar");
        check("medio februari", "2026-02-11", "2026-02-20", "medio februari");
        check("half maart", "2026-03-11", "2026-03-20", "half maart");
        check("begin december 2025", "2025-12-01", "2025-12-10", "begin december 2025");
        check("in de loop van 2026", "2026-01-01", "2026-12-31", "2026");
        check("nog dit jaar", "2025-01-01", "2025-12-31", "dit jaar");
        check("in maart", "2026-03-01", "2026-03-31", "maart");
    }

    #[test]
    fn supplementary_budgets() {
        check(
            "bij de eerste suppletoire begroting 2026",
            "",
            "2026-06-01",
            "eerste suppletoire begroting 2026",
        );
        check("bij de Miljoenennota 2027", "2026-09-15", "2026-09-15", "Miljoenennota 2027");
    }

    #[test]
    fn two_periods_are_one_window() {
        check(
            "in het tweede of derde kwartaal van 2026",
            "2026-04-01",
            "2026-09-30",
            "tweede of derde kwartaal van 2026",
        );
        check("in maart of april", "2026-03-01", "2026-04-30", "maart of april");
        check("in maart/april 2026", "2026-03-01", "2026-04-30", "maart/april 2026");
        check("eind maart/begin april", "2026-03-21", "2026-04-10", "eind maart/begin april");
        check("in Q2/Q3 2026", "2026-04-01", "2026-09-30", "Q2/Q3 2026");
        check("tussen maart en juni 2026", "2026-03-01", "2026-06-30", "maart en juni 2026");
    }

    #[test]
    fn meetings_with_and_without_a_day() {
        check(
            "uiterlijk voor het commissiedebat spoor van 12 maart 2026",
            "",
            "2026-03-11",
            "uiterlijk voor het commissiedebat spoor van 12 maart 2026",
        );
        check(
            "vóór het tweeminutendebat Spoor op 12 maart",
            "",
            "2026-03-11",
            "vóór het tweeminutendebat Spoor op 12 maart",
        );
        check_none("voor het eerstvolgende commissiedebat");
    }

    #[test]
    fn weeks_by_day_and_by_number() {
        check("in de week van 9 maart", "2026-03-09", "2026-03-15", "week van 9 maart");
        check("uiterlijk in week 12", "", "2026-03-22", "uiterlijk in week 12");
        check("begin volgende maand", "2025-12-01", "2025-12-10", "begin volgende maand");
        check("eind deze maand", "2025-11-21", "2025-11-30", "eind deze maand");
        check("voor het eind van de maand", "", "2025-11-30", "voor het eind van de maand");
        check("binnen een half jaar", "", "2026-05-20", "binnen een half jaar");
        check("binnen drie weken na deze brief", "", "2025-12-11", "binnen drie weken na deze brief");
    }

    #[test]
    fn new_years_and_parts() {
        check("in het nieuwe jaar", "2026-01-01", "2026-12-31", "nieuwe jaar");
        check("begin van het nieuwe jaar", "2026-01-01", "2026-03-31", "begin van het nieuwe jaar");
        check("in het eerste deel van 2026", "2026-01-01", "2026-06-30", "eerste deel van 2026");
        check("in de eerste maanden van 2026", "2026-01-01", "2026-03-31", "eerste maanden van 2026");
        check("in Q2-2026", "2026-04-01", "2026-06-30", "Q2-2026");
    }

    #[test]
    fn years_joined_keep_their_own() {
        check("in 2026 of 2027", "2026-01-01", "2027-12-31", "2026 of 2027");
        check("in 2026 en 2027", "2026-01-01", "2027-12-31", "2026 en 2027");
        check("vóór het nieuwe jaar", "", "2025-12-31", "vóór het nieuwe jaar");
    }

    #[test]
    fn not_before_a_day_and_between_now_and_then() {
        check("niet eerder dan 1 juli 2026", "2026-07-01", "", "niet eerder dan 1 juli 2026");
        check("tussen nu en de zomer", "", "2026-07-02", "tussen nu en de zomer");
        check_none("tot en met 1 juli 2026");
        check_none("in consultatie tot eind 2026");
    }

    #[test]
    fn some_time_before_a_meeting() {
        check(
            "uiterlijk een week voor het commissiedebat Molens van 11 december",
            "",
            "2025-12-04",
            "uiterlijk een week voor het commissiedebat Molens van 11 december",
        );
        check(
            "voorafgaand aan het WGO van 8 december",
            "",
            "2025-12-07",
            "voorafgaand aan het WGO van 8 december",
        );
        check(
            "vóór de Landbouw- en Visserijraad van 11 en 12 december",
            "",
            "2025-12-10",
            "vóór de Landbouw- en Visserijraad van 11 en 12 december",
        );
        check(
            "vóór de behandeling van de begroting",
            "",
            "2025-12-18",
            "vóór de behandeling van de begroting",
        );
    }

    #[test]
    fn spans_with_two_numbers_and_spans_to_come() {
        check("binnen vier tot zes weken", "", "2026-01-01", "binnen vier tot zes weken");
        check("in de komende drie maanden", "", "2026-02-20", "komende drie maanden");
        check_none("in de komende jaren");
        check_none("de komende twee jaar");
    }

    #[test]
    fn days_of_the_year_by_name() {
        check("voor Pasen", "", "2026-04-04", "voor Pasen");
        check("na de jaarwisseling", "2026-01-01", "", "na de jaarwisseling");
        check("voor de zomervakantie", "", "2026-07-02", "voor de zomervakantie");
        check("voor de kerstvakantie", "", "2025-12-18", "voor de kerstvakantie");
        check("in de maand mei", "2026-05-01", "2026-05-31", "maand mei");
        check("in K1 2026", "2026-01-01", "2026-03-31", "K1 2026");
        check("bij de voorjaarsbesluitvorming", "", "2026-06-01", "voorjaarsbesluitvorming");
        check("na de augustusbesluitvorming", "2026-09-01", "", "na de augustusbesluitvorming");
    }

    #[test]
    fn seasons_late_early_and_over_the_turn() {
        check("in het late voorjaar", "2026-03-21", "2026-06-20", "late voorjaar");
        check("winter 2025/2026", "2025-12-21", "2026-03-20", "winter 2025/2026");
        check("najaar 2026", "2026-09-21", "2026-12-20", "najaar 2026");
        check("voor het voorjaar", "", "2026-03-20", "voor het voorjaar");
    }

    #[test]
    fn seasons() {
        check("in het voorjaar", "2026-03-21", "2026-06-20", "voorjaar");
        check("dit najaar", "2025-09-21", "2025-12-20", "dit najaar");
        check("in het najaar van 2026", "2026-09-21", "2026-12-20", "najaar van 2026");
        check("komend voorjaar", "2026-03-21", "2026-06-20", "komend voorjaar");
        check("deze winter", "2025-12-21", "2026-03-20", "deze winter");
    }

    #[test]
    fn weeks_months_and_spans() {
        check("volgende week", "2025-11-24", "2025-11-30", "volgende week");
        check("nog deze week", "2025-11-17", "2025-11-23", "deze week");
        check("volgende maand", "2025-12-01", "2025-12-31", "volgende maand");
        check("binnen zes weken", "", "2026-01-01", "binnen zes weken");
        check("binnen 2 maanden", "", "2026-01-20", "binnen 2 maanden");
        check("over drie maanden", "2026-02-20", "2026-02-20", "over drie maanden");
        check("binnen zes weken na ontvangst", "", "", "binnen zes weken na");
    }

    #[test]
    fn days() {
        check("op 12 januari 2026", "2026-01-12", "2026-01-12", "12 januari 2026");
        check("op dinsdag 9 december a.s.", "2025-12-09", "2025-12-09", "dinsdag 9 december a.s.");
        check("voor 15 mei van volgend jaar", "", "2026-05-14", "voor 15 mei van volgend jaar");
        check("uiterlijk 01-03-2026", "", "2026-03-01", "uiterlijk 01-03-2026");
    }

    #[test]
    fn the_budget_year() {
        check("voor de begrotingsbehandeling", "", "2025-12-18", "voor de begrotingsbehandeling");
        check("op Prinsjesdag 2026", "2026-09-15", "2026-09-15", "Prinsjesdag 2026");
        check("bij de Voorjaarsnota 2026", "", "2026-06-01", "Voorjaarsnota 2026");
        check("bij de eerstvolgende Voorjaarsnota", "", "2026-06-01", "eerstvolgende Voorjaarsnota");
        check("met de Najaarsnota", "", "2025-12-01", "Najaarsnota");
    }

    #[test]
    fn no_calendar_knows_these() {
        check_none("zo snel mogelijk");
        check_none("zo spoedig mogelijk en op korte termijn");
        check_none("binnenkort");
        check_none("binnen afzienbare tijd");
        check_none("de komende tijd");
        check_none("tijdig voor het commissiedebat");
        check_none("in september vorig jaar");
        check_none("in het najaar van vorig jaar");
        check("voor de JBZ-Raad van 8 juni 2026", "", "2026-06-07", "voor de JBZ-Raad van 8 juni 2026");
        check("volgend voorjaar", "2026-03-21", "2026-06-20", "volgend voorjaar");
    }

    #[test]
    fn the_past_and_what_is_meant_for_a_year_are_no_promise() {
        check_none("op 10 september 2025 toegezegd");
        check_none("in het verslag van de Raad van 15 juli jl.");
        check_none("het budget voor 2026 en 2027");
        check_none("in 2024");
        check_none("in maart van dit jaar");
        check_none("de begroting voor het jaar 2026");
        check_none("tijdens de Raad van 23 februari 2026");
    }

    #[test]
    fn without_the_document_s_date_only_whole_dates_are_computed() {
        let found = find("uiterlijk 1 juli 2026 en anders voor het zomerreces", None);
        assert_eq!(found[0].window.to, Some(date(2026, 7, 1)));
        assert_eq!((found[1].window.from, found[1].window.to), (None, None));
        assert_eq!(found[1].window.text, "voor het zomerreces");
    }

    #[test]
    fn a_recess_named_by_its_first_day_tells_the_year() {
        let found = find("onderneem vóór het zomerreces van 4 juli actie", Some(date(2025, 1, 8)));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].window.to, Some(date(2025, 7, 3)));
        assert_eq!(found[0].window.text, "vóór het zomerreces van 4 juli");
    }

    proptest! {
        #[test]
        fn any_sentence_is_read_without_panic(sentence in "\\PC{0,120}", days in 0i64..20000) {
            let written = plus_days(date(1990, 1, 1), days);
            for found in find(&sentence, Some(written)) {
                prop_assert_eq!(&sentence[found.bytes.clone()], found.window.text.as_str());
            }
        }

        #[test]
        fn windows_are_in_order_and_not_over(
            sentence in "(voor|in|op|uiterlijk|na|binnen|eind|medio) (het |de )?(eerste|tweede|1|31|zes|dit|volgend) ?(kwartaal|helft|juli|weken|jaar|najaar|zomerreces)( van)?( 2026| dit jaar)?",
            days in 0i64..20000,
        ) {
            let written = plus_days(date(1990, 1, 1), days);
            for found in find(&sentence, Some(written)) {
                if let (Some(from), Some(to)) = (found.window.from, found.window.to) {
                    prop_assert!(from <= to);
                }
                if let Some(to) = found.window.to {
                    prop_assert!(to >= written);
                }
            }
        }
    }
}
