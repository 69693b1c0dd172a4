//! Which printed things does a reader of a language find, in what order, and how do they stand on a
//! page?

use std::collections::BTreeMap;

use crate::base::language::Language;
use crate::render::html::Renderer;
use crate::render::html::view::{ImageView, MaterialView, PictureView, PrintView, SaveView};
use crate::site::page::PageIndex;
use crate::site::page::{Page, Reading, State};
use crate::site::printed_item::{PrintedItem, Subject, THUMBNAIL};
use crate::site::route;
use crate::site::route::{Choice, HOME_ID, Route};
use crate::theme::formats::{Format, Output, PrintFormats, SITE};

/// What was printed, as readers of one language find it.
pub struct Shelf<'a> {
    stacks: BTreeMap<Subject, Stack<'a>>,
}

/// What was printed of one subject, what is asked for most first.
pub struct Stack<'a> {
    pub materials: Vec<&'a PrintedItem>,
    /// Whether none of it is in the reader's language, so that the source language stands here.
    pub fallback: bool,
}

impl<'a> Shelf<'a> {
    /// What was printed for everybody; of a branch, its copies.
    pub fn new(
        print: &'a PrintFormats,
        materials: &'a [PrintedItem],
        language: Language,
        branch: Option<&str>,
    ) -> Self {
        let mut all: BTreeMap<Subject, Vec<&PrintedItem>> = BTreeMap::new();
        for material in materials.iter().filter(|material| material.branch.as_deref() == branch) {
            all.entry(material.subject).or_default().push(material);
        }
        let stack = |materials: Vec<&'a PrintedItem>| {
            let of = |language: Language| -> Vec<&'a PrintedItem> {
                materials
                    .iter()
                    .copied()
                    .filter(|material| is_listed(print, material, language))
                    .collect()
            };
            let own = of(language);
            let fallback = own.is_empty();
            let mut materials = if fallback { of(Language::PRIMARY) } else { own };
            materials.sort_by_key(|material| rank(print, &material.format));
            Stack { materials, fallback }
        };
        Shelf {
            stacks: all
                .into_iter()
                .map(|(subject, materials)| (subject, stack(materials)))
                .collect(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.stacks.is_empty()
    }

    pub fn stack(&self, subject: Subject) -> Option<&Stack<'a>> {
        self.stacks.get(&subject)
    }

    /// The site itself first, then pages in the order of the site.
    pub fn subjects(&self) -> impl Iterator<Item = Subject> {
        self.stacks.keys().copied()
    }

    /// Everything in a format, in the order of the subjects.
    pub fn in_format(&self, format: &str) -> Vec<&'a PrintedItem> {
        let all = self.stacks.values().flat_map(|stack| &stack.materials);
        all.copied().filter(|material| material.format == format).collect()
    }
}

/// A bilingual form belongs to its second language, and to the source language as well.
fn is_listed(settings: &PrintFormats, material: &PrintedItem, language: Language) -> bool {
    let bilingual =
        || settings.formats.get(&material.format).is_some_and(|format| format.bilingual);
    material.language == language || (language.is_primary() && bilingual())
}

/// Where a format stands in lists: as in kits, then the others, pictures beside shared links last.
pub fn rank<'f>(formats: &PrintFormats, format: &'f str) -> (usize, &'f str) {
    let kit = &formats.uses.kit;
    let place = kit.iter().position(|id| id == format).unwrap_or(kit.len());
    (place + usize::from(is_beside_links(formats, format)), format)
}

/// Whether chat apps show it; nobody prints it.
pub fn is_beside_links(formats: &PrintFormats, format: &str) -> bool {
    [&formats.uses.preview, &formats.uses.square].into_iter().flatten().any(|id| id == format)
}

