//! Tables, feeds, calendars, site maps and figures: read back by other people's readers.

use std::collections::HashSet;
use std::str::FromStr;

use atom_syndication::Feed;
use axum::http::StatusCode;
use icalendar::{Calendar, CalendarComponent, Component};
use model::Category;

use crate::asked::asked;
use crate::debates;
use crate::people::people;
use crate::support::{Parliament, Site, id, record, text, to};

/// A site that knows its own name.
fn named(parliament: &Parliament) -> Site {
    parliament.site_with(|mut app| {
        app.settings.public_address = "https://kamerspoor.example".into();
        app
    })
}

/// Lists, each with a table and a feed.
const LISTS: [&str; 15] = [
    "/",
    "/activiteiten",
    "/stemmingen",
    "/besluiten",
    "/kamerstukdossiers",
    "/kamerleden",
    "/bewindspersonen",
    "/fracties",
    "/commissies",
    "/geschenken",
    "/reizen",
    "/nevenfuncties",
    "/verjaardagen",
    "/toezeggingen",
    "/moties",
];

/// Pages with a feed.
const PAGES: [&str; 10] = [
    "/document/2031D00010",
    "/persoon/jan-van-t-zand-9060",
    "/fractie/lijst-zand-7063",
    "/commissie/voorbeeldzaken-8090",
    "/bewindspersoon/ab-van-voorbeeld",
    "/zaak/2031Z00006",
    "/dossier/36999-XX",
    "/motie/36999-XX-7",
    "/toezegging/TZ203101-001",
    "/activiteit/2031A00094",
];

/// The file beside a page.
fn file(address: &str, ending: &str) -> String {
    if address == "/" && !ending.is_empty() {
        format!("/index{ending}")
    } else {
        format!("{address}{ending}")
    }
}

#[tokio::test]
async fn every_feed_is_read_by_a_reader() {
    let site = named(&people());
    for address in LISTS.into_iter().chain(PAGES) {
        check_feed(&site, address).await;
    }
    assert_eq!(site.get("/kamerleden.ics").await.status, StatusCode::NOT_FOUND);
    let site = named(&asked());
    for address in
        ["/vragen", "/open-vragen", "/vraag/2031D00013/1", "/ministeries", "/ministerie/Voorbeeldzaken"]
    {
        check_feed(&site, address).await;
    }
    let site = named(&debates::parliament());
    for address in ["/ongeplande-activiteiten", "/verslagen"] {
        check_feed(&site, address).await;
    }
    check_feed(&site, &web::address::ballot(id(121))).await;
    check_feed(&site, &web::address::transcript(id(171))).await;
}

async fn check_feed(site: &Site, address: &str) {
    let at = file(address, ".atom");
    let page = site.get(&at).await;
    assert_eq!(
        (page.status, page.header("content-type")),
        (StatusCode::OK, "application/atom+xml; charset=utf-8"),
        "{address}"
    );
    let feed = Feed::from_str(&page.body).unwrap_or_else(|error| panic!("{address}: {error}\n{}", page.body));
    assert_eq!(feed.id(), format!("tag:kamerspoor.example,2026:{address}"));
    assert!(!feed.entries().is_empty() && feed.subtitle().is_some(), "{address}");
    let own = feed.links().iter().find(|link| link.rel() == "self").unwrap();
    assert_eq!(own.href(), format!("https://kamerspoor.example{at}"));
    let ids: HashSet<&str> = feed.entries().iter().map(|entry| entry.id()).collect();
    assert_eq!(ids.len(), feed.entries().len(), "{address}: an id stands twice");
    for entry in feed.entries() {
        assert!(entry.id().starts_with("tag:kamerspoor.example,2026:/"), "{}", entry.id());
        let link = entry.links()[0].href();
        assert!(link.starts_with("https://kamerspoor.example/"), "{link}");
    }
    let html = site.get(address).await.body;
    assert!(html.contains(&format!("type=\"application/atom+xml\" href=\"{at}\"")), "{address}");
}

