//! The events of an incident: the one that its labels describe, and what else the text tells of the same
//! organisation — an earlier break-in, last year's misdirected mail.

use std::ops::Range;

use super::{Reader, tells_of_the_past};
use crate::document::Role;
use crate::facts::organization::Case;
use crate::facts::{count, date};
use crate::rules::Target;
use crate::scope::Label;
use crate::score::Placed;
use crate::tables::CueKind;
use crate::{Count, DateKind, Effect, Event, Evidence, ReasonKind};

/// The weight from which a cause's mention tells an event by itself.
const STRONG: f64 = 2.0;
/// How many months apart two events are at least where no words say that one of them is earlier.
const APART: i64 = 2;
/// How many events at most are told beside the main one.
const MOST_EVENTS: usize = 20;
/// The strength from which a name is surely an organisation's.
const SURE: f64 = 0.9;

/// A dated statement that may tell an event.
struct Told {
    /// The ISO date of what happened, where the sentence has one.
    date: Option<String>,
    date_evidence: Option<Evidence>,
    /// Whether the sentence says that the event is an earlier one.
    earlier: bool,
    cause: usize,
    evidence: Evidence,
    count: Option<Count>,
}

impl Reader<'_, '_> {
    /// The events of a part, `main` first.
    pub(super) fn events(
        &self,
        range: Range<usize>,
        placed: &[Placed<'_>],
        organization: Option<&str>,
        main: Event,
    ) -> Vec<Event> {
        let tables = &self.classifier.tables;
        let told = self.told(range, placed, organization);
        let first = |told: &&Told| tables.causes.cause[told.cause].id == main.cause;
        // The main event may be told on several days: it was done, noticed, announced.
        let mut own: Vec<i64> = told
            .iter()
            .filter(|told| !told.earlier)
            .filter(first)
            .filter(|told| told.count.is_none() || same(&told.count, &main.count))
            .filter_map(|told| month(told.date.as_deref()?))
            .collect();
        own.extend(main.date.as_deref().and_then(month));
        let mut events = vec![main];
        for told in told {
            let apart = told.date.as_deref().and_then(month).is_some_and(|told| {
                !own.is_empty() && own.iter().all(|own| (own - told).abs() >= APART)
            });
            let other = told.count.is_some() && !same(&told.count, &events[0].count);
            if !(told.earlier || apart && other) {
                continue;
            }
            let cause = tables.causes.cause[told.cause].id.clone();
            let evidence = [Some(told.evidence), told.date_evidence];
            let event = Event {
                date: told.date,
                cause,
                count: told.count,
                evidence: evidence.into_iter().flatten().collect(),
            };
            let known = events[1..].iter().any(|other| {
                other.cause == event.cause
                    && (other.date == event.date || other.date.is_none() || event.date.is_none())
            });
            if !known && events.len() <= MOST_EVENTS {
                events.push(event);
            }
        }
        events
    }

    fn told(
        &self,
        range: Range<usize>,
        placed: &[Placed<'_>],
        organization: Option<&str>,
    ) -> Vec<Told> {
        let table = &self.classifier.tables.facts;
        let mut year = date::Year::default();
        let mut told = Vec::new();
        for index in range {
            let span = &self.document.sentences[index];
            let sentence = &self.sentences[index];
            let dates = date::dates(sentence.text, &table.date, &mut year);
            let elsewhere = matches!(span.role, Role::Measures | Role::Advice | Role::Contact);
            let others = self.hits[index]
                .iter()
                .any(|hit| matches!(hit.target, Target::Cue(CueKind::Others)));
            if elsewhere || others || span.heading.is_some() || !tells_of_the_past(sentence.text) {
                continue;
            }
            let about_another = organization.is_some_and(|own| {
                self.names(index).iter().any(|name| {
                    let words = sentence.text[name.start..name.end].trim_matches(['「', '」', ' ']);
                    name.strength >= SURE
                        && matches!(name.case, Case::Topic | Case::Subject)
                        && !own.contains(words)
                        && !words.contains(own)
                })
            });
            if about_another {
                continue;
            }
            let earlier = |placed: &Placed<'_>| {
                placed.mention.reason.is_some_and(|scope| scope.kind == ReasonKind::EarlierEvent)
            };
            let heaviest = placed
                .iter()
                .filter(|placed| placed.sentence == index && placed.mention.weight >= STRONG)
                .filter(|placed| placed.mention.effect == Effect::Supports || earlier(placed))
                .filter_map(|placed| match placed.mention.label {
                    Label::Cause(cause) => Some((placed, cause)),
                    Label::Data(_) => None,
                })
                .max_by(|(a, _), (b, _)| a.mention.weight.total_cmp(&b.mention.weight));
            let Some((mention, cause)) = heaviest else { continue };
            let happened = dates
                .iter()
                .find(|date| date.kind == DateKind::Occurred)
                .or_else(|| dates.iter().find(|date| date.kind == DateKind::Other))
                .or(dates.first());
            let evidence = |start: usize, end: usize, rule: &str| {
                self.evidence(span.start + start, span.start + end, rule, 1.0, Effect::Supports)
            };
            told.push(Told {
                date: happened.map(|date| date.iso.clone()),
                date_evidence: happened.map(|date| evidence(date.start, date.end, "date")),
                earlier: earlier(mention),
                cause,
                evidence: evidence(
                    mention.mention.start,
                    mention.mention.end,
                    mention.mention.pattern,
                ),
                count: self.largest_number(index),
            });
        }
        told
    }

    /// The largest number of persons, records or organisations that a sentence counts.
    fn largest_number(&self, index: usize) -> Option<Count> {
        let table = &self.classifier.tables.facts.count;
        let start = self.document.sentences[index].start;
        let numbers = count::numbers(self.sentences[index].text, table).into_iter();
        let affected = numbers.filter(|number| {
            number.value > 0
                && !self.hits[index].iter().any(|hit| match hit.target {
                    Target::NotCountAfter => hit.start == number.end,
                    Target::NotCountBefore => hit.end == number.start,
                    _ => false,
                })
        });
        affected.max_by_key(|number| number.value).map(|number| Count {
            value: number.value,
            unit: number.unit.clone(),
            approximate: number.approximate,
            evidence: self.evidence(
                start + number.start,
                start + number.end,
                "count",
                1.0,
                Effect::Supports,
            ),
        })
    }
}

fn same(one: &Option<Count>, other: &Option<Count>) -> bool {
    one.as_ref().map(|count| count.value) == other.as_ref().map(|count| count.value)
}

/// The months since the year 0 of an ISO date; none where its year or its month is not told.
fn month(iso: &str) -> Option<i64> {
    let (year, rest) = iso.split_at_checked(4)?;
    let month = rest.strip_prefix('-')?.get(..2)?;
    Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()?)
}
