//! Written questions: what is known of a set of them, and the papers that may answer or postpone it.

use model::{Guid, LinkKind};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{ANSWER_KINDS, POSTPONEMENT_KIND, QUESTION_KIND, barred};
use crate::gathered::ministries;
use crate::show::{dossier_key, text};
use crate::{Result, Store};

/// A set of questions as the records tell of it.
#[derive(Debug, Clone, Default)]
pub struct QuestionFacts {
    /// The paper with the questions, if it is here.
    pub paper: Option<PaperFacts>,
    /// Its cases; those of written questions first.
    pub cases: Vec<CaseFacts>,
    /// Who asks: name and party at the time.
    pub askers: Vec<(String, Option<String>)>,
    /// Who is asked: name and function.
    pub asked: Vec<(Option<String>, Option<String>)>,
    /// Papers that share a case with it, with what ties them: `case`, `related_case`.
    pub of_cases: Vec<(PaperFacts, &'static str)>,
    /// Papers that cite its case or its paper, with the sentence, and whether that stands before their first question.
    pub citing: Vec<(PaperFacts, String, bool)>,
}

/// A paper as far as it matters here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperFacts {
    /// Its id.
    pub id: Guid,
    /// Its number.
    pub number: String,
    /// Its kind.
    pub kind: String,
    /// Its subject, else its title.
    pub subject: String,
    /// Its day.
    pub date: Option<String>,
    /// Whether it shares a case of written questions with a paper of other questions.
    pub has_questions: bool,
}

/// A case as far as it matters here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFacts {
    /// Its id.
    pub id: Guid,
    /// Its number.
    pub number: String,
    /// Its kind.
    pub kind: String,
    /// Its subject.
    pub subject: String,
    /// Day it began.
    pub started: Option<String>,
    /// Day by which the source wants an answer.
    pub term: Option<String>,
    /// Whether the source calls it settled.
    pub settled: Option<bool>,
}

/// A set of questions with what became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuestionSet {
    /// Id of the paper, else of the case.
    pub id: Guid,
    /// Number of the paper.
    pub paper: Option<String>,
    /// Number of the case.
    pub case: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Day it was asked.
    pub asked: Option<String>,
    /// Who asks: name and party.
    pub askers: Vec<(String, Option<String>)>,
    /// Parties of those who ask.
    pub parties: Vec<String>,
    /// Ministries that are asked.
    pub ministries: Vec<String>,
    /// Who is asked, in the words of the paper or record.
    pub addressee: Option<String>,
    /// Last day on time.
    pub term: Option<String>,
    /// Last day after a postponement.
    pub extended: Option<String>,
    /// Day of the first postponement.
    pub postponed: Option<String>,
    /// How many postponements there are.
    pub postponements: u32,
    /// Number of the first answer.
    pub answer: Option<String>,
    /// Its day.
    pub answered: Option<String>,
    /// What ties it to the questions.
    pub evidence: Option<String>,
    /// Days between.
    pub latency: Option<i64>,
    /// Whether the source calls the case settled.
    pub settled: Option<bool>,
    /// `answered`, `maybe`, `settled`, `open`, `unknown`.
    pub state: String,
    /// All papers that belong to it.
    pub papers: Vec<QuestionPaper>,
}

/// A paper that belongs to a set of questions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuestionPaper {
    /// Its id.
    pub id: Guid,
    /// `answer`, `postponement`, `letter`.
    pub role: &'static str,
    /// `case`, `related_case`, `cited`, `subject`, `words`.
    pub evidence: &'static str,
    /// The passage that says so.
    pub quote: Option<String>,
}

/// What papers need of each column; `has_questions` last.
const PAPER: &str =
    "d.id, d.number, coalesce(d.kind, ''), coalesce(d.subject, d.title, ''), coalesce(d.date, d.registered),
        exists (select 1
                from links la
                join links lb on lb.to_id = la.to_id and lb.kind = 7 and lb.from_id <> la.from_id
                join documents q on q.id = lb.from_id and q.deleted = 0 and q.kind = 'Schriftelijke vragen'
                where la.from_id = d.id and la.kind = 7)";

