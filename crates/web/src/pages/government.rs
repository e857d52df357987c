//! `/bewindspersonen`: ministers and state secretaries as the source knows them. `/bewindspersoon/{slug}`: one.
//!
//! The source has no list of them: what stands here are names as written under papers, in the register of commitments
//! and at meetings, with the office that stands beside the name.

use std::borrow::Cow;
use std::collections::HashSet;
use std::time::Duration;

use askama::Template;
use serde_json::{Value, json};
use store::Store;
use store::show::around::Neighbour;
use store::show::government::{CommitmentLine, OfficeRow};
use store::show::units::Counted;

use crate::error::{Error, Near};
use crate::frame::Frame;
use crate::list::{Paging, Select, offset};
use crate::listing::{Line, List, Listing};
use crate::page::{A_MINUTE, Ask, Format, Loaded, Page, addressed};
use crate::pages::ministry;
use crate::pages::registers::period;
use crate::{App, Lang, address, name};

/// How long the names are believed, in seconds: they are read from all papers of the cabinet.
const KEPT: u64 = 600;
const SHOWN: u64 = 25;

fn offices(app: &App) -> Result<std::sync::Arc<Vec<OfficeRow>>, Error> {
    app.kept(OFFICES, KEPT, read_offices)
}

const OFFICES: &str = "offices";

fn read_offices(store: &Store, _: &str) -> store::Result<std::sync::Arc<Vec<OfficeRow>>> {
    store.show_offices().map(std::sync::Arc::new)
}

/// Names in offices of a ministry, the latest first.
pub(crate) fn offices_of(app: &App, name: &str) -> Result<Vec<OfficeRow>, Error> {
    Ok(offices(app)?.iter().filter(|row| ministry(row) == name).cloned().collect())
}

/// Begins to read them before somebody asks.
pub(crate) fn prepare(app: &App) {
    app.prepare(OFFICES, read_offices);
}

/// The list of ministers and state secretaries.
pub struct Ministers;

impl List for Ministers {
    const ADDRESSES: &'static [&'static str] = &["/bewindspersonen"];
    const KEEP: Duration = A_MINUTE;

    fn load(ask: &Ask, app: &App) -> Result<Listing, Error> {
        let lang = ask.lang;
        let all = offices(app)?;
        let mut counts: Vec<Counted> = Vec::new();
        for ministry in all.iter().map(ministry) {
            match counts.iter_mut().find(|known| known.value == ministry) {
                Some(known) => known.count += 1,
                None => counts.push(Counted { value: ministry, count: 1 }),
            }
        }
        counts.sort_by_cached_key(|known| name::folded(&known.value));
        let chosen = Select::counted(ask, "ministerie", lang.t("Ministerie", "Ministry"), &counts);
        let words: String = ask.query.get("q").unwrap_or_default().chars().take(200).collect();
        let sought = name::folded(&words);
        let rows: Vec<&OfficeRow> = all
            .iter()
            .filter(|row| chosen.chosen.is_empty() || ministry(row) == chosen.chosen)
            .filter(|row| {
                let text = name::folded(&format!("{} {}", row.name, row.function));
                sought.split_whitespace().all(|word| text.contains(word))
            })
            .collect();
        let known = ministry::names(ask, app)?;
        let total = rows.len() as u64;
        let size = ask.page_size(60);
        let from = offset(ask, size, total) as usize;
        let lines = rows.iter().skip(from).take(size as usize).map(|row| line(lang, row, &known)).collect();
        Ok(Listing {
            name: "ministers",
            columns: &["name", "function", "ministry", "first", "last", "papers", "commitments", "meetings"],
            title: lang.t("Bewindspersonen", "Ministers and state secretaries").to_owned(),
            counted: lang.t("namen in een ambt", "names in an office").to_owned(),
            total,
            lead: lang
                .t(
                    "De bron houdt geen lijst van bewindspersonen bij. Dit zijn namen zoals ze onder stukken, in het toezeggingenregister en bij vergaderingen staan, met het ambt dat erbij staat en de periode waarin dat voorkomt.",
                    "The source keeps no list of ministers. These are names as they stand under papers, in the register of commitments and at meetings, with the office beside them and the period in which that occurs.",
                )
                .to_owned(),
            path: "/bewindspersonen".to_owned(),
            filters: vec![chosen],
            words: Some(words),
            lines,
            paging: Paging::numbered(&ask.query, "/bewindspersonen", size, total),
            ..Listing::default()
        })
    }
}

/// The ministry that the register names, else what stands behind the office: `van Defensie` is `Defensie`.
fn ministry(row: &OfficeRow) -> String {
    if let Some(ministry) = &row.ministry {
        return ministry.clone();
    }
    match row.function.split_once(' ') {
        Some((_, rest)) => rest.strip_prefix("van ").unwrap_or(rest).to_owned(),
        None => row.function.clone(),
    }
}

fn figures(lang: Lang, row: &OfficeRow) -> Vec<String> {
    let named = [
        (row.papers, lang.t("stuk", "paper"), lang.t("stukken", "papers")),
        (row.commitments, lang.t("toezegging", "commitment"), lang.t("toezeggingen", "commitments")),
        (row.meetings, lang.t("vergadering", "meeting"), lang.t("vergaderingen", "meetings")),
    ];
    named
        .iter()
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, one, many)| format!("{} {}", lang.count(*count), if *count == 1 { one } else { many }))
        .collect()
}

