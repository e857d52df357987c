use model::facts::{Askers, Commitment, Exchange, Extract};
use model::text::{Paragraph, ParagraphKind, Speech};
use model::{DocumentText, Span};
use search::Kind;
use store::corrections::{Corrected, Correction};
use store::indexable::{Actor, Indexable, Whole};

use super::*;

const ID: Guid = Guid([7; 16]);

/// Paragraphs as a text.
fn text(paragraphs: &[(&str, ParagraphKind)]) -> DocumentText {
    let mut out = DocumentText::default();
    let mut at = 0;
    for (paragraph, kind) in paragraphs {
        let len = paragraph.chars().count() as u32;
        out.paragraphs.push(Paragraph { kind: *kind, span: Span::new(at, at + len), page: None });
        out.text.push_str(paragraph);
        out.text.push_str("\n\n");
        at += len + 2;
    }
    out
}

fn letter() -> Indexable {
    Indexable {
        number: "2026D90001".into(),
        kind: "Brief regering".into(),
        title: "Voortgang".into(),
        date: Some("2026-01-28".into()),
        dossiers: vec![(36800, Some("V".into()))],
        actors: vec![Actor {
            role: "Eerste ondertekenaar".into(),
            name: "A. Voorbeeld".into(),
            party: None,
            function: Some("minister van Buitenlandse Zaken".into()),
        }],
        ..Indexable::default()
    }
}

#[test]
fn a_letter_is_found_by_its_minister_ministry_and_dossier() {
    let made = things(Category::Document, ID, &letter());
    assert_eq!(made.len(), 1);
    assert_eq!(made[0].kind, Kind::Document);
    assert_eq!(made[0].facets.dossiers, ["36800-V"]);
    assert_eq!(made[0].facets.ministries, ["Buitenlandse Zaken"]);
    assert_eq!(made[0].facets.from, ["A. Voorbeeld"]);
    assert_eq!(made[0].date.map(|date| date.to_string()).as_deref(), Some("2026-01-28"));
}

#[test]
fn a_letter_makes_its_questions_and_its_undertakings_too() {
    let mut record = letter();
    let body = ParagraphKind::Body;
    record.text =
        Some(text(&[("Geachte voorzitter,", body), ("Ik zal de Kamer voor de zomer informeren.", body)]));
    record.extract = Some(Extract {
        exchanges: vec![Exchange {
            number: "3".into(),
            askers: Askers { party: Some("XYZ".into()), members: vec!["Lid Een".into()] },
            heading: Some("Havens".into()),
            question: "Hoeveel havens?".into(),
            answer: "Twaalf.".into(),
            ..Exchange::default()
        }],
        commitments: vec![Commitment {
            quote: "Ik zal de Kamer voor de zomer informeren.".into(),
            by: None,
            due: None,
            span: Span::new(21, 62),
        }],
        ..Extract::default()
    });
    let made = things(Category::Document, ID, &record);
    let shown: Vec<_> = made.iter().map(|doc| (doc.kind, doc.key.as_str(), doc.url.as_str())).collect();
    assert_eq!(
        shown,
        [
            (Kind::Document, "document/2026D90001", "/document/2026D90001"),
            (Kind::Exchange, "exchange/2026D90001/1", "/vraag/2026D90001/1"),
            (Kind::Commitment, "promise/2026D90001/1", "/document/2026D90001"),
        ]
    );
    assert_eq!(made[1].facets.parties, ["XYZ"]);
    assert_eq!((made[1].title.as_str(), made[1].context.as_str()), ("Vraag 3: Havens", "Voortgang"));
    assert_eq!(made[2].passages[0].anchor, "p2");
}

#[test]
fn what_people_reject_is_not_found() {
    let mut record = letter();
    let exchange = |number: &str| Exchange { number: number.into(), ..Exchange::default() };
    let extract = Extract { exchanges: vec![exchange("1"), exchange("2")], ..Extract::default() };
    record.corrected = Corrected::of(
        &extract,
        vec![Correction {
            document: "2026D90001".into(),
            what: "exchange".into(),
            item: "1".into(),
            verdict: "reject".into(),
            target: None,
            author: "A. Lezer".into(),
            date: "2026-01-28".into(),
            reason: "een kop, geen vraag".into(),
        }],
    );
    record.extract = Some(extract);
    let made = things(Category::Document, ID, &record);
    let keys: Vec<&str> = made.iter().map(|doc| doc.key.as_str()).collect();
    assert_eq!(keys, ["document/2026D90001", "exchange/2026D90001/2"]);
}

#[test]
fn a_motion_is_a_motion() {
    let record = Indexable { kind: "Motie (gewijzigd/nader)".into(), ..letter() };
    assert_eq!(things(Category::Document, ID, &record)[0].kind, Kind::Motion);
}

#[test]
fn speeches_stand_at_their_paragraph_and_short_turns_of_the_chair_do_not() {
    let body = ParagraphKind::Body;
    let mut record = text(&[
        ("Havens", ParagraphKind::Heading(2)),
        ("Het woord is aan mevrouw Een.", body),
        ("Voorzitter. De havens zijn vol.", body),
        ("Ik dank u.", body),
    ]);
    let speech = |speaker: &str, chair: bool, from: usize, to: usize| Speech {
        speaker: speaker.into(),
        first_name: None,
        party: (!chair).then(|| "XYZ".into()),
        role: None,
        address: None,
        chair,
        interruption: false,
        begin: None,
        end: None,
        activity: None,
        span: Span::new(record.paragraphs[from].span.start, record.paragraphs[to].span.end),
    };
    record.speeches = vec![speech("Voorzitter", true, 1, 1), speech("Een", false, 2, 3)];
    let record = Indexable {
        number: "x".into(),
        title: "Vergadering".into(),
        text: Some(record),
        ..Indexable::default()
    };
    let made = things(Category::Transcript, ID, &record);
    assert_eq!(made.len(), 2);
    assert_eq!((made[1].title.as_str(), made[1].context.as_str()), ("Een (XYZ)", "Havens"));
    let anchors: Vec<_> = made[1].passages.iter().map(|passage| passage.anchor.as_str()).collect();
    assert_eq!(anchors, ["p3", "p4"]);
}

#[test]
fn tags_in_a_note_are_not_words() {
    let record = Indexable {
        number: "2026A90001".into(),
        title: "Havens".into(),
        texts: vec!["<p>Inbreng&nbsp;<strong>voor</strong> 3 &lt; 4</p>".into()],
        ..Indexable::default()
    };
    assert_eq!(things(Category::Activity, ID, &record)[0].passages[0].text, "Inbreng voor 3 < 4");
}

#[test]
fn a_gift_is_shown_with_its_member_and_without_its_id() {
    let record = Indexable {
        number: ID.to_string(),
        kind: "Geschenk".into(),
        title: "Een boek".into(),
        date: Some("2025".into()),
        part_of: Some(Whole { category: Category::Person, number: "123".into(), name: "Ada Een".into() }),
        ..Indexable::default()
    };
    let made = things(Category::Gift, ID, &record);
    assert_eq!((made[0].kind, made[0].number.as_deref()), (Kind::Gift, None));
    assert_eq!(made[0].context, "Ada Een");
    assert_eq!(made[0].date.map(|date| date.to_string()).as_deref(), Some("2025-01-01"));
}
