//! The audit of pictures: that they can be opened, and where the codes in them lead that phones
//! read.

use std::sync::Arc;

use super::address::Address;
use super::links::{Linker, Use, short};
use crate::base::diagnostic::Diagnostic;
use crate::base::pictures::{self, Grey};
use crate::base::rules::Rule;
use crate::base::source::Span;

/// Reads the codes of a picture that is made to show one.
pub(super) fn audit_code(linker: &Linker, file: &Arc<str>, bytes: &[u8]) -> Vec<Diagnostic> {
    let mut grey = None;
    let opened = pictures::decode(bytes, &mut |picture| grey = Some(Grey::of(&picture, 255)));
    let Some(grey) = grey.filter(|_| opened.is_ok()) else { return vec![unreadable(file)] };
    // It is shown large, and half the size is read in a quarter of the time.
    let quickly =
        if grey.width.min(grey.height) > 400 { grey.halved().codes() } else { Vec::new() };
    let codes = if quickly.is_empty() { grey.codes() } else { quickly };
    if codes.is_empty() {
        let what = "No code can be read in this picture";
        let hint = "Look at it with a phone: it is the picture that volunteers show, so it must have a code.";
        let found = Diagnostic::new(Rule::StrangeCode, file, Span::default(), what);
        return vec![found.hint(hint)];
    }
    strange(linker, file, codes)
}

/// Reads the codes of any picture; most have none. Those beside pages and in `static/` are looked at
/// more closely when a site is checked.
pub(super) fn audit_picture(linker: &Linker, file: &Arc<str>, bytes: &[u8]) -> Vec<Diagnostic> {
    match pictures::quick_codes(bytes) {
        Ok(codes) => strange(linker, file, codes),
        Err(_) => vec![unreadable(file)],
    }
}

/// The same for a drawing; one that would take too long to draw is not drawn.
pub(super) fn audit_drawing(linker: &Linker, file: &Arc<str>, svg: &str) -> Vec<Diagnostic> {
    match pictures::refused_in_drawing(svg) {
        Some(_) => Vec::new(),
        None => strange(linker, file, pictures::codes_of_drawing(svg)),
    }
}

fn unreadable(file: &Arc<str>) -> Diagnostic {
    let kind = pictures::Format::of_ending(&crate::base::kinds::ending(file));
    let name = kind.map_or("picture", pictures::Format::name);
    let hint =
        "Save the picture again; if a build made it, remove the folder .wuzha and build again.";
    let what = format!("This {name} cannot be read");
    Diagnostic::new(Rule::MalformedOutput, file, Span::default(), what).hint(hint)
}

/// The codes that lead elsewhere, or to nothing.
fn strange(linker: &Linker, file: &Arc<str>, codes: Vec<String>) -> Vec<Diagnostic> {
    let strange = |code: String| match linker.bounds.read_plain(&code, file) {
        // Only whole addresses: a phone does not know where else it is.
        Address::Here { .. } if code.contains("://") => {
            linker.look_up_plain(&code, Use::Link, file, Span::default()).err()
        }
        _ => {
            let what = format!(
                "The code in this picture says `{}`, no address of this site",
                short(&code)
            );
            let hint =
                "Codes lead only to pages of this site, since readers learn not to scan others.";
            Some(Diagnostic::new(Rule::StrangeCode, file, Span::default(), what).hint(hint))
        }
    };
    codes.into_iter().filter_map(strange).collect()
}
