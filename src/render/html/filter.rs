//! By what can all that is printed be narrowed, and what does the script that does so know of it?
//!
//! The choices stand in the page; what there is stands in one file a language,
//! `print/materials.<language>.json`, which the script asks for when someone touches them. It holds
//! ids, titles and numbers: some 70 bytes a page and 12 a printed thing, less than a third of that
//! on the way. A site of more than [`limits::FILTERED`] pages gives only the first of them, which
//! are the scams people meet most, and the script says so: nobody chooses among 20,000 pages in a
//! list, search finds them, and the lists of the catalogue hold them all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use serde_json::json;

use crate::base::artifact::Artifact;
use crate::base::language::Language;
use crate::base::limits;
use crate::base::vocabulary::{Taxonomy, Vocabulary};
use crate::parse::branches::Branch;
use crate::render::html::view::{FilterView, SelectView, ValueGroup, ValueView};
use crate::render::html::{Renderer, base, materials};
use crate::site::printed_item::{PrintedItem, Subject, THUMBNAIL};
use crate::site::route;
use crate::site::route::{Choice, Route};
use crate::site::taxonomies::Term;
use crate::theme::formats::Format;

/// What the script reads. Lists refer to each other by place, from 0.
#[derive(Serialize)]
struct Stock<'a> {
    /// Addresses below the site's folder, in which `{page}`, `{format}`, `{language}` and
    /// `{branch}` are to be replaced.
    file: String,
    copy: String,
    page: String,
    /// How the name of a small picture ends.
    thumbnail: &'static str,
    /// Whether these are all pages.
    whole: bool,
    /// Code and name.
    languages: Vec<(&'a str, &'a str)>,
    audiences: Vec<&'a str>,
    formats: Vec<Form<'a>>,
    /// What the pages are, and how many that follow each other.
    kinds: Vec<(&'a str, usize)>,
    pages: Vec<Row>,
}

#[derive(Serialize)]
struct Form<'a> {
    id: &'a str,
    label: &'a str,
    paper: &'a str,
    paper_label: &'a str,
    /// How the name of its file ends: `.pdf`.
    ending: &'a str,
    /// Of the small picture of the first thing in it.
    width: u32,
    height: u32,
    bilingual: bool,
    /// Whether a branch's copy of it carries an imprint.
    imprint: bool,
}

/// Id, title, the language of the title where it is not the reader's, audiences, and of each
/// printed thing format, language, number of pages and kilobytes.
#[derive(Serialize)]
struct Row(String, String, String, Vec<usize>, Vec<usize>);

/// What can be found by the filter.
struct Found<'a> {
    /// By subject, in the order of the site.
    subjects: BTreeMap<Subject, Vec<&'a PrintedItem>>,
    whole: bool,
    /// In the order in which lists show them.
    formats: Vec<(&'a str, &'a Format)>,
    audiences: Vec<(&'a Term, BTreeSet<Subject>)>,
    kinds: Vec<(&'a str, Vec<Subject>)>,
}

impl<'a> Found<'a> {
    fn new(renderer: &Renderer<'a>) -> Self {
        let Renderer { site, .. } = *renderer;
        let mut subjects: BTreeMap<Subject, Vec<&PrintedItem>> = BTreeMap::new();
        let is_offered = |material: &&PrintedItem| {
            material.branch.is_none() && !materials::is_beside_links(&site.print, &material.format)
        };
        for material in renderer.materials.iter().filter(is_offered) {
            subjects.entry(material.subject).or_default().push(material);
        }
        let whole = subjects.len() <= limits::FILTERED;
        subjects = subjects.into_iter().take(limits::FILTERED).collect();
        for materials in subjects.values_mut() {
            materials.sort_by_key(|material| {
                (materials::rank(&site.print, &material.format), material.language)
            });
        }
        let made: BTreeSet<&str> =
            subjects.values().flatten().map(|material| &*material.format).collect();
        let formats = site.print.formats.iter().filter(|(id, _)| made.contains(&***id));
        let mut formats: Vec<(&str, &Format)> =
            formats.map(|(id, format)| (&**id, format)).collect();
        formats.sort_by_key(|(id, _)| materials::rank(&site.print, id));
        let audience = |term: &'a Term| {
            let own = base::audience_page(site, term);
            let pages = term.pages.iter().copied().chain(own).map(Subject::Page);
            (term, pages.filter(|subject| subjects.contains_key(subject)).collect::<BTreeSet<_>>())
        };
        let audiences = site
            .taxonomies
            .of(Taxonomy::Audience)
            .map(audience)
            .filter(|(_, pages)| !pages.is_empty())
            .collect();
        let mut kinds: Vec<(&str, Vec<Subject>)> = Vec::new();
        for &subject in subjects.keys() {
            let label = match subject {
                Subject::Site => renderer.string("catalogue.whole_site"),
                Subject::Page(index) => {
                    site.label(renderer.language, "kinds", site.page(index).kind.id())
                }
            };
            match kinds.last_mut().filter(|(last, _)| *last == label) {
                Some((_, subjects)) => subjects.push(subject),
                None => kinds.push((label, vec![subject])),
            }
        }
        Found { subjects, whole, formats, audiences, kinds }
    }

    fn materials(&self) -> impl Iterator<Item = &&'a PrintedItem> {
        self.subjects.values().flatten()
    }
}

