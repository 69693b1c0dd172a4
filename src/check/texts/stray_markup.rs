//! `stray-markup` in titles, names and lines, which are shown as they are written: `**words**` and
//! `[words](address)` mean nothing there. In prose, [`crate::parse::markdown`] reports it.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;
use crate::parse::localized::Localized;
use crate::parse::markdown;
use crate::site::page::Page;
use crate::site::registers::{BRANCHES, CAMPAIGNS, HOTLINES};

pub(crate) fn stray_markup(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let mut lines = Lines { context, found: Vec::new() };
    for text in page.texts.iter().flatten() {
        let (front, short) = (&text.front, &text.front.short);
        let single = [&short.led, &short.sms, &short.broadcast].into_iter().flatten();
        let all = [&front.title, &front.summary].into_iter().chain(&front.aliases);
        for line in all.chain(single).chain(&short.atm).chain(&short.tips) {
            lines.read(&text.file, &line.value, line.span);
        }
    }
    for claim in &page.facts.claims {
        lines.each(&page.facts_file, &claim.text);
    }
    for citation in &page.facts.citations {
        lines.each(&page.facts_file, &citation.title);
        lines.some(&page.facts_file, citation.publisher.as_ref());
    }
    lines.found
}

/// The same in the registers of hotlines, branches and campaigns, and in the name of the site.
pub(crate) fn stray_markup_of_site(context: &Context) -> Vec<Diagnostic> {
    let mut lines = Lines { context, found: Vec::new() };
    let file = Arc::from(HOTLINES);
    for hotline in &context.site.hotlines {
        lines.each(&file, &hotline.name);
        lines.each(&file, &hotline.usage);
        lines.some(&file, hotline.note.as_ref());
        lines.each(&file, &hotline.source_title);
        lines.some(&file, hotline.source_publisher.as_ref());
    }
    let file = Arc::from(BRANCHES);
    for branch in &context.site.branches {
        lines.each(&file, &branch.name);
        lines.each(&file, &branch.address);
    }
    let file = Arc::from(CAMPAIGNS);
    for campaign in &context.site.campaigns {
        lines.each(&file, &campaign.name);
    }
    lines.found
}

struct Lines<'a> {
    context: &'a Context<'a>,
    found: Vec<Diagnostic>,
}

impl Lines<'_> {
    fn some(&mut self, file: &Arc<str>, text: Option<&Localized>) {
        if let Some(text) = text {
            self.each(file, text);
        }
    }

    fn each(&mut self, file: &Arc<str>, text: &Localized) {
        text.iter().for_each(|(_, line)| self.read(file, line, text.span));
    }

    fn read(&mut self, file: &Arc<str>, line: &str, span: Span) {
        for sign in markdown::signs_in_line(line) {
            let shown = &line[sign];
            let message = format!("`{shown}` is shown as it is: this text has no markup");
            let source = self.context.sources.text(file).unwrap_or_default();
            let written = source.get(span.range()).unwrap_or_default();
            // A sign that is written as an escape is somewhere in the text.
            let place = written
                .find(shown)
                .map_or(span, |at| Span::new(at..at + shown.len()).shifted(span.start as usize));
            // A text about templates may mean them.
            let of =
                if shown.starts_with(['{', '<']) { Diagnostic::warning } else { Diagnostic::new };
            let found = of(Rule::StrayMarkup, file, place, message);
            self.found.push(found.hint("Write the words alone, without the signs."));
        }
    }
}
