//! `full-name`: a person's full name beside a title, or after words that name a person.
//!
//! People in cases are a surname with 某, 女士 or 先生, or “Ms Wang”: enough to tell a story, not
//! enough to find someone. A Chinese name is an error where surname and given name are of common
//! characters; beside a title, a surname and any two other characters are a warning.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::english_name;
use crate::check::people::keywords::captures_in;
use crate::check::people::names::{DOUBLE_SURNAMES, GIVEN, LABELS, SURNAMES, TIBETAN, TITLES};
use crate::check::people::personal_data::{PersonalData, SearchedText};

/// Characters that end no given name before a title.
const NO_NAME: &str =
    "某的了是在和与给让被把对叫请要会说找骗到去来不一个位名老小大们都也就还多有为从等及或";
/// Those of them that may be in front of a name.
const BEFORE_NAME: &str = "的和与给让被把对叫请找骗是为从及或有一名位";
/// Surnames that are seldom ones before characters that no given name has.
const RARE: &str =
    "于方高安单石金白康毛史常武文向时成路关位游阳司查万任何林黄周雷夏田童管宁包项章景温严席左";
/// Words that look like a name before a title, and people everybody knows.
const WORDS: [&str; 36] = [
    "温馨",
    "高明",
    "何况",
    "任课",
    "严厉",
    "章程",
    "雷锋",
    "黄金",
    "周末",
    "林业",
    "高级",
    "金融",
    "安全",
    "方便",
    "文明",
    "万一",
    "任何",
    "马云",
    "关于",
    "时尚",
    "成功",
    "白天",
    "石家庄",
    "黄河",
    "江西",
    "海南",
    "金山",
    "文学",
    "武林",
    "史学",
    "安康",
    "常务",
    "王子",
    "马上",
    "国家",
    "天津",
];

struct Patterns {
    /// A surname, a given name and a title.
    titled: Regex,
    /// A word that names a person, and a surname and a given name.
    labelled: Regex,
    /// A name with what is known of the person: `（男，56岁）`.
    described: Regex,
    /// A name with a dot, or of Tibetan names.
    other: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let new = |pattern: String| Regex::new(&pattern).expect("a pattern");
    let titles = TITLES.join("|");
    let labels = LABELS.iter().filter(|label| !label.starts_with(['（', '，', '(', ',']));
    let labels = labels.copied().collect::<Vec<_>>().join("|");
    let dotted = r"\p{Han}{1,6}[·•・‧]\p{Han}{1,8}";
    let surname = format!("(?:{DOUBLE_SURNAMES}|[{SURNAMES}])");
    Patterns {
        titled: new(format!(r"({surname})(\p{{Han}}{{1,2}})[ \n]?(?:{titles})")),
        labelled: new(format!(
            r"(?:{labels})([ :=]{{0,3}}(?:是|为|叫|名叫|姓名|全名|真名)?[ :“”]{{0,2}})({surname})([{GIVEN}]{{1,2}})"
        )),
        described: new(format!(
            r"({surname})([{GIVEN}]{{1,2}})(?: ?[(,，、（] ?(?:[男女](?:性)?(?:[,，、。；;)）\n]|$)|[1-9][0-9]岁|化名)|夫妇|夫妻|一家(?:人|[,，。]|$))"
        )),
        other: new(format!(
            r"{dotted}(?:{titles})|(?:{labels})[ :]{{0,2}}{dotted}|(?:{TIBETAN}){{2}}"
        )),
    }
});

