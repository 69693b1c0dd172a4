//! Parsed JavaScript, and the mistakes for which browsers refuse a script.

use std::sync::Arc;

use oxc_allocator::Allocator;
use oxc_ast::AstKind;
use oxc_ast::ast::Program;
use oxc_parser::{ParseOptions, Parser};
use oxc_semantic::{Semantic, SemanticBuilder};
use oxc_span::{GetSpan, SourceType};

use crate::base::diagnostic::Diagnostic;
use crate::base::limits;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::text::nesting;

const HINT: &str = "Browsers refuse the whole script until this is right. If nothing is wrong \
                    here, look for a bracket, a quotation mark or a comma that is missing before.";

/// A script as a tree, with its scopes and names.
pub(crate) struct Parsed<'a> {
    pub program: &'a Program<'a>,
    pub semantic: Semantic<'a>,
    /// Syntax errors; where there are some, the tree may be empty.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses a module. Its diagnostics are of this rule.
pub(crate) fn parse_module<'a>(
    allocator: &'a Allocator,
    rule: Rule,
    file: &Arc<str>,
    text: &'a str,
) -> Parsed<'a> {
    parse(allocator, rule, file, text, SourceType::mjs())
}

/// The syntax errors of a script that is published as it is: a module if it imports or exports.
pub fn syntax_errors(rule: Rule, file: &Arc<str>, text: &str) -> Vec<Diagnostic> {
    parse(&Allocator::default(), rule, file, text, SourceType::unambiguous()).diagnostics
}

fn parse<'a>(
    allocator: &'a Allocator,
    rule: Rule,
    file: &Arc<str>,
    text: &'a str,
    kind: SourceType,
) -> Parsed<'a> {
    // The library calls itself for each.
    let is_deep = nesting(text) > limits::SCRIPT_BRACKETS;
    let text = if is_deep { "" } else { text };
    let options = ParseOptions { parse_regular_expression: true, ..ParseOptions::default() };
    let parsed = Parser::new(allocator, text, kind).with_options(options).parse();
    let program: &Program = allocator.alloc(parsed.program);
    let built = SemanticBuilder::new().with_check_syntax_error(true).build(program);
    let mut diagnostics: Vec<Diagnostic> = parsed
        .errors
        .iter()
        .chain(&built.errors)
        .map(|error| {
            // Of two places, such as those of two declarations, the later one is the mistake.
            let place = error.labels.iter().flatten().max_by_key(|label| label.offset());
            let span = place.map_or(Span::default(), |place| {
                Span::new(place.offset()..place.offset() + place.len())
            });
            let message = format!("The script cannot be parsed: {}", error.message);
            Diagnostic::new(rule, file, span, message).hint(HINT)
        })
        .collect();
    if is_deep {
        let most = limits::SCRIPT_BRACKETS;
        let message = format!("The script’s brackets lie in each other more than {most} deep");
        let hint = "Look for brackets that are not closed, or write it flat.";
        diagnostics.push(Diagnostic::new(rule, file, Span::default(), message).hint(hint));
    }
    for node in built.semantic.nodes().iter() {
        if let Some(what) = unknown_to_browsers(node.kind()) {
            let message = format!("Browsers cannot parse {what}");
            let hint = "Write it without; nothing translates newer JavaScript into older.";
            let span = node.kind().span().into();
            diagnostics.push(Diagnostic::new(rule, file, span, message).hint(hint));
        }
    }
    Parsed { program, semantic: built.semantic, diagnostics }
}

/// What the parser accepts ahead of browsers.
fn unknown_to_browsers(node: AstKind) -> Option<&'static str> {
    match node {
        AstKind::Decorator(_) => Some("decorators"),
        AstKind::AccessorProperty(_) => Some("`accessor` fields"),
        AstKind::ImportDeclaration(import) if import.phase.is_some() => Some("import phases"),
        AstKind::ImportExpression(import) if import.phase.is_some() => Some("import phases"),
        _ => None,
    }
}

impl From<oxc_span::Span> for Span {
    fn from(span: oxc_span::Span) -> Span {
        Span { start: span.start, end: span.end }
    }
}

/// Whether a file is JavaScript, by its name.
pub fn is_script(path: &str) -> bool {
    path.ends_with(".js") || path.ends_with(".mjs")
}
