//! A list whose rows are declared once: from the same [`Line`]s come its page, its JSON, its CSV and its Atom feed.
//!
//! A list that needs no look of its own implements [`List`] and is shown by `listing.html`; a page with its own
//! template hands its entries over through [`Page::listing`]. Start with [`List::load`], then `pages/gifts.rs`.

use std::borrow::Cow;
use std::collections::HashSet;
use std::marker::PhantomData;
use std::time::Duration;

use askama::Template;
use serde_json::{Map, Value, json};
use store::show::around::Neighbour;

use crate::error::Error;
use crate::frame::Frame;
use crate::list::{Choices, Paging, Select};
use crate::page::{Ask, Format, Loaded, Page};
use crate::{App, Lang};

/// One entry of a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// Its address on the site; with an anchor where several entries share a page.
    pub url: String,
    /// What its id in feeds is made of, where the address may change; else the address.
    pub id: Option<String>,
    /// What it is about.
    pub title: String,
    /// Kind or state, for the first column.
    pub kind: Option<String>,
    /// Number or day, under the kind.
    pub number: Option<String>,
    /// Small print.
    pub meta: Vec<String>,
    /// A longer text.
    pub summary: Option<String>,
    /// Who, with the address of who.
    pub who: Option<(String, Option<String>)>,
    /// Party or ministry.
    pub party: Option<String>,
    /// The address of that.
    pub party_url: Option<String>,
    /// Its day or moment.
    pub date: Option<String>,
    /// When the source last changed it, UTC.
    pub updated: Option<String>,
    /// The row as data.
    pub data: Value,
}

/// A list as it is shown.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// Name of the rows in JSON: `gifts`.
    pub name: &'static str,
    /// Columns of the table, each a path into the data of a line: `person.name`.
    pub columns: &'static [&'static str],
    /// Heading.
    pub title: String,
    /// What the total counts: `geschenken`.
    pub counted: String,
    /// How many there are with these filters.
    pub total: u64,
    /// Sums and other figures over all of them, in words.
    pub figures: Vec<String>,
    /// The same as data.
    pub totals: Value,
    /// First and last day that it covers.
    pub period: Option<(String, String)>,
    /// What the list is, in a sentence.
    pub lead: String,
    /// Address without query.
    pub path: String,
    /// Tabs.
    pub tabs: Option<Choices>,
    /// Filters.
    pub filters: Vec<Select>,
    /// What stands in the box for words; none where there is no such box.
    pub words: Option<String>,
    /// The entries of this page.
    pub lines: Vec<Line>,
    /// The other pages.
    pub paging: Paging,
}

impl Listing {
    /// Whether any line says of what kind it is or which number it has: else there is no column for that.
    pub fn has_kinds(&self) -> bool {
        self.lines.iter().any(|line| line.kind.is_some() || line.number.is_some())
    }

    /// The feed of one record: what was added to it and what changed, the newest first, each once.
    pub fn of_record(lang: Lang, title: String, path: String, mut lines: Vec<Line>) -> Listing {
        let mut known = HashSet::new();
        lines.retain(|line| known.insert(line.id.clone().unwrap_or_else(|| line.url.clone())));
        lines.sort_by(|a, b| b.date.cmp(&a.date));
        Listing {
            title,
            counted: lang
                .t("stukken, besluiten en veranderingen", "papers, decisions and changes")
                .to_owned(),
            total: lines.len() as u64,
            path,
            lines,
            ..Listing::default()
        }
    }

    /// What it shows as data.
    pub fn json(&self) -> Value {
        let rows: Vec<Value> = self.lines.iter().map(Line::json).collect();
        let mut filter = Map::new();
        for select in &self.filters {
            filter.insert(select.name.to_owned(), json!(select.value()));
        }
        if let Some(words) = &self.words {
            filter.insert("q".to_owned(), json!(Some(words).filter(|words| !words.is_empty())));
        }
        let mut value = json!({
            "total": self.total,
            "filter": filter,
            "oldest": self.period.as_ref().map(|period| &period.0),
            "newest": self.period.as_ref().map(|period| &period.1),
            "page": self.paging.number,
            "next": self.paging.next.as_deref().map(crate::page::json_address),
        });
        value[self.name] = Value::Array(rows);
        if !self.totals.is_null() {
            value["totals"] = self.totals.clone();
        }
        value
    }

    /// The filters that are set, as `name: value`, for titles of feeds.
    pub fn chosen(&self) -> Vec<String> {
        let words = self.words.iter().filter(|words| !words.is_empty()).cloned();
        let selects = self.filters.iter().filter(|select| !select.chosen.is_empty());
        selects.map(|select| format!("{}: {}", select.label, select.words())).chain(words).collect()
    }
}

