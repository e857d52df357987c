//! Periods in words: days, weeks, months, quarters, halves, seasons, years, recesses, days of the budget year.

use jiff::civil::{Date, date};

use super::calendar::{self, Recess, end_of_month, plus_days};
use super::words::{self, Words};
use super::{week, whole_year};

/// A period as read from words.
pub(super) struct Period {
    /// First and last day, each as far as the words have one; none when they need the document's date.
    pub(super) days: Option<(Option<Date>, Option<Date>)>,
    /// `voor eind januari` means until its end: the words already name an end.
    pub(super) ends: bool,
    /// `voor 2026` mostly means *for* 2026.
    pub(super) could_be_meant_for: bool,
    /// A bare date or month is a promise only after `op`, `in`, `uiterlijk` ….
    pub(super) needs_preposition: bool,
}

impl Period {
    fn new(days: Option<(Date, Date)>) -> Self {
        Period {
            days: days.map(|(first, last)| (Some(first), Some(last))),
            ends: false,
            could_be_meant_for: false,
            needs_preposition: false,
        }
    }
}

/// Which year the words give.
#[derive(Clone, Copy)]
enum Year {
    /// Said: `2026`, `dit jaar`, `volgend jaar`.
    Said(i16),
    /// Not said: the first that has not ended.
    Next,
    /// Said relative to a date that is not known.
    Unknown,
}

/// The window of a yearly event.
type YearlyWindow = fn(i16) -> Option<(Date, Date)>;

/// The part of a period that is meant.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Whole,
    Begin,
    Middle,
    End,
}

/// Reads a period at word `at`; returns the word after it.
pub(super) fn read(words: &Words<'_>, at: usize, written: Option<Date>) -> Option<(Period, usize)> {
    let mut next = at;
    let part = match words.get(next) {
        "begin" => Part::Begin,
        "medio" | "half" | "halverwege" => Part::Middle,
        "eind" | "einde" | "ultimo" => Part::End,
        _ => Part::Whole,
    };
    if part != Part::Whole {
        next += 1;
        while ["van", "de", "het"].contains(&words.get(next)) {
            next += 1;
        }
    }
    let (mut period, end) = whole(words, next, part, written)?;
    period.ends |= part == Part::End;
    if part != Part::Whole {
        period.could_be_meant_for = false;
        period.needs_preposition = false;
    }
    Some((period, end))
}

/// Reads a period and, joined to it, another: `maart of april`, `Q2/Q3 2026`, `tussen maart en juni`.
pub(super) fn several(words: &Words<'_>, at: usize, written: Option<Date>) -> Option<(Period, usize)> {
    if let Some(found) = two_quarters(words, at, written) {
        return Some(found);
    }
    let (mut period, end) = read(words, at, written)?;
    let between = at > 0 && words.get(at - 1) == "tussen";
    let mut next = match words.get(end) {
        "of" => end + 1,
        "en" if between => end + 1,
        // «in 2026 en 2027»
        "en" if words::year(words.get(end - 1)).is_some() && words::year(words.get(end + 1)).is_some() => {
            end + 1
        }
        _ if words.slashed(end) => end,
        _ => return Some((period, end)),
    };
    if words.get(next) == "in" {
        next += 1;
    }
    while next > end && ["de", "het"].contains(&words.get(next)) {
        next += 1;
    }
    if next == end && !words.slashed(end) {
        return Some((period, end));
    }
    let Some((other, after)) = read(words, next, written) else { return Some((period, end)) };
    let (Some((Some(first), _)), Some((Some(_), Some(last)))) = (period.days, other.days) else {
        return Some((period, end));
    };
    // the second says the year for both, unless the first says one too: «in 2026 of 2027»
    let said = words::year(words.get(end - 1)).is_some();
    let first =
        if said { first } else { first.with().year(calendar::clamp(last.year())).build().unwrap_or(first) };
    if first <= last {
        period.days = Some((Some(first), Some(last)));
        return Some((period, after));
    }
    Some((period, end))
}

