//! What a person reads of an incident and of a rule, in Japanese: the same words for the terminal and for
//! Markdown, which differ in how they set them.

use std::collections::BTreeSet;

use jiken::{
    BasisFact, Count, DataType, DateKind, Deadline, Duty, Effect, Event, Evidence, Exposure,
    Firing, Incident, OrganizationRole, Reason, Report, RuledOut,
};

use crate::command::names::{self, Names, shown};

/// How many phrases stand for a cause.
const PHRASES: usize = 3;

/// How many dates are shown.
const DATES: usize = 4;

/// What must stand beside every duty.
pub const NO_ADVICE: &str = "報告義務は、文章から読み取れる限りで該当する可能性を示すもので、法的な助言ではありません。\
     期限は事態を知った日を1日目として数えます。";

/// One thing that is known of an incident.
pub struct Line {
    /// What it is.
    pub label: &'static str,
    /// The words.
    pub value: String,
    /// What the words are about, for the colours.
    pub tone: Tone,
}

/// What words are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Causes.
    Cause,
    /// Data of one exposure.
    Data(Exposure),
    /// Anything else.
    Plain,
}

/// What is known of an incident, in reading order; what the text does not say is left out.
pub fn lines(incident: &Incident, names: &Names) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut push = |label, value: Option<String>, tone| {
        lines.extend(value.map(|value| Line { label, value, tone }));
    };
    push("組織", incident.organization.as_deref().map(shown), Tone::Plain);
    push("経路", third_party_words(incident), Tone::Plain);
    let causes = incident.causes.iter().map(|cause| {
        format!("{}({})", names.label(&cause.id), names::confidence(cause.confidence))
    });
    push("原因", listed(causes), Tone::Cause);
    push("状況", Some(names::status(incident.status).into()), Tone::Plain);
    for exposure in [Exposure::Exposed, Exposure::Possible, Exposure::Excluded] {
        let data = data_words(&incident.data_types, exposure, names);
        push(names::exposure(exposure), data, Tone::Data(exposure));
    }
    push("件数", incident.count.as_ref().map(count_words), Tone::Plain);
    push("日付", dates_words(incident), Tone::Plain);
    for event in incident.events.iter().skip(1) {
        push("別の件", Some(event_words(event, names)), Tone::Plain);
    }
    for duty in &incident.reporting.duties {
        push("報告義務", Some(duty_words(duty, incident, names)), Tone::Plain);
    }
    for cause in &incident.causes {
        let phrases = phrases(&cause.evidence);
        let phrases = phrases.map(|phrases| format!("{}: {phrases}", names.label(&cause.id)));
        push("根拠", phrases, Tone::Plain);
    }
    for data in incident.data_types.iter().filter(|data| data.status == Exposure::Excluded) {
        let reason = data.evidence.first().and_then(|phrase| phrase.reason.as_ref());
        let reason =
            reason.map(|reason| format!("{}: {}", names.label(&data.id), reason_words(reason)));
        push("根拠", reason, Tone::Plain);
    }
    for ruled_out in &incident.ruled_out {
        push("除いた語", ruled_out_words(ruled_out, names), Tone::Plain);
    }
    lines
}

/// That it happened at somebody else, with the names that the text gives; `None` where it did not.
fn third_party_words(incident: &Incident) -> Option<String> {
    let contractors = incident.organizations.iter();
    let contractors = contractors.filter(|o| o.role == OrganizationRole::Contractor);
    let names = listed(contractors.map(|organization| shown(&organization.name)));
    let names = names.map_or_else(String::new, |names| format!("({names})"));
    incident.third_party.then(|| format!("委託先・関係会社などで発生{names}"))
}

/// The names of the data types of one exposure; `None` where there are none.
fn data_words(data: &[DataType], exposure: Exposure, names: &Names) -> Option<String> {
    let data = data.iter().filter(|data| data.status == exposure);
    listed(data.map(|data| names.label(&data.id).to_owned()))
}

/// An event beside the main one: 「2023年4月、メール誤送信、45 人」.
fn event_words(event: &Event, names: &Names) -> String {
    let date = event.date.as_deref().map(names::date);
    let count = event.count.as_ref().map(count_words);
    let cause = Some(names.label(&event.cause).to_owned());
    [date, cause, count].into_iter().flatten().collect::<Vec<_>>().join("、")
}

