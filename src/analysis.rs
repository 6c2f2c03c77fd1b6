//! The result: plain data, the same for the page, the packages and the command.
//!
//! Inside the core every offset is a byte of the original text. [`Analysis::with_offsets`] is the one
//! place that turns them into UTF-16 code units (JavaScript) or code points (the command's JSON).

use serde::{Deserialize, Serialize};

#[cfg(all(test, not(target_family = "wasm")))]
mod typescript;

/// The version of this shape; it grows when a field changes its meaning or goes away.
pub const SCHEMA_VERSION: u32 = 1;

/// What a text says about incidents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct Analysis {
    /// [`SCHEMA_VERSION`] of the program that made it.
    pub schema_version: u32,
    /// The version of the tables that made it: the name they give themselves and a hash of their content.
    pub tables_version: String,
    /// The incidents, in the order of the text; empty when the text tells of none.
    pub incidents: Vec<Incident>,
}

/// One incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct Incident {
    /// The heading, or the first sentence where there is none.
    pub title: String,
    /// Where its section of the text begins.
    pub start: usize,
    /// Where its section ends, exclusive.
    pub end: usize,
    /// What caused it, best first; never empty (`unknown` where the text names no cause).
    pub causes: Vec<Cause>,
    /// What was exposed, may have been, or is said not to have been.
    pub data_types: Vec<DataType>,
    /// How sure the text is that information got out.
    pub status: Status,
    /// The phrases that decided the status.
    pub status_evidence: Vec<Evidence>,
    /// The largest number of persons, records or organisations affected.
    pub count: Option<Count>,
    /// Every such number.
    pub counts: Vec<Count>,
    /// Whose incident it is, as the text writes it.
    pub organization: Option<String>,
    /// The organisations that the text names, the one concerned first.
    pub organizations: Vec<Organization>,
    /// When things happened.
    pub dates: Vec<Date>,
    /// What happened, one entry an event: the first is the one that this incident's labels describe, the
    /// others are earlier or further ones of the same organisation that the text tells beside it.
    pub events: Vec<Event>,
    /// Whether it happened at, or through, a contractor, supplier, cloud provider or subsidiary.
    pub third_party: bool,
    /// The phrases that say so.
    pub third_party_evidence: Vec<Evidence>,
    /// What the text names and this incident's labels leave out, with the reason: denied, a
    /// countermeasure's, another event's.
    pub ruled_out: Vec<RuledOut>,
    /// The duties to report it that may apply.
    pub reporting: Reporting,
}

/// The duties to report an incident that may apply under Japan's data-protection law. No legal advice: what
/// the text does not say decides, too.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct Reporting {
    /// By which rules the organisation concerned is judged.
    pub organization_kind: OrganizationKind,
    /// The duties, in the order of `reporting.toml`.
    pub duties: Vec<Duty>,
}

/// By which rules an organisation is judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum OrganizationKind {
    /// As a business; hospitals and universities of public bodies, too.
    #[default]
    Private,
    /// As an administrative organ or a local government.
    Public,
}

/// A duty to report that may apply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct Duty {
    /// The id of the rule in `reporting.toml`.
    pub rule: String,
    /// What the rule is about.
    pub name: Name,
    /// Where the law says so.
    pub article: String,
    /// The facts that make it apply.
    pub basis: Vec<Basis>,
    /// Until when to report.
    pub deadlines: Vec<Deadline>,
}

/// A name in two languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct Name {
    /// 日本語.
    pub ja: String,
    /// English.
    pub en: String,
}

/// A fact that makes a duty apply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct Basis {
    /// Which.
    pub fact: BasisFact,
    /// The cause's or the data type's id; `None` for the count.
    pub id: Option<String>,
    /// The phrase to cite for it; none where a person entered the fact.
    pub evidence: Vec<Evidence>,
}

/// The kinds of facts that make a duty apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum BasisFact {
    /// A cause.
    Cause,
    /// A kind of information.
    DataType,
    /// How many are affected.
    Count,
}

