//! Measures in, weighed sums and probabilities out: the linear models whose weights `weights.toml` holds.
//!
//! It stands alone so that every answer that is weighed is weighed in one way, and so that the weights
//! can be fitted: what a model sees is a handful of named measures, the same for every label.

use std::collections::BTreeMap;

/// Defines the measures of a model: an enum whose names stand in `weights.toml`.
macro_rules! measures {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $measure:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name { $($(#[$each])* $measure,)+ }

        impl $name {
            /// The measures' names, in the order of the enum.
            pub const NAMES: &'static [&'static str] = &[$($text,)+];
        }

        impl From<$name> for usize {
            fn from(measure: $name) -> usize {
                measure as usize
            }
        }
    };
}
pub(crate) use measures;

/// What a model was told about one label: a number for each of its measures.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Measures {
    names: &'static [&'static str],
    values: Vec<f64>,
}

impl Measures {
    /// Nothing was measured yet.
    pub fn new(names: &'static [&'static str]) -> Self {
        Self { names, values: vec![0.0; names.len()] }
    }

    pub fn get(&self, measure: impl Into<usize>) -> f64 {
        self.values[measure.into()]
    }

    pub fn set(&mut self, measure: impl Into<usize>, value: f64) {
        self.values[measure.into()] = value;
    }

    /// Keeps the larger of the old and the new value.
    pub fn raise(&mut self, measure: impl Into<usize>, value: f64) {
        let slot = &mut self.values[measure.into()];
        *slot = slot.max(value);
    }

    /// Sets a measure to 1 where something holds.
    pub fn mark(&mut self, measure: impl Into<usize>, holds: bool) {
        if holds {
            self.set(measure, 1.0);
        }
    }

    /// The measures that are not 0, by name.
    pub fn told(&self) -> BTreeMap<String, f64> {
        self.names
            .iter()
            .zip(&self.values)
            .filter(|&(_, &value)| value != 0.0)
            .map(|(&name, &value)| (name.to_owned(), value))
            .collect()
    }
}

/// A linear model over named measures, with a bias for each label.
#[derive(Debug, Clone, Default)]
pub(crate) struct Linear {
    weights: Vec<f64>,
    biases: Vec<f64>,
}

impl Linear {
    /// Puts named weights into the order of the measures and of the labels; a label without a bias has 0.
    pub fn new<'l>(
        measures: &[&str],
        labels: impl IntoIterator<Item = &'l str>,
        weights: &BTreeMap<String, f64>,
        biases: &BTreeMap<String, f64>,
    ) -> Self {
        let of =
            |names: &BTreeMap<String, f64>, name: &str| names.get(name).copied().unwrap_or(0.0);
        Self {
            weights: measures.iter().map(|name| of(weights, name)).collect(),
            biases: labels.into_iter().map(|label| of(biases, label)).collect(),
        }
    }

    /// The weighed sum for a label.
    pub fn score(&self, label: usize, measures: &Measures) -> f64 {
        let sum: f64 =
            self.weights.iter().zip(&measures.values).map(|(weight, value)| weight * value).sum();
        sum + self.biases.get(label).copied().unwrap_or(0.0)
    }
}

/// Platt scaling: what a model's probability is worth on texts that it was not fitted on.
#[derive(Debug, Clone, Copy, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Calibration {
    pub slope: f64,
    pub intercept: f64,
    /// The most: how many of the surest answers are right.
    pub ceiling: f64,
}

impl Calibration {
    pub fn of(self, chance: f64) -> f64 {
        let chance = chance.clamp(1e-6, 1.0 - 1e-6);
        logistic(self.slope * (chance / (1.0 - chance)).ln() + self.intercept).min(self.ceiling)
    }
}

/// The probability of a yes.
pub(crate) fn logistic(score: f64) -> f64 {
    1.0 / (1.0 + (-score).exp())
}

/// The probabilities of labels of which one holds.
pub(crate) fn softmax(scores: &[f64]) -> Vec<f64> {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
    let sum: f64 = powers.iter().sum();
    powers.iter().map(|power| power / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    measures! {
        /// Two measures.
        Two { First = "first", Second = "second", }
    }

    #[test]
    fn a_score_is_the_weighed_sum_with_the_labels_bias() {
        let named = |pairs: &[(&str, f64)]| {
            pairs.iter().map(|&(name, value)| (name.to_owned(), value)).collect::<BTreeMap<_, _>>()
        };
        let model = Linear::new(
            Two::NAMES,
            ["a", "b"],
            &named(&[("second", 2.0), ("first", -1.0)]),
            &named(&[("b", 0.5)]),
        );
        let mut measures = Measures::new(Two::NAMES);
        measures.raise(Two::Second, 3.0);
        measures.raise(Two::Second, 1.0);
        measures.mark(Two::First, true);
        assert_eq!(measures.get(Two::Second), 3.0);
        assert_eq!(model.score(0, &measures), 5.0);
        assert_eq!(model.score(1, &measures), 5.5);
        assert_eq!(measures.told(), named(&[("first", 1.0), ("second", 3.0)]));
    }

    #[test]
    fn calibration_keeps_the_order_and_tempers_what_is_too_sure() {
        let calibration = Calibration { slope: 0.5, intercept: 0.0, ceiling: 0.98 };
        assert!((calibration.of(0.5) - 0.5).abs() < 1e-12);
        assert!(calibration.of(0.99) < 0.95 && calibration.of(0.99) > calibration.of(0.9));
        assert!(calibration.of(0.0) > 0.0 && calibration.of(1.0) == 0.98);
    }

    #[test]
    fn probabilities_add_up_to_one_and_survive_large_scores() {
        let told = softmax(&[1_000.0, 999.0, -1_000.0]);
        assert!((told.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!(told[0] > told[1] && told[2] == 0.0);
        assert!((logistic(0.0) - 0.5).abs() < 1e-12);
    }
}
