//! Which job follows which outcome. Nothing else puts work into the queue.
//!
//! | outcome | work that follows |
//! |---|---|
//! | a record with a file is new, changed or back | fetch its file |
//! | a record that can be found is new, changed, withdrawn or back | index it |
//! | an actor, vote or seat changes | index what it belongs to |
//! | a file is new | read its text (documents and transcripts) |
//! | a text is read | read its structure |
//! | a structure is read | index the record, relate the document |
//! | a motion, question, answer or postponement changes, or any document is withdrawn | relate it |
//! | a case changes, or an actor of or a decision on it | relate the case |
//! | a category was loaded for the first time, or everything was rebuilt | index and relate all of it, and of what it is a part of |

use model::record::Value;
use model::{Category, Guid, LinkKind, Record};
use store::feed::{Change, Follow};
use store::indexable::INDEXED;
use store::queue::{Bulk, Job, Work};
use store::relations::{ANSWER_KINDS, POSTPONEMENT_KIND, QUESTION_KIND};
use store::show::motions::MOTION_KINDS;

/// The version of the readers and extractors as a whole: texts of another version are read again.
pub const READER_VERSION: u32 = text::VERSION;

/// The version of the extractors as a whole: structures of another version are read again.
pub const STRUCTURE_VERSION: u32 = structure::VERSION;

/// What follows from the feed, for the store.
pub struct Pipeline;

impl Follow for Pipeline {
    fn record(&self, record: &Record, change: Change) -> Vec<Work> {
        after_record(record, change)
    }

    fn waits_for_load(&self) -> bool {
        true
    }

    /// Files take longest, so they are fetched from the first page on.
    fn loading(&self, record: &Record, change: Change) -> Vec<Work> {
        let mut work = after_record(record, change);
        work.retain(|work| work.job == Job::FetchOriginal);
        work
    }

    fn loaded(&self, category: Category) -> Vec<Bulk> {
        after_load(category)
    }
}

/// What follows from the first load of a category: what [`after_record`] says of its records, once for all of them.
fn after_load(category: Category) -> Vec<Bulk> {
    let mut work = Vec::new();
    if INDEXED.contains(&category) || category == Category::Meeting {
        work.push(all(Job::Index, category));
    }
    if let Some((_, whole)) = part_of(category) {
        work.push(all(Job::Index, whole));
    }
    match category {
        Category::Document | Category::DocumentActor => {
            work.push(Bulk { kinds: &RELATED_KINDS, ..all(Job::Relate, Category::Document) });
        }
        Category::Case | Category::CaseActor | Category::Decision => {
            work.push(all(Job::Relate, Category::Case));
        }
        Category::Dossier => work.push(all(Job::Relate, category)),
        _ => {}
    }
    work
}

/// Work for all records of a category, ranked as [`rank`] ranks one.
pub fn all(job: Job, category: Category) -> Bulk {
    let newest_by = match category {
        Category::Document => Some("date"),
        Category::Transcript => Some("updated"),
        _ => None,
    };
    Bulk { job, category, kinds: &[], newest_by }
}

/// What follows from a change of a record.
pub fn after_record(record: &Record, change: Change) -> Vec<Work> {
    let category = record.category;
    let mut work = Vec::new();
    let gone = change == Change::Deleted;
    if !gone && category.spec().downloadable && record.content.is_some() {
        work.push(Work::new(Job::FetchOriginal, category, record.id, rank(record)));
    }
    if INDEXED.contains(&category) || category == Category::Meeting {
        work.push(Work::new(Job::Index, category, record.id, rank(record)));
    }
    if let Some((column, whole)) = part_of(category)
        && let Value::Guid(id) = record.value(column)
    {
        work.push(Work::new(Job::Index, whole, *id, 0));
    }
    match category {
        Category::Document if gone || is_related(record) => {
            work.push(Work::new(Job::Relate, category, record.id, rank(record)));
        }
        Category::DocumentActor => {
            if let Value::Guid(document) = record.value("document") {
                work.push(Work::new(Job::Relate, Category::Document, *document, 0));
            }
        }
        Category::Case | Category::Dossier => work.push(Work::new(Job::Relate, category, record.id, 0)),
        Category::CaseActor => {
            if let Value::Guid(case) = record.value("case_id") {
                work.push(Work::new(Job::Relate, Category::Case, *case, 0));
            }
        }
        Category::Decision => {
            let cases = record.links.iter().filter(|(kind, _)| *kind == LinkKind::DecisionCase);
            work.extend(cases.map(|(_, case)| Work::new(Job::Relate, Category::Case, *case, 0)));
        }
        _ => {}
    }
    work
}

/// The record that shows what a record of this category says, and the column that names it.
fn part_of(category: Category) -> Option<(&'static str, Category)> {
    Some(match category {
        Category::DocumentActor => ("document", Category::Document),
        Category::CaseActor => ("case_id", Category::Case),
        Category::ActivityActor => ("activity", Category::Activity),
        Category::Vote => ("decision", Category::Decision),
        Category::PartyMember | Category::CommitteeMember => ("person", Category::Person),
        _ => return None,
    })
}

/// Kinds of paper whose record alone makes them a part of a trail; others become one by their text.
const RELATED_KINDS: [&str; 6] =
    [QUESTION_KIND, POSTPONEMENT_KIND, ANSWER_KINDS[0], ANSWER_KINDS[1], MOTION_KINDS[0], MOTION_KINDS[1]];

fn is_related(record: &Record) -> bool {
    RELATED_KINDS.contains(&record.value("kind").as_text().unwrap_or_default())
}

