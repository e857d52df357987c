//! Decisions and the votes among them: the lists, by result, party, period and kind.

use model::{Guid, LinkKind};
use serde::Serialize;

use super::conditions::Conditions;
use super::newest::Extent;
use super::tally::{PartySide, Side};
use super::units::{Counted, counted};
use super::{dossier_key, first, guid, read_sides, rows, side_pattern, sub_number, text};
use crate::{Result, Store};

/// Which decisions a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutcomeFilter {
    /// Only decisions that were voted on.
    pub votes: bool,
    /// Only on this day or after.
    pub from: Option<String>,
    /// Only on this day or before.
    pub until: Option<String>,
    /// Only with this result: `adopted`, `rejected`, `held`, `withdrawn`, `postponed`, `taken_over`, `lapsed`.
    pub result: Option<String>,
    /// Only where this party voted, by its name at the time.
    pub party: Option<String>,
    /// Only where that party stood on this side.
    pub side: Option<Side>,
    /// Only on cases of one of these kinds; empty is all.
    pub case_kinds: Vec<String>,
    /// Only on cases of none of these kinds; empty is all.
    pub other_kinds: Vec<String>,
    /// Only decisions of this kind, as the source names it.
    pub kind: Option<String>,
    /// Only in activities that the committee with this abbreviation leads.
    pub committee: Option<String>,
    /// Only roll-calls, or only shows of hands.
    pub roll_call: Option<bool>,
    /// Only votes of which somebody reported a mistake.
    pub mistakes: bool,
}

/// A decision as an entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutcomeRow {
    /// Id of the decision in the source.
    pub id: Guid,
    /// Its day.
    pub date: Option<String>,
    /// Kind of decision as the source has it: `Stemmen - aangenomen`.
    pub kind: Option<String>,
    /// What was decided: `Aangenomen.`
    pub text: Option<String>,
    /// Remark, as HTML of the source.
    pub remark: Option<String>,
    /// `Besluit`, `Voorstel`.
    pub status: Option<String>,
    /// `Met handopsteken`, `Hoofdelijk`.
    pub vote_kind: Option<String>,
    /// `adopted`, `rejected`, `held`, `withdrawn`, `postponed`, `taken_over`, `lapsed`; none where it is neither.
    pub result: Option<String>,
    /// Whether it is known who voted how.
    pub counted: bool,
    /// Whether members voted one by one.
    pub roll_call: bool,
    /// Seats or members for.
    pub seats_for: i64,
    /// Seats or members against.
    pub seats_against: i64,
    /// Seats or members that took no part.
    pub seats_absent: i64,
    /// How many reported a mistake.
    pub mistakes: i64,
    /// How each party voted, the largest first.
    pub parties: Vec<PartySide>,
    /// Number of the case it is about, the first if there are several.
    pub case: Option<String>,
    /// Kind of that case.
    pub case_kind: Option<String>,
    /// What that case is about.
    pub subject: Option<String>,
    /// A paper of that case: its document number.
    pub document: Option<String>,
    /// The same by its dossier: `36800-V-49`.
    pub paper: Option<String>,
    /// Number of the activity.
    pub activity: Option<String>,
    /// Kind of the activity.
    pub activity_kind: Option<String>,
    /// Abbreviation of who leads the activity.
    pub committee: Option<String>,
    /// The agenda item it was taken under.
    pub agenda_item: Option<String>,
}

impl OutcomeRow {
    /// Votes in favour in percent of all that were for or against, for drawing.
    pub fn percent_for(&self) -> i64 {
        (100 * self.seats_for).checked_div(self.seats_for + self.seats_against).unwrap_or(0)
    }

    /// Where a party stood.
    pub fn side_of(&self, party: &str) -> Option<Side> {
        self.parties.iter().find(|side| side.party.eq_ignore_ascii_case(party)).map(|side| side.side)
    }
}

/// The columns that [`outcome_row`] reads; the tables are those of [`OUTCOME_FROM`].
pub(crate) const OUTCOME_COLUMNS: &str =
    "o.decision, o.date, o.kind, d.text, d.remark, d.status, d.vote_kind, o.result, o.voted,
                o.roll_call, o.seats_for, o.seats_against, o.seats_absent, o.mistakes, o.sides,
                c.number, c.kind, c.subject, p.number, p.sub_number, s.number, s.addition,
                a.number, a.kind, o.committee, i.subject";

/// A decision with its first case, the case's first paper and that paper's dossier.
pub(crate) const OUTCOME_FROM: &str = "outcomes o
             join decisions d on d.id = o.decision
             left join cases c on c.id = (
                 select l.to_id
                 from links l
                 join cases x on x.id = l.to_id and x.deleted = 0
                 where l.from_id = o.decision and l.kind = 3
                 order by l.position
                 limit 1)
             left join documents p on p.id = (
                 select l.from_id
                 from links l
                 join documents x on x.id = l.from_id and x.deleted = 0 and x.number is not null
                 where l.to_id = c.id and l.kind = 7
                 order by x.date, x.number
                 limit 1)
             left join dossiers s on s.id = (
                 select l.to_id
                 from links l
                 where l.from_id = p.id and l.kind = 8
                 order by l.position
                 limit 1)
             left join activities a on a.id = o.activity
             left join agenda_items i on i.id = o.agenda_item";

const _: () = assert!(
    LinkKind::DecisionCase as u8 == 3
        && LinkKind::DocumentCase as u8 == 7
        && LinkKind::DocumentDossier as u8 == 8
);

