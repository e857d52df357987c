//! `/vraag/{document}/{n}`: one question with its answer, at an address that stays.

use std::borrow::Cow;
use std::time::Duration;

use askama::Template;
use serde_json::{Value, json};
use store::corrections::Corrected;
use store::show::document::Document;

use crate::alike::AlikeView;
use crate::asked::Asked;
use crate::error::{Error, Near};
use crate::found::{Papers, Unit, units};
use crate::frame::Frame;
use crate::jump::{Found, look_up};
use crate::listing::{Line, Listing};
use crate::page::{Ask, Format, Loaded, Page, WHILE_UNCHANGED};
use crate::pages::document::asked;
use crate::{App, Lang, address};

/// A question–answer unit.
#[derive(Template)]
#[template(path = "unit.html")]
pub struct UnitPage {
    lang: Lang,
    frame: Frame,
    document: Document,
    unit: Unit,
    /// The sets of questions that it belongs to.
    asked: Vec<Asked>,
    /// Which of the units of the document it is, and how many there are: numbers of addresses may leave some out.
    count: usize,
    total: usize,
    /// The numbers of those before and after it.
    before: Option<usize>,
    after: Option<usize>,
    /// Where it stands in the text.
    place: String,
    /// What says nearly the same.
    alike: AlikeView,
}

impl Page for UnitPage {
    const ADDRESSES: &'static [&'static str] = &["/vraag/{document}/{n}"];
    const KEEP: Duration = WHILE_UNCHANGED;
    const SEARCHES: bool = true;
    const ALSO: &'static [Format] = &[Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let Some(document) = app.store.show_document(&ask.parameter)? else { return elsewhere(ask, app) };
        if document.deleted {
            return Err(Error::Withdrawn { number: document.number, at: None });
        }
        let extract = app.store.structure(document.id)?.unwrap_or_default();
        let corrected = Corrected::of(&extract, app.store.corrections_of(&document.number)?);
        let mut earlier = extract.references.clone();
        earlier.retain(|cited| extract.exchanges.iter().any(|unit| unit.see.contains(&cited.target)));
        let papers = Papers::of(app, &earlier, std::iter::empty())?;
        let units = units(extract.exchanges, &corrected, &papers);
        let wanted: Option<usize> = ask.second.parse().ok();
        let total = units.len();
        let found = units.iter().position(|unit| Some(unit.n) == wanted);
        let beside = |at: Option<usize>| at.and_then(|at| units.get(at)).map(|unit| unit.n);
        let before = beside(found.and_then(|at| at.checked_sub(1)));
        let after = beside(found.map(|at| at + 1));
        let Some((at, unit)) = found.and_then(|at| Some((at, units.into_iter().nth(at)?))) else {
            let number = format!("{}/{}", document.number, ask.second.chars().take(40).collect::<String>());
            return Err(none(app, number, &document.number)?);
        };
        let paragraphs = app.store.show_paragraphs(&[document.id])?;
        let anchor = paragraphs
            .get(&document.id)
            .and_then(|paragraphs| paragraphs.anchor(unit.exchange.question_span.start));
        let asked = asked(ask, app, document.id)?;
        let mut alike = AlikeView::read(app, format!("exchange/{}/{}", document.number, unit.n));
        alike.leave_out(asked.iter().flat_map(|asked| {
            let papers = asked.papers.iter().map(|found| found.paper.number.as_str());
            asked.row.document.as_deref().into_iter().chain(papers)
        }));
        Ok(Loaded::page(UnitPage {
            lang: ask.lang,
            frame: ask.frame(app),
            place: address::passage(&document.number, anchor.as_deref()),
            alike,
            asked,
            document,
            unit,
            count: at + 1,
            total,
            before,
            after,
        }))
    }

    fn json(&self) -> Value {
        let see: Vec<Value> = self
            .unit
            .see
            .iter()
            .map(|seen| {
                json!({
                    "number": seen.number,
                    "url": seen.n.map(|n| address::unit(&self.document.number, n)).or_else(|| {
                        seen.paper.as_ref().map(|paper| address::document(&paper.number))
                    }),
                    "answer": seen.n.is_some().then_some(&seen.answer),
                })
            })
            .collect();
        json!({
            "n": self.unit.n,
            "count": self.count,
            "of": self.total,
            "exchange": self.unit.exchange,
            "see": see,
            "alike": self.alike.json(),
            "document": { "number": self.document.number, "kind": self.document.kind, "subject": self.document.subject, "date": self.document.date },
            "url": address::unit(&self.document.number, self.unit.n),
            "document_url": self.place,
            "questions": self.asked.iter().map(Asked::json).collect::<Vec<_>>(),
            "previous": self.before.map(|n| address::unit(&self.document.number, n)),
            "next": self.after.map(|n| address::unit(&self.document.number, n)),
        })
    }

    /// The question with its answer, and the papers of the set that it belongs to: what came to it.
    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let (lang, unit) = (self.lang, &self.unit.exchange);
        let url = address::unit(&self.document.number, self.unit.n);
        let title = format!("{} {} ({})", lang.t("Vraag", "Question"), unit.number, self.document.number);
        let mut lines = vec![Line {
            url: url.clone(),
            title: unit.question.clone(),
            kind: self.document.kind.clone(),
            number: Some(self.document.number.clone()),
            summary: Some(unit.answer.clone()).filter(|answer| !answer.is_empty()),
            date: self.document.date.clone(),
            updated: self.document.updated.clone(),
            ..Line::default()
        }];
        let papers = self.asked.iter().flat_map(|asked| &asked.papers).map(|found| &found.paper);
        lines.extend(papers.map(|paper| Line::of_paper(paper, address::document(&paper.number))));
        Some(Cow::Owned(Listing::of_record(lang, title, url, lines)))
    }
}

impl UnitPage {
    fn at(&self, n: &usize) -> String {
        self.lang.href(address::unit(&self.document.number, *n))
    }
}

fn elsewhere(ask: &Ask, app: &App) -> Result<Loaded<UnitPage>, Error> {
    let number: String = ask.parameter.chars().take(100).collect();
    match look_up(app, &ask.parameter)? {
        Found::Document(number) => {
            let n = ask.second.parse::<u32>().unwrap_or(1);
            Ok(Loaded::Elsewhere(address::unit(&number, n)))
        }
        Found::Nothing(near) => Err(Error::NoDocument { number, near }),
        Found::Unreadable => Err(Error::NotANumber { number }),
    }
}

fn none(app: &App, number: String, document: &str) -> Result<Error, Error> {
    let near = Near {
        what: ("Het stuk zelf", "The paper itself"),
        documents: app.store.show_documents_numbered(&[document.to_owned()])?,
        house: None,
    };
    Ok(Error::NoRecord { what: ("vraag", "question"), number, list: "/vragen", near: Box::new(near) })
}
