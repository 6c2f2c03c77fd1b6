//! The keyword and weight tables: TOML in, validated rules out.

use crate::Result;

/// The rules: every keyword, pattern, weight, cue and unit.
#[derive(Debug, Clone)]
pub struct Tables {}

impl Tables {
    /// The tables that come with jiken.
    pub fn built_in() -> Self {
        Self {}
    }

    /// The files of the tables that come with jiken: name and content.
    pub fn built_in_files() -> &'static [(&'static str, &'static str)] {
        &[]
    }

    /// Reads tables; a file that is not given is taken from the built-in tables, and a given one
    /// replaces the built-in file of its name whole.
    ///
    /// # Errors
    ///
    /// Every invalid entry, as one [`Error::Table`](crate::Error::Table) each.
    pub fn from_files<'a>(
        _files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> std::result::Result<Self, Vec<crate::Error>> {
        Ok(Self {})
    }

    /// The tables' version: `builtin-` or `custom-` and a hash of their content.
    pub fn version(&self) -> &str {
        "builtin-0"
    }
}

#[allow(unused)]
type Unused = Result<()>;
