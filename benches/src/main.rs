//! Characters a second, natively: jiken on one core and on all, lindera's own segmentation, and a plain
//! Aho-Corasick scan for every word of the tables.
//!
//! `jiken-bench TEXTS` reads a JSON array of texts and prints JSON; `cargo xtask bench` runs it.

#[cfg(target_family = "wasm")]
fn main() {}

#[cfg(not(target_family = "wasm"))]
fn main() -> anyhow::Result<()> {
    native::main()
}

#[cfg(not(target_family = "wasm"))]
mod native {
    use std::collections::BTreeSet;
    use std::hint::black_box;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Instant;
    use std::{env, fs, thread};

    use anyhow::{Context, Result};
    use daachorse::CharwiseDoubleArrayAhoCorasick;
    use jiken::{Classifier, Dictionary, Tables};
    use serde::Serialize;

    /// Rounds over all texts; the median of them counts.
    const ROUNDS: usize = 3;

    #[derive(Serialize)]
    struct Results {
        characters: usize,
        cores: usize,
        /// Characters a second.
        jiken: f64,
        jiken_all_cores: f64,
        lindera: f64,
        aho_corasick: f64,
        /// How many words the scan looks for.
        aho_corasick_words: usize,
        /// Nanoseconds a character for one text of so many bytes.
        linearity: Vec<(usize, f64)>,
    }

    pub fn main() -> Result<()> {
        let file = env::args().nth(1).context("jiken-bench TEXTS")?;
        let texts: Vec<String> =
            serde_json::from_str(&fs::read_to_string(&file)?).with_context(|| file)?;
        let dictionary = Dictionary::embedded()?;
        let classifier = Classifier::embedded()?;
        let patterns = patterns();
        let scan = CharwiseDoubleArrayAhoCorasick::<u32>::new(&patterns)
            .map_err(|error| anyhow::anyhow!("the scan's automaton: {error}"))?;

        let characters = texts.iter().map(|text| text.chars().count()).sum::<usize>();
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let each = |work: &dyn Fn(&str)| {
            per_second(characters, || texts.iter().for_each(|text| work(text)))
        };
        let classify = |text: &str| {
            black_box(classifier.classify(text).expect("every text is short enough"));
        };
        let results = Results {
            characters,
            cores,
            jiken: each(&classify),
            lindera: each(&|text| {
                black_box(dictionary.count_words(text).expect("lindera splits any text"));
            }),
            aho_corasick: each(&|text| {
                black_box(scan.find_overlapping_iter(text).count());
            }),
            aho_corasick_words: patterns.len(),
            jiken_all_cores: per_second(characters, || {
                let next = AtomicUsize::new(0);
                thread::scope(|scope| {
                    for _ in 0..cores {
                        scope.spawn(|| {
                            while let Some(text) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
                                classify(text);
                            }
                        });
                    }
                });
            }),
            linearity: [10_000, 100_000, 1_000_000, 9_900_000]
                .map(|bytes| (bytes, 1e9 / linear(&texts, bytes, &classify)))
                .to_vec(),
        };
        println!("{}", serde_json::to_string(&results)?);
        Ok(())
    }

    /// Characters a second in one text of about so many bytes, which is many articles one after the other.
    fn linear(texts: &[String], bytes: usize, classify: &dyn Fn(&str)) -> f64 {
        let mut text = String::new();
        for article in texts.iter().cycle() {
            if text.len() + article.len() > bytes {
                break;
            }
            text.push_str(article);
            text.push_str("\n\n");
        }
        let times = 1_000_000 / bytes + 1;
        per_second(times * text.chars().count(), || (0..times).for_each(|_| classify(&text)))
    }

    /// The median of some rounds, after one that warms up.
    fn per_second(characters: usize, work: impl Fn()) -> f64 {
        work();
        let mut rounds: Vec<f64> = (0..ROUNDS)
            .map(|_| {
                let start = Instant::now();
                work();
                characters as f64 / start.elapsed().as_secs_f64()
            })
            .collect();
        rounds.sort_by(f64::total_cmp);
        rounds[ROUNDS / 2]
    }

    /// Every run of Japanese letters in the tables that a person wrote: what a program that merely looks for
    /// words would look for.
    fn patterns() -> Vec<String> {
        let mut found = BTreeSet::new();
        for (name, content) in Tables::built_in_files() {
            if ["causes.toml", "data_types.toml", "cues.toml", "facts.toml", "words.toml"]
                .contains(name)
            {
                let table: toml::Table =
                    toml::from_str(content).expect("the built-in tables are TOML");
                table.values().for_each(|value| collect(value, &mut found));
            }
        }
        found.into_iter().collect()
    }

    fn collect(value: &toml::Value, found: &mut BTreeSet<String>) {
        match value {
            toml::Value::String(text) => {
                let letter = |c: char| matches!(c, 'ぁ'..='ヿ' | '一'..='鿿' | '々');
                let runs =
                    text.split(|c| !letter(c)).filter(|run| (2..=8).contains(&run.chars().count()));
                found.extend(runs.map(str::to_owned));
            }
            toml::Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
            toml::Value::Table(table) => {
                let written =
                    |key: &str| !["example", "counter", "description", "ja", "en"].contains(&key);
                table
                    .iter()
                    .filter(|(key, _)| written(key))
                    .for_each(|(_, value)| collect(value, found));
            }
            _ => {}
        }
    }
}
