//! `missing-short-text`: a scam without a text for the ticker, the message, the cash machine or the
//! loudspeaker.
//!
//! A branch that warns of a scam does so on all of them; a gap in one language is a gap in that
//! language's screens.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::vocabulary::Kind;
use crate::site::page::Text;

pub fn check(kind: Kind, text: &Text) -> Option<Diagnostic> {
    let front = &text.front;
    // A head that could not be read has no title either, which is a mistake already.
    if kind != Kind::Scams || front.title.value.is_empty() {
        return None;
    }
    let missing = front.short.missing().filter(|key| !front.short.unreadable.contains(key));
    let missing: Vec<String> = missing.map(|key| format!("`{key}`")).collect();
    (!missing.is_empty()).then(|| {
        let message = match missing.as_slice() {
            [one] => format!("The short text {one} is missing"),
            several => format!("The short texts {} are missing", several.join(", ")),
        };
        let lines = "`led = \"…\"`, `sms = \"…\"`, `atm = [\"…\", \"…\"]`, `broadcast = \"…\"`";
        Diagnostic::new(Rule::MissingShortText, &text.file, front.title.span, message)
            .hint(format!("A scam has all four. Below the other lines of the head write `[short]`, then {lines}."))
    })
}
