//! The agenda, activities, decisions, votes and transcripts of a small invented parliament.

use axum::http::StatusCode;
use model::record::Value;
use model::text::{Format, Paragraph, ParagraphKind, Speech};
use model::{Category, DocumentText, LinkKind, Record, Span};
use serde_json::Value as Json;

use crate::support::{Parliament, id, record, text, to};

/// A meeting of a committee today, a vote before, a debate that was moved, and something without a day.
///
/// Ids: 100 activity today, 101 vote, 102 moved, 103 without a day, 104 week; 110–112 agenda items; 120–123 decisions;
/// 130– votes; 150 case, 151 second case, 152 motion paper; 160 room, 161 reservation; 170 meeting, 171– transcripts.
fn parliament() -> Parliament {
    let mut parliament = Parliament::empty();
    parliament.save(agenda());
    parliament.save(votes());
    parliament.save(vec![
        record(
            Category::Meeting,
            170,
            &[
                ("title", text("Proefdijken")),
                ("kind", text("Commissie")),
                ("date", text("2031-01-28")),
                ("begins", text("2031-01-28T12:00:00Z")),
                ("closes", text("2031-01-28T14:30:00Z")),
                ("room", text("Modelzaal")),
            ],
            &[],
        ),
        transcript(171, "Ongecorrigeerd", "2031-01-28T18:00:00Z"),
    ]);
    transcript_text(&parliament, 171, "eerste");
    parliament
}

fn activity(number: u8, official: &str, subject: &str, values: &[(&str, Value)]) -> Record {
    let mut all = vec![("number", text(official)), ("subject", text(subject)), ("date_kind", text("Dag"))];
    all.extend_from_slice(values);
    record(Category::Activity, number, &all, &[])
}

fn agenda() -> Vec<Record> {
    let lead = |abbreviation: &str, name: &str| {
        [("lead_abbreviation", text(abbreviation)), ("lead_name", text(name))]
    };
    let proof = lead("PROEF", "vaste commissie voor Proefzaken");
    let mut records = vec![
        activity(
            100,
            "2031A00100",
            "Proefdijken <en> sluizen",
            &[
                &proof[..],
                &[
                    ("kind", text("Commissiedebat")),
                    ("date", text("2031-01-28")),
                    ("begins", text("2031-01-28T12:00:00Z")),
                    ("ends", text("2031-01-28T14:30:00Z")),
                    ("status", text("Gepland")),
                    ("closed", Value::Int(0)),
                    ("note", text("<b onclick=x>Let op</b><script>alert(1)</script>: andere zaal")),
                ],
            ]
            .concat(),
        ),
        activity(
            101,
            "2031A00101",
            "Stemmingen",
            &[
                &lead("TK", "TK")[..],
                &[
                    ("kind", text("Stemmingen")),
                    ("date", text("2031-01-21")),
                    ("begins", text("2031-01-21T14:00:00Z")),
                    ("status", text("Uitgevoerd")),
                    ("closed", Value::Int(0)),
                ],
            ]
            .concat(),
        ),
        activity(
            102,
            "2031A00102",
            "Besloten overleg over <b>proeven</b>",
            &[
                &proof[..],
                &[
                    ("kind", text("Gesprek")),
                    ("date", text("2031-02-04")),
                    ("begins", text("2031-02-03T23:00:00Z")),
                    ("ends", text("2031-02-04T22:59:00Z")),
                    ("status", text("Verplaatst")),
                    ("closed", Value::Int(1)),
                ],
            ]
            .concat(),
        ),
    ];
    let mut later =
        activity(103, "2031A00103", "Debat over proefballonnen", &[("kind", text("Plenair debat (debat)"))]);
    let at = Category::Activity.spec().columns.iter().position(|column| column.name == "date_kind").unwrap();
    later.values[at] = text("Nog geen datum bekend");
    let mut week = activity(
        104,
        "2031A00104",
        "Wet op de proeven",
        &[("date", text("2031-02-10")), ("status", text("Gepland"))],
    );
    week.values[at] = text("Weeknummer");
    let continues = record(
        Category::Activity,
        105,
        &[
            ("number", text("2031A00105")),
            ("subject", text("Eerdere proefdijken")),
            ("date", text("2031-01-14")),
        ],
        &[],
    );
    records.extend([later, week, continues]);
    records[0].links.push((LinkKind::ContinuedFrom, id(105)));
    let item = |number: u8, activity: u8, position: i64, subject: &str, heading: &str| {
        record(
            Category::AgendaItem,
            number,
            &[
                ("activity", to(activity)),
                ("position", Value::Int(position)),
                ("subject", text(subject)),
                ("heading", text(heading)),
                ("number", text(&format!("2031P{number:05}"))),
            ],
            &[],
        )
    };
    records.extend([
        item(110, 100, 2, "Stand van de sluizen", "Brieven"),
        item(111, 100, 1, "Stand van de dijken", "Brieven"),
        item(112, 101, 1, "Moties ingediend bij de Proefwet", ""),
        record(
            Category::Document,
            153,
            &[
                ("number", text("2031D00153")),
                ("kind", text("Brief regering")),
                ("subject", text("Brief over dijken")),
                ("date", text("2031-01-20")),
            ],
            &[(LinkKind::DocumentAgendaItem, 111), (LinkKind::DocumentActivity, 100)],
        ),
        record(
            Category::ActivityActor,
            154,
            &[
                ("activity", to(100)),
                ("person", to(180)),
                ("name", text("Jan van 't Zand")),
                ("party_name", text("Lijst Zand")),
                ("role", text("Deelnemer")),
            ],
            &[],
        ),
        record(
            Category::Commitment,
            155,
            &[
                ("number", text("TZ203101-001")),
                ("text", text("De minister stuurt een brief.")),
                ("status", text("Openstaand")),
                ("activity_number", text("2031A00100")),
            ],
            &[],
        ),
        record(Category::Room, 160, &[("name", text("Modelzaal"))], &[]),
        record(
            Category::Reservation,
            161,
            &[("room", to(160)), ("number", text("R310001")), ("activity_number", text("2031A00100"))],
            &[],
        ),
    ]);
    records
}

