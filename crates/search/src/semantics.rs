//! The meaning of the query language, held against an evaluator that reads a document word by word: the index, the
//! stored queries and it must find the same documents.

use proptest::prelude::*;

use crate::analysis::compound::Lexicon;
use crate::analysis::stem::stem;
use crate::analysis::tokens::Tokens;
use crate::doc::{Facets, PassageText, SearchDoc};
use crate::index::{Index, Request};
use crate::matching::StoredQueries;
use crate::query::parse::parse;
use crate::query::{Ast, FieldName, Form, Leaf};
use crate::schema::FacetField;

/// Words of one block with their positions, other ways of writing included.
type Block = Vec<(String, u32)>;

fn block(text: &str) -> Block {
    let mut tokens = Tokens::default();
    tokens.read(text);
    tokens.iter().map(|(token, word)| (word.to_owned(), token.position)).collect()
}

fn blocks<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<Block> {
    texts.into_iter().map(block).collect()
}

/// The blocks that a field looks in.
fn blocks_of(doc: &SearchDoc, field: Option<FieldName>) -> Vec<Block> {
    let list = |values: &'_ [String]| blocks(values.iter().map(String::as_str));
    match field {
        None => {
            let head = [doc.title.as_str(), doc.subject.as_str()].into_iter().chain(doc.number.as_deref());
            let names = doc.facets.from.iter().map(String::as_str);
            blocks(head.chain(names).chain(doc.passages.iter().map(|passage| passage.text.as_str())))
        }
        Some(FieldName::Title) => blocks([doc.title.as_str(), doc.subject.as_str()]),
        Some(FieldName::Number) => blocks(doc.number.as_deref()),
        Some(FieldName::Facet(FacetField::Soort)) => list(&doc.facets.soort),
        Some(FieldName::Facet(FacetField::From)) => list(&doc.facets.from),
        Some(field) => panic!("not in this test: {field:?}"),
    }
}

/// Whether a document matches, without what is found besides the words themselves: the test's words are no
/// compounds and have no synonyms.
fn holds(ast: &Ast, doc: &SearchDoc, field: Option<FieldName>) -> bool {
    match ast {
        Ast::Leaf(leaf) => blocks_of(doc, field).iter().any(|block| !places(leaf, block, field).is_empty()),
        Ast::Near { leaves, distance } => blocks_of(doc, field)
            .iter()
            .any(|block| any_choice(leaves, block, field, *distance, &mut Vec::new())),
        Ast::Field { field, inner } => holds(inner, doc, Some(*field)),
        Ast::Dates { from, to } => doc
            .date
            .is_some_and(|date| from.is_none_or(|from| date >= from) && to.is_none_or(|to| date <= to)),
        Ast::And(list) => list.iter().all(|ast| holds(ast, doc, field)),
        Ast::Or(list) => list.iter().any(|ast| holds(ast, doc, field)),
        Ast::Not(inner) => !holds(inner, doc, field),
    }
}

/// First and last position of every place where a leaf stands in a block.
fn places(leaf: &Leaf, words: &Block, field: Option<FieldName>) -> Vec<(u32, u32)> {
    let asked = block(&leaf.text);
    let stems = leaf.form == Form::Word && matches!(field, None | Some(FieldName::Title));
    let same = |word: &str, asked: &str| if stems { stem(word) == stem(asked) } else { word == asked };
    let parts: Vec<&str> = {
        let mut tokens = Tokens::default();
        tokens.read(&leaf.text);
        let joined: Vec<bool> = tokens.iter().map(|(token, _)| token.joined).collect();
        asked.iter().zip(joined).filter(|(_, joined)| !joined).map(|((word, _), _)| word.as_str()).collect()
    };
    if let ([only], false) = (parts.as_slice(), leaf.form == Form::Prefix) {
        return words.iter().filter(|(word, _)| same(word, only)).map(|(_, at)| (*at, *at)).collect();
    }
    if leaf.form == Form::Prefix {
        let whole = if parts.len() > 1 { parts.concat() } else { parts[0].to_owned() };
        return words.iter().filter(|(word, _)| word.starts_with(&whole)).map(|(_, at)| (*at, *at)).collect();
    }
    // the exact words side by side, or written as one
    let mut out: Vec<(u32, u32)> = Vec::new();
    for (_, start) in words.iter().filter(|(word, _)| word == parts[0]) {
        let follows = (0..)
            .zip(&parts)
            .all(|(at, part)| words.iter().any(|(word, p)| word == part && *p == start + at));
        if follows {
            out.push((*start, start + parts.len() as u32 - 1));
        }
    }
    if leaf.form != Form::Phrase {
        let whole = parts.concat();
        out.extend(words.iter().filter(|(word, _)| same(word, &whole)).map(|(_, at)| (*at, *at)));
    }
    out
}

