//! IPADIC's folder in, `ipadic.jdic` out, by way of lindera's own builder.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::metadata::{DICTIONARY_FORMAT_VERSION, Metadata};
use lindera_dictionary::dictionary::schema::Schema;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::compact::{PAIR_COST_STEP, WORD_COST_STEP};
use crate::container::PARTS;
use crate::contexts;
use crate::encode;
use crate::pack;
use crate::select::{self, Lists};
use crate::source::{self, Entry, Ipadic, Matrix};

/// What decides the bytes that are built, besides IPADIC: a change here builds the dictionary again.
const BUILDER: [&str; 10] = [
    include_str!("compile.rs"),
    include_str!("contexts.rs"),
    include_str!("encode.rs"),
    include_str!("pack.rs"),
    include_str!("select.rs"),
    include_str!("source.rs"),
    include_str!("../../src/dictionary/compact.rs"),
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

/// The file `ipadic.jdic` of words whose costs are rounded.
fn assemble(ipadic: &Ipadic) -> Result<Vec<u8>> {
    let built = build_with_lindera(ipadic)?;
    let lindera = |name: &str| {
        fs::read(built.path().join(name)).with_context(|| format!("lindera wrote no {name}"))
    };
    let [metadata, characters, unknown, ..] = PARTS;
    let [surfaces, classes, entries, matrix] = encode::encode(ipadic)?;
    let parts = [
        lindera(metadata)?,
        lindera(characters)?,
        lindera(unknown)?,
        surfaces,
        classes,
        entries,
        matrix,
    ];
    Ok(pack::pack(DICTIONARY_FORMAT_VERSION, &parts))
}

/// A folder with the files that lindera's own builder makes of all that is in `ipadic`.
pub fn build_with_lindera(ipadic: &Ipadic) -> Result<TempDir> {
    let (input, built) = (temporary()?, temporary()?);
    let file = |name: &str| input.path().join(name);
    fs::write(file("char.def"), &ipadic.characters)?;
    write_entries(&file("words.csv"), &ipadic.entries)?;
    write_entries(&file("unk.def"), &ipadic.unknown)?;
    write_matrix(&file("matrix.def"), &ipadic.matrix)?;
    DictionaryBuilder::new(metadata())
        .build_dictionary(input.path(), built.path())
        .map_err(|error| anyhow!("lindera could not build the dictionary: {error}"))?;
    Ok(built)
}

fn temporary() -> Result<TempDir> {
    tempfile::tempdir().context("cannot create a temporary folder")
}

/// Leaves out what no text needs, numbers the contexts anew and rounds all costs.
fn reduce(mut ipadic: Ipadic) -> Result<Ipadic> {
    // White space; lindera's own builder leaves it out, too.
    ipadic.entries.retain(|entry| !entry.surface.trim().is_empty());
    for word in ipadic.entries.iter_mut().chain(&mut ipadic.unknown) {
        word.cost = round(word.cost, WORD_COST_STEP);
    }
    for cost in &mut ipadic.matrix.costs {
        *cost = round(*cost, PAIR_COST_STEP);
    }
    contexts::renumber(&mut ipadic)?;
    Ok(ipadic)
}

/// The nearest multiple of `step`.
fn round(cost: i16, step: i16) -> i16 {
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
    use lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary;

    use super::*;
    use crate::compact;
    use crate::fixture;

    #[test]
    fn the_same_source_gives_the_same_bytes() {
        let folder = fixture::ipadic();
        let build = || assemble(&reduce(source::read(folder.path()).unwrap()).unwrap()).unwrap();
        assert_eq!(build(), build());
    }

    #[test]
    fn costs_are_rounded() {
        assert_eq!([0, 63, 64, 310, -310].map(|cost| round(cost, 128)), [0, 0, 128, 256, -256]);
        let ipadic = reduce(source::read(fixture::ipadic().path()).unwrap()).unwrap();
        let cost = |surface: &str| {
            ipadic.entries.iter().find(|entry| entry.surface == surface).unwrap().cost
        };
        assert_eq!((cost("流出"), cost("漏れ")), (128, 192), "133 and 200 to multiples of 32");
        assert!(ipadic.matrix.costs.iter().all(|cost| cost % 128 == 0));
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

    /// Every word with its costs, contexts and details, as lindera reads them.
    fn words(
        [trie, values_index, values, words_index, words]: [Vec<u8>; 5],
        ipadic: &Ipadic,
    ) -> Vec<(String, i16, u32, u32, Vec<u8>)> {
        let record = |id: u32| {
            let number = |bytes: &[u8], at: usize| {
                u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
            };
            let start = number(&words_index, 4 * id as usize);
            words[start..start + 4 + number(&words, start)].to_vec()
        };
        let dictionary =
            PrefixDictionary::load(trie, values_index, values, Vec::new(), Vec::new()).unwrap();
        let mut surfaces: Vec<&str> =
            ipadic.entries.iter().map(|entry| entry.surface.as_str()).collect();
        surfaces.dedup();
        surfaces
            .into_iter()
            .flat_map(|surface| {
                dictionary.find_surface(surface).into_iter().map(|entry| {
                    let details = record(entry.word_id().id());
                    (
                        surface.to_owned(),
                        entry.word_cost(),
                        entry.left_id(),
                        entry.right_id(),
                        details,
                    )
                })
            })
            .collect()
    }

    /// Compares what the compact parts expand to with what lindera's own builder makes.
    fn assert_nothing_is_lost(ipadic: &Ipadic) {
        let [surfaces, classes, entries, matrix] = encode::encode(ipadic).unwrap();
        let files = compact::expand(&surfaces, &classes, &entries, &matrix).unwrap();
        let built = build_with_lindera(ipadic).unwrap();
        let lindera = |name: &str| fs::read(built.path().join(name)).unwrap();
        assert!(files.matrix == lindera("matrix.mtx"), "the matrices differ");
        assert!(files.values_index == lindera("dict.valsidx"), "the numbers of entries differ");
        let expanded = words(
            [files.trie, files.values_index, files.values, files.words_index, files.words],
            ipadic,
        );
        let expected = words(
            ["dict.trie", "dict.valsidx", "dict.vals", "dict.wordsidx", "dict.words"].map(lindera),
            ipadic,
        );
        assert_eq!(expanded.len(), ipadic.entries.len());
        for (expanded, expected) in expanded.iter().zip(&expected) {
            assert_eq!(expanded, expected);
        }
    }

    #[test]
    fn nothing_is_lost_in_the_compact_parts() {
        let folder = fixture::ipadic();
        assert_nothing_is_lost(&reduce(source::read(folder.path()).unwrap()).unwrap());
    }

    #[test]
    fn nothing_of_ipadic_is_lost_in_the_compact_parts() {
        let Ok(folder) = source::folder() else {
            println!("left out: IPADIC's source is not there (npm ci in dictionary/)");
            return;
        };
        let mut ipadic = source::read(&folder).unwrap();
        ipadic.entries = select::select(ipadic.entries, &Lists::committed());
        assert_nothing_is_lost(&reduce(ipadic).unwrap());
    }

    #[test]
    fn damaged_parts_are_refused_and_never_panic() {
        let folder = fixture::ipadic();
        let good = encode::encode(&reduce(source::read(folder.path()).unwrap()).unwrap()).unwrap();
        let expand = |parts: &[Vec<u8>; 4]| {
            let [surfaces, classes, entries, matrix] = parts;
            compact::expand(surfaces, classes, entries, matrix)
        };
        assert!(expand(&good).is_some());
        for part in 0..good.len() {
            for at in 0..good[part].len() {
                let mut short = good.clone();
                short[part].truncate(at);
                // A class fewer is noticed only where an entry has it.
                assert!(expand(&short).is_none() || part == 1, "part {part} cut off at {at}");
                for byte in 0..=255 {
                    let mut damaged = good.clone();
                    damaged[part][at] = byte;
                    expand(&damaged);
                }
            }
        }
    }
}
