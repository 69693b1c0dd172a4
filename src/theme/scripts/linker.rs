//! The modules of a theme as a whole: which name of which module an import means.

use std::collections::{BTreeMap, BTreeSet};

use super::module::{Binding, Export, Import, Module};

/// A name in the module that declares it: the module's path and the name there.
pub(super) type ImportTarget<'m> = (&'m str, &'m str);

pub(super) struct ModuleLinker<'m, 'a> {
    /// By path within `static/`.
    pub modules: &'m BTreeMap<&'a str, Module<'a>>,
}

impl<'m, 'a> ModuleLinker<'m, 'a> {
    /// The module that a request means, where there is one.
    pub(super) fn requested(&self, module: &Module, request: usize) -> Option<&'m Module<'a>> {
        let (address, _) = module.requests.get(request)?;
        self.modules.get(&*resolve(&module.file, address)?)
    }

    pub(super) fn binding(&self, (path, name): ImportTarget) -> Option<&'m Binding> {
        self.modules.get(path)?.bindings.get(name)
    }

    /// The entry and all it imports, each behind what it imports, unless they import each other.
    pub(super) fn order(&self, entry: &str) -> Vec<&'m Module<'a>> {
        let mut order = Vec::new();
        if let Some(entry) = self.modules.get(entry) {
            self.visit(entry, &mut BTreeSet::new(), &mut order);
        }
        order
    }

    fn visit(
        &self,
        module: &'m Module<'a>,
        seen: &mut BTreeSet<&'m str>,
        order: &mut Vec<&'m Module<'a>>,
    ) {
        if !seen.insert(&module.file) {
            return;
        }
        for request in 0..module.requests.len() {
            if let Some(requested) = self.requested(module, request) {
                self.visit(requested, seen, order);
            }
        }
        order.push(module);
    }

    /// What an import means; of a module that cannot be parsed, anything.
    pub(super) fn import(&self, module: &Module, import: &Import) -> Option<ImportTarget<'m>> {
        let requested = self.requested(module, import.request)?;
        self.export(requested, import.name, &mut BTreeSet::new())
    }

    fn export(
        &self,
        module: &'m Module<'a>,
        name: &str,
        seen: &mut BTreeSet<(&'m str, String)>,
    ) -> Option<ImportTarget<'m>> {
        if module.is_broken {
            return Some((&module.file, ""));
        }
        if !seen.insert((&module.file, name.to_owned())) {
            return None;
        }
        let mut follow = |import: &Import| {
            self.export(self.requested(module, import.request)?, import.name, seen)
        };
        match module.exports.iter().find(|(own, _)| own == name) {
            Some((_, Export::Of(import))) => follow(import),
            Some((_, Export::Local(local))) => match module.imports.get(local) {
                Some(import) => follow(import),
                None => {
                    module.bindings.get_key_value(local).map(|(local, _)| (&*module.file, &**local))
                }
            },
            None if name == "default" => None,
            None => {
                let stars = module.stars.iter().filter_map(|&star| self.requested(module, star));
                let found = stars.filter_map(|star| self.export(star, name, seen));
                let mut found: BTreeSet<ImportTarget> = found.collect();
                // Two meanings of one name are none.
                if found.len() == 1 { found.pop_first() } else { None }
            }
        }
    }

    /// All that a module exports: its own names in their order, then those of others.
    pub(super) fn exported(&self, module: &'m Module<'a>) -> Vec<(&'m str, ImportTarget<'m>)> {
        let mut names = module.exports.iter().map(|(name, _)| &**name).collect();
        self.names_of_stars(module, &mut BTreeSet::new(), &mut names);
        let found = |name| Some((name, self.export(module, name, &mut BTreeSet::new())?));
        names.into_iter().filter_map(found).collect()
    }

    fn names_of_stars(
        &self,
        module: &'m Module<'a>,
        seen: &mut BTreeSet<&'m str>,
        names: &mut Vec<&'m str>,
    ) {
        if !seen.insert(&module.file) {
            return;
        }
        for star in module.stars.iter().filter_map(|&star| self.requested(module, star)) {
            for (name, _) in &star.exports {
                if name != "default" && !names.contains(&&**name) {
                    names.push(name);
                }
            }
            self.names_of_stars(star, seen, names);
        }
    }
}

/// `../search/plan.js` in `check/check.js` is `search/plan.js`. Only what begins with a dot is the
/// address of a module.
pub(super) fn resolve(from: &str, address: &str) -> Option<String> {
    if !address.starts_with("./") && !address.starts_with("../") {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
