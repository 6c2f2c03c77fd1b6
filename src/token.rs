//! Sentences in, tokens with lemma and part of speech out; the only stage that talks to lindera.

use std::cell::RefCell;
use std::ops::Range;

use lindera_dictionary::dictionary::character_definition::CategoryId;
use lindera_dictionary::mode::Mode;
use lindera_dictionary::viterbi::{Lattice, LatticeOptions, WordId};

use crate::Dictionary;
use crate::dictionary::{BASE_FORM, PART_OF_SPEECH};

/// About how many bytes a token takes.
const TOKEN: usize = 5;

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
    dictionary: lindera_dictionary::dictionary::Dictionary,
    /// The category of white space.
    space: Option<CategoryId>,
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

/// What lindera works in.
#[derive(Default)]
struct Workspace {
    lattice: Lattice,
    /// Where each word of a clause begins, and which it is.
    words: Vec<(usize, WordId)>,
}

thread_local! {
    /// Kept from sentence to sentence. It grows with the longest clause, and a sentence is bounded.
    static WORKSPACE: RefCell<Workspace> = RefCell::default();
}

impl Tokenizer {
    /// A tokeniser over a dictionary.
    pub fn new(dictionary: &Dictionary) -> Self {
        let lindera = dictionary.lindera().clone();
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
        let space = lindera.character_definition.category_id_by_name("SPACE");
        Self { dictionary: lindera, space, words, forms, unknown }
    }

    /// The tokens of a sentence of normalised text; white space gives none.
    pub fn tokenize<'t>(&'t self, sentence: &'t str) -> Vec<Token<'t>> {
        let mut tokens = Vec::with_capacity(sentence.len() / TOKEN);
        let options = LatticeOptions::new(&Mode::Normal);
        WORKSPACE.with_borrow_mut(|Workspace { lattice, words }| {
            let mut from = 0;
            // As lindera's own segmenter, which makes a word of lindera's of each, and allocates for it.
            for clause in sentence.split_inclusive(['、', '。', '\n', '\t']) {
                lattice.set_text_with_options(
                    &self.dictionary.prefix_dictionary,
                    &None,
                    &self.dictionary.character_definition,
                    &self.dictionary.unknown_dictionary,
                    &self.dictionary.connection_cost_matrix,
                    clause,
                    &options,
                );
                lattice.tokens_offset_into(words);
                let ends = words.iter().skip(1).map(|&(start, _)| start).chain([clause.len()]);
                for (&(start, word), end) in words.iter().zip(ends) {
                    let surface = &clause[start..end];
                    if !self.is_space(surface) {
                        tokens.push(self.token(word, surface, from + start));
                    }
                }
                from += clause.len();
            }
        });
        tokens
    }

    fn is_space(&self, surface: &str) -> bool {
        let categories = &self.dictionary.character_definition;
        self.space.is_some_and(|space| {
            surface.chars().all(|c| categories.lookup_categories(c).contains(&space))
        })
    }

    fn token<'t>(&'t self, word: WordId, surface: &'t str, start: usize) -> Token<'t> {
        let (id, end) = (word.id() as usize, start + surface.len());
        if word.is_unknown() {
            return Token { start, end, lemma: surface, pos: self.unknown[id] };
        }
        let Word { pos, form } = &self.words[id];
        let form = &self.forms[form.start as usize..form.end as usize];
        let lemma = if form.is_empty() { surface } else { form };
        Token { start, end, lemma, pos: *pos }
    }
}