/// `tweede of derde kwartaal van 2026`.
fn two_quarters(words: &Words<'_>, at: usize, written: Option<Date>) -> Option<(Period, usize)> {
    let first = words::ordinal(words.get(at))?;
    let next = match words.get(at + 1) {
        "of" | "en" => at + 2,
        _ if words.slashed(at + 1) => at + 1,
        _ => return None,
    };
    let second = words::ordinal(words.get(next)).filter(|second| *second > first)?;
    if words.get(next + 1) != "kwartaal" {
        return None;
    }
    let (year, end) = year_after(words, next + 2, written);
    let days = place(year, written, |year| {
        Some((Date::new(year, (first - 1) * 3 + 1, 1).ok()?, end_of_month(year, second * 3)))
    });
    Some((Period { could_be_meant_for: true, ..Period::new(days) }, end))
}

fn whole(words: &Words<'_>, at: usize, part: Part, written: Option<Date>) -> Option<(Period, usize)> {
    day(words, at, written)
        .or_else(|| month(words, at, part, written))
        .or_else(|| numbered_week(words, at, written))
        .or_else(|| half_or_quarter(words, at, part, written))
        .or_else(|| season(words, at, written))
        .or_else(|| recess(words, at, written))
        .or_else(|| budget(words, at, written))
        .or_else(|| relative(words, at, part, written))
        .or_else(|| year(words, at, part))
}

/// Reads a year after a period: `2026`, `van 2026`, `van dit jaar`, `volgend jaar`, `a.s.`.
fn year_after(words: &Words<'_>, at: usize, written: Option<Date>) -> (Year, usize) {
    let after = |at: usize| -> Option<(Year, usize)> {
        if let Some(year) = words::year(words.get(at)) {
            return Some((Year::Said(year), at + 1));
        }
        let ahead = match (words.get(at), words.get(at + 1)) {
            ("dit", "jaar") | ("dit", "kalenderjaar") | ("het", "lopende") => 0,
            ("volgend" | "komend" | "aankomend", "jaar") | ("het", "komende" | "volgende") => 1,
            _ => return None,
        };
        let end = if words.get(at) == "het" { at + 3 } else { at + 2 };
        Some((written.map_or(Year::Unknown, |day| Year::Said(day.year() + ahead)), end))
    };
    if let Some(found) = after(at) {
        return found;
    }
    if words.get(at) == "van"
        && let Some(found) = after(at + 1)
    {
        return found;
    }
    if words.get(at) == "a" && words.get(at + 1) == "s" {
        return (Year::Next, at + 2);
    }
    if ["aanstaande", "aanstaand"].contains(&words.get(at)) {
        return (Year::Next, at + 1);
    }
    (Year::Next, at)
}

/// Puts a yearly period in its year.
fn place(
    year: Year,
    written: Option<Date>,
    of: impl Fn(i16) -> Option<(Date, Date)>,
) -> Option<(Date, Date)> {
    match year {
        Year::Said(year) => of(year),
        Year::Unknown => None,
        Year::Next => {
            let written = written?;
            let this = written.year();
            // a winter that began last year may still be running
            (this - 1..=this + 2).filter_map(of).find(|(_, last)| *last >= written)
        }
    }
}

/// `week van 9 maart`, `week 12`.
fn numbered_week(words: &Words<'_>, at: usize, written: Option<Date>) -> Option<(Period, usize)> {
    if words.get(at) != "week" {
        return None;
    }
    if words.get(at + 1) == "van" {
        let (period, end) = day(words, at + 2, written)?;
        let days = period.days.and_then(|(first, _)| first).map(|day| week(day, 0));
        return Some((Period { needs_preposition: true, ..Period::new(days) }, end));
    }
    let number: i8 = words.get(at + 1).parse().ok().filter(|number| (1..=53).contains(number))?;
    let (year, end) = year_after(words, at + 2, written);
    let days = place(year, written, |year| {
        let monday = jiff::civil::ISOWeekDate::new(year, number, jiff::civil::Weekday::Monday).ok()?.date();
        Some((monday, plus_days(monday, 6)))
    });
    Some((Period { needs_preposition: true, ..Period::new(days) }, end))
}

