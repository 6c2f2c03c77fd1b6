//! One text on its way through the stages, and what is asked of each part that tells of an incident.
//!
//! It stands between the classifier, which knows what order the stages have, and the stages, which know
//! nothing of each other: it keeps a text's sentences and hits and hands each stage what it needs.

mod counts;
mod events;
mod explain;
mod organizations;
mod passages;

use std::cell::OnceCell;
use std::ops::Range;

use crate::classifier::Classifier;
use crate::detect::{self, Signs};
use crate::document::{self, Document, Role};
use crate::explanation::{Decision, Firing, PassageSpan};
use crate::facts::date;
use crate::facts::organization::{self, Case, Name};
use crate::lexicon::{Beside, Piece};
use crate::normalize::Normalized;
use crate::pattern::Sentence;
use crate::rules::{Hit, Target};
use crate::scope::{self, Claim, Label, Mention, Place, Reading};
use crate::score::{self, Odds, Passage, Placed, PlacedLeak, Scored};
use crate::segment::Segment;
use crate::tables::CueKind;
use crate::{
    Cause, DataType, Date, DateKind, DatePrecision, Effect, Event, Evidence, Exposure, Incident,
    Organization, OrganizationRole, Phrase, Reason, Reporting, RuledOut, Subject, reporting,
};

use counts::Counts;
use passages::Told;

/// A text on its way through the stages.
pub(crate) struct Reader<'c, 't> {
    classifier: &'c Classifier,
    original: &'t str,
    normalized: &'t Normalized,
    document: &'t Document,
    sentences: Vec<Sentence<'t>>,
    pub hits: Vec<Vec<Hit<'c>>>,
    names: Vec<OnceCell<Vec<Name>>>,
    pieces: Vec<OnceCell<Vec<Piece>>>,
}

/// One part of a text after scoring.
pub(crate) struct Outcome {
    pub incident: Option<Incident>,
    pub firings: Vec<Firing>,
    pub decisions: Vec<Decision>,
    pub passages: Vec<PassageSpan>,
}

/// The probability from which an organisation concerned is a sign of an incident.
const SURE_ORGANIZATION: f64 = 0.82;
/// How many phrases at most say that a label was ruled out.
const MOST_PHRASES: usize = 3;
/// How many sentences after a title belong to the lead.
const LEAD: usize = 3;

impl<'c, 't> Reader<'c, 't> {
    pub fn new(
        classifier: &'c Classifier,
        original: &'t str,
        normalized: &'t Normalized,
        document: &'t Document,
    ) -> Self
    where
        'c: 't,
    {
        let sentences: Vec<Sentence<'t>> = document
            .sentences
            .iter()
            .map(|span| {
                Sentence::new(&normalized.text[span.start..span.end], &classifier.tokenizer)
            })
            .collect();
        let hits = sentences.iter().map(|sentence| classifier.rules.find(sentence)).collect();
        let names = sentences.iter().map(|_| OnceCell::new()).collect();
        let pieces = sentences.iter().map(|_| OnceCell::new()).collect();
        Self { classifier, original, normalized, document, sentences, hits, names, pieces }
    }

    /// The organisations' names of a sentence.
    pub fn names(&self, index: usize) -> &[Name] {
        self.names[index].get_or_init(|| {
            let stops: Vec<usize> = self.hits[index]
                .iter()
                .filter(|hit| {
                    matches!(
                        hit.target,
                        Target::Cause { .. } | Target::Data { .. } | Target::Cue(CueKind::Leak)
                    )
                })
                .map(|hit| hit.start)
                .collect();
            organization::names(
                &self.sentences[index],
                &stops,
                &self.classifier.tables.facts.organization,
            )
        })
    }

    /// What the pieces of sentences outside asides say: the logarithms of the causes' probabilities.
    pub fn words(&self, sentences: Range<usize>) -> Vec<f64> {
        let lexicon = &self.classifier.lexicon;
        let pieces = sentences
            .filter(|&index| !self.document.sentences[index].role.aside())
            .flat_map(|index| self.pieces(index));
        lexicon.causes(pieces.map(|piece| piece.number))
    }

    /// The pieces of words of a sentence.
    fn pieces(&self, index: usize) -> &[Piece] {
        self.pieces[index].get_or_init(|| self.classifier.lexicon.find(self.sentences[index].text))
    }

