//! One page a file: what it shows, where it is, how it is loaded. The list of them is in `routes.rs`.

pub mod about;
pub mod activity;
pub mod agenda;
pub mod agreement;
pub mod ballot;
pub mod ballots;
pub mod case;
pub mod commitment;
pub mod commitments;
pub mod committees;
pub mod compare;
pub mod coverage;
pub mod document;
pub mod dossiers;
pub mod front;
pub mod government;
pub mod health;
pub mod metrics;
pub mod ministry;
pub mod motion;
pub mod motions;
pub mod old;
pub mod original;
pub mod parties;
pub mod people;
pub mod person;
pub mod questions;
pub mod registers;
pub mod search;
pub mod signed;
pub mod statistics;
pub mod subject;
pub mod transcript;
pub mod transcripts;
pub mod unit;
pub mod units;

/// Begins to count what pages show that takes long to count, so that their first readers need not wait for it.
pub(crate) fn prepare(app: &crate::App) {
    ballots::prepare(app);
    commitments::prepare(app);
    coverage::prepare(app);
    government::prepare(app);
    motions::prepare(app);
    questions::prepare(app);
    search::help::prepare(app);
    statistics::prepare(app);
    units::prepare(app);
    crate::party::prepare(app);
}
