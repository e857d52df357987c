//! One page a file: what it shows, where it is, how it is loaded. The list of them is in `routes.rs`.

pub mod about;
pub mod commitments;
pub mod committees;
pub mod coverage;
pub mod document;
pub mod dossiers;
pub mod front;
pub mod government;
pub mod health;
pub mod metrics;
pub mod motion;
pub mod motions;
pub mod old;
pub mod original;
pub mod parties;
pub mod people;
pub mod person;
pub mod registers;
pub mod search;
pub mod signed;
pub mod unit;
pub mod units;
