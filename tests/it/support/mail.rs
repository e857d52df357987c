//! A mail server that speaks the protocol by somebody else's parser, and fails when the test says so.

use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use mailin::response::OK;
use mailin::{Action, Handler, Response, SessionBuilder};

/// What came in.
#[derive(Debug, Clone)]
pub struct Received {
    /// To whom, as the envelope says.
    pub to: String,
    /// The mail, with its headers.
    pub text: String,
}

impl Received {
    /// A header on one line.
    pub fn header(&self, name: &str) -> Option<&str> {
        let head = self.text.split("\r\n\r\n").next().unwrap_or_default();
        head.split("\r\n").find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// A mail server on loopback.
pub struct MailServer {
    /// Its address, as the setting `mail` takes it.
    pub url: String,
    shared: Arc<Shared>,
}

struct Shared {
    taken: Mutex<Vec<Received>>,
    /// Random numbers that repeat.
    dice: AtomicU64,
    /// One in so many transactions fails; 0 is none.
    fails: u64,
    refused: AtomicU64,
}

impl MailServer {
    /// Starts one of which one in `fails` transactions fails at random: some before the mail, some after all of it.
    pub fn start(fails: u64) -> MailServer {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("smtp://{}", listener.local_addr().expect("bound"));
        let shared = Arc::new(Shared {
            taken: Mutex::default(),
            dice: AtomicU64::new(88_172_645_463_325_252),
            fails,
            refused: AtomicU64::new(0),
        });
        let own = shared.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = own.clone();
                std::thread::spawn(move || converse(stream, shared));
            }
        });
        MailServer { url, shared }
    }

    /// What it has taken.
    pub fn taken(&self) -> Vec<Received> {
        self.shared.taken.lock().expect("no thread panics").clone()
    }

    /// How many transactions it failed.
    pub fn refused(&self) -> u64 {
        self.shared.refused.load(Ordering::SeqCst)
    }
}

fn converse(stream: TcpStream, shared: Arc<Shared>) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?);
    // an answer goes out whole, as mail servers send it: in pieces each would wait for the other side
    let mut out = BufWriter::new(stream);
    let inbox = Inbox { shared, to: String::new(), text: Vec::new() };
    let mut session = SessionBuilder::new("post.example").build(IpAddr::V4(Ipv4Addr::LOCALHOST), inbox);
    session.greeting().write_to(&mut out).ok()?;
    out.flush().ok()?;
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).ok()? > 0 {
        let response = session.process(&line);
        line.clear();
        if response.action != Action::NoReply {
            response.write_to(&mut out).ok()?;
            out.flush().ok()?;
        }
        if response.action == Action::Close {
            break;
        }
    }
    Some(())
}

struct Inbox {
    shared: Arc<Shared>,
    to: String,
    text: Vec<u8>,
}

impl Inbox {
    fn fails(&self) -> bool {
        if self.shared.fails == 0 {
            return false;
        }
        let next =
            |dice: u64| dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let before =
            self.shared.dice.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |dice| Some(next(dice)));
        // asked twice for each mail, so each time half as often
        let fails = (before.unwrap_or_default() >> 33).is_multiple_of(self.shared.fails * 2);
        if fails {
            self.shared.refused.fetch_add(1, Ordering::SeqCst);
        }
        fails
    }
}

impl Handler for Inbox {
    fn rcpt(&mut self, to: &str) -> Response {
        if self.fails() {
            return Response::custom(451, "try again later".to_owned());
        }
        to.clone_into(&mut self.to);
        self.text.clear();
        OK
    }

    fn data(&mut self, line: &[u8]) -> io::Result<()> {
        self.text.extend_from_slice(line);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        if self.fails() {
            // the connection ends with it: nobody knows any more what was taken
            return Response::custom(421, "no room just now".to_owned());
        }
        let text = String::from_utf8_lossy(&self.text).into_owned();
        let received = Received { to: self.to.clone(), text };
        self.shared.taken.lock().expect("no thread panics").push(received);
        OK
    }
}
