//! The index beside SQLite's FTS5, on the same invented text in one run: time to build, size, time to answer.
//!
//! ```text
//! cargo bench -p search --bench beside_fts5 -- 600000      # documents of five passages; 20000 if left out
//! cargo bench -p search --bench beside_fts5 -- 600000 alone # without FTS5
//! ```
//!
//! The text is drawn from 200,000 invented words by Zipf's law, with the commonest Dutch words at the head; words
//! have plurals and adjectives, one in twelve is a compound. FTS5 holds one row per document (title, text) with its own
//! copy of the text, as ours does, and answers with snippets and an exact count; ours counts facets too.
#![allow(clippy::print_stdout)] // its output is what it is for

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use search::{FacetField, Facets, Index, Kind, PassageText, Request, SearchDoc, Sort};

const WORDS: usize = 200_000;
const PASSAGES: usize = 5;
const PASSAGE_WORDS: usize = 75;
const COMMON: &str = "de van het een en in is dat op te voor met die aan niet zijn er om ook als bij dan maar of door over \
                      wordt nog tot uit naar worden heeft kan dit minister kamer zal wel deze meer al hebben geen hij was \
                      werd moet tegen onder zo veel jaar na";

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let documents: usize = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let alone = arguments.next().is_some_and(|word| word == "alone");
    let dir = tempfile::tempdir().expect("a temporary folder");
    let corpus = Corpus::new();
    println!("{documents} documents, {} passages", documents * PASSAGES);
    let started = Instant::now();
    let bytes: usize = (0..documents)
        .map(|at| corpus.document(at).passages.iter().map(|p| p.text.len()).sum::<usize>())
        .sum();
    println!("text {:.1} MB, made in {:.1} s", mb(bytes as u64), started.elapsed().as_secs_f64());

    let index = build_ours(&corpus, documents, &dir.path().join("ours"));
    let ours_bytes = size(&dir.path().join("ours"));
    let queries = corpus.queries(400, documents);
    ask_ours(&index, &queries);
    worst(&index);
    incremental(&index, &corpus, documents);
    println!("ours: memory of the process at most {:.0} MB", peak());
    if !alone {
        let path = dir.path().join("fts5.sqlite");
        let connection = build_fts5(&corpus, documents, &path);
        println!("size: ours is {:.0} % of FTS5", 100.0 * ours_bytes as f64 / size(&path) as f64);
        ask_fts5(&connection, &queries);
    }
}

fn build_ours(corpus: &Corpus, documents: usize, dir: &Path) -> Index {
    let index = Index::open(dir).expect("an index");
    let mut writer = index.writer(200 << 20).expect("the writer");
    let started = Instant::now();
    for at in 0..documents {
        writer.upsert(&corpus.document(at)).expect("room");
    }
    writer.commit().expect("room");
    let first = started.elapsed();
    let writer = if documents <= 100_000 { writer.renew(&mut |_, _| {}).expect("room") } else { writer };
    let renewed = started.elapsed() - first;
    writer.settle().expect("room");
    println!(
        "ours: built in {:.1} s, rebuilt with compounds in {:.1} s, settled in {:.1} s; {:.1} MB; memory at most {:.0} MB",
        first.as_secs_f64(),
        renewed.as_secs_f64(),
        (started.elapsed() - first - renewed).as_secs_f64(),
        mb(size(dir)),
        peak()
    );
    index
}

