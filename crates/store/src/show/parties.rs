//! Parties: the list, their seats, who sits and sat for them, what they brought in.

use model::Guid;
use rusqlite::params;
use serde::Serialize;

use super::people::{Name, name};
use super::person::{PAPER, SignedRow, signed, signed_columns};
use super::units::{Counted, counted};
use super::{first, guid, optional_guid, rows, text};
use crate::{Result, Store};

/// A party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartyRow {
    /// Id in the source.
    pub id: Guid,
    /// Number in the source.
    pub number: String,
    /// Abbreviation, as it stands in votes.
    pub abbreviation: String,
    /// Name in full.
    pub name: Option<String>,
    /// The same in English.
    pub name_english: Option<String>,
    /// Seats as the source has them.
    pub seats: Option<i64>,
    /// Votes at the last election.
    pub votes: Option<i64>,
    /// Since when.
    pub since: Option<String>,
    /// Until when; none while it lasts.
    pub until: Option<String>,
    /// When the source last changed it, UTC.
    pub updated: Option<String>,
    /// When it was fetched, UTC.
    pub fetched: Option<String>,
}

/// A time that somebody sat for a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartyMemberRow {
    /// The person.
    #[serde(skip)]
    pub person: Option<Guid>,
    /// Number of the person.
    pub number: Option<String>,
    /// Name.
    #[serde(flatten)]
    pub name: Name,
    /// `Lid`, `Fractievoorzitter`.
    pub function: Option<String>,
    /// First day.
    pub since: Option<String>,
    /// Last day; none while it lasts.
    pub until: Option<String>,
}

/// A seat that is empty for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Vacancy {
    /// Of what.
    pub function: Option<String>,
    /// First day.
    pub since: Option<String>,
    /// Last day; none while it lasts.
    pub until: Option<String>,
    /// The party whose seat it is, in a committee.
    pub party: Option<String>,
    /// Whether it is a substitute's.
    pub substitute: bool,
}

const PARTY: &str = "select f.id, f.number, f.abbreviation, f.name, f.name_english, f.seats, f.votes, f.since, f.until, f.updated, g.fetched
             from parties f
             left join pages g on g.id = f.page";

impl Store {
    /// All parties, those of today first, the largest first; at most 1,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_parties(&self) -> Result<Vec<PartyRow>> {
        let sql = format!(
            "{PARTY}
             where f.deleted = 0 and f.number is not null and f.abbreviation is not null
             order by f.until is not null, f.seats desc, f.until desc, f.abbreviation
             limit 1000"
        );
        rows(&self.read(), &sql, [], party)
    }

    /// The party with this number.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_party(&self, number: &str) -> Result<Option<PartyRow>> {
        let sql = format!(
            "{PARTY}
             where f.number = $1 and f.deleted = 0 and f.abbreviation is not null
             order by f.updated desc
             limit 1"
        );
        first(&self.read(), &sql, [number], party)
    }

    /// Everyone who sits or sat for a party, the newest first, at most 2,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_party_members(&self, party: Guid) -> Result<Vec<PartyMemberRow>> {
        rows(
            &self.read(),
            "select p.id, p.number, p.first_name, p.initials, p.prefix, p.surname, m.function, m.since, m.until
             from party_seats s
             join party_members m on m.seat = s.id and m.deleted = 0
             join persons p on p.id = m.person and p.deleted = 0
             where s.party = $1 and s.deleted = 0
             order by m.until is not null, m.until desc, m.since desc
             limit 2000",
            [&party.0[..]],
            |row| {
                Ok(PartyMemberRow {
                    person: optional_guid(row, 0)?,
                    number: text(row, 1)?,
                    name: name(row, 2)?,
                    function: text(row, 6)?,
                    since: text(row, 7)?,
                    until: text(row, 8)?,
                })
            },
        )
    }

    /// Seats of a party that are or were empty, the newest first, at most 100.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_party_vacancies(&self, party: Guid) -> Result<Vec<Vacancy>> {
        rows(
            &self.read(),
            "select v.function, v.since, v.until
             from party_seats s
             join party_vacancies v on v.seat = s.id and v.deleted = 0
             where s.party = $1 and s.deleted = 0
             order by v.until is not null, v.since desc
             limit 100",
            [&party.0[..]],
            |row| {
                Ok(Vacancy {
                    function: text(row, 0)?,
                    since: text(row, 1)?,
                    until: text(row, 2)?,
                    party: None,
                    substitute: false,
                })
            },
        )
    }

    /// Kinds of paper of which a member of this party is the first signer, with how many.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_party_kinds(&self, abbreviation: &str) -> Result<Vec<Counted>> {
        rows(
            &self.read(),
            "select kind, count(distinct document)
             from signatures
             where party = $1 and leads = 1 and kind <> ''
             group by kind
             order by 2 desc, 1
             limit 60",
            [abbreviation],
            counted,
        )
    }

    /// Papers of one kind of which a member of this party is the first signer, the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_party_papers(
        &self,
        abbreviation: &str,
        kind: Option<&str>,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<SignedRow>> {
        let sql = format!(
            "select {}
             from (select w.document, max(a.role) as role, max(a.function) as function, max(a.party_name) as party_name
                   from (select document
                         from signatures
                         where party = $1 and leads = 1 and ($2 is null or kind = $2)
                         group by document, date, number
                         order by date desc, number desc
                         limit {limit} offset {offset}) w
                   join document_actors a on a.document = w.document and a.party_name = $1
                      and a.role = 'Eerste ondertekenaar' and a.deleted = 0
                   group by w.document) a
             join documents d on d.id = a.document
             {PAPER}
             order by d.date desc, d.number desc",
            signed_columns()
        );
        rows(&self.read(), &sql, params![abbreviation, kind], signed)
    }
}

fn party(row: &rusqlite::Row<'_>) -> rusqlite::Result<PartyRow> {
    Ok(PartyRow {
        id: guid(row, 0)?,
        number: row.get(1)?,
        abbreviation: row.get(2)?,
        name: text(row, 3)?,
        name_english: text(row, 4)?,
        seats: row.get(5)?,
        votes: row.get(6)?,
        since: text(row, 7)?,
        until: text(row, 8)?,
        updated: text(row, 9)?,
        fetched: text(row, 10)?,
    })
}
