//! `wuzha` turns one set of Markdown files into a bilingual site, its search and its leaflets.
//!
//! Data flows one way; each stage is a function from values to values plus [`Diagnostic`]s:
//!
//! 1. [`load::load`] reads the site's folder into [`SourceFiles`]. Only it and `write` touch the site's
//!    disk.
//! 2. [`parse`] reads one file at a time: [`parse::facts`], [`parse::front_matter`],
//!    [`parse::markdown`].
//! 3. [`site::assemble::assemble`] makes the [`Site`]: pages, their languages, their neighbours.
//! 4. [`check::check`] runs the rules over it.
//! 5. The outputs, siblings that know nothing of each other: [`html::render`], [`feeds::render`],
//!    [`share::render`], [`search`], [`print`]. All give [`Artifacts`]: paths and bytes.
//!    [`offline`] lists what of them a reader's browser keeps.
//! 6. [`bundle::for_folder`] makes of them a copy that opens without a server, where one is wanted;
//!    [`precompress::beside`] adds compressed files for a server, where they are.
//! 7. [`audit::audit`] opens what was made, as a reader's browser would, and says what must not be
//!    published.
//! 8. [`write::write`] brings a folder to that state, all or nothing.
//!
//! [`build()`] is stages 2 to 7. The [`report`] module prints diagnostics; [`serve`] runs it all on
//! every change.

pub mod base;
pub mod load;
pub mod parse;
pub mod theme;
pub mod site;
pub mod check;
pub mod render;
pub mod publish;
pub mod audit;
pub mod write;
pub mod pipeline;
pub mod cli;
