//! `email-address`: an e-mail address.
//!
//! A person's address identifies the person; a scammer's leads readers to the scammer. A publisher
//! who wants to receive mail makes an exception for the address, with a reason. An address that
//! stands for any, `name@example.com`, is no one's (RFC 2606).

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind, PatternID};
use memchr::{memchr_iter, memchr2_iter};
use regex::Regex;

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::personal_data::{PersonalData, SearchedText};

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[A-Za-z0-9._%+\-]+|\p{Han}{2,4}) ?@ ?(?:[A-Za-z0-9\-]+(?: ?[.。] ?[A-Za-z0-9\-]+)* ?[.。] ?[A-Za-z]{2,}|[\p{Han}A-Za-z0-9\-]+[.。](?:公司|网络|中国|在线|[a-z]{2,})|\[[0-9]{1,3}(?:\.[0-9]{1,3}){3}\])")
        .expect("a pattern")
});
/// With words in place of the signs.
static SPELLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[a-z0-9._%+\-]+ ?(?:[(\[{<（【] ?(?:at|@|艾特) ?[)\]}>）】]|艾特|#at#| at ) ?[a-z0-9\-]+(?: ?(?:[(\[{] ?(?:dot|\.|点) ?[)\]}]|点|\.| dot ) ?[a-z0-9\-]+)*? ?(?:[(\[{] ?(?:dot|\.|点) ?[)\]}]|点|\.| dot ) ?(?-u:(?:com|cn|net|org|edu|gov|me|cc|io|top|hk|uk)\b)")
        .expect("a pattern")
});
/// What such an address has in place of the sign.
static SIGNS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let signs = [" at", "艾特", "(at", "[at", "{at", "#at#", "(@", "[@"];
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::LeftmostFirst).build(signs).expect("a few words")
});
/// The first of them, of which English texts are full.
const AT: PatternID = PatternID::ZERO;
/// The number of a mailbox at QQ.
static QQ: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:qq ?邮箱|qq ?mail)[ :是为]{0,3}([1-9][0-9]{4,11})").expect("a pattern")
});

/// Names that stand for any, at hosts that belong to no one.
const NAMES: [&str; 8] =
    ["name", "yourname", "your.name", "user", "username", "you", "example", "mail"];
const HOSTS: [&str; 3] = ["@example.com", "@example.net", "@example.org"];

pub(crate) fn email_address(text: &SearchedText) -> Vec<PersonalData> {
    let words = &text.plain.text;
    let mut found: Vec<regex::Match> = Vec::new();
    let follows =
        |byte: &u8| byte.is_ascii_alphanumeric() || b"-[ ".contains(byte) || *byte >= 0xe0;
    let is_within = |at| words.as_bytes().get(at + 1).is_some_and(follows);
    if memchr_iter(b'@', words.as_bytes()).any(is_within) {
        found.extend(ADDRESS.find_iter(words).filter(|address| !is_placeholder(address.as_str())));
    }
    let mut signs = SIGNS.find_iter(words);
    let may_be_spelled =
        |sign: &aho_corasick::Match| sign.pattern() != AT || may_be_host(&words[sign.end()..]);
    if signs.any(|sign| may_be_spelled(&sign)) {
        let is_sentence = |address: &str| {
            address.contains(" at ") && !address.contains(" dot ") && !address.contains("[dot]")
        };
        found.extend(SPELLED.find_iter(words).filter(|address| !is_sentence(address.as_str())));
    }
    if has_qq(words.as_bytes()) && (words.contains("邮箱") || words.contains("ail")) {
        found.extend(QQ.captures_iter(words).filter_map(|captures| captures.get(1)));
    }
    let report = |address: regex::Match| PersonalData {
        rule: Rule::EmailAddress,
        severity: Severity::Error,
        range: address.range(),
        message: format!("`{}` is an e-mail address", address.as_str()),
        hint: "Remove it, or allow it in page.toml under `[[exceptions]]`, with a reason.",
    };
    found.into_iter().map(report).collect()
}

/// Whether a text has the letters `qq`, in whatever case.
fn has_qq(words: &[u8]) -> bool {
    let is_second = |byte: &u8| byte.eq_ignore_ascii_case(&b'q');
    memchr2_iter(b'q', b'Q', words).any(|at| words.get(at + 1).is_some_and(is_second))
}

/// Whether what follows ` at` is a word with something like a dot behind it.
fn may_be_host(after: &str) -> bool {
    let Some(after) = after.strip_prefix(' ') else { return false };
    let is_of_label = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let rest = after.trim_start_matches(' ').trim_start_matches(is_of_label);
    let dot = rest.trim_start_matches(' ');
    dot.starts_with(['(', '[', '{', '点', '.'])
        || dot.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("dot"))
}

fn is_placeholder(address: &str) -> bool {
    HOSTS.iter().filter_map(|host| address.strip_suffix(host)).any(|name| NAMES.contains(&name))
}
