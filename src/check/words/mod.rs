//! Does a page speak to its readers in words they understand and that hurt nobody? Its words are
//! compared with the lists of its language: [`crate::parse::words`].
//!
//! Titles, summaries, names, prose, short texts, alternative texts and the claims of facts are
//! looked at; code is not. What scammers say (`say`) may be rude, long and full of jargon, and the
//! wording of a protocol (`text`) is its issuer's: both are looked at for regional labels and
//! recipes only. A claim says what its source says: it may be long.

mod abbreviation;
mod explained;
pub mod lexicon;
mod prose;
mod sentence;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::base::vocabulary::Audience;
use crate::check::context::Context;
use crate::parse::words::{Entry, Longest, WordRule};
use crate::site::page::Page;
use explained::is_explained;
use lexicon::Found;
use lexicon::Lexicon;
pub use prose::{Place, Prose};

/// The rules, for exceptions.
pub const EXCEPTABLE: [Rule; 7] = [
    Rule::Blame,
    Rule::RegionalLabel,
    Rule::Playbook,
    Rule::Jargon,
    Rule::UnexplainedAbbreviation,
    Rule::LongSentence,
    Rule::ConflictingAdvice,
];

pub fn check_page(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for language in context.site.config.languages.iter() {
        let (Some(text), lexicon) = (page.text(language), &context.lexicons[language.index()])
        else {
            continue;
        };
        let prose = Prose::new(page, text);
        let reading = Reading::new(context, page, lexicon, prose, &text.file);
        reading.words(&mut found);
        reading.abbreviations(&mut found);
        reading.sentences(&mut found);
    }
    claims(context, page, &mut found);
    found
}

/// What is said of facts is not the page's own prose, but it stands on the page.
fn claims(context: &Context, page: &Page, found: &mut Vec<Diagnostic>) {
    for claim in page.facts.claims.iter().map(|claim| &claim.text) {
        for (code, text) in claim.iter() {
            let Some(language) = context.site.config.languages.find(code) else { continue };
            let prose = Prose::of_line(Place::Alias, text, claim.span);
            let lexicon = &context.lexicons[language.index()];
            Reading::new(context, page, lexicon, prose, &page.facts_file).words(found);
        }
    }
}

/// A text of a page beside the list of its language.
struct Reading<'a> {
    lexicon: &'a Lexicon<'a>,
    prose: Prose,
    file: &'a Arc<str>,
    sources: &'a SourceFiles,
    /// The file as it was written; asked for only where something is found.
    source: OnceCell<&'a str>,
    audiences: &'a [Audience],
}

