//! `kamerspoor user`: accounts, for whoever runs the site.

use std::process::ExitCode;

use alerts::{Email, Lang};
use anyhow::{Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;
use store::people::People;

use super::{Usage, clock, print, print_json};
use crate::config::Config;

/// Arguments and help.
pub fn command() -> Command {
    let address =
        || Arg::new("address").value_name("ADDRESS").required(true).help("e-mail address of the account");
    Command::new("user")
        .about("List, add, block, delete or export accounts")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            Command::new("list")
                .about("List the accounts")
                .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("print as JSON"))
                .after_help("Example:\n  kamerspoor user list --json"),
        )
        .subcommand(
            Command::new("add")
                .about("Add an account; its owner signs in by a link in a mail")
                .arg(address())
                .arg(Arg::new("operator").long("operator").action(ArgAction::SetTrue).help("may see /beheer"))
                .after_help("Example:\n  kamerspoor user add redactie@krant.example --operator"),
        )
        .subcommand(Command::new("block").about("Shut an account out; its sessions end and nothing is sent").arg(address()))
        .subcommand(Command::new("unblock").about("Let an account in again").arg(address()))
        .subcommand(Command::new("delete").about("Delete an account with everything that hangs on it").arg(address()))
        .subcommand(Command::new("export").about("Print everything that is kept of an account, as JSON").arg(address()))
        .after_help("Examples:\n  kamerspoor user list\n  kamerspoor user add redactie@krant.example --operator\n  kamerspoor user export lezer@voorbeeld.example")
}

/// Runs one of them.
pub fn run(matches: &ArgMatches, config: &Config) -> Result<ExitCode> {
    let people = People::open(&config.data())?;
    let Some((what, matches)) = matches.subcommand() else { bail!("clap requires one of them") };
    if what == "list" {
        return list(&people, matches.get_flag("json"));
    }
    let text = matches.get_one::<String>("address").map_or("", String::as_str);
    let address =
        Email::parse(text).ok_or_else(|| Usage::error(format!("{text:?}: expected an e-mail address")))?;
    if what == "add" {
        let id = people.add_account(&address, Lang::Nl, matches.get_flag("operator"), clock())?;
        people.note("command line", "add", &format!("account {id}"), clock())?;
        print(&format!("account {id}\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(account) = people.account_of(&address)? else { bail!("there is no account of {address}") };
    match what {
        "block" | "unblock" => {
            people.block(account.id, what == "block")?;
        }
        "delete" => {
            people.delete_account(account.id)?;
        }
        _ => {
            print_json(&people.export(account.id)?)?;
        }
    }
    people.note("command line", what, &format!("account {}", account.id), clock())?;
    Ok(ExitCode::SUCCESS)
}

fn list(people: &People, as_json: bool) -> Result<ExitCode> {
    let mut after = 0;
    let mut all = Vec::new();
    loop {
        let accounts = people.accounts(after, 1_000)?;
        let Some((last, _)) = accounts.last() else { break };
        after = last.id;
        all.extend(accounts);
    }
    if as_json {
        let list: Vec<_> = all
            .iter()
            .map(|(account, watches)| {
                json!({
                    "id": account.id,
                    "address": account.address.as_str(),
                    "operator": account.operator,
                    "blocked": account.blocked,
                    "mail_refused": account.bounced,
                    "watches": watches,
                })
            })
            .collect();
        print_json(&list)?;
        return Ok(ExitCode::SUCCESS);
    }
    for (account, watches) in all {
        let marks = [
            (account.operator, " operator"),
            (account.blocked, " blocked"),
            (account.bounced.is_some(), " mail refused"),
        ];
        let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
        print(&format!("{} {} ({watches} watches){marks}\n", account.id, account.address))?;
    }
    Ok(ExitCode::SUCCESS)
}
