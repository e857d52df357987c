//! The index from outside: what goes in is found, and stays found.
#![allow(clippy::unwrap_used)] // an integration test is all test

use search::{
    FacetField, Facets, Index, Kind, MIN_WRITER_MEMORY, PassageText, Request, Results, SearchDoc, Sort, State,
};

fn doc(key: &str, title: &str, date: &str, passages: &[&str]) -> SearchDoc {
    SearchDoc {
        key: key.to_owned(),
        kind: Kind::Document,
        title: title.to_owned(),
        date: date.parse().ok(),
        url: format!("/{key}"),
        passages: passages
            .iter()
            .enumerate()
            .map(|(at, text)| PassageText { anchor: format!("p{at}"), text: (*text).to_owned() })
            .collect(),
        ..SearchDoc::default()
    }
}

fn filled(docs: &[SearchDoc]) -> (tempfile::TempDir, Index) {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::open(dir.path()).unwrap();
    let mut writer = index.writer(32 << 20).unwrap();
    docs.iter().for_each(|doc| writer.upsert(doc).unwrap());
    writer.commit().unwrap();
    (dir, index)
}

fn search(index: &Index, query: &str) -> Results {
    index
        .search(&Request { query: query.to_owned(), limit: 100, facets: true, ..Request::default() })
        .unwrap()
}

/// Keys of the hits, sorted.
fn keys(index: &Index, query: &str) -> Vec<String> {
    let results = search(index, query);
    let mut keys: Vec<String> = results.hits.into_iter().map(|hit| hit.key).collect();
    assert_eq!(results.total as usize, keys.len(), "total of {query}");
    keys.sort();
    keys
}

fn library() -> (tempfile::TempDir, Index) {
    filled(&[
        doc("a", "Brief over huizen", "2024-01-10", &["De minister bouwt een huis.", "Daarna komt de zorg."]),
        doc(
            "b",
            "Motie over de wolf",
            "2025-03-01",
            &["De wolf bij het grote huis.", "Asiel en opvang zijn aan de orde."],
        ),
        doc(
            "c",
            "Vragen over F-35",
            "2023-05-05",
            &["De F-35 vliegt naar India; EU-India-verdrag.", "Kamerstuk 23 432, nr. 717."],
        ),
        doc("d", "Zonder datum", "", &["Het kabinet zegt 18.500 woningen toe op 1 juli 2024. Oekraïne."]),
    ])
}

#[test]
fn words_are_found_in_every_form_and_in_every_passage() {
    let (_dir, index) = library();
    let check = |query: &str, expected: &[&str]| assert_eq!(keys(&index, query), expected, "{query}");
    check("huizen", &["a", "b"]);
    check("huis zorg", &["a"]);
    check("\"het grote huis\"", &["b"]);
    check("\"grote huizen\"", &[]);
    check("=huizen", &["a"]);
    check("huis NOT wolf", &["a"]);
    check("huis -wolf", &["a"]);
    check("wolf OR zorg", &["a", "b"]);
    check("(wolf OR zorg) huis minister", &["a"]);
    check("\"huis asiel\"", &[]);
    check("oekraine", &["d"]);
    check("f-35", &["c"]);
    check("F35", &["c"]);
    check("EU-India", &["c"]);
    check("23432", &["c"]);
    check("18500", &["d"]);
    check("01-07-2024", &["d"]);
    check("hui*", &["a", "b"]);
    check("woningen*", &["d"]);
    check("NEAR(asiel orde, 5)", &["b"]);
    check("NEAR(asiel orde, 4)", &[]);
    check("titel:wolf", &["b"]);
    check("titel:huis", &["a"]);
    check("datum:2024", &["a"]);
    check("datum:2024..", &["a", "b"]);
    check("datum:..2024-01-10", &["a", "c"]);
    check("jaar:2023", &["c"]);
    check("type:document minister", &["a"]);
    check("", &["a", "b", "c", "d"]);
}

#[test]
fn results_are_sorted_and_paged_to_the_end() {
    let (_dir, index) = library();
    let order = |sort| {
        let mut keys = Vec::new();
        let mut after = None;
        loop {
            let request = Request { sort, limit: 1, after, ..Request::default() };
            let results = index.search(&request).unwrap();
            assert_eq!(results.total, 4);
            keys.extend(results.hits.into_iter().map(|hit| hit.key));
            match results.next {
                Some(next) => after = Some(next.to_string().parse().unwrap()),
                None => return keys,
            }
        }
    };
    assert_eq!(order(Sort::Newest), ["b", "a", "c", "d"]);
    assert_eq!(order(Sort::Oldest), ["c", "a", "b", "d"]);
    let mut by_rank = order(Sort::Relevance);
    by_rank.sort();
    assert_eq!(by_rank, ["a", "b", "c", "d"]);
}

