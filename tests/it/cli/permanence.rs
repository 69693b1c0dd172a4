//! Printed addresses: `printed.lock` and `wuzha redirect`.

use std::fs;

use crate::support::program::{ABOUT_ZH, Site};

/// A site whose only page was printed.
fn printed() -> Site {
    let site = Site::with_cache();
    site.run(&["build"]).assert_quiet();
    site
}

fn lock(site: &Site) -> String {
    fs::read_to_string(site.root().join("printed.lock")).unwrap_or_default()
}

fn rename(site: &Site, old: &str, new: &str) {
    let pages = site.root().join("content/pages");
    fs::rename(pages.join(old), pages.join(new)).expect("renamed");
}

#[test]
fn a_build_records_printed_addresses_and_keeps_old_ones() {
    let site = Site::with_cache();
    let built = site.run(&["build", "--only", "html,search"]);
    assert_eq!(
        (built.code, lock(&site)),
        (Some(0), String::new()),
        "nothing was printed: {}",
        built.err
    );
    site.run(&["build"]);
    let noted = lock(&site);
    let lines: Vec<&str> = noted.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(lines, ["/s/about/ pages/about 1c1efe2c20bc", "/s/home/ home -"]);
    site.put("content/pages/about/zh.md", ABOUT_ZH.replace("你好", "您好"));
    site.run(&["build", "--quiet"]);
    let noted = lock(&site);
    assert!(noted.contains("/s/about/ pages/about ") && !noted.contains("1c1efe2c20bc"), "{noted}");
    site.run(&["build", "--only", "html"]);
    assert_eq!(lock(&site), noted);
}

#[test]
fn a_printed_page_cannot_be_removed_without_a_redirect() {
    let site = printed();
    rename(&site, "about", "who-we-are");
    let found = site.run(&["check", "--format", "short"]);
    assert_eq!(found.code, Some(1));
    assert!(
        found
            .out
            .contains("printed.lock:4:1: error[printed-page-gone] `/s/about/` is printed on paper"),
        "{}",
        found.out
    );

    let facts = "content/pages/who-we-are/page.toml";
    site.put(
        facts,
        "# Looked at together.\nreviewed_on = 2026-11-21 # by all\n\n\
         [[sources]]\nid = \"a\"\ntitle = { zh = \"甲\", en = \"A\" }\n",
    );
    site.run(&["redirect", "about", "who-we-are"]).assert_quiet();
    let text = fs::read_to_string(site.root().join(facts)).expect("page.toml");
    assert!(
        text.starts_with("# Looked at together.\nreviewed_on = 2026-11-21 # by all\n"),
        "{text}"
    );
    assert!(
        text.contains("redirect_from = [\"/s/about/\", \"/about/\", \"/en/about/\"]"),
        "{text}"
    );
    site.run(&["build"]).assert_quiet();
    for old in ["s/about", "about", "en/about"] {
        let html =
            fs::read_to_string(site.root().join(format!("public/{old}/index.html"))).expect(old);
        assert!(html.contains("/who-we-are/"), "{old}");
    }
    assert!(lock(&site).contains("/s/about/ pages/about "), "printed addresses are kept");
    let again = site.run(&["redirect", "about", "who-we-are"]);
    assert!(again.out.starts_with("nothing to do"), "{}", again.out);
}

/// The files of an editor who uses Windows, and of one whose program writes no last line end.
#[test]
fn a_redirect_changes_its_line_and_not_a_byte_more() {
    let site = Site::with_cache();
    let facts = "content/pages/about/page.toml";
    let windows = "\u{FEFF}# 大家\u{3000}看过\r\nreviewed_on = 2026-11-21 # by all\r\n\r\n\
                   [[sources]]\r\nid = \"a\"\r\n\ttitle = { zh = \"甲\", en = \"A\" }";
    let list = "reviewed_on = 2026-11-21\nredirect_from = [\n  \"/a/\", # first\n]";
    for (before, from, to) in [
        (windows, "# by all\r\n", "# by all\r\nredirect_from = [\"/gone/\", \"/en/gone/\"]\r\n"),
        (list, "# first\n", "# first\n  \"/gone/\",\n  \"/en/gone/\",\n"),
    ] {
        site.put(facts, before);
        site.run(&["redirect", "pages/gone", "about"]).assert_quiet();
        let after = fs::read_to_string(site.root().join(facts)).expect("page.toml");
        assert_eq!(after, before.replacen(from, to, 1));
        assert_eq!(site.run(&["check", "--format", "short"]).code, Some(0));
    }
    // A blank is written so that the check takes it, and is not written twice.
    for _ in 0..2 {
        assert_eq!(site.run(&["redirect", "/a%20b/", "about"]).code, Some(0));
    }
    let text = fs::read_to_string(site.root().join(facts)).expect("page.toml");
    assert_eq!(text.matches("/a%20b/").count(), 1, "{text}");
    assert_eq!(site.run(&["check", "--format", "short"]).code, Some(0));
    // An address that the check would refuse is not written.
    let before = fs::read(site.root().join(facts)).expect("page.toml");
    let rejected = site.run(&["redirect", "/a\"b/", "about"]);
    assert!(
        rejected.code == Some(2) && rejected.err.contains("is not an address here"),
        "{}",
        rejected.err
    );
    assert_eq!(fs::read(site.root().join(facts)).expect("page.toml"), before);
}

