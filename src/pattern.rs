//! Patterns as a person writes them, compiled to an Aho-Corasick prefilter and checks over tokens.
//!
//! It stands alone because every table uses the one pattern language: causes, data types, cues and
//! facts differ in what a match means, not in how it is found.
//!
//! # The language
//!
//! | written | means |
//! | --- | --- |
//! | `メールを誤送信する` | these words; the last verb or adjective in any inflection |
//! | `持ち出される` | the passive; `持ち出す` is the active only |
//! | `確認されていない` | any tense, aspect and politeness: 確認されておりません, 確認されなかった |
//! | `=してまいります` | these characters as they stand |
//! | `A…B` | B within 16 characters after A, in the same sentence |
//! | `A……B` | within 48 characters |
//! | `A B` | B directly after A |
//! | `(A\|B)C` | AC or BC; brackets may stand in brackets |
//! | `A(B)?` `Aの?B` | with or without what stands before the `?` |
//! | `流出した` `流出する!` | the verb in any inflection, without the noun |
//! | `{insider}` | any word of the class `insider` in `words.toml` |
//! | `<数>` | one or more words of a part of speech: 名詞, 固有名詞, 人名, 地域, 数, 接尾, 動詞, 形容詞, 副詞 |
//!
//! A word of up to three characters matches whole words only (氏名 not in 彼氏名義); a longer one, or
//! one in katakana or Latin letters, may be part of a compound, but begins where such a run begins.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use daachorse::CharwiseDoubleArrayAhoCorasickBuilder;
use daachorse::charwise::CharwiseDoubleArrayAhoCorasick;
use rustc_hash::FxHashMap;

use crate::token::{PartOfSpeech, Token, Tokenizer};

/// The word classes of `words.toml`.
pub(crate) type Classes = BTreeMap<String, Vec<String>>;

/// How many different words one element of a pattern may stand for.
const MAX_ALTERNATIVES: usize = 4_000;
/// The longest pattern, in bytes.
const MAX_PATTERN_BYTES: usize = 2_000;
/// How many brackets a pattern may open: they nest on the stack.
const MAX_BRACKETS: usize = 100;
/// How many elements a pattern may have: each has every place of the one before it to begin from.
const MAX_ELEMENTS: usize = 5;
/// How many words all patterns together may stand for. The built-in tables have a twentieth of it.
const MAX_WORDS: usize = 200_000;
const SHORT_GAP: usize = 16;
const LONG_GAP: usize = 48;

/// A sentence as the matcher sees it: its text, and its tokens once somebody needs them.
pub(crate) struct Sentence<'t> {
    pub text: &'t str,
    tokens: std::cell::OnceCell<Vec<Token<'t>>>,
    tokenizer: &'t Tokenizer,
}

impl<'t> Sentence<'t> {
    /// A sentence that is tokenised when it must be.
    pub fn new(text: &'t str, tokenizer: &'t Tokenizer) -> Self {
        Self { text, tokens: std::cell::OnceCell::new(), tokenizer }
    }

    /// The sentence's tokens.
    pub fn tokens(&self) -> &[Token<'t>] {
        self.tokens.get_or_init(|| self.tokenizer.tokenize(self.text))
    }

    /// The index of the token that begins at a byte.
    fn token_at(&self, start: usize) -> Option<usize> {
        self.tokens().binary_search_by_key(&start, |token| token.start).ok()
    }
}

/// Where a pattern matched in its sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match {
    pub pattern: usize,
    pub start: usize,
    pub end: usize,
}

/// What one alternative of an element looks for, as it is added.
struct NewTerm {
    /// The bytes that must stand in the text before the inflected part; the whole word where nothing
    /// inflects.
    prefix: usize,
    /// The lemmas that follow it; empty where nothing inflects.
    lemmas: Vec<String>,
    /// The patterns and elements that it belongs to.
    uses: Vec<(u32, u8)>,
}

/// The same, compiled: its lists are parts of those of the set, so that all that is asked of a key's terms
/// stands together.
struct Term {
    prefix: u32,
    /// Of [`PatternSet::lemmas`].
    lemmas: Range<u32>,
    /// Of [`PatternSet::uses`].
    uses: Range<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Adjacent,
    Within(usize),
}