impl Store {
    /// What is known of the questions in a paper.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn question_facts(&self, paper: Guid) -> Result<Option<QuestionFacts>> {
        let db = self.read();
        let found = db
            .prepare_cached(&format!(
                "select {PAPER} from documents d where d.id = $1 and d.deleted = 0 and d.number is not null"
            ))?
            .query_row([&paper.0[..]], |row| read_paper(row, 0))
            .optional()?;
        let Some(found) = found else { return Ok(None) };
        let cases = db
            .prepare_cached(
                "select c.id, c.number, coalesce(c.kind, ''), coalesce(c.subject, c.title, ''), c.started, c.term, c.settled
                 from links l
                 join cases c on c.id = l.to_id and c.deleted = 0 and c.number is not null
                 where l.from_id = $1 and l.kind = $2
                 order by c.kind = 'Schriftelijke vragen' desc, l.position
                 limit 20",
            )?
            .query_map(params![&paper.0[..], LinkKind::DocumentCase as u8], read_case)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut facts = QuestionFacts { paper: Some(found), cases, ..QuestionFacts::default() };
        around(&db, &mut facts)?;
        if facts.askers.is_empty() {
            facts.askers = db
                .prepare_cached(
                    "select name, party_name
                     from document_actors
                     where document = $1 and deleted = 0 and name <> '' and role in ('Eerste ondertekenaar', 'Mede ondertekenaar')
                     order by role, token
                     limit 40",
                )?
                .query_map([&paper.0[..]], |row| Ok((row.get(0)?, text(row, 1)?)))?
                .collect::<rusqlite::Result<_>>()?;
        }
        Ok(Some(facts))
    }

    /// A paper by its number.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn paper_facts(&self, number: &str) -> Result<Option<PaperFacts>> {
        let db = self.read();
        let found = db
            .prepare_cached(&format!(
                "select {PAPER} from documents d where d.number = $1 and d.deleted = 0 limit 1"
            ))?
            .query_row([number], |row| read_paper(row, 0))
            .optional()?;
        Ok(found)
    }

    /// What is known of a case of written questions whose paper is not here.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn question_facts_of_case(&self, case: Guid) -> Result<Option<QuestionFacts>> {
        let db = self.read();
        let found = db
            .prepare_cached(
                "select id, number, coalesce(kind, ''), coalesce(subject, title, ''), started, term, settled
                 from cases
                 where id = $1 and deleted = 0 and number is not null",
            )?
            .query_row([&case.0[..]], read_case)
            .optional()?;
        let Some(found) = found else { return Ok(None) };
        let mut facts = QuestionFacts { cases: vec![found], ..QuestionFacts::default() };
        around(&db, &mut facts)?;
        Ok(Some(facts))
    }

    /// Papers of a kind in a period, for comparing subjects; at most 8,000, newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn papers_between(&self, kind: &str, from: &str, to: &str) -> Result<Vec<PaperFacts>> {
        let db = self.read();
        let mut statement = db.prepare_cached(&format!(
            "select {PAPER}
             from documents d
             where d.kind = $1 and d.date >= $2 and d.date <= $3 and d.deleted = 0 and d.number is not null
             order by d.date desc
             limit 8000"
        ))?;
        let rows = statement.query_map(params![kind, from, to], |row| read_paper(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The papers with questions that a paper may belong to: of its cases, of related cases, by a number that it cites,
    /// and those that it belonged to so far; and cases of questions without a paper.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn questions_around(&self, paper: Guid) -> Result<Vec<Guid>> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select q.id
             from links l
             join links b on b.to_id = l.to_id and b.kind = 7
             join documents q on q.id = b.from_id and q.kind = $1
             where l.from_id = $2 and l.kind = 7
             union
             select q.id
             from links l
             join links r on (r.from_id = l.to_id or r.to_id = l.to_id) and r.kind in (17, 18)
             join links b on b.to_id in (r.from_id, r.to_id) and b.kind = 7
             join documents q on q.id = b.from_id and q.kind = $1
             where l.from_id = $2 and l.kind = 7
             union
             select q.id
             from citations t
             join cases c on c.number = t.target
             join links b on b.to_id = c.id and b.kind = 7
             join documents q on q.id = b.from_id and q.kind = $1
             where t.document = $2 and t.kind = 'zaak'
             union
             select q.id
             from citations t
             join documents q on q.number = t.target and q.kind = $1
             where t.document = $2 and t.kind = 'document'
             union
             select question
             from question_papers
             where paper = $2
             limit 200",
        )?;
        let rows = statement.query_map(params![QUESTION_KIND, &paper.0[..]], |row| Ok(Guid(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The cases of written questions that a document is filed under.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn question_cases_of(&self, paper: Guid) -> Result<Vec<Guid>> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select c.id
             from links l
             join cases c on c.id = l.to_id and c.deleted = 0 and c.kind = $1
             where l.from_id = $2 and l.kind = 7
             limit 50",
        )?;
        let rows = statement.query_map(params![QUESTION_KIND, &paper.0[..]], |row| Ok(Guid(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The day from which papers are here, where following did not begin at the beginning: what is older than this may
    /// have been answered before anything was fetched.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn papers_since(&self) -> Result<Option<String>> {
        let db = self.read();
        let since: Option<i64> = db
            .prepare_cached("select since from checkpoints where category = 'Document'")?
            .query_row([], |row| row.get(0))
            .optional()?
            .flatten();
        let Some(since) = since else { return Ok(None) };
        // records come in the order of their last publication: the days of the first ones tell when that was
        let mut days: Vec<String> = db
            .prepare_cached(
                "select substr(updated, 1, 10) from documents where token > $1 and updated is not null order by token limit 25",
            )?
            .query_map([since], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        days.sort_unstable();
        Ok(days.get(days.len() / 2).cloned())
    }
}

/// Who asks whom, and the papers of the cases or that cite them.
fn around(db: &Connection, facts: &mut QuestionFacts) -> Result<()> {
    let own = facts.paper.as_ref().map(|paper| paper.id).unwrap_or_default();
    for case in facts.cases.clone() {
        let mut actors = db.prepare_cached(
            "select coalesce(role, ''), name, party_name, function
             from case_actors
             where case_id = $1 and deleted = 0
             order by role = 'Indiener' desc, token
             limit 60",
        )?;
        let found = actors.query_map([&case.id.0[..]], |row| {
            Ok((row.get::<_, String>(0)?, text(row, 1)?, text(row, 2)?, text(row, 3)?))
        })?;
        for actor in found {
            let (role, name, party, function) = actor?;
            match role.as_str() {
                "Indiener" | "Medeindiener" => {
                    if let Some(name) = name
                        && facts.askers.iter().all(|(known, _)| *known != name)
                    {
                        facts.askers.push((name, party));
                    }
                }
                role if role.starts_with("Gericht") => facts.asked.push((name, function)),
                _ => {}
            }
        }
        let mut papers = db.prepare_cached(&format!(
            "select {PAPER}
             from links l
             join documents d on d.id = l.from_id and d.deleted = 0 and d.number is not null
             where l.to_id = $1 and l.kind = 7 and d.id <> $2
             limit 100"
        ))?;
        for paper in papers.query_map(params![&case.id.0[..], &own.0[..]], |row| read_paper(row, 0))? {
            add(&mut facts.of_cases, paper?, "case");
        }
        // a related case with questions of its own has answers of its own
        let mut related = db.prepare_cached(&format!(
            "select {PAPER}
             from (select to_id as id from links where from_id = $1 and kind in (17, 18)
                   union
                   select from_id from links where to_id = $1 and kind in (17, 18)) r
             join links l on l.to_id = r.id and l.kind = 7
             join documents d on d.id = l.from_id and d.deleted = 0 and d.number is not null
             where not exists (select 1
                               from links lq
                               join documents q on q.id = lq.from_id and q.deleted = 0 and q.kind = $2
                               where lq.to_id = r.id and lq.kind = 7)
             limit 100"
        ))?;
        for paper in related.query_map(params![&case.id.0[..], QUESTION_KIND], |row| read_paper(row, 0))? {
            add(&mut facts.of_cases, paper?, "related_case");
        }
    }
    let mut numbers: Vec<(&str, String)> =
        facts.cases.iter().map(|case| ("zaak", case.number.clone())).collect();
    numbers.extend(facts.paper.iter().map(|paper| ("document", paper.number.clone())));
    for (kind, number) in numbers {
        let mut citing = db.prepare_cached(&format!(
            "select {PAPER}, t.quote,
                    t.start < coalesce((select min(e.question_start) from exchanges e where e.document = d.id), 600)
             from citations t
             join documents d on d.id = t.document and d.deleted = 0 and d.number is not null
             where t.target = $1 and t.kind = $2 and d.kind in ($3, $4, $5) and d.id <> $6
             order by t.start
             limit 100"
        ))?;
        let found = citing.query_map(
            params![number, kind, ANSWER_KINDS[0], ANSWER_KINDS[1], POSTPONEMENT_KIND, &own.0[..]],
            |row| Ok((read_paper(row, 0)?, row.get::<_, String>(6)?, row.get::<_, bool>(7)?)),
        )?;
        for paper in found {
            facts.citing.push(paper?);
        }
    }
    Ok(())
}

fn add(papers: &mut Vec<(PaperFacts, &'static str)>, paper: PaperFacts, evidence: &'static str) {
    if papers.iter().all(|(known, _)| known.id != paper.id) {
        papers.push((paper, evidence));
    }
}

fn read_paper(row: &Row<'_>, at: usize) -> rusqlite::Result<PaperFacts> {
    Ok(PaperFacts {
        id: Guid(row.get(at)?),
        number: row.get(at + 1)?,
        kind: row.get(at + 2)?,
        subject: row.get(at + 3)?,
        date: text(row, at + 4)?,
        has_questions: row.get(at + 5)?,
    })
}

fn read_case(row: &Row<'_>) -> rusqlite::Result<CaseFacts> {
    Ok(CaseFacts {
        id: Guid(row.get(0)?),
        number: row.get(1)?,
        kind: row.get(2)?,
        subject: row.get(3)?,
        started: text(row, 4)?,
        term: text(row, 5)?,
        settled: row.get(6)?,
    })
}

pub(super) fn forget(db: &Connection, id: Guid) -> Result<()> {
    let papers = ministries::of_questions(db, id)?;
    delete(db, id)?;
    renew_ministries(db, papers)
}

fn delete(db: &Connection, id: Guid) -> Result<()> {
    db.prepare_cached("delete from question_sets where id = $1")?.execute([&id.0[..]])?;
    db.prepare_cached("delete from question_papers where question = $1")?.execute([&id.0[..]])?;
    Ok(())
}

/// The set tells of which ministries its papers are.
fn renew_ministries(db: &Connection, mut papers: Vec<Guid>) -> Result<()> {
    papers.sort_unstable();
    papers.dedup();
    papers.iter().try_for_each(|paper| ministries::renew(db, &[*paper]))
}

pub(super) fn save(db: &Connection, set: &QuestionSet) -> Result<()> {
    let mut papers = ministries::of_questions(db, set.id)?;
    delete(db, set.id)?;
    db.prepare_cached(
        "insert into question_sets (id, paper, case_number, subject, asked, askers, parties, ministries, addressee, term,
             extended, postponed, postponements, answer, answered, evidence, latency, settled, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
    )?
    .execute(params![
        &set.id.0[..],
        set.paper,
        set.case,
        set.subject,
        set.asked,
        serde_json::to_string(&set.askers)?,
        barred(&set.parties),
        barred(&set.ministries),
        set.addressee,
        set.term,
        set.extended,
        set.postponed,
        set.postponements,
        set.answer,
        set.answered,
        set.evidence,
        set.latency,
        set.settled,
        set.state
    ])?;
    for paper in &set.papers {
        db.prepare_cached(
            "insert or replace into question_papers (question, paper, role, evidence, quote) values ($1, $2, $3, $4, $5)",
        )?
        .execute(params![&set.id.0[..], &paper.id.0[..], paper.role, paper.evidence, paper.quote])?;
    }
    papers.extend(ministries::of_questions(db, set.id)?);
    renew_ministries(db, papers)
}

/// A paper's number from its dossier and its place in it.
pub(super) fn paper_number(
    number: Option<i64>,
    addition: Option<String>,
    sub: Option<i64>,
) -> Option<String> {
    let dossier = dossier_key(number, addition)?;
    Some(format!("{dossier}-{}", sub.filter(|sub| *sub > 0)?))
}
