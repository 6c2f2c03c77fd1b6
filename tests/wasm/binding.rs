//! What JavaScript sees of the core, the same in Node and in a browser.

use jiken::wasm::{
    built_in_tables, classify, load_dictionary, reporting, set_tables, table_lists, veris, version,
};
use jiken::{Analysis, Case, MAX_TEXT_BYTES, Reporting, Tables, VerisContext};
use js_sys::{Array, Error, Function, JSON, JsString, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

#[path = "../texts/names.rs"]
#[macro_use]
mod names;

/// A text, its name and the result that was reviewed.
struct Golden {
    name: &'static str,
    text: &'static str,
    json: &'static str,
}

macro_rules! golden {
    ($name:literal) => {
        Golden {
            name: $name,
            text: include_str!(concat!("../texts/", $name, ".txt")),
            json: include_str!(concat!("../texts/", $name, ".json")),
        }
    };
}

fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

/// What was thrown, as an `Error`, and its code.
fn thrown(result: Result<impl Sized, JsValue>) -> (Error, String) {
    let error = result.err().expect("it throws").dyn_into::<Error>().expect("it throws an Error");
    let code = property(&error, "code").as_string().expect("the error has a code");
    (error, code)
}

/// The analysis that JavaScript gets, read back.
fn analysis(value: &JsValue) -> Analysis {
    serde_wasm_bindgen::from_value(value.clone()).unwrap()
}

#[wasm_bindgen_test]
fn the_version_is_that_of_the_crate() {
    assert_eq!(version(), env!("CARGO_PKG_VERSION"));
}

#[wasm_bindgen_test]
fn every_text_gives_the_same_bytes_as_the_native_build() {
    for Golden { name, text, json } in texts!(golden) {
        let mut result = analysis(&classify(text.into()).unwrap());
        result.tables_version.clear();
        assert_eq!(serde_json::to_string_pretty(&result).unwrap() + "\n", json, "{name}");
    }
}

#[wasm_bindgen_test]
fn offsets_are_those_of_javascript_strings() {
    for Golden { name, text, .. } in texts!(golden) {
        let string = JsString::from(text);
        let check = |value: &JsValue, path: &str| {
            let [start, end] = ["start", "end"].map(|key| property(value, key).as_f64().unwrap());
            assert_eq!(
                String::from(string.slice(start as u32, end as u32)),
                property(value, "text").as_string().unwrap(),
                "{name}: {path}"
            );
        };
        each_evidence(&classify(text.into()).unwrap(), "", &check);
    }
}

/// Calls `check` with every object of a result that has a text and its place.
fn each_evidence(value: &JsValue, path: &str, check: &impl Fn(&JsValue, &str)) {
    let Some(object) = value.dyn_ref::<Object>() else { return };
    if ["start", "end", "text"].iter().all(|key| !property(object, key).is_undefined()) {
        check(value, path);
    }
    for key in Object::keys(object) {
        let key = key.as_string().unwrap();
        each_evidence(&property(object, &key), &format!("{path}/{key}"), check);
    }
}

#[wasm_bindgen_test]
fn a_result_is_plain_and_survives_a_structured_clone() {
    let clone: Function = property(&js_sys::global(), "structuredClone").dyn_into().unwrap();
    for Golden { name, text, .. } in texts!(golden) {
        let result = classify(text.into()).unwrap();
        all_plain(&result, name);
        let copy = clone.call1(&JsValue::UNDEFINED, &result).unwrap();
        let [before, after] = [&result, &copy].map(|value| JSON::stringify(value).unwrap());
        assert_eq!(before, after, "{name}");
    }
}

/// Nothing but plain objects, arrays, strings, numbers, booleans and null.
fn all_plain(value: &JsValue, path: &str) {
    if let Some(array) = value.dyn_ref::<Array>() {
        for (index, item) in array.iter().enumerate() {
            all_plain(&item, &format!("{path}/{index}"));
        }
    } else if let Some(object) = value.dyn_ref::<Object>() {
        let prototype = Object::get_prototype_of(object);
        assert!(
            Object::is(&prototype, &property(&property(&js_sys::global(), "Object"), "prototype")),
            "{path} is no plain object"
        );
        for key in Object::keys(object) {
            let key = key.as_string().unwrap();
            all_plain(&property(object, &key), &format!("{path}/{key}"));
        }
    } else {
        let simple = value.is_string()
            || value.as_f64().is_some()
            || value.as_bool().is_some()
            || value.is_null();
        assert!(simple, "{path} is {value:?}");
    }
}

#[wasm_bindgen_test]
fn a_lone_surrogate_takes_one_code_unit_like_the_replacement_character() {
    let text = include_str!("../texts/two-incidents.txt");
    let rest = JsString::from(text);
    for lone in [vec![0xd842_u16], vec![0xdfb7], vec![0xd842, 0x3042, 0xdfb7, 0xdfb7]] {
        let replaced = char::decode_utf16(lone.iter().copied())
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect::<String>();
        for place in ["before", "after"] {
            let lone = JsString::from_char_code(&lone);
            let (broken, whole) = match place {
                "before" => (lone.concat(&rest), format!("{replaced}{text}")),
                _ => (rest.concat(&lone), format!("{text}{replaced}")),
            };
            let found = analysis(&classify(broken.into()).unwrap());
            assert_eq!(found, analysis(&classify(whole.into()).unwrap()), "{place}");
        }
    }
}

#[wasm_bindgen_test]
fn what_is_no_string_is_refused() {
    for value in [JsValue::UNDEFINED, JsValue::NULL, 1.into(), Object::new().into()] {
        let (error, code) = thrown(classify(value));
        assert_eq!(code, "argument");
        assert_eq!(error.name(), "TypeError");
    }
}

#[wasm_bindgen_test]
fn a_text_that_is_too_long_is_refused_and_the_next_one_is_not() {
    let long = "あ".repeat(MAX_TEXT_BYTES / "あ".len() + 1);
    let (error, code) = thrown(classify(long.into()));
    assert_eq!(code, "text_too_long");
    assert!(String::from(error.message()).contains(&MAX_TEXT_BYTES.to_string()));
    classify("次の文章。".into()).unwrap();
}

#[wasm_bindgen_test]
fn a_damaged_dictionary_is_refused_and_the_one_in_use_stays() {
    let text = include_str!("../texts/two-incidents.txt");
    let before = analysis(&classify(text.into()).unwrap());
    for bytes in [&b""[..], b"no dictionary", b"JIKENDIC"] {
        for value in [Uint8Array::from(bytes).into(), Uint8Array::from(bytes).buffer().into()] {
            let (error, code) = thrown(load_dictionary(value));
            assert_eq!(code, "dictionary");
            assert!(!String::from(error.message()).is_empty());
        }
    }
    for value in [JsValue::UNDEFINED, JsValue::NULL, 7_000_000.into(), "bytes".into()] {
        assert_eq!(thrown(load_dictionary(value)).1, "argument");
    }
    assert_eq!(analysis(&classify(text.into()).unwrap()), before);
}

#[wasm_bindgen_test]
fn a_dictionary_that_is_loaded_serves_as_the_embedded_one_does() {
    let text = include_str!("../texts/two-incidents.txt");
    let before = analysis(&classify(text.into()).unwrap());
    let bytes = &include_bytes!("../../dictionary/build/ipadic.jdic")[..];
    load_dictionary(Uint8Array::from(bytes).into()).unwrap();
    assert_eq!(analysis(&classify(text.into()).unwrap()), before);
    let truncated = Uint8Array::from(&bytes[..bytes.len() / 2]);
    assert_eq!(thrown(load_dictionary(truncated.into())).1, "dictionary");
    assert_eq!(analysis(&classify(text.into()).unwrap()), before);
}

#[wasm_bindgen_test]
fn broken_tables_are_refused_with_every_fault_and_those_in_use_stay() {
    let text = include_str!("../texts/two-incidents.txt");
    let before = analysis(&classify(text.into()).unwrap());
    let broken = Object::new();
    for file in ["causes.toml", "no-such-table.toml"] {
        Reflect::set(&broken, &file.into(), &"[[".into()).unwrap();
    }
    let (error, code) = thrown(set_tables(broken.into()));
    assert_eq!(code, "table");
    let errors: Array = property(&error, "errors").dyn_into().unwrap();
    assert_eq!(errors.length(), 2);
    for entry in errors.iter() {
        all_plain(&entry, "errors");
        for key in ["code", "file", "entry", "message"] {
            assert!(property(&entry, key).is_string(), "{key}");
        }
        assert!(
            String::from(error.message())
                .contains(&property(&entry, "message").as_string().unwrap())
        );
    }
    assert_eq!(analysis(&classify(text.into()).unwrap()), before);
}

#[wasm_bindgen_test]
fn tables_are_replaced_and_null_brings_the_built_in_ones_back() {
    let text = include_str!("../texts/two-incidents.txt");
    let before = analysis(&classify(text.into()).unwrap());
    let own = built_in_tables().unwrap();
    all_plain(&own, "builtInTables");
    let causes = property(&own, "causes.toml").as_string().expect("the tables have causes.toml");
    Reflect::set(&own, &"causes.toml".into(), &format!("{causes}\n# mine\n").into()).unwrap();
    set_tables(own).unwrap();
    let with_own = analysis(&classify(text.into()).unwrap());
    assert_ne!(with_own.tables_version, before.tables_version);
    assert_eq!(with_own.incidents, before.incidents);
    set_tables(JsValue::NULL).unwrap();
    assert_eq!(analysis(&classify(text.into()).unwrap()), before);
}

#[wasm_bindgen_test]
fn a_table_is_told_as_its_lists_with_the_places_of_their_entries() {
    let text = "bias = 1\n[classes]\nleak = [\"流出\"]";
    let told = JSON::stringify(&table_lists("words.toml", text).unwrap()).unwrap();
    assert_eq!(
        told.as_string().unwrap(),
        r#"["classes/leak",26,36,1,"流出",null,27,35,"",null,null,1,"bias",1,7,8]"#
    );
    assert_eq!(thrown(table_lists("words.toml", "[")).1, "table");
}

#[wasm_bindgen_test]
fn tables_that_are_no_object_of_strings_are_refused() {
    let numbers = Object::new();
    Reflect::set(&numbers, &"causes.toml".into(), &1.into()).unwrap();
    for value in [numbers.into(), 1.into(), "causes.toml".into()] {
        assert_eq!(thrown(set_tables(value)).1, "argument");
    }
}

#[wasm_bindgen_test]
fn a_corrected_case_has_the_duties_of_a_text_that_says_the_same() {
    let text = include_str!("../texts/ransomware-notice.txt");
    let incident = analysis(&classify(text.into()).unwrap()).incidents.remove(0);
    let judged = |case: &Case| -> Reporting {
        let case = serde_wasm_bindgen::to_value(case).unwrap();
        let result = reporting(case).unwrap();
        all_plain(&result, "");
        serde_wasm_bindgen::from_value(result).unwrap()
    };
    let rules = |reporting: &Reporting| -> Vec<String> {
        reporting.duties.iter().map(|duty| duty.rule.clone()).collect()
    };
    let mut case = Case::from(&incident);
    assert_eq!(rules(&judged(&case)), rules(&incident.reporting));
    assert!(!incident.reporting.duties.is_empty());
    case.causes = vec!["loss".to_owned()];
    case.count = None;
    assert!(rules(&judged(&case)).is_empty());
    let (error, code) = thrown(reporting(JsValue::from("a case")));
    assert_eq!(code, "argument");
    assert!(String::from(error.message()).contains("reporting takes a case"));
}

#[wasm_bindgen_test]
fn a_case_has_the_words_of_veris_that_the_native_build_gives() {
    let text = include_str!("../texts/ransomware-notice.txt");
    let incident = analysis(&classify(text.into()).unwrap()).incidents.remove(0);
    let case = Case::from(&incident);
    let context = VerisContext {
        id: "a".to_owned(),
        year: 2026,
        notes: Some("確認済み".to_owned()),
        corrected: vec!["count".to_owned()],
    };
    let [given, around] =
        [serde_wasm_bindgen::to_value(&case), serde_wasm_bindgen::to_value(&context)]
            .map(Result::unwrap);
    let result = veris(given, around).unwrap();
    all_plain(&result, "");
    let written: serde_json::Value = serde_wasm_bindgen::from_value(result).unwrap();
    let native = Tables::built_in().veris(&case, &context);
    assert_eq!(written, serde_json::to_value(native).unwrap());
}
