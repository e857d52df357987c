//! Walks the feed as a client would and holds it against the manifest.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet, HashSet};

use parliament::{CATEGORIES, Category, Grow, Guid, Oddities, Parliament, Settings, Size, WhatChanged};

const BASE: &str = "http://127.0.0.1/SyncFeed/2.0";

fn parliament(documents: u64) -> Parliament {
    Parliament::new(Settings { size: Size::documents(documents), ..Settings::default() })
}

/// One entry as cut out of a page: id, next token, content.
struct Entry {
    id: String,
    token: i64,
    content: String,
    enclosed: bool,
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let from = text.find(start)? + start.len();
    Some(&text[from..from + text[from..].find(end)?])
}

fn entries(page: &str) -> Vec<Entry> {
    page.split("<entry>")
        .skip(1)
        .map(|entry| Entry {
            id: between(entry, "<title>", "</title>").unwrap().to_owned(),
            token: between(entry, "?skiptoken=", "\"").unwrap().split('&').next().unwrap().parse().unwrap(),
            content: between(entry, "<content type=\"application/xml\">", "</content>").unwrap().to_owned(),
            enclosed: entry.contains("rel=\"enclosure\""),
        })
        .collect()
}

/// Follows the pages of a kind from a token; panics when tokens do not grow or links are missing.
fn walk(parliament: &Parliament, category: Option<&str>, mut token: Option<i64>) -> Vec<Entry> {
    let mut all = Vec::new();
    loop {
        let page = parliament.feed_page(BASE, category, token);
        let found = entries(&page);
        assert!(found.len() <= 250);
        for entry in &found {
            assert!(token.is_none_or(|t| entry.token > t), "tokens grow");
            token = Some(entry.token);
        }
        let more = page.contains("<link rel=\"next\" href=")
            && between(&page, "</title><link", "<updated>").unwrap().contains("rel=\"next\"");
        assert_eq!(more, !between(&page, "</title><link", "<updated>").unwrap().contains("rel=\"resume\""));
        all.extend(found);
        if !more {
            return all;
        }
    }
}

fn deleted(content: &str) -> bool {
    content.contains("verwijderd=\"true\"") || content.contains("verwijderd=\"True\"")
}

/// The final state of every entity of a kind: id → deleted.
fn state(parliament: &Parliament, category: Category) -> BTreeMap<String, bool> {
    walk(parliament, Some(&category.name()), None).into_iter().map(|e| (e.id, deleted(&e.content))).collect()
}

#[test]
fn paging_gives_what_the_manifest_says() {
    for parliament in [parliament(200), parliament(900)] {
        let manifest = parliament.manifest();
        for category in CATEGORIES {
            let state = state(&parliament, category);
            let live = state.values().filter(|d| !**d).count() as u64;
            let count = manifest.count(category);
            assert_eq!((live, state.len() as u64 - live), (count.live, count.deleted), "{category:?}");
            assert!(count.live > 0, "{category:?} is empty");
        }
    }
}

#[test]
fn the_feed_of_all_kinds_is_the_sum_of_the_kinds() {
    let parliament = parliament(200);
    let all: Vec<(i64, String)> =
        walk(&parliament, None, None).into_iter().map(|e| (e.token, e.id)).collect();
    let mut sum: Vec<(i64, String)> = CATEGORIES
        .into_iter()
        .flat_map(|c| walk(&parliament, Some(&c.name()), None))
        .map(|e| (e.token, e.id))
        .collect();
    sum.sort();
    assert_eq!(all, sum);
}

