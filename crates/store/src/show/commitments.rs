//! Commitments: those of the register with their state, and undertakings found in texts.

use model::Guid;
use rusqlite::{ToSql, params_from_iter};
use serde::Serialize;

use super::around::{Neighbour, neighbour};
use super::units::{Counted, counted};
use super::{first, guid, places, rows, text};
use crate::{Result, Store};

/// Which commitments of the register a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommitmentFilter {
    /// Only with this status as the register has it; `overdue` is open and past its day, `moved` has had another day.
    pub status: Option<String>,
    /// Only of this ministry.
    pub ministry: Option<String>,
    /// Only those made to this party or to a member of it.
    pub party: Option<String>,
    /// Only made on this day or later.
    pub from: Option<String>,
    /// Only made on this day or before.
    pub until: Option<String>,
    /// Only with these letters in the text or in the name of who promises.
    pub words: Option<String>,
    /// The day of today, to tell what is overdue.
    pub today: String,
    /// Only the one with this number.
    pub number: Option<String>,
    /// Only those made at one of these activities, by their numbers; empty is all.
    pub activities: Vec<String>,
    /// Only those with these numbers; empty is all.
    pub numbers: Vec<String>,
}

/// A commitment whose day was another before, or that is the change of another.
const MOVED: &str = " and t.id in (select commitment from moved_commitments)";
/// Made to a party, or to somebody who sat for it on that day.
const TO_PARTY: &str = "exists (select 1
         from parties f
         where f.abbreviation = ? and (
             f.id = t.to_party
             or exists (select 1 from links l where l.from_id = t.id and l.kind = 10 and l.to_id = f.id)
             or exists (select 1
                        from party_members m
                        join party_seats s on s.id = m.seat and s.party = f.id
                        where m.deleted = 0
                            and (m.person = t.to_person
                                 or m.person in (select to_id from links where from_id = t.id and kind = 10))
                            and (m.since is null or m.since <= substr(t.made, 1, 10))
                            and (m.until is null or m.until >= substr(t.made, 1, 10)))))";

/// The last day of a commitment `t`: the register's, else what its words name.
pub(crate) const DUE: &str =
    "coalesce(t.due, (select w.due_to from commitment_terms w where w.commitment = t.id))";

/// The term that the words of a commitment name; computed from the day on which it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WordedTerm {
    /// First day; none when the words give only an end.
    pub from: Option<String>,
    /// Last day.
    pub to: String,
    /// The words: `vóór 29 mei 2026`.
    pub text: String,
}

/// A commitment of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommitmentRow {
    /// Its id.
    #[serde(skip)]
    pub id: Guid,
    /// Official number: `TZ202407-021`.
    pub number: String,
    /// What was promised.
    pub text: Option<String>,
    /// Who promised.
    pub name: Option<String>,
    /// As what.
    pub function: Option<String>,
    /// Which ministry.
    pub ministry: Option<String>,
    /// When, UTC.
    pub made: Option<String>,
    /// By when.
    pub due: Option<String>,
    /// `Openstaand`, `Deels Voldaan`, `Voldaan`, `Vervallen`.
    pub status: Option<String>,
    /// Numbers of the letters that the register says meet it, as it writes them.
    pub met_by: Option<String>,
    /// The activity where it was made.
    pub activity: Option<String>,
    /// What that activity was about.
    pub activity_subject: Option<String>,
    /// Its kind.
    pub activity_kind: Option<String>,
    /// The term that its words name; computed.
    pub worded: Option<WordedTerm>,
    /// Whether it is open and past its day, or past the term of its words where the register has no day; computed.
    pub overdue: bool,
}

impl CommitmentRow {
    /// The term of its words where the register has no day.
    pub fn term(&self) -> Option<&WordedTerm> {
        self.worded.as_ref().filter(|_| self.due.is_none())
    }

    /// Its last day: the register's, else that of its words.
    pub fn last_day(&self) -> Option<&str> {
        self.due.as_deref().or(self.worded.as_ref().map(|term| term.to.as_str()))
    }

    /// Whether the register has it open.
    pub fn open(&self) -> bool {
        open(self.status.as_deref())
    }
}

/// Which undertakings in texts a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PromiseFilter {
    /// `open` (no day), `due`, `overdue`, `maybe` (past its day, perhaps met), `met`.
    pub state: Option<String>,
    /// Only in papers of this ministry: it signs them or is asked in them, or somebody of it promises.
    pub ministry: Option<String>,
    /// Only in papers of this day or later.
    pub from: Option<String>,
    /// Only in papers of this day or before.
    pub until: Option<String>,
    /// Only with these letters in the sentence or in the subject of the paper.
    pub words: Option<String>,
    /// The day of today, to tell what is overdue.
    pub today: String,
}

