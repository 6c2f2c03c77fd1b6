//! Sentences in, tokens with lemma and part of speech out; the only stage that talks to lindera.

use std::borrow::Cow;

use lindera::mode::Mode;
use lindera::segmenter::Segmenter;

use crate::dictionary::{BASE_FORM, PART_OF_SPEECH};
use crate::{Dictionary, Error, Result};

/// A word of a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// Where it begins, in bytes of the tokenised text.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// Its dictionary form, or its surface where the dictionary does not know it.
    pub lemma: String,
    /// Its part of speech.
    pub pos: PartOfSpeech,
}

/// The parts of speech that the later stages tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PartOfSpeech {
    /// 名詞, without a closer class.
    Noun,
    /// 名詞-固有名詞-人名.
    Person,
    /// 名詞-固有名詞-地域.
    Place,
    /// 名詞-固有名詞, any other.
    ProperNoun,
    /// 名詞-数.
    Number,
    /// 名詞-接尾.
    Suffix,
    /// 接頭詞.
    Prefix,
    /// 動詞.
    Verb,
    /// 形容詞.
    Adjective,
    /// 助動詞.
    Auxiliary,
    /// 助詞-接続助詞.
    ConjunctiveParticle,
    /// 助詞, any other.
    Particle,
    /// 副詞, 連体詞, 接続詞, 感動詞, フィラー.
    Modifier,
    /// 記号.
    Symbol,
    /// A word that the dictionary does not know.
    Unknown,
}

impl PartOfSpeech {
    fn parse(name: &str) -> Self {
        let mut levels = name.split('-');
        match (levels.next().unwrap_or(""), levels.next(), levels.next()) {
            ("名詞", Some("固有名詞"), Some("人名")) => Self::Person,
            ("名詞", Some("固有名詞"), Some("地域")) => Self::Place,
            ("名詞", Some("固有名詞"), _) => Self::ProperNoun,
            ("名詞", Some("数"), _) => Self::Number,
            ("名詞", Some("接尾"), _) => Self::Suffix,
            ("名詞", ..) => Self::Noun,
            ("接頭詞", ..) => Self::Prefix,
            ("動詞", ..) => Self::Verb,
            ("形容詞", ..) => Self::Adjective,
            ("助動詞", ..) => Self::Auxiliary,
            ("助詞", Some("接続助詞"), _) => Self::ConjunctiveParticle,
            ("助詞", ..) => Self::Particle,
            ("副詞" | "連体詞" | "接続詞" | "感動詞" | "フィラー", ..) => {
                Self::Modifier
            }
            ("記号", ..) => Self::Symbol,
            _ => Self::Unknown,
        }
    }

    /// Whether it inflects: verbs, adjectives, auxiliaries.
    pub fn inflects(self) -> bool {
        matches!(self, Self::Verb | Self::Adjective | Self::Auxiliary)
    }

    /// Whether it is part of a name or of a compound noun.
    pub fn nominal(self) -> bool {
        matches!(
            self,
            Self::Noun
                | Self::Person
                | Self::Place
                | Self::ProperNoun
                | Self::Number
                | Self::Suffix
                | Self::Prefix
                | Self::Unknown
        )
    }
}

/// Splits sentences into tokens.
pub(crate) struct Tokenizer {
    segmenter: Segmenter,
}

impl Tokenizer {
    /// A tokeniser over a dictionary.
    pub fn new(dictionary: &Dictionary) -> Self {
        Self { segmenter: Segmenter::new(Mode::Normal, dictionary.lindera().clone(), None) }
    }

    /// The tokens of a sentence of normalised text; white space gives none.
    pub fn tokenize(&self, sentence: &str) -> Result<Vec<Token>> {
        let tokens = self
            .segmenter
            .segment(Cow::Borrowed(sentence))
            .map_err(|error| Error::Tokenize { message: error.to_string() })?;
        Ok(tokens
            .into_iter()
            .map(|mut token| {
                let (start, end) = (token.byte_start, token.byte_end);
                let known = !token.word_id.is_unknown();
                let pos = match token.get_detail(PART_OF_SPEECH) {
                    Some(name) if known || name.starts_with("記号") => PartOfSpeech::parse(name),
                    _ => PartOfSpeech::Unknown,
                };
                let lemma = token
                    .get_detail(BASE_FORM)
                    .filter(|form| known && !form.is_empty() && *form != "*")
                    .unwrap_or(&sentence[start..end])
                    .to_owned();
                Token { start, end, lemma, pos }
            })
            .collect())
    }
}
