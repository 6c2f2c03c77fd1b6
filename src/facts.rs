//! Sentences in; counts, dates and organisations out.
//!
//! A stage of its own because facts are read, not scored: each comes from a place in the text and needs
//! no weights but those that rank candidates.

pub(crate) mod count;
pub(crate) mod date;
pub(crate) mod organization;
