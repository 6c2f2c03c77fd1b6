//! The bindings to JavaScript: conversions only, no decisions.
//!
//! Functions and plain objects, nothing that has to be freed; the state is one classifier a thread.
//! Offsets count UTF-16 code units. Whatever goes wrong is thrown as an `Error` with a stable `code`.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::{Array, JSON, Reflect, TypeError, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use crate::{Case, Classifier, Dictionary, Error, OffsetUnit, TableList, Tables, VerisContext};

#[wasm_bindgen(typescript_custom_section)]
const RESULT_TYPES: &str = include_str!("../www/src/analysis.ts");

#[wasm_bindgen(typescript_custom_section)]
const ERROR_TYPES: &str = r#"
/** What went wrong: stable names. */
export type ErrorCode = "argument" | "dictionary" | "table" | "text_too_long" | "tokenize";

/** What every function of this module throws. */
export interface JikenError extends Error {
  code: ErrorCode;
  /** With the code `table`: every invalid entry. */
  errors?: TableError[];
}

/** An invalid entry of a table. */
export interface TableError {
  code: ErrorCode;
  /** The table's file, `causes.toml` say; empty where the error is of no file. */
  file: string;
  /** The entry or the line, as a person would look for it; empty where the error is of no entry. */
  entry: string;
  /** What is wrong and how to mend it. */
  message: string;
}
"#;

/// What is loaded; the classifier is made as soon as there is a dictionary.
struct State {
    dictionary: Option<Dictionary>,
    tables: Tables,
    classifier: Option<Classifier>,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::new(State {
        dictionary: None,
        tables: Tables::built_in(),
        classifier: None,
    });
}

/// The version of jiken.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Loads the dictionary from the bytes of its (decompressed) file, in place of the one in use.
///
/// # Errors
///
/// Throws an `Error` with the code `argument` (no bytes), `dictionary`, or `table` where the tables'
/// patterns cannot be compiled with it; the dictionary in use, if any, stays in use.
#[wasm_bindgen(js_name = loadDictionary)]
pub fn load_dictionary(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array | ArrayBuffer")] bytes: JsValue,
) -> Result<(), JsValue> {
    if !bytes.is_object() {
        return Err(argument("loadDictionary takes a Uint8Array or an ArrayBuffer"));
    }
    let bytes = Uint8Array::new(&bytes).to_vec();
    let dictionary = Dictionary::from_bytes(&bytes).map_err(|error| thrown(&error))?;
    STATE.with_borrow_mut(|state| state.start(dictionary)).map_err(|error| thrown(&error))
}

/// Replaces tables: file names and contents, `null` for the built-in ones. A file that is not given is
/// taken from the built-in tables.
///
/// # Errors
///
/// Throws an `Error` with the code `table` whose property `errors` lists every invalid entry; the tables
/// in use then stay in use.
#[wasm_bindgen(js_name = setTables)]
pub fn set_tables(
    #[wasm_bindgen(unchecked_param_type = "Record<string, string> | null")] files: JsValue,
) -> Result<(), JsValue> {
    let files: Option<BTreeMap<String, String>> = serde_wasm_bindgen::from_value(files)
        .map_err(|_| argument("setTables takes an object of file names and contents, or null"))?;
    let tables = match &files {
        Some(files) => Tables::from_files(files.iter().map(|(k, v)| (k.as_str(), v.as_str())))
            .map_err(|errors| thrown_for_tables(&errors))?,
        None => Tables::built_in(),
    };
    STATE
        .with_borrow_mut(|state| state.replace_tables(tables))
        .map_err(|error| thrown_for_tables(&[error]))
}

/// The words, patterns and numbers of a table's text, with the places where they stand; offsets count bytes of
/// the text's UTF-8. Flat, since what makes objects weighs more, and every first visit fetches it: of each list
/// its path, where it begins and ends (null where entries cannot be added), and how many entries follow; of each
/// entry its text, its number or null, and where it begins and ends.
///
/// # Errors
///
/// Throws an `Error` with the code `table` where the text is no TOML.
#[wasm_bindgen(js_name = tableLists, unchecked_return_type = "(string | number | null)[]")]
pub fn table_lists(file: &str, text: &str) -> Result<Array, JsValue> {
    let flat = Array::new();
    for list in TableList::read(file, text).map_err(|error| thrown(&error))? {
        let (start, end) = list.range.unzip();
        flat.push(&list.path.into());
        flat.push(&start.map_or(JsValue::NULL, JsValue::from));
        flat.push(&end.map_or(JsValue::NULL, JsValue::from));
        flat.push(&list.entries.len().into());
        for entry in list.entries {
            flat.push(&entry.text.into());
            flat.push(&entry.number.map_or(JsValue::NULL, JsValue::from));
            flat.push(&entry.start.into());
            flat.push(&entry.end.into());
        }
    }
    Ok(flat)
}

/// The files of the built-in tables: names and contents.
#[wasm_bindgen(js_name = builtInTables, unchecked_return_type = "Record<string, string>")]
pub fn built_in_tables() -> Result<JsValue, JsValue> {
    let files: BTreeMap<_, _> = Tables::built_in_files().iter().copied().collect();
    plain(&files)
}

