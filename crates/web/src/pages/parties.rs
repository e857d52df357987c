//! `/fracties`: parties now and before. `/fractie/{slug}`: one of them, with its seats over time and who sat in them.
//!
//! `/fractie/{slug}/stukken`: every paper of which a member of it is the first signer.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};
use jiff::civil::Date;
use serde_json::{Value, json};
use store::show::motions::MOTION_KINDS;
use store::show::parties::{PartyMemberRow, PartyRow, Vacancy};
use store::show::units::Counted;

use crate::changes::Changes;
use crate::error::{Error, Near};
use crate::frame::Frame;
use crate::list::{Paging, Select, offset};
use crate::listing::{Line, List, Listing};
use crate::page::{A_MINUTE, Ask, Format, Loaded, Page, WHILE_UNCHANGED, addressed};
use crate::pages::person::{picture, picture_type};
use crate::pages::registers::period;
use crate::pages::signed::{self, Signed};
use crate::plot::{Plot, steps};
use crate::{App, Lang, address, name};

const SHOWN: u64 = 15;
const QUESTIONS: &str = "Schriftelijke vragen";

/// The list of parties.
pub struct Parties;

impl List for Parties {
    const ADDRESSES: &'static [&'static str] = &["/fracties"];
    const KEEP: Duration = WHILE_UNCHANGED;

    fn load(ask: &Ask, app: &App) -> Result<Listing, Error> {
        let lang = ask.lang;
        let which = Select::fixed(
            ask,
            "welke",
            lang.t("Welke", "Which"),
            &[("nu", lang.t("in de Kamer nu", "in the House now")), ("oud", lang.t("vroeger", "former"))],
            ("nu of oud", "nu or oud"),
        )?;
        let mut parties = app.store.show_parties()?;
        let today = ask.today().to_string();
        parties.retain(|party| match which.chosen.as_str() {
            "nu" => sits(party, &today),
            "oud" => !sits(party, &today),
            _ => true,
        });
        let seats: i64 =
            parties.iter().filter(|party| sits(party, &today)).filter_map(|party| party.seats).sum();
        let total = parties.len() as u64;
        let size = ask.page_size(200);
        let from = offset(ask, size, total) as usize;
        let lines = parties.into_iter().skip(from).take(size as usize).map(|party| {
            let mut meta: Vec<String> =
                party.name.clone().filter(|name| *name != party.abbreviation).into_iter().collect();
            meta.push(period(lang, party.since.as_deref(), party.until.as_deref()));
            if let Some(votes) = party.votes.filter(|votes| *votes > 0) {
                meta.push(format!("{} {}", lang.count(votes), lang.t("stemmen", "votes")));
            }
            meta.retain(|part| !part.is_empty());
            Line {
                url: address::party(&party.abbreviation, &party.number),
                title: party.abbreviation.clone(),
                kind: Some(match (sits(&party, &today), party.seats) {
                    (true, Some(1)) => lang.t("1 zetel", "1 seat").to_owned(),
                    (true, Some(seats)) => format!("{seats} {}", lang.t("zetels", "seats")),
                    (true, None) => String::new(),
                    (false, _) => lang.t("vroeger", "former").to_owned(),
                }),
                meta,
                date: party.since.clone(),
                updated: party.updated.clone(),
                data: json!(party),
                ..Line::default()
            }
        });
        Ok(Listing {
            name: "parties",
            columns: &[
                "number",
                "abbreviation",
                "name",
                "name_english",
                "seats",
                "votes",
                "since",
                "until",
                "updated",
            ],
            title: lang.t("Fracties", "Parties").to_owned(),
            counted: lang.t("fracties", "parties").to_owned(),
            total,
            figures: vec![format!(
                "{seats} {}",
                lang.t("zetels nu bezet volgens de bron", "seats now, says the source")
            )],
            path: "/fracties".to_owned(),
            filters: vec![which],
            lines: lines.collect(),
            paging: Paging::numbered(&ask.query, "/fracties", size, total),
            ..Listing::default()
        })
    }
}

/// Whether a party has seats today.
fn sits(party: &PartyRow, today: &str) -> bool {
    party.until.as_deref().is_none_or(|until| until >= today) && party.seats != Some(0)
}

/// One party.
#[derive(Template)]
#[template(path = "party.html")]
pub struct PartyPage {
    lang: Lang,
    frame: Frame,
    party: PartyRow,
    url: String,
    logo: bool,
    /// Who sits now, sorted by name; the leader first.
    members: Vec<PartyMemberRow>,
    former: Vec<PartyMemberRow>,
    vacancies: Vec<Vacancy>,
    /// Seats taken from each day on.
    seats: Vec<(Date, i64)>,
    plot: Option<Plot>,
    kinds: Vec<Counted>,
    motions: Vec<Signed>,
    questions: Vec<Signed>,
    record: Changes,
}

