//! Motions: the list with results, and every passage that speaks of one.

use model::Guid;
use rusqlite::{ToSql, params_from_iter};
use serde::Serialize;

use super::around::{Neighbour, neighbour};
use super::questions::tally;
use super::units::{Counted, counted};
use super::{first, guid, places, rows, text};
use crate::{Result, Store};

/// Kinds of paper that are motions, as the source names them.
pub const MOTION_KINDS: [&str; 2] = ["Motie", "Motie (gewijzigd/nader)"];

/// Which motions a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MotionFilter {
    /// Only with this outcome: `aangenomen`, `verworpen`, `aangehouden`, `overgenomen`, `ingetrokken`, `vervallen`, `geen`.
    pub state: Option<String>,
    /// Only of this party of the first mover.
    pub party: Option<String>,
    /// Only in dossiers of this ministry.
    pub ministry: Option<String>,
    /// Only where a paper of the cabinet says this of it: `done`, `in_progress`, … as extractors name it.
    pub claim: Option<String>,
    /// Only of this day or later.
    pub from: Option<String>,
    /// Only of this day or before.
    pub until: Option<String>,
    /// Only with these letters in the subject or in the name of the mover.
    pub words: Option<String>,
    /// Only those with these numbers of documents; empty is all.
    pub numbers: Vec<String>,
}

/// A motion as an entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MotionRow {
    /// Its document's id.
    #[serde(skip)]
    pub id: Guid,
    /// Its document.
    #[serde(flatten)]
    pub document: Neighbour,
    /// Its paper: `36800-V-49`; none while it has no number in a dossier.
    pub paper: Option<String>,
    /// What became of it in the House: `aangenomen`, `verworpen`, …; `geen` is nothing yet.
    pub state: String,
    /// The same in the words of the source.
    pub result: Option<String>,
    /// The day of that decision.
    pub decided: Option<String>,
    /// Advice of the cabinet.
    pub cabinet_advice: Option<String>,
    /// First mover.
    pub mover: Option<String>,
    /// Party of the first mover at the time.
    pub party: Option<String>,
    /// Documents that mention it.
    pub mentions: u64,
    /// The newest that the cabinet says became of it.
    pub claimed: Option<Claimed>,
}

/// What a paper of the cabinet says became of a motion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claimed {
    /// `done`, `in_progress`, …
    pub claim: String,
    /// The paper.
    pub number: String,
    /// Its day.
    pub date: Option<String>,
}

/// A passage that speaks of a motion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SaidOfMotion {
    /// The document that says it.
    #[serde(skip)]
    pub id: Guid,
    /// The same for readers.
    pub document: Neighbour,
    /// Its name or number as printed there.
    pub text: String,
    /// What the author says became of it; none where it is only cited.
    pub claim: Option<String>,
    /// The sentence.
    pub quote: String,
    /// Where it stands, in characters.
    #[serde(skip)]
    pub start: u32,
    /// One past the end.
    #[serde(skip)]
    pub stop: u32,
    /// Whether the text itself tells which motion is meant.
    pub told: bool,
    /// Whether it stands in a question: then it is not the one who answers that speaks.
    pub in_question: bool,
    /// Whether it stands in an answer.
    pub in_answer: bool,
}

/// Where motions are read from: letters are looked for in an index in their order that has the texts.
fn source(filter: &MotionFilter) -> &'static str {
    let others = [&filter.state, &filter.party, &filter.ministry, &filter.claim];
    match filter.words.is_some() && filter.numbers.is_empty() && others.iter().all(|other| other.is_none()) {
        true => "motion_rows m indexed by motion_rows_words",
        false => "motion_rows m",
    }
}

