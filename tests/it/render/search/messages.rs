//! The judged messages of `tests/search/messages.toml`, judged with the shipped content as the page
//! /check/ does it. Needs `node`.
//!
//! A digest of its text puts each message into one of two halves: one to tune with, whose failures
//! `cargo test messages -- --nocapture` prints, and one that is only counted, and has the limits.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use wuzha::render::html::signs;
use wuzha::render::search::index::Index;
use wuzha::render::search::records::records;

use crate::support::program::put;
use crate::support::shards::shards;
use crate::support::shipped::SITE;
use crate::support::site::package;

#[derive(Deserialize)]
struct Judged {
    message: Vec<Message>,
}

/// The head of the file says what the keys mean.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Message {
    text: String,
    language: String,
    scam: Option<String>,
    missing: Option<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    signs: Vec<String>,
    address: Option<String>,
    number: Option<String>,
    #[serde(default)]
    harmless: bool,
    #[serde(default)]
    warning: bool,
}

/// What the page says of a message.
#[derive(Deserialize)]
struct Verdict {
    level: String,
    /// Addresses of pages and how sure it is, nearest first.
    named: Vec<(String, String)>,
    /// The signs, each with the words that show it.
    signs: Vec<(String, Vec<String>)>,
    links: Vec<Trace>,
    numbers: Vec<Trace>,
}

#[derive(Debug, Deserialize)]
struct Trace {
    written: String,
    answer: String,
    like: Option<String>,
    reason: Option<String>,
}

fn verdicts(messages: &[(&str, &str)]) -> Vec<Verdict> {
    let folder = tempfile::tempdir().expect("a folder");
    let languages = &SITE.config.languages;
    let mut data = BTreeMap::new();
    for language in languages.iter() {
        let index = Index::build(records(&SITE, language)).expect("indexed");
        for (path, bytes) in shards(&index, languages.code(language)) {
            put(folder.path(), &path, bytes);
        }
        data.insert(languages.code(language), signs::json(&SITE, language));
    }
    let mut node = Command::new("node");
    node.arg(package().join("tests/browser/messages.mjs"));
    let mut node = node
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the tests of messages need node");
    let messages: Vec<_> = messages
        .iter()
        .map(|(language, text)| json!({"language": language, "text": text}))
        .collect();
    let input = json!({"site": folder.path(), "signs": data, "messages": messages}).to_string();
    node.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("sent");
    let output = node.wait_with_output().expect("answered");
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).expect("verdicts")
}

/// Of how many something is right.
#[derive(Clone, Copy, Default)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn add(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.all += 1;
    }

    fn is_at_least(self, share: f64) -> bool {
        self.right as f64 >= share * self.all as f64
    }
}

/// The figures of one half, by what is counted.
#[derive(Default)]
struct Figures(BTreeMap<String, Share>);

impl Figures {
    fn count(&mut self, what: &str, is_right: bool) -> bool {
        self.0.entry(what.to_owned()).or_default().add(is_right);
        is_right
    }

    fn of(&self, what: &str) -> Share {
        self.0.get(what).copied().unwrap_or_default()
    }
}

#[test]
fn messages_lead_to_the_right_page_and_harmless_ones_to_none() {
    let judged = include_str!("../../../search/messages.toml");
    let messages = toml::from_str::<Judged>(judged).expect("judged messages").message;
    let texts: Vec<_> = messages.iter().map(|one| (&*one.language, &*one.text)).collect();
    let mut halves = [Figures::default(), Figures::default()];
    for (message, verdict) in messages.iter().zip(&verdicts(&texts)) {
        let half = usize::from(Sha256::digest(&message.text)[0] % 2);
        let wrong = judge(message, verdict, &mut halves[half]);
        if half == 0 && !wrong.is_empty() {
            let said = (&verdict.level, &verdict.named, &verdict.links, &verdict.numbers);
            println!("{wrong:?}: {said:?}: {}", message.text);
        }
    }
    for (half, figures) in ["tuned", "reported"].iter().zip(&halves) {
        for (what, Share { right, all }) in &figures.0 {
            println!("{half}: {what}: {right} of {all}");
        }
    }
    let [_, reported] = halves;
    assert!(reported.of("named first").all >= 100 && reported.of("not accused").all >= 40);
    for (what, least) in LIMITS {
        let share = reported.of(what);
        assert!(share.is_at_least(*least), "{what}: {} of {}", share.right, share.all);
    }
}

