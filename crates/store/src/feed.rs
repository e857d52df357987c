//! A page of the feed becomes raw bytes, records, links, events, work and a checkpoint, in one transaction.

use std::collections::HashSet;
use std::sync::OnceLock;

use jiff::Timestamp;
use model::category::{CATEGORIES, Category, ColumnKind};
use model::record::{Entry, FeedPage};
use model::{Guid, Record};
use rusqlite::{Connection, OptionalExtension, params};

use crate::problems::{self, Stage};
use crate::queue::{self, Bulk, Work};
use crate::records::{self, Applied, Head};
use crate::{Result, Store};
use crate::{gathered, packed};

/// Effort of compression: fast enough to keep up with a local source, nine to one on pages.
const COMPRESSION: i32 = 1;

/// What follows from a record: which work its change makes. The table of it is the pipeline's, not the store's.
///
/// A function of record and change is one that follows each record by itself.
pub trait Follow: Sync {
    /// The work that a change makes.
    fn record(&self, record: &Record, change: Change) -> Vec<Work>;

    /// Whether a first load is followed as a whole: [`Follow::loading`] while it lasts, [`Follow::loaded`] at its end.
    /// A million records then cost one statement instead of several rows each, put at random places.
    fn waits_for_load(&self) -> bool {
        false
    }

    /// Of [`Follow::record`], the work that a record of a first load makes at once.
    fn loading(&self, record: &Record, change: Change) -> Vec<Work> {
        self.record(record, change)
    }

    /// The work that the records of a category make when it was loaded for the first time.
    fn loaded(&self, _: Category) -> Vec<Bulk> {
        Vec::new()
    }
}

impl<F: Fn(&Record, Change) -> Vec<Work> + Sync> Follow for F {
    fn record(&self, record: &Record, change: Change) -> Vec<Work> {
        self(record, change)
    }
}

/// How far the records of a page are followed.
#[derive(Clone, Copy)]
pub(crate) struct Following<'a> {
    follow: &'a dyn Follow,
    /// Part of a first load, whose end is followed as a whole.
    loading: bool,
}

impl<'a> Following<'a> {
    /// Each record by itself.
    pub(crate) fn each(follow: &'a dyn Follow) -> Self {
        Following { follow, loading: false }
    }

    /// As part of a load, if `follow` knows how to follow one.
    pub(crate) fn load(follow: &'a dyn Follow) -> Self {
        Following { follow, loading: follow.waits_for_load() }
    }

    fn work(&self, record: &Record, change: Change) -> Vec<Work> {
        if self.loading { self.follow.loading(record, change) } else { self.follow.record(record, change) }
    }
}

/// What an entry did to its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was not there before.
    New,
    /// Its values or links differ.
    Changed,
    /// It was withdrawn.
    Deleted,
    /// It was withdrawn before and is back.
    Restored,
}

impl Change {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Change::New => "new",
            Change::Changed => "changed",
            Change::Deleted => "deleted",
            Change::Restored => "restored",
        }
    }
}

/// A page ready to be saved: the bytes are compressed where they were fetched, so that the writer need not.
pub struct RawPage {
    page: FeedPage,
    body: Vec<u8>,
}

impl RawPage {
    /// Compresses the body of a page.
    pub fn new(page: FeedPage, body: &str) -> RawPage {
        RawPage { page, body: compress(body.as_bytes()) }
    }

    /// The page.
    pub fn page(&self) -> &FeedPage {
        &self.page
    }
}

/// What a page brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Entries on the page.
    pub entries: usize,
    /// Records that were new.
    pub new: usize,
    /// Records that changed, were withdrawn or came back.
    pub changed: usize,
    /// Entries that could not be read.
    pub unread: usize,
}

impl std::ops::AddAssign for Outcome {
    fn add_assign(&mut self, other: Outcome) {
        self.entries += other.entries;
        self.new += other.new;
        self.changed += other.changed;
        self.unread += other.unread;
    }
}