/// The file the script reads.
pub fn stock(renderer: &Renderer, origin: &Arc<str>) -> Artifact {
    let Renderer { site, language, .. } = *renderer;
    let languages = &site.config.languages;
    let found = Found::new(renderer);
    let file = route::print_file("{page}", "{format}", "{language}");
    let of_page = renderer.path(Route::Catalogue(Choice::Of("{page}"), 1));
    let stock = Stock {
        copy: route::branch_file("{branch}", &file),
        file,
        page: of_page.strip_prefix(&site.routes.file_path("")).unwrap_or(&of_page).to_owned(),
        thumbnail: THUMBNAIL,
        whole: found.whole,
        languages: languages
            .iter()
            .map(|each| (languages.code(each), name(renderer, each)))
            .collect(),
        audiences: found.audiences.iter().map(|(term, _)| term.id).collect(),
        formats: found
            .formats
            .iter()
            .map(|&(id, format)| form(renderer, &found, id, format))
            .collect(),
        kinds: found.kinds.iter().map(|(label, subjects)| (*label, subjects.len())).collect(),
        pages: found
            .subjects
            .iter()
            .map(|(&subject, made)| row(renderer, &found, subject, made))
            .collect(),
    };
    let json = serde_json::to_vec(&stock).expect("texts and numbers can always be serialised");
    Artifact::new(route::materials_file(languages.code(language)), json, origin)
}

fn form<'a>(renderer: &Renderer<'a>, found: &Found, id: &'a str, format: &'a Format) -> Form<'a> {
    let first = found.materials().find(|material| material.format == id);
    let (width, height) =
        first.map_or((1, 1), |first| (first.thumbnail.width, first.thumbnail.height));
    Form {
        id,
        label: materials::format_name(renderer, id),
        paper: &format.paper,
        paper_label: renderer.site.label(renderer.language, "paper", &format.paper),
        ending: format.ending(),
        width,
        height,
        bilingual: format.bilingual,
        imprint: format.imprint,
    }
}

fn row(renderer: &Renderer, found: &Found, subject: Subject, made: &[&PrintedItem]) -> Row {
    let (title, lang) = materials::title_of(renderer, subject);
    let is_own = lang == renderer.site.config.languages.code(renderer.language);
    let audiences =
        found.audiences.iter().enumerate().filter(|(_, (_, pages))| pages.contains(&subject));
    let place =
        |material: &PrintedItem| found.formats.iter().position(|(id, _)| *id == material.format);
    let things = made.iter().flat_map(|material| {
        let kilobytes = material.bytes.div_ceil(1024);
        [place(material).unwrap_or_default(), material.language.index(), material.pages, kilobytes]
    });
    Row(
        materials::id_of(renderer, subject).to_owned(),
        title,
        if is_own { String::new() } else { lang },
        audiences.map(|(place, _)| place).collect(),
        things.collect(),
    )
}

/// The form; none where nothing was printed.
pub fn view(renderer: &Renderer) -> Option<FilterView> {
    let Renderer { site, language, .. } = *renderer;
    let found = Found::new(renderer);
    let sample = found.materials().next()?;
    let selects = [
        audiences(renderer, &found),
        pages(renderer, &found),
        formats(renderer, &found),
        papers(renderer, &found),
        tongues(renderer, &found),
        branches(renderer),
    ];
    // Where there is one thing to choose, there is no choice. A branch is one besides none.
    let is_choice = |select: &SelectView| {
        let choices = select.groups.iter().map(|group| group.choices.len()).sum::<usize>();
        choices > 1
            || (select.id == BRANCH && choices > 0)
            || (select.id == PAGE && !select.is_whole)
    };
    Some(FilterView {
        root: site.routes.file_path(""),
        file: route::materials_file(site.config.languages.code(language)),
        said: said(renderer),
        selects: selects.into_iter().filter(is_choice).collect(),
        sample: materials::card(renderer, sample),
    })
}

const PAGE: &str = "page";
const BRANCH: &str = "branch";

/// The pages up to which they stand in the form itself; more come with what the script reads.
const LISTED: usize = 200;

