//! `kamerspoor extract`: the structure of one file as JSON; no database.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use clap::{ArgMatches, Command};
use structure::Context;

use super::{print_json, text};
use crate::config::Config;

/// Arguments and help.
pub fn command() -> Command {
    Command::new("extract")
        .about("Print the structure of a file as JSON: questions and answers, references, motions, commitments, calls")
        .arg(text::file())
        .arg(clap::Arg::new("json").long("json").action(clap::ArgAction::SetTrue).help("print JSON (it always does)"))
        .after_help("Example:\n  kamerspoor extract antwoorden.pdf | jq '.exchanges[] | {number, askers, see}'\n\nSpans are character offsets into what `kamerspoor text FILE` prints.")
}

/// Prints what the extractors find.
pub fn run(matches: &ArgMatches, config: &Config) -> Result<ExitCode> {
    let name = matches.get_one::<String>("file").expect("clap requires it");
    let text = text::read(config, Path::new(name))?;
    print_json(&structure::extract(&text, &Context::default()))?;
    Ok(ExitCode::SUCCESS)
}
