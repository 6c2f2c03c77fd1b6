//! Organisations: which names a sentence holds, and which of them an incident is about.

use crate::model::{Measures, measures};
use crate::pattern::Sentence;
use crate::tables::OrganizationTable;
use crate::token::{PartOfSpeech, Token};

/// A phrase of a sentence that may name an organisation.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    pub start: usize,
    pub end: usize,
    /// How much it looks like an organisation's name: 3 a legal form, 2 an ending, 1 a proper noun.
    pub strength: f64,
    /// How the sentence uses it.
    pub case: Case,
    /// Whether it stands in quotation marks.
    pub quoted: bool,
    /// Whether one of its words is a proper noun, or one that the dictionary does not know.
    pub proper: bool,
}

measures! {
    /// What is measured of a name that may be the organisation concerned.
    OrganizationMeasure {
        /// How much it looks like an organisation's name, from 0 to 3.
        Strength = "strength",
        /// Its form alone says so: 株式会社, 市役所.
        Formal = "formal",
        /// Opens the title.
        TitleStart = "title_start",
        /// Elsewhere in the title.
        Title = "title",
        /// A line of its own.
        Standalone = "standalone",
        /// The topic (は) of the first running sentence.
        FirstTopic = "first_topic",
        /// The subject (が) of the first running sentence.
        FirstSubject = "first_subject",
        /// A place or owner (で, の) in the first running sentence.
        FirstPlace = "first_place",
        /// An object (に, を, から) in the first running sentence.
        FirstObject = "first_object",
        /// Another use in the first running sentence.
        FirstOther = "first_other",
        /// The topic or subject of a later sentence.
        LaterTopic = "later_topic",
        /// Another use in a later sentence.
        LaterOther = "later_other",
        /// The first name of its sentence.
        FirstName = "first_name",
        /// Follows words such as 委託先.
        Contractor = "contractor",
        /// In a sentence on others' or earlier events.
        Aside = "aside",
        /// Told again: in the title and in the text, say.
        Again = "again",
        /// Shares its first two characters with the title.
        LikeTitle = "like_title",
        /// Part of another name of the text.
        Part = "part",
        /// In quotation marks.
        Quoted = "quoted",
        /// Has a proper noun, or a word that the dictionary does not know.
        Proper = "proper",
        /// Opens the title and is told again in the text.
        Shared = "shared",
        /// Always 1: what speaks against any name.
        Name = "name",
    }
}

/// A name of a text that may be the organisation concerned.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub name: String,
    pub measures: Measures,
    pub sentence: usize,
    pub at: usize,
    pub end: usize,
    pub contractor: bool,
}

/// Where a name stands.
pub(crate) struct Place {
    pub title: bool,
    /// How many running sentences there are up to here.
    pub running: usize,
    pub standalone: bool,
    /// Whether no other name of the sentence stands before it.
    pub first: bool,
    pub contractor: bool,
    pub aside: bool,
}

/// Measures one occurrence of a name.
pub(crate) fn measure(name: &Name, words: &str, title: &str, place: &Place) -> Measures {
    use OrganizationMeasure as M;
    let mut measures = Measures::new(M::NAMES);
    measures.set(M::Name, 1.0);
    measures.set(M::Strength, name.strength);
    measures.mark(M::Formal, name.strength >= 2.0);
    measures.mark(M::Quoted, name.quoted);
    measures.mark(M::Proper, name.proper);
    let position = match (place.title, place.running) {
        (true, _) if name.start < 4 => M::TitleStart,
        (true, _) => M::Title,
        (false, _) if place.standalone => M::Standalone,
        (false, 0 | 1) => match name.case {
            Case::Topic => M::FirstTopic,
            Case::Subject => M::FirstSubject,
            Case::Place => M::FirstPlace,
            Case::Object => M::FirstObject,
            _ => M::FirstOther,
        },
        (false, _) => match name.case {
            Case::Topic | Case::Subject => M::LaterTopic,
            _ => M::LaterOther,
        },
    };
    measures.set(position, 1.0);
    measures.mark(M::FirstName, place.first);
    measures.mark(M::Contractor, place.contractor);
    measures.mark(M::Aside, place.aside);
    let head: String = words.chars().take(2).collect();
    let like = words.chars().count() >= 2
        && (title.contains(words) || words.chars().count() > 3 && title.contains(head.as_str()));
    measures.mark(M::LikeTitle, !place.title && like);
    measures
}

