//! One row for each paper and committee that a case of the paper was put to.

use model::{Category, Guid, LinkKind};
use rusqlite::Connection;

use super::{Gathered, Make, select};
use crate::Result;
use crate::show::places;

pub(crate) const TABLE: Gathered = Gathered {
    tables: &["committee_papers"],
    of: &[Category::Document, Category::CaseActor],
    touched,
    make: Make::Rows { table: "committee_papers", key: "document", from: "d.id", insert },
};

const CASE: u8 = LinkKind::DocumentCase as u8;

fn touched(db: &Connection, category: Category, ids: &[Guid]) -> Result<Vec<Guid>> {
    if category == Category::Document {
        return Ok(ids.to_vec());
    }
    let sql = format!(
        "select distinct l.from_id
         from case_actors a
         join links l on l.to_id = a.case_id and l.kind = {CASE}
         where a.id in ({}) and a.committee is not null",
        places(ids.len())
    );
    select(db, &sql, ids)
}

fn insert(condition: &str) -> String {
    format!(
        "insert into committee_papers (document, committee, date, number)
         select distinct d.id, a.committee, coalesce(d.date, ''), d.number
         from documents d
         join links l on l.from_id = d.id and l.kind = {CASE}
         join case_actors a on a.case_id = l.to_id and a.deleted = 0 and a.committee is not null
         where d.deleted = 0 and d.number is not null{condition}"
    )
}
