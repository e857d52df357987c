//! Sets of written questions with what became of them: lists, the papers of one set, and how fast ministries answer.

use model::Guid;
use rusqlite::{Row, ToSql, params_from_iter};
use serde::Serialize;

use super::around::{Neighbour, neighbour};
use super::units::{Counted, counted};
use super::{first, guid, places, rows, text};
use crate::relations::unbarred;
use crate::{Result, Store};

/// What became of a set of questions, as a list asks for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum QuestionState {
    /// Any.
    #[default]
    Any,
    /// No answer was found.
    Open,
    /// No answer was found and the term has passed.
    Late,
    /// No answer was found and it was postponed.
    Postponed,
    /// There may be an answer.
    Maybe,
    /// The source calls it settled, no answer was found.
    Settled,
    /// Papers are missing here.
    Unknown,
    /// Answered.
    Answered,
}

/// Which sets of questions a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuestionFilter {
    /// What became of them.
    pub state: QuestionState,
    /// Only to this ministry.
    pub ministry: Option<String>,
    /// Only asked by this party.
    pub party: Option<String>,
    /// Only with these letters in the name of who asks.
    pub asker: Option<String>,
    /// Only asked on this day or later.
    pub from: Option<String>,
    /// Only asked on this day or before.
    pub until: Option<String>,
    /// Only with these letters in the subject.
    pub words: Option<String>,
    /// The day of today, to tell what is late.
    pub today: String,
}

/// A set of written questions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct QuestionRow {
    /// Id of the paper or case.
    #[serde(skip)]
    pub id: Guid,
    /// Number of the paper with the questions; none while it is not here.
    pub document: Option<String>,
    /// Number of the case.
    pub case: Option<String>,
    /// What they are about.
    pub subject: Option<String>,
    /// Day they were asked.
    pub asked: Option<String>,
    /// Who asks.
    pub askers: Vec<Asker>,
    /// Ministries that are asked.
    pub ministries: Vec<String>,
    /// Who is asked, in the words of the paper.
    pub addressee: Option<String>,
    /// Last day of the first term.
    pub term: Option<String>,
    /// Last day after a postponement.
    pub extended_term: Option<String>,
    /// Day of the first postponement.
    pub postponed: Option<String>,
    /// How many postponements there are.
    pub postponements: u64,
    /// Number of the first answer.
    pub answer: Option<String>,
    /// Its day.
    pub answered: Option<String>,
    /// What ties it to the questions: `case`, `related_case`, `cited`, `subject`.
    pub evidence: Option<String>,
    /// Days between questions and answer.
    pub latency_days: Option<i64>,
    /// Whether the source calls the case settled.
    pub settled: Option<bool>,
    /// `answered`, `maybe`, `settled`, `open`, `unknown`.
    pub state: String,
}

/// Somebody who asks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Asker {
    /// Name as the record or paper has it.
    pub name: String,
    /// Party at the time.
    pub party: Option<String>,
}

/// A paper of a set of questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionPaperRow {
    /// The set.
    #[serde(skip)]
    pub question: Guid,
    /// The paper.
    #[serde(flatten)]
    pub paper: Neighbour,
    /// `answer`, `postponement`, `letter`.
    pub role: String,
    /// What ties it to the questions.
    pub evidence: String,
    /// The passage that does.
    pub quote: Option<String>,
}

/// How fast a ministry answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Latency {
    /// The ministry.
    pub ministry: String,
    /// Sets that were answered.
    pub answered: u64,
    /// Of these, within the first term.
    pub in_term: u64,
    /// Of these, after a postponement and within the longer term.
    pub in_extended_term: u64,
    /// Of these, after the last day that counts.
    pub answered_late: u64,
    /// Half were answered within so many days.
    pub median_days: i64,
    /// The longest.
    pub longest_days: i64,
    /// Sets without an answer.
    pub open: u64,
    /// Of these, past their term.
    pub late: u64,
}

impl QuestionRow {
    /// The last day on time that counts.
    pub fn due(&self) -> Option<&str> {
        self.extended_term.as_deref().max(self.term.as_deref())
    }

