//! Sentences with their hits in, the parts of the text that each tell of one incident out.
//!
//! A stage of its own because every later question (which cause, whose, how many) is asked of one
//! incident; a round-up that is read as one text gives one wrong answer.

use std::ops::Range;

use crate::document::{Document, Heading, Marker, NumberStyle, Role};
use crate::facts::organization::{Case, Name};
use crate::rules::{Hit, Target};
use crate::tables::CueKind;

/// A part of a text that tells of one incident: its sentences, the title first where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    pub sentences: Range<usize>,
}

/// What this stage reads of a text.
pub(crate) struct Source<'a, 'r> {
    pub text: &'a str,
    pub document: &'a Document,
    pub hits: &'a [Vec<Hit<'r>>],
    pub names: &'a dyn Fn(usize) -> Vec<Name>,
}

/// The weight from which a cause's match is a strong sign of an incident.
const STRONG: f64 = 2.0;

/// Cuts a text into incidents.
pub(crate) fn segments(source: &Source<'_, '_>) -> Vec<Segment> {
    let count = source.document.sentences.len();
    if count == 0 {
        return Vec::new();
    }
    let mut cuts = series(source);
    if cuts.is_empty() {
        cuts = titles(source);
    }
    if cuts.is_empty() {
        cuts = records(source);
    }
    if cuts.is_empty() {
        cuts = paragraphs(source);
    }
    if cuts.is_empty() {
        return vec![Segment { sentences: 0..count }];
    }
    cuts.iter().map(|range| Segment { sentences: range.clone() }).collect()
}

impl Source<'_, '_> {
    fn range_text(&self, sentences: Range<usize>) -> &str {
        let spans = &self.document.sentences;
        if sentences.is_empty() {
            return "";
        }
        &self.text[spans[sentences.start].start..spans[sentences.end - 1].end]
    }

    /// The sentences of a heading's own text, those under its sub-headings included, up to `end`.
    fn opening(&self, heading: &Heading, end: usize) -> Range<usize> {
        let first = heading.sentence + 1;
        let mut last = first;
        let mut seen = 0;
        while last < end && seen < 3 {
            if self.document.sentences[last].heading.is_none() {
                seen += 1;
            }
            last += 1;
        }
        first..last
    }

    fn has(&self, sentences: Range<usize>, wanted: impl Fn(&Target) -> bool) -> bool {
        sentences
            .filter(|&index| !self.document.sentences[index].role.aside())
            .any(|index| self.hits[index].iter().any(|hit| wanted(hit.target)))
    }

    fn tells(&self, sentences: Range<usize>) -> bool {
        self.has(sentences.clone(), strong_cause)
            || self.has(sentences, |target| *target == Target::Cue(CueKind::Leak))
    }

    /// Whether a heading and its first sentences tell of an event.
    fn event(&self, heading: &Heading, end: usize) -> bool {
        let opening = self.opening(heading, end);
        let length: usize = opening
            .clone()
            .map(|index| {
                let span = &self.document.sentences[index];
                span.end - span.start
            })
            .sum();
        let told = self.has(opening.clone(), |target| *target == Target::Cue(CueKind::Announce))
            || self.has(heading.sentence..opening.end, strong_cause);
        length > 60 && told && self.tells(heading.sentence..opening.end)
    }

    /// Whether a heading or its first sentence names an organisation that the text before it, from
    /// `from` on, does not.
    fn new_organization(&self, heading: &Heading, from: usize, end: usize) -> bool {
        let before = self.range_text(from..heading.sentence);
        let in_heading = (self.names)(heading.sentence);
        let opening = self.opening(heading, end);
        let fresh = |index: usize, name: &Name| {
            let span = &self.document.sentences[index];
            let words = self.text[span.start + name.start..span.start + name.end]
                .trim_matches(['「', '」', '『', '』']);
            !before.contains(words)
        };
        if let Some(first) = in_heading.iter().find(|name| name.strength >= 0.8) {
            return first.case != Case::Also && fresh(heading.sentence, first);
        }
        opening.take(2).any(|index| {
            (self.names)(index).iter().any(|name| {
                name.strength >= 0.9
                    && matches!(name.case, Case::Topic | Case::Subject | Case::Place)
                    && fresh(index, name)
            })
        })
    }
}

