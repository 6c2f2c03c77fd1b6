//! What the programs that run tests print: how many tests passed, which failed and why, and which passed
//! only when they were tried again.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

/// The tests of one suite; a check without tests of its own, the formatter's say, counts as one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

pub const ONE_PASSED: Counts = Counts { passed: 1, failed: 0 };

/// A test that failed, or what else went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub name: String,
    /// The first lines of what is printed about it.
    pub why: Vec<String>,
}

/// What a suite printed, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub counts: Counts,
    pub failures: Vec<Failure>,
    /// The names of the tests that failed first and passed then.
    pub retried: Vec<String>,
}

/// How many lines the summary has for the failures of one suite.
const LINES: usize = 12;
/// How many lines are kept of what is printed about one failure.
const LINES_OF_FAILURE: usize = 8;

/// Reads what Rust's test harness and wasm-bindgen's print: `test result: ok. 3 passed; 0 failed; …` for the
/// tests of a program, and `---- name stdout ----` before what a failed one printed.
pub fn libtest(printed: &str) -> Report {
    let lines = printed.lines().filter_map(|line| line.trim().strip_prefix("test result: "));
    let counts = lines.map(|line| counted(line.split(['.', ';']))).sum();
    let name = |line: &str| {
        let title = line.trim().strip_prefix("---- ")?.strip_suffix(" ----")?;
        Some(title.rsplit_once(' ')?.0.to_owned())
    };
    let ends = |line: &str| line.trim() == "failures:" || line.contains("RUST_BACKTRACE=");
    Report { counts, failures: failures(printed, name, ends, |_| false), retried: Vec::new() }
}

/// Reads what vitest prints: `Tests  1 failed | 3 passed (4)`, ` FAIL  file > name` before what a failed one
/// printed, down to the place in the code, and `✓ name 12ms (retry x1)`.
pub fn vitest(printed: &str) -> Report {
    let lines = printed.lines().filter_map(|line| line.trim().strip_prefix("Tests "));
    let counts = lines.map(|line| counted(line.split(['|', '(']))).sum();
    let name = |line: &str| Some(line.trim().strip_prefix("FAIL ")?.trim().to_owned());
    let ends = |line: &str| line.starts_with('⎯');
    let last = |line: &str| line.trim().starts_with('❯');
    let retried = printed.lines().filter_map(|line| {
        let (test, _) = line.trim().strip_prefix('✓')?.split_once(" (retry x")?;
        // Behind the name stands how long it took.
        Some(test.trim().rsplit_once(' ').map_or(test, |(name, _)| name).trim().to_owned())
    });
    let failures = failures(printed, name, ends, last);
    Report { counts, failures, retried: retried.collect() }
}

/// The failures in what a program printed: each begins at a line that names it and ends before the next, at
/// a line that ends it, or with its last line.
fn failures(
    printed: &str,
    name: impl Fn(&str) -> Option<String>,
    ends: impl Fn(&str) -> bool,
    last: impl Fn(&str) -> bool,
) -> Vec<Failure> {
    let mut all: Vec<Failure> = Vec::new();
    let mut open = false;
    for line in printed.lines() {
        if let Some(name) = name(line) {
            open = true;
            // A test that was tried again is named for each time.
            if all.last().is_none_or(|failure| failure.name != name || !failure.why.is_empty()) {
                all.push(Failure { name, why: Vec::new() });
            }
        } else if ends(line) {
            open = false;
        } else if let (true, false, Some(failure)) = (open, line.trim().is_empty(), all.last_mut())
        {
            if failure.why.len() < LINES_OF_FAILURE || last(line) {
                failure.why.push(line.trim_end().to_owned());
            }
            open = !last(line);
        }
    }
    all
}

/// The end of what a program printed that fails as a whole.
pub fn end_of(printed: &str) -> Vec<String> {
    let mut lines: Vec<_> = printed.lines().filter(|line| !line.trim().is_empty()).collect();
    lines.drain(..lines.len().saturating_sub(LINES));
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Adds up `3 passed` and `1 failed` among the pieces of a line.
fn counted<'l>(pieces: impl Iterator<Item = &'l str>) -> Counts {
    let mut counts = Counts::default();
    for piece in pieces {
        match piece.trim().split_once(' ').map(|(number, word)| (number.parse::<u64>(), word)) {
            Some((Ok(number), "passed")) => counts.passed += number,
            Some((Ok(number), "failed")) => counts.failed += number,
            _ => {}
        }
    }
    counts
}

