//! The signs of an incident in, whether there is one out.
//!
//! A stage of its own because a text that names causes and data types in plenty may still be an advisory,
//! a statistic or an advertisement: what decides is whether an event of somebody's is told.

use std::collections::BTreeMap;

use crate::tables::DetectionTable;

/// What was seen in a part of a text.
pub(crate) struct Signs {
    /// The logarithm of the odds of an incident by the pieces of its words.
    pub words: f64,
    /// The best cause's score.
    pub cause: f64,
    /// Whether an organisation is concerned.
    pub organization: bool,
    /// Whether information got out or may have.
    pub leak: bool,
    /// Whether somebody announced, found or suffered it.
    pub announced: bool,
    /// Whether an early sentence tells it of a named organisation.
    pub event: bool,
    /// Whether a number of persons, records or organisations is told.
    pub count: bool,
    /// Whether a date is told to the day or the month.
    pub day: bool,
    /// Whether the text says that nothing got out.
    pub denied: bool,
    /// Whether a kind of information is told as exposed.
    pub data: bool,
    /// The share of the running sentences that tell of the past.
    pub past: f64,
    /// For each feature of the table: whether one of its patterns fired.
    pub written: Vec<bool>,
}

/// What detection made of the signs.
pub(crate) struct Verdict {
    /// Whether the part tells of an incident.
    pub incident: bool,
    /// What each feature of the table added.
    pub added: Vec<f64>,
    /// What was measured of each feature.
    pub values: Vec<f64>,
}

impl Verdict {
    /// What was measured of the features, by name; what is left out is 0.
    pub fn measures(&self, table: &DetectionTable) -> BTreeMap<String, f64> {
        let named = table.feature.iter().zip(&self.values);
        named
            .filter(|&(_, &value)| value != 0.0)
            .map(|(feature, &value)| (feature.id.clone(), value))
            .collect()
    }
}

/// The part of a cause's score that counts at most.
const MOST_CAUSE: f64 = 4.0;

/// The part of the words' odds that counts at most, either way.
const MOST_WORDS: f64 = 6.0;

/// What is enough for a part that was cut out because it tells a case.
const LEAST_OF_CASE: f64 = -6.0;

/// What may speak against one of several cases before it needs as much as a single one.
const MOST_AGAINST: f64 = -1.5;

/// Adds up the features; `several` is whether the part is one of several cases of one text, of which
/// little is needed when nothing speaks against it.
pub(crate) fn verdict(signs: &Signs, table: &DetectionTable, several: bool, case: bool) -> Verdict {
    let values: Vec<f64> = table
        .feature
        .iter()
        .zip(&signs.written)
        .map(|(feature, &written)| match feature.id.as_str() {
            "words" => signs.words.clamp(-MOST_WORDS, MOST_WORDS),
            "cause" => signs.cause.min(MOST_CAUSE),
            "organization" => f64::from(signs.organization),
            "leak" => f64::from(signs.leak),
            "announced" => f64::from(signs.announced),
            "event" => f64::from(signs.event),
            "count" => f64::from(signs.count),
            "day" => f64::from(signs.day),
            "denied" => f64::from(signs.denied),
            "data" => f64::from(signs.data),
            "past" => signs.past,
            _ => f64::from(written),
        })
        .collect();
    let added: Vec<f64> =
        table.feature.iter().zip(&values).map(|(feature, value)| feature.weight * value).collect();
    let told = signs.cause > 0.0 || signs.leak || signs.denied || signs.words > 0.0;
    let against = added.iter().filter(|&&weight| weight < 0.0).sum::<f64>() < MOST_AGAINST;
    let sum = table.bias + added.iter().sum::<f64>();
    let one_of_several =
        several && (!against && (told || signs.count) || case && sum > LEAST_OF_CASE);
    Verdict { incident: told && sum > 0.0 || one_of_several, added, values }
}
