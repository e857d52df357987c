//! What is gathered from records stays true whatever the order in which they come and change.

#![expect(clippy::unwrap_used, reason = "a failure of the test's own tools fails the test")]

use std::path::PathBuf;

use jiff::Timestamp;
use model::facts::{Askers, Claim, Commitment, Exchange, Extract, MotionMention};
use model::record::{Entry, FeedPage, Record, Value};
use model::{Category, Guid, LinkKind, Span};
use store::Store;
use store::blobs::Hash;
use store::feed::RawPage;
use store::queue::{Job, Work};
use store::relations::{MotionRecord, QuestionPaper, QuestionSet, Related};
use store::show::ballots::AgreementFilter;
use store::show::commitments::{CommitmentFilter, PromiseFilter};
use store::show::motions::MotionFilter;
use store::show::outcomes::{OutcomeFilter, OutcomeRow};
use store::show::transcripts::TranscriptFilter;
use store::show::units::UnitFilter;
use store::show::votes::Side;
use store::structure::Structured;

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
        let folder = std::env::temp_dir().join(format!("kamerspoor-gathered-{name}-{}", std::process::id()));
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

/// The same record, withdrawn.
fn gone(mut record: Record) -> Record {
    record.deleted = true;
    record.values.fill(Value::Null);
    record.links.clear();
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
    kept.save(gone(vote(7, 4, "CD", 9, "Tegen")));
    assert_eq!((kept.outcomes()[0].seats_for, kept.outcomes()[0].seats_against), (20, 0));
    kept.save(gone(records().remove(0)));
    assert_eq!(kept.outcomes()[0].date, None, "the day of a withdrawn activity is not known");
    assert_eq!(kept.store.show_agreement(&AgreementFilter::default()).unwrap().votes, 0);
    kept.save(gone(decision(4)));
    assert_eq!(kept.outcomes(), []);
}

#[test]
fn votes_are_listed_by_where_a_party_stood() {
    let mut kept = Kept::new("stood");
    records().into_iter().for_each(|record| kept.save(record));
    let total = |kept: &Kept, party: &str, side: Option<Side>| {
        let filter =
            OutcomeFilter { votes: true, party: Some(party.into()), side, ..OutcomeFilter::default() };
        let found = kept.store.show_outcomes(&filter, 0, 10).unwrap().len() as u64;
        assert_eq!(kept.store.show_outcome_extent(&filter).unwrap().total, found);
        found
    };
    for (party, side, expected) in [
        ("AB", None, 1),
        ("ab", Some(Side::For), 1),
        ("AB", Some(Side::Against), 0),
        ("CD", Some(Side::Against), 1),
        ("B", None, 0),
        ("A%", None, 0),
    ] {
        assert_eq!(total(&kept, party, side), expected, "{party} {side:?}");
    }
    kept.save(vote(7, 4, "CD", 9, "Voor"));
    assert_eq!((total(&kept, "CD", Some(Side::For)), total(&kept, "CD", Some(Side::Against))), (1, 0));
    let agreement = kept.store.show_agreement(&AgreementFilter::default()).unwrap();
    assert_eq!((agreement.votes, agreement.pairs[0][1].same, agreement.parties[0].seats), (1, 1, 20));
}

#[test]
fn a_commitment_is_moved_when_its_day_was_another_or_it_changes_another() {
    let mut kept = Kept::new("moved");
    let commitment = |n: u8, due: &str| {
        record(Category::Commitment, n, &[("number", text(&format!("TZ203101-{n:03}"))), ("due", text(due))])
    };
    let moved = |kept: &Kept| {
        let filter = CommitmentFilter { status: Some("moved".into()), ..CommitmentFilter::default() };
        let found = kept.store.show_commitments(&filter, 0, 10).unwrap();
        assert_eq!(kept.store.show_commitment_total(&filter).unwrap(), found.len() as u64);
        found.into_iter().map(|one| one.number).collect::<Vec<_>>()
    };
    kept.save(commitment(60, "2031-02-01"));
    kept.save(commitment(61, "2031-02-01"));
    assert_eq!(moved(&kept), Vec::<String>::new());
    kept.save(commitment(60, "2031-03-01"));
    assert_eq!(moved(&kept), ["TZ203101-060"]);
    let mut changes = commitment(61, "2031-02-01");
    changes.links = vec![(LinkKind::ChangeOf, id(62))];
    kept.save(changes);
    assert_eq!(moved(&kept), ["TZ203101-061", "TZ203101-060"]);
    kept.save(gone(commitment(60, "")));
    assert_eq!(moved(&kept), ["TZ203101-061"]);
}

