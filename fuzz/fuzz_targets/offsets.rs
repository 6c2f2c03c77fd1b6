//! Any UTF-16 as a text, as JavaScript hands one over: lone surrogates are read as U+FFFD, and the offsets
//! that come back cut the same words out of JavaScript's string and, as code points, out of Python's.

#![no_main]

use std::ops::Range;
use std::sync::LazyLock;

use jiken::{Analysis, Classifier, OffsetUnit};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

static CLASSIFIER: LazyLock<Classifier> = LazyLock::new(|| Classifier::embedded().unwrap());

fuzz_target!(|bytes: &[u8]| {
    let units: Vec<u16> =
        bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    // One U+FFFD for each lone surrogate: one code unit for one.
    let text = String::from_utf16_lossy(&units);
    assert_eq!(text.encode_utf16().count(), units.len());
    let analysis = CLASSIFIER.classify(&text).unwrap();
    let replaced: Vec<u16> = text.encode_utf16().collect();
    let utf16 = analysis.clone().with_offsets(&text, OffsetUnit::Utf16);
    check(&utf16, |place| String::from_utf16(&replaced[place]).expect("no character is cut"));
    let characters: Vec<char> = text.chars().collect();
    let points = analysis.with_offsets(&text, OffsetUnit::CodePoint);
    check(&points, |place| characters[place].iter().collect());
});

fn check(analysis: &Analysis, words: impl Fn(Range<usize>) -> String) {
    walk(&serde_json::to_value(analysis).unwrap(), &words);
}

fn walk(value: &Value, words: &impl Fn(Range<usize>) -> String) {
    match value {
        Value::Object(object) => {
            let offset = |key: &str| object.get(key).and_then(Value::as_u64).map(|at| at as usize);
            if let (Some(start), Some(end)) = (offset("start"), offset("end")) {
                let there = words(start..end);
                let quoted = object.get("text").and_then(Value::as_str);
                assert!(quoted.is_none_or(|quoted| quoted == there), "{quoted:?} for {there:?}");
            }
            object.values().for_each(|inner| walk(inner, words));
        }
        Value::Array(array) => array.iter().for_each(|inner| walk(inner, words)),
        _ => {}
    }
}
