// The texts of this folder, each `NAME.txt` with the whole result beside it in `NAME.json`: what the
// native build and WebAssembly must both say, byte for byte. `tests/golden.rs` compares and rewrites.

/// Calls `$each!` with the name of every text.
macro_rules! texts {
    ($each:ident) => {
        [
            $each!("card-skimming-crlf"),
            $each!("denied"),
            $each!("empty"),
            $each!("mostly-english"),
            $each!("no-incident"),
            $each!("ransomware-notice"),
            $each!("two-in-a-paragraph"),
            $each!("two-incidents"),
        ]
    };
}
