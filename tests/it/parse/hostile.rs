//! Texts that try to break out of their place or their folder, or to stop the program.

use serde_json::Value;

use crate::support::checks::{assert_well_formed, json_ld};
use crate::support::dice::dice;
use crate::support::site::{self, build, config, html, lead, plain, run, scam};
use crate::support::tags::{classed, element, words};
use crate::support::xml::elements;

const MARKUP: &str =
    r#"</script><script>alert(1)</script> <!-- ]]> {{ t.nav }} {% raw %} "x" &amp; onload=x"#;

#[test]
fn markup_in_texts_reaches_every_output_as_text() {
    let quoted = MARKUP.replace('\\', "\\\\").replace('"', "\\\"");
    let facts = format!(
        "[[sources]]\nid = \"a\"\ntitle = {{ zh = \"{quoted}\", en = \"{quoted}\" }}\n\
         publisher = {{ zh = \"{quoted}\" }}\n\
         [[facts]]\nid = \"f\"\nkind = \"law\"\nsource = \"a\"\nverified_on = 2026-01-31\n\
         claim = {{ zh = \"{quoted}\", en = \"{quoted}\" }}\n"
    );
    let mut page = scam("odd").title("zh", MARKUP).title("en", MARKUP).tables(&facts);
    for language in ["zh", "en"] {
        page = page
            .head(language, &format!("aliases = ['{MARKUP}']"))
            .lead(language, &format!("`{MARKUP}`"));
    }
    let config = site::CONFIG.replace("\"Sample\"", &format!("\"{quoted}\""));
    let hotlines = site::HOTLINES.replace("\"Police\"", &format!("\"{quoted}\""));
    let text = format!("-- wuzha.toml --\n{config}-- content/hotlines.toml --\n{hotlines}{page}");
    let built = build(&text).clean();
    assert_well_formed(&built);
    for (path, html) in built.pages() {
        assert!(!html.contains("<script>alert"), "{path}");
        // Fails where it is not JSON.
        json_ld(html);
    }
    let page = built.html("en/scams/odd/index.html");
    assert_eq!(words(element(page, "h1")), MARKUP);
    assert_eq!(words(element(classed(page, "lead"), "code")), MARKUP);
    assert!(words(classed(page, "citations")).contains(MARKUP));
    assert_eq!(elements(built.text("en/atom.xml"), "title"), [MARKUP, MARKUP]);
    assert!(elements(built.text("sitemap.xml"), "loc").len() > 5);
    let feed: Value = serde_json::from_str(built.text("en/feed.json")).expect("JSON");
    assert_eq!(feed["items"][0]["title"], MARKUP);
    assert_eq!(built.search("en", "odd").results[0].title, MARKUP);
}

#[test]
fn paths_out_of_the_site_are_errors() {
    for path in [
        "../out/",
        "/../out/",
        "/a/../../out/",
        "/./a/",
        "//host/",
        "/.git/",
        "/a b/",
        "/a%2e%2e/",
        "/%2e%2e/a/",
        "/a%252e/",
        "/%FF/",
        "/旧 页/",
        "/旧\u{3000}页/",
        "/旧%E2%80%8B页/",
        "/旧?页/",
        "/旧页/#do",
        "/a/%20/",
        "/a%20/",
        "/",
        "",
        "/a\\\\b/",
        "https://x/",
    ] {
        let found =
            html(&plain("about").facts(&format!("redirect_from = [\"{path}\"]")).to_string());
        let code = if path.is_empty() { "empty-value" } else { "bad-path" };
        assert_eq!(found.codes(), [code], "{path}");
        assert!(found.paths().is_empty());
    }
    for id in ["..", "Fake", "a_b", "a--b", "-a", "假"] {
        let text = plain("about").to_string().replace("pages/about/", &format!("pages/{id}/"));
        let found = html(&text);
        assert_eq!(found.codes(), ["bad-id"], "{id}");
    }
    for image in [
        "../../../etc/passwd.png",
        "/a.png",
        "https://evil.example/a.png",
        "data:image/png;base64,AAAA",
    ] {
        let found = lead(&format!("![字]({image})"));
        assert_eq!(found.codes(), ["missing-image"], "{image}");
    }
    let found = html(&(config("theme = \"../../etc\"") + &plain("about").to_string()));
    assert!(found.has_errors(), "a theme must be in `themes`");
}

