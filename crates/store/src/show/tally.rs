//! Counting the votes on one decision: by party or by member, nobody twice, mistakes told.
//!
//! The source has a row for each party (show of hands) or for each member (roll-call), and sometimes both, or one
//! twice. Rules, in order:
//! 1. A voter that is listed twice counts once, by the record that came last. A party is told by its name at the time:
//!    the reference may lead to the party it merged into, a member by its reference.
//! 2. The vote is a roll-call if the decision says `Hoofdelijk`, or says nothing and has more members than parties.
//!    Then members count one each and rows of parties are left out.
//! 3. Else parties count by their seats at the time. A member listed beside its party with another choice counts one,
//!    and its party one less.
//! 4. A vote reported as a mistake (`vergissing`) counts as it was cast: the result stands. What it would have been is
//!    told beside it.

use std::collections::{HashMap, HashSet};

use model::Guid;
use serde::Serialize;

/// One vote: of a party, or in a roll-call of a member.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
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

/// On which side a party stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// It voted for, or most of its members did.
    For,
    /// It voted against, or most of its members did.
    Against,
    /// As many of its members voted for as against.
    Split,
    /// It took no part.
    Absent,
}

impl Side {
    /// The sign it is kept as.
    pub(crate) fn sign(self) -> char {
        match self {
            Side::For => '+',
            Side::Against => '-',
            Side::Split => '~',
            Side::Absent => '=',
        }
    }

    fn of_sign(sign: char) -> Option<Side> {
        [Side::For, Side::Against, Side::Split, Side::Absent].into_iter().find(|side| side.sign() == sign)
    }

    fn of_seats(seats_for: i64, seats_against: i64) -> Side {
        match seats_for.cmp(&seats_against) {
            std::cmp::Ordering::Greater => Side::For,
            std::cmp::Ordering::Less => Side::Against,
            std::cmp::Ordering::Equal if seats_for > 0 => Side::Split,
            std::cmp::Ordering::Equal => Side::Absent,
        }
    }
}

/// How a party voted, in seats or members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartySide {
    /// Its name at the time.
    pub party: String,
    /// Where it stood.
    pub side: Side,
    /// Seats or members for.
    pub seats_for: i64,
    /// Seats or members against.
    pub seats_against: i64,
    /// Seats or members that took no part.
    pub seats_absent: i64,
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
    /// Seats or members that took no part.
    pub seats_absent: i64,
    /// Who voted for, the largest first.
    pub supporters: Vec<VoteRow>,
    /// Who voted against, the largest first.
    pub opponents: Vec<VoteRow>,
    /// Who took no part.
    pub absent: Vec<VoteRow>,
    /// How each party voted, the largest first.
    pub parties: Vec<PartySide>,
    /// Names that the source lists more than once; each counts once.
    pub doubled: Vec<String>,
    /// For and against if every vote reported as a mistake had gone the other way; none without mistakes.
    pub without_mistakes: Option<(i64, i64)>,
}

