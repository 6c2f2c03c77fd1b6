//! The command: arguments in, an exit code out. Nothing of the library depends on it.

mod arguments;
mod classify;
mod document;
mod failure;
mod input;
mod names;
mod pipeline;
mod progress;
mod render;
mod tables;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anstream::ColorChoice;
use arguments::{Arguments, Command, TablesCommand};
use clap::{CommandFactory, Parser, error::ErrorKind};
use failure::Failure;
use jiken::Tables;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // The tables are read only when their version is asked for.
        Err(error) if error.kind() == ErrorKind::DisplayVersion => {
            return ended(print_version().map(|()| false));
        }
        Err(error) => error.exit(),
    };
    ColorChoice::from(arguments.color).write_global();
    ended(run(&arguments.command))
}

/// Does what the command says; true where some input failed.
fn run(command: &Command) -> Result<bool, Failure> {
    match command {
        Command::Classify(options) => classify::run(options),
        Command::Tables(TablesCommand::Check { dir }) => tables::check(dir).map(|()| false),
        Command::Tables(TablesCommand::Export { dir, force }) => {
            tables::export(dir, *force).map(|()| false)
        }
        Command::Completions { shell } => print_completions(*shell).map(|()| false),
    }
}

fn ended(result: Result<bool, Failure>) -> ExitCode {
    match result {
        Ok(false) | Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Ok(true) => ExitCode::from(1),
        Err(Failure::Usage(message)) => {
            Arguments::command().error(ErrorKind::ArgumentConflict, message).exit()
        }
        Err(Failure::Tables(messages)) => {
            messages.iter().for_each(|message| say(message));
            ExitCode::from(3)
        }
        Err(Failure::Output(message)) => {
            say(&message);
            ExitCode::from(4)
        }
    }
}

fn print_version() -> Result<(), Failure> {
    let tables = Tables::built_in();
    writeln!(io::stdout(), "jiken {} (tables {})", env!("CARGO_PKG_VERSION"), tables.version())?;
    Ok(())
}

fn print_completions(shell: clap_complete::Shell) -> Result<(), Failure> {
    // Into memory first: clap_complete panics where its writer fails.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "jiken", &mut script);
    io::stdout().write_all(&script)?;
    Ok(io::stdout().flush()?)
}

/// A message on standard error. Where that is closed there is nobody to tell, and the work goes on.
fn say(message: &str) {
    let _ = writeln!(io::stderr(), "jiken: {message}");
}
