//! Labels and answers in, figures out: sums over documents, and how sure the figures are.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::labels::{Document, Label};

/// What the command answers for one document; the fields that are measured.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Answer {
    #[serde(default)]
    pub incidents: Vec<Incident>,
}

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Incident {
    pub title: String,
    pub start: usize,
    pub end: usize,
    pub causes: Vec<Cause>,
    pub data_types: Vec<DataType>,
    pub status: String,
    pub count: Option<Count>,
    pub organization: Option<String>,
    pub third_party: bool,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Cause {
    pub id: String,
    pub confidence: f64,
    pub evidence: Vec<Evidence>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct DataType {
    pub id: String,
    pub status: String,
    pub evidence: Vec<Evidence>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Count {
    pub value: u64,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Evidence {
    pub text: String,
    pub weight: f64,
    pub effect: String,
}

/// Right, superfluous and missing labels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Matches {
    pub right: usize,
    pub superfluous: usize,
    pub missing: usize,
}

impl Matches {
    pub fn f1(self) -> f64 {
        let all = 2 * self.right + self.superfluous + self.missing;
        if all == 0 { 1.0 } else { 2.0 * self.right as f64 / all as f64 }
    }

    pub fn precision(self) -> f64 {
        ratio(self.right, self.right + self.superfluous)
    }

    pub fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missing)
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.superfluous += other.superfluous;
        self.missing += other.missing;
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// A label set's matches, label by label.
#[derive(Debug, Clone, Default)]
pub struct ByLabel(pub BTreeMap<String, Matches>);

impl ByLabel {
    fn compare(
        &mut self,
        got: &BTreeSet<String>,
        want: &BTreeSet<String>,
        optional: &BTreeSet<String>,
    ) {
        for id in got.intersection(want) {
            self.0.entry(id.clone()).or_default().right += 1;
        }
        for id in got.iter().filter(|id| !want.contains(*id) && !optional.contains(*id)) {
            self.0.entry(id.clone()).or_default().superfluous += 1;
        }
        for id in want.difference(got) {
            self.0.entry(id.clone()).or_default().missing += 1;
        }
    }

    fn add(&mut self, other: &Self) {
        for (id, &matches) in &other.0 {
            self.0.entry(id.clone()).or_default().add(matches);
        }
    }

    pub fn micro(&self) -> f64 {
        let mut all = Matches::default();
        self.0.values().for_each(|&matches| all.add(matches));
        all.f1()
    }

    /// The mean F1 of the labels that occur among the right answers.
    pub fn macro_f1(&self) -> f64 {
        let told: Vec<f64> = self
            .0
            .values()
            .filter(|matches| matches.right + matches.missing > 0)
            .map(|matches| matches.f1())
            .collect();
        if told.is_empty() { 1.0 } else { told.iter().sum::<f64>() / told.len() as f64 }
    }
}

/// Right answers of those that could be given.
#[derive(Debug, Clone, Copy, Default)]
pub struct Share {
    pub right: usize,
    pub all: usize,
}

impl Share {
    fn see(&mut self, right: bool) {
        self.all += 1;
        self.right += usize::from(right);
    }

    fn add(&mut self, other: Self) {
        self.all += other.all;
        self.right += other.right;
    }

    pub fn value(self) -> Option<f64> {
        (self.all > 0).then(|| self.right as f64 / self.all as f64)
    }
}

/// Sums over documents; a document's own sums are added up, or drawn from for the intervals.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    pub documents: usize,
    pub incidents: usize,
    pub detected: Matches,
    pub primary: Share,
    pub causes: ByLabel,
    pub data: ByLabel,
    pub excluded: ByLabel,
    pub excluded_as_exposed: usize,
    pub status: Share,
    pub count: Share,
    pub organization: Share,
    pub third_party: Share,
    pub several_cut: Share,
    pub single_whole: Share,
    /// The primary cause's confidence, and whether it is right.
    pub confidences: Vec<(f64, bool)>,
}

/// The figures of `../shared/score.py` and the calibration's, in the order in which they are printed.
pub const METRICS: [&str; 15] = [
    "incident_f1",
    "primary_cause",
    "cause_micro_f1",
    "cause_macro_f1",
    "data_micro_f1",
    "data_macro_f1",
    "excluded_f1",
    "excluded_reported_as_exposed",
    "status",
    "count",
    "organization",
    "third_party",
    "segmentation",
    "single_kept_whole",
    "calibration_error",
];

/// The figures of which less is better.
pub const LESS_IS_BETTER: [&str; 2] = ["excluded_reported_as_exposed", "calibration_error"];

/// The bins of the reliability table.
pub const BINS: usize = 10;

impl Tally {
    /// What one document adds.
    pub fn of(document: &Document, answer: &Answer) -> Self {
        let mut tally = Self { documents: 1, ..Self::default() };
        let (want, got) = (!document.incidents.is_empty(), !answer.incidents.is_empty());
        tally.detected = Matches {
            right: usize::from(want && got),
            superfluous: usize::from(!want && got),
            missing: usize::from(want && !got),
        };
        if document.incidents.len() > 1 {
            tally.several_cut.see(answer.incidents.len() == document.incidents.len());
        } else if want && got {
            tally.single_whole.see(answer.incidents.len() == 1);
        }
        for label in &document.incidents {
            tally.see(label, matching(label, answer));
        }
        tally
    }

    fn see(&mut self, label: &Label, incident: Option<&Incident>) {
        let nothing = Incident::default();
        let told = incident.unwrap_or(&nothing);
        self.incidents += 1;
        let first = told.causes.first();
        let right = first.is_some_and(|cause| label.primary.contains(&cause.id));
        self.primary.see(right);
        self.confidences.extend(first.map(|cause| (cause.confidence, right)));
        let causes = told.causes.iter().map(|cause| cause.id.clone()).collect();
        let optional = &label.causes_optional | &label.primary;
        self.causes.compare(&causes, &label.causes, &optional);
        let data = |excluded: bool| -> BTreeSet<String> {
            let types = told.data_types.iter();
            types
                .filter(|data| (data.status == "excluded") == excluded)
                .map(|data| data.id.clone())
                .collect()
        };
        self.data.compare(&data(false), &label.data, &label.data_optional);
        self.excluded.compare(&data(true), &label.excluded, &label.excluded_optional);
        self.excluded_as_exposed += data(false).intersection(&label.excluded).count();
        self.status.see(label.status.contains(&told.status));
        if label.count.is_some() {
            self.count.see(told.count.as_ref().map(|count| count.value) == label.count);
        }
        if let Some(third_party) = label.third_party {
            self.third_party.see(told.third_party == third_party);
        }
        let names = label.org.as_deref().unwrap_or_default();
        if !names.is_empty() {
            self.organization.see(told.organization.as_deref().is_some_and(|name| {
                !name.is_empty()
                    && names.iter().any(|want| want.contains(name) || name.contains(want))
            }));
        }
    }

    pub fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.incidents += other.incidents;
        self.detected.add(other.detected);
        self.primary.add(other.primary);
        self.causes.add(&other.causes);
        self.data.add(&other.data);
        self.excluded.add(&other.excluded);
        self.excluded_as_exposed += other.excluded_as_exposed;
        self.status.add(other.status);
        self.count.add(other.count);
        self.organization.add(other.organization);
        self.third_party.add(other.third_party);
        self.several_cut.add(other.several_cut);
        self.single_whole.add(other.single_whole);
        self.confidences.extend(&other.confidences);
    }

    /// The sum of several.
    pub fn sum<'t>(tallies: impl IntoIterator<Item = &'t Self>) -> Self {
        let mut sum = Self::default();
        tallies.into_iter().for_each(|tally| sum.add(tally));
        sum
    }

    /// Each of [`METRICS`]; `None` where nothing of the kind is labelled.
    pub fn figures(&self) -> [Option<f64>; METRICS.len()] {
        let told = |value: f64| (self.incidents > 0).then_some(value);
        [
            Some(self.detected.f1()),
            self.primary.value(),
            told(self.causes.micro()),
            told(self.causes.macro_f1()),
            told(self.data.micro()),
            told(self.data.macro_f1()),
            told(self.excluded.micro()),
            told(self.excluded_as_exposed as f64),
            self.status.value(),
            self.count.value(),
            self.organization.value(),
            self.third_party.value(),
            self.several_cut.value(),
            self.single_whole.value(),
            (!self.confidences.is_empty()).then(|| self.calibration_error()),
        ]
    }

    /// For each tenth of the confidence: how many, their mean confidence, and the share that is right.
    pub fn reliability(&self) -> Vec<(usize, f64, f64)> {
        let mut bins = vec![(0_usize, 0.0, 0_usize); BINS];
        for &(confidence, right) in &self.confidences {
            let bin = ((confidence * BINS as f64) as usize).min(BINS - 1);
            bins[bin].0 += 1;
            bins[bin].1 += confidence;
            bins[bin].2 += usize::from(right);
        }
        bins.into_iter()
            .map(|(all, sum, right)| {
                let share = |part: f64| if all == 0 { 0.0 } else { part / all as f64 };
                (all, share(sum), share(right as f64))
            })
            .collect()
    }

    /// The expected calibration error: the mean distance of confidence and accuracy over the bins.
    pub fn calibration_error(&self) -> f64 {
        let all = self.confidences.len().max(1) as f64;
        self.reliability()
            .iter()
            .map(|&(count, confidence, right)| count as f64 / all * (confidence - right).abs())
            .sum()
    }
}

