//! `wide-exception`: an exception whose text holds much more than what it allows, or several
//! things.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::exceptions::Use;
use crate::site::page::Page;

/// How much the text may hold beside what is allowed, in characters: a label such as `投稿信箱：`.
const BESIDE: usize = 16;

/// `uses` holds what each exception of the page has allowed.
pub(crate) fn wide_exception(page: &Page, uses: &[Use]) -> Vec<Diagnostic> {
    let used = page.facts.exceptions.iter().zip(uses).filter(|(_, own)| own.most > 0);
    let wide = used.filter_map(|(exception, own)| {
        let length = exception.text.value.chars().count();
        let message = if own.most > 1 {
            format!("This exception allows {} things at once", own.most)
        } else if length > own.longest + BESIDE {
            format!(
                "The text of this exception has {length} characters, and what it allows {}",
                own.longest
            )
        } else {
            return None;
        };
        let hint = "Shorten `text` to what is allowed, and write one exception for each thing.";
        let span = exception.text.span;
        Some(Diagnostic::new(Rule::WideException, &page.facts_file, span, message).hint(hint))
    });
    wide.collect()
}
