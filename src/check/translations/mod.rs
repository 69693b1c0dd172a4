//! Rules about translations: every language says the same as the original.

mod misplaced_key;
mod missing_string;
mod numbers_differ;
mod outline_differs;
mod stale_translation;
mod unmarked_translation;
mod wrong_direction;

mod numbers;
pub mod string_keys;

pub(super) use misplaced_key::misplaced_key;
pub(super) use missing_string::missing_string;
pub(super) use numbers_differ::numbers_differ;
pub(super) use outline_differs::outline_differs;
pub(super) use stale_translation::stale_translation;
pub(super) use unmarked_translation::unmarked_translation;
pub(super) use wrong_direction::wrong_direction;
