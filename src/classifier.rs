//! The classifier: text in, [`Analysis`] out; it strings the stages together.

use std::cell::OnceCell;

use serde::Serialize;

use crate::detect::{self, Signs, Verdict};
use crate::document::{self, Document, Role};
use crate::facts::organization::{self, Case, Name};
use crate::facts::{count, date};
use crate::normalize::{Normalized, normalize};
use crate::pattern::Sentence;
use crate::rules::{Hit, Rules, Target};
use crate::scope::{self, Claim, Label, Mention, Place, Reading};
use crate::score::{self, Placed, PlacedLeak, Scored};
use crate::segment::{self, Segment, Source};
use crate::tables::CueKind;
use crate::token::Tokenizer;
use crate::{
    Analysis, Cause, Count, DataType, Date, DatePrecision, Dictionary, Effect, Error, Evidence,
    Exposure, Incident, MAX_TEXT_BYTES, Organization, OrganizationRole, Result, SCHEMA_VERSION,
    Tables,
};

/// Classifies texts; build it once and use it for many.
pub struct Classifier {
    tables: Tables,
    tokenizer: Tokenizer,
    rules: Rules,
}

/// An analysis and every rule that fired for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The analysis, with byte offsets.
    pub analysis: Analysis,
    /// Every rule that fired, in the order of the text, for labels that were given and for those that
    /// were not.
    pub firings: Vec<Firing>,
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
    /// What cancelled or weakened it, in words; `None` where it counts in full.
    pub cancelled_by: Option<String>,
}

/// A text on its way through the stages.
struct Reader<'c, 't> {
    classifier: &'c Classifier,
    original: &'t str,
    normalized: &'t Normalized,
    document: &'t Document,
    sentences: Vec<Sentence<'t>>,
    hits: Vec<Vec<Hit<'c>>>,
    names: Vec<OnceCell<Vec<Name>>>,
}

/// One part of a text after scoring.
struct Outcome {
    incident: Option<Incident>,
    firings: Vec<Firing>,
}

/// The score from which the best candidate is taken for the organisation concerned.
const LEAST_ORGANIZATION: f64 = 1.2;
/// The score from which it is a sign of an incident.
const SURE_ORGANIZATION: f64 = 2.0;
/// How many sentences after a title belong to the lead.
const LEAD: usize = 3;

impl Classifier {
    /// A classifier from a dictionary and tables.
    ///
    /// # Errors
    ///
    /// [`Error::Table`] when a pattern cannot be compiled.
    pub fn new(dictionary: Dictionary, tables: Tables) -> Result<Self> {
        let tokenizer = Tokenizer::new(&dictionary);
        let rules = Rules::compile(&tables, &tokenizer)?;
        Ok(Self { tables, tokenizer, rules })
    }

    /// A classifier with everything that was compiled in.
    ///
    /// # Errors
    ///
    /// As [`Dictionary::embedded`].
    #[cfg(feature = "embedded-dictionary")]
    pub fn embedded() -> Result<Self> {
        Self::new(Dictionary::embedded()?, Tables::built_in())
    }

    /// The tables in use.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// Classifies the incidents of a text; offsets are bytes of `text`.
    ///
    /// # Errors
    ///
    /// [`Error::TextTooLong`] above [`MAX_TEXT_BYTES`].
    pub fn classify(&self, text: &str) -> Result<Analysis> {
        Ok(self.run(text, false)?.analysis)
    }

    /// Classifies a text and says which rule fired where, and what cancelled it.
    ///
    /// # Errors
    ///
    /// As [`Classifier::classify`].
    pub fn explain(&self, text: &str) -> Result<Explanation> {
        self.run(text, true)
    }

    fn run(&self, text: &str, explain: bool) -> Result<Explanation> {
        if text.len() > MAX_TEXT_BYTES {
            return Err(Error::TextTooLong { bytes: text.len(), limit: MAX_TEXT_BYTES });
        }
        let normalized = normalize(text);
        let document = document::read(&normalized.text, &self.tables.sections);
        let reader = Reader::new(self, text, &normalized, &document)?;
        let names = |index: usize| reader.names(index).to_vec();
        let segments = segment::segments(&Source {
            text: &normalized.text,
            document: &document,
            hits: &reader.hits,
            names: &names,
        });
        let mut incidents = Vec::new();
        let mut firings = Vec::new();
        let preamble = segments.first().map_or(0, |first| first.sentences.start);
        for segment in &segments {
            let outcome = reader.outcome(segment, preamble, segments.len() > 1, explain);
            let number = outcome.incident.is_some().then_some(incidents.len());
            incidents.extend(outcome.incident);
            firings.extend(
                outcome.firings.into_iter().map(|firing| Firing { incident: number, ..firing }),
            );
        }
        let analysis = Analysis {
            schema_version: SCHEMA_VERSION,
            tables_version: self.tables.version().to_owned(),
            incidents,
        };
        Ok(Explanation { analysis, firings })
    }
}

