//! The analysis for a person at a terminal: the answer first, in Japanese, words before colours.

use anstyle::{AnsiColor, Style};
use jiken::{Exposure, Firing};

use crate::command::{
    document::{Document, Found},
    names::{self, FiringKind, Names, shown},
    render::words::{self, Line, Tone, cancelled_words, incident_words, label_words},
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
        for known in words::lines(incident, names) {
            out += &line(&known);
        }
    }
    if incidents.iter().any(|incident| !incident.reporting.duties.is_empty()) {
        out += &format!("\n{LABEL}{}{LABEL:#}\n", words::NO_ADVICE);
    }
    if let Some(version) = names.custom_tables() {
        out += &format!("\n{LABEL}表 {}{LABEL:#}\n", shown(version));
    }
    out += &explanation(found, names);
    out
}

fn line(line: &Line) -> String {
    let Line { label, value, tone } = line;
    let pad = "  ".repeat(LABEL_WIDTH.saturating_sub(label.chars().count()));
    let style = match tone {
        Tone::Cause => CAUSE,
        Tone::Data(Exposure::Exposed) => EXPOSED,
        Tone::Data(Exposure::Possible) => POSSIBLE,
        Tone::Data(Exposure::Excluded) => EXCLUDED,
        Tone::Plain => Style::new(),
    };
    format!("   {LABEL}{label}{LABEL:#}{pad}{style}{value}{style:#}\n")
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
    fn tables_of_ones_own_are_named_under_the_answer() {
        let own = jiken::Tables::from_files([("name.toml", "name = \"広報課\"")]).unwrap();
        let version = own.version().to_owned();
        let mut found = sample::found();
        found.firings = None;
        let written = document(&sample::file(Ok(found)), &names::Names::new(&own), true);
        let expected = format!("{}\n表 {version}\n", include_str!("text/sample.txt"));
        assert_eq!(plain(&written), expected);
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
