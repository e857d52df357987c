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

/// What the announcer needs to know of the records.
pub trait Chamber {
    /// Where the history ends.
    fn end(&self) -> Result<HistoryEnd>;
    /// Whether the records have come to rest.
    fn is_calm(&self) -> Result<bool>;
    /// What changed after a place: the place, and the record that tells of it.
    fn changed(&self, after: i64, limit: usize) -> Result<Vec<(i64, Option<(Category, Guid)>)>>;
    /// All records of a category after an id.
    fn all(&self, category: Category, after: Guid, limit: usize) -> Result<Vec<Guid>>;
    /// A record as it is now.
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

    fn changed(&self, after: i64, limit: usize) -> Result<Vec<(i64, Option<(Category, Guid)>)>> {
        let changed = self.store.changed_records(after, limit)?;
        changed.into_iter().map(|(seq, category, id)| Ok((seq, self.store.told_by(category, id)?))).collect()
    }

    fn all(&self, category: Category, after: Guid, limit: usize) -> Result<Vec<Guid>> {
        Ok(self.store.followed_ids(Aspect::Record, category, after, limit)?)
    }

    fn look(&self, category: Category, id: Guid) -> Result<Look> {
        let mut look = Look { waits: self.store.has_work(id)?, ..Look::default() };
        if let Some((updated, true)) = self.store.arrival(category, id)? {
            look.fetched = Some(updated.unwrap_or_default());
        }
        let state = |aspect: Aspect| self.store.state_of(aspect, category, id, &self.today);
        if category == Category::Decision {
            if let Some(facts) = state(Aspect::Decision)? {
                let own = self.store.subjects_of(category, id)?;
                let mut about = Vec::new();
                for (category, id) in self.store.decided_on(id)? {
                    if let Some((shown, mut subjects)) = self.shown(category, id)? {
                        subjects.extend(own.iter().cloned());
                        about.push((shown, tidy(subjects)));
                    }
                }
                look.parts.push(Part { aspect: Aspect::Decision, id, facts, about });
            }
            return Ok(look);
        }
        let Some(record) = state(Aspect::Record)? else { return Ok(look) };
        let Some(shown) = self.shown(category, id)? else { return Ok(look) };
        let about = vec![shown];
        for aspect in [Aspect::Content, Aspect::Commitment, Aspect::Activity] {
            let fits = match aspect {
                Aspect::Content => matches!(category, Category::Document | Category::Transcript),
                Aspect::Commitment => category == Category::Commitment,
                _ => category == Category::Activity,
            };
            if let Some(facts) = if fits { state(aspect)? } else { None } {
                look.parts.push(Part { aspect, id, facts, about: about.clone() });
            }
        }
        for set in self.store.sets_of_questions(category, id)? {
            look.parts.extend(self.questions(set.id)?);
        }
        // a case comes with its papers: these are what is new
        if category != Category::Case {
            look.parts.insert(0, Part { aspect: Aspect::Record, id, facts: record, about });
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
    fn questions(&self, set: Guid) -> Result<Option<Part>> {
        let Some(facts) = self.store.state_of(Aspect::Question, Category::Document, set, &self.today)? else {
            return Ok(None);
        };
        let Some((category, id)) = self.store.shown_as(set)? else { return Ok(None) };
        let about = self.shown(category, id)?.into_iter().collect();
        Ok(Some(Part { aspect: Aspect::Question, id: set, facts, about }))
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

/// The categories whose records are gone through one by one, when all of them are compared.
pub fn compared() -> impl Iterator<Item = Category> {
    FOLLOWED.into_iter()
}
