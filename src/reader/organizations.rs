//! Whose incident it is: the names of a part and the part that each has.

use std::ops::Range;

use super::Reader;
use crate::facts::organization::{self, Candidate, OrganizationMeasure};
use crate::lexicon::Beside;
use crate::model::{self, Measures};
use crate::rules::{Hit, Target};
use crate::tables::CueKind;
use crate::{Effect, Organization, OrganizationRole};

/// The score from which a name is listed, and from which the best one is the organisation concerned.
const LEAST_MENTIONED: f64 = 0.0;
const LEAST_ORGANIZATION: f64 = -1.0;

impl Reader<'_, '_> {
    /// How much of a title is a name that the text under it tells again; none for words that name nobody.
    fn shared(&self, title: &str, text: &str) -> Option<usize> {
        let table = &self.classifier.tables.facts.organization;
        organization::shared(title, text).filter(|&length| {
            let words = &title[..length];
            !table.generic.contains(words) && !table.not_within.stands_in(words)
        })
    }

    pub(super) fn organizations(
        &self,
        range: Range<usize>,
        title: Option<usize>,
    ) -> (Vec<Organization>, Vec<Candidate>) {
        let text = &self.normalized.text;
        let title_text = title.map_or("", |index| self.sentences[index].text);
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut running = 0;
        for index in range.clone() {
            let span = &self.document.sentences[index];
            let is_title = Some(index) == title;
            if span.role.aside() && !is_title {
                continue;
            }
            if span.heading.is_none() && span.end - span.start > 45 {
                running += 1;
            }
            if running > 5 {
                break;
            }
            for name in self.names(index) {
                let words = text[span.start + name.start..span.start + name.end]
                    .trim_matches(['「', '」', '『', '』', ' ']);
                let contractor = self.hits[index].iter().any(|hit| {
                    matches!(hit.target, Target::Cue(CueKind::ThirdParty))
                        && hit.start < name.end + 24
                        && hit.end + 12 > name.start
                        && hit.end <= name.start + 3
                });
                let aside = self.hits[index]
                    .iter()
                    .any(|hit| matches!(hit.target, Target::Cue(CueKind::Others | CueKind::Past)));
                let place = organization::Place {
                    title: is_title,
                    running,
                    standalone: span.end - span.start <= words.len() + 6,
                    first: !candidates.iter().any(|other| other.sentence == index),
                    contractor,
                    aside,
                };
                let mut measures = organization::measure(name, words, title_text, &place);
                let beside = self.beside(Beside::Concerned, index, name.start, name.end);
                measures.set(OrganizationMeasure::Beside, beside);
                let place = (span.start + name.start, span.start + name.end);
                match candidates.iter_mut().find(|other| other.name == words) {
                    Some(other) => {
                        organization::again(&mut other.measures, &measures);
                        other.contractor |= contractor;
                        other.places.push(place);
                    }
                    None => candidates.push(Candidate {
                        name: words.to_owned(),
                        measures,
                        sentence: index,
                        places: vec![place],
                        contractor,
                    }),
                }
            }
        }
        if let Some(index) = title {
            let span = &self.document.sentences[index];
            let rest = &text[span.end..self.document.sentences[range.end - 1].end.max(span.end)];
            if let Some(length) = self.shared(title_text, rest) {
                let words = &title_text[..length];
                let hit = |hit: &Hit<'_>| {
                    hit.start < length
                        && matches!(hit.target, Target::Cause { .. } | Target::Data { .. })
                };
                let generic = self.hits[index].iter().any(hit);
                let known = candidates.iter_mut().find(|candidate| candidate.name == words);
                match known {
                    Some(candidate) => candidate.measures.set(OrganizationMeasure::Shared, 1.0),
                    None if !generic => {
                        let mut measures = Measures::new(OrganizationMeasure::NAMES);
                        use OrganizationMeasure as M;
                        for measure in [M::Name, M::TitleStart, M::Again, M::Shared] {
                            measures.set(measure, 1.0);
                        }
                        candidates.push(Candidate {
                            name: words.to_owned(),
                            measures,
                            sentence: index,
                            places: vec![(span.start, span.start + length)],
                            contractor: false,
                        });
                    }
                    None => {}
                }
            }
        }
        organization::contain(&mut candidates);
        let model = &self.classifier.tables.weights.organization;
        let mut scored: Vec<(f64, Candidate)> = candidates
            .into_iter()
            .map(|candidate| (model.score(0, &candidate.measures), candidate))
            .collect();
        scored.sort_by(|(a, one), (b, other)| b.total_cmp(a).then(one.places.cmp(&other.places)));
        let organizations = scored
            .iter()
            .enumerate()
            .filter(|&(rank, &(score, _))| {
                score >= LEAST_MENTIONED || rank == 0 && score >= LEAST_ORGANIZATION
            })
            .take(8)
            .map(|(rank, (score, candidate))| {
                let (start, end) = candidate.places[0];
                let evidence = self.evidence(
                    start,
                    end,
                    "organization",
                    model::logistic(*score),
                    Effect::Supports,
                );
                let role = match rank {
                    0 if *score >= LEAST_ORGANIZATION => OrganizationRole::Concerned,
                    _ if candidate.contractor => OrganizationRole::Contractor,
                    _ => OrganizationRole::Mentioned,
                };
                Organization {
                    name: evidence.text.trim_matches(['「', '」', '『', '』', ' ']).to_owned(),
                    role,
                    evidence,
                }
            })
            .collect();
        let ranked = scored.into_iter().map(|(_, candidate)| candidate).collect();
        (organizations, ranked)
    }
}
