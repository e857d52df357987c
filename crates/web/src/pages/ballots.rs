//! `/stemmingen`: every vote with its result, and how a party voted; `/besluiten`: every decision, voted on or not.
//!
//! The filters stand in the address and are read by [`filter`], for the page and for every feed of it.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use serde_json::{Value, json};
use store::Store;
use store::show::agenda::LeadRow;
use store::show::newest::Extent;
use store::show::outcomes::{OutcomeFilter, OutcomeRow};
use store::show::units::Counted;
use store::show::votes::Side;

use crate::error::Error;
use crate::frame::Frame;
use crate::list::{Paging, Select, offset, period};
use crate::listing::{Line, Listing};
use crate::page::{Ask, Format, Loaded, Page, WHILE_UNCHANGED};
use crate::pages::activity::decision_json;
use crate::pages::agenda::committee_name;
use crate::{App, Lang, address};

const PATH: &str = "/stemmingen";
const DECISIONS: &str = "/besluiten";
const PER_PAGE: u64 = 50;
const VALUES: &str = "values of decisions";

/// What decisions are filtered by, counted over all of them, and how many there are.
struct Values {
    kinds: Vec<Counted>,
    leads: Vec<LeadRow>,
    decisions: Extent,
    votes: Extent,
}

fn values(store: &Store, _: &str) -> store::Result<Arc<Values>> {
    let all = OutcomeFilter::default();
    Ok(Arc::new(Values {
        kinds: store.show_decision_kinds()?,
        leads: store.show_activity_leads()?,
        decisions: store.show_outcome_extent(&all)?,
        votes: store.show_outcome_extent(&OutcomeFilter { votes: true, ..all })?,
    }))
}

/// Begins to count before somebody asks.
pub(crate) fn prepare(app: &App) {
    app.prepare(VALUES, values);
}

/// How many decisions a filter lets through, and from which day to which.
pub(crate) fn extent(app: &App, filter: &OutcomeFilter) -> Result<Extent, Error> {
    let all = OutcomeFilter { votes: filter.votes, ..OutcomeFilter::default() };
    if *filter != all {
        return Ok(app.store.show_outcome_extent(filter)?);
    }
    let values = app.counted(VALUES, "", values)?;
    Ok(if filter.votes { values.votes.clone() } else { values.decisions.clone() })
}
/// Columns of the tables of decisions and votes.
const COLUMNS: [&str; 20] = [
    "id",
    "date",
    "kind",
    "text",
    "status",
    "vote_kind",
    "result",
    "roll_call",
    "seats_for",
    "seats_against",
    "seats_absent",
    "mistakes",
    "case",
    "case_kind",
    "subject",
    "document",
    "paper",
    "activity",
    "committee",
    "agenda_item",
];

/// Results: value in the address, as it is kept, in Dutch, in English.
const RESULTS: [(&str, &str, &str, &str); 7] = [
    ("aangenomen", "adopted", "aangenomen", "adopted"),
    ("verworpen", "rejected", "verworpen", "rejected"),
    ("aangehouden", "held", "aangehouden", "held over"),
    ("ingetrokken", "withdrawn", "ingetrokken", "withdrawn"),
    ("uitgesteld", "postponed", "uitgesteld", "postponed"),
    ("overgenomen", "taken_over", "overgenomen", "taken over"),
    ("vervallen", "lapsed", "vervallen", "lapsed"),
];

/// Kinds of case that are bills, as the source names them.
const BILLS: [&str; 5] = ["Wetgeving", "Initiatiefwetgeving", "Begroting", "Nota van wijziging", "Verdrag"];

/// The words of a result as it is kept.
pub(crate) fn result_words(lang: Lang, result: &str) -> Option<&'static str> {
    let (_, _, dutch, english) = RESULTS.iter().find(|(_, kept, _, _)| *kept == result)?;
    Some(lang.t(dutch, english))
}

/// Where a party stood, in a word.
pub(crate) fn side_words(lang: Lang, side: Side) -> &'static str {
    match side {
        Side::For => lang.t("voor", "for"),
        Side::Against => lang.t("tegen", "against"),
        Side::Split => lang.t("verdeeld", "split"),
        Side::Absent => lang.t("niet deelgenomen", "no part"),
    }
}

