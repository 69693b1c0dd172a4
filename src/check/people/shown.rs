//! The words of a text as readers get them: entities and escapes decoded, emphasis, links and code
//! as part of their sentence. Items of a list follow each other, and so do the cells of a row;
//! paragraphs do not.

use crate::base::document::{Block, BlockKind, Inline, InlineKind};
use crate::base::source::Span;
use crate::check::people::characters::BREAK;
use crate::check::words::prose::ProseText;
use crate::parse::sink::Spanned;
use crate::site::page::Text;

/// Between two cells.
const CELL: &str = " | ";

pub(super) fn shown(text: &Text) -> ProseText {
    let mut prose = ProseText::default();
    let (front, document) = (&text.front, text.document());
    let short = &front.short;
    let lines =
        [&front.title, &front.summary].into_iter().chain(&front.aliases).chain(&front.phrases);
    let spoken = [&short.led, &short.sms, &short.broadcast].into_iter().flatten();
    lines.chain(spoken).chain(&short.tips).for_each(|one| line(&mut prose, one, BREAK));
    short.atm.iter().for_each(|one| line(&mut prose, one, '\n'));
    end(&mut prose);
    blocks(&mut prose, &document.lead);
    for section in &document.sections {
        inlines(&mut prose, &section.heading);
        end(&mut prose);
        blocks(&mut prose, &section.blocks);
    }
    document.footnotes.iter().for_each(|note| blocks(&mut prose, &note.blocks));
    prose
}

fn line(prose: &mut ProseText, line: &Spanned<String>, after: char) {
    prose.push(&line.value, line.span);
    prose.text.push(after);
}

/// What follows does not belong to what is before.
fn end(prose: &mut ProseText) {
    prose.text.push(BREAK);
}

fn blocks(prose: &mut ProseText, all: &[Block]) {
    for block in all {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
                inlines(prose, content);
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    blocks(prose, item);
                    // The next item follows on a line of its own.
                    while prose.text.ends_with(BREAK) {
                        prose.text.pop();
                    }
                    prose.text.push('\n');
                }
            }
            BlockKind::Alert { blocks: inner, .. } | BlockKind::Quote(inner) => {
                blocks(prose, inner);
            }
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    for cell in row {
                        inlines(prose, cell);
                        prose.text.push_str(CELL);
                    }
                    prose.text.push('\n');
                }
            }
            BlockKind::Code { text, .. } => prose.push(text, block.span),
            BlockKind::Rule => {}
        }
        end(prose);
    }
}

fn inlines(prose: &mut ProseText, content: &[Inline]) {
    for inline in content {
        match &inline.kind {
            InlineKind::Text(words) | InlineKind::Code(words) => prose.push(words, inline.span),
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Link { content: inner, .. } => inlines(prose, inner),
            InlineKind::Break => prose.push("\n", inline.span),
            InlineKind::Image(image) => alternative(prose, &image.alt, inline.span),
            InlineKind::FootnoteReference(_) => {}
        }
    }
}

/// The alternative text of an image stands alone.
fn alternative(prose: &mut ProseText, words: &str, span: Span) {
    end(prose);
    prose.push(words, span);
    end(prose);
}