/// The least shares of the half that is reported.
const LIMITS: &[(&str, f64)] = &[
    ("named first", 0.92),
    ("not accused", 1.0),
    ("no sign", 0.9),
    ("sign", 0.9),
    ("address or number", 1.0),
    ("a scam is no warning", 1.0),
    ("a warning", 0.5),
];

/// Counts what is right about a verdict, and says what is wrong.
fn judge(message: &Message, verdict: &Verdict, figures: &mut Figures) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut count = |what: &str, is_right: bool| {
        if !figures.count(what, is_right) {
            wrong.push(what.to_owned());
        }
    };
    if message.harmless {
        count("not accused", verdict.named.iter().all(|(_, level)| level != "likely"));
        count("no sign", verdict.signs.is_empty() && verdict.level != "signs");
        if message.warning {
            count("a warning", verdict.level == "warning");
        }
        return wrong;
    }
    let is_named = is_named_rightly(message, verdict);
    count("named first", is_named);
    let kind = message.missing.as_ref().map_or("written", |_| "planned");
    count(&format!("named first, page {kind}, in {}", message.language), is_named);
    count("a scam is no warning", verdict.level != "warning");
    let shown: BTreeSet<&str> = verdict.signs.iter().map(|(id, _)| &**id).collect();
    for sign in &message.signs {
        count("sign", shown.contains(&**sign));
        count(&format!("sign {sign}"), shown.contains(&**sign));
    }
    if let Some(kind) = &message.address {
        let reason = if kind == "apk" { "file" } else { kind };
        let is_seen = verdict.links.iter().any(|link| link.reason.as_deref() == Some(reason));
        count("address or number", is_seen);
    }
    if let Some(kind) = &message.number {
        let answer = match &**kind {
            "extra-digits" => "extra",
            "unregistered" => "unlisted",
            other => other,
        };
        count("address or number", verdict.numbers.iter().any(|one| one.answer == answer));
    }
    wrong
}

/// A page that is written is named first, however sure. Until a planned page is written, one that is
/// nearly as good is named, or none.
fn is_named_rightly(message: &Message, verdict: &Verdict) -> bool {
    let first = verdict.named.first().map(|(url, level)| (id(url), &**level));
    let is_good = |id: &str| message.scam.iter().chain(&message.also).any(|own| own == id);
    let is_written = |id: &String| SITE.find(id).is_some();
    match (&message.missing, first) {
        (Some(planned), first) if is_written(planned) => first.is_some_and(|(id, _)| id == planned),
        (Some(_), first) => first.is_none_or(|(id, level)| level == "faint" || is_good(id)),
        (None, first) => first.is_some_and(|(id, _)| is_good(id)),
    }
}

