//! `item-too-long`: an item of a list that does not fit a form which shows it in large letters.
//!
//! A slide is read from the far end of a hall. The theme says how much a form holds: `item_limit`
//! in `theme.toml`.

use crate::base::diagnostic::Diagnostic;
use crate::base::document::{Block, BlockKind, plain_blocks};
use crate::base::length;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;
use crate::site::page::{Page, Text};
use crate::theme::formats::Format;

/// What may stand at the end of an item without being counted.
const PUNCTUATION: [char; 14] =
    ['。', '！', '？', '；', '，', '、', '：', '…', '.', '!', '?', ';', ',', ':'];

pub fn check(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let limited = context
        .site
        .formats_of(Some(page))
        .filter_map(|(id, format)| Some((id, format, format.item_limit?)));
    let limited: Vec<_> = limited.collect();
    if limited.is_empty() {
        return Vec::new();
    }
    page.texts.iter().flatten().flat_map(|text| check_text(&limited, text)).collect()
}

fn check_text(limited: &[(&str, &Format, usize)], text: &Text) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for section in &text.document.sections {
        // Where several forms show the section, the narrowest one decides.
        let narrowest = limited
            .iter()
            .filter(|(_, format, _)| format.takes_section(&section.id))
            .min_by_key(|(_, _, limit)| limit);
        let Some(&(format, _, limit)) = narrowest else { continue };
        each_item(&section.blocks, &mut |words, span| {
            let columns = length::columns(words.trim_end().trim_end_matches(PUNCTUATION));
            if columns > limit * 2 {
                let message = format!(
                    "This item is too long for the form `{format}`: {limit} Chinese or {} Latin characters fit",
                    limit * 2
                );
                let hint = format!(
                    "Shorten it by at least {} characters, or make two items of it.",
                    (columns - limit * 2).div_ceil(2)
                );
                found
                    .push(Diagnostic::new(Rule::ItemTooLong, &text.file, span, message).hint(hint));
            }
        });
    }
    found
}

/// Calls `visit` with the words of every item, without those of lists within it, which are items
/// themselves.
fn each_item(blocks: &[Block], visit: &mut dyn FnMut(&str, Span)) {
    for block in blocks {
        match &block.kind {
            BlockKind::List(list) => {
                for item in &list.items {
                    let own = item.iter().filter(|block| !matches!(block.kind, BlockKind::List(_)));
                    let own: Vec<&Block> = own.collect();
                    if let (Some(first), Some(last)) = (own.first(), own.last()) {
                        let words: String = own
                            .iter()
                            .map(|block| plain_blocks(std::slice::from_ref(block)))
                            .collect();
                        visit(
                            &words.replace('\n', ""),
                            Span { start: first.span.start, end: last.span.end },
                        );
                    }
                    each_item(item, visit);
                }
            }
            BlockKind::Quote(inner) | BlockKind::Alert { blocks: inner, .. } => {
                each_item(inner, visit)
            }
            _ => {}
        }
    }
}
