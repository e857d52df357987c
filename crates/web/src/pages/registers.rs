//! `/geschenken`, `/reizen`, `/nevenfuncties`: the registers that members keep of themselves.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Value, json};
use store::show::people::PersonRef;
use store::show::registers::{IncomeRow, Order, RegisterFilter, RegisterTotal};

use crate::error::Error;
use crate::list::{Paging, Select, offset};
use crate::listing::{Line, List, Listing};
use crate::page::{Ask, WHILE_UNCHANGED};
use crate::{App, Lang, address};

const PER_PAGE: u64 = 60;

/// What the three registers read from the address in the same way.
struct Asked {
    filter: RegisterFilter,
    year: Select,
    order: Select,
    words: String,
}

impl Asked {
    fn read(ask: &Ask, years: &[store::show::units::Counted]) -> Result<Asked, Error> {
        let lang = ask.lang;
        let year = Select::counted(ask, "jaar", lang.t("Jaar", "Year"), years);
        let order = Select::fixed(
            ask,
            "volgorde",
            lang.t("Volgorde", "Order"),
            &[("oudste", lang.t("oudste eerst", "oldest first")), ("naam", lang.t("naam", "name"))],
            ("oudste of naam", "oudste or naam"),
        )?
        .or(lang.t("nieuwste eerst", "newest first"));
        let words: String = ask.query.get("q").unwrap_or_default().chars().take(200).collect();
        let person = ask.query.get("persoon").map(|person| person.chars().take(60).collect::<String>());
        let person = match person {
            Some(person) => match crate::name::number_of(&person) {
                Some(number) => Some(number.to_owned()),
                None => {
                    let expected = ("een nummer als 1234", "a number such as 1234");
                    return Err(Error::Value { name: "persoon", value: person, expected });
                }
            },
            None => None,
        };
        let filter = RegisterFilter {
            person,
            year: year.value(),
            words: Some(words.clone()).filter(|words| !words.is_empty()),
            order: match order.chosen.as_str() {
                "oudste" => Order::Oldest,
                "naam" => Order::Name,
                _ => Order::Newest,
            },
            ..RegisterFilter::default()
        };
        Ok(Asked { filter, year, order, words })
    }

    fn listing(self, ask: &Ask, path: &'static str, total: &RegisterTotal, lines: Vec<Line>) -> Listing {
        let lang = ask.lang;
        let size = ask.page_size(PER_PAGE);
        Listing {
            total: total.entries,
            figures: vec![format!("{} {}", lang.count(total.persons), lang.t("personen", "persons"))],
            totals: json!(total),
            period: total.oldest.clone().zip(total.newest.clone()),
            path: path.to_owned(),
            filters: vec![self.year, self.order],
            words: Some(self.words),
            lines,
            paging: Paging::numbered(&ask.query, path, size, total.entries),
            ..Listing::default()
        }
    }
}

/// The address of an entry on the page of its person, or in its register where the person is unknown.
fn place(person: Option<&PersonRef>, register: &str, anchor: &str, id: model::Guid) -> String {
    let page =
        person.map_or_else(|| register.to_owned(), |one| address::person(&one.name.spoken(), &one.number));
    format!("{page}#{anchor}-{id}")
}

fn who(person: Option<&PersonRef>) -> Option<(String, Option<String>)> {
    let person = person?;
    let name = person.name.spoken();
    let at = address::person(&name, &person.number);
    Some((name, Some(at)))
}

/// The row as data, the person with its name in full.
fn data(row: impl serde::Serialize, person: Option<&PersonRef>) -> Value {
    let mut value = json!(row);
    if let Some(person) = person {
        value["person"]["name"] = json!(person.name.spoken());
        value["person"]["url"] = json!(address::person(&person.name.spoken(), &person.number));
    }
    value
}

/// Gifts.
pub struct Gifts;

