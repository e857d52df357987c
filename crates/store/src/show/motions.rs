//! Motions: the list with results, and every passage that speaks of one.

use model::{Guid, LinkKind};
use rusqlite::{ToSql, params_from_iter};
use serde::Serialize;

use super::around::{Neighbour, neighbour};
use super::units::{Counted, counted};
use super::{dossier_key, first, guid, places, rows, sub_number, text};
use crate::{Result, Store};

/// Kinds of paper that are motions, as the source names them.
pub const MOTION_KINDS: [&str; 2] = ["Motie", "Motie (gewijzigd/nader)"];

const DECIDED: &str = "select x.text
     from links lc
     join cases c on c.id = lc.to_id and c.deleted = 0
     join links ld on ld.to_id = c.id and ld.kind = 3
     join decisions x on x.id = ld.from_id and x.deleted = 0
     left join agenda_items i on i.id = x.agenda_item
     left join activities a on a.id = i.activity
     where lc.from_id = d.id and lc.kind = 7
        and (x.kind like 'Stemmen - %' or x.vote_kind <> '' or x.kind in ('Overgenomen', 'Ingetrokken') or x.kind like 'Termijn - vervallen%')
     order by a.date desc, x.updated desc
     limit 1";
const ADVICE: &str = "select c.cabinet_advice
     from links lc
     join cases c on c.id = lc.to_id and c.deleted = 0
     where lc.from_id = d.id and lc.kind = 7 and c.cabinet_advice <> ''
     order by lc.position
     limit 1";
const MOVER: &str = "select coalesce(nullif(s.party_name, ''), '')
     from document_actors s
     where s.document = d.id and s.deleted = 0 and s.role = 'Eerste ondertekenaar'
     limit 1";

/// Which motions a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MotionFilter {
    /// Only with this last decision: `Aangenomen.`; empty text is none yet.
    pub result: Option<String>,
    /// Only of this party of the first mover.
    pub party: Option<String>,
    /// Only of this year.
    pub year: Option<String>,
}

/// A motion as an entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MotionRow {
    /// Its document's id.
    #[serde(skip)]
    pub id: Guid,
    /// Its document.
    #[serde(flatten)]
    pub document: Neighbour,
    /// Its paper: `36800-V-49`; none while it has no number in a dossier.
    pub paper: Option<String>,
    /// The last decision on it.
    pub result: Option<String>,
    /// Advice of the cabinet.
    pub cabinet_advice: Option<String>,
    /// First mover.
    pub mover: Option<String>,
    /// Party of the first mover at the time.
    pub party: Option<String>,
    /// Documents that mention it.
    pub mentions: u64,
}

/// A passage that speaks of a motion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SaidOfMotion {
    /// The document that says it.
    #[serde(skip)]
    pub id: Guid,
    /// The same for readers.
    pub document: Neighbour,
    /// Its name or number as printed there.
    pub text: String,
    /// What the author says became of it; none where it is only cited.
    pub claim: Option<String>,
    /// The sentence.
    pub quote: String,
    /// Where it stands, in characters.
    #[serde(skip)]
    pub start: u32,
    /// One past the end.
    #[serde(skip)]
    pub stop: u32,
    /// Whether the text itself tells which motion is meant.
    pub told: bool,
}

impl MotionFilter {
    fn conditions<'f>(&'f self, parameters: &mut Vec<&'f dyn ToSql>) -> String {
        let mut conditions = String::new();
        let decided = format!("coalesce(({DECIDED}), '')");
        let mover = format!("({MOVER})");
        let columns =
            [(&self.result, decided.as_str()), (&self.party, &mover), (&self.year, "substr(d.date, 1, 4)")];
        for (value, column) in columns {
            if let Some(value) = value {
                parameters.push(value);
                conditions.push_str(&format!(" and {column} = ${}", parameters.len()));
            }
        }
        conditions
    }
}

