//! Following a feed: counts, faults, kills, late changes, a beginning in the middle.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use parliament::{Fault, Faults, Grow, Oddities, Parliament, Server, Settings, Size};

use crate::support::{Data, Running};

/// A simulated parliament on a free port.
pub struct Source {
    parliament: Arc<Parliament>,
    server: Server,
}

impl Source {
    pub fn new(settings: Settings) -> Source {
        let parliament = Arc::new(Parliament::new(settings));
        let server = parliament::serve(parliament.clone(), ([127, 0, 0, 1], 0).into()).expect("a free port");
        Source { parliament, server }
    }

    pub fn small() -> Source {
        Source::new(settings())
    }

    fn url(&self) -> String {
        self.server.url()
    }

    pub fn sync(&self, data: &Data) {
        data.run(&["sync", "--once", "--source", &self.url(), "--timeout", "3"]);
    }

    fn check_counts(&self, data: &Data) {
        let status = data.status();
        for (category, count) in self.parliament.manifest().categories {
            let found = &status["categories"][&category.name()];
            assert_eq!(
                (found["live"].as_u64(), found["deleted"].as_u64()),
                (Some(count.live), Some(count.deleted)),
                "{}",
                category.name()
            );
        }
    }
}

/// Every table that is made from the feed is the same, whatever happened on the way.
fn same_end(left: &Data, right: &Data) {
    let (left, right) =
        (left.store().fingerprint().expect("a store"), right.store().fingerprint().expect("a store"));
    for (table, print) in &right {
        assert_eq!(left.get(table), Some(print), "{table}");
    }
}

fn settings() -> Settings {
    Settings { size: Size::documents(60), ..Settings::default() }
}

#[test]
fn one_round_brings_everything_and_a_second_changes_nothing() {
    let source = Source::small();
    let data = Data::new();
    source.sync(&data);
    source.check_counts(&data);
    let status = data.status();
    assert_eq!(status["originals"]["waiting"], 0);
    assert_eq!(status["index"]["behind"], 0);
    assert!(status["originals"]["with_text"].as_u64() > Some(50), "{}", status["originals"]);
    assert!(status["index"]["items"].as_u64() > Some(50), "{}", status["index"]);
    let before = (data.store().fingerprint().unwrap(), data.store().history_fingerprint().unwrap());
    source.sync(&data);
    assert_eq!((data.store().fingerprint().unwrap(), data.store().history_fingerprint().unwrap()), before);
    data.run(&["rebuild"]);
    assert_eq!((data.store().fingerprint().unwrap(), data.store().history_fingerprint().unwrap()), before);
}

#[test]
fn faults_of_the_source_do_not_change_the_end() {
    let clean = Data::new();
    Source::small().sync(&clean);
    let faulty = Data::new();
    let faults = Faults { stall: Duration::from_millis(200), ..Faults::new(7, 0.1) };
    assert!(faults.kinds.contains(&Fault::Truncated));
    Source::new(Settings { faults: Some(faults), ..settings() }).sync(&faulty);
    same_end(&faulty, &clean);
}

#[test]
fn a_process_that_is_killed_anywhere_goes_on_to_the_same_end() {
    let source = Source::small();
    let expected = Data::new();
    source.sync(&expected);
    let data = Data::new();
    for round in 0..20u64 {
        let mut running = data.start(&["sync", "--once", "--source", &source.url()]);
        std::thread::sleep(Duration::from_millis(20 + round * 7919 % 400));
        running.0.kill().expect("a kill that cannot be caught");
        running.0.wait().expect("it ends");
    }
    source.sync(&data);
    source.check_counts(&data);
    same_end(&data, &expected);
    let found = |data: &Data| -> serde_json::Value {
        serde_json::from_str(&data.run(&["search", "--json", "--limit", "1000", "kabinet"])).expect("JSON")
    };
    assert_eq!(found(&data)["total"], found(&expected)["total"]);
    assert!(found(&data)["total"].as_u64() > Some(0));
}

#[test]
fn a_late_change_is_an_event_and_the_old_version_of_a_file_stays() {
    let source = Source::new(Settings { grow: Grow::NineTenths, ..settings() });
    let data = Data::new();
    source.sync(&data);
    source.check_counts(&data);
    source.parliament.advance(u64::MAX);
    source.sync(&data);
    source.check_counts(&data);
    let changed: i64 = data
        .store()
        .read()
        .query_row("select count(*) from events where kind = 'changed'", [], |row| row.get(0))
        .unwrap();
    assert!(changed > 0, "the late part of the feed changes records");
}

