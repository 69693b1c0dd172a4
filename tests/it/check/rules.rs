//! Mistakes: each found at its place, once, and explained.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use wuzha::base::diagnostic::{Diagnostic, Severity};
use wuzha::base::rules::{Rule, Severities};
use wuzha::base::source::SourceFiles;
use wuzha::cli::report;
use wuzha::cli::report::{Paint, ReportFormat};
use wuzha::pipeline::{Options, Outputs};

use crate::support::audited::{Audited, outputs};
use crate::support::site::{self, config, html, package, plain, run, scam};

/// Rules about what a site written as text cannot show: bytes that are no text, and no files.
const WITHOUT_EXAMPLE: [Rule; 2] = [Rule::NoConfig, Rule::NotUtf8];

/// A help page shows sites that break its rule, as `~~~site`, or built files that do, as
/// `~~~output`, each followed by what a person reads about them, hints included, as
/// `~~~diagnostics`. `RULES_UPDATE=1` writes these reports.
#[test]
fn the_examples_of_every_help_page_give_the_reports_it_shows() {
    let update = std::env::var_os("RULES_UPDATE").is_some();
    let mut wrong = Vec::new();
    for &rule in Rule::ALL {
        let path = package().join("docs/rules").join(format!("{rule}.md"));
        let text = fs::read_to_string(&path).expect("UTF-8");
        let mut renewed = String::new();
        let mut rest = &*text;
        let mut severities = BTreeSet::new();
        while let Some(Example { before, kind, files, expected, after }) = example(rest) {
            let (diagnostics, sources) = reported(kind, files);
            severities
                .extend(diagnostics.iter().filter(|one| one.rule == rule).map(|one| one.severity));
            let found = report::render(&diagnostics, &sources, ReportFormat::Human, Paint::Plain);
            assert!(
                update || diagnostics.iter().any(|one| one.rule == rule),
                "{rule}: an example does not break the rule:\n{found}"
            );
            if found != expected {
                wrong.push(format!("{rule}\n  wanted:\n{expected}  found:\n{found}"));
            }
            renewed.push_str(&format!(
                "{before}~~~{kind}\n{files}~~~\n\n~~~diagnostics\n{found}~~~\n"
            ));
            rest = after;
        }
        let wanted: &[Severity] = match rule.severities() {
            _ if WITHOUT_EXAMPLE.contains(&rule) => &[],
            Severities::Error => &[Severity::Error],
            Severities::Warning => &[Severity::Warning],
            Severities::Either => &[Severity::Error, Severity::Warning],
        };
        assert_eq!(severities, wanted.iter().copied().collect(), "{rule}: severities shown");
        if update {
            fs::write(&path, renewed + rest).expect("written");
        }
    }
    assert!(update || wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_help_page_belongs_to_a_rule_and_every_rule_is_reported_somewhere() {
    let pages: BTreeSet<String> = fs::read_dir(package().join("docs/rules"))
        .expect("docs/rules")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(pages, Rule::ALL.iter().map(|rule| format!("{rule}.md")).collect());
    let code = sources_of(&package().join("src")).concat();
    for rule in Rule::ALL {
        assert!(code.contains(&format!("Rule::{rule:?}")), "nothing reports `{rule}`");
    }
}

/// `docs/rules.md` is what `wuzha explain --format markdown` prints. `RULES_UPDATE=1` writes it,
/// from the pages that were there when the program was built.
#[test]
fn the_list_of_rules_names_each_once_with_a_sentence_in_both_languages() {
    let output = Command::new(env!("CARGO_BIN_EXE_wuzha"))
        .args(["explain", "--format", "markdown"])
        .output();
    let list = String::from_utf8(output.expect("the binary runs").stdout).expect("UTF-8");
    for rule in Rule::ALL {
        let rows: Vec<&str> =
            list.lines().filter(|line| line.starts_with(&format!("| [{rule}]("))).collect();
        assert_eq!(rows.len(), 1, "{rule}");
        let cells: Vec<&str> = rows[0].split(" | ").collect();
        assert!(
            cells.len() == 4 && cells.iter().all(|cell| !cell.trim().is_empty()),
            "{}",
            rows[0]
        );
        assert!(
            cells[2].ends_with('.') && cells[3].trim_end_matches(" |").ends_with('。'),
            "{}",
            rows[0]
        );
    }
    let file = package().join("docs/rules.md");
    if std::env::var_os("RULES_UPDATE").is_some() {
        fs::write(&file, &list).expect("written");
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(written == list, "docs/rules.md is not what `wuzha explain --format markdown` prints");
}

/// Builds an example. Before its first file may stand `today = 2027-06-01`, the day of the build,
/// and `print = true`, for printed items in place of pages.
fn built(example: &str) -> site::Built {
    let (settings, files) = example.split_at(example.find("-- ").expect("a file"));
    let settings: toml::Table = settings.parse().expect("settings");
    let print = settings.contains_key("print");
    let outputs = Outputs { html: !print, search: false, print };
    let today = settings.get("today").map(|day| {
        let day = day.as_datetime().expect("a date").to_string();
        day.parse().expect("a date")
    });
    site::run_with(site::sources(files), &Options { outputs, today, ..Options::default() })
}

struct Example<'a> {
    /// What stands before it.
    before: &'a str,
    /// `site`, or `output`.
    kind: &'a str,
    files: &'a str,
    expected: &'a str,
    after: &'a str,
}

fn example(text: &str) -> Option<Example<'_>> {
    let (kind, at) = ["site", "output"]
        .into_iter()
        .filter_map(|kind| Some((kind, text.find(&format!("~~~{kind}\n"))?)))
        .min_by_key(|(_, at)| *at)?;
    let (before, rest) = (&text[..at], &text[at + "~~~\n".len() + kind.len()..]);
    let (files, rest) = rest.split_once("~~~\n").expect("the files end");
    let (_, rest) =
        rest.split_once("~~~diagnostics\n").expect("files are followed by their diagnostics");
    let end = if rest.starts_with("~~~\n") {
        0
    } else {
        rest.find("\n~~~\n").expect("the diagnostics end") + 1
    };
    Some(Example {
        before,
        kind,
        files,
        expected: &rest[..end],
        after: &rest[end + "~~~\n".len()..],
    })
}

/// What is wrong with an example, and the files to show it in.
fn reported(kind: &str, files: &str) -> (Vec<Diagnostic>, SourceFiles) {
    if kind == "output" {
        let audited = Audited::new(outputs(files));
        return (audited.found, audited.sources);
    }
    let built = built(files);
    (built.outcome.diagnostics, built.sources)
}

fn sources_of(path: &Path) -> Vec<String> {
    if path.is_file() {
        return vec![fs::read_to_string(path).expect("UTF-8")];
    }
    let entries = fs::read_dir(path).unwrap_or_else(|_| panic!("{}", path.display()));
    entries.flat_map(|entry| sources_of(&entry.expect("an entry").path())).collect()
}

#[test]
fn every_mistake_of_every_file_is_found_in_one_run_in_order() {
    let text = config("page_siz = 3")
        + &plain("b").facts("chanels = []").lead("zh", "[一](@/pages/none)\n\n<b>").to_string()
        + &plain("a").lead("en", "![ ](none.png)").lead("zh", "好").to_string()
        + &scam("c")
            .section("zh", "do", "[二](javascript:x)")
            .facts("related = [\"scams/none\"]\nreview_by = \"soon\"")
            .to_string()
        + "-- content/stray.txt --\nx\n";
    let found = html(&text);
    let short = found.diagnostics_short();
    let place = |line: &str| line.split(": ").next().unwrap_or("").to_owned();
    let lines: Vec<(String, &str)> = short
        .lines()
        .map(|line| (place(line), line.split(['[', ']']).nth(1).unwrap_or("")))
        .collect();
    let wanted = [
        ("content/pages/a/en.md", "missing-alt"),
        ("content/pages/a/en.md", "missing-image"),
        ("content/pages/b/page.toml", "unknown-key"),
        ("content/pages/b/zh.md", "broken-link"),
        ("content/pages/b/zh.md", "raw-html"),
        ("content/scams/c/page.toml", "broken-link"),
        ("content/scams/c/page.toml", "wrong-type"),
        ("content/scams/c/zh.md", "bad-link"),
        ("content/stray.txt", "stray-file"),
        ("wuzha.toml", "unknown-key"),
    ];
    let got: Vec<(&str, &str)> =
        lines.iter().map(|(place, code)| (place.split(':').next().unwrap_or(""), *code)).collect();
    let mut sorted = got.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, wanted, "{short}");
    let files: Vec<&str> = got.iter().map(|(file, _)| *file).collect();
    assert!(files.is_sorted(), "{short}");
    for pair in found.outcome.diagnostics.windows(2) {
        assert!((&pair[0].file, pair[0].span) <= (&pair[1].file, pair[1].span), "{short}");
    }
    assert!(found.paths().is_empty(), "where there are errors nothing is built");
    let checked = wuzha::pipeline::check(&found.sources, &wuzha::pipeline::Options::default())
        .expect("nothing in the world fails");
    assert_eq!(checked.diagnostics, found.outcome.diagnostics);
}

