//! Ministers and state secretaries as the source knows them: names under letters, in the register of commitments and
//! at activities. The source keeps no list of them, so a name with its offices is all there is to go by.

use rusqlite::params;
use serde::Serialize;

use super::around::{Neighbour, neighbour};
use super::commitments::overdue;
use super::{rows, text};
use crate::{Result, Store};

/// A name in an office, with what it did in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfficeRow {
    /// Name as written: `A.B. van Voorbeeld`.
    pub name: String,
    /// `minister van Defensie`.
    pub function: String,
    /// Ministry, where the register of commitments names it.
    pub ministry: Option<String>,
    /// Papers signed.
    pub papers: u64,
    /// Commitments made.
    pub commitments: u64,
    /// Meetings attended.
    pub meetings: u64,
    /// The first day of any of these.
    pub first: Option<String>,
    /// The last day.
    pub last: Option<String>,
    /// Number of the person, if a record names one.
    pub person_number: Option<String>,
}

/// A commitment as a line of a short list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommitmentLine {
    /// Official number.
    pub number: String,
    /// What was promised.
    pub text: Option<String>,
    /// `Openstaand`, `Voldaan`, …
    pub status: Option<String>,
    /// When it was made, UTC.
    pub made: Option<String>,
    /// By when.
    pub due: Option<String>,
    /// Who made it.
    pub name: Option<String>,
    /// As what.
    pub function: Option<String>,
    /// Whether it is open and past its day; computed.
    pub overdue: bool,
}

const LINE: &str = "select t.number, t.text, t.status, t.made, t.due, t.name, t.function,
        coalesce(t.due, (select w.due_to from commitment_terms w where w.commitment = t.id))"; // `DUE`

