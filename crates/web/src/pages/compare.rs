//! `/vergelijk?a={document}/{n}&b={document}/{n}`: two answers side by side. Both are quoted, nothing is judged.

use std::time::Duration;

use askama::Template;
use serde_json::{Value, json};
use store::corrections::Corrected;
use store::show::document::Document;

use crate::difference::{Row, compare};
use crate::error::{Error, Near};
use crate::found::{Papers, Unit, units};
use crate::frame::Frame;
use crate::page::{Ask, Loaded, Page, WHILE_UNCHANGED};
use crate::{App, Lang, address};

/// Two answers.
#[derive(Template)]
#[template(path = "compare.html")]
pub struct ComparePage {
    lang: Lang,
    frame: Frame,
    left: Side,
    right: Side,
    rows: Vec<Row>,
}

/// One of the two.
struct Side {
    document: Document,
    unit: Unit,
    address: String,
}

impl Page for ComparePage {
    const ADDRESSES: &'static [&'static str] = &["/vergelijk"];
    const KEEP: Duration = WHILE_UNCHANGED;

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let (left, right) = (side(ask, app, "a")?, side(ask, app, "b")?);
        Ok(Loaded::page(ComparePage {
            lang: ask.lang,
            frame: ask.frame(app),
            rows: compare(&left.unit.exchange.answer, &right.unit.exchange.answer),
            left,
            right,
        }))
    }

    fn json(&self) -> Value {
        let side = |side: &Side| {
            json!({
                "document": side.document.number,
                "date": side.document.date,
                "question": side.unit.exchange.question,
                "answer": side.unit.exchange.answer,
                "url": side.address,
            })
        };
        json!({ "a": side(&self.left), "b": side(&self.right), "rows": self.rows })
    }
}

impl ComparePage {
    fn sides(&self) -> [&Side; 2] {
        [&self.left, &self.right]
    }
}

/// The unit that a value of the address names: `2025D34482/3`.
fn side(ask: &Ask, app: &App, name: &'static str) -> Result<Side, Error> {
    let value: String = ask.query.get(name).unwrap_or_default().chars().take(100).collect();
    let expected = (
        "een stuk en het nummer van een vraag, als 2025D34482/3",
        "a paper and the number of a question, such as 2025D34482/3",
    );
    let parts = value.rsplit_once('/').and_then(|(number, n)| Some((number, n.parse::<usize>().ok()?)));
    let Some((number, n)) = parts else { return Err(Error::Value { name, value, expected }) };
    let none = || Error::NoRecord {
        what: ("vraag", "question"),
        number: value.clone(),
        list: "/vragen",
        near: Box::new(Near::default()),
    };
    let document = app.store.show_document(number)?.filter(|document| !document.deleted).ok_or_else(none)?;
    let extract = app.store.structure(document.id)?.unwrap_or_default();
    let corrected = Corrected::of(&extract, app.store.corrections_of(&document.number)?);
    let units = units(extract.exchanges, &corrected, &Papers::default());
    let unit = units.into_iter().find(|unit| unit.n == n).ok_or_else(none)?;
    Ok(Side { address: ask.lang.href(address::unit(&document.number, n)), document, unit })
}
