//! Random histories: papers come, change and come again, people follow, mute, pause and stop, channels fail, the process
//! is killed before or after any write, the records are rebuilt. Then everything rests, and what was delivered is
//! compared with what should have been.
//!
//! What should have been is computed by the plainest means from the moves themselves, not from the tables.
//!
//! `KAMERSPOOR_HISTORIES=1000000 cargo test histories` plays more than the usual ten thousand; a failure names its seed,
//! and `KAMERSPOOR_HISTORY=SEED` plays that one alone.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use alerts::event::{Facts, Shown};
use alerts::state::{Aspect, facts};
use alerts::{Cadence, Email, EventKind, Lang, Subject, SubjectKind, Target};
use anyhow::Result;
use jiff::Timestamp;
use model::{Category, Guid};
use store::following::HistoryEnd;
use store::people::People;
use store::people::watches::{Edit, Followed, NewWatch};

use super::announce::Announcer;
use super::chamber::{Chamber, Look, Part, Place, marks};
use super::deliver::Deliverer;
use super::matching;
use crate::channels::{Channel, Channels, Outcome, Parcel};

const HISTORIES: u64 = 10_000;
const MOVES: usize = 60;

thread_local! {
    static NOW: Cell<i64> = const { Cell::new(0) };
}

fn clock() -> Timestamp {
    Timestamp::from_second(NOW.with(Cell::get)).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Random numbers that a seed repeats.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    fn one_in(&mut self, sides: u64) -> bool {
        self.roll(sides) == 0
    }
}

/// A paper of the chamber.
#[derive(Debug, Clone, Default)]
struct Paper {
    hash: u64,
    content: u64,
    dossiers: BTreeSet<u64>,
    /// Result of its vote; 0 is none.
    vote: u64,
}

impl Paper {
    fn subjects(&self) -> Vec<Subject> {
        self.dossiers.iter().map(|number| dossier(*number)).collect()
    }
}

/// A chamber of a few papers.
#[derive(Default)]
struct Fake {
    papers: RefCell<BTreeMap<u64, Paper>>,
    history: RefCell<Vec<(Category, u64)>>,
    identity: Cell<u64>,
}

fn id(number: u64) -> Guid {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    Guid(bytes)
}

fn number(id: Guid) -> u64 {
    u64::from_be_bytes(id.0[8..].try_into().unwrap())
}

fn dossier(number: u64) -> Subject {
    Subject::new(SubjectKind::Dossier, &number.to_string())
}

impl Fake {
    fn touch(&self, category: Category, paper: u64) {
        self.history.borrow_mut().push((category, paper));
    }
}

impl Chamber for Fake {
    fn end(&self) -> Result<HistoryEnd> {
        Ok(HistoryEnd { identity: self.identity.get().to_string(), seq: self.history.borrow().len() as i64 })
    }

    fn is_calm(&self) -> Result<bool> {
        Ok(true)
    }

    fn changed(&self, after: i64, limit: usize) -> Result<Vec<Place>> {
        let history = self.history.borrow();
        let rest = history.iter().enumerate().skip(after as usize).take(limit.min(7));
        Ok(rest.map(|(at, (category, paper))| (at as i64 + 1, Some((*category, id(*paper))))).collect())
    }

    fn all(&self, category: Category, after: Guid, limit: usize) -> Result<Vec<Guid>> {
        if !matches!(category, Category::Document | Category::Decision) {
            return Ok(Vec::new());
        }
        let papers = self.papers.borrow();
        Ok(papers.keys().map(|paper| id(*paper)).filter(|id| *id > after).take(limit).collect())
    }

    fn facts(&self, category: Category, of: Guid) -> Result<Vec<(Aspect, Guid, Facts)>> {
        let papers = self.papers.borrow();
        let Some(paper) = papers.get(&number(of)) else { return Ok(Vec::new()) };
        let part = |aspect, pairs: &[(&str, &str)]| (aspect, of, facts(pairs));
        Ok(match category {
            Category::Decision if paper.vote == 0 => Vec::new(),
            Category::Decision => {
                let result = ["", "adopted", "rejected"][paper.vote as usize];
                vec![part(Aspect::Decision, &[("final", "1"), ("voted", "2"), ("result", result)])]
            }
            _ => vec![
                part(
                    Aspect::Record,
                    &[("hash", &paper.hash.to_string()), ("subjects", &marks(&paper.subjects()))],
                ),
                part(Aspect::Content, &[("hash", &paper.content.to_string())]),
            ],
        })
    }

