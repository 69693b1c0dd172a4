//! Names in a joined script: the module's own, unless something else has that name there.

use std::collections::{BTreeMap, BTreeSet};

use super::linker::{ImportTarget, ModuleLinker};
use super::module::Module;
use super::scopes::NameUse;
use crate::base::source::Span;

/// Names that the script itself uses.
const OWN: [&str; 2] = ["Object", "self"];

pub(super) struct Names<'m> {
    names: BTreeMap<ImportTarget<'m>, String>,
}

impl<'m> Names<'m> {
    /// Names for all that the modules of a script declare at their tops. A name is changed if
    /// another module declares it too or means the browser's, or if a module that imports it under
    /// another name already uses it.
    pub(super) fn new<'a>(linker: &ModuleLinker<'m, 'a>, order: &[&'m Module<'a>]) -> Self {
        let mut importers: BTreeMap<ImportTarget, Vec<&Module>> = BTreeMap::new();
        for module in order {
            for (local, import) in &module.imports {
                let target = linker.import(module, import);
                if let Some(target) = target.filter(|(_, name)| name != local) {
                    importers.entry(target).or_default().push(module);
                }
            }
        }
        let globals = order.iter().flat_map(|module| &module.globals).map(|name| &**name);
        let mut taken: BTreeSet<String> = globals.chain(OWN).map(str::to_owned).collect();
        let everywhere = |name: &str| order.iter().any(|module| module.uses(name));
        let mut names = BTreeMap::new();
        for module in order {
            for (local, binding) in &module.bindings {
                let target: ImportTarget = (&module.file, local);
                let importers = importers.get(&target).map_or(&[][..], |modules| modules);
                let mut name = binding.wanted.clone();
                if taken.contains(&name) || importers.iter().any(|module| module.uses(&name)) {
                    let others = (2..).map(|number| format!("{}${number}", binding.wanted));
                    let free = |other: &String| !taken.contains(other) && !everywhere(other);
                    name = others.into_iter().find(free).unwrap_or(name);
                }
                taken.insert(name.clone());
                names.insert(target, name);
            }
        }
        Names { names }
    }

    pub(super) fn of<'n>(&'n self, target: ImportTarget<'n>) -> &'n str {
        self.names.get(&target).map_or(target.1, |name| name)
    }

    /// Where a module must write other names than it does.
    pub(super) fn changes(
        &self,
        linker: &ModuleLinker<'m, '_>,
        module: &'m Module,
    ) -> Vec<(Span, String)> {
        let declared = module
            .bindings
            .iter()
            .map(|(local, binding)| (local, self.of((&module.file, local)), &binding.uses));
        let imported = module.imports.iter().filter_map(|(local, import)| {
            Some((local, self.of(linker.import(module, import)?), &import.uses))
        });
        let changed = declared.chain(imported).filter(|(local, name, _)| local != name);
        changed
            .flat_map(|(_, name, uses)| uses.iter().map(move |place| written(place, name)))
            .collect()
    }
}

fn written(place: &NameUse, name: &str) -> (Span, String) {
    (place.span, format!("{}{name}{}", place.before, place.after))
}
