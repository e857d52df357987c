//! Kamerspoor.
