//! `/spoor?q=…`: the trail of a subject. Who asked, what was answered and promised, who called for action, which motions
//! were moved, and what the cabinet said over time: each in the words of the paper, with its day, author and address.
//!
//! The index finds the papers; of these the questions, promises, calls and motions that speak of the subject are chosen
//! by the same reading of Dutch (`trail`). What has only some of the words stands apart, below.

use std::borrow::Cow;
use std::time::Duration;

use askama::Template;
use serde_json::{Value, json};

use crate::answer::content_name;
use crate::error::Error;
use crate::frame::Frame;
use crate::list::{Field, Select};
use crate::listing::{Line, Listing};
use crate::name::folded;
use crate::page::{A_MINUTE, Ask, Format, Loaded, Page, Query};
use crate::search_port::SearchFailure;
use crate::trail::{Entry, Trail, Wanted};
use crate::{App, Lang, address};

const PATH: &str = "/spoor";
/// The longest query that is read, in characters.
const LONGEST: usize = 300;

/// The trail of a subject.
#[derive(Template)]
#[template(path = "subject.html")]
pub struct SubjectPage {
    lang: Lang,
    frame: Frame,
    query: String,
    trail: Trail,
    what: Select,
    who: Select,
    /// What was asked, for links that change a part of it.
    asked: Query,
    filters: Vec<Select>,
    fields: Vec<Field>,
    /// What is wrong with the query.
    fault: Option<String>,
    searchable: bool,
}

impl Page for SubjectPage {
    const ADDRESSES: &'static [&'static str] = &[PATH];
    const KEEP: Duration = A_MINUTE;
    const ALSO: &'static [Format] = &[Format::Csv, Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let lang = ask.lang;
        let query: String = ask.query.get("q").unwrap_or_default().chars().take(LONGEST).collect();
        let kinds = [
            ("vragen", lang.t("vragen en antwoorden", "questions and answers")),
            ("toezeggingen", lang.t("toezeggingen", "promises")),
            ("oproepen", lang.t("oproepen", "calls")),
            ("moties", lang.t("moties", "motions")),
            ("stukken", lang.t("andere passages", "other passages")),
        ];
        let expected = (
            "vragen, toezeggingen, oproepen, moties of stukken",
            "vragen, toezeggingen, oproepen, moties or stukken",
        );
        let what = Select::fixed(ask, "wat", lang.t("Wat", "What"), &kinds, expected)?;
        let fields = vec![
            Field::words(ask, "q", lang.t("Onderwerp", "Subject")),
            Field::day(ask, "van", lang.t("Van", "From"))?,
            Field::day(ask, "tot", lang.t("Tot en met", "Until"))?,
        ];
        let mut page = SubjectPage {
            lang,
            frame: ask.frame(app).searching(&query),
            trail: Trail::default(),
            fault: None,
            searchable: app.searcher.is_some(),
            filters: Vec::new(),
            what,
            who: Select::of(ask, "wie", lang.t("Wie", "Who"), Vec::new()),
            asked: ask.query.clone(),
            fields,
            query,
        };
        if let (Some(searcher), false) = (&app.searcher, page.query.is_empty()) {
            let wanted = Wanted {
                lang,
                query: page.query.clone(),
                what: page.what.value(),
                who: page.who.value(),
                from: page.fields[1].given(),
                until: page.fields[2].given(),
                today: ask.today(),
            };
            match Trail::read(app, searcher.as_ref(), &wanted)? {
                Ok(trail) => page.trail = trail,
                Err(SearchFailure::Query { message, .. }) => page.fault = Some(message),
                Err(SearchFailure::Index(reason)) => return Err(Error::Search(reason)),
            }
        }
        let mut names: Vec<String> =
            page.trail.voices.iter().flat_map(|of| &of.voices).map(|voice| voice.name.clone()).collect();
        names.sort_by_cached_key(|name| folded(name));
        names.dedup();
        let names = names.into_iter().map(|name| (name.clone(), name)).collect();
        page.who = Select::of(ask, "wie", lang.t("Wie", "Who"), names);
        page.filters = vec![page.what.clone(), page.who.clone()];
        Ok(Loaded::page(page))
    }

    fn json(&self) -> Value {
        let mut value = self.trail.json();
        value["query"] = json!(self.query);
        value["fault"] = json!(self.fault);
        value
    }

    /// Every passage of the trail, the newest first.
    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let lang = self.lang;
        let passages = |entry| {
            let Entry { document, author, passages }: &Entry = entry;
            passages.iter().map(move |passage| {
                let mut data = json!(passage);
                data["document"] = json!(document);
                data["author"] = json!(author);
                Line {
                    url: passage.url.clone(),
                    // passages of a paragraph share its address
                    id: Some(format!("{}#{}", passage.url, content_name(passage.quote.as_bytes()))),
                    title: format!("{}: {}", passage.label, passage.quote),
                    kind: document.kind.clone(),
                    number: Some(document.number.clone()),
                    meta: passage.remark.iter().cloned().collect(),
                    summary: passage.answer.clone(),
                    who: passage.who.as_ref().or(author.as_ref()).map(|who| (who.clone(), None)),
                    date: document.date.clone(),
                    data,
                    ..Line::default()
                }
            })
        };
        let mut lines: Vec<Line> = self.trail.entries.iter().flat_map(passages).collect();
        lines.sort_by(|a, b| b.date.cmp(&a.date));
        Some(Cow::Owned(Listing {
            name: "passages",
            columns: &[
                "document.date",
                "document.number",
                "document.kind",
                "document.subject",
                "author",
                "kind",
                "label",
                "who",
                "to",
                "quote",
                "answer",
                "remark",
            ],
            title: format!("{}: {}", lang.t("Spoor van een onderwerp", "Trail of a subject"), self.query),
            counted: lang.t("passages", "passages").to_owned(),
            total: lines.len() as u64,
            path: PATH.to_owned(),
            filters: self.filters.clone(),
            lines,
            ..Listing::default()
        }))
    }
}

impl SubjectPage {
    fn search(&self) -> String {
        self.lang.href(address::search(&self.query))
    }

    /// This trail with only one kind of step.
    fn only(&self, kind: &str) -> String {
        self.lang.href(self.asked.address_with(PATH, &[("wat", kind)]))
    }

    /// This trail with only what one voice says of a kind.
    fn by(&self, kind: &str, name: &str) -> String {
        self.lang.href(self.asked.address_with(PATH, &[("wat", kind), ("wie", name)]))
    }

    /// This trail with every voice.
    fn by_all(&self) -> String {
        self.lang.href(self.asked.address_with(PATH, &[("wie", "")]))
    }

    fn sections(&self) -> [(&'static str, &'static str, &[Entry]); 2] {
        [
            ("spoor", self.lang.t("In tijdsvolgorde", "In time order"), &self.trail.entries),
            (
                "nabij",
                self.lang.t(
                    "Dichtbij: vragen, oproepen, toezeggingen en moties met een deel van deze woorden",
                    "Close by: questions, calls, promises and motions with some of these words",
                ),
                &self.trail.near,
            ),
        ]
    }
}
