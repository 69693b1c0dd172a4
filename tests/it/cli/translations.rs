//! `wuzha translations`: missing, stale and different translations.

use std::fs;
use std::process::Command;

use crate::support::program::{ABOUT_ZH, Site, json};

fn git(site: &Site, args: &[&str]) {
    let done = Command::new("git")
        .arg("-C")
        .arg(site.root())
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
        .args(args)
        .output();
    assert!(done.expect("git").status.success(), "{args:?}");
}

/// A page whose original has changed since it was translated, and one that is not translated.
fn behind() -> Site {
    let site = Site::new();
    site.put("content/pages/privacy/page.toml", "reviewed_on = 2026-11-21\n");
    site.put("content/pages/privacy/zh.md", ABOUT_ZH);
    site.put(".gitignore", "/public\n");
    git(&site, &["init", "-q"]);
    git(&site, &["add", "."]);
    git(&site, &["commit", "-q", "-m", "first"]);
    site.put("content/pages/about/zh.md", ABOUT_ZH.replace("你好。", "你好，110。"));
    git(&site, &["commit", "-qam", "second"]);
    site
}

#[test]
fn every_page_is_listed_with_the_state_of_its_translations() {
    let site = behind();
    let listed = site.run(&["translations"]);
    let wanted = "page           en\n\
                  pages/about    stale, numbers differ\n\
                  pages/privacy  missing\n\
                  \n\
                  en: 1 stale, 1 missing of 2 pages\n";
    assert_eq!((listed.code, &*listed.out), (Some(0), wanted));
    assert_eq!(site.run(&["translations", "--lang", "zh"]).code, Some(2));
}

#[test]
fn changes_since_the_translation_are_read_from_git() {
    let site = behind();
    let shown = site.run(&["translations", "--diff"]).out;
    assert!(shown.contains("--- content/pages/about/zh.md (when translated)\n"), "{shown}");
    assert!(shown.contains("\n-你好。\n+你好，110。\n"), "{shown}");
    let rows = json(&site.run(&["translations", "--format", "json"]).out);
    assert_eq!(rows[0]["state"], "stale");
    assert_eq!(rows[0]["made_from"], "1c1efe2c20bc");
    assert!(rows[0]["source_diff"].as_str().is_some_and(|diff| diff.contains("+你好，110。")));
    assert_eq!((&rows[1]["state"], rows[1]["source_diff"].is_null()), (&"missing".into(), true));
    fs::remove_dir_all(site.root().join(".git")).expect("removed");
    let without = site.run(&["translations", "--diff"]);
    assert_eq!((without.code, without.out.contains("+++")), (Some(0), false));
}

/// A folder that somebody sent may hold a `.git/config` that names programs.
#[cfg(unix)]
#[test]
fn git_runs_no_program_that_the_folder_names() {
    let site = behind();
    let mark = site.root().join("ran");
    let program = site.root().join("program.sh");
    site.put("program.sh", format!("#!/bin/sh\necho ran >> '{}'\n", mark.display()));
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&program, executable).expect("set");
    let program = program.to_str().expect("UTF-8");
    site.put(".gitattributes", "*.md diff=evil filter=evil\n");
    for (name, value) in [
        ("log.showSignature", "true"),
        ("gpg.program", program),
        ("core.fsmonitor", program),
        ("core.pager", program),
        ("pager.log", program),
        ("diff.external", program),
        ("diff.evil.textconv", program),
        ("diff.evil.command", program),
        ("filter.evil.smudge", program),
        ("alias.log", &format!("!{program}")),
    ] {
        git(&site, &["config", name, value]);
    }
    let shown = site.run(&["translations", "--diff"]);
    assert!(!mark.exists(), "{}", fs::read_to_string(&mark).unwrap_or_default());
    assert_eq!(shown.code, Some(0), "{}", shown.err);
}

#[test]
fn a_mark_changes_its_line_and_not_a_byte_more() {
    let site = Site::new();
    let en = "content/pages/about/en.md";
    let text = fs::read_to_string(site.root().join(en)).expect(en);
    let plain = text.trim_end().replace("1c1efe2c20bc", "000000000000");
    let windows = format!("\u{FEFF}{}", plain.replace('\n', "\r\n"));
    let quoted =
        plain.replace("translates = \"000000000000\"", "translates = '000000000000' # 看过");
    for before in [plain, windows, quoted] {
        site.put(en, &before);
        site.run(&["translations", "--mark", "about", "--lang", "en"]).assert_success();
        let after = fs::read_to_string(site.root().join(en)).expect(en);
        assert_eq!(after, before.replace("000000000000", "1c1efe2c20bc"));
    }
    // Where nothing was marked yet.
    let unmarked = text.replace("translates = \"1c1efe2c20bc\"\n", "");
    site.put(en, format!("\u{FEFF}{}", unmarked.replace('\n', "\r\n")));
    site.run(&["translations", "--mark", "about", "--lang", "en"]).assert_success();
    let after = fs::read_to_string(site.root().join(en)).expect(en);
    assert_eq!(after, format!("\u{FEFF}{}", text.replace('\n', "\r\n")));
}

#[test]
fn a_translation_can_be_marked_once_its_numbers_agree() {
    let site = behind();
    let en = "content/pages/about/en.md";
    let rejected = site.run(&["translations", "--mark", "about", "--lang", "en"]);
    assert_eq!(rejected.code, Some(2));
    assert!(
        rejected.err.contains("numbers-differ") && rejected.err.contains("fix that, then mark it"),
        "{}",
        rejected.err
    );
    let text = fs::read_to_string(site.root().join(en)).expect(en);
    site.put(en, text.replace("Hello.", "Hello, 110."));
    let marked = site.run(&["translations", "--mark", "about", "--lang", "en"]);
    assert_eq!((marked.code, &*marked.err), (Some(0), ""));
    let now = fs::read_to_string(site.root().join(en)).expect(en);
    let old = text.replace("Hello.", "Hello, 110.");
    let changed: Vec<(&str, &str)> =
        old.lines().zip(now.lines()).filter(|(old, now)| old != now).collect();
    assert_eq!(changed.len(), 1, "{now}");
    assert!(changed[0].1.starts_with("translates = \""), "{now}");
    assert!(site.run(&["translations"]).out.contains("pages/about    current\n"));
    for (id, words) in [
        ("privacy", "has no text in `en` yet"),
        ("abuot", "Did you mean `about`?"),
        ("home", "not translated"),
    ] {
        let rejected = site.run(&["translations", "--mark", id, "--lang", "en"]);
        assert!(rejected.code == Some(2) && rejected.err.contains(words), "{id}: {}", rejected.err);
    }
}