impl Tally {
    /// Counts votes of one decision, the latest record of a voter first; `vote_kind` is what the decision says of the
    /// way of voting. None if nobody voted.
    pub fn of(vote_kind: Option<&str>, votes: impl IntoIterator<Item = VoteRow>) -> Option<Tally> {
        let (mut votes, doubled) = once(votes);
        let members = votes.iter().filter(|vote| vote.member).count();
        let parties = votes.len() - members;
        let roll_call = match vote_kind {
            Some("Hoofdelijk") => members > 0,
            Some("Met handopsteken") => parties == 0,
            _ => members > parties,
        };
        let mut seats: HashMap<String, i64> = HashMap::new();
        if roll_call {
            votes.retain(|vote| vote.member);
        } else {
            let choices: HashMap<String, Option<String>> = votes
                .iter()
                .filter(|vote| !vote.member)
                .map(|vote| (party_key(vote), vote.choice.clone()))
                .collect();
            votes.retain(|vote| {
                !vote.member || choices.get(&party_key(vote)).is_none_or(|choice| *choice != vote.choice)
            });
            for vote in votes.iter().filter(|vote| vote.member) {
                *seats.entry(party_key(vote)).or_default() -= 1;
            }
        }
        let mut tally = Tally { roll_call, doubled, ..Tally::default() };
        let mut meant = (0, 0);
        let mut sides: Vec<PartySide> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for vote in votes {
            let key = party_key(&vote);
            let weight = match vote.member {
                true => 1,
                false => (vote.seats.unwrap_or(0) + seats.get(&key).copied().unwrap_or(0)).max(0),
            };
            let at = *places.entry(key).or_insert_with(|| {
                sides.push(PartySide {
                    party: vote.party.clone().or(vote.name.clone()).unwrap_or_default(),
                    side: Side::Absent,
                    seats_for: 0,
                    seats_against: 0,
                    seats_absent: 0,
                });
                sides.len() - 1
            });
            let party = &mut sides[at];
            match vote.choice.as_deref() {
                Some("Voor") => {
                    party.seats_for += weight;
                    tally.seats_for += weight;
                    *(if vote.mistake { &mut meant.1 } else { &mut meant.0 }) += weight;
                    tally.supporters.push(vote);
                }
                Some("Tegen") => {
                    party.seats_against += weight;
                    tally.seats_against += weight;
                    *(if vote.mistake { &mut meant.0 } else { &mut meant.1 }) += weight;
                    tally.opponents.push(vote);
                }
                _ => {
                    party.seats_absent += weight;
                    tally.seats_absent += weight;
                    tally.absent.push(vote);
                }
            }
        }
        if sides.is_empty() {
            return None;
        }
        for party in &mut sides {
            party.side = Side::of_seats(party.seats_for, party.seats_against);
        }
        // a party of no known size still stands where it voted
        for (votes, side) in [(&tally.supporters, Side::For), (&tally.opponents, Side::Against)] {
            for vote in votes.iter().filter(|vote| !vote.member && vote.seats.unwrap_or(0) == 0) {
                if let Some(at) = places.get(&party_key(vote)) {
                    sides[*at].side = side;
                }
            }
        }
        let size = |party: &PartySide| party.seats_for + party.seats_against + party.seats_absent;
        sides.sort_by(|a, b| size(b).cmp(&size(a)).then_with(|| a.party.cmp(&b.party)));
        tally.parties = sides;
        tally.without_mistakes = (meant != (tally.seats_for, tally.seats_against)).then_some(meant);
        for votes in [&mut tally.supporters, &mut tally.opponents, &mut tally.absent] {
            votes.sort_by(|a, b| {
                let seats = |vote: &VoteRow| if vote.member { 0 } else { vote.seats.unwrap_or(0) };
                seats(b).cmp(&seats(a)).then_with(|| (&a.party, &a.name).cmp(&(&b.party, &b.name)))
            });
        }
        Some(tally)
    }

    /// Votes in favour in percent of all that were for or against, for drawing.
    pub fn percent_for(&self) -> i64 {
        (100 * self.seats_for).checked_div(self.seats_for + self.seats_against).unwrap_or(0)
    }

    /// Everyone who reported a mistake.
    pub fn mistakes(&self) -> impl Iterator<Item = &VoteRow> {
        let all = self.supporters.iter().chain(&self.opponents).chain(&self.absent);
        all.filter(|vote| vote.mistake)
    }
}