fn decision(number: u8, position: i64, kind: &str, words: &str, way: &str, cases: &[u8]) -> Record {
    let links: Vec<_> = cases.iter().map(|case| (LinkKind::DecisionCase, *case)).collect();
    record(
        Category::Decision,
        number,
        &[
            ("agenda_item", to(112)),
            ("position", Value::Int(position)),
            ("kind", text(kind)),
            ("text", text(words)),
            ("vote_kind", text(way)),
            ("status", text("Besluit")),
        ],
        &links,
    )
}

fn party_vote(number: u8, decision: u8, party: &str, seats: i64, choice: &str) -> Record {
    let values = [
        ("decision", to(decision)),
        ("choice", text(choice)),
        ("name", text(party)),
        ("party_name", text(party)),
        ("party_size", Value::Int(seats)),
        ("mistake", Value::Int(0)),
    ];
    record(Category::Vote, number, &values, &[])
}

fn member_vote(number: u8, person: u8, name: &str, party: &str, choice: &str) -> Record {
    let mut vote = party_vote(number, 122, party, 30, choice);
    let at =
        |column: &str| Category::Vote.spec().columns.iter().position(|known| known.name == column).unwrap();
    vote.values[at("person")] = to(person);
    vote.values[at("name")] = text(name);
    vote
}

