//! Commands, their output formats and their exit codes.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::support::program::{ABOUT_ZH, Ran, Site, json, run, wuzha};

#[test]
fn build_writes_the_site_and_reports_in_one_line() {
    let site = Site::new();
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
    assert!(
        ran.out.starts_with("1 page × 2 languages, ") && ran.out.contains(" written), "),
        "{}",
        ran.out
    );
    assert!(site.root().join("public/index.html").is_file());
    let again = site.run(&["build"]);
    assert!(again.out.contains(" unchanged), ") && !again.out.contains("written"), "{}", again.out);
}

/// An allocation that fails would end the program without a word.
#[test]
#[cfg(target_os = "linux")]
fn a_build_without_room_in_memory_says_so_and_leaves_the_old_site() {
    let site = Site::new();
    site.run(&["build", "--quiet", "--only", "html"]).assert_quiet();
    let built = site.built();
    for number in 0..5 {
        // It takes no room on the disk.
        let path = site.root().join(format!("static/{number}.bin"));
        fs::create_dir_all(site.root().join("static")).expect("a folder");
        fs::File::create(path).and_then(|file| file.set_len(60 << 20)).expect("a file");
    }
    let limited = "ulimit -v 400000; exec \"$0\" build --only html";
    let mut shell = Command::new("sh");
    let shell = shell.args(["-c", limited, env!("CARGO_BIN_EXE_wuzha")]).current_dir(site.root());
    let ran = run(shell);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("300 MiB") && ran.err.contains("ulimit -v"), "{}", ran.err);
    assert_eq!(site.built(), built);
}

#[test]
fn an_unchanged_site_is_not_built_again() {
    let site = Site::with_cache();
    let nothing = "nothing has changed since the last build";
    let build = |site: &Site| site.run(&["build"]).out;
    assert!(!build(&site).contains(nothing));
    assert!(build(&site).contains(nothing));
    assert!(!site.run(&["build", "--only", "html"]).out.contains(nothing), "other outputs");
    build(&site);
    // A file that somebody changed in the output is made again, and one that is missing too.
    let page = site.root().join("public/about/index.html");
    let whole = fs::read(&page).expect("a page");
    fs::write(&page, "changed").expect("written");
    assert!(!build(&site).contains(nothing));
    assert_eq!(fs::read(&page).expect("a page"), whole);
    fs::remove_file(&page).expect("removed");
    assert!(!build(&site).contains(nothing));
    assert_eq!(fs::read(&page).expect("a page"), whole);
    assert!(build(&site).contains(nothing));
    site.put("content/pages/about/zh.md", ABOUT_ZH.replace("关于", "说明"));
    assert!(!build(&site).contains(nothing));
    assert_ne!(fs::read(&page).expect("a page"), whole);
    for record in records(&site) {
        site.put(&format!(".wuzha/{record}"), "damaged");
    }
    assert!(!build(&site).contains(nothing));
}

/// The names of the records of builds.
fn records(site: &Site) -> Vec<String> {
    let names = fs::read_dir(site.root().join(".wuzha")).expect("a folder");
    let names = names.map(|entry| entry.expect("an entry").file_name().into_string());
    names.filter_map(Result::ok).filter(|name| name.starts_with("built-")).collect()
}

#[test]
fn warnings_are_shown_again_by_a_build_that_does_nothing() {
    let site = Site::with_cache();
    site.put(
        "content/pages/about/en.md",
        "+++\ntitle = \"About\"\nsummary = \"About us.\"\ntranslates = \"000000000000\"\n+++\n\n## Us {#us}\n\nHello.\n",
    );
    let first = site.run(&["build"]);
    assert!(first.err.contains("warning["), "{}", first.err);
    let second = site.run(&["build"]);
    assert!(second.out.contains("nothing has changed"), "{}", second.out);
    assert_eq!(second.err, first.err);
}

