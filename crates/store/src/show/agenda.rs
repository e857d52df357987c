//! The agenda: activities by day, those without a day, and what they can be filtered by.

use model::Guid;
use serde::Serialize;

use super::conditions::Conditions;
use super::newest::Extent;
use super::units::{Counted, counted};
use super::{first, guid, rows, text};
use crate::{Result, Store};

/// Statuses of activities that will not be, or have been, as the source names them.
pub const OVER: [&str; 4] = ["Uitgevoerd", "Geannuleerd", "Vervallen", "Verplaatst"];

/// Kinds of date that are no day: a week, or nothing yet.
const NO_DAY: &str = "('Weeknummer', 'Nog geen datum bekend')";

/// Which activities a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgendaFilter {
    /// Those without a day instead of those with one.
    pub undated: bool,
    /// Only on this day or after.
    pub from: Option<String>,
    /// Only on this day or before.
    pub until: Option<String>,
    /// Only led by the committee with this abbreviation.
    pub committee: Option<String>,
    /// Only of this kind.
    pub kind: Option<String>,
    /// Only closed ones, or only open ones.
    pub closed: Option<bool>,
    /// Only with this status.
    pub status: Option<String>,
    /// Only those that may still come: not one of [`OVER`].
    pub coming: bool,
}

/// In which order a list of activities stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AgendaOrder {
    /// The first to come first.
    #[default]
    Soonest,
    /// The latest day first; within a day by the clock.
    Latest,
}

/// An activity as an entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgendaEntry {
    /// Id in the source.
    pub id: Guid,
    /// Official number: `2026A01315`.
    pub number: Option<String>,
    /// Kind: `Commissiedebat`.
    pub kind: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// `Dag`, `Meerdaags`, `Weeknummer`, `Nog geen datum bekend`.
    pub date_kind: Option<String>,
    /// Its day, or the Monday of its week.
    pub date: Option<String>,
    /// Beginning, UTC.
    pub begins: Option<String>,
    /// End, UTC.
    pub ends: Option<String>,
    /// Place outside the House.
    pub location: Option<String>,
    /// Whether the public is not admitted.
    pub closed: Option<bool>,
    /// `Gepland`, `Uitgevoerd`, `Verplaatst`, `Geannuleerd`, `Vervallen`.
    pub status: Option<String>,
    /// Abbreviation of who leads it: `BuZa`; `TK` for the House as a whole.
    pub committee: Option<String>,
    /// Name of who leads it.
    pub committee_name: Option<String>,
    /// Room, if one is reserved.
    pub room: Option<String>,
    /// When the source last changed the record, UTC.
    pub updated: Option<String>,
    /// How often the record changed since it was first seen here.
    pub sequence: u64,
}

/// A committee that leads activities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeadRow {
    /// Its abbreviation.
    pub abbreviation: String,
    /// Its name.
    pub name: String,
    /// How many activities.
    pub count: u64,
}

impl AgendaFilter {
    fn conditions(&self) -> Conditions<'_> {
        let mut conditions = Conditions::new();
        if self.undated {
            conditions.and(&format!("(a.date is null or a.date_kind in {NO_DAY})"));
        } else {
            conditions.and(&format!("a.date is not null and coalesce(a.date_kind, '') not in {NO_DAY}"));
            conditions.with("a.date >= ?", self.from.as_ref());
            conditions.with("a.date <= ?", self.until.as_ref());
        }
        conditions.with("a.lead_abbreviation = ?", self.committee.as_ref());
        conditions.with("a.kind = ?", self.kind.as_ref());
        conditions.with("coalesce(a.closed, 0) = ?", self.closed.as_ref());
        conditions.with("a.status = ?", self.status.as_ref());
        if self.coming {
            conditions.and(&format!("coalesce(a.status, '') not in ('{}')", OVER.join("', '")));
        }
        conditions
    }
}

impl Store {
    /// Activities that a filter lets through; those without a day by week, then by number.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_agenda(
        &self,
        filter: &AgendaFilter,
        order: AgendaOrder,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<AgendaEntry>> {
        let conditions = filter.conditions();
        let order = match (filter.undated, order) {
            (true, _) => "a.date is null, a.date, a.number desc",
            (false, AgendaOrder::Soonest) => "a.date, a.begins, a.number",
            (false, AgendaOrder::Latest) => "a.date desc, a.begins, a.number",
        };
        let sql = format!(
            "select a.id, a.number, a.kind, a.subject, a.date_kind, a.date, a.begins, a.ends, a.location, a.closed,
                    a.status, a.lead_abbreviation, a.lead_name,
                    (select z.name
                     from reservations r
                     join rooms z on z.id = r.room and z.deleted = 0
                     where r.activity_number = a.number and r.deleted = 0
                     order by r.token desc
                     limit 1),
                    a.updated, (select count(*) from events e where e.id = a.id and e.kind <> 'new')
             from activities a
             where a.deleted = 0{}
             order by {order}
             limit {limit} offset {offset}",
            conditions.sql()
        );
        rows(&self.read(), &sql, conditions.values(), |row| {
            Ok(AgendaEntry {
                id: guid(row, 0)?,
                number: text(row, 1)?,
                kind: text(row, 2)?,
                subject: text(row, 3)?,
                date_kind: text(row, 4)?,
                date: text(row, 5)?,
                begins: text(row, 6)?,
                ends: text(row, 7)?,
                location: text(row, 8)?,
                closed: row.get(9)?,
                status: text(row, 10)?,
                committee: text(row, 11)?,
                committee_name: text(row, 12)?,
                room: text(row, 13)?,
                updated: text(row, 14)?,
                sequence: row.get::<_, i64>(15)? as u64,
            })
        })
    }

    /// How many activities a filter lets through, and from which day to which.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_agenda_extent(&self, filter: &AgendaFilter) -> Result<Extent> {
        let conditions = filter.conditions();
        let sql = format!(
            "select count(*), min(a.date), max(a.date)
             from activities a
             where a.deleted = 0{}
             limit 1",
            conditions.sql()
        );
        let extent = first(&self.read(), &sql, conditions.values(), |row| {
            Ok(Extent { total: row.get::<_, i64>(0)? as u64, oldest: text(row, 1)?, newest: text(row, 2)? })
        })?;
        Ok(extent.unwrap_or_default())
    }

    /// Kinds of activity, with or without a day, most frequent first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_activity_kinds(&self) -> Result<Vec<Counted>> {
        rows(
            &self.read(),
            "select kind, count(*)
             from activities
             where deleted = 0 and kind <> ''
             group by kind
             order by 2 desc, 1
             limit 100",
            [],
            counted,
        )
    }

    /// Committees that lead activities, most activities first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_activity_leads(&self) -> Result<Vec<LeadRow>> {
        rows(
            &self.read(),
            "select lead_abbreviation, max(lead_name), count(*)
             from activities
             where deleted = 0 and lead_abbreviation <> ''
             group by lead_abbreviation
             order by 3 desc, 1
             limit 200",
            [],
            |row| {
                Ok(LeadRow {
                    abbreviation: row.get(0)?,
                    name: text(row, 1)?.unwrap_or_default(),
                    count: row.get::<_, i64>(2)? as u64,
                })
            },
        )
    }
}
