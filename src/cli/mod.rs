//! The command line: arguments, commands, diagnostics on the terminal, the preview server.
//!
//! Arguments take two steps: `Low*` is what was typed, as clap reads it; `BuildArgs` and its like
//! are the same, checked.

mod args;
mod validate;
mod console;
mod input;
mod sealed;
mod state;
mod cache;
pub mod commands;
pub mod report;
pub mod serve;

use std::process::ExitCode;

use clap::{Command, CommandFactory, Parser};

use args::LowArgs;
use console::Exit;

/// The whole command line as clap knows it, for whoever documents it.
pub fn command() -> Command {
    LowArgs::command()
}

/// Reads the command line, does what it says, and says how it went.
pub fn main() -> ExitCode {
    // clap prints its own messages and leaves with 2 where the usage is wrong.
    let args = LowArgs::parse();
    match validate::validate(args).and_then(commands::run) {
        Ok(Exit::Fine) => ExitCode::SUCCESS,
        Ok(Exit::ContentHasErrors) => ExitCode::from(1),
        Err(error) => {
            console::complain(&format!("error: {error:#}\n"));
            ExitCode::from(2)
        }
    }
}
