//! The registers that members keep: gifts, trips, side jobs and what these earn.

use model::Guid;
use rusqlite::{ToSql, params_from_iter};
use serde::Serialize;

use super::people::{PersonRef, person_ref};
use super::units::{Counted, counted};
use super::{first, guid, places, rows, text};
use crate::{Result, Store};

/// Which entries of a register a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegisterFilter {
    /// Only of the person with this number.
    pub person: Option<String>,
    /// Only of this year.
    pub year: Option<String>,
    /// Only with these words in the text or the name.
    pub words: Option<String>,
    /// Only with this kind of pay, for side jobs.
    pub pay: Option<String>,
    /// Only those that last, or that ended, for side jobs.
    pub active: Option<bool>,
    /// The order.
    pub order: Order,
}

/// The order of a register.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// By surname.
    Name,
}

/// A gift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GiftRow {
    /// Id in the source.
    pub id: Guid,
    /// Who got it.
    pub person: Option<PersonRef>,
    /// What, from whom, what it is worth.
    pub description: Option<String>,
    /// When.
    pub date: Option<String>,
    /// When the source last changed it, UTC.
    pub updated: Option<String>,
}

/// A trip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TripRow {
    /// Id in the source.
    pub id: Guid,
    /// Who travelled.
    pub person: Option<PersonRef>,
    /// What for.
    pub purpose: Option<String>,
    /// Where to.
    pub destination: Option<String>,
    /// First day: a year, a month or a day.
    pub since: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// Who paid.
    pub paid_by: Option<String>,
    /// When the source last changed it, UTC.
    pub updated: Option<String>,
}

/// A side job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SideJobRow {
    /// Id in the source.
    pub id: Guid,
    /// Whose.
    pub person: Option<PersonRef>,
    /// What.
    pub description: Option<String>,
    /// Whether it lasts.
    pub active: Option<bool>,
    /// Since when.
    pub since: Option<String>,
    /// Until when.
    pub until: Option<String>,
    /// `Bezoldigd`, `Onbezoldigd`.
    pub pay: Option<String>,
    /// What the register says of the pay.
    pub pay_note: Option<String>,
    /// What it earned, by year.
    pub incomes: Vec<IncomeRow>,
    /// When the source last changed it, UTC.
    pub updated: Option<String>,
}

/// What a side job earned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IncomeRow {
    /// The side job.
    #[serde(skip)]
    pub side_job: Guid,
    /// The year.
    pub year: Option<String>,
    /// `Bruto`, `Netto`.
    pub kind: Option<String>,
    /// What stands before the amount: `ca.`
    pub prefix: Option<String>,
    /// `EUR`.
    pub currency: Option<String>,
    /// The amount.
    pub amount: Option<String>,
    /// What stands behind it.
    pub suffix: Option<String>,
    /// `Jaarlijks`, …
    pub frequency: Option<String>,
    /// Remark.
    pub remark: Option<String>,
}

/// How much of a register a filter lets through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RegisterTotal {
    /// Entries.
    pub entries: u64,
    /// Persons with one.
    pub persons: u64,
    /// The oldest day.
    pub oldest: Option<String>,
    /// The newest day.
    pub newest: Option<String>,
}

/// One of the registers.
struct Register {
    table: &'static str,
    day: &'static str,
    words: &'static str,
}

const GIFTS: Register = Register { table: "gifts", day: "g.date", words: "coalesce(g.description, '')" };
const TRIPS: Register = Register {
    table: "trips",
    day: "g.since",
    words: "coalesce(g.purpose, '') || ' ' || coalesce(g.destination, '') || ' ' || coalesce(g.paid_by, '')",
};
const SIDE_JOBS: Register = Register {
    table: "side_jobs",
    day: "g.since",
    words: "coalesce(g.description, '') || ' ' || coalesce(g.pay_note, '')",
};

