//! What the project needs on a machine: each step says why it is there, looks first, and does nothing
//! when all is right already. Only package managers write outside the checkout.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value as Json;

use crate::process::{cargo, command, executable, find, npm, output, run};
use crate::root;

const TARGET: &str = "wasm32-unknown-unknown";
const WASM_PACK: &str = "0.15.1";
const GECKODRIVER: &str = "0.37.1";
const CARGO_DENY: &str = "0.20.2";
const CARGO_FUZZ: &str = "0.13.2";
/// The oldest Node.js that the page's build tool runs on.
const NODE: (u32, u32) = (20, 19);

/// The tools that build and test the WebAssembly.
pub struct WasmTools {
    wasm_pack: PathBuf,
    /// PATH for wasm-pack: the first wasm-bindgen on it is that of Cargo.lock.
    path: std::ffi::OsString,
}

impl WasmTools {
    /// A run of wasm-pack that downloads nothing: whatever it could download is there already. Its cache,
    /// empty, stays in the checkout.
    pub fn wasm_pack(&self, arguments: &[&str]) -> Command {
        let mut wasm_pack = command(&self.wasm_pack, ["--log-level", "error"]);
        wasm_pack
            .args(arguments)
            .args(["--mode", "no-install"])
            .env("PATH", &self.path)
            .env("WASM_PACK_CACHE", root().join("target/wasm-pack"));
        wasm_pack
    }
}

/// The wasm32 target, wasm-pack and wasm-bindgen-cli.
pub fn wasm_tools() -> Result<WasmTools> {
    wasm_target()?;
    let wasm_pack = cargo_tool(
        "wasm-pack",
        "wasm-pack",
        WASM_PACK,
        &["--locked"],
        "it builds and tests the WebAssembly",
    )?;
    // wasm-bindgen-cli's lock file may name versions that a registry does not have: no --locked here.
    let wasm_bindgen = cargo_tool(
        "wasm-bindgen-cli",
        "wasm-bindgen",
        &locked_version("wasm-bindgen")?,
        &[],
        "it writes the JavaScript side, in exactly the version of Cargo.lock",
    )?;
    Ok(WasmTools { wasm_pack, path: path_with_first("wasm-bindgen", &wasm_bindgen)? })
}

/// The program that steers Firefox.
pub fn geckodriver() -> Result<PathBuf> {
    cargo_tool("geckodriver", "geckodriver", GECKODRIVER, &["--locked"], "it steers Firefox")
}

/// The program that reads `deny.toml`.
pub fn cargo_deny() -> Result<PathBuf> {
    cargo_tool(
        "cargo-deny",
        "cargo-deny",
        CARGO_DENY,
        &["--locked"],
        "it looks at every dependency's licence, source and double versions",
    )
}

/// cargo-fuzz, and the nightly compiler that it works with.
pub fn fuzzer() -> Result<()> {
    let why = "it builds and runs the fuzzing targets";
    cargo_tool("cargo-fuzz", "cargo-fuzz", CARGO_FUZZ, &["--locked"], why)?;
    let name = "Rust's nightly toolchain";
    if find("rustup").is_none() {
        bail!("{name} is needed for fuzzing: take rustup from https://rustup.rs");
    }
    if output(&mut command("rustup", ["run", "nightly", "rustc", "--version"])).is_ok() {
        ready(name);
        return Ok(());
    }
    install(name, "libFuzzer's instruments are part of it alone", "it is not there");
    run(&mut command("rustup", ["toolchain", "install", "nightly", "--profile", "minimal"]))
        .with_context(|| format!("{name} could not be installed"))
}

