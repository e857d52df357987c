//! Commitments: those of the register with their state, and undertakings found in texts.

use rusqlite::{ToSql, params_from_iter};
use serde::Serialize;

use super::around::{Neighbour, neighbour};
use super::units::{Counted, counted};
use super::{first, guid, rows, text};
use crate::{Result, Store};

/// Which commitments of the register a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommitmentFilter {
    /// Only with this status as the register has it; `overdue` is open and past its day.
    pub status: Option<String>,
    /// Only of this ministry.
    pub ministry: Option<String>,
    /// Only made in this year.
    pub year: Option<String>,
    /// The day of today, to tell what is overdue.
    pub today: String,
    /// Only the one with this number.
    pub number: Option<String>,
}

/// A commitment of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommitmentRow {
    /// Official number: `TZ202407-021`.
    pub number: String,
    /// What was promised.
    pub text: Option<String>,
    /// Who promised.
    pub name: Option<String>,
    /// As what.
    pub function: Option<String>,
    /// Which ministry.
    pub ministry: Option<String>,
    /// When, UTC.
    pub made: Option<String>,
    /// By when.
    pub due: Option<String>,
    /// `Openstaand`, `Deels Voldaan`, `Voldaan`, `Vervallen`.
    pub status: Option<String>,
    /// Numbers of the letters that the register says meet it, as it writes them.
    pub met_by: Option<String>,
    /// The activity where it was made.
    pub activity: Option<String>,
    /// What that activity was about.
    pub activity_subject: Option<String>,
    /// Its kind.
    pub activity_kind: Option<String>,
    /// Whether it is open and past its day; computed.
    pub overdue: bool,
}

/// An undertaking found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PromiseRow {
    /// The document.
    #[serde(skip)]
    pub id: model::Guid,
    /// The same for readers.
    pub document: Neighbour,
    /// The sentence.
    pub quote: String,
    /// Who promises, as the document says.
    pub by: Option<String>,
    /// First day of the window.
    pub due_from: Option<String>,
    /// Last day of the window.
    pub due_to: Option<String>,
    /// The words that say so.
    pub due_text: Option<String>,
    /// Where it stands, in characters.
    #[serde(skip)]
    pub start: u32,
}

impl CommitmentFilter {
    fn conditions<'f>(&'f self, parameters: &mut Vec<&'f dyn ToSql>) -> String {
        let mut conditions = String::new();
        let overdue = self.status.as_deref() == Some("overdue");
        if overdue {
            parameters.push(&self.today);
            conditions.push_str(" and t.status in ('Openstaand', 'Deels Voldaan') and t.due < $1");
        }
        let status = self.status.as_ref().filter(|_| !overdue);
        let columns = [
            (status, "t.status"),
            (self.ministry.as_ref(), "t.ministry"),
            (self.year.as_ref(), "substr(t.made, 1, 4)"),
            (self.number.as_ref(), "t.number"),
        ];
        for (value, column) in columns {
            if let Some(value) = value {
                parameters.push(value);
                conditions.push_str(&format!(" and {column} = ${}", parameters.len()));
            }
        }
        conditions
    }
}

impl Store {
    /// The newest commitments of the register that a filter lets through.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_commitments(
        &self,
        filter: &CommitmentFilter,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<CommitmentRow>> {
        let mut parameters = Vec::new();
        let conditions = filter.conditions(&mut parameters);
        let sql = format!(
            "select t.number, t.text, t.name, t.function, t.ministry, t.made, t.due, t.status, t.met_by,
                    coalesce(a.number, t.activity_number), a.subject, a.kind
             from commitments t
             left join activities a on a.id = t.activity and a.deleted = 0
             where t.deleted = 0 and t.number is not null{conditions}
             order by t.made desc, t.number desc
             limit {limit} offset {offset}"
        );
        rows(&self.read(), &sql, params_from_iter(parameters), |row| {
            let (due, status) = (text(row, 6)?, text(row, 7)?);
            let open = matches!(status.as_deref(), Some("Openstaand" | "Deels Voldaan"));
            Ok(CommitmentRow {
                number: row.get(0)?,
                text: text(row, 1)?,
                name: text(row, 2)?,
                function: text(row, 3)?,
                ministry: text(row, 4)?,
                made: text(row, 5)?,
                overdue: open && due.as_ref().is_some_and(|due| *due < filter.today),
                due,
                status,
                met_by: text(row, 8)?,
                activity: text(row, 9)?,
                activity_subject: text(row, 10)?,
                activity_kind: text(row, 11)?,
            })
        })
    }

    /// How many commitments a filter lets through.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_commitment_total(&self, filter: &CommitmentFilter) -> Result<u64> {
        let mut parameters = Vec::new();
        let conditions = filter.conditions(&mut parameters);
        let sql = format!(
            "select count(*)
             from commitments t
             where t.deleted = 0 and t.number is not null{conditions}
             limit 1"
        );
        let total = first(&self.read(), &sql, params_from_iter(parameters), |row| row.get::<_, i64>(0))?;
        Ok(total.unwrap_or_default() as u64)
    }

    /// Ministries in the register, most commitments first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_commitment_ministries(&self) -> Result<Vec<Counted>> {
        rows(
            &self.read(),
            "select ministry, count(*)
             from commitments
             where deleted = 0 and number is not null and ministry <> ''
             group by 1
             order by 2 desc, 1
             limit 60",
            [],
            counted,
        )
    }

    /// Years in which commitments were made, newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_commitment_years(&self) -> Result<Vec<Counted>> {
        rows(
            &self.read(),
            "select substr(made, 1, 4), count(*)
             from commitments
             where deleted = 0 and number is not null and made is not null
             group by 1
             order by 1 desc
             limit 60",
            [],
            counted,
        )
    }

    /// The newest undertakings found in texts.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_promises(&self, offset: u64, limit: u64) -> Result<Vec<PromiseRow>> {
        let sql = format!(
            "select d.id, d.number, d.kind, coalesce(d.subject, d.title), d.date, p.quote, p.promiser, p.due_from,
                    p.due_to, p.due_text, p.start
             from promises p
             join documents d on d.id = p.document and d.deleted = 0 and d.number is not null
             order by d.date desc, d.number desc, p.position
             limit {limit} offset {offset}"
        );
        rows(&self.read(), &sql, [], |row| {
            Ok(PromiseRow {
                id: guid(row, 0)?,
                document: neighbour(row, 1)?,
                quote: row.get(5)?,
                by: text(row, 6)?,
                due_from: text(row, 7)?,
                due_to: text(row, 8)?,
                due_text: text(row, 9)?,
                start: row.get(10)?,
            })
        })
    }

    /// How many undertakings were found in texts.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_promise_total(&self) -> Result<u64> {
        let total = first(
            &self.read(),
            "select count(*)
             from promises p
             join documents d on d.id = p.document and d.deleted = 0 and d.number is not null
             limit 1",
            [],
            |row| row.get::<_, i64>(0),
        )?;
        Ok(total.unwrap_or_default() as u64)
    }
}
