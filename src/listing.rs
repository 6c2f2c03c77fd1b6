//! A table's text in, its keywords, patterns and weights out, each with the place where it stands.
//!
//! It stands alone because it reads every table alike, by its form and not by its meaning: an editor changes the
//! text at these places, so that comments, order and all that is not touched stay as they are.

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::analysis::OffsetMap;
use crate::tables::line_of;
use crate::{Error, OffsetUnit, Result};

/// What a line begins with that keeps an entry which is switched off: a comment to every other reader.
const OFF: &str = "#off ";

/// Keys whose lists hold patterns; all other lists hold words.
const PATTERN_KEYS: [&str; 4] = ["match", "hint", "not_after", "not_before"];

/// Entries of a table that stand together: a list of patterns or words, or the numbers of one table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableList {
    /// The keys that lead there, an entry of a list of tables by its id or else by its place, counted from 1:
    /// `["cause", "loss", "rule", "2", "match"]`.
    pub path: Vec<String>,
    /// What its entries are.
    pub kind: ListKind,
    /// The number called `weight` in the same table, for a list of patterns.
    pub weight: Option<TableEntry>,
    /// Where the list begins and ends, brackets included; `None` where entries cannot be added, because the
    /// names of the numbers are fixed.
    pub range: Option<(usize, usize)>,
    /// The entries in the order of the text.
    pub entries: Vec<TableEntry>,
}

/// What a list's entries are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    /// Patterns; see `tables/README.md`.
    Pattern,
    /// Words or ids.
    Word,
    /// Numbers with names.
    Weight,
}

/// A keyword, a pattern or a weight.
#[derive(Debug, Clone, PartialEq)]
pub struct TableEntry {
    /// The keyword or pattern; a number's name.
    pub text: String,
    /// The number; `None` for what has none.
    pub weight: Option<f64>,
    /// Whether it is switched off: kept in a line `#off "…"`.
    pub off: bool,
    /// Where its literal begins.
    pub start: usize,
    /// Where its literal ends, exclusive.
    pub end: usize,
}

impl TableList {
    /// Every list of a table in the order of the text; offsets count `unit` of `text`.
    ///
    /// # Errors
    ///
    /// [`Error::Table`] where the text is no TOML.
    pub fn read(file: &str, text: &str, unit: OffsetUnit) -> Result<Vec<Self>> {
        let table = DeTable::parse(text).map_err(|error| {
            Error::table(file, line_of(text, error.span()), error.message().to_owned())
        })?;
        let mut reader = Reader { text, lists: Vec::new() };
        reader.table(&mut Vec::new(), table.get_ref(), None);
        let mut lists = reader.lists;
        let map = OffsetMap::new(text, unit);
        for list in &mut lists {
            list.range = list.range.map(|(start, end)| (map.get(start), map.get(end)));
            for entry in list.entries.iter_mut().chain(&mut list.weight) {
                (entry.start, entry.end) = (map.get(entry.start), map.get(entry.end));
            }
        }
        Ok(lists)
    }
}

struct Reader<'t> {
    text: &'t str,
    lists: Vec<TableList>,
}

impl Reader<'_> {
    /// The lists of a table; `range` is that of one in braces, to which entries may be added.
    fn table(
        &mut self,
        path: &mut Vec<String>,
        table: &DeTable<'_>,
        range: Option<(usize, usize)>,
    ) {
        let mut numbers: Vec<TableEntry> = Vec::new();
        for (key, value) in table {
            let Some(number) = number(key.get_ref(), value) else { continue };
            let place = numbers.partition_point(|other| other.start < number.start);
            numbers.insert(place, number);
        }
        let weight = numbers.iter().find(|entry| entry.text == "weight").cloned();
        for (key, value) in table {
            path.push(key.get_ref().to_string());
            self.value(path, value, weight.as_ref());
            path.pop();
        }
        if !numbers.is_empty() || range.is_some() {
            let (path, kind) = (path.clone(), ListKind::Weight);
            self.push(TableList { path, kind, weight: None, range, entries: numbers });
        }
    }

    /// Keeps a list in the order of the text: the parser's is that of the keys.
    fn push(&mut self, list: TableList) {
        let start = |list: &TableList| match (&list.range, list.entries.first()) {
            (Some((start, _)), _) => *start,
            (None, entry) => entry.map_or(0, |entry| entry.start),
        };
        let place = self.lists.partition_point(|other| start(other) < start(&list));
        self.lists.insert(place, list);
    }

    fn value(
        &mut self,
        path: &mut Vec<String>,
        value: &Spanned<DeValue<'_>>,
        weight: Option<&TableEntry>,
    ) {
        let range = (value.span().start, value.span().end);
        match value.get_ref() {
            DeValue::Table(table) => {
                let braces = self.text[range.0..].starts_with('{');
                self.table(path, table, braces.then_some(range));
            }
            DeValue::Array(array) if array.iter().all(|item| item.get_ref().is_str()) => {
                let pattern = path.last().is_some_and(|key| PATTERN_KEYS.contains(&key.as_str()));
                self.push(TableList {
                    path: path.clone(),
                    kind: if pattern { ListKind::Pattern } else { ListKind::Word },
                    weight: weight.filter(|_| pattern).cloned(),
                    range: Some(range),
                    entries: self.words(array, range),
                });
            }
            DeValue::Array(array) => {
                for (place, item) in array.iter().enumerate() {
                    path.push(name(item.get_ref()).unwrap_or_else(|| (place + 1).to_string()));
                    self.value(path, item, None);
                    path.pop();
                }
            }
            _ => {}
        }
    }

    /// The strings of a list, with those that are switched off between them.
    fn words(&self, array: &DeArray<'_>, (start, end): (usize, usize)) -> Vec<TableEntry> {
        let mut entries = Vec::new();
        let mut gap = start;
        for item in array {
            let span = item.span();
            self.switched_off(gap..span.start, &mut entries);
            gap = span.end;
            let text = item.get_ref().as_str().unwrap_or_default().to_owned();
            entries.push(TableEntry {
                text,
                weight: None,
                off: false,
                start: span.start,
                end: span.end,
            });
        }
        self.switched_off(gap..end, &mut entries);
        entries
    }

    fn switched_off(&self, gap: std::ops::Range<usize>, entries: &mut Vec<TableEntry>) {
        let mut at = gap.start;
        for line in self.text[gap].split_inclusive('\n') {
            let start = at + line.len() - line.trim_start().len() + OFF.len();
            at += line.len();
            let Some(literal) = line.trim_start().strip_prefix(OFF) else { continue };
            let literal = literal.trim_end().trim_end_matches(',');
            // The parser reads whole tables.
            let table = format!("entry = {literal}");
            let Ok(table) = DeTable::parse(&table) else { continue };
            let entry = table.get_ref().get("entry");
            let Some(text) = entry.and_then(|entry| entry.get_ref().as_str()) else { continue };
            entries.push(TableEntry {
                text: text.to_owned(),
                weight: None,
                off: true,
                start,
                end: start + literal.len(),
            });
        }
    }
}

