//! The same bytes from other threads, places, users, locales and caches: the program itself, on a
//! complete site with few print formats.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use tempfile::TempDir;
use wuzha::load::load;

use crate::support::program::{self, run, tree, wuzha};
use crate::support::site::package;

type Files = Vec<(String, Vec<u8>)>;

/// The formats that are printed here: a sheet, pictures, a QR code. Their kit is a zip.
const FORMATS: [&str; 4] = ["sheet-a4", "share-card", "share-card-square", "qr-card"];

/// Folders left out of the site, so that a build takes a second or two.
const LEFT_OUT: [&str; 3] =
    ["content/protocols/", "content/scams/gold-by-post/", "content/scams/task-rebate/"];

/// The golden site, with a theme of its own that prints little.
static SITE: LazyLock<Files> = LazyLock::new(|| {
    let sources = load(&package().join("tests/golden/site")).expect("the site can be loaded");
    let file = |(path, bytes): (&std::sync::Arc<str>, &std::sync::Arc<[u8]>)| {
        (path.to_string(), bytes.to_vec())
    };
    let mut files: Files = sources.iter().map(file).collect();
    files.retain(|(path, _)| !LEFT_OUT.iter().any(|folder| path.starts_with(folder)));
    let theme =
        files.iter_mut().find(|(path, _)| path == "themes/default/theme.toml").expect("a theme");
    let text = String::from_utf8(theme.1.clone()).expect("UTF-8");
    let mut tables = text.split("\n[print.formats.");
    let mut short = tables.next().expect("a head").to_owned();
    let kit = short.lines().find(|line| line.starts_with("kit = ")).expect("a kit").to_owned();
    short = short.replace(&kit, "kit = [\"sheet-a4\", \"qr-card\"]");
    let is_kept = |table: &&str| FORMATS.iter().any(|id| table.starts_with(&format!("{id}]")));
    for table in tables.filter(is_kept) {
        short += &format!("\n[print.formats.{table}");
    }
    theme.1 = short.into_bytes();
    files
});

fn put(root: &Path, files: impl Iterator<Item = &'static (String, Vec<u8>)>) {
    for (path, bytes) in files {
        program::put(root, path, bytes);
    }
}

/// A folder with the site in it.
fn site() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    put(folder.path(), SITE.iter());
    folder
}

const BUILD: [&str; 4] = ["build", "--quiet", "--jobs", "1"];

/// Built on one thread, in the root, with a plain environment.
static WANTED: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let site = site();
    run(wuzha(site.path(), &BUILD).env("LC_ALL", "C.UTF-8").env("TZ", "UTC")).assert_success();
    let files = tree(&site.path().join("public"));
    for ending in [".html", ".pdf", ".png", ".zip", ".bin", ".xml", ".json", ".txt", ".csv"] {
        assert!(
            files.keys().any(|path| path.ends_with(ending)),
            "the site has a file of each kind: {ending}"
        );
    }
    files
});

fn assert_as_wanted(out: &Path) {
    let files = tree(out);
    assert!(files.keys().eq(WANTED.keys()), "other files: {:?}", files.keys());
    let other: Vec<&String> = files
        .iter()
        .filter(|(path, bytes)| WANTED[*path] != **bytes)
        .map(|(path, _)| path)
        .collect();
    assert!(other.is_empty(), "other bytes: {other:?}");
}

#[test]
fn seven_threads_give_the_same_bytes() {
    let site = site();
    run(&mut wuzha(site.path(), &["build", "--quiet", "--jobs", "7"])).assert_success();
    assert_as_wanted(&site.path().join("public"));
}

#[test]
fn files_created_in_another_order_give_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (first, last) = SITE.split_at(SITE.len() / 3);
    put(folder.path(), last.iter().rev().chain(first));
    run(&mut wuzha(folder.path(), &BUILD)).assert_success();
    assert_as_wanted(&folder.path().join("public"));
}

#[test]
fn another_root_folder_and_user_give_the_same_bytes() {
    let (folder, elsewhere) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let root = folder.path().join("深/a folder/#1");
    put(&root, SITE.iter());
    let args =
        [&BUILD[..], &["--root", root.to_str().expect("UTF-8"), "--out", "made/here"]].concat();
    let mut build = wuzha(elsewhere.path(), &args);
    build.env("HOME", elsewhere.path()).env("USER", "somebody").env("TMPDIR", "/nowhere");
    run(&mut build).assert_success();
    assert_as_wanted(&elsewhere.path().join("made/here"));
}

#[test]
fn another_locale_and_time_zone_give_the_same_bytes() {
    // In Turkish the lower case of I is not i. Newfoundland is half an hour off other zones.
    for (locale, zone) in [("tr_TR.UTF-8", "Asia/Shanghai"), ("C", "America/St_Johns")] {
        let site = site();
        run(wuzha(site.path(), &BUILD).env("LANG", locale).env("LC_ALL", locale).env("TZ", zone))
            .assert_success();
        assert_as_wanted(&site.path().join("public"));
    }
}

#[test]
fn a_filled_cache_gives_the_same_bytes() {
    let site = site();
    for _ in 0..2 {
        run(&mut wuzha(site.path(), &BUILD)).assert_success();
        assert_as_wanted(&site.path().join("public"));
        fs::remove_dir_all(site.path().join("public")).expect("removed");
    }
    // A cache of another state of the site is used only where it fits.
    let page = site.path().join("content/scams/fake-police/zh.md");
    let text = fs::read(&page).expect("a page");
    fs::write(&page, String::from_utf8_lossy(&text).replace("电话", "来电")).expect("written");
    run(&mut wuzha(site.path(), &BUILD)).assert_success();
    assert_ne!(tree(&site.path().join("public")), *WANTED);
    fs::write(&page, text).expect("written");
    run(&mut wuzha(site.path(), &BUILD)).assert_success();
    assert_as_wanted(&site.path().join("public"));
}

#[cfg(unix)]
#[test]
fn another_umask_gives_the_same_bytes() {
    let site = site();
    let script = format!("umask 077; exec '{}' {}", env!("CARGO_BIN_EXE_wuzha"), BUILD.join(" "));
    run(Command::new("sh").args(["-c", &script]).current_dir(site.path())).assert_success();
    assert_as_wanted(&site.path().join("public"));
}
