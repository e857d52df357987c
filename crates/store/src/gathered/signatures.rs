//! One row for each actor of a paper, with what the lists of its papers are ordered by.

use model::{Category, Guid};
use rusqlite::Connection;

use super::{Gathered, Make, select};
use crate::Result;
use crate::show::places;

pub(crate) const TABLE: Gathered = Gathered {
    tables: &["signatures"],
    of: &[Category::Document, Category::DocumentActor],
    touched,
    make: Make::Rows { table: "signatures", key: "document", from: "a.document", insert },
};

fn touched(db: &Connection, category: Category, ids: &[Guid]) -> Result<Vec<Guid>> {
    if category == Category::Document {
        return Ok(ids.to_vec());
    }
    let list = places(ids.len());
    select(db, &format!("select distinct document from document_actors where id in ({list})"), ids)
}

fn insert(condition: &str) -> String {
    format!(
        "insert into signatures (document, actor, person, party, leads, kind, date, number)
         select a.document, a.id, a.person, coalesce(a.party_name, ''), coalesce(a.role = 'Eerste ondertekenaar', 0),
                coalesce(d.kind, ''), coalesce(d.date, ''), d.number
         from document_actors a
         join documents d on d.id = a.document and d.deleted = 0 and d.number is not null
         where a.deleted = 0 and (a.person is not null or a.party_name <> '' and a.role = 'Eerste ondertekenaar'){condition}"
    )
}
