//! The container of `ipadic.jdic`: its parts in one file.
//!
//! The reader (`src/dictionary.rs`) and the writer (`dictionary/`, which includes this file) share this
//! definition. It knows the standard library and a checksum and nothing else.

/// The first bytes of the file.
pub const MAGIC: [u8; 8] = *b"JIKENDIC";

/// The version of this container; grows with every change of its layout.
pub const VERSION: u32 = 2;

/// The parts, in the order of the container: three of lindera's own files, then what
/// [`compact`](super::compact) makes the others from.
pub const PARTS: [&str; 7] =
    ["metadata.json", "char_def.bin", "unk.bin", "surfaces", "classes", "entries", "matrix"];

/// The length of what comes before the table of the parts.
pub const HEADER_BYTES: usize = 32;

/// The room for a part's name in the table.
pub const NAME_BYTES: usize = 16;

/// The length of a row of the table: name, offset, length.
pub const ROW_BYTES: usize = NAME_BYTES + 16;

const MEND: &str =
    "build it again with `cargo xtask dictionary` or take the file that came with this program";

/// Finds the parts in a file, in the order of [`PARTS`].
///
/// # Errors
///
/// What is wrong with the bytes and how to mend it, as a sentence.
pub fn read(bytes: &[u8], lindera_version: u32) -> Result<[&[u8]; PARTS.len()], String> {
    if bytes.is_empty() {
        return Err(format!("the file is empty: {MEND}"));
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return Err("the bytes are still compressed with gzip: decompress them first".into());
    }
    if !MAGIC.starts_with(&bytes[..bytes.len().min(MAGIC.len())]) {
        return Err(format!("this is not a dictionary of jiken (ipadic.jdic): {MEND}"));
    }
    if bytes.len() < HEADER_BYTES {
        return Err(format!(
            "the file is cut off: it has {} bytes, fewer than its header: {MEND}",
            bytes.len()
        ));
    }
    let version = u32_at(bytes, 8);
    if version != VERSION {
        return Err(format!(
            "the file has version {version} of its format and this program reads version {VERSION}: {MEND}"
        ));
    }
    let length = u64_at(bytes, 16);
    if (bytes.len() as u64) < length {
        return Err(format!(
            "the file is cut off: it has {} of {length} bytes: {MEND}",
            bytes.len()
        ));
    }
    if bytes.len() as u64 > length {
        return Err(format!(
            "the file is damaged: {} bytes follow its end: {MEND}",
            bytes.len() as u64 - length
        ));
    }
    if crc32fast::hash(&bytes[HEADER_BYTES..]) != u32_at(bytes, 28) {
        return Err(format!("the file is damaged (its checksum does not match): {MEND}"));
    }
    let found = u32_at(bytes, 12);
    if found != lindera_version {
        return Err(format!(
            "the file holds version {found} of lindera's dictionary format and this program reads version {lindera_version}: {MEND}"
        ));
    }
    if u32_at(bytes, 24) as usize != PARTS.len() {
        return Err(format!("the file is damaged: it does not have {} parts: {MEND}", PARTS.len()));
    }
    let mut parts = [&[][..]; PARTS.len()];
    for (at, name) in PARTS.iter().enumerate() {
        parts[at] = part(bytes, at, name).ok_or_else(|| {
            format!("the file is damaged: its part {name} is not where it should be: {MEND}")
        })?;
    }
    Ok(parts)
}

/// The part that a row of the table names.
fn part<'a>(bytes: &'a [u8], row: usize, name: &str) -> Option<&'a [u8]> {
    let row = bytes.get(HEADER_BYTES + row * ROW_BYTES..)?.get(..ROW_BYTES)?;
    let padding = row[..NAME_BYTES].strip_prefix(name.as_bytes())?;
    let start = usize::try_from(u64_at(row, NAME_BYTES)).ok()?;
    let length = usize::try_from(u64_at(row, NAME_BYTES + 8)).ok()?;
    if padding.iter().any(|&byte| byte != 0) {
        return None;
    }
    bytes.get(start..start.checked_add(length)?)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(std::array::from_fn(|i| bytes[at + i]))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(std::array::from_fn(|i| bytes[at + i]))
}
