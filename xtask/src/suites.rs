//! Every suite of tests, one after the other: a failed one does not stop the rest, and the run ends with
//! a line for each.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use crate::TestArguments;
use crate::browser::{self, Browser, Firefox, WebKit};
use crate::build;
use crate::eval;
use crate::install::{WasmTools, cargo_deny, npm_packages, wasm_tools};
use crate::package;
use crate::process::{cargo, command, npm, shown, watch};
use crate::reports::{Counts, Failure, ONE_PASSED, Report, end_of, libtest, vitest};

const NOT_BUILT: &str = "the page could not be built";
const NOT_PACKED: &str = "the package could not be built";

/// What became of a suite.
struct Line {
    name: &'static str,
    outcome: Outcome,
}

enum Outcome {
    Ran { report: Report, time: Duration, message: Option<String> },
    LeftOut(&'static str),
}

#[derive(Default)]
struct Summary {
    lines: Vec<Line>,
}

/// Runs the suites that were asked for; the exit code tells whether all passed.
pub fn run(arguments: TestArguments) -> ExitCode {
    let mut summary = Summary::default();
    summary.suite("dictionary", || build::dictionary().map(|()| ONE_PASSED));
    if !arguments.consumers {
        native(&mut summary);
    }
    if !arguments.fast {
        let tools = wasm_tools();
        if !arguments.consumers {
            dependencies(&mut summary);
            webassembly(&mut summary, &tools, arguments.no_browser);
        }
        let packed = package(&mut summary, &tools);
        if !arguments.consumers {
            page(&mut summary, &tools, packed, arguments.no_browser);
        }
        consumers(&mut summary, packed, arguments.no_browser);
    }
    print!("\n{summary}");
    if summary.total().failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn native(summary: &mut Summary) {
    summary.suite("format", || check(&mut cargo(["fmt", "--all", "--check"])));
    summary.suite("lint", || {
        check(&mut cargo(
            "clippy --workspace --all-targets --features cli -- -D warnings".split(' '),
        ))
    });
    summary.suite("documentation", || {
        let mut doc = cargo("doc --workspace --no-deps --features cli".split(' '));
        check(doc.env("RUSTDOCFLAGS", "-D warnings"))
    });
    summary.suite("native tests", || {
        run_tests(&mut cargo("test --workspace --features cli --no-fail-fast".split(' ')), libtest)
    });
    summary.suite("quality", || eval::hold(&build::command_line()?).map(|()| ONE_PASSED));
}

/// What `deny.toml` says. Advisories are left out: their database lies on GitHub, and a test run needs
/// nothing but the registries of packages.
fn dependencies(summary: &mut Summary) {
    summary.suite("dependencies", || {
        let all = "--workspace check --deny warnings licenses bans sources";
        check(&mut command(cargo_deny()?, all.split(' ')))
    });
}

fn webassembly(summary: &mut Summary, tools: &Result<WasmTools>, no_browser: bool) {
    let lint = |arguments: &str| {
        let clippy = "clippy --package jiken --target wasm32-unknown-unknown";
        check(&mut cargo(format!("{clippy} {arguments} -- -D warnings").split(' ')))
    };
    summary.suite("lint for WebAssembly", || {
        available(tools)?;
        Ok(lint("--lib --no-default-features")?
            + lint("--lib --test wasm_node --test wasm_browser")?)
    });
    summary.suite("WebAssembly in Node", || {
        let tools = available(tools)?;
        let mut wasm_pack = tools.wasm_pack(&["test", "--node"]);
        wasm_pack.args(["--", "--test", "wasm_node"]);
        run_tests(&mut wasm_pack, libtest)
    });
    let name = "WebAssembly in Chrome";
    if no_browser {
        return summary.leave_out(name, "--no-browser");
    }
    let test = |options: [&str; 2], driver: &Path, capabilities: PathBuf| {
        let mut wasm_pack = available(tools)?.wasm_pack(&["test"]);
        wasm_pack
            .arg("--headless")
            .args(options)
            .arg(driver)
            .args(["--", "--test", "wasm_browser"])
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities)
            // Seconds for all tests together, on a slow machine too.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "300");
        run_tests(&mut wasm_pack, libtest)
    };
    summary.suite(name, || {
        let browser = browser::browser()?;
        test(["--chrome", "--chromedriver"], &browser.chromedriver, browser.capabilities()?)
    });
    summary.suite("WebAssembly in Firefox", || {
        let browser = browser::firefox()?;
        test(["--firefox", "--geckodriver"], &browser.geckodriver, browser.capabilities()?)
    });
}

fn page(summary: &mut Summary, tools: &Result<WasmTools>, packed: bool, no_browser: bool) {
    let mut built = false;
    summary.suite("build", || {
        build::page_packages()?;
        build::page(available(tools)?)?;
        build::single_file()?;
        built = true;
        Ok(ONE_PASSED)
    });
    summary.suite("byte budgets", || {
        if !built {
            bail!(NOT_BUILT);
        }
        build::check_sizes()?;
        build::check_single_file()?;
        Ok(ONE_PASSED + ONE_PASSED)
    });
    summary.suite("page: types and lint", || check(&mut npm("www", ["run", "check"])));
    summary.suite("page: units", || run_tests(&mut npm("www", ["run", "test:unit"]), vitest));
    let name = "page in Chrome";
    if no_browser {
        return summary.leave_out(name, "--no-browser");
    }
    summary.suite(name, || {
        if !built {
            bail!(NOT_BUILT);
        }
        let Browser { chrome, chromedriver } = browser::browser()?;
        let mut npm = npm("www", ["run", "test:e2e"]);
        npm.env("CHROME", chrome).env("CHROMEDRIVER", chromedriver);
        // The page's results are compared with the command's.
        run_tests(npm.env("JIKEN_COMMAND", build::command_line()?), vitest)
    });
    // What may differ from one engine to the other, in each of them by the same protocol.
    let engine = |name: &str, programs: &[(&str, &Path)]| {
        if !built {
            bail!(NOT_BUILT);
        }
        if !packed {
            bail!(NOT_PACKED);
        }
        let mut npm = npm("www", ["run", "test:engine"]);
        run_tests(npm.env("ENGINE", name).envs(programs.iter().copied()), vitest)
    };
    summary.suite("engine: Chromium", || {
        let Browser { chrome, chromedriver } = browser::browser()?;
        engine("chromium", &[("BROWSER", &chrome), ("CHROMEDRIVER", &chromedriver)])
    });
    summary.suite("engine: Firefox", || {
        let Firefox { firefox, geckodriver } = browser::firefox()?;
        engine("firefox", &[("BROWSER", &firefox), ("GECKODRIVER", &geckodriver)])
    });
    let name = "engine: WebKit";
    match browser::webkit() {
        Ok(None) => summary.leave_out(name, "WebDriver steers WebKit on Linux only"),
        webkit => summary.suite(name, || {
            let WebKit { browser, driver, screen } = webkit?.context("there is none")?;
            let programs: [(_, &Path); 3] =
                [("BROWSER", &browser), ("WEBKITDRIVER", &driver), ("XVFB", &screen)];
            engine("webkit", &programs)
        }),
    }
}

/// The npm package and the crate as they would be published; whether there is a package.
fn package(summary: &mut Summary, tools: &Result<WasmTools>) -> bool {
    let mut packed = false;
    summary.suite("package", || {
        build::page_packages()?;
        build::webassembly(available(tools)?)?;
        package::pack()?;
        packed = true;
        package::check_sizes()?;
        Ok(ONE_PASSED + ONE_PASSED)
    });
    // It builds what it packs, with no network: it holds the dictionary.
    summary.suite("crate as published", || {
        check(&mut cargo([
            "package",
            "--quiet",
            "--offline",
            "--allow-dirty",
            "--package",
            "jiken",
        ]))
    });
    packed
}

/// Those who use the npm package.
fn consumers(summary: &mut Summary, packed: bool, no_browser: bool) {
    let name = "consumers";
    if no_browser {
        return summary.leave_out(name, "--no-browser");
    }
    summary.suite(name, || {
        if !packed {
            bail!(NOT_PACKED);
        }
        npm_packages("www/tests/consumers", "bundlers, frameworks and runtimes to try it with")?;
        let mut npm = npm("www", ["run", "test:consumers"]);
        run_tests(npm.env("CHROME", browser::browser()?.chrome), vitest)
    });
}

/// The tools, or again why they could not be had.
fn available(tools: &Result<WasmTools>) -> Result<&WasmTools> {
    tools.as_ref().map_err(|error| anyhow!("{error:#}"))
}

/// A program that passes or fails as a whole.
fn check(command: &mut Command) -> Result<Report> {
    let (success, printed) = watch(command)?;
    if success {
        return Ok(ONE_PASSED.into());
    }
    let counts = Counts { passed: 0, failed: 1 };
    Ok(Report { counts, failures: vec![as_a_whole(command, &printed)], retried: Vec::new() })
}

/// A program that runs tests and tells how many.
fn run_tests(command: &mut Command, read: fn(&str) -> Report) -> Result<Report> {
    let (success, printed) = watch(command)?;
    let mut report = read(&printed);
    if !success && report.failures.is_empty() {
        // It did not compile, say, or broke off.
        report.failures.push(as_a_whole(command, &printed));
    }
    if !success {
        report.counts.failed = report.counts.failed.max(1);
    }
    if success && report.counts.passed == 0 {
        bail!("no test was run");
    }
    Ok(report)
}

fn as_a_whole(command: &Command, printed: &str) -> Failure {
    Failure { name: format!("`{}` failed", shown(command)), why: end_of(printed) }
}

impl Summary {
    fn suite<R: Into<Report>>(&mut self, name: &'static str, run: impl FnOnce() -> Result<R>) {
        println!("\n{name}");
        let start = Instant::now();
        let (report, message) = match run() {
            Ok(report) => (report.into(), None),
            Err(error) => {
                eprintln!("error: {error:#}");
                (Counts { passed: 0, failed: 1 }.into(), Some(format!("{error:#}")))
            }
        };
        let outcome = Outcome::Ran { report, time: start.elapsed(), message };
        self.lines.push(Line { name, outcome });
    }

