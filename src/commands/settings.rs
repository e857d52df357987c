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
        // an address of a mail server may hold a password, and this is printed into logs and questions to others
        let value = &without_password(value);
        let value = if value.is_empty() {
            format!("# {} = ", setting.name)
        } else {
            format!("{} = {value:?}", setting.name)
        };
        print(&format!("# {} (--{}, {})\n{value}\n\n", setting.doc, setting.name, setting.environment()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// An address without what stands between `:` and `@` of its login.
fn without_password(value: &str) -> String {
    let Some((scheme, rest)) = value.split_once("://") else { return value.to_owned() };
    match rest.rsplit_once('@') {
        Some((login, host)) if login.contains(':') => {
            let name = login.split(':').next().unwrap_or_default();
            format!("{scheme}://{name}:…@{host}")
        }
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_printed() {
        assert_eq!(without_password("smtps://ik:geheim@post.example:465"), "smtps://ik:…@post.example:465");
        assert_eq!(without_password("https://kamerspoor.example"), "https://kamerspoor.example");
        assert_eq!(without_password("file:/tmp/a@b"), "file:/tmp/a@b");
    }
}