impl MotionFilter {
    fn conditions<'f>(&'f self, parameters: &mut Vec<&'f dyn ToSql>) -> String {
        let mut conditions = String::new();
        let columns = [
            (&self.state, "m.state = ?"),
            (&self.party, "m.party = ?"),
            (&self.from, "m.date >= ?"),
            (&self.until, "m.date <= ?"),
            (&self.ministry, "instr(m.ministries, '|' || ? || '|') > 0"),
            // instr, not like: what somebody types holds no patterns
            (
                &self.words,
                "instr(lower(coalesce(m.subject, '') || ' ' || coalesce(m.mover, '')), lower(?)) > 0",
            ),
        ];
        for (value, condition) in columns {
            if let Some(value) = value {
                parameters.push(value);
                conditions.push_str(" and ");
                conditions.push_str(&condition.replace('?', &format!("${}", parameters.len())));
            }
        }
        if let Some(claim) = &self.claim {
            parameters.push(claim);
            conditions.push_str(&format!(
                " and m.paper in (select x.target from motion_mentions x where x.cabinet = 1 and x.claim = ${})",
                parameters.len()
            ));
        }
        if !self.numbers.is_empty() {
            let from = parameters.len();
            parameters.extend(self.numbers.iter().map(|number| number as &dyn ToSql));
            let places: Vec<String> = (from + 1..=parameters.len()).map(|at| format!("${at}")).collect();
            let places = places.join(", ");
            conditions.push_str(&format!(
                " and m.document in (select x.id from documents x where x.number in ({places}))"
            ));
        }
        conditions
    }
}