/// Rust's standard library for WebAssembly, looked for where the compiler looks for it.
fn wasm_target() -> Result<()> {
    let name = format!("the target {TARGET}");
    let why = "the core runs in the browser as WebAssembly";
    if has_wasm_target()? {
        ready(&name);
        return Ok(());
    }
    install(&name, why, "the compiler's sysroot does not have it");
    let alternative = format!(
        "or choose any toolchain whose sysroot has {TARGET} by setting RUSTUP_TOOLCHAIN to its name"
    );
    if find("rustup").is_none() {
        bail!(
            "{name} is missing and there is no rustup to add it: install it with the package manager \
             that Rust came from, take Rust from https://rustup.rs, {alternative}"
        );
    }
    run(&mut command("rustup", ["target", "add", TARGET]))
        .with_context(|| format!("rustup could not add {name}: let it, {alternative}"))?;
    if !has_wasm_target()? {
        bail!(
            "rustup added {name}, but not to the toolchain in use, {}: add it there, {alternative}",
            sysroot()?.display()
        );
    }
    Ok(())
}

fn has_wasm_target() -> Result<bool> {
    Ok(sysroot()?.join("lib/rustlib").join(TARGET).join("lib").is_dir())
}

fn sysroot() -> Result<PathBuf> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    Ok(output(&mut command(rustc, ["--print", "sysroot"]))?.into())
}

/// A program that cargo installs, in exactly one version.
fn cargo_tool(
    package: &str,
    program: &str,
    version: &str,
    options: &[&str],
    why: &str,
) -> Result<PathBuf> {
    let name = format!("{package} {version}");
    let folder = cargo_binaries()?;
    let candidates = [find(program), executable(&folder, program)];
    let mut found = None;
    for file in candidates.into_iter().flatten() {
        let other = output(&mut command(&file, ["--version"])).unwrap_or_default();
        if other.split_whitespace().nth(1) == Some(version) {
            ready(&name);
            return Ok(file);
        }
        found = found.or(Some(other));
    }
    let state = found.map_or("it is not there".to_owned(), |other| format!("{other} is there"));
    install(&name, why, &state);
    let mut command = cargo(["install", package, "--version", version]);
    run(command.args(options)).with_context(|| format!("{name} could not be installed"))?;
    executable(&folder, program).with_context(|| {
        format!("cargo installed {name} elsewhere than in {}: put it on PATH", folder.display())
    })
}

/// Where `cargo install` puts programs.
fn cargo_binaries() -> Result<PathBuf> {
    let home = || env::home_dir().map(|home| home.join(".cargo"));
    env::var_os("CARGO_INSTALL_ROOT")
        .or_else(|| env::var_os("CARGO_HOME"))
        .map(PathBuf::from)
        .or_else(home)
        .map(|folder| folder.join("bin"))
        .context("neither CARGO_HOME nor a home folder is known, so `cargo install` has no place")
}

/// PATH as it is where a program is found there first, else with the program's folder before it.
fn path_with_first(program: &str, file: &Path) -> Result<std::ffi::OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    if find(program).as_deref() == Some(file) {
        return Ok(path);
    }
    let folder = file.parent().map(Path::to_owned);
    Ok(env::join_paths(folder.into_iter().chain(env::split_paths(&path)))?)
}

/// The version of a package in Cargo.lock.
fn locked_version(package: &str) -> Result<String> {
    let file = root().join("Cargo.lock");
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let lock: toml::Table = toml::from_str(&text).context("Cargo.lock")?;
    lock.get("package")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .find(|entry| entry.get("name").and_then(toml::Value::as_str) == Some(package))
        .and_then(|entry| entry.get("version").and_then(toml::Value::as_str))
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock does not name {package}"))
}

/// The npm packages of a folder, exactly those of its lock file.
pub fn npm_packages(folder: &str, why: &str) -> Result<()> {
    node()?;
    let name = format!("the npm packages of {folder}/");
    match npm_difference(&root().join(folder))? {
        None => ready(&name),
        Some(difference) => {
            install(&name, why, &difference);
            run(&mut npm(folder, ["ci", "--no-audit", "--no-fund"]))?;
        }
    }
    Ok(())
}

