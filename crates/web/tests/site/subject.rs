//! The trail of a subject.

use axum::http::StatusCode;
use model::Category;
use serde_json::Value as Json;

use crate::support::{Parliament, check_statements, record, text};

async fn data(parliament: &Parliament, address: &str) -> Json {
    let answer = parliament.site().get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

/// The index of the tests finds 2031D00010 whatever is asked; this one has the answers read from that paper.
fn told() -> Parliament {
    let mut parliament = Parliament::told();
    let (letter, extract, quotes) = crate::support::answers();
    parliament.file(10, b"%PDF-1.7 antwoorden", "pdf", Some(&letter));
    parliament.structure(10, extract, &quotes, vec![None, Some("36999-XX-7".into())]);
    let values = [
        ("number", text("TZ203101-009")),
        ("text", text("De minister stuurt de Kamer een brief over sluizen.")),
        ("made", text("2031-01-20T10:00:00Z")),
        ("status", text("Openstaand")),
        ("function", text("minister van Voorbeeldzaken")),
    ];
    parliament.save(vec![record(Category::Commitment, 60, &values, &[])]);
    parliament
}

#[tokio::test]
async fn a_trail_quotes_who_asked_promised_and_called_in_time_order() {
    let parliament = told();
    let trail = data(&parliament, "/spoor.json?q=brief").await;
    insta::assert_json_snapshot!("trail_of_a_subject", trail);
    let kinds: Vec<_> = trail["steps"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|step| step["passages"].as_array().unwrap())
        .map(|passage| (passage["kind"].clone(), passage["url"].clone()))
        .collect();
    assert!(kinds.contains(&("vragen".into(), "/vraag/2031D00010/2".into())), "{kinds:?}");
    assert!(kinds.contains(&("toezeggingen".into(), "/document/2031D00010#p5".into())), "{kinds:?}");
    assert!(kinds.contains(&("toezeggingen".into(), "/toezegging/TZ203101-009".into())), "{kinds:?}");
    let page = parliament.site().get("/spoor?q=federatie").await.body;
    for shown in ["Wie riep op", "De federatie roept het kabinet op", "uiterlijk 31 maart 2031"] {
        assert!(page.contains(shown), "{shown}");
    }
}

#[tokio::test]
async fn a_trail_is_narrowed_by_its_address() {
    let parliament = told();
    for (query, expected) in [
        ("q=brief", 2),
        ("q=brief&wat=toezeggingen", 2),
        ("q=brief&wat=vragen", 1),
        ("q=brief&wat=moties", 0),
        ("q=brief&wie=minister+van+Voorbeeldzaken", 2),
        ("q=brief&wie=niemand", 0),
        ("q=brief&van=2031-01-25", 1),
        ("q=niets-van-dit-alles", 1),
        ("", 0),
    ] {
        let trail = data(&parliament, &format!("/spoor.json?{query}")).await;
        assert_eq!(trail["steps"].as_array().map(Vec::len), Some(expected), "{query}");
    }
    for odd in ["wat=x", "van=morgen"] {
        let answer = parliament.site().get(&format!("/spoor?q=brief&{odd}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{odd}");
    }
    let page = parliament.site().get("/spoor?q=%22open").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Er ontbreekt een aanhalingsteken."));
}

#[tokio::test]
async fn each_voice_of_a_trail_leads_to_what_it_says() {
    let parliament = told();
    let trail = data(&parliament, "/spoor.json?q=brief&van=2031-01-01").await;
    let page = parliament.site().get("/spoor?q=brief&van=2031-01-01").await.body;
    let mut voices = 0;
    for of in trail["voices"].as_array().unwrap() {
        for voice in of["voices"].as_array().unwrap() {
            let (kind, name) = (of["kind"].as_str().unwrap(), voice["name"].as_str().unwrap());
            let pairs = [("q", "brief"), ("van", "2031-01-01"), ("wat", kind), ("wie", name)];
            let address = web::address::with("/spoor", &pairs);
            assert!(page.contains(&format!("href=\"{}\"", address.replace('&', "&#38;"))), "{address}");
            let own = data(&parliament, &address.replace("/spoor?", "/spoor.json?")).await;
            let steps = own["steps"].as_array().unwrap();
            let passages: usize = steps.iter().map(|step| step["passages"].as_array().unwrap().len()).sum();
            assert_eq!(passages as u64, voice["count"].as_u64().unwrap(), "{address}");
            voices += 1;
        }
    }
    assert_eq!(voices, 2, "{trail}");
    let only = parliament.site().get("/spoor?q=brief&wie=%3Cb%3Ex").await.body;
    assert!(
        only.contains("Alleen wat gezegd is door &#60;b&#62;x") && only.contains("href=\"/spoor?q=brief\"")
    );
}

#[tokio::test]
async fn what_is_typed_and_quoted_stays_text() {
    let parliament = told();
    let page = parliament.site().get("/spoor?q=%3Cscript%3Ealert(1)%3C/script%3E").await.body;
    assert!(page.contains("&#60;script&#62;alert(1)") && !page.contains("<script>alert"));
    let long = format!("/spoor?q={}", "a".repeat(3_000));
    assert_eq!(parliament.site().get(&long).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_trail_is_a_table_and_a_feed_of_its_passages() {
    let site = told().site();
    let trail = data(&told(), "/spoor.json?q=brief").await;
    let passages: usize = trail["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["passages"].as_array().unwrap().len())
        .sum();
    let table = site.get("/spoor.csv?q=brief").await.body;
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(table.as_bytes()).records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), passages);
    assert!(rows.iter().any(|row| row.iter().next_back() == Some("/toezegging/TZ203101-009")), "{table}");
    let feed: atom_syndication::Feed = site.get("/spoor.atom?q=brief").await.body.parse().unwrap();
    let ids: std::collections::HashSet<&str> = feed.entries().iter().map(|entry| entry.id()).collect();
    assert_eq!((feed.entries().len(), ids.len()), (passages, passages), "an id stands twice");
    let days: Vec<_> = feed.entries().iter().map(|entry| entry.published().copied()).collect();
    assert!(days.is_sorted_by(|newer, older| newer >= older), "the newest first: {days:?}");
    assert_eq!(site.get("/spoor.csv").await.body.lines().count(), 1);
}

#[test]
fn a_trail_has_a_fixed_number_of_queries() {
    check_statements(&told(), "/spoor?q=brief", 7);
}

#[tokio::test]
async fn the_trail_is_there_in_english() {
    let page = told().site().get("/spoor?q=brief&taal=en").await.body;
    for shown in ["Trail of a subject", "Who promised", "In time order"] {
        assert!(page.contains(shown), "{shown}");
    }
}