/// What git made of `printed.lock` on Windows.
#[test]
fn a_record_with_the_line_ends_of_windows_is_kept() {
    let site = printed();
    let windows = format!("\u{FEFF}{}", lock(&site).replace('\n', "\r\n"));
    site.put("printed.lock", &windows);
    site.put("content/pages/about/page.toml", "reviewed_on = 2026-11-20\n");
    site.run(&["build", "--quiet"]);
    assert_eq!(lock(&site), windows, "not a byte is written");
    let remark = windows.replacen("# addresses", "# mine\r\n# addresses", 1);
    site.put("printed.lock", &remark);
    site.run(&["build"]).assert_quiet();
    assert_eq!(lock(&site), windows.trim_start_matches('\u{FEFF}'), "it is the program's file");
}

#[test]
fn line_ends_of_old_macs_are_one_mistake() {
    let site = Site::new();
    site.put("content/pages/about/page.toml", "reviewed_on = 2026-11-21\rorder = 1\r");
    let found = site.run(&["check", "--format", "short"]);
    assert_eq!((found.code, found.out.lines().count()), (Some(1), 1), "{}", found.out);
    assert!(found.out.contains("as on old Macs"), "{}", found.out);
}

#[test]
fn a_redirect_needs_a_removed_page_and_an_existing_target() {
    let site = printed();
    for (old, new, words) in [
        ("about", "about", "`pages/about` still exists"),
        ("gone", "about", "it was never printed"),
        ("pages/gone", "abuot", "Did you mean `about`?"),
        ("gone/gone", "about", "is not the path of a page"),
        ("pages/gone", "home", "the home page takes over no addresses"),
    ] {
        let rejected = site.run(&["redirect", old, new]);
        assert_eq!(rejected.code, Some(2), "{old} {new}");
        assert!(rejected.err.contains(words), "{old} {new}: {}", rejected.err);
    }
    let odd = site.run(&["redirect", "/old/page.html", "about"]);
    assert_eq!(odd.code, Some(0), "{}", odd.err);
    assert_eq!(site.run(&["build", "--only", "html"]).code, Some(0));
    assert!(site.root().join("public/old/page.html").exists());
}

#[test]
fn a_record_that_lost_addresses_is_an_error() {
    let site = printed();
    let whole = lock(&site);
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    let without = |wanted: &dyn Fn(&str) -> bool| -> String {
        lines.iter().copied().filter(|line| wanted(line)).collect()
    };
    for (text, says) in [
        (String::new(), "how many addresses are on paper is missing"),
        (
            without(&|line| !line.starts_with("/s/about/")),
            "2 addresses are on paper, and the file holds 1",
        ),
        (lines[..3].concat(), "2 addresses are on paper, and the file holds 0"),
        (
            without(&|line| !line.starts_with("# addresses")),
            "how many addresses are on paper is missing",
        ),
        (whole.replace("pages/about", "pages/abuot"), "An address was altered"),
        (
            whole.clone() + "/s/other/ pages/about 0a1b2c3d4e5f\n",
            "2 addresses are on paper, and the file holds 3",
        ),
    ] {
        site.put("printed.lock", &text);
        let built = site.run(&["build"]);
        assert_eq!(built.code, Some(1), "{text}");
        assert!(built.err.contains("bad-lock") && built.err.contains(says), "{}", built.err);
        assert_eq!(lock(&site), text, "it is not written over");
    }
    // The message says how to go on after a look at the file.
    site.put("printed.lock", without(&|line| !line.starts_with("# addresses")));
    let built = site.run(&["build"]);
    let seal = built.err.split('`').find(|part| part.starts_with("# addresses: 2, digest: "));
    site.put("printed.lock", format!("{}\n{}", seal.expect("the line"), lines[3..].concat()));
    site.run(&["build"]).assert_success();
    assert_eq!(lock(&site), whole);
}

#[test]
fn a_record_in_which_the_lines_of_both_sides_were_kept_is_whole() {
    let site = printed();
    let whole = lock(&site);
    let other = "# addresses: 2, digest: 0a1b2c3d4e5f\n/s/about/ pages/about 0a1b2c3d4e5f\n";
    site.put("printed.lock", whole.clone() + other);
    site.run(&["build"]).assert_success();
    assert_eq!(lock(&site), whole);
}
