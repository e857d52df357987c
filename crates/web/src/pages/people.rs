//! `/kamerleden`: members now and before, sorted the Dutch way. `/verjaardagen`: who has a birthday, the next first.

use std::collections::HashMap;
use std::time::Duration;

use jiff::civil::Date;
use model::Guid;
use serde_json::{Value, json};
use store::show::people::{Membership, PersonRow};
use store::show::units::Counted;

use crate::error::Error;
use crate::list::{Paging, Select, offset};
use crate::listing::{Line, List, Listing};
use crate::page::{A_MINUTE, Ask, WHILE_UNCHANGED};
use crate::{App, Lang, address, name};

const PER_PAGE: u64 = 200;
const MEMBER: &str = "Tweede Kamerlid";

/// The list of members.
pub struct Members;

/// A person with the times in the House.
struct Member {
    person: PersonRow,
    times: Vec<Membership>,
    days: i64,
}

impl Member {
    fn new(person: PersonRow, times: Vec<Membership>, today: Date) -> Member {
        let days = days_sat(&times, today);
        Member { person, times, days }
    }

    /// The party now, or the last one.
    fn party(&self) -> Option<&str> {
        let last = self.times.last().and_then(|time| time.party.as_deref());
        last.or(self.person.party_label.as_deref())
    }

    fn since(&self) -> Option<&str> {
        self.times.first()?.since.as_deref()
    }

    /// The last day; none while it lasts or when nothing is known.
    fn until(&self) -> Option<&str> {
        self.times.last()?.until.as_deref()
    }

    fn line(&self, lang: Lang) -> Line {
        let person = &self.person;
        let url = address::person(&person.name.spoken(), &person.number);
        let mut meta = Vec::new();
        match (self.since(), self.until()) {
            (Some(since), None) => {
                meta.push(format!("{} {}", lang.t("sinds", "since"), lang.day(since)));
            }
            (Some(since), Some(until)) => meta.push(format!("{} – {}", lang.day(since), lang.day(until))),
            (None, _) => {}
        }
        if self.days > 0 {
            meta.push(served(lang, self.days));
        }
        meta.extend(person.residence.clone());
        let mut data = json!(person);
        data["name"] = json!(person.name.spoken());
        data["listed"] = json!(name::listed(&person.name));
        data["party"] = json!(self.party());
        data["since"] = json!(self.since());
        data["until"] = json!(self.until());
        data["days"] = json!(self.days);
        Line {
            url,
            title: name::listed(&person.name),
            id: Some(format!("/persoon/{}", person.number)),
            kind: self.party().map(str::to_owned),
            meta,
            party: person.function.clone().filter(|function| function != MEMBER),
            updated: person.updated.clone(),
            data,
            ..Line::default()
        }
    }
}

impl List for Members {
    const ADDRESSES: &'static [&'static str] = &["/kamerleden"];
    const KEEP: Duration = WHILE_UNCHANGED;

    fn load(ask: &Ask, app: &App) -> Result<Listing, Error> {
        let lang = ask.lang;
        let who = Select::fixed(
            ask,
            "wie",
            lang.t("Wie", "Who"),
            &[
                ("oud", lang.t("oud-Kamerleden", "former members")),
                ("eerste-kamer", lang.t("leden van de Eerste Kamer", "members of the Senate")),
                ("iedereen", lang.t("iedereen", "everyone")),
            ],
            ("oud, eerste-kamer of iedereen", "oud, eerste-kamer or iedereen"),
        )?
        .or(lang.t("Kamerleden nu", "members now"));
        let function = match who.chosen.as_str() {
            "oud" => Some("Oud Kamerlid"),
            "eerste-kamer" => Some("Eerste Kamerlid"),
            "iedereen" => None,
            _ => Some(MEMBER),
        };
        let order = Select::fixed(
            ask,
            "volgorde",
            lang.t("Volgorde", "Order"),
            &[
                ("fractie", lang.t("fractie", "party")),
                ("dienst", lang.t("langst in de Kamer", "longest in the House")),
            ],
            ("fractie of dienst", "fractie or dienst"),
        )?
        .or(lang.t("naam", "name"));
        let words: String = ask.query.get("q").unwrap_or_default().chars().take(200).collect();
        let mut members = read(app, function, ask.today())?;
        let parties = parties(&members);
        let party = Select::counted(ask, "fractie", lang.t("Fractie", "Party"), &parties);
        let sought = name::folded(&words);
        members.retain(|member| {
            (party.chosen.is_empty() || member.party() == Some(&party.chosen))
                && sought
                    .split_whitespace()
                    .all(|word| name::folded(&member.person.name.spoken()).contains(word))
        });
        match order.chosen.as_str() {
            "fractie" => members.sort_by_cached_key(|member| {
                (
                    member.party().is_none(),
                    member.party().map(name::folded),
                    name::sort_key(&member.person.name),
                )
            }),
            "dienst" => {
                members.sort_by_cached_key(|member| (-member.days, name::sort_key(&member.person.name)))
            }
            _ => members.sort_by_cached_key(|member| name::sort_key(&member.person.name)),
        }
        let total = members.len() as u64;
        let size = ask.page_size(PER_PAGE);
        let from = offset(ask, size, total) as usize;
        let lines = members.iter().skip(from).take(size as usize).map(|member| member.line(lang)).collect();
        Ok(Listing {
            name: "members",
            columns: &[
                "number", "listed", "name", "first_name", "initials", "prefix", "surname", "function", "party", "since",
                "until", "days", "born", "residence",
            ],
            title: lang.t("Kamerleden", "Members").to_owned(),
            counted: lang.t("personen", "persons").to_owned(),
            total,
            lead: lang
                .t(
                    "Gesorteerd op achternaam zonder tussenvoegsel; de tijd in de Kamer telt dagen met een zetel.",
                    "Sorted by surname without its prefix; time in the House counts days with a seat.",
                )
                .to_owned(),
            path: "/kamerleden".to_owned(),
            filters: vec![who, party, order],
            words: Some(words),
            lines,
            paging: Paging::numbered(&ask.query, "/kamerleden", size, total),
            ..Listing::default()
        })
    }
}

