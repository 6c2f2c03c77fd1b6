//! Bytes in, texts out: files and standard input, their encoding and their limits.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    path::PathBuf,
};

use jiken::MAX_TEXT_BYTES;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::command::failure::Problem;

/// The longest line of JSON Lines that is read, in bytes: a text of the longest kind whose every
/// character is written as an escape fits into it.
pub const MAX_LINE_BYTES: usize = 8 * MAX_TEXT_BYTES;

/// How much of JSON Lines is read at a time, in bytes.
const CHUNK_BYTES: usize = 256 * 1024;

/// A file or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Standard input.
    Standard,
    /// A file by its path.
    File(PathBuf),
}

impl Source {
    /// The sources of the command line: standard input when it names none.
    pub fn from_paths(paths: &[PathBuf]) -> Vec<Self> {
        if paths.is_empty() {
            return vec![Source::Standard];
        }
        let source = |path: &PathBuf| match path.as_os_str().to_str() {
            Some("-") => Source::Standard,
            _ => Source::File(path.clone()),
        };
        paths.iter().map(source).collect()
    }

    /// What results and messages call it: the path, or `-` for standard input.
    pub fn label(&self) -> String {
        match self {
            Source::Standard => "-".into(),
            Source::File(path) => path.display().to_string(),
        }
    }

    /// Its length in bytes, where it is known beforehand.
    pub fn length(&self) -> Option<u64> {
        match self {
            Source::Standard => None,
            Source::File(path) => {
                fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|file| file.len())
            }
        }
    }

    /// Opens it for reading.
    pub fn open(&self) -> Result<Box<dyn Read>, Problem> {
        match self {
            Source::Standard => Ok(Box::new(io::stdin())),
            Source::File(path) => {
                if path.is_dir() {
                    return Err(Problem::new(
                        "unreadable",
                        "this is a folder: name the files in it, FOLDER/*.txt say",
                    ));
                }
                Ok(Box::new(File::open(path).map_err(|error| unreadable(&error))?))
            }
        }
    }

    /// Reads it as one text.
    pub fn read_text(&self) -> Result<String, Problem> {
        let length = self.length().and_then(|length| usize::try_from(length).ok());
        read_text(self.open()?, length)
    }
}

/// Reads all of `input`, whose length is known beforehand or not, as one text.
fn read_text(input: impl Read, length: Option<usize>) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    input
        .take(MAX_TEXT_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&error))?;
    if bytes.len() > MAX_TEXT_BYTES {
        return Err(match length {
            Some(bytes) => jiken::Error::TextTooLong { bytes, limit: MAX_TEXT_BYTES }.into(),
            None => Problem::new(
                "text_too_long",
                format!(
                    "the text is longer than the limit of {MAX_TEXT_BYTES} bytes: split it and \
                     classify the parts"
                ),
            ),
        });
    }
    decode(bytes)
}

fn unreadable(error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound => {
            Problem::new("not_found", "there is no such file: check the name and the folder")
        }
        io::ErrorKind::PermissionDenied => Problem::new(
            "unreadable",
            "reading it is not allowed: change its permissions, or run as a user who may",
        ),
        _ => Problem::new("unreadable", format!("cannot be read: {error}")),
    }
}

/// UTF-8, or a problem that names the place and the likely encodings.
fn decode(bytes: Vec<u8>) -> Result<String, Problem> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Problem::new(
            "invalid_utf8",
            "the text is UTF-16 and not UTF-8 (byte 0 begins its byte order mark); convert it: \
             iconv -f UTF-16 -t UTF-8 FILE > NEW_FILE",
        ));
    }
    // ISO-2022-JP is seven-bit and would pass as UTF-8, with every Japanese character garbled.
    let switch = bytes.windows(3).position(|w| w == b"\x1b$B" || w == b"\x1b$@");
    if let Some(at) = switch {
        return Err(Problem::new(
            "invalid_utf8",
            format!(
                "the text is ISO-2022-JP and not UTF-8 (byte {at} begins its first escape \
                 sequence); convert it: iconv -f ISO-2022-JP -t UTF-8 FILE > NEW_FILE"
            ),
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        Problem::new(
            "invalid_utf8",
            format!(
                "the text is not UTF-8 (first at byte {}); if it is Shift_JIS or EUC-JP, convert \
                 it: iconv -f CP932 -t UTF-8 FILE > NEW_FILE (or -f EUC-JP)",
                error.utf8_error().valid_up_to()
            ),
        )
    })
}

