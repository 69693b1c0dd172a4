//! Rules about words: pages that readers understand and that hurt no one. The words of a page are
//! compared with the list of its language: [`crate::parse::words`].
//!
//! Titles, summaries, names, prose, short texts, alternative texts and claims are checked; code is
//! not. What scammers say (`say`) may be rude, long and full of jargon, and the wording of a
//! protocol (`text`) is its issuer's: both are checked only for regional labels and for recipes. A
//! claim says what its source says: it may be long.

mod blame;
mod jargon;
mod long_sentence;
mod playbook;
mod regional_label;
mod unexplained_abbreviation;

mod explanation;
pub(super) mod lexicon;
pub(super) mod page_prose;
mod pattern;
pub(super) mod prose;

pub(super) use blame::blame;
pub(super) use jargon::jargon;
pub(super) use long_sentence::long_sentence;
pub(super) use playbook::playbook;
pub(super) use regional_label::regional_label;
pub(super) use unexplained_abbreviation::unexplained_abbreviation;