#[test]
fn a_commitment_without_a_day_is_due_when_its_words_say() {
    let mut kept = Kept::new("terms");
    let made = |n: u8, status: &str, words: &str, due: Value| {
        let values = [
            ("number", text(&format!("TZ203101-{n:03}"))),
            ("status", text(status)),
            ("made", text("2031-01-15T23:30:00Z")),
            ("text", text(words)),
            ("due", due),
        ];
        record(Category::Commitment, n, &values)
    };
    let brief = "De minister stuurt de Kamer vóór 1 maart 2031 een brief over de sluizen van 2030.";
    kept.save(made(60, "Openstaand", brief, Value::Null));
    // the register moved the day: it goes before the words
    kept.save(made(61, "Openstaand", brief, text("2031-06-01")));
    kept.save(made(62, "Voldaan", brief, Value::Null));
    kept.save(made(63, "Openstaand", "De minister gaat in gesprek met de sluiswachters.", Value::Null));
    kept.save(made(64, "Openstaand", "De minister informeert de Kamer na de zomer.", Value::Null));
    let late = |kept: &Kept, today: &str| {
        let filter = CommitmentFilter {
            status: Some("overdue".into()),
            today: today.into(),
            ..CommitmentFilter::default()
        };
        let found = kept.store.show_commitments(&filter, 0, 10).unwrap();
        let states = kept.store.show_commitment_states(today).unwrap();
        let counted = states.iter().find(|state| state.value == "overdue").unwrap().count;
        assert_eq!((kept.store.show_commitment_total(&filter).unwrap(), counted), {
            let found = found.len() as u64;
            (found, found)
        });
        assert!(found.iter().all(|one| one.overdue));
        found.into_iter().map(|one| one.number).collect::<Vec<_>>()
    };
    assert_eq!(late(&kept, "2031-02-28"), Vec::<String>::new());
    assert_eq!(late(&kept, "2031-03-01"), ["TZ203101-060"]);
    assert_eq!(late(&kept, "2031-06-02"), ["TZ203101-061", "TZ203101-060"]);
    let rows = kept.store.show_commitments(&CommitmentFilter::default(), 0, 10).unwrap();
    let terms: Vec<_> = rows.iter().map(|row| row.term().map(|term| (&*term.to, &*term.text))).collect();
    let said = Some(("2031-02-28", "vóór 1 maart 2031"));
    assert_eq!(terms, [None, None, said, None, said], "newest number first");
    let days: Vec<_> = kept.store.show_due_days("2031-01-01", None, 9).unwrap();
    let days: Vec<_> = days.iter().map(|day| (&*day.number, &*day.due, day.worded.as_deref())).collect();
    let words = said.map(|(_, words)| words);
    assert_eq!(
        days,
        [
            ("TZ203101-060", "2031-02-28", words),
            ("TZ203101-062", "2031-02-28", words),
            ("TZ203101-061", "2031-06-01", None),
        ]
    );
    let soon = |from, until| kept.store.due_between(from, until).unwrap().len();
    assert_eq!((soon("2031-02-20", "2031-03-01"), soon("2031-03-01", "2031-05-01")), (1, 0));
    kept.save(made(60, "Openstaand", "De minister stuurt een brief.", Value::Null));
    assert_eq!(late(&kept, "2031-03-01"), Vec::<String>::new());
}

/// A paper of dossier 20 (or another) and case 22, signed first by person 23 for AB; committee 25 has the case.
fn paper(n: u8, number: &str, date: &str, dossier: u8) -> Record {
    let values = [("number", text(number)), ("kind", text("Motie")), ("date", text(date))];
    let mut paper = record(Category::Document, n, &values);
    paper.links = vec![(LinkKind::DocumentCase, id(22)), (LinkKind::DocumentDossier, id(dossier))];
    paper
}

fn dossier(n: u8, number: i64) -> Record {
    record(Category::Dossier, n, &[("number", Value::Int(number)), ("title", text("Sluizen"))])
}