/// The kinds of case behind a value of `soort`: those, or all but those.
pub(crate) fn case_kinds(kind: &str) -> (Vec<String>, Vec<String>) {
    let bills = BILLS.map(str::to_owned).to_vec();
    let known = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    match kind {
        "motie" => (known(&["Motie"]), Vec::new()),
        "amendement" => (known(&["Amendement"]), Vec::new()),
        "wet" => (bills, Vec::new()),
        "overig" => (Vec::new(), [known(&["Motie", "Amendement"]), bills].concat()),
        _ => (Vec::new(), Vec::new()),
    }
}

/// The box to choose a kind of case.
pub(crate) fn kind_select(ask: &Ask) -> Result<Select, Error> {
    let lang = ask.lang;
    Select::fixed(
        ask,
        "soort",
        lang.t("Over", "On"),
        &[
            ("motie", lang.t("moties", "motions")),
            ("amendement", lang.t("amendementen", "amendments")),
            ("wet", lang.t("wetten en begrotingen", "bills and budgets")),
            ("overig", lang.t("iets anders", "something else")),
        ],
        ("motie, amendement, wet of overig", "motie, amendement, wet or overig"),
    )
}

/// The filters of votes that an address asks for, with the boxes to change them.
pub(crate) fn filter(ask: &Ask, app: &App) -> Result<(OutcomeFilter, Vec<Select>), Error> {
    let lang = ask.lang;
    let result = result_select(ask)?;
    let parties = app.store.show_party_names()?.into_iter().map(|name| (name.clone(), name)).collect();
    let party = Select::of(ask, "fractie", lang.t("Fractie", "Party"), parties);
    let side = Select::fixed(
        ask,
        "stem",
        lang.t("stemde", "voted"),
        &[("voor", lang.t("voor", "for")), ("tegen", lang.t("tegen", "against"))],
        ("voor of tegen", "voor or tegen"),
    )?;
    let kind = kind_select(ask)?;
    let way = Select::fixed(
        ask,
        "wijze",
        lang.t("Wijze", "Way"),
        &[
            ("handopsteken", lang.t("handopsteken", "show of hands")),
            ("hoofdelijk", lang.t("hoofdelijk", "roll-call")),
        ],
        ("handopsteken of hoofdelijk", "handopsteken or hoofdelijk"),
    )?;
    let mistakes = Select::fixed(
        ask,
        "vergissing",
        lang.t("Vergissing", "Mistake"),
        &[("ja", lang.t("gemeld", "reported"))],
        ("ja", "ja"),
    )?;
    let (from, until) = period(ask)?;
    let (kinds, other_kinds) = case_kinds(&kind.chosen);
    let filter = OutcomeFilter {
        votes: true,
        from,
        until,
        result: kept_result(&result),
        party: party.value(),
        side: party.value().and(side.value()).map(|side| match side.as_str() {
            "voor" => Side::For,
            _ => Side::Against,
        }),
        case_kinds: kinds,
        other_kinds,
        roll_call: way.value().map(|way| way == "hoofdelijk"),
        mistakes: !mistakes.chosen.is_empty(),
        ..OutcomeFilter::default()
    };
    Ok((filter, vec![result, party, side, kind, way, mistakes]))
}

fn result_select(ask: &Ask) -> Result<Select, Error> {
    let lang = ask.lang;
    let words = RESULTS.map(|(value, _, dutch, english)| (value, lang.t(dutch, english)));
    let expected = (
        "aangenomen, verworpen, aangehouden, ingetrokken, uitgesteld, overgenomen of vervallen",
        "aangenomen, verworpen, aangehouden, ingetrokken, uitgesteld, overgenomen or vervallen",
    );
    Select::fixed(ask, "uitslag", lang.t("Uitslag", "Result"), &words, expected)
}

fn kept_result(select: &Select) -> Option<String> {
    RESULTS.iter().find(|(value, ..)| *value == select.chosen).map(|(_, kept, ..)| (*kept).to_owned())
}

/// The list of votes.
#[derive(Template)]
#[template(path = "ballots.html")]
pub struct BallotsPage {
    lang: Lang,
    frame: Frame,
    filter: OutcomeFilter,
    filters: Vec<Select>,
    extent: Extent,
    days: Vec<Day>,
    paging: Paging,
}

/// Decisions of a day.
struct Day {
    date: Option<String>,
    rows: Vec<OutcomeRow>,
}

