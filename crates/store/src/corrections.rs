//! Corrections by people: they stay when everything else is made again.
//!
//! A file in the data folder is the truth; this table mirrors it. An item is named by what stays when a text is read
//! anew: its number or its words, not its place. Rows that lists read are saved without what is rejected, and pages that
//! read a whole structure leave it out, so a correction counts on every read. Start with [`Corrected`].

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use model::facts::Extract;
use model::{Category, Guid};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::queue::{self, Job, Work};
use crate::{Result, Store, structure};

/// What a correction is about.
pub const SUBJECTS: [&str; 6] = ["exchange", "reference", "motion", "commitment", "call", "answer"];

/// One correction.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Number of the paper that holds the item; for an answer the number of the questions.
    pub document: String,
    /// One of [`SUBJECTS`].
    pub what: String,
    /// An exchange by its number; a reference by its text; a motion by its name; a promise or call by words of its
    /// sentence; an answer by the number of its paper.
    pub item: String,
    /// `reject`: it is none. `set`: it means `target`, or is the answer.
    pub verdict: String,
    /// What it means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Who corrects.
    pub author: String,
    /// When: a day.
    pub date: String,
    /// Why.
    pub reason: String,
}

/// The corrections of one document, held against its structure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrected {
    /// Places of items that are none: what and place.
    rejected: HashSet<(&'static str, usize)>,
    /// Other targets: what and place.
    targets: HashMap<(&'static str, usize), String>,
    /// The corrections.
    pub corrections: Vec<Correction>,
}

impl Correction {
    fn rejects(&self) -> bool {
        self.verdict == "reject"
    }

    /// What is wrong with it; none if nothing is.
    pub fn fault(&self) -> Option<String> {
        if !SUBJECTS.contains(&self.what.as_str()) {
            return Some(format!("what is {:?}, expected one of {}", self.what, SUBJECTS.join(", ")));
        }
        match self.verdict.as_str() {
            "reject" => {}
            "set" if self.what == "answer" => {}
            "set" if matches!(self.what.as_str(), "reference" | "motion") && self.target.is_some() => {}
            "set" => {
                return Some("only the target of a reference or motion, and an answer, can be set".into());
            }
            other => return Some(format!("verdict is {other:?}, expected reject or set")),
        }
        let empty = [
            ("document", &self.document),
            ("item", &self.item),
            ("author", &self.author),
            ("reason", &self.reason),
        ];
        if let Some((name, _)) = empty.iter().find(|(_, value)| value.trim().is_empty()) {
            return Some(format!("{name} is empty"));
        }
        self.date
            .parse::<jiff::civil::Date>()
            .is_err()
            .then(|| format!("date is {:?}, expected a day such as 2026-01-31", self.date))
    }
}

impl Corrected {
    /// Holds corrections against a structure.
    pub fn of(extract: &Extract, corrections: Vec<Correction>) -> Corrected {
        let mut corrected = Corrected::default();
        for correction in &corrections {
            corrected.note(
                "exchange",
                correction,
                extract.exchanges.iter().map(|item| item.number == correction.item),
            );
            corrected.note(
                "reference",
                correction,
                extract.references.iter().map(|item| item.text == correction.item),
            );
            corrected.note(
                "motion",
                correction,
                extract.motions.iter().map(|item| item.name == correction.item),
            );
            corrected.note(
                "commitment",
                correction,
                extract.commitments.iter().map(|item| item.quote.contains(&correction.item)),
            );
            corrected.note(
                "call",
                correction,
                extract.calls.iter().map(|item| item.quote.contains(&correction.item)),
            );
        }
        corrected.corrections = corrections;
        corrected
    }

    fn note(&mut self, what: &'static str, correction: &Correction, meant: impl Iterator<Item = bool>) {
        if correction.what != what {
            return;
        }
        for (at, _) in meant.enumerate().filter(|(_, meant)| *meant) {
            if correction.rejects() {
                self.rejected.insert((what, at));
            } else if let Some(target) = &correction.target {
                self.targets.insert((what, at), target.clone());
            }
        }
    }

    /// Whether the item of this kind at this place is none.
    pub fn rejects(&self, what: &'static str, at: usize) -> bool {
        self.rejected.contains(&(what, at))
    }

    /// The target that people set for the item of this kind at this place.
    pub fn target(&self, what: &'static str, at: usize) -> Option<&str> {
        self.targets.get(&(what, at)).map(String::as_str)
    }

    /// How many items the corrections mean.
    pub fn len(&self) -> usize {
        self.rejected.len() + self.targets.len()
    }

    /// Whether they mean nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Store {
    /// All corrections in the order of their file.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn corrections(&self) -> Result<Vec<Correction>> {
        read(&self.read(), None)
    }

    /// The corrections of a paper.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn corrections_of(&self, document: &str) -> Result<Vec<Correction>> {
        read(&self.read(), Some(document))
    }

    /// Puts these corrections in place of those that were; what they are about is saved and related anew. Returns whether
    /// they differ.
    ///
    /// # Errors
    /// The database cannot be written; then everything is as it was.
    pub fn replace_corrections(&self, corrections: &[Correction], at: Timestamp) -> Result<bool> {
        let before = self.corrections()?;
        if before == corrections {
            return Ok(false);
        }
        self.write(|db| {
            db.execute("delete from corrections", [])?;
            for (position, correction) in corrections.iter().enumerate() {
                db.prepare_cached(
                    "insert into corrections (position, document, what, item, verdict, target, author, date, reason)
                     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                )?
                .execute(params![
                    position as i64,
                    correction.document,
                    correction.what,
                    correction.item,
                    correction.verdict,
                    correction.target,
                    correction.author,
                    correction.date,
                    correction.reason
                ])?;
            }
            let differ = before.iter().filter(|old| !corrections.contains(old));
            let differ = differ.chain(corrections.iter().filter(|new| !before.contains(new)));
            let documents: HashSet<&str> = differ.map(|correction| correction.document.as_str()).collect();
            for number in documents {
                let id: Option<[u8; 16]> = db
                    .prepare_cached("select id from documents where number = $1 and deleted = 0")?
                    .query_row([number], |row| row.get(0))
                    .optional()?;
                let Some(id) = id.map(Guid) else { continue };
                structure::save_again(db, id)?;
                // the rows are right at once; sentences of what is back come with the next reading
                for job in [Job::ReadStructure, Job::Relate, Job::Index] {
                    queue::put(db, &Work::new(job, Category::Document, id, 0), &at.to_string())?;
                }
            }
            Ok(())
        })?;
        Ok(true)
    }
}

