//! What holds for every page: headers, caching, refusals, files of the site.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use web::Banner;

use crate::support::Parliament;

const PAGES: [&str; 7] = [
    "/",
    "/?taal=en",
    "/zoeken",
    "/zoeken?q=bruggen",
    "/document/2031D00010",
    "/document/2031D00010.json",
    "/nergens",
];

#[tokio::test]
async fn every_page_protects_its_reader() {
    let site = Parliament::told().site();
    for address in PAGES {
        let page = site.get(address).await;
        let policy = page.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{address}: {policy}"
        );
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{address}");
        assert!(!page.header("referrer-policy").is_empty() && !page.header("permissions-policy").is_empty());
        assert!(page.header("set-cookie").is_empty(), "{address}");
        assert!(!page.body.contains(" style=\"") && !page.body.contains("onclick"), "{address}");
        assert!(
            !page.body.contains("src=\"http") && !page.body.contains("stylesheet\" href=\"http"),
            "{address}"
        );
    }
}

#[tokio::test]
async fn every_page_has_one_title_one_h1_and_its_landmarks() {
    let site = Parliament::told().site();
    for address in PAGES.iter().filter(|address| !address.ends_with(".json")) {
        let page = site.get(address).await.body;
        let once = |what: &str| assert_eq!(page.matches(what).count(), 1, "{address}: {what}");
        once("<title>");
        once("<h1");
        once("<main");
        once("<header class=\"masthead\">");
        once("class=\"skip\"");
        assert!(!page.contains("<title> ·"), "{address}");
    }
}

#[tokio::test]
async fn ids_stand_once_on_a_page() {
    let site = Parliament::told().site();
    for address in ["/", "/zoeken?q=bruggen", "/document/2031D00010"] {
        let page = site.get(address).await.body;
        let mut ids: Vec<&str> =
            page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all, "{address}");
        let targets = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
        for target in targets {
            assert!(ids.contains(&target), "{address}: nothing at #{target}");
        }
    }
}

#[tokio::test]
async fn every_link_of_the_site_leads_somewhere() {
    let site = Parliament::told().site();
    let mut seen = std::collections::BTreeSet::new();
    let mut todo = vec!["/".to_owned(), "/zoeken?q=bruggen".to_owned()];
    while let Some(address) = todo.pop() {
        let plain = address.split('#').next().unwrap_or_default().replace("&#38;", "&");
        if !seen.insert(plain.clone()) {
            continue;
        }
        assert!(seen.len() < 500);
        let page = site.get(&plain).await;
        assert!(page.status.is_success() || page.status.is_redirection(), "{plain}: {}", page.status);
        if page.header("content-type").starts_with("text/html") {
            let links = page.body.split("href=\"/").skip(1).filter_map(|rest| rest.split('"').next());
            todo.extend(links.map(|link| format!("/{link}")));
        }
    }
    assert!(seen.len() > 15, "{seen:?}");
}

#[tokio::test]
async fn what_the_reader_has_is_not_sent_again() {
    let site = Parliament::told().site();
    for address in ["/", "/document/2031D00010", "/zoeken.json?q=a"] {
        let page = site.get(address).await;
        assert!(!page.header("etag").is_empty() && !page.header("last-modified").is_empty());
        let again = site.get_with(address, "if-none-match", page.header("etag")).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{address}");
        assert_eq!(again.header("etag"), page.header("etag"));
        let packed = site.get_with(address, "accept-encoding", "gzip").await;
        assert_eq!(packed.header("content-encoding"), "gzip", "{address}");
        assert_ne!(packed.header("etag"), page.header("etag"));
    }
}

