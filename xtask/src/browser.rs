//! The browser that runs the tests: Chrome or Chromium with its chromedriver.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::install::{install, ready};
use crate::process::{command, find, output, run};
use crate::root;

/// A browser and the program that steers it.
pub struct Browser {
    /// Chrome or Chromium.
    pub chrome: PathBuf,
    /// Its chromedriver.
    pub chromedriver: PathBuf,
}

const CHROMES: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const WHY: &str = "the page and its WebAssembly are tested in a real browser";

/// The browser named in `$CHROME` and `$CHROMEDRIVER` or found on PATH; on Debian, as root, what is missing
/// is installed.
pub fn browser() -> Result<Browser> {
    let (chrome, chromedriver) = (chrome()?, chromedriver()?);
    let mut packages = Vec::new();
    if chrome.is_none() {
        packages.push("chromium");
    }
    if chromedriver.is_none() {
        packages.push("chromium-driver");
    }
    let debian = is_debian_root();
    if debian && !has_japanese_font() {
        packages.push("fonts-noto-cjk");
    }
    if packages.is_empty() {
        ready("a browser with its driver");
    } else if debian {
        install(&packages.join(", "), WHY, "not found");
        run(&mut apt_get(&["update"]))?;
        run(apt_get(&["install", "--yes", "--no-install-recommends"]).args(&packages))?;
    }
    match (chrome.or(self::chrome()?), chromedriver.or(self::chromedriver()?)) {
        (Some(chrome), Some(chromedriver)) => Ok(Browser { chrome, chromedriver }),
        (chrome, _) => bail!(
            "{} is missing ({WHY}): install Chrome or Chromium with the chromedriver of the same \
             version, and a Japanese font, and name them in CHROME and CHROMEDRIVER or put them on PATH; \
             or leave the browser suites out with --no-browser",
            if chrome.is_none() { "Chrome or Chromium" } else { "chromedriver" }
        ),
    }
}

impl Browser {
    /// Writes what wasm-bindgen's test runner asks of the browser, besides being headless, and returns
    /// the file: this very browser, silent on the network.
    pub fn capabilities(&self) -> Result<PathBuf> {
        let capabilities = json!({
            "goog:chromeOptions": {
                "binary": self.chrome,
                "args": [
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            },
        });
        let file = root().join("target/webdriver.json");
        fs::write(&file, format!("{capabilities:#}\n"))
            .with_context(|| file.display().to_string())?;
        Ok(file)
    }
}

fn chrome() -> Result<Option<PathBuf>> {
    let mac = Path::new("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    Ok(named("CHROME")?
        .or_else(|| CHROMES.iter().find_map(|name| find(name)))
        .or_else(|| mac.is_file().then(|| mac.to_owned())))
}

fn chromedriver() -> Result<Option<PathBuf>> {
    Ok(named("CHROMEDRIVER")?.or_else(|| find("chromedriver")))
}

/// The program that a variable names.
fn named(variable: &str) -> Result<Option<PathBuf>> {
    match env::var_os(variable).map(PathBuf::from) {
        Some(file) if !file.is_file() => {
            bail!("{variable} names {}, which is no file", file.display())
        }
        file => Ok(file),
    }
}

fn is_debian_root() -> bool {
    Path::new("/etc/debian_version").is_file()
        && find("apt-get").is_some()
        && output(&mut command("id", ["-u"])).is_ok_and(|id| id == "0")
}

/// Whether Debian's package of Japanese fonts is there: without any, the page's text is all boxes.
fn has_japanese_font() -> bool {
    output(&mut command("dpkg-query", ["--show", "--showformat=${Status}", "fonts-noto-cjk"]))
        .is_ok_and(|status| status == "install ok installed")
}

fn apt_get(arguments: &[&str]) -> std::process::Command {
    let mut command = command("apt-get", arguments);
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_runner_is_given_this_browser() {
        let browser =
            Browser { chrome: "/opt/chrome".into(), chromedriver: "/opt/chromedriver".into() };
        let file = browser.capabilities().unwrap();
        let written: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        assert_eq!(written["goog:chromeOptions"]["binary"], "/opt/chrome");
    }
}
