//! `unused-exception`: an exception that matches nothing on its page.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::exceptions;
use crate::check::exceptions::Use;
use crate::parse::exceptions::Exception;
use crate::site::page::Page;

/// `uses` holds what each exception of the page has allowed.
pub(crate) fn unused_exception(page: &Page, uses: &[Use]) -> Vec<Diagnostic> {
    // An exception from another rule is a mistake already.
    let is_exceptable = |exception: &Exception| {
        Rule::from_id(&exception.rule.value).is_some_and(exceptions::is_exceptable)
    };
    let unused = page.facts.exceptions.iter().zip(uses).filter(|(_, own)| own.most == 0);
    let report = |exception: &Exception| {
        let message =
            format!("The exception for `{}` matches nothing on this page", exception.text.value);
        Diagnostic::new(Rule::UnusedException, &page.facts_file, exception.text.span, message)
            .hint("Remove the exception, or copy its text exactly from the page: the whole number, address \
                   or word.")
    };
    unused.map(|(exception, _)| exception).filter(|e| is_exceptable(e)).map(report).collect()
}
