//! Pieces of words in, what they say about a passage out: which cause it tells, whether it tells an
//! incident at all, and whether the data types that it names were exposed.
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
const NONE: &str = "none";

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
    /// For each piece: what it weighs for an incident.
    incident: Vec<f64>,
    incident_bias: f64,
    /// For each piece: what it weighs beside the name of a data type, by [`Beside`].
    beside: Vec<[f64; 4]>,
    exposed_bias: f64,
    excluded_bias: f64,
}

/// The labels of what stands beside the name of a data type, in the order of their weights.
pub(crate) const BESIDE: [&str; 4] =
    ["exposed_before", "exposed_after", "excluded_before", "excluded_after"];

impl Lexicon {
    /// Compiles the table; `causes` are the causes' ids in their order.
    pub fn compile(table: &LexiconTable, causes: &[&str]) -> Result<Self> {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut lexicon = Self {
            automaton: None,
            causes: Vec::new(),
            biases: vec![0.0; causes.len() + 1],
            incident: Vec::new(),
            incident_bias: 0.0,
            beside: Vec::new(),
            exposed_bias: 0.0,
            excluded_bias: 0.0,
        };
        for row in &table.label {
            let id = row.id.as_str();
            let beside = BESIDE.iter().position(|&label| label == id);
            let cause = match id {
                NONE => Some(causes.len()),
                _ => causes.iter().position(|&cause| cause == id),
            };
            match (cause, beside) {
                (Some(cause), _) => lexicon.biases[cause] = row.bias,
                (None, None) => lexicon.incident_bias = row.bias,
                (None, Some(0 | 1)) => lexicon.exposed_bias += row.bias,
                (None, Some(_)) => lexicon.excluded_bias += row.bias,
            }
            for (piece, &weight) in &row.pieces {
                let number = *numbers.entry(piece).or_insert_with(|| {
                    lexicon.causes.push(Vec::new());
                    lexicon.incident.push(0.0);
                    lexicon.beside.push([0.0; 4]);
                    lexicon.causes.len() - 1
                });
                match (cause, beside) {
                    (Some(cause), _) => lexicon.causes[number].push((cause, weight)),
                    (None, None) => lexicon.incident[number] = weight,
                    (None, Some(label)) => lexicon.beside[number][label] = weight,
                }
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

    /// The logarithm of the odds that a passage of these pieces tells of an incident; a passage with next
    /// to no pieces speaks for none.
    pub fn incident(&self, pieces: impl Iterator<Item = u32>) -> f64 {
        let told: Vec<f64> = once(pieces)
            .map(|number| self.incident[number])
            .filter(|&weight| weight != 0.0)
            .collect();
        let odds = self.incident_bias + told.iter().sum::<f64>();
        if told.len() < FEWEST { odds.min(0.0) } else { odds }
    }

    /// The logarithms of the odds that a data type named in a sentence of these pieces was exposed, and that
    /// it is said not to be concerned, by what stands right before and after its name.
    pub fn beside(&self, pieces: &[Piece], start: usize, end: usize) -> Odds {
        let mut odds = Odds { exposed: self.exposed_bias, excluded: self.excluded_bias };
        let within = |from: usize, to: usize| {
            let first = pieces.partition_point(|piece| piece.end <= from);
            let last = pieces.partition_point(|piece| piece.end <= to);
            pieces[first..last].iter().filter(move |piece| piece.start >= from)
        };
        let before = within(start.saturating_sub(BEFORE), start);
        let after = within(end, end + AFTER);
        for number in once(before.map(|piece| piece.number)) {
            odds.exposed += self.beside[number][0];
            odds.excluded += self.beside[number][2];
        }
        for number in once(after.map(|piece| piece.number)) {
            odds.exposed += self.beside[number][1];
            odds.excluded += self.beside[number][3];
        }
        odds
    }

    /// What a piece weighs for a cause; 0 where it is not of its pieces.
    pub fn weight(&self, piece: u32, cause: usize) -> f64 {
        self.causes[piece as usize]
            .iter()
            .find(|&&(label, _)| label == cause)
            .map_or(0.0, |&(_, weight)| weight)
    }
}

/// What stands beside a data type's name, as logarithms of odds.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Odds {
    pub exposed: f64,
    pub excluded: f64,
}

/// How many bytes before and after a data type's name are read: 25 and 60 characters.
const BEFORE: usize = 75;
const AFTER: usize = 180;
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
        let told = |text: &str| lexicon.find(text).into_iter().map(|piece| piece.number);
        let causes = lexicon.causes(told("網棚に置き忘れ、置き忘れたまま"));
        assert!(causes[1] > causes[2] && causes[2] > causes[0], "{causes:?}");
        assert!((lexicon.incident(told("網棚に置き忘れた")) - 2.5).abs() < 1e-12);
        assert_eq!(lexicon.incident(told("置き忘れた")), 0.0);
        assert!((lexicon.incident(told("なし")) + 1.0).abs() < 1e-12);
        assert!(lexicon.causes(told("なし"))[2] > -1.0);
    }
}
