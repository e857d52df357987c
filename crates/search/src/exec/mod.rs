//! Running a plan on the index: which documents match, how well, how many, with which values.
//!
//! Start with [`run::run`]. A plan becomes one tree of [`node::Node`]s per segment ([`build`]); every matching
//! document is visited once, for the total, the facets and the best of them.

pub(crate) mod build;
pub(crate) mod columns;
pub(crate) mod count;
pub(crate) mod node;
pub(crate) mod positions;
pub(crate) mod prefix;
pub(crate) mod run;
pub(crate) mod snippet;
