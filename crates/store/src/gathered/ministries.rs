//! One row for each paper and ministry: of those who sign it or are asked by it, and of those who answer or promise in it.
//!
//! Names are read from functions (`minister van Defensie`), so no statement can make them: what belongs to a ministry was
//! looked for in the functions under every paper.

use std::collections::HashMap;

use model::ministry::ministries;
use model::{Category, Guid};
use rusqlite::{Connection, params, params_from_iter};

use super::{BATCH, Gathered, Make, execute, select};
use crate::Result;
use crate::relations::unbarred;
use crate::show::{guid, places};

pub(crate) const TABLE: Gathered = Gathered {
    tables: &["paper_ministries"],
    of: &[Category::Document, Category::DocumentActor],
    touched,
    make: Make::Own { renew, all: renew_all },
};

fn touched(db: &Connection, category: Category, ids: &[Guid]) -> Result<Vec<Guid>> {
    if category == Category::Document {
        return Ok(ids.to_vec());
    }
    let list = places(ids.len());
    select(db, &format!("select distinct document from document_actors where id in ({list})"), ids)
}

fn renew_all(db: &Connection) -> Result<()> {
    let all = select(db, "select id from documents where deleted = 0 and number is not null", &[])?;
    for ids in all.chunks(BATCH) {
        renew(db, ids)?;
    }
    Ok(())
}

/// The papers of a set of questions: those whose ministries it tells.
pub(crate) fn of_questions(db: &Connection, set: Guid) -> Result<Vec<Guid>> {
    select(
        db,
        "select paper from question_papers where question = $1 union select id from question_sets where id = $1",
        &[set],
    )
}

/// Renews the rows of some papers.
pub(crate) fn renew(db: &Connection, ids: &[Guid]) -> Result<()> {
    let list = places(ids.len());
    execute(db, &format!("delete from paper_ministries where document in ({list})"), ids)?;
    // words that name ministries, and lists of their names
    let sql = format!(
        "select a.document, a.function, 0
         from document_actors a
         where a.document in ({list}) and a.deleted = 0 and a.function <> ''
         union
         select e.document, e.respondent, 0 from exchanges e where e.document in ({list}) and e.respondent <> ''
         union
         select p.document, p.promiser, 0 from promises p where p.document in ({list}) and p.promiser <> ''
         union
         select p.paper, q.ministries, 1
         from question_papers p
         join question_sets q on q.id = p.question
         where p.paper in ({list})
         union
         select q.id, q.ministries, 1 from question_sets q where q.id in ({list})"
    );
    let mut found: HashMap<Guid, Vec<String>> = HashMap::new();
    let mut statement = db.prepare_cached(&sql)?;
    let mut told = statement.query(params_from_iter(ids.iter().map(|id| id.0)))?;
    while let Some(row) = told.next()? {
        let (words, names): (String, bool) = (row.get(1)?, row.get(2)?);
        let of_paper = found.entry(guid(row, 0)?).or_default();
        of_paper.extend(if names { unbarred(&words) } else { ministries(&words) });
    }
    let mut insert = db.prepare_cached(
        "insert into paper_ministries (document, ministry, date, paper)
         select d.id, $1, coalesce(d.date, ''), d.number
         from documents d
         where d.id = $2 and d.deleted = 0 and d.number is not null",
    )?;
    for (document, mut names) in found {
        names.sort_unstable();
        names.dedup();
        for name in names {
            insert.execute(params![name, &document.0[..]])?;
        }
    }
    Ok(())
}
