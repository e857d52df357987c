//! Searching what a sync brought: every kind of thing is found.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::Data;
use crate::sync::Source;

fn search(data: &Data, query: &str) -> Value {
    serde_json::from_str(&data.run(&["search", "--json", "--limit", "1000", query])).expect("JSON")
}

#[test]
fn every_kind_of_thing_is_found_and_jumps_to_its_page() {
    let data = Data::new();
    Source::small().sync(&data);
    let begins = BTreeMap::from([
        ("document", "/document/"),
        ("motion", "/document/"),
        ("exchange", "/vraag/"),
        ("transcript", "/verslag/"),
        ("speech", "/verslag/"),
        ("commitment", "/"),
        ("case", "/zaak/"),
        ("dossier", "/dossier/"),
        ("activity", "/activiteit/"),
        ("agenda-item", "/activiteit/"),
        ("decision", "/"),
        ("person", "/persoon/"),
        ("committee", "/commissie/"),
        ("party", "/fractie/"),
        ("gift", "/persoon/"),
        ("trip", "/persoon/"),
        ("side-job", "/persoon/"),
    ]);
    for (kind, begin) in begins {
        let found = search(&data, &format!("type:{kind}"));
        assert!(found["total"].as_u64() > Some(0), "no {kind} is found");
        for hit in found["hits"].as_array().expect("hits") {
            assert!(hit["url"].as_str().is_some_and(|url| url.starts_with(begin)), "{hit}");
            assert!(hit["title"].as_str().is_some_and(|title| !title.is_empty()), "{hit}");
            if kind != "document" {
                assert_eq!(hit["kind"], kind, "{hit}");
            }
        }
    }
}

#[test]
fn an_index_in_step_holds_nothing_twice() {
    let data = Data::new();
    Source::small().sync(&data);
    let items = data.status()["index"]["items"].clone();
    data.run(&["rebuild", "--index"]);
    assert_eq!(data.status()["index"]["items"], items);
    assert_eq!(data.status()["index"]["behind"], 0);
}
