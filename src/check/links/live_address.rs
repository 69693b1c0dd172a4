//! `live-address`: a web address of a host that is not allowed, written so that it can be opened.
//!
//! Readers copy what they see, chat apps turn it into links, and a scammer's address on our page
//! leads people to the scammer. An address whose host is not in `allowed_hosts` is written so that
//! it cannot be opened: `hxxps://bad[.]example`. An address that mixes alphabets, or is written in
//! punycode (`xn--`), is likely made to be mistaken for another.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use memchr::{memchr2_iter, memmem};
use regex::Regex;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::text::is_han;
use crate::check::context::Context;
use crate::site::page::Page;

/// What reveals an address: what comes before a host, or a dot and a common top-level domain.
/// Chinese input methods write `：／／` and `。`, and browsers understand the latter. There are no
/// Unicode classes in it: they are slow.
static SIGN: LazyLock<Regex> = LazyLock::new(|| {
    let common = "com|cn|net|org|top|xyz|vip|cc|icu";
    let more =
        "shop|info|app|io|me|ru|club|site|online|live|link|click|work|co|uk|hk|tw|sg|us|gov|edu";
    let patterns = [
        r"(?i-u:https?)(?::|：)(?:/|／)(?:/|／)".to_owned(),
        r"(?i-u:\bwww)(?:\.|。|．|｡)".to_owned(),
        format!(r"(?i-u:\.(?:{common}|{more})\b)"),
        format!(r"(?:。|．|｡)(?i-u:(?:{common})\b)"),
    ];
    Regex::new(&patterns.join("|")).expect("a pattern")
});

/// What browsers take for the dot in a host.
const DOTS: [char; 4] = ['.', '。', '．', '｡'];

pub(crate) fn live_address(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> =
        page.files().flat_map(|file| check_file(context, file)).collect();
    // Short texts must not contain any address, and that is a rule of its own.
    for text in page.texts.iter().flatten() {
        let short = &text.front.short;
        let lines = [&short.led, &short.sms, &short.broadcast]
            .into_iter()
            .flatten()
            .chain(&short.atm)
            .chain(&short.tips);
        let spans: Vec<Span> = lines.map(|line| line.span).collect();
        let is_short = |one: &Diagnostic| spans.iter().any(|span| span.contains(one.span));
        diagnostics.retain(|one| one.file != text.file || !is_short(one));
    }
    diagnostics
}

fn check_file(context: &Context, file: &Arc<str>) -> Vec<Diagnostic> {
    let Some(text) = context.sources.text(file) else { return Vec::new() };
    let mut diagnostics = Vec::new();
    if !may_have_sign(text.as_bytes()) {
        return diagnostics;
    }
    let mut read = 0;
    for sign in SIGN.find_iter(text) {
        if sign.start() < read {
            continue;
        }
        let is_prefix = !sign.as_str().starts_with(DOTS);
        let (start, written) = if is_prefix {
            host_after(text, sign.range())
        } else {
            host_around(text, read, sign.range())
        };
        let end = start + written.len();
        read = end.max(sign.end());
        let whole = if is_prefix { sign.start() } else { start };
        let before = &text[..whole];
        // Links and citations have a rule of their own; after an @ there is a mailbox.
        let is_link = ["](", "](<", "url = \""].into_iter().any(|sign| before.ends_with(sign));
        let is_mailbox = !is_prefix && before.ends_with('@');
        if is_link || is_mailbox {
            continue;
        }
        if let Some(message) = problem(context, written) {
            let span = Span::new(whole..end);
            let defanged = defanged(&text[span.range()]);
            let hint = format!("Write it so that it cannot be opened: `{defanged}`.");
            let diagnostic = Diagnostic::new(Rule::LiveAddress, file, span, message);
            diagnostics.push(diagnostic.hint(hint));
        }
    }
    diagnostics
}

