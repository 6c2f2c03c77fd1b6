//! How many are affected: the numbers of a part and the one that counts them.

use std::ops::Range;

use super::Reader;
use crate::document::Role;
use crate::facts::count;
use crate::rules::Target;
use crate::scope::{self, Reading};
use crate::{Count, Effect, ReasonKind};

/// The numbers of a part: the count of those affected, all that are about the incident, and every one with
/// what was measured of it.
pub(super) struct Counts {
    pub told: Option<Count>,
    pub counts: Vec<Count>,
    pub candidates: Vec<count::Candidate>,
}

impl Reader<'_, '_> {
    /// The numbers of a part; `elsewhere` are the sentences that tell another event of the organisation.
    pub(super) fn counts(
        &self,
        range: Range<usize>,
        readings: &[Reading<'_>],
        leads: &[bool],
        elsewhere: &[usize],
    ) -> Counts {
        let table = &self.classifier.tables.facts.count;
        let mut candidates: Vec<count::Candidate> = Vec::new();
        for (position, index) in range.enumerate() {
            let span = &self.document.sentences[index];
            if span.role.aside() {
                continue;
            }
            let hits = &self.hits[index];
            let reading = &readings[position];
            let data = hits.iter().any(|hit| matches!(hit.target, Target::Data { .. }));
            let cause = hits.iter().any(|hit| matches!(hit.target, Target::Cause { .. }));
            let leak = !reading.leaks.is_empty();
            let section = matches!(span.role, Role::Data | Role::Outline);
            let title = span.role == Role::Title;
            let about = leads[position] || section || title || leak || data || cause;
            for number in count::numbers(self.sentences[index].text, table) {
                let other = self.counts_something_else(index, &number);
                let scope = scope::aside_at(&reading.asides, number.start).map(|scope| scope.kind);
                let event = elsewhere.binary_search(&index).is_ok()
                    || matches!(scope, Some(ReasonKind::EarlierEvent | ReasonKind::OthersEvent));
                let aside = scope.is_some_and(|kind| kind != ReasonKind::Measure);
                if number.value == 0 {
                    continue;
                }
                use count::CountMeasure as M;
                let mut measures = count::measure(&number, self.sentences[index].text);
                measures.mark(M::Other, other);
                measures.mark(M::Aside, aside);
                measures.mark(M::Event, event);
                measures.mark(M::Leak, leak);
                measures.mark(M::Data, data);
                measures.mark(M::Cause, cause);
                let place = if title {
                    M::Title
                } else if leads[position] {
                    M::Lead
                } else if section {
                    M::Section
                } else {
                    M::Elsewhere
                };
                measures.set(place, 1.0);
                let about = about && !other && !aside;
                candidates.push(count::Candidate { number, offset: span.start, measures, about });
            }
        }
        count::compare(&mut candidates);
        let model = &self.classifier.tables.weights.count;
        let ranked: Vec<(f64, count::Candidate)> = candidates
            .into_iter()
            .map(|candidate| (model.score(0, &candidate.measures), candidate))
            .collect();
        // In the order of the text for the reader; the best one apart.
        let best = ranked
            .iter()
            .enumerate()
            .filter(|(_, (score, _))| *score > 0.0)
            .max_by(|(_, (a, _)), (_, (b, _))| a.total_cmp(b))
            .map(|(index, (_, candidate))| (index, candidate.number.value));
        let count = |candidate: &count::Candidate| self.count(&candidate.number, candidate.offset);
        let counts: Vec<Count> = ranked
            .iter()
            .enumerate()
            .filter(|(index, (_, candidate))| {
                candidate.about || best.is_some_and(|(best, _)| best == *index)
            })
            .map(|(_, (_, candidate))| count(candidate))
            .collect();
        let told = best.map(|(index, _)| count(&ranked[index].1)).map(|best| exact(best, &counts));
        let candidates = ranked.into_iter().map(|(_, candidate)| candidate).collect();
        Counts { told, counts, candidates }
    }

    /// The largest number of persons, records or organisations that a sentence counts.
    pub(super) fn largest_number(&self, index: usize) -> Option<Count> {
        let table = &self.classifier.tables.facts.count;
        count::numbers(self.sentences[index].text, table)
            .into_iter()
            .filter(|number| number.value > 0 && !self.counts_something_else(index, number))
            .max_by_key(|number| number.value)
            .map(|number| self.count(&number, self.document.sentences[index].start))
    }

    /// Whether the words around a number of a sentence say that it counts something else.
    fn counts_something_else(&self, index: usize, number: &count::Number) -> bool {
        self.hits[index].iter().any(|hit| match hit.target {
            Target::NotCountAfter => hit.start == number.end,
            Target::NotCountBefore => hit.end == number.start,
            _ => false,
        })
    }

    /// A number of the sentence that begins at `offset`, as a count.
    fn count(&self, number: &count::Number, offset: usize) -> Count {
        let (start, end) = (offset + number.start, offset + number.end);
        Count {
            value: number.value,
            unit: number.unit.clone(),
            approximate: number.approximate,
            evidence: self.evidence(start, end, "count", 1.0, Effect::Supports),
        }
    }
}

/// Of two numbers within five per cent of each other, the exact one.
fn exact(best: Count, counts: &[Count]) -> Count {
    let round = |value: u64| value.to_string().trim_end_matches('0').len();
    counts
        .iter()
        .filter(|count| !count.approximate || !best.approximate)
        .filter(|count| {
            count.value.abs_diff(best.value) * 20 <= best.value
                && round(count.value) > round(best.value)
        })
        .max_by_key(|count| count.value)
        .cloned()
        .unwrap_or(best)
}
