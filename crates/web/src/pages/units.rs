//! `/vragen`: all question–answer units, newest first.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use serde_json::{Value, json};
use store::Store;
use store::show::units::{Counted, UnitFilter, UnitRow};

use crate::error::Error;
use crate::found::name_askers;
use crate::frame::Frame;
use crate::list::{Field, Paging, Select, offset};
use crate::listing::{Listing, Shown};
use crate::page::{Ask, Format, Loaded, Page, WHILE_UNCHANGED, addressed};
use crate::pages::questions;
use crate::search_port::SearchRequest;
use crate::worded::{self, Worded};
use crate::{App, Lang, address};

const PER_PAGE: u64 = 40;
const VALUES: &str = "values of units";

/// How many units there are, and the parties that ask.
type Values = Arc<(u64, Vec<Counted>)>;

fn values(store: &Store, _: &str) -> store::Result<Values> {
    Ok(Arc::new((store.show_unit_total(&UnitFilter::default())?, store.show_unit_parties()?)))
}

/// Begins to count before somebody asks.
pub(crate) fn prepare(app: &App) {
    app.prepare(VALUES, values);
}

/// The list of units.
#[derive(Template)]
#[template(path = "units.html")]
pub struct UnitsPage {
    lang: Lang,
    frame: Frame,
    units: Vec<UnitRow>,
    total: u64,
    filters: Vec<Select>,
    fields: Vec<Field>,
    paging: Paging,
}

impl Page for UnitsPage {
    const ADDRESSES: &'static [&'static str] = &["/vragen"];
    const KEEP: Duration = WHILE_UNCHANGED;
    const SEARCHES: bool = true;
    const ALSO: &'static [Format] = &[Format::Csv, Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let (filter, filters, fields) = filter(ask, app)?;
        let size = ask.page_size(PER_PAGE);
        let (total, units) = match worded(ask, app, &filter, size)? {
            Some(found) => (found.total, app.store.show_units_at(&found.places)?),
            None => {
                let total = match filter == UnitFilter::default() {
                    true => app.counted(VALUES, "", values)?.0,
                    false => app.store.show_unit_total(&filter)?,
                };
                (total, app.store.show_units(&filter, offset(ask, size, total), size)?)
            }
        };
        Ok(Loaded::page(UnitsPage {
            lang: ask.lang,
            frame: ask.frame(app),
            units,
            total,
            filters,
            fields,
            paging: Paging::numbered(&ask.query, "/vragen", size, total),
        }))
    }

    fn json(&self) -> Value {
        let units: Vec<Value> = self
            .units
            .iter()
            .map(|unit| addressed(unit, address::unit(&unit.document.number, unit.n)))
            .collect();
        json!({
            "total": self.total,
            "exchanges": units,
            "page": self.paging.number,
            "next": self.paging.next.as_deref().map(crate::page::json_address),
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let lang = self.lang;
        Some(Cow::Owned(
            Shown {
                data: self.json(),
                name: "exchanges",
                columns: &[
                    "document.number",
                    "n",
                    "number",
                    "document.date",
                    "document.kind",
                    "document.subject",
                    "members",
                    "party",
                    "heading",
                    "respondent",
                    "question",
                    "answer",
                ],
                title: lang.t("Vragen en antwoorden", "Questions and answers").to_owned(),
                counted: lang.t("vragen", "questions").to_owned(),
                path: "/vragen".to_owned(),
                filters: self.filters.clone(),
                paging: self.paging.clone(),
            }
            .listing(),
        ))
    }
}

impl UnitsPage {
    fn askers(&self, unit: &UnitRow) -> String {
        name_askers(unit.party.as_deref(), &unit.members)
    }
}

/// What the index finds, where words are asked for. It knows ministries by other names: with one of them the few units of
/// the ministry are looked through.
fn worded(ask: &Ask, app: &App, filter: &UnitFilter, size: u64) -> Result<Option<Worded>, Error> {
    let (Some(words), None) = (&filter.words, &filter.ministry) else { return Ok(None) };
    let mut filters = vec![("type".to_owned(), "exchange".to_owned())];
    filters.extend(filter.party.iter().map(|party| ("fractie".to_owned(), party.clone())));
    filters.extend(filter.answered.map(|answered| {
        let status = if answered { "beantwoord" } else { "onbeantwoord" };
        ("status".to_owned(), status.to_owned())
    }));
    let request = SearchRequest {
        query: words.clone(),
        filters,
        from: filter.from.clone(),
        until: filter.until.clone(),
        ..SearchRequest::default()
    };
    worded::found(app, request, size, |total| offset(ask, size, total))
}

/// The filter that an address asks for, with its boxes: of this list, and of what is made from the same list.
pub fn filter(ask: &Ask, app: &App) -> Result<(UnitFilter, Vec<Select>, Vec<Field>), Error> {
    let lang = ask.lang;
    let values = app.counted(VALUES, "", values)?;
    let party = Select::counted(ask, "fractie", lang.t("Fractie", "Party"), &values.1);
    let mut ministries = questions::values(app)?.0.clone();
    // the counts are of sets of written questions, not of this list
    for ministry in &mut ministries {
        ministry.count = 0;
    }
    let mut ministry = Select::counted(ask, "ministerie", lang.t("Ministerie", "Ministry"), &ministries);
    for (value, words) in &mut ministry.options {
        words.clone_from(value);
    }
    let answered = Select::fixed(
        ask,
        "antwoord",
        lang.t("Antwoord", "Answer"),
        &[
            ("ja", lang.t("in het stuk", "in the paper")),
            ("nee", lang.t("niet in het stuk", "not in the paper")),
        ],
        ("ja of nee", "ja or nee"),
    )?;
    let fields = vec![
        Field::words(ask, "q", lang.t("Woorden", "Words")),
        Field::day(ask, "van", lang.t("Van", "From"))?,
        Field::day(ask, "tot", lang.t("Tot en met", "Until"))?,
    ];
    // addresses from before there were days
    let year =
        ask.query.get("jaar").filter(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    let filter = UnitFilter {
        party: party.value(),
        ministry: ministry.value(),
        answered: answered.value().map(|value| value == "ja"),
        words: fields[0].given(),
        from: fields[1].given().or_else(|| year.map(|year| format!("{year}-01-01"))),
        until: fields[2].given().or_else(|| year.map(|year| format!("{year}-12-31"))),
    };
    Ok((filter, vec![party, ministry, answered], fields))
}
