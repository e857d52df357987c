//! How fast facts are found in text: references alone and all extractors, at one, two and ten megabytes.
//! Run: `cargo bench --bench structure`, or without the rest of the program `cargo bench -p structure`
//!
//! The seeds are the invented whole documents of `crates/structure/quality/whole` and, where KAMERSPOOR_SHARED names
//! its folder, the real texts; each is repeated to the size. Linear means that the figures do not fall with the size.
//! Time is that on the core, so that other programs on a shared machine do not count.
//! Aims: 20 MB a second for references, 5 for everything. Figures: `docs/quality.md`.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use model::DocumentText;
use model::facts::Extract;
use model::text::Format;
use structure::{Context, extract, references};
use text::Limits;

/// Kinds under which a text is read: each takes another way through the extractors.
const KINDS: [&str; 4] =
    ["verslag-schriftelijk-overleg", "antwoord-schriftelijke-vragen", "brief-regering", "oproep"];

fn main() -> std::io::Result<()> {
    // both `cargo bench` of the program and of the crate alone come here
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let invented = [root.join("quality/whole"), root.join("crates/structure/quality/whole")];
    if let Some(folder) = invented.into_iter().find(|folder| folder.is_dir()) {
        measure("invented documents", &seed(&folder)?);
    }
    match std::env::var_os("KAMERSPOOR_SHARED") {
        Some(shared) => measure("real texts", &seed(&PathBuf::from(shared).join("samples/texts"))?),
        None => println!("real texts: not measured, KAMERSPOOR_SHARED is not set"),
    }
    Ok(())
}

/// The texts of a folder, one behind the other.
fn seed(folder: &Path) -> std::io::Result<String> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.sort();
    let mut seed = String::new();
    for file in files {
        let bytes = std::fs::read(file)?;
        seed.push_str(&text::read(&bytes, &Limits::default()).text);
        seed.push_str("\n\n");
    }
    Ok(seed)
}

/// Time on the core as the kernel counts it for this thread; where it does not say, time on the clock.
fn on_core(work: impl FnOnce()) -> Duration {
    let spent = || {
        let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        stat.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    };
    let (before, clock) = (spent(), Instant::now());
    work();
    match (before, spent()) {
        (Some(before), Some(after)) if after > before => after - before,
        _ => clock.elapsed(),
    }
}

fn measure(name: &str, seed: &str) {
    for megabytes in [1usize, 2, 10] {
        let text = seed.repeat(megabytes * 1_000_000 / seed.len().max(1) + 1);
        let size = text.len() as f64 / 1e6;
        let mut found = 0;
        let alone = size / on_core(|| found = black_box(references::scan(&text)).len()).as_secs_f64();
        println!("{name}, {size:.1} MB: references alone {alone:.0} MB/s ({found} found)");
        let document = DocumentText { format: Format::Plain, text, ..DocumentText::default() };
        for kind in KINDS {
            let context = Context { kind: Some(kind), ..Context::default() };
            let mut found = Extract::default();
            let all = size / on_core(|| found = black_box(extract(&document, &context))).as_secs_f64();
            println!(
                "{name}, {size:.1} MB as {kind}: {all:.1} MB/s ({} units, {} references, {} motions, {} promises, {} calls)",
                found.exchanges.len(),
                found.references.len(),
                found.motions.len(),
                found.commitments.len(),
                found.calls.len()
            );
        }
    }
}
