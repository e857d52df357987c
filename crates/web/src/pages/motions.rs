//! `/moties`: all motions, newest first, with result, advice of the cabinet and how often they are mentioned.

use std::collections::HashMap;
use std::time::Duration;

use askama::Template;
use serde_json::{Value, json};
use store::show::motions::{MotionFilter, MotionRow};

use crate::error::Error;
use crate::frame::Frame;
use crate::list::{Paging, Select, offset};
use crate::page::{Ask, Loaded, Page, WHILE_UNCHANGED};
use crate::{App, Lang, address};

const PER_PAGE: u64 = 50;
/// Values of the filter on results, with the words of the source.
const RESULTS: [(&str, &str); 6] = [
    ("aangenomen", "Aangenomen."),
    ("verworpen", "Verworpen."),
    ("aangehouden", "Aangehouden."),
    ("overgenomen", "Overgenomen."),
    ("vervallen", "Vervallen in verband met verstrijken termijn."),
    ("geen", ""),
];

/// The list of motions.
#[derive(Template)]
#[template(path = "motions.html")]
pub struct MotionsPage {
    lang: Lang,
    frame: Frame,
    motions: Vec<MotionRow>,
    total: u64,
    filters: Vec<Select>,
    paging: Paging,
}

impl Page for MotionsPage {
    const ADDRESSES: &'static [&'static str] = &["/moties"];
    const KEEP: Duration = WHILE_UNCHANGED;

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let (lang, store) = (ask.lang, &app.store);
        let words = [
            ("aangenomen", lang.t("aangenomen", "adopted")),
            ("verworpen", lang.t("verworpen", "rejected")),
            ("aangehouden", lang.t("aangehouden", "held over")),
            ("overgenomen", lang.t("overgenomen", "taken over")),
            ("vervallen", lang.t("vervallen", "lapsed")),
            ("geen", lang.t("nog geen", "none yet")),
        ];
        let expected = (
            "aangenomen, verworpen, aangehouden, overgenomen, vervallen of geen",
            "aangenomen, verworpen, aangehouden, overgenomen, vervallen or geen",
        );
        let result = Select::fixed(ask, "uitslag", lang.t("Uitslag", "Result"), &words, expected)?;
        let party = Select::counted(
            ask,
            "fractie",
            lang.t("Eerste indiener", "First mover"),
            &store.show_motion_parties()?,
        );
        let year = Select::counted(ask, "jaar", lang.t("Jaar", "Year"), &store.show_motion_years()?);
        let filter = MotionFilter {
            result: RESULTS
                .iter()
                .find(|(value, _)| *value == result.chosen)
                .map(|(_, text)| (*text).to_owned()),
            party: party.value(),
            year: year.value(),
        };
        let total = store.show_motion_total(&filter)?;
        let mut motions = store.show_motions(&filter, offset(ask, PER_PAGE, total), PER_PAGE)?;
        let papers: Vec<String> = motions.iter().filter_map(|motion| motion.paper.clone()).collect();
        let mentions: HashMap<String, u64> = store
            .show_mention_counts(&papers)?
            .into_iter()
            .map(|counted| (counted.value, counted.count))
            .collect();
        for motion in &mut motions {
            motion.mentions =
                motion.paper.as_ref().and_then(|paper| mentions.get(paper)).copied().unwrap_or_default();
        }
        Ok(Loaded::page(MotionsPage {
            lang,
            frame: ask.frame(app),
            motions,
            total,
            filters: vec![result, party, year],
            paging: Paging::numbered(&ask.query, "/moties", PER_PAGE, total),
        }))
    }

    fn json(&self) -> Value {
        let motions: Vec<Value> = self
            .motions
            .iter()
            .map(|motion| {
                let mut value = json!(motion);
                value["url"] = json!(at(motion));
                value
            })
            .collect();
        json!({
            "total": self.total,
            "motions": motions,
            "page": self.paging.number,
            "next": self.paging.next.as_deref().map(crate::page::json_address),
        })
    }
}

fn at(motion: &MotionRow) -> String {
    address::motion(motion.paper.as_deref().unwrap_or(&motion.document.number))
}