/// Classifies the incidents of a text; offsets count UTF-16 code units of `text`. A lone surrogate is read
/// as U+FFFD, which takes the same one code unit.
///
/// # Errors
///
/// Throws an `Error` with the code `argument` (not a string), `dictionary` (none is loaded),
/// `text_too_long` or `tokenize`.
#[wasm_bindgen(unchecked_return_type = "Analysis")]
pub fn classify(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
) -> Result<JsValue, JsValue> {
    let text = text.as_string().ok_or_else(|| argument("classify takes a string"))?;
    let analysis = STATE
        .with_borrow_mut(|state| state.classifier()?.classify(&text))
        .map_err(|error| thrown(&error))?;
    plain(&analysis.with_offsets(&text, OffsetUnit::Utf16))
}

/// The reporting duties that may apply to a case, by the tables in use: an incident as a person corrected it.
///
/// # Errors
///
/// Throws an `Error` with the code `argument` where the case lacks a field or has one of a wrong type.
#[wasm_bindgen(unchecked_return_type = "Reporting")]
pub fn reporting(
    #[wasm_bindgen(unchecked_param_type = "Case")] case: JsValue,
) -> Result<JsValue, JsValue> {
    let case: Case = read("reporting", "a case", case)?;
    plain(&STATE.with_borrow(|state| state.tables.reporting(&case)))
}

/// A case in the words of VERIS 1.4, by the tables in use.
///
/// # Errors
///
/// Throws an `Error` with the code `argument` where the case or the context lacks a field or has one of a
/// wrong type.
#[wasm_bindgen(unchecked_return_type = "object")]
pub fn veris(
    #[wasm_bindgen(unchecked_param_type = "Case")] case: JsValue,
    #[wasm_bindgen(unchecked_param_type = "VerisContext")] context: JsValue,
) -> Result<JsValue, JsValue> {
    let case: Case = read("veris", "a case", case)?;
    let context: VerisContext = read("veris", "a context", context)?;
    plain(&STATE.with_borrow(|state| state.tables.veris(&case, &context)))
}

impl State {
    fn start(&mut self, dictionary: Dictionary) -> crate::Result<()> {
        self.classifier = Some(Classifier::new(dictionary.clone(), self.tables.clone())?);
        self.dictionary = Some(dictionary);
        Ok(())
    }

    fn replace_tables(&mut self, tables: Tables) -> crate::Result<()> {
        if let Some(dictionary) = &self.dictionary {
            self.classifier = Some(Classifier::new(dictionary.clone(), tables.clone())?);
        }
        self.tables = tables;
        Ok(())
    }

    fn classifier(&mut self) -> crate::Result<&Classifier> {
        #[cfg(feature = "embedded-dictionary")]
        if self.classifier.is_none() {
            self.start(Dictionary::embedded()?)?;
        }
        self.classifier.as_ref().ok_or_else(|| Error::Dictionary {
            message: "none is loaded: call loadDictionary first".to_owned(),
        })
    }
}

/// What a function was given, as plain data.
fn read<T: DeserializeOwned>(function: &str, what: &str, value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|error| argument(&format!("{function} takes {what}: {error}")))
}

/// A plain object: integers as numbers, maps as objects, a missing value as `null`. It goes over to
/// JavaScript as JSON, in one piece: property by property takes several times as long.
fn plain(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let json =
        serde_json::to_string(value).map_err(|error| js_sys::Error::new(&error.to_string()))?;
    JSON::parse(&json)
}

/// An entry of the property `errors`.
#[derive(Serialize)]
struct TableError<'e> {
    code: &'static str,
    file: &'e str,
    entry: &'e str,
    message: String,
}

fn thrown(error: &Error) -> JsValue {
    match error {
        Error::Table { .. } => thrown_for_tables(std::slice::from_ref(error)),
        _ => with_property(&js_sys::Error::new(&error.to_string()), "code", &error.code().into()),
    }
}

fn thrown_for_tables(errors: &[Error]) -> JsValue {
    let message = errors.iter().map(Error::to_string).collect::<Vec<_>>().join("\n");
    let entries: Array = errors
        .iter()
        .map(|error| {
            let (file, entry, message) = match error {
                Error::Table { file, entry, message } => {
                    (file.as_str(), entry.as_str(), message.clone())
                }
                other => ("", "", other.to_string()),
            };
            plain(&TableError { code: error.code(), file, entry, message })
                .unwrap_or_else(|error| error)
        })
        .collect();
    let code = errors.first().map_or("table", Error::code);
    let error = with_property(&js_sys::Error::new(&message), "code", &code.into());
    with_property(&error, "errors", &entries)
}

fn argument(message: &str) -> JsValue {
    with_property(&TypeError::new(message), "code", &"argument".into())
}

fn with_property(error: &JsValue, name: &str, value: &JsValue) -> JsValue {
    Reflect::set(error, &name.into(), value).expect("an error takes new properties");
    error.clone()
}