impl<'a> Reading<'a> {
    fn new(
        context: &'a Context,
        page: &'a Page,
        lexicon: &'a Lexicon<'a>,
        prose: Prose,
        file: &'a Arc<str>,
    ) -> Reading<'a> {
        let (sources, audiences) = (context.sources, &page.facts.audiences);
        Reading { lexicon, prose, file, sources, source: OnceCell::new(), audiences }
    }

    fn words(&self, found: &mut Vec<Diagnostic>) {
        let (mut seen, mut conflicts) = (BTreeSet::new(), BTreeSet::new());
        for (range, what) in self.lexicon.find(&self.prose.text) {
            let place = self.prose.run_at(range.start).place;
            match what {
                Found::Entry(number, entry) => {
                    let is_found = match entry.rule {
                        WordRule::Blame => !matches!(place, Place::Said | Place::Official),
                        WordRule::RegionalLabel | WordRule::Playbook => true,
                        WordRule::Jargon => {
                            self.is_first(place, number, &mut seen)
                                && !self.explains(number, entry, &range)
                        }
                    };
                    if is_found {
                        found.push(self.word(entry, range));
                    }
                }
                Found::Conflict(number, conflict) if place != Place::Said => {
                    // Once a page: what is missing is missing everywhere.
                    if !conflicts.insert(number) || self.lexicon.is_met(number, &self.prose.text) {
                        continue;
                    }
                    let words = &self.prose.text[range.clone()];
                    let message =
                        format!("`{words}` stands here without its exception: {}", conflict.why);
                    let hint = format!("Say on the same page: `{}`", conflict.add);
                    let found_here = Diagnostic::new(
                        Rule::ConflictingAdvice,
                        self.file,
                        self.span(range),
                        message,
                    );
                    found.push(found_here.hint(hint));
                }
                Found::Conflict(..) => {}
            }
        }
    }

    /// Whether a word that needs explaining stands here for the first time. A short text is read
    /// alone.
    fn is_first<T: Ord>(&self, place: Place, word: T, seen: &mut BTreeSet<T>) -> bool {
        match place {
            Place::Title | Place::Alias | Place::Said | Place::Official => false,
            Place::Short => true,
            Place::Summary | Place::Heading | Place::Body => seen.insert(word),
        }
    }

    fn explains(&self, number: usize, entry: &Entry, range: &Range<usize>) -> bool {
        let paragraph = &self.prose.text[self.prose.run_at(range.start).range.clone()];
        let is_known_to_all = !self.audiences.is_empty()
            && self.audiences.iter().all(|audience| entry.known_to.contains(audience));
        is_known_to_all
            || is_explained(self.lexicon, &self.prose, range)
            || self.lexicon.is_explained(number, paragraph)
    }

    fn word(&self, entry: &Entry, range: Range<usize>) -> Diagnostic {
        let word = &self.prose.text[range.clone()];
        let span = self.span(range.clone());
        let (why, instead) = (&entry.why, &entry.instead);
        let written = format!("Write for example: `{instead}`");
        match entry.rule {
            WordRule::Blame => {
                let message = format!("`{word}` puts the blame on people who were cheated: {why}");
                Diagnostic::new(Rule::Blame, self.file, span, message).hint(written)
            }
            WordRule::RegionalLabel => {
                let message = format!("`{word}` ties a crime to where people come from: {why}");
                Diagnostic::new(Rule::RegionalLabel, self.file, span, message).hint(written)
            }
            WordRule::Playbook => {
                let message = format!("`{word}` may teach somebody how it is done: {why}");
                Diagnostic::new(Rule::Playbook, self.file, span, message).hint(written)
            }
            WordRule::Jargon => {
                let message = format!("`{word}` is a word that readers may not know: {why}");
                let hint =
                    format!("Explain it where it first stands, or write for example: `{instead}`");
                Diagnostic::new(Rule::Jargon, self.file, span, message).hint(hint)
            }
        }
    }

    fn abbreviations(&self, found: &mut Vec<Diagnostic>) {
        let list = self.lexicon.list;
        if list.abbreviations.is_empty() {
            return;
        }
        let mut seen = BTreeSet::new();
        for range in abbreviation::find(&self.prose.text) {
            let word = &self.prose.text[range.clone()];
            let place = self.prose.run_at(range.start).place;
            let is_known =
                list.abbreviations.contains(word) || !self.is_first(place, word, &mut seen);
            if is_known || is_explained(self.lexicon, &self.prose, &range) {
                continue;
            }
            let message = format!("`{word}` is not explained where it first stands");
            let hint = format!(
                "Say in brackets behind `{word}` what it stands for, or write that instead."
            );
            let span = self.span(range.clone());
            found.push(
                Diagnostic::new(Rule::UnexplainedAbbreviation, self.file, span, message).hint(hint),
            );
        }
    }

    fn sentences(&self, found: &mut Vec<Diagnostic>) {
        let Some(longest) = self.lexicon.list.longest else { return };
        for run in &self.prose.runs {
            if !matches!(run.place, Place::Summary | Place::Body | Place::Short) {
                continue;
            }
            for (range, length) in sentence::long(&self.prose.text[run.range.clone()], longest) {
                let message = match longest {
                    Longest::Characters(most) => {
                        format!(
                            "This sentence is {length} characters long, and {most} are as many as one takes in at once"
                        )
                    }
                    Longest::Words(most) => {
                        format!(
                            "This sentence is {length} words long, and {most} are as many as one takes in at once"
                        )
                    }
                };
                let span = self.span(range.start + run.range.start..range.end + run.range.start);
                let hint = "Make two sentences of it, or a list.";
                found
                    .push(Diagnostic::new(Rule::LongSentence, self.file, span, message).hint(hint));
            }
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        let source = self.source.get_or_init(|| self.sources.text(self.file).unwrap_or_default());
        self.prose.span(source, range)
    }
}
