//! One vote with everything about it, and how often parties vote alike.

use std::collections::HashMap;

use model::{Guid, LinkKind};
use serde::Serialize;

use super::around::{Neighbour, neighbour};
use super::conditions::Conditions;
use super::history::{ColumnChange, changes};
use super::outcomes::{OUTCOME_COLUMNS, OUTCOME_FROM, OutcomeRow, outcome_row};
use super::tally::{Side, VoteRow, read_stood};
use super::votes::{VOTE_COLUMNS, vote_row};
use super::{first, guid, rows, text};
use crate::{Result, Store};

/// Votes that the agreement of parties is computed over at most.
const MOST_VOTES: usize = 30_000;

/// A member who voted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Voter {
    /// Id in the source.
    pub id: Guid,
    /// Number in the source.
    pub number: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// `van der`.
    pub prefix: Option<String>,
    /// Surname without it.
    pub surname: Option<String>,
}

/// A case that a decision is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BallotCase {
    /// Number of the case.
    pub number: Option<String>,
    /// Its kind.
    pub kind: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Title; for cases of a dossier that of the dossier.
    pub title: Option<String>,
    /// Advice of the cabinet.
    pub cabinet_advice: Option<String>,
}

/// A change of a decision or of one of its votes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BallotChange {
    /// When it was seen here, UTC.
    pub at: String,
    /// `changed`, `deleted`, `restored`.
    pub kind: String,
    /// Who voted; none for the decision itself.
    pub voter: Option<String>,
    /// What changed.
    pub changes: Vec<ColumnChange>,
}

/// Which votes the agreement of parties is computed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgreementFilter {
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// Only on cases of one of these kinds; empty is all.
    pub case_kinds: Vec<String>,
    /// Only on cases of none of these kinds; empty is all.
    pub other_kinds: Vec<String>,
}

/// How often parties voted alike.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// Parties, by their seats in the last vote.
    pub parties: Vec<PartyVotes>,
    /// `pairs[a][b]`: of two parties, in the order of `parties`.
    pub pairs: Vec<Vec<Pair>>,
    /// How many votes were looked at.
    pub votes: u64,
    /// Day of the first.
    pub oldest: Option<String>,
    /// Day of the last.
    pub newest: Option<String>,
}

/// A party with how often it voted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PartyVotes {
    /// Its name at the time.
    pub party: String,
    /// Votes where it stood on a side.
    pub votes: u64,
    /// Votes where it was on the side of the result.
    pub won: u64,
    /// Its seats in the last vote.
    pub seats: i64,
}

/// Two parties: in how many votes both stood on a side, and in how many of these on the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// Both voted.
    pub both: u64,
    /// Both voted the same.
    pub same: u64,
}

impl Pair {
    /// Share in whole percent; none without a common vote.
    pub fn percent(self) -> Option<u64> {
        (100 * self.same + self.both / 2).checked_div(self.both)
    }
}

impl Agreement {
    /// Computes it from where parties stood at each vote (day, [`read_stood`], seats for, seats against), latest first.
    pub(crate) fn of(votes: impl IntoIterator<Item = (String, String, i64, i64)>) -> Agreement {
        let mut agreement = Agreement::default();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut pairs: Vec<Vec<Pair>> = Vec::new();
        let mut stood: Vec<(usize, Side)> = Vec::new();
        // parties of one vote after the other mostly stand in the same order: then no name is looked up
        let mut line: Vec<usize> = Vec::new();
        for (date, sides, seats_for, seats_against) in votes {
            stood.clear();
            for (n, (party, side, seats)) in read_stood(&sides).enumerate() {
                if !matches!(side, Side::For | Side::Against) {
                    continue;
                }
                let before = line.get(n).copied().filter(|at| agreement.parties[*at].party == party);
                let at = before.or_else(|| places.get(party).copied()).unwrap_or_else(|| {
                    let at = agreement.parties.len();
                    places.insert(party.to_owned(), at);
                    agreement.parties.push(PartyVotes {
                        party: party.to_owned(),
                        seats,
                        ..PartyVotes::default()
                    });
                    pairs.iter_mut().for_each(|row| row.push(Pair::default()));
                    pairs.push(vec![Pair::default(); at + 1]);
                    at
                });
                line.resize(line.len().max(n + 1), at);
                line[n] = at;
                let known = &mut agreement.parties[at];
                known.votes += 1;
                known.won += u64::from((side == Side::For) == (seats_for > seats_against));
                stood.push((at, side));
            }
            for (a, side) in &stood {
                let row = &mut pairs[*a];
                for (b, other) in &stood {
                    row[*b].both += 1;
                    row[*b].same += u64::from(side == other);
                }
            }
            agreement.votes += 1;
            if agreement.oldest.as_ref().is_none_or(|oldest| date < *oldest) {
                agreement.oldest = Some(date.clone());
            }
            if agreement.newest.as_ref().is_none_or(|newest| date > *newest) {
                agreement.newest = Some(date);
            }
        }
        let mut order: Vec<usize> = (0..agreement.parties.len()).collect();
        order.sort_by(|a, b| {
            let (a, b) = (&agreement.parties[*a], &agreement.parties[*b]);
            b.seats.cmp(&a.seats).then_with(|| a.party.to_lowercase().cmp(&b.party.to_lowercase()))
        });
        agreement.pairs = order.iter().map(|a| order.iter().map(|b| pairs[*a][*b]).collect()).collect();
        agreement.parties = order.iter().map(|at| agreement.parties[*at].clone()).collect();
        agreement
    }
}

