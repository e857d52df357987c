//! `kamerspoor text`: the clean text of a file.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command};
use model::DocumentText;

use super::{print, print_json};
use crate::config::Config;

/// Arguments and help.
pub fn command() -> Command {
    Command::new("text")
        .about("Print the clean text of a file: PDF, DOCX, DOC, RTF, ODT, HTML, transcript or Kamerstuk XML, plain text")
        .arg(file())
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("print pages, paragraphs, notes, repairs and problems too, as JSON"))
        .after_help("Examples:\n  kamerspoor text brief.pdf\n  kamerspoor text --json brief.docx | jq .repairs\n  kamerspoor text - < brief.pdf")
}

/// The argument that names a file.
pub fn file() -> Arg {
    Arg::new("file").value_name("FILE").required(true).help("the file to read; - is standard input")
}

/// Prints the text; what went wrong goes to standard error.
pub fn run(matches: &ArgMatches, config: &Config) -> Result<ExitCode> {
    let name = matches.get_one::<String>("file").expect("clap requires it");
    let text = read(config, Path::new(name))?;
    if matches.get_flag("json") {
        print_json(&text)?;
    } else {
        print(&text.text)?;
        if !text.text.is_empty() && !text.text.ends_with('\n') {
            print("\n")?;
        }
    }
    for problem in &text.problems {
        eprintln!("{name}: {}", problem.detail);
    }
    let unread = text.text.is_empty() && text.problems.iter().any(|problem| problem.code != "no_text");
    Ok(if unread { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Reads a file in a child process, under the limits of the settings.
///
/// # Errors
/// The file cannot be opened or is larger than the setting `largest-original`.
pub fn read(config: &Config, file: &Path) -> Result<DocumentText> {
    use std::io::Read;
    let limit = config.largest_original();
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
    };
    read.with_context(|| format!("{}", file.display()))?;
    if bytes.len() as u64 > limit {
        bail!("{} is larger than {limit} bytes (setting largest-original)", file.display());
    }
    let pool = super::read_originals::pool(config, 1)?;
    Ok(pool.read(&bytes))
}
