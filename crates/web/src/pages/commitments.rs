//! `/toezeggingen`: commitments of the register, and undertakings found in texts with what became of them.
//!
//! What the register or a paper says stands apart from what was computed: overdue, moved, met as far as later papers
//! tell. The page of one commitment is `commitment.rs`.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use model::Guid;
use model::facts::DueWindow;
use serde_json::{Value, json};
use store::Store;
use store::show::commitments::{
    CommitmentFilter, CommitmentRow, FulfilmentRow, PromiseFilter, PromiseRow, WordedTerm,
};
use store::show::found::Paragraphs;
use store::show::units::Counted;

use crate::error::Error;
use crate::files::ics::Calendar;
use crate::found::window;
use crate::frame::Frame;
use crate::list::{Choice, Choices, Field, Paging, Select, offset};
use crate::listing::{Line, Listing};
use crate::page::{A_MINUTE, Ask, Format, Loaded, Page, addressed};
use crate::search_port::SearchRequest;
use crate::worded::{self, Worded};
use crate::{App, Lang, address, calendar};

const PER_PAGE: u64 = 40;
const PATH: &str = "/toezeggingen";
const VALUES: &str = "values of commitments";

/// What commitments of the register are filtered by, counted over all of them; and how many undertakings texts have.
struct Values {
    states: Vec<Counted>,
    ministries: Vec<Counted>,
    /// Ministries of papers: not all are spelled as in the register.
    of_papers: Vec<Counted>,
    parties: Vec<Counted>,
    total: u64,
    in_texts: u64,
}

fn values(store: &Store, day: &str) -> store::Result<Arc<Values>> {
    Ok(Arc::new(Values {
        states: store.show_commitment_states(day)?,
        ministries: store.show_commitment_ministries()?,
        of_papers: store.show_paper_ministries()?,
        parties: store.show_commitment_parties()?,
        total: store.show_commitment_total(&CommitmentFilter::default())?,
        in_texts: store.show_promise_total(&PromiseFilter::default())?,
    }))
}

/// Begins to count before somebody asks.
pub(crate) fn prepare(app: &App) {
    app.prepare_for(VALUES, &today(app), values);
}

/// Ministries in the register, most commitments first.
pub(crate) fn ministries(ask: &Ask, app: &App) -> Result<Vec<Counted>, Error> {
    Ok(app.counted(VALUES, &ask.today().to_string(), values)?.ministries.clone())
}

fn today(app: &App) -> String {
    crate::format::amsterdam((app.clock)()).date().to_string()
}

/// The list of commitments.
#[derive(Template)]
#[template(path = "commitments.html")]
pub struct CommitmentsPage {
    lang: Lang,
    frame: Frame,
    tabs: Choices,
    commitments: Vec<CommitmentRow>,
    promises: Vec<Promise>,
    in_texts: bool,
    total: u64,
    filters: Vec<Select>,
    fields: Vec<Field>,
    paging: Paging,
    due: Option<Calendar>,
}

/// An undertaking in a text with the later papers that tell of it.
pub struct Promise {
    /// The undertaking.
    pub row: PromiseRow,
    /// Where it stands.
    pub place: String,
    /// Later papers with the address of their passage.
    pub later: Vec<(FulfilmentRow, String)>,
}

