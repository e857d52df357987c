//! Persons, committees, parties and the registers of members for the index.

use model::{Category, Guid};
use rusqlite::{Connection, Row};

use super::papers::filled;
use super::{Actor, Indexable, Whole, all, one, text};
use crate::Result;

/// The name of a person as it is written in full.
const FULL_NAME: &str = "coalesce(nullif(p.first_name, '') || ' ', '') || coalesce(nullif(p.prefix, '') || ' ', '') || coalesce(p.surname, '')";

/// The party that a person is or was last a member of.
const LAST_PARTY: &str = "(select f.abbreviation
      from party_members m
      join party_seats s on s.id = m.seat and s.deleted = 0
      join parties f on f.id = s.party and f.deleted = 0
      where m.person = p.id and m.deleted = 0
      order by m.until is not null, m.since desc
      limit 1)";

pub(super) fn person(db: &Connection, id: Guid) -> Result<Option<Indexable>> {
    let found = one(
        db,
        &format!(
            "select p.number, {FULL_NAME}, p.function, p.residence, {LAST_PARTY},
                    coalesce(p.initials || ' ', '') || coalesce(nullif(p.prefix, '') || ' ', '') || p.surname
             from persons p
             where p.id = $1 and p.deleted = 0 and p.number is not null and p.surname <> ''"
        ),
        id,
        |row| {
            let name = text(row, 1)?;
            Ok(Indexable {
                number: row.get(0)?,
                kind: "Persoon".to_owned(),
                actors: vec![Actor { name: name.clone(), party: row.get(4)?, ..Actor::default() }],
                // also found by initials, as papers print the name
                texts: filled([text(row, 2)?, text(row, 5)?, text(row, 3)?]),
                title: name,
                ..Indexable::default()
            })
        },
    )?;
    let Some(mut found) = found else { return Ok(None) };
    found.committees = all(
        db,
        "select distinct c.name
         from committee_members m
         join committee_seats s on s.id = m.seat and s.deleted = 0
         join committees c on c.id = s.committee and c.deleted = 0 and c.name <> ''
         where m.person = $1 and m.deleted = 0 and m.until is null
         order by 1
         limit 50",
        id,
        |row| row.get(0),
    )?;
    Ok(Some(found))
}

pub(super) fn committee(db: &Connection, id: Guid) -> Result<Option<Indexable>> {
    one(
        db,
        "select number, name, web_name, abbreviation, contents, since, until
         from committees
         where id = $1 and deleted = 0 and number is not null and name <> ''",
        id,
        |row| {
            let name = text(row, 1)?;
            let ended = row.get::<_, Option<String>>(6)?.is_some();
            Ok(Indexable {
                number: row.get(0)?,
                subject: text(row, 2)?,
                kind: "Commissie".to_owned(),
                texts: filled([text(row, 3)?, text(row, 4)?]),
                date: row.get(5)?,
                status: if ended { vec!["opgeheven".to_owned()] } else { Vec::new() },
                committees: vec![name.clone()],
                title: name,
                ..Indexable::default()
            })
        },
    )
}

pub(super) fn party(db: &Connection, id: Guid) -> Result<Option<Indexable>> {
    one(
        db,
        "select abbreviation, name, since, until, number
         from parties
         where id = $1 and deleted = 0 and number is not null and coalesce(abbreviation, name) <> ''",
        id,
        |row| {
            let abbreviation = text(row, 0)?;
            let name = text(row, 1)?;
            let ended = row.get::<_, Option<String>>(3)?.is_some();
            Ok(Indexable {
                number: row.get(4)?,
                kind: "Fractie".to_owned(),
                title: if name.is_empty() { abbreviation.clone() } else { name },
                date: row.get(2)?,
                status: if ended { vec!["opgeheven".to_owned()] } else { Vec::new() },
                texts: filled([abbreviation.clone()]),
                actors: vec![Actor { party: Some(abbreviation), ..Actor::default() }],
                ..Indexable::default()
            })
        },
    )
}

/// What the registers have in common: whose it is (columns 0 to 2), and when.
fn entry(row: &Row<'_>, kind: &str, date: usize) -> rusqlite::Result<Indexable> {
    let name = text(row, 1)?;
    Ok(Indexable {
        kind: kind.to_owned(),
        date: row.get(date)?,
        actors: vec![Actor { name: name.clone(), party: row.get(2)?, ..Actor::default() }],
        part_of: Some(Whole { category: Category::Person, number: row.get(0)?, name }),
        ..Indexable::default()
    })
}

pub(super) fn gift(db: &Connection, id: Guid) -> Result<Option<Indexable>> {
    one(
        db,
        &format!(
            "select p.number, {FULL_NAME}, {LAST_PARTY}, g.date, g.description
             from gifts g
             join persons p on p.id = g.person and p.deleted = 0 and p.number is not null
             where g.id = $1 and g.deleted = 0"
        ),
        id,
        |row| Ok(Indexable { number: id.to_string(), title: text(row, 4)?, ..entry(row, "Geschenk", 3)? }),
    )
}

pub(super) fn trip(db: &Connection, id: Guid) -> Result<Option<Indexable>> {
    one(
        db,
        &format!(
            "select p.number, {FULL_NAME}, {LAST_PARTY}, r.since, r.purpose, r.destination, r.paid_by
             from trips r
             join persons p on p.id = r.person and p.deleted = 0 and p.number is not null
             where r.id = $1 and r.deleted = 0"
        ),
        id,
        |row| {
            let (purpose, destination) = (text(row, 4)?, text(row, 5)?);
            Ok(Indexable {
                number: id.to_string(),
                title: filled([destination, purpose]).join(": "),
                texts: filled([text(row, 6)?]),
                ..entry(row, "Reis", 3)?
            })
        },
    )
}

pub(super) fn side_job(db: &Connection, id: Guid) -> Result<Option<Indexable>> {
    one(
        db,
        &format!(
            "select p.number, {FULL_NAME}, {LAST_PARTY}, j.since, j.description, j.pay, j.pay_note, j.active
             from side_jobs j
             join persons p on p.id = j.person and p.deleted = 0 and p.number is not null
             where j.id = $1 and j.deleted = 0"
        ),
        id,
        |row| {
            let pay = text(row, 5)?;
            Ok(Indexable {
                number: id.to_string(),
                title: text(row, 4)?,
                texts: filled([text(row, 6)?]),
                status: filled([pay.to_lowercase()]),
                ..entry(row, "Nevenfunctie", 3)?
            })
        },
    )
}
