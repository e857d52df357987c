//! Whole documents of every kind, invented, as users have them: copied from a PDF, from the House's site, from a letter.
//!
//! Each file of `quality/whole/` is read by `crates/text` and must yield exactly the facts behind its line `=====`, for
//! every extractor named there. A kind of paper that went wrong once gets a file that stays.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::Path;

use structure::{Context, extract, quality};

#[test]
fn whole_documents_yield_exactly_what_they_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("quality/whole");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 12, "{} whole documents", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let content = std::fs::read_to_string(&file).unwrap();
        let (body, expected) = content.split_once("\n=====\n").unwrap();
        let document = text::read(body.as_bytes(), &text::Limits::default());
        let found = extract(&document, &Context::default());
        assert_eq!(quality::wrong_span(&document, &found), None, "{name}");
        for extractor in ["document", "references", "exchanges", "motions", "commitments", "calls"] {
            let lead = format!("{extractor} -> ");
            let expected: Vec<&str> = expected.lines().filter_map(|line| line.strip_prefix(&lead)).collect();
            let mut facts = quality::facts(extractor, &found);
            for one in expected.into_iter().filter(|one| *one != "-") {
                match facts.iter().position(|fact| quality::agrees(one, fact)) {
                    Some(at) => {
                        facts.remove(at);
                    }
                    None => wrong.push(format!("{name}: missed by {extractor}: {one}")),
                }
            }
            wrong.extend(facts.iter().map(|fact| format!("{name}: invented by {extractor}: {fact}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
