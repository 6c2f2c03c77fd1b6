//! The figures that a change of the rules must not lower, on labelled texts.
//!
//! The project's own corpus is always measured. The labelled sets of real texts are no part of the
//! project: where the folder `../shared/data` stands beside it they are measured too, and where it does
//! not, the test says so.

#![cfg(not(target_family = "wasm"))]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiken::{Analysis, Classifier, Exposure, Incident, OffsetUnit};
use serde_json::Value;

/// Sums over the labelled incidents of a file.
#[derive(Debug, Default)]
struct Figures {
    documents: Matches,
    incidents: usize,
    primary: usize,
    causes: Matches,
    data: Matches,
    excluded_reported_as_exposed: usize,
    several: usize,
    several_split: usize,
}

/// Right, superfluous and missing labels.
#[derive(Debug, Default, Clone, Copy)]
struct Matches {
    right: usize,
    superfluous: usize,
    missing: usize,
}

impl Matches {
    fn add(
        &mut self,
        got: &BTreeSet<String>,
        want: &BTreeSet<String>,
        optional: &BTreeSet<String>,
    ) {
        self.right += got.intersection(want).count();
        self.superfluous +=
            got.iter().filter(|id| !want.contains(*id) && !optional.contains(*id)).count();
        self.missing += want.difference(got).count();
    }

    fn f1(self) -> f64 {
        let all = 2 * self.right + self.superfluous + self.missing;
        if all == 0 { 1.0 } else { 2.0 * self.right as f64 / all as f64 }
    }
}

fn ids(label: &Value, key: &str) -> BTreeSet<String> {
    label[key]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|id| id.as_str().map(str::to_owned))
        .collect()
}

/// The labelled incidents of a document with the bounds of their sections, in code points.
fn labelled(document: &Value) -> Vec<(usize, usize, &Value)> {
    let length = document["text"].as_str().unwrap().chars().count();
    let mut labels: Vec<&Value> = match document["incidents"].as_array() {
        Some(incidents) => incidents.iter().collect(),
        None if document["incident"] == true => vec![document],
        None => Vec::new(),
    };
    let start = |label: &Value| label["start"].as_u64().unwrap_or(0) as usize;
    labels.sort_by_key(|label| start(label));
    let starts: Vec<usize> = labels.iter().map(|label| start(label)).collect();
    labels
        .into_iter()
        .enumerate()
        .map(|(index, label)| {
            let from = if index == 0 { 0 } else { starts[index] };
            (from, starts.get(index + 1).copied().unwrap_or(length.max(from + 1)), label)
        })
        .collect()
}

fn measure(classifier: &Classifier, file: &Path) -> Figures {
    let mut figures = Figures::default();
    let content = fs::read_to_string(file).unwrap();
    for line in content.lines().filter(|line| !line.trim().is_empty()) {
        let document: Value = serde_json::from_str(line).unwrap();
        if document.get("incident").is_some_and(Value::is_null) {
            continue;
        }
        let text = document["text"].as_str().unwrap();
        let analysis = classifier.classify(text).unwrap().with_offsets(text, OffsetUnit::CodePoint);
        figures.add(&labelled(&document), &analysis);
    }
    figures
}

impl Figures {
    fn add(&mut self, labels: &[(usize, usize, &Value)], analysis: &Analysis) {
        let told = |any: bool| -> BTreeSet<String> {
            any.then(|| "incident".to_owned()).into_iter().collect()
        };
        self.documents.add(
            &told(!analysis.incidents.is_empty()),
            &told(!labels.is_empty()),
            &BTreeSet::new(),
        );
        if labels.len() > 1 {
            self.several += 1;
            self.several_split += usize::from(analysis.incidents.len() == labels.len());
        }
        for &(from, to, label) in labels {
            let overlap = |incident: &&Incident| {
                incident.end.min(to) as i64 - incident.start.max(from) as i64
            };
            let best = analysis.incidents.iter().rev().max_by_key(overlap);
            let causes: Vec<String> = best.map_or(Vec::new(), |best| {
                best.causes.iter().map(|cause| cause.id.clone()).collect()
            });
            let data = |excluded: bool| -> BTreeSet<String> {
                let types = best.map_or(&[][..], |best| &best.data_types);
                types
                    .iter()
                    .filter(|data| (data.status == Exposure::Excluded) == excluded)
                    .map(|data| data.id.clone())
                    .collect()
            };
            let primary = ids(label, "primary");
            self.incidents += 1;
            self.primary +=
                usize::from(causes.first().is_some_and(|first| primary.contains(first)));
            let optional = &ids(label, "causes_optional") | &primary;
            self.causes.add(&causes.into_iter().collect(), &ids(label, "causes"), &optional);
            self.data.add(&data(false), &ids(label, "data"), &ids(label, "data_optional"));
            self.excluded_reported_as_exposed +=
                data(false).intersection(&ids(label, "excluded")).count();
        }
    }

