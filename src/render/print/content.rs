//! The document tree as JSON values for print templates; text is always data.
//!
//! A block is an object with a `type`; an inline is a string, where it is plain text, or an object
//! with a `type`. `themes/*/print/base.typ` turns them into content with functions, so no character
//! of a page can become markup or code:
//!
//! ```json
//! {"type": "paragraph", "content": ["Hang up. ", {"type": "strong", "content": ["Call 110."]}]}
//! {"type": "list", "start": 1, "tight": true, "items": [[{"type": "paragraph", "content": ["Stop."]}]]}
//! ```

use serde_json::{Value, json};

use crate::base::document::{
    Alignment, Block, BlockKind, Inline, InlineKind, List, Table, Target, plain_text,
};

/// The address of a link's target, if print may lead there.
pub type ResolveLink<'a> = &'a dyn Fn(&Target) -> Option<String>;

/// The values of a run of blocks. A link whose target does not resolve keeps its words only.
pub fn blocks(blocks: &[Block], resolve_link: ResolveLink) -> Value {
    blocks.iter().map(|b| block(b, resolve_link)).collect()
}

/// The values of a run of inlines; neighbouring texts are joined.
pub fn inlines(inlines: &[Inline], resolve_link: ResolveLink) -> Value {
    let mut out = Vec::new();
    push_inlines(inlines, resolve_link, &mut out);
    Value::Array(out)
}

/// How deeply values are nested in one another.
pub(super) fn depth(content: &Value) -> usize {
    match content {
        Value::Array(items) => items.iter().map(depth).max().unwrap_or(0),
        Value::Object(node) => {
            let inner = ["items", "blocks", "content"].iter().filter_map(|key| node.get(*key));
            inner.map(|inner| 1 + depth(inner)).max().unwrap_or(0)
        }
        _ => 0,
    }
}

fn block(block: &Block, resolve_link: ResolveLink) -> Value {
    match &block.kind {
        BlockKind::Paragraph(content) => {
            json!({"type": "paragraph", "content": inlines(content, resolve_link)})
        }
        // A heading without words would be an empty bookmark, which PDF/UA forbids.
        BlockKind::Heading { content, .. } if plain_text(content).trim().is_empty() => {
            json!({"type": "paragraph", "content": []})
        }
        BlockKind::Heading { level, content, .. } => {
            json!({"type": "heading", "level": level, "content": inlines(content, resolve_link)})
        }
        BlockKind::List(list) => self::list(list, resolve_link),
        BlockKind::Quote(inner) => json!({"type": "quote", "blocks": blocks(inner, resolve_link)}),
        BlockKind::Alert { kind, blocks: inner } => {
            json!({"type": "alert", "kind": kind.id(), "blocks": blocks(inner, resolve_link)})
        }
        BlockKind::Code { language, text } => {
            json!({"type": "code", "language": language, "lines": text.lines().collect::<Vec<_>>()})
        }
        BlockKind::Table(table) => self::table(table, resolve_link),
        BlockKind::Rule => json!({"type": "rule"}),
    }
}

fn list(list: &List, resolve_link: ResolveLink) -> Value {
    let items: Value = list.items.iter().map(|item| blocks(item, resolve_link)).collect();
    json!({"type": "list", "start": list.start, "tight": list.tight, "items": items})
}

fn table(table: &Table, resolve_link: ResolveLink) -> Value {
    let row = |cells: &[Vec<Inline>]| -> Value {
        cells.iter().map(|cell| inlines(cell, resolve_link)).collect()
    };
    let alignments: Value = table.alignments.iter().map(|a| Value::from(alignment(*a))).collect();
    let rows: Value = table.rows.iter().map(|cells| row(cells)).collect();
    json!({"type": "table", "alignments": alignments, "head": row(&table.head), "rows": rows})
}

fn alignment(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None | Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    }
}

fn push_inlines(inlines: &[Inline], resolve_link: ResolveLink, out: &mut Vec<Value>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) => push_text(text, out),
            InlineKind::Emphasis(inner) => out.push(marked("emphasis", inner, resolve_link)),
            InlineKind::Strong(inner) => out.push(marked("strong", inner, resolve_link)),
            InlineKind::Code(text) => out.push(json!({"type": "code", "text": text})),
            InlineKind::Link { target, content } => match resolve_link(target) {
                Some(url) => {
                    out.push(json!({"type": "link", "url": url, "content": self::inlines(content, resolve_link)}));
                }
                None => push_inlines(content, resolve_link, out),
            },
            InlineKind::Image(image) => {
                out.push(json!({"type": "image", "file": image.file, "alt": image.alt}));
            }
            InlineKind::Break => out.push(json!({"type": "break"})),
            InlineKind::FootnoteReference(label) => {
                out.push(json!({"type": "footnote-reference", "label": label}));
            }
        }
    }
}

fn marked(kind: &str, inner: &[Inline], resolve_link: ResolveLink) -> Value {
    json!({"type": kind, "content": inlines(inner, resolve_link)})
}

/// Joins a text to the one before it, so that shaping and line breaking see whole sentences.
fn push_text(text: &str, out: &mut Vec<Value>) {
    // A line end within a paragraph is a space; only `Break` begins a new line.
    let text = text.replace(['\r', '\n'], " ");
    match out.last_mut() {
        Some(Value::String(before)) => before.push_str(&text),
        _ => out.push(Value::String(text)),
    }
}
