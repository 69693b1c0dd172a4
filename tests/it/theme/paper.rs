//! The style sheet for paper, from a browser: it hides parts of the page, and nothing of a text.

use std::collections::BTreeSet;

use crate::support::site::{html, plain};
use crate::support::tags;

const PAPER: &str = include_str!("../../../themes/default/static/styles/90-paper.css");

/// What a text can have, one of each.
const TEXT: &str = "甲**乙***丙*`丁`[戊](#how)[^a]\\\n己\n\n```text\n庚\n```\n\n```rust\nlet a = 1;\n```\n\n\
                    > 辛\n\n> [!WARNING]\n> 壬\n\n- 癸\n\n1. 子\n\n|丑|\n|--:|\n|寅|\n\n### 卯 {#b}\n\n---\n\n\
                    [^a]: 辰";

/// The simple selectors of what is not printed: `.code`, `details.code`.
fn hidden() -> Vec<String> {
    let rules = PAPER.split('}').filter_map(|rule| rule.rsplit_once('{'));
    let hiding = rules.filter(|(_, body)| body.contains("display: none"));
    hiding
        .flat_map(|(selectors, _)| {
            selectors.rsplit([';', '{', '}', '/']).next().unwrap().split(',')
        })
        .map(|selector| selector.trim().to_owned())
        .collect()
}

#[test]
fn nothing_of_a_text_is_hidden_on_paper() {
    let section = TEXT.trim_end_matches("[^a]: 辰");
    let page = plain("about").without("en").lead("zh", TEXT).section("zh", "how", section);
    let page = page.to_string().replacen("### 卯 {#b}", "### 卯", 1);
    let built = html(&page).clean();
    let main = built.main("about/index.html");
    let text = [
        tags::classed(main, "lead"),
        tags::classed(main, "section"),
        tags::classed(main, "footnotes"),
    ];
    let mut there = BTreeSet::new();
    for tag in text.iter().flat_map(|part| tags::tags(part)) {
        there.insert(tag.name.to_owned());
        for class in tag.get("class").unwrap_or("").split_whitespace() {
            there.insert(format!(".{class}"));
            there.insert(format!("{}.{class}", tag.name));
        }
    }
    assert!(there.contains("pre.code") && there.contains("table"), "{there:?}");
    let hidden = hidden();
    assert!(hidden.iter().any(|selector| selector == ".share-more"), "{hidden:?}");
    let lost: Vec<&String> = hidden.iter().filter(|selector| there.contains(*selector)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}
