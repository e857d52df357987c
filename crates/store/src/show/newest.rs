//! The newest documents, page by page, by day.

use model::{Guid, LinkKind};
use rusqlite::{ToSql, params_from_iter};
use serde::Serialize;

use super::document::{Actor, ROLE_ORDER};
use super::{dossier_key, first, guid, places, rows, sub_number, text};
use crate::{Result, Store};

/// Kinds of paper that come from the cabinet, as the source names them.
#[doc(alias = "kabinetsstukken")]
pub const CABINET_KINDS: [&str; 26] = [
    "Brief regering",
    "Antwoord schriftelijke vragen",
    "Antwoord schriftelijke vragen (nader)",
    "Mededeling (uitstel antwoord)",
    "Memorie van toelichting",
    "Memorie van antwoord",
    "Voorstel van wet",
    "Koninklijke boodschap",
    "Geleidende brief",
    "Nota van wijziging",
    "Nota van verbetering",
    "Nader rapport",
    "Advies Afdeling advisering Raad van State en Nader rapport",
    "Nota n.a.v. het (nader/tweede nader/enz.) verslag",
    "Nota naar aanleiding van het verslag",
    "Lijst van vragen en antwoorden",
    "Verslag houdende een lijst van vragen en antwoorden",
    "Verslag van een schriftelijk overleg",
    "Verslag van een schriftelijk overleg (nader)",
    "Jaarverslag",
    "Miljoenennota",
    "Slotwet",
    "Ontwerpbesluit",
    "Raming",
    "Suppletoire begroting",
    "Brief Kabinet van de Koning",
];

/// Which documents a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewestFilter {
    /// Only these kinds of paper; empty is all.
    pub kinds: Vec<String>,
    /// Only documents of this day or before.
    pub until: Option<String>,
    /// Only documents that follow this number on the day of `until`, in the order of the list.
    pub after: Option<String>,
}

/// A document as a line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentRow {
    /// Id in the source.
    #[serde(skip)]
    pub id: Guid,
    /// Official number.
    pub number: String,
    /// Kind of paper.
    pub kind: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Title; for papers of a dossier that of the dossier.
    pub title: Option<String>,
    /// Day on the paper.
    pub date: Option<String>,
    /// Number within its dossier.
    pub sub_number: Option<i64>,
    /// Its dossier: `36800-V`.
    pub dossier: Option<String>,
    /// Who stands under it, first signer first.
    pub actors: Vec<Actor>,
}

/// How many there are and from when to when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Extent {
    /// How many.
    pub total: u64,
    /// Day of the oldest.
    pub oldest: Option<String>,
    /// Day of the newest.
    pub newest: Option<String>,
}

