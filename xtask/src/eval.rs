//! `cargo xtask eval`: the command's answers on labelled texts, measured.
//!
//! It runs the command and reads its JSON, so that what is measured is what a user gets.

mod figures;
mod labels;
mod report;
mod wrap;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::{Deserialize, Serialize};

use crate::process::command;
use crate::{build, root};
use figures::{Answer, LESS_IS_BETTER, METRICS, Tally};
use labels::Document;

#[derive(Args)]
pub struct EvalArguments {
    /// Labelled files, JSON Lines; without any, the project's own corpus, its parts apart.
    files: Vec<PathBuf>,
    /// Measures this part of the files only: dev or test.
    #[arg(long)]
    part: Option<String>,
    /// Shows this many of the worst mistakes; none of the part `test`, on which no rule is written.
    #[arg(long, default_value_t = 10)]
    worst: usize,
    /// Also wraps the corpus's incidents in other texts and measures what that changes.
    #[arg(long)]
    wrapped: bool,
    /// Writes the own corpus's figures down as those that a later run is compared with.
    #[arg(long, conflicts_with_all = ["files", "part"])]
    save: bool,
}

/// The figures that were committed: for each part of the corpus and each metric.
#[derive(Debug, Default, Serialize, Deserialize, PartialEq)]
#[serde(transparent)]
struct Committed(BTreeMap<String, BTreeMap<String, f64>>);

/// How far a figure may fall below the committed one before the tests fail.
const TOLERANCE: f64 = 0.005;

/// Documents with their answers.
struct Measured {
    name: String,
    documents: Vec<Document>,
    answers: Vec<Answer>,
    tallies: Vec<Tally>,
}

pub fn eval(arguments: &EvalArguments) -> Result<()> {
    build::dictionary()?;
    let jiken = build::measuring_command()?;
    let committed = committed()?;
    let sets = if arguments.files.is_empty() {
        let mut sets = corpus(arguments.part.as_deref())?;
        if arguments.part.is_none() {
            sets.extend(real()?);
        }
        sets
    } else {
        files(&arguments.files, arguments.part.as_deref())?
    };
    let mut figures = Committed::default();
    for (name, documents) in sets {
        let measured = measure(&jiken, name, documents)?;
        let before = committed.0.get(&measured.name);
        let shown = if measured.name == "test" { 0 } else { arguments.worst };
        print!("{}", report::report(&measured, before, shown));
        figures.0.insert(measured.name.clone(), named(&Tally::sum(&measured.tallies)));
        if arguments.wrapped {
            for wrapped in wrap::all(&measured.documents)? {
                let wrapped = measure(&jiken, wrapped.name, wrapped.documents)?;
                print!("{}", report::line(&wrapped));
            }
        }
    }
    if arguments.save {
        fs::write(committed_file(), serde_json::to_string_pretty(&figures)? + "\n")?;
        println!("written: {}", committed_file().display());
    }
    Ok(())
}

/// Measures the own corpus with a command and names every figure that is worse than the committed one.
pub fn hold(jiken: &Path) -> Result<()> {
    let committed = committed()?;
    let mut faults = Vec::new();
    for (name, documents) in corpus(None)?.into_iter().chain(real()?) {
        let measured = measure(jiken, name, documents)?;
        let Some(before) = committed.0.get(&measured.name) else {
            bail!(
                "{} has no part {}: run cargo xtask eval --save",
                committed_file().display(),
                measured.name
            );
        };
        let now = named(&Tally::sum(&measured.tallies));
        print!("{}", report::report(&measured, Some(before), 0));
        faults.extend(worse(&measured.name, &now, before));
    }
    if !faults.is_empty() {
        bail!("worse than {}: {}", committed_file().display(), faults.join("; "));
    }
    Ok(())
}

/// The figures that fell by more than the tolerance.
fn worse(part: &str, now: &BTreeMap<String, f64>, before: &BTreeMap<String, f64>) -> Vec<String> {
    before
        .iter()
        .filter_map(|(metric, &before)| {
            let now = *now.get(metric)?;
            let fallen =
                if LESS_IS_BETTER.contains(&metric.as_str()) { now - before } else { before - now };
            (fallen > TOLERANCE).then(|| format!("{part}: {metric} {now:.4}, was {before:.4}"))
        })
        .collect()
}

fn named(tally: &Tally) -> BTreeMap<String, f64> {
    METRICS
        .into_iter()
        .zip(tally.figures())
        .filter_map(|(name, figure)| Some((name.to_owned(), (figure? * 1e4).round() / 1e4)))
        .collect()
}

fn committed_file() -> PathBuf {
    root().join("tests/corpus/figures.json")
}

fn committed() -> Result<Committed> {
    let file = committed_file();
    if !file.exists() {
        return Ok(Committed::default());
    }
    serde_json::from_str(&fs::read_to_string(&file)?)
        .with_context(|| format!("{}: write it anew with cargo xtask eval --save", file.display()))
}

/// The own corpus's documents, by part.
fn corpus(part: Option<&str>) -> Result<Vec<(String, Vec<Document>)>> {
    let folder = root().join("tests/corpus");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "jsonl"))
        .collect();
    files.sort();
    let mut parts: BTreeMap<String, Vec<Document>> = BTreeMap::new();
    for file in files {
        for document in labels::read(&file)? {
            if part.is_none_or(|part| part == document.part) {
                parts.entry(document.part.clone()).or_default().push(document);
            }
        }
    }
    if parts.is_empty() {
        bail!("the corpus has no part of this name: use dev or test");
    }
    Ok(parts.into_iter().collect())
}

