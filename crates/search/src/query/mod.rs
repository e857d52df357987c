//! The query language: from what a reader types to a tree, and to the words that say how it was read.
//!
//! Start with [`parse::parse`] (text → [`Ast`]), then [`plan`] (tree → terms of the index). Nothing here touches
//! the index: the same plan is run on it ([`crate::exec`]).

use std::ops::Range;

use jiff::civil::Date;

use crate::schema::FacetField;

pub(crate) mod lex;
pub(crate) mod parse;
pub(crate) mod plan;
pub(crate) mod reading;

/// Most bytes of a query.
pub const MAX_QUERY: usize = 10 * 1024;
/// Most words of a query.
pub const MAX_WORDS: usize = 256;
/// Most beginnings (`stik*`) and NEARs of a query: each may read a good part of the index.
pub(crate) const MAX_COSTLY: usize = 16;
/// Deepest parentheses.
pub(crate) const MAX_DEPTH: usize = 40;
/// Largest distance of NEAR, in words.
pub(crate) const MAX_NEAR: u32 = 50;

/// A query that cannot be answered: what is wrong, where, and a query that can be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// Bytes of the query that the message is about.
    pub at: Range<usize>,
    /// A sentence for the reader, in Dutch.
    pub message: String,
    /// A query that would be answered instead, if there is an obvious one.
    pub instead: Option<String>,
}

/// Something in a query that was read otherwise than its writer may have meant; the query is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryNote {
    /// Bytes of the query that the message is about.
    pub at: Range<usize>,
    /// A sentence for the reader, in Dutch.
    pub message: String,
}

/// A query as a tree.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Ast {
    /// A word, an exact word, a beginning or a phrase.
    Leaf(Leaf),
    /// Leaves close to each other, in any order.
    Near { leaves: Vec<Leaf>, distance: u32 },
    /// A condition on a field.
    Field { field: FieldName, inner: Box<Ast> },
    /// A range of dates, both included.
    Dates { from: Option<Date>, to: Option<Date> },
    /// All of them.
    And(Vec<Ast>),
    /// Any of them.
    Or(Vec<Ast>),
    /// What does not match.
    Not(Box<Ast>),
}

/// What is looked for in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leaf {
    pub form: Form,
    pub text: String,
    pub at: Range<usize>,
}

/// How a leaf is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// All forms of the word.
    Word,
    /// This form only.
    Exact,
    /// Every word that begins so.
    Prefix,
    /// These words in this order, these forms only.
    Phrase,
}

/// The fields of the query language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldName {
    Facet(FacetField),
    Number,
    Title,
    Date,
}

impl FieldName {
    /// Names and their other spellings; the first of each field is its own.
    pub const ALL: &[(&str, FieldName)] = &[
        ("soort", FieldName::Facet(FacetField::Soort)),
        ("van", FieldName::Facet(FacetField::From)),
        ("door", FieldName::Facet(FacetField::From)),
        ("aan", FieldName::Facet(FacetField::To)),
        ("fractie", FieldName::Facet(FacetField::Party)),
        ("partij", FieldName::Facet(FacetField::Party)),
        ("ministerie", FieldName::Facet(FacetField::Ministry)),
        ("commissie", FieldName::Facet(FacetField::Committee)),
        ("dossier", FieldName::Facet(FacetField::Dossier)),
        ("zaak", FieldName::Facet(FacetField::Case)),
        ("status", FieldName::Facet(FacetField::Status)),
        ("stem", FieldName::Facet(FacetField::Vote)),
        ("type", FieldName::Facet(FacetField::Kind)),
        ("jaar", FieldName::Facet(FacetField::Year)),
        ("nummer", FieldName::Number),
        ("titel", FieldName::Title),
        ("datum", FieldName::Date),
    ];

    pub fn name(self) -> &'static str {
        FieldName::ALL.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }

    pub fn named(name: &str) -> Option<FieldName> {
        FieldName::ALL.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
    }
}
