//! Mail to a real server that fails: nothing is lost, nothing is told twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use alerts::event::{Facts, Shown};
use alerts::{Cadence, Email, EventKind, Lang, NewEvent, Subject, SubjectKind, Target};
use jiff::Timestamp;
use kamerspoor::channels::envelope::Sender;
use kamerspoor::channels::smtp::Smtp;
use kamerspoor::channels::{Channel, Channels, Outcome, Parcel};
use kamerspoor::follow::deliver::Deliverer;
use kamerspoor::follow::matching;
use kamerspoor::stop::Stop;
use store::people::People;
use store::people::log::Announcement;
use store::people::watches::NewWatch;

use crate::support::Data;
use crate::support::mail::MailServer;

static NOW: AtomicI64 = AtomicI64::new(1_924_992_000);

fn clock() -> Timestamp {
    Timestamp::from_second(NOW.load(Ordering::SeqCst)).expect("a moment")
}

fn event(number: u64, dossier: &Subject) -> NewEvent {
    NewEvent {
        key: format!("new/Document/{number}"),
        item: format!("new/Document/{number}"),
        kind: EventKind::New,
        shown: Shown {
            what: "Brief regering".into(),
            title: format!("Brief {number} over de haven\r\nBcc: iemand@voorbeeld.example"),
            number: format!("2031D{number:05}"),
            url: format!("/document/2031D{number:05}"),
            ..Shown::default()
        },
        facts: Facts::new(),
        quote: ".Een regel die met een punt begint".into(),
        subjects: vec![dossier.clone()],
        searched: false,
    }
}

/// Readers in the usual run.
const READERS: u64 = 100;

/// So many readers of one dossier, two letters each, over a server that fails one time in five.
fn deliver(readers: u64) {
    let data = Data::new();
    let people = Arc::new(People::open(data.folder()).expect("a database"));
    let dossier = Subject::new(SubjectKind::Dossier, "36999");
    for reader in 0..readers {
        let address = Email::parse(&format!("lezer{reader}@voorbeeld.example")).expect("an address");
        let account = people.add_account(&address, Lang::Nl, false, clock()).expect("written");
        let watch = NewWatch {
            target: Target::Thing { kind: SubjectKind::Dossier, key: "36999".into() },
            subjects: vec![dossier.clone()],
            label: "De haven".into(),
            url: "/dossier/36999".into(),
            cadence: Cadence::Live,
        };
        people.follow(account, &watch, clock()).expect("written");
    }
    let events = vec![event(1, &dossier), event(2, &dossier)];
    people.announce(&Announcement { events, ..Announcement::default() }, clock()).expect("written");
    matching::compare(&people, &mut |_| Ok(Vec::new())).expect("written");
    let server = MailServer::start(5);
    let sender = Sender::new("", "", "https://kamerspoor.example").expect("a sender");
    let channel = Smtp::new(&server.url, sender).expect("an address");
    let deliverer = Deliverer::new(
        people.clone(),
        Channels::of(Box::new(channel)),
        "https://kamerspoor.example".into(),
        clock,
    );
    let stop = Stop::default();
    let began = std::time::Instant::now();
    for _ in 0..200 {
        while people.pack(clock()).expect("written") > 0 {}
        deliverer.send_waiting(None, &stop).expect("written");
        if people.deliveries_waiting().expect("read") == 0 {
            break;
        }
        NOW.fetch_add(3_700, Ordering::SeqCst);
    }
    let taken = server.taken();
    let ids: BTreeSet<&str> = taken.iter().filter_map(|mail| mail.header("Message-ID")).collect();
    eprintln!(
        "{} mails taken, {} transactions failed, {:.1} s",
        taken.len(),
        server.refused(),
        began.elapsed().as_secs_f64()
    );
    assert_eq!(ids.len() as u64, readers * 2, "none is lost");
    assert_eq!(taken.len() as u64, readers * 2, "none is told twice");
    assert!(server.refused() > readers / 10, "the server did fail");
    let mut order: BTreeMap<&str, Vec<bool>> = BTreeMap::new();
    for mail in &taken {
        order.entry(&mail.to).or_default().push(mail.text.contains("2031D00001"));
        assert_eq!(mail.header("Bcc"), None, "a title is no header");
        assert!(
            mail.text.contains("\r\n.Een regel") || mail.text.contains(".Een regel"),
            "a point at the beginning of a line stays"
        );
    }
    assert!(order.values().all(|firsts| *firsts == [true, false]), "to each reader in order");
}

#[test]
fn a_server_that_fails_one_time_in_five_loses_and_repeats_nothing() {
    deliver(READERS);
}

#[test]
#[ignore = "some minutes: 20,000 mails"]
fn twenty_thousand_mails_arrive() {
    deliver(10_000);
}

#[test]
fn an_address_that_the_server_refuses_is_told_apart_from_a_bad_moment() {
    let sender = Sender::new("", "", "https://kamerspoor.example").expect("a sender");
    let nobody = Smtp::new("smtp://127.0.0.1:9", sender).expect("an address");
    let letterhead =
        alerts::message::Letterhead { site: "https://kamerspoor.example".into(), lang: Lang::Nl };
    let to = Email::parse("lezer@voorbeeld.example").expect("an address");
    let mail = alerts::message::sign_in(&letterhead, &to, "s-1", "https://kamerspoor.example/x", 20, clock());
    let outcome = nobody.send(&Parcel::Mail(&mail));
    assert!(matches!(outcome, Outcome::Later(_)), "{outcome:?}");
}
