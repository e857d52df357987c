//! Clients of the sources.
//!
//! A source is a folder: `client` speaks HTTP, `wire` knows the spelling of the feed, `read` turns it into
//! records of [`model`] and is pure, so that fetching and reading can be replayed apart. Nothing here saves anything.
//!
//! Start with [`syncfeed::client::Client`] and [`syncfeed::read::read_page`].

pub mod syncfeed;