pub(crate) fn full_name(text: &SearchedText) -> Vec<PersonalData> {
    let words = &text.plain.text;
    let mut names: Vec<(Range<usize>, Severity)> = Vec::new();
    let parts = &text.keywords().chinese_names;
    if !parts.is_empty() {
        let Patterns { titled, labelled, described, other } = &*PATTERNS;
        let find = |pattern: &Regex| captures_in(pattern, words, parts).into_iter();
        names.extend(find(titled).filter_map(|name| titled_name(words, &name)));
        let labelled = find(labelled).filter_map(|name| labelled_name(words, &name));
        let described = find(described).filter_map(|name| {
            let is_name = is_no_word(&name[1], &name[2]);
            is_name.then_some(name.get(1)?.start()..name.get(2)?.end())
        });
        let other = find(other).filter_map(|name| Some(name.get(0)?.range()));
        let certain = labelled.chain(described).chain(other);
        names.extend(certain.map(|range| (range, Severity::Error)));
    }
    let english = english_name::names(words, &text.keywords().english_names).into_iter();
    names.extend(english.map(|range| (range, Severity::Error)));
    let is_age = |before: &str, length: usize, after: &str| {
        length == 2 && before.ends_with([' ', '(']) && after.starts_with([',', ')'])
    };
    if text.has_group(is_age) {
        names.extend(english_name::aged(words).into_iter().map(|range| (range, Severity::Error)));
    }
    let report = |(range, severity): (Range<usize>, Severity)| PersonalData {
        rule: Rule::FullName,
        severity,
        message: format!("`{}` looks like a person's full name", &words[range.clone()]),
        range,
        hint: "Write only the surname, with 某, 女士 or 先生, or “Ms Wang”.",
    };
    names.into_iter().map(report).collect()
}

/// A name before a title, where neither the given name nor the character before says otherwise.
fn titled_name(text: &str, captures: &Captures) -> Option<(Range<usize>, Severity)> {
    let whole = captures.get(0)?;
    let (surname, given) = (&captures[1], &captures[2]);
    let may_precede = |c: char| !NO_NAME.contains(c) || BEFORE_NAME.contains(c);
    if !is_no_word(surname, given)
        || !text[..whole.start()].chars().next_back().is_none_or(may_precede)
    {
        return None;
    }
    if given.chars().all(|c| GIVEN.contains(c)) && !given.ends_with(['老', '小', '大']) {
        return Some((whole.range(), Severity::Error));
    }
    let is_double = surname.chars().count() > 1;
    if is_double && !given.contains(|c| NO_NAME.contains(c)) {
        return Some((whole.range(), Severity::Error));
    }
    let is_doubtful =
        given.contains(|c| NO_NAME.contains(c)) || surname.contains(|c| RARE.contains(c));
    (!is_doubtful).then_some((whole.range(), Severity::Warning))
}

/// A name after a word that names a person; what follows does not go on with it.
fn labelled_name(text: &str, captures: &Captures) -> Option<Range<usize>> {
    let (between, surname, given) = (captures.get(1)?, captures.get(2)?, captures.get(3)?);
    let has_sign = !between.as_str().trim().is_empty();
    let after = &text[given.end()..];
    let ends = after.is_empty()
        || after.starts_with(|c: char| !c.is_alphanumeric())
        || AFTER_NAME.iter().any(|word| after.starts_with(word));
    let is_name = is_no_word(surname.as_str(), given.as_str());
    // Without a sign, one character is no given name: 受害人安全.
    let is_long = given.as_str().chars().count() > 1 || surname.as_str().chars().count() > 1;
    (is_name && ends && (has_sign || is_long)).then_some(surname.start()..given.end())
}

/// What may follow a name in a sentence.
const AFTER_NAME: [&str; 36] = [
    "诉", "等", "报", "说", "在", "把", "被", "向", "于", "的", "和", "与", "来", "到", "称", "接",
    "告", "介", "提", "是", "因", "遭", "收", "拨", "转", "汇", "损", "发", "先", "女", "已", "最",
    "也", "就", "一", "从",
];

/// Whether surname and given name are no word: 黄金, or 林业局 with a character no given name has.
fn is_no_word(surname: &str, given: &str) -> bool {
    let name = format!("{surname}{given}");
    let is_usual = given.chars().all(|c| GIVEN.contains(c));
    !WORDS.iter().any(|word| name == *word || (!is_usual && name.starts_with(word)))
}
