//! The search for personal data in the files of a page and of the site: as they are written, and as
//! readers get them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;
use crate::check::people::personal_data::{PersonalData, PersonalDataRule, SearchedText};
use crate::check::people::{decoded, drawing, shown};
use crate::site::page::{Page, Text};
use crate::site::registers::{BRANCHES, CAMPAIGNS, HOTLINES, LOGOS};

/// The files of the whole site that hold texts of it.
const SITE: [&str; 3] = [HOTLINES, CAMPAIGNS, "wuzha.toml"];
/// The folders of files that are published as they are, and of texts in TOML.
const STATIC: &str = "static/";
const STRINGS: &str = "i18n/";
/// Endings of files that are no text, or that another reader opens.
const NO_TEXT: [&str; 12] = [
    ".pdf", ".zip", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".ico", ".woff2", ".gz", ".br",
    ".svgz",
];

/// Searches the files of a page, its words, and its name and those of its images.
pub(crate) fn search_page(
    context: &Context,
    page: &Page,
    rules: &[PersonalDataRule],
) -> Vec<Diagnostic> {
    let search = Search { context, rules };
    let mut diagnostics = search.toml(&page.facts_file);
    for text in page.texts.iter().flatten() {
        diagnostics.extend(search.text_of_page(text));
    }
    diagnostics.extend(search.name(&page.facts_file, &page.id));
    for image in &page.images {
        diagnostics.extend(search.name(&image.file, &image.name));
    }
    diagnostics
}

/// Searches what belongs to no page: registers, settings, strings, logos, and what is published as
/// it is.
pub(crate) fn search_site(context: &Context, rules: &[PersonalDataRule]) -> Vec<Diagnostic> {
    let search = Search { context, rules };
    let files = SITE.into_iter().map(Arc::from);
    let mut diagnostics: Vec<Diagnostic> = files.flat_map(|file| search.toml(&file)).collect();
    // What a hotline's number may be is for the register to say.
    diagnostics.retain(|one| {
        let text = context.sources.text(&one.file).unwrap_or_default();
        let before = text.get(..one.span.start as usize).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        &*one.file != HOTLINES || !line.trim_start().starts_with("number")
    });
    // The address of a branch is printed for those who go there.
    let branches = search.toml(&Arc::from(BRANCHES));
    diagnostics.extend(branches.into_iter().filter(|one| one.rule != Rule::StreetAddress));
    let is_toml = |file: &&Arc<str>| file.ends_with(".toml");
    let strings = context.sources.under(STRINGS).map(|(file, _)| file).filter(is_toml);
    diagnostics.extend(strings.flat_map(|file| search.toml(file)));
    let published = [LOGOS, STATIC]
        .into_iter()
        .flat_map(|folder| context.sources.under(folder).map(move |(file, _)| (folder, file)));
    for (folder, file) in published {
        diagnostics.extend(search.name(file, &file[folder.len()..]));
        diagnostics.extend(search.published(file));
    }
    diagnostics
}

struct Search<'a> {
    context: &'a Context<'a>,
    rules: &'a [PersonalDataRule],
}

impl Search<'_> {
    /// A file as it is written, and its values as they are read.
    fn toml(&self, file: &Arc<str>) -> Vec<Diagnostic> {
        let text = self.context.sources.text(file).unwrap_or_default();
        let mut diagnostics = self.text(file, text);
        let values = decoded::toml_values(file, text).into_iter();
        let new = values.flat_map(|(value, span)| {
            self.text(file, &value).into_iter().map(move |one| Diagnostic { span, ..one })
        });
        add_new(&mut diagnostics, new);
        diagnostics
    }

    /// A file of prose as it is written, and the words that readers get.
    fn text_of_page(&self, text: &Text) -> Vec<Diagnostic> {
        let file = &text.file;
        let written = self.context.sources.text(file).unwrap_or_default();
        let mut diagnostics = self.text(file, written);
        let words = shown::shown(text);
        let mut found = self.text(file, &words.text);
        found.sort_by_key(|one| one.span);
        let new = found.into_iter().map(|one| {
            let span = words.span(written, one.span.range());
            Diagnostic { span, ..one }
        });
        add_new(&mut diagnostics, new);
        diagnostics
    }

    /// A file that is published as it is.
    fn published(&self, file: &Arc<str>) -> Vec<Diagnostic> {
        let name = file.to_ascii_lowercase();
        if NO_TEXT.iter().any(|ending| name.ends_with(ending)) {
            return Vec::new();
        }
        let Some(text) = self.context.sources.text(file) else { return Vec::new() };
        if name.ends_with(".svg") {
            let pieces = drawing::words(text);
            let found = pieces.iter().flat_map(|words| self.text(file, words));
            let mut found: Vec<Diagnostic> = found.map(without_span).collect();
            found.dedup_by(|one, other| one.rule == other.rule);
            return found;
        }
        let found = self.text(file, text);
        match decoded::file(text) {
            Some(words) if found.is_empty() => {
                self.text(file, &words).into_iter().map(without_span).collect()
            }
            _ => found,
        }
    }

    /// The name of a file or of a page.
    fn name(&self, file: &Arc<str>, name: &str) -> Vec<Diagnostic> {
        self.text(file, name).into_iter().map(without_span).collect()
    }

    /// What is found in a text, at its place there.
    fn text(&self, file: &Arc<str>, text: &str) -> Vec<Diagnostic> {
        let text = SearchedText::new(self.context, text);
        let mut all: Vec<PersonalData> = self.rules.iter().flat_map(|rule| rule(&text)).collect();
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
}

/// The file as a whole: the text that was searched is not at this place in it.
fn without_span(diagnostic: Diagnostic) -> Diagnostic {
    Diagnostic { span: Span::default(), ..diagnostic }
}

/// Adds what was found in the words that readers get, unless it was found as it is written, too. An
/// error takes the place of warnings.
fn add_new(diagnostics: &mut Vec<Diagnostic>, new: impl Iterator<Item = Diagnostic>) {
    // By start; none of them overlap.
    let mut kept: BTreeMap<u32, Diagnostic> =
        diagnostics.drain(..).map(|one| (one.span.start, one)).collect();
    for one in new {
        let overlapping: Vec<u32> = kept
            .range(..one.span.end)
            .rev()
            .take_while(|(_, old)| one.span.start < old.span.end)
            .map(|(start, _)| *start)
            .collect();
        if overlapping.iter().any(|start| kept[start].is_error() || !one.is_error()) {
            continue;
        }
        overlapping.iter().for_each(|start| drop(kept.remove(start)));
        kept.insert(one.span.start, one);
    }
    diagnostics.extend(kept.into_values());
}
