//! `kamerspoor demo`: the whole product on a simulated parliament, without a network.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use model::Category;
use parliament::{Grow, Parliament, Settings, Size};

use super::sync::Scope;
use super::up;
use crate::config::Config;
use crate::stop::Stop;

/// How long a parliament that grows rests at first.
const GROWS_AFTER: std::time::Duration = std::time::Duration::from_secs(60);
/// Entries that arrive each second.
const GROWS_BY: u64 = 5;

/// Arguments and help.
pub fn command() -> Command {
    Command::new("demo")
        .about("Serve the whole product on a simulated parliament with invented people and papers; needs no network")
        .arg(Arg::new("documents").long("documents").value_name("N").default_value("200").value_parser(value_parser!(u64).range(1..=1_000_000)).help("how many documents the parliament has, about"))
        .arg(Arg::new("seed").long("seed").value_name("N").default_value("1").value_parser(value_parser!(u64)).help("another number gives another parliament"))
        .arg(Arg::new("only-source").long("only-source").action(ArgAction::SetTrue).help("serve only the simulated feed and print its address, for trying `sync` and `up`"))
        .arg(Arg::new("grow").long("grow").action(ArgAction::SetTrue).help("begin with nine tenths and let the rest arrive, some entries each second: for trying alerts"))
        .after_help("Examples:\n  kamerspoor demo\n  kamerspoor demo --grow\n  kamerspoor demo --documents 5000 --listen 127.0.0.1:9000\n  kamerspoor demo --only-source")
}

/// Starts the simulated source, follows it and serves until it is stopped. Its data lie apart from the real ones.
pub fn run(matches: &ArgMatches, config: &Config) -> Result<ExitCode> {
    let number = |name: &str| *matches.get_one::<u64>(name).expect("clap gives a default");
    let (documents, seed) = (number("documents"), number("seed"));
    let stop = Stop::on_signals()?;
    let grows = matches.get_flag("grow");
    let grow = if grows { Grow::NineTenths } else { Grow::All };
    let settings = Settings { seed, size: Size::documents(documents), grow, ..Settings::default() };
    let parliament = Parliament::new(settings);
    let server = parliament::serve(Arc::new(parliament), ([127, 0, 0, 1], 0).into())
        .context("the simulated source cannot listen on loopback")?;
    if matches.get_flag("only-source") {
        super::print(&format!("{}\n", server.url()))?;
        while stop.wait(std::time::Duration::from_secs(3600)) {}
        server.stop();
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("a simulated parliament: everybody and everything in it is invented");
    let folder = config.data().join(format!("demo-{seed}-{documents}"));
    let mut config = config.with_data(&folder).with("source", server.url());
    // who tries it may follow at once: mails lie in a folder beside the data
    if config.mail().is_empty() {
        let mails = folder.join("mail");
        config = config.with("accounts", "open".to_owned()).with("mail", format!("file:{}", mails.display()));
        eprintln!("mails that it sends lie in {}", mails.display());
    }
    let scope = Scope { categories: Category::all().collect(), since: None };
    let result = std::thread::scope(|threads| {
        if grows {
            threads.spawn(|| grow_slowly(server.parliament(), &stop));
        }
        let result = up::follow_and_serve(&config, &scope, &stop);
        stop.wish();
        result
    });
    server.stop();
    result?;
    Ok(ExitCode::SUCCESS)
}

/// After a minute, so that what was there at first is known by then, the rest arrives.
fn grow_slowly(parliament: &Parliament, stop: &Stop) {
    if !stop.wait(GROWS_AFTER) {
        return;
    }
    while stop.wait(std::time::Duration::from_secs(1)) {
        let (released, total) = parliament.status();
        if released == total {
            return;
        }
        parliament.advance(GROWS_BY);
    }
}
