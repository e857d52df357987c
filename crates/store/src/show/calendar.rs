//! Activities and due days for calendars: with how often each record changed, so that subscribers see a change.

use model::Guid;
use rusqlite::{ToSql, params};
use serde::Serialize;

use super::{rows, text};
use crate::{Result, Store};

/// Whose activities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// All.
    All,
    /// Those that a committee leads.
    Committee(Guid),
    /// Those that a person takes part in.
    Person(Guid),
}

/// An activity for a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Occurrence {
    /// Official number.
    pub number: String,
    /// Kind.
    pub kind: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Its day.
    pub date: Option<String>,
    /// Beginning, UTC.
    pub begins: Option<String>,
    /// End, UTC.
    pub ends: Option<String>,
    /// Where.
    pub location: Option<String>,
    /// `Gepland`, `Geannuleerd`, `Verplaatst`, …
    pub status: Option<String>,
    /// Whether the public is not admitted.
    pub closed: Option<bool>,
    /// Leading committee.
    pub committee: Option<String>,
    /// When the source last changed it, UTC.
    pub updated: Option<String>,
    /// How often it changed since it was new.
    pub sequence: u64,
    /// Whether the source withdrew it.
    pub withdrawn: bool,
}

/// A commitment with a day, for a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueDay {
    /// Official number.
    pub number: String,
    /// What was promised.
    pub text: Option<String>,
    /// Who promised.
    pub name: Option<String>,
    /// Ministry.
    pub ministry: Option<String>,
    /// The day: the register's, else the last of what its words name.
    pub due: String,
    /// Those words, where the register has no day.
    pub worded: Option<String>,
    /// `Openstaand`, `Voldaan`, …
    pub status: Option<String>,
    /// When the source last changed it, UTC.
    pub updated: Option<String>,
    /// How often it changed since it was new.
    pub sequence: u64,
    /// Whether the source withdrew it.
    pub withdrawn: bool,
}

const SEQUENCE: &str = "(select count(*) from events e where e.id = y.id and e.kind <> 'new')";

impl Store {
    /// Activities from a day on, the first first; withdrawn ones too, so that calendars can cancel them.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_occurrences(&self, whose: Whose, from: &str, limit: u64) -> Result<Vec<Occurrence>> {
        let limit = limit as i64;
        let (condition, id) = match whose {
            Whose::All => ("y.date >= $1 and $2 is null", None),
            Whose::Committee(id) => ("y.date >= $1 and y.lead_committee = $2", Some(id)),
            Whose::Person(id) => (
                "y.date >= $1 and y.id in (select activity from activity_actors where person = $2 and deleted = 0 and role <> 'Afgemeld')",
                Some(id),
            ),
        };
        let sql = format!(
            "select y.number, y.kind, y.subject, y.date, y.begins, y.ends, y.location, y.status, y.closed,
                    coalesce(c.web_name, y.lead_name), y.updated, {SEQUENCE}, y.deleted
             from activities y
             left join committees c on c.id = y.lead_committee and c.deleted = 0
             where y.number is not null and {condition}
             order by y.date, y.begins, y.number
             limit $3"
        );
        let id = id.map(|id| id.0);
        let parameters: [&dyn ToSql; 3] = [&from, &id, &limit];
        rows(&self.read(), &sql, &parameters[..], |row| {
            Ok(Occurrence {
                number: row.get(0)?,
                kind: text(row, 1)?,
                subject: text(row, 2)?,
                date: text(row, 3)?,
                begins: text(row, 4)?,
                ends: text(row, 5)?,
                location: text(row, 6)?,
                status: text(row, 7)?,
                closed: row.get(8)?,
                committee: text(row, 9)?,
                updated: text(row, 10)?,
                sequence: row.get::<_, i64>(11)? as u64,
                withdrawn: row.get(12)?,
            })
        })
    }

    /// Commitments that are due from a day on, the first first; withdrawn ones too.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_due_days(&self, from: &str, ministry: Option<&str>, limit: u64) -> Result<Vec<DueDay>> {
        let sql = format!(
            "select y.number, y.text, y.name, y.ministry, coalesce(y.due, w.due_to) as day, y.status, y.updated, {SEQUENCE},
                    y.deleted, iif(y.due is null, w.words, null)
             from commitments y
             left join commitment_terms w on w.commitment = y.id
             where y.number is not null and day >= $1 and ($2 is null or y.ministry = $2)
             order by day, y.number
             limit $3"
        );
        rows(&self.read(), &sql, params![from, ministry, limit as i64], |row| {
            Ok(DueDay {
                number: row.get(0)?,
                text: text(row, 1)?,
                name: text(row, 2)?,
                ministry: text(row, 3)?,
                due: row.get(4)?,
                status: text(row, 5)?,
                updated: text(row, 6)?,
                sequence: row.get::<_, i64>(7)? as u64,
                withdrawn: row.get(8)?,
                worded: text(row, 9)?,
            })
        })
    }
}
