//! Does the command line answer as its help says, in words, in formats and in exit codes?

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use serde_json::Value;
use tempfile::TempDir;
use wuzha::diagnostic::Diagnostic;
use wuzha::load;
use wuzha::report::{self, Format, Paint};
use wuzha::source::{Sources, Span};

pub(crate) const ABOUT_ZH: &str = "+++\ntitle = \"关于\"\nsummary = \"关于本站。\"\n+++\n\n## 我们 {#us}\n\n你好。\n";

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
        self.put("content/pages/about/page.toml", "reviewed_on = 2026-11-21\nchanels = [\"phone\"]\n");
    }

    fn run(&self, args: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wuzha"));
        command.args(args).current_dir(self.root()).env_remove("NO_COLOR").stdin(Stdio::null());
        Ran::from(command.output().expect("the binary runs"))
    }
}

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

fn json(text: &str) -> Vec<Value> {
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
    assert!(ran.out.starts_with("1 page × 2 languages, ") && ran.out.contains(" written), "), "{}", ran.out);
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
    assert!(!site.root().join("public/print/about/sheet-a4.zh.pdf").exists(), "a whole build removes what is stale");
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
fn help_and_version_exit_with_0() {
    let site = Site::new();
    for command in ["build", "check", "search", "serve", "print"] {
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
    assert!(json(&ran.out)[0]["message"].as_str().is_some_and(|message| message.contains("nowhere")));
}

#[test]
fn text_that_is_not_utf8_is_a_mistake_and_not_a_failure() {
    let site = Site::new();
    site.put("content/pages/about/zh.md", b"+++\ntitle = \"x\"\nsummary = \"x\"\n+++\n\n\xB0\xB2\xC8\xAB\n");
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
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    drop(child.stdout.take());
    let ran = Ran::from(child.wait_with_output().expect("it ends"));
    assert!(ran.code == Some(1) && !ran.err.contains("panicked"), "{:?} {}", ran.code, ran.err);
}

// What is read.

#[test]
fn what_editors_and_systems_leave_behind_is_not_read() {
    let site = Site::new();
    let skipped = [
        "content/README.md", "content/README.zh.md", "content/pages/about/.zh.md.swp", "content/pages/about/zh.md~",
        "content/pages/about/#zh.md#", "content/pages/about/zh.md.orig", "static/.DS_Store", "static/.git/config",
        ".wuzha/cache/x", "public/index.html", "notes.txt",
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
    for path in ["wuzha.toml", "printed.lock", "content/pages/about/zh.md", "static/.well-known/security.txt"] {
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
    let film = fs::File::options().write(true).open(site.root().join("static/film.mp4")).expect("there");
    film.set_len(load::MAX_FILE + 1).expect("a sparse file");
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

// What is reported.

fn shown(text: &[u8], span: std::ops::Range<usize>) -> String {
    let file: Arc<str> = Arc::from("content/x.md");
    let mut sources = Sources::default();
    sources.insert(&file, text);
    let diagnostic = Diagnostic::error("some-rule", &file, Span::new(span), "something is wrong").hint("Mend it.");
    report::render(&[diagnostic], &sources, Format::Human, Paint::Plain)
}

/// The shown line from after the gutter, and the columns of a terminal its underline goes from and to.
fn underlined(shown: &str) -> (String, std::ops::Range<usize>) {
    let mut lines = shown.lines().skip_while(|line| !line.starts_with(|c: char| c.is_ascii_digit()));
    let after_gutter = |line: &str| line.split_once("| ").map_or(String::new(), |(_, rest)| rest.to_owned());
    let text = after_gutter(lines.next().expect("an excerpt"));
    let marks = after_gutter(lines.next().expect("an underline"));
    let from = marks.find('^').expect("a mark");
    (text, from..marks.trim_end().len())
}

/// Terminals show a Han character over two columns.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{2E80}' { 2 } else { 1 }).sum()
}

#[test]
fn the_underline_stands_below_han_characters() {
    let text = "别信“安全账户”，那是 scam。";
    let start = text.find("安全账户").expect("there");
    let (line, range) = underlined(&shown(text.as_bytes(), start..start + "安全账户".len()));
    assert_eq!(line, text);
    assert_eq!(range, columns("别信“")..columns("别信“安全账户"));
}

#[test]
fn the_underline_stands_below_text_after_tabs() {
    let (line, range) = underlined(&shown("\t警\tab = 1".as_bytes(), 5..7));
    assert_eq!(line, "    警    ab = 1");
    assert_eq!(range, 10..12);
}

#[test]
fn columns_count_characters_and_skip_the_byte_order_mark() {
    let text = "\u{FEFF}一\r\n二三x\r\n";
    let start = text.find('x').expect("there") - '\u{FEFF}'.len_utf8();
    let shown = shown(text.as_bytes(), start..start + 1);
    assert!(shown.contains("--> content/x.md:2:3\n"), "{shown}");
    assert_eq!(underlined(&shown), ("二三x".to_owned(), 4..5));
}

#[test]
fn a_span_over_several_lines_is_underlined_to_the_end_of_its_first() {
    let shown = shown("ab\ncd\nef\n".as_bytes(), 1..7);
    assert_eq!(underlined(&shown), ("ab".to_owned(), 1..2));
    assert!(!shown.contains("cd"), "{shown}");
}

#[test]
fn the_end_of_a_file_can_be_pointed_at() {
    for text in ["", "ab", "ab\n"] {
        let shown = shown(text.as_bytes(), text.len()..text.len());
        assert_eq!(underlined(&shown).1.len(), 1, "{shown}");
    }
}

#[test]
fn a_line_of_ten_megabytes_is_cut_around_the_span() {
    let mut text = "骗".repeat(1_700_000);
    let start = text.len();
    text.push_str("安全账户");
    text.push_str(&"局".repeat(1_700_000));
    let shown = shown(text.as_bytes(), start..start + 12);
    assert!(shown.contains("content/x.md:1:1700001\n"), "{}", &shown[..200]);
    let (line, range) = underlined(&shown);
    assert!(line.starts_with("…骗") && line.ends_with("局…") && columns(&line) <= 102, "{line}");
    let before: String = line.chars().take_while(|&c| c != '安').collect();
    assert_eq!(range, columns(&before)..columns(&before) + 8);
}

#[test]
fn many_mistakes_in_a_long_line_take_no_longer_than_one_pass() {
    let file: Arc<str> = Arc::from("content/x.md");
    let mut sources = Sources::default();
    sources.insert(&file, "骗".repeat(3_000_000).into_bytes());
    let at = |i: usize| Diagnostic::warning("some-rule", &file, Span::new(i * 900..i * 900 + 3), "wrong");
    let diagnostics: Vec<Diagnostic> = (0..10_000).map(at).collect();
    let start = std::time::Instant::now();
    let text = report::render(&diagnostics, &sources, Format::Short, Paint::Plain);
    assert!(start.elapsed().as_secs() < 5);
    assert!(text.ends_with("content/x.md:1:2999701: warning[some-rule] wrong\n"), "{}", &text[text.len() - 80..]);
}

#[test]
fn broken_text_and_terminal_codes_are_shown_and_not_obeyed() {
    let shown = shown(b"a\xFF\x1b[31mred\xC2\x9b\xE2\x80\xAEx", 1..2);
    assert!(!shown.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{shown:?}");
    let file: Arc<str> = Arc::from("content/\u{1b}[2J.md");
    let hostile = [Diagnostic::error("some-rule", &file, Span::default(), "key `\u{1b}[31m\nx`").hint("\u{9b}1m")];
    for format in [Format::Human, Format::Short, Format::Json] {
        let text = report::render(&hostile, &Sources::default(), format, Paint::Plain);
        assert!(!text.contains(['\u{1b}', '\u{9b}']) || format == Format::Json, "{text:?}");
        assert!(!text.contains('\u{1b}'), "JSON escapes it: {text:?}");
    }
    let short = report::render(&hostile, &Sources::default(), Format::Short, Paint::Plain);
    assert_eq!(short.lines().count(), 1);
}

#[test]
fn a_folder_is_named_without_an_excerpt() {
    let file: Arc<str> = Arc::from("content/scams/x");
    let missing = [Diagnostic::error("missing-file", &file, Span::default(), "there is no `zh.md`").hint("Write it.")];
    let text = report::render(&missing, &Sources::default(), Format::Human, Paint::Plain);
    assert!(text.contains("--> content/scams/x\n") && text.contains("= help: Write it."), "{text}");
}

#[test]
fn colours_are_only_colours() {
    let file: Arc<str> = Arc::from("content/x.md");
    let mut sources = Sources::default();
    sources.insert(&file, *b"one two");
    let found = [Diagnostic::warning("some-rule", &file, Span::new(4..7), "wrong").hint("Mend it.")];
    let [plain, coloured] =
        [Paint::Plain, Paint::Coloured].map(|paint| report::render(&found, &sources, Format::Human, paint));
    assert!(coloured.contains('\u{1b}'));
    let mut stripped = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        stripped.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    stripped.push_str(rest);
    assert_eq!(stripped, plain);
}

#[test]
fn tallies_are_in_words() {
    let file: Arc<str> = Arc::from("x");
    let error = || Diagnostic::error("a", &file, Span::default(), "");
    let warning = || Diagnostic::warning("b", &file, Span::default(), "");
    assert_eq!(report::tally(&[]), "no mistakes");
    assert_eq!(report::tally(&[error(), warning(), error(), error()]), "3 errors, 1 warning");
    assert_eq!(report::tally(&[warning(), warning()]), "2 warnings");
    assert_eq!(report::counted(1, "page"), "1 page");
    assert_eq!(report::counted(1_234_567, "file"), "1,234,567 files");
}

// What only the site can tell to be wrong usage.

#[test]
fn what_the_site_does_not_have_is_wrong_usage() {
    let site = Site::new();
    let cases: [(&[&str], &str); 3] = [
        (&["print", "abuot"], "`about`"),
        (&["print", "about", "--format", "sheet-a4"], "pages"),
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
    let json: Value = serde_json::from_str(&site.run(&["search", "hello", "--lang", "en", "--format", "json"]).out).expect("JSON");
    assert_eq!(json["total"], 1);
    for key in ["url", "title", "excerpt", "kind"] {
        assert!(json["results"][0][key].is_string(), "{key} in {json}");
    }
    assert!(json["results"][0]["score"].is_number());
    let nothing = site.run(&["search", "量子力学"]);
    assert!(nothing.code == Some(0) && nothing.out.contains("nothing found"), "{}", nothing.out);
}
