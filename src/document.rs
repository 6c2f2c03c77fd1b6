//! Normalised text in, lines, headings, section roles and sentences out.
//!
//! It stands alone because what a sentence may say depends on where it stands: the same words are a
//! cause under 原因 and advice under お願い. Nothing here knows about incidents yet.

use crate::tables::SectionTable;

/// What a part of a text is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    /// The title of the text or of an incident.
    Title,
    /// Running text without a section of its own.
    Body,
    /// What happened.
    Outline,
    /// Why it happened.
    Cause,
    /// Which information is concerned.
    Data,
    /// Which information is not concerned.
    Excluded,
    /// What was or will be done about it.
    Measures,
    /// What readers should do.
    Advice,
    /// Whom to ask.
    Contact,
    /// Definitions, general remarks, other cases.
    Background,
}

impl Role {
    /// The role's stable name.
    pub fn name(self) -> &'static str {
        match self {
            Role::Title => "title",
            Role::Body => "body",
            Role::Outline => "outline",
            Role::Cause => "cause",
            Role::Data => "data",
            Role::Excluded => "excluded",
            Role::Measures => "measures",
            Role::Advice => "advice",
            Role::Contact => "contact",
            Role::Background => "background",
        }
    }

    /// Whether nothing said here describes the incident.
    pub fn aside(self) -> bool {
        matches!(self, Role::Measures | Role::Advice | Role::Contact | Role::Background)
    }
}

/// How a heading is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marker {
    /// Nothing but its place.
    Plain,
    /// `1.` `(1)` `第1` …: the number and the style.
    Number(u32, NumberStyle),
    /// `■` `◆` `●` …
    Symbol(char),
    /// `【…】` `<…>` …
    Bracket(char),
    /// `##`: the level.
    Hash(usize),
}

/// The mark of a question: Q1., 問一.
pub(crate) const QUESTION: Marker = Marker::Symbol('q');

/// How a numbered heading is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberStyle {
    /// `1.`
    Dot,
    /// `(1)` or `1)`
    Parenthesis,
    /// `1 ` or `1` and the text at once.
    Bare,
    /// `第1`
    Ordinal,
    /// `事案1`, `case 1`, `no.1`
    Word,
    /// `i.` `ii.` `iii.`
    Roman,
}

impl Marker {
    /// Whether two headings are of one series.
    pub fn same_style(self, other: Self) -> bool {
        match (self, other) {
            (Marker::Number(_, a), Marker::Number(_, b)) => a == b,
            (a, b) => a == b,
        }
    }
}

/// A line that heads what follows it.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    /// The whole line.
    pub start: usize,
    pub end: usize,
    pub marker: Marker,
    /// The role that its words give to what follows; `None` where they give none.
    pub role: Option<Role>,
    /// The first sentence after it and the first of the next heading.
    pub body: std::ops::Range<usize>,
    /// The number of the sentence that the heading itself is.
    pub sentence: usize,
}

/// A sentence, a list item or a heading.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub start: usize,
    pub end: usize,
    pub role: Role,
    /// The heading that it is; `None` for running text.
    pub heading: Option<usize>,
    /// The paragraph that it belongs to: consecutive lines without a blank line or a heading between.
    pub paragraph: usize,
    /// Whether it is the first of its line.
    pub first_of_line: bool,
}

/// A text, taken apart.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub sentences: Vec<Span>,
    pub headings: Vec<Heading>,
    /// Labels that stand before a text on their line (発生日:…): the sentence that follows, and the label.
    pub labels: Vec<(usize, std::ops::Range<usize>)>,
}

/// The bytes after which a sentence is cut at the next comma, and after twice as many anywhere.
const MAX_SENTENCE: usize = 1_500;
const MAX_HEADING: usize = 60;
/// The most characters of a list's item without a mark.
const MAX_ITEM: usize = 80;
const MAX_ROLE_HEADING: usize = 26;

struct Line<'t> {
    start: usize,
    text: &'t str,
    blank_before: bool,
    blank_after: bool,
}

