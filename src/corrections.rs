//! The file of corrections: `corrections.toml` in the data folder, written by people or by `kamerspoor correct`.
//!
//! ```toml
//! [[correction]]
//! document = "2026D90001"
//! what = "motion"               # exchange, reference, motion, commitment, call, answer
//! item = "motie Proef"          # number of the exchange, printed text or name, words of the sentence, number of the answer
//! verdict = "set"               # or "reject"
//! target = "36999-7"
//! author = "A. Lezer"
//! date = "2026-11-22"
//! reason = "de brief noemt twee moties van dit lid"
//! ```
//!
//! The store mirrors it whenever work is done; a fault in it is told and changes nothing.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Store;
use store::corrections::Correction;

use crate::config::Config;

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    correction: Vec<Correction>,
}

/// Where it lies.
pub fn path(config: &Config) -> PathBuf {
    config.data().join("corrections.toml")
}

/// Reads the file; none is no corrections.
///
/// # Errors
/// It cannot be read, or a correction in it is wrong: which, and why.
pub fn read(config: &Config) -> Result<Vec<Correction>> {
    let file = path(config);
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| format!("{} cannot be read", file.display())),
    };
    parse(&text).with_context(|| format!("{}", file.display()))
}

fn parse(text: &str) -> Result<Vec<Correction>> {
    let File { correction } = toml::from_str(text)?;
    for (at, correction) in correction.iter().enumerate() {
        if let Some(fault) = correction.fault() {
            bail!("correction {} ({}): {fault}", at + 1, correction.document);
        }
    }
    Ok(correction)
}

/// Adds a correction at the end of the file; what stands in it stays as it was written.
///
/// # Errors
/// The correction is wrong or the file cannot be written.
pub fn add(config: &Config, correction: &Correction) -> Result<()> {
    if let Some(fault) = correction.fault() {
        bail!("{fault}");
    }
    let mut text = match std::fs::read_to_string(path(config)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error.into()),
    };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(&toml::to_string(&File { correction: vec![correction.clone()] })?);
    parse(&text)?;
    // a kill leaves the old file or the new one
    let beside = path(config).with_extension("toml.new");
    std::fs::write(&beside, text)?;
    std::fs::rename(&beside, path(config))?;
    Ok(())
}

/// Brings the store to what the file says. Returns whether something changed.
///
/// # Errors
/// The file is wrong, or the store cannot be written.
pub fn apply(config: &Config, store: &Store, at: Timestamp) -> Result<bool> {
    Ok(store.replace_corrections(&read(config)?, at)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_written_by_hand_is_read_and_a_fault_is_told() {
        let one = "[[correction]]\ndocument = \"2026D90001\"\nwhat = \"motion\"\nitem = \"motie Proef\"\nverdict = \"set\"\ntarget = \"36999-7\"\nauthor = \"A. Lezer\"\ndate = \"2026-11-22\"\nreason = \"r\"\n";
        assert_eq!(parse(one).unwrap()[0].target.as_deref(), Some("36999-7"));
        assert!(parse("").unwrap().is_empty());
        let check = |text: &str, words: &str| {
            let error = format!("{:#}", parse(text).unwrap_err());
            assert!(error.contains(words), "{error}");
        };
        check(&one.replace("\"set\"", "\"maybe\""), "maybe");
        check(&one.replace("reason", "reden"), "reden");
        check("[[correction", "TOML");
    }
}
