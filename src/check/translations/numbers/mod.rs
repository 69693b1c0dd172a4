//! The numbers that a text has, in digits and in words.

mod chinese;
mod english;
pub(super) mod text_numbers;
mod value;