/// Until when to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct Deadline {
    /// Which report.
    pub report: Report,
    /// The near end of the range that the guidelines name; as `days` where they name none.
    pub soonest_days: u32,
    /// The last day, counted with the day of knowing as day 1.
    pub days: u32,
}

/// The reports that a duty asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Report {
    /// 速報.
    Preliminary,
    /// 確報.
    Final,
}

/// A cause or a kind of information that the text names although it is no label of the incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct RuledOut {
    /// Whether `id` is a cause's or a kind of information's.
    pub subject: Subject,
    /// The id of the taxonomy.
    pub id: String,
    /// The phrases that name it, each with its reason; three at most.
    pub evidence: Vec<Evidence>,
}

/// What an id of the taxonomy names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A cause.
    Cause,
    /// A kind of information.
    DataType,
}

/// One event of an incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct Event {
    /// When it happened, as [`Date::iso`]; `None` where the text does not say.
    pub date: Option<String>,
    /// What caused it: an id of the taxonomy.
    pub cause: String,
    /// How many persons, records or organisations it affected.
    pub count: Option<Count>,
    /// The phrases that tell it: its cause, its date.
    pub evidence: Vec<Evidence>,
}

/// One cause of an incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct Cause {
    /// The id of the taxonomy, `misdirected_email` say.
    pub id: String,
    /// The sum of the evidence's weights as scopes and repetition left them; without a unit. The order of
    /// causes is that of `confidence`.
    pub score: f64,
    /// The probability that the label is right, from 0 to 1, calibrated on labelled texts; below 0.6 a
    /// person should look (要確認).
    pub confidence: f64,
    /// What speaks for it and what was cancelled; those to cite stand first, whatever their place in the text.
    pub evidence: Vec<Evidence>,
}

/// One kind of information.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct DataType {
    /// The id of the taxonomy, `email` say.
    pub id: String,
    /// Exposed, possibly exposed, or said not to be.
    pub status: Exposure,
    /// The sum of the evidence's weights as scopes left them; without a unit.
    pub score: f64,
    /// What speaks for it and what was cancelled; those to cite stand first, whatever their place in the text.
    pub evidence: Vec<Evidence>,
}

/// Whether a kind of information got out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Exposure {
    /// The text says that it did.
    Exposed,
    /// The text says that it may have.
    Possible,
    /// The text says that it did not.
    Excluded,
}

/// How sure the text is that information got out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The text states that information was leaked, lost, stolen or seen.
    Confirmed,
    /// It may have been.
    Possible,
    /// No leak was found, or information was not affected.
    Denied,
    /// No information is concerned, as in an outage.
    None,
}

impl Status {
    /// The status of a name, as JSON writes it.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "confirmed" => Self::Confirmed,
            "possible" => Self::Possible,
            "denied" => Self::Denied,
            "none" => Self::None,
            _ => return None,
        })
    }
}

/// A number of persons, records or organisations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct Count {
    /// The number: 37000 for 「3万7千人」.
    pub value: u64,
    /// Its unit as the text writes it: 人, 名, 件, 社 …
    pub unit: String,
    /// Whether the text calls it approximate or a bound (約, 以上, 最大, 延べ …).
    pub approximate: bool,
    /// Where it stands.
    pub evidence: Evidence,
}

/// An organisation that the text names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct Organization {
    /// The name as the text writes it.
    pub name: String,
    /// Its part in the incident.
    pub role: OrganizationRole,
    /// Where it is first named.
    pub evidence: Evidence,
}

/// An organisation's part in an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum OrganizationRole {
    /// The one whose incident it is.
    Concerned,
    /// A contractor, supplier, provider or subsidiary through which it happened.
    Contractor,
    /// Named, without a part in it.
    Mentioned,
}

