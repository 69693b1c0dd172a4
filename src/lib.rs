//! Builds an anti-fraud knowledge base from Markdown: a website, a search, and everything that a
//! bank branch prints.
//!
//! Data flows one way. Each stage is a function from values to values and [`Diagnostic`]s:
//!
//! 1. [`load::load`] reads the site's folder into [`SourceFiles`].
//! 2. [`parse`] reads one file at a time: [`parse::facts`], [`parse::front_matter`],
//!    [`parse::markdown`].
//! 3. [`theme`] finds a theme's files; [`theme::formats`] are the forms it prints.
//! 4. [`site::assemble::assemble`] makes the [`Site`]: pages, their languages, their neighbours,
//!    the print formats.
//! 5. [`check::check`] runs the rules over it.
//! 6. [`render`] makes the outputs, which do not depend on each other: [`render::html`],
//!    [`render::search`], [`render::print`], [`render::feeds`], [`render::texts`]. Each gives
//!    [`Artifact`]s: paths and bytes.
//! 7. [`publish`] makes what is made from finished outputs: kits, the service worker, headers, the
//!    copy for a folder, compressed files.
//! 8. [`audit::audit`] opens every artifact as a browser would, and reports what must not be
//!    published.
//! 9. [`write::NextSite`] receives each file as it is made and takes the old site's place, all or
//!    nothing.
//!
//! [`pipeline::build()`] is stages 2 to 8. [`cli`] is the program: arguments, commands, reports, the
//! preview server. [`base`] is the vocabulary of all stages, with the registry of rules,
//! [`base::rules`].
//!
//! A directory may use those above it in this list, and no other: `tests/it/project/tidy.rs`
//! enforces it.
//!
//! [`Artifact`]: base::artifact::Artifact
//! [`Diagnostic`]: base::diagnostic::Diagnostic
//! [`Site`]: site::Site
//! [`SourceFiles`]: base::source::SourceFiles

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
