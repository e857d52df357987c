//! Serves a simulated parliament:
//! `cargo run -p parliament --release --example parliament -- --documents 200 --port 8123 --faults 7:0.1`

use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::sync::Arc;

use parliament::{Faults, Grow, Parliament, Settings, Size, serve};

const USAGE: &str = "parliament [--documents N | --records N] [--seed N] [--port N] [--faults SEED:RATE] [--grow] [--today YYYY-MM-DD] [--broken-xml]

  --documents N    at least N documents (default 200)
  --records N      at least N entries in the feed
  --seed N         another parliament for another number (default 1)
  --port N         port on 127.0.0.1 (default 8123; 0 takes a free one)
  --faults S:R     a part R of the answers is faulty, chosen by seed S
  --grow           serve nine tenths; POST /_control/advance?n=500 releases more
  --today DATE     the last day of the simulation (default 2026-11-20)
  --broken-xml     the content of one case is not well-formed
  --manifest       print what a complete client must hold, and end";

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "a program's own output")]
fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}\n\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "a program's own output")]
fn run() -> Result<(), String> {
    let mut settings = Settings::default();
    let mut port = 8123;
    let mut only_manifest = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{name}: expected a value"));
        let number =
            |text: String| text.parse::<u64>().map_err(|_| format!("{name} {text:?}: expected a number"));
        match name.as_str() {
            "--documents" => settings.size = Size::documents(number(value()?)?),
            "--records" => settings.size = Size::records(number(value()?)?),
            "--seed" => settings.seed = number(value()?)?,
            "--port" => port = value()?.parse().map_err(|_| "--port: expected a port".to_owned())?,
            "--faults" => settings.faults = Some(Faults::parse(&value()?)?),
            "--today" => settings.today = value()?.parse().map_err(|e| format!("--today: {e}"))?,
            "--grow" => settings.grow = Grow::NineTenths,
            "--broken-xml" => settings.oddities.broken_xml = true,
            "--manifest" => only_manifest = true,
            _ => return Err(format!("unknown option {name}")),
        }
    }
    let parliament = Arc::new(Parliament::new(settings));
    if only_manifest {
        let manifest = parliament.manifest();
        for (category, count) in &manifest.categories {
            println!("{:32} {:>9} live {:>7} deleted", category.name(), count.live, count.deleted);
        }
        println!(
            "{} entries, {} live, {} dangling references",
            manifest.entries,
            manifest.live(),
            manifest.dangling
        );
        return Ok(());
    }
    let (released, total) = parliament.status();
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let server = serve(parliament, address).map_err(|e| format!("cannot listen on {address}: {e}"))?;
    eprintln!("{released} of {total} entries on {}/Feed", server.url());
    loop {
        std::thread::park();
    }
}