    /// What the words beside a phrase of a sentence say of it.
    fn beside(&self, what: Beside, sentence: usize, start: usize, end: usize) -> f64 {
        self.classifier.lexicon.beside(what, self.pieces(sentence), start, end)
    }

    fn evidence(
        &self,
        start: usize,
        end: usize,
        rule: &str,
        weight: f64,
        effect: Effect,
    ) -> Evidence {
        let (start, end) = self.normalized.original(start, end);
        Evidence {
            start,
            end,
            text: self.original[start..end].to_owned(),
            rule: rule.to_owned(),
            weight: rounded(weight),
            effect,
            reason: None,
        }
    }

    /// A mention as evidence of what it adds, with the reason where its scope weakened or cancelled it.
    fn mention(&self, placed: &Placed<'_>, added: f64) -> Evidence {
        let Placed { mention, offset, .. } = placed;
        let (start, end) = self.whole_words(offset + mention.start, offset + mention.end);
        let evidence = self.evidence(start, end, mention.pattern, added, mention.effect);
        let reason = mention.reason.map(|scope| Reason {
            kind: scope.kind,
            phrase: match scope.by {
                Some((start, end)) => Some(self.phrase(offset + start, offset + end)),
                None => {
                    self.heading_over(placed.sentence).map(|(start, end)| self.phrase(start, end))
                }
            },
        });
        Evidence { reason, ..evidence }
    }

    fn phrase(&self, start: usize, end: usize) -> Phrase {
        let (start, end) = self.whole_words(start, end);
        let (start, end) = self.normalized.original(start, end);
        Phrase { start, end, text: self.original[start..end].to_owned() }
    }

    /// The heading of the section in which a sentence stands.
    fn heading_over(&self, sentence: usize) -> Option<(usize, usize)> {
        let headings = &self.document.headings;
        let after = headings.partition_point(|heading| heading.sentence <= sentence);
        let role = self.document.sentences[sentence].role;
        let over = headings[..after].iter().rev().find(|heading| heading.role == Some(role))?;
        let words = &self.document.sentences[over.sentence];
        Some((words.start, words.end))
    }

