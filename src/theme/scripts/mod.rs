//! A theme's modules, joined into scripts: each with all it imports as one classic script, which
//! is one request instead of one a module and, unlike modules, also runs in a page that was opened
//! from a folder (`file:`).
//!
//! What an entry exports becomes a property of the global object `wuzha`. Modules are parsed, and
//! only imports, exports, names that clash and lines of comments are changed.

mod check;
mod linker;
mod module;
mod names;
mod scopes;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use oxc_allocator::Allocator;

use crate::base::diagnostic::{self, Diagnostic};
use crate::base::javascript;
use crate::base::rules::Rule;
use linker::ModuleLinker;
use module::{Kind, Module};
use names::Names;

/// The modules of a theme: text by path within `static/`.
pub type Modules<'a> = BTreeMap<&'a str, &'a str>;

/// A script, and the modules it is made of, as paths within `static/`.
#[derive(Debug, PartialEq, Eq)]
pub struct Joined<'a> {
    /// As templates call it: `search`.
    pub name: &'a str,
    pub entry: &'a str,
    pub script: String,
    pub modules: Vec<&'a str>,
}

/// The modules that are scripts of their own, by their names: those that lie in no folder, and
/// those named like theirs.
fn entries<'a>(modules: &Modules<'a>) -> Vec<(&'a str, &'a str)> {
    let entry = |&path: &&'a str| {
        let stem = path.strip_suffix(".js")?;
        match stem.split('/').collect::<Vec<_>>()[..] {
            [name] => Some((name, path)),
            [folder, name] if folder == name => Some((name, path)),
            _ => None,
        }
    };
    modules.keys().filter_map(entry).collect()
}

/// Joins each entry with what it imports, directly or not, or reports all that is wrong with any
/// script of the theme, by the script's path within `static/`.
pub fn join<'a>(modules: &Modules<'a>) -> Result<Vec<Joined<'a>>, Vec<Diagnostic>> {
    let allocator = Allocator::default();
    let entries = entries(modules);
    let mut diagnostics = Vec::new();
    let mut read: BTreeMap<&str, Module> = BTreeMap::new();
    let mut waiting: Vec<&str> = entries.iter().map(|(_, path)| *path).collect();
    while let Some(path) = waiting.pop() {
        let Some((&path, text)) = modules.get_key_value(path) else { continue };
        if read.contains_key(path) {
            continue;
        }
        let (module, found) = Module::read(&allocator, path, text);
        diagnostics.extend(found);
        waiting.extend(module.requests.iter().filter_map(|(address, _)| {
            let requested = linker::resolve(path, address)?;
            modules.get_key_value(&*requested).map(|(path, _)| *path)
        }));
        read.insert(path, module);
    }
    for (path, text) in modules.iter().filter(|(path, _)| !read.contains_key(*path)) {
        diagnostics.extend(javascript::syntax_errors(Rule::Theme, &Arc::from(*path), text));
    }
    let linker = ModuleLinker { modules: &read };
    for module in read.values() {
        diagnostics.extend(check::check(&linker, module));
    }
    let mut joined = Vec::new();
    for (name, entry) in entries {
        let order = linker.order(entry);
        diagnostics.extend(check::check_order(&linker, &order));
        let paths = order.iter().filter_map(|module| modules.get_key_value(&*module.file));
        let modules = paths.map(|(path, _)| *path).collect();
        joined.push(Joined { name, entry, script: script(&linker, &order), modules });
    }
    diagnostic::sort(&mut diagnostics);
    if diagnostics.is_empty() { Ok(joined) } else { Err(diagnostics) }
}

/// One script of modules in their order, the entry last.
fn script<'m, 'a>(linker: &ModuleLinker<'m, 'a>, order: &[&'m Module<'a>]) -> String {
    let names = Names::new(linker, order);
    let mut script = String::from("(() => {\n'use strict';\n");
    for module in order {
        for (local, binding) in &module.bindings {
            let Kind::Namespace(request) = binding.kind else { continue };
            let name = names.of((&module.file, local));
            let exported = linker.requested(module, request).map(|all| linker.exported(all));
            let properties = exported.into_iter().flatten().map(|(name, target)| {
                format!(", get {}() {{ return {}; }}", key(name), names.of(target))
            });
            let properties: String = properties.collect();
            script.push_str(&format!(
                "const {name} = Object.freeze({{ __proto__: null{properties} }});\n"
            ));
        }
    }
    for module in order {
        script.push_str(&module.text.changed(names.changes(linker, module)));
    }
    let exported = order.last().map_or_else(Vec::new, |entry| linker.exported(entry));
    let properties = exported.into_iter().map(|(name, target)| match names.of(target) {
        value if value == name => name.to_owned(),
        value => format!("{}: {value}", key(name)),
    });
    let properties = properties.collect::<Vec<_>>().join(", ");
    if !properties.is_empty() {
        script.push_str(&format!(
            "self.wuzha = Object.assign(self.wuzha || {{}}, {{ {properties} }});\n"
        ));
    }
    script.push_str("})();\n");
    script
}

/// A name as the key of a property.
fn key(name: &str) -> String {
    let is_plain =
        name.chars().all(|character| character.is_alphanumeric() || "_$".contains(character))
            && !name.starts_with(|first: char| first.is_numeric());
    if is_plain { name.to_owned() } else { serde_json::Value::from(name).to_string() }
}
