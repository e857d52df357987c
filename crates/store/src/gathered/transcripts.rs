//! One row for each live meeting that has a transcript: its latest version that has speeches.

use model::{Category, Guid};
use rusqlite::Connection;

use super::{Gathered, Make, select};
use crate::Result;
use crate::show::places;

pub(crate) const TABLE: Gathered = Gathered {
    tables: &["transcript_rows"],
    of: &[Category::Meeting, Category::Transcript],
    touched,
    make: Make::Rows { table: "transcript_rows", key: "meeting", from: "m.id", insert },
};

fn touched(db: &Connection, category: Category, ids: &[Guid]) -> Result<Vec<Guid>> {
    if category == Category::Meeting {
        return Ok(ids.to_vec());
    }
    select(db, &format!("select distinct meeting from transcripts where id in ({})", places(ids.len())), ids)
}

/// Renews the row of a transcript whose file came.
pub(crate) fn fetched(db: &Connection, transcript: Guid) -> Result<()> {
    TABLE.renew(db, &touched(db, Category::Transcript, &[transcript])?)
}

/// A `Casco` is a frame without speeches.
fn insert(condition: &str) -> String {
    format!(
        "insert into transcript_rows (meeting, transcript, hash, date, begins, kind, status)
         select r.meeting, r.transcript,
                (select o.hash from originals o where o.id = r.transcript order by o.version desc limit 1),
                r.date, r.begins, r.kind, r.status
         from (select m.id as meeting, t.id as transcript, coalesce(m.date, '') as date, coalesce(m.begins, '') as begins,
                      coalesce(m.kind, '') as kind, coalesce(t.status, '') as status,
                      row_number() over (partition by m.id order by coalesce(t.updated, '') desc, t.id desc) as place
               from meetings m
               join transcripts t on t.meeting = m.id and t.deleted = 0 and coalesce(t.status, '') <> 'Casco'
               where m.deleted = 0{condition}) r
         where r.place = 1"
    )
}
