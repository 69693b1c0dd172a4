//! `live-address`: a web address that nobody vouched for, written so that it could be opened.
//!
//! Readers copy what they see, chat apps make links of it, and a scammer's address on our page
//! leads people to the scammer. An address whose host is not in `allowed_hosts` is written so that
//! it cannot be opened: `hxxps://bad[.]example`. One that mixes alphabets, or is written in the
//! form for other alphabets (`xn--`), is likely made to be mistaken for another.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;
use crate::site::page::Page;

/// Where an address shows: what stands before a host, or how a host ends, a dot and what stands
/// behind the last one of most. Chinese input methods write `：／／` and `。`, and browsers
/// understand the latter. No classes of Unicode: they are slow.
static SIGN: LazyLock<Regex> = LazyLock::new(|| {
    let common = "com|cn|net|org|top|xyz|vip|cc|icu";
    let more =
        "shop|info|app|io|me|ru|club|site|online|live|link|click|work|co|uk|hk|tw|sg|us|gov|edu";
    let pattern = format!(
        r"(?i-u:https?)(?::|：)(?:/|／)(?:/|／)|(?i-u:\bwww)(?:\.|。|．|｡)|(?i-u:\.(?:{common}|{more})\b)|(?:。|．|｡)(?i-u:(?:{common})\b)"
    );
    Regex::new(&pattern).expect("a pattern")
});

/// What browsers take for the dot in a host.
const DOTS: [char; 4] = ['.', '。', '．', '｡'];

pub fn check(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> =
        page.files().flat_map(|file| check_file(context, file)).collect();
    // Short texts take no address at all, and that is a rule of its own.
    for text in page.texts.iter().flatten() {
        let short = &text.front.short;
        let lines = [&short.led, &short.sms, &short.broadcast]
            .into_iter()
            .flatten()
            .chain(&short.atm)
            .chain(&short.tips);
        let spans: Vec<Span> = lines.map(|line| line.span).collect();
        let is_short = |one: &Diagnostic| spans.iter().any(|span| span.contains(one.span));
        found.retain(|one| one.file != text.file || !is_short(one));
    }
    found
}

fn check_file(context: &Context, file: &Arc<str>) -> Vec<Diagnostic> {
    let Some(text) = context.sources.text(file) else { return Vec::new() };
    let mut read = 0;
    let found = SIGN.find_iter(text).filter_map(|sign| {
        if sign.start() < read {
            return None;
        }
        let begins = !sign.as_str().starts_with(DOTS);
        let (start, own) =
            if begins { after(text, sign.range()) } else { around(text, read, sign.range()) };
        let end = start + own.len();
        read = end.max(sign.end());
        let whole = if begins { sign.start() } else { start };
        let before = &text[..whole];
        // Links and sources have a rule of their own; what stands behind an @ is a mailbox.
        let is_link = ["](", "](<", "url = \""].into_iter().any(|sign| before.ends_with(sign));
        let is_mailbox = !begins && before.ends_with('@');
        let host = own.to_lowercase().replace(DOTS, ".");
        let name = host.split(':').next().unwrap_or(&host);
        let hosts = &context.site.config.allowed_hosts;
        let is_coded = host.starts_with("xn--") || host.contains(".xn--");
        let is_odd = mixes(&host) || is_coded && !hosts.allows(name);
        // Before an @ stands a name, which may look like a host.
        let is_plain = !is_odd && !host.contains('@');
        let is_fine = is_plain && hosts.may_be_named(name);
        // A name without a dot leads nowhere; a number is an address in another notation.
        let leads = host.contains(['.', '@', '[']) || is_number(name);
        if is_link || is_mailbox || is_fine || !leads {
            return None;
        }
        let span = Span::new(whole..end);
        let message = if is_odd {
            format!("`{own}` is written in letters that can be mistaken for others")
        } else {
            format!("`{own}` is an address that could be opened")
        };
        let hint = format!("Write it so that it cannot: `{}`.", defanged(&text[span.range()]));
        Some(Diagnostic::new(Rule::LiveAddress, file, span, message).hint(hint))
    });
    found.collect()
}

/// The host behind a scheme, or the one that `www.` begins: where it starts, and what it is.
fn after(text: &str, sign: Range<usize>) -> (usize, &str) {
    let is_www = text[sign.clone()].starts_with(['w', 'W']);
    let start = if is_www { sign.start } else { sign.end };
    let rest = &text[start..];
    // A host of Chinese characters ends only where they do; behind one of other letters the
    // sentence goes on.
    let is_chinese = rest.starts_with(is_han);
    let is_of_host = |c: char| {
        (c.is_alphanumeric() && (is_chinese || !is_han(c)))
            || DOTS.contains(&c)
            || "-_@:%[]".contains(c)
    };
    let host = &rest[..rest.find(|c| !is_of_host(c)).unwrap_or(rest.len())];
    (start, host.trim_end_matches(|c| DOTS.contains(&c) || "-:]".contains(c)))
}

/// The host around its ending.
fn around(text: &str, read: usize, ending: Range<usize>) -> (usize, &str) {
    let is_of_host = |c: &char| c.is_alphanumeric() || DOTS.contains(c) || *c == '-';
    let length =
        |characters: &mut dyn Iterator<Item = char>| characters.map(char::len_utf8).sum::<usize>();
    let start =
        ending.start - length(&mut text[read..ending.start].chars().rev().take_while(is_of_host));
    let end = ending.end
        + length(&mut text[ending.end..].chars().take_while(|c| c.is_ascii() && is_of_host(c)));
    let host = text[start..end].trim_end_matches(['.', '-']);
    // In Chinese nothing need stand between a word and an address.
    let is_own = |c: char| !(is_han(c) || DOTS.contains(&c) || c == '-');
    let own = host.find(is_own).map_or("", |skipped| &host[skipped..]);
    // What stands before a full stop may be another sentence's.
    let own = if own.contains(DOTS) { own } else { "" };
    (start + host.len() - own.len(), own)
}

fn is_number(host: &str) -> bool {
    !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether letters of one host come from several alphabets.
fn mixes(host: &str) -> bool {
    let has_latin = host
        .split('.')
        .any(|label| label.bytes().any(|byte| byte.is_ascii_alphabetic()) && !label.is_ascii());
    has_latin
        && host.split('.').any(|label| label.chars().any(|c| !c.is_ascii() && c.is_alphabetic()))
}

fn defanged(address: &str) -> String {
    address.replacen("http", "hxxp", 1).replace('：', ":").replace('／', "/").replace(DOTS, "[.]")
}
