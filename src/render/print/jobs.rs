//! What the site prints: one job for every page, language and format that the theme offers.

use std::sync::Arc;

use crate::base::language::Language;
use crate::base::vocabulary::{Kind, Taxonomy, Vocabulary};
use crate::render::print::sheet::{IndexLetter, IndexName, Job, Sheet};
use crate::render::print::sheet_builder::SheetBuilder;
use crate::site::page::PageIndex;
use crate::site::printed_item::PrintSubject;
use crate::site::{Site, config, names, route};
use crate::theme::formats::PrintFormat;

/// Every job of the site, in order. A page not written in a language has no sheet in it.
pub fn jobs(site: &Site) -> Vec<Job> {
    let sheets = Sheets::new(site);
    let mut jobs = Vec::new();
    let subjects = std::iter::once(PrintSubject::Site)
        .chain(site.indexed().map(|(index, _)| PrintSubject::Page(index)));
    for subject in subjects {
        let page = match subject {
            PrintSubject::Site => None,
            PrintSubject::Page(index) => Some(site.page(index)),
        };
        let languages = &site.config.languages;
        for (id, format) in site.formats_of(page) {
            let written = |language| sheets.sheet(subject, language).is_some();
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
    }
    jobs
}

/// Every sheet of the site, made once for all formats.
struct Sheets<'a> {
    site: &'a Site,
    /// By language, then by page.
    pages: Vec<Vec<Option<Arc<Sheet>>>>,
    /// By language: the sheet of the site itself.
    home: Vec<Arc<Sheet>>,
    /// By language: the names of all pages.
    names: Vec<Vec<names::Letter<'a>>>,
}

impl<'a> Sheets<'a> {
    fn new(site: &'a Site) -> Sheets<'a> {
        let builders: Vec<SheetBuilder> = site
            .config
            .languages
            .iter()
            .map(|language| SheetBuilder::new(site, language))
            .collect();
        let names =
            site.config.languages.iter().map(|language| names::index(site, language)).collect();
        let pages = builders
            .iter()
            .map(|builder| site.indexed().map(|(index, _)| builder.page(index)).collect());
        Sheets {
            site,
            pages: pages.collect(),
            home: builders.iter().map(super::sheet_builder::SheetBuilder::home).collect(),
            names,
        }
    }

    fn sheet(&self, subject: PrintSubject, language: Language) -> Option<&Arc<Sheet>> {
        match subject {
            PrintSubject::Site => self.home.get(language.index()),
            PrintSubject::Page(index) => self.pages[language.index()][index.0 as usize].as_ref(),
        }
    }

    fn job(
        &self,
        subject: PrintSubject,
        listed: Language,
        id: &str,
        format: &PrintFormat,
    ) -> Option<Job> {
        // On a bilingual form the primary language comes first.
        let language = if format.bilingual { Language::PRIMARY } else { listed };
        let data = self.sheet(subject, language)?;
        let data = if self.site.print.uses.is_picture(id) && !data.expired.is_empty() {
            Arc::new(Sheet { expired: String::new(), ..(**data).clone() })
        } else {
            Arc::clone(data)
        };
        let mut members = self.members(subject, format);
        // A page that is not written in the language is neither in the book nor in its index.
        members.retain(|&index| self.sheet(PrintSubject::Page(index), language).is_some());
        let others: Vec<Arc<Sheet>> = if format.bilingual {
            vec![Arc::clone(self.sheet(subject, listed)?)]
        } else {
            members
                .iter()
                .filter_map(|&index| self.sheet(PrintSubject::Page(index), language).cloned())
                .collect()
        };
        let (page_path, source) = match subject {
            PrintSubject::Site => (route::HOME_ID.to_owned(), Arc::from(config::FILE)),
            PrintSubject::Page(index) => {
                let reading = self.site.reading(index, language);
                (reading.page.path(), Arc::clone(&reading.text.file))
            }
        };
        let output = route::print_file(&data.id, id, self.site.config.languages.code(listed));
        Some(Job {
            subject,
            page_path,
            language: self.site.config.languages.code(language).to_owned(),
            listed,
            format: id.to_owned(),
            source,
            data,
            others,
            index: if members.is_empty() { Arc::new([]) } else { self.index(language, &members) },
            branch: None,
            output,
        })
    }

    /// The pages a format gathers: those for the audience whose page it is made of, or all.
    fn members(&self, subject: PrintSubject, format: &PrintFormat) -> Vec<PageIndex> {
        if format.members.is_empty() {
            return Vec::new();
        }
        let site = self.site;
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
        let letters = self.names[language.index()].iter().map(|letter| IndexLetter {
            letter: letter.letter.to_string(),
            names: letter
                .names
                .iter()
                .filter(|name| members.contains(&name.page))
                .map(|name| IndexName {
                    name: name.text.to_owned(),
                    id: self.site.page(name.page).id.clone(),
                })
                .collect(),
        });
        letters.filter(|letter| !letter.names.is_empty()).collect()
    }
}
