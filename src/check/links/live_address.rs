//! `live-address`: a web address of a host that is not allowed, written so that it can be opened.
//!
//! Readers copy what they see, chat apps turn it into links, and a scammer's address on our page
//! leads people to the scammer. An address whose host is not in `allowed_hosts` is written so that
//! it cannot be opened: `hxxps://bad[.]example`. An address that mixes alphabets, or is written in
//! punycode (`xn--`), is likely made to be mistaken for another.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::url;
use crate::check::context::Context;
use crate::check::links::addresses::{Address, AddressKind, DOTS, addresses, look_alike};
use crate::site::page::Page;

pub(crate) fn live_address(context: &Context, file: &Arc<str>, text: &str) -> Vec<Diagnostic> {
    // In a style sheet or a script a dot is no dot of a host.
    if file.ends_with(".css") || file.ends_with(".js") {
        return Vec::new();
    }
    let is_toml = file.ends_with(".toml");
    let is_left = |address: &Address| {
        is_cited(text, address) || (is_toml && is_in_remark(text, address.range.start))
    };
    let found = addresses(text).into_iter().filter(|address| !is_left(address));
    found.filter_map(|address| judge(context, file, text, &address)).collect()
}

/// Whether a place in a TOML file is in a line that only a person who opens the file reads, or in one
/// of addresses, which are judged where they are read.
fn is_in_remark(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default().trim_start();
    ["#", "allowed_hosts", "base_url"].iter().any(|start| line.starts_with(start))
}

/// Drops what is in short texts: they must not contain any address, and that is a rule of its own.
pub(crate) fn leave_short_texts(page: &Page, diagnostics: &mut Vec<Diagnostic>) {
    for text in page.texts.iter().flatten() {
        let short = &text.front.short;
        let lines = [&short.led, &short.sms, &short.broadcast].into_iter().flatten();
        let lines = lines.chain(&short.atm).chain(&short.tips);
        let spans: Vec<Span> = lines.map(|line| line.span).collect();
        let is_short = |one: &Diagnostic| spans.iter().any(|span| span.contains(one.span));
        diagnostics
            .retain(|one| one.rule != Rule::LiveAddress || one.file != text.file || !is_short(one));
    }
}

/// Links and citations have a rule of their own; after an @ there is a mailbox.
fn is_cited(text: &str, address: &Address) -> bool {
    let before = &text[..address.range.start];
    let is_link = ["](", "](<", "url = \""].into_iter().any(|sign| before.ends_with(sign));
    is_link || (address.kind == AddressKind::Bare && before.ends_with('@'))
}

fn judge(context: &Context, file: &Arc<str>, text: &str, address: &Address) -> Option<Diagnostic> {
    let message = match address.kind {
        AddressKind::App => {
            format!("`{}` is an address that opens an app", address.written)
        }
        AddressKind::Web | AddressKind::Bare => problem(context, address.written)?,
    };
    let span = Span::new(address.range.clone());
    let hint = format!(
        "Write it so that it cannot be opened: `{}`.",
        defanged(&text[address.range.clone()])
    );
    Some(Diagnostic::new(Rule::LiveAddress, file, span, message).hint(hint))
}

/// What is wrong with a host as it is written.
fn problem(context: &Context, written: &str) -> Option<String> {
    let host = written.to_lowercase().replace(DOTS, ".");
    if !host.is_ascii() && look_alike(&host).is_ascii() {
        return Some(format!("`{written}` can be mistaken for another address"));
    }
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
    let is_own = name == context.site.config.base_url.host() || url::FORMATS.contains(&name);
    if !host.contains('@') && (is_own || hosts.may_be_named(name)) {
        return None;
    }
    Some(format!("`{written}` is an address that readers can open"))
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
    let address = match address.split_once("://") {
        Some((scheme, rest)) if !scheme.starts_with("http") => format!("{scheme}[:]//{rest}"),
        _ => address.replacen("http", "hxxp", 1),
    };
    address.replace('：', ":").replace('／', "/").replace(DOTS, "[.]")
}
