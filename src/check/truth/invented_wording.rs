//! `invented-wording`: a wording of a protocol whose wording was not found.
//!
//! Conflicting versions of slogans circulate. Where only the name of a protocol is known, the page
//! says so, and makes nothing up.

use crate::base::diagnostic::Diagnostic;
use crate::base::document::{Block, BlockKind, plain_blocks};
use crate::base::rules::Rule;
use crate::base::text;
use crate::base::vocabulary::TextStatus;
use crate::check::context::Context;
use crate::parse::facts::Details;
use crate::site::page::{Page, Text};

/// The longest name in quotation marks, in columns; anything longer is a wording.
const LONGEST_NAME: usize = 20;

pub(crate) fn invented_wording(_: &Context, page: &Page) -> Vec<Diagnostic> {
    let Details::Protocol { text_status, .. } = &page.facts.details else { return Vec::new() };
    if text_status.value != TextStatus::Missing {
        return Vec::new();
    }
    page.texts.iter().flatten().flat_map(check_text).collect()
}

fn check_text(text: &Text) -> Vec<Diagnostic> {
    let document = text.document();
    let Some(section) = document.section("text") else { return Vec::new() };
    let report = |block: &Block| {
        let message = "This is a wording, but `text_status` says that none was found";
        let hint = "Say only that it was not found, or write `text_status = \"circulating\"` and \
                    cite the source.";
        Diagnostic::new(Rule::InventedWording, &text.file, block.span, message).hint(hint)
    };
    section.blocks.iter().filter(|block| is_wording(block)).map(report).collect()
}

/// Lists, tables and quotations are wordings; a sentence that says what was not found is none.
fn is_wording(block: &Block) -> bool {
    match &block.kind {
        BlockKind::List(_) | BlockKind::Table(_) | BlockKind::Quote(_) | BlockKind::Code { .. } => {
            true
        }
        BlockKind::Paragraph(_) => {
            let words = plain_blocks(std::slice::from_ref(block));
            let mut quoted = words.split('“').skip(1).filter_map(|rest| rest.split_once('”'));
            quoted.any(|(quoted, _)| text::columns(quoted) > LONGEST_NAME)
        }
        BlockKind::Alert { .. } | BlockKind::Heading { .. } | BlockKind::Rule => false,
    }
}
