//! Rules: what is wrong with the site as a whole. One rule, one file; each reads the model and
//! returns diagnostics.

mod search;
mod people;
mod links;
mod truth;
mod words;
mod translations;
mod texts;
mod print;
mod files;

pub(crate) mod context;
mod exceptions;
mod references;
pub(crate) mod severities;

use std::collections::HashSet;

use rayon::prelude::*;

use crate::base::diagnostic::{self, Diagnostic, Unlisted};
use crate::base::source::SourceFiles;
use crate::site::Site;
use crate::site::page::Page;
use context::Context;
pub use people::PeopleGuard;
use references::Reference;
use search::{TextRule, search_page, search_site};
pub use translations::string_keys;
use words::page_prose::PageProse;

/// A rule about a page.
type PageRule = fn(&Context, &Page) -> Vec<Diagnostic>;
/// A rule about a reference of a page or of the site.
type ReferenceRule = fn(&Context, &Reference) -> Option<Diagnostic>;
/// A rule about the words of a page in one language.
type ProseRule = fn(&PageProse) -> Vec<Diagnostic>;
/// A rule about the site as a whole.
type SiteRule = fn(&Context) -> Vec<Diagnostic>;

/// Rules that search every text that readers get.
const TEXT_RULES: &[TextRule] = &[people::personal_data, links::live_address];

const PROSE_RULES: &[ProseRule] = &[
    people::exact_amount,
    people::exact_date,
    people::named_branch,
    truth::conflicting_advice,
    words::blame,
    words::jargon,
    words::long_sentence,
    words::playbook,
    words::regional_label,
    words::unexplained_abbreviation,
];

const REFERENCE_RULES: &[ReferenceRule] = &[
    links::bad_link,
    links::broken_link,
    links::host_not_allowed,
    links::number_not_registered,
    texts::missing_alt,
    texts::missing_image,
];

const PAGE_RULES: &[PageRule] = &[
    truth::case_without_source,
    truth::fact_expired,
    truth::invented_wording,
    truth::protocol_without_source,
    truth::review_overdue,
    translations::misplaced_key,
    translations::numbers_differ,
    translations::outline_differs,
    translations::stale_translation,
    translations::unmarked_translation,
    texts::missing_section,
    texts::quiz_answer,
    texts::quiz_shape,
    texts::section_order,
    texts::stray_markup,
    print::item_too_long,
    print::link_in_short_text,
    print::missing_short_text,
    print::not_in_gb2312,
    print::number_not_repeated,
    print::too_long,
    files::strange_code,
];

const SITE_RULES: &[SiteRule] = &[
    links::printed_page_gone,
    truth::hotline_expired,
    translations::missing_string,
    translations::wrong_direction,
    print::missing_logo,
    texts::stray_markup_of_site,
    files::cannot_lower,
    files::repeated_id,
    files::repeated_page_id,
    files::unknown_hotline,
    files::unknown_word,
    files::unsafe_file,
    files::unused_theme_file,
    files::strange_codes_of_site,
];

/// The pages after which the warnings that are not listed are let go.
const TOGETHER: usize = 4096;

/// Runs every rule, and lists the first `most` warnings of each about pages. `page_paths` holds
/// `<kind>/<id>` of all page folders, including those that could not be read.
pub fn check(
    site: &Site,
    sources: &SourceFiles,
    page_paths: &HashSet<String>,
    most: usize,
) -> (Vec<Diagnostic>, Unlisted) {
    let context = Context::new(site, sources, page_paths, site.pages.len());
    let (mut diagnostics, mut unlisted) = (Vec::new(), Unlisted::new());
    let mut listed = 0;
    for pages in site.pages.chunks(TOGETHER) {
        let found = pages.par_iter().flat_map_iter(|page| check_page(&context, page));
        diagnostics.extend(severities::apply(&site.config, found.collect()));
        if diagnostics.len() > 2 * listed {
            diagnostic::list_first(&mut diagnostics, most, &mut unlisted);
            listed = diagnostics.len();
        }
    }
    diagnostics.extend(SITE_RULES.iter().flat_map(|rule| rule(&context)));
    diagnostics.extend(search_site(&context, TEXT_RULES));
    diagnostics.extend(check_references(&context, &references::of_site(site)));
    (diagnostics, unlisted)
}

/// Runs the rules about pages on one of them.
pub(crate) fn check_only(
    site: &Site,
    sources: &SourceFiles,
    page_paths: &HashSet<String>,
    page: &Page,
) -> Vec<Diagnostic> {
    check_page(&Context::new(site, sources, page_paths, 1), page)
}

/// How a page's translations differ from their original: in their outline or their numbers.
pub(crate) fn parity(context: &Context, page: &Page) -> Vec<Diagnostic> {
    [translations::outline_differs(context, page), translations::numbers_differ(context, page)]
        .concat()
}

fn check_page(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let documents = page.documents();
    // A page can make exceptions from the rules about its words.
    let mut diagnostics = search_page(context, page, TEXT_RULES);
    links::leave_short_texts(page, &mut diagnostics);
    for prose in PageProse::of_page(context, page) {
        diagnostics.extend(PROSE_RULES.iter().flat_map(|rule| rule(&prose)));
    }
    let uses = exceptions::apply(context, page, &mut diagnostics);
    diagnostics.extend(people::unused_exception(page, &uses));
    diagnostics.extend(people::wide_exception(page, &uses));
    diagnostics.extend(PAGE_RULES.iter().flat_map(|rule| rule(context, page)));
    diagnostics.extend(check_references(context, &references::of_page(page, &documents)));
    diagnostics
}

fn check_references(context: &Context, references: &[Reference]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for reference in references {
        diagnostics.extend(REFERENCE_RULES.iter().filter_map(|rule| rule(context, reference)));
    }
    diagnostics
}
