//! Short texts for screens, cash machines, messages and loudspeakers, and the tip of the day.

use std::collections::BTreeSet;

use serde_json::Value;
use wuzha::base::vocabulary::Kind;
use wuzha::pipeline::Outputs;

use crate::support::site::{self, Built, Page, config, guide, html, page, plain, run, scam};
use crate::support::tags;
use crate::support::xml::elements;

/// A scam with flags and steps for announcements.
fn police() -> Page {
    scam("fake-police")
        .section(
            "zh",
            "flags",
            "- **保密**：不许告诉家人。还不许挂断。\n- 要你转账\n\
             - 见 [example](@/scams/fake-police)：\n- 四；",
        )
        .section("zh", "do", "1. 马上挂断。别回拨。\n2. 自己打 110 问")
        .section("en", "flags", "- **Secrecy**: tell nobody. Not even family.\n- A transfer")
        .section("en", "do", "1. Hang up. Do not call back.\n2. Call 110 yourself")
}

/// A text without the mark and the line ends that its file has: see `tests/it/publish/text_files.rs`.
fn words(built: &Built, path: &str) -> String {
    built.text(path).trim_start_matches('\u{FEFF}').replace("\r\n", "\n")
}

fn text(built: &Built, name: &str) -> String {
    words(built, &format!("texts/fake-police/{name}"))
}

#[test]
fn a_page_publishes_the_short_texts_it_has() {
    let partly = guide("helping")
        .head("zh", "[short]\nled = \"先陪着\"")
        .head("en", "[short]\nsms = \"Stay with them.\"");
    let built = html(&site::site([police(), partly, plain("about").without("en")])).clean();
    let texts: Vec<&str> =
        built.paths().into_iter().filter(|path| path.starts_with("texts/")).collect();
    let of = |id: &str| -> Vec<&str> {
        let folder = format!("texts/{id}/");
        texts.iter().filter_map(|path| path.strip_prefix(&*folder)).collect()
    };
    let all = [
        "atm.en.csv",
        "atm.zh.csv",
        "broadcast.en.txt",
        "broadcast.zh.txt",
        "led.en.txt",
        "led.zh.txt",
    ];
    assert_eq!(of("fake-police")[..6], all);
    assert_eq!(
        of("fake-police")[6..],
        ["share.en.txt", "share.zh.txt", "sms.en.txt", "sms.zh.txt"]
    );
    assert_eq!(of("helping"), ["led.zh.txt", "share.en.txt", "share.zh.txt", "sms.en.txt"]);
    assert_eq!(of("about"), ["share.zh.txt"], "none in a language without translation");
    assert_eq!(text(&built, "led.zh.txt"), "有人要你转账，先问问家人\n");
    assert_eq!(
        text(&built, "sms.en.txt"),
        "Asked to pay? Ask your family first. Paid? Call 110 now.\n"
    );
}

#[test]
fn short_texts_are_part_of_the_html_output() {
    let print = run(
        site::sources(&police().to_string()),
        Outputs { html: false, search: true, print: false },
    );
    assert!(!print.paths().iter().any(|path| path.starts_with("texts/")));
}

#[test]
fn the_text_for_chats_is_title_points_and_short_address() {
    let built = html(&site::site([police(), plain("about")])).clean();
    assert_eq!(
        text(&built, "share.zh.txt"),
        "关于fake-police\n• 保密：不许告诉家人。还不许挂断。\n• 要你转账\n• 见 example：\n\
         https://example.org/s/fake-police/\n"
    );
    assert_eq!(
        text(&built, "share.en.txt"),
        "About fake-police\n• Secrecy: tell nobody. Not even family.\n• A transfer\n\
         https://example.org/s/fake-police/\n"
    );
    // Without flags the summary is the only point.
    assert_eq!(
        words(&built, "texts/about/share.en.txt"),
        "About about\n• about: summary.\nhttps://example.org/s/about/\n"
    );
}

