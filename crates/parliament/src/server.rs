//! The HTTP server: one thread a connection, kept alive, answers from memory.
//!
//! Knows only what the House's server knows: `/SyncFeed/2.0/Feed`, `…/Entiteiten/<id>`, `…/Resources/<id>`, and
//! `/_control/status` and `/_control/advance?n=N` besides. Start at [`serve`].

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::identity::Guid;
use crate::parliament::Parliament;
use crate::random::{hash, hash_bytes};
use crate::settings::Fault;

const BASE: &str = "/SyncFeed/2.0";
const FEED: &str = "application/atom+xml; charset=utf-8";
/// A request line or header longer than this is refused.
const LINE: u64 = 8 * 1024;
/// A request with more headers than this is refused.
const HEADERS: usize = 64;
/// A connection that says nothing for so long is closed.
const IDLE: Duration = Duration::from_secs(60);

/// A running server; stops when it is dropped.
#[derive(Debug)]
pub struct Server {
    /// Where it listens.
    pub addr: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    parliament: Arc<Parliament>,
    stopping: AtomicBool,
    requests: AtomicU64,
    asked: Mutex<HashMap<u64, u64>>,
    kept: Mutex<Option<HashMap<String, Arc<[u8]>>>>,
}

/// Serves a parliament; port 0 takes a free one.
///
/// # Errors
/// When the address cannot be listened on.
pub fn serve(parliament: Arc<Parliament>, addr: SocketAddr) -> std::io::Result<Server> {
    let listener = TcpListener::bind(addr)?;
    let addr = listener.local_addr()?;
    let shared = Arc::new(Shared {
        parliament,
        stopping: AtomicBool::new(false),
        requests: AtomicU64::new(0),
        asked: Mutex::new(HashMap::new()),
        kept: Mutex::new(None),
    });
    let accepting = Arc::clone(&shared);
    let thread = std::thread::Builder::new().name("parliament".to_owned()).spawn(move || {
        for stream in listener.incoming() {
            if accepting.stopping.load(Ordering::SeqCst) {
                break;
            }
            let Ok(stream) = stream else { continue };
            let shared = Arc::clone(&accepting);
            // a connection that cannot get a thread is dropped
            let _ = std::thread::Builder::new().spawn(move || {
                let _ = connection(&shared, stream);
            });
        }
    })?;
    Ok(Server { addr, shared, thread: Some(thread) })
}

impl Server {
    /// The base of the feed: `http://127.0.0.1:8123/SyncFeed/2.0`.
    pub fn url(&self) -> String {
        format!("http://{}{BASE}", self.addr)
    }

    /// How many requests came in.
    pub fn requests(&self) -> u64 {
        self.shared.requests.load(Ordering::SeqCst)
    }

    /// The parliament that is served.
    pub fn parliament(&self) -> &Parliament {
        &self.shared.parliament
    }

    /// From now on keeps each page of the feed once it is made, so that a bench does not time the making.
    pub fn keep_pages(&self) {
        *self.shared.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(HashMap::new());
    }

    /// Takes no more connections; open ones end with their current answer.
    pub fn stop(mut self) {
        self.halt();
    }

    fn halt(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        // wakes the thread that waits for connections
        let _ = TcpStream::connect_timeout(&self.addr, Duration::from_secs(1));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.halt();
    }
}

struct Request {
    method: String,
    target: String,
    host: Option<String>,
    close: bool,
}

struct Answer {
    status: u16,
    kind: &'static str,
    body: Arc<[u8]>,
}

impl Answer {
    fn text(status: u16, body: &str) -> Answer {
        Answer { status, kind: "text/plain; charset=utf-8", body: body.as_bytes().into() }
    }
}

fn connection(shared: &Shared, stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(IDLE))?;
    stream.set_write_timeout(Some(IDLE))?;
    stream.set_nodelay(true)?;
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = read(&mut reader)? {
        shared.requests.fetch_add(1, Ordering::SeqCst);
        let answer = route(shared, &request);
        let fault =
            if request.target.starts_with("/_control/") { None } else { pick(shared, &request.target) };
        let close = request.close || fault.is_some() || shared.stopping.load(Ordering::SeqCst);
        send(shared, &mut writer, &request, answer, fault, close)?;
        if close {
            break;
        }
    }
    Ok(())
}

