//! What is wrong with the site as a whole? One rule, one file; each reads the model and reports.

pub mod context;
mod cases;
mod dates;
mod exceptions;
mod images;
mod items;
mod links;
mod live_addresses;
mod numbers;
mod outline;
mod permanence;
pub mod personal;
mod protocols;
mod quizzes;
mod references;
mod registers;
mod sections;
pub mod severities;
mod short_texts;
mod strings;
mod theme_files;
mod translations;
mod words;

use std::collections::HashSet;

use rayon::prelude::*;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::SourceFiles;
use crate::check::context::Context;
use crate::site::Site;
use crate::site::page::Page;

type PageRule = fn(&Context, &Page) -> Vec<Diagnostic>;
type SiteRule = fn(&Context) -> Vec<Diagnostic>;

const PAGE_RULES: &[PageRule] = &[
    sections::check,
    outline::check,
    quizzes::check,
    links::check,
    images::check,
    references::check_page,
    short_texts::check,
    items::check,
    translations::check,
    numbers::check,
    exceptions::check,
    protocols::check,
    cases::check_source,
    live_addresses::check,
    dates::check_page,
];

const SITE_RULES: &[SiteRule] = &[
    references::check_site,
    registers::check,
    strings::check,
    theme_files::check,
    personal::check_site,
    dates::check_site,
    permanence::check,
    severities::check,
];

/// In what a page's translations differ from their source: outline, numbers.
pub fn parity(context: &Context, page: &Page) -> Vec<Diagnostic> {
    [outline::check(context, page), numbers::check(context, page)].concat()
}

/// Runs every rule.
pub fn check(site: &Site, sources: &SourceFiles, known: &HashSet<String>) -> Vec<Diagnostic> {
    let context = Context::new(site, sources, known);
    let of_pages = site
        .pages
        .par_iter()
        .flat_map_iter(|page| PAGE_RULES.iter().flat_map(|rule| rule(&context, page)));
    let mut diagnostics: Vec<Diagnostic> = of_pages.collect();
    diagnostics.extend(SITE_RULES.iter().flat_map(|rule| rule(&context)));
    diagnostics
}
