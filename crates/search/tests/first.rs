//! The index from outside: what goes in is found, and stays found.

use search::{FacetField, Facets, Index, Kind, PassageText, Request, Results, SearchDoc, Sort};

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
    assert_eq!(counts(&filtered, FacetField::Soort), [("Motie".to_owned(), 10)]);
}
