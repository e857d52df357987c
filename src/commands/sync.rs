//! `kamerspoor sync`: follows the feed and everything that follows from it.

use std::fs::File;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command};
use jiff::civil::Date;
use model::Category;
use search::Index;
use store::Store;

use super::{Usage, clock};
use crate::config::Config;
use crate::follow::Following;
use crate::jobs::engine::Engine;
use crate::jobs::since;
use crate::progress::Progress;
use crate::stop::Stop;

/// Arguments and help.
pub fn command() -> Command {
    Command::new("sync")
        .about("Follow the feed: records, originals, texts and index")
        .arg(Arg::new("once").long("once").action(ArgAction::SetTrue).help("stop when the source has nothing more and all of it is read"))
        .args(args())
        .after_help(
            "Examples:\n  kamerspoor sync --once --since 2026-01-01\n  kamerspoor sync --category Document --category Zaak\n  kamerspoor sync --once --source http://127.0.0.1:8099/SyncFeed/2.0",
        )
}

/// The arguments that `sync` and `up` share.
pub fn args() -> [Arg; 2] {
    [
        Arg::new("since")
            .long("since")
            .value_name("DATE")
            .help("begin the large categories at this date (2026-01-01); small ones come whole, missing records by id"),
        Arg::new("category")
            .long("category")
            .value_name("CATEGORY")
            .action(ArgAction::Append)
            .help("follow only this category of the feed (Document, Zaak, …); may be given more than once"),
    ]
}

/// What to follow, as the command line says.
#[derive(Debug, Clone)]
pub struct Scope {
    /// Categories to follow.
    pub categories: Vec<Category>,
    /// Where the large categories begin, if they have not begun.
    pub since: Option<Date>,
}

impl Scope {
    /// Reads the shared arguments.
    ///
    /// # Errors
    /// A date or category that is none.
    pub fn read(matches: &ArgMatches) -> Result<Scope> {
        let since = matches.get_one::<String>("since").map(|text| {
            text.parse::<Date>()
                .map_err(|_| Usage::error(format!("--since {text:?}: expected a date such as 2026-01-01")))
        });
        let categories = matches.get_many::<String>("category").into_iter().flatten().map(|name| {
            name.parse::<Category>().map_err(|error| Usage::error(format!("--category: {error}")))
        });
        let mut categories = categories.collect::<Result<Vec<_>>>()?;
        categories.dedup();
        if categories.is_empty() {
            categories = biggest_first();
        }
        Ok(Scope { categories, since: since.transpose()? })
    }
}

/// All categories, those that take longest first, so that the last minutes of a first load are not spent on one.
fn biggest_first() -> Vec<Category> {
    let large = [
        Category::Vote,
        Category::CaseActor,
        Category::Decision,
        Category::Document,
        Category::DocumentVersion,
        Category::DocumentActor,
    ];
    large.into_iter().chain(Category::all().filter(|category| !large.contains(category))).collect()
}

/// Follows once, or until it is stopped.
pub fn run(matches: &ArgMatches, config: &Config) -> Result<ExitCode> {
    let scope = Scope::read(matches)?;
    let stop = Stop::on_signals()?;
    eprintln!("data in {}, source {}", config.data().display(), config.source());
    let store = Store::open(&config.data())?;
    let _lock = lock(config)?;
    let index = open_index(config, &store)?;
    let progress = Progress::default();
    let engine = Engine { config, store: &store, index: &index, clock, stop: &stop, progress: &progress };
    let mut following = Following::open(config, clock)?;
    let state = loop {
        let state = follow(&engine, &scope)?;
        if !stop.wished() {
            // what is followed must not stop what is read
            if let Err(error) = following.announce(&store, &index) {
                eprintln!("what changed could not be announced: {error:#}; the next round tries again");
            }
        }
        if matches.get_flag("once") || stop.wished() || !stop.wait(config.interval()) {
            break state;
        }
    };
    eprintln!("{}", progress.line());
    for (category, reason) in &state.failed {
        eprintln!("{category}: {reason}");
    }
    if stop.wished() {
        eprintln!("stopped; the next start goes on where this one ended");
        return Ok(ExitCode::SUCCESS);
    }
    if !state.failed.is_empty() {
        bail!(
            "{} of {} categories could not be followed to their end",
            state.failed.len(),
            scope.categories.len()
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// How a round ended.
#[derive(Debug, Default)]
pub struct Followed {
    /// Categories that failed, with the reason.
    pub failed: Vec<(Category, String)>,
}

/// One round, with the beginning in the middle if that was asked for.
///
/// # Errors
/// The store or the index cannot be written.
pub fn follow(engine: &Engine, scope: &Scope) -> Result<Followed> {
    let client = engine.client();
    let mut partial = Vec::new();
    if let Some(date) = scope.since {
        match since::begin(&client, engine.store, date) {
            Ok(Some(position)) => eprintln!(
                "large categories begin at position {position} ({date}); older records are fetched when something refers to them"
            ),
            Ok(None) => {}
            Err(error) => partial.push((Category::Document, format!("{error:#}"))),
        }
        if !partial.is_empty() {
            return Ok(Followed { failed: partial });
        }
    }
    let begun_in_the_middle = scope
        .categories
        .iter()
        .any(|category| engine.store.checkpoint(*category).is_ok_and(|at| at.since.is_some()));
    let round = engine.once(&scope.categories, &client, begun_in_the_middle)?;
    Ok(Followed { failed: round.failed })
}

/// Where the index lies.
pub fn index_folder(config: &Config) -> PathBuf {
    config.data().join("index")
}

/// Opens the index; what it does not hold any more, because it was removed or made by another version, is queued again.
///
/// # Errors
/// The index or the store cannot be opened.
pub fn open_index(config: &Config, store: &Store) -> Result<Index> {
    let folder = index_folder(config);
    let index = match Index::open(&folder) {
        Err(search::Error::Index(error)) => {
            // the index is made from the store: one that cannot be read is put aside and made anew
            tracing::warn!(%error, "the search index cannot be read; it is made anew");
            let aside = folder.with_extension("unreadable");
            if aside.exists() {
                std::fs::remove_dir_all(&aside).with_context(|| format!("{}", aside.display()))?;
            }
            std::fs::rename(&folder, &aside).with_context(|| format!("{}", folder.display()))?;
            Index::open(&folder)
        }
        opened => opened,
    };
    let index = index.with_context(|| format!("search index in {}", folder.display()))?;
    if index.is_empty() {
        for category in store::indexable::INDEXED {
            store.queue_all(&crate::pipeline::all(store::queue::Job::Index, category), clock())?;
        }
    }
    Ok(index)
}

/// Takes the lock of the data folder: one process follows and indexes at a time.
///
/// # Errors
/// Another process has it.
pub fn lock(config: &Config) -> Result<File> {
    let path = config.data().join("sync.lock");
    let file = File::create(&path).with_context(|| format!("{}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => {
            bail!(
                "another kamerspoor follows the feed into {}; stop it first, or use another --data",
                config.data().display()
            )
        }
        Err(std::fs::TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("lock {}", path.display()))
        }
    }
}
