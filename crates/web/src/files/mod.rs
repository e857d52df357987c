//! What a page can be had as beside HTML and JSON: a table, a feed, a calendar, and lists of addresses for machines.
//!
//! Everything is made from the [`crate::listing::Listing`] or the calendar that a page hands over; nothing here
//! reads the store, but for the list of all addresses (`sitemap`).

pub mod atom;
pub mod csv;
pub mod ics;
pub mod opml;
pub mod sitemap;
