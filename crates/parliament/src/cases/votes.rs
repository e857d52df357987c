//! How the parties vote, and the roll calls.

use crate::people::{Function, PARTIES};
use crate::random::hash;
use crate::world::{Case, World};

/// Parties that have seats.
pub(crate) const SITTING: usize = 14;

/// The outcome of a vote by show of hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// For each sitting party whether it is for.
    pub(crate) support: [bool; SITTING],
}

impl Verdict {
    /// The vote on the `which`-th proposal of a case, made by a member of the party.
    pub(crate) fn of(c: &Case, which: u16, mover: usize) -> Verdict {
        let chance = hash(c.seed ^ 0x766f, u64::from(c.key) << 16 | u64::from(which));
        let breadth = 3 + (chance % 14) as i8;
        let centre = PARTIES[mover].leaning;
        let mut support = [false; SITTING];
        for (party, support) in support.iter_mut().enumerate() {
            let whim = (hash(chance, party as u64) % 5) as i8 - 2;
            *support = party == mover || (PARTIES[party].leaning + whim - centre).abs() <= breadth;
        }
        Verdict { support }
    }

    pub(crate) fn seats_for(&self) -> u16 {
        self.support.iter().zip(&PARTIES).filter(|(s, _)| **s).map(|(_, p)| p.seats).sum()
    }

    pub(crate) fn adopted(&self) -> bool {
        self.seats_for() > 75
    }

    /// The names of the parties on one side, as a chair reads them out.
    pub(crate) fn names(&self, support: bool) -> String {
        let names: Vec<&str> =
            (0..SITTING).filter(|&p| self.support[p] == support).map(|p| PARTIES[p].short).collect();
        match names.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{} en {last}", rest.join(", ")),
            None => String::new(),
        }
    }
}

/// How one member votes in a roll call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    For,
    Against,
    Absent,
}

impl Call {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Call::For => "Voor",
            Call::Against => "Tegen",
            Call::Absent => "Niet deelgenomen",
        }
    }
}

/// The roll call that belongs to a verdict: every member, most with their party.
pub(crate) fn roll_call(w: &World, c: &Case, which: u16, verdict: &Verdict) -> Vec<(usize, Call)> {
    let members = w.people.iter().enumerate().filter(|(_, p)| p.function == Function::Member);
    members
        .map(|(index, person)| {
            let chance =
                hash(c.seed ^ 0x726f, u64::from(c.key) << 20 | u64::from(which) << 10 | index as u64);
            let party = person.party.unwrap_or(0);
            let call = match chance % 100 {
                0..7 => Call::Absent,
                7 => Call::Against,
                _ if verdict.support[party] => Call::For,
                _ => Call::Against,
            };
            (index, call)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_majority_of_the_seats_adopts() {
        let mut support = [false; SITTING];
        support[..3].fill(true);
        let verdict = Verdict { support };
        assert_eq!(verdict.seats_for(), 68);
        assert!(!verdict.adopted());
        support[3] = true;
        assert!(Verdict { support }.adopted());
        assert_eq!(verdict.names(true), "VrijBurger, GAV en NA");
    }
}