/// The longest beginning of a title that the text tells again as a name: before a particle or a comma.
pub(crate) fn shared(title: &str, text: &str) -> Option<usize> {
    const LEAST: usize = 3;
    const MOST: usize = 20;
    let mut best = None;
    for (letters, (at, _)) in title.char_indices().enumerate().skip(LEAST).take(MOST - LEAST) {
        let beginning = &title[..at];
        if beginning.contains(['、', '。', ' ', '「', '(']) {
            break;
        }
        let told = text.match_indices(beginning).any(|(found, _)| {
            let after = &text[found + beginning.len()..];
            ["は", "が", "の", "で", "に", "、", "を", "と", "も", "から", "(", "」"]
                .iter()
                .any(|particle| after.starts_with(particle))
        });
        if !told && letters > 8 && best.is_none() {
            break;
        }
        if told && !beginning.ends_with(['の', 'で', 'に', 'が', 'は', 'を', 'と']) {
            best = Some(at);
        }
    }
    best
}

/// Adds another occurrence of the same name.
pub(crate) fn again(known: &mut Measures, other: &Measures) {
    for index in 0..OrganizationMeasure::NAMES.len() {
        known.raise(index, other.get(index));
    }
    known.set(OrganizationMeasure::Again, 1.0);
}

/// Marks names that are parts of others: 葦原市 beside 葦原市民病院.
pub(crate) fn contain(candidates: &mut [Candidate]) {
    let names: Vec<String> = candidates.iter().map(|candidate| candidate.name.clone()).collect();
    for candidate in candidates {
        let part = names.iter().any(|other| {
            other.len() > candidate.name.len() && other.contains(candidate.name.as_str())
        });
        candidate.measures.mark(OrganizationMeasure::Part, part);
    }
}

/// The particle after a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// は
    Topic,
    /// が
    Subject,
    /// も
    Also,
    /// の, で, において, では, にて
    Place,
    /// に, へ, を, から, と, より
    Object,
    /// Anything else.
    Other,
}

/// Every name of a sentence; `stops` are places that a name cannot reach across (where a cause begins,
/// say: 架空工業|ランサムウェア被害).
pub(crate) fn names(
    sentence: &Sentence<'_>,
    stops: &[usize],
    table: &OrganizationTable,
) -> Vec<Name> {
    let tokens = sentence.tokens();
    let text = sentence.text;
    let mut found = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        if !in_name(tokens, index, text) || !tokens[index].pos.nominal() {
            index += 1;
            continue;
        }
        let first = index;
        while index < tokens.len()
            && in_name(tokens, index, text)
            && !stops[..].contains(&tokens[index].start)
            && adjacent(tokens, first, index, text)
            || index == first
        {
            index += 1;
        }
        let mut last = index;
        while last > first && !tokens[last - 1].pos.nominal() {
            last -= 1;
        }
        if let Some(name) = name(text, &tokens[first..last], stops, table) {
            found.push(name);
        }
    }
    quoted(text, table, &mut found);
    found.sort_by_key(|name| (name.start, usize::MAX - name.end));
    found
}

