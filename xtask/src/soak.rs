//! `cargo xtask soak`: very many articles through one process of the command and one WebAssembly instance;
//! the memory of neither may grow with their number.

use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Deserialize;

use crate::build;
use crate::process::{command, output};
use crate::root;

/// How much more memory the last tenth may have than the third, which has seen every text.
const LEVEL: f64 = 1.1;

/// What `cargo xtask soak` takes.
#[derive(Args)]
pub struct SoakArguments {
    /// How many articles.
    #[arg(long, default_value_t = 200_000)]
    articles: usize,
    /// Only the command, and as many articles as make so many megabytes of JSON Lines.
    #[arg(long)]
    megabytes: Option<usize>,
}

/// Megabytes of memory after so many articles.
#[derive(Deserialize)]
struct Sample {
    articles: usize,
    process: f64,
    wasm: Option<f64>,
}

/// Runs both and fails where memory grows.
pub fn soak(arguments: &SoakArguments) -> Result<()> {
    let lines = lines()?;
    if let Some(megabytes) = arguments.megabytes {
        let average = lines.iter().map(String::len).sum::<usize>() / lines.len();
        return level(
            "the command",
            &through_the_command(&lines, megabytes * 1_000_000 / average)?,
        );
    }
    build::everything()?;
    level("the command", &through_the_command(&lines, arguments.articles)?)?;
    let mut node = command("node", ["--expose-gc", "www/bench/soak.mjs"]);
    let printed = output(node.arg(arguments.articles.to_string()))?;
    level("WebAssembly in Node", &serde_json::from_str::<Vec<Sample>>(&printed)?)
}

/// The corpus as JSON Lines of the command.
fn lines() -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for name in ["short", "long", "roundups"] {
        let file = root().join(format!("tests/corpus/{name}.jsonl"));
        let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        for line in text.lines() {
            let row: serde_json::Value = serde_json::from_str(line)?;
            let record = serde_json::json!({ "id": row["id"], "text": row["text"] });
            lines.push(format!("{record}\n"));
        }
    }
    Ok(lines)
}

fn through_the_command(lines: &[String], articles: usize) -> Result<Vec<Sample>> {
    let mut child = Command::new(build::measuring_command()?)
        .args(["classify", "--input", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("the command")?;
    let stdout = child.stdout.take().context("no output")?;
    let counting =
        thread::spawn(move || BufReader::new(stdout).lines().map_while(Result::ok).count());
    let mut stdin = BufWriter::new(child.stdin.take().context("no input")?);
    let (start, mut samples, mut bytes) = (Instant::now(), Vec::new(), 0);
    for (at, line) in lines.iter().cycle().take(articles).enumerate() {
        stdin.write_all(line.as_bytes())?;
        bytes += line.len();
        if (at + 1) % articles.div_ceil(10) == 0 || at + 1 == articles {
            stdin.flush()?;
            samples.extend(resident(child.id())?.map(|process| Sample {
                articles: at + 1,
                process,
                wasm: None,
            }));
        }
    }
    drop(stdin);
    let answered = counting.join().unwrap_or_default();
    let status = child.wait()?;
    if !status.success() || answered != articles {
        bail!("{answered} answers to {articles} articles ({status})");
    }
    let (megabytes, seconds) = (bytes as f64 / 1e6, start.elapsed().as_secs_f64());
    println!(
        "{articles} articles, {megabytes:.0} MB in {seconds:.0} s: {:.2} MB/s",
        megabytes / seconds
    );
    Ok(samples)
}

/// The most memory that a process has had so far; nothing is known of it but on Linux.
fn resident(process: u32) -> Result<Option<f64>> {
    if !cfg!(target_os = "linux") {
        return Ok(None);
    }
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<f64>().ok());
    Ok(kilobytes.map(|kilobytes| kilobytes / 1e3))
}

/// Prints the samples; memory that grows from the third to the last is an error.
fn level(what: &str, samples: &[Sample]) -> Result<()> {
    println!("{what}: megabytes of memory after so many articles");
    for Sample { articles, process, wasm } in samples {
        let inside =
            wasm.map_or(String::new(), |wasm| format!(", of which the module's {wasm:.1}"));
        println!("{articles:>10}  {process:.1}{inside}");
    }
    if let (Some(third), Some(last)) = (samples.get(2), samples.last())
        && (last.process > third.process * LEVEL || last.wasm > third.wasm.map(|wasm| wasm * LEVEL))
    {
        bail!("{what}: its memory grows with the number of articles");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_that_grows_is_an_error_and_level_memory_is_none() {
        let samples = |all: &[f64]| -> Vec<Sample> {
            let sample = |&process: &f64| Sample { articles: 1, process, wasm: Some(process) };
            all.iter().map(sample).collect()
        };
        assert!(level("level", &samples(&[20.0, 30.0, 31.0, 31.0, 32.0])).is_ok());
        assert!(level("growing", &samples(&[20.0, 30.0, 31.0, 33.0, 36.0])).is_err());
        assert!(level("unknown", &[]).is_ok());
    }

    #[test]
    fn a_line_is_what_the_command_reads() {
        let lines = lines().unwrap();
        assert!(lines.len() > 400);
        let first: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
        assert!(first["text"].is_string() && first["id"].is_string());
    }
}
