//! The analysis for a person at a terminal: the answer first, in Japanese, words before colours.

use anstyle::{AnsiColor, Style};
use jiken::{
    Cause, Count, DataType, DateKind, Effect, Evidence, Exposure, Firing, Incident,
    OrganizationRole,
};

use crate::command::{
    document::{Document, Found},
    names::{self, FiringKind, Names, shown},
};

const TITLE: Style = Style::new().bold();
const LABEL: Style = Style::new().dimmed();
const CAUSE: Style = AnsiColor::Cyan.on_default().bold();
const EXPOSED: Style = AnsiColor::Red.on_default();
const POSSIBLE: Style = AnsiColor::Yellow.on_default();
const EXCLUDED: Style = Style::new().dimmed();

/// The width of the column of labels, in full-width characters.
const LABEL_WIDTH: usize = 6;

/// The width of the column of roles, in full-width characters.
const ROLE_WIDTH: usize = 4;

/// How many phrases stand for a cause.
const PHRASES: usize = 3;

/// How many dates are shown.
const DATES: usize = 4;

/// A document; `labelled` says whether its file's name stands above it.
pub fn document(document: &Document, names: &Names, labelled: bool) -> String {
    let mut out = String::new();
    let Ok(found) = &document.result else { return out };
    if labelled {
        out += &format!("{LABEL}{}{LABEL:#}\n", shown(&document.label()));
    }
    let incidents = &found.analysis.incidents;
    if incidents.is_empty() {
        out += "事案は見つかりませんでした。\n";
    }
    for (place, incident) in incidents.iter().enumerate() {
        if place > 0 {
            out.push('\n');
        }
        out += &format!("{TITLE}{}. {}{TITLE:#}\n", place + 1, shown(&incident.title));
        for (label, value) in lines(incident, names) {
            out += &line(label, &value);
        }
    }
    out += &explanation(found, names);
    out
}

fn line(label: &str, value: &str) -> String {
    let pad = "  ".repeat(LABEL_WIDTH.saturating_sub(label.chars().count()));
    format!("   {LABEL}{label}{LABEL:#}{pad}{value}\n")
}

fn lines(incident: &Incident, names: &Names) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    if let Some(organization) = &incident.organization {
        lines.push(("組織", shown(organization)));
    }
    if let Some(contractors) = contractors(incident) {
        lines.push(("委託先など", contractors));
    } else if incident.third_party {
        lines.push(("委託先など", "委託先・関係会社などで発生".into()));
    }
    let causes = incident.causes.iter().map(|cause| cause_words(cause, names));
    lines.push(("原因", causes.collect::<Vec<_>>().join("、")));
    lines.push(("状況", names::status(incident.status).into()));
    for (exposure, style) in [
        (Exposure::Exposed, EXPOSED),
        (Exposure::Possible, POSSIBLE),
        (Exposure::Excluded, EXCLUDED),
    ] {
        if let Some(data) = data_words(&incident.data_types, exposure, names) {
            lines.push((names::exposure(exposure), format!("{style}{data}{style:#}")));
        }
    }
    if let Some(count) = &incident.count {
        lines.push(("件数", count_words(count)));
    }
    if !incident.dates.is_empty() {
        lines.push(("日付", dates_words(incident)));
    }
    for cause in &incident.causes {
        if let Some(phrases) = phrases(&cause.evidence) {
            lines.push(("根拠", format!("{}: {phrases}", names.label(&cause.id))));
        }
    }
    lines
}

fn cause_words(cause: &Cause, names: &Names) -> String {
    let name = names.label(&cause.id);
    format!("{CAUSE}{name}{CAUSE:#}({})", names::confidence(cause.confidence))
}

/// The contractors that the text names; `None` where it names none.
pub fn contractors(incident: &Incident) -> Option<String> {
    let contractors = incident.organizations.iter();
    let contractors = contractors.filter(|o| o.role == OrganizationRole::Contractor);
    listed(contractors.map(|organization| shown(&organization.name)))
}

/// The names of the data types of one exposure; `None` where there are none.
pub fn data_words(data: &[DataType], exposure: Exposure, names: &Names) -> Option<String> {
    let data = data.iter().filter(|data| data.status == exposure);
    listed(data.map(|data| names.label(&data.id).to_owned()))
}

/// A count as a person reads it.
pub fn count_words(count: &Count) -> String {
    let approximate = if count.approximate { "(概数)" } else { "" };
    format!("{} {}{approximate}", names::thousands(count.value), shown(&count.unit))
}

