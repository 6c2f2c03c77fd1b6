//! Where a text begins another case: what is measured of a sentence that may open one.
//!
//! A text that tells several incidents shows it in many small ways (a new name, 一方, a heading, a number
//! announced in its title), none of which is enough alone; so they are measured, and a fitted model weighs
//! them. What the rules for series, records and paragraphs found is one of the measures.

use std::ops::Range;

use super::{Block, Source};
use crate::document::{self, Marker};
use crate::facts::organization::Case;
use crate::model::{Measures, measures};

measures! {
    /// What is measured of a sentence that may open a case.
    OpeningMeasure {
        /// It opens the text.
        First = "first",
        /// The rules for series, records or paragraphs found several cases.
        Ruled = "ruled",
        /// They begin one here.
        ByRule = "by_rule",
        /// It is a heading.
        Heading = "heading",
        /// It is a heading with a mark or a number.
        Marked = "marked",
        /// It begins a line of running text.
        Line = "line",
        /// It begins a paragraph.
        Paragraph = "paragraph",
        /// It is an item of a list.
        Item = "item",
        /// It counts on: 次は, 二つ目, もう一件, 最後に.
        Next = "next",
        /// It counts on and the text announces several cases.
        NextAnnounced = "next_announced",
        /// It sets against what stands before: 一方, これに対し.
        Contrast = "contrast",
        /// It adds to what stands before: また, このほか.
        Also = "also",
        /// It points back: 同社, この.
        Back = "back",
        /// It names an organisation as what it is about.
        Named = "named",
        /// The text before does not name that organisation.
        NewName = "new_name",
        /// The text before does not name it, and announces several cases.
        NewAnnounced = "new_announced",
        /// It begins with the name of an organisation that the text before does not name.
        NewFirst = "new_first",
        /// The last block that tells something is about an organisation of the same name.
        SameName = "same_name",
        /// It is about another cause than the last block that tells something.
        OtherCause = "other_cause",
        /// It is about the same cause.
        SameCause = "same_cause",
        /// It tells an event.
        Told = "told",
        /// It may tell one.
        Maybe = "maybe",
        /// How surely its words tell a cause, as the negative logarithm of the opposite's probability, up to 3.
        Cause = "cause",
        /// Somebody announced, found or suffered something in it.
        Events = "events",
        /// Nothing before it tells an event.
        NothingTold = "nothing_told",
        /// The text announces several cases.
        Announced = "announced",
        /// The text announces several cases, and the sentence begins no line.
        AnnouncedWithin = "announced_within",
        /// It begins as an aside: an earlier event, others', advice.
        Aside = "aside",
        /// Its heading, or the one over it, is a section's of something else.
        Sectional = "sectional",
        /// The text goes on to name what the last block that tells something is about.
        Returns = "returns",
        /// The text has headings of the sections of one incident.
        Sections = "sections",
        /// Its block is short, in hundreds of bytes that lack to three.
        Short = "short",
    }
}

/// A sentence that may open a case, with what was measured of it.
pub(crate) struct Opening {
    pub sentence: usize,
    pub measures: Measures,
}

/// The least characters of a line that may open a case.
const LEAST_LINE: usize = 30;
/// How many bytes before a sentence are searched for its organisation's name.
const BEFORE: usize = 1_500;
/// How many sentences from a place on are searched for the name from before it.
const AHEAD: usize = 12;
/// The least strength of a name that a sentence within a line may open with.
const STRENGTH: f64 = 0.7;
const MOST_CAUSE: f64 = 3.0;
const LONG_BLOCK: f64 = 300.0;

