//! Each test is named for the oddity it holds.

use model::Guid;
use store::relations::CaseFacts;

use super::*;

fn paper(id: u8, kind: &str, subject: &str, date: &str) -> PaperFacts {
    PaperFacts {
        id: Guid([id; 16]),
        number: format!("2031D{id:05}"),
        kind: kind.into(),
        subject: subject.into(),
        date: Some(date.into()),
        has_questions: false,
    }
}

const ANSWER: &str = ANSWER_KINDS[0];

fn asked(date: &str) -> QuestionFacts {
    QuestionFacts {
        paper: Some(paper(1, QUESTION_KIND, "Het bericht ‘Brug blijft dicht’", date)),
        cases: vec![CaseFacts {
            id: Guid([9; 16]),
            number: "2031Z00001".into(),
            kind: QUESTION_KIND.into(),
            settled: Some(false),
            ..CaseFacts::default()
        }],
        askers: vec![("F. van der Proefstra".into(), Some("VBP".into()))],
        ..QuestionFacts::default()
    }
}

fn read(facts: &QuestionFacts) -> QuestionSet {
    set(facts, Head::default(), by_number(facts), &Recesses::read(""), None)
}

#[track_caller]
fn check_head(text: &str, askers: &[(&str, Option<&str>)], addressee: Option<&str>) {
    let head = head(text);
    let found: Vec<_> = head.askers.iter().map(|(name, party)| (name.as_str(), party.as_deref())).collect();
    assert_eq!(found, askers, "{text}");
    assert_eq!(head.addressee.as_deref(), addressee, "{text}");
}

#[test]
fn the_beginning_tells_who_asks_whom() {
    check_head(
        "2031Z00001 Vragen van het lid Proef (VBP) aan de Staatssecretaris van Defensie over bruggen (ingezonden 2 mei)",
        &[("Proef", Some("VBP"))],
        Some("de Staatssecretaris van Defensie"),
    );
    check_head(
        "Vragen van de leden Proef , Test (beiden VBP) en Van Zand (Lijst Zand) aan de Ministers van Financiën en voor Klimaat over",
        &[("Proef", Some("VBP")), ("Test", Some("VBP")), ("Van Zand", Some("Lijst Zand"))],
        None,
    );
    check_head("Een brief over iets anders.", &[], None);
    check_head("Vragen van het lid (", &[], None);
}

#[test]
fn an_answer_under_the_same_case_answers() {
    let mut facts = asked("2031-03-03");
    facts.of_cases = vec![(paper(2, ANSWER, "", "2031-03-20"), "case")];
    let set = read(&facts);
    assert_eq!(
        (set.state.as_str(), set.latency, set.evidence.as_deref()),
        ("answered", Some(17), Some("case"))
    );
    assert_eq!((set.answer.as_deref(), set.term.as_deref()), (Some("2031D00002"), Some("2031-03-24")));
    assert_eq!(set.extended, None);
}

#[test]
fn an_answer_under_another_case_that_cites_the_number_first_answers() {
    let mut facts = asked("2031-03-03");
    facts.citing = vec![(paper(2, ANSWER, "", "2031-03-20"), "Uw kenmerk 2031Z00001".into(), true)];
    assert_eq!(read(&facts).evidence.as_deref(), Some("cited"));
}

#[test]
fn an_answer_to_others_that_refers_to_these_does_not() {
    let mut facts = asked("2031-03-03");
    facts.citing = vec![(paper(2, ANSWER, "", "2031-03-20"), "Zie eerdere vragen 2031Z00001".into(), false)];
    assert_eq!(read(&facts).state, "open");
}

#[test]
fn a_postponement_moves_the_term_once() {
    let mut facts = asked("2031-03-03");
    facts.of_cases = vec![
        (paper(2, POSTPONEMENT_KIND, "", "2031-03-24"), "case"),
        (paper(3, POSTPONEMENT_KIND, "", "2031-04-14"), "case"),
    ];
    let set = read(&facts);
    assert_eq!(set.state, "open");
    assert_eq!(set.postponed.as_deref(), Some("2031-03-24"));
    assert_eq!((set.extended.as_deref(), set.postponements), (Some("2031-04-14"), 2));
}

#[test]
fn the_term_of_the_source_counts_where_it_is_later() {
    let mut facts = asked("2031-03-03");
    facts.cases[0].term = Some("2031-03-31".into());
    assert_eq!(read(&facts).term.as_deref(), Some("2031-03-31"));
    facts.cases[0].term = Some("2031-03-10".into());
    assert_eq!(read(&facts).term.as_deref(), Some("2031-03-24"));
}

#[test]
fn a_letter_under_the_case_or_a_case_that_is_settled_is_never_open() {
    let mut facts = asked("2031-03-03");
    facts.of_cases = vec![(paper(2, "Brief regering", "", "2031-03-20"), "case")];
    assert_eq!(read(&facts).state, "maybe");
    facts.cases[0].settled = Some(true);
    assert_eq!(read(&facts).state, "settled");
}

#[test]
fn what_was_asked_before_the_first_paper_here_is_unknown() {
    let facts = asked("2031-03-03");
    let set = set(&facts, Head::default(), Vec::new(), &Recesses::read(""), Some("2031-06-01"));
    assert_eq!(set.state, "unknown");
}

#[track_caller]
fn check_subject(answer: &str, expected: &[&str]) {
    let facts = asked("2031-03-03");
    let papers = [paper(2, ANSWER, answer, "2031-03-20")];
    let found = by_subject(&facts, &Head::default(), &papers);
    assert_eq!(found.iter().map(|tied| tied.evidence).collect::<Vec<_>>(), expected, "{answer}");
}

#[test]
fn a_subject_ties_with_other_quotes_and_only_for_who_asked() {
    check_subject(
        "Antwoord op vragen van het lid Van der Proefstra over het bericht \"Brug blijft dicht\"",
        &["subject"],
    );
    check_subject("Antwoord op vragen van het lid Van Zand over het bericht \"Brug blijft dicht\"", &[]);
    check_subject("Antwoord op vragen van het lid Van der Proefstra over sluizen in de winter", &[]);
    check_subject("", &[]);
}

#[test]
fn an_alike_subject_is_no_sure_answer() {
    let mut facts = asked("2031-03-03");
    let question = facts.paper.as_mut().unwrap();
    question.subject = "De gevolgen van hoge temperaturen voor beweegbare bruggen en sluizen".into();
    let answer = paper(
        2,
        ANSWER,
        "Antwoord op vragen van het lid Van der Proefstra over gevolgen van temperaturen voor beweegbare bruggen en oude sluizen",
        "2031-03-20",
    );
    let found = by_subject(&facts, &Head::default(), &[answer]);
    assert_eq!(found[0].evidence, "words");
    let set = set(&facts, Head::default(), found, &Recesses::read(""), None);
    assert_eq!((set.state.as_str(), set.answer), ("maybe", None));
}

#[test]
fn a_question_without_a_day_or_paper_is_unknown_and_does_not_panic() {
    let mut facts = asked("ergens");
    assert_eq!(read(&facts).state, "unknown");
    facts.paper = None;
    assert_eq!(read(&facts).state, "unknown");
    assert_eq!(read(&QuestionFacts::default()).state, "unknown");
}
