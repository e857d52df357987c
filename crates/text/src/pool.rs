//! Reads originals of strangers in child processes, so that a file that crashes, hangs or eats memory costs one
//! answer and not the program.
//!
//! A child is the program itself, started with a hidden command that calls [`serve_child`]. It is reused from file
//! to file; one that dies or is late is replaced, and the next file goes on. Whatever happens, [`ReaderPool::read`]
//! gives a [`DocumentText`]: `crashed`, `timed_out`, `memory` and `too_large` are problems in it, not errors.
//!
//! What goes over the pipes: a greeting of the child, then frames (length in four bytes, little-endian; content).
//! First the settings, then one original after the other; each is answered by one text.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use model::text::{DocumentText, Problem};
use serde::{Deserialize, Serialize};

use crate::limits::Limits;
use crate::{problem_only, sniff};

/// How the pool starts its children and how much one file may cost.
#[derive(Debug, Clone)]
pub struct PoolSettings {
    /// The program to run: usually `std::env::current_exe()`.
    pub program: PathBuf,
    /// Its arguments: the hidden command that calls [`serve_child`].
    pub arguments: Vec<OsString>,
    /// How many files are read at once.
    pub children: usize,
    /// Memory of one child in bytes (its address space).
    pub memory: u64,
    /// Wall time of one file; then the child is killed.
    pub time: Duration,
    /// Bounds that the readers keep themselves.
    pub limits: Limits,
}

impl PoolSettings {
    /// Two children of at most 1 GiB, 30 seconds a file.
    pub fn new(
        program: impl Into<PathBuf>,
        arguments: impl IntoIterator<Item = impl Into<OsString>>,
    ) -> Self {
        PoolSettings {
            program: program.into(),
            arguments: arguments.into_iter().map(Into::into).collect(),
            children: 2,
            memory: 1 << 30,
            time: Duration::from_secs(30),
            limits: Limits { max_time: Duration::from_secs(25), ..Limits::default() },
        }
    }
}

/// The first frame to a child.
#[derive(Serialize, Deserialize)]
struct Start {
    memory: u64,
    limits: Limits,
}

/// Child processes that read originals. Cheap to share: all methods take `&self`.
pub struct ReaderPool {
    settings: PoolSettings,
    /// A place per child; an empty place starts its child when it is needed.
    places: Mutex<Vec<Option<Worker>>>,
    freed: Condvar,
    watch: Arc<Watch>,
    watchman: Option<JoinHandle<()>>,
}

impl ReaderPool {
    /// A pool; children are started when the first files come.
    pub fn new(settings: PoolSettings) -> Self {
        let places = (0..settings.children.max(1)).map(|_| None).collect();
        let watch = Arc::new(Watch::default());
        let watchman = std::thread::Builder::new().name("reader-watch".to_owned()).spawn({
            let watch = Arc::clone(&watch);
            move || watch.run()
        });
        ReaderPool {
            settings,
            places: Mutex::new(places),
            freed: Condvar::new(),
            watch,
            watchman: watchman.ok(),
        }
    }

    /// Reads one original; waits while all children are busy.
    pub fn read(&self, bytes: &[u8]) -> DocumentText {
        let most = self.settings.limits.max_input.min(u32::MAX as usize);
        if bytes.len() > most {
            let detail = format!("the file is {} bytes, more than the limit of {most}", bytes.len());
            return problem_only(sniff(bytes), Problem::new("too_large", detail));
        }
        let mut worker = self.take();
        // a child may have died since its last file: a second one gets the chance
        for last_try in [false, true] {
            let fresh = worker.is_none();
            let outcome = match worker.take().map_or_else(|| self.start(), Ok) {
                Ok(started) => self.exchange(started, bytes),
                Err(error) => {
                    Err(Problem::new("crashed", format!("the reader process could not be started: {error}")))
                }
            };
            match outcome {
                Ok((text, used)) => {
                    self.give_back(Some(used).filter(|worker| worker.files < FILES_PER_CHILD));
                    return text;
                }
                Err(problem) if fresh || last_try || problem.code != "crashed" => {
                    self.give_back(None);
                    return problem_only(sniff(bytes), problem);
                }
                Err(_) => {}
            }
        }
        self.give_back(None);
        problem_only(sniff(bytes), Problem::new("crashed", "the reader process could not be started"))
    }

