//! How do the theme's modules become scripts that run everywhere? Each is joined with all it
//! imports into one classic script: one request instead of one a module, and, unlike modules, it
//! also runs in a page opened from a folder (`file:`).
//!
//! Modules keep to a simple form, which is all that is understood of them:
//! - an import, or an export of what another module exports, stands on a line of its own: `import {
//!   open, close } from './files.js';`
//! - `export` begins a line and is followed by a function, a class or one constant;
//! - no two modules of a script declare the same name at their top.
//!
//! What the entry exports becomes a property of the global object `wuzha`. Lines that hold nothing
//! but a comment are left out.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// The modules of a theme: text by path within `static/`.
pub type Modules<'a> = BTreeMap<&'a str, &'a str>;

/// A script, and the modules it is made of, as paths within `static/`.
#[derive(Debug, PartialEq, Eq)]
pub struct Joined<'a> {
    pub script: String,
    pub modules: Vec<&'a str>,
}

/// The modules that are scripts of their own, by their names: those that lie in no folder, and
/// those named like theirs.
pub fn entries<'a>(modules: &Modules<'a>) -> Vec<(&'a str, &'a str)> {
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

/// Joins the module `entry` and what it imports, directly or not. What is wrong is told of the
/// module's path.
pub fn join<'a>(modules: &Modules<'a>, entry: &str) -> Result<Joined<'a>, Diagnostic> {
    let mut order = Vec::new();
    visit(modules, entry, &mut Vec::new(), &mut order)?;
    let mut script = String::from("(() => {\n'use strict';\n");
    let mut exports = Vec::new();
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for name in &order {
        exports.clear();
        let mut is_comment = false;
        for line in modules[name].lines() {
            let trimmed = line.trim_start();
            is_comment |= trimmed.starts_with("/*");
            if is_comment {
                is_comment = !trimmed.ends_with("*/");
                continue;
            }
            if let Some((names, _)) =
                line.strip_prefix("export {").and_then(|rest| rest.split_once('}'))
            {
                exports.extend(names.split(',').map(|name| name.trim().to_owned()));
                continue;
            }
            if trimmed.is_empty() || trimmed.starts_with("//") || is_import(line) {
                continue;
            }
            let code = line.strip_prefix("export ").unwrap_or(line);
            if let Some(declared) = declared(code) {
                if let Some(other) =
                    owners.insert(declared.to_owned(), *name).filter(|other| other != name)
                {
                    let file: Arc<str> = Arc::from(*name);
                    let message = format!("`{declared}` is declared at the top of `{other}` too");
                    return Err(Diagnostic::new(Rule::Theme, &file, Span::default(), message)
                        .hint("They become one script: give one of the two another name."));
                }
                if code.len() < line.len() {
                    exports.push(declared.to_owned());
                }
            }
            script.push_str(code);
            script.push('\n');
        }
    }
    if !exports.is_empty() {
        script.push_str(&format!(
            "globalThis.wuzha = {{ ...globalThis.wuzha, {} }};\n",
            exports.join(", ")
        ));
    }
    script.push_str("})();\n");
    Ok(Joined { script, modules: order })
}

fn is_import(line: &str) -> bool {
    line.starts_with("import ") || line.starts_with("export {")
}

/// The name that a line declares at the top of its module.
fn declared(code: &str) -> Option<&str> {
    const KINDS: [&str; 7] = [
        "async function* ",
        "async function ",
        "function* ",
        "function ",
        "class ",
        "const ",
        "let ",
    ];
    let rest = KINDS.iter().find_map(|kind| code.strip_prefix(kind))?;
    rest.split(|character: char| !character.is_alphanumeric() && !"_$".contains(character)).next()
}

/// Adds a module behind all it imports; `open` are those that are being visited.
fn visit<'a>(
    modules: &Modules<'a>,
    name: &str,
    open: &mut Vec<&'a str>,
    order: &mut Vec<&'a str>,
) -> Result<(), Diagnostic> {
    let Some((&name, &text)) = modules.get_key_value(name) else { return Ok(()) };
    if order.contains(&name) || open.contains(&name) {
        return Ok(());
    }
    open.push(name);
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if is_import(line) {
            let imported = path_of(line)
                .map(|path| resolve(name, path))
                .filter(|path| modules.contains_key(&**path));
            let Some(imported) = imported else {
                let file: Arc<str> = Arc::from(name);
                let span = Span::new(offset..offset + line.trim_end().len());
                return Err(Diagnostic::new(Rule::Theme, &file, span, "The module imports what the theme does not have")
                    .hint("Write `import { name } from './other.js';` on one line, with a file of the theme."));
            };
            visit(modules, &imported, open, order)?;
        }
        offset += line.len();
    }
    open.pop();
    order.push(name);
    Ok(())
}

/// What stands in the quotation marks after `from`.
fn path_of(line: &str) -> Option<&str> {
    let (_, path) = line.trim_end().trim_end_matches(';').rsplit_once(" from ")?;
    path.trim_matches(['\'', '"']).into()
}

/// `../search/plan.js` seen from `check/check.js` is `search/plan.js`.
fn resolve(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
