//! `kamerspoor status`: what is kept, what is missing, what went wrong.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches, Command};
use search::Index;
use store::Store;
use store::status::Status;

use super::{print, print_json};
use crate::config::Config;

/// Arguments and help.
pub fn command() -> Command {
    Command::new("status")
        .about("Say what is kept, what is missing and what went wrong")
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("print JSON"))
        .after_help("Examples:\n  kamerspoor status\n  kamerspoor status --json")
}

/// Prints counts and problems.
pub fn run(matches: &ArgMatches, config: &Config) -> Result<ExitCode> {
    let store = Store::open(&config.data())?;
    let status = read(&store, &Index::open(super::sync::index_folder(config))?)?;
    if matches.get_flag("json") {
        print_json(&status)?;
        return Ok(ExitCode::SUCCESS);
    }
    print(&format!(
        "data in {}\n\n{:32}{:>10}{:>10}{:>14}  newest\n",
        config.data().display(),
        "category",
        "live",
        "deleted",
        "token"
    ))?;
    for (name, category) in &status.categories {
        let token = category.token.map_or_else(|| "-".to_owned(), |token| token.to_string());
        let newest = category.newest.as_deref().unwrap_or("-");
        print(&format!("{name:32}{:>10}{:>10}{token:>14}  {newest}\n", category.live, category.deleted))?;
        if let Some(since) = category.since {
            print(&format!("{:32}only what the source published after position {since}\n", ""))?;
        }
        if let Some(error) = &category.error {
            print(&format!("{:32}last round failed: {error}\n", ""))?;
        }
    }
    let originals = &status.originals;
    print(&format!(
        "\noriginals: {} expected, {} stored, {} with text, {} without text, {} failed, {} pictures, {} waiting\nindex: {} items, {} behind\n",
        originals.expected,
        originals.stored,
        originals.with_text,
        originals.without_text,
        originals.failed,
        originals.pictures,
        originals.waiting,
        status.index.items,
        status.index.behind
    ))?;
    let problems = &status.problems;
    print(&format!(
        "problems: {} entries, {} originals, {} reading, {} source\n",
        problems.entries, problems.originals, problems.reading, problems.source
    ))?;
    for problem in store.problems(20)? {
        print(&format!(
            "  {} {}: {} ({}×, last {})\n",
            problem.stage, problem.subject, problem.detail, problem.count, problem.last_seen
        ))?;
    }
    for (path, count) in &status.unknown_elements {
        print(&format!("  element {path} is not known to this version: kept in the log, {count}×\n"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The counts of the store with those of the index.
///
/// # Errors
/// The database or the index cannot be read.
pub fn read(store: &Store, index: &Index) -> Result<Status> {
    let mut status = store.status()?;
    status.index.items = index.len();
    Ok(status)
}
