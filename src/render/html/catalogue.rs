//! What is there to print, and how does a branch find it? The catalogue, whole and in parts, as
//! pages without script.

use std::sync::Arc;

use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::vocabulary::{Kind, Taxonomy, Vocabulary};
use crate::parse::branches::Branch;
use crate::parse::campaigns::Campaign;
use crate::render::html::lists::{Part, gathering, numbered, pagination, parts};
use crate::render::html::materials::{Shelf, Stack};
use crate::render::html::view::{
    CampaignView, CardGroup, CatalogueView, FormView, Head, LinkView, PartView, StackGroup,
    StackView, TermView, WaysView,
};
use crate::render::html::{Renderer, Task, What, base, filter, materials, structured};
use crate::site::page::PageIndex;
use crate::site::printed_item::{PrintedItem, Subject};
use crate::site::route::{Choice, Route};
use crate::site::taxonomies::Term;
use crate::site::{config, route};

/// A page of the catalogue to make.
pub enum Leaf<'a> {
    /// One page of the list of everything.
    Everything(Part<Subject>),
    /// One page of the list for an audience, whose own page comes first.
    For(&'a Term, Part<Subject>),
    Of(Subject),
    /// One page of the list of a format.
    As(&'a str, Part<&'a PrintedItem>),
    Kit(&'a Campaign),
    /// One page of the copies that carry a branch's imprint.
    Branch(&'a Branch, &'a Shelf<'a>, Part<Subject>),
    /// What the script that narrows the catalogue reads.
    Stock,
}

/// How to print, fold and cut: shown where it is written.
const HELP: &str = "pages/for-branches";

/// What is shown with pictures is several things of each page, so that fewer pages make a list of a
/// good length.
const CARDS: usize = 4;

/// Every page of the catalogue; none where nothing was printed.
pub fn tasks<'a>(renderer: &'a Renderer<'a>) -> Vec<Task<'a>> {
    let Renderer { site, shelf, .. } = renderer;
    let size = site.config.page_size;
    let subjects: Vec<Subject> = shelf.subjects().collect();
    let mut leaves: Vec<Leaf> = subjects.iter().map(|&subject| Leaf::Of(subject)).collect();
    leaves.extend(parts(subjects, size).map(Leaf::Everything));
    for term in site.taxonomies.of(Taxonomy::Audience) {
        leaves.extend(parts(for_audience(renderer, term), size).map(|part| Leaf::For(term, part)));
    }
    for format in site.print.formats.keys() {
        leaves.extend(parts(shelf.in_format(format), size).map(|part| Leaf::As(format, part)));
    }
    leaves.extend(campaigns(renderer).into_iter().map(Leaf::Kit));
    for (branch, copies) in &renderer.branches {
        let parts = parts(copies.subjects().collect(), size.div_ceil(CARDS));
        leaves.extend(parts.map(|part| Leaf::Branch(branch, copies, part)));
    }
    leaves.extend((!shelf.is_empty()).then_some(Leaf::Stock));
    let task = |leaf| Task { language: renderer.language, what: What::Catalogue(leaf) };
    leaves.into_iter().map(task).collect()
}

/// The pages for an audience of which something was printed, its own page first.
fn for_audience(renderer: &Renderer, term: &Term) -> Vec<Subject> {
    let own = base::audience_page(renderer.site, term);
    let others = term.pages.iter().copied().filter(|&index| Some(index) != own);
    let subjects = own.into_iter().chain(others).map(Subject::Page);
    subjects.filter(|&subject| renderer.shelf.stack(subject).is_some()).collect()
}

/// What a campaign needs, page by page in its order; pages of which nothing was printed are left
/// out.
fn of_campaign<'r>(
    renderer: &'r Renderer,
    campaign: &Campaign,
) -> Vec<(PageIndex, Vec<&'r PrintedItem>)> {
    let pages = campaign.pages.iter().filter_map(|page| renderer.site.find_path(&page.value));
    let place = |material: &PrintedItem| {
        campaign.formats.iter().position(|format| format.value == material.format)
    };
    let wanted = |index: PageIndex| {
        let all = &renderer.shelf.stack(Subject::Page(index))?.materials;
        let mut materials: Vec<&PrintedItem> =
            all.iter().copied().filter(|material| place(material).is_some()).collect();
        materials.sort_by_key(|material| place(material));
        (!materials.is_empty()).then_some((index, materials))
    };
    pages.filter_map(wanted).collect()
}

pub fn render(renderer: &Renderer, leaf: &Leaf) -> Result<Artifact, Diagnostic> {
    let origin: Arc<str> = Arc::from(config::FILE);
    let (route, head, view) = match leaf {
        Leaf::Everything(part) => return everything(renderer, part, &origin),
        Leaf::For(term, part) => for_one(renderer, term, part),
        Leaf::Of(subject) => of_one(renderer, *subject),
        Leaf::As(format, part) => as_one(renderer, format, part),
        Leaf::Kit(campaign) => kit(renderer, campaign),
        Leaf::Branch(branch, copies, part) => of_branch(renderer, branch, copies, part),
        Leaf::Stock => return Ok(filter::stock(renderer, &origin)),
    };
    renderer.fill("materials.html", route, &head, ("part", &view), &origin)
}

fn everything(
    renderer: &Renderer,
    part: &Part<Subject>,
    origin: &Arc<str>,
) -> Result<Artifact, Diagnostic> {
    let route = |number| Route::Catalogue(Choice::Everything, number);
    let title = numbered(renderer, renderer.string("catalogue.title"), part.number);
    let own = route(part.number);
    let head =
        gathering(renderer, own, base::CATALOGUE, &title, renderer.string("catalogue.description"));
    let view = CatalogueView {
        title,
        ways: (part.number == 1).then(|| ways(renderer)),
        groups: groups(renderer, part.items()),
        pagination: pagination(renderer, part, route),
    };
    renderer.fill("catalogue.html", own, &head, ("catalogue", &view), origin)
}

fn ways(renderer: &Renderer) -> WaysView {
    let Renderer { site, shelf, .. } = renderer;
    let mut formats: Vec<FormView> =
        site.print.formats.keys().filter_map(|id| form(renderer, id)).collect();
    formats.sort_by(|a, b| {
        materials::rank(&site.print, &a.id).cmp(&materials::rank(&site.print, &b.id))
    });
    let printed = |&index: &PageIndex| shelf.stack(Subject::Page(index)).is_some();
    let kinds =
        Kind::ALL.iter().copied().filter(|kind| kind.is_material() || *kind == Kind::Quizzes);
    let kind = |kind: Kind| TermView {
        id: kind.id().to_owned(),
        label: site.label(renderer.language, "kinds", kind.id()).to_owned(),
        url: renderer.path(Route::List(kind, 1)),
        count: site.of_kind(kind).count(),
    };
    WaysView {
        help: help(renderer),
        filter: filter::view(renderer),
        branches: renderer
            .branches
            .iter()
            .map(|(branch, _)| branch_link(renderer, branch))
            .collect(),
        campaigns: campaigns(renderer)
            .into_iter()
            .map(|campaign| campaign_view(renderer, campaign))
            .collect(),
        audiences: site
            .taxonomies
            .of(Taxonomy::Audience)
            .filter(|term| term.pages.iter().any(printed))
            .map(|term| TermView {
                id: term.id.to_owned(),
                label: site.label(renderer.language, "audience", term.id).to_owned(),
                url: renderer.path(Route::Catalogue(Choice::For(term.id), 1)),
                count: term.pages.len(),
            })
            .collect(),
        formats,
        kinds: kinds.map(kind).filter(|kind| kind.count > 0).collect(),
    }
}

/// Those for which something was printed, as the year goes; those without a month last.
fn campaigns<'r>(renderer: &Renderer<'r>) -> Vec<&'r Campaign> {
    let has_some = |campaign: &&Campaign| !of_campaign(renderer, campaign).is_empty();
    let mut campaigns: Vec<&Campaign> = renderer.site.campaigns.iter().filter(has_some).collect();
    campaigns.sort_by_key(|campaign| campaign.months.first().copied().unwrap_or(i8::MAX));
    campaigns
}

