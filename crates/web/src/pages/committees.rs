//! `/commissies`: all committees. `/commissie/{slug}`: one of them, with its members over time, activities, papers.

use std::borrow::Cow;
use std::time::Duration;

use askama::Template;
use serde_json::{Value, json};
use store::show::around::Neighbour;
use store::show::calendar::Whose;
use store::show::committees::{ActivityLine, CommitteeMemberRow, CommitteeRow};
use store::show::parties::Vacancy;
use store::show::person::Contact;
use store::show::units::Counted;

use crate::changes::Changes;
use crate::error::{Error, Near};
use crate::files::ics::Calendar;
use crate::frame::Frame;
use crate::list::{Paging, Select, offset};
use crate::listing::{Line, List, Listing};
use crate::page::{A_MINUTE, Ask, Format, Loaded, Page, WHILE_UNCHANGED, addressed};
use crate::pages::person::contact_url;
use crate::pages::registers::period;
use crate::{App, Lang, address, calendar, name};

const SHOWN: u64 = 15;

/// The list of committees.
pub struct Committees;

impl List for Committees {
    const ADDRESSES: &'static [&'static str] = &["/commissies"];
    const KEEP: Duration = WHILE_UNCHANGED;

    fn load(ask: &Ask, app: &App) -> Result<Listing, Error> {
        let lang = ask.lang;
        let mut committees = app.store.show_committees()?;
        let mut groups: Vec<Counted> = Vec::new();
        for group in committees.iter().filter_map(|one| one.group.as_ref()) {
            match groups.iter_mut().find(|known| known.value == *group) {
                Some(known) => known.count += 1,
                None => groups.push(Counted { value: group.clone(), count: 1 }),
            }
        }
        groups.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        let group = Select::counted(ask, "groep", lang.t("Groep", "Group"), &groups);
        let which = Select::fixed(
            ask,
            "welke",
            lang.t("Welke", "Which"),
            &[("nu", lang.t("bestaand", "existing")), ("oud", lang.t("opgeheven", "dissolved"))],
            ("nu of oud", "nu or oud"),
        )?;
        let words: String = ask.query.get("q").unwrap_or_default().chars().take(200).collect();
        let sought = name::folded(&words);
        let today = ask.today().to_string();
        committees.retain(|one| {
            let lasts = one.until.as_ref().is_none_or(|until| *until >= today);
            let text =
                name::folded(&format!("{} {}", one.name, one.abbreviation.as_deref().unwrap_or_default()));
            (group.chosen.is_empty() || one.group.as_ref() == Some(&group.chosen))
                && (which.chosen.is_empty() || lasts == (which.chosen == "nu"))
                && sought.split_whitespace().all(|word| text.contains(word))
        });
        // the usual kind of committee first, as the House's own list has it; then by name
        committees.sort_by_cached_key(|one| {
            let rank = groups.iter().position(|known| Some(&known.value) == one.group.as_ref());
            (one.until.is_some(), rank.unwrap_or(usize::MAX), name::folded(short(one)))
        });
        let total = committees.len() as u64;
        let size = ask.page_size(200);
        let from = offset(ask, size, total) as usize;
        let lines = committees.into_iter().skip(from).take(size as usize).map(|one| {
            let mut meta: Vec<String> =
                Some(one.name.clone()).filter(|name| name != short(&one)).into_iter().collect();
            if one.until.is_some() {
                meta.push(period(lang, one.since.as_deref(), one.until.as_deref()));
            }
            Line {
                url: address::committee(short(&one), &one.number),
                title: short(&one).to_owned(),
                kind: one.group.clone(),
                number: one.abbreviation.clone(),
                meta,
                who: (one.members > 0)
                    .then(|| (format!("{} {}", one.members, lang.t("leden", "members")), None)),
                date: one.since.clone(),
                updated: one.updated.clone(),
                data: json!(one),
                ..Line::default()
            }
        });
        Ok(Listing {
            name: "committees",
            columns: &[
                "number",
                "abbreviation",
                "name",
                "short_name",
                "name_english",
                "group",
                "kind",
                "since",
                "until",
                "members",
                "updated",
            ],
            title: lang.t("Commissies", "Committees").to_owned(),
            counted: lang.t("commissies", "committees").to_owned(),
            total,
            path: "/commissies".to_owned(),
            filters: vec![group, which],
            words: Some(words),
            lines: lines.collect(),
            paging: Paging::numbered(&ask.query, "/commissies", size, total),
            ..Listing::default()
        })
    }
}

/// The short name, else the name.
fn short(one: &CommitteeRow) -> &str {
    one.short_name.as_deref().unwrap_or(&one.name)
}

/// One committee.
#[derive(Template)]
#[template(path = "committee.html")]
pub struct CommitteePage {
    lang: Lang,
    frame: Frame,
    committee: CommitteeRow,
    url: String,
    /// Members now, those with a function first.
    members: Vec<CommitteeMemberRow>,
    substitutes: Vec<CommitteeMemberRow>,
    former: Vec<CommitteeMemberRow>,
    vacancies: Vec<Vacancy>,
    contacts: Vec<Contact>,
    upcoming: Vec<ActivityLine>,
    past: Vec<ActivityLine>,
    activities: u64,
    papers: Vec<Neighbour>,
    record: Changes,
    occurrences: Option<Calendar>,
}