#[tokio::test]
async fn files_of_the_site_are_kept_for_a_year_under_names_of_their_content() {
    let site = Parliament::told().site();
    let page = site.get("/").await.body;
    for part in ["href=\"/static/", "src=\"/static/"] {
        let name = page.split(part).nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let file = site.get(&format!("/static/{name}")).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.header("cache-control").contains("immutable"));
    }
    assert_eq!(site.get("/static/site-0.css").await.status, StatusCode::NOT_FOUND);
    for address in ["/favicon.ico", "/favicon.svg", "/robots.txt", "/healthz"] {
        assert_eq!(site.get(address).await.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn a_banner_is_on_every_page_as_soon_as_it_is_set() {
    let parliament = Parliament::told();
    let banner = std::sync::Arc::new(std::sync::RwLock::new(None));
    let shared = banner.clone();
    let site = parliament.site_with(|mut app| {
        app.banner = shared;
        app
    });
    assert!(!site.get("/").await.body.contains("class=\"banner\""));
    let dutch = "De bron is onbereikbaar sinds 11:00.".to_owned();
    *banner.write().unwrap() =
        Some(Banner { dutch, english: "The source is out of reach since 11:00.".into() });
    assert!(site.get("/").await.body.contains("De bron is onbereikbaar sinds 11:00."));
    assert!(site.get("/?taal=en").await.body.contains("out of reach"));
}

/// Values that no box of a form gives.
const HOSTILE: [&str; 16] = [
    "%00",
    "%ff%fe",
    "-1",
    "99999999999999999999999",
    "1e309",
    "2026-02-30",
    "-9999-01-01",
    "9999-12-31",
    "%27+or+1%3D1+--",
    "%0d%0aSet-Cookie:x",
    "((((((((((((((((((((((((((((((((((((((((((((",
    "%22%22%22",
    "%E2%80%AE",
    "NEAR(a,b,99999)",
    "%",
    "NOT+x",
];

#[tokio::test]
async fn no_value_of_no_filter_breaks_a_list() {
    let site = Parliament::read().site();
    let lists = [
        "/",
        "/zoeken",
        "/zoeken.csv",
        "/zoeken.atom",
        "/zoeken/hulp",
        "/zoeken/aanvullen",
        "/spoor",
        "/vergelijk",
        "/toezeggingen",
        "/kamerstukdossiers",
        "/moties",
        "/activiteiten",
        "/ongeplande-activiteiten",
        "/stemmingen",
        "/stemmingen/overeenkomst",
        "/besluiten",
        "/verslagen",
        "/open-vragen",
        "/vragen",
        "/kamerleden",
        "/verjaardagen",
        "/bewindspersonen",
        "/ministeries",
        "/fracties",
        "/commissies",
        "/statistiek/moties",
        "/statistiek/spreektijd",
        "/statistiek/antwoorden",
        "/geschenken",
        "/reizen",
        "/nevenfuncties",
        "/dekking",
    ];
    let filters = [
        "q",
        "fractie",
        "ministerie",
        "jaar",
        "van",
        "tot",
        "vanaf",
        "soort",
        "status",
        "stand",
        "uitslag",
        "pagina",
        "sorteer",
        "aantal",
        "commissie",
        "maand",
        "na",
        "per",
        "persoon",
        "tab",
        "deel",
        "lid",
        "wat",
        "wie",
        "stem",
        "wijze",
        "a",
        "b",
    ];
    for (at, list) in lists.iter().enumerate() {
        for (n, filter) in filters.iter().enumerate() {
            let value = HOSTILE[(at + n) % HOSTILE.len()];
            let address = format!("{list}?{filter}={value}");
            let page = site.get(&address).await;
            let told = page.status == StatusCode::BAD_REQUEST || page.status == StatusCode::NOT_FOUND;
            assert!(
                page.status.is_success() || page.status.is_redirection() || told,
                "{address}: {}",
                page.status
            );
            assert!(page.header("set-cookie").is_empty(), "{address}");
            if told && page.header("content-type").starts_with("text/html") {
                assert!(page.body.contains("<h1") && page.body.contains("href=\"/"), "{address}: no way on");
            }
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_with_ways_on() {
    let site = Parliament::told().site();
    let page = site.get("/nergens/2031D00010.html").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("role=\"search\"") && page.body.contains("value=\"2031D00010\""));
    assert!(site.get("/nergens.json").await.body.contains("\"code\": \"no_such_page\""));
    let post = site.ask(Request::post("/").body(Body::empty()).unwrap()).await;
    assert_eq!(post.status, StatusCode::METHOD_NOT_ALLOWED);
    let head = site.ask(Request::head("/").body(Body::empty()).unwrap()).await;
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
}