fn campaign_view(renderer: &Renderer, campaign: &Campaign) -> CampaignView {
    let numbers: Vec<String> = campaign.months.iter().map(i8::to_string).collect();
    CampaignView {
        title: campaign.name.get(&renderer.site.config.languages, renderer.language).0.to_owned(),
        months: months(renderer, campaign),
        numbers: numbers.join(" "),
        url: renderer.path(Route::Catalogue(Choice::Kit(&campaign.id.value), 1)),
    }
}

fn months(renderer: &Renderer, campaign: &Campaign) -> String {
    let months: Vec<String> =
        campaign.months.iter().filter_map(|&month| renderer.dates.month(month)).collect();
    renderer.site.series(renderer.language, &months)
}

/// A format with a picture of the first thing in it.
fn form(renderer: &Renderer, id: &str) -> Option<FormView> {
    let all = renderer.shelf.in_format(id);
    let first = all.first()?;
    Some(FormView {
        id: id.to_owned(),
        label: materials::format_name(renderer, id).to_owned(),
        url: renderer.path(Route::Catalogue(Choice::As(id), 1)),
        count: all.len(),
        picture: materials::picture(renderer, first),
    })
}

/// Subjects under the label of their kind, as they follow each other.
fn groups(renderer: &Renderer, subjects: &[Subject]) -> Vec<StackGroup> {
    let site = renderer.site;
    let mut groups: Vec<StackGroup> = Vec::new();
    for &subject in subjects {
        let Some(stack) = renderer.shelf.stack(subject) else { continue };
        let (id, label) = match subject {
            Subject::Site => ("site", renderer.string("catalogue.whole_site")),
            Subject::Page(index) => {
                let kind = site.page(index).kind.id();
                (kind, site.label(renderer.language, "kinds", kind))
            }
        };
        if groups.last().is_none_or(|group| group.id != id) {
            groups.push(StackGroup {
                id: id.to_owned(),
                label: label.to_owned(),
                stacks: Vec::new(),
            });
        }
        let group = groups.last_mut().expect("one was just pushed");
        group.stacks.push(stack_view(renderer, subject, stack));
    }
    groups
}

