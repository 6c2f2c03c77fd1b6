//! What the dictionary costs: its size, and the word boundaries that differ from those of the whole of
//! IPADIC.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use flate2::Compression;
use flate2::write::GzEncoder;
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;
use lindera_dictionary::dictionary::Dictionary;
use lindera_dictionary::dictionary::metadata::DICTIONARY_FORMAT_VERSION;

use crate::compile;
use crate::container::{self, PARTS};
use crate::source;

/// Prints the sizes of the dictionary and its agreement with the whole of IPADIC on these files.
pub fn measure(folder: &Path, dictionary: &Path, files: &[PathBuf]) -> Result<()> {
    let slim = fs::read(dictionary)?;
    let parts = read(&slim)?;
    println!("{:<14} {:>9} {:>9} {:>9}", "part", "raw", "gzip -9", "brotli 11");
    for (name, part) in PARTS.iter().zip(parts) {
        print_size(name, part)?;
    }
    print_size("total", &slim)?;
    println!("entries: {}", parts[7].len() / 4);
    if files.is_empty() {
        return Ok(());
    }
    let whole = compile::compile(folder, &source::entries(folder)?, false)?;
    let (slim, whole) = (segmenter(&slim)?, segmenter(&whole)?);
    for file in files {
        let mut counts = Counts::default();
        for text in texts(file)? {
            counts.add(&boundaries(&slim, &text)?, &boundaries(&whole, &text)?);
        }
        println!(
            "{}: boundary F1 {:.4} ({} boundaries in the whole)",
            file.display(),
            counts.f1(),
            counts.expected
        );
    }
    Ok(())
}

#[derive(Default)]
struct Counts {
    found: usize,
    expected: usize,
    shared: usize,
}

impl Counts {
    fn add(&mut self, found: &BTreeSet<usize>, expected: &BTreeSet<usize>) {
        self.found += found.len();
        self.expected += expected.len();
        self.shared += found.intersection(expected).count();
    }

    fn f1(&self) -> f64 {
        2.0 * self.shared as f64 / (self.found + self.expected) as f64
    }
}

fn print_size(name: &str, bytes: &[u8]) -> Result<()> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    let gzip = gzip.finish()?.len();
    let mut brotli = Vec::new();
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &parameters)?;
    println!("{name:<14} {:>9} {gzip:>9} {:>9}", bytes.len(), brotli.len());
    Ok(())
}

fn texts(file: &Path) -> Result<Vec<String>> {
    let content =
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    if file.extension().is_none_or(|extension| extension != "jsonl") {
        return Ok(vec![content]);
    }
    content
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let value: serde_json::Value = serde_json::from_str(line)?;
            let text = value["text"].as_str().context("a line without \"text\"")?;
            Ok(text.to_owned())
        })
        .collect()
}

fn boundaries(segmenter: &Segmenter, text: &str) -> Result<BTreeSet<usize>> {
    let tokens = segmenter
        .segment(text.into())
        .map_err(|error| anyhow!("lindera could not split a text: {error}"))?;
    Ok(tokens.iter().map(|token| token.byte_end).collect())
}

fn read(bytes: &[u8]) -> Result<[&[u8]; PARTS.len()]> {
    container::read(bytes, DICTIONARY_FORMAT_VERSION).map_err(|message| anyhow!(message))
}

fn segmenter(bytes: &[u8]) -> Result<Segmenter> {
    let folder = tempfile::tempdir()?;
    for (name, part) in PARTS.iter().zip(read(bytes)?) {
        fs::write(folder.path().join(name), part)?;
    }
    let dictionary = Dictionary::load_from_path(folder.path())
        .map_err(|error| anyhow!("lindera cannot read the dictionary: {error}"))?;
    Ok(Segmenter::new(Mode::Normal, dictionary, None))
}
