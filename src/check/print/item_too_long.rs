//! `item-too-long`: an item of a list that does not fit a format with large letters.
//!
//! A slide is read from the far end of a hall. The theme sets the limit of a format: `item_limit`
//! in `theme.toml`.

use crate::base::diagnostic::Diagnostic;
use crate::base::document::{Block, BlockKind, plain_blocks};
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::text;
use crate::check::context::Context;
use crate::check::print::shortening::amount;
use crate::site::page::{Page, Text};
use crate::theme::formats::PrintFormat;

/// What is not counted at the end of an item.
const PUNCTUATION: [char; 14] =
    ['。', '！', '？', '；', '，', '、', '：', '…', '.', '!', '?', ';', ',', ':'];

pub(crate) fn item_too_long(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let formats = context.site.formats_of(Some(page));
    let limited: Vec<(&str, &PrintFormat, usize)> =
        formats.filter_map(|(id, format)| Some((id, format, format.item_limit?))).collect();
    if limited.is_empty() {
        return Vec::new();
    }
    page.texts.iter().flatten().flat_map(|text| check_text(&limited, text)).collect()
}

fn check_text(limited: &[(&str, &PrintFormat, usize)], text: &Text) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let document = text.document();
    for section in &document.sections {
        // If several formats show the section, the narrowest one decides.
        let narrowest = limited
            .iter()
            .filter(|(_, format, _)| format.takes_section(&section.id))
            .min_by_key(|(_, _, limit)| limit);
        let Some(&(format, _, limit)) = narrowest else { continue };
        each_item(&section.blocks, &mut |words, span| {
            let columns = text::columns(words.trim_end().trim_end_matches(PUNCTUATION));
            let Some(excess) = columns.checked_sub(limit * 2).filter(|excess| *excess > 0) else {
                return;
            };
            let message = format!(
                "This item is too long for the format `{format}`: there is room for {limit} \
                 Chinese or {} Latin characters",
                limit * 2
            );
            let hint = format!(
                "Shorten it by at least {}, or split it into two items.",
                amount(excess.div_ceil(2), "character")
            );
            diagnostics
                .push(Diagnostic::new(Rule::ItemTooLong, &text.file, span, message).hint(hint));
        });
    }
    diagnostics
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
                each_item(inner, visit);
            }
            _ => {}
        }
    }
}