fn stack_view(renderer: &Renderer, subject: Subject, stack: &Stack) -> StackView {
    let (title, lang) = materials::title_of(renderer, subject);
    let printed = stack
        .materials
        .iter()
        .filter(|m| !materials::is_beside_links(&renderer.site.print, &m.format));
    StackView {
        title,
        lang,
        url: renderer.path(Route::Catalogue(Choice::Of(materials::id_of(renderer, subject)), 1)),
        prints: printed.map(|material| materials::print(renderer, material)).collect(),
    }
}

fn for_one<'l>(
    renderer: &Renderer,
    term: &'l Term,
    part: &Part<Subject>,
) -> (Route<'l>, Head, PartView) {
    let Renderer { site, shelf, .. } = renderer;
    let route = |number| Route::Catalogue(Choice::For(term.id), number);
    let label = site.label(renderer.language, "audience", term.id);
    let title = numbered(
        renderer,
        &renderer.string("catalogue.for_title").replace("{term}", label),
        part.number,
    );
    let intro = renderer.string("catalogue.for_intro");
    let own = base::audience_page(site, term);
    // The first page, its own where it has one, is shown with pictures, the others in short.
    let (first, rest) = part.items().split_at(usize::from(part.number == 1));
    let own_cards = first.iter().filter_map(|&subject| {
        let Subject::Page(index) = subject else { return None };
        Some(card_group(
            renderer,
            Some(print_link(renderer, index)),
            &shelf.stack(subject)?.materials,
        ))
    });
    let all = for_audience(renderer, term);
    let packed = all
        .iter()
        .filter_map(|&subject| shelf.stack(subject))
        .flat_map(|stack| stack.materials.iter().copied());
    let has_kit = is_packed(
        renderer,
        packed.filter(|material| site.print.uses.kit.contains(&material.format)),
    );
    let view = PartView {
        choice: "for".to_owned(),
        intro: intro.to_owned(),
        zip: has_kit.then(|| zip(renderer, term.id)),
        page: own.map(|index| renderer.page_link(index)),
        cards: own_cards.collect(),
        groups: groups(renderer, rest),
        pagination: pagination(renderer, part, route),
        ..part_view(renderer, &title)
    };
    (route(part.number), head(renderer, route(part.number), &title, intro), view)
}

