//! Sentences with their hits in, the parts of the text that each tell of one incident out.
//!
//! A stage of its own because every later question (which cause, whose, how many) is asked of one
//! incident; a round-up that is read as one text gives one wrong answer.

mod opening;

use std::collections::HashSet;
use std::ops::Range;

use crate::document::{self, Document, Heading, Marker, NumberStyle, QUESTION, Role, Span};
use crate::facts::organization::{Case, Name};
use crate::model::Linear;
use crate::rules::{Hit, STRONG, Target};
use crate::tables::{CueKind, SectionTable};

pub(crate) use opening::{Opening, OpeningMeasure};

/// A part of a text that tells of one incident: its sentences, the title first where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    pub sentences: Range<usize>,
    /// Whether it was cut out because it tells an incident of its own.
    pub case: bool,
}

/// What this stage reads of a text.
pub(crate) struct Source<'a, 'r> {
    pub text: &'a str,
    pub document: &'a Document,
    pub hits: &'a [Vec<Hit<'r>>],
    pub names: &'a dyn Fn(usize) -> Vec<Name>,
    /// What the pieces of sentences say: the logarithms of the causes' probabilities, the last of none.
    pub words: &'a dyn Fn(Range<usize>) -> Vec<f64>,
    pub sections: &'a SectionTable,
    /// Weighs what is measured of a sentence that may open a case.
    pub opening: &'a Linear,
}

/// The parts of a text that each tell of one incident, and the sentences that might have opened one.
pub(crate) struct Segmented {
    pub segments: Vec<Segment>,
    pub openings: Vec<Opening>,
}

/// How many sentences at a text's head may announce several cases, a letter's head not counted.
const TITLE: usize = 3;
/// How many sentences, and how many characters of them, may announce the number of the cases.
const HEAD: usize = 6;
const HEAD_LENGTH: usize = 400;
/// How many running sentences of a block say what it tells.
const OPENING: usize = 3;
/// How many sentences from a place on are searched for a name from before it.
const AHEAD: usize = 40;
/// The least bytes of a block's running text.
const LEAST_BLOCK: usize = 60;
/// The most characters of a name that stands before a paragraph as a sentence of its own.
const MOST_RUN_IN: usize = 24;
/// The most bytes before a name that opens a paragraph.
const MOST_BEFORE_NAME: usize = 110;

/// Cuts a text into incidents.
pub(crate) fn segments(source: &Source<'_, '_>) -> Segmented {
    let count = source.document.sentences.len();
    if count == 0 {
        return Segmented { segments: Vec::new(), openings: Vec::new() };
    }
    let mut ruled = series(source);
    if ruled.is_empty() {
        ruled = records(source);
    }
    if ruled.is_empty() {
        ruled = paragraphs(source);
    }
    let openings = opening::openings(source, &ruled);
    let cuts = choose(source, ruled, &openings);
    let segments = if cuts.len() < 2 {
        vec![Segment { sentences: 0..count, case: false }]
    } else {
        cuts.into_iter().map(|sentences| Segment { sentences, case: true }).collect()
    };
    Segmented { segments, openings }
}

/// What an opening weighs at least where the text announces as many cases.
const LEAST_OF_ANNOUNCED: f64 = -3.5;

/// The cases' sentences: what the rules found, unless the text announces another number of cases and has
/// as many likely openings, or the rules found none and the openings speak for themselves.
fn choose(
    source: &Source<'_, '_>,
    ruled: Vec<Range<usize>>,
    openings: &[Opening],
) -> Vec<Range<usize>> {
    let count = source.document.sentences.len();
    let mut weighed: Vec<(f64, usize)> = openings
        .iter()
        .map(|opening| (source.opening.score(0, &opening.measures), opening.sentence))
        .collect();
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let above = |least: f64| weighed.partition_point(|&(weight, _)| weight > least);
    let number = source.announced_number();
    let number = match number {
        Some(number) if number == ruled.len() => return ruled,
        Some(number) if above(LEAST_OF_ANNOUNCED) >= number => number,
        _ if !ruled.is_empty() => return ruled,
        _ => above(0.0),
    };
    let mut starts: Vec<usize> = weighed[..number].iter().map(|&(_, start)| start).collect();
    starts.sort_unstable();
    let mut cuts = ranges(&starts, count);
    outro(source, &mut cuts);
    cuts
}

