//! Does the command line answer as its help says, in words, in formats and in exit codes?

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;
use wuzha::base::limits;
use wuzha::load;

pub(crate) const ABOUT_ZH: &str =
    "+++\ntitle = \"关于\"\nsummary = \"关于本站。\"\n+++\n\n## 我们 {#us}\n\n你好。\n";

/// With the digest of the text above, which `wuzha check` asks for.
const ABOUT_EN: &str = "+++\ntitle = \"About\"\nsummary = \"About us.\"\ntranslates = \"1c1efe2c20bc\"\n+++\n\n## Us {#us}\n\nHello.\n";

/// A small whole site in a folder of its own, as a person would have it.
pub(crate) struct Site {
    folder: TempDir,
}

impl Site {
    pub(crate) fn new() -> Self {
        let site = Site { folder: tempfile::tempdir().expect("a temporary folder") };
        site.put(
            "wuzha.toml",
            "base_url = \"https://example.org\"\nlanguages = [\"zh\", \"en\"]\n\
             [title]\nzh = \"样站\"\nen = \"Sample\"\n[tagline]\nzh = \"样站\"\nen = \"Sample\"\n\
             [issuer]\nzh = \"样站\"\nen = \"Sample\"\n",
        );
        site.put("content/pages/about/page.toml", "reviewed_on = 2026-11-21\n");
        site.put("content/pages/about/zh.md", ABOUT_ZH);
        site.put("content/pages/about/en.md", ABOUT_EN);
        site
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn put(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// An author's mistake: an error on line 2.
    pub(crate) fn break_it(&self) {
        self.put(
            "content/pages/about/page.toml",
            "reviewed_on = 2026-11-21\nchanels = [\"phone\"]\n",
        );
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wuzha"));
        command.args(args).current_dir(self.root()).env_remove("NO_COLOR").stdin(Stdio::null());
        Ran::from(command.output().expect("the binary runs"))
    }
}

pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

pub(crate) fn json(text: &str) -> Vec<Value> {
    match serde_json::from_str(text) {
        Ok(Value::Array(items)) => items,
        other => panic!("not a JSON array: {other:?} in {text:?}"),
    }
}

#[test]
fn build_writes_the_site_and_says_so_in_one_line() {
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

#[test]
fn quiet_builds_say_nothing() {
    let ran = Site::new().run(&["build", "--quiet"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""));
}

#[test]
fn a_site_with_errors_is_not_written_and_exits_with_1() {
    let site = Site::new();
    site.run(&["build", "--quiet"]);
    let before = fs::read(site.root().join("public/index.html")).expect("built");
    site.break_it();
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("content/pages/about/page.toml:2:1"), "{}", ran.err);
    assert!(ran.err.contains("1 error\n"), "{}", ran.err);
    assert!(!ran.err.contains('\u{1b}'), "no colours where there is no terminal");
    assert_eq!(fs::read(site.root().join("public/index.html")).expect("still there"), before);
}

#[test]
fn only_some_outputs_are_made_and_those_of_the_others_stay() {
    let site = Site::new();
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
        "a whole build removes what is stale"
    );
}

#[test]
fn out_and_root_may_be_elsewhere() {
    let (site, elsewhere) = (Site::new(), Site::new());
    let root = site.root().to_str().expect("UTF-8");
    let ran = elsewhere.run(&["build", "--root", root, "--out", "made/here", "--jobs", "1"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(elsewhere.root().join("made/here/index.html").is_file());
    assert!(!site.root().join("public").exists());
}

#[test]
fn wrong_usage_and_a_failing_world_exit_with_2() {
    let site = Site::new();
    let cases: &[(&[&str], &str)] = &[
        (&["bild"], "build"),
        (&["build", "--only", "pdf"], "html, search, print"),
        (&["build", "--jobs", "0"], "--jobs"),
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
    for (args, told) in cases {
        let ran = site.run(args);
        assert_eq!(ran.code, Some(2), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(told), "{args:?}: {}", ran.err);
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
        site.put("wuzha.toml", &config.replace("https://example.org", address));
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
fn check_gives_its_diagnostics_in_three_formats() {
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
    for key in ["code", "message", "hint"] {
        assert!(found[0][key].is_string(), "{key}");
    }
    assert!(!site.root().join("public").exists(), "check writes nothing");
}

#[test]
fn json_stays_json_when_the_world_fails() {
    let site = Site::new();
    let ran = site.run(&["check", "--format", "json", "--root", "nowhere"]);
    assert_eq!(ran.code, Some(2));
    assert!(
        json(&ran.out)[0]["message"].as_str().is_some_and(|message| message.contains("nowhere"))
    );
}

#[test]
fn text_that_is_not_utf8_is_a_mistake_and_not_a_failure() {
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
fn a_reader_that_stops_reading_is_no_failure() {
    let site = Site::new();
    site.break_it();
    let mut command = Command::new(env!("CARGO_BIN_EXE_wuzha"));
    command.args(["check", "--format", "short"]).current_dir(site.root());
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    drop(child.stdout.take());
    let ran = Ran::from(child.wait_with_output().expect("it ends"));
    assert!(ran.code == Some(1) && !ran.err.contains("panicked"), "{:?} {}", ran.code, ran.err);
}

// What is read.

#[test]
fn what_editors_and_systems_leave_behind_is_not_read() {
    let site = Site::new();
    let skipped = [
        "content/README.md",
        "content/README.zh.md",
        "content/LICENSE.md",
        "content/pages/about/.zh.md.swp",
        "content/pages/about/zh.md~",
        "content/pages/about/#zh.md#",
        "content/pages/about/zh.md.orig",
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
    site.put("printed.lock", "x");
    let sources = load::load(site.root()).expect("loaded");
    for path in skipped {
        assert!(!sources.contains(path), "{path}");
    }
    for path in [
        "wuzha.toml",
        "printed.lock",
        "content/pages/about/zh.md",
        "static/.well-known/security.txt",
    ] {
        assert!(sources.contains(path), "{path}");
    }
}

#[test]
fn a_site_without_a_theme_gets_the_built_in_one_and_its_own_wins() {
    let site = Site::new();
    let sources = load::load(site.root()).expect("loaded");
    assert!(sources.under("themes/default/").count() > 1);
    site.put("themes/default/theme.toml", "mine");
    let sources = load::load(site.root()).expect("loaded");
    assert_eq!(sources.under("themes/default/").count(), 1);
}

#[test]
fn files_that_are_too_large_are_refused_by_name() {
    let site = Site::new();
    site.put("static/film.mp4", "");
    let film =
        fs::File::options().write(true).open(site.root().join("static/film.mp4")).expect("there");
    film.set_len(limits::FILE + 1).expect("a sparse file");
    let error = format!("{:#}", load::load(site.root()).expect_err("refused"));
    assert!(error.contains("film.mp4") && error.contains("64 MiB"), "{error}");
}

#[cfg(unix)]
#[test]
fn links_are_followed_only_within_the_sites_own_folders() {
    use std::os::unix::fs::symlink;
    let site = Site::new();
    site.put("static/a.txt", "a");
    symlink("a.txt", site.root().join("static/b.txt")).expect("a link");
    assert_eq!(load::load(site.root()).expect("loaded").text("static/b.txt"), Some("a"));
    site.put(".env", "secret");
    let targets = ["/etc/passwd", "../.env", "missing.txt", "..", "."];
    for target in targets {
        let link = site.root().join("static/link");
        symlink(target, &link).expect("a link");
        let error = format!("{:#}", load::load(site.root()).expect_err(target));
        assert!(error.contains("static"), "{target}: {error}");
        fs::remove_file(link).expect("removed");
    }
}

#[cfg(unix)]
#[test]
fn pipes_are_refused_rather_than_waited_for() {
    let site = Site::new();
    site.put("static/a.txt", "a");
    let pipe = site.root().join("static/pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let error = format!("{:#}", load::load(site.root()).expect_err("refused"));
    assert!(error.contains("static/pipe") && error.contains("ordinary file"), "{error}");
}

// What only the site can tell to be wrong usage.

#[test]
fn what_the_site_does_not_have_is_wrong_usage() {
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
    for (args, told) in cases {
        let ran = site.run(args);
        assert_eq!(ran.code, Some(2), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(told) && !ran.err.contains("wuzha.toml"), "{args:?}: {}", ran.err);
    }
    site.break_it();
    assert_eq!(site.run(&["search", "你好"]).code, Some(1));
}

#[test]
fn warnings_fail_only_where_they_are_denied() {
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
fn search_answers_for_people_and_for_programs() {
    let site = Site::new();
    let human = site.run(&["search", "你好"]);
    assert!(human.code == Some(0) && human.out.contains("关于"), "{} {}", human.out, human.err);
    let json: Value = serde_json::from_str(
        &site.run(&["search", "hello", "--lang", "en", "--format", "json"]).out,
    )
    .expect("JSON");
    assert_eq!(json["total"], 1);
    for key in ["url", "title", "excerpt", "kind"] {
        assert!(json["results"][0][key].is_string(), "{key} in {json}");
    }
    assert!(json["results"][0]["score"].is_number());
    let explained = site.run(&["search", "你好", "--explain"]).out;
    assert!(
        explained.contains("looked for: 你好") && explained.contains(" in body"),
        "{explained}"
    );
    let narrowed = site.run(&["search", "你好", "--kind", "scams", "--channel", "phone"]);
    assert!(narrowed.out.contains("nothing found"), "{}", narrowed.out);
    assert_eq!(site.run(&["search", "你好", "--channel", "pigeon"]).code, Some(2));
    let nothing = site.run(&["search", "量子力学"]);
    assert!(nothing.code == Some(0) && nothing.out.contains("nothing found"), "{}", nothing.out);
}

#[test]
fn a_rule_is_explained() {
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
fn services_read_mistakes_in_their_own_forms() {
    let site = Site::new();
    site.put(
        "content/pages/about/zh.md",
        "+++\ntitle = \"关于\"\nsummary = \"好。\"\n+++\n\n好，[一](@/pages/none)\n",
    );
    let github = site.run(&["check", "--format", "github"]);
    let line = "::error file=content/pages/about/zh.md,line=6,col=3,title=broken-link::There is no page `pages/none`%0A";
    assert!(github.out.contains(line), "{}", github.out);
    let sarif: serde_json::Value =
        serde_json::from_str(&site.run(&["check", "--format", "sarif"]).out).expect("JSON");
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
    assert!(rules.iter().any(|rule| rule["id"] == "broken-link" && rule["shortDescription"]["text"].is_string()));
}

#[test]
fn beside_a_result_only_the_first_warnings_of_a_rule_are_shown() {
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
fn a_copy_comes_as_a_folder_and_as_a_zip() {
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
        "in one folder, called after the site"
    );
    assert!(site.run(&build).out.contains("(unchanged)"));
}

#[test]
fn compressed_files_come_and_go_with_their_flag() {
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
    assert_eq!(there(), [true; 2], "pages that stay keep theirs");
    assert_eq!(site.run(&["build", "--only", "html"]).code, Some(0));
    assert_eq!(there(), [false; 2], "new pages have none of the old ones");
    assert_eq!(
        site.run(&["build", "--precompress", "--bundle", "usb"]).code,
        Some(2),
        "no server, nobody to ask for them"
    );
}