/// A list that is shown already, as data: its rows are read from what the page gives as JSON.
pub struct Shown {
    /// What the page gives as JSON.
    pub data: Value,
    /// Where the rows stand in it, and the name of the file.
    pub name: &'static str,
    /// Columns of the table, each a path into a row.
    pub columns: &'static [&'static str],
    /// Heading.
    pub title: String,
    /// What the total counts.
    pub counted: String,
    /// Address without query.
    pub path: String,
    /// Filters.
    pub filters: Vec<Select>,
    /// The other pages.
    pub paging: Paging,
}

impl Shown {
    /// The listing behind the files of the page.
    pub fn listing(mut self) -> Listing {
        let rows = match self.data[self.name].take() {
            Value::Array(rows) => rows,
            _ => Vec::new(),
        };
        let day = |name: &str| self.data[name].as_str().map(str::to_owned);
        Listing {
            total: self.data["total"].as_u64().unwrap_or(rows.len() as u64),
            period: day("oldest").zip(day("newest")),
            name: self.name,
            columns: self.columns,
            title: self.title,
            counted: self.counted,
            path: self.path,
            filters: self.filters,
            paging: self.paging,
            lines: rows.into_iter().map(Line::of_data).collect(),
            ..Listing::default()
        }
    }
}

impl Line {
    /// A paper as an entry.
    pub fn of_paper(paper: &Neighbour, url: String) -> Line {
        Line {
            url,
            title: paper.subject.clone().unwrap_or_else(|| paper.number.clone()),
            kind: paper.kind.clone(),
            number: Some(paper.number.clone()),
            date: paper.date.clone(),
            data: json!(paper),
            ..Line::default()
        }
    }

    /// A row that is data already; its title, kind, day and the like stand under their usual names.
    pub fn of_data(data: Value) -> Line {
        let line = Line { data, ..Line::default() };
        let found = |names: &[&str]| {
            let found = names.iter().find_map(|name| line.at(name).as_str().filter(|text| !text.is_empty()));
            found.map(str::to_owned)
        };
        let number = found(&["paper", "number", "document.number", "dossier.number", "case", "id"]);
        let title = found(&[
            "subject",
            "document.subject",
            "question",
            "title",
            "dossier.title",
            "text",
            "agenda_item",
            "quote",
            "name",
        ]);
        let url = found(&["url"]).unwrap_or_default();
        // an identifier of the source stays when a page gets a better address
        let id =
            found(&["id"]).map(|id| format!("{}#{id}", url.split(['#', '?']).next().unwrap_or_default()));
        Line {
            title: title.or_else(|| number.clone()).unwrap_or_else(|| url.clone()),
            kind: found(&["result", "state", "kind", "document.kind", "case_kind"]),
            meta: [found(&["status"]), found(&["committee"]), found(&["cabinet_advice"])]
                .into_iter()
                .flatten()
                .collect(),
            summary: found(&["answer"]),
            who: found(&["mover", "actors.0.name"]).map(|name| (name, None)),
            party: found(&["party"]),
            party_url: None,
            date: found(&["begins", "date", "document.date", "asked", "newest"]),
            updated: found(&["updated"]),
            number,
            id,
            url,
            data: line.data,
        }
    }

    /// The row as data, with its address.
    fn json(&self) -> Value {
        let mut value = self.data.clone();
        if value.is_object() {
            value["url"] = json!(self.url);
        }
        value
    }

    /// What stands at a path of the data: `person.name`, `askers.0.name`.
    pub fn at(&self, path: &str) -> &Value {
        path.split('.').fold(&self.data, |value, step| {
            let found = step.parse::<usize>().map_or_else(|_| value.get(step), |at| value.get(at));
            found.unwrap_or(&Value::Null)
        })
    }
}

/// A list with the look of all lists.
pub trait List: Sized {
    /// Its addresses.
    const ADDRESSES: &'static [&'static str];
    /// How long it may be kept while nothing changes.
    const KEEP: Duration;

    /// Reads what it shows.
    ///
    /// # Errors
    /// The address asks for something that is not there.
    fn load(ask: &Ask, app: &App) -> Result<Listing, Error>;
}

/// The page of a [`List`].
#[derive(Template)]
#[template(path = "listing.html")]
pub struct ListPage<L> {
    lang: Lang,
    frame: Frame,
    listing: Listing,
    kind: PhantomData<L>,
}

impl<L: List> Page for ListPage<L> {
    const ADDRESSES: &'static [&'static str] = L::ADDRESSES;
    const KEEP: Duration = L::KEEP;
    const ALSO: &'static [Format] = &[Format::Csv, Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let listing = L::load(ask, app)?;
        Ok(Loaded::page(ListPage { lang: ask.lang, frame: ask.frame(app), listing, kind: PhantomData }))
    }

    fn json(&self) -> Value {
        self.listing.json()
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        Some(Cow::Borrowed(&self.listing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_into_the_data_or_to_nothing() {
        let line = Line { data: json!({ "person": { "name": "Duinker" }, "n": 3 }), ..Line::default() };
        assert_eq!(line.at("person.name"), "Duinker");
        assert_eq!(line.at("n"), 3);
        assert!(line.at("person.party").is_null() && line.at("niets").is_null());
    }
}