/// A part of a text that may tell an incident of its own.
struct Block {
    sentences: Range<usize>,
    /// Whether it tells an event.
    told: bool,
    /// Whether it may tell one: enough where the text announces several.
    maybe: bool,
    /// The cause that its words speak for most; none where they tell no cause.
    cause: Option<usize>,
    /// How surely its words tell a cause: the negative logarithm of the probability of none.
    surely: f64,
    /// The organisations that it is about, as its opening names them.
    names: Vec<String>,
    /// Whether its heading, or its first sentence plainly, names one of them.
    named: bool,
    /// Whether somebody announced, found or suffered something in it.
    announced: bool,
    /// Whether its heading says that it is a section of something else.
    sectional: bool,
    /// Whether it begins as an aside: an earlier event, others', advice.
    aside: bool,
}

/// How many characters two names begin with that are one organisation's.
const ALIKE: usize = 4;

/// The names of many blocks, to compare one with all of them at once.
#[derive(Default)]
struct Names {
    whole: HashSet<String>,
    beginnings: HashSet<String>,
    /// Whether one of the blocks names nobody: it may be about anybody.
    nameless: bool,
}

impl Names {
    fn add(&mut self, block: &Block) {
        self.nameless |= block.names.is_empty();
        self.beginnings.extend(block.names.iter().filter_map(|name| beginning(name)));
        self.whole.extend(block.names.iter().cloned());
    }

    /// Whether a block, whose own names the text does not tell earlier, may be about one of them.
    fn like(&self, block: &Block) -> bool {
        let holds = |name: &String| {
            let mut cuts: Vec<usize> = name.char_indices().map(|(at, _)| at).collect();
            cuts.push(name.len());
            let parts = |from: usize| cuts.iter().map(move |&to| (from, to));
            let mut all = cuts.iter().flat_map(|&from| parts(from));
            all.any(|(from, to)| from < to && self.whole.contains(&name[from..to]))
        };
        self.nameless
            || block.names.iter().any(|name| {
                beginning(name).is_some_and(|letters| self.beginnings.contains(&letters))
                    || holds(name)
            })
    }
}

/// What a name begins with; none where it is shorter.
fn beginning(name: &str) -> Option<String> {
    let letters: String = name.chars().take(ALIKE).collect();
    (letters.chars().count() == ALIKE).then_some(letters)
}

impl Block {
    /// Whether another block is about another organisation.
    fn names_differ(&self, other: &Self) -> bool {
        let like = |a: &String, b: &String| {
            let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
            a.contains(b.as_str()) || b.contains(a.as_str()) || common >= ALIKE
        };
        !self.names.is_empty()
            && !other.names.is_empty()
            && !self.names.iter().any(|name| other.names.iter().any(|other| like(name, other)))
    }

    /// Whether another block is about the same organisation, as far as both name one.
    fn names_alike(&self, other: &Self) -> bool {
        !self.names.is_empty() && !other.names.is_empty() && !self.names_differ(other)
    }

    /// Whether another block is about another cause.
    fn causes_differ(&self, other: &Self) -> bool {
        matches!((self.cause, other.cause), (Some(a), Some(b)) if a != b)
    }
}

impl Source<'_, '_> {
    fn range_text(&self, sentences: Range<usize>) -> &str {
        let spans = &self.document.sentences;
        if sentences.is_empty() {
            return "";
        }
        &self.text[spans[sentences.start].start..spans[sentences.end - 1].end]
    }

    /// The first running sentences of a part, sub-headings among them included.
    fn opening(&self, part: &Range<usize>) -> Range<usize> {
        let mut last = part.start;
        let mut seen = 0;
        while last < part.end && seen < OPENING {
            if self.document.sentences[last].heading.is_none() {
                seen += 1;
            }
            last += 1;
        }
        part.start..last
    }

    fn has(&self, sentences: Range<usize>, wanted: impl Fn(&Target) -> bool) -> bool {
        sentences
            .filter(|&index| !self.document.sentences[index].role.aside())
            .any(|index| self.hits[index].iter().any(|hit| wanted(hit.target)))
    }

