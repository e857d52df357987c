//! The table of outcomes stays true whatever the order in which its records come and change.

#![expect(clippy::unwrap_used, reason = "a failure of the test's own tools fails the test")]

use std::path::PathBuf;

use jiff::Timestamp;
use model::record::{Entry, FeedPage, Record, Value};
use model::{Category, Guid, LinkKind};
use store::Store;
use store::feed::RawPage;
use store::show::ballots::AgreementFilter;
use store::show::outcomes::{OutcomeFilter, OutcomeRow};

struct Kept {
    folder: PathBuf,
    store: Store,
    token: u64,
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Kept {
    fn new(name: &str) -> Kept {
        let folder = std::env::temp_dir().join(format!("kamerspoor-outcomes-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let store = Store::open(&folder).unwrap();
        Kept { folder, store, token: 0 }
    }

    fn save(&mut self, record: Record) {
        self.token += 1;
        let page = FeedPage {
            category: record.category,
            position: None,
            next: Some(self.token),
            caught_up: true,
            entries: vec![Entry { token: self.token, hash: self.token as i64, record }],
            unread: Vec::new(),
            first_published: None,
        };
        let now: Timestamp = "2031-01-28T11:00:00Z".parse().unwrap();
        self.store.save_page(&RawPage::new(page, "<feed/>"), now, &|_: &Record, _| Vec::new()).unwrap();
    }

    fn outcomes(&self) -> Vec<OutcomeRow> {
        self.store.show_outcomes(&OutcomeFilter::default(), 0, 10).unwrap()
    }
}

fn id(n: u8) -> Guid {
    Guid([n; 16])
}

fn record(category: Category, n: u8, values: &[(&str, Value)]) -> Record {
    let mut record = Record::empty(category, id(n));
    record.updated = Some("2031-01-28T10:00:00Z".into());
    for (name, value) in values {
        let at = category.spec().columns.iter().position(|column| column.name == *name);
        record.values[at.expect("a column of the category")] = value.clone();
    }
    record
}

fn text(value: &str) -> Value {
    Value::Text(value.into())
}

fn vote(n: u8, decision: u8, party: &str, seats: i64, choice: &str) -> Record {
    let values = [
        ("decision", Value::Guid(id(decision))),
        ("name", text(party)),
        ("party_name", text(party)),
        ("party_size", Value::Int(seats)),
        ("choice", text(choice)),
    ];
    record(Category::Vote, n, &values)
}

fn decision(n: u8) -> Record {
    let values = [
        ("agenda_item", Value::Guid(id(3))),
        ("kind", text("Stemmen - aangenomen")),
        ("vote_kind", text("Met handopsteken")),
    ];
    let mut decision = record(Category::Decision, n, &values);
    decision.links = vec![(LinkKind::DecisionCase, id(5))];
    decision
}

fn records() -> Vec<Record> {
    vec![
        record(Category::Activity, 2, &[("date", text("2031-01-21")), ("lead_abbreviation", text("TK"))]),
        record(Category::AgendaItem, 3, &[("activity", Value::Guid(id(2)))]),
        record(Category::Case, 5, &[("kind", text("Motie")), ("number", text("2031Z00005"))]),
        decision(4),
        vote(6, 4, "AB", 20, "Voor"),
        vote(7, 4, "CD", 9, "Tegen"),
    ]
}

#[track_caller]
fn check(kept: &Kept) {
    let found = kept.outcomes();
    assert_eq!(found.len(), 1);
    let one = &found[0];
    assert_eq!(
        (one.date.as_deref(), one.committee.as_deref(), one.case_kind.as_deref(), one.result.as_deref()),
        (Some("2031-01-21"), Some("TK"), Some("Motie"), Some("adopted"))
    );
    assert_eq!((one.seats_for, one.seats_against, one.counted), (20, 9, true));
}

#[test]
fn records_may_come_in_any_order() {
    let (mut forward, mut backward) = (Kept::new("forward"), Kept::new("backward"));
    records().into_iter().for_each(|record| forward.save(record));
    records().into_iter().rev().for_each(|record| backward.save(record));
    check(&forward);
    check(&backward);
}

#[test]
fn a_vote_that_moves_to_another_decision_leaves_the_first() {
    let mut kept = Kept::new("moves");
    records().into_iter().chain([decision(8)]).for_each(|record| kept.save(record));
    kept.save(vote(6, 8, "AB", 20, "Voor"));
    let seats: Vec<_> =
        kept.outcomes().iter().map(|one| (one.id, one.seats_for, one.seats_against)).collect();
    assert_eq!(seats, [(id(4), 0, 9), (id(8), 20, 0)]);
}

#[test]
fn what_is_withdrawn_counts_no_longer() {
    let mut kept = Kept::new("withdrawn");
    records().into_iter().for_each(|record| kept.save(record));
    let gone = |mut record: Record| {
        record.deleted = true;
        record.values.fill(Value::Null);
        record.links.clear();
        record
    };
    kept.save(gone(vote(7, 4, "CD", 9, "Tegen")));
    assert_eq!((kept.outcomes()[0].seats_for, kept.outcomes()[0].seats_against), (20, 0));
    kept.save(gone(records().remove(0)));
    assert_eq!(kept.outcomes()[0].date, None, "the day of a withdrawn activity is not known");
    assert_eq!(kept.store.show_agreement(&AgreementFilter::default()).unwrap().votes, 0);
    kept.save(gone(decision(4)));
    assert_eq!(kept.outcomes(), []);
}