/// Another commitment with what it is to this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RelatedCommitment {
    /// `repeats`, `adds_to`, `changes`, `repeated_by`, `added_to_by`, `changed_by`.
    pub relation: String,
    /// Its number.
    pub number: String,
    /// What was promised.
    pub text: Option<String>,
    /// By when.
    pub due: Option<String>,
    /// Status.
    pub status: Option<String>,
}

/// A later paper that meets a promise, or may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FulfilmentRow {
    /// The promise.
    pub promise: String,
    /// `number`: cites its number; `said`: says that a promise about the same is met; `cited`: cites the paper and shares
    /// its subject; `possible`: shares dossier and subject.
    pub evidence: String,
    /// The passage.
    pub quote: String,
    /// Where it stands, in characters.
    #[serde(skip)]
    pub start: u32,
    /// The paper's id.
    #[serde(skip)]
    pub id: Guid,
    /// The paper.
    pub document: Neighbour,
}

/// An undertaking found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PromiseRow {
    /// The document.
    #[serde(skip)]
    pub id: Guid,
    /// The same for readers.
    pub document: Neighbour,
    /// The sentence.
    pub quote: String,
    /// Who promises, as the document says.
    pub by: Option<String>,
    /// First day of the window.
    pub due_from: Option<String>,
    /// Last day of the window.
    pub due_to: Option<String>,
    /// The words that say so.
    pub due_text: Option<String>,
    /// Where it stands, in characters.
    #[serde(skip)]
    pub start: u32,
    /// Its place among those of its document.
    pub position: i64,
    /// `open` (no day), `due`, `overdue`, `maybe` (past its day, perhaps met), `met`; computed.
    pub state: &'static str,
}

impl PromiseRow {
    /// What later papers know it by.
    pub fn key(&self) -> String {
        format!("{}/{}", self.document.number, self.position)
    }
}

impl CommitmentFilter {
    fn conditions<'f>(&'f self, parameters: &mut Vec<&'f dyn ToSql>) -> String {
        let mut conditions = String::new();
        let status = match self.status.as_deref() {
            Some("overdue") => {
                parameters.push(&self.today);
                conditions
                    .push_str(&format!(" and t.status in ('Openstaand', 'Deels Voldaan') and {DUE} < $1"));
                None
            }
            Some("moved") => {
                conditions.push_str(MOVED);
                None
            }
            _ => self.status.as_ref(),
        };
        let columns = [
            (status, "t.status = ?"),
            (self.ministry.as_ref(), "t.ministry = ?"),
            (self.number.as_ref(), "t.number = ?"),
            (self.from.as_ref(), "substr(t.made, 1, 10) >= ?"),
            (self.until.as_ref(), "substr(t.made, 1, 10) <= ?"),
            // instr, not like: what somebody types holds no patterns
            (
                self.words.as_ref(),
                "instr(lower(coalesce(t.text, '') || ' ' || coalesce(t.name, '') || ' ' || coalesce(t.function, '')), lower(?)) > 0",
            ),
            (self.party.as_ref(), TO_PARTY),
        ];
        for (value, condition) in columns {
            if let Some(value) = value {
                parameters.push(value);
                conditions.push_str(" and ");
                conditions.push_str(&condition.replace('?', &format!("${}", parameters.len())));
            }
        }
        for (list, column) in [(&self.activities, "t.activity_number"), (&self.numbers, "t.number")] {
            if !list.is_empty() {
                let from = parameters.len();
                parameters.extend(list.iter().map(|number| number as &dyn ToSql));
                let places: Vec<String> = (from + 1..=parameters.len()).map(|at| format!("${at}")).collect();
                conditions.push_str(&format!(" and {column} in ({})", places.join(", ")));
            }
        }
        conditions
    }
}

/// Whether a commitment with this status in the register is open and past its day.
pub(crate) fn overdue(status: Option<&str>, due: Option<&str>, today: &str) -> bool {
    open(status) && due.is_some_and(|due| due < today)
}

fn open(status: Option<&str>) -> bool {
    matches!(status, Some("Openstaand" | "Deels Voldaan"))
}

