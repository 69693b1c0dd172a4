//! `unsafe-file`: a file in `static/` that a browser, a phone or a server would run, obey or follow.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::kinds::{self, Verdict};
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;

/// Marks that phones write into films: where they were taken (Apple's `©xyz`, and its newer name).
const PLACES: [&[u8]; 3] = [b"\xa9xyz", b"com.apple.quicktime.location", b"loci\0"];

pub(crate) fn unsafe_file(context: &Context) -> Vec<Diagnostic> {
    context
        .sources
        .under("static/")
        .filter_map(|(file, bytes)| judge(context, file, bytes))
        .collect()
}

fn judge(context: &Context, file: &Arc<str>, bytes: &[u8]) -> Option<Diagnostic> {
    let path = &file["static/".len()..];
    let error = |rule, message: String, hint: &str| {
        Some(Diagnostic::new(rule, file, Span::default(), message).hint(hint.to_owned()))
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    match kinds::judge(path, bytes) {
        Verdict::Acts(why) => {
            error(Rule::UnsafeFile, format!("`{name}` is {why}"), hint(&kinds::ending(path)))
        }
        Verdict::Unknown => error(
            Rule::UnsafeFile,
            format!("`{name}` is of a kind that nobody can look into"),
            "Save it as PDF, as a picture, or as text, and take this file out of static/.",
        ),
        Verdict::Differs(is) => {
            let is = is.map_or("something else".to_owned(), str::to_owned);
            error(
                Rule::WrongEnding,
                format!("`{name}` is not what the end of its name says, but {is}"),
                "Save it again as what its name says, or give the name the ending of what the file is.",
            )
        }
        Verdict::Fine if name == "CNAME" => {
            let host = context.site.config.base_url.host();
            let is_own = std::str::from_utf8(bytes).is_ok_and(|text| text.trim() == host);
            // Of an address that is wrong, which is a mistake already, there is no host.
            if is_own || !context.site.config.is_complete {
                return None;
            }
            error(
                Rule::UnsafeFile,
                "`CNAME` gives the site to another host than `base_url` in wuzha.toml".to_owned(),
                &format!("Write `{host}` into it, and nothing else."),
            )
        }
        Verdict::Fine => metadata(file, name, bytes),
    }
}

/// What tells where a film or a picture was taken, in kinds that are published as they are.
fn metadata(file: &Arc<str>, name: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let holds = |sign: &[u8]| memchr::memmem::find(bytes, sign).is_some();
    let hint = match &*kinds::ending(name) {
        "mp4" | "m4v" | "mov" | "m4a" if PLACES.iter().any(|place| holds(place)) => {
            "Save it again without metadata: `ffmpeg -i a.mp4 -map_metadata -1 -c copy b.mp4` does."
        }
        "avif" if holds(b"infe") && (holds(b"Exif") || holds(b"mime")) => {
            "Save it again without metadata, or as PNG, JPEG or WebP, of which they are removed."
        }
        _ => return None,
    };
    let message = format!("`{name}` may say where and when it was taken");
    Some(Diagnostic::new(Rule::UnsafeFile, file, Span::default(), message).hint(hint))
}

fn hint(ending: &str) -> &'static str {
    match ending {
        "html" | "htm" | "xhtml" | "xht" => {
            "Write it as a page in content/. Files that search engines ask for may stay if their name and content are as they were given."
        }
        "js" | "mjs" | "cjs" => "Scripts belong to a theme: themes/<name>/static/.",
        "doc" | "docm" | "rtf" | "xls" | "xlsm" | "ppt" | "pptm" => {
            "Save it as .docx, .xlsx or .pptx, or better as PDF."
        }
        "gz" | "tar" | "tgz" | "rar" | "7z" | "bin" | "xz" | "svgz" => {
            "Put the files themselves into static/, or pack them as .zip."
        }
        "" | "json" | "toml" => {
            "Take it out of static/. For a page that has moved, write its old address into `redirect_from` in page.toml."
        }
        _ => "Take it out of static/: readers learn from this site not to open such files.",
    }
}
