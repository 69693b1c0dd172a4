//! Vocabulary of every stage: values that depend on nothing later.

pub mod archive;
pub mod artifact;
pub mod diagnostic;
pub mod digest;
pub mod document;
pub mod embedded;
pub mod javascript;
pub(crate) mod older_engines;
pub mod kinds;
pub mod language;
pub mod limits;
pub mod media;
pub mod memory;
pub mod narrow;
pub mod output;
pub mod pictures;
pub mod people;
pub mod rules;
pub mod source;
pub mod sync;
pub mod text;
pub mod text_file;
pub mod url;
pub mod vocabulary;
