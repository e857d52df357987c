//! Promises and the later papers that meet them: what a paper may be compared with, and what was found.

use model::Guid;
use rusqlite::{Connection, params};

use super::questions::paper_number;
use crate::show::person::PAPER;
use crate::show::text;
use crate::{Result, Store};

/// A promise in an earlier paper, with what ties the later paper to that paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PromiseFacts {
    /// Number of the paper that promises.
    pub document: String,
    /// Its paper: `29995-40`.
    pub paper: Option<String>,
    /// Day of the paper that promises.
    pub date: Option<String>,
    /// Place of the promise in it.
    pub position: i64,
    /// The sentence.
    pub quote: String,
    /// Last day of its window.
    pub due_to: Option<String>,
    /// The sentences in which the later paper cites the paper; empty when both only share a dossier or a case.
    pub citing: Vec<(String, u32)>,
}

/// What a later paper is to a promise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fulfilment {
    /// Number of the promise in the register, or paper and place: `2026D00010/3`.
    pub promise: String,
    /// `number`: cites the number of the register; `said`: says that a promise is met; `cited`: cites the paper and shares
    /// its subject; `possible`: shares dossier and subject.
    pub evidence: &'static str,
    /// The passage.
    pub quote: String,
    /// Where it stands, in characters.
    pub start: u32,
}

impl Store {
    /// Promises in earlier papers that a paper cites, or that share a dossier or a case with it; at most 400.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn promises_before(&self, document: Guid) -> Result<Vec<PromiseFacts>> {
        let db = self.read();
        let mut statement = db.prepare_cached(&format!(
            "with own as (select id, date from documents where id = $1),
                  near (id, position) as (
                      select b.from_id, 0
                      from links l
                      join links b on b.to_id = l.to_id and b.kind = l.kind and b.from_id <> l.from_id
                      where l.from_id = $1 and l.kind in (7, 8)
                      union
                      select d.id, 0
                      from citations t
                      join documents d on d.number = t.target
                      where t.document = $1 and t.kind = 'document')
             select d.number, o.number, o.addition, d.sub_number, d.date, p.position, p.quote, p.due_to
             from near n
             join promises p on p.document = n.id
             join documents d on d.id = n.id and d.deleted = 0 and d.number is not null
             join own on d.date < own.date
             {PAPER}
             order by d.date desc
             limit 400"
        ))?;
        let mut found = statement
            .query_map(params![&document.0[..]], |row| {
                Ok(PromiseFacts {
                    document: row.get(0)?,
                    paper: paper_number(row.get(1)?, text(row, 2)?, row.get(3)?),
                    date: text(row, 4)?,
                    position: row.get(5)?,
                    quote: row.get(6)?,
                    due_to: text(row, 7)?,
                    citing: Vec::new(),
                })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        if found.is_empty() {
            return Ok(found);
        }
        let citations: Vec<(String, String, u32)> = db
            .prepare_cached(
                "select target, quote, start
                 from citations
                 where document = $1 and kind in ('kamerstuk', 'document')
                 order by position
                 limit 5000",
            )?
            .query_map([&document.0[..]], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        for promise in &mut found {
            promise.citing = citations
                .iter()
                .filter(|(target, _, _)| {
                    *target == promise.document || promise.paper.as_ref() == Some(target)
                })
                .map(|(_, quote, start)| (quote.clone(), *start))
                .collect();
        }
        Ok(found)
    }

    /// Papers that follow on the promises of a paper: they are to be related anew when its promises change.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn has_promises(&self, document: Guid) -> Result<bool> {
        let db = self.read();
        let count: i64 = db
            .prepare_cached("select count(*) from promises where document = $1")?
            .query_row([&document.0[..]], |row| row.get(0))?;
        Ok(count > 0)
    }
}

pub(super) fn save(db: &Connection, document: Guid, found: &[Fulfilment]) -> Result<()> {
    db.prepare_cached("delete from fulfilments where document = $1")?.execute([&document.0[..]])?;
    for fulfilment in found {
        db.prepare_cached(
            "insert or ignore into fulfilments (promise, document, evidence, quote, start) values ($1, $2, $3, $4, $5)",
        )?
        .execute(params![
            fulfilment.promise,
            &document.0[..],
            fulfilment.evidence,
            fulfilment.quote,
            fulfilment.start
        ])?;
    }
    Ok(())
}
