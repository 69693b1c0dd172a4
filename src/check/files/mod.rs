//! Rules about files and settings: wuzha.toml, registers and themes.

mod cannot_lower;
mod repeated_id;
mod repeated_page_id;
mod strange_code;
mod unknown_hotline;
mod unknown_word;
mod unsafe_file;
mod unused_theme_file;

pub(super) use cannot_lower::cannot_lower;
pub(super) use repeated_id::repeated_id;
pub(super) use repeated_page_id::repeated_page_id;
pub(super) use strange_code::{strange_code, strange_codes_of_site};
pub(super) use unknown_hotline::unknown_hotline;
pub(super) use unknown_word::unknown_word;
pub(super) use unsafe_file::unsafe_file;
pub(super) use unused_theme_file::unused_theme_file;
