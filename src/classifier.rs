//! The classifier: text in, [`Analysis`] out; it strings the stages together.

use std::cell::OnceCell;

use serde::Serialize;

use crate::detect::{self, Signs, Verdict};
use crate::document::{self, Document, Role};
use crate::facts::organization::{self, Candidate, Case, Name};
use crate::facts::{count, date};
use crate::lexicon::{Lexicon, Piece};
use crate::model::{self, Measures};
use crate::normalize::{Normalized, normalize};
use crate::pattern::Sentence;
use crate::rules::{Hit, Rules, Target};
use crate::scope::{self, Claim, Label, Mention, Place, Reading};
use crate::score::{self, Passage, Placed, PlacedLeak, Scored};
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
    lexicon: Lexicon,
}

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
    /// `count` or `organization`.
    pub question: String,
    /// The label asked about: an id, a number, or an organisation's name; for `status` the first cause.
    pub label: String,
    /// What was measured, by the names that `weights.toml` and `detection.toml` weigh; what is left out
    /// is 0.
    pub measures: std::collections::BTreeMap<String, f64>,
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

/// The numbers of a part: the count of those affected, all that are about the incident, and what was
/// measured of each.
struct Counts {
    told: Option<Count>,
    counts: Vec<Count>,
    measures: Vec<(String, Measures)>,
}

/// A passage with its place and its pieces.
struct Told {
    start: usize,
    end: usize,
    /// Whether it belongs to those in which what happened is told.
    telling: bool,
    passage: Passage,
    pieces: Vec<Piece>,
}

/// One part of a text after scoring.
struct Outcome {
    incident: Option<Incident>,
    firings: Vec<Firing>,
    decisions: Vec<Decision>,
    passages: Vec<PassageSpan>,
}