impl List for Gifts {
    const ADDRESSES: &'static [&'static str] = &["/geschenken"];
    const KEEP: Duration = WHILE_UNCHANGED;

    fn load(ask: &Ask, app: &App) -> Result<Listing, Error> {
        let (lang, store) = (ask.lang, &app.store);
        let asked = Asked::read(ask, &store.show_gift_years()?)?;
        let total = store.show_gift_total(&asked.filter)?;
        let size = ask.page_size(PER_PAGE);
        let gifts = store.show_gifts(&asked.filter, offset(ask, size, total.entries), size)?;
        let lines = gifts.into_iter().map(|gift| {
            let person = gift.person.as_ref();
            Line {
                url: place(person, "/geschenken", "geschenk", gift.id),
                id: Some(format!("/geschenken#{}", gift.id)),
                title: gift.description.clone().unwrap_or_else(|| lang.t("Geschenk", "Gift").to_owned()),
                kind: gift.date.as_deref().map(|date| lang.about(date)),
                who: who(person),
                date: gift.date.clone(),
                updated: gift.updated.clone(),
                data: data(&gift, person),
                ..Line::default()
            }
        });
        let lines = lines.collect();
        Ok(Listing {
            name: "gifts",
            columns: &["id", "date", "person.number", "person.name", "description", "updated"],
            title: lang.t("Geschenken", "Gifts").to_owned(),
            counted: lang.t("geschenken", "gifts").to_owned(),
            lead: lang
                .t(
                    "Wat Kamerleden zelf in het register lieten zetten.",
                    "What members had put in the register themselves.",
                )
                .to_owned(),
            ..asked.listing(ask, "/geschenken", &total, lines)
        })
    }
}

/// Trips.
pub struct Trips;

impl List for Trips {
    const ADDRESSES: &'static [&'static str] = &["/reizen"];
    const KEEP: Duration = WHILE_UNCHANGED;

    fn load(ask: &Ask, app: &App) -> Result<Listing, Error> {
        let (lang, store) = (ask.lang, &app.store);
        let asked = Asked::read(ask, &store.show_trip_years()?)?;
        let total = store.show_trip_total(&asked.filter)?;
        let size = ask.page_size(PER_PAGE);
        let trips = store.show_trips(&asked.filter, offset(ask, size, total.entries), size)?;
        let lines = trips.into_iter().map(|trip| {
            let person = trip.person.as_ref();
            let title = trip.destination.clone().or_else(|| trip.purpose.clone());
            let paid =
                trip.paid_by.as_ref().map(|by| format!("{} {by}", lang.t("betaald door:", "paid by:")));
            Line {
                url: place(person, "/reizen", "reis", trip.id),
                id: Some(format!("/reizen#{}", trip.id)),
                title: title.unwrap_or_else(|| lang.t("Reis", "Trip").to_owned()),
                kind: trip.since.as_deref().map(|since| period(lang, Some(since), trip.until.as_deref())),
                summary: trip.destination.as_ref().and(trip.purpose.clone()),
                meta: paid.into_iter().collect(),
                who: who(person),
                date: trip.since.clone(),
                updated: trip.updated.clone(),
                data: data(&trip, person),
                ..Line::default()
            }
        });
        let lines = lines.collect();
        Ok(Listing {
            name: "trips",
            columns: &[
                "id",
                "since",
                "until",
                "person.number",
                "person.name",
                "destination",
                "purpose",
                "paid_by",
                "updated",
            ],
            title: lang.t("Reizen", "Trips").to_owned(),
            counted: lang.t("reizen", "trips").to_owned(),
            lead: lang
                .t(
                    "Reizen op uitnodiging van anderen, zoals Kamerleden ze meldden.",
                    "Trips at the invitation of others, as members reported them.",
                )
                .to_owned(),
            ..asked.listing(ask, "/reizen", &total, lines)
        })
    }
}

/// Side jobs.
pub struct SideJobs;

