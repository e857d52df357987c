//! Committees: the list, who sits and sat in them, how to reach them, what they deal with.

use model::Guid;
use rusqlite::params;
use serde::Serialize;

use super::around::{Neighbour, neighbour};
use super::parties::Vacancy;
use super::people::{Name, name};
use super::person::Contact;
use super::{first, guid, rows, text};
use crate::{Result, Store};

/// A committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommitteeRow {
    /// Id in the source.
    pub id: Guid,
    /// Number in the source.
    pub number: String,
    /// Name in full.
    pub name: String,
    /// Short name, as the House's site has it.
    pub short_name: Option<String>,
    /// Name in English.
    pub name_english: Option<String>,
    /// Abbreviation.
    pub abbreviation: Option<String>,
    /// Which sort of committee: `Vaste commissies`.
    pub group: Option<String>,
    /// Kind as the source has it.
    pub kind: Option<String>,
    /// Since when.
    pub since: Option<String>,
    /// Until when; none while it lasts.
    pub until: Option<String>,
    /// How many sit in it now.
    pub members: u64,
    /// When the source last changed it, UTC.
    pub updated: Option<String>,
    /// When it was fetched, UTC.
    pub fetched: Option<String>,
}

/// A time that somebody sat in a committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommitteeMemberRow {
    /// The person.
    #[serde(skip)]
    pub person: Guid,
    /// Number of the person.
    pub number: Option<String>,
    /// Name.
    #[serde(flatten)]
    pub name: Name,
    /// `Voorzitter`, `Ondervoorzitter`, `Lid`, …
    pub function: Option<String>,
    /// First day.
    pub since: Option<String>,
    /// Last day; none while it lasts.
    pub until: Option<String>,
    /// Whether as the substitute of a member.
    pub substitute: bool,
    /// Party when the time began, or now while it lasts.
    pub party: Option<String>,
}

/// An activity as a line of a short list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActivityLine {
    /// Official number.
    pub number: String,
    /// Kind.
    pub kind: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Its day.
    pub date: Option<String>,
    /// Beginning, UTC.
    pub begins: Option<String>,
    /// `Gepland`, `Geannuleerd`, …
    pub status: Option<String>,
}

const COMMITTEE: &str = "select c.id, c.number, coalesce(nullif(c.name, ''), nullif(c.web_name, ''), c.abbreviation, c.number), c.web_name,
                    coalesce(nullif(c.name_english, ''), c.web_name_english), c.abbreviation, c.contents, c.kind, c.since, c.until, c.updated, g.fetched,
                    (select count(distinct m.person)
                     from committee_seats s
                     join committee_members m on m.seat = s.id and m.deleted = 0 and m.until is null
                     where s.committee = c.id and s.deleted = 0)
             from committees c
             left join pages g on g.id = c.page";

