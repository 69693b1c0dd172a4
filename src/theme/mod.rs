//! A theme: its chain of folders, print formats, templates, styles and scripts.

pub mod chain;
pub mod formats;
pub mod templates;
pub mod scripts;
mod signs;
mod styles;
