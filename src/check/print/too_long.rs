//! `too-long`: a text that does not fit its screen, message or announcement.
//!
//! Limits: ticker one line of 20 Chinese characters (40 Latin); message one part, which is 160
//! characters of the GSM 7-bit alphabet or 70 others (3GPP TS 23.038), of which a signature such as
//! 【某某银行】 takes up to 12; cash machine two lines of 16 (32); tip of the day one line of 40 (80);
//! loudspeaker 15 seconds at four Chinese characters or two and a half Latin words a second.

use std::time::Duration;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::text;
use crate::base::text::Pace;
use crate::check::context::Context;
use crate::check::print::lines::lines;
use crate::check::print::shortening::amount;
use crate::parse::sink::Spanned;
use crate::site::page::{Page, Text};
use crate::site::short_texts::broadcast;

const SMS_CHARACTERS: usize = 70 - SIGNATURE;
const GSM_CHARACTERS: usize = 160;
/// What the sender's name takes in Chinese messages: ten characters in brackets.
const SIGNATURE: usize = 12;
const ATM_LINES: usize = 2;

pub(crate) fn too_long(_: &Context, page: &Page) -> Vec<Diagnostic> {
    page.texts.iter().flatten().flat_map(check_text).collect()
}

fn check_text(text: &Text) -> Vec<Diagnostic> {
    let short = &text.front.short;
    let mut diagnostics: Vec<Diagnostic> =
        lines(short).filter_map(|(key, line)| check_line(text, key, line)).collect();
    if let Some(extra) = short.atm.get(ATM_LINES) {
        let message = format!("`atm` has more than {ATM_LINES} lines");
        diagnostics.push(report(text, extra, message, "Say it in two lines.".to_owned()));
    }
    diagnostics.extend(short.sms.as_ref().and_then(|sms| check_message(text, sms)));
    diagnostics.extend(short.broadcast.as_ref().and_then(|words| check_announcement(text, words)));
    diagnostics
}

/// The room on a line, in columns: a Chinese character takes two.
fn limit(key: &str) -> usize {
    match key {
        "led" => 40,
        "atm" => 32,
        _ => 80,
    }
}

fn check_line(text: &Text, key: &str, line: &Spanned<String>) -> Option<Diagnostic> {
    if line.value.contains(['\n', '\r']) {
        let hint = "Write it on one line, in straight double quotes.".to_owned();
        return Some(report(text, line, format!("`{key}` has more than one line"), hint));
    }
    let (width, limit) = (text::columns(&line.value), limit(key));
    if width <= limit {
        return None;
    }
    let message = format!(
        "`{key}` is too long: there is room for {} Chinese or {limit} Latin characters",
        limit / 2
    );
    Some(report(text, line, message, shorten((width - limit).div_ceil(2), "character")))
}

fn check_message(text: &Text, sms: &Spanned<String>) -> Option<Diagnostic> {
    let (length, limit) = match gsm_length(&sms.value) {
        Some(length) => (length, GSM_CHARACTERS),
        None => (sms.value.encode_utf16().count(), SMS_CHARACTERS),
    };
    if length <= limit {
        return None;
    }
    let message = format!("`sms` has {length} characters; one message has room for {limit}");
    let mut hint = shorten(length - limit, "character");
    let other: Vec<char> = sms.value.chars().filter(|&c| gsm_width(c).is_none()).collect();
    if length <= GSM_CHARACTERS && other.iter().all(|&c| TYPOGRAPHIC.contains(&c)) {
        hint = format!(
            "Write `{}` as on a typewriter, `'` or `-`: then there is room for {GSM_CHARACTERS}.",
            other[0]
        );
    }
    Some(report(text, sms, message, hint))
}

/// Marks that make a message of Latin letters as short as one of Chinese characters.
const TYPOGRAPHIC: [char; 7] = ['‘', '’', '“', '”', '–', '—', '…'];

/// The length of a text in the GSM 7-bit alphabet, if it can be written in it.
fn gsm_length(text: &str) -> Option<usize> {
    text.chars().map(gsm_width).sum()
}

/// The places a character takes in the GSM 7-bit alphabet and its extension.
fn gsm_width(c: char) -> Option<usize> {
    match c {
        '^' | '{' | '}' | '\\' | '[' | '~' | ']' | '|' | '€' => Some(2),
        '`' => None,
        '\n' | '\r' | ' '..='~' => Some(1),
        _ => "£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà".contains(c).then_some(1),
    }
}

fn check_announcement(text: &Text, words: &Spanned<String>) -> Option<Diagnostic> {
    let pace = Pace::of(&words.value);
    let (time, limit) = (pace.time(&words.value), Duration::from_secs(broadcast::SHORT));
    if time <= limit {
        return None;
    }
    let message = format!(
        "`broadcast` takes {:.1} seconds to say; the limit is {}",
        time.as_secs_f64(),
        limit.as_secs()
    );
    let unit = if pace == Pace::Characters { "character" } else { "word" };
    Some(report(text, words, message, shorten(pace.count(time - limit), unit)))
}

fn report(text: &Text, words: &Spanned<String>, message: String, hint: String) -> Diagnostic {
    Diagnostic::new(Rule::TooLong, &text.file, words.span, message).hint(hint)
}

fn shorten(by: usize, unit: &str) -> String {
    format!("Shorten it by at least {}.", amount(by, unit))
}