/// Where a category stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checkpoint {
    /// The position to continue after; none is the beginning.
    pub position: Option<u64>,
    /// The position at which a partial sync began; none when the category is whole.
    pub since: Option<u64>,
}

impl Store {
    /// Saves a page, or the part of it that is new.
    ///
    /// # Errors
    /// The database cannot be written; then nothing of the page is kept, the checkpoint neither.
    pub fn save_page(&self, raw: &RawPage, at: Timestamp, follow: &dyn Follow) -> Result<Outcome> {
        self.save_pages(std::slice::from_ref(raw), at, follow)
    }

    /// Saves pages together, as a fast source brings them: all of them are kept, or none. Their records lie at random
    /// places, so pages saved one by one write the same leaves of the database again and again.
    ///
    /// # Errors
    /// The database cannot be written; then nothing of the pages is kept, the checkpoints neither.
    pub fn save_pages(&self, pages: &[RawPage], at: Timestamp, follow: &dyn Follow) -> Result<Outcome> {
        let at = at.to_string();
        self.write(|db| {
            let mut outcome = Outcome::default();
            for raw in pages {
                outcome += save_page(db, raw, &at, follow)?;
            }
            Ok(outcome)
        })
    }

    /// Saves entities that were fetched by id, because a record refers to them.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn save_singles(
        &self,
        singles: &[(Entry, String)],
        at: Timestamp,
        follow: &dyn Follow,
    ) -> Result<Outcome> {
        let following = Following::each(follow);
        self.write(|db| {
            let at = at.to_string();
            let mut outcome = Outcome { entries: singles.len(), ..Outcome::default() };
            for (entry, body) in singles {
                let category = entry.record.category;
                let head = records::head(db, category, entry.record.id)?;
                if records::is_fresh(entry, head.as_ref()) {
                    let number = append(db, category, None, None, true, 1, &at, &compress(body.as_bytes()))?;
                    let ids = [entry.record.id];
                    let before = gathered::touched(db, category, &ids)?;
                    apply_entry(db, entry, head, number, &at, following, &mut outcome)?;
                    gathered::follow(db, category, &ids, before)?;
                }
            }
            Ok(outcome)
        })
    }

    /// Where a category stands.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn checkpoint(&self, category: Category) -> Result<Checkpoint> {
        let found = self
            .read()
            .prepare_cached("select position, since from checkpoints where category = $1")?
            .query_row([category.source()], |row| {
                Ok(Checkpoint {
                    position: row.get::<_, Option<i64>>(0)?.map(|n| n as u64),
                    since: row.get::<_, Option<i64>>(1)?.map(|n| n as u64),
                })
            })
            .optional()?;
        Ok(found.unwrap_or_default())
    }

    /// Begins a category in the middle: what lies before `position` is not there, and the store says so.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn begin_at(&self, category: Category, position: u64) -> Result<()> {
        self.write(|db| {
            db.execute(
                "insert into checkpoints (category, position, since) values ($1, $2, $2)
                 on conflict (category) do nothing",
                params![category.source(), position as i64],
            )?;
            Ok(())
        })
    }

    /// Notes that the source had nothing more of a category. What follows from a first load is put now.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn caught_up(&self, category: Category, at: Timestamp, follow: &dyn Follow) -> Result<()> {
        self.write(|db| {
            let first = first_load(db, category)?;
            let at = at.to_string();
            db.prepare_cached(
                "insert into checkpoints (category, checked, caught_up) values ($1, $2, $2)
                 on conflict (category) do update
                 set checked = excluded.checked, caught_up = excluded.caught_up, error = null",
            )?
            .execute(params![category.source(), at])?;
            if first && follow.waits_for_load() {
                follow_load(db, category, &at, follow)?;
            }
            Ok(())
        })
    }

    /// Notes why a category could not be followed to its end. What follows from the part of it that was loaded is put
    /// now, and from then on each record is followed by itself: who knows when the rest comes.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn failed(&self, category: Category, at: Timestamp, reason: &str, follow: &dyn Follow) -> Result<()> {
        self.write(|db| {
            let first = first_load(db, category)?;
            let at = at.to_string();
            db.prepare_cached(
                "insert into checkpoints (category, checked, error) values ($1, $2, $3)
                 on conflict (category) do update set checked = excluded.checked, error = excluded.error",
            )?
            .execute(params![category.source(), at, reason])?;
            if first && follow.waits_for_load() {
                follow_load(db, category, &at, follow)?;
            }
            Ok(())
        })
    }

    /// Ids that live records of these categories refer to and that are not there, newest records first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn missing_references(&self, limit: usize) -> Result<Vec<Guid>> {
        let db = self.read();
        let mut found = Vec::new();
        for sql in missing_statements() {
            let mut statement = db.prepare_cached(sql)?;
            let rows = statement
                .query_map([limit.saturating_sub(found.len()) as i64], |row| row.get::<_, [u8; 16]>(0))?;
            for id in rows {
                found.push(Guid(id?));
            }
            if found.len() >= limit {
                break;
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}

/// One statement for each kind of reference: ids that it points to and that are neither there nor known to be nowhere.
fn missing_statements() -> &'static [String] {
    static ALL: OnceLock<Vec<String>> = OnceLock::new();
    ALL.get_or_init(|| {
        let known_nowhere = "select 1 from problems p where p.stage = 'source' and p.code = 'not_there' and p.subject = lower(hex(a.ref))";
        let missing = |rows: String, target: Category| {
            format!(
                "select distinct a.ref from ({rows}) a
                 where not exists (select 1 from {} b where b.id = a.ref) and not exists ({known_nowhere})
                 limit $1",
                target.table()
            )
        };
        let columns = CATEGORIES.iter().flat_map(|spec| spec.columns.iter().map(move |column| (spec, column)));
        let singles = columns.filter_map(|(spec, column)| match column.kind {
            ColumnKind::Ref(target) => {
                let rows = format!("select {} as ref from {} where deleted = 0 and {} is not null", column.name, spec.table, column.name);
                Some(missing(rows, target))
            }
            _ => None,
        });
        let links = CATEGORIES.iter().flat_map(|spec| spec.links).filter_map(|link| {
            Some(missing(format!("select to_id as ref from links where kind = {}", link.kind as u8), link.kind.target()?))
        });
        singles.chain(links).collect()
    })
}

