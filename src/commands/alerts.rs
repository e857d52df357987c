//! `kamerspoor alerts`: computes and sends what is due, shows what would be sent, takes bounces.

use std::process::ExitCode;

use alerts::{Lang, Target};
use anyhow::{Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command};
use search::Index;
use serde_json::json;
use store::Store;

use super::sync;
use super::{Usage, clock, print, print_json};
use crate::config::Config;
use crate::follow::{self, Following, matching};
use crate::stop::Stop;

/// Arguments and help.
pub fn command() -> Command {
    let json = || Arg::new("json").long("json").action(ArgAction::SetTrue).help("print as JSON");
    Command::new("alerts")
        .about("Compute and send what people follow, or show what would be sent")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            Command::new("run")
                .about("Announce what changed, and send what is due")
                .arg(Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help("list what is due; send and write nothing"))
                .arg(json())
                .after_help("Example:\n  kamerspoor alerts run --dry-run --json"),
        )
        .subcommand(
            Command::new("preview")
                .about("Show what a search or a watch would have told lately")
                .arg(Arg::new("query").value_name("QUERY").help("a search, as on the search page"))
                .arg(Arg::new("watch").long("watch").value_name("NUMBER").help("a watch by its number"))
                .arg(json())
                .after_help("Examples:\n  kamerspoor alerts preview 'stikstof soort:Motie'\n  kamerspoor alerts preview --watch 12"),
        )
        .subcommand(
            Command::new("bounce")
                .about("Take a bounce: no mail goes to that address until somebody looks at it")
                .arg(Arg::new("key").value_name("KEY").required(true).help("what stands after the + of the address that it came to"))
                .after_help("Example, as a filter of a mail server:\n  kamerspoor alerts bounce d-12-0-40-17"),
        )
        .after_help("Examples:\n  kamerspoor alerts run\n  kamerspoor alerts run --dry-run --json\n  kamerspoor alerts preview stikstof")
}

/// Runs one of them.
pub fn run(matches: &ArgMatches, config: &Config) -> Result<ExitCode> {
    match matches.subcommand() {
        Some(("run", matches)) => run_once(matches, config),
        Some(("preview", matches)) => preview(matches, config),
        Some(("bounce", matches)) => bounce(matches, config),
        _ => bail!("clap requires one of them"),
    }
}

fn run_once(matches: &ArgMatches, config: &Config) -> Result<ExitCode> {
    let store = Store::open(&config.data())?;
    let index = Index::open(sync::index_folder(config))?;
    let mut following = Following::open(config, clock)?;
    if matches.get_flag("dry-run") {
        return dry_run(&following, matches.get_flag("json"));
    }
    let Some(_lock) = follow::lock(config)? else {
        bail!("another kamerspoor delivers for {}; it sends what is due by itself", config.data().display());
    };
    let stop = Stop::on_signals()?;
    let announced = following.announce(&store, &index)?;
    let delivered = following.deliver(Some(&index), &stop)?;
    let round = follow::Round { announced: announced.announced, found: announced.found, ..delivered };
    if matches.get_flag("json") {
        print_json(&round)?;
    } else {
        print(&format!(
            "{} events announced, {} found by watches; {} messages written, {} sent, {} failed\n",
            round.announced, round.found, round.packed, round.sent, round.failed
        ))?;
    }
    Ok(if round.failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What is due, and what was written and waits; reads only.
fn dry_run(following: &Following, as_json: bool) -> Result<ExitCode> {
    let people = following.people();
    let now = clock();
    let due = people.due_hits(now, 10_000)?;
    let events = |seq: i64| -> Result<Option<alerts::Event>> {
        Ok(people.events_after(seq - 1, 1)?.into_iter().next().filter(|event| event.seq == seq))
    };
    let mut items = Vec::new();
    for (account, watch, seq) in due {
        if let Some(event) = events(seq)? {
            items.push((account, watch, event));
        }
    }
    let written = people.ready(now, 1_000)?;
    if as_json {
        let due: Vec<_> = items
            .iter()
            .map(|(account, watch, event)| {
                json!({
                    "account": account,
                    "watch": watch,
                    "seq": event.seq,
                    "kind": event.news.kind.slug(),
                    "title": event.news.shown.title,
                    "number": event.news.shown.number,
                    "url": event.news.shown.url,
                })
            })
            .collect();
        let waiting: Vec<_> = written
            .iter()
            .map(|delivery| json!({ "key": delivery.key, "account": delivery.account, "items": delivery.digest.len(), "attempts": delivery.attempts }))
            .collect();
        print_json(&json!({ "due": due, "waiting": waiting }))?;
        return Ok(ExitCode::SUCCESS);
    }
    for (account, watch, event) in items {
        print(&format!(
            "account {account}, {watch}: {} · {}\n",
            event.news.words(Lang::Nl),
            event.news.shown.title
        ))?;
    }
    for delivery in written {
        print(&format!(
            "account {}: message {} with {} items waits\n",
            delivery.account,
            delivery.key,
            delivery.digest.len()
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn preview(matches: &ArgMatches, config: &Config) -> Result<ExitCode> {
    let store = Store::open(&config.data())?;
    let index = Index::open(sync::index_folder(config))?;
    let following = Following::open(config, clock)?;
    let people = following.people();
    let watch = match (matches.get_one::<String>("watch"), matches.get_one::<String>("query")) {
        (Some(number), None) => {
            let number =
                number.parse().map_err(|_| Usage::error(format!("--watch {number:?}: expected a number")))?;
            people
                .any_watch(number)?
                .ok_or_else(|| Usage::error(format!("there is no watch {number}")))?
                .target
        }
        (None, Some(query)) => Target::Query { query: query.clone(), filters: Vec::new() },
        _ => return Err(Usage::error("say a search, or --watch NUMBER")),
    };
    let found = matching::preview(people, &store, &index, &watch, clock())?;
    if matches.get_flag("json") {
        let list: Vec<_> = found
            .iter()
            .map(|event| json!({ "at": event.at.to_string(), "kind": event.news.kind.slug(), "title": event.news.shown.title, "url": event.news.shown.url }))
            .collect();
        print_json(&json!({ "days": matching::PREVIEW_DAYS, "messages": list.len(), "newest": list }))?;
    } else {
        print(&format!("in the last {} days: {} messages\n", matching::PREVIEW_DAYS, found.len()))?;
        for event in found.iter().take(50) {
            print(&format!(
                "{} · {} · {}\n",
                event.news.words(Lang::Nl),
                event.news.shown.title,
                event.news.shown.url
            ))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn bounce(matches: &ArgMatches, config: &Config) -> Result<ExitCode> {
    let key = matches.get_one::<String>("key").map_or("", String::as_str);
    let key = key.strip_prefix("d-").unwrap_or(key);
    let following = Following::open(config, clock)?;
    if !following.people().bounced(key)? {
        bail!(
            "no delivery has the key {key:?}: expected what stands after the + of the address that the bounce came to"
        );
    }
    following.people().note("command line", "bounce", &format!("delivery {key}"), clock())?;
    Ok(ExitCode::SUCCESS)
}