#[test]
fn a_quiet_build_prints_nothing() {
    let ran = Site::with_cache().run(&["build", "--quiet"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""));
}

#[test]
fn a_build_with_errors_writes_nothing_and_exits_with_1() {
    let site = Site::with_cache();
    site.run(&["build", "--quiet"]);
    let before = fs::read(site.root().join("public/index.html")).expect("built");
    site.break_it();
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("content/pages/about/page.toml:2:1"), "{}", ran.err);
    assert!(ran.err.contains("1 error\n"), "{}", ran.err);
    assert!(!ran.err.contains('\u{1b}'), "no colours without a terminal");
    assert_eq!(fs::read(site.root().join("public/index.html")).expect("still there"), before);
}

#[test]
fn a_first_build_of_a_part_says_what_pages_link_to_in_vain() {
    let site = Site::with_cache();
    let first = site.run(&["build", "--only", "html"]);
    assert_eq!(first.code, Some(0), "{}", first.err);
    assert_eq!(first.err.matches("yet: the search, leaflets, codes").count(), 1, "{}", first.err);
    site.run(&["build", "--quiet", "--only", "search"]);
    let page = "content/pages/about/zh.md";
    let text = fs::read_to_string(site.root().join(page)).expect("a page");
    site.put(page, format!("{text}\n再说一句。\n"));
    let second = site.run(&["build", "--only", "html"]);
    assert!(second.err.contains("yet: leaflets"), "{}", second.err);
    let third = site.run(&["build"]);
    assert!(!third.err.contains("yet:"), "{}", third.err);
}

