//! The printed items that readers of one language find, by page and in order.

use std::collections::BTreeMap;

use crate::base::language::Language;
use crate::site::printed_item::{PrintSubject, PrintedItem};
use crate::theme::formats::PrintFormats;

/// What was printed, as readers of one language find it.
pub(crate) struct Catalogue<'a> {
    items: BTreeMap<PrintSubject, ItemsOfPage<'a>>,
}

/// What was printed of one page, or of the site; the most useful formats first.
pub(crate) struct ItemsOfPage<'a> {
    pub items: Vec<&'a PrintedItem>,
    /// Whether nothing is in the reader's language, so that the primary language is shown.
    pub fallback: bool,
}

impl<'a> Catalogue<'a> {
    /// What was printed for everybody; with a branch, its copies.
    pub(crate) fn new(
        print: &PrintFormats,
        items: &'a [PrintedItem],
        language: Language,
        branch: Option<&str>,
    ) -> Self {
        let mut by_subject: BTreeMap<PrintSubject, Vec<&PrintedItem>> = BTreeMap::new();
        for item in items.iter().filter(|item| item.branch.as_deref() == branch) {
            by_subject.entry(item.subject).or_default().push(item);
        }
        let items = by_subject
            .into_iter()
            .map(|(subject, items)| (subject, ItemsOfPage::new(print, items, language)))
            .collect();
        Catalogue { items }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    pub(crate) fn of(&self, subject: PrintSubject) -> Option<&ItemsOfPage<'a>> {
        self.items.get(&subject)
    }

    /// The site itself first, then pages in the order of the site.
    pub(crate) fn subjects(&self) -> impl Iterator<Item = PrintSubject> {
        self.items.keys().copied()
    }

    /// Everything in a format, in the order of the subjects.
    pub(crate) fn in_format(&self, format: &str) -> Vec<&'a PrintedItem> {
        let all = self.items.values().flat_map(|of_page| &of_page.items);
        all.copied().filter(|item| item.format == format).collect()
    }
}

impl<'a> ItemsOfPage<'a> {
    fn new(print: &PrintFormats, all: Vec<&'a PrintedItem>, language: Language) -> Self {
        let in_language = |language: Language| -> Vec<&'a PrintedItem> {
            all.iter().copied().filter(|item| is_listed(print, item, language)).collect()
        };
        let mut items = in_language(language);
        let fallback = items.is_empty();
        if fallback {
            items = in_language(Language::PRIMARY);
        }
        items.sort_by_key(|item| rank(print, &item.format));
        ItemsOfPage { items, fallback }
    }
}

/// A bilingual item belongs to its second language and to the primary language.
fn is_listed(print: &PrintFormats, item: &PrintedItem, language: Language) -> bool {
    let is_bilingual = || print.formats.get(&item.format).is_some_and(|format| format.bilingual);
    item.language == language || (language.is_primary() && is_bilingual())
}

/// The place of a format in lists: the kit's first, then the others, pictures for shared links last.
pub(crate) fn rank<'f>(print: &PrintFormats, format: &'f str) -> (usize, &'f str) {
    let kit = &print.uses.kit;
    let place = kit.iter().position(|id| id == format).unwrap_or(kit.len());
    (place + usize::from(is_link_picture(print, format)), format)
}

/// Whether chat apps show it beside a shared link; nobody prints it.
pub(crate) fn is_link_picture(print: &PrintFormats, format: &str) -> bool {
    [&print.uses.preview, &print.uses.square].into_iter().flatten().any(|id| id == format)
}
