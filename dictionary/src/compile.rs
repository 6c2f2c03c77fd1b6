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
use crate::select::{self, Lists};
use crate::source::{self, Entry, Ipadic, Matrix};

/// The costs of word pairs are rounded to multiples of this. It changes next to no boundary and makes the
/// compressed matrix three times smaller.
const PAIR_COST_STEP: u16 = 128;

/// The costs of words are rounded to multiples of this.
const WORD_COST_STEP: u16 = 32;

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
    let mut ipadic = source::read(folder)?;
    let lists = Lists::committed();
    let unknown = select::unknown_to_ipadic(&ipadic.entries, &lists);
    if !unknown.is_empty() {
        eprintln!("warning: words of words/domain.txt that IPADIC lacks: {}", unknown.join(" "));
    }
    ipadic.entries = select::select(ipadic.entries, &lists);
    let file = assemble(&reduce(ipadic)?)?;
    let parent = output.parent().filter(|parent| !parent.as_os_str().is_empty());
    if let Some(parent) = parent {
        fs::create_dir_all(parent)
            .with_context(|| format!("cannot create {}", parent.display()))?;
    }
    replace(output, &file)?;
    replace(&stamp, format!("inputs {inputs}\noutput {}\n", hash(&file)).as_bytes())?;
    Ok(true)
}

/// The file `ipadic.jdic` of all that is in `ipadic`.
pub fn assemble(ipadic: &Ipadic) -> Result<Vec<u8>> {
    let work = tempfile::tempdir().context("cannot create a temporary folder")?;
    let (input, built) = (work.path().join("source"), work.path().join("built"));
    fs::create_dir(&input)?;
    fs::write(input.join("char.def"), &ipadic.characters)?;
    write_entries(&input.join("words.csv"), &ipadic.entries)?;
    write_entries(&input.join("unk.def"), &ipadic.unknown)?;
    write_matrix(&input.join("matrix.def"), &ipadic.matrix)?;
    DictionaryBuilder::new(metadata())
        .build_dictionary(&input, &built)
        .map_err(|error| anyhow!("lindera could not build the dictionary: {error}"))?;
    let mut parts = [const { Vec::new() }; PARTS.len()];
    for (part, name) in parts.iter_mut().zip(PARTS) {
        *part = fs::read(built.join(name)).with_context(|| format!("lindera wrote no {name}"))?;
    }
    let [.., vals, words, index, _] = &mut parts;
    [*vals, *words, *index] = pack::share_word_ids(vals, words, index)?;
    Ok(pack::pack(DICTIONARY_FORMAT_VERSION, &parts))
}

/// The contexts that words have, numbered anew without gaps.
struct Contexts {
    /// The new id of each old one that is used.
    new: Vec<Option<u16>>,
    /// The old id of each new one.
    old: Vec<usize>,
}

impl Contexts {
    fn new(size: usize, used: impl Iterator<Item = u16>) -> Result<Self> {
        // A sentence's beginning and end have id 0.
        let mut old: Vec<usize> = used.map(usize::from).chain([0]).collect();
        old.sort_unstable();
        old.dedup();
        let mut new = vec![None; size];
        for (at, &id) in old.iter().enumerate() {
            *new.get_mut(id).with_context(|| format!("context {id} is not in matrix.def"))? =
                Some(u16::try_from(at)?);
        }
        Ok(Self { new, old })
    }

    fn renumber(&self, id: &mut u16) {
        if let Some(new) = self.new[usize::from(*id)] {
            *id = new;
        }
    }
}

