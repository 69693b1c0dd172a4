//! The search for personal data in the files of a page and of the site.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::Span;
use crate::check::context::Context;
use crate::check::people::drawing;
use crate::check::people::personal_data::{PersonalData, PersonalDataRule, SearchedText};
use crate::site::page::Page;
use crate::site::registers::{CAMPAIGNS, LOGOS};

/// Searches the files of a page and the names of its images.
pub(crate) fn search_page(
    context: &Context,
    page: &Page,
    rules: &[PersonalDataRule],
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for file in page.files() {
        let text = context.sources.text(file).unwrap_or_default();
        diagnostics.extend(search_text(context, file, text, rules));
    }
    for image in &page.images {
        let in_name = search_text(context, &image.file, &image.name, rules);
        diagnostics.extend(in_name.into_iter().map(without_span));
    }
    diagnostics
}

/// Searches campaigns, and the drawings that are published: logos of branches, files of the site.
pub(crate) fn search_site(context: &Context, rules: &[PersonalDataRule]) -> Vec<Diagnostic> {
    let campaigns: Arc<str> = Arc::from(CAMPAIGNS);
    let text = context.sources.text(&campaigns).unwrap_or_default();
    let mut diagnostics = search_text(context, &campaigns, text, rules);
    let files = [LOGOS, "static/"].into_iter().flat_map(|folder| context.sources.under(folder));
    for (file, _) in files.filter(|(file, _)| file.ends_with(".svg")) {
        for words in drawing::words(context.sources.text(file).unwrap_or_default()) {
            let in_words = search_text(context, file, &words, rules);
            diagnostics.extend(in_words.into_iter().map(without_span));
        }
    }
    diagnostics
}

/// The file as a whole: the text that was searched is not at this place in it.
fn without_span(diagnostic: Diagnostic) -> Diagnostic {
    Diagnostic { span: Span::default(), ..diagnostic }
}

fn search_text(
    context: &Context,
    file: &Arc<str>,
    text: &str,
    rules: &[PersonalDataRule],
) -> Vec<Diagnostic> {
    let text = SearchedText::new(context, text);
    let mut all: Vec<PersonalData> = rules.iter().flat_map(|rule| rule(&text)).collect();
    // Of data that overlaps, the most certain and then the longest is reported.
    all.sort_by_key(|data| (data.severity, usize::MAX - data.range.len(), data.range.start));
    // Start and end of what was reported; none of it overlaps.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for PersonalData { rule, severity, range, message, hint } in all {
        if taken.range(..range.end).next_back().is_some_and(|(_, &end)| range.start < end) {
            continue;
        }
        let span = text.plain.span(range.clone());
        taken.insert(range.start, range.end);
        let diagnostic = match severity {
            Severity::Error => Diagnostic::new(rule, file, span, message),
            Severity::Warning => Diagnostic::warning(rule, file, span, message),
        };
        diagnostics.push(diagnostic.hint(hint));
    }
    diagnostics
}