    fn primary_accuracy(&self) -> f64 {
        self.primary as f64 / self.incidents as f64
    }

    fn segmentation(&self) -> f64 {
        if self.several == 0 { 1.0 } else { self.several_split as f64 / self.several as f64 }
    }
}

/// The least that a labelled file must reach.
struct Floor {
    file: &'static str,
    documents_f1: f64,
    primary: f64,
    causes_f1: f64,
    data_f1: f64,
    excluded_reported_as_exposed: usize,
    segmentation: f64,
}

fn hold(folder: &Path, floors: &[Floor]) {
    let classifier = Classifier::embedded().unwrap();
    for floor in floors {
        let figures = measure(&classifier, &folder.join(floor.file));
        let reached = [
            ("incident F1", figures.documents.f1(), floor.documents_f1),
            ("primary cause", figures.primary_accuracy(), floor.primary),
            ("cause micro-F1", figures.causes.f1(), floor.causes_f1),
            ("data micro-F1", figures.data.f1(), floor.data_f1),
            ("segmentation", figures.segmentation(), floor.segmentation),
        ];
        for (name, value, least) in reached {
            println!("{}: {name} {value:.4} (at least {least})", floor.file);
            assert!(
                value >= least,
                "{}: {name} is {value:.4}, less than {least}: {figures:#?}",
                floor.file
            );
        }
        assert!(
            figures.excluded_reported_as_exposed <= floor.excluded_reported_as_exposed,
            "{}: {} excluded data types are reported as exposed, {} at most may be",
            floor.file,
            figures.excluded_reported_as_exposed,
            floor.excluded_reported_as_exposed
        );
    }
}

#[test]
fn the_corpus_keeps_its_figures() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    hold(
        &folder,
        &[
            Floor {
                file: "short.jsonl",
                documents_f1: 0.89,
                primary: 0.83,
                causes_f1: 0.89,
                data_f1: 0.80,
                excluded_reported_as_exposed: 0,
                segmentation: 1.0,
            },
            Floor {
                file: "roundups.jsonl",
                documents_f1: 0.98,
                primary: 0.68,
                causes_f1: 0.70,
                data_f1: 0.72,
                excluded_reported_as_exposed: 3,
                segmentation: 0.58,
            },
            Floor {
                file: "long.jsonl",
                documents_f1: 0.93,
                primary: 0.80,
                causes_f1: 0.80,
                data_f1: 0.72,
                excluded_reported_as_exposed: 7,
                segmentation: 1.0,
            },
        ],
    );
}

#[test]
fn the_real_texts_keep_their_figures_where_they_are_at_hand() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if !folder.is_dir() {
        eprintln!("../shared/data is absent: the figures on real texts are not measured here");
        return;
    }
    hold(
        &folder,
        &[
            Floor {
                file: "articles.jsonl",
                documents_f1: 1.0,
                primary: 1.0,
                causes_f1: 0.9,
                data_f1: 0.8,
                excluded_reported_as_exposed: 0,
                segmentation: 1.0,
            },
            Floor {
                file: "dev.jsonl",
                documents_f1: 0.95,
                primary: 0.90,
                causes_f1: 0.88,
                data_f1: 0.85,
                excluded_reported_as_exposed: 2,
                segmentation: 1.0,
            },
            Floor {
                file: "long-dev.jsonl",
                documents_f1: 0.95,
                primary: 0.85,
                causes_f1: 0.85,
                data_f1: 0.85,
                excluded_reported_as_exposed: 1,
                segmentation: 0.8,
            },
        ],
    );
}
