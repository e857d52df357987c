//! The papers of the project say what stands.

use std::path::Path;

/// Words in backticks that look like paths of this project.
fn paths(text: &str) -> Vec<&str> {
    let inside = text.split('`').skip(1).step_by(2);
    inside
        .filter(|word| {
            ["src/", "crates/", "docs/", "tests/", "benches/", "xtask/"]
                .iter()
                .any(|start| word.starts_with(start))
        })
        .collect()
}

#[test]
fn every_path_that_the_papers_name_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut named = 0;
    for file in [
        "README.md",
        "docs/architecture.md",
        "docs/premises.md",
        "docs/style.md",
        "docs/performance.md",
        "docs/api.md",
        "docs/alerts.md",
    ] {
        let text = std::fs::read_to_string(root.join(file)).unwrap_or_else(|_| panic!("{file} is missing"));
        for path in paths(&text) {
            named += 1;
            assert!(root.join(path).exists(), "{file} names {path}, which is not there");
        }
    }
    assert!(named > 20, "the papers name only {named} paths");
}