fn strong_cause(target: &Target) -> bool {
    matches!(target, Target::Cause { weight, .. } if *weight >= STRONG)
}

/// Round-ups whose incidents stand under headings of one marked style (1. 2. 3., ■ ■ ■, 【 】).
fn series(source: &Source<'_, '_>) -> Vec<Range<usize>> {
    let headings = &source.document.headings;
    let count = source.document.sentences.len();
    let mut styles: Vec<Marker> = Vec::new();
    for heading in headings {
        if heading.marker != Marker::Plain
            && !styles.iter().any(|style| style.same_style(heading.marker))
        {
            styles.push(heading.marker);
        }
    }
    for style in styles {
        let members: Vec<&Heading> =
            headings.iter().filter(|heading| heading.marker.same_style(style)).collect();
        if members.len() < 2 {
            continue;
        }
        let end = |index: usize| members.get(index + 1).map_or(count, |next| next.sentence);
        let from = |heading: &Heading| members[0].sentence.min(heading.sentence);
        let sectional: Vec<bool> = members
            .iter()
            .enumerate()
            .map(|(index, heading)| {
                heading.role.is_some()
                    && !(source.event(heading, end(index))
                        && source.new_organization(heading, from(heading), end(index)))
            })
            .collect();
        let events: Vec<bool> = members
            .iter()
            .enumerate()
            .map(|(index, heading)| !sectional[index] && source.event(heading, end(index)))
            .collect();
        let told = events.iter().filter(|&&event| event).count();
        let roles = sectional.iter().filter(|&&role| role).count();
        if told < 2 || told * 2 < members.len() || roles * 2 > members.len() {
            continue;
        }
        // 事案1, 事案2: the style itself says that these are cases.
        let cases = matches!(style, Marker::Number(_, NumberStyle::Word));
        let fresh = members
            .iter()
            .enumerate()
            .filter(|&(index, heading)| {
                events[index] && source.new_organization(heading, from(heading), end(index))
            })
            .count();
        if !cases && fresh * 2 < told {
            continue;
        }
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for (index, heading) in members.iter().enumerate() {
            if events[index] || !sectional[index] && !source.opening(heading, end(index)).is_empty()
            {
                ranges.push(heading.sentence..end(index));
            } else if heading.role.is_some_and(|role| role != Role::Background) {
                // A section of the incident before it, written in the incidents' own style.
                if let Some(last) = ranges.last_mut() {
                    last.end = end(index);
                }
            }
        }
        outro(source, &mut ranges);
        return ranges;
    }
    Vec::new()
}

/// A closing paragraph under the last incident of a series whose others have one paragraph each.
fn outro(source: &Source<'_, '_>, ranges: &mut [Range<usize>]) {
    let spans = &source.document.sentences;
    let paragraphs = |range: &Range<usize>| {
        let mut numbers: Vec<usize> =
            range.clone().skip(1).map(|index| spans[index].paragraph).collect();
        numbers.dedup();
        numbers
    };
    let Some((last, others)) = ranges.split_last_mut() else { return };
    let most = others.iter().map(|range| paragraphs(range).len()).max().unwrap_or(0);
    let own = paragraphs(last);
    if most == 0 || own.len() <= most {
        return;
    }
    let cut = own[most];
    if let Some(first) = last.clone().skip(1).find(|&index| spans[index].paragraph == cut)
        && !(first..last.end).any(|index| spans[index].heading.is_some())
    {
        last.end = first;
    }
}

/// Round-ups whose incidents stand under headings without marks.
fn titles(source: &Source<'_, '_>) -> Vec<Range<usize>> {
    let headings = &source.document.headings;
    let count = source.document.sentences.len();
    let mut starts: Vec<usize> = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        let end = headings.get(index + 1).map_or(count, |next| next.sentence);
        let from = starts.last().copied().unwrap_or(0);
        if heading.sentence == 0 {
            if source.event(heading, end) {
                starts.push(0);
            }
            continue;
        }
        if heading.marker != Marker::Plain {
            continue;
        }
        let own_words = source.has(heading.sentence..heading.sentence + 1, strong_cause)
            || source.has(heading.sentence..heading.sentence + 1, |target| {
                *target == Target::Cue(CueKind::Leak)
            });
        let named = (source.names)(heading.sentence).iter().any(|name| name.strength >= 0.8);
        let sectional = heading.role.is_some() && !(own_words && named);
        if !sectional
            && (named || own_words)
            && source.event(heading, end)
            && source.new_organization(heading, from, end)
        {
            starts.push(heading.sentence);
        }
    }
    if starts.len() < 2 {
        return Vec::new();
    }
    ranges(&starts, count)
}

