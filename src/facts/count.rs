//! Numbers of persons, records and organisations: 3万7,843名, 約148万件, 延べ三百人.

use crate::model::{Measures, measures};
use crate::tables::CountTable;
use crate::word_list::WordList;

measures! {
    /// What is measured of a number that may be the count of those affected.
    CountMeasure {
        /// Counts persons: 人, 名.
        Person = "person",
        /// Counts records: 件.
        Record = "record",
        /// Counts organisations: 社, 校, 団体.
        Organization = "organization",
        /// Counts sheets, copies or pictures: 枚, 冊, 点.
        Sheet = "sheet",
        /// The largest number of persons, records or organisations of the part.
        Largest = "largest",
        /// The second largest.
        Second = "second",
        /// Not more than 1.
        One = "one",
        /// The logarithm to the base 10.
        Size = "size",
        /// In the title.
        Title = "title",
        /// Among the first sentences.
        Lead = "lead",
        /// Under a heading such as 流出した情報.
        Section = "section",
        /// Elsewhere.
        Elsewhere = "elsewhere",
        /// In a sentence that tells of a leak.
        Leak = "leak",
        /// In a sentence that names data.
        Data = "data",
        /// In a sentence that tells a cause.
        Cause = "cause",
        /// A whole of which a part follows: 611名のうち.
        Whole = "whole",
        /// A whole population: 全会員, 登録者は.
        All = "all",
        /// A sum: 合わせて, 計, 延べ.
        Sum = "sum",
        /// Counts something else, as the words around it say.
        Other = "other",
        /// In an aside.
        Aside = "aside",
        /// Of an earlier event, or another organisation's.
        Event = "event",
        /// Told more than once.
        Again = "again",
    }
}

/// A number with its place, as the measures need it.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub number: Number,
    /// Where its sentence begins.
    pub offset: usize,
    pub measures: Measures,
    /// Whether the sentence is about the incident, and the number counts nothing else there.
    pub about: bool,
}

impl Candidate {
    /// Where it stands in the text.
    pub fn place(&self) -> (usize, usize) {
        (self.offset + self.number.start, self.offset + self.number.end)
    }
}

/// Measures what a number's own words say.
pub(crate) fn measure(number: &Number, text: &str) -> Measures {
    use CountMeasure as M;
    let mut measures = Measures::new(M::NAMES);
    let unit = number.unit.trim_end_matches('分');
    measures
        .mark(M::Person, matches!(unit, "人" | "名" | "人以上" | "ユーザー" | "ユーザ" | "会員"));
    measures.mark(M::Record, matches!(unit, "件" | "アカウント" | "レコード" | "口座" | "id"));
    measures.mark(
        M::Organization,
        matches!(
            unit,
            "社" | "校" | "団体" | "店舗" | "事業者" | "法人" | "施設" | "園" | "事業所" | "自治体"
        ),
    );
    measures.mark(
        M::Sheet,
        matches!(unit, "枚" | "冊" | "点" | "部" | "通" | "ファイル" | "箱" | "台"),
    );
    measures.mark(M::One, number.value <= 1);
    measures.set(M::Size, (number.value.max(1) as f64).log10());
    let (before, after) = (&text[..number.start], &text[number.end..]);
    measures.mark(
        M::Whole,
        after.starts_with("のうち") || after.starts_with("中、") || after.starts_with("のなか"),
    );
    let near: String =
        before.chars().rev().take(10).collect::<Vec<_>>().into_iter().rev().collect();
    measures.mark(
        M::All,
        [
            "全部で",
            "全国",
            "全会員",
            "全応募者",
            "全員で",
            "全従業員",
            "全職員",
            "全体で",
            "登録者は",
            "会員は",
            "従業員は",
            "人口",
            "全校",
            "全学年",
            "合格者",
            "来場者",
            "居合わせ",
        ]
        .iter()
        .any(|word| near.contains(word)),
    );
    measures.mark(
        M::Sum,
        ["合わせて", "あわせて", "合計", "計", "延べ", "のべ", "総数", "総計", "全"]
            .iter()
            .any(|word| near.trim_end_matches(['約', '、', ' ']).ends_with(word)),
    );
    measures
}

/// Marks the numbers that stand out among the others of their part.
pub(crate) fn compare(candidates: &mut [Candidate]) {
    let mut values: Vec<u64> = candidates
        .iter()
        .filter(|candidate| candidate.about && candidate.measures.get(CountMeasure::Sheet) == 0.0)
        .map(|candidate| candidate.number.value)
        .collect();
    let mut all: Vec<u64> = candidates.iter().map(|candidate| candidate.number.value).collect();
    all.sort_unstable();
    values.sort_unstable();
    values.dedup();
    let (largest, second) = (values.pop(), values.pop());
    for candidate in candidates {
        let value = candidate.number.value;
        candidate.measures.mark(CountMeasure::Largest, Some(value) == largest);
        candidate.measures.mark(CountMeasure::Second, Some(value) == second);
        let times = all.iter().filter(|&&other| other == value).count();
        candidate.measures.mark(CountMeasure::Again, times > 1);
    }
}

/// A number with a unit in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Number {
    pub start: usize,
    pub end: usize,
    pub value: u64,
    pub unit: String,
    pub approximate: bool,
}

