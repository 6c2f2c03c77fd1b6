//! Which of IPADIC's entries are kept: the grammar, and of the vocabulary what is frequent and what the
//! domain speaks of. `dictionary/README.md` says what each
//! choice costs.

use std::collections::HashSet;

use crate::source::Entry;

/// The most frequent words, the commonest first.
pub const FREQUENT: &str = include_str!("../words/frequent.txt");

/// The domain's own vocabulary.
pub const DOMAIN: &str = include_str!("../words/domain.txt");

/// The grammar, which is kept whole: without it a sentence falls apart.
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

/// The forms of verbs and adjectives that are kept of every kept word.
const USUAL_FORMS: [&str; 9] = [
    "基本形",
    "基本形-促音便",
    "未然形",
    "未然レル接続",
    "連用形",
    "連用タ接続",
    "連用テ接続",
    "仮定形",
    "ガル接続",
];

/// The form that is kept of common words besides: `送ろ` of 送ろう.
const VOLITIONAL: &str = "未然ウ接続";

/// As many of the frequent words are common, and so are the domain's. The other forms (imperatives,
/// contractions, classical forms) are kept only where they are common themselves: each has contexts of
/// its own, and contexts are what makes the matrix large.
const COMMON: usize = 20_000;

/// An organisation's name is kept up to this many characters: the longer ones are rare, cost most, and
/// come apart into words that are kept.
const ORGANISATION_CHARACTERS: usize = 5;

/// The lists of words that decide what is kept.
pub struct Lists<'a> {
    /// The most frequent words, the commonest first.
    pub frequent: Vec<&'a str>,
    /// The domain's own.
    pub domain: Vec<&'a str>,
}

impl Lists<'static> {
    /// The committed lists.
    pub fn committed() -> Self {
        Self { frequent: words(FREQUENT), domain: words(DOMAIN) }
    }
}

/// Keeps the grammar, the listed words, the usual forms of every word of which one form is listed, and
/// short names of organisations.
pub fn select(entries: Vec<Entry>, lists: &Lists) -> Vec<Entry> {
    let listed = || lists.domain.iter().chain(&lists.frequent).copied();
    let words: HashSet<&str> = listed().collect();
    let common: HashSet<&str> = listed().take(lists.domain.len() + COMMON).collect();
    let (lemmas, common_lemmas) = (lemmas(&entries, &words), lemmas(&entries, &common));
    entries
        .into_iter()
        .filter(|entry| {
            let form = entry.form.as_str();
            if !is_inflected(entry) {
                is_grammar(entry)
                    || is_short_organisation(entry)
                    || words.contains(entry.surface.as_str())
            } else if USUAL_FORMS.contains(&form) {
                is_grammar(entry) || lemmas.contains(entry.lemma())
            } else if form == VOLITIONAL {
                is_grammar(entry) || common_lemmas.contains(entry.lemma())
            } else {
                common.contains(entry.surface.as_str())
            }
        })
        .collect()
}

/// The base forms of the verbs and adjectives of which one form is among the words.
fn lemmas(entries: &[Entry], words: &HashSet<&str>) -> HashSet<String> {
    entries
        .iter()
        .filter(|entry| is_inflected(entry) && words.contains(entry.surface.as_str()))
        .map(|entry| entry.lemma().to_owned())
        .collect()
}

/// The words of the domain's list that IPADIC does not have.
pub fn unknown_to_ipadic<'a>(entries: &[Entry], lists: &Lists<'a>) -> Vec<&'a str> {
    let surfaces: HashSet<&str> = entries.iter().map(|entry| entry.surface.as_str()).collect();
    lists.domain.iter().copied().filter(|word| !surfaces.contains(word)).collect()
}

/// The words of a list; a line that begins with `#` is a comment.
fn words(list: &str) -> Vec<&str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

fn is_grammar(entry: &Entry) -> bool {
    GRAMMAR.iter().any(|class| is_of(entry, class))
}

fn is_inflected(entry: &Entry) -> bool {
    is_of(entry, "動詞") || is_of(entry, "形容詞")
}

fn is_short_organisation(entry: &Entry) -> bool {
    is_of(entry, "名詞-固有名詞-組織") && entry.surface.chars().count() <= ORGANISATION_CHARACTERS
}

/// Whether the entry's part of speech is the class or one below it.
fn is_of(entry: &Entry, class: &str) -> bool {
    entry
        .part_of_speech
        .strip_prefix(class)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::source;

    fn kept(frequent: &[&'static str], domain: &[&'static str]) -> Vec<String> {
        let folder = fixture::ipadic();
        let lists = Lists { frequent: frequent.to_vec(), domain: domain.to_vec() };
        let entries = source::read(folder.path()).unwrap().entries;
        select(entries, &lists).into_iter().map(|entry| entry.surface).collect()
    }

    #[test]
    fn grammar_and_short_names_of_organisations_need_no_list() {
        assert_eq!(kept(&[], &[]), ["あおば銀行", "が", "の"]);
    }

    #[test]
    fn a_listed_word_is_kept_from_either_list() {
        assert!(kept(&["情報"], &[]).contains(&"情報".to_owned()));
        assert!(kept(&[], &["情報"]).contains(&"情報".to_owned()));
        assert!(!kept(&["情報"], &[]).contains(&"流出".to_owned()));
    }

    #[test]
    fn one_listed_form_keeps_the_usual_forms_of_its_word() {
        let kept = kept(&["漏れ"], &[]);
        assert!(kept.contains(&"漏れる".to_owned()));
        assert!(!kept.contains(&"漏れよ".to_owned()), "an imperative is not a usual form");
        assert!(!kept.contains(&"辷る".to_owned()), "no form of it is listed");
    }

    #[test]
    fn an_unusual_form_is_kept_where_it_is_common_itself() {
        assert!(kept(&["漏れよ"], &[]).contains(&"漏れよ".to_owned()));
        let mut frequent = vec!["情報"; COMMON];
        frequent.push("漏れよ");
        assert!(!kept(&frequent, &[]).contains(&"漏れよ".to_owned()));
    }

    #[test]
    fn words_that_ipadic_lacks_are_reported() {
        let folder = fixture::ipadic();
        let lists = Lists { frequent: vec![], domain: vec!["情報", "情報漏洩"] };
        let entries = source::read(folder.path()).unwrap().entries;
        assert_eq!(unknown_to_ipadic(&entries, &lists), ["情報漏洩"]);
    }

    #[test]
    fn the_committed_lists_hold_each_word_once() {
        let Lists { frequent, domain } = Lists::committed();
        assert_eq!(frequent.len(), 90_000);
        assert_eq!(frequent.iter().collect::<HashSet<_>>().len(), frequent.len());
        assert!(domain.len() > 1_500);
        assert_eq!(domain.iter().collect::<HashSet<_>>().len(), domain.len());
    }
}
