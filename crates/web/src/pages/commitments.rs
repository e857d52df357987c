//! `/toezeggingen`: commitments of the register with their state, and undertakings found in texts.
//!
//! `/toezegging/{number}`: one commitment of the register.

use std::borrow::Cow;
use std::collections::HashSet;
use std::time::Duration;

use askama::Template;
use model::facts::DueWindow;
use model::number::OfficialNumber;
use serde_json::{Value, json};
use store::show::around::Neighbour;
use store::show::commitments::{CommitmentFilter, CommitmentRow, PromiseRow};

use crate::error::{Error, Near};
use crate::files::ics::Calendar;
use crate::found::window;
use crate::frame::Frame;
use crate::list::{Choice, Choices, Paging, Select, offset};
use crate::listing::{Line, Listing};
use crate::page::{A_MINUTE, Ask, Format, Loaded, Page};
use crate::{App, Lang, address, calendar};

const PER_PAGE: u64 = 40;
const PATH: &str = "/toezeggingen";

/// The list of commitments.
#[derive(Template)]
#[template(path = "commitments.html")]
pub struct CommitmentsPage {
    lang: Lang,
    frame: Frame,
    tabs: Choices,
    commitments: Vec<CommitmentRow>,
    promises: Vec<(PromiseRow, String)>,
    in_texts: bool,
    total: u64,
    filters: Vec<Select>,
    paging: Paging,
    due: Option<Calendar>,
}

