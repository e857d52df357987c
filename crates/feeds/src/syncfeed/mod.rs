//! SyncFeed 2.0, the open data feed of the House of Representatives.
//!
//! A state feed: each entry holds the whole current entity; an entity that changes gets a new, higher position.
//! Pages hold 250 entries. References may dangle or come late. See `docs/premises.md` for what is relied on.

pub mod client;
mod names;
pub mod read;
pub mod time;
pub mod wire;
pub mod write;

/// Entries on a full page; a page with fewer is the last for now.
pub const PAGE_SIZE: usize = 250;

/// The public address of the feed.
pub const PUBLIC_SOURCE: &str = "https://gegevensmagazijn.tweedekamer.nl/SyncFeed/2.0";
