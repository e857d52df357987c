//! The page of an activity.

use axum::http::StatusCode;
use model::{Category, Record};

use super::{agenda, data, main, parliament, shows};
use crate::support::{record, text, to};

#[tokio::test]
async fn an_activity_shows_all_that_the_source_ties_to_it() {
    let parliament = parliament();
    let page = parliament.site().get("/activiteit/2031A00100").await.body;
    shows(
        &page,
        &[
            "<h1>Proefdijken &#60;en&#62; sluizen</h1>",
            "Dinsdag".to_lowercase().as_str(),
            "13:00–15:30",
            "Modelzaal",
            "R310001",
            "openbaar",
            "<strong>Let op</strong>: andere zaal",
            "<h3>Brieven</h3>",
            "/document/2031D00153",
            "<a href=\"/persoon/jan-van-t-zand-9180\">Jan van &#39;t Zand</a>",
            "TZ203101-001",
            "Vervolg op <a href=\"/activiteit/2031A00105\">",
            "href=\"/verslag/abababab-abab-abab-abab-abababababab?deel=2\"",
            "commissievergaderingen/details?id=2031A00100",
        ],
    );
    assert!(!page.contains("<script>alert") && !page.contains("onclick"));
    assert!(page.find("Stand van de dijken").unwrap() < page.find("Stand van de sluizen").unwrap());
    let back = parliament.site().get("/activiteit/2031A00105").await.body;
    assert!(back.contains("Wordt vervolgd in <a href=\"/activiteit/2031A00100\">"));
    let voted = parliament.site().get("/activiteit/2031A00101").await.body;
    shows(
        &voted,
        &[
            "Aangenomen.",
            "80 voor, 60 tegen",
            "href=\"/zaak/2031Z00150\"",
            "href=\"/stemming/79797979-7979-7979-7979-797979797979\"",
        ],
    );
    // the House's own page stands apart; what is named on the page leads to ours
    assert_eq!(voted.matches("//www.tweedekamer.nl/").count(), 1, "{voted}");
    let site = parliament.site();
    assert_eq!(site.get("/activiteit/2031a00100").await.header("location"), "/activiteit/2031A00100");
    for odd in
        ["/activiteit/2031A99999", "/activiteit/..%2F..%2Fetc", "/activiteit/%00", "/activiteit/x.json"]
    {
        let page = site.get(odd).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{odd}");
    }
    insta::assert_snapshot!("activity_page", main(&site.get("/activiteit/2031A00100").await.body));
    insta::assert_snapshot!("activity_json", site.get("/activiteit/2031A00100.json").await.body);
}

#[tokio::test]
async fn a_meeting_that_moves_says_what_it_was() {
    let mut parliament = parliament();
    let mut moved = agenda().remove(0);
    let at = |column: &str| {
        Category::Activity.spec().columns.iter().position(|known| known.name == column).unwrap()
    };
    moved.values[at("date")] = text("2031-02-11");
    moved.values[at("begins")] = text("2031-02-11T09:00:00Z");
    parliament.save(vec![moved]);
    let page = parliament.site().get("/activiteit/2031A00100").await.body;
    shows(
        &page,
        &[
            "Wat is er veranderd",
            "<del>28 januari 2031</del>",
            "<ins>11 februari 2031</ins>",
            "<ins>11 februari 2031, 10:00</ins>",
        ],
    );
    let mut item = agenda().remove(6);
    let at = Category::AgendaItem.spec().columns.iter().position(|known| known.name == "subject").unwrap();
    item.values[at] = text("Stand van alle sluizen");
    parliament.save(vec![item]);
    let history = &data(&parliament, "/activiteit/2031A00100.json").await["history"];
    assert_eq!(
        (&history[0]["what"], &history[0]["kind"]),
        (&"Stand van alle sluizen".into(), &"changed".into())
    );
    let mut added = item_like(113, "Een nieuw punt");
    added.updated = Some("2031-01-28T11:30:00Z".into());
    parliament.save(vec![added, item_like(114, "Een punt van eerder")]);
    let page = parliament.site().get("/activiteit/2031A00100").await.body;
    assert!(page.contains("Toegevoegd: Een nieuw punt") && !page.contains("Toegevoegd: Een punt van eerder"));
    // the feed of the activity tells each change once, and what was added
    let feed = parliament.site().get("/activiteit/2031A00100.atom").await.body;
    shows(
        &feed,
        &[
            "<title>Gewijzigd: Proefdijken &lt;en&gt; sluizen</title>",
            "datum: 28 januari 2031 → 11 februari 2031",
            "<title>Toegevoegd: Een nieuw punt</title>",
            "/document/2031D00153",
            "<title>De minister stuurt een brief.</title>",
            "<title>Verslag: Proefdijken</title>",
        ],
    );
    let ids: Vec<&str> = feed.split("<id>").skip(2).filter_map(|rest| rest.split('<').next()).collect();
    assert_eq!(ids.iter().collect::<std::collections::HashSet<_>>().len(), ids.len(), "{ids:?}");
    let agenda = data(&parliament, "/activiteiten.json?van=2031-02-11").await;
    assert_eq!(agenda["activities"][0]["number"], "2031A00100");
}

/// An item of the agenda of today's activity.
fn item_like(number: u8, subject: &str) -> Record {
    record(Category::AgendaItem, number, &[("activity", to(100)), ("subject", text(subject))], &[])
}
