//! Records as they cross from a feed into the store: values by column, links by kind.

use crate::category::{Category, LinkKind, Spec};
use crate::guid::Guid;
use crate::text::Problem;

/// One value of a column.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Value {
    /// None given, or `xsi:nil`.
    #[default]
    Null,
    /// Text, and dates and times in their kept form.
    Text(String),
    /// Whole numbers, and booleans as 1 and 0.
    Int(i64),
    /// A reference.
    Guid(Guid),
}

impl Value {
    /// The text, if it is text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The whole current state of one entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// What kind of record it is.
    pub category: Category,
    /// Its id in the source.
    pub id: Guid,
    /// When the source last changed it, UTC (`tk:bijgewerkt`); none if absent or unreadable.
    pub updated: Option<String>,
    /// Whether the source withdrew it (`tk:verwijderd`); then the values are mostly empty.
    pub deleted: bool,
    /// Type and length of its file, if it has one.
    pub content: Option<Content>,
    /// One value for each column of its category, in that order.
    pub values: Vec<Value>,
    /// Its many-valued references, in the order of the feed.
    pub links: Vec<(LinkKind, Guid)>,
    /// Paths of elements that the reader does not know, for counting.
    pub unknown: Vec<String>,
}

impl Record {
    /// A record without values.
    pub fn empty(category: Category, id: Guid) -> Self {
        Record {
            category,
            id,
            updated: None,
            deleted: false,
            content: None,
            values: vec![Value::Null; category.spec().columns.len()],
            links: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// The value of a column by name; `Null` for a name that the category does not have.
    pub fn value(&self, column: &str) -> &Value {
        const NONE: &Value = &Value::Null;
        let spec: &Spec = self.category.spec();
        spec.columns.iter().position(|known| known.name == column).map_or(NONE, |at| &self.values[at])
    }
}

/// What the source says of a record's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Media type, often wrong: the bytes decide.
    pub media_type: String,
    /// Length in bytes; a shorter or longer body is an incomplete download.
    pub length: Option<u64>,
}

/// One entry of the feed: a record at a position.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The position that continues right after it.
    pub token: u64,
    /// Hash of the entity's bytes: an entry with the same hash brings nothing new.
    pub hash: i64,
    /// The record.
    pub record: Record,
}

/// An entry that could not be read; the rest of its page stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadEntry {
    /// Its position, if its frame could be read.
    pub token: Option<u64>,
    /// The id that its frame names, if any.
    pub id: Option<Guid>,
    /// What was wrong.
    pub problem: Problem,
}

/// One page of the feed, read.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedPage {
    /// The category that was asked for.
    pub category: Category,
    /// The position that was asked for; none is the beginning.
    pub position: Option<u64>,
    /// The position after its last entry; none when it has no entry.
    pub next: Option<u64>,
    /// Whether the source says, or the page shows, that there is nothing more for now.
    pub caught_up: bool,
    /// Its entries in order.
    pub entries: Vec<Entry>,
    /// Entries that could not be read.
    pub unread: Vec<UnreadEntry>,
    /// When its first entry was published, UTC as the source writes it.
    pub first_published: Option<String>,
}