impl Page for PartyPage {
    const ADDRESSES: &'static [&'static str] = &["/fractie/{slug}"];
    const KEEP: Duration = A_MINUTE;
    const ALSO: &'static [Format] = &[Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let (lang, store) = (ask.lang, &app.store);
        let party = find(app, &ask.parameter)?;
        let url = address::party(&party.abbreviation, &party.number);
        if ask.path != url {
            return Ok(Loaded::Elsewhere(url));
        }
        let all = store.show_party_members(party.id)?;
        let seats = seats_over_time(&all);
        let (mut members, former): (Vec<_>, Vec<_>) = all.into_iter().partition(|member| {
            member.until.as_deref().is_none_or(|until| until >= ask.today().to_string().as_str())
        });
        members.sort_by_cached_key(|member| {
            (member.function.as_deref() != Some("Fractievoorzitter"), name::sort_key(&member.name))
        });
        let kinds = store.show_party_kinds(&party.abbreviation)?;
        let papers = |kind: &str| match kinds.iter().any(|known| known.value == kind) {
            true => store.show_party_papers(&party.abbreviation, Some(kind), 0, SHOWN).map(signed::lines),
            false => Ok(Vec::new()),
        };
        let logo = store.show_picture(party.id)?.is_some_and(|(_, format)| picture_type(&format).is_some());
        Ok(Loaded::page(PartyPage {
            lang,
            frame: ask.frame(app),
            logo,
            vacancies: store.show_party_vacancies(party.id)?,
            plot: steps(
                lang,
                &format!("{} {}", lang.t("Bezette zetels van", "Seats taken by"), party.abbreviation),
                &seats,
                ask.today(),
            ),
            seats,
            motions: papers(MOTION_KINDS[0])?,
            questions: papers(QUESTIONS)?,
            kinds,
            record: Changes::read(app, lang, party.id, party.fetched.clone())?,
            members,
            former,
            url,
            party,
        }))
    }

    fn json(&self) -> Value {
        let members = |rows: &[PartyMemberRow]| -> Vec<Value> {
            rows.iter().map(|row| self.member_json(row)).collect()
        };
        let papers = |signed: &[Signed]| -> Vec<Value> {
            signed.iter().map(|one| addressed(&one.row, one.url())).collect()
        };
        let seats = self.seats.iter().map(|(day, seats)| json!({ "from": day.to_string(), "seats": seats }));
        json!({
            "party": self.party,
            "url": self.url,
            "logo_url": self.logo.then(|| format!("{}/logo", self.url)),
            "members": members(&self.members),
            "former_members": members(&self.former),
            "vacancies": self.vacancies,
            "seats_taken": seats.collect::<Vec<_>>(),
            "papers_by_kind": self.kinds,
            "motions": papers(&self.motions),
            "questions": papers(&self.questions),
            "record": self.record,
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let mut lines = self.record.lines(self.lang, &self.party.abbreviation, &self.url);
        lines.extend(self.motions.iter().chain(&self.questions).map(|one| one.clone().line(self.lang)));
        lines.sort_by(|a, b| b.date.cmp(&a.date));
        Some(Cow::Owned(Listing {
            title: self.party.abbreviation.clone(),
            counted: self.lang.t("nieuwste stukken en veranderingen", "newest papers and changes").to_owned(),
            total: lines.len() as u64,
            path: self.url.clone(),
            lines,
            ..Listing::default()
        }))
    }
}

impl PartyPage {
    fn member_url(&self, member: &PartyMemberRow) -> Option<String> {
        Some(address::person(&member.name.spoken(), member.number.as_deref()?))
    }

    fn member_json(&self, member: &PartyMemberRow) -> Value {
        let mut value = json!(member);
        value["name"] = json!(member.name.spoken());
        value["url"] = json!(self.member_url(member));
        value
    }

    fn day(&self, day: &Date) -> String {
        self.lang.day(&day.to_string())
    }

    fn listed(&self, member: &PartyMemberRow) -> String {
        name::listed(&member.name)
    }

    fn period(&self, since: &Option<String>, until: &Option<String>) -> String {
        period(self.lang, since.as_deref(), until.as_deref())
    }

    fn counted(&self, kind: &str) -> u64 {
        self.kinds.iter().filter(|known| known.value == kind).map(|known| known.count).sum()
    }

    fn motion_total(&self) -> u64 {
        self.counted(MOTION_KINDS[0])
    }

    fn question_total(&self) -> u64 {
        self.counted(QUESTIONS)
    }

    fn papers(&self, kind: &str) -> String {
        address::with(&format!("{}/stukken", self.url), &[("soort", kind)])
    }
}

/// The party with a slug: the number at its end counts; an abbreviation alone is the party that bears it last.
fn find(app: &App, slug: &str) -> Result<PartyRow, Error> {
    let found = match name::number_of(slug) {
        Some(number) => app.store.show_party(number)?,
        None => None,
    };
    let found = match found {
        None => app
            .store
            .show_parties()?
            .into_iter()
            .find(|party| name::slug(&party.abbreviation) == name::slug(slug)),
        found => found,
    };
    found.ok_or_else(|| Error::NoRecord {
        what: ("fractie", "party"),
        number: slug.chars().take(100).collect(),
        list: "/fracties",
        near: Box::new(Near::default()),
    })
}

/// How many seats were taken from each day on, from the days that members came and went.
fn seats_over_time(members: &[PartyMemberRow]) -> Vec<(Date, i64)> {
    let mut changes: BTreeMap<Date, i64> = BTreeMap::new();
    for member in members {
        let Some(since) = member.since.as_deref().and_then(|day| day.parse::<Date>().ok()) else { continue };
        *changes.entry(since).or_default() += 1;
        if let Some(until) = member.until.as_deref().and_then(|day| day.parse::<Date>().ok())
            && let Ok(after) = until.tomorrow()
        {
            *changes.entry(after).or_default() -= 1;
        }
    }
    let mut seats = 0;
    changes
        .into_iter()
        .filter(|(_, change)| *change != 0)
        .map(|(day, change)| {
            seats += change;
            (day, seats)
        })
        .collect()
}

/// `/fractie/{slug}/logo`.
pub(crate) async fn logo(
    State(app): State<Arc<App>>,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let found = tokio::task::spawn_blocking(move || {
        let party = find(&app, &slug).ok()?;
        let (hash, format) = app.store.show_picture(party.id).ok().flatten()?;
        Some((hash, picture_type(&format)?, std::fs::read(app.store.blobs().path(hash)).ok()?))
    });
    picture(found.await.ok().flatten(), &headers)
}

/// Every paper of a party.
pub struct PartyPapers;

impl List for PartyPapers {
    const ADDRESSES: &'static [&'static str] = &["/fractie/{slug}/stukken"];
    const KEEP: Duration = WHILE_UNCHANGED;

    fn load(ask: &Ask, app: &App) -> Result<Listing, Error> {
        let (lang, store) = (ask.lang, &app.store);
        let party = find(app, &ask.parameter)?;
        let path = format!("{}/stukken", address::party(&party.abbreviation, &party.number));
        let kinds = store.show_party_kinds(&party.abbreviation)?;
        let kind = Select::counted(ask, "soort", lang.t("Soort", "Kind"), &kinds);
        let counts = kinds.iter().filter(|one| kind.chosen.is_empty() || one.value == kind.chosen);
        let total: u64 = counts.map(|one| one.count).sum();
        let size = ask.page_size(50);
        let from = offset(ask, size, total);
        let rows = store.show_party_papers(&party.abbreviation, kind.value().as_deref(), from, size)?;
        Ok(Listing {
            name: "papers",
            columns: signed::COLUMNS,
            title: format!("{} {}", lang.t("Stukken van", "Papers of"), party.abbreviation),
            counted: lang
                .t(
                    "stukken met een lid van de fractie als eerste ondertekenaar",
                    "papers with a member as the first signer",
                )
                .to_owned(),
            total,
            filters: vec![kind],
            lines: signed::lines(rows).into_iter().map(|one| one.line(lang)).collect(),
            paging: Paging::numbered(&ask.query, &path, size, total),
            path,
            ..Listing::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(since: &str, until: &str) -> PartyMemberRow {
        let some = |day: &str| Some(day.to_owned()).filter(|day| !day.is_empty());
        PartyMemberRow {
            person: None,
            number: None,
            name: store::show::people::Name::default(),
            function: None,
            since: some(since),
            until: some(until),
        }
    }

    #[track_caller]
    fn check(members: &[(&str, &str)], seats: &[(&str, i64)]) {
        let members: Vec<_> = members.iter().map(|(since, until)| member(since, until)).collect();
        let found: Vec<_> =
            seats_over_time(&members).iter().map(|(day, seats)| (day.to_string(), *seats)).collect();
        let expected: Vec<_> = seats.iter().map(|(day, seats)| ((*day).to_owned(), *seats)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn seats_are_counted_from_who_came_and_went() {
        check(&[("2030-01-01", ""), ("2030-01-01", "2030-06-30")], &[("2030-01-01", 2), ("2030-07-01", 1)]);
        check(&[("2030-01-01", "2030-06-30"), ("2030-07-01", "")], &[("2030-01-01", 1)]);
        check(&[("", "2030-06-30"), ("ooit", "")], &[]);
    }
}