    /// Whether a block is about another organisation than one before it, which does not name it either.
    fn fresh(&self, block: &Block, before: &Block) -> bool {
        block.names_differ(before) && !self.named_since(block, before.sentences.start)
    }

    /// Whether the first sentences, up to one of them, announce several cases.
    fn announced(&self, end: usize) -> bool {
        let spans = &self.document.sentences[..end];
        let letterhead = |span: &Span| document::is_letterhead(&self.text[span.start..span.end]);
        let words = spans.iter().enumerate().filter(|(_, span)| !letterhead(span));
        let last = words.take(TITLE).last().map_or(0, |(index, _)| index + 1);
        self.sections.announces_several(self.range_text(0..last))
    }

    /// How many cases the first sentences announce.
    fn announced_number(&self) -> Option<usize> {
        let spans = &self.document.sentences;
        let head = self.range_text(0..spans.len().min(HEAD));
        let end = head.char_indices().nth(HEAD_LENGTH).map_or(head.len(), |(at, _)| at);
        self.sections.announced_number(&head[..end])
    }

    /// Whether a sentence is an item of a list.
    fn is_item(&self, sentence: usize) -> bool {
        let before = self.text[..self.document.sentences[sentence].start].trim_end_matches(' ');
        before.ends_with(['・', '*', '-'])
    }

    /// Whether the text goes on to name, from a sentence on, what a block before it is about: one story.
    fn returns(&self, before: &Block, from: usize) -> bool {
        let text = self.range_text(from..self.document.sentences.len().min(from + AHEAD));
        before.names.iter().any(|name| text.contains(name.as_str()))
    }

    /// Whether the text from a sentence up to a block names what the block is about.
    fn named_since(&self, block: &Block, first: usize) -> bool {
        let text = self.range_text(first..block.sentences.start);
        block.names.iter().any(|name| text.contains(name.as_str()))
    }

    /// Reads a part; its first sentence may be its heading.
    fn block(&self, sentences: Range<usize>) -> Block {
        let spans = &self.document.sentences;
        let opening = self.opening(&sentences);
        let heading = spans[sentences.start].heading.map(|index| &self.document.headings[index]);
        let running: usize = opening
            .clone()
            .filter(|&index| spans[index].heading.is_none())
            .map(|index| spans[index].end - spans[index].start)
            .sum();
        let words = (self.words)(opening.clone());
        let none = words.len() - 1;
        let best = (0..none).max_by(|&a, &b| words[a].total_cmp(&words[b]).then(b.cmp(&a)));
        let likely = words[none] < NO_CAUSE;
        let strong = self.has(opening.clone(), strong_cause);
        let leak = self.has(opening.clone(), |target| *target == Target::Cue(CueKind::Leak));
        let mut names: Vec<String> = Vec::new();
        let (mut seen, mut in_heading, mut named, mut main) = (0, false, false, false);
        for index in opening.clone() {
            let span = &spans[index];
            let title = span.heading.is_some();
            if !title {
                seen += 1;
            }
            if seen > 2 {
                break;
            }
            for name in (self.names)(index) {
                let about = title
                    || matches!(name.case, Case::Topic | Case::Subject | Case::Place)
                    || name.start < 6;
                in_heading |= title && name.strength >= 1.0;
                named |= title && name.strength >= 0.8
                    || seen == 1
                        && name.strength >= 0.9
                        && matches!(name.case, Case::Topic | Case::Subject | Case::Place);
                let topic = title || matches!(name.case, Case::Topic | Case::Subject);
                if name.strength >= 0.7 && topic && !main {
                    // Beside whom it is about, places and owners do not tell cases apart.
                    names.clear();
                    main = true;
                }
                if name.strength >= 0.7
                    && (topic || !main)
                    && about
                    && name.start <= MOST_BEFORE_NAME
                {
                    let words = self.text[span.start + name.start..span.start + name.end]
                        .trim_matches(['「', '」', '『', '』']);
                    names.push(words.to_owned());
                }
            }
        }
        let first = spans[sentences.start].heading.map_or(sentences.start, |_| sentences.start + 1);
        if let Some(name) = heading.is_none().then(|| self.run_in(&sentences)).flatten() {
            in_heading = true;
            named = true;
            names.retain(|other| !other.contains(name.as_str()) && !name.contains(other.as_str()));
            names.insert(0, name);
        }
        let aside = first < sentences.end
            && (spans[first].role.aside()
                || self.hits[first].iter().any(|hit| {
                    matches!(
                        hit.target,
                        Target::Cue(CueKind::Past | CueKind::Advice | CueKind::Others)
                    ) && hit.start <= MOST_BEFORE_NAME
                }));
        Block {
            maybe: running >= LEAST_BLOCK && (strong || leak || words[none] < SOME_CAUSE),
            told: running >= LEAST_BLOCK
                && (likely && (strong || leak || words[none] < SURE_CAUSE)
                    || strong && leak
                    || in_heading && self.has(sentences.start..first, strong_cause)),
            cause: best.filter(|_| likely),
            surely: -words[none],
            names,
            named,
            announced: strong
                || self.has(opening, |target| *target == Target::Cue(CueKind::Announce)),
            sectional: !in_heading && heading.is_some_and(|heading| heading.role.is_some()),
            aside,
            sentences,
        }
    }

