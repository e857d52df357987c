//! Activities, agenda items and decisions for the index.

use model::{Category, Guid};
use rusqlite::Connection;

use super::papers::{filled, outcome, votes};
use super::{Indexable, Whole, actor, all, one, text};
use crate::Result;

pub(super) fn activity(db: &Connection, id: Guid) -> Result<Option<Indexable>> {
    let found = one(
        db,
        "select a.number, a.kind, a.subject, a.date, a.status, coalesce(m.name, a.lead_name), a.note, a.location
         from activities a
         left join committees m on m.id = a.lead_committee and m.deleted = 0
         where a.id = $1 and a.deleted = 0 and a.number is not null",
        id,
        |row| {
            Ok(Indexable {
                number: row.get(0)?,
                kind: text(row, 1)?,
                title: text(row, 2)?,
                date: row.get(3)?,
                status: filled([text(row, 4)?]),
                committees: filled([text(row, 5)?]),
                texts: filled([text(row, 6)?, text(row, 7)?]),
                ..Indexable::default()
            })
        },
    )?;
    let Some(mut found) = found else { return Ok(None) };
    found.actors = all(
        db,
        "select role, name, party_name, function
         from activity_actors
         where activity = $1 and deleted = 0 and committee is null
         order by position, name
         limit 200",
        id,
        actor,
    )?;
    Ok(Some(found))
}

pub(super) fn agenda_item(db: &Connection, id: Guid) -> Result<Option<Indexable>> {
    let found = one(
        db,
        "select i.number, i.subject, i.heading, i.note, i.status, a.number, a.subject, a.date, a.kind,
                coalesce(m.name, a.lead_name)
         from agenda_items i
         left join activities a on a.id = i.activity and a.deleted = 0
         left join committees m on m.id = a.lead_committee and m.deleted = 0
         where i.id = $1 and i.deleted = 0",
        id,
        |row| {
            let name = text(row, 6)?;
            Ok(Indexable {
                number: row.get::<_, Option<String>>(0)?.unwrap_or_else(|| id.to_string()),
                kind: "Agendapunt".to_owned(),
                title: text(row, 1)?,
                texts: filled([text(row, 2)?, text(row, 3)?]),
                date: row.get(7)?,
                status: filled([text(row, 4)?]),
                committees: filled([text(row, 9)?]),
                part_of: row.get::<_, Option<String>>(5)?.map(|number| Whole {
                    category: Category::Activity,
                    number,
                    name,
                }),
                ..Indexable::default()
            })
        },
    )?;
    let Some(mut found) = found else { return Ok(None) };
    found.cases = all(
        db,
        "select c.number
         from links l
         join cases c on c.id = l.from_id and c.deleted = 0 and c.number is not null
         where l.to_id = $1 and l.kind = 16
         order by c.number
         limit 100",
        id,
        |row| row.get(0),
    )?;
    Ok(Some(found))
}

pub(super) fn decision(db: &Connection, id: Guid) -> Result<Option<Indexable>> {
    let found = one(
        db,
        "select x.kind, x.text, x.remark, a.number, a.subject, a.date, coalesce(m.name, a.lead_name)
         from decisions x
         left join agenda_items i on i.id = x.agenda_item and i.deleted = 0
         left join activities a on a.id = i.activity and a.deleted = 0
         left join committees m on m.id = a.lead_committee and m.deleted = 0
         where x.id = $1 and x.deleted = 0",
        id,
        |row| {
            let kind = text(row, 0)?;
            let name = text(row, 4)?;
            Ok(Indexable {
                number: id.to_string(),
                title: text(row, 1)?,
                texts: filled([text(row, 2)?]),
                date: row.get(5)?,
                status: filled([outcome(&kind)]),
                kind,
                committees: filled([text(row, 6)?]),
                part_of: row.get::<_, Option<String>>(3)?.map(|number| Whole {
                    category: Category::Activity,
                    number,
                    name,
                }),
                ..Indexable::default()
            })
        },
    )?;
    let Some(mut found) = found else { return Ok(None) };
    let cases: Vec<(String, String)> = all(
        db,
        "select c.number, coalesce(c.subject, c.title, '')
         from links l
         join cases c on c.id = l.to_id and c.deleted = 0 and c.number is not null
         where l.from_id = $1 and l.kind = 3
         order by l.position
         limit 100",
        id,
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    if let Some((_, about)) = cases.first() {
        found.subject.clone_from(about);
    }
    found.cases = cases.into_iter().map(|(number, _)| number).collect();
    found.votes = votes(db, id)?;
    Ok(Some(found))
}
