//! Authors' text as HTML: the document tree in, text with escaped content out.

mod blocks;
mod inlines;
mod question;
mod writer;

use crate::base::document::{Block, BlockKind, plain_text};
use crate::base::language::Language;
use crate::base::vocabulary::Kind;
use crate::render::html::view::{Html, SectionPart, SectionView};
use crate::site::page::Reading;
use crate::site::{Site, quiz};
use writer::Writer;

/// A page's text as HTML.
pub(super) struct ProseView {
    pub lead: Html,
    pub sections: Vec<SectionView>,
    pub footnotes: Html,
}

/// The section of a case that is a timeline.
const TIMELINE: &str = "how";

/// Renders a page's text. The reader's `language` decides where links lead.
pub(super) fn render(site: &Site, reading: &Reading, language: Language) -> ProseView {
    let document = &*reading.text.document();
    let questions = quiz::questions(document, &reading.page.facts);
    let mut writer = Writer::new(site, reading, document, language);
    let lead = writer.take(|w| w.blocks(&document.lead));
    let mut sections = Vec::with_capacity(document.sections.len());
    for section in &document.sections {
        let heading = writer.take(|w| w.inlines(&section.heading));
        let place = questions.iter().position(|question| std::ptr::eq(question.section, section));
        let question = place.map(|place| writer.question(&questions[place], place + 1));
        writer.is_timeline = reading.page.kind == Kind::Cases && section.id == TIMELINE;
        let body = match question {
            Some(_) => String::new(),
            None => writer.take(|w| w.blocks(&section.blocks)),
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
    ProseView { lead, sections, footnotes }
}

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
