//! The analysis as JSON: its own fields beside the file or the id, so that one object is one result.

use jiken::{Analysis, Decision, Firing, PassageSpan};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::command::{
    document::{Document, Origin},
    failure::Problem,
    names::steers,
};

#[derive(Serialize)]
struct Object<'d> {
    #[serde(flatten)]
    origin: OriginFields<'d>,
    #[serde(flatten)]
    analysis: Option<&'d Analysis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    firings: Option<&'d [Firing]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decisions: Option<&'d [Decision]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    passages: Option<&'d [PassageSpan]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'d Problem>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum OriginFields<'d> {
    File {
        file: &'d str,
    },
    Record {
        id: Option<&'d RawValue>,
        #[serde(skip_serializing_if = "Option::is_none")]
        file: Option<&'d str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        line: Option<u64>,
    },
}

/// One line.
pub fn line(document: &Document) -> String {
    let json = serde_json::to_string(&object(document)).expect("plain data is always JSON");
    escaped(json) + "\n"
}

/// Over several lines, without a line end after the last.
pub fn pretty(document: &Document) -> String {
    escaped(serde_json::to_string_pretty(&object(document)).expect("plain data is always JSON"))
}

/// The same JSON with escapes for everything that might steer a terminal; JSON itself demands them only
/// for the control characters of ASCII. Line ends are those between the JSON's own lines.
pub fn escaped(json: String) -> String {
    let wild = |character: char| character != '\n' && steers(character);
    if !json.contains(wild) {
        return json;
    }
    let mut written = String::with_capacity(json.len());
    for character in json.chars() {
        if wild(character) {
            written += &format!("\\u{:04x}", u32::from(character));
        } else {
            written.push(character);
        }
    }
    written
}

fn object(document: &Document) -> Object<'_> {
    let found = document.result.as_ref().ok();
    let error = document.result.as_ref().err();
    Object {
        origin: match &document.origin {
            Origin::File(file) => OriginFields::File { file },
            Origin::Record { id, line, file } => OriginFields::Record {
                id: id.as_deref(),
                file: file.as_deref(),
                line: error.map(|_| *line),
            },
        },
        analysis: found.map(|found| &found.analysis),
        firings: found.and_then(|found| found.firings.as_deref()),
        decisions: found.and_then(|found| found.decisions.as_deref()),
        passages: found.and_then(|found| found.passages.as_deref()),
        error,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::command::render::sample;

    #[test]
    fn an_id_is_echoed_as_it_is_written() {
        for id in [r#""ab\u3042\n""#, "12345678901234567890123", "-1.50e3"] {
            let document = sample::record(Some(id), Ok(sample::found()));
            let written = line(&document);
            assert!(
                written.starts_with(&format!("{{\"id\":{id},\"schema_version\":")),
                "{written}"
            );
            assert!(written.ends_with("}\n") && written.matches('\n').count() == 1);
        }
    }

    #[test]
    fn a_problem_stands_where_the_result_would() {
        let problem = Problem::new("invalid_json", "not a JSON object");
        let written = line(&sample::record(None, Err(problem)));
        assert_eq!(
            written,
            "{\"id\":null,\"line\":7,\"error\":{\"code\":\"invalid_json\",\"message\":\"not a JSON object\"}}\n"
        );
    }

    #[test]
    fn what_steers_a_terminal_is_escaped_and_means_the_same() {
        let title = "\u{1b}[31m\u{9b}31m\u{202e}漏えい\n";
        let mut found = sample::found();
        found.analysis.incidents[0].title = title.into();
        let written = line(&sample::file(Ok(found)));
        assert!(!written.trim_end().contains(steers), "{written}");
        let value: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(value["incidents"][0]["title"], title);
    }

    #[test]
    fn the_analysis_is_whole_and_beside_the_file() {
        let document = sample::file(Ok(sample::found()));
        let mut written: Value = serde_json::from_str(&pretty(&document)).unwrap();
        assert_eq!(written.as_object_mut().unwrap().remove("file").unwrap(), "記事.txt");
        let firings = written.as_object_mut().unwrap().remove("firings").unwrap();
        assert_eq!(firings.as_array().unwrap().len(), 2);
        assert_eq!(written, serde_json::to_value(sample::found().analysis).unwrap());
    }
}
