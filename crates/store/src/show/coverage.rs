//! What is here and what is missing, counted: the ground of the coverage page and of the metrics.
//!
//! The counts read whole tables, so whoever shows them keeps them for a while.

use model::category::{CATEGORIES, ColumnKind};
use serde::Serialize;

use super::{rows, text};
use crate::status::{OriginalStatus, ProblemStatus, Status};
use crate::{Result, Store};

/// Everything that was counted.
#[derive(Debug, Clone, Serialize)]
pub struct Coverage {
    /// By category of the source, in its fixed order.
    pub categories: Vec<Covered>,
    /// Files of records.
    pub originals: OriginalStatus,
    /// Problems by stage.
    pub problems: ProblemStatus,
    /// Records that the index does not know yet.
    pub behind: u64,
    /// Work that waits, by job.
    pub queue: Vec<Waiting>,
    /// Elements of the feed that no column keeps.
    pub unknown_elements: Vec<(String, u64)>,
    /// Public meetings in the past of which there is no transcript here.
    pub meetings_without_transcript: u64,
    /// Meetings in the past.
    pub meetings: u64,
}

/// One category.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Covered {
    /// Its name in the source.
    pub category: &'static str,
    /// Records that the source shows now.
    pub live: u64,
    /// Records that it withdrew.
    pub deleted: u64,
    /// The oldest day in it, or else the moment the source first changed one of its records.
    pub oldest: Option<String>,
    /// The newest day in it.
    pub newest: Option<String>,
    /// When the source last changed a record, UTC.
    pub changed: Option<String>,
    /// References of its records to records that are not here.
    pub dangling: u64,
    /// Entries that could not be read.
    pub problems: u64,
    /// Live records with a file of which no text is here.
    pub without_text: u64,
    /// Whether it began in the middle: what is older is not here.
    pub partial: bool,
    /// When the source last had nothing more, UTC.
    pub caught_up: Option<String>,
    /// Why the last round failed.
    pub error: Option<String>,
}

/// Work that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// The job.
    pub job: String,
    /// How many.
    pub waiting: u64,
    /// How many of these failed before.
    pub failed: u64,
}

/// Something that went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProblemRow {
    /// `entries`, `originals`, `reading`, `source`.
    pub stage: String,
    /// Id of the record, or name of the category.
    pub subject: String,
    /// Stable code.
    pub code: String,
    /// What happened.
    pub detail: String,
    /// When it was last seen, UTC.
    pub last_seen: String,
    /// How often.
    pub count: u64,
    /// Number of the document, where it is one.
    pub document: Option<String>,
}

/// A category with its first and last day.
type Days = (String, Option<String>, Option<String>);

