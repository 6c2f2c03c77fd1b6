//! The dictionary's file: read whole, refused with a mend when it is anything else.

use std::fs;
use std::path::PathBuf;

use jiken::{Dictionary, Error};

/// The file that the tests' own build embeds.
fn file() -> Vec<u8> {
    let file = std::env::var_os("JIKEN_DICTIONARY").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("dictionary/build/ipadic.jdic"),
        PathBuf::from,
    );
    fs::read(&file).unwrap_or_else(|error| {
        panic!("{} ({error}): run `cargo xtask dictionary` to build it", file.display())
    })
}

/// What is said of bytes that are not the dictionary.
#[track_caller]
fn refusal(bytes: &[u8]) -> String {
    match Dictionary::from_bytes(bytes) {
        Err(error @ Error::Dictionary { .. }) => {
            assert_eq!(error.code(), "dictionary");
            error.to_string()
        }
        Err(other) => panic!("another error: {other}"),
        Ok(_) => panic!("the bytes were taken for a dictionary"),
    }
}

#[test]
fn the_built_file_is_read() {
    assert!(Dictionary::from_bytes(&file()).is_ok());
}

#[test]
fn bytes_that_begin_at_an_odd_address_are_read() {
    let mut shifted = vec![0];
    shifted.extend_from_slice(&file());
    assert!(Dictionary::from_bytes(&shifted[1..]).is_ok());
}

#[test]
fn each_bad_input_is_named_with_its_mend() {
    let good = file();
    let change = |at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] = byte;
        bytes
    };
    let mut longer = good.clone();
    longer.push(b'\n');
    let build = "build it again with `cargo xtask dictionary`";
    for (bytes, what, mend) in [
        (vec![], "the file is empty", build),
        (b"<!doctype html><title>404</title>".to_vec(), "not a dictionary of jiken", build),
        (b"JIK".to_vec(), "cut off: it has 3 bytes", build),
        (good[..31].to_vec(), "cut off: it has 31 bytes", build),
        (good[..good.len() / 2].to_vec(), "cut off: it has", build),
        (longer, "damaged: 1 bytes follow its end", build),
        (change(good.len() / 2, !good[good.len() / 2]), "its checksum does not match", build),
        (change(0, b'X'), "not a dictionary of jiken", build),
        (change(8, 200), "version 200 of its format and this program reads version 2", build),
        (change(12, 99), "version 99 of lindera's dictionary format", build),
        (change(24, 3), "it does not have 7 parts", build),
        (vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0], "compressed with gzip", "decompress them first"),
    ] {
        let message = refusal(&bytes);
        assert!(message.contains(what) && message.contains(mend), "{what}: {message}");
    }
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused() {
    let good = file();
    for length in (0..good.len()).step_by(good.len() / 97) {
        refusal(&good[..length]);
    }
}
