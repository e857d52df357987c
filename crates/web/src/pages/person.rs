//! `/persoon/{slug}`: one person. What the registers say, and what the person asked, moved, signed and voted.
//!
//! `/persoon/{slug}/stukken`: every paper that the person signed. `/persoon/{slug}/foto`: the photo.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use serde_json::{Value, json};
use store::show::calendar::Whose;
use store::show::government::CommitmentLine;
use store::show::motions::MOTION_KINDS;
use store::show::people::Membership;
use store::show::person::{Contact, Dissent, Person, Seat, Station, TookPart};
use store::show::registers::{GiftRow, IncomeRow, RegisterFilter, SideJobRow, TripRow};
use store::show::transcripts::{Spoke, SpokenPart};
use store::show::units::Counted;

use crate::changes::Changes;
use crate::error::{Error, Near};
use crate::files::ics::Calendar;
use crate::frame::Frame;
use crate::list::{Paging, Select, offset};
use crate::listing::{Line, List, Listing};
use crate::page::{A_MINUTE, Ask, Format, Loaded, Page, WHILE_UNCHANGED, addressed};
use crate::pages::people::{days_sat, served};
use crate::pages::registers::{earned, period};
use crate::pages::signed::{self, Signed};
use crate::pages::transcripts::title;
use crate::{App, Lang, address, calendar, moment, name};

/// Kinds of paper with which members ask.
const QUESTION_KINDS: [&str; 3] = ["Schriftelijke vragen", "Mondelinge vragen", "Lijst van vragen"];
/// Entries of a section; the rest stands behind a link.
const SHOWN: u64 = 12;

/// One person.
#[derive(Template)]
#[template(path = "person.html")]
pub struct PersonPage {
    lang: Lang,
    frame: Frame,
    person: Person,
    url: String,
    picture: bool,
    times: Vec<Membership>,
    days: i64,
    seats: Vec<Seat>,
    contacts: Vec<Contact>,
    career: Vec<Station>,
    education: Vec<Station>,
    side_jobs: Vec<SideJobRow>,
    gifts: Vec<GiftRow>,
    trips: Vec<TripRow>,
    kinds: Vec<Counted>,
    motions: Vec<Signed>,
    questions: Vec<Signed>,
    papers: Vec<Signed>,
    dissent: Vec<Dissent>,
    roll_calls: u64,
    took_part: Vec<TookPart>,
    spoke: Vec<Spoke>,
    commitments_to: Vec<CommitmentLine>,
    commitments_by: Vec<CommitmentLine>,
    record: Changes,
    occurrences: Option<Calendar>,
}

