//! What can be followed, what is told of it, when and in which words. Pure: no database, no network, no clock.
//!
//! An [`Event`] says that the state of a thing changed; [`state`] tells which, from what was last announced and what is
//! now. A [`Watch`] says what somebody wants to hear, and when ([`Cadence`]). A [`Digest`] gathers what is due for one
//! reader; [`message`] writes it as text and HTML from one struct, [`webhook`] as signed JSON.
//!
//! Start with [`event`]. Where all of it is kept: `store::people`; who runs it: `src/follow/`; the whole: `docs/alerts.md`.

pub mod cadence;
pub mod digest;
pub mod email;
pub mod event;
pub mod lang;
pub mod message;
pub mod secret;
pub mod state;
pub mod watch;
pub mod webhook;

pub use cadence::Cadence;
pub use digest::{Digest, Hit};
pub use email::Email;
pub use event::{Event, EventKind, NewEvent, Subject, SubjectKind};
pub use lang::Lang;
pub use watch::{Target, Watch};
