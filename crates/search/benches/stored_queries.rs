//! Stored queries against new items, as alerts need it: how long it takes to read them, and to match a batch.
//!
//! ```text
//! cargo bench -p search --bench stored_queries             # 100,000 queries, 1,000 items
//! cargo bench -p search --bench stored_queries -- 20000 500
//! ```
#![allow(clippy::print_stdout)] // its output is what it is for

use std::time::Instant;

use search::{Index, StoredQueries};

mod corpus;

use corpus::{Corpus, PASSAGES};

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse().ok());
    let queries: usize = numbers.next().unwrap_or(100_000);
    let items: usize = numbers.next().unwrap_or(1_000);
    let corpus = Corpus::new();
    let dir = tempfile::tempdir().expect("a temporary folder");
    let index = Index::open(dir.path()).expect("an index");
    let mut stored = StoredQueries::new(&index);
    let asked = corpus.queries(queries, 20_000);
    let started = Instant::now();
    let mut refused = 0;
    for (id, (_, query)) in asked.iter().enumerate() {
        let filters: Vec<_> = query.filter.iter().cloned().collect();
        refused += usize::from(stored.put(id as u64, &query.ours, &filters).is_err());
    }
    println!("{queries} queries read in {:.2} s, {refused} refused", started.elapsed().as_secs_f64());
    let docs: Vec<_> = (0..items).map(|at| corpus.document(1_000_000 + at)).collect();
    let started = Instant::now();
    let found: usize = docs.iter().map(|doc| stored.matches(doc).len()).sum();
    println!(
        "{items} items of {PASSAGES} passages matched in {:.2} s: {found} matches",
        started.elapsed().as_secs_f64()
    );
}
