//! The model: pages, their languages and their relations.
//!
//! A [`Site`] never changes once assembled. Fallbacks and stale translations are facts of the
//! model.

pub mod config;
pub mod route;
pub mod headers;
mod utf8;
pub mod registers;
mod interface;
pub mod page_folder;
pub mod assemble;
pub mod dates;
pub mod expiry;
pub mod short_texts;
pub mod images;
pub mod drawing;
pub mod metadata;
pub mod names;
pub mod navigation;
pub mod page;
pub mod permanence;
pub mod printed_item;
pub mod quiz;
pub mod tips;
pub mod taxonomies;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use crate::base::document::Target;
use crate::base::language::Language;
use crate::base::vocabulary::{Kind, Vocabulary};
use crate::parse::branches::Branch;
use crate::parse::campaigns::Campaign;
use crate::parse::hotlines::Hotline;
use crate::parse::printed::PrintedLock;
use crate::parse::signs::SignList;
use crate::parse::strings::Strings;
use crate::parse::words::WordList;
use crate::site::config::Config;
use crate::site::route::{Route, Routes};
use crate::theme::formats::{PrintFormat, PrintFormats, SITE};
use navigation::Navigation;
use page::{Page, PageIndex, Reading};
use taxonomies::Taxonomies;

/// Everything the outputs are made from.
pub struct Site {
    pub config: Config,
    /// What the theme prints; empty where `theme.toml` has a mistake, which is reported.
    pub print: PrintFormats,
    pub routes: Routes,
    /// Texts of the interface, by language.
    pub strings: Vec<Strings>,
    /// Words to avoid, by language.
    pub words: Vec<WordList>,
    /// Signs of danger in a message, by language.
    pub signs: Vec<SignList>,
    pub hotlines: Vec<Hotline>,
    /// Whether every entry of the register could be read: else a number that is not among
    /// `hotlines` may be in it.
    pub register_complete: bool,
    /// Published pages, by kind and then in the order lists show them.
    pub pages: Vec<Page>,
    /// By id, which is unique over the whole site.
    pub(crate) index: HashMap<String, PageIndex>,
    pub branches: Vec<Branch>,
    /// Logos of branches, by file name.
    pub logos: BTreeMap<String, Arc<[u8]>>,
    /// Pictures in `static/` and logos, with what the codes in them say that phones read.
    pub pictures: Vec<(Arc<str>, Vec<String>)>,
    pub campaigns: Vec<Campaign>,
    /// The short addresses that are on paper already.
    pub printed: PrintedLock,
    /// Pages that are written and not published, as `<kind>/<id>`.
    pub drafts: BTreeSet<String>,
    /// Pages without a readable text in the primary language, by kind and id; each is a mistake
    /// already.
    pub unread: Vec<(Kind, String)>,
    /// The day by which dates of review and expiry are judged; none where nobody asks.
    pub today: Option<Date>,
    /// Whether expired pages are printed too, with a mark.
    pub allow_expired: bool,
    pub taxonomies: Taxonomies,
    pub navigation: Navigation,
}

impl Site {
    pub fn page(&self, index: PageIndex) -> &Page {
        &self.pages[index.0 as usize]
    }

    pub fn find(&self, id: &str) -> Option<PageIndex> {
        self.index.get(id).copied()
    }

    /// Looks up `<kind>/<id>`.
    pub fn find_path(&self, path: &str) -> Option<PageIndex> {
        let (kind, id) = path.split_once('/')?;
        self.find(id).filter(|&index| self.page(index).kind.id() == kind)
    }

    /// The same site with another version of a page, which it lists in the same place; and the
    /// version it had.
    #[must_use]
    pub fn with(mut self, index: PageIndex, page: Page) -> (Site, Page) {
        let old = std::mem::replace(&mut self.pages[index.0 as usize], page);
        self.taxonomies = Taxonomies::new(&self.pages);
        self.navigation = Navigation::new(&self.pages, &self.index);
        (self, old)
    }

    /// The print formats that a page, or the site itself, is made into, with their ids.
    pub fn formats_of<'a>(
        &'a self,
        page: Option<&'a Page>,
    ) -> impl Iterator<Item = (&'a str, &'a PrintFormat)> {
        let takes = move |format: &PrintFormat| match page {
            Some(page) => page.is_made_into(format),
            None => format.takes_kind(SITE),
        };
        let formats = self.print.formats.iter().filter(move |(_, format)| takes(format));
        formats.map(|(id, format)| (id.as_str(), format))
    }

    /// Every page with its index, in order.
    pub fn indexed(&self) -> impl Iterator<Item = (PageIndex, &Page)> {
        self.pages.iter().enumerate().map(|(i, page)| (PageIndex::new(i), page))
    }

    /// The pages of a kind, in the order lists show them.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = PageIndex> + '_ {
        self.indexed().filter(move |(_, page)| page.kind == kind).map(|(index, _)| index)
    }

    /// The title of a page in a reader's language.
    pub fn reading(&self, index: PageIndex, language: Language) -> Reading<'_> {
        self.page(index).reading(language)
    }

    /// The address of a page in a reader's language.
    pub fn path(&self, index: PageIndex, language: Language) -> String {
        let page = self.page(index);
        self.routes.path(Route::Page(page.kind, &page.id), language)
    }

    /// A text of the interface. Its key was checked when the site was assembled.
    pub fn string(&self, language: Language, key: &str) -> &str {
        self.strings[language.index()].get(key).map_or("", String::as_str)
    }

    /// What the site says of its licence, under `key`, with its name; `None` where it has none.
    pub fn license(&self, language: Language, key: &str) -> Option<String> {
        let license = self.config.license.as_ref()?;
        Some(self.string(language, key).replace("{license}", &license.name))
    }

    /// The label of a word of a closed list: `label("kind", "scams")`.
    pub fn label(&self, language: Language, list: &str, id: &str) -> &str {
        self.string(language, &format!("{list}.{id}"))
    }

    /// Words in a row, as a sentence lists them: “A, B and C”.
    pub fn series<S: AsRef<str>>(&self, language: Language, words: &[S]) -> String {
        let mut out = String::new();
        for (number, word) in words.iter().enumerate() {
            if number > 0 {
                let is_last = number + 1 == words.len();
                out.push_str(
                    self.string(language, if is_last { "series.last" } else { "series.next" }),
                );
            }
            out.push_str(word.as_ref());
        }
        out
    }

    /// Where a link in a text leads, for a reader of `language`; `None` for what is no link.
    pub fn resolve(&self, target: &Target, language: Language) -> Option<String> {
        match target {
            Target::Internal { page: None, anchor } => {
                Some(format!("#{}", anchor.as_deref().unwrap_or("")))
            }
            Target::Internal { page: Some((kind, id)), anchor } => {
                let index = self.find(id).filter(|&index| self.page(index).kind.id() == kind)?;
                let mut path = self.path(index, language);
                if let Some(anchor) = anchor {
                    path.push('#');
                    path.push_str(anchor);
                }
                Some(path)
            }
            Target::External(url) => Some(url.clone()),
            Target::Telephone(number) => Some(format!("tel:{number}")),
            Target::Refused(_) => None,
        }
    }

    /// The hotlines every page shows, the most urgent first.
    pub fn emergency(&self) -> impl Iterator<Item = &Hotline> {
        self.config
            .emergency
            .iter()
            .filter_map(|id| self.hotlines.iter().find(|h| h.id.value == id.value))
    }
}