/// Each voter once, the first row of it; and the names that came again.
fn once(votes: impl IntoIterator<Item = VoteRow>) -> (Vec<VoteRow>, Vec<String>) {
    let mut seen = HashSet::new();
    let (mut kept, mut doubled) = (Vec::new(), Vec::new());
    for vote in votes {
        if vote.choice.is_none() {
            continue;
        }
        let key = match (vote.member, vote.voter) {
            (true, Some(person)) => (true, person.to_string()),
            (true, None) => (true, vote.name.clone().unwrap_or_default()),
            (false, _) => (false, party_key(&vote)),
        };
        if seen.insert(key) {
            kept.push(vote);
        } else if let Some(name) = vote.name.filter(|name| !doubled.contains(name)) {
            doubled.push(name);
        }
    }
    (kept, doubled)
}

fn party_key(vote: &VoteRow) -> String {
    vote.party.as_deref().or(vote.name.as_deref()).unwrap_or_default().trim().to_lowercase()
}

/// Sides as a text of one line a party, for a column that can be searched: see [`side_pattern`].
pub(crate) fn write_sides(parties: &[PartySide]) -> String {
    let mut out = String::new();
    for party in parties {
        let name = party.party.replace(['\t', '\n'], " ");
        let (sign, yes, no, none) =
            (party.side.sign(), party.seats_for, party.seats_against, party.seats_absent);
        out.push_str(&format!("\n{name}\t{sign}\t{yes}\t{no}\t{none}"));
    }
    out
}

/// The same without what the members of a party did: its name, its side and all its seats.
pub(crate) fn write_stood(parties: &[PartySide]) -> String {
    let mut text = String::new();
    for party in parties {
        let seats = party.seats_for + party.seats_against + party.seats_absent;
        let name = party.party.replace(['\t', '\n'], " ");
        text.push_str(&format!("\n{name}\t{}{seats}", party.side.sign()));
    }
    text
}

/// Reads what [`write_stood`] wrote: names, sides and seats.
pub(crate) fn read_stood(text: &str) -> impl Iterator<Item = (&str, Side, i64)> {
    text.split('\n').filter_map(|line| {
        let (party, stood) = line.split_once('\t')?;
        let mut signs = stood.chars();
        let side = Side::of_sign(signs.next()?)?;
        Some((party, side, signs.as_str().parse().ok()?))
    })
}

/// Reads what [`write_sides`] wrote.
pub(crate) fn read_sides(text: &str) -> Vec<PartySide> {
    let line = |line: &str| {
        let mut fields = line.split('\t');
        let party = fields.next()?.to_owned();
        let side = Side::of_sign(fields.next()?.parse().ok()?)?;
        let mut seats = || fields.next()?.parse().ok();
        Some(PartySide { party, side, seats_for: seats()?, seats_against: seats()?, seats_absent: seats()? })
    };
    text.split('\n').filter_map(line).collect()
}

