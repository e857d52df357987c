//! What papers that speak of a subject hold: questions and answers, promises, calls, motions and what is said of them.
//!
//! The index finds the papers; which of their parts speak of the subject the page decides.

use model::Guid;
use rusqlite::{ToSql, params_from_iter};
use serde::Serialize;

use super::around::{Neighbour, neighbour};
use super::{guid, places, rows, text};
use crate::{Result, Store};

/// A question with its answer in a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitOfPaper {
    /// The paper's id.
    #[serde(skip)]
    pub id: Guid,
    /// The paper.
    pub document: Neighbour,
    /// The number of its address in its paper; no place in it (`addresses`).
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
    /// The answer; empty when the paper has none.
    pub answer: String,
}

/// A quoted sentence of a paper: a promise, a call, or what is said of a motion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// `promise`, `call`, `motion`.
    pub kind: String,
    /// The paper's id.
    #[serde(skip)]
    pub id: Guid,
    /// The paper.
    pub document: Neighbour,
    /// Its place among those of its kind in the paper.
    pub position: i64,
    /// The sentence.
    pub quote: String,
    /// Who promises or calls.
    pub by: Option<String>,
    /// On whom is called; the motion's number where it is known.
    pub to: Option<String>,
    /// Name of the motion as printed.
    pub name: Option<String>,
    /// What is said became of the motion.
    pub claim: Option<String>,
    /// Last day of the window.
    pub due_to: Option<String>,
    /// The words that say so.
    pub due_text: Option<String>,
    /// Whether it stands in a question.
    pub in_question: bool,
    /// Where it stands, in characters.
    #[serde(skip)]
    pub start: u32,
}

impl Store {
    /// The units of these papers, at most 4,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_units_in(&self, papers: &[String]) -> Result<Vec<UnitOfPaper>> {
        if papers.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select d.id, d.number, d.kind, coalesce(d.subject, d.title), d.date, e.n, e.number, e.party, e.members, e.heading,
                    e.respondent, e.question, e.answer
             from documents d
             join exchanges e on e.document = d.id
             where d.number in ({}) and d.deleted = 0
             order by d.date desc, d.number, e.question_start
             limit 4000",
            places(papers.len())
        );
        rows(&self.read(), &sql, params_from_iter(papers), |row| {
            Ok(UnitOfPaper {
                id: guid(row, 0)?,
                document: neighbour(row, 1)?,
                n: row.get(5)?,
                number: row.get(6)?,
                party: text(row, 7)?,
                members: serde_json::from_str(&row.get::<_, String>(8)?).unwrap_or_default(),
                heading: text(row, 9)?,
                respondent: text(row, 10)?,
                question: row.get(11)?,
                answer: row.get(12)?,
            })
        })
    }

    /// Promises, calls and what is said of motions in these papers, at most 6,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_said_in(&self, papers: &[String]) -> Result<Vec<Said>> {
        if papers.is_empty() {
            return Ok(Vec::new());
        }
        let list = places(papers.len());
        let sql = format!(
            "with papers as materialized (
                     select id, number, kind, coalesce(subject, title) as subject, date
                     from documents
                     where number in ({list}) and deleted = 0)
             select w.what, w.id, w.number, w.kind, w.subject, w.date, w.position, w.quote, w.by, w.whom, w.name, w.claim,
                    w.due_to, w.due_text, w.start,
                    exists (select 1
                            from exchanges e
                            where e.document = w.id and e.question_start <= w.start and w.start < e.question_stop)
             from (select 'promise' as what, d.*, p.position, p.quote, p.promiser as by, null as whom, null as name,
                          null as claim, p.due_to, p.due_text, p.start
                   from papers d
                   cross join promises p on p.document = d.id
                   union all
                   select 'call', d.*, c.position, c.quote, c.caller, c.callee, null, null, c.due_to, c.due_text, c.start
                   from papers d
                   cross join calls c on c.document = d.id
                   union all
                   select 'motion', d.*, m.position, m.quote, null, m.target, m.name, m.claim, null, null, m.start
                   from papers d
                   cross join motion_mentions m on m.document = d.id) w
             order by w.date desc, w.number, w.start
             limit 6000"
        );
        rows(&self.read(), &sql, params_from_iter(papers), |row| {
            Ok(Said {
                kind: row.get(0)?,
                id: guid(row, 1)?,
                document: neighbour(row, 2)?,
                position: row.get(6)?,
                quote: row.get(7)?,
                by: text(row, 8)?,
                to: text(row, 9)?,
                name: text(row, 10)?,
                claim: text(row, 11)?,
                due_to: text(row, 12)?,
                due_text: text(row, 13)?,
                start: row.get(14)?,
                in_question: row.get(15)?,
            })
        })
    }

    /// Commitments of the register whose text has one of these beginnings of words, newest first, at most 400: number,
    /// text, day.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_commitments_with(&self, beginnings: &[String]) -> Result<Vec<(String, String)>> {
        if beginnings.is_empty() {
            return Ok(Vec::new());
        }
        let conditions: Vec<String> =
            (1..=beginnings.len()).map(|at| format!("instr(lower(text), ${at}) > 0")).collect();
        let sql = format!(
            "select number, text
             from commitments
             where deleted = 0 and number is not null and text is not null and ({})
             order by made desc
             limit 400",
            conditions.join(" or ")
        );
        let values = beginnings.iter().map(|beginning| beginning as &dyn ToSql);
        rows(&self.read(), &sql, params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))
    }
}
