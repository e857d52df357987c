//! Addresses of everything, for search engines: in parts, each read a piece at a time.

use rusqlite::params;

use super::units::{Counted, counted};
use super::{dossier_key, rows, text};
use crate::{Result, Store};

/// A document for a site map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// Official number.
    pub number: String,
    /// Day on the paper.
    pub date: String,
    /// When the source last changed it, UTC.
    pub updated: Option<String>,
}

impl Store {
    /// Months in which there are documents (`2031-01`), the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_document_months(&self) -> Result<Vec<Counted>> {
        rows(
            &self.read(),
            "select substr(date, 1, 7), count(*)
             from documents
             where deleted = 0 and number is not null and date is not null
             group by 1
             order by 1 desc
             limit 2000",
            [],
            counted,
        )
    }

    /// Documents of a month, after one of them, in the order of day and number.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_mapped(&self, month: &str, after: Option<&Mapped>, limit: u64) -> Result<Vec<Mapped>> {
        let (day, number) = after.map_or((month, ""), |after| (after.date.as_str(), after.number.as_str()));
        rows(
            &self.read(),
            "select number, date, updated
             from documents
             where (date, number) > ($1, $2) and date < $3 and deleted = 0 and number is not null
             order by date, number
             limit $4",
            params![day, number, format!("{month}-99"), limit as i64],
            |row| Ok(Mapped { number: row.get(0)?, date: row.get(1)?, updated: text(row, 2)? }),
        )
    }

    /// Numbers of all dossiers, at most 50,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_dossier_keys(&self) -> Result<Vec<String>> {
        let found = rows(
            &self.read(),
            "select number, addition
             from dossiers
             where deleted = 0 and number is not null
             order by number, addition
             limit 50000",
            [],
            |row| Ok(dossier_key(row.get(0)?, text(row, 1)?)),
        )?;
        Ok(found.into_iter().flatten().collect())
    }
}
