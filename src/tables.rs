//! The keyword and weight tables: TOML in, validated rules out.
//!
//! It stands alone because rules are data: nothing outside this module knows how a table is written, and
//! the built-in tables pass the same checks as a reader's own.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;
use toml::de::DeTable;

use crate::Error;
use crate::document::Role;
use crate::entry::Entry;
use crate::facts::count::CountMeasure;
use crate::facts::organization::OrganizationMeasure;
use crate::lexicon;
use crate::model::{Calibration, Linear};
use crate::pattern::Classes;
use crate::reporting::ReportingTable;
use crate::score::{CauseMeasure, DataMeasure, StatusMeasure, ThirdPartyMeasure};
use crate::segment::OpeningMeasure;
use crate::veris::VerisTable;
use crate::word_list::WordList;

/// The rules: every keyword, pattern, weight, cue and unit.
#[derive(Debug, Clone)]
pub struct Tables {
    version: String,
    pub(crate) classes: Classes,
    pub(crate) causes: CauseTable,
    pub(crate) data: DataTable,
    pub(crate) cues: Vec<CueRow>,
    pub(crate) sections: SectionTable,
    pub(crate) detection: DetectionTable,
    pub(crate) facts: FactTable,
    pub(crate) lexicon: LexiconTable,
    pub(crate) weights: Weights,
    pub(crate) reporting: ReportingTable,
    pub(crate) veris: VerisTable,
}

