//! Nine files of lindera in, one `ipadic.jdic` out.

use std::collections::HashMap;

use anyhow::{Context, Result};

use crate::container::{ALIGNMENT, HEADER_BYTES, MAGIC, NAME_BYTES, PARTS, ROW_BYTES, VERSION};

/// The length of a record of `dict.vals`.
pub const VALUE_BYTES: usize = 10;

/// Packs the parts, given in the order of [`PARTS`], into one file.
pub fn pack(lindera_version: u32, parts: &[Vec<u8>; PARTS.len()]) -> Vec<u8> {
    let table = PARTS.len() * ROW_BYTES;
    let mut file = vec![0; HEADER_BYTES + table];
    for (at, (name, part)) in PARTS.iter().zip(parts).enumerate() {
        file.resize(file.len().next_multiple_of(ALIGNMENT), 0);
        let offset = file.len() as u64;
        let row = &mut file[HEADER_BYTES + at * ROW_BYTES..][..ROW_BYTES];
        row[..name.len()].copy_from_slice(name.as_bytes());
        row[NAME_BYTES..][..8].copy_from_slice(&offset.to_le_bytes());
        row[NAME_BYTES + 8..].copy_from_slice(&(part.len() as u64).to_le_bytes());
        file.extend_from_slice(part);
    }
    let length = file.len() as u64;
    let checksum = crc32fast::hash(&file[HEADER_BYTES..]);
    file[..8].copy_from_slice(&MAGIC);
    file[8..12].copy_from_slice(&VERSION.to_le_bytes());
    file[12..16].copy_from_slice(&lindera_version.to_le_bytes());
    file[16..24].copy_from_slice(&length.to_le_bytes());
    file[24..28].copy_from_slice(&(PARTS.len() as u32).to_le_bytes());
    file[28..32].copy_from_slice(&checksum.to_le_bytes());
    file
}

/// Lets entries with the same details share one word id: lindera gives each entry its own, and most
/// nouns differ in nothing that is kept of them.
///
/// Takes `dict.vals` (records of 10 bytes, the word id in the first four), `dict.words` and
/// `dict.wordsidx` and returns the three anew. The layout is that of lindera's dictionary format 2.
pub fn share_word_ids(vals: &[u8], words: &[u8], index: &[u8]) -> Result<[Vec<u8>; 3]> {
    let mut new_vals = vals.to_vec();
    let mut new_words = Vec::new();
    let mut new_index = Vec::new();
    let mut ids: HashMap<&[u8], u32> = HashMap::new();
    for entry in new_vals.chunks_exact_mut(VALUE_BYTES) {
        let (id, _) =
            entry.split_first_chunk_mut::<4>().context("an entry of dict.vals is short")?;
        let record = record(words, index, u32::from_le_bytes(*id) as usize)
            .context("an entry of dict.vals names a word that dict.words does not hold")?;
        let next = ids.len() as u32;
        *id = ids
            .entry(record)
            .or_insert_with(|| {
                new_index.extend_from_slice(&(new_words.len() as u32).to_le_bytes());
                new_words.extend_from_slice(record);
                next
            })
            .to_le_bytes();
    }
    Ok([new_vals, new_words, new_index])
}

/// A record of `dict.words` with the length that precedes it.
fn record<'a>(words: &'a [u8], index: &[u8], id: usize) -> Option<&'a [u8]> {
    let offset = u32::from_le_bytes(*index.get(id * 4..)?.first_chunk()?) as usize;
    let length = u32::from_le_bytes(*words.get(offset..)?.first_chunk()?) as usize;
    words.get(offset..offset + 4 + length)
}