#[tokio::test]
async fn a_feed_goes_back_to_the_oldest_page_by_page() {
    let mut parliament = Parliament::empty();
    let gift = |number: u8| {
        let day = format!("2030-{:02}-{:02}", 1 + number / 28, 1 + number % 28);
        record(
            Category::Gift,
            number,
            &[("description", text(&format!("Boek {number}"))), ("date", text(&day))],
            &[],
        )
    };
    parliament.save((1..=230).map(gift).collect());
    let site = named(&parliament);
    let mut address = "/geschenken.atom".to_owned();
    let mut seen = Vec::new();
    let mut pages = 0;
    loop {
        let feed = Feed::from_str(&site.get(&address).await.body).unwrap();
        seen.extend(feed.entries().iter().map(|entry| entry.id().to_owned()));
        assert!(
            feed.subtitle().unwrap().starts_with("230 geschenken, van 2 januari 2030"),
            "{:?}",
            feed.subtitle()
        );
        pages += 1;
        let link =
            |rel: &str| feed.links().iter().find(|link| link.rel() == rel).map(|link| link.href().to_owned());
        assert_eq!(link("first").as_deref(), Some("https://kamerspoor.example/geschenken.atom"));
        assert_eq!(link("last").as_deref(), Some("https://kamerspoor.example/geschenken.atom?pagina=3"));
        assert_eq!(link("previous").is_some(), pages > 1);
        match link("next") {
            Some(next) => next.strip_prefix("https://kamerspoor.example").unwrap().clone_into(&mut address),
            None => break,
        }
        assert!(pages < 5);
    }
    assert_eq!((pages, seen.len()), (3, 230));
    assert_eq!(seen.iter().collect::<HashSet<_>>().len(), 230);
}

#[tokio::test]
async fn a_change_keeps_the_id_and_moves_the_moment() {
    let mut parliament = people();
    let entry = async |parliament: &Parliament| {
        let feed = Feed::from_str(&named(parliament).get("/geschenken.atom").await.body).unwrap();
        let found = feed.entries().iter().find(|entry| entry.title().as_str().contains("Boek")).unwrap();
        (found.id().to_owned(), *found.updated())
    };
    let before = entry(&parliament).await;
    let mut gift = record(
        Category::Gift,
        100,
        &[("person", to(60)), ("description", text("Boek t.w.v. € 45")), ("date", text("2030-05-05"))],
        &[],
    );
    gift.updated = Some("2031-01-28T10:30:00Z".into());
    parliament.save(vec![gift]);
    let after = entry(&parliament).await;
    assert_eq!(before.0, after.0);
    assert!(after.1 > before.1);
}

#[tokio::test]
async fn every_table_is_read_by_a_reader_and_has_a_row_for_each_entry() {
    let site = named(&people());
    let lists = LISTS.iter().copied().chain([
        "/persoon/jan-van-t-zand-9060/stukken",
        "/dekking",
        "/statistiek/moties",
        "/dossier/36999-XX",
    ]);
    for address in lists {
        let page = site.get(&file(address, ".csv")).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(page.header("content-type").starts_with("text/csv"), "{address}");
        let mut reader = csv::Reader::from_reader(page.body.as_bytes());
        let columns = reader.headers().unwrap().clone();
        assert_eq!(columns.iter().next_back(), Some("url"), "{address}");
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert!(!rows.is_empty(), "{address}");
        for column in 0..columns.len() {
            let known = rows.iter().any(|row| !row[column].is_empty());
            let may_be_empty = [
                "until",
                "name_english",
                "residence",
                "prefix",
                "initials",
                "kind",
                "met_by",
                "votes",
                "activity",
                "pay_note",
                "paper",
                "caught_up",
                "error",
                "due",
                "since",
                "first_name",
                "sub_number",
                "closed",
                "ends",
                "location",
                "committee",
                "citation_title",
                "case_kind",
                "case",
                "subject",
                "paper",
                "document",
                "text",
                "result",
                "vote_kind",
                "activity",
                "kind",
                "title",
                "dossier",
                "updated",
                "cabinet_advice",
                // of a motion that papers speak of, in `trails`
                "claimed.claim",
                "claimed.number",
                "claimed.date",
                "mover",
                "percent_adopted",
                "dossier.citation_title",
                "dossier.closed",
                "party",
            ];
            assert!(
                known || may_be_empty.contains(&&columns[column]),
                "{address}: no row has {}",
                &columns[column]
            );
        }
    }
    let gifts = site.get("/geschenken.csv").await.body;
    assert!(gifts.contains("'=1+1 <b>kaart</b>"), "a formula stays text");
}