#[test]
fn the_atm_table_runs_no_formula_in_a_spreadsheet() {
    let odd = guide("odd").head("zh", "[short]\natm = ['=1+1', '一\"二\",三']\nled = '-先停一停'");
    let odd = odd.head("en", "[short]\natm = ['+1+1']\nbroadcast = 'Stop. Call 110. Call 110.'");
    let built =
        html(&site::site([odd, guide("at").head("zh", "[short]\natm = ['＝一', '@二']")])).clean();
    let zh = built.text("texts/odd/atm.zh.csv");
    assert_eq!(zh, "\u{FEFF}第一行,第二行,语音\r\n'=1+1,\"一\"\"二\"\",三\",'-先停一停\r\n");
    // Without an LED text the machine speaks the first sentence of the announcement.
    assert_eq!(
        built.text("texts/odd/atm.en.csv"),
        "\u{FEFF}Line 1,Line 2,Spoken\r\n'+1+1,,Stop.\r\n"
    );
    assert_eq!(built.text("texts/at/atm.zh.csv"), "\u{FEFF}第一行,第二行,语音\r\n'＝一,'@二,\r\n");
}

/// The heading and words of each announcement in a file.
fn scripts(text: &str) -> Vec<(&str, &str)> {
    text.trim_end()
        .split("\n\n")
        .map(|script| script.split_once('\n').expect("a heading and words"))
        .collect()
}

#[test]
fn longer_announcements_end_with_the_shortest() {
    let built = html(&police().to_string()).clean();
    let closing = "有人要你转账，先问问家人。已经转了，拨打110。记住，拨打110。";
    let zh = text(&built, "broadcast.zh.txt");
    let zh = scripts(&zh);
    assert_eq!(zh[0], ("15 秒", closing));
    // Items are cut to their first sentence and end with a full stop. An item that ends with a
    // colon is left out.
    let whole = format!(
        "fake-police: summary.\nflags。保密：不许告诉家人。要你转账。四。\ndo。马上挂断。自己打 110 问。\n{closing}"
    );
    assert_eq!(zh[1..], [("30 秒", &*whole)], "an announcement that would add nothing is left out");
    let en = text(&built, "broadcast.en.txt");
    let en = scripts(&en);
    assert!(
        en[1].1.contains(
            "\nflags. Secrecy: tell nobody. A transfer.\ndo. Hang up. Call 110 yourself.\n"
        ),
        "{en:?}"
    );
    assert_eq!(en[1].0, "30 seconds");
}

#[test]
fn announcements_take_as_many_whole_sentences_as_fit() {
    let flag = |number: usize| format!("- 第{number}个危险信号，听到了就要先停下来。");
    let step = |number: usize| format!("{number}. 第{number}步，先做完这一步再说。");
    let list = |line: &dyn Fn(usize) -> String| (1..10).map(|n| line(n) + "\n").collect::<String>();
    let built = html(
        &scam("fake-police")
            .section("zh", "flags", &list(&flag))
            .section("zh", "do", &list(&step))
            .without("en")
            .to_string(),
    )
    .clean();
    let written = text(&built, "broadcast.zh.txt");
    let scripts = scripts(&written);
    assert_eq!(
        scripts.iter().map(|(heading, _)| *heading).collect::<Vec<_>>(),
        ["15 秒", "30 秒", "60 秒"]
    );
    let closing = scripts[0].1;
    // A Chinese character or a digit takes a quarter of a second, punctuation half of that, a Latin
    // word 0.4 seconds.
    let seconds = |words: &str| -> f64 {
        let han = words.chars().filter(|c| ('一'..='龥').contains(c) || c.is_ascii_digit()).count();
        let signs = words.chars().filter(|c| "，。：.:-".contains(*c)).count();
        let latin =
            words.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).count();
        han as f64 / 4.0 + signs as f64 / 8.0 + latin as f64 * 0.4
    };
    for ((_, words), limit) in scripts.iter().zip([15.0, 30.0, 60.0]) {
        assert!(seconds(words) <= limit, "{} seconds: {words}", seconds(words));
        assert!(words.ends_with(closing) && words.matches("110").count() == 2, "{words}");
        assert!(
            words.lines().all(|line| line.ends_with('。') || line.ends_with('.')),
            "whole sentences: {words}"
        );
    }
    assert!(seconds(scripts[2].1) > 55.0, "there is no room for another sentence");
    // Flags and steps take turns, each in its order, and none is skipped.
    let (flags, steps) =
        (scripts[2].1.matches("个危险信号").count(), scripts[2].1.matches("步，").count());
    assert!(flags.abs_diff(steps) <= 1 && steps > 1, "{}", scripts[2].1);
    for number in 1..=steps {
        assert!(scripts[2].1.contains(&format!("第{number}步")), "{}", scripts[2].1);
    }
}