    fn look(&self, category: Category, of: Guid) -> Result<Look> {
        let facts = self.facts(category, of)?;
        let papers = self.papers.borrow();
        let Some(paper) = papers.get(&number(of)) else { return Ok(Look::default()) };
        let shown = Shown { id: of.to_string(), title: format!("stuk {}", number(of)), ..Shown::default() };
        let about = vec![(shown, paper.subjects())];
        let part = |(aspect, id, facts)| Part { aspect, id, facts, about: about.clone() };
        Ok(Look { parts: facts.into_iter().map(part).collect(), ..Look::default() })
    }

    fn due(&self) -> Result<Vec<(Aspect, Guid, Category, Guid)>> {
        Ok(Vec::new())
    }

    fn today(&self) -> &str {
        "2031-01-06"
    }
}

/// A channel that fails when it is told to.
#[derive(Default)]
struct Sink {
    fails: Mutex<bool>,
    taken: Mutex<Vec<String>>,
}

struct Shared(Arc<Sink>);

impl Channel for Shared {
    fn name(&self) -> &'static str {
        "sink"
    }

    fn send(&self, parcel: &Parcel) -> Outcome {
        let Parcel::Mail(mail) = parcel else { return Outcome::Refused("no mail".into()) };
        if *self.0.fails.lock().unwrap() {
            return Outcome::Later("the test says so".into());
        }
        self.0.taken.lock().unwrap().push(mail.id.clone());
        Outcome::Accepted
    }
}

/// What was announced, by the plainest means.
#[derive(Default)]
struct Told {
    papers: BTreeMap<u64, Paper>,
    keys: BTreeSet<String>,
    /// How often the content and the vote of a paper changed.
    turns: BTreeMap<(&'static str, u64), u64>,
}

/// A watch as the test remembers it.
#[derive(Debug, Clone)]
struct Known {
    account: i64,
    dossier: u64,
    began: i64,
    muted: BTreeSet<EventKind>,
    paused: bool,
    ended: bool,
}

struct Play {
    dice: Dice,
    fake: Fake,
    people: Arc<People>,
    deliverer: Deliverer,
    sink: Arc<Sink>,
    accounts: Vec<i64>,
    told: Told,
    watches: BTreeMap<i64, Known>,
    /// What each watch must hear: item and place in the log.
    expected: BTreeMap<i64, BTreeMap<String, i64>>,
    /// What each message told when it was first taken.
    received: Vec<(String, BTreeSet<(i64, String)>)>,
    /// The messages of each account in the order in which they were first taken, by the number of their row.
    order: BTreeMap<i64, Vec<i64>>,
    matched: i64,
}

impl Play {
    fn new(seed: u64) -> Play {
        NOW.with(|now| now.set(1_924_992_000));
        let people = Arc::new(People::in_memory().unwrap());
        // each reader's hits are a transaction of their own: the process may die between two
        people.hits_at_once(1);
        let sink = Arc::new(Sink::default());
        let channels = Channels::of(Box::new(Shared(sink.clone())));
        let deliverer = Deliverer::new(people.clone(), channels, "https://kamerspoor.example".into(), clock);
        let address = |name: &str| Email::parse(&format!("{name}@voorbeeld.example")).unwrap();
        let accounts =
            ["een", "twee"].map(|name| people.add_account(&address(name), Lang::Nl, false, clock()).unwrap());
        let mut play = Play {
            dice: Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1),
            fake: Fake::default(),
            people,
            deliverer,
            sink,
            accounts: accounts.to_vec(),
            told: Told::default(),
            watches: BTreeMap::new(),
            expected: BTreeMap::new(),
            received: Vec::new(),
            order: BTreeMap::new(),
            matched: 0,
        };
        for _ in 0..play.dice.roll(4) {
            play.new_paper();
        }
        // the baseline: what is here is known
        play.announcer().run().unwrap();
        play.told.papers = play.fake.papers.borrow().clone();
        play
    }

