//! What the site prints: one job for every page, language and format that the theme offers.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, OnceLock};

use crate::base::language::Language;
use crate::base::vocabulary::{Kind, Taxonomy, Vocabulary};
use crate::render::print::sheet::{IndexLetter, IndexName, Job, Sheet};
use crate::render::print::sheet_builder::SheetBuilder;
use crate::site::page::{Page, PageIndex, State};
use crate::site::printed_item::{PrintSubject, PrintedItem, THUMBNAIL, Thumbnail};
use crate::site::{Site, config, names, route};
use crate::theme::formats::PrintFormat;

/// What a page of a book holds on average at most, in columns of a screen: 750 Chinese characters.
/// Chapters begin new pages, so that books have white space.
const FULL_PAGE: usize = 1500;

/// Every job of the site, in order.
pub fn jobs(site: &Site) -> Vec<Job> {
    let maker = JobMaker::new(site);
    maker.subjects().flat_map(|subject| maker.jobs(subject)).collect()
}

/// Makes the jobs of a site, subject by subject: the words of all pages together may be more than
/// fits into memory.
pub struct JobMaker<'a> {
    site: &'a Site,
    /// By language.
    builders: Vec<SheetBuilder<'a>>,
    /// By language: the names of all pages, made when the first format needs them.
    names: Vec<OnceLock<Vec<names::Letter<'a>>>>,
}

impl<'a> JobMaker<'a> {
    pub fn new(site: &'a Site) -> JobMaker<'a> {
        let languages = || site.config.languages.iter();
        JobMaker {
            site,
            builders: languages().map(|language| SheetBuilder::new(site, language)).collect(),
            names: languages().map(|_| OnceLock::new()).collect(),
        }
    }

    /// What the site prints something of, in order.
    pub fn subjects(&self) -> impl Iterator<Item = PrintSubject> {
        let pages = self.site.indexed().map(|(index, _)| PrintSubject::Page(index));
        std::iter::once(PrintSubject::Site).chain(pages)
    }

    /// The jobs of a subject, in order. A page not written in a language has no sheet in it.
    pub fn jobs(&self, subject: PrintSubject) -> Vec<Job> {
        let sheets = Sheets { maker: self, made: RefCell::default() };
        let page = match subject {
            PrintSubject::Site => None,
            PrintSubject::Page(index) => Some(self.site.page(index)),
        };
        let _documents = page.map(Page::documents);
        let languages = &self.site.config.languages;
        let mut jobs = Vec::new();
        for (id, format) in self.site.formats_of(page) {
            let written = |language| self.is_written(subject, language);
            let mut listed: Vec<Language> = languages
                .iter()
                .flat_map(|language| format.languages(languages, language, written))
                .collect();
            listed.sort_unstable();
            listed.dedup();
            jobs.extend(
                listed.into_iter().filter_map(|language| sheets.job(subject, language, id, format)),
            );
        }
        jobs
    }

    /// The printed items that the jobs of a subject will give, as far as that can be said before:
    /// their pages, sizes and further pictures are not known.
    pub fn planned(&self, subject: PrintSubject) -> Vec<PrintedItem> {
        let site = self.site;
        let page = match subject {
            PrintSubject::Site => None,
            PrintSubject::Page(index) => Some(site.page(index)),
        };
        let id = page.map_or(route::HOME_ID, |page| &page.id);
        let mut items = Vec::new();
        for (format_id, format) in site.formats_of(page) {
            let written = |language| self.is_written(subject, language);
            let is_expired = !site.print.uses.is_picture(format_id) && site.past(page).is_some();
            let languages = site.config.languages.iter();
            let listed: BTreeSet<Language> = languages
                .flat_map(|language| format.languages(&site.config.languages, language, written))
                .collect();
            for language in listed.into_iter().filter(|_| !is_expired || site.allow_expired) {
                let stem = route::print_file(id, format_id, site.config.languages.code(language));
                let ending = if format.output.has_pdf() { "pdf" } else { "png" };
                items.push(PrintedItem {
                    subject,
                    branch: None,
                    format: format_id.to_owned(),
                    language,
                    pages: 1,
                    files: vec![format!("{stem}.{ending}")],
                    bytes: 0,
                    thumbnail: Thumbnail {
                        file: format!("{stem}{THUMBNAIL}"),
                        width: 480,
                        height: 679,
                    },
                });
            }
        }
        items
    }

    fn is_written(&self, subject: PrintSubject, language: Language) -> bool {
        match subject {
            PrintSubject::Site => true,
            PrintSubject::Page(index) => {
                self.site.reading(index, language).state != State::Fallback
            }
        }
    }

    fn names(&self, language: Language) -> &[names::Letter<'a>] {
        self.names[language.index()].get_or_init(|| names::index(self.site, language))
    }
}

/// The sheets that the jobs of a subject need, each made once.
struct Sheets<'m, 'a> {
    maker: &'m JobMaker<'a>,
    made: RefCell<MadeSheets>,
}

/// A sheet, or none where the subject is not written in the language.
type MadeSheets = BTreeMap<(PrintSubject, Language), Option<Arc<Sheet>>>;

impl Sheets<'_, '_> {
    fn sheet(&self, subject: PrintSubject, language: Language) -> Option<Arc<Sheet>> {
        let make = || {
            let builder = &self.maker.builders[language.index()];
            match subject {
                PrintSubject::Site => Some(builder.home()),
                PrintSubject::Page(index) => builder.page(index),
            }
        };
        self.made.borrow_mut().entry((subject, language)).or_insert_with(make).clone()
    }