#[test]
fn a_beginning_in_the_middle_says_what_is_not_there_and_fetches_what_is_referred_to() {
    let source = Source::small();
    let data = Data::new();
    data.run(&["sync", "--once", "--since", "2026-06-01", "--source", &source.url()]);
    let status = data.status();
    assert!(status["categories"]["Document"]["since"].as_u64() > Some(0));
    assert!(status["categories"]["Persoon"]["since"].is_null(), "small categories come whole");
    let all = source
        .parliament
        .manifest()
        .categories
        .into_iter()
        .find(|(category, _)| category.name() == "Document")
        .expect("documents")
        .1;
    let live = status["categories"]["Document"]["live"].as_u64().expect("a count");
    assert!(live > 0 && live < all.live, "{live} of {}", all.live);
    assert!(
        data.store().missing_references(1000).unwrap().is_empty(),
        "what is referred to is here or known to be nowhere"
    );
}

#[test]
fn an_entry_with_broken_xml_is_a_problem_and_the_rest_comes() {
    let whole = Source::small();
    let oddities = Oddities { broken_xml: true, ..Oddities::default() };
    let source = Source::new(Settings { oddities, ..settings() });
    let data = Data::new();
    source.sync(&data);
    let status = data.status();
    assert_eq!(status["problems"]["entries"], 1, "{}", status["problems"]);
    let live = |category: &str| status["categories"][category]["live"].as_u64();
    for (category, count) in whole.parliament.manifest().categories {
        let broken = u64::from(category.name() == "Zaak");
        assert_eq!(live(&category.name()), Some(count.live - broken), "{}", category.name());
    }
    let said = data.run(&["status"]);
    assert!(said.contains("Zaak"), "status names the category of what could not be read: {said}");
}

#[test]
fn up_says_that_the_source_is_silent_serves_what_it_has_and_sees_when_it_answers_again() {
    let source = Source::small();
    let data = Data::new();
    source.sync(&data);
    let (url, address) = (source.url(), source.server.addr);
    drop(source);
    let mut child = data
        .command(&["up", "--source", &url, "--listen", "127.0.0.1:0", "--interval", "1", "--timeout", "2"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut lines = BufReader::new(child.stderr.take().expect("piped")).lines().map_while(Result::ok);
    let _running = Running(child);
    let site = lines.find_map(|line| {
        line.strip_prefix("open ").map(|rest| rest.split_whitespace().next().unwrap_or_default().to_owned())
    });
    let front = format!("{}/", site.expect("it says what to open"));
    let said = lines.find(|line| line.contains("cannot be reached")).expect("one line about it");
    assert!(said.contains(&url) && said.contains("kamerspoor demo"), "{said}");
    let page = || ureq::get(&front).call().expect("the page").body_mut().read_to_string().expect("text");
    let banner = "niet bereikbaar";
    assert!(page().contains(banner), "the page says so too");
    assert!(page().contains("/document/"), "what was fetched before is shown");
    let parliament = Arc::new(Parliament::new(settings()));
    let _again = parliament::serve(parliament, address).expect("the same address again");
    lines.find(|line| line.contains("answers again")).expect("it sees that the source is back");
    assert!(!page().contains(banner));
}

#[test]
fn a_source_that_cannot_be_reached_fails_with_its_address() {
    let data = Data::new();
    let source = Source::small();
    let url = source.url();
    drop(source);
    let output = data.try_run(&["sync", "--once", "--category", "Zaal", "--source", &url]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains(&url) && said.contains("could not be reached"), "{said}");
}

#[test]
fn wrong_use_is_told_apart_from_failure() {
    let data = Data::new();
    for arguments in [
        &["sync", "--category", "Documenten"][..],
        &["sync", "--since", "gisteren"],
        &["status", "--connections", "0"],
        &["onbekend"],
    ] {
        assert_eq!(data.try_run(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_second_process_on_the_same_folder_is_refused() {
    let source = Source::small();
    let data = Data::new();
    source.sync(&data);
    let _first = data.start(&["sync", "--source", &source.url()]);
    let refused = (0..100).find_map(|_| {
        std::thread::sleep(Duration::from_millis(50));
        let output = data.try_run(&["rebuild"]);
        (!output.status.success()).then(|| String::from_utf8_lossy(&output.stderr).into_owned())
    });
    assert!(refused.is_some_and(|said| said.contains("another kamerspoor follows the feed")));
}

#[test]
fn an_index_that_cannot_be_read_is_made_anew() {
    let source = Source::small();
    let data = Data::new();
    source.sync(&data);
    let items = data.status()["index"]["items"].clone();
    let damaged = walk(&data.folder().join("index"), "meta.json");
    assert!(!damaged.is_empty(), "the index has a file meta.json");
    for file in damaged {
        std::fs::write(file, "{").unwrap();
    }
    source.sync(&data);
    assert_eq!(data.status()["index"]["items"], items);
}

fn walk(folder: &std::path::Path, name: &str) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(walk(&path, name));
        } else if path.file_name().is_some_and(|file| file == name) {
            found.push(path);
        }
    }
    found
}
