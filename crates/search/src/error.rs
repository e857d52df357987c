//! What can go wrong with the index itself; wrong queries are [`crate::QueryError`].

use std::path::PathBuf;

/// An error of the index.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another process or thread is writing to this index.
    #[error("the index {0} is being written by another process; wait for it or stop it")]
    Busy(PathBuf),
    /// A file of the index could not be read or written.
    #[error("the index {path} could not be {what}")]
    File {
        /// Which file or folder.
        path: PathBuf,
        /// What was tried: `read`, `written`.
        what: &'static str,
        /// Why not.
        source: std::io::Error,
    },
    /// The index is damaged or the disk is full.
    #[error("the index failed: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// The query was not understood.
    #[error(transparent)]
    Query(#[from] crate::query::QueryError),
}

/// A result of the index.
pub type Result<T> = std::result::Result<T, Error>;
