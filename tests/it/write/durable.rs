//! What reaches the disk before what, so that a loss of power leaves one whole site: the order of
//! the system calls, as `strace` sees them.
//!
//! The guarantee rests on the kernel's: what was written before `syncfs` returned is on the disk,
//! and a rename is done wholly or not at all.
#![cfg(target_os = "linux")]

use std::fs;
use std::process::Command;

use crate::support::program::Site;

/// The calls of a build that matter for the order, one a line.
fn calls(site: &Site, args: &[&str]) -> Vec<String> {
    let log = site.root().join("calls.txt");
    let traced = Command::new("strace")
        .args([
            "-f",
            "-qq",
            "-y",
            "-e",
            "trace=syncfs,fsync,rename,renameat,renameat2,openat,unlink",
        ])
        .arg("-o")
        .arg(&log)
        .arg(env!("CARGO_BIN_EXE_wuzha"))
        .args(args)
        .current_dir(site.root())
        .output();
    let traced = traced.expect("strace, which tests/install.sh installs");
    assert!(traced.status.success(), "{}", String::from_utf8_lossy(&traced.stderr));
    let log = fs::read_to_string(log).expect("UTF-8");
    log.lines().filter(|line| !line.contains("= -1 ")).map(str::to_owned).collect()
}

fn place(calls: &[String], what: &[&str]) -> usize {
    let found = calls.iter().position(|call| what.iter().all(|part| call.contains(part)));
    found.unwrap_or_else(|| panic!("no call with {what:?}:\n{}", calls.join("\n")))
}

fn last_place(calls: &[String], what: &[&str]) -> usize {
    let found = calls.iter().rposition(|call| what.iter().all(|part| call.contains(part)));
    found.unwrap_or_else(|| panic!("no call with {what:?}:\n{}", calls.join("\n")))
}

#[test]
fn a_site_is_on_the_disk_before_it_is_published() {
    let site = Site::new();
    let build = ["build", "--only", "html", "--quiet"];
    for (renaming, text) in [("rename", "first"), ("RENAME_EXCHANGE", "second")] {
        site.put("static/number.txt", text);
        let calls = calls(&site, &build);
        let written = last_place(&calls, &["openat", ".public.next/", "O_CREAT"]);
        let synced = place(&calls, &["syncfs(", ".public.next"]);
        let exchanged = place(&calls, &[renaming, ".public.next", "public\""]);
        let folder = calls.iter().skip(exchanged).position(|call| call.contains("fsync("));
        assert!(written < synced && synced < exchanged, "{}", calls.join("\n"));
        assert!(folder.is_some(), "the folder above is synced: {}", calls.join("\n"));
    }
}

#[test]
fn addresses_on_paper_are_on_the_disk_before_leaflets_are_published() {
    let site = Site::with_cache();
    let calls = calls(&site, &["build", "--quiet"]);
    let synced = place(&calls, &["fsync(", ".printed.lock.next-"]);
    let renamed = place(&calls, &["rename", "printed.lock\""]);
    let folder = renamed + place(&calls[renamed..], &["fsync("]);
    let published = place(&calls, &["rename", ".public.next"]);
    assert!(synced < renamed && folder < published, "{}", calls.join("\n"));
}
