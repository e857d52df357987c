//! What the announcer looks at: the records, or in tests a chamber made of a few numbers.

use alerts::event::{Facts, Shown};
use alerts::state::Aspect;
use alerts::{EventKind, Subject, SubjectKind};
use anyhow::Result;
use jiff::Timestamp;
use model::{Category, Guid};
use store::Store;
use store::following::{FOLLOWED, HistoryEnd};

use crate::jobs::index::things;

/// One aspect of what is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which.
    pub aspect: Aspect,
    /// Of what.
    pub id: Guid,
    /// Its facts now.
    pub facts: Facts,
    /// How readers see it: once for each thing that an event on it is about.
    pub about: Vec<(Shown, Vec<Subject>)>,
}

/// A record as it is now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// Its aspects; empty when it is not here.
    pub parts: Vec<Part>,
    /// Whether some of it is still to be fetched or read.
    pub waits: bool,
    /// Whether it came only because another record refers to it, and is as old as this.
    pub fetched: Option<String>,
    /// What its text refers to: the kind of event, whom it is told, the sentence.
    pub references: Vec<(EventKind, Subject, String)>,
}

/// A place in the history, and the record that tells of what changed there.
pub type Place = (i64, Option<(Category, Guid)>);

/// What the announcer needs to know of the records.
pub trait Chamber {
    /// Where the history ends.
    fn end(&self) -> Result<HistoryEnd>;
    /// Whether the records have come to rest.
    fn is_calm(&self) -> Result<bool>;
    /// What changed after a place: the place, and the record that tells of it.
    fn changed(&self, after: i64, limit: usize) -> Result<Vec<Place>>;
    /// All records of a category after an id.
    fn all(&self, category: Category, after: Guid, limit: usize) -> Result<Vec<Guid>>;
    /// The facts of all aspects of a record, as they are compared: cheap, since everything here is compared at first.
    fn facts(&self, category: Category, id: Guid) -> Result<Vec<(Aspect, Guid, Facts)>>;
    /// A record as it is now, with all that readers are shown.
    fn look(&self, category: Category, id: Guid) -> Result<Look>;
    /// Things whose last day lies near today.
    fn due(&self) -> Result<Vec<(Aspect, Guid, Category, Guid)>>;
    /// The day in the Netherlands.
    fn today(&self) -> &str;
}

/// The records of the store.
pub struct Records<'s> {
    /// The store.
    pub store: &'s Store,
    /// The day in the Netherlands.
    pub today: String,
}

/// The day in the Netherlands.
pub fn today(now: Timestamp) -> String {
    let zone = jiff::tz::TimeZone::get("Europe/Amsterdam").unwrap_or(jiff::tz::TimeZone::UTC);
    now.to_zoned(zone).date().to_string()
}

/// Days around today in which last days are looked at: longer than any notice, and than any time that the program rests.
const DUE_BEFORE: i64 = 60;
const DUE_AFTER: i64 = 21;