/// A date of an incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct Date {
    /// What happened then.
    pub kind: DateKind,
    /// ISO 8601, cut to the precision: `2024-05-07`, `2024-05`, `2024`; `--05-07` or `--05` where the
    /// text never names the year.
    pub iso: String,
    /// How exact it is.
    pub precision: DatePrecision,
    /// Where it stands.
    pub evidence: Evidence,
}

/// What a date dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DateKind {
    /// It happened.
    Occurred,
    /// It was noticed.
    Discovered,
    /// It was announced.
    Announced,
    /// The text does not say.
    Other,
}

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DatePrecision {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the year.
    Year,
}

/// A phrase of the text that speaks for or against something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct Evidence {
    /// Where the phrase begins in the original text.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// The phrase as the original text writes it.
    pub text: String,
    /// The rule that fired: the table's pattern as a person wrote it, or `lexicon.toml` for words that speak
    /// for a cause where no pattern does.
    pub rule: String,
    /// What it added to the score; 0 where a scope cancelled it. For an organisation, the probability that it
    /// is the one concerned.
    pub weight: f64,
    /// What its scope made of it.
    pub effect: Effect,
    /// Why it counts less, or not at all; `None` where it counts in full.
    pub reason: Option<Reason>,
}

/// Why a phrase counts less, or not at all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct Reason {
    /// Which.
    pub kind: ReasonKind,
    /// The words that say so: 「含まれていない」, or a heading such as 「再発防止策」.
    pub phrase: Option<Phrase>,
}

/// Words of the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
pub struct Phrase {
    /// Where they begin in the original text.
    pub start: usize,
    /// Where they end, exclusive.
    pub end: usize,
    /// The words as the original text writes them.
    pub text: String,
}

/// The kinds of reasons for which a phrase counts less, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// The text denies it: 不正アクセスではない.
    Denied,
    /// The text says that this kind of information is not concerned: 含まれていない.
    NotConcerned,
    /// The text says that this kind of information did not get out: 流出は確認されていない.
    NotExposed,
    /// The text says that it may be so: おそれがある.
    Hedged,
    /// The text says that it cannot be ruled out: 否定できない.
    NotRuledOut,
    /// It belongs to a countermeasure.
    Measure,
    /// It belongs to advice.
    Advice,
    /// It belongs to the enquiry desk.
    Contact,
    /// It belongs to a section of background.
    Background,
    /// It belongs to another organisation's event.
    OthersEvent,
    /// It belongs to an earlier event.
    EarlierEvent,
}

/// What a scope made of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// It speaks for the label.
    Supports,
    /// The text denies it.
    Negated,
    /// The text says that it may be so.
    Hedged,
    /// It belongs to a countermeasure, to advice, to another or an earlier event, or to the enquiry desk.
    OutOfScope,
}

/// The unit in which offsets are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Code units of UTF-16, as JavaScript's strings count.
    Utf16,
    /// Unicode code points, as Python's strings count.
    CodePoint,
}

impl Analysis {
    /// The same analysis with its byte offsets turned into `unit`; `text` is the text that it analyses.
    pub fn with_offsets(mut self, text: &str, unit: OffsetUnit) -> Self {
        let map = OffsetMap::new(text, unit);
        let convert = |evidence: &mut Evidence| evidence.convert(&map);
        for incident in &mut self.incidents {
            incident.start = map.get(incident.start);
            incident.end = map.get(incident.end);
            incident.evidence_mut().for_each(convert);
        }
        self
    }
}

impl crate::Explanation {
    /// As [`Analysis::with_offsets`], the firings included.
    pub fn with_offsets(mut self, text: &str, unit: OffsetUnit) -> Self {
        let map = OffsetMap::new(text, unit);
        for firing in &mut self.firings {
            firing.evidence.convert(&map);
        }
        for decision in &mut self.decisions {
            decision.start = map.get(decision.start);
            decision.end = map.get(decision.end);
            for (start, end) in &mut decision.mentions {
                (*start, *end) = (map.get(*start), map.get(*end));
            }
        }
        for passage in &mut self.passages {
            passage.start = map.get(passage.start);
            passage.end = map.get(passage.end);
            passage.part = map.get(passage.part);
        }
        self.analysis = self.analysis.with_offsets(text, unit);
        self
    }
}

