//! Holds every element against the House's own schemas, where they are at hand (`KAMERSPOOR_SHARED`).

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use parliament::{CATEGORIES, Parliament, Settings, Size};
use quick_xml::events::Event;

const BASE: &str = "http://127.0.0.1/SyncFeed/2.0";

/// Elements that are not in the schemas on purpose: one seen live, one that stands for the unknown.
const ODD: [&str; 2] = ["toegezegdAan", "behandelwijze"];

fn schemas() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("KAMERSPOOR_SHARED")?).join("samples/schema");
    folder.is_dir().then_some(folder)
}

/// The elements that a schema knows, and those of them that may be null.
fn known(schema: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut all, mut nillable) = (BTreeSet::new(), BTreeSet::new());
    for element in schema.split("<xs:element ").skip(1) {
        let element = element.split('>').next().unwrap();
        let Some(name) = element.split("name=\"").nth(1).and_then(|n| n.split('"').next()) else { continue };
        all.insert(name.to_owned());
        if element.contains("nillable=\"true\"") {
            nillable.insert(name.to_owned());
        }
    }
    (all, nillable)
}

#[test]
fn elements_are_those_of_the_schemas() {
    let Some(folder) = schemas() else {
        eprintln!(
            "SKIPPED elements_are_those_of_the_schemas: KAMERSPOOR_SHARED names no folder with samples/schema"
        );
        return;
    };
    let parliament = Parliament::new(Settings { size: Size::documents(400), ..Settings::default() });
    let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
    for category in CATEGORIES {
        let name = category.name().to_lowercase();
        let schema = std::fs::read_to_string(folder.join(format!("tkData-v1-0-{name}.xsd"))).unwrap();
        let (all, nillable) = known(&schema);
        let page = parliament.feed_page(BASE, Some(&category.name()), None);
        for content in page.split("<content type=\"application/xml\">").skip(1) {
            let mut reader = quick_xml::Reader::from_str(content.split("</content>").next().unwrap());
            loop {
                let event = reader.read_event().unwrap();
                let (start, empty) = match &event {
                    Event::Start(start) => (start, false),
                    Event::Empty(start) => (start, true),
                    Event::Eof => break,
                    _ => continue,
                };
                let local = start.local_name().as_ref().to_owned();
                let null = empty && start.contains("nil=");
                if !ODD.contains(&local.as_str())
                    && (!all.contains(&local) || null && !nillable.contains(&local))
                {
                    *wrong
                        .entry(format!("{name}/{local}{}", if null { " null" } else { "" }))
                        .or_default() += 1;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