enum Element {
    Words,
    Tokens(Vec<PartOfSpeech>),
}

struct Pattern {
    /// The first element is always made of words.
    elements: Vec<(Gap, Element)>,
}

/// Patterns to find together, in one pass over a sentence.
pub(crate) struct PatternSet {
    patterns: Vec<Pattern>,
    /// Key by key of the automaton.
    terms: Vec<Term>,
    /// The first term of each key, and how many terms there are.
    keys: Vec<u32>,
    /// Term by term: places in `words`.
    lemmas: Vec<u32>,
    /// Every lemma once.
    words: Vec<String>,
    /// Term by term: the patterns and elements that they belong to.
    uses: Vec<(u32, u8)>,
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
}

/// Collects patterns and compiles them.
pub(crate) struct PatternSetBuilder<'a> {
    tokenizer: &'a Tokenizer,
    classes: &'a Classes,
    patterns: Vec<Pattern>,
    terms: Vec<NewTerm>,
    keys: Vec<(String, Vec<u32>)>,
    key_of: FxHashMap<String, usize>,
    term_of: FxHashMap<String, u32>,
}

impl<'a> PatternSetBuilder<'a> {
    /// A builder that tokenises patterns with the tokeniser of the texts.
    pub fn new(tokenizer: &'a Tokenizer, classes: &'a Classes) -> Self {
        Self {
            tokenizer,
            classes,
            patterns: Vec::new(),
            terms: Vec::new(),
            keys: Vec::new(),
            key_of: FxHashMap::default(),
            term_of: FxHashMap::default(),
        }
    }