fn signer(n: u8, paper: u8, role: &str) -> Record {
    let values = [
        ("document", Value::Guid(id(paper))),
        ("person", Value::Guid(id(23))),
        ("party_name", text("AB")),
        ("role", text(role)),
    ];
    record(Category::DocumentActor, n, &values)
}

fn put_to_committee() -> Record {
    let values = [("case_id", Value::Guid(id(22))), ("committee", Value::Guid(id(25)))];
    record(Category::CaseActor, 24, &values)
}

fn papers() -> Vec<Record> {
    vec![
        dossier(20, 36999),
        dossier(21, 36998),
        paper(30, "2031D00030", "2031-01-20", 20),
        paper(31, "2031D00031", "2031-01-21", 20),
        signer(40, 30, "Eerste ondertekenaar"),
        signer(41, 31, "Mede ondertekenaar"),
        put_to_committee(),
    ]
}

impl Kept {
    /// Each dossier with its papers and the day of the newest.
    fn dossiers(&self) -> Vec<(String, u64, Option<String>)> {
        let found = self.store.show_dossier_list("", 0, 10).unwrap();
        assert_eq!(self.store.show_dossier_total("").unwrap(), found.len() as u64);
        found.into_iter().map(|one| (one.dossier.number, one.documents, one.newest)).collect()
    }

    /// Papers of person 23, of party AB as the first signer, and of committee 25.
    fn signed(&self) -> [Vec<String>; 3] {
        let store = &self.store;
        let person = store.show_signed(id(23), None, 0, 10).unwrap();
        let counted: u64 = store.show_signed_kinds(id(23)).unwrap().iter().map(|kind| kind.count).sum();
        assert_eq!(counted, person.len() as u64);
        let party = store.show_party_papers("AB", Some("Motie"), 0, 10).unwrap();
        let committee = store.show_committee_papers(id(25), 10).unwrap();
        [
            person.into_iter().map(|one| one.document.number).collect(),
            party.into_iter().map(|one| one.document.number).collect(),
            committee.into_iter().map(|one| one.number).collect(),
        ]
    }
}

#[test]
fn papers_are_listed_whatever_the_order_of_their_records() {
    let (mut forward, mut backward) = (Kept::new("papers"), Kept::new("papers-backward"));
    papers().into_iter().for_each(|record| forward.save(record));
    papers().into_iter().rev().for_each(|record| backward.save(record));
    for kept in [&forward, &backward] {
        assert_eq!(
            kept.dossiers(),
            [("36999".into(), 2, Some("2031-01-21".into())), ("36998".into(), 0, None)]
        );
        let both = vec!["2031D00031".to_owned(), "2031D00030".to_owned()];
        assert_eq!(kept.signed(), [both.clone(), vec![both[1].clone()], both]);
    }
}

#[test]
fn a_paper_that_moves_to_another_dossier_leaves_the_first() {
    let mut kept = Kept::new("dossier");
    papers().into_iter().for_each(|record| kept.save(record));
    kept.save(paper(31, "2031D00031", "2031-01-22", 21));
    assert_eq!(
        kept.dossiers(),
        [("36998".into(), 1, Some("2031-01-22".into())), ("36999".into(), 1, Some("2031-01-20".into()))]
    );
    kept.save(gone(dossier(21, 36998)));
    assert_eq!(kept.dossiers(), [("36999".into(), 1, Some("2031-01-20".into()))]);
}

#[test]
fn a_withdrawn_paper_or_signer_is_listed_no_longer() {
    let mut kept = Kept::new("signers");
    papers().into_iter().for_each(|record| kept.save(record));
    let [older, newer] = ["2031D00030".to_owned(), "2031D00031".to_owned()];
    kept.save(gone(signer(41, 31, "")));
    assert_eq!(kept.signed(), [vec![older.clone()], vec![older.clone()], vec![newer.clone(), older]]);
    kept.save(gone(paper(30, "", "", 20)));
    assert_eq!(kept.signed(), [vec![], vec![], vec![newer]]);
    kept.save(gone(put_to_committee()));
    assert_eq!(kept.signed(), [const { Vec::<String>::new() }; 3]);
}

