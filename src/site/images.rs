//! Pictures of a site: beside pages, as logos, and in `static/`. Each is opened once, so that none is
//! published that readers could not see.

use std::sync::Arc;

use rayon::prelude::*;

use crate::base::diagnostic::Diagnostic;
use crate::base::kinds::{self, Verdict};
use crate::base::limits;
use crate::base::media::ending;
use crate::base::pictures::{self, Format, PictureFault};
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::site::metadata::Refused;
use crate::site::registers::{LOGOS, is_logo};
use crate::site::{drawing, metadata};

/// An image file of a page's folder.
#[derive(Clone, Debug)]
pub struct Image {
    /// The file name, as texts refer to it.
    pub name: String,
    /// Without metadata.
    pub bytes: Arc<[u8]>,
    /// In pixels.
    pub width: usize,
    pub height: usize,
    /// What the codes in it say that phones read.
    pub codes: Vec<String>,
    pub file: Arc<str>,
}

const FORMATS: [&str; 4] = ["png", "jpg", "jpeg", "webp"];

/// Reads an image; a file that is no image a page can show becomes a diagnostic.
pub fn read(file: &Arc<str>, name: &str, bytes: &Arc<[u8]>) -> Result<Image, Diagnostic> {
    let extension = ending(name).to_ascii_lowercase();
    if !FORMATS.contains(&extension.as_str()) {
        let message = format!("`{name}` is not a file a page may have beside it");
        return Err(refuse(
            file,
            message,
            "A page folder holds page.toml, one .md file for each language, and PNG, JPEG or WebP images.",
        ));
    }
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    if !plain {
        let message = format!("`{name}` cannot be the name of an image");
        return Err(refuse(
            file,
            message,
            "Use English letters, digits and hyphens: `counter-note.png`.",
        ));
    }
    let codes = opened(file, bytes)?;
    let stripped = without_metadata(file, bytes)?;
    let codes = codes_upright(file, codes, bytes, &stripped)?;
    let (width, height) = pictures::size(&stripped).map_err(|fault| unseen(file, &fault))?;
    let (name, file) = (name.to_owned(), Arc::clone(file));
    Ok(Image { name, bytes: stripped, width, height, codes, file })
}

/// Opens a picture by what its name says it is; returns what the codes in it say.
pub fn opened(file: &Arc<str>, bytes: &[u8]) -> Result<Vec<String>, Diagnostic> {
    let wanted = Format::of_ending(&ending(file).to_ascii_lowercase());
    match (wanted, Format::of(bytes)) {
        (Some(wanted), Some(is)) if wanted != is => {
            let message =
                format!("The name says {}, and the file is a {} picture", wanted.name(), is.name());
            Err(refuse(file, message, "Give the name the ending of what the file is."))
        }
        _ => pictures::codes(bytes).map_err(|fault| unseen(file, &fault)),
    }
}

/// What the codes in a picture say as it is shown: one that is mirrored says something only upright.
fn codes_upright(
    file: &Arc<str>,
    codes: Vec<String>,
    bytes: &[u8],
    plain: &[u8],
) -> Result<Vec<String>, Diagnostic> {
    if !metadata::is_turned(bytes, &ending(file).to_ascii_lowercase()) {
        return Ok(codes);
    }
    pictures::codes(plain).map_err(|fault| unseen(file, &fault))
}

/// A file as it is published: a picture without the metadata that a camera wrote into it, a drawing
/// without what the program that drew it keeps there.
pub fn without_metadata(file: &Arc<str>, bytes: &Arc<[u8]>) -> Result<Arc<[u8]>, Diagnostic> {
    let extension = ending(file).to_ascii_lowercase();
    if extension == "svg" {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let plain = drawing::plain(text);
        let is_same = plain.as_bytes() == &**bytes || text.is_empty();
        return Ok(if is_same { Arc::clone(bytes) } else { Arc::from(plain.as_bytes()) });
    }
    if !metadata::CLEANED.contains(&&*extension) {
        return Ok(Arc::clone(bytes));
    }
    metadata::strip(bytes, &extension).map(Arc::from).map_err(|reason| match reason {
        Refused::Unreadable => unseen(file, &PictureFault::Damaged),
        Refused::CutOff => refuse(
            file,
            "The picture ends before it is whole".to_owned(),
            "It was probably cut off while it was copied. Copy it again from where it came from.",
        ),
        Refused::Turned(_) => refuse(
            file,
            "The film is stored on its side: only its metadata, which is removed, says how to turn it".to_owned(),
            "Open it in a picture editor, turn it by hand, and save it.",
        ),
    })
}