impl Store {
    /// All committees, at most 2,000, in no order that readers expect.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_committees(&self) -> Result<Vec<CommitteeRow>> {
        let sql = format!(
            "{COMMITTEE}
             where c.deleted = 0 and c.number is not null
             limit 2000"
        );
        rows(&self.read(), &sql, [], committee)
    }

    /// The committee with this number.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_committee(&self, number: &str) -> Result<Option<CommitteeRow>> {
        let sql = format!(
            "{COMMITTEE}
             where c.number = $1 and c.deleted = 0
             order by c.updated desc
             limit 1"
        );
        first(&self.read(), &sql, [number], committee)
    }

    /// Everyone who sits or sat in a committee, at most 3,000, the newest first; whoever has two like seats at once stands
    /// there once.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_committee_members(&self, committee: Guid) -> Result<Vec<CommitteeMemberRow>> {
        rows(
            &self.read(),
            "select p.id, p.number, p.first_name, p.initials, p.prefix, p.surname, m.function, m.since, m.until, m.substitute,
                    (select f.abbreviation
                     from party_members pm
                     join party_seats ps on ps.id = pm.seat and ps.deleted = 0
                     join parties f on f.id = ps.party and f.deleted = 0
                     where pm.person = p.id and pm.deleted = 0 and (m.until is null or pm.since <= m.until)
                     order by pm.since desc
                     limit 1)
             from committee_seats s
             join (select seat, person, function, since, until, 0 as substitute
                   from committee_members
                   where deleted = 0
                   union all
                   select seat, person, function, since, until, 1
                   from committee_substitutes
                   where deleted = 0) m on m.seat = s.id
             join persons p on p.id = m.person and p.deleted = 0
             where s.committee = $1 and s.deleted = 0
             group by p.id, m.function, m.since, m.until, m.substitute
             order by m.until is not null, m.until desc, m.since desc
             limit 3000",
            [&committee.0[..]],
            |row| {
                Ok(CommitteeMemberRow {
                    person: guid(row, 0)?,
                    number: text(row, 1)?,
                    name: name(row, 2)?,
                    function: text(row, 6)?,
                    since: text(row, 7)?,
                    until: text(row, 8)?,
                    substitute: row.get(9)?,
                    party: text(row, 10)?,
                })
            },
        )
    }

    /// Seats of a committee that are empty now, at most 100.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_committee_vacancies(&self, committee: Guid) -> Result<Vec<Vacancy>> {
        rows(
            &self.read(),
            "select v.function, v.since, v.until, f.abbreviation, v.substitute
             from committee_seats s
             join (select seat, party, function, since, until, 0 as substitute
                   from committee_vacancies
                   where deleted = 0
                   union all
                   select seat, party, function, since, until, 1
                   from committee_substitute_vacancies
                   where deleted = 0) v on v.seat = s.id
             left join parties f on f.id = v.party and f.deleted = 0
             where s.committee = $1 and s.deleted = 0 and v.until is null
             order by v.substitute, f.abbreviation
             limit 100",
            [&committee.0[..]],
            |row| {
                Ok(Vacancy {
                    function: text(row, 0)?,
                    since: text(row, 1)?,
                    until: text(row, 2)?,
                    party: text(row, 3)?,
                    substitute: row.get(4)?,
                })
            },
        )
    }

    /// Ways to reach a committee, at most 20.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_committee_contacts(&self, committee: Guid) -> Result<Vec<Contact>> {
        rows(
            &self.read(),
            "select kind, value
             from committee_contacts
             where committee = $1 and deleted = 0 and value <> ''
             order by weight, kind
             limit 20",
            [&committee.0[..]],
            |row| Ok(Contact { kind: text(row, 0)?, value: row.get(1)? }),
        )
    }

    /// Activities that a committee leads from a day on, the next first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_committee_upcoming(
        &self,
        committee: Guid,
        today: &str,
        limit: u64,
    ) -> Result<Vec<ActivityLine>> {
        rows(
            &self.read(),
            "select number, kind, subject, date, begins, status
             from activities
             where lead_committee = $1 and deleted = 0 and number is not null and date >= $2
             order by date, begins, number
             limit $3",
            params![&committee.0[..], today, limit as i64],
            activity,
        )
    }

    /// Activities that a committee led before a day, the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_committee_past(&self, committee: Guid, today: &str, limit: u64) -> Result<Vec<ActivityLine>> {
        rows(
            &self.read(),
            "select number, kind, subject, date, begins, status
             from activities
             where lead_committee = $1 and deleted = 0 and number is not null and date < $2
             order by date desc, begins desc, number
             limit $3",
            params![&committee.0[..], today, limit as i64],
            activity,
        )
    }

    /// How many activities a committee led and leads.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_committee_activity_total(&self, committee: Guid) -> Result<u64> {
        let found = first(
            &self.read(),
            "select count(*)
             from activities
             where lead_committee = $1 and deleted = 0 and number is not null",
            [&committee.0[..]],
            |row| row.get::<_, i64>(0),
        )?;
        Ok(found.unwrap_or_default() as u64)
    }

    /// The newest papers of the cases that were put to a committee.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_committee_papers(&self, committee: Guid, limit: u64) -> Result<Vec<Neighbour>> {
        rows(
            &self.read(),
            "select d.number, d.kind, coalesce(d.subject, d.title), d.date
             from (select document
                   from committee_papers
                   where committee = $1
                   order by date desc, number desc
                   limit $2) w
             join documents d on d.id = w.document
             order by d.date desc, d.number desc",
            params![&committee.0[..], limit as i64],
            |row| neighbour(row, 0),
        )
    }
}

fn activity(row: &rusqlite::Row<'_>) -> rusqlite::Result<ActivityLine> {
    Ok(ActivityLine {
        number: row.get(0)?,
        kind: text(row, 1)?,
        subject: text(row, 2)?,
        date: text(row, 3)?,
        begins: text(row, 4)?,
        status: text(row, 5)?,
    })
}

fn committee(row: &rusqlite::Row<'_>) -> rusqlite::Result<CommitteeRow> {
    Ok(CommitteeRow {
        id: guid(row, 0)?,
        number: row.get(1)?,
        name: row.get(2)?,
        short_name: text(row, 3)?,
        name_english: text(row, 4)?,
        abbreviation: text(row, 5)?,
        group: text(row, 6)?,
        kind: text(row, 7)?,
        since: text(row, 8)?,
        until: text(row, 9)?,
        updated: text(row, 10)?,
        fetched: text(row, 11)?,
        members: row.get::<_, i64>(12)? as u64,
    })
}
