//! One page of a site that was built, made again after an edit. A preview shows it long before the
//! whole site is built again.

use std::collections::{BTreeSet, HashSet};
use std::sync::atomic::AtomicUsize;

use crate::base::artifact::Artifact;
use crate::base::diagnostic::{self, Diagnostic};
use crate::base::language::Language;
use crate::base::source::SourceFiles;
use crate::base::vocabulary::{Status, Vocabulary};
use crate::check;
use crate::check::severities;
use crate::pipeline::earlier::leave_translations;
use crate::render::html;
use crate::site::Site;
use crate::site::page::Page;
use crate::site::page_folder::{folder, page_of, read_page};
use crate::site::printed_item::PrintedItem;
use crate::theme::templates::Theme;

/// A site that was built without mistakes.
pub struct Preview {
    site: Site,
    theme: Theme,
    /// `<kind>/<id>` of all pages and drafts.
    paths: HashSet<String>,
}

/// What an edit of one page changes at once.
pub struct Revision {
    /// Everything that is wrong in the page.
    pub diagnostics: Vec<Diagnostic>,
    /// The page in every language; none where it has errors.
    pub pages: Vec<Artifact>,
}

impl Preview {
    /// Of a site and its files; `None` where its theme has mistakes.
    pub(super) fn new(site: Site, sources: &SourceFiles) -> Option<Preview> {
        let theme = Theme::load(sources, &site.config.theme).ok()?;
        let paths = site.pages.iter().map(Page::path).chain(site.drafts.iter().cloned()).collect();
        Some(Preview { site, theme, paths })
    }

    /// Makes the page again that the `changed` files belong to. `sources` differ from those of the
    /// site in these alone. `None` for any other change: the site must be built again. So must it
    /// after this, for what the rest of the site shows of the page.
    pub fn revise<'c>(
        self,
        sources: &SourceFiles,
        changed: &'c BTreeSet<String>,
        printed_items: &[PrintedItem],
    ) -> Option<(Preview, Revision)> {
        // Pictures are files of their own.
        let page = |path: &'c String| {
            page_of(path).filter(|_| path.ends_with(".md") || path.ends_with(".toml"))
        };
        let pages: BTreeSet<_> = changed.iter().map(page).collect();
        let [Some((kind, id))] = pages.into_iter().collect::<Vec<_>>()[..] else { return None };
        let Preview { site, theme, paths } = self;
        let index = site.find_path(&format!("{}/{id}", kind.id()))?;
        let kept = AtomicUsize::new(usize::MAX);
        let (page, mut diagnostics) = read_page(&folder(sources, kind, id), &site.config, &kept);
        let Some(page) = page else {
            leave_translations(&mut diagnostics, site.config.languages.code(Language::PRIMARY));
            return Some((Preview { site, theme, paths }, Revision::new(diagnostics)));
        };
        if page.facts.status == Status::Draft || !is_listed_alike(&page, site.page(index)) {
            return None;
        }
        let (site, before) = site.with(index, page);
        diagnostics.extend(check::check_only(&site, sources, &paths, site.page(index)));
        leave_translations(&mut diagnostics, site.config.languages.code(Language::PRIMARY));
        let mut revision = Revision::new(severities::apply(&site.config, diagnostics));
        if revision.has_errors() {
            let (site, _) = site.with(index, before);
            return Some((Preview { site, theme, paths }, revision));
        }
        match html::render_page(&site, &theme, printed_items, index) {
            Ok(pages) => revision.pages = pages,
            Err(mistake) => revision.diagnostics.push(mistake),
        }
        Some((Preview { site, theme, paths }, revision))
    }
}

impl Revision {
    fn new(mut diagnostics: Vec<Diagnostic>) -> Revision {
        diagnostic::sort(&mut diagnostics);
        Revision { diagnostics, pages: Vec::new() }
    }

    pub fn has_errors(&self) -> bool {
        diagnostic::has_errors(&self.diagnostics)
    }
}

/// Whether lists show both versions of a page in the same place.
fn is_listed_alike(one: &Page, other: &Page) -> bool {
    (one.facts.order, one.facts.date) == (other.facts.order, other.facts.date)
}