fn save_page(db: &Connection, raw: &RawPage, at: &str, follow: &dyn Follow) -> Result<Outcome> {
    let page = &raw.page;
    let mut outcome =
        Outcome { entries: page.entries.len(), unread: page.unread.len(), ..Outcome::default() };
    let heads = page
        .entries
        .iter()
        .map(|entry| records::head(db, entry.record.category, entry.record.id))
        .collect::<Result<Vec<Option<Head>>>>()?;
    let mut pairs = page.entries.iter().zip(&heads);
    if pairs.any(|(entry, head)| records::is_fresh(entry, head.as_ref())) || !page.unread.is_empty() {
        let number =
            append(db, page.category, page.position, page.next, false, page.entries.len(), at, &raw.body)?;
        if first_load(db, page.category)? && follow.waits_for_load() {
            outcome = apply_page(db, page, Some(heads), number, at, Following::load(follow))?;
        } else {
            let all: Vec<Guid> = page.entries.iter().map(|entry| entry.record.id).collect();
            let before = gathered::touched(db, page.category, &all)?;
            outcome = apply_page(db, page, Some(heads), number, at, Following::each(follow))?;
            if outcome.new + outcome.changed > 0 {
                gathered::follow(db, page.category, &all, before)?;
            }
        }
    }
    if let Some(next) = page.next {
        db.prepare_cached(
            "insert into checkpoints (category, position) values ($1, $2)
             on conflict (category) do update set position = excluded.position
             where checkpoints.position is null or checkpoints.position < excluded.position",
        )?
        .execute(params![page.category.source(), next as i64])?;
    }
    Ok(outcome)
}