/// The dates, those first that say what happened then; all of them are in JSON.
pub fn dates_words(incident: &Incident) -> String {
    let mut dates: Vec<_> = incident.dates.iter().collect();
    dates.sort_by_key(|date| date.kind);
    let shown = dates.iter().take(DATES).map(|date| match date.kind {
        DateKind::Other => names::date(date),
        kind => format!("{} {}", names::date_kind(kind), names::date(date)),
    });
    let shown = listed(shown).unwrap_or_default();
    match dates.len().saturating_sub(DATES) {
        0 => shown,
        rest => format!("{shown}、ほか {rest} 件"),
    }
}

/// The weightiest phrases that count, no two from one place; `None` where none counts.
pub fn phrases(evidence: &[Evidence]) -> Option<String> {
    let mut counting: Vec<_> = evidence.iter().filter(|e| e.effect != Effect::Negated).collect();
    counting.retain(|evidence| evidence.weight > 0.0);
    counting.sort_by(|a, b| b.weight.total_cmp(&a.weight));
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

/// Every rule that fired, by incident and by what it speaks for, in the order of the text.
fn explanation(found: &Found, names: &Names) -> String {
    let Some(firings) = &found.firings else { return String::new() };
    let mut out = format!(
        "\n{TITLE}はたらいた規則({} 件): 位置、部分、重み、語句、規則{TITLE:#}\n",
        firings.len()
    );
    let mut firings: Vec<_> = firings.iter().collect();
    // What belongs to no incident comes last.
    let group = |firing: &Firing| {
        (firing.incident.unwrap_or(usize::MAX), names::firing_kind(&firing.label))
    };
    firings.sort_by_key(|firing| group(firing));
    for group in firings.chunk_by(|a, b| group(a) == group(b)) {
        let kind = names::firing_kind(&group[0].label);
        out += &format!("\n{LABEL}{}の{}{LABEL:#}\n", incident_words(group[0]), kind.name());
        for firing in group {
            out += &firing_line(firing, names);
        }
    }
    out
}

fn firing_line(firing: &Firing, names: &Names) -> String {
    let evidence = &firing.evidence;
    let role = names::role(&firing.role);
    let pad = "  ".repeat(ROLE_WIDTH.saturating_sub(role.chars().count()));
    let cancelled = match cancelled_words(firing) {
        Some(reason) => format!(" {POSSIBLE}← {reason}{POSSIBLE:#}"),
        None => String::new(),
    };
    // A cue has no weight of its own.
    let weight = match names::firing_kind(&firing.label) {
        FiringKind::Cue => String::new(),
        _ => format!("{:+.2} ", evidence.weight),
    };
    format!(
        "   {:>5}–{:<5} {}{pad} {weight}{CAUSE}{}{CAUSE:#}「{}」{cancelled} {LABEL}規則 {}{LABEL:#}\n",
        evidence.start,
        evidence.end,
        shown(role),
        label_words(&firing.label, names),
        shown(&evidence.text),
        shown(&evidence.rule),
    )
}

/// What cancelled or weakened a firing, with the effect; `None` where it counts in full.
pub fn cancelled_words(firing: &Firing) -> Option<String> {
    let effect = names::effect(firing.evidence.effect);
    match &firing.cancelled_by {
        Some(reason) => Some(format!("{effect}: {}", shown(names::cancelled_by(reason)))),
        None if firing.evidence.effect == Effect::Supports => None,
        None => Some(effect.to_owned()),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{failure::Problem, render::sample};

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn the_answer_reads_from_the_title_to_the_evidence() {
        let mut found = sample::found();
        found.firings = None;
        let written = document(&sample::file(Ok(found)), &sample::names(), true);
        assert_eq!(plain(&written), include_str!("text/sample.txt"));
        assert_ne!(written, plain(&written), "a terminal gets colours");
    }

    #[test]
    fn an_explanation_says_what_cancelled_a_rule() {
        let written = plain(&document(&sample::file(Ok(sample::found())), &sample::names(), false));
        let (_, rules) = written.split_once("\nはたらいた規則(2 件)").unwrap();
        assert_eq!(rules, include_str!("text/explained.txt"));
    }

    #[test]
    fn a_text_without_incidents_says_so_and_a_problem_says_nothing_here() {
        let mut found = sample::found();
        found.analysis.incidents.clear();
        found.firings = None;
        let written = document(&sample::file(Ok(found)), &sample::names(), false);
        assert_eq!(written, "事案は見つかりませんでした。\n");
        let problem = Problem::new("not_found", "there is no such file");
        assert_eq!(document(&sample::file(Err(problem)), &sample::names(), true), "");
    }
}