/// Leaves the contexts that no word has out of the matrix and rounds all costs.
fn reduce(mut ipadic: Ipadic) -> Result<Ipadic> {
    let Ipadic { entries, unknown, matrix, .. } = &mut ipadic;
    let words = || entries.iter().chain(unknown.iter());
    let right = Contexts::new(matrix.right_ids, words().map(|word| word.right_id))?;
    let left = Contexts::new(matrix.left_ids, words().map(|word| word.left_id))?;
    for word in entries.iter_mut().chain(unknown) {
        right.renumber(&mut word.right_id);
        left.renumber(&mut word.left_id);
        word.cost = round(word.cost, WORD_COST_STEP);
    }
    let mut costs = Vec::with_capacity(right.old.len() * left.old.len());
    for &right in &right.old {
        let row = &matrix.costs[right * matrix.left_ids..][..matrix.left_ids];
        costs.extend(left.old.iter().map(|&left| round(row[left], PAIR_COST_STEP)));
    }
    *matrix = Matrix { right_ids: right.old.len(), left_ids: left.old.len(), costs };
    Ok(ipadic)
}

/// The nearest multiple of `step`.
fn round(cost: i16, step: u16) -> i16 {
    let step = f64::from(step);
    ((f64::from(cost) / step).round() * step) as i16
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container;
    use crate::fixture;

    #[test]
    fn the_same_source_gives_the_same_bytes() {
        let folder = fixture::ipadic();
        let build = || assemble(&reduce(source::read(folder.path()).unwrap()).unwrap()).unwrap();
        assert_eq!(build(), build());
    }

    #[test]
    fn contexts_without_words_are_left_out_and_costs_rounded() {
        let folder = fixture::ipadic();
        let before = source::read(folder.path()).unwrap();
        let mut nouns = before.clone();
        nouns.entries.retain(|entry| entry.right_id != 2);
        let after = reduce(nouns).unwrap();
        assert_eq!((after.matrix.right_ids, after.matrix.left_ids), (3, 3));
        let particle = after.entries.iter().find(|entry| entry.surface == "が").unwrap();
        assert_eq!((particle.right_id, particle.left_id), (2, 2));
        let noun = after.entries.iter().find(|entry| entry.surface == "流出").unwrap();
        assert_eq!((noun.right_id, noun.left_id, noun.cost), (1, 1, 128));
        let cost = |right: u16, left: u16| {
            after.matrix.costs[usize::from(right) * after.matrix.left_ids + usize::from(left)]
        };
        assert_eq!(cost(particle.right_id, noun.left_id), 256, "310 to a multiple of 128");
    }

    #[test]
    fn a_context_that_the_matrix_lacks_is_named() {
        let folder = fixture::ipadic();
        fixture::append(folder.path(), "Particles.csv", "は,7,7,10,助詞,係助詞,*,*,*,*,は,ハ,ワ");
        let error = reduce(source::read(folder.path()).unwrap()).err().unwrap();
        assert_eq!(error.to_string(), "context 7 is not in matrix.def");
    }

    #[test]
    fn it_builds_when_the_source_or_the_file_has_changed_and_only_then() {
        let folder = fixture::ipadic();
        let work = tempfile::tempdir().unwrap();
        let output = work.path().join("build/ipadic.jdic");
        let build = |force| build(folder.path(), &output, force).unwrap();
        assert!(build(false), "nothing is there");
        let first = fs::read(&output).unwrap();
        assert!(!build(false), "nothing has changed");
        assert!(build(true), "forced");
        assert_eq!(fs::read(&output).unwrap(), first);
        fs::write(&output, &first[..first.len() / 2]).unwrap();
        assert!(build(false), "the file was cut off");
        assert_eq!(fs::read(&output).unwrap(), first);
        fixture::append(folder.path(), "Particles.csv", "は,3,3,10,助詞,係助詞,*,*,*,*,は,ハ,ワ");
        assert!(build(false), "the source has changed");
        assert_ne!(fs::read(&output).unwrap(), first);
    }

    #[test]
    fn the_file_holds_the_parts_that_lindera_reads() {
        let folder = fixture::ipadic();
        let file = assemble(&source::read(folder.path()).unwrap()).unwrap();
        let parts = container::read(&file, DICTIONARY_FORMAT_VERSION).unwrap();
        let [.., values, _, _, _] = parts;
        assert_eq!(values.len() / pack::VALUE_BYTES, 10, "entries");
        assert!(parts.iter().all(|part| !part.is_empty()));
    }
}
