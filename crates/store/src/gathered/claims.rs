//! Whether it is the cabinet that speaks of a motion, beside each mention: the mentions themselves are made from texts.

use model::{Category, Guid};
use rusqlite::Connection;

use super::{Gathered, Make, execute, papers};
use crate::Result;
use crate::show::newest::CABINET_KINDS;
use crate::show::places;

pub(crate) const TABLE: Gathered = Gathered {
    tables: &[],
    of: &[Category::Document],
    touched: papers,
    make: Make::Own { renew, all: |db| speak(db, "", &[]) },
};

/// Of the mentions in these papers, once their units stand.
pub(crate) fn renew(db: &Connection, ids: &[Guid]) -> Result<()> {
    speak(db, &format!(" and d.id in ({})", places(ids.len())), ids)
}

/// The cabinet speaks in its papers outside of the questions that they hold, and in reports, which hold what members wrote
/// too, only in an answer.
fn speak(db: &Connection, condition: &str, ids: &[Guid]) -> Result<()> {
    let kinds = CABINET_KINDS.map(|kind| format!("'{kind}'")).join(", ");
    let within = |part: &str| {
        format!(
            "exists (select 1
                     from exchanges e
                     where e.document = x.document and e.{part}_start < x.stop and x.start < e.{part}_stop)"
        )
    };
    let sql = format!(
        "update motion_mentions
         set cabinet = w.cabinet
         from (select x.document, x.position, x.cabinet as before,
                      d.deleted = 0 and d.number is not null and coalesce(d.kind in ({kinds}), 0)
                      and iif(d.kind like 'Verslag%' or d.kind like 'Lijst van vragen%', {}, not {}) as cabinet
               from motion_mentions x
               join documents d on d.id = x.document
               where 1 = 1{condition}) w
         where motion_mentions.document = w.document and motion_mentions.position = w.position and w.cabinet <> w.before",
        within("answer"),
        within("question")
    );
    execute(db, &sql, ids)
}
