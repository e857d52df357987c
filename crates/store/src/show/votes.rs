//! Decisions on the cases of a document, and how the votes on them fell.

use model::{Guid, LinkKind};
use rusqlite::params;
use serde::Serialize;

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

/// One vote: of a party, or in a roll-call of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VoteRow {
    /// The decision.
    #[serde(skip)]
    pub decision: Guid,
    /// The voter, to count nobody twice.
    #[serde(skip)]
    pub voter: Option<Guid>,
    /// `Voor`, `Tegen`, `Niet deelgenomen`.
    pub choice: Option<String>,
    /// Name of the member, or of the party.
    pub name: Option<String>,
    /// Name of the party at the time.
    pub party: Option<String>,
    /// Seats of the party at the time.
    pub seats: Option<i64>,
    /// Whether one member voted, as in a roll-call.
    pub member: bool,
    /// Whether the voter reported afterwards that this vote was a mistake.
    pub mistake: bool,
}

/// Votes on one decision, counted as cast.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Whether members voted one by one.
    pub roll_call: bool,
    /// Seats or members in favour.
    pub seats_for: i64,
    /// Seats or members against.
    pub seats_against: i64,
    /// Who voted for, the largest first.
    pub supporters: Vec<VoteRow>,
    /// Who voted against, the largest first.
    pub opponents: Vec<VoteRow>,
    /// Who took no part.
    pub absent: Vec<VoteRow>,
}

impl Tally {
    /// Counts votes of one decision. A voter that the source lists twice counts once, the later record.
    pub fn of(votes: impl IntoIterator<Item = VoteRow>) -> Option<Tally> {
        let mut tally = Tally::default();
        let mut seen = std::collections::HashSet::new();
        for vote in votes {
            let voter = (vote.voter, vote.name.clone());
            if vote.choice.is_none() || !seen.insert(voter) {
                continue;
            }
            tally.roll_call |= vote.member;
            let weight = if vote.member { 1 } else { vote.seats.unwrap_or(0) };
            match vote.choice.as_deref() {
                Some("Voor") => {
                    tally.seats_for += weight;
                    tally.supporters.push(vote);
                }
                Some("Tegen") => {
                    tally.seats_against += weight;
                    tally.opponents.push(vote);
                }
                _ => tally.absent.push(vote),
            }
        }
        let order = |votes: &mut Vec<VoteRow>| {
            votes.sort_by(|a, b| {
                let seats = |vote: &VoteRow| if vote.member { 0 } else { vote.seats.unwrap_or(0) };
                seats(b).cmp(&seats(a)).then_with(|| (&a.party, &a.name).cmp(&(&b.party, &b.name)))
            });
        };
        order(&mut tally.supporters);
        order(&mut tally.opponents);
        order(&mut tally.absent);
        (!seen.is_empty()).then_some(tally)
    }

    /// Votes in favour in percent of all that were for or against, for drawing.
    pub fn percent_for(&self) -> i64 {
        (100 * self.seats_for).checked_div(self.seats_for + self.seats_against).unwrap_or(0)
    }
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
            |row| {
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
            },
        )
    }

    /// All votes on the decisions of [`Store::show_decisions`], the latest record of a voter first, at most 5,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_votes(&self, document: Guid) -> Result<Vec<VoteRow>> {
        rows(
            &self.read(),
            "select v.decision, coalesce(v.person, v.party), v.choice, v.name, v.party_name, v.party_size,
                    v.person is not null or v.member_sid is not null, coalesce(v.mistake, 0)
             from links l
             join links b on b.to_id = l.to_id and b.kind = $1
             join votes v on v.decision = b.from_id
             where l.from_id = $2 and l.kind = $3 and v.deleted = 0
             order by v.token desc
             limit 5000",
            params![LinkKind::DecisionCase as u8, &document.0[..], LinkKind::DocumentCase as u8],
            |row| {
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
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vote(name: &str, choice: &str, seats: i64, member: bool) -> VoteRow {
        VoteRow {
            decision: Guid::default(),
            voter: None,
            choice: Some(choice.into()),
            name: Some(name.into()),
            party: None,
            seats: Some(seats),
            member,
            mistake: false,
        }
    }

    #[track_caller]
    fn check(votes: &[VoteRow], roll_call: bool, seats: (i64, i64)) {
        let tally = Tally::of(votes.to_vec()).unwrap();
        assert_eq!((tally.roll_call, (tally.seats_for, tally.seats_against)), (roll_call, seats));
    }

    #[test]
    fn parties_count_by_their_seats() {
        check(
            &[
                vote("AB", "Voor", 20, false),
                vote("CD", "Tegen", 9, false),
                vote("EF", "Niet deelgenomen", 3, false),
            ],
            false,
            (20, 9),
        );
    }

    #[test]
    fn members_count_one_each_whatever_the_size_of_their_party() {
        check(
            &[
                vote("A. Een", "Voor", 20, true),
                vote("B. Twee", "Voor", 20, true),
                vote("C. Drie", "Tegen", 9, true),
            ],
            true,
            (2, 1),
        );
    }

    #[test]
    fn a_vote_that_the_source_lists_twice_counts_once() {
        check(&[vote("AB", "Voor", 20, false), vote("AB", "Voor", 20, false)], false, (20, 0));
    }

    #[test]
    fn no_votes_are_no_tally() {
        assert_eq!(Tally::of([]), None);
        let mut empty = vote("AB", "", 1, false);
        empty.choice = None;
        assert_eq!(Tally::of([empty]), None);
    }
}