pub(super) fn day(words: &Words<'_>, at: usize, written: Option<Date>) -> Option<(Period, usize)> {
    const WEEKDAYS: [&str; 7] =
        ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
    let mut next = at;
    if WEEKDAYS.contains(&words.get(next)) {
        next += 1;
    }
    if let Some(day) = numeric(words.get(next)) {
        let period = Period { needs_preposition: true, ..Period::new(Some((day, day))) };
        return Some((period, next + 1));
    }
    let number: i8 = words.get(next).parse().ok().filter(|day| (1..=31).contains(day))?;
    // «11 en 12 december»
    let last = ["en", "of"]
        .contains(&words.get(next + 1))
        .then(|| words.get(next + 2).parse::<i8>().ok().filter(|last| (number + 1..=31).contains(last)))
        .flatten()
        .filter(|_| words::month(words.get(next + 3)).is_some());
    if last.is_some() {
        next += 2;
    }
    let month = words::month(words.get(next + 1))?;
    let (year, end) = year_after(words, next + 2, written);
    let days = place(year, written, |year| {
        Some((Date::new(year, month, number).ok()?, Date::new(year, month, last.unwrap_or(number)).ok()?))
    });
    Some((Period { needs_preposition: true, ..Period::new(days) }, end))
}

/// `01-03-2026`, `1/3/2026`.
fn numeric(word: &str) -> Option<Date> {
    let mut parts = word.split(['-', '/']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    Date::new(words::year(year)?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn month(words: &Words<'_>, at: usize, part: Part, written: Option<Date>) -> Option<(Period, usize)> {
    // «eerste helft van juni», «laatste week van maart», «eerste week van januari»
    let mut next = at;
    let mut slice = None;
    if let Some(ordinal) = words::ordinal(words.get(at)) {
        slice = match words.get(at + 1) {
            "helft" if ordinal <= 2 => Some((ordinal, true)),
            "week" => Some((ordinal, false)),
            _ => return None,
        };
        next = at + 2;
        if words.get(next) == "van" {
            next += 1;
        }
    }
    // «de maand mei»
    if slice.is_none() && words.get(next) == "maand" {
        next += 1;
    }
    let month = words::month(words.get(next))?;
    let (year, end) = year_after(words, next + 1, written);
    let days = place(year, written, |year| {
        let first = Date::new(year, month, 1).ok()?;
        let last = end_of_month(year, month);
        let on = |day: i8| date(first.year(), month, day);
        Some(match (slice, part) {
            (Some((1, true)), _) => (first, on(15)),
            (Some((_, true)), _) => (on(16), last),
            (Some((4, false)), _) => (plus_days(last, -6), last),
            (Some((week, false)), _) => (on(week * 7 - 6), on(week * 7)),
            (None, Part::Whole) => (first, last),
            (None, Part::Begin) => (first, on(10)),
            (None, Part::Middle) => (on(11), on(20)),
            (None, Part::End) => (on(21), last),
        })
    });
    Some((Period { needs_preposition: slice.is_none(), ..Period::new(days) }, end))
}

fn half_or_quarter(
    words: &Words<'_>,
    at: usize,
    part: Part,
    written: Option<Date>,
) -> Option<(Period, usize)> {
    let (word, said) = match words.get(at).split_once('-') {
        // «Q2-2026»
        Some((code, year)) if code.len() == 2 && words::year(year).is_some() => (code, words::year(year)),
        _ => (words.get(at), None),
    };
    let coded = |letter: char| -> Option<i8> {
        word.strip_prefix(letter)
            .and_then(|digit| digit.parse().ok())
            .filter(|number| (1..=4).contains(number))
    };
    let (number, months, next) = if let Some(quarter) = coded('q').or_else(|| coded('k')) {
        (quarter, 3, at + 1)
    } else if let Some(half) = coded('h').filter(|half| *half <= 2) {
        (half, 6, at + 1)
    } else if word == "kwartaal" {
        (words.get(at + 1).parse().ok().filter(|number| (1..=4).contains(number))?, 3, at + 2)
    } else {
        let number = words::ordinal(word)?;
        match words.get(at + 1) {
            "kwartaal" => (number, 3, at + 2),
            "helft" | "halfjaar" | "deel" if number <= 2 => (number, 6, at + 2),
            "maanden" if number == 1 && words.get(at + 2) == "van" => (number, 3, at + 2),
            "half" if words.get(at + 2) == "jaar" && number <= 2 => (number, 6, at + 3),
            _ => return None,
        }
    };
    let (year, end) = match said {
        Some(year) => (Year::Said(year), next),
        None => year_after(words, next, written),
    };
    // «eerste helft van het jaar»
    let end = if end == next
        && words.get(next) == "van"
        && words.get(next + 1) == "het"
        && words.get(next + 2) == "jaar"
    {
        next + 3
    } else {
        end
    };
    let days = place(year, written, |year| {
        let first_month = (number - 1) * months + 1;
        let last_month = first_month + months - 1;
        let third = months / 3;
        let (from, to) = match part {
            Part::Whole => (first_month, last_month),
            Part::Begin => (first_month, first_month + third - 1),
            Part::Middle => (first_month + third, first_month + 2 * third - 1),
            Part::End => (last_month - third + 1, last_month),
        };
        Some((Date::new(year, from, 1).ok()?, end_of_month(year, to)))
    });
    Some((Period { could_be_meant_for: true, ..Period::new(days) }, end))
}

fn season(words: &Words<'_>, at: usize, written: Option<Date>) -> Option<(Period, usize)> {
    let mut next = at;
    let near = ["dit", "deze", "komend", "komende", "aankomend", "aankomende", "volgend", "aanstaande"];
    let led = near.contains(&words.get(next));
    // «het late voorjaar», «het vroege najaar»
    if led || ["late", "vroege"].contains(&words.get(next)) {
        next += 1;
    }
    let month: i8 = match words.get(next) {
        "voorjaar" | "lente" => 3,
        "zomer" => 6,
        "najaar" | "herfst" => 9,
        "winter" => 12,
        _ => return None,
    };
    let summer = month == 6;
    let (year, end) = year_after(words, next + 1, written);
    // «volgend voorjaar» is that of the next year, «komend voorjaar» the first to come
    let year = match (year, words.get(at), written) {
        (Year::Next, "volgend", Some(day)) => Year::Said(day.year() + 1),
        (year, ..) => year,
    };
    // «winter 2025/2026» begins in the first of its years
    let (year, end) = match (words.get(next + 1).split_once(['/', '-']), year) {
        (Some((first, second)), Year::Next) if words::year(first).is_some() && second.len() >= 2 => {
            (words::year(first).map_or(year, Year::Said), next + 2)
        }
        _ => (year, end),
    };
    let led = led || matches!(year, Year::Said(_));
    let days = place(year, written, |year| {
        let first = Date::new(year, month, 21).ok()?;
        let last = Date::new(if month == 12 { year + 1 } else { year }, (month + 2) % 12 + 1, 20).ok()?;
        Some((first, last))
    });
    // in the House «voor de zomer» is before its recess, «na de zomer» from September
    let days = match (summer, at.checked_sub(2).map(|before| (words.get(before), words.get(at - 1)))) {
        (true, Some(("voor" | "na", "de") | (_, "voor" | "na"))) | (true, Some(("en", "de"))) => {
            place(year, written, |year| Some((Recess::Summer.of(year).0, date(calendar::clamp(year), 8, 31))))
        }
        _ => days,
    };
    // «voor het najaar» is before it, «voor 2026» for it
    Some((Period { needs_preposition: !led, ..Period::new(days) }, end))
}

fn recess(words: &Words<'_>, at: usize, written: Option<Date>) -> Option<(Period, usize)> {
    let mut next = at;
    let after = (1..=2).any(|back| at >= back && words.get(at - back) == "na");
    while ["komende", "aankomende", "aanstaande", "komend", "eerstvolgende"].contains(&words.get(next)) {
        next += 1;
    }
    let recess = match words.get(next) {
        "zomerreces" | "zomervakantie" => Recess::Summer,
        "kerstreces" | "kerstvakantie" => Recess::Christmas,
        "herfstreces" | "herfstvakantie" => Recess::Autumn,
        "voorjaarsreces" | "krokusreces" | "voorjaarsvakantie" => Recess::Spring,
        "meireces" | "meivakantie" => Recess::May,
        "kerst" | "feestdagen" | "kerstdagen" => {
            let (year, end) = year_after(words, next + 1, written);
            let days = place(year, written, |year| {
                let year = calendar::clamp(year);
                Some((date(year, 12, 25), date(year, 12, 31)))
            });
            return Some((Period { needs_preposition: true, ..Period::new(days) }, end));
        }
        "pasen" => {
            let (year, end) = year_after(words, next + 1, written);
            let days = place(year, written, |year| {
                let sunday = calendar::easter(year);
                Some((sunday, plus_days(sunday, 1)))
            });
            return Some((Period { needs_preposition: true, ..Period::new(days) }, end));
        }
        "jaarwisseling" => {
            let days = place(Year::Next, written, |year| {
                let year = calendar::clamp(year);
                // the turn lies between two days: before it is December, after it January
                let first = date(year + 1, 1, 1);
                Some(if after { (plus_days(first, -1), plus_days(first, -1)) } else { (first, first) })
            });
            return Some((Period { needs_preposition: true, ..Period::new(days) }, next + 1));
        }
        _ => return None,
    };
    // «het zomerreces van 4 juli»: the writer gives its first day
    if words.get(next + 1) == "van"
        && let Some((period, end)) = day(words, next + 2, written)
    {
        return Some((Period { needs_preposition: true, ..period }, end));
    }
    let (year, end) = year_after(words, next + 1, written);
    let days = place(year, written, |year| Some(recess.of(year)));
    Some((Period { needs_preposition: true, ..Period::new(days) }, end))
}

fn budget(words: &Words<'_>, at: usize, written: Option<Date>) -> Option<(Period, usize)> {
    let mut next = at;
    while ["eerstvolgende", "komende", "aankomende", "aanstaande"].contains(&words.get(next)) {
        next += 1;
    }
    // «vóór de behandeling van de begroting»
    if words.get(next) == "behandeling"
        && words.get(next + 1) == "van"
        && let Some(end) = (next + 2..next + 4).find(|at| words.get(*at).ends_with("begroting"))
    {
        let days = place(Year::Next, written, |year| {
            Some((Recess::Christmas.of(year).0, Recess::Christmas.of(year).0))
        });
        return Some((Period { needs_preposition: true, ..Period::new(days) }, end + 1));
    }
    // «bij de eerste suppletoire begroting» comes with the Voorjaarsnota, the second with the Najaarsnota
    let supplement = match (words::ordinal(words.get(next)), words.get(next + 1)) {
        (Some(order @ (1 | 2)), "suppletoire" | "suppletore") => {
            let name = words.get(next + 2).starts_with("begroting");
            next += if name { 2 } else { 1 };
            Some(order)
        }
        _ => None,
    };
    let (of, is_day): (YearlyWindow, bool) = match words.get(next) {
        _ if supplement == Some(1) => (|year| Date::new(year, 6, 1).ok().map(|day| (day, day)), false),
        _ if supplement == Some(2) => (|year| Date::new(year, 12, 1).ok().map(|day| (day, day)), false),
        "prinsjesdag" => (|year| Some((calendar::budget_day(year), calendar::budget_day(year))), true),
        "miljoenennota" | "ontwerpbegroting" => {
            // the one of 2027 is presented in September 2026
            let (year, end) = year_after(words, next + 1, written);
            let year = match year {
                Year::Said(said) if end == next + 2 => Year::Said(said - 1),
                other => other,
            };
            let days =
                place(year, written, |year| Some((calendar::budget_day(year), calendar::budget_day(year))));
            return Some((Period { needs_preposition: true, ..Period::new(days) }, end));
        }
        "verantwoordingsdag" => {
            (|year| Some((calendar::accounts_day(year), calendar::accounts_day(year))), true)
        }
        // the decisions of August are ready before Prinsjesdag
        "augustusbesluitvorming" => {
            (|year| Some((Date::new(year, 8, 1).ok()?, Date::new(year, 8, 31).ok()?)), true)
        }
        "voorjaarsnota" | "voorjaarsbesluitvorming" => {
            (|year| Date::new(year, 6, 1).ok().map(|day| (day, day)), false)
        }
        "najaarsnota" => (|year| Date::new(year, 12, 1).ok().map(|day| (day, day)), false),
        "begrotingsbehandeling" | "begrotingsbehandelingen" | "begrotingsdebat" => {
            (|year| Some((Recess::Christmas.of(year).0, Recess::Christmas.of(year).0)), false)
        }
        _ => return None,
    };
    let (year, end) = year_after(words, next + 1, written);
    let mut period = Period { needs_preposition: true, ..Period::new(place(year, written, of)) };
    // «bij de Voorjaarsnota» comes no later than that; when it comes is not in the calendar
    if !is_day && let Some((_, last)) = period.days {
        let limited = at.checked_sub(1).is_some_and(|before| {
            words.get(before) == "voor"
                || words.get(before) == "de" && before > 0 && words.get(before - 1) == "voor"
        });
        if !limited {
            period.days = Some((None, last));
        }
    }
    Some((period, end))
}

fn relative(words: &Words<'_>, at: usize, part: Part, written: Option<Date>) -> Option<(Period, usize)> {
    let ahead = match words.get(at) {
        // «vóór het nieuwe jaar»
        "nieuwe" if words.get(at + 1) == "jaar" && part == Part::Whole && led_by_before(words, at) => {
            let days = written.map(|day| whole_year(day.year() + 1));
            return Some((Period::new(days), at + 2));
        }
        "nieuwe" if words.get(at + 1) == "jaar" => 1,
        // «eind van de maand», «einde van het kwartaal»
        "maand" | "kwartaal" if part == Part::End && at > 0 && ["de", "het"].contains(&words.get(at - 1)) => {
            let days = written.map(|day| match words.get(at) {
                "maand" => (day.first_of_month(), day.last_of_month()),
                _ => quarter(day, 0),
            });
            return Some((Period::new(days), at + 1));
        }
        "deze" | "dit" => 0,
        "volgende" | "volgend" | "komende" | "komend" | "aankomende" | "aankomend" | "aanstaande" => 1,
        // «eind van het jaar»
        "jaar" if part == Part::End && at > 0 && words.get(at - 1) == "het" => {
            let days = written.map(|day| part_of_year(day.year(), part));
            return Some((Period::new(days), at + 1));
        }
        _ => return None,
    };
    let days = |of: &dyn Fn(Date) -> (Date, Date)| written.map(of);
    let period = match words.get(at + 1) {
        "week" => Period::new(days(&|day| week(day, ahead))),
        "maand" => Period::new(days(&|day| {
            let first = day.first_of_month();
            let first = if ahead == 1 { plus_days(day.last_of_month(), 1) } else { first };
            part_of_month(first, part)
        })),
        "kwartaal" => Period::new(days(&|day| quarter(day, ahead as i8))),
        "jaar" | "kalenderjaar" => Period {
            could_be_meant_for: true,
            ..Period::new(days(&|day| part_of_year(day.year() + ahead as i16, part)))
        },
        _ => return None,
    };
    Some((period, at + 2))
}

/// Whether `voor het` or `vóór het` stands before a word.
fn led_by_before(words: &Words<'_>, at: usize) -> bool {
    at >= 2 && words.get(at - 1) == "het" && words.get(at - 2) == "voor"
}

/// The quarter of a day, or the next one.
fn quarter(day: Date, ahead: i8) -> (Date, Date) {
    let quarter = (day.month() - 1) / 3 + ahead;
    let (year, quarter) = if quarter > 3 { (day.year() + 1, 0) } else { (day.year(), quarter) };
    let year = calendar::clamp(year);
    (date(year, quarter * 3 + 1, 1), end_of_month(year, quarter * 3 + 3))
}

fn part_of_month(first: Date, part: Part) -> (Date, Date) {
    let last = first.last_of_month();
    match part {
        Part::Whole => (first, last),
        Part::Begin => (first, plus_days(first, 9)),
        Part::Middle => (plus_days(first, 10), plus_days(first, 19)),
        Part::End => (plus_days(first, 20), last),
    }
}

fn year(words: &Words<'_>, at: usize, part: Part) -> Option<(Period, usize)> {
    let year = words::year(words.get(at))?;
    let period = Period::new(Some(part_of_year(year, part)));
    Some((Period { could_be_meant_for: true, needs_preposition: true, ..period }, at + 1))
}

fn part_of_year(year: i16, part: Part) -> (Date, Date) {
    let year = calendar::clamp(year);
    match part {
        Part::Whole => whole_year(year),
        Part::Begin => (date(year, 1, 1), date(year, 3, 31)),
        Part::Middle => (date(year, 6, 1), date(year, 7, 31)),
        Part::End => (date(year, 10, 1), date(year, 12, 31)),
    }
}