impl Page for BallotsPage {
    const ADDRESSES: &'static [&'static str] = &[PATH];
    const KEEP: Duration = WHILE_UNCHANGED;
    const ALSO: &'static [Format] = &[Format::Csv, Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let (filter, filters) = filter(ask, app)?;
        let extent = extent(app, &filter)?;
        let size = ask.page_size(PER_PAGE);
        let rows = app.store.show_outcomes(&filter, offset(ask, size, extent.total), size)?;
        Ok(Loaded::page(BallotsPage {
            lang: ask.lang,
            frame: ask.frame(app),
            paging: Paging::numbered(&ask.query, PATH, size, extent.total),
            days: by_day(rows),
            filter,
            filters,
            extent,
        }))
    }

    fn json(&self) -> Value {
        list_json(&self.filters, &self.filter, &self.extent, "votes", &self.days, &self.paging)
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        Some(Cow::Owned(Listing {
            name: "votes",
            columns: &COLUMNS,
            title: self.lang.t("Stemmingen in de Tweede Kamer", "Votes in the House").to_owned(),
            counted: self.lang.t("stemmingen", "votes").to_owned(),
            total: self.extent.total,
            period: self.extent.oldest.clone().zip(self.extent.newest.clone()),
            path: PATH.to_owned(),
            filters: self.filters.clone(),
            lines: self.days.iter().flat_map(|day| &day.rows).map(|row| line(self.lang, row)).collect(),
            paging: self.paging.clone(),
            ..Listing::default()
        }))
    }
}

impl BallotsPage {
    fn result(&self, row: &OutcomeRow) -> String {
        result_of(self.lang, row)
    }

    /// How the chosen party voted.
    fn side(&self, row: &OutcomeRow) -> Option<(&str, &'static str, Side)> {
        let party = self.filter.party.as_deref()?;
        let side = row.side_of(party)?;
        Some((party, side_words(self.lang, side), side))
    }

    fn van(&self) -> &str {
        self.filter.from.as_deref().unwrap_or_default()
    }

    fn tot(&self) -> &str {
        self.filter.until.as_deref().unwrap_or_default()
    }
}

/// What a decision is about, in the words of its case, or of the agenda where the source names no case.
pub(crate) fn about(lang: Lang, row: &OutcomeRow) -> String {
    let of_agenda = || row.agenda_item.clone();
    row.subject.clone().or_else(of_agenda).unwrap_or_else(|| lang.t("Besluit", "Decision").to_owned())
}

/// The result for readers: its word, or the text of the decision.
pub(crate) fn result_of(lang: Lang, row: &OutcomeRow) -> String {
    let known = row.result.as_deref().and_then(|result| result_words(lang, result));
    let text =
        || row.text.as_deref().or(row.kind.as_deref()).map(|text| text.trim_end_matches('.').to_owned());
    known.map(str::to_owned).or_else(text).unwrap_or_default()
}

/// A decision as an entry of a feed or a table.
pub(crate) fn line(lang: Lang, row: &OutcomeRow) -> Line {
    let seats = |side: i64, words: &str| row.counted.then(|| format!("{side} {words}"));
    let meta =
        [seats(row.seats_for, lang.t("voor", "for")), seats(row.seats_against, lang.t("tegen", "against"))];
    let result = result_of(lang, row);
    Line {
        url: address::ballot(row.id),
        title: format!("{result}: {}", about(lang, row)),
        kind: row.case_kind.clone(),
        number: row.paper.clone().or(row.case.clone()),
        meta: meta.into_iter().flatten().collect(),
        summary: row.text.clone(),
        date: row.date.clone(),
        data: json!(row),
        ..Line::default()
    }
}

fn by_day(rows: Vec<OutcomeRow>) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for row in rows {
        match days.last_mut() {
            Some(day) if day.date == row.date => day.rows.push(row),
            _ => days.push(Day { date: row.date.clone(), rows: vec![row] }),
        }
    }
    days
}

