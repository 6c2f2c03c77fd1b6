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
//! then the parts, each at a multiple of 16 bytes from the file's beginning so that lindera reads the
//! costs in place. `dictionary/` writes it with the same code that reads it here.

mod container;

use std::sync::Arc;

use lindera_dictionary::LinderaResult;
use lindera_dictionary::dictionary::character_definition::CharacterDefinition;
use lindera_dictionary::dictionary::connection_cost_matrix::ConnectionCostMatrix;
use lindera_dictionary::dictionary::metadata::{DICTIONARY_FORMAT_VERSION, Metadata};
use lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary;
use lindera_dictionary::dictionary::unknown_dictionary::UnknownDictionary;
use lindera_dictionary::util::Data;

use crate::{Error, Result};

/// The place of the part of speech among a token's details: `名詞-固有名詞-組織`, `動詞-自立`,
/// IPADIC's classes down to the third, those that are `*` left out.
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
        Self::load(bytes, |part| part.to_vec().into())
    }

    /// The dictionary that was compiled into the library; its bytes are used where they lie.
    ///
    /// # Errors
    ///
    /// As [`Dictionary::from_bytes`].
    #[cfg(feature = "embedded-dictionary")]
    pub fn embedded() -> Result<Self> {
        static BYTES: &[u8] =
            lindera_dictionary::include_bytes_aligned!(env!("JIKEN_DICTIONARY_FILE"));
        Self::load(BYTES, Data::from)
    }

    /// What lindera's segmenter splits text with.
    pub(crate) fn lindera(&self) -> &lindera_dictionary::dictionary::Dictionary {
        &self.lindera
    }

    fn load<'a>(bytes: &'a [u8], data: impl Fn(&'a [u8]) -> Data) -> Result<Self> {
        let parts = container::read(bytes, DICTIONARY_FORMAT_VERSION)
            .map_err(|message| Error::Dictionary { message })?;
        let lindera = assemble(parts, data).map_err(|error| Error::Dictionary {
            message: format!(
                "lindera cannot read the file ({error}): build it again with `cargo xtask dictionary`"
            ),
        })?;
        Ok(Self { lindera })
    }
}

/// Puts lindera's dictionary together from its parts, in the order of [`container::PARTS`].
fn assemble<'a>(
    parts: [&'a [u8]; container::PARTS.len()],
    data: impl Fn(&'a [u8]) -> Data,
) -> LinderaResult<lindera_dictionary::dictionary::Dictionary> {
    let [metadata, characters, unknown, trie, values_index, values, words, words_index, matrix] =
        parts;
    let metadata = Metadata::load(metadata)?;
    metadata.validate_format_version()?;
    Ok(lindera_dictionary::dictionary::Dictionary {
        prefix_dictionary: Arc::new(PrefixDictionary::load(
            data(trie),
            data(values_index),
            data(values),
            data(words_index),
            data(words),
        )?),
        connection_cost_matrix: Arc::new(ConnectionCostMatrix::load(data(matrix))?),
        character_definition: Arc::new(CharacterDefinition::load(characters)?),
        unknown_dictionary: Arc::new(UnknownDictionary::load(unknown)?),
        metadata: Arc::new(metadata),
    })
}
