//! Persons, parties, committees, ministers and the registers.

use axum::http::StatusCode;
use model::record::Value;
use model::{Category, Record};

use crate::support::{Parliament, Site, record, text, to};

/// The parliament with a second member, a former one, a committee, registers and a roll-call.
pub(crate) fn people() -> Parliament {
    let mut parliament = Parliament::told();
    let person = |number: u8, values: &[(&str, Value)]| record(Category::Person, number, values, &[]);
    let mut records: Vec<Record> = vec![
        person(
            60,
            &[
                ("number", text("9060")),
                ("first_name", text("Jan")),
                ("initials", text("J.")),
                ("prefix", text("van 't")),
                ("surname", text("Zand")),
                ("function", text("Tweede Kamerlid")),
                ("born", text("1992-02-29")),
                ("residence", text("Duindorp")),
            ],
        ),
        person(
            61,
            &[
                ("number", text("9061")),
                ("first_name", text("Selin")),
                ("surname", text("Özturan")),
                ("function", text("Tweede Kamerlid")),
                ("born", text("1988-03-01")),
            ],
        ),
        person(
            62,
            &[
                ("number", text("9062")),
                ("first_name", text("Oud")),
                ("surname", text("Geweest")),
                ("function", text("Oud Kamerlid")),
            ],
        ),
        record(
            Category::Party,
            63,
            &[
                ("number", text("7063")),
                ("abbreviation", text("Lijst Zand")),
                ("name", text("Lijst van het Zand & de Zee")),
                ("seats", Value::Int(50)),
                ("votes", Value::Int(1_234_567)),
                ("since", text("2029-01-01")),
            ],
            &[],
        ),
    ];
    for (seat, person, since, until) in [
        (70, 60, "2029-01-01", None),
        (71, 61, "2030-06-01", None),
        (72, 62, "2029-01-01", Some("2030-05-31")),
    ] {
        records.push(record(Category::PartySeat, seat, &[("party", to(63))], &[]));
        let mut values = vec![
            ("seat", to(seat)),
            ("person", to(person)),
            ("function", text("Lid")),
            ("since", text(since)),
        ];
        values.extend(until.map(|until| ("until", text(until))));
        records.push(record(Category::PartyMember, seat + 10, &values, &[]));
    }
    records.extend([
        record(
            Category::Committee,
            90,
            &[
                ("number", text("8090")),
                ("abbreviation", text("VBZ")),
                ("name", text("vaste commissie voor Voorbeeldzaken")),
                ("web_name", text("Voorbeeldzaken")),
                ("contents", text("Vaste commissies")),
                ("since", text("2029-01-01")),
            ],
            &[],
        ),
        record(Category::CommitteeSeat, 91, &[("committee", to(90))], &[]),
        record(
            Category::CommitteeMember,
            92,
            &[
                ("seat", to(91)),
                ("person", to(60)),
                ("function", text("Voorzitter")),
                ("since", text("2029-02-01")),
            ],
            &[],
        ),
        // the source gives one person two seats at once
        record(Category::CommitteeSeat, 190, &[("committee", to(90))], &[]),
        record(
            Category::CommitteeMember,
            191,
            &[
                ("seat", to(190)),
                ("person", to(60)),
                ("function", text("Voorzitter")),
                ("since", text("2029-02-01")),
            ],
            &[],
        ),
        record(
            Category::CommitteeContact,
            93,
            &[("committee", to(90)), ("kind", text("E-mail")), ("value", text("cie.vbz@voorbeeld.example"))],
            &[],
        ),
        record(Category::Room, 46, &[("name", text("Zandzaal"))], &[]),
        record(Category::Reservation, 47, &[("activity_number", text("2031A00094")), ("room", to(46))], &[]),
        record(
            Category::Activity,
            94,
            &[
                ("number", text("2031A00094")),
                ("kind", text("Commissiedebat")),
                ("subject", text("Zandwinning; duinen, stranden")),
                ("date", text("2031-02-03")),
                ("begins", text("2031-02-03T09:00:00Z")),
                ("ends", text("2031-02-03T11:00:00Z")),
                ("status", text("Gepland")),
                ("location", text("Zaal 1")),
                ("date_kind", text("Dag")),
                ("lead_committee", to(90)),
                ("lead_abbreviation", text("VZ")),
                ("lead_name", text("vaste commissie voor Voorbeeldzaken")),
            ],
            &[],
        ),
        record(
            Category::Gift,
            100,
            &[("person", to(60)), ("description", text("Boek t.w.v. € 35")), ("date", text("2030-05-05"))],
            &[],
        ),
        record(
            Category::Gift,
            101,
            &[("person", to(61)), ("description", text("=1+1 <b>kaart</b>")), ("date", text("2031-01-05"))],
            &[],
        ),
        record(
            Category::Trip,
            102,
            &[
                ("person", to(60)),
                ("destination", text("Zeestad")),
                ("purpose", text("Werkbezoek")),
                ("since", text("2030-04-01")),
                ("until", text("2030-04-03")),
                ("paid_by", text("Stichting Zee")),
            ],
            &[],
        ),
        record(
            Category::SideJob,
            103,
            &[
                ("person", to(60)),
                ("description", text("Bestuurslid")),
                ("active", Value::Int(1)),
                ("since", text("2030-03")),
                ("pay", text("Bezoldigd")),
            ],
            &[],
        ),
        record(
            Category::SideJobIncome,
            104,
            &[
                ("side_job", to(103)),
                ("year", text("2030")),
                ("currency", text("EUR")),
                ("amount", text("1850.00")),
                ("amount_kind", text("Bruto")),
                ("frequency", text("Jaarlijks")),
            ],
            &[],
        ),
        record(
            Category::Commitment,
            105,
            &[
                ("number", text("TZ203101-001")),
                ("text", text("De minister stuurt een brief over duinen uiterlijk op 1 maart 2031")),
                ("name", text("A.B. van Voorbeeld")),
                ("surname", text("Voorbeeld")),
                ("initials", text("A.B.")),
                ("prefix", text("van")),
                ("function", text("minister van Voorbeeldzaken")),
                ("ministry", text("Voorbeeldzaken")),
                ("made", text("2031-01-20T10:00:00Z")),
                ("due", text("2031-03-01")),
                ("status", text("Openstaand")),
                ("to_person", to(60)),
            ],
            &[],
        ),
        record(
            Category::DocumentActor,
            106,
            &[
                ("document", to(10)),
                ("name", text("A.B. van Voorbeeld")),
                ("function", text("minister van Voorbeeldzaken")),
                ("role", text("Eerste ondertekenaar")),
            ],
            &[],
        ),
        record(
            Category::DocumentActor,
            107,
            &[
                ("document", to(11)),
                ("person", to(60)),
                ("name", text("J. van 't Zand")),
                ("party_name", text("Lijst Zand")),
                ("function", text("Tweede Kamerlid")),
                ("role", text("Eerste ondertekenaar")),
            ],
            &[],
        ),
    ]);
    // a roll-call in which one of three of the party votes otherwise
    records.push(record(
        Category::Decision,
        110,
        &[("agenda_item", to(8)), ("vote_kind", text("Hoofdelijk"))],
        &[(model::LinkKind::DecisionCase, 6)],
    ));
    for (vote, person, choice) in [(111, 60, "Voor"), (112, 61, "Tegen"), (113, 62, "Tegen")] {
        records.push(record(
            Category::Vote,
            vote,
            &[
                ("decision", to(110)),
                ("person", to(person)),
                ("choice", text(choice)),
                ("party_name", text("Lijst Zand")),
                ("party_size", Value::Int(50)),
            ],
            &[],
        ));
    }
    parliament.save(records);
    parliament
}

