//! `live-address`: a web address that nobody vouched for, written so that it could be opened.
//!
//! Readers copy what they see, chat apps make links of it, and a scammer's address on our page leads people to the scammer.
//! An address whose host is not in `allowed_hosts` is written so that it cannot be opened: `hxxps://bad[.]example`. One that
//! mixes alphabets, or is written in the form for other alphabets (`xn--`), is likely made to be mistaken for another.

use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::check::Context;
use crate::config::is_within;
use crate::diagnostic::Diagnostic;
use crate::site::page::Page;
use crate::source::Span;

/// Where a host may end: a dot, and what stands behind the last one of most.
static ENDING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i-u:\.(?:com|cn|net|org|top|xyz|vip|cc|shop|info|app|io|me|ru|club|site|online|live|link|click|icu|work|co|uk|hk|tw|sg|us|gov|edu)\b)",
    )
    .expect("a pattern")
});

/// Kept for examples by RFC 2606; nobody can put a page there.
const RESERVED: [&str; 3] = ["example.com", "example.net", "example.org"];

pub fn check(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = page.files().flat_map(|file| check_file(context, file)).collect();
    // Short texts take no address at all, and that is a rule of its own.
    for text in page.texts.iter().flatten() {
        let short = &text.front.short;
        let lines =
            [&short.led, &short.sms, &short.broadcast].into_iter().flatten().chain(&short.atm).chain(&short.tips);
        let spans: Vec<Span> = lines.map(|line| line.span).collect();
        let is_short = |one: &Diagnostic| spans.iter().any(|span| span.contains(one.span));
        found.retain(|one| one.file != text.file || !is_short(one));
    }
    found
}

fn check_file(context: &Context, file: &Arc<str>) -> Vec<Diagnostic> {
    let Some(text) = context.sources.text(file) else { return Vec::new() };
    let mut read = 0;
    let found = ENDING.find_iter(text).filter_map(|ending| {
        if ending.start() < read {
            return None;
        }
        let is_of_host = |c: &char| c.is_alphanumeric() || "-.".contains(*c);
        let length = |characters: &mut dyn Iterator<Item = char>| characters.map(char::len_utf8).sum::<usize>();
        let start = ending.start() - length(&mut text[read..ending.start()].chars().rev().take_while(is_of_host));
        let end =
            ending.end() + length(&mut text[ending.end()..].chars().take_while(|c| c.is_ascii() && is_of_host(c)));
        read = end;
        let host = text[start..end].trim_end_matches(['.', '-']);
        // In Chinese nothing need stand between a word and an address.
        let own = host.trim_start_matches(|c: char| is_han(c) || c == '.' || c == '-');
        let (start, end) = (start + host.len() - own.len(), start + host.len());
        let before = &text[..start];
        // Links and sources have a rule of their own; what stands behind an @ is a mailbox.
        let scheme = ["https://", "http://"].into_iter().find(|scheme| before.ends_with(scheme));
        let before = &before[..before.len() - scheme.map_or(0, str::len)];
        let is_link = ["](", "](<", "url = \""].into_iter().any(|sign| before.ends_with(sign));
        let is_mailbox = before.ends_with('@');
        let is_odd = own.starts_with("xn--") || own.contains(".xn--") || mixes(own);
        let is_fine = is_vouched_for(context, &own.to_lowercase()) && !is_odd;
        if is_link || is_mailbox || is_fine || own.is_empty() {
            return None;
        }
        let span = Span::new(before.len()..end);
        let message = if is_odd {
            format!("`{own}` is written in letters that can be mistaken for others")
        } else {
            format!("`{own}` is an address that could be opened")
        };
        let hint = format!("Write it so that it cannot: `{}`.", defanged(&text[span.range()]));
        Some(Diagnostic::error("live-address", file, span, message).hint(hint))
    });
    found.collect()
}

/// Whether links may lead there, or to a part of it: publishers are called by the name of their site.
fn is_vouched_for(context: &Context, host: &str) -> bool {
    let config = &context.site.config;
    RESERVED.iter().any(|domain| is_within(host, domain))
        || config.allows_host(host)
        || config.allowed_hosts.iter().any(|allowed| is_within(allowed, host))
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether letters of one host come from several alphabets.
fn mixes(host: &str) -> bool {
    let has_latin =
        host.split('.').any(|label| label.bytes().any(|byte| byte.is_ascii_alphabetic()) && !label.is_ascii());
    has_latin && host.split('.').any(|label| label.chars().any(|c| !c.is_ascii() && c.is_alphabetic()))
}

fn defanged(address: &str) -> String {
    address.replacen("http", "hxxp", 1).replace('.', "[.]")
}
