//! Walking the entities of one owner (the chamber or a case) in their order in the feed.
//!
//! An owner writes all its entities as calls of [`Emission::record`]. The emission decides what happens with each:
//! it is counted, put on a page, listed, or rendered alone. Bodies run only for entities that are wanted, so that a
//! page of one kind skips over the others cheaply.

use std::fmt::Write;

use jiff::civil::Date;

use crate::category::Category;
use crate::identity::{Guid, Place};
use crate::random::hash;
use crate::world::World;
use crate::xml::{FileFacts, Frame, Prefix, Xml, escape};

/// Entries on a page of the feed.
pub(crate) const PAGE: usize = 250;

/// What happens to an entity after it was first shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// Another state of it.
    Update,
    /// It did not exist before.
    Add,
    /// It is gone.
    Delete,
    /// It is gone, but the feed still shows its body.
    DeleteWithBody,
    /// The same state once more, with a new token; the earlier entry stays visible.
    Again,
}

/// A later change of one entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) category: Category,
    pub(crate) local: u16,
    pub(crate) change: Change,
}

/// A page of the feed being written.
pub(crate) struct Page<'p> {
    pub(crate) out: String,
    pub(crate) base: &'p str,
    /// `&amp;category=Zaak`, or nothing.
    pub(crate) suffix: String,
    pub(crate) count: usize,
    pub(crate) last: u64,
    /// Set when an entry was found that did not fit any more.
    pub(crate) more: bool,
}

/// Which entities of an owner a page wants.
pub(crate) struct Wanted<'p, 'b> {
    pub(crate) page: &'p mut Page<'b>,
    pub(crate) mask: u64,
    /// Slots before this one are skipped.
    pub(crate) from: u32,
    /// Slots from this one on are not released yet.
    pub(crate) until: u32,
    /// The position of the owner's first entity.
    pub(crate) first: u64,
    /// Released changes: their entities are not shown here.
    pub(crate) events: Vec<Event>,
}

/// One entity to render.
pub(crate) struct Only<'o> {
    pub(crate) category: Category,
    pub(crate) local: u16,
    pub(crate) change: Option<Change>,
    /// The day on which the feed shows it.
    pub(crate) shown: Date,
    pub(crate) out: &'o mut String,
    /// Called with the frame before the entity is written; writes the head of an entry.
    pub(crate) head: &'o mut dyn FnMut(&Frame, &mut String),
    pub(crate) found: bool,
}