impl Page for PersonPage {
    const ADDRESSES: &'static [&'static str] = &["/persoon/{slug}"];
    const KEEP: Duration = A_MINUTE;
    const ALSO: &'static [Format] = &[Format::Atom, Format::Ics];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let (lang, store) = (ask.lang, &app.store);
        let person = find(app, &ask.parameter)?;
        let url = address::person(&person.name.spoken(), &person.number);
        if ask.path != url {
            return Ok(Loaded::Elsewhere(url));
        }
        let id = person.id;
        let kinds = store.show_signed_kinds(id)?;
        let mut groups: [Vec<Signed>; 3] = Default::default();
        for (part, row) in store.show_signed_groups(id, &MOTION_KINDS, &QUESTION_KINDS, SHOWN)? {
            groups[part.min(2)].push(Signed { row });
        }
        let [motions, questions, papers] = groups;
        let own = RegisterFilter { person: Some(person.number.clone()), ..RegisterFilter::default() };
        let mut side_jobs = store.show_side_jobs(&own, 0, 100)?;
        let mut incomes: HashMap<_, Vec<IncomeRow>> = HashMap::new();
        for income in store.show_incomes(&side_jobs.iter().map(|job| job.id).collect::<Vec<_>>())? {
            incomes.entry(income.side_job).or_default().push(income);
        }
        for job in &mut side_jobs {
            job.incomes = incomes.remove(&job.id).unwrap_or_default();
        }
        let times = store.show_memberships_of(id)?;
        let oldest_first: Vec<Membership> = times.iter().rev().cloned().collect();
        let today = ask.today().to_string();
        let commitments_by = match (&person.name.surname, &person.name.initials) {
            (Some(surname), Some(initials)) => {
                let prefix = person.name.prefix.as_deref().unwrap_or_default();
                store.show_commitments_by(surname, initials, prefix, &today, SHOWN)?
            }
            _ => Vec::new(),
        };
        let spoken = person.name.spoken();
        let occurrences = match ask.format {
            Format::Ics => Some(calendar::occurrences(app, ask, Whose::Person(id), &spoken)?),
            _ => None,
        };
        Ok(Loaded::page(PersonPage {
            lang,
            frame: ask.frame(app),
            picture: picture_of(app, &person)?.is_some(),
            days: days_sat(&oldest_first, ask.today()),
            times,
            seats: store.show_seats_of(id)?,
            contacts: store.show_contacts_of(id)?,
            career: store.show_career_of(id)?,
            education: store.show_education_of(id)?,
            side_jobs,
            gifts: store.show_gifts(&own, 0, 100)?,
            trips: store.show_trips(&own, 0, 100)?,
            motions,
            questions,
            papers,
            kinds,
            dissent: store.show_dissent_of(id)?,
            roll_calls: store.show_roll_call_total(id)?,
            took_part: store.show_took_part(id, SHOWN)?,
            spoke: spoke(app, &person, 0, SHOWN)?,
            commitments_to: store.show_commitments_to(id, &today, SHOWN)?,
            commitments_by,
            record: Changes::read(app, lang, id, person.fetched.clone())?,
            occurrences,
            url,
            person,
        }))
    }

    fn json(&self) -> Value {
        let papers = |signed: &[Signed]| -> Vec<Value> {
            signed.iter().map(|one| addressed(&one.row, one.url())).collect()
        };
        let mut person = json!(self.person);
        person["name"] = json!(self.person.name.spoken());
        person["listed"] = json!(name::listed(&self.person.name));
        json!({
            "person": person,
            "url": self.url,
            "photo_url": self.picture.then(|| format!("{}/foto", self.url)),
            "parties": self.times,
            "days_in_the_house": self.days,
            "committees": self.seats,
            "contacts": self.contacts,
            "career": self.career,
            "education": self.education,
            "side_jobs": self.side_jobs,
            "gifts": self.gifts,
            "trips": self.trips,
            "papers_by_kind": self.kinds,
            "motions": papers(&self.motions),
            "questions": papers(&self.questions),
            "papers": papers(&self.papers),
            "roll_calls": self.roll_calls,
            "voted_otherwise": self.dissent,
            "took_part": self.took_part,
            "spoke_total": self.spoke_total(),
            "spoke": self.spoke.iter().map(|one| spoke_json(one, &self.person)).collect::<Vec<_>>(),
            "commitments_to": self.commitments_to,
            "commitments_by": self.commitments_by,
            "record": self.record,
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let spoken = self.person.name.spoken();
        let mut lines = self.record.lines(self.lang, &spoken, &self.url);
        let signed = self.motions.iter().chain(&self.questions).chain(&self.papers);
        lines.extend(signed.map(|one| one.clone().line(self.lang)));
        lines.sort_by(|a, b| b.date.cmp(&a.date));
        Some(Cow::Owned(Listing {
            title: spoken,
            counted: self.lang.t("nieuwste stukken en veranderingen", "newest papers and changes").to_owned(),
            total: lines.len() as u64,
            path: self.url.clone(),
            lines,
            ..Listing::default()
        }))
    }

    fn calendar(&self) -> Option<Calendar> {
        self.occurrences.clone()
    }
}

impl PersonPage {
    fn heading(&self) -> String {
        self.person.name.spoken()
    }

    /// Party now, or the last one.
    fn party(&self) -> Option<&Membership> {
        self.times.first().filter(|time| time.party.is_some())
    }

    fn party_url(&self, time: &Membership) -> Option<String> {
        Some(address::party(time.party.as_deref()?, time.party_number.as_deref()?))
    }

    fn committee_url(&self, seat: &Seat) -> Option<String> {
        Some(address::committee(seat.committee.as_deref()?, seat.number.as_deref()?))
    }

    fn period(&self, since: &Option<String>, until: &Option<String>) -> String {
        period(self.lang, since.as_deref(), until.as_deref())
    }

    fn served(&self) -> String {
        served(self.lang, self.days)
    }

    fn earned(&self, income: &IncomeRow) -> String {
        earned(self.lang, income)
    }

    /// How many papers of these kinds there are.
    fn counted(&self, kinds: &[&str]) -> u64 {
        self.kinds.iter().filter(|kind| kinds.contains(&kind.value.as_str())).map(|kind| kind.count).sum()
    }

    fn motion_total(&self) -> u64 {
        self.counted(&MOTION_KINDS)
    }

    fn question_total(&self) -> u64 {
        self.counted(&QUESTION_KINDS)
    }

    fn paper_total(&self) -> u64 {
        let all: u64 = self.kinds.iter().map(|kind| kind.count).sum();
        all - self.motion_total() - self.question_total()
    }

    /// In how many meetings there is a turn.
    fn spoke_total(&self) -> u64 {
        self.spoke.first().map_or(0, |one| one.total)
    }

    fn turn(&self, one: &Spoke) -> String {
        address::turn(one.transcript.id, &self.person.number)
    }

    fn part(&self, part: &SpokenPart) -> String {
        self.lang.href(address::transcript_part(part.transcript, part.n))
    }

    fn meeting(&self, one: &Spoke) -> String {
        title(self.lang, &one.transcript)
    }

    fn turns(&self, one: &Spoke) -> String {
        turns(self.lang, one)
    }

    fn how_found(&self) -> &'static str {
        how_found(self.lang)
    }

    fn spoke_url(&self) -> String {
        format!("{}/verslagen", self.url)
    }

    /// What there is any of.
    fn figures(&self) -> Vec<(u64, &'static str)> {
        let lang = self.lang;
        let all = [
            (self.motion_total(), lang.t("motie", "motion"), lang.t("moties", "motions")),
            (self.question_total(), lang.t("vraag", "question"), lang.t("vragen", "questions")),
            (
                self.paper_total(),
                lang.t("ander stuk", "other paper"),
                lang.t("andere stukken", "other papers"),
            ),
            (
                self.spoke_total(),
                lang.t("vergadering aan het woord", "meeting spoken in"),
                lang.t("vergaderingen aan het woord", "meetings spoken in"),
            ),
            (
                self.roll_calls,
                lang.t("hoofdelijke stemming", "roll-call"),
                lang.t("hoofdelijke stemmingen", "roll-calls"),
            ),
        ];
        let named = all.map(|(count, one, many)| (count, if count == 1 { one } else { many }));
        named.into_iter().filter(|(count, _)| *count > 0).collect()
    }

    fn all_papers(&self, kind: &str) -> String {
        address::with(&format!("{}/stukken", self.url), &[("soort", kind)])
    }

    /// What the register names as contact, as a link where it is one.
    fn contact_url(&self, contact: &Contact) -> Option<String> {
        contact_url(contact)
    }
}

