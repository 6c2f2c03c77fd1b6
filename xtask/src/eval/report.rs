//! Figures in, what a person reads out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::Measured;
use super::figures::{self, BINS, ByLabel, Incident, LESS_IS_BETTER, METRICS, Tally};
use super::labels::Label;

/// How often documents are drawn anew for the intervals.
const DRAWS: usize = 1_000;

/// Everything about one set of documents.
pub fn report(measured: &Measured, before: Option<&BTreeMap<String, f64>>, worst: usize) -> String {
    let sum = Tally::sum(&measured.tallies);
    let mut text = String::new();
    let _ = writeln!(
        text,
        "\n# {}: {} documents, {} incidents\n",
        measured.name, sum.documents, sum.incidents
    );
    let _ = writeln!(
        text,
        "{:<30} {:>8}  {:<17} {:>9}",
        "metric", "figure", "95 % interval", "committed"
    );
    let intervals = figures::intervals(&measured.tallies, DRAWS);
    for ((metric, figure), interval) in METRICS.iter().zip(sum.figures()).zip(intervals) {
        let (Some(figure), Some((low, high))) = (figure, interval) else { continue };
        let counted = *metric == "excluded_reported_as_exposed";
        let show = |value: f64| if counted { format!("{value:.0}") } else { format!("{value:.4}") };
        let interval = format!("{} to {}", show(low), show(high));
        let _ = write!(text, "{metric:<30} {:>8}  {interval:<17}", show(figure));
        if let Some(&before) = before.and_then(|before| before.get(*metric)) {
            let better =
                (figure - before) * if LESS_IS_BETTER.contains(metric) { -1.0 } else { 1.0 };
            let mark = if better.abs() < 5e-5 {
                ""
            } else if better > 0.0 {
                "  better"
            } else {
                "  worse"
            };
            let _ = write!(text, " {:>9}{mark}", show(before));
        }
        text.push('\n');
    }
    labels(&mut text, "cause", &sum.causes);
    labels(&mut text, "data type", &sum.data);
    let _ = writeln!(text, "\n{:<14} {:>5} {:>11} {:>7}", "confidence", "all", "mean", "right");
    for (bin, (all, confidence, right)) in sum.reliability().into_iter().enumerate() {
        if all > 0 {
            let (from, to) = (bin as f64 / BINS as f64, (bin + 1) as f64 / BINS as f64);
            let _ =
                writeln!(text, "{from:.1} to {to:.1}     {all:>5} {confidence:>11.3} {right:>7.3}");
        }
    }
    genres(&mut text, measured);
    decoys(&mut text, measured);
    if worst > 0 {
        mistakes(&mut text, measured, worst);
    }
    text
}

/// One set of documents in one line.
pub fn line(measured: &Measured) -> String {
    let sum = Tally::sum(&measured.tallies);
    let of: BTreeMap<_, _> = METRICS.into_iter().zip(sum.figures()).collect();
    let show = |metric: &str| of[metric].map_or("–".to_owned(), |value| format!("{value:.3}"));
    format!(
        "{:<34} {:>4}  primary {}  causes {}  data {}  excluded as exposed {}  cut {}  whole {}\n",
        measured.name,
        sum.documents,
        show("primary_cause"),
        show("cause_micro_f1"),
        show("data_micro_f1"),
        sum.excluded_as_exposed,
        show("segmentation"),
        show("single_kept_whole"),
    )
}

fn labels(text: &mut String, kind: &str, labels: &ByLabel) {
    let _ = writeln!(
        text,
        "\n{kind:<24} {:>5} {:>11} {:>7}  {:>9} {:>6} {:>5}",
        "right", "superfluous", "missing", "precision", "recall", "F1"
    );
    let mut rows: Vec<_> = labels.0.iter().collect();
    rows.sort_by_key(|(_, matches)| std::cmp::Reverse(matches.superfluous + matches.missing));
    for (id, matches) in rows {
        let _ = writeln!(
            text,
            "{id:<24} {:>5} {:>11} {:>7}  {:>9.2} {:>6.2} {:>5.2}",
            matches.right,
            matches.superfluous,
            matches.missing,
            matches.precision(),
            matches.recall(),
            matches.f1()
        );
    }
}

/// The main figures by genre, where the documents say theirs.
fn genres(text: &mut String, measured: &Measured) {
    let mut genres: BTreeMap<&str, Tally> = BTreeMap::new();
    for (document, tally) in measured.documents.iter().zip(&measured.tallies) {
        if !document.genre.is_empty() {
            genres.entry(&document.genre).or_default().add(tally);
        }
    }
    if genres.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "\n{:<14} {:>9} {:>9} {:>8} {:>8} {:>8}",
        "genre", "documents", "incidents", "primary", "causes", "data"
    );
    for (genre, tally) in genres {
        let _ = writeln!(
            text,
            "{genre:<14} {:>9} {:>9} {:>8.3} {:>8.3} {:>8.3}",
            tally.documents,
            tally.incidents,
            tally.primary.value().unwrap_or(1.0),
            tally.causes.micro(),
            tally.data.micro()
        );
    }
}