/// Everything about a printed thing, with its picture.
pub fn card(renderer: &Renderer, material: &PrintedItem) -> MaterialView {
    let id = id_of(renderer, material.subject);
    let (title, lang) = title_of(renderer, material.subject);
    let (one, many) = match material.files.first() {
        Some(file) if file.ends_with(".png") => ("catalogue.picture", "catalogue.pictures"),
        _ => ("catalogue.page", "catalogue.pages"),
    };
    let pages = renderer.string(if material.pages == 1 { one } else { many });
    let kilobytes = material.bytes.div_ceil(1024);
    let files: Vec<PrintView> =
        material.files.iter().map(|file| print_view(renderer, id, material, file)).collect();
    let is_picture = |print: &&PrintView| print.ending == "PNG";
    MaterialView {
        print: files.first().expect("a material has a file").clone(),
        title,
        lang,
        url: renderer.path(Route::Catalogue(Choice::Of(id), 1)),
        size: format!("{} · {kilobytes} KB", pages.replace("{count}", &material.pages.to_string())),
        picture: picture(renderer, material),
        pictures: if files.len() > 1 {
            files.iter().filter(is_picture).cloned().collect()
        } else {
            Vec::new()
        },
    }
}

pub fn picture(renderer: &Renderer, material: &PrintedItem) -> PictureView {
    let thumbnail = &material.thumbnail;
    let url = renderer.site.routes.file_path(&thumbnail.file);
    PictureView { url, width: thumbnail.width, height: thumbnail.height }
}

/// The first file of a printed thing.
pub fn print(renderer: &Renderer, material: &PrintedItem) -> PrintView {
    let file = material.files.first().expect("a material has a file");
    print_view(renderer, id_of(renderer, material.subject), material, file)
}

fn print_view(renderer: &Renderer, id: &str, material: &PrintedItem, file: &str) -> PrintView {
    view(renderer, id, &material.format, material.language, file)
}

/// What is offered on a page itself: what was printed of it, or, where print was not made this
/// time, what the theme promises.
pub fn prints(renderer: &Renderer, index: PageIndex, reading: &Reading) -> Vec<PrintView> {
    if reading.state == State::Fallback || !renderer.site.is_printable(Some(reading.page)) {
        return Vec::new();
    }
    let languages = &renderer.site.config.languages;
    let written = |language| reading.page.text(language).is_some();
    let formats = renderer.site.formats_of(Some(reading.page));
    let mut formats: Vec<(&str, &Format)> =
        formats.filter(|(id, _)| !renderer.site.print.uses.is_picture(id)).collect();
    formats.sort_by_key(|(id, _)| rank(&renderer.site.print, id));
    let listed = formats.into_iter().flat_map(|(id, format)| {
        let languages = format.languages(languages, renderer.language, written);
        languages.into_iter().map(move |language| (id, format, language))
    });
    let shelf = &renderer.shelf;
    let made = shelf.stack(Subject::Page(index)).map(|stack| &*stack.materials).unwrap_or_default();
    let is_made =
        |id: &str, language| made.iter().any(|made| made.format == id && made.language == language);
    listed
        .filter(|&(id, _, language)| shelf.is_empty() || is_made(id, language))
        .map(|(id, format, language)| {
            let file = file_of(renderer, &reading.page.id, id, format, language);
            view(renderer, &reading.page.id, id, language, &file)
        })
        .collect()
}

/// A picture of a page that readers save and send on.
pub fn to_save(
    renderer: &Renderer,
    format: &Option<String>,
    reading: &Reading,
) -> Option<SaveView> {
    let format = format.as_ref().filter(|_| reading.state != State::Fallback)?;
    saved(renderer, format, Some(reading.page))
}

/// The code that leads to the site itself, for pages that have none of their own.
pub fn code_of_site(renderer: &Renderer) -> Option<SaveView> {
    saved(renderer, renderer.site.print.uses.code.as_ref()?, None)
}

fn saved(renderer: &Renderer, id: &str, page: Option<&Page>) -> Option<SaveView> {
    let (format, (width, height)) = drawn(&renderer.site.print, id, page)?;
    let page_id = page.map_or(HOME_ID, |page| &page.id);
    let language = renderer.language;
    let code = renderer.site.config.languages.code(language);
    let stem = route::print_file(page_id, id, code);
    let thumbnail = renderer.site.routes.file_path(&format!("{stem}{THUMBNAIL}"));
    let file = file_of(renderer, page_id, id, format, language);
    let print = view(renderer, page_id, id, language, &file);
    Some(SaveView { print, picture: PictureView { url: thumbnail, width, height } })
}

