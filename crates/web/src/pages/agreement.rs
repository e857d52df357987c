//! `/stemmingen/overeenkomst`: of every two parties, in how many votes both stood on a side, and in how many on the same.

use std::borrow::Cow;
use std::time::Duration;

use askama::Template;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};
use store::show::ballots::{Agreement, AgreementFilter, Pair};
use store::show::outcomes::OutcomeFilter;

use crate::error::Error;
use crate::frame::Frame;
use crate::list::{Select, period};
use crate::listing::{Line, Listing};
use crate::page::{Ask, Format, Loaded, Page, WHILE_UNCHANGED};
use crate::pages::ballots::{case_kinds, extent, kind_select};
use crate::{App, Lang, address};

const PATH: &str = "/stemmingen/overeenkomst";
/// Pairs that are told in words.
const TOLD: usize = 5;
/// Pairs with fewer common votes are not told in words: two votes say nothing.
const WORTH_TELLING: u64 = 20;

/// How often parties vote alike.
#[derive(Template)]
#[template(path = "agreement.html")]
pub struct AgreementPage {
    lang: Lang,
    frame: Frame,
    filter: AgreementFilter,
    filters: Vec<Select>,
    agreement: Agreement,
    /// Whether the period is the usual one: a year back from the last vote.
    usual: bool,
}

/// Two parties, and how often they voted alike.
struct Told<'a> {
    a: &'a str,
    b: &'a str,
    pair: Pair,
    percent: u64,
}

impl Page for AgreementPage {
    const ADDRESSES: &'static [&'static str] = &[PATH];
    const KEEP: Duration = WHILE_UNCHANGED;
    const ALSO: &'static [Format] = &[Format::Csv];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let kind = kind_select(ask)?;
        let (mut from, until) = period(ask)?;
        let usual = from.is_none() && until.is_none();
        if usual {
            let votes = OutcomeFilter { votes: true, ..OutcomeFilter::default() };
            let newest = extent(app, &votes)?.newest;
            from = newest.and_then(|newest| year_before(&newest));
        }
        let (case_kinds, other_kinds) = case_kinds(&kind.chosen);
        let filter = AgreementFilter { from, until, case_kinds, other_kinds };
        Ok(Loaded::page(AgreementPage {
            lang: ask.lang,
            frame: ask.frame(app),
            agreement: app.store.show_agreement(&filter)?,
            filters: vec![kind],
            filter,
            usual,
        }))
    }

    fn json(&self) -> Value {
        json!({
            "definition": definition(Lang::Nl),
            "filter": { "van": self.filter.from, "tot": self.filter.until, "soort": self.filters[0].value() },
            "votes": self.agreement.votes,
            "oldest": self.agreement.oldest,
            "newest": self.agreement.newest,
            "parties": self.agreement.parties,
            "pairs": self.pairs(),
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        Some(Cow::Owned(Listing {
            name: "pairs",
            columns: &["a", "b", "both", "same", "percent"],
            lines: self
                .pairs()
                .into_iter()
                .map(|data| Line { url: PATH.to_owned(), data, ..Line::default() })
                .collect(),
            ..Listing::default()
        }))
    }
}

/// What is counted, so that anyone can count it again.
fn definition(lang: Lang) -> &'static str {
    lang.t(
        "Geteld zijn de stemmingen waarvan de bron zegt wie hoe stemde. Van elk tweetal fracties tellen de stemmingen waarin beide voor of tegen stemden; het percentage is het deel daarvan waarin zij hetzelfde stemden. Bij een hoofdelijke stemming staat een fractie aan de kant van de meerderheid van haar leden; zijn die precies verdeeld, dan telt de fractie in die stemming niet mee. Fracties heten zoals zij toen heetten.",
        "Counted are the votes of which the source says who voted how. Of every two parties the votes count in which both voted for or against; the percentage is the share of these in which they voted the same. In a roll-call a party stands on the side of the majority of its members; where these are evenly split, the party does not count in that vote. Parties go by their names at the time.",
    )
}

fn year_before(day: &str) -> Option<String> {
    let day: Date = day.parse().ok()?;
    Some(day.checked_sub(1.year()).ok()?.to_string())
}

impl AgreementPage {
    /// Every two parties as data.
    fn pairs(&self) -> Vec<Value> {
        let parties = &self.agreement.parties;
        (0..parties.len())
            .flat_map(|a| (a + 1..parties.len()).map(move |b| (a, b)))
            .map(|(a, b)| {
                let pair = self.agreement.pairs[a][b];
                json!({
                    "a": parties[a].party, "b": parties[b].party,
                    "both": pair.both, "same": pair.same, "percent": pair.percent(),
                })
            })
            .collect()
    }

    fn definition(&self) -> &'static str {
        definition(self.lang)
    }

    fn pair(&self, a: &usize, b: &usize) -> Pair {
        self.agreement.pairs[*a][*b]
    }

    /// The shade of a cell: one of eleven.
    fn shade(&self, pair: &Pair) -> u64 {
        pair.percent().map_or(0, |percent| percent / 10)
    }

    fn words(&self, a: &usize, b: &usize) -> String {
        let (pair, parties) = (self.pair(a, b), &self.agreement.parties);
        let lang = self.lang;
        format!(
            "{} {} {}: {} {} {} {}",
            parties[*a].party,
            lang.t("en", "and"),
            parties[*b].party,
            lang.count(pair.same),
            lang.t("van", "of"),
            lang.count(pair.both),
            lang.t("stemmingen gelijk", "votes alike")
        )
    }

    fn won(&self, a: &usize) -> u64 {
        let party = &self.agreement.parties[*a];
        (100 * party.won + party.votes / 2).checked_div(party.votes).unwrap_or_default()
    }

    /// The pairs that voted alike most often.
    fn most_alike(&self) -> Vec<Told<'_>> {
        let mut told = self.in_order();
        told.truncate(TOLD);
        told
    }

    /// The pairs that voted alike least often.
    fn least_alike(&self) -> Vec<Told<'_>> {
        let mut told = self.in_order();
        told.reverse();
        told.truncate(TOLD);
        told
    }

    /// Pairs by how often they voted alike, most often first.
    fn in_order(&self) -> Vec<Told<'_>> {
        let parties = &self.agreement.parties;
        let mut told: Vec<Told<'_>> = (0..parties.len())
            .flat_map(|a| (a + 1..parties.len()).map(move |b| (a, b)))
            .filter_map(|(a, b)| {
                let pair = self.agreement.pairs[a][b];
                let percent = pair.percent().filter(|_| pair.both >= WORTH_TELLING)?;
                Some(Told { a: &parties[a].party, b: &parties[b].party, pair, percent })
            })
            .collect();
        // by the share itself, not by its rounded percentage
        told.sort_by(|x, y| (y.pair.same * x.pair.both).cmp(&(x.pair.same * y.pair.both)));
        told
    }

    fn van(&self) -> &str {
        self.filter.from.as_deref().unwrap_or_default()
    }

    fn tot(&self) -> &str {
        self.filter.until.as_deref().unwrap_or_default()
    }
}
