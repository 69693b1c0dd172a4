//! Does a page take time as it is long, and no more?

use std::time::{Duration, Instant};

use wuzha::base::limits;

use crate::support::site::{build, html, plain};

/// A hundred thousand of something on a page that takes a second or two; were the time to grow with
/// the square, it would take minutes.
const MANY: usize = 100_000;
const PATIENCE: Duration = Duration::from_secs(120);

fn soon(what: &str, markdown: String) -> Vec<String> {
    let start = Instant::now();
    let built = html(&plain("about").lead("zh", &markdown).without("en").to_string());
    assert!(start.elapsed() < PATIENCE, "{what}: {:?}", start.elapsed());
    let mut codes: Vec<String> = built.codes().into_iter().map(str::to_owned).collect();
    codes.dedup();
    // Nobody ends a sentence here.
    codes.retain(|code| code != "long-sentence");
    codes
}

fn each(what: impl Fn(usize) -> String) -> String {
    (0..MANY).map(what).collect()
}

#[test]
fn a_hundred_thousand_headings_and_links_to_them() {
    let sections = each(|i| format!("## 甲 {{#a{i}}}\n\n[乙](#a{})\n\n", MANY - 1 - i));
    assert_eq!(soon("sections", sections), [""; 0]);
    assert_eq!(
        soon("headings", format!("## 甲 {{#a}}\n\n{}", each(|i| format!("### 乙{i}\n\n丙\n\n")))),
        [""; 0]
    );
}

#[test]
fn a_hundred_thousand_footnotes_cells_and_items() {
    let notes = each(|i| format!("甲[^{i}]\n")) + "\n" + &each(|i| format!("[^{i}]: 乙\n\n"));
    assert_eq!(soon("footnotes", notes), [""; 0]);
    let row = "|甲".repeat(10) + "|\n";
    assert_eq!(
        soon("cells", format!("{row}{}|\n{}", "|-".repeat(10), row.repeat(MANY / 10))),
        [""; 0]
    );
    assert_eq!(soon("items", "- 甲\n".repeat(MANY)), [""; 0]);
    assert_eq!(soon("nothing", "\n".repeat(10 * MANY)), [""; 0]);
}

#[test]
fn a_hundred_thousand_mistakes() {
    for (code, markdown) in [
        ("phone-number", each(|i| format!("号码138{i:08}。"))),
        ("street-address", "人民路12号，".repeat(MANY)),
        ("email-address", each(|i| format!("a{i}@b.com "))),
        ("live-address", "甲乙a.com".repeat(MANY)),
        ("broken-link", each(|i| format!("[甲](@/pages/x{i}) "))),
        // A hint for each, out of a hundred thousand ids.
        (
            "broken-link",
            each(|i| format!("## 甲 {{#a{i}}}\n\n")) + &"[甲](#none) ".repeat(MANY / 50),
        ),
        ("bad-character", "甲\u{1}".repeat(MANY)),
    ] {
        let codes = soon(code, markdown);
        assert!(codes.iter().any(|found| found == code), "{code}: {codes:?}");
    }
}

#[test]
fn rows_of_digits_are_read_in_the_memory_there_is() {
    // Read as every number they might be, a megabyte of these once took gigabytes.
    assert_eq!(soon("lone digits", "1 ".repeat(3 * MANY)), [""; 0]);
    assert_eq!(soon("Chinese digits", "一二三四五六七，".repeat(MANY)), [""; 0]);
}

#[test]
fn code_is_coloured_up_to_a_limit() {
    let block = |lines: usize| format!("```rust\n{}```\n\n", "let a = \"b\";\n".repeat(lines));
    let (few, many) = (100, limits::COLOURED_CODE / 10);
    let text = plain("about").lead("zh", &(block(few) + &block(many))).without("en").to_string();
    let start = Instant::now();
    let built = html(&text).clean();
    assert!(start.elapsed() < PATIENCE);
    let coloured = built.main("about/index.html").matches("class=\"hl-").count();
    assert!(coloured >= few && coloured < few * 20, "{coloured}");
    assert!(
        built.main("about/index.html").matches("let a =").count() >= many,
        "what is not coloured is there"
    );
}

#[test]
fn exceptions_are_looked_up_once_a_mistake() {
    let exception = |i| {
        format!(
            "[[exceptions]]\nrule = \"phone-number\"\ntext = \"138{i:08}\"\nreason = \"公开\"\n"
        )
    };
    let page = plain("about")
        .lead("zh", &(0..3000).map(|i| format!("号码138{i:08}。")).collect::<String>());
    let page = page.without("en").to_string();
    let facts: String = (0..3000).map(exception).collect();
    let start = Instant::now();
    let found = build(&page.replace(
        "-- content/pages/about/zh.md --",
        &format!("{facts}-- content/pages/about/zh.md --"),
    ));
    assert!(start.elapsed() < PATIENCE);
    assert_eq!(
        found.codes(),
        [""; 0],
        "{}",
        found.diagnostics_short().lines().take(3).collect::<String>()
    );
}