impl Store {
    /// The newest motions that a filter lets through, without their papers and mentions.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_motions(&self, filter: &MotionFilter, offset: u64, limit: u64) -> Result<Vec<MotionRow>> {
        let mut parameters = Vec::new();
        let conditions = filter.conditions(&mut parameters);
        let sql = format!(
            "select d.id, d.number, d.kind, coalesce(d.subject, d.title), d.date, ({DECIDED}), ({ADVICE}), ({MOVER}),
                    (select s.name
                     from document_actors s
                     where s.document = d.id and s.deleted = 0 and s.role = 'Eerste ondertekenaar'
                     limit 1),
                    o.number, o.addition, d.sub_number
             from documents d
             left join links l on l.from_id = d.id and l.kind = {} and l.position = 0
             left join dossiers o on o.id = l.to_id and o.deleted = 0
             where d.kind in ('Motie', 'Motie (gewijzigd/nader)') and d.deleted = 0 and d.number is not null{conditions}
             order by d.date desc, d.number desc
             limit {limit} offset {offset}",
            LinkKind::DocumentDossier as u8,
        );
        rows(&self.read(), &sql, params_from_iter(parameters), |row| {
            let dossier = dossier_key(row.get(9)?, text(row, 10)?);
            Ok(MotionRow {
                id: guid(row, 0)?,
                document: neighbour(row, 1)?,
                result: text(row, 5)?,
                cabinet_advice: text(row, 6)?,
                party: text(row, 7)?,
                mover: text(row, 8)?,
                paper: dossier.zip(sub_number(row, 11)?).map(|(dossier, sub)| format!("{dossier}-{sub}")),
                mentions: 0,
            })
        })
    }

    /// How many motions a filter lets through.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_motion_total(&self, filter: &MotionFilter) -> Result<u64> {
        let mut parameters = Vec::new();
        let conditions = filter.conditions(&mut parameters);
        let sql = format!(
            "select count(*)
             from documents d
             where d.kind in ('Motie', 'Motie (gewijzigd/nader)') and d.deleted = 0 and d.number is not null{conditions}
             limit 1"
        );
        let total = first(&self.read(), &sql, params_from_iter(parameters), |row| row.get::<_, i64>(0))?;
        Ok(total.unwrap_or_default() as u64)
    }

    /// In how many documents each of these motions is mentioned.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_mention_counts(&self, papers: &[String]) -> Result<Vec<Counted>> {
        if papers.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select m.target, count(distinct m.document)
             from motion_mentions m
             join documents d on d.id = m.document and d.deleted = 0 and d.number is not null
             where m.target in ({})
             group by m.target
             limit 1000",
            places(papers.len())
        );
        rows(&self.read(), &sql, params_from_iter(papers), counted)
    }

    /// Parties of first movers, most motions first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_motion_parties(&self) -> Result<Vec<Counted>> {
        rows(
            &self.read(),
            "select s.party_name, count(*)
             from documents d
             join document_actors s on s.document = d.id and s.deleted = 0 and s.role = 'Eerste ondertekenaar'
             where d.kind in ('Motie', 'Motie (gewijzigd/nader)') and d.deleted = 0 and s.party_name <> ''
             group by 1
             order by 2 desc, 1
             limit 60",
            [],
            counted,
        )
    }

    /// Years of motions, newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_motion_years(&self) -> Result<Vec<Counted>> {
        rows(
            &self.read(),
            "select substr(date, 1, 4), count(*)
             from documents
             where kind in ('Motie', 'Motie (gewijzigd/nader)') and deleted = 0 and date is not null
             group by 1
             order by 1 desc
             limit 60",
            [],
            counted,
        )
    }

    /// Every passage outside the motion itself that mentions or cites one of these numbers, oldest first, at most
    /// 600. A passage that does both comes twice: the mention first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_said_of(&self, document: Option<Guid>, numbers: &[String]) -> Result<Vec<SaidOfMotion>> {
        let own = document.unwrap_or_default().0;
        let list = places(numbers.len());
        let own_place = numbers.len() + 1;
        let sql = format!(
            "select d.id, d.number, d.kind, coalesce(d.subject, d.title), d.date, p.text, p.claim, p.quote, p.start, p.stop,
                    p.told
             from (select document, name as text, claim, quote, start, stop, told
                   from motion_mentions
                   where target in ({list})
                   union all
                   select document, text, null, quote, start, stop, 1
                   from citations
                   where target in ({list}) and kind in ('kamerstuk', 'document')) p
             join documents d on d.id = p.document and d.deleted = 0 and d.number is not null
             where d.id <> ${own_place}
             order by d.date, d.number, p.claim is null, p.start
             limit 600"
        );
        let mut parameters: Vec<&dyn ToSql> = numbers.iter().map(|number| number as &dyn ToSql).collect();
        parameters.push(&own);
        rows(&self.read(), &sql, params_from_iter(parameters), |row| {
            Ok(SaidOfMotion {
                id: guid(row, 0)?,
                document: neighbour(row, 1)?,
                text: row.get(5)?,
                claim: text(row, 6)?,
                quote: row.get(7)?,
                start: row.get(8)?,
                stop: row.get(9)?,
                told: row.get(10)?,
            })
        })
    }
}
