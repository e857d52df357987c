//! `kamerspoor show`: the record of an official number, as the site's JSON has it.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use clap::{Arg, ArgAction, ArgMatches, Command};
use model::number::OfficialNumber;
use serde_json::Value;
use store::Store;
use tower::ServiceExt;

use super::{Usage, clock, print, print_json};
use crate::config::Config;

/// Arguments and help.
pub fn command() -> Command {
    Command::new("show")
        .about("Print the record of an official number with its links")
        .arg(
            Arg::new("number")
                .value_name("NUMBER")
                .required(true)
                .num_args(1..)
                .help("2026D03887, 36800-V-49, 'kst-36800-V-49', '23432, nr. 717'"),
        )
        .arg(
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .help("print JSON: the whole record, as /document/NUMBER.json gives it"),
        )
        .after_help("Examples:\n  kamerspoor show 2026D03887\n  kamerspoor show --json 36800-V-49")
}

/// Answers from the site's own pages, so that shell and site cannot differ.
pub fn run(matches: &ArgMatches, config: &Config) -> Result<ExitCode> {
    let number =
        matches.get_many::<String>("number").into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    if OfficialNumber::parse(&number).is_none() {
        return Err(Usage::error(format!(
            "{number:?} is no official number: expected one such as 2026D03887 or 36800-V-49"
        )));
    }
    let store = Arc::new(Store::open(&config.data())?);
    let site = web::router(web::App::new(store, web::Settings::default(), clock));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let path = format!("/document/{}.json", escape(&number));
    let answer = runtime.block_on(ask(site, path))?;
    let Some(answer) = answer else {
        bail!("{number} is not here; `kamerspoor status` says what is");
    };
    if matches.get_flag("json") {
        print_json(&answer)?;
    } else {
        let mut lines = String::new();
        outline(&answer, 0, &mut lines);
        print(&lines)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The JSON at an address of the site, or at the address that it points to.
async fn ask(site: axum::Router, mut path: String) -> Result<Option<Value>> {
    for _ in 0..3 {
        let request = Request::get(&path).body(Body::empty())?;
        let response = site.clone().oneshot(request).await.map_err(|never| match never {})?;
        if response.status().is_redirection() {
            let to = response
                .headers()
                .get(header::LOCATION)
                .and_then(|to| to.to_str().ok())
                .context("a redirect without an address")?;
            path = to.to_owned();
            continue;
        }
        if response.status() == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        if !response.status().is_success() {
            bail!("the page {path} answers with {}", response.status());
        }
        let body = to_bytes(response.into_body(), 256 << 20).await?;
        return Ok(Some(serde_json::from_slice(&body)?));
    }
    bail!("the site points from one address to the next")
}

fn escape(number: &str) -> String {
    number
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || byte == b'-' {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

/// The record as indented lines; the text itself is left to `kamerspoor text`.
fn outline(value: &Value, depth: usize, lines: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::Null => {}
                    Value::Array(list) if list.is_empty() => {}
                    _ if depth == 0 && name == "text" => {}
                    Value::Object(_) | Value::Array(_) => {
                        lines.push_str(&format!("{indent}{name}:\n"));
                        outline(value, depth + 1, lines);
                    }
                    Value::String(text) => lines.push_str(&format!("{indent}{name}: {text}\n")),
                    other => lines.push_str(&format!("{indent}{name}: {other}\n")),
                }
            }
        }
        Value::Array(list) => {
            for item in list {
                if item.is_object() {
                    lines.push_str(&format!("{indent}-\n"));
                }
                outline(item, depth + usize::from(item.is_object()), lines);
            }
        }
        Value::String(text) => lines.push_str(&format!("{indent}{text}\n")),
        other => lines.push_str(&format!("{indent}{other}\n")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_record_is_told_in_lines_without_what_is_empty() {
        let mut lines = String::new();
        outline(
            &json!({ "number": "2026D90001", "title": null, "cases": [{ "number": "2026Z90001", "open": true }], "text": {} }),
            0,
            &mut lines,
        );
        assert_eq!(lines, "cases:\n  -\n    number: 2026Z90001\n    open: true\nnumber: 2026D90001\n");
    }

    #[test]
    fn a_number_with_spaces_and_commas_becomes_one_part_of_an_address() {
        assert_eq!(escape("23432, nr. 717"), "23432%2C%20nr%2E%20717");
    }
}