/// Tables flattened into records: blocks that each begin with the same label (発生日:, 組織名:).
fn records(source: &Source<'_, '_>) -> Vec<Range<usize>> {
    let spans = &source.document.sentences;
    let labels = &source.document.labels;
    let opens = |&&(sentence, _): &&(usize, Range<usize>)| {
        sentence == 0 || spans[sentence - 1].paragraph != spans[sentence].paragraph
    };
    let Some((_, first)) = labels.iter().find(opens) else { return Vec::new() };
    let label = &source.text[first.clone()];
    let starts: Vec<usize> = labels
        .iter()
        .filter(opens)
        .filter(|(_, range)| source.text[range.clone()] == *label)
        .map(|&(sentence, _)| sentence)
        .collect();
    let blocks = ranges(&starts, spans.len());
    let told = blocks.iter().filter(|block| source.has((*block).clone(), strong_cause)).count();
    if told < 2 || told * 2 < blocks.len() { Vec::new() } else { blocks }
}

/// Texts without headings whose lines are each about another organisation.
fn paragraphs(source: &Source<'_, '_>) -> Vec<Range<usize>> {
    let spans = &source.document.sentences;
    // Headings with roles mean one incident with sections.
    if source.document.headings.iter().filter(|heading| heading.role.is_some()).count() >= 2 {
        return Vec::new();
    }
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut index = 0;
    while index < spans.len() {
        let end =
            (index + 1..spans.len()).find(|&next| spans[next].first_of_line).unwrap_or(spans.len());
        if spans[index].heading.is_none() && source.range_text(index..end).chars().count() >= 30 {
            lines.push(index..end);
        }
        index = end;
    }
    let about: Vec<bool> =
        lines.iter().map(|line| about_new(source, line.start, line.end)).collect();
    let told = about.iter().filter(|&&about| about).count();
    if told < 2 || told * 5 < lines.len() * 3 {
        return Vec::new();
    }
    // A list is one incident an item.
    let item = |line: &Range<usize>| {
        source.text[..spans[line.start].start].trim_end_matches(' ').ends_with(['・', '*', '-'])
    };
    let starts: Vec<usize> = lines
        .iter()
        .zip(&about)
        .filter(|(line, about)| **about || item(line) || continues(source, line))
        .map(|(line, _)| line.start)
        .collect();
    ranges(&starts, spans.len())
}

/// Whether a line goes on to another case: 一方、…, また、… with a cause or a leak.
fn continues(source: &Source<'_, '_>, line: &Range<usize>) -> bool {
    let words = source.range_text(line.clone());
    ["一方", "また、", "このほか", "さらに", "次に", "続いて", "最後に"]
        .iter()
        .any(|link| words.starts_with(link))
        && source.has(line.clone(), |target| {
            matches!(target, Target::Cause { .. }) || *target == Target::Cue(CueKind::Leak)
        })
}

fn about_new(source: &Source<'_, '_>, first: usize, end: usize) -> bool {
    let span = &source.document.sentences[first];
    if span.role.aside() {
        return false;
    }
    let aside = source.hits[first].iter().any(|hit| {
        matches!(hit.target, Target::Cue(CueKind::Past | CueKind::Advice))
            || (matches!(hit.target, Target::Cue(CueKind::Others)) && first > 1)
    });
    let before = source.range_text(0..first);
    let fresh = (source.names)(first).iter().take(2).any(|name| {
        let words = source.text[span.start + name.start..span.start + name.end]
            .trim_matches(['「', '」', '『', '』']);
        name.strength >= 0.7
            && name.start <= 75
            && name.case != Case::Object
            && !before.contains(words)
    });
    let until = end.min(first + 3);
    fresh && !aside && source.has(first..until, strong_cause)
}

fn ranges(starts: &[usize], count: usize) -> Vec<Range<usize>> {
    starts
        .iter()
        .enumerate()
        .map(|(index, &start)| start..starts.get(index + 1).copied().unwrap_or(count))
        .collect()
}