    /// The number that pages show and link: of the paper, else of the case.
    pub fn number(&self) -> &str {
        self.document.as_deref().or(self.case.as_deref()).unwrap_or_default()
    }
}

const COLUMNS: &str = "q.id, q.paper, q.case_number, q.subject, q.asked, q.askers, q.ministries, q.addressee, q.term, q.extended,
        q.postponed, q.postponements, q.answer, q.answered, q.evidence, q.latency, q.settled, q.state";
/// The day that counts: text compares as days do.
const DUE: &str = "coalesce(q.extended, q.term, '9999')";

impl QuestionFilter {
    fn conditions(&self) -> (String, Vec<Box<dyn ToSql>>) {
        let mut sql = String::new();
        let mut values: Vec<Box<dyn ToSql>> = Vec::new();
        let mut add = |condition: &str, value: String| {
            values.push(Box::new(value));
            sql.push_str(&condition.replace('?', &format!("${}", values.len())));
        };
        let state = match self.state {
            QuestionState::Any => None,
            QuestionState::Open | QuestionState::Late | QuestionState::Postponed => Some("open"),
            QuestionState::Maybe => Some("maybe"),
            QuestionState::Settled => Some("settled"),
            QuestionState::Unknown => Some("unknown"),
            QuestionState::Answered => Some("answered"),
        };
        if let Some(state) = state {
            add(" and q.state = ?", state.to_owned());
        }
        match self.state {
            QuestionState::Late => add(&format!(" and {DUE} < ?"), self.today.clone()),
            QuestionState::Postponed => add(" and q.postponements > ?", "0".to_owned()),
            _ => {}
        }
        if let Some(from) = &self.from {
            add(" and q.asked >= ?", from.clone());
        }
        if let Some(until) = &self.until {
            add(" and q.asked <= ?", until.clone());
        }
        if let Some(ministry) = &self.ministry {
            add(" and instr(q.ministries, '|' || ? || '|') > 0", ministry.clone());
        }
        if let Some(party) = &self.party {
            add(" and instr(q.parties, '|' || ? || '|') > 0", party.clone());
        }
        // instr, not like: what somebody types holds no patterns
        if let Some(asker) = &self.asker {
            add(" and instr(lower(q.askers), lower(?)) > 0", asker.clone());
        }
        if let Some(words) = &self.words {
            add(" and instr(lower(coalesce(q.subject, '')), lower(?)) > 0", words.clone());
        }
        (sql, values)
    }
}

impl Store {
    /// Sets of questions that a filter lets through: those with a term by their term, the rest newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_questions(
        &self,
        filter: &QuestionFilter,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<QuestionRow>> {
        let (conditions, values) = filter.conditions();
        let order = match filter.state {
            QuestionState::Open | QuestionState::Late | QuestionState::Postponed => {
                format!("{DUE}, q.asked, q.id")
            }
            _ => "q.asked desc, q.id".to_owned(),
        };
        let sql = format!(
            "select {COLUMNS}
             from question_sets q
             where 1 = 1{conditions}
             order by {order}
             limit {limit} offset {offset}"
        );
        rows(&self.read(), &sql, params_from_iter(values), question)
    }