/// Every number of a sentence that is followed by a unit of the table.
pub(crate) fn numbers(text: &str, table: &CountTable) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let begun = begins_a_number(first).then(|| value(&text[at..]));
        let Some((value, end)) = begun.flatten() else {
            at += first.len_utf8();
            continue;
        };
        let start = at;
        at += end;
        // 数千件 and 何人 are no numbers, 1.2.3 and 第1報 and 10-20 are none of this kind.
        let before = text[..start].chars().next_back();
        if before.is_some_and(|c| {
            matches!(c, '数' | '何' | '第' | '幾' | '.' | '/') || c.is_ascii_alphanumeric()
        }) {
            continue;
        }
        let mut rest = &text[at..];
        let mut approximate = approximate_before(&text[..start], table);
        rest = rest.trim_start_matches(' ');
        if let Some(word) = table.approximate_after.beginning(rest).next() {
            let after = &rest[word.len()..];
            if longest(&table.units, after).is_some() {
                rest = after;
                approximate = true;
            }
        }
        let Some(unit) = longest(&table.units, rest) else { continue };
        let end = text.len() - rest.len() + unit.len();
        let after = &text[end..];
        // 495例目, 3人目, 1件ずつ
        if after.starts_with('ず')
            || (after.starts_with('目') && unit != "例")
            || (unit == "個" && after.starts_with(['人', '月', '別', '所', '社']))
            || (unit == "社" && after.starts_with(['会', '員']))
            || (unit == "部" && after.starts_with(['署', '門', '長', '分', '局']))
            || (unit == "人" && after.starts_with(['口', '工', '格', '材']))
            || (unit == "校" && after.starts_with(['長', '舎']))
            || (unit == "通" && after.starts_with(['り', '信', '常']))
            || (unit == "組" && after.starts_with('織'))
        {
            continue;
        }
        approximate |= table.approximate_after.beginning(after).next().is_some();
        found.push(Number { start, end, value, unit: unit.to_owned(), approximate });
        at = end;
    }
    found
}

fn approximate_before(before: &str, table: &CountTable) -> bool {
    let before = before.trim_end();
    table.approximate.ending(before).next().is_some()
}

fn longest<'u>(units: &'u WordList, text: &'u str) -> Option<&'u str> {
    units.beginning(text).max_by_key(|unit| unit.len())
}

/// Whether a number may begin with a character: 万 alone is none.
fn begins_a_number(character: char) -> bool {
    matches!(
        character,
        '0'..='9'
            | '〇'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
    )
}

/// No number of persons or records is as large.
const TOO_LARGE: f64 = 1e15;

/// The most characters of a number in digits.
const MAX_DIGITS: usize = 30;

/// The number that a text begins with and the bytes that it takes.
fn value(text: &str) -> Option<(u64, usize)> {
    let mut total = 0.0_f64;
    let mut section = 0.0_f64;
    let mut current: Option<f64> = None;
    let mut at = 0;
    let mut seen = false;
    while let Some(character) = text[at..].chars().next() {
        if character.is_ascii_digit() {
            if current.is_some() {
                break;
            }
            let (number, used) = digits(&text[at..])?;
            current = Some(number);
            at += used;
            seen = true;
            continue;
        }
        if let Some(digit) = "〇一二三四五六七八九".chars().position(|c| c == character) {
            let value = current.unwrap_or(0.0) * 10.0 + digit as f64;
            // Not to the end of a run that is no number: every place in it is tried.
            if value >= TOO_LARGE {
                return None;
            }
            current = Some(value);
            seen = true;
        } else if let Some(power) = match character {
            '十' => Some(10.0),
            '百' => Some(100.0),
            '千' => Some(1_000.0),
            _ => None,
        } {
            if !seen && character != '十' && character != '百' && character != '千' {
                return None;
            }
            section += current.take().unwrap_or(1.0) * power;
            seen = true;
        } else if let Some(power) = match character {
            '万' => Some(1e4),
            '億' => Some(1e8),
            _ => None,
        } {
            if !seen {
                return None;
            }
            total += (section + current.take().unwrap_or(0.0)) * power;
            section = 0.0;
        } else {
            break;
        }
        at += character.len_utf8();
    }
    let value = total + section + current.unwrap_or(0.0);
    (seen && value < TOO_LARGE).then(|| (value.round() as u64, at))
}

/// Digits with commas and a decimal point.
fn digits(text: &str) -> Option<(f64, usize)> {
    let bytes = text.as_bytes();
    let mut end = 0;
    let mut plain = String::new();
    while end < bytes.len() {
        match bytes[end] {
            digit @ b'0'..=b'9' => plain.push(digit as char),
            b',' if bytes.len() >= end + 4
                && bytes[end + 1..end + 4].iter().all(u8::is_ascii_digit) => {}
            b'.' if !plain.contains('.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) => {
                plain.push('.')
            }
            _ => break,
        }
        if plain.len() > MAX_DIGITS {
            return None;
        }
        end += 1;
    }
    plain.parse().ok().map(|number| (number, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tables;

    #[test]
    fn numbers_are_read_as_a_person_reads_them() {
        let table = Tables::built_in().facts.count;
        for (text, value, unit, approximate) in [
            ("3万7,843名", 37_843, "名", false),
            ("約148万件", 1_480_000, "件", true),
            ("最大で8,635件", 8_635, "件", true),
            ("三百人", 300, "人", false),
            ("延べ1千2百人分", 1_200, "人分", true),
            ("3.7万人分", 37_000, "人分", false),
            ("11万359件", 110_359, "件", false),
            ("1億2千万アカウント", 120_000_000, "アカウント", false),
            ("28社分", 28, "社分", false),
            ("1万件以上", 10_000, "件", true),
            ("100余名", 100, "名", true),
            ("1万9千件", 19_000, "件", false),
        ] {
            let found = numbers(text, &table);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(
                (found[0].value, found[0].unit.as_str(), found[0].approximate),
                (value, unit, approximate),
                "{text}"
            );
        }
        for text in [
            "数千件",
            "第3件",
            "3人目",
            "2024年5月7日",
            "個人情報",
            "1.1TB",
            "一部",
            "千葉市",
            "三重県",
        ] {
            assert_eq!(numbers(text, &table), [], "{text}");
        }
    }
}
