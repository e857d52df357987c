//! `/activiteiten`: the agenda, from today on or back from it, as a list by day or as a month; and
//! `/ongeplande-activiteiten`: what has no day yet.
//!
//! The filters stand in the address and are read by [`filter`], for the page and for every feed of it.

use std::borrow::Cow;
use std::time::Duration;

use askama::Template;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde_json::{Value, json};
use store::show::agenda::{AgendaEntry, AgendaFilter, AgendaOrder, OVER};
use store::show::newest::Extent;

use crate::error::Error;
use crate::files::ics::{Calendar, Event, Status, When};
use crate::frame::Frame;
use crate::list::{Choice, Choices, Paging, Select, offset, period};
use crate::listing::{Line, Listing};
use crate::page::{A_MINUTE, Ask, Format, Loaded, Page, WHILE_UNCHANGED, addressed};
use crate::{App, Lang, address, moment};

const PATH: &str = "/activiteiten";
const UNPLANNED: &str = "/ongeplande-activiteiten";
/// Activities on a page of the list.
const PER_PAGE: u64 = 60;
/// Activities of a month that are read at most.
const MOST_OF_MONTH: u64 = 2_000;
/// How far back a calendar to subscribe to reaches, in days.
const DAYS_BACK: i64 = 60;
/// Columns of the table of activities.
const COLUMNS: [&str; 13] = [
    "number",
    "kind",
    "subject",
    "date_kind",
    "date",
    "begins",
    "ends",
    "committee",
    "committee_name",
    "room",
    "location",
    "closed",
    "status",
];
/// Activities of a day that the month shows before it leads to the day.
const MOST_OF_DAY: usize = 7;

/// The agenda.
#[derive(Template)]
#[template(path = "agenda.html")]
pub struct AgendaPage {
    lang: Lang,
    frame: Frame,
    today: String,
    filter: AgendaFilter,
    filters: Vec<Select>,
    views: Choices,
    extent: Extent,
    view: View,
    /// How many there are before today with these filters, and where; none where a period is chosen.
    earlier: Option<(u64, String)>,
    /// Whether the list runs back from today.
    back: bool,
    paging: Paging,
}

/// How the agenda is shown.
enum View {
    /// Activities by day.
    Days(Vec<Day>),
    /// A month.
    Month(Month),
}

/// A day of the list.
struct Day {
    date: String,
    entries: Vec<AgendaEntry>,
}

/// A month as weeks from Monday to Sunday.
struct Month {
    /// Its first day.
    first: Date,
    weeks: Vec<Vec<Cell>>,
    /// The month before; none where nothing is older, so that a crawler comes to an end.
    previous: Option<String>,
    /// The month after; none where nothing is later.
    next: Option<String>,
}

/// A day of a month.
struct Cell {
    date: Date,
    /// Whether it is of the month itself.
    within: bool,
    /// Address of the list of this day.
    address: String,
    /// The first of the day.
    entries: Vec<AgendaEntry>,
    /// How many there are beside these.
    more: usize,
}

