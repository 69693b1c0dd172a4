//! The audit of stylesheets: what they load.

use std::sync::{Arc, LazyLock};

use regex::Regex;

use super::links::{Linker, Use};
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// An address in a style sheet, in quotation marks or not, and what takes one without `url`; a
/// character written as a number could hide either.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    let marked = r#""([^"\n]*)"|'([^'\n]*)'"#;
    let pattern = format!(
        r"(?i)(?:url\(\s*|src\(\s*)(?:{marked}|([^)\s]*))|(?:@import\s*|image-set\(\s*)(?:{marked})|(\\[0-9a-f])"
    );
    Regex::new(&pattern).expect("a pattern")
});

/// Checks a stylesheet, or the value of an attribute at `around` in its file.
pub(super) fn audit_css(
    linker: &Linker,
    file: &Arc<str>,
    css: &str,
    around: Span,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for groups in ADDRESS.captures_iter(css) {
        let Some(one) = groups.iter().skip(1).flatten().next() else { continue };
        let is_whole = around == Span::default();
        let span = if is_whole { Span::new(one.range()) } else { around };
        if groups.get(6).is_some() {
            let what = format!("`{}` can hide what the style sheet loads", one.as_str());
            let hint = "Write characters as they are.";
            found.push(Diagnostic::new(Rule::ActiveContent, file, span, what).hint(hint));
        } else if !one.as_str().starts_with('#') {
            // In quotation marks a written-out picture may hold blanks.
            let is_picture = one.as_str().starts_with("data:image/");
            let result = linker.look_up_plain(one.as_str(), Use::Picture, file, span);
            found.extend(result.err().filter(|_| !is_picture));
        }
    }
    found
}
