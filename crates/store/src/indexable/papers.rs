//! Documents, transcripts, commitments, cases and dossiers for the index.

use model::{Category, Guid};
use rusqlite::Connection;

use super::{Indexable, Whole, actor, all, dossier_row, one, text};
use crate::corrections::{self, Corrected};
use crate::{Result, structure, texts};

pub(super) fn document(db: &Connection, id: Guid) -> Result<Option<Indexable>> {
    let found = one(
        db,
        "select number, kind, title, subject, date, sub_number
         from documents
         where id = $1 and deleted = 0 and number is not null",
        id,
        |row| {
            Ok(Indexable {
                number: row.get(0)?,
                kind: text(row, 1)?,
                title: text(row, 2)?,
                subject: text(row, 3)?,
                date: row.get(4)?,
                sub_number: row.get::<_, Option<i64>>(5)?.filter(|number| *number > 0),
                ..Indexable::default()
            })
        },
    )?;
    let Some(mut found) = found else { return Ok(None) };
    found.dossiers = all(
        db,
        "select d.number, d.addition
         from links l
         join dossiers d on d.id = l.to_id
         where l.from_id = $1 and l.kind = 8 and d.deleted = 0 and d.number is not null
         order by l.position",
        id,
        dossier_row,
    )?;
    found.cases = all(
        db,
        "select c.number
         from links l
         join cases c on c.id = l.to_id
         where l.from_id = $1 and l.kind = 7 and c.deleted = 0 and c.number is not null
         order by l.position",
        id,
        |row| row.get(0),
    )?;
    found.actors = all(
        db,
        "select role, name, party_name, function
         from document_actors
         where document = $1 and deleted = 0
         order by role, name
         limit 200",
        id,
        actor,
    )?;
    found.committees = all(
        db,
        "select distinct m.name
         from document_actors a
         join committees m on m.id = a.committee and m.deleted = 0 and m.name <> ''
         where a.document = $1 and a.deleted = 0
         order by 1
         limit 50",
        id,
        |row| row.get(0),
    )?;
    if found.kind.starts_with("Motie") {
        (found.status, found.votes) = decided(db, id)?;
    }
    found.text = texts::newest(db, id)?;
    found.extract = structure::of(db, id)?;
    if let Some(extract) = &found.extract {
        found.corrected = Corrected::of(extract, corrections::of_document(db, id)?);
    }
    Ok(Some(found))
}

/// What became of a motion and how parties voted at the last vote on it.
fn decided(db: &Connection, id: Guid) -> Result<(Vec<String>, Vec<String>)> {
    let last = one(
        db,
        "select x.id, x.kind
         from links l
         join links k on k.to_id = l.to_id and k.kind = 3
         join decisions x on x.id = k.from_id and x.deleted = 0
         left join agenda_items i on i.id = x.agenda_item
         left join activities a on a.id = i.activity
         where l.from_id = $1 and l.kind = 7
           and (x.kind like 'Stemmen - %' or x.kind in ('Overgenomen', 'Ingetrokken') or x.kind like 'Termijn - vervallen%')
         order by a.date desc, x.updated desc
         limit 1",
        id,
        |row| Ok((Guid(row.get(0)?), text(row, 1)?)),
    )?;
    let Some((decision, kind)) = last else { return Ok((Vec::new(), Vec::new())) };
    Ok((vec![outcome(&kind)], votes(db, decision)?))
}

/// The outcome in a kind of decision: `Stemmen - aangenomen` → `aangenomen`.
pub(super) fn outcome(kind: &str) -> String {
    kind.rsplit_once(" - ").map_or(kind, |(_, outcome)| outcome).to_lowercase()
}

/// Votes of parties on a decision: `VVD voor`. Members in a roll-call count by their own name.
pub(super) fn votes(db: &Connection, decision: Guid) -> Result<Vec<String>> {
    all(
        db,
        "select case when v.person is null then v.party_name else v.name end, lower(v.choice)
         from votes v
         where v.decision = $1 and v.deleted = 0 and v.choice in ('Voor', 'Tegen')
         order by 1, 2
         limit 200",
        decision,
        |row| Ok(format!("{} {}", text(row, 0)?, text(row, 1)?)),
    )
}

pub(super) fn transcript(db: &Connection, id: Guid) -> Result<Option<Indexable>> {
    let found = one(
        db,
        "select coalesce(t.status, ''), m.title, m.kind, m.date
         from transcripts t
         left join meetings m on m.id = t.meeting and m.deleted = 0
         where t.id = $1 and t.deleted = 0 and coalesce(t.status, '') <> 'Casco'
           and not exists (
               select 1 from transcripts n
               where n.meeting = t.meeting and n.deleted = 0 and coalesce(n.status, '') <> 'Casco'
                 and (n.updated > t.updated or (n.updated = t.updated and n.id > t.id))
           )",
        id,
        |row| {
            Ok(Indexable {
                number: id.to_string(),
                kind: "Verslag".to_owned(),
                title: text(row, 1)?,
                subject: text(row, 2)?,
                date: row.get(3)?,
                ..Indexable::default()
            })
        },
    )?;
    let Some(mut found) = found else { return Ok(None) };
    found.text = texts::newest(db, id)?;
    Ok(Some(found))
}