impl Incident {
    /// Every piece of evidence of the incident.
    fn evidence_mut(&mut self) -> impl Iterator<Item = &mut Evidence> {
        self.causes
            .iter_mut()
            .flat_map(|cause| &mut cause.evidence)
            .chain(self.data_types.iter_mut().flat_map(|data| &mut data.evidence))
            .chain(&mut self.status_evidence)
            .chain(self.count.iter_mut().map(|count| &mut count.evidence))
            .chain(self.counts.iter_mut().map(|count| &mut count.evidence))
            .chain(self.organizations.iter_mut().map(|organization| &mut organization.evidence))
            .chain(self.dates.iter_mut().map(|date| &mut date.evidence))
            .chain(self.events.iter_mut().flat_map(|event| {
                event
                    .evidence
                    .iter_mut()
                    .chain(event.count.iter_mut().map(|count| &mut count.evidence))
            }))
            .chain(&mut self.third_party_evidence)
            .chain(self.ruled_out.iter_mut().flat_map(|ruled_out| &mut ruled_out.evidence))
            .chain(
                self.reporting
                    .duties
                    .iter_mut()
                    .flat_map(|duty| &mut duty.basis)
                    .flat_map(|basis| &mut basis.evidence),
            )
    }
}

impl Evidence {
    fn convert(&mut self, map: &OffsetMap<'_>) {
        self.start = map.get(self.start);
        self.end = map.get(self.end);
        if let Some(phrase) = self.reason.as_mut().and_then(|reason| reason.phrase.as_mut()) {
            phrase.start = map.get(phrase.start);
            phrase.end = map.get(phrase.end);
        }
    }
}

/// Byte offsets to another unit in constant time a look-up: one entry for every 64 bytes.
struct OffsetMap<'t> {
    text: &'t str,
    unit: OffsetUnit,
    blocks: Vec<usize>,
}

impl<'t> OffsetMap<'t> {
    const BLOCK: usize = 64;

    fn new(text: &'t str, unit: OffsetUnit) -> Self {
        let mut blocks = Vec::with_capacity(text.len() / Self::BLOCK + 1);
        let mut count = 0;
        for (position, character) in text.char_indices() {
            while blocks.len() * Self::BLOCK <= position {
                blocks.push(count);
            }
            count += Self::width(character, unit);
        }
        Self { text, unit, blocks }
    }

    fn width(character: char, unit: OffsetUnit) -> usize {
        match unit {
            OffsetUnit::Utf16 => character.len_utf16(),
            OffsetUnit::CodePoint => 1,
        }
    }

    /// The offset of byte `at`, which must lie on a character's boundary of the text.
    fn get(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let Some(last) = self.blocks.len().checked_sub(1) else { return 0 };
        let block = (at / Self::BLOCK).min(last);
        let base = self.blocks[block];
        // The block's count was taken at the first character that begins at or after the block's byte.
        let first = (block * Self::BLOCK..=self.text.len())
            .find(|&byte| self.text.is_char_boundary(byte))
            .unwrap_or(self.text.len());
        base + self.text[first.min(at)..at]
            .chars()
            .map(|c| Self::width(c, self.unit))
            .sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_converts_as_counting_from_the_start_does() {
        let text = "a😀𠮷野家は、ｱ漏えいした。\r\n".repeat(9);
        for unit in [OffsetUnit::Utf16, OffsetUnit::CodePoint] {
            let map = OffsetMap::new(&text, unit);
            for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
                let expected: usize = text[..at].chars().map(|c| OffsetMap::width(c, unit)).sum();
                assert_eq!(map.get(at), expected, "{unit:?} at byte {at}");
            }
        }
        assert_eq!(OffsetMap::new("", OffsetUnit::Utf16).get(0), 0);
    }
}
