//! Addresses in plain text that could be opened: chat apps make links of them, and readers copy
//! them.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use memchr::memmem::{self, Finder};

use super::links::{Linker, Use, short};
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::text::is_han;
use crate::base::url;

/// The characters between a scheme and a host; the second is how Chinese input methods write them.
static SIGNS: LazyLock<[Finder; 2]> = LazyLock::new(|| ["://", "：／／"].map(Finder::new));

/// Addresses in a text that is not HTML, such as one to be sent on. Those of this site must exist.
pub(super) fn audit_text(linker: &Linker, file: &Arc<str>, text: &str) -> Vec<Diagnostic> {
    let mut found = live(linker, file, text);
    let base_url = &linker.bounds.base_url;
    // People read a site's address in their own script.
    let mut origins = vec![Cow::Borrowed(base_url.origin()), url::readable(base_url.origin())];
    origins.dedup();
    let starts = origins.iter().flat_map(|own| text.match_indices(&**own));
    for (start, origin) in starts {
        let (written, ascii) = if text[start..].starts_with(base_url.readable()) {
            (base_url.readable(), base_url.ascii())
        } else {
            (origin, base_url.origin())
        };
        let rest = &text[start + written.len()..];
        let rest = &rest[..rest.find(ends_address).unwrap_or(rest.len())];
        let rest = rest.trim_end_matches(['.', ',', ';', '!', '?']);
        if rest.starts_with('/') {
            let span = Span::new(start..start + written.len() + rest.len());
            let address = format!("{ascii}{rest}");
            found.extend(linker.look_up_plain(&address, Use::Link, file, span).err());
        }
    }
    found
}

fn ends_address(c: char) -> bool {
    !c.is_ascii()
        || c.is_whitespace()
        || matches!(c, '"' | '\'' | '<' | '>' | ')' | ']' | '`' | '\\')
}

/// Addresses that nobody vouched for, in whatever part of a file.
pub(super) fn live(linker: &Linker, file: &Arc<str>, text: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if linker.bounds.hosts.is_none() {
        return found;
    }
    for sign in SIGNS.iter() {
        for at in sign.find_iter(text.as_bytes()) {
            let end = at + sign.needle().len();
            if is_own(linker, text, at, end) {
                continue;
            }
            let Some(start) = scheme(&text[..at]) else { continue };
            let host = host(&text[end..]);
            // A name without a dot leads nowhere; a number is an address in another notation.
            let leads =
                |host: &str| host.contains('.') || host.bytes().all(|byte| byte.is_ascii_digit());
            let is_fine = host.is_some_and(|host| {
                !leads(host) || linker.bounds.allows_in_text(&host.to_ascii_lowercase())
            });
            if !is_fine {
                let host = host
                    .unwrap_or_else(|| text[end..].split(char::is_whitespace).next().unwrap_or(""));
                let span = Span::new(start..end + host.len());
                let message = format!("`{}` is an address that could be opened", short(host));
                let hint = "Write it so that it cannot: `hxxps://bad[.]example`. Hosts in `allowed_hosts` of wuzha.toml are allowed.";
                found.push(Diagnostic::new(Rule::LiveAddress, file, span, message).hint(hint));
            }
        }
    }
    found
}

/// The same in bytes that hold texts among other things.
pub(super) fn live_in_bytes(linker: &Linker, file: &Arc<str>, bytes: &[u8]) -> Vec<Diagnostic> {
    if memmem::find(bytes, b"://").is_none() && SIGNS[1].find(bytes).is_none() {
        return Vec::new();
    }
    let found = live(linker, file, &String::from_utf8_lossy(bytes));
    found.into_iter().map(|found| Diagnostic { span: Span::default(), ..found }).collect()
}

/// Whether it is this site's own address; by far the most are.
fn is_own(linker: &Linker, text: &str, at: usize, end: usize) -> bool {
    let origin = linker.bounds.base_url.origin();
    let Some((scheme, host)) = origin.split_once("://") else { return false };
    let rest = &text[end..];
    let rest = rest.strip_prefix(host).or_else(|| rest.strip_prefix(&*url::readable_host(host)));
    end - at == 3
        && text[..at].ends_with(scheme)
        && rest.is_some_and(|rest| {
            !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "-.:@".contains(c))
        })
}

/// Where a scheme that browsers open begins, if one ends the text.
fn scheme(before: &str) -> Option<usize> {
    ["https", "http"].into_iter().find_map(|scheme| {
        let start = before.len().checked_sub(scheme.len())?;
        before.get(start..).filter(|end| end.eq_ignore_ascii_case(scheme)).map(|_| start)
    })
}

/// The host that a text begins with; `None` for anything but a plain host.
fn host(text: &str) -> Option<&str> {
    // A host of Chinese characters ends only where they do.
    let is_chinese = text.starts_with(is_han);
    let is_of_host =
        |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.' || is_chinese && is_han(c);
    let end = text.find(|c| !is_of_host(c)).unwrap_or(text.len());
    let rest = &text[end..];
    // The end of a sentence is not the end of a host.
    let host = text[..end].trim_end_matches(['.', '-']);
    let goes_on = rest.starts_with(|c: char| (c.is_alphanumeric() && !is_han(c)) || c == '@')
        || rest
            .strip_prefix(['。', '．', '｡'])
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    let has_password = rest.strip_prefix(':').is_some_and(|port| {
        port.split(['/', '?', '#', ' ']).next().is_some_and(|port| port.contains('@'))
    });
    (!host.is_empty() && !goes_on && !has_password).then_some(host)
}
