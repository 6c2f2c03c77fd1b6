//! What the dictionary costs: its size, and where it splits text otherwise than the whole of IPADIC.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;
use lindera_dictionary::dictionary::Dictionary;
use lindera_dictionary::dictionary::metadata::DICTIONARY_FORMAT_VERSION;

use crate::compact;
use crate::compile;
use crate::container::{self, PARTS};
use crate::source;

/// The length of an entry in `dict.vals`.
const VALUE_BYTES: usize = 10;

/// Prints the sizes of the dictionary and its agreement with the whole of IPADIC on these files; with
/// `differences` also every word on which they differ.
pub fn measure(
    folder: &Path,
    dictionary: &Path,
    files: &[PathBuf],
    differences: bool,
) -> Result<()> {
    let slim = fs::read(dictionary)?;
    print_sizes(&slim)?;
    if files.is_empty() {
        return Ok(());
    }
    let (slim, whole) = (slim_segmenter(&slim)?, whole_segmenter(folder)?);
    println!("\n{:<24} {:>10} {:>11} {:>8}", "text", "boundaries", "boundary F1", "word F1");
    for file in files {
        let (mut boundaries, mut words) = (Agreement::default(), Agreement::default());
        for text in texts(file)? {
            let (found, expected) = (split(&slim, &text)?, split(&whole, &text)?);
            boundaries.add(&found.ends, &expected.ends);
            words.add(&found.words, &expected.words);
            if differences {
                print_differences(&text, &found, &expected);
            }
        }
        println!(
            "{:<24} {:>10} {:>11.4} {:>8.4}",
            file.file_name().unwrap_or_default().to_string_lossy(),
            boundaries.expected,
            boundaries.f1(),
            words.f1()
        );
    }
    Ok(())
}

fn print_sizes(dictionary: &[u8]) -> Result<()> {
    let parts = read(dictionary)?;
    println!("{:<24} {:>10} {:>11} {:>11}", "part", "raw", "gzip -9", "brotli 11");
    let rows = PARTS.into_iter().zip(parts).chain([("total", dictionary)]);
    for (name, bytes) in rows {
        println!("{name:<24} {:>10} {:>11} {:>11}", bytes.len(), gzip(bytes)?, brotli(bytes)?);
    }
    let files = expand(dictionary)?;
    println!("entries: {}", files.values.len() / VALUE_BYTES);
    let compact::Files { trie, values_index, values, words, words_index, matrix } = &files;
    let in_memory: usize = [trie, values_index, values, words, words_index, matrix]
        .map(|file| file.len())
        .iter()
        .sum();
    println!("in memory: {in_memory} (the trie {})", trie.len());
    Ok(())
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn brotli(mut bytes: &[u8]) -> Result<usize> {
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut compressed, &parameters)?;
    Ok(compressed.len())
}

/// How far what was found is what was expected.
#[derive(Default)]
struct Agreement {
    found: usize,
    expected: usize,
    shared: usize,
}

impl Agreement {
    fn add<T: Ord>(&mut self, found: &BTreeSet<T>, expected: &BTreeSet<T>) {
        self.found += found.len();
        self.expected += expected.len();
        self.shared += found.intersection(expected).count();
    }

    fn f1(&self) -> f64 {
        2.0 * self.shared as f64 / (self.found + self.expected) as f64
    }
}

/// How a dictionary splits a text.
struct Split {
    /// The bytes after which a word ends.
    ends: BTreeSet<usize>,
    /// The words: where they begin and end, part of speech and base form.
    words: BTreeSet<(usize, usize, String)>,
}

fn split(segmenter: &Segmenter, text: &str) -> Result<Split> {
    let tokens = segmenter
        .segment(text.into())
        .map_err(|error| anyhow!("lindera could not split a text: {error}"))?;
    let words: BTreeSet<_> = tokens
        .into_iter()
        .map(|mut token| (token.byte_start, token.byte_end, token.details().join(" ")))
        .collect();
    Ok(Split { ends: words.iter().map(|&(_, end, _)| end).collect(), words })
}

fn print_differences(text: &str, found: &Split, expected: &Split) {
    for (sign, one, other) in [("-", expected, found), ("+", found, expected)] {
        for (start, end, details) in one.words.difference(&other.words) {
            println!("{sign} {} {details}", &text[*start..*end]);
        }
    }
}

/// The texts of a file: itself, or the fields "text" of JSON Lines.
fn texts(file: &Path) -> Result<Vec<String>> {
    let content =
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    if file.extension().is_none_or(|extension| extension != "jsonl") {
        return Ok(vec![content]);
    }
    let lines = content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let value: serde_json::Value = serde_json::from_str(line)
                .with_context(|| format!("{}: line {}", file.display(), at + 1))?;
            let text = value["text"].as_str();
            let text =
                text.with_context(|| format!("{}: line {}: no \"text\"", file.display(), at + 1))?;
            Ok(text.to_owned())
        })
        .collect()
}

fn read(bytes: &[u8]) -> Result<[&[u8]; PARTS.len()]> {
    container::read(bytes, DICTIONARY_FORMAT_VERSION).map_err(|message| anyhow!(message))
}

fn expand(bytes: &[u8]) -> Result<compact::Files> {
    let [_, _, _, surfaces, classes, entries, matrix] = read(bytes)?;
    compact::expand(surfaces, classes, entries, matrix).context("the dictionary is damaged")
}

/// A segmenter with the file, which lindera loads as it loads its own.
fn slim_segmenter(bytes: &[u8]) -> Result<Segmenter> {
    let [metadata, characters, unknown, ..] = read(bytes)?;
    let files = expand(bytes)?;
    let folder = tempfile::tempdir()?;
    for (name, part) in [
        ("metadata.json", metadata),
        ("char_def.bin", characters),
        ("unk.bin", unknown),
        ("dict.trie", &files.trie),
        ("dict.valsidx", &files.values_index),
        ("dict.vals", &files.values),
        ("dict.words", &files.words),
        ("dict.wordsidx", &files.words_index),
        ("matrix.mtx", &files.matrix),
    ] {
        fs::write(folder.path().join(name), part)?;
    }
    segmenter(folder.path())
}

/// A segmenter with the whole of IPADIC.
fn whole_segmenter(source: &Path) -> Result<Segmenter> {
    segmenter(compile::build_with_lindera(&source::read(source)?)?.path())
}

fn segmenter(folder: &Path) -> Result<Segmenter> {
    let dictionary = Dictionary::load_from_path(folder)
        .map_err(|error| anyhow!("lindera cannot read the dictionary: {error}"))?;
    Ok(Segmenter::new(Mode::Normal, dictionary, None))
}