#[test]
fn the_snippet_is_of_the_passage_that_matched() {
    let (_dir, index) = library();
    let results = search(&index, "zorg");
    let hit = &results.hits[0];
    assert_eq!(hit.url, "/a#p1");
    let passage = hit.passage.as_ref().unwrap();
    assert_eq!(passage.text(), "Daarna komt de zorg.");
    let highlighted: Vec<&str> =
        passage.snippet.iter().filter(|part| part.highlighted).map(|part| part.text.as_str()).collect();
    assert_eq!(highlighted, ["zorg"]);
    let results = search(&index, "huizen -wolf");
    assert!(results.hits[0].title_fragments.iter().any(|part| part.highlighted && part.text == "huizen"));
    assert!(
        results.hits[0]
            .passage
            .as_ref()
            .unwrap()
            .snippet
            .iter()
            .any(|part| part.highlighted && part.text == "huis")
    );
}

#[test]
fn a_changed_document_takes_the_place_of_the_old_one() {
    let (_dir, index) = library();
    let mut writer = index.writer(32 << 20).unwrap();
    writer.upsert(&doc("a", "Nieuw", "2024-01-10", &["Iets anders."])).unwrap();
    writer.delete("b");
    assert_eq!(keys(&index, "huis"), ["a", "b"], "nothing changes before the commit");
    writer.commit().unwrap();
    assert_eq!(keys(&index, "huis"), Vec::<String>::new());
    assert_eq!(keys(&index, "iets"), ["a"]);
    assert_eq!(index.len(), 3);
    assert_eq!(index.get("a").unwrap().unwrap().title, "Nieuw");
    assert_eq!(index.get("b").unwrap(), None);
}

#[test]
fn what_was_not_committed_is_gone_and_the_rest_is_safe() {
    let (dir, index) = library();
    let mut writer = index.writer(32 << 20).unwrap();
    writer.upsert(&doc("e", "Half", "2025-01-01", &["Dit wordt niet bewaard."])).unwrap();
    assert!(matches!(index.writer(32 << 20), Err(search::Error::Busy(_))), "one writer at a time");
    drop(writer);
    drop(index);
    let index = Index::open(dir.path()).unwrap();
    assert_eq!(index.len(), 4);
    let mut writer = index.writer(32 << 20).unwrap();
    writer.upsert(&doc("e", "Heel", "2025-01-01", &["Dit wel."])).unwrap();
    writer.commit().unwrap();
    assert_eq!(index.len(), 5);
}

#[test]
fn facets_count_and_filter() {
    let mut docs = Vec::new();
    for at in 0..30 {
        let mut doc =
            doc(&format!("k{at:02}"), "Stikstof", &format!("20{:02}-01-01", 10 + at % 3), &["Tekst."]);
        doc.facets = Facets {
            soort: vec![if at % 2 == 0 { "Brief regering" } else { "Motie" }.to_owned()],
            parties: vec!["GroenLinks-PvdA".to_owned(), format!("Partij {}", at % 5)],
            from: vec!["Ada van der Voorbeeld".to_owned()],
            dossiers: vec!["36800-V".to_owned()],
            ..Facets::default()
        };
        docs.push(doc);
    }
    let (_dir, index) = filled(&docs);
    let results = search(&index, "stikstof");
    let counts = |results: &Results, field| {
        let facet = results.facets.iter().find(|facet| facet.field == field).unwrap();
        facet.values.iter().map(|value| (value.value.clone(), value.count)).collect::<Vec<_>>()
    };
    assert_eq!(
        counts(&results, FacetField::Soort),
        [("Brief regering".to_owned(), 15), ("Motie".to_owned(), 15)]
    );
    assert_eq!(counts(&results, FacetField::Year)[0], ("2012".to_owned(), 10));
    assert_eq!(counts(&results, FacetField::Party)[0], ("GroenLinks-PvdA".to_owned(), 30));
    assert_eq!(search(&index, "soort:motie").total, 15);
    assert_eq!(search(&index, "soort:\"brief regering\" fractie:\"partij 0\"").total, 3);
    assert_eq!(search(&index, "fractie:groenlinks-pvda").total, 30);
    assert_eq!(search(&index, "van:voorbeeld").total, 30);
    assert_eq!(search(&index, "van:voorb*").total, 30);
    assert_eq!(search(&index, "voorbeeld").total, 30, "names are words too");
    assert_eq!(search(&index, "dossier:36800-V").total, 30);
    assert_eq!(search(&index, "dossier:36800").total, 30);
    assert_eq!(search(&index, "soort:(motie OR brief) stikstof").total, 30);
    assert_eq!(search(&index, "stikstof -soort:motie").total, 15);
    let filtered = index
        .search(&Request {
            query: "stikstof".into(),
            filters: vec![
                (FacetField::Soort, "Motie".into()),
                (FacetField::Year, "2010".into()),
                (FacetField::Year, "2011".into()),
            ],
            facets: true,
            limit: 5,
            ..Request::default()
        })
        .unwrap();
    assert_eq!(filtered.total, 10);
    let own = |list: &[(&str, u64)]| -> Vec<(String, u64)> {
        list.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect()
    };
    // what else could be chosen: counted under the other choices, not under its own
    assert_eq!(counts(&filtered, FacetField::Soort), own(&[("Brief regering", 10), ("Motie", 10)]));
    assert_eq!(counts(&filtered, FacetField::Year), own(&[("2012", 5), ("2011", 5), ("2010", 5)]));
    assert_eq!(counts(&filtered, FacetField::Party)[0], ("GroenLinks-PvdA".to_owned(), 10));
}

