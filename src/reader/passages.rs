//! The passages in which an incident is looked for, and the words in them that speak for a cause.

use std::ops::Range;

use super::Reader;
use crate::document::{self, Role};
use crate::lexicon::Piece;
use crate::scope::Reading;
use crate::score::{self, Passage, Placed, Scored};
use crate::token::Token;
use crate::{Effect, Evidence};

/// A passage with its place and its pieces.
pub(super) struct Told {
    pub start: usize,
    pub end: usize,
    /// Whether it belongs to those in which what happened is told.
    pub telling: bool,
    pub passage: Passage,
    pub pieces: Vec<Piece>,
}

/// How many words at most speak for a cause where no pattern does.
const MOST_WORDS: usize = 3;

impl Reader<'_, '_> {
    /// What is left of a part's sentences when asides are taken away, and what its pieces say.
    pub(super) fn passages(
        &self,
        range: Range<usize>,
        readings: &[Reading<'_>],
        leads: &[bool],
        title: Option<usize>,
    ) -> Vec<Told> {
        let lexicon = &self.classifier.lexicon;
        let mut passages = Vec::new();
        for ((index, reading), &lead) in range.zip(readings).zip(leads) {
            let span = &self.document.sentences[index];
            let role = if Some(index) == title { Role::Title } else { span.role };
            if role.aside() || document::is_letterhead(self.sentences[index].text) {
                continue;
            }
            let text = self.sentences[index].text;
            let mut from = 0;
            let mut asides: Vec<(usize, usize)> =
                reading.asides.iter().map(|aside| (aside.start, aside.end)).collect();
            asides.sort_unstable();
            asides.push((text.len(), text.len()));
            for (start, end) in asides {
                if start > from {
                    let within = |piece: &&Piece| from <= piece.start && piece.end <= start;
                    let moved = |piece: &Piece| Piece {
                        start: piece.start - from,
                        end: piece.end - from,
                        ..*piece
                    };
                    let pieces: Vec<Piece> =
                        self.pieces(index).iter().filter(within).map(moved).collect();
                    let telling = score::telling(role, lead);
                    // Telling passages are asked together.
                    let causes = if telling {
                        Vec::new()
                    } else {
                        lexicon.causes(pieces.iter().map(|piece| piece.number))
                    };
                    passages.push(Told {
                        start: span.start + from,
                        end: span.start + start,
                        telling,
                        passage: Passage { role, lead, causes },
                        pieces,
                    });
                }
                from = from.max(end);
            }
        }
        passages
    }

    /// A cause's evidence; where no pattern speaks for it, the words that do.
    pub(super) fn cause_evidence(
        &self,
        cause: &Scored,
        placed: &[Placed<'_>],
        told: &[Told],
    ) -> Vec<Evidence> {
        let mut evidence = self.evidences(cause, placed);
        if evidence.iter().any(|evidence| evidence.weight > 0.0) {
            return evidence;
        }
        let lexicon = &self.classifier.lexicon;
        evidence.extend(self.cited(told, |piece| lexicon.weight(piece, cause.index)));
        evidence.sort_by_key(|evidence| (evidence.start, evidence.end));
        evidence
    }

    /// The words of the telling passages whose pieces weigh most for an answer.
    pub(super) fn cited(&self, told: &[Told], weight: impl Fn(u32) -> f64) -> Vec<Evidence> {
        let mut pieces: Vec<(f64, usize, usize)> = told
            .iter()
            .filter(|told| told.telling)
            .flat_map(|told| {
                told.pieces.iter().map(|piece| {
                    let (start, end) = (told.start + piece.start, told.start + piece.end);
                    (weight(piece.number), start, end)
                })
            })
            .filter(|&(weight, ..)| weight > 0.0)
            .collect();
        pieces.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut chosen: Vec<(f64, usize, usize)> = Vec::new();
        for (weight, start, end) in pieces {
            let (start, end) = self.whole_words(start, end);
            let apart = chosen.iter().all(|other| end <= other.1 || other.2 <= start);
            if apart && chosen.len() < MOST_WORDS {
                chosen.push((weight, start, end));
            }
        }
        chosen
            .into_iter()
            .map(|(weight, start, end)| {
                self.evidence(start, end, "lexicon.toml", weight, Effect::Supports)
            })
            .collect()
    }

    /// The bounds of the words that a stretch of normalised text touches, an inflected one to the end of its
    /// inflection: 誤って, not 誤っ.
    pub(super) fn whole_words(&self, start: usize, end: usize) -> (usize, usize) {
        let spans = &self.document.sentences;
        let index = spans.partition_point(|span| span.end <= start);
        let Some(span) = spans.get(index).filter(|span| span.start <= start && end <= span.end)
        else {
            return (start, end);
        };
        let tokens = self.sentences[index].tokens();
        let last = tokens.partition_point(|token| span.start + token.end < end);
        let first = tokens[..tokens.len().min(last + 1)]
            .partition_point(|token| span.start + token.start <= start);
        let bound = first.checked_sub(1).and_then(|first| tokens.get(first));
        let begin = bound.map_or(start, |token| span.start + token.start);
        let Some(token) = tokens.get(last) else { return (begin, end) };
        let inflected = |token: &Token<'_>, next: &Token<'_>| {
            token.pos.inflects() && (next.pos.inflects() || matches!(next.lemma, "て" | "で"))
        };
        let more = tokens[last..].windows(2).take_while(|pair| inflected(&pair[0], &pair[1]));
        let end = more.last().map_or(token.end, |pair| pair[1].end);
        (begin, span.start + end)
    }
}
