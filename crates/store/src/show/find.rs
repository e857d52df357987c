//! From an official number to the document that bears it, and to what comes near it.

use model::{Guid, LinkKind};
use rusqlite::params;

use super::around::{Neighbour, neighbour};
use super::{first, guid, rows};
use crate::{Result, Store};

impl Store {
    /// Number of the document that is this sub-number of a dossier. Attachments bear the number of their letter,
    /// so they come last.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn find_kamerstuk(&self, dossier: u32, addition: Option<&str>, sub: u32) -> Result<Option<String>> {
        first(
            &self.read(),
            "select d.number
             from dossiers o
             join links l on l.to_id = o.id and l.kind = $1
             join documents d on d.id = l.from_id
             where o.number = $2 and upper(coalesce(o.addition, '')) = upper($3) and o.deleted = 0
                and d.sub_number = $4 and d.deleted = 0 and d.number is not null
             order by d.kind = 'Bijlage', d.date desc
             limit 1",
            params![LinkKind::DocumentDossier as u8, dossier, addition.unwrap_or_default(), sub],
            |row| row.get(0),
        )
    }

    /// Whether a case with this number is here.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn find_case(&self, number: &str) -> Result<bool> {
        let sql = "select 1 from cases where number = $1 and deleted = 0 limit 1";
        Ok(first(&self.read(), sql, [number], |_| Ok(()))?.is_some())
    }

    /// Whether a commitment of the register with this number is here.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn find_commitment(&self, number: &str) -> Result<bool> {
        let sql = "select 1 from commitments where number = $1 and deleted = 0 limit 1";
        Ok(first(&self.read(), sql, [number], |_| Ok(()))?.is_some())
    }

    /// The number of an activity that is here.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn find_activity(&self, number: &str) -> Result<Option<String>> {
        let sql = "select number from activities where number = $1 and deleted = 0 limit 1";
        first(&self.read(), sql, [number], |row| row.get(0))
    }

    /// The number of the activity on whose agenda an item stands.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn find_activity_of_item(&self, number: &str) -> Result<Option<String>> {
        let sql = "select a.number
             from agenda_items i
             join activities a on a.id = i.activity and a.deleted = 0 and a.number is not null
             where i.number = $1 and i.deleted = 0
             limit 1";
        first(&self.read(), sql, [number], |row| row.get(0))
    }

    /// Number of the document whose current or earlier version is this official publication: `kst-36800-V-49`.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn find_publication(&self, identifier: &str) -> Result<Option<String>> {
        first(
            &self.read(),
            "select d.number
             from document_versions v
             join documents d on d.id = v.document
             where v.external_id = $1 and v.deleted = 0 and d.deleted = 0 and d.number is not null
             order by d.date desc
             limit 1",
            [identifier],
            |row| row.get(0),
        )
    }

    /// Number of the document with this number in the annex of the proceedings, as the source writes it: `252600608`.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn find_annex(&self, annex_number: &str) -> Result<Option<String>> {
        first(
            &self.read(),
            "select number
             from documents
             where annex_number = $1 and deleted = 0 and number is not null
             order by date desc
             limit 1",
            [annex_number],
            |row| row.get(0),
        )
    }

    /// Whether a live document bears this number.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn find_document(&self, number: &str) -> Result<Option<Guid>> {
        first(
            &self.read(),
            "select id
             from documents
             where number = $1 and deleted = 0
             limit 1",
            [number],
            |row| guid(row, 0),
        )
    }

    /// Documents of the case with this number, oldest first, at most 20.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn find_papers_of_case(&self, case: &str) -> Result<Vec<Neighbour>> {
        rows(
            &self.read(),
            "select d.number, d.kind, coalesce(d.subject, d.title), d.date
             from cases c
             join links l on l.to_id = c.id and l.kind = $1
             join documents d on d.id = l.from_id
             where c.number = $2 and c.deleted = 0 and d.deleted = 0 and d.number is not null
             order by d.date, d.number
             limit 20",
            params![LinkKind::DocumentCase as u8, case],
            |row| neighbour(row, 0),
        )
    }

    /// Newest documents of a dossier, at most 20.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn find_papers_of_dossier(&self, dossier: u32, addition: Option<&str>) -> Result<Vec<Neighbour>> {
        rows(
            &self.read(),
            "select d.number, d.kind, coalesce(d.subject, d.title), d.date
             from dossiers o
             join links l on l.to_id = o.id and l.kind = $1
             join documents d on d.id = l.from_id
             where o.number = $2 and upper(coalesce(o.addition, '')) = upper($3) and o.deleted = 0
                and d.deleted = 0 and d.number is not null
             order by d.sub_number desc, d.date desc
             limit 20",
            params![LinkKind::DocumentDossier as u8, dossier, addition.unwrap_or_default()],
            |row| neighbour(row, 0),
        )
    }

    /// The documents just before and just after a number that is not there, two each at most.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn find_near(&self, number: &str) -> Result<Vec<Neighbour>> {
        rows(
            &self.read(),
            "select number, kind, what, date
             from (select number, kind, coalesce(subject, title) as what, date
                   from documents
                   where number < $1 and deleted = 0
                   order by number desc
                   limit 2)
             union all
             select number, kind, what, date
             from (select number, kind, coalesce(subject, title) as what, date
                   from documents
                   where number > $1 and deleted = 0
                   order by number
                   limit 2)
             order by number
             limit 4",
            [number],
            |row| neighbour(row, 0),
        )
    }
}
