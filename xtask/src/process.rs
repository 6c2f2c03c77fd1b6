//! Running other programs: each is printed before it runs, and its failure names it.

use std::env;
use std::ffi::OsStr;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

use crate::root;

/// A program with arguments, run in the checkout's folder unless told otherwise.
pub fn command<I: AsRef<OsStr>>(
    program: impl AsRef<OsStr>,
    arguments: impl IntoIterator<Item = I>,
) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// The cargo that runs this program.
pub fn cargo<I: AsRef<OsStr>>(arguments: impl IntoIterator<Item = I>) -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), arguments)
}

/// npm in a folder of the checkout.
pub fn npm<I: AsRef<OsStr>>(folder: &str, arguments: impl IntoIterator<Item = I>) -> Command {
    let mut command = command(if cfg!(windows) { "npm.cmd" } else { "npm" }, arguments);
    command.current_dir(root().join(folder));
    command
}

/// Runs a program with this terminal's input and output.
pub fn run(command: &mut Command) -> Result<()> {
    announce(command);
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// What a program prints on its standard output, without its end of line; nothing is shown.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| cannot_start(command))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({}): {}", shown(command), output.status, message.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// Runs a program, shows what it prints and returns that together with its success.
pub fn watch(command: &mut Command) -> Result<(bool, String)> {
    announce(command);
    if io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| cannot_start(command))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let errors = thread::spawn(move || copy(stderr, &mut io::stderr()));
    let mut printed = copy(stdout, &mut io::stdout());
    let status = child.wait().with_context(|| format!("`{}` was lost", shown(command)))?;
    printed.push_str(&errors.join().unwrap_or_default());
    Ok((status.success(), without_colours(&printed)))
}

/// The first file of that name in the folders of PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH").unwrap_or_default())
        .find_map(|folder| executable(&folder, program))
}

/// The program in a folder, if it is there.
pub fn executable(folder: &Path, program: &str) -> Option<PathBuf> {
    let file = folder.join(format!("{program}{}", env::consts::EXE_SUFFIX));
    file.is_file().then_some(file)
}

/// Copies what comes in as it comes; a stream that breaks off ends the copy, the exit status tells.
fn copy(from: Option<impl Read>, to: &mut impl Write) -> String {
    let mut all = Vec::new();
    let mut buffer = [0; 8192];
    if let Some(mut from) = from {
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            all.extend_from_slice(&buffer[..length]);
            if to.write_all(&buffer[..length]).and_then(|()| to.flush()).is_err() {
                break;
            }
        }
    }
    String::from_utf8_lossy(&all).into_owned()
}

/// The text without the escape sequences that set colours.
fn without_colours(text: &str) -> String {
    let mut pieces = text.split("\x1b[");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|c: char| c.is_ascii_alphabetic()).map_or(piece.len(), |at| at + 1);
        plain.push_str(&piece[end..]);
    }
    plain
}

fn announce(command: &Command) {
    println!("$ {}", shown(command));
}

fn cannot_start(command: &Command) -> String {
    format!("`{}` cannot be started", command.get_program().to_string_lossy())
}

/// The command as one would type it: without the folders of the program and of the checkout.
pub fn shown(command: &Command) -> String {
    let root = root();
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words
        .enumerate()
        .map(|(at, word)| {
            let path = Path::new(word);
            match path.strip_prefix(&root) {
                Ok(inner) => inner.display().to_string(),
                Err(_) if at == 0 => path.file_name().unwrap_or(word).to_string_lossy().into(),
                Err(_) => path.display().to_string(),
            }
        })
        .collect();
    let folder = command.get_current_dir().and_then(|folder| folder.strip_prefix(&root).ok());
    match folder {
        Some(folder) if folder != Path::new("") => {
            format!("(in {}) {}", folder.display(), words.join(" "))
        }
        _ => words.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_left_out_of_what_is_counted() {
        let printed = "\x1b[1m\x1b[32m Tests \x1b[0m 3 passed\n\x1b[31mred\x1b[39m";
        assert_eq!(without_colours(printed), " Tests  3 passed\nred");
    }

    #[test]
    fn a_program_that_fails_is_named_and_one_that_is_missing_too() {
        let error = output(&mut cargo(["no-such-command"])).unwrap_err().to_string();
        assert!(error.contains("no-such-command"), "{error}");
        let error = run(&mut command("jiken-no-such-program", ["--help"])).unwrap_err().to_string();
        assert!(error.contains("`jiken-no-such-program` cannot be started"), "{error}");
    }
}
