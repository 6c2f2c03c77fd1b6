//! The bindings to JavaScript under Node: `wasm-pack test --node`.

#![cfg(target_family = "wasm")]

#[path = "wasm/binding.rs"]
mod binding;
