//! The parliament as seen from outside: pages of the feed, single entities, files, and what it holds.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::cases::{self, Kind, debate, rows};
use crate::category::{CATEGORIES, Category};
use crate::chamber;
use crate::emission::{Change, Emission, Event, Only, PAGE, Page, Wanted, entry_head};
use crate::files;
use crate::identity::{Guid, Place};
use crate::manifest::{CategoryCount, Changed, ExpectedVote, Manifest};
use crate::settings::{Grow, Settings};
use crate::story::{StoryNumbers, story};
use crate::world::{Block, World};
use crate::xml::{Frame, escape};

/// A simulated parliament. Cheap to share between threads; only [`Parliament::advance`] changes what is seen.
#[derive(Debug)]
pub struct Parliament {
    world: World,
    /// Positions before this one are visible.
    released: AtomicU64,
}

impl Parliament {
    /// Plans a parliament: about 30 ms for 200 documents, a second for a million entries.
    pub fn new(settings: Settings) -> Parliament {
        let world = World::new(settings);
        let total = world.total();
        let released = match world.settings.grow {
            Grow::All => total,
            Grow::NineTenths => (total * 9 / 10).max(world.starts[world.block_of(world.story + 1) + 1]),
            Grow::Entries(count) => count.min(total),
        };
        Parliament { world, released: AtomicU64::new(released) }
    }

    /// The numbers of the story that it tells.
    pub fn story(&self) -> StoryNumbers {
        story(self.world.settings.today)
    }

    /// What it was made from.
    pub fn settings(&self) -> &Settings {
        &self.world.settings
    }

    /// Entries released, and entries in all; superseded ones count too.
    pub fn status(&self) -> (u64, u64) {
        (self.released(), self.world.total())
    }

    /// Releases so many entries more; returns how many are released then.
    pub fn advance(&self, entries: u64) -> u64 {
        let total = self.world.total();
        let more = |now: u64| Some(now.saturating_add(entries).min(total));
        let before = self.released.fetch_update(Ordering::SeqCst, Ordering::SeqCst, more);
        before.map_or(total, |before| before.saturating_add(entries).min(total))
    }

    fn released(&self) -> u64 {
        self.released.load(Ordering::SeqCst)
    }

    /// A page of the feed after a token, with links under `base` (`http://host/SyncFeed/2.0`).
    ///
    /// Without a category the page holds entries of every kind. An unknown category gives a page without entries.
    pub fn feed_page(&self, base: &str, category: Option<&str>, skiptoken: Option<i64>) -> String {
        let world = &self.world;
        let mask = match category {
            None => u64::MAX,
            Some(name) => Category::from_name(name).map_or(0, Category::bit),
        };
        let suffix = category.map(|name| format!("&amp;category={}", encode(name))).unwrap_or_default();
        let mut page =
            Page { out: String::with_capacity(320 * 1024), base, suffix, count: 0, last: 0, more: false };
        let start = world.after_token(skiptoken);
        if mask != 0 {
            self.fill(&mut page, mask, start);
        }
        self.frame(page, category, skiptoken)
    }

    /// Puts entries from the position on, until one too many is found or none is left.
    fn fill(&self, page: &mut Page, mask: u64, start: u64) {
        let world = &self.world;
        let released = self.released();
        let mut block = world.starts.partition_point(|&s| s <= start).saturating_sub(1);
        while block < world.blocks.len() && !page.more {
            let first = world.starts[block];
            if first >= released {
                break;
            }
            let from = start.saturating_sub(first) as u32;
            let until = (released - first).min(u64::from(u32::MAX)) as u32;
            match world.blocks[block] {
                Block::Chamber => {
                    let events = self.released_events(0);
                    let mut wanted = Wanted { page, mask, from, until, first, events };
                    chamber::emit(&mut Emission::page(world, 0, world.opening(), &mut wanted));
                }
                Block::Case(index) => {
                    let case = world.case(index);
                    if mask & case.kind.categories() != 0 {
                        let events = self.released_events(case.owner());
                        let mut wanted = Wanted { page, mask, from, until, first, events };
                        let mut emission = Emission::page(world, case.owner(), case.date, &mut wanted);
                        cases::emit(world, case, &mut emission);
                    }
                }
                Block::Changes { from: group, to } => {
                    let until = until as usize;
                    let changes = world.changes(group, to);
                    for (slot, (owner, event)) in
                        changes.into_iter().enumerate().take(until).skip(from as usize)
                    {
                        if mask & event.category.bit() == 0 {
                            continue;
                        }
                        if page.count == PAGE {
                            page.more = true;
                            break;
                        }
                        let token = world.token(first + slot as u64);
                        self.changed(page, block, owner, event, token);
                    }
                }
            }
            block += 1;
        }
    }

