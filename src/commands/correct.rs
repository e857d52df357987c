//! `kamerspoor correct`: a correction by a person, kept in a file that every rebuild leaves alone.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command};
use store::Store;
use store::corrections::{Corrected, Correction, SUBJECTS};

use super::{Usage, clock, print, print_json};
use crate::config::Config;
use crate::corrections;

/// Arguments and help.
pub fn command() -> Command {
    Command::new("correct")
        .about("Correct what was read from a paper: leave an item out, or set what it means")
        .arg(Arg::new("document").value_name("NUMBER").help("number of the paper, as its page has it"))
        .arg(
            Arg::new("what")
                .value_name("WHAT")
                .value_parser(SUBJECTS)
                .help("what is wrong; for an answer NUMBER is that of the questions"),
        )
        .arg(Arg::new("item").value_name("ITEM").help(
            "number of the exchange, printed text of the reference, name of the motion, words of the sentence, or number of the answer",
        ))
        .arg(Arg::new("reject").long("reject").action(ArgAction::SetTrue).help("it is none: leave it out"))
        .arg(Arg::new("target").long("target").value_name("NUMBER").help("what a reference or motion means"))
        .arg(Arg::new("accept").long("accept").action(ArgAction::SetTrue).help("an answer: it is one"))
        .group(ArgGroup::new("verdict").args(["reject", "target", "accept"]))
        .arg(Arg::new("author").long("author").value_name("NAME").help("who corrects"))
        .arg(Arg::new("reason").long("reason").value_name("TEXT").help("why; shown on the page"))
        .arg(Arg::new("list").long("list").action(ArgAction::SetTrue).help("print all corrections"))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("print JSON"))
        .after_help("Examples:\n  kamerspoor correct 2026D90001 exchange 3 --reject --author 'A. Lezer' --reason 'een kop, geen vraag'\n  kamerspoor correct 2026D90001 motion 'motie Proef' --target 36999-7 --author 'A. Lezer' --reason 'de andere is van later'\n  kamerspoor correct --list\n\nCorrections stand in corrections.toml in the data folder and may be written there by hand.")
}

/// Adds a correction to the file and applies it, or lists them all.
pub fn run(matches: &ArgMatches, config: &Config) -> Result<ExitCode> {
    let store = Store::open(&config.data())?;
    if matches.get_flag("list") {
        corrections::apply(config, &store, clock())?;
        let all = store.corrections()?;
        if matches.get_flag("json") {
            print_json(&all)?;
        } else {
            for correction in &all {
                print(&format!("{}\n", line(correction)))?;
            }
        }
        return Ok(ExitCode::SUCCESS);
    }
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let given =
        |name: &str, words: &str| text(name).ok_or_else(|| Usage::error(format!("{words} is missing")));
    let document = given("document", "the number of the paper")?;
    let what = given("what", "what is wrong")?;
    let item = given("item", "which item is wrong")?;
    let verdict = match (matches.get_flag("reject"), text("target").is_some() || matches.get_flag("accept")) {
        (true, _) => "reject",
        (false, true) => "set",
        (false, false) => return Err(Usage::error("--reject, --target or --accept is missing")),
    };
    let correction = Correction {
        document,
        what,
        item,
        verdict: verdict.to_owned(),
        target: text("target"),
        author: given("author", "--author")?,
        date: clock().to_zoned(jiff::tz::TimeZone::UTC).date().to_string(),
        reason: given("reason", "--reason")?,
    };
    if let Some(fault) = correction.fault() {
        return Err(Usage::error(fault));
    }
    corrections::add(config, &correction)?;
    corrections::apply(config, &store, clock())?;
    let meant = match store.show_document(&correction.document)? {
        None => None,
        Some(document) => {
            let extract = store.structure(document.id)?.unwrap_or_default();
            Some(Corrected::of(&extract, vec![correction.clone()]).len())
        }
    };
    if matches.get_flag("json") {
        print_json(&serde_json::json!({ "correction": correction, "items": meant }))?;
    } else {
        print(&format!("{}\n", line(&correction)))?;
    }
    match meant {
        None => eprintln!("{} is not here yet; the correction counts when it comes", correction.document),
        Some(0) if correction.what != "answer" => {
            eprintln!("no {} {:?} is in {} now", correction.what, correction.item, correction.document);
        }
        Some(_) => {}
    }
    Ok(ExitCode::SUCCESS)
}

fn line(correction: &Correction) -> String {
    let target = correction.target.as_deref().map(|target| format!(" {target}")).unwrap_or_default();
    format!(
        "{}  {}  {} {:?}: {}{target}  ({}: {})",
        correction.date,
        correction.document,
        correction.what,
        correction.item,
        correction.verdict,
        correction.author,
        correction.reason
    )
}
