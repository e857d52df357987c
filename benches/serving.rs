//! How fast pages are served: cold start, and requests per second with their percentiles.
//!
//! Run: `cargo bench --bench serving -- DATA [PATH …]`, where DATA is a folder that `kamerspoor sync` has filled. The
//! program runs as a user would run it; the load comes from this process over loopback, on the same cores.
//! Figures: `docs/performance.md`.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

/// How long each path is asked for, with so many connections.
const FOR: Duration = Duration::from_secs(5);
const CONNECTIONS: [usize; 2] = [1, 8];

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let Some((data, paths)) = words.split_first() else {
        println!("serving: not measured; name a data folder: cargo bench --bench serving -- DATA [PATH …]");
        return Ok(());
    };
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
    let first = ask(&mut BufReader::new(TcpStream::connect(address)?), "/")?;
    println!("cold start until the first page is there: {:?} ({first} bytes)", started.elapsed());
    let paths = if paths.is_empty() { vec!["/".to_owned()] } else { paths.to_vec() };
    for path in &paths {
        for connections in CONNECTIONS {
            let mut times = load(address, path, connections)?;
            times.sort_unstable();
            let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
            println!(
                "{path} with {connections} connections: {:.0} req/s, p50 {:?}, p99 {:?}, worst {:?}",
                times.len() as f64 / FOR.as_secs_f64(),
                at(0.5),
                at(0.99),
                at(1.0)
            );
        }
    }
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
                    ask(&mut stream, &path)?;
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

/// Asks for a path and reads the whole answer; returns its length.
fn ask(stream: &mut BufReader<TcpStream>, path: &str) -> anyhow::Result<usize> {
    stream.get_mut().write_all(
        format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n").as_bytes(),
    )?;
    let mut line = String::new();
    stream.read_line(&mut line)?;
    if !line.starts_with("HTTP/1.1 200") {
        bail!("{path}: {}", line.trim());
    }
    let mut length = None;
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok();
        }
    }
    let length: usize = length.with_context(|| format!("{path}: an answer without a length"))?;
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(length)
}
