//! Pages of a feed become records, links, history and work; the same from the log again.

#![expect(clippy::unwrap_used, reason = "a failure of the test's own tools fails the test")]

use std::path::PathBuf;

use jiff::Timestamp;
use model::record::{Content, Entry, FeedPage, Record, UnreadEntry, Value};
use model::text::Problem;
use model::{Category, Guid, LinkKind};
use store::Store;
use store::feed::{Change, Outcome, RawPage};
use store::queue::{Bulk, Job, Work};
use store::rebuild::Reading;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("kamerspoor-store-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn now() -> Timestamp {
    "2026-01-28T12:00:00Z".parse().unwrap()
}

fn id(n: u8) -> Guid {
    Guid([n; 16])
}

fn record(category: Category, n: u8, values: &[(&str, Value)]) -> Record {
    let mut record = Record::empty(category, id(n));
    record.updated = Some("2026-01-28T10:00:00Z".into());
    for (name, value) in values {
        let at = category
            .spec()
            .columns
            .iter()
            .position(|column| column.name == *name)
            .expect("a column of the category");
        record.values[at] = value.clone();
    }
    record
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

/// The body names the page, so that a rebuild can find it again.
fn page(category: Category, position: Option<u64>, entries: Vec<(u64, i64, Record)>) -> FeedPage {
    FeedPage {
        category,
        position,
        next: entries.iter().map(|(token, ..)| *token).max(),
        caught_up: false,
        entries: entries.into_iter().map(|(token, hash, record)| Entry { token, hash, record }).collect(),
        unread: Vec::new(),
        first_published: None,
    }
}

fn follow(record: &Record, change: Change) -> Vec<Work> {
    let fetch = record.content.is_some() && change != Change::Deleted;
    if fetch { vec![Work::new(Job::FetchOriginal, record.category, record.id, 0)] } else { Vec::new() }
}

fn save(store: &Store, page: &FeedPage, body: &str) -> Outcome {
    store.save_page(&RawPage::new(page.clone(), body), now(), &follow).unwrap()
}

fn events(store: &Store) -> Vec<(String, Option<String>)> {
    let db = store.read();
    let mut statement = db.prepare("select kind, changes from events order by seq").unwrap();
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().collect::<Result<_, _>>().unwrap()
}

fn kinds(store: &Store) -> Vec<String> {
    events(store).into_iter().map(|(kind, _)| kind).collect()
}

#[test]
fn a_page_that_is_read_again_changes_nothing() {
    let folder = Folder::new("again");
    let store = Store::open(&folder.0).unwrap();
    let rooms =
        page(Category::Room, None, vec![(5, 1, record(Category::Room, 1, &[("name", text("Zaal 1"))]))]);
    assert_eq!(save(&store, &rooms, "rooms").new, 1);
    let before = (store.fingerprint().unwrap(), store.history_fingerprint().unwrap());
    assert_eq!(save(&store, &rooms, "rooms"), Outcome { entries: 1, ..Outcome::default() });
    assert_eq!((store.fingerprint().unwrap(), store.history_fingerprint().unwrap()), before);
    let pages: i64 = store.read().query_row("select count(*) from pages", [], |row| row.get(0)).unwrap();
    assert_eq!(pages, 1, "the log does not grow either");
    assert_eq!(store.checkpoint(Category::Room).unwrap().position, Some(5));
}

#[test]
fn a_change_keeps_what_it_was_and_what_it_became() {
    let folder = Folder::new("change");
    let store = Store::open(&folder.0).unwrap();
    let mut first = record(Category::Document, 1, &[("title", text("Oud")), ("number", text("2026D90001"))]);
    first.links = vec![(LinkKind::DocumentCase, id(8)), (LinkKind::DocumentCase, id(9))];
    let mut second =
        record(Category::Document, 1, &[("title", text("Nieuw")), ("number", text("2026D90001"))]);
    second.links = vec![(LinkKind::DocumentCase, id(9))];
    save(&store, &page(Category::Document, None, vec![(5, 1, first)]), "a");
    save(&store, &page(Category::Document, Some(5), vec![(6, 2, second)]), "b");
    assert_eq!(kinds(&store), ["new", "changed"]);
    let changes: serde_json::Value = serde_json::from_str(events(&store)[1].1.as_ref().unwrap()).unwrap();
    assert_eq!(changes["title"], serde_json::json!(["Oud", "Nieuw"]));
    assert_eq!(
        changes["DocumentCase"],
        serde_json::json!([[id(8).to_string(), id(9).to_string()], [id(9).to_string()]])
    );
    let links: i64 = store.read().query_row("select count(*) from links", [], |row| row.get(0)).unwrap();
    assert_eq!(links, 1, "a link that disappears in a newer version disappears");
}

#[test]
fn an_unchanged_re_emission_moves_the_position_and_tells_nobody() {
    let folder = Folder::new("emission");
    let store = Store::open(&folder.0).unwrap();
    let room = || record(Category::Room, 1, &[("name", text("Zaal 1"))]);
    save(&store, &page(Category::Room, None, vec![(5, 1, room())]), "a");
    save(&store, &page(Category::Room, Some(5), vec![(9, 1, room())]), "b");
    assert_eq!(kinds(&store), ["new"]);
    assert_eq!(store.checkpoint(Category::Room).unwrap().position, Some(9));
}

#[test]
fn a_withdrawn_record_is_no_longer_live_and_may_come_back() {
    let folder = Folder::new("delete");
    let store = Store::open(&folder.0).unwrap();
    let mut gone = record(Category::Room, 1, &[]);
    gone.deleted = true;
    let mut never_seen = record(Category::Room, 2, &[]);
    never_seen.deleted = true;
    save(
        &store,
        &page(Category::Room, None, vec![(5, 1, record(Category::Room, 1, &[("name", text("Zaal 1"))]))]),
        "a",
    );
    save(&store, &page(Category::Room, Some(5), vec![(6, 2, gone), (7, 3, never_seen)]), "b");
    let rooms = &store.status().unwrap().categories["Zaal"];
    assert_eq!((rooms.live, rooms.deleted, rooms.token), (0, 2, Some(7)));
    save(
        &store,
        &page(Category::Room, Some(7), vec![(8, 4, record(Category::Room, 1, &[("name", text("Zaal 1"))]))]),
        "c",
    );
    assert_eq!(kinds(&store), ["new", "deleted", "restored"]);
    assert_eq!(store.status().unwrap().categories["Zaal"].live, 1);
}

#[test]
fn an_older_state_does_not_undo_a_newer_one() {
    let folder = Folder::new("older");
    let store = Store::open(&folder.0).unwrap();
    let named = |name: &str| record(Category::Room, 1, &[("name", text(name))]);
    save(&store, &page(Category::Room, None, vec![(9, 2, named("nieuw"))]), "a");
    save(&store, &page(Category::Room, None, vec![(5, 1, named("oud"))]), "b");
    let mut older = named("ouder");
    older.updated = Some("2020-01-01T00:00:00Z".into());
    store.save_singles(&[(Entry { token: 0, hash: 7, record: older }, "c".into())], now(), &follow).unwrap();
    let name: String = store.read().query_row("select name from rooms", [], |row| row.get(0)).unwrap();
    assert_eq!(name, "nieuw");
}

#[test]
fn a_file_is_asked_for_once_and_again_when_its_record_changes() {
    let folder = Folder::new("file");
    let store = Store::open(&folder.0).unwrap();
    let mut document = record(Category::Document, 1, &[("number", text("2026D90001"))]);
    document.content = Some(Content { media_type: "application/pdf".into(), length: Some(3) });
    save(&store, &page(Category::Document, None, vec![(5, 1, document.clone())]), "a");
    let work = store.work(Job::FetchOriginal, now(), 10).unwrap();
    assert_eq!(work.len(), 1);
    let expected = store.expected_original(Category::Document, id(1)).unwrap().unwrap();
    assert_eq!(expected.length, Some(3));
    let hash = store.blobs().keep_bytes(b"abc").unwrap();
    let fetched = store::originals::Fetched {
        work: work[0].clone(),
        expected: expected.clone(),
        hash,
        length: 3,
        format: "pdf".into(),
        problem: None,
        following: vec![Work::new(Job::ReadText, Category::Document, id(1), 0)],
    };
    store.save_originals(&[fetched], now()).unwrap();
    assert!(store.work(Job::FetchOriginal, now(), 10).unwrap().is_empty());
    assert_eq!(store.work(Job::ReadText, now(), 10).unwrap().len(), 1);
    assert!(store.has_original(id(1), &expected.stamp).unwrap());
    document.updated = Some("2026-01-29T10:00:00Z".into());
    save(&store, &page(Category::Document, Some(5), vec![(6, 2, document)]), "b");
    let expected = store.expected_original(Category::Document, id(1)).unwrap().unwrap();
    assert!(!store.has_original(id(1), &expected.stamp).unwrap());
}

#[test]
fn work_that_was_asked_for_anew_meanwhile_is_not_done_by_the_old() {
    let folder = Folder::new("anew");
    let store = Store::open(&folder.0).unwrap();
    let work = Work::new(Job::Index, Category::Document, id(1), 0);
    store.done(&[], std::slice::from_ref(&work), now()).unwrap();
    let taken = store.work(Job::Index, now(), 10).unwrap();
    let later = "2026-01-28T12:00:01Z".parse().unwrap();
    store.done(&[], std::slice::from_ref(&work), later).unwrap();
    store.done(&taken, &[], later).unwrap();
    assert_eq!(store.work(Job::Index, later, 10).unwrap().len(), 1);
}

#[test]
fn an_unread_entry_is_a_problem_and_the_page_stands() {
    let folder = Folder::new("unread");
    let store = Store::open(&folder.0).unwrap();
    let mut rooms =
        page(Category::Room, None, vec![(5, 1, record(Category::Room, 1, &[("name", text("Zaal 1"))]))]);
    rooms.unread.push(UnreadEntry {
        token: Some(6),
        id: None,
        problem: Problem::new("unreadable_entry", "broken XML"),
    });
    rooms.next = Some(6);
    save(&store, &rooms, "a");
    let status = store.status().unwrap();
    assert_eq!(
        (status.problems.entries, status.categories["Zaal"].live, status.categories["Zaal"].token),
        (1, 1, Some(6))
    );
    assert_eq!(store.problems(5).unwrap()[0].subject, "Zaal at 6");
}

#[test]
fn a_rebuild_from_the_log_gives_an_equal_store() {
    let folder = Folder::new("rebuild");
    let store = Store::open(&folder.0).unwrap();
    let named = |n: u8, name: &str| record(Category::Room, n, &[("name", text(name))]);
    let mut gone = named(2, "");
    gone.deleted = true;
    gone.unknown.push("nieuw".into());
    let pages = [
        page(Category::Room, None, vec![(5, 1, named(1, "Zaal 1")), (6, 2, named(2, "Zaal 2"))]),
        page(Category::Room, Some(6), vec![(7, 3, named(1, "Zaal I")), (8, 4, gone)]),
    ];
    for (at, page) in pages.iter().enumerate() {
        save(&store, page, &at.to_string());
    }
    let before = (
        store.fingerprint().unwrap(),
        store.history_fingerprint().unwrap(),
        store.status().unwrap().unknown_elements,
    );
    let corrected = vec![store::corrections::Correction {
        document: "2026D90001".into(),
        what: "exchange".into(),
        item: "3".into(),
        verdict: "reject".into(),
        target: None,
        author: "A. Lezer".into(),
        date: "2026-01-28".into(),
        reason: "een kop, geen vraag".into(),
    }];
    assert!(store.replace_corrections(&corrected, now()).unwrap());
    assert!(!store.replace_corrections(&corrected, now()).unwrap(), "the same again changes nothing");
    let reading =
        Reading { page: &|_, _, body| pages[body.parse::<usize>().unwrap()].clone(), single: &|_| None };
    store.rebuild(&reading, &follow, &mut |_, _| {}).unwrap();
    assert_eq!(
        (
            store.fingerprint().unwrap(),
            store.history_fingerprint().unwrap(),
            store.status().unwrap().unknown_elements
        ),
        before
    );
    assert_eq!(store.corrections().unwrap(), corrected, "what people corrected stays");
    assert_eq!(kinds(&store), ["new", "new", "changed", "deleted"]);
}

#[test]
fn a_partial_sync_says_where_it_began_and_what_is_missing() {
    let folder = Folder::new("partial");
    let store = Store::open(&folder.0).unwrap();
    store.begin_at(Category::Vote, 1000).unwrap();
    let vote = record(Category::Vote, 1, &[("decision", Value::Guid(id(4)))]);
    save(&store, &page(Category::Vote, Some(1000), vec![(1005, 1, vote)]), "a");
    assert_eq!(store.status().unwrap().categories["Stemming"].since, Some(1000));
    assert_eq!(store.missing_references(10).unwrap(), [id(4)]);
    let problem = Problem::new("not_there", "the source does not have it");
    store
        .note_problem(store::problems::Stage::Source, &id(4).to_string().replace('-', ""), &problem, now())
        .unwrap();
    assert!(store.missing_references(10).unwrap().is_empty());
}

#[test]
fn a_damaged_database_is_a_clear_error() {
    let folder = Folder::new("damaged");
    std::fs::create_dir_all(&folder.0).unwrap();
    std::fs::write(
        folder.0.join("kamerspoor.db"),
        b"this is no database, but long enough to be taken for one".repeat(100),
    )
    .unwrap();
    let error = Store::open(&folder.0).err().expect("refused").to_string();
    assert!(error.contains("damaged"), "{error}");
}

/// Follows a first load as a whole, like the pipeline.
struct ByLoad;

impl store::feed::Follow for ByLoad {
    fn record(&self, record: &Record, _: Change) -> Vec<Work> {
        vec![Work::new(Job::Index, record.category, record.id, 0)]
    }

    fn waits_for_load(&self) -> bool {
        true
    }

    fn loading(&self, _: &Record, _: Change) -> Vec<Work> {
        Vec::new()
    }

    fn loaded(&self, category: Category) -> Vec<Bulk> {
        vec![Bulk { job: Job::Index, category, kinds: &[], newest_by: None }]
    }
}

fn dossier(n: u8) -> Record {
    record(Category::Dossier, n, &[("title", text("Een dossier"))])
}

fn waiting(store: &Store) -> u64 {
    store.waiting(Job::Index).unwrap()
}

#[test]
fn what_follows_a_first_load_is_put_at_its_end_and_then_record_by_record() {
    let folder = Folder::new("load");
    let store = Store::open(&folder.0).unwrap();
    let load = |position, from: u8, count: u8| {
        let entries = (from..from + count).map(|n| (u64::from(n), i64::from(n), dossier(n))).collect();
        let raw = RawPage::new(page(Category::Dossier, position, entries), "a");
        store.save_page(&raw, now(), &ByLoad).unwrap();
    };
    load(None, 1, 3);
    assert_eq!(waiting(&store), 0);
    store.caught_up(Category::Dossier, now(), &ByLoad).unwrap();
    assert_eq!(waiting(&store), 3);
    load(Some(3), 4, 1);
    assert_eq!(waiting(&store), 4);
    store.done(&store.work(Job::Index, now(), 10).unwrap(), &[], now()).unwrap();
    store.caught_up(Category::Dossier, now(), &ByLoad).unwrap();
    assert_eq!(waiting(&store), 0, "only the first load is followed as a whole");
}

#[test]
fn a_first_load_that_fails_half_way_is_followed_as_far_as_it_came() {
    let folder = Folder::new("half");
    let store = Store::open(&folder.0).unwrap();
    let raw = RawPage::new(page(Category::Dossier, None, vec![(1, 1, dossier(1))]), "a");
    store.save_page(&raw, now(), &ByLoad).unwrap();
    store.failed(Category::Dossier, now(), "the source is silent", &ByLoad).unwrap();
    assert_eq!(waiting(&store), 1);
    let raw = RawPage::new(page(Category::Dossier, Some(1), vec![(2, 2, dossier(2))]), "b");
    store.save_page(&raw, now(), &ByLoad).unwrap();
    assert_eq!(waiting(&store), 2);
}

#[test]
fn pages_saved_together_are_all_kept() {
    let folder = Folder::new("together");
    let store = Store::open(&folder.0).unwrap();
    let pages = [1u8, 2].map(|n| {
        let position = (n > 1).then(|| u64::from(n) - 1);
        let entries = vec![(u64::from(n), i64::from(n), dossier(n))];
        RawPage::new(page(Category::Dossier, position, entries), "a")
    });
    assert_eq!(store.save_pages(&pages, now(), &follow).unwrap().new, 2);
    assert_eq!(store.checkpoint(Category::Dossier).unwrap().position, Some(2));
}
