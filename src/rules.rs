//! Tables and a tokeniser in, one compiled set of rules out.
//!
//! It stands alone so that every rule of every table is found in one pass over the text.

use crate::pattern::{Match, PatternSet, PatternSetBuilder, Sentence};
use crate::tables::{CueKind, Tables};
use crate::token::Tokenizer;
use crate::{Error, Result};

/// What a data type's hint weighs: too little for a type by itself, enough in a list of them.
const HINT: f64 = 0.42;

/// The weight from which a cause's match is a strong sign of an incident.
pub(crate) const STRONG: f64 = 2.0;

/// What a match of a rule speaks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Target {
    /// A cause: its place in the table.
    Cause { cause: usize, weight: f64, named: bool },
    /// What looks like one of these causes (a bit each) and is none.
    NotCause(u32),
    /// A data type: its place in the table.
    Data { data: usize, weight: f64 },
    /// What looks like one of these data types (a bit each) and is none.
    NotData(u32),
    /// A cue.
    Cue(CueKind),
    /// A feature of detection: its place in the table.
    Feature { feature: usize, title: bool },
    /// What follows a number that counts something else.
    NotCountAfter,
    /// What stands before a number that counts something else.
    NotCountBefore,
}

/// A rule that fired in a sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit<'r> {
    pub start: usize,
    pub end: usize,
    pub target: &'r Target,
    /// The pattern as its writer wrote it.
    pub pattern: &'r str,
}

/// Every rule of the tables, compiled.
pub(crate) struct Rules {
    set: PatternSet,
    rules: Vec<(Target, String)>,
}

impl Rules {
    /// Compiles tables.
    pub fn compile(tables: &Tables, tokenizer: &Tokenizer) -> Result<Self> {
        let mut builder = PatternSetBuilder::new(tokenizer, &tables.classes);
        let mut rules = Vec::new();
        let mut add = |file: &str, entry: &str, target: Target, patterns: &[String]| {
            for pattern in patterns {
                builder.add(pattern).map_err(|message| {
                    Error::table(file, format!("{entry}: 「{pattern}」"), message)
                })?;
                rules.push((target.clone(), pattern.clone()));
            }
            Ok(())
        };
        let causes: Vec<&str> = tables.cause_ids().collect();
        for (cause, row) in tables.causes.cause.iter().enumerate() {
            for rule in &row.rule {
                let target = Target::Cause { cause, weight: rule.weight, named: rule.named };
                add("causes.toml", &row.id, target, &rule.patterns)?;
            }
        }
        for except in &tables.causes.except {
            add(
                "causes.toml",
                "except",
                Target::NotCause(bits(&causes, &except.causes)),
                &except.patterns,
            )?;
        }
        let types: Vec<&str> = tables.data_type_ids().collect();
        for (data, row) in tables.data.data_type.iter().enumerate() {
            let patterns = [&row.patterns[..], &loose(&row.patterns, tokenizer)].concat();
            add("data_types.toml", &row.id, Target::Data { data, weight: 1.0 }, &patterns)?;
            add("data_types.toml", &row.id, Target::Data { data, weight: HINT }, &row.hint)?;
        }
        for except in &tables.data.except {
            add(
                "data_types.toml",
                "except",
                Target::NotData(bits(&types, &except.types)),
                &except.patterns,
            )?;
        }
        for cue in &tables.cues {
            add("cues.toml", cue.kind.name(), Target::Cue(cue.kind), &cue.patterns)?;
        }
        for (feature, row) in tables.detection.feature.iter().enumerate() {
            add(
                "detection.toml",
                &row.id,
                Target::Feature { feature, title: row.title },
                &row.patterns,
            )?;
        }
        add("facts.toml", "count", Target::NotCountAfter, &tables.facts.count.not_after)?;
        add("facts.toml", "count", Target::NotCountBefore, &tables.facts.count.not_before)?;
        let set = builder
            .build()
            .map_err(|message| Error::table("the tables", "all patterns", message))?;
        Ok(Self { set, rules })
    }

    /// Every rule that fires in a sentence, by start; what an exception covers is left out.
    pub fn find(&self, sentence: &Sentence<'_>) -> Vec<Hit<'_>> {
        self.hits(&self.set.find(sentence))
    }

    fn hits(&self, matches: &[Match]) -> Vec<Hit<'_>> {
        let hit = |found: &Match| {
            let (target, pattern) = &self.rules[found.pattern];
            Hit { start: found.start, end: found.end, target, pattern }
        };
        let exceptions: Vec<Hit<'_>> = matches
            .iter()
            .map(hit)
            .filter(|hit| matches!(hit.target, Target::NotCause(_) | Target::NotData(_)))
            .collect();
        let covered = |hit: &Hit<'_>| {
            exceptions.iter().any(|except| {
                let concerns = match (except.target, hit.target) {
                    (Target::NotCause(causes), Target::Cause { cause, .. }) => {
                        causes >> cause & 1 == 1
                    }
                    (Target::NotData(types), Target::Data { data, .. }) => types >> data & 1 == 1,
                    _ => false,
                };
                let inside = |at: usize| except.start <= at && at < except.end;
                concerns && (inside(hit.start) || inside(hit.end - 1))
            })
        };
        matches
            .iter()
            .map(hit)
            .filter(|hit| {
                !matches!(hit.target, Target::NotCause(_) | Target::NotData(_)) && !covered(hit)
            })
            .collect()
    }
}

