//! Motions: what the records tell of one, and the row that lists read.

use model::{Guid, LinkKind};
use rusqlite::{Connection, OptionalExtension, params};

use super::barred;
use super::questions::paper_number;
use crate::show::newest::CABINET_KINDS;
use crate::show::person::PAPER;
use crate::show::text;
use crate::{Result, Store};

/// A motion as the records tell of it.
#[derive(Debug, Clone, Default)]
pub struct MotionFacts {
    /// Number of its document.
    pub number: String,
    /// Its day.
    pub date: Option<String>,
    /// Its paper: `36800-V-49`.
    pub paper: Option<String>,
    /// Its dossier.
    pub dossier: Option<Guid>,
    /// Its subject.
    pub subject: Option<String>,
    /// What the cabinet advised.
    pub advice: Option<String>,
    /// First mover.
    pub mover: Option<String>,
    /// Party of the first mover at the time.
    pub party: Option<String>,
    /// What was decided on it, newest first.
    pub decisions: Vec<DecisionFacts>,
}

/// A decision as far as it matters here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecisionFacts {
    /// Its kind: `Stemmen - aangenomen`.
    pub kind: String,
    /// Its words: `Aangenomen.`
    pub text: String,
    /// `Besluit`, `Voorstel`, …
    pub status: String,
    /// How was voted; empty when there was no vote.
    pub vote_kind: String,
    /// Day of the activity.
    pub date: Option<String>,
}

/// The row of a motion.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MotionRecord {
    /// Its document.
    pub id: Guid,
    /// Number of its document.
    pub number: String,
    /// Its day.
    pub date: Option<String>,
    /// Its paper.
    pub paper: Option<String>,
    /// Its subject.
    pub subject: Option<String>,
    /// What became of it in the House, in one word.
    pub state: &'static str,
    /// The same in the words of the source.
    pub result: Option<String>,
    /// When that was decided.
    pub decided: Option<String>,
    /// What the cabinet advised.
    pub advice: Option<String>,
    /// First mover.
    pub mover: Option<String>,
    /// Party of the first mover at the time.
    pub party: Option<String>,
    /// Ministries that sign the cabinet's papers in its dossier.
    pub ministries: Vec<String>,
}

impl Store {
    /// What the records tell of a motion.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn motion_facts(&self, document: Guid) -> Result<Option<MotionFacts>> {
        let db = self.read();
        let found = db
            .prepare_cached(&format!(
                "select d.number, d.date, o.number, o.addition, d.sub_number, o.id, coalesce(d.subject, d.title)
                 from documents d
                 {PAPER}
                 where d.id = $1 and d.deleted = 0 and d.number is not null
                 limit 1"
            ))?
            .query_row(params![&document.0[..]], |row| {
                Ok(MotionFacts {
                    number: row.get(0)?,
                    date: text(row, 1)?,
                    paper: paper_number(row.get(2)?, text(row, 3)?, row.get(4)?),
                    dossier: row.get::<_, Option<[u8; 16]>>(5)?.map(Guid),
                    subject: text(row, 6)?,
                    ..MotionFacts::default()
                })
            })
            .optional()?;
        let Some(mut facts) = found else { return Ok(None) };
        let movers = "select name, party_name from document_actors where document = $1 and deleted = 0 and role = 'Eerste ondertekenaar' order by token limit 1";
        let submitters = "select a.name, a.party_name
             from links l
             join case_actors a on a.case_id = l.to_id and a.deleted = 0 and a.role = 'Indiener'
             where l.from_id = $1 and l.kind = 7
             order by l.position, a.token
             limit 1";
        for sql in [movers, submitters] {
            let mover: Option<(Option<String>, Option<String>)> = db
                .prepare_cached(sql)?
                .query_row([&document.0[..]], |row| Ok((text(row, 0)?, text(row, 1)?)))
                .optional()?;
            if let Some((name, party)) = mover
                && facts.mover.is_none()
            {
                (facts.mover, facts.party) = (name, party);
            }
        }
        facts.advice = db
            .prepare_cached(
                "select c.cabinet_advice
                 from links l
                 join cases c on c.id = l.to_id and c.deleted = 0
                 where l.from_id = $1 and l.kind = 7 and c.cabinet_advice <> ''
                 order by l.position
                 limit 1",
            )?
            .query_row([&document.0[..]], |row| row.get(0))
            .optional()?;
        facts.decisions = db
            .prepare_cached(
                "select coalesce(x.kind, ''), coalesce(x.text, ''), coalesce(x.status, ''), coalesce(x.vote_kind, ''), a.date
                 from links lc
                 join cases c on c.id = lc.to_id and c.deleted = 0
                 join links ld on ld.to_id = c.id and ld.kind = 3
                 join decisions x on x.id = ld.from_id and x.deleted = 0
                 left join agenda_items i on i.id = x.agenda_item and i.deleted = 0
                 left join activities a on a.id = i.activity and a.deleted = 0
                 where lc.from_id = $1 and lc.kind = 7
                 order by a.date desc, x.updated desc
                 limit 100",
            )?
            .query_map([&document.0[..]], |row| {
                Ok(DecisionFacts {
                    kind: row.get(0)?,
                    text: row.get(1)?,
                    status: row.get(2)?,
                    vote_kind: row.get(3)?,
                    date: text(row, 4)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Some(facts))
    }

    /// The motions of a dossier whose rows do not tell their paper: the dossier came after them. At most 2,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn motions_without_paper(&self, dossier: Guid) -> Result<Vec<Guid>> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select m.document
             from links l
             join motion_rows m on m.document = l.from_id and m.paper is null
             where l.to_id = $1 and l.kind = $2
             limit 2000",
        )?;
        let rows = statement.query_map(params![&dossier.0[..], LinkKind::DocumentDossier as u8], |row| {
            Ok(Guid(row.get(0)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Functions of who signed the newest papers of the cabinet in a dossier, at most 200.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn cabinet_functions(&self, dossier: Guid) -> Result<Vec<String>> {
        let db = self.read();
        let places = (3..3 + CABINET_KINDS.len()).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ");
        let mut statement = db.prepare_cached(&format!(
            "select a.function
             from (select d.id, d.date
                   from links l
                   join documents d on d.id = l.from_id and d.deleted = 0
                   where l.to_id = $1 and l.kind = $2 and d.kind in ({places})
                   order by d.date desc
                   limit 60) p
             join document_actors a on a.document = p.id and a.deleted = 0 and a.function <> ''
             order by p.date desc
             limit 200"
        ))?;
        let (id, kind) = (dossier.0, LinkKind::DocumentDossier as u8);
        let mut values: Vec<&dyn rusqlite::ToSql> = vec![&id, &kind];
        values.extend(CABINET_KINDS.iter().map(|kind| kind as &dyn rusqlite::ToSql));
        let rows = statement.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

pub(super) fn save(db: &Connection, motion: &MotionRecord) -> Result<()> {
    db.prepare_cached(
        "insert or replace into motion_rows (document, number, date, paper, subject, state, result, decided, advice, mover,
             party, ministries)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )?
    .execute(params![
        &motion.id.0[..],
        motion.number,
        motion.date,
        motion.paper,
        motion.subject,
        motion.state,
        motion.result,
        motion.decided,
        motion.advice,
        motion.mover,
        motion.party,
        barred(&motion.ministries)
    ])?;
    Ok(())
}