#[test]
fn every_mistake_says_what_to_do_next() {
    for rule in Rule::ALL {
        let mut rest = rule.help();
        while let Some(Example { kind, files, after, .. }) = example(rest) {
            for found in reported(kind, files).0 {
                assert!(!found.hint.is_empty(), "{rule}: no hint for {}", found.message);
                // What the TOML parser says is passed on as it is.
                let is_sentence = found.message.chars().next().is_some_and(|c| !c.is_lowercase());
                assert!(is_sentence || found.rule == Rule::TomlSyntax, "{}", found.message);
                assert!(found.hint.ends_with(['.', '?', '!', '`']), "{rule}: {}", found.hint);
            }
            rest = after;
        }
    }
}

#[test]
fn one_mistake_gives_one_diagnostic() {
    let edit = |from: &str, to: &str| {
        let text = site::site([
            scam("fake-police"),
            plain("about").lead("zh", "[一](@/scams/fake-police#flags)，[二](tel:110)"),
        ]);
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    };
    let register = format!(
        "-- content/hotlines.toml --\n{}",
        site::HOTLINES.replacen("verified_on", "verified", 1)
    );
    for (text, codes) in [
        // A section without id, or with a wrong one, is neither missing nor another outline nor a
        // broken link.
        (edit("flags {#flags}", "flags"), vec!["missing-section-id"; 2]),
        (edit("flags {#flags}", "flags {#Flags}"), vec!["bad-section-id"; 2]),
        (edit("## flags {#flags}", "# flags {#flags}"), vec!["heading-level"; 2]),
        (edit("## do {#do}", "## do {#flags}"), vec!["repeated-section-id"; 2]),
        // A file that does not begin with front matter is not read as prose.
        (
            edit("+++\ntitle = '关于fake-police'", "---\ntitle: a\n---\n# b"),
            vec!["no-front-matter"],
        ),
        (edit("记住，拨打110。\"\n+++", "记住，拨打110。\"\n# note"), vec!["no-front-matter"]),
        // An entry of the register that cannot be read is no unknown number.
        (edit("", "") + &register, vec!["missing-key", "unknown-key"]),
        // A folder with a wrong name is one mistake, however many files it holds.
        (
            edit("content/scams/fake-police/", "content/scam/fake-police/")
                .replace("@/scams/fake-police#flags", "#us"),
            vec!["unknown-kind", "broken-link"],
        ),
    ] {
        let found = html(&text);
        let mut got = found.codes();
        got.sort_unstable();
        let mut codes = codes;
        codes.sort_unstable();
        assert_eq!(got, codes, "{}", found.diagnostics_short());
    }
}

