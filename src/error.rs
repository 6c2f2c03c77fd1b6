//! The one error type. Each variant says what is wrong, where, and the mend; [`Error::code`] is the
//! stable name that reaches JavaScript and the command's JSON.

use std::fmt;

/// What every fallible function of this crate returns.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The text is longer than [`MAX_TEXT_BYTES`](crate::MAX_TEXT_BYTES).
    TextTooLong {
        /// The text's length in bytes of UTF-8.
        bytes: usize,
        /// The limit in bytes of UTF-8.
        limit: usize,
    },
    /// A table could not be read or holds an invalid entry.
    Table {
        /// The table's file, `causes.toml` say.
        file: String,
        /// The entry or the line, as a person would look for it.
        entry: String,
        /// What is wrong and how to mend it.
        message: String,
    },
    /// The dictionary's bytes cannot be used.
    Dictionary {
        /// What is wrong and how to mend it.
        message: String,
    },
    /// The tokeniser failed.
    Tokenize {
        /// lindera's own message.
        message: String,
    },
}

impl Error {
    /// The error's stable code: `text_too_long`, `table`, `dictionary` or `tokenize`.
    pub fn code(&self) -> &'static str {
        match self {
            Error::TextTooLong { .. } => "text_too_long",
            Error::Table { .. } => "table",
            Error::Dictionary { .. } => "dictionary",
            Error::Tokenize { .. } => "tokenize",
        }
    }

    /// An error of a table's entry.
    pub(crate) fn table(
        file: impl Into<String>,
        entry: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Error::Table { file: file.into(), entry: entry.into(), message: message.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::TextTooLong { bytes, limit } => write!(
                f,
                "the text is {bytes} bytes long; the limit is {limit} bytes: split it and classify the parts"
            ),
            Error::Table { file, entry, message } => write!(f, "{file}: {entry}: {message}"),
            Error::Dictionary { message } => write!(f, "dictionary: {message}"),
            Error::Tokenize { message } => write!(f, "the tokeniser failed: {message}"),
        }
    }
}

impl std::error::Error for Error {}
