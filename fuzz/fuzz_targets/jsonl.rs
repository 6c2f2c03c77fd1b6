//! Any bytes as JSON Lines, arriving in pieces of any length: every line is taken or refused by itself, none
//! is lost or doubled, and nothing is taken for a text that serde_json would not read as one.

#![no_main]
#![allow(dead_code, reason = "the command's files hold more than is tried here")]

use std::io::{self, Read};

use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// The command's own files: it is a program, and no library has them.
#[path = "../../src/command"]
mod command {
    pub mod failure;
    pub mod input;
}

use command::input::{Lines, parse_line, read_lines};

struct Pieces<'b>(&'b [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.1.min(buffer.len()).min(self.0.len());
        buffer[..length].copy_from_slice(&self.0[..length]);
        self.0 = &self.0[length..];
        Ok(length)
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((step, input)) = bytes.split_first() else { return };
    let mut read = Vec::new();
    let mut next = 1;
    read_lines(Pieces(input, usize::from(*step) + 1), |lines| {
        let Lines::Whole { first, bytes } = lines else { panic!("no line is that long") };
        assert_eq!(first, next);
        next += bytes.iter().filter(|&&byte| byte == b'\n').count() as u64;
        read.extend(bytes);
        true
    })
    .unwrap();
    assert_eq!(read, input);
    for line in input.split(|&byte| byte == b'\n') {
        let value = serde_json::from_slice::<Value>(
            line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line),
        );
        match parse_line(line) {
            Ok(record) => {
                let value = value.expect("what is taken is JSON");
                assert_eq!(value["text"], Value::String(record.text));
            }
            Err((_, problem)) => assert!(!problem.code.is_empty() && !problem.message.is_empty()),
        }
    }
});