/// Papers that know the parts of a compound.
fn affairs() -> Vec<SearchDoc> {
    let mut docs = Vec::new();
    for at in 0..120 {
        let texts: &[&str] = match at {
            0 => &["De toeslagenaffaire moet worden onderzocht."],
            1 => &["De affaire rond de toeslagen is groot."],
            2 => &["Eerst de toeslagen.", "En later een affaire."],
            at if at % 5 == 0 => &["De affaire is bekend."],
            at if at % 7 == 0 => &["De toeslagen zijn laag."],
            _ => &["De minister spreekt."],
        };
        docs.push(doc(&format!("k{at:03}"), "Brief", "2024-01-01", texts));
    }
    docs
}

#[test]
fn an_empty_index_learns_from_what_comes_first_and_puts_it_once() {
    let docs = affairs();
    let dir = tempfile::tempdir().unwrap();
    let index = Index::open(dir.path()).unwrap();
    let writer = index.writer(32 << 20).unwrap();
    let mut writer = writer.learn_from(&docs).unwrap();
    assert_eq!(index.len(), 0, "learning puts nothing");
    docs.iter().for_each(|doc| writer.upsert(doc).unwrap());
    writer.commit().unwrap();
    assert_eq!(index.state(), search::State::Current);
    assert_eq!(keys(&index, "affaire toeslagen"), ["k000", "k001", "k002"]);
    // what is there is not thrown away
    let writer = writer.learn_from(&docs).unwrap();
    assert_eq!(index.len(), 120);
    drop(writer);
    assert_eq!(Index::open(dir.path()).unwrap().len(), 120);
}

#[test]
fn compounds_are_found_by_their_parts_and_the_reverse_once_words_are_known() {
    let docs = affairs();
    let (dir, index) = filled(&docs);
    assert_eq!(keys(&index, "affaire toeslagen"), ["k001", "k002"]);
    assert_eq!(index.state(), search::State::Renew);
    let mut told = 0;
    let writer = index.writer(32 << 20).unwrap().renew_if_due(&mut |done, _| told = done).unwrap();
    assert_eq!((index.state(), told, index.len()), (search::State::Current, 120, 120));
    assert_eq!(keys(&index, "affaire toeslagen"), ["k000", "k001", "k002"]);
    assert_eq!(keys(&index, "toeslagenaffaire"), ["k000", "k001"]);
    assert_eq!(keys(&index, "=toeslagenaffaire"), ["k000"]);
    assert!(
        keys(&index, "affaire -toeslagen").contains(&"k000".to_owned()),
        "only the word itself is left out"
    );
    let results = search(&index, "=brief toeslag affaire");
    let hit = results.hits.iter().find(|hit| hit.key == "k000").unwrap();
    assert!(
        hit.passage
            .as_ref()
            .unwrap()
            .snippet
            .iter()
            .any(|part| part.highlighted && part.text == "toeslagenaffaire")
    );
    drop(writer);
    let folders =
        std::fs::read_dir(dir.path()).unwrap().flatten().filter(|entry| entry.path().is_dir()).count();
    assert_eq!(folders, 1, "the old one is gone");
    let again = Index::open(dir.path()).unwrap();
    assert_eq!(keys(&again, "affaire toeslagen"), ["k000", "k001", "k002"]);
}

