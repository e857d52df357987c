//! How fast pages are served: cold start, pages of each kind that nobody has asked for before, requests per second.
//!
//! Run: `cargo bench --bench serving -- DATA [PATH …]`, where DATA is a folder that `kamerspoor sync` has filled, or
//! `cargo bench --bench serving -- --simulated N DATA [PATH …]`, which fills DATA with the feed of a simulated parliament of
//! N records (without originals) unless it is filled already. The program runs as a user would run it; the load comes
//! from this process over loopback, on the same cores. Figures: `docs/performance.md`.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use feeds::syncfeed::client::{Client, Settings};
use jiff::Timestamp;
use kamerspoor::jobs::sync_feed::Follower;
use kamerspoor::progress::Progress;
use kamerspoor::stop::Stop;
use model::Category;
use parliament::{Parliament, Size};
use store::Store;

/// How long each path is asked for, with so many connections.
const FOR: Duration = Duration::from_secs(5);
const CONNECTIONS: [usize; 2] = [1, 8];
/// So many different pages of a kind are asked for once.
const OF_A_KIND: usize = 500;

/// Lists, each of whose pages is a page of its own.
const LISTS: [&str; 12] = [
    "/zoeken?q=motie&pagina=",
    "/stemmingen?pagina=",
    "/besluiten?pagina=",
    "/moties?pagina=",
    "/vragen?pagina=",
    "/open-vragen?pagina=",
    "/toezeggingen?pagina=",
    "/kamerstukdossiers?pagina=",
    "/activiteiten?pagina=",
    "/verslagen?pagina=",
    "/geschenken?pagina=",
    "/reizen?pagina=",
];
/// So many pages of a list are asked for once.
const OF_A_LIST: usize = 20;
/// Filters that look far: each is asked for once.
const FILTERS: [&str; 20] = [
    "/vragen?q=motie",
    "/vragen?q=zzz",
    "/vragen?fractie=GAV",
    "/vragen?ministerie=Defensie",
    "/toezeggingen?q=brief",
    "/toezeggingen?status=verschoven",
    "/toezeggingen?tab=stukken&q=brief",
    "/toezeggingen?tab=stukken&status=te-laat",
    "/toezeggingen?tab=stukken&ministerie=Defensie",
    "/moties?q=zzz",
    "/moties?ministerie=Defensie",
    "/stemmingen?fractie=GAV",
    "/stemmingen?fractie=GAV&stem=tegen&soort=motie",
    "/stemmingen?wijze=hoofdelijk",
    "/stemmingen/overeenkomst?tot=2026-01-01",
    "/besluiten?soort=overig",
    "/open-vragen?stand=alle&q=zzz",
    "/open-vragen?lid=zzz",
    "/spoor?q=woningbouw+natuur",
    "/zoeken/hulp",
];

fn main() -> anyhow::Result<()> {
    let mut words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let simulated = words.iter().position(|word| word == "--simulated").map(|at| {
        let rest: Vec<String> = words.drain(at..(at + 2).min(words.len())).collect();
        rest.last().and_then(|number| number.parse::<u64>().ok())
    });
    let Some((data, paths)) = words.split_first() else {
        println!(
            "serving: not measured; name a data folder: cargo bench --bench serving -- [--simulated N] DATA [PATH …]"
        );
        return Ok(());
    };
    if let Some(records) = simulated {
        fill(Path::new(data), records.context("--simulated takes a number of records")?)?;
    }
    let address: SocketAddr = "127.0.0.1:18089".parse()?;
    let started = Instant::now();
    let mut server = Server(
        Command::new(env!("CARGO_BIN_EXE_kamerspoor"))
            .args(["serve", "--data", data, "--listen", &address.to_string()])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?,
    );
    while TcpStream::connect(address).is_err() {
        if let Some(status) = server.0.try_wait()? {
            bail!("the server ended: {status}");
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    let mut stream = BufReader::new(TcpStream::connect(address)?);
    let first = ask(&mut stream, "/", "gzip")?.len();
    println!("cold start until the first page is there: {:?} ({first} bytes)", started.elapsed());

    for (kind, addresses) in kinds(&mut stream)? {
        first_views(&mut stream, &kind, &addresses)?;
    }
    for list in LISTS {
        let pages: Vec<String> = (2..OF_A_LIST + 2).map(|page| format!("{list}{page}")).collect();
        first_views(&mut stream, list, &pages)?;
    }
    let filters = FILTERS.map(str::to_owned);
    for filter in &filters {
        first_views(&mut stream, filter, std::slice::from_ref(filter))?;
    }
    for path in paths {
        let started = Instant::now();
        ask(&mut stream, path, "gzip")?;
        println!("{path} for the first time: {:?}", started.elapsed());
        for connections in CONNECTIONS {
            let mut times = load(address, path, connections)?;
            println!(
                "{path} with {connections} connections: {:.0} req/s, {}",
                times.len() as f64 / FOR.as_secs_f64(),
                Percentiles(&mut times)
            );
        }
    }
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.0.id())).unwrap_or_default();
    // at most at once; now: of its own, and mapped files, which the system takes back
    let told = ["VmHWM", "RssAnon", "RssFile"];
    for line in status.lines().filter(|line| told.iter().any(|name| line.starts_with(name))) {
        println!("memory of the server: {line}");
    }
    Ok(())
}

