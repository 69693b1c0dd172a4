//! How many of many spellings the rules about people stop, by kind, and how many harmless texts
//! they stop too.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::support::guarded::{found, is_stopped};
use crate::support::numbers::{card, each, grouped, identity, spelled};
use crate::support::sentences::{DATA, HARMLESS};

/// What stands between groups of digits.
const SEPARATORS: &[&str] = &[
    " ", "  ", "    ", "\u{3000}", "\u{a0}", "\u{2009}", "-", " - ", "‑", "—", "——", "_", ".", "·",
    "•", "・", "…", "……", ",", "，", "、", "/", "|", "｜", "→", "#", "=", "~", "〜", "+", "*",
    ")(", "】【", "] [", "；", "\n", "\\\n", "\\-", "\\.", "&nbsp;", "&#8203;", "&#45;", "&shy;",
    "**", "**·**", "` `", "\u{2800}",
];
/// What is not seen, after each digit.
const UNSEEN: &[&str] = &[
    "\u{200b}",
    "\u{2060}",
    "\u{ad}",
    "\u{200e}",
    "\u{180b}",
    "\u{2062}",
    "\u{332}",
    "\u{20dd}",
    "\u{fe0f}\u{20e3}",
];
/// The ten digits in other forms.
const DIGITS: &[&str] = &[
    "０１２３４５６７８９",
    "〇一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "洞幺两三四五六拐八勾",
    "⓪①②③④⑤⑥⑦⑧⑨",
    "⓿❶❷❸❹❺❻❼❽❾",
    "٠١٢٣٤٥٦٧٨٩",
    "०१२३४५६७८९",
    "๐๑๒๓๔๕๖๗๘๙",
    "༠༡༢༣༤༥༦༧༨༩",
    "〇〡〢〣〤〥〦〧〨〩",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "₀₁₂₃₄₅₆₇₈₉",
    "Ol23456789",
    "оІ23456789",
];

/// A number in every spelling: between groups of these lengths, and digit by digit.
fn spellings(number: &str, lengths: &[usize]) -> Vec<String> {
    let mut all = vec![format!("号码{number}。"), format!("<https://www.gov.cn/q?n={number}>")];
    let mut add = |written: String| all.push(format!("号码 {written} 完"));
    SEPARATORS.iter().for_each(|between| add(grouped(number, lengths, between)));
    UNSEEN.iter().for_each(|after| add(each(number, after)));
    DIGITS.iter().for_each(|digits| add(spelled(number, digits)));
    ["、", "，", " ", "-"].iter().for_each(|b| {
        let chinese = spelled(number, "〇一二三四五六七八九");
        add(chinese.chars().map(String::from).collect::<Vec<_>>().join(b));
    });
    add(number.chars().map(|c| format!("&#{};", u32::from(c))).collect());
    add(format!("{}&#{};{}", &number[..4], u32::from(number.as_bytes()[4]), &number[5..]));
    add(format!("{}[{}](@/pages/p0){}", &number[..3], &number[3..7], &number[7..]));
    all.push(grouped(number, lengths, "\n- ").replacen("", "- ", 1));
    all.push(format!("> {}", grouped(number, lengths, "\n> ")));
    all.push(format!("```\n{}\n```", grouped(number, lengths, " ")));
    all.push(format!("2023-11-11{number}"));
    all
}

