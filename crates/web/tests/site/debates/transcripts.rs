//! Transcripts, and where a person spoke.

use axum::http::StatusCode;
use model::Category;

use super::{data, main, parliament, shows, transcript, transcript_text, votes};
use crate::support::{id, record, text};

#[tokio::test]
async fn a_transcript_has_speakers_anchors_and_speaking_time() {
    let parliament = parliament();
    let site = parliament.site();
    let address = "/verslag/abababab-abab-abab-abab-abababababab";
    let page = site.get(address).await.body;
    shows(
        &page,
        &[
            "id=\"spreker-2\"",
            "<b><a href=\"/persoon/jan-van-t-zand-9180\">De heer Van &#39;t Zand</a></b>",
            "href=\"#spreker-2\"",
            "interruptie",
            "De dijken &#60;zijn&#62; te laag",
            "id=\"p5\"",
            "Uitslag van de stemming: aangenomen.",
            "href=\"/persoon/jan-van-t-zand-9180\"",
            "bewindspersonen",
            "7:00",
            "ongecorrigeerd",
            "href=\"/activiteit/2031A00100\"",
        ],
    );
    let whole = data(&parliament, &format!("{address}.json")).await;
    assert_eq!(whole["speeches"][1]["person_url"], "/persoon/jan-van-t-zand-9180");
    assert!(whole["speeches"][4]["person_url"].is_null(), "a minister who is nobody here");
    let times = &whole["speaking_time"]["speakers"];
    let seconds: Vec<_> = times
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["speaker"].clone(), one["seconds"].clone(), one["chair"].clone()))
        .collect();
    assert_eq!(
        seconds,
        [
            ("Proef".into(), 420.into(), false.into()),
            ("Van 't Zand".into(), 120.into(), false.into()),
            ("Öztürk".into(), 30.into(), true.into()),
            ("Öztürk".into(), 30.into(), false.into()),
        ]
    );
    assert_eq!(whole["speeches"].as_array().map(Vec::len), Some(5));
    assert_eq!(whole["speeches"][1]["paragraph"], "p5");
    let part = site.get(&format!("{address}?deel=2")).await.body;
    assert!(
        part.contains("id=\"p5\"")
            && part.contains("id=\"spreker-2\"")
            && !part.contains("Ik open de vergadering")
    );
    assert_eq!(
        data(&parliament, &format!("{address}.json?deel=2")).await["speeches"][0]["anchor"],
        "spreker-2"
    );
    for odd in ["?deel=9", "?deel=-1", "?deel=x", "?deel=99999999999999999999"] {
        assert_eq!(site.get(&format!("{address}{odd}")).await.status, StatusCode::BAD_REQUEST, "{odd}");
    }
    for odd in ["/verslag/x", "/verslag/00000000-0000-0000-0000-000000000001", "/verslag/%27"] {
        assert_eq!(site.get(odd).await.status, StatusCode::NOT_FOUND, "{odd}");
    }
    insta::assert_snapshot!("transcript_page", main(&part));
    insta::assert_snapshot!("transcript_json", site.get(&format!("{address}.json?deel=1")).await.body);
}