fn votes() -> Vec<Record> {
    let case = |number: u8, official: &str, kind: &str, subject: &str| {
        let values = [("number", text(official)), ("kind", text(kind)), ("subject", text(subject))];
        record(Category::Case, number, &values, &[])
    };
    let person = |number: u8, first: &str, prefix: &str, surname: &str| {
        let values = [
            ("first_name", text(first)),
            ("prefix", text(prefix)),
            ("surname", text(surname)),
            ("number", text(&format!("9{number}"))),
        ];
        record(Category::Person, number, &values, &[])
    };
    vec![
        case(150, "2031Z00150", "Motie", "Motie van het lid Van 't Zand over proefdijken"),
        case(151, "2031Z00151", "Amendement", "Amendement over sluizen"),
        record(Category::Party, 190, &[("abbreviation", text("VBP")), ("number", text("1"))], &[]),
        record(Category::Party, 191, &[("abbreviation", text("Lijst Zand")), ("number", text("2"))], &[]),
        record(
            Category::Document,
            152,
            &[
                ("number", text("2031D00152")),
                ("kind", text("Motie")),
                ("subject", text("Motie van het lid Van 't Zand over proefdijken")),
                ("date", text("2031-01-15")),
            ],
            &[(LinkKind::DocumentCase, 150)],
        ),
        // the case was held over first, and voted on later
        decision(120, 1, "Stemmen - aangehouden", "Aangehouden.", "", &[150]),
        decision(121, 2, "Stemmen - aangenomen", "Aangenomen.", "Met handopsteken", &[150]),
        decision(122, 3, "Stemmen - verworpen", "Verworpen. (1-3)", "Hoofdelijk", &[151]),
        decision(123, 4, "Behandelen [en afdoen]", "Behandeld.", "", &[]),
        party_vote(130, 121, "VBP", 80, "Voor"),
        party_vote(131, 121, "Lijst Zand", 60, "Tegen"),
        // the source lists a party twice
        party_vote(132, 121, "VBP", 80, "Voor"),
        party_vote(133, 121, "Kleine Partij", 10, "Niet deelgenomen"),
        // a row of a party beside those of its members in a roll-call
        party_vote(134, 122, "VBP", 80, "Tegen"),
        person(180, "Jan", "van 't", "Zand"),
        person(181, "Selçuk", "", "Öztürk"),
        person(182, "Piet", "", "Ossenaar"),
        member_vote(135, 180, "Zand van 't, J.", "Lijst Zand", "Voor"),
        member_vote(136, 181, "Öztürk, S.", "VBP", "Tegen"),
        member_vote(137, 182, "Ossenaar, P.", "VBP", "Tegen"),
    ]
}

fn transcript(number: u8, status: &str, updated: &str) -> Record {
    let values = [("meeting", to(170)), ("kind", text("Tussenpublicatie")), ("status", text(status))];
    let mut record = record(Category::Transcript, number, &values, &[]);
    record.updated = Some(updated.into());
    record
}

/// Two subjects: an opening by the chair, and a debate with an interruption and a minister.
fn transcript_text(parliament: &Parliament, transcript: u8, bytes: &str) {
    use ParagraphKind::{Body, Heading};
    let lines = [
        (Heading(1), "Proefdijken"),
        (Heading(2), "Opening"),
        (Body, "Ik open de vergadering."),
        (Heading(2), "Proefdijken"),
        (Body, "Voorzitter. De dijken <zijn> te laag."),
        (Body, "Is dat zo?"),
        (Body, "Ja, dat is zo."),
        (Heading(4), "Motie"),
        (Body, "De Kamer, verzoekt de regering de dijken te verhogen."),
        (Body, "Uitslag van de stemming: aangenomen."),
        (Body, "Wij verhogen de dijken."),
    ];
    let mut read = DocumentText { format: Format::Transcript, ..DocumentText::default() };
    for (kind, line) in lines {
        let start = read.text.chars().count() as u32;
        read.text.push_str(line);
        let span = Span::new(start, read.text.chars().count() as u32);
        read.paragraphs.push(Paragraph { kind, span, page: None });
        read.text.push_str("\n\n");
    }
    let said =
        |at: usize, who: (&str, &str, Option<&str>, &str), clock: (&str, &str), of: Option<&str>| Speech {
            speaker: who.1.into(),
            first_name: Some(who.0.into()),
            party: who.2.map(str::to_owned),
            role: Some(who.3.into()),
            address: Some("De heer".into()),
            chair: false,
            interruption: false,
            begin: Some(format!("2031-01-28T{}", clock.0)),
            end: Some(format!("2031-01-28T{}", clock.1)),
            activity: of.map(str::to_owned),
            span: read.paragraphs[at].span,
        };
    let zand = ("Jan", "Van 't Zand", Some("Lijst Zand"), "lid Tweede Kamer");
    let ozturk = ("Selçuk", "Öztürk", Some("VBP"), "lid Tweede Kamer");
    let minister = ("Eva", "Proef", None, "minister van Proefzaken");
    let here = Some("2031A00100");
    read.speeches = vec![
        Speech { chair: true, ..said(2, ozturk, ("13:00:00", "13:00:30"), None) },
        said(4, zand, ("13:00:30", "13:03:00"), here),
        Speech { interruption: true, ..said(5, ozturk, ("13:01:30", "13:02:00"), here) },
        said(6, zand, ("13:00:30", "13:03:00"), here),
        said(10, minister, ("13:03:00", "13:10:00"), here),
    ];
    parliament.file_of(Category::Transcript, transcript, bytes.as_bytes(), "transcript", Some(&read));
}

