//! Votes, decisions, and how often parties vote alike.

use axum::http::StatusCode;
use model::Category;
use model::record::Value;

use super::{data, main, parliament, party_vote, shows};

#[tokio::test]
async fn a_party_listed_twice_counts_once_and_the_page_says_so() {
    let parliament = parliament();
    let page = parliament.site().get("/stemming/79797979-7979-7979-7979-797979797979").await.body;
    shows(
        &page,
        &[
            "<b>80</b> voor",
            "<b>60</b> tegen",
            "10 zetels deden niet mee",
            "Meer dan één keer in de bron",
            "Andere besluiten over deze zaak",
            "Aangehouden".to_lowercase().as_str(),
            "href=\"/motie/2031D00152\"",
            "href=\"/activiteit/2031A00101\"",
        ],
    );
    let vote = data(&parliament, "/stemming/79797979-7979-7979-7979-797979797979.json").await;
    assert_eq!(vote["tally"]["doubled"][0], "VBP");
    assert_eq!(vote["other_decisions"][0]["result"], "held");
    insta::assert_snapshot!("ballot_page", main(&page));
}

#[tokio::test]
async fn members_of_a_roll_call_count_one_each_and_stand_under_their_surname() {
    let parliament = parliament();
    let address = "/stemming/7a7a7a7a-7a7a-7a7a-7a7a-7a7a7a7a7a7a";
    let page = parliament.site().get(address).await.body;
    shows(
        &page,
        &["<b>1</b> voor", "<b>2</b> tegen", "Hoofdelijke stemming", "De tekst van het besluit noemt 1–3"],
    );
    let places: Vec<usize> = ["Ossenaar, Piet", "Öztürk, Selçuk", "Zand, Jan van &#39;t"]
        .iter()
        .map(|name| page.find(&format!(">{name}</a></th>")).unwrap_or_else(|| panic!("{name}")))
        .collect();
    assert!(places.is_sorted());
    let vote = data(&parliament, &format!("{address}.json")).await;
    assert_eq!(vote["tally"]["parties"][0]["party"], "VBP");
    assert_eq!(vote["tally"]["parties"][0]["seats_against"], 2);
}

#[tokio::test]
async fn a_late_correction_changes_page_list_and_history() {
    let mut parliament = parliament();
    let mut corrected = party_vote(131, 121, "Lijst Zand", 60, "Voor");
    parliament.save(vec![corrected.clone()]);
    let address = "/stemming/79797979-7979-7979-7979-797979797979";
    let vote = data(&parliament, &format!("{address}.json")).await;
    assert_eq!((&vote["tally"]["seats_for"], &vote["tally"]["seats_against"]), (&140.into(), &0.into()));
    assert_eq!(vote["history"][0]["what"], "Lijst Zand");
    assert_eq!(vote["history"][0]["columns"][0], serde_json::json!(["stem", "Tegen", "Voor"]));
    assert_eq!(data(&parliament, "/stemmingen.json?fractie=Lijst+Zand&stem=tegen").await["total"], 0);
    let at = Category::Vote.spec().columns.iter().position(|known| known.name == "mistake").unwrap();
    corrected.values[at] = Value::Int(1);
    parliament.save(vec![corrected.clone()]);
    let page = parliament.site().get(address).await.body;
    shows(&page, &["Vergissing gemeld door Lijst Zand (voor)", "80 voor, 60 tegen", "De uitslag blijft"]);
    assert_eq!(data(&parliament, "/stemmingen.json?vergissing=ja").await["total"], 1);
    corrected.deleted = true;
    parliament.save(vec![corrected]);
    let vote = data(&parliament, &format!("{address}.json")).await;
    assert_eq!((&vote["tally"]["seats_for"], &vote["tally"]["seats_against"]), (&80.into(), &0.into()));
    assert_eq!(vote["history"][0]["kind"], "deleted");
}