    /// Writes the entry of a change.
    fn changed(&self, page: &mut Page, block: usize, owner: u32, event: Event, token: u64) {
        let Page { out, base, suffix, .. } = page;
        let mut head = |frame: &Frame, out: &mut String| entry_head(out, base, suffix, frame, token);
        self.render(out, event.place(owner), Some(event.change), block, &mut head);
        out.push_str("</content></entry>");
        page.count += 1;
        page.last = token;
    }

    /// Writes one entity in the state that a change gives it.
    fn render(
        &self,
        out: &mut String,
        place: Place,
        change: Option<Change>,
        block: usize,
        head: &mut dyn FnMut(&Frame, &mut String),
    ) -> bool {
        let world = &self.world;
        let first = match place.owner {
            0 => world.opening(),
            owner => match world.cases.get(owner as usize - 1) {
                Some(case) => case.date,
                None => return false,
            },
        };
        // a change is dated on the day of its block; what is said again is only shown on that day
        let later = match world.blocks[block] {
            Block::Changes { to, .. } if to == world.cases.len() as u32 => world.settings.today,
            Block::Changes { to, .. } => world.case(to - 1).date,
            _ => first,
        };
        let day = if matches!(change, None | Some(Change::Again)) { first } else { later };
        let shown = if change.is_some() { later } else { first };
        let Place { category, local, owner } = place;
        let mut only = Only { category, local, change, shown, out, head, found: false };
        let mut emission = Emission::only(world, owner, day, &mut only);
        match owner {
            0 => chamber::emit(&mut emission),
            owner => cases::emit(world, world.case(owner - 1), &mut emission),
        }
        only.found
    }

    /// The changes of an owner that are visible.
    fn released_events(&self, owner: u32) -> Vec<Event> {
        let world = &self.world;
        let events = match owner {
            0 => chamber::events(world),
            _ => world.events(world.case(owner - 1)),
        };
        if events.is_empty() {
            return events;
        }
        let released = self.released();
        let block = world.changes_block(owner);
        if world.starts[block + 1] <= released {
            return events;
        }
        let Block::Changes { from, to } = world.blocks[block] else { return Vec::new() };
        let visible = released.saturating_sub(world.starts[block]) as usize;
        let changes = world.changes(from, to);
        changes.into_iter().take(visible).filter(|(o, _)| *o == owner).map(|(_, event)| event).collect()
    }

    /// Puts the feed's own elements around the entries.
    fn frame(&self, page: Page, category: Option<&str>, skiptoken: Option<i64>) -> String {
        let Page { out: entries, base, suffix, last, more, .. } = page;
        let mut out = String::with_capacity(entries.len() + 1200);
        let link = |token: Option<String>| {
            let mut address = String::new();
            escape(&mut address, base);
            address.push_str("/Feed");
            match (token, suffix.strip_prefix("&amp;")) {
                (Some(token), _) => address.push_str(&format!("?skiptoken={token}{suffix}")),
                (None, Some(query)) => address.push_str(&format!("?{query}")),
                (None, None) => {}
            }
            address
        };
        let own = link(skiptoken.map(|t| t.to_string()));
        out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Gegevensmagazijn SyncFeed");
        if let Some(category) = category {
            out.push_str(" (category: ");
            escape(&mut out, category);
            out.push(')');
        }
        out.push_str("</title><link rel=\"self\" href=\"");
        out.push_str(&own);
        let (relation, token) = match (more, last) {
            (true, last) => ("next", last.to_string()),
            (false, 0) => ("resume", skiptoken.unwrap_or(0).to_string()),
            (false, last) => ("resume", last.to_string()),
        };
        out.push_str(&format!("\" /><link rel=\"{relation}\" href=\"{}\" />", link(Some(token))));
        out.push_str(&format!(
            "<updated>{}T18:00:00.0000000Z</updated><author><name>Tweede Kamer der Staten-Generaal</name><uri>https://opendata.tweedekamer.nl</uri><email>opendata@tweedekamer.nl</email></author><rights>Simulatie: alle personen, partijen en stukken zijn verzonnen</rights><id>{own}</id>",
            self.world.settings.today
        ));
        out.push_str(&entries);
        out.push_str("</feed>");
        out
    }

    /// The current state of one entity, as its own XML document; `None` when there is no such entity yet.
    pub fn entity(&self, guid: Guid) -> Option<String> {
        let place = self.place(guid)?;
        let (change, block) = self.state(place)?;
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        self.render(&mut out, place, change, block, &mut |_, _| ()).then_some(out)
    }

    /// The file of an entity: its content type and bytes. `None` when it has none or is deleted.
    pub fn resource(&self, guid: Guid) -> Option<(&'static str, Vec<u8>)> {
        let place = self.place(guid)?;
        let (change, _) = self.state(place)?;
        let revision = u8::from(matches!(change, Some(Change::Update | Change::Add)));
        if matches!(change, Some(Change::Delete | Change::DeleteWithBody)) {
            return None;
        }
        let world = &self.world;
        if place.owner == 0 {
            return chamber::has_picture(world, place.category, place.local)
                .then(|| files::picture(world, place.category, place.local));
        }
        let case = world.cases.get(place.owner as usize - 1)?;
        match place.category {
            Category::Document => {
                let count = cases::documents(world, case) + cases::late_documents(world, case);
                (place.local < count).then(|| files::document(world, case, place.local, revision))
            }
            Category::Verslag => files::report(world, case, place.local),
            _ => None,
        }
    }