pub(crate) fn outcome_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<OutcomeRow> {
    let dossier = dossier_key(row.get(20)?, text(row, 21)?);
    Ok(OutcomeRow {
        id: guid(row, 0)?,
        date: text(row, 1)?,
        kind: text(row, 2)?,
        text: text(row, 3)?,
        remark: text(row, 4)?,
        status: text(row, 5)?,
        vote_kind: text(row, 6)?,
        result: text(row, 7)?,
        counted: row.get::<_, i64>(8)? == 2,
        roll_call: row.get(9)?,
        seats_for: row.get(10)?,
        seats_against: row.get(11)?,
        seats_absent: row.get(12)?,
        mistakes: row.get(13)?,
        parties: read_sides(&row.get::<_, String>(14)?),
        case: text(row, 15)?,
        case_kind: text(row, 16)?,
        subject: text(row, 17)?,
        document: text(row, 18)?,
        paper: dossier.zip(sub_number(row, 19)?).map(|(dossier, sub)| format!("{dossier}-{sub}")),
        activity: text(row, 22)?,
        activity_kind: text(row, 23)?,
        committee: text(row, 24)?,
        agenda_item: text(row, 25)?,
    })
}

/// The pattern that a filter on a party needs; it must live as long as the conditions.
fn pattern(filter: &OutcomeFilter) -> Option<String> {
    filter.party.as_ref().map(|party| side_pattern(party, filter.side))
}

/// Whether only votes are asked for of which it is known who voted how: these have an index of their own.
fn counted_only(filter: &OutcomeFilter) -> bool {
    filter.party.is_some() || filter.roll_call.is_some() || filter.mistakes
}

/// Where decisions are read from.
fn source(filter: &OutcomeFilter) -> &'static str {
    if counted_only(filter) { "outcomes o indexed by outcomes_stood" } else { "outcomes o" }
}

/// `voted` is the test of a vote: over all, from the index of votes; for a list that stands in the order of another
/// index, on the rows as they come.
fn conditions<'f>(
    filter: &'f OutcomeFilter,
    pattern: &'f Option<String>,
    voted: &'static str,
) -> Conditions<'f> {
    let mut conditions = Conditions::new();
    conditions.with("o.date >= ?", filter.from.as_ref());
    conditions.with("o.date <= ?", filter.until.as_ref());
    if counted_only(filter) {
        conditions.and("o.voted = 2");
    } else if filter.votes {
        conditions.and(voted);
    }
    conditions.with("o.result = ?", filter.result.as_ref());
    conditions.with("o.stood like ? escape '\\'", pattern.as_ref());
    conditions.among("o.case_kind", &filter.case_kinds);
    conditions.not_among("o.case_kind", &filter.other_kinds);
    conditions.with("o.kind = ?", filter.kind.as_ref());
    conditions.with("o.committee = ?", filter.committee.as_ref());
    if let Some(roll_call) = filter.roll_call {
        conditions.and(if roll_call { "o.roll_call = 1" } else { "o.roll_call = 0" });
    }
    if filter.mistakes {
        conditions.and("o.mistakes > 0");
    }
    conditions
}

impl Store {
    /// The newest decisions that a filter lets through; those of one day in the order of their agenda.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_outcomes(&self, filter: &OutcomeFilter, offset: u64, limit: u64) -> Result<Vec<OutcomeRow>> {
        let pattern = pattern(filter);
        let conditions = conditions(filter, &pattern, "o.voted + 0 > 0");
        // which entries first, on one narrow table; then all there is to tell of these few
        let sql = format!(
            "select {OUTCOME_COLUMNS}
             from (select o.decision as chosen
                   from {}
                   where 1 = 1{}
                   order by o.date desc, o.place, o.decision
                   limit {limit} offset {offset})
             join {OUTCOME_FROM}
             where o.decision = chosen
             order by o.date desc, o.place, o.decision",
            source(filter),
            conditions.sql()
        );
        rows(&self.read(), &sql, conditions.values(), outcome_row)
    }

    /// How many decisions a filter lets through, and from which day to which.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_outcome_extent(&self, filter: &OutcomeFilter) -> Result<Extent> {
        let pattern = pattern(filter);
        let conditions = conditions(filter, &pattern, "o.voted > 0");
        // a day that holds for all: counted from an index by day, which has no sides
        let sql = format!(
            "select count(*), min(nullif(o.date, '')), max(o.date)
             from {}
             where o.date >= ''{}
             limit 1",
            source(filter),
            conditions.sql()
        );
        let extent = first(&self.read(), &sql, conditions.values(), |row| {
            Ok(Extent { total: row.get::<_, i64>(0)? as u64, oldest: text(row, 1)?, newest: text(row, 2)? })
        })?;
        Ok(extent.unwrap_or_default())
    }

    /// Kinds of decision, most frequent first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_decision_kinds(&self) -> Result<Vec<Counted>> {
        rows(
            &self.read(),
            "select kind, count(*)
             from outcomes
             where kind <> ''
             group by kind
             order by 2 desc, 1
             limit 200",
            [],
            counted,
        )
    }

    /// Names of parties that there are or were, by name.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_party_names(&self) -> Result<Vec<String>> {
        rows(
            &self.read(),
            "select distinct abbreviation
             from parties
             where deleted = 0 and abbreviation <> ''
             order by 1
             limit 200",
            [],
            |row| row.get(0),
        )
    }
}
