//! The front page, the agenda, and what lists are had as.

use axum::http::StatusCode;

use super::{data, parliament, shows};
use crate::support::Parliament;

#[tokio::test]
async fn the_front_page_tells_what_is_on_and_what_was_decided_and_said() {
    let parliament = parliament();
    let page = parliament.site().get("/").await.body;
    shows(
        &page,
        &[
            "Vandaag op de agenda",
            "Proefdijken &#60;en&#62; sluizen",
            "Laatste stemmingen",
            "80–60",
            "Nieuwste verslagen",
            "href=\"/verslag/abababab-abab-abab-abab-abababababab\"",
            "28 jan",
        ],
    );
    let front = data(&parliament, "/index.json").await;
    let lengths = ["agenda", "votes", "transcripts"].map(|list| front[list].as_array().map(Vec::len));
    assert_eq!(lengths, [Some(1), Some(3), Some(1)]);
    assert!(data(&parliament, "/index.json?stukken=kabinet").await["agenda"].is_null());
    let empty = Parliament::empty().site().get("/").await.body;
    shows(&empty, &["Er staat niets meer op de agenda."]);
}

#[tokio::test]
async fn the_agenda_begins_today_and_leads_back() {
    let parliament = parliament();
    let page = parliament.site().get("/activiteiten").await.body;
    shows(
        &page,
        &[
            "dinsdag 28 januari 2031</time> <span class=\"now\">vandaag",
            "13:00–15:30",
            "Modelzaal",
            "Proefdijken &#60;en&#62; sluizen",
            "href=\"/activiteiten?toon=eerder\"",
            "2 activiteiten voor vandaag",
            "<strong>2</strong>",
        ],
    );
    assert!(page.find("2031A00100").unwrap() < page.find("2031A00102").unwrap());
    assert!(!page.contains("2031A00101") && !page.contains("2031A00103"));
    assert!(page.contains("state off\">verplaatst"), "what was moved is struck");
    assert!(!page.contains("00:00"), "midnight of the source is no hour");
    let back = data(&parliament, "/activiteiten.json?toon=eerder").await;
    let numbers: Vec<_> =
        back["activities"].as_array().unwrap().iter().map(|one| one["number"].clone()).collect();
    assert_eq!(numbers, ["2031A00101", "2031A00105"]);
}

#[tokio::test]
async fn the_filters_of_the_agenda_stand_in_its_address() {
    let parliament = parliament();
    for (query, expected) in [
        ("", 2),
        ("?commissie=PROEF", 2),
        ("?commissie=TK", 0),
        ("?commissie=TK&toon=eerder", 1),
        ("?soort=Commissiedebat", 1),
        ("?openbaar=nee", 1),
        ("?openbaar=ja", 1),
        ("?status=verplaatst", 1),
        ("?van=2031-01-01&tot=2031-01-28", 3),
        ("?tot=2031-01-14", 1),
        ("?maand=2031-02", 1),
        ("?maand=2031-01&commissie=PROEF", 1),
        ("?commissie=%27+or+1%3D1", 0),
    ] {
        let list = data(&parliament, &format!("/activiteiten.json{query}")).await;
        assert_eq!(list["total"], expected, "{query}");
        assert_eq!(list["activities"].as_array().map(Vec::len), Some(expected), "{query}");
    }
    let site = parliament.site();
    for odd in [
        "?van=gisteren",
        "?van=2031-02-30",
        "?maand=2031",
        "?toon=alles",
        "?openbaar=x",
        "?status=x",
        "?van=2031-02-01&tot=2031-01-01",
    ] {
        let page = site.get(&format!("/activiteiten{odd}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{odd}");
        assert!(page.body.contains("verwacht wordt"), "{odd}");
    }
    for extreme in ["?pagina=99999999999999999999", "?maand=9999-12", "?maand=0001-01", "?tot=9999-12-31"] {
        assert_eq!(site.get(&format!("/activiteiten{extreme}")).await.status, StatusCode::OK, "{extreme}");
    }
}

#[tokio::test]
async fn lists_are_there_as_tables_feeds_and_a_calendar() {
    let parliament = parliament();
    let site = parliament.site();
    let calendar = site.get("/activiteiten.ics").await.body.replace("\r\n ", "");
    shows(
        &calendar,
        &[
            "UID:",
            "activiteit-2031A00100",
            "DTSTART:20310128T120000Z",
            "LOCATION:Modelzaal",
            "STATUS:CANCELLED",
        ],
    );
    assert!(calendar.contains("2031A00105"), "what just was stays in the calendar");
    let only = site.get("/activiteiten.ics?commissie=TK").await.body;
    assert!(only.contains("2031A00101") && !only.contains("2031A00100"));
    for (address, shown) in [
        ("/activiteiten.csv", "2031A00100"),
        ("/ongeplande-activiteiten.csv", "2031A00103"),
        ("/stemmingen.csv?uitslag=aangenomen", "2031Z00150"),
        ("/besluiten.csv", "Behandeld."),
        ("/verslagen.csv", "Proefdijken"),
        ("/stemmingen/overeenkomst.csv", "a,b,both,same,percent,url\r\nVBP,Lijst Zand,2,0,0,"),
        ("/activiteiten.atom", "2031A00100"),
        ("/ongeplande-activiteiten.atom", "2031A00104"),
        ("/stemmingen.atom", "aangenomen: Motie van het lid Van"),
        ("/besluiten.atom", "/stemming/7b7b7b7b-7b7b-7b7b-7b7b-7b7b7b7b7b7b"),
        ("/verslagen.atom", "/verslag/abababab-abab-abab-abab-abababababab"),
    ] {
        let file = site.get(address).await;
        assert_eq!(file.status, StatusCode::OK, "{address}");
        assert!(file.body.contains(shown), "{address}: {}", file.body);
    }
}

#[tokio::test]
async fn a_month_shows_its_days_and_the_months_beside_it() {
    let page = parliament().site().get("/activiteiten?maand=2031-01&commissie=PROEF").await.body;
    shows(
        &page,
        &[
            "januari 2031",
            "href=\"/activiteiten?commissie=PROEF&#38;maand=2031-02\"",
            "href=\"/activiteit/2031A00100\"",
            "<span class=\"clock\">13:00</span>",
            "class=\" today\"",
        ],
    );
    assert!(!page.contains("/activiteit/2031A00101"), "the filter holds in the month too");
}

#[tokio::test]
async fn what_has_no_day_stands_apart_with_its_week() {
    let parliament = parliament();
    let page = parliament.site().get("/ongeplande-activiteiten").await.body;
    shows(&page, &["week 7 van 2031", "nog geen datum", "2031A00103", "2031A00104", "<strong>2</strong>"]);
    assert!(
        page.find("2031A00104").unwrap() < page.find("2031A00103").unwrap(),
        "what has a week comes first"
    );
    assert_eq!(data(&parliament, "/ongeplande-activiteiten.json?status=gepland").await["total"], 1);
}