    /// Adds a pattern and gives its number; the error says what is wrong with it.
    pub fn add(&mut self, written: &str) -> std::result::Result<usize, String> {
        for (what, number, limit) in [
            ("bytes", written.len(), MAX_PATTERN_BYTES),
            ("brackets", written.matches('(').count(), MAX_BRACKETS),
        ] {
            if number > limit {
                return Err(format!("it has {number} {what}; the limit is {limit}: split it"));
            }
        }
        let number = self.patterns.len();
        let mut elements = Vec::new();
        for (gap, source) in split(written)? {
            if elements.len() == MAX_ELEMENTS {
                return Err(format!("it has more than {MAX_ELEMENTS} parts, the limit: split it"));
            }
            let index = elements.len() as u8;
            if let Some(name) = source.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
                if index == 0 {
                    return Err(
                        "a pattern must begin with a word, not with a part of speech".into()
                    );
                }
                elements.push((gap, Element::Tokens(parts_of_speech(name)?)));
                continue;
            }
            if source.contains(['<', '>']) {
                return Err(format!("「{source}」: write a space or … around a part of speech"));
            }
            for word in expand(source, self.classes)?.iter().filter(|word| !word.is_empty()) {
                let term = self.term(word)?;
                self.terms[term as usize].uses.push((number as u32, index));
            }
            elements.push((gap, Element::Words));
        }
        if elements.is_empty() {
            return Err("the pattern is empty: write at least one word".into());
        }
        self.patterns.push(Pattern { elements });
        Ok(number)
    }

    fn term(&mut self, written: &str) -> std::result::Result<u32, String> {
        if let Some(&term) = self.term_of.get(written) {
            return Ok(term);
        }
        if self.terms.len() == MAX_WORDS {
            return Err(format!(
                "all patterns together stand for more than {MAX_WORDS} words, the limit: take some away"
            ));
        }
        let (word, verb_only) = match written.strip_suffix('!') {
            Some(word) => (word, true),
            None => (written, false),
        };
        let (word, (prefix, stem, lemmas)) = match word.strip_prefix('=') {
            Some(literal) => (literal, (literal.len(), String::new(), Vec::new())),
            None => (word, self.analyse(word, verb_only)?),
        };
        let key = word[..prefix].to_owned() + &stem;
        if key.is_empty() {
            return Err(format!("「{word}」 has no fixed part to look for: add a noun before it"));
        }
        let number = self.terms.len() as u32;
        self.terms.push(NewTerm { prefix, lemmas, uses: Vec::new() });
        let slot = *self.key_of.entry(key.clone()).or_insert_with(|| {
            self.keys.push((key, Vec::new()));
            self.keys.len() - 1
        });
        self.keys[slot].1.push(number);
        self.term_of.insert(written.to_owned(), number);
        Ok(number)
    }

    /// Splits a word of a pattern into its fixed part, the stem of the inflected part, and the lemmas
    /// of the inflected part.
    fn analyse(
        &self,
        word: &str,
        verb_only: bool,
    ) -> std::result::Result<(usize, String, Vec<String>), String> {
        let tokens = self.tokenizer.tokenize(word);
        let mut first = tokens.len();
        while first > 0 && (tokens[first - 1].pos.inflects() || glue(&tokens[first - 1], word)) {
            first -= 1;
        }
        // A particle cannot begin the inflected part: it belongs to the fixed one.
        while first < tokens.len() && !tokens[first].pos.inflects() {
            first += 1;
        }
        let Some(head) = tokens.get(first) else {
            return Ok((word.len(), String::new(), Vec::new()));
        };
        let lemmas: Vec<String> =
            significant(&tokens, first).map(|token| canonical(token.lemma).to_owned()).collect();
        // A noun with する is the noun alone: 送信する finds 送信した and 送信を. Written in any other form
        // (送信した, 送信し) it is the verb.
        let dictionary_form = &word[head.start..] == "する" && !verb_only;
        if lemmas.is_empty()
            || (lemmas == ["する"] && head.start > 0 && dictionary_form)
            || (lemmas == ["だ"] && head.start > 0)
        {
            return Ok((head.start, String::new(), Vec::new()));
        }
        let mut stem = head.lemma.to_owned();
        if canonical(head.lemma) != head.lemma || matches!(head.lemma, "する" | "だ" | "来る")
        {
            stem.clear();
        } else {
            stem.pop();
        }
        // 問う and the like: the stem must really begin the written form.
        if !word[head.start..].starts_with(&stem) {
            stem.clear();
        }
        if head.start > 0 || !stem.is_empty() {
            return Ok((head.start, stem, lemmas));
        }
        // ではない: nothing fixed stands before the inflected part, so its own first word is fixed.
        let mut fixed = first + 1;
        while fixed < tokens.len() && glue(&tokens[fixed], word) {
            fixed += 1;
        }
        let rest: Vec<String> =
            significant(&tokens, fixed).map(|token| canonical(token.lemma).to_owned()).collect();
        Ok((tokens[fixed - 1].end, stem, rest))
    }

    /// Compiles what was added.
    pub fn build(self) -> std::result::Result<PatternSet, String> {
        let automaton = if self.keys.is_empty() {
            None
        } else {
            Some(
                CharwiseDoubleArrayAhoCorasickBuilder::new()
                    .build_with_values(
                        self.keys.iter().enumerate().map(|(slot, (key, _))| (key, slot as u32)),
                    )
                    .map_err(|error| error.to_string())?,
            )
        };
        let mut set = PatternSet {
            patterns: self.patterns,
            terms: Vec::with_capacity(self.terms.len()),
            keys: vec![0],
            lemmas: Vec::new(),
            words: Vec::new(),
            uses: Vec::new(),
            automaton,
        };
        let mut places: FxHashMap<&str, u32> = FxHashMap::default();
        for (_, terms) in &self.keys {
            for &term in terms {
                let term = &self.terms[term as usize];
                let (lemmas, uses) = (set.lemmas.len() as u32, set.uses.len() as u32);
                for lemma in &term.lemmas {
                    let place = *places.entry(lemma).or_insert_with(|| {
                        set.words.push(lemma.clone());
                        set.words.len() as u32 - 1
                    });
                    set.lemmas.push(place);
                }
                set.uses.extend(&term.uses);
                set.terms.push(Term {
                    prefix: term.prefix as u32,
                    lemmas: lemmas..set.lemmas.len() as u32,
                    uses: uses..set.uses.len() as u32,
                });
            }
            set.keys.push(set.terms.len() as u32);
        }
        Ok(set)
    }
}

/// Tokens that may stand inside an inflected part without being one of its lemmas.
fn glue(token: &Token<'_>, text: &str) -> bool {
    match token.pos {
        PartOfSpeech::ConjunctiveParticle => matches!(&text[token.start..token.end], "て" | "で"),
        PartOfSpeech::Particle => matches!(&text[token.start..token.end], "は" | "も"),
        _ => false,
    }
}