    /// The first sentence of a paragraph where it is a name and no statement: 「みなと塾北浜校。答案を…」.
    fn run_in(&self, sentences: &Range<usize>) -> Option<String> {
        let span = &self.document.sentences[sentences.start];
        let words = self.text[span.start..span.end].strip_suffix('。')?;
        let short = (3..=MOST_RUN_IN).contains(&words.chars().count());
        let name = short
            && sentences.len() > 1
            && !words.contains('、')
            && !words.ends_with([
                'た', 'だ', 'る', 'い', 'す', 'ん', 'か', 'ね', 'よ', 'う', 'く', 'ず',
            ]);
        name.then(|| words.to_owned())
    }

    /// Blocks that begin at these sentences, the last one to the end of the text.
    fn blocks(&self, starts: &[usize]) -> Vec<Block> {
        ranges(starts, self.document.sentences.len())
            .into_iter()
            .map(|sentences| self.block(sentences))
            .collect()
    }
}

/// The logarithm of the probability of no cause below which a passage tells one, and tells one surely.
const SOME_CAUSE: f64 = -0.35;
const NO_CAUSE: f64 = -0.7;
const SURE_CAUSE: f64 = -1.2;

fn strong_cause(target: &Target) -> bool {
    matches!(target, Target::Cause { weight, .. } if *weight >= STRONG)
}

/// Round-ups whose incidents stand under headings of one style: 1. 2. 3., ■ ■ ■, 【 】, or no mark at all.
fn series(source: &Source<'_, '_>) -> Vec<Range<usize>> {
    let headings = &source.document.headings;
    let mut styles: Vec<Marker> = Vec::new();
    for heading in headings {
        if !styles.iter().any(|style| style.same_style(heading.marker)) {
            styles.push(heading.marker);
        }
    }
    // Marked headings first: what stands under a mark may have plain headings of its own.
    styles.sort_by_key(|style| *style == Marker::Plain);
    styles.into_iter().find_map(|style| in_style(source, style)).unwrap_or_default()
}