/// The next request; `None` at the end or when it is none.
fn read(reader: &mut impl BufRead) -> std::io::Result<Option<Request>> {
    let Some(first) = line(reader)? else { return Ok(None) };
    let mut words = first.split_ascii_whitespace();
    let (Some(method), Some(target), Some(version)) = (words.next(), words.next(), words.next()) else {
        return Ok(None);
    };
    let mut request = Request {
        method: method.to_owned(),
        target: target.to_owned(),
        host: None,
        close: version == "HTTP/1.0",
    };
    let mut length = 0;
    for _ in 0..HEADERS {
        let Some(header) = line(reader)? else { return Ok(None) };
        if header.is_empty() {
            // a body is read and forgotten
            std::io::copy(&mut reader.by_ref().take(length), &mut std::io::sink())?;
            return Ok(Some(request));
        }
        let Some((name, value)) = header.split_once(':') else { continue };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "host" => request.host = Some(value.to_owned()),
            "connection" => request.close = value.eq_ignore_ascii_case("close"),
            "content-length" => length = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    Ok(None)
}

fn line(reader: &mut impl BufRead) -> std::io::Result<Option<String>> {
    let mut bytes = Vec::new();
    reader.by_ref().take(LINE).read_until(b'\n', &mut bytes)?;
    if bytes.pop() != Some(b'\n') {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    Ok(String::from_utf8(bytes).ok())
}

fn route(shared: &Shared, request: &Request) -> Answer {
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    if let Some(action) = path.strip_prefix("/_control/") {
        return control(shared, action, query);
    }
    if request.method != "GET" && request.method != "HEAD" {
        return Answer::text(405, "Method not allowed\n");
    }
    let parts: Vec<&str> = path.strip_prefix(BASE).unwrap_or("").split('/').skip(1).collect();
    match parts.as_slice() {
        ["Feed"] => feed(shared, request, query),
        ["Entiteiten", id] => match Guid::parse(id).and_then(|id| shared.parliament.entity(id)) {
            Some(xml) => {
                Answer { status: 200, kind: "application/xml; charset=utf-8", body: xml.into_bytes().into() }
            }
            None => Answer::text(404, "Not found\n"),
        },
        ["Resources", id] => match Guid::parse(id).and_then(|id| shared.parliament.resource(id)) {
            Some((kind, body)) => Answer { status: 200, kind, body: body.into() },
            None => Answer::text(404, "Not found\n"),
        },
        _ => Answer::text(404, "Not found\n"),
    }
}

fn feed(shared: &Shared, request: &Request, query: &str) -> Answer {
    let parameter = |name: &str| {
        query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find(|(n, _)| *n == name)
            .map(|(_, v)| decode(v))
    };
    let token = match parameter("skiptoken").map(|t| t.parse::<i64>()) {
        None => None,
        Some(Ok(token)) => Some(token),
        Some(Err(_)) => return Answer::text(400, "Bad skiptoken\n"),
    };
    let kept = || shared.kept.lock().unwrap_or_else(PoisonError::into_inner);
    let known = kept().as_ref().and_then(|pages| pages.get(query).cloned());
    if let Some(body) = known {
        return Answer { status: 200, kind: FEED, body };
    }
    let host = request.host.as_deref().unwrap_or("127.0.0.1");
    let base = format!("http://{host}{BASE}");
    let page = shared.parliament.feed_page(&base, parameter("category").as_deref(), token);
    let body: Arc<[u8]> = page.into_bytes().into();
    if let Some(pages) = kept().as_mut() {
        pages.insert(query.to_owned(), Arc::clone(&body));
    }
    Answer { status: 200, kind: FEED, body }
}

fn control(shared: &Shared, action: &str, query: &str) -> Answer {
    match action {
        "status" => {}
        "advance" => {
            let n = query.strip_prefix("n=").and_then(|n| n.parse().ok()).unwrap_or(1);
            shared.parliament.advance(n);
        }
        _ => return Answer::text(404, "Not found\n"),
    }
    let (released, total) = shared.parliament.status();
    let body = format!("{{\"released\":{released},\"total\":{total}}}\n");
    Answer { status: 200, kind: "application/json", body: body.into_bytes().into() }
}

/// `%20` and `+` in a query.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = bytes.get(i + 1..i + 3).and_then(|h| std::str::from_utf8(h).ok());
        match (bytes[i], hex.and_then(|h| u8::from_str_radix(h, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                i += 2;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        i += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The fault of this answer, by seed, address and how often the address was asked.
fn pick(shared: &Shared, target: &str) -> Option<Fault> {
    let faults = shared.parliament.settings().faults.as_ref()?;
    let address = hash_bytes(faults.seed, target.as_bytes());
    let nth = {
        let mut asked = shared.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let nth = asked.entry(address).or_insert(0);
        *nth += 1;
        *nth
    };
    let chance = hash(address, nth);
    let unit = (chance >> 11) as f64 / (1u64 << 53) as f64;
    if unit >= faults.rate || faults.kinds.is_empty() {
        return None;
    }
    Some(faults.kinds[(hash(chance, 1) % faults.kinds.len() as u64) as usize])
}

fn send(
    shared: &Shared,
    writer: &mut TcpStream,
    request: &Request,
    answer: Answer,
    fault: Option<Fault>,
    close: bool,
) -> std::io::Result<()> {
    let answer = match fault {
        Some(Fault::Error500) => Answer::text(500, "Internal Server Error\n"),
        _ => answer,
    };
    let full = answer.body.len();
    let (declared, sent) = match fault {
        Some(Fault::Truncated | Fault::Stalled) => (full, full / 2),
        Some(Fault::WrongLength) => {
            let short = full.saturating_sub(1 + full / 10);
            (short, short)
        }
        _ => (full, full),
    };
    let reason = match answer.status {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Internal Server Error",
    };
    let head = format!(
        "HTTP/1.1 {} {reason}\r\nContent-Type: {}\r\nContent-Length: {declared}\r\n{}\r\n",
        answer.status,
        answer.kind,
        if close { "Connection: close\r\n" } else { "" }
    );
    writer.write_all(head.as_bytes())?;
    if request.method == "HEAD" {
        return writer.flush();
    }
    writer.write_all(&answer.body[..sent])?;
    writer.flush()?;
    if fault == Some(Fault::Stalled) {
        let stall = shared.parliament.settings().faults.as_ref().map_or(Duration::ZERO, |f| f.stall);
        std::thread::sleep(stall);
    }
    Ok(())
}