#[test]
fn another_process_sees_what_was_written_and_rebuilt() {
    let (dir, index) = library();
    let other = Index::open(dir.path()).unwrap();
    assert_eq!(other.len(), 4);
    let mut writer = index.writer(32 << 20).unwrap();
    writer.upsert(&doc("e", "Nieuw", "2025-01-01", &["Een linde."])).unwrap();
    writer.commit().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(400));
    assert_eq!(keys(&other, "linde"), ["e"]);
    let mut writer = writer.renew(&mut |_, _| {}).unwrap();
    writer.upsert(&doc("f", "Nieuw", "2025-01-01", &["Nog een linde."])).unwrap();
    writer.commit().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(400));
    assert_eq!(keys(&other, "linde"), ["e", "f"]);
}

#[test]
fn an_index_of_another_analysis_is_rebuilt_from_itself() {
    let (dir, index) = library();
    drop(index);
    let made = dir.path().join("g1/made.json");
    std::fs::write(
        &made,
        std::fs::read_to_string(&made)
            .unwrap()
            .replace(&format!("\"analysis\":{}", search::ANALYSIS_VERSION), "\"analysis\":0"),
    )
    .unwrap();
    let index = Index::open(dir.path()).unwrap();
    assert_eq!(index.state(), search::State::Renew);
    assert_eq!(keys(&index, "huizen"), ["a", "b"], "it goes on answering");
    let _writer = index.writer(32 << 20).unwrap().renew_if_due(&mut |_, _| {}).unwrap();
    assert_eq!(index.state(), search::State::Current);
    assert_eq!(keys(&index, "huizen"), ["a", "b"]);
}

#[test]
fn a_rebuild_that_was_killed_leaves_the_old_index() {
    let (dir, index) = library();
    drop(index);
    std::fs::create_dir(dir.path().join("g2")).unwrap();
    std::fs::write(dir.path().join("g2/meta.json"), "half").unwrap();
    let index = Index::open(dir.path()).unwrap();
    assert_eq!(keys(&index, "huizen"), ["a", "b"]);
    let writer = index.writer(32 << 20).unwrap();
    assert!(!dir.path().join("g2").exists());
    let _writer = writer.renew(&mut |_, _| {}).unwrap();
    assert_eq!(keys(&index, "huizen"), ["a", "b"]);
}

#[test]
fn synonyms_are_found_both_ways() {
    let (_dir, index) = filled(&[
        doc("kort", "Brief", "2024-01-01", &["De minister van VWS schrijft."]),
        doc("lang", "Brief", "2024-01-01", &["De minister van Volksgezondheid, Welzijn en Sport schrijft."]),
        doc("deel", "Brief", "2024-01-01", &["Sport en welzijn en volksgezondheid."]),
        SearchDoc {
            key: "waarde".into(),
            facets: Facets {
                ministries: vec!["Volksgezondheid, Welzijn en Sport".into()],
                ..Facets::default()
            },
            ..SearchDoc::default()
        },
    ]);
    assert_eq!(keys(&index, "vws"), ["kort", "lang"]);
    assert_eq!(keys(&index, "=vws"), ["kort"]);
    assert_eq!(keys(&index, "schrijft -vws"), ["lang"], "what is left out is the word itself");
    assert_eq!(keys(&index, "volksgezondheid welzijn en sport"), ["deel", "kort", "lang"]);
    assert_eq!(keys(&index, "ministerie:vws"), ["waarde"]);
    assert_eq!(keys(&index, "ministerie:volksgezondheid"), ["waarde"]);
}

#[test]
fn a_misspelt_word_is_recognised() {
    let mut docs: Vec<SearchDoc> = (0..60)
        .map(|at| doc(&format!("k{at}"), "Brief", "2024-01-01", &["De stikstof en de huizen."]))
        .collect();
    docs.push(doc("fout", "Brief", "2024-01-01", &["Een tikfout: stikstfo."]));
    let (_dir, index) = filled(&docs);
    assert_eq!(search(&index, "stikstif huizen").suggestion.as_deref(), Some("stikstof huizen"));
    assert_eq!(search(&index, "soort:brief stikstfo").suggestion.as_deref(), Some("soort:brief stikstof"));
    assert_eq!(search(&index, "stikstof").suggestion, None);
    assert_eq!(search(&index, "qqqqqq").suggestion, None);
}

