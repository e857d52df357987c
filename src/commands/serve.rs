//! `kamerspoor serve`: the site over what is kept, without following the feed.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use clap::{ArgMatches, Command};
use search::Index;
use store::Store;
use store::people::People;

use super::{clock, sync};
use crate::config::Config;
use crate::follow::{self, Following};
use crate::site::Site;
use crate::stop::Stop;

/// Arguments and help.
pub fn command() -> Command {
    Command::new("serve")
        .about("Serve the site over what is kept, without following the feed")
        .after_help("Example:\n  kamerspoor serve --listen 127.0.0.1:8089")
}

/// Serves until it is stopped.
pub fn run(_: &ArgMatches, config: &Config) -> Result<ExitCode> {
    let stop = Stop::on_signals()?;
    let store = Arc::new(Store::open(&config.data())?);
    let people = Arc::new(People::open(&config.data())?);
    let index = Index::open(sync::index_folder(config))?;
    let delivering = Following::with(people.clone(), config, clock)?;
    let site = Site::open(config, store, index.clone(), people)?;
    eprintln!("data in {}\nopen http://{}", config.data().display(), site.address()?);
    std::thread::scope(|scope| {
        scope.spawn(|| follow::keep_delivering(&delivering, &index, config, &stop));
        let served = site.serve(&stop);
        stop.wish();
        served
    })?;
    Ok(ExitCode::SUCCESS)
}
