//! Any tables: they are refused with a file, a place and a mend, or taken, and then a text is answered.
//!
//! The first byte chooses the file, and whether what follows is its content or is written over a part of
//! the built-in one, at the place that the next two bytes choose: so most of a table stays what it should be.

#![no_main]

use std::sync::LazyLock;

use jiken::{Classifier, Dictionary, Error, Tables};
use libfuzzer_sys::fuzz_target;

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| Dictionary::embedded().unwrap());

const TEXT: &str = "架空商事は5月7日、顧客への案内メールを誤送信し、120名の氏名が流出したと発表した。\
    電話番号は含まれていない。";

fuzz_target!(|bytes: &[u8]| {
    let [choice, low, high, rest @ ..] = bytes else { return };
    let files = Tables::built_in_files();
    let (name, built_in) = files[usize::from(choice >> 1) % files.len()];
    let written = String::from_utf8_lossy(rest);
    let content = if choice & 1 == 0 {
        written.into_owned()
    } else {
        let at = usize::from(u16::from_le_bytes([*low, *high])) * built_in.len() / 65_536;
        let start = built_in.floor_char_boundary(at);
        let end = built_in.ceil_char_boundary((at + rest.len()).min(built_in.len()));
        format!("{}{written}{}", &built_in[..start], &built_in[end..])
    };
    let classifier = Tables::from_files([(name, content.as_str())]).and_then(|tables| {
        Classifier::new(DICTIONARY.clone(), tables).map_err(|error| vec![error])
    });
    match classifier {
        Ok(classifier) => {
            classifier.classify(TEXT).unwrap();
        }
        Err(errors) => {
            assert!(!errors.is_empty());
            for error in errors {
                let Error::Table { file, message, .. } = &error else { panic!("{error}") };
                assert!(!file.is_empty() && !message.is_empty(), "{error:?}");
            }
        }
    }
});
