//! What can go wrong in the store, by what the caller can do.

use std::path::PathBuf;

use rusqlite::ErrorCode;

/// An error of the store. Nothing is lost by any of them: what was not committed is asked for again.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another process holds the write lock: try again later, or stop that process.
    #[error(
        "the database is locked by another process; is a second `kamerspoor sync` or `up` running on this folder?"
    )]
    Busy,
    /// The disk is full: free space and start again.
    #[error("the disk is full; nothing is lost, free some space and start again")]
    Full,
    /// The folder cannot be made or written.
    #[error("{} cannot be used as data folder: {source}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// An original cannot be read or written.
    #[error("original {name}: {source}")]
    Original {
        /// Its hash.
        name: String,
        /// Why.
        source: std::io::Error,
    },
    /// The store was written by a newer version of this program.
    #[error("the database has form {found}, this program knows up to {known}: use a newer kamerspoor")]
    Newer {
        /// The form found.
        found: String,
        /// The newest form known.
        known: String,
    },
    /// The file is damaged or no database.
    #[error("the database is damaged: {0}; restore a backup, or start in a new folder")]
    Damaged(String),
    /// A kept value is not what it should be.
    #[error("kept data cannot be read: {0}")]
    Unreadable(String),
    /// Anything else that the database says.
    #[error("database: {0}")]
    Other(rusqlite::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy,
            Some(ErrorCode::DiskFull) => Error::Full,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Error::Damaged(error.to_string()),
            _ => Error::Other(error),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::Unreadable(error.to_string())
    }
}
