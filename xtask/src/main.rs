//! `cargo xtask ci`: everything that CI checks, in the order in which a failure is cheapest.

mod policy;
mod tools;

use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context, Result, bail};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.first().map(String::as_str) {
        Some("ci") => ci(),
        Some("tools") => tools::ensure().and_then(|_| tools::axe()).map(drop),
        Some("policy") => policy::check(),
        Some("quality") => cargo(
            "quality",
            &["test", "-p", "structure", "-p", "search", "--lib", "quality", "--", "--nocapture"],
        ),
        _ => {
            eprintln!("usage: cargo xtask ci | tools | policy | quality");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn ci() -> Result<()> {
    let missing = tools::ensure()?;
    cargo("format", &["fmt", "--all", "--check"])?;
    policy::check()?;
    cargo("lints", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    let axe = tools::axe()?;
    let mut tests = command(&["test", "--workspace", "--no-fail-fast"]);
    if let Some(script) = &axe {
        tests.env("KAMERSPOOR_AXE", script);
    }
    run("tests", tests)?;
    if axe.is_none() {
        eprintln!("xtask: NOT RUN: the check of pages for accessibility, which needs npm");
    }
    if std::env::var_os("KAMERSPOOR_SHARED").is_none() {
        eprintln!(
            "xtask: NOT RUN: tests on real data; set KAMERSPOOR_SHARED to a folder with samples/ and replay/"
        );
    }
    for tool in missing {
        eprintln!("xtask: NOT RUN: what needs {tool}, which is not on this machine");
    }
    Ok(())
}

fn cargo(step: &str, arguments: &[&str]) -> Result<()> {
    run(step, command(arguments))
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments);
    command
}

fn run(step: &str, mut command: Command) -> Result<()> {
    let started = Instant::now();
    let arguments = command.get_args().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    eprintln!("xtask: {step}: cargo {arguments}");
    let status = command.status().with_context(|| format!("{step}: cargo did not start"))?;
    if !status.success() {
        bail!("{step} failed");
    }
    eprintln!("xtask: {step}: done in {} s", started.elapsed().as_secs());
    Ok(())
}
