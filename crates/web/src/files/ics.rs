//! Meetings and due days as a calendar (RFC 5545): an id that stays, a sequence that grows with each change, and
//! cancelled meetings that stay in the calendar as cancelled, so that subscribers see them go.

use icalendar::{Component, EventLike, Property};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::App;
use crate::page::Ask;

/// Events of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    /// What it is the calendar of.
    pub title: String,
    /// The events.
    pub events: Vec<Event>,
}

/// One event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    /// What stays the same for ever: the official number, with what it is.
    pub id: String,
    /// How often the record changed since it was new.
    pub sequence: u64,
    /// When the source last changed it, UTC.
    pub updated: Option<String>,
    /// What it is.
    pub title: String,
    /// When.
    pub when: When,
    /// Where.
    pub place: Option<String>,
    /// Small print.
    pub notes: Vec<String>,
    /// Address on the site.
    pub url: String,
    /// Kinds, for filters of calendars.
    pub categories: Vec<String>,
    /// How sure it is.
    pub status: Status,
}

/// When an event is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum When {
    /// Nobody knows; such events are left out.
    #[default]
    Unknown,
    /// All day long.
    Day(String),
    /// From a moment on, UTC, to another if it is known.
    From(String, Option<String>),
}

/// How sure an event is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Status {
    /// It takes, or took place.
    #[default]
    Confirmed,
    /// Its moment may change.
    Tentative,
    /// It does not take place.
    Cancelled,
}

/// The calendar.
pub fn write(calendar: &Calendar, ask: &Ask, app: &App) -> String {
    let mut out = icalendar::Calendar::new();
    out.append_property(Property::new("PRODID", "-//Kamerspoor//agenda//NL"));
    out.name(&format!("Kamerspoor: {}", clean(&calendar.title)));
    out.append_property(Property::new("REFRESH-INTERVAL", "PT1H").add_parameter("VALUE", "DURATION").done());
    out.append_property(Property::new("X-PUBLISHED-TTL", "PT1H"));
    for event in &calendar.events {
        if let Some(event) = read(event, ask, app) {
            out.push(event);
        }
    }
    out.to_string()
}

fn read(event: &Event, ask: &Ask, app: &App) -> Option<icalendar::Event> {
    let mut out = icalendar::Event::new();
    match &event.when {
        When::Unknown => return None,
        When::Day(day) => {
            let day: Date = day.parse().ok()?;
            let after = day.tomorrow().ok()?;
            for (name, day) in [("DTSTART", day), ("DTEND", after)] {
                let day = day.strftime("%Y%m%d").to_string();
                out.append_property(Property::new(name, day).add_parameter("VALUE", "DATE").done());
            }
            // a day that something is due is no time that anyone is busy
            out.add_property("TRANSP", "TRANSPARENT");
        }
        When::From(begins, ends) => {
            let begins: Timestamp = begins.parse().ok()?;
            out.add_property("DTSTART", stamp(begins));
            if let Some(ends) =
                ends.as_deref().and_then(|ends| ends.parse().ok()).filter(|ends| *ends > begins)
            {
                out.add_property("DTEND", stamp(ends));
            }
        }
    }
    // the moment of the record, not of the request: the same calendar reads the same twice
    let changed = event.updated.as_deref().and_then(|at| at.parse().ok()).unwrap_or(Timestamp::UNIX_EPOCH);
    out.add_property("DTSTAMP", stamp(changed));
    out.add_property("LAST-MODIFIED", stamp(changed));
    out.uid(&format!("{}@{}", clean(&event.id), app.host()));
    out.add_property("SEQUENCE", event.sequence.to_string());
    out.summary(&clean(&event.title));
    if let Some(place) = &event.place {
        out.location(&clean(place));
    }
    let address = format!("{}{}", app.settings.public_address, ask.lang.href(&event.url));
    let notes: Vec<String> = event.notes.iter().map(|note| clean(note)).chain([address.clone()]).collect();
    out.description(&notes.join("\n"));
    if !app.settings.public_address.is_empty() {
        out.add_property("URL", &address);
    }
    if !event.categories.is_empty() {
        out.add_property("CATEGORIES", clean(&event.categories.join(" ")));
    }
    out.status(match event.status {
        Status::Confirmed => icalendar::EventStatus::Confirmed,
        Status::Tentative => icalendar::EventStatus::Tentative,
        Status::Cancelled => icalendar::EventStatus::Cancelled,
    });
    Some(out.done())
}

fn stamp(moment: Timestamp) -> String {
    moment.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Control characters would end a line of the file.
fn clean(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
