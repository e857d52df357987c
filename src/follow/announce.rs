//! Announces what changed: the difference between what was last announced of a thing and what it is now.
//!
//! Nothing is read from the dates of documents. The first time, everything that is here is taken as known (the
//! *baseline*), silently. After that the history of the records only says where to look; a record that is the same as
//! it was announced makes no event, however often the history was made again, and an old paper that comes late does.

use std::collections::{BTreeSet, HashMap, HashSet};

use alerts::event::{Facts, NewEvent, Shown};
use alerts::state::{Aspect, changes};
use alerts::{EventKind, Subject};
use anyhow::Result;
use jiff::Timestamp;
use model::{Category, Guid};
use store::people::People;
use store::people::log::{ANNOUNCED, Announcement};

use super::chamber::{Chamber, Look, Part, compared};

/// When the baseline was set.
const BASELINE: &str = "baseline";
/// The day for which last days were looked at.
const DUE_DAY: &str = "due-day";
/// Changes that are looked at in one transaction.
const BATCH: usize = 200;
/// Records that are taken as known in one transaction.
const KNOWN_BATCH: usize = 1_000;
/// Seconds that a new paper waits for its text before it is announced without.
const PATIENCE: i64 = 900;
/// Seconds after which a paper that never came whole is not looked at any more.
const LONGEST_WAIT: i64 = 30 * 86_400;
/// Records waiting for their text that are looked at in one round.
const MOST_UNSETTLED: usize = 2_000;

/// One run of announcing.
pub struct Announcer<'a> {
    /// What is looked at.
    pub chamber: &'a dyn Chamber,
    /// Where it is kept.
    pub people: &'a People,
    /// Now.
    pub now: Timestamp,
}

/// How what is found is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Take {
    /// As known: no events.
    Known,
    /// As news.
    News,
    /// Only what time brings: last days.
    Days,
}

