//! What the search page asks of the index, in plain structs, so that page and index are built and tested apart.
//!
//! The application glues the two: it implements [`Searcher`] for the index and hands it to [`crate::App`].

use std::ops::Range;

use serde::Serialize;

use crate::App;

/// Something that answers queries.
pub trait Searcher: Send + Sync {
    /// Answers a query.
    ///
    /// # Errors
    /// The query cannot be read, or the index cannot.
    fn search(&self, request: &SearchRequest) -> Result<SearchResults, SearchFailure>;

    /// Which of these texts one of the queries finds, by the same reading of Dutch as a search: for each text the first
    /// query that finds it.
    ///
    /// # Errors
    /// A query cannot be read.
    fn select(&self, queries: &[String], texts: &[String]) -> Result<Vec<Option<usize>>, SearchFailure>;

    /// What somebody who has typed `text` may be about to write, the likeliest first.
    ///
    /// # Errors
    /// The index cannot be read.
    fn complete(&self, text: &str, limit: usize) -> Result<Vec<Completion>, SearchFailure>;

    /// What says nearly the same as the record with this key (`exchange/2025D1/3`, `document/2025D1`).
    ///
    /// # Errors
    /// The index cannot be read.
    fn alike(&self, key: &str) -> Result<Alike, SearchFailure>;

    /// A number that differs after every change of the index: answers may be kept until it moves.
    fn revision(&self) -> i64;

    /// How many items the index holds; none if it cannot tell.
    fn items(&self) -> Option<u64> {
        None
    }
}

impl App {
    /// The revision of the index; 0 without one.
    pub(crate) fn index_revision(&self) -> i64 {
        self.searcher.as_ref().map_or(0, |searcher| searcher.revision())
    }
}

/// What says nearly the same as a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alike {
    /// Texts in nearly the same words, the likest first.
    pub like: Vec<Like>,
    /// Sentences of its answer that stand elsewhere too.
    pub repeats: Vec<Repeat>,
}

/// A text in nearly the same words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Like {
    /// Key of the record.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// What it is a part of; may be empty.
    pub context: String,
    /// Its day.
    pub date: Option<String>,
    /// Its page.
    pub url: String,
    /// The text, or its beginning.
    pub text: String,
    /// Part of all three-word sequences of both that both have, in percent.
    pub percent: u32,
}

/// Sentences that stand in other answers too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Repeat {
    /// The sentences.
    pub text: String,
    /// In how many other answers.
    pub times: usize,
    /// The first answer of all with them.
    pub first: Place,
    /// The latest other answer with them.
    pub last: Place,
}

/// Where something stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// What it is called.
    pub title: String,
    /// What it is a part of; may be empty.
    pub context: String,
    /// Its day.
    pub date: Option<String>,
    /// Its page.
    pub url: String,
}

/// Something that can be filled in, or a page to go to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Completion {
    /// What is shown.
    pub label: String,
    /// What it is: `persoon`, `fractie`.
    pub what: String,
    /// How it is asked for; none for a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Its page; none for a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// How many things have the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
}

/// What somebody asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchRequest {
    /// The query as typed.
    pub query: String,
    /// The order of hits.
    pub sort: Sort,
    /// How many hits to skip.
    pub offset: usize,
    /// How many hits to return at most.
    pub limit: usize,
    /// Chosen values of facets: (`soort`, `Motie`); the names are those of the query language.
    pub filters: Vec<(String, String)>,
    /// Only from this day on.
    pub from: Option<String>,
    /// Only to this day.
    pub until: Option<String>,
    /// Whether to count the values of facets.
    pub facets: bool,
    /// The day in the Netherlands, from which age counts in the ranking.
    pub today: Option<jiff::civil::Date>,
}

/// The order of hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first.
    Newest,
    /// Oldest first.
    Oldest,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchResults {
    /// How many hits there are, whatever the limit.
    pub total: u64,
    /// Whether the total is a least: a query of very many words was stopped.
    pub at_least: bool,
    /// The hits from `offset` on.
    pub hits: Vec<Hit>,
    /// Values that can be chosen to narrow the query, with their counts.
    pub facets: Vec<Facet>,
    /// How the query was read, in words; empty when it is plain words.
    pub reading: String,
    /// Remarks on the query: a word that was dropped, a field that does not exist.
    pub remarks: Vec<Remark>,
    /// Another query that finds more, when this one has a word that occurs nowhere.
    pub suggestion: Option<String>,
}

/// A remark on a query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// A sentence for whoever typed it.
    pub message: String,
    /// Bytes of the query that it is about.
    pub at: Range<usize>,
}

/// One hit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hit {
    /// Stable name of what it is: `document`.
    pub kind: String,
    /// The same for readers: `vraag en antwoord`.
    pub kind_label: String,
    /// Kind of paper as the source says: `Brief regering`.
    pub paper: Option<String>,
    /// Official number.
    pub number: Option<String>,
    /// Title as shown.
    pub title: String,
    /// What it is a part of: the debate of a speech; may be empty.
    pub context: String,
    /// Where it stands: `aangenomen`.
    pub status: Vec<String>,
    /// Its day.
    pub date: Option<String>,
    /// Stable name of the hit itself, for feeds.
    pub key: String,
    /// Address of its page, with the passage's anchor.
    pub url: String,
    /// The passage that answers best.
    pub passage: Vec<SnippetPart>,
    /// Who wrote, asked, moved or said it.
    pub from: Vec<String>,
}

/// A piece of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnippetPart {
    /// The text, never markup.
    pub text: String,
    /// Whether it is what was searched for.
    pub hit: bool,
}

/// Values to narrow a query by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// Name in addresses: `soort`.
    pub name: String,
    /// The same for readers: `Soort stuk`.
    pub label: String,
    /// Its values with the most hits first.
    pub values: Vec<FacetValue>,
}

/// One value of a facet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// The value.
    pub value: String,
    /// How many hits have it.
    pub count: u64,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SearchFailure {
    /// The query cannot be read; the sentence is for the person who typed it.
    #[error("{message}")]
    Query {
        /// What is wrong, with what, and what to do.
        message: String,
        /// Bytes of the query that it is about.
        at: Range<usize>,
        /// A query that would be answered instead, if there is an obvious one.
        instead: Option<String>,
    },
    /// The index cannot be read.
    #[error("the index cannot be read: {0}")]
    Index(String),
}
