//! Stylesheets hold nothing that Chromium 69, Safari 12.1 and Firefox 68 do not read, except where
//! a page does without it.

use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::stylesheet::{ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::traits::ToCss;

use crate::support::shipped::SHIPPED;
use crate::support::site::{Built, config, html, plain};

/// In a selector, these make engines leave out the whole rule: it must not hold another selector.
const YOUNG: [&str; 8] = [
    ":has(",
    ":focus-visible",
    "::details-content",
    "::highlight(",
    ":modal",
    ":user-valid",
    "::backdrop",
    ":popover-open",
];

/// Never in a selector: what is styled would look broken.
const NEVER: [&str; 7] = [":is(", ":where(", ":dir(", "-any(", "&", ":any-link", ":focus-within("];

/// Properties that no page may need; each has an older way to say the same.
const PROPERTIES: [&str; 22] = [
    "inset",
    "inset-block",
    "inset-block-start",
    "inset-block-end",
    "inset-inline",
    "inset-inline-start",
    "inset-inline-end",
    "margin-block",
    "margin-inline",
    "padding-block",
    "padding-inline",
    "border-block",
    "border-inline",
    "border-start-start-radius",
    "border-start-end-radius",
    "border-end-start-radius",
    "border-end-end-radius",
    "aspect-ratio",
    "translate",
    "rotate",
    "scale",
    "all",
];

/// Values likewise.
const VALUES: [&str; 20] = [
    "min(", "max(", "clamp(", "light-dark(", "color-mix(", "oklch(", "oklab(", "lab(", "lch(",
    "dvh", "svh", "lvh", "dvw", "cqw", "cqi", "cqb", "fit-content)", "revert", "flow-root list-item",
    "subgrid",
];

fn print(value: &impl ToCss) -> String {
    let printed = value.to_css_string(PrinterOptions { minify: true, ..PrinterOptions::default() });
    printed.expect("it can be printed")
}

/// Whether `word` is in `text`, and not as the end of a longer word.
fn has(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        !word.starts_with(char::is_alphanumeric)
            || !before.is_some_and(|c| c.is_alphanumeric() || c == '-')
    })
}

/// What old engines would not read, a line each.
fn unread(rules: &CssRuleList, is_optional: bool, found: &mut Vec<String>) {
    for (at, rule) in rules.0.iter().enumerate() {
        match rule {
            CssRule::Style(style) => {
                let selectors: Vec<String> = style.selectors.0.iter().map(print).collect();
                let young = |text: &String| YOUNG.iter().any(|young| has(text, young));
                let is_young = selectors.iter().all(young);
                for text in &selectors {
                    let never = NEVER.iter().any(|never| has(text, never));
                    let in_list = young(text) && !is_young;
                    // Up to 2020 `:not()` holds one simple selector.
                    let not = text.split(":not(").skip(1).any(|inner| {
                        let end = inner.find(')').unwrap_or(inner.len());
                        inner[..end].contains([',', ' ', '>', '+', '~'])
                    });
                    if never || in_list || (not && !is_young) {
                        found.push(format!("selector: {text}"));
                    }
                }
                assert!(style.rules.0.is_empty(), "nested rules: {selectors:?}");
                if is_optional || is_young {
                    continue;
                }
                let (mut is_flex, mut has_gap) = (false, false);
                for (property, _) in style.declarations.iter() {
                    let text = property.to_css_string(false, PrinterOptions::default()).unwrap();
                    let (name, value) = text.split_once(':').expect("a declaration");
                    let is_young_value =
                        !value.contains("url(") && VALUES.iter().any(|young| has(value, young));
                    if PROPERTIES.contains(&name) || is_young_value {
                        found.push(format!("{}: {text}", selectors.join(", ")));
                    }
                    is_flex |= name == "display" && value.trim().ends_with("flex");
                    has_gap |= name.ends_with("gap");
                }
                let next = rules.0[at + 1..].iter().take(2).map(print).collect::<String>();
                if is_flex && has_gap && !next.contains("@supports not ((ruby-position:over)") {
                    found.push(format!("gap: {}", selectors.join(", ")));
                }
            }
            CssRule::Media(media) => {
                unread(&media.rules, is_optional, found);
            }
            CssRule::Supports(supports) => {
                let condition = print(&supports.condition);
                let is_for_old = condition.starts_with("not");
                // Where a condition asks for something young, other young things may follow.
                unread(&supports.rules, is_optional || !is_for_old, found);
            }
            CssRule::Container(container) => {
                let next = rules.0.get(at + 1).map(print).unwrap_or_default();
                if !next.starts_with("@supports not (container-type:inline-size){@media") {
                    found.push(format!("@container {:?}", container.name));
                }
                unread(&container.rules, true, found);
            }
            CssRule::Page(_) | CssRule::Keyframes(_) | CssRule::FontFace(_) => {}
            other => found.push(print(other)),
        }
    }
}

