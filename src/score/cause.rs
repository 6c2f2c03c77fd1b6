//! Causes: which of them the incident's mentions and passages tell.

use crate::Effect;
use crate::document::Role;
use crate::model::{self, Measures, measures};
use crate::scope::Label;
use crate::tables::Tables;

use super::{Passage, Placed, Scored, counts, evidence};

measures! {
    /// What is measured of one cause in one incident.
    CauseMeasure {
        /// The heaviest mention in the title.
        Title = "title",
        /// The heaviest mention among the first sentences.
        Lead = "lead",
        /// The heaviest mention under a heading such as 原因.
        Reason = "reason",
        /// The heaviest mention under a heading such as 経緯.
        Outline = "outline",
        /// The heaviest mention in other running text.
        Body = "body",
        /// The heaviest mention under a heading such as 流出した情報.
        Data = "data",
        /// The heaviest mention that is hedged.
        Hedged = "hedged",
        /// The logarithm of one more than the number of mentions.
        Repeated = "repeated",
        /// Whether one of the mentions names the cause itself.
        Named = "named",
        /// Whether a mention of it is denied.
        Denied = "denied",
        /// The logarithm of its probability by the pieces of the title, the first sentences and the
        /// sections that tell what happened, together; 0 is certain, -6 the least.
        Words = "words",
        /// The same, for the sentence elsewhere that speaks for it most.
        Sentence = "sentence",
        /// Whether another cause that the table sets before it is told as well.
        Dominated = "dominated",
        /// Whether it is told beside one that the table sets after it.
        Dominating = "dominating",
        /// For the unknown cause, where no phrase tells one: the probability that the words tell none.
        Untold = "untold",
    }
}

/// The score from which a cause is told at all.
const LEAST_CAUSE: f64 = 0.9;
const MOST_CAUSES: usize = 3;
/// The probability from which a cause is told beside the first one.
const TOLD: f64 = 0.5;
/// Weights are measured in this unit: a mention that decides.
const DECIDES: f64 = 3.5;

/// What a cause's mention adds where it stands.
fn factor(placed: &Placed<'_>) -> f64 {
    let place = match placed.role {
        _ if placed.title => 1.4,
        Role::Cause => 1.4,
        Role::Outline => 1.2,
        _ if placed.lead => 1.2,
        Role::Data | Role::Excluded => 0.35,
        Role::Title => 0.6,
        Role::Body => 0.5,
        Role::Measures | Role::Advice | Role::Contact | Role::Background => 0.0,
    };
    match placed.mention.effect {
        Effect::Supports => place,
        Effect::Hedged => place * 0.7,
        Effect::Negated | Effect::OutOfScope => 0.0,
    }
}

/// Whether a passage belongs to those in which what happened is told.
pub(crate) fn telling(role: Role, lead: bool) -> bool {
    lead || matches!(role, Role::Cause | Role::Outline | Role::Title)
}

/// The cause of what is told without one.
const UNKNOWN: &str = "unknown";

/// The causes of an incident.
pub(crate) struct Causes {
    /// The first one and what is told beside it, best first.
    pub told: Vec<Scored>,
    /// What might be told beside the first one.
    pub candidates: Vec<Scored>,
    /// Every cause with what was measured of it, in the table's order.
    pub all: Vec<Scored>,
}

