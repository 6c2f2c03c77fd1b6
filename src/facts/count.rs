//! Numbers of persons, records and organisations: 3万7,843名, 約148万件, 延べ三百人.

use crate::tables::CountTable;

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
        let Some((value, end)) = value(&text[at..]) else {
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
        if let Some(word) =
            table.approximate_after.iter().find(|word| rest.starts_with(word.as_str()))
        {
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
        approximate |= table.approximate_after.iter().any(|word| after.starts_with(word.as_str()));
        found.push(Number { start, end, value, unit: unit.to_owned(), approximate });
        at = end;
    }
    found
}

fn approximate_before(before: &str, table: &CountTable) -> bool {
    let before = before.trim_end();
    table.approximate.iter().any(|word| before.ends_with(word.as_str()))
}

fn longest<'u>(units: &'u [String], text: &str) -> Option<&'u str> {
    units
        .iter()
        .filter(|unit| text.starts_with(unit.as_str()))
        .map(String::as_str)
        .max_by_key(|unit| unit.len())
}

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
            current = Some(current.unwrap_or(0.0) * 10.0 + digit as f64);
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
    (seen && value < 1e15).then(|| (value.round() as u64, at))
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