    /// How many sets of questions a filter lets through.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_question_total(&self, filter: &QuestionFilter) -> Result<u64> {
        let (conditions, values) = filter.conditions();
        let sql = format!(
            "select count(*)
             from question_sets q
             where 1 = 1{conditions}
             limit 1"
        );
        let total = first(&self.read(), &sql, params_from_iter(values), |row| row.get::<_, i64>(0))?;
        Ok(total.unwrap_or_default() as u64)
    }

    /// How many sets there are in each state; `late` and `postponed` are counted among `open` too.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_question_states(&self, today: &str) -> Result<Vec<Counted>> {
        let sql = format!(
            "select q.state, count(*), sum({DUE} < $1), sum(q.postponements > 0)
             from question_sets q
             group by q.state
             limit 10"
        );
        let found = rows(&self.read(), &sql, [today], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, i64>(1)? as u64,
                row.get::<_, i64>(2)? as u64,
                row.get::<_, i64>(3)? as u64,
            ))
        })?;
        let mut states = Vec::new();
        for (state, count, late, postponed) in found {
            if state == "open" {
                states.push(Counted { value: "late".into(), count: late });
                states.push(Counted { value: "postponed".into(), count: postponed });
            }
            states.push(Counted { value: state, count });
        }
        Ok(states)
    }

    /// Ministries that are asked and parties that ask, most first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_question_values(&self) -> Result<(Vec<Counted>, Vec<Counted>)> {
        let found = rows(
            &self.read(),
            "select ministries, parties, count(*)
             from question_sets
             group by 1, 2
             limit 20000",
            [],
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)? as u64)),
        )?;
        Ok((
            tally(found.iter().map(|(ministries, _, count)| (ministries.as_str(), *count))),
            tally(found.iter().map(|(_, parties, count)| (parties.as_str(), *count))),
        ))
    }

    /// Years in which sets were asked, the latest first, each with how many of them are answered; at most 100.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_question_years(&self) -> Result<Vec<Counted>> {
        rows(
            &self.read(),
            "select substr(asked, 1, 4), sum(case when state = 'answered' then 1 else 0 end)
             from question_sets
             where asked is not null and ministries <> '' and state in ('answered', 'open')
             group by 1
             order by 1 desc
             limit 100",
            [],
            counted,
        )
    }

    /// How fast ministries answered what was asked from one day to another, both included, most sets first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_latencies(&self, since: &str, until: &str, today: &str) -> Result<Vec<Latency>> {
        let sql = format!(
            "select q.ministries, q.state, q.latency, coalesce(q.answered <= q.term, 0),
                    coalesce(q.answered > q.term and q.answered <= q.extended, 0), {DUE} < $1,
                    coalesce(q.answered > {DUE}, 0)
             from question_sets q
             where q.asked >= $2 and q.asked <= $3 and q.ministries <> '' and q.state in ('answered', 'open')
             limit 100000"
        );
        let found = rows(&self.read(), &sql, [today, since, until], |row| {
            Ok(Timed {
                ministries: row.get(0)?,
                answered: row.get::<_, String>(1)? == "answered",
                latency: row.get(2)?,
                in_term: row.get(3)?,
                in_extended: row.get(4)?,
                late: row.get(5)?,
                answered_late: row.get(6)?,
            })
        })?;
        Ok(latencies(&found))
    }

    /// The sets of questions that a document asks, answers, postpones or may answer; at most 50.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_questions_of(&self, document: Guid) -> Result<Vec<QuestionRow>> {
        let sql = format!(
            "select {COLUMNS}
             from (select $1 as id
                   union
                   select question from question_papers where paper = $1) w
             join question_sets q on q.id = w.id
             order by q.asked
             limit 50"
        );
        rows(&self.read(), &sql, [&document.0[..]], question)
    }

    /// The set of questions of a case.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_questions_of_case(&self, case: &str) -> Result<Vec<QuestionRow>> {
        let sql = format!(
            "select {COLUMNS}
             from question_sets q
             where q.case_number = $1
             order by q.asked
             limit 50"
        );
        rows(&self.read(), &sql, [case], question)
    }

    /// The papers of these sets in the order of their days, at most 500.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_question_papers(&self, sets: &[Guid]) -> Result<Vec<QuestionPaperRow>> {
        if sets.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select p.question, d.number, d.kind, coalesce(d.subject, d.title), d.date, p.role, p.evidence, p.quote
             from question_papers p
             join documents d on d.id = p.paper and d.deleted = 0 and d.number is not null
             where p.question in ({})
             order by d.date, d.number
             limit 500",
            places(sets.len())
        );
        rows(&self.read(), &sql, params_from_iter(sets.iter().map(|id| id.0)), |row| {
            Ok(QuestionPaperRow {
                question: guid(row, 0)?,
                paper: neighbour(row, 1)?,
                role: row.get(5)?,
                evidence: row.get(6)?,
                quote: text(row, 7)?,
            })
        })
    }
}

