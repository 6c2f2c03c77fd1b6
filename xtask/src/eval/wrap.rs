//! Labelled incidents in, the same incidents amid foreign text out: a metamorphic test.
//!
//! What surrounds an incident must not change its labels. Rules are written with bank `a` in view only;
//! the figures on bank `b` tell whether they hold for other wording.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::labels::{Document, Label};
use crate::root;

/// Sentences that belong to no incident's labels, by what they are.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bank {
    /// What will be done: 再発防止.
    measures: Vec<String>,
    /// What readers should do.
    advice: Vec<String>,
    /// Other organisations' events and statistics.
    others: Vec<String>,
    /// Whom to ask.
    contact: Vec<String>,
    /// Opinions and introductions.
    opinion: Vec<String>,
}

/// Documents made of others, and how.
pub struct Wrapped {
    pub name: String,
    pub documents: Vec<Document>,
}

/// The ways of wrapping.
const WAYS: [&str; 4] = ["inline", "notice", "blog", "round-up"];

/// How many incidents a made round-up holds.
const ROUND_UP: usize = 3;

/// Every way of wrapping the documents that tell one incident, with each bank.
pub fn all(documents: &[Document]) -> Result<Vec<Wrapped>> {
    let folder = root().join("tests/corpus/distractors");
    let single: Vec<&Document> = documents
        .iter()
        .filter(|document| document.incidents.len() == 1 && document.text.chars().count() <= 400)
        .collect();
    let mut made = Vec::new();
    for bank in ["a", "b"] {
        let file = folder.join(format!("{bank}.json"));
        let content = fs::read_to_string(&file)
            .with_context(|| format!("{} cannot be read", file.display()))?;
        let sentences: Bank = serde_json::from_str(&content)
            .with_context(|| format!("{} is no bank of sentences", file.display()))?;
        if let Some((kind, _)) = sentences.kinds().into_iter().find(|(_, list)| list.is_empty()) {
            bail!("{} has no sentence under {kind}", file.display());
        }
        for way in WAYS {
            let name = format!("{way}, bank {bank}");
            made.push(Wrapped { name, documents: sentences.wrap(&single, way) });
        }
    }
    Ok(made)
}

impl Bank {
    fn kinds(&self) -> BTreeMap<&'static str, &[String]> {
        BTreeMap::from([
            ("measures", self.measures.as_slice()),
            ("advice", self.advice.as_slice()),
            ("others", self.others.as_slice()),
            ("contact", self.contact.as_slice()),
            ("opinion", self.opinion.as_slice()),
        ])
    }

    fn wrap(&self, documents: &[&Document], way: &str) -> Vec<Document> {
        if way == "round-up" {
            return documents
                .chunks(ROUND_UP)
                .filter(|chunk| chunk.len() == ROUND_UP)
                .enumerate()
                .map(|(number, chunk)| self.round_up(chunk, number))
                .collect();
        }
        documents
            .iter()
            .enumerate()
            .map(|(number, document)| {
                let (title, body) = title_and_body(&document.text);
                let text = match way {
                    "inline" => self.inline(title, body, number),
                    "notice" => self.notice(title, body, number),
                    _ => self.blog(title, body, number),
                };
                made(document, text)
            })
            .collect()
    }

    /// Foreign sentences after the second and after the last one of the body.
    fn inline(&self, title: &str, body: &str, number: usize) -> String {
        let sentences: Vec<&str> = body.split_inclusive('。').collect();
        let (first, rest) = sentences.split_at(sentences.len().min(2));
        [
            title,
            "\n",
            &first.concat(),
            pick(&self.others, number),
            &rest.concat(),
            pick(&self.measures, number),
            pick(&self.advice, number),
        ]
        .concat()
    }

    fn notice(&self, title: &str, body: &str, number: usize) -> String {
        let measures =
            format!("{}{}", pick(&self.measures, number), pick(&self.measures, number + 1));
        [
            title,
            "\n\n■概要\n",
            body,
            "\n\n■再発防止策\n",
            &measures,
            "\n\n■お客様へのお願い\n",
            pick(&self.advice, number),
            "\n\n■お問い合わせ先\n",
            pick(&self.contact, number),
            "\n",
        ]
        .concat()
    }

    fn blog(&self, title: &str, body: &str, number: usize) -> String {
        [
            title,
            "\n\n",
            pick(&self.opinion, number),
            "\n\n",
            body,
            "\n\n",
            pick(&self.opinion, number + 1),
            pick(&self.others, number),
            "\n\n",
            pick(&self.advice, number),
            "\n",
        ]
        .concat()
    }

    fn round_up(&self, documents: &[&Document], number: usize) -> Document {
        let mut text =
            format!("今週の情報セキュリティ関連ニュース\n{}\n", pick(&self.opinion, number));
        let mut incidents = Vec::new();
        for (index, document) in documents.iter().enumerate() {
            let (title, body) = title_and_body(&document.text);
            let start = text.chars().count() + 1;
            text += &format!("\n{}. {title}\n{body}\n", index + 1);
            incidents.push(Label { start, ..document.incidents[0].clone() });
        }
        let end = text.chars().count();
        text += &format!("\n■まとめ\n{}\n", pick(&self.opinion, number + 1));
        let starts: Vec<usize> = incidents.iter().map(|label| label.start).collect();
        for (index, label) in incidents.iter_mut().enumerate() {
            label.end = starts.get(index + 1).copied().unwrap_or(end);
        }
        let ids: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
        Document { id: ids.join("+"), text, incidents, ..documents[0].clone() }
    }
}

fn made(document: &Document, text: String) -> Document {
    let end = text.chars().count();
    let incidents =
        document.incidents.iter().map(|label| Label { start: 0, end, ..label.clone() }).collect();
    Document { text, incidents, ..document.clone() }
}

fn title_and_body(text: &str) -> (&str, &str) {
    text.split_once('\n').map_or(("", text), |(title, body)| (title, body.trim()))
}

fn pick(sentences: &[String], number: usize) -> &str {
    // A step that is prime to the usual lengths takes neighbours from different places.
    &sentences[number * 7 % sentences.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_keeps_the_incident_and_its_bounds() {
        let bank = Bank {
            measures: vec!["研修を行う。".into()],
            advice: vec!["ご注意ください。".into()],
            others: vec!["昨年は別の市でもあった。".into()],
            contact: vec!["電話 0000".into()],
            opinion: vec!["考えさせられる。".into()],
        };
        let document = |id: &str| Document {
            id: id.into(),
            text: format!("{id}市、名簿を紛失\n{id}市は、名簿を紛失した。名簿には氏名があった。"),
            part: "dev".into(),
            genre: String::new(),
            incidents: vec![Label::default()],
            decoys: Default::default(),
        };
        let documents = [document("東"), document("西"), document("南"), document("北")];
        let documents: Vec<&Document> = documents.iter().collect();
        for way in WAYS {
            let made = bank.wrap(&documents, way);
            assert_eq!(made.len(), if way == "round-up" { 1 } else { 4 }, "{way}");
            for document in made {
                let text: Vec<char> = document.text.chars().collect();
                for label in &document.incidents {
                    let section: String = text[label.start..label.end].iter().collect();
                    assert!(section.contains("名簿には氏名があった。"), "{way}: {section}");
                    assert_eq!(section.matches("紛失した").count(), 1, "{way}: {section}");
                }
            }
        }
    }
}
