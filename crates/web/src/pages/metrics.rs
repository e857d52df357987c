//! `/metrics`: the figures of `/dekking` and of the server itself, as Prometheus reads them.
//!
//! Meant for whoever runs the site: a request that came through a proxy is answered as if there were no such page.

use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode, Uri};

use crate::App;
use crate::answer::Rendered;
use crate::error::Error;
use crate::page::on_the_pool;
use crate::pages::coverage::counts;

/// Headers that proxies set.
const FORWARDED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];
const MEDIA_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Answers with the figures.
pub(crate) async fn metrics(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let outside = FORWARDED.iter().any(|name| headers.contains_key(*name));
    let answer = on_the_pool(&app, move |app| {
        let now = (app.clock)();
        if outside {
            return Arc::new(Error::NoSuchPage { path: uri.path().to_owned() }.render(&uri, app));
        }
        Arc::new(match figures(app) {
            Ok(text) => Rendered::new(StatusCode::OK, MEDIA_TYPE, text, now),
            Err(error) => error.render(&uri, app),
        })
    });
    answer.await.respond(&headers)
}

fn figures(app: &App) -> Result<String, Error> {
    let coverage = counts(app)?;
    let fresh = app.store.show_freshness()?;
    let mut out = Figures(String::new());
    out.kind("kamerspoor_records", "gauge", "Records of a category of the source.");
    for one in &coverage.categories {
        out.put("kamerspoor_records", &[("category", one.category), ("state", "live")], one.live);
        out.put("kamerspoor_records", &[("category", one.category), ("state", "deleted")], one.deleted);
    }
    out.kind("kamerspoor_dangling_references", "gauge", "References to records that are not here.");
    for one in &coverage.categories {
        out.put("kamerspoor_dangling_references", &[("category", one.category)], one.dangling);
    }
    out.kind("kamerspoor_category_failing", "gauge", "1 where the last round of a category failed.");
    for one in &coverage.categories {
        out.put("kamerspoor_category_failing", &[("category", one.category)], u64::from(one.error.is_some()));
    }
    out.kind("kamerspoor_originals", "gauge", "Files of records.");
    let files = &coverage.originals;
    for (state, value) in [
        ("expected", files.expected),
        ("stored", files.stored),
        ("with_text", files.with_text),
        ("without_text", files.without_text),
        ("failed", files.failed),
        ("waiting", files.waiting),
    ] {
        out.put("kamerspoor_originals", &[("state", state)], value);
    }
    out.kind("kamerspoor_problems", "gauge", "Problems that were not mended yet.");
    let problems = &coverage.problems;
    for (stage, value) in [
        ("entries", problems.entries),
        ("originals", problems.originals),
        ("reading", problems.reading),
        ("source", problems.source),
    ] {
        out.put("kamerspoor_problems", &[("stage", stage)], value);
    }
    out.kind("kamerspoor_queue", "gauge", "Work that waits.");
    for one in &coverage.queue {
        out.put("kamerspoor_queue", &[("job", &one.job)], one.waiting);
    }
    out.kind("kamerspoor_index_behind", "gauge", "Records that the index does not know yet.");
    out.put("kamerspoor_index_behind", &[], coverage.behind);
    if let Some(items) = app.searcher.as_ref().and_then(|searcher| searcher.items()) {
        out.kind("kamerspoor_index_items", "gauge", "Items in the index.");
        out.put("kamerspoor_index_items", &[], items);
    }
    let second = |moment: &Option<String>| {
        moment.as_deref()?.parse::<jiff::Timestamp>().ok().map(|at| at.as_second().max(0) as u64)
    };
    if let Some(at) = second(&fresh.caught_up) {
        let name = "kamerspoor_source_caught_up_timestamp_seconds";
        out.kind(name, "gauge", "When the source last had nothing new.");
        out.put(name, &[], at);
    }
    out.kind("kamerspoor_http_answers_total", "counter", "Answers since the start, by class of status.");
    for (at, class) in ["1xx", "2xx", "3xx", "4xx", "5xx"].iter().enumerate() {
        let value = app.answers.classes[at].load(Ordering::Relaxed);
        out.put("kamerspoor_http_answers_total", &[("class", class)], value);
    }
    out.kind("kamerspoor_http_microseconds_total", "counter", "Time spent on answers.");
    out.put("kamerspoor_http_microseconds_total", &[], app.answers.micros.load(Ordering::Relaxed));
    if let Some(bytes) = resident() {
        out.kind("process_resident_memory_bytes", "gauge", "Memory of the process.");
        out.put("process_resident_memory_bytes", &[], bytes);
    }
    Ok(out.0)
}

/// Memory of this process, where the system tells.
fn resident() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = told.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

struct Figures(String);

impl Figures {
    fn kind(&mut self, name: &str, kind: &str, help: &str) {
        // writing to a string does not fail
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn put(&mut self, name: &str, labels: &[(&str, &str)], value: u64) {
        let labels: Vec<String> = labels
            .iter()
            .map(|(name, value)| {
                let value = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
                format!("{name}=\"{value}\"")
            })
            .collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.0, "{name}{labels} {value}");
    }
}