/// A pattern for `like … escape '\'` that finds a party on a side, or anywhere.
pub(crate) fn side_pattern(party: &str, side: Option<Side>) -> String {
    let mut pattern = String::from("%\n");
    for letter in party.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('\t');
    pattern.extend(side.map(Side::sign));
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(name: &str, choice: &str, seats: i64) -> VoteRow {
        VoteRow {
            choice: Some(choice.into()),
            name: Some(name.into()),
            party: Some(name.into()),
            seats: Some(seats),
            ..VoteRow::default()
        }
    }

    fn member(name: &str, of: &str, choice: &str) -> VoteRow {
        VoteRow { party: Some(of.into()), member: true, seats: Some(20), ..party(name, choice, 20) }
    }

    #[track_caller]
    fn check(kind: &str, votes: &[VoteRow], roll_call: bool, seats: (i64, i64, i64)) -> Tally {
        let tally = Tally::of(Some(kind).filter(|kind| !kind.is_empty()), votes.to_vec()).unwrap();
        let found = (tally.seats_for, tally.seats_against, tally.seats_absent);
        assert_eq!((tally.roll_call, found), (roll_call, seats));
        tally
    }

    const HANDS: &str = "Met handopsteken";

    #[test]
    fn parties_count_by_their_seats() {
        let votes = [party("AB", "Voor", 20), party("CD", "Tegen", 9), party("EF", "Niet deelgenomen", 3)];
        check(HANDS, &votes, false, (20, 9, 3));
    }

    #[test]
    fn members_count_one_each_whatever_the_size_of_their_party() {
        let votes = [member("A", "AB", "Voor"), member("B", "AB", "Voor"), member("C", "CD", "Tegen")];
        let tally = check("Hoofdelijk", &votes, true, (2, 1, 0));
        assert_eq!(tally.parties[0].side, Side::For);
    }

    #[test]
    fn a_vote_that_the_source_lists_twice_counts_once() {
        let tally = check(HANDS, &[party("AB", "Voor", 20), party("AB", "Voor", 20)], false, (20, 0, 0));
        assert_eq!(tally.doubled, ["AB"]);
    }

    #[test]
    fn of_two_records_that_differ_the_later_counts() {
        check(HANDS, &[party("AB", "Tegen", 20), party("AB", "Voor", 20)], false, (0, 20, 0));
    }

    #[test]
    fn two_parties_that_merged_later_are_two() {
        let merged = Some(Guid([7; 16]));
        let both = [
            VoteRow { voter: merged, ..party("GL", "Voor", 8) },
            VoteRow { voter: merged, ..party("PA", "Tegen", 9) },
        ];
        check(HANDS, &both, false, (8, 9, 0));
    }

    #[test]
    fn a_roll_call_is_told_by_the_decision_and_not_by_the_first_row() {
        let votes = [party("AB", "Voor", 20), member("A", "AB", "Voor"), member("C", "CD", "Tegen")];
        check("Hoofdelijk", &votes, true, (1, 1, 0));
        check("", &votes, true, (1, 1, 0));
    }

    #[test]
    fn a_member_that_differs_from_its_party_counts_out_of_it() {
        let votes = [party("AB", "Voor", 20), member("A", "AB", "Tegen"), member("B", "AB", "Voor")];
        let tally = check(HANDS, &votes, false, (19, 1, 0));
        assert_eq!((tally.parties[0].side, tally.parties[0].seats_against), (Side::For, 1));
    }

    #[test]
    fn a_mistake_counts_as_cast_and_what_was_meant_is_told() {
        let wrong = VoteRow { mistake: true, ..party("AB", "Voor", 20) };
        let tally = check(HANDS, &[wrong, party("CD", "Tegen", 9)], false, (20, 9, 0));
        assert_eq!(tally.without_mistakes, Some((0, 29)));
        assert_eq!(tally.mistakes().count(), 1);
    }

    #[test]
    fn no_votes_are_no_tally() {
        assert_eq!(Tally::of(None, []), None);
        let empty = VoteRow { choice: None, ..party("AB", "", 1) };
        assert_eq!(Tally::of(None, [empty]), None);
    }

    #[test]
    fn sides_are_written_and_read_back_also_of_odd_names() {
        let votes =
            [party("A_B 100%", "Voor", 2), party("C\tD", "Tegen", 0), party("E", "Niet deelgenomen", 1)];
        let tally = Tally::of(None, votes).unwrap();
        let read = read_sides(&write_sides(&tally.parties));
        assert_eq!(read.len(), 3);
        assert_eq!((read[0].party.as_str(), read[0].side, read[0].seats_for), ("A_B 100%", Side::For, 2));
        assert_eq!(read.iter().find(|party| party.party == "C D").unwrap().side, Side::Against);
        assert_eq!(side_pattern("A_B 100%", Some(Side::For)), "%\nA\\_B 100\\%\t+%");
        assert_eq!(read_sides("\nx\t?\ty"), []);
        let stood = write_stood(&tally.parties);
        let read: Vec<_> = read_stood(&stood).collect();
        assert_eq!(read, [("A_B 100%", Side::For, 2), ("E", Side::Absent, 1), ("C D", Side::Against, 0)]);
        assert_eq!(read_stood("\nx\ty\nz").count(), 0);
    }
}