#[test]
fn bad_image_files_are_errors() {
    for (name, bytes) in [
        ("a b.png", site::png(1, 1)),
        ("a.svg", b"<svg/>".to_vec()),
        ("a.png", b"no".to_vec()),
        ("a.png", site::png(0, 0)),
        ("a.exe", vec![0]),
        ("a.gif", b"GIF89a".to_vec()),
    ] {
        let mut sources = site::sources(&plain("about").to_string());
        sources.insert(&format!("content/pages/about/{name}"), bytes);
        let text = format!("+++\ntitle = 'a'\nsummary = 'b'\n+++\n\n![字](<{name}>)\n");
        sources.insert("content/pages/about/zh.md", text.into_bytes());
        let found = run(sources, site::HTML);
        let errors: Vec<&str> = found
            .outcome
            .diagnostics
            .iter()
            .filter(|d| d.is_error())
            .map(|d| d.rule.id())
            .collect();
        assert_eq!(errors, ["bad-image"], "{name}: {}", found.diagnostics_short());
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let text = site::site([
        plain("about").lead("zh", "甲\n乙\n\n```rust\nfn main() {}\n```\n\n| a |\n|---|\n| b |"),
        scam("fake-police"),
    ]);
    let plain = html(&text).clean();
    let mut sources = site::sources(&text);
    let files: Vec<String> = sources.iter().map(|(path, _)| path.to_string()).collect();
    for path in files.iter().filter(|path| !path.starts_with("themes/")) {
        let text = format!("\u{FEFF}{}", sources.text(path).expect("text").replace('\n', "\r\n"));
        sources.insert(path, text.into_bytes());
    }
    let windows = run(sources, site::HTML);
    assert_eq!(windows.diagnostics_short(), "");
    for path in plain.paths() {
        assert!(
            plain.bytes(path) == windows.bytes(path),
            "{path} differs:\n{}",
            windows.text(path)
        );
    }
}

#[test]
fn places_are_right_with_a_byte_order_mark_and_windows_line_ends() {
    let text =
        "\u{FEFF}+++\r\ntitle = \"甲\"\r\nsummary = \"乙\"\r\n+++\r\n\r\n见 [丙](@/pages/none)\r\n";
    let mut sources = site::sources("-- content/pages/about/page.toml --\n");
    sources.insert("content/pages/about/zh.md", text.as_bytes());
    let found = run(sources, site::HTML).diagnostics_short();
    assert!(found.starts_with("content/pages/about/zh.md:6:3: error[broken-link]"), "{found}");
}

#[test]
fn characters_that_hide_text_are_errors() {
    for (character, name) in [
        ('\0', "0000"),
        ('\u{1b}', "001B"),
        ('\u{202E}', "202E"),
        ('\u{2066}', "2066"),
        ('\u{E000}', "E000"),
        ('\u{85}', "0085"),
    ] {
        let found = lead(&format!("甲{character}{character}乙"));
        assert_eq!(found.codes(), ["bad-character"], "one error for a run of U+{name}");
        assert!(found.diagnostics_short().contains(&format!("U+{name}")));
        // From a title it would reach feeds, and XML allows no such character.
        let escaped = format!("\\u{:04X}", character as u32);
        let head = format!(
            "-- content/pages/about/page.toml --\n-- content/pages/about/zh.md --\n\
             +++\ntitle = \"甲{escaped}乙\"\nsummary = \"丙\"\n+++\n"
        );
        assert_eq!(html(&head).codes(), ["bad-character"], "in a title: U+{name}");
        let facts = format!("issuer = {{ zh = \"甲{escaped}乙\" }}");
        let page = site::page(wuzha::base::vocabulary::Kind::Protocols, "p").to_string();
        let page = page.replace("issuer = { zh = \"银行\", en = \"The bank\" }", &facts);
        assert_eq!(html(&page).codes(), ["bad-character"], "in a fact: U+{name}");
    }
}

#[test]
fn a_file_that_is_not_utf8_is_one_error() {
    for name in ["zh.md", "en.md", "page.toml"] {
        let mut sources = site::sources(&site::site([
            plain("about"),
            plain("other").lead("zh", "[一](@/pages/about)"),
        ]));
        sources.insert(
            &format!("content/pages/about/{name}"),
            b"+++\ntitle = \"\xC4\xE3\"\n".to_vec(),
        );
        let found = run(sources, site::HTML);
        assert_eq!(found.codes(), ["not-utf8"], "{name}");
        assert!(found.diagnostics_short().contains("line 2"), "{}", found.diagnostics_short());
    }
}

#[test]
fn a_line_of_ten_megabytes_is_read() {
    let count = 10 << 20 >> 5;
    let built = lead(&"挂断电话，**马上：**报警。".repeat(count)).clean();
    let text = classed(built.main("about/index.html"), "lead");
    assert_eq!(text.matches("<strong>马上：</strong>").count(), count);
    lead(&format!("```rust\n{}\n```", "let a = \"b\"; ".repeat(1 << 17))).clean();
}

#[test]
fn ten_megabytes_of_control_characters_are_one_error() {
    let found = lead(&"\0".repeat(10 << 20));
    assert_eq!(found.codes(), ["bad-character"]);
}

#[test]
fn deeply_nested_markdown_is_an_error_and_no_crash() {
    let deep = 10_000;
    for (markdown, code) in [
        (format!("{}a", "> ".repeat(deep)), "nested-too-deeply"),
        (format!("{}a", "- ".repeat(deep)), "nested-too-deeply"),
        (format!("{}a", "1. ".repeat(deep)), "nested-too-deeply"),
        (format!("{}c{}", "*a _b ".repeat(deep), " d_ e*".repeat(deep)), "nested-too-deeply"),
        (format!("{}a{}", "![".repeat(deep), "](x)".repeat(deep)), "nested-too-deeply"),
    ] {
        let found = lead(&markdown);
        assert!(found.codes().contains(&code), "{}: {:?}", &markdown[..8], found.codes());
    }
    for (markdown, is_allowed) in [
        ("[".repeat(deep), true),
        (format!("{}a", "**".repeat(deep)), true),
        // A fence that is never closed.
        ("`".repeat(deep), false),
    ] {
        let found = lead(&markdown);
        assert_eq!(found.codes().is_empty(), is_allowed, "{}", &markdown[..8]);
    }
    // Eight levels are allowed.
    lead(&format!("{}a", "> ".repeat(8))).clean();
}

#[test]
fn deeply_nested_toml_is_an_error_and_no_crash() {
    let deep = 100_000;
    let related = format!("related = {}{}", "[".repeat(deep), "]".repeat(deep));
    assert!(html(&plain("about").facts(&related).to_string()).has_errors());
}

#[test]
fn two_files_at_one_address_are_an_error() {
    for text in [
        plain("search").to_string(),
        plain("en").to_string(),
        plain("scams").to_string() + &scam("fake-police").to_string(),
        plain("about").facts("redirect_from = [\"/hotlines/\"]").to_string(),
        plain("about").facts("redirect_from = [\"/sitemap.xml\"]").to_string(),
        plain("about").facts("redirect_from = [\"/a\", \"/a/\"]").to_string(),
        plain("about").facts("redirect_from = [\"/a.html\", \"/a.html/b/\"]").to_string(),
        plain("about").to_string() + "-- static/robots.txt --\nUser-agent: *\n",
    ] {
        let found = html(&text);
        assert!(
            found.codes().contains(&"duplicate-output"),
            "{text}\n{}",
            found.diagnostics_short()
        );
        assert!(found.paths().is_empty(), "nothing is built");
    }
}

/// The rules for people's data and addresses read every text.
#[test]
fn every_rule_takes_any_text() {
    let pieces = "1 3 9 0 - . · ( ) + * _ X x 一 三 八 〇 ① ㉓ ２ ﬁ ½ \
                  \u{200b} \u{feff} \u{301} \u{1} 拨打 电话 call 微信号： QQ @ a Z https:// www. \
                  bank .com .cn xn-- а 路 号 王 小明 先生 Mr John Smith A123456(3) 6222 0000 \
                  𠮷 🚨 ， 。 % 元";
    let pieces: Vec<&str> = pieces.split(' ').collect();
    let mut dice = dice(96110);
    for _ in 0..40 {
        let mut text = String::new();
        for _ in 0..100 {
            let length = 1 + dice(40);
            let line: String = (0..length).map(|_| pieces[dice(pieces.len())]).collect();
            text.push_str(&line);
            text.push_str("\n\n");
        }
        let built = lead(&text);
        for found in &built.outcome.diagnostics {
            let file = built.sources.text(&found.file).unwrap_or_default();
            assert!(file.get(found.span.range()).is_some(), "{found:?}");
        }
    }
}
