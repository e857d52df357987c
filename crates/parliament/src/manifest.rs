//! What a complete client must hold: counts and facts to compare with.

use crate::category::Category;
use crate::emission::Change;
use crate::identity::Guid;

/// See [`crate::Parliament::manifest`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Released entries, superseded ones included.
    pub entries: u64,
    /// The highest released token.
    pub last_token: Option<i64>,
    /// Live and deleted entities of every kind.
    pub categories: Vec<(Category, CategoryCount)>,
    /// How many references point to nothing on purpose.
    pub dangling: u64,
    /// Votes by show of hands as they are after all corrections, at most about 200.
    pub votes: Vec<ExpectedVote>,
    /// All changes that are released, in the order of the feed.
    pub changes: Vec<Changed>,
}

/// How many entities of a kind there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CategoryCount {
    /// Entities that exist.
    pub live: u64,
    /// Entities of which the feed says that they are deleted.
    pub deleted: u64,
}

/// The outcome of a vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedVote {
    /// Number of the case that was voted on.
    pub case: String,
    /// Its subject.
    pub title: String,
    /// Seats of the parties in favour.
    pub seats_for: u32,
    /// Seats of the parties against.
    pub seats_against: u32,
    /// Whether it was adopted.
    pub adopted: bool,
}

/// An entity that changed after it was first shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    /// Which.
    pub id: Guid,
    /// Its kind.
    pub category: Category,
    /// What happened.
    pub what: WhatChanged,
}

/// What happened to an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhatChanged {
    /// It has another state.
    Updated,
    /// It is new.
    Added,
    /// It is gone.
    Deleted,
    /// It is shown again as it was.
    Again,
}

impl From<Change> for WhatChanged {
    fn from(change: Change) -> WhatChanged {
        match change {
            Change::Update => WhatChanged::Updated,
            Change::Add => WhatChanged::Added,
            Change::Delete | Change::DeleteWithBody => WhatChanged::Deleted,
            Change::Again => WhatChanged::Again,
        }
    }
}

impl Manifest {
    /// The counts of a kind.
    pub fn count(&self, category: Category) -> CategoryCount {
        self.categories.iter().find(|(c, _)| *c == category).map(|(_, count)| *count).unwrap_or_default()
    }

    /// Live entities of all kinds.
    pub fn live(&self) -> u64 {
        self.categories.iter().map(|(_, count)| count.live).sum()
    }
}
