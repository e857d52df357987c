//! Talks to the server over a socket, also when it misbehaves on purpose.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use parliament::{Fault, Faults, Grow, Parliament, Server, Settings, serve};

fn start(settings: Settings) -> Server {
    serve(Arc::new(Parliament::new(settings)), ([127, 0, 0, 1], 0).into()).unwrap()
}

/// Sends a request on a connection of its own and reads until the server closes it.
fn raw(server: &Server, request: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(server.addr).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    answer
}

/// Status, declared length and body of an answer.
fn get(server: &Server, method: &str, path: &str) -> (u16, usize, Vec<u8>) {
    let request = format!("{method} {path} HTTP/1.1\r\nHost: kamer.example\r\nConnection: close\r\n\r\n");
    let answer = raw(server, &request);
    let split = answer.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
    let head = std::str::from_utf8(&answer[..split]).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let length = head.split("Content-Length: ").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
    (status, length, answer[split + 4..].to_vec())
}

#[test]
fn pages_entities_and_files() {
    let server = start(Settings::default());
    let (status, length, body) = get(&server, "GET", "/SyncFeed/2.0/Feed?category=Verslag");
    assert_eq!((status, length), (200, body.len()));
    let page = String::from_utf8(body).unwrap();
    assert!(
        page.contains("href=\"http://kamer.example/SyncFeed/2.0/Feed?skiptoken="),
        "links follow the Host"
    );
    let last = page.rsplit("<title>").next().unwrap().split('<').next().unwrap();
    let (status, _, entity) = get(&server, "GET", &format!("/SyncFeed/2.0/Entiteiten/{last}"));
    assert_eq!(status, 200);
    assert!(String::from_utf8(entity).unwrap().contains(last));
    let (status, length, none) = get(&server, "HEAD", "/SyncFeed/2.0/Feed?category=Zaal");
    assert_eq!((status, none.len()), (200, 0));
    assert!(length > 1000);
}

#[test]
fn what_is_not_there() {
    let server = start(Settings::default());
    let status = |path: &str| get(&server, "GET", path).0;
    assert_eq!(status("/SyncFeed/2.0/Resources/0006f304-7f6f-45f7-923e-9975c29d77c6"), 404);
    assert_eq!(status("/SyncFeed/2.0/Entiteiten/zaak"), 404);
    assert_eq!(status("/elders"), 404);
    assert_eq!(status("/SyncFeed/2.0/Feed?skiptoken=x"), 400);
    assert_eq!(status("/SyncFeed/2.0/Feed?category=zaken"), 200);
    assert_eq!(get(&server, "POST", "/SyncFeed/2.0/Feed").0, 405);
}

#[test]
fn one_connection_serves_many_requests() {
    let server = start(Settings::default());
    let request = "GET /SyncFeed/2.0/Feed?category=Zaal HTTP/1.1\r\nHost: a\r\n\r\n".repeat(5);
    let last = "GET /SyncFeed/2.0/Feed?category=Zaal HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    let answer = raw(&server, &(request + last));
    assert_eq!(answer.windows(12).filter(|w| w == b"HTTP/1.1 200").count(), 6);
    assert_eq!(server.requests(), 6);
}

#[test]
fn nonsense_closes_the_connection_only() {
    let server = start(Settings::default());
    for nonsense in ["\r\n\r\n", "GET\r\n\r\n", "\u{0}\u{1}", &"x".repeat(100_000)] {
        assert!(raw(&server, &format!("{nonsense}\n")).is_empty());
    }
    assert_eq!(get(&server, "GET", "/_control/status").0, 200);
}

#[test]
fn faults_repeat_and_pass() {
    let settings = || Settings {
        faults: Some(Faults { stall: Duration::from_millis(20), ..Faults::new(7, 0.5) }),
        ..Settings::default()
    };
    let run = |server: &Server| -> Vec<(u16, usize, usize)> {
        let mut seen = Vec::new();
        for category in ["Zaal", "Fractie", "Zaak", "Persoon"] {
            for _ in 0..8 {
                let path = format!("/SyncFeed/2.0/Feed?category={category}");
                let (status, length, body) = get(server, "GET", &path);
                seen.push((status, length, body.len()));
            }
        }
        seen
    };
    let (one, two) = (start(settings()), start(settings()));
    let seen = run(&one);
    assert_eq!(seen, run(&two), "the same seed, the same faults");
    assert!(seen.iter().any(|s| s.0 == 500));
    assert!(seen.iter().any(|(status, length, body)| *status == 200 && body < length), "a body is cut");
    let zaal: Vec<usize> = seen[..8].iter().filter(|s| s.0 == 200 && s.1 == s.2).map(|s| s.1).collect();
    assert!(!zaal.is_empty(), "asking again helps");
    assert_eq!(get(&one, "GET", "/_control/status").0, 200, "control is never faulty");
}

#[test]
fn a_wrong_length_looks_like_a_whole_answer() {
    let faults = Faults { kinds: vec![Fault::WrongLength], ..Faults::new(1, 1.0) };
    let server = start(Settings { faults: Some(faults), ..Settings::default() });
    let (status, length, body) = get(&server, "GET", "/SyncFeed/2.0/Feed?category=Zaal");
    assert_eq!((status, length), (200, body.len()));
    assert!(!body.ends_with(b"</feed>"));
}

#[test]
fn growing_over_http() {
    let server = start(Settings { grow: Grow::Entries(100), ..Settings::default() });
    let status = |path: &str| String::from_utf8(get(&server, "POST", path).2).unwrap();
    assert!(status("/_control/status").starts_with("{\"released\":100,"));
    assert!(status("/_control/advance?n=50").starts_with("{\"released\":150,"));
    assert_eq!(server.parliament().status().0, 150);
}