/// The tokens of an inflected part that carry meaning: politeness, tense and aspect are left out.
fn significant<'a, 't>(
    tokens: &'a [Token<'t>],
    first: usize,
) -> impl Iterator<Item = &'a Token<'t>> {
    (first..tokens.len()).filter(|&index| !skipped(tokens, index)).map(|index| &tokens[index])
}

fn skipped(tokens: &[Token<'_>], index: usize) -> bool {
    let token = &tokens[index];
    match token.lemma {
        "ます" | "た" | "です" | "て" | "は" | "も" => true,
        "で" => token.pos == PartOfSpeech::ConjunctiveParticle,
        // ありません and ございません are ない.
        "ある" | "ござる" => {
            let after = |distance: usize| {
                tokens.get(index + distance).map_or("", |token| canonical(token.lemma))
            };
            after(1) == "ます" && after(2) == "ない"
        }
        "いる" | "おる" | "しまう" | "まいる" => {
            index > 0 && matches!(tokens[index - 1].lemma, "て" | "で" | "は")
        }
        _ => false,
    }
}

/// One lemma for words that differ in politeness only.
fn canonical(lemma: &str) -> &str {
    match lemma {
        "おる" => "いる",
        "ん" | "ぬ" | "ず" | "無い" => "ない",
        "致す" | "いたす" => "する",
        "ござる" | "有る" => "ある",
        "頂く" => "いただく",
        lemma => lemma,
    }
}

/// Splits a pattern into its elements, each with the gap before it.
fn split(written: &str) -> std::result::Result<Vec<(Gap, &str)>, String> {
    let mut elements = Vec::new();
    let mut gap = Gap::Adjacent;
    let mut start = 0;
    let mut depth = 0_i32;
    let mut characters = written.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '(' | '{' | '<' => depth += 1,
            ')' | '}' | '>' => depth -= 1,
            '…' | ' ' if depth == 0 => {
                if at > start {
                    elements.push((gap, &written[start..at]));
                }
                let mut dots = usize::from(character == '…');
                while let Some(&(_, next @ ('…' | ' '))) = characters.peek() {
                    dots += usize::from(next == '…');
                    characters.next();
                }
                gap = match dots {
                    0 => Gap::Adjacent,
                    1 => Gap::Within(SHORT_GAP),
                    _ => Gap::Within(LONG_GAP),
                };
                start = characters.peek().map_or(written.len(), |&(next, _)| next);
            }
            _ => {}
        }
    }
    if depth != 0 {
        return Err("a bracket is not closed".into());
    }
    if start < written.len() {
        elements.push((gap, &written[start..]));
    }
    Ok(elements)
}

/// The words that an element stands for.
fn expand(source: &str, classes: &Classes) -> std::result::Result<Vec<String>, String> {
    let mut words = vec![String::new()];
    let mut rest = source;
    while let Some(character) = rest.chars().next() {
        let (mut choices, used) = match character {
            '(' => {
                let end = closing(rest)?;
                let mut choices = Vec::new();
                for choice in alternatives(&rest[1..end]) {
                    choices.extend(expand(choice, classes)?);
                }
                (choices, end + 1)
            }
            '{' => {
                let end = rest.find('}').ok_or("a brace is not closed")?;
                let name = &rest[1..end];
                let class = classes.get(name).ok_or_else(|| {
                    format!(
                        "there is no class {{{name}}}: add it to words.toml or correct the name"
                    )
                })?;
                (class.clone(), end + 1)
            }
            character => (vec![character.to_string()], character.len_utf8()),
        };
        rest = &rest[used..];
        if let Some(after) = rest.strip_prefix('?') {
            choices.push(String::new());
            rest = after;
        }
        if words.len() * choices.len() > MAX_ALTERNATIVES {
            return Err(format!("it stands for more than {MAX_ALTERNATIVES} words: split it"));
        }
        words = words
            .iter()
            .flat_map(|word| choices.iter().map(move |choice| word.clone() + choice))
            .collect();
    }
    words.sort();
    words.dedup();
    Ok(words)
}