fn node() -> Result<()> {
    let needed = format!("Node.js {}.{} or newer is needed", NODE.0, NODE.1);
    let version = output(&mut command("node", ["--version"])).map_err(|error| {
        anyhow!("{needed}, with npm: install it from https://nodejs.org ({error:#})")
    })?;
    let mut numbers = version.trim_start_matches('v').split('.').map_while(|n| n.parse().ok());
    if (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) < NODE {
        bail!("{needed}; {version} is there");
    }
    Ok(())
}

/// In what `node_modules` differs from `package-lock.json`; `None` where they agree.
fn npm_difference(folder: &Path) -> Result<Option<String>> {
    let file = folder.join("package-lock.json");
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let lock: Json = serde_json::from_str(&text).with_context(|| file.display().to_string())?;
    // npm records there what it put into the folder.
    let installed = fs::read_to_string(folder.join("node_modules/.package-lock.json"))
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok());
    Ok(installed.map_or(Some("they are not there".to_owned()), |installed| {
        first_difference(&lock, &installed)
            .map(|package| format!("{package} differs from package-lock.json"))
    }))
}

/// The first package that is not installed as the lock file wants it. Optional packages, those of other
/// systems say, may be missing.
fn first_difference(lock: &Json, installed: &Json) -> Option<String> {
    let empty = serde_json::Map::new();
    let packages = |lock: &Json| lock["packages"].as_object().cloned().unwrap_or(empty.clone());
    let (wanted, found) = (packages(lock), packages(installed));
    let same =
        |a: &Json, b: &Json| a["version"] == b["version"] && a["integrity"] == b["integrity"];
    let missing = wanted.iter().filter(|(path, _)| !path.is_empty()).find(|(path, package)| {
        let optional =
            ["optional", "devOptional"].iter().any(|key| package[key] == Json::Bool(true));
        found.get(*path).map_or(!optional, |other| !same(package, other))
    });
    missing
        .or_else(|| found.iter().find(|(path, _)| !wanted.contains_key(*path)))
        .map(|(path, _)| path.trim_start_matches("node_modules/").to_owned())
}

/// Says that nothing is to be done.
pub fn ready(name: &str) {
    println!("ready: {name}");
}

/// Says what is installed, what for, and why now.
pub fn install(name: &str, why: &str, state: &str) {
    println!("install: {name} ({why}): {state}");
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn lock(packages: Json) -> Json {
        json!({ "packages": packages })
    }

    #[test]
    fn npm_packages_are_installed_again_only_when_they_differ_from_the_lock_file() {
        let wanted = lock(json!({
            "": { "name": "page" },
            "node_modules/lit": { "version": "3.0.0", "integrity": "sha512-a" },
            "node_modules/other-system": { "version": "1.0.0", "integrity": "sha512-b", "optional": true },
        }));
        let lit = json!({ "version": "3.0.0", "integrity": "sha512-a" });
        let cases = [
            (json!({ "node_modules/lit": lit }), None),
            (json!({}), Some("lit")),
            (
                json!({ "node_modules/lit": { "version": "2.0.0", "integrity": "sha512-a" } }),
                Some("lit"),
            ),
            (
                json!({ "node_modules/lit": { "version": "3.0.0", "integrity": "sha512-c" } }),
                Some("lit"),
            ),
            (
                json!({ "node_modules/lit": lit, "node_modules/stray": { "version": "1.0.0" } }),
                Some("stray"),
            ),
        ];
        for (installed, expected) in cases {
            let found = first_difference(&wanted, &lock(installed.clone()));
            assert_eq!(found.as_deref(), expected, "{installed}");
        }
    }

    #[test]
    fn a_program_earlier_on_path_does_not_hide_the_right_one() {
        let file = Path::new("/somewhere/bin/wasm-bindgen");
        let path = path_with_first("wasm-bindgen", file).unwrap();
        assert_eq!(env::split_paths(&path).next().as_deref(), file.parent());
    }

    #[test]
    fn cargo_lock_names_the_version_of_wasm_bindgen() {
        let version = locked_version("wasm-bindgen").unwrap();
        assert!(version.starts_with("0.2."), "{version}");
        assert!(locked_version("no-such-package").is_err());
    }
}