fn in_style(source: &Source<'_, '_>, style: Marker) -> Option<Vec<Range<usize>>> {
    let headings = &source.document.headings;
    let title = |heading: &Heading| {
        heading.sentence == 0 && !matches!(style, Marker::Plain | Marker::Number(..))
    };
    let members: Vec<&Heading> = headings
        .iter()
        .filter(|heading| heading.marker.same_style(style) && !title(heading))
        .collect();
    if members.len() < 2 {
        return None;
    }
    // 第3報, 第2報, 第1報: reports on one incident.
    let reports = members.iter().filter(|heading| {
        let words = &source.text[heading.start..heading.end];
        words.find("報").is_some_and(|at| {
            let number = words[..at].trim_start_matches(|c: char| !c.is_alphanumeric());
            number
                .strip_prefix('第')
                .is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()))
        })
    });
    if reports.count() >= 2 {
        return None;
    }
    let starts: Vec<usize> = members.iter().map(|heading| heading.sentence).collect();
    let blocks = source.blocks(&starts);
    let unmarked = style == Marker::Plain;
    // 事案1, 事案2: the style itself says that these are cases.
    let cases = matches!(style, Marker::Number(_, NumberStyle::Word));
    let announced = source.announced(starts[0]);
    let opens =
        |block: &Block| (block.told || (announced || cases) && block.maybe) && !block.sectional;
    let mut told: Vec<&Block> = blocks.iter().filter(|block| opens(block)).collect();
    // The text's own title opens the first case where the cases have titles without marks.
    if unmarked && starts[0] == 0 && told.len() >= 2 && !told[0].names_differ(told[1]) {
        told.remove(0);
    }
    let sectional = blocks.iter().filter(|block| block.sectional && !opens(block)).count();
    if told.len() < 2
        || !unmarked && (told.len() * 2 < members.len() || sectional * 2 > members.len())
    {
        return None;
    }
    if unmarked {
        // Only a block about another organisation begins another case.
        let mut fresh: Vec<&Block> = Vec::new();
        for block in told {
            let last = fresh.last();
            if last.is_none_or(|last| {
                block.named && block.announced && !block.aside && source.fresh(block, last)
            }) {
                fresh.push(block);
            }
        }
        told = fresh;
        if told.len() < 2 {
            return None;
        }
    } else if !cases {
        let pairs = told.len() - 1;
        let names = told.windows(2).filter(|pair| source.fresh(pair[1], pair[0])).count();
        let causes = told.windows(2).filter(|pair| pair[0].causes_differ(pair[1])).count();
        // Questions on one incident differ in what they ask about; only names tell incidents apart.
        let question = style == QUESTION;
        if question && !told.iter().all(|block| block.named) {
            return None;
        }
        let announced = announced && !question;
        if !(names * 2 > pairs || announced && (names * 2 >= pairs || causes * 2 >= pairs)) {
            return None;
        }
    }
    let mut cuts: Vec<Range<usize>> = Vec::new();
    for (block, heading) in blocks.iter().zip(&members) {
        let start = block.sentences.start;
        let own = told.binary_search_by_key(&start, |told| told.sentences.start).is_ok();
        if own || cases && block.told {
            cuts.push(block.sentences.clone());
        } else if block.sectional && heading.role != Some(Role::Background) || unmarked {
            // A section of the incident before it, written in the incidents' own style.
            if let Some(last) = cuts.last_mut() {
                last.end = block.sentences.end;
            }
        }
    }
    outro(source, &mut cuts);
    (cuts.len() >= 2).then_some(cuts)
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

/// Texts whose paragraphs are each about another organisation.
fn paragraphs(source: &Source<'_, '_>) -> Vec<Range<usize>> {
    let spans = &source.document.sentences;
    // Headings with roles mean one incident with sections.
    if source.document.headings.iter().filter(|heading| heading.role.is_some()).count() >= 2 {
        return Vec::new();
    }
    let mut starts: Vec<usize> = Vec::new();
    for (index, span) in spans.iter().enumerate() {
        if span.first_of_line && span.heading.is_none() {
            let end = (index + 1..spans.len()).find(|&next| spans[next].first_of_line);
            let line = source.range_text(index..end.unwrap_or(spans.len()));
            if line.chars().count() >= 30 {
                starts.push(index);
            }
        }
    }
    if starts.len() < 2 {
        return Vec::new();
    }
    let lines = source.blocks(&starts);
    let announced = source.announced(spans.len());
    // A list is one incident an item.
    let item = |line: &Block| source.is_item(line.sentences.start);
    if let Some(cuts) = list(source, &lines, announced, &item) {
        return cuts;
    }
    // The lines that open an incident; the first one may be an introduction that names them all.
    let mut opening: Vec<usize> = Vec::new();
    let mut seen = Names::default();
    for (index, line) in lines.iter().enumerate() {
        let words = source.range_text(line.sentences.clone());
        let back = words.trim_start_matches([' ', '「']).starts_with(['同', '当']);
        if !(line.told || announced && line.maybe)
            || line.aside && !item(line)
            || back
            || !(line.named || announced || continues(source, line))
        {
            continue;
        }
        // As `fresh` against every opening line, in one look at the text and at the names.
        let fresh = opening.first().is_none_or(|&first| {
            !line.names.is_empty()
                && !source.named_since(line, lines[first].sentences.start)
                && !seen.like(line)
                && (announced || !source.returns(&lines[first], line.sentences.start))
        });
        let goes_on = continues(source, line)
            && opening.last().is_some_and(|&last| {
                lines[last].causes_differ(line) && !lines[last].names_alike(line)
            });
        if fresh && !line.names.is_empty() || goes_on {
            opening.push(index);
            seen.add(line);
        }
    }
    if opening.len() < 2 || opening.len() * 5 < lines.len() * 2 {
        return Vec::new();
    }
    let starts: Vec<usize> = opening.iter().map(|&index| lines[index].sentences.start).collect();
    let mut cuts = ranges(&starts, spans.len());
    // What closes the text belongs to no incident: where each has one line, so has the last.
    let single = opening.windows(2).all(|pair| pair[1] == pair[0] + 1);
    if single
        && let (Some(last), Some(&index)) = (cuts.last_mut(), opening.last())
        && let Some(next) = lines.get(index + 1)
    {
        last.end = next.sentences.start;
    }
    cuts
}

