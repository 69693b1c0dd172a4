//! Branch imprints, and the copies that carry them.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context, Result};

use crate::base::diagnostic;
use crate::base::language::Language;
use crate::parse::branches::Branch;
use crate::render::print::sheet;
use crate::render::print::sheet::Job;
use crate::site::registers::BRANCHES;
use crate::site::{Site, route};

/// Some of the branches of `content/branches.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Branches {
    #[default]
    None,
    All,
    /// By id.
    Named(Vec<String>),
}

/// The branches that are meant.
///
/// # Errors
/// An id that no branch has.
pub fn chosen<'s>(site: &'s Site, branches: &Branches) -> Result<Vec<&'s Branch>> {
    match branches {
        Branches::None => Ok(Vec::new()),
        Branches::All => Ok(site.branches.iter().collect()),
        Branches::Named(ids) => ids.iter().map(|id| find(site, id)).collect(),
    }
}

fn find<'s>(site: &'s Site, id: &str) -> Result<&'s Branch> {
    site.branches.iter().find(|branch| branch.id.value == id).with_context(|| {
        let ids = site.branches.iter().map(|branch| &*branch.id.value);
        let hint = if site.branches.is_empty() {
            "Write it there, as a `[[branch]]` table with `id`, `name` and `address`.".to_owned()
        } else {
            diagnostic::allowed_hint(id, ids)
        };
        format!("`{id}` is not a branch of {BRANCHES}. {hint}")
    })
}

/// Copies of the jobs that carry an imprint, for a branch, in a folder of its own.
pub fn copies(site: &Site, jobs: &[Job], branch: &Branch) -> Vec<Job> {
    let languages = &site.config.languages;
    let imprints: BTreeMap<&str, Arc<sheet::Imprint>> = languages
        .iter()
        .map(|language| (languages.code(language), Arc::new(imprint(site, branch, language))))
        .collect();
    let carries =
        |job: &&Job| site.print.formats.get(&job.format).is_some_and(|format| format.imprint);
    let copy = |job: &Job| {
        let imprint = Arc::clone(&imprints[&*job.language]);
        Job {
            output: route::branch_file(&imprint.id, &job.output),
            branch: Some(imprint),
            ..job.clone()
        }
    };
    jobs.iter().filter(carries).map(copy).collect()
}

fn imprint(site: &Site, branch: &Branch, language: Language) -> sheet::Imprint {
    let languages = &site.config.languages;
    let telephone = branch.telephone.as_ref();
    let telephone =
        telephone.and_then(|id| site.hotlines.iter().find(|hotline| hotline.id.value == id.value));
    let logo = branch.logo.as_ref().and_then(|name| site.logos.get_key_value(&name.value));
    sheet::Imprint {
        id: branch.id.value.clone(),
        name: branch.name.get(languages, language).0.to_owned(),
        address: branch.address.get(languages, language).0.to_owned(),
        telephone: telephone.and_then(|hotline| hotline.number.clone()).unwrap_or_default(),
        telephone_name: telephone
            .map(|hotline| hotline.name.get(languages, language).0.to_owned())
            .unwrap_or_default(),
        // The typesetter knows the kind of file by its ending.
        logo: logo
            .map(|(name, _)| format!("/logo.{}", name.rsplit('.').next().unwrap_or("svg")))
            .unwrap_or_default(),
        logo_bytes: logo.map(|(_, bytes)| Arc::clone(bytes)).unwrap_or_else(|| Arc::from([])),
    }
}
