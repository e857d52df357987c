//! The House's official numbers: written in many ways, kept in one.