#[tokio::test]
async fn votes_are_filtered_by_result_party_kind_way_and_period() {
    let parliament = parliament();
    for (query, expected) in [
        ("", 3),
        ("?uitslag=aangenomen", 1),
        ("?uitslag=aangehouden", 1),
        ("?uitslag=ingetrokken", 0),
        ("?fractie=VBP", 2),
        ("?fractie=VBP&stem=voor", 1),
        ("?fractie=VBP&stem=tegen", 1),
        ("?fractie=Kleine+Partij", 1),
        ("?fractie=Kleine+Partij&stem=voor", 0),
        ("?fractie=%25", 0),
        ("?soort=motie", 2),
        ("?soort=amendement", 1),
        ("?soort=wet", 0),
        ("?soort=overig", 0),
        ("?wijze=hoofdelijk", 1),
        ("?wijze=handopsteken", 1),
        ("?van=2031-01-22", 0),
        ("?van=2031-01-21&tot=2031-01-21", 3),
        ("?vergissing=ja", 0),
    ] {
        let list = data(&parliament, &format!("/stemmingen.json{query}")).await;
        assert_eq!(list["total"], expected, "{query}");
        assert_eq!(list["votes"].as_array().map(Vec::len), Some(expected), "{query}");
    }
    let site = parliament.site();
    for odd in ["?uitslag=prima", "?stem=wellicht", "?soort=x", "?wijze=x", "?van=x", "?vergissing=nee"] {
        assert_eq!(site.get(&format!("/stemmingen{odd}")).await.status, StatusCode::BAD_REQUEST, "{odd}");
    }
    let page = site.get("/stemmingen?fractie=VBP").await.body;
    shows(
        &page,
        &[
            "<b class=\"side-for\">VBP voor</b>",
            "<b class=\"side-against\">VBP tegen</b>",
            "80 voor, 60 tegen",
        ],
    );
    insta::assert_snapshot!("ballots_page", main(&page));
    insta::assert_snapshot!("ballots_json", site.get("/stemmingen.json?uitslag=aangenomen").await.body);
}

#[tokio::test]
async fn a_case_leads_to_its_latest_vote() {
    let site = parliament().site();
    assert_eq!(
        site.get("/stemming/2031Z00150").await.header("location"),
        "/stemming/79797979-7979-7979-7979-797979797979"
    );
    assert_eq!(
        site.get("/stemming/79797979797979797979797979797979").await.header("location"),
        "/stemming/79797979-7979-7979-7979-797979797979"
    );
    for odd in ["2031Z99999", "00000000-0000-0000-0000-000000000000", "x", "%F0%9F%8F%9B"] {
        let page = site.get(&format!("/stemming/{odd}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{odd}");
        assert!(page.body.contains("href=\"/stemmingen\""), "{odd}");
    }
}

#[tokio::test]
async fn parties_agree_by_their_sides_with_the_number_of_votes_beside_it() {
    let parliament = parliament();
    let agreement = data(&parliament, "/stemmingen/overeenkomst.json").await;
    assert_eq!(agreement["votes"], 2);
    let pair = &agreement["pairs"][0];
    assert_eq!((&pair["a"], &pair["b"]), (&"VBP".into(), &"Lijst Zand".into()));
    assert_eq!((&pair["both"], &pair["same"], &pair["percent"]), (&2.into(), &0.into(), &0.into()));
    assert!(agreement["definition"].as_str().unwrap().contains("meerderheid van haar leden"));
    assert_eq!(data(&parliament, "/stemmingen/overeenkomst.json?soort=motie").await["votes"], 1);
    assert_eq!(data(&parliament, "/stemmingen/overeenkomst.json?van=2031-02-01").await["votes"], 0);
    let site = parliament.site();
    assert_eq!(site.get("/stemmingen/overeenkomst?tot=x").await.status, StatusCode::BAD_REQUEST);
    let page = site.get("/stemmingen/overeenkomst").await.body;
    shows(
        &page,
        &[
            "<caption class=\"hidden\">",
            "<th scope=\"row\">VBP</th>",
            "VBP en Lijst Zand: 0 van 2 stemmingen gelijk",
        ],
    );
}

#[tokio::test]
async fn decisions_are_there_whether_voted_on_or_not() {
    let parliament = parliament();
    for (query, expected) in [
        ("", 4),
        ("?besluit=Behandelen+%5Ben+afdoen%5D", 1),
        ("?uitslag=verworpen", 1),
        ("?commissie=TK", 4),
        ("?commissie=PROEF", 0),
        ("?soort=motie", 2),
        ("?tot=2031-01-20", 0),
    ] {
        assert_eq!(data(&parliament, &format!("/besluiten.json{query}")).await["total"], expected, "{query}");
    }
    let page = parliament.site().get("/stemming/7b7b7b7b-7b7b-7b7b-7b7b-7b7b7b7b7b7b").await.body;
    shows(
        &page,
        &[
            "Moties ingediend bij de Proefwet",
            "Over dit besluit is niet gestemd",
            "De bron noemt bij dit besluit geen zaak",
        ],
    );
}
