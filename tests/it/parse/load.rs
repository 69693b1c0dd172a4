//! Which files of a folder belong to a site.

use std::fs;
#[cfg(unix)]
use std::os::unix::fs::symlink;
use std::process::Command;

use wuzha::base::limits;
use wuzha::load::load;

use crate::support::program::Site;

fn rejected(site: &Site) -> String {
    format!("{:#}", load(site.root()).expect_err("rejected"))
}

#[test]
fn files_left_by_editors_and_systems_are_not_read() {
    let site = Site::new();
    let skipped = [
        "content/README.md",
        "content/README.zh.md",
        "content/LICENSE.md",
        "content/pages/about/.zh.md.swp",
        "content/pages/about/zh.md~",
        "content/pages/about/#zh.md#",
        "content/pages/about/zh.md.orig",
        "content/pages/about/~$稿件.docx",
        "content/pages/about/.~lock.稿件.odt#",
        "content/pages/about/稿件.wbk",
        "content/pages/about/zh.md___jb_tmp___",
        "content/pages/about/THUMBS.DB",
        "static/.DS_Store",
        "static/.git/config",
        ".wuzha/cache/x",
        "public/index.html",
        "notes.txt",
    ];
    for path in skipped {
        site.put(path, "x");
    }
    site.put("static/.well-known/security.txt", "x");
    // It is refused, with the reason.
    site.put("static/.htaccess", "ErrorDocument 404 /404.html\n");
    site.put("printed.lock", "x");
    let sources = load(site.root()).expect("loaded");
    for path in skipped {
        assert!(!sources.contains(path), "{path}");
    }
    for path in [
        "wuzha.toml",
        "printed.lock",
        "content/pages/about/zh.md",
        "static/.well-known/security.txt",
        "static/.htaccess",
    ] {
        assert!(sources.contains(path), "{path}");
    }
}

#[test]
fn the_built_in_theme_is_used_unless_the_site_has_its_own() {
    let site = Site::new();
    let sources = load(site.root()).expect("loaded");
    assert!(sources.under("themes/default/").count() > 1);
    site.put("themes/default/theme.toml", "mine");
    let sources = load(site.root()).expect("loaded");
    assert_eq!(sources.under("themes/default/").count(), 1);
}

#[test]
fn files_that_are_too_large_are_rejected_by_name() {
    let site = Site::new();
    site.put("static/film.mp4", "");
    let film =
        fs::File::options().write(true).open(site.root().join("static/film.mp4")).expect("there");
    film.set_len(limits::FILE + 1).expect("a sparse file");
    let error = rejected(&site);
    assert!(error.contains("film.mp4") && error.contains("64 MiB"), "{error}");
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_followed_only_within_the_folders_of_the_site() {
    let site = Site::new();
    site.put("static/a.txt", "a");
    symlink("a.txt", site.root().join("static/b.txt")).expect("a link");
    assert_eq!(load(site.root()).expect("loaded").text("static/b.txt"), Some("a"));
    site.put(".env", "secret");
    let targets = ["/etc/passwd", "../.env", "missing.txt", "..", "."];
    for target in targets {
        let link = site.root().join("static/link");
        symlink(target, &link).expect("a link");
        let error = rejected(&site);
        assert!(error.contains("static"), "{target}: {error}");
        fs::remove_file(link).expect("removed");
    }
}

#[cfg(unix)]
#[test]
fn a_named_pipe_is_rejected_without_waiting() {
    let site = Site::new();
    site.put("static/a.txt", "a");
    let pipe = site.root().join("static/pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let error = rejected(&site);
    assert!(error.contains("static/pipe") && error.contains("ordinary file"), "{error}");
}
