//! `kamerspoor serve`: the site over what is kept, without following the feed.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use clap::{ArgMatches, Command};
use search::Index;
use store::Store;

use super::sync;
use crate::config::Config;
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
    let site = Site::open(config, store, Index::open(sync::index_folder(config))?)?;
    eprintln!("data in {}\nopen http://{}", config.data().display(), site.address()?);
    site.serve(&stop)?;
    Ok(ExitCode::SUCCESS)
}
