//! The jobs: one file each. `pipeline.rs` says which follows which.

pub mod engine;
pub mod fetch_original;
pub mod index;
pub mod read_structure;
pub mod read_text;
pub mod relate;
pub mod since;
pub mod sync_feed;

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;
use store::Store;

/// Items that are done with one view of the records: a view must not stay open for long.
const ONE_VIEW: usize = 16;

/// Does one thing to each item, some at a time, [`ONE_VIEW`] of them with one view of the records; results come in the order of
/// the items.
///
/// # Errors
/// The first item that failed, or the store cannot be read.
pub fn in_views<I: Sync, R: Send>(
    store: &Store,
    items: &[I],
    threads: usize,
    work: impl Fn(&I) -> Result<R> + Sync,
) -> Result<Vec<R>> {
    let pieces: Vec<&[I]> = items.chunks(ONE_VIEW).collect();
    let results = in_parallel(&pieces, threads, |items| {
        store.one_view(|| items.iter().map(&work).collect::<Result<Vec<R>>>())
    });
    let mut all = Vec::with_capacity(items.len());
    for result in results {
        all.extend(result?);
    }
    Ok(all)
}

/// Does one thing to each item, some at a time; results come in the order of the items.
pub fn in_parallel<I: Sync, R: Send>(items: &[I], threads: usize, work: impl Fn(&I) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(items.len()));
    std::thread::scope(|scope| {
        for _ in 0..threads.min(items.len()) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { return };
                    let result = work(item);
                    results.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_unstable_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}
