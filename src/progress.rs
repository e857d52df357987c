//! What a long run is doing: bars with rate and time left on a terminal, a plain line now and then elsewhere.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

/// Counters that jobs add to; cheap, shared by reference.
#[derive(Debug, Default)]
pub struct Progress {
    entries: AtomicU64,
    originals: AtomicU64,
    bytes: AtomicU64,
    texts: AtomicU64,
    structures: AtomicU64,
    related: AtomicU64,
    indexed: AtomicU64,
}

/// What is left to do, for the time left.
#[derive(Debug, Clone, Copy, Default)]
pub struct Waiting {
    /// Files to fetch.
    pub originals: u64,
    /// Files to read.
    pub texts: u64,
    /// Records to index.
    pub index: u64,
}

impl Progress {
    /// A page with so many entries was saved.
    pub fn page(&self, entries: usize) {
        self.entries.fetch_add(entries as u64, Ordering::Relaxed);
    }

    /// A file of so many bytes was fetched.
    pub fn original(&self, bytes: u64) {
        self.originals.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// A file was read.
    pub fn text(&self) {
        self.texts.fetch_add(1, Ordering::Relaxed);
    }

    /// Texts were read into their structure.
    pub fn structure(&self, texts: usize) {
        self.structures.fetch_add(texts as u64, Ordering::Relaxed);
    }

    /// Papers and cases were related.
    pub fn related(&self, subjects: usize) {
        self.related.fetch_add(subjects as u64, Ordering::Relaxed);
    }

    /// Records were put into the index.
    pub fn indexed(&self, records: usize) {
        self.indexed.fetch_add(records as u64, Ordering::Relaxed);
    }

    /// One line that says it all.
    pub fn line(&self) -> String {
        let get = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        format!(
            "{} entries, {} originals ({:.1} MB), {} texts, {} indexed",
            get(&self.entries),
            get(&self.originals),
            get(&self.bytes) as f64 / 1e6,
            get(&self.texts),
            get(&self.indexed)
        )
    }
}

/// Shows progress until it is dropped.
pub struct Display<'a> {
    progress: &'a Progress,
    started: Instant,
    last_line: Instant,
    said: String,
    bars: Option<Bars>,
}

struct Bars {
    all: MultiProgress,
    entries: ProgressBar,
    originals: ProgressBar,
    texts: ProgressBar,
    index: ProgressBar,
}

/// Time between two looks at what is waiting.
const BARS_EVERY: Duration = Duration::from_millis(500);
/// Time between two plain lines.
const LINE_EVERY: Duration = Duration::from_secs(10);

impl<'a> Display<'a> {
    /// Bars if standard error is a terminal, lines else.
    pub fn new(progress: &'a Progress) -> Self {
        let now = Instant::now();
        let bars = std::io::stderr().is_terminal().then(Bars::new);
        Display { progress, started: now, last_line: now, said: String::new(), bars }
    }

    /// Brings the display up to date; call it a few times a second.
    pub fn tick(&mut self, waiting: impl FnOnce() -> Waiting) {
        let get = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        if let Some(bars) = &self.bars {
            if self.last_line.elapsed() < BARS_EVERY {
                return;
            }
            self.last_line = Instant::now();
            let waiting = waiting();
            bars.entries.set_position(get(&self.progress.entries));
            for (bar, done, left) in [
                (&bars.originals, get(&self.progress.originals), waiting.originals),
                (&bars.texts, get(&self.progress.texts), waiting.texts),
                (&bars.index, get(&self.progress.indexed), waiting.index),
            ] {
                bar.set_length(done + left);
                bar.set_position(done);
            }
        } else if self.last_line.elapsed() >= LINE_EVERY {
            let line = self.progress.line();
            if line != self.said {
                eprintln!("{:>5} s  {line}", self.started.elapsed().as_secs());
                self.said = line;
            }
            self.last_line = Instant::now();
        }
    }
}

impl Drop for Display<'_> {
    fn drop(&mut self) {
        if let Some(bars) = &self.bars {
            let _ = bars.all.clear();
        }
    }
}

impl Bars {
    fn new() -> Bars {
        let all = MultiProgress::new();
        let count = ProgressStyle::with_template("{msg:>10}  {pos} ({per_sec})")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressStyle::with_template("{msg:>10}  {bar:30} {pos}/{len} ({per_sec}, {eta} left)")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        let add = |name: &'static str, style: &ProgressStyle| {
            let bar = all.add(ProgressBar::new(0));
            bar.set_style(style.clone());
            bar.set_message(name);
            bar
        };
        Bars {
            entries: add("entries", &count),
            originals: add("originals", &bar),
            texts: add("texts", &bar),
            index: add("index", &bar),
            all,
        }
    }
}
