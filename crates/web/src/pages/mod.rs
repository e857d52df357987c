//! One page a file: what it shows, where it is, how it is loaded. The list of them is in `routes.rs`.

pub mod commitments;
pub mod document;
pub mod dossiers;
pub mod front;
pub mod health;
pub mod motion;
pub mod motions;
pub mod original;
pub mod search;
pub mod unit;
pub mod units;