/// The corrections of the paper with this id.
pub(crate) fn of_document(db: &Connection, id: Guid) -> Result<Vec<Correction>> {
    let number: Option<Option<String>> = db
        .prepare_cached("select number from documents where id = $1")?
        .query_row([&id.0[..]], |row| row.get(0))
        .optional()?;
    match number.flatten() {
        Some(number) => read(db, Some(&number)),
        None => Ok(Vec::new()),
    }
}

fn read(db: &Connection, document: Option<&str>) -> Result<Vec<Correction>> {
    let condition = if document.is_some() { "where document = $1" } else { "" };
    let mut statement = db.prepare_cached(&format!(
        "select document, what, item, verdict, target, author, date, reason from corrections {condition} order by position limit 100000"
    ))?;
    let rows = statement.query_map(rusqlite::params_from_iter(document), |row| {
        Ok(Correction {
            document: row.get(0)?,
            what: row.get(1)?,
            item: row.get(2)?,
            verdict: row.get(3)?,
            target: row.get(4)?,
            author: row.get(5)?,
            date: row.get(6)?,
            reason: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::facts::{Exchange, MotionMention};

    fn correction(what: &str, item: &str, verdict: &str, target: Option<&str>) -> Correction {
        Correction {
            document: "2031D00010".into(),
            what: what.into(),
            item: item.into(),
            verdict: verdict.into(),
            target: target.map(str::to_owned),
            author: "A. Lezer".into(),
            date: "2031-01-28".into(),
            reason: "het is een kop".into(),
        }
    }

    #[test]
    fn an_item_is_found_by_its_number_or_name_wherever_it_stands() {
        let extract = Extract {
            exchanges: vec![
                Exchange { number: "2".into(), ..Exchange::default() },
                Exchange { number: "3".into(), ..Exchange::default() },
            ],
            motions: vec![MotionMention {
                name: "motie Proef".into(),
                target: None,
                claim: model::facts::Claim::Done,
                quote: String::new(),
                span: model::Span::new(0, 0),
            }],
            ..Extract::default()
        };
        let corrected = Corrected::of(
            &extract,
            vec![
                correction("exchange", "3", "reject", None),
                correction("motion", "motie Proef", "set", Some("36999-7")),
            ],
        );
        assert!(corrected.rejects("exchange", 1) && !corrected.rejects("exchange", 0));
        assert_eq!(corrected.target("motion", 0), Some("36999-7"));
        assert_eq!(corrected.len(), 2);
    }

    #[test]
    fn a_correction_says_what_is_wrong_with_it() {
        assert_eq!(correction("exchange", "3", "reject", None).fault(), None);
        assert!(
            correction("vraag", "3", "reject", None).fault().is_some_and(|fault| fault.contains("vraag"))
        );
        assert!(correction("exchange", "3", "set", Some("x")).fault().is_some());
        assert!(
            correction("motion", "", "reject", None).fault().is_some_and(|fault| fault == "item is empty")
        );
        let odd = Correction { date: "gisteren".into(), ..correction("call", "x", "reject", None) };
        assert!(odd.fault().is_some_and(|fault| fault.contains("gisteren")));
    }
}
