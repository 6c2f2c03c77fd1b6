//! Any bytes as a text: it is answered, and every place of the answer is one of the text, with the words
//! that the answer quotes.

#![no_main]

use std::sync::LazyLock;

use jiken::{Analysis, Classifier};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

static CLASSIFIER: LazyLock<Classifier> = LazyLock::new(|| Classifier::embedded().unwrap());

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let explanation = CLASSIFIER.explain(&text).unwrap();
    assert_places(&serde_json::to_value(&explanation).unwrap(), &text);
    assert_ordered(&explanation.analysis);
    assert_eq!(explanation.analysis, CLASSIFIER.classify(&text).unwrap());
});

fn assert_places(value: &Value, text: &str) {
    match value {
        Value::Object(object) => {
            let offset = |key: &str| object.get(key).and_then(Value::as_u64).map(|at| at as usize);
            if let (Some(start), Some(end)) = (offset("start"), offset("end")) {
                let there = text.get(start..end).expect("a place lies in the text");
                let quoted = object.get("text").and_then(Value::as_str);
                assert!(quoted.is_none_or(|quoted| quoted == there), "{quoted:?} for {there:?}");
            }
            object.values().for_each(|inner| assert_places(inner, text));
        }
        Value::Array(array) => array.iter().for_each(|inner| assert_places(inner, text)),
        _ => {}
    }
}

fn assert_ordered(analysis: &Analysis) {
    for pair in analysis.incidents.windows(2) {
        assert!(pair[0].start < pair[0].end && pair[0].end <= pair[1].start);
    }
}
