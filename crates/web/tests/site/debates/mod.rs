//! The agenda, activities, decisions, votes and transcripts of a small invented parliament.

mod activity;
mod agenda;
mod transcripts;
mod votes;

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
pub(crate) fn parliament() -> Parliament {
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
    // what is counted over a whole table is counted beside the page
    for (address, expected) in [
        ("/", 10),
        ("/activiteiten", 5),
        ("/activiteiten?maand=2031-01", 5),
        ("/ongeplande-activiteiten", 4),
        ("/activiteit/2031A00101", 11),
        ("/persoon/jan-van-t-zand-9180/verslagen", 4),
        ("/stemmingen", 2),
        ("/besluiten", 1),
        ("/stemmingen/overeenkomst", 1),
        ("/stemming/79797979-7979-7979-7979-797979797979", 6),
        ("/verslagen", 3),
        ("/verslag/abababab-abab-abab-abab-abababababab", 3),
    ] {
        assert_eq!((queries(&few, address), queries(&many, address)), (expected, expected), "{address}");
    }
}
