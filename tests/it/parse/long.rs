//! Very long pages: time must grow with their length, and not with its square.

use std::time::{Duration, Instant};

use wuzha::base::limits;

use crate::support::site::{build, lead, plain};

/// A page with this many of something takes a second or two. If the time grew with the square, it
/// would take minutes.
const MANY: usize = 100_000;
const PATIENCE: Duration = Duration::from_secs(120);

/// The rules broken by a page, which must be built in time.
fn soon(what: &str, markdown: String) -> Vec<String> {
    let start = Instant::now();
    let built = lead(&markdown);
    assert!(start.elapsed() < PATIENCE, "{what}: {:?}", start.elapsed());
    let mut codes: Vec<String> = built.codes().into_iter().map(str::to_owned).collect();
    codes.dedup();
    // These texts have no full stops.
    codes.retain(|code| code != "long-sentence");
    codes
}

fn each(what: impl Fn(usize) -> String) -> String {
    (0..MANY).map(what).collect()
}

#[test]
fn a_hundred_thousand_headings_and_links_take_seconds() {
    let sections = each(|i| format!("## 甲 {{#a{i}}}\n\n[乙](#a{})\n\n", MANY - 1 - i));
    assert_eq!(soon("sections", sections), [""; 0]);
    assert_eq!(
        soon("headings", format!("## 甲 {{#a}}\n\n{}", each(|i| format!("### 乙{i}\n\n丙\n\n")))),
        [""; 0]
    );
}

#[test]
fn a_hundred_thousand_footnotes_cells_and_items_take_seconds() {
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
fn a_hundred_thousand_errors_take_seconds() {
    for (code, markdown) in [
        ("phone-number", each(|i| format!("号码138{i:08}。"))),
        ("street-address", "人民路12号，".repeat(MANY)),
        ("email-address", each(|i| format!("a{i}@b.com "))),
        ("live-address", "甲乙a.com".repeat(MANY)),
        ("stray-markup", "甲[[乙".repeat(MANY)),
        ("stray-markup", "甲 ==乙 ".repeat(MANY) + "=="),
        ("stray-markup", "- 1、甲\n乙\n".repeat(MANY)),
        ("not-shown", each(|i| format!("[^{i}]: 甲\n\n[{i}]: /x\n\n"))),
        ("not-shown", format!("|甲|\n|-|\n{}", "|1|2|\n".repeat(MANY))),
        ("broken-link", each(|i| format!("[甲](@/pages/x{i}) "))),
        // Each hint is chosen among a hundred thousand ids.
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
fn long_rows_of_digits_take_little_memory() {
    // Read as every number they could be, a megabyte of these took gigabytes.
    assert_eq!(soon("lone digits", "1 ".repeat(3 * MANY)), [""; 0]);
    assert_eq!(soon("dots", "1.".repeat(3 * MANY)), [""; 0]);
    assert_eq!(soon("Chinese digits", "一二三四五六七，".repeat(MANY)), [""; 0]);
}

#[test]
fn code_is_coloured_up_to_a_limit() {
    let block = |lines: usize| format!("```rust\n{}```\n\n", "let a = \"b\";\n".repeat(lines));
    let (few, many) = (100, limits::COLOURED_CODE / 10);
    let start = Instant::now();
    let built = lead(&(block(few) + &block(many))).clean();
    assert!(start.elapsed() < PATIENCE);
    let coloured = built.main("about/index.html").matches("class=\"hl-").count();
    assert!(coloured >= few && coloured < few * 20, "{coloured}");
    let lines = built.main("about/index.html").matches("let a =").count();
    assert!(lines >= many, "code without colours is there");
}

#[test]
fn three_thousand_exceptions_take_seconds() {
    let exception = |i| {
        format!(
            "[[exceptions]]\nrule = \"phone-number\"\ntext = \"138{i:08}\"\nreason = \"公开\"\n"
        )
    };
    let numbers: String = (0..3000).map(|i| format!("号码138{i:08}。")).collect();
    let exceptions: String = (0..3000).map(exception).collect();
    let page = plain("about").lead("zh", &numbers).without("en").tables(&exceptions);
    let start = Instant::now();
    let found = build(&page.to_string());
    assert!(start.elapsed() < PATIENCE);
    assert_eq!(found.codes(), [""; 0], "{:.200}", found.diagnostics_short());
}