/// Labelled real texts, which are no part of the project: none where they are not at hand.
fn real() -> Result<Vec<(String, Vec<Document>)>> {
    const FOLDER: &str = "../shared/data";
    let folder = root().join(FOLDER);
    if !folder.is_dir() {
        println!("{FOLDER} is absent: the figures on real texts are not measured here");
        return Ok(Vec::new());
    }
    let mut real = labels::read(&folder.join("dev.jsonl"))?;
    real.extend(labels::read(&folder.join("long-dev.jsonl"))?);
    let articles = labels::read(&folder.join("articles.jsonl"))?;
    Ok(vec![("real".to_owned(), real), ("articles".to_owned(), articles)])
}

fn files(files: &[PathBuf], part: Option<&str>) -> Result<Vec<(String, Vec<Document>)>> {
    let mut sets = Vec::new();
    let mut all = Vec::new();
    for file in files {
        let mut documents = labels::read(file)?;
        documents.retain(|document| part.is_none_or(|part| part == document.part));
        if documents.is_empty() {
            bail!("{} holds no document of this part", file.display());
        }
        all.extend(documents.iter().cloned());
        sets.push((file.display().to_string(), documents));
    }
    if sets.len() > 1 {
        sets.push(("together".to_owned(), all));
    }
    Ok(sets)
}

/// Runs the command over documents.
fn measure(jiken: &Path, name: String, documents: Vec<Document>) -> Result<Measured> {
    let mut child = command(jiken, ["classify", "--input", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} cannot be started", jiken.display()))?;
    let mut input = child.stdin.take().context("the command has no input")?;
    let lines: Vec<String> = documents
        .iter()
        .map(|document| {
            serde_json::json!({ "id": document.id, "text": document.text }).to_string() + "\n"
        })
        .collect();
    let writer = std::thread::spawn(move || -> std::io::Result<()> {
        lines.iter().try_for_each(|line| input.write_all(line.as_bytes()))
    });
    let output = child.wait_with_output()?;
    let written = writer.join().map_err(|_| anyhow::anyhow!("writing to the command failed"))?;
    if !output.status.success() {
        bail!("{} failed ({})", jiken.display(), output.status);
    }
    written?;
    let answers = String::from_utf8(output.stdout)?
        .lines()
        .map(|line| serde_json::from_str(line).context("the command's answer is not understood"))
        .collect::<Result<Vec<Answer>>>()?;
    if answers.len() != documents.len() {
        bail!("{} documents gave {} answers", documents.len(), answers.len());
    }
    let tallies = documents
        .iter()
        .zip(&answers)
        .map(|(document, answer)| Tally::of(document, answer))
        .collect();
    Ok(Measured { name, documents, answers, tallies })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_that_fell_is_named_and_one_that_rose_is_not() {
        let figures = |primary: f64, wrong: f64| {
            BTreeMap::from([
                ("primary_cause".to_owned(), primary),
                ("excluded_reported_as_exposed".to_owned(), wrong),
            ])
        };
        let before = figures(0.9, 2.0);
        assert!(worse("dev", &figures(0.9 - TOLERANCE / 2.0, 1.0), &before).is_empty());
        let faults = worse("dev", &figures(0.88, 3.0), &before);
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[1].contains("dev: primary_cause 0.8800, was 0.9000"), "{faults:?}");
    }

    #[test]
    fn the_corpus_holds_what_a_corpus_needs() {
        const LEAST: usize = 6;
        let documents: Vec<Document> =
            corpus(None).unwrap().into_iter().flat_map(|(_, documents)| documents).collect();
        let mut ids = std::collections::BTreeSet::new();
        let (mut told, mut decoys) = (BTreeMap::new(), BTreeMap::new());
        for document in &documents {
            assert!(ids.insert(&document.id), "{} stands twice", document.id);
            assert!(["dev", "test"].contains(&document.part.as_str()), "{}", document.id);
            let mut own = std::collections::BTreeSet::new();
            for label in &document.incidents {
                own.extend(label.causes.iter().chain(&label.primary).chain(&label.data));
            }
            own.iter().for_each(|id| *told.entry(id.to_string()).or_insert(0) += 1);
            for id in document.decoys.causes.iter().chain(&document.decoys.data) {
                *decoys.entry(id.clone()).or_insert(0) += 1;
            }
        }
        let several = documents.iter().filter(|document| document.incidents.len() > 1).count();
        let none = documents.iter().filter(|document| document.incidents.is_empty()).count();
        let test = documents.iter().filter(|document| document.part == "test").count();
        assert!(documents.len() >= 240 && several >= 40 && none >= 40, "{several} {none}");
        assert!(test * 3 >= documents.len(), "{test} of {} are kept apart", documents.len());
        let tables = fs::read_to_string(root().join("tables/causes.toml")).unwrap()
            + &fs::read_to_string(root().join("tables/data_types.toml")).unwrap();
        let labels = tables.lines().filter_map(|line| line.strip_prefix("id = ")?.get(1..));
        for id in labels.filter_map(|id| id.strip_suffix('"')) {
            let (told, decoys) = (told.get(id).copied(), decoys.get(id).copied());
            assert!(told >= Some(LEAST), "{id} is the label of {told:?} documents");
            // Neither is a word that a text could name without meaning it.
            if !["other", "unknown"].contains(&id) {
                assert!(decoys >= Some(LEAST), "{id} is a decoy in {decoys:?} documents");
            }
        }
    }
}
