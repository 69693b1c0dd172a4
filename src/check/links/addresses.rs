//! Web addresses in a text, as a reader or a chat app would take them for some.
//!
//! Whatever two labels with a dot between them name, if the second is a top-level domain, is an
//! address: scammers register under all of them. The list of them is that of the root zone of the
//! domain name system (IANA), from the crate `tld`, and the few endings that other systems use.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr3_iter, memmem};
use unicode_normalization::UnicodeNormalization;

use crate::base::text::{find_byte, is_han};

/// What browsers take for the dot in a host.
pub(super) const DOTS: [char; 4] = ['.', '。', '．', '｡'];

/// No host is longer, in bytes: it is looked for no farther from a dot, so that the time to read a
/// text of thousands of dots grows with its length alone.
const LONGEST_HOST: usize = 1024;

/// Endings of names outside the domain name system, which special browsers and wallets open.
const OTHER_ENDINGS: [&str; 6] = ["onion", "i2p", "eth", "bit", "crypto", "wallet"];

/// Schemes that open something without `//`.
const SCHEMES: [&str; 7] =
    ["magnet", "javascript", "vbscript", "intent", "weixin", "alipays", "itms-services"];

/// Words of English that are top-level domains, too: as the beginning of a sentence after a full
/// stop without a blank they are none.
const WORDS: [&str; 18] = [
    "Am", "As", "At", "Be", "By", "Do", "In", "Is", "It", "Me", "My", "No", "Now", "Or", "So",
    "To", "Us", "You",
];

/// Titles before a name: `Mr.Li`.
const TITLES: [&str; 6] = ["Mr", "Mrs", "Ms", "Dr", "St", "No"];

/// Endings of files that are top-level domains, too. After a Chinese word they end a file's name.
const FILE_ENDINGS: [&str; 4] = ["zip", "mov", "md", "app"];

/// An address in a text.
pub(super) struct Address<'t> {
    /// In the text, with the scheme.
    pub range: Range<usize>,
    /// The host as it is written; with a scheme of an app, all of it.
    pub written: &'t str,
    pub kind: AddressKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AddressKind {
    /// `https://` or `www.` before it.
    Web,
    /// A host alone.
    Bare,
    /// The scheme of an app, as in `weixin://`.
    App,
}

/// All addresses in a text, in order; none overlaps another.
pub(super) fn addresses(text: &str) -> Vec<Address<'_>> {
    let mut found: Vec<Address> = Vec::new();
    if !may_have_some(text.as_bytes()) {
        return found;
    }
    let mut read = 0;
    for (at, sign) in signs(text) {
        if at < read {
            continue;
        }
        let address = match sign {
            ':' | '：' => after_scheme(text, read, at, sign),
            _ => around_dot(text, read, at, sign),
        };
        if let Some(address) = address {
            read = address.range.end;
            found.push(address);
        }
    }
    found
}

/// The dots of hosts and the colons of a text, with their places.
fn signs(text: &str) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.as_bytes();
    // What their encodings begin with.
    let may_be = |byte: u8| matches!(byte, b'.' | b':' | 0xe3 | 0xef);
    let mut read = 0;
    let places = std::iter::from_fn(move || {
        let at = read + find_byte(&bytes[read..], may_be)?;
        read = at + 1;
        Some(at)
    });
    places.filter_map(move |at| match &bytes[at..] {
        [b'.', ..] => Some((at, '.')),
        [b':', ..] => Some((at, ':')),
        [0xe3, 0x80, 0x82, ..] => Some((at, '。')),
        [0xef, 0xbc, 0x8e, ..] => Some((at, '．')),
        [0xef, 0xbd, 0xa1, ..] => Some((at, '｡')),
        [0xef, 0xbc, 0x9a, ..] => Some((at, '：')),
        _ => None,
    })
}

/// Whether a text may hold an address: a colon, or a dot before a letter.
fn may_have_some(text: &[u8]) -> bool {
    let before_letter = |at: usize| {
        text.get(at + 1).is_some_and(|next| next.is_ascii_alphanumeric() || !next.is_ascii())
    };
    memchr3_iter(b'.', b':', b'/', text).any(|at| text[at] != b'.' || before_letter(at))
        || (!text.is_ascii()
            && ["。", "．", "｡", "："]
                .iter()
                .any(|dot| memmem::find(text, dot.as_bytes()).is_some()))
}