/// Whether a text may have a sign: two slashes in a row, or a dot before a letter or after a `w`.
fn may_have_sign(text: &[u8]) -> bool {
    let is_slash = |at: usize| matches!(text[at..], [b'/', ..] | [0xef, 0xbc, 0x8f, ..]);
    let is_sign = |at: usize, dot: usize| {
        let is_before_letter = text.get(at + dot).is_some_and(u8::is_ascii_alphabetic);
        let is_after_w = at > 0 && text[at - 1].eq_ignore_ascii_case(&b'w');
        is_before_letter || is_after_w
    };
    let is_plain = |at: usize| match text[at] {
        b'/' => is_slash(at + 1),
        _ => is_sign(at, 1),
    };
    let is_wide = |sign: &str| {
        memmem::find_iter(text, sign).any(|at| match sign {
            "／" => is_slash(at + sign.len()),
            _ => is_sign(at, sign.len()),
        })
    };
    memchr2_iter(b'.', b'/', text).any(is_plain)
        || (!text.is_ascii() && ["。", "．", "｡", "／"].into_iter().any(is_wide))
}

/// What is wrong with a host as it is written.
fn problem(context: &Context, written: &str) -> Option<String> {
    let host = written.to_lowercase().replace(DOTS, ".");
    let name = host.split(':').next().unwrap_or(&host);
    // A name without a dot leads nowhere; a number is an address in another notation.
    if !host.contains(['.', '@', '[']) && !is_number(name) {
        return None;
    }
    let hosts = &context.site.config.allowed_hosts;
    let is_encoded = host.starts_with("xn--") || host.contains(".xn--");
    if mixes_alphabets(&host) || is_encoded && !hosts.allows(name) {
        return Some(format!("`{written}` can be mistaken for another address"));
    }
    // Before an @ there is a name, which may look like a host.
    if !host.contains('@') && hosts.may_be_named(name) {
        return None;
    }
    Some(format!("`{written}` is an address that readers can open"))
}

/// The host after a scheme, or the one that `www.` begins: its start, and the host itself.
fn host_after(text: &str, sign: Range<usize>) -> (usize, &str) {
    let is_www = text[sign.clone()].starts_with(['w', 'W']);
    let start = if is_www { sign.start } else { sign.end };
    let rest = &text[start..];
    // A host of Chinese characters ends only where they do; after one of other letters the sentence
    // may go on in Chinese.
    let is_chinese = rest.starts_with(is_han);
    let is_of_host = |c: char| {
        (c.is_alphanumeric() && (is_chinese || !is_han(c)))
            || DOTS.contains(&c)
            || "-_@:%[]".contains(c)
    };
    let host = &rest[..rest.find(|c| !is_of_host(c)).unwrap_or(rest.len())];
    (start, host.trim_end_matches(|c| DOTS.contains(&c) || "-:]".contains(c)))
}

/// The host around its top-level domain.
fn host_around(text: &str, read: usize, ending: Range<usize>) -> (usize, &str) {
    let is_of_host = |c: &char| c.is_alphanumeric() || DOTS.contains(c) || *c == '-';
    let length =
        |characters: &mut dyn Iterator<Item = char>| characters.map(char::len_utf8).sum::<usize>();
    let start =
        ending.start - length(&mut text[read..ending.start].chars().rev().take_while(is_of_host));
    let end = ending.end
        + length(&mut text[ending.end..].chars().take_while(|c| c.is_ascii() && is_of_host(c)));
    let host = text[start..end].trim_end_matches(['.', '-']);
    // In Chinese there need not be anything between a word and an address.
    let is_own = |c: char| !(is_han(c) || DOTS.contains(&c) || c == '-');
    let own = host.find(is_own).map_or("", |skipped| &host[skipped..]);
    // What is before a full stop may belong to another sentence.
    let own = if own.contains(DOTS) { own } else { "" };
    (start + host.len() - own.len(), own)
}

fn is_number(host: &str) -> bool {
    !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether letters of one host come from several alphabets.
fn mixes_alphabets(host: &str) -> bool {
    let has_latin = host
        .split('.')
        .any(|label| label.bytes().any(|byte| byte.is_ascii_alphabetic()) && !label.is_ascii());
    has_latin
        && host.split('.').any(|label| label.chars().any(|c| !c.is_ascii() && c.is_alphabetic()))
}

fn defanged(address: &str) -> String {
    address.replacen("http", "hxxp", 1).replace('：', ":").replace('／', "/").replace(DOTS, "[.]")
}
