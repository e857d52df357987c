//! Dossiers: the list, and everything that belongs to one.

use model::LinkKind;
use rusqlite::{ToSql, params, params_from_iter};
use serde::Serialize;

use super::around::{DossierRow, Neighbour, neighbour};
use super::{dossier_key, first, rows, sub_number, text};
use crate::{Result, Store};

/// A dossier as an entry of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DossierEntry {
    /// The dossier.
    #[serde(flatten)]
    pub dossier: DossierRow,
    /// Day of its newest document.
    pub newest: Option<String>,
    /// How many documents of it are here.
    pub documents: u64,
}

/// A document of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DossierPaper {
    /// The document.
    #[serde(flatten)]
    pub document: Neighbour,
    /// Its number in the dossier.
    pub sub_number: Option<i64>,
    /// The last decision on its cases.
    pub decision: Option<String>,
}

const ENTRY: &str = "o.number, o.addition, o.title, o.citation_title, o.closed, o.highest_sub_number";

fn dossier(row: &rusqlite::Row<'_>) -> rusqlite::Result<DossierRow> {
    Ok(DossierRow {
        number: dossier_key(row.get(0)?, text(row, 1)?).unwrap_or_default(),
        title: text(row, 2)?,
        citation_title: text(row, 3)?,
        closed: row.get(4)?,
        highest_sub_number: sub_number(row, 5)?,
    })
}

impl Store {
    /// Dossiers whose number begins with or whose title contains these words (empty: all), the one with the newest
    /// document first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_dossier_list(&self, words: &str, offset: u64, limit: u64) -> Result<Vec<DossierEntry>> {
        let sql = format!(
            "select {ENTRY}, r.newest, r.documents
             from dossier_rows r
             join dossiers o on o.id = r.dossier{}
             order by r.newest desc, r.number desc, r.addition
             limit {limit} offset {offset}",
            condition(words),
        );
        rows(&self.read(), &sql, params_from_iter(parameters(&words)), |row| {
            Ok(DossierEntry {
                dossier: dossier(row)?,
                newest: text(row, 6)?,
                documents: row.get::<_, i64>(7)? as u64,
            })
        })
    }

    /// How many dossiers that are.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_dossier_total(&self, words: &str) -> Result<u64> {
        let sql = format!(
            "select count(*)
             from dossier_rows r{}
             limit 1",
            match words {
                "" => String::new(),
                words => format!("\n             join dossiers o on o.id = r.dossier{}", condition(words)),
            }
        );
        let total =
            first(&self.read(), &sql, params_from_iter(parameters(&words)), |row| row.get::<_, i64>(0))?;
        Ok(total.unwrap_or_default() as u64)
    }

    /// The dossier with this number.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_dossier(&self, number: u32, addition: Option<&str>) -> Result<Option<DossierRow>> {
        let sql = format!(
            "select {ENTRY}
             from dossiers o
             where o.number = $1 and upper(coalesce(o.addition, '')) = upper($2) and o.deleted = 0
             limit 1"
        );
        first(&self.read(), &sql, params![number, addition.unwrap_or_default()], dossier)
    }

    /// The documents of a dossier, newest first, with the last vote on each.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_dossier_papers(
        &self,
        number: u32,
        addition: Option<&str>,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<DossierPaper>> {
        let sql = format!(
            "select d.number, d.kind, coalesce(d.subject, d.title), d.date, d.sub_number,
                    (select x.text
                     from links lc
                     join cases c on c.id = lc.to_id and c.deleted = 0
                     join links ld on ld.to_id = c.id and ld.kind = {decided}
                     join decisions x on x.id = ld.from_id and x.deleted = 0
                     where lc.from_id = d.id and lc.kind = {case} and (x.vote_kind <> '' or x.kind like 'Stemmen - %')
                     order by x.updated desc
                     limit 1)
             from dossiers o
             join links l on l.to_id = o.id and l.kind = {dossier}
             join documents d on d.id = l.from_id and d.deleted = 0 and d.number is not null
             where o.number = $1 and upper(coalesce(o.addition, '')) = upper($2) and o.deleted = 0
             order by d.date desc, d.sub_number desc, d.number desc
             limit {limit} offset {offset}",
            decided = LinkKind::DecisionCase as u8,
            case = LinkKind::DocumentCase as u8,
            dossier = LinkKind::DocumentDossier as u8,
        );
        rows(&self.read(), &sql, params![number, addition.unwrap_or_default()], |row| {
            Ok(DossierPaper {
                document: neighbour(row, 0)?,
                sub_number: sub_number(row, 4)?,
                decision: text(row, 5)?,
            })
        })
    }

    /// How many documents of a dossier are here.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_dossier_paper_total(&self, number: u32, addition: Option<&str>) -> Result<u64> {
        let total = first(
            &self.read(),
            "select count(*)
             from dossiers o
             join links l on l.to_id = o.id and l.kind = 8
             join documents d on d.id = l.from_id and d.deleted = 0 and d.number is not null
             where o.number = $1 and upper(coalesce(o.addition, '')) = upper($2) and o.deleted = 0
             limit 1",
            params![number, addition.unwrap_or_default()],
            |row| row.get::<_, i64>(0),
        )?;
        Ok(total.unwrap_or_default() as u64)
    }
}

fn condition(words: &str) -> &'static str {
    if words.is_empty() {
        return "";
    }
    // instr, not like: what somebody types holds no patterns
    "
             where (instr(lower(coalesce(o.title, '')), lower($1)) > 0
       or instr(lower(coalesce(o.citation_title, '')), lower($1)) > 0
       or instr(o.number || coalesce('-' || o.addition, ''), upper($1)) = 1)"
}

fn parameters<'w>(words: &'w &str) -> Vec<&'w dyn ToSql> {
    if words.is_empty() { Vec::new() } else { vec![words] }
}