pub(super) fn commitment(db: &Connection, id: Guid) -> Result<Option<Indexable>> {
    let found = one(
        db,
        "select t.number, t.text, t.name, t.function, t.made, t.status, a.number, a.subject, a.lead_name
         from commitments t
         left join activities a on a.id = t.activity and a.deleted = 0
         where t.id = $1 and t.deleted = 0 and t.number is not null",
        id,
        |row| {
            let activity: Option<String> = row.get(6)?;
            let subject = text(row, 7)?;
            let function = text(row, 3)?;
            Ok(Indexable {
                number: row.get(0)?,
                kind: "Toezegging".to_owned(),
                texts: vec![text(row, 1)?],
                date: row.get(4)?,
                status: filled([text(row, 5)?]),
                committees: filled([text(row, 8)?]),
                actors: vec![super::Actor {
                    role: String::new(),
                    name: text(row, 2)?,
                    party: None,
                    function: Some(function),
                }],
                part_of: activity.map(|number| Whole { category: Category::Activity, number, name: subject }),
                ..Indexable::default()
            })
        },
    )?;
    let Some(mut found) = found else { return Ok(None) };
    let to = all(
        db,
        "select 'Gericht aan', coalesce(p.first_name || ' ', '') || coalesce(p.prefix || ' ', '') || p.surname, null, null
         from links l
         join persons p on p.id = l.to_id and p.deleted = 0 and p.surname <> ''
         where l.from_id = $1 and l.kind = 10
         limit 20",
        id,
        actor,
    )?;
    found.actors.extend(to);
    Ok(Some(found))
}

pub(super) fn case(db: &Connection, id: Guid) -> Result<Option<Indexable>> {
    let found = one(
        db,
        "select number, kind, title, subject, started, stage, settled
         from cases
         where id = $1 and deleted = 0 and number is not null",
        id,
        |row| {
            let settled = match row.get::<_, Option<bool>>(6)? {
                Some(true) => "afgedaan",
                Some(false) => "open",
                None => "",
            };
            Ok(Indexable {
                number: row.get(0)?,
                kind: text(row, 1)?,
                title: text(row, 2)?,
                subject: text(row, 3)?,
                date: row.get(4)?,
                status: filled([settled.to_owned(), text(row, 5)?]),
                ..Indexable::default()
            })
        },
    )?;
    let Some(mut found) = found else { return Ok(None) };
    found.actors = all(
        db,
        "select role, name, party_name, function
         from case_actors
         where case_id = $1 and deleted = 0 and committee is null
         order by role, name
         limit 200",
        id,
        actor,
    )?;
    found.committees = all(
        db,
        "select distinct m.name
         from case_actors a
         join committees m on m.id = a.committee and m.deleted = 0 and m.name <> ''
         where a.case_id = $1 and a.deleted = 0
         order by 1
         limit 50",
        id,
        |row| row.get(0),
    )?;
    found.dossiers = all(
        db,
        "select d.number, d.addition
         from links l
         join dossiers d on d.id = l.to_id
         where l.from_id = $1 and l.kind = 14 and d.deleted = 0 and d.number is not null
         order by l.position",
        id,
        dossier_row,
    )?;
    Ok(Some(found))
}

pub(super) fn dossier(db: &Connection, id: Guid) -> Result<Option<Indexable>> {
    one(
        db,
        "select o.number, o.addition, o.title, o.citation_title, o.closed,
                (select min(d.date)
                 from links l
                 join documents d on d.id = l.from_id and d.deleted = 0
                 where l.to_id = o.id and l.kind = 8)
         from dossiers o
         where o.id = $1 and o.deleted = 0 and o.number is not null",
        id,
        |row| {
            let (number, addition) = dossier_row(row)?;
            let closed = row.get::<_, Option<bool>>(4)?;
            Ok(Indexable {
                number: addition
                    .as_ref()
                    .map_or_else(|| number.to_string(), |addition| format!("{number}-{addition}")),
                kind: "Kamerstukdossier".to_owned(),
                title: text(row, 2)?,
                subject: text(row, 3)?,
                date: row.get(5)?,
                status: closed
                    .map(|closed| if closed { "afgesloten" } else { "open" }.to_owned())
                    .into_iter()
                    .collect(),
                dossiers: vec![(number, addition)],
                ..Indexable::default()
            })
        },
    )
}

/// The texts that are not empty.
pub(super) fn filled<const N: usize>(texts: [String; N]) -> Vec<String> {
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}
