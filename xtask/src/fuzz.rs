//! `cargo xtask fuzz`: the targets of `fuzz/`, each for some minutes, on the nightly compiler that libFuzzer's
//! instruments need.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::build;
use crate::install::fuzzer;
use crate::process::{command, watch};
use crate::root;

/// What `cargo xtask fuzz` takes.
#[derive(Args)]
pub struct FuzzArguments {
    /// A target of fuzz/fuzz_targets/; without it every one, one after the other.
    target: Option<String>,
    /// How long each runs.
    #[arg(long, default_value_t = 10)]
    minutes: u64,
}

/// Runs the targets; what one of them finds lies in `fuzz/artifacts/` and becomes a test.
pub fn fuzz(arguments: &FuzzArguments) -> Result<ExitCode> {
    let targets = match &arguments.target {
        None => targets()?,
        Some(target) => {
            let targets = targets()?;
            if !targets.contains(target) {
                bail!("there is no target {target}: use one of {}", targets.join(", "));
            }
            vec![target.clone()]
        }
    };
    build::dictionary()?;
    fuzzer()?;
    let mut found = Vec::new();
    for target in &targets {
        // libFuzzer writes what it learns into the first folder; the seeds stay as they are.
        let corpus = root().join("fuzz/corpus").join(target);
        fs::create_dir_all(&corpus).with_context(|| corpus.display().to_string())?;
        let mut run = command("rustup", ["run", "nightly", "cargo", "fuzz", "run", target]);
        run.current_dir(root().join("fuzz"))
            .arg(format!("corpus/{target}"))
            .arg(format!("seeds/{target}"))
            .arg("--")
            .arg(format!("-max_total_time={}", arguments.minutes * 60))
            .args(["-timeout=20", "-rss_limit_mb=4096", "-print_final_stats=1"]);
        if target == "text" {
            run.arg("-dict=japanese.dict");
        }
        if matches!(target.as_str(), "text" | "offsets") {
            run.arg("-max_len=4096");
        }
        if !watch(&mut run)?.0 {
            found.push(target.as_str());
        }
    }
    if found.is_empty() {
        println!("nothing found in {}", targets.join(", "));
        return Ok(ExitCode::SUCCESS);
    }
    println!(
        "found something in {}: the input lies in fuzz/artifacts/; make a test of it",
        found.join(", ")
    );
    Ok(ExitCode::FAILURE)
}

/// The names of the targets, sorted.
fn targets() -> Result<Vec<String>> {
    let folder = root().join("fuzz/fuzz_targets");
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        found.extend(name.strip_suffix(".rs").map(str::to_owned));
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_seeds_and_is_built() {
        let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap();
        let targets = targets().unwrap();
        assert_eq!(targets, ["dictionary", "jsonl", "offsets", "tables", "text"]);
        for target in targets {
            assert!(manifest.contains(&format!("name = \"{target}\"")), "{target}");
            let seeds = fs::read_dir(root().join("fuzz/seeds").join(&target)).unwrap();
            assert!(seeds.count() >= 3, "{target}");
        }
    }
}