impl Page for CommitmentsPage {
    const ADDRESSES: &'static [&'static str] = &[PATH];
    const KEEP: Duration = A_MINUTE;
    const SEARCHES: bool = true;
    const ALSO: &'static [Format] = &[Format::Csv, Format::Atom, Format::Ics];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let store = &app.store;
        let in_texts = match ask.query.get("tab") {
            None => false,
            Some("stukken") => true,
            Some(other) => {
                let expected = ("“stukken”", "“stukken”");
                return Err(Error::Value { name: "tab", value: other.to_owned(), expected });
            }
        };
        let mut page = CommitmentsPage {
            lang: ask.lang,
            frame: ask.frame(app),
            tabs: tabs(ask, in_texts),
            commitments: Vec::new(),
            promises: Vec::new(),
            in_texts,
            total: 0,
            filters: Vec::new(),
            fields: Vec::new(),
            paging: Paging::default(),
            due: None,
        };
        let size = ask.page_size(PER_PAGE);
        if in_texts {
            let (filter, filters, fields) = promise_filter(ask, app)?;
            let every = PromiseFilter { today: filter.today.clone(), ..Default::default() };
            let rows = match worded(ask, app, &filter, size)? {
                Some(found) => {
                    page.total = found.total;
                    // the index counts from 1
                    let places: Vec<_> = found.places.into_iter().map(|(paper, n)| (paper, n - 1)).collect();
                    store.show_promises_at(&places, &filter.today)?
                }
                None => {
                    page.total = match filter == every {
                        true => app.counted(VALUES, &filter.today, values)?.in_texts,
                        false => store.show_promise_total(&filter)?,
                    };
                    store.show_promises(&filter, offset(ask, size, page.total), size)?
                }
            };
            page.promises = with_later(app, rows)?;
            (page.filters, page.fields) = (filters, fields);
        } else {
            let (filter, filters, fields) = commitment_filter(ask, app)?;
            page.total =
                match filter == (CommitmentFilter { today: filter.today.clone(), ..Default::default() }) {
                    true => app.counted(VALUES, &filter.today, values)?.total,
                    false => store.show_commitment_total(&filter)?,
                };
            page.commitments = store.show_commitments(&filter, offset(ask, size, page.total), size)?;
            if ask.format == Format::Ics {
                let title = ask.lang.t("Termijnen van toezeggingen", "Due days of commitments");
                page.due = Some(calendar::due_days(app, ask, filter.ministry.as_deref(), title)?);
            }
            (page.filters, page.fields) = (filters, fields);
        }
        page.paging = Paging::numbered(&ask.query, PATH, size, page.total);
        Ok(Loaded::page(page))
    }

    fn json(&self) -> Value {
        json!({
            "total": self.total,
            "commitments": self.commitments.iter().map(data).collect::<Vec<_>>(),
            "in_texts": self.promises.iter().map(Promise::json).collect::<Vec<_>>(),
            "page": self.paging.number,
            "next": self.paging.next.as_deref().map(crate::page::json_address),
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let lang = self.lang;
        let commitments = self.commitments.iter().map(|one| Line {
            url: address::commitment(&one.number),
            title: one.text.clone().unwrap_or_else(|| one.number.clone()),
            kind: one.status.clone(),
            number: Some(one.number.clone()),
            meta: one
                .due
                .iter()
                .map(|due| format!("{} {}", lang.t("termijn", "due"), lang.day(due)))
                .chain(one.term().map(|term| {
                    format!(
                        "{}: {}",
                        lang.t("termijn in de tekst", "term in the text"),
                        worded_term(lang, term)
                    )
                }))
                .collect(),
            who: one.name.clone().map(|name| (name, None)),
            party: one.ministry.clone(),
            date: one.made.clone(),
            data: data(one),
            ..Line::default()
        });
        let promises = self.promises.iter().map(|found| (found, &found.row)).map(|(found, promise)| Line {
            url: found.place.clone(),
            id: Some(format!("{}/toezegging-{}", address::document(&promise.document.number), promise.start)),
            title: promise.quote.clone(),
            kind: promise.document.kind.clone(),
            number: Some(promise.document.number.clone()),
            meta: found.due(&lang).into_iter().collect(),
            who: promise.by.clone().map(|name| (name, None)),
            date: promise.document.date.clone(),
            data: json!(promise),
            ..Line::default()
        });
        Some(Cow::Owned(Listing {
            name: "commitments",
            columns: match self.in_texts {
                true => {
                    &["document.number", "document.date", "quote", "by", "due_from", "due_to", "due_text"]
                }
                false => &[
                    "number",
                    "text",
                    "name",
                    "function",
                    "ministry",
                    "made",
                    "due",
                    "worded.to",
                    "worded.text",
                    "status",
                    "overdue",
                    "met_by",
                    "activity",
                ],
            },
            title: lang.t("Toezeggingen", "Commitments").to_owned(),
            counted: lang.t("toezeggingen", "commitments").to_owned(),
            total: self.total,
            path: PATH.to_owned(),
            filters: self.filters.clone(),
            lines: commitments.chain(promises).collect(),
            paging: self.paging.clone(),
            ..Listing::default()
        }))
    }

    fn calendar(&self) -> Option<Calendar> {
        self.due.clone()
    }
}

impl CommitmentsPage {
    /// What the form keeps of the address.
    fn kept(&self) -> (&'static str, &'static str) {
        ("tab", if self.in_texts { "stukken" } else { "" })
    }
}

impl Promise {
    /// When it is due, in words.
    pub fn due(&self, lang: &Lang) -> Option<String> {
        let day = |day: &Option<String>| day.as_deref().and_then(|day| day.parse().ok());
        let text = self.row.due_text.clone()?;
        let due = DueWindow { from: day(&self.row.due_from), to: day(&self.row.due_to), text };
        Some(window(*lang, &due))
    }

    /// What was computed of it, in words.
    pub fn state(&self, lang: &Lang) -> &'static str {
        match self.row.state {
            "met" => lang.t("een later stuk zegt hierover iets", "a later paper speaks of it"),
            "maybe" => lang.t("mogelijk nagekomen", "possibly met"),
            // a later letter may be elsewhere: that it is late is not said
            "overdue" => lang.t("termijn voorbij", "term passed"),
            "due" => lang.t("termijn loopt", "not due yet"),
            _ => lang.t("zonder termijn", "no day named"),
        }
    }

    /// The same as data.
    pub fn json(&self) -> Value {
        let later: Vec<Value> = self.later.iter().map(|(found, place)| addressed(found, place)).collect();
        let mut value = json!(self.row);
        value["url"] = json!(self.place);
        value["later"] = json!(later);
        value
    }
}

