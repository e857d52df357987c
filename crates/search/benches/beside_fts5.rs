//! The index beside SQLite's FTS5, on the same invented text in one run: time to build, size, time to answer.
//!
//! ```text
//! cargo bench -p search --bench beside_fts5 -- 600000       # documents of five passages; 20000 if left out
//! cargo bench -p search --bench beside_fts5 -- 600000 alone # without FTS5
//! cargo bench -p search --bench beside_fts5 -- 600000 alone in=DIR # keeps the index, to be asked again next time
//! ```
//!
//! The text is drawn from 200,000 invented words by Zipf's law, with the commonest Dutch words at the head; words
//! have plurals and adjectives, one in twelve is a compound. It is built as a first load is: the words that compounds are
//! taken apart by are learned from what comes first. FTS5 holds one row per document (title, text) with its own
//! copy of the text, as ours does, and answers with snippets and an exact count; ours counts facets too.
#![allow(clippy::print_stdout)] // its output is what it is for

use std::path::Path;
use std::time::{Duration, Instant};

use search::{Index, Request, Sort};

mod corpus;

use corpus::{COMMON, Corpus, PASSAGES, Query};

/// So much text a first load learns its words from, in bytes.
const LEARNED: usize = 32 << 20;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let documents: usize = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let (mut alone, mut kept) = (false, None);
    for argument in arguments {
        alone |= argument == "alone";
        kept = argument.strip_prefix("in=").map(Path::new).map(Path::to_owned).or(kept);
    }
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let dir = kept.unwrap_or_else(|| temporary.path().to_owned());
    let corpus = Corpus::new();
    println!("{documents} documents, {} passages", documents * PASSAGES);
    let index = Index::open(dir.join("ours")).expect("an index");
    if index.len() != documents as u64 {
        build_ours(&index, &corpus, documents);
        println!("ours: {:.1} MB; memory at most {:.0} MB", mb(size(&dir.join("ours"))), peak());
    }
    let ours_bytes = size(&dir.join("ours"));
    let queries = corpus.queries(400, documents);
    let before = resident();
    ask_ours(&index, &queries);
    worst(&index);
    let [before, after] =
        [before, resident()].map(|[own, files]| format!("{own:.0} MB and {files:.0} MB of files"));
    println!("ours: memory before asking {before}, after it {after}");
    incremental(&index, &corpus, documents);
    println!("ours: memory of the process at most {:.0} MB", peak());
    drop(index);
    if !alone {
        let path = temporary.path().join("fts5.sqlite");
        let connection = build_fts5(&corpus, documents, &path);
        println!("size: ours is {:.0} % of FTS5", 100.0 * ours_bytes as f64 / size(&path) as f64);
        ask_fts5(&connection, &queries);
    }
}

fn build_ours(index: &Index, corpus: &Corpus, documents: usize) {
    let mut writer = index.writer(200 << 20).expect("the writer");
    let started = Instant::now();
    let (mut text, mut making) = (0, Duration::ZERO);
    let mut ahead = Vec::new();
    for at in 0..documents {
        let asked = Instant::now();
        let doc = corpus.document(at);
        making += asked.elapsed();
        text += doc.passages.iter().map(|passage| passage.text.len()).sum::<usize>();
        let learned = text > LEARNED || at + 1 == documents;
        ahead.push(doc);
        // from then on they are put one by one
        if learned && ahead.len() > 1 {
            writer = writer.learn_from(&ahead).expect("room");
        }
        if learned {
            ahead.drain(..).for_each(|doc| writer.upsert(&doc).expect("room"));
        }
    }
    writer.commit().expect("room");
    let first = started.elapsed();
    writer.renew_if_due(&mut |_, _| {}).expect("room").settle().expect("room");
    println!(
        "ours: {:.1} MB of text, built in {:.1} s, {:.1} s of it making the text; settled in {:.1} s",
        mb(text as u64),
        first.as_secs_f64(),
        making.as_secs_f64(),
        (started.elapsed() - first).as_secs_f64(),
    );
}

fn ask_ours(index: &Index, queries: &[(&'static str, Query)]) {
    let mut times = Times::default();
    let begun = processor_time();
    for _ in 0..=ROUNDS {
        for (at, (kind, query)) in queries.iter().enumerate() {
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
            times.add(at, kind, started.elapsed(), results.total);
        }
    }
    times.print("ours, 20 hits with snippets, total, facets", processor_time() - begun);
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
    let begun = processor_time();
    for _ in 0..=ROUNDS {
        let asked = queries.iter().filter(|(_, query)| query.filter.is_none());
        for (at, (kind, query)) in asked.enumerate() {
            let started = Instant::now();
            let total: i64 = count.query_row([&query.fts5], |row| row.get(0)).expect("count");
            let mut rows = best.query([&query.fts5]).expect("rows");
            while let Some(row) = rows.next().expect("row") {
                let _: String = row.get(2).expect("snippet");
            }
            drop(rows);
            times.add(at, kind, started.elapsed(), total as u64);
        }
    }
    times.print("fts5, 20 hits with snippets, total, no facets", processor_time() - begun);
}

/// How often each query is asked, after a round that only warms up.
const ROUNDS: usize = 5;

/// Times of queries: kind, times in order, results.
#[derive(Default)]
struct Times {
    list: Vec<(&'static str, Vec<Duration>, u64)>,
}

impl Times {
    fn add(&mut self, query: usize, kind: &'static str, time: Duration, total: u64) {
        match self.list.get_mut(query) {
            Some((_, times, _)) => times.push(time),
            // the first only warms up
            None => self.list.push((kind, Vec::new(), total)),
        }
    }

    /// Of each query its first time, and its least: what others do on a busy machine does not count then.
    fn print(&self, name: &str, processor: Duration) {
        let mut kinds: Vec<&str> = self.list.iter().map(|(kind, ..)| *kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.push("all");
        for (asked, pick) in
            [("asked once", first as fn(&[Duration]) -> Duration), ("the best of five", least)]
        {
            println!("{name}, {asked}:");
            for kind in &kinds {
                self.print_kind(kind, pick);
            }
        }
        let asked = self.list.len() * (ROUNDS + 1);
        println!("{name}: {:.2} ms of processor time a query on average", ms(processor) / asked as f64);
    }

    fn print_kind(&self, kind: &str, pick: fn(&[Duration]) -> Duration) {
        let chosen = self.list.iter().filter(|(own, ..)| kind == "all" || *own == kind);
        let mut times: Vec<Duration> = chosen.clone().map(|(_, times, _)| pick(times)).collect();
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

fn first(times: &[Duration]) -> Duration {
    times.first().copied().unwrap_or_default()
}

fn least(times: &[Duration]) -> Duration {
    times.iter().min().copied().unwrap_or_default()
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

/// Most memory this process has had, in MB.
fn peak() -> f64 {
    status("VmHWM:")
}

/// Memory of its own and of files that are mapped, in MB: what is mapped the system takes back when it needs room.
fn resident() -> [f64; 2] {
    ["RssAnon:", "RssFile:"].map(status)
}

/// Processor time of this process so far, in steps of 10 ms; nothing where the system does not tell.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok());
    Duration::from_millis(10 * ticks.sum::<u64>())
}

/// What the system says of this process, in MB; 0 where it does not tell.
fn status(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1e3
}
