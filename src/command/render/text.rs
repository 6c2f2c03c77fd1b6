//! The analysis for a person at a terminal: the answer first, in Japanese, words before colours.

use anstyle::{AnsiColor, Style};
use jiken::{
    Cause, Count, DataType, Effect, Evidence, Exposure, Firing, Incident, OrganizationRole,
};

use crate::command::{
    document::{Document, Found},
    names::{self, Names, shown},
};

const TITLE: Style = Style::new().bold();
const LABEL: Style = Style::new().dimmed();
const CAUSE: Style = AnsiColor::Cyan.on_default().bold();
const EXPOSED: Style = AnsiColor::Red.on_default();
const POSSIBLE: Style = AnsiColor::Yellow.on_default();
const EXCLUDED: Style = Style::new().dimmed();

/// The width of the column of labels, in full-width characters.
const LABEL_WIDTH: usize = 6;

/// How many phrases stand for a cause.
const PHRASES: usize = 3;

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

/// A count as a person reads it; an approximate one with the text's own words.
pub fn count_words(count: &Count) -> String {
    let value = format!("{} {}", names::thousands(count.value), shown(&count.unit));
    if count.approximate {
        format!("{value}(本文「{}」)", shown(&count.evidence.text))
    } else {
        value
    }
}

/// The dates with what they date.
pub fn dates_words(incident: &Incident) -> String {
    let dates = incident.dates.iter();
    let dates = dates.map(|date| format!("{} {}", names::date_kind(date.kind), names::date(date)));
    listed(dates).unwrap_or_default()
}

/// The weightiest phrases that count, each once; `None` where none does.
pub fn phrases(evidence: &[Evidence]) -> Option<String> {
    let mut counting: Vec<_> = evidence.iter().filter(|e| e.effect != Effect::Negated).collect();
    counting.retain(|evidence| evidence.weight > 0.0);
    counting.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let mut texts: Vec<String> = Vec::new();
    for evidence in counting {
        let text = format!("「{}」", shown(&evidence.text));
        if !texts.contains(&text) && texts.len() < PHRASES {
            texts.push(text);
        }
    }
    (!texts.is_empty()).then(|| texts.concat())
}

fn listed(items: impl Iterator<Item = String>) -> Option<String> {
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then(|| items.join("、"))
}

fn explanation(found: &Found, names: &Names) -> String {
    let Some(firings) = &found.firings else { return String::new() };
    let mut out = format!("\n{TITLE}規則のはたらき({} 件){TITLE:#}\n", firings.len());
    for firing in firings {
        out += &firing_line(firing, names);
    }
    out
}

fn firing_line(firing: &Firing, names: &Names) -> String {
    let evidence = &firing.evidence;
    let cancelled = match &firing.cancelled_by {
        Some(reason) => format!(" {POSSIBLE}← {}{POSSIBLE:#}", shown(reason)),
        None => String::new(),
    };
    format!(
        "   {:>5}–{:<5} {} {CAUSE}{}{CAUSE:#} {LABEL}[{}]{LABEL:#} {:+.2} {}\n{:14}「{}」 {LABEL}規則 {}{LABEL:#}{cancelled}\n",
        evidence.start,
        evidence.end,
        incident_words(firing),
        label_words(&firing.label, names),
        shown(&firing.role),
        evidence.weight,
        names::effect(evidence.effect),
        "",
        shown(&evidence.text),
        shown(&evidence.rule),
    )
}

/// Which incident a firing belongs to.
pub fn incident_words(firing: &Firing) -> String {
    firing.incident.map_or_else(|| "事案外".into(), |place| format!("事案{}", place + 1))
}

/// A firing's label with the name of what it speaks for: 「cause:loss(紛失・置き忘れ)」.
pub fn label_words(label: &str, names: &Names) -> String {
    match label.split_once(':') {
        Some(("cause" | "data", id)) if names.label(id) != id => {
            format!("{label}({})", names.label(id))
        }
        _ => shown(label),
    }
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
        let tail = written.split_once("規則のはたらき(2 件)\n").unwrap().1;
        assert!(tail.contains("10–13    事案1 cause:misdirected_email"), "{tail}");
        assert!(tail.contains("[title] +3.00 有効"), "{tail}");
        assert!(tail.contains("「不正アクセス」 規則 不正アクセス ← measure section"), "{tail}");
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
