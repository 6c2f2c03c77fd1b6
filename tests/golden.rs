//! Whole results with spans, compared with files that a person reviews; WebAssembly is held to the same
//! files by `wasm_node.rs` and `wasm_browser.rs`.

#![cfg(not(target_family = "wasm"))]

use std::fs;
use std::path::{Path, PathBuf};

use jiken::{Classifier, OffsetUnit};

#[path = "texts/names.rs"]
#[macro_use]
mod names;

macro_rules! name {
    ($name:literal) => {
        $name
    };
}

const REWRITE: &str = "JIKEN_UPDATE_GOLDEN";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/texts")
}

#[test]
fn every_text_gives_the_result_that_was_reviewed() {
    let classifier = Classifier::embedded().unwrap();
    let mut stale = Vec::new();
    for name in texts!(name) {
        let text = fs::read_to_string(folder().join(name).with_extension("txt")).unwrap();
        // Offsets in JavaScript's unit: the files serve the browser's tests too.
        let mut analysis =
            classifier.classify(&text).unwrap().with_offsets(&text, OffsetUnit::Utf16);
        // A hash that every edit of a table changes, whether a result does or not.
        analysis.tables_version.clear();
        let result = serde_json::to_string_pretty(&analysis).unwrap() + "\n";
        let file = folder().join(name).with_extension("json");
        if std::env::var_os(REWRITE).is_some() {
            fs::write(&file, &result).unwrap();
        }
        if fs::read_to_string(&file).unwrap_or_default() != result {
            stale.push(name);
        }
    }
    assert!(
        stale.is_empty(),
        "the results of {stale:?} differ from tests/texts/*.json: run `{REWRITE}=1 cargo test --test golden`, \
         review the difference and commit it if it is right"
    );
}

#[test]
fn every_text_of_the_folder_is_in_the_list() {
    let mut found: Vec<_> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    found.sort();
    assert_eq!(found, texts!(name), "tests/texts/*.txt against tests/texts/names.rs");
}
