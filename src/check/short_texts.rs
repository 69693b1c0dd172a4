//! `too-long`, `link-in-short-text`: a text for a screen or a message that does not fit it.
//!
//! Limits: ticker one line of 20 Chinese characters (40 Latin); message 70 characters, the length of
//! one part in UCS-2, and no link, since readers are told not to open links in messages; cash
//! machine two lines of 16 (32); loudspeaker about 15 seconds at four Chinese characters a second.

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::parse::table::At;
use crate::site::page::{Page, Text};

struct Limit {
    name: &'static str,
    /// In half-width columns: a Chinese character counts two.
    columns: usize,
}

const LED: Limit = Limit { name: "led", columns: 40 };
const ATM: Limit = Limit { name: "atm", columns: 32 };
const SMS_CHARACTERS: usize = 70;
const ATM_LINES: usize = 2;

pub fn check(_: &Context, page: &Page) -> Vec<Diagnostic> {
    page.texts.iter().flatten().flat_map(check_text).collect()
}

fn check_text(text: &Text) -> Vec<Diagnostic> {
    let short = &text.front.short;
    let mut found = Vec::new();
    found.extend(short.led.as_ref().and_then(|line| columns(text, line, &LED)));
    found.extend(short.atm.iter().filter_map(|line| columns(text, line, &ATM)));
    if let Some(extra) = short.atm.get(ATM_LINES) {
        let message = "A cash machine shows two lines";
        found.push(Diagnostic::error("too-long", &text.file, extra.span, message).hint("Say it in two lines."));
    }
    if let Some(sms) = &short.sms {
        let length = sms.value.encode_utf16().count();
        if length > SMS_CHARACTERS {
            let message = format!("`sms` has {length} characters; {SMS_CHARACTERS} fit into one message");
            found.push(
                Diagnostic::error("too-long", &text.file, sms.span, message).hint(shorten(length - SMS_CHARACTERS)),
            );
        }
    }
    let lines = short.led.iter().chain(&short.sms).chain(&short.atm);
    found.extend(lines.filter(|line| has_link(&line.value)).map(|line| {
        Diagnostic::error("link-in-short-text", &text.file, line.span, "A short text may not carry a link")
            .hint("Readers are told not to open links in messages. Name the hotline instead.")
    }));
    found
}

fn columns(text: &Text, line: &At<String>, limit: &Limit) -> Option<Diagnostic> {
    let width: usize = line.value.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    (width > limit.columns).then(|| {
        let half = limit.columns / 2;
        let message = format!("`{}` is too long: {half} Chinese or {} Latin characters fit", limit.name, limit.columns);
        Diagnostic::error("too-long", &text.file, line.span, message).hint(shorten((width - limit.columns).div_ceil(2)))
    })
}

fn shorten(by: usize) -> String {
    format!("Shorten it by at least {by} characters.")
}

fn has_link(text: &str) -> bool {
    ["http:", "https:", "www."].iter().any(|sign| text.contains(sign))
}
