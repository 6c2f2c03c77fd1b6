//! The parts in, one `ipadic.jdic` out.

use crate::container::{HEADER_BYTES, MAGIC, NAME_BYTES, PARTS, ROW_BYTES, VERSION};

/// Packs the parts, given in the order of [`PARTS`], into one file.
pub fn pack(lindera_version: u32, parts: &[Vec<u8>; PARTS.len()]) -> Vec<u8> {
    let table = PARTS.len() * ROW_BYTES;
    let mut file = vec![0; HEADER_BYTES + table];
    for (at, (name, part)) in PARTS.iter().zip(parts).enumerate() {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container;

    fn file() -> Vec<u8> {
        let parts = std::array::from_fn(|at| vec![at as u8; 5 * at + 1]);
        pack(2, &parts)
    }

    #[test]
    fn what_is_packed_is_read_back() {
        let file = file();
        let parts = container::read(&file, 2).unwrap();
        for (at, part) in parts.into_iter().enumerate() {
            assert_eq!(part, vec![at as u8; 5 * at + 1]);
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
        for beyond in [u64::MAX, u64::MAX - 15, 1 << 20] {
            file[offset..offset + 8].copy_from_slice(&beyond.to_le_bytes());
            let checksum = crc32fast::hash(&file[HEADER_BYTES..]);
            file[28..32].copy_from_slice(&checksum.to_le_bytes());
            let error = container::read(&file, 2).unwrap_err();
            assert!(error.contains("its part metadata.json is not where it should be"), "{error}");
        }
    }
}