impl Page for CommitteePage {
    const ADDRESSES: &'static [&'static str] = &["/commissie/{slug}"];
    const KEEP: Duration = A_MINUTE;
    const ALSO: &'static [Format] = &[Format::Atom, Format::Ics];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let (lang, store) = (ask.lang, &app.store);
        let committee = find(app, &ask.parameter)?;
        let url = address::committee(short(&committee), &committee.number);
        if ask.path != url {
            return Ok(Loaded::Elsewhere(url));
        }
        let (id, today) = (committee.id, ask.today().to_string());
        let all = store.show_committee_members(id)?;
        let (now, former): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|member| member.until.as_ref().is_none_or(|until| *until >= today));
        let (mut substitutes, mut members): (Vec<_>, Vec<_>) =
            now.into_iter().partition(|member| member.substitute);
        members.sort_by_cached_key(|member| (rank(member.function.as_deref()), name::sort_key(&member.name)));
        substitutes.sort_by_cached_key(|member| name::sort_key(&member.name));
        let occurrences = match ask.format {
            Format::Ics => Some(calendar::occurrences(app, ask, Whose::Committee(id), &committee.name)?),
            _ => None,
        };
        Ok(Loaded::page(CommitteePage {
            lang,
            frame: ask.frame(app),
            members,
            substitutes,
            former,
            vacancies: store.show_committee_vacancies(id)?,
            contacts: store.show_committee_contacts(id)?,
            upcoming: store.show_committee_upcoming(id, &today, SHOWN)?,
            past: store.show_committee_past(id, &today, SHOWN)?,
            activities: store.show_committee_activity_total(id)?,
            papers: store.show_committee_papers(id, SHOWN)?,
            record: Changes::read(app, lang, id, committee.fetched.clone())?,
            occurrences,
            url,
            committee,
        }))
    }

    fn json(&self) -> Value {
        let members = |rows: &[CommitteeMemberRow]| -> Vec<Value> {
            rows.iter()
                .map(|row| {
                    let mut value = json!(row);
                    value["name"] = json!(row.name.spoken());
                    value["url"] = json!(self.member_url(row));
                    value
                })
                .collect()
        };
        let papers = self.papers.iter().map(|paper| addressed(paper, address::document(&paper.number)));
        json!({
            "committee": self.committee,
            "url": self.url,
            "members": members(&self.members),
            "substitutes": members(&self.substitutes),
            "former_members": members(&self.former),
            "vacancies": self.vacancies,
            "contacts": self.contacts,
            "activities": self.activities,
            "upcoming": self.upcoming,
            "past": self.past,
            "papers": papers.collect::<Vec<_>>(),
            "record": self.record,
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let mut lines = self.record.lines(self.lang, self.heading(), &self.url);
        lines.extend(self.upcoming.iter().chain(&self.past).map(|one| Line {
            url: format!("{}#activiteit-{}", self.url, one.number),
            title: one.subject.clone().unwrap_or_else(|| one.number.clone()),
            kind: one.kind.clone(),
            number: Some(one.number.clone()),
            meta: one.status.iter().cloned().collect(),
            date: one.date.clone(),
            ..Line::default()
        }));
        lines.extend(self.papers.iter().map(|paper| Line {
            url: address::document(&paper.number),
            title: paper.subject.clone().unwrap_or_else(|| paper.number.clone()),
            kind: paper.kind.clone(),
            number: Some(paper.number.clone()),
            date: paper.date.clone(),
            ..Line::default()
        }));
        lines.sort_by(|a, b| b.date.cmp(&a.date));
        Some(Cow::Owned(Listing {
            title: self.committee.name.clone(),
            counted: self
                .lang
                .t("nieuwste stukken en activiteiten", "newest papers and activities")
                .to_owned(),
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

impl CommitteePage {
    fn heading(&self) -> &str {
        short(&self.committee)
    }

    fn member_url(&self, member: &CommitteeMemberRow) -> Option<String> {
        Some(address::person(&member.name.spoken(), member.number.as_deref()?))
    }

    fn listed(&self, member: &CommitteeMemberRow) -> String {
        name::listed(&member.name)
    }

    fn period(&self, since: &Option<String>, until: &Option<String>) -> String {
        period(self.lang, since.as_deref(), until.as_deref())
    }

    fn contact_url(&self, contact: &Contact) -> Option<String> {
        contact_url(contact)
    }

    fn calendar_address(&self) -> String {
        Format::Ics.address(&self.url)
    }
}

/// Chair first, deputies next, then the others.
fn rank(function: Option<&str>) -> u8 {
    match function {
        Some("Voorzitter") => 0,
        Some("Ondervoorzitter" | "OnderVz" | "Eerste ondervoorzitter Tweede Kamer") => 1,
        Some("Fng ondervoorzitter" | "FngVz") => 2,
        _ => 3,
    }
}

/// The committee with a slug: the number at its end counts; a short name or an abbreviation alone will do.
fn find(app: &App, slug: &str) -> Result<CommitteeRow, Error> {
    let found = match name::number_of(slug) {
        Some(number) => app.store.show_committee(number)?,
        None => None,
    };
    let wanted = name::slug(slug);
    let called = |one: &CommitteeRow| {
        [Some(short(one)), Some(&one.name), one.abbreviation.as_deref()]
            .into_iter()
            .flatten()
            .any(|name| name::slug(name) == wanted)
    };
    let found = match found {
        None if !wanted.is_empty() => app.store.show_committees()?.into_iter().find(called),
        found => found,
    };
    found.ok_or_else(|| Error::NoRecord {
        what: ("commissie", "committee"),
        number: slug.chars().take(100).collect(),
        list: "/commissies",
        near: Box::new(Near::default()),
    })
}