#[test]
fn only_the_named_outputs_are_made_and_the_others_stay() {
    let site = Site::with_cache();
    site.run(&["build", "--quiet"]);
    site.put("public/print/about/sheet-a4.zh.pdf", "as if printed");
    site.put("public/stale.html", "stale");
    let ran = site.run(&["build", "--only", "html,search"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(site.root().join("public/print/about/sheet-a4.zh.pdf").is_file());
    assert!(!site.root().join("public/stale.html").exists());
    site.run(&["build"]);
    assert!(
        !site.root().join("public/print/about/sheet-a4.zh.pdf").exists(),
        "a complete build removes stale files"
    );
}

#[test]
fn output_folder_and_root_can_be_elsewhere() {
    let (site, elsewhere) = (Site::new(), Site::new());
    let root = site.root().to_str().expect("UTF-8");
    let ran = elsewhere.run(&["build", "--root", root, "--out", "made/here", "--jobs", "1"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(elsewhere.root().join("made/here/index.html").is_file());
    assert!(!site.root().join("public").exists());
}

#[test]
fn usage_and_io_errors_exit_with_2() {
    let site = Site::new();
    let cases: &[(&[&str], &str)] = &[
        (&["bild"], "build"),
        (&["build", "--only", "pdf"], "html, search, print"),
        (&["build", "--jobs", "0"], "--jobs"),
        (&["build", "--cache", "s3://B/x"], "3 to 63 small letters"),
        (&["build", "--cache", "s3://bucket/../x"], "the beginning of a key"),
        (&["typeset", "--shard", "0/3"], "from `1/3` to `3/3`"),
        (&["typeset", "--shard", "4/3"], "from `1/3` to `3/3`"),
        (&["typeset", "--shard", "+1/3"], "from `1/3` to `3/3`"),
        (&["build", "--base-url", "example.org"], "https://example.org"),
        (&["build", "--out", "content/out"], "inside `content`"),
        (&["build", "--root", "nowhere"], "nowhere"),
        (&["build", "--root", "content"], "--root"),
        (&["check", "--root", "nowhere"], "nowhere"),
        (&["check", "--format", "xml"], "human, short, json"),
        (&["search"], "QUERY"),
        (&["search", " "], "empty"),
        (&["print"], "<ID>"),
        (&["print", "--list", "about"], "--list"),
    ];
    for (args, words) in cases {
        let ran = site.run(args);
        assert_eq!(ran.code, Some(2), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{args:?}");
    }
    site.put("public/thesis.txt", "not ours");
    assert_eq!(site.run(&["build"]).code, Some(2));
}

#[test]
fn a_wrong_address_is_a_usage_error_that_says_what_is_wrong() {
    let site = Site::new();
    for (address, why) in [
        ("example.org", "it has no scheme"),
        ("https://-", "`-` is not a part of a host"),
        ("https://a b", "it holds a space"),
        ("https://me@example.org", "it holds a user name"),
        ("https://example.org/?q", "it has a query"),
    ] {
        for command in ["build", "audit"] {
            let ran = site.run(&[command, "--base-url", address]);
            assert_eq!(ran.code, Some(2), "{address}: {}", ran.err);
            for told in ["--base-url", address, why, "https://example.org"] {
                assert!(ran.err.contains(told), "{address}: no `{told}` in {}", ran.err);
            }
            assert!(!ran.err.contains("wuzha.toml"), "{}", ran.err);
        }
        let config = fs::read_to_string(site.root().join("wuzha.toml")).expect("UTF-8");
        site.put("wuzha.toml", config.replace("https://example.org", address));
        let ran = site.run(&["check", "--format", "short"]);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        assert!(ran.out.contains("wuzha.toml:1:12: error[bad-address]"), "{}", ran.out);
        assert!(ran.out.contains(why), "{}", ran.out);
        site.put("wuzha.toml", &config);
    }
}

#[test]
fn help_and_version_exit_with_0() {
    let site = Site::new();
    for command in ["build", "check", "explain", "search", "serve", "print"] {
        let ran = site.run(&[command, "--help"]);
        assert_eq!(ran.code, Some(0));
        assert!(ran.out.contains("Examples:"), "{}", ran.out);
    }
    assert!(site.run(&["--version"]).out.starts_with("wuzha "));
}

#[test]
fn check_reports_in_three_formats() {
    let site = Site::new();
    assert_eq!(site.run(&["check"]).code, Some(0));
    assert_eq!(site.run(&["check", "--format", "json"]).out, "[]\n");
    site.break_it();
    let human = site.run(&["check"]);
    assert_eq!(human.code, Some(1));
    assert!(human.out.contains("\n2 | chanels = [\"phone\"]\n  | ^^^^^^^"), "{}", human.out);
    assert!(human.out.contains("= help: "), "{}", human.out);
    assert!(human.err.contains("1 error"), "{}", human.err);
    let short = site.run(&["check", "--format", "short"]);
    assert!(short.out.starts_with("content/pages/about/page.toml:2:1: error["), "{}", short.out);
    assert_eq!(short.out.lines().count(), 1);
    let found = json(&site.run(&["check", "--format", "json"]).out);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["file"], "content/pages/about/page.toml");
    assert_eq!((&found[0]["line"], &found[0]["column"]), (&2.into(), &1.into()));
    assert_eq!(found[0]["severity"], "error");
    for key in ["rule", "message", "hint"] {
        assert!(found[0][key].is_string(), "{key}");
    }
    assert!(!site.root().join("public").exists(), "check writes nothing");
}

#[test]
fn json_stays_json_on_an_io_error() {
    let site = Site::new();
    let ran = site.run(&["check", "--format", "json", "--root", "nowhere"]);
    assert_eq!(ran.code, Some(2));
    assert!(
        json(&ran.out)[0]["message"].as_str().is_some_and(|message| message.contains("nowhere"))
    );
}

#[test]
fn text_that_is_not_utf8_exits_with_1() {
    let site = Site::new();
    site.put(
        "content/pages/about/zh.md",
        b"+++\ntitle = \"x\"\nsummary = \"x\"\n+++\n\n\xB0\xB2\xC8\xAB\n",
    );
    let ran = site.run(&["check"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.out.contains("content/pages/about/zh.md"), "{}", ran.out);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let site = Site::new();
    site.break_it();
    let mut command = wuzha(site.root(), &["check", "--format", "short"]);
    let mut child = command.spawn().expect("the program runs");
    drop(child.stdout.take());
    let ran = Ran::from(child.wait_with_output().expect("it ends"));
    assert!(ran.code == Some(1) && !ran.err.contains("panicked"), "{:?} {}", ran.code, ran.err);
}

#[test]
fn unknown_names_are_usage_errors() {
    let site = Site::new();
    let cases: [(&[&str], &str); 4] = [
        (&["print", "abuot"], "`about`"),
        (&["print", "about", "--format", "sheet-a4"], "qr-card"),
        (
            &["print", "about", "--branch", "east"],
            "`east` is not a branch of content/branches.toml",
        ),
        (&["search", "你好", "--lang", "fr"], "zh, en"),
    ];
    for (args, words) in cases {
        let ran = site.run(args);
        assert_eq!(ran.code, Some(2), "{args:?}: {}", ran.err);
        let is_named = ran.err.contains(words) && !ran.err.contains("wuzha.toml");
        assert!(is_named, "{args:?}: {}", ran.err);
    }
    site.break_it();
    assert_eq!(site.run(&["search", "你好"]).code, Some(1));
}

#[test]
fn warnings_fail_only_with_deny_warnings() {
    let site = Site::new();
    site.put("content/pages/about/zh.md", ABOUT_ZH.replace("你好", "大家好"));
    let (allowed, denied) = (site.run(&["check"]), site.run(&["check", "--deny-warnings"]));
    assert_eq!((allowed.code, denied.code), (Some(0), Some(1)), "{}", allowed.out);
    assert!(allowed.err.contains("1 warning"), "{}", allowed.err);
    let built = site.run(&["build"]);
    assert_eq!(built.code, Some(0));
    assert!(built.err.contains("1 warning"), "{}", built.err);
}

#[test]
fn search_prints_text_and_json() {
    let site = Site::new();
    let human = site.run(&["search", "你好"]);
    assert!(human.code == Some(0) && human.out.contains("关于"), "{} {}", human.out, human.err);
    let answer = site.run(&["search", "hello", "--lang", "en", "--format", "json"]).out;
    let json: Value = serde_json::from_str(&answer).expect("JSON");
    assert_eq!(json["total"], 1);
    for key in ["url", "title", "excerpt", "kind"] {
        assert!(json["results"][0][key].is_string(), "{key} in {json}");
    }
    assert!(json["results"][0]["score"].is_number());
    let explained = site.run(&["search", "你好", "--explain"]).out;
    assert!(explained.contains("terms: 你好") && explained.contains(" in body"), "{explained}");
    let narrowed = site.run(&["search", "你好", "--kind", "scams", "--channel", "phone"]);
    assert!(narrowed.out.contains("no results"), "{}", narrowed.out);
    assert_eq!(site.run(&["search", "你好", "--channel", "pigeon"]).code, Some(2));
    let nothing = site.run(&["search", "量子力学"]);
    assert!(nothing.code == Some(0) && nothing.out.contains("no results"), "{}", nothing.out);
}

#[test]
fn explain_prints_the_help_page_of_a_rule() {
    let site = Site::new();
    let all = site.run(&["explain"]);
    assert!(all.out.lines().count() > 60 && all.out.contains("resident-id"), "{}", all.out);
    let one = site.run(&["explain", "resident-id"]).out;
    assert!(
        one.starts_with("# resident-id") && one.contains("身份证") && one.contains("Found:"),
        "{one}"
    );
    assert!(!one.contains("~~~"), "{one}");
    let none = site.run(&["explain", "residentid"]);
    assert_eq!(none.code, Some(2));
    assert!(none.err.contains("Did you mean `resident-id`?"), "{}", none.err);
}

#[test]
fn check_writes_github_annotations_and_sarif() {
    let site = Site::new();
    site.put(
        "content/pages/about/zh.md",
        "+++\ntitle = \"关于\"\nsummary = \"好。\"\n+++\n\n好，[一](@/pages/none)\n",
    );
    let github = site.run(&["check", "--format", "github"]);
    let line = "::error file=content/pages/about/zh.md,line=6,col=3,title=broken-link::\
                There is no page `pages/none`%0A";
    assert!(github.out.contains(line), "{}", github.out);
    let sarif = site.run(&["check", "--format", "sarif"]).out;
    let sarif: Value = serde_json::from_str(&sarif).expect("JSON");
    let run = &sarif["runs"][0];
    assert_eq!(
        (&sarif["version"], &run["columnKind"]),
        (&"2.1.0".into(), &"unicodeCodePoints".into())
    );
    let results = run["results"].as_array().expect("results");
    let result =
        results.iter().find(|result| result["ruleId"] == "broken-link").expect("the broken link");
    assert_eq!(result["level"], "error");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "content/pages/about/zh.md");
    assert_eq!(
        (&place["region"]["startLine"], &place["region"]["startColumn"]),
        (&6.into(), &3.into())
    );
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let is_described =
        |rule: &Value| rule["id"] == "broken-link" && rule["shortDescription"]["text"].is_string();
    assert!(rules.iter().any(is_described));
}

#[test]
fn build_shows_only_the_first_ten_warnings_of_a_rule() {
    let site = Site::new();
    let sentences = format!("{}。\n\n", "很长".repeat(21)).repeat(15);
    site.put(
        "content/pages/about/zh.md",
        format!("+++\ntitle = \"关于\"\nsummary = \"本站。\"\n+++\n\n{sentences}"),
    );
    let (built, checked) =
        (site.run(&["build", "--only", "html"]), site.run(&["check", "--format", "short"]));
    assert_eq!(built.err.matches("warning[long-sentence]").count(), 10, "{}", built.err);
    assert!(
        built.err.contains("5 more warnings of long-sentence; `wuzha check` lists them all"),
        "{}",
        built.err
    );
    assert_eq!(checked.out.matches("warning[long-sentence]").count(), 15, "{}", checked.out);
}

#[test]
fn a_bundle_is_a_folder_and_a_zip() {
    let site = Site::new();
    let build = ["build", "--only", "html,search", "--bundle", "usb"];
    let ran = site.run(&build);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("public-usb.zip: 1 MB (written)"), "{}", ran.out);
    let mut zip =
        zip::ZipArchive::new(fs::File::open(site.root().join("public-usb.zip")).expect("a zip"))
            .expect("a zip");
    assert!(
        zip.by_name("example-org/en/about/index.html").is_ok(),
        "in one folder, named after the site"
    );
    assert!(site.run(&build).out.contains("(unchanged)"));
}

#[test]
fn precompressed_files_come_and_go_with_their_flag() {
    let site = Site::new();
    let there = || {
        let page = site.root().join("public/about/index.html");
        [".br", ".gz"]
            .map(|ending| std::path::PathBuf::from(format!("{}{ending}", page.display())).exists())
    };
    let ran = site.run(&["build", "--only", "html,search", "--precompress"]);
    assert_eq!((ran.code, there()), (Some(0), [true; 2]), "{}", ran.err);
    let audit = site.run(&["audit", "--format", "short"]);
    assert!(!audit.out.contains("compressed file"), "{}{}", audit.out, audit.err);
    assert_eq!(site.run(&["build", "--only", "search"]).code, Some(0));
    assert_eq!(there(), [true; 2], "pages that are kept keep their compressed copies");
    assert_eq!(site.run(&["build", "--only", "html"]).code, Some(0));
    assert_eq!(there(), [false; 2], "new pages have no old compressed copies");
    assert_eq!(
        site.run(&["build", "--precompress", "--bundle", "usb"]).code,
        Some(2),
        "a copy without a server needs no compressed files"
    );
}
