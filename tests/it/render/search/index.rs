//! Search results for what readers type, in both languages, and the same results in the browser.

use std::process::Command;

use rayon::ThreadPoolBuilder;
use serde::Deserialize;
use serde_json::json;
use wuzha::base::vocabulary::{Audience, Channel, Kind, Payment, Taxonomy, Vocabulary};
use wuzha::parse::words::SearchWords;
use wuzha::render::search::analysis::{Token, analyse};
use wuzha::render::search::fold::traditional;
use wuzha::render::search::index::Index;
use wuzha::render::search::results::{Hit, Match, PageExcerpt};
use wuzha::render::search::scoring::SCORE_TOLERANCE;
use wuzha::render::search::{Filter, Record, RecordSection, SearchOptions, SearchPage};

use crate::support::dice::dice;
use crate::support::program::{put, run};
use crate::support::shards::{shards, shards_with};
use crate::support::site::package;

#[derive(Deserialize)]
struct Table {
    fold: std::collections::BTreeMap<char, char>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    case: String,
    text: String,
    tokens: Vec<(String, u32, String)>,
}

#[test]
fn analysis_follows_the_shared_table() {
    let table: Table = serde_json::from_str(include_str!("../../../search/table.json")).unwrap();
    for (from, to) in table.fold {
        assert!(traditional().contains(&(from, to)), "{from} folds to {to}");
    }
    assert!(table.cases.len() >= 60);
    for case in table.cases {
        let analysis = analyse(&case.text);
        let token = |token: &Token| {
            (
                analysis.term(token).to_owned(),
                token.position,
                case.text[token.source.clone()].to_owned(),
            )
        };
        let tokens: Vec<_> = analysis.tokens().iter().map(token).collect();
        assert_eq!(tokens, case.tokens, "{}", case.case);
    }
}

#[test]
fn folding_twice_changes_nothing() {
    for &(from, to) in traditional() {
        assert_eq!(
            analyse(&to.to_string()).term(&analyse(&from.to_string()).tokens()[0]),
            to.to_string()
        );
    }
}

fn record(url: &str, title: &str, body: &str) -> Record {
    Record {
        sections: vec![section("how", "骗局是怎样的", body)],
        ..Record::new(url.into(), title.into(), Kind::Scams)
    }
}

fn section(anchor: &str, heading: &str, text: &str) -> RecordSection {
    RecordSection { anchor: anchor.into(), heading: heading.into(), text: text.into() }
}

fn search(records: &[Record], query: &str) -> SearchPage {
    Index::build(records.to_vec()).unwrap().search(query, 10).unwrap()
}

fn urls(page: &SearchPage) -> Vec<&str> {
    page.results.iter().map(|hit| hit.url.as_str()).collect()
}

/// The excerpt with its matches in brackets.
fn bracketed(excerpt: &PageExcerpt) -> String {
    let mut text = excerpt.text.clone();
    for range in excerpt.matches.iter().rev() {
        text.insert(range.end, ']');
        text.insert(range.start, '[');
    }
    text
}

#[test]
fn simplified_finds_traditional_and_the_reverse() {
    let pages = [
        record("/a/", "冒充公检法", "对方要求转入安全账户。"),
        record("/b/", "假冒公檢法", "對方要求轉入安全帳戶。"),
    ];
    let simplified = search(&pages, "安全账户");
    assert_eq!(simplified.total, 2);
    for query in ["安全賬戶", "安全帳戶", "安全帐户"] {
        assert_eq!(search(&pages, query), simplified, "{query}");
    }
    let marked: Vec<String> =
        simplified.results.iter().map(|hit| bracketed(&hit.excerpt)).collect();
    assert!(marked.contains(&"對方要求轉入[安全帳戶]。".into()), "{marked:?}");
}

#[test]
fn width_case_and_accents_do_not_matter() {
    let pages =
        [record("/a/", "ＡＰＰ", "Download the Café APP"), record("/b/", "电话", "拨打１１０")];
    for (query, url) in
        [("app", "/a/"), ("CAFE", "/a/"), ("café", "/a/"), ("110", "/b/"), ("１１０", "/b/")]
    {
        assert_eq!(urls(&search(&pages, query)), [url], "{query}");
    }
}

