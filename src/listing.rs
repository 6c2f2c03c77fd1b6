//! A table's text in, its words, patterns and numbers out, each with the place where it stands.
//!
//! It stands alone because it reads every table alike, by its form and not by its meaning: an editor changes the
//! text at these places, so that comments, order and all that is not touched stay as they are.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::Result;
use crate::tables::document;

/// Entries of a table that stand together: a list of words or patterns, or the numbers of one table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableList {
    /// The keys that lead there, set apart by `/`; an entry of a list of tables goes by its id, or else by its
    /// place, counted from 1: `cause/loss/rule/2/match`.
    pub path: String,
    /// Where the list begins and ends, brackets included; `None` where entries cannot be added, because the
    /// names of the numbers are fixed.
    pub range: Option<(usize, usize)>,
    /// The entries: a list's in the order of the text, numbers in that of their names.
    pub entries: Vec<TableEntry>,
}

/// A word, a pattern or a number.
#[derive(Debug, Clone, PartialEq)]
pub struct TableEntry {
    /// The word or pattern; a number's name.
    pub text: String,
    /// The number; `None` for what has none.
    pub number: Option<f64>,
    /// Where its literal begins.
    pub start: usize,
    /// Where its literal ends, exclusive.
    pub end: usize,
}

impl TableList {
    /// Every list of a table; offsets are bytes of `text`.
    ///
    /// # Errors
    ///
    /// [`Error::Table`](crate::Error::Table) where the text is no TOML.
    pub fn read(file: &str, text: &str) -> Result<Vec<Self>> {
        let table = document(file, text)?;
        let mut reader = Reader { text, path: String::new(), lists: Vec::new() };
        reader.table(table.get_ref(), None);
        Ok(reader.lists)
    }
}

struct Reader<'t> {
    text: &'t str,
    path: String,
    lists: Vec<TableList>,
}

impl Reader<'_> {
    /// The lists of a table; `range` is that of one in braces, to which entries may be added.
    fn table(&mut self, table: &DeTable<'_>, range: Option<(usize, usize)>) {
        let mut numbers = Vec::new();
        for (key, value) in table {
            let number = match value.get_ref() {
                DeValue::Integer(number) => number.as_str(),
                DeValue::Float(number) => number.as_str(),
                _ => {
                    self.below(key.get_ref(), value);
                    continue;
                }
            };
            numbers.push(entry(key.get_ref(), number.parse().ok(), value));
        }
        if !numbers.is_empty() || range.is_some() {
            self.list(range, numbers);
        }
    }

    fn below(&mut self, name: &str, value: &Spanned<DeValue<'_>>) {
        let before = self.path.len();
        if before > 0 {
            self.path.push('/');
        }
        self.path.push_str(name);
        self.value(value);
        self.path.truncate(before);
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>) {
        let range = (value.span().start, value.span().end);
        match value.get_ref() {
            DeValue::Table(table) => {
                let braces = self.text[range.0..].starts_with('{');
                self.table(table, braces.then_some(range));
            }
            DeValue::Array(array) => {
                let mut words = Vec::new();
                let mut others = false;
                for (place, item) in array.iter().enumerate() {
                    if let Some(word) = item.get_ref().as_str() {
                        words.push(entry(word, None, item));
                        continue;
                    }
                    others = true;
                    match name(item.get_ref()) {
                        Some(name) => self.below(name, item),
                        None => self.below(&(place + 1).to_string(), item),
                    }
                }
                if !others {
                    self.list(Some(range), words);
                }
            }
            _ => {}
        }
    }

    fn list(&mut self, range: Option<(usize, usize)>, entries: Vec<TableEntry>) {
        self.lists.push(TableList { path: self.path.clone(), range, entries });
    }
}

fn entry(text: &str, number: Option<f64>, value: &Spanned<DeValue<'_>>) -> TableEntry {
    let span = value.span();
    TableEntry { text: text.to_owned(), number, start: span.start, end: span.end }
}

/// What a person calls an entry of a list of tables.
fn name<'v>(value: &'v DeValue<'_>) -> Option<&'v str> {
    let table = value.as_table()?;
    ["id", "kind", "role"].into_iter().find_map(|key| table.get(key)?.get_ref().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tables;

    const TEXT: &str = "# 表\nbias = -0.5\n[[cause]]\nid = \"loss\"\n[[cause.rule]]\nweight = 2.5\nmatch = [\n  \
                        \"紛失\", # 名詞\n  \"なくす\"\n]\n[[cause.rule]]\nweight = 1\nmatch = []\n\
                        [[label]]\nid = \"none\"\npieces = { \"講演\" = 1.25 }\n";

    #[test]
    fn every_list_is_told_with_the_places_of_its_entries() {
        let lists = TableList::read("causes.toml", TEXT).unwrap();
        let told: Vec<String> = lists
            .iter()
            .map(|list| {
                let entries = list.entries.iter().map(|entry| {
                    let literal = &TEXT[entry.start..entry.end];
                    format!("{} {:?} {literal}", entry.text, entry.number)
                });
                let range = list.range.map(|(start, end)| TEXT[start..end].replace('\n', " "));
                format!("{} {range:?}: {}", list.path, entries.collect::<Vec<_>>().join(", "))
            })
            .collect();
        assert_eq!(
            told,
            [
                "cause/loss/rule/1/match Some(\"[   \\\"紛失\\\", # 名詞   \\\"なくす\\\" ]\"): \
                 紛失 None \"紛失\", なくす None \"なくす\"",
                "cause/loss/rule/1 None: weight Some(2.5) 2.5",
                "cause/loss/rule/2/match Some(\"[]\"): ",
                "cause/loss/rule/2 None: weight Some(1.0) 1",
                "label/none/pieces Some(\"{ \\\"講演\\\" = 1.25 }\"): 講演 Some(1.25) 1.25",
                " None: bias Some(-0.5) -0.5",
            ]
        );
    }

    #[test]
    fn the_built_in_tables_are_told_whole() {
        let entries: usize = Tables::built_in_files()
            .iter()
            .flat_map(|(file, text)| TableList::read(file, text).unwrap())
            .map(|list| list.entries.len())
            .sum();
        let pieces = Tables::built_in().lexicon.label.iter().map(|row| row.pieces.len()).sum();
        assert!(entries > pieces, "{entries} entries, of which {pieces} are pieces");
    }

    #[test]
    fn a_text_that_is_no_toml_is_refused_with_its_line() {
        let error = TableList::read("cues.toml", "a = 1\nb = [").unwrap_err();
        assert!(error.to_string().starts_with("cues.toml: line 2: "), "{error}");
    }
}
