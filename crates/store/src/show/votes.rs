//! Decisions on the cases of a document, and how the votes on them fell.

use model::{Guid, LinkKind};
use rusqlite::{Row, params};
use serde::Serialize;

pub use super::tally::{PartySide, Side, Tally, VoteRow};
use super::{guid, optional_guid, rows, text};
use crate::{Result, Store};

/// A decision on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionRow {
    /// Id in the source.
    pub id: Guid,
    /// Number of the case.
    pub case: String,
    /// Kind of decision.
    pub kind: Option<String>,
    /// What was decided: `Aangenomen.`
    pub text: Option<String>,
    /// Remark.
    pub remark: Option<String>,
    /// `Besluit` or `Voorstel`.
    pub status: Option<String>,
    /// How was voted: `Met handopsteken`, `Hoofdelijk`; none if there was no vote.
    pub vote_kind: Option<String>,
    /// Day of the activity where it was taken.
    pub date: Option<String>,
    /// Number of that activity.
    pub activity: Option<String>,
    /// Kind of that activity.
    pub activity_kind: Option<String>,
    /// How the votes fell; none if none are known.
    pub tally: Option<Tally>,
}

/// The columns that [`vote_row`] reads, of `votes v`.
pub(crate) const VOTE_COLUMNS: &str =
    "v.decision, coalesce(v.person, v.party), v.choice, v.name, v.party_name, v.party_size,
                v.person is not null or v.member_sid is not null, coalesce(v.mistake, 0)";

pub(crate) fn vote_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<VoteRow> {
    Ok(VoteRow {
        decision: guid(row, 0)?,
        voter: optional_guid(row, 1)?,
        choice: text(row, 2)?,
        name: text(row, 3)?,
        party: text(row, 4)?,
        seats: row.get(5)?,
        member: row.get(6)?,
        mistake: row.get(7)?,
    })
}

impl Store {
    /// Decisions on the cases of a document, newest first, at most 100, without their votes.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_decisions(&self, document: Guid) -> Result<Vec<DecisionRow>> {
        rows(
            &self.read(),
            "select d.id, c.number, d.kind, d.text, d.remark, d.status, d.vote_kind, a.date, a.number, a.kind
             from links l
             join cases c on c.id = l.to_id and c.deleted = 0
             join links b on b.to_id = c.id and b.kind = $1
             join decisions d on d.id = b.from_id and d.deleted = 0
             left join agenda_items i on i.id = d.agenda_item and i.deleted = 0
             left join activities a on a.id = i.activity and a.deleted = 0
             where l.from_id = $2 and l.kind = $3
             order by a.date desc, d.updated desc, d.position desc
             limit 100",
            params![LinkKind::DecisionCase as u8, &document.0[..], LinkKind::DocumentCase as u8],
            decision,
        )
    }

    /// All votes on the decisions of [`Store::show_decisions`], the latest record of a voter first, at most 5,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_votes(&self, document: Guid) -> Result<Vec<VoteRow>> {
        rows(
            &self.read(),
            &format!(
                "select {VOTE_COLUMNS}
                 from links l
                 join links b on b.to_id = l.to_id and b.kind = $1
                 join votes v on v.decision = b.from_id
                 where l.from_id = $2 and l.kind = $3 and v.deleted = 0
                 order by v.token desc
                 limit 5000"
            ),
            params![LinkKind::DecisionCase as u8, &document.0[..], LinkKind::DocumentCase as u8],
            vote_row,
        )
    }

    /// Decisions on a case, newest first, at most 200, without their votes.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_decisions_of_case(&self, case: Guid) -> Result<Vec<DecisionRow>> {
        rows(
            &self.read(),
            "select d.id, c.number, d.kind, d.text, d.remark, d.status, d.vote_kind, a.date, a.number, a.kind
             from links b
             join cases c on c.id = b.to_id
             join decisions d on d.id = b.from_id and d.deleted = 0
             left join agenda_items i on i.id = d.agenda_item and i.deleted = 0
             left join activities a on a.id = i.activity and a.deleted = 0
             where b.to_id = $1 and b.kind = $2
             order by a.date desc, d.updated desc, d.position desc
             limit 200",
            params![&case.0[..], LinkKind::DecisionCase as u8],
            decision,
        )
    }

    /// All votes on the decisions of [`Store::show_decisions_of_case`], the latest record of a voter first, at most
    /// 5,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_ballots_of_case(&self, case: Guid) -> Result<Vec<VoteRow>> {
        rows(
            &self.read(),
            &format!(
                "select {VOTE_COLUMNS}
                 from links b
                 join votes v on v.decision = b.from_id
                 where b.to_id = $1 and b.kind = $2 and v.deleted = 0
                 order by v.token desc
                 limit 5000"
            ),
            params![&case.0[..], LinkKind::DecisionCase as u8],
            vote_row,
        )
    }
}

fn decision(row: &Row<'_>) -> rusqlite::Result<DecisionRow> {
    Ok(DecisionRow {
        id: guid(row, 0)?,
        case: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
        kind: text(row, 2)?,
        text: text(row, 3)?,
        remark: text(row, 4)?,
        status: text(row, 5)?,
        vote_kind: text(row, 6)?,
        date: text(row, 7)?,
        activity: text(row, 8)?,
        activity_kind: text(row, 9)?,
        tally: None,
    })
}
