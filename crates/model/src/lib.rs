//! The words of the project: records, official numbers, dates, spans, texts, facts.
//!
//! Nothing here runs anything: no network, no files, no clock. Everyone else depends on it, so it changes seldom.
//!
//! Start with [`text::DocumentText`] (what readers produce), [`facts::Extract`] (what extractors find in it) and
//! [`number`] (the House's own numbers).

pub mod facts;
pub mod number;
pub mod span;
pub mod text;

pub use span::{CharIndex, Span};
pub use text::DocumentText;
