//! What extractors found in documents: kept whole, and as rows that can be asked from both sides.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::civil::Date;
use model::facts::{Claim, DueWindow, Extract, ReferenceKind};
use model::number::Kamerstuk;
use model::{CharIndex, Guid};
use rusqlite::{Connection, OptionalExtension, params};

use crate::addresses;
use crate::blobs::Hash;
use crate::corrections::{self, Corrected};
use crate::gathered::{claims, ministries, passages};
use crate::queue::{self, Work};
use crate::{Result, Store, packed};

/// Effort of compression.
const COMPRESSION: i32 = 3;

/// The structure of a document, just read.
#[derive(Debug)]
pub struct Structured {
    /// The work that asked for it.
    pub work: Work,
    /// The original that it was read from.
    pub hash: Hash,
    /// What was found.
    pub extract: Extract,
    /// The sentence around each reference, in the order of `extract.references`.
    pub quotes: Vec<String>,
    /// Targets that the records told for motions that the text only names, in the order of `extract.motions`.
    pub resolved: Vec<Option<String>>,
    /// What follows.
    pub following: Vec<Work>,
}

/// What a document's record says, for its extractors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Its day.
    pub date: Option<Date>,
    /// Kind of paper as the source says.
    pub kind: Option<String>,
    /// Its official number.
    pub number: Option<String>,
    /// Its title.
    pub title: Option<String>,
}

/// A motion that a name may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MotionPaper {
    /// Number of its paper: `23432-620`.
    pub paper: String,
    /// Its subject: `Motie van het lid … over …`.
    pub subject: String,
    /// When it was moved.
    pub date: Option<Date>,
}

