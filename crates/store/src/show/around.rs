//! What a document belongs to: attachments, dossiers, cases, activities, agenda items, papers of the same case.

use model::{Guid, LinkKind};
use rusqlite::params;
use serde::Serialize;

use super::document::{Actor, ROLE_ORDER};
use super::people::{PERSON, spoken};
use super::{dossier_key, guid, rows, sub_number, text};
use crate::{Result, Store};

/// Another document, as a line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Neighbour {
    /// Official number.
    pub number: String,
    /// Kind of paper.
    pub kind: Option<String>,
    /// What it is about, or its title.
    pub subject: Option<String>,
    /// Day on the paper.
    pub date: Option<String>,
}

/// Both directions of "attachment of".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Attachments {
    /// Documents that this one is an attachment of.
    pub of: Vec<Neighbour>,
    /// Documents that are attachments of this one.
    pub with: Vec<Neighbour>,
}

/// A dossier of papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DossierRow {
    /// As in addresses: `36800-V`.
    pub number: String,
    /// Title.
    pub title: Option<String>,
    /// Title to cite it by.
    pub citation_title: Option<String>,
    /// Whether it is closed.
    pub closed: Option<bool>,
    /// Highest sub-number in it.
    pub highest_sub_number: Option<i64>,
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseRow {
    /// Id in the source.
    pub id: Guid,
    /// Official number: `2026Z01234`.
    pub number: String,
    /// Kind of case: `Motie`.
    pub kind: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Title to cite it by.
    pub citation_title: Option<String>,
    /// Other name.
    pub alias: Option<String>,
    /// Day it began.
    pub started: Option<String>,
    /// Day by which an answer is due.
    pub term: Option<String>,
    /// Status of the record.
    pub status: Option<String>,
    /// Where it stands: `In behandeling`.
    pub stage: Option<String>,
    /// Whether it is settled.
    pub settled: Option<bool>,
    /// Whether it is a major project.
    pub major_project: Option<bool>,
    /// Advice of the cabinet on a motion or amendment.
    pub cabinet_advice: Option<String>,
    /// Ground of a preliminary scrutiny procedure.
    pub legal_basis: Option<String>,
    /// Year of session.
    pub session_year: Option<String>,
    /// Which chamber's.
    pub organisation: Option<String>,
    /// Who brought it and who handles it.
    pub actors: Vec<Actor>,
}

/// An activity that deals with the document or with one of its cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActivityRow {
    /// Official number: `2026A01315`.
    pub number: Option<String>,
    /// Kind: `Commissiedebat`.
    pub kind: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Its day.
    pub date: Option<String>,
    /// Beginning, UTC.
    pub begins: Option<String>,
    /// End, UTC.
    pub ends: Option<String>,
    /// `Gepland`, `Uitgevoerd`, `Verplaatst`, …
    pub status: Option<String>,
    /// Leading committee.
    pub committee: Option<String>,
    /// Whether it is linked by way of a case, not by the document itself.
    pub via_case: bool,
}

/// An item of an agenda under which the document or one of its cases stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgendaItemRow {
    /// Official number: `2026P00123`.
    pub number: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Heading of the agenda.
    pub heading: Option<String>,
    /// Number of the activity.
    pub activity: Option<String>,
    /// Kind of the activity.
    pub activity_kind: Option<String>,
    /// Subject of the activity.
    pub activity_subject: Option<String>,
    /// Day of the activity.
    pub date: Option<String>,
    /// Whether it is linked by way of a case.
    pub via_case: bool,
}

/// Another paper of one of the document's cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CasePaper {
    /// Number of the case they share.
    pub case: String,
    /// The paper.
    #[serde(flatten)]
    pub paper: Neighbour,
}

