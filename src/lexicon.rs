//! Pieces of words in, what they say about a passage out: which cause it tells, whether it tells an
//! incident at all, and what holds of the data types and names in it.
//!
//! It stands alone because it knows no grammar: where the patterns say that a frame holds, the pieces say
//! what a passage is about, which carries to wording that no pattern foresaw. The pieces and their weights
//! are learnt from labelled texts by `cargo xtask fit` and then read by a person.

use std::collections::BTreeMap;

use daachorse::CharwiseDoubleArrayAhoCorasickBuilder;
use daachorse::charwise::CharwiseDoubleArrayAhoCorasick;

use crate::tables::LexiconTable;
use crate::{Error, Result, model};

/// The label of a passage that tells no cause.
pub(crate) const NONE: &str = "none";

/// A piece of a word in a passage.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub number: u32,
    pub start: usize,
    pub end: usize,
}

/// The pieces and what each weighs for each label.
pub(crate) struct Lexicon {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// For each piece: its causes (the last is none) and their weights.
    causes: Vec<Vec<(usize, f64)>>,
    biases: Vec<f64>,
    /// For each piece: what it weighs for what is asked of an incident's words, by the places in [`ASKED`].
    asked: Vec<Vec<(usize, f64)>>,
    asked_biases: [f64; ASKED.len()],
    /// For each piece: what it weighs before and after a phrase, by the places in [`BESIDE`].
    beside: Vec<Vec<(usize, f64)>>,
    beside_biases: [f64; BESIDE.len()],
}

/// The labels of what is asked of the words of an incident: whether it is one, whether it happened at a third
/// party, and the statuses in their order.
pub(crate) const ASKED: [&str; 6] = [
    "incident",
    "third_party",
    "status_confirmed",
    "status_possible",
    "status_denied",
    "status_none",
];
const INCIDENT: usize = 0;
const THIRD_PARTY: usize = 1;
const STATUSES: usize = 2;

/// What the pieces beside a phrase may say of it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Beside {
    /// The data type named was exposed.
    Exposed,
    /// The data type named is said not to be concerned.
    Excluded,
    /// The organisation named is the one concerned.
    Concerned,
}

/// The labels of what stands before and after a phrase, two for each [`Beside`].
pub(crate) const BESIDE: [&str; 6] = [
    "exposed_before",
    "exposed_after",
    "excluded_before",
    "excluded_after",
    "concerned_before",
    "concerned_after",
];

impl Lexicon {
    /// Compiles the table; `causes` are the causes' ids in their order.
    pub fn compile(table: &LexiconTable, causes: &[&str]) -> Result<Self> {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut lexicon = Self {
            automaton: None,
            causes: Vec::new(),
            biases: vec![0.0; causes.len() + 1],
            asked: Vec::new(),
            asked_biases: [0.0; ASKED.len()],
            beside: Vec::new(),
            beside_biases: [0.0; BESIDE.len()],
        };
        for row in &table.label {
            let id = row.id.as_str();
            let beside = BESIDE.iter().position(|&label| label == id);
            let asked = ASKED.iter().position(|&label| label == id);
            let cause = match id {
                NONE => Some(causes.len()),
                _ => causes.iter().position(|&cause| cause == id),
            };
            match (cause, beside, asked) {
                (Some(cause), ..) => lexicon.biases[cause] = row.bias,
                (_, Some(place), _) => lexicon.beside_biases[place] = row.bias,
                (.., Some(question)) => lexicon.asked_biases[question] = row.bias,
                (None, None, None) => {}
            }
            for (piece, weight) in row.each() {
                let number = *numbers.entry(piece).or_insert_with(|| {
                    lexicon.causes.push(Vec::new());
                    lexicon.asked.push(Vec::new());
                    lexicon.beside.push(Vec::new());
                    lexicon.causes.len() - 1
                });
                let (weights, place) = match (cause, beside, asked) {
                    (Some(cause), ..) => (&mut lexicon.causes, cause),
                    (_, Some(place), _) => (&mut lexicon.beside, place),
                    (.., Some(question)) => (&mut lexicon.asked, question),
                    (None, None, None) => continue,
                };
                weights[number].push((place, weight));
            }
        }
        if !numbers.is_empty() {
            let pieces = numbers.iter().map(|(&piece, &number)| (piece, number as u32));
            let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
                .build_with_values(pieces)
                .map_err(|error| Error::table("lexicon.toml", "all pieces", error.to_string()))?;
            lexicon.automaton = Some(automaton);
        }
        Ok(lexicon)
    }