impl Store {
    /// Counts everything. Takes long on a large store.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_coverage(&self) -> Result<Coverage> {
        let Status { categories, originals, problems, index, unknown_elements } = self.status()?;
        let days = self.covered_days()?;
        let dangling = self.dangling()?;
        let troubled = self.troubled()?;
        let textless = self.textless()?;
        let named = |list: &[(String, u64)], name: &str| {
            list.iter().find(|(known, _)| known == name).map_or(0, |(_, count)| *count)
        };
        let categories = CATEGORIES.iter().map(|spec| {
            let status = categories.get(spec.source).cloned().unwrap_or_default();
            let days = days.iter().find(|(category, _, _)| category == spec.source);
            Covered {
                category: spec.source,
                live: status.live,
                deleted: status.deleted,
                oldest: days.and_then(|days| days.1.clone()),
                newest: days.and_then(|days| days.2.clone()),
                changed: status.newest,
                dangling: named(&dangling, spec.source),
                problems: named(&troubled, spec.source),
                without_text: named(&textless, spec.source),
                partial: status.since.is_some_and(|since| since > 0),
                caught_up: status.caught_up,
                error: status.error,
            }
        });
        let categories = categories.collect();
        let (meetings, meetings_without_transcript) = self.untold_meetings()?;
        Ok(Coverage {
            categories,
            originals,
            problems,
            behind: index.behind,
            queue: self.work_waiting()?,
            unknown_elements: unknown_elements.into_iter().collect(),
            meetings,
            meetings_without_transcript,
        })
    }

    /// The problems last seen.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_problems(&self, limit: u64) -> Result<Vec<ProblemRow>> {
        rows(
            &self.read(),
            "select p.stage, p.subject, p.code, p.detail, p.last_seen, p.count
             from problems p
             order by p.last_seen desc, p.stage, p.subject
             limit $1",
            [limit as i64],
            |row| {
                Ok(ProblemRow {
                    stage: row.get(0)?,
                    subject: row.get(1)?,
                    code: row.get(2)?,
                    detail: row.get(3)?,
                    last_seen: row.get(4)?,
                    count: row.get::<_, i64>(5)? as u64,
                    document: None,
                })
            },
        )
    }

    /// First and last day of each category.
    fn covered_days(&self) -> Result<Vec<Days>> {
        let selects = CATEGORIES.iter().map(|spec| {
            let day = ["date", "started", "made", "since", "updated"];
            let known = |name: &&&str| **name == "updated" || spec.columns.iter().any(|column| column.name == **name);
            let day = day.iter().find(known).copied().unwrap_or("updated");
            // the source writes the year 1 for no date
            format!(
                "select '{}', min(case when {day} >= '1800' then substr({day}, 1, 10) end), max(substr({day}, 1, 10)) from {} where deleted = 0",
                spec.source, spec.table
            )
        });
        let sql = selects.collect::<Vec<_>>().join(" union all ");
        rows(&self.read(), &sql, [], |row| Ok((row.get(0)?, text(row, 1)?, text(row, 2)?)))
    }

    /// How many references of each category lead nowhere.
    fn dangling(&self) -> Result<Vec<(String, u64)>> {
        let mut selects = Vec::new();
        for spec in &CATEGORIES {
            for column in spec.columns {
                if let ColumnKind::Ref(target) = column.kind {
                    selects.push(format!(
                        "select '{}' as category, count(*) as missing from {} r left join {} t on t.id = r.{} where r.deleted = 0 and r.{} is not null and t.id is null",
                        spec.source,
                        spec.table,
                        target.table(),
                        column.name,
                        column.name
                    ));
                }
            }
        }
        let sql = format!(
            "select category, sum(missing) from ({}) references_of group by category",
            selects.join(" union all ")
        );
        rows(&self.read(), &sql, [], named_count)
    }

    /// How many entries of each category could not be read.
    fn troubled(&self) -> Result<Vec<(String, u64)>> {
        rows(
            &self.read(),
            "select case when instr(subject, ' ') > 0 then substr(subject, 1, instr(subject, ' ') - 1) else subject end, count(*)
             from problems
             where stage in ('entries', 'source')
             group by 1
             limit 1000",
            [],
            named_count,
        )
    }

    /// Of how many live records with a file no text is here.
    fn textless(&self) -> Result<Vec<(String, u64)>> {
        rows(
            &self.read(),
            "select 'Document', count(*)
             from documents d
             where d.deleted = 0 and d.content_type is not null
                and not exists (select 1 from originals o join texts t on t.hash = o.hash and t.chars > 0 where o.id = d.id)
             union all
             select 'Verslag', count(*)
             from transcripts d
             where d.deleted = 0 and d.content_type is not null
                and not exists (select 1 from originals o join texts t on t.hash = o.hash and t.chars > 0 where o.id = d.id)",
            [],
            named_count,
        )
    }

    /// How many meetings there were, and of how many there is no transcript.
    fn untold_meetings(&self) -> Result<(u64, u64)> {
        let found = rows(
            &self.read(),
            "select count(*), coalesce(sum(case when not exists (select 1 from transcripts t where t.meeting = m.id and t.deleted = 0)
                                                then 1 else 0 end), 0)
             from meetings m
             where m.deleted = 0 and m.closes is not null",
            [],
            |row| Ok((row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64)),
        )?;
        Ok(found.into_iter().next().unwrap_or_default())
    }

    /// Work that waits, by job.
    fn work_waiting(&self) -> Result<Vec<Waiting>> {
        rows(
            &self.read(),
            "select job, count(*), coalesce(sum(case when attempts > 0 then 1 else 0 end), 0)
             from queue
             group by job
             order by job
             limit 50",
            [],
            |row| {
                Ok(Waiting {
                    job: row.get(0)?,
                    waiting: row.get::<_, i64>(1)? as u64,
                    failed: row.get::<_, i64>(2)? as u64,
                })
            },
        )
    }
}

fn named_count(row: &rusqlite::Row<'_>) -> rusqlite::Result<(String, u64)> {
    Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?.unwrap_or_default() as u64))
}
