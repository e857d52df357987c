//! `/`: the newest documents by day, with a filter on papers of the cabinet; above them what is on today, the last votes
//! and transcripts, birthdays and how fresh it all is.

use std::borrow::Cow;
use std::collections::HashMap;
use std::time::Duration;

use askama::Template;
use jiff::civil::Date;
use serde_json::json;
use store::show::agenda::{AgendaEntry, AgendaFilter, AgendaOrder};
use store::show::freshness::Freshness;
use store::show::newest::{CABINET_KINDS, DocumentRow, Extent, NewestFilter};
use store::show::outcomes::{OutcomeFilter, OutcomeRow};
use store::show::people::Birthday;
use store::show::transcripts::TranscriptFilter;

use crate::error::Error;
use crate::frame::Frame;
use crate::list::{Choice, Choices, Paging};
use crate::listing::{Listing, Shown};
use crate::page::{A_MINUTE, Ask, Format, Loaded, Page, addressed};
use crate::pages::agenda::{self, committee_name, hours, is_off};
use crate::pages::ballots::{about, result_of};
use crate::pages::transcripts::{self, Entry, dealt_with, title};
use crate::{App, Lang, address};

/// Documents of a file: their dossiers and persons are looked up by id, so many fit in one statement.
const MOST_IN_FILE: usize = 1_000;
/// Documents on a page.
const PER_PAGE: usize = 60;
/// Activities of a day that are shown before the list leads to the agenda.
const ON_TODAY: u64 = 8;
/// Votes and transcripts that are shown.
const LATEST: u64 = 5;

/// The newest documents.
#[derive(Template)]
#[template(path = "front.html")]
pub struct FrontPage {
    lang: Lang,
    frame: Frame,
    /// Documents by day, newest first.
    days: Vec<Day>,
    today: String,
    filter: Choices,
    cabinet: bool,
    until: Option<String>,
    extent: Extent,
    paging: Paging,
    birthdays: Vec<Person>,
    fresh: Freshness,
    /// What else is new; only on the first page without a filter.
    lately: Option<Lately>,
}

/// What is on, and what was decided and said last.
struct Lately {
    /// Activities of today, or of the first day after it that has any.
    agenda: Vec<AgendaEntry>,
    votes: Vec<OutcomeRow>,
    transcripts: Vec<Entry>,
}

/// A day of the list.
struct Day {
    date: String,
    documents: Vec<DocumentRow>,
}

/// A sitting member whose birthday it is today.
struct Person {
    name: String,
    party: Option<String>,
    age: i16,
}