/// The filters that an address asks for, but the period; with the boxes to change them.
pub(crate) fn filter(ask: &Ask, app: &App) -> Result<(AgendaFilter, Vec<Select>), Error> {
    let (lang, store) = (ask.lang, &app.store);
    let leads = store.show_activity_leads()?;
    let mut leads: Vec<(String, String)> = leads
        .into_iter()
        .map(|lead| {
            let name = committee_name(lang, &lead.abbreviation, Some(&lead.name));
            (lead.abbreviation, format!("{name} ({})", lang.count(lead.count)))
        })
        .collect();
    leads.sort_by_key(|(abbreviation, name)| (abbreviation != "TK", name.to_lowercase()));
    let committee = Select::of(ask, "commissie", lang.t("Commissie", "Committee"), leads);
    let kind = Select::counted(ask, "soort", lang.t("Soort", "Kind"), &store.show_activity_kinds()?);
    let open = Select::fixed(
        ask,
        "openbaar",
        lang.t("Openbaar", "Public"),
        &[("ja", lang.t("openbaar", "public")), ("nee", lang.t("besloten", "closed"))],
        ("ja of nee", "ja or nee"),
    )?;
    let status = Select::fixed(
        ask,
        "status",
        lang.t("Status", "Status"),
        &[
            ("gepland", lang.t("gepland", "planned")),
            ("uitgevoerd", lang.t("uitgevoerd", "held")),
            ("verplaatst", lang.t("verplaatst", "moved")),
            ("geannuleerd", lang.t("geannuleerd", "cancelled")),
            ("vervallen", lang.t("vervallen", "lapsed")),
        ],
        (
            "gepland, uitgevoerd, verplaatst, geannuleerd of vervallen",
            "gepland, uitgevoerd, verplaatst, geannuleerd or vervallen",
        ),
    )?;
    let filter = AgendaFilter {
        committee: committee.value(),
        kind: kind.value(),
        closed: open.value().map(|value| value == "nee"),
        status: status.value().map(|value| capital(&value)),
        ..AgendaFilter::default()
    };
    Ok((filter, vec![committee, kind, open, status]))
}