/// Whether a category is being loaded for the first time, and nothing went wrong with it so far.
fn first_load(db: &Connection, category: Category) -> Result<bool> {
    let over = db
        .prepare_cached(
            "select caught_up is not null or error is not null from checkpoints where category = $1",
        )?
        .query_row([category.source()], |row| row.get(0))
        .optional()?;
    Ok(!over.unwrap_or(false))
}

/// Puts what follows from a category that was just loaded for the first time.
fn follow_load(db: &Connection, category: Category, at: &str, follow: &dyn Follow) -> Result<()> {
    for bulk in follow.loaded(category) {
        // a category that is still being loaded puts its own work at its end
        if bulk.category == category || !first_load(db, bulk.category)? {
            queue::put_all(db, &bulk, at)?;
        }
    }
    for table in gathered::ALL.iter().filter(|table| table.of.contains(&category)) {
        if !is_loading_any(db, table.of)? {
            for name in table.tables {
                db.execute(&format!("delete from {name}"), [])?;
            }
            table.renew_all(db)?;
        }
    }
    Ok(())
}

/// Whether the first load of some of these has begun and is not over.
fn is_loading_any(db: &Connection, categories: &[Category]) -> Result<bool> {
    let mut statement = db.prepare_cached(
        "select category from checkpoints where position is not null and caught_up is null and error is null",
    )?;
    let loading =
        statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(categories.iter().any(|category| loading.iter().any(|name| name == category.source())))
}

/// Applies the entries of a page that is in the log. What is known of their records is read if it is not given;
/// what is gathered from records is left to the caller.
pub(crate) fn apply_page(
    db: &Connection,
    page: &FeedPage,
    heads: Option<Vec<Option<Head>>>,
    number: i64,
    at: &str,
    following: Following,
) -> Result<Outcome> {
    let mut outcome =
        Outcome { entries: page.entries.len(), unread: page.unread.len(), ..Outcome::default() };
    // a record that a page holds twice is known by the second time
    let mut met = HashSet::with_capacity(page.entries.len());
    let mut heads = heads.map(Vec::into_iter);
    for entry in &page.entries {
        let (id, given) = (entry.record.id, heads.as_mut().and_then(Iterator::next));
        let head = match given {
            Some(head) if met.insert(id) => head,
            _ => records::head(db, entry.record.category, id)?,
        };
        apply_entry(db, entry, head, number, at, following, &mut outcome)?;
    }
    for unread in &page.unread {
        let subject = match (unread.id, unread.token) {
            (Some(id), _) => format!("{} {id}", page.category),
            (None, Some(token)) => format!("{} at {token}", page.category),
            (None, None) => format!("{} after {}", page.category, page.position.unwrap_or(0)),
        };
        problems::note(db, Stage::Entries, &subject, &unread.problem, at)?;
    }
    Ok(outcome)
}

pub(crate) fn apply_entry(
    db: &Connection,
    entry: &Entry,
    head: Option<Head>,
    page: i64,
    at: &str,
    following: Following,
    outcome: &mut Outcome,
) -> Result<()> {
    let change = match records::apply(db, entry, head, page, at)? {
        Applied::Change(change) => change,
        Applied::Quiet | Applied::Same => return Ok(()),
    };
    match change {
        Change::New => outcome.new += 1,
        Change::Changed | Change::Deleted | Change::Restored => outcome.changed += 1,
    }
    for work in following.work(&entry.record, change) {
        queue::put(db, &work, at)?;
    }
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "the columns of one insert")]
fn append(
    db: &Connection,
    category: Category,
    position: Option<u64>,
    next: Option<u64>,
    single: bool,
    entries: usize,
    at: &str,
    body: &[u8],
) -> Result<i64> {
    db.prepare_cached(
        "insert into pages (category, position, next, single, entries, fetched, body) values ($1, $2, $3, $4, $5, $6, $7)",
    )?
    .execute(params![category.source(), position.map(|n| n as i64), next.map(|n| n as i64), single, entries as i64, at, body])?;
    Ok(db.last_insert_rowid())
}

fn compress(bytes: &[u8]) -> Vec<u8> {
    packed::pack(bytes, COMPRESSION).expect("compressing into memory cannot fail")
}