    fn leave_out(&mut self, name: &'static str, why: &'static str) {
        self.lines.push(Line { name, outcome: Outcome::LeftOut(why) });
    }

    fn total(&self) -> Counts {
        let counts = self.lines.iter().map(|line| match &line.outcome {
            Outcome::Ran { report, .. } => report.counts,
            Outcome::LeftOut(_) => Counts::default(),
        });
        counts.sum()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Line { name, outcome } in &self.lines {
            match outcome {
                Outcome::Ran { report: Report { counts, .. }, time, message } => {
                    let word = if counts.failed == 0 { "ok" } else { "FAILED" };
                    let (counts, seconds) = (counts.to_string(), time.as_secs_f64());
                    write!(f, "{word:<8} {name:<24} {counts:<24} {seconds:>7.1} s")?;
                    match message {
                        Some(message) => writeln!(f, "  {message}")?,
                        None => writeln!(f)?,
                    }
                }
                Outcome::LeftOut(why) => writeln!(f, "{:<8} {name:<24} {why}", "left out")?,
            }
        }
        writeln!(f, "{}", self.total())?;
        // At the end, so that a log whose beginning is cut tells it still.
        for Line { name, outcome } in &self.lines {
            let Outcome::Ran { report, .. } = outcome else { continue };
            let remarks = report.remarks();
            if !remarks.is_empty() {
                writeln!(f, "\n{name}:")?;
            }
            for remark in remarks {
                writeln!(f, "  {remark}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suite_that_cannot_run_fails_and_the_rest_goes_on() {
        let mut summary = Summary::default();
        summary.suite("first", || -> Result<Report> { bail!("there is no browser") });
        summary.leave_out("second", "--no-browser");
        summary.suite("third", || Ok(Counts { passed: 3, failed: 0 }));
        let printed = summary.to_string();
        let lines: Vec<_> = printed.lines().collect();
        assert!(
            lines[0].starts_with("FAILED") && lines[0].contains("there is no browser"),
            "{printed}"
        );
        assert!(lines[1].starts_with("left out") && lines[1].contains("--no-browser"), "{printed}");
        assert!(lines[2].starts_with("ok") && lines[2].contains("3 passed, 0 failed"), "{printed}");
        assert_eq!(lines[3], "3 passed, 1 failed");
    }

    #[test]
    fn a_run_without_any_test_is_no_success() {
        assert!(run_tests(&mut cargo(["--version"]), libtest).is_err());
        let failed = run_tests(&mut cargo(["no-such-command"]), libtest).unwrap();
        assert_eq!(failed.counts, Counts { passed: 0, failed: 1 });
        assert!(failed.remarks().concat().contains("no such command"), "{failed:?}");
    }
}
