//! IPADIC's folder in, `ipadic.jdic` out, by way of lindera's own builder.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::metadata::{DICTIONARY_FORMAT_VERSION, Metadata};
use lindera_dictionary::dictionary::schema::Schema;
use sha2::{Digest, Sha256};

use crate::container::PARTS;
use crate::pack;
use crate::select;
use crate::source::{self, Entry, Matrix};

/// The costs of word pairs are rounded to multiples of this: it changes next to no boundary and makes
/// the matrix five times smaller once compressed.
const COST_STEP: i32 = 64;

/// What decides the bytes that are built, besides IPADIC: a change here builds the dictionary again.
const BUILDER: [&str; 7] = [
    include_str!("compile.rs"),
    include_str!("pack.rs"),
    include_str!("select.rs"),
    include_str!("source.rs"),
    include_str!("../../src/dictionary/container.rs"),
    select::FREQUENT,
    select::DOMAIN,
];

/// Builds the dictionary unless the file was built from the same inputs; says whether it built.
pub fn build(folder: &Path, output: &Path, force: bool) -> Result<bool> {
    let stamp = output.with_extension("jdic.sha256");
    let inputs = fingerprint(folder)?;
    if !force && is_current(output, &stamp, &inputs) {
        return Ok(false);
    }
    let entries = select::select(source::entries(folder)?);
    let file = compile(folder, &entries, true)?;
    let parent = output.parent().filter(|parent| !parent.as_os_str().is_empty());
    if let Some(parent) = parent {
        fs::create_dir_all(parent)
            .with_context(|| format!("cannot create {}", parent.display()))?;
    }
    replace(output, &file)?;
    replace(&stamp, format!("inputs {inputs}\noutput {}\n", hash(&file)).as_bytes())?;
    Ok(true)
}

/// A dictionary of these entries; with `compact` the matrix is cleaned and rounded.
pub fn compile(folder: &Path, entries: &[Entry], compact: bool) -> Result<Vec<u8>> {
    let work = tempfile::tempdir().context("cannot create a temporary folder")?;
    let (input, built) = (work.path().join("source"), work.path().join("built"));
    fs::create_dir(&input)?;
    let unknown = source::unknown_words(folder)?;
    let mut matrix = source::matrix(folder)?;
    if compact {
        clean(&mut matrix, entries.iter().chain(&unknown))?;
    }
    fs::copy(folder.join("char.def"), input.join("char.def")).context("cannot copy char.def")?;
    write_entries(&input.join("words.csv"), entries)?;
    write_entries(&input.join("unk.def"), &unknown)?;
    write_matrix(&input.join("matrix.def"), &matrix)?;
    DictionaryBuilder::new(metadata())
        .build_dictionary(&input, &built)
        .map_err(|error| anyhow!("lindera could not build the dictionary: {error}"))?;
    let mut parts = [const { Vec::new() }; PARTS.len()];
    for (part, name) in parts.iter_mut().zip(PARTS) {
        *part = fs::read(built.join(name)).with_context(|| format!("lindera wrote no {name}"))?;
    }
    let [.., words, index, _] = &mut parts;
    (*words, *index) = pack::share_records(words, index)?;
    Ok(pack::pack(DICTIONARY_FORMAT_VERSION, &parts))
}

/// Sets to 0 what no kept word can ask for, and rounds the rest.
fn clean<'a>(matrix: &mut Matrix, words: impl Iterator<Item = &'a Entry>) -> Result<()> {
    let mut right_used = vec![false; matrix.right_ids];
    let mut left_used = vec![false; matrix.left_ids];
    // A sentence's beginning and end have id 0 on both sides.
    right_used[0] = true;
    left_used[0] = true;
    for word in words {
        let beyond = || format!("{}: its context ids are not in matrix.def", word.surface);
        *right_used.get_mut(usize::from(word.right_id)).with_context(beyond)? = true;
        *left_used.get_mut(usize::from(word.left_id)).with_context(beyond)? = true;
    }
    for (right, row) in matrix.costs.chunks_exact_mut(matrix.left_ids).enumerate() {
        for (left, cost) in row.iter_mut().enumerate() {
            *cost = if right_used[right] && left_used[left] { round(*cost) } else { 0 };
        }
    }
    Ok(())
}

fn round(cost: i16) -> i16 {
    let steps = (f64::from(cost) / f64::from(COST_STEP)).round() as i32;
    (steps * COST_STEP).clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16
}

fn write_entries(file: &Path, entries: &[Entry]) -> Result<()> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_path(file)?;
    for entry in entries {
        writer.write_record([
            entry.surface.as_str(),
            &entry.left_id.to_string(),
            &entry.right_id.to_string(),
            &entry.cost.to_string(),
            &entry.part_of_speech,
            &entry.base_form,
        ])?;
    }
    writer.flush()?;
    Ok(())
}

fn write_matrix(file: &Path, matrix: &Matrix) -> Result<()> {
    let mut text = format!("{} {}\n", matrix.right_ids, matrix.left_ids);
    for (right, row) in matrix.costs.chunks_exact(matrix.left_ids).enumerate() {
        for (left, cost) in row.iter().enumerate() {
            writeln!(text, "{right} {left} {cost}")?;
        }
    }
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

fn metadata() -> Metadata {
    let fields =
        ["surface", "left_context_id", "right_context_id", "cost", "part_of_speech", "base_form"];
    Metadata {
        name: "jiken-ipadic".into(),
        dictionary_schema: Schema::new(fields.map(String::from).to_vec()),
        ..Metadata::default()
    }
}

fn fingerprint(folder: &Path) -> Result<String> {
    let mut hasher = Sha256::new();
    let mut add = |bytes: &[u8]| {
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    add(&DICTIONARY_FORMAT_VERSION.to_le_bytes());
    for text in BUILDER {
        add(text.as_bytes());
    }
    for file in source::files(folder)? {
        add(file.file_name().unwrap_or_default().as_encoded_bytes());
        add(&fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?);
    }
    Ok(hex(&hasher.finalize()))
}

fn is_current(output: &Path, stamp: &Path, inputs: &str) -> bool {
    let (Ok(file), Ok(stamp)) = (fs::read(output), fs::read_to_string(stamp)) else {
        return false;
    };
    stamp == format!("inputs {inputs}\noutput {}\n", hash(&file))
}

/// Writes beside the file and renames, so that nobody reads half of it.
fn replace(file: &Path, bytes: &[u8]) -> Result<()> {
    let mut name = file.as_os_str().to_owned();
    name.push(".new");
    let new = PathBuf::from(name);
    fs::write(&new, bytes)
        .and_then(|()| fs::rename(&new, file))
        .with_context(|| format!("cannot write {}", file.display()))
}

fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