/// Takes a normalised text apart.
pub(crate) fn read(text: &str, table: &SectionTable) -> Document {
    let lines = lines(text);
    let mut document = Document::default();
    let mut role = Role::Body;
    // The roles that headings of each style gave, outermost first.
    let mut open: Vec<(Marker, Role)> = Vec::new();
    let mut paragraph = 0;
    let mut previous = Kind::Blank;
    let mut list: Option<List> = None;
    // How many sentences from the first on are a letter's head.
    let mut letterhead = 0;
    for (index, line) in lines.iter().enumerate() {
        if line.blank_before {
            paragraph += 1;
        }
        let kind = kind(&lines, index, previous);
        if let Some(open) = &mut list {
            let names_a_section = match kind {
                Kind::Heading { marker: Marker::Bracket(_) | Marker::Hash(_), .. } => true,
                Kind::Heading { from, to, .. } => {
                    table.role(&line.text[from..to], MAX_ROLE_HEADING).is_some()
                }
                _ => false,
            };
            let marker = marker(line.text);
            if !names_a_section && open.goes_on(line, marker.is_some()) {
                let from = line.start + marker.map_or(0, |(_, from)| from);
                let end = line.start + line.text.len();
                push_sentences(&mut document, text, from, end, open.role, paragraph);
                previous = Kind::Body;
                continue;
            }
        }
        list = table.lead_in(line.text).map(|role| List { role, items: 0 });
        match kind {
            Kind::Heading { marker, from, to } => {
                paragraph += 1;
                let (text_start, text_end) = (line.start + from, line.start + to);
                let longest = if marker == QUESTION { 2 * MAX_HEADING } else { MAX_ROLE_HEADING };
                let own = table.role(&text[text_start..text_end], longest);
                // The first line that is not a letter's head is the title.
                let is_letterhead = |span: &Span| is_letterhead(&text[span.start..span.end]);
                letterhead += document.sentences[letterhead..]
                    .iter()
                    .take_while(|&it| is_letterhead(it))
                    .count();
                let first = letterhead == document.sentences.len();
                while open.last().is_some_and(|(style, _)| style.same_style(marker))
                    || (marker == Marker::Plain && !open.is_empty())
                {
                    open.pop();
                }
                if let Some(position) = open.iter().position(|(style, _)| style.same_style(marker))
                {
                    open.truncate(position);
                }
                let inherited = open.last().map_or(Role::Body, |&(_, role)| role);
                role = own.unwrap_or(inherited);
                open.push((marker, role));
                let number = document.headings.len();
                let sentence = document.sentences.len();
                document.headings.push(Heading {
                    start: line.start,
                    end: line.start + line.text.len(),
                    marker,
                    role: if first { None } else { own },
                    body: sentence + 1..sentence + 1,
                    sentence,
                });
                document.sentences.push(Span {
                    start: text_start,
                    end: text_end,
                    role: match (own, inherited) {
                        _ if first => Role::Title,
                        (Some(_), _) => role,
                        // (1) 会員番号: an item of the section's list that looks like a heading.
                        (None, Role::Data | Role::Excluded) => inherited,
                        (None, _) => Role::Title,
                    },
                    heading: Some(number),
                    paragraph,
                    first_of_line: true,
                });
                if first {
                    role = Role::Body;
                    open.clear();
                }
                // What follows a heading on its own line.
                let rest = &line.text[to..];
                let skip = rest.len()
                    - rest
                        .trim_start_matches(['】', ']', '>', '》', '〉', ':', ' ', '\u{3000}'])
                        .len();
                if !rest[skip..].is_empty() {
                    push_sentences(
                        &mut document,
                        text,
                        text_end + skip,
                        line.start + line.text.len(),
                        role,
                        paragraph,
                    );
                }
                paragraph += 1;
            }
            Kind::Label { to, after } => {
                let label = table.role(&line.text[..to], MAX_ROLE_HEADING).unwrap_or(role);
                document.labels.push((document.sentences.len(), line.start..line.start + to));
                push_sentences(
                    &mut document,
                    text,
                    line.start + after,
                    line.start + line.text.len(),
                    label,
                    paragraph,
                );
            }
            Kind::Body | Kind::Blank => {
                let own = table.line_role(line.text).unwrap_or(role);
                push_sentences(
                    &mut document,
                    text,
                    line.start,
                    line.start + line.text.len(),
                    own,
                    paragraph,
                );
            }
        }
        previous = kind;
    }
    let count = document.sentences.len();
    let starts: Vec<usize> = document.headings.iter().map(|heading| heading.sentence).collect();
    for (index, heading) in document.headings.iter_mut().enumerate() {
        heading.body = heading.sentence + 1..starts.get(index + 1).copied().unwrap_or(count);
    }
    document
}

