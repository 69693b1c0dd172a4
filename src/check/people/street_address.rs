//! `street-address`: a postal address down to the door.
//!
//! A street or village with a number, or a building with a flat, is an error; so are a post box
//! and coordinates. Cases say “a city in the east”; the addresses of branches are in
//! content/branches.toml.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::base::text::is_han;
use crate::check::people::personal_data::{PersonalData, SearchedText};

const NUMBER: &str = "(?:[甲乙丙丁]?(?:[0-9]{1,5}|[一二三四五六七八九十百零〇]{1,5}))";

/// A street and a number, up to 号.
static STREET: LazyLock<Regex> = LazyLock::new(|| {
    let streets = "路|街|巷|弄|大道|胡同|里|道|村[0-9]{1,2}组|村|屯|组|排|坊|社区";
    Regex::new(&format!(
        r"(?:{streets})[ \n]?第?[ ]?{NUMBER}(?:-[0-9]{{1,3}})?[ ]?(?:(?:弄|组|排|巷|队)[ ]?{NUMBER}[ ]?)?号(?:之[一二三四五六七八九十0-9])?"
    ))
    .expect("a pattern")
});
/// A building and a flat.
static FLAT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:[0-9]{1,4}|[A-Za-z]|[一二三四五六七八九十]{1,3}) ?(?:号楼|栋|幢|座|号院) ?",
        r"(?:(?:[0-9]{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,2}) ?单元 ?)?",
        r"(?:(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?[层楼] ?)?[A-Za-z]?[0-9]{2,4}[A-Za-z]?(?: ?(?:室|号|房))?",
        r"|[0-9]{1,4} ?号院 ?[0-9]{1,3} ?号楼",
        r"|[一二三四五六七八九十]{1,3}(?:号楼|栋|幢|座)(?:[一二三四五六七八九十]{1,2}单元)?[一二三四五六七八九零〇]{3,4}室?",
        r"|(?:小区|花园|公寓|家园|新村|苑|里) ?[0-9]{1,3} ?[-—#] ?(?:[0-9]{1,2} ?[-—] ?)?[0-9]{3,4}",
        r"|(?:大厦|大楼|公寓|宿舍|小区|花园|中心|广场) ?[A-Z]?[0-9]{3,4} ?(?:室|房)",
        r"|(?:大厦|大楼|中心|广场|国贸) ?[0-9]{1,2}F",
        r"|[0-9]{1,2} ?单元 ?[0-9]{2,4}(?: ?(?:室|号|房))?",
        r"|[0-9]{1,2} ?[楼层] ?[A-Z] ?(?:室|座|房|单位)",
    ))
    .expect("a pattern")
});
static ROAD: LazyLock<Regex> = LazyLock::new(|| {
    let kinds = "Road|Street|Avenue|Lane|Drive|Close|Boulevard|Crescent|Rd|St|Ave|Blvd|Ln|Lu|Jie|Dajie|Xiang|Hutong";
    Regex::new(&format!(
        r"(?-u:\b)[0-9]{{1,5}}[A-Z]?,? (?:[A-Z][a-z]+ ){{1,3}}(?:{kinds})(?-u:\b)|(?-u:\b)(?:Apt|Apartment|Flat|Unit|Room|Suite)\.? ?[0-9]{{1,4}}[A-Z]?, (?:[A-Z0-9][A-Za-z0-9]* ){{1,3}}(?:{kinds})(?-u:\b)|(?-u:\b)(?:Room|Flat|Unit|Suite|Apt) ?[A-Z0-9]{{1,4}}, (?:Building|Block|Tower|[0-9]{{1,2}}/F)|(?-u:\b)[0-9]{{1,2}}/F,? [A-Z][a-z]+|(?-u:\b)[A-Z][a-z]+ (?:Road|Street|Avenue|Lane|Lu),? (?:No\.? ?)?[0-9]{{1,4}}(?-u:\b)"
    ))
    .expect("a pattern")
});
static BOX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)P\.? ?O\.? ?Box ?[0-9]{1,6}|邮政?信箱 ?[0-9]{1,5}|[0-9]{1,5} ?号?信箱")
        .expect("a pattern")
});
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"[0-9]{1,3} ?° ?[0-9]{1,2} ?[′'’] ?(?:[0-9]{1,2}(?:\.[0-9]+)? ?[″"”′'’]{0,2} ?)?[NSEW北南东西]?"#,
    )
    .expect("a pattern")
});

/// What is before the number of a flat.
const BEFORE_FLAT: [&str; 20] = [
    "号楼", "栋", "幢", "座", "单元", "号院", "层", "楼", "小区", "花园", "公寓", "家园", "新村",
    "苑", "里", "大厦", "宿舍", "中心", "广场", "国贸",
];
/// Signs of an English address; without any of them a text has none.
const ENGLISH_SIGNS: [&str; 22] = [
    "/F",
    "Building",
    "Block",
    "Tower",
    "Road",
    "Street",
    "Avenue",
    "Lane",
    "Drive",
    "Close",
    "Boulevard",
    "Crescent",
    " Rd",
    " St",
    " Ave",
    " Blvd",
    " Ln",
    " Lu",
    " Jie",
    "Box",
    "Xiang",
    "Hutong",
];

static ENGLISH: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::LeftmostFirst).build(ENGLISH_SIGNS).expect("a few words")
});

