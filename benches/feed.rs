//! How fast the feed becomes records, and the log becomes records again. Run: `cargo bench --bench feed [-- RECORDS]`
//!
//! The source is the simulated parliament in this process, on loopback and the same cores; its pages are made before. The
//! rebuild runs in a process of its own, so that its memory is its own. Figures: `docs/performance.md`.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use feeds::syncfeed::client::{Client, Settings};
use jiff::Timestamp;
use kamerspoor::commands::rebuild::reading;
use kamerspoor::jobs::sync_feed::Follower;
use kamerspoor::pipeline::Pipeline;
use kamerspoor::progress::Progress;
use kamerspoor::stop::Stop;
use model::Category;
use parliament::{Parliament, Size};
use store::Store;

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [.., rebuild, folder] = words.as_slice()
        && rebuild == "--rebuild"
    {
        return rebuild_alone(std::path::Path::new(folder));
    }
    let records = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(200_000);
    let parliament = Parliament::new(parliament::Settings {
        size: Size::records(records),
        ..parliament::Settings::default()
    });
    let server = parliament::serve(Arc::new(parliament), ([127, 0, 0, 1], 0).into())?;
    let folder = std::env::temp_dir().join(format!("kamerspoor-bench-{}", std::process::id()));
    let store = Store::open(&folder)?;
    let client = Client::new(
        Settings::new(server.url()),
        Arc::new(|pause| {
            std::thread::sleep(pause);
            true
        }),
    );
    let (stop, progress) = (Stop::default(), Progress::default());
    let follower = Follower {
        client: &client,
        store: &store,
        connections: 4,
        clock: Timestamp::now,
        stop: &stop,
        progress: &progress,
    };
    let categories: Vec<Category> = Category::all().collect();
    server.keep_pages();
    for category in &categories {
        let mut position = None;
        while let Ok((page, _)) = client.page(*category, position) {
            if page.caught_up {
                break;
            }
            position = page.next;
        }
    }

    let (round, first) = timed(|| follower.round(&categories));
    let entries = round?.outcome.entries;
    println!(
        "first round       {entries} entries in {first:?}: {:.0} entries/s, raw pages kept",
        entries as f64 / first.as_secs_f64()
    );

    let (round, nothing) = timed(|| follower.round(&categories));
    assert_eq!(round?.outcome.new, 0);
    println!("nothing new       {nothing:?} for all 35 categories");

    println!("peak memory       {} MB, with the simulated source and all its pages", peak_memory_mb());
    drop(store);
    let status =
        std::process::Command::new(std::env::current_exe()?).arg("--rebuild").arg(&folder).status()?;
    anyhow::ensure!(status.success(), "the rebuild failed");
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

fn rebuild_alone(folder: &std::path::Path) -> anyhow::Result<()> {
    let store = Store::open(folder)?;
    let (outcome, again) = timed(|| store.rebuild(&reading(), &Pipeline, &mut |_, _| {}));
    let entries = outcome?.entries;
    println!(
        "rebuild           {entries} entries in {again:?}: {:.0} entries/s, peak memory {} MB",
        entries as f64 / again.as_secs_f64(),
        peak_memory_mb()
    );
    Ok(())
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    let result = work();
    (result, started.elapsed())
}

fn peak_memory_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1024
}