/// A duty that may apply, with its ground and its terms.
fn duty_words(duty: &Duty, incident: &Incident, names: &Names) -> String {
    let ground = duty.basis.iter().filter_map(|basis| match basis.fact {
        BasisFact::Count => {
            let count = incident.count.as_ref();
            count.map(|count| format!("{} {}", names::thousands(count.value), shown(&count.unit)))
        }
        BasisFact::Cause | BasisFact::DataType => {
            basis.id.as_deref().map(|id| names.label(id).to_owned())
        }
    });
    let ground = ground.collect::<Vec<_>>().join("・");
    let terms = duty.deadlines.iter().map(deadline_words).collect::<Vec<_>>().join("、");
    let (name, article) = (shown(&duty.name.ja), shown(&duty.article));
    format!("該当する可能性: {name}(根拠: {ground})。{article}。{terms}")
}

/// A term, counted from the day of knowing: 「速報 おおむね3〜5日以内」.
fn deadline_words(deadline: &Deadline) -> String {
    let Deadline { report, soonest_days, days } = deadline;
    let report = match report {
        Report::Preliminary => "速報",
        Report::Final => "確報",
    };
    if soonest_days == days {
        format!("{report} {days}日以内")
    } else {
        format!("{report} おおむね{soonest_days}〜{days}日以内")
    }
}

/// What was ruled out, with the first phrase's reason.
fn ruled_out_words(ruled_out: &RuledOut, names: &Names) -> Option<String> {
    let reason = reason_words(ruled_out.evidence.first()?.reason.as_ref()?);
    Some(format!("{}({reason})", names.label(&ruled_out.id)))
}

/// A count as a person reads it.
fn count_words(count: &Count) -> String {
    let approximate = if count.approximate { "(概数)" } else { "" };
    format!("{} {}{approximate}", names::thousands(count.value), shown(&count.unit))
}

/// The dates, those first that say what happened then, each once; all of them are in JSON.
fn dates_words(incident: &Incident) -> Option<String> {
    let mut dates: Vec<_> = incident.dates.iter().collect();
    dates.sort_by_key(|date| date.kind);
    let mut seen = BTreeSet::new();
    dates.retain(|date| seen.insert(&date.iso));
    let rest = dates.len().saturating_sub(DATES);
    dates.truncate(DATES);
    let kinds = dates.chunk_by(|a, b| a.kind == b.kind).map(|dates| {
        let written =
            dates.iter().map(|date| names::date(&date.iso)).collect::<Vec<_>>().join("・");
        match dates[0].kind {
            DateKind::Other => written,
            kind => format!("{} {written}", names::date_kind(kind)),
        }
    });
    let more = (rest > 0).then(|| format!("ほか {rest} 件"));
    listed(kinds.chain(more))
}

/// The first phrases that count, no two from one place; `None` where none counts.
fn phrases(evidence: &[Evidence]) -> Option<String> {
    let counting = evidence.iter().filter(|e| e.effect != Effect::Negated && e.weight > 0.0);
    let mut chosen: Vec<&Evidence> = Vec::new();
    for evidence in counting {
        let same = |other: &&Evidence| {
            other.text == evidence.text || other.start < evidence.end && evidence.start < other.end
        };
        if chosen.len() < PHRASES && !chosen.iter().any(same) {
            chosen.push(evidence);
        }
    }
    let words = chosen.iter().map(|evidence| format!("「{}」", shown(&evidence.text)));
    (!chosen.is_empty()).then(|| words.collect())
}

fn listed(items: impl Iterator<Item = String>) -> Option<String> {
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then(|| items.join("、"))
}

/// What cancelled or weakened a firing, with the effect; `None` where it counts in full.
pub fn cancelled_words(firing: &Firing) -> Option<String> {
    let effect = names::effect(firing.evidence.effect);
    match &firing.evidence.reason {
        Some(reason) => Some(format!("{effect}: {}", reason_words(reason))),
        None if firing.evidence.effect == Effect::Supports => None,
        None => Some(effect.to_owned()),
    }
}

/// A reason with the words of the text that give it.
fn reason_words(reason: &Reason) -> String {
    let kind = names::reason(reason.kind);
    match &reason.phrase {
        Some(phrase) => format!("{kind}「{}」", shown(&phrase.text)),
        None => kind.to_owned(),
    }
}

/// Which incident a firing belongs to.
pub fn incident_words(firing: &Firing) -> String {
    firing.incident.map_or_else(|| "事案外".into(), |place| format!("事案 {} ", place + 1))
}

/// What a firing speaks for: the name of a cause or data type, otherwise the id of the table's entry.
pub fn label_words(label: &str, names: &Names) -> String {
    let (kind, id) = label.split_once(':').unwrap_or(("", label));
    shown(if matches!(kind, "cause" | "data") { names.label(id) } else { id })
}