/// The answer's incident that overlaps a label's section most; the first of equals.
pub fn matching<'a>(label: &Label, answer: &'a Answer) -> Option<&'a Incident> {
    let overlap = |incident: &&Incident| {
        incident.end.min(label.end) as i64 - incident.start.max(label.start) as i64
    };
    answer.incidents.iter().rev().max_by_key(overlap)
}

/// For each figure the 2.5 % and 97.5 % quantiles over documents drawn anew `draws` times.
pub fn intervals(tallies: &[Tally], draws: usize) -> Vec<Option<(f64, f64)>> {
    // The same draws every time, so that two runs can be compared.
    let mut random = fastrand::Rng::with_seed(26);
    let mut values: Vec<Vec<f64>> = vec![Vec::with_capacity(draws); METRICS.len()];
    for _ in 0..draws {
        let drawn = (0..tallies.len()).map(|_| &tallies[random.usize(..tallies.len())]);
        for (values, figure) in values.iter_mut().zip(Tally::sum(drawn).figures()) {
            values.extend(figure);
        }
    }
    values
        .into_iter()
        .map(|mut values| {
            values.sort_by(f64::total_cmp);
            let last = values.len().checked_sub(1)?;
            let at = |quantile: f64| values[(last as f64 * quantile).round() as usize];
            Some((at(0.025), at(0.975)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(ids: &[&str]) -> BTreeSet<String> {
        ids.iter().map(|&id| id.to_owned()).collect()
    }

    fn cause(id: &str, confidence: f64) -> Cause {
        Cause { id: id.into(), confidence, evidence: Vec::new() }
    }

    fn data(id: &str, status: &str) -> DataType {
        DataType { id: id.into(), status: status.into(), evidence: Vec::new() }
    }

    fn document(incidents: Vec<Label>) -> Document {
        Document {
            id: "a".into(),
            text: "あ".repeat(20),
            part: String::new(),
            genre: String::new(),
            incidents,
            decoys: Default::default(),
        }
    }

    #[test]
    fn optional_labels_count_neither_way_and_excluded_ones_are_counted_apart() {
        let label = Label {
            end: 20,
            primary: set(&["loss"]),
            causes: set(&["loss"]),
            causes_optional: set(&["theft"]),
            data: set(&["name", "email"]),
            data_optional: set(&["personal"]),
            excluded: set(&["phone"]),
            status: set(&["confirmed"]),
            count: Some(3),
            org: Some(vec!["葦原市役所".into()]),
            ..Label::default()
        };
        let answer = Answer {
            incidents: vec![Incident {
                end: 20,
                causes: vec![cause("loss", 0.95), cause("theft", 0.2), cause("dos", 0.1)],
                data_types: vec![
                    data("name", "exposed"),
                    data("personal", "possible"),
                    data("phone", "exposed"),
                ],
                status: "confirmed".into(),
                count: Some(Count { value: 3 }),
                organization: Some("葦原市".into()),
                ..Incident::default()
            }],
        };
        let tally = Tally::of(&document(vec![label]), &answer);
        assert_eq!(tally.causes.0["loss"], Matches { right: 1, superfluous: 0, missing: 0 });
        assert_eq!(tally.causes.0["dos"], Matches { right: 0, superfluous: 1, missing: 0 });
        assert!(!tally.causes.0.contains_key("theft"));
        assert_eq!(tally.data.micro(), 0.5);
        assert_eq!(tally.excluded_as_exposed, 1);
        let figures: BTreeMap<_, _> = METRICS.into_iter().zip(tally.figures()).collect();
        assert_eq!(figures["count"], Some(1.0));
        assert_eq!(figures["organization"], Some(1.0));
        assert_eq!(figures["third_party"], None);
        assert_eq!(figures["excluded_f1"], Some(0.0));
    }

    #[test]
    fn several_incidents_are_matched_by_their_sections() {
        let label = |start, end, primary: &str| Label {
            start,
            end,
            primary: set(&[primary]),
            ..Label::default()
        };
        let incident = |start, end, id: &str| Incident {
            start,
            end,
            causes: vec![cause(id, 0.5)],
            ..Incident::default()
        };
        let document = document(vec![label(0, 10, "loss"), label(10, 20, "dos")]);
        let answer = Answer { incidents: vec![incident(0, 9, "loss"), incident(9, 20, "dos")] };
        let tally = Tally::of(&document, &answer);
        assert_eq!((tally.primary.right, tally.several_cut.right), (2, 1));
        let one = Answer { incidents: vec![incident(0, 20, "loss")] };
        let tally = Tally::of(&document, &one);
        assert_eq!((tally.primary.right, tally.several_cut.right), (1, 0));
    }

    #[test]
    fn the_calibration_error_is_the_mean_distance_from_the_diagonal() {
        let tally = Tally {
            confidences: vec![(0.95, true), (0.95, false), (0.55, true), (0.55, true)],
            ..Tally::default()
        };
        assert!((tally.calibration_error() - 0.45).abs() < 1e-9);
    }

    #[test]
    fn intervals_hold_the_figure_and_do_not_change_from_run_to_run() {
        let tallies: Vec<Tally> = (0..40)
            .map(|number| {
                let mut tally = Tally { documents: 1, incidents: 1, ..Tally::default() };
                tally.primary.see(number % 4 != 0);
                tally
            })
            .collect();
        let first = intervals(&tallies, 200);
        let (low, high) = first[1].unwrap();
        assert!(low < 0.75 && 0.75 < high, "{low} {high}");
        assert_eq!(first, intervals(&tallies, 200));
    }
}
