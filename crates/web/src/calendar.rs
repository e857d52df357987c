//! Activities and due days of the store as events of a calendar.

use store::show::calendar::{DueDay, Occurrence, Whose};

use crate::error::Error;
use crate::files::ics::{Calendar, Event, Status, When};
use crate::page::{Ask, Format};
use crate::{App, Lang, address};

/// How far back a calendar reaches, in days.
const DAYS_BACK: i64 = 60;

fn from(ask: &Ask) -> String {
    let back = jiff::Span::new().days(DAYS_BACK);
    ask.today().checked_sub(back).unwrap_or(jiff::civil::Date::MIN).to_string()
}

/// The activities of a committee, of a person, or all.
pub fn occurrences(app: &App, ask: &Ask, whose: Whose, title: &str) -> Result<Calendar, Error> {
    let found = app.store.show_occurrences(whose, &from(ask), ask.page_size(0).max(1))?;
    debug_assert_eq!(ask.format, Format::Ics);
    Ok(Calendar {
        title: title.to_owned(),
        events: found.into_iter().map(|one| occurrence(ask.lang, one)).collect(),
    })
}

/// Days on which commitments are due.
pub fn due_days(app: &App, ask: &Ask, ministry: Option<&str>, title: &str) -> Result<Calendar, Error> {
    let found = app.store.show_due_days(&from(ask), ministry, ask.page_size(0).max(1))?;
    Ok(Calendar {
        title: title.to_owned(),
        events: found.into_iter().map(|one| due(ask.lang, one)).collect(),
    })
}

fn occurrence(lang: Lang, one: Occurrence) -> Event {
    let cancelled = one.withdrawn
        || one
            .status
            .as_deref()
            .is_some_and(|status| matches!(status, "Geannuleerd" | "Vervallen" | "Verplaatst"));
    let words = [one.kind.clone(), one.subject.clone()].into_iter().flatten().collect::<Vec<_>>().join(": ");
    let mut notes: Vec<String> = one.committee.clone().into_iter().collect();
    notes.extend(one.status.clone());
    if one.closed == Some(true) {
        notes.push(lang.t("besloten", "closed to the public").to_owned());
    }
    Event {
        id: format!("activiteit-{}", one.number),
        sequence: one.sequence,
        updated: one.updated,
        title: if words.is_empty() { one.number.clone() } else { words },
        when: match (one.begins, one.date) {
            (Some(begins), _) => When::From(begins, one.ends),
            (None, Some(day)) => When::Day(day.chars().take(10).collect()),
            (None, None) => When::Unknown,
        },
        place: one.location,
        notes,
        url: address::activity(&one.number),
        categories: one.kind.into_iter().collect(),
        status: match cancelled {
            true => Status::Cancelled,
            false => Status::Confirmed,
        },
    }
}

fn due(lang: Lang, one: DueDay) -> Event {
    let met = one.status.as_deref().is_some_and(|status| matches!(status, "Voldaan" | "Vervallen"));
    let text = one.text.unwrap_or_else(|| one.number.clone());
    let short: String = text.chars().take(120).collect();
    let worded = one.worded.map(|words| {
        let said = lang.t("Dag berekend uit de woorden", "Day computed from the words");
        format!("{said} “{words}”")
    });
    Event {
        id: format!("toezegging-{}", one.number),
        sequence: one.sequence,
        updated: one.updated,
        title: format!("{}: {short}", lang.t("Toezegging", "Commitment")),
        when: When::Day(one.due),
        place: None,
        notes: [Some(text), one.name, one.ministry, one.status, worded].into_iter().flatten().collect(),
        url: address::commitment(&one.number),
        categories: vec![lang.t("toezegging", "commitment").to_owned()],
        status: if one.withdrawn || met { Status::Cancelled } else { Status::Confirmed },
    }
}