impl Store {
    /// The newest commitments of the register that a filter lets through.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_commitments(
        &self,
        filter: &CommitmentFilter,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<CommitmentRow>> {
        let mut parameters = Vec::new();
        // a few that are named are looked up, not met on a walk through all by their day
        let named = filter.number.is_some() || !filter.numbers.is_empty();
        let made = if named { "+t.made" } else { "t.made" };
        let conditions = filter.conditions(&mut parameters);
        let sql = format!(
            "select t.id, t.number, t.text, t.name, t.function, t.ministry, t.made, t.due, t.status, t.met_by,
                    coalesce(a.number, t.activity_number), a.subject, a.kind, w.due_from, w.due_to, w.words
             from commitments t
             left join activities a on a.id = t.activity and a.deleted = 0
             left join commitment_terms w on w.commitment = t.id
             where t.deleted = 0 and t.number is not null{conditions}
             order by {made} desc, t.number desc
             limit {limit} offset {offset}"
        );
        rows(&self.read(), &sql, params_from_iter(parameters), |row| {
            let (due, status) = (text(row, 7)?, text(row, 8)?);
            let worded = match text(row, 14)? {
                Some(to) => Some(WordedTerm { from: text(row, 13)?, to, text: row.get(15)? }),
                None => None,
            };
            let last = due.as_deref().or(worded.as_ref().map(|term| term.to.as_str()));
            Ok(CommitmentRow {
                id: guid(row, 0)?,
                number: row.get(1)?,
                text: text(row, 2)?,
                name: text(row, 3)?,
                function: text(row, 4)?,
                ministry: text(row, 5)?,
                made: text(row, 6)?,
                overdue: overdue(status.as_deref(), last, &filter.today),
                due,
                worded,
                status,
                met_by: text(row, 9)?,
                activity: text(row, 10)?,
                activity_subject: text(row, 11)?,
                activity_kind: text(row, 12)?,
            })
        })
    }