fn id(url: &str) -> &str {
    url.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// Each with a link or a number, what is answered, what it is like and why.
const TRACES: &[(&str, &str, &str, &str)] = &[
    ("打开 https://www.miit.gov.cn/", "registered", "", ""),
    ("打开 ｗｗｗ．ｍｉｉｔ．ｇｏｖ．ｃｎ", "registered", "", ""),
    ("打开 https://www.miit-gov.cn/", "imitates", "www.miit.gov.cn", ""),
    ("打开 miit.gov.cn.abc.xyz/x", "imitates", "www.miit.gov.cn", ""),
    ("打开 http://www.miit.gov.cn@abc.xyz/", "unlisted", "", ""),
    ("打开 reportfraudd.com", "imitates", "www.reportfraud.police.uk", ""),
    ("打开 example-shop.top", "unlisted", "", ""),
    ("打开 scamshie1d.com", "imitates", "scamshield.gov.sg", ""),
    ("打开 scamshiel.com", "imitates", "scamshield.gov.sg", ""),
    ("打开 scamshield.top", "imitates", "scamshield.gov.sg", ""),
    ("打开 sсamshield.gov.sg.top", "imitates", ".gov.sg", ""),
    ("打开 gov-cn.top", "imitates", ".gov.cn", ""),
    ("打开 96110-cx.top", "imitates", "96110", ""),
    ("打开 http://192.0.2.7/a", "unclear", "", "ip"),
    ("打开 http://3232235777/a", "unclear", "", "ip"),
    ("打开 xn--80ak6aa92e.com", "unclear", "", "punycode"),
    ("打开 https://аррlе.com", "unclear", "", "punycode"),
    ("打开 t.cn/A6x", "unclear", "", "short"),
    ("打开 bit.ly/abc", "unclear", "", "short"),
    ("打开 http://shop.example/b.apk", "unlisted", "", "file"),
    ("装上补贴.apk", "unclear", "", "file"),
    ("写信到 a@shop.com", "", "", ""),
    ("价钱3.5元，版本1.2.3", "", "", ""),
    ("It ends today.It begins now", "", "", ""),
    ("有疑问拨打96110", "registered", "", ""),
    ("来电显示0096110", "extra", "96110", ""),
    ("请致电 955880000 转人工", "extra", "95588", ""),
    ("来电 +00 86 开头", "abroad", "", ""),
    ("ring +44 20 7946 0000 now", "abroad", "", ""),
    ("请拨打400-000-0000", "unlisted", "", ""),
    ("详询12345", "unlisted", "", ""),
    ("验证码955881，五分钟内有效", "", "", ""),
    ("余额96110元，尾号0000", "", "", ""),
];

#[test]
fn links_and_numbers_get_one_of_four_answers() {
    let texts: Vec<_> = TRACES.iter().map(|(text, ..)| ("zh", *text)).collect();
    for ((text, answer, like, reason), verdict) in TRACES.iter().zip(verdicts(&texts)) {
        let traces: Vec<&Trace> = verdict.links.iter().chain(&verdict.numbers).collect();
        if answer.is_empty() {
            assert!(traces.is_empty(), "{text}: {traces:?}");
            continue;
        }
        let [trace] = traces[..] else { panic!("{text}: {traces:?}") };
        assert!(!trace.written.is_empty());
        let found = (&*trace.answer, trace.like.as_deref().unwrap_or_default());
        assert_eq!(found, (*answer, *like), "{text}: {trace:?}");
        assert_eq!(trace.reason.as_deref().unwrap_or_default(), *reason, "{text}");
    }
}

#[test]
fn what_hides_a_word_does_not_hide_a_sign() {
    let plain = ("把验证码发给我", "code");
    let hidden = [
        "把 验 证 码 发 给 我",
        "把*验*证*码*发*给*我",
        "把驗證碼發給我",
        "把yanzhengma发给我",
        "把验🔥证🔥码发给我",
        "把验\u{200b}证\u{200b}码发给我",
    ];
    let texts: Vec<_> = hidden.iter().chain([&plain.0]).map(|text| ("zh", *text)).collect();
    for ((_, text), verdict) in texts.iter().zip(verdicts(&texts)) {
        let [(id, words)] = &verdict.signs[..] else { panic!("{text}: {:?}", verdict.signs) };
        assert_eq!(id, plain.1, "{text}");
        let words = words.concat();
        let isolated = |word: &str| word.chars().filter(|c| !" *🔥\u{200b}".contains(*c)).collect();
        let isolated: String = isolated(&words);
        let names = ["验证码", "驗證碼", "yanzhengma"];
        assert!(names.iter().any(|name| isolated.contains(name)), "{text}: marked {words}");
    }
}

#[test]
fn what_asks_for_nothing_is_no_sign() {
    let notices = [
        ("zh", "【银行】验证码000000，请勿告诉任何人，包括工作人员。"),
        ("zh", "【银行】您的动态密码为000000，5分钟内有效，告诉任何人都不要。"),
        ("zh", "妈妈下周生日，别告诉她，我们订个蛋糕给她惊喜"),
        ("zh", "【税务局】详询12366，【铁路】改签请在12306办理，投诉拨打12315，流量详询10086。"),
        (
            "en",
            "Your code is 000000. Do not share it with anyone. We will never call to ask for it.",
        ),
        ("en", "Don't tell Dad about Saturday, it's a surprise party!"),
    ];
    for ((_, text), verdict) in notices.iter().zip(verdicts(&notices)) {
        assert!(verdict.signs.is_empty(), "{text}: {:?}", verdict.signs);
        let is_calm = ["none", "faint", "warning"].contains(&&*verdict.level);
        assert!(is_calm, "{text}: {} {:?}", verdict.level, verdict.named);
    }
}