#[test]
fn of_each_meeting_the_latest_transcript_with_speeches_is_listed() {
    let mut kept = Kept::new("transcripts");
    let meeting =
        |day: &str| record(Category::Meeting, 50, &[("kind", text("Plenair")), ("date", text(day))]);
    let transcript = |n: u8, status: &str, updated: &str, of: u8| {
        let values = [("meeting", Value::Guid(id(of))), ("status", text(status))];
        let mut transcript = record(Category::Transcript, n, &values);
        transcript.updated = Some(updated.into());
        transcript
    };
    let listed = |kept: &Kept| {
        let all = TranscriptFilter::default();
        let found = kept.store.show_transcripts(&all, 0, 10).unwrap();
        assert_eq!(kept.store.show_transcript_extent(&all).unwrap().total, found.len() as u64);
        found.into_iter().map(|one| (one.id, one.date)).collect::<Vec<_>>()
    };
    kept.save(transcript(51, "Ongecorrigeerd", "2031-01-21T10:00:00Z", 50));
    assert_eq!(listed(&kept), [], "its meeting is not here");
    kept.save(meeting("2031-01-20"));
    assert_eq!(listed(&kept), [(id(51), Some("2031-01-20".into()))]);
    kept.save(transcript(52, "Casco", "2031-01-23T10:00:00Z", 50));
    kept.save(transcript(53, "Gecorrigeerd", "2031-01-22T10:00:00Z", 50));
    kept.save(meeting("2031-01-19"));
    assert_eq!(listed(&kept), [(id(53), Some("2031-01-19".into()))]);
    kept.save(gone(transcript(53, "", "2031-01-24T10:00:00Z", 50)));
    assert_eq!(listed(&kept), [(id(51), Some("2031-01-19".into()))]);
    kept.save(transcript(51, "Ongecorrigeerd", "2031-01-25T10:00:00Z", 60));
    assert_eq!(listed(&kept), [], "it belongs to another meeting now");
}

#[test]
fn units_and_undertakings_stand_in_the_order_of_their_papers() {
    let mut kept = Kept::new("passages");
    papers().into_iter().for_each(|record| kept.save(record));
    let span = Span::new(0, 1);
    let read = |answer: &str| Extract {
        exchanges: vec![Exchange {
            number: "1".into(),
            askers: Askers { party: Some("AB".into()), members: Vec::new() },
            heading: None,
            question: "Hoe hoog?".into(),
            answer: answer.into(),
            respondent: None,
            see: Vec::new(),
            question_span: span,
            answer_span: span,
            address: None,
        }],
        commitments: vec![Commitment { quote: "Ik zal.".into(), by: None, due: None, span }],
        ..Extract::default()
    };
    for (paper, answer) in [(30, "Hoog."), (31, "")] {
        let structured = Structured {
            work: Work::new(Job::ReadStructure, Category::Document, id(paper), 0),
            hash: Hash::of(&[paper]),
            extract: read(answer),
            quotes: Vec::new(),
            resolved: Vec::new(),
            following: Vec::new(),
        };
        kept.store.save_structures(&[structured], 1, "2031-01-28T11:00:00Z".parse().unwrap()).unwrap();
    }
    let listed = |kept: &Kept, filter: UnitFilter| {
        let units = kept.store.show_units(&filter, 0, 10).unwrap();
        assert_eq!(kept.store.show_unit_total(&filter).unwrap(), units.len() as u64);
        let units: Vec<String> = units.into_iter().map(|unit| unit.document.number).collect();
        let all =
            PromiseFilter { from: filter.from.clone(), until: filter.until.clone(), ..Default::default() };
        let promises = kept.store.show_promises(&all, 0, 10).unwrap();
        assert_eq!(kept.store.show_promise_total(&all).unwrap(), promises.len() as u64);
        (units, promises.into_iter().map(|promise| promise.document.number).collect::<Vec<_>>())
    };
    let [older, newer] = ["2031D00030".to_owned(), "2031D00031".to_owned()];
    let both = vec![newer.clone(), older.clone()];
    assert_eq!(listed(&kept, UnitFilter::default()), (both.clone(), both.clone()));
    let answered = UnitFilter { answered: Some(true), party: Some("AB".into()), ..UnitFilter::default() };
    assert_eq!(listed(&kept, answered).0, vec![older.clone()]);
    let until = UnitFilter { until: Some("2031-01-20".into()), ..UnitFilter::default() };
    assert_eq!(listed(&kept, until), (vec![older.clone()], vec![older.clone()]));
    kept.save(paper(30, "2031D00030", "2031-01-25", 20));
    let turned: Vec<String> = both.iter().rev().cloned().collect();
    assert_eq!(listed(&kept, UnitFilter::default()), (turned.clone(), turned));
    kept.save(gone(paper(30, "", "", 20)));
    assert_eq!(listed(&kept, UnitFilter::default()), (vec![newer.clone()], vec![newer]));
}

