//! The names of a module: where each is used, and what only a module would understand.

use std::collections::BTreeSet;
use std::sync::Arc;

use oxc_ast::AstKind;
use oxc_ast::ast::Expression;
use oxc_semantic::{NodeId, Scoping, Semantic, SymbolFlags, SymbolId};
use oxc_span::GetSpan;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// A place where a name is written.
pub(super) struct NameUse {
    pub span: Span,
    /// What another name is written between, where it takes more: `{ name }` becomes
    /// `{ name: other }`.
    pub before: String,
    pub after: &'static str,
    /// Whether it is read while the script is loaded, not by a function that is called later.
    pub is_immediate: bool,
    pub is_written: bool,
}

impl NameUse {
    pub(super) fn new(span: Span, before: String, after: &'static str) -> Self {
        NameUse { span, before, after, is_immediate: false, is_written: false }
    }
}

pub(super) struct Scopes<'s, 'a> {
    semantic: &'s Semantic<'a>,
    /// Where names are key and value at once.
    shorthands: BTreeSet<u32>,
}

impl<'s, 'a> Scopes<'s, 'a> {
    pub(super) fn new(semantic: &'s Semantic<'a>) -> Self {
        let shorthands = semantic.nodes().iter().filter_map(|node| match node.kind() {
            AstKind::ObjectProperty(property) if property.shorthand => Some(property.span.start),
            AstKind::BindingProperty(property) if property.shorthand => Some(property.span.start),
            AstKind::AssignmentTargetPropertyIdentifier(property) => Some(property.span.start),
            _ => None,
        });
        Scopes { semantic, shorthands: shorthands.collect() }
    }

    fn scoping(&self) -> &'s Scoping {
        self.semantic.scoping()
    }

    /// Names that nothing in the module declares: the browser's.
    pub(super) fn globals(&self) -> BTreeSet<String> {
        self.scoping()
            .root_unresolved_references()
            .keys()
            .map(std::string::ToString::to_string)
            .collect()
    }

    /// Names that are declared anywhere in the module.
    pub(super) fn declared(&self) -> impl Iterator<Item = String> {
        self.scoping().symbol_names().map(str::to_owned)
    }

    /// What is declared at the top, without imports.
    pub(super) fn top(&self) -> impl Iterator<Item = (&'s str, SymbolId)> {
        let scoping = self.scoping();
        let symbols = scoping.iter_bindings_in(scoping.root_scope_id());
        symbols
            .filter(|&symbol| !scoping.symbol_flags(symbol).contains(SymbolFlags::Import))
            .map(|symbol| (scoping.symbol_name(symbol), symbol))
    }

    /// The names that a statement at the top declares, in order.
    pub(super) fn declared_in(&self, statement: Span) -> Vec<String> {
        let declares = |symbol| self.places(symbol).find(|place| statement.contains(*place));
        let mut names: Vec<(Span, &str)> =
            self.top().filter_map(|(name, symbol)| Some((declares(symbol)?, name))).collect();
        names.sort();
        names.into_iter().map(|(_, name)| name.to_owned()).collect()
    }

    /// Whether a name has its value before the first statement runs.
    pub(super) fn is_hoisted(&self, symbol: SymbolId) -> bool {
        let hoisted = SymbolFlags::Function | SymbolFlags::FunctionScopedVariable;
        self.scoping().symbol_flags(symbol).intersects(hoisted)
    }

    /// Where a name is declared: `var` may declare it again.
    fn places(&self, symbol: SymbolId) -> impl Iterator<Item = Span> {
        let again = self.scoping().symbol_redeclarations(symbol);
        let once = again.is_empty().then(|| self.scoping().symbol_span(symbol));
        once.into_iter().chain(again.iter().map(|one| one.span)).map(Span::from)
    }

    /// The places where a name is declared.
    pub(super) fn declarations(&self, symbol: SymbolId) -> impl Iterator<Item = NameUse> {
        self.places(symbol).map(move |place| self.at(symbol, place))
    }

    /// The places where a name is used, apart from lists of exports.
    pub(super) fn references(&self, symbol: SymbolId) -> impl Iterator<Item = NameUse> {
        let nodes = self.semantic.nodes();
        self.scoping().get_resolved_references(symbol).filter_map(move |reference| {
            let node = reference.node_id();
            if matches!(nodes.parent_kind(node), AstKind::ExportSpecifier(_)) {
                return None;
            }
            let place = self.semantic.reference_span(reference).into();
            let is_immediate = self.is_immediate(node);
            Some(NameUse {
                is_immediate,
                is_written: reference.is_write(),
                ..self.at(symbol, place)
            })
        })
    }

    fn at(&self, symbol: SymbolId, place: Span) -> NameUse {
        let name = self.scoping().symbol_name(symbol);
        let is_shorthand = self.shorthands.contains(&place.start);
        let before = if is_shorthand { format!("{name}: ") } else { String::new() };
        NameUse::new(place, before, "")
    }

    fn is_immediate(&self, node: NodeId) -> bool {
        !self.semantic.nodes().ancestor_kinds(node).any(|kind| {
            matches!(
                kind,
                AstKind::Function(_)
                    | AstKind::ArrowFunctionExpression(_)
                    | AstKind::PropertyDefinition(_)
            )
        })
    }

    /// What means nothing, or something else, in a script that is no module.
    pub(super) fn only_in_modules(&self, file: &Arc<str>) -> Vec<Diagnostic> {
        let nodes = self.semantic.nodes();
        let refused = nodes.iter().filter_map(|node| {
            let (message, hint) = match node.kind() {
                AstKind::AwaitExpression(_) if self.is_immediate(node.id()) => AWAIT,
                AstKind::ForOfStatement(each) if each.r#await && self.is_immediate(node.id()) => {
                    AWAIT
                }
                AstKind::VariableDeclaration(declared)
                    if declared.kind.is_await() && self.is_immediate(node.id()) =>
                {
                    AWAIT
                }
                AstKind::MetaProperty(meta) if meta.meta.name == "import" => META,
                AstKind::ThisExpression(_) if self.is_outer_this(node.id()) => THIS,
                AstKind::ImportExpression(import) if is_relative(&import.source) => IMPORT,
                _ => return None,
            };
            let span = node.kind().span().into();
            Some(Diagnostic::new(Rule::Theme, file, span, message).hint(hint))
        });
        refused.collect()
    }

    fn is_outer_this(&self, node: NodeId) -> bool {
        !self.semantic.nodes().ancestor_kinds(node).any(|kind| {
            matches!(
                kind,
                AstKind::Function(_) | AstKind::PropertyDefinition(_) | AstKind::StaticBlock(_)
            )
        })
    }
}

fn is_relative(address: &Expression) -> bool {
    matches!(address, Expression::StringLiteral(text) if text.value.starts_with('.'))
}

const AWAIT: (&str, &str) = (
    "`await` outside a function",
    "Modules are joined into one script, which cannot wait: put it into an `async` function.",
);
const META: (&str, &str) = (
    "`import.meta` does not exist in a joined script",
    "Write `document.currentScript.src`, outside of functions, for the script's own address.",
);
const THIS: (&str, &str) =
    ("`this` is undefined outside of a function", "Write `self` for the window.");
const IMPORT: (&str, &str) = (
    "A module of the theme cannot be imported while the page is open",
    "Import it at the top: `import { name } from './other.js';`. What is to be loaded later must \
     be a script of its own.",
);
