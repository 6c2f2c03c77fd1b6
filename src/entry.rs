//! An entry of a table, read key by key: the small tables are read so, since what serde makes of a schema
//! weighs more in WebAssembly than the table itself. A fault names the entry and the key.

use toml::{Table, Value};

use crate::{Error, Result};

/// A table, or a part of one.
pub(crate) struct Entry<'t> {
    file: &'static str,
    /// As a person would look for it.
    name: String,
    table: &'t Table,
}

impl<'t> Entry<'t> {
    /// The whole of a file.
    pub fn file(file: &'static str, table: &'t Table) -> Self {
        Self { file, name: "the file".to_owned(), table }
    }

    /// An error of this entry.
    #[inline(never)]
    pub fn fault(&self, message: impl Into<String>) -> Error {
        Error::table(self.file, &self.name, message)
    }

    /// Refuses keys that the schema does not have.
    #[inline(never)]
    pub fn only(&self, keys: &[&str]) -> Result<()> {
        match self.table.keys().find(|key| !keys.contains(&key.as_str())) {
            Some(key) => {
                Err(self.fault(format!("there is no key {key}: use one of {}", keys.join(", "))))
            }
            None => Ok(()),
        }
    }

    /// The text under a key; `None` where there is none.
    #[inline(never)]
    pub fn optional(&self, key: &str) -> Result<Option<&'t str>> {
        match self.table.get(key) {
            None => Ok(None),
            Some(Value::String(text)) if !text.trim().is_empty() => Ok(Some(text)),
            Some(_) => Err(self.fault(format!("{key} must be a text that is not empty"))),
        }
    }

    /// The text under a key.
    #[inline(never)]
    pub fn text(&self, key: &str) -> Result<&'t str> {
        self.optional(key)?.ok_or_else(|| self.missing(key))
    }

    /// The texts under a key; none where there is no such key.
    #[inline(never)]
    pub fn texts(&self, key: &str) -> Result<Vec<String>> {
        self.table.get(key).map_or(Ok(Vec::new()), |value| self.list(key, value))
    }

    /// The lists of texts under a key; none where there is no such key.
    #[inline(never)]
    pub fn sets(&self, key: &str) -> Result<Vec<Vec<String>>> {
        match self.table.get(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(sets)) => sets.iter().map(|set| self.list(key, set)).collect(),
            Some(_) => Err(self.fault(format!("{key} must be a list of lists of texts"))),
        }
    }

    /// The whole numbers under a key: one, or a list; none where there is no such key.
    #[inline(never)]
    pub fn numbers(&self, key: &str) -> Result<Vec<u32>> {
        let number = |value: &Value| match value {
            Value::Integer(number) => u32::try_from(*number).ok(),
            _ => None,
        };
        let numbers = match self.table.get(key) {
            None => Some(Vec::new()),
            Some(Value::Array(values)) => values.iter().map(number).collect(),
            Some(value) => number(value).map(|number| vec![number]),
        };
        numbers.ok_or_else(|| self.fault(format!("{key} must be a whole number from 0 on")))
    }

    /// The part under a key.
    #[inline(never)]
    pub fn part(&self, key: &'static str) -> Result<Entry<'t>> {
        match self.table.get(key) {
            Some(Value::Table(table)) => Ok(Entry { file: self.file, name: key.to_owned(), table }),
            _ => Err(self.missing(key)),
        }
    }

    /// The rows under a key, each named after its id.
    #[inline(never)]
    pub fn rows(&self, key: &str) -> Result<Vec<Entry<'t>>> {
        let Some(Value::Array(rows)) = self.table.get(key) else { return Err(self.missing(key)) };
        let row = |(place, row): (usize, &'t Value)| match row {
            Value::Table(table) => {
                let id = match table.get("id") {
                    Some(Value::String(id)) => id.clone(),
                    _ => (place + 1).to_string(),
                };
                Ok(Entry { file: self.file, name: format!("{key} {id}"), table })
            }
            _ => Err(self.fault(format!("write {key} as [[{key}]]"))),
        };
        rows.iter().enumerate().map(row).collect()
    }

    #[inline(never)]
    fn list(&self, key: &str, value: &Value) -> Result<Vec<String>> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let texts = match value {
            Value::Array(values) => values.iter().map(text).collect(),
            _ => None,
        };
        texts.ok_or_else(|| self.fault(format!("{key} must be a list of texts")))
    }

    #[inline(never)]
    fn missing(&self, key: &str) -> Error {
        self.fault(format!("{key} is missing: add it"))
    }
}
