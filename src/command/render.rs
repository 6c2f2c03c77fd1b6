//! Documents in, the bytes of a format out. Each format is a module of its own; what stands around and
//! between the documents of an output is its [`Frame`].

mod csv;
mod json;
mod markdown;
mod text;
mod veris;
mod words;

use crate::command::{arguments::Format, document::Document, names::Names};

/// A format with what it needs to know.
pub struct Renderer {
    format: Format,
    names: Names,
    /// Whether the output is one document of several: an array, or parts with headings.
    several: bool,
    bom: bool,
}

/// What stands around and between documents.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Before the first.
    pub opening: Vec<u8>,
    /// Between two.
    pub separator: &'static str,
    /// After the last.
    pub closing: String,
}

impl Renderer {
    /// A renderer; `several` says whether there is more than one file, `bom` whether csv begins with a
    /// byte order mark.
    pub fn new(format: Format, names: Names, several: bool, bom: bool) -> Self {
        Self { format, names, several, bom }
    }

    /// What stands around and between documents.
    pub fn frame(&self) -> Frame {
        match self.format {
            Format::Text => Frame { separator: "\n", ..Frame::default() },
            Format::Json if self.several => {
                Frame { opening: b"[\n".into(), separator: ",\n", closing: "\n]\n".into() }
            }
            Format::Json => Frame { closing: "\n".into(), ..Frame::default() },
            Format::Jsonl | Format::Veris => Frame::default(),
            Format::Csv => Frame { opening: csv::header(self.bom), ..Frame::default() },
            Format::Markdown => Frame {
                opening: markdown::OPENING.into(),
                separator: "\n",
                closing: markdown::closing(&self.names),
            },
        }
    }

    /// A document in the format; empty where the format has no place for it, as csv has none for a
    /// problem.
    pub fn document(&self, document: &Document) -> Vec<u8> {
        match self.format {
            Format::Text => text::document(document, &self.names, self.several).into_bytes(),
            Format::Json => json::pretty(document).into_bytes(),
            Format::Jsonl => json::line(document).into_bytes(),
            Format::Csv => csv::rows(document, &self.names),
            Format::Markdown => markdown::document(document, &self.names).into_bytes(),
            Format::Veris => veris::lines(document, &self.names).into_bytes(),
        }
    }

    /// Whether the output itself tells of problems; otherwise messages must.
    pub fn shows_problems(&self) -> bool {
        matches!(self.format, Format::Json | Format::Jsonl)
    }
}

#[cfg(test)]
mod sample;