#[test]
fn a_name_may_be_typed_part_in_pinyin_and_part_in_han() {
    let pages = [
        record("/a/", "安全账户", "对方要求转入。"),
        record("/b/", "安全提醒", "先停一停。"),
        record("/c/", "反诈", "没有安全账户，也没有账户安全。"),
    ];
    for query in
        ["anquan账户", "anquan 账户", "安全zhanghu", "an'quan 账户", "ANQUAN賬戶", "安全 zhang hu"]
    {
        let found = search(&pages, query);
        assert_eq!((urls(&found), found.matched), (vec!["/a/"], Match::Pinyin), "{query}");
    }
    assert_eq!(urls(&search(&pages, "anquan zhanghu")), ["/a/"]);
    assert_eq!(urls(&search(&pages, "anquan提醒")), ["/b/"]);
    // Other characters than letters and Han are no part of a name.
    assert_ne!(search(&pages, "anquan，账户").matched, Match::Pinyin);
}

#[test]
fn every_substring_of_a_chinese_text_is_found() {
    let text = "不法分子冒充电商物流客服";
    let pages = [record("/a/", "客服诈骗", text), record("/b/", "杀猪盘", "网上交友诱导投资")];
    let index = Index::build(pages.to_vec()).unwrap();
    let characters: Vec<char> = text.chars().collect();
    for length in 1..=characters.len() {
        for piece in characters.windows(length) {
            let query: String = piece.iter().collect();
            let found = index.search(&query, 10).unwrap();
            assert!(urls(&found).contains(&"/a/"), "{query}");
            assert!(!found.results[0].excerpt.matches.is_empty(), "{query}");
        }
    }
}

#[test]
fn a_title_outranks_a_heading_and_a_heading_the_body() {
    let mut heading = record("/a/", "第二页", "别的内容。");
    heading.sections[0].heading = "刷单返利".into();
    let pages = [
        record("/b/", "第三页", "这里说到刷单返利。"),
        heading,
        record("/c/", "刷单返利", "别的内容。"),
    ];
    assert_eq!(urls(&search(&pages, "刷单返利")), ["/c/", "/a/", "/b/"]);
}

#[test]
fn words_in_order_outrank_scattered_ones() {
    let english = [
        record("/a/", "One", "The account of a safe journey. A safe place. Your account."),
        record(
            "/b/",
            "Two",
            "Nobody needs to move money to a safe account, whatever the caller says at that time.",
        ),
    ];
    assert_eq!(urls(&search(&english, "safe account")), ["/b/", "/a/"]);
    let chinese = [
        record("/a/", "一", "公安机关，治安局势。公安机关，治安局势。"),
        record(
            "/b/",
            "二",
            "有人自称来自公安局，让他按要求转账，随后又让他下载软件，再后来就联系不上了。",
        ),
    ];
    assert_eq!(urls(&search(&chinese, "公安局")), ["/b/", "/a/"]);
}

#[test]
fn scrambled_characters_find_nothing() {
    let pages = [record("/a/", "安全账户", "要求转入安全账户。")];
    for query in ["户账全安", "全安户账"] {
        assert_eq!(urls(&search(&pages, query)), [""; 0], "{query}");
    }
}

#[test]
fn an_absent_word_reduces_the_results() {
    let pages =
        [record("/a/", "刷单", "刷单返利是诈骗"), record("/b/", "Gift cards", "Buy gift cards")];
    for query in ["量子", "比特犬", "zebra", "返利量子", "", "，。", "🚨"] {
        assert_eq!(urls(&search(&pages, query)), [""; 0], "{query}");
    }
    // One word of two, in a name, is a guess and is called one.
    for query in ["gift zebra", "刷单 量子", "刷单量子"] {
        assert_eq!(search(&pages, query).matched, Match::Weak, "{query}");
    }
    assert_eq!(search(&pages, "buy gift zebra").total, 1);
}

#[test]
fn the_name_in_the_other_language_finds_the_page() {
    let mut page = record("/a/", "杀猪盘", "网上交友诱导投资");
    page.aliases = vec!["婚恋交友诈骗".into()];
    page.other_titles = vec!["Pig butchering".into()];
    let pages = [page, record("/b/", "刷单", "返利")];
    for query in ["婚恋交友", "pig butchering", "殺豬盤"] {
        assert_eq!(urls(&search(&pages, query)), ["/a/"], "{query}");
    }
}