/// The address whose scheme ends with the colon at `at`.
fn after_scheme(text: &str, read: usize, at: usize, colon: char) -> Option<Address<'_>> {
    let is_of_scheme = |c: char| c.is_ascii_alphanumeric() || "+.-".contains(c);
    let before = &text[read..at];
    let start = read + before.trim_end_matches(is_of_scheme).len();
    let scheme = text[start..at].to_ascii_lowercase();
    let rest = &text[at + colon.len_utf8()..];
    if SCHEMES.contains(&&*scheme) && rest.starts_with(|c: char| c.is_ascii_graphic()) {
        return Some(of_app(text, start, rest));
    }
    let slashes: usize =
        rest.chars().take_while(|c| matches!(c, '/' | '／')).take(2).map(char::len_utf8).sum();
    let is_double = rest[..slashes].chars().count() == 2;
    // What is defanged already may still have a host that is not: the dots in it tell.
    if !is_double || scheme.is_empty() || matches!(&*scheme, "hxxp" | "hxxps" | "fxp") {
        return None;
    }
    let host = at + colon.len_utf8() + slashes;
    if scheme != "http" && scheme != "https" {
        let is_followed = text[host..].starts_with(|c: char| c.is_alphanumeric());
        return is_followed.then(|| of_app(text, start, rest));
    }
    let written = host_after(&text[host..]);
    let range = start..host + written.len();
    (!written.is_empty()).then_some(Address { range, written, kind: AddressKind::Web })
}

fn of_app<'t>(text: &'t str, start: usize, rest: &str) -> Address<'t> {
    let length = rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len());
    let end = text.len() - rest.len() + length;
    let range = start..start + text[start..end].trim_end_matches(['.', ',', ')', '`', '"']).len();
    Address { written: &text[range.clone()], range, kind: AddressKind::App }
}

/// The host that begins a text, after a scheme.
fn host_after(text: &str) -> &str {
    // A host of Chinese characters ends only where they do; after one of other letters the sentence
    // may go on in Chinese.
    let is_chinese = text.starts_with(is_han);
    let is_of_host = |c: char| {
        (c.is_alphanumeric() && (is_chinese || !is_han(c)))
            || DOTS.contains(&c)
            || "-_@:%[]".contains(c)
    };
    let host = &text[..text.find(|c| !is_of_host(c)).unwrap_or(text.len())];
    host.trim_end_matches(|c| DOTS.contains(&c) || "-:]".contains(c))
}

/// The host around the dot at `at`, if there is one.
fn around_dot(text: &str, read: usize, at: usize, dot: char) -> Option<Address<'_>> {
    let is_of_label = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let after = near(&text[at + dot.len_utf8()..]);
    let length = after.find(|c: char| !is_of_label(c) && !DOTS.contains(&c)).unwrap_or(after.len());
    let after = &after[..length];
    // `。公司`: another sentence, as nearly always.
    let is_sentence =
        matches!(dot, '。' | '｡') && after.starts_with(is_han) && text[..at].ends_with(is_han);
    if after.is_empty() || is_sentence {
        return None;
    }
    // Backwards over all labels; after a Chinese full stop another sentence may have begun.
    let is_before = |c: char| is_of_label(c) || matches!(c, '.' | '．');
    let nearest = read.max(text.ceil_char_boundary(at.saturating_sub(LONGEST_HOST)));
    let start = nearest + text[nearest..at].trim_end_matches(is_before).len();
    let labels = own(&text[start..at]);
    let end_of = |host: &str| host.trim_end_matches(|c| DOTS.contains(&c) || c == '-').len();
    if labels.eq_ignore_ascii_case("www") {
        let start = at - labels.len();
        let written = host_after(&text[start..]);
        let range = start..start + written.len();
        return Some(Address { range, written, kind: AddressKind::Web });
    }
    if labels.is_empty() {
        return None;
    }
    if let Some(address) = internet_address(text, at - labels.len()) {
        return Some(address);
    }
    let tail = of_one_script(after);
    let tail = &tail[..end_of(tail)];
    // Of several labels after the dot, the last one counts.
    let (before, ending) = tail.rsplit_once(DOTS).unwrap_or((labels, tail));
    let label = before.rsplit(DOTS).next().unwrap_or(before);
    if is_something_else(label, ending, dot) || !is_ending(ending) {
        return None;
    }
    let start = at - labels.len();
    let mut end = at + dot.len_utf8() + tail.len();
    end += port(&text[end..]);
    let range = start..end;
    Some(Address { written: &text[range.clone()], range, kind: AddressKind::Bare })
}

/// As much of a text as a host can be long.
fn near(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST_HOST)]
}

/// The labels before a dot without the Chinese words that stand before them: in Chinese there need
/// not be anything between a word and an address. A label that is Chinese alone is one.
fn own(before: &str) -> &str {
    let last = before.rsplit(DOTS).next().unwrap_or(before);
    if !last.is_empty() && last.chars().all(is_han) {
        return last;
    }
    let skipped = before
        .rfind(is_han)
        .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    before[skipped..].trim_start_matches(|c| DOTS.contains(&c) || c == '-' || c == '_')
}

