//! The whole program against a feed server, with the real database, as a user runs it.
//!
//! `support` has the test's tools; each other module is a job or a kind of page. What needs real data reads the folder that
//! KAMERSPOOR_SHARED names, and says plainly when it is unset.

mod docs;
mod follow;
mod importing;
mod mail;
mod pages;
mod real;
mod searching;
mod support;
mod sync;
