//! Dates: 2024年5月7日, 令和6年4月3日, 5月7日, 5/7, 2024-05-07, 2021年1月.

use crate::tables::DateRow;
use crate::{DateKind, DatePrecision};

/// A date in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub start: usize,
    pub end: usize,
    pub kind: DateKind,
    pub iso: String,
    pub precision: DatePrecision,
}

/// The year that dates without one belong to: the last that the text named.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Year(Option<u32>);

impl Year {
    /// The year of a month that these words precede: 昨年6月 is the June before the year last named.
    fn before(self, words: &str) -> Option<u32> {
        const BACK: [(&str, u32); 5] =
            [("一昨年", 2), ("おととし", 2), ("昨年", 1), ("去年", 1), ("前年", 1)];
        let words = words.trim_end_matches('の');
        let back = BACK.iter().find(|(word, _)| words.ends_with(word)).map_or(0, |&(_, back)| back);
        self.0.map(|year| year - back)
    }
}

/// Every date of a sentence; `year` carries the last named year from sentence to sentence.
pub(crate) fn dates(text: &str, table: &[DateRow], year: &mut Year) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        match read(&text[at..], &text[..at], year) {
            Some((iso, precision, length)) => {
                let end = at + length;
                found.push(Found {
                    start: at,
                    end,
                    kind: kind(&text[end..], table),
                    iso,
                    precision,
                });
                at = end;
            }
            None => at += first.len_utf8(),
        }
    }
    found
}

/// What the words after a date say that it dates: the nearest within the clause.
fn kind(after: &str, table: &[DateRow]) -> DateKind {
    let end = after.char_indices().nth(48).map_or(after.len(), |(at, _)| at);
    let clause = after[..end].split('。').next().unwrap_or("");
    let kind_at = |(at, _)| {
        let begins = |row: &&DateRow| row.words.beginning(&clause[at..]).next().is_some();
        table.iter().find(begins).map(|row| row.kind)
    };
    clause.char_indices().find_map(kind_at).unwrap_or(DateKind::Other)
}

fn read(text: &str, before: &str, year: &mut Year) -> Option<(String, DatePrecision, usize)> {
    let (era, skip) = match text.chars().next()? {
        '令' if text.starts_with("令和") => (2018, 6),
        '平' if text.starts_with("平成") => (1988, 6),
        '昭' if text.starts_with("昭和") => (1925, 6),
        '0'..='9' => (0, 0),
        _ => return None,
    };
    if before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '/' | '-' | '.' | ',')) {
        return None;
    }
    let (first, used) =
        if text[skip..].starts_with('元') { (1, 3) } else { integer(&text[skip..])? };
    let mut at = skip + used;
    if let Some(rest) = text[at..].strip_prefix('年') {
        let full = if era > 0 { era + first } else { first };
        if !(1926..=2100).contains(&full) {
            return None;
        }
        at += "年".len();
        // 5年間 and 2年前 are spans, not dates.
        if rest
            .starts_with(['間', '前', '度', '後', '以', '半', 'ぶ', '目', '生', '次', '来', '版'])
            && era == 0
            && first < 1900
        {
            return None;
        }
        year.0 = Some(full);
        let Some((month, used)) = integer(rest)
            .filter(|&(month, used)| (1..=12).contains(&month) && rest[used..].starts_with('月'))
        else {
            let month_free =
                (era > 0 || first >= 1900).then(|| (format!("{full:04}"), DatePrecision::Year, at));
            return month_free;
        };
        at += used + "月".len();
        return Some(day(text, at, Some(full), month));
    }
    if era > 0 {
        return None;
    }
    if text[at..].starts_with('月') && (1..=12).contains(&first) {
        at += "月".len();
        if text[at..].starts_with(['間', '分', '号', '期', '額']) {
            return None;
        }
        return Some(day(text, at, year.before(before), first));
    }
    for separator in ['/', '-', '.'] {
        let Some(rest) = text[at..].strip_prefix(separator) else { continue };
        let Some((second, used)) = integer(rest) else { continue };
        let after = &rest[used..];
        let third = after.strip_prefix(separator).and_then(integer);
        match third {
            Some((third, length))
                if (1926..=2100).contains(&first)
                    && (1..=12).contains(&second)
                    && (1..=31).contains(&third) =>
            {
                year.0 = Some(first);
                return Some((
                    format!("{first:04}-{second:02}-{third:02}"),
                    DatePrecision::Day,
                    at + 1 + used + 1 + length,
                ));
            }
            None if separator == '/'
                && (1..=12).contains(&first)
                && (1..=31).contains(&second)
                && !after.starts_with(|c: char| c.is_ascii_alphanumeric()) =>
            {
                return Some((iso(year.0, first, Some(second)), DatePrecision::Day, at + 1 + used));
            }
            _ => {}
        }
    }
    None
}

/// Reads the day after a month, if there is one.
fn day(text: &str, at: usize, year: Option<u32>, month: u32) -> (String, DatePrecision, usize) {
    match integer(&text[at..]) {
        Some((day, used)) if (1..=31).contains(&day) && text[at + used..].starts_with('日') => {
            (iso(year, month, Some(day)), DatePrecision::Day, at + used + "日".len())
        }
        _ => (iso(year, month, None), DatePrecision::Month, at),
    }
}

fn iso(year: Option<u32>, month: u32, day: Option<u32>) -> String {
    let mut iso = year.map_or_else(|| "-".to_owned(), |year| format!("{year:04}"));
    iso += &format!("-{month:02}");
    if let Some(day) = day {
        iso += &format!("-{day:02}");
    }
    iso
}

fn integer(text: &str) -> Option<(u32, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&length).then(|| text[..length].parse().ok().map(|number| (number, length)))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tables;

    #[test]
    fn dates_are_read_with_eras_and_with_the_year_left_out() {
        let table = Tables::built_in().facts.date;
        for (text, expected) in [
            ("令和6年4月3日に判明", vec![("2024-04-03", DateKind::Discovered)]),
            ("令和元年5月に発生", vec![("2019-05", DateKind::Occurred)]),
            ("2024年5月7日、同月8日に", vec![("2024-05-07", DateKind::Other)]),
            (
                "2023年12月28日から1月4日まで",
                vec![("2023-12-28", DateKind::Occurred), ("2023-01-04", DateKind::Occurred)],
            ),
            ("5/12に公表した", vec![("--05-12", DateKind::Announced)]),
            ("2025/10/08 公開", vec![("2025-10-08", DateKind::Other)]),
            ("1月から7月まで", vec![("--01", DateKind::Occurred), ("--07", DateKind::Occurred)]),
            (
                "2024年5月7日に公表した。昨年6月にも、一昨年の12月にも",
                vec![
                    ("2024-05-07", DateKind::Announced),
                    ("2023-06", DateKind::Other),
                    ("2022-12", DateKind::Other),
                ],
            ),
            ("昨年6月に判明", vec![("--06", DateKind::Discovered)]),
            ("昭和34年度の台帳", vec![("1959", DateKind::Other)]),
            ("5年間、2年前、3か月", vec![]),
            ("24/7の監視、1.5倍、0120-000-926", vec![]),
        ] {
            let found = dates(text, &table, &mut Year::default());
            let found: Vec<_> = found.iter().map(|date| (date.iso.as_str(), date.kind)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
