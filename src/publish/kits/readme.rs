//! What does a clerk read first? `README.txt`: what to print on which paper, what goes on which
//! screen.

use std::collections::BTreeMap;

use super::{For, Kit, name_of};
use crate::base::vocabulary::Vocabulary;
use crate::site::printed_item::{PrintedItem, Subject};
use crate::site::route::{HOME_ID, Route};
use crate::site::{Site, dates};
use crate::theme::formats::{Format, Turn};

/// With the line ends and the mark at the beginning that every text editor of an office computer
/// understands.
pub fn text(site: &Site, kit: &Kit) -> String {
    let writer = Writer { site, kit };
    format!("\u{FEFF}{}", writer.lines().join("\r\n") + "\r\n")
}

struct Writer<'a> {
    site: &'a Site,
    kit: &'a Kit<'a>,
}

impl Writer<'_> {
    fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.title(), String::new()];
        if let For::Campaign(campaign) = self.kit.for_ {
            let months: Vec<String> =
                campaign.months.iter().filter_map(|&month| self.month(month)).collect();
            lines.extend(
                (!months.is_empty())
                    .then(|| self.named("kit.months", &months.join(self.string("kit.list_and")))),
            );
        }
        let languages = &self.site.config.languages;
        lines.push(
            self.named("kit.issuer", self.site.config.issuer.get(languages, self.kit.language).0),
        );
        lines.extend(self.site.license(self.kit.language, "kit.license"));
        lines.extend(self.reviewed_on().map(|date| self.named("kit.reviewed_on", &date)));
        lines.push(self.named(
            "kit.address",
            &self.site.routes.readable(Route::Short(HOME_ID), self.kit.language),
        ));
        for (paper, items) in self.by_paper() {
            lines.extend([
                String::new(),
                format!("【{}】", self.label("paper", paper)),
                String::new(),
            ]);
            for item in items {
                lines.extend(self.item(item));
            }
        }
        if !self.kit.texts.is_empty() {
            lines.extend([
                String::new(),
                format!("【{}】", self.string("kit.texts")),
                String::new(),
            ]);
            lines.push(self.string("kit.texts_note").to_owned());
        }
        lines.extend([
            String::new(),
            format!("【{}】", self.string("kit.remember")),
            String::new(),
        ]);
        lines.extend(self.string("kit.rules").split('|').map(|rule| format!("- {}", rule.trim())));
        lines
    }

    fn title(&self) -> String {
        let name = match self.kit.for_ {
            For::Audience(audience) => self.label("audience", audience.id()),
            For::Campaign(campaign) => {
                campaign.name.get(&self.site.config.languages, self.kit.language).0
            }
        };
        self.string("kit.title").replace("{name}", name)
    }

    /// Items under the paper they go onto, in the order in which the papers first come up.
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
    fn item(&self, item: &PrintedItem) -> Vec<String> {
        let label = self.label("format", &item.format);
        let title = match item.subject {
            Subject::Site => {
                self.site.config.title.get(&self.site.config.languages, self.kit.language).0
            }
            Subject::Page(index) => self.site.reading(index, self.kit.language).title(),
        };
        let pages = self
            .string(if item.pages == 1 { "kit.page" } else { "kit.pages" })
            .replace("{count}", &item.pages.to_string());
        let turn = self.format(item).filter(|_| item.pages > 1).and_then(|format| format.turn);
        let turn = turn.map(|turn| match turn {
            Turn::LongEdge => self.string("kit.long_edge"),
            Turn::ShortEdge => self.string("kit.short_edge"),
        });
        let how: Vec<&str> = std::iter::once(&*pages).chain(turn).collect();
        let names: Vec<String> =
            item.files.iter().map(|file| name_of(self.site, item, file)).collect();
        let shown = match names.as_slice() {
            [first, .., last] if names.len() > 2 => format!("{first} … {last}"),
            names => names.join("  "),
        };
        let what = self.string("kit.line").replace("{format}", label).replace("{title}", title);
        vec![shown, format!("    {}", what.replace("{how}", &how.join(self.string("kit.and"))))]
    }

    fn reviewed_on(&self) -> Option<String> {
        let pages = self.kit.items.iter().filter_map(|item| match item.subject {
            Subject::Page(index) => self.site.page(index).facts.modified(),
            Subject::Site => None,
        });
        let dates = dates::Format::new(self.site, self.kit.language);
        // The oldest: it is the one that decides when to print anew.
        pages.min().map(|date| dates.text(date))
    }

    fn month(&self, number: i8) -> Option<String> {
        let name = self
            .string("date.months")
            .split('|')
            .nth(usize::try_from(number).ok()?.checked_sub(1)?)?;
        Some(self.string("kit.month").replace("{name}", name))
    }

    fn format(&self, item: &PrintedItem) -> Option<&Format> {
        let formats: &BTreeMap<String, Format> = &self.site.print.formats;
        formats.get(&item.format)
    }

    fn named(&self, key: &str, value: &str) -> String {
        format!("{}{value}", self.string(key))
    }

    fn string(&self, key: &str) -> &str {
        self.site.string(self.kit.language, key)
    }

    fn label(&self, list: &str, id: &str) -> &str {
        self.site.label(self.kit.language, list, id)
    }
}
