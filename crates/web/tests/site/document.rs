//! `/document/{number}`.

use axum::http::StatusCode;
use model::record::Content;
use model::{Category, Record};

use crate::support::{Parliament, id, now, record, text};

#[tokio::test]
async fn every_field_of_the_record_is_on_the_page() {
    let parliament = Parliament::told();
    let page = parliament.site().get("/document/2031D00010").await;
    assert_eq!(page.status, StatusCode::OK);
    for shown in [
        "Voortgang van het herstel van &#60;bruggen&#62; &#38; sluizen",
        "Brief regering",
        "2031D00010",
        "maandag 27 januari 2031",
        "28 januari 2031",
        "VBZ-2031-44",
        "2030-2031",
        "36999-XX, nr. 12",
        "Begroting Voorbeeldzaken 2031",
        "Kamerstukken II 2030/31, 36999-XX, nr. 12",
        "https://www.tweedekamer.nl/kamerstukken/detail?id=2031D00010&#38;did=2031D00010",
        "https://zoek.officielebekendmakingen.nl/kst-36999-XX-12.html",
        "/document/2031D00010/origineel",
        "/document/2031D00012",
        "2031Z00006",
        "Oordeel Kamer",
        "F. van der Proefstra",
        "OudePartij",
        "Aangenomen.",
        "76 voor, 50 tegen",
        "Kleine Partij",
        "Stemmingen over bruggen",
        "15:00",
        "2031P00008",
        "Wat is hersteld in deze tekst",
        "dit record",
    ] {
        assert!(page.body.contains(shown), "{shown:?} is missing");
    }
}

#[tokio::test]
async fn text_is_escaped_and_notes_are_linked_both_ways() {
    let page = Parliament::told().site().get("/document/2031D00010").await.body;
    assert!(!page.contains("<script>alert"));
    assert!(
        page.contains("In 2025<sup class=\"mark\"><a id=\"nootmark-1\" href=\"#noot-1\""),
        "no space before a mark"
    );
    assert!(page.contains("<li id=\"noot-1\">") && page.contains("href=\"#nootmark-1\""));
    assert!(page.contains("<h3 id=\"p1\">Stand van zaken"));
    assert!(page.contains("id=\"p6\""), "the note keeps its place in the count of paragraphs");
}

#[tokio::test]
async fn the_data_has_the_record_and_its_links() {
    let answer = Parliament::told().site().get("/document/2031D00010.json").await;
    assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
    insta::assert_snapshot!("document_json", answer.body);
}

#[tokio::test]
async fn the_motion_has_its_signer_with_the_party_of_that_time() {
    let page = Parliament::told().site().get("/document/2031D00011").await.body;
    assert!(page.contains(">F. van der Proefstra</a> <span class=\"party\">OudePartij</span>"), "{page}");
    assert!(!page.contains("VBP</span></span>"));
}

#[tokio::test]
async fn a_file_that_was_not_read_is_told_from_one_that_was_not_fetched() {
    let site = Parliament::told().site();
    assert!(site.get("/document/2031D00011").await.body.contains("nog niet gelezen"));
    assert!(site.get("/document/2031D00013").await.body.contains("nog niet opgehaald"));
}

#[tokio::test]
async fn a_loose_file_is_not_said_to_come_from_the_house() {
    let mut parliament = Parliament::empty();
    let taken_in = |number: u8, official: &str| {
        let values = [
            ("number", text(official)),
            ("kind", text("Oproep")),
            ("title", text("Houd de sluizen open")),
            ("date", text("2031-01-20")),
            ("organisation", text("Ingelezen bestand: sluizen.pdf")),
        ];
        let mut record = record(Category::Document, number, &values, &[]);
        record.content = Some(Content { media_type: "application/pdf".into(), length: Some(0) });
        record
    };
    parliament.save(vec![taken_in(90, "IMPORT-0A1B2C3D"), taken_in(91, "2031D00091")]);
    parliament.file(90, b"", "other", None);
    let site = parliament.site();
    let page = site.get("/document/IMPORT-0A1B2C3D").await.body;
    assert!(page.contains("Een bestand dat hier is ingelezen") && page.contains("sluizen.pdf"));
    assert!(page.contains("Het bestand is leeg.") && !page.contains("OTHER"));
    assert!(page.contains("Oproep, “Houd de sluizen open”, 20 januari 2031"));
    assert!(!page.contains("www.tweedekamer.nl") && !page.contains("gegevensmagazijn"), "{page}");
    let data: serde_json::Value =
        serde_json::from_str(&site.get("/document/IMPORT-0A1B2C3D.json").await.body).unwrap();
    assert_eq!((&data["source_url"], &data["imported"]), (&serde_json::Value::Null, &"sluizen.pdf".into()));
    // its text told the number that the House gave it: there it can be found
    let page = site.get("/document/2031D00091").await.body;
    assert!(page.contains("www.tweedekamer.nl/kamerstukken") && page.contains("Een bestand dat hier is"));
    assert!(page.contains("Oproep, Tweede Kamer 2031D00091") && !page.contains("gegevensmagazijn"));
}