/// The page of the ministry of an office, where there is one.
fn ministry_url(row: &OfficeRow, known: &HashSet<String>) -> Option<String> {
    let name = ministry(row);
    known.contains(&name).then(|| address::ministry(&name))
}

fn line(lang: Lang, row: &OfficeRow, known: &HashSet<String>) -> Line {
    let mut data = json!(row);
    data["ministry"] = json!(ministry(row));
    data["ministry_url"] = json!(ministry_url(row, known));
    let mut meta = vec![period(lang, row.first.as_deref(), row.last.as_deref())];
    meta.extend(figures(lang, row));
    meta.retain(|part| !part.is_empty());
    Line {
        url: address::minister(&row.name),
        title: row.name.clone(),
        kind: Some(row.function.clone()),
        meta,
        party: Some(ministry(row)),
        party_url: ministry_url(row, known),
        date: row.last.clone(),
        data,
        ..Line::default()
    }
}

/// One minister or state secretary.
#[derive(Template)]
#[template(path = "minister.html")]
pub struct MinisterPage {
    lang: Lang,
    frame: Frame,
    name: String,
    url: String,
    offices: Vec<OfficeRow>,
    papers: Vec<Neighbour>,
    commitments: Vec<CommitmentLine>,
    person: Option<String>,
    /// Ministries that have a page.
    known: HashSet<String>,
}

impl Page for MinisterPage {
    const ADDRESSES: &'static [&'static str] = &["/bewindspersoon/{slug}"];
    const KEEP: Duration = A_MINUTE;
    const ALSO: &'static [Format] = &[Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let wanted = name::slug(&ask.parameter);
        let all = offices(app)?;
        let mut found: Vec<OfficeRow> = match wanted.is_empty() {
            true => Vec::new(),
            false => all.iter().filter(|row| name::slug(&row.name) == wanted).cloned().collect(),
        };
        found.sort_by(|a, b| b.last.cmp(&a.last));
        let Some(first) = found.first() else {
            return Err(Error::NoRecord {
                what: ("bewindspersoon", "minister"),
                number: ask.parameter.chars().take(100).collect(),
                list: "/bewindspersonen",
                near: Box::new(Near::default()),
            });
        };
        let (shown, url) = (first.name.clone(), address::minister(&first.name));
        if ask.path != url {
            return Ok(Loaded::Elsewhere(url));
        }
        let number = found.iter().find_map(|row| row.person_number.clone());
        let person = number.map(|number| address::person("", &number));
        Ok(Loaded::page(MinisterPage {
            lang: ask.lang,
            frame: ask.frame(app),
            papers: app.store.show_office_papers(&shown, &first.function, SHOWN)?,
            commitments: app.store.show_commitments_by_name(&shown, &ask.today().to_string(), SHOWN)?,
            name: shown,
            offices: found,
            known: ministry::names(ask, app)?,
            person,
            url,
        }))
    }

    fn json(&self) -> Value {
        let papers = self.papers.iter().map(|paper| addressed(paper, address::document(&paper.number)));
        json!({
            "name": self.name,
            "url": self.url,
            "person_url": self.person,
            "offices": self.offices,
            "papers": papers.collect::<Vec<_>>(),
            "commitments": self.commitments,
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let mut lines: Vec<Line> = self
            .papers
            .iter()
            .map(|paper| Line {
                url: address::document(&paper.number),
                title: paper.subject.clone().unwrap_or_else(|| paper.number.clone()),
                kind: paper.kind.clone(),
                number: Some(paper.number.clone()),
                date: paper.date.clone(),
                ..Line::default()
            })
            .collect();
        lines.extend(self.commitments.iter().map(|one| Line {
            url: address::commitment(&one.number),
            title: one.text.clone().unwrap_or_else(|| one.number.clone()),
            kind: Some(self.lang.t("Toezegging", "Commitment").to_owned()),
            number: Some(one.number.clone()),
            meta: one.status.iter().cloned().collect(),
            date: one.made.clone(),
            ..Line::default()
        }));
        lines.sort_by(|a, b| b.date.cmp(&a.date));
        Some(Cow::Owned(Listing {
            title: self.name.clone(),
            counted: self
                .lang
                .t("nieuwste stukken en toezeggingen", "newest papers and commitments")
                .to_owned(),
            total: lines.len() as u64,
            path: self.url.clone(),
            lines,
            ..Listing::default()
        }))
    }
}

impl MinisterPage {
    /// The ministry of an office with its page.
    fn ministry(&self, row: &OfficeRow) -> Option<(String, String)> {
        Some((ministry(row), ministry_url(row, &self.known)?))
    }

    fn period(&self, row: &OfficeRow) -> String {
        period(self.lang, row.first.as_deref(), row.last.as_deref())
    }

    fn figures(&self, row: &OfficeRow) -> String {
        figures(self.lang, row).join(" · ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(function: &str, register: Option<&str>, expected: &str) {
        let row = OfficeRow {
            name: "A.B. van Voorbeeld".into(),
            function: function.into(),
            ministry: register.map(str::to_owned),
            papers: 0,
            commitments: 0,
            meetings: 0,
            first: None,
            last: None,
            person_number: None,
        };
        assert_eq!(ministry(&row), expected);
    }

    #[test]
    fn a_ministry_is_read_from_the_register_or_the_office() {
        check("minister van Defensie", None, "Defensie");
        check("staatssecretaris Jeugd, Preventie en Sport", Some("Volksgezondheid"), "Volksgezondheid");
        check("staatssecretaris Jeugd", None, "Jeugd");
        check("minister-president", None, "minister-president");
    }
}
