//! How does a document become HTML? The tree in, text with escaped content out.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::document::{
    Alignment, Block, BlockKind, Document, Footnote, Inline, InlineKind, List, Table, Target,
    plain_text,
};
use crate::base::language::Language;
use crate::base::limits;
use crate::base::vocabulary::Kind;
use crate::render::html::view::{Html, OptionView, QuestionView, SectionPart, SectionView};
use crate::render::html::{escape, highlight};
use crate::site::page::{Page, Reading};
use crate::site::quiz::Question;
use crate::site::{Site, quiz, route};

/// A page's text as HTML: lead, sections, footnotes.
pub struct Prose {
    pub lead: Html,
    pub sections: Vec<SectionView>,
    pub footnotes: Html,
}

/// Renders a page's text for a reader of `language`, which decides where links lead.
pub fn render(site: &Site, reading: &Reading, language: Language) -> Prose {
    let document = &reading.text.document;
    let mut writer = Writer {
        site,
        page: reading.page,
        language,
        own: reading.language,
        notes: referenced(document),
        marked: BTreeSet::new(),
        code: 0,
        is_timeline: false,
        out: String::new(),
    };
    let lead = writer.take(|w| w.blocks(&document.lead));
    let questions = quiz::questions(document, &reading.page.facts);
    let mut sections = Vec::with_capacity(document.sections.len());
    for section in &document.sections {
        let heading = writer.take(|w| w.inlines(&section.heading));
        let place = questions.iter().position(|question| std::ptr::eq(question.section, section));
        let question = place.map(|place| writer.question(&questions[place], place + 1));
        writer.is_timeline = reading.page.kind == Kind::Cases && section.id == TIMELINE;
        let body = if question.is_some() {
            String::new()
        } else {
            writer.take(|w| w.blocks(&section.blocks))
        };
        sections.push(SectionView {
            id: section.id.clone(),
            title: plain_text(&section.heading),
            heading,
            parts: parts(&section.blocks),
            body,
            question,
        });
    }
    let footnotes = writer.take(|w| w.footnotes(&document.footnotes));
    Prose { lead, sections, footnotes }
}

/// The section of a case that is a timeline.
const TIMELINE: &str = "how";

/// The headings directly below that of a section.
fn parts(blocks: &[Block]) -> Vec<SectionPart> {
    let part = |block: &Block| match &block.kind {
        BlockKind::Heading { level: 3, id, content } => {
            Some(SectionPart { id: id.clone(), title: plain_text(content) })
        }
        _ => None,
    };
    blocks.iter().filter_map(part).collect()
}

/// A step of a case that begins with words in bold is where it turned.
fn is_turn(item: &[Block]) -> bool {
    let Some(BlockKind::Paragraph(content)) = item.first().map(|block| &block.kind) else {
        return false;
    };
    content.first().is_some_and(|inline| matches!(inline.kind, InlineKind::Strong(_)))
}

/// The numbers of footnotes by their labels, in the order the text refers to them.
fn referenced(document: &Document) -> BTreeMap<&str, usize> {
    let mut numbers = BTreeMap::new();
    if document.footnotes.is_empty() {
        return numbers;
    }
    document.each_inline(&mut |inline| {
        if let InlineKind::FootnoteReference(label) = &inline.kind {
            let next = numbers.len() + 1;
            numbers.entry(&**label).or_insert(next);
        }
    });
    numbers
}

struct Writer<'a> {
    site: &'a Site,
    page: &'a Page,
    /// The reader's, which decides where links lead.
    language: Language,
    /// The text's own, for the labels that stand within it.
    own: Language,
    /// Numbers of footnotes by label.
    notes: BTreeMap<&'a str, usize>,
    /// Notes referred to so far: the way back leads to the first place.
    marked: BTreeSet<usize>,
    /// Bytes of code so far.
    code: usize,
    /// Whether what is written now is what happened in a case, step by step.
    is_timeline: bool,
    out: String,
}

impl<'a> Writer<'a> {
    fn take(&mut self, write: impl FnOnce(&mut Self)) -> Html {
        write(self);
        std::mem::take(&mut self.out)
    }

