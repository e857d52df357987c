//! Mentions in whole documents.