/// What the index finds, where words are asked for of undertakings in texts. It knows neither their state nor ministries by
/// these names: with one of them the texts are looked through.
fn worded(ask: &Ask, app: &App, filter: &PromiseFilter, size: u64) -> Result<Option<Worded>, Error> {
    let (Some(words), None, None) = (&filter.words, &filter.ministry, &filter.state) else { return Ok(None) };
    let request = SearchRequest {
        query: words.clone(),
        filters: vec![("soort".to_owned(), "Toezegging in tekst".to_owned())],
        from: filter.from.clone(),
        until: filter.until.clone(),
        ..SearchRequest::default()
    };
    worded::found(app, request, size, |total| offset(ask, size, total))
}

/// Undertakings with the addresses of their passages and of the later papers that tell of them: two statements.
///
/// # Errors
/// The store cannot be read.
pub fn with_later(app: &App, rows: Vec<PromiseRow>) -> Result<Vec<Promise>, Error> {
    let keys: Vec<String> = rows.iter().map(PromiseRow::key).collect();
    let later = app.store.show_fulfilments(&keys)?;
    let ids: HashSet<Guid> =
        rows.iter().map(|promise| promise.id).chain(later.iter().map(|found| found.id)).collect();
    let paragraphs = app.store.show_paragraphs(&ids.into_iter().collect::<Vec<_>>())?;
    let mut by_key: HashMap<String, Vec<(FulfilmentRow, String)>> = HashMap::new();
    for found in later {
        let place = place(&paragraphs, found.id, found.start, &found.document.number);
        by_key.entry(found.promise.clone()).or_default().push((found, place));
    }
    Ok(rows
        .into_iter()
        .map(|row| Promise {
            place: place(&paragraphs, row.id, row.start, &row.document.number),
            later: by_key.remove(&row.key()).unwrap_or_default(),
            row,
        })
        .collect())
}

/// Where a passage stands.
pub fn place(paragraphs: &HashMap<Guid, Paragraphs>, id: Guid, start: u32, number: &str) -> String {
    let anchor = paragraphs.get(&id).and_then(|found| found.anchor(start));
    address::passage(number, anchor.as_deref())
}

/// What ties a later paper to a promise, in words.
pub fn evidence_words(lang: &Lang, evidence: &str) -> &'static str {
    match evidence {
        "number" => lang.t("noemt het nummer van de toezegging", "cites the number of the commitment"),
        "said" => {
            lang.t("zegt dat een toezegging hierover is nagekomen", "says that a promise on this is met")
        }
        "cited" => {
            lang.t("haalt het stuk aan, over hetzelfde onderwerp", "cites the paper, on the same subject")
        }
        _ => lang.t("mogelijk: zelfde dossier en onderwerp", "possibly: same dossier and subject"),
    }
}

/// The term that the words of a commitment name: its days, and the words.
pub fn worded_term(lang: Lang, term: &WordedTerm) -> String {
    let day = |day: &str| day.parse().ok();
    let due =
        DueWindow { from: term.from.as_deref().and_then(day), to: day(&term.to), text: term.text.clone() };
    window(lang, &due)
}

/// A commitment as data.
pub fn data(commitment: &CommitmentRow) -> Value {
    addressed(commitment, address::commitment(&commitment.number))
}

