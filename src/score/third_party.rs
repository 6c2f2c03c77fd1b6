//! Third party: whether it happened at or through a contractor, a supplier or a subsidiary.

use crate::model::{Measures, measures};
use crate::tables::Tables;

measures! {
    /// What is measured of an incident to tell whether it happened at a third party.
    ThirdPartyMeasure {
        /// Whether a phrase says so: 委託先で.
        Told = "told",
        /// The number of such phrases, at most three.
        Often = "often",
        /// What the incident's words say, as the logarithm of odds.
        Words = "words",
    }
}

const MOST_PHRASES: usize = 3;

/// Whether it happened at a third party, and what was measured: `phrases` say so, and so do the odds by the
/// pieces of the passages that tell what happened.
pub(crate) fn third_party(phrases: usize, odds: f64, tables: &Tables) -> (bool, Measures) {
    let mut measures = Measures::new(ThirdPartyMeasure::NAMES);
    measures.mark(ThirdPartyMeasure::Told, phrases > 0);
    measures.set(ThirdPartyMeasure::Often, phrases.min(MOST_PHRASES) as f64);
    measures.set(ThirdPartyMeasure::Words, odds);
    (tables.weights.third_party.score(0, &measures) > 0.0, measures)
}
