//! What is wrong between modules: imports of what is not there, and names read too early.

use super::linker::{ModuleLinker, resolve};
use super::module::{Export, Import, Kind, Module};
use crate::base::diagnostic::{self, Diagnostic};
use crate::base::rules::Rule;
use crate::base::source::Span;

const EARLY: &str = "Move what both need into a third module, or read it in a function that is \
                     called later.";

/// What is wrong with what a module imports.
pub(super) fn check<'m>(linker: &ModuleLinker<'m, '_>, module: &'m Module) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (request, (address, span)) in module.requests.iter().enumerate() {
        if linker.requested(module, request).is_none() {
            let message = format!("`{address}` is not a script of the theme");
            diagnostics
                .push(error(module, *span, message).hint(address_hint(linker, module, address)));
        }
    }
    let passed_on = module.exports.iter().filter_map(|(_, export)| match export {
        Export::Of(import) => Some(import),
        Export::Local(_) => None,
    });
    for import in module.imports.values().chain(passed_on) {
        diagnostics.extend(check_import(linker, module, import));
    }
    diagnostics
}

fn check_import<'m>(
    linker: &ModuleLinker<'m, '_>,
    module: &'m Module,
    import: &'m Import,
) -> Vec<Diagnostic> {
    let Some(requested) = linker.requested(module, import.request) else { return Vec::new() };
    let (file, name) = (&requested.file, &import.name);
    if linker.import(module, import).is_none() {
        let message = format!("`{file}` does not export `{name}`");
        let names = linker.exported(requested).into_iter().map(|(name, _)| name);
        let hint = diagnostic::allowed_hint(name, names);
        return vec![error(module, import.span, message).hint(hint)];
    }
    let written = import.uses.iter().filter(|place| place.is_written);
    let refused = written.map(|place| {
        let message = format!("`{name}` is imported: only `{file}` can give it another value");
        let hint = format!("Export a function from `{file}` that does so, and call it here.");
        error(module, place.span, message).hint(hint)
    });
    refused.collect()
}

fn address_hint(linker: &ModuleLinker, module: &Module, address: &str) -> String {
    let wanted = resolve(&module.file, address).unwrap_or_else(|| address.to_owned());
    let how = "Scripts are named by the path from this file: `./copy.js`, `../page/copy.js`.";
    match diagnostic::nearest(&wanted, linker.modules.keys().copied()) {
        Some(near) => format!("Did you mean `{near}` of the theme's `static`? {how}"),
        None => format!("{how} Copy a script from elsewhere into the theme's `static`."),
    }
}

/// What modules read while they are loaded, although it is declared by one that comes later.
pub(super) fn check_order<'m>(
    linker: &ModuleLinker<'m, '_>,
    order: &[&'m Module],
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (place, module) in order.iter().enumerate() {
        for (name, import) in &module.imports {
            let Some((file, _)) = linker.import(module, import).filter(|&target| {
                let comes_later = order[place + 1..].iter().any(|later| *later.file == *target.0);
                let binding = linker.binding(target);
                comes_later && binding.is_some_and(|binding| binding.kind == Kind::Lexical)
            }) else {
                continue;
            };
            for early in import.uses.iter().filter(|place| place.is_immediate) {
                let message = format!(
                    "`{name}` has no value yet: this module and `{file}` import each other"
                );
                diagnostics.push(error(module, early.span, message).hint(EARLY));
            }
        }
    }
    diagnostics
}

fn error(module: &Module, span: Span, message: String) -> Diagnostic {
    Diagnostic::new(Rule::Theme, &module.file, span, message)
}
