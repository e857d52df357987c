//! What is due for one reader, in the order of the log: one entry for each item, under the first watch that found it.

use jiff::Timestamp;

use crate::event::Event;

/// A watch as a message names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its number.
    pub id: i64,
    /// What its owner calls it.
    pub label: String,
    /// Why its owner gets this: `U volgt motie …`.
    pub why: String,
    /// The page of what is followed, from the root.
    pub url: String,
}

/// A watch that found an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The watch.
    pub watch: Named,
    /// What it found.
    pub event: Event,
    /// The passage that matched; may be empty.
    pub passage: String,
}

/// One item of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What happened.
    pub event: Event,
    /// Its passage; may be empty.
    pub passage: String,
    /// The watches that found it, first the one under which it stands.
    pub watches: Vec<Named>,
}

/// The entries of one watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The watch.
    pub watch: Named,
    /// What it found first.
    pub entries: Vec<Entry>,
}

/// Everything that one message tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Digest {
    /// By watch, in the order in which they first found something.
    pub groups: Vec<Group>,
}

impl Digest {
    /// Gathers hits; those of the same item become one entry that names their watches.
    pub fn of(mut hits: Vec<Hit>) -> Digest {
        hits.sort_by_key(|hit| (hit.event.seq, hit.watch.id));
        let mut digest = Digest::default();
        for hit in hits {
            let same = digest.groups.iter_mut().flat_map(|group| &mut group.entries);
            let same = same.into_iter().find(|entry| entry.event.news.item == hit.event.news.item);
            if let Some(entry) = same {
                if entry.watches.iter().all(|watch| watch.id != hit.watch.id) {
                    entry.watches.push(hit.watch);
                }
                if entry.passage.is_empty() {
                    entry.passage = hit.passage;
                }
                continue;
            }
            let passage = if hit.passage.is_empty() { hit.event.news.quote.clone() } else { hit.passage };
            let entry = Entry { passage, watches: vec![hit.watch.clone()], event: hit.event };
            match digest.groups.iter_mut().find(|group| group.watch.id == hit.watch.id) {
                Some(group) => group.entries.push(entry),
                None => digest.groups.push(Group { watch: hit.watch, entries: vec![entry] }),
            }
        }
        digest
    }

    /// All entries.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.groups.iter().flat_map(|group| &group.entries)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries().count()
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Every watch that is named.
    pub fn watches(&self) -> Vec<&Named> {
        let mut all: Vec<&Named> = Vec::new();
        for watch in self.entries().flat_map(|entry| &entry.watches) {
            if all.iter().all(|known| known.id != watch.id) {
                all.push(watch);
            }
        }
        all
    }

    /// When the last of it happened.
    pub fn newest(&self) -> Option<Timestamp> {
        self.entries().map(|entry| entry.event.at).max()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::event::{EventKind, Facts, NewEvent, Shown};

    /// A hit as tests need it.
    pub(crate) fn hit(watch: i64, seq: i64, item: &str) -> Hit {
        let news = NewEvent {
            key: format!("{item}/{seq}"),
            item: item.to_owned(),
            kind: EventKind::Voted,
            shown: Shown {
                what: "Motie".into(),
                title: format!("Motie over <havens> {item}"),
                number: "2031D00001".into(),
                date: "2031-01-06".into(),
                url: "/motie/36999-7".into(),
                ..Shown::default()
            },
            facts: Facts::from([
                ("result".into(), "adopted".into()),
                ("for".into(), "90".into()),
                ("against".into(), "60".into()),
            ]),
            quote: String::new(),
            subjects: Vec::new(),
            searched: true,
        };
        let at = Timestamp::from_second(1_924_992_000 + seq).unwrap();
        Hit {
            watch: Named {
                id: watch,
                label: format!("volg {watch}"),
                why: format!("U volgt motie volg {watch}"),
                url: "/motie/36999-7".into(),
            },
            event: Event { seq, at, news },
            passage: "De regering wordt verzocht de havens te verdiepen.".into(),
        }
    }

    #[test]
    fn one_item_of_three_watches_is_one_entry_that_names_them() {
        let digest = Digest::of(vec![hit(2, 5, "a"), hit(1, 5, "a"), hit(3, 5, "a"), hit(2, 4, "b")]);
        assert_eq!(digest.len(), 2);
        let entries: Vec<_> = digest.entries().map(|entry| (entry.event.seq, entry.watches.len())).collect();
        assert_eq!(entries, [(4, 1), (5, 3)]);
        assert_eq!(digest.watches().len(), 3);
        assert_eq!(digest.groups.len(), 2);
    }
}