    fn question(&mut self, question: &Question<'a>, number: usize) -> QuestionView {
        let Writer { site, own, .. } = *self;
        let right = question.answer.map_or(&[][..], |answer| &answer.right);
        let letters: Vec<String> = right.iter().map(|&place| letter(place)).collect();
        // In reading order, in which footnotes are counted.
        let prompt = self.take(|w| w.blocks(question.prompt));
        let option = |(place, option): (usize, &'a Vec<Block>)| OptionView {
            body: self.take(|w| w.item(option, true)),
            right: right.contains(&place),
        };
        QuestionView {
            number: site.string(own, "quiz.number").replace("{number}", &number.to_string()),
            prompt,
            options: question.options.iter().enumerate().map(option).collect(),
            show: site.string(own, "quiz.show").to_owned(),
            answer: site
                .string(own, "quiz.answer")
                .replace("{letters}", &site.series(own, &letters)),
            reason: self.take(|w| w.blocks(question.reason)),
        }
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => self.element("p", content),
            BlockKind::Heading { level, id, content } => {
                self.out.push_str(&format!("<h{level}"));
                escape::push_attribute(&mut self.out, "id", id);
                self.out.push('>');
                self.inlines(content);
                self.out.push_str(&format!("</h{level}>\n"));
            }
            BlockKind::List(list) => self.list(list),
            BlockKind::Quote(inner) => {
                self.out.push_str("<blockquote>\n");
                self.blocks(inner);
                self.out.push_str("</blockquote>\n");
            }
            BlockKind::Alert { kind, blocks } => {
                let id = kind.id();
                self.out.push_str(&format!(
                    "<div class=\"alert alert-{id}\" role=\"note\">\n<p class=\"alert-title\">"
                ));
                escape::push(&mut self.out, self.site.string(self.own, &format!("alert.{id}")));
                self.out.push_str("</p>\n");
                self.blocks(blocks);
                self.out.push_str("</div>\n");
            }
            BlockKind::Code { language, text } => {
                self.out.push_str("<pre class=\"code\" tabindex=\"0\"><code");
                if !language.is_empty() {
                    escape::push_attribute(&mut self.out, "class", &format!("language-{language}"));
                }
                self.out.push('>');
                // Colouring takes a hundred times as long as all the rest.
                self.code += text.len();
                let coloured = (self.code <= limits::COLOURED_CODE)
                    .then(|| highlight::html(language, text))
                    .flatten();
                match coloured {
                    Some(html) => self.out.push_str(&html),
                    None => escape::push(&mut self.out, text),
                }
                self.out.push_str("</code></pre>\n");
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Rule => self.out.push_str("<hr>\n"),
        }
    }

    fn element(&mut self, name: &str, content: &'a [Inline]) {
        self.out.push_str(&format!("<{name}>"));
        self.inlines(content);
        self.out.push_str(&format!("</{name}>\n"));
    }

    fn list(&mut self, list: &'a List) {
        match list.start {
            Some(1) => self.out.push_str("<ol>\n"),
            Some(start) => self.out.push_str(&format!("<ol start=\"{start}\">\n")),
            None => self.out.push_str("<ul>\n"),
        }
        for item in &list.items {
            if self.is_timeline && list.start.is_some() && is_turn(item) {
                self.out.push_str("<li class=\"turning\"><span class=\"turning-mark\">");
                escape::push(&mut self.out, self.site.string(self.own, "page.turning"));
                self.out.push_str("</span> ");
            } else {
                self.out.push_str("<li>");
            }
            self.item(item, list.tight);
            self.out.push_str("</li>\n");
        }
        self.out.push_str(if list.start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    fn item(&mut self, item: &'a [Block], tight: bool) {
        for (number, block) in item.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph(content) if tight => self.inlines(content),
                _ => {
                    if number > 0 {
                        self.out.push('\n');
                    }
                    self.block(block);
                }
            }
        }
    }

    fn table(&mut self, table: &'a Table) {
        self.out.push_str("<section class=\"table\" tabindex=\"0\"");
        escape::push_attribute(
            &mut self.out,
            "aria-label",
            self.site.string(self.own, "table.label"),
        );
        self.out.push_str("><table>\n<thead><tr>");
        self.cells("th", &table.alignments, &table.head);
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.out.push_str("<tr>");
            self.cells("td", &table.alignments, row);
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table></section>\n");
    }