impl List for SideJobs {
    const ADDRESSES: &'static [&'static str] = &["/nevenfuncties"];
    const KEEP: Duration = WHILE_UNCHANGED;

    fn load(ask: &Ask, app: &App) -> Result<Listing, Error> {
        let (lang, store) = (ask.lang, &app.store);
        let mut asked = Asked::read(ask, &store.show_side_job_years()?)?;
        asked.year.label = lang.t("Begonnen in", "Began in");
        let lasting = Select::fixed(
            ask,
            "nu",
            lang.t("Nu", "Now"),
            &[("ja", lang.t("nog bezig", "lasting")), ("nee", lang.t("beëindigd", "ended"))],
            ("ja of nee", "ja or nee"),
        )?;
        let pay = Select::counted(ask, "beloning", lang.t("Beloning", "Pay"), &store.show_side_job_pays()?);
        asked.filter.active = lasting.value().map(|value| value == "ja");
        asked.filter.pay = pay.value();
        let total = store.show_side_job_total(&asked.filter)?;
        let size = ask.page_size(PER_PAGE);
        let mut jobs = store.show_side_jobs(&asked.filter, offset(ask, size, total.entries), size)?;
        let ids: Vec<_> = jobs.iter().map(|job| job.id).collect();
        let mut incomes: HashMap<_, Vec<IncomeRow>> = HashMap::new();
        for income in store.show_incomes(&ids)? {
            incomes.entry(income.side_job).or_default().push(income);
        }
        for job in &mut jobs {
            job.incomes = incomes.remove(&job.id).unwrap_or_default();
        }
        let lines = jobs.into_iter().map(|job| {
            let person = job.person.as_ref();
            let mut meta: Vec<String> =
                [job.pay.clone(), job.pay_note.clone()].into_iter().flatten().collect();
            meta.extend(job.incomes.iter().map(|income| earned(lang, income)));
            let mut data = data(&job, person);
            data["income"] = json!(job.incomes.iter().map(|income| earned(lang, income)).collect::<Vec<_>>());
            Line {
                url: place(person, "/nevenfuncties", "nevenfunctie", job.id),
                id: Some(format!("/nevenfuncties#{}", job.id)),
                title: job
                    .description
                    .clone()
                    .unwrap_or_else(|| lang.t("Nevenfunctie", "Side job").to_owned()),
                kind: Some(period(lang, job.since.as_deref(), job.until.as_deref())),
                meta,
                who: who(person),
                date: job.since.clone(),
                updated: job.updated.clone(),
                data,
                ..Line::default()
            }
        });
        let lines = lines.collect();
        let mut listing = Listing {
            name: "side_jobs",
            columns: &[
                "id",
                "person.number",
                "person.name",
                "description",
                "active",
                "since",
                "until",
                "pay",
                "pay_note",
                "income",
                "updated",
            ],
            title: lang.t("Nevenfuncties", "Side jobs").to_owned(),
            counted: lang.t("nevenfuncties", "side jobs").to_owned(),
            lead: lang
                .t(
                    "Functies naast het Kamerlidmaatschap, met wat ze volgens het register opleveren.",
                    "Functions beside the seat, with what they earn according to the register.",
                )
                .to_owned(),
            ..asked.listing(ask, "/nevenfuncties", &total, lines)
        };
        listing.filters.insert(0, pay);
        listing.filters.insert(0, lasting);
        Ok(listing)
    }
}

/// `maart 2024 – mei 2025`, `sinds maart 2024`.
pub(crate) fn period(lang: Lang, since: Option<&str>, until: Option<&str>) -> String {
    match (since, until) {
        (Some(since), Some(until)) if since == until => lang.about(since),
        (Some(since), Some(until)) => format!("{} – {}", lang.about(since), lang.about(until)),
        (Some(since), None) => format!("{} {}", lang.t("sinds", "since"), lang.about(since)),
        (None, Some(until)) => format!("{} {}", lang.t("tot", "until"), lang.about(until)),
        (None, None) => String::new(),
    }
}

/// `2025: € 1.850,00 bruto, jaarlijks`.
pub(crate) fn earned(lang: Lang, income: &IncomeRow) -> String {
    let currency = match income.currency.as_deref() {
        Some("EUR") | None => "€",
        Some(other) => other,
    };
    let amount = income.amount.as_deref().map(|amount| format!("{currency} {}", money(lang, amount)));
    let words =
        [income.prefix.clone(), amount, income.suffix.clone(), income.kind.as_deref().map(str::to_lowercase)];
    let mut text = words.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if let Some(frequency) = &income.frequency {
        text.push_str(&format!(", {}", frequency.to_lowercase()));
    }
    if let Some(year) = &income.year {
        text = format!("{year}: {text}");
    }
    match &income.remark {
        Some(remark) => format!("{text} ({remark})"),
        None => text,
    }
}

/// `1.850,00`; what is no amount stays as it is.
fn money(lang: Lang, amount: &str) -> String {
    let (whole, cents) = amount.split_once('.').unwrap_or((amount, ""));
    match whole.parse::<i64>() {
        Ok(whole) if cents.bytes().all(|digit| digit.is_ascii_digit()) && !cents.is_empty() => {
            format!("{}{}{cents}", lang.count(whole), lang.t(",", "."))
        }
        Ok(whole) if cents.is_empty() => lang.count(whole),
        _ => amount.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_the_language_does() {
        assert_eq!(money(Lang::Nl, "1850.00"), "1.850,00");
        assert_eq!(money(Lang::En, "1850.5"), "1,850.5");
        assert_eq!(money(Lang::Nl, "12"), "12");
        assert_eq!(money(Lang::Nl, "circa tien"), "circa tien");
    }

    #[test]
    fn a_period_is_as_sure_as_the_register() {
        assert_eq!(period(Lang::Nl, Some("2024-03"), Some("2025")), "maart 2024 – 2025");
        assert_eq!(period(Lang::Nl, Some("2024-03-02"), None), "sinds 2 maart 2024");
        assert_eq!(period(Lang::Nl, Some("2024-03-02"), Some("2024-03-02")), "2 maart 2024");
        assert_eq!(period(Lang::Nl, None, None), "");
    }
}
