//! The site over a small invented parliament, asked as a browser asks.

mod document;
mod front;
mod originals;
mod search;
mod site;
mod support;
