//! What the answers of a part were computed from.

use std::collections::BTreeMap;
use std::ops::Range;

use super::passages::Told;
use super::{Reader, rounded};
use crate::Effect;
use crate::detect::Verdict;
use crate::document::Role;
use crate::explanation::{Decision, Firing, PassageSpan};
use crate::rules::Target;
use crate::scope::{Label, Reading};
use crate::score::Placed;
use crate::segment::Opening;

impl Reader<'_, '_> {
    pub(super) fn decision(
        &self,
        question: &str,
        label: &str,
        measures: BTreeMap<String, f64>,
    ) -> Decision {
        let measures = measures.into_iter().map(|(name, value)| (name, rounded(value))).collect();
        Decision {
            start: 0,
            end: 0,
            question: question.into(),
            label: label.into(),
            mentions: Vec::new(),
            measures,
        }
    }

    /// Places of the normalised text as spans of the original.
    pub(super) fn spans(
        &self,
        places: impl IntoIterator<Item = (usize, usize)>,
    ) -> Vec<(usize, usize)> {
        places.into_iter().map(|(start, end)| self.normalized.original(start, end)).collect()
    }

    /// What was measured of a sentence that may open a case.
    pub fn opening(&self, opening: &Opening) -> Decision {
        let span = &self.document.sentences[opening.sentence];
        let (start, end) = self.normalized.original(span.start, span.end);
        Decision { start, end, ..self.decision("opening", "", opening.measures.told()) }
    }

    pub(super) fn span_of(&self, told: &Told, part: usize) -> PassageSpan {
        let (start, end) = self.normalized.original(told.start, told.end);
        let role = told.passage.role.name().to_owned();
        PassageSpan { start, end, part, role, lead: told.passage.lead }
    }

    pub(super) fn firings(
        &self,
        range: Range<usize>,
        placed: &[Placed<'_>],
        readings: &[Reading<'_>],
        verdict: &Verdict,
    ) -> Vec<Firing> {
        let tables = &self.classifier.tables;
        let mut firings: Vec<Firing> = placed
            .iter()
            .map(|placed| {
                let mention = &placed.mention;
                let label = match mention.label {
                    Label::Cause(index) => format!("cause:{}", tables.causes.cause[index].id),
                    Label::Data(index) => format!("data:{}", tables.data.data_type[index].id),
                };
                Firing {
                    incident: None,
                    label,
                    role: placed.role.name().to_owned(),
                    evidence: self.mention(placed, mention.weight),
                }
            })
            .collect();
        for (index, reading) in range.clone().zip(readings) {
            let span = &self.document.sentences[index];
            let firing =
                |label: String, start: usize, end: usize, rule: &str, weight: f64| Firing {
                    incident: None,
                    label,
                    role: span.role.name().to_owned(),
                    evidence: self.evidence(
                        span.start + start,
                        span.start + end,
                        rule,
                        weight,
                        Effect::Supports,
                    ),
                };
            firings.extend(reading.cues.iter().map(|&(kind, start, end, rule)| {
                firing(format!("cue:{}", kind.name()), start, end, rule, 0.0)
            }));
        }
        // A feature's evidence is its phrase, or the title where the code measures it.
        let title = &self.document.sentences[range.start];
        for (number, (&added, feature)) in
            verdict.added.iter().zip(&tables.detection.feature).enumerate()
        {
            if added == 0.0 {
                continue;
            }
            let phrase = range.clone().find_map(|index| {
                let hit = self.hits[index].iter().find(|hit| {
                    matches!(hit.target, Target::Feature { feature, .. } if *feature == number)
                })?;
                let start = self.document.sentences[index].start;
                Some((start + hit.start, start + hit.end, hit.pattern))
            });
            let (start, end, rule) = phrase.unwrap_or((title.start, title.end, "measured"));
            firings.push(Firing {
                incident: None,
                label: format!("detection:{}", feature.id),
                role: Role::Body.name().to_owned(),
                evidence: self.evidence(start, end, rule, added, Effect::Supports),
            });
        }
        firings.sort_by_key(|firing| (firing.evidence.start, firing.evidence.end));
        firings
    }
}