fn number(name: &str, value: &Spanned<DeValue<'_>>) -> Option<TableEntry> {
    let written = match value.get_ref() {
        DeValue::Integer(number) => number.as_str(),
        DeValue::Float(number) => number.as_str(),
        _ => return None,
    };
    Some(TableEntry {
        text: name.to_owned(),
        weight: written.parse().ok(),
        off: false,
        start: value.span().start,
        end: value.span().end,
    })
}

/// What a person calls an entry of a list of tables.
fn name(value: &DeValue<'_>) -> Option<String> {
    let table = value.as_table()?;
    let text = |key: &str| Some(table.get(key)?.get_ref().as_str()?.to_owned());
    ["id", "kind", "role"].into_iter().find_map(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tables;

    const TEXT: &str = "# 表\nbias = -0.5\n[[cause]]\nid = \"loss\"\n[[cause.rule]]\nweight = 2.5\nmatch = [\n  \
                        \"紛失\", # 名詞\n  #off \"置き忘れ\",\n  \"なくす\"\n]\n[[cause.rule]]\nweight = 1\n\
                        match = [\"落とす\"]\n[[label]]\nid = \"none\"\npieces = { \"講演\" = 1.25 }\n";

    #[test]
    fn every_list_is_told_with_the_places_of_its_entries() {
        let lists = TableList::read("causes.toml", TEXT, OffsetUnit::Utf16).unwrap();
        let units: Vec<u16> = TEXT.encode_utf16().collect();
        let told: Vec<String> = lists
            .iter()
            .map(|list| {
                let entries = list.entries.iter().map(|entry| {
                    let literal = String::from_utf16(&units[entry.start..entry.end]).unwrap();
                    format!("{}{literal}", if entry.off { "off " } else { "" })
                });
                let weight = list.weight.as_ref().and_then(|entry| entry.weight);
                let open =
                    list.range.map(|(start, _)| char::from_u32(units[start].into()).unwrap());
                format!(
                    "{} {:?} {weight:?} {open:?}: {}",
                    list.path.join("."),
                    list.kind,
                    entries.collect::<Vec<_>>().join(" ")
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                " Weight None None: -0.5",
                "cause.loss.rule.1 Weight None None: 2.5",
                "cause.loss.rule.1.match Pattern Some(2.5) Some('['): \"紛失\" off \"置き忘れ\" \"なくす\"",
                "cause.loss.rule.2 Weight None None: 1",
                "cause.loss.rule.2.match Pattern Some(1.0) Some('['): \"落とす\"",
                "label.none.pieces Weight None Some('{'): 1.25",
            ]
        );
    }

    #[test]
    fn the_built_in_tables_are_told_whole() {
        let entries: usize = Tables::built_in_files()
            .iter()
            .flat_map(|(file, text)| TableList::read(file, text, OffsetUnit::Utf16).unwrap())
            .map(|list| list.entries.len())
            .sum();
        let pieces = Tables::built_in().lexicon.label.iter().map(|row| row.pieces.len()).sum();
        assert!(entries > pieces, "{entries} entries, of which {pieces} are pieces");
    }

    #[test]
    fn a_text_that_is_no_toml_is_refused_with_its_line() {
        let error = TableList::read("cues.toml", "a = 1\nb = [", OffsetUnit::Utf16).unwrap_err();
        assert!(error.to_string().starts_with("cues.toml: line 2: "), "{error}");
    }
}
