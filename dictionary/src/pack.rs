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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container;

    fn file() -> Vec<u8> {
        let parts = std::array::from_fn(|at| vec![at as u8; 5 * at + 1]);
        pack(2, &parts)
    }

    #[test]
    fn what_is_packed_is_read_back_and_aligned() {
        let file = file();
        let parts = container::read(&file, 2).unwrap();
        for (at, part) in parts.into_iter().enumerate() {
            assert_eq!(part, vec![at as u8; 5 * at + 1]);
            let offset = part.as_ptr() as usize - file.as_ptr() as usize;
            assert_eq!(offset % ALIGNMENT, 0, "{}", PARTS[at]);
        }
    }

    #[test]
    fn every_damaged_byte_and_every_length_is_noticed() {
        let file = file();
        for at in 0..file.len() {
            let mut damaged = file.clone();
            damaged[at] ^= 0x20;
            assert!(container::read(&damaged, 2).is_err(), "byte {at}");
            assert!(container::read(&file[..at], 2).is_err(), "the first {at} bytes");
        }
        let mut longer = file.clone();
        longer.push(0);
        assert!(container::read(&longer, 2).unwrap_err().contains("1 bytes follow its end"));
    }

    #[test]
    fn a_part_that_points_beyond_the_file_is_missing() {
        let mut file = file();
        let offset = HEADER_BYTES + NAME_BYTES;
        for beyond in [u64::MAX, u64::MAX - 15, 1 << 20, 8] {
            file[offset..offset + 8].copy_from_slice(&beyond.to_le_bytes());
            let checksum = crc32fast::hash(&file[HEADER_BYTES..]);
            file[28..32].copy_from_slice(&checksum.to_le_bytes());
            let error = container::read(&file, 2).unwrap_err();
            assert!(error.contains("its part metadata.json is not where it should be"), "{error}");
        }
    }

    #[test]
    fn words_with_the_same_details_share_an_id() {
        let value = |id: u8, cost: u8| [id, 0, 0, 0, cost, 0, 1, 0, 1, 0];
        let values = [value(0, 1), value(1, 2), value(2, 3)].concat();
        let words = b"\x01\0\0\0a\x02\0\0\0bc\x01\0\0\0a";
        let index = [0u32, 5, 11].map(u32::to_le_bytes).concat();
        let [values, words, index] = share_word_ids(&values, words, &index).unwrap();
        assert_eq!(values, [value(0, 1), value(1, 2), value(0, 3)].concat());
        assert_eq!(words, b"\x01\0\0\0a\x02\0\0\0bc");
        assert_eq!(index, [0u32, 5].map(u32::to_le_bytes).concat());
    }

    #[test]
    fn a_word_that_is_not_there_is_an_error() {
        let error = share_word_ids(&[9; VALUE_BYTES], b"\x01\0\0\0a", &[0; 4]).unwrap_err();
        assert!(error.to_string().contains("does not hold"), "{error}");
    }
}