/// A link for an address that a register gives: mail and web only, nothing that runs.
pub(crate) fn contact_url(contact: &Contact) -> Option<String> {
    let value = contact.value.trim();
    let plain = |text: &str| !text.contains(|letter: char| letter.is_whitespace() || letter.is_control());
    if value.starts_with("https://") || value.starts_with("http://") {
        return plain(value).then(|| value.to_owned());
    }
    if contact.kind.as_deref() == Some("E-mail") && value.matches('@').count() == 1 && plain(value) {
        return Some(format!("mailto:{value}"));
    }
    (contact.kind.as_deref() == Some("Website") && value.starts_with("www.") && plain(value))
        .then(|| format!("https://{value}"))
}

/// The person with a slug: the number at its end counts, the name is for readers.
fn find(app: &App, slug: &str) -> Result<Person, Error> {
    let found = match name::number_of(slug) {
        Some(number) => app.store.show_person(number)?,
        None => None,
    };
    found.ok_or_else(|| Error::NoRecord {
        what: ("persoon", "person"),
        number: slug.chars().take(100).collect(),
        list: "/kamerleden",
        near: Box::new(Near::default()),
    })
}

/// Media type of a picture that may be shown.
pub(crate) fn picture_type(format: &str) -> Option<&'static str> {
    Some(match format {
        "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        _ => return None,
    })
}