/// The part of the labels after a dot that can belong to the host: a run of Chinese characters, or
/// what comes before one, since after Latin letters the sentence may go on in Chinese.
fn of_one_script(after: &str) -> &str {
    let is_chinese = after.starts_with(is_han);
    &after[..after.find(|c| is_han(c) != is_chinese).unwrap_or(after.len())]
}

/// Whether a label ends names of hosts.
fn is_ending(label: &str) -> bool {
    // The longest Chinese ones have five characters.
    if label.chars().all(is_han) && label.chars().count() > 8 {
        return false;
    }
    let plain: Cow<str> = if label.is_ascii() {
        Cow::Owned(label.to_ascii_lowercase())
    } else {
        Cow::Owned(look_alike(label))
    };
    if !plain.is_ascii() && plain.chars().count() > 8 {
        return false;
    }
    if !plain.is_ascii() {
        return idna::domain_to_ascii(&plain).is_ok_and(|code| tld::exist(&code));
    }
    let is_word = plain.bytes().all(|byte| byte.is_ascii_alphabetic()) || plain.starts_with("xn--");
    is_word && (tld::exist(&plain) || OTHER_ENDINGS.contains(&&*plain))
}

/// What looks like an ending and is not meant as one.
fn is_something_else(label: &str, ending: &str, dot: char) -> bool {
    let is_short = label.chars().count() < 2;
    if !ending.is_ascii() && ending.chars().all(is_han) {
        // `1.网址`, `A.公司`: items of a list. `。公司`: another sentence.
        let is_item = label.bytes().all(|byte| byte.is_ascii_digit()) || is_short;
        return is_item || !matches!(dot, '.' | '．');
    }
    // `下载 QQ。App 里没有`: another sentence.
    let is_sentence =
        dot == '。' && (!label.is_ascii() || ending.starts_with(|c: char| c.is_ascii_uppercase()));
    let is_number = label.bytes().all(|byte| byte.is_ascii_digit()) && WORDS.contains(&ending);
    let is_file = label.chars().all(is_han) && FILE_ENDINGS.contains(&ending);
    is_sentence || is_number || is_file || WORDS.contains(&ending) || TITLES.contains(&label)
}

/// An address of four numbers, 203.0.113.9: one of a version, a section or a list is not meant. So
/// it has a port or a path, or is long.
fn internet_address(text: &str, start: usize) -> Option<Address<'_>> {
    let rest = near(&text[start..]);
    let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let numbers = rest[..length].trim_end_matches('.');
    let parts: Vec<&str> = numbers.split('.').collect();
    let is_part = |part: &&str| part.len() <= 3 && part.parse::<u8>().is_ok();
    if parts.len() != 4 || !parts.iter().all(is_part) {
        return None;
    }
    let end = start + numbers.len();
    let port = port(&text[end..]);
    let has_path = text[end + port..].starts_with(['/', '／']);
    let is_long = parts.iter().filter(|part| part.len() > 1).count() >= 2;
    let is_version = text[..start].ends_with(['v', 'V', '版', '本', '第']);
    if port == 0 && !has_path && (!is_long || is_version) {
        return None;
    }
    let range = start..end + port;
    Some(Address { written: &text[range.clone()], range, kind: AddressKind::Bare })
}

/// The length of `:8080`.
fn port(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(':') else { return 0 };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if (2..=5).contains(&digits) { 1 + digits } else { 0 }
}

/// A text with plain letters for those that look like them: full-width ones, and the Cyrillic and
/// Greek ones that Unicode calls confusable (UTS 39).
pub(super) fn look_alike(text: &str) -> String {
    let plain = |c: char| match c {
        'а' | 'А' | 'α' | 'Α' => 'a',
        'В' | 'Β' | 'в' => 'b',
        'с' | 'С' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'Е' | 'Ε' | 'ё' => 'e',
        'һ' | 'Н' | 'Η' => 'h',
        'і' | 'І' | 'ι' | 'Ι' => 'i',
        'ј' | 'Ј' => 'j',
        'к' | 'К' | 'κ' | 'Κ' => 'k',
        'ӏ' => 'l',
        'м' | 'М' | 'Μ' => 'm',
        'п' | 'Ν' => 'n',
        'о' | 'О' | 'ο' | 'Ο' => 'o',
        'р' | 'Р' | 'ρ' | 'Ρ' => 'p',
        'ԛ' => 'q',
        'г' => 'r',
        'ѕ' | 'Ѕ' => 's',
        'т' | 'Т' | 'τ' | 'Τ' => 't',
        'υ' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' => 'w',
        'х' | 'Х' | 'χ' | 'Χ' => 'x',
        'у' | 'У' | 'γ' => 'y',
        other => other,
    };
    text.nfkc().map(plain).flat_map(char::to_lowercase).collect()
}
