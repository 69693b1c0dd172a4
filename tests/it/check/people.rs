//! People's data in odd spellings: a rule looks first for a sign of what it is about, and no sign
//! may be missed.

use wuzha::base::rules::{Rule, Subject};

use crate::support::site::{html, plain};

/// The rules about people that a line breaks.
fn broken(line: &str) -> Vec<&'static str> {
    let built = html(&plain("about").lead("zh", line).to_string());
    let rules = built.outcome.diagnostics.iter().map(|found| found.rule);
    rules.filter(|rule| rule.subject() == Subject::People).map(Rule::id).collect()
}

/// Every line breaks the one rule beside it.
fn assert_each_breaks(lines: &[(&str, &str)]) {
    let wrong: Vec<_> = lines
        .iter()
        .map(|&(line, rule)| (line, rule, broken(line)))
        .filter(|(_, rule, found)| *found != [*rule])
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Programs name pictures by a digest; a number in it is nobody's.
#[test]
fn a_digest_in_the_name_of_a_picture_is_no_number() {
    assert_eq!(broken("![图](0f13812345678ab.jpg)"), [""; 0]);
    assert_each_breaks(&[
        ("![图](13812345678.jpg)", "phone-number"),
        ("![图](a13812345678b.jpg)", "phone-number"),
        ("加 0f13812345678ab 好友", "phone-number"),
    ]);
}

#[test]
fn what_hides_a_number_hides_it_from_no_rule() {
    assert_each_breaks(&[
        ("号码１３８００１３８０００。", "phone-number"),
        ("号码 138-0013-8000。", "phone-number"),
        ("号码138\u{200b}00138\u{ad}000。", "phone-number"),
        ("号码一三八零零一三八零零零。", "phone-number"),
        ("号码一三800138000。", "phone-number"),
        ("号码一38零0一38000。", "phone-number"),
        ("号码一 三-八.零·零一三八零零零。", "phone-number"),
        ("①13800138000", "phone-number"),
        ("+86 (138) 0013 8000", "phone-number"),
        ("11010519491231002X", "resident-id"),
        ("110105 19491231 002 x", "resident-id"),
        ("卡号 6222 0212 3456 7894。", "bank-card"),
        ("A123456(3)", "identity-number"),
        ("证件 A 123456 (3)。", "identity-number"),
        ("A123456789", "identity-number"),
    ]);
}

#[test]
fn what_stands_beside_a_name_or_an_account_is_seen_in_every_spelling() {
    assert_each_breaks(&[
        ("加微信:abc_123", "account-handle"),
        ("加ＷｅＣｈａｔ：ａｂｃ１２３", "account-handle"),
        ("飞机飞机号：abc123", "account-handle"),
        ("Telegram是@abc123", "account-handle"),
        ("QQ群为1234567", "account-handle"),
        ("找 @abcde 谈", "account-handle"),
        ("写信到 a.b＠mail.com 吧", "email-address"),
        ("王志明警官来了", "full-name"),
        ("欧阳王明民警官来了", "full-name"),
        ("A talk by Prof. John Smith.", "full-name"),
        ("中山路 5 号", "street-address"),
        ("8 栋 2 单元 301 室", "street-address"),
        ("At 12 West Garden Road.", "street-address"),
        ("请拨打“123”核实", "unregistered-number"),
        ("PHONE: 12345", "unregistered-number"),
        ("热线是 1234", "unregistered-number"),
    ]);
}

#[test]
fn what_only_looks_like_the_sign_of_a_person_is_let_pass() {
    for line in [
        "加微信以后再说",
        "民警官员都来了，老师同学也来了",
        "An officer came. Dr. No said it.",
        "拨打 20 次，电话 2026 年",
        "一 二 三 四 五 六，七 八 九",
        "第 41 号，共 5 座城",
        "B 12345 和 A1234",
    ] {
        assert_eq!(broken(line), Vec::<&str>::new(), "{line}");
    }
}

#[test]
fn a_number_is_found_however_far_it_is_from_others() {
    let apart = "字".repeat(150);
    let lines = (2..80).map(|gap| format!("C7654321{}A123456(3){apart}", "字".repeat(gap)));
    let text = lines.collect::<Vec<_>>().join("\n\n");
    assert_eq!(broken(&text), ["identity-number"; 78]);
    // Of a longer number, a part near another number is none.
    let lines = (40..60).map(|gap| format!("C7654321{}B12345678901234{apart}", "字".repeat(gap)));
    let text = lines.collect::<Vec<_>>().join("\n\n");
    assert_eq!(broken(&text), [""; 0]);
    // The last line of a passport goes on farther than is looked from the numbers in it.
    let line = format!("L898902C36UTO7408122F1204159{}", "<".repeat(400));
    assert_eq!(broken(&format!("`{line}`")), ["identity-number"]);
}