impl Store {
    /// Every name in every office of the cabinet, at most 5,000. Reads all papers of the cabinet: keep the answer.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_offices(&self) -> Result<Vec<OfficeRow>> {
        rows(
            &self.read(),
            "select g.name, g.function, g.ministry, g.papers, g.commitments, g.meetings, g.first, g.last, p.number
             from (select o.name, o.function, max(o.ministry) as ministry, sum(o.papers) as papers, sum(o.commitments) as commitments,
                          sum(o.meetings) as meetings, min(o.first) as first, max(o.last) as last, max(o.person) as person
                   from (select a.name, a.function, null as ministry, count(distinct d.id) as papers, 0 as commitments, 0 as meetings,
                          min(d.date) as first, max(d.date) as last, max(a.person) as person
                   from document_actors a
                   join documents d on d.id = a.document and d.deleted = 0
                   where a.deleted = 0 and a.name <> ''
                      and (a.function >= 'minister' and a.function < 'ministes' or a.function >= 'Minister' and a.function < 'Ministes'
                        or a.function >= 'staatssecretaris' and a.function < 'staatssecretarit'
                        or a.function >= 'Staatssecretaris' and a.function < 'Staatssecretarit'
                        or a.function >= 'viceminister' and a.function < 'viceministes')
                   group by a.name, a.function
                   union all
                   select t.name, t.function, max(t.ministry), 0, count(*), 0, min(substr(t.made, 1, 10)), max(substr(t.made, 1, 10)), null
                   from commitments t
                   where t.deleted = 0 and t.name <> '' and t.function <> ''
                   group by t.name, t.function
                   union all
                   select a.name, a.function, null, 0, 0, count(distinct y.id), min(y.date), max(y.date), max(a.person)
                   from activity_actors a
                   join activities y on y.id = a.activity and y.deleted = 0
                   where a.deleted = 0 and a.role = 'Bewindspersoon c.a.' and a.name <> '' and a.function <> ''
                   group by a.name, a.function) o
                   group by o.name, o.function) g
             left join persons p on p.id = g.person and p.deleted = 0
             order by g.last desc, g.name
             limit 5000",
            [],
            |row| {
                Ok(OfficeRow {
                    name: row.get(0)?,
                    function: row.get(1)?,
                    ministry: text(row, 2)?,
                    papers: row.get::<_, i64>(3)? as u64,
                    commitments: row.get::<_, i64>(4)? as u64,
                    meetings: row.get::<_, i64>(5)? as u64,
                    first: text(row, 6)?,
                    last: text(row, 7)?,
                    person_number: text(row, 8)?,
                })
            },
        )
    }

    /// The newest papers that a name signed in an office of the cabinet.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_office_papers(&self, name: &str, function: &str, limit: u64) -> Result<Vec<Neighbour>> {
        rows(
            &self.read(),
            "select d.number, d.kind, coalesce(d.subject, d.title), d.date
             from document_actors a
             join documents d on d.id = a.document and d.deleted = 0 and d.number is not null
             where a.function = $1 and a.name = $2 and a.deleted = 0
             group by d.id
             order by d.date desc, d.number desc
             limit $3",
            params![function, name, limit as i64],
            |row| neighbour(row, 0),
        )
    }

    /// The newest letters of the cabinet under which one of these offices stands, from a day back.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_letters_of(
        &self,
        functions: &[String],
        until: Option<&str>,
        limit: u64,
    ) -> Result<Vec<Neighbour>> {
        let Some(until) = until.filter(|_| !functions.is_empty()) else { return Ok(Vec::new()) };
        let mut distinct: Vec<&String> = functions.iter().collect();
        distinct.sort_unstable();
        distinct.dedup();
        let places = (2..2 + distinct.len()).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ");
        // walks the letters by day: a ministry that is no more begins where its last stands
        let sql = format!(
            "select d.number, d.kind, coalesce(d.subject, d.title), d.date
             from documents d
             where d.kind = 'Brief regering' and d.date <= $1 and d.deleted = 0 and d.number is not null
                and exists (
                    select 1
                    from document_actors a
                    where a.document = d.id and a.deleted = 0 and a.function in ({places}))
             order by d.date desc
             limit {limit}"
        );
        let mut values: Vec<&dyn rusqlite::ToSql> = vec![&until];
        values.extend(distinct.iter().map(|function| *function as &dyn rusqlite::ToSql));
        rows(&self.read(), &sql, &values[..], |row| neighbour(row, 0))
    }

    /// Commitments of the register under a name, the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_commitments_by_name(
        &self,
        name: &str,
        today: &str,
        limit: u64,
    ) -> Result<Vec<CommitmentLine>> {
        let sql = format!(
            "{LINE}
             from commitments t
             where t.name = $1 and t.deleted = 0 and t.number is not null
             order by t.made desc
             limit $2"
        );
        rows(&self.read(), &sql, params![name, limit as i64], |row| line(row, today))
    }

    /// Commitments that a person made, by surname, initials and what stands before the surname: the register names
    /// no record.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_commitments_by(
        &self,
        surname: &str,
        initials: &str,
        prefix: &str,
        today: &str,
        limit: u64,
    ) -> Result<Vec<CommitmentLine>> {
        let sql = format!(
            "{LINE}
             from commitments t
             where t.surname = $1 and replace(t.initials, ' ', '') = replace($2, ' ', '')
                and lower(coalesce(t.prefix, '')) = lower($3) and t.deleted = 0 and t.number is not null
             order by t.made desc
             limit $4"
        );
        rows(&self.read(), &sql, params![surname, initials, prefix, limit as i64], |row| line(row, today))
    }

    /// Commitments made to a member, the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_commitments_to(
        &self,
        person: model::Guid,
        today: &str,
        limit: u64,
    ) -> Result<Vec<CommitmentLine>> {
        let sql = format!(
            "{LINE}
             from (select id from commitments where to_person = $1
                   union
                   select from_id from links where to_id = $1 and kind = $2) w
             join commitments t on t.id = w.id and t.deleted = 0 and t.number is not null
             order by t.made desc
             limit $3"
        );
        let kind = model::LinkKind::PromisedTo as u8;
        rows(&self.read(), &sql, params![&person.0[..], kind, limit as i64], |row| line(row, today))
    }
}

fn line(row: &rusqlite::Row<'_>, today: &str) -> rusqlite::Result<CommitmentLine> {
    let (status, due, last) = (text(row, 2)?, text(row, 4)?, text(row, 7)?);
    Ok(CommitmentLine {
        number: row.get(0)?,
        text: text(row, 1)?,
        overdue: overdue(status.as_deref(), last.as_deref(), today),
        status,
        made: text(row, 3)?,
        due,
        name: text(row, 5)?,
        function: text(row, 6)?,
    })
}