impl Register {
    /// Conditions and their parameters.
    fn conditions(&self, filter: &RegisterFilter) -> (String, Vec<Box<dyn ToSql>>) {
        let mut conditions = String::new();
        let mut parameters: Vec<Box<dyn ToSql>> = Vec::new();
        let mut add = |condition: &str, value: Box<dyn ToSql>| {
            parameters.push(value);
            conditions
                .push_str(&format!(" and {}", condition.replace("$n", &format!("${}", parameters.len()))));
        };
        if let Some(person) = &filter.person {
            add("p.number = $n", Box::new(person.clone()));
        }
        if let Some(year) = &filter.year {
            add(&format!("substr({}, 1, 4) = $n", self.day), Box::new(year.clone()));
        }
        for word in filter.words.iter().flat_map(|words| words.split_whitespace()).take(8) {
            let like = word.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            let text = format!(
                "lower({} || ' ' || coalesce(p.first_name, '') || ' ' || coalesce(p.prefix, '') || ' ' || coalesce(p.surname, '')) like $n escape '\\'",
                self.words
            );
            add(&text, Box::new(format!("%{like}%")));
        }
        if let Some(pay) = &filter.pay {
            add("g.pay = $n", Box::new(pay.clone()));
        }
        if let Some(active) = filter.active {
            add("coalesce(g.active, 0) = $n", Box::new(active));
        }
        (conditions, parameters)
    }

    fn list(
        &self,
        columns: &str,
        filter: &RegisterFilter,
        offset: u64,
        limit: u64,
    ) -> (String, Vec<Box<dyn ToSql>>) {
        let (conditions, parameters) = self.conditions(filter);
        let order = match filter.order {
            Order::Newest => format!("{} desc, g.updated desc", self.day),
            Order::Oldest => format!("{}, g.updated", self.day),
            Order::Name => format!("p.surname, p.first_name, {} desc", self.day),
        };
        let sql = format!(
            "select g.id, p.number, p.first_name, p.initials, p.prefix, p.surname, g.updated, {columns}
             from {} g
             left join persons p on p.id = g.person and p.deleted = 0
             where g.deleted = 0{conditions}
             order by {order}, g.id
             limit {limit} offset {offset}",
            self.table
        );
        (sql, parameters)
    }

    fn total(&self, store: &Store, filter: &RegisterFilter) -> Result<RegisterTotal> {
        let (conditions, parameters) = self.conditions(filter);
        let sql = format!(
            "select count(*), count(distinct g.person), min({day}), max({day})
             from {} g
             left join persons p on p.id = g.person and p.deleted = 0
             where g.deleted = 0{conditions}",
            self.table,
            day = self.day
        );
        let total = first(&store.read(), &sql, params_from_iter(parameters), |row| {
            Ok(RegisterTotal {
                entries: row.get::<_, i64>(0)? as u64,
                persons: row.get::<_, i64>(1)? as u64,
                oldest: text(row, 2)?,
                newest: text(row, 3)?,
            })
        })?;
        Ok(total.unwrap_or_default())
    }

    fn years(&self, store: &Store) -> Result<Vec<Counted>> {
        let sql = format!(
            "select substr({day}, 1, 4), count(*)
             from {} g
             where g.deleted = 0 and {day} <> ''
             group by 1
             order by 1 desc
             limit 60",
            self.table,
            day = self.day
        );
        rows(&store.read(), &sql, [], counted)
    }
}