#[test]
fn an_excerpt_is_whole_sentences_around_the_match() {
    let page = record("/a/", "刷单", "第一句话。先做小任务返利，再要求垫付。第三句话。");
    let found = search(&[page], "垫付");
    assert_eq!(bracketed(&found.results[0].excerpt), "先做小任务返利，再要求[垫付]。第三句话。");
    let long = record(
        "/a/",
        "Long",
        &format!("{}the gift card{}.", "some words ".repeat(60), " and so on".repeat(60)),
    );
    let found = search(&[long], "gift cards");
    let excerpt = bracketed(&found.results[0].excerpt);
    assert!(
        excerpt.starts_with("…some words") && excerpt.contains(" the [gift] [card] and"),
        "{excerpt}"
    );
    assert!(
        excerpt.ends_with(" and so…") || excerpt.ends_with(" on…") || excerpt.ends_with(" and…"),
        "{excerpt}"
    );
}

#[test]
fn the_same_records_give_the_same_files() {
    let records = corpus(500, 3);
    let mut shuffled = records.clone();
    shuffled.reverse();
    shuffled.swap(3, 77);
    let files = |records| shards(&Index::build(records).unwrap(), "zh");
    let first = files(records);
    assert_eq!(first, files(shuffled));
    // A part is never as large as all of them, whatever the number of threads.
    for threads in [1, 8] {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(first, pool.install(|| files(corpus(500, 3))));
    }
    assert!(first.iter().any(|(path, _)| path == "search/zh/index.bin"));
    assert!(
        first.iter().all(|(path, bytes)| path.starts_with("search/zh/") && bytes.len() < 64 << 10)
    );
}

#[test]
fn an_index_without_pages_has_no_answers() {
    let index = Index::build(Vec::new()).unwrap();
    assert_eq!(index.search("转账", 10).unwrap(), SearchPage::default());
    assert_eq!(shards(&index, "zh").len(), 1);
}

/// Needs `node`. The browser tests run the same module in a real browser.
#[test]
fn the_browser_gives_the_same_answers() {
    let records = corpus(500, 3);
    let queries = queries(&records);
    let answered = same_answers(records, &queries);
    assert!(
        answered > queries.len() / 3 && answered < queries.len(),
        "{answered} of {}",
        queries.len()
    );
}

/// More pages than one list of postings holds, and so many that its rest has files of its own.
#[test]
fn the_browser_gives_the_same_answers_on_large_sites() {
    for pages in [6_000, 17_000] {
        let records = corpus(pages, 1);
        let queries: Vec<String> = queries(&records).into_iter().step_by(5).collect();
        same_answers(records, &queries);
    }
}

/// Words of staff and fillers, some of which are in the texts of the pages.
fn words() -> SearchWords {
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    SearchWords {
        staff: words(&["安全提醒", "柜台", "gift cards", "policies"]),
        fillers: words(&["怎么办", "對方", "要求", "的", "the", "a", "they", "never"]),
        ..SearchWords::default()
    }
}

/// Asks the browser's module the same queries, and returns how many had an answer.
fn same_answers(records: Vec<Record>, queries: &[String]) -> usize {
    let words = words();
    let index = Index::with_words(records, &words).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in shards_with(&index, "zh", &words) {
        put(folder.path(), &path, bytes);
    }
    let answers: Vec<_> = queries
        .iter()
        .zip(0..)
        .map(|(query, number)| answer(&index, query, &filter(number)))
        .collect();
    let expected = json!({
        "folder": folder.path(),
        "language": "zh",
        "tolerance": SCORE_TOLERANCE,
        "queries": answers,
    });
    compare_in_node(&[], &expected);
    answers.iter().filter(|answer| answer["total"] != 0).count()
}

/// Runs the browser's module on a JSON file of what it must give.
fn compare_in_node(options: &[&str], expected: &serde_json::Value) {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "expected.json", expected.to_string());
    let mut node = Command::new("node");
    node.arg(package().join("tests/browser/analysis.mjs")).args(options);
    let ran = run(node.arg(folder.path().join("expected.json")));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

/// A filter for every fourth query, sometimes an empty one.
fn filter(number: usize) -> Option<Filter> {
    let all = Filter::default();
    let (phone, sms) = (Some(Channel::Phone), Some(Channel::Sms));
    match number % 16 {
        0 => Some(all),
        4 => Some(Filter { kind: Some(Kind::Cases), ..all }),
        8 => Some(Filter { channel: phone, payment: Some(Payment::Crypto), ..all }),
        12 => {
            let (kind, audience) = (Some(Kind::Scams), Some(Audience::Elderly));
            Some(Filter { kind, audience, channel: sms, payment: None })
        }
        _ => None,
    }
}