/// How many of the labels that a text only names were given as its incident's.
fn decoys(text: &mut String, measured: &Measured) {
    let (mut all, mut given) = (0, 0);
    for (document, answer) in measured.documents.iter().zip(&measured.answers) {
        let causes: BTreeSet<&str> = answer
            .incidents
            .iter()
            .flat_map(|incident| incident.causes.iter().map(|cause| cause.id.as_str()))
            .collect();
        let data: BTreeSet<&str> = answer
            .incidents
            .iter()
            .flat_map(|incident| &incident.data_types)
            .filter(|data| data.status != "excluded")
            .map(|data| data.id.as_str())
            .collect();
        let decoys = &document.decoys;
        all += decoys.causes.len() + decoys.data.len();
        given += decoys.causes.iter().filter(|id| causes.contains(id.as_str())).count()
            + decoys.data.iter().filter(|id| data.contains(id.as_str())).count();
    }
    if all > 0 {
        let _ = writeln!(text, "\ndecoys given as labels: {given} of {all}");
    }
}

/// The documents with the most wrong answers: what was wanted, what was given, and on what evidence.
fn mistakes(text: &mut String, measured: &Measured, worst: usize) {
    let mut order: Vec<(usize, usize)> = measured
        .documents
        .iter()
        .zip(&measured.answers)
        .map(|(document, answer)| {
            let detected = document.incidents.is_empty() != answer.incidents.is_empty();
            let cut = document.incidents.len().abs_diff(answer.incidents.len());
            let wrong: usize = document
                .incidents
                .iter()
                .map(|label| differences(label, figures::matching(label, answer)).len())
                .sum();
            usize::from(detected) * 4 + cut * 2 + wrong
        })
        .enumerate()
        .filter(|&(_, wrong)| wrong > 0)
        .map(|(index, wrong)| (wrong, index))
        .collect();
    order.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let _ = writeln!(
        text,
        "\nworst mistakes, {} of {} documents with any",
        worst.min(order.len()),
        order.len()
    );
    for &(_, index) in order.iter().take(worst) {
        let (document, answer) = (&measured.documents[index], &measured.answers[index]);
        let first = document.text.lines().next().unwrap_or_default();
        let _ = writeln!(text, "\n{} {}", document.id, first.chars().take(50).collect::<String>());
        if document.incidents.len() != answer.incidents.len() {
            let _ = writeln!(
                text,
                "  {} incidents, answered {}",
                document.incidents.len(),
                answer.incidents.len()
            );
        }
        if document.incidents.is_empty() {
            answer.incidents.iter().for_each(|incident| evidence(text, incident));
        }
        for label in &document.incidents {
            let incident = figures::matching(label, answer);
            for difference in differences(label, incident) {
                let _ = writeln!(text, "  {difference}");
            }
        }
    }
}

/// What an answer gets wrong about an incident, a line each.
fn differences(label: &Label, incident: Option<&Incident>) -> Vec<String> {
    let Some(incident) = incident else { return vec!["not answered".to_owned()] };
    let mut lines = Vec::new();
    let first = incident.causes.first();
    if first.is_none_or(|cause| !label.primary.contains(&cause.id)) {
        let mut line = format!("primary cause: {:?} wanted", label.primary);
        if let Some(cause) = first {
            let _ = write!(line, ", {} ({:.2}) given", cause.id, cause.confidence);
            phrases(&mut line, cause.evidence.iter());
        }
        lines.push(line);
    }
    let exposed: BTreeSet<String> = incident
        .data_types
        .iter()
        .filter(|data| data.status != "excluded")
        .map(|data| data.id.clone())
        .collect();
    for data in &incident.data_types {
        let told = data.status != "excluded";
        let wanted = if told { &label.data } else { &label.excluded };
        let optional = if told { &label.data_optional } else { &label.excluded_optional };
        if !wanted.contains(&data.id) && !optional.contains(&data.id) {
            let mut line = format!("data: {} {} not wanted", data.id, data.status);
            phrases(&mut line, data.evidence.iter());
            lines.push(line);
        }
    }
    let missing: Vec<_> = label.data.difference(&exposed).cloned().collect();
    if !missing.is_empty() {
        lines.push(format!("data: {} missing", missing.join(", ")));
    }
    let excluded: BTreeSet<String> = incident
        .data_types
        .iter()
        .filter(|data| data.status == "excluded")
        .map(|data| data.id.clone())
        .collect();
    let missing: Vec<_> = label.excluded.difference(&excluded).cloned().collect();
    if !missing.is_empty() {
        lines.push(format!("excluded: {} missing", missing.join(", ")));
    }
    if !label.status.is_empty() && !label.status.contains(&incident.status) {
        lines.push(format!("status: {:?} wanted, {} given", label.status, incident.status));
    }
    let count = incident.count.as_ref().map(|count| count.value);
    if label.count.is_some() && count != label.count {
        lines.push(format!("count: {:?} wanted, {count:?} given", label.count.unwrap_or_default()));
    }
    lines
}

fn evidence(text: &mut String, incident: &Incident) {
    let title: String = incident.title.chars().take(40).collect();
    let mut line = format!("  told as an incident: 「{title}」");
    phrases(&mut line, incident.causes.iter().flat_map(|cause| &cause.evidence));
    let _ = writeln!(text, "{line}");
}

fn phrases<'e>(line: &mut String, evidence: impl Iterator<Item = &'e figures::Evidence>) {
    let told = evidence.filter(|evidence| evidence.weight > 0.0 || evidence.effect == "negated");
    for evidence in told.take(3) {
        let words: String = evidence.text.chars().take(24).collect();
        let _ = write!(line, " 「{words}」{:.1}", evidence.weight);
    }
}
