//! The command line as a person types it, with everything that `--help` says.

use std::{num::NonZeroUsize, path::PathBuf};

use anstream::ColorChoice;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

const EXIT_CODES: &str = "\
Exit codes:
  0  everything was done; also when the reader of the output closed it early
  1  some input could not be read or classified; everything else was
  2  the command line is wrong; nothing was done
  3  the tables or the dictionary cannot be used; nothing was classified
  4  the output could not be written";

const CLASSIFY_NOTES: &str = "\
Input:
  text   each FILE is one text in UTF-8 of at most 10,000,000 bytes
  jsonl  each line is one object {\"id\": string or number, \"text\": string}; other fields are
         ignored, blank lines skipped. Lines are answered in their order while they arrive, in
         memory that does not grow with the input. A line that cannot be classified is answered in
         its place by {\"id\", \"line\", \"error\": {\"code\", \"message\"}}.

Formats:
  text      for reading, in Japanese
  json      one document: an object, or an array when there are several FILEs
  jsonl     one object a line for each text
  csv       one row for each incident, under a header; cells that a spreadsheet would take for a
            formula begin with an apostrophe
  markdown  a short report in Japanese
  veris     one incident a line in the words of VERIS 1.4 (verisframework.org); what a text does not
            say is \"Unknown\", and where it names no year, that of this day is written and noted
  Offsets in json, jsonl and csv count Unicode code points of the text.

Examples:
  jiken classify article.txt
  jiken classify --format csv --bom *.txt > incidents.csv
  jiken classify --input jsonl < articles.jsonl > incidents.jsonl
  jiken classify --explain article.txt

Nothing that is read leaves this machine.";

/// Reads Japanese text about information-security incidents and says what caused each, which data
/// were exposed and which were not, how many people it touches and whose it is.
#[derive(Debug, Parser)]
#[command(name = "jiken", version, arg_required_else_help = true, after_help = EXIT_CODES)]
pub struct Arguments {
    /// Whether to colour what a person reads; `auto` follows the terminal and NO_COLOR.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Classify the incidents that texts tell of.
    #[command(after_long_help = format!("{CLASSIFY_NOTES}\n\n{EXIT_CODES}"))]
    Classify(Classify),
    /// Check or write out the tables of keywords, patterns and weights.
    #[command(subcommand, after_help = EXIT_CODES)]
    Tables(TablesCommand),
    /// Print the completions for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// Classify the incidents that texts tell of.
#[derive(Debug, Args)]
pub struct Classify {
    /// The files to read; `-`, or none at all, is standard input.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What each FILE holds: one text, or one {"id", "text"} object a line.
    #[arg(long, value_name = "KIND", default_value = "text")]
    pub input: Input,
    /// What to write [default: text, or jsonl with --input jsonl].
    #[arg(long, short, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// Replace built-in tables by the *.toml files of the same names in DIR.
    #[arg(long, value_name = "DIR")]
    pub tables: Option<PathBuf>,
    /// Say which rule fired where, in which part of the text, and what cancelled it.
    #[arg(long)]
    pub explain: bool,
    /// Begin csv with a byte order mark, by which Excel knows UTF-8.
    #[arg(long)]
    pub bom: bool,
    /// How many texts to classify at once [default: the number of processors].
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

/// Check or write out the tables.
#[derive(Debug, Subcommand)]
pub enum TablesCommand {
    /// Check the *.toml files of a folder; every error is printed as FILE: ENTRY: message.
    Check {
        /// The folder.
        dir: PathBuf,
    },
    /// Write the built-in tables into a folder, to be changed there and used with --tables.
    Export {
        /// The folder; it is made when it does not exist.
        dir: PathBuf,
        /// Overwrite files that exist.
        #[arg(long)]
        force: bool,
    },
}

/// What the input holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Input {
    /// One text a file.
    Text,
    /// One {"id", "text"} object a line.
    Jsonl,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading, in Japanese.
    Text,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// One row for each incident.
    Csv,
    /// A short report in Japanese.
    Markdown,
    /// One incident a line, in the words of VERIS 1.4.
    Veris,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl From<Color> for ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
    }
}

impl Classify {
    /// The format to write, or why the options do not go together.
    pub fn checked_format(&self) -> Result<Format, String> {
        let lines = self.input == Input::Jsonl;
        let format = self.format.unwrap_or(if lines { Format::Jsonl } else { Format::Text });
        if lines && !matches!(format, Format::Jsonl | Format::Csv | Format::Veris) {
            return Err("--input jsonl writes one line for each text: use --format jsonl, or csv \
                        or veris for one line for each incident"
                .into());
        }
        if self.bom && format != Format::Csv {
            return Err("--bom is for --format csv only: leave it out".into());
        }
        if self.explain && matches!(format, Format::Csv | Format::Veris) {
            return Err(
                "--explain does not fit into csv and veris: use --format text, json, jsonl or \
                        markdown"
                    .into(),
            );
        }
        if self.files.iter().filter(|file| file.as_os_str() == "-").count() > 1 {
            return Err("standard input (-) can be read only once".into());
        }
        Ok(format)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_of_the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }
}
