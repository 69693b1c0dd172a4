//! What is made from finished outputs: kits, the offline copy, the copy for a USB stick, headers.

pub mod kits;
pub mod offline;
pub mod headers;
pub mod bundle;
pub mod precompress;
