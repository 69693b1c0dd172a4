//! Inlines: text, emphasis, links, images, references to footnotes.

use crate::base::document::{Inline, InlineKind, Target};
use crate::render::html::prose::writer::Writer;
use crate::site::route;

impl<'a> Writer<'a> {
    pub(super) fn inlines(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) => self.push_text(text),
                InlineKind::Emphasis(inner) => self.element("em", inner),
                InlineKind::Strong(inner) => self.element("strong", inner),
                InlineKind::Code(text) => {
                    self.push("<code>");
                    self.push_text(text);
                    self.push("</code>");
                }
                InlineKind::Link { target, content } => self.link(target, content),
                InlineKind::Image(image) => self.image(&image.file, &image.alt),
                InlineKind::Break => self.push("<br>\n"),
                InlineKind::FootnoteReference(label) => self.reference(label),
            }
        }
    }

    fn element(&mut self, name: &str, inner: &'a [Inline]) {
        self.push(&format!("<{name}>"));
        self.inlines(inner);
        self.push(&format!("</{name}>"));
    }

    fn link(&mut self, target: &Target, content: &'a [Inline]) {
        let Some(url) = self.site.resolve(target, self.language) else {
            return self.inlines(content);
        };
        self.push("<a");
        self.push_attribute("href", &url);
        if matches!(target, Target::External(_)) {
            self.push_attribute("rel", "external noopener noreferrer");
        }
        self.push(">");
        self.inlines(content);
        self.push("</a>");
    }

    fn image(&mut self, file: &str, alt: &str) {
        let Some(image) = self.page.images.iter().find(|image| image.name == file) else { return };
        let file = route::image_file(self.page.kind, &self.page.id, file);
        self.push("<img");
        self.push_attribute("src", &self.site.routes.file_path(&file));
        self.push_attribute("alt", alt);
        self.push(&format!(
            " width=\"{}\" height=\"{}\" loading=\"lazy\" decoding=\"async\">",
            image.width, image.height
        ));
    }

    fn reference(&mut self, label: &str) {
        let Some(&number) = self.notes.get(label) else { return };
        self.push("<sup><a");
        if self.referenced.insert(number) {
            self.push_attribute("id", &format!("_fnref-{number}"));
        }
        self.push(&format!(" href=\"#_fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"));
    }
}
