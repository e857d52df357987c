//! Questions, motions, commitments, dossiers, cases and subjects: lists and trails.

use axum::http::StatusCode;

use model::facts::{Claim, Exchange, Extract, MotionMention, Reference, ReferenceKind};
use model::record::Content;
use model::text::{Format, Paragraph, ParagraphKind};
use model::{Category, DocumentText, Span};

use crate::support::{self, Parliament, check_statements, record, text};

async fn data(parliament: &Parliament, address: &str) -> serde_json::Value {
    serde_json::from_str(&parliament.site().get(address).await.body).unwrap()
}

#[tokio::test]
async fn a_question_has_its_own_address_with_the_answers_it_refers_to() {
    let parliament = Parliament::read();
    let site = parliament.site();
    let page = site.get("/vraag/2031D00013/2").await;
    assert_eq!(page.status, StatusCode::OK);
    for shown in [
        "Komt er een brief?",
        "Duinker (Lijst Zand)",
        "Ja. Aan de motie wordt gewerkt",
        "href=\"/vraag/2031D00013/1\"",
        "href=\"/document/2031D00013#p4\"",
    ] {
        assert!(page.body.contains(shown), "{shown:?} is missing");
    }
    let unit = data(&parliament, "/vraag/2031D00013/2.json").await;
    assert_eq!(unit["see"][0]["url"], "/vraag/2031D00013/1");
    assert_eq!((&unit["n"], &unit["of"], &unit["next"]), (&2.into(), &2.into(), &serde_json::Value::Null));
    for odd in ["3", "0", "x", "-1", "99999999999999999999999", "%00", "1.5"] {
        let page = site.get(&format!("/vraag/2031D00013/{odd}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{odd}");
        assert!(page.body.contains("/vragen") && page.body.contains("/document/2031D00013"), "{odd}");
    }
    assert_eq!(site.get("/vraag/niets/1").await.status, StatusCode::NOT_FOUND);
    let moved = site.get("/vraag/ah-tk-20302031-608/2.json").await;
    assert_eq!(moved.header("location"), "/vraag/2031D00013/2.json");
}

#[tokio::test]
async fn a_question_keeps_its_address_when_its_paper_is_read_anew() {
    let parliament = Parliament::read();
    let letter: u8 = 13;
    let before = data(&parliament, "/vraag/2031D00013/2.json").await;
    let mut extract = parliament.store.structure(support::id(letter)).unwrap().unwrap();
    // a reader that finds one more, between the two
    let found = Exchange {
        number: "1a".into(),
        question: "Waarom staat de sluis stil?".into(),
        ..extract.exchanges[0].clone()
    };
    extract.exchanges.insert(1, found);
    let quotes = vec![""; extract.references.len()];
    let resolved = vec![None; extract.motions.len()];
    parliament.structure(letter, extract, &quotes, resolved);
    let after = data(&parliament, "/vraag/2031D00013/2.json").await;
    assert_eq!(after["exchange"], before["exchange"]);
    assert_eq!(data(&parliament, "/vraag/2031D00013/3.json").await["exchange"]["number"], "1a");
    // one after the other as in the paper
    assert_eq!(data(&parliament, "/vraag/2031D00013/1.json").await["next"], "/vraag/2031D00013/3");
    assert_eq!(
        (&after["count"], &after["of"], &after["previous"]),
        (&3.into(), &3.into(), &"/vraag/2031D00013/3".into())
    );
    let document = parliament.site().get("/document/2031D00013").await.body;
    assert!(document.contains("href=\"/vraag/2031D00013/3\""), "{document}");
    // lists write the number that the paper prints, addresses their own
    for (written, address) in [("2031D00013,+1a", 3), ("2031D00013,+2", 2), ("vraag+2031D00013/3", 3)] {
        let jump = parliament.site().get(&format!("/zoeken?q={written}")).await;
        let expected = format!("/vraag/2031D00013/{address}");
        assert_eq!(jump.header("location"), expected, "{written}");
    }
}

#[tokio::test]
async fn the_list_of_questions_is_filtered_by_its_address() {
    let parliament = Parliament::read();
    let total = async |query: &str| data(&parliament, &format!("/vragen.json{query}")).await["total"].clone();
    for (query, expected) in [
        ("", 2),
        ("?fractie=Lijst+Zand&jaar=2031", 2),
        ("?fractie=Onbekend", 0),
        ("?jaar=2030", 0),
        ("?antwoord=nee", 0),
        ("?pagina=9", 2),
    ] {
        assert_eq!(total(query).await, expected, "{query}");
    }
    let site = parliament.site();
    let page = site.get("/vragen?fractie=%3Cscript%3E").await;
    assert!(!page.body.contains("<script>\"") && page.body.contains("&#60;script&#62;"));
    assert_eq!(site.get("/vragen?antwoord=soms").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/vragen?q=%22open").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn words_of_lists_of_passages_are_asked_of_the_index() {
    let parliament = Parliament::read();
    for address in
        ["/vragen.json?q=bruggen&antwoord=ja&fractie=Lijst+Zand", "/vragen.json?q=bruggen&pagina=99"]
    {
        let list = data(&parliament, address).await;
        let units = list["exchanges"].as_array().unwrap();
        assert_eq!((&list["total"], units.len()), (&45.into(), 1), "{address}: what is not here is left out");
        assert_eq!((&units[0]["document"]["number"], &units[0]["n"]), (&"2031D00013".into(), &2.into()));
    }
    let promises = data(&parliament, "/toezeggingen.json?tab=stukken&q=brief").await;
    assert_eq!((&promises["total"], promises["in_texts"].as_array().unwrap().len()), (&45.into(), 1));
    assert_eq!(promises["in_texts"][0]["document"]["number"], "2031D00013");
    // what the index cannot tell apart, and a site without an index, look for the letters
    let promises = data(&parliament, "/toezeggingen.json?tab=stukken&q=zzz&status=loopt").await;
    assert_eq!(promises["total"], 0);
    let site = parliament.site_with(|mut app| {
        app.searcher = None;
        app
    });
    for (words, expected) in [("BRUGGEN", 2), ("zzz", 0)] {
        let list = site.get(&format!("/vragen.json?q={words}")).await;
        let list: serde_json::Value = serde_json::from_str(&list.body).unwrap();
        assert_eq!(list["total"], expected, "{words}");
    }
}

#[tokio::test]
async fn the_trail_of_a_motion_quotes_every_later_passage() {
    let parliament = Parliament::read();
    let site = parliament.site();
    let page = site.get("/motie/36999-XX-7").await;
    assert_eq!(page.status, StatusCode::OK);
    for shown in [
        "Motie van het lid Van der Proefstra over veilige bruggen",
        "Aangenomen.",
        "76 voor, 50 tegen",
        "Oordeel Kamer",
        "Wat het kabinet zegt",
        "Door Kamerspoor berekend",
        "<blockquote lang=\"nl\">Aan de motie wordt gewerkt</blockquote>",
        "href=\"/document/2031D00013#p3\"",
        "1 stuk, 2 passages",
    ] {
        assert!(page.body.contains(shown), "{shown:?} is missing");
    }
    assert!(!page.body.contains("uitgevoerd"), "no verdict of ours");
    let trail = data(&parliament, "/motie/36999-XX-7.json").await;
    assert_eq!(trail["computed"]["passages"], 2);
    assert_eq!(trail["computed"]["days_since_decision"], 6);
    assert_eq!(trail["cabinet_says"][0]["claim"], "in_progress");
    let kinds: Vec<_> = trail["steps"].as_array().unwrap().iter().map(|step| step["kind"].clone()).collect();
    assert_eq!(kinds, ["moved", "decided", "said"]);
    for written in ["2031D00011", "36%20999%20XX,%20nr.%207", "kst-36999-XX-7"] {
        assert_eq!(site.get(&format!("/motie/{written}")).await.header("location"), "/motie/36999-XX-7");
    }
    for (odd, near) in [("36999-XX-12", "/document/2031D00010"), ("36999-XX-99", "/moties"), ("x", "/moties")]
    {
        let page = site.get(&format!("/motie/{odd}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{odd}");
        assert!(page.body.contains(near), "{odd}");
    }
}

#[tokio::test]
async fn a_passage_in_a_transcript_is_of_who_has_the_floor() {
    let mut parliament = Parliament::read();
    let values = [
        ("number", text("2031D00080")),
        ("kind", text("Stenogram")),
        ("subject", text("Debat over bruggen")),
        ("date", text("2031-01-28")),
    ];
    let mut transcript = record(Category::Document, 80, &values, &[]);
    transcript.content = Some(Content { media_type: "text/html".into(), length: Some(9) });
    parliament.save(vec![transcript]);
    let lines = ["De voorzitter:", "Dank.", "Minister Van Zand:", "De motie op stuk nr. 7 ontraad ik."];
    let mut read = DocumentText::default();
    for line in lines {
        let start = read.text.chars().count() as u32;
        read.text.push_str(line);
        let span = Span::new(start, start + line.chars().count() as u32);
        read.paragraphs.push(Paragraph { kind: ParagraphKind::Body, span, page: None });
        read.text.push_str("\n\n");
    }
    let quote = lines[3];
    let extract = Extract {
        motions: vec![MotionMention {
            name: "motie op stuk nr. 7".into(),
            target: Some("36999-XX-7".into()),
            claim: Claim::AdvisedAgainst,
            quote: quote.into(),
            span: read.paragraphs[3].span,
        }],
        ..Extract::default()
    };
    parliament.file(80, b"<html>", "html", Some(&read));
    parliament.structure(80, extract, &[quote], vec![Some("36999-XX-7".into())]);
    let page = parliament.site().get("/motie/36999-XX-7").await.body;
    let (_, after) = page.split_once(&format!(">{quote}</blockquote>")).expect("the passage");
    assert!(after.trim_start().starts_with("<p class=\"meta\">Minister Van Zand · <span"), "{after}");
    // a motion that is not here has its number for a heading, not what a debate calls it
    let only = Extract {
        motions: vec![MotionMention {
            name: "motie op stuk nr. 99".into(),
            target: Some("36999-XX-99".into()),
            claim: Claim::Mentioned,
            quote: quote.into(),
            span: read.paragraphs[3].span,
        }],
        ..Extract::default()
    };
    parliament.structure(80, only, &[quote], vec![Some("36999-XX-99".into())]);
    let page = parliament.site().get("/motie/36999-XX-99").await.body;
    assert!(page.contains("<h1>Motie 36999-XX-99</h1>"), "{page}");
}

#[tokio::test]
async fn the_list_of_motions_is_filtered_by_its_address() {
    let parliament = Parliament::read();
    for (query, expected) in [
        ("", 1),
        ("?uitslag=aangenomen&fractie=OudePartij&jaar=2031", 1),
        ("?uitslag=verworpen", 0),
        ("?uitslag=geen", 0),
        ("?fractie=VBP", 0),
        ("?kabinet=bezig", 1),
        ("?kabinet=bezig&uitslag=verworpen", 0),
        ("?kabinet=gedaan", 0),
    ] {
        let list = data(&parliament, &format!("/moties.json{query}")).await;
        assert_eq!(list["total"], expected, "{query}");
        assert_eq!(list["motions"].as_array().map(Vec::len), Some(expected), "{query}");
    }
    let list = data(&parliament, "/moties.json").await;
    let motion = &list["motions"][0];
    assert_eq!((&motion["mentions"], &motion["cabinet_advice"]), (&1.into(), &"Oordeel Kamer".into()));
    assert_eq!(motion["url"], "/motie/36999-XX-7");
    assert_eq!(motion["claimed"]["claim"], "in_progress");
    let site = parliament.site();
    let table = site.get("/moties.csv").await.body;
    assert!(table.contains(",in_progress,2031D00013,2031-01-26,"), "{table}");
    let page = site.get("/moties").await.body;
    assert!(page.contains("zegt dat eraan gewerkt wordt (1)") && page.contains("zegt dat het gedaan is (0)"));
    let (_, row) = page.split_once("Het kabinet <span").expect("what the cabinet says stands in the row");
    assert!(row.contains("zegt dat eraan gewerkt wordt</span> <a href=\"/document/2031D00013\">"), "{row}");
    for odd in ["uitslag=prima", "kabinet=prima"] {
        assert_eq!(site.get(&format!("/moties?{odd}")).await.status, StatusCode::BAD_REQUEST, "{odd}");
    }
}

#[tokio::test]
async fn a_commitment_past_its_day_is_overdue_unless_the_register_calls_it_met() {
    let mut parliament = Parliament::read();
    let promised = |number: u8, official: &str, status: &str, due: &str| {
        let values = [
            ("number", text(official)),
            ("text", text("De minister stuurt <b>een brief</b>.")),
            ("status", text(status)),
            ("due", text(due)),
            ("made", text("2030-12-02T10:00:00Z")),
            ("ministry", text("Voorbeeldzaken")),
            ("met_by", text("2031D00010")),
        ];
        record(Category::Commitment, number, &values, &[])
    };
    parliament.save(vec![
        promised(60, "TZ203012-001", "Openstaand", "2031-01-27"),
        promised(61, "TZ203012-002", "Openstaand", "2031-01-28"),
        promised(62, "TZ203012-003", "Voldaan", "2031-01-01"),
    ]);
    for (query, expected) in [
        ("", 3),
        ("?status=open", 2),
        ("?status=te-laat&ministerie=Voorbeeldzaken&jaar=2030", 1),
        ("?status=voldaan", 1),
        ("?jaar=2029", 0),
        ("?tab=stukken", 1),
    ] {
        let list = data(&parliament, &format!("/toezeggingen.json{query}")).await;
        assert_eq!(list["total"], expected, "{query}");
    }
    let one = data(&parliament, "/toezegging/TZ203012-001.json").await;
    assert_eq!(one["commitment"]["overdue"], true);
    assert_eq!(data(&parliament, "/toezegging/TZ203012-003.json").await["commitment"]["overdue"], false);
    let site = parliament.site();
    let page = site.get("/toezegging/TZ203012-001").await.body;
    assert!(page.contains("&#60;b&#62;een brief") && page.contains("href=\"/document/2031D00010\""));
    let texts = site.get("/toezeggingen?tab=stukken").await.body;
    assert!(texts.contains("uiterlijk 28 februari 2031") && texts.contains("/document/2031D00013#p5"));
    assert_eq!(site.get("/toezegging/TZ209901-999").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/toezeggingen?status=mooi").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/toezeggingen?tab=x").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_the_words_of_a_commitment_say_of_its_term_is_computed_and_not_the_registers() {
    let mut parliament = Parliament::read();
    let made = |number: u8, official: &str, status: &str, words: &str| {
        let values = [
            ("number", text(official)),
            ("text", text(words)),
            ("status", text(status)),
            ("made", text("2031-01-20T10:00:00Z")),
            ("met_by", text("2031D00010")),
        ];
        record(Category::Commitment, number, &values, &[])
    };
    parliament.save(vec![
        made(60, "TZ203101-060", "Deels Voldaan", "De minister stuurt vóór 28 januari 2031 een brief."),
        made(61, "TZ203101-061", "Openstaand", "De minister stuurt in maart 2031 een brief."),
        made(62, "TZ203101-062", "Openstaand", "De minister stuurt een brief."),
        made(63, "TZ203101-063", "Voldaan", "De minister stuurt vóór 28 januari 2031 een brief."),
    ]);
    let site = parliament.site();
    let computed = async |number: &str| {
        let page = site.get(&format!("/toezegging/{number}")).await.body;
        let (before, after) = page.split_once("Door Kamerspoor berekend").expect("what was computed");
        assert!(!before.contains("uiterlijk") && !before.contains("tussen"), "the register has no term");
        after.split_once("</section>").expect("an end").0.to_owned()
    };
    let late = computed("TZ203101-060").await;
    assert!(
        late.contains("De tekst noemt een termijn: uiterlijk 27 januari 2031 (“vóór 28 januari 2031”)"),
        "{late}"
    );
    assert!(late.contains("Het register geeft er geen.") && late.contains("1 dag over de datum."), "{late}");
    let running = computed("TZ203101-061").await;
    assert!(running.contains("tussen 1 maart 2031 en 31 maart 2031"), "{running}");
    assert!(running.contains("Nog niet over de datum."), "{running}");
    let without = computed("TZ203101-062").await;
    assert!(without.contains("Geen termijn:") && !without.contains("over de datum"), "{without}");
    let met = computed("TZ203101-063").await;
    assert!(met.contains("Volgens het register niet meer open.") && !met.contains("over de datum"), "{met}");
    let list = site.get("/toezeggingen?status=te-laat").await.body;
    assert!(list.contains("TZ203101-060") && !list.contains("TZ203101-061"), "only what is past its term");
    assert!(list.contains("termijn in de tekst: uiterlijk 27 januari 2031"), "{list}");
    assert!(list.contains("Deels voldaan"), "{list}");
}

#[tokio::test]
async fn a_paper_from_before_a_commitment_that_should_meet_it_is_pointed_out() {
    let mut parliament = Parliament::read();
    let made = |number: u8, official: &str, made: &str| {
        let values = [
            ("number", text(official)),
            ("status", text("Voldaan")),
            ("made", text(made)),
            ("met_by", text("2031D00010")),
        ];
        record(Category::Commitment, number, &values, &[])
    };
    let newest = data(&parliament, "/document/2031D00010.json").await;
    assert_eq!(newest["document"]["date"], "2031-01-27");
    parliament.save(vec![
        made(60, "TZ203101-060", "2031-01-27T10:00:00Z"),
        made(61, "TZ203101-061", "2031-01-28T10:00:00Z"),
    ]);
    let site = parliament.site();
    let words = "een stuk van vóór de toezegging";
    assert!(!site.get("/toezegging/TZ203101-060").await.body.contains(words));
    assert!(site.get("/toezegging/TZ203101-061").await.body.contains(words));
}

#[tokio::test]
async fn every_trail_and_list_is_there_in_english_and_leads_on() {
    let site = Parliament::read().site();
    for address in [
        "/vragen",
        "/moties",
        "/toezeggingen",
        "/kamerstukdossiers",
        "/dossier/36999-XX",
        "/motie/36999-XX-7",
        "/vraag/2031D00013/1",
    ] {
        let page = site.get(&format!("{address}?taal=en")).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(
            page.body.contains("<html lang=\"en\">") && page.body.matches("<h1").count() == 1,
            "{address}"
        );
        for link in page.body.split("href=\"/").skip(1).filter_map(|rest| rest.split('"').next()) {
            let link = link.replace("&#38;", "&");
            let plain = link.split('#').next().unwrap_or_default();
            let status = site.get(&format!("/{plain}")).await.status;
            assert!(status.is_success() || status.is_redirection(), "{address}: {plain}: {status}");
        }
    }
}

#[tokio::test]
async fn dossiers_are_found_by_number_and_by_title() {
    let parliament = Parliament::told();
    for (query, expected) in [
        ("", 1),
        ("?q=36999", 1),
        ("?q=36+999+xx", 1),
        ("?q=voorbeeldzaken", 1),
        ("?q=%25", 0),
        ("?q=37000", 0),
    ] {
        let list = data(&parliament, &format!("/kamerstukdossiers.json{query}")).await;
        assert_eq!(list["total"], expected, "{query}");
        assert_eq!(list["dossiers"].as_array().map(Vec::len), Some(expected), "{query}");
    }
    let dossier = data(&parliament, "/dossier/36999-XX.json").await;
    assert_eq!(dossier["total"], 3);
    let urls: Vec<_> =
        dossier["documents"].as_array().unwrap().iter().map(|paper| paper["url"].clone()).collect();
    assert!(urls.contains(&"/motie/36999-XX-7".into()) && urls.contains(&"/document/2031D00010".into()));
    let site = parliament.site();
    let page = site.get("/dossier/36999-XX").await.body;
    assert!(page.contains("<strong>Aangenomen.</strong>"));
    assert!(page.contains("<input type=\"hidden\" name=\"dossier\" value=\"36999-XX\">"), "its own search");
    assert_eq!(site.get("/dossier/36999-xx").await.header("location"), "/dossier/36999-XX");
    for odd in ["37000", "x", "%00", "36999-YY"] {
        let page = site.get(&format!("/dossier/{odd}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{odd}");
        assert!(page.body.contains("/kamerstukdossiers"), "{odd}");
    }
}

#[test]
fn lists_and_trails_have_a_fixed_number_of_queries() {
    let parliament = Parliament::read();
    for (address, most) in [
        // what is counted over a whole table is counted beside the page
        ("/vragen", 1),
        ("/moties", 3),
        ("/toezeggingen", 1),
        ("/toezeggingen?tab=stukken", 3),
        ("/vragen?q=bruggen", 1),
        ("/vragen?ministerie=Voorbeeldzaken", 2),
        ("/toezeggingen?tab=stukken&q=brief", 3),
        ("/toezeggingen?tab=stukken&ministerie=Voorbeeldzaken", 4),
        ("/toezeggingen?status=verschoven", 2),
        ("/stemmingen?fractie=VBP", 3),
        ("/stemmingen/overeenkomst", 1),
        ("/kamerstukdossiers", 2),
        ("/dossier/36999-XX", 3),
        ("/vraag/2031D00013/2", 3),
        ("/motie/36999-XX-7", 10),
    ] {
        check_statements(&parliament, address, most);
    }
}

#[tokio::test]
async fn a_unit_shows_what_says_nearly_the_same() {
    let site = Parliament::read().site();
    let page = site.get("/vraag/2031D00013/2").await;
    assert!(page.body.contains("Zijn de &#60;bruggen&#62; veilig?"), "{}", page.body);
    assert!(page.body.contains("href=\"/vergelijk?a=2031D00013%2F1&#38;b=2031D00013%2F2\""), "{}", page.body);
    assert!(page.body.contains("Zij zijn veilig."));
    assert!(!site.get("/document/2031D00013").await.body.contains("Vergelijkbaar"));
}

#[tokio::test]
async fn two_answers_stand_side_by_side() {
    let site = Parliament::read().site();
    let page = site.get("/vergelijk?a=2031D00013/1&b=2031D00013/2").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("<table class=\"compare\">"));
    let data = site.get("/vergelijk.json?a=2031D00013/1&b=2031D00013/1").await;
    assert!(
        data.body.contains("\"kind\": \"same\"") && !data.body.contains("\"kind\": \"left\""),
        "{}",
        data.body
    );
    for (odd, status) in [
        ("/vergelijk", 400),
        ("/vergelijk?a=x&b=y", 400),
        ("/vergelijk?a=2031D00013/1&b=2031D00013/999", 404),
        ("/vergelijk?a=2031D99999/1&b=2031D00013/1", 404),
        ("/vergelijk?a=2031D00013/99999999999999999999&b=%00", 400),
    ] {
        assert_eq!(site.get(odd).await.status.as_u16(), status, "{odd}");
    }
}

/// A letter that refers to answers given earlier, and to a case and a meeting of which only the case is here.
fn referring() -> Parliament {
    let parliament = Parliament::read();
    let words = "Zie Aanhangsel Handelingen 2030/31, nr. 608, zaak 2031Z00006, activiteit 2031A99999 en Handelingen II 2029/30, nr. 3, item 4.";
    let span = |words: &str, of: &str| {
        let at = of.find(words).unwrap() as u32;
        Span::new(at, at + words.len() as u32)
    };
    let text = DocumentText {
        format: Format::Pdf,
        text: words.into(),
        paragraphs: vec![Paragraph { kind: ParagraphKind::Body, span: span(words, words), page: Some(1) }],
        ..DocumentText::default()
    };
    parliament.file(10, b"%PDF-1.7 verwijzend", "pdf", Some(&text));
    let reference = |said: &str, kind, target: &str| Reference {
        text: said.into(),
        kind,
        target: target.into(),
        span: span(said, words),
        note: None,
    };
    let extract = Extract {
        exchanges: vec![Exchange {
            number: "1".into(),
            question: "Hoe staat het ermee?".into(),
            answer: words.into(),
            answer_span: span(words, words),
            see: vec!["ah-tk-20302031-608".into()],
            ..Exchange::default()
        }],
        references: vec![
            reference(
                "Aanhangsel Handelingen 2030/31, nr. 608",
                ReferenceKind::Aanhangsel,
                "ah-tk-20302031-608",
            ),
            reference("2031Z00006", ReferenceKind::Zaak, "2031Z00006"),
            reference("2031A99999", ReferenceKind::Activiteit, "2031A99999"),
            reference(
                "Handelingen II 2029/30, nr. 3, item 4",
                ReferenceKind::Handelingen,
                "h-tk-20292030-3-4",
            ),
        ],
        ..Extract::default()
    };
    parliament.structure(10, extract, &[words; 4], vec![None; 4]);
    parliament
}

#[tokio::test]
async fn answers_given_earlier_are_found_by_their_number_in_the_annex() {
    let site = referring().site();
    let unit = site.get("/vraag/2031D00010/1").await;
    assert!(
        unit.body.contains("<a href=\"/document/2031D00013\">Antwoord op vragen over sluizen</a>"),
        "{}",
        unit.body
    );
    let answered = site.get("/document/2031D00013").await;
    assert!(answered.body.contains("2031D00010"), "it says who refers to it");
}

#[tokio::test]
async fn what_is_here_is_linked_and_what_was_published_elsewhere_too() {
    let site = referring().site();
    let page = site.get("/document/2031D00010").await.body;
    assert!(page.contains("href=\"/document/2031D00013\""), "the annex");
    assert!(page.contains("href=\"/zaak/2031Z00006\""), "the case");
    assert!(!page.contains("/activiteit/2031A99999"), "an activity that is not here");
    assert!(
        page.contains("href=\"https://zoek.officielebekendmakingen.nl/h-tk-20292030-3-4.html\""),
        "{page}"
    );
}
