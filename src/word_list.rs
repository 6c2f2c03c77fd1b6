//! The words of a table in, which of them stand in a text, begin it or end it out.
//!
//! It stands alone because tables list words in dozens of places and every sentence is asked for all of
//! them: a list knows with which characters its words begin and end, so that next to every place of a text
//! is left after one look.

use std::ops::Deref;

use serde::Deserialize;

/// Words in the order of their table; none is empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub(crate) struct WordList {
    words: Vec<String>,
    firsts: Index,
    lasts: Index,
}

impl TryFrom<Vec<String>> for WordList {
    type Error = &'static str;

    fn try_from(words: Vec<String>) -> Result<Self, Self::Error> {
        if words.iter().any(String::is_empty) {
            return Err("a word is empty: write it or take it away");
        }
        let firsts = Index::new(words.iter().filter_map(|word| word.chars().next()));
        let lasts = Index::new(words.iter().filter_map(|word| word.chars().next_back()));
        Ok(Self { words, firsts, lasts })
    }
}

impl Deref for WordList {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.words
    }
}

impl WordList {
    /// Whether one of the words stands in a text.
    pub fn stands_in(&self, text: &str) -> bool {
        !self.words.is_empty()
            && text.char_indices().any(|(at, first)| {
                let mut words = self.firsts.of(first);
                words.any(|number| text[at..].starts_with(&self.words[number]))
            })
    }

    /// The words that a text begins with, in the table's order.
    pub fn beginning<'w>(&'w self, text: &'w str) -> impl Iterator<Item = &'w str> {
        let first = text.chars().next();
        let words = first.into_iter().flat_map(|first| self.firsts.of(first));
        words.map(|number| self.words[number].as_str()).filter(|word| text.starts_with(word))
    }

    /// The words that a text ends with, in the table's order.
    pub fn ending<'w>(&'w self, text: &'w str) -> impl Iterator<Item = &'w str> {
        let last = text.chars().next_back();
        let words = last.into_iter().flat_map(|last| self.lasts.of(last));
        words.map(|number| self.words[number].as_str()).filter(|word| text.ends_with(word))
    }
}

/// Numbers of words by one of their characters.
#[derive(Debug, Clone, Default)]
struct Index {
    /// A bit for each value of a character's last byte: what is not set belongs to no word.
    seen: [u64; 4],
    /// Sorted.
    numbers: Vec<(char, usize)>,
}

impl Index {
    fn new(characters: impl Iterator<Item = char>) -> Self {
        let mut numbers: Vec<(char, usize)> =
            characters.enumerate().map(|(number, character)| (character, number)).collect();
        numbers.sort_unstable();
        let mut seen = [0; 4];
        for &(character, _) in &numbers {
            let (place, bit) = bit(character);
            seen[place] |= bit;
        }
        Self { seen, numbers }
    }

    /// The numbers of a character's words, in order.
    fn of(&self, character: char) -> impl Iterator<Item = usize> {
        let (place, bit) = bit(character);
        let from = match self.seen[place] & bit {
            0 => self.numbers.len(),
            _ => self.numbers.partition_point(|&(other, _)| other < character),
        };
        let own = self.numbers[from..].iter().take_while(move |&&(other, _)| other == character);
        own.map(|&(_, number)| number)
    }
}

fn bit(character: char) -> (usize, u64) {
    let byte = character as usize & 0xff;
    (byte / 64, 1 << (byte % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_finds_what_looking_for_its_words_one_by_one_finds() {
        let words = ["市", "市役所", "役所", "株式会社", "会社", "a", "𠮷野"].map(str::to_owned);
        let list = WordList::try_from(words.to_vec()).unwrap();
        for text in
            ["架空市役所", "市役所の会社", "株式会社架空", "abc", "架空𠮷野", "丂", "", "所"]
        {
            let one_by_one = |holds: &dyn Fn(&str) -> bool| -> Vec<&str> {
                words.iter().map(String::as_str).filter(|word| holds(word)).collect()
            };
            let within = one_by_one(&|word| text.contains(word));
            assert_eq!(list.stands_in(text), !within.is_empty(), "{text}");
            let beginning: Vec<&str> = list.beginning(text).collect();
            assert_eq!(beginning, one_by_one(&|word| text.starts_with(word)), "{text}");
            let ending: Vec<&str> = list.ending(text).collect();
            assert_eq!(ending, one_by_one(&|word| text.ends_with(word)), "{text}");
        }
    }

    #[test]
    fn an_empty_word_is_refused() {
        let error = WordList::try_from(vec!["市".to_owned(), String::new()]).unwrap_err();
        assert!(error.contains("is empty"));
    }
}
