//! `/open-vragen`: sets of written questions with their term, those without an answer first, and how fast ministries
//! answer.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};
use store::Store;
use store::show::questions::{Latency, QuestionFilter, QuestionState};
use store::show::units::Counted;

use crate::asked::{Asked, reckoned};
use crate::error::Error;
use crate::frame::Frame;
use crate::list::{Choice, Field, Paging, Select, offset};
use crate::listing::{Listing, Shown};
use crate::page::{A_MINUTE, Ask, Format, Loaded, Page};
use crate::{App, Lang, address};

const PER_PAGE: u64 = 50;
const PATH: &str = "/open-vragen";
const VALUES: &str = "values of questions";

/// Ministries that are asked and parties that ask, most first.
type Values = Arc<(Vec<Counted>, Vec<Counted>)>;

fn count_values(store: &Store, _: &str) -> store::Result<Values> {
    store.show_question_values().map(Arc::new)
}

/// Ministries that are asked written questions and parties that ask them, counted over all of them.
pub(crate) fn values(app: &App) -> Result<Values, Error> {
    app.counted(VALUES, "", count_values)
}

/// Begins to count before somebody asks.
pub(crate) fn prepare(app: &App) {
    app.prepare(VALUES, count_values);
}

/// States in addresses and what they stand for.
const STATES: [(&str, QuestionState); 8] = [
    ("open", QuestionState::Open),
    ("te-laat", QuestionState::Late),
    ("uitgesteld", QuestionState::Postponed),
    ("mogelijk", QuestionState::Maybe),
    ("afgedaan", QuestionState::Settled),
    ("onbekend", QuestionState::Unknown),
    ("beantwoord", QuestionState::Answered),
    ("alle", QuestionState::Any),
];

/// The list of sets of questions.
#[derive(Template)]
#[template(path = "questions.html")]
pub struct QuestionsPage {
    lang: Lang,
    frame: Frame,
    sets: Vec<Asked>,
    total: u64,
    counts: Vec<Counted>,
    chosen: String,
    states: Vec<Choice>,
    filters: Vec<Select>,
    fields: Vec<Field>,
    latencies: Vec<Latency>,
    /// Since when latencies are counted.
    since: Date,
    /// The day that terms are held against.
    day: Date,
    paging: Paging,
}

/// The filter that an address asks for, with its boxes.
pub fn filter(
    ask: &Ask,
    app: &App,
    day: Date,
) -> Result<(QuestionFilter, Select, Vec<Select>, Vec<Field>), Error> {
    let lang = ask.lang;
    let words = [
        ("open", lang.t("nog geen antwoord gevonden", "no answer found yet")),
        ("te-laat", lang.t("over de termijn", "past the term")),
        ("uitgesteld", lang.t("uitgesteld", "postponed")),
        ("mogelijk", lang.t("mogelijk beantwoord", "possibly answered")),
        ("afgedaan", lang.t("afgedaan, antwoord niet gevonden", "settled, answer not found")),
        ("onbekend", lang.t("onbekend", "unknown")),
        ("beantwoord", lang.t("beantwoord", "answered")),
        ("alle", lang.t("alle", "all")),
    ];
    let expected = (
        "open, te-laat, uitgesteld, mogelijk, afgedaan, onbekend, beantwoord of alle",
        "open, te-laat, uitgesteld, mogelijk, afgedaan, onbekend, beantwoord or alle",
    );
    let state = Select::fixed(ask, "stand", lang.t("Stand", "State"), &words, expected)?;
    let values = values(app)?;
    let ministry = Select::counted(ask, "ministerie", lang.t("Ministerie", "Ministry"), &values.0);
    let party = Select::counted(ask, "fractie", lang.t("Fractie", "Party"), &values.1);
    let fields = vec![
        Field::words(ask, "q", lang.t("Onderwerp", "Subject")),
        Field::words(ask, "lid", lang.t("Gesteld door", "Asked by")),
        Field::day(ask, "van", lang.t("Van", "From"))?,
        Field::day(ask, "tot", lang.t("Tot en met", "Until"))?,
    ];
    let filter = QuestionFilter {
        state: STATES
            .iter()
            .find(|(name, _)| *name == state.chosen)
            .map_or(QuestionState::Open, |(_, state)| *state),
        ministry: ministry.value(),
        party: party.value(),
        words: fields[0].given(),
        asker: fields[1].given(),
        from: fields[2].given(),
        until: fields[3].given(),
        today: day.to_string(),
    };
    Ok((filter, state, vec![ministry, party], fields))
}

