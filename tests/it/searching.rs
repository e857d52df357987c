//! Searching what a sync brought: every kind of thing is found.

use std::collections::BTreeMap;

use std::time::Duration;

use fantoccini::Locator;
use serde_json::Value;

use crate::support::Data;
use crate::support::browser::Browser;
use crate::support::site::Site;
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
fn a_decision_with_votes_jumps_to_its_vote() {
    let data = Data::new();
    Source::small().sync(&data);
    let found = search(&data, "type:decision stem:voor");
    let hits = found["hits"].as_array().expect("hits");
    assert!(!hits.is_empty(), "{found}");
    for hit in hits {
        assert!(hit["url"].as_str().is_some_and(|url| url.starts_with("/stemming/")), "{hit}");
    }
}

/// Keys as WebDriver writes them.
const DOWN: &str = "\u{e015}";
const UP: &str = "\u{e013}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const BACKSPACE: &str = "\u{e003}";

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_completes_what_is_typed_and_is_worked_by_keyboard() {
    let Some(browser) = Browser::start().await else { return };
    let site = tokio::task::spawn_blocking(Site::of_a_small_parliament).await.expect("a site");
    browser.screen(1280, 900, false).await;
    let window = &browser.window;
    window.goto(&format!("{}/zoeken", site.url)).await.expect("the page comes");
    let field = window.find(Locator::Id("q")).await.expect("a search box");
    let attribute = async |name: &str| field.attr(name).await.expect("an answer");
    assert_eq!(attribute("role").await.as_deref(), Some("combobox"));
    assert_eq!(attribute("aria-expanded").await.as_deref(), Some("false"));
    assert_eq!(attribute("aria-autocomplete").await.as_deref(), Some("list"));

    field.send_keys("motie").await.expect("keys");
    let shown = Locator::Css("#offered:not([hidden]) [role=option]");
    window.wait().at_most(Duration::from_secs(20)).for_element(shown).await.expect("suggestions");
    let list = attribute("aria-controls").await.expect("the list is named");
    let listed = window.find(Locator::Id(&list)).await.expect("a list");
    assert_eq!(listed.attr("role").await.expect("an answer").as_deref(), Some("listbox"));
    assert_eq!(listed.attr("aria-label").await.expect("an answer").as_deref(), Some("Suggesties"));
    assert_eq!(attribute("aria-expanded").await.as_deref(), Some("true"));
    assert_eq!(attribute("aria-activedescendant").await, None);

    // down and up choose, and the list begins again at its end
    let options = window.find_all(shown).await.expect("options");
    let chosen = async || attribute("aria-activedescendant").await.expect("one is chosen");
    field.send_keys(DOWN).await.expect("keys");
    let first = chosen().await;
    field.send_keys(UP).await.expect("keys");
    let last = chosen().await;
    assert_eq!(options.len() > 1, first != last);
    field.send_keys(DOWN).await.expect("keys");
    assert_eq!(chosen().await, first);
    let selected = window.find_all(Locator::Css("#offered [aria-selected=true]")).await.expect("options");
    assert_eq!(selected.len(), 1);
    assert_eq!(selected[0].attr("id").await.expect("an answer").as_deref(), Some(first.as_str()));

    // escape leaves what was typed
    field.send_keys(ESCAPE).await.expect("keys");
    assert_eq!(attribute("aria-expanded").await.as_deref(), Some("false"));
    assert_eq!(attribute("aria-activedescendant").await, None);
    assert_eq!(field.prop("value").await.expect("an answer").as_deref(), Some("motie"));

    // enter takes the chosen one: the same as its line says
    field.send_keys("s").await.expect("keys");
    field.send_keys(BACKSPACE).await.expect("keys");
    window.wait().at_most(Duration::from_secs(20)).for_element(shown).await.expect("suggestions");
    field.send_keys(DOWN).await.expect("keys");
    field.send_keys(ENTER).await.expect("keys");
    window
        .wait()
        .at_most(Duration::from_secs(20))
        .for_element(Locator::Css("ol.hits li"))
        .await
        .expect("the results of the suggestion");
    let address = window.current_url().await.expect("an address");
    let asked = address.query_pairs().find(|(name, _)| name == "q").map(|(_, query)| query.into_owned());
    assert!(asked.as_deref().is_some_and(|query| query.starts_with("soort:")), "{address}");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
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
