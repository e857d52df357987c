//! `/`.

use axum::http::StatusCode;
use model::Category;
use model::record::Value;

use crate::support::{Parliament, record, text};

#[tokio::test]
async fn the_newest_stand_first_under_their_day() {
    let page = Parliament::told().site().get("/").await;
    assert_eq!(page.status, StatusCode::OK);
    let at = |what: &str| page.body.find(what).unwrap_or_else(|| panic!("{what:?} is missing"));
    assert!(at("maandag 27 januari 2031") < at("/document/2031D00012"));
    assert!(at("/document/2031D00012") < at("/document/2031D00010"));
    assert!(at("/document/2031D00010") < at("zondag 26 januari 2031"));
    assert!(page.body.contains("<strong>4</strong> stukken, van 20 januari 2031 tot en met 27 januari 2031"));
    assert!(page.body.contains("36999-XX, nr. 12"));
    assert!(
        page.body
            .contains("Bijgewerkt <time datetime=\"2031-01-28T11:00:00Z\">28 januari 2031, 12:00</time>")
    );
    assert!(
        page.body.contains("Vandaag jarig:")
            && page.body.contains("Fenna van der Proefstra")
            && page.body.contains("(51)")
    );
}

#[tokio::test]
async fn only_papers_of_the_cabinet() {
    let site = Parliament::told().site();
    let page = site.get("/?stukken=kabinet").await.body;
    assert!(page.contains("/document/2031D00010") && page.contains("/document/2031D00013"));
    assert!(!page.contains("/document/2031D00011") && !page.contains("/document/2031D00012"));
    assert!(page.contains("<strong>2</strong> stukken"));
}

#[tokio::test]
async fn the_list_can_be_walked_to_its_end_without_gap_or_repeat() {
    let mut parliament = Parliament::empty();
    let documents = (0..130u8)
        .map(|number| {
            let values = [
                ("number", text(&format!("2031D{:05}", 1_000 + u32::from(number)))),
                ("subject", text("Onderwerp")),
                ("date", text(if number < 100 { "2031-01-27" } else { "2031-01-26" })),
            ];
            record(Category::Document, number, &values, &[])
        })
        .collect();
    parliament.save(documents);
    let site = parliament.site();
    let mut address = "/index.json".to_owned();
    let mut seen = Vec::new();
    while !address.is_empty() {
        let page: serde_json::Value = serde_json::from_str(&site.get(&address).await.body).unwrap();
        let documents = page["documents"].as_array().unwrap();
        seen.extend(documents.iter().map(|document| document["number"].as_str().unwrap().to_owned()));
        page["next"].as_str().unwrap_or_default().clone_into(&mut address);
        assert!(seen.len() <= 130);
    }
    assert_eq!(seen.len(), 130);
    assert_eq!((seen[0].as_str(), seen[129].as_str()), ("2031D01099", "2031D01100"));
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 130);
}

#[tokio::test]
async fn odd_values_are_refused_with_a_hint() {
    let site = Parliament::told().site();
    for odd in ["/?stukken=alles", "/?tot=gisteren", "/?tot=2031-02-30"] {
        let page = site.get(odd).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{odd}");
        assert!(page.body.contains("role=\"search\""));
    }
    assert_eq!(site.get("/?na=zomaar&onbekend=1").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_empty_store_says_so() {
    let page = Parliament::empty().site().get("/").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Er is nog niets opgehaald."));
}

#[tokio::test]
async fn english_is_an_address_and_stays_in_the_links() {
    let page = Parliament::told().site().get("/?taal=en").await.body;
    assert!(page.contains("<html lang=\"en\">") && page.contains("Newest papers"));
    assert!(page.contains("href=\"/document/2031D00010?taal=en\""));
    assert!(page.contains("name=\"taal\" value=\"en\""));
}

#[tokio::test]
async fn a_hostile_title_stays_a_title() {
    let mut parliament = Parliament::empty();
    let evil = "\"><img src=x onerror=alert(1)> {{ 7*7 }} 'x' </title><script>";
    let values = [
        ("number", text("2031D00001")),
        ("subject", text(evil)),
        ("kind", text(evil)),
        ("date", text("2031-01-27")),
    ];
    let actor = [
        ("document", Value::Guid(crate::support::id(1))),
        ("name", text(evil)),
        ("party_name", text(evil)),
        ("role", text(evil)),
    ];
    parliament.save(vec![
        record(Category::Document, 1, &values, &[]),
        record(Category::DocumentActor, 2, &actor, &[]),
        record(Category::DocumentActor, 3, &actor, &[]),
    ]);
    let site = parliament.site();
    for address in ["/", "/document/2031D00001", "/zoeken?q=%22%3E%3Cscript%3E%22"] {
        let page = site.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(!page.body.contains("<img") && !page.body.contains("</title><script>"), "{address}");
        assert!(!page.body.contains("\"><script>"), "{address}");
    }
}

#[tokio::test]
async fn the_front_page_looks_as_it_did() {
    insta::assert_snapshot!("front_page", without_hashes(&Parliament::told().site().get("/").await.body));
}

/// Names of static files change with their content.
fn without_hashes(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some(at) = rest.find("/static/site-") {
        out.push_str(&rest[..at]);
        out.push_str("/static/site-HASH");
        rest = rest[at..].split_at(rest[at..].find('.').unwrap_or(0)).1;
    }
    out + rest
}
