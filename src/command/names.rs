//! The Japanese words that a person reads in place of the ids.

use jiken::{
    Case, DateKind, Effect, Exposure, Language, ReasonKind, Status, Tables, VerisContext,
    VerisIncident,
};

/// Below this confidence a person should look at the text.
const SURE: f64 = 0.6;

/// The Japanese names of causes and data types, as the tables give them.
pub struct Names {
    tables: Tables,
}

impl Names {
    /// The names of these tables.
    pub fn new(tables: &Tables) -> Self {
        Self { tables: tables.clone() }
    }

    /// The Japanese name of a cause or data type; the id itself where the tables have none.
    pub fn label<'n>(&'n self, id: &'n str) -> &'n str {
        self.tables.label_name(id, Language::Japanese).unwrap_or(id)
    }

    /// A case in the words of VERIS, as the tables map them.
    pub fn veris(&self, case: &Case, context: &VerisContext) -> VerisIncident {
        self.tables.veris(case, context)
    }

    /// The version of the tables.
    pub fn tables_version(&self) -> &str {
        self.tables.version()
    }

    /// The version of tables that are not the built-in ones.
    pub fn custom_tables(&self) -> Option<&str> {
        (!self.tables.is_built_in()).then(|| self.tables.version())
    }
}

/// A confidence as a person reads it: 「確かさ 97 %」, with 要確認 where it is low.
pub fn confidence(value: f64) -> String {
    let percent = (value * 100.0).round();
    format!("確かさ {percent} %{}", if value < SURE { "・要確認" } else { "" })
}

/// What the text says of a kind of data.
pub fn exposure(exposure: Exposure) -> &'static str {
    match exposure {
        Exposure::Exposed => "漏えい",
        Exposure::Possible => "可能性",
        Exposure::Excluded => "含まれない",
    }
}

/// How sure the text is that information got out.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Confirmed => "漏えいあり",
        Status::Possible => "漏えいの可能性あり",
        Status::Denied => "漏えいは確認されていない",
        Status::None => "情報の漏えいは関係しない",
    }
}

/// What a date dates.
pub fn date_kind(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Occurred => "発生",
        DateKind::Discovered => "発覚",
        DateKind::Announced => "公表",
        DateKind::Other => "その他",
    }
}

/// What a scope made of a phrase.
pub fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Supports => "有効",
        Effect::Negated => "否定",
        Effect::Hedged => "可能性",
        Effect::OutOfScope => "数えない",
    }
}

/// What the rule of a firing belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FiringKind {
    /// A cause.
    Cause,
    /// A kind of data.
    Data,
    /// A cue that says how what stands around it is meant.
    Cue,
    /// Whether there is an incident at all.
    Detection,
    /// Something else.
    Other,
}

impl FiringKind {
    /// Its Japanese name.
    pub fn name(self) -> &'static str {
        match self {
            FiringKind::Cause => "原因",
            FiringKind::Data => "情報",
            FiringKind::Cue => "手がかり",
            FiringKind::Detection => "判定",
            FiringKind::Other => "その他",
        }
    }
}

/// The kind of a firing, by its label.
pub fn firing_kind(label: &str) -> FiringKind {
    match label.split_once(':').map(|(kind, _)| kind) {
        Some("cause") => FiringKind::Cause,
        Some("data") => FiringKind::Data,
        Some("cue") => FiringKind::Cue,
        Some("detection") => FiringKind::Detection,
        _ => FiringKind::Other,
    }
}

/// The part of the text that a role names; the role itself where it has no Japanese name here.
pub fn role(role: &str) -> &str {
    match role {
        "title" => "題",
        "body" => "本文",
        "outline" => "概要",
        "cause" => "原因",
        "data" => "情報",
        "excluded" => "除外",
        "measures" => "対策",
        "advice" => "注意",
        "contact" => "連絡先",
        "background" => "背景",
        _ => role,
    }
}

/// Why a phrase counts less, or not at all.
pub fn reason(reason: ReasonKind) -> &'static str {
    match reason {
        ReasonKind::Denied => "否定されている",
        ReasonKind::NotConcerned => "含まれないと明記",
        ReasonKind::NotExposed => "漏えいしていないと明記",
        ReasonKind::Hedged => "可能性として書かれている",
        ReasonKind::NotRuledOut => "否定できないと書かれている",
        ReasonKind::Measure => "対策の話",
        ReasonKind::Advice => "読み手への注意",
        ReasonKind::Contact => "連絡先",
        ReasonKind::Background => "背景の説明",
        ReasonKind::OthersEvent => "ほかの組織の話",
        ReasonKind::EarlierEvent => "以前の出来事",
    }
}

/// An ISO date as a person writes it: 「2024年5月7日」, 「5月(年の記載なし)」.
pub fn date(iso: &str) -> String {
    let (year, rest) = match iso.strip_prefix("--") {
        Some(rest) => (None, Some(rest)),
        None => match iso.split_once('-') {
            Some((year, rest)) => (Some(year), Some(rest)),
            None => (Some(iso), None),
        },
    };
    let (month, day) = match rest {
        Some(rest) => match rest.split_once('-') {
            Some((month, day)) => (Some(month), Some(day)),
            None => (Some(rest), None),
        },
        None => (None, None),
    };
    let bare = |part: &str| part.trim_start_matches('0').to_owned();
    let mut written = year.map_or_else(String::new, |year| format!("{}年", bare(year)));
    if let Some(month) = month {
        written += &format!("{}月", bare(month));
    }
    if let Some(day) = day {
        written += &format!("{}日", bare(day));
    }
    if year.is_none() {
        written += "(年の記載なし)";
    }
    written
}

/// A number with its thousands apart: 37,843.
pub fn thousands(value: u64) -> String {
    let digits = value.to_string();
    let mut written = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// Whether a terminal might obey a character, or a reader be misled by it: control characters and marks
/// that reorder a line.
pub fn steers(character: char) -> bool {
    character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text that is safe to show on a terminal and on one line: line ends become spaces, other control
/// characters their pictures, and marks that reorder the line a replacement character.
pub fn shown(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' | '\u{2028}' | '\u{2029}' => written.push(' '),
            '\r' => {}
            '\0'..='\x1f' => {
                written.extend(char::from_u32(0x2400 + u32::from(character)));
            }
            '\x7f' => written.push('\u{2421}'),
            _ if steers(character) => written.push(char::REPLACEMENT_CHARACTER),
            _ => written.push(character),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_to_their_precision() {
        let cases = [
            ("2024-05-07", "2024年5月7日"),
            ("2024-10", "2024年10月"),
            ("2024", "2024年"),
            ("--05-07", "5月7日(年の記載なし)"),
            ("--05", "5月(年の記載なし)"),
        ];
        for (iso, expected) in cases {
            assert_eq!(date(iso), expected);
        }
    }

    #[test]
    fn numbers_have_their_thousands_apart() {
        for (value, expected) in [(0, "0"), (999, "999"), (1000, "1,000"), (12345678, "12,345,678")]
        {
            assert_eq!(thousands(value), expected);
        }
    }

    #[test]
    fn nothing_that_steers_a_terminal_is_shown() {
        assert_eq!(shown("a\x1b[31mb\0\r\n\u{202e}c\u{9b}d"), "a␛[31mb␀ \u{fffd}c\u{fffd}d");
    }

    #[test]
    fn a_low_confidence_says_so_in_words() {
        assert_eq!(confidence(0.971), "確かさ 97 %");
        assert_eq!(confidence(0.3), "確かさ 30 %・要確認");
    }
}
