//! `numbers-differ`: a translation says another number than its source.
//!
//! Numbers, dates, amounts and hotlines are what readers act on, so both languages carry the same.
//! Part by part (title and summary, lead, each section, each short text, each claim) every number
//! written in digits on one side must stand on the other, in digits or in words: “3 万元” is
//! “30,000 yuan”, “12 月” is “December”. A short text may leave a number out, since it says what
//! fits, and must not say another. In a translation that is out of date, and tells readers so, the
//! finding is a warning: a correction of the source need not wait for it.

mod chinese;
mod english;
mod reading;
mod value;

use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::document::{Block, plain_blocks, plain_text};
use crate::base::language::Language;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;
use crate::site::page::{Page, State, Text};
use reading::Reading;

const HINT: &str = "Write the same numbers in every language, in digits or in words. If one of them is wrong, mend it at its source.";

pub fn check(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let languages = &context.site.config.languages;
    let source_code = languages.code(Language::PRIMARY);
    let mut found = Vec::new();
    for language in languages.iter().skip(1) {
        let code = languages.code(language);
        for fact in page
            .facts
            .claims
            .iter()
            .filter(|claim| claim.text.has(source_code) && claim.text.has(code))
        {
            let [source, own] = [Language::PRIMARY, language].map(|language| Part {
                name: format!("claim of `{}`", fact.id),
                text: fact.text.get(languages, language).0.to_owned(),
                span: fact.text.span,
                is_short: false,
            });
            let readings = [Reading::new(&source.text, source_code), Reading::new(&own.text, code)];
            found.extend(compare(context, &page.facts_file, &own, &readings));
        }
        let Some(text) = page.text(language) else { continue };
        let is_stale = page.reading(language).state == State::Stale;
        let wanted = parts(page.original());
        for part in parts(text) {
            // Parts that only one side has are another mistake.
            let Some(source) = wanted.iter().find(|other| other.name == part.name) else {
                continue;
            };
            let readings =
                [Reading::new(&source.text, source_code), Reading::new(&part.text, code)];
            let differences = compare(context, &text.file, &part, &readings);
            let severity = if is_stale { Severity::Warning } else { Severity::Error };
            found.extend(differences.into_iter().map(|found| Diagnostic { severity, ..found }));
        }
    }
    found
}

/// A part of a text that is compared with the same part in another language.
struct Part {
    name: String,
    text: String,
    /// Where it stands in its file.
    span: Span,
    /// Whether it has room for so many characters only, and a translation may say less.
    is_short: bool,
}

fn parts(text: &Text) -> Vec<Part> {
    let front = &text.front;
    let head = Span {
        start: front.title.span.start,
        end: front.title.span.end.max(front.summary.span.end),
    };
    let part = |name: &str, text: String, span| Part {
        name: name.to_owned(),
        text,
        span,
        is_short: false,
    };
    let mut parts =
        vec![part("head", format!("{}\n{}", front.title.value, front.summary.value), head)];
    parts.push(part("lead", plain_blocks(&text.document.lead), span_of(&text.document.lead, head)));
    for section in &text.document.sections {
        let words = format!("{}\n{}", plain_text(&section.heading), plain_blocks(&section.blocks));
        let span = span_of(&section.blocks, section.span);
        parts.push(part(
            &format!("`{{#{}}}`", section.id),
            words,
            Span { start: section.span.start, ..span },
        ));
    }
    let part = |name: &str, text: String, span| Part { is_short: true, ..part(name, text, span) };
    let short = &front.short;
    for (name, line) in
        [("`led`", &short.led), ("`sms`", &short.sms), ("`broadcast`", &short.broadcast)]
    {
        parts.extend(line.as_ref().map(|line| part(name, line.value.clone(), line.span)));
    }
    if let (Some(first), Some(last)) = (short.atm.first(), short.atm.last()) {
        let words: Vec<&str> = short.atm.iter().map(|line| &*line.value).collect();
        parts.push(part(
            "`atm`",
            words.join("\n"),
            Span { start: first.span.start, end: last.span.end },
        ));
    }
    parts
}

fn span_of(blocks: &[Block], none: Span) -> Span {
    match (blocks.first(), blocks.last()) {
        (Some(first), Some(last)) => Span { start: first.span.start, end: last.span.end },
        _ => none,
    }
}

/// What a part of a translation says otherwise than its source; `readings` are of the source and of
/// the part.
fn compare(
    context: &Context,
    file: &Arc<str>,
    part: &Part,
    [source, own]: &[Reading; 2],
) -> Vec<Diagnostic> {
    let report = |span: Span, message: String| {
        Diagnostic::new(Rule::NumbersDiffer, file, span, message).hint(HINT)
    };
    let left_out = source.not_in(own).into_iter().filter(|_| !part.is_short).map(|number| {
        report(
            part.span,
            format!("The source text says `{number}` in the {}, and this does not", part.name),
        )
    });
    let put_in = own.not_in(source).into_iter().map(|number| {
        let span = context
            .sources
            .text(file)
            .and_then(|text| find(text, part.span, number))
            .unwrap_or(part.span);
        report(span, format!("`{number}` does not stand in the {} of the source text", part.name))
    });
    left_out.chain(put_in).collect()
}

/// Where a number stands within a part of a file.
fn find(text: &str, part: Span, number: &str) -> Option<Span> {
    let start = part.start as usize + text.get(part.range())?.find(number)?;
    Some(Span::new(start..start + number.len()))
}
