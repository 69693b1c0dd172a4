//! The commands, one file each.

pub mod audit;
pub mod build;
mod fits;
mod last_build;
pub mod check;
pub mod exceptions;
pub mod explain;
mod history;
pub mod print;
mod progress;
pub mod redirect;
pub mod search;
pub mod serve;
pub mod translations;
pub mod typeset;

use anyhow::Result;

use crate::cli::console::Exit;
use audit::AuditArgs;
use build::BuildArgs;
use check::CheckArgs;
use exceptions::ExceptionsArgs;
use explain::ExplainArgs;
use print::PrintArgs;
use redirect::RedirectArgs;
use search::SearchArgs;
use serve::ServeArgs;
use translations::TranslationsArgs;
use typeset::TypesetArgs;

/// A command with its checked arguments.
pub enum Command {
    Build(BuildArgs),
    Check(CheckArgs),
    Audit(AuditArgs),
    Exceptions(ExceptionsArgs),
    Explain(ExplainArgs),
    Search(SearchArgs),
    Serve(ServeArgs),
    Print(PrintArgs),
    Redirect(RedirectArgs),
    Translations(TranslationsArgs),
    Typeset(TypesetArgs),
}

/// Runs a command; failures of files, network or system are errors instead of an [`Exit`].
pub fn run(command: Command) -> Result<Exit> {
    match command {
        Command::Build(args) => build::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Audit(args) => audit::run(&args),
        Command::Exceptions(args) => exceptions::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Print(args) => print::run(&args),
        Command::Redirect(args) => redirect::run(&args),
        Command::Translations(args) => translations::run(&args),
        Command::Typeset(args) => typeset::run(&args),
    }
}