fn read(app: &App, function: Option<&str>, today: Date) -> Result<Vec<Member>, Error> {
    let persons = app.store.show_persons(function)?;
    let mut times: HashMap<Guid, Vec<Membership>> = app.store.show_memberships()?;
    Ok(persons
        .into_iter()
        .map(|person| {
            let times = times.remove(&person.id).unwrap_or_default();
            Member::new(person, times, today)
        })
        .collect())
}

fn parties(members: &[Member]) -> Vec<Counted> {
    let mut counts: HashMap<&str, u64> = HashMap::new();
    for party in members.iter().filter_map(Member::party) {
        *counts.entry(party).or_default() += 1;
    }
    let mut parties: Vec<Counted> =
        counts.into_iter().map(|(party, count)| Counted { value: party.to_owned(), count }).collect();
    parties.sort_by_cached_key(|party| name::folded(&party.value));
    parties
}

/// Days with a seat; times that overlap count once. Oldest first.
pub(crate) fn days_sat(times: &[Membership], today: Date) -> i64 {
    let mut days = 0;
    let mut counted: Option<Date> = None;
    for time in times {
        let Some(since) = time.since.as_deref().and_then(|day| day.parse::<Date>().ok()) else { continue };
        let until = time.until.as_deref().and_then(|day| day.parse().ok()).unwrap_or(today).min(today);
        let from = counted.and_then(|last| last.tomorrow().ok()).map_or(since, |next| since.max(next));
        if from <= until {
            days += i64::from(from.until(until).map_or(0, |span| span.get_days())) + 1;
            counted = Some(until);
        }
    }
    days
}

/// `2 jaar en 3 maanden`, about.
pub(crate) fn served(lang: Lang, days: i64) -> String {
    let months = days * 12 / 365;
    let (years, months) = (months / 12, months % 12);
    let year = if years == 1 { lang.t("jaar", "year") } else { lang.t("jaar", "years") };
    let month = if months == 1 { lang.t("maand", "month") } else { lang.t("maanden", "months") };
    match (years, months) {
        (0, 0) => {
            format!("{days} {}", if days == 1 { lang.t("dag", "day") } else { lang.t("dagen", "days") })
        }
        (0, _) => format!("{months} {month}"),
        (_, 0) => format!("{years} {year}"),
        _ => format!("{years} {year} {} {months} {month}", lang.t("en", "and")),
    }
}

/// The list of birthdays.
pub struct Birthdays;

