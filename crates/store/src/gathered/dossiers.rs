//! One row for each live dossier: how many papers it has and the day of the newest.

use model::{Category, Guid, LinkKind};
use rusqlite::Connection;

use super::{Gathered, Make, select};
use crate::Result;
use crate::show::places;

pub(crate) const TABLE: Gathered = Gathered {
    tables: &["dossier_rows"],
    of: &[Category::Dossier, Category::Document],
    touched,
    make: Make::Rows { table: "dossier_rows", key: "dossier", from: "o.id", insert },
};

fn touched(db: &Connection, category: Category, ids: &[Guid]) -> Result<Vec<Guid>> {
    if category == Category::Dossier {
        return Ok(ids.to_vec());
    }
    let kind = LinkKind::DocumentDossier as u8;
    let list = places(ids.len());
    select(db, &format!("select distinct to_id from links where from_id in ({list}) and kind = {kind}"), ids)
}

fn insert(condition: &str) -> String {
    let kind = LinkKind::DocumentDossier as u8;
    format!(
        "insert into dossier_rows (dossier, newest, number, addition, documents)
         select o.id, coalesce(max(d.date), ''), o.number, coalesce(o.addition, ''), count(d.id)
         from dossiers o
         left join links l on l.to_id = o.id and l.kind = {kind}
         left join documents d on d.id = l.from_id and d.deleted = 0 and d.number is not null
         where o.deleted = 0 and o.number is not null{condition}
         group by o.id, o.number, o.addition"
    )
}
