//! Blocks: paragraphs, headings, lists, quotes, alerts, code, tables, footnotes.

use crate::base::document::{
    Alignment, Block, BlockKind, Footnote, Inline, InlineKind, List, Table,
};
use crate::base::limits;
use crate::render::html::highlight;
use crate::render::html::prose::writer::Writer;

impl<'a> Writer<'a> {
    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => {
                self.push("<p>");
                self.inlines(content);
                self.push("</p>\n");
            }
            BlockKind::Heading { level, id, content } => {
                self.push(&format!("<h{level}"));
                self.push_attribute("id", id);
                self.push(">");
                self.inlines(content);
                self.push(&format!("</h{level}>\n"));
            }
            BlockKind::List(list) => self.list(list),
            BlockKind::Quote(inner) => {
                self.push("<blockquote>\n");
                self.blocks(inner);
                self.push("</blockquote>\n");
            }
            BlockKind::Alert { kind, blocks } => {
                let id = kind.id();
                self.push(&format!(
                    "<div class=\"alert alert-{id}\" role=\"note\">\n<p class=\"alert-title\">"
                ));
                self.push_text(self.string(&format!("alert.{id}")));
                self.push("</p>\n");
                self.blocks(blocks);
                self.push("</div>\n");
            }
            BlockKind::Code { language, text } => self.code(language, text),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Rule => self.push("<hr>\n"),
        }
    }

    /// Code, with colours up to a limit: colouring takes a hundred times as long as all the rest.
    fn code(&mut self, language: &str, text: &str) {
        self.push("<pre class=\"code\" tabindex=\"0\"><code");
        if !language.is_empty() {
            self.push_attribute("class", &format!("language-{language}"));
        }
        self.push(">");
        self.code += text.len();
        let coloured =
            if self.code <= limits::COLOURED_CODE { highlight::html(language, text) } else { None };
        match coloured {
            Some(html) => self.push(&html),
            None => self.push_text(text),
        }
        self.push("</code></pre>\n");
    }

    fn list(&mut self, list: &'a List) {
        match list.start {
            Some(1) => self.push("<ol>\n"),
            Some(start) => self.push(&format!("<ol start=\"{start}\">\n")),
            None => self.push("<ul>\n"),
        }
        for item in &list.items {
            if self.is_timeline && list.start.is_some() && is_turn(item) {
                self.push("<li class=\"turning\"><span class=\"turning-mark\">");
                self.push_text(self.string("page.turning"));
                self.push("</span> ");
            } else {
                self.push("<li>");
            }
            self.item(item, list.tight);
            self.push("</li>\n");
        }
        self.push(if list.start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    pub(super) fn item(&mut self, item: &'a [Block], tight: bool) {
        for (number, block) in item.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph(content) if tight => self.inlines(content),
                _ => {
                    if number > 0 {
                        self.push("\n");
                    }
                    self.block(block);
                }
            }
        }
    }

    fn table(&mut self, table: &'a Table) {
        self.push("<section class=\"table\" tabindex=\"0\"");
        self.push_attribute("aria-label", self.string("table.label"));
        self.push("><table>\n<thead><tr>");
        self.cells("th", &table.alignments, &table.head);
        self.push("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.push("<tr>");
            self.cells("td", &table.alignments, row);
            self.push("</tr>\n");
        }
        self.push("</tbody>\n</table></section>\n");
    }

    fn cells(&mut self, name: &str, alignments: &[Alignment], cells: &'a [Vec<Inline>]) {
        for (number, cell) in cells.iter().enumerate() {
            // Classes, because the content security policy forbids style attributes.
            let class = match alignments.get(number) {
                Some(Alignment::Center) => " class=\"center\"",
                Some(Alignment::Right) => " class=\"end\"",
                _ => "",
            };
            let scope = if name == "th" { " scope=\"col\"" } else { "" };
            self.push(&format!("<{name}{scope}{class}>"));
            self.inlines(cell);
            self.push(&format!("</{name}>"));
        }
    }

    pub(super) fn footnotes(&mut self, footnotes: &'a [Footnote]) {
        let mut numbered: Vec<(usize, &Footnote)> = footnotes
            .iter()
            .filter_map(|note| Some((*self.notes.get(&*note.label)?, note)))
            .collect();
        numbered.sort_by_key(|(number, _)| *number);
        if numbered.is_empty() {
            return;
        }
        self.push("<section class=\"footnotes\" role=\"doc-endnotes\"");
        self.push_attribute("aria-label", self.string("footnote.title"));
        self.push(">\n<ol>\n");
        for (number, note) in numbered {
            self.push(&format!("<li id=\"_fn-{number}\">"));
            self.blocks(&note.blocks);
            self.push(&format!("<a href=\"#_fnref-{number}\" role=\"doc-backlink\">"));
            self.push_text(self.string("footnote.back"));
            self.push("</a></li>\n");
        }
        self.push("</ol>\n</section>\n");
    }
}

/// A step of a timeline that begins in bold is the turning point.
fn is_turn(item: &[Block]) -> bool {
    let Some(BlockKind::Paragraph(content)) = item.first().map(|block| &block.kind) else {
        return false;
    };
    content.first().is_some_and(|inline| matches!(inline.kind, InlineKind::Strong(_)))
}
