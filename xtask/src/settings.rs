//! `wasm-pack.toml`: how the WebAssembly is built and how large it may be.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::root;

/// What `wasm-pack.toml` holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// The builds, by name.
    pub build: BTreeMap<String, Build>,
    /// What becomes of a build's WebAssembly afterwards.
    pub optimizer: Optimizer,
    /// The largest sizes, in bytes, of the files in `dist/` whose path matches; `*` stands for anything.
    pub budgets: BTreeMap<String, u64>,
    /// What a first visit does not fetch.
    pub visit: Visit,
    /// The same of the npm package's files.
    pub package_budgets: BTreeMap<String, u64>,
    /// The page in one file.
    pub single_file: SingleFile,
    /// What wasm-pack itself must be told, in Cargo.toml's `[package.metadata.wasm-pack]`.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test compares it with Cargo.toml"))]
    pub wasm_pack: toml::Table,
}

/// One run of wasm-pack.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Build {
    /// For whom: wasm-pack's `--target`.
    pub target: String,
    /// Cargo's profile: wasm-pack's `--profile`.
    pub profile: String,
    /// The folder of the output.
    pub out_dir: String,
    /// What cargo is told.
    pub cargo: Vec<String>,
}

/// A first visit to the page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Visit {
    /// The files that are fetched only when they are asked for.
    pub later: Vec<String>,
}

/// `jiken.html`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SingleFile {
    /// How many times as large it may be as all that a first visit to the served page fetches.
    pub times_the_visit: f64,
}

/// wasm-opt.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Optimizer {
    /// The version of the npm package `binaryen`, pinned in www/package.json.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test compares it with www/package.json"))]
    pub binaryen: String,
    /// What wasm-opt is told.
    pub arguments: Vec<String>,
}

const FILE: &str = "wasm-pack.toml";

/// Reads the settings.
pub fn read() -> Result<Settings> {
    let text = fs::read_to_string(root().join(FILE)).context(FILE)?;
    toml::from_str(&text).context(FILE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cargo_manifest() -> toml::Table {
        toml::from_str(&fs::read_to_string(root().join("Cargo.toml")).unwrap()).unwrap()
    }

    #[test]
    fn the_first_line_says_who_reads_the_file() {
        let text = fs::read_to_string(root().join(FILE)).unwrap();
        let first = text.lines().next().unwrap();
        assert!(first.starts_with('#') && first.contains("xtask"), "{first}");
    }

    #[test]
    fn wasm_pack_is_told_in_cargo_toml_what_the_settings_say() {
        let manifest = cargo_manifest();
        let metadata = &manifest["package"]["metadata"]["wasm-pack"];
        let settings = read().unwrap();
        assert_eq!(metadata.as_table(), Some(&settings.wasm_pack), "Cargo.toml against {FILE}");
        // wasm-pack's own download of wasm-opt must never be tried, in any profile.
        for build in settings.build.values() {
            let profile = &settings.wasm_pack["profile"][&build.profile];
            assert_eq!(profile["wasm-opt"].as_bool(), Some(false), "profile {}", build.profile);
        }
    }

    #[test]
    fn every_profile_is_one_that_cargo_knows() {
        let manifest = cargo_manifest();
        for build in read().unwrap().build.values() {
            assert!(manifest["profile"].get(&build.profile).is_some(), "profile {}", build.profile);
        }
    }

    #[test]
    fn the_optimiser_is_the_one_that_the_page_pins() {
        let text = fs::read_to_string(root().join("www/package.json")).unwrap();
        let package: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(package["devDependencies"]["binaryen"], read().unwrap().optimizer.binaryen);
    }
}
