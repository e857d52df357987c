//! `/moties`: all motions, newest first, with result, advice of the cabinet and how often they are mentioned.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use model::facts::Claim;
use serde_json::{Value, json};
use store::Store;
use store::show::motions::{Claimed, MotionFilter, MotionRow};
use store::show::units::Counted;
use store::structure::claim_name;

use crate::error::Error;
use crate::found::{claim_named, claim_words};
use crate::frame::Frame;
use crate::list::{Field, Paging, Select, offset};
use crate::listing::{Listing, Shown};
use crate::page::{Ask, Format, Loaded, Page, WHILE_UNCHANGED, addressed};
use crate::{App, Lang, address};

const PER_PAGE: u64 = 50;
const VALUES: &str = "values of motions";

/// What motions are filtered by, counted over all of them.
struct Values {
    states: Vec<Counted>,
    parties: Vec<Counted>,
    ministries: Vec<Counted>,
    claims: Vec<Counted>,
}

fn values(store: &Store, _: &str) -> store::Result<Arc<Values>> {
    Ok(Arc::new(Values {
        states: store.show_motion_states()?,
        parties: store.show_motion_parties()?,
        ministries: store.show_motion_ministries()?,
        claims: store.show_motion_claims()?,
    }))
}

/// Begins to count before somebody asks.
pub(crate) fn prepare(app: &App) {
    app.prepare(VALUES, values);
}

/// The list of motions.
#[derive(Template)]
#[template(path = "motions.html")]
pub struct MotionsPage {
    lang: Lang,
    frame: Frame,
    motions: Vec<MotionRow>,
    total: u64,
    filters: Vec<Select>,
    fields: Vec<Field>,
    paging: Paging,
}

