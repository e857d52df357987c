//! The text of each original, kept by content: the same bytes are read once, however many records carry them.

use jiff::Timestamp;
use model::text::Problem;
use model::{DocumentText, Guid};
use rusqlite::{Connection, OptionalExtension, params};

use crate::blobs::Hash;
use crate::debates::Debate;
use crate::originals::subject;
use crate::problems::{self, Stage};
use crate::queue::{self, Work};
use crate::{Error, Result, Store, packed};

/// Effort of compression: texts are written once and read often.
const COMPRESSION: i32 = 3;

/// The format of transcripts, as it is kept.
const TRANSCRIPT: &str = "transcript";

/// A text that was just read.
#[derive(Debug)]
pub struct Read {
    /// The work that asked for it.
    pub work: Work,
    /// Which original it was read from.
    pub hash: Hash,
    /// The text; none when it was there already.
    pub text: Option<PackedText>,
    /// What follows.
    pub following: Vec<Work>,
}

/// A text compressed where it was read, so that the writer need not.
#[derive(Debug)]
pub struct PackedText {
    format: String,
    chars: usize,
    problem: Option<Problem>,
    body: Vec<u8>,
    debate: Debate,
}

impl PackedText {
    /// Packs a text.
    ///
    /// # Errors
    /// Never for a text that a reader made.
    pub fn new(text: &DocumentText) -> Result<PackedText> {
        let body = packed::pack_json(text, COMPRESSION)?;
        let serde_json::Value::String(format) = serde_json::to_value(text.format)? else {
            return Err(Error::Unreadable("a format that is no word".into()));
        };
        Ok(PackedText {
            format,
            chars: text.text.chars().count(),
            problem: text.problems.first().cloned(),
            body,
            debate: Debate::of(text),
        })
    }
}

impl Store {
    /// Whether an original was read by this version of the readers.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn has_text(&self, hash: Hash, reader: u32) -> Result<bool> {
        let db = self.read();
        let found: Option<u32> = db
            .prepare_cached("select reader from texts where hash = $1")?
            .query_row([&hash.0[..]], |row| row.get(0))
            .optional()?;
        Ok(found == Some(reader))
    }

    /// Saves a batch of texts; their work is done, what follows is put.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn save_texts(&self, batch: &[Read], reader: u32, at: Timestamp) -> Result<()> {
        let at = at.to_string();
        self.write(|db| {
            for read in batch {
                save(db, read, reader, &at)?;
            }
            Ok(())
        })
    }

    /// Forgets by which readers the texts were read, so that each is read again when its work comes.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn forget_texts(&self) -> Result<()> {
        self.write(|db| {
            db.execute("update texts set reader = 0", [])?;
            Ok(())
        })
    }

    /// The text of an original.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn text(&self, hash: Hash) -> Result<Option<DocumentText>> {
        let db = self.read();
        let body: Option<Vec<u8>> = db
            .prepare_cached("select body from texts where hash = $1")?
            .query_row([&hash.0[..]], |row| row.get(0))
            .optional()?;
        body.map(|body| packed::unpack_json(&body)).transpose()
    }

    /// The text of the newest original of a record.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn text_of(&self, id: Guid) -> Result<Option<DocumentText>> {
        let db = self.read();
        newest(&db, id)
    }
}

pub(crate) fn newest(db: &Connection, id: Guid) -> Result<Option<DocumentText>> {
    let body: Option<Vec<u8>> = db
        .prepare_cached("select t.body from originals o join texts t on t.hash = o.hash where o.id = $1 order by o.version desc limit 1")?
        .query_row([&id.0[..]], |row| row.get(0))
        .optional()?;
    body.map(|body| packed::unpack_json(&body)).transpose()
}

fn save(db: &Connection, read: &Read, reader: u32, at: &str) -> Result<()> {
    queue::remove(db, &read.work)?;
    if let Some(text) = &read.text {
        db.prepare_cached(
            "insert into texts (hash, reader, format, chars, problem, body) values ($1, $2, $3, $4, $5, $6)
             on conflict (hash) do update set reader = excluded.reader, format = excluded.format, chars = excluded.chars,
                 problem = excluded.problem, body = excluded.body",
        )?
        .execute(params![
            &read.hash.0[..],
            reader,
            text.format,
            text.chars as i64,
            text.problem.as_ref().map(|problem| &problem.code),
            text.body
        ])?;
        if text.format == TRANSCRIPT {
            text.debate.save(db, read.hash)?;
        }
        problems::clear(db, Stage::Reading, &subject(&read.work))?;
        // an original without text is a result; it is counted, and only a failure is a problem
        if let Some(problem) = text.problem.as_ref().filter(|problem| problem.code != "no_text") {
            problems::note(db, Stage::Reading, &subject(&read.work), problem, at)?;
        }
    }
    for work in &read.following {
        queue::put(db, work, at)?;
    }
    Ok(())
}
