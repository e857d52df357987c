//! The site over a small invented parliament, asked as a browser asks.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod asked;
mod debates;
mod document;
mod files;
mod front;
mod mine;
mod old;
mod originals;
mod people;
mod search;
mod site;
mod subject;
mod support;
mod trails;