impl Page for MotionsPage {
    const ADDRESSES: &'static [&'static str] = &["/moties"];
    const KEEP: Duration = WHILE_UNCHANGED;
    const ALSO: &'static [Format] = &[Format::Csv, Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let store = &app.store;
        let (filter, filters, fields) = filter(ask, app)?;
        let total = match filter == MotionFilter::default() {
            true => app.counted(VALUES, "", values)?.states.iter().map(|state| state.count).sum(),
            false => store.show_motion_total(&filter)?,
        };
        let size = ask.page_size(PER_PAGE);
        let mut motions = match total {
            // looked through once: there is none to look for again
            0 => Vec::new(),
            _ => store.show_motions(&filter, offset(ask, size, total), size)?,
        };
        let papers: Vec<String> = motions.iter().filter_map(|motion| motion.paper.clone()).collect();
        let mentions: HashMap<String, u64> = store
            .show_mention_counts(&papers)?
            .into_iter()
            .map(|counted| (counted.value, counted.count))
            .collect();
        let mut claims: HashMap<String, Claimed> = store.show_claims(&papers)?.into_iter().collect();
        for motion in &mut motions {
            let Some(paper) = &motion.paper else { continue };
            motion.mentions = mentions.get(paper).copied().unwrap_or_default();
            motion.claimed = claims.remove(paper);
        }
        Ok(Loaded::page(MotionsPage {
            lang: ask.lang,
            frame: ask.frame(app),
            motions,
            total,
            filters,
            fields,
            paging: Paging::numbered(&ask.query, "/moties", size, total),
        }))
    }

    fn json(&self) -> Value {
        let motions: Vec<Value> = self.motions.iter().map(|motion| addressed(motion, at(motion))).collect();
        json!({
            "total": self.total,
            "motions": motions,
            "page": self.paging.number,
            "next": self.paging.next.as_deref().map(crate::page::json_address),
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let lang = self.lang;
        Some(Cow::Owned(
            Shown {
                data: self.json(),
                name: "motions",
                columns: &[
                    "paper",
                    "number",
                    "date",
                    "subject",
                    "mover",
                    "party",
                    "result",
                    "decided",
                    "cabinet_advice",
                    "mentions",
                    "claimed.claim",
                    "claimed.number",
                    "claimed.date",
                ],
                title: lang.t("Moties", "Motions").to_owned(),
                counted: lang.t("moties", "motions").to_owned(),
                path: "/moties".to_owned(),
                filters: self.filters.clone(),
                paging: self.paging.clone(),
            }
            .listing(),
        ))
    }
}

/// The filter that an address asks for, with its boxes: of this list, and of what is made from the same list.
pub fn filter(ask: &Ask, app: &App) -> Result<(MotionFilter, Vec<Select>, Vec<Field>), Error> {
    let lang = ask.lang;
    let values = app.counted(VALUES, "", values)?;
    let states = [
        ("aangenomen", lang.t("aangenomen", "adopted")),
        ("verworpen", lang.t("verworpen", "rejected")),
        ("aangehouden", lang.t("aangehouden", "held over")),
        ("overgenomen", lang.t("overgenomen", "taken over")),
        ("ingetrokken", lang.t("ingetrokken", "withdrawn")),
        ("vervallen", lang.t("vervallen", "lapsed")),
        ("geen", lang.t("nog geen uitslag", "no result yet")),
    ];
    let expected = (
        "aangenomen, verworpen, aangehouden, overgenomen, ingetrokken, vervallen of geen",
        "aangenomen, verworpen, aangehouden, overgenomen, ingetrokken, vervallen or geen",
    );
    let mut state = Select::fixed(ask, "uitslag", lang.t("Uitslag", "Result"), &states, expected)?;
    let counts = &values.states;
    for (value, words) in &mut state.options {
        let count = counts.iter().find(|counted| counted.value == *value).map_or(0, |counted| counted.count);
        *words = format!("{words} ({})", lang.count(count));
    }
    let party = Select::counted(ask, "fractie", lang.t("Eerste indiener", "First mover"), &values.parties);
    let ministry = Select::counted(ask, "ministerie", lang.t("Ministerie", "Ministry"), &values.ministries);
    let named = [
        ("gedaan", Claim::Done),
        ("bezig", Claim::InProgress),
        ("toegezegd", Claim::WillDo),
        ("niet-gedaan", Claim::NotDone),
        ("volgend-kabinet", Claim::LeftToNextCabinet),
        ("ontraden", Claim::AdvisedAgainst),
    ];
    let choices = named.map(|(value, claim)| (value, claim_words(lang, claim)));
    let expected = (
        "gedaan, bezig, toegezegd, niet-gedaan, volgend-kabinet of ontraden",
        "gedaan, bezig, toegezegd, niet-gedaan, volgend-kabinet or ontraden",
    );
    let cabinet = lang.t("Het kabinet", "The cabinet");
    let mut claim = Select::fixed(ask, "kabinet", cabinet, &choices, expected)?;
    let stored =
        |value: &str| named.iter().find(|(known, _)| *known == value).map(|(_, claim)| claim_name(*claim));
    for (value, words) in &mut claim.options {
        let of = values.claims.iter().find(|counted| Some(counted.value.as_str()) == stored(value));
        *words = format!("{words} ({})", lang.count(of.map_or(0, |counted| counted.count)));
    }
    let fields = vec![
        Field::words(ask, "q", lang.t("Woorden", "Words")),
        Field::day(ask, "van", lang.t("Van", "From"))?,
        Field::day(ask, "tot", lang.t("Tot en met", "Until"))?,
    ];
    // addresses from before there were days
    let year =
        ask.query.get("jaar").filter(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    let filter = MotionFilter {
        state: state.value(),
        party: party.value(),
        ministry: ministry.value(),
        claim: stored(&claim.chosen).map(str::to_owned),
        words: fields[0].given(),
        from: fields[1].given().or_else(|| year.map(|year| format!("{year}-01-01"))),
        until: fields[2].given().or_else(|| year.map(|year| format!("{year}-12-31"))),
        numbers: Vec::new(),
    };
    let mut filters = vec![state, party];
    // what would only lead to nothing is not offered, unless an address asks for it
    if !values.claims.is_empty() || filter.claim.is_some() {
        filters.push(claim);
    }
    if !values.ministries.is_empty() {
        filters.push(ministry);
    }
    Ok((filter, filters, fields))
}

fn at(motion: &MotionRow) -> String {
    address::motion(motion.paper.as_deref().unwrap_or(&motion.document.number))
}
