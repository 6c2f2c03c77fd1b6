//! Building: the dictionary, the WebAssembly, and the page with both in `dist/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::install::{WasmTools, npm_packages, wasm_tools};
use crate::process::{cargo, command, npm, run};
use crate::root;
use crate::settings::{self, Build, Settings};

/// All that a first visit fetches from a server that sends the compressed copies, but for what is fetched
/// later.
const VISIT: &str = "*.gz";

/// Installs what is missing and builds all that the page is made of.
pub fn everything() -> Result<()> {
    let tools = wasm_tools()?;
    page_packages()?;
    dictionary()?;
    page(&tools)
}

/// The npm packages that build and test the page.
pub fn page_packages() -> Result<()> {
    npm_packages("www", "they build and test the page; wasm-opt is among them")
}

/// The dictionary; its builder does nothing when it is up to date.
pub fn dictionary() -> Result<()> {
    if std::env::var_os("JIKEN_IPADIC_DIR").is_none() {
        npm_packages("dictionary", "IPADIC's source, of which the dictionary is made")?;
    }
    // In the tests' profile: its dependencies are compiled once for both, and it has seconds of work.
    run(&mut cargo(["run", "--package", "jiken-dictionary"]))
}

/// The command `jiken`, as the native tests have built it already; where it lies.
pub fn command_line() -> Result<PathBuf> {
    run(&mut cargo(["build", "--quiet", "--features", "cli", "--bin", "jiken"]))?;
    // This program lies in the same folder of cargo's.
    Ok(env::current_exe()?.with_file_name(format!("jiken{}", env::consts::EXE_SUFFIX)))
}

/// The command `jiken` in the profile for measuring; where it lies.
pub fn measuring_command() -> Result<PathBuf> {
    const PROFILE: &str = "quick";
    run(&mut cargo([
        "build",
        "--quiet",
        "--profile",
        PROFILE,
        "--features",
        "cli",
        "--bin",
        "jiken",
    ]))?;
    program(PROFILE, "jiken")
}

/// Where a program of a profile lies.
pub fn program(profile: &str, name: &str) -> Result<PathBuf> {
    let here = env::current_exe()?;
    let target = here.parent().and_then(Path::parent).context("this program lies in no folder")?;
    Ok(target.join(profile).join(format!("{name}{}", env::consts::EXE_SUFFIX)))
}

/// The WebAssembly that the benchmark measures jiken's against, built like the page's.
pub fn segmenter(tools: &WasmTools) -> Result<()> {
    let settings = settings::read()?;
    let page = settings.build.get("page").context("wasm-pack.toml has no build for the page")?;
    let out_dir = root().join("target/bench/lindera").display().to_string();
    let mut wasm_pack = tools.wasm_pack(&["build", "benches"]);
    wasm_pack
        .args(["--no-pack", "--no-opt", "--target", &page.target, "--out-dir", &out_dir])
        .args(["--profile", &page.profile]);
    run(&mut wasm_pack)?;
    optimize(&root().join(out_dir), &settings)
}

/// The WebAssembly and the page; the dictionary is there already.
pub fn page(tools: &WasmTools) -> Result<()> {
    webassembly(tools)?;
    run(&mut npm("www", ["run", "build"]))
}

/// The WebAssembly alone.
pub fn webassembly(tools: &WasmTools) -> Result<()> {
    let settings = settings::read()?;
    for build in settings.build.values() {
        wasm(tools, build, &settings)?;
    }
    Ok(())
}

/// The page once more, in one file that needs no server: `dist/jiken.html`; the page is there already.
pub fn single_file() -> Result<()> {
    run(&mut npm("www", ["run", "build:single-file"]))
}

/// One run of wasm-pack and wasm-opt. Whatever wasm-pack could download is there already, and it is told
/// to download nothing; its cache, empty, stays in the checkout.
fn wasm(tools: &WasmTools, build: &Build, settings: &Settings) -> Result<()> {
    let mut wasm_pack = tools.wasm_pack(&["build"]);
    wasm_pack
        .args(["--no-pack", "--no-opt", "--target", &build.target, "--out-dir", &build.out_dir])
        .args(["--profile", &build.profile])
        .args(&build.cargo);
    run(&mut wasm_pack)?;
    optimize(&root().join(&build.out_dir), settings)
}

/// wasm-opt on every WebAssembly of a folder.
fn optimize(folder: &Path, settings: &Settings) -> Result<()> {
    for file in files(folder)?.iter().filter(|name| name.ends_with(".wasm")) {
        let file = folder.join(file);
        let program = root().join("www/node_modules/.bin").join(if cfg!(windows) {
            "wasm-opt.cmd"
        } else {
            "wasm-opt"
        });
        let mut wasm_opt = command(program, &settings.optimizer.arguments);
        run(wasm_opt.arg(&file).arg("-o").arg(&file))?;
    }
    Ok(())
}

