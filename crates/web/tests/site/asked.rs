//! Written questions with their answers and terms, and the time line of a case.

use axum::http::StatusCode;
use model::facts::{Exchange, Extract};
use model::record::Value;
use model::text::{Format, Paragraph, ParagraphKind};
use model::{Category, DocumentText, LinkKind, Span};
use serde_json::Value as Json;
use store::relations::{QuestionPaper, QuestionSet, Related};

use crate::support::{Parliament, id, record, text};

/// The invented parliament with three sets of questions: one answered by 2031D00013, one postponed and still open, one
/// past its term; the first two have a case of their own.
pub fn asked() -> Parliament {
    let mut parliament = Parliament::read();
    let case = |number: u8, official: &str, subject: &str, links: &[(LinkKind, u8)]| {
        let values = [
            ("number", text(official)),
            ("kind", text("Schriftelijke vragen")),
            ("subject", text(subject)),
            ("started", text("2031-01-06")),
            ("settled", Value::Int(0)),
        ];
        record(Category::Case, number, &values, links)
    };
    let document = |number: u8, official: &str, kind: &str, subject: &str, date: &str, case: u8| {
        let values = [
            ("number", text(official)),
            ("kind", text(kind)),
            ("subject", text(subject)),
            ("date", text(date)),
        ];
        record(Category::Document, number, &values, &[(LinkKind::DocumentCase, case)])
    };
    let actor = |number: u8, case: u8, role: &str, name: &str, party: &str| {
        let values = [
            ("case_id", Value::Guid(id(case))),
            ("role", text(role)),
            ("name", text(name)),
            ("party_name", text(party)),
        ];
        record(Category::CaseActor, number, &values, &[])
    };
    parliament.save(vec![
        case(70, "2031Z00070", "Sluizen <die> klemmen", &[]),
        case(71, "2031Z00071", "Bruggen in de hitte", &[(LinkKind::RelatedFrom, 70)]),
        document(72, "2031D00072", "Schriftelijke vragen", "Sluizen <die> klemmen", "2031-01-06", 70),
        document(73, "2031D00073", "Schriftelijke vragen", "Bruggen in de hitte", "2031-01-07", 71),
        document(74, "2031D00074", "Mededeling (uitstel antwoord)", "Uitstel", "2031-01-27", 71),
        document(75, "2031D00075", "Schriftelijke vragen", "Water op straat", "2030-12-02", 70),
        actor(76, 70, "Indiener", "D. Duinker", "Lijst Zand"),
    ]);
    let set = |number: u8, subject: &str, asked: &str, term: &str, state: &str| QuestionSet {
        id: id(number),
        paper: Some(format!("2031D000{number}")),
        subject: Some(subject.into()),
        asked: Some(asked.into()),
        askers: vec![("D. Duinker".into(), Some("Lijst Zand".into()))],
        parties: vec!["Lijst Zand".into()],
        ministries: vec!["Voorbeeldzaken".into()],
        addressee: Some("de Minister van Voorbeeldzaken".into()),
        term: Some(term.into()),
        state: state.into(),
        ..QuestionSet::default()
    };
    let paper = |number: u8, role, evidence| QuestionPaper { id: id(number), role, evidence, quote: None };
    parliament.relate(Related {
        questions: vec![
            QuestionSet {
                case: Some("2031Z00070".into()),
                answer: Some("2031D00013".into()),
                answered: Some("2031-01-26".into()),
                evidence: Some("cited".into()),
                latency: Some(20),
                papers: vec![paper(13, "answer", "cited")],
                ..set(72, "Sluizen <die> klemmen", "2031-01-06", "2031-02-03", "answered")
            },
            QuestionSet {
                case: Some("2031Z00071".into()),
                postponed: Some("2031-01-27".into()),
                postponements: 1,
                extended: Some("2031-02-24".into()),
                papers: vec![paper(74, "postponement", "case")],
                ..set(73, "Bruggen in de hitte", "2031-01-07", "2031-02-04", "open")
            },
            set(75, "Water op straat", "2030-12-02", "2031-01-19", "open"),
        ],
        ..Related::default()
    });
    parliament
}

