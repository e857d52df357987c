//! One row for each commitment of the register whose day was another before, or that is the change of another.

use model::{Category, Guid, LinkKind};
use rusqlite::Connection;

use super::{Gathered, Make};
use crate::Result;

pub(crate) const TABLE: Gathered = Gathered {
    tables: &["moved_commitments"],
    of: &[Category::Commitment],
    touched,
    make: Make::Rows { table: "moved_commitments", key: "commitment", from: "t.id", insert },
};

fn touched(_: &Connection, _: Category, ids: &[Guid]) -> Result<Vec<Guid>> {
    Ok(ids.to_vec())
}

fn insert(condition: &str) -> String {
    let changes = LinkKind::ChangeOf as u8;
    format!(
        "insert into moved_commitments (commitment, made)
         select t.id, coalesce(t.made, '')
         from commitments t
         where t.deleted = 0
            and (exists (select 1
                         from events v
                         where v.id = t.id and v.kind = 'changed' and instr(v.changes, '\"due\"') > 0)
                 or exists (select 1 from links l where l.from_id = t.id and l.kind = {changes})){condition}"
    )
}