fn audiences(renderer: &Renderer, found: &Found) -> SelectView {
    let label = |id: &str| renderer.site.label(renderer.language, "audience", id).to_owned();
    let choices =
        found.audiences.iter().map(|(term, _)| choice(term.id, &label(term.id))).collect();
    select(renderer, "audience", "filter.any", vec![group("", choices)])
}

fn pages(renderer: &Renderer, found: &Found) -> SelectView {
    let is_whole = found.subjects.len() <= LISTED;
    let page = |&subject: &Subject| {
        choice(materials::id_of(renderer, subject), &materials::title_of(renderer, subject).0)
    };
    let kinds = found.kinds.iter().filter(|_| is_whole);
    let groups =
        kinds.map(|(label, subjects)| group(label, subjects.iter().map(page).collect())).collect();
    SelectView { is_whole, ..select(renderer, PAGE, "filter.any", groups) }
}

fn formats(renderer: &Renderer, found: &Found) -> SelectView {
    let formats = found.formats.iter();
    let choices = formats.map(|(id, _)| choice(id, materials::format_name(renderer, id))).collect();
    select(renderer, "format", "filter.any", vec![group("", choices)])
}

fn papers(renderer: &Renderer, found: &Found) -> SelectView {
    let mut choices: Vec<ValueView> = Vec::new();
    for (_, format) in &found.formats {
        if choices.iter().all(|choice| choice.id != format.paper) {
            choices.push(choice(
                &format.paper,
                renderer.site.label(renderer.language, "paper", &format.paper),
            ));
        }
    }
    select(renderer, "paper", "filter.any", vec![group("", choices)])
}

/// The languages, the reader's own chosen, and pairs of them that stand on one sheet.
fn tongues(renderer: &Renderer, found: &Found) -> SelectView {
    let languages = &renderer.site.config.languages;
    let mut alone: BTreeSet<Language> = BTreeSet::new();
    let mut pairs: BTreeSet<Language> = BTreeSet::new();
    for material in found.materials() {
        let is_pair =
            found.formats.iter().any(|(id, format)| *id == material.format && format.bilingual);
        if is_pair { &mut pairs } else { &mut alone }.insert(material.language);
    }
    let own = alone.contains(&renderer.language);
    let mut choices: Vec<ValueView> = alone
        .into_iter()
        .map(|language| ValueView {
            usual: own && language == renderer.language,
            ..choice(languages.code(language), name(renderer, language))
        })
        .collect();
    choices.extend(pairs.into_iter().map(|second| {
        let both = [name(renderer, Language::PRIMARY), name(renderer, second)];
        let label = renderer
            .string("filter.bilingual")
            .replace("{both}", &renderer.site.series(renderer.language, &both));
        choice(&format!("{}.{}", languages.code(Language::PRIMARY), languages.code(second)), &label)
    }));
    let mut select = select(renderer, "language", "filter.any_language", vec![group("", choices)]);
    select.any.id = if own { "all" } else { "" }.to_owned();
    select.any.usual = !own;
    select
}

fn branches(renderer: &Renderer) -> SelectView {
    let languages = &renderer.site.config.languages;
    let name = |branch: &Branch| branch.name.get(languages, renderer.language).0.to_owned();
    let choices = renderer
        .branches
        .iter()
        .map(|(branch, _)| choice(&branch.id.value, &name(branch)))
        .collect();
    select(renderer, BRANCH, "filter.any_branch", vec![group("", choices)])
}

fn select(renderer: &Renderer, id: &str, any: &str, groups: Vec<ValueGroup>) -> SelectView {
    let any = ValueView { usual: true, ..choice("", renderer.string(any)) };
    let label = renderer.site.label(renderer.language, "filter", id).to_owned();
    SelectView { id: id.to_owned(), label, any, groups, is_whole: true }
}

fn group(label: &str, choices: Vec<ValueView>) -> ValueGroup {
    ValueGroup { label: label.to_owned(), choices }
}

fn choice(id: &str, label: &str) -> ValueView {
    ValueView { id: id.to_owned(), label: label.to_owned(), usual: false }
}

/// A language in its own words.
fn name<'a>(renderer: &Renderer<'a>, language: Language) -> &'a str {
    renderer.site.string(language, "language.name")
}

fn said(renderer: &Renderer) -> String {
    let filter =
        ["count", "one", "loading", "failed", "without", "part", "imprint", "no_imprint", "look"];
    let catalogue = ["download", "page", "pages", "picture", "pictures"];
    let keys = filter.map(|key| (key, format!("filter.{key}")));
    let keys = keys.into_iter().chain(catalogue.map(|key| (key, format!("catalogue.{key}"))));
    let said: BTreeMap<&str, &str> =
        keys.map(|(key, path)| (key, renderer.string(&path))).collect();
    json!(said).to_string()
}
