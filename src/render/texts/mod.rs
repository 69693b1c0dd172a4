//! The short texts of every page as files, for screens, cash machines and loudspeakers.

mod csv;

use rayon::prelude::*;

use crate::base::artifact::Artifact;
use crate::base::language::Language;
use crate::base::text_file;
use crate::site::page::Page;
use crate::site::short_texts::{ShortText, short_texts};
use crate::site::{Site, route};

/// Renders the texts of every page in every language it is written in, and hands them to `take`.
pub fn render(site: &Site, take: &(dyn Fn(Artifact) + Sync)) {
    site.pages.par_iter().for_each(|page| {
        let _documents = page.documents();
        for language in site.config.languages.iter() {
            of_page(site, page, language).into_iter().for_each(take);
        }
    });
}

/// The texts of a page in a language.
pub fn of_page(site: &Site, page: &Page, language: Language) -> Vec<Artifact> {
    let reading = page.reading(language);
    let code = site.config.languages.code(language);
    let label = |key: &str| site.label(language, "text", key);
    let file = |handout: ShortText| {
        let name = handout.medium().file();
        let text = match handout {
            ShortText::Atm(screen) => {
                let [first, second] = &screen.lines;
                csv::table(&[
                    [label("line_1"), label("line_2"), label("spoken")],
                    [first.as_str(), second.as_str(), screen.spoken.as_str()],
                ])
            }
            other => other.text(label("seconds")) + "\n",
        };
        let path = route::text_file(&page.id, name, code);
        Artifact::new(path, text_file::for_people(&text), &reading.text.file)
    };
    short_texts(site, &reading).into_iter().map(file).collect()
}