impl Store {
    /// Gifts that a filter lets through.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_gifts(&self, filter: &RegisterFilter, offset: u64, limit: u64) -> Result<Vec<GiftRow>> {
        let (sql, parameters) = GIFTS.list("g.description, g.date", filter, offset, limit);
        rows(&self.read(), &sql, params_from_iter(parameters), |row| {
            Ok(GiftRow {
                id: guid(row, 0)?,
                person: person_ref(row, 1)?,
                updated: text(row, 6)?,
                description: text(row, 7)?,
                date: text(row, 8)?,
            })
        })
    }

    /// How many gifts a filter lets through.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_gift_total(&self, filter: &RegisterFilter) -> Result<RegisterTotal> {
        GIFTS.total(self, filter)
    }

    /// Years of gifts, the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_gift_years(&self) -> Result<Vec<Counted>> {
        GIFTS.years(self)
    }

    /// Trips that a filter lets through.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_trips(&self, filter: &RegisterFilter, offset: u64, limit: u64) -> Result<Vec<TripRow>> {
        let columns = "g.purpose, g.destination, g.since, g.until, g.paid_by";
        let (sql, parameters) = TRIPS.list(columns, filter, offset, limit);
        rows(&self.read(), &sql, params_from_iter(parameters), |row| {
            Ok(TripRow {
                id: guid(row, 0)?,
                person: person_ref(row, 1)?,
                updated: text(row, 6)?,
                purpose: text(row, 7)?,
                destination: text(row, 8)?,
                since: text(row, 9)?,
                until: text(row, 10)?,
                paid_by: text(row, 11)?,
            })
        })
    }

    /// How many trips a filter lets through.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_trip_total(&self, filter: &RegisterFilter) -> Result<RegisterTotal> {
        TRIPS.total(self, filter)
    }

    /// Years of trips, the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_trip_years(&self) -> Result<Vec<Counted>> {
        TRIPS.years(self)
    }

    /// Side jobs that a filter lets through, without what they earned.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_side_jobs(
        &self,
        filter: &RegisterFilter,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<SideJobRow>> {
        let columns = "g.description, g.active, g.since, g.until, g.pay, g.pay_note";
        let (sql, parameters) = SIDE_JOBS.list(columns, filter, offset, limit);
        rows(&self.read(), &sql, params_from_iter(parameters), |row| {
            Ok(SideJobRow {
                id: guid(row, 0)?,
                person: person_ref(row, 1)?,
                updated: text(row, 6)?,
                description: text(row, 7)?,
                active: row.get(8)?,
                since: text(row, 9)?,
                until: text(row, 10)?,
                pay: text(row, 11)?,
                pay_note: text(row, 12)?,
                incomes: Vec::new(),
            })
        })
    }

    /// How many side jobs a filter lets through.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_side_job_total(&self, filter: &RegisterFilter) -> Result<RegisterTotal> {
        SIDE_JOBS.total(self, filter)
    }

    /// Years in which side jobs began, the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_side_job_years(&self) -> Result<Vec<Counted>> {
        SIDE_JOBS.years(self)
    }

    /// Kinds of pay of side jobs.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_side_job_pays(&self) -> Result<Vec<Counted>> {
        rows(
            &self.read(),
            "select pay, count(*)
             from side_jobs
             where deleted = 0 and pay <> ''
             group by pay
             order by 2 desc, 1
             limit 20",
            [],
            counted,
        )
    }

    /// What these side jobs earned, the newest year first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_incomes(&self, side_jobs: &[Guid]) -> Result<Vec<IncomeRow>> {
        // a table of 5,000 rows asks for more places than a statement has
        let side_jobs = &side_jobs[..side_jobs.len().min(30_000)];
        if side_jobs.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select side_job, year, amount_kind, amount_prefix, currency, amount, amount_suffix, frequency, remark
             from side_job_incomes
             where deleted = 0 and side_job in ({})
             order by year desc
             limit 100000",
            places(side_jobs.len())
        );
        rows(&self.read(), &sql, params_from_iter(side_jobs.iter().map(|id| id.0)), |row| {
            Ok(IncomeRow {
                side_job: guid(row, 0)?,
                year: text(row, 1)?,
                kind: text(row, 2)?,
                prefix: text(row, 3)?,
                currency: text(row, 4)?,
                amount: text(row, 5)?,
                suffix: text(row, 6)?,
                frequency: text(row, 7)?,
                remark: text(row, 8)?,
            })
        })
    }
}
