//! How much one original may cost: sizes, depth and time. Every reader works inside these bounds.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Bounds of one reading. What goes over them is cut off and told as a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Largest file in bytes.
    pub max_input: usize,
    /// Most bytes that a packed file (DOCX, ODT, PDF streams) may unpack to.
    pub max_unpacked: u64,
    /// Most bytes of clean text.
    pub max_text: usize,
    /// Most pages of a PDF.
    pub max_pages: usize,
    /// Deepest nesting of elements or groups.
    pub max_depth: usize,
    /// Time after which a reader stops by itself, between two pages or elements.
    pub max_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            max_input: 256 << 20,
            max_unpacked: 128 << 20,
            max_text: 32 << 20,
            max_pages: 10_000,
            max_depth: 256,
            max_time: Duration::from_secs(60),
        }
    }
}
