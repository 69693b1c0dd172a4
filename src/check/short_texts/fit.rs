//! `too-long`: a text for a screen, a message or a loudspeaker that does not fit it.
//!
//! Limits: ticker one line of 20 Chinese characters (40 Latin); message 70 characters, the length
//! of one part in UCS-2; cash machine two lines of 16 (32); tip of the day one line of 40 (80);
//! loudspeaker 15 seconds at four Chinese characters or two and a half Latin words a second.

use std::time::Duration;

use crate::base::diagnostic::Diagnostic;
use crate::base::length;
use crate::base::length::Pace;
use crate::base::rules::Rule;
use crate::check::short_texts::lines;
use crate::parse::table::Spanned;
use crate::site::page::Text;
use crate::site::short_texts::broadcast;

const SMS_CHARACTERS: usize = 70;
const ATM_LINES: usize = 2;

pub fn check(text: &Text) -> Vec<Diagnostic> {
    let short = &text.front.short;
    let mut found: Vec<Diagnostic> =
        lines(short).filter_map(|(key, line)| one_line(text, key, line)).collect();
    if let Some(extra) = short.atm.get(ATM_LINES) {
        found.push(
            too_long(text, extra, "A cash machine shows two lines").hint("Say it in two lines."),
        );
    }
    found.extend(short.sms.as_ref().and_then(|sms| message(text, sms)));
    found.extend(short.broadcast.as_ref().and_then(|words| announcement(text, words)));
    found
}

/// What a line holds, in columns: a Chinese character takes two.
fn limit(key: &str) -> usize {
    match key {
        "led" => 40,
        "atm" => 32,
        _ => 80,
    }
}

fn one_line(text: &Text, key: &str, line: &Spanned<String>) -> Option<Diagnostic> {
    if line.value.contains(['\n', '\r']) {
        let message = format!("`{key}` is more than one line");
        return Some(
            too_long(text, line, message).hint("Write it on one line, in straight double quotes."),
        );
    }
    let (width, limit) = (length::columns(&line.value), limit(key));
    (width > limit).then(|| {
        let message =
            format!("`{key}` is too long: {} Chinese or {limit} Latin characters fit", limit / 2);
        too_long(text, line, message).hint(shorten((width - limit).div_ceil(2), "characters"))
    })
}

fn message(text: &Text, sms: &Spanned<String>) -> Option<Diagnostic> {
    let length = sms.value.encode_utf16().count();
    (length > SMS_CHARACTERS).then(|| {
        let message =
            format!("`sms` has {length} characters; {SMS_CHARACTERS} fit into one message");
        too_long(text, sms, message).hint(shorten(length - SMS_CHARACTERS, "characters"))
    })
}

fn announcement(text: &Text, words: &Spanned<String>) -> Option<Diagnostic> {
    let pace = Pace::of(&words.value);
    let (time, limit) = (pace.time(&words.value), Duration::from_secs(broadcast::SHORT));
    (time > limit).then(|| {
        let (seconds, meant) = (time.as_secs_f64(), limit.as_secs());
        let message =
            format!("`broadcast` takes {seconds:.1} seconds to say; {meant} are meant for it");
        let what = if pace == Pace::Characters { "characters" } else { "words" };
        too_long(text, words, message).hint(shorten(pace.count(time - limit), what))
    })
}

fn too_long(text: &Text, words: &Spanned<String>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Rule::TooLong, &text.file, words.span, message)
}

fn shorten(by: usize, what: &str) -> String {
    format!("Shorten it by at least {by} {what}.")
}