/// Whether one place of each leaf can be chosen without overlap and close enough.
fn any_choice(
    leaves: &[Leaf],
    words: &Block,
    field: Option<FieldName>,
    distance: u32,
    chosen: &mut Vec<(u32, u32)>,
) -> bool {
    let Some(leaf) = leaves.get(chosen.len()) else {
        let first = chosen.iter().map(|place| place.0).min().unwrap_or(0);
        let last = chosen.iter().map(|place| place.1).max().unwrap_or(0);
        let own: u32 = chosen.iter().map(|place| place.1 - place.0 + 1).sum();
        return last - first + 1 - own <= distance;
    };
    // within NEAR a word with hyphens is its parts side by side
    let parted = block(&leaf.text).len() > 1 && leaf.form == Form::Word;
    let leaf = Leaf { form: if parted { Form::Phrase } else { leaf.form }, ..leaf.clone() };
    places(&leaf, words, field).into_iter().any(|place| {
        let apart = chosen.iter().all(|other| place.1 < other.0 || other.1 < place.0);
        if !apart {
            return false;
        }
        chosen.push(place);
        let found = any_choice(leaves, words, field, distance, chosen);
        chosen.pop();
        found
    })
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(
        &[
            "huis", "huizen", "vraag", "vragen", "vraagt", "de", "het", "wet", "wetten", "F-35", "f35", "35",
            "lid", "leden", "EU-India", "23 432", "23432", "Café", "café's", "wolf",
        ][..],
    )
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 0..9).prop_map(|words| words.join(" "))
}

fn doc() -> impl Strategy<Value = SearchDoc> {
    let dates = prop::option::of(
        (2022i16..2026, 1i8..13).prop_map(|(year, month)| jiff::civil::date(year, month, 15)),
    );
    let soort =
        prop::collection::vec(prop::sample::select(&["Brief regering", "Motie", "Brief wet"][..]), 0..2);
    (text(), prop::collection::vec(text(), 0..4), dates, soort, prop::collection::vec(word(), 0..2)).prop_map(
        |(title, texts, date, soort, from)| SearchDoc {
            title,
            date,
            facets: Facets {
                soort: soort.into_iter().map(str::to_owned).collect(),
                from: from.into_iter().map(str::to_owned).collect(),
                ..Facets::default()
            },
            passages: texts.into_iter().map(|text| PassageText { anchor: String::new(), text }).collect(),
            ..SearchDoc::default()
        },
    )
}

fn query() -> impl Strategy<Value = String> {
    let one = || word().prop_filter("one word", |word| !word.contains(' '));
    let leaf = prop_oneof![
        6 => one().prop_map(str::to_owned),
        1 => one().prop_map(|word| format!("={word}")),
        1 => (one(), 1usize..4).prop_map(|(word, length)| {
            let end = word.char_indices().nth(length).map_or(word.len(), |(at, _)| at);
            format!("{}*", &word[..end])
        }),
        3 => prop::collection::vec(word(), 1..4).prop_map(|words| format!("\"{}\"", words.join(" "))),
        2 => (prop::collection::vec(one(), 2..4), 0u32..4)
            .prop_map(|(words, distance)| format!("NEAR({}, {distance})", words.join(" "))),
        1 => (word(), one(), 0u32..4).prop_map(|(a, b, distance)| format!("NEAR(\"{a} de\" {b}, {distance})")),
        1 => one().prop_map(|word| format!("titel:{word}")),
        1 => prop::sample::select(&["soort:brief", "soort:\"brief wet\"", "soort:mot*", "van:wolf", "van:f-35"][..]).prop_map(str::to_owned),
        1 => prop::sample::select(&["datum:2023", "datum:2023-05..2024", "datum:..2022-06", "datum:2025.."][..]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(|list| format!("({})", list.join(" "))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|list| format!("({})", list.join(" OR "))),
            prop::collection::vec(inner.clone(), 2..3).prop_map(|list| format!("({})", list.join(" AND "))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} NOT {b}")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("({a} -({b}))")),
        ]
    })
}

