//! Wrong encodings and deep nesting, in any kind of file.

use wuzha::cli::report::{self, Paint, ReportFormat};
use wuzha::pipeline::Outputs;

use crate::support::site::{self, Built, EVERYTHING, HTML, PRINT, html, lead, plain, run};

/// A site of one page, with one file added or replaced.
fn with(path: &str, bytes: Vec<u8>, outputs: Outputs) -> Built {
    let mut sources = site::sources(&plain("about").to_string());
    sources.insert(path, bytes);
    run(sources, outputs)
}

fn theme_file(path: &str) -> String {
    site::sources("")
        .text(&format!("themes/default/{path}"))
        .expect("a text of the theme")
        .to_owned()
}

#[test]
fn bytes_that_are_not_utf8_are_one_error_in_any_kind_of_file() {
    for path in [
        "wuzha.toml",
        "i18n/zh.toml",
        "content/hotlines.toml",
        "content/branches.toml",
        "content/campaigns.toml",
        "content/pages/about/page.toml",
        "content/pages/about/zh.md",
        "content/pages/about/en.md",
        "themes/default/theme.toml",
        "themes/default/i18n/en.toml",
        "themes/default/templates/page.html",
        "themes/default/print/base.typ",
        "themes/default/static/styles/10-tokens.css",
        "themes/default/static/main.js",
        "themes/default/static/search/plan.js",
    ] {
        let found = with(path, b"a = \"\xB0\xB2\xC8\xAB\"\n".to_vec(), EVERYTHING);
        assert_eq!(found.codes(), ["not-utf8"], "{path}: {}", found.diagnostics_short());
        let report = found.diagnostics_short();
        assert!(report.starts_with(&format!("{path}:1:1: ")), "{report}");
    }
}

#[test]
fn cr_line_ends_are_errors() {
    let page = "+++\ntitle = '甲'\nsummary = '乙'\n+++\n\n丙\n\n## 丁 {#d}\n\n戊\n";
    let old = with("content/pages/about/zh.md", page.replace('\n', "\r").into_bytes(), EVERYTHING);
    assert_eq!(old.codes(), ["no-front-matter"]);
    assert!(old.only().hint.contains("LF"), "{}", old.only().hint);
    let (head, body) = page.split_at(page.find('丙').expect("there"));
    let mixed = format!("{head}{}", body.replace('\n', "\r"));
    let mixed = with("content/pages/about/zh.md", mixed.into_bytes(), EVERYTHING);
    let mut found = mixed.outcome.diagnostics.iter();
    let found = found.find(|found| found.rule.id() == "bad-character").expect("an error");
    assert!(found.hint.contains("LF"), "{}", found.hint);
}

#[test]
fn invalid_and_invisible_characters_are_errors() {
    for c in [
        '\u{FFFE}',
        '\u{FFFF}',
        '\u{1FFFE}',
        '\u{FDD0}',
        '\u{F0000}',
        '\u{E0041}',
        '\u{E007F}',
        '\u{202E}',
    ] {
        let found =
            html(&plain("about").title("zh", &format!("甲{c}乙")).without("en").to_string());
        let codes = found.codes();
        let are_bad = codes.iter().all(|code| *code == "bad-character");
        assert!(!codes.is_empty() && are_bad, "{c:?}");
    }
    // Variants of Han characters, joined emoji, and marks of direction that a text may need.
    for c in ['\u{E0100}', '\u{200D}', '\u{FE0F}', '\u{200F}', '\u{2028}'] {
        lead(&format!("葛{c}乙")).clean();
    }
}

#[test]
fn deeply_nested_toml_is_an_error_in_any_file() {
    let deep = 10_000;
    let nestings = [
        format!("x = {}{}\n", "[".repeat(deep), "]".repeat(deep)),
        format!("x = {}1{}\n", "{a = ".repeat(deep), "}".repeat(deep)),
        format!("x = {}", "[".repeat(deep)),
        format!("{}a = 1\n", "a.".repeat(deep)),
        format!("[{}a]\nb = 1\n", "a.".repeat(deep)),
        format!("[[{}a]]\nb = 1\n", "a.".repeat(deep)),
    ];
    for nesting in nestings {
        for path in
            ["wuzha.toml", "i18n/zh.toml", "content/hotlines.toml", "content/pages/about/page.toml"]
        {
            let found = with(path, nesting.clone().into_bytes(), EVERYTHING);
            assert!(found.has_errors(), "{path} {nesting:.20}");
        }
        for path in ["theme.toml", "i18n/zh.toml"] {
            let text = format!("{}\n{nesting}", theme_file(path));
            let found = with(&format!("themes/default/{path}"), text.into_bytes(), EVERYTHING);
            assert!(found.has_errors(), "{path} {nesting:.20}");
        }
        let page = format!("+++\ntitle = '甲'\nsummary = '乙'\n{nesting}\n+++\n\n丙\n");
        let found = with("content/pages/about/zh.md", page.into_bytes(), EVERYTHING);
        assert!(found.has_errors(), "front matter {nesting:.20}");
    }
}

#[test]
fn deeply_nested_and_endless_templates_are_errors() {
    let deep = 10_000;
    for template in [
        "{% if true %}".repeat(deep) + &"{% endif %}".repeat(deep),
        format!("{{{{ {}1{} }}}}", "(".repeat(deep), ")".repeat(deep)),
        format!("{{{{ {}true }}}}", "not ".repeat(deep)),
        "{% include \"list.html\" %}".to_owned(),
        "{% extends \"list.html\" %}".to_owned(),
    ] {
        let found = with("themes/default/templates/list.html", template.clone().into_bytes(), HTML);
        assert_eq!(found.codes(), ["template"], "{template:.30}");
    }
    for template in [
        format!("#{}{}", "(".repeat(deep), ")".repeat(deep)),
        format!("${}{}$", "(".repeat(deep), ")".repeat(deep)),
        "*_".repeat(deep),
        "#let f(x) = f(x)\n#f(1)".to_owned(),
        "#while true {}".to_owned(),
        "#import \"qr-card.typ\": *".to_owned(),
    ] {
        let found = with("themes/default/print/qr-card.typ", template.clone().into_bytes(), PRINT);
        assert!(
            found.codes().iter().all(|code| *code == "print-failed") && !found.codes().is_empty(),
            "{template:.30}"
        );
    }
}

#[test]
fn an_image_too_large_for_memory_is_an_error() {
    // A header without pixels.
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 60_000, 60_000);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_chunk(png::chunk::IDAT, &[]).expect("a chunk");
    drop(writer);
    let mut sources = site::sources(&plain("about").to_string());
    sources.insert("content/pages/about/large.png", bytes);
    let found = run(sources, HTML);
    assert_eq!(found.codes(), ["bad-image"]);
    assert!(found.diagnostics_short().contains("60000 × 60000"), "{}", found.diagnostics_short());
}

#[test]
fn the_human_format_shows_a_thousand_errors_and_counts_the_rest() {
    let found = lead(&"甲\u{1}。".repeat(3000));
    let shown =
        |format| report::render(&found.outcome.diagnostics, &found.sources, format, Paint::Plain);
    let human = shown(ReportFormat::Human);
    assert_eq!(human.matches("error[bad-character]").count(), 1000);
    assert!(human.ends_with(
        "… and 2,000 mistakes more: fix these first, or list all with `--format short`\n\n"
    ));
    assert_eq!(shown(ReportFormat::Short).lines().count(), 3000);
}