impl Page for QuestionsPage {
    const ADDRESSES: &'static [&'static str] = &[PATH];
    const KEEP: Duration = A_MINUTE;
    const ALSO: &'static [Format] = &[Format::Csv, Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let day = reckoned(ask, app)?;
        let (filter, state, filters, fields) = filter(ask, app, day)?;
        let total = app.store.show_question_total(&filter)?;
        let size = ask.page_size(PER_PAGE);
        let rows = app.store.show_questions(&filter, offset(ask, size, total), size)?;
        let counts = app.store.show_question_states(&day.to_string())?;
        let since = day.checked_sub(1.year()).unwrap_or(day);
        Ok(Loaded::page(QuestionsPage {
            lang: ask.lang,
            frame: ask.frame(app),
            sets: Asked::with_papers(app, rows, day)?,
            states: states(ask, &state, &counts),
            chosen: state.chosen,
            counts,
            latencies: app.store.show_latencies(&since.to_string(), &day.to_string(), &day.to_string())?,
            paging: Paging::numbered(&ask.query, PATH, size, total),
            total,
            filters,
            fields,
            since,
            day,
        }))
    }

    fn json(&self) -> Value {
        json!({
            "total": self.total,
            "day": self.day,
            "states": self.counts,
            "questions": self.sets.iter().map(Asked::json).collect::<Vec<_>>(),
            "latency_since": self.since,
            "latency": self.latencies,
            "page": self.paging.number,
            "next": self.paging.next.as_deref().map(crate::page::json_address),
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let lang = self.lang;
        Some(Cow::Owned(
            Shown {
                data: self.json(),
                name: "questions",
                columns: &[
                    "document",
                    "case",
                    "subject",
                    "asked",
                    "askers.0.name",
                    "askers.0.party",
                    "ministries",
                    "state",
                    "term",
                    "extended_term",
                    "postponed",
                    "answer",
                    "answered",
                    "latency_days",
                ],
                title: lang.t("Schriftelijke vragen", "Written questions").to_owned(),
                counted: lang.t("sets vragen", "sets of questions").to_owned(),
                path: PATH.to_owned(),
                filters: self.filters.clone(),
                paging: self.paging.clone(),
            }
            .listing(),
        ))
    }
}

impl QuestionsPage {
    /// A share in percent.
    fn percent(&self, part: u64, whole: u64) -> u64 {
        (100 * part + whole / 2).checked_div(whole).unwrap_or_default()
    }
}

/// The states as links with their counts; the chosen one, else `open`, is present.
fn states(ask: &Ask, state: &Select, counts: &[Counted]) -> Vec<Choice> {
    let chosen = if state.chosen.is_empty() { "open" } else { &state.chosen };
    let stored = ["open", "late", "postponed", "maybe", "settled", "unknown", "answered", ""];
    let choice = |((name, _), stored): (&(&str, QuestionState), &str)| {
        let count = counts.iter().find(|counted| counted.value == stored).map_or(0, |counted| counted.count);
        let (_, words) = state.options.iter().find(|(value, _)| value == name)?;
        let value = if *name == "open" { "" } else { name };
        let address = ask.query.address_with(PATH, &[("stand", value), ("pagina", "")]);
        (count > 0 || *name == chosen).then(|| Choice {
            label: words.clone(),
            address: ask.lang.href(address),
            count: (!stored.is_empty()).then_some(count),
            chosen: *name == chosen,
        })
    };
    STATES.iter().zip(stored).filter_map(choice).collect()
}