fn adjacent(tokens: &[Token<'_>], first: usize, index: usize, text: &str) -> bool {
    if index == first {
        return true;
    }
    let (before, here) = (&tokens[index - 1], &tokens[index]);
    let latin =
        |range: &str| range.chars().all(|c| c.is_ascii_alphanumeric() || "&.-'".contains(c));
    before.end == here.start
        || (text[before.end..here.start] == *" "
            && latin(&text[before.start..before.end])
            && latin(&text[here.start..here.end]))
}

fn in_name(tokens: &[Token<'_>], index: usize, text: &str) -> bool {
    let token = &tokens[index];
    let surface = &text[token.start..token.end];
    if token.pos.nominal() {
        return !surface.chars().all(is_sign);
    }
    // 瀬戸見県警: a verb's stem inside a name that the dictionary does not know.
    let kanji = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let inside = || {
        index > 0
            && index + 1 < tokens.len()
            && tokens[index - 1].pos.nominal()
            && tokens[index + 1].pos.nominal()
    };
    let stem = token.pos == PartOfSpeech::Verb
        && inside()
        && surface.chars().all(kanji)
        && text[..token.start].ends_with(kanji)
        && text[token.end..].starts_with(kanji);
    stem || matches!(surface, "・" | "&" | "-" | "ー" | "!")
}

fn is_sign(character: char) -> bool {
    matches!(
        character,
        '、' | '。'
            | ','
            | '.'
            | '「'
            | '」'
            | '『'
            | '』'
            | '('
            | ')'
            | '['
            | ']'
            | '【'
            | '】'
            | ':'
            | ';'
            | '/'
            | '*'
            | '■'
            | '◆'
            | '●'
            | '!'
            | '?'
            | '"'
            | '\''
            | '<'
            | '>'
            | '~'
            | '|'
    )
}

fn name(text: &str, run: &[Token<'_>], stops: &[usize], table: &OrganizationTable) -> Option<Name> {
    let mut run = run;
    // A date, a number or a word of time before a name does not belong to it.
    while let Some(first) = run.first() {
        let surface = &text[first.start..first.end];
        let temporal = first.pos == PartOfSpeech::Number
            || matches!(
                surface,
                "年" | "月"
                    | "日"
                    | "時"
                    | "分"
                    | "頃"
                    | "ごろ"
                    | "夜"
                    | "朝"
                    | "未明"
                    | "午後"
                    | "午前"
                    | "同日"
                    | "昨日"
                    | "本日"
                    | "今回"
                    | "現在"
                    | "昨年"
                    | "今年"
                    | "先月"
                    | "今月"
                    | "者"
                    | "人"
                    | "件"
                    | "名"
                    | "大手"
                    | "中堅"
                    | "老舗"
                    | "メーカー"
                    | "米"
                    | "社"
                    | "同"
                    | "当該"
                    | "上旬"
                    | "中旬"
                    | "下旬"
                    | "深夜"
                    | "早朝"
                    | "ため"
                    | "際"
                    | "中"
                    | "等"
                    | "など"
                    | "・"
                    | "-"
                    | "さん"
                    | "氏"
                    | "たち"
                    | "達"
                    | "日付"
                    | "曜日"
                    | "昨"
                    | "翌日"
                    | "うち"
                    | "ごと"
                    | "夕"
                    | "前"
                    | "後"
                    | "春"
                    | "夏"
                    | "秋"
                    | "冬"
                    | "末"
                    | "度"
                    | "付"
                    | "約"
                    | "計"
                    | "企業"
            );
        if !temporal {
            break;
        }
        run = &run[1..];
    }
    // 電子部品メーカー架空電機: the name begins after what it is.
    if let Some(cut) = run.iter().rposition(|token| {
        matches!(&text[token.start..token.end], "メーカー" | "大手" | "最大手" | "業者")
    }) && cut + 1 < run.len()
    {
        run = &run[cut + 1..];
    }
    // 葦原機構職員: the people of an organisation are not part of its name.
    while let [rest @ .., last] = run
        && !rest.is_empty()
        && matches!(
            &text[last.start..last.end],
            "職員"
                | "社員"
                | "従業員"
                | "行員"
                | "役員"
                | "幹部"
                | "教員"
                | "会員"
                | "公式"
                | "海外"
                | "向け"
        )
    {
        run = rest;
    }
    let first = run.first()?;
    let mut end = run.last()?.end;
    // A cause in the middle of one long katakana token.
    if let Some(&stop) = stops.iter().find(|&&stop| stop > first.start && stop < end) {
        end = stop;
    }
    let start = first.start;
    let words = text[start..end].trim_end_matches(['・', '-', '!', ' ']);
    let end = start + words.len();
    let letters = words.chars().count();
    if words.chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation() || c == ' ') {
        return None;
    }
    if !(2..=40).contains(&letters)
        || table.generic.contains(words)
        || table.not_within.stands_in(words)
    {
        return None;
    }
    let mut strength = strength(words, run, text, table);
    // A name that opens a title or a sentence and is set off from what follows.
    let leads = text[..start].chars().all(|c| !c.is_alphanumeric());
    // ヤバいね、 ends as a sentence does, not as a name.
    let spoken = strength < 1.0 && words.ends_with(|c| ('ぁ'..='ん').contains(&c));
    if leads && !spoken && text[end..].starts_with([' ', '、', '(', '「']) && letters <= 24 {
        strength = if strength > 0.0 { strength + 0.6 } else { 0.8 };
    }
    if strength <= 0.0 {
        return None;
    }
    let case = case(text, end);
    if case == Case::Object {
        strength -= 0.5;
    }
    let proper = run.iter().any(|token| {
        matches!(
            token.pos,
            PartOfSpeech::ProperNoun
                | PartOfSpeech::Place
                | PartOfSpeech::Person
                | PartOfSpeech::Unknown
        )
    });
    Some(Name { start, end, strength, case, quoted: false, proper })
}

fn strength(words: &str, run: &[Token<'_>], text: &str, table: &OrganizationTable) -> f64 {
    if table.prefixes.beginning(words).any(|prefix| words.len() > prefix.len())
        || ["株式会社", "有限会社", "合同会社"]
            .iter()
            .any(|form| words.ends_with(form) && words.len() > form.len())
    {
        return 3.0;
    }
    let proper = run.iter().any(|token| {
        matches!(token.pos, PartOfSpeech::ProperNoun | PartOfSpeech::Place | PartOfSpeech::Person)
    }) || run
        .iter()
        .any(|token| token.pos == PartOfSpeech::Unknown && token.end - token.start > 3);
    let known = run.iter().any(|token| {
        token.pos != PartOfSpeech::Unknown && token.pos.nominal() && token.pos != PartOfSpeech::Noun
    });
    let suffix =
        table.suffixes.ending(words).map(str::len).filter(|&length| words.len() > length).max();
    if let Some(length) = suffix {
        let boundary = run[0].start + words.len() - length;
        let aligned = run.iter().any(|token| token.start == boundary) || length > 9;
        if aligned && (length > 3 || proper) && (length > 6 || proper || run.len() > 1) {
            return if proper { 2.2 } else { 0.9 };
        }
        if proper {
            return 1.2;
        }
        let body = ["市", "県", "町", "村", "区", "署", "大", "庁", "省", "府"];
        if aligned
            && body.iter().any(|ending| words.ends_with(ending))
            && words.chars().count() >= 3
        {
            return 0.9;
        }
    }
    let latin = words.chars().all(|c| c.is_ascii_alphanumeric() || " &.-'!".contains(c));
    let looks = match (proper, latin) {
        (true, _) if known => 1.0,
        (_, true) => 0.8,
        (true, _) => 0.7,
        // 架空レンタカー: a compound with a word in katakana.
        _ if run.len() > 1 && words.chars().filter(|c| ('ァ'..='ヺ').contains(c)).count() >= 3 => {
            0.7
        }
        _ => return 0.0,
    };
    let last = run.last().map_or("", |token| &text[token.start..token.end]);
    // 利用者, 情報, 可能性 and the like end a common noun.
    if [
        "者",
        "性",
        "情報",
        "被害",
        "問題",
        "事案",
        "事件",
        "攻撃",
        "アクセス",
        "者ら",
        "件",
        "日",
        "月",
        "年",
        "時",
        "分",
        "的",
        "化",
        "量",
        "力",
        "対応",
        "調査",
        "原因",
        "影響",
        "機器",
        "端末",
        "メール",
        "サーバー",
        "サーバ",
        "ウェア",
        "人",
        "名",
        "氏",
        "さん",
        "様",
        "番号",
        "住所",
        "氏名",
        "システム",
    ]
    .contains(&last)
    {
        return if proper { 0.3 } else { 0.0 };
    }
    looks
}

fn case(text: &str, end: usize) -> Case {
    let mut rest = text[end..].trim_start_matches(['」', '』', '"', ' ']);
    // 架空商事(東京都)は: what stands in brackets does not part a name from its particle.
    if let Some(inner) = rest.strip_prefix('(')
        && let Some(close) = inner.find(')')
    {
        rest = &inner[close + 1..];
    }
    for suffix in ["など", "ら", "側", "等", "自身"] {
        rest = rest.strip_prefix(suffix).unwrap_or(rest);
    }
    for (particle, case) in [
        ("では", Case::Place),
        ("は", Case::Topic),
        ("が", Case::Subject),
        ("も", Case::Also),
        ("において", Case::Place),
        ("における", Case::Place),
        ("で", Case::Place),
        ("の", Case::Place),
        ("にて", Case::Place),
        ("にお", Case::Place),
        ("に", Case::Object),
        ("へ", Case::Object),
        ("を", Case::Object),
        ("から", Case::Object),
        ("と", Case::Object),
        ("より", Case::Object),
    ] {
        if rest.starts_with(particle) {
            return case;
        }
    }
    Case::Other
}

/// 「…」 that holds a name: one with an ending of the table, or followed by は.
fn quoted(text: &str, table: &OrganizationTable, found: &mut Vec<Name>) {
    let mut from = 0;
    while let Some(open) = text[from..].find(['「', '『']) {
        let start = from + open + '「'.len_utf8();
        let Some(length) = text[start..].find(['」', '』']) else { return };
        let words = &text[start..start + length];
        from = start + length;
        let letters = words.chars().count();
        if !(2..=24).contains(&letters)
            || words.contains(['、', '。'])
            || table.generic.contains(words)
        {
            continue;
        }
        let ending = table
            .suffixes
            .ending(words)
            .any(|suffix| suffix.chars().count() > 1 && words.len() > suffix.len())
            || table.prefixes.beginning(words).next().is_some();
        let case = case(text, from);
        let strength = match (ending, case) {
            (true, _) => 2.0,
            (false, Case::Topic | Case::Subject | Case::Place) => 1.3,
            // A heading that ends with it: 写真プリントの「…」.
            _ if text[from..].trim_matches([')', ' ']).is_empty() => 1.3,
            _ => 0.3,
        };
        found.retain(|name| !(name.start >= start && name.end <= from));
        found.push(Name { start, end: from, strength, case, quoted: true, proper: true });
    }
}