    /// How many commitments a filter lets through.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_commitment_total(&self, filter: &CommitmentFilter) -> Result<u64> {
        let mut parameters = Vec::new();
        let conditions = filter.conditions(&mut parameters);
        let sql = format!(
            "select count(*)
             from commitments t
             where t.deleted = 0 and t.number is not null{conditions}
             limit 1"
        );
        let total = first(&self.read(), &sql, params_from_iter(parameters), |row| row.get::<_, i64>(0))?;
        Ok(total.unwrap_or_default() as u64)
    }

    /// Ministries in the register, most commitments first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_commitment_ministries(&self) -> Result<Vec<Counted>> {
        rows(
            &self.read(),
            "select ministry, count(*)
             from commitments
             where deleted = 0 and number is not null and ministry <> ''
             group by 1
             order by 2 desc, 1
             limit 60",
            [],
            counted,
        )
    }

    /// Ministries of papers, most papers first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_paper_ministries(&self) -> Result<Vec<Counted>> {
        rows(
            &self.read(),
            "select ministry, count(*)
             from paper_ministries
             group by 1
             order by 2 desc, 1
             limit 60",
            [],
            counted,
        )
    }

    /// Parties that commitments were made to, most first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_commitment_parties(&self) -> Result<Vec<Counted>> {
        rows(
            &self.read(),
            "select f.abbreviation, count(*)
             from (select t.id, t.to_party as party from commitments t where t.deleted = 0 and t.to_party is not null
                   union
                   select l.from_id, l.to_id
                   from links l
                   join commitments t on t.id = l.from_id and t.deleted = 0
                   where l.kind = 10) w
             join parties f on f.id = w.party and f.abbreviation <> ''
             group by 1
             order by 2 desc, 1
             limit 60",
            [],
            counted,
        )
    }

    /// How many commitments of the register there are with each status; `overdue` counts among the open ones too.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_commitment_states(&self, today: &str) -> Result<Vec<Counted>> {
        let found = rows(
            &self.read(),
            &format!(
                "select coalesce(t.status, ''), count(*), sum(coalesce({DUE} < $1, 0))
                 from commitments t
                 where t.deleted = 0 and t.number is not null
                 group by 1
                 limit 20"
            ),
            [today],
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)? as u64, row.get::<_, i64>(2)? as u64)),
        )?;
        let late =
            found.iter().filter(|(status, _, _)| open(Some(status.as_str()))).map(|(_, _, late)| late).sum();
        let mut states: Vec<Counted> =
            found.into_iter().map(|(value, count, _)| Counted { value, count }).collect();
        states.push(Counted { value: "overdue".into(), count: late });
        Ok(states)
    }

    /// To whom a commitment was made: persons with their function, parties; at most 40.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_promised_to(&self, commitment: Guid) -> Result<Vec<String>> {
        let found = rows(
            &self.read(),
            "select coalesce(f.abbreviation, f.name), p.first_name, p.initials, p.prefix, p.surname
             from (select to_id as id from links where from_id = $1 and kind = 10
                   union
                   select to_party from commitments where id = $1 and to_party is not null
                   union
                   select to_person from commitments where id = $1 and to_person is not null) w
             left join parties f on f.id = w.id and f.deleted = 0
             left join persons p on p.id = w.id and p.deleted = 0
             where f.id is not null or p.id is not null
             limit 40",
            [&commitment.0[..]],
            |row| {
                if let Some(party) = text(row, 0)? {
                    return Ok(party);
                }
                let called = text(row, 1)?.or(text(row, 2)?);
                let parts = [called, text(row, 3)?, text(row, 4)?];
                Ok(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
            },
        )?;
        Ok(found)
    }

    /// Commitments that one repeats, adds to or changes, and those that do so to it; at most 40: what it is, number, day.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_related_commitments(&self, commitment: Guid) -> Result<Vec<RelatedCommitment>> {
        rows(
            &self.read(),
            "select w.relation, t.number, t.text, t.due, t.status
             from (select case kind when 11 then 'repeats' when 12 then 'adds_to' else 'changes' end as relation,
                          to_id as id
                   from links
                   where from_id = $1 and kind in (11, 12, 13)
                   union
                   select case kind when 11 then 'repeated_by' when 12 then 'added_to_by' else 'changed_by' end, from_id
                   from links
                   where to_id = $1 and kind in (11, 12, 13)) w
             join commitments t on t.id = w.id and t.deleted = 0 and t.number is not null
             order by t.made
             limit 40",
            [&commitment.0[..]],
            |row| {
                Ok(RelatedCommitment {
                    relation: row.get(0)?,
                    number: row.get(1)?,
                    text: text(row, 2)?,
                    due: text(row, 3)?,
                    status: text(row, 4)?,
                })
            },
        )
    }

    /// Later papers that meet these promises or may, the surest first, at most 400. A promise of the register goes by its
    /// number, one in a text by the number of its paper and its place: `2026D00010/3`.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_fulfilments(&self, promises: &[String]) -> Result<Vec<FulfilmentRow>> {
        if promises.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select f.promise, f.evidence, f.quote, f.start, d.id, d.number, d.kind, coalesce(d.subject, d.title), d.date
             from fulfilments f
             join documents d on d.id = f.document and d.deleted = 0 and d.number is not null
             where f.promise in ({})
             order by f.evidence = 'possible', d.date, d.number
             limit 400",
            places(promises.len())
        );
        rows(&self.read(), &sql, params_from_iter(promises), |row| {
            Ok(FulfilmentRow {
                promise: row.get(0)?,
                evidence: row.get(1)?,
                quote: row.get(2)?,
                start: row.get(3)?,
                id: guid(row, 4)?,
                document: neighbour(row, 5)?,
            })
        })
    }

    /// The newest undertakings found in texts that a filter lets through; those that are late by their day.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_promises(&self, filter: &PromiseFilter, offset: u64, limit: u64) -> Result<Vec<PromiseRow>> {
        let (conditions, values) = filter.conditions();
        let place = filter.place();
        let by_term = matches!(filter.state.as_deref(), Some("due" | "overdue"));
        let order = |place: &str| match by_term {
            true => "p.due_to, p.paper, p.position".to_owned(),
            false => format!("{place}.date desc, {place}.paper desc, p.position"),
        };
        let sql = format!(
            "select {PROMISE_COLUMNS}, ({MET}), {POSSIBLE}
             from (select p.document, p.position
                   from {}
                   where {place}.paper <> ''{conditions}
                   order by {}
                   limit {limit} offset {offset}) w
             join promises p on p.document = w.document and p.position = w.position
             join documents d on d.id = w.document
             order by {}",
            promises(filter),
            order(place),
            order("p")
        );
        rows(&self.read(), &sql, params_from_iter(values), |row| promise(row, &filter.today))
    }

    /// The undertakings at these places, number of the paper and position in it, in the order of the places; what is not
    /// here is left out.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_promises_at(&self, at: &[(String, i64)], today: &str) -> Result<Vec<PromiseRow>> {
        let sql = format!(
            "select {PROMISE_COLUMNS}, ({MET}), {POSSIBLE}
             from json_each($1) w
             join documents d on d.number = w.value ->> 0 and d.deleted = 0
             join promises p on p.document = d.id and p.position = w.value ->> 1
             order by w.key"
        );
        rows(&self.read(), &sql, [serde_json::to_string(at)?], |row| promise(row, today))
    }

    /// How many undertakings in texts a filter lets through.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_promise_total(&self, filter: &PromiseFilter) -> Result<u64> {
        let ((conditions, values), place) = (filter.conditions(), filter.place());
        // a day that holds for all: counted from the index by day, which has no texts
        let sql = format!(
            "select count(*)
             from {}
             where {place}.date >= '' and {place}.paper <> ''{conditions}
             limit 1",
            promises(filter)
        );
        let total = first(&self.read(), &sql, params_from_iter(values), |row| row.get::<_, i64>(0))?;
        Ok(total.unwrap_or_default() as u64)
    }
}