/// Compounds as people also write them: 診察券の番号 for 診察券番号.
fn loose(words: &[String], tokenizer: &Tokenizer) -> Vec<String> {
    let plain = |word: &&String| word.chars().all(|c| c.is_alphanumeric());
    words
        .iter()
        .filter(plain)
        .filter_map(|word| {
            let tokens = tokenizer.tokenize(word);
            let nouns = tokens.len() >= 2 && tokens.iter().all(|token| token.pos.nominal());
            let last =
                tokens.last().filter(|token| nouns && word[token.start..].chars().count() >= 2)?;
            Some(format!("{}の{}", &word[..last.start], &word[last.start..]))
        })
        .filter(|loose| !words.contains(loose))
        .collect()
}

/// A bit for each of the `chosen` ids; every bit where none is chosen.
fn bits(ids: &[&str], chosen: &[String]) -> u32 {
    if chosen.is_empty() {
        return u32::MAX;
    }
    chosen
        .iter()
        .filter_map(|id| ids.iter().position(|known| known == id))
        .fold(0, |bits, position| bits | 1 << position)
}

#[cfg(all(test, feature = "embedded-dictionary", not(target_family = "wasm")))]
mod tests {
    use std::path::Path;
    use std::{env, fs};

    use super::*;
    use crate::{Dictionary, document, normalize};

    /// The texts of the files in a folder that hold one object with a `text` a line.
    fn texts(folder: &Path) -> Vec<String> {
        let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        let lines = files
            .filter(|file| file.extension().is_some_and(|extension| extension == "jsonl"))
            .flat_map(|file| {
                fs::read_to_string(file).unwrap().lines().map(str::to_owned).collect::<Vec<_>>()
            });
        lines
            .filter_map(|line| {
                let row: serde_json::Value = serde_json::from_str(&line).unwrap();
                row["text"].as_str().map(str::to_owned)
            })
            .collect()
    }

    /// Without the prefilter every word of every pattern is looked for at every place, in a sentence that was
    /// split into tokens before anybody asked.
    #[test]
    fn the_prefilter_loses_nothing() {
        let tables = Tables::built_in();
        let tokenizer = Tokenizer::new(&Dictionary::embedded().unwrap());
        let rules = Rules::compile(&tables, &tokenizer).unwrap();
        let keys = rules.set.keys();
        let longest = keys.keys().map(|key| key.chars().count()).max().unwrap();
        let everywhere = |text: &str| -> Vec<(u32, usize, usize)> {
            let places: Vec<usize> =
                text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let words = |first: usize| {
                let ends = places[first + 1..].iter().take(longest);
                ends.map(move |&end| (first, end))
            };
            (0..places.len() - 1)
                .flat_map(words)
                .filter_map(|(first, end)| {
                    let start = places[first];
                    keys.get(&text[start..end]).map(|&key| (key, start, end))
                })
                .collect()
        };
        let mut texts_at_hand = texts(Path::new("tests/corpus"));
        let real = Path::new("../shared/data");
        if real.is_dir() {
            texts_at_hand.extend(texts(real));
        } else {
            eprintln!(
                "no real texts in {}: only those of the corpus were read",
                env::current_dir().unwrap().join(real).display()
            );
        }
        let mut found = 0;
        for text in texts_at_hand {
            let normalized = normalize::normalize(&text).text;
            for span in &document::read(&normalized, &tables.sections).sentences {
                let words = &normalized[span.start..span.end];
                let (asked, told) =
                    (Sentence::new(words, &tokenizer), Sentence::new(words, &tokenizer));
                assert!(told.tokens().len() <= words.len());
                let all = rules.set.confirm(everywhere(words).into_iter(), &told);
                let place = |hit: &Hit<'_>| (hit.start, hit.end, hit.pattern.to_owned());
                let hits: Vec<_> = rules.find(&asked).iter().map(place).collect();
                assert_eq!(hits, rules.hits(&all).iter().map(place).collect::<Vec<_>>(), "{words}");
                found += hits.len();
            }
        }
        assert!(found > 1_000, "{found} rules fired in all texts");
    }
}
