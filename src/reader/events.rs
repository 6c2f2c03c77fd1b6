//! The events of an incident: the one that its labels describe, and what else the text tells of the same
//! organisation — an earlier break-in, last year's misdirected mail.

use std::ops::Range;

use super::{Reader, tells_of_the_past};
use crate::document::Role;
use crate::facts::date;
use crate::facts::organization::Case;
use crate::rules::{STRONG, Target};
use crate::scope::Label;
use crate::score::{self, Placed};
use crate::tables::CueKind;
use crate::{Count, DateKind, Effect, Event, Evidence, ReasonKind};

/// How many months apart two events are at least where no words say that one of them is earlier.
const APART: i64 = 2;
/// How many events at most are told beside the main one.
const MOST_EVENTS: usize = 20;
/// The strength from which a name is surely an organisation's.
const SURE: f64 = 0.9;

/// A statement that may tell an event.
pub(super) struct Told {
    /// The sentence that it is.
    pub sentence: usize,
    /// The ISO date of what happened, and the words that give it.
    date: Option<(String, Evidence)>,
    /// Whether the sentence says that the event is an earlier one.
    earlier: bool,
    cause: usize,
    evidence: Evidence,
    count: Option<Count>,
}

impl Told {
    /// The month of its date, as [`month`] counts them.
    fn month(&self) -> Option<i64> {
        self.date.as_ref().and_then(|(iso, _)| month(iso))
    }
}

impl Reader<'_, '_> {
    /// The events of a part, `main` first, of what its sentences tell.
    pub(super) fn events(&self, told: Vec<Told>, main: Event) -> Vec<Event> {
        let causes = &self.classifier.tables.causes.cause;
        // The main event may be told on several days: it was done, noticed, announced.
        let own = |told: &Told| {
            causes[told.cause].id == main.cause
                && (told.count.is_none() || same(&told.count, &main.count))
        };
        let own = months(&told, main.date.as_deref(), own);
        let separate = |told: &Told| {
            told.earlier
                || apart(told, &own)
                    && (self.unrelated(&main.cause, told)
                        || told.count.is_some() && !same(&told.count, &main.count))
        };
        let mut others: Vec<Event> = Vec::new();
        for told in told.into_iter().filter(separate) {
            let (date, dated) = told.date.unzip();
            let event = Event {
                date,
                cause: causes[told.cause].id.clone(),
                count: told.count,
                evidence: std::iter::once(told.evidence).chain(dated).collect(),
            };
            let known = others.iter().any(|other| {
                other.cause == event.cause
                    && (other.date == event.date || other.date.is_none() || event.date.is_none())
            });
            if !known && others.len() < MOST_EVENTS {
                others.push(event);
            }
        }
        std::iter::once(main).chain(others).collect()
    }

    /// The sentences that tell another event than the one with this cause and this date.
    pub(super) fn elsewhere(&self, told: &[Told], cause: &str, date: Option<&str>) -> Vec<usize> {
        let causes = &self.classifier.tables.causes.cause;
        let own = months(told, date, |told| causes[told.cause].id == cause);
        told.iter()
            .filter(|told| told.earlier || apart(told, &own) && self.unrelated(cause, told))
            .map(|told| told.sentence)
            .collect()
    }

    /// Whether a statement tells another cause, and none that may stand beside this one in one event.
    fn unrelated(&self, cause: &str, told: &Told) -> bool {
        let tables = &self.classifier.tables.causes;
        let other = tables.cause[told.cause].id.as_str();
        let pair = |first: &str, second: &str| {
            tables.companion.iter().any(|row| row.first == first && row.second == second)
        };
        other != cause && !pair(cause, other) && !pair(other, cause)
    }