/// Opens the pictures in `static/` and the logos; returns what the codes in each say.
pub fn of_site(
    sources: &SourceFiles,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(Arc<str>, Vec<String>)> {
    let own = sources.under("static/");
    let logos = sources.under(LOGOS).filter(|(path, _)| is_logo(path));
    let files: Vec<(&Arc<str>, &Arc<[u8]>)> = own.chain(logos).collect();
    let seen: Vec<Result<Option<Vec<String>>, Diagnostic>> =
        files.par_iter().map(|(file, bytes)| see(file, bytes)).collect();
    let mut pictures = Vec::new();
    for ((file, _), codes) in files.into_iter().zip(seen) {
        match codes {
            Ok(Some(codes)) => pictures.push((Arc::clone(file), codes)),
            Ok(None) => {}
            Err(found) => diagnostics.push(found),
        }
    }
    pictures
}

/// What the codes in a picture say; `None` for another file.
fn see(file: &Arc<str>, bytes: &Arc<[u8]>) -> Result<Option<Vec<String>>, Diagnostic> {
    let ending = ending(file).to_ascii_lowercase();
    let is_picture = Format::of_ending(&ending).is_some();
    if !is_picture && !matches!(&*ending, "svg" | "ico") {
        return Ok(None);
    }
    if file.starts_with(LOGOS) {
        logo(file, bytes)?;
    } else if kinds::judge(&file["static/".len()..], bytes) != Verdict::Fine {
        // That it is not what its name says is a mistake of its own.
        return Ok(None);
    }
    let plain = without_metadata(file, bytes)?;
    match &*ending {
        "svg" => drawn(file, &plain).map(Some),
        "ico" => Ok(None),
        _ => codes_upright(file, opened(file, bytes)?, bytes, &plain).map(Some),
    }
}

/// Refuses a logo that would be slow to print: it is on every leaflet of its branch.
fn logo(file: &Arc<str>, bytes: &[u8]) -> Result<(), Diagnostic> {
    let smaller = "Save the logo as SVG, or as PNG of 1000 pixels across.";
    if bytes.len() > limits::LOGO {
        let size = bytes.len() >> 10;
        let most = limits::LOGO >> 10;
        let message = format!("The logo is a file of {size} KiB, and {most} KiB are the most");
        return Err(refuse(file, message, smaller));
    }
    match pictures::size(bytes) {
        Ok((width, height)) if width * height > limits::LOGO_PIXELS => {
            let message = format!("The logo has {width} × {height} pixels, more than paper shows");
            Err(refuse(file, message, smaller))
        }
        _ => Ok(()),
    }
}

/// What the codes in a drawing say.
fn drawn(file: &Arc<str>, bytes: &[u8]) -> Result<Vec<String>, Diagnostic> {
    // Packed drawings are none that browsers show.
    let Ok(svg) = std::str::from_utf8(bytes) else {
        return Err(unseen(file, &PictureFault::Damaged));
    };
    match pictures::refused_in_drawing(svg) {
        Some(why) => Err(refuse(
            file,
            format!("The drawing cannot be published: {}{}", why[..1].to_lowercase(), &why[1..]),
            "Turn effects into shapes or pictures in the program that drew it, and save it as plain SVG.",
        )),
        None => Ok(pictures::codes_of_drawing(svg)),
    }
}

/// What is wrong with a picture that cannot be shown.
pub fn unseen(file: &Arc<str>, fault: &PictureFault) -> Diagnostic {
    let name = file.rsplit('/').next().unwrap_or(file);
    let smaller = "Open it in a picture editor and make it smaller: 2000 pixels across are enough for a poster.";
    match fault {
        PictureFault::Empty => refuse(file, "The picture is empty".to_owned(), "Copy it again."),
        PictureFault::Large { width, height, frames: 1 } => refuse(
            file,
            format!("`{name}` has {width} × {height} pixels, more than any page can use"),
            smaller,
        ),
        PictureFault::Large { width, height, .. } => refuse(
            file,
            format!(
                "The pictures of the animation `{name}`, each of {width} × {height} pixels, have more than {} million together",
                limits::PIXELS / 1_000_000
            ),
            "Make it smaller or shorter, or save it as a film, MP4 or WebM.",
        ),
        PictureFault::Unknown | PictureFault::Damaged => refuse(
            file,
            "The file cannot be read as an image".to_owned(),
            "Save it again as PNG or JPEG.",
        ),
    }
}

fn refuse(file: &Arc<str>, message: String, hint: &'static str) -> Diagnostic {
    Diagnostic::new(Rule::BadImage, file, Span::default(), message).hint(hint)
}
