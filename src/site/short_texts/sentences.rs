//! The sentences and items that short texts are composed of.

use crate::base::document::{Document, Item, Section};
use crate::base::language;

/// The items of the lists of a section; none where the page has no such section.
pub fn items<'a>(document: &'a Document, section: &str) -> impl Iterator<Item = Item> + use<'a> {
    document.section(section).into_iter().flat_map(Section::items)
}

/// Whether words of a language are written without blanks between them.
pub fn is_unspaced(code: &str) -> bool {
    language::primary(code) == "zh"
}

/// Whether a text holds something a telephone would turn into a link: an address, or a bare host
/// such as `t.cn`.
pub fn has_link(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["http:", "https:", "://", "www."].iter().any(|sign| lower.contains(sign))
        || lower.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-')).any(is_host)
}

/// Two labels or more, the last one of letters: `gov.cn`, but not `3.5`, `e.g.` or a full stop.
fn is_host(word: &str) -> bool {
    let Some((rest, last)) = word.rsplit_once('.') else { return false };
    let letters = last.len() > 1 && last.bytes().all(|b| b.is_ascii_alphabetic());
    letters && !rest.is_empty() && rest.split('.').all(|label| !label.is_empty())
}