fn picture_of(app: &App, person: &Person) -> Result<Option<(store::blobs::Hash, &'static str)>, Error> {
    let found = app.store.show_picture(person.id)?;
    Ok(found.and_then(|(hash, format)| Some((hash, picture_type(&format)?))))
}

/// `/persoon/{slug}/foto`.
pub(crate) async fn photo(
    State(app): State<Arc<App>>,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let found = tokio::task::spawn_blocking(move || {
        let person = find(&app, &slug).ok()?;
        let (hash, media_type) = picture_of(&app, &person).ok().flatten()?;
        Some((hash, media_type, std::fs::read(app.store.blobs().path(hash)).ok()?))
    });
    picture(found.await.ok().flatten(), &headers)
}

/// The bytes of a picture, named by their content.
pub(crate) fn picture(
    found: Option<(store::blobs::Hash, &'static str, Vec<u8>)>,
    headers: &HeaderMap,
) -> Response<Body> {
    let Some((hash, media_type, bytes)) = found else {
        let mut response = Response::new(Body::from("deze afbeelding is hier niet\n"));
        *response.status_mut() = StatusCode::NOT_FOUND;
        return response;
    };
    let tag = format!("\"{hash}\"");
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let same = known.is_some_and(|known| known.contains(&tag));
    let mut response = Response::new(if same { Body::empty() } else { Body::from(bytes) });
    if same {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        out.insert(header::ETAG, tag);
    }
    response
}

/// Every paper that a person signed.
pub struct PersonPapers;

impl List for PersonPapers {
    const ADDRESSES: &'static [&'static str] = &["/persoon/{slug}/stukken"];
    const KEEP: Duration = WHILE_UNCHANGED;

    fn load(ask: &Ask, app: &App) -> Result<Listing, Error> {
        let (lang, store) = (ask.lang, &app.store);
        let person = find(app, &ask.parameter)?;
        let spoken = person.name.spoken();
        let path = format!("{}/stukken", address::person(&spoken, &person.number));
        let kinds = store.show_signed_kinds(person.id)?;
        let kind = Select::counted(ask, "soort", lang.t("Soort", "Kind"), &kinds);
        let counts = kinds.iter().filter(|one| kind.chosen.is_empty() || one.value == kind.chosen);
        let total: u64 = counts.map(|one| one.count).sum();
        let size = ask.page_size(50);
        let rows = store.show_signed(person.id, kind.value().as_deref(), offset(ask, size, total), size)?;
        Ok(Listing {
            name: "papers",
            columns: signed::COLUMNS,
            title: format!("{} {spoken}", lang.t("Stukken van", "Papers of")),
            counted: lang.t("stukken, ook als medeondertekenaar", "papers, also as a co-signer").to_owned(),
            total,
            filters: vec![kind],
            lines: signed::lines(rows).into_iter().map(|one| one.line(lang)).collect(),
            paging: Paging::numbered(&ask.query, &path, size, total),
            path,
            ..Listing::default()
        })
    }
}

/// `12 beurten · 4 interrupties · 8:05`.
fn turns(lang: Lang, one: &Spoke) -> String {
    let counted =
        |count: u32, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let mut parts = vec![counted(one.turns, lang.t("beurt", "turn"), lang.t("beurten", "turns"))];
    if one.interruptions > 0 {
        let words = (lang.t("interruptie", "interruption"), lang.t("interrupties", "interruptions"));
        parts.push(counted(one.interruptions, words.0, words.1));
    }
    if one.seconds > 0 {
        parts.push(format!("{} {}", lang.t("spreektijd", "speaking time"), moment::length(one.seconds)));
    }
    parts.join(" · ")
}

