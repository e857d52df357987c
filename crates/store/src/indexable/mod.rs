//! What the index needs to know of a record, gathered in a few statements; and which records the index waits for.
//!
//! Start with [`INDEXED`] (what can be found) and [`Store::indexable`].

use jiff::Timestamp;
use model::facts::Extract;
use model::{Category, DocumentText, Guid};
use rusqlite::{Connection, OptionalExtension, params};

use crate::corrections::Corrected;
use crate::queue::{Job, Work};
use crate::{Error, Result, Store};

mod papers;
mod people;
mod proceedings;

/// The categories whose records can be found.
pub const INDEXED: [Category; 14] = [
    Category::Document,
    Category::Transcript,
    Category::Commitment,
    Category::Case,
    Category::Dossier,
    Category::Activity,
    Category::AgendaItem,
    Category::Decision,
    Category::Person,
    Category::Committee,
    Category::Party,
    Category::Gift,
    Category::Trip,
    Category::SideJob,
];

/// Seconds that a record waits for its text before it is indexed without.
const TEXT_PATIENCE: i64 = 60;
/// Seconds without a change after which a record counts as settled.
const SETTLED: i64 = 2;
/// Seconds that records wait at most for the first load of their signatories and votes.
const FIRST_LOAD_PATIENCE: i64 = 600;

/// A record with everything that it can be found and filtered by. What a category does not have stays empty.
#[derive(Debug, Clone, Default)]
pub struct Indexable {
    /// Official number; the id where the source gives none.
    pub number: String,
    /// Kind as the source says: `Brief regering`, `Commissiedebat`.
    pub kind: String,
    /// Title or name.
    pub title: String,
    /// Subject, where there is one beside the title.
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
    /// Committees that it belongs to.
    pub committees: Vec<String>,
    /// Where it stands: `aangenomen`, `Openstaand`.
    pub status: Vec<String>,
    /// Votes: `VVD voor`.
    pub votes: Vec<String>,
    /// Texts of its own: the words of a commitment, the remark of a decision.
    pub texts: Vec<String>,
    /// What it is a part of, on whose page it stands.
    pub part_of: Option<Whole>,
    /// Its text, if it was read.
    pub text: Option<DocumentText>,
    /// What was found in its text.
    pub extract: Option<Extract>,
    /// What people corrected in that: what they reject is not put into the index.
    pub corrected: Corrected,
}

/// What a record is a part of: the activity of an agenda item, the person of a gift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// Its category.
    pub category: Category,
    /// Its official number.
    pub number: String,
    /// Its name.
    pub name: String,
}

/// Somebody in a role.
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

/// Which work for the index is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Everything that is due.
    Due,
    /// Only what has come to rest: a record whose text or actors are on their way is put once, with them. It does not
    /// wait for a long queue of files.
    Settled,
}