#[test]
fn a_page_shows_its_texts_to_copy_and_download() {
    let built = run(
        site::sources(&(police().to_string() + &plain("about").without("en").to_string())),
        site::HTML,
    )
    .clean();
    let main = built.main("en/scams/fake-police/index.html");
    let texts = tags::element(main, "details");
    assert!(!texts.is_empty());
    let shown: Vec<&str> =
        main.split("<pre>").skip(1).filter_map(|rest| rest.split("</pre>").next()).collect();
    let names = ["led.en.txt", "sms.en.txt", "atm.en.csv", "broadcast.en.txt"];
    assert_eq!(shown.len(), names.len());
    for (shown, name) in shown.iter().zip(names) {
        let file = text(&built, name);
        assert!(main.contains(&format!("href=\"/texts/fake-police/{name}\" download")), "{name}");
        if name.ends_with(".txt") {
            assert_eq!(tags::unescape(shown), file.trim_end(), "{name}");
        }
    }
    assert_eq!(
        shown[2],
        "Asked to pay?\nAsk your family first\nAsked to pay? Ask your family first"
    );
    let share = tags::classed(built.html("en/scams/fake-police/index.html"), "share");
    assert!(
        tags::unescape(share).contains(text(&built, "share.en.txt").trim_end()),
        "the text for chats is with the buttons for sharing"
    );
    assert!(
        !built.main("en/about/index.html").contains("<pre"),
        "no texts in a language without translation"
    );
}

#[test]
fn text_that_looks_like_markup_stays_text() {
    let built = html(&guide("odd").head("zh", "[short]\nled = '<b>&\"'").to_string()).clean();
    assert_eq!(words(&built, "texts/odd/led.zh.txt"), "<b>&\"\n");
    assert!(built.main("guides/odd/index.html").contains("&lt;b&gt;&amp;"));
}