/// The list that a line led in.
#[derive(Debug)]
struct List {
    /// What its items are.
    role: Role,
    items: usize,
}

impl List {
    /// Whether a line that names no section is its next item.
    fn goes_on(&mut self, line: &Line<'_>, numbered: bool) -> bool {
        let marked = numbered || marker_of_item(line.text);
        let item = marked
            || !ends_sentence(line.text)
                && line.text.chars().count() <= MAX_ITEM
                && !(line.blank_before && self.items > 0);
        self.items += 1;
        item
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut start = 0;
    let mut blank = true;
    for raw in text.split('\n') {
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            blank = true;
            if let Some(last) = lines.last_mut() {
                last.blank_after = true;
            }
        } else {
            let indent = raw.len() - raw.trim_start().len();
            lines.push(Line {
                start: start + indent,
                text: trimmed,
                blank_before: blank,
                blank_after: false,
            });
            blank = false;
        }
        start += raw.len() + 1;
    }
    if let Some(last) = lines.last_mut() {
        last.blank_after = true;
    }
    lines
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Blank,
    Body,
    /// A heading whose words stand at `from..to` of the line.
    Heading {
        marker: Marker,
        from: usize,
        to: usize,
    },
    /// `原因:…`: the label ends at `to`, the text begins at `after`.
    Label {
        to: usize,
        after: usize,
    },
}

fn kind(lines: &[Line<'_>], index: usize, previous: Kind) -> Kind {
    let line = &lines[index];
    let text = line.text;
    let length = text.chars().count();
    if index == 0 && length <= 90 && !text.ends_with('。') && lines.len() > 1 {
        let (marker, from) = marker(text).unwrap_or((Marker::Plain, 0));
        return Kind::Heading { marker, from, to: bracket_end(text, marker, from) };
    }
    if let Some(from) = question(text) {
        return Kind::Heading { marker: QUESTION, from, to: text.len() };
    }
    if let Some((marker, from)) = marker(text) {
        let to = bracket_end(text, marker, from);
        // ▽heading　text: a heading that its text follows on the line.
        if let Some(space) = text[from..]
            .find(' ')
            .filter(|_| matches!(marker, Marker::Symbol(_) | Marker::Number(..)))
            && text[from..].contains('。')
            && (4..=30).contains(&text[from..from + space].chars().count())
            && !text[from..from + space].contains('。')
        {
            return Kind::Heading { marker, from, to: from + space };
        }
        let words = text[from..to].trim();
        let short = words.chars().count() <= MAX_HEADING;
        let bracketed = matches!(marker, Marker::Bracket(_));
        if short
            && !words.is_empty()
            && !ends_sentence(words)
            && (bracketed || !words.contains('。'))
            && (bracketed || !is_list_of_terms(words))
        {
            return Kind::Heading { marker, from, to };
        }
        return Kind::Body;
    }
    if let Some(colon) = text.find(':') {
        let label = &text[..colon];
        if label.chars().count() <= 12
            && !label.contains(['、', '。', '「', '('])
            && text.len() > colon + 1
        {
            return Kind::Label { to: colon, after: colon + 1 };
        }
    }
    if text.starts_with(['・', '※', '*', '-', '+', '|', '→', '⇒', '「', '"', '“'])
        || length > MAX_HEADING
    {
        return Kind::Body;
    }
    let Some(next) = lines.get(index + 1) else { return Kind::Body };
    let after_text = match previous {
        Kind::Heading { .. } => line.blank_before,
        _ => line.blank_before || lines[index - 1].text.ends_with('。'),
    };
    let heads = ends_sentence(next.text) || next.text.contains('。') || marker_of_item(next.text);
    if after_text
        && heads
        && !ends_sentence(text)
        && !text.contains('。')
        && !is_list_of_terms(text)
        && !is_letterhead(text)
    {
        return Kind::Heading { marker: Marker::Plain, from: 0, to: text.len() };
    }
    Kind::Body
}

/// Where the words of a question begin: Q1. …, 問一 ….
fn question(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('q').or_else(|| text.strip_prefix('問'))?;
    let digits =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let words = digits.trim_start_matches(['.', ':', ' ', '、', ')', '・']);
    let marked = words.len() < digits.len();
    (marked && text.chars().count() <= 70).then(|| text.len() - words.len())
}

/// Words that number the cases of a report.
const NUMBERED_WORDS: [&str; 12] = [
    "事案",
    "事例",
    "案件",
    "ケース",
    "case",
    "no",
    "その",
    "ニュース",
    "トピック",
    "件名",
    "番号",
    "別紙",
];

fn marker_of_item(text: &str) -> bool {
    text.starts_with(['・', '-', '*', '(', '1'])
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['。', '」', '．']) && !text.ends_with("」")
        || text.ends_with("。」")
        || text.ends_with("。)")
}

