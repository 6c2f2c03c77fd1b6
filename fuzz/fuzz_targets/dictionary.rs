//! Any bytes as a dictionary: they are refused with what is wrong.
//!
//! The bytes are taken as a file, and once more as a header for the parts of the built dictionary with length
//! and checksum put right, so that the fuzzer comes past them.

#![no_main]

use std::sync::LazyLock;

use jiken::{Dictionary, Error};
use libfuzzer_sys::fuzz_target;

static BUILT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../dictionary/build/ipadic.jdic");
    // The beginning is enough: its rows still name parts that lie beyond, which must be refused.
    std::fs::read(file).unwrap()[..65_536].to_vec()
});

fuzz_target!(|bytes: &[u8]| {
    refused_or_read(bytes);
    let mut file = BUILT.clone();
    let length = bytes.len().min(file.len());
    file[..length].copy_from_slice(&bytes[..length]);
    file[..8].copy_from_slice(b"JIKENDIC");
    let (whole, checksum) = (file.len() as u64, crc32fast::hash(&file[32..]));
    file[16..24].copy_from_slice(&whole.to_le_bytes());
    file[28..32].copy_from_slice(&checksum.to_le_bytes());
    refused_or_read(&file);
});

fn refused_or_read(bytes: &[u8]) {
    if let Err(error) = Dictionary::from_bytes(bytes) {
        let Error::Dictionary { message } = &error else { panic!("{error}") };
        assert!(!message.is_empty());
    }
}
