//! `kamerspoor rebuild`: everything that is made, made again from what is kept.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches, Command};
use feeds::syncfeed::read;
use model::Category;
use store::Store;
use store::queue::Job;
use store::rebuild::Reading;

use super::{clock, sync};
use crate::config::Config;
use crate::jobs::engine::Engine;
use crate::pipeline;
use crate::progress::Progress;
use crate::stop::Stop;

/// Arguments and help.
pub fn command() -> Command {
    Command::new("rebuild")
        .about("Make records, links and history again from the raw entries; texts and index too if asked")
        .arg(Arg::new("texts").long("texts").action(ArgAction::SetTrue).help("read every original again"))
        .arg(
            Arg::new("index")
                .long("index")
                .action(ArgAction::SetTrue)
                .help("put every record into the index again"),
        )
        .after_help("Examples:\n  kamerspoor rebuild\n  kamerspoor rebuild --texts --index")
}

/// Rebuilds; readers see the old state until it is done, a kill leaves the old state.
pub fn run(matches: &ArgMatches, config: &Config) -> Result<ExitCode> {
    let stop = Stop::on_signals()?;
    let store = Store::open(&config.data())?;
    let _lock = sync::lock(config)?;
    let started = std::time::Instant::now();
    let mut said = std::time::Instant::now();
    let outcome = store.rebuild(&reading(), &pipeline::Pipeline, &mut |done, total| {
        if said.elapsed().as_secs() >= 5 {
            said = std::time::Instant::now();
            eprintln!(
                "{done} of {total} pages, {:.0} s left",
                started.elapsed().as_secs_f64() / done as f64 * (total - done) as f64
            );
        }
    })?;
    eprintln!(
        "{} entries read again in {:.1} s, {} problems",
        outcome.entries,
        started.elapsed().as_secs_f64(),
        outcome.unread
    );
    let index = sync::open_index(config, &store)?;
    for category in [Category::Document, Category::Transcript] {
        if matches.get_flag("texts") {
            store.forget_texts()?;
            store.queue_all(&pipeline::all(Job::ReadText, category), clock())?;
        }
    }
    if matches.get_flag("index") {
        for category in store::indexable::INDEXED {
            store.queue_all(&pipeline::all(Job::Index, category), clock())?;
        }
    }
    let progress = Progress::default();
    let engine = Engine { config, store: &store, index: &index, clock, stop: &stop, progress: &progress };
    engine.digest()?;
    eprintln!("{}", progress.line());
    Ok(ExitCode::SUCCESS)
}

/// How bodies of the log are read again.
pub fn reading() -> Reading<'static> {
    Reading {
        page: &|category, position, body| {
            read::read_page(category, position, body)
                .unwrap_or_else(|_| read::read_cut_page(category, position, body))
        },
        single: &|body| read::read_single(body).ok(),
    }
}
