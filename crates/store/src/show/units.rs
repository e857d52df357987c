//! Question–answer units of all documents: the newest first, by party and year.

use std::collections::HashMap;

use rusqlite::{ToSql, params_from_iter};
use serde::Serialize;

use super::around::{Neighbour, neighbour};
use super::{first, rows, text};
use crate::{Result, Store};

/// Which units a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitFilter {
    /// Only units that this party asked.
    pub party: Option<String>,
    /// Only units of papers that this ministry signs or is asked in, or in which somebody of it answers.
    pub ministry: Option<String>,
    /// Only units of documents of this day or later.
    pub from: Option<String>,
    /// Only units of documents of this day or before.
    pub until: Option<String>,
    /// Only units with these letters in question, answer or heading.
    pub words: Option<String>,
    /// Only units with (or without) an answer in the same document.
    pub answered: Option<bool>,
}

/// A unit as an entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitRow {
    /// The number of its address in its document; no place in it (`addresses`).
    pub n: i64,
    /// Its number as printed.
    pub number: String,
    /// The party that asks.
    pub party: Option<String>,
    /// Members who ask, as printed.
    pub members: Vec<String>,
    /// The heading it stands under.
    pub heading: Option<String>,
    /// Who answers.
    pub respondent: Option<String>,
    /// The question.
    pub question: String,
    /// The answer; empty when the document has none.
    pub answer: String,
    /// Its document.
    pub document: Neighbour,
    /// The paper that answers it, when that is another.
    pub answered_in: Option<String>,
    /// The day of that paper.
    pub answered: Option<String>,
}

/// A value to filter by, with how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// The value.
    pub value: String,
    /// How many.
    pub count: u64,
}

/// Where units are read from: those of a ministry by its papers, which have their day and number too.
fn source(filter: &UnitFilter) -> &'static str {
    match filter.ministry {
        Some(_) => "paper_ministries m cross join exchanges e on e.document = m.document",
        None => "exchanges e",
    }
}

impl UnitFilter {
    /// The name of the table that has day and number of the paper.
    fn place(&self) -> &'static str {
        if self.ministry.is_some() { "m" } else { "e" }
    }

    fn conditions<'f>(&'f self, parameters: &mut Vec<&'f dyn ToSql>) -> String {
        let mut conditions = String::new();
        // instr, not like: what somebody types holds no patterns
        let columns = [
            (&self.party, "instr(', ' || e.party || ', ', ', ' || ? || ', ') > 0"),
            (&self.from, "@.date >= ?"),
            (&self.until, "@.date <> '' and @.date <= ?"),
            (
                &self.words,
                "instr(lower(e.question || ' ' || e.answer || ' ' || coalesce(e.heading, '')), lower(?)) > 0",
            ),
            (&self.ministry, "m.ministry = ?"),
        ];
        for (value, condition) in columns {
            if let Some(value) = value {
                parameters.push(value);
                conditions.push_str(" and ");
                let condition = condition.replace('@', self.place());
                conditions.push_str(&condition.replace('?', &format!("${}", parameters.len())));
            }
        }
        conditions.push_str(match self.answered {
            None => "",
            Some(true) => " and e.answered = 1",
            Some(false) => " and e.answered = 0",
        });
        conditions
    }
}

/// The columns that [`unit`] reads.
const COLUMNS: &str = "u.n, u.number, u.party, u.members, u.heading, u.respondent, u.question, u.answer,
                    d.number, d.kind, coalesce(d.subject, d.title), d.date, q.answer, q.answered";

fn unit(row: &rusqlite::Row<'_>) -> rusqlite::Result<UnitRow> {
    Ok(UnitRow {
        n: row.get(0)?,
        number: row.get(1)?,
        party: text(row, 2)?,
        members: serde_json::from_str(&row.get::<_, String>(3)?).unwrap_or_default(),
        heading: text(row, 4)?,
        respondent: text(row, 5)?,
        question: row.get(6)?,
        answer: row.get(7)?,
        document: neighbour(row, 8)?,
        answered_in: text(row, 12)?,
        answered: text(row, 13)?,
    })
}

impl Store {
    /// The newest units that a filter lets through.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_units(&self, filter: &UnitFilter, offset: u64, limit: u64) -> Result<Vec<UnitRow>> {
        let mut parameters = Vec::new();
        let (conditions, place) = (filter.conditions(&mut parameters), filter.place());
        let sql = format!(
            "select {COLUMNS}
             from (select e.document, e.n
                   from {}
                   where {place}.paper <> ''{conditions}
                   order by {place}.date desc, {place}.paper desc, e.n
                   limit {limit} offset {offset}) w
             join exchanges u on u.document = w.document and u.n = w.n
             join documents d on d.id = w.document
             left join question_sets q on q.id = w.document and q.state = 'answered' and u.answer = ''
             order by u.date desc, u.paper desc, u.n",
            source(filter)
        );
        rows(&self.read(), &sql, params_from_iter(parameters), unit)
    }

    /// The units at these places, number of the paper and that of their address in it, in the order of the places; what is not here is
    /// left out.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_units_at(&self, at: &[(String, i64)]) -> Result<Vec<UnitRow>> {
        let sql = format!(
            "select {COLUMNS}
             from json_each($1) w
             join documents d on d.number = w.value ->> 0 and d.deleted = 0
             join exchanges u on u.document = d.id and u.n = w.value ->> 1
             left join question_sets q on q.id = d.id and q.state = 'answered' and u.answer = ''
             order by w.key"
        );
        rows(&self.read(), &sql, [serde_json::to_string(at)?], unit)
    }

    /// The number of the address of the unit with this printed number; none where a paper prints it more than once.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn find_unit(&self, paper: &str, number: &str) -> Result<Option<i64>> {
        let found = rows(
            &self.read(),
            "select e.n
             from documents d
             join exchanges e on e.document = d.id
             where d.number = $1 and d.deleted = 0 and e.number = $2
             limit 2",
            [paper, number],
            |row| row.get(0),
        )?;
        Ok(if let [n] = found[..] { Some(n) } else { None })
    }

    /// How many units a filter lets through.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_unit_total(&self, filter: &UnitFilter) -> Result<u64> {
        let mut parameters = Vec::new();
        let (conditions, place) = (filter.conditions(&mut parameters), filter.place());
        // a day that holds for all: counted from the index by day, which has no texts
        let sql = format!(
            "select count(*)
             from {}
             where {place}.date >= '' and {place}.paper <> ''{conditions}
             limit 1",
            source(filter)
        );
        let total = first(&self.read(), &sql, params_from_iter(parameters), |row| row.get::<_, i64>(0))?;
        Ok(total.unwrap_or_default() as u64)
    }

    /// Parties that ask, most questions first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_unit_parties(&self) -> Result<Vec<Counted>> {
        let texts = rows(
            &self.read(),
            "select party, count(*)
             from exchanges
             where party is not null and party <> ''
             group by party
             order by 2 desc, 1
             limit 400",
            [],
            counted,
        )?;
        // parties that ask together stand in one text: `D66, SP`
        let mut each: HashMap<String, u64> = HashMap::new();
        for together in texts {
            for party in together.value.split(", ") {
                *each.entry(party.to_owned()).or_default() += together.count;
            }
        }
        let mut parties: Vec<Counted> =
            each.into_iter().map(|(value, count)| Counted { value, count }).collect();
        parties.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        parties.truncate(60);
        Ok(parties)
    }
}

pub(crate) fn counted(row: &rusqlite::Row<'_>) -> rusqlite::Result<Counted> {
    Ok(Counted { value: row.get(0)?, count: row.get::<_, i64>(1)? as u64 })
}
