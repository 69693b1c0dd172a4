//! Stylesheets: parsed, which finds a designer’s mistakes, written so that old phones read them, and
//! minified.

mod older;
mod selectors;

use std::sync::Arc;

use lightningcss::error::{Error, ParserError};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::targets::{Browsers, Features, Targets};

use crate::base::diagnostic::Diagnostic;
use crate::base::limits;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::text::nesting;

/// The oldest engines that read every stylesheet: those of phones from 2018. iOS 12.2 is the version
/// that every device with iOS 12 can have. A number is `major << 16 | minor << 8`.
const ENGINES: Browsers = Browsers {
    chrome: Some(69 << 16),
    safari: Some(12 << 16 | 1 << 8),
    ios_saf: Some(12 << 16 | 2 << 8),
    firefox: Some(68 << 16),
    android: None,
    edge: None,
    ie: None,
    opera: None,
    samsung: None,
};

/// Widths are written as `min-width` everywhere: Safari 16.0 to 16.3 do not read `width >= 40rem`.
/// `color-scheme` stays as it is: nothing here uses `light-dark()`, for which it would need
/// variables.
const TARGETS: Targets = Targets {
    browsers: Some(ENGINES),
    include: Features::MediaQueries,
    exclude: Features::LightDark,
};

/// The same rules for [`ENGINES`], in few bytes.
pub(super) fn minify(file: &Arc<str>, text: &str) -> Result<String, Diagnostic> {
    // The library calls itself for each.
    if nesting(text) > limits::BRACKETS {
        let most = limits::BRACKETS;
        let what = format!("The stylesheet’s brackets lie in each other more than {most} deep");
        return Err(Diagnostic::new(Rule::Theme, file, Span::default(), what)
            .hint("Look for a bracket that is not closed, or write the rules out flat."));
    }
    let sheet = StyleSheet::parse(text, ParserOptions::default())
        .map_err(|error| to_diagnostic(file, text, &error))?;
    let failed = |what: String| {
        Diagnostic::new(
            Rule::Theme,
            file,
            Span::default(),
            format!("The stylesheet failed: {what}"),
        )
    };
    let text = older::spell_out(&sheet.rules).map_err(|error| failed(error.kind.to_string()))?;
    let mut sheet = StyleSheet::parse(&text, ParserOptions::default())
        .map_err(|error| failed(error.kind.to_string()))?;
    sheet
        .minify(MinifyOptions { targets: TARGETS, ..MinifyOptions::default() })
        .map_err(|error| failed(error.kind.to_string()))?;
    let printer = PrinterOptions { minify: true, targets: TARGETS, ..PrinterOptions::default() };
    sheet
        .to_css(printer)
        .map(|printed| printed.code)
        .map_err(|error| failed(error.kind.to_string()))
}

fn to_diagnostic(file: &Arc<str>, text: &str, error: &Error<ParserError>) -> Diagnostic {
    let span = error.loc.as_ref().map_or(Span::default(), |at| {
        let line: usize = text.split_inclusive('\n').take(at.line as usize).map(str::len).sum();
        // Columns count UTF-16 units; close enough where a line is not plain ASCII.
        let place = text.floor_char_boundary(line + at.column.saturating_sub(1) as usize);
        Span::new(place..place)
    });
    Diagnostic::new(Rule::Theme, file, span, format!("The stylesheet cannot be read: {}", error.kind))
        .hint("A rule is `selector { property: value; }`; look for a bracket or a semicolon that is missing before this place.")
}
