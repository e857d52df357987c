//! The words of the project: records, official numbers, dates, spans, texts, facts.
//!
//! Nothing here runs anything: no network, no files, no clock. Everyone else depends on it, so it changes seldom.
//!
//! Start with [`text::DocumentText`] (what readers produce), [`facts::Extract`] (what extractors find in it) and
//! [`number`] (the House's own numbers).

pub mod category;
pub mod due;
pub mod facts;
pub mod guid;
pub mod ministry;
pub mod number;
pub mod record;
pub mod span;
pub mod speaking;
pub mod text;

pub use category::{Category, LinkKind};
pub use guid::Guid;
pub use record::{Record, Value};
pub use span::{CharIndex, Span};
pub use text::DocumentText;

/// What stands before the name of a loose file in the field for the organisation of a document that was made of it.
pub const IMPORTED: &str = "Ingelezen bestand: ";

/// The months, as Dutch texts write them.
pub const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