async fn data(parliament: &Parliament, address: &str) -> Json {
    let answer = parliament.site().get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

#[tokio::test]
async fn open_questions_stand_by_their_term_and_say_how_late() {
    let parliament = asked();
    let list = data(&parliament, "/open-vragen.json").await;
    let numbers: Vec<_> =
        list["questions"].as_array().unwrap().iter().map(|set| set["document"].clone()).collect();
    assert_eq!(numbers, ["2031D00075", "2031D00073"]);
    assert_eq!(
        (&list["questions"][0]["days_left"], &list["questions"][0]["overdue"]),
        (&(-9).into(), &true.into())
    );
    assert_eq!(list["questions"][1]["days_left"], 27);
    assert_eq!(list["questions"][1]["papers"][0]["url"], "/document/2031D00074");
    let page = parliament.site().get("/open-vragen").await.body;
    for shown in
        ["9 dagen over de termijn", "nog 27 dagen", "uitgesteld 27 januari 2031", "D. Duinker (Lijst Zand)"]
    {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(!page.contains("onbeantwoord"), "no more is said than that no answer was found");
    let late = parliament.site().get("/document/2031D00075").await.body;
    assert!(late.contains("er is hier nog geen antwoord gevonden"), "{late}");
    let waiting = parliament.site().get("/document/2031D00073").await.body;
    assert!(!waiting.contains("er is hier nog geen antwoord gevonden"), "its term has not passed");
}

#[tokio::test]
async fn a_question_answered_in_another_paper_says_where() {
    let parliament = asked();
    let words = "Waarom klemmen de sluizen?";
    let span = Span::new(0, words.len() as u32);
    let read = DocumentText {
        format: Format::Pdf,
        text: words.into(),
        paragraphs: vec![Paragraph { kind: ParagraphKind::Body, span, page: Some(1) }],
        ..DocumentText::default()
    };
    for document in [72, 75] {
        parliament.file(document, &[document], "pdf", Some(&read));
        let question = Exchange {
            number: "1".into(),
            question: words.into(),
            question_span: span,
            ..Exchange::default()
        };
        let extract = Extract { exchanges: vec![question], ..Extract::default() };
        parliament.structure(document, extract, &[], Vec::new());
    }
    let list = data(&parliament, "/vragen.json?antwoord=nee").await;
    let units: Vec<_> = list["exchanges"].as_array().unwrap().iter().collect();
    assert_eq!(units.len(), 2, "{list}");
    assert_eq!(
        (&units[0]["answered_in"], &units[0]["answered"]),
        (&"2031D00013".into(), &"2031-01-26".into())
    );
    assert!(units[1]["answered_in"].is_null(), "an open one says nothing");
    let page = parliament.site().get("/vragen").await.body;
    assert!(page.contains("Beantwoord op <time datetime=\"2031-01-26\">26 januari 2031</time> in <a class=\"number\" href=\"/document/2031D00013\">"), "{page}");
    assert!(page.contains("In dit stuk staat geen antwoord."));
}

#[tokio::test]
async fn questions_are_filtered_by_their_address() {
    let parliament = asked();
    for (query, expected) in [
        ("", 2),
        ("?stand=te-laat", 1),
        ("?stand=uitgesteld", 1),
        ("?stand=beantwoord", 1),
        ("?stand=mogelijk", 0),
        ("?stand=alle", 3),
        ("?stand=alle&ministerie=Voorbeeldzaken&fractie=Lijst+Zand", 3),
        ("?stand=alle&ministerie=Voorbeeld", 0),
        ("?stand=alle&lid=duink", 3),
        ("?stand=alle&q=hitte", 1),
        ("?stand=alle&q=%25", 0),
        ("?stand=alle&van=2031-01-01&tot=2031-01-06", 1),
    ] {
        let list = data(&parliament, &format!("/open-vragen.json{query}")).await;
        assert_eq!(list["total"], expected, "{query}");
        assert_eq!(list["questions"].as_array().map(Vec::len), Some(expected), "{query}");
    }
    for odd in ["?stand=mooi", "?van=gisteren", "?tot=2031-13-01"] {
        let answer = parliament.site().get(&format!("/open-vragen{odd}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{odd}");
    }
}

#[tokio::test]
async fn ministries_are_told_how_fast_they_answer() {
    let list = data(&asked(), "/open-vragen.json").await;
    let latency = &list["latency"][0];
    assert_eq!(latency["ministry"], "Voorbeeldzaken");
    assert_eq!(
        (&latency["answered"], &latency["median_days"], &latency["in_term"]),
        (&1.into(), &20.into(), &1.into())
    );
    assert_eq!((&latency["open"], &latency["late"]), (&2.into(), &1.into()));
}

#[tokio::test]
async fn questions_and_answers_lead_to_each_other() {
    let parliament = asked();
    let question = data(&parliament, "/document/2031D00072.json").await;
    assert_eq!(question["questions"][0]["answer_url"], "/document/2031D00013");
    assert_eq!(question["questions"][0]["latency_days"], 20);
    let answer = data(&parliament, "/document/2031D00013.json").await;
    assert_eq!(answer["questions"][0]["document"], "2031D00072");
    let unit = data(&parliament, "/vraag/2031D00013/1.json").await;
    assert_eq!(unit["questions"][0]["url"], "/document/2031D00072");
    let site = parliament.site();
    let page = site.get("/document/2031D00072").await.body;
    assert!(page.contains("beantwoord na 20 dagen") && page.contains("noemt het nummer van de vragen"));
    let postponed = site.get("/document/2031D00074").await.body;
    assert!(postponed.contains("href=\"/document/2031D00073\"") && postponed.contains("24 februari 2031"));
}

#[tokio::test]
async fn a_case_shows_all_that_belongs_to_it_in_time_order() {
    let parliament = asked();
    let case = data(&parliament, "/zaak/2031Z00006.json").await;
    insta::assert_json_snapshot!("case_json", case);
    let kinds: Vec<_> = case["steps"].as_array().unwrap().iter().map(|step| step["kind"].clone()).collect();
    assert_eq!(kinds, ["paper", "activity", "decided", "paper"]);
    let site = parliament.site();
    let page = site.get("/zaak/2031Z00006").await.body;
    for shown in [
        "76 voor, 50 tegen",
        "href=\"/motie/36999-XX-7\"",
        "OudePartij",
        "Oordeel Kamer",
        "href=\"/dossier/36999-XX\"",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
    let asked = data(&parliament, "/zaak/2031Z00070.json").await;
    assert_eq!(asked["questions"][0]["answer"], "2031D00013");
    assert_eq!(asked["related"][0]["relation"], "followed_by");
    let related = data(&parliament, "/zaak/2031Z00071.json").await;
    assert_eq!(
        (&related["related"][0]["relation"], &related["related"][0]["url"]),
        (&"follows".into(), &"/zaak/2031Z00070".into())
    );
    assert!(site.get("/document/2031D00072").await.body.contains("href=\"/zaak/2031Z00070\""));
    assert!(site.get("/zaak/2031Z00070").await.body.contains("Sluizen &#60;die&#62; klemmen"));
}

#[tokio::test]
async fn a_case_that_is_not_here_offers_ways_on() {
    let site = asked().site();
    assert_eq!(site.get("/zaak/2031z00006").await.header("location"), "/zaak/2031Z00006");
    for odd in ["2031Z99999", "x", "%00", "2031D00010", ".json"] {
        let page = site.get(&format!("/zaak/{odd}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{odd}");
    }
    assert_eq!(site.get("/zoeken?q=2031Z00006").await.header("location"), "/zaak/2031Z00006");
}

#[tokio::test]
async fn how_fast_ministries_answer_is_a_figure_with_its_definition() {
    let site = asked().site();
    let page = site.get("/statistiek/antwoorden").await.body;
    for shown in [
        "Hoe snel ministeries antwoorden",
        "Hoe dit geteld is",
        "drie weken",
        "role=\"img\" aria-label=\"Voorbeeldzaken: 1 op tijd beantwoord, 0 te laat beantwoord, 2 zonder gevonden antwoord\"",
        "0%",
        "20 dagen",
        "href=\"/open-vragen?stand=alle&#38;ministerie=Voorbeeldzaken\"",
        "href=\"/statistiek/antwoorden.csv\"",
    ] {
        assert!(page.contains(shown), "{shown:?} is missing in {page}");
    }
    assert!(site.get("/open-vragen").await.body.contains("href=\"/statistiek/antwoorden\""));
    assert!(site.get("/statistiek").await.body.contains("href=\"/statistiek/antwoorden\""));
    let read = async |query: &str| -> Json {
        serde_json::from_str(&site.get(&format!("/statistiek/antwoorden.json{query}")).await.body).unwrap()
    };
    for (query, sets, percent) in
        [("", 3, Some(0)), ("?jaar=alles", 3, Some(0)), ("?jaar=2031", 2, Some(0)), ("?jaar=2030", 1, None)]
    {
        let row = read(query).await["rows"][0].clone();
        assert_eq!((&row["sets"], row["percent_late"].as_u64()), (&sets.into(), percent), "{query}");
    }
    assert_eq!(read("?jaar=2030").await["rows"][0]["open_late"], 1);
    // nothing was answered of what was asked that year, so there is no median
    assert!(read("?jaar=2030").await["rows"][0]["median_days"].is_null());
    let table = site.get("/statistiek/antwoorden.csv").await.body;
    assert!(table.contains("\nVoorbeeldzaken,3,1,1,0,0,2,1,0,20,20,"), "{table}");
    assert_eq!(site.get("/statistiek/antwoorden?jaar=1900").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn without_questions_in_twelve_months_the_newest_year_with_answers_is_shown() {
    let parliament = Parliament::read();
    let set = |number: u8, asked: &str, answered: Option<&str>, state: &str| QuestionSet {
        id: id(number),
        paper: Some(format!("2029D000{number}")),
        asked: Some(asked.into()),
        ministries: vec!["Voorbeeldzaken".into()],
        term: Some("2029-03-22".into()),
        answer: answered.map(|_| "2029D00099".into()),
        answered: answered.map(str::to_owned),
        latency: answered.map(|_| 20),
        state: state.into(),
        ..QuestionSet::default()
    };
    parliament.relate(Related {
        questions: vec![
            set(80, "2028-03-01", Some("2028-03-21"), "answered"),
            set(81, "2029-03-01", Some("2029-03-21"), "answered"),
            set(82, "2029-12-01", None, "open"),
        ],
        ..Related::default()
    });
    let site = parliament.site();
    let page = site.get("/statistiek/antwoorden").await.body;
    for shown in [
        "Over de laatste twaalf maanden is hier niets. Dit is 2029, het nieuwste jaar met antwoorden.",
        "<option value=\"2029\" selected>",
        "20 dagen",
        "href=\"/statistiek/antwoorden.csv?jaar=2029\"",
    ] {
        assert!(page.contains(shown), "{shown:?} is missing in {page}");
    }
    let data: Json = serde_json::from_str(&site.get("/statistiek/antwoorden.json").await.body).unwrap();
    assert_eq!((&data["year"], &data["total"]), (&"2029".into(), &2.into()));
    // who asks for a year gets that year
    let page = site.get("/statistiek/antwoorden?jaar=2028").await.body;
    assert!(!page.contains("laatste twaalf maanden is hier niets"), "{page}");
}

/// The sets of questions above, with a letter of their ministry and a commitment of it.
fn ministry() -> Parliament {
    let mut parliament = asked();
    let letter = [
        ("number", text("2031D00090")),
        ("kind", text("Brief regering")),
        ("subject", text("Brief over sluisdeuren")),
        ("date", text("2031-01-20")),
    ];
    let signer = [
        ("document", Value::Guid(id(90))),
        ("name", text("A.B. van Voorbeeld")),
        ("function", text("minister van Voorbeeldzaken")),
        ("role", text("Eerste ondertekenaar")),
    ];
    let promise = [
        ("number", text("TZ203101-090")),
        ("text", text("De minister stuurt een brief over <sluisdeuren>.")),
        ("made", text("2031-01-10T10:00:00Z")),
        ("status", text("Openstaand")),
        ("ministry", text("Voorbeeldzaken")),
    ];
    parliament.save(vec![record(Category::Document, 90, &letter, &[])]);
    parliament.save(vec![record(Category::DocumentActor, 91, &signer, &[])]);
    parliament.save(vec![record(Category::Commitment, 92, &promise, &[])]);
    parliament
}

#[tokio::test]
async fn a_ministry_shows_how_fast_it_answers_what_it_promised_and_its_letters() {
    let parliament = ministry();
    let site = parliament.site();
    let page = site.get("/ministerie/Voorbeeldzaken").await.body;
    for shown in [
        "<h1>Voorbeeldzaken</h1>",
        "1 beantwoord, de helft binnen 20 dagen",
        "van 2 is hier geen antwoord gevonden, waarvan 1 over de termijn",
        "Water op straat",
        "De minister stuurt een brief over &#60;sluisdeuren&#62;.",
        "Brief over sluisdeuren",
        "href=\"/bewindspersoon/ab-van-voorbeeld\"",
        "href=\"/moties?ministerie=Voorbeeldzaken\"",
    ] {
        assert!(page.contains(shown), "{shown:?} is missing in {page}");
    }
    let shown = data(&parliament, "/ministerie/Voorbeeldzaken.json").await;
    assert_eq!(
        (&shown["questions_total"], &shown["commitments_total"], &shown["letters"][0]["url"]),
        (&3.into(), &1.into(), &"/document/2031D00090".into())
    );
    assert_eq!(site.get("/ministerie/voorbeeldzaken").await.header("location"), "/ministerie/Voorbeeldzaken");
    for odd in ["Luchtzaken", "%00", "..%2F", ".json"] {
        assert_eq!(site.get(&format!("/ministerie/{odd}")).await.status, StatusCode::NOT_FOUND, "{odd}");
    }
    let list = data(&parliament, "/ministeries.json").await;
    assert_eq!(
        (&list["total"], &list["ministries"][0]["url"], &list["ministries"][0]["questions"]),
        (&1.into(), &"/ministerie/Voorbeeldzaken".into(), &3.into())
    );
    // no column for kinds and numbers where no line has one
    let page = site.get("/ministeries").await.body;
    assert!(page.contains("class=\"entry\"") && !page.contains("class=\"entry-kind\""), "{page}");
    let english = site.get("/ministerie/Voorbeeldzaken?taal=en").await.body;
    assert!(english.contains("half of them within 20 days"), "{english}");
}

#[test]
fn pages_of_questions_and_cases_have_a_fixed_number_of_queries() {
    let parliament = asked();
    for (address, most) in [
        ("/statistiek/antwoorden", 3),
        ("/open-vragen", 6),
        ("/ministerie/Voorbeeldzaken", 5),
        ("/ministeries", 0),
        ("/zaak/2031Z00070", 12),
        ("/zaak/2031Z00006", 11),
        ("/vraag/2031D00013/1", 5),
    ] {
        crate::support::check_statements(&parliament, address, most);
    }
}

#[tokio::test]
async fn everything_is_there_in_english_too() {
    let site = asked().site();
    for (address, words) in [
        ("/open-vragen", "9 days past the term"),
        ("/zaak/2031Z00006", "Time line"),
        ("/document/2031D00072", "answered after 20 days"),
    ] {
        let page = site.get(&format!("{address}?taal=en")).await.body;
        assert!(page.contains(words), "{address}");
    }
}

#[tokio::test]
async fn questions_are_a_table_and_a_feed() {
    let parliament = asked();
    for (list, column) in [("/open-vragen", "askers.0.name"), ("/vragen", "question")] {
        let table = parliament.site().get(&format!("{list}.csv")).await;
        let mut reader = csv::Reader::from_reader(table.body.as_bytes());
        let columns = reader.headers().unwrap().clone();
        let at = columns.iter().position(|name| name == column).unwrap();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert!(!rows.is_empty() && rows.iter().all(|row| !row[at].is_empty()), "{list}: {rows:?}");
        let feed = parliament.site().get(&format!("{list}.atom")).await.body;
        assert_eq!(feed.matches("<entry>").count(), rows.len(), "{list}");
    }
}