#[tokio::test]
async fn other_notations_lead_to_the_document() {
    let site = Parliament::told().site();
    for (written, number) in [
        ("36999-XX-12", "2031D00010"),
        ("36999-XX-7", "2031D00011"),
        ("kst-36999-XX-12", "2031D00010"),
        ("36%20999%20XX,%20nr.%207", "2031D00011"),
        ("2031d00010", "2031D00010"),
        ("ah-tk-20302031-608", "2031D00013"),
    ] {
        let answer = site.get(&format!("/document/{written}")).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (StatusCode::SEE_OTHER, &*format!("/document/{number}")),
            "{written}"
        );
    }
    assert_eq!(site.get("/document/36999-XX-12.json").await.header("location"), "/document/2031D00010.json");
    assert_eq!(
        site.get("/document/36999-XX-12?taal=en").await.header("location"),
        "/document/2031D00010?taal=en"
    );
}

#[tokio::test]
async fn an_unknown_number_offers_ways_on() {
    let site = Parliament::told().site();
    let page = site.get("/document/2031D09999").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("role=\"search\"") && page.body.contains("value=\"2031D09999\""));
    assert!(page.body.contains("/document/2031D00013"), "a number close by");
    assert!(
        site.get("/document/2031Z00006").await.body.contains("/document/2031D00011"),
        "papers of the case"
    );
    assert!(
        site.get("/document/36999-XX").await.body.contains("/document/2031D00010"),
        "papers of the dossier"
    );
    let data = site.get("/document/2031D09999.json").await;
    assert_eq!(data.status, StatusCode::NOT_FOUND);
    assert!(data.body.contains("\"code\": \"no_such_document\""));
}

#[tokio::test]
async fn nonsense_is_not_found_and_never_a_failure() {
    let site = Parliament::told().site();
    for odd in [
        "x",
        "%00",
        "%FF%FE",
        "..%2F..%2Fetc%2Fpasswd",
        "2031D",
        "99999999999999999999",
        "%3Cscript%3E",
        ".json",
    ] {
        let page = site.get(&format!("/document/{odd}")).await;
        assert!(page.status.is_client_error(), "{odd}: {}", page.status);
        assert!(
            !page.body.contains("<script>")
                || page.body.contains("&#60;script&#62;")
                || !odd.contains("script")
        );
    }
    let long = format!("/document/{}", "9".repeat(5_000));
    assert!(site.get(&long).await.status.is_client_error());
}

#[tokio::test]
async fn a_withdrawn_document_is_gone_and_says_when() {
    let mut parliament = Parliament::told();
    let mut withdrawn = Record::empty(Category::Document, id(13));
    withdrawn.deleted = true;
    parliament.save(vec![withdrawn]);
    let page = parliament.site().get("/document/2031D00013").await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.body.contains("ingetrokken") && page.body.contains("28 januari 2031, 12:00"));
    assert!(!page.body.contains("Antwoord op vragen over sluizen"));
}

#[tokio::test]
async fn a_change_shows_on_the_page_at_once_with_what_it_was() {
    let mut parliament = Parliament::told();
    let site = parliament.site();
    assert!(!site.get("/document/2031D00013").await.body.contains("Wat is er veranderd"));
    let values =
        [("number", text("2031D00013")), ("subject", text("Nieuw onderwerp")), ("date", text("2031-01-26"))];
    parliament.save(vec![record(Category::Document, 13, &values, &[])]);
    tokio::time::sleep(std::time::Duration::from_millis(80)).await;
    let page = site.get("/document/2031D00013").await.body;
    assert!(
        page.contains("<del>Antwoord op vragen over sluizen</del>")
            && page.contains("<ins>Nieuw onderwerp</ins>")
    );
}

