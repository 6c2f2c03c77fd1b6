//! Sentences in, tokens with lemma and part of speech out; the only stage that talks to lindera.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use lindera::mode::Mode;
use lindera::segmenter::Segmenter;
use lindera_dictionary::viterbi::Lattice;

use crate::dictionary::{BASE_FORM, PART_OF_SPEECH};
use crate::{Dictionary, Error, Result};

/// A word of a sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token<'t> {
    /// Where it begins, in bytes of the tokenised text.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// Its dictionary form, or its surface where the dictionary does not know it.
    pub lemma: &'t str,
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
    /// What the dictionary says of each of its words, by word id.
    words: Vec<Word>,
    /// The base forms of all words, one after the other.
    forms: String,
    /// The same of words that the dictionary does not know, by the entry for their characters.
    unknown: Vec<PartOfSpeech>,
}

/// What the dictionary says of a word.
struct Word {
    pos: PartOfSpeech,
    /// Its base form among all; empty where that is the surface.
    form: Range<u32>,
}

thread_local! {
    /// What lindera works in, kept from sentence to sentence. It grows with the longest clause, and a
    /// sentence is bounded.
    static LATTICE: RefCell<Lattice> = RefCell::default();
}

impl Tokenizer {
    /// A tokeniser over a dictionary.
    pub fn new(dictionary: &Dictionary) -> Self {
        let lindera = dictionary.lindera();
        let mut forms = String::new();
        let words = (0..lindera.prefix_dictionary.word_count())
            .map(|id| {
                let detail = |place| lindera.word_details_iter(id).nth(place).unwrap_or_default();
                let start = forms.len() as u32;
                forms.push_str(detail(BASE_FORM));
                let form = start..forms.len() as u32;
                Word { pos: PartOfSpeech::parse(detail(PART_OF_SPEECH)), form }
            })
            .collect();
        let unknown = (0..lindera.unknown_dictionary.words_idx_data.len())
            .map(|id| match lindera.unknown_word_details_iter(id).nth(PART_OF_SPEECH) {
                Some(name) if name.starts_with("記号") => PartOfSpeech::Symbol,
                _ => PartOfSpeech::Unknown,
            })
            .collect();
        let segmenter = Segmenter::new(Mode::Normal, lindera.clone(), None);
        Self { segmenter, words, forms, unknown }
    }

    /// The tokens of a sentence of normalised text; white space gives none.
    pub fn tokenize<'t>(&'t self, sentence: &'t str) -> Result<Vec<Token<'t>>> {
        let tokens = LATTICE
            .with_borrow_mut(|lattice| {
                self.segmenter.segment_with_lattice(Cow::Borrowed(sentence), lattice)
            })
            .map_err(|error| Error::Tokenize { message: error.to_string() })?;
        Ok(tokens
            .into_iter()
            .map(|token| {
                let (start, end) = (token.byte_start, token.byte_end);
                let id = token.word_id.id() as usize;
                let surface = &sentence[start..end];
                if token.word_id.is_unknown() {
                    return Token { start, end, lemma: surface, pos: self.unknown[id] };
                }
                let Word { pos, form } = &self.words[id];
                let form = &self.forms[form.start as usize..form.end as usize];
                let lemma = if form.is_empty() { surface } else { form };
                Token { start, end, lemma, pos: *pos }
            })
            .collect())
    }
}
