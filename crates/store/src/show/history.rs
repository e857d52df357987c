//! What changed in a record, and when it was seen here.

use model::Guid;
use serde::Serialize;
use serde_json::Value;

use super::{rows, text};
use crate::{Result, Store};

/// One change of a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventRow {
    /// Place in the order of all changes.
    pub seq: i64,
    /// When it was seen here, UTC.
    pub at: String,
    /// `new`, `changed`, `deleted`, `restored`.
    pub kind: String,
    /// Columns that changed.
    pub changes: Vec<ColumnChange>,
}

/// A column before and after.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnChange {
    /// Name of the column, or of the kind of links.
    pub column: String,
    /// Before.
    pub old: Value,
    /// After.
    pub new: Value,
}

impl Store {
    /// Changes of a record, newest first, at most 100.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_history(&self, id: Guid) -> Result<Vec<EventRow>> {
        rows(
            &self.read(),
            "select seq, at, kind, changes
             from events
             where id = $1
             order by seq desc
             limit 100",
            [&id.0[..]],
            |row| {
                let changes = text(row, 3)?.map(|json| changes(&json)).unwrap_or_default();
                Ok(EventRow { seq: row.get(0)?, at: row.get(1)?, kind: row.get(2)?, changes })
            },
        )
    }
}

pub(crate) fn changes(json: &str) -> Vec<ColumnChange> {
    let Ok(Value::Object(map)) = serde_json::from_str(json) else { return Vec::new() };
    map.into_iter()
        .filter_map(|(column, pair)| match pair {
            Value::Array(mut pair) if pair.len() == 2 => {
                let new = pair.pop()?;
                Some(ColumnChange { column, old: pair.pop()?, new })
            }
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_pairs_and_anything_else_is_left_out() {
        let read = changes(r#"{"subject": ["oud", "nieuw"], "date": [null, "2026-01-28"], "odd": 3}"#);
        assert_eq!(read.len(), 2);
        assert_eq!((read[0].column.as_str(), &read[0].old), ("date", &Value::Null));
        assert_eq!(changes("geen json"), []);
    }
}
