//! Queries and documents that nobody means well: a message or a bounded answer, never a panic.
#![allow(clippy::unwrap_used)] // an integration test is all test

use std::time::{Duration, Instant};

use search::{Error, Index, PassageText, Request, SearchDoc};

fn index() -> (tempfile::TempDir, Index) {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::open(dir.path()).unwrap();
    let mut writer = index.writer(32 << 20).unwrap();
    for at in 0..300 {
        let text = format!("de het een van woord{at} stikstof de het {} NEAR(a b) \"x\"", "de ".repeat(50));
        writer
            .upsert(&SearchDoc {
                key: format!("k{at}"),
                passages: vec![PassageText { anchor: "p".into(), text }],
                ..SearchDoc::default()
            })
            .unwrap();
    }
    writer.commit().unwrap();
    (dir, index)
}

/// The message of a refused query, or `None` for an answer. Each within a second, even in a slow build.
fn ask(index: &Index, query: &str) -> Option<String> {
    let started = Instant::now();
    let answer =
        index.search(&Request { query: query.to_owned(), limit: 20, facets: true, ..Request::default() });
    let shown = query.get(..40).unwrap_or(query);
    assert!(started.elapsed() < Duration::from_secs(1), "{shown} took {:?}", started.elapsed());
    match answer {
        Ok(_) => None,
        Err(Error::Query(error)) => {
            assert!(error.at.end <= query.len() && query.get(error.at.clone()).is_some(), "{shown}");
            Some(error.message)
        }
        Err(error) => panic!("{shown}: {error}"),
    }
}

#[test]
fn what_has_no_bounded_answer_is_refused_with_a_sentence() {
    let (_dir, index) = index();
    let refused = |query: &str, word: &str| {
        let message = ask(&index, query).unwrap_or_else(|| panic!("{query} was answered"));
        assert!(message.contains(word), "{query}: {message}");
    };
    refused("*", "sterretje");
    refused("   ** *  ", "sterretje");
    refused("NOT de", "niet in mag staan");
    refused("-de -het", "niet in mag staan");
    refused("de OR NOT het", "niet in mag staan");
    refused(&"a".repeat(11_000), "te lang");
    refused(&"de OR ".repeat(1000), "te veel woorden");
    refused(&format!("{}de{}", "(".repeat(100), ")".repeat(100)), "te diep");
    refused(&"NOT ".repeat(200), "te diep");
    refused(&"d* ".repeat(20), "te veel sterretjes");
    refused("datum:gisteren", "geen datum");
}

#[test]
fn what_is_unclear_is_answered_with_a_note() {
    let (_dir, index) = index();
    let noted = |query: &str, total: u64, note: &str| {
        let results = index.search(&Request { query: query.to_owned(), ..Request::default() }).unwrap();
        assert_eq!(results.total, total, "{query}: {}", results.reading);
        assert!(results.notes.iter().any(|one| one.message.contains(note)), "{query}: {:?}", results.notes);
        for note in &results.notes {
            assert!(query.get(note.at.clone()).is_some());
        }
    };
    noted("\"de het een", 300, "aanhalingsteken");
    noted("(stikstof woord7", 1, "haakje");
    noted("stikstof) woord7", 1, "haakje");
    noted("stikstof AND", 300, "Achter AND");
    noted("OR stikstof", 300, "Voor OR");
    noted("stikstof OR", 300, "Achter OR");
    noted("stikstof *", 300, "sterretje");
    noted("srt:stikstof", 0, "geen zoekveld");
    noted("NEAR(stikstof)", 300, "minstens twee");
    noted("NEAR(stikstof de, 5000)", 300, "hoogstens 50");
    noted("stikstof NOT", 300, "Achter NOT");
}

#[test]
fn bombs_are_bounded() {
    let (_dir, index) = index();
    for query in [
        &"de ".repeat(256) as &str,
        &"de OR ".repeat(250),
        &"d* OR ".repeat(250),
        &"(de OR het) ".repeat(120),
        "NEAR(de de de de de, 50)",
        "NEAR(het een van de de, 50) NEAR(de het de het de, 1)",
        "(a+)+$ ((a*)*)* [a-z]{1,9999}",
        &"\"".repeat(999),
        &"()".repeat(999),
        &"(".repeat(30),
        &"-".repeat(999),
        &"soort:".repeat(300),
        &"'".repeat(5000),
        &"de-".repeat(3000),
        &"é".repeat(5000),
        "\u{0}\u{1}\u{7f}\u{feff}\u{202e}",
        "titel:(soort:(datum:2024 OR van:x) -y) de",
        "a:b:c:d https://voorbeeld.invalid/?q=1&r=2 12:30",
    ] {
        ask(&index, query);
    }
}

#[test]
fn a_document_may_be_anything() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::open(dir.path()).unwrap();
    let mut writer = index.writer(32 << 20).unwrap();
    let mut doc = SearchDoc {
        key: "\u{0}\n\u{7f}".into(),
        title: "\u{7f}\u{1} titel\n\u{0}".into(),
        passages: vec![PassageText::default(); 5000],
        ..SearchDoc::default()
    };
    doc.facets.soort = vec!["a\nb\u{7f}c".into(), String::new(), "x".repeat(70_000)];
    doc.passages.push(PassageText { anchor: "einde".into(), text: "heel ".repeat(100_000) + "slot" });
    doc.passages.push(PassageText { anchor: "na".into(), text: "laatste woord".into() });
    writer.upsert(&doc).unwrap();
    writer.commit().unwrap();
    let found =
        |query: &str| index.search(&Request { query: query.into(), limit: 1, ..Request::default() }).unwrap();
    assert_eq!(found("titel").total, 1);
    assert_eq!(found("slot").hits[0].url, "#einde");
    assert_eq!(found("\"laatste woord\"").hits[0].url, "#na");
    assert_eq!(found("\"slot laatste\"").total, 0);
    assert_eq!(index.get(&doc.key).unwrap().unwrap(), doc);
}

proptest::proptest! {
    #[test]
    fn any_query_is_answered_or_refused(query in "[a-c\"()*:=, -]{0,40}|(NOT |OR |AND |NEAR\\(|titel:|datum:|\"|\\)|de ){0,12}|\\PC{0,40}") {
        use std::sync::OnceLock;
        static INDEX: OnceLock<(tempfile::TempDir, Index)> = OnceLock::new();
        ask(&INDEX.get_or_init(index).1, &query);
    }
}
