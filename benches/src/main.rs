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

    /// Rounds over all texts; the fastest of them counts.
    const ROUNDS: usize = 5;

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
        let classify = |text: &str| {
            black_box(classifier.classify(text).expect("every text is short enough"));
        };
        let on_all_cores = || {
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
        };
        let lindera = |text: &str| {
            black_box(dictionary.count_words(text).expect("lindera splits any text"));
        };
        let scan = |text: &str| {
            black_box(scan.find_overlapping_iter(text).count());
        };
        let each = |work: &dyn Fn(&str)| texts.iter().for_each(|text| work(text));
        let [jiken, jiken_all_cores, lindera, aho_corasick] =
            fastest([&|| each(&classify), &on_all_cores, &|| each(&lindera), &|| each(&scan)])
                .map(|seconds| characters as f64 / seconds);
        let long = [10_000, 100_000, 1_000_000, 9_900_000].map(|bytes| joined(&texts, bytes));
        let times = |text: &str| 2_000_000 / text.len() + 1;
        let [a, b, c, d] = &long;
        let again = |text: &str| (0..times(text)).for_each(|_| classify(text));
        let seconds = fastest([&|| again(a), &|| again(b), &|| again(c), &|| again(d)]);
        let nanoseconds = |(text, seconds): (&String, f64)| {
            (text.len(), 1e9 * seconds / (times(text) * text.chars().count()) as f64)
        };
        let results = Results {
            characters,
            cores,
            jiken,
            jiken_all_cores,
            lindera,
            aho_corasick,
            aho_corasick_words: patterns.len(),
            linearity: long.iter().zip(seconds).map(nanoseconds).collect(),
        };
        println!("{}", serde_json::to_string(&results)?);
        Ok(())
    }

    /// Articles one after the other in one text of about so many bytes.
    fn joined(texts: &[String], bytes: usize) -> String {
        let mut text = String::new();
        for article in texts.iter().cycle() {
            if text.len() + article.len() > bytes {
                break;
            }
            text.push_str(article);
            text.push_str("\n\n");
        }
        text
    }

    /// The seconds of each, in its fastest of some rounds: in turns, so that what else the machine does is as
    /// much in the way of one as of the other.
    fn fastest<const N: usize>(works: [&dyn Fn(); N]) -> [f64; N] {
        let mut fastest = [f64::INFINITY; N];
        for _ in 0..ROUNDS {
            for (work, fastest) in works.iter().zip(&mut fastest) {
                let start = Instant::now();
                work();
                *fastest = fastest.min(start.elapsed().as_secs_f64());
            }
        }
        fastest
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
