//! The dictionary: the bytes of `ipadic.jdic` in, lindera's dictionary out.
//!
//! A stage of its own because the page fetches the file and the library embeds it; all else is the same.
//!
//! The file is little-endian:
//!
//! | offset | bytes | what |
//! | --- | --- | --- |
//! | 0 | 8 | `JIKENDIC` |
//! | 8 | 4 | version of this layout |
//! | 12 | 4 | version of lindera's dictionary format |
//! | 16 | 8 | length of the whole file |
//! | 24 | 4 | number of parts |
//! | 28 | 4 | CRC-32 of everything from offset 32 to the end |
//! | 32 | 32 a part | name (16 bytes, padded with zeros), offset (8), length (8) |
//!
//! then the parts, one after the other: lindera's `metadata.json`, `char_def.bin` and `unk.bin`, and four
//! that [`compact`] makes lindera's other files from. `dictionary/` writes it.

mod compact;
mod container;
mod trie;

use std::sync::Arc;
#[cfg(feature = "embedded-dictionary")]
use std::sync::OnceLock;

use lindera_dictionary::LinderaResult;
use lindera_dictionary::dictionary::character_definition::CharacterDefinition;
use lindera_dictionary::dictionary::connection_cost_matrix::ConnectionCostMatrix;
use lindera_dictionary::dictionary::metadata::{DICTIONARY_FORMAT_VERSION, Metadata};
use lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary;
use lindera_dictionary::dictionary::unknown_dictionary::UnknownDictionary;

use crate::{Error, Result};

/// The place of the part of speech among a token's details: IPADIC's classes down to the third, those that
/// are `*` left out: `名詞-固有名詞-組織`, `動詞-自立`. Words with the same details share one word id.
pub(crate) const PART_OF_SPEECH: usize = 0;

/// The place of the base form among a token's details; empty where it is the surface.
pub(crate) const BASE_FORM: usize = 1;

/// The compact IPADIC that splits text into words; cheap to clone.
#[derive(Clone)]
pub struct Dictionary {
    lindera: lindera_dictionary::dictionary::Dictionary,
}

impl Dictionary {
    /// Reads the file that `cargo xtask dictionary` builds, decompressed.
    ///
    /// # Errors
    ///
    /// [`Error::Dictionary`] when the bytes are no such file, are truncated or damaged, or are of
    /// another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let parts = container::read(bytes, DICTIONARY_FORMAT_VERSION)
            .map_err(|message| Error::Dictionary { message })?;
        let lindera = assemble(parts).map_err(|reason| Error::Dictionary {
            message: format!(
                "the file cannot be read ({reason}): build it again with `cargo xtask dictionary`"
            ),
        })?;
        Ok(Self { lindera })
    }

    /// The dictionary that was compiled into the library; it is read once and then shared.
    ///
    /// # Errors
    ///
    /// As [`Dictionary::from_bytes`].
    #[cfg(feature = "embedded-dictionary")]
    pub fn embedded() -> Result<Self> {
        static BYTES: &[u8] = include_bytes!(env!("JIKEN_DICTIONARY_FILE"));
        static READ: OnceLock<Dictionary> = OnceLock::new();
        if let Some(dictionary) = READ.get() {
            return Ok(dictionary.clone());
        }
        let dictionary = Self::from_bytes(BYTES)?;
        Ok(READ.get_or_init(|| dictionary).clone())
    }

    /// How many words lindera alone splits a text into: what `benches/` measures classification against.
    #[doc(hidden)]
    pub fn count_words(&self, text: &str) -> Result<usize> {
        use lindera::{mode::Mode, segmenter::Segmenter};

        let segmenter = Segmenter::new(Mode::Normal, self.lindera.clone(), None);
        let words = segmenter.segment(text.into());
        words
            .map(|words| words.len())
            .map_err(|error| Error::Tokenize { message: error.to_string() })
    }

    /// What lindera's segmenter splits text with.
    pub(crate) fn lindera(&self) -> &lindera_dictionary::dictionary::Dictionary {
        &self.lindera
    }
}