/// A filter as the browser module takes it.
fn chosen(filter: &Filter) -> serde_json::Map<String, serde_json::Value> {
    let terms = [
        ("kind", filter.kind.map(Kind::id)),
        ("channel", filter.channel.map(Channel::id)),
        ("payment", filter.payment.map(Payment::id)),
        ("audience", filter.audience.map(Audience::id)),
    ];
    let chosen =
        terms.into_iter().filter_map(|(facet, term)| Some((facet.to_owned(), json!(term?))));
    chosen.collect()
}

fn search_within(index: &Index, query: &str, filter: Filter) -> SearchPage {
    let options = SearchOptions { limit: 10, filter: Some(filter), explain: false };
    index.search_with(query, options).unwrap()
}

fn answer(index: &Index, query: &str, filter: &Option<Filter>) -> serde_json::Value {
    let options = SearchOptions { limit: 10, filter: *filter, explain: false };
    let page = index.search_with(query, options).unwrap();
    let result = |hit: &Hit| {
        json!({"url": hit.url, "title": hit.title, "kind": hit.kind.id(), "score": hit.score,
            "section": hit.section, "language": hit.language, "excerpt": html(&hit.excerpt)})
    };
    let results: Vec<_> = page.results.iter().map(result).collect();
    let mut answer = json!({"query": query, "total": page.total, "isOpen": page.is_open,
            "isWeak": page.matched == Match::Weak, "results": results});
    if let Some(filter) = filter {
        let counts = page.counts.iter().filter(|(_, own)| !own.is_empty());
        answer["filter"] = json!(chosen(filter));
        answer["counts"] = json!(counts.collect::<std::collections::BTreeMap<_, _>>());
    }
    answer
}

/// The excerpt as the browser module gives it.
fn html(excerpt: &PageExcerpt) -> String {
    let escape = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        text.replace('"', "&quot;").replace('\'', "&#39;")
    };
    let mut html = String::new();
    let mut at = 0;
    for range in &excerpt.matches {
        html += &escape(&excerpt.text[at..range.start]);
        html += &format!("<mark>{}</mark>", escape(&excerpt.text[range.clone()]));
        at = range.end;
    }
    html + &escape(&excerpt.text[at..])
}

const CLAUSES: [&str; 24] = [
    "对方自称公安民警，",
    "要求转入安全账户。",
    "冒充電商物流客服，",
    "说会员即将自动扣费；",
    "先做小任务返利，再要求垫付。",
    "下载 App 并打开屏幕共享。",
    "加QQ群聊天，充值100元。",
    "用<b>虚拟币</b> & \"转账\"。",
    "A caller posing as bank support said it's urgent. ",
    "Never move money to a safe account! ",
    "They asked for gift-card codes and a one-time password; ",
    "验证码等于密码，",
    "请拨打９６１１０。",
    "𠮷野家的人骗了他3万元。",
    "网上认识的朋友诱导投资，",
    "称孩子出了事故。",
    "🚨紧急通知：",
    "the café's policies and companies ",
    "Мошенничество по телефону. ",
    "杀猪盘、刷单、裸聊敲诈。",
    "安全提醒：保管好账户。",
    "a long sentence that goes on and on about nothing in particular so that the excerpt has to be \
     cut somewhere in the middle of it because no reader wants to see all of it in a list of \
     results ",
    "这是一个很长很长的句子没有任何标点符号所以摘要必须在中间某个地方截断因为没有读者愿意在结果\
     列表里看到全部内容我们只好一直写下去直到它确实放不下为止然后再多写一些字好让它在两头都被截断才算数",
    "社保卡异常，请到柜台办理。",
];

/// Pages of random clauses, with `sections` sections each.
fn corpus(pages: usize, sections: usize) -> Vec<Record> {
    let mut dice = dice(96110);
    let mut text =
        |clauses: usize| -> String { (0..clauses).map(|_| CLAUSES[dice(CLAUSES.len())]).collect() };
    let record = |number: usize| Record {
        url: format!("/scams/page-{number}/"),
        title: text(1),
        language: number.is_multiple_of(9).then(|| "en".to_owned()),
        kind: [Kind::Scams, Kind::Cases, Kind::Quizzes][number % 3],
        terms: [
            (Taxonomy::Channel, "phone"),
            (Taxonomy::Channel, "sms"),
            (Taxonomy::Payment, "crypto"),
            (Taxonomy::Audience, "elderly"),
        ]
        .into_iter()
        .enumerate()
        .filter(|(at, _)| number.is_multiple_of(at + 2))
        .map(|(_, term)| term)
        .collect(),
        aliases: vec![text(1)],
        other_titles: vec![],
        asked: if number.is_multiple_of(7) { vec![text(1)] } else { vec![] },
        said: if number.is_multiple_of(2) { vec![text(1)] } else { vec![] },
        summary: if number.is_multiple_of(5) { String::new() } else { text(2) },
        sections: (0..sections)
            .map(|at| section(&format!("s{at}"), &text(1), &text(1 + number % 7)))
            .collect(),
        // Words that are in more pages than a phrase query looks at.
        pattern: None,
        lead: format!("{}对方自称公安民警。The safe account is never safe.", text(1)),
    };
    (0..pages).map(record).collect()
}