#[test]
fn what_is_typed_is_completed() {
    let mut person = doc("persoon/1", "Ada van der Voorbeeld", "", &[]);
    person.kind = Kind::Person;
    let mut letter = doc("brief", "Brief", "2024-01-01", &["Tekst."]);
    letter.facets.from = vec!["Ada van der Voorbeeld".into()];
    letter.facets.ministries = vec!["Ruimte".into()];
    let (_dir, index) = filled(&[person, letter]);
    let completions = index.complete("ada voor", 5).unwrap();
    assert_eq!(
        completions,
        [
            search::Completion::Value {
                field: FacetField::From,
                value: "Ada van der Voorbeeld".into(),
                query: "van:\"Ada van der Voorbeeld\"".into(),
                count: 1
            },
            search::Completion::Item {
                kind: Kind::Person,
                title: "Ada van der Voorbeeld".into(),
                number: None,
                url: "/persoon/1".into()
            },
        ]
    );
    assert!(index.complete("", 5).unwrap().is_empty());
    assert!(
        index.complete("rui", 5).unwrap().iter().any(
            |one| matches!(one, search::Completion::Value { query, .. } if query == "ministerie:Ruimte")
        )
    );
}

#[test]
fn readers_go_on_while_an_index_of_another_analysis_is_rebuilt() {
    use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
    let dir = tempfile::tempdir().unwrap();
    {
        let index = Index::open(dir.path()).unwrap();
        let mut writer = index.writer(MIN_WRITER_MEMORY).unwrap();
        for at in 0..300 {
            let mut doc =
                doc(&format!("document/{at}"), "Havens", "2030-01-01", &["De havens van het land."]);
            doc.owner = format!("Document/{at}");
            writer.upsert(&doc).unwrap();
        }
        writer.commit().unwrap();
    }
    // as an older program would have left it
    let made = dir.path().join("g1").join("made.json");
    let old = std::fs::read_to_string(&made).unwrap();
    let analysis = format!("\"analysis\":{}", search::ANALYSIS_VERSION);
    assert!(old.contains(&analysis), "{old}");
    std::fs::write(&made, old.replace(&analysis, "\"analysis\":0")).unwrap();

    let index = Index::open(dir.path()).unwrap();
    assert_eq!(index.state(), State::Renew);
    let (stop, asked) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            while !stop.load(Ordering::Acquire) {
                let request = Request { query: "haven".into(), limit: 5, facets: true, ..Request::default() };
                assert_eq!(index.search(&request).unwrap().total, 300, "at every moment");
                asked.fetch_add(1, Ordering::Release);
            }
        });
        let writer = index.writer(MIN_WRITER_MEMORY).unwrap();
        let mut writer = writer.renew_if_due(&mut |_, _| {}).unwrap();
        let so_far = asked.load(Ordering::Acquire);
        while asked.load(Ordering::Acquire) < so_far + 3 {
            std::thread::yield_now();
        }
        stop.store(true, Ordering::Release);
        reader.join().unwrap();
        assert_eq!(index.state(), State::Current);
        // what a record made is still known as its own
        writer.remove("Document/7");
        writer.commit().unwrap();
    });
    assert_eq!(index.len(), 299);
    assert!(index.get("document/7").unwrap().is_none());
}

#[test]
fn all_that_a_record_made_is_replaced_together() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::open(dir.path()).unwrap();
    let mut writer = index.writer(MIN_WRITER_MEMORY).unwrap();
    let made = |keys: &[&str]| {
        keys.iter().map(|key| doc(key, "Havens", "2030-01-01", &["tekst"])).collect::<Vec<_>>()
    };
    writer.replace("Document/1", made(&["document/1", "exchange/1/1", "exchange/1/2"])).unwrap();
    writer.replace("Document/2", made(&["document/2"])).unwrap();
    writer.commit().unwrap();
    let before = index.revision();
    assert_eq!(index.len(), 4);
    // its number changed, and it has one question less
    writer.replace("Document/1", made(&["document/9", "exchange/9/1"])).unwrap();
    writer.commit().unwrap();
    assert_eq!(index.len(), 3);
    assert!(index.get("exchange/1/2").unwrap().is_none() && index.get("document/2").unwrap().is_some());
    assert_ne!(index.revision(), before);
}