/// Where the bracket that opens `source` closes.
fn closing(source: &str) -> std::result::Result<usize, String> {
    let mut depth = 0;
    for (at, character) in source.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Ok(at);
        }
    }
    Err("a bracket is not closed".into())
}

/// The parts of a bracket's content, split at the bars that stand in no inner bracket.
fn alternatives(content: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, character) in content.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            '|' if depth == 0 => {
                parts.push(&content[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&content[start..]);
    parts
}

fn parts_of_speech(name: &str) -> std::result::Result<Vec<PartOfSpeech>, String> {
    use PartOfSpeech::*;
    Ok(match name {
        "名詞" => vec![Noun, Person, Place, ProperNoun, Number, Suffix, Prefix, Unknown],
        "固有名詞" => vec![Person, Place, ProperNoun, Unknown],
        "人名" => vec![Person],
        "地域" => vec![Place],
        "数" => vec![Number],
        "接尾" => vec![Suffix],
        "動詞" => vec![Verb],
        "形容詞" => vec![Adjective],
        "副詞" => vec![Modifier],
        _ => {
            return Err(format!(
                "there is no part of speech <{name}>: use 名詞, 固有名詞, 人名, 地域, 数, 接尾, 動詞, 形容詞 or 副詞"
            ));
        }
    })
}

/// An element of a pattern that was found; they are sorted by pattern, element and start, the longest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    pattern: u32,
    element: u8,
    start: u32,
    end: Reverse<u32>,
}

impl Hit {
    fn start(&self) -> usize {
        self.start as usize
    }

    fn end(&self) -> usize {
        self.end.0 as usize
    }
}

impl PatternSet {
    /// Every match in a sentence, by start; matches of one pattern do not overlap.
    pub fn find(&self, sentence: &Sentence<'_>) -> Vec<Match> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let found = automaton.find_overlapping_iter(sentence.text);
        self.confirm(found.map(|found| (found.value(), found.start(), found.end())), sentence)
    }

    /// The keys of the automaton, which each match holds.
    #[cfg(test)]
    pub fn keys(&self) -> std::collections::HashMap<String, u32> {
        self.automaton.iter().flat_map(|automaton| automaton.iter()).collect()
    }

    /// The matches among keys that were found in a sentence: each a key, its start and its end.
    pub fn confirm(
        &self,
        found: impl Iterator<Item = (u32, usize, usize)>,
        sentence: &Sentence<'_>,
    ) -> Vec<Match> {
        let mut hits: Vec<Hit> = Vec::new();
        for (key, start, end) in found {
            let terms = self.keys[key as usize] as usize..self.keys[key as usize + 1] as usize;
            for term in &self.terms[terms] {
                let Some(end) = self.verify(term, sentence, start, end) else { continue };
                let uses = &self.uses[term.uses.start as usize..term.uses.end as usize];
                hits.extend(uses.iter().map(|&(pattern, element)| Hit {
                    pattern,
                    element,
                    start: start as u32,
                    end: Reverse(end as u32),
                }));
            }
        }
        hits.sort_unstable();
        let mut matches = Vec::new();
        for group in hits.chunk_by(|a, b| a.pattern == b.pattern) {
            self.assemble(group, sentence, &mut matches);
        }
        matches.sort_by_key(|found: &Match| (found.start, found.end, found.pattern));
        matches
    }

    /// Whether a term that the automaton found at `start..end` is really there; gives its end.
    fn verify(
        &self,
        term: &Term,
        sentence: &Sentence<'_>,
        start: usize,
        end: usize,
    ) -> Option<usize> {
        if term.lemmas.is_empty() {
            return whole_word(sentence, start, end).then_some(end);
        }
        let tokens = sentence.tokens();
        let mut end = start + term.prefix as usize;
        let mut index = sentence.token_at(end)?;
        for &lemma in &self.lemmas[term.lemmas.start as usize..term.lemmas.end as usize] {
            let lemma = self.words[lemma as usize].as_str();
            while index < tokens.len()
                && canonical(tokens[index].lemma) != lemma
                && skipped(tokens, index)
            {
                index += 1;
            }
            let token = tokens.get(index)?;
            if canonical(token.lemma) != lemma {
                return None;
            }
            end = token.end;
            index += 1;
        }
        // 持ち出す is somebody's doing, 持ち出される is done to somebody: they are different words here.
        let passive =
            tokens.get(index).is_some_and(|token| matches!(token.lemma, "れる" | "られる"));
        (!passive && (term.prefix == 0 || whole_start(sentence, start))).then_some(end)
    }