fn of_one<'l>(renderer: &Renderer<'l>, subject: Subject) -> (Route<'l>, Head, PartView) {
    let site = renderer.site;
    let route = Route::Catalogue(Choice::Of(materials::id_of(renderer, subject)), 1);
    let stack = renderer
        .shelf
        .stack(subject)
        .expect("a page of the catalogue is made only where something is");
    let (name, _) = materials::title_of(renderer, subject);
    let title = renderer.string("catalogue.of_title").replace("{title}", &name);
    let mut head = head(renderer, route, &title, renderer.string("catalogue.of_intro"));
    if let Subject::Page(index) = subject {
        let page = site.page(index);
        let reading = page.reading(renderer.language);
        head.image = materials::preview(renderer, Some(&reading));
        if stack.fallback {
            head.noindex = true;
            head.canonical = site.routes.url(route, reading.language);
            head.alternates = Vec::new();
            head.x_default = String::new();
        } else {
            let written: Vec<_> =
                site.config.languages.iter().filter(|&l| page.text(l).is_some()).collect();
            head.alternates = base::alternates(site, route, &written);
        }
    }
    let view = PartView {
        choice: "of".to_owned(),
        intro: renderer.string("catalogue.of_intro").to_owned(),
        fallback: stack.fallback,
        page: Some(match subject {
            Subject::Site => renderer.link(renderer.string("nav.home"), Route::Home),
            Subject::Page(index) => renderer.page_link(index),
        }),
        cards: vec![card_group(renderer, None, &stack.materials)],
        ..part_view(renderer, &title)
    };
    (route, head, view)
}

fn as_one<'l>(
    renderer: &Renderer,
    format: &'l str,
    part: &Part<&PrintedItem>,
) -> (Route<'l>, Head, PartView) {
    let route = |number| Route::Catalogue(Choice::As(format), number);
    let title = numbered(renderer, materials::format_name(renderer, format), part.number);
    let paper = renderer.site.print.formats.get(format).map_or("", |format| &*format.paper);
    let intro = renderer
        .string("catalogue.as_intro")
        .replace("{paper}", renderer.site.label(renderer.language, "paper", paper))
        .replace("{total}", &part.total().to_string());
    let view = PartView {
        choice: "as".to_owned(),
        intro: intro.clone(),
        cards: vec![card_group(renderer, None, part.items())],
        pagination: pagination(renderer, part, route),
        ..part_view(renderer, &title)
    };
    (route(part.number), head(renderer, route(part.number), &title, &intro), view)
}

