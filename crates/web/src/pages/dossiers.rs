//! `/kamerstukdossiers`: all dossiers, the one with the newest document first; found by number or title.
//!
//! `/dossier/{number}`: the time line of one.

use std::borrow::Cow;
use std::time::Duration;

use askama::Template;
use model::number::{Dossier, OfficialNumber};
use serde_json::{Value, json};
use store::show::around::DossierRow;
use store::show::dossiers::{DossierEntry, DossierPaper};
use store::show::motions::MOTION_KINDS;

use crate::error::{Error, Near};
use crate::frame::Frame;
use crate::list::{Paging, offset};
use crate::listing::{Line, Listing, Shown};
use crate::page::{Ask, Format, Loaded, Page, WHILE_UNCHANGED, addressed};
use crate::{App, Lang, address};

const PER_PAGE: u64 = 60;
const PATH: &str = "/kamerstukdossiers";

/// The list of dossiers.
#[derive(Template)]
#[template(path = "dossiers.html")]
pub struct DossiersPage {
    lang: Lang,
    frame: Frame,
    words: String,
    dossiers: Vec<DossierEntry>,
    total: u64,
    paging: Paging,
}

impl Page for DossiersPage {
    const ADDRESSES: &'static [&'static str] = &[PATH];
    const KEEP: Duration = WHILE_UNCHANGED;
    const ALSO: &'static [Format] = &[Format::Csv, Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let typed: String = ask.query.get("q").unwrap_or_default().chars().take(200).collect();
        let words = match OfficialNumber::parse(&typed) {
            Some(OfficialNumber::Dossier(dossier)) => dossier.to_string(),
            _ => typed,
        };
        let total = app.store.show_dossier_total(&words)?;
        let size = ask.page_size(PER_PAGE);
        Ok(Loaded::page(DossiersPage {
            lang: ask.lang,
            frame: ask.frame(app),
            dossiers: app.store.show_dossier_list(&words, offset(ask, size, total), size)?,
            paging: Paging::numbered(&ask.query, PATH, size, total),
            words,
            total,
        }))
    }

    fn json(&self) -> Value {
        let dossiers: Vec<Value> = self
            .dossiers
            .iter()
            .map(|entry| addressed(entry, address::dossier(&entry.dossier.number)))
            .collect();
        json!({
            "total": self.total,
            "dossiers": dossiers,
            "page": self.paging.number,
            "next": self.paging.next.as_deref().map(crate::page::json_address),
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let lang = self.lang;
        Some(Cow::Owned(
            Shown {
                data: self.json(),
                name: "dossiers",
                columns: &[
                    "number",
                    "title",
                    "citation_title",
                    "closed",
                    "highest_sub_number",
                    "documents",
                    "newest",
                ],
                title: lang.t("Kamerstukdossiers", "Dossiers").to_owned(),
                counted: lang.t("dossiers", "dossiers").to_owned(),
                path: PATH.to_owned(),
                filters: Vec::new(),
                paging: self.paging.clone(),
            }
            .listing(),
        ))
    }
}

/// The time line of a dossier.
#[derive(Template)]
#[template(path = "dossier.html")]
pub struct DossierPage {
    lang: Lang,
    frame: Frame,
    dossier: DossierRow,
    papers: Vec<DossierPaper>,
    total: u64,
    paging: Paging,
}

impl Page for DossierPage {
    const ADDRESSES: &'static [&'static str] = &["/dossier/{number}"];
    const KEEP: Duration = WHILE_UNCHANGED;
    const ALSO: &'static [Format] = &[Format::Csv, Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let number: String = ask.parameter.chars().take(100).collect();
        let missing = |number| Error::NoRecord {
            what: ("dossier", "dossier"),
            number,
            list: PATH,
            near: Box::new(Near::default()),
        };
        let asked = match (number.parse::<Dossier>(), OfficialNumber::parse(&number)) {
            (Ok(dossier), _) | (_, Some(OfficialNumber::Dossier(dossier))) => dossier,
            _ => return Err(missing(number)),
        };
        let (store, addition) = (&app.store, asked.addition.as_deref());
        let Some(dossier) = store.show_dossier(asked.number, addition)? else { return Err(missing(number)) };
        if dossier.number != ask.parameter {
            return Ok(Loaded::Elsewhere(address::dossier(&dossier.number)));
        }
        let total = store.show_dossier_paper_total(asked.number, addition)?;
        let size = ask.page_size(PER_PAGE);
        let from = offset(ask, size, total);
        Ok(Loaded::page(DossierPage {
            lang: ask.lang,
            frame: ask.frame(app),
            papers: store.show_dossier_papers(asked.number, addition, from, size)?,
            paging: Paging::numbered(&ask.query, &address::dossier(&dossier.number), size, total),
            dossier,
            total,
        }))
    }

    fn json(&self) -> Value {
        let papers: Vec<Value> = self.papers.iter().map(|paper| addressed(paper, self.at(paper))).collect();
        json!({
            "dossier": self.dossier,
            "url": address::dossier(&self.dossier.number),
            "total": self.total,
            "documents": papers,
            "page": self.paging.number,
            "next": self.paging.next.as_deref().map(crate::page::json_address),
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let line = |paper: &DossierPaper| Line {
            number: Some(match paper.sub_number {
                Some(sub) => format!("{}-{sub}", self.dossier.number),
                None => paper.document.number.clone(),
            }),
            meta: paper.decision.iter().cloned().collect(),
            data: json!(paper),
            ..Line::of_paper(&paper.document, self.at(paper))
        };
        let title = self.dossier.title.as_deref().unwrap_or_default();
        Some(Cow::Owned(Listing {
            name: "documents",
            columns: &["number", "sub_number", "kind", "subject", "date", "decision"],
            title: format!("{} {} {title}", self.lang.t("Dossier", "Dossier"), self.dossier.number)
                .trim()
                .to_owned(),
            counted: self.lang.t("stukken", "papers").to_owned(),
            total: self.total,
            path: address::dossier(&self.dossier.number),
            lines: self.papers.iter().map(line).collect(),
            paging: self.paging.clone(),
            ..Listing::default()
        }))
    }
}

impl DossierPage {
    /// A motion leads to its trail, another paper to itself.
    fn at(&self, paper: &DossierPaper) -> String {
        let motion = paper.document.kind.as_deref().is_some_and(|kind| MOTION_KINDS.contains(&kind));
        match paper.sub_number {
            Some(sub) if motion => address::motion(&format!("{}-{sub}", self.dossier.number)),
            _ => address::document(&paper.document.number),
        }
    }
}