impl Page for FrontPage {
    const ADDRESSES: &'static [&'static str] = &["/", "/documenten"];
    const KEEP: Duration = A_MINUTE;
    const ALSO: &'static [Format] = &[Format::Csv, Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        if ask.path == "/documenten" && ask.format == Format::Html {
            return Ok(Loaded::Elsewhere(ask.query.address_with("/", &[])));
        }
        let cabinet = match ask.query.get("stukken") {
            None => false,
            Some("kabinet") => true,
            Some(other) => return Err(unknown("stukken", other, ("“kabinet”", "“kabinet”"))),
        };
        let until = ask.query.get("tot");
        if let Some(until) = until.filter(|until| until.parse::<Date>().is_err()) {
            return Err(unknown("tot", until, ("een datum als 2026-01-28", "a date such as 2026-01-28")));
        }
        let kinds: Vec<String> = if cabinet { CABINET_KINDS.map(str::to_owned).into() } else { Vec::new() };
        let filter = NewestFilter {
            kinds,
            until: until.map(str::to_owned),
            after: until.and(ask.query.get("na")).map(str::to_owned),
        };
        let size = (ask.page_size(PER_PAGE as u64) as usize).min(MOST_IN_FILE);
        let mut documents = app.store.show_newest(&filter, size + 1)?;
        let more = documents.len() > size;
        documents.truncate(size);
        let ids: Vec<_> = documents.iter().map(|document| document.id).collect();
        let dossiers: HashMap<_, _> = app.store.show_dossiers_of(&ids)?.into_iter().collect();
        let mut actors: HashMap<_, Vec<_>> = HashMap::new();
        for (id, actor) in app.store.show_actors_of(&ids)? {
            actors.entry(id).or_default().push(actor);
        }
        for document in &mut documents {
            document.dossier = dossiers.get(&document.id).cloned();
            document.actors = actors.remove(&document.id).unwrap_or_default();
        }
        let next = documents.last().filter(|_| more).map(|last| {
            let day = last.date.as_deref().unwrap_or_default();
            ask.query.address_with("/", &[("tot", day), ("na", &last.number)])
        });
        let first = filter.until.is_some().then(|| ask.query.address_with("/", &[("tot", ""), ("na", "")]));
        let first_page = filter.until.is_none();
        let lately = if first_page && !cabinet { Some(lately(ask, app)?) } else { None };
        Ok(Loaded::page(FrontPage {
            lang: ask.lang,
            frame: ask.frame(app),
            today: ask.today().to_string(),
            filter: choices(ask, cabinet),
            cabinet,
            until: filter.until,
            extent: app.extent(&filter.kinds)?,
            paging: Paging { first, next, ..Paging::default() },
            birthdays: if first_page { birthdays(app, ask.today())? } else { Vec::new() },
            fresh: app.store.show_freshness()?,
            lately,
            days: by_day(documents),
        }))
    }

    fn json(&self) -> serde_json::Value {
        let lately = |list: fn(&Lately) -> Vec<serde_json::Value>| self.lately.as_ref().map(list);
        let documents: Vec<_> = self.days.iter().flat_map(|day| &day.documents).map(line).collect();
        json!({
            "filter": { "stukken": self.cabinet.then_some("kabinet"), "tot": self.until },
            "total": self.extent.total,
            "oldest": self.extent.oldest,
            "newest": self.extent.newest,
            "documents": documents,
            "next": self.paging.next.as_deref().map(crate::page::json_address),
            "source": self.fresh,
            "agenda": lately(|lately| lately.agenda.iter().map(agenda::entry_json).collect()),
            "votes": lately(|lately| lately.votes.iter().map(crate::pages::activity::decision_json).collect()),
            "transcripts": lately(|lately| lately.transcripts.iter().map(transcripts::entry_json).collect()),
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let lang = self.lang;
        Some(Cow::Owned(
            Shown {
                data: self.json(),
                name: "documents",
                columns: &["number", "kind", "title", "subject", "date", "dossier", "sub_number", "updated"],
                title: lang.t("Nieuwste stukken", "Newest papers").to_owned(),
                counted: lang.t("stukken", "papers").to_owned(),
                path: "/".to_owned(),
                filters: Vec::new(),
                paging: self.paging.clone(),
            }
            .listing(),
        ))
    }
}

impl FrontPage {
    /// Whether the agenda shown is that of today.
    fn is_today(&self, lately: &Lately) -> bool {
        let day = lately.agenda.first().and_then(|entry| entry.date.as_deref());
        day == Some(self.today.as_str())
    }

    fn hours(&self, entry: &AgendaEntry) -> Option<String> {
        hours(self.lang, entry)
    }

    fn at(&self, entry: &AgendaEntry) -> String {
        self.lang.href(agenda::place(entry))
    }
}

fn lately(ask: &Ask, app: &App) -> Result<Lately, Error> {
    let coming = AgendaFilter { from: Some(ask.today().to_string()), ..AgendaFilter::default() };
    let mut agenda = app.store.show_agenda(&coming, AgendaOrder::Soonest, 0, ON_TODAY)?;
    let day = agenda.first().and_then(|entry| entry.date.clone());
    agenda.retain(|entry| entry.date == day);
    let votes = OutcomeFilter { votes: true, ..OutcomeFilter::default() };
    Ok(Lately {
        agenda,
        votes: app.store.show_outcomes(&votes, 0, LATEST)?,
        transcripts: transcripts::entries(app, &TranscriptFilter::default(), 0, LATEST)?,
    })
}

/// A document of a list as data, with its address.
pub(crate) fn line(document: &DocumentRow) -> serde_json::Value {
    addressed(document, address::document(&document.number))
}

fn by_day(documents: Vec<DocumentRow>) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for document in documents {
        let date = document.date.clone().unwrap_or_default();
        match days.last_mut() {
            Some(day) if day.date == date => day.documents.push(document),
            _ => days.push(Day { date, documents: vec![document] }),
        }
    }
    days
}

fn choices(ask: &Ask, cabinet: bool) -> Choices {
    let choice = |label: &str, value: &str, chosen| Choice {
        label: label.to_owned(),
        address: ask.lang.href(ask.query.address_with("/", &[("stukken", value), ("na", "")])),
        count: None,
        chosen,
    };
    Choices {
        label: ask.lang.t("Welke stukken", "Which papers").to_owned(),
        choices: vec![
            choice(ask.lang.t("Alle stukken", "All papers"), "", !cabinet),
            choice(ask.lang.t("Alleen van het kabinet", "From the cabinet only"), "kabinet", cabinet),
        ],
    }
}

/// Who has a birthday; who was born on 29 February has it on the 28th in other years.
fn birthdays(app: &App, today: Date) -> Result<Vec<Person>, Error> {
    let day = format!("{:02}-{:02}", today.month(), today.day());
    let mut found: Vec<Birthday> = app.store.show_birthdays(&day, &today.to_string())?;
    if day == "02-28" && !today.in_leap_year() {
        found.extend(app.store.show_birthdays("02-29", &today.to_string())?);
    }
    let person = |birthday: Birthday| {
        let born: Date = birthday.born.parse().ok()?;
        Some(Person { name: birthday.name, party: birthday.party, age: today.year() - born.year() })
    };
    Ok(found.into_iter().filter_map(person).collect())
}

fn unknown(name: &'static str, value: &str, expected: (&'static str, &'static str)) -> Error {
    Error::Value { name, value: value.to_owned(), expected }
}