/// The picture chat apps show beside a link to a page, or to the site. It is in the language of the
/// text.
pub fn preview(renderer: &Renderer, reading: Option<&Reading>) -> Option<ImageView> {
    let Renderer { site, .. } = *renderer;
    let id = site.print.uses.preview.as_deref()?;
    let of_page =
        reading.and_then(|reading| Some((reading, drawn(&site.print, id, Some(reading.page))?)));
    let (page_id, language, alt, (format, (width, height))) = match of_page {
        Some((reading, found)) => (&*reading.page.id, reading.language, reading.title(), found),
        None => {
            let title = site.config.title.get(&site.config.languages, renderer.language).0;
            (HOME_ID, renderer.language, title, drawn(&site.print, id, None)?)
        }
    };
    let url = site.routes.file_url(&file_of(renderer, page_id, id, format, language));
    Some(ImageView { url, width, height, alt: alt.to_owned() })
}

/// A format in which the page is one picture of a known size in pixels.
fn drawn<'s>(
    print: &'s PrintFormats,
    id: &str,
    page: Option<&Page>,
) -> Option<(&'s Format, (u32, u32))> {
    let format = print.formats.get(id)?;
    let taken = page.map_or(format.takes_kind(SITE), |page| page.is_made_into(format));
    let is_picture = format.output == Output::Images && format.pages == 1;
    let pixels = |key: &str| format.options.get(key)?.as_integer()?.try_into().ok();
    (taken && is_picture).then_some((format, (pixels("width")?, pixels("height")?)))
}

fn file_of(
    renderer: &Renderer,
    page_id: &str,
    id: &str,
    format: &Format,
    language: Language,
) -> String {
    let code = renderer.site.config.languages.code(language);
    format!("{}{}", route::print_file(page_id, id, code), format.ending())
}

fn view(
    renderer: &Renderer,
    page_id: &str,
    format: &str,
    language: Language,
    file: &str,
) -> PrintView {
    let Renderer { site, .. } = *renderer;
    let paper = site
        .print
        .formats
        .get(format)
        .map_or("", |format| site.label(renderer.language, "paper", &format.paper));
    let is_picture = file.ends_with(".png");
    PrintView {
        format: format.to_owned(),
        label: label(renderer, format, language),
        paper: paper.to_owned(),
        url: site.routes.file_path(file),
        name: {
            let branch = route::branch_of(file).map(|branch| format!("{branch}."));
            format!(
                "{}{page_id}.{}",
                branch.unwrap_or_default(),
                file.rsplit('/').next().unwrap_or(file)
            )
        },
        ending: if is_picture { "PNG" } else { "PDF" }.to_owned(),
        media: if is_picture { "image/png" } else { "application/pdf" }.to_owned(),
    }
}

/// The name of a format; of a bilingual one among several, with its second language.
fn label(renderer: &Renderer, format: &str, language: Language) -> String {
    let name = format_name(renderer, format);
    let several = renderer.site.config.languages.len() > 2;
    let is_bilingual =
        renderer.site.print.formats.get(format).is_some_and(|format| format.bilingual);
    if several && is_bilingual && language != renderer.language {
        return format!("{name} · {}", renderer.site.string(language, "language.name"));
    }
    name.to_owned()
}

/// The name of a format, or its id where the theme has no word for it.
pub fn format_name<'r>(renderer: &Renderer<'r>, format: &'r str) -> &'r str {
    let name = renderer.site.label(renderer.language, "format", format);
    if name.is_empty() { format } else { name }
}

/// The id under which a subject is printed.
pub fn id_of<'r>(renderer: &Renderer<'r>, subject: Subject) -> &'r str {
    match subject {
        Subject::Site => HOME_ID,
        Subject::Page(index) => &renderer.site.page(index).id,
    }
}

/// The title of a subject, and the language of the title.
pub fn title_of(renderer: &Renderer, subject: Subject) -> (String, String) {
    let languages = &renderer.site.config.languages;
    match subject {
        Subject::Site => {
            let title = renderer.site.config.title.get(languages, renderer.language).0;
            (title.to_owned(), languages.code(renderer.language).to_owned())
        }
        Subject::Page(index) => {
            let reading = renderer.site.reading(index, renderer.language);
            (reading.title().to_owned(), languages.code(reading.language).to_owned())
        }
    }
}