impl Store {
    /// Attachments of a document and documents it is an attachment of, at most 500 together.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_attachments(&self, document: Guid) -> Result<Attachments> {
        let found = rows(
            &self.read(),
            "select 0 as direction, d.number, d.kind, coalesce(d.subject, d.title), d.date, l.position
             from links l
             join documents d on d.id = l.to_id
             where l.from_id = $1 and l.kind = $2 and d.deleted = 0 and d.number is not null
             union all
             select 1, d.number, d.kind, coalesce(d.subject, d.title), d.date, 0
             from links l
             join documents d on d.id = l.from_id
             where l.to_id = $1 and l.kind = $2 and d.deleted = 0 and d.number is not null
             order by direction, 6, 2
             limit 500",
            params![&document.0[..], LinkKind::AttachmentOf as u8],
            |row| Ok((row.get::<_, bool>(0)?, neighbour(row, 1)?)),
        )?;
        let mut attachments = Attachments::default();
        for (with, neighbour) in found {
            if with { attachments.with.push(neighbour) } else { attachments.of.push(neighbour) }
        }
        Ok(attachments)
    }

    /// The dossiers that a document names, at most 20.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_dossiers(&self, document: Guid) -> Result<Vec<DossierRow>> {
        let found = rows(
            &self.read(),
            "select o.number, o.addition, o.title, o.citation_title, o.closed, o.highest_sub_number
             from links l
             join dossiers o on o.id = l.to_id
             where l.from_id = $1 and l.kind = $2 and o.deleted = 0
             order by l.position
             limit 20",
            params![&document.0[..], LinkKind::DocumentDossier as u8],
            |row| {
                let number = dossier_key(row.get(0)?, text(row, 1)?);
                Ok(DossierRow {
                    number: number.unwrap_or_default(),
                    title: text(row, 2)?,
                    citation_title: text(row, 3)?,
                    closed: row.get(4)?,
                    highest_sub_number: sub_number(row, 5)?,
                })
            },
        )?;
        Ok(found.into_iter().filter(|dossier| !dossier.number.is_empty()).collect())
    }

    /// The cases of a document, without their actors, at most 100.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_cases(&self, document: Guid) -> Result<Vec<CaseRow>> {
        rows(
            &self.read(),
            "select c.id, c.number, c.kind, c.subject, c.title, c.citation_title, c.alias, c.started, c.term, c.status,
                    c.stage, c.settled, c.major_project, c.cabinet_advice, c.legal_basis, c.session_year, c.organisation
             from links l
             join cases c on c.id = l.to_id
             where l.from_id = $1 and l.kind = $2 and c.deleted = 0 and c.number is not null
             order by l.position
             limit 100",
            params![&document.0[..], LinkKind::DocumentCase as u8],
            case,
        )
    }

    /// The actors of all cases of a document, each with the case's id, at most 1,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_case_actors(&self, document: Guid) -> Result<Vec<(Guid, Actor)>> {
        rows(
            &self.read(),
            &format!(
                "select a.case_id, a.name, a.party_name, a.function, a.role, p.number, c.abbreviation, {PERSON}
                 from case_actors a
                 left join persons p on p.id = a.person and p.deleted = 0
                 left join committees c on c.id = a.committee and c.deleted = 0
                 where a.case_id in (select to_id from links where from_id = $1 and kind = $2) and a.deleted = 0
                 order by {ROLE_ORDER}, a.token, a.name
                 limit 1000"
            ),
            params![&document.0[..], LinkKind::DocumentCase as u8],
            |row| {
                let actor = Actor {
                    name: text(row, 1)?,
                    party: text(row, 2)?,
                    function: text(row, 3)?,
                    role: text(row, 4)?,
                    person_number: text(row, 5)?,
                    person_name: spoken(row, 7)?,
                    committee: text(row, 6)?,
                };
                Ok((guid(row, 0)?, actor))
            },
        )
    }

    /// Activities of a document and of its cases, newest first, at most 100.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_activities(&self, document: Guid) -> Result<Vec<ActivityRow>> {
        rows(
            &self.read(),
            "select a.number, a.kind, a.subject, a.date, a.begins, a.ends, a.status, a.lead_name, min(l.via_case)
             from (select to_id as id, 0 as via_case
                   from links
                   where from_id = $1 and kind = $2
                   union all
                   select b.to_id, 1
                   from links l
                   join links b on b.from_id = l.to_id and b.kind = $3
                   where l.from_id = $1 and l.kind = $4) l
             join activities a on a.id = l.id
             where a.deleted = 0
             group by a.id, a.number, a.kind, a.subject, a.date, a.begins, a.ends, a.status, a.lead_name
             order by a.date desc, a.number
             limit 100",
            params![
                &document.0[..],
                LinkKind::DocumentActivity as u8,
                LinkKind::CaseActivity as u8,
                LinkKind::DocumentCase as u8
            ],
            |row| {
                Ok(ActivityRow {
                    number: text(row, 0)?,
                    kind: text(row, 1)?,
                    subject: text(row, 2)?,
                    date: text(row, 3)?,
                    begins: text(row, 4)?,
                    ends: text(row, 5)?,
                    status: text(row, 6)?,
                    committee: text(row, 7)?,
                    via_case: row.get(8)?,
                })
            },
        )
    }

    /// Agenda items of a document and of its cases, newest activity first, at most 100.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_agenda_items(&self, document: Guid) -> Result<Vec<AgendaItemRow>> {
        rows(
            &self.read(),
            "select i.number, i.subject, i.heading, a.number, a.kind, a.subject, a.date, min(l.via_case)
             from (select to_id as id, 0 as via_case
                   from links
                   where from_id = $1 and kind = $2
                   union all
                   select b.to_id, 1
                   from links l
                   join links b on b.from_id = l.to_id and b.kind = $3
                   where l.from_id = $1 and l.kind = $4) l
             join agenda_items i on i.id = l.id
             left join activities a on a.id = i.activity and a.deleted = 0
             where i.deleted = 0
             group by i.id, i.number, i.subject, i.heading, a.number, a.kind, a.subject, a.date
             order by a.date desc, i.number
             limit 100",
            params![
                &document.0[..],
                LinkKind::DocumentAgendaItem as u8,
                LinkKind::CaseAgendaItem as u8,
                LinkKind::DocumentCase as u8
            ],
            |row| {
                Ok(AgendaItemRow {
                    number: text(row, 0)?,
                    subject: text(row, 1)?,
                    heading: text(row, 2)?,
                    activity: text(row, 3)?,
                    activity_kind: text(row, 4)?,
                    activity_subject: text(row, 5)?,
                    date: text(row, 6)?,
                    via_case: row.get(7)?,
                })
            },
        )
    }

    /// Other papers of a document's cases, oldest first, at most 200.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_case_papers(&self, document: Guid) -> Result<Vec<CasePaper>> {
        rows(
            &self.read(),
            "select min(c.number), d.number, d.kind, coalesce(d.subject, d.title), d.date
             from links l
             join cases c on c.id = l.to_id and c.deleted = 0
             join links b on b.to_id = c.id and b.kind = $1
             join documents d on d.id = b.from_id
             where l.from_id = $2 and l.kind = $1 and d.id <> $2 and d.deleted = 0 and d.number is not null
             group by d.id, d.number, d.kind, d.subject, d.title, d.date
             order by d.date, d.number
             limit 200",
            params![LinkKind::DocumentCase as u8, &document.0[..]],
            |row| {
                Ok(CasePaper {
                    case: row.get::<_, Option<String>>(0)?.unwrap_or_default(),
                    paper: neighbour(row, 1)?,
                })
            },
        )
    }
}

/// Reads a case without its actors from seventeen columns.
pub(crate) fn case(row: &rusqlite::Row<'_>) -> rusqlite::Result<CaseRow> {
    Ok(CaseRow {
        id: guid(row, 0)?,
        number: row.get(1)?,
        kind: text(row, 2)?,
        subject: text(row, 3)?,
        title: text(row, 4)?,
        citation_title: text(row, 5)?,
        alias: text(row, 6)?,
        started: text(row, 7)?,
        term: text(row, 8)?,
        status: text(row, 9)?,
        stage: text(row, 10)?,
        settled: row.get(11)?,
        major_project: row.get(12)?,
        cabinet_advice: text(row, 13)?,
        legal_basis: text(row, 14)?,
        session_year: text(row, 15)?,
        organisation: text(row, 16)?,
        actors: Vec::new(),
    })
}

/// Reads number, kind, subject and date from four columns.
pub(crate) fn neighbour(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Neighbour> {
    Ok(Neighbour {
        number: row.get(at)?,
        kind: text(row, at + 1)?,
        subject: text(row, at + 2)?,
        date: text(row, at + 3)?,
    })
}
