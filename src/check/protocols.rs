//! `invented-wording`, `protocol-without-source`: what is said to be the wording of a protocol, and
//! is not.
//!
//! Conflicting versions of slogans circulate. A page says which one it prints and where it was
//! seen; where only the name is known, it says that, and makes nothing up.

use crate::base::diagnostic::Diagnostic;
use crate::base::document::{Block, BlockKind, plain_blocks};
use crate::base::length;
use crate::base::rules::Rule;
use crate::base::vocabulary::TextStatus;
use crate::check::context::Context;
use crate::parse::facts::{Citation, Details};
use crate::site::page::{Page, Text};

/// The longest name in quotation marks, in columns; what is longer is a wording.
const LONGEST_NAME: usize = 20;

pub fn check(_: &Context, page: &Page) -> Vec<Diagnostic> {
    let Details::Protocol { text_status, .. } = &page.facts.details else { return Vec::new() };
    match text_status.value {
        TextStatus::Missing => page.texts.iter().flatten().flat_map(invented).collect(),
        TextStatus::Verified if !page.facts.citations.iter().any(Citation::is_public) => {
            let message = "The wording is called verified, and no source says where";
            let hint = "Name the issuer's publication under `[[sources]]`, with its `url`, or its `publisher` and `published_on`; \
                        or write `text_status = \"circulating\"`.";
            let (file, span) = (&page.facts_file, text_status.span);
            vec![Diagnostic::new(Rule::ProtocolWithoutSource, file, span, message).hint(hint)]
        }
        TextStatus::Verified | TextStatus::Circulating => Vec::new(),
    }
}

fn invented(text: &Text) -> Vec<Diagnostic> {
    let blocks =
        text.document.section("text").map(|section| section.blocks.as_slice()).unwrap_or_default();
    let wordings = blocks.iter().filter(|block| is_wording(block));
    let report = |block: &Block| {
        let message = "The wording of this protocol was not found, and here stands one";
        let hint = "Say that it was not found. If it was, write `text_status = \"circulating\"` and name the source.";
        Diagnostic::new(Rule::InventedWording, &text.file, block.span, message).hint(hint)
    };
    wordings.map(report).collect()
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
            quoted.any(|(quoted, _)| length::columns(quoted) > LONGEST_NAME)
        }
        BlockKind::Alert { .. } | BlockKind::Heading { .. } | BlockKind::Rule => false,
    }
}