fn index_of(docs: &[SearchDoc]) -> (tempfile::TempDir, Index) {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::open(dir.path()).unwrap();
    let mut writer = index.writer(32 << 20).unwrap();
    for (at, doc) in docs.iter().enumerate() {
        writer.upsert(doc).unwrap();
        // several segments, so that what is done per segment shows
        if at % 7 == 6 {
            writer.commit().unwrap();
        }
    }
    writer.commit().unwrap();
    (dir, index)
}

fn found(index: &Index, query: &str) -> Vec<String> {
    let request = Request { query: query.to_owned(), limit: 1000, ..Request::default() };
    let results = index.search(&request).unwrap();
    assert_eq!(results.total as usize, results.hits.len());
    let mut keys: Vec<String> = results.hits.into_iter().map(|hit| hit.key).collect();
    keys.sort();
    keys
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    #[test]
    fn index_and_stored_queries_find_what_reading_finds(
        mut docs in prop::collection::vec(doc(), 1..25),
        queries in prop::collection::vec(query(), 12),
    ) {
        for (at, doc) in docs.iter_mut().enumerate() {
            doc.key = format!("k{at:02}");
        }
        let (_dir, index) = index_of(&docs);
        let mut stored = StoredQueries::new(&index);
        for (id, query) in queries.iter().enumerate() {
            let Ok(parsed) = parse(query) else { continue };
            let ast = parsed.ast.unwrap();
            let expected: Vec<String> =
                docs.iter().filter(|doc| holds(&ast, doc, None)).map(|doc| doc.key.clone()).collect();
            prop_assert_eq!(&found(&index, query), &expected, "{} read as {:?}", query, ast);
            stored.put(id as u64, query, &[]).unwrap();
        }
        let together = stored.matches_all(&docs, 2);
        for (at, doc) in docs.iter().enumerate() {
            prop_assert_eq!(&stored.matches(doc), &together[at]);
            for (id, query) in queries.iter().enumerate() {
                if stored.has(id as u64) {
                    let ast = parse(query).unwrap().ast.unwrap();
                    prop_assert_eq!(stored.matches(doc).contains(&(id as u64)), holds(&ast, doc, None), "{}", query);
                }
            }
        }
    }

    #[test]
    fn stored_queries_agree_with_a_search_that_knows_compounds_and_names(
        texts in prop::collection::vec(prop::collection::vec(prop::sample::select(&[
            "toeslagenaffaire", "toeslagen", "toeslag", "affaire", "vws", "volksgezondheid, welzijn en sport", "sport",
            "kamervragen", "kamer", "vraag", "de", "1 juli 2024", "01-07-2024",
        ][..]), 0..8), 1..20),
        asked in prop::collection::vec(prop::sample::select(&[
            "toeslagenaffaire", "toeslag affaire", "vws", "volksgezondheid welzijn en sport", "kamervragen -toeslagen",
            "1 juli 2024", "kamer OR (affaire NOT toeslagen)", "\"1 juli 2024\"", "NEAR(kamervragen toeslagenaffaire, 3)",
        ][..]), 1..6),
    ) {
        let docs: Vec<SearchDoc> = texts.iter().enumerate().map(|(at, words)| SearchDoc {
            key: format!("k{at:02}"),
            passages: vec![PassageText { anchor: String::new(), text: words.join(" ") }],
            ..SearchDoc::default()
        }).collect();
        let (_dir, index) = index_of(&docs);
        let counts = [("toeslagen", 30), ("affaire", 20), ("kamer", 50), ("vragen", 40), ("toeslagenaffaire", 3), ("kamervragen", 5)];
        let lexicon = Lexicon::learn(counts.map(|(word, count)| (word.to_owned(), count)).into(), 100);
        let index = index.with_lexicon(lexicon);
        let mut stored = StoredQueries::new(&index);
        for (id, query) in asked.iter().enumerate() {
            stored.put(id as u64, query, &[]).unwrap();
        }
        for (id, query) in asked.iter().enumerate() {
            let expected = found(&index, query);
            let matched: Vec<String> = docs.iter().filter(|doc| stored.matches(doc).contains(&(id as u64))).map(|doc| doc.key.clone()).collect();
            prop_assert_eq!(&matched, &expected, "{}", query);
        }
    }
}