#[tokio::test]
async fn earlier_files_stay_and_are_linked() {
    let parliament = Parliament::told();
    parliament.file(10, b"%PDF-1.7 een latere brief", "pdf", None);
    let page = parliament.site().get("/document/2031D00010").await.body;
    assert!(
        page.contains("/document/2031D00010/origineel/1")
            && page.contains("/document/2031D00010/origineel/2")
    );
}

#[tokio::test]
async fn what_extractors_found_is_shown_with_its_sentence() {
    let page = Parliament::read().site().get("/document/2031D00013").await.body;
    for shown in [
        "Vragen en antwoorden",
        "Duinker (Lijst Zand)",
        "Sluizen &#38; bruggen",
        "en &#60;b&#62;haar&#60;/b&#62; lot?",
        "Waarnaar wordt verwezen: het antwoord op vraag",
        "Wat het kabinet zegt",
        "Genoemd in de vragen",
        "zegt dat eraan gewerkt wordt",
        "<blockquote lang=\"nl\">Aan de motie wordt gewerkt</blockquote>",
        "nummer bepaald uit de gegevens van de Kamer",
        "uiterlijk 28 februari 2031 (“voor 1 maart”)",
        "De federatie aan het kabinet",
        "<a class=\"cites\" href=\"/document/2031D00011\">Kamerstuk 36999-XX, nr. 7</a>",
        "<a class=\"cites\" href=\"https://www.voorbeeld.example\" rel=\"external noopener nofollow\">",
        "Wet of verdrag",
    ] {
        assert!(page.contains(shown), "{shown:?} is missing");
    }
    assert!(!page.contains("<b>haar</b>"));
}

#[tokio::test]
async fn the_cited_paper_quotes_who_cites_it_and_leads_to_the_paragraph() {
    let parliament = Parliament::read();
    let page = parliament.site().get("/document/2031D00011").await.body;
    assert!(page.contains("Aangehaald door") && page.contains("href=\"/document/2031D00013#p2\""));
    let data: serde_json::Value =
        serde_json::from_str(&parliament.site().get("/document/2031D00013.json").await.body).unwrap();
    let structure = &data["structure"];
    assert_eq!(structure["exchanges"][1]["see"][0], "1");
    assert_eq!(structure["motions"][1]["target"], "36999-XX-7");
    assert_eq!(structure["motions"][1]["target_told"], false);
    assert_eq!(structure["references"].as_array().map(Vec::len), Some(3));
}

#[tokio::test]
async fn a_paper_from_before_another_does_not_stand_among_those_that_cite_it() {
    let mut parliament = Parliament::read();
    let mut answers = record(
        Category::Document,
        13,
        &[
            ("kind", text("Antwoord schriftelijke vragen")),
            ("number", text("2031D00013")),
            ("subject", text("Antwoord op vragen over sluizen")),
            ("date", text("2031-01-02")),
        ],
        &[],
    );
    answers.content = Some(Content { media_type: "application/pdf".into(), length: Some(18) });
    parliament.save(vec![answers]);
    let page = parliament.site().get("/document/2031D00011").await.body;
    assert!(page.contains("Motie van het lid Van der Proefstra") && !page.contains("Aangehaald door"));
    let page = parliament.site().get("/motie/36999-XX-7").await.body;
    assert!(page.contains("Motie van het lid Van der Proefstra") && !page.contains("2031D00013"));
}

#[test]
fn a_page_has_a_fixed_number_of_queries_however_much_it_shows() {
    let queries = |parliament: &Parliament, number: &str| {
        // the pool of this runtime has one thread, so the count of that thread is the count of the page
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(1)
            .build()
            .unwrap();
        runtime.block_on(async {
            let count = || tokio::task::spawn_blocking(store::show::statements);
            let site = parliament.site();
            let before = count().await.unwrap();
            assert_eq!(site.get(&format!("/document/{number}")).await.status, StatusCode::OK);
            count().await.unwrap() - before
        })
    };
    let mut parliament = Parliament::told();
    let few = queries(&parliament, "2031D00010");
    let more: Vec<_> = (100..200)
        .map(|number| {
            let values =
                [("document", model::record::Value::Guid(id(10))), ("name", text(&format!("Lid {number}")))];
            record(Category::DocumentActor, number, &values, &[])
        })
        .collect();
    parliament.save(more);
    assert_eq!((few, queries(&parliament, "2031D00010")), (17, 17));
    let _ = now();
}
