//! `numbers-differ`: a translation with another number than its original.
//!
//! Readers act on numbers, dates, amounts and hotlines, so they are the same in every language.
//! Part by part (title and summary, lead, each section, each short text, each claim) every number
//! in digits on one side must be on the other, in digits or in words: “3 万元” is “30,000 yuan”,
//! “12 月” is “December”. A short text may leave a number out, since it has little room, but must
//! not have another. In a stale translation, which tells readers so, the rule only warns: a
//! correction of the original need not wait for it.

use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::document::{Block, plain_blocks, plain_text};
use crate::base::language::Language;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;
use crate::check::texts::missing_sections;
use crate::check::translations::numbers::text_numbers::TextNumbers;
use crate::site::page::{Page, State, Text};

pub(crate) fn numbers_differ(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let translations = context.site.config.languages.iter().skip(1);
    let check = |language| [claims(context, page, language), texts(context, page, language)];
    translations.flat_map(check).flatten().collect()
}

fn claims(context: &Context, page: &Page, language: Language) -> Vec<Diagnostic> {
    let languages = &context.site.config.languages;
    let codes = [Language::PRIMARY, language].map(|language| languages.code(language));
    let mut diagnostics = Vec::new();
    for claim in &page.facts.claims {
        if !codes.iter().all(|code| claim.text.has(code)) {
            continue;
        }
        let [original, own] = [Language::PRIMARY, language].map(|language| Part {
            name: format!("claim `{}`", claim.id),
            text: claim.text.get(languages, language).0.to_owned(),
            span: claim.text.span,
            is_short: false,
        });
        diagnostics.extend(compare(context, &page.facts_file, [&original, &own], codes));
    }
    diagnostics
}

fn texts(context: &Context, page: &Page, language: Language) -> Vec<Diagnostic> {
    let Some(text) = page.text(language) else { return Vec::new() };
    // Where a section was not recognised, its numbers are in another one.
    let has_all = |text: &Text| text.outline.sections.iter().all(|id| !id.is_empty());
    if !has_all(text) || !has_all(page.original()) || !missing_sections(page).is_empty() {
        return Vec::new();
    }
    let languages = &context.site.config.languages;
    let codes = [Language::PRIMARY, language].map(|language| languages.code(language));
    let is_stale = page.reading(language).state == State::Stale;
    let severity = if is_stale { Severity::Warning } else { Severity::Error };
    let originals = parts(page.original());
    let mut diagnostics = Vec::new();
    for own in parts(text) {
        // A part that only one side has is another mistake.
        let Some(original) = originals.iter().find(|other| other.name == own.name) else {
            continue;
        };
        let differences = compare(context, &text.file, [original, &own], codes);
        diagnostics.extend(differences.into_iter().map(|one| Diagnostic { severity, ..one }));
    }
    diagnostics
}

/// A part of a text that is compared with the same part in another language.
struct Part {
    /// As a message names it.
    name: String,
    text: String,
    /// Its place in the file.
    span: Span,
    /// Whether there is room for so many characters only, and a translation may say less.
    is_short: bool,
}

impl Part {
    fn new(name: impl Into<String>, text: String, span: Span) -> Part {
        Part { name: name.into(), text, span, is_short: false }
    }

    fn short(name: &str, text: String, span: Span) -> Part {
        Part { is_short: true, ..Part::new(name, text, span) }
    }
}

fn parts(text: &Text) -> Vec<Part> {
    let (front, document) = (&text.front, text.document());
    let (title, summary) = (&front.title, &front.summary);
    let head = Span { start: title.span.start, end: title.span.end.max(summary.span.end) };
    let mut parts = vec![
        Part::new("the title and summary", format!("{}\n{}", title.value, summary.value), head),
        Part::new("the lead", plain_blocks(&document.lead), span_of(&document.lead, head)),
    ];
    for section in &document.sections {
        let words = format!("{}\n{}", plain_text(&section.heading), plain_blocks(&section.blocks));
        let span = Span { start: section.span.start, ..span_of(&section.blocks, section.span) };
        parts.push(Part::new(format!("section `{{#{}}}`", section.id), words, span));
    }
    let short = &front.short;
    for (name, line) in
        [("`led`", &short.led), ("`sms`", &short.sms), ("`broadcast`", &short.broadcast)]
    {
        parts.extend(line.iter().map(|line| Part::short(name, line.value.clone(), line.span)));
    }
    if let (Some(first), Some(last)) = (short.atm.first(), short.atm.last()) {
        let words: Vec<&str> = short.atm.iter().map(|line| &*line.value).collect();
        let span = Span { start: first.span.start, end: last.span.end };
        parts.push(Part::short("`atm`", words.join("\n"), span));
    }
    parts
}

fn span_of(blocks: &[Block], none: Span) -> Span {
    match (blocks.first(), blocks.last()) {
        (Some(first), Some(last)) => Span { start: first.span.start, end: last.span.end },
        _ => none,
    }
}

/// The numbers that only the original or only the translation has; `codes` are the languages of the
/// two parts.
fn compare(
    context: &Context,
    file: &Arc<str>,
    [original, own]: [&Part; 2],
    codes: [&str; 2],
) -> Vec<Diagnostic> {
    let report = |span: Span, message: String| {
        Diagnostic::new(Rule::NumbersDiffer, file, span, message)
            .hint("Write the same numbers in every language, in digits or in words.")
    };
    let wanted = TextNumbers::new(&original.text, codes[0]);
    let found = TextNumbers::new(&own.text, codes[1]);
    let name = &own.name;
    let mut diagnostics = Vec::new();
    if !own.is_short {
        diagnostics.extend(wanted.not_in(&found).into_iter().map(|number| {
            let message = format!("`{number}` is in {name} of the original, but not here");
            report(own.span, message)
        }));
    }
    diagnostics.extend(found.not_in(&wanted).into_iter().map(|number| {
        let source = context.sources.text(file).unwrap_or_default();
        let span = find(source, own.span, number).unwrap_or(own.span);
        report(span, format!("`{number}` is not in {name} of the original"))
    }));
    diagnostics
}

/// The place of a number within a part of a file.
fn find(text: &str, part: Span, number: &str) -> Option<Span> {
    let start = part.start as usize + text.get(part.range())?.find(number)?;
    Some(Span::new(start..start + number.len()))
}
