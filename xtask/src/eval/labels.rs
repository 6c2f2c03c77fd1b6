//! Labelled files in, documents with what a careful reader would answer out.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;

/// A labelled document.
#[derive(Debug, Clone)]
pub struct Document {
    pub id: String,
    pub text: String,
    /// `dev` may be looked at while rules are written, `test` is only measured; empty where the file does
    /// not say.
    pub part: String,
    pub genre: String,
    /// In the order of the text; empty where the text tells of no incident.
    pub incidents: Vec<Label>,
    /// What the text names without its being a label of its incident: causes and data types.
    pub decoys: Decoys,
}

/// Causes and data types that a text names and that are none of its incident's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Decoys {
    #[serde(default)]
    pub causes: BTreeSet<String>,
    #[serde(default)]
    pub data: BTreeSet<String>,
}

/// One labelled incident; its fields are those of `tests/corpus/README.md`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Label {
    /// Where its section begins, in code points.
    pub start: usize,
    /// Where it ends: where the next one begins, or with the text.
    #[serde(skip)]
    pub end: usize,
    pub primary: BTreeSet<String>,
    pub causes: BTreeSet<String>,
    pub causes_optional: BTreeSet<String>,
    pub data: BTreeSet<String>,
    pub data_optional: BTreeSet<String>,
    pub excluded: BTreeSet<String>,
    pub excluded_optional: BTreeSet<String>,
    pub status: BTreeSet<String>,
    pub count: Option<u64>,
    pub third_party: Option<bool>,
    pub org: Option<Vec<String>>,
}

/// Reads a labelled file; documents on which readers could not agree (`"incident": null`) are left out.
pub fn read(file: &Path) -> Result<Vec<Document>> {
    let name = file.display();
    let content = fs::read_to_string(file).with_context(|| format!("{name} cannot be read"))?;
    let mut documents = Vec::new();
    for (index, line) in content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let value: Value = serde_json::from_str(line)
            .with_context(|| format!("{name}, line {}: write one JSON object a line", index + 1))?;
        let document = document(&value).with_context(|| format!("{name}, line {}", index + 1))?;
        documents.extend(document);
    }
    if documents.is_empty() {
        bail!("{name} holds no labelled document");
    }
    Ok(documents)
}

fn document(value: &Value) -> Result<Option<Document>> {
    let Some(text) = value["text"].as_str() else { bail!("\"text\" is missing or no string") };
    let id = match &value["id"] {
        Value::String(id) => id.clone(),
        Value::Number(id) => id.to_string(),
        _ => bail!("\"id\" is missing: give each document a string or a number"),
    };
    let label = |value: &Value| -> Result<Label> {
        Label::deserialize(value).context("a field of its labels has the wrong type")
    };
    let mut incidents = match (&value["incidents"], &value["incident"]) {
        (Value::Array(incidents), _) => incidents.iter().map(label).collect::<Result<Vec<_>>>()?,
        (_, Value::Bool(true)) => vec![Label { start: 0, ..label(value)? }],
        (_, Value::Bool(false)) => Vec::new(),
        (_, Value::Null) if value.get("incident").is_some() => return Ok(None),
        _ => bail!("it has neither \"incidents\" nor \"incident\""),
    };
    incidents.sort_by_key(|incident| incident.start);
    let length = text.chars().count();
    let starts: Vec<usize> = incidents.iter().map(|incident| incident.start).collect();
    for (index, incident) in incidents.iter_mut().enumerate() {
        incident.end = starts.get(index + 1).copied().unwrap_or(length.max(incident.start + 1));
        if index == 0 {
            incident.start = 0;
        }
    }
    let text_of = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let decoys = match &value["decoys"] {
        Value::Null => Decoys::default(),
        decoys => Decoys::deserialize(decoys).context("\"decoys\" has the wrong type")?,
    };
    Ok(Some(Document {
        id,
        text: text.to_owned(),
        part: text_of("part"),
        genre: text_of("genre"),
        incidents,
        decoys,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Option<Document>> {
        document(&serde_json::from_str(line)?)
    }

    #[test]
    fn labels_stand_on_the_document_or_in_its_incidents() {
        let flat =
            r#"{"id":1,"text":"あいう","incident":true,"primary":["loss"],"count":3,"org":null}"#;
        let flat = read(flat).unwrap().unwrap();
        assert_eq!((flat.id.as_str(), flat.incidents.len()), ("1", 1));
        assert_eq!((flat.incidents[0].start, flat.incidents[0].end), (0, 3));
        assert_eq!(flat.incidents[0].count, Some(3));
        let several = r#"{"id":"a","text":"あいうえお","incidents":[{"start":3},{"start":1}]}"#;
        let several = read(several).unwrap().unwrap().incidents;
        let bounds: Vec<_> = several.iter().map(|label| (label.start, label.end)).collect();
        assert_eq!(bounds, [(0, 3), (3, 5)]);
    }

    #[test]
    fn what_the_page_writes_of_checked_texts_is_read() {
        let file = crate::root().join("www/tests/fixtures/labels.jsonl");
        let documents = super::read(&file).unwrap();
        assert_eq!(documents.len(), 1);
        assert_eq!(documents[0].id, "記事.txt");
        let [label] = documents[0].incidents.as_slice() else { panic!("{documents:?}") };
        let texts = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>();
        assert_eq!(texts(&label.primary), ["loss"]);
        assert_eq!(texts(&label.causes), ["loss", "theft"]);
        assert_eq!(texts(&label.data), ["email", "name"]);
        assert_eq!(texts(&label.excluded), ["credit_card"]);
        assert_eq!(texts(&label.status), ["confirmed"]);
        assert_eq!(label.count, Some(1204));
        assert_eq!(label.org.as_deref(), Some(["架空商事".to_owned()].as_slice()));
    }

    #[test]
    fn a_document_without_an_agreed_answer_is_left_out_and_a_broken_one_named() {
        assert!(read(r#"{"id":"a","text":"あ","incident":null}"#).unwrap().is_none());
        for (line, wrong) in [
            (r#"{"id":"a","incident":true}"#, "text"),
            (r#"{"text":"あ","incident":true}"#, "id"),
            (r#"{"id":"a","text":"あ"}"#, "incidents"),
            (r#"{"id":"a","text":"あ","incident":true,"causes":"loss"}"#, "labels"),
        ] {
            let error = format!("{:#}", read(line).unwrap_err());
            assert!(error.contains(wrong), "{line}: {error}");
        }
    }
}