#[tokio::test]
async fn a_long_table_names_the_address_of_its_rest() {
    let site = named(&people());
    assert_eq!(site.get("/geschenken.csv").await.header("link"), "");
    let page = site.get("/geschenken.csv?jaar=2030").await;
    assert_eq!(page.body.lines().count(), 2, "the filters of the address hold");
}

fn events(body: &str) -> Vec<icalendar::Event> {
    let calendar: Calendar = body.parse().unwrap();
    calendar
        .components
        .into_iter()
        .filter_map(|component| match component {
            CalendarComponent::Event(event) => Some(event),
            _ => None,
        })
        .collect()
}

#[tokio::test]
async fn a_meeting_keeps_its_id_counts_its_changes_and_stays_when_it_is_cancelled() {
    let mut parliament = people();
    let read = async |parliament: &Parliament| {
        let page = named(parliament).get("/commissie/voorbeeldzaken-8090.ics").await;
        assert_eq!(page.header("content-type"), "text/calendar; charset=utf-8");
        assert!(page.body.lines().all(|line| line.len() <= 75), "lines are folded");
        events(&page.body)
    };
    let first = read(&parliament).await;
    assert_eq!(first.len(), 1);
    assert_eq!(first[0].get_uid(), Some("activiteit-2031A00094@kamerspoor.example"));
    assert_eq!(first[0].get_summary(), Some("Commissiedebat: Zandwinning; duinen, stranden"));
    assert_eq!(first[0].property_value("DTSTART"), Some("20310203T090000Z"));
    assert_eq!(first[0].property_value("SEQUENCE"), Some("0"));
    assert_eq!(first[0].property_value("STATUS"), Some("CONFIRMED"));
    assert_eq!(first[0].property_value("URL"), Some("https://kamerspoor.example/activiteit/2031A00094"));
    let change = |status: &str, begins: &str| {
        record(
            Category::Activity,
            94,
            &[
                ("number", text("2031A00094")),
                ("kind", text("Commissiedebat")),
                ("subject", text("Zandwinning; duinen, stranden")),
                ("date", text("2031-02-03")),
                ("begins", text(begins)),
                ("status", text(status)),
                ("lead_committee", to(90)),
            ],
            &[],
        )
    };
    parliament.save(vec![change("Gepland", "2031-02-03T10:00:00Z")]);
    let moved = read(&parliament).await;
    assert_eq!((moved[0].get_uid(), moved[0].property_value("SEQUENCE")), (first[0].get_uid(), Some("1")));
    assert_eq!(moved[0].property_value("DTSTART"), Some("20310203T100000Z"));
    parliament.save(vec![change("Geannuleerd", "2031-02-03T10:00:00Z")]);
    let cancelled = read(&parliament).await;
    assert_eq!(cancelled[0].property_value("STATUS"), Some("CANCELLED"));
    assert_eq!(cancelled[0].property_value("SEQUENCE"), Some("2"));
}

#[tokio::test]
async fn due_days_are_a_calendar_of_whole_days() {
    let parliament = people();
    let found = events(&named(&parliament).get("/toezeggingen.ics").await.body);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].property_value("DTSTART"), Some("20310301"));
    assert_eq!(found[0].get_uid(), Some("toezegging-TZ203101-001@kamerspoor.example"));
    let other = named(&parliament).get("/toezeggingen.ics?ministerie=Anders").await.body;
    assert_eq!(events(&other).len(), 0);
    let hostile = record(
        Category::Commitment,
        120,
        &[
            ("number", text("TZ203101-002")),
            ("text", text("regel\r\nBEGIN:VEVENT\nDTSTART:x;,\\")),
            ("due", text("2031-03-02")),
            ("made", text("2031-01-20T10:00:00Z")),
        ],
        &[],
    );
    let mut parliament = parliament;
    parliament.save(vec![hostile]);
    assert_eq!(events(&named(&parliament).get("/toezeggingen.ics").await.body).len(), 2);
}

