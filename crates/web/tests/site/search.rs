//! `/zoeken`.

use axum::http::StatusCode;

use crate::support::Parliament;

#[tokio::test]
async fn hits_show_their_passage_as_text() {
    let page = Parliament::told().site().get("/zoeken?q=bruggen").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("<mark>&#60;script&#62;bruggen&#60;/script&#62;</mark>"));
    assert!(page.body.contains("Voortgang &#60;b&#62;bruggen"));
    assert!(page.body.contains("href=\"/document/2031D00010#p3\""));
    assert!(page.body.contains("<strong>45</strong> resultaten"));
    assert!(page.body.contains("href=\"/zoeken?q=bruggen&#38;pagina=2\""));
    assert!(page.body.contains("href=\"/zoeken?q=bruggen&#38;soort=Brief+regering\""));
}

#[tokio::test]
async fn several_values_of_a_facet_may_be_chosen_and_let_go_one_by_one() {
    let site = Parliament::told().site();
    let one = site.get("/zoeken?q=bruggen&soort=Motie&pagina=2").await.body;
    let at = |query: &str| format!("href=\"/zoeken?q=bruggen{query}\"");
    // a second value beside the first; one that no list of values has can be let go there too
    assert!(one.contains(&at("&#38;soort=Motie&#38;soort=Brief+regering")), "{one}");
    assert_eq!(one.matches(&at("")).count(), 2, "{one}");
    assert!(!one.contains("alles weghalen"));
    let two = site.get("/zoeken?q=bruggen&soort=Motie&soort=Brief+regering").await.body;
    for (label, address) in [
        ("Soort stuk: Motie", "&#38;soort=Brief+regering"),
        ("Soort stuk: Brief regering", "&#38;soort=Motie"),
    ] {
        assert!(two.contains(&format!("<a {}>{label} ", at(address))), "{label}: {two}");
    }
    assert!(two.contains(&format!("<a {}>alles weghalen", at(""))), "{two}");
}

#[tokio::test]
async fn the_data_keeps_its_contract() {
    insta::assert_snapshot!(
        "search_json",
        Parliament::told().site().get("/zoeken.json?q=bruggen&soort=Motie").await.body
    );
}

#[tokio::test]
async fn a_query_that_cannot_be_read_is_explained_on_the_page() {
    let site = Parliament::told().site();
    let page = site.get("/zoeken?q=%22open").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Er ontbreekt een aanhalingsteken.") && page.body.contains("Bedoelde u"));
    let data = site.get("/zoeken.json?q=%22open").await;
    assert!(data.body.contains("\"code\": \"bad_query\"") && data.body.contains("\"total\": 0"));
}

#[tokio::test]
async fn a_number_jumps_to_its_document_but_data_stays_data() {
    let site = Parliament::told().site();
    for query in ["2031D00010", "36999-XX,%20nr.%2012", "36999%20XX%20nr%2012"] {
        let answer = site.get(&format!("/zoeken?q={query}")).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (StatusCode::SEE_OTHER, "/document/2031D00010"),
            "{query}"
        );
    }
    assert_eq!(site.get("/zoeken.json?q=2031D00010").await.status, StatusCode::OK);
    assert_eq!(site.get("/zoeken?q=2031D09999").await.status, StatusCode::OK);
}

#[tokio::test]
async fn odd_addresses_are_answered() {
    let site = Parliament::told().site();
    for (odd, status) in [
        ("/zoeken", 200),
        ("/zoeken?q=", 200),
        ("/zoeken?q=a&pagina=99999999999999", 200),
        ("/zoeken?q=a&pagina=-3", 200),
        ("/zoeken?q=%FF%00", 200),
        ("/zoeken?q=a&sorteer=raar", 400),
        ("/zoeken?q=a&vanaf=gisteren", 400),
        (&*format!("/zoeken?q={}", "a".repeat(5_000)), 414),
    ] {
        assert_eq!(site.get(odd).await.status.as_u16(), status, "{}", &odd[..odd.len().min(60)]);
    }
}

#[tokio::test]
async fn without_an_index_the_page_says_so() {
    let parliament = Parliament::told();
    let site = parliament.site_with(|mut app| {
        app.searcher = None;
        app
    });
    assert!(site.get("/zoeken?q=bruggen").await.body.contains("Er is nog geen zoekregister"));
}

#[tokio::test]
async fn an_error_points_at_its_place() {
    let page = Parliament::told().site().get("/zoeken?q=een+%22open").await;
    assert!(page.body.contains("<code>een <mark>&#34;open</mark></code>"), "{}", page.body);
    let data = Parliament::told().site().get("/zoeken.json?q=een+%22open").await;
    assert!(data.body.contains("\"piece\": \"\\\"open\""), "{}", data.body);
}

#[tokio::test]
async fn the_number_of_a_question_jumps_to_it_if_it_is_here() {
    let site = Parliament::read().site();
    let answer = site.get("/zoeken?q=2031D00013,+2").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/vraag/2031D00013/2"));
    assert_eq!(site.get("/zoeken?q=2031D00013/99").await.status, StatusCode::OK);
}

#[tokio::test]
async fn every_official_number_jumps_to_its_page() {
    let site = Parliament::told().site();
    for (query, location) in [
        ("36999-XX", "/dossier/36999-XX"),
        ("2031Z00006", "/zaak/2031Z00006"),
        ("2031A00007", "/activiteit/2031A00007"),
        ("2031P00008", "/activiteit/2031A00007"),
    ] {
        let answer = site.get(&format!("/zoeken?q={query}")).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, location), "{query}");
    }
}

#[tokio::test]
async fn hits_are_taken_along_with_their_window() {
    let site = Parliament::told().site();
    let csv = site.get("/zoeken.csv?q=bruggen&aantal=1").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(csv.header("content-range"), "hits 1-1/45");
    assert_eq!(csv.header("link"), "</zoeken.csv?q=bruggen&aantal=1&pagina=2>; rel=\"next\"");
    insta::assert_snapshot!("search_csv", csv.body);
    insta::assert_snapshot!("search_atom", site.get("/zoeken.atom?q=bruggen&aantal=1").await.body);
    assert_eq!(site.get("/zoeken.csv?q=%22open").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/zoeken.csv?q=a&aantal=0").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/zoeken.csv?q=a&aantal=99999999").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/zoeken.csv").await.body.lines().count(), 1);
}

#[tokio::test]
async fn what_is_typed_is_completed_with_the_words_before_it() {
    let site = Parliament::told().site();
    insta::assert_snapshot!("search_complete", site.get("/zoeken/aanvullen?q=een+brug").await.body);
    assert!(site.get("/zoeken/aanvullen").await.body.contains("\"completions\""));
    let odd = site.get("/zoeken/aanvullen?q=%00%FF%22((").await;
    assert_eq!(odd.status, StatusCode::OK);
}

#[tokio::test]
async fn the_help_has_examples_of_what_is_here() {
    let page = Parliament::told().site().get("/zoeken/hulp").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("soort:&#34;Brief regering&#34;"), "{}", page.body);
    assert!(page.body.contains("href=\"/zoeken?q=2031D00010\""));
}
