//! The mentions of one incident in; its causes, data types and status out.
//!
//! A stage of its own because only here are pieces of evidence weighed against each other. Each question
//! has its measures (what stands where, and what scopes made of it) and a linear model over them; what
//! was measured is part of the explanation.

mod cause;
mod data;
mod status;
mod third_party;

pub(crate) use cause::{CauseMeasure, Causes, causes, telling};
pub(crate) use data::{DataMeasure, data_types};
pub(crate) use status::{StatusMeasure, status};
pub(crate) use third_party::{ThirdPartyMeasure, third_party};

use crate::Effect;
use crate::document::Role;
use crate::model::Measures;
use crate::scope::{Claim, Label, Mention};

/// A mention with its place in the incident.
#[derive(Debug, Clone)]
pub(crate) struct Placed<'r> {
    pub mention: Mention<'r>,
    /// The byte of the text at which its sentence begins.
    pub offset: usize,
    pub role: Role,
    /// Whether it stands in the title or among the first sentences.
    pub lead: bool,
    /// Whether it stands in the title.
    pub title: bool,
    pub sentence: usize,
    /// For a data type: whether another one stands right beside it, as in a list.
    pub listed: bool,
    /// What its sentence says about a leak.
    pub claim: Option<Claim>,
    /// For a data type: what the words beside it say.
    pub beside: Odds,
}

/// What the words beside a data type say: the logarithms of the odds that it was exposed, and that it is said
/// not to be concerned.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Odds {
    pub exposed: f64,
    pub excluded: f64,
}

/// A claim about a leak with its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlacedLeak<'r> {
    pub claim: Claim,
    pub start: usize,
    pub end: usize,
    pub pattern: &'r str,
    /// Whether it stands in a heading.
    pub title: bool,
    /// Whether it stands in the title or among the first sentences.
    pub lead: bool,
    /// Whether it is a statement and not a bare noun.
    pub verbal: bool,
}

/// What a passage's pieces say: the logarithms of the causes' probabilities, the last that of none; empty
/// for a telling passage, since these are read together.
#[derive(Debug, Clone)]
pub(crate) struct Passage {
    pub role: Role,
    pub lead: bool,
    pub causes: Vec<f64>,
}

/// A label with what it weighs and why: indices of the mentions with what each adds.
#[derive(Debug, Clone)]
pub(crate) struct Scored {
    pub index: usize,
    pub score: f64,
    /// The probability that the label is right, as the model sees it.
    pub confidence: f64,
    pub measures: Measures,
    pub evidence: Vec<(usize, f64)>,
}

/// What each further match of one label adds, as a share of the one before it.
const REPEAT: f64 = 0.6;

/// The mentions of one label with what each adds, the heaviest first, and their sum.
fn evidence(
    mentions: &[Placed<'_>],
    label: Label,
    factor: impl Fn(&Placed<'_>) -> f64,
) -> (Vec<(usize, f64)>, f64) {
    let mut weights: Vec<(usize, f64)> = mentions
        .iter()
        .enumerate()
        .filter(|(_, placed)| placed.mention.label == label)
        .map(|(number, placed)| (number, placed.mention.weight * factor(placed)))
        .collect();
    weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut evidence: Vec<(usize, f64)> = Vec::new();
    let mut share = 1.0;
    let mut score = 0.0;
    for (number, weight) in weights {
        let placed = &mentions[number];
        // A phrase counts once, for its heaviest pattern.
        let repeated = evidence.iter().any(|&(other, counted)| {
            let other = &mentions[other];
            counted > 0.0
                && other.sentence == placed.sentence
                && other.mention.start < placed.mention.end
                && placed.mention.start < other.mention.end
        });
        if repeated {
            continue;
        }
        let added = weight * share;
        if weight > 0.0 {
            share *= REPEAT;
        }
        score += added;
        evidence.push((number, added));
    }
    (evidence, score)
}

/// The mentions of one sentence; all of them stand in the order of the text.
pub(crate) fn of_sentence<'m, 'r>(mentions: &'m [Placed<'r>], sentence: usize) -> &'m [Placed<'r>] {
    let first = mentions.partition_point(|placed| placed.sentence < sentence);
    let end = mentions.partition_point(|placed| placed.sentence <= sentence);
    &mentions[first..end]
}

/// Whether a mention counts at all.
pub(crate) fn counts(placed: &Placed<'_>) -> bool {
    matches!(placed.mention.effect, Effect::Supports | Effect::Hedged)
}
