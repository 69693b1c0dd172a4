//! Parsers. Each reads one file, knows nothing of other files, and returns a value and all
//! mistakes.

pub mod branches;
pub mod campaigns;
pub mod characters;
pub mod conflicts;
pub mod emphasis;
pub mod exceptions;
pub mod facts;
pub mod front_matter;
pub mod hotlines;
pub mod localized;
pub mod markdown;
pub mod old_path;
pub mod printed;
pub mod strings;
pub mod signs;
pub mod sink;
pub mod table;
pub mod toml_edits;
mod toml_signs;
pub mod words;
