//! Can the short texts of a page be shown, sent and said? One rule, one file.

mod fit;
mod link;
mod missing;
mod number;
mod repertoire;

use crate::base::diagnostic::Diagnostic;
use crate::check::context::Context;
use crate::parse::front_matter::Short;
use crate::parse::table::Spanned;
use crate::site::page::Page;

pub fn check(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let languages = &context.site.config.languages;
    let mut found = Vec::new();
    for language in languages.iter() {
        let Some(text) = page.text(language) else { continue };
        found.extend(missing::check(page.kind, text));
        found.extend(fit::check(text));
        found.extend(link::check(text));
        found.extend(repertoire::check(text, languages.code(language)));
        found.extend(number::check(context.site, text));
    }
    found
}

/// The texts of one line, with their keys.
fn lines(short: &Short) -> impl Iterator<Item = (&'static str, &Spanned<String>)> {
    let led = short.led.iter().map(|line| ("led", line));
    let atm = short.atm.iter().map(|line| ("atm", line));
    led.chain(atm).chain(short.tips.iter().map(|line| ("tips", line)))
}
