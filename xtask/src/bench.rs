//! `cargo xtask bench`: jiken beside what a page would otherwise use, in one run: in Chromium, in Node and
//! natively. The measuring itself is in `www/bench/` and `benches/`.

use anyhow::{Context, Result};
use clap::Args;

use crate::browser;
use crate::build;
use crate::install::{npm_packages, wasm_tools};
use crate::process::{cargo, command, run};
use crate::root;

/// What `cargo xtask bench` takes.
#[derive(Args)]
pub struct BenchArguments {
    /// Writes the tables into docs/benchmark.md, the figures and the chart beside it.
    #[arg(long)]
    save: bool,
}

/// Builds what is measured and measures it.
pub fn bench(arguments: &BenchArguments) -> Result<()> {
    let tools = wasm_tools()?;
    build::page_packages()?;
    npm_packages("www/bench", "the programs that jiken is measured beside")?;
    build::dictionary()?;
    build::page(&tools)?;
    build::segmenter(&tools)?;
    run(&mut cargo(["build", "--release", "--package", "jiken-bench", "--bin", "jiken-bench"]))?;
    let program = build::program("release", "jiken-bench")?;
    let chrome = browser::browser()?.chrome;
    let mut node = command("node", ["www/bench/run.mjs"]);
    node.env("CHROME", chrome).env("JIKEN_BENCH", program);
    if arguments.save {
        node.arg("--save");
    }
    run(&mut node).context("the benchmark")?;
    println!("the figures: {}", root().join("target/bench/results.json").display());
    Ok(())
}
