//! Single answers without a build: one query, one leaflet, the list of formats.

use anyhow::{Context, Result, bail};

use crate::base::artifact::Artifact;
use crate::base::diagnostic::{self, Diagnostic};
use crate::base::language::Language;
use crate::base::source::SourceFiles;
use crate::pipeline::build::{self, CheckedSite};
use crate::pipeline::options::Options;
use crate::pipeline::print::printer;
use crate::render::print::branches::{self, Branches};
use crate::render::print::{Job, PrintCache, by_place, jobs};
use crate::render::search;
use crate::render::search::{Filter, SearchOptions, SearchPage};
use crate::site::printed_item::THUMBNAIL;
use crate::site::{Site, route};
use crate::theme::formats::{PrintFormat, SITE};

/// An answer, or the mistakes of the site that prevent it.
pub type Answered<T> = std::result::Result<T, Vec<Diagnostic>>;

/// What to look for.
#[derive(Clone, Debug, Default)]
pub struct SearchRequest<'a> {
    pub query: &'a str,
    /// The site's first, if none is named.
    pub language: Option<&'a str>,
    pub limit: usize,
    pub filter: Filter,
    /// Whether each result has the parts of its score.
    pub explain: bool,
}

/// Answers a query as the browser does, from one language's index.
pub fn search(sources: &SourceFiles, question: &SearchRequest) -> Result<Answered<SearchPage>> {
    let site = match whole_site(sources, &Options::default()) {
        Ok(site) => site,
        Err(diagnostics) => return Ok(Err(diagnostics)),
    };
    let language = match question.language {
        None => Language::PRIMARY,
        Some(code) => find_language(&site, code)?,
    };
    let words = &site.words[language.index()].search;
    let records = search::records::records(&site, language);
    let index = search::index::Index::with_words(records, words)?;
    let filter = if question.filter.is_empty() { None } else { Some(question.filter) };
    let options = SearchOptions { limit: question.limit, filter, explain: question.explain };
    Ok(Ok(index.search_with(question.query, options)?))
}

/// Which leaflets to typeset.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// The page's id, with or without its kind; `home` for the site.
    pub page: &'a str,
    pub language: Option<&'a str>,
    pub format: Option<&'a str>,
    /// The branch whose imprint they carry.
    pub branch: Option<&'a str>,
}

/// Typesets one page's leaflets: of one language and format, or of all.
///
/// # Errors
/// A request for what the site does not have; mistakes of the site are diagnostics.
pub fn print(
    sources: &SourceFiles,
    options: &Options,
    wanted: Wanted,
    cache: &dyn PrintCache,
) -> Result<Answered<Vec<Artifact>>> {
    let site = match whole_site(sources, options) {
        Ok(site) => site,
        Err(diagnostics) => return Ok(Err(diagnostics)),
    };
    let jobs = wanted_jobs(&site, options, wanted)?;
    let printer = match printer(&site, sources) {
        Ok(printer) => printer,
        Err(diagnostics) => return Ok(Err(diagnostics)),
    };
    let printed = printer.render(&jobs, sources, cache);
    if diagnostic::has_errors(&printed.diagnostics) {
        return Ok(Err(by_place(printed.diagnostics)));
    }
    // A thumbnail is of use only in a list of leaflets.
    let is_leaflet = |artifact: &Artifact| !artifact.path.ends_with(THUMBNAIL);
    Ok(Ok(printed.artifacts.into_iter().filter(is_leaflet).collect()))
}

/// The jobs that a request names.
fn wanted_jobs(site: &Site, options: &Options, wanted: Wanted) -> Result<Vec<Job>> {
    if let Some(code) = wanted.language {
        find_language(site, code)?;
    }
    let path = find_page(site, wanted.page)?;
    let branch = Branches::Named(wanted.branch.iter().map(|&id| id.to_owned()).collect());
    let branch = branches::chosen(site, &branch)?;
    let of_page: Vec<Job> =
        jobs::jobs(site).into_iter().filter(|job| job.page_path == path).collect();
    let is_listed = |job: &Job, code: &str| site.config.languages.code(job.listed) == code;
    let is_wanted = |job: &&Job| {
        wanted.language.is_none_or(|code| is_listed(job, code))
            && wanted.format.is_none_or(|id| job.format == id)
    };
    let chosen: Vec<Job> = of_page.iter().filter(is_wanted).cloned().collect();
    if chosen.is_empty() {
        bail!(not_printed(wanted.page, &path, &of_page));
    }
    if !options.allow_expired && chosen.iter().any(Job::is_expired) {
        bail!(
            "`{path}` contains expired facts; verify them before printing. `wuzha check` lists \
             them; `--allow-expired` prints all the same, with a mark"
        );
    }
    let Some(branch) = branch.first() else { return Ok(chosen) };
    let copies = branches::copies(site, &chosen, branch);
    if copies.is_empty() {
        bail!(
            "this format has no place for a branch's name and address. Leave out `--branch`, or \
             choose another format: `wuzha print --list` shows which have one"
        );
    }
    Ok(copies)
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

/// Every format of the site's theme, in the words of the primary language.
pub fn formats(sources: &SourceFiles) -> Answered<Vec<Listed>> {
    let site = whole_site(sources, &Options::default())?;
    let label = |list: &str, id: &str| site.label(Language::PRIMARY, list, id).to_owned();
    let listed = |(id, format): (&String, &PrintFormat)| Listed {
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
    Ok(site.print.formats.iter().map(listed).collect())
}

/// The path of a page, `scams/fake-police`, or `home`.
pub(crate) fn find_page(site: &Site, page: &str) -> Result<String> {
    let id = page.rsplit('/').next().unwrap_or(page);
    if id == route::HOME_ID {
        return Ok(id.to_owned());
    }
    let Some(index) = site.find(id) else {
        let mut ids: Vec<&str> = site.pages.iter().map(|page| &*page.id).collect();
        ids.sort_unstable();
        match diagnostic::nearest(id, ids) {
            Some(near) => bail!("there is no page `{page}`. Did you mean `{near}`?"),
            None => bail!(
                "there is no page `{page}`. Name a page by its folder, for example `fake-police`, \
                 or `home` for the whole site"
            ),
        }
    };
    Ok(site.page(index).path())
}

fn not_printed(page: &str, path: &str, of_page: &[Job]) -> String {
    let mut formats: Vec<&str> = of_page.iter().map(|job| &*job.format).collect();
    formats.dedup();
    if formats.is_empty() {
        let kind = path.split('/').next().unwrap_or("");
        return format!("the theme prints nothing from pages of the kind `{kind}`");
    }
    format!("`{page}` is not printed like that. It is printed as: {}", formats.join(", "))
}

pub(crate) fn find_language(site: &Site, code: &str) -> Result<Language> {
    let languages = &site.config.languages;
    languages.find(code).with_context(|| {
        let hint = diagnostic::allowed_hint(code, languages.codes());
        format!("`{code}` is not a language of the site. {hint}")
    })
}

/// The site, if it has no mistakes.
fn whole_site(sources: &SourceFiles, options: &Options) -> Answered<Site> {
    let CheckedSite { site, mut diagnostics, .. } = build::checked_site(sources, options);
    match site {
        Some(site) if !diagnostic::has_errors(&diagnostics) => Ok(site),
        _ => {
            diagnostic::sort(&mut diagnostics);
            Err(diagnostics)
        }
    }
}
