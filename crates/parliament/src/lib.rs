//! A simulated parliament that speaks the House's SyncFeed 2.0: the ground of the demo, the tests and the benches.
//!
//! Everybody and everything in it is invented. Equal [`Settings`] give equal bytes. It holds no texts and no XML: an
//! entity or a file is made when asked for, from the seed and its place, so that a parliament of a million entries
//! takes little memory. It shares no code with the client in `feeds`, so that both cannot be wrong in the same way.
//!
//! ```
//! use std::sync::Arc;
//! use parliament::{Parliament, Settings, serve};
//!
//! let parliament = Arc::new(Parliament::new(Settings::default()));
//! let server = serve(parliament, ([127, 0, 0, 1], 0).into())?;
//! assert!(server.url().ends_with("/SyncFeed/2.0"));
//! server.stop();
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! Where to start: [`Parliament`] is the outside; `world` the plan (which case, when, where in the feed); `cases` what a
//! case holds; `papers` what documents say; `files` the formats; `story` the dossier that the demo tells; `server` HTTP.

mod calendar;
mod cases;
mod category;
mod chamber;
mod emission;
mod files;
mod identity;
mod manifest;
mod papers;
mod parliament;
mod people;
mod random;
mod server;
mod settings;
mod story;
mod topics;
mod transcript;
mod world;
mod xml;

pub use category::{CATEGORIES, Category};
pub use identity::Guid;
pub use manifest::{CategoryCount, Changed, ExpectedVote, Manifest, WhatChanged};
pub use parliament::Parliament;
pub use server::{Server, serve};
pub use settings::{Fault, Faults, Grow, Oddities, Settings, Size, TODAY};
pub use story::{StoryNumbers, story};
