//! Finds what papers are to one another: answers to written questions, results of motions, promises that are met.
//!
//! What the records and texts tell is compared here, in plain functions; the store only hands it over and keeps the
//! rows. A paper is related anew when it, one of its cases or one of their decisions changes, so pages and lists need
//! not look it all up. Start with [`Relater::batch`]; `questions`, `motions` and `promises` decide.

mod motions;
mod promises;
mod questions;
mod words;

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use jiff::Timestamp;
use model::due::answer::Recesses;
use model::{Category, Guid};
use store::Store;
use store::queue::{Job, Work};
use store::relations::{ANSWER_KINDS, POSTPONEMENT_KIND, QUESTION_KIND, Related};
use store::show::motions::MOTION_KINDS;
use store::show::newest::CABINET_KINDS;

use crate::progress::Progress;

/// The version of this job: what another version related is related anew.
pub const VERSION: u32 = 2;
/// Pieces of work that are related before they are saved together.
const BATCH: usize = 256;

/// The job.
pub struct Relater<'a> {
    store: &'a Store,
    clock: fn() -> Timestamp,
    progress: &'a Progress,
    recesses: Recesses,
}

/// What one batch shares.
struct Batch<'a> {
    store: &'a Store,
    recesses: &'a Recesses,
    /// Day from which papers are here, where following did not begin at the beginning.
    since: Option<String>,
    /// Ministries of dossiers that were looked up.
    ministries: HashMap<Guid, Vec<String>>,
    /// Sets of questions that were related in this batch: once is enough.
    done: HashSet<Guid>,
}

impl<'a> Relater<'a> {
    /// The job over a store; what another version of it related goes into the queue.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn new(
        store: &'a Store,
        recesses: Recesses,
        clock: fn() -> Timestamp,
        progress: &'a Progress,
    ) -> Result<Self> {
        let version = i64::from(VERSION) << 32 | i64::from(recesses.fingerprint());
        store.renew_relations(version, clock())?;
        Ok(Relater { store, clock, progress, recesses })
    }

    /// Relates one batch. Returns how many pieces of work it took; none means that nothing is due.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn batch(&self) -> Result<usize> {
        let work = self.store.work(Job::Relate, (self.clock)(), BATCH)?;
        if work.is_empty() {
            return Ok(0);
        }
        let mut batch = Batch {
            store: self.store,
            recesses: &self.recesses,
            since: self.store.papers_since()?,
            ministries: HashMap::new(),
            done: HashSet::new(),
        };
        let mut related = Vec::with_capacity(work.len());
        self.store.one_view(|| {
            for work in &work {
                related.push(batch.one(work)?);
            }
            Ok::<_, anyhow::Error>(())
        })?;
        self.store.save_related(&related)?;
        self.progress.related(work.len());
        Ok(work.len())
    }
}

