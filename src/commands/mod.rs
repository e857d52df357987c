//! The subcommands: one file each, one list.
//!
//! Exit codes: 0 done, 1 failed, 2 wrong use.

pub mod alerts;
pub mod correct;
pub mod demo;
pub mod extract;
pub mod import;
pub mod read_originals;
pub mod rebuild;
pub mod search;
pub mod serve;
pub mod settings;
pub mod show;
pub mod status;
pub mod sync;
pub mod text;
pub mod up;
pub mod user;

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{ArgAction, ArgMatches, Command};
use jiff::Timestamp;

use crate::config::{self, Config};

/// A subcommand.
pub struct Subcommand {
    /// Its arguments and help.
    pub command: fn() -> Command,
    /// What it does.
    pub run: fn(&ArgMatches, &Config) -> Result<ExitCode>,
}

/// All subcommands, in the order of the help.
pub static COMMANDS: &[Subcommand] = &[
    Subcommand { command: up::command, run: up::run },
    Subcommand { command: demo::command, run: demo::run },
    Subcommand { command: sync::command, run: sync::run },
    Subcommand { command: serve::command, run: serve::run },
    Subcommand { command: search::command, run: search::run },
    Subcommand { command: show::command, run: show::run },
    Subcommand { command: status::command, run: status::run },
    Subcommand { command: extract::command, run: extract::run },
    Subcommand { command: import::command, run: import::run },
    Subcommand { command: text::command, run: text::run },
    Subcommand { command: correct::command, run: correct::run },
    Subcommand { command: alerts::command, run: alerts::run },
    Subcommand { command: user::command, run: user::run },
    Subcommand { command: rebuild::command, run: rebuild::run },
    Subcommand { command: settings::command, run: settings::run },
    Subcommand { command: read_originals::command, run: read_originals::run },
];

/// The whole command line.
pub fn command_line() -> Command {
    Command::new("kamerspoor")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Follows the Dutch House of Representatives: what was asked, answered, promised, adopted, and what came of it.")
        .after_help("Start with `kamerspoor demo` (a simulated parliament, no network) or `kamerspoor up` (the real one).")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .args(config::args())
        .arg(clap::Arg::new("verbose").short('v').long("verbose").action(ArgAction::Count).global(true).help("say more; -vv says all"))
        .subcommands(COMMANDS.iter().map(|subcommand| (subcommand.command)()))
}

/// Reads the command line and runs the command.
pub fn main() -> ExitCode {
    let matches = command_line().get_matches();
    log(matches.get_count("verbose"));
    let (name, inner) = matches.subcommand().expect("clap requires a subcommand");
    let subcommand =
        COMMANDS.iter().find(|known| (known.command)().get_name() == name).expect("clap knows only these");
    let result = Config::load(inner)
        .map_err(Usage)
        .map_err(anyhow::Error::from)
        .and_then(|config| (subcommand.run)(inner, &config));
    match result {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(if error.is::<Usage>() { 2 } else { 1 })
        }
    }
}

/// Wrong use of the command line or of a setting: exit code 2.
#[derive(Debug)]
pub struct Usage(anyhow::Error);

impl std::fmt::Display for Usage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#}", self.0)
    }
}

impl std::error::Error for Usage {}

impl Usage {
    /// An error of use with a sentence.
    pub fn error(sentence: impl Into<String>) -> anyhow::Error {
        anyhow::Error::from(Usage(anyhow::Error::msg(sentence.into())))
    }
}

/// The time, given to whoever needs it.
pub fn clock() -> Timestamp {
    Timestamp::now()
}

/// Writes to standard output; a reader that closed it (`| head`) ends the command quietly.
pub fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("standard output")?;
    Ok(())
}

/// Prints a value as indented JSON.
pub fn print_json(value: &impl serde::Serialize) -> Result<()> {
    print(&format!("{}\n", serde_json::to_string_pretty(value)?))
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    })
}

fn log(verbose: u8) {
    let level = match verbose {
        0 => "kamerspoor=warn,web=warn",
        1 => "kamerspoor=info,web=info",
        _ => "debug",
    };
    let filter = tracing_subscriber::EnvFilter::try_from_env("KAMERSPOOR_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(level));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).init();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound_and_every_command_helps() {
        command_line().debug_assert();
        for subcommand in COMMANDS {
            let command = (subcommand.command)();
            if !command.is_hide_set() {
                assert!(command.get_about().is_some(), "{} has no description", command.get_name());
                assert!(
                    command.get_after_help().is_some_and(|help| help.to_string().contains("Example")),
                    "{} has no example",
                    command.get_name()
                );
            }
        }
    }
}
