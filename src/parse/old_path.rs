//! Old addresses of pages, `redirect_from` in page.toml.

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use crate::base::rules::Rule;
use crate::parse::characters;
use crate::parse::sink::Spanned;
use crate::parse::table::TableReader;

/// No file system takes a longer name, in bytes; `.html` is added to none.
const LONGEST_NAME: usize = 255;

pub(super) fn read(reader: &TableReader) -> Vec<Spanned<String>> {
    let mut fine: Vec<Spanned<String>> = Vec::new();
    for path in reader.texts("redirect_from") {
        match parse(&path.value) {
            // Both spellings of an address are one.
            Some(value) if fine.iter().any(|other| other.value == value) => {}
            Some(value) => fine.push(Spanned { value, ..path }),
            None => reader.sink().error(
                Rule::BadPath,
                path.span,
                format!("`{}` is not an address on this site", decoded(&path.value)),
                HINT,
            ),
        }
    }
    fine
}

/// How an old address is written.
pub const HINT: &str = "Write the old address without the host, from `/` to `/`: `/old/page/`. What follows `?` or `#` \
     goes along by itself.";

/// An old address as files are named; `None` for what is none on this site. A blank is part of one
/// only if it is written as browsers send it, `%20`.
pub fn parse(written: &str) -> Option<String> {
    let has_blank = written.contains(char::is_whitespace);
    Some(decoded(written)).filter(|path| !has_blank && is_old_path(path))
}

/// An address of [`parse`] as it can be parsed again.
pub fn written(path: &str) -> String {
    path.replace(' ', "%20")
}

/// An old address as files are named: servers decode what browsers ask for, so that `/旧页/` and
/// `/%E6%97%A7%E9%A1%B5/` are one address.
fn decoded(path: &str) -> String {
    let decoded = percent_decode_str(path).decode_utf8();
    decoded.map_or_else(|_| path.to_owned(), |path| path.nfc().collect())
}

fn is_old_path(path: &str) -> bool {
    let inner = path.strip_prefix('/').map(|p| p.strip_suffix('/').unwrap_or(p));
    inner.is_some_and(|inner| {
        inner.split('/').all(|part| {
            !part.is_empty()
                && !part.starts_with(['.', ' '])
                && !part.ends_with(['.', ' '])
                && part.len() <= LONGEST_NAME
                && part.chars().all(is_in_names)
        })
    })
}

/// Whether the name of a file may hold a character: systems in China made addresses of whole
/// titles, with their punctuation. What stands for something else in an address, or what Windows
/// cannot write, may not.
fn is_in_names(c: char) -> bool {
    const INVISIBLE: [char; 3] = ['\u{AD}', '\u{200B}', '\u{FEFF}'];
    let stands_for_more = "\\:<>\"|?*#%".contains(c) || (c.is_whitespace() && c != ' ');
    !(stands_for_more || INVISIBLE.contains(&c) || characters::is_forbidden(c))
}