impl Store {
    /// The first signers of these documents, by number.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_authors_of(&self, numbers: &[String]) -> Result<std::collections::HashMap<String, Actor>> {
        if numbers.is_empty() {
            return Ok(std::collections::HashMap::new());
        }
        let sql = format!(
            "select d.number, a.name, a.party_name, a.function, a.role
             from documents d
             join document_actors a on a.document = d.id and a.deleted = 0
             where d.number in ({}) and d.deleted = 0
             order by {ROLE_ORDER}, a.token, a.name
             limit 5000",
            places(numbers.len()),
        );
        let found = rows(&self.read(), &sql, params_from_iter(numbers), |row| {
            let actor = Actor {
                name: text(row, 1)?,
                party: text(row, 2)?,
                function: text(row, 3)?,
                role: text(row, 4)?,
                person_number: None,
                person_name: None,
                committee: None,
            };
            Ok((row.get::<_, String>(0)?, actor))
        })?;
        let mut authors = std::collections::HashMap::new();
        for (number, actor) in found {
            authors.entry(number).or_insert(actor);
        }
        Ok(authors)
    }

    /// The newest documents that a filter lets through, without dossier and actors; at most `limit`.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_newest(&self, filter: &NewestFilter, limit: usize) -> Result<Vec<DocumentRow>> {
        let mut parameters: Vec<&dyn ToSql> = Vec::new();
        let mut conditions = String::new();
        if let Some(until) = &filter.until {
            parameters.push(until);
            match &filter.after {
                Some(after) => {
                    parameters.push(after);
                    conditions.push_str(" and (date, number) < ($1, $2)");
                }
                None => conditions.push_str(" and date <= $1"),
            }
        }
        if !filter.kinds.is_empty() {
            let from = parameters.len();
            let list =
                (1..=filter.kinds.len()).map(|at| format!("${}", from + at)).collect::<Vec<_>>().join(", ");
            // not the bare column: the list must come from the index by day, not from all papers of a kind sorted
            conditions.push_str(&format!(" and coalesce(kind, '') in ({list})"));
            parameters.extend(filter.kinds.iter().map(|kind| kind as &dyn ToSql));
        }
        let limit = limit as i64;
        parameters.push(&limit);
        rows(
            &self.read(),
            &format!(
                "select id, number, kind, subject, title, date, sub_number
                 from documents
                 where deleted = 0 and number is not null and date is not null{conditions}
                 order by date desc, number desc
                 limit ${}",
                parameters.len()
            ),
            params_from_iter(parameters),
            |row| {
                Ok(DocumentRow {
                    id: guid(row, 0)?,
                    number: row.get(1)?,
                    kind: text(row, 2)?,
                    subject: text(row, 3)?,
                    title: text(row, 4)?,
                    date: text(row, 5)?,
                    sub_number: sub_number(row, 6)?,
                    dossier: None,
                    actors: Vec::new(),
                })
            },
        )
    }

    /// The dossier of each of these documents, by id.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_dossiers_of(&self, documents: &[Guid]) -> Result<Vec<(Guid, String)>> {
        if documents.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select l.from_id, o.number, o.addition
             from links l
             join dossiers o on o.id = l.to_id
             where l.from_id in ({}) and l.kind = {} and o.deleted = 0
             order by l.position
             limit 5000",
            places(documents.len()),
            LinkKind::DocumentDossier as u8,
        );
        let found = rows(&self.read(), &sql, params_from_iter(documents.iter().map(|id| id.0)), |row| {
            Ok((guid(row, 0)?, dossier_key(row.get(1)?, text(row, 2)?)))
        })?;
        Ok(found.into_iter().filter_map(|(id, key)| key.map(|key| (id, key))).collect())
    }

    /// Who stands under each of these documents, by id, first signer first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_actors_of(&self, documents: &[Guid]) -> Result<Vec<(Guid, Actor)>> {
        if documents.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select a.document, a.name, a.party_name, a.function, a.role
             from document_actors a
             where a.document in ({}) and a.deleted = 0
             order by {ROLE_ORDER}, a.token, a.name
             limit 5000",
            places(documents.len()),
        );
        rows(&self.read(), &sql, params_from_iter(documents.iter().map(|id| id.0)), |row| {
            let actor = Actor {
                name: text(row, 1)?,
                party: text(row, 2)?,
                function: text(row, 3)?,
                role: text(row, 4)?,
                person_number: None,
                person_name: None,
                committee: None,
            };
            Ok((guid(row, 0)?, actor))
        })
    }

    /// How many documents these kinds have (empty: all), and from when to when. Reads an index from end to end.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_document_extent(&self, kinds: &[String]) -> Result<Extent> {
        let condition = if kinds.is_empty() {
            String::new()
        } else {
            format!(" and coalesce(kind, '') in ({})", places(kinds.len()))
        };
        let sql = format!(
            "select count(*), min(date), max(date)
             from documents
             where deleted = 0 and number is not null and date is not null{condition}
             limit 1"
        );
        let found = first(&self.read(), &sql, params_from_iter(kinds), |row| {
            Ok(Extent { total: row.get::<_, i64>(0)? as u64, oldest: text(row, 1)?, newest: text(row, 2)? })
        })?;
        Ok(found.unwrap_or_default())
    }
}