/// Weighs the causes of an incident. `words` are the logarithms of the probabilities by the pieces of all telling passages.
pub(crate) fn causes(
    mentions: &[Placed<'_>],
    passages: &[&Passage],
    words: &[f64],
    tables: &Tables,
) -> Causes {
    let mut all: Vec<Scored> = (0..tables.causes.cause.len())
        .map(|index| measured(index, mentions, passages, words))
        .collect();
    precedence(&mut all, tables);
    // Where no phrase tells a cause and the words tell none either, it is unknown.
    let unknown = tables.causes.cause.iter().position(|row| row.id == UNKNOWN);
    if let (Some(unknown), Some(none)) = (unknown, words.last())
        && all.iter().all(|cause| cause.score < LEAST_CAUSE)
    {
        all[unknown].measures.set(CauseMeasure::Untold, none.exp());
    }
    let scores: Vec<f64> =
        all.iter().map(|cause| tables.weights.cause.score(cause.index, &cause.measures)).collect();
    for (cause, chance) in all.iter_mut().zip(model::softmax(&scores)) {
        cause.confidence = tables.weights.confidence.of(chance);
    }
    let mut ranked: Vec<&Scored> = all.iter().collect();
    ranked.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.index.cmp(&b.index)));
    let Some(&first) = ranked.first() else {
        return Causes { told: Vec::new(), candidates: Vec::new(), all };
    };
    let id = |cause: &Scored| tables.causes.cause[cause.index].id.as_str();
    let companion = |second: &Scored| {
        let mut rows = tables.causes.companion.iter();
        rows.any(|row| row.first == id(first) && row.second == id(second))
    };
    // Whether a cause is told beside the first one is a question of its own.
    let mut candidates: Vec<Scored> = ranked[1..]
        .iter()
        .copied()
        .filter(|cause| cause.score >= LEAST_CAUSE && companion(cause))
        .cloned()
        .collect();
    for cause in &mut candidates {
        let score = tables.weights.second.score(cause.index, &cause.measures);
        cause.confidence = model::logistic(score);
    }
    candidates.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.index.cmp(&b.index)));
    let beside = candidates.iter().filter(|cause| cause.confidence >= TOLD).cloned();
    let told = std::iter::once(first.clone()).chain(beside).take(MOST_CAUSES).collect();
    Causes { told, candidates, all }
}

fn measured(index: usize, mentions: &[Placed<'_>], passages: &[&Passage], words: &[f64]) -> Scored {
    let label = Label::Cause(index);
    let (evidence, score) = evidence(mentions, label, factor);
    let mut measures = Measures::new(CauseMeasure::NAMES);
    let mut repeated = 0.0_f64;
    for placed in mentions.iter().filter(|placed| placed.mention.label == label) {
        let weight = placed.mention.weight / DECIDES;
        match placed.mention.effect {
            Effect::Negated => measures.set(CauseMeasure::Denied, 1.0),
            Effect::Hedged => measures.raise(CauseMeasure::Hedged, weight),
            _ => {}
        }
        if !counts(placed) {
            continue;
        }
        repeated += 1.0;
        let place = match placed.role {
            _ if placed.title => CauseMeasure::Title,
            Role::Cause => CauseMeasure::Reason,
            Role::Outline => CauseMeasure::Outline,
            _ if placed.lead => CauseMeasure::Lead,
            Role::Data | Role::Excluded => CauseMeasure::Data,
            _ => CauseMeasure::Body,
        };
        measures.raise(place, weight);
        measures.mark(CauseMeasure::Named, placed.mention.named && factor(placed) > 0.3);
    }
    measures.set(CauseMeasure::Repeated, (1.0 + repeated).ln());
    measures.set(CauseMeasure::Words, words.get(index).copied().unwrap_or(0.0));
    let elsewhere = passages
        .iter()
        .filter(|passage| !telling(passage.role, passage.lead))
        .map(|passage| passage.causes[index])
        .fold(f64::NEG_INFINITY, f64::max);
    let least = if elsewhere.is_finite() { elsewhere } else { -6.0 };
    measures.set(CauseMeasure::Sentence, least);
    Scored { index, score, confidence: 0.0, measures, evidence }
}

/// Marks the causes that the table sets before and after others that are told too.
fn precedence(all: &mut [Scored], tables: &Tables) {
    let position = |id: &str| tables.causes.cause.iter().position(|row| row.id == id);
    for row in &tables.causes.precedence {
        let (Some(winner), Some(loser)) = (position(&row.winner), position(&row.loser)) else {
            continue;
        };
        let (first, second) = (all[winner].score, all[loser].score);
        if first >= LEAST_CAUSE && second >= LEAST_CAUSE && first >= row.ratio * second {
            all[winner].measures.set(CauseMeasure::Dominating, 1.0);
            all[loser].measures.set(CauseMeasure::Dominated, 1.0);
        }
    }
}