fn style(built: &Built) -> &str {
    let is_style = |path: &&str| path.starts_with("assets/main.") && path.ends_with(".css");
    built.text(built.paths().into_iter().find(is_style).expect("a stylesheet"))
}

#[test]
fn old_engines_read_every_style() {
    let text = style(&SHIPPED);
    let sheet = StyleSheet::parse(text, ParserOptions::default()).expect("valid");
    assert!(sheet.rules.0.len() > 300);
    assert!(!text.contains("(width>") && !text.contains("(width<"));
    let mut found = Vec::new();
    unread(&sheet.rules, false, &mut found);
    assert!(found.is_empty(), "{} found:\n{}", found.len(), found.join("\n"));
}

/// What is published of a theme's stylesheet.
fn published(css: &str) -> String {
    let theme = "-- themes/mine/theme.toml --\nextends = \"default\"\n";
    let file = format!("-- themes/mine/static/styles/99-own.css --\n.own-begin {{ x: y }}\n{css}\n");
    let built = html(&(config("theme = \"mine\"") + &plain("about").to_string() + theme + &file));
    let built = built.clean();
    let text = style(&built);
    let begin = text.find(".own-begin{x:y}").expect("the file") + ".own-begin{x:y}".len();
    text[begin..].to_owned()
}

#[test]
fn lists_in_selectors_are_spelled_out() {
    for (css, expected) in [
        (":is(h1, h2):lang(zh) { color: red }", "h1:lang(zh),h2:lang(zh){color:red}"),
        (".a :is(b, i) { color: red }", ".a b,.a i{color:red}"),
        (":is(.a b, .c):hover { color: red }", ".a b:hover,.c:hover{color:red}"),
        ("p:is(.a, .b)::before { color: red }", "p.a:before,p.b:before{color:red}"),
        (".a:is(p, .b) > :is(i, u) { color: red }", "p.a>i,p.a>u,.b.a>i,.b.a>u{color:red}"),
        (".a :is(i, :is(b, u).c) { color: red }", ".a i,.a b.c,.a u.c{color:red}"),
        // One young selector does not take the other with it.
        (".a, .b:has(i) { color: red }", ".a{color:red}.b:has(i){color:red}"),
    ] {
        assert_eq!(published(css), expected, "{css}");
    }
}

#[test]
fn a_list_that_would_become_too_long_stays() {
    let css = format!("{} {{ color: red }}", ":is(.a, .b, .c) ".repeat(20));
    assert!(published(&css).len() < 10_000);
}

#[test]
fn gaps_of_flex_boxes_become_margins() {
    let old = "@supports not ((ruby-position:over) or (inset:0))";
    for (css, expected) in [
        ("display: flex; gap: 4px", "{margin-inline-start:4px}"),
        ("display: inline-flex; gap: 1px 2px", "{margin-inline-start:2px}"),
        ("display: flex; gap: calc(1px + var(--a)) var(--b)", "{margin-inline-start:var(--b)}"),
        ("display: flex; flex-direction: column; gap: 1px 2px", "{margin-block-start:1px}"),
    ] {
        let text = published(&format!(".a, .b {{ {css} }}"));
        let fallback = format!("{old}{{.a>*+*,.b>*+*{expected}}}");
        assert!(text.ends_with(&fallback), "{css}: {text}");
    }
    let text = published(".a { display: flex; flex-wrap: wrap; gap: 1px 2px }");
    for margin in ["block-start:.5px", "block-end:.5px", "inline-end:2px"] {
        assert!(text.contains(&format!("margin-{margin}")), "{text}");
    }
    for css in [".a { display: grid; gap: 4px }", ".a::after { display: flex; gap: 4px }"] {
        assert!(!published(css).contains("@supports"), "{css}");
    }
}

#[test]
fn layouts_by_a_container_are_repeated_for_the_window() {
    let text = published("@container (min-width: 20rem) { .a { color: red } }");
    let expected = "@container (min-width:20rem){.a{color:red}}\
                    @supports not (container-type:inline-size){@media (min-width:20rem){.a{color:red}}}";
    assert_eq!(text, expected);
}

#[test]
fn a_computed_length_stands_behind_a_plain_one() {
    let text = published(".a { width: 9px; color: red; width: min(9px, 100%) }");
    let expected = ".a{color:red;width:9px}@supports (width:min(1px, 2px)){.a{width:min(9px,100%)}}";
    assert_eq!(text, expected);
}

#[test]
fn shorthands_with_variables_are_written_as_two() {
    let text = published(".a { margin-inline: var(--a) calc(1px + var(--b)); padding-block: var(--c) }");
    assert!(text.contains("margin-inline-start:var(--a)"), "{text}");
    assert!(text.contains("margin-inline-end:calc(1px + var(--b))"), "{text}");
    assert!(text.contains("padding-block-end:var(--c)"), "{text}");
}