fn list_json(
    filters: &[Select],
    filter: &OutcomeFilter,
    extent: &Extent,
    name: &str,
    days: &[Day],
    paging: &Paging,
) -> Value {
    let mut chosen = serde_json::Map::new();
    for select in filters {
        chosen.insert(select.name.to_owned(), json!(select.value()));
    }
    chosen.insert("van".into(), json!(filter.from));
    chosen.insert("tot".into(), json!(filter.until));
    let mut value = json!({
        "filter": chosen,
        "total": extent.total,
        "oldest": extent.oldest,
        "newest": extent.newest,
        "page": paging.number,
        "next": paging.next.as_deref().map(crate::page::json_address),
    });
    value[name] = days.iter().flat_map(|day| &day.rows).map(decision_json).collect();
    value
}

/// The list of decisions.
#[derive(Template)]
#[template(path = "decisions.html")]
pub struct DecisionsPage {
    lang: Lang,
    frame: Frame,
    filter: OutcomeFilter,
    filters: Vec<Select>,
    extent: Extent,
    days: Vec<Day>,
    paging: Paging,
}

/// The filters of decisions that an address asks for, with the boxes to change them.
pub(crate) fn decision_filter(ask: &Ask, app: &App) -> Result<(OutcomeFilter, Vec<Select>), Error> {
    let lang = ask.lang;
    let values = app.counted(VALUES, "", values)?;
    let kind = Select::counted(ask, "besluit", lang.t("Soort besluit", "Kind of decision"), &values.kinds);
    let result = result_select(ask)?;
    let on = kind_select(ask)?;
    let mut leads: Vec<(String, String)> = values
        .leads
        .iter()
        .map(|lead| {
            let name = committee_name(lang, &lead.abbreviation, Some(&lead.name));
            (lead.abbreviation.clone(), name)
        })
        .collect();
    leads.sort_by_key(|(abbreviation, name)| (abbreviation != "TK", name.to_lowercase()));
    let committee = Select::of(ask, "commissie", lang.t("Commissie", "Committee"), leads);
    let (from, until) = period(ask)?;
    let (kinds, other_kinds) = case_kinds(&on.chosen);
    let filter = OutcomeFilter {
        from,
        until,
        kind: kind.value(),
        result: kept_result(&result),
        committee: committee.value(),
        case_kinds: kinds,
        other_kinds,
        ..OutcomeFilter::default()
    };
    Ok((filter, vec![kind, result, on, committee]))
}

impl Page for DecisionsPage {
    const ADDRESSES: &'static [&'static str] = &[DECISIONS];
    const KEEP: Duration = WHILE_UNCHANGED;
    const ALSO: &'static [Format] = &[Format::Csv, Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let (filter, filters) = decision_filter(ask, app)?;
        let extent = extent(app, &filter)?;
        let size = ask.page_size(PER_PAGE);
        let rows = app.store.show_outcomes(&filter, offset(ask, size, extent.total), size)?;
        Ok(Loaded::page(DecisionsPage {
            lang: ask.lang,
            frame: ask.frame(app),
            paging: Paging::numbered(&ask.query, DECISIONS, size, extent.total),
            days: by_day(rows),
            filter,
            filters,
            extent,
        }))
    }

    fn json(&self) -> Value {
        list_json(&self.filters, &self.filter, &self.extent, "decisions", &self.days, &self.paging)
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        Some(Cow::Owned(Listing {
            name: "decisions",
            columns: &COLUMNS,
            title: self.lang.t("Besluiten van de Tweede Kamer", "Decisions of the House").to_owned(),
            counted: self.lang.t("besluiten", "decisions").to_owned(),
            total: self.extent.total,
            period: self.extent.oldest.clone().zip(self.extent.newest.clone()),
            path: DECISIONS.to_owned(),
            filters: self.filters.clone(),
            lines: self.days.iter().flat_map(|day| &day.rows).map(|row| line(self.lang, row)).collect(),
            paging: self.paging.clone(),
            ..Listing::default()
        }))
    }
}

impl DecisionsPage {
    fn committee(&self, row: &OutcomeRow) -> Option<String> {
        row.committee.as_deref().map(|abbreviation| committee_name(self.lang, abbreviation, None))
    }

    fn van(&self) -> &str {
        self.filter.from.as_deref().unwrap_or_default()
    }

    fn tot(&self) -> &str {
        self.filter.until.as_deref().unwrap_or_default()
    }
}

/// The class of a side in the style sheet.
pub(crate) fn side_class(side: &Side) -> &'static str {
    match side {
        Side::For => "for",
        Side::Against => "against",
        Side::Split => "split",
        Side::Absent => "absent",
    }
}
