//! A module as data: what it imports, exports and declares, and its text as a part of a script.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use oxc_allocator::Allocator;
use oxc_ast::ast::{
    ExportDefaultDeclaration, ExportDefaultDeclarationKind, ExportNamedDeclaration,
    ImportDeclarationSpecifier, Statement, StringLiteral,
};
use oxc_span::GetSpan;

use super::scopes::{NameUse, Scopes};
use super::text::ScriptText;
use crate::base::diagnostic::Diagnostic;
use crate::base::javascript::{self, Parsed};
use crate::base::rules::Rule;
use crate::base::source::Span;

/// What a default export without a name is called in the script.
const DEFAULT: &str = "defaultExport";
/// What a statement begins with that would go on with the one before, were that not ended.
const CONTINUES: [char; 6] = ['(', '[', '`', '+', '-', '/'];

/// Local names with a blank are nobody's: `* default` is a default export without a name, `* tools`
/// a namespace that is only exported.
pub(super) struct Module<'a> {
    pub file: Arc<str>,
    /// Whether it cannot be parsed, so that nobody knows what it exports.
    pub is_broken: bool,
    /// The paths it imports from, as they are written, in order.
    pub requests: Vec<(&'a str, Span)>,
    /// By local name.
    pub imports: BTreeMap<String, Import<'a>>,
    /// By exported name, in order.
    pub exports: Vec<(String, Export<'a>)>,
    /// The requests whose exports are all exported.
    pub stars: Vec<usize>,
    /// What it declares at its top, by local name.
    pub bindings: BTreeMap<String, Binding>,
    /// Names that nothing in it declares.
    pub globals: BTreeSet<String>,
    /// Names that it declares anywhere.
    names: BTreeSet<String>,
    pub text: ScriptText<'a>,
}

/// A name of another module: the request, and how it is called there.
pub(super) struct Import<'a> {
    pub request: usize,
    pub name: &'a str,
    pub span: Span,
    pub uses: Vec<NameUse>,
}

pub(super) enum Export<'a> {
    Local(String),
    Of(Import<'a>),
}

pub(super) struct Binding {
    pub kind: Kind,
    /// How it is called if nothing is in the way.
    pub wanted: String,
    pub uses: Vec<NameUse>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// There before the first statement runs.
    Hoisted,
    /// There when its own statement has run.
    Lexical,
    /// An object with all that a request exports.
    Namespace(usize),
}

impl<'a> Module<'a> {
    /// Reads a module, and finds what is wrong with it alone.
    pub(super) fn read(
        allocator: &'a Allocator,
        path: &str,
        text: &'a str,
    ) -> (Self, Vec<Diagnostic>) {
        let file: Arc<str> = Arc::from(path);
        let Parsed { program, semantic, mut diagnostics } =
            javascript::parse_module(allocator, Rule::Theme, &file, text);
        let scopes = Scopes::new(&semantic);
        let bindings = scopes.top().map(|(name, symbol)| {
            let kind = if scopes.is_hoisted(symbol) { Kind::Hoisted } else { Kind::Lexical };
            let uses = scopes.declarations(symbol).chain(scopes.references(symbol)).collect();
            (name.to_owned(), Binding { kind, wanted: name.to_owned(), uses })
        });
        let mut module = Module {
            is_broken: !diagnostics.is_empty(),
            requests: Vec::new(),
            imports: BTreeMap::new(),
            exports: Vec::new(),
            stars: Vec::new(),
            bindings: bindings.collect(),
            globals: scopes.globals(),
            names: scopes.declared().collect(),
            text: ScriptText::new(text, program, &semantic),
            file,
        };
        let mut follows_code = false;
        for statement in &program.body {
            let start = statement.span().start;
            if !follows_code && module.text.starts_with(start, &CONTINUES) {
                module.text.replace(Span { start, end: start }, ";");
            }
            follows_code = module.statement(statement, &scopes);
            if !follows_code {
                module.text.replace(statement.span().into(), "");
            }
        }
        diagnostics.extend(scopes.only_in_modules(&module.file));
        (module, diagnostics)
    }

    /// Whether a name is declared or used anywhere in it.
    pub(super) fn uses(&self, name: &str) -> bool {
        self.names.contains(name) || self.globals.contains(name)
    }