fn question(row: &Row<'_>) -> rusqlite::Result<QuestionRow> {
    let askers: Vec<(String, Option<String>)> =
        serde_json::from_str(&row.get::<_, String>(5)?).unwrap_or_default();
    Ok(QuestionRow {
        id: guid(row, 0)?,
        document: text(row, 1)?,
        case: text(row, 2)?,
        subject: text(row, 3)?,
        asked: text(row, 4)?,
        askers: askers.into_iter().map(|(name, party)| Asker { name, party }).collect(),
        ministries: unbarred(&row.get::<_, String>(6)?),
        addressee: text(row, 7)?,
        term: text(row, 8)?,
        extended_term: text(row, 9)?,
        postponed: text(row, 10)?,
        postponements: row.get::<_, i64>(11)? as u64,
        answer: text(row, 12)?,
        answered: text(row, 13)?,
        evidence: text(row, 14)?,
        latency_days: row.get(15)?,
        settled: row.get(16)?,
        state: row.get(17)?,
    })
}

/// Values of list columns with their counts, most first.
pub(crate) fn tally<'v>(lists: impl Iterator<Item = (&'v str, u64)>) -> Vec<Counted> {
    let mut counts: std::collections::HashMap<String, u64> = std::collections::HashMap::new();
    for (list, count) in lists {
        for value in unbarred(list) {
            *counts.entry(value).or_default() += count;
        }
    }
    let mut counted: Vec<Counted> =
        counts.into_iter().map(|(value, count)| Counted { value, count }).collect();
    counted.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    counted.truncate(60);
    counted
}

struct Timed {
    ministries: String,
    answered: bool,
    latency: Option<i64>,
    in_term: bool,
    in_extended: bool,
    late: bool,
    /// Whether it was answered after the last day that counts.
    answered_late: bool,
}

fn latencies(timed: &[Timed]) -> Vec<Latency> {
    let mut by_ministry: std::collections::BTreeMap<String, (Latency, Vec<i64>)> = Default::default();
    for set in timed {
        for ministry in unbarred(&set.ministries) {
            let (latency, days) = by_ministry.entry(ministry).or_default();
            if set.answered {
                latency.answered += 1;
                latency.in_term += u64::from(set.in_term);
                latency.in_extended_term += u64::from(set.in_extended);
                latency.answered_late += u64::from(set.answered_late);
                days.extend(set.latency);
            } else {
                latency.open += 1;
                latency.late += u64::from(set.late);
            }
        }
    }
    let mut latencies: Vec<Latency> = by_ministry
        .into_iter()
        .map(|(ministry, (mut latency, mut days))| {
            days.sort_unstable();
            latency.ministry = ministry;
            latency.median_days = days.get(days.len() / 2).copied().unwrap_or_default();
            latency.longest_days = days.last().copied().unwrap_or_default();
            latency
        })
        .collect();
    latencies.sort_by(|a, b| {
        (b.answered + b.open).cmp(&(a.answered + a.open)).then_with(|| a.ministry.cmp(&b.ministry))
    });
    latencies
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ministry_is_as_fast_as_half_of_its_answers() {
        let timed = |ministries: &str, latency: Option<i64>, late: bool| Timed {
            ministries: ministries.into(),
            answered: latency.is_some(),
            latency,
            in_term: latency.is_some_and(|days| days <= 21),
            in_extended: false,
            late,
            answered_late: latency.is_some_and(|days| days > 21),
        };
        let found = latencies(&[
            timed("|A|", Some(10), false),
            timed("|A|B|", Some(30), false),
            timed("|A|", Some(99), false),
            timed("|A|", None, true),
        ]);
        assert_eq!(found[0].ministry, "A");
        assert_eq!((found[0].median_days, found[0].longest_days), (30, 99));
        assert_eq!((found[0].answered, found[0].in_term, found[0].open, found[0].late), (3, 1, 1, 1));
        assert_eq!(found[0].answered_late, 2);
        assert_eq!(found[1].ministry, "B");
    }

    #[test]
    fn the_later_of_two_terms_counts() {
        let row = QuestionRow {
            term: Some("2031-01-01".into()),
            extended_term: Some("2031-02-01".into()),
            ..QuestionRow::default()
        };
        assert_eq!(row.due(), Some("2031-02-01"));
        assert_eq!(QuestionRow { extended_term: None, ..row }.due(), Some("2031-01-01"));
    }
}
