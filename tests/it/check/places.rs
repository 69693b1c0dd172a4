//! Every place where words are published: a mobile number is found there, also where escapes, tags
//! or elements divide it.

use wuzha::base::rules::{Rule, Subject};

use crate::support::site::{self, HTML, plain, run, scam};

/// The rules about people that a site breaks, with the file.
fn broken(text: &str) -> Vec<String> {
    let built = run(site::sources(text), HTML);
    let people = built
        .outcome
        .diagnostics
        .iter()
        .filter(|one| one.rule.subject() == Subject::People && one.is_error());
    people.map(|one| format!("{} {}", one.rule, one.file)).collect()
}

#[track_caller]
fn assert_found(file: &str, text: &str) {
    let found = broken(text);
    assert!(found.contains(&format!("{} {file}", Rule::PhoneNumber)), "{file}: {found:?}\n{text}");
}

fn hotlines(from: &str, to: &str) -> String {
    let text = site::HOTLINES.replacen(from, to, 1);
    assert_ne!(text, site::HOTLINES, "{from}");
    format!("{}-- content/hotlines.toml --\n{text}", plain("about"))
}

#[test]
fn registers_settings_and_strings_are_searched() {
    let file = "content/hotlines.toml";
    assert_found(file, &hotlines("报警电话", "报警 13700001234"));
    assert_found(file, &hotlines("马上打。", "马上打 \\u00313700001234。"));
    assert_found(file, &hotlines("报案须知", "报案 137-0000-1234"));
    let branch = "-- content/branches.toml --\n[[branch]]\nid = \"east\"\n\
                  name = { zh = \"东街\", en = \"East\" }\n\
                  address = { zh = \"东街 88 号，13700001234\", en = \"East Street\" }\n";
    let found = broken(&(plain("about").to_string() + branch));
    assert_eq!(found, ["phone-number content/branches.toml"], "the address itself may be there");
    let campaign = "-- content/campaigns.toml --\n[[campaign]]\nid = \"term\"\n\
                    name = { zh = \"开学 \\u00313700001234\", en = \"Term\" }\nmonths = [8]\n\
                    audiences = []\npages = [\"pages/about\"]\nformats = []\n";
    assert_found("content/campaigns.toml", &(plain("about").to_string() + campaign));
    for key in ["样站", "认得出骗局", "编辑组"] {
        let config = site::CONFIG.replace(key, "13700001234");
        assert_found("wuzha.toml", &format!("{}-- wuzha.toml --\n{config}", plain("about")));
    }
    let strings = "-- i18n/zh.toml --\n[nav]\nhome = \"\\u00313700001234\"\n";
    assert_found("i18n/zh.toml", &(plain("about").to_string() + strings));
}

#[test]
fn sources_and_their_addresses_are_searched() {
    let source = |title: &str, path: &str| {
        let source = format!(
            "[[sources]]\nid = \"a\"\ntitle = {{ zh = \"{title}\", en = \"Gazette\" }}\n\
             url = \"https://www.gov.cn/{path}\"\n"
        );
        plain("about").tables(&source).to_string()
    };
    let file = "content/pages/about/page.toml";
    assert_found(file, &source("公报 \\u00313700001234", "a"));
    assert_found(file, &source("公报", "list/13700001234/"));
    assert_eq!(broken(&source("公报", "t20211119_13700001.html")), [""; 0]);
    assert_eq!(broken(&source("公报", "c/2016/10/18/210441.htm")), [""; 0]);
}

#[test]
fn words_of_a_text_are_searched_wherever_they_are() {
    let file = "content/scams/a/zh.md";
    let with = |head: &str, lead: &str| scam("a").head("zh", head).lead("zh", lead).to_string();
    assert_found(file, &with("aliases = [\"\\u00313700001234\"]", "文"));
    assert_found(file, &with("phrases = [\"加\\u00313700001234\"]", "文"));
    assert_found(file, &with("", "![图 1&#51;700001234](a.png)"));
    assert_found(file, &with("", "137**0000**1234"));
    let line = |text: &str| {
        let built = site::lead(text);
        let found = built.outcome.diagnostics.iter().find(|one| one.rule == Rule::PhoneNumber);
        let place = found.expect("a number").span;
        built.sources.line_column("content/pages/about/zh.md", place.start).line
    };
    // The text begins on line 6.
    assert_eq!(line("第一行\n号码 1&#51;700001234"), 7);
    assert_eq!(line("第一行\n\n- 甲\n- 137[0000](@/pages/about)1234"), 9);
}