impl Store {
    /// A live record of a category that can be found; none when it is withdrawn, not there, or cannot be found.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn indexable(&self, category: Category, id: Guid) -> Result<Option<Indexable>> {
        let db = self.read();
        match category {
            Category::Document => papers::document(&db, id),
            Category::Transcript => papers::transcript(&db, id),
            Category::Commitment => papers::commitment(&db, id),
            Category::Case => papers::case(&db, id),
            Category::Dossier => papers::dossier(&db, id),
            Category::Activity => proceedings::activity(&db, id),
            Category::AgendaItem => proceedings::agenda_item(&db, id),
            Category::Decision => proceedings::decision(&db, id),
            Category::Person => people::person(&db, id),
            Category::Committee => people::committee(&db, id),
            Category::Party => people::party(&db, id),
            Category::Gift => people::gift(&db, id),
            Category::Trip => people::trip(&db, id),
            Category::SideJob => people::side_job(&db, id),
            _ => Ok(None),
        }
    }

    /// The work of the index that is due, at most `limit`; it stays in the queue until it is done.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn index_work(&self, pace: Pace, now: Timestamp, limit: usize) -> Result<Vec<Work>> {
        let db = self.read();
        let ago = |seconds: i64| {
            now.checked_sub(jiff::SignedDuration::from_secs(seconds)).unwrap_or(now).to_string()
        };
        let (settled, with_text) = match pace {
            Pace::Due => (now.to_string(), now.to_string()),
            Pace::Settled if parts_are_coming(&db)? => (ago(FIRST_LOAD_PATIENCE), ago(TEXT_PATIENCE)),
            Pace::Settled => (ago(SETTLED), ago(TEXT_PATIENCE)),
        };
        let mut statement = db.prepare_cached(
            "select subject, category, rank, attempts, due from queue q
             where job = $1 and due <= $2
               and (due <= $3 or not exists (
                   select 1 from queue w
                   where w.subject = q.subject and w.job in ('fetch_original', 'read_text', 'read_structure')
                     and w.attempts = 0))
             order by rank
             limit $4",
        )?;
        let rows =
            statement.query_map(params![Job::Index.name(), settled, with_text, limit as i64], |row| {
                Ok((
                    row.get::<_, [u8; 16]>(0)?,
                    row.get::<_, String>(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                ))
            })?;
        rows.map(|row| {
            let (subject, category, rank, attempts, due) = row?;
            let category = category
                .parse()
                .map_err(|error: model::category::NotACategory| Error::Unreadable(error.to_string()))?;
            Ok(Work { job: Job::Index, subject: Guid(subject), category, rank, attempts, due })
        })
        .collect()
    }

    /// Whether a first load is under way that brings signatories, votes or seats.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn parts_are_coming(&self) -> Result<bool> {
        parts_are_coming(&self.read())
    }

    /// Other records that show what a record says: the motion of a decision, the transcript of a meeting.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn shown_by(&self, category: Category, id: Guid) -> Result<Vec<(Category, Guid)>> {
        let (sql, shown) = match category {
            Category::Decision => (
                "select d.id
                 from links c
                 join links l on l.to_id = c.to_id and l.kind = 7
                 join documents d on d.id = l.from_id and d.deleted = 0
                 where c.from_id = $1 and c.kind = 3 and d.kind like 'Motie%'
                 limit 100",
                Category::Document,
            ),
            Category::Meeting => (
                "select id from transcripts where meeting = $1 and deleted = 0 limit 100",
                Category::Transcript,
            ),
            _ => return Ok(Vec::new()),
        };
        let db = self.read();
        let mut statement = db.prepare_cached(sql)?;
        let rows = statement.query_map([&id.0[..]], |row| Ok((shown, Guid(row.get(0)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
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
}

/// Categories whose records change what is found of others: signatories, votes, seats.
const PARTS: [Category; 6] = [
    Category::DocumentActor,
    Category::CaseActor,
    Category::ActivityActor,
    Category::Vote,
    Category::PartyMember,
    Category::CommitteeMember,
];

/// Whether a first load is under way and some of [`PARTS`] are still to come.
fn parts_are_coming(db: &Connection) -> Result<bool> {
    let mut statement =
        db.prepare_cached("select category, caught_up is not null or error is not null from checkpoints")?;
    let known: Vec<(String, bool)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let here = |category: &Category| known.iter().any(|(name, here)| *here && name == category.source());
    Ok(!known.is_empty() && !PARTS.iter().all(here))
}

/// The first row that a statement finds for an id.
fn one<T>(
    db: &Connection,
    sql: &str,
    id: Guid,
    read: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>> {
    Ok(db.prepare_cached(sql)?.query_row([&id.0[..]], read).optional()?)
}

/// Every row that a statement finds for an id.
fn all<T>(
    db: &Connection,
    sql: &str,
    id: Guid,
    read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([&id.0[..]], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Text; none is empty.
fn text(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(row.get::<_, Option<String>>(at)?.unwrap_or_default())
}

/// Role, name, party and function from four columns.
fn actor(row: &rusqlite::Row<'_>) -> rusqlite::Result<Actor> {
    let filled = |text: String| Some(text).filter(|text| !text.is_empty());
    Ok(Actor {
        role: text(row, 0)?,
        name: text(row, 1)?,
        party: filled(text(row, 2)?),
        function: filled(text(row, 3)?),
    })
}

/// Number and addition of a dossier from two columns.
fn dossier_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<(i64, Option<String>)> {
    Ok((row.get(0)?, row.get(1)?))
}
