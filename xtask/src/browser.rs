//! The browsers that run the tests, each with the program that steers it: Chrome or Chromium, Firefox, and
//! WebKit as WebKitGTK has it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::install::{geckodriver, install, ready};
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
        apt_install(&packages, WHY)?;
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

impl Firefox {
    /// As for Chrome: the file that tells wasm-bindgen's test runner which browser it is.
    pub fn capabilities(&self) -> Result<PathBuf> {
        written("firefox", &json!({ "moz:firefoxOptions": { "binary": self.firefox } }))
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
        written("chrome", &capabilities)
    }
}

fn written(browser: &str, capabilities: &serde_json::Value) -> Result<PathBuf> {
    let file = root().join(format!("target/webdriver-{browser}.json"));
    fs::write(&file, format!("{capabilities:#}\n")).with_context(|| file.display().to_string())?;
    Ok(file)
}

/// Firefox and the program that steers it.
pub struct Firefox {
    /// Firefox.
    pub firefox: PathBuf,
    /// Its geckodriver.
    pub geckodriver: PathBuf,
}

/// Firefox, named in `$FIREFOX` or found on PATH; on Debian, as root, installed where it is missing.
pub fn firefox() -> Result<Firefox> {
    const WHY: &str = "the page, the single file and the WebAssembly are tested in Firefox too";
    let find = || {
        let mac = Path::new("/Applications/Firefox.app/Contents/MacOS/firefox");
        Ok::<_, anyhow::Error>(
            named("FIREFOX")?
                .or_else(|| ["firefox-esr", "firefox"].iter().find_map(|name| find(name)))
                .or_else(|| mac.is_file().then(|| mac.to_owned())),
        )
    };
    let mut firefox = find()?;
    if firefox.is_some() {
        ready("Firefox");
    } else if is_debian_root() {
        apt_install(&["firefox-esr"], WHY)?;
        firefox = find()?;
    }
    let Some(firefox) = firefox else {
        bail!(
            "Firefox is missing ({WHY}): install it and name it in FIREFOX or put it on PATH; or leave \
             the browser suites out with --no-browser"
        );
    };
    Ok(Firefox { firefox, geckodriver: geckodriver()? })
}

/// WebKitGTK's small browser, the program that steers it, and the screen that it needs.
pub struct WebKit {
    /// MiniBrowser.
    pub browser: PathBuf,
    /// WebKitWebDriver.
    pub driver: PathBuf,
    /// Xvfb: the browser has no headless mode.
    pub screen: PathBuf,
}

/// WebKit, where Debian's packages have put it; as root, they are installed where they are missing. `None`
/// on other systems than Linux, which have no WebKit that WebDriver could start.
pub fn webkit() -> Result<Option<WebKit>> {
    const WHY: &str = "the page and the single file are tested in WebKit, Safari's engine, too";
    if !cfg!(target_os = "linux") {
        return Ok(None);
    }
    if webkit_found().is_some() {
        ready("WebKit");
    } else if is_debian_root() {
        apt_install(&["webkit2gtk-driver", "xvfb"], WHY)?;
    }
    webkit_found().map(Some).with_context(|| {
        format!(
            "WebKitGTK's MiniBrowser, WebKitWebDriver or Xvfb is missing ({WHY}): install Debian's \
             packages webkit2gtk-driver and xvfb, or what your distribution calls them; or leave the \
             browser suites out with --no-browser"
        )
    })
}

fn webkit_found() -> Option<WebKit> {
    // Distributions put it below /usr/lib*/, Debian in the architecture's folder there.
    let folders = ["/usr/libexec", "/usr/lib64", "/usr/lib"].map(PathBuf::from);
    let debian = fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    let browser = folders
        .into_iter()
        .chain(debian)
        .flat_map(|folder| {
            ["webkit2gtk-4.1", "webkitgtk-6.0"].map(|name| folder.join(name).join("MiniBrowser"))
        })
        .find(|file| file.is_file())?;
    Some(WebKit { browser, driver: find("WebKitWebDriver")?, screen: find("Xvfb")? })
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

fn apt_install(packages: &[&str], why: &str) -> Result<()> {
    install(&packages.join(", "), why, "not found");
    run(&mut apt_get(&["update"]))?;
    run(apt_get(&["install", "--yes", "--no-install-recommends"]).args(packages))
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
