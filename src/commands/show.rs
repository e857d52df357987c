//! `kamerspoor show`: the record of an official number, as the site's JSON has it: documents, motions with their trail,
//! commitments, cases, dossiers, and questions with their answers.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use clap::{Arg, ArgAction, ArgMatches, Command};
use model::number::OfficialNumber;
use serde_json::Value;
use store::Store;
use store::show::motions::MOTION_KINDS;
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
                .help("2026D03887, 36800-V-49, 'kst-36800-V-49', '23432, nr. 717', TZ202601-001, 2026Z01234, or what it is before it: motie 36800-V-49, vraag 2026D00012/3"),
        )
        .arg(
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .help("print JSON: the whole record, as /document/NUMBER.json gives it"),
        )
        .after_help("Examples:\n  kamerspoor show 2026D03887\n  kamerspoor show --json 36800-V-49\n  kamerspoor show toezegging TZ202601-001\n  kamerspoor show vraag 2026D00012/3\n  kamerspoor show zaak 2026Z01234")
}

/// Answers from the site's own pages, so that shell and site cannot differ.
pub fn run(matches: &ArgMatches, config: &Config) -> Result<ExitCode> {
    let number =
        matches.get_many::<String>("number").into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let Some(path) = path(&number) else {
        return Err(Usage::error(format!(
            "{number:?} is no official number: expected one such as 2026D03887, 36800-V-49, TZ202601-001 or vraag 2026D00012/3"
        )));
    };
    let store = Arc::new(Store::open(&config.data())?);
    let site = web::router(web::App::new(store, web::Settings::default(), clock));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let Some(mut answer) = runtime.block_on(ask(site.clone(), path))? else {
        bail!("{number} is not here; `kamerspoor status` says what is");
    };
    // a motion is shown with what came of it
    if answer["document"]["kind"].as_str().is_some_and(|kind| MOTION_KINDS.contains(&kind))
        && let Some(document) = answer["document"]["number"].as_str()
        && let Some(trail) = runtime.block_on(ask(site, format!("/motie/{}.json", escape(document))))?
    {
        answer["trail"] = trail;
    }
    if matches.get_flag("json") {
        print_json(&answer)?;
    } else {
        let mut lines = String::new();
        outline(&answer, 0, &mut lines);
        print(&lines)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The address of what is asked for: a word for what it is may stand before its number.
fn path(asked: &str) -> Option<String> {
    let words = [
        ("motie", "motie"),
        ("motion", "motie"),
        ("toezegging", "toezegging"),
        ("commitment", "toezegging"),
        ("zaak", "zaak"),
        ("case", "zaak"),
        ("dossier", "dossier"),
        ("document", "document"),
    ];
    let (word, rest) = asked.split_once(' ').unwrap_or(("", asked));
    let rest = rest.trim();
    if let Some((_, section)) = words.iter().find(|(known, _)| *known == word) {
        OfficialNumber::parse(rest)?;
        return Some(format!("/{section}/{}.json", escape(rest)));
    }
    let unit = if matches!(word, "vraag" | "question" | "exchange") { rest } else { asked };
    if let Some((document, n)) = unit.rsplit_once('/')
        && let Ok(n) = n.trim().parse::<u32>()
        && matches!(
            OfficialNumber::parse(document),
            Some(OfficialNumber::Document(_) | OfficialNumber::Kamerstuk(_))
        )
    {
        return Some(format!("/vraag/{}/{n}.json", escape(document)));
    }
    let section = match OfficialNumber::parse(asked)? {
        OfficialNumber::Commitment(_) => "toezegging",
        OfficialNumber::Case(_) => "zaak",
        OfficialNumber::Dossier(_) => "dossier",
        _ => "document",
    };
    Some(format!("/{section}/{}.json", escape(asked)))
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
    fn what_is_asked_for_is_told_by_its_number_or_by_a_word() {
        for (asked, expected) in [
            ("2026D90001", Some("/document/2026D90001.json")),
            ("36999-XX-7", Some("/document/36999-XX-7.json")),
            ("motie 36999-XX-7", Some("/motie/36999-XX-7.json")),
            ("TZ202601-001", Some("/toezegging/TZ202601-001.json")),
            ("toezegging TZ202601-001", Some("/toezegging/TZ202601-001.json")),
            ("2026Z90001", Some("/zaak/2026Z90001.json")),
            ("vraag 2026D90001/3", Some("/vraag/2026D90001/3.json")),
            ("2026D90001/3", Some("/vraag/2026D90001/3.json")),
            ("vraag 2026D90001/drie", None),
            ("onzin", None),
            ("motie onzin", None),
        ] {
            assert_eq!(path(asked).as_deref(), expected, "{asked}");
        }
    }

    #[test]
    fn a_number_with_spaces_and_commas_becomes_one_part_of_an_address() {
        assert_eq!(escape("23432, nr. 717"), "23432%2C%20nr%2E%20717");
    }
}