    pub fn outcome(
        &self,
        segment: &Segment,
        preamble: usize,
        several: bool,
        explain: bool,
    ) -> Outcome {
        let range = segment.sentences.clone();
        let spans = &self.document.sentences;
        let tables = &self.classifier.tables;
        let title = self.title_of(&range);
        let mut leading = 0;
        let mut readings: Vec<Reading<'c>> = Vec::new();
        let mut placed: Vec<Placed<'c>> = Vec::new();
        let mut leaks: Vec<PlacedLeak<'c>> = Vec::new();
        let mut leads: Vec<bool> = Vec::new();
        for index in range.clone() {
            let span = &spans[index];
            let is_title =
                Some(index) == title || span.role == Role::Title && span.heading == Some(0);
            let running = span.heading.is_none() && !span.role.aside();
            let opening = is_title || running && leading == 0 && span.end - span.start > 30;
            if running && span.end - span.start > 30 {
                leading += 1;
            }
            let lead = is_title || running && leading <= LEAD;
            let role = if Some(index) == title { Role::Title } else { span.role };
            let reading =
                scope::read(&self.sentences[index], &self.hits[index], Place { role, opening });
            placed.extend(reading.mentions.iter().map(|mention| Placed {
                mention: mention.clone(),
                offset: span.start,
                role,
                lead,
                title: is_title,
                sentence: index,
                listed: listed(&reading.mentions, mention, self.sentences[index].text),
                claim: claim(&reading),
                beside: match mention.label {
                    Label::Data(_) => Odds {
                        exposed: self.beside(Beside::Exposed, index, mention.start, mention.end),
                        excluded: self.beside(Beside::Excluded, index, mention.start, mention.end),
                    },
                    Label::Cause(_) => Odds::default(),
                },
            }));
            leaks.extend(reading.leaks.iter().filter(|leak| !leak.aside).map(|leak| PlacedLeak {
                claim: leak.claim,
                start: span.start + leak.start,
                end: span.start + leak.end,
                pattern: leak.pattern,
                title: span.heading.is_some(),
                lead,
                verbal: leak.verbal,
            }));
            leads.push(lead);
            readings.push(reading);
        }
        let told = self.passages(range.clone(), &readings, &leads, title);
        let lexicon = &self.classifier.lexicon;
        let pieces = |wanted: &dyn Fn(&Told) -> bool| -> Vec<u32> {
            let chosen = told.iter().filter(|told| wanted(told));
            chosen.flat_map(|told| told.pieces.iter().map(|piece| piece.number)).collect()
        };
        let telling = pieces(&|told| told.telling);
        let words = lexicon.causes(telling.iter().copied());
        let odds = lexicon.incident(&pieces(&|_| true));
        let passages: Vec<&Passage> = told.iter().map(|told| &told.passage).collect();
        let score::Causes { told: causes, candidates: seconds, all: all_causes } =
            score::causes(&placed, &passages, &words, tables);
        let cause_id =
            causes.first().map_or("unknown", |cause| tables.causes.cause[cause.index].id.as_str());
        let (status, status_leaks, status_measures) =
            score::status(cause_id, lexicon.statuses(&telling), &leaks, &placed, tables);
        let data = score::data_types(&placed, tables, status);
        let found = self.dates_of(range.clone());
        let dates = self.dates(range.clone(), &found);
        let (mut organizations, ranked) = self.organizations(range.clone(), title);
        // A report on several cases names its author once, at its head.
        if several && concerned(&organizations).is_none() {
            let (head, _) = self.organizations(0..range.start.min(preamble), None);
            organizations.splice(0..0, head.into_iter().take(1));
        }
        let organization = concerned(&organizations).map(|first| first.name.clone());
        let occurred = dates.iter().find(|date| date.kind == DateKind::Occurred);
        let occurred = occurred.map(|date| date.iso.clone());
        let happened = self.told(range.clone(), &placed, &found, organization.as_deref());
        let elsewhere = self.elsewhere(&happened, cause_id, occurred.as_deref());
        let Counts { told: count, counts, candidates: numbers } =
            self.counts(range.clone(), &readings, &leads, &elsewhere);
        let mut third_party_evidence = self.third_party(range.clone(), &readings, &leads);
        let (third_party, third_party_measures) =
            score::third_party(third_party_evidence.len(), lexicon.third_party(&telling), tables);
        if !third_party {
            third_party_evidence.clear();
        } else if third_party_evidence.is_empty() {
            third_party_evidence = self.cited(&told, |piece| lexicon.weight_for_third_party(piece));
        }
        let announced = range.clone().zip(&readings).any(|(index, reading)| {
            spans[index].heading.is_none()
                && reading.told(|kind| kind == CueKind::Announce)
                && (!reading.leaks.is_empty()
                    || reading.mentions.iter().any(|mention| {
                        matches!(mention.label, Label::Cause(_))
                            && mention.effect != Effect::OutOfScope
                    }))
        });
        let event = range.clone().zip(&readings).zip(&leads).any(|((index, reading), &lead)| {
            let span = &spans[index];
            let past = tells_of_the_past(self.sentences[index].text);
            let told = reading.leaks.iter().any(|leak| !leak.aside)
                || reading.mentions.iter().any(|mention| {
                    matches!(mention.label, Label::Cause(_))
                        && matches!(mention.effect, Effect::Supports | Effect::Hedged)
                });
            lead && span.heading.is_none()
                && told
                && (past || reading.told(|kind| kind == CueKind::Announce))
                && self.names(index).iter().any(|name| {
                    name.strength >= 0.7
                        && matches!(name.case, Case::Topic | Case::Subject | Case::Place)
                })
        });
        let signs = Signs {
            words: odds,
            event,
            cause: all_causes.iter().map(|cause| cause.score).fold(0.0, f64::max),
            organization: organizations
                .first()
                .is_some_and(|first| first.evidence.weight >= SURE_ORGANIZATION),
            leak: leaks.iter().any(|leak| leak.claim != Claim::Denied),
            announced,
            count: !counts.is_empty(),
            day: dates.iter().any(|date| date.precision != DatePrecision::Year),
            denied: leaks.iter().any(|leak| leak.claim == Claim::Denied),
            data: data
                .iter()
                .any(|data| data.exposure.is_some_and(|exposure| exposure != Exposure::Excluded)),
            past: self.past(segment),
            written: self.written(segment, &leads),
        };
        let verdict = detect::verdict(&signs, &tables.detection, several, segment.case);
        let firings = if explain {
            self.firings(range.clone(), &placed, &readings, &verdict)
        } else {
            Vec::new()
        };
        let (start, end) = self.bounds(&range, several);
        let (decisions, spans) = if explain {
            let mut decisions = vec![
                self.decision("incident", "incident", verdict.measures(&tables.detection)),
                self.decision("status", cause_id, status_measures.told()),
                self.decision("third_party", "third_party", third_party_measures.told()),
            ];
            decisions.extend(all_causes.iter().map(|cause| {
                let id = &tables.causes.cause[cause.index].id;
                self.decision("cause", id, cause.measures.told())
            }));
            decisions.extend(seconds.iter().map(|cause| {
                let id = &tables.causes.cause[cause.index].id;
                self.decision("second", id, cause.measures.told())
            }));
            decisions.extend(data.iter().map(|data| {
                let id = &tables.data.data_type[data.scored.index].id;
                let label = Label::Data(data.scored.index);
                let own = placed.iter().filter(|placed| placed.mention.label == label);
                let places = own.map(|placed| {
                    (placed.offset + placed.mention.start, placed.offset + placed.mention.end)
                });
                self.decision("data", id, data.scored.measures.told()).at(self.spans(places))
            }));
            decisions.extend(numbers.iter().map(|candidate| {
                let (number, places) = (candidate.number.value.to_string(), [candidate.place()]);
                self.decision("count", &number, candidate.measures.told()).at(self.spans(places))
            }));
            decisions.extend(ranked.iter().map(|candidate| {
                self.decision("organization", &candidate.name, candidate.measures.told())
                    .at(self.spans(candidate.places.iter().copied()))
            }));
            for decision in &mut decisions {
                (decision.start, decision.end) = (start, end);
            }
            (decisions, told.iter().map(|told| self.span_of(told, start)).collect())
        } else {
            (Vec::new(), Vec::new())
        };
        if !verdict.incident {
            return Outcome { incident: None, firings, decisions, passages: spans };
        }
        let causes: Vec<Cause> = causes
            .iter()
            .map(|cause| Cause {
                id: tables.causes.cause[cause.index].id.clone(),
                score: rounded(cause.score),
                confidence: rounded(cause.confidence),
                evidence: self.cause_evidence(cause, &placed, &told),
            })
            .collect();
        let data_types: Vec<DataType> = data
            .iter()
            .filter_map(|data| {
                let status = data.exposure?;
                let mut evidence = self.evidences(&data.scored, &placed);
                if status == Exposure::Excluded {
                    // Where no cue denies it, the words beside it do.
                    if evidence.iter().all(|phrase| phrase.effect != Effect::Negated) {
                        for phrase in &mut evidence {
                            phrase.effect = Effect::Negated;
                        }
                    }
                    evidence.sort_by_key(|phrase| phrase.effect != Effect::Negated);
                }
                Some(DataType {
                    id: tables.data.data_type[data.scored.index].id.clone(),
                    status,
                    score: rounded(data.scored.score),
                    evidence,
                })
            })
            .collect();
        let main = Event {
            date: occurred,
            cause: cause_id.to_owned(),
            count: count.clone(),
            evidence: causes
                .iter()
                .flat_map(|cause| cause.evidence.first().cloned())
                .take(1)
                .collect(),
        };
        let events = self.events(happened, main);
        let ruled_out = self.ruled_out(&placed, &causes, &data_types);
        let mut incident = Incident {
            title: self.title(&range),
            start,
            end,
            causes,
            data_types,
            status,
            status_evidence: status_leaks
                .iter()
                .map(|leak| {
                    let effect = match leak.claim {
                        Claim::Asserted => Effect::Supports,
                        Claim::Hedged => Effect::Hedged,
                        Claim::Denied => Effect::Negated,
                    };
                    self.evidence(leak.start, leak.end, leak.pattern, 1.0, effect)
                })
                .collect(),
            count,
            counts,
            organization,
            organizations,
            dates,
            events,
            third_party,
            third_party_evidence,
            ruled_out,
            reporting: Reporting::default(),
        };
        incident.reporting = reporting::of_incident(&incident, tables);
        Outcome { incident: Some(incident), firings, decisions, passages: spans }
    }