#[test]
fn a_page_may_start_anywhere() {
    let parliament = parliament(300);
    let all = walk(&parliament, Some("Zaak"), None);
    for at in [0, 1, 77, all.len() - 1] {
        let rest = walk(&parliament, Some("Zaak"), Some(all[at].token));
        assert_eq!(rest.len(), all.len() - at - 1);
        // any number is a position
        let before = walk(&parliament, Some("Zaak"), Some(all[at].token - 1));
        assert_eq!(before.first().map(|e| &e.id), Some(&all[at].id));
    }
    assert_eq!(walk(&parliament, Some("Zaak"), Some(-5)).len(), all.len());
    assert!(walk(&parliament, Some("Zaak"), Some(i64::MAX)).is_empty());
    for unknown in ["zaak", "Zaken", "a&b<c>", ""] {
        assert!(walk(&parliament, Some(unknown), None).is_empty());
        well_formed(&parliament.feed_page(BASE, Some(unknown), Some(3)));
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let (one, two) = (parliament(200), parliament(200));
    let other = Parliament::new(Settings { seed: 2, ..Settings::default() });
    for category in CATEGORIES {
        let page = |p: &Parliament| p.feed_page(BASE, Some(&category.name()), None);
        assert_eq!(page(&one), page(&two));
        assert_ne!(page(&one), page(&other), "{category:?}");
    }
    for entry in walk(&one, Some("Document"), None).iter().take(40) {
        let guid = Guid::parse(&entry.id).unwrap();
        assert_eq!(one.resource(guid), two.resource(guid));
    }
}

fn well_formed(xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut depth = 0;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Start(_)) => depth += 1,
            Ok(quick_xml::events::Event::End(_)) => depth -= 1,
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(e) => panic!("{e}: {}", &xml[..xml.len().min(600)]),
        }
    }
    assert_eq!(depth, 0);
}

#[test]
fn every_page_and_every_report_is_well_formed() {
    let parliament = parliament(300);
    for category in CATEGORIES {
        let mut token = None;
        loop {
            let page = parliament.feed_page(BASE, Some(&category.name()), token);
            well_formed(&page);
            match entries(&page).last() {
                Some(last) => token = Some(last.token),
                None => break,
            }
        }
    }
    for entry in walk(&parliament, Some("Verslag"), None) {
        if let Some((_, bytes)) = parliament.resource(Guid::parse(&entry.id).unwrap()) {
            well_formed(std::str::from_utf8(&bytes).unwrap());
        }
    }
}

#[test]
fn one_entry_is_broken_on_request() {
    let oddities = Oddities { broken_xml: true, ..Oddities::default() };
    let parliament = Parliament::new(Settings { oddities, ..Settings::default() });
    let broken = |e: &Entry| e.content.contains("<b>niet wordt afgesloten</onderwerp>");
    assert_eq!(walk(&parliament, Some("Zaak"), None).iter().filter(|e| broken(e)).count(), 1);
}

