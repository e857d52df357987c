//! Kamerspoor: an open, self-hosted monitor of the Dutch House of Representatives.
//!
//! | module | what it is |
//! |---|---|
//! | [`commands`] | one file for each subcommand |
//! | [`config`] | every setting once |
//! | [`pipeline`] | which job follows which outcome |
//! | [`jobs`] | one file for each job, and the engine that runs them |
//! | [`follow`], [`channels`] | what is announced, to whom, and the ways it takes |
//! | [`site`], [`patient`] | the pages on their address, and how long a connection may be idle |
//! | [`progress`], [`stop`], [`formats`] | what a long run shows, how it ends, what files are called |
//!
//! The work itself is done by the crates below `crates/`; `docs/architecture.md` says why each stands apart.

pub mod channels;
pub mod commands;
pub mod config;
pub mod corrections;
pub mod follow;
pub mod formats;
pub mod jobs;
pub mod patient;
pub mod pipeline;
pub mod progress;
pub mod site;
pub mod stop;