/// The score from which a name is listed, the score from which the best one is taken for the organisation
/// concerned, and the probability from which that is a sign of an incident.
const LEAST_MENTIONED: f64 = 0.0;
const LEAST_ORGANIZATION: f64 = -1.0;
const SURE_ORGANIZATION: f64 = 0.82;
/// How many words at most speak for a cause where no pattern does.
const MOST_WORDS: usize = 3;
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
        let causes: Vec<&str> = tables.cause_ids().collect();
        let lexicon = Lexicon::compile(&tables.lexicon, &causes)?;
        Ok(Self { tables, tokenizer, rules, lexicon })
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
        let words = |sentences: std::ops::Range<usize>| reader.words(sentences);
        let several = |words: &str| self.tables.sections.announces_several(words);
        let segments = segment::segments(&Source {
            several: &several,
            words: &words,
            text: &normalized.text,
            document: &document,
            hits: &reader.hits,
            names: &names,
        });
        let mut incidents = Vec::new();
        let mut firings = Vec::new();
        let (mut decisions, mut passages) = (Vec::new(), Vec::new());
        let preamble = segments.first().map_or(0, |first| first.sentences.start);
        for segment in &segments {
            let outcome = reader.outcome(segment, preamble, segments.len() > 1, explain);
            let number = outcome.incident.is_some().then_some(incidents.len());
            incidents.extend(outcome.incident);
            decisions.extend(outcome.decisions);
            passages.extend(outcome.passages);
            firings.extend(
                outcome.firings.into_iter().map(|firing| Firing { incident: number, ..firing }),
            );
        }
        let analysis = Analysis {
            schema_version: SCHEMA_VERSION,
            tables_version: self.tables.version().to_owned(),
            incidents,
        };
        Ok(Explanation { analysis, firings, decisions, passages })
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

    /// What the pieces of sentences outside asides say: the logarithms of the causes' probabilities.
    fn words(&self, sentences: std::ops::Range<usize>) -> Vec<f64> {
        let lexicon = &self.classifier.lexicon;
        let pieces = sentences
            .filter(|&index| !self.document.sentences[index].role.aside())
            .flat_map(|index| lexicon.find(self.sentences[index].text));
        lexicon.causes(pieces.map(|piece| piece.number))
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
                claim: claim(&reading),
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
        let words = lexicon.causes(telling.into_iter());
        let opening = pieces(&|told| told.passage.lead);
        let odds = lexicon.incident(opening.into_iter());
        let passages: Vec<&Passage> = told.iter().map(|told| &told.passage).collect();
        let score::Causes { told: causes, candidates: seconds, all: all_causes } =
            score::causes(&placed, &passages, &words, tables);
        let cause_id =
            causes.first().map_or("unknown", |cause| tables.causes.cause[cause.index].id.as_str());
        let (status, status_leaks, status_measures) =
            score::status(cause_id, &leaks, &placed, tables);
        let data = score::data_types(&placed, tables, status);
        let Counts { told: count, counts, measures: numbers } =
            self.counts(range.clone(), &readings, &leads);
        let dates = self.dates(range.clone());
        let (mut organizations, ranked) = self.organizations(range.clone(), title);
        // A report on several cases names its author once, at its head.
        if several
            && organizations.first().is_none_or(|first| first.role != OrganizationRole::Concerned)
        {
            let (head, _) = self.organizations(0..range.start.min(preamble), None);
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
                self.decision("data", id, data.scored.measures.told())
            }));
            decisions.extend(
                numbers
                    .iter()
                    .map(|(number, measures)| self.decision("count", number, measures.told())),
            );
            decisions.extend(
                ranked
                    .iter()
                    .map(|(name, measures)| self.decision("organization", name, measures.told())),
            );
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
        let incident = Incident {
            title: self.title(&range),
            start,
            end,
            causes: causes
                .iter()
                .map(|cause| Cause {
                    id: tables.causes.cause[cause.index].id.clone(),
                    score: rounded(cause.score),
                    confidence: rounded(cause.confidence),
                    evidence: self.cause_evidence(cause, &placed, &told),
                })
                .collect(),
            data_types: data
                .iter()
                .filter_map(|data| {
                    Some(DataType {
                        id: tables.data.data_type[data.scored.index].id.clone(),
                        status: data.exposure?,
                        score: rounded(data.scored.score),
                        evidence: self.evidences(&data.scored, &placed),
                    })
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
            count,
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
        Outcome { incident: Some(incident), firings, decisions, passages: spans }
    }

    fn decision(
        &self,
        question: &str,
        label: &str,
        measures: std::collections::BTreeMap<String, f64>,
    ) -> Decision {
        let measures = measures.into_iter().map(|(name, value)| (name, rounded(value))).collect();
        Decision { start: 0, end: 0, question: question.into(), label: label.into(), measures }
    }

    fn span_of(&self, told: &Told, part: usize) -> PassageSpan {
        let (start, end) = self.normalized.original(told.start, told.end);
        let role = told.passage.role.name().to_owned();
        PassageSpan { start, end, part, role, lead: told.passage.lead }
    }

    /// What is left of a part's sentences when asides are taken away, and what its pieces say.
    fn passages(
        &self,
        range: std::ops::Range<usize>,
        readings: &[Reading<'_>],
        leads: &[bool],
        title: Option<usize>,
    ) -> Vec<Told> {
        let lexicon = &self.classifier.lexicon;
        let mut passages = Vec::new();
        for ((index, reading), &lead) in range.zip(readings).zip(leads) {
            let span = &self.document.sentences[index];
            let role = if Some(index) == title { Role::Title } else { span.role };
            if role.aside() || document::is_letterhead(self.sentences[index].text) {
                continue;
            }
            let text = self.sentences[index].text;
            let mut from = 0;
            let mut asides: Vec<(usize, usize)> =
                reading.asides.iter().map(|&(start, end, _)| (start, end)).collect();
            asides.sort_unstable();
            asides.push((text.len(), text.len()));
            for (start, end) in asides {
                if start > from {
                    let pieces = lexicon.find(&text[from..start]);
                    let telling = score::telling(role, lead);
                    // Telling passages are asked together.
                    let causes = if telling {
                        Vec::new()
                    } else {
                        lexicon.causes(pieces.iter().map(|piece| piece.number))
                    };
                    passages.push(Told {
                        start: span.start + from,
                        end: span.start + start,
                        telling,
                        passage: Passage { role, lead, causes },
                        pieces,
                    });
                }
                from = from.max(end);
            }
        }
        passages
    }

    /// A cause's evidence; where no pattern speaks for it, the words that do.
    fn cause_evidence(
        &self,
        cause: &Scored,
        placed: &[Placed<'_>],
        told: &[Told],
    ) -> Vec<Evidence> {
        let mut evidence = self.evidences(cause, placed);
        if evidence.iter().any(|evidence| evidence.weight > 0.0) {
            return evidence;
        }
        let lexicon = &self.classifier.lexicon;
        let mut pieces: Vec<(f64, usize, usize)> = told
            .iter()
            .filter(|told| told.telling)
            .flat_map(|told| {
                told.pieces.iter().map(|piece| {
                    let weight = lexicon.weight(piece.number, cause.index);
                    (weight, told.start + piece.start, told.start + piece.end)
                })
            })
            .filter(|&(weight, ..)| weight > 0.0)
            .collect();
        pieces.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut chosen: Vec<(f64, usize, usize)> = Vec::new();
        for (weight, start, end) in pieces {
            let (start, end) = self.whole_words(start, end);
            let apart = chosen.iter().all(|other| end <= other.1 || other.2 <= start);
            if apart && chosen.len() < MOST_WORDS {
                chosen.push((weight, start, end));
            }
        }
        evidence.extend(chosen.into_iter().map(|(weight, start, end)| {
            self.evidence(start, end, "lexicon.toml", weight, Effect::Supports)
        }));
        evidence.sort_by_key(|evidence| (evidence.start, evidence.end));
        evidence
    }

    /// The bounds of the words that a piece of normalised text touches.
    fn whole_words(&self, start: usize, end: usize) -> (usize, usize) {
        let spans = &self.document.sentences;
        let index = spans.partition_point(|span| span.end <= start);
        let Some(span) = spans.get(index).filter(|span| span.start <= start && end <= span.end)
        else {
            return (start, end);
        };
        let tokens = self.sentences[index].tokens();
        let first = tokens.iter().rev().find(|token| span.start + token.start <= start);
        let last = tokens.iter().find(|token| span.start + token.end >= end);
        (
            first.map_or(start, |token| span.start + token.start),
            last.map_or(end, |token| span.start + token.end),
        )
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
                let other = hits.iter().any(|hit| match hit.target {
                    Target::NotCountAfter => hit.start == number.end,
                    Target::NotCountBefore => hit.end == number.start,
                    _ => false,
                });
                let aside = reading.asides.iter().any(|&(start, end, reason)| {
                    start <= number.start && number.start < end && reason != "measure"
                });
                if number.value == 0 {
                    continue;
                }
                use count::CountMeasure as M;
                let mut measures = count::measure(&number, self.sentences[index].text);
                measures.mark(M::Other, other);
                measures.mark(M::Aside, aside);
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
        let mut ranked: Vec<(f64, count::Candidate)> = candidates
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
        let count = |candidate: &count::Candidate| Count {
            value: candidate.number.value,
            unit: candidate.number.unit.clone(),
            approximate: candidate.number.approximate,
            evidence: self.evidence(
                candidate.offset + candidate.number.start,
                candidate.offset + candidate.number.end,
                "count",
                1.0,
                Effect::Supports,
            ),
        };
        let counts: Vec<Count> = ranked
            .iter()
            .enumerate()
            .filter(|(index, (_, candidate))| {
                candidate.about || best.is_some_and(|(best, _)| best == *index)
            })
            .map(|(_, (_, candidate))| count(candidate))
            .collect();
        let told = best.map(|(index, _)| count(&ranked[index].1)).map(|best| exact(best, &counts));
        let measures = ranked
            .drain(..)
            .map(|(_, candidate)| (candidate.number.value.to_string(), candidate.measures))
            .collect();
        Counts { told, counts, measures }
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
    ) -> (Vec<Organization>, Vec<(String, Measures)>) {
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
                let measures = organization::measure(name, words, title_text, &place);
                match candidates.iter_mut().find(|other| other.name == words) {
                    Some(other) => {
                        organization::again(&mut other.measures, &measures);
                        other.contractor |= contractor;
                    }
                    None => candidates.push(Candidate {
                        name: words.to_owned(),
                        measures,
                        sentence: index,
                        at: span.start + name.start,
                        end: span.start + name.end,
                        contractor,
                    }),
                }
            }
        }
        if let Some(index) = title {
            let span = &self.document.sentences[index];
            let rest = &text[span.end..self.document.sentences[range.end - 1].end.max(span.end)];
            if let Some(length) = organization::shared(title_text, rest) {
                let words = &title_text[..length];
                let table = &self.classifier.tables.facts.organization;
                let hit = |hit: &Hit<'_>| {
                    hit.start < length
                        && matches!(hit.target, Target::Cause { .. } | Target::Data { .. })
                };
                let generic = table.generic.contains(words)
                    || table.not_within.iter().any(|word| words.contains(word.as_str()))
                    || self.hits[index].iter().any(hit);
                let known = candidates.iter_mut().find(|candidate| candidate.name == words);
                match known {
                    Some(candidate) => {
                        candidate.measures.set(organization::OrganizationMeasure::Shared, 1.0)
                    }
                    None if !generic => {
                        let mut measures = Measures::new(organization::OrganizationMeasure::NAMES);
                        use organization::OrganizationMeasure as M;
                        for measure in [M::Name, M::TitleStart, M::Again, M::Shared] {
                            measures.set(measure, 1.0);
                        }
                        candidates.push(Candidate {
                            name: words.to_owned(),
                            measures,
                            sentence: index,
                            at: span.start,
                            end: span.start + length,
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
        scored.sort_by(|(a, one), (b, other)| b.total_cmp(a).then(one.at.cmp(&other.at)));
        let organizations = scored
            .iter()
            .enumerate()
            .filter(|&(rank, &(score, _))| {
                score >= LEAST_MENTIONED || rank == 0 && score >= LEAST_ORGANIZATION
            })
            .take(8)
            .map(|(rank, (score, candidate))| {
                let evidence = self.evidence(
                    candidate.at,
                    candidate.end,
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
        let ranked =
            scored.into_iter().map(|(_, candidate)| (candidate.name, candidate.measures)).collect();
        (organizations, ranked)
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

/// The strongest claim about a leak that a sentence makes outside asides.
fn claim(reading: &Reading<'_>) -> Option<Claim> {
    let claims = reading.leaks.iter().filter(|leak| !leak.aside).map(|leak| leak.claim);
    claims.min_by_key(|claim| match claim {
        Claim::Asserted => 0,
        Claim::Hedged => 1,
        Claim::Denied => 2,
    })
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
