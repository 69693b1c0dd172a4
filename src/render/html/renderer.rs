//! The renderer of one language: the model, and what all its pages share.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;
use tera::Context;

use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::language::Language;
use crate::parse::branches::Branch;
use crate::render::html::catalogue::items::Catalogue;
use crate::render::html::view::{HeadView, LinkView, UntilView};
use crate::render::html::{base, citations, links};
use crate::site::page::PageIndex;
use crate::site::printed_item::PrintedItem;
use crate::site::route::Route;
use crate::site::{Site, dates};
use crate::theme::templates::Theme;

/// Renders files of one language. The template values that they share are made once.
pub(super) struct Renderer<'a> {
    pub site: &'a Site,
    /// Everything printed, in every language.
    pub printed_items: &'a [PrintedItem],
    /// What readers of this language find.
    pub catalogue: Catalogue<'a>,
    /// The branches that have copies with their imprint, and these copies.
    pub branches: Vec<(&'a Branch, Catalogue<'a>)>,
    pub language: Language,
    pub dates: dates::DateFormat,
    theme: &'a Theme,
    base: Context,
}

impl<'a> Renderer<'a> {
    pub(super) fn new(
        site: &'a Site,
        theme: &'a Theme,
        printed_items: &'a [PrintedItem],
        language: Language,
    ) -> Result<Self, Diagnostic> {
        let of_branch =
            |branch: Option<&str>| Catalogue::new(&site.print, printed_items, language, branch);
        let catalogue = of_branch(None);
        let branches = site
            .branches
            .iter()
            .map(|branch| (branch, of_branch(Some(&branch.id.value))))
            .filter(|(_, copies)| !copies.is_empty())
            .collect();
        let dates = dates::DateFormat::new(site, language);
        let mut base = base::context(site, theme, language, &dates, !catalogue.is_empty());
        base.insert_value("shared", theme.shared(&base)?);
        Ok(Renderer { site, printed_items, catalogue, branches, language, dates, theme, base })
    }

    /// Fills in a template for a route: `head`, and `value` under the name `key`.
    pub(super) fn fill(
        &self,
        template: &str,
        route: Route,
        head: &HeadView,
        (key, value): (&'static str, &impl Serialize),
        made_from: &Arc<str>,
    ) -> Result<Artifact, Diagnostic> {
        let mut context = self.base.clone();
        context.insert("head", head);
        context.insert(key, value);
        let html = self.theme.render(template, &context)?;
        Ok(Artifact::new(self.site.routes.file(route, self.language), html, made_from))
    }

    /// A text of the interface.
    pub(super) fn string(&self, key: &str) -> &'a str {
        self.site.string(self.language, key)
    }

    /// The label of a word of a closed list: `label("kind", "scams")`.
    pub(super) fn label(&self, list: &str, id: &str) -> &'a str {
        self.site.label(self.language, list, id)
    }

    /// The code of the reader's language.
    pub(super) fn code(&self) -> &'a str {
        self.site.config.languages.code(self.language)
    }

    pub(super) fn path(&self, route: Route) -> String {
        self.site.routes.path(route, self.language)
    }

    /// A link whose title is in the reader's language.
    pub(super) fn link(&self, title: &str, route: Route) -> LinkView {
        LinkView { title: title.to_owned(), url: self.path(route), lang: self.code().to_owned() }
    }

    pub(super) fn page_link(&self, index: PageIndex) -> LinkView {
        links::page_link(self.site, self.language, index)
    }

    pub(super) fn until(&self, until: Date) -> UntilView {
        citations::until_view(self.site, &self.dates, until)
    }

    /// The title of one page of a list.
    pub(super) fn numbered(&self, title: &str, number: usize) -> String {
        if number == 1 {
            return title.to_owned();
        }
        self.string("list.page_title")
            .replace("{title}", title)
            .replace("{number}", &number.to_string())
    }
}
