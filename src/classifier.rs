//! The classifier: text in, [`Analysis`] out; it strings the stages together.

use crate::lexicon::Lexicon;
use crate::normalize::normalize;
use crate::reader::Reader;
use crate::rules::Rules;
use crate::segment::{self, Segmented, Source};
use crate::token::Tokenizer;
use crate::{
    Analysis, Dictionary, Error, Explanation, Firing, MAX_TEXT_BYTES, Result, SCHEMA_VERSION,
    Tables, document,
};

/// Classifies texts; build it once and use it for many.
pub struct Classifier {
    pub(crate) tables: Tables,
    pub(crate) tokenizer: Tokenizer,
    pub(crate) rules: Rules,
    pub(crate) lexicon: Lexicon,
}

impl Classifier {
    /// A classifier from a dictionary and tables.
    ///
    /// # Errors
    ///
    /// [`Error::Table`] when a pattern cannot be compiled.
    pub fn new(dictionary: Dictionary, tables: Tables) -> Result<Self> {
        let tokenizer = Tokenizer::new(&dictionary);
        let rules = Rules::compile(&tables, &tokenizer)?;
        let causes: Vec<&str> = tables.cause_ids().collect();
        let lexicon = Lexicon::compile(&tables.lexicon, &causes)?;
        Ok(Self { tables, tokenizer, rules, lexicon })
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

    /// The tables in use.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// Classifies the incidents of a text; offsets are bytes of `text`.
    ///
    /// # Errors
    ///
    /// [`Error::TextTooLong`] above [`MAX_TEXT_BYTES`].
    pub fn classify(&self, text: &str) -> Result<Analysis> {
        Ok(self.run(text, false)?.analysis)
    }

    /// Classifies a text and says which rule fired where, and what cancelled it.
    ///
    /// # Errors
    ///
    /// As [`Classifier::classify`].
    pub fn explain(&self, text: &str) -> Result<Explanation> {
        self.run(text, true)
    }

    fn run(&self, text: &str, explain: bool) -> Result<Explanation> {
        if text.len() > MAX_TEXT_BYTES {
            return Err(Error::TextTooLong { bytes: text.len(), limit: MAX_TEXT_BYTES });
        }
        let normalized = normalize(text);
        let document = document::read(&normalized.text, &self.tables.sections);
        let reader = Reader::new(self, text, &normalized, &document);
        let names = |index: usize| reader.names(index).to_vec();
        let words = |sentences: std::ops::Range<usize>| reader.words(sentences);
        let Segmented { segments, openings } = segment::segments(&Source {
            sections: &self.tables.sections,
            opening: &self.tables.weights.opening,
            words: &words,
            text: &normalized.text,
            document: &document,
            hits: &reader.hits,
            names: &names,
        });
        let mut incidents = Vec::new();
        let mut firings = Vec::new();
        let (mut decisions, mut passages) = (Vec::new(), Vec::new());
        let preamble = segments.first().map_or(0, |first| first.sentences.start);
        for segment in &segments {
            let outcome = reader.outcome(segment, preamble, segments.len() > 1, explain);
            let number = outcome.incident.is_some().then_some(incidents.len());
            incidents.extend(outcome.incident);
            decisions.extend(outcome.decisions);
            passages.extend(outcome.passages);
            firings.extend(
                outcome.firings.into_iter().map(|firing| Firing { incident: number, ..firing }),
            );
        }
        if explain {
            decisions.extend(openings.iter().map(|opening| reader.opening(opening)));
        }
        let analysis = Analysis {
            schema_version: SCHEMA_VERSION,
            tables_version: self.tables.version().to_owned(),
            incidents,
        };
        Ok(Explanation { analysis, firings, decisions, passages })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Exposure, Incident};

    fn first(classifier: &Classifier, text: &str) -> Option<Incident> {
        classifier.classify(text).unwrap().incidents.into_iter().next()
    }

    #[test]
    fn every_cause_has_its_example_and_not_its_counter() {
        let classifier = Classifier::embedded().unwrap();
        let mut wrong = Vec::new();
        for row in &classifier.tables.causes.cause {
            let example = first(&classifier, &row.example);
            if example.as_ref().is_none_or(|incident| incident.causes[0].id != row.id) {
                wrong.push(format!(
                    "{} for {}: {:?}",
                    row.id,
                    row.example,
                    example.map(|incident| incident.causes)
                ));
            }
            let counter = first(&classifier, &row.counter);
            if counter
                .as_ref()
                .is_some_and(|incident| incident.causes.iter().any(|cause| cause.id == row.id))
            {
                wrong.push(format!("{} against {}", row.id, row.counter));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn every_data_type_has_its_example_and_not_its_counter() {
        let classifier = Classifier::embedded().unwrap();
        let mut wrong = Vec::new();
        let told = |text: &str, id: &str| {
            first(&classifier, text).is_some_and(|incident| {
                incident
                    .data_types
                    .iter()
                    .any(|data| data.id == id && data.status != Exposure::Excluded)
            })
        };
        for row in &classifier.tables.data.data_type {
            if !told(&row.example, &row.id) {
                wrong.push(format!("{} for {}", row.id, row.example));
            }
            if told(&row.counter, &row.id) {
                wrong.push(format!("{} against {}", row.id, row.counter));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
