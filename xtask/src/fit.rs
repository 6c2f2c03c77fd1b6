//! `cargo xtask fit`: the learnt tables written anew from the labelled texts.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process::{command, run};
use crate::{build, root};

/// Real texts that are no part of the project; their labels are, without the texts.
const REAL_TEXTS: &str = "../shared/data";

/// Fits the lexicon and the weights; scikit-learn is installed into a virtual environment of the checkout.
pub fn fit() -> Result<()> {
    build::dictionary()?;
    let jiken = build::measuring_command()?;
    let python = environment()?;
    let corpus = root().join("tests/corpus");
    let mut documents: Vec<PathBuf> =
        ["short", "long", "roundups"].map(|name| corpus.join(format!("{name}.jsonl"))).into();
    let real = root().join(REAL_TEXTS);
    if real.is_dir() {
        documents
            .extend(["dev", "long-dev", "articles"].map(|name| real.join(format!("{name}.jsonl"))));
        documents.push(with_texts()?);
    } else {
        println!("{REAL_TEXTS} is absent: the weights are fitted on the project's own texts only");
    }
    let statements =
        ["causes", "data_types"].map(|name| corpus.join(format!("statements/{name}.jsonl")));
    let mut fit = command(python, ["xtask/fit/fit.py"]);
    fit.arg(&jiken).arg(root().join("tables")).args(documents).arg("--statements").args(statements);
    run(&mut fit)?;
    println!(
        "read what changed in tables/lexicon.toml, weights.toml and detection.toml before you commit it"
    );
    Ok(())
}

/// The Python of a virtual environment that holds what the script needs.
fn environment() -> Result<PathBuf> {
    let folder = root().join("target/fit");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !python.exists() {
        println!("scikit-learn fits the models: it goes into {}", folder.display());
        run(command("python3", ["-m", "venv"]).arg(&folder))?;
    }
    run(&mut command(
        &python,
        ["-m", "pip", "install", "--quiet", "--requirement", "xtask/fit/requirements.txt"],
    ))?;
    Ok(python)
}

/// The labels of real texts joined with the texts, as a labelled file.
fn with_texts() -> Result<PathBuf> {
    let read = |file: PathBuf| -> Result<Vec<Value>> {
        let content = fs::read_to_string(&file)
            .with_context(|| format!("{} cannot be read", file.display()))?;
        content.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
    };
    let texts = read(root().join(REAL_TEXTS).join("unlabelled.jsonl"))?;
    let labels = read(root().join("tests/corpus/labels/real-short.jsonl"))?;
    let mut lines = String::new();
    for mut label in labels {
        let Some(text) = texts.iter().find(|text| text["id"] == label["id"]) else {
            bail!("there is no text for the label of {}", label["id"]);
        };
        let characters: Vec<char> = text["text"].as_str().unwrap_or_default().chars().collect();
        // Organisations are kept as spans, so that the project holds no real one's name.
        let names: Vec<Value> = label["org"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|span| {
                let at = |index: usize| span[index].as_u64().map(|at| at as usize);
                Some(characters.get(at(0)?..at(1)?)?.iter().collect::<String>().into())
            })
            .collect();
        label["org"] = names.into();
        label["text"] = text["text"].clone();
        lines += &(label.to_string() + "\n");
    }
    let file = root().join("target/fit/real-short.jsonl");
    fs::write(&file, lines)?;
    Ok(file)
}
