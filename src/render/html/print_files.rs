//! Printed files and pictures as links: what to call them, and where they are.
//!
//! Some pages offer a file before it is printed, so paths come from the theme's formats.

use crate::base::language::Language;
use crate::base::media;
use crate::render::html::view::{ImageView, PictureView, PrintView, SaveView};
use crate::site::page::{Page, Reading, State};
use crate::site::printed_item::{PrintedItem, THUMBNAIL};
use crate::site::route::HOME_ID;
use crate::site::{Site, route};
use crate::theme::formats::{FormatOutput, PrintFormat, SITE};

/// A file in a format, printed in the language `printed` of the page with an id.
pub(super) fn print_view(
    site: &Site,
    language: Language,
    page_id: &str,
    format: &str,
    printed: Language,
    file: &str,
) -> PrintView {
    let paper = match site.print.formats.get(format) {
        Some(format) => site.label(language, "paper", &format.paper),
        None => "",
    };
    PrintView {
        format: format.to_owned(),
        label: label(site, language, format, printed),
        paper: paper.to_owned(),
        url: site.routes.file_path(file),
        name: saved_name(page_id, file),
        ending: media::ending(file).to_ascii_uppercase(),
        media: media::media_type(file).to_owned(),
    }
}

/// The file name for saving: `fake-police.sheet-a4.zh.pdf`, after the id of a branch and a dot.
fn saved_name(page_id: &str, file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    match route::branch_of(file) {
        Some(branch) => format!("{branch}.{page_id}.{name}"),
        None => format!("{page_id}.{name}"),
    }
}

/// The name of a format; of a bilingual one among several, with its second language.
fn label(site: &Site, language: Language, format: &str, printed: Language) -> String {
    let name = format_name(site, language, format);
    let has_several = site.config.languages.len() > 2;
    let is_bilingual = site.print.formats.get(format).is_some_and(|format| format.bilingual);
    if has_several && is_bilingual && printed != language {
        return format!("{name} · {}", site.string(printed, "language.name"));
    }
    name.to_owned()
}

/// The name of a format, or its id where the theme has no text for it.
pub(super) fn format_name<'s>(site: &'s Site, language: Language, format: &'s str) -> &'s str {
    let name = site.label(language, "format", format);
    if name.is_empty() { format } else { name }
}

/// The path of the file of a page in a format.
pub(super) fn file_of(
    site: &Site,
    page_id: &str,
    id: &str,
    format: &PrintFormat,
    language: Language,
) -> String {
    let code = site.config.languages.code(language);
    format!("{}{}", route::print_file(page_id, id, code), format.ending())
}

pub(super) fn thumbnail(site: &Site, item: &PrintedItem) -> PictureView {
    let thumbnail = &item.thumbnail;
    let url = site.routes.file_path(&thumbnail.file);
    PictureView { url, width: thumbnail.width, height: thumbnail.height }
}

/// The QR code of the site itself, for pages without one of their own.
pub(super) fn code_of_site(site: &Site, language: Language) -> Option<SaveView> {
    picture_to_save(site, language, site.print.uses.code.as_ref()?, None)
}

/// A picture of a page, for readers to save and send; none of a fallback.
pub(super) fn picture_of_page(
    site: &Site,
    language: Language,
    format: Option<&String>,
    reading: &Reading,
) -> Option<SaveView> {
    if reading.state == State::Fallback {
        return None;
    }
    picture_to_save(site, language, format?, Some(reading.page))
}

fn picture_to_save(
    site: &Site,
    language: Language,
    id: &str,
    page: Option<&Page>,
) -> Option<SaveView> {
    let (format, (width, height)) = picture_format(site, id, page)?;
    let page_id = page.map_or(HOME_ID, |page| &page.id);
    let stem = route::print_file(page_id, id, site.config.languages.code(language));
    let url = site.routes.file_path(&format!("{stem}{THUMBNAIL}"));
    let file = file_of(site, page_id, id, format, language);
    Some(SaveView {
        print: print_view(site, language, page_id, id, language, &file),
        picture: PictureView { url, width, height },
    })
}

/// The picture chat apps show beside a link to a page, or to the site, in the language of the text.
pub(super) fn preview(
    site: &Site,
    language: Language,
    reading: Option<&Reading>,
) -> Option<ImageView> {
    let id = site.print.uses.preview.as_deref()?;
    let image = |page_id: &str, language, alt: &str, format: &PrintFormat, (width, height)| {
        let url = site.routes.file_url(&file_of(site, page_id, id, format, language));
        ImageView { url, width, height, alt: alt.to_owned() }
    };
    if let Some(reading) = reading
        && let Some((format, size)) = picture_format(site, id, Some(reading.page))
    {
        let alt = reading.title();
        return Some(image(&reading.page.id, reading.language, alt, format, size));
    }
    let (format, size) = picture_format(site, id, None)?;
    let alt = site.config.title.get(&site.config.languages, language).0;
    Some(image(HOME_ID, language, alt, format, size))
}

/// The format with an id, and its size in pixels, if a page, or the site, is made into it as one
/// picture.
fn picture_format<'s>(
    site: &'s Site,
    id: &str,
    page: Option<&Page>,
) -> Option<(&'s PrintFormat, (u32, u32))> {
    let format = site.print.formats.get(id)?;
    let is_made = match page {
        Some(page) => page.is_made_into(format),
        None => format.takes_kind(SITE),
    };
    if !is_made || format.output != FormatOutput::Images || format.pages != 1 {
        return None;
    }
    let pixels = |key: &str| format.options.get(key)?.as_integer()?.try_into().ok();
    Some((format, (pixels("width")?, pixels("height")?)))
}
