//! The words of a page in one language, with what its word list says about them. They are read and
//! compared once; each rule looks at the result.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use crate::base::source::{SourceFiles, Span};
use crate::check::context::Context;
use crate::check::words::lexicon::{Lexicon, LexiconMatch, MatchedPattern};
use crate::check::words::prose::{ProseText, RunKind};
use crate::parse::words::{WordEntry, WordRule};
use crate::site::page::Page;

/// A text of a page, or a claim of its facts.
pub(crate) struct PageProse<'a> {
    pub page: &'a Page,
    pub file: &'a Arc<str>,
    pub words: ProseText,
    pub lexicon: &'a Lexicon<'a>,
    /// In reading order.
    pub matches: Vec<LexiconMatch<'a>>,
    sources: &'a SourceFiles,
    /// The file as it was written; read only if something is reported.
    source: OnceCell<&'a str>,
    /// The runs that contain digits.
    with_digits: OnceCell<Vec<usize>>,
}

impl<'a> PageProse<'a> {
    /// The texts of a page, and its claims, which are not its own prose but are shown on it.
    pub(crate) fn of_page(context: &'a Context, page: &'a Page) -> Vec<PageProse<'a>> {
        let languages = &context.site.config.languages;
        let mut proses = Vec::new();
        for language in languages.iter() {
            let Some(text) = page.text(language) else { continue };
            let lexicon = &context.lexicons[language.index()];
            let words = ProseText::new(page, text);
            proses.push(PageProse::new(context, page, &text.file, lexicon, words));
        }
        for claim in page.facts.claims.iter().map(|claim| &claim.text) {
            for (code, text) in claim.iter() {
                let Some(language) = languages.find(code) else { continue };
                let lexicon = &context.lexicons[language.index()];
                let words = ProseText::of_line(RunKind::Claim, text, claim.span);
                proses.push(PageProse::new(context, page, &page.facts_file, lexicon, words));
            }
        }
        proses
    }

    fn new(
        context: &'a Context,
        page: &'a Page,
        file: &'a Arc<str>,
        lexicon: &'a Lexicon<'a>,
        words: ProseText,
    ) -> PageProse<'a> {
        let matches = lexicon.find(&words.text);
        let (source, with_digits) = (OnceCell::new(), OnceCell::new());
        PageProse {
            page,
            file,
            words,
            lexicon,
            matches,
            sources: context.sources,
            source,
            with_digits,
        }
    }

    /// The words of a range.
    pub(crate) fn text(&self, range: &Range<usize>) -> &str {
        &self.words.text[range.clone()]
    }

    /// What kind of words a range belongs to.
    pub(crate) fn kind(&self, range: &Range<usize>) -> RunKind {
        self.words.run_at(range.start).kind
    }

    /// The place of a range in the file.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let source = self.source.get_or_init(|| self.sources.text(self.file).unwrap_or_default());
        self.words.span(source, range)
    }

    /// The runs of words without claims, with their start in the text.
    pub(crate) fn own_runs(&self) -> impl Iterator<Item = (usize, &str)> {
        let runs = self.words.runs.iter().filter(|run| run.kind != RunKind::Claim);
        runs.map(|run| (run.range.start, self.text(&run.range)))
    }

    /// Those of them that contain digits.
    pub(crate) fn runs_with_digits(&self) -> impl Iterator<Item = (usize, &str)> {
        let numbers = self.with_digits.get_or_init(|| {
            let runs = self.words.runs.iter().enumerate();
            let has_digit = |range| self.text(range).bytes().any(|byte| byte.is_ascii_digit());
            let with_digits =
                runs.filter(|(_, run)| run.kind != RunKind::Claim && has_digit(&run.range));
            with_digits.map(|(number, _)| number).collect()
        });
        let runs = numbers.iter().map(|&number| &self.words.runs[number]);
        runs.map(|run| (run.range.start, self.text(&run.range)))
    }

    /// The words that the list has under a rule, with the number of their entry.
    pub(crate) fn entries(
        &self,
        rule: WordRule,
    ) -> impl Iterator<Item = (usize, &'a WordEntry, &Range<usize>)> {
        self.matches.iter().filter_map(move |found| match found.pattern {
            MatchedPattern::Entry(number, entry) if entry.rule == rule => {
                Some((number, entry, &found.range))
            }
            _ => None,
        })
    }
}