async fn data(site: &Site, address: &str) -> serde_json::Value {
    let page = site.get(address).await;
    assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.body);
    serde_json::from_str(&page.body).unwrap()
}

fn names(list: &serde_json::Value, rows: &str, key: &str) -> Vec<String> {
    list[rows]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row[key].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn members_stand_under_their_surname_as_the_dutch_sort() {
    let site = people().site();
    let members = data(&site, "/kamerleden.json").await;
    assert_eq!(
        names(&members, "members", "listed"),
        ["Özturan, Selin", "Proefstra, Fenna van der", "Zand, Jan van 't"]
    );
    assert_eq!(members["members"][2]["days"], 758);
    for (query, expected) in [
        ("?wie=oud", vec!["Geweest, Oud"]),
        ("?fractie=Lijst+Zand&volgorde=dienst", vec!["Zand, Jan van 't", "Özturan, Selin"]),
        ("?q=ozturan", vec!["Özturan, Selin"]),
        ("?q=van+zand", vec!["Zand, Jan van 't"]),
        ("?fractie=niets", vec![]),
        (
            "?wie=iedereen&pagina=99",
            vec!["Geweest, Oud", "Özturan, Selin", "Proefstra, Fenna van der", "Zand, Jan van 't"],
        ),
    ] {
        let list = data(&site, &format!("/kamerleden.json{query}")).await;
        assert_eq!(names(&list, "members", "listed"), expected, "{query}");
        assert_eq!(list["total"], expected.len(), "{query}");
    }
    for odd in ["?wie=allemaal", "?volgorde=lengte"] {
        assert_eq!(site.get(&format!("/kamerleden{odd}")).await.status, StatusCode::BAD_REQUEST, "{odd}");
    }
}

#[tokio::test]
async fn a_person_has_one_readable_address_that_the_number_alone_finds() {
    let site = people().site();
    for other in ["/persoon/9060", "/persoon/iemand-anders-9060", "/persoon/jan-van-t-zand-9060?taal=en"] {
        let page = site.get(other).await;
        if other.contains('?') {
            assert_eq!(page.status, StatusCode::OK);
        } else {
            assert_eq!(page.header("location"), "/persoon/jan-van-t-zand-9060", "{other}");
        }
    }
    assert_eq!(site.get("/persoon/9060.json").await.header("location"), "/persoon/jan-van-t-zand-9060.json");
    for odd in ["/persoon/0", "/persoon/niemand", "/persoon/%00", "/persoon/x-999999999999999999999999"] {
        let page = site.get(odd).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{odd}");
        assert!(page.body.contains("href=\"/kamerleden\""), "{odd}");
    }
    assert_eq!(site.get("/persoon/9060/foto").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_page_of_a_person_shows_what_the_registers_and_the_records_know() {
    let site = people().site();
    let page = site.get("/persoon/jan-van-t-zand-9060").await;
    assert_eq!(page.status, StatusCode::OK);
    for shown in [
        "<h1>Jan van &#39;t Zand</h1>",
        "href=\"/fractie/lijst-zand-7063\"",
        "2 jaar in de Kamer",
        "Duindorp",
        "href=\"/commissie/voorbeeldzaken-8090\"",
        "Voorzitter, sinds 1 februari 2029",
        "2030: € 1.850,00 bruto, jaarlijks",
        "Boek t.w.v. € 35",
        "betaald door: Stichting Zee",
        "href=\"/motie/36999-XX-7\"",
        "Aangenomen",
        "href=\"/toezegging/TZ203101-001\"",
        "van de fractie stemden er 1 hetzelfde en 2 anders",
        "href=\"/stemming/6e6e6e6e-6e6e-6e6e-6e6e-6e6e6e6e6e6e\"",
        "dit record",
    ] {
        assert!(page.body.contains(shown), "{shown:?} is missing");
    }
    let other = data(&site, "/persoon/selin-ozturan-9061.json").await;
    assert_eq!((&other["roll_calls"], &other["voted_otherwise"]), (&1.into(), &serde_json::json!([])));
    let minister = site.get("/bewindspersoon/ab-van-voorbeeld").await;
    assert!(minister.body.contains("minister van Voorbeeldzaken") && minister.body.contains("TZ203101-001"));
    assert!(minister.body.contains("/document/2031D00010"));
    let ministers = data(&site, "/bewindspersonen.json?ministerie=Voorbeeldzaken").await;
    assert_eq!(ministers["total"], 1);
    assert_eq!(
        (&ministers["ministers"][0]["papers"], &ministers["ministers"][0]["commitments"]),
        (&1.into(), &1.into())
    );
}

#[tokio::test]
async fn an_office_leads_to_its_ministry_where_that_has_a_page() {
    let site = people().site();
    let link = "href=\"/ministerie/Voorbeeldzaken\"";
    for address in ["/bewindspersonen?ministerie=Voorbeeldzaken", "/bewindspersoon/ab-van-voorbeeld"] {
        assert!(site.get(address).await.body.contains(link), "{address}");
    }
    let ministers = data(&site, "/bewindspersonen.json").await;
    for minister in ministers["ministers"].as_array().unwrap() {
        let page = minister["ministry_url"].as_str();
        assert_eq!(page.is_some(), minister["ministry"] == "Voorbeeldzaken", "{minister}");
    }
    assert_eq!(site.get("/ministerie/Voorbeeldzaken").await.status, StatusCode::OK);
}

#[tokio::test]
async fn every_paper_of_a_person_or_a_party_is_in_a_list() {
    let site = people().site();
    for (address, total) in [
        ("/persoon/jan-van-t-zand-9060/stukken.json", 1),
        ("/persoon/jan-van-t-zand-9060/stukken.json?soort=Motie", 1),
        ("/persoon/jan-van-t-zand-9060/stukken.json?soort=Amendement", 0),
        ("/fractie/lijst-zand-7063/stukken.json", 1),
        ("/fractie/lijst-zand-7063/stukken.json?soort=Brief", 0),
    ] {
        let list = data(&site, address).await;
        assert_eq!(
            (list["total"].as_u64(), list["papers"].as_array().map(Vec::len)),
            (Some(total), Some(total as usize)),
            "{address}"
        );
    }
    assert_eq!(site.get("/persoon/x/stukken").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_party_shows_who_sat_and_how_many_seats_were_taken() {
    let site = people().site();
    let party = data(&site, "/fractie/lijst-zand-7063.json").await;
    assert_eq!(names(&party, "members", "name"), ["Selin Özturan", "Jan van 't Zand"]);
    assert_eq!(names(&party, "former_members", "name"), ["Oud Geweest"]);
    let seats = serde_json::json!([{ "from": "2029-01-01", "seats": 2 }]);
    assert_eq!(party["seats_taken"], seats, "one goes as another comes");
    let page = site.get("/fractie/lijst-zand-7063").await;
    assert!(page.body.contains("role=\"img\" aria-label=\"Bezette zetels van Lijst Zand"));
    assert!(page.body.contains("Lijst van het Zand &#38; de Zee") && page.body.contains("1.234.567"));
    for other in ["/fractie/lijst-zand", "/fractie/7063"] {
        assert_eq!(site.get(other).await.header("location"), "/fractie/lijst-zand-7063", "{other}");
    }
    assert_eq!(site.get("/fractie/niets").await.status, StatusCode::NOT_FOUND);
    assert_eq!(data(&site, "/fracties.json?welke=nu").await["total"], 1);
    assert_eq!(site.get("/fracties?welke=morgen").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_committee_shows_members_agenda_and_contact() {
    let site = people().site();
    for other in ["/commissie/voorbeeldzaken", "/commissie/VBZ", "/commissie/8090"] {
        assert_eq!(site.get(other).await.header("location"), "/commissie/voorbeeldzaken-8090", "{other}");
    }
    let page = site.get("/commissie/voorbeeldzaken-8090").await;
    for shown in [
        "Zand, Jan van &#39;t",
        "Voorzitter",
        "mailto:cie.vbz@voorbeeld.example",
        "Zandwinning; duinen, stranden",
        "/commissie/voorbeeldzaken-8090.ics",
    ] {
        assert!(page.body.contains(shown), "{shown:?} is missing");
    }
    let members = &data(&site, "/commissie/voorbeeldzaken-8090.json").await["members"];
    assert_eq!(members.as_array().map(Vec::len), Some(1), "one person, though on two seats");
    assert_eq!(data(&site, "/commissies.json?groep=Vaste+commissies&q=voorbeeld").await["total"], 1);
    assert_eq!(data(&site, "/commissies.json?welke=oud").await["total"], 0);
}

#[tokio::test]
async fn a_commitment_leads_to_the_meeting_where_it_was_made_if_that_is_here() {
    let mut parliament = people();
    let made = |number: u8, name: &str, activity: &[(&str, Value)]| {
        let values = [&[("number", text(name)), ("text", text("De brief komt"))], activity].concat();
        record(Category::Commitment, number, &values, &[])
    };
    parliament.save(vec![
        made(195, "TZ203101-095", &[("activity", to(94)), ("activity_number", text("2031A00094"))]),
        made(196, "TZ203101-096", &[("activity_number", text("2031A00999"))]),
    ]);
    let site = parliament.site();
    assert!(site.get("/toezegging/TZ203101-095").await.body.contains("href=\"/activiteit/2031A00094\""));
    let page = site.get("/toezegging/TZ203101-096").await.body;
    assert!(page.contains("2031A00999") && !page.contains("href=\"/activiteit/"), "{page}");
}

#[tokio::test]
async fn registers_are_filtered_counted_and_sorted() {
    let site = people().site();
    for (address, total) in [
        ("/geschenken.json", 2),
        ("/geschenken.json?jaar=2030", 1),
        ("/geschenken.json?q=BOEK+zand", 1),
        ("/geschenken.json?q=100%25", 0),
        ("/geschenken.json?q=_", 0),
        ("/geschenken.json?persoon=jan-van-t-zand-9060", 1),
        ("/reizen.json?q=zeestad", 1),
        ("/reizen.json?jaar=1999", 0),
        ("/nevenfuncties.json?nu=ja&beloning=Bezoldigd", 1),
        ("/nevenfuncties.json?nu=nee", 0),
    ] {
        assert_eq!(data(&site, address).await["total"], total, "{address}");
    }
    let oldest = data(&site, "/geschenken.json?volgorde=oudste").await;
    assert_eq!(names(&oldest, "gifts", "date"), ["2030-05-05", "2031-01-05"]);
    assert_eq!((&oldest["oldest"], &oldest["totals"]["persons"]), (&"2030-05-05".into(), &2.into()));
    let page = site.get("/geschenken").await.body;
    assert!(
        page.contains("=1+1 &#60;b&#62;kaart&#60;/b&#62;")
            && page.contains("van 5 mei 2030 tot en met 5 januari 2031")
    );
    for odd in ["/geschenken?volgorde=mooi", "/reizen?persoon=iemand", "/nevenfuncties?nu=soms"] {
        assert_eq!(site.get(odd).await.status, StatusCode::BAD_REQUEST, "{odd}");
    }
}

#[tokio::test]
async fn birthdays_come_in_the_order_in_which_they_come() {
    let site = people().site();
    let list = data(&site, "/verjaardagen.json").await;
    assert_eq!(names(&list, "birthdays", "birthday"), ["2031-01-28", "2031-02-28", "2031-03-01"]);
    assert_eq!(list["birthdays"][1]["age"], 39);
    assert!(site.get("/verjaardagen").await.body.contains("wordt vandaag 51"));
    assert_eq!(data(&site, "/verjaardagen.json?maand=2").await["total"], 1);
    assert_eq!(site.get("/verjaardagen?maand=13").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn pages_of_people_ask_a_fixed_number_of_questions() {
    // the number of statements does not grow with the number of rows
    let few = people();
    let mut many = people();
    let records = (0..40u8).map(|at| {
        record(
            Category::Gift,
            150 + at,
            &[("person", to(60)), ("description", text("Nog een boek")), ("date", text("2030-05-05"))],
            &[],
        )
    });
    many.save(records.collect());
    for address in [
        "/persoon/jan-van-t-zand-9060",
        "/geschenken",
        "/kamerleden",
        "/fractie/lijst-zand-7063",
        "/commissie/voorbeeldzaken-8090",
    ] {
        let count = async |parliament: &Parliament| {
            let page = parliament.site().get(address).await;
            let told = page.header("server-timing").replace(|letter: char| !letter.is_ascii_digit(), "");
            told.parse::<u64>().unwrap()
        };
        let (one, other) = (count(&few).await, count(&many).await);
        assert_eq!(one, other, "{address}");
        assert!((1..=26).contains(&one), "{address}: {one}");
    }
}

#[tokio::test]
async fn pages_of_people_look_as_they_did() {
    let site = people().site();
    for (name, address) in [
        ("members", "/kamerleden"),
        ("person", "/persoon/jan-van-t-zand-9060"),
        ("party", "/fractie/lijst-zand-7063"),
        ("committee", "/commissie/voorbeeldzaken-8090"),
        ("minister", "/bewindspersoon/ab-van-voorbeeld"),
        ("gifts", "/geschenken"),
    ] {
        let page = site.get(address).await.body;
        let main = page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap();
        insta::assert_snapshot!(name, main);
        let data = site.get(&format!("{address}.json")).await.body;
        insta::assert_snapshot!(format!("{name}_json"), data);
    }
}
