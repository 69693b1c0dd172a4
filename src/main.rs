//! The `wuzha` command. What it can do is told in [`wuzha::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    wuzha::cli::main()
}
