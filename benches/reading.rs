//! How fast originals become text, beside `pdftotext` and `pandoc` in the same run. Run: `cargo bench --bench reading`
//!
//! Reads the originals of the folder that KAMERSPOOR_SHARED names, and those of the simulated parliament. The other
//! programs start anew for each file, as a caller without a pool must do. Figures: `docs/performance.md`.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use model::text::Format;
use parliament::{Parliament, Settings, Size};
use text::Limits;

fn main() -> anyhow::Result<()> {
    let folder = std::env::temp_dir().join(format!("kamerspoor-reading-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    compare("simulated parliament", &simulated(&folder)?)?;
    match std::env::var_os("KAMERSPOOR_SHARED") {
        Some(shared) => {
            let mut files = Vec::new();
            collect(&PathBuf::from(shared).join("samples/originals"), &mut files)?;
            compare("real originals", &files)?;
        }
        None => println!("real originals: not measured, KAMERSPOOR_SHARED is not set"),
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

fn compare(name: &str, files: &[PathBuf]) -> anyhow::Result<()> {
    let pdfs = of(files, Format::Pdf)?;
    let pages = pdfs
        .iter()
        .map(|file| Ok(text::read(&std::fs::read(file)?, &Limits::default()).pages.len()))
        .sum::<anyhow::Result<usize>>()?;
    let ours = timed(|| read_all(&pdfs))?;
    let theirs = timed(|| run_all("pdftotext", &pdfs, |command, file| command.arg(file).arg("-")))?;
    report(name, "pages of PDF", pages, ours, "pdftotext", theirs);
    let docx = of(files, Format::Docx)?;
    let ours = timed(|| read_all(&docx))?;
    let theirs = timed(|| {
        run_all("pandoc", &docx, |command, file| command.args(["-f", "docx", "-t", "plain"]).arg(file))
    })?;
    report(name, "DOCX files", docx.len(), ours, "pandoc", theirs);
    Ok(())
}

fn report(
    name: &str,
    what: &str,
    count: usize,
    ours: Option<Duration>,
    other: &str,
    theirs: Option<Duration>,
) {
    let rate = |time: Duration| count as f64 / time.as_secs_f64();
    let Some(ours) = ours else { return };
    match theirs {
        Some(theirs) => println!(
            "{name}: {count} {what}: {:.0}/s, {other} {:.0}/s, ratio {:.1}",
            rate(ours),
            rate(theirs),
            theirs.as_secs_f64() / ours.as_secs_f64()
        ),
        None => println!("{name}: {count} {what}: {:.0}/s; {other} is not on this machine", rate(ours)),
    }
}

fn read_all(files: &[PathBuf]) -> anyhow::Result<bool> {
    for file in files {
        std::hint::black_box(text::read(&std::fs::read(file)?, &Limits::default()));
    }
    Ok(!files.is_empty())
}

fn run_all(
    program: &str,
    files: &[PathBuf],
    arguments: impl for<'c> Fn(&'c mut Command, &Path) -> &'c mut Command,
) -> anyhow::Result<bool> {
    for file in files {
        let mut command = Command::new(program);
        arguments(&mut command, file);
        if command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
            return Ok(false);
        }
    }
    Ok(!files.is_empty())
}

fn timed(work: impl FnOnce() -> anyhow::Result<bool>) -> anyhow::Result<Option<Duration>> {
    let started = Instant::now();
    Ok(work()?.then(|| started.elapsed()))
}

fn of(files: &[PathBuf], format: Format) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for file in files {
        if text::sniff(&std::fs::read(file)?) == format {
            found.push(file.clone());
        }
    }
    Ok(found)
}

fn simulated(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let parliament = Parliament::new(Settings { size: Size::documents(400), ..Settings::default() });
    let server = parliament::serve(Arc::new(parliament), ([127, 0, 0, 1], 0).into())?;
    let client = feeds::syncfeed::client::Client::new(
        feeds::syncfeed::client::Settings::new(server.url()),
        Arc::new(|_| false),
    );
    let mut files = Vec::new();
    let mut position = None;
    loop {
        let (page, _) = client.page(model::Category::Document, position)?;
        for entry in page.entries.iter().filter(|entry| entry.record.content.is_some()) {
            let path = folder.join(entry.record.id.to_string());
            if let Ok(mut download) = client.resource(entry.record.id) {
                std::io::copy(&mut download, &mut std::fs::File::create(&path)?)?;
                files.push(path);
            }
        }
        if page.caught_up {
            return Ok(files);
        }
        position = page.next;
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