struct Percentiles<'a>(&'a mut Vec<Duration>);

impl std::fmt::Display for Percentiles<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut times = self.0.clone();
        times.sort_unstable();
        let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
        write!(f, "p50 {:?}, p99 {:?}, worst {:?}", at(0.5), at(0.99), at(1.0))
    }
}

/// Addresses of the sitemap by kind, some of each, spread over all of them.
fn kinds(stream: &mut BufReader<TcpStream>) -> anyhow::Result<BTreeMap<String, Vec<String>>> {
    let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for part in locations(stream, "/sitemap.xml")? {
        for address in locations(stream, &part)? {
            let kind = address.trim_start_matches('/').split('/').next().unwrap_or_default().to_owned();
            kinds.entry(kind).or_default().push(address);
        }
    }
    for addresses in kinds.values_mut() {
        let step = addresses.len().div_ceil(OF_A_KIND).max(1);
        *addresses = std::mem::take(addresses).into_iter().step_by(step).collect();
    }
    Ok(kinds)
}

/// The paths that a sitemap names.
fn locations(stream: &mut BufReader<TcpStream>, path: &str) -> anyhow::Result<Vec<String>> {
    let body = String::from_utf8(ask(stream, path, "identity")?)?;
    let path = |location: &str| {
        let (address, _) = location.split_once("</loc>")?;
        let (_, rest) = address.split_once("://")?;
        Some(rest.split_once('/').map_or_else(|| "/".to_owned(), |(_, path)| format!("/{path}")))
    };
    Ok(body.split("<loc>").skip(1).filter_map(path).collect())
}

fn first_views(stream: &mut BufReader<TcpStream>, name: &str, addresses: &[String]) -> anyhow::Result<()> {
    let mut times = Vec::new();
    let mut slowest = (Duration::ZERO, "");
    for address in addresses {
        let started = Instant::now();
        if let Err(error) = ask(stream, address, "gzip") {
            // a list that has fewer pages
            println!("not measured: {error:#}");
            break;
        }
        let time = started.elapsed();
        slowest = slowest.max((time, address));
        times.push(time);
    }
    if !times.is_empty() {
        println!(
            "{name} for the first time, {} of them: {} at {}",
            times.len(),
            Percentiles(&mut times),
            slowest.1
        );
    }
    Ok(())
}

/// Follows the feed of a simulated parliament into a folder, if it holds nothing yet.
fn fill(data: &Path, records: u64) -> anyhow::Result<()> {
    let store = Store::open(data)?;
    let categories: Vec<Category> = Category::all().collect();
    if store.checkpoint(Category::Document)?.position.is_some() {
        return Ok(());
    }
    let parliament = Parliament::new(parliament::Settings {
        size: Size::records(records),
        ..parliament::Settings::default()
    });
    let server = parliament::serve(Arc::new(parliament), ([127, 0, 0, 1], 0).into())?;
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
    let round = follower.round(&categories)?;
    store.tend()?;
    println!("filled {} with {} entries", data.display(), round.outcome.entries);
    Ok(())
}

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn load(address: SocketAddr, path: &str, connections: usize) -> anyhow::Result<Vec<Duration>> {
    let until = Instant::now() + FOR;
    let threads: Vec<_> = (0..connections)
        .map(|_| {
            let path = path.to_owned();
            std::thread::spawn(move || -> anyhow::Result<Vec<Duration>> {
                let mut stream = BufReader::new(TcpStream::connect(address)?);
                stream.get_ref().set_nodelay(true)?;
                let mut times = Vec::new();
                while Instant::now() < until {
                    let started = Instant::now();
                    ask(&mut stream, &path, "gzip")?;
                    times.push(started.elapsed());
                }
                Ok(times)
            })
        })
        .collect();
    let mut all = Vec::new();
    for thread in threads {
        all.extend(thread.join().map_err(|_| anyhow::anyhow!("a client panicked"))??);
    }
    Ok(all)
}

/// Asks for a path and reads the whole answer.
fn ask(stream: &mut BufReader<TcpStream>, path: &str, encoding: &str) -> anyhow::Result<Vec<u8>> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: {encoding}\r\n\r\n");
    stream.get_mut().write_all(request.as_bytes())?;
    let mut line = String::new();
    stream.read_line(&mut line)?;
    if !line.starts_with("HTTP/1.1 200") {
        let status = line.trim().to_owned();
        read_body(stream, path)?;
        bail!("{path}: {status}");
    }
    read_body(stream, path)
}

fn read_body(stream: &mut BufReader<TcpStream>, path: &str) -> anyhow::Result<Vec<u8>> {
    let mut line = String::new();
    let (mut length, mut chunked) = (None, false);
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        let header = line.trim().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().ok();
        }
        chunked |= header == "transfer-encoding: chunked";
    }
    if !chunked {
        let length: usize = length.with_context(|| format!("{path}: an answer without a length"))?;
        let mut body = vec![0; length];
        stream.read_exact(&mut body)?;
        return Ok(body);
    }
    let mut body = Vec::new();
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        let size = usize::from_str_radix(line.trim(), 16)?;
        let start = body.len();
        body.resize(start + size + 2, 0);
        stream.read_exact(&mut body[start..])?;
        body.truncate(start + size);
        if size == 0 {
            return Ok(body);
        }
    }
}
