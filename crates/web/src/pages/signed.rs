//! Papers that a person or a party brought in: lines of pages, and whole lists of them.

use serde_json::json;
use store::show::motions::MOTION_KINDS;
use store::show::person::SignedRow;

use crate::listing::Line;
use crate::{Lang, address};

/// Columns of lists of signed papers.
pub const COLUMNS: &[&str] =
    &["number", "paper", "kind", "subject", "date", "role", "function", "party", "result", "updated"];

/// A signed paper as a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The paper.
    pub row: SignedRow,
}

impl Signed {
    /// A motion leads to its trail, another paper to itself.
    pub fn url(&self) -> String {
        let motion = self.row.document.kind.as_deref().is_some_and(|kind| MOTION_KINDS.contains(&kind));
        match &self.row.paper {
            Some(paper) if motion => address::motion(paper),
            _ => address::document(&self.row.document.number),
        }
    }

    /// How it was signed, where that is not as the first.
    pub fn role(&self) -> Option<String> {
        self.row.role.clone().filter(|role| role != "Eerste ondertekenaar").map(|role| role.to_lowercase())
    }

    /// The same as an entry of a list.
    pub fn line(self, lang: Lang) -> Line {
        let (url, role) = (self.url(), self.role());
        let row = self.row;
        let mut data = json!(row);
        data["result"] = json!(row.result);
        let mut meta: Vec<String> = Vec::new();
        meta.extend(row.result.as_ref().map(|result| result.trim_end_matches('.').to_owned()));
        meta.extend(row.document.date.as_deref().map(|date| lang.day(date)));
        meta.extend(role);
        Line {
            url,
            title: row.document.subject.clone().unwrap_or_else(|| row.document.number.clone()),
            kind: row.document.kind.clone(),
            number: Some(row.paper.clone().unwrap_or_else(|| row.document.number.clone())),
            meta,
            party: row.party.clone(),
            date: row.document.date.clone(),
            updated: row.updated.clone(),
            data,
            ..Line::default()
        }
    }
}

/// Rows as lines of a page.
pub fn lines(rows: Vec<SignedRow>) -> Vec<Signed> {
    rows.into_iter().map(|row| Signed { row }).collect()
}
