//! Words that must not be used, where they are found, and exceptions.

use crate::support::site::{self, Built, HTML, config, html, page, plain, run, scam};
use wuzha::base::vocabulary::Kind;

/// The rules broken, and the word that each diagnostic names.
fn found(built: &Built) -> Vec<(&str, &str)> {
    built
        .outcome
        .diagnostics
        .iter()
        .map(|one| (one.rule.id(), one.message.split('`').nth(1).unwrap_or("")))
        .collect()
}

#[test]
fn a_word_is_found_in_every_text_that_readers_see() {
    let facts = "[[sources]]\nid = \"s\"\ntitle = { zh = \"书\", en = \"A book\" }\n\
                 [[facts]]\nid = \"f\"\nkind = \"date\"\n\
                 claim = { zh = \"他们贪财。\", en = \"They fell for it.\" }\n\
                 source = \"s\"\nverified_on = 2026-01-31\n";
    let about = plain("about")
        .title("zh", "活该")
        .head("zh", "aliases = [\"贪婪\"]\n[short]\nled = \"没脑子\"")
        .lead(
            "zh",
            "他*贪小*便\n宜。\n\n| 表 |\n|---|\n| 愚蠢 |\n\n> 缺心眼[^1]\n\n[^1]: 咎由自取",
        );
    let built = html(&about.tables(facts).to_string());
    let words: Vec<&str> = found(&built)
        .into_iter()
        .filter(|(code, _)| *code == "blame")
        .map(|(_, word)| word)
        .collect();
    assert_eq!(
        words,
        ["贪财", "fell for", "活该", "贪婪", "没脑子", "贪小便宜", "愚蠢", "缺心眼", "咎由自取"],
        "{}",
        built.diagnostics_short()
    );
    let short = built.diagnostics_short();
    assert!(
        short.contains("about/zh.md:9:3: error[blame] `贪小便宜`"),
        "the place is that of the first letter: {short}"
    );
}

#[test]
fn what_scammers_say_and_the_wording_of_a_protocol_are_exempt() {
    let say = "“你傻啊，贪心的人才跑分，快付 USDT。”";
    let scam = scam("fake-police").section("zh", "say", say);
    let protocol =
        page(Kind::Protocols, "rules").section("zh", "text", "不贪财，不跑分，不听 GOIP 的骗子。");
    let built = html(&(scam.to_string() + &protocol.to_string()));
    assert_eq!(found(&built), [("playbook", "GOIP")]);
}

#[test]
fn an_exception_silences_only_its_own_text() {
    let with = |text: &str| {
        let exception =
            format!("[[exceptions]]\nrule = \"blame\"\ntext = \"{text}\"\nreason = \"引用\"");
        let page = plain("about").lead("zh", "书名叫活该如此。真是活该。");
        html(&page.tables(&exception).to_string())
    };
    assert_eq!(found(&with("活该如此")), [("blame", "活该")]);
    assert_eq!(found(&with("活该")), []);
    assert_eq!(
        found(&with("贪财")),
        [("unused-exception", "贪财"), ("blame", "活该"), ("blame", "活该")]
    );
}

#[test]
fn a_site_can_add_words_and_allow_others() {
    let own = "-- i18n/words.zh.toml --\nfine = [\"活该\"]\n[sentence]\ncharacters = 3\n\
               [sets]\nwho = [\"他\"]\n\
               [[jargon]]\nwords = [\"{who}…鸡肋\"]\nwhy = \"难懂\"\ninstead = \"没用\"\n";
    let built = html(&(plain("about").lead("zh", "他觉得鸡肋。活该。").to_string() + own));
    let codes: Vec<&str> = found(&built).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["jargon", "long-sentence"], "{}", built.diagnostics_short());
}

#[test]
fn a_theme_without_word_lists_uses_the_built_in_ones() {
    let theme: String =
        wuzha::base::embedded::of_theme("words/zh.toml").expect("a list").to_owned();
    assert!(theme.contains("[[blame]]"));
    let page = plain("about").lead("zh", "活该。").to_string();
    let mut sources = site::sources(&(config("theme = \"own\"") + &page));
    let files: Vec<(String, Vec<u8>)> = sources
        .under("themes/default/")
        .filter(|(path, _)| !path.contains("/words/"))
        .map(|(path, bytes)| (path.replace("themes/default/", "themes/own/"), bytes.to_vec()))
        .collect();
    files.into_iter().for_each(|(path, bytes)| sources.insert(&path, bytes));
    assert_eq!(found(&run(sources, HTML)), [("blame", "活该")]);
}

#[test]
fn errors_in_a_word_list_are_reported() {
    let list = "-- i18n/words.zh.toml --\n[[blame]]\nwords = [\"{plase}人\"]\nwhy = \"x\"\n\
                [[balme]]\n[[conflict]]\nsays = [\"a\"]\n";
    let built = html(&(plain("about").to_string() + list));
    let codes: Vec<&str> = found(&built).into_iter().map(|(code, _)| code).collect();
    let short = built.diagnostics_short();
    assert_eq!(codes.iter().filter(|code| **code == "missing-key").count(), 4, "{short}");
    assert!(codes.contains(&"unknown-word") && codes.contains(&"unknown-key"), "{short}");
}

#[test]
fn a_site_can_add_signs_of_danger() {
    let own = "-- i18n/danger.zh.toml --\n[sets]\nhen = [\"母鸡\"]\n[[sign]]\nid = \"hen\"\n\
               name = \"送{hen}\"\nwhy = \"x\"\nwords = [\"送…{hen}\"]\n";
    let built = html(&(plain("about").to_string() + own));
    assert_eq!(found(&built), [], "{}", built.diagnostics_short());
    let page = built.text("check/index.html");
    for words in ["送…{hen}", "母鸡", "deadline-link"] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn errors_in_signs_of_danger_are_reported() {
    let list = "-- i18n/danger.zh.toml --\n[[sign]]\nid = \"a\"\nwords = [\"{plase}人\"]\n\
                [[sing]]\n[[sign]]\nid = \"b\"\nname = \"b\"\nwhy = \"b\"\n";
    let built = html(&(plain("about").to_string() + list));
    let codes: Vec<&str> = found(&built).into_iter().map(|(code, _)| code).collect();
    let short = built.diagnostics_short();
    assert_eq!(codes.iter().filter(|code| **code == "missing-key").count(), 3, "{short}");
    assert!(codes.contains(&"unknown-word") && codes.contains(&"unknown-key"), "{short}");
}