/// Some lines of JSON Lines, as they came.
#[derive(Debug, PartialEq, Eq)]
pub enum Lines {
    /// Whole lines; the last may lack its line end.
    Whole {
        /// The number of the first line, counted from 1.
        first: u64,
        /// The lines with their line ends.
        bytes: Vec<u8>,
    },
    /// One line above [`MAX_LINE_BYTES`], which was not kept.
    Overlong {
        /// Its number, counted from 1.
        line: u64,
    },
}

/// Reads `input` to its end and gives its lines away in pieces of about [`CHUNK_BYTES`], each as soon as
/// a read has brought it; ends early once `give` returns false.
pub fn read_lines(input: impl Read, mut give: impl FnMut(Lines) -> bool) -> Result<(), Problem> {
    let mut input = BufReader::with_capacity(CHUNK_BYTES, input);
    let mut line = 1;
    let mut kept: Vec<u8> = Vec::new();
    let mut dropping = false;
    loop {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(unreadable(&error)),
        };
        let length = chunk.len();
        if length == 0 {
            break;
        }
        let mut rest = chunk;
        if dropping {
            let end = rest.iter().position(|&byte| byte == b'\n');
            rest = end.map_or(&[], |end| &rest[end + 1..]);
            if end.is_some() {
                dropping = false;
                line += 1;
            }
        }
        let whole = rest.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        if !dropping {
            kept.extend_from_slice(&rest[..whole]);
            if whole > 0 {
                let bytes = std::mem::take(&mut kept);
                let first = line;
                line += bytes.iter().filter(|&&byte| byte == b'\n').count() as u64;
                if !give(Lines::Whole { first, bytes }) {
                    return Ok(());
                }
            }
            kept.extend_from_slice(&rest[whole..]);
            if kept.len() > MAX_LINE_BYTES {
                kept = Vec::new();
                dropping = true;
                if !give(Lines::Overlong { line }) {
                    return Ok(());
                }
            }
        }
        input.consume(length);
    }
    if !kept.is_empty() {
        give(Lines::Whole { first: line, bytes: kept });
    }
    Ok(())
}

/// One line of JSON Lines that can be classified.
#[derive(Debug)]
pub struct Record {
    /// The id exactly as the line writes it; `None` where the line has none.
    pub id: Option<Box<RawValue>>,
    /// The text.
    pub text: String,
}

#[derive(Deserialize)]
struct RawRecord<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    text: Option<&'a RawValue>,
}

/// Reads a line; of one that cannot be used, the id as far as it is known, and the problem.
pub fn parse_line(line: &[u8]) -> Result<Record, (Option<Box<RawValue>>, Problem)> {
    // Windows tools put a byte order mark before the first line.
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    let text = match std::str::from_utf8(line) {
        Ok(text) => text,
        Err(error) => {
            let problem = Problem::new(
                "invalid_utf8",
                format!(
                    "the line is not UTF-8 (first at byte {} of the line): convert the input to \
                     UTF-8",
                    error.valid_up_to()
                ),
            );
            let readable = String::from_utf8_lossy(line);
            let id = serde_json::from_str(&readable).ok().and_then(|raw: RawRecord| raw.id);
            let id = id.filter(|id| is_id(id) && !id.get().contains('\u{fffd}'));
            return Err((id.map(ToOwned::to_owned), problem));
        }
    };
    let raw: RawRecord =
        serde_json::from_str(text).map_err(|error| (None, invalid_json(&error)))?;
    // serde would also take an array for an object whose fields come in order.
    if text.trim_start().starts_with('[') {
        let message = "not a JSON object but an array; write one {\"id\", \"text\"} object a line";
        return Err((None, Problem::new("invalid_json", message)));
    }
    if let Some(id) = raw.id.filter(|id| !is_id(id)) {
        let problem = Problem::new(
            "invalid_id",
            format!("\"id\" is {}; write a string or a number", kind(id)),
        );
        return Err((None, problem));
    }
    let id = raw.id.map(ToOwned::to_owned);
    let Some(text) = raw.text else {
        let problem =
            Problem::new("missing_text", "the object has no \"text\"; write {\"id\", \"text\"}");
        return Err((id, problem));
    };
    if !text.get().starts_with('"') {
        let problem = Problem::new(
            "text_not_a_string",
            format!("\"text\" is {}; write a string", kind(text)),
        );
        return Err((id, problem));
    }
    match serde_json::from_str(text.get()) {
        Ok(text) => Ok(Record { id, text }),
        Err(error) => Err((id, invalid_json(&error))),
    }
}

