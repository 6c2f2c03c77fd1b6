//! Finds the dictionary that the feature `embedded-dictionary` compiles into the library.

use std::env;
use std::path::PathBuf;

fn main() {
    println!("cargo::rerun-if-env-changed=JIKEN_DICTIONARY");
    if env::var_os("CARGO_FEATURE_EMBEDDED_DICTIONARY").is_none() {
        println!("cargo::rerun-if-changed=build.rs");
        return;
    }
    let file = env::var_os("JIKEN_DICTIONARY").map_or_else(own, PathBuf::from);
    println!("cargo::rerun-if-changed={}", file.display());
    match file.canonicalize() {
        Ok(file) => println!("cargo::rustc-env=JIKEN_DICTIONARY_FILE={}", file.display()),
        Err(error) => println!(
            "cargo::error=the dictionary {} cannot be read ({error}): run `cargo xtask dictionary` to build it",
            file.display()
        ),
    }
}

/// In the checkout, where it is built; in the published crate, which holds it, at the top.
fn own() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let built = folder.join("dictionary/build/ipadic.jdic");
    if folder.join("dictionary").is_dir() { built } else { folder.join("ipadic.jdic") }
}
