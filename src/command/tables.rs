//! Folders of tables: read for `--tables`, checked, and written out to be changed.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use jiken::{Classifier, Dictionary, Error, Tables};

use crate::command::failure::Failure;

/// The built-in tables, with the files of `dir` in the place of those of the same names.
pub fn load(dir: Option<&Path>) -> Result<Tables, Failure> {
    let Some(dir) = dir else { return Ok(Tables::built_in()) };
    let files = read(dir).map_err(Failure::Tables)?;
    Tables::from_files(files.iter().map(|(name, content)| (name.as_str(), content.as_str())))
        .map_err(|errors| Failure::Tables(errors.iter().map(|e| message(e, Some(dir))).collect()))
}

/// A classifier with these tables, which came from `dir`.
pub fn classifier(tables: Tables, dir: Option<&Path>) -> Result<Classifier, Failure> {
    Dictionary::embedded()
        .and_then(|dictionary| Classifier::new(dictionary, tables))
        .map_err(|error| Failure::Tables(vec![message(&error, dir)]))
}

/// Checks the tables of a folder as `classify` would use them.
pub fn check(dir: &Path) -> Result<(), Failure> {
    let tables = load(Some(dir))?;
    let version = tables.version().to_owned();
    classifier(tables, Some(dir))?;
    writeln!(io::stdout(), "{}: no errors (version {version})", dir.display())?;
    Ok(())
}

/// Writes the built-in tables into a folder; overwrites nothing unless `force` is set.
pub fn export(dir: &Path, force: bool) -> Result<(), Failure> {
    let files: Vec<(PathBuf, &str)> =
        Tables::built_in_files().iter().map(|(name, content)| (dir.join(name), *content)).collect();
    if !force && let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(Failure::Output(format!(
            "{}: exists already, and nothing was written: name another folder, or overwrite it \
             with --force",
            path.display()
        )));
    }
    let failed = |path: &Path, error: &io::Error| {
        Failure::Output(format!("{}: cannot be written: {error}", path.display()))
    };
    fs::create_dir_all(dir).map_err(|error| failed(dir, &error))?;
    for (path, content) in &files {
        fs::write(path, content).map_err(|error| failed(path, &error))?;
    }
    writeln!(io::stdout(), "{}: {} files written", dir.display(), files.len())?;
    Ok(())
}

/// The names and contents of a folder's `*.toml`, in the order of their names.
fn read(dir: &Path) -> Result<Vec<(String, String)>, Vec<String>> {
    let mend = "name a folder of *.toml files; `jiken tables export DIR` writes one";
    let unreadable =
        |error: io::Error| vec![format!("{}: cannot be read ({error}): {mend}", dir.display())];
    let mut paths = Vec::new();
    for entry in fs::read_dir(dir).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return Err(vec![format!("{}: there is no *.toml file in it: {mend}", dir.display())]);
    }
    paths.sort();
    let (mut files, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match fs::read(&path).map(String::from_utf8) {
            Ok(Ok(content)) => files.push((name, content)),
            Ok(Err(error)) => errors.push(format!(
                "{}: byte {}: this is not UTF-8: save the file as UTF-8",
                path.display(),
                error.utf8_error().valid_up_to()
            )),
            Err(error) => errors.push(format!("{}: cannot be read: {error}", path.display())),
        }
    }
    if errors.is_empty() { Ok(files) } else { Err(errors) }
}

/// An error with its table's path, as far as it is one of `dir`.
fn message(error: &Error, dir: Option<&Path>) -> String {
    match (error, dir) {
        (Error::Table { file, entry, message }, Some(dir)) if dir.join(file).exists() => {
            format!("{}: {entry}: {message}", dir.join(file).display())
        }
        _ => error.to_string(),
    }
}
