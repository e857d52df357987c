//! `kamerspoor settings`: every setting, its value now, and its three spellings.

use std::process::ExitCode;

use anyhow::Result;
use clap::{ArgMatches, Command};

use super::print;
use crate::config::Config;

/// Arguments and help.
pub fn command() -> Command {
    Command::new("settings")
        .about("Print every setting with its value")
        .after_help("Example:\n  kamerspoor settings > config.toml")
}

/// Prints a settings file with every setting.
pub fn run(_: &ArgMatches, config: &Config) -> Result<ExitCode> {
    for (setting, value) in config.all() {
        let value = if value.is_empty() {
            format!("# {} = ", setting.name)
        } else {
            format!("{} = {value:?}", setting.name)
        };
        print(&format!("# {} (--{}, {})\n{value}\n\n", setting.doc, setting.name, setting.environment()))?;
    }
    Ok(ExitCode::SUCCESS)
}