#[test]
fn a_missing_set_up_is_one_mistake() {
    assert_eq!(run(wuzha::base::source::SourceFiles::default(), site::HTML).codes(), ["no-config"]);
}

#[test]
fn mistakes_of_a_theme_name_its_file() {
    let at = |text: &str| {
        let found = html(&(plain("about").to_string() + text));
        found
            .outcome
            .diagnostics
            .iter()
            .map(|d| format!("{} {}", d.rule.id(), d.file))
            .collect::<Vec<_>>()
    };
    let unknown = at("-- themes/default/templates/home.html --\n{{ nothing.at.all }}\n");
    assert!(
        unknown.iter().all(|found| found == "template themes/default/templates/home.html"),
        "{unknown:?}"
    );
    assert!(!unknown.is_empty());
    assert!(!at("-- themes/default/templates/home.html --\n{% if %}\n").is_empty());
    let missing = html(
        &(config("theme = \"other\"")
            + "-- themes/other/theme.toml --\n[print.fonts]\n[print.formats]\n"),
    );
    assert!(missing.codes().contains(&"missing-strings"), "{}", missing.diagnostics_short());
}

#[test]
fn a_site_may_raise_a_warning_or_leave_it_out() {
    let page = plain("about")
        .to_string()
        .replace("translates = \"{digest}\"", "translates = \"000000000000\"");
    let judged = |level: &str| {
        let found = html(&format!(
            "-- wuzha.toml --\n{}[rules]\nstale-translation = \"{level}\"\n{page}",
            site::CONFIG
        ));
        let found = found.outcome.diagnostics;
        found
            .iter()
            .filter(|d| d.rule.id() == "stale-translation")
            .map(wuzha::base::diagnostic::Diagnostic::is_error)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        [judged("off"), judged("warning"), judged("error")],
        [vec![], vec![false], vec![true]]
    );
}
