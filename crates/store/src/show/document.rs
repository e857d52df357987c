//! One document: its record, its versions as the source counts them, and who stands under it.

use model::Guid;
use serde::Serialize;

use super::people::{PERSON, spoken};
use super::{first, guid, optional_guid, rows, sub_number, text};
use crate::{Result, Store};

/// A document as the source describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Id in the source.
    pub id: Guid,
    /// Official number: `2026D03887`.
    pub number: String,
    /// Kind of paper: `Brief regering`.
    pub kind: Option<String>,
    /// Title; for papers of a dossier that of the dossier.
    pub title: Option<String>,
    /// What it is about, in a sentence.
    pub subject: Option<String>,
    /// Day on the paper.
    pub date: Option<String>,
    /// Number within its dossier.
    pub sub_number: Option<i64>,
    /// Year of session: `2025-2026`.
    pub session_year: Option<String>,
    /// 2 for the House, 3 for both chambers.
    pub chamber: Option<i64>,
    /// Title to cite it by.
    pub citation_title: Option<String>,
    /// Other name.
    pub alias: Option<String>,
    /// Day it was registered.
    pub registered: Option<String>,
    /// Day it was received.
    pub received: Option<String>,
    /// Number in the annex of the proceedings, as the source writes it: `252600608`.
    pub annex_number: Option<String>,
    /// Reference of the sender.
    pub sender_reference: Option<String>,
    /// Which chamber's.
    pub organisation: Option<String>,
    /// Media type of its file as the source says, often wrong.
    pub content_type: Option<String>,
    /// Length of its file in bytes as the source says.
    pub content_length: Option<i64>,
    /// Its current version.
    pub current_version: Option<Guid>,
    /// When the source last changed the record, UTC.
    pub updated: Option<String>,
    /// When this record was fetched from the source, UTC.
    pub fetched: Option<String>,
    /// Whether the source withdrew it; the other fields are then the last known ones.
    pub deleted: bool,
}

/// A version of a document as the source counts them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// Id in the source.
    pub id: Guid,
    /// Counted from 1.
    pub version: Option<i64>,
    /// `Vrijgegeven`, …
    pub status: Option<String>,
    /// When it was made, UTC.
    pub date: Option<String>,
    /// File name extension as the source says.
    pub extension: Option<String>,
    /// Identifier of the official publication: `kst-36800-V-49`.
    pub external_id: Option<String>,
}

/// A person, party or committee in its role at a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// Name as the source wrote it at the time.
    pub name: Option<String>,
    /// Party at the time.
    pub party: Option<String>,
    /// Function at the time.
    pub function: Option<String>,
    /// `Eerste ondertekenaar`, `Mede ondertekenaar`, …
    pub role: Option<String>,
    /// Number of the person in the source, if the record names one.
    pub person_number: Option<String>,
    /// The person's name as people say it, where it was read: the page of a person has it in its address.
    #[serde(skip)]
    pub person_name: Option<String>,
    /// Abbreviation of the committee, if the record names one.
    pub committee: Option<String>,
}

/// Signers in the order of the paper: first signer, co-signers, the others; then as registered.
pub(crate) const ROLE_ORDER: &str = "case a.role
        when 'Eerste ondertekenaar' then 0
        when 'Indiener' then 0
        when 'Medeindiener' then 1
        when 'Mede ondertekenaar' then 1
        when 'Voortouwcommissie' then 3
        else 2 end";

impl Store {
    /// The document with this number, also a withdrawn one; a live one wins where the source gave a number twice.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_document(&self, number: &str) -> Result<Option<Document>> {
        first(
            &self.read(),
            "select d.id, d.number, d.kind, d.title, d.subject, d.date, d.sub_number, d.session_year, d.chamber,
                    d.citation_title, d.alias, d.registered, d.received, d.annex_number, d.sender_reference,
                    d.organisation, d.content_type, d.content_length, d.current_version, d.updated, p.fetched, d.deleted
             from documents d
             left join pages p on p.id = d.page
             where d.number = $1
             order by d.deleted, d.updated desc
             limit 1",
            [number],
            |row| {
                Ok(Document {
                    id: guid(row, 0)?,
                    number: row.get(1)?,
                    kind: text(row, 2)?,
                    title: text(row, 3)?,
                    subject: text(row, 4)?,
                    date: text(row, 5)?,
                    sub_number: sub_number(row, 6)?,
                    session_year: text(row, 7)?,
                    chamber: row.get(8)?,
                    citation_title: text(row, 9)?,
                    alias: text(row, 10)?,
                    registered: text(row, 11)?,
                    received: text(row, 12)?,
                    annex_number: text(row, 13)?,
                    sender_reference: text(row, 14)?,
                    organisation: text(row, 15)?,
                    content_type: text(row, 16)?,
                    content_length: row.get(17)?,
                    current_version: optional_guid(row, 18)?,
                    updated: text(row, 19)?,
                    fetched: text(row, 20)?,
                    deleted: row.get(21)?,
                })
            },
        )
    }

    /// The versions of a document, newest first, at most 100.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_versions(&self, document: Guid) -> Result<Vec<Version>> {
        rows(
            &self.read(),
            "select id, version, status, date, extension, external_id
             from document_versions
             where document = $1 and deleted = 0
             order by version desc, date desc
             limit 100",
            [&document.0[..]],
            |row| {
                Ok(Version {
                    id: guid(row, 0)?,
                    version: row.get(1)?,
                    status: text(row, 2)?,
                    date: text(row, 3)?,
                    extension: text(row, 4)?,
                    external_id: text(row, 5)?,
                })
            },
        )
    }

    /// Who stands under a document, first signer first, at most 300.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_document_actors(&self, document: Guid) -> Result<Vec<Actor>> {
        rows(
            &self.read(),
            &format!(
                "select a.name, a.party_name, a.function, a.role, p.number, c.abbreviation, {PERSON}
                 from document_actors a
                 left join persons p on p.id = a.person and p.deleted = 0
                 left join committees c on c.id = a.committee and c.deleted = 0
                 where a.document = $1 and a.deleted = 0
                 order by {ROLE_ORDER}, a.token, a.name
                 limit 300"
            ),
            [&document.0[..]],
            |row| {
                Ok(Actor {
                    name: text(row, 0)?,
                    party: text(row, 1)?,
                    function: text(row, 2)?,
                    role: text(row, 3)?,
                    person_number: text(row, 4)?,
                    person_name: spoken(row, 6)?,
                    committee: text(row, 5)?,
                })
            },
        )
    }
}
