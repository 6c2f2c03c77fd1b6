//! **jiken** (事件, incident) reads Japanese text about information-security incidents.

mod analysis;
mod classifier;
mod detect;
mod dictionary;
mod document;
mod error;
mod facts;
mod normalize;
mod pattern;
mod rules;
mod scope;
mod score;
mod segment;
mod tables;
mod token;
#[cfg(target_family = "wasm")]
pub mod wasm;

pub use analysis::*;
pub use classifier::{Classifier, Explanation, Firing};
pub use dictionary::Dictionary;
pub use error::{Error, Result};
pub use tables::{Language, Tables};

/// The longest text that is classified, in bytes of UTF-8.
pub const MAX_TEXT_BYTES: usize = 10_000_000;

/// The README's example runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