    fn take(&self) -> Option<Worker> {
        let mut places = lock(&self.places);
        loop {
            // a running child before an empty place
            let at =
                places.iter().rposition(Option::is_some).or(if places.is_empty() { None } else { Some(0) });
            if let Some(at) = at {
                return places.swap_remove(at);
            }
            places = self.freed.wait(places).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn give_back(&self, worker: Option<Worker>) {
        lock(&self.places).push(worker);
        self.freed.notify_one();
    }

    fn start(&self) -> io::Result<Worker> {
        let mut child = Command::new(&self.settings.program)
            .args(&self.settings.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(input), Some(output), Some(errors)) = pipes else {
            return Err(io::Error::other("the child has no pipes"));
        };
        let process = Arc::new(Process {
            child: Mutex::new(child),
            deadline: Mutex::new(None),
            killed: AtomicBool::new(false),
        });
        let mut worker = Worker { process, input, output, errors, files: 0 };
        self.watch.add(&worker.process, Instant::now() + self.settings.time);
        greet(&mut worker.output)?;
        worker.process.set_deadline(None);
        let start = Start { memory: self.settings.memory, limits: self.settings.limits };
        let start = rmp_serde::to_vec_named(&start).map_err(io::Error::other)?;
        write_frame(&mut worker.input, &start)?;
        Ok(worker)
    }

    fn exchange(&self, mut worker: Worker, bytes: &[u8]) -> Result<(DocumentText, Worker), Problem> {
        self.watch.add(&worker.process, Instant::now() + self.settings.time);
        let most = self.settings.limits.max_text.saturating_mul(16).saturating_add(1 << 20);
        let answer =
            write_frame(&mut worker.input, bytes).and_then(|()| read_frame(&mut worker.output, most));
        worker.process.set_deadline(None);
        let text = answer.and_then(|answer| rmp_serde::from_slice(&answer).map_err(io::Error::other));
        match text {
            Ok(text) => {
                worker.files += 1;
                Ok((text, worker))
            }
            Err(error) => Err(self.autopsy(worker, &error)),
        }
    }

    /// Why a child gave no answer.
    fn autopsy(&self, mut worker: Worker, error: &io::Error) -> Problem {
        let late = worker.process.killed.load(Ordering::SeqCst);
        let status = worker.process.end();
        let mut said = Vec::new();
        let _ = (&mut worker.errors).take(64 << 10).read_to_end(&mut said);
        let said = String::from_utf8_lossy(&said);
        if late {
            return Problem::new(
                "timed_out",
                format!("reading took longer than {} seconds", self.settings.time.as_secs_f32()),
            );
        }
        if said.contains("memory allocation") || said.contains("out of memory") {
            let mebibytes = self.settings.memory >> 20;
            return Problem::new(
                "memory",
                format!("reading needed more memory than the limit of {mebibytes} MiB"),
            );
        }
        let status = status.map_or_else(|| error.to_string(), |status| status.to_string());
        Problem::new("crashed", format!("the reader process broke off ({status})"))
    }
}

impl Drop for ReaderPool {
    fn drop(&mut self) {
        lock(&self.places).clear();
        self.watch.stop();
        if let Some(watchman) = self.watchman.take() {
            let _ = watchman.join();
        }
    }
}

/// Files after which a child is replaced, so that what leaks stays small.
const FILES_PER_CHILD: u32 = 5_000;

/// A child that waits for the next file.
struct Worker {
    process: Arc<Process>,
    input: ChildStdin,
    output: ChildStdout,
    errors: ChildStderr,
    files: u32,
}

impl Drop for Worker {
    fn drop(&mut self) {
        let mut child = lock(&self.process.child);
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// A running child and until when it may run.
struct Process {
    child: Mutex<Child>,
    deadline: Mutex<Option<Instant>>,
    killed: AtomicBool,
}

impl Process {
    fn set_deadline(&self, deadline: Option<Instant>) {
        *lock(&self.deadline) = deadline;
    }

    /// Kills it, if it still runs, and collects its status.
    fn end(&self) -> Option<std::process::ExitStatus> {
        let mut child = lock(&self.child);
        // a child that dies by itself closes its pipes a moment before its status is there
        for _ in 0..50 {
            if let Ok(Some(status)) = child.try_wait() {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        let _ = child.kill();
        child.wait().ok()
    }
}

/// Kills children that are late.
#[derive(Default)]
struct Watch {
    watched: Mutex<(Vec<Weak<Process>>, bool)>,
    changed: Condvar,
}

/// How often deadlines are looked at while a file is read.
const TICK: Duration = Duration::from_millis(20);

impl Watch {
    fn add(&self, process: &Arc<Process>, deadline: Instant) {
        process.set_deadline(Some(deadline));
        let mut watched = lock(&self.watched);
        if !watched.0.iter().any(|known| std::ptr::eq(known.as_ptr(), Arc::as_ptr(process))) {
            watched.0.push(Arc::downgrade(process));
        }
        self.changed.notify_all();
    }

    fn stop(&self) {
        lock(&self.watched).1 = true;
        self.changed.notify_all();
    }

    fn run(&self) {
        let mut watched = lock(&self.watched);
        while !watched.1 {
            let now = Instant::now();
            let mut busy = false;
            watched.0.retain(|process| {
                let Some(process) = process.upgrade() else { return false };
                match *lock(&process.deadline) {
                    Some(deadline) if now >= deadline => {
                        process.killed.store(true, Ordering::SeqCst);
                        let _ = lock(&process.child).kill();
                        return false;
                    }
                    Some(_) => busy = true,
                    None => {}
                }
                true
            });
            watched = match busy {
                true => self.changed.wait_timeout(watched, TICK).unwrap_or_else(PoisonError::into_inner).0,
                false => self.changed.wait(watched).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }
}

/// A lock that another thread's panic does not spoil: what it guards is replaced whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a child says first, so that the parent knows that it speaks with a reader.
const GREETING: &[u8; 8] = b"\x01reader\n";

/// Skips what a program may print before it serves.
fn greet(output: &mut impl Read) -> io::Result<()> {
    let mut seen = Vec::new();
    let mut byte = [0];
    while !seen.ends_with(GREETING) {
        output.read_exact(&mut byte)?;
        seen.push(byte[0]);
        if seen.len() > 4096 {
            return Err(io::Error::other("the program is no reader"));
        }
    }
    Ok(())
}

fn write_frame(output: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(bytes)?;
    output.flush()
}

fn read_frame(input: &mut impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    input.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > most {
        return Err(io::Error::other("the answer is too long"));
    }
    let mut bytes = Vec::with_capacity(length.min(1 << 20));
    let read = input.take(length as u64).read_to_end(&mut bytes)?;
    if read < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(bytes) }
}

/// The child's side: reads originals from `input` and answers on `output` until `input` ends.
///
/// Limits its own memory first. To be called by the hidden command and by nothing else in that process.
pub fn serve_child(input: impl Read, output: impl Write) -> io::Result<()> {
    serve_with(input, output, crate::read)
}

fn serve_with(
    mut input: impl Read,
    mut output: impl Write,
    read: impl Fn(&[u8], &Limits) -> DocumentText,
) -> io::Result<()> {
    output.write_all(GREETING)?;
    output.flush()?;
    let start = match read_frame(&mut input, 1 << 16) {
        Ok(start) => start,
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
        Err(error) => return Err(error),
    };
    let start: Start = rmp_serde::from_slice(&start).map_err(io::Error::other)?;
    // where the system knows no such limit, the parent's clock is still there
    let _ = rlimit::setrlimit(rlimit::Resource::AS, start.memory, start.memory);
    std::panic::set_hook(Box::new(|_| {})); // a reader's panic is told as a problem
    loop {
        let bytes = match read_frame(&mut input, start.limits.max_input) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error),
        };
        let text = read(&bytes, &start.limits);
        drop(bytes);
        let answer = rmp_serde::to_vec_named(&text).map_err(io::Error::other)?;
        write_frame(&mut output, &answer)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The child of these tests: this test program itself. Some files make it misbehave.
    #[test]
    #[ignore = "is the child process of the other tests"]
    fn child() {
        let misbehave = |bytes: &[u8], limits: &Limits| {
            match bytes {
                b"hang" => loop {
                    std::thread::sleep(Duration::from_secs(1));
                },
                b"crash" => std::process::abort(),
                b"eat" => {
                    let eaten = vec![1u8; 8 << 30];
                    assert!(eaten.len() > 1);
                }
                _ => {}
            }
            crate::read(bytes, limits)
        };
        let _ = serve_with(io::stdin().lock(), io::stdout().lock(), misbehave);
        std::process::exit(0);
    }

    fn pool(children: usize) -> ReaderPool {
        let arguments = ["pool::tests::child", "--exact", "--ignored", "--nocapture", "-q"];
        let settings = PoolSettings::new(std::env::current_exe().unwrap(), arguments);
        ReaderPool::new(PoolSettings { children, memory: 1 << 30, time: Duration::from_secs(4), ..settings })
    }

    fn code(text: &DocumentText) -> &str {
        text.problems.first().map_or("", |problem| problem.code.as_str())
    }

    #[test]
    fn reads_as_in_process_also_structured_texts() {
        let pool = pool(1);
        let rtf = b"{\\rtf1 de motie{\\footnote Kamerstuk 99 999} is\\par}";
        for bytes in [&rtf[..], b"Vraag 1\nWat is dat?", b"\xFF\xD8\xFF\xE0"] {
            assert_eq!(pool.read(bytes), crate::read(bytes, &Limits::default()));
        }
    }

    #[test]
    fn each_fault_is_a_problem_and_the_next_file_goes_on() {
        let pool = pool(1);
        for (bytes, expected) in [(&b"crash"[..], "crashed"), (b"hang", "timed_out"), (b"eat", "memory")] {
            assert_eq!(code(&pool.read(bytes)), expected);
            assert_eq!(pool.read(b"gewone tekst").text, "gewone tekst");
        }
    }

    #[test]
    fn a_file_over_the_limit_never_reaches_a_child() {
        let mut settings = PoolSettings::new("/nergens/geen-programma", ["x"]);
        settings.limits.max_input = 10;
        let pool = ReaderPool::new(settings);
        assert_eq!(code(&pool.read(&[b'a'; 11])), "too_large");
        assert_eq!(code(&pool.read(b"tekst")), "crashed");
    }

    #[test]
    fn many_threads_share_few_children() {
        let pool = pool(2);
        std::thread::scope(|scope| {
            for number in 0..8 {
                let pool = &pool;
                scope.spawn(move || {
                    for round in 0..20 {
                        let text = format!("tekst {number} {round}");
                        assert_eq!(pool.read(text.as_bytes()).text, text);
                    }
                });
            }
        });
        assert!(lock(&pool.places).len() == 2);
    }
}
