//! One text and what came of it: what every format renders.

use jiken::{Analysis, Decision, Firing, PassageSpan};
use serde_json::value::RawValue;

use crate::command::failure::Problem;

/// One text and what came of it.
#[derive(Debug)]
pub struct Document {
    /// Where the text came from.
    pub origin: Origin,
    /// What was found, or why nothing could be.
    pub result: Result<Found, Problem>,
}

/// Where a text came from.
#[derive(Debug)]
pub enum Origin {
    /// A whole file, by its label.
    File(String),
    /// A line of JSON Lines.
    Record {
        /// Its id exactly as the line writes it.
        id: Option<Box<RawValue>>,
        /// The line's number, counted from 1.
        line: u64,
        /// The file's label, where there are several.
        file: Option<String>,
    },
}

/// What was found in a text; offsets are code points.
#[derive(Debug)]
pub struct Found {
    /// The analysis.
    pub analysis: Analysis,
    /// Every rule that fired, where it was asked for.
    pub firings: Option<Vec<Firing>>,
    /// What the answers were computed from, where it was asked for.
    pub decisions: Option<Vec<Decision>>,
    /// The passages in which an incident was looked for, where it was asked for.
    pub passages: Option<Vec<PassageSpan>>,
}

impl Document {
    /// How a message names the text.
    pub fn label(&self) -> String {
        match &self.origin {
            Origin::File(label) => label.clone(),
            Origin::Record { line, file: None, .. } => format!("line {line}"),
            Origin::Record { line, file: Some(file), .. } => format!("{file}: line {line}"),
        }
    }
}