/// Prints what a visitor fetches beside its budget; what is above its budget, or missing, is an error.
pub fn check_sizes() -> Result<()> {
    let settings = settings::read()?;
    check_folder("dist", &settings.budgets, &settings.visit.later)
}

/// Prints what a folder of the checkout holds beside its budgets; what is above its budget, or missing, is an
/// error. What comes `later` is no part of a first visit.
pub fn check_folder(folder: &str, budgets: &BTreeMap<String, u64>, later: &[String]) -> Result<()> {
    let faults = faults(&sizes(folder)?, budgets, later);
    if !faults.is_empty() {
        bail!("{folder}/ against the budgets of wasm-pack.toml: {}", faults.join("; "));
    }
    Ok(())
}

/// Prints the size of the single file beside its budget, and fails where it is above.
pub fn check_single_file() -> Result<()> {
    let settings = settings::read()?;
    let times = settings.single_file.times_the_visit;
    let sizes = sizes("dist")?;
    let visit = total(&sizes, VISIT, &settings.visit.later) as f64;
    let budgets = BTreeMap::from([("jiken.html".to_owned(), (visit * times) as u64)]);
    let faults = faults(&sizes, &budgets, &[]);
    if !faults.is_empty() {
        bail!("against {times} times what a visit to the page fetches: {}", faults.join("; "));
    }
    Ok(())
}

/// The files of a folder with their sizes in bytes.
fn sizes(folder: &str) -> Result<Vec<(u64, String)>> {
    let folder = root().join(folder);
    let sized = |name: String| Ok((fs::metadata(folder.join(&name))?.len(), name));
    files(&folder)?.into_iter().map(sized).collect()
}

/// What all files that the pattern names have together; a visit's are without those that come later.
fn total(sizes: &[(u64, String)], pattern: &str, later: &[String]) -> u64 {
    let counts = |name: &str| {
        let comes_later = pattern == VISIT && later.iter().any(|later| matches(later, name));
        matches(pattern, name) && !comes_later
    };
    sizes.iter().filter(|(_, name)| counts(name)).map(|(size, _)| size).sum()
}

/// What is wrong with the sizes of the files; each budget is for all files together that it names.
fn faults(
    sizes: &[(u64, String)],
    budgets: &BTreeMap<String, u64>,
    later: &[String],
) -> Vec<String> {
    let mut faults = Vec::new();
    println!("{:>10} {:>10}", "bytes", "budget");
    for (pattern, &budget) in budgets {
        let size = total(sizes, pattern, later);
        println!("{size:>10} {budget:>10}  {pattern}");
        if !sizes.iter().any(|(_, name)| matches(pattern, name)) {
            faults.push(format!("no file is called {pattern}"));
        } else if size > budget {
            faults.push(format!("{pattern} has {size} bytes, {} too many", size - budget));
        }
    }
    faults
}

/// Whether a file's name is that of the pattern, in which `*` stands for any characters.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, end)) => {
            name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
        }
    }
}

/// The files below a folder, sorted, as paths with `/`.
fn files(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            found.extend(files(&entry.path())?.into_iter().map(|inner| format!("{name}/{inner}")));
        } else {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_outgrows_its_budget_or_is_missing_is_a_fault() {
        let sizes = [(90, "a/x-1.gz".to_owned()), (20, "y-2.gz".to_owned())];
        let faults = |pattern: &str, budget| {
            let budgets = BTreeMap::from([(pattern.to_owned(), budget)]);
            super::faults(&sizes, &budgets, &[]).join("")
        };
        assert_eq!(faults("*.gz", 110), "");
        assert_eq!(faults("*.gz", 109), "*.gz has 110 bytes, 1 too many");
        assert_eq!(faults("a/x-*.gz", 90), "");
        assert_eq!(faults("*.wasm", 1), "no file is called *.wasm");
        assert_eq!(total(&sizes, VISIT, &[]), 110);
        let later = ["a/*".to_owned()];
        assert_eq!(total(&sizes, VISIT, &later), 20);
        assert_eq!(total(&sizes, "a/x-*.gz", &later), 90);
    }

    #[test]
    fn a_star_stands_for_the_hash_in_a_name() {
        assert!(matches("assets/ipadic-*.gz", "assets/ipadic-B1x_9.gz"));
        assert!(!matches("assets/ipadic-*.gz", "assets/ipadic-.js"));
        assert!(!matches("aa*aa", "aaa"));
        assert!(matches("index.html", "index.html"));
        assert!(!matches("index.html", "other/index.html"));
    }
}