#[test]
fn files_that_are_published_as_they_are_are_searched() {
    let svg = |inner: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inner}</svg>")
    };
    let digits = |open: &str, close: &str| -> String {
        "13700001234".chars().map(|digit| format!("{open}{digit}{close}")).collect()
    };
    for (name, text) in [
        ("a.txt", "13700001234".to_owned()),
        ("a.json", "{\"a\": \"\\u00313700001234\"}".to_owned()),
        ("a.html", "<p>1&#51;7<b>0000</b>1234</p>".to_owned()),
        ("a.css", "/* 13700001234 */".to_owned()),
        ("a.vcf", "TEL:13700001234".to_owned()),
        (".well-known/security.txt", "Contact: tel:+8613700001234".to_owned()),
        ("13700001234.txt", "x".to_owned()),
        ("a.svg", svg(&format!("<text>{}</text>", digits("<tspan>", "</tspan>")))),
        ("a.svg", svg(&digits("<text>", "</text>"))),
        ("a.svg", svg(&digits("<text>\n ", "\n</text>\n"))),
        ("a.svg", svg("<g id=\"t13700001234\"/>")),
        ("a.svg", svg("<g data-name=\"137 0000 1234\"/>")),
        ("a.svg", svg("<g aria-description=\"&#49;3700001234\"/>")),
        ("a.svg", svg("<?note 13700001234?>")),
        ("a.SVG", svg("<text>137<!-- -->0000<!-- -->1234</text>")),
    ] {
        let file = format!("static/{name}");
        assert_found(&file, &format!("{}-- {file} --\n{text}\n", plain("about")));
    }
    let shapes = svg("<path d=\"M13700001234 13700001234\" transform=\"scale(13700001234)\"/>");
    assert_eq!(broken(&format!("{}-- static/a.svg --\n{shapes}\n", plain("about"))), [""; 0]);
}

#[test]
fn a_registered_number_is_allowed_only_as_itself() {
    let page = |text: &str| broken(&plain("about").lead("zh", text).without("en").to_string());
    assert_eq!(page("拨打 110。"), [""; 0]);
    for text in ["拨打 1101。", "拨打 11012381。", "拨打 110-1238。"] {
        assert_eq!(page(text), ["unregistered-number content/pages/about/zh.md"], "{text}");
    }
}

#[test]
fn an_exception_allows_what_lies_within_its_text() {
    let with = |text: &str, lead: &str| {
        let exception = format!(
            "[[exceptions]]\nrule = \"phone-number\"\ntext = \"{text}\"\nreason = \"虚构\"\n"
        );
        broken(&plain("about").lead("zh", lead).without("en").tables(&exception).to_string())
    };
    let facts = "content/pages/about/page.toml";
    let text = "phone-number content/pages/about/zh.md".to_owned();
    let lead = "号码 13700001234 和 13800001234。";
    assert_eq!(with("13700001234", lead), std::slice::from_ref(&text));
    let unused = format!("unused-exception {facts}");
    assert_eq!(with("1", lead), [unused, text.clone(), text.clone()]);
    assert_eq!(with("号码 13700001234 和 1380", lead), [text]);
    assert_eq!(with("13700001234 和 13800001234", lead), [format!("wide-exception {facts}")]);
    let long = "我们编辑部对外公布的、可以拨打的号码 13700001234。";
    assert_eq!(with(long, long), [format!("wide-exception {facts}")]);
    assert_eq!(with("137**0000**1234", "号码 137**0000**1234。"), [""; 0]);
}