impl Store {
    /// What the record of a document says.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn known(&self, id: Guid) -> Result<Option<Known>> {
        let db = self.read();
        Ok(db
            .prepare_cached("select date, kind, number, coalesce(title, subject) from documents where id = $1 and deleted = 0")?
            .query_row([&id.0[..]], |row| {
                let date: Option<String> = row.get(0)?;
                Ok(Known { date: date.and_then(|date| date.parse().ok()), kind: row.get(1)?, number: row.get(2)?, title: row.get(3)? })
            })
            .optional()?)
    }

    /// What the record of a transcript says: the day and title of its meeting.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn known_meeting(&self, transcript: Guid) -> Result<Option<Known>> {
        let db = self.read();
        Ok(db
            .prepare_cached(
                "select m.date, m.title
                 from transcripts t
                 left join meetings m on m.id = t.meeting and m.deleted = 0
                 where t.id = $1 and t.deleted = 0",
            )?
            .query_row([&transcript.0[..]], |row| {
                let date: Option<String> = row.get(0)?;
                let date = date.and_then(|date| date.parse().ok());
                Ok(Known { date, kind: None, number: None, title: row.get(1)? })
            })
            .optional()?)
    }

    /// Motions with a number of a paper that were moved in a period and whose subject is `wanted`, newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn motions_moved(
        &self,
        from: Date,
        until: Date,
        mut wanted: impl FnMut(&str) -> bool,
    ) -> Result<Vec<MotionPaper>> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select d.subject, s.number, s.addition, d.sub_number, d.date
             from documents d
             join links l on l.from_id = d.id and l.kind = $1
             join dossiers s on s.id = l.to_id and s.deleted = 0
             where d.deleted = 0
               and d.kind in ('Motie', 'Motie (gewijzigd/nader)')
               and d.sub_number > 0
               and d.date >= $2
               and d.date <= $3
               and d.subject is not null
             order by d.date desc, d.number desc",
        )?;
        let kind = model::LinkKind::DocumentDossier as u8;
        let mut rows = statement.query(params![kind, from.to_string(), until.to_string()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let subject = row.get_ref(0)?.as_str().unwrap_or_default();
            if !wanted(subject) {
                continue;
            }
            let subject = subject.to_owned();
            let (number, addition, sub): (i64, Option<String>, i64) = (row.get(1)?, row.get(2)?, row.get(3)?);
            let dossier =
                addition.map_or_else(|| number.to_string(), |addition| format!("{number}-{addition}"));
            let date: Option<String> = row.get(4)?;
            found.push(MotionPaper {
                paper: format!("{dossier}-{sub}"),
                subject,
                date: date.and_then(|date| date.parse().ok()),
            });
        }
        Ok(found)
    }

    /// The day of each of these papers that is here: the first day, where several documents have one number.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn paper_dates(&self, papers: &HashSet<Kamerstuk>) -> Result<HashMap<Kamerstuk, Date>> {
        let wanted: Vec<(u32, i64)> =
            papers.iter().filter_map(|paper| Some((paper.dossier.number, paper.sub.parse().ok()?))).collect();
        let mut dates = HashMap::new();
        let db = self.read();
        for some in wanted.chunks(400) {
            let pairs = vec!["(?, ?)"; some.len()].join(", ");
            let sql = format!(
                "with wanted (dossier, sub) as (values {pairs})
                 select o.number, o.addition, n.sub_number, min(d.date)
                 from wanted w
                 join dossiers o on o.number = w.dossier and o.deleted = 0
                 join numbered_papers n on n.dossier = o.id and n.sub_number = w.sub
                 join documents d on d.id = n.document and d.deleted = 0
                 group by o.number, o.addition, n.sub_number"
            );
            let values = some.iter().flat_map(|(dossier, sub)| [i64::from(*dossier), *sub]);
            let mut statement = db.prepare(&sql)?;
            let mut rows = statement.query(rusqlite::params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                let (number, addition): (i64, Option<String>) = (row.get(0)?, row.get(1)?);
                let (sub, date): (i64, Option<String>) = (row.get(2)?, row.get(3)?);
                let dossier =
                    addition.map_or_else(|| number.to_string(), |addition| format!("{number}-{addition}"));
                if let (Ok(dossier), Some(date)) = (dossier.parse(), date.and_then(|date| date.parse().ok()))
                {
                    dates.insert(Kamerstuk { dossier, sub: sub.to_string() }, date);
                }
            }
        }
        Ok(dates)
    }

    /// Every dossier that there is, as `23432` or `36800-V`.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn dossier_numbers(&self) -> Result<HashSet<String>> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select number, addition from dossiers where deleted = 0 and number is not null",
        )?;
        let rows = statement.query_map([], |row| {
            let (number, addition): (i64, Option<String>) = (row.get(0)?, row.get(1)?);
            Ok(addition.map_or_else(|| number.to_string(), |addition| format!("{number}-{addition}")))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Saves a batch of structures in place of the older ones; their work is done, what follows is put.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn save_structures(&self, batch: &[Structured], version: u32, at: Timestamp) -> Result<()> {
        let at = at.to_string();
        self.write(|db| {
            for structured in batch {
                save(db, structured, version)?;
                queue::remove(db, &structured.work)?;
                for work in &structured.following {
                    queue::put(db, work, &at)?;
                }
            }
            Ok(())
        })
    }

    /// Whether the structure of this original was made by this version of the extractors.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn has_structure(&self, document: Guid, hash: Hash, version: u32) -> Result<bool> {
        let db = self.read();
        let found: Option<([u8; 32], u32)> = db
            .prepare_cached("select hash, version from structures where document = $1")?
            .query_row([&document.0[..]], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(found == Some((hash.0, version)))
    }

    /// The structure of a document.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn structure(&self, document: Guid) -> Result<Option<Extract>> {
        of(&self.read(), document)
    }
}

/// The structure of a document.
pub(crate) fn of(db: &Connection, document: Guid) -> Result<Option<Extract>> {
    let body: Option<Vec<u8>> = db
        .prepare_cached("select body from structures where document = $1")?
        .query_row([&document.0[..]], |row| row.get(0))
        .optional()?;
    body.map(|body| packed::unpack_json(&body)).transpose()
}

/// The sentence around each reference: from the paragraph that holds it, cut at full stops.
pub fn quote(index: &CharIndex, span: model::Span, paragraph: model::Span) -> String {
    let text = index.slice(paragraph);
    let inside = index.byte_at(span.start).saturating_sub(index.byte_at(paragraph.start)).min(text.len());
    let end = index.byte_at(span.end).saturating_sub(index.byte_at(paragraph.start)).min(text.len());
    let stop = |at: &(usize, &str)| text[at.0 + 2..].starts_with(char::is_uppercase);
    let start = text[..inside].match_indices(". ").filter(stop).last().map_or(0, |(at, _)| at + 2);
    let finish = text[end..]
        .match_indices(". ")
        .map(|(at, mark)| (at + end, mark))
        .find(stop)
        .map_or(text.len(), |(at, _)| at + 1);
    text[start..finish].trim().to_owned()
}