impl Batch<'_> {
    fn one(&mut self, work: &Work) -> Result<Related> {
        let mut related = Related { work: Some(work.clone()), ..Related::default() };
        if work.category == Category::Dossier {
            for motion in self.store.motions_without_paper(work.subject)? {
                self.motion(motion, &mut related)?;
            }
            return Ok(related);
        }
        let Some(subject) = self.store.relation_subject(work.category, work.subject)? else {
            return Ok(related);
        };
        match work.category {
            Category::Case => self.case(work.subject, &subject.kind, subject.deleted, &mut related)?,
            Category::Document => {
                self.document(work.subject, &subject.kind, subject.deleted, &mut related)?
            }
            _ => {}
        }
        Ok(related)
    }

    fn case(&mut self, id: Guid, kind: &str, deleted: bool, related: &mut Related) -> Result<()> {
        let papers = self.store.papers_of_case(id)?;
        for (paper, kind) in &papers {
            if kind == QUESTION_KIND {
                self.questions(*paper, related)?;
            } else if MOTION_KINDS.contains(&kind.as_str()) {
                self.motion(*paper, related)?;
            }
        }
        let alone = papers.iter().all(|(_, kind)| kind != QUESTION_KIND);
        match (kind == QUESTION_KIND, alone && !deleted) {
            (true, true) => self.questions_of_case(id, related)?,
            (true, false) => related.gone.push(id),
            (false, _) => {}
        }
        Ok(())
    }

    fn document(&mut self, id: Guid, kind: &str, deleted: bool, related: &mut Related) -> Result<()> {
        if deleted {
            related.gone.push(id);
            related.motions_gone.push(id);
            related.fulfilments.push((id, Vec::new()));
        }
        if kind == QUESTION_KIND {
            if !deleted {
                self.questions(id, related)?;
            }
            for case in self.store.question_cases_of(id)? {
                if deleted { self.questions_of_case(case, related)? } else { related.gone.push(case) }
            }
            return Ok(());
        }
        if MOTION_KINDS.contains(&kind) && !deleted {
            return self.motion(id, related);
        }
        let answers = ANSWER_KINDS.contains(&kind) || kind == POSTPONEMENT_KIND;
        let speaks = CABINET_KINDS.contains(&kind);
        if answers || speaks {
            self.questions_of_answer(id, kind, answers, related)?;
        }
        if speaks && !deleted {
            related.fulfilments.push((id, self.promises(id)?));
        }
        Ok(())
    }

    /// The sets of questions that a paper belongs to or belonged to.
    fn questions_of_answer(
        &mut self,
        id: Guid,
        kind: &str,
        answers: bool,
        related: &mut Related,
    ) -> Result<()> {
        let mut found = self.store.questions_around(id)?;
        if answers && found.is_empty() {
            found.extend(self.asked_about_the_same(id, kind)?);
        }
        for question in found {
            match self.store.relation_subject(Category::Document, question)? {
                Some(_) => self.questions(question, related)?,
                None => self.questions_of_case(question, related)?,
            }
        }
        for case in self.store.question_cases_of(id)? {
            let papers = self.store.papers_of_case(case)?;
            if papers.iter().all(|(_, kind)| kind != QUESTION_KIND) {
                self.questions_of_case(case, related)?;
            }
        }
        Ok(())
    }

    fn questions(&mut self, paper: Guid, related: &mut Related) -> Result<()> {
        if !self.done.insert(paper) {
            return Ok(());
        }
        match self.store.question_facts(paper)? {
            Some(facts) => {
                let head = self.store.text_of(paper)?.map(|text| questions::head(&text.text));
                related.questions.push(self.set(&facts, head.unwrap_or_default())?);
            }
            None => related.gone.push(paper),
        }
        Ok(())
    }

    fn questions_of_case(&mut self, case: Guid, related: &mut Related) -> Result<()> {
        if !self.done.insert(case) {
            return Ok(());
        }
        match self.store.question_facts_of_case(case)? {
            Some(facts) if facts.cases.iter().all(|case| case.kind == QUESTION_KIND) => {
                related.questions.push(self.set(&facts, questions::Head::default())?);
            }
            _ => related.gone.push(case),
        }
        Ok(())
    }

    fn set(
        &self,
        facts: &store::relations::QuestionFacts,
        head: questions::Head,
    ) -> Result<store::relations::QuestionSet> {
        let mut papers = questions::by_number(facts);
        if papers.iter().all(|paper| paper.role != "answer") && facts.paper.is_some() {
            papers.extend(self.answers_about_the_same(facts, &head, &papers)?);
        }
        if let Some(paper) = &facts.paper {
            self.correct(&paper.number, &mut papers)?;
        }
        Ok(questions::set(facts, head, papers, self.recesses, self.since.as_deref()))
    }

    /// Papers that people took from or gave to a set of questions.
    fn correct(&self, number: &str, papers: &mut Vec<questions::Tied>) -> Result<()> {
        for correction in self.store.corrections_of(number)? {
            if correction.what != "answer" {
                continue;
            }
            papers.retain(|tied| tied.paper.number != correction.item);
            if correction.verdict == "set"
                && let Some(paper) = self.store.paper_facts(&correction.item)?
            {
                let quote = Some(format!("{} ({})", correction.reason, correction.author));
                papers.push(questions::Tied { paper, role: "answer", evidence: "corrected", quote });
            }
        }
        Ok(())
    }

    /// Answers and postponements that no number ties to the questions, but their subject and askers do.
    fn answers_about_the_same(
        &self,
        facts: &store::relations::QuestionFacts,
        head: &questions::Head,
        known: &[questions::Tied],
    ) -> Result<Vec<questions::Tied>> {
        let Some((from, to)) = questions::answer_period(facts) else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for kind in [ANSWER_KINDS[0], POSTPONEMENT_KIND] {
            let papers = self.store.papers_between(kind, &from, &to)?;
            let free = papers
                .into_iter()
                .filter(|paper| !paper.has_questions && known.iter().all(|tied| tied.paper.id != paper.id));
            found.extend(questions::by_subject(facts, head, &free.collect::<Vec<_>>()));
        }
        Ok(found)
    }

    /// The questions that an answer without a number may belong to, by its subject.
    fn asked_about_the_same(&self, answer: Guid, kind: &str) -> Result<Vec<Guid>> {
        let Some(facts) = self.store.question_facts(answer)?.and_then(|facts| facts.paper) else {
            return Ok(Vec::new());
        };
        if facts.has_questions {
            return Ok(Vec::new());
        }
        let Some((from, to)) = questions::question_period(&facts) else { return Ok(Vec::new()) };
        let asked = self.store.papers_between(QUESTION_KIND, &from, &to)?;
        Ok(questions::asked_in(&facts, kind, &asked))
    }

    fn motion(&mut self, id: Guid, related: &mut Related) -> Result<()> {
        let Some(facts) = self.store.motion_facts(id)? else {
            related.motions_gone.push(id);
            return Ok(());
        };
        let ministries = match facts.dossier {
            None => Vec::new(),
            Some(dossier) => match self.ministries.get(&dossier) {
                Some(known) => known.clone(),
                None => {
                    let found = motions::ministries(&self.store.cabinet_functions(dossier)?);
                    self.ministries.insert(dossier, found.clone());
                    found
                }
            },
        };
        related.motions.push(motions::record(id, facts, ministries));
        Ok(())
    }

    fn promises(&self, id: Guid) -> Result<Vec<store::relations::Fulfilment>> {
        let before = self.store.promises_before(id)?;
        let Some(text) = self.store.text_of(id)? else { return Ok(Vec::new()) };
        Ok(promises::met(&text.text, &before))
    }
}