impl Chamber for Records<'_> {
    fn end(&self) -> Result<HistoryEnd> {
        Ok(self.store.history_end()?)
    }

    fn is_calm(&self) -> Result<bool> {
        Ok(self.store.is_calm()?)
    }

    fn changed(&self, after: i64, limit: usize) -> Result<Vec<Place>> {
        let changed = self.store.changed_records(after, limit)?;
        changed.into_iter().map(|(seq, category, id)| Ok((seq, self.store.told_by(category, id)?))).collect()
    }

    fn all(&self, category: Category, after: Guid, limit: usize) -> Result<Vec<Guid>> {
        Ok(self.store.followed_ids(Aspect::Record, category, after, limit)?)
    }

    fn facts(&self, category: Category, id: Guid) -> Result<Vec<(Aspect, Guid, Facts)>> {
        let mut found = Vec::new();
        let aspects: &[Aspect] = match category {
            Category::Decision => &[Aspect::Decision],
            Category::Document | Category::Transcript => &[Aspect::Record, Aspect::Content],
            Category::Commitment => &[Aspect::Record, Aspect::Commitment],
            Category::Activity => &[Aspect::Record, Aspect::Activity],
            // a case comes with its papers: these are what is new
            Category::Case => &[],
            _ => &[Aspect::Record],
        };
        for aspect in aspects {
            let Some(mut facts) = self.store.state_of(*aspect, category, id, &self.today)? else { continue };
            if *aspect == Aspect::Record {
                facts.insert("subjects".to_owned(), marks(&self.store.subjects_of(category, id)?));
            } else if *aspect == Aspect::Content && found.is_empty() {
                continue; // the file of a record that was withdrawn
            }
            found.push((*aspect, id, facts));
        }
        for set in self.store.sets_of_questions(category, id)? {
            if let Some(facts) = self.store.state_of(Aspect::Question, category, set, &self.today)? {
                found.push((Aspect::Question, set, facts));
            }
        }
        Ok(found)
    }

    fn look(&self, category: Category, id: Guid) -> Result<Look> {
        let mut look = Look { waits: self.store.has_work(id)?, ..Look::default() };
        if let Some((updated, true)) = self.store.arrival(category, id)? {
            look.fetched = Some(updated.unwrap_or_default());
        }
        let own = if category == Category::Decision { None } else { self.shown(category, id)? };
        for (aspect, thing, facts) in self.facts(category, id)? {
            let about = match aspect {
                Aspect::Decision => self.decided(thing)?,
                Aspect::Question => match self.store.shown_as(thing)? {
                    Some((category, id)) => self.shown(category, id)?.into_iter().collect(),
                    None => Vec::new(),
                },
                _ => own.iter().cloned().collect(),
            };
            look.parts.push(Part { aspect, id: thing, facts, about });
        }
        if category == Category::Document && !look.waits {
            let (cited, mentioned) = self.store.references_of(id)?;
            let all = cited.into_iter().map(|reference| (EventKind::Cited, reference));
            let all = all.chain(mentioned.into_iter().map(|reference| (EventKind::Mentioned, reference)));
            look.references =
                all.map(|(kind, reference)| (kind, reference.subject, reference.quote)).collect();
        }
        Ok(look)
    }

    fn due(&self) -> Result<Vec<(Aspect, Guid, Category, Guid)>> {
        let day = |days: i64| -> Result<String> {
            let today: jiff::civil::Date = self.today.parse()?;
            Ok(today.saturating_add(jiff::Span::new().days(days)).to_string())
        };
        let mut found = Vec::new();
        for (aspect, id) in self.store.due_between(&day(-DUE_BEFORE)?, &day(DUE_AFTER)?)? {
            let record = match aspect {
                Aspect::Question => self.store.shown_as(id)?,
                _ => Some((Category::Commitment, id)),
            };
            found.extend(record.map(|(category, record)| (aspect, id, category, record)));
        }
        Ok(found)
    }

    fn today(&self) -> &str {
        &self.today
    }
}

impl Records<'_> {
    /// What a decision is about, with whom that and the decision concern.
    fn decided(&self, decision: Guid) -> Result<Vec<(Shown, Vec<Subject>)>> {
        let own = self.store.subjects_of(Category::Decision, decision)?;
        let mut about = Vec::new();
        for (category, id) in self.store.decided_on(decision)? {
            if let Some((shown, mut subjects)) = self.shown(category, id)? {
                subjects.extend(own.iter().cloned());
                about.push((shown, tidy(subjects)));
            }
        }
        Ok(about)
    }

    /// How readers see a record, and whom it concerns.
    fn shown(&self, category: Category, id: Guid) -> Result<Option<(Shown, Vec<Subject>)>> {
        let Some(record) = self.store.indexable(category, id)? else { return Ok(None) };
        let Some(doc) = things(category, id, &record).into_iter().next() else { return Ok(None) };
        let mut subjects = self.store.subjects_of(category, id)?;
        subjects.extend(doc.facets.ministries.iter().map(|name| Subject::new(SubjectKind::Ministry, name)));
        let title = [&doc.subject, &doc.title].into_iter().find(|text| !text.is_empty()).cloned();
        let title = title.or_else(|| record.texts.first().cloned()).unwrap_or_default();
        let shown = Shown {
            category: category.source().to_owned(),
            id: id.to_string(),
            what: if record.kind.is_empty() { doc.kind.dutch().to_owned() } else { record.kind.clone() },
            title: title.chars().take(400).collect(),
            number: doc.number.unwrap_or_default(),
            date: doc.date.map(|date| date.to_string()).unwrap_or_default(),
            url: doc.url,
        };
        Ok(Some((shown, tidy(subjects))))
    }
}

fn tidy(mut subjects: Vec<Subject>) -> Vec<Subject> {
    subjects.sort();
    subjects.dedup();
    subjects
}

/// Whom something concerns, in short: what is kept to tell whom it concerned before. Ministries are left out, since they are
/// read from the functions of people and not from references.
pub fn marks(subjects: &[Subject]) -> String {
    let kept = subjects.iter().filter(|subject| !subject.as_str().starts_with("ministry/"));
    let mut all: Vec<String> = kept.map(mark).collect();
    all.sort();
    all.dedup();
    all.join(" ")
}

/// One subject in short.
pub fn mark(subject: &Subject) -> String {
    alerts::secret::hash(subject.as_str())[..5].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The categories whose records are gone through one by one, when all of them are compared.
pub fn compared() -> impl Iterator<Item = Category> {
    FOLLOWED.into_iter()
}