#[test]
fn every_reference_resolves_except_those_that_dangle_on_purpose() {
    let parliament = parliament(1500);
    let mut ids = HashSet::new();
    let mut references = BTreeSet::new();
    for category in CATEGORIES {
        for entry in walk(&parliament, Some(&category.name()), None) {
            for reference in entry.content.split(" ref=\"").skip(1) {
                references.insert(reference.split('"').next().unwrap().to_owned());
            }
            ids.insert(entry.id);
        }
    }
    references.remove("");
    let (mut dangling, mut wrong) = (0, Vec::new());
    for reference in references {
        let guid = Guid::parse(&reference).unwrap();
        match (ids.contains(&reference), parliament.is_dangling(guid)) {
            (true, false) => {}
            (false, true) => dangling += 1,
            _ => wrong.push(guid),
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(dangling, parliament.manifest().dangling);
    assert!(dangling > 0);
}

#[test]
fn official_numbers_are_unique() {
    let parliament = parliament(1500);
    for (category, element) in [
        ("Document", "documentNummer"),
        ("Zaak", "nummer"),
        ("Activiteit", "nummer"),
        ("Agendapunt", "nummer"),
        ("Toezegging", "nummer"),
    ] {
        let mut numbers: BTreeMap<String, String> = BTreeMap::new();
        for entry in walk(&parliament, Some(category), None) {
            let Some(number) = between(&entry.content, &format!("{element}>"), "<") else { continue };
            let before = numbers.insert(number.to_owned(), entry.id.clone());
            assert!(before.is_none_or(|b| b == entry.id), "{category} {number} twice");
        }
        assert!(!numbers.is_empty());
    }
}

#[test]
fn another_last_day_moves_everything() {
    for (today, motion) in
        [("2024-02-29", "2023Z00982"), ("2027-03-01", "2026Z00982"), ("2031-12-31", "2031Z00982")]
    {
        let today: jiff::civil::Date = today.parse().unwrap();
        let parliament = Parliament::new(Settings { today, seed: 9, ..Settings::default() });
        assert_eq!(parliament.story().motion_case, motion);
        let zaken = walk(&parliament, Some("Zaak"), None);
        let found = zaken.iter().find(|e| e.content.contains(&format!("nummer>{motion}<"))).unwrap();
        assert!(found.content.contains("Motie van het lid Hazelhorst c.s."));
        for entry in walk(&parliament, None, None) {
            let updated: jiff::civil::DateTime =
                between(&entry.content, "bijgewerkt=\"", "\"").unwrap()[..19].parse().unwrap();
            assert!(updated.date() <= today, "{}", entry.content);
        }
        let planned = walk(&parliament, Some("Activiteit"), None);
        assert!(planned.iter().any(|e| {
            e.content.contains(">Gepland<")
                && between(&e.content, "datum>", "T")
                    .is_some_and(|d| d.parse::<jiff::civil::Date>().unwrap() > today)
        }));
    }
}

#[test]
fn entries_are_dated_in_the_order_of_the_feed() {
    let parliament = parliament(2000);
    let mut token = None;
    let mut days = Vec::new();
    loop {
        let page = parliament.feed_page(BASE, None, token);
        let found = entries(&page);
        let Some(last) = found.last() else { break };
        token = Some(last.token);
        days.extend(page.split("<entry>").skip(1).map(|e| between(e, "<updated>", "T").unwrap().to_owned()));
    }
    assert!(days.len() > 10_000);
    assert!(days.is_sorted());
}

#[test]
fn single_entities_are_as_in_the_feed() {
    let parliament = parliament(200);
    for category in CATEGORIES {
        let last: BTreeMap<String, String> =
            walk(&parliament, Some(&category.name()), None).into_iter().map(|e| (e.id, e.content)).collect();
        for (id, content) in last {
            let entity = parliament.entity(Guid::parse(&id).unwrap()).unwrap();
            assert!(entity.ends_with(&content), "{category:?}\n{entity}\n{content}");
        }
    }
    assert_eq!(parliament.entity(Guid::parse("0006f304-7f6f-45f7-923e-9975c29d77c6").unwrap()), None);
}

#[test]
fn growing_ends_in_the_same_state_and_shows_changes() {
    let whole = parliament(200);
    let growing = Parliament::new(Settings { grow: Grow::NineTenths, ..Settings::default() });
    assert_eq!(growing.status().1, whole.status().1);
    let first: Vec<BTreeMap<String, bool>> = CATEGORIES.into_iter().map(|c| state(&growing, c)).collect();
    let tokens: Vec<Option<i64>> = CATEGORIES
        .into_iter()
        .map(|c| walk(&growing, Some(&c.name()), None).last().map(|e| e.token))
        .collect();
    let manifest = growing.manifest();
    for (category, state) in CATEGORIES.into_iter().zip(&first) {
        let live = state.values().filter(|d| !**d).count() as u64;
        assert_eq!(live, manifest.count(category).live, "{category:?}");
    }
    let (released, total) = growing.status();
    assert!(released < total);
    growing.advance((total - released) / 2);
    growing.advance(u64::MAX);
    assert_eq!(growing.manifest(), whole.manifest());
    // a client that goes on from its tokens ends where a fresh one does
    for ((category, mut held), token) in CATEGORIES.into_iter().zip(first).zip(tokens) {
        held.extend(
            walk(&growing, Some(&category.name()), token).into_iter().map(|e| (e.id, deleted(&e.content))),
        );
        assert_eq!(held, state(&whole, category), "{category:?}");
    }
    let changes = whole.manifest().changes;
    let has = |category, what| changes.iter().any(|c| c.category == category && c.what == what);
    assert!(has(Category::Stemming, WhatChanged::Updated), "a vote is corrected");
    let mistakes = walk(&whole, Some("Stemming"), None)
        .iter()
        .filter(|e| e.content.contains("vergissing>true<"))
        .count();
    assert!(mistakes >= 2, "members erred in a roll call");
    assert!(has(Category::Activiteit, WhatChanged::Updated), "a meeting is moved");
    assert!(has(Category::Activiteit, WhatChanged::Added), "to another day");
    assert!(has(Category::DocumentVersie, WhatChanged::Added), "a letter gets another version");
    assert!(has(Category::Document, WhatChanged::Added), "questions are answered");
    assert!(has(Category::Persoon, WhatChanged::Deleted));
    assert!(has(Category::Document, WhatChanged::Again));
    assert!(has(Category::Toezegging, WhatChanged::Updated), "the story's promise is met in part");
}

#[test]
fn votes_add_up_to_what_the_manifest_expects() {
    let parliament = parliament(400);
    let zaken: BTreeMap<String, String> = walk(&parliament, Some("Zaak"), None)
        .into_iter()
        .filter(|e| !deleted(&e.content))
        .map(|e| (between(&e.content, "nummer>", "<").unwrap().to_owned(), e.id))
        .collect();
    let mut decision_of = BTreeMap::new();
    for entry in walk(&parliament, Some("Besluit"), None) {
        if entry.content.contains("Met handopsteken")
            && let Some(case) = between(&entry.content, "zaak ref=\"", "\"")
        {
            decision_of.insert(case.to_owned(), entry.id);
        }
    }
    let mut votes: BTreeMap<String, (String, bool, u32)> = BTreeMap::new();
    for entry in walk(&parliament, Some("Stemming"), None) {
        if deleted(&entry.content) || entry.content.contains("persoon ref") {
            continue;
        }
        let decision = between(&entry.content, "besluit ref=\"", "\"").unwrap().to_owned();
        let seats = between(&entry.content, "fractieGrootte>", "<").unwrap().parse().unwrap();
        let support = between(&entry.content, "soort>", "<") == Some("Voor");
        votes.insert(entry.id, (decision, support, seats));
    }
    let expected = parliament.manifest().votes;
    assert!(expected.len() > 5);
    for vote in expected {
        let decision = &decision_of[&zaken[&vote.case]];
        let seats =
            |side| votes.values().filter(|(d, s, _)| d == decision && *s == side).map(|v| v.2).sum::<u32>();
        assert_eq!((seats(true), seats(false)), (vote.seats_for, vote.seats_against), "{}", vote.title);
        assert_eq!(vote.adopted, vote.seats_for > 75);
    }
}

#[test]
fn files_have_the_length_and_type_that_the_feed_tells() {
    let parliament = parliament(500);
    for category in ["Document", "Verslag", "Persoon", "Fractie"] {
        let last: BTreeMap<String, Entry> =
            walk(&parliament, Some(category), None).into_iter().map(|e| (e.id.clone(), e)).collect();
        for (id, entry) in last {
            let file = parliament.resource(Guid::parse(&id).unwrap());
            assert_eq!(entry.enclosed, file.is_some(), "{category} {id}");
            let Some((kind, bytes)) = file else { continue };
            assert_eq!(between(&entry.content, "contentType=\"", "\""), Some(kind));
            let length: usize = between(&entry.content, "contentLength=\"", "\"").unwrap().parse().unwrap();
            assert_eq!(bytes.len(), length, "{kind} {}", entry.content);
        }
    }
}
