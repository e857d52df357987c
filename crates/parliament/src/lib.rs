//! parliament
