//! `kamerspoor read-originals` (hidden): a child process that reads originals for its parent, under limits.

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{ArgMatches, Command};
use text::pool::{PoolSettings, ReaderPool};

use crate::config::Config;

/// Arguments and help.
pub fn command() -> Command {
    Command::new("read-originals").hide(true).about("Read originals from standard input for a parent process")
}

/// Serves until standard input ends.
///
/// # Errors
/// The parent broke off in the middle of a file.
pub fn serve() -> Result<()> {
    Ok(text::pool::serve_child(std::io::stdin().lock(), std::io::stdout().lock())?)
}

/// Serves until standard input ends.
pub fn run(_: &ArgMatches, _: &Config) -> Result<ExitCode> {
    serve()?;
    Ok(ExitCode::SUCCESS)
}

/// A pool of such children; they start when the first file comes.
///
/// # Errors
/// This program does not know where it lies.
pub fn pool(config: &Config, readers: usize) -> Result<ReaderPool> {
    let program = std::env::current_exe().context("this program does not know where it lies")?;
    let mut settings = PoolSettings::new(program, ["read-originals"]);
    settings.children = readers;
    settings.memory = config.read_memory();
    settings.time = config.read_timeout();
    settings.limits.max_input = usize::try_from(config.largest_original()).unwrap_or(usize::MAX);
    settings.limits.max_time = config.read_timeout();
    Ok(ReaderPool::new(settings))
}