impl<'c, 't> Reader<'c, 't> {
    fn new(
        classifier: &'c Classifier,
        original: &'t str,
        normalized: &'t Normalized,
        document: &'t Document,
    ) -> Result<Self>
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
        let hits = sentences
            .iter()
            .map(|sentence| classifier.rules.find(sentence))
            .collect::<Result<Vec<_>>>()?;
        let names = sentences.iter().map(|_| OnceCell::new()).collect();
        Ok(Self { classifier, original, normalized, document, sentences, hits, names })
    }

    /// The organisations' names of a sentence.
    fn names(&self, index: usize) -> &[Name] {
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
        }
    }

    fn outcome(&self, segment: &Segment, preamble: usize, several: bool, explain: bool) -> Outcome {
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
            }));
            leaks.extend(reading.leaks.iter().filter(|leak| !leak.aside).map(|leak| PlacedLeak {
                claim: leak.claim,
                start: span.start + leak.start,
                end: span.start + leak.end,
                pattern: leak.pattern,
                title: span.heading.is_some(),
                verbal: leak.verbal,
            }));
            leads.push(lead);
            readings.push(reading);
        }
        let (causes, all_causes) = score::causes(&placed, tables);
        let cause_id =
            causes.first().map_or("unknown", |cause| tables.causes.cause[cause.index].id.as_str());
        let (status, status_leaks) = score::status(cause_id, &leaks, &placed);
        let data = score::data_types(&placed, tables, status);
        let counts = self.counts(range.clone(), &readings, &leads);
        let dates = self.dates(range.clone());
        let mut organizations = self.organizations(range.clone(), title);
        // A report on several cases names its author once, at its head.
        if several
            && organizations.first().is_none_or(|first| first.role != OrganizationRole::Concerned)
        {
            let head = self.organizations(0..range.start.min(preamble), None);
            organizations.splice(0..0, head.into_iter().take(1));
        }
        let third_party = self.third_party(range.clone(), &readings, &leads);
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
            let past = self.sentences[index]
                .text
                .trim_end_matches(['。', ')', ' '])
                .ends_with(['た', 'だ']);
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
            data: data.iter().any(|data| data.exposure != Exposure::Excluded),
            past: self.past(segment),
            written: self.written(segment, &leads),
        };
        let verdict = detect::verdict(&signs, &tables.detection, several);
        let firings = if explain {
            self.firings(range.clone(), &placed, &readings, &verdict)
        } else {
            Vec::new()
        };
        if !verdict.incident {
            return Outcome { incident: None, firings };
        }
        let total: f64 = all_causes.iter().map(|cause| cause.score).sum();
        let (start, end) = self.bounds(&range, several);
        let incident = Incident {
            title: self.title(&range),
            start,
            end,
            causes: causes
                .iter()
                .map(|cause| Cause {
                    id: tables.causes.cause[cause.index].id.clone(),
                    score: rounded(cause.score),
                    confidence: rounded(cause.score / (total + 1.0)),
                    evidence: self.evidences(cause, &placed),
                })
                .collect(),
            data_types: data
                .iter()
                .map(|data| DataType {
                    id: tables.data.data_type[data.scored.index].id.clone(),
                    status: data.exposure,
                    score: rounded(data.scored.score),
                    evidence: self.evidences(&data.scored, &placed),
                })
                .collect(),
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
            count: largest(&counts),
            counts,
            organization: organizations
                .first()
                .filter(|first| first.role == OrganizationRole::Concerned)
                .map(|first| first.name.clone()),
            organizations,
            dates,
            third_party: !third_party.is_empty(),
            third_party_evidence: third_party,
        };
        Outcome { incident: Some(incident), firings }
    }

    fn evidences(&self, scored: &Scored, placed: &[Placed<'_>]) -> Vec<Evidence> {
        let mut evidence: Vec<Evidence> = scored
            .evidence
            .iter()
            .map(|&(number, added)| {
                let Placed { mention, offset, .. } = &placed[number];
                self.evidence(
                    offset + mention.start,
                    offset + mention.end,
                    mention.pattern,
                    added,
                    mention.effect,
                )
            })
            .collect();
        evidence.sort_by_key(|evidence| (evidence.start, evidence.end));
        evidence
    }

    /// The original's bounds of a segment: the whole text where it is the only one.
    fn bounds(&self, range: &std::ops::Range<usize>, several: bool) -> (usize, usize) {
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
    fn title_of(&self, range: &std::ops::Range<usize>) -> Option<usize> {
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

    fn title(&self, range: &std::ops::Range<usize>) -> String {
        let span = &self.document.sentences[self.title_of(range).unwrap_or(range.start)];
        let (start, end) = self.normalized.original(span.start, span.end);
        self.original[start..end].split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn counts(
        &self,
        range: std::ops::Range<usize>,
        readings: &[Reading<'_>],
        leads: &[bool],
    ) -> Vec<Count> {
        let table = &self.classifier.tables.facts.count;
        let mut counts: Vec<Count> = Vec::new();
        // Numbers in sentences that name neither data nor a cause: told only where there are no others.
        let mut others: Vec<Count> = Vec::new();
        for (position, index) in range.enumerate() {
            let span = &self.document.sentences[index];
            if span.role.aside() {
                continue;
            }
            let hits = &self.hits[index];
            let reading = &readings[position];
            let about = leads[position]
                || matches!(span.role, Role::Data | Role::Outline | Role::Title)
                || !reading.leaks.is_empty()
                || hits
                    .iter()
                    .any(|hit| matches!(hit.target, Target::Data { .. } | Target::Cause { .. }));
            for number in count::numbers(self.sentences[index].text, table) {
                let other = hits.iter().any(|hit| match hit.target {
                    Target::NotCountAfter => hit.start == number.end,
                    Target::NotCountBefore => hit.end == number.start,
                    _ => false,
                });
                let aside = reading.asides.iter().any(|&(start, end, reason)| {
                    start <= number.start && number.start < end && reason != "measure"
                });
                if other || aside || number.value == 0 {
                    continue;
                }
                let counts = if about { &mut counts } else { &mut others };
                counts.push(Count {
                    value: number.value,
                    unit: number.unit,
                    approximate: number.approximate,
                    evidence: self.evidence(
                        span.start + number.start,
                        span.start + number.end,
                        "count",
                        1.0,
                        Effect::Supports,
                    ),
                });
            }
        }
        if counts.iter().all(|count| count.value < 2) { others } else { counts }
    }

    fn dates(&self, range: std::ops::Range<usize>) -> Vec<Date> {
        let table = &self.classifier.tables.facts.date;
        let mut year = date::Year::default();
        let mut dates: Vec<Date> = Vec::new();
        for index in range {
            let span = &self.document.sentences[index];
            if span.role == Role::Contact {
                continue;
            }
            for found in date::dates(self.sentences[index].text, table, &mut year) {
                if dates.iter().any(|date| date.iso == found.iso && date.kind == found.kind) {
                    continue;
                }
                dates.push(Date {
                    kind: found.kind,
                    iso: found.iso,
                    precision: found.precision,
                    evidence: self.evidence(
                        span.start + found.start,
                        span.start + found.end,
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
        range: std::ops::Range<usize>,
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
                let aside = reading.asides.iter().any(|&(from, to, _)| from <= start && start < to);
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

    fn organizations(
        &self,
        range: std::ops::Range<usize>,
        title: Option<usize>,
    ) -> Vec<Organization> {
        struct Candidate {
            name: String,
            score: f64,
            at: usize,
            end: usize,
            contractor: bool,
        }
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
                let letters = words.chars().count();
                let standalone = span.end - span.start <= words.len() + 6;
                let mut score = name.strength;
                score += match (is_title, running) {
                    (true, _) if name.start < 4 => 1.5,
                    (true, _) => 0.5,
                    (false, _) if standalone => 2.0,
                    (false, 0 | 1) => {
                        let case = match name.case {
                            Case::Topic => 2.5,
                            Case::Subject => 1.8,
                            Case::Place => 1.2,
                            Case::Also => 0.2,
                            _ => 0.0,
                        };
                        case - (name.start as f64 / 90.0).min(1.2)
                    }
                    (false, _) => match name.case {
                        Case::Topic | Case::Subject => 0.8,
                        Case::Place => 0.4,
                        _ => -0.2,
                    },
                };
                let head: String = words.chars().take(2).collect();
                if !is_title
                    && letters >= 2
                    && (title_text.contains(words)
                        || letters > 3 && title_text.contains(head.as_str()))
                {
                    score += 2.0;
                }
                let contractor = self.hits[index].iter().any(|hit| {
                    matches!(hit.target, Target::Cue(CueKind::ThirdParty))
                        && hit.start < name.end + 24
                        && hit.end + 12 > name.start
                        && hit.end <= name.start + 3
                });
                if contractor {
                    score -= 1.5;
                }
                match candidates.iter_mut().find(|other| other.name == words) {
                    Some(other) => {
                        other.score = other.score.max(score) + 0.5;
                        other.contractor |= contractor;
                    }
                    None => candidates.push(Candidate {
                        name: words.to_owned(),
                        score,
                        at: span.start + name.start,
                        end: span.start + name.end,
                        contractor,
                    }),
                }
            }
        }
        let order: Vec<usize> = {
            let mut order: Vec<usize> = (0..candidates.len()).collect();
            order.sort_by(|&a, &b| {
                candidates[b]
                    .score
                    .total_cmp(&candidates[a].score)
                    .then(candidates[a].at.cmp(&candidates[b].at))
            });
            order
        };
        order
            .into_iter()
            .filter(|&index| candidates[index].score >= 1.0)
            .take(8)
            .enumerate()
            .map(|(rank, index)| {
                let candidate = &candidates[index];
                let evidence = self.evidence(
                    candidate.at,
                    candidate.end,
                    "organization",
                    candidate.score,
                    Effect::Supports,
                );
                let role = match rank {
                    0 if candidate.score >= LEAST_ORGANIZATION => OrganizationRole::Concerned,
                    _ if candidate.contractor => OrganizationRole::Contractor,
                    _ => OrganizationRole::Mentioned,
                };
                Organization {
                    name: evidence.text.trim_matches(['「', '」', '『', '』', ' ']).to_owned(),
                    role,
                    evidence,
                }
            })
            .collect()
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
            let text = self.sentences[index].text.trim_end_matches(['。', ')', '」', ' ']);
            all += 1;
            let ended = text.ends_with(['た', 'だ'])
                || text.ends_with("という")
                || text.ends_with("とのこと");
            past += u32::from(ended);
        }
        if all == 0 { 0.0 } else { f64::from(past) / f64::from(all) }
    }

    fn firings(
        &self,
        range: std::ops::Range<usize>,
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
                    evidence: self.evidence(
                        placed.offset + mention.start,
                        placed.offset + mention.end,
                        mention.pattern,
                        mention.weight,
                        mention.effect,
                    ),
                    cancelled_by: mention.cancelled_by.map(str::to_owned),
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
                    cancelled_by: None,
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
                cancelled_by: None,
            });
        }
        firings.sort_by_key(|firing| (firing.evidence.start, firing.evidence.end));
        firings
    }
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

/// The largest number; of two within five per cent, the exact one.
fn largest(counts: &[Count]) -> Option<Count> {
    let largest = counts.iter().max_by_key(|count| count.value)?;
    let exact = counts
        .iter()
        .filter(|count| !count.approximate || !largest.approximate)
        .filter(|count| {
            let round = |value: u64| value.to_string().trim_end_matches('0').len();
            count.value.abs_diff(largest.value) * 20 <= largest.value
                && round(count.value) > round(largest.value)
        })
        .max_by_key(|count| count.value);
    Some(exact.unwrap_or(largest).clone())
}

/// Four decimals, so that sums do not differ between machines in their last bits.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(classifier: &Classifier, text: &str) -> Option<Incident> {
        classifier.classify(text).unwrap().incidents.into_iter().next()
    }

    #[test]
    fn every_cause_has_its_example_and_not_its_counter() {
        let classifier = Classifier::embedded().unwrap();
        let mut wrong = Vec::new();
        for row in &classifier.tables.causes.cause {
            let example = first(&classifier, &row.example);
            if example.as_ref().is_none_or(|incident| incident.causes[0].id != row.id) {
                wrong.push(format!(
                    "{} for {}: {:?}",
                    row.id,
                    row.example,
                    example.map(|incident| incident.causes)
                ));
            }
            let counter = first(&classifier, &row.counter);
            if counter
                .as_ref()
                .is_some_and(|incident| incident.causes.iter().any(|cause| cause.id == row.id))
            {
                wrong.push(format!("{} against {}", row.id, row.counter));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn every_data_type_has_its_example_and_not_its_counter() {
        let classifier = Classifier::embedded().unwrap();
        let mut wrong = Vec::new();
        let told = |text: &str, id: &str| {
            first(&classifier, text).is_some_and(|incident| {
                incident
                    .data_types
                    .iter()
                    .any(|data| data.id == id && data.status != Exposure::Excluded)
            })
        };
        for row in &classifier.tables.data.data_type {
            if !told(&row.example, &row.id) {
                wrong.push(format!("{} for {}", row.id, row.example));
            }
            if told(&row.counter, &row.id) {
                wrong.push(format!("{} against {}", row.id, row.counter));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