impl Page for CommitmentsPage {
    const ADDRESSES: &'static [&'static str] = &[PATH];
    const KEEP: Duration = A_MINUTE;
    const ALSO: &'static [Format] = &[Format::Csv, Format::Atom, Format::Ics];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let (lang, store) = (ask.lang, &app.store);
        let in_texts = match ask.query.get("tab") {
            None => false,
            Some("stukken") => true,
            Some(other) => {
                let expected = ("“stukken”", "“stukken”");
                return Err(Error::Value { name: "tab", value: other.to_owned(), expected });
            }
        };
        let mut page = CommitmentsPage {
            lang,
            frame: ask.frame(app),
            tabs: tabs(ask, in_texts),
            commitments: Vec::new(),
            promises: Vec::new(),
            in_texts,
            total: 0,
            filters: Vec::new(),
            paging: Paging::default(),
            due: None,
        };
        let size = ask.page_size(PER_PAGE);
        if in_texts {
            page.total = store.show_promise_total()?;
            let promises = store.show_promises(offset(ask, size, page.total), size)?;
            let ids: Vec<_> =
                promises.iter().map(|promise| promise.id).collect::<HashSet<_>>().into_iter().collect();
            let paragraphs = store.show_paragraphs(&ids)?;
            let place = |promise: &PromiseRow| {
                let anchor = paragraphs.get(&promise.id).and_then(|found| found.anchor(promise.start));
                address::passage(&promise.document.number, anchor.as_deref())
            };
            page.promises = promises.into_iter().map(|promise| (promise.clone(), place(&promise))).collect();
        } else {
            let words = [
                ("open", lang.t("openstaand", "open")),
                ("te-laat", lang.t("over de datum", "overdue")),
                ("deels", lang.t("deels voldaan", "partly met")),
                ("voldaan", lang.t("voldaan", "met")),
                ("vervallen", lang.t("vervallen", "lapsed")),
            ];
            let expected =
                ("open, te-laat, deels, voldaan of vervallen", "open, te-laat, deels, voldaan or vervallen");
            let status = Select::fixed(ask, "status", lang.t("Status", "State"), &words, expected)?;
            let ministries = store.show_commitment_ministries()?;
            let ministry = Select::counted(ask, "ministerie", lang.t("Ministerie", "Ministry"), &ministries);
            let years = store.show_commitment_years()?;
            let year = Select::counted(ask, "jaar", lang.t("Jaar", "Year"), &years);
            let stored = match status.chosen.as_str() {
                "open" => Some("Openstaand"),
                "te-laat" => Some("overdue"),
                "deels" => Some("Deels Voldaan"),
                "voldaan" => Some("Voldaan"),
                "vervallen" => Some("Vervallen"),
                _ => None,
            };
            let filter = CommitmentFilter {
                status: stored.map(str::to_owned),
                ministry: ministry.value(),
                year: year.value(),
                today: ask.today().to_string(),
                number: None,
            };
            page.total = store.show_commitment_total(&filter)?;
            page.commitments = store.show_commitments(&filter, offset(ask, size, page.total), size)?;
            if ask.format == Format::Ics {
                let title = lang.t("Termijnen van toezeggingen", "Due days of commitments");
                page.due = Some(calendar::due_days(app, ask, ministry.value().as_deref(), title)?);
            }
            page.filters = vec![status, ministry, year];
        }
        page.paging = Paging::numbered(&ask.query, PATH, size, page.total);
        Ok(Loaded::page(page))
    }

    fn json(&self) -> Value {
        let promises = self.promises.iter().map(|(promise, place)| {
            let mut value = json!(promise);
            value["url"] = json!(place);
            value
        });
        json!({
            "total": self.total,
            "commitments": self.commitments.iter().map(data).collect::<Vec<_>>(),
            "in_texts": promises.collect::<Vec<_>>(),
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
                .collect(),
            who: one.name.clone().map(|name| (name, None)),
            party: one.ministry.clone(),
            date: one.made.clone(),
            data: data(one),
            ..Line::default()
        });
        let promises = self.promises.iter().map(|(promise, place)| Line {
            url: place.clone(),
            id: Some(format!("{}/toezegging-{}", address::document(&promise.document.number), promise.start)),
            title: promise.quote.clone(),
            kind: promise.document.kind.clone(),
            number: Some(promise.document.number.clone()),
            meta: self.due(promise).into_iter().collect(),
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
                    "number", "text", "name", "function", "ministry", "made", "due", "status", "overdue",
                    "met_by", "activity",
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
    /// When an undertaking is due, in words.
    fn due(&self, promise: &PromiseRow) -> Option<String> {
        let day = |day: &Option<String>| day.as_deref().and_then(|day| day.parse().ok());
        let text = promise.due_text.clone()?;
        let due = DueWindow { from: day(&promise.due_from), to: day(&promise.due_to), text };
        Some(window(self.lang, &due))
    }
}

fn data(commitment: &CommitmentRow) -> Value {
    let mut value = json!(commitment);
    value["url"] = json!(address::commitment(&commitment.number));
    value
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

/// One commitment of the register.
#[derive(Template)]
#[template(path = "commitment.html")]
pub struct CommitmentPage {
    lang: Lang,
    frame: Frame,
    commitment: CommitmentRow,
    /// The letters that meet it, where they are here.
    letters: Vec<Neighbour>,
}

impl Page for CommitmentPage {
    const ADDRESSES: &'static [&'static str] = &["/toezegging/{number}"];
    const KEEP: Duration = A_MINUTE;

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let asked: String = ask.parameter.chars().take(100).collect();
        let number = match OfficialNumber::parse(&asked) {
            Some(number @ OfficialNumber::Commitment(_)) => number.to_string(),
            _ => asked,
        };
        if number != ask.parameter {
            return Ok(Loaded::Elsewhere(address::commitment(&number)));
        }
        let filter = CommitmentFilter {
            number: Some(number.clone()),
            today: ask.today().to_string(),
            ..CommitmentFilter::default()
        };
        let Some(commitment) = app.store.show_commitments(&filter, 0, 1)?.into_iter().next() else {
            let what = ("toezegging", "commitment");
            return Err(Error::NoRecord { what, number, list: PATH, near: Box::new(Near::default()) });
        };
        let numbers: Vec<String> = commitment
            .met_by
            .iter()
            .flat_map(|numbers| numbers.split(|c: char| !c.is_alphanumeric()))
            .filter(|number| !number.is_empty())
            .take(20)
            .map(str::to_owned)
            .collect();
        let letters = app.store.show_documents_numbered(&numbers)?;
        Ok(Loaded::page(CommitmentPage { lang: ask.lang, frame: ask.frame(app), commitment, letters }))
    }

    fn json(&self) -> Value {
        json!({ "commitment": data(&self.commitment), "letters": self.letters })
    }
}