impl Store {
    /// The live decision with this id.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_outcome(&self, id: Guid) -> Result<Option<OutcomeRow>> {
        let sql = format!("select {OUTCOME_COLUMNS} from {OUTCOME_FROM} where o.decision = $1 limit 1");
        first(&self.read(), &sql, [&id.0[..]], outcome_row)
    }

    /// The votes on a decision, the latest record of a voter first, at most 1,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_votes_on(&self, decision: Guid) -> Result<Vec<VoteRow>> {
        let sql = format!(
            "select {VOTE_COLUMNS}
             from votes v
             where v.decision = $1 and v.deleted = 0
             order by v.token desc
             limit 1000"
        );
        rows(&self.read(), &sql, [&decision.0[..]], vote_row)
    }

    /// The members who voted on a decision, in no order, at most 1,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_voters(&self, decision: Guid) -> Result<Vec<Voter>> {
        rows(
            &self.read(),
            "select distinct p.id, p.number, p.first_name, p.prefix, p.surname
             from votes v
             join persons p on p.id = v.person and p.deleted = 0
             where v.decision = $1 and v.deleted = 0
             limit 1000",
            [&decision.0[..]],
            |row| {
                Ok(Voter {
                    id: guid(row, 0)?,
                    number: text(row, 1)?,
                    first_name: text(row, 2)?,
                    prefix: text(row, 3)?,
                    surname: text(row, 4)?,
                })
            },
        )
    }

    /// The cases of a decision, at most 50.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_decision_cases(&self, decision: Guid) -> Result<Vec<BallotCase>> {
        let sql = format!(
            "select c.number, c.kind, c.subject, c.title, c.cabinet_advice
             from links l
             join cases c on c.id = l.to_id and c.deleted = 0
             where l.from_id = $1 and l.kind = {}
             order by l.position
             limit 50",
            LinkKind::DecisionCase as u8
        );
        rows(&self.read(), &sql, [&decision.0[..]], |row| {
            Ok(BallotCase {
                number: text(row, 0)?,
                kind: text(row, 1)?,
                subject: text(row, 2)?,
                title: text(row, 3)?,
                cabinet_advice: text(row, 4)?,
            })
        })
    }

    /// The papers of the cases of a decision with their ids, oldest first, at most 50.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_decision_papers(&self, decision: Guid) -> Result<Vec<(Guid, Neighbour)>> {
        let sql = format!(
            "select distinct p.id, p.number, p.kind, coalesce(p.subject, p.title), p.date
             from links l
             join links b on b.to_id = l.to_id and b.kind = {}
             join documents p on p.id = b.from_id and p.deleted = 0 and p.number is not null
             where l.from_id = $1 and l.kind = {}
             order by p.date, p.number
             limit 50",
            LinkKind::DocumentCase as u8,
            LinkKind::DecisionCase as u8
        );
        rows(&self.read(), &sql, [&decision.0[..]], |row| Ok((guid(row, 0)?, neighbour(row, 1)?)))
    }

    /// Other decisions on the same cases, newest first, at most 50.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_sibling_decisions(&self, decision: Guid) -> Result<Vec<OutcomeRow>> {
        let sql = format!(
            "select {OUTCOME_COLUMNS}
             from {OUTCOME_FROM}
             where o.decision in (
                     select b.from_id
                     from links l
                     join links b on b.to_id = l.to_id and b.kind = l.kind
                     where l.from_id = $1 and l.kind = {})
                and o.decision <> $1
             order by o.date desc, d.position desc
             limit 50",
            LinkKind::DecisionCase as u8
        );
        rows(&self.read(), &sql, [&decision.0[..]], outcome_row)
    }

    /// Decisions that were voted on, of the case with this number, newest first, at most 50.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_votes_of_case(&self, case: &str) -> Result<Vec<OutcomeRow>> {
        let sql = format!(
            "select {OUTCOME_COLUMNS}
             from {OUTCOME_FROM}
             where o.decision in (
                     select l.from_id
                     from cases x
                     join links l on l.to_id = x.id and l.kind = {}
                     where x.number = $1 and x.deleted = 0)
                and o.voted > 0
             order by o.date desc, d.position desc
             limit 50",
            LinkKind::DecisionCase as u8
        );
        rows(&self.read(), &sql, [case], outcome_row)
    }

    /// Changes of a decision and of its votes since they were first seen, newest first, at most 100.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_ballot_history(&self, decision: Guid) -> Result<Vec<BallotChange>> {
        rows(
            &self.read(),
            "select e.at, e.kind, e.changes, x.name
             from (select id, coalesce(name, '') as name
                   from votes
                   where decision = $1
                   union all
                   select id, null
                   from decisions
                   where id = $1) x
             join events e on e.id = x.id
             where e.kind <> 'new'
             order by e.seq desc
             limit 100",
            [&decision.0[..]],
            |row| {
                Ok(BallotChange {
                    at: row.get(0)?,
                    kind: row.get(1)?,
                    changes: text(row, 2)?.map(|json| changes(&json)).unwrap_or_default(),
                    voter: row.get(3)?,
                })
            },
        )
    }

    /// How often parties voted alike over the votes that a filter lets through, the latest 30,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_agreement(&self, filter: &AgreementFilter) -> Result<Agreement> {
        let mut conditions = Conditions::new();
        conditions.with("date >= ?", filter.from.as_ref());
        conditions.with("date <= ?", filter.until.as_ref());
        conditions.among("case_kind", &filter.case_kinds);
        conditions.not_among("case_kind", &filter.other_kinds);
        let sql = format!(
            "select date, stood, seats_for, seats_against
             from outcomes indexed by outcomes_stood
             where voted = 2 and date <> ''{}
             order by date desc
             limit {MOST_VOTES}",
            conditions.sql()
        );
        let votes = rows(&self.read(), &sql, conditions.values(), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
        Ok(Agreement::of(votes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vote(date: &str, sides: &str, seats: (i64, i64)) -> (String, String, i64, i64) {
        (date.into(), sides.into(), seats.0, seats.1)
    }

    #[test]
    fn parties_agree_where_both_stood_on_the_same_side() {
        let agreement = Agreement::of([
            vote("2031-01-02", "\nAB\t+20\nCD\t+9\nEF\t-3", (29, 3)),
            vote("2031-01-01", "\nAB\t+20\nCD\t-9\nEF\t=3", (20, 9)),
        ]);
        let names: Vec<_> = agreement.parties.iter().map(|party| party.party.as_str()).collect();
        assert_eq!(names, ["AB", "CD", "EF"]);
        assert_eq!(agreement.pairs[0][1], Pair { both: 2, same: 1 });
        assert_eq!(agreement.pairs[2][0], Pair { both: 1, same: 0 });
        assert_eq!(agreement.pairs[0][1].percent(), Some(50));
        assert_eq!((agreement.parties[0].won, agreement.parties[1].won), (2, 1));
        assert_eq!(agreement.oldest.as_deref(), Some("2031-01-01"));
    }

    #[test]
    fn a_party_that_took_no_part_has_no_share() {
        let agreement = Agreement::of([vote("2031-01-01", "\nAB\t+2\nCD\t=1", (2, 0))]);
        assert_eq!(agreement.parties.len(), 1);
        assert_eq!(Pair::default().percent(), None);
    }
}