/// Characters before 里 or 道 that make another word of it: 家里 2 号, 知道.
const NO_STREET: &str = "这那哪家心手屋店库城夜知频赛渠管跑报通味人水轨车说公";
/// What 号 begins in place of ending a number: 2 号线, 2 号楼.
const AFTER: [&str; 14] = [
    "线", "楼", "通知", "文件", "令", "公告", "机", "台风", "馆", "门", "出口", "电梯", "码",
    "选手",
];

/// How far a flat reaches after the number of its house, in bytes.
const LONGEST: usize = 48;
/// How many characters of the street's name are shown.
const NAME: usize = 4;

pub(crate) fn street_address(text: &SearchedText) -> Vec<PersonalData> {
    let words = &text.plain.text;
    let has = |signs: &[&str]| signs.iter().any(|sign| words.contains(sign));
    let has_number = !text.plain.groups.is_empty();
    let has_house_sign = has(&["号"]);
    let mut places: Vec<Range<usize>> = Vec::new();
    if has_house_sign && has_house(words) {
        let streets = STREET.find_iter(words).map(|one| one.range());
        places.extend(streets.filter(|range| is_street(words, range)));
    }
    let may_be_flat = |before: &str, _: usize, after: &str| {
        let before = before.trim_end_matches([' ', '-', '#', '—']);
        let before = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
        BEFORE_FLAT.iter().any(|sign| before.trim_end().ends_with(sign))
            || after.trim_start().starts_with(['楼', '层'])
    };
    let is_house = has_house_sign && has(&["号楼"]);
    if text.has_group(may_be_flat) || ((is_house || has(&["单元"])) && has(&["零", "〇"])) {
        let flats = FLAT.find_iter(words).map(|one| one.range());
        places.extend(flats.filter(|range| is_flat(words, range)));
    }
    if has_number && ENGLISH.is_match(words) {
        places.extend(ROAD.find_iter(words).map(|one| one.range()).filter(|r| is_road(words, r)));
    }
    if has_number && has(&["Box", "BOX", "信箱"]) {
        places.extend(BOX.find_iter(words).map(|one| one.range()));
    }
    if has(&["°"]) {
        places.extend(coordinates(words));
    }
    let report = |place: Range<usize>| {
        let before = words[..place.start].chars().rev().take(NAME);
        let name = before.take_while(|&c| is_han(c));
        let start = place.start - name.map(char::len_utf8).sum::<usize>();
        PersonalData {
            rule: Rule::StreetAddress,
            severity: Severity::Error,
            message: format!("`{}` is an exact address", &words[start..place.end]),
            range: start..place.end,
            hint: "Name only the town or the kind of place; the address of a branch belongs in \
                   content/branches.toml.",
        }
    };
    places.into_iter().map(report).collect()
}

/// Whether a number is before 号.
fn has_house(text: &str) -> bool {
    text.match_indices('号').any(|(at, _)| {
        let before = text[..at].trim_end_matches(' ').chars().next_back();
        before.is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十百零〇".contains(c))
    })
}

/// Whether a street is one, and its number ends here.
fn is_street(text: &str, range: &Range<usize>) -> bool {
    let after = &text[range.end..];
    let before = text[..range.start].chars().next_back();
    let is_word = text[range.clone()].starts_with(['里', '道']);
    let has_name = before
        .is_some_and(|c| c.is_ascii_digit() || is_han(c) && !(is_word && NO_STREET.contains(c)));
    let end = text.ceil_char_boundary((range.end + LONGEST).min(text.len()));
    let flat = FLAT.find_at(&text[..end], range.start);
    let is_flat = flat.is_some_and(|flat| flat.start() < range.end);
    has_name && (is_flat || !AFTER.iter().any(|sign| after.starts_with(sign)))
}

/// Whether a road is one: not the parties of 5 July Street, nor a hotel close to the beach.
fn is_road(text: &str, range: &Range<usize>) -> bool {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let road = &text[range.clone()];
    let first = road.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let is_verb = ["Close", "Drive", "St", "Lane"].iter().any(|word| road.ends_with(word));
    let goes_on = text[range.end..]
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
    let is_count = road.ends_with(|c: char| c.is_ascii_digit()) && goes_on;
    let is_date = MONTHS.iter().any(|month| first.starts_with(month));
    !(is_date || is_count || is_verb && goes_on)
}

/// Whether a flat is not a number of something else: 3 座 2023 年, 2 单元 100 题.
fn is_flat(text: &str, range: &Range<usize>) -> bool {
    const COUNTED: [&str; 20] = [
        "年", "月", "日", "人", "户", "家", "个", "元", "万", "名", "层", "楼", "米", "平", "题",
        "分", "%", "多", "余", "页",
    ];
    let number = &text[range.clone()];
    let is_closed = number.ends_with(['室', '号', '房', '座', '位']);
    let after = text[range.end..].trim_start_matches(' ');
    let goes_on = after.starts_with(|c: char| c.is_ascii_digit());
    is_closed || (!goes_on && !COUNTED.iter().any(|unit| after.starts_with(unit)))
}

/// Latitude and longitude beside each other.
fn coordinates(text: &str) -> Vec<Range<usize>> {
    let parts: Vec<Range<usize>> = PLACE.find_iter(text).map(|one| one.range()).collect();
    let pairs =
        parts.windows(2).filter(|pair| text[pair[0].end..pair[1].start].chars().count() <= 4);
    pairs.map(|pair| pair[0].start..pair[1].end).collect()
}
