//! Day and number of its paper beside each unit and each undertaking: the rows themselves are made from texts.

use model::{Category, Guid};
use rusqlite::{Connection, OptionalExtension};

use super::{Gathered, Make, execute, papers};
use crate::Result;
use crate::show::places;

pub(crate) const TABLE: Gathered = Gathered {
    tables: &[],
    of: &[Category::Document],
    touched: papers,
    make: Make::Own { renew, all: renew_all },
};

/// The columns that order them, of a paper `d`.
const PLACE: &str =
    "coalesce(d.date, '') as date, case when d.deleted = 0 then coalesce(d.number, '') else '' end as paper";

/// Day and number of a paper, both empty where they are not known; no number while it is withdrawn.
pub(crate) fn place(db: &Connection, document: Guid) -> Result<(String, String)> {
    let found = db
        .prepare_cached(&format!("select {PLACE} from documents d where d.id = $1"))?
        .query_row([&document.0[..]], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.unwrap_or_default())
}

fn renew(db: &Connection, ids: &[Guid]) -> Result<()> {
    update(db, &format!(" and d.id in ({})", places(ids.len())), ids)
}

fn renew_all(db: &Connection) -> Result<()> {
    update(db, "", &[])
}

fn update(db: &Connection, condition: &str, ids: &[Guid]) -> Result<()> {
    for (table, key) in [("exchanges", "n"), ("promises", "position")] {
        let sql = format!(
            "update {table}
             set date = w.date, paper = w.paper
             from (select e.document, e.{key} as place, {PLACE}, e.date as date_before, e.paper as paper_before
                   from {table} e
                   join documents d on d.id = e.document
                   where 1 = 1{condition}) w
             where {table}.document = w.document and {table}.{key} = w.place
                and (w.date <> w.date_before or w.paper <> w.paper_before)"
        );
        execute(db, &sql, ids)?;
    }
    Ok(())
}