/// Puts lindera's dictionary together from the parts, in the order of [`container::PARTS`].
fn assemble(
    parts: [&[u8]; container::PARTS.len()],
) -> std::result::Result<lindera_dictionary::dictionary::Dictionary, String> {
    let [metadata, characters, unknown, surfaces, classes, entries, matrix] = parts;
    let files = compact::expand(surfaces, classes, entries, matrix)
        .ok_or("its words or costs are damaged")?;
    let load = || -> LinderaResult<_> {
        let metadata = Metadata::load(metadata)?;
        metadata.validate_format_version()?;
        Ok(lindera_dictionary::dictionary::Dictionary {
            prefix_dictionary: Arc::new(PrefixDictionary::load(
                files.trie,
                files.values_index,
                files.values,
                files.words_index,
                files.words,
            )?),
            connection_cost_matrix: Arc::new(ConnectionCostMatrix::load(files.matrix)?),
            character_definition: Arc::new(CharacterDefinition::load(characters)?),
            unknown_dictionary: Arc::new(UnknownDictionary::load(unknown)?),
            metadata: Arc::new(metadata),
        })
    };
    load().map_err(|error| error.to_string())
}

#[cfg(all(test, feature = "embedded-dictionary"))]
mod tests {
    use lindera::mode::Mode;
    use lindera::segmenter::Segmenter;

    use super::*;

    /// A text's words: surface, part of speech, base form (empty where it is the surface).
    fn words(text: &str) -> Vec<(String, String, String)> {
        let dictionary = Dictionary::embedded().unwrap();
        let segmenter = Segmenter::new(Mode::Normal, dictionary.lindera().clone(), None);
        let tokens = segmenter.segment(text.into()).unwrap();
        tokens
            .into_iter()
            .map(|mut token| {
                let details = token.details();
                let (class, base) = (details[PART_OF_SPEECH].into(), details[BASE_FORM].into());
                (token.surface.to_string(), class, base)
            })
            .collect()
    }

    #[track_caller]
    fn assert_words(text: &str, expected: &[(&str, &str, &str)]) {
        let words = words(text);
        let words: Vec<_> =
            words.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn a_sentence_is_split_into_words() {
        let words: Vec<String> = words("顧客の氏名と住所が流出した。")
            .into_iter()
            .map(|(surface, ..)| surface)
            .collect();
        assert_eq!(words, ["顧客", "の", "氏名", "と", "住所", "が", "流出", "し", "た", "。"]);
    }

    #[test]
    fn inflected_words_give_their_base_form() {
        assert_words(
            "漏えいした",
            &[("漏えい", "名詞-サ変接続", ""), ("し", "動詞-自立", "する"), ("た", "助動詞", "")],
        );
        assert_words(
            "含まれておりません",
            &[
                ("含ま", "動詞-自立", "含む"),
                ("れ", "動詞-接尾", "れる"),
                ("て", "助詞-接続助詞", ""),
                ("おり", "動詞-非自立", "おる"),
                ("ませ", "助動詞", "ます"),
                ("ん", "助動詞", ""),
            ],
        );
        assert_words(
            "持ち出された",
            &[
                ("持ち出さ", "動詞-自立", "持ち出す"),
                ("れ", "動詞-接尾", "れる"),
                ("た", "助動詞", ""),
            ],
        );
        assert_words(
            "確認せずに送った",
            &[
                ("確認", "名詞-サ変接続", ""),
                ("せ", "動詞-自立", "する"),
                ("ず", "助動詞", "ぬ"),
                ("に", "助詞-格助詞-一般", ""),
                ("送っ", "動詞-自立", "送る"),
                ("た", "助動詞", ""),
            ],
        );
    }

    #[test]
    fn proper_nouns_tell_persons_places_and_organisations_apart() {
        assert_words(
            "川崎市の鈴木さんと警視庁",
            &[
                ("川崎", "名詞-固有名詞-地域", ""),
                ("市", "名詞-接尾-地域", ""),
                ("の", "助詞-連体化", ""),
                ("鈴木", "名詞-固有名詞-人名", ""),
                ("さん", "名詞-接尾-人名", ""),
                ("と", "助詞-並立助詞", ""),
                ("警視庁", "名詞-固有名詞-組織", ""),
            ],
        );
    }

    #[test]
    fn a_word_that_the_dictionary_lacks_stays_in_one_piece() {
        for word in ["ランサムウェア", "Kubernetes", "𠮷"] {
            let words = words(word);
            assert_eq!(words.len(), 1, "{words:?}");
            assert_eq!((words[0].0.as_str(), words[0].2.as_str()), (word, ""));
        }
    }
}
