//! Which crate may not depend on what, directly or through others, and which licences may come along.

use std::process::Command;

use anyhow::{Context, Result, bail};

/// A crate, what it must never reach, and why.
const FORBIDDEN: &[(&str, &[&str], &str)] = &[
    (
        "model",
        &["rusqlite", "tokio", "anyhow", "ureq", "tantivy", "axum"],
        "everyone rebuilds when it changes",
    ),
    (
        "feeds",
        &["rusqlite", "store", "axum", "tantivy", "text", "structure"],
        "fetch and save are replayed apart",
    ),
    (
        "parliament",
        &["feeds", "store", "rusqlite", "axum"],
        "the simulated source shares no bug with its client",
    ),
    ("text", &["rusqlite", "store", "ureq", "axum", "tokio"], "runs on a file from the shell"),
    (
        "structure",
        &["tokio", "rusqlite", "store", "ureq", "text", "zip"],
        "pure: text in, facts and problems out",
    ),
    (
        "alerts",
        &["rusqlite", "store", "search", "tokio", "ureq", "axum", "lettre"],
        "pure: states and watches in, events and messages out",
    ),
    ("store", &["ureq", "axum", "tantivy", "feeds", "text"], "the only place with SQL, and nothing else"),
    ("search", &["rusqlite", "store", "ureq", "axum"], "the index can be deleted at any time"),
    (
        "web",
        &["feeds", "text", "structure", "ureq", "parliament"],
        "a request never fetches or parses an original",
    ),
];

/// Words of which each dependency's licence must have one.
const LICENCES: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "BSD",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "MPL-2.0",
    "CC0-1.0",
    "Unlicense",
    "0BSD",
    "CDLA-Permissive",
    "BSL-1.0",
];

/// Checks both, over the dependencies of the normal build.
pub fn check() -> Result<()> {
    for (name, forbidden, why) in FORBIDDEN {
        let tree = tree(&["-p", name])?;
        for dependency in tree.lines().filter_map(|line| line.split(' ').next()) {
            if forbidden.contains(&dependency) {
                bail!("policy: {name} must never depend on {dependency}: {why}");
            }
        }
    }
    let all = tree(&["--workspace", "--format", "{p}|{l}"])?;
    for line in all.lines() {
        let Some((package, licence)) = line.split_once('|') else { continue };
        let licence = licence.trim_end_matches(" (*)");
        if !LICENCES.iter().any(|known| licence.contains(known)) {
            bail!("policy: {package} has licence {licence:?}, which is none of {}", LICENCES.join(", "));
        }
    }
    eprintln!(
        "xtask: policy: {} crates keep their forbidden dependencies out, {} packages have a known licence",
        FORBIDDEN.len(),
        all.lines().count()
    );
    Ok(())
}

fn tree(arguments: &[&str]) -> Result<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--edges", "normal", "--prefix", "none", "--locked"])
        .args(arguments)
        .output()
        .context("cargo tree")?;
    if !output.status.success() {
        bail!("cargo tree: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8(output.stdout)?)
}