    fn place(&self, guid: Guid) -> Option<Place> {
        let place = guid.place(self.world.settings.seed)?;
        (place.owner as usize <= self.world.cases.len()).then_some(place)
    }

    /// What the latest visible entry of an entity is: a change or (`None`) the first state, and its block.
    fn state(&self, place: Place) -> Option<(Option<Change>, usize)> {
        let events = self.released_events(place.owner);
        if let Some(event) = events.iter().find(|e| e.place(place.owner) == place) {
            return Some((Some(event.change), self.world.changes_block(place.owner)));
        }
        let block = self.world.block_of(place.owner);
        let released = self.released();
        if self.world.starts[block] >= released {
            return None;
        }
        // inside a block that is partly released the slot decides
        if self.world.starts[block + 1] > released {
            let mut listed = Vec::new();
            let world = &self.world;
            match world.blocks[block] {
                Block::Chamber => {
                    chamber::emit(&mut Emission::list(world, 0, world.opening(), &mut listed));
                }
                Block::Case(index) => {
                    let case = world.case(index);
                    cases::emit(
                        world,
                        case,
                        &mut Emission::list(world, case.owner(), case.date, &mut listed),
                    );
                }
                Block::Changes { .. } => {}
            }
            let slot = listed.iter().position(|found| *found == (place.category, place.local))?;
            if self.world.starts[block] + slot as u64 >= released {
                return None;
            }
        }
        Some((None, block))
    }

    /// Whether an id was made to refer to nothing, as some references do on purpose.
    pub fn is_dangling(&self, guid: Guid) -> bool {
        guid.is_dangling(self.world.settings.seed)
    }

    /// What a client must hold when it has read all that is released now.
    pub fn manifest(&self) -> Manifest {
        let world = &self.world;
        let released = self.released();
        let mut counts = [CategoryCount::default(); 35];
        let mut manifest = Manifest { entries: 0, ..Manifest::default() };
        for (index, &block) in world.blocks.iter().enumerate() {
            let first = world.starts[index];
            if first >= released {
                break;
            }
            let visible = (released - first).min(world.starts[index + 1] - first) as usize;
            match block {
                Block::Chamber | Block::Case(_) => {
                    let mut listed = Vec::new();
                    match block {
                        Block::Case(case) => {
                            let case = world.case(case);
                            cases::emit(
                                world,
                                case,
                                &mut Emission::list(world, case.owner(), case.date, &mut listed),
                            );
                            self.expected(&mut manifest, case, listed.len() <= visible);
                        }
                        _ => chamber::emit(&mut Emission::list(world, 0, world.opening(), &mut listed)),
                    }
                    for (category, _) in listed.into_iter().take(visible) {
                        counts[category as usize].live += 1;
                    }
                }
                Block::Changes { from, to } => {
                    for (owner, event) in world.changes(from, to).into_iter().take(visible) {
                        let count = &mut counts[event.category as usize];
                        match event.change {
                            Change::Add => count.live += 1,
                            Change::Delete | Change::DeleteWithBody => {
                                count.live -= 1;
                                count.deleted += 1;
                            }
                            Change::Update | Change::Again => {}
                        }
                        manifest.changes.push(Changed {
                            id: event.place(owner).guid(world.settings.seed),
                            category: event.category,
                            what: event.change.into(),
                        });
                    }
                }
            }
        }
        manifest.entries = released;
        manifest.last_token = (released > 0).then(|| world.token(released - 1) as i64);
        manifest.categories = CATEGORIES.into_iter().map(|c| (c, counts[c as usize])).collect();
        manifest
    }

    /// Facts of a case that tests can rely on.
    fn expected(&self, manifest: &mut Manifest, case: &crate::world::Case, complete: bool) {
        let world = &self.world;
        if complete && !case.withdrawn() && rows::dangling(world, case).is_some() {
            manifest.dangling += 1;
        }
        if complete && case.kind == Kind::Debate && manifest.votes.len() < 200 {
            for which in 0..debate::motions(case) {
                let (title, seats_for, adopted) = debate::outcome(world, case, which);
                if !debate::motion(world, case, which).held(case, which) {
                    manifest.votes.push(ExpectedVote {
                        case: cases::number(world, case, Category::Zaak, which),
                        title,
                        seats_for: u32::from(seats_for),
                        seats_against: 150 - u32::from(seats_for),
                        adopted,
                    });
                }
            }
        }
    }
}

/// The category in an address; names have letters only, but anything may be asked for.
fn encode(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