/// The columns that [`promise`] reads, before what later papers say.
const PROMISE_COLUMNS: &str =
    "d.id, d.number, d.kind, coalesce(d.subject, d.title), d.date, p.quote, p.promiser, p.due_from,
                    p.due_to, p.due_text, p.start, p.position";

fn promise(row: &rusqlite::Row<'_>, today: &str) -> rusqlite::Result<PromiseRow> {
    let due_to = text(row, 8)?;
    let (met, possible): (bool, bool) = (row.get(12)?, row.get(13)?);
    let late = due_to.as_deref().is_some_and(|due| due < today);
    let state = match () {
        () if met => "met",
        () if late && possible => "maybe",
        () if late => "overdue",
        () if due_to.is_some() => "due",
        () => "open",
    };
    Ok(PromiseRow {
        id: guid(row, 0)?,
        document: neighbour(row, 1)?,
        quote: row.get(5)?,
        by: text(row, 6)?,
        due_from: text(row, 7)?,
        due_to,
        due_text: text(row, 9)?,
        start: row.get(10)?,
        position: row.get(11)?,
        state,
    })
}

/// Whether a later paper meets an undertaking.
const MET: &str = "exists (select 1
                     from fulfilments f
                     where f.promise = p.paper || '/' || p.position and f.evidence <> 'possible')";
/// Whether a later paper may.
const POSSIBLE: &str = "exists (select 1 from fulfilments f where f.promise = p.paper || '/' || p.position)";

/// Where undertakings are read from: those of a ministry by its papers; and the papers, where a filter asks for their words.
fn promises(filter: &PromiseFilter) -> String {
    let from = match filter.ministry {
        Some(_) => "paper_ministries m cross join promises p on p.document = m.document",
        None => "promises p",
    };
    match filter.words {
        Some(_) => format!("{from}\n             join documents d on d.id = p.document"),
        None => from.to_owned(),
    }
}

impl PromiseFilter {
    /// The name of the table that has day and number of the paper.
    fn place(&self) -> &'static str {
        if self.ministry.is_some() { "m" } else { "p" }
    }

    fn conditions(&self) -> (String, Vec<&dyn ToSql>) {
        let mut sql = String::new();
        let mut values: Vec<&dyn ToSql> = Vec::new();
        match self.state.as_deref() {
            Some("met") => sql.push_str(&format!(" and {MET}")),
            Some("open") => sql.push_str(&format!(" and p.due_to is null and not {MET}")),
            Some("due") => {
                values.push(&self.today);
                sql.push_str(&format!(" and p.due_to >= $1 and not {MET}"));
            }
            Some("overdue") => {
                values.push(&self.today);
                sql.push_str(&format!(" and p.due_to < $1 and not {POSSIBLE}"));
            }
            Some("maybe") => {
                values.push(&self.today);
                sql.push_str(&format!(" and p.due_to < $1 and {POSSIBLE} and not {MET}"));
            }
            _ => {}
        }
        let columns = [
            (&self.from, "@.date >= ?"),
            (&self.until, "@.date <> '' and @.date <= ?"),
            // instr, not like: what somebody types holds no patterns
            (&self.words, "instr(lower(p.quote || ' ' || coalesce(d.subject, '')), lower(?)) > 0"),
            (&self.ministry, "m.ministry = ?"),
        ];
        for (value, condition) in columns {
            if let Some(value) = value {
                values.push(value);
                sql.push_str(" and ");
                let condition = condition.replace('@', self.place());
                sql.push_str(&condition.replace('?', &format!("${}", values.len())));
            }
        }
        (sql, values)
    }
}