impl Store {
    /// The newest motions that a filter lets through, without their mentions.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_motions(&self, filter: &MotionFilter, offset: u64, limit: u64) -> Result<Vec<MotionRow>> {
        let mut parameters = Vec::new();
        let conditions = filter.conditions(&mut parameters);
        // a few that are named are looked up, not met on a walk through all by their day
        let date = if filter.numbers.is_empty() { "m.date" } else { "+m.date" };
        let sql = format!(
            "select m.document, m.number, d.kind, m.subject, m.date, m.result, m.advice, m.party, m.mover, m.paper, m.state,
                    m.decided
             from {}
             join documents d on d.id = m.document
             where 1 = 1{conditions}
             order by {date} desc, m.number desc
             limit {limit} offset {offset}",
            source(filter)
        );
        rows(&self.read(), &sql, params_from_iter(parameters), |row| {
            Ok(MotionRow {
                id: guid(row, 0)?,
                document: neighbour(row, 1)?,
                result: text(row, 5)?,
                cabinet_advice: text(row, 6)?,
                party: text(row, 7)?,
                mover: text(row, 8)?,
                paper: text(row, 9)?,
                state: row.get(10)?,
                decided: text(row, 11)?,
                mentions: 0,
                claimed: None,
            })
        })
    }

    /// How many motions a filter lets through.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_motion_total(&self, filter: &MotionFilter) -> Result<u64> {
        let mut parameters = Vec::new();
        let conditions = filter.conditions(&mut parameters);
        let sql = format!(
            "select count(*)
             from {}
             where 1 = 1{conditions}
             limit 1",
            source(filter)
        );
        let total = first(&self.read(), &sql, params_from_iter(parameters), |row| row.get::<_, i64>(0))?;
        Ok(total.unwrap_or_default() as u64)
    }

    /// In how many documents each of these motions is mentioned.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_mention_counts(&self, papers: &[String]) -> Result<Vec<Counted>> {
        if papers.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select m.target, count(distinct m.document)
             from motion_mentions m
             join documents d on d.id = m.document and d.deleted = 0 and d.number is not null
             where m.target in ({})
             group by m.target
             limit 1000",
            places(papers.len())
        );
        rows(&self.read(), &sql, params_from_iter(papers), counted)
    }

    /// What the cabinet says became of each of these motions, the newest of each: its paper with that.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_claims(&self, papers: &[String]) -> Result<Vec<(String, Claimed)>> {
        if papers.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select x.target, x.claim, d.number, d.date
             from motion_mentions x
             join documents d on d.id = x.document
             where x.cabinet = 1 and x.target in ({}) and x.claim <> 'mentioned'
             order by d.date desc, d.number desc, x.start desc
             limit 2000",
            places(papers.len())
        );
        let found = rows(&self.read(), &sql, params_from_iter(papers), |row| {
            let claimed = Claimed { claim: row.get(1)?, number: row.get(2)?, date: text(row, 3)? };
            Ok((row.get::<_, String>(0)?, claimed))
        })?;
        let mut seen = std::collections::HashSet::new();
        Ok(found.into_iter().filter(|(paper, _)| seen.insert(paper.clone())).collect())
    }

    /// What the cabinet says of motions, with how many motions it says it of.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_motion_claims(&self) -> Result<Vec<Counted>> {
        let sql = "select x.claim, count(distinct x.target)
             from motion_mentions x
             where x.cabinet = 1 and x.claim <> 'mentioned' and x.target in (select m.paper from motion_rows m)
             group by x.claim
             limit 20";
        rows(&self.read(), sql, [], counted)
    }

    /// Parties of first movers, most motions first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_motion_parties(&self) -> Result<Vec<Counted>> {
        rows(
            &self.read(),
            "select party, count(*)
             from motion_rows
             where party <> ''
             group by party
             order by 2 desc, 1
             limit 60",
            [],
            counted,
        )
    }

    /// Outcomes of motions, most first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_motion_states(&self) -> Result<Vec<Counted>> {
        rows(
            &self.read(),
            "select state, count(*)
             from motion_rows
             group by state
             order by 2 desc, 1
             limit 20",
            [],
            counted,
        )
    }

    /// Ministries of the dossiers of motions, most motions first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_motion_ministries(&self) -> Result<Vec<Counted>> {
        let found = rows(
            &self.read(),
            "select ministries, count(*)
             from motion_rows
             where ministries <> ''
             group by ministries
             limit 5000",
            [],
            counted,
        )?;
        Ok(tally(found.iter().map(|list| (list.value.as_str(), list.count))))
    }

    /// Every passage outside the motion itself that mentions or cites one of these numbers, oldest first, at most
    /// 600. A passage that does both comes twice: the mention first. Documents from before `since` (`2025-01-31`) are left
    /// out: they cannot mean this motion.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_said_of(
        &self,
        document: Option<Guid>,
        numbers: &[String],
        since: &str,
    ) -> Result<Vec<SaidOfMotion>> {
        let own = document.unwrap_or_default().0;
        let list = places(numbers.len());
        let own_place = numbers.len() + 1;
        let since_place = own_place + 1;
        let sql = format!(
            "select d.id, d.number, d.kind, coalesce(d.subject, d.title), d.date, p.text, p.claim, p.quote, p.start, p.stop,
                    p.told,
                    exists (select 1
                            from exchanges e
                            where e.document = p.document and e.question_start < p.stop and p.start < e.question_stop),
                    exists (select 1
                            from exchanges e
                            where e.document = p.document and e.answer_start < p.stop and p.start < e.answer_stop)
             from (select document, name as text, claim, quote, start, stop, told
                   from motion_mentions
                   where target in ({list})
                   union all
                   select document, text, null, quote, start, stop, 1
                   from citations
                   where target in ({list}) and kind in ('kamerstuk', 'document')) p
             join documents d on d.id = p.document and d.deleted = 0 and d.number is not null
             where d.id <> ${own_place} and (d.date is null or d.date >= ${since_place})
             order by d.date, d.number, p.claim is null, p.start
             limit 600"
        );
        let mut parameters: Vec<&dyn ToSql> = numbers.iter().map(|number| number as &dyn ToSql).collect();
        parameters.push(&own);
        parameters.push(&since);
        rows(&self.read(), &sql, params_from_iter(parameters), |row| {
            Ok(SaidOfMotion {
                id: guid(row, 0)?,
                document: neighbour(row, 1)?,
                text: row.get(5)?,
                claim: text(row, 6)?,
                quote: row.get(7)?,
                start: row.get(8)?,
                stop: row.get(9)?,
                told: row.get(10)?,
                in_question: row.get(11)?,
                in_answer: row.get(12)?,
            })
        })
    }
}