/// 氏名、住所、電話番号: a list, not a heading.
fn is_list_of_terms(text: &str) -> bool {
    text.matches(['、', ',', '・', '/']).count() >= 3
        && text.matches('、').count() + text.matches(',').count() >= 2
}

/// お客様各位, 代表取締役社長 …, a date, an address: what stands around a letter.
pub(crate) fn is_letterhead(text: &str) -> bool {
    let (mut letters, mut date, mut addressed) = (0, 0, false);
    for (at, character) in text.char_indices() {
        letters += 1;
        match character {
            '0'..='9'
            | '年'
            | '月'
            | '日'
            | '/'
            | '-'
            | '.'
            | '令'
            | '和'
            | '平'
            | '成'
            | '('
            | ')'
            | '曜'
            | '火'
            | '水'
            | '木'
            | '金'
            | '土' => date += 1,
            '各' => addressed |= text[at..].starts_with("各位"),
            '代' => addressed |= text[at..].starts_with("代表取締役"),
            '様' => addressed |= text[at..].starts_with("様へ"),
            _ => {}
        }
    }
    // 令和7年2月28日 葦原市市民課
    let dated = || {
        text.find("日 ").is_some_and(|at| {
            text[..at].chars().all(|c| c.is_ascii_digit() || "年月令和平成 ".contains(c))
                && !text.contains(['。', '、'])
        })
    };
    letters <= 40 && dated()
        || addressed
        || text.ends_with("以上")
        || date * 10 >= letters * 8
        || (letters <= 24 && (text.starts_with("株式会社") || text.ends_with("株式会社")))
}

