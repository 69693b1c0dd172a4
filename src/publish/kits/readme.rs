//! The `README.txt` of a kit: what to print on which paper, and which text goes on which screen.

use super::kit::{Kit, Purpose, name_in_kit};
use crate::base::text_file;
use crate::base::vocabulary::Vocabulary;
use crate::site::printed_item::{PrintSubject, PrintedItem};
use crate::site::route::{HOME_ID, Route};
use crate::site::{Site, dates};
use crate::theme::formats::{PrintFormat, Turn};

/// The file.
pub(super) fn file(site: &Site, kit: &Kit) -> Vec<u8> {
    let readme = Readme { site, kit };
    text_file::for_people(&readme.lines().join("\n"))
}

struct Readme<'a> {
    site: &'a Site,
    kit: &'a Kit<'a>,
}

impl Readme<'_> {
    fn lines(&self) -> Vec<String> {
        let mut lines = self.head();
        for (paper, items) in self.by_paper() {
            lines.extend(heading(self.label("paper", paper)));
            lines.extend(items.into_iter().flat_map(|item| self.item(item)));
        }
        if !self.kit.texts.is_empty() {
            lines.extend(heading(self.string("kit.texts")));
            lines.push(self.string("kit.texts_note").to_owned());
        }
        lines.extend(heading(self.string("kit.remember")));
        lines.extend(self.string("kit.rules").split('|').map(|rule| format!("- {}", rule.trim())));
        lines
    }

    /// The title, and whose kit of which day it is.
    fn head(&self) -> Vec<String> {
        let mut lines = vec![self.title(), String::new()];
        if let Purpose::Campaign(campaign) = self.kit.purpose {
            let months: Vec<String> =
                campaign.months.iter().filter_map(|&month| self.month(month)).collect();
            if !months.is_empty() {
                lines.push(self.entry("kit.months", &months.join(self.string("kit.list_and"))));
            }
        }
        let (issuer, _) =
            self.site.config.issuer.get(&self.site.config.languages, self.kit.language);
        lines.push(self.entry("kit.issuer", issuer));
        lines.extend(self.site.license(self.kit.language, "kit.license"));
        if let Some(date) = self.reviewed_on() {
            lines.push(self.entry("kit.reviewed_on", &date));
        }
        let address = self.site.routes.readable(Route::Short(HOME_ID), self.kit.language);
        lines.push(self.entry("kit.address", &address));
        lines
    }

    fn title(&self) -> String {
        let name = match self.kit.purpose {
            Purpose::Audience(audience) => self.label("audience", audience.id()),
            Purpose::Campaign(campaign) => {
                campaign.name.get(&self.site.config.languages, self.kit.language).0
            }
        };
        self.string("kit.title").replace("{name}", name)
    }

    /// Items under the paper they are printed on, in the order in which the papers first occur.
    fn by_paper(&self) -> Vec<(&str, Vec<&PrintedItem>)> {
        let mut papers: Vec<(&str, Vec<&PrintedItem>)> = Vec::new();
        for item in &self.kit.items {
            let Some(format) = self.format(item) else { continue };
            match papers.iter_mut().find(|(paper, _)| *paper == format.paper) {
                Some((_, items)) => items.push(item),
                None => papers.push((&format.paper, vec![item])),
            }
        }
        papers
    }

    /// “sheet-a4/fake-police.zh.pdf”, and under it what it is and how to print it.
    fn item(&self, item: &PrintedItem) -> [String; 2] {
        let names: Vec<String> =
            item.files.iter().map(|file| name_in_kit(self.site, item, file)).collect();
        let names = match names.as_slice() {
            [first, .., last] if names.len() > 2 => format!("{first} … {last}"),
            names => names.join("  "),
        };
        let title = match item.subject {
            PrintSubject::Site => {
                self.site.config.title.get(&self.site.config.languages, self.kit.language).0
            }
            PrintSubject::Page(index) => self.site.reading(index, self.kit.language).title(),
        };
        let what = self
            .string("kit.line")
            .replace("{format}", self.label("format", &item.format))
            .replace("{title}", title)
            .replace("{how}", &self.how_to_print(item));
        [names, format!("    {what}")]
    }

    /// “2 pages, turned on the long edge”.
    fn how_to_print(&self, item: &PrintedItem) -> String {
        let pages = self.string(if item.pages == 1 { "kit.page" } else { "kit.pages" });
        let pages = pages.replace("{count}", &item.pages.to_string());
        let turn = self.format(item).and_then(|format| format.turn);
        match turn {
            Some(turn) if item.pages > 1 => {
                let edge = match turn {
                    Turn::LongEdge => "kit.long_edge",
                    Turn::ShortEdge => "kit.short_edge",
                };
                [&pages, self.string(edge)].join(self.string("kit.and"))
            }
            _ => pages,
        }
    }

    /// The oldest review of a page in the kit: it decides when to print again.
    fn reviewed_on(&self) -> Option<String> {
        let pages = self.kit.items.iter().filter_map(|item| match item.subject {
            PrintSubject::Page(index) => self.site.page(index).facts.modified(),
            PrintSubject::Site => None,
        });
        let oldest = pages.min()?;
        Some(dates::DateFormat::new(self.site, self.kit.language).text(oldest))
    }

    fn month(&self, number: i8) -> Option<String> {
        let place = usize::try_from(number).ok()?.checked_sub(1)?;
        let name = self.string("date.months").split('|').nth(place)?;
        Some(self.string("kit.month").replace("{name}", name))
    }

    fn format(&self, item: &PrintedItem) -> Option<&PrintFormat> {
        self.site.print.formats.get(&item.format)
    }

    fn entry(&self, label: &str, value: &str) -> String {
        format!("{}{value}", self.string(label))
    }

    fn string(&self, key: &str) -> &str {
        self.site.string(self.kit.language, key)
    }

    fn label(&self, list: &str, id: &str) -> &str {
        self.site.label(self.kit.language, list, id)
    }
}

/// A heading with an empty line before and after it.
fn heading(text: &str) -> [String; 3] {
    [String::new(), format!("【{text}】"), String::new()]
}