/// Measures every sentence that may open a case; `ruled` are the beginnings that the rules found.
pub(super) fn openings(source: &Source<'_, '_>, ruled: &[Range<usize>]) -> Vec<Opening> {
    let spans = &source.document.sentences;
    let by_rule = |index: usize| ruled.iter().any(|cut| cut.start == index);
    let starts: Vec<usize> =
        (0..spans.len()).filter(|&index| by_rule(index) || may_open(source, index)).collect();
    if starts.len() < 2 {
        return Vec::new();
    }
    let announced = source.announced(spans.len());
    let headings = &source.document.headings;
    let sections = headings.iter().filter(|heading| heading.role.is_some()).count() >= 2;
    let blocks = source.blocks(&starts);
    let mut last: Option<&Block> = None;
    let mut openings = Vec::with_capacity(blocks.len());
    for block in &blocks {
        let index = block.sentences.start;
        let span = &spans[index];
        let mut measures = Measures::new(OpeningMeasure::NAMES);
        let mut mark = |measure: OpeningMeasure, holds: bool| measures.mark(measure, holds);
        let line = span.heading.is_none() && span.first_of_line;
        let words = &source.text[span.start..span.end];
        let opens = words.trim_start_matches(|c: char| !c.is_alphanumeric());
        mark(OpeningMeasure::First, index == 0);
        mark(OpeningMeasure::Ruled, !ruled.is_empty());
        mark(OpeningMeasure::ByRule, by_rule(index));
        if let Some(heading) = span.heading {
            mark(OpeningMeasure::Heading, true);
            mark(OpeningMeasure::Marked, headings[heading].marker != Marker::Plain);
        }
        mark(OpeningMeasure::Line, line);
        mark(OpeningMeasure::Paragraph, index > 0 && span.paragraph != spans[index - 1].paragraph);
        mark(OpeningMeasure::Item, line && source.is_item(index));
        let links = source.sections.links();
        let next = links.next(opens);
        mark(OpeningMeasure::Next, next);
        mark(OpeningMeasure::NextAnnounced, next && announced);
        mark(OpeningMeasure::Contrast, links.contrast(opens));
        mark(OpeningMeasure::Also, links.also(opens));
        mark(OpeningMeasure::Back, links.back(opens));
        let named = !block.names.is_empty();
        let fresh = named && !source.named_before(block);
        mark(OpeningMeasure::Named, block.named);
        mark(OpeningMeasure::NewName, fresh);
        mark(OpeningMeasure::NewAnnounced, fresh && announced);
        mark(
            OpeningMeasure::NewFirst,
            fresh && block.names.iter().any(|name| opens.starts_with(name.as_str())),
        );
        if let Some(last) = last {
            mark(OpeningMeasure::SameName, last.names_alike(block));
            mark(OpeningMeasure::OtherCause, last.causes_differ(block));
            mark(OpeningMeasure::SameCause, last.cause.is_some() && last.cause == block.cause);
            mark(OpeningMeasure::Returns, source.named_ahead(last, index));
        }
        mark(OpeningMeasure::NothingTold, last.is_none());
        mark(OpeningMeasure::Told, block.told);
        mark(OpeningMeasure::Maybe, block.maybe);
        mark(OpeningMeasure::Events, block.announced);
        mark(OpeningMeasure::Announced, announced);
        mark(
            OpeningMeasure::AnnouncedWithin,
            announced && span.heading.is_none() && !span.first_of_line,
        );
        mark(OpeningMeasure::Aside, block.aside || span.role.aside());
        mark(OpeningMeasure::Sectional, block.sectional);
        mark(OpeningMeasure::Sections, sections);
        measures.set(OpeningMeasure::Cause, block.surely.min(MOST_CAUSE));
        let length = source.range_text(block.sentences.clone()).len() as f64;
        measures.set(OpeningMeasure::Short, (LONG_BLOCK - length).max(0.0) / 100.0);
        if block.told || block.maybe {
            last = Some(block);
        }
        openings.push(Opening { sentence: index, measures });
    }
    openings
}

/// Whether a sentence may open a case: a heading, a line, or a sentence that links or names somebody new.
fn may_open(source: &Source<'_, '_>, index: usize) -> bool {
    let spans = &source.document.sentences;
    let span = &spans[index];
    let words = &source.text[span.start..span.end];
    if index == 0 {
        return true;
    }
    if span.heading.is_some() {
        return !document::is_letterhead(words);
    }
    if spans[index - 1].heading.is_some() {
        return false;
    }
    if span.first_of_line {
        let end = (index + 1..spans.len()).find(|&next| spans[next].first_of_line);
        let line = source.range_text(index..end.unwrap_or(spans.len()));
        return line.chars().nth(LEAST_LINE).is_some();
    }
    if span.role.aside() {
        return false;
    }
    let links = source.sections.links();
    links.next(words)
        || links.contrast(words)
        || links.also(words)
        || (source.names)(index).iter().any(|name| {
            name.strength >= STRENGTH
                && name.start <= super::MOST_BEFORE_NAME
                && matches!(name.case, Case::Topic | Case::Subject | Case::Place)
                && !before(source.text, span.start).contains(&words[name.start..name.end])
        })
}

/// The text right before a place.
fn before(text: &str, end: usize) -> &str {
    let start = (end.saturating_sub(BEFORE)..end).find(|&at| text.is_char_boundary(at));
    &text[start.unwrap_or(end)..end]
}

impl Source<'_, '_> {
    /// Whether the text right before a block names what it is about.
    fn named_before(&self, block: &Block) -> bool {
        let text = before(self.text, self.document.sentences[block.sentences.start].start);
        block.names.iter().any(|name| text.contains(name.as_str()))
    }

    /// Whether the sentences from a place on name what a block before it is about.
    fn named_ahead(&self, block: &Block, from: usize) -> bool {
        let to = self.document.sentences.len().min(from + AHEAD);
        let text = self.range_text(from..to);
        block.names.iter().any(|name| text.contains(name.as_str()))
    }
}