/// A list that a text announces as one of several cases, one an item.
fn list(
    source: &Source<'_, '_>,
    lines: &[Block],
    announced: bool,
    item: &dyn Fn(&Block) -> bool,
) -> Option<Vec<Range<usize>>> {
    const FEWEST: usize = 3;
    let items: Vec<&Block> = lines.iter().filter(|line| item(line)).collect();
    let told: Vec<&Block> = items.iter().copied().filter(|item| item.told || item.maybe).collect();
    let differ = told
        .windows(2)
        .filter(|pair| pair[0].causes_differ(pair[1]) || pair[0].names_differ(pair[1]));
    let cases = announced
        && told.len() >= FEWEST
        && told.len() * 3 >= items.len() * 2
        && differ.count() * 3 >= (told.len() - 1) * 2;
    if !cases {
        return None;
    }
    let spans = &source.document.sentences;
    let end_of_line = |first: usize| {
        (first + 1..spans.len()).find(|&next| spans[next].first_of_line).unwrap_or(spans.len())
    };
    let starts = told.iter().map(|told| told.sentences.start);
    Some(starts.map(|start| start..end_of_line(start)).collect())
}

/// Whether a line goes on to another case: 一方、…, また、….
fn continues(source: &Source<'_, '_>, line: &Block) -> bool {
    let words = source.range_text(line.sentences.clone());
    let links = source.sections.links();
    links.next(words) || links.contrast(words) || links.also(words)
}

fn ranges(starts: &[usize], count: usize) -> Vec<Range<usize>> {
    starts
        .iter()
        .enumerate()
        .map(|(index, &start)| start..starts.get(index + 1).copied().unwrap_or(count))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_at_once_as_they_are_one_by_one() {
        let block = |names: &[&str]| Block {
            sentences: 0..0,
            told: true,
            maybe: true,
            cause: None,
            surely: 0.0,
            names: names.iter().map(|&name| name.to_owned()).collect(),
            named: true,
            announced: true,
            sectional: false,
            aside: false,
        };
        let groups: [&[&str]; 7] = [
            &["葦原市"],
            &["葦原市民病院"],
            &["みなと信用組合", "北浜町"],
            &["みなと信用金庫"],
            &["株式会社ノルデ"],
            &["ノルデ"],
            &[],
        ];
        for before in groups {
            let mut seen = Names::default();
            seen.add(&block(before));
            for line in groups.into_iter().filter(|line| !line.is_empty()) {
                // That an earlier name holds the line's is seen in the text, not here.
                let within = before
                    .iter()
                    .any(|name| line.iter().any(|own| name != own && name.contains(own)));
                let alike = !block(line).names_differ(&block(before));
                assert_eq!(seen.like(&block(line)) || within, alike, "{line:?} after {before:?}");
            }
        }
    }
}
