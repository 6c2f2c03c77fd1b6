//! What an analysis was computed from: every rule that fired, what was measured, the passages that were read.

use serde::Serialize;

use crate::{Analysis, Evidence};

/// An analysis and every rule that fired for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The analysis, with byte offsets.
    pub analysis: Analysis,
    /// Every rule that fired, in the order of the text, for labels that were given and for those that
    /// were not.
    pub firings: Vec<Firing>,
    /// What the answers were computed from, part by part of the text, for parts that tell of no incident
    /// too.
    pub decisions: Vec<Decision>,
    /// The passages in which an incident is looked for: what is left when asides are taken away.
    pub passages: Vec<PassageSpan>,
}

/// What one answer was computed from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decision {
    /// Where the part of the text begins that the answer is about.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// What was asked: `incident`, `cause`, `second` (a cause beside the first one), `data`, `status`,
    /// `third_party`, `count` or `organization`; `opening` of a sentence: whether it opens one of several cases.
    pub question: String,
    /// The label asked about: an id, a number, or an organisation's name; for `status` the first cause; for
    /// `opening` empty.
    pub label: String,
    /// Where the text names it, as pairs of start and end; for `data`, `count` and `organization`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<(usize, usize)>,
    /// What was measured, by the names that `weights.toml` and `detection.toml` weigh; what is left out
    /// is 0.
    pub measures: std::collections::BTreeMap<String, f64>,
}

impl Decision {
    /// The same with the places where the text names what was asked about.
    pub(crate) fn at(self, mentions: Vec<(usize, usize)>) -> Self {
        Self { mentions, ..self }
    }
}

/// A passage of the text in which an incident is looked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PassageSpan {
    /// Where it begins.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// Where the part of the text begins that it belongs to.
    pub part: usize,
    /// The role of its section.
    pub role: String,
    /// Whether it is a title or among the first sentences.
    pub lead: bool,
}

/// One rule that fired.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Firing {
    /// The incident's place in the analysis; `None` where the section tells of no incident.
    pub incident: Option<usize>,
    /// What the rule speaks for: `cause:loss`, `data:email`, `cue:hedge`, `detection:statistics` …
    pub label: String,
    /// The role of the part of the text in which it stands: `title`, `body`, `cause`, `measures` …
    pub role: String,
    /// The phrase, the rule and its weight.
    pub evidence: Evidence,
}
