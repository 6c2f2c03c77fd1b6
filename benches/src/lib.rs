//! lindera's own segmentation with jiken's dictionary, as WebAssembly: what classification in the browser is
//! measured against. Natively this is empty; the measuring is `main.rs`.

#[cfg(target_family = "wasm")]
mod wasm {
    use std::cell::RefCell;

    use jiken::Dictionary;
    use wasm_bindgen::prelude::wasm_bindgen;

    thread_local! {
        static DICTIONARY: RefCell<Option<Dictionary>> = const { RefCell::new(None) };
    }

    /// Loads the dictionary that `countWords` uses.
    #[wasm_bindgen(js_name = loadWords)]
    pub fn load_words(bytes: &[u8]) {
        DICTIONARY.set(Some(Dictionary::from_bytes(bytes).expect("the dictionary of this build")));
    }

    /// How many words lindera splits a text into.
    #[wasm_bindgen(js_name = countWords)]
    pub fn count_words(text: &str) -> usize {
        DICTIONARY.with_borrow(|dictionary| {
            let dictionary = dictionary.as_ref().expect("loadWords comes first");
            dictionary.count_words(text).expect("lindera splits any text")
        })
    }
}
