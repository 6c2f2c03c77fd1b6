//! The npm package `jiken`, packed: `target/package/jiken-VERSION.tgz`. Its manifest, its types and its README
//! lie in `www/package/`; its code is built by Rolldown; the rest is gathered here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::build;
use crate::install::wasm_tools;
use crate::process::{npm, run};
use crate::root;
use crate::settings;

/// Where it is built, below the checkout.
const FOLDER: &str = "target/package/jiken";

/// Installs what is missing, builds what the package is made of, and the package.
pub fn everything() -> Result<()> {
    let tools = wasm_tools()?;
    build::page_packages()?;
    build::dictionary()?;
    build::webassembly(&tools)?;
    let tarball = pack()?;
    check_sizes()?;
    println!("{}", tarball.display());
    Ok(())
}

/// The package, of a WebAssembly and a dictionary that are there already; where its tarball lies.
pub fn pack() -> Result<PathBuf> {
    let folder = root().join(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    run(&mut npm("www", ["run", "package"]))?;
    types(&folder)?;
    for (from, to) in [
        ("www/package/README.md", "README.md"),
        ("LICENSE-APACHE", "LICENSE-APACHE"),
        ("LICENSE-MIT", "LICENSE-MIT"),
        ("www/generated/jiken.wasm.gz", "assets/jiken.wasm.gz"),
        ("www/generated/ipadic.jdic.gz", "assets/ipadic.jdic.gz"),
    ] {
        fs::copy(root().join(from), folder.join(to)).with_context(|| from.to_owned())?;
    }
    let (manifest, version) = manifest()?;
    fs::write(folder.join("package.json"), manifest)?;
    run(&mut npm(FOLDER, ["pack", "--silent", "--ignore-scripts", "--pack-destination", ".."]))?;
    Ok(root().join(FOLDER).with_file_name(format!("jiken-{version}.tgz")))
}

/// Prints the size of each part beside its budget; what is above its budget, or missing, is an error.
pub fn check_sizes() -> Result<()> {
    build::check_folder(FOLDER, &settings::read()?.package_budgets, &[])
}

/// The manifest, with the version of the crate. Its order is kept: the first condition that holds decides.
fn manifest() -> Result<(String, String)> {
    const VERSION: &str = "\"version\": \"0.0.0\"";
    let manifest = read("www/package/package.json")?;
    let crate_manifest: toml::Table = toml::from_str(&read("Cargo.toml")?)?;
    let version = crate_manifest["package"]["version"].as_str().context("Cargo.toml: version")?;
    ensure!(
        manifest.contains(VERSION),
        "www/package/package.json: {VERSION} is for the build to fill in"
    );
    let filled = manifest.replace(VERSION, &format!("\"version\": \"{version}\""));
    Ok((filled, version.to_owned()))
}

/// The declarations: for ES modules as they are written, for CommonJS the same under the names that
/// TypeScript looks for there.
fn types(folder: &Path) -> Result<()> {
    let (index, element) = (read("www/package/index.d.ts")?, read("www/package/element.d.ts")?);
    let analysis = read("www/src/analysis.ts")?;
    let index_for_commonjs = index.replace("./analysis.js", "./analysis.cjs");
    let files = BTreeMap::from([
        ("index.d.ts", index.as_str()),
        ("element.d.ts", &element),
        ("analysis.d.ts", &analysis),
        ("node.d.ts", "export * from \"./index.js\";\n"),
        ("node.d.cts", &index_for_commonjs),
        ("analysis.d.cts", &analysis),
    ]);
    for (name, content) in files {
        fs::write(folder.join(name), content).with_context(|| name.to_owned())?;
    }
    Ok(())
}

fn read(file: &str) -> Result<String> {
    fs::read_to_string(root().join(file)).with_context(|| file.to_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use crate::process::{cargo, output};
    use crate::root;

    /// What `include_str!` and the like name in the sources, relative to the checkout.
    fn included(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                included(&path, found);
            } else {
                let text = fs::read_to_string(&path).unwrap_or_default();
                let names =
                    text.split("include_str!(\"").skip(1).filter_map(|rest| rest.split('"').next());
                for name in names {
                    let file = path.parent().unwrap().join(name).canonicalize().unwrap();
                    let inner = file.strip_prefix(root().canonicalize().unwrap()).unwrap();
                    found.push(inner.to_string_lossy().replace('\\', "/"));
                }
            }
        }
    }

    #[test]
    fn the_crate_holds_what_its_build_reads_and_the_dictionary_with_its_notice() {
        let list =
            output(&mut cargo("package --list --allow-dirty --package jiken".split(' '))).unwrap();
        let files: Vec<_> = list.lines().map(|line| line.replace('\\', "/")).collect();
        let mut needed =
            vec!["ipadic.jdic".to_owned(), "NOTICE.md".to_owned(), "build.rs".to_owned()];
        included(&root().join("src"), &mut needed);
        assert!(needed.len() > 10, "{needed:?}");
        let missing: Vec<_> = needed.iter().filter(|file| !files.contains(file)).collect();
        assert!(missing.is_empty(), "not in the crate: {missing:?}");
        let foreign: Vec<_> = files
            .iter()
            .filter(|file| file.starts_with("www/") && *file != "www/src/analysis.ts")
            .collect();
        assert!(foreign.is_empty(), "in the crate for nothing: {foreign:?}");
    }
}