#[test]
fn a_motion_is_listed_by_what_the_cabinet_says_and_not_by_what_it_is_asked() {
    let mut kept = Kept::new("claims");
    let motion = MotionRecord {
        id: id(30),
        number: "2031D00030".into(),
        paper: Some("36999-7".into()),
        state: "aangenomen",
        ..MotionRecord::default()
    };
    papers().into_iter().for_each(|record| kept.save(record));
    kept.store.save_related(&[Related { motions: vec![motion], ..Related::default() }]).unwrap();
    // a motion spoken of at characters 0 to 9, beside an exchange whose question and answer stand elsewhere
    let mut says = |n: u8, kind: &str, date: &str, claim: Claim, question: Span, answer: Span| {
        let values = [("number", text(&format!("2031D000{n}"))), ("kind", text(kind)), ("date", text(date))];
        kept.save(record(Category::Document, n, &values));
        let exchange = Exchange {
            question: "Hoe?".into(),
            answer: "Zo.".into(),
            question_span: question,
            answer_span: answer,
            ..Exchange::default()
        };
        let mention = MotionMention {
            name: "motie Zee".into(),
            target: Some("36999-7".into()),
            claim,
            quote: "De motie.".into(),
            span: Span::new(0, 9),
        };
        let extract = Extract { motions: vec![mention], exchanges: vec![exchange], ..Extract::default() };
        let structured = Structured {
            work: Work::new(Job::ReadStructure, Category::Document, id(n), 0),
            hash: Hash::of(&[n]),
            extract,
            quotes: Vec::new(),
            resolved: Vec::new(),
            following: Vec::new(),
        };
        kept.store.save_structures(&[structured], 1, "2031-01-28T11:00:00Z".parse().unwrap()).unwrap();
    };
    let (here, there) = (Span::new(0, 9), Span::new(40, 50));
    says(70, "Brief regering", "2031-01-22", Claim::InProgress, there, there);
    says(71, "Brief regering", "2031-01-23", Claim::Done, here, there);
    says(72, "Verslag van een schriftelijk overleg", "2031-01-24", Claim::Done, there, there);
    says(73, "Verslag van een schriftelijk overleg", "2031-01-25", Claim::NotDone, there, here);
    says(74, "Position paper", "2031-01-26", Claim::Done, there, there);
    says(75, "Brief regering", "2031-01-27", Claim::Mentioned, there, there);
    let listed = |claim: &str| {
        let filter = MotionFilter { claim: Some(claim.into()), ..MotionFilter::default() };
        let found = kept.store.show_motions(&filter, 0, 10).unwrap();
        assert_eq!(kept.store.show_motion_total(&filter).unwrap(), found.len() as u64);
        found.len()
    };
    assert_eq!(["in_progress", "done", "not_done", "will_do"].map(listed), [1, 0, 1, 0]);
    let counts = kept.store.show_motion_claims().unwrap();
    let counts: Vec<_> = counts.iter().map(|counted| (counted.value.as_str(), counted.count)).collect();
    assert_eq!(counts, [("in_progress", 1), ("not_done", 1)]);
    let claims = kept.store.show_claims(&["36999-7".to_owned(), "36999-8".to_owned()]).unwrap();
    let claims: Vec<_> = claims.iter().map(|(paper, said)| (&**paper, &*said.claim, &*said.number)).collect();
    assert_eq!(claims, [("36999-7", "not_done", "2031D00073")], "the newest");
    // a letter that turns out to be of somebody else, and one that is withdrawn
    let values =
        [("number", text("2031D00070")), ("kind", text("Position paper")), ("date", text("2031-01-22"))];
    kept.save(record(Category::Document, 70, &values));
    kept.save(Record { deleted: true, ..record(Category::Document, 73, &[]) });
    assert_eq!(kept.store.show_motion_claims().unwrap(), []);
}