#[cfg(test)]
mod tests {
    use model::record::{Entry, FeedPage, Value};
    use model::{LinkKind, Record};
    use store::feed::RawPage;
    use store::show::motions::MotionFilter;

    use super::*;

    const MOTION: Guid = Guid([1; 16]);
    const DOSSIER: Guid = Guid([2; 16]);

    fn record(category: Category, id: Guid, values: &[(&str, Value)]) -> Record {
        let mut record = Record::empty(category, id);
        for (name, value) in values {
            let at = category.spec().columns.iter().position(|column| column.name == *name);
            record.values[at.expect("a column of the category")] = value.clone();
        }
        record
    }

    /// Saves a record as a page of its own and relates what follows; the papers of the motions then.
    fn papers(store: &Store, token: u64, record: Record) -> Vec<Option<String>> {
        let page = FeedPage {
            category: record.category,
            position: None,
            next: Some(token),
            caught_up: true,
            entries: vec![Entry { token, hash: token as i64, record }],
            unread: Vec::new(),
            first_published: None,
        };
        let clock = || "2031-01-28T11:00:00Z".parse().expect("a moment");
        store
            .save_page(&RawPage::new(page, "<feed/>"), clock(), &crate::pipeline::after_record)
            .expect("saved");
        let progress = Progress::default();
        let relater = Relater::new(store, Recesses::read(""), clock, &progress).expect("a job");
        while relater.batch().expect("related") > 0 {}
        let motions = store.show_motions(&MotionFilter::default(), 0, 10).expect("motions");
        motions.into_iter().map(|motion| motion.paper).collect()
    }

    #[test]
    fn a_motion_has_the_paper_of_its_dossier_behind_a_case_and_before_the_dossier_comes() {
        let folder = std::env::temp_dir().join(format!("kamerspoor-related-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let store = Store::open(&folder).expect("a store");
        let text = |value: &str| Value::Text(value.into());
        let values = [("number", text("2031D00001")), ("kind", text("Motie")), ("sub_number", Value::Int(7))];
        let mut motion = record(Category::Document, MOTION, &values);
        motion.links = vec![(LinkKind::DocumentCase, Guid([3; 16])), (LinkKind::DocumentDossier, DOSSIER)];
        assert_eq!(papers(&store, 1, motion), [None]);
        let dossier = record(Category::Dossier, DOSSIER, &[("number", Value::Int(36999))]);
        assert_eq!(papers(&store, 2, dossier), [Some("36999-7".to_owned())]);
        std::fs::remove_dir_all(folder).expect("the folder goes");
    }
}
