//! Files that cannot be read, disappear, are too large, or are not files.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use wuzha::base::limits;
use wuzha::load;
use wuzha::pipeline::{Options, build};

use crate::support::program::{Ran, Site, wuzha};
use crate::support::site::HTML_AND_SEARCH;

fn rejected(site: &Site) -> String {
    format!("{:#}", load::load(site.root()).expect_err("rejected"))
}

#[test]
fn a_file_without_read_permission_is_named() {
    let site = Site::new();
    site.put("static/secret.txt", "x");
    let set = |path: &str, mode| {
        fs::set_permissions(site.root().join(path), fs::Permissions::from_mode(mode))
    };
    set("static/secret.txt", 0o000).expect("set");
    set("", 0o755).expect("set");
    let mut check = wuzha(site.root(), &["check"]);
    if fs::read(site.root().join("static/secret.txt")).is_ok() {
        // Root may read everything, so the check runs as another user.
        check.uid(65534).gid(65534);
    }
    let Ok(output) = check.output() else {
        return eprintln!("not tested: another user cannot run the program here");
    };
    let Ran { code, err, .. } = Ran::from(output);
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("you may not read") && err.contains("static/secret.txt"), "{err}");
}

#[test]
fn a_file_that_disappears_while_loading_is_named() {
    let site = Site::new();
    for i in 0..200 {
        site.put(&format!("static/{i}.txt"), "x");
    }
    let path = site.root().join("static/coming-and-going.txt");
    let stop = AtomicBool::new(false);
    let (mut whole, mut gone) = (0, 0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                fs::write(&path, "x").expect("a file");
                std::thread::sleep(Duration::from_micros(300));
                fs::remove_file(&path).expect("removed");
            }
        });
        let start = Instant::now();
        while (whole < 3 || gone < 3) && start.elapsed() < Duration::from_secs(10) {
            match load::load(site.root()) {
                Ok(sources) => {
                    whole += 1;
                    assert_eq!(sources.text("static/199.txt"), Some("x"));
                }
                Err(error) => {
                    gone += 1;
                    let error = format!("{error:#}");
                    let is_named = error.contains("coming-and-going.txt");
                    assert!(is_named && error.contains("try again"), "{error}");
                }
            }
        }
        stop.store(true, Ordering::Relaxed);
    });
    assert!(whole > 0 && gone > 0, "{whole} whole, {gone} gone");
}

#[test]
fn a_build_reads_no_file_after_loading() {
    let site = Site::new();
    site.put("static/a.txt", "before");
    let sources = load::load(site.root()).expect("loaded");
    // All files are removed; the site is built all the same.
    for name in ["content", "static", "wuzha.toml"] {
        let path = site.root().join(name);
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
            .expect("removed");
    }
    let options = Options { outputs: HTML_AND_SEARCH, ..Options::default() };
    let (_, artifacts) = build(&sources, &options, &(), &()).expect("built");
    assert_eq!(artifacts.get("a.txt").map(|artifact| &*artifact.bytes), Some(&b"before"[..]));
}

#[test]
fn broken_outside_and_circular_links_are_named_with_a_hint() {
    for (target, hint) in [
        ("missing.txt", "fix or remove it"),
        ("link", "fix or remove it"),
        ("..", "outside the site's own folders"),
        (".", "an endless loop; remove the link"),
        ("/etc/hostname", "outside the site's own folders; put a copy"),
    ] {
        let site = Site::new();
        site.put("static/a.txt", "a");
        symlink(target, site.root().join("static/link")).expect("a link");
        let error = rejected(&site);
        assert!(error.contains("static/link") && error.contains(hint), "{target}: {error}");
    }
}

#[test]
fn pipes_sockets_and_devices_are_rejected_without_waiting() {
    type Make = fn(&std::path::Path) -> bool;
    let pipe: Make =
        |path| Command::new("mkfifo").arg(path).status().is_ok_and(|status| status.success());
    let socket: Make = |path| UnixListener::bind(path).is_ok();
    let device: Make = |path| {
        let made = Command::new("mknod")
            .arg(path)
            .args(["c", "1", "3"])
            .stderr(std::process::Stdio::null())
            .status();
        made.is_ok_and(|status| status.success())
    };
    for (what, make) in [("pipe", pipe), ("socket", socket), ("device", device)] {
        for place in
            ["static/odd", "content/pages/about/odd", "i18n/zh.toml", "themes/default/theme.toml"]
        {
            let site = Site::new();
            let path = site.root().join(place);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            if !make(&path) {
                eprintln!("not tested: no {what} can be made here");
                continue;
            }
            assert!(!fs::symlink_metadata(&path).expect("there").file_type().is_block_device());
            let error = rejected(&site);
            assert!(error.contains(place) && error.contains("remove it"), "{what}: {error}");
        }
    }
    // In place of the configuration too.
    let site = Site::new();
    fs::remove_file(site.root().join("wuzha.toml")).expect("removed");
    assert!(pipe(&site.root().join("wuzha.toml")));
    assert!(rejected(&site).contains("wuzha.toml"));
}

#[test]
fn too_large_files_and_sites_are_rejected_before_reading() {
    let site = Site::new();
    let sparse = |name: &str, length: u64| {
        site.put(name, "");
        let file = fs::File::options().write(true).open(site.root().join(name)).expect("there");
        file.set_len(length).expect("a sparse file");
    };
    sparse("static/film.mp4", 200 << 20);
    let start = Instant::now();
    let error = rejected(&site);
    assert!(
        error.contains("film.mp4") && error.contains(&format!("{} MiB", limits::FILE >> 20)),
        "{error}"
    );
    fs::remove_file(site.root().join("static/film.mp4")).expect("removed");
    for i in 0..=limits::SITE / limits::FILE {
        sparse(&format!("static/{i}.bin"), limits::FILE);
    }
    let error = rejected(&site);
    assert!(error.contains(&format!("{} MiB may be read", limits::SITE >> 20)), "{error}");
    assert!(start.elapsed() < Duration::from_secs(10), "nothing was read");
}