fn save(db: &Connection, structured: &Structured, version: u32) -> Result<()> {
    let document = &structured.work.subject.0[..];
    let mut extract = Cow::Borrowed(&structured.extract);
    match extract.exchanges.is_empty() {
        true => addresses::give(db, structured.work.subject, &mut [])?,
        false => addresses::give(db, structured.work.subject, &mut extract.to_mut().exchanges)?,
    }
    let body = packed::pack_json(&*extract, COMPRESSION)?;
    db.prepare_cached(
        "insert into structures (document, hash, version, body) values ($1, $2, $3, $4)
         on conflict (document) do update set hash = excluded.hash, version = excluded.version, body = excluded.body",
    )?
    .execute(params![document, &structured.hash.0[..], version, body])?;
    save_rows(db, structured.work.subject, &extract, &structured.quotes, &structured.resolved)
}

/// Saves the rows of a document from its kept structure, as when its corrections changed.
pub(crate) fn save_again(db: &Connection, id: Guid) -> Result<()> {
    let document = &id.0[..];
    let Some(extract) = of(db, id)? else { return Ok(()) };
    // sentences and what the records told are kept in the rows alone; of what was rejected they are gone
    let mut quotes = vec![String::new(); extract.references.len()];
    for (at, reference) in extract.references.iter().enumerate() {
        quotes[at].clone_from(&reference.text);
    }
    let kept: Vec<(i64, String)> = db
        .prepare_cached("select position, quote from citations where document = $1")?
        .query_map([document], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (at, quote) in kept {
        if let Some(place) = quotes.get_mut(at as usize) {
            *place = quote;
        }
    }
    let mut resolved = vec![None; extract.motions.len()];
    let kept: Vec<(i64, Option<String>)> = db
        .prepare_cached("select position, target from motion_mentions where document = $1 and told = 0")?
        .query_map([document], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (at, target) in kept {
        if let Some(place) = resolved.get_mut(at as usize) {
            *place = target;
        }
    }
    save_rows(db, id, &extract, &quotes, &resolved)
}

/// Saves the rows that lists read, without what people rejected.
fn save_rows(
    db: &Connection,
    id: Guid,
    extract: &Extract,
    quotes: &[String],
    resolved: &[Option<String>],
) -> Result<()> {
    let document = &id.0[..];
    // who answers or promises in it tells of which ministries a paper is
    let mut told = !extract.exchanges.is_empty() || !extract.commitments.is_empty();
    for table in ["citations", "exchanges", "motion_mentions", "promises", "calls"] {
        let gone =
            db.prepare_cached(&format!("delete from {table} where document = $1"))?.execute([document])?;
        told |= gone > 0 && matches!(table, "exchanges" | "promises");
    }
    let corrected = Corrected::of(extract, corrections::of_document(db, id)?);
    let (date, paper) = passages::place(db, id)?;
    for (at, reference) in extract.references.iter().enumerate() {
        if corrected.rejects("reference", at) {
            continue;
        }
        db.prepare_cached(
            "insert into citations (document, position, kind, target, text, quote, start, stop, note) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )?
        .execute(params![
            document,
            at as i64,
            kind_name(reference.kind),
            corrected.target("reference", at).unwrap_or(&reference.target),
            reference.text,
            quotes.get(at).map_or("", String::as_str),
            reference.span.start,
            reference.span.end,
            reference.note
        ])?;
    }
    for (at, exchange) in extract.exchanges.iter().enumerate() {
        if corrected.rejects("exchange", at) {
            continue;
        }
        db.prepare_cached(
            "insert into exchanges (document, n, number, party, members, heading, respondent, question, answer, see,
                 question_start, question_stop, answer_start, answer_stop, date, paper, answered)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        )?
        .execute(params![
            document,
            exchange.n(at) as i64,
            exchange.number,
            exchange.askers.party,
            serde_json::to_string(&exchange.askers.members)?,
            exchange.heading,
            exchange.respondent,
            exchange.question,
            exchange.answer,
            serde_json::to_string(&exchange.see)?,
            exchange.question_span.start,
            exchange.question_span.end,
            exchange.answer_span.start,
            exchange.answer_span.end,
            date,
            paper,
            !exchange.answer.is_empty()
        ])?;
    }
    for (at, mention) in extract.motions.iter().enumerate() {
        if corrected.rejects("motion", at) {
            continue;
        }
        let set = corrected.target("motion", at);
        let resolved = resolved.get(at).and_then(Option::as_ref);
        db.prepare_cached(
            "insert into motion_mentions (document, position, name, target, told, claim, quote, start, stop) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )?
        .execute(params![
            document,
            at as i64,
            mention.name,
            set.or(mention.target.as_deref()).or(resolved.map(String::as_str)),
            set.is_some() || mention.target.is_some(),
            claim_name(mention.claim),
            mention.quote,
            mention.span.start,
            mention.span.end
        ])?;
    }
    if !extract.motions.is_empty() {
        claims::renew(db, &[id])?;
    }
    for (at, promise) in extract.commitments.iter().enumerate() {
        if corrected.rejects("commitment", at) {
            continue;
        }
        let (from, to, text) = window(promise.due.as_ref());
        db.prepare_cached(
            "insert into promises (document, position, quote, promiser, due_from, due_to, due_text, start, stop, date, paper)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )?
        .execute(params![
            document,
            at as i64,
            promise.quote,
            promise.by,
            from,
            to,
            text,
            promise.span.start,
            promise.span.end,
            date,
            paper
        ])?;
    }
    for (at, call) in extract.calls.iter().enumerate() {
        if corrected.rejects("call", at) {
            continue;
        }
        let (from, to, text) = window(call.due.as_ref());
        db.prepare_cached(
            "insert into calls (document, position, quote, caller, callee, due_from, due_to, due_text, start, stop) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )?
        .execute(params![document, at as i64, call.quote, call.by, call.to, from, to, text, call.span.start, call.span.end])?;
    }
    if told { ministries::renew(db, &[id]) } else { Ok(()) }
}

fn window(due: Option<&DueWindow>) -> (Option<String>, Option<String>, Option<&str>) {
    let Some(due) = due else { return (None, None, None) };
    (due.from.map(|date| date.to_string()), due.to.map(|date| date.to_string()), Some(&due.text))
}

/// The name of a kind in the contract and the store.
pub fn kind_name(kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::Kamerstuk => "kamerstuk",
        ReferenceKind::Document => "document",
        ReferenceKind::Zaak => "zaak",
        ReferenceKind::Activiteit => "activiteit",
        ReferenceKind::Handelingen => "handelingen",
        ReferenceKind::Aanhangsel => "aanhangsel",
        ReferenceKind::Law => "law",
        ReferenceKind::Web => "web",
    }
}

/// The name of a claim in the contract and the store.
pub fn claim_name(claim: Claim) -> &'static str {
    match claim {
        Claim::Done => "done",
        Claim::InProgress => "in_progress",
        Claim::WillDo => "will_do",
        Claim::NotDone => "not_done",
        Claim::LeftToNextCabinet => "left_to_next_cabinet",
        Claim::AdvisedAgainst => "advised_against",
        Claim::Mentioned => "mentioned",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Span;

    #[test]
    fn the_citing_sentence_is_quoted_not_the_whole_paragraph() {
        let text = "Eerst dit. Zie Kamerstuk 29995, nr. 12. Daarna nog iets.";
        let index = CharIndex::new(text);
        let at = text.find("Kamerstuk").unwrap() as u32;
        let quoted = quote(&index, Span::new(at, at + 23), Span::new(0, index.chars()));
        assert_eq!(quoted, "Zie Kamerstuk 29995, nr. 12.");
    }

    #[test]
    fn names_are_those_of_the_contract() {
        for kind in [ReferenceKind::Kamerstuk, ReferenceKind::Law, ReferenceKind::Web, ReferenceKind::Zaak] {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind_name(kind));
        }
        for claim in [Claim::Done, Claim::LeftToNextCabinet, Claim::NotDone, Claim::Mentioned] {
            assert_eq!(serde_json::to_value(claim).unwrap(), claim_name(claim));
        }
    }
}