/// What follows from a new file of a record.
pub fn after_original(category: Category, id: Guid, rank: i64) -> Vec<Work> {
    match category {
        Category::Document | Category::Transcript => vec![Work::new(Job::ReadText, category, id, rank)],
        _ => Vec::new(),
    }
}

/// What follows from a new text of a record.
pub fn after_text(category: Category, id: Guid, rank: i64) -> Vec<Work> {
    vec![Work::new(Job::ReadStructure, category, id, rank)]
}

/// What follows from a new structure of a record.
pub fn after_structure(category: Category, id: Guid, rank: i64) -> Vec<Work> {
    let mut work = vec![Work::new(Job::Index, category, id, rank)];
    if category == Category::Document {
        work.push(Work::new(Job::Relate, category, id, rank));
    }
    work
}

/// Newest documents first, then transcripts, pictures last.
fn rank(record: &Record) -> i64 {
    let date = match record.category {
        Category::Document => record.value("date").as_text(),
        Category::Transcript => record.updated.as_deref(),
        _ => None,
    };
    let digits: String = date.unwrap_or("0").chars().filter(char::is_ascii_digit).take(8).collect();
    -digits.parse::<i64>().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::record::Content;

    fn document() -> Record {
        let mut record = Record::empty(Category::Document, Guid([7; 16]));
        record.content = Some(Content { media_type: "application/pdf".into(), length: Some(9) });
        let at = Category::Document.spec().columns.iter().position(|column| column.name == "date").unwrap();
        record.values[at] = Value::Text("2026-01-28".into());
        record
    }

    fn check(record: &Record, change: Change, expected: &[(Job, Category)]) {
        let work = after_record(record, change);
        assert_eq!(work.iter().map(|work| (work.job, work.category)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_new_document_is_fetched_and_indexed_newest_first() {
        check(
            &document(),
            Change::New,
            &[(Job::FetchOriginal, Category::Document), (Job::Index, Category::Document)],
        );
        assert_eq!(after_record(&document(), Change::New)[0].rank, -20260128);
    }

    #[test]
    fn a_withdrawn_document_is_only_taken_out_of_the_index() {
        check(
            &document(),
            Change::Deleted,
            &[(Job::Index, Category::Document), (Job::Relate, Category::Document)],
        );
    }

    #[test]
    fn an_actor_changes_the_document_it_belongs_to() {
        let mut actor = Record::empty(Category::DocumentActor, Guid([8; 16]));
        actor.values[0] = Value::Guid(Guid([7; 16]));
        check(&actor, Change::New, &[(Job::Index, Category::Document), (Job::Relate, Category::Document)]);
    }

    #[test]
    fn a_decision_relates_the_cases_it_is_on() {
        let mut decision = Record::empty(Category::Decision, Guid([8; 16]));
        decision.links.push((LinkKind::DecisionCase, Guid([6; 16])));
        let work = [(Job::Index, Category::Decision), (Job::Relate, Category::Case)];
        check(&decision, Change::New, &work);
    }

    #[test]
    fn a_dossier_gives_its_motions_their_papers() {
        let dossier = Record::empty(Category::Dossier, Guid([8; 16]));
        let work = [(Job::Index, Category::Dossier), (Job::Relate, Category::Dossier)];
        check(&dossier, Change::New, &work);
    }

    #[test]
    fn every_part_names_its_whole_by_a_column_that_it_has() {
        for spec in &model::category::CATEGORIES {
            if let Some((column, _)) = part_of(spec.category) {
                assert!(spec.columns.iter().any(|known| known.name == column), "{}: {column}", spec.source);
            }
        }
    }

    #[test]
    fn a_version_of_a_document_is_not_in_the_index() {
        check(&Record::empty(Category::DocumentVersion, Guid([8; 16])), Change::New, &[]);
    }

    #[test]
    fn a_first_load_fetches_files_at_once_and_leaves_the_rest_to_its_end() {
        let jobs: Vec<Job> = Pipeline.loading(&document(), Change::New).iter().map(|work| work.job).collect();
        assert_eq!(jobs, [Job::FetchOriginal]);
    }

    #[test]
    fn the_end_of_a_load_puts_what_its_records_would_have_put() {
        for category in Category::all() {
            let mut record = Record::empty(category, Guid([9; 16]));
            for (value, column) in record.values.iter_mut().zip(category.spec().columns) {
                *value = match column.kind {
                    model::category::ColumnKind::Ref(_) => Value::Guid(Guid([7; 16])),
                    _ if column.name == "kind" => Value::Text(MOTION_KINDS[0].into()),
                    _ => Value::Null,
                };
            }
            record.links.push((LinkKind::DecisionCase, Guid([6; 16])));
            let each: Vec<(Job, Category)> =
                after_record(&record, Change::New).iter().map(|work| (work.job, work.category)).collect();
            let end: Vec<(Job, Category)> =
                after_load(category).iter().map(|bulk| (bulk.job, bulk.category)).collect();
            assert_eq!(end, each, "{category:?}");
        }
    }

    #[test]
    fn every_queued_job_follows_something() {
        let mut seen: Vec<Job> = after_record(&document(), Change::New).iter().map(|work| work.job).collect();
        seen.extend(after_original(Category::Document, Guid([1; 16]), 0).iter().map(|work| work.job));
        seen.extend(after_text(Category::Document, Guid([1; 16]), 0).iter().map(|work| work.job));
        seen.extend(after_structure(Category::Document, Guid([1; 16]), 0).iter().map(|work| work.job));
        for job in Job::ALL {
            assert!(seen.contains(&job), "{job:?} is asked for by nothing");
        }
    }
}