fn kit<'l>(renderer: &Renderer, campaign: &'l Campaign) -> (Route<'l>, Head, PartView) {
    let id = &campaign.id.value;
    let route = Route::Catalogue(Choice::Kit(id), 1);
    let pages = of_campaign(renderer, campaign);
    let title = campaign_view(renderer, campaign).title;
    let intro = renderer.string("catalogue.kit_intro");
    let has_kit =
        is_packed(renderer, pages.iter().flat_map(|(_, materials)| materials.iter().copied()));
    let group = |(index, materials): &(PageIndex, Vec<&PrintedItem>)| {
        card_group(renderer, Some(print_link(renderer, *index)), materials)
    };
    let view = PartView {
        choice: "kit".to_owned(),
        intro: intro.to_owned(),
        months: months(renderer, campaign),
        zip: has_kit.then(|| zip(renderer, id)),
        cards: pages.iter().map(group).collect(),
        ..part_view(renderer, &title)
    };
    (route, head(renderer, route, &title, intro), view)
}

fn of_branch<'l>(
    renderer: &Renderer,
    branch: &'l Branch,
    copies: &Shelf,
    part: &Part<Subject>,
) -> (Route<'l>, Head, PartView) {
    let route = |number| Route::Catalogue(Choice::Branch(&branch.id.value), number);
    let name = branch_link(renderer, branch).title;
    let title = numbered(
        renderer,
        &renderer.string("filter.branch_title").replace("{name}", &name),
        part.number,
    );
    let intro = renderer.string("filter.branch_intro").replace("{name}", &name);
    let group = |&subject: &Subject| {
        let page = match subject {
            Subject::Site => renderer.link(&materials::title_of(renderer, subject).0, Route::Home),
            Subject::Page(index) => renderer.page_link(index),
        };
        Some(card_group(renderer, Some(page), &copies.stack(subject)?.materials))
    };
    let view = PartView {
        choice: "branch".to_owned(),
        intro: intro.clone(),
        branch: branch.id.value.clone(),
        address: branch
            .address
            .get(&renderer.site.config.languages, renderer.language)
            .0
            .to_owned(),
        cards: part.items().iter().filter_map(group).collect(),
        pagination: pagination(renderer, part, route),
        ..part_view(renderer, &title)
    };
    (route(part.number), head(renderer, route(part.number), &title, &intro), view)
}

fn branch_link(renderer: &Renderer, branch: &Branch) -> LinkView {
    let name = branch.name.get(&renderer.site.config.languages, renderer.language).0;
    renderer.link(name, Route::Catalogue(Choice::Branch(&branch.id.value), 1))
}

/// What every part of the catalogue has.
fn part_view(renderer: &Renderer, title: &str) -> PartView {
    PartView { title: title.to_owned(), help: help(renderer), ..PartView::default() }
}

/// The head of a part, which lies below the whole.
fn head(renderer: &Renderer, route: Route, title: &str, description: &str) -> Head {
    let mut head = gathering(renderer, route, base::CATALOGUE, title, description);
    let whole = Route::Catalogue(Choice::Everything, 1);
    head.breadcrumbs.insert(1, renderer.link(renderer.string("catalogue.title"), whole));
    head.json_ld = structured::list(renderer.site, &head);
    head
}

fn help(renderer: &Renderer) -> Option<LinkView> {
    Some(renderer.page_link(renderer.site.find_path(HELP)?))
}

fn card_group(
    renderer: &Renderer,
    page: Option<LinkView>,
    materials: &[&PrintedItem],
) -> CardGroup {
    CardGroup {
        page,
        cards: materials.iter().map(|material| materials::card(renderer, material)).collect(),
    }
}

/// All that is printed of a page, under the page's title.
fn print_link(renderer: &Renderer, index: PageIndex) -> LinkView {
    let url = renderer.path(Route::Catalogue(Choice::Of(&renderer.site.page(index).id), 1));
    LinkView { url, ..renderer.page_link(index) }
}

/// A kit holds what is in its own language.
fn is_packed<'m>(
    renderer: &Renderer,
    mut materials: impl Iterator<Item = &'m PrintedItem>,
) -> bool {
    materials.any(|material| material.language == renderer.language)
}

fn zip(renderer: &Renderer, id: &str) -> String {
    let code = renderer.site.config.languages.code(renderer.language);
    renderer.site.routes.file_path(&route::kit_file(id, code))
}
