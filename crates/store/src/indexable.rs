//! What the index needs to know of a document or transcript, gathered in a few statements.

use model::{Category, DocumentText, Guid, LinkKind};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{Result, Store, texts};

/// A record with everything that it can be found and filtered by.
#[derive(Debug, Clone, Default)]
pub struct Indexable {
    /// Official number of a document; the id of a transcript.
    pub number: String,
    /// Kind of paper.
    pub kind: String,
    /// Title.
    pub title: String,
    /// Subject.
    pub subject: String,
    /// Its day.
    pub date: Option<String>,
    /// Sub-number within its dossier, if it has one.
    pub sub_number: Option<i64>,
    /// Its dossiers: number and addition.
    pub dossiers: Vec<(i64, Option<String>)>,
    /// Numbers of its cases.
    pub cases: Vec<String>,
    /// Actors: role, name, party at the time, function.
    pub actors: Vec<Actor>,
    /// Its text, if it was read.
    pub text: Option<DocumentText>,
}

/// Somebody in a role at a document.
#[derive(Debug, Clone, Default)]
pub struct Actor {
    /// `Eerste ondertekenaar`, `Afzender`, `Gericht aan` …
    pub role: String,
    /// Name at the time.
    pub name: String,
    /// Party at the time.
    pub party: Option<String>,
    /// Function, often with the ministry: `minister van Buitenlandse Zaken`.
    pub function: Option<String>,
}

impl Store {
    /// A live document or transcript; none when it is withdrawn or not there.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn indexable(&self, category: Category, id: Guid) -> Result<Option<Indexable>> {
        let db = self.read();
        match category {
            Category::Document => document(&db, id),
            Category::Transcript => transcript(&db, id),
            _ => Ok(None),
        }
    }

    /// Whether no other live document has this number.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn number_is_free(&self, number: &str, own: Guid) -> Result<bool> {
        let db = self.read();
        let found: i64 = db
            .prepare_cached("select count(*) from documents where number = $1 and id <> $2 and deleted = 0")?
            .query_row(params![number, &own.0[..]], |row| row.get(0))?;
        Ok(found == 0)
    }

    /// The live dossier of a number, without or with its addition.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn dossier_id(&self, number: u32, addition: Option<&str>) -> Result<Option<Guid>> {
        let db = self.read();
        let found: Option<[u8; 16]> = db
            .prepare_cached(
                "select id from dossiers where number = $1 and coalesce(addition, '') = $2 and deleted = 0 order by id limit 1",
            )?
            .query_row(params![number, addition.unwrap_or_default()], |row| row.get(0))
            .optional()?;
        Ok(found.map(Guid))
    }

    /// The key under which a record stands in the index, also when it is withdrawn.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn index_key(&self, category: Category, id: Guid) -> Result<Option<String>> {
        match category {
            Category::Document => {
                let number: Option<Option<String>> = self
                    .read()
                    .prepare_cached("select number from documents where id = $1")?
                    .query_row([&id.0[..]], |row| row.get(0))
                    .optional()?;
                Ok(number.flatten().map(|number| format!("document/{number}")))
            }
            Category::Transcript => Ok(Some(format!("transcript/{id}"))),
            _ => Ok(None),
        }
    }
}

fn document(db: &Connection, id: Guid) -> Result<Option<Indexable>> {
    let found = db
        .prepare_cached(
            "select number, kind, title, subject, date, sub_number
             from documents
             where id = $1 and deleted = 0 and number is not null",
        )?
        .query_row([&id.0[..]], |row| {
            Ok(Indexable {
                number: row.get(0)?,
                kind: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
                title: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
                subject: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
                date: row.get(4)?,
                sub_number: row.get::<_, Option<i64>>(5)?.filter(|number| *number > 0),
                ..Indexable::default()
            })
        })
        .optional()?;
    let Some(mut found) = found else { return Ok(None) };
    found.dossiers = db
        .prepare_cached(
            "select d.number, d.addition
             from links l join dossiers d on d.id = l.to_id
             where l.from_id = $1 and l.kind = $2 and d.deleted = 0 and d.number is not null
             order by l.position",
        )?
        .query_map(params![&id.0[..], LinkKind::DocumentDossier as u8], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    found.cases = db
        .prepare_cached(
            "select c.number
             from links l join cases c on c.id = l.to_id
             where l.from_id = $1 and l.kind = $2 and c.deleted = 0 and c.number is not null
             order by l.position",
        )?
        .query_map(params![&id.0[..], LinkKind::DocumentCase as u8], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    found.actors = db
        .prepare_cached(
            "select coalesce(role, ''), coalesce(name, ''), party_name, function
             from document_actors
             where document = $1 and deleted = 0
             order by role, name
             limit 200",
        )?
        .query_map([&id.0[..]], |row| {
            Ok(Actor { role: row.get(0)?, name: row.get(1)?, party: row.get(2)?, function: row.get(3)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    found.text = texts::newest(db, id)?;
    Ok(Some(found))
}

fn transcript(db: &Connection, id: Guid) -> Result<Option<Indexable>> {
    let found = db
        .prepare_cached(
            "select coalesce(t.status, ''), m.title, m.kind, m.date
             from transcripts t left join meetings m on m.id = t.meeting and m.deleted = 0
             where t.id = $1 and t.deleted = 0 and coalesce(t.status, '') <> 'Casco'
               and not exists (
                   select 1 from transcripts n
                   where n.meeting = t.meeting and n.deleted = 0 and coalesce(n.status, '') <> 'Casco'
                     and (n.updated > t.updated or (n.updated = t.updated and n.id > t.id))
               )",
        )?
        .query_row([&id.0[..]], |row| {
            Ok(Indexable {
                number: id.to_string(),
                kind: "Verslag".to_owned(),
                title: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
                subject: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
                date: row.get(3)?,
                ..Indexable::default()
            })
        })
        .optional()?;
    let Some(mut found) = found else { return Ok(None) };
    found.text = texts::newest(db, id)?;
    Ok(Some(found))
}