enum Mode<'a, 'p, 'b> {
    Count(&'a mut [u32; 35]),
    List(&'a mut Vec<(Category, u16)>),
    Page(&'a mut Wanted<'p, 'b>),
    Only(&'a mut Only<'b>),
}

/// See the module.
pub(crate) struct Emission<'a, 'p, 'b> {
    pub(crate) world: &'a World,
    owner: u32,
    day: Date,
    slot: u32,
    mode: Mode<'a, 'p, 'b>,
}

impl<'a, 'p, 'b> Emission<'a, 'p, 'b> {
    fn new(world: &'a World, owner: u32, day: Date, mode: Mode<'a, 'p, 'b>) -> Self {
        Emission { world, owner, day, slot: 0, mode }
    }

    pub(crate) fn count(world: &'a World, owner: u32, day: Date, counts: &'a mut [u32; 35]) -> Self {
        Self::new(world, owner, day, Mode::Count(counts))
    }

    pub(crate) fn list(world: &'a World, owner: u32, day: Date, list: &'a mut Vec<(Category, u16)>) -> Self {
        Self::new(world, owner, day, Mode::List(list))
    }

    pub(crate) fn page(world: &'a World, owner: u32, day: Date, wanted: &'a mut Wanted<'p, 'b>) -> Self {
        Self::new(world, owner, day, Mode::Page(wanted))
    }

    pub(crate) fn only(world: &'a World, owner: u32, day: Date, only: &'a mut Only<'b>) -> Self {
        Self::new(world, owner, day, Mode::Only(only))
    }

    /// The id of an entity of this owner.
    pub(crate) fn id(&self, category: Category, local: u16) -> Guid {
        self.world.id(self.owner, category, local)
    }

    /// How many entities were passed.
    pub(crate) fn slots(&self) -> u32 {
        self.slot
    }

    /// The next entity.
    pub(crate) fn record(&mut self, category: Category, local: u16, body: impl FnOnce(&mut Xml)) {
        self.put(category, local, |_| None, body);
    }

    /// The next entity, which has a file; the facts of the file depend on the revision.
    pub(crate) fn file(
        &mut self,
        category: Category,
        local: u16,
        facts: impl FnOnce(u8) -> Option<FileFacts>,
        body: impl FnOnce(&mut Xml),
    ) {
        self.put(category, local, facts, body);
    }

    /// An entity that comes into being by a later change only.
    pub(crate) fn late(
        &mut self,
        category: Category,
        local: u16,
        facts: impl FnOnce(u8) -> Option<FileFacts>,
        body: impl FnOnce(&mut Xml),
    ) {
        if let Mode::Only(only) = &self.mode
            && only.category == category
            && only.local == local
        {
            self.put(category, local, facts, body);
        }
    }

    fn put(
        &mut self,
        category: Category,
        local: u16,
        facts: impl FnOnce(u8) -> Option<FileFacts>,
        body: impl FnOnce(&mut Xml),
    ) {
        let slot = self.slot;
        self.slot += 1;
        let (world, owner, day) = (self.world, self.owner, self.day);
        match &mut self.mode {
            Mode::Count(counts) => counts[category as usize] += 1,
            Mode::List(list) => list.push((category, local)),
            Mode::Page(wanted) => {
                if wanted.mask & category.bit() == 0 || slot < wanted.from || slot >= wanted.until {
                    return;
                }
                let changed = |e: &&Event| e.category == category && e.local == local;
                if wanted.events.iter().find(changed).is_some_and(|e| e.change != Change::Again) {
                    return;
                }
                if wanted.page.count == PAGE {
                    wanted.page.more = true;
                    return;
                }
                let frame = frame(world, owner, day, category, local, facts(0));
                wanted.page.head(&frame, world.token(wanted.first + u64::from(slot)));
                frame.write(&mut wanted.page.out, 0, body);
                wanted.page.out.push_str("</content></entry>");
            }
            Mode::Only(only) => {
                if only.found || only.category != category || only.local != local {
                    return;
                }
                only.found = true;
                let revision = u8::from(matches!(only.change, Some(Change::Update | Change::Add)));
                let deleted = matches!(only.change, Some(Change::Delete | Change::DeleteWithBody));
                let facts = if deleted { None } else { facts(revision) };
                let frame =
                    Frame { deleted, shown: only.shown, ..frame(world, owner, day, category, local, facts) };
                (only.head)(&frame, only.out);
                if only.change == Some(Change::Delete) {
                    frame.write(only.out, revision, |_| ());
                } else {
                    frame.write(only.out, revision, body);
                }
            }
        }
    }
}

fn frame(
    world: &World,
    owner: u32,
    day: Date,
    category: Category,
    local: u16,
    file: Option<FileFacts>,
) -> Frame {
    let chance = hash(u64::from(owner) << 16 | u64::from(local), category as u64);
    let prefix = match category {
        Category::Toezegging | Category::Vergadering | Category::Verslag => Prefix::Ns1,
        Category::Stemming => Prefix::Tk,
        _ if owner % 11 == 3 => Prefix::Tk,
        _ => Prefix::Default,
    };
    Frame {
        guid: world.id(owner, category, local),
        category,
        prefix,
        day,
        shown: day,
        seconds: (chance % 30_000) as u32,
        deleted: false,
        file,
    }
}

impl Page<'_> {
    /// Writes the head of an entry, up to where its content begins.
    pub(crate) fn head(&mut self, frame: &Frame, token: u64) {
        self.count += 1;
        self.last = token;
        let Page { out, base, suffix, .. } = self;
        entry_head(out, base, suffix, frame, token);
    }
}

pub(crate) fn entry_head(out: &mut String, base: &str, suffix: &str, frame: &Frame, token: u64) {
    out.push_str("<entry><title>");
    frame.guid.write(out);
    out.push_str("</title><id>");
    escape(out, base);
    out.push_str("/Entiteiten/");
    frame.guid.write(out);
    out.push_str("</id><author><name>Tweede Kamer der Staten-Generaal</name></author><updated>");
    frame.published(out);
    out.push_str("</updated><category term=\"");
    out.push_str(frame.category.term());
    out.push_str("\" /><link rel=\"next\" href=\"");
    escape(out, base);
    let _ = write!(out, "/Feed?skiptoken={token}{suffix}\" />");
    if frame.file.is_some() {
        out.push_str("<link rel=\"enclosure\" href=\"");
        escape(out, base);
        out.push_str("/Resources/");
        frame.guid.write(out);
        out.push_str("\" />");
    }
    out.push_str("<content type=\"application/xml\">");
}

impl Event {
    pub(crate) fn new(category: Category, local: u16, change: Change) -> Event {
        Event { category, local, change }
    }

    /// Where its entity is made.
    pub(crate) fn place(&self, owner: u32) -> Place {
        Place::new(owner, self.category, self.local)
    }
}
