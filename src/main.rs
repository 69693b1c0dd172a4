//! The `wuzha` command; see [`wuzha::cli`].

use std::process::ExitCode;

/// A build is millions of small allocations on all cores; the system's allocator takes a fifth
/// longer.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    wuzha::cli::main()
}