    /// The pieces of a passage, overlapping ones too.
    pub fn find(&self, text: &str) -> Vec<Piece> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        automaton
            .find_overlapping_iter(text)
            .map(|found| Piece { number: found.value(), start: found.start(), end: found.end() })
            .collect()
    }

    /// The logarithms of the causes' probabilities in a passage of these pieces; a piece counts once. The
    /// last one is that of no cause.
    pub fn causes(&self, pieces: impl Iterator<Item = u32>) -> Vec<f64> {
        let mut scores = self.biases.clone();
        for number in once(pieces) {
            for &(label, weight) in &self.causes[number] {
                scores[label] += weight;
            }
        }
        model::softmax(&scores).into_iter().map(|chance| chance.max(LEAST).ln()).collect()
    }

    /// The logarithm of the odds that words of these pieces tell of an incident; next to no pieces speak for
    /// none.
    pub fn incident(&self, pieces: &[u32]) -> f64 {
        let numbers = once(pieces.iter().copied());
        let told = numbers.filter(|&number| has(&self.asked[number], INCIDENT)).count();
        let odds = self.asked(INCIDENT, pieces);
        if told < FEWEST { odds.min(0.0) } else { odds }
    }

    /// The logarithm of the odds that it happened at a third party.
    pub fn third_party(&self, pieces: &[u32]) -> f64 {
        self.asked(THIRD_PARTY, pieces)
    }

    /// The logarithms of the statuses' probabilities.
    pub fn statuses(&self, pieces: &[u32]) -> [f64; 4] {
        let scores = [0, 1, 2, 3].map(|status| self.asked(STATUSES + status, pieces));
        let chances = model::softmax(&scores);
        [0, 1, 2, 3].map(|status| chances[status].max(LEAST).ln())
    }

    fn asked(&self, question: usize, pieces: &[u32]) -> f64 {
        let weights = once(pieces.iter().copied()).map(|number| of(&self.asked[number], question));
        self.asked_biases[question] + weights.sum::<f64>()
    }

    /// What a piece weighs for a third party; 0 where it is not of its pieces.
    pub fn weight_for_third_party(&self, piece: u32) -> f64 {
        of(&self.asked[piece as usize], THIRD_PARTY)
    }

    /// The logarithm of the odds, at most 5 either way, that something holds of a phrase of a sentence of
    /// these pieces, by those right before and after it.
    pub fn beside(&self, what: Beside, pieces: &[Piece], start: usize, end: usize) -> f64 {
        let within = |from: usize, to: usize| {
            let first = pieces.partition_point(|piece| piece.end <= from);
            let last = pieces.partition_point(|piece| piece.end <= to);
            pieces[first..last].iter().filter(move |piece| piece.start >= from)
        };
        let before = within(start.saturating_sub(BEFORE), start);
        let after = within(end, end + AFTER);
        let place = 2 * what as usize;
        let mut odds = self.beside_biases[place] + self.beside_biases[place + 1];
        for number in once(before.map(|piece| piece.number)) {
            odds += of(&self.beside[number], place);
        }
        for number in once(after.map(|piece| piece.number)) {
            odds += of(&self.beside[number], place + 1);
        }
        odds.clamp(-MOST_ODDS, MOST_ODDS)
    }

    /// What a piece weighs for a cause; 0 where it is not of its pieces.
    pub fn weight(&self, piece: u32, cause: usize) -> f64 {
        of(&self.causes[piece as usize], cause)
    }
}

/// A piece's weight for one of its labels; 0 where it has none.
fn of(weights: &[(usize, f64)], label: usize) -> f64 {
    weights.iter().find(|&&(other, _)| other == label).map_or(0.0, |&(_, weight)| weight)
}

fn has(weights: &[(usize, f64)], label: usize) -> bool {
    weights.iter().any(|&(other, _)| other == label)
}

/// How many bytes before and after a phrase are read: 25 and 60 characters.
const BEFORE: usize = 75;
const AFTER: usize = 180;
/// The most that the words beside a phrase say either way.
const MOST_ODDS: f64 = 5.0;
/// The pieces from which a passage's words may speak for an incident by themselves.
const FEWEST: usize = 4;
/// The least probability: e to the power of -6.
const LEAST: f64 = 0.002_478_752;

fn once(pieces: impl Iterator<Item = u32>) -> impl Iterator<Item = usize> {
    let mut numbers: Vec<usize> = pieces.map(|number| number as usize).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_speak_for_the_cause_of_their_passage() {
        let table: LexiconTable = toml::from_str(
            "[[label]]\nid = \"loss\"\nbias = 0.0\npieces = { \"置き忘\" = 3.0 }\n\
             [[label]]\nid = \"none\"\nbias = 1.0\npieces = {}\n\
             [[label]]\nid = \"incident\"\nbias = -1.0\npieces = { \"置き忘\" = 2.0, \"網棚\" = 0.5, \"忘れ\" = 0.5, \"棚に\" = 0.5 }\n",
        )
        .unwrap();
        let lexicon = Lexicon::compile(&table, &["theft", "loss"]).unwrap();
        let told = |text: &str| -> Vec<u32> {
            lexicon.find(text).into_iter().map(|piece| piece.number).collect()
        };
        let causes = lexicon.causes(told("網棚に置き忘れ、置き忘れたまま").into_iter());
        assert!(causes[1] > causes[2] && causes[2] > causes[0], "{causes:?}");
        assert!((lexicon.incident(&told("網棚に置き忘れた")) - 2.5).abs() < 1e-12);
        assert_eq!(lexicon.incident(&told("置き忘れた")), 0.0);
        assert!((lexicon.incident(&told("なし")) + 1.0).abs() < 1e-12);
        assert!(lexicon.causes(told("なし").into_iter())[2] > -1.0);
    }

    #[test]
    fn pieces_beside_a_phrase_speak_by_their_side_and_no_farther_than_they_are_read() {
        let table: LexiconTable = toml::from_str(
            "[[label]]\nid = \"exposed_after\"\nbias = -1.0\npieces = { \"流出\" = 3.0 }\n\
             [[label]]\nid = \"exposed_before\"\nbias = 0.0\npieces = { \"流出\" = -0.5 }\n",
        )
        .unwrap();
        let lexicon = Lexicon::compile(&table, &["loss"]).unwrap();
        let odds = |text: &str| {
            let start = text.find("氏名").unwrap();
            let pieces = lexicon.find(text);
            lexicon.beside(Beside::Exposed, &pieces, start, start + "氏名".len())
        };
        assert_eq!(odds("氏名が流出し、流出した"), 2.0);
        assert_eq!(odds("流出した氏名"), -1.5);
        assert_eq!(odds(&format!("氏名は{}流出した", "長".repeat(60))), -1.0);
        assert_eq!(odds("氏名"), -1.0);
    }
}