/// The filter on the register that an address asks for, with its boxes.
pub fn commitment_filter(ask: &Ask, app: &App) -> Result<(CommitmentFilter, Vec<Select>, Vec<Field>), Error> {
    let lang = ask.lang;
    let states = [
        ("open", lang.t("openstaand", "open")),
        ("te-laat", lang.t("over de datum", "overdue")),
        ("verschoven", lang.t("verschoven", "moved")),
        ("deels", lang.t("deels voldaan", "partly met")),
        ("voldaan", lang.t("voldaan", "met")),
        ("vervallen", lang.t("vervallen", "lapsed")),
    ];
    let expected = (
        "open, te-laat, verschoven, deels, voldaan of vervallen",
        "open, te-laat, verschoven, deels, voldaan or vervallen",
    );
    let mut status = Select::fixed(ask, "status", lang.t("Status", "State"), &states, expected)?;
    let stored = |name: &str| {
        Some(match name {
            "open" => "Openstaand",
            "te-laat" => "overdue",
            "verschoven" => "moved",
            "deels" => "Deels Voldaan",
            "voldaan" => "Voldaan",
            "vervallen" => "Vervallen",
            _ => return None,
        })
    };
    let today = ask.today().to_string();
    let values = app.counted(VALUES, &today, values)?;
    let count = |name: &str| values.states.iter().find(|known| Some(known.value.as_str()) == stored(name));
    for (value, words) in &mut status.options {
        if let Some(Counted { count, .. }) = count(value) {
            *words = format!("{words} ({})", lang.count(*count));
        }
    }
    let ministry = Select::counted(ask, "ministerie", lang.t("Ministerie", "Ministry"), &values.ministries);
    let party = Select::counted(ask, "fractie", lang.t("Aan fractie", "To party"), &values.parties);
    let (fields, period) = period(ask, lang.t("Gedaan van", "Made from"))?;
    let filter = CommitmentFilter {
        status: stored(&status.chosen).map(str::to_owned),
        ministry: ministry.value(),
        party: party.value(),
        words: fields[0].given(),
        from: period.0,
        until: period.1,
        today,
        ..CommitmentFilter::default()
    };
    let filters =
        if values.parties.is_empty() { vec![status, ministry] } else { vec![status, ministry, party] };
    Ok((filter, filters, fields))
}

/// The filter on undertakings in texts that an address asks for, with its boxes.
pub fn promise_filter(ask: &Ask, app: &App) -> Result<(PromiseFilter, Vec<Select>, Vec<Field>), Error> {
    let lang = ask.lang;
    let states = [
        ("loopt", lang.t("termijn loopt", "not due yet")),
        ("te-laat", lang.t("termijn voorbij", "term passed")),
        ("mogelijk", lang.t("mogelijk nagekomen", "possibly met")),
        ("vervolg", lang.t("met later stuk", "with a later paper")),
        ("zonder", lang.t("zonder termijn", "no day named")),
    ];
    let expected =
        ("loopt, te-laat, mogelijk, vervolg of zonder", "loopt, te-laat, mogelijk, vervolg or zonder");
    let state = Select::fixed(ask, "status", lang.t("Stand", "State"), &states, expected)?;
    let stored = match state.chosen.as_str() {
        "loopt" => Some("due"),
        "te-laat" => Some("overdue"),
        "mogelijk" => Some("maybe"),
        "vervolg" => Some("met"),
        "zonder" => Some("open"),
        _ => None,
    };
    let today = ask.today().to_string();
    let values = app.counted(VALUES, &today, values)?;
    let mut ministry =
        Select::counted(ask, "ministerie", lang.t("Ministerie", "Ministry"), &values.of_papers);
    // the counts are of other lists
    for (value, words) in &mut ministry.options {
        words.clone_from(value);
    }
    let (fields, period) = period(ask, lang.t("Van", "From"))?;
    let filter = PromiseFilter {
        state: stored.map(str::to_owned),
        ministry: ministry.value(),
        words: fields[0].given(),
        from: period.0,
        until: period.1,
        today,
    };
    Ok((filter, vec![state, ministry], fields))
}

type Period = (Option<String>, Option<String>);

fn period(ask: &Ask, from: &'static str) -> Result<(Vec<Field>, Period), Error> {
    let lang = ask.lang;
    let fields = vec![
        Field::words(ask, "q", lang.t("Woorden", "Words")),
        Field::day(ask, "van", from)?,
        Field::day(ask, "tot", lang.t("tot en met", "until"))?,
    ];
    // addresses from before there were days
    let year =
        ask.query.get("jaar").filter(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    let period = (
        fields[1].given().or_else(|| year.map(|year| format!("{year}-01-01"))),
        fields[2].given().or_else(|| year.map(|year| format!("{year}-12-31"))),
    );
    Ok((fields, period))
}

fn tabs(ask: &Ask, in_texts: bool) -> Choices {
    let choice = |label: &str, path: &str, chosen| Choice {
        label: label.to_owned(),
        address: ask.lang.href(path),
        count: None,
        chosen,
    };
    let lang = ask.lang;
    Choices {
        label: lang.t("Waar ze staan", "Where they stand").to_owned(),
        choices: vec![
            choice(lang.t("In het register", "In the register"), PATH, !in_texts),
            choice(lang.t("In stukken", "In papers"), "/toezeggingen?tab=stukken", in_texts),
        ],
    }
}
