//! The project's commands: `cargo xtask serve | test | build | package | bench | eval | fit | fuzz | soak | dictionary`.

mod bench;
mod browser;
mod build;
mod eval;
mod fit;
mod fuzz;
mod install;
mod package;
mod process;
mod reports;
mod serve;
mod settings;
mod sizes;
mod soak;
mod suites;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

/// Builds, serves and tests jiken; installs what is missing and says why.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds everything and serves the page on localhost.
    Serve(ServeArguments),
    /// Runs every test and ends with one line for each suite.
    Test(TestArguments),
    /// Builds the dictionary, the WebAssembly and the page into `dist/`.
    Build(BuildArguments),
    /// Builds and packs the npm package, `target/package/jiken-VERSION.tgz`.
    Package,
    /// Measures speed, size and start beside the programs that one would otherwise use.
    Bench(bench::BenchArguments),
    /// Measures the answers on labelled texts: by default on the project's own corpus.
    Eval(eval::EvalArguments),
    /// Fits the learnt tables to the labelled texts and writes them anew.
    Fit,
    /// Fuzzes the core with made-up texts, tables, dictionaries and lines; installs cargo-fuzz.
    Fuzz(fuzz::FuzzArguments),
    /// Sends very many articles through one process and one WebAssembly instance, and watches their memory.
    Soak(soak::SoakArguments),
    /// Builds the WebAssembly and prints its sections and its crates by size.
    Sizes,
    /// Builds the dictionary, `dictionary/build/ipadic.jdic`.
    Dictionary,
}

#[derive(Args)]
struct ServeArguments {
    /// The port; without it 8080, or the next one that is free.
    #[arg(long)]
    port: Option<u16>,
}

#[derive(Args)]
struct BuildArguments {
    /// Builds also the page in one file that needs no server, `dist/jiken.html`.
    #[arg(long)]
    single_file: bool,
}

#[derive(Args, Clone, Copy)]
struct TestArguments {
    /// Runs the native part only.
    #[arg(long)]
    fast: bool,
    /// Leaves out the suites that need a browser.
    #[arg(long)]
    no_browser: bool,
    /// Runs the npm package's suites only: it is packed, and tried with bundlers, frameworks and runtimes.
    #[arg(long, conflicts_with = "fast")]
    consumers: bool,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Serve(arguments) => {
            build::everything()?;
            // Too many bytes must not keep anyone from looking at the page.
            if let Err(error) = build::check_sizes() {
                eprintln!("warning: {error:#}");
            }
            serve::serve(&root().join("dist"), arguments.port)?;
        }
        Command::Test(arguments) => return Ok(suites::run(arguments)),
        Command::Build(arguments) => {
            build::everything()?;
            build::check_sizes()?;
            if arguments.single_file {
                build::single_file()?;
                build::check_single_file()?;
            }
        }
        Command::Package => package::everything()?,
        Command::Bench(arguments) => bench::bench(&arguments)?,
        Command::Eval(arguments) => eval::eval(&arguments)?,
        Command::Fit => fit::fit()?,
        Command::Fuzz(arguments) => return fuzz::fuzz(&arguments),
        Command::Soak(arguments) => soak::soak(&arguments)?,
        Command::Sizes => sizes::sizes()?,
        Command::Dictionary => build::dictionary()?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The checkout's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask/ lies in the checkout").to_owned()
}
