//! The analysis as JSON: its own fields beside the file or the id, so that one object is one result.

use jiken::{Analysis, Firing};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::command::{
    document::{Document, Origin},
    failure::Problem,
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
pub fn line(document: &Document) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(&object(document)).expect("plain data is always JSON");
    bytes.push(b'\n');
    bytes
}

/// Over several lines, without a line end after the last.
pub fn pretty(document: &Document) -> Vec<u8> {
    serde_json::to_vec_pretty(&object(document)).expect("plain data is always JSON")
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
            let written = String::from_utf8(line(&document)).unwrap();
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
        let written = String::from_utf8(line(&sample::record(None, Err(problem)))).unwrap();
        assert_eq!(
            written,
            "{\"id\":null,\"line\":7,\"error\":{\"code\":\"invalid_json\",\"message\":\"not a JSON object\"}}\n"
        );
    }

    #[test]
    fn the_analysis_is_whole_and_beside_the_file() {
        let document = sample::file(Ok(sample::found()));
        let mut written: Value = serde_json::from_slice(&pretty(&document)).unwrap();
        assert_eq!(written.as_object_mut().unwrap().remove("file").unwrap(), "記事.txt");
        let firings = written.as_object_mut().unwrap().remove("firings").unwrap();
        assert_eq!(firings.as_array().unwrap().len(), 2);
        assert_eq!(written, serde_json::to_value(sample::found().analysis).unwrap());
    }
}