async fn data(parliament: &Parliament, address: &str) -> Json {
    let answer = parliament.site().get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

fn shows(page: &str, what: &[&str]) {
    for shown in what {
        assert!(page.contains(shown), "{shown:?} is missing in {page}");
    }
}

/// What stands in `main`, with the names of static files taken out.
fn main(page: &str) -> &str {
    let from = page.find("<main").unwrap();
    &page[from..page.find("</main>").unwrap()]
}

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

#[tokio::test]
async fn every_page_is_there_in_english_with_one_heading_and_on_an_empty_store() {
    let lists = [
        "/activiteiten",
        "/activiteiten?maand=2031-01",
        "/ongeplande-activiteiten",
        "/stemmingen",
        "/stemmingen/overeenkomst",
        "/besluiten",
        "/verslagen",
    ];
    let empty = Parliament::empty().site();
    for address in lists {
        let page = empty.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
    }
    let site = parliament().site();
    let details = [
        "/activiteit/2031A00100",
        "/stemming/79797979-7979-7979-7979-797979797979",
        "/verslag/abababab-abab-abab-abab-abababababab",
    ];
    for address in lists.into_iter().chain(details) {
        let join = if address.contains('?') { '&' } else { '?' };
        let page = site.get(&format!("{address}{join}taal=en")).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(
            page.body.contains("<html lang=\"en\">") && page.body.matches("<h1").count() == 1,
            "{address}"
        );
        let levels: Vec<u32> = page
            .body
            .match_indices("<h")
            .filter_map(|(at, _)| page.body[at + 2..].chars().next()?.to_digit(10))
            .collect();
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{address}: {levels:?}");
    }
}

#[test]
fn pages_have_a_fixed_number_of_queries_however_much_they_show() {
    let queries = |parliament: &Parliament, address: &str| {
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
            assert_eq!(site.get(address).await.status, StatusCode::OK, "{address}");
            count().await.unwrap() - before
        })
    };
    let few = parliament();
    let mut many = parliament();
    for round in 0..30u8 {
        let item = record(
            Category::AgendaItem,
            200 + round,
            &[
                ("activity", to(101)),
                ("subject", text("Nog een punt")),
                ("position", Value::Int(10 + i64::from(round))),
            ],
            &[],
        );
        let mut decided =
            decision(20 + round, 9, "Stemmen - aangenomen", "Aangenomen.", "Met handopsteken", &[150]);
        let at =
            Category::Decision.spec().columns.iter().position(|known| known.name == "agenda_item").unwrap();
        decided.values[at] = to(200 + round);
        let vote = party_vote(50 + round, 20 + round, "VBP", 80, "Voor");
        many.save(vec![item, decided, vote]);
    }
    for (address, expected) in [
        ("/", 10),
        ("/activiteiten", 5),
        ("/activiteiten?maand=2031-01", 5),
        ("/ongeplande-activiteiten", 4),
        ("/activiteit/2031A00101", 11),
        ("/persoon/jan-van-t-zand-9180/verslagen", 3),
        ("/stemmingen", 3),
        ("/besluiten", 4),
        ("/stemmingen/overeenkomst", 2),
        ("/stemming/79797979-7979-7979-7979-797979797979", 6),
        ("/verslagen", 3),
        ("/verslag/abababab-abab-abab-abab-abababababab", 3),
    ] {
        assert_eq!((queries(&few, address), queries(&many, address)), (expected, expected), "{address}");
    }
}