fn is_id(id: &RawValue) -> bool {
    id.get().starts_with(|first: char| first == '"' || first == '-' || first.is_ascii_digit())
}

/// What a JSON value is, in words.
fn kind(value: &RawValue) -> &'static str {
    match value.get().as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b't' | b'f') => "a boolean",
        _ => "a number",
    }
}

fn invalid_json(error: &serde_json::Error) -> Problem {
    let message = error.to_string();
    // serde_json counts lines within the one line that it is given: only the column says something.
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    Problem::new(
        "invalid_json",
        format!(
            "not a JSON object (byte {}: {what}); write one {{\"id\", \"text\"}} object a line",
            error.column()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes in reads of one length.
    struct InSteps<'a>(&'a [u8], usize);

    impl Read for InSteps<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.1.min(buffer.len()).min(self.0.len());
            buffer[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    fn collect(input: impl Read) -> Vec<Lines> {
        let mut pieces = Vec::new();
        read_lines(input, |lines| {
            pieces.push(lines);
            true
        })
        .unwrap();
        pieces
    }

    #[test]
    fn a_text_of_the_longest_length_is_read_and_a_longer_one_is_not() {
        let longest = MAX_TEXT_BYTES as u64;
        assert_eq!(read_text(io::repeat(b'a').take(longest), None).unwrap().len(), MAX_TEXT_BYTES);
        for length in [None, Some(MAX_TEXT_BYTES + 1)] {
            let problem = read_text(io::repeat(b'a').take(longest + 1), length).unwrap_err();
            assert_eq!(problem.code, "text_too_long");
            assert!(problem.message.contains("10000000 bytes"), "{}", problem.message);
        }
    }

    #[test]
    fn lines_are_whole_and_numbered_however_they_arrive() {
        let input = "a\n\nbc\n漏えい\r\nend".as_bytes();
        for step in 1..=input.len() {
            let mut all = Vec::new();
            for piece in collect(InSteps(input, step)) {
                let Lines::Whole { first, bytes } = piece else { panic!("no line is long") };
                let before = all.iter().filter(|&&byte| byte == b'\n').count() as u64;
                assert_eq!(first, before + 1, "in steps of {step}");
                all.extend(bytes);
                assert!(all.len() == input.len() || all.ends_with(b"\n"), "in steps of {step}");
            }
            assert_eq!(all, input, "in steps of {step}");
        }
        assert_eq!(collect(io::empty()), []);
    }

    #[test]
    fn a_line_above_the_limit_is_dropped_and_the_next_is_read() {
        let long = io::repeat(b'a').take(MAX_LINE_BYTES as u64 + 1);
        let pieces = collect(b"1\n".chain(long).chain(&b"\n3\n4"[..]));
        assert_eq!(
            pieces,
            [
                Lines::Whole { first: 1, bytes: b"1\n".to_vec() },
                Lines::Overlong { line: 2 },
                Lines::Whole { first: 3, bytes: b"3\n".to_vec() },
                Lines::Whole { first: 4, bytes: b"4".to_vec() },
            ]
        );
    }
}
