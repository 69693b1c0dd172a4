//! Print: pages of the site, typeset as PDF/UA-1 or drawn as pictures.
//!
//! A [`Job`] is one page in one language in one format. It holds values only; a format is a Typst
//! template and a table of `theme.toml`, so adding one adds no code here:
//!
//! 1. [`content`] turns the document tree into values, [`jobs`] says what the site prints,
//! 2. [`fonts`] loads the families the theme names,
//! 3. [`Printer::render`] refuses characters no font has, lays out, tightens what is too long, and
//!    exports; [`world`] is where the compiler is called, `picture` draws, `impose` lays two pages
//!    of a booklet on a side.
//!
//! The same job gives the same bytes, on any machine with the same fonts; [`Printer::digest`] names
//! them before they are made, so that unchanged work can be taken from a cache.

pub mod sheet;
pub mod jobs;
mod sheet_builder;
pub mod branches;
pub mod content;
mod data;
pub mod fonts;
pub mod cache;
pub mod printer;
mod fitting;
mod steps;
mod export;
mod bundle;
mod glyphs;
mod workers;
mod impose;
mod object_streams;
mod palette;
mod picture;
mod qr;
mod charstring;
mod working_font;
mod world;

pub use cache::{MemoryCache, PrintCache};
pub use fitting::by_place;
pub use printer::VERSION;
pub use printer::{PrintRun, Printed, Printer, load_fonts, load_fonts_to_measure};
pub use sheet::{
    Imprint, IndexLetter, IndexName, Job, Sheet, SheetEmergency, SheetHotline, SheetQuestion,
    SheetSection, SheetTexts,
};
pub use world::{Layout, Overflow};
