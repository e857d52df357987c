//! What papers are to one another, as the job `relate` finds it: what it asks the records, and what it saves.
//!
//! The job decides; here stands the SQL. Rows are keyed by what they are about, so that saving twice is saving once.
//! Start with [`Related`]; the pages read the rows through `store::show`.

use jiff::Timestamp;
use model::{Category, Guid, LinkKind};
use rusqlite::{Connection, params};

use crate::queue::{self, Job, Work};
use crate::show::motions::MOTION_KINDS;
use crate::{Result, Store};

pub mod fulfilments;
pub mod motions;
pub mod questions;

pub use fulfilments::{Fulfilment, PromiseFacts};
pub use motions::{DecisionFacts, MotionFacts, MotionRecord};
pub use questions::{CaseFacts, PaperFacts, QuestionFacts, QuestionPaper, QuestionSet};

/// The kind of paper that holds written questions.
pub const QUESTION_KIND: &str = "Schriftelijke vragen";
/// Kinds of paper that answer written questions.
pub const ANSWER_KINDS: [&str; 2] =
    ["Antwoord schriftelijke vragen", "Antwoord schriftelijke vragen (nader)"];
/// The kind of paper that postpones an answer.
pub const POSTPONEMENT_KIND: &str = "Mededeling (uitstel antwoord)";

/// What was found for one piece of work.
#[derive(Debug, Default)]
pub struct Related {
    /// The work that asked for it.
    pub work: Option<Work>,
    /// Sets of questions with all their papers, in place of what was known of them.
    pub questions: Vec<QuestionSet>,
    /// Sets of questions that are no longer: withdrawn papers, and cases whose paper is here now.
    pub gone: Vec<Guid>,
    /// Motions.
    pub motions: Vec<MotionRecord>,
    /// Motions that are no longer.
    pub motions_gone: Vec<Guid>,
    /// What a paper says of promises, in place of what it said before.
    pub fulfilments: Vec<(Guid, Vec<Fulfilment>)>,
}

/// A document or case as far as it decides what is to be related.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// Its kind.
    pub kind: String,
    /// Whether it is withdrawn.
    pub deleted: bool,
}

impl Store {
    /// The kind of a document or case, and whether it is withdrawn.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn relation_subject(&self, category: Category, id: Guid) -> Result<Option<Subject>> {
        let table = match category {
            Category::Document | Category::Case => category.table(),
            _ => return Ok(None),
        };
        let db = self.read();
        let mut statement =
            db.prepare_cached(&format!("select coalesce(kind, ''), deleted from {table} where id = $1"))?;
        let mut rows = statement
            .query_map([&id.0[..]], |row| Ok(Subject { kind: row.get(0)?, deleted: row.get(1)? }))?;
        Ok(rows.next().transpose()?)
    }

    /// The live papers of a case with their kinds, at most 500.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn papers_of_case(&self, case: Guid) -> Result<Vec<(Guid, String)>> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select d.id, coalesce(d.kind, '')
             from links l
             join documents d on d.id = l.from_id and d.deleted = 0
             where l.to_id = $1 and l.kind = $2
             limit 500",
        )?;
        let rows = statement.query_map(params![&case.0[..], LinkKind::DocumentCase as u8], |row| {
            Ok((Guid(row.get(0)?), row.get(1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Puts everything into the queue that another version of the job related, or none. Returns how much.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn renew_relations(&self, version: i64, at: Timestamp) -> Result<u64> {
        self.write(|db| {
            let found: i64 = db.query_row("select max(version) from relations", [], |row| row.get(0))?;
            if found == version {
                return Ok(0);
            }
            let kinds = [QUESTION_KIND, POSTPONEMENT_KIND, MOTION_KINDS[0], MOTION_KINDS[1]];
            let places = (4..4 + kinds.len()).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ");
            let sql = format!(
                "insert into queue (job, subject, category, rank, due, attempts)
                 select $1, d.id, $2, 0, $3, 0
                 from documents d
                 where d.deleted = 0 and (d.kind in ({places}) or exists (select 1 from structures s where s.document = d.id))
                 on conflict (job, subject) do nothing"
            );
            let (job, category, due) =
                (Job::Relate.name(), Category::Document.source(), at.to_string());
            let mut values: Vec<&dyn rusqlite::ToSql> = vec![&job, &category, &due];
            values.extend(kinds.iter().map(|kind| kind as &dyn rusqlite::ToSql));
            let documents = db.execute(&sql, rusqlite::params_from_iter(values))?;
            let cases = db.execute(
                "insert into queue (job, subject, category, rank, due, attempts)
                 select $1, id, $2, 0, $3, 0 from cases where deleted = 0 and kind = $4
                 on conflict (job, subject) do nothing",
                params![job, Category::Case.source(), due, QUESTION_KIND],
            )?;
            db.execute("update relations set version = $1", [version])?;
            Ok((documents + cases) as u64)
        })
    }

    /// Saves what was related; its work is done.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn save_related(&self, batch: &[Related]) -> Result<()> {
        self.write(|db| {
            for related in batch {
                save(db, related)?;
            }
            Ok(())
        })
    }
}

fn save(db: &Connection, related: &Related) -> Result<()> {
    for id in &related.gone {
        questions::forget(db, *id)?;
    }
    for set in &related.questions {
        questions::save(db, set)?;
    }
    for id in &related.motions_gone {
        db.prepare_cached("delete from motion_rows where document = $1")?.execute([&id.0[..]])?;
    }
    for motion in &related.motions {
        motions::save(db, motion)?;
    }
    for (document, found) in &related.fulfilments {
        fulfilments::save(db, *document, found)?;
    }
    if let Some(work) = &related.work {
        queue::remove(db, work)?;
    }
    Ok(())
}

/// Values as the list columns keep them, so that one is found by `like '%|value|%'`: `|D66|VVD|`.
pub fn barred<S: AsRef<str>>(values: &[S]) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for value in values.iter().map(|value| value.as_ref().trim()) {
        if !value.is_empty() && !seen.contains(&value) {
            seen.push(value);
        }
    }
    if seen.is_empty() { String::new() } else { format!("|{}|", seen.join("|")) }
}

/// The values of a list column.
pub fn unbarred(list: &str) -> Vec<String> {
    list.split('|').filter(|value| !value.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_column_holds_each_value_once() {
        assert_eq!(barred(&["D66", " VVD", "D66", ""]), "|D66|VVD|");
        assert_eq!(unbarred("|D66|VVD|"), ["D66", "VVD"]);
        assert_eq!(barred::<&str>(&[]), "");
        assert!(unbarred("").is_empty());
    }
}
