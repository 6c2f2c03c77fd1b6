//! `cargo xtask sizes`: what the WebAssembly is made of. Its sections are those of the module that is shipped; the
//! code by crate is that of the compiler's module, which still has the functions' names: the optimiser takes
//! off some more.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, Parser, Payload};

use crate::build;
use crate::install::wasm_tools;
use crate::root;

/// Builds the WebAssembly and prints its sections and its crates, the largest first.
pub fn sizes() -> Result<()> {
    build::dictionary()?;
    build::webassembly(&wasm_tools()?)?;
    let shipped = read(&root().join("www/pkg/jiken_bg.wasm"))?;
    let named = read(&root().join("target/wasm32-unknown-unknown/release/jiken.wasm"))?;
    print("sections of the module that is shipped", &sections(&shipped)?);
    print("code by crate, before the optimiser", &crates(&named)?);
    Ok(())
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| file.display().to_string())
}

fn print(title: &str, sizes: &BTreeMap<String, usize>) {
    let mut sorted: Vec<_> = sizes.iter().collect();
    sorted.sort_by_key(|(_, bytes)| std::cmp::Reverse(**bytes));
    println!("\n{title}, in bytes:");
    for (name, bytes) in sorted {
        println!("{bytes:>10}  {name}");
    }
    println!("{:>10}  together", sizes.values().sum::<usize>());
}

/// The bytes of each section's content, by its name in the specification.
fn sections(module: &[u8]) -> Result<BTreeMap<String, usize>> {
    let mut sizes = BTreeMap::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        let Some((_, range)) = payload.as_section() else { continue };
        let name = match &payload {
            Payload::CustomSection(custom) => format!("custom: {}", custom.name()),
            Payload::TypeSection(_) => "types".into(),
            Payload::ImportSection(_) => "imports".into(),
            Payload::FunctionSection(_) => "functions".into(),
            Payload::TableSection(_) => "tables".into(),
            Payload::MemorySection(_) => "memory".into(),
            Payload::GlobalSection(_) => "globals".into(),
            Payload::ExportSection(_) => "exports".into(),
            Payload::ElementSection(_) => "elements".into(),
            Payload::CodeSectionStart { .. } => "code".into(),
            Payload::DataSection(_) => "data".into(),
            _ => "others".into(),
        };
        *sizes.entry(name).or_default() += (range.end - range.start) as usize;
    }
    Ok(sizes)
}

/// The bytes of the functions' bodies, by the crate that a function's name begins with.
fn crates(module: &[u8]) -> Result<BTreeMap<String, usize>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let function = matches!(import?.ty, wasmparser::TypeRef::Func(_));
                    imported += u32::from(function);
                }
            }
            Payload::CodeSectionEntry(body) => {
                let range = body.range();
                bodies.push((range.end - range.start) as usize);
            }
            Payload::CustomSection(custom) => {
                let KnownCustom::Name(all) = custom.as_known() else { continue };
                for part in all {
                    let Name::Function(functions) = part? else { continue };
                    for naming in functions {
                        let naming = naming?;
                        names.insert(naming.index, naming.name);
                    }
                }
            }
            _ => {}
        }
    }
    let mut sizes = BTreeMap::new();
    for (index, bytes) in (imported..).zip(bodies) {
        let name = names.get(&index).copied().unwrap_or_default();
        *sizes.entry(crate_of(name)).or_default() += bytes;
    }
    Ok(sizes)
}

/// `alloc` of `<alloc::vec::Vec<T> as Trait>::method`; what has no path is not Rust's.
fn crate_of(name: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(name));
    let path = name.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let path = path.strip_prefix("dyn ").unwrap_or(path);
    match path.split_once("::") {
        Some((first, _)) if first.chars().all(|c| c.is_alphanumeric() || c == '_') => first.into(),
        _ => "without a crate".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_crate_that_its_name_begins_with() {
        for (name, crate_name) in [
            ("jiken::reader::read::h0123456789abcdef", "jiken"),
            ("_ZN5alloc3vec12Vec$LT$T$GT$4push17h0123456789abcdefE", "alloc"),
            ("<alloc::vec::Vec<T> as core::ops::Index>::index", "alloc"),
            ("<&dyn core::fmt::Debug as core::fmt::Debug>::fmt", "core"),
            ("classify", "without a crate"),
            ("", "without a crate"),
        ] {
            assert_eq!(crate_of(name), crate_name, "{name}");
        }
    }

    #[test]
    fn sections_and_functions_are_measured() {
        // A function that is imported, one of 3 bytes, and the names of both.
        let module = b"\0asm\x01\0\0\0\
            \x01\x04\x01\x60\0\0\
            \x02\x07\x01\x01e\x01f\0\0\
            \x03\x02\x01\0\
            \x0a\x05\x01\x03\0\x01\x0b\
            \0\x15\x04name\x01\x0e\x02\0\x01f\x01\x08jiken::a";
        assert_eq!(sections(module).unwrap()["code"], 5);
        assert_eq!(crates(module).unwrap(), BTreeMap::from([("jiken".to_owned(), 3)]));
        assert!(sections(&module[..40]).is_err(), "a module that is cut short");
    }
}