#[tokio::test]
async fn site_maps_name_everything_with_its_full_address() {
    let site = named(&people());
    let robots = site.get("/robots.txt").await.body;
    assert!(robots.contains("Sitemap: https://kamerspoor.example/sitemap.xml"));
    let index = site.get("/sitemap.xml").await.body;
    let parts: Vec<&str> = index
        .split("<loc>https://kamerspoor.example")
        .skip(1)
        .filter_map(|rest| rest.split("</loc>").next())
        .collect();
    assert!(parts.contains(&"/sitemap/documenten-2031-01.xml"), "{parts:?}");
    let mut found = HashSet::new();
    for part in parts {
        let body = site.get(part).await.body;
        assert!(body.starts_with("<?xml") && body.trim_end().ends_with("</urlset>"), "{part}");
        let addresses = body
            .split("<loc>https://kamerspoor.example")
            .skip(1)
            .filter_map(|rest| rest.split("</loc>").next());
        found.extend(addresses.map(|address| address.replace("&amp;", "&")));
    }
    for address in
        ["/document/2031D00010", "/document/2031D00013", "/persoon/jan-van-t-zand-9060", "/dossier/36999-XX"]
    {
        assert!(found.contains(address), "{address}");
    }
    for address in &found {
        assert_eq!(site.get(address).await.status, StatusCode::OK, "{address}");
    }
    for odd in [
        "/sitemap/niets.xml",
        "/sitemap/documenten-2031-13.xml",
        "/sitemap/documenten-x.xml",
        "/sitemap/paginas",
    ] {
        assert_eq!(site.get(odd).await.status, StatusCode::NOT_FOUND, "{odd}");
    }
}

#[tokio::test]
async fn a_month_is_mapped_whole_however_long() {
    let mut parliament = Parliament::empty();
    let documents = (0..250u8).map(|number| {
        let values = [
            ("number", text(&format!("2031D{:05}", 1_000 + u32::from(number)))),
            ("date", text(&format!("2031-01-{:02}", 1 + number % 28))),
        ];
        record(Category::Document, number, &values, &[])
    });
    parliament.save(documents.collect());
    let mut last = None;
    let mut seen = Vec::new();
    loop {
        let found = parliament.store.show_mapped("2031-01", last.as_ref(), 60).unwrap();
        let whole = found.len() == 60;
        last = found.last().cloned();
        seen.extend(found.into_iter().map(|one| one.number));
        if !whole {
            break;
        }
    }
    assert_eq!(seen.len(), 250);
    assert_eq!(seen.iter().collect::<HashSet<_>>().len(), 250);
}

