//! A theme: its chain of folders, print formats, templates, styles and scripts.

pub mod layers;
pub mod formats;
pub mod templates;
pub mod scripts;
mod styles;