impl Report {
    /// What a summary says beside the counts: every failure by its name, with as much of why as there is room
    /// for, and what passed only when it was tried again.
    pub fn remarks(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let named = if self.failures.len() > LINES { LINES - 1 } else { self.failures.len() };
        for failure in &self.failures[..named] {
            lines.push(failure.name.clone());
            let room = (LINES / named).saturating_sub(1);
            lines.extend(failure.why.iter().take(room).map(|line| format!("  {line}")));
        }
        if named < self.failures.len() {
            lines.push(format!("and {} more", self.failures.len() - named));
        }
        lines.extend(self.retried.iter().map(|name| format!("passed when tried again: {name}")));
        lines
    }
}

impl From<Counts> for Report {
    fn from(counts: Counts) -> Self {
        Self { counts, ..Self::default() }
    }
}

impl Add for Report {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self.counts = self.counts + other.counts;
        self.failures.extend(other.failures);
        self.retried.extend(other.retried);
        self
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, counts| sum + counts)
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VITEST: &str = "
 ❯ |e2e| tests/e2e/pile.test.ts (3 tests | 1 failed) 817ms
     ✓ are read 405ms (retry x1)
     ✓ are kept 301ms
     × are saved 807ms (retry x1)

⎯⎯⎯⎯⎯⎯ Failed Suites 1 ⎯⎯⎯⎯⎯⎯

 FAIL  |e2e| tests/e2e/core.test.ts [ tests/e2e/core.test.ts ]
Error: no browser
 ❯ tests/e2e/core.test.ts:2:25
      1| import { test } from \"vitest\";

⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[1/2]⎯

⎯⎯⎯⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯⎯⎯⎯

 FAIL  |e2e| tests/e2e/pile.test.ts > files > are saved
 FAIL  |e2e| tests/e2e/pile.test.ts > files > are saved
AssertionError: expected 2 to be 3

- Expected
+ Received

 ❯ tests/e2e/pile.test.ts:5:95
      5|   expect(rows).toBe(3);
       |                ^

⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[2/2]⎯

 Test Files  2 failed | 2 passed (4)
      Tests  1 failed | 11 passed (12)
";

    #[test]
    fn vitest_tells_which_tests_failed_and_which_passed_late() {
        let report = vitest(VITEST);
        assert_eq!(report.counts, Counts { passed: 11, failed: 1 });
        assert_eq!(
            report.remarks(),
            [
                "|e2e| tests/e2e/core.test.ts [ tests/e2e/core.test.ts ]",
                "  Error: no browser",
                "   ❯ tests/e2e/core.test.ts:2:25",
                "|e2e| tests/e2e/pile.test.ts > files > are saved",
                "  AssertionError: expected 2 to be 3",
                "  - Expected",
                "  + Received",
                "   ❯ tests/e2e/pile.test.ts:5:95",
                "passed when tried again: are read",
            ]
        );
        let clean = vitest("      Tests  4 passed (4)\n");
        assert_eq!(clean, Counts { passed: 4, failed: 0 }.into());
    }

    #[test]
    fn the_harnesses_of_rust_tell_which_tests_failed() {
        let report = libtest(
            "test reader::tests::cuts ... FAILED\n\nfailures:\n\n\
            ---- reader::tests::cuts stdout ----\n\n\
            thread 'reader::tests::cuts' panicked at src/reader.rs:9:5:\n\
            assertion `left == right` failed\n  left: 1\n right: 2\n\
            note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n\n\n\
            failures:\n    reader::tests::cuts\n\n\
            test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured\n\
            failures:\n\n---- src/lib.rs - (line 10) stdout ----\nerror[E0425]: not found\n\n\
            ---- wasm_node::offsets output ----\n    error output:\n        panicked at tests/wasm_node.rs\n\n\
            failures:\n\n    wasm_node::offsets\n\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured\n",
        );
        assert_eq!(report.counts, Counts { passed: 5, failed: 1 });
        assert_eq!(
            report.remarks(),
            [
                "reader::tests::cuts",
                "  thread 'reader::tests::cuts' panicked at src/reader.rs:9:5:",
                "  assertion `left == right` failed",
                "    left: 1",
                "src/lib.rs - (line 10)",
                "  error[E0425]: not found",
                "wasm_node::offsets",
                "      error output:",
                "          panicked at tests/wasm_node.rs",
            ]
        );
    }

    #[test]
    fn many_failures_are_named_and_the_rest_is_counted() {
        let printed: String =
            (0..20).map(|n| format!("---- test_{n} stdout ----\nwhy\n\n")).collect();
        let remarks = libtest(&printed).remarks();
        assert_eq!(remarks.len(), LINES);
        assert_eq!(remarks[10], "test_10");
        assert_eq!(remarks[11], "and 9 more");
    }

    #[test]
    fn the_end_of_what_was_printed_tells_why_a_program_failed() {
        let printed: String = (0..30).map(|n| format!("line {n}\n\n")).collect();
        let end = end_of(&printed);
        assert_eq!(end.len(), LINES);
        assert_eq!(end.last().unwrap(), "line 29");
    }
}
