//! Figures people ask for, over all years at once: results of motions, speaking time.
//!
//! These read whole tables, so whoever shows them keeps them for a while.

use serde::Serialize;

use super::person::RESULT;
use super::{rows, text};
use crate::{Result, Store};

/// Motions of a party in a year that ended in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MotionTally {
    /// The year.
    pub year: String,
    /// Party of the first mover at the time; none where the source names none.
    pub party: Option<String>,
    /// The last decision in the words of the source: `Aangenomen.`; none while there is none.
    pub result: Option<String>,
    /// How many.
    pub motions: u64,
}

/// How long somebody spoke in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpokenRow {
    /// The year.
    pub year: String,
    /// Name as printed: `Van der Lee`.
    pub speaker: String,
    /// First name, where the transcript has it.
    pub first_name: Option<String>,
    /// Party at the time; none for ministers and officials.
    pub party: Option<String>,
    /// What the transcript calls the speaker.
    pub role: String,
    /// Seconds.
    pub seconds: i64,
    /// Turns.
    pub turns: i64,
    /// Interruptions of others.
    pub interruptions: i64,
    /// Meetings with a turn.
    pub meetings: i64,
}

impl Store {
    /// Motions by year, party of the first signer and words of the last decision; at most 20,000 of these.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_motion_tallies(&self) -> Result<Vec<MotionTally>> {
        let sql = format!(
            "select m.year, coalesce(m.party, ''), coalesce(m.result, ''), count(*)
             from (select substr(d.date, 1, 4) as year,
                          (select s.party_name
                           from document_actors s
                           where s.document = d.id and s.deleted = 0 and s.role = 'Eerste ondertekenaar'
                           limit 1) as party,
                          {RESULT} as result
                   from documents d
                   where d.kind in ('Motie', 'Motie (gewijzigd/nader)') and d.deleted = 0 and d.number is not null
                      and d.date is not null) m
             group by 1, 2, 3
             order by 1, 2, 3
             limit 20000"
        );
        rows(&self.read(), &sql, [], |row| {
            Ok(MotionTally {
                year: row.get(0)?,
                party: text(row, 1)?,
                result: text(row, 2)?,
                motions: row.get::<_, i64>(3)? as u64,
            })
        })
    }

    /// Who spoke how long in which year, from the newest transcript of each meeting; what was said from the chair is
    /// left out. At most 50,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_spoken(&self) -> Result<Vec<SpokenRow>> {
        rows(
            &self.read(),
            "select substr(m.date, 1, 4), s.speaker, s.first_name, s.party, s.role, sum(s.seconds), sum(s.turns),
                    sum(s.interruptions), count(distinct m.id)
             from transcripts t
             join meetings m on m.id = t.meeting and m.deleted = 0 and m.date is not null
             join originals o on o.id = t.id
             join speaking_times s on s.hash = o.hash and s.chair = 0
             where t.deleted = 0 and t.status <> 'Casco'
                and not exists (select 1 from originals w where w.id = o.id and w.version > o.version)
                and not exists (select 1 from transcripts n
                                where n.meeting = t.meeting and n.deleted = 0 and n.status <> 'Casco'
                                   and (n.updated > t.updated or n.updated = t.updated and n.id > t.id))
             group by 1, 2, 3, 4, 5
             order by 6 desc
             limit 50000",
            [],
            |row| {
                Ok(SpokenRow {
                    year: row.get(0)?,
                    speaker: row.get(1)?,
                    first_name: text(row, 2)?,
                    party: text(row, 3)?,
                    role: row.get(4)?,
                    seconds: row.get(5)?,
                    turns: row.get(6)?,
                    interruptions: row.get(7)?,
                    meetings: row.get(8)?,
                })
            },
        )
    }
}
