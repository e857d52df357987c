//! `/vragen`: all question–answer units, newest first.

use std::time::Duration;

use askama::Template;
use serde_json::{Value, json};
use store::show::units::{UnitFilter, UnitRow};

use crate::error::Error;
use crate::found::name_askers;
use crate::frame::Frame;
use crate::list::{Paging, Select, offset};
use crate::page::{Ask, Loaded, Page, WHILE_UNCHANGED};
use crate::{App, Lang, address};

const PER_PAGE: u64 = 40;

/// The list of units.
#[derive(Template)]
#[template(path = "units.html")]
pub struct UnitsPage {
    lang: Lang,
    frame: Frame,
    units: Vec<UnitRow>,
    total: u64,
    filters: Vec<Select>,
    paging: Paging,
}

impl Page for UnitsPage {
    const ADDRESSES: &'static [&'static str] = &["/vragen"];
    const KEEP: Duration = WHILE_UNCHANGED;

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let lang = ask.lang;
        let parties = app.store.show_unit_parties()?;
        let years = app.store.show_unit_years()?;
        let party = Select::counted(ask, "fractie", lang.t("Fractie", "Party"), &parties);
        let year = Select::counted(ask, "jaar", lang.t("Jaar", "Year"), &years);
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
        let filter = UnitFilter {
            party: party.value(),
            year: year.value(),
            answered: answered.value().map(|value| value == "ja"),
        };
        let total = app.store.show_unit_total(&filter)?;
        Ok(Loaded::page(UnitsPage {
            lang,
            frame: ask.frame(app),
            units: app.store.show_units(&filter, offset(ask, PER_PAGE, total), PER_PAGE)?,
            total,
            filters: vec![party, year, answered],
            paging: Paging::numbered(&ask.query, "/vragen", PER_PAGE, total),
        }))
    }

    fn json(&self) -> Value {
        let units: Vec<Value> = self
            .units
            .iter()
            .map(|unit| {
                let mut value = json!(unit);
                value["url"] = json!(address::unit(&unit.document.number, unit.n));
                value
            })
            .collect();
        json!({
            "total": self.total,
            "exchanges": units,
            "page": self.paging.number,
            "next": self.paging.next.as_deref().map(crate::page::json_address),
        })
    }
}

impl UnitsPage {
    fn askers(&self, unit: &UnitRow) -> String {
        name_askers(unit.party.as_deref(), &unit.members)
    }
}