    /// The evidence of a label, what a person would cite first: by weight, each wording once before any is
    /// repeated.
    fn evidences(&self, scored: &Scored, placed: &[Placed<'_>]) -> Vec<Evidence> {
        let all =
            scored.evidence.iter().map(|&(number, added)| self.mention(&placed[number], added));
        let (mut first, mut again): (Vec<Evidence>, Vec<Evidence>) = (Vec::new(), Vec::new());
        for evidence in all {
            let told = first.iter().any(|other| other.text == evidence.text);
            if told { again.push(evidence) } else { first.push(evidence) }
        }
        first.extend(again);
        first
    }

    /// What the part names and its labels leave out because a scope cancelled it.
    fn ruled_out(
        &self,
        placed: &[Placed<'_>],
        causes: &[Cause],
        data_types: &[DataType],
    ) -> Vec<RuledOut> {
        let tables = &self.classifier.tables;
        let mut ruled_out: Vec<RuledOut> = Vec::new();
        for mention in placed.iter().filter(|placed| !score::counts(placed)) {
            let (subject, id) = match mention.mention.label {
                Label::Cause(index) => (Subject::Cause, &tables.causes.cause[index].id),
                Label::Data(index) => (Subject::DataType, &tables.data.data_type[index].id),
            };
            let given = match subject {
                Subject::Cause => causes.iter().any(|cause| cause.id == *id),
                Subject::DataType => data_types.iter().any(|data| data.id == *id),
            };
            if given {
                continue;
            }
            let known = ruled_out.iter_mut().find(|out| out.subject == subject && out.id == *id);
            match known {
                Some(known) if known.evidence.len() < MOST_PHRASES => {
                    let evidence = self.mention(mention, 0.0);
                    let told = |other: &Evidence| {
                        other.text == evidence.text
                            || other.start < evidence.end && evidence.start < other.end
                    };
                    if !known.evidence.iter().any(told) {
                        known.evidence.push(evidence);
                    }
                }
                Some(_) => {}
                None => {
                    let evidence = vec![self.mention(mention, 0.0)];
                    ruled_out.push(RuledOut { subject, id: id.clone(), evidence });
                }
            }
        }
        ruled_out
    }

    /// The original's bounds of a segment: the whole text where it is the only one.
    fn bounds(&self, range: &Range<usize>, several: bool) -> (usize, usize) {
        if !several {
            return (0, self.original.len());
        }
        let spans = &self.document.sentences;
        let line = |index: usize| match spans[index].heading {
            Some(heading) => {
                (self.document.headings[heading].start, self.document.headings[heading].end)
            }
            None => (spans[index].start, spans[index].end),
        };
        let (start, _) = self.normalized.original(line(range.start).0, line(range.start).0);
        let end = match spans.get(range.end) {
            Some(_) => self.normalized.original(line(range.end).0, line(range.end).0).0,
            None => self.original.len(),
        };
        (start, end)
    }

    /// The sentence that is a segment's title: its first heading that is not a letter's head.
    fn title_of(&self, range: &Range<usize>) -> Option<usize> {
        let spans = &self.document.sentences;
        range
            .clone()
            .take_while(|&index| {
                spans[index].heading.is_some()
                    || document::is_letterhead(self.sentences[index].text)
            })
            .find(|&index| {
                spans[index].heading.is_some()
                    && !document::is_letterhead(self.sentences[index].text)
            })
            .or_else(|| spans[range.start].heading.is_some().then_some(range.start))
    }

    fn title(&self, range: &Range<usize>) -> String {
        let span = &self.document.sentences[self.title_of(range).unwrap_or(range.start)];
        let (start, end) = self.normalized.original(span.start, span.end);
        self.original[start..end].split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The dates of each sentence.
    fn dates_of(&self, range: Range<usize>) -> Vec<Vec<date::Found>> {
        let table = &self.classifier.tables.facts.date;
        let mut year = date::Year::default();
        range
            .map(|index| match self.document.sentences[index].role {
                Role::Contact => Vec::new(),
                _ => date::dates(self.sentences[index].text, table, &mut year),
            })
            .collect()
    }

    /// Every date once.
    fn dates(&self, range: Range<usize>, found: &[Vec<date::Found>]) -> Vec<Date> {
        let mut dates: Vec<Date> = Vec::new();
        for (index, found) in range.zip(found) {
            let start = self.document.sentences[index].start;
            for found in found {
                if dates.iter().any(|date| date.iso == found.iso && date.kind == found.kind) {
                    continue;
                }
                dates.push(Date {
                    kind: found.kind,
                    iso: found.iso.clone(),
                    precision: found.precision,
                    evidence: self.evidence(
                        start + found.start,
                        start + found.end,
                        "date",
                        1.0,
                        Effect::Supports,
                    ),
                });
            }
        }
        dates
    }

    fn third_party(
        &self,
        range: Range<usize>,
        readings: &[Reading<'_>],
        leads: &[bool],
    ) -> Vec<Evidence> {
        let mut evidence = Vec::new();
        for (position, index) in range.enumerate() {
            let span = &self.document.sentences[index];
            if span.role.aside()
                || !(leads[position] || matches!(span.role, Role::Outline | Role::Cause))
            {
                continue;
            }
            let reading = &readings[position];
            for &(kind, start, end, pattern) in &reading.cues {
                let aside = scope::aside_at(&reading.asides, start).is_some();
                if kind == CueKind::ThirdParty && !aside {
                    evidence.push(self.evidence(
                        span.start + start,
                        span.start + end,
                        pattern,
                        1.0,
                        Effect::Supports,
                    ));
                }
            }
        }
        evidence
    }

    /// Which features of detection have a pattern that fires in a segment. What speaks against an
    /// incident counts in the title and the lead only: a long notice of a real one names services,
    /// training and statistics too.
    fn written(&self, segment: &Segment, leads: &[bool]) -> Vec<bool> {
        let features = &self.classifier.tables.detection.feature;
        let mut written = vec![false; features.len()];
        for (index, &lead) in segment.sentences.clone().zip(leads) {
            for hit in &self.hits[index] {
                if let Target::Feature { feature, title } = *hit.target {
                    let place = if title {
                        index == segment.sentences.start
                    } else {
                        lead || features[feature].weight > 0.0
                    };
                    written[feature] |= place;
                }
            }
        }
        written
    }

    /// The share of a segment's running sentences that tell of the past.
    fn past(&self, segment: &Segment) -> f64 {
        let running = segment.sentences.clone().filter(|&index| {
            let span = &self.document.sentences[index];
            span.heading.is_none() && span.end - span.start > 30
        });
        let (mut past, mut all) = (0_u32, 0_u32);
        for index in running {
            all += 1;
            past += u32::from(tells_of_the_past(self.sentences[index].text));
        }
        if all == 0 { 0.0 } else { f64::from(past) / f64::from(all) }
    }
}

/// The organisation concerned, which stands before all others.
fn concerned(organizations: &[Organization]) -> Option<&Organization> {
    organizations.first().filter(|first| first.role == OrganizationRole::Concerned)
}

/// Whether a data type's mention stands right beside another type's: 氏名、住所 or 氏名や住所.
fn listed(mentions: &[Mention<'_>], mention: &Mention<'_>, text: &str) -> bool {
    const APART: usize = 3;
    let beside = |from: usize, to: usize| from <= to && text[from..to].chars().count() <= APART;
    mentions.iter().any(|other| {
        matches!((other.label, mention.label), (Label::Data(a), Label::Data(b)) if a != b)
            && (beside(other.end, mention.start) || beside(mention.end, other.start))
    })
}

/// The strongest claim about a leak that a sentence makes outside asides.
fn claim(reading: &Reading<'_>) -> Option<Claim> {
    let claims = reading.leaks.iter().filter(|leak| !leak.aside).map(|leak| leak.claim);
    claims.min_by_key(|claim| match claim {
        Claim::Asserted => 0,
        Claim::Hedged => 1,
        Claim::Denied => 2,
    })
}

/// Whether a sentence ends in the past: …した。, …とのこと。
fn tells_of_the_past(sentence: &str) -> bool {
    let text = sentence.trim_end_matches(['。', ')', '」', ' ']);
    text.ends_with(['た', 'だ']) || text.ends_with("という") || text.ends_with("とのこと")
}

/// Four decimals, so that sums do not differ between machines in their last bits.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
