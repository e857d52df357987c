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

use super::chamber::{Chamber, Look, Part, compared, mark, marks};

/// When the baseline was set.
pub(super) const BASELINE: &str = "baseline";
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

/// Marks a record that was told before its text was here.
const WITHOUT_TEXT: &str = "without_text";
/// Counts the changes of an aspect.
const TURN: &str = "turn";

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
        let facts = self.chamber.facts(category, id)?;
        let wanted: Vec<(Aspect, Guid)> = facts.iter().map(|(aspect, id, _)| (*aspect, *id)).collect();
        let before = self.people.states(&wanted)?;
        if take == Take::Known {
            found.states.extend(facts);
            return Ok(());
        }
        // most of what is looked at is as it was: said again, or changed in what nobody follows
        if facts
            .iter()
            .all(|(aspect, id, now)| before.get(&(*aspect, *id)).is_some_and(|was| is_told(was, now)))
        {
            found.settled.push((category, id));
            return Ok(());
        }
        let look = self.chamber.look(category, id)?;
        // what it is about is not here yet: it is told when it comes
        let mut settled = !look.waits && look.parts.iter().all(|part| !part.about.is_empty());
        let record = look.parts.iter().find(|part| part.aspect == Aspect::Record && !part.about.is_empty());
        let mut cause = record.is_none();
        if let Some(part) = record {
            let known = before.get(&(Aspect::Record, id));
            if known.is_none() && look.waits && !self.patience_is_over(category, id)? {
                found.unsettled.push((category, id));
                return Ok(());
            }
            // a record that is as it was brings no news of what it is compared with, such as an answer that a newer
            // reader found
            cause = known.is_none_or(|known| {
                known.contains_key(WITHOUT_TEXT) || known.get("hash") != part.facts.get("hash")
            });
            if self.presence(part, known, &look, category, found)? {
                // it came only because something refers to it: known from now on, with all that it is
                let others = look.parts.iter().filter(|part| part.aspect != Aspect::Record);
                found.states.extend(others.map(|part| (part.aspect, part.id, part.facts.clone())));
                found.settled.push((category, id));
                return Ok(());
            }
        }
        for part in look.parts.iter().filter(|part| part.aspect != Aspect::Record && !part.about.is_empty()) {
            let known = before.get(&(part.aspect, part.id));
            if part.aspect == Aspect::Content {
                if look.waits {
                    settled = false;
                    continue;
                }
                // another version cites what the first did
                if known.is_none() {
                    self.references(&look, part, found);
                }
            }
            let take = if part.aspect == Aspect::Question && !cause { Take::Days } else { Take::News };
            self.part(part, known, take, found);
        }
        let list = if settled { &mut found.settled } else { &mut found.unsettled };
        list.push((category, id));
        Ok(())
    }

    /// That a record is here, and whom it concerns. Returns whether it is taken as known.
    fn presence(
        &self,
        part: &Part,
        known: Option<&Facts>,
        look: &Look,
        category: Category,
        found: &mut Announcement,
    ) -> Result<bool> {
        let silent = known.is_none() && self.only_fetched(look)?;
        let was_without_text = known.is_some_and(|known| known.contains_key(WITHOUT_TEXT));
        let (shown, subjects) = part.about.first().cloned().unwrap_or_default();
        let item = format!("new/{}/{}", category.source(), part.id);
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
        let told: BTreeSet<&str> = known
            .and_then(|known| known.get("subjects"))
            .map(|told| told.split(' ').collect())
            .unwrap_or_default();
        match known {
            None if !silent => found.events.push(event("", subjects.clone(), true)),
            None => {}
            Some(_) => {
                let concerns = subjects.iter().filter(|subject| !subject.as_str().starts_with("ministry/"));
                for subject in concerns.filter(|subject| !told.contains(mark(subject).as_str())) {
                    // who follows this subject only now learns that the paper belongs to it
                    found.events.push(event(&format!("+{subject}"), vec![subject.clone()], false));
                }
                if was_without_text && !look.waits {
                    found.events.push(event("#text", Vec::new(), true));
                }
            }
        }
        let mut facts = part.facts.clone();
        let now = marks(&subjects);
        let mut all: BTreeSet<&str> = now.split(' ').chain(told).collect();
        all.remove("");
        facts.insert("subjects".to_owned(), all.into_iter().collect::<Vec<_>>().join(" "));
        if look.waits && (known.is_none() || was_without_text) {
            facts.insert(WITHOUT_TEXT.to_owned(), "1".to_owned());
        }
        found.states.push((Aspect::Record, part.id, facts));
        Ok(silent)
    }

    fn part(&self, part: &Part, before: Option<&Facts>, take: Take, found: &mut Announcement) {
        if before.is_some_and(|before| is_told(before, &part.facts)) {
            return;
        }
        // what goes there and back is told both times, so each change of a thing has its number
        let count =
            |before: &Facts| before.get(TURN).and_then(|turn| turn.parse::<u64>().ok()).unwrap_or(0) + 1;
        let turn = before.map_or(0, count);
        let changes = changes(part.aspect, before, &part.facts, self.chamber.today());
        let timely = |kind: EventKind| matches!(kind, EventKind::DueSoon | EventKind::Overdue);
        for change in changes.into_iter().filter(|change| take == Take::News || timely(change.kind)) {
            for (shown, subjects) in &part.about {
                let mut key = format!("{}/{}/{}", change.kind.slug(), part.aspect.slug(), part.id);
                if part.about.len() > 1 {
                    key.push_str(&format!("/{}", shown.id));
                }
                key.push_str(&format!("/{}@{turn}", change.tail));
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
        let mut facts = part.facts.clone();
        facts.insert(TURN.to_owned(), turn.to_string());
        found.states.push((part.aspect, part.id, facts));
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

/// Whether facts are those that were announced. Whom a record concerned before may be more than whom it concerns now.
fn is_told(before: &Facts, now: &Facts) -> bool {
    let subjects = |facts: &Facts| facts.get("subjects").cloned().unwrap_or_default();
    let (was, is) = (subjects(before), subjects(now));
    let was: BTreeSet<&str> = was.split(' ').collect();
    let plain = |facts: &Facts| {
        let own = facts.iter().filter(|(name, _)| name.as_str() != TURN && name.as_str() != "subjects");
        own.map(|(name, value)| (name.clone(), value.clone())).collect::<Vec<_>>()
    };
    plain(before) == plain(now) && is.split(' ').all(|mark| mark.is_empty() || was.contains(mark))
}