    /// Strings the hits of one pattern, sorted by element and start, into matches.
    fn assemble(&self, hits: &[Hit], sentence: &Sentence<'_>, matches: &mut Vec<Match>) {
        let number = hits[0].pattern as usize;
        let pattern = &self.patterns[number];
        let mut free_from = 0;
        for first in hits.iter().take_while(|hit| hit.element == 0) {
            if first.start() < free_from {
                continue;
            }
            if let Some(end) = continue_match(pattern, 1, first.end(), hits, sentence) {
                matches.push(Match { pattern: number, start: first.start(), end });
                free_from = end;
            }
        }
    }
}

/// The end of the match whose elements before `element` end at `at`.
fn continue_match(
    pattern: &Pattern,
    element: usize,
    at: usize,
    hits: &[Hit],
    sentence: &Sentence<'_>,
) -> Option<usize> {
    let Some((gap, kind)) = pattern.elements.get(element) else { return Some(at) };
    let reach = match gap {
        Gap::Adjacent => 0,
        Gap::Within(reach) => *reach,
    };
    let within = |start: usize| {
        start >= at && sentence.text[at..start].chars().take(reach + 1).count() <= reach
    };
    match kind {
        Element::Words => hits
            .iter()
            .filter(|hit| hit.element as usize == element && within(hit.start()))
            .find_map(|hit| continue_match(pattern, element + 1, hit.end(), hits, sentence)),
        Element::Tokens(parts) => {
            let tokens = sentence.tokens();
            let first = tokens.partition_point(|token| token.start < at);
            (first..tokens.len())
                .take_while(|&index| within(tokens[index].start))
                .filter(|&index| parts.contains(&tokens[index].pos))
                .find_map(|index| {
                    let run = tokens[index..]
                        .iter()
                        .take_while(|token| parts.contains(&token.pos))
                        .last()?;
                    continue_match(pattern, element + 1, run.end, hits, sentence)
                })
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Kanji,
    Katakana,
    Latin,
    Digit,
    Other,
}

fn script(character: char) -> Script {
    match character {
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '々' => {
            Script::Kanji
        }
        '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{30fd}'..='\u{30ff}' => Script::Katakana,
        character if character.is_ascii_digit() => Script::Digit,
        character if (character as u32) < 0x250 && character.is_alphabetic() => Script::Latin,
        _ => Script::Other,
    }
}

/// Whether a word may begin here: not inside a run of katakana or of Latin letters.
fn whole_start(sentence: &Sentence<'_>, start: usize) -> bool {
    let first = sentence.text[start..].chars().next().map(script);
    let before = sentence.text[..start].chars().next_back().map(script);
    !(first == before && matches!(first, Some(Script::Latin | Script::Digit)))
}

/// Whether `start..end` stands as a word of its own or as a part of a compound that may count.
fn whole_word(sentence: &Sentence<'_>, start: usize, end: usize) -> bool {
    let word = &sentence.text[start..end];
    if !whole_start(sentence, start) {
        return false;
    }
    let last = word.chars().next_back().map(script);
    let after = sentence.text[end..].chars().next().map(script);
    if last == Some(Script::Latin) && after == Some(Script::Latin) {
        return false;
    }
    if word.chars().take(4).count() > 3 {
        return true;
    }
    let first = word.chars().next().map(script);
    let before = sentence.text[..start].chars().next_back().map(script);
    let apart = |inside: Option<Script>, outside: Option<Script>| {
        inside != outside
            && matches!(inside, Some(Script::Kanji | Script::Katakana | Script::Latin))
    };
    let (left, right) = (apart(first, before), apart(last, after));
    if left && right {
        return true;
    }
    // Where the neighbour is of the same script only the tokens can tell.
    let tokens = sentence.tokens();
    (left || tokens.iter().any(|token| token.start == start))
        && (right || tokens.iter().any(|token| token.end == end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(pattern: &str, text: &str) -> Option<String> {
        let tokenizer = Tokenizer::new(&crate::Dictionary::embedded().unwrap());
        let classes = Classes::from([
            ("insider".to_owned(), vec!["元社員".to_owned(), "職員".to_owned()]),
            ("leak".to_owned(), vec!["漏えい".to_owned(), "流出".to_owned()]),
        ]);
        let mut builder = PatternSetBuilder::new(&tokenizer, &classes);
        builder.add(pattern).unwrap();
        let set = builder.build().unwrap();
        let sentence = Sentence::new(text, &tokenizer);
        let found = set.find(&sentence);
        found.first().map(|found| text[found.start..found.end].to_owned())
    }

    #[test]
    fn patterns_match_what_their_writer_means() {
        for (pattern, text, expected) in [
            ("誤送信する", "メールを誤送信しました", Some("誤送信")),
            ("誤送信する", "メールの誤送信により", Some("誤送信")),
            ("誤って…送信する", "誤って別の会社に送信した", Some("誤って別の会社に送信")),
            ("確認されない", "流出は確認されておりません", Some("確認されておりません")),
            ("確認されない", "流出は確認されていなかった", Some("確認されていなかっ")),
            ("確認されない", "流出は確認されず", Some("確認されず")),
            ("確認されない", "流出が確認された", None),
            ("含まれない", "氏名は含まれていません", Some("含まれていません")),
            ("持ち出す", "名簿を持ち出していた", Some("持ち出し")),
            ("持ち出される", "名簿が持ち出された", Some("持ち出され")),
            ("持ち出される", "名簿を持ち出した", None),
            ("持ち出す", "名簿が持ち出された", None),
            (
                "{insider}(が|は)…持ち出す",
                "元社員が名簿を持ち出した",
                Some("元社員が名簿を持ち出し"),
            ),
            ("{insider}(が|は)…持ち出す", "元社員の名簿を持ち出した", None),
            ("=強化します", "体制を強化します", Some("強化します")),
            ("=強化します", "体制を強化しました", None),
            ("情報が{leak}", "顧客情報が流出した", Some("情報が流出")),
            ("氏名", "彼氏名義の口座", None),
            ("氏名", "氏名、住所", Some("氏名")),
            ("id", "userid", None),
            ("id", "会員id", Some("id")),
            ("約 <数>", "約三百人", Some("約三百")),
            ("ではない", "不正アクセスではありません", Some("ではありません")),
            ("ではない", "対象ではなかった", Some("ではなかっ")),
            ("可能性は否定できない", "可能性は否定できません", Some("可能性は否定できません")),
        ] {
            assert_eq!(matched(pattern, text).as_deref(), expected, "{pattern} in {text}");
        }
    }

    #[test]
    fn a_bad_pattern_says_what_is_wrong() {
        let tokenizer = Tokenizer::new(&crate::Dictionary::embedded().unwrap());
        let classes = Classes::new();
        let mut builder = PatternSetBuilder::new(&tokenizer, &classes);
        for (pattern, expected) in [
            ("", "empty"),
            ("(a|b", "not closed"),
            ("{nobody}が", "no class {nobody}"),
            ("<名詞>が", "around a part of speech"),
            ("<名詞>", "begin with a word"),
            ("紛失 <字>", "no part of speech"),
            (&"紛失".repeat(400), "2400 bytes; the limit is 2000"),
            (&"(".repeat(101), "101 brackets; the limit is 100"),
            (&"紛失 ".repeat(6), "more than 5 parts"),
        ] {
            let error = builder.add(pattern).unwrap_err();
            assert!(error.contains(expected), "{pattern}: {error}");
        }
    }

    #[test]
    fn patterns_from_outside_are_bounded_in_depth_and_number() {
        let tokenizer = Tokenizer::new(&crate::Dictionary::embedded().unwrap());
        let classes = Classes::new();
        let mut builder = PatternSetBuilder::new(&tokenizer, &classes);
        let deep = format!("{}紛失{}", "(".repeat(MAX_BRACKETS), ")".repeat(MAX_BRACKETS));
        builder.add(&deep).unwrap();
        let error = (0..).find_map(|number| builder.add(&format!("={number:x}")).err()).unwrap();
        assert!(error.contains("the limit"), "{error}");
        assert_eq!(builder.terms.len(), MAX_WORDS);
    }
}
