//! The texts that readers get, each at its place in a file: what is written, and the words that are
//! left of it once markup, entities and escapes are read. Rules that must not miss a spelling search
//! all of them.

mod decoded;
mod drawing;
mod shown;
mod walk;

pub(super) use walk::{TextRule, search_page, search_site};
