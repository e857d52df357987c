//! The index of Kamerspoor: finds documents, their passages and everything else that can be found.
//!
//! It knows nothing of the database or of the web: [`SearchDoc`]s go in through a [`Writer`], [`Results`] come out
//! of [`Index::search`]. It can be deleted at any time and filled again.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let dir = tempfile::tempdir()?;
//! use search::{Index, Kind, PassageText, Request, SearchDoc};
//! let index = Index::open(dir.path())?;
//! let mut writer = index.writer(64 << 20)?;
//! writer.upsert(&SearchDoc {
//!     key: "document/2031D00001".into(),
//!     kind: Kind::Document,
//!     title: "Antwoorden op Kamervragen over huizen".into(),
//!     url: "/document/2031D00001".into(),
//!     passages: vec![PassageText { anchor: "p1".into(), text: "Het huis op de hoek is verkocht.".into() }],
//!     ..SearchDoc::default()
//! })?;
//! writer.commit()?;
//! let results = index.search(&Request { query: "huis kamervraag".into(), limit: 10, ..Request::default() })?;
//! assert_eq!(results.total, 1);
//! assert_eq!(results.hits[0].url, "/document/2031D00001#p1");
//! # Ok(())
//! # }
//! ```
//!
//! Start with [`Index`] (asking), [`Writer`] (filling) and the modules `analysis` (Dutch), `query` (the language)
//! and `exec` (running it). The language and the analysis are explained in `docs/search.md`.

pub mod alike;
mod analysis;
mod complete;
mod directory;
mod doc;
mod encode;
mod error;
mod exec;
mod generation;
mod index;
mod matching;
pub mod quality;
mod query;
mod schema;
#[cfg(test)]
mod semantics;
mod stored;
mod suggest;
mod writer;

pub use analysis::ANALYSIS_VERSION;
pub use complete::Completion;
pub use doc::{Facets, Kind, PassageText, SearchDoc};
pub use error::{Error, Result};
pub use exec::count::{FacetCount, FacetCounts};
pub use exec::run::Sort;
pub use exec::snippet::{Fragment, Passage};
pub use index::{Cursor, Hit, Index, MAX_LIMIT, Request, Results, State};
pub use matching::StoredQueries;
pub use query::{MAX_QUERY, MAX_WORDS, QueryError, QueryNote};
pub use schema::FacetField;
pub use writer::{MIN_WRITER_MEMORY, Writer};