    /// Notes what is imported and exported; whether anything is left of the statement.
    fn statement(&mut self, statement: &Statement<'a>, scopes: &Scopes) -> bool {
        match statement {
            Statement::ImportDeclaration(import) => {
                let request = self.request(&import.source);
                for specifier in import.specifiers.iter().flatten() {
                    self.import(request, specifier, scopes);
                }
                false
            }
            Statement::ExportAllDeclaration(export) => {
                let request = self.request(&export.source);
                match &export.exported {
                    Some(name) => {
                        let (name, local) = (name.name().as_str(), format!("* {}", name.name()));
                        self.bind(&local, Kind::Namespace(request), name, Vec::new());
                        self.exports.push((name.to_owned(), Export::Local(local)));
                    }
                    None => self.stars.push(request),
                }
                false
            }
            Statement::ExportNamedDeclaration(export) => self.export(export, scopes),
            Statement::ExportDefaultDeclaration(export) => {
                self.export_default(export);
                true
            }
            _ => true,
        }
    }

    fn request(&mut self, source: &StringLiteral<'a>) -> usize {
        self.requests.push((source.value.as_str(), source.span.into()));
        self.requests.len() - 1
    }

    fn bind(&mut self, local: &str, kind: Kind, wanted: &str, uses: Vec<NameUse>) {
        self.bindings.insert(local.to_owned(), Binding { kind, wanted: wanted.to_owned(), uses });
    }

    fn import(
        &mut self,
        request: usize,
        specifier: &ImportDeclarationSpecifier<'a>,
        scopes: &Scopes,
    ) {
        let local = specifier.local();
        let symbol = local.symbol_id.get();
        let uses = symbol.into_iter().flat_map(|symbol| scopes.references(symbol)).collect();
        let name = match specifier {
            ImportDeclarationSpecifier::ImportSpecifier(named) => named.imported.name().as_str(),
            ImportDeclarationSpecifier::ImportDefaultSpecifier(_) => "default",
            ImportDeclarationSpecifier::ImportNamespaceSpecifier(_) => {
                return self.bind(&local.name, Kind::Namespace(request), &local.name, uses);
            }
        };
        let import = Import { request, name, span: specifier.span().into(), uses };
        self.imports.insert(local.name.to_string(), import);
    }

    fn export(&mut self, export: &ExportNamedDeclaration<'a>, scopes: &Scopes) -> bool {
        if let Some(declaration) = &export.declaration {
            let (start, end) = (export.span.start, declaration.span().start);
            self.text.replace(Span { start, end }, "");
            for name in scopes.declared_in(declaration.span().into()) {
                self.exports.push((name.clone(), Export::Local(name)));
            }
            return true;
        }
        let request = export.source.as_ref().map(|source| self.request(source));
        for specifier in &export.specifiers {
            let (local, span) = (specifier.local.name().as_str(), specifier.span.into());
            let source = match request {
                Some(request) => {
                    Export::Of(Import { request, name: local, span, uses: Vec::new() })
                }
                None => Export::Local(local.to_owned()),
            };
            self.exports.push((specifier.exported.name().to_string(), source));
        }
        false
    }

    /// Turns a default export into a declaration.
    fn export_default(&mut self, export: &ExportDefaultDeclaration<'a>) {
        use ExportDefaultDeclarationKind::{ClassDeclaration, FunctionDeclaration};
        const CLASS: u32 = 5; // bytes of `class`
        let (start, end) = (export.span.start, export.declaration.span().start);
        self.text.replace(Span { start, end }, "");
        let (name, kind, place) = match &export.declaration {
            FunctionDeclaration(function) => {
                (&function.id, Kind::Hoisted, function.params.span.start)
            }
            ClassDeclaration(class) => (&class.id, Kind::Lexical, end + CLASS),
            _ => (&None, Kind::Lexical, end),
        };
        let local = match name {
            Some(name) => name.name.to_string(),
            None => {
                let (before, after) = match place {
                    place if place == end => ("const ", " = "),
                    place if self.text.starts_with(place - 1, &[' ']) => ("", ""),
                    _ => (" ", ""),
                };
                let span = Span { start: place, end: place };
                let named = NameUse::new(span, before.to_owned(), after);
                self.bind("* default", kind, DEFAULT, vec![named]);
                "* default".to_owned()
            }
        };
        self.exports.push(("default".to_owned(), Export::Local(local)));
    }
}
