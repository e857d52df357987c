//! Parliamentary years and the numbers that contain them: the proceedings and their annex.

use std::fmt;

/// A chamber of parliament.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chamber {
    /// The Senate, in citations `I`.
    Eerste,
    /// The House of Representatives, in citations `II`.
    Tweede,
}

impl Chamber {
    /// As the official publications abbreviate it: `tk`, `ek`.
    pub fn code(self) -> &'static str {
        match self {
            Chamber::Eerste => "ek",
            Chamber::Tweede => "tk",
        }
    }
}

/// A parliamentary year: from the third Tuesday of September of `start` to that of the next year.
#[doc(alias = "vergaderjaar")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Session {
    /// The year it begins in.
    pub start: u16,
}

impl Session {
    /// From the two years of a citation; none unless the second follows the first.
    pub fn from_years(first: u16, second: u16) -> Option<Self> {
        ((1800..2200).contains(&first) && second == first + 1).then_some(Session { start: first })
    }
}

impl fmt::Display for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.start, self.start.saturating_add(1))
    }
}

/// Answered written questions, as numbered in the annex of the proceedings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Aanhangsel {
    /// Whose questions.
    pub chamber: Chamber,
    /// The parliamentary year.
    pub session: Session,
    /// Counted within it.
    pub number: u32,
}

impl fmt::Display for Aanhangsel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ah-{}-{}-{}", self.chamber.code(), self.session, self.number)
    }
}

/// The proceedings of one plenary meeting, or one item of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handelingen {
    /// Whose meeting.
    pub chamber: Chamber,
    /// The parliamentary year.
    pub session: Session,
    /// Meeting, counted within the year.
    pub meeting: u32,
    /// Item of that meeting.
    pub item: Option<u32>,
}

impl fmt::Display for Handelingen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "h-{}-{}-{}", self.chamber.code(), self.session, self.meeting)?;
        match self.item {
            Some(item) => write!(f, "-{item}"),
            None => Ok(()),
        }
    }
}