    fn announcer(&self) -> Announcer<'_> {
        Announcer { chamber: &self.fake, people: &self.people, now: clock() }
    }

    fn new_paper(&mut self) {
        let paper = self.fake.papers.borrow().len() as u64 + 1;
        let dossiers = (1..=3).filter(|_| self.dice.one_in(2)).collect();
        let vote = u64::from(self.dice.one_in(4));
        self.fake.papers.borrow_mut().insert(paper, Paper { hash: 1, content: 1, dossiers, vote });
        self.fake.touch(Category::Document, paper);
        self.fake.touch(Category::Decision, paper);
    }

    fn some_paper(&mut self) -> Option<u64> {
        let count = self.fake.papers.borrow().len() as u64;
        (count > 0).then(|| self.dice.roll(count) + 1)
    }

    fn some_watch(&mut self) -> Option<i64> {
        let live: Vec<i64> =
            self.watches.iter().filter(|(_, watch)| !watch.ended).map(|(id, _)| *id).collect();
        (!live.is_empty()).then(|| live[self.dice.roll(live.len() as u64) as usize])
    }

    /// One move of the feed.
    fn feed(&mut self) {
        let Some(paper) = self.some_paper() else { return self.new_paper() };
        let what = self.dice.roll(8);
        let (dossier, vote) = (self.dice.roll(3) + 1, self.dice.roll(2) + 1);
        let change = |change: &dyn Fn(&mut Paper)| {
            let mut papers = self.fake.papers.borrow_mut();
            let paper = papers.get_mut(&paper).unwrap();
            paper.hash += 1;
            change(paper);
        };
        match what {
            0 | 1 => return self.new_paper(),
            2 => change(&|_| {}),
            3 => change(&|paper| paper.content += 1),
            4 => change(&|paper| {
                paper.dossiers.insert(dossier);
            }),
            5 => change(&|paper| paper.vote = vote),
            // said again as it was
            6 => {}
            _ => {
                // the records are made again: another numbering, or another history altogether
                let again: Vec<_> = self.fake.papers.borrow().keys().copied().collect();
                let mut history = self.fake.history.borrow_mut();
                if self.dice.one_in(2) {
                    history.clear();
                    self.fake.identity.set(self.fake.identity.get() + 1);
                }
                for paper in again {
                    history.push((Category::Document, paper));
                    history.push((Category::Decision, paper));
                }
                return;
            }
        }
        self.fake.touch(Category::Document, paper);
        self.fake.touch(Category::Decision, paper);
    }

    /// What must be in the log after everything was announced.
    fn expect_events(&mut self) {
        for (number, paper) in self.fake.papers.borrow().iter() {
            let own = id(*number);
            match self.told.papers.get(number) {
                None => {
                    self.told.keys.insert(format!("new/Document/{own}"));
                }
                Some(before) => {
                    if before.content != paper.content {
                        let turn = self.told.turns.entry(("content", *number)).or_default();
                        *turn += 1;
                        self.told.keys.insert(format!("version/content/{own}/{}@{turn}", paper.content));
                    }
                    for added in paper.dossiers.difference(&before.dossiers) {
                        self.told.keys.insert(format!("new/Document/{own}+{}", dossier(*added)));
                    }
                }
            }
            let before = self.told.papers.get(number).map_or(0, |before| before.vote);
            if paper.vote != before {
                let result = ["", "adopted", "rejected"][paper.vote as usize];
                let turn = self.told.turns.entry(("vote", *number)).or_default();
                *turn += u64::from(before != 0);
                self.told.keys.insert(format!("voted/decision/{own}/{result}@{turn}"));
            }
        }
        self.told.papers = self.fake.papers.borrow().clone();
    }

    fn announce(&mut self) {
        if self.dice.one_in(4) {
            self.people.fail_at(self.dice.roll(4) as i64);
            let _ = self.announcer().run();
            self.people.fail_at(i64::MAX);
        }
        // the process starts again, and finds the same records
        self.announcer().run().unwrap();
        self.expect_events();
    }

    fn find(&mut self) {
        let dies = self.dice.one_in(4).then(|| self.dice.roll(3) as i64);
        if let Some(write) = dies {
            self.people.fail_at(write);
            let _ = matching::compare(&self.people, &mut |_| Ok(Vec::new()));
            self.people.fail_at(i64::MAX);
        }
        // died before the first write, it may be long until the process starts again; between two, what a watch hears of
        // was settled for some of them then, so it starts at once
        if dies != Some(0) {
            matching::compare(&self.people, &mut |_| Ok(Vec::new())).unwrap();
        }
        let end = self.people.matched().unwrap();
        for event in self.people.events_after(self.matched, 10_000).unwrap() {
            if event.seq > end {
                break;
            }
            for (id, watch) in &self.watches {
                let waits = event.news.subjects.contains(&dossier(watch.dossier));
                let hears = !watch.ended && !watch.paused && event.seq > watch.began;
                if waits && hears && !watch.muted.contains(&event.news.kind) {
                    let heard = self.expected.entry(*id).or_default();
                    heard.entry(event.news.item.clone()).or_insert(event.seq);
                }
            }
        }
        self.matched = end;
    }

    fn pack(&mut self) {
        if self.dice.one_in(4) {
            self.people.fail_at(0);
            let _ = self.people.pack(clock());
            self.people.fail_at(i64::MAX);
        } else {
            self.people.pack(clock()).unwrap();
        }
    }

    fn send(&mut self) {
        for delivery in self.people.ready(clock(), 100).unwrap() {
            let fails = self.dice.one_in(5);
            let killed = self.dice.one_in(6);
            *self.sink.fails.lock().unwrap() = fails;
            let tells: BTreeSet<(i64, String)> = delivery
                .digest
                .entries()
                .flat_map(|entry| entry.watches.iter().map(|watch| (watch.id, entry.event.news.item.clone())))
                .collect();
            let key = format!("d-{}", delivery.key);
            let (account, row) = (delivery.account, delivery.id);
            if killed {
                self.people.fail_at(0);
            }
            let _ = self.deliverer.send(delivery, None);
            self.people.fail_at(i64::MAX);
            if !fails && !tells.is_empty() {
                assert_eq!(
                    self.sink.taken.lock().unwrap().last(),
                    Some(&key),
                    "the id is that of the delivery"
                );
                self.received.push((key, tells));
                let order = self.order.entry(account).or_default();
                if !order.contains(&row) {
                    order.push(row);
                }
            }
            if killed {
                return;
            }
        }
    }

    /// One move of a reader.
    fn reader(&mut self) {
        let watch = self.some_watch();
        match (self.dice.roll(6), watch) {
            (0 | 1, _) | (_, None) => {
                let account = self.accounts[self.dice.roll(2) as usize];
                let number = self.dice.roll(3) + 1;
                let cadence =
                    ["live", "hour", "day 7", "week mon 7"][self.dice.roll(4) as usize].parse().unwrap();
                let wanted = NewWatch {
                    target: Target::Thing { kind: SubjectKind::Dossier, key: number.to_string() },
                    subjects: vec![dossier(number)],
                    label: format!("dossier {number}"),
                    url: format!("/dossier/{number}"),
                    cadence,
                };
                let began = self.people.log_end().unwrap();
                if let Followed::New(id) = self.people.follow(account, &wanted, clock()).unwrap() {
                    let muted = BTreeSet::new();
                    let known = Known { account, dossier: number, began, muted, paused: false, ended: false };
                    self.watches.insert(id, known);
                }
            }
            (2, Some(id)) => {
                let paused = self.dice.one_in(2);
                let end = self.people.log_end().unwrap();
                let known = self.watches.get_mut(&id).unwrap();
                self.people.pause(known.account, id, paused).unwrap();
                if known.paused && !paused {
                    known.began = end;
                }
                known.paused = paused;
            }
            (3, Some(id)) => {
                let muted: BTreeSet<EventKind> = [EventKind::Version, EventKind::Voted]
                    .into_iter()
                    .filter(|_| self.dice.one_in(2))
                    .collect();
                let cadence = [Cadence::Live, Cadence::Hourly, Cadence::Daily(9)][self.dice.roll(3) as usize];
                let known = self.watches.get_mut(&id).unwrap();
                known.muted.clone_from(&muted);
                let edit = Edit { label: "anders".into(), cadence, muted, endpoint: None };
                self.people.edit(known.account, id, &edit, clock()).unwrap();
            }
            (4, Some(id)) if self.dice.one_in(3) => {
                let known = self.watches.get_mut(&id).unwrap();
                self.people.unfollow(known.account, id).unwrap();
                known.ended = true;
            }
            _ => {}
        }
    }

    fn step(&mut self) {
        match self.dice.roll(12) {
            0..=3 => self.feed(),
            4 | 5 => self.announce(),
            6 => self.find(),
            7 => self.pack(),
            8 => self.send(),
            9 | 10 => self.reader(),
            _ => NOW.with(|now| now.set(now.get() + 60 * (1 + self.dice.roll(2_000) as i64))),
        }
    }

    /// Everything rests: nothing fails any more, everybody is awake, and a long time passes.
    fn rest(&mut self) {
        for (id, known) in &mut self.watches {
            if known.paused && !known.ended {
                self.people.pause(known.account, *id, false).unwrap();
                known.paused = false;
                known.began = self.people.log_end().unwrap();
            }
        }
        self.announcer().run().unwrap();
        self.expect_events();
        self.dice.0 |= 1;
        while self.people.matched().unwrap() < self.people.log_end().unwrap() {
            self.find();
        }
        self.find();
        for _ in 0..400 {
            NOW.with(|now| now.set(now.get() + 8 * 86_400));
            while self.people.pack(clock()).unwrap() > 0 {}
            self.send();
            if self.people.deliveries_waiting().unwrap() == 0 {
                break;
            }
        }
    }

    fn check(&self) {
        let log = self.people.events_after(0, 100_000).unwrap();
        let keys: BTreeSet<String> = log.iter().map(|event| event.news.key.clone()).collect();
        assert_eq!(keys, self.told.keys, "the log holds each event once and no other");
        assert_eq!(self.people.deliveries_waiting().unwrap(), 0, "nothing waits for ever");
        for order in self.order.values() {
            assert!(order.is_sorted(), "messages came in another order than they were written: {order:?}");
        }
        // a message that is repeated is the same message
        let mut first: BTreeMap<&str, &BTreeSet<(i64, String)>> = BTreeMap::new();
        let mut order: Vec<&str> = Vec::new();
        for (key, tells) in &self.received {
            if let Some(before) = first.get(key.as_str()) {
                assert!(tells.is_subset(before), "{key} told other things when it was repeated");
            } else {
                first.insert(key, tells);
                order.push(key);
            }
        }
        let mut heard: BTreeMap<i64, Vec<(String, i64)>> = BTreeMap::new();
        let place: BTreeMap<&str, i64> =
            log.iter().rev().map(|event| (event.news.item.as_str(), event.seq)).collect();
        for key in order {
            let mut tells: Vec<_> =
                first[key].iter().map(|(watch, item)| (*watch, item, place[item.as_str()])).collect();
            tells.sort_by_key(|(watch, _, seq)| (*watch, *seq));
            for (watch, item, seq) in tells {
                heard.entry(watch).or_default().push((item.clone(), seq));
            }
        }
        for (watch, told) in &heard {
            let items: BTreeSet<&String> = told.iter().map(|(item, _)| item).collect();
            assert_eq!(items.len(), told.len(), "watch {watch} was told something twice: {told:?}");
            let expected = self.expected.get(watch).cloned().unwrap_or_default();
            assert!(
                told.iter().all(|(item, _)| expected.contains_key(item)),
                "watch {watch} was told too much: {told:?} not {expected:?}"
            );
        }
        for (watch, known) in self.watches.iter().filter(|(_, known)| !known.ended) {
            let expected = self.expected.get(watch).cloned().unwrap_or_default();
            let told: BTreeSet<String> =
                heard.get(watch).into_iter().flatten().map(|(item, _)| item.clone()).collect();
            let wanted: BTreeSet<String> = expected.keys().cloned().collect();
            assert_eq!(told, wanted, "watch {watch} ({known:?}) was told too little");
        }
    }
}

fn play(seed: u64) {
    let mut play = Play::new(seed);
    for _ in 0..MOVES {
        play.step();
    }
    play.rest();
    play.check();
}

#[test]
fn random_histories_are_told_once_in_order_and_whole() {
    if let Ok(seed) = std::env::var("KAMERSPOOR_HISTORY") {
        return play(seed.parse().expect("a number"));
    }
    let count: u64 =
        std::env::var("KAMERSPOOR_HISTORIES").ok().and_then(|count| count.parse().ok()).unwrap_or(HISTORIES);
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get) as u64;
    let began = std::time::Instant::now();
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                for seed in (1..=count).filter(|seed| seed % threads == thread) {
                    let played = std::panic::catch_unwind(|| play(seed));
                    assert!(played.is_ok(), "history {seed}: play it alone with KAMERSPOOR_HISTORY={seed}");
                }
            });
        }
    });
    eprintln!("{count} histories of {MOVES} moves in {:.1} s", began.elapsed().as_secs_f64());
}
