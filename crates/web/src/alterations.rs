//! What changed in a record and in what belongs to it (a meeting and its agenda, a decision and its votes), for readers.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::json;
use store::show::history::ColumnChange;

use crate::Lang;
use crate::changes::{column, in_lines};
use crate::listing::Line;

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alteration {
    /// When it was seen here, UTC.
    pub at: String,
    /// `changed`, `deleted`, `restored`, `new`.
    pub kind: String,
    /// What happened, for readers.
    pub words: &'static str,
    /// To what: an agenda item, a voter; none for the record itself.
    pub what: Option<String>,
    /// Name of each column for readers, with its value before and after.
    pub columns: Vec<(String, String, String)>,
}

impl Alteration {
    /// A change for readers.
    pub fn of(lang: Lang, at: String, kind: String, what: Option<String>, changes: &[ColumnChange]) -> Self {
        let words = match (kind.as_str(), what.is_some()) {
            ("deleted", _) => lang.t("Ingetrokken", "Withdrawn"),
            ("restored", _) => lang.t("Teruggezet", "Restored"),
            ("new", true) => lang.t("Toegevoegd", "Added"),
            ("new", false) => lang.t("Voor het eerst gezien", "First seen"),
            _ => lang.t("Gewijzigd", "Changed"),
        };
        let columns = changes.iter().map(|change| column(lang, change)).collect();
        Alteration { at, kind, words, what: what.filter(|what| !what.is_empty()), columns }
    }
}

/// Changes of a record as entries of its feed, given with the newest first.
pub fn lines(alterations: &[Alteration], title: &str, url: &str) -> Vec<Line> {
    // changes that were seen at one moment are told apart by their place, counted from the oldest
    let mut places: HashMap<&str, usize> = HashMap::new();
    let line = |one| {
        let Alteration { at, words, what, columns, .. }: &Alteration = one;
        let place = places.entry(at.as_str()).or_default();
        *place += 1;
        Line {
            url: format!("{url}#veranderd"),
            id: Some(format!("{url}#veranderd-{at}-{place}")),
            title: format!("{words}: {}", what.as_deref().unwrap_or(title)),
            summary: in_lines(columns),
            date: Some(at.clone()),
            updated: Some(at.clone()),
            data: json!(one),
            ..Line::default()
        }
    };
    alterations.iter().rev().map(line).collect()
}