impl Page for AgendaPage {
    const ADDRESSES: &'static [&'static str] = &[PATH];
    const KEEP: Duration = A_MINUTE;
    const ALSO: &'static [Format] = &[Format::Csv, Format::Atom, Format::Ics];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let (mut filter, filters) = filter(ask, app)?;
        let today = ask.today();
        let (from, until) = period(ask)?;
        if let Some(month) = ask.query.get("maand") {
            let first = month_of(month)?;
            return month_page(ask, app, (filter, filters), first);
        }
        let size = ask.page_size(PER_PAGE);
        // who subscribes keeps what just was, and sees what is cancelled
        let from = match (ask.format, &from, &until) {
            (Format::Ics, None, None) => today.checked_sub(DAYS_BACK.days()).ok().map(day),
            _ => from,
        };
        let chosen = from.is_some() || until.is_some();
        let back = match ask.query.get("toon") {
            None => false,
            Some("eerder") => true,
            Some(other) => {
                let expected = ("“eerder”", "“eerder”");
                return Err(Error::Value { name: "toon", value: other.to_owned(), expected });
            }
        };
        (filter.from, filter.until) = (from, until);
        let mut order = AgendaOrder::Soonest;
        let mut earlier = None;
        if !chosen {
            let before = AgendaFilter { until: today.yesterday().ok().map(day), ..filter.clone() };
            let after = AgendaFilter { from: Some(today.to_string()), ..filter.clone() };
            (filter, order) = if back { (before, AgendaOrder::Latest) } else { (after.clone(), order) };
            if !back {
                let before = AgendaFilter { from: None, until: today.yesterday().ok().map(day), ..after };
                let total = app.store.show_agenda_extent(&before)?.total;
                let address = ask.query.address_with(PATH, &[("toon", "eerder"), ("pagina", "")]);
                earlier = (total > 0).then_some((total, address));
            }
        } else if back {
            order = AgendaOrder::Latest;
        }
        let extent = app.store.show_agenda_extent(&filter)?;
        let from = offset(ask, size, extent.total);
        let entries = app.store.show_agenda(&filter, order, from, size)?;
        Ok(Loaded::page(AgendaPage {
            lang: ask.lang,
            frame: ask.frame(app),
            views: views(ask, &today.to_string()[..7], None),
            paging: Paging::numbered(&ask.query, PATH, size, extent.total),
            today: today.to_string(),
            view: View::Days(by_day(entries)),
            filter,
            filters,
            extent,
            earlier,
            back,
        }))
    }

    fn json(&self) -> Value {
        json!({
            "filter": {
                "commissie": self.filter.committee,
                "soort": self.filter.kind,
                "openbaar": self.filter.closed.map(|closed| if closed { "nee" } else { "ja" }),
                "status": self.filter.status,
                "van": self.filter.from,
                "tot": self.filter.until,
            },
            "total": self.extent.total,
            "oldest": self.extent.oldest,
            "newest": self.extent.newest,
            "activities": self.entries().into_iter().map(entry_json).collect::<Vec<_>>(),
            "earlier": self.earlier.as_ref().map(|(_, address)| crate::page::json_address(address)),
            "page": self.paging.number,
            "next": self.paging.next.as_deref().map(crate::page::json_address),
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let lines = self.entries().into_iter().map(|entry| line(self.lang, entry)).collect();
        let title = self.lang.t("Agenda van de Tweede Kamer", "Agenda of the House");
        Some(Cow::Owned(Listing {
            title: title.to_owned(),
            path: PATH.to_owned(),
            filters: self.filters.clone(),
            paging: self.paging.clone(),
            ..listing(self.lang, &self.extent, lines)
        }))
    }

    fn calendar(&self) -> Option<Calendar> {
        Some(Calendar {
            title: self.lang.t("agenda van de Tweede Kamer", "agenda of the House").to_owned(),
            events: self.entries().into_iter().filter_map(|entry| event(self.lang, entry)).collect(),
        })
    }
}

/// What lists of activities share.
fn listing(lang: Lang, extent: &Extent, lines: Vec<Line>) -> Listing {
    Listing {
        name: "activities",
        columns: &COLUMNS,
        counted: lang.t("activiteiten", "activities").to_owned(),
        total: extent.total,
        period: extent.oldest.clone().zip(extent.newest.clone()),
        lines,
        ..Listing::default()
    }
}

/// An activity as an entry of a feed or a table.
fn line(lang: Lang, entry: &AgendaEntry) -> Line {
    let committee = entry.committee.as_deref();
    let meta = [hours(lang, entry), entry.room.clone(), entry.location.clone(), entry.status.clone()];
    Line {
        url: place(entry),
        title: entry.subject.clone().or(entry.kind.clone()).unwrap_or_default(),
        kind: entry.kind.clone(),
        number: entry.number.clone(),
        meta: meta.into_iter().flatten().collect(),
        who: committee.map(|name| (committee_name(lang, name, entry.committee_name.as_deref()), None)),
        date: entry.date.clone(),
        updated: entry.updated.clone(),
        data: json!(entry),
        ..Line::default()
    }
}

/// An activity as an event of a calendar; none where there is no day or no number to know it by.
fn event(lang: Lang, entry: &AgendaEntry) -> Option<Event> {
    let number = entry.number.as_deref()?;
    // midnight stands for "some time that day"
    let timed = hours(lang, entry).is_some();
    let when = match (&entry.begins, &entry.date) {
        (Some(begins), _) if timed => When::From(begins.clone(), entry.ends.clone()),
        (_, Some(date)) => When::Day(date.clone()),
        _ => return None,
    };
    let title: Vec<&str> = [entry.kind.as_deref(), entry.subject.as_deref()].into_iter().flatten().collect();
    Some(Event {
        id: format!("activiteit-{number}"),
        sequence: entry.sequence,
        updated: entry.updated.clone(),
        title: title.join(": "),
        when,
        place: entry.room.clone().or(entry.location.clone()),
        notes: [entry.committee_name.clone(), entry.status.clone()].into_iter().flatten().collect(),
        url: place(entry),
        categories: entry.kind.iter().cloned().collect(),
        status: if is_off(&entry.status) { Status::Cancelled } else { Status::Confirmed },
    })
}

fn month_page(
    ask: &Ask,
    app: &App,
    (filter, filters): (AgendaFilter, Vec<Select>),
    first: Date,
) -> Result<Loaded<AgendaPage>, Error> {
    let last = first.last_of_month();
    let all = app.store.show_agenda_extent(&filter)?;
    let older = all.oldest.as_deref().is_some_and(|oldest| oldest < day(first).as_str());
    let later = all.newest.as_deref().is_some_and(|newest| newest > day(last).as_str());
    let filter = AgendaFilter { from: Some(day(first)), until: Some(day(last)), ..filter };
    let extent = app.store.show_agenda_extent(&filter)?;
    let entries = app.store.show_agenda(&filter, AgendaOrder::Soonest, 0, MOST_OF_MONTH)?;
    let month = Month {
        weeks: weeks(ask, first, entries),
        previous: older.then(|| month_address(ask, first, (-1).months())),
        next: later.then(|| month_address(ask, first, 1.month())),
        first,
    };
    Ok(Loaded::page(AgendaPage {
        lang: ask.lang,
        frame: ask.frame(app),
        today: ask.today().to_string(),
        views: views(ask, &first.to_string()[..7], Some(first)),
        view: View::Month(month),
        filter,
        filters,
        extent,
        earlier: None,
        back: false,
        paging: Paging::default(),
    }))
}

impl AgendaPage {
    fn entries(&self) -> Vec<&AgendaEntry> {
        match &self.view {
            View::Days(days) => days.iter().flat_map(|day| &day.entries).collect(),
            View::Month(month) => {
                let cells = month.weeks.iter().flatten().filter(|cell| cell.within);
                cells.flat_map(|cell| &cell.entries).collect()
            }
        }
    }

    fn at(&self, entry: &AgendaEntry) -> String {
        self.lang.href(place(entry))
    }

    fn hours(&self, entry: &AgendaEntry) -> Option<String> {
        hours(self.lang, entry)
    }

    fn weekday(&self, cell: &Cell) -> String {
        self.lang.weekday(&day(cell.date))
    }

    fn month_name(&self, month: &Month) -> String {
        let whole = self.lang.day(&day(month.first));
        whole.split_once(' ').map_or(whole.clone(), |(_, rest)| rest.to_owned())
    }

    /// What stands in the address beside the boxes and must stay.
    fn kept(&self) -> (&'static str, String) {
        match &self.view {
            View::Month(month) => ("maand", day(month.first)[..7].to_owned()),
            View::Days(_) if self.back => ("toon", "eerder".to_owned()),
            View::Days(_) => ("", String::new()),
        }
    }

    /// The period in the boxes: only what the reader chose.
    fn chosen(&self) -> (String, String) {
        let own = |value: &Option<String>| value.clone().unwrap_or_default();
        let asked = crate::page::Query::read(self.frame.dutch.split_once('?').map_or("", |(_, query)| query));
        let given = |name| asked.get(name).is_some();
        (
            if given("van") { own(&self.filter.from) } else { String::new() },
            if given("tot") { own(&self.filter.until) } else { String::new() },
        )
    }
}

/// What has no day yet.
#[derive(Template)]
#[template(path = "unplanned.html")]
pub struct UnplannedPage {
    lang: Lang,
    frame: Frame,
    filter: AgendaFilter,
    filters: Vec<Select>,
    extent: Extent,
    entries: Vec<AgendaEntry>,
    paging: Paging,
}

impl Page for UnplannedPage {
    const ADDRESSES: &'static [&'static str] = &[UNPLANNED];
    const KEEP: Duration = WHILE_UNCHANGED;
    const ALSO: &'static [Format] = &[Format::Csv, Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let (mut filter, filters) = filter(ask, app)?;
        filter.undated = true;
        filter.coming = filter.status.is_none();
        let extent = app.store.show_agenda_extent(&filter)?;
        let size = ask.page_size(PER_PAGE);
        let from = offset(ask, size, extent.total);
        Ok(Loaded::page(UnplannedPage {
            lang: ask.lang,
            frame: ask.frame(app),
            entries: app.store.show_agenda(&filter, AgendaOrder::Soonest, from, size)?,
            paging: Paging::numbered(&ask.query, UNPLANNED, size, extent.total),
            filter,
            filters,
            extent,
        }))
    }

    fn json(&self) -> Value {
        json!({
            "filter": {
                "commissie": self.filter.committee,
                "soort": self.filter.kind,
                "openbaar": self.filter.closed.map(|closed| if closed { "nee" } else { "ja" }),
                "status": self.filter.status,
            },
            "total": self.extent.total,
            "activities": self.entries.iter().map(entry_json).collect::<Vec<_>>(),
            "page": self.paging.number,
            "next": self.paging.next.as_deref().map(crate::page::json_address),
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let lines = self.entries.iter().map(|entry| line(self.lang, entry)).collect();
        let title = self.lang.t("Activiteiten zonder datum", "Activities without a date");
        Some(Cow::Owned(Listing {
            title: title.to_owned(),
            path: UNPLANNED.to_owned(),
            filters: self.filters.clone(),
            paging: self.paging.clone(),
            ..listing(self.lang, &self.extent, lines)
        }))
    }
}

impl UnplannedPage {
    fn at(&self, entry: &AgendaEntry) -> String {
        self.lang.href(place(entry))
    }

    /// `week 7 van 2026`, or nothing known.
    fn week(&self, entry: &AgendaEntry) -> String {
        let date = entry.date.as_deref().and_then(|date| date.parse::<Date>().ok());
        match date {
            Some(date) => {
                let week = date.iso_week_date();
                format!("week {} {} {}", week.week(), self.lang.t("van", "of"), week.year())
            }
            None => self.lang.t("nog geen datum", "no date yet").to_owned(),
        }
    }
}

/// An activity of a list as data, with its address.
pub(crate) fn entry_json(entry: &AgendaEntry) -> Value {
    addressed(entry, place(entry))
}

/// The page of an activity; one without a number stands under the filter of its day.
pub(crate) fn place(entry: &AgendaEntry) -> String {
    match &entry.number {
        Some(number) => address::activity(number),
        None => address::with(
            PATH,
            &[
                ("van", entry.date.as_deref().unwrap_or_default()),
                ("tot", entry.date.as_deref().unwrap_or_default()),
            ],
        ),
    }
}

/// Its hours, as far as the source tells.
pub(crate) fn hours(lang: Lang, entry: &AgendaEntry) -> Option<String> {
    moment::hours(lang, entry.begins.as_deref(), entry.ends.as_deref())
}

/// The name of who leads an activity: the House as a whole is `TK` in the source.
pub(crate) fn committee_name(lang: Lang, abbreviation: &str, name: Option<&str>) -> String {
    match (abbreviation, name) {
        ("TK", _) => lang.t("Plenair", "Plenary").to_owned(),
        (_, Some(name)) if !name.is_empty() => {
            let known = ["vaste commissie voor ", "Vaste commissie voor "];
            capital(known.iter().find_map(|start| name.strip_prefix(start)).unwrap_or(name))
        }
        (abbreviation, _) => abbreviation.to_owned(),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

fn day(date: Date) -> String {
    date.to_string()
}

fn by_day(entries: Vec<AgendaEntry>) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for entry in entries {
        let date = entry.date.clone().unwrap_or_default();
        match days.last_mut() {
            Some(day) if day.date == date => day.entries.push(entry),
            _ => days.push(Day { date, entries: vec![entry] }),
        }
    }
    days
}

fn month_of(month: &str) -> Result<Date, Error> {
    let whole = (month.len() == 7).then(|| format!("{month}-01"));
    whole.and_then(|whole| whole.parse().ok()).ok_or_else(|| Error::Value {
        name: "maand",
        value: month.to_owned(),
        expected: ("een maand als 2026-01", "a month such as 2026-01"),
    })
}

fn month_address(ask: &Ask, first: Date, step: Span) -> String {
    let month = first.checked_add(step).unwrap_or(first).to_string();
    let month = month.get(..7).unwrap_or_default();
    ask.query.address_with(PATH, &[("maand", month), ("van", ""), ("tot", ""), ("pagina", ""), ("toon", "")])
}

fn weeks(ask: &Ask, first: Date, entries: Vec<AgendaEntry>) -> Vec<Vec<Cell>> {
    let mut by_date: std::collections::HashMap<String, Vec<AgendaEntry>> = std::collections::HashMap::new();
    for entry in entries {
        by_date.entry(entry.date.clone().unwrap_or_default()).or_default().push(entry);
    }
    let lead = first.weekday().to_monday_zero_offset();
    let mut date = first.checked_sub(i64::from(lead).days()).unwrap_or(first);
    let mut weeks = Vec::new();
    while date <= first.last_of_month() && weeks.len() < 6 {
        let mut week = Vec::with_capacity(7);
        for _ in 0..7 {
            let mut entries = by_date.remove(&day(date)).unwrap_or_default();
            let more = entries.len().saturating_sub(MOST_OF_DAY);
            if ask.format == Format::Html {
                entries.truncate(MOST_OF_DAY);
            }
            let whole = day(date);
            week.push(Cell {
                date,
                within: date.month() == first.month(),
                address: ask.lang.href(
                    ask.query.address_with(
                        PATH,
                        &[("van", &whole), ("tot", &whole), ("maand", ""), ("pagina", "")],
                    ),
                ),
                entries,
                more: if ask.format == Format::Html { more } else { 0 },
            });
            date = date.tomorrow().unwrap_or(date);
        }
        weeks.push(week);
    }
    weeks
}

/// The list or the month, and the way to what has no day.
fn views(ask: &Ask, month: &str, shown: Option<Date>) -> Choices {
    let lang = ask.lang;
    let clear = [("van", ""), ("tot", ""), ("toon", ""), ("pagina", "")];
    let with = |value: &str| {
        let mut changes = vec![("maand", value)];
        changes.extend(clear);
        ask.query.address_with(PATH, &changes)
    };
    let choice = |label: &str, address: String, chosen| Choice {
        label: label.to_owned(),
        address: lang.href(address),
        count: None,
        chosen,
    };
    let undated = ask.query.address_with(UNPLANNED, &[("maand", ""), clear[0], clear[1], clear[2], clear[3]]);
    Choices {
        label: lang.t("Weergave", "View").to_owned(),
        choices: vec![
            choice(lang.t("Per dag", "By day"), with(""), shown.is_none()),
            choice(lang.t("Per maand", "By month"), with(month), shown.is_some()),
            choice(lang.t("Nog zonder datum", "No date yet"), undated, false),
        ],
    }
}

/// Names of the days of a week, short.
fn weekdays(lang: Lang) -> [&'static str; 7] {
    match lang {
        Lang::Nl => ["ma", "di", "wo", "do", "vr", "za", "zo"],
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    }
}

/// `13:00–17:30` begins at `13:00`.
fn begin(hours: &str) -> &str {
    hours.get(..5).unwrap_or(hours)
}

/// Whether an activity will not be, or not then.
pub(crate) fn is_off(status: &Option<String>) -> bool {
    status.as_deref().is_some_and(|status| OVER.contains(&status) && status != "Uitgevoerd")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_whole_weeks_from_monday() {
        let ask =
            Ask::read(&"/activiteiten?maand=2031-02".parse().unwrap(), &[], jiff::Timestamp::UNIX_EPOCH);
        let weeks = weeks(&ask.unwrap(), month_of("2031-02").unwrap(), Vec::new());
        assert_eq!(weeks.len(), 5);
        assert_eq!((weeks[0][0].date.to_string().as_str(), weeks[0][0].within), ("2031-01-27", false));
        assert_eq!(weeks[4][6].date.to_string(), "2031-03-02");
        assert!(weeks.iter().all(|week| week.len() == 7));
    }

    #[test]
    fn months_that_are_none_are_refused() {
        for odd in ["2031", "2031-13", "2031-1", "januari", "2031-01-01", "éééé"] {
            assert!(month_of(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn committees_are_called_by_what_they_are_about() {
        let name = |abbreviation, name| committee_name(Lang::Nl, abbreviation, name);
        assert_eq!(name("TK", Some("TK")), "Plenair");
        assert_eq!(name("BuZa", Some("vaste commissie voor Buitenlandse Zaken")), "Buitenlandse Zaken");
        assert_eq!(name("RU", Some("commissie voor de Rijksuitgaven")), "Commissie voor de Rijksuitgaven");
        assert_eq!(name("X", None), "X");
    }
}