#[tokio::test]
async fn the_page_of_a_person_leads_to_the_first_turn_in_each_meeting() {
    let parliament = parliament();
    let site = parliament.site();
    let member = "/persoon/jan-van-t-zand-9180";
    let page = site.get(member).await.body;
    shows(
        &page,
        &[
            "Aan het woord <span class=\"count\">1</span>",
            "<a href=\"/verslag/abababab-abab-abab-abab-abababababab?spreker=9180\">Proefdijken</a>",
            "2 beurten · spreektijd 2:00",
        ],
    );
    let spoke = data(&parliament, &format!("{member}.json")).await;
    assert_eq!((&spoke["spoke_total"], &spoke["spoke"][0]["seconds"]), (&1.into(), &120.into()));
    let list = data(&parliament, &format!("{member}/verslagen.json?pagina=99999999999")).await;
    assert_eq!((&list["total"], &list["meetings"][0]["turns"]), (&1.into(), &2.into()));
    assert!(site.get(&format!("{member}/verslagen.csv")).await.body.contains("Proefdijken,2,0,"));
    // Öztürk opened the meeting in the chair: that is no turn of the member
    let other = data(&parliament, "/persoon/selcuk-ozturk-9181.json").await;
    assert_eq!((&other["spoke"][0]["turns"], &other["spoke"][0]["interruptions"]), (&1.into(), &1.into()));
    assert_eq!(data(&parliament, "/persoon/piet-ossenaar-9182.json").await["spoke_total"], 0);
    let transcript = "/verslag/abababab-abab-abab-abab-abababababab";
    for (asked, leads) in [
        ("?spreker=9180", "?deel=2#spreker-2"),
        ("?spreker=9181", "?deel=2#spreker-3"),
        ("?spreker=9181&taal=en", "?deel=2&taal=en#spreker-3"),
    ] {
        let answer = site.get(&format!("{transcript}{asked}")).await;
        assert_eq!(answer.header("location"), format!("{transcript}{leads}"), "{asked}");
    }
    for odd in ["?spreker=9182", "?spreker=x", "?spreker=%00", "?spreker=9180&deel=1"] {
        let answer = site.get(&format!("{transcript}{odd}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{odd}");
    }
}

#[tokio::test]
async fn a_plenary_day_names_the_debates_in_which_a_person_spoke() {
    let mut parliament = parliament();
    let day = [
        ("title", text("12e vergadering")),
        ("kind", text("Plenair")),
        ("date", text("2031-01-28")),
        ("begins", text("2031-01-28T12:00:00Z")),
    ];
    parliament.save(vec![record(Category::Meeting, 170, &day, &[])]);
    let part = "/verslag/abababab-abab-abab-abab-abababababab?deel=2";
    let member = "/persoon/jan-van-t-zand-9180";
    let page = parliament.site().get(member).await.body;
    shows(&page, &[">12e vergadering</a>", &format!("<a href=\"{part}\">Proefdijken</a>")]);
    let spoke = data(&parliament, &format!("{member}.json")).await;
    assert_eq!(
        (&spoke["spoke"][0]["parts"][0]["title"], &spoke["spoke"][0]["parts"][0]["url"]),
        (&"Proefdijken".into(), &part.into())
    );
    let list = data(&parliament, &format!("{member}/verslagen.json")).await;
    assert_eq!(list["meetings"][0]["parts"].as_array().map(Vec::len), Some(1));
    // the opening by the chair is no debate in which Öztürk spoke; the interruption is
    let other = data(&parliament, "/persoon/selcuk-ozturk-9181.json").await;
    assert_eq!(other["spoke"][0]["parts"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_name_that_two_persons_bear_leads_to_neither() {
    let mut parliament = parliament();
    let mut other = votes().into_iter().find(|record| record.id == id(180)).unwrap();
    other.id = id(183);
    let number = Category::Person.spec().columns.iter().position(|column| column.name == "number").unwrap();
    other.values[number] = text("9183");
    parliament.save(vec![other]);
    let page = parliament.site().get("/verslag/abababab-abab-abab-abab-abababababab").await.body;
    assert!(page.contains("<b>De heer Van &#39;t Zand</b>") && !page.contains("jan-van-t-zand"), "{page}");
    assert!(page.contains("href=\"/persoon/selcuk-ozturk-9181\""));
    assert_eq!(data(&parliament, "/persoon/jan-van-t-zand-9180.json").await["spoke_total"], 0);
}

#[tokio::test]
async fn a_newer_version_takes_the_place_and_the_older_stays_where_it_was() {
    let mut parliament = parliament();
    parliament.save(vec![
        transcript(172, "Gecorrigeerd", "2031-02-10T10:00:00Z"),
        transcript(173, "Casco", "2031-02-11T10:00:00Z"),
    ]);
    transcript_text(&parliament, 172, "tweede");
    let site = parliament.site();
    let newest = "/verslag/acacacac-acac-acac-acac-acacacacacac";
    let list = data(&parliament, "/verslagen.json").await;
    assert_eq!((&list["total"], &list["transcripts"][0]["url"]), (&1.into(), &newest.into()));
    let old = site.get("/verslag/abababab-abab-abab-abab-abababababab").await;
    assert_eq!(old.status, StatusCode::OK);
    shows(&old.body, &["Er is een nieuwere versie", newest]);
    let feed = site.get(&format!("{newest}.atom")).await.body;
    shows(&feed, &["<title>Gecorrigeerd: Proefdijken</title>", "<title>Ongecorrigeerd: Proefdijken</title>"]);
    // the id of the meeting leads to the newest
    assert_eq!(
        site.get("/verslag/aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa?deel=2").await.header("location"),
        format!("{newest}?deel=2")
    );
    let activity = data(&parliament, "/activiteit/2031A00100.json").await;
    assert_eq!(activity["transcripts"][0]["url"], format!("{newest}?deel=2"));
    for (query, expected) in
        [("?soort=commissie", 1), ("?soort=plenair", 0), ("?status=gecorrigeerd", 1), ("?tot=2031-01-27", 0)]
    {
        assert_eq!(data(&parliament, &format!("/verslagen.json{query}")).await["total"], expected, "{query}");
    }
    assert_eq!(site.get("/verslagen?soort=x").await.status, StatusCode::BAD_REQUEST);
}