/// Id, title and link of every entry.
fn entries(built: &Built, path: &str) -> Vec<[String; 3]> {
    let feed: Value = serde_json::from_str(built.text(path)).expect("JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let items = feed["items"].as_array().expect("entries");
    items.iter().map(|item| [text(&item["id"]), text(&item["title"]), text(&item["url"])]).collect()
}

#[test]
fn every_day_of_a_year_has_a_tip() {
    let tips = |id: &str, tips: &str| guide(id).head("zh", &format!("[short]\ntips = [{tips}]"));
    let text = site::site([
        tips("a", "'甲一', '甲二'"),
        tips("b", "'乙一'"),
        tips("c", "'丙一', '丙二'"),
        scam("s"),
    ]) + &plain("old").facts("reviewed_on = 2025-12-01").to_string().replacen(
        "reviewed_on = 2026-01-31\n",
        "",
        1,
    );
    let built = html(&text).clean();
    let found = entries(&built, "tips.json");
    assert_eq!(found.len(), 365);
    assert_eq!(found.iter().map(|[id, ..]| id).collect::<BTreeSet<_>>().len(), 365);
    assert_eq!(found[0][0], "https://example.org/tips/2026-01-31", "starting at the newest date");
    assert_eq!(found[364][0], "https://example.org/tips/2027-01-30");
    // 2026-01-31 is day 20,484 since 1970-01-01, and 20,484 = 5 × 4,096 + 4. The first tips of all
    // pages come before the second.
    let order: Vec<&str> = found.iter().take(6).map(|[_, title, _]| title.as_str()).collect();
    assert_eq!(order, ["丙二", "甲一", "乙一", "丙一", "甲二", "丙二"]);
    assert_eq!(found[1][2], "https://example.org/guides/a/");
    let atom = built.text("tips.xml");
    assert_eq!(elements(atom, "title")[..2], ["样站 · 每天一条提示", "丙二"]);
    assert_eq!(
        elements(atom, "id")[..2],
        ["https://example.org/tips.xml", "https://example.org/tips/2026-01-31"]
    );
    assert_eq!(elements(atom, "published")[0], "2026-01-31T00:00:00Z");
    assert_eq!(elements(atom, "updated").len(), 366);
}

#[test]
fn without_tips_scams_fill_the_feed_and_without_scams_there_is_none() {
    let scams = html(&site::site([scam("a"), scam("b").without("en")])).clean();
    let found = entries(&scams, "en/tips.json");
    assert!(found.iter().all(|[_, title, url]| title == "Asked to pay? Ask your family first"
        && url.ends_with("/en/scams/a/")));
    assert_eq!(found[0][0], "https://example.org/en/tips/2026-01-31");
    let feeds = |html: &str| {
        tags::values(html, "href").iter().filter(|href| href.contains("tips.")).count()
    };
    assert_eq!(feeds(scams.html("en/index.html")), 3, "two in the head, one in the footer");
    let none = html(&site::site([page(Kind::Cases, "a"), plain("about")])).clean();
    assert!(!none.has("tips.xml") && !none.has("tips.json"));
    assert_eq!(feeds(none.html("index.html")), 0);
}

/// The files reported for the LED text `led`, on a site in two kinds of Chinese.
fn chinese(languages: [&str; 2], led: &str) -> Vec<String> {
    let mut sources = site::sources(&config(&format!(
        "languages = [\"{}\", \"{}\"]",
        languages[0], languages[1]
    )));
    for code in languages {
        let strings =
            std::sync::Arc::clone(sources.bytes("themes/default/i18n/zh.toml").expect("there"));
        sources.insert(&format!("i18n/{code}.toml"), strings);
        let prose = format!("+++\ntitle = 'a'\nsummary = 'b'\n[short]\nled = '{led}'\n+++\n");
        sources.insert(&format!("content/pages/about/{code}.md"), prose.into_bytes());
    }
    sources.insert("content/pages/about/page.toml", Vec::new());
    let text =
        String::from_utf8(sources.bytes("wuzha.toml").expect("there").to_vec()).expect("UTF-8");
    let named = languages
        .iter()
        .fold(text, |text, code| text.replace("zh = ", &format!("\"{code}\" = \"x\"\nzh = ")));
    sources.insert("wuzha.toml", named.into_bytes());
    let found = run(sources, site::HTML).outcome.diagnostics;
    found
        .into_iter()
        .filter(|found| found.rule.id() == "not-in-gb2312")
        .map(|found| found.file.to_string())
        .collect()
}

#[test]
fn only_led_texts_in_simplified_chinese_must_fit_gb_2312() {
    assert_eq!(
        chinese(["zh", "zh-SG"], "轉賬"),
        ["content/pages/about/zh-SG.md", "content/pages/about/zh.md"]
    );
    assert!(chinese(["zh-Hant", "zh-HK"], "轉賬").is_empty());
}

#[test]
fn a_format_without_a_limit_takes_items_of_any_length() {
    let long = format!("{0}；{0}", "很".repeat(30));
    let text = page(Kind::Alerts, "a").section("zh", "flags", &format!("- {long}\n")).to_string();
    assert_eq!(html(&text).codes(), ["item-too-long"]);
    let mut sources = site::sources(&text);
    let theme = sources
        .text("themes/default/theme.toml")
        .expect("there")
        .replace("item_limit = ", "# item_limit = ");
    sources.insert("themes/default/theme.toml", theme.into_bytes());
    assert!(run(sources, site::HTML).codes().is_empty());
}

#[test]
fn a_broken_theme_is_reported_once_and_with_the_errors_of_the_content() {
    let text = plain("about").lead("zh", "[一](@/pages/none)").to_string()
        + "-- themes/default/theme.toml --\n[print\n";
    let codes = html(&text).codes().into_iter().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(codes, ["broken-link", "bad-print-settings"]);
}
