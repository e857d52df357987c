//! One page a file: what it shows, where it is, how it is loaded. The list of them is in `routes.rs`.

pub mod document;
pub mod front;
pub mod health;
pub mod original;
pub mod search;
