//! `kamerspoor search`: searches from the shell, as the site does.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use search::{Error, Index, Request, Results, Sort};
use serde_json::{Value, json};

use super::{Usage, print, print_json, sync};
use crate::config::Config;

/// Arguments and help.
pub fn command() -> Command {
    Command::new("search")
        .about("Search everything that is read")
        .arg(Arg::new("query").value_name("QUERY").required(true).num_args(1..).help("words, \"phrases\", AND OR NOT, prefix*, field:value"))
        .arg(Arg::new("limit").long("limit").value_name("N").default_value("20").value_parser(value_parser!(u32).range(1..=1000)).help("hits to show"))
        .arg(Arg::new("offset").long("offset").value_name("N").default_value("0").value_parser(value_parser!(u32)).help("hits to pass over"))
        .arg(Arg::new("newest").long("newest").action(ArgAction::SetTrue).help("newest first instead of best first"))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("print JSON"))
        .after_help("Examples:\n  kamerspoor search medische evacuaties\n  kamerspoor search --newest --json '\"medische neutraliteit\" soort:motie'")
}

/// Prints hits.
pub fn run(matches: &ArgMatches, config: &Config) -> Result<ExitCode> {
    let query =
        matches.get_many::<String>("query").into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let index = Index::open(sync::index_folder(config))?;
    let request = Request {
        query: query.clone(),
        sort: if matches.get_flag("newest") { Sort::Newest } else { Sort::Relevance },
        offset: *matches.get_one::<u32>("offset").unwrap_or(&0) as usize,
        limit: *matches.get_one::<u32>("limit").unwrap_or(&20) as usize,
        ..Request::default()
    };
    let results = index.search(&request).map_err(|error| explain(&query, error))?;
    if matches.get_flag("json") {
        print_json(&contract(&query, &results))?;
        return Ok(ExitCode::SUCCESS);
    }
    print(&format!("{} hits: {}\n", results.total, results.reading))?;
    for hit in &results.hits {
        let date = hit.date.map_or_else(String::new, |date| date.to_string());
        print(&format!(
            "\n{date:10}  {}  {}\n",
            hit.number.as_deref().unwrap_or(hit.kind.dutch()),
            hit.name()
        ))?;
        if let Some(passage) = &hit.passage {
            print(&format!("            {}\n", passage.text()))?;
        }
        print(&format!("            {}\n", hit.url))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The JSON contract of searching: the same for the shell and the site.
pub fn contract(query: &str, results: &Results) -> Value {
    let hits: Vec<Value> = results
        .hits
        .iter()
        .map(|hit| {
            json!({
                "kind": hit.kind.slug(),
                "number": hit.number,
                "title": hit.name(),
                "date": hit.date.map(|date| date.to_string()),
                "passage": hit.passage.as_ref().map_or_else(String::new, |passage| passage.text()),
                "url": hit.url,
            })
        })
        .collect();
    json!({ "query": query, "total": results.total, "reading": results.reading, "hits": hits })
}

fn explain(query: &str, error: Error) -> anyhow::Error {
    match error {
        Error::Query(error) => {
            let column = query.get(..error.at.start).map_or(0, |before| before.chars().count());
            Usage::error(format!("{}\n  {query}\n  {:column$}^", error.message, ""))
        }
        error => error.into(),
    }
}