/// Pieces of the texts, pairs of pieces, scrambled pieces, and words that no page has.
fn queries(records: &[Record]) -> Vec<String> {
    let mut dice = dice(96110);
    let mut queries: Vec<String> = [
        "骗",
        "𠮷",
        "安全賬戶",
        "ＳＡＦＥ",
        "safe account",
        "gift card",
        "zebra",
        "量子",
        "",
        "a",
        "the",
    ]
    .map(str::to_owned)
    .into();
    for _ in 0..400 {
        let record = &records[dice(records.len())];
        let text: Vec<char> = record.sections[dice(record.sections.len())].text.chars().collect();
        let piece = |dice: &mut dyn FnMut(usize) -> usize| -> Vec<char> {
            let start = dice(text.len());
            let longest = if dice(8) == 0 { 60 } else { 9 };
            let length = 1 + dice(longest);
            text[start..text.len().min(start + length)].to_vec()
        };
        let mut query = piece(&mut dice);
        match dice(6) {
            0 => query.reverse(),
            1 => {
                query.push(' ');
                query.extend(piece(&mut dice));
            }
            2 => query.extend("量子".chars()),
            _ => {}
        }
        queries.push(query.into_iter().collect());
    }
    let names = [
        "shazhupan",
        "sha zhu pan",
        "SZP",
        "shuadan",
        "luoliaoqiaozha",
        "luo liao",
        "llqz",
        "anquantixing",
        "aqtx",
        "anquan提醒",
        "安全tixing",
        "an quan 提醒",
        "杀zhupan",
        "sha猪盘",
        "luoliao敲诈",
        "裸聊 qiaozha",
        "anquan1提醒",
    ];
    queries.extend(
        names.into_iter().chain(["sbk", "shebaoka", "fanli", "xian", "lv"]).map(str::to_owned),
    );
    let words: Vec<&str> = CLAUSES
        .iter()
        .flat_map(|clause| clause.split_whitespace())
        .filter(|w| w.is_ascii())
        .collect();
    for _ in 0..300 {
        // An English word cut short or mistyped, alone or after another.
        let mut word: Vec<char> =
            words[dice(words.len())].chars().filter(char::is_ascii_alphabetic).collect();
        let place = dice(word.len().max(1));
        match dice(4) {
            0 => word.truncate(place + 1),
            1 if word.len() > 1 => drop(word.remove(place)),
            2 if place > 0 => word.swap(place - 1, place),
            _ => word.insert(place.min(word.len()), (b'a' + dice(26) as u8) as char),
        }
        let word: String = word.into_iter().collect();
        queries.push(if dice(2) == 0 {
            word
        } else {
            format!("{} {word}", words[dice(words.len())])
        });
    }
    for number in 0..300 {
        // Earlier queries in quotation marks of every kind.
        let query = &queries[dice(400)];
        let inside = query.replace(['"', '“', '”'], "");
        queries.push(match number % 4 {
            0 => format!("“{inside}”"),
            1 => format!("\"{inside}\""),
            2 => format!("安全 \"{inside}\""),
            _ => format!("「{inside}」 "),
        });
    }
    queries
}

