//! The bindings to JavaScript in a browser: `wasm-pack test --headless --chrome`.

#![cfg(target_family = "wasm")]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[path = "wasm/binding.rs"]
mod binding;