#[test]
fn numbers_are_stopped_in_nearly_every_spelling_and_harmless_texts_pass() {
    let mut rows: Vec<(&str, String)> = Vec::new();
    let numbers = [
        ("identity numbers", identity("33010619630812356"), [6, 8].as_slice()),
        ("identity numbers", identity("44030519870203412"), [6, 4, 4].as_slice()),
        ("mobiles", "13705712468".to_owned(), [3, 4].as_slice()),
        ("mobiles", "18800553197".to_owned(), [3, 4].as_slice()),
        ("cards", card("621700123456789"), [4, 4, 4].as_slice()),
        ("cards", card("622848012345678901"), [4, 4, 4, 4].as_slice()),
    ];
    for (kind, number, lengths) in &numbers {
        rows.extend(spellings(number, lengths).into_iter().map(|text| (*kind, text)));
    }
    let id = identity("33010619630812356");
    for x in ["X", "x", "×", "Х", "Χ", "Ⅹ", "✕", "叉", "（X）", " X", ".X", "*X*", "&#88;"]
    {
        // 005 is the serial number that makes the check digit an X.
        let number = (0..=99)
            .map(|n| identity(&format!("110105195203{n:02}002")))
            .find(|n| n.ends_with('X') && n[12..14] != *"00" && n[12..14] <= *"31");
        let number = number.expect("one in eleven");
        rows.push(("identity numbers", format!("证件 {}{x}。", &number[..17])));
    }
    for at in [3, 9, 15, 17] {
        rows.push(("identity numbers", format!("证件 {}*{} 完", &id[..at], &id[at + 1..])));
    }
    rows.push((
        "identity numbers",
        format!("前六位{}，出生{}，后四位{}", &id[..6], &id[6..14], &id[14..]),
    ));
    rows.push(("identity numbers", format!("{} 1963-08-12 {}", &id[..6], &id[14..])));
    rows.push(("mobiles", "前三位137，中间0571，最后2468".to_owned()));
    rows.push(("mobiles", "one three seven, zero five seven one, two four six eight".to_owned()));
    for (kind, texts) in DATA {
        rows.extend(texts.iter().map(|text| (*kind, (*text).to_owned())));
    }
    let texts: Vec<&str> = rows.iter().map(|(_, text)| &**text).collect();
    let mut counts: BTreeMap<&str, (usize, Vec<&str>)> = BTreeMap::new();
    for ((kind, text), found) in rows.iter().zip(found(&texts)) {
        let (all, missed) = counts.entry(kind).or_default();
        *all += 1;
        missed.extend((!is_stopped(&found)).then_some(text.as_str()));
    }
    let mut report = String::new();
    let mut is_fine = true;
    for (kind, (all, missed)) in &counts {
        let share = 1.0 - missed.len() as f64 / *all as f64;
        let _ = writeln!(report, "{kind}: {share:.3} of {all}, missed {missed:#?}");
        let least =
            if matches!(*kind, "identity numbers" | "mobiles" | "cards") { 0.97 } else { 0.9 };
        is_fine &= share >= least;
    }
    let alarms: Vec<_> =
        HARMLESS.iter().zip(found(HARMLESS)).filter(|(_, f)| !f.is_empty()).collect();
    let _ = writeln!(report, "{} of {} harmless texts: {alarms:#?}", alarms.len(), HARMLESS.len());
    println!("{report}");
    assert!(is_fine && alarms.len() * 50 <= HARMLESS.len(), "{report}");
}

/// Cases of somebody else, one JSON object a line with `text` and perhaps `cls`: prints what is
/// missed and what is stopped. `WUZHA_CASES=<file> cargo test foreign_cases -- --ignored
/// --nocapture`.
#[test]
#[ignore = "needs a file of cases in WUZHA_CASES"]
fn foreign_cases() {
    let path = std::env::var_os("WUZHA_CASES").expect("WUZHA_CASES names a file");
    let cases: Vec<serde_json::Value> = std::fs::read_to_string(path)
        .expect("UTF-8")
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let field = |case: &serde_json::Value, name: &str| case[name].as_str().unwrap_or("").to_owned();
    let cases: Vec<(String, String)> =
        cases.iter().map(|case| (field(case, "cls"), field(case, "text"))).collect();
    let cases: Vec<_> = cases.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    let texts: Vec<&str> = cases.iter().map(|(_, text)| &**text).collect();
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for ((class, text), found) in cases.iter().zip(found(&texts)) {
        let (stopped, all) = counts.entry(class).or_default();
        *all += 1;
        *stopped += usize::from(is_stopped(&found));
        let codes: Vec<String> =
            found.iter().map(|(rule, level)| format!("{rule} {level:?}")).collect();
        let word = if is_stopped(&found) { "stopped" } else { "passed " };
        println!("{word} {class} {text:?} {codes:?}");
    }
    println!("{counts:?}");
}
