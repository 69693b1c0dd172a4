//! How is one query answered, or one leaflet made, without building the site?

use std::sync::Arc;

use crate::base::artifact::Artifact;
use crate::base::diagnostic;
use crate::base::diagnostic::Diagnostic;
use crate::base::language::Language;
use crate::base::rules::Rule;
use crate::base::source::{Sources, Span};
use crate::pipeline::{Options, printer, whole_site};
use crate::render::print::branches::Branches;
use crate::render::print::{Job, branches};
use crate::render::search as index;
use crate::render::search::Filter;
use crate::site::{Site, config, route};
use crate::theme::formats::{Format, SITE, Settings, THUMBNAIL};

/// What to look for.
#[derive(Clone, Debug, Default)]
pub struct Question<'a> {
    pub query: &'a str,
    /// The site's first, if none is named.
    pub language: Option<&'a str>,
    pub limit: usize,
    pub filter: Filter,
    /// Whether each score is taken apart.
    pub explains: bool,
}

/// Answers a query as the browser does, from one language's index.
pub fn search(
    sources: &Sources,
    question: &Question,
) -> anyhow::Result<Result<index::query::SearchPage, Vec<Diagnostic>>> {
    let site = match whole_site(sources, &Options::default()) {
        Ok(site) => site,
        Err(diagnostics) => return Ok(Err(diagnostics)),
    };
    let language = match question.language {
        None => Language::SOURCE,
        Some(code) => find_language(&site, code)?,
    };
    let index = index::index::Index::build(index::records::records(&site, language))?;
    let &Question { query, limit, ref filter, explains, .. } = question;
    let filter = Some(filter).filter(|filter| !filter.is_empty());
    Ok(Ok(match filter {
        _ if explains => index.explain(query, limit, filter)?,
        Some(filter) => index.search_within(query, limit, filter)?,
        None => index.search(query, limit)?,
    }))
}

/// Which leaflets to typeset.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// The page's id, with or without its kind; `home` for the site.
    pub page: &'a str,
    pub language: Option<&'a str>,
    pub format: Option<&'a str>,
    /// The branch whose imprint stands on them.
    pub branch: Option<&'a str>,
}

/// Typesets one page's leaflets: of one language and format, or of all.
pub fn print(
    sources: &Sources,
    options: &Options,
    wanted: Wanted,
) -> Result<Vec<Artifact>, Vec<Diagnostic>> {
    let site = whole_site(sources, options)?;
    if let Some(code) = wanted.language {
        find_language(&site, code).map_err(|found| vec![found])?;
    }
    let path = find_page(&site, wanted.page).map_err(|found| vec![found])?;
    let branch = Branches::Named(wanted.branch.iter().map(|&id| id.to_owned()).collect());
    let branch = branches::chosen(&site, &branch).map_err(|found| vec![found])?;
    let (printer, jobs) = printer(&site, sources, settings(&site, sources)?)?;
    let of_page: Vec<Job> = jobs.into_iter().filter(|job| job.page_id == path).collect();
    let is_listed = |job: &Job, code: &str| site.config.languages.code(job.listed) == code;
    let is_wanted = |job: &&Job| {
        wanted.language.is_none_or(|code| is_listed(job, code))
            && wanted.format.is_none_or(|id| job.format == id)
    };
    let mut chosen: Vec<Job> = of_page.iter().filter(is_wanted).cloned().collect();
    if chosen.is_empty() {
        return Err(vec![not_printed(wanted.page, &path, &of_page)]);
    }
    if !options.allow_expired && chosen.iter().any(Job::is_expired) {
        let message = format!(
            "Something in `{path}` has come of age, and it is not printed until somebody has looked at it again"
        );
        let hint = "`wuzha check` says what. To print it all the same, with a mark on it: `--allow-expired`.";
        return Err(vec![usage("print-refused", message, hint.to_owned())]);
    }
    if let Some(branch) = branch.first() {
        chosen = branches::copies(&site, &chosen, printer.settings(), branch);
        if chosen.is_empty() {
            let message = "This format has no place for a branch's name and address".to_owned();
            let hint = "Leave `--branch` out, or choose another format: `wuzha print --list` shows which have one.";
            return Err(vec![usage("no-imprint", message, hint.to_owned())]);
        }
    }
    let printed = printer.render(&chosen, sources, &|_| None);
    if diagnostic::has_errors(&printed.diagnostics) {
        return Err(printed.diagnostics);
    }
    // A picture of a leaflet is of use in a list of leaflets only.
    Ok(printed
        .artifacts
        .into_iter()
        .filter(|artifact| !artifact.path.ends_with(THUMBNAIL))
        .collect())
}

/// A format as a list of formats shows it.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: String,
    pub label: String,
    pub paper: String,
    /// Labels of the kinds of pages it is made of.
    pub kinds: Vec<String>,
    pub imprint: bool,
}

/// Every format of the site's theme, in the words of the source language.
pub fn formats(sources: &Sources) -> Result<Vec<Listed>, Vec<Diagnostic>> {
    let site = whole_site(sources, &Options::default())?;
    let label = |list: &str, id: &str| site.label(Language::SOURCE, list, id).to_owned();
    let listed = |(id, format): (&String, &Format)| Listed {
        id: id.clone(),
        label: label("format", id),
        paper: label("paper", &format.paper),
        kinds: format
            .kinds
            .iter()
            .map(|kind| if kind == SITE { route::HOME_ID.to_owned() } else { kind.clone() })
            .collect(),
        imprint: format.imprint,
    };
    Ok(settings(&site, sources)?.formats.iter().map(listed).collect())
}

fn settings(site: &Site, sources: &Sources) -> Result<Settings, Vec<Diagnostic>> {
    Settings::read(sources, &site.config.theme).map_err(|found| vec![found])
}

/// The path of a page, `scams/fake-police`, or `home`.
pub(crate) fn find_page(site: &Site, page: &str) -> Result<String, Diagnostic> {
    let id = page.rsplit('/').next().unwrap_or(page);
    if id == route::HOME_ID {
        return Ok(id.to_owned());
    }
    site.find(id).map(|index| site.page(index).path()).ok_or_else(|| {
        let mut ids: Vec<&str> = site.pages.iter().map(|page| &*page.id).collect();
        ids.sort_unstable();
        let hint = match diagnostic::nearest(id, ids.iter().copied()) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => "Name a page by its folder, for example `fake-police`, or `home` for the whole site.".to_owned(),
        };
        usage("unknown-page", format!("There is no page `{page}`"), hint)
    })
}

fn not_printed(page: &str, path: &str, of_page: &[Job]) -> Diagnostic {
    let mut formats: Vec<&str> = of_page.iter().map(|job| &*job.format).collect();
    formats.dedup();
    let hint = match formats.as_slice() {
        [] => format!(
            "The theme prints nothing from pages of the kind `{}`.",
            path.split('/').next().unwrap_or("")
        ),
        formats => format!("It is printed as: {}.", formats.join(", ")),
    };
    usage("unknown-format", format!("`{page}` is not printed like that"), hint)
}

pub(crate) fn find_language(site: &Site, code: &str) -> Result<Language, Diagnostic> {
    let languages = &site.config.languages;
    languages.find(code).ok_or_else(|| {
        let hint = diagnostic::allowed_hint(code, languages.codes());
        usage(Rule::UnknownLanguage, format!("`{code}` is not a language of the site"), hint)
    })
}

/// A mistake on the command line that only the site can tell.
fn usage(rule: Rule, message: String, hint: String) -> Diagnostic {
    Diagnostic::error(code, &Arc::from(config::FILE), Span::default(), message).hint(hint)
}
