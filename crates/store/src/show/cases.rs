//! One case with everything that belongs to it.

use model::{Guid, LinkKind};
use rusqlite::params;
use serde::Serialize;

use super::around::{CaseRow, Neighbour, case, neighbour};
use super::document::{Actor, ROLE_ORDER};
use super::people::{PERSON, spoken};
use super::person::PAPER;
use super::{dossier_key, first, rows, sub_number, text};
use crate::{Result, Store};

/// Another case with what it is to this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RelatedCase {
    /// `replaces`, `replaced_by`, `follows`, `followed_by`.
    pub relation: String,
    /// Its number.
    pub number: String,
    /// Its kind.
    pub kind: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Day it began.
    pub started: Option<String>,
}

/// A paper of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperOfCase {
    /// The document.
    #[serde(flatten)]
    pub document: Neighbour,
    /// Its place in a dossier: `36800-V-49`.
    pub paper: Option<String>,
    /// Who signed first: name, party at the time, function.
    pub signer: Option<Actor>,
}

/// An activity that deals with the case, with the item of its agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActivityOfCase {
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
    /// `Gepland`, `Uitgevoerd`, …
    pub status: Option<String>,
    /// Leading committee.
    pub committee: Option<String>,
    /// The item of the agenda under which the case stands.
    pub item: Option<String>,
    /// Number of that item.
    pub item_number: Option<String>,
}

impl Store {
    /// The case with this number, without its actors.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_case(&self, number: &str) -> Result<Option<CaseRow>> {
        first(
            &self.read(),
            "select c.id, c.number, c.kind, c.subject, c.title, c.citation_title, c.alias, c.started, c.term, c.status,
                    c.stage, c.settled, c.major_project, c.cabinet_advice, c.legal_basis, c.session_year, c.organisation
             from cases c
             where c.number = $1 and c.deleted = 0
             order by c.updated desc
             limit 1",
            [number],
            case,
        )
    }

    /// Who brought a case and who handles it, at most 300.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_actors_of_case(&self, case: Guid) -> Result<Vec<Actor>> {
        rows(
            &self.read(),
            &format!(
                "select a.name, a.party_name, a.function, a.role, p.number, c.abbreviation, {PERSON}
                 from case_actors a
                 left join persons p on p.id = a.person and p.deleted = 0
                 left join committees c on c.id = a.committee and c.deleted = 0
                 where a.case_id = $1 and a.deleted = 0
                 order by {ROLE_ORDER}, a.token, a.name
                 limit 300"
            ),
            [&case.0[..]],
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

    /// The papers of a case with their first signers, oldest first, at most 300.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_papers_of_case(&self, case: Guid) -> Result<Vec<PaperOfCase>> {
        rows(
            &self.read(),
            &format!(
                "select d.number, d.kind, coalesce(d.subject, d.title), d.date, o.number, o.addition, d.sub_number, a.name,
                    a.party_name, a.function, a.role, p.number, {PERSON}
             from links l
             join documents d on d.id = l.from_id and d.deleted = 0 and d.number is not null
             {PAPER}
             left join document_actors a on a.id = (select s.id
                                                    from document_actors s
                                                    where s.document = d.id and s.deleted = 0
                                                    order by s.role = 'Eerste ondertekenaar' desc, s.token
                                                    limit 1)
             left join persons p on p.id = a.person and p.deleted = 0
             where l.to_id = $1 and l.kind = $2
             order by d.date, d.number
             limit 300"
            ),
            params![&case.0[..], LinkKind::DocumentCase as u8],
            |row| {
                let dossier = dossier_key(row.get(4)?, text(row, 5)?);
                let signer = Actor {
                    name: text(row, 7)?,
                    party: text(row, 8)?,
                    function: text(row, 9)?,
                    role: text(row, 10)?,
                    person_number: text(row, 11)?,
                    person_name: spoken(row, 12)?,
                    committee: None,
                };
                Ok(PaperOfCase {
                    document: neighbour(row, 0)?,
                    paper: dossier.zip(sub_number(row, 6)?).map(|(dossier, sub)| format!("{dossier}-{sub}")),
                    signer: signer.name.is_some().then_some(signer),
                })
            },
        )
    }

    /// Activities of a case and of its agenda items, oldest first, at most 200.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_activities_of_case(&self, case: Guid) -> Result<Vec<ActivityOfCase>> {
        rows(
            &self.read(),
            "select a.number, a.kind, a.subject, a.date, a.begins, a.status, a.lead_name, max(w.subject), max(w.number)
             from (select l.to_id as activity, null as subject, null as number
                   from links l
                   where l.from_id = $1 and l.kind = $2
                   union all
                   select i.activity, i.subject, i.number
                   from links l
                   join agenda_items i on i.id = l.to_id and i.deleted = 0
                   where l.from_id = $1 and l.kind = $3) w
             join activities a on a.id = w.activity and a.deleted = 0
             group by a.id, a.number, a.kind, a.subject, a.date, a.begins, a.status, a.lead_name
             order by a.date, a.begins, a.number
             limit 200",
            params![&case.0[..], LinkKind::CaseActivity as u8, LinkKind::CaseAgendaItem as u8],
            |row| {
                Ok(ActivityOfCase {
                    number: text(row, 0)?,
                    kind: text(row, 1)?,
                    subject: text(row, 2)?,
                    date: text(row, 3)?,
                    begins: text(row, 4)?,
                    status: text(row, 5)?,
                    committee: text(row, 6)?,
                    item: text(row, 7)?,
                    item_number: text(row, 8)?,
                })
            },
        )
    }

    /// Cases that a case replaces, follows on, or is replaced or followed by; at most 100.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_related_cases(&self, case: Guid) -> Result<Vec<RelatedCase>> {
        rows(
            &self.read(),
            "select w.relation, c.number, c.kind, coalesce(c.subject, c.title), c.started
             from (select case when kind = $1 then 'replaces' else 'follows' end as relation, to_id as id
                   from links
                   where from_id = $2 and kind in ($1, $3)
                   union
                   select case when kind = $1 then 'replaced_by' else 'followed_by' end, from_id
                   from links
                   where to_id = $2 and kind in ($1, $3)) w
             join cases c on c.id = w.id and c.deleted = 0 and c.number is not null
             order by c.started, c.number
             limit 100",
            params![LinkKind::CaseReplaces as u8, &case.0[..], LinkKind::RelatedFrom as u8],
            |row| {
                Ok(RelatedCase {
                    relation: row.get(0)?,
                    number: row.get(1)?,
                    kind: text(row, 2)?,
                    subject: text(row, 3)?,
                    started: text(row, 4)?,
                })
            },
        )
    }

    /// Dossiers of a case, at most 20: number and title.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_dossiers_of_case(&self, case: Guid) -> Result<Vec<(String, Option<String>)>> {
        let found = rows(
            &self.read(),
            "select o.number, o.addition, o.title
             from links l
             join dossiers o on o.id = l.to_id and o.deleted = 0
             where l.from_id = $1 and l.kind = $2
             order by l.position
             limit 20",
            params![&case.0[..], LinkKind::CaseDossier as u8],
            |row| Ok((dossier_key(row.get(0)?, text(row, 1)?), text(row, 2)?)),
        )?;
        Ok(found.into_iter().filter_map(|(number, title)| Some((number?, title))).collect())
    }
}
