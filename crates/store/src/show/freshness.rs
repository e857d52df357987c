//! How fresh the store is: one row for the line under every page.

use serde::Serialize;

use super::{first, text};
use crate::{Result, Store};

/// When the source was last asked, and whether it answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Freshness {
    /// When a category last had nothing more, UTC: the store is as fresh as this.
    pub caught_up: Option<String>,
    /// When a category was last asked for, UTC.
    pub checked: Option<String>,
    /// How many categories failed in their last round.
    pub failing: u64,
    /// Why one of them failed.
    pub error: Option<String>,
}

impl Store {
    /// How fresh the store is.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_freshness(&self) -> Result<Freshness> {
        let found = first(
            &self.read(),
            "select max(caught_up), max(checked), count(error), max(error)
             from checkpoints
             limit 1",
            [],
            |row| {
                Ok(Freshness {
                    caught_up: text(row, 0)?,
                    checked: text(row, 1)?,
                    failing: row.get::<_, i64>(2)? as u64,
                    error: text(row, 3)?,
                })
            },
        )?;
        Ok(found.unwrap_or_default())
    }
}
