//! JavaScript that phones of 2018 do not know: what is younger than ES2017, and some methods.

use std::sync::Arc;

use oxc_allocator::Allocator;
use oxc_ast::AstKind;
use oxc_ast::ast::{Expression, LogicalOperator, RegExpFlags};
use oxc_span::GetSpan;

use crate::base::diagnostic::Diagnostic;
use crate::base::javascript;
use crate::base::rules::Rule;

/// Functions that Chromium 69, Safari 12 or Firefox 68 lack, by the name they are called by.
const METHODS: [&str; 16] = [
    "allSettled",
    "at",
    "findLast",
    "findLastIndex",
    "fromEntries",
    "hasOwn",
    "matchAll",
    "randomUUID",
    "replaceAll",
    "replaceChildren",
    "requestSubmit",
    "showModal",
    "toReversed",
    "toSorted",
    "toSpliced",
    "withResolvers",
];

const HINT: &str = "The phones of many old people have browsers of 2018, which would not run it. \
                    Say it in the words of ES2017.";

/// What such a phone would refuse in a script that can be parsed.
pub(crate) fn unknown(rule: Rule, file: &Arc<str>, text: &str) -> Vec<Diagnostic> {
    let allocator = Allocator::default();
    let parsed = javascript::parse_module(&allocator, rule, file, text);
    let nodes = parsed.semantic.nodes().iter().filter_map(|node| {
        let what = younger(node.kind(), text)?;
        let message = format!("Phones of 2018 do not know {what}");
        let span = node.kind().span().into();
        Some(Diagnostic::new(rule, file, span, message).hint(HINT))
    });
    nodes.collect()
}

fn younger(node: AstKind, text: &str) -> Option<String> {
    let written = |what: &str| Some(what.to_owned());
    match node {
        AstKind::ChainExpression(_) => written("`?.`"),
        AstKind::LogicalExpression(logical) if logical.operator == LogicalOperator::Coalesce => {
            written("`??`")
        }
        AstKind::AssignmentExpression(assignment) if assignment.operator.is_logical() => {
            Some(format!("`{}`", assignment.operator.as_str()))
        }
        AstKind::ObjectExpression(object)
            if object.properties.iter().any(oxc_ast::ast::ObjectPropertyKind::is_spread) =>
        {
            written("`...` in an object")
        }
        AstKind::ObjectPattern(pattern) if pattern.rest.is_some() => written("`...` in an object"),
        AstKind::ObjectAssignmentTarget(target) if target.rest.is_some() => {
            written("`...` in an object")
        }
        AstKind::CatchClause(clause) if clause.param.is_none() => written("`catch` without a name"),
        AstKind::PropertyDefinition(_)
        | AstKind::StaticBlock(_)
        | AstKind::PrivateIdentifier(_) => written("fields of classes"),
        AstKind::BigIntLiteral(_) => written("large integers"),
        AstKind::NumericLiteral(number) => {
            let digits = number.span.source_text(text);
            digits.contains('_').then(|| "`_` in a number".to_owned())
        }
        AstKind::ImportExpression(_) => written("`import()`"),
        AstKind::MetaProperty(meta) if meta.meta.name == "import" => written("`import.meta`"),
        AstKind::ForOfStatement(each) if each.r#await => written("`for await`"),
        AstKind::Function(function) if function.r#async && function.generator => {
            written("asynchronous generators")
        }
        AstKind::RegExpLiteral(pattern) => {
            let young = RegExpFlags::S | RegExpFlags::D | RegExpFlags::V;
            let source = pattern.regex.pattern.text.as_str();
            let has =
                ["\\p{", "\\P{", "(?<", "(?i", "(?-"].iter().any(|part| source.contains(part));
            (has || pattern.regex.flags.intersects(young)).then(|| "this pattern".to_owned())
        }
        AstKind::IdentifierReference(name) if name.name == "globalThis" => written("`globalThis`"),
        AstKind::CallExpression(call) => {
            let name = match &call.callee {
                Expression::StaticMemberExpression(member) => member.property.name.as_str(),
                Expression::Identifier(name) if name.name == "structuredClone" => {
                    return written("`structuredClone()`");
                }
                _ => return None,
            };
            // `at` is a word that other objects have too, but hardly as a function.
            METHODS.contains(&name).then(|| format!("`{name}()`"))
        }
        _ => None,
    }
}