fn ask_ours(index: &Index, queries: &[(&'static str, Query)]) {
    let mut times = Times::default();
    for round in 0..2 {
        for (kind, query) in queries {
            let request = Request {
                query: query.ours.clone(),
                filters: query.filter.iter().cloned().collect(),
                sort: Sort::Relevance,
                limit: 20,
                facets: true,
                ..Request::default()
            };
            let started = Instant::now();
            let results = index.search(&request).expect("an answer");
            times.add(kind, started.elapsed(), results.total, round);
        }
    }
    times.print("ours, 20 hits with snippets, total, facets");
}

fn worst(index: &Index) {
    for (name, query, sort) in [
        ("two commonest words, newest first, facets", "de van", Sort::Newest),
        ("two commonest words, best first, facets", "de van", Sort::Relevance),
        ("everything, newest first, facets", "", Sort::Newest),
        ("a common beginning", "ver*", Sort::Relevance),
        ("a phrase of common words", "\"van de\"", Sort::Relevance),
        ("near, common words", "NEAR(minister kamer, 5)", Sort::Relevance),
    ] {
        let mut times = Vec::new();
        let mut total = 0;
        for _ in 0..7 {
            let started = Instant::now();
            let request =
                Request { query: query.into(), sort, limit: 20, facets: true, ..Request::default() };
            total = index.search(&request).expect("an answer").total;
            times.push(started.elapsed());
        }
        times.sort();
        println!("ours, {name}: {:.1} ms (median of 7; {total} results)", ms(times[3]));
    }
    let ors = (0..256).map(|at| format!("minister{at} OR kamer")).take(128).collect::<Vec<_>>().join(" OR ");
    let started = Instant::now();
    let _ = index
        .search(&Request { query: ors, limit: 20, facets: true, ..Request::default() })
        .expect("an answer");
    println!("ours, 256 words with OR: {:.1} ms", ms(started.elapsed()));
    let started = Instant::now();
    let common: Vec<&str> = COMMON.split_whitespace().collect();
    let _ = index
        .search(&Request { query: common.join(" OR "), limit: 20, facets: true, ..Request::default() })
        .expect("an answer");
    println!("ours, the {} commonest words with OR: {:.1} ms", common.len(), ms(started.elapsed()));
    let started = Instant::now();
    let _ = index
        .search(&Request { query: "minsiter".into(), limit: 20, ..Request::default() })
        .expect("an answer");
    println!("ours, a misspelt word: {:.1} ms", ms(started.elapsed()));
}

fn incremental(index: &Index, corpus: &Corpus, documents: usize) {
    let mut writer = index.writer(64 << 20).expect("the writer");
    let mut times = Vec::new();
    for round in 0..5 {
        let started = Instant::now();
        for at in 0..100 {
            let mut doc = corpus.document((at * 37 + round) % documents);
            doc.title.push_str(" gewijzigd");
            writer.upsert(&doc).expect("room");
        }
        writer.commit().expect("room");
        let found =
            index.search(&Request { query: "titel:gewijzigd".into(), limit: 1, ..Request::default() });
        assert!(found.expect("an answer").total >= 100);
        times.push(started.elapsed());
    }
    times.sort();
    println!("ours: 100 changed documents visible after {:.0} ms (median of 5)", ms(times[2]));
}

fn build_fts5(corpus: &Corpus, documents: usize, path: &Path) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open(path).expect("a database");
    connection
        .execute_batch(
            "pragma journal_mode = wal; pragma synchronous = off;
             create virtual table docs using fts5(key unindexed, title, body, tokenize = 'unicode61 remove_diacritics 2');",
        )
        .expect("fts5");
    let started = Instant::now();
    let mut at = 0;
    while at < documents {
        let end = (at + 20_000).min(documents);
        connection.execute_batch("begin").expect("begin");
        let mut insert = connection
            .prepare_cached("insert into docs (key, title, body) values (?1, ?2, ?3)")
            .expect("insert");
        for at in at..end {
            let doc = corpus.document(at);
            let body: Vec<&str> = doc.passages.iter().map(|passage| passage.text.as_str()).collect();
            insert.execute((&doc.key, &doc.title, body.join("\n"))).expect("room");
        }
        drop(insert);
        connection.execute_batch("commit").expect("commit");
        at = end;
    }
    connection
        .execute_batch("insert into docs (docs) values ('optimize'); pragma wal_checkpoint(truncate);")
        .expect("optimize");
    println!("fts5: built in {:.1} s; {:.1} MB", started.elapsed().as_secs_f64(), mb(size(path)));
    connection
}

fn ask_fts5(connection: &rusqlite::Connection, queries: &[(&'static str, Query)]) {
    let mut count = connection.prepare("select count(*) from docs where docs match ?1").expect("count");
    let mut best = connection
        .prepare("select key, title, snippet(docs, 2, '<b>', '</b>', '…', 40) from docs where docs match ?1 order by rank limit 20")
        .expect("best");
    let mut times = Times::default();
    for round in 0..2 {
        for (kind, query) in queries.iter().filter(|(_, query)| query.filter.is_none()) {
            let started = Instant::now();
            let total: i64 = count.query_row([&query.fts5], |row| row.get(0)).expect("count");
            let mut rows = best.query([&query.fts5]).expect("rows");
            while let Some(row) = rows.next().expect("row") {
                let _: String = row.get(2).expect("snippet");
            }
            drop(rows);
            times.add(kind, started.elapsed(), total as u64, round);
        }
    }
    times.print("fts5, 20 hits with snippets, total, no facets");
}

/// Times per kind of query; the first round only warms up.
#[derive(Default)]
struct Times {
    list: Vec<(&'static str, Duration, u64)>,
}

impl Times {
    fn add(&mut self, kind: &'static str, time: Duration, total: u64, round: usize) {
        if round > 0 {
            self.list.push((kind, time, total));
        }
    }

    fn print(&self, name: &str) {
        let mut kinds: Vec<&str> = self.list.iter().map(|(kind, ..)| *kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.push("all");
        println!("{name}:");
        for kind in kinds {
            let chosen = self.list.iter().filter(|(own, ..)| kind == "all" || *own == kind);
            let mut times: Vec<Duration> = chosen.clone().map(|(_, time, _)| *time).collect();
            let results: u64 = chosen.map(|(_, _, total)| total).sum();
            times.sort();
            let at = |part: f64| ms(times[((times.len() - 1) as f64 * part) as usize]);
            println!(
                "  {kind:<10} {:>5} queries  p50 {:>7.2} ms  p95 {:>7.2} ms  p99 {:>7.2} ms  results on average {}",
                times.len(),
                at(0.5),
                at(0.95),
                at(0.99),
                results / times.len() as u64
            );
        }
    }
}

/// A query in both languages.
struct Query {
    ours: String,
    fts5: String,
    filter: Option<(FacetField, String)>,
}

/// Invented text, the same for every run.
struct Corpus {
    words: Vec<String>,
    /// Cumulative weights of the words.
    weights: Vec<f64>,
}

impl Corpus {
    fn new() -> Corpus {
        let mut random = Random(42);
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
        let mut seen: HashMap<String, ()> = words.iter().map(|word| (word.clone(), ())).collect();
        while words.len() < WORDS {
            let word = if words.len() > 2_000 && random.below(12) == 0 {
                let first = &words[200 + random.below(1500)];
                let second = &words[200 + random.below(1500)];
                format!("{first}{}{second}", ["", "s", ""][random.below(3)])
            } else {
                random.word()
            };
            if seen.insert(word.clone(), ()).is_none() {
                words.push(word);
            }
        }
        let mut sum = 0.0;
        let weights = (0..words.len())
            .map(|rank| {
                sum += 1.0 / (rank as f64 + 2.7);
                sum
            })
            .collect();
        Corpus { words, weights }
    }

    fn draw(&self, random: &mut Random) -> &str {
        let at = random.unit() * self.weights[self.weights.len() - 1];
        &self.words[self.weights.partition_point(|weight| *weight < at).min(self.words.len() - 1)]
    }

    fn sentence(&self, random: &mut Random, words: usize, out: &mut String) {
        for at in 0..words {
            if at > 0 {
                out.push_str(if random.below(12) == 0 { ". " } else { " " });
            }
            out.push_str(self.draw(random));
            if random.below(40) == 0 {
                out.push_str(&format!(" {}", 1990 + random.below(40)));
            }
        }
        out.push('.');
    }

    fn document(&self, at: usize) -> SearchDoc {
        let mut random = Random(at as u64 * 7919 + 11);
        let mut title = String::new();
        self.sentence(&mut random, 8, &mut title);
        let passages = (0..PASSAGES)
            .map(|passage| {
                let mut text = String::new();
                let words = PASSAGE_WORDS / 2 + random.below(PASSAGE_WORDS);
                self.sentence(&mut random, words, &mut text);
                PassageText { anchor: format!("p{passage}"), text }
            })
            .collect();
        let pick = |name: &str, random: &mut Random, count: usize| {
            // a few are common, as in life
            let at = (random.unit() * random.unit() * count as f64) as usize;
            format!("{name} {at}")
        };
        SearchDoc {
            key: format!("document/{at}"),
            kind: [Kind::Document, Kind::Document, Kind::Exchange, Kind::Motion, Kind::Speech]
                [random.below(5)],
            number: Some(format!("20{:02}D{:05}", 10 + at % 17, at % 100_000)),
            title,
            subject: String::new(),
            date: jiff::civil::date(2010, 1, 1)
                .checked_add(jiff::Span::new().days(random.below(6000) as i64))
                .ok(),
            url: format!("/document/{at}"),
            facets: Facets {
                soort: vec![pick("Soort", &mut random, 40)],
                parties: vec![pick("Partij", &mut random, 20), pick("Partij", &mut random, 20)],
                ministries: vec![pick("Ministerie", &mut random, 16)],
                committees: vec![pick("Commissie", &mut random, 30)],
                dossiers: vec![pick("Dossier", &mut random, 5000)],
                from: vec![pick("Lid", &mut random, 400)],
                status: vec![pick("Stand", &mut random, 5)],
                ..Facets::default()
            },
            passages,
            ..SearchDoc::default()
        }
    }

    fn queries(&self, count: usize, documents: usize) -> Vec<(&'static str, Query)> {
        let mut random = Random(99);
        let word = |random: &mut Random| {
            // from rank 60 to 30,000, evenly over the orders of magnitude
            let rank = (60f64.ln() + random.unit() * (30_000f64 / 60.0).ln()).exp();
            self.words[rank as usize].clone()
        };
        (0..count)
            .map(|at| {
                let plain = |ours: String| Query { fts5: ours.clone(), ours, filter: None };
                match at % 8 {
                    0 | 1 => ("one word", plain(word(&mut random))),
                    2 | 3 => ("two words", plain(format!("{} {}", word(&mut random), word(&mut random)))),
                    4 => (
                        "or, not",
                        plain(format!(
                            "({} OR {}) NOT {}",
                            word(&mut random),
                            word(&mut random),
                            word(&mut random)
                        )),
                    ),
                    5 => {
                        let doc = self.document(random.below(documents));
                        let words: Vec<&str> = doc.passages[0].text.split_whitespace().collect();
                        let at = random.below(words.len() - 2);
                        let phrase: Vec<&str> =
                            words[at..at + 2].iter().map(|word| word.trim_matches('.')).collect();
                        ("phrase", plain(format!("\"{}\"", phrase.join(" "))))
                    }
                    6 => {
                        let word = word(&mut random);
                        let prefix = format!("{}*", &word[..word.len().min(5)]);
                        ("beginning", plain(prefix))
                    }
                    _ => {
                        let query = Query {
                            filter: Some((FacetField::Soort, format!("Soort {}", random.below(10)))),
                            ..plain(word(&mut random))
                        };
                        ("filtered", query)
                    }
                }
            })
            .collect()
    }
}

/// A small generator of pseudo-random numbers (xorshift), the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        let mut x = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0 = x;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn word(&mut self) -> String {
        const ONSET: &[&str] = &[
            "b", "br", "d", "dr", "f", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "pr", "r", "s", "st",
            "str", "t", "tr", "v", "w", "z", "zw", "sch",
        ];
        const VOWEL: &[&str] =
            &["a", "e", "i", "o", "u", "aa", "ee", "oo", "ie", "oe", "ui", "ij", "eu", "ou"];
        const CODA: &[&str] =
            &["", "", "l", "n", "r", "s", "t", "k", "p", "ng", "nd", "rt", "st", "cht", "lf", "rk"];
        const ENDING: &[&str] =
            &["", "", "", "en", "en", "e", "s", "ing", "ingen", "heid", "lijk", "tie", "er", "ers"];
        let mut word = String::new();
        for _ in 0..1 + self.below(3) {
            word.push_str(ONSET[self.below(ONSET.len())]);
            word.push_str(VOWEL[self.below(VOWEL.len())]);
            word.push_str(CODA[self.below(CODA.len())]);
        }
        word.push_str(ENDING[self.below(ENDING.len())]);
        word
    }
}

fn size(path: &Path) -> u64 {
    if path.is_file() {
        return std::fs::metadata(path).map_or(0, |meta| meta.len());
    }
    std::fs::read_dir(path).map_or(0, |entries| entries.flatten().map(|entry| size(&entry.path())).sum())
}

fn mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Most memory this process has had, in MB; 0 where the system does not tell.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1e3
}