impl List for Birthdays {
    const ADDRESSES: &'static [&'static str] = &["/verjaardagen"];
    const KEEP: Duration = A_MINUTE;

    fn load(ask: &Ask, app: &App) -> Result<Listing, Error> {
        let (lang, today) = (ask.lang, ask.today());
        let months: Vec<(String, String)> =
            (1..=12).map(|month| (month.to_string(), lang.month(month).to_owned())).collect();
        let months: Vec<(&str, &str)> =
            months.iter().map(|(value, words)| (value.as_str(), words.as_str())).collect();
        let expected = ("een maand van 1 tot en met 12", "a month from 1 to 12");
        let month = Select::fixed(ask, "maand", lang.t("Maand", "Month"), &months, expected)?;
        let mut members: Vec<(Date, Date, Member)> = read(app, Some(MEMBER), today)?
            .into_iter()
            .filter(|member| member.person.died.is_none())
            .filter_map(|member| {
                let born: Date = member.person.born.as_deref()?.parse().ok()?;
                (month.chosen.is_empty() || born.month().to_string() == month.chosen).then_some((
                    next_birthday(born, today)?,
                    born,
                    member,
                ))
            })
            .collect();
        members.sort_by_cached_key(|(next, _, member)| (*next, name::sort_key(&member.person.name)));
        let total = members.len() as u64;
        let size = ask.page_size(PER_PAGE);
        let from = offset(ask, size, total) as usize;
        let lines = members.iter().skip(from).take(size as usize).map(|(next, born, member)| {
            let age = next.year() - born.year();
            let mut line = member.line(lang);
            line.party = line.kind.replace(lang.weekday(&next.to_string()));
            line.id = Some(format!("/verjaardagen#{}-{next}", member.person.number));
            line.date = Some(next.to_string());
            line.meta = vec![match (*next == today, lang) {
                (true, Lang::Nl) => format!("wordt vandaag {age}"),
                (true, Lang::En) => format!("turns {age} today"),
                (false, Lang::Nl) => format!("wordt {age}"),
                (false, Lang::En) => format!("turns {age}"),
            }];
            line.data["birthday"] = json!(next.to_string());
            line.data["age"] = json!(age);
            line
        });
        Ok(Listing {
            name: "birthdays",
            columns: &["birthday", "age", "born", "number", "name", "party"],
            title: lang.t("Verjaardagen", "Birthdays").to_owned(),
            counted: lang.t("Kamerleden met een geboortedatum", "members with a day of birth").to_owned(),
            total,
            lead: lang
                .t(
                    "De eerstvolgende verjaardag bovenaan. Wie op 29 februari geboren is, staat in andere jaren op 28 februari.",
                    "The next birthday comes first. Who was born on 29 February stands on 28 February in other years.",
                )
                .to_owned(),
            path: "/verjaardagen".to_owned(),
            filters: vec![month],
            lines: lines.collect(),
            paging: Paging::numbered(&ask.query, "/verjaardagen", size, total),
            totals: Value::Null,
            ..Listing::default()
        })
    }
}

/// The first birthday from a day on.
fn next_birthday(born: Date, today: Date) -> Option<Date> {
    (today.year()..=today.year() + 1)
        .filter_map(|year| {
            let last = Date::new(year, born.month(), 1).ok()?.last_of_month();
            Date::new(year, born.month(), born.day().min(last.day())).ok()
        })
        .find(|day| *day >= today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(since: &str, until: &str) -> Membership {
        let some = |day: &str| Some(day.to_owned()).filter(|day| !day.is_empty());
        Membership {
            person: Guid::default(),
            party_number: None,
            party: None,
            function: None,
            since: some(since),
            until: some(until),
        }
    }

    #[track_caller]
    fn check(times: &[(&str, &str)], days: i64) {
        let times: Vec<Membership> = times.iter().map(|(since, until)| time(since, until)).collect();
        assert_eq!(days_sat(&times, "2031-01-28".parse().unwrap()), days);
    }

    #[test]
    fn days_in_the_house_count_once() {
        check(&[("2031-01-27", "")], 2);
        check(&[("2031-01-01", "2031-01-10"), ("2031-01-05", "2031-01-12")], 12);
        check(&[("2031-01-01", "2031-01-10"), ("2031-01-20", "2031-01-20")], 11);
        check(&[("2031-01-01", "2031-01-20"), ("2031-01-05", "2031-01-06")], 20);
        check(&[("2032-01-01", "")], 0);
        check(&[("", "2031-01-01"), ("ooit", "")], 0);
    }

    #[test]
    fn a_leap_day_is_kept_on_the_day_before_in_other_years() {
        let next = |born: &str, today: &str| {
            next_birthday(born.parse().unwrap(), today.parse().unwrap()).unwrap().to_string()
        };
        assert_eq!(next("1980-02-29", "2031-01-28"), "2031-02-28");
        assert_eq!(next("1980-02-29", "2032-02-28"), "2032-02-29");
        assert_eq!(next("1980-01-28", "2031-01-28"), "2031-01-28");
        assert_eq!(next("1980-01-27", "2031-01-28"), "2032-01-27");
    }

    #[test]
    fn time_served_reads_as_people_say_it() {
        assert_eq!(served(Lang::Nl, 1), "1 dag");
        assert_eq!(served(Lang::Nl, 800), "2 jaar en 2 maanden");
        assert_eq!(served(Lang::En, 365), "1 year");
    }
}