impl Announcer<'_> {
    /// Announces all that changed. Returns how many events that were.
    ///
    /// # Errors
    /// A database cannot be read or written; what was announced until then stays.
    pub fn run(&self) -> Result<usize> {
        if !self.chamber.is_calm()? {
            return Ok(0);
        }
        let end = self.chamber.end()?;
        let here = |seq: i64| format!("{} {seq}", end.identity);
        if self.people.setting(BASELINE)?.is_none() {
            self.everything(Take::Known)?;
            let settings = vec![
                (BASELINE.to_owned(), self.now.to_string()),
                (ANNOUNCED.to_owned(), here(end.seq)),
                (DUE_DAY.to_owned(), self.chamber.today().to_owned()),
            ];
            self.people.announce(&Announcement { settings, ..Announcement::default() }, self.now)?;
            return Ok(0);
        }
        let position = self.people.setting(ANNOUNCED)?.unwrap_or_default();
        let place =
            position.rsplit_once(' ').and_then(|(identity, seq)| Some((identity, seq.parse::<i64>().ok()?)));
        let mut new = 0;
        match place {
            Some((identity, seq)) if identity == end.identity && seq <= end.seq => {
                new += self.since(seq, &here)?;
            }
            // another history: everything is compared, and what is the same makes no event
            _ => {
                new += self.everything(Take::News)?;
                let settings = vec![(ANNOUNCED.to_owned(), here(end.seq))];
                self.people.announce(&Announcement { settings, ..Announcement::default() }, self.now)?;
            }
        }
        new += self.unsettled()?;
        new += self.days()?;
        Ok(new)
    }

    fn since(&self, mut seq: i64, here: &dyn Fn(i64) -> String) -> Result<usize> {
        let mut new = 0;
        loop {
            let changed = self.chamber.changed(seq, BATCH)?;
            let Some((last, _)) = changed.last() else { return Ok(new) };
            seq = *last;
            let mut seen = HashSet::new();
            let records =
                changed.into_iter().filter_map(|(_, record)| record).filter(|record| seen.insert(*record));
            let settings = vec![(ANNOUNCED.to_owned(), here(seq))];
            let mut found = Announcement { settings, ..Announcement::default() };
            for (category, id) in records {
                self.record(category, id, Take::News, &mut found)?;
            }
            new += self.people.announce(&found, self.now)?;
        }
    }

    fn everything(&self, take: Take) -> Result<usize> {
        let mut new = 0;
        for category in compared() {
            let mut after = Guid([0; 16]);
            loop {
                let ids = self.chamber.all(category, after, KNOWN_BATCH)?;
                let Some(last) = ids.last() else { break };
                after = *last;
                let mut found = Announcement::default();
                for id in ids {
                    self.record(category, id, take, &mut found)?;
                }
                new += self.people.announce(&found, self.now)?;
            }
        }
        Ok(new)
    }

    fn unsettled(&self) -> Result<usize> {
        let waiting = self.people.unsettled(MOST_UNSETTLED)?;
        let mut new = 0;
        for chunk in waiting.chunks(BATCH) {
            let mut found = Announcement::default();
            for (category, id, since) in chunk {
                if self.now.as_second() - since.as_second() > LONGEST_WAIT {
                    found.settled.push((*category, *id));
                }
                self.record(*category, *id, Take::News, &mut found)?;
            }
            new += self.people.announce(&found, self.now)?;
        }
        Ok(new)
    }

    /// Once a day: whose last day is near or has passed.
    fn days(&self) -> Result<usize> {
        let today = self.chamber.today().to_owned();
        if self.people.setting(DUE_DAY)?.as_deref() == Some(today.as_str()) {
            return Ok(0);
        }
        let mut new = 0;
        for chunk in self.chamber.due()?.chunks(BATCH) {
            let mut found = Announcement::default();
            for (aspect, thing, category, id) in chunk {
                let look = self.chamber.look(*category, *id)?;
                let parts: Vec<&Part> =
                    look.parts.iter().filter(|part| part.aspect == *aspect && part.id == *thing).collect();
                let before = self.before(&parts)?;
                for part in parts {
                    self.part(part, before.get(&(part.aspect, part.id)), Take::Days, &mut found);
                }
            }
            new += self.people.announce(&found, self.now)?;
        }
        self.people.set(DUE_DAY, &today)?;
        Ok(new)
    }

    fn before(&self, parts: &[&Part]) -> Result<HashMap<(Aspect, Guid), Facts>> {
        let wanted: Vec<(Aspect, Guid)> = parts.iter().map(|part| (part.aspect, part.id)).collect();
        Ok(self.people.states(&wanted)?)
    }

    /// Compares one record with what was announced of it.
    fn record(&self, category: Category, id: Guid, take: Take, found: &mut Announcement) -> Result<()> {
        let look = self.chamber.look(category, id)?;
        let parts: Vec<&Part> = look.parts.iter().collect();
        let before = self.before(&parts)?;
        let record = parts.iter().find(|part| part.aspect == Aspect::Record);
        let known = before.get(&(Aspect::Record, id));
        let fact = |facts: Option<&Facts>, name: &str| facts.and_then(|facts| facts.get(name)).cloned();
        let mut settled = !look.waits;
        // what is as it was announced brings no news of what it was compared with, such as an answer found by a new reader
        let mut cause = record.is_none();
        if let Some(part) = record {
            let first = known.is_none();
            if first && take == Take::News && look.waits && !self.patience_is_over(category, id)? {
                found.unsettled.push((category, id));
                return Ok(());
            }
            let was_without_text = fact(known, "without_text").is_some();
            cause = first || was_without_text || fact(known, "hash") != fact(Some(&part.facts), "hash");
            let silent = take != Take::News || self.only_fetched(&look)?;
            let (shown, subjects) = part.about.first().cloned().unwrap_or_default();
            let item = format!("new/{}/{id}", category.source());
            let event = |tail: &str, subjects: Vec<Subject>, searched: bool| NewEvent {
                key: format!("{item}{tail}"),
                item: item.clone(),
                kind: EventKind::New,
                shown: shown.clone(),
                facts: Facts::new(),
                quote: String::new(),
                subjects,
                searched,
            };
            if first && !silent {
                found.events.push(event("", subjects.clone(), true));
            } else if !first && !silent {
                if let Some(told) = fact(known, "subjects") {
                    let told: BTreeSet<&str> = told.split('\n').collect();
                    let added: Vec<Subject> =
                        subjects.iter().filter(|subject| !told.contains(subject.as_str())).cloned().collect();
                    for subject in added {
                        // who follows this subject only now learns that the paper belongs to it
                        found.events.push(event(&format!("+{subject}"), vec![subject.clone()], false));
                    }
                }
                if was_without_text && !look.waits {
                    found.events.push(event("#text", Vec::new(), true));
                }
            }
            let mut facts = part.facts.clone();
            if take == Take::News {
                let mut told: BTreeSet<String> = subjects.iter().map(Subject::to_string).collect();
                if let Some(before) = fact(known, "subjects") {
                    told.extend(before.split('\n').map(str::to_owned));
                }
                facts.insert("subjects".to_owned(), told.into_iter().collect::<Vec<_>>().join("\n"));
                if look.waits && (first || was_without_text) {
                    facts.insert("without_text".to_owned(), "1".to_owned());
                }
            }
            found.states.push((Aspect::Record, id, facts));
            // what came only because something refers to it is known from now on, with all that it is
            if first && silent && take == Take::News {
                for part in parts.iter().filter(|part| part.aspect != Aspect::Record) {
                    found.states.push((part.aspect, part.id, part.facts.clone()));
                }
                found.settled.push((category, id));
                return Ok(());
            }
        }
        for part in parts.into_iter().filter(|part| part.aspect != Aspect::Record) {
            let known = before.get(&(part.aspect, part.id));
            if part.aspect == Aspect::Content {
                if look.waits && take == Take::News {
                    settled = false;
                    continue;
                }
                // another version cites what the first did
                if take == Take::News && known.is_none() {
                    self.references(&look, part, found);
                }
            }
            let take = if part.aspect == Aspect::Question && take == Take::News && !cause {
                Take::Days
            } else {
                take
            };
            self.part(part, known, take, found);
        }
        if take == Take::News {
            let list = if settled { &mut found.settled } else { &mut found.unsettled };
            list.push((category, id));
        }
        Ok(())
    }

    fn part(&self, part: &Part, before: Option<&Facts>, take: Take, found: &mut Announcement) {
        if before == Some(&part.facts) {
            return;
        }
        if take != Take::Known {
            let changes = changes(part.aspect, before, &part.facts, self.chamber.today());
            let timely = |kind: EventKind| matches!(kind, EventKind::DueSoon | EventKind::Overdue);
            for change in changes.into_iter().filter(|change| take == Take::News || timely(change.kind)) {
                for (shown, subjects) in &part.about {
                    let mut key = format!("{}/{}/{}", change.kind.slug(), part.aspect.slug(), part.id);
                    if part.about.len() > 1 {
                        key.push_str(&format!("/{}", shown.id));
                    }
                    key.push_str(&format!("/{}", change.tail));
                    found.events.push(NewEvent {
                        item: key.clone(),
                        key,
                        kind: change.kind,
                        shown: shown.clone(),
                        facts: change.facts.clone(),
                        quote: String::new(),
                        subjects: subjects.clone(),
                        searched: true,
                    });
                }
            }
        }
        found.states.push((part.aspect, part.id, part.facts.clone()));
    }

    /// What the text of a paper refers to is told to who follows that, once for each pair.
    fn references(&self, look: &Look, content: &Part, found: &mut Announcement) {
        let Some((shown, subjects)) = content.about.first() else { return };
        for (kind, subject, quote) in &look.references {
            // a paper that names itself says nothing new
            if subjects.contains(subject) {
                continue;
            }
            let key = format!("{}/{subject}/{}", kind.slug(), shown.id);
            let by = [shown.what.as_str(), shown.number.as_str()];
            let by = by.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
            found.events.push(NewEvent {
                item: key.clone(),
                key,
                kind: *kind,
                shown: Shown { ..shown.clone() },
                facts: Facts::from([("by".to_owned(), by)]),
                quote: quote.chars().take(1_000).collect(),
                subjects: vec![subject.clone()],
                searched: false,
            });
        }
    }

    fn patience_is_over(&self, category: Category, id: Guid) -> Result<bool> {
        let waiting = self.people.unsettled_since(category, id)?;
        Ok(waiting.is_some_and(|since| self.now.as_second() - since.as_second() > PATIENCE))
    }

    /// Whether a record is here only because another refers to it, and was there before we began to follow.
    fn only_fetched(&self, look: &Look) -> Result<bool> {
        let Some(updated) = &look.fetched else { return Ok(false) };
        let baseline = self.people.setting(BASELINE)?.unwrap_or_default();
        Ok(updated.get(..19) < baseline.get(..19))
    }
}