    fn cells(&mut self, name: &str, alignments: &[Alignment], cells: &'a [Vec<Inline>]) {
        for (number, cell) in cells.iter().enumerate() {
            // Classes, because the content policy forbids style attributes.
            let class = match alignments.get(number) {
                Some(Alignment::Center) => " class=\"center\"",
                Some(Alignment::Right) => " class=\"end\"",
                _ => "",
            };
            let scope = if name == "th" { " scope=\"col\"" } else { "" };
            self.out.push_str(&format!("<{name}{scope}{class}>"));
            self.inlines(cell);
            self.out.push_str(&format!("</{name}>"));
        }
    }

    fn inlines(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) => escape::push(&mut self.out, text),
                InlineKind::Emphasis(inner) => self.wrapped("em", inner),
                InlineKind::Strong(inner) => self.wrapped("strong", inner),
                InlineKind::Code(text) => {
                    self.out.push_str("<code>");
                    escape::push(&mut self.out, text);
                    self.out.push_str("</code>");
                }
                InlineKind::Link { target, content } => self.link(target, content),
                InlineKind::Image(image) => self.image(&image.file, &image.alt),
                InlineKind::Break => self.out.push_str("<br>\n"),
                InlineKind::FootnoteReference(label) => self.reference(label),
            }
        }
    }

    fn wrapped(&mut self, name: &str, inner: &'a [Inline]) {
        self.out.push_str(&format!("<{name}>"));
        self.inlines(inner);
        self.out.push_str(&format!("</{name}>"));
    }

    fn link(&mut self, target: &Target, content: &'a [Inline]) {
        let Some(url) = self.site.resolve(target, self.language) else {
            return self.inlines(content);
        };
        self.out.push_str("<a");
        escape::push_attribute(&mut self.out, "href", &url);
        if matches!(target, Target::External(_)) {
            escape::push_attribute(&mut self.out, "rel", "external noopener noreferrer");
        }
        self.out.push('>');
        self.inlines(content);
        self.out.push_str("</a>");
    }

    fn image(&mut self, file: &str, alt: &str) {
        let Some(image) = self.page.images.iter().find(|image| image.name == file) else { return };
        let path =
            self.site.routes.file_path(&route::image_file(self.page.kind, &self.page.id, file));
        self.out.push_str("<img");
        escape::push_attribute(&mut self.out, "src", &path);
        escape::push_attribute(&mut self.out, "alt", alt);
        self.out.push_str(&format!(
            " width=\"{}\" height=\"{}\" loading=\"lazy\" decoding=\"async\">",
            image.width, image.height
        ));
    }

    fn reference(&mut self, label: &str) {
        let Some(number) = self.number(label) else { return };
        self.out.push_str("<sup><a");
        if self.marked.insert(number) {
            escape::push_attribute(&mut self.out, "id", &format!("fnref-{number}"));
        }
        self.out
            .push_str(&format!(" href=\"#fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"));
    }

    fn number(&self, label: &str) -> Option<usize> {
        self.notes.get(label).copied()
    }

    fn footnotes(&mut self, footnotes: &'a [Footnote]) {
        let mut numbered: Vec<(usize, &Footnote)> =
            footnotes.iter().filter_map(|note| Some((self.number(&note.label)?, note))).collect();
        numbered.sort_by_key(|(number, _)| *number);
        if numbered.is_empty() {
            return;
        }
        self.out.push_str("<section class=\"footnotes\" role=\"doc-endnotes\"");
        escape::push_attribute(
            &mut self.out,
            "aria-label",
            self.site.string(self.own, "footnote.title"),
        );
        self.out.push_str(">\n<ol>\n");
        for (number, note) in numbered {
            self.out.push_str(&format!("<li id=\"fn-{number}\">"));
            self.blocks(&note.blocks);
            self.out.push_str(&format!("<a href=\"#fnref-{number}\" role=\"doc-backlink\">"));
            escape::push(&mut self.out, self.site.string(self.own, "footnote.back"));
            self.out.push_str("</a></li>\n");
        }
        self.out.push_str("</ol>\n</section>\n");
    }
}

/// The letter of an option: its place counts from 0.
fn letter(place: usize) -> String {
    let letter =
        u8::try_from(place).ok().filter(|&place| place < 26).map(|place| char::from(b'A' + place));
    letter.map_or_else(|| (place + 1).to_string(), String::from)
}
