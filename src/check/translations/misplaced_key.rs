//! `misplaced-key`: an original with the key `translates`.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::site::page::Page;

pub(crate) fn misplaced_key(_: &Context, page: &Page) -> Vec<Diagnostic> {
    let original = page.original();
    let reports = original.front.translates.iter().map(|translates| {
        let message = "The original is not a translation of another text";
        Diagnostic::new(Rule::MisplacedKey, &original.file, translates.span, message)
            .hint("Remove the line `translates`.")
    });
    reports.collect()
}
