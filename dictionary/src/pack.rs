//! Nine files of lindera in, one `ipadic.jdic` out.

use std::collections::HashMap;

use anyhow::{Context, Result};

use crate::container::{ALIGNMENT, HEADER_BYTES, MAGIC, NAME_BYTES, PARTS, ROW_BYTES, VERSION};

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

/// Lets entries with the same details share one record: lindera writes one for each entry, and most
/// nouns differ in nothing that is kept of them.
pub fn share_records(words: &[u8], index: &[u8]) -> Result<(Vec<u8>, Vec<u8>)> {
    let mut shared = Vec::new();
    let mut shared_index = Vec::with_capacity(index.len());
    let mut known: HashMap<&[u8], u32> = HashMap::new();
    for offset in index.chunks_exact(4) {
        let offset = u32::from_le_bytes(offset.try_into()?) as usize;
        let record =
            record(words, offset).context("lindera wrote a word index beyond its words")?;
        let offset = *known.entry(record).or_insert_with(|| {
            let offset = shared.len() as u32;
            shared.extend_from_slice(record);
            offset
        });
        shared_index.extend_from_slice(&offset.to_le_bytes());
    }
    Ok((shared, shared_index))
}

/// A record of `dict.words` with the length that precedes it.
fn record(words: &[u8], offset: usize) -> Option<&[u8]> {
    let length = words.get(offset..)?.first_chunk::<4>()?;
    words.get(offset..)?.get(..4 + u32::from_le_bytes(*length) as usize)
}