/// Meetings in which a person spoke, with the titles of the parts in which: two statements.
fn spoke(app: &App, person: &Person, offset: u64, limit: u64) -> Result<Vec<Spoke>, Error> {
    let mut found = app.store.show_spoke(person.id, &person.name, offset, limit)?;
    let ids: Vec<_> = found.iter().map(|one| one.transcript.id).collect();
    let mut parts: HashMap<_, Vec<SpokenPart>> = HashMap::new();
    for part in app.store.show_spoken_parts(&ids, &person.name)? {
        parts.entry(part.transcript).or_default().push(part);
    }
    for one in &mut found {
        one.parts = parts.remove(&one.transcript.id).unwrap_or_default();
        // a meeting of a committee is called by its one subject
        one.parts.retain(|part| one.transcript.title.as_ref() != Some(&part.title));
    }
    Ok(found)
}

fn spoke_json(one: &Spoke, person: &Person) -> Value {
    let mut value = json!(one);
    value["url"] = json!(address::turn(one.transcript.id, &person.number));
    value["parts"] = one
        .parts
        .iter()
        .map(|part| addressed(part, address::transcript_part(part.transcript, part.n)))
        .collect();
    value
}

/// How somebody is found in transcripts, and what is counted.
fn how_found(lang: Lang) -> &'static str {
    lang.t(
        "Gevonden op voornaam en achternaam in de verslagen die hier zijn, zonder wat als voorzitter gezegd is. Van iemand die zijn naam met een ander deelt staat hier niets.",
        "Found by first name and surname in the transcripts that are here, without what was said from the chair. Of somebody who shares a name with another person there is nothing here.",
    )
}

/// Every meeting in which a person spoke.
pub struct PersonSpoke;

impl List for PersonSpoke {
    const ADDRESSES: &'static [&'static str] = &["/persoon/{slug}/verslagen"];
    const KEEP: Duration = WHILE_UNCHANGED;

    fn load(ask: &Ask, app: &App) -> Result<Listing, Error> {
        let lang = ask.lang;
        let person = find(app, &ask.parameter)?;
        let spoken = person.name.spoken();
        let path = format!("{}/verslagen", address::person(&spoken, &person.number));
        let size = ask.page_size(50);
        // each row tells how many there are
        let total = app.store.show_spoke(person.id, &person.name, 0, 1)?.first().map_or(0, |row| row.total);
        let rows = spoke(app, &person, offset(ask, size, total), size)?;
        let line = |one: &Spoke| {
            let row = &one.transcript;
            Line {
                url: address::turn(row.id, &person.number),
                title: title(lang, row),
                kind: row.kind.clone(),
                number: row.date.as_deref().map(|date| lang.day(date)),
                meta: [Some(turns(lang, one)), row.status.as_ref().map(|status| status.to_lowercase())]
                    .into_iter()
                    .flatten()
                    .collect(),
                summary: Some(
                    one.parts.iter().map(|part| part.title.as_str()).collect::<Vec<_>>().join("\n"),
                )
                .filter(|titles| !titles.is_empty()),
                date: row.begins.clone().or_else(|| row.date.clone()),
                updated: row.updated.clone(),
                data: spoke_json(one, &person),
                ..Line::default()
            }
        };
        Ok(Listing {
            name: "meetings",
            columns: &[
                "date",
                "kind",
                "title",
                "turns",
                "interruptions",
                "untimed",
                "seconds",
                "status",
                "id",
            ],
            title: format!("{spoken} {}", lang.t("aan het woord", "speaking")),
            counted: lang.t("vergaderingen", "meetings").to_owned(),
            lead: how_found(lang).to_owned(),
            total,
            lines: rows.iter().map(line).collect(),
            paging: Paging::numbered(&ask.query, &path, size, total),
            path,
            ..Listing::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: &str, value: &str, expected: Option<&str>) {
        let contact = Contact { kind: Some(kind.into()), value: value.into() };
        assert_eq!(contact_url(&contact).as_deref(), expected, "{value}");
    }

    #[test]
    fn only_mail_and_web_addresses_become_links() {
        check("E-mail", "f.proefstra@voorbeeld.example", Some("mailto:f.proefstra@voorbeeld.example"));
        check("Website", "www.voorbeeld.example", Some("https://www.voorbeeld.example"));
        check("Website", "https://voorbeeld.example/a?b=c", Some("https://voorbeeld.example/a?b=c"));
        check("Website", "javascript:alert(1)", None);
        check("Website", "https://a b\n", None);
        check("X", "@proefstra", None);
    }
}