    /// What the sentences of a part tell of the organisation's events.
    pub(super) fn told(
        &self,
        range: Range<usize>,
        placed: &[Placed<'_>],
        dates: &[Vec<date::Found>],
        organization: Option<&str>,
    ) -> Vec<Told> {
        let mut told = Vec::new();
        for (index, dates) in range.zip(dates) {
            let span = &self.document.sentences[index];
            let sentence = &self.sentences[index];
            let elsewhere = matches!(span.role, Role::Measures | Role::Advice | Role::Contact);
            let others = self.hits[index]
                .iter()
                .any(|hit| matches!(hit.target, Target::Cue(CueKind::Others)));
            if elsewhere || others || span.heading.is_some() || !tells_of_the_past(sentence.text) {
                continue;
            }
            let earlier = |placed: &Placed<'_>| {
                placed.mention.reason.is_some_and(|scope| scope.kind == ReasonKind::EarlierEvent)
            };
            let heaviest = score::of_sentence(placed, index)
                .iter()
                .filter(|placed| placed.mention.weight >= STRONG)
                .filter(|placed| placed.mention.effect == Effect::Supports || earlier(placed))
                .filter_map(|placed| match placed.mention.label {
                    Label::Cause(cause) => Some((placed, cause)),
                    Label::Data(_) => None,
                })
                .max_by(|(a, _), (b, _)| a.mention.weight.total_cmp(&b.mention.weight));
            let Some((mention, cause)) = heaviest else { continue };
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
            let happened = dates
                .iter()
                .find(|date| date.kind == DateKind::Occurred)
                .or_else(|| dates.iter().find(|date| date.kind == DateKind::Other))
                .or(dates.first());
            let evidence = |start: usize, end: usize, rule: &str| {
                self.evidence(span.start + start, span.start + end, rule, 1.0, Effect::Supports)
            };
            told.push(Told {
                sentence: index,
                date: happened
                    .map(|date| (date.iso.clone(), evidence(date.start, date.end, "date"))),
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
}

/// The months of the statements that are about the main event, and of its own date.
fn months(told: &[Told], date: Option<&str>, own: impl Fn(&Told) -> bool) -> Vec<i64> {
    let told = told.iter().filter(|told| !told.earlier && own(told));
    let mut months: Vec<i64> = told.filter_map(Told::month).chain(date.and_then(month)).collect();
    months.sort_unstable();
    months.dedup();
    months
}

/// Whether a statement dates from another time than all of these months.
fn apart(told: &Told, own: &[i64]) -> bool {
    told.month()
        .is_some_and(|told| !own.is_empty() && own.iter().all(|own| (own - told).abs() >= APART))
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

#[cfg(all(test, feature = "embedded-dictionary"))]
mod tests {
    use super::*;
    use crate::{Classifier, Subject};

    const TEXT: &str = "北浜市で個人情報の誤送信、15人分\n\
        北浜市は2024年5月7日、福祉課の職員が案内メールを誤って別の事業者に送信し、市民15人の氏名と電話番号が\
        漏えいしたと発表した。住所や口座番号は含まれていない。市では昨年6月にも、職員が名簿を紛失し、\
        32人の個人情報が所在不明となった。2023年2月には市立図書館のサーバーが不正アクセスを受け、\
        利用者1,200人の情報が流出していた。みなと信用金庫でも昨年、元職員が顧客情報を持ち出している。\n\
        再発防止策\nランサムウェア対策を強化する。\n";

    #[test]
    fn an_organisations_other_events_stand_behind_the_one_that_the_labels_describe() {
        let analysis = Classifier::embedded().unwrap().classify(TEXT).unwrap();
        let events: Vec<_> = analysis.incidents[0]
            .events
            .iter()
            .map(|event| (event.date.as_deref(), event.cause.as_str()))
            .collect();
        assert_eq!(
            events,
            [
                (Some("2024-05-07"), "misdirected_email"),
                (Some("2023-06"), "loss"),
                (Some("2023-02"), "unauthorized_access"),
            ]
        );
        let counts: Vec<_> = analysis.incidents[0].events[1..]
            .iter()
            .map(|event| event.count.as_ref().map(|count| count.value))
            .collect();
        assert_eq!(counts, [Some(32), Some(1_200)]);
    }

    #[test]
    fn what_is_ruled_out_says_why_in_the_texts_own_words() {
        let analysis = Classifier::embedded().unwrap().classify(TEXT).unwrap();
        let incident = &analysis.incidents[0];
        let why = |evidence: &Evidence| {
            let reason = evidence.reason.as_ref().unwrap();
            (reason.kind, reason.phrase.as_ref().unwrap().text.clone())
        };
        let address = incident.data_types.iter().find(|data| data.id == "address").unwrap();
        assert_eq!(
            why(&address.evidence[0]),
            (ReasonKind::NotConcerned, "含まれていない".to_owned())
        );
        let ransomware = incident
            .ruled_out
            .iter()
            .find(|out| out.subject == Subject::Cause && out.id == "ransomware")
            .unwrap();
        assert_eq!(why(&ransomware.evidence[0]), (ReasonKind::Measure, "再発防止策".to_owned()));
    }

    #[test]
    fn one_event_told_on_several_days_is_one() {
        let text = "架空商事は2024年5月7日、サーバーが不正アクセスを受けたと発表した。4月30日に侵入され、\
            5月2日に気付いた。顧客120人の氏名が流出した。";
        let analysis = Classifier::embedded().unwrap().classify(text).unwrap();
        assert_eq!(analysis.incidents[0].events.len(), 1);
    }
}