#[tokio::test]
async fn feeds_are_listed_for_readers() {
    let site = named(&people());
    let outline = site.get("/feeds.opml").await;
    assert!(outline.header("content-type").starts_with("text/x-opml"));
    for feed in outline.body.split("xmlUrl=\"https://kamerspoor.example").skip(1) {
        let address = feed.split('"').next().unwrap();
        assert_eq!(site.get(address).await.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn coverage_is_counted() {
    let mut parliament = people();
    let mut gone = record(Category::Gift, 100, &[], &[]);
    gone.deleted = true;
    parliament.save(vec![gone]);
    let site = parliament.site();
    let page = site.get("/dekking").await;
    assert_eq!(page.status, StatusCode::OK);
    let data: serde_json::Value = serde_json::from_str(&site.get("/dekking.json").await.body).unwrap();
    let categories = data["coverage"]["categories"].as_array().unwrap();
    assert_eq!(categories.len(), 35);
    let of = |name: &str| categories.iter().find(|one| one["category"] == name).unwrap();
    assert_eq!((&of("PersoonGeschenk")["live"], &of("PersoonGeschenk")["deleted"]), (&1.into(), &1.into()));
    assert_eq!(
        (&of("Document")["oldest"], &of("Document")["newest"]),
        (&"2031-01-20".into(), &"2031-01-27".into())
    );
    assert_eq!(of("Document")["without_text"], 3, "one has no text, two were not fetched");
    assert_eq!(of("Stemming")["dangling"], 3, "parties that are not here");
    assert!(page.body.contains("PersoonGeschenk") && page.body.contains("Laatste problemen"));
}

#[tokio::test]
async fn figures_are_for_who_runs_the_site() {
    let site = people().site();
    site.get("/geschenken").await;
    let page = site.get("/metrics").await;
    assert_eq!(
        (page.status, page.header("content-type")),
        (StatusCode::OK, "text/plain; version=0.0.4; charset=utf-8")
    );
    for line in [
        "kamerspoor_records{category=\"PersoonGeschenk\",state=\"live\"} 2",
        "kamerspoor_http_answers_total{class=\"2xx\"} 1",
    ] {
        assert!(page.body.lines().any(|known| known == line), "{line} is missing");
    }
    for line in page.body.lines().filter(|line| !line.starts_with('#')) {
        let (name, value) = line.rsplit_once(' ').unwrap();
        assert!(
            value.parse::<u64>().is_ok() && name.starts_with(|first: char| first.is_ascii_lowercase()),
            "{line}"
        );
    }
    let through_a_proxy = site.get_with("/metrics", "x-forwarded-for", "192.0.2.1").await;
    assert_eq!(through_a_proxy.status, StatusCode::NOT_FOUND);
    assert!(!through_a_proxy.body.contains("kamerspoor_records"));
}

#[tokio::test]
async fn a_card_has_the_title_of_its_page() {
    let site = named(&people());
    let page = site.get("/persoon/jan-van-t-zand-9060").await.body;
    assert!(page.contains("<meta property=\"og:title\" content=\"Jan van &#39;t Zand\">"));
    assert!(page.contains(
        "<meta property=\"og:url\" content=\"https://kamerspoor.example/persoon/jan-van-t-zand-9060\">"
    ));
}

#[tokio::test]
async fn wild_filters_are_answered_and_stay_text() {
    let site = people().site();
    let wild: [&str; 6] = [
        "%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "%00",
        "%ff%fe",
        "'%20or%201=1--",
        "99999999999999999999",
        "%F0%9F%92%A9",
    ];
    let names = [
        "q",
        "jaar",
        "fractie",
        "wie",
        "volgorde",
        "persoon",
        "pagina",
        "groep",
        "welke",
        "nu",
        "beloning",
        "maand",
        "ministerie",
        "soort",
        "uitslag",
        "van",
        "tot",
        "maand",
        "commissie",
        "stukken",
        "na",
    ];
    for address in
        LISTS.iter().chain(&["/persoon/jan-van-t-zand-9060/stukken", "/fractie/lijst-zand-7063/stukken"])
    {
        for value in wild {
            for name in names {
                for ending in ["", ".json", ".csv", ".atom"] {
                    if !ending.is_empty() && name != "q" && name != "pagina" {
                        continue;
                    }
                    let page = site.get(&format!("{}?{name}={value}", file(address, ending))).await;
                    assert!(
                        page.status == StatusCode::OK || page.status == StatusCode::BAD_REQUEST,
                        "{address}{ending}?{name}={value}: {}",
                        page.status
                    );
                    let html = page.header("content-type").starts_with("text/html");
                    assert!(
                        !html || !page.body.contains("<script>alert"),
                        "{address}{ending}?{name}={value}"
                    );
                    assert_eq!(page.header("x-content-type-options"), "nosniff");
                }
            }
        }
    }
}

#[tokio::test]
async fn an_empty_store_has_every_list_and_its_figures() {
    let site = Parliament::empty().site();
    for address in
        LISTS.iter().chain(&["/dekking", "/over", "/over/privacy", "/over/data", "/sitemap.xml", "/metrics"])
    {
        let page = site.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.body);
    }
    for address in &LISTS {
        let feed = Feed::from_str(&site.get(&file(address, ".atom")).await.body).unwrap();
        assert!(feed.entries().is_empty(), "{address}");
        assert_eq!(site.get(&file(address, ".csv")).await.body.lines().count(), 1, "{address}");
    }
}

#[tokio::test]
async fn the_agenda_is_a_calendar_with_the_filters_of_its_address() {
    let site = named(&people());
    let all = events(&site.get("/activiteiten.ics").await.body);
    let ids: Vec<_> = all.iter().filter_map(|event| event.get_uid()).collect();
    assert!(ids.contains(&"activiteit-2031A00094@kamerspoor.example"), "{ids:?}");
    assert!(
        ids.contains(&"activiteit-2031A00007@kamerspoor.example"),
        "what was is kept for two months: {ids:?}"
    );
    for (query, count) in
        [("?soort=Commissiedebat", 1), ("?soort=Niets", 0), ("?van=2031-02-01", 1), ("?tot=2031-01-25", 1)]
    {
        let found = events(&site.get(&format!("/activiteiten.ics{query}")).await.body);
        assert_eq!(found.len(), count, "{query}");
    }
}

#[tokio::test]
async fn the_feed_of_a_record_tells_what_came_to_it_and_what_changed() {
    let mut parliament = people();
    let titles = async |parliament: &Parliament, address: &str| -> Vec<String> {
        let feed = Feed::from_str(&named(parliament).get(address).await.body).unwrap();
        feed.entries().iter().map(|entry| entry.title().as_str().to_owned()).collect()
    };
    let before = titles(&parliament, "/zaak/2031Z00006.atom").await;
    let decided = "Aangenomen: Motie van het lid Van der Proefstra over veilige bruggen";
    assert!(before.iter().any(|title| title == decided), "{before:?}");
    // it was moved, adopted, and voted on again by roll-call
    assert_eq!(titles(&parliament, "/motie/36999-XX-7.atom").await.len(), 3);
    let mut promised = record(
        Category::Commitment,
        105,
        &[("number", text("TZ203101-001")), ("text", text("De brief komt")), ("due", text("2031-06-30"))],
        &[],
    );
    promised.updated = Some("2031-01-28T10:30:00Z".into());
    parliament.save(vec![
        promised,
        record(
            Category::Document,
            250,
            &[
                ("number", text("2031D00250")),
                ("kind", text("Brief regering")),
                ("subject", text("De bruggen zijn nagekeken")),
                ("date", text("2031-01-27")),
            ],
            &[(model::LinkKind::DocumentCase, 6)],
        ),
    ]);
    let after = titles(&parliament, "/zaak/2031Z00006.atom").await;
    assert_eq!(after.len(), before.len() + 1);
    assert!(after.iter().any(|title| title == "De bruggen zijn nagekeken"), "{after:?}");
    let changed = titles(&parliament, "/toezegging/TZ203101-001.atom").await;
    assert_eq!(changed, ["Gewijzigd: De brief komt", "De brief komt"]);
    let page = named(&parliament).get("/toezegging/TZ203101-001").await.body;
    assert!(page.contains("Wat is er veranderd") && page.contains("<dt>termijn</dt>"), "{page}");
}

#[tokio::test]
async fn figures_say_how_they_are_counted() {
    let site = named(&people());
    let all = site.get("/statistiek").await;
    assert!(
        all.status.is_success()
            && all.body.contains("/statistiek/moties")
            && all.body.contains("/statistiek/spreektijd")
    );
    let page = site.get("/statistiek/moties").await.body;
    assert!(page.contains("Hoe dit geteld is") && page.contains("role=\"img\" aria-label="));
    let data: serde_json::Value =
        serde_json::from_str(&site.get("/statistiek/moties.json?jaar=2031").await.body).unwrap();
    assert_eq!(data["total"], 1);
    assert_eq!((&data["rows"][0]["adopted"], &data["rows"][0]["percent_adopted"]), (&1.into(), &100.into()));
    assert_eq!(site.get("/statistiek/moties?jaar=1800").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/statistiek/spreektijd?per=uur").await.status, StatusCode::BAD_REQUEST);
    assert!(site.get("/statistiek/spreektijd").await.body.contains("nog niets geteld"));
}
