//! Watches against a batch of new items: how long it takes to find who wants to hear of them, and to write it down.
//!
//! ```text
//! cargo bench --bench alerts                 # 100,000 watches, 1,000 items
//! cargo bench --bench alerts -- 2000 100
//! ```
#![allow(clippy::print_stdout, clippy::unwrap_used)] // its output is what it is for

use std::sync::Arc;
use std::time::Instant;

use alerts::event::{Facts, Shown};
use alerts::{Cadence, Email, EventKind, Lang, NewEvent, Subject, SubjectKind, Target};
use jiff::Timestamp;
use kamerspoor::follow::matching::Matcher;
use search::{Index, PassageText, SearchDoc};
use store::people::People;
use store::people::log::Announcement;
use store::people::watches::NewWatch;

/// Words that items and searches are made of, the first ones often.
const WORDS: usize = 20_000;

fn word(number: usize) -> String {
    const PARTS: [&str; 16] = [
        "haven", "water", "zorg", "stik", "wind", "weg", "dijk", "school", "huur", "bos", "spoor", "markt",
        "grens", "arts", "brug", "veld",
    ];
    format!("{}{}{}", PARTS[number % 16], PARTS[number / 16 % 16], PARTS[number / 256 % 16])
}

/// Numbers that look random and repeat.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    /// Small numbers more often than large ones, as words of a language.
    fn word(&mut self) -> String {
        let (a, b) = (self.roll(WORDS), self.roll(WORDS));
        word(a.min(b))
    }
}

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse().ok());
    let watches: usize = numbers.next().unwrap_or(100_000);
    let items: usize = numbers.next().unwrap_or(1_000);
    let folder = std::env::temp_dir().join(format!("kamerspoor-bench-alerts-{}", std::process::id()));
    let people = Arc::new(People::open(&folder).unwrap());
    let index = Index::open(folder.join("index")).unwrap();
    let now = Timestamp::from_second(1_924_992_000).unwrap();
    let mut dice = Dice(7);
    let mut account = 0;
    let started = Instant::now();
    for at in 0..watches {
        if at % 100 == 0 {
            let address = Email::parse(&format!("lezer{at}@voorbeeld.example")).unwrap();
            account = people.add_account(&address, Lang::Nl, false, now).unwrap();
        }
        // half searches, half dossiers
        let (target, subjects) = if at % 2 == 0 {
            let query = match dice.roll(3) {
                0 => dice.word(),
                1 => format!("{} {}", dice.word(), dice.word()),
                _ => format!("\"{} {}\" OR {}", dice.word(), dice.word(), dice.word()),
            };
            (Target::Query { query: format!("{query} {}", dice.word()), filters: Vec::new() }, Vec::new())
        } else {
            let key = (30_000 + at).to_string();
            let subject = Subject::new(SubjectKind::Dossier, &key);
            (Target::Thing { kind: SubjectKind::Dossier, key }, vec![subject])
        };
        let url = "/".to_owned();
        let watch = NewWatch { target, subjects, label: format!("volg {at}"), url, cadence: Cadence::Live };
        people.follow(account, &watch, now).unwrap();
    }
    println!("{watches} watches written in {:.2} s", started.elapsed().as_secs_f64());
    let mut docs = Vec::new();
    let mut announcement = Announcement::default();
    for at in 0..items {
        let mut passages = Vec::new();
        for n in 0..40 {
            let text = (0..30).map(|_| dice.word()).collect::<Vec<_>>().join(" ");
            passages.push(PassageText { anchor: format!("p{n}"), text });
        }
        let key = format!("document/2031D{at:05}");
        docs.push(SearchDoc { key: key.clone(), title: dice.word(), passages, ..SearchDoc::default() });
        announcement.events.push(NewEvent {
            item: key.clone(),
            key,
            kind: EventKind::New,
            shown: Shown { id: at.to_string(), ..Shown::default() },
            facts: Facts::new(),
            quote: String::new(),
            subjects: vec![Subject::new(SubjectKind::Dossier, &(30_001 + 2 * at).to_string())],
            searched: true,
        });
    }
    people.announce(&announcement, now).unwrap();
    let mut matcher = Matcher::default();
    let started = Instant::now();
    let found = matcher
        .with(&people, &index, &mut |event| {
            let at: usize = event.news.shown.id.parse().unwrap();
            Ok(vec![docs[at].clone()])
        })
        .unwrap();
    println!(
        "{items} items compared in {:.2} s, the searches read included: {found} hits",
        started.elapsed().as_secs_f64()
    );
    let started = Instant::now();
    let mut packed = 0;
    loop {
        let more = people.pack(now).unwrap();
        packed += more;
        if more == 0 {
            break;
        }
    }
    println!("{packed} messages written in {:.2} s", started.elapsed().as_secs_f64());
    std::fs::remove_dir_all(folder).unwrap();
}
