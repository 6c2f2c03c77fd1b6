//! Which of IPADIC's entries are kept: the grammar whole, of the vocabulary what is frequent and what
//! the domain speaks of.

use std::collections::HashSet;

use crate::source::Entry;

/// The most frequent words, best first; `#` begins a comment.
pub const FREQUENT: &str = include_str!("../words/frequent.txt");

/// The domain's own vocabulary.
pub const DOMAIN: &str = include_str!("../words/domain.txt");

/// Classes that are kept whole: without them a sentence falls apart.
const GRAMMAR: [&str; 20] = [
    "助詞",
    "助動詞",
    "接続詞",
    "接頭詞",
    "連体詞",
    "副詞",
    "記号",
    "感動詞",
    "フィラー",
    "その他",
    "動詞-非自立",
    "動詞-接尾",
    "形容詞-非自立",
    "形容詞-接尾",
    "名詞-接尾",
    "名詞-数",
    "名詞-非自立",
    "名詞-代名詞",
    "名詞-ナイ形容詞語幹",
    "名詞-副詞可能",
];

/// Keeps the grammar and the listed words; of an inflected word all forms.
pub fn select(entries: Vec<Entry>) -> Vec<Entry> {
    let listed: HashSet<&str> = words(FREQUENT).chain(words(DOMAIN)).collect();
    let inflected: HashSet<String> = entries
        .iter()
        .filter(|entry| is_inflected(entry) && listed.contains(entry.surface.as_str()))
        .map(|entry| entry.lemma().to_owned())
        .collect();
    entries
        .into_iter()
        .filter(|entry| {
            is_grammar(entry)
                || listed.contains(entry.surface.as_str())
                || (is_inflected(entry) && inflected.contains(entry.lemma()))
        })
        .collect()
}

/// The words of a list.
pub fn words(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

fn is_grammar(entry: &Entry) -> bool {
    GRAMMAR.iter().any(|class| is_of(&entry.part_of_speech, class))
}

fn is_inflected(entry: &Entry) -> bool {
    is_of(&entry.part_of_speech, "動詞") || is_of(&entry.part_of_speech, "形容詞")
}

fn is_of(part_of_speech: &str, class: &str) -> bool {
    part_of_speech.strip_prefix(class).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