#[test]
fn a_paper_is_of_the_ministries_that_sign_ask_answer_or_promise() {
    let mut kept = Kept::new("ministries");
    papers().into_iter().for_each(|record| kept.save(record));
    let span = Span::new(0, 1);
    let extract = Extract {
        exchanges: vec![Exchange {
            number: "1".into(),
            question: "Hoe hoog?".into(),
            respondent: Some("de minister van Zand en Zee".into()),
            question_span: span,
            answer_span: span,
            ..Exchange::default()
        }],
        commitments: vec![Commitment {
            quote: "Ik zal.".into(),
            by: Some("de staatssecretaris van Defensie".into()),
            due: None,
            span,
        }],
        ..Extract::default()
    };
    let read = |kept: &Kept, extract: Extract| {
        let structured = Structured {
            work: Work::new(Job::ReadStructure, Category::Document, id(30), 0),
            hash: Hash::of(&[30]),
            extract,
            quotes: Vec::new(),
            resolved: Vec::new(),
            following: Vec::new(),
        };
        kept.store.save_structures(&[structured], 1, "2031-01-28T11:00:00Z".parse().unwrap()).unwrap();
    };
    let counted = |kept: &Kept, ministry: &str| {
        let filter = UnitFilter { ministry: Some(ministry.into()), ..UnitFilter::default() };
        let units = kept.store.show_units(&filter, 0, 10).unwrap().len() as u64;
        assert_eq!(kept.store.show_unit_total(&filter).unwrap(), units);
        let filter = PromiseFilter { ministry: Some(ministry.into()), ..PromiseFilter::default() };
        let promises = kept.store.show_promises(&filter, 0, 10).unwrap().len() as u64;
        assert_eq!(kept.store.show_promise_total(&filter).unwrap(), promises);
        (units, promises)
    };
    let set = |ministries: &[&str]| QuestionSet {
        id: id(31),
        ministries: ministries.iter().map(|name| (*name).to_owned()).collect(),
        papers: vec![QuestionPaper { id: id(30), role: "answer", ..QuestionPaper::default() }],
        ..QuestionSet::default()
    };
    let relate = |kept: &Kept, set: QuestionSet| {
        let related = Related { questions: vec![set], ..Related::default() };
        kept.store.save_related(&[related]).unwrap();
    };
    read(&kept, extract.clone());
    assert_eq!(
        ["Zand en Zee", "Defensie", "Zand"].map(|name| counted(&kept, name)),
        [(1, 1), (1, 1), (0, 0)]
    );
    let signs = [("document", Value::Guid(id(30))), ("function", text("minister van Sluizen"))];
    kept.save(record(Category::DocumentActor, 45, &signs));
    relate(&kept, set(&["Bruggen", "Wegen"]));
    assert_eq!(["Sluizen", "Bruggen", "Wegen"].map(|name| counted(&kept, name)), [(1, 1); 3]);
    kept.save(gone(record(Category::DocumentActor, 45, &signs)));
    relate(&kept, set(&["Wegen"]));
    assert_eq!(["Sluizen", "Bruggen", "Wegen"].map(|name| counted(&kept, name)), [(0, 0), (0, 0), (1, 1)]);
    kept.save(paper(30, "2031D00030", "2031-01-25", 20));
    let late = UnitFilter {
        ministry: Some("Wegen".into()),
        from: Some("2031-01-25".into()),
        party: None,
        ..UnitFilter::default()
    };
    assert_eq!(kept.store.show_unit_total(&late).unwrap(), 1, "the day of its paper changed");
    read(&kept, Extract::default());
    let left = |kept: &Kept| {
        let found = kept.store.show_paper_ministries().unwrap();
        found.into_iter().map(|one| (one.value, one.count)).collect::<Vec<_>>()
    };
    assert_eq!(left(&kept), [("Wegen".to_owned(), 2)], "what the set tells of its paper and of the answer");
    kept.save(gone(paper(30, "", "", 20)));
    assert_eq!(left(&kept), [("Wegen".to_owned(), 1)]);
}