    fn job(
        &self,
        subject: PrintSubject,
        listed: Language,
        id: &str,
        format: &PrintFormat,
    ) -> Option<Job> {
        let site = self.maker.site;
        // On a bilingual form the primary language comes first.
        let language = if format.bilingual { Language::PRIMARY } else { listed };
        let data = self.sheet(subject, language)?;
        let data = if site.print.uses.is_picture(id) && !data.expired.is_empty() {
            Arc::new(Sheet { expired: String::new(), ..(*data).clone() })
        } else {
            data
        };
        let mut members = self.members(subject, format);
        // A page that is not written in the language is neither in the book nor in its index.
        members.retain(|&index| self.maker.is_written(PrintSubject::Page(index), language));
        let wanted = members.len();
        members.truncate(self.fitting(&members, language, format));
        let left_out = wanted - members.len();
        let others: Vec<Arc<Sheet>> = if format.bilingual {
            vec![self.sheet(subject, listed)?]
        } else {
            members
                .iter()
                .filter_map(|&index| self.sheet(PrintSubject::Page(index), language))
                .collect()
        };
        let (page_path, source) = match subject {
            PrintSubject::Site => (route::HOME_ID.to_owned(), Arc::from(config::FILE)),
            PrintSubject::Page(index) => {
                let reading = site.reading(index, language);
                (reading.page.path(), Arc::clone(&reading.text.file))
            }
        };
        let output = route::print_file(&data.id, id, site.config.languages.code(listed));
        Some(Job {
            subject,
            page_path,
            language: site.config.languages.code(language).to_owned(),
            listed,
            format: id.to_owned(),
            source,
            data,
            others,
            left_out,
            index: if members.is_empty() { Arc::new([]) } else { self.index(language, &members) },
            branch: None,
            output,
        })
    }

    /// How many of these pages a book has room for: the first whose texts together fill no more
    /// pages than the form has. A library of thousands of pages is not bound into one book.
    fn fitting(&self, members: &[PageIndex], language: Language, format: &PrintFormat) -> usize {
        let room = format.pages * FULL_PAGE;
        let length = |&index: &PageIndex| {
            let sheet = self.sheet(PrintSubject::Page(index), language);
            sheet.map_or(0, |sheet| sheet.columns())
        };
        let filled = members.iter().scan(0, |filled, index| {
            *filled += length(index);
            Some(*filled)
        });
        filled.take_while(|filled| *filled <= room).count()
    }

    /// The pages a format gathers: those for the audience whose page it is made of, or all.
    fn members(&self, subject: PrintSubject, format: &PrintFormat) -> Vec<PageIndex> {
        if format.members.is_empty() {
            return Vec::new();
        }
        let site = self.maker.site;
        let wanted = |&index: &PageIndex| {
            PrintSubject::Page(index) != subject
                && format.members.iter().any(|kind| kind == site.page(index).kind.id())
        };
        let audience = match subject {
            PrintSubject::Page(index) => {
                Some(site.page(index)).filter(|page| page.kind == Kind::Audiences)
            }
            PrintSubject::Site => None,
        };
        let mut members: Vec<PageIndex> = match audience {
            Some(page) => {
                let term = site.taxonomies.of(Taxonomy::Audience).find(|term| term.id == page.id);
                term.map(|term| term.pages.clone()).unwrap_or_default()
            }
            None => site.indexed().map(|(index, _)| index).collect(),
        };
        members.retain(wanted);
        // By kind, as the format lists them; within a kind as the site orders them.
        members.sort_by_key(|&index| {
            format.members.iter().position(|kind| kind == site.page(index).kind.id())
        });
        members
    }

    fn index(&self, language: Language, members: &[PageIndex]) -> Arc<[IndexLetter]> {
        let members: HashSet<PageIndex> = members.iter().copied().collect();
        let letters = self.maker.names(language).iter().map(|letter| IndexLetter {
            letter: letter.letter.to_string(),
            names: letter
                .names
                .iter()
                .filter(|name| members.contains(&name.page))
                .map(|name| IndexName {
                    name: name.text.to_owned(),
                    id: self.maker.site.page(name.page).id.clone(),
                })
                .collect(),
        });
        letters.filter(|letter| !letter.names.is_empty()).collect()
    }
}