/// A language in which labels have names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// 日本語.
    Japanese,
    /// English.
    English,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CauseTable {
    pub cause: Vec<CauseRow>,
    #[serde(default)]
    pub except: Vec<CauseExcept>,
    #[serde(default)]
    pub precedence: Vec<Precedence>,
    #[serde(default)]
    pub companion: Vec<Companion>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CauseRow {
    pub id: String,
    pub group: String,
    pub ja: String,
    pub en: String,
    pub description: String,
    pub example: String,
    pub counter: String,
    #[serde(default)]
    pub rule: Vec<CauseRule>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CauseRule {
    pub weight: f64,
    #[serde(rename = "match")]
    pub patterns: Vec<String>,
    #[serde(default)]
    pub named: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CauseExcept {
    #[serde(default)]
    pub causes: Vec<String>,
    #[serde(rename = "match")]
    pub patterns: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Precedence {
    pub winner: String,
    pub loser: String,
    pub ratio: f64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Companion {
    pub first: String,
    pub second: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DataTable {
    pub data_type: Vec<DataRow>,
    #[serde(default)]
    pub except: Vec<DataExcept>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DataRow {
    pub id: String,
    pub group: String,
    pub ja: String,
    pub en: String,
    pub description: String,
    pub example: String,
    pub counter: String,
    #[serde(rename = "match")]
    pub patterns: Vec<String>,
    #[serde(default)]
    pub hint: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DataExcept {
    #[serde(default)]
    pub types: Vec<String>,
    #[serde(rename = "match")]
    pub patterns: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct CueTable {
    cue: Vec<CueRow>,
}

/// What a cue does to the words around it; see `cues.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CueKind {
    Deny,
    Exclude,
    Expose,
    Leak,
    Hedge,
    Undeniable,
    Measure,
    Advice,
    Others,
    Past,
    Misuse,
    Announce,
    ExceptFor,
    Frame,
    ThirdParty,
}

impl CueKind {
    /// The kind's name in `cues.toml`.
    pub fn name(self) -> &'static str {
        match self {
            CueKind::Deny => "deny",
            CueKind::Exclude => "exclude",
            CueKind::Expose => "expose",
            CueKind::Leak => "leak",
            CueKind::Hedge => "hedge",
            CueKind::Undeniable => "undeniable",
            CueKind::Measure => "measure",
            CueKind::Advice => "advice",
            CueKind::Others => "others",
            CueKind::Past => "past",
            CueKind::Misuse => "misuse",
            CueKind::Announce => "announce",
            CueKind::ExceptFor => "except_for",
            CueKind::ThirdParty => "third_party",
            CueKind::Frame => "frame",
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CueRow {
    pub kind: CueKind,
    pub description: String,
    #[serde(rename = "match")]
    pub patterns: Vec<String>,
}

/// Which words of a heading give which role.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SectionTable {
    several: WordList,
    number: Numbers,
    links: Links,
    lead_in: LeadIn,
    section: Vec<SectionRow>,
}

/// How a text announces a number of cases: 三つ, 4件, 二社.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbers {
    units: Vec<String>,
    not_before: Vec<String>,
}

/// How a sentence begins that goes on to another case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Links {
    next: Vec<String>,
    contrast: Vec<String>,
    also: Vec<String>,
    back: Vec<String>,
}

impl Links {
    fn opens(words: &str, links: &[String]) -> bool {
        links.iter().any(|link| words.starts_with(link.as_str()))
    }

    /// Whether a sentence counts on.
    pub fn next(&self, words: &str) -> bool {
        Self::opens(words, &self.next)
    }

    /// Whether it sets against what stands before.
    pub fn contrast(&self, words: &str) -> bool {
        Self::opens(words, &self.contrast)
    }

    /// Whether it adds to what stands before.
    pub fn also(&self, words: &str) -> bool {
        Self::opens(words, &self.also)
    }

    /// Whether it points back.
    pub fn back(&self, words: &str) -> bool {
        Self::opens(words, &self.back)
    }
}

/// The words of a line that leads in a list of items.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct LeadIn {
    opens: WordList,
    other: WordList,
    excluded: WordList,
    data: WordList,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionRow {
    role: Role,
    words: WordList,
    longest: Option<usize>,
    #[serde(default)]
    line: WordList,
}

impl SectionTable {
    /// Whether a title or an introduction announces more than one case.
    pub fn announces_several(&self, words: &str) -> bool {
        self.several.stands_in(words)
    }

    /// How many cases, from two to nine, the first sentences announce: the largest such number.
    pub fn announced_number(&self, head: &str) -> Option<usize> {
        const KANJI: &str = "一二三四五六七八九";
        let value = |c: char| match c.to_digit(10) {
            Some(digit) => Some(digit as usize),
            None => KANJI.chars().position(|kanji| kanji == c).map(|at| at + 1),
        };
        let part_of_longer = |c: char| value(c).is_some() || "十百千万第,.".contains(c);
        let mut before = None;
        let mut most = None;
        for (at, c) in head.char_indices() {
            let number =
                value(c).filter(|&number| number >= 2 && !before.is_some_and(part_of_longer));
            before = Some(c);
            let Some(number) = number else { continue };
            let after = &head[at + c.len_utf8()..];
            let counts = self.number.units.iter().any(|unit| {
                after.strip_prefix(unit.as_str()).is_some_and(|rest| {
                    !self.number.not_before.iter().any(|word| rest.starts_with(word.as_str()))
                })
            });
            if counts {
                most = most.max(Some(number));
            }
        }
        most
    }

    /// How a sentence begins that goes on to another case.
    pub fn links(&self) -> &Links {
        &self.links
    }

    /// The role that a heading's words give; none where it is longer than `longest` characters without
    /// what stands in brackets.
    pub fn role(&self, heading: &str, longest: usize) -> Option<Role> {
        let mut words = String::new();
        let mut depth = 0_u32;
        for character in heading.chars() {
            match character {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                character if depth == 0 => words.push(character),
                _ => {}
            }
        }
        let words = words.trim();
        if words.chars().count() > longest {
            return None;
        }
        self.section
            .iter()
            .filter(|section| section.longest.is_none_or(|most| words.chars().count() <= most))
            .find(|section| section.words.stands_in(words))
            .map(|section| section.role)
    }

    /// The role that a line gives to the list under it: 「閲覧されたのは次の情報である。」.
    pub fn lead_in(&self, line: &str) -> Option<Role> {
        let sentence = line.trim_end_matches('。').rsplit('。').next()?;
        let has = |words: &WordList| words.stands_in(sentence);
        let LeadIn { opens, other, excluded, data } = &self.lead_in;
        if !(sentence.ends_with(':') || has(opens)) || has(other) {
            None
        } else if has(excluded) {
            Some(Role::Excluded)
        } else {
            has(data).then_some(Role::Data)
        }
    }

    /// The role that a line of running text has for itself.
    pub fn line_role(&self, line: &str) -> Option<Role> {
        self.section.iter().find(|section| section.line.stands_in(line)).map(|section| section.role)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DetectionTable {
    pub bias: f64,
    pub feature: Vec<Feature>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Feature {
    pub id: String,
    pub description: String,
    pub weight: f64,
    #[serde(default)]
    pub title: bool,
    #[serde(rename = "match", default)]
    pub patterns: Vec<String>,
}

/// The features that the code measures; each must stand in `detection.toml`.
pub(crate) const MEASURED_FEATURES: [&str; 11] = [
    "words",
    "cause",
    "organization",
    "leak",
    "announced",
    "event",
    "count",
    "day",
    "denied",
    "data",
    "past",
];

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FactTable {
    pub count: CountTable,
    pub organization: OrganizationTable,
    pub date: Vec<DateRow>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CountTable {
    pub units: WordList,
    pub approximate: WordList,
    pub approximate_after: WordList,
    pub not_after: Vec<String>,
    pub not_before: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrganizationTable {
    pub prefixes: WordList,
    pub suffixes: WordList,
    pub generic: BTreeSet<String>,
    pub not_within: WordList,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DateRow {
    pub kind: crate::DateKind,
    pub words: WordList,
}

/// Pieces of words and what they weigh; see `lexicon.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LexiconTable {
    #[serde(default)]
    pub label: Vec<LexiconRow>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LexiconRow {
    pub id: String,
    pub bias: f64,
    pub pieces: BTreeMap<String, f64>,
}

impl LexiconRow {
    /// Every piece with its weight.
    pub fn each(&self) -> impl Iterator<Item = (&str, f64)> {
        let lists = self.pieces.iter();
        lists.flat_map(|(list, &weight)| list.split(' ').map(move |piece| (piece, weight)))
    }
}

/// The weights of the models as `weights.toml` writes them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct WeightTable {
    cause: ModelTable,
    confidence: Calibration,
    second: ModelTable,
    data: ModelTable,
    excluded: ModelTable,
    organization: ModelTable,
    count: ModelTable,
    opening: ModelTable,
    third_party: ModelTable,
    status: StatusTable,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ModelTable {
    #[serde(default)]
    bias: BTreeMap<String, f64>,
    measures: BTreeMap<String, f64>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusTable {
    confirmed: ModelTable,
    possible: ModelTable,
    denied: ModelTable,
    none: ModelTable,
}

/// The models of `weights.toml`, their measures in the code's order.
#[derive(Debug, Clone)]
pub(crate) struct Weights {
    pub cause: Linear,
    pub confidence: Calibration,
    pub second: Linear,
    pub data: Linear,
    pub excluded: Linear,
    pub organization: Linear,
    pub count: Linear,
    pub opening: Linear,
    pub third_party: Linear,
    /// One for each status, in the order of [`STATUSES`](crate::score::STATUSES).
    pub status: [Linear; 4],
}

const BUILT_IN: [(&str, &str); 12] = [
    ("causes.toml", include_str!("../tables/causes.toml")),
    ("cues.toml", include_str!("../tables/cues.toml")),
    ("data_types.toml", include_str!("../tables/data_types.toml")),
    ("detection.toml", include_str!("../tables/detection.toml")),
    ("facts.toml", include_str!("../tables/facts.toml")),
    ("lexicon.toml", include_str!("../tables/lexicon.toml")),
    ("name.toml", include_str!("../tables/name.toml")),
    ("reporting.toml", include_str!("../tables/reporting.toml")),
    ("sections.toml", include_str!("../tables/sections.toml")),
    ("veris.toml", include_str!("../tables/veris.toml")),
    ("weights.toml", include_str!("../tables/weights.toml")),
    ("words.toml", include_str!("../tables/words.toml")),
];

/// The ids that the taxonomy fixes.
const CAUSE_IDS: [&str; 19] = [
    "unauthorized_access",
    "account_takeover",
    "ransomware",
    "malware",
    "phishing",
    "web_tampering",
    "dos",
    "insider_theft",
    "insider_misuse",
    "misdirected_email",
    "misdirected_other",
    "accidental_publication",
    "loss",
    "improper_disposal",
    "theft",
    "misconfiguration",
    "software_fault",
    "other",
    "unknown",
];
const DATA_IDS: [&str; 29] = [
    "name",
    "address",
    "phone",
    "email",
    "birthdate",
    "gender",
    "affiliation",
    "image",
    "family",
    "my_number",
    "id_document",
    "account_id",
    "credentials",
    "online_trace",
    "bank_account",
    "credit_card",
    "transaction",
    "income",
    "health",
    "criminal",
    "other_sensitive",
    "hr",
    "education",
    "communications",
    "personal",
    "corporate",
    "secret",
    "internal",
    "official",
];

/// The largest file of a table, in bytes: more than ten times the largest of the built-in ones.
const MAX_TABLE_BYTES: usize = 4_000_000;

impl Tables {
    /// The tables that come with jiken.
    ///
    /// # Panics
    ///
    /// Never: a test reads them.
    pub fn built_in() -> Self {
        match Self::from_files([]) {
            Ok(tables) => tables,
            Err(errors) => panic!("the built-in tables are invalid: {}", errors[0]),
        }
    }

    /// The files of the tables that come with jiken: name and content.
    pub fn built_in_files() -> &'static [(&'static str, &'static str)] {
        &BUILT_IN
    }

    /// Reads tables; a file that is not given is taken from the built-in tables, and a given one
    /// replaces the built-in file of its name whole.
    ///
    /// # Errors
    ///
    /// Every invalid entry, as one [`Error::Table`] each. Patterns are checked when a
    /// [`Classifier`](crate::Classifier) is built, since they need the dictionary.
    pub fn from_files<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> std::result::Result<Self, Vec<Error>> {
        let mut sources: BTreeMap<&str, &str> = BUILT_IN.into_iter().collect();
        let mut errors = Vec::new();
        for (name, text) in files {
            if text.len() > MAX_TABLE_BYTES {
                let message = format!(
                    "it has {} bytes; the limit is {MAX_TABLE_BYTES}: take away what is not needed",
                    text.len()
                );
                errors.push(Error::table(name, "the file", message));
            } else if sources.contains_key(name) {
                sources.insert(name, text);
            } else {
                let names = BUILT_IN.map(|(name, _)| name).join(", ");
                errors.push(Error::table(
                    name,
                    "the file",
                    format!("there is no table of this name: use one of {names}"),
                ));
            }
        }
        let words: Option<Words> = parse("words.toml", &sources, &mut errors);
        let causes: Option<CauseTable> = parse("causes.toml", &sources, &mut errors);
        let data: Option<DataTable> = parse("data_types.toml", &sources, &mut errors);
        let cues: Option<CueTable> = parse("cues.toml", &sources, &mut errors);
        let sections: Option<SectionTable> = parse("sections.toml", &sources, &mut errors);
        let detection: Option<DetectionTable> = parse("detection.toml", &sources, &mut errors);
        let facts: Option<FactTable> = parse("facts.toml", &sources, &mut errors);
        let lexicon: Option<LexiconTable> = parse("lexicon.toml", &sources, &mut errors);
        let weights: Option<WeightTable> = parse("weights.toml", &sources, &mut errors);
        let mut by_hand = |file| parse(file, &sources, &mut errors).unwrap_or_default();
        let (reporting, veris) = (by_hand("reporting.toml"), by_hand("veris.toml"));
        let name = name(&by_hand("name.toml"), &mut errors);
        let reporting = Entry::file("reporting.toml", &reporting);
        let reporting = ReportingTable::read(&reporting, &CAUSE_IDS, &DATA_IDS, &mut errors);
        let veris = Entry::file("veris.toml", &veris);
        let veris = VerisTable::read(&veris, &CAUSE_IDS, &DATA_IDS, &mut errors);
        let (
            Some(words),
            Some(causes),
            Some(data),
            Some(cues),
            Some(sections),
            Some(detection),
            Some(facts),
            Some(lexicon),
            Some(weights),
            Some(reporting),
            Some(veris),
        ) = (
            words, causes, data, cues, sections, detection, facts, lexicon, weights, reporting,
            veris,
        )
        else {
            return Err(errors);
        };
        check_causes(&causes, &mut errors);
        check_data(&data, &mut errors);
        check_detection(&detection, &mut errors);
        check_lexicon(&lexicon, &mut errors);
        let weights = weights.read(&causes, &data, &mut errors);
        for row in &cues.cue {
            check_texts("cues.toml", row.kind.name(), [&row.description], &mut errors);
        }
        check_normalised(&words.classes, &causes, &data, &cues.cue, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self {
            version: version(&name, &sources),
            classes: words.classes,
            causes,
            data,
            cues: cues.cue,
            sections,
            detection,
            facts,
            lexicon,
            weights,
            reporting,
            veris,
        })
    }

    /// The tables' version: their name, `builtin` or `custom` where they have none of their own, and a hash of
    /// their content.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Whether these are the tables that come with jiken, unchanged.
    pub fn is_built_in(&self) -> bool {
        self.version.strip_prefix(BUILT_IN_NAME).is_some_and(|rest| rest.starts_with('-'))
    }

    /// The ids of the causes, in the tables' order.
    pub fn cause_ids(&self) -> impl Iterator<Item = &str> {
        self.causes.cause.iter().map(|row| row.id.as_str())
    }

    /// The ids of the data types, in the tables' order.
    pub fn data_type_ids(&self) -> impl Iterator<Item = &str> {
        self.data.data_type.iter().map(|row| row.id.as_str())
    }

    /// The name of a cause or a data type in a language; `None` for an id that the tables do not have.
    ///
    /// ```
    /// use jiken::{Language, Tables};
    ///
    /// let tables = Tables::built_in();
    /// assert_eq!(tables.label_name("misdirected_email", Language::Japanese), Some("メール誤送信"));
    /// assert_eq!(tables.label_name("email", Language::English), Some("E-mail address"));
    /// ```
    pub fn label_name(&self, id: &str, language: Language) -> Option<&str> {
        let causes = self.causes.cause.iter().map(|row| (&row.id, &row.ja, &row.en));
        let data = self.data.data_type.iter().map(|row| (&row.id, &row.ja, &row.en));
        causes.chain(data).find(|(row, ..)| *row == id).map(|(_, ja, en)| match language {
            Language::Japanese => ja.as_str(),
            Language::English => en.as_str(),
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    classes: Classes,
}

fn parse<T: serde::de::DeserializeOwned>(
    name: &str,
    sources: &BTreeMap<&str, &str>,
    errors: &mut Vec<Error>,
) -> Option<T> {
    let text = sources[name];
    let read = document(name, text).and_then(|document| {
        T::deserialize(toml::Deserializer::from(document))
            .map_err(|error| fault(name, text, &error))
    });
    read.map_err(|error| errors.push(error)).ok()
}

/// A table's text as TOML with the places of all that stands in it. Never inlined, like `fault`: one copy for
/// each table weighs kilobytes in WebAssembly.
#[inline(never)]
pub(crate) fn document<'t>(file: &str, text: &'t str) -> Result<Spanned<DeTable<'t>>, Error> {
    DeTable::parse(text).map_err(|error| fault(file, text, &error))
}

/// What is wrong with a table's text, and in which line.
#[inline(never)]
fn fault(file: &str, text: &str, error: &toml::de::Error) -> Error {
    let before = error.span().map_or("", |span| &text[..span.start.min(text.len())]);
    let line = before.matches('\n').count() + 1;
    Error::table(file, format!("line {line}"), error.message())
}

/// The name of tables that have none of their own.
const BUILT_IN_NAME: &str = "builtin";
/// The longest name, in characters.
const MAX_NAME: usize = 40;

/// What the tables call themselves.
fn name(table: &toml::Table, errors: &mut Vec<Error>) -> String {
    let name = table.get("name").and_then(toml::Value::as_str).unwrap_or_default();
    let line = !name.is_empty() && name == name.trim() && !name.contains(char::is_control);
    let like = name != BUILT_IN_NAME && name.starts_with(BUILT_IN_NAME);
    if table.len() != 1 || !line || like || name.chars().count() > MAX_NAME {
        let message = format!(
            "it must be one line of at most {MAX_NAME} characters, stand alone, and not begin with \
             {BUILT_IN_NAME}: write name = \"…\""
        );
        errors.push(Error::table("name.toml", "name", message));
    } else if name != BUILT_IN_NAME && name.starts_with(BUILT_IN_NAME) {
        let message = "it begins like that of the built-in tables: choose another";
        errors.push(Error::table("name.toml", "name", message));
    }
    name.to_owned()
}

fn check_causes(table: &CauseTable, errors: &mut Vec<Error>) {
    const FILE: &str = "causes.toml";
    let ids: Vec<&str> = table.cause.iter().map(|row| row.id.as_str()).collect();
    check_ids(FILE, "cause", &ids, &CAUSE_IDS, errors);
    for row in &table.cause {
        for rule in &row.rule {
            if !(rule.weight > 0.0 && rule.weight <= 10.0) {
                errors.push(Error::table(
                    FILE,
                    format!("cause {}", row.id),
                    format!("the weight {} must lie above 0 and not above 10", rule.weight),
                ));
            }
        }
        check_texts(
            FILE,
            &row.id,
            [&row.ja, &row.en, &row.description, &row.example, &row.counter, &row.group],
            errors,
        );
    }
    let mut known = |id: &str, entry: &str| {
        if !ids.contains(&id) {
            errors.push(Error::table(
                FILE,
                entry,
                format!("there is no cause {id}: correct the id"),
            ));
        }
    };
    for except in &table.except {
        except.causes.iter().for_each(|id| known(id, "except"));
    }
    for row in &table.precedence {
        known(&row.winner, "precedence");
        known(&row.loser, "precedence");
    }
    for row in &table.companion {
        known(&row.first, "companion");
        known(&row.second, "companion");
    }
}

fn check_data(table: &DataTable, errors: &mut Vec<Error>) {
    const FILE: &str = "data_types.toml";
    let ids: Vec<&str> = table.data_type.iter().map(|row| row.id.as_str()).collect();
    check_ids(FILE, "data_type", &ids, &DATA_IDS, errors);
    for row in &table.data_type {
        check_texts(
            FILE,
            &row.id,
            [&row.ja, &row.en, &row.description, &row.example, &row.counter, &row.group],
            errors,
        );
    }
    for id in table.except.iter().flat_map(|except| &except.types) {
        if !ids.contains(&id.as_str()) {
            errors.push(Error::table(
                FILE,
                "except",
                format!("there is no data type {id}: correct the id"),
            ));
        }
    }
}

fn check_detection(table: &DetectionTable, errors: &mut Vec<Error>) {
    const FILE: &str = "detection.toml";
    for feature in &table.feature {
        check_texts(FILE, &feature.id, [&feature.description], errors);
    }
    for id in MEASURED_FEATURES {
        if !table.feature.iter().any(|feature| feature.id == id) {
            errors.push(Error::table(
                FILE,
                format!("feature {id}"),
                "it is missing: the code measures it and needs its weight",
            ));
        }
    }
    for feature in &table.feature {
        if feature.patterns.is_empty() && !MEASURED_FEATURES.contains(&feature.id.as_str()) {
            errors.push(Error::table(
                FILE,
                format!("feature {}", feature.id),
                "it has no patterns and the code does not measure it: add patterns or remove it",
            ));
        }
    }
}

fn check_lexicon(table: &LexiconTable, errors: &mut Vec<Error>) {
    const FILE: &str = "lexicon.toml";
    let mut seen = BTreeSet::new();
    for row in &table.label {
        let entry = format!("label {}", row.id);
        let known = [&CAUSE_IDS[..], &[lexicon::NONE], &lexicon::ASKED, &lexicon::BESIDE].concat();
        if !known.contains(&row.id.as_str()) {
            let message = format!(
                "it is neither a cause of the taxonomy nor one of {}, {}, {}: correct the id",
                lexicon::NONE,
                lexicon::ASKED.join(", "),
                lexicon::BESIDE.join(", ")
            );
            errors.push(Error::table(FILE, &entry, message));
        }
        if !seen.insert(row.id.as_str()) {
            errors.push(Error::table(FILE, &entry, "it stands twice: remove one"));
        }
        let mut pieces = BTreeSet::new();
        for (piece, _) in row.each() {
            if !pieces.insert(piece) {
                let message = format!("「{piece}」 stands twice: remove one");
                errors.push(Error::table(FILE, &entry, message));
            }
            if piece.is_empty() || crate::normalize::normalize(piece).text != *piece {
                let message = format!("「{piece}」 can never match: write it normalised");
                errors.push(Error::table(FILE, &entry, message));
            }
        }
    }
}

impl WeightTable {
    /// The models; a measure that the code does not know, or that is missing, is an error.
    fn read(&self, causes: &CauseTable, data: &DataTable, errors: &mut Vec<Error>) -> Weights {
        let causes: Vec<&str> = causes.cause.iter().map(|row| row.id.as_str()).collect();
        let types: Vec<&str> = data.data_type.iter().map(|row| row.id.as_str()).collect();
        let mut model = |name: &str, table: &ModelTable, measures: &[&str], labels: &[&str]| {
            let mut fault = |message: String| {
                errors.push(Error::table("weights.toml", name, message));
            };
            for measure in table.measures.keys() {
                if !measures.contains(&measure.as_str()) {
                    fault(format!(
                        "there is no measure {measure}: use one of {}",
                        measures.join(", ")
                    ));
                }
            }
            for measure in measures.iter().filter(|name| !table.measures.contains_key(**name)) {
                fault(format!("the measure {measure} is missing: give it a weight, 0 for none"));
            }
            for label in table.bias.keys() {
                if !labels.contains(&label.as_str()) {
                    fault(format!("there is no label {label} to have a bias: correct the id"));
                }
            }
            Linear::new(measures, labels.iter().copied(), &table.measures, &table.bias)
        };
        let one = &["all"][..];
        Weights {
            cause: model("cause", &self.cause, CauseMeasure::NAMES, &causes),
            confidence: self.confidence,
            second: model("second", &self.second, CauseMeasure::NAMES, &causes),
            data: model("data", &self.data, DataMeasure::NAMES, &types),
            excluded: model("excluded", &self.excluded, DataMeasure::NAMES, &types),
            organization: model(
                "organization",
                &self.organization,
                OrganizationMeasure::NAMES,
                one,
            ),
            count: model("count", &self.count, CountMeasure::NAMES, one),
            opening: model("opening", &self.opening, OpeningMeasure::NAMES, one),
            third_party: model("third_party", &self.third_party, ThirdPartyMeasure::NAMES, one),
            status: [
                model("status.confirmed", &self.status.confirmed, StatusMeasure::NAMES, one),
                model("status.possible", &self.status.possible, StatusMeasure::NAMES, one),
                model("status.denied", &self.status.denied, StatusMeasure::NAMES, one),
                model("status.none", &self.status.none, StatusMeasure::NAMES, one),
            ],
        }
    }
}

pub(crate) fn check_ids(
    file: &str,
    kind: &str,
    ids: &[&str],
    fixed: &[&str],
    errors: &mut Vec<Error>,
) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !fixed.contains(id) {
            errors.push(Error::table(
                file,
                format!("{kind} {id}"),
                "the taxonomy has no such id: correct it",
            ));
        }
        if !seen.insert(id) {
            errors.push(Error::table(file, format!("{kind} {id}"), "it stands twice: remove one"));
        }
    }
    for id in fixed.iter().filter(|id| !ids.contains(id)) {
        errors.push(Error::table(
            file,
            format!("{kind} {id}"),
            "it is missing: every id of the taxonomy needs an entry",
        ));
    }
}

fn check_texts<'a>(
    file: &str,
    id: &str,
    texts: impl IntoIterator<Item = &'a String>,
    errors: &mut Vec<Error>,
) {
    if texts.into_iter().any(|text| text.trim().is_empty()) {
        errors.push(Error::table(
            file,
            id,
            "a name, a description or an example is empty: fill it in",
        ));
    }
}

/// Patterns meet normalised text only, so an unnormalised one could never match.
fn check_normalised(
    classes: &Classes,
    causes: &CauseTable,
    data: &DataTable,
    cues: &[CueRow],
    errors: &mut Vec<Error>,
) {
    let mut check = |file: &str, entry: &str, word: &String| {
        let normalised = crate::normalize::normalize(word).text;
        // The pattern language's own … is NFKC's "..." and stays.
        if normalised.replace("...", "…") != *word {
            errors.push(Error::table(
                file,
                entry,
                format!(
                    "「{word}」 can never match: write it normalised, as 「{}」",
                    normalised.replace("...", "…")
                ),
            ));
        }
    };
    for (name, words) in classes {
        words.iter().for_each(|word| check("words.toml", name, word));
    }
    for row in &causes.cause {
        row.rule
            .iter()
            .flat_map(|rule| &rule.patterns)
            .for_each(|word| check("causes.toml", &row.id, word));
    }
    causes
        .except
        .iter()
        .flat_map(|row| &row.patterns)
        .for_each(|word| check("causes.toml", "except", word));
    for row in &data.data_type {
        row.patterns
            .iter()
            .chain(&row.hint)
            .for_each(|word| check("data_types.toml", &row.id, word));
    }
    data.except
        .iter()
        .flat_map(|row| &row.patterns)
        .for_each(|word| check("data_types.toml", "except", word));
    for row in cues {
        row.patterns.iter().for_each(|word| check("cues.toml", row.kind.name(), word));
    }
}

/// A name and FNV-1a over the files' names and contents: enough to tell one set of tables from another.
fn version(name: &str, sources: &BTreeMap<&str, &str>) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in sources.iter().flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()]).flatten()
    {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let custom = BUILT_IN.iter().any(|(name, text)| sources[name] != *text);
    let name = if name == BUILT_IN_NAME && custom { "custom" } else { name };
    format!("{name}-{:08x}", (hash >> 32) as u32 ^ hash as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_cases_is_announced_by_a_number_and_its_unit() {
        let sections = Tables::built_in().sections;
        for (head, number) in [
            ("架空市の二つの団体で事故", Some(2)),
            ("次の4件の事案が発生しました", Some(4)),
            ("三本立てでお送りします。二件目は長い", Some(3)),
            ("一つだけ紹介する", None),
            ("120件の名簿を紛失した", None),
            ("第三者による二件目の事案", None),
        ] {
            assert_eq!(sections.announced_number(head), number, "{head}");
        }
    }

    #[test]
    fn the_built_in_tables_are_valid() {
        let tables = Tables::built_in();
        assert!(tables.version().starts_with("builtin-") && tables.is_built_in());
        assert_eq!(tables.cause_ids().count(), CAUSE_IDS.len());
        assert_eq!(tables.data_type_ids().count(), DATA_IDS.len());
    }

    #[test]
    fn changed_tables_go_by_their_name_and_never_by_that_of_the_built_in_ones() {
        let version = |files: &[(&str, &str)]| {
            let tables = Tables::from_files(files.iter().copied()).unwrap();
            let (name, hash) = tables.version().rsplit_once('-').unwrap();
            (name.to_owned(), hash.to_owned())
        };
        let [name, words] = ["name.toml", "words.toml"].map(|file| {
            *Tables::built_in_files().iter().find(|(built_in, _)| *built_in == file).unwrap()
        });
        let (_, built_in) = version(&[]);
        assert_eq!(version(&[name, words]), ("builtin".to_owned(), built_in.clone()));
        let changed = words.1.replace("\"漏えい\", ", "");
        let (called, custom) = version(&[(words.0, &changed)]);
        assert_eq!(called, "custom");
        assert_ne!(custom, built_in);
        let (called, named) = version(&[(words.0, &changed), (name.0, "name = \"広報課 2版\"")]);
        assert_eq!(called, "広報課 2版");
        assert_ne!(named, custom);
    }

    #[test]
    fn broken_tables_name_the_file_the_entry_and_the_mend() {
        let causes =
            Tables::built_in_files().iter().find(|(name, _)| *name == "causes.toml").unwrap().1;
        for (name, text, expected) in [
            ("cues.toml", "cue = 3".to_owned(), "cues.toml: line 1"),
            ("colours.toml", String::new(), "there is no table of this name"),
            ("name.toml", "name = \"\"".to_owned(), "name.toml: name: it must be one line"),
            ("name.toml", "name = \"a\\nb\"".to_owned(), "at most 40 characters"),
            ("name.toml", format!("name = \"{}\"", "長".repeat(41)), "at most 40 characters"),
            ("name.toml", "name = \"builtin-2\"".to_owned(), "not begin with builtin"),
            ("name.toml", "name = \"a\"\ntitle = \"b\"".to_owned(), "stand alone"),
            ("words.toml", " ".repeat(4_000_001), "the limit is 4000000"),
            ("words.toml", "[classes]\nleak = [\"ＢＣＣ\"]".to_owned(), "write it normalised"),
            (
                "causes.toml",
                causes.replace("id = \"dos\"", "id = \"dose\""),
                "the taxonomy has no such id",
            ),
            (
                "causes.toml",
                causes.replace("winner = \"loss\"", "winner = \"lost\""),
                "there is no cause lost",
            ),
            ("causes.toml", causes.replacen("weight = 2.5", "weight = -1", 1), "must lie above 0"),
            ("detection.toml", "bias = 0\nfeature = []".to_owned(), "feature cause: it is missing"),
        ] {
            let errors = Tables::from_files([(name, text.as_str())]).unwrap_err();
            assert!(
                errors.iter().any(|error| error.to_string().contains(expected)),
                "{expected}: {errors:?}"
            );
        }
    }
}