#[test]
fn results_can_be_filtered_and_counted() {
    let page = |url: &str, kind: Kind, terms: &[(Taxonomy, &'static str)]| Record {
        kind,
        terms: terms.to_vec(),
        ..record(url, "刷单", "先做小任务返利")
    };
    let (phone, sms) = ((Taxonomy::Channel, "phone"), (Taxonomy::Channel, "sms"));
    let pages = [
        page("/a/", Kind::Scams, &[phone, sms, (Taxonomy::Payment, "crypto")]),
        page("/b/", Kind::Scams, &[sms]),
        page("/c/", Kind::Cases, &[phone, (Taxonomy::Audience, "elderly")]),
    ];
    let index = Index::build(pages.to_vec()).unwrap();
    let ask = |filter| search_within(&index, "返利", filter);
    let count = |page: &SearchPage, facet: &str, term: &str| {
        page.counts[facet].get(term).copied().unwrap_or(0)
    };
    let of_kind = |kind| Filter { kind: Some(kind), ..Filter::default() };
    let all = ask(Filter::default());
    assert_eq!(
        (all.total, count(&all, "channel", "phone"), count(&all, "kind", "cases")),
        (3, 2, 1)
    );
    let scams = ask(of_kind(Kind::Scams));
    assert_eq!(urls(&scams), ["/a/", "/b/"]);
    // In the facet itself the other terms can still be chosen; in the others only those that the
    // choice leaves.
    assert_eq!((count(&scams, "kind", "cases"), count(&scams, "channel", "phone")), (1, 1));
    assert_eq!(count(&scams, "audience", "elderly"), 0);
    let both = ask(Filter { channel: Some(Channel::Phone), ..of_kind(Kind::Scams) });
    assert_eq!((urls(&both), count(&both, "channel", "sms")), (vec!["/a/"], 2));
    assert_eq!(ask(of_kind(Kind::Protocols)).total, 0);
}

#[test]
fn an_explanation_adds_up_to_the_score() {
    let records = corpus(3_000, 1);
    let queries: Vec<String> = queries(&records).into_iter().step_by(7).collect();
    let index = Index::build(records).unwrap();
    let mut explained = 0;
    for query in queries {
        let options = SearchOptions { limit: 5, filter: None, explain: true };
        let found = index.search_with(&query, options).unwrap();
        assert_eq!(found.results.len(), index.search(&query, 5).unwrap().results.len());
        for hit in &found.results {
            let sum: f32 = hit.reasons.iter().map(|reason| reason.score).sum();
            assert!(
                (sum - hit.score).abs() <= 1e-3 * hit.score.max(1.0),
                "{query}: {sum} is not {}",
                hit.score
            );
            explained += hit.reasons.len();
        }
    }
    assert!(explained > 1_000, "{explained}");
}

/// Every character except Han, Hangul and private ones, and long random texts of all. The browser
/// leaves out characters that its version of Unicode does not have.
#[test]
fn the_browser_analyses_every_text_the_same_way() {
    let mut dice = dice(96110);
    let everything: Vec<char> = ('\0'..=char::MAX).collect();
    // Han and Hangul characters are too many, and all alike.
    let is_alike = |c: char| {
        matches!(c, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
            || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{20000}'..)
    };
    let mut texts: Vec<String> =
        everything.iter().filter(|c| !is_alike(**c)).map(|c| format!("x{c}y")).collect();
    let likely = "aAeEiIsSdDzZ09 -‐'’.,!?，。“”\u{300}\u{200b}ﬁİßΣςＡ１①⑩㈱½\
                  한글かガｶﾞ々〇㐀𠮷賬账號号臺台髮发";
    let likely: Vec<char> = likely.chars().collect();
    for _ in 0..4_000 {
        let length = 1 + dice(40);
        let character = |dice: &mut dyn FnMut(usize) -> usize| match dice(10) {
            0 => everything[dice(everything.len())],
            1..=2 => char::from_u32(0x4e00 + dice(0x5200) as u32).unwrap_or('字'),
            3..=5 => char::from(b'a' + dice(26) as u8),
            _ => likely[dice(likely.len())],
        };
        texts.push((0..length).map(|_| character(&mut dice)).collect());
    }
    let words = ["tion", "ing", "ed", "ies", "ied", "sses", "s", "e", "eed", "bb", "nning"];
    texts.extend((0..2_000).map(|_| {
        let stem: String = (0..1 + dice(8)).map(|_| char::from(b'a' + dice(26) as u8)).collect();
        format!("{stem}{}", words[dice(words.len())])
    }));
    let cases: Vec<_> = texts
        .iter()
        .map(|text| {
            let analysis = analyse(text);
            let token = |token: &Token| {
                json!([analysis.term(token), token.position, text[token.source.clone()]])
            };
            json!({"text": text, "tokens": analysis.tokens().iter().map(token).collect::<Vec<_>>()})
        })
        .collect();
    let fold: std::collections::BTreeMap<char, char> = traditional().iter().copied().collect();
    compare_in_node(&["--texts"], &json!({"fold": fold, "cases": cases}));
}
