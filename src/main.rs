//! The command `jiken`: texts in, one result each out; what went wrong goes to standard error.

mod command;

use std::process::ExitCode;

fn main() -> ExitCode {
    command::main()
}
