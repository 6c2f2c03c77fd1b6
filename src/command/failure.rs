//! What can go wrong: a [`Problem`] concerns one text and the others go on, a [`Failure`] ends the
//! command with its exit code.

use std::{fmt, io};

use serde::Serialize;

/// Why one text, or one file, has no result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// A stable name for programs.
    pub code: &'static str,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl Problem {
    /// A problem by its code and message.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl From<jiken::Error> for Problem {
    fn from(error: jiken::Error) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

/// Why the command ends before its work is done.
#[derive(Debug)]
pub enum Failure {
    /// The options do not go together.
    Usage(String),
    /// The tables or the dictionary cannot be used; a message each.
    Tables(Vec<String>),
    /// The output could not be written.
    Output(String),
    /// The reader of the output closed it.
    ClosedPipe,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Failure::ClosedPipe
        } else {
            Failure::Output(format!("standard output: cannot be written: {error}"))
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Usage(message) | Failure::Output(message) => f.write_str(message),
            Failure::Tables(messages) => f.write_str(&messages.join("\n")),
            Failure::ClosedPipe => f.write_str("the reader of the output closed it"),
        }
    }
}