/// The marker that a line begins with and where its words begin.
fn marker(text: &str) -> Option<(Marker, usize)> {
    let first = text.chars().next()?;
    let after = |from: usize| from + text[from..].len() - text[from..].trim_start().len();
    match first {
        '#' => {
            let level = text.chars().take_while(|&c| c == '#').count();
            text[level..].starts_with(' ').then(|| (Marker::Hash(level), after(level)))
        }
        '■' | '□' | '◆' | '◇' | '●' | '○' | '▼' | '▽' | '★' | '☆' | '▪' | '▶' | '►' | '◎' | '◼'
        | '◾' | '▲' | '△' | '♦' | '◈' | '❖' | '▷' | '◉' => {
            Some((Marker::Symbol(first), after(first.len_utf8())))
        }
        '【' | '《' | '〈' | '<' | '[' | '≪' => {
            Some((Marker::Bracket(first), first.len_utf8()))
        }
        '(' => {
            let close = text.find(')')?;
            let number = text[1..close].parse().ok()?;
            Some((Marker::Number(number, NumberStyle::Parenthesis), after(close + 1)))
        }
        'i' | 'v' | 'x' => {
            let length = text.find(['.', ')', ' '])?;
            let roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
            let number = roman.iter().position(|&numeral| numeral == &text[..length])? as u32 + 1;
            (!text[length + 1..].trim().is_empty())
                .then(|| (Marker::Number(number, NumberStyle::Roman), after(length + 1)))
        }
        _ if NUMBERED_WORDS.iter().any(|word| text.starts_with(word)) => {
            let word = NUMBERED_WORDS.iter().find(|word| text.starts_with(**word))?;
            let rest = text[word.len()..].trim_start_matches([' ', '.', '#', '(']);
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            // 事例1, 事例a, 事例一
            let letter = rest.chars().next().filter(|c| {
                c.is_ascii_lowercase() && !rest[1..].starts_with(|c: char| c.is_ascii_lowercase())
                    || "一二三四五六七八九十".contains(*c)
            });
            let (number, used) = match letter {
                Some(letter) => (u32::from(letter) % 97 + 1, letter.len_utf8()),
                None => (rest[..digits].parse().ok().filter(|_| digits <= 2)?, digits),
            };
            let from = text.len() - rest.len() + used;
            let words = text[from..].trim_start_matches([' ', '.', ':', ')', '、', '-']);
            // 事案1 alone on its line, 事案1(市民課), 事案1 市民課
            if words.is_empty() {
                return Some((Marker::Number(number, NumberStyle::Word), 0));
            }
            (words.len() < text[from..].len() || words.starts_with('('))
                .then(|| (Marker::Number(number, NumberStyle::Word), text.len() - words.len()))
        }
        '第' => {
            let digits: String =
                text[first.len_utf8()..].chars().take_while(char::is_ascii_digit).collect();
            let number = digits.parse().ok()?;
            let rest = first.len_utf8() + digits.len();
            let next = text[rest..].chars().next()?;
            matches!(next, ' ' | '.' | ':' | '章' | '位' | '回' | '件').then(|| {
                let skip = rest + next.len_utf8();
                (
                    Marker::Number(number, NumberStyle::Ordinal),
                    after(
                        skip + text[skip..].len()
                            - text[skip..].trim_start_matches(['.', ':', ' ']).len(),
                    ),
                )
            })
        }
        '0'..='9' => {
            let digits = text.chars().take_while(char::is_ascii_digit).count();
            if digits > 2 {
                return None;
            }
            let number = text[..digits].parse().ok()?;
            let next = text[digits..].chars().next()?;
            match next {
                '.' | '、' | '．' => {
                    let rest = digits + next.len_utf8();
                    // 3.7万 and 1.1 are numbers, not markers.
                    (!text[rest..].starts_with(|c: char| c.is_ascii_digit()))
                        .then(|| (Marker::Number(number, NumberStyle::Dot), after(rest)))
                }
                ')' | ':' => {
                    Some((Marker::Number(number, NumberStyle::Parenthesis), after(digits + 1)))
                }
                ' ' => Some((Marker::Number(number, NumberStyle::Bare), after(digits))),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Where the words of a heading end: at its closing bracket where it is bracketed, else at the line's end.
fn bracket_end(text: &str, marker: Marker, from: usize) -> usize {
    let Marker::Bracket(open) = marker else { return text.len() };
    let close = match open {
        '【' => '】',
        '《' => '》',
        '〈' => '〉',
        '<' => '>',
        '≪' => '≫',
        _ => ']',
    };
    text[from..].find(close).map_or(text.len(), |at| from + at)
}

fn push_sentences(
    document: &mut Document,
    text: &str,
    start: usize,
    end: usize,
    role: Role,
    paragraph: usize,
) {
    let mut from = start;
    let mut depth = 0_u32;
    let mut first = true;
    let mut push = |from: usize, to: usize, first: &mut bool| {
        let piece = &text[from..to];
        let trimmed =
            piece.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '・' | '※' | '*'));
        let start = to - trimmed.len();
        let trimmed = trimmed.trim_end();
        if !trimmed.is_empty() {
            document.sentences.push(Span {
                start,
                end: start + trimmed.len(),
                role,
                heading: None,
                paragraph,
                first_of_line: std::mem::take(first),
            });
        }
    };
    for (offset, character) in text[start..end].char_indices() {
        let at = start + offset;
        match character {
            '「' | '『' | '(' => depth += 1,
            '」' | '』' | ')' => depth = depth.saturating_sub(1),
            '。' | '!' | '?' if depth == 0 => {
                let to = at + character.len_utf8();
                push(from, to, &mut first);
                from = to;
            }
            _ => {}
        }
        // A bracket that never closes must not swallow the line, and a line without any punctuation
        // must not become one sentence: matching is linear in sentences, not within one.
        if at.saturating_sub(from) > MAX_SENTENCE {
            depth = 0;
            if matches!(character, '、' | ' ' | ',') || at.saturating_sub(from) > 2 * MAX_SENTENCE
            {
                let to = at + character.len_utf8();
                push(from, to, &mut first);
                from = to;
            }
        }
    }
    push(from, end, &mut first);
}
